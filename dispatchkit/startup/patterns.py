"""Regular expressions that are compiled when first used.

Compiling one costs 0.1 to 5 ms, most if a class spans many scripts, and a call uses only a fraction
of them: compiling all on import costs 14 ms of CPU time (27 ms on a busy machine).
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern. The first use of a method compiles it; the method is then
    kept, so that later uses cost nothing more.
    """

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` returns for these arguments, but compiled only when it is first used."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
