"""Lines that say what may be done with a dispatch: that it is embargoed, killed or corrected, or
that it has a note to editors, with their places. What counts as one says ``lifecycle.markers``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.labels import Label
from dispatchkit.lifecycle.markers import Marker, markers_in
from dispatchkit.lint.kept import kept
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Passage, Story

# Labels of lines of a page, which say nothing about the dispatch.
_OF_PAGE = frozenset(
    (
        Label.MENU,
        Label.SHARE,
        Label.RELATED,
        Label.SUBSCRIPTION,
        Label.COMMENT,
        Label.COOKIE,
        Label.LOGIN,
        Label.ADVERTISEMENT,
        Label.PROMO,
        Label.RULE,
        Label.PRINT,
        Label.DUPLICATE,
    )
)
# The forms of orders that are sentences, of which no other begins a story.
_ORDERED = ("says", "closes")
# How many paragraphs of the body, and lines of the head and of the tail next to it, may be notes: a
# dispatch of a wire has fewer lines, a page has menus.
_PARAGRAPHS, _HEAD, _TAIL = 3, 24, 12


class Placed(NamedTuple):
    """A marker, the passage that it opens, and the offset in the text of the passage at which its
    own text begins: above 0 after a dateline.
    """

    passage: Passage
    marker: Marker
    offset: int = 0

    @property
    def begin(self) -> int:
        """Where its words begin in the text of the passage."""
        return self.offset + self.marker.text.index(self.marker.words)

    @property
    def end(self) -> int:
        """Where its words end in the text of the passage."""
        return self.offset + self.marker.end


def markers(story: Story, family: str) -> Iterator[Placed]:
    """The markers of one family at the beginnings of the lines about a dispatch and of its first
    and last paragraphs.
    """
    return (placed for placed in _markers(story) if placed.marker.family == family)


@kept
def _markers(story: Story) -> tuple[Placed, ...]:
    """The markers of all families, in the order of the passages."""
    return tuple(
        [
            placed
            for passage in near(story)
            for placed in (*_opening(passage, story), *_after_dateline(passage))
        ]
    )


def _opening(passage: Passage, story: Story) -> Iterator[Placed]:
    """The markers that open a passage."""
    unit = passage.mark.unit
    for marker in markers_in(unit.text, unit.folded, first=passage.start == story.start):
        yield Placed(passage, marker)


def _after_dateline(passage: Passage) -> Iterator[Placed]:
    """The orders that stand after the dateline of a passage."""
    found = passage.mark.dateline
    if found is None:
        return
    text = passage.mark.unit.text
    rest = text[found.end :].lstrip()
    for marker in markers_in(rest, fold(rest), first=False):
        if marker.family == "kill" and marker.form in _ORDERED:
            yield Placed(passage, marker, len(text) - len(rest))


@kept
def near(story: Story) -> list[Passage]:
    """The passages that may be about the dispatch: the first and the last ones of its head, the
    first ones and the last of its body, and those right after it.
    """
    head = [passage for passage in story.head if passage.label not in _OF_PAGE]
    tail = [passage for passage in story.tail[: 2 * _TAIL] if passage.label not in _OF_PAGE]
    body = story.body
    inner = body if len(body) <= _PARAGRAPHS + 1 else (*body[:_PARAGRAPHS], body[-1])
    first = head[: len(head) - _HEAD] if len(head) > _HEAD else []
    return [*first[:1], *head[-_HEAD:], *inner, *tail[:_TAIL]]
