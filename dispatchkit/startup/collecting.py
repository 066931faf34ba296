"""Looking for garbage less often.

Python looks for unreachable cycles of objects each time that 700 more of them exist, and makes tens
of thousands while it loads modules and tables, of which none is garbage: a tenth of a call that
parses one dispatch.
"""

from __future__ import annotations

import gc

# More than a call makes before its first record (65,000); so many take 10 MB.
_OBJECTS = 100_000


def collect_late() -> None:
    """Look for garbage only after so many new objects as no start makes."""
    gc.set_threshold(_OBJECTS)
