"""Regular expressions that are compiled when first used, and only once for many calls.

Compiling one costs 0.1 to 5 ms, most if a class spans many scripts, and a call uses only a fraction
of them: compiling all on import costs 14 ms of CPU time (27 ms on a busy machine). The 185 that the
first dispatch of a call uses take a quarter of that call, so the command line keeps their code, as
Python keeps byte code, and the next call makes the patterns of it in a hundredth of the time.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import Any, cast

from dispatchkit.startup.kept import recalled, remember

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]

    _keeps = hasattr(_sre, "compile") and hasattr(_compiler, "_code")
except ImportError:
    # Another Python, or a later one, has other insides: there every call compiles.
    _keeps = False

# The code of a pattern: flags, numbers of four bytes, how many groups it has, and their names.
_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
_NAME = "patterns"
# Where more would be kept, only what the last call used is: reading a megabyte takes 1 ms.
_MOST = 1 << 20
# The codes that this process has used.
_used: dict[str, _Code] = {}


class _Lazy:
    """Stands for a compiled pattern. The first use of a method compiles it; the method is then
    kept, so that later uses cost nothing more.
    """

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(made_of(self._source, self._flags), name)
        setattr(self, name, value)
        return value


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` returns for these arguments, but compiled only when it is first used."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


def made_of(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` returns for these arguments, made of kept code if there is any."""
    if not _keeps:
        return re.compile(source, flags)
    key = f"{int(flags)} {source}"
    _used[key] = code = _recalled().get(key) or _coded(source, int(flags))
    final, numbers, groups, names, order = code
    made = _sre.compile(source, final, memoryview(numbers).cast("I").tolist(), groups, names, order)
    return cast("re.Pattern[str]", made)


def _coded(source: str, flags: int) -> _Code:
    """The code of a pattern, as ``re.compile`` makes it; re.error if it is none."""
    parsed = _parser.parse(source, flags)
    names: dict[str, int] = dict(parsed.state.groupdict)
    order: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        order[number] = name
    code = _compiler._code(parsed, flags)  # noqa: SLF001 - nothing public gives the code
    numbers = b"".join(number.to_bytes(_sre.CODESIZE, sys.byteorder) for number in code)
    return int(flags | parsed.state.flags), numbers, parsed.state.groups - 1, names, tuple(order)


@cache
def _recalled() -> dict[str, _Code]:
    """The codes that earlier calls have kept, by flags and source."""
    return recalled(_NAME) or {}


def keep() -> None:
    """Keep the codes that this process has used beside those of earlier calls."""
    if _used.keys() <= _recalled().keys():
        return
    codes = _recalled() | _used
    remember(_NAME, codes if sum(len(code[1]) for code in codes.values()) < _MOST else _used)
