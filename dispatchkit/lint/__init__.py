"""Check dispatches: rules with codes, places in the source, fixes, reports. ``rule`` has what a
rule is, ``rules/`` the rules themselves.
"""
