"""What stands behind the last sentence of a story, in the same paragraph: end marks and credits."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from dispatchkit.learning.drafts import Draft
from dispatchkit.learning.dumps import Stand
from dispatchkit.model import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import smooth

if TYPE_CHECKING:
    from dispatchkit.learning.dumps import Dumps

# What ends a sentence, then what is no sentence: a word, initials, a sign.
_STOPS = ".!?…。！？۔।։"
_END_RE = pattern(rf"(?<=[{_STOPS}\"”»’)])\s*(?P<end>[^\s{_STOPS}][^{_STOPS}\n]{{0,30}}[.)]?)\Z")
# This share of the dumps must end so, and so few of all other paragraphs may.
_SHARE, _OTHERS = 0.3, 0.02


def ends_in(dumps: Dumps) -> list[Draft]:
    """The rules for what stands behind the last sentence of many dumps and of no other paragraph.
    A rule of a bracket or mark; initials, which change, are for the reading to know.
    """
    held: Counter[str] = Counter()
    printed: dict[str, list[str]] = {}
    for dump in dumps.dumps:
        match = _END_RE.search(dump.last)
        if match is not None and any(map(str.isalpha, match["end"])):
            end = match["end"].strip()
            held[end] += 1
            printed.setdefault(end, []).append(dump.last)
    least = max(dumps.support, _SHARE * dumps.count)
    return [
        draft
        for end, count in sorted(held.items())
        if count >= least and (draft := _draft(dumps, end, count, printed[end])) is not None
    ]


def _draft(dumps: Dumps, end: str, count: int, printed: list[str]) -> Draft | None:
    """The rule for one such end; None if other paragraphs end with it too."""
    lasts = set(printed)
    others = [
        spot.line.text
        for spot in dumps.spots
        if spot.stand is Stand.INSIDE and spot.line.prose and spot.line.text not in lasts
    ]
    ending = sum(text.endswith(end) for text in others)
    misses = [text for text in others if not text.endswith(end)]
    if ending > _OTHERS * len(others) + len(lasts) or not misses:
        return None
    words = sorted(re.findall(r"[^\W\d_]+", smooth(end)), key=len)
    form = rf"(?<=[{_STOPS}\"”»’)])\s*{re.escape(end)}\s*$"
    draft = Draft(
        kind="regex",
        form=form,
        keywords=(words[-1],),
        where="any",
        label=Label.ENDMARK,
        why=f"in {count} of {dumps.count} dumps, behind the last sentence of the story",
        match=tuple(dict.fromkeys(text[-120:] for text in printed))[:3],
        about=end,
        support=count,
        miss=tuple(misses[:1]),
        table="field",
    )
    return draft if all(map(draft.hits, draft.match)) else None
