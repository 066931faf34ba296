"""How much of a text is one script with the marks that all scripts share: nearly all of a text,
little of bytes read in the wrong encoding.
"""

from __future__ import annotations

import re
from functools import cache

# Patterns with many ranges, made only when an input needs them: each costs a millisecond.


def coherence(text: str) -> float:
    """The share of *text* that is one script, with Latin, white space, digits and marks. 0 for the
    empty text.
    """
    if not text:
        return 0.0
    counts: dict[str | None, int] = {}
    for match in _scripts().finditer(text):
        counts[match.lastgroup] = counts.get(match.lastgroup, 0) + len(match.group())
    shared = sum(len(match.group()) for match in _shared().finditer(text))
    latin = counts.pop("latin", 0)
    return (max(counts.values(), default=0) + latin + shared) / len(text)


@cache
def _scripts() -> re.Pattern[str]:
    """Runs of letters of one script, which is the name of the group."""
    return re.compile(
        "(?P<latin>[\u0041-\u005a\u0061-\u007a\u00aa-\u024f\u1e00-\u1eff]+)|(?P<greek>[\u0370-\u03ff]+)|(?P<cyrillic>[\u0400-\u052f]+)"
        "|(?P<hebrew>[\u0590-\u05ff]+)|(?P<arabic>[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]+)|(?P<indic>[\u0900-\u0dff]+)|(?P<thai>[\u0e00-\u0eff]+)"
        "|(?P<georgian>[\u0530-\u058f\u10a0-\u10ff]+)|(?P<ethiopic>[\u1200-\u139f]+)|(?P<khmer>[\u1000-\u109f\u1780-\u17ff]+)"
        "|(?P<korean>[\uac00-\ud7a3]+)|(?P<east>[\u3040-\u30ff\u4e00-\u9fff]+)"
    )


@cache
def _shared() -> re.Pattern[str]:
    """Runs of white space, digits and marks that all scripts share."""
    return re.compile(
        "[\t-\r"
        " -@\\[-`{-~\u00a0-\u00bf\u2010-\u203a\u20a0-\u20bf"
        "\u3000-\u3020\uff01-\uff20\uff3b-\uff65]+"
    )
