"""The kind of a story, as far as rules must know it: a flash, or one of the kinds that carry no
dateline.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from dispatchkit.lint.traced import Story

# The first two steps of IPTC's urgency are flashes and urgent dispatches.
_URGENT = (1, 2)
# "BC-APNewsAlert", "BC-US--Harbour-Alert": a slug, which has no spaces.
_ALERT_RE = pattern(r"^\S{0,60}(?:News|[-–—])Alert$", flags=re.IGNORECASE)

# "ANALYSIS - ", "FACTBOX-", "CHRONOLOGIE:", "[분석]", "(COMMENT)": a word or two that open a
# headline and are set apart from it.
_OPENING_RE = pattern(r"[(\[【「（]?\s?([^\W\d_][^-–—:|\])】」）]{1,24}?)\s?[-–—:|\])】」）]")


def is_urgent(story: Story) -> bool:
    """Whether the story is marked as a flash or urgent, by a notice, its urgency or its slugline,
    or is an alert as wires of the last century marked it (``****``).
    """
    dispatch = story.dispatch
    if dispatch is None:
        return False
    noticed = dispatch.notice is not None and dispatch.notice.kind in ("flash", "urgent")
    return (
        noticed
        or dispatch.urgency in _URGENT
        or (dispatch.headline or "").startswith("**")
        or any(_ALERT_RE.search(text) for text in (dispatch.slugline, dispatch.headline) if text)
    )


def is_undated_genre(story: Story) -> bool:
    """Whether the headline, section or slugline says that the story is an analysis, a column, a
    chronology, a calendar or results.
    """
    dispatch = story.dispatch
    if dispatch is None:
        return False
    named = [text for text in (dispatch.section, dispatch.slugline) if text]
    opened = _OPENING_RE.match(dispatch.headline or "")
    return any(fold(text) in _genres() for text in [*named, *([opened[1]] if opened else [])])


@cache
def _genres() -> frozenset[str]:
    """The folded names of kinds of story without a dateline, of all languages."""
    return frozenset(map(fold, tables.words("data/genres", "genres")))
