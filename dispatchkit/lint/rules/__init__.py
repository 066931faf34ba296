"""The rules: a folder for each family, in it one module a kind. They are found by
``lint.rule.rules``; there is no list to add to. What rules of several modules look for is
in ``lint.evidence``, so that no rule imports another.
"""
