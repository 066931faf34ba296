"""The rules: a folder for each family, in it one module a kind. They are found by
``lint.rule.rules``; there is no list to add to. Modules beside the folders help several families.
"""
