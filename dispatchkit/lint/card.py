"""What is kept of a dispatch to compare it with those of other inputs: little, so that memory holds the cards of a whole archive."""

from __future__ import annotations

from hashlib import blake2b
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.fold import fold
from dispatchkit.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from dispatchkit.lint.finding import Excerpt, Place
    from dispatchkit.lint.view import Story
    from dispatchkit.model import Dispatch

# Five words in a row tell one story from another of the same topic; of their hashes the 128 smallest estimate the share of two
# stories' rows that they have in common within some 4 points (one in the square root of 128, at a half), and exactly below 128 rows.
_SHINGLE, SKETCH = 5, 128
_HASH = 8


class Card(NamedTuple):
    """One dispatch for comparison.

    ``digest`` is the same for the same body words, ``sketch`` holds the smallest hashes of its rows of five words, sorted, and ``size`` the
    number of different rows. ``headline`` and ``slugline`` are folded; ``published`` is the later of the dates that it states.
    """

    path: str
    index: int  # type: ignore[assignment] # as in Dispatch
    agency: str | None
    place: Place
    excerpt: Excerpt
    digest: bytes
    sketch: tuple[int, ...]
    size: int
    headline: str
    dateline: str
    slugline: str
    published: date | datetime | None
    notice: str | None
    number: int | None
    altid: str | None


def card(story: Story, dispatch: Dispatch) -> Card:
    """The card of a story that holds *dispatch*."""
    body = words(paragraph.text for paragraph in dispatch.paragraphs)
    rows = {_hash(" ".join(row)) for row in _rows(body)}
    places = story.source.places
    return Card(
        path=dispatch.path,
        index=dispatch.index,
        agency=dispatch.agency.id if dispatch.agency else None,
        place=places.place(story.start, story.start),
        excerpt=places.excerpt(story.start),
        digest=blake2b(" ".join(body).encode("utf-8", "surrogatepass"), digest_size=2 * _HASH).digest(),
        sketch=tuple(nsmallest(SKETCH, rows)),
        size=len(rows),
        headline=fold(dispatch.headline or ""),
        dateline=fold(dispatch.dateline.place or "") if dispatch.dateline else "",
        slugline=fold(dispatch.slugline or ""),
        published=dispatch.updated or dispatch.published or (dispatch.dateline.date if dispatch.dateline else None),
        notice=dispatch.notice.kind if dispatch.notice else None,
        number=dispatch.notice.number if dispatch.notice else None,
        altid=dispatch.altid,
    )


def _rows(body: Sequence[str]) -> list[Sequence[str]]:
    """Every five words in a row; all of them where there are fewer."""
    return [body[at : at + _SHINGLE] for at in range(max(1, len(body) - _SHINGLE + 1))] if body else []


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_HASH).digest(), "big")
