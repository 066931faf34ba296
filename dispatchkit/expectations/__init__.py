"""What must come out of dumps: expectations in JSON files beside them, how they are compared with
the records, and how they are written from what comes out.

An expectation says as much as somebody is certain of: only the keys that it has are compared. The
keys are those of ``docs/profiles.md``.
"""
