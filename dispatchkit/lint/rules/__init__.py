"""The rules: a folder for each family, with a module for each kind. They are found by
``lint.rule.rules``; there is no list to add to. What rules of several modules look for is in
``lint.evidence``, so that no rule imports another.
"""
