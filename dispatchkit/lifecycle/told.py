"""What is told of a story: its newest dispatch, what that replaces, and why. Plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.lifecycle.standing import card_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from dispatchkit.lifecycle.ledger import Related, Status, Story
    from dispatchkit.model import Dispatch


class Replaced(NamedTuple):
    """A dispatch that another replaces, or may replace, and why."""

    path: str
    index: int  # type: ignore[assignment] # as in Dispatch
    why: str


class Latest(NamedTuple):
    """The newest dispatch of a story.

    ``story`` is what the story is called: the id without its version, else the slugline with its
    day, else the headline, folded; no other story of the run is called so. ``path`` and ``index``
    are those of the newest dispatch, ``version`` is its number if it has one, ``headline`` its
    headline. ``status`` is "usable", "withheld" or, after a kill, "canceled", as in ninjs;
    ``until`` is when a withheld story may be used, if that is stated. ``replaces`` are the other
    versions, the newest first. ``doubts`` are dispatches that may be of the story and were not
    counted to it, and ``note`` says what else a person should know.
    """

    story: str
    path: str
    index: int  # type: ignore[assignment] # as in Dispatch
    version: int | None
    status: Status
    until: date | datetime | None
    headline: str | None
    replaces: tuple[Replaced, ...]
    doubts: tuple[Replaced, ...]
    note: str | None

    def to_dict(self) -> dict[str, Any]:
        """All of it in JSON types."""
        return {
            **self._asdict(),
            "until": self.until and self.until.isoformat(),
            "replaces": [one._asdict() for one in self.replaces],
            "doubts": [one._asdict() for one in self.doubts],
        }


def told(story: Story) -> Latest:
    """What is told of *story*."""
    newest = story.newest
    return Latest(
        story=story.name,
        path=newest.path,
        index=newest.index,
        version=story.version,
        status=story.status,
        until=story.until,
        headline=newest.title,
        replaces=_listed(story.replaced),
        doubts=_listed(story.doubts),
        note=story.note,
    )


def latest_of(dispatches: Iterable[Dispatch]) -> Iterator[Latest]:
    """The newest of *dispatches* for each story, in their order, those that are canceled last. Of
    each dispatch only a card is kept.
    """
    from dispatchkit.lifecycle.ledger import Ledger

    return map(told, Ledger(map(card_of, dispatches)).stories)


def _listed(related: Iterable[Related]) -> tuple[Replaced, ...]:
    return tuple([Replaced(one.card.path, one.card.index, one.why) for one in related])
