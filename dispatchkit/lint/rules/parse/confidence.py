"""DK9: how far the parse can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.labels import Label
from dispatchkit.lint.evidence.killing import is_kill
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.text.shape import weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Story
    from dispatchkit.model import Dispatch

# A story of fewer words, beside so many times as much running text that no rule knows: five of the
# bench's 255 pages are such, and in all of them most of the story was taken for page furniture.
# Longer stories above long comments were read rightly.
_SHORT, _TIMES = 60, 4
_STORY = frozenset(
    (
        Label.TEXT,
        Label.CROSSHEAD,
        Label.LIST,
        Label.TABLE,
        Label.ABSTRACT,
        Label.HEADLINE,
        Label.DUPLICATE,
    )
)


@DispatchRule.named("DK901", "low-confidence", severity="warning")
def low_confidence(story: Story) -> Iterator[Hit]:
    r"""Little shows that this is a dispatch, or that it was read rightly.

    It has no known sender, and neither a headline nor a date nor a dateline: programs, letters,
    tables and logs look like that. Or no rule and no language fits any of its text. Or most of the
    running text was taken for page furniture. A story with a sender, headline, date or dateline is
    otherwise left alone, and so is any for which the caller named a profile, even "generic", and
    any that says that something sent must not be used (DK702).

    Bad:
        asdf 17 jkl
        qwer 4 tzui
        yxcv 33 bnm
    Bad:
        Dear Anna, could you send me the list of islands by noon? The captain wants it before he \
        sails. Many thanks, and see you soon.
    Good:
        Harbour ferry runs again after storm

        4 December 2021

        The ferry to the islands runs again after a week of storms, the operator said. Nobody was \
        hurt, it added.
    """
    message = _doubt(story)
    if message:
        yield Hit(story.start, story.start, message)


def _doubt(story: Story) -> str | None:
    """What speaks against the parse; None if nothing does."""
    dispatch = story.dispatch
    if dispatch is None:
        return "no story was found in it, only page furniture" if story.passages else None
    if is_kill(story):
        return None
    return _unshown(story, dispatch) or _left_out(story, dispatch)


def _unshown(story: Story, dispatch: Dispatch) -> str | None:
    """What to say where little shows that this is a dispatch; None for others."""
    unknown = story.settings.reading.profile is None and dispatch.profile == GENERIC
    if not unknown or dispatch.published or dispatch.dateline or dispatch.updated:
        return None
    if not dispatch.headline:
        return "no known sender, headline, date or dateline was found: this may be no dispatch"
    if dispatch.language is None and not any(passage.mark.prose for passage in story.body):
        return (
            "no known sender, date, dateline, language or running text was found: this may be"
            " no dispatch"
        )
    return None


def _left_out(story: Story, dispatch: Dispatch) -> str | None:
    """What to say of a short story beside much running text that was left out; None for others."""
    told = 0
    for paragraph in dispatch.paragraphs:
        told += weight(paragraph.text)
        if told >= _SHORT:
            return None
    left = sum(
        weight(mark.unit.text)
        for mark in story.part.marks
        if mark.prose and mark.hit is None and mark.label not in _STORY
    )
    return (
        f"{told} words were taken for the story, {left} words of running text were not"
        if left > _TIMES * told
        else None
    )
