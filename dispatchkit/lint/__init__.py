"""Checks of dispatches: rules with codes, places in the source, fixes, reports. ``rule`` says what
a rule is; ``rules/`` holds the rules themselves.
"""
