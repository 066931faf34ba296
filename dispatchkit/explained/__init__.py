"""A trace for people to look at: the page of ``explain -f html``, with the reasons of rules in
words, and where in the source each value of the record stands.
"""
