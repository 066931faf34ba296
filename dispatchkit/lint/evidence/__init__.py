"""What rules look for in an input or a dispatch before they judge it: one module for each kind of
evidence, such as the dates that a dispatch states or the markers that its lines open with.

Rules of several families ask for the same evidence; what is costly is found only once, see
``kept``.
"""
