"""What a dispatch says of its place among others: its ids, its version, its marks, and whether it
may be used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime

# Kinds of marks of dispatches that take the place of what was sent before.
REPLACES = ("update", "correction")


class Mark(NamedTuple):
    """A mark of a version as printed: "UPDATE 2", "2nd Ld-Writethru", "(Zusammenfassung 1040)".

    *kind* is that of a notice, or "part" for a piece of a long story; *series* tells which numbers
    can be held against each other. *clock* is an hour that serves as a number (1040).
    """

    kind: str
    series: str
    text: str
    number: int | None = None
    clock: int | None = None


class Identity(NamedTuple):
    """An id without its version, folded, and the version that it holds.

    *sure*: the form of the id shows that its last part is a version; else only like texts show it.
    *unique*: the id is of one message in all the world, not of one in a day's file.
    """

    stem: str
    version: int | None = None
    sure: bool = True
    unique: bool = True


class Standing(NamedTuple):
    """The place of a dispatch among others, as far as it says so.

    ``kind`` is that of its gravest notice ("kill", "embargo", "correction", ...), ``until`` when an
    embargo ends; ``lifts`` tells whether it says that one is over. ``identity`` is its id, ``ids``
    are all that it may be called by; ``before`` are ids that it takes the place of, ``after`` those
    that take its place, ``answered`` those that it answers. ``mark`` is the mark of its version,
    ``headline`` and ``slugline`` are folded and have none. ``named`` is, for an order or a
    correction, what it says, folded: it may name the dispatch that it is about.
    """

    kind: str | None = None
    until: date | datetime | None = None
    identity: Identity | None = None
    version: int | None = None
    mark: Mark | None = None
    headline: str = ""
    slugline: str = ""
    ids: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    named: str = ""
    lifts: bool = False


NOTHING_SAID = Standing()
