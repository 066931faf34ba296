"""Times that stand for "unknown": the moment from which computers count, where a standard does not
go without a time. The message keeps to its standard all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.startup.patterns import pattern
from dispatchkit.validation.problem import Problem

if TYPE_CHECKING:
    from dispatchkit.validation.source import Source

# The whole value of an element, an attribute or a property.
_STAMP_RE = pattern(
    r"""(?<=["'>])\s{0,20}(1970-01-01T00:00:00(?:\.0{1,9})?(?:Z|[+-]00:?00)?"""
    r"""|(?:Thu,\s)?0?1\sJan\s1970\s00:00:00(?:\s(?:GMT|UTC?|[+-]0000))?)\s{0,20}(?=["'<])"""
)


def unstated(source: Source) -> list[Problem]:
    """What is to be noted of the times in a message that are the beginning of 1970: one note at the
    first of them.
    """
    found = list(_STAMP_RE.finditer(source.text))
    if not found:
        return []
    line, column = source.place(found[0].start(1))
    more = f" ({len(found) - 1:,} more like it)" if len(found) > 1 else ""
    told = f'{found[0][1]} stands for "unknown": no dispatch was sent then{more}'
    return [Problem(line, column, "", "unstated", told)]
