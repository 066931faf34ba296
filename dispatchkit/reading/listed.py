"""The formats that can be read, with what people want to know of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.reading import formats, machine_texts
from dispatchkit.reading.exports.database import databases
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.recognise import has_reader, own_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.reading.kinds import Kind


class Listed(NamedTuple):
    """A format: its word for programs, its title for people, what shows that an input is in it, and
    the extra that installs what its reader needs (None: nothing).
    """

    word: str
    title: str
    shown: str
    extra: str | None


def listed(own: Sequence[str] = ()) -> Iterator[Listed]:
    """The formats that can be read, in the order in which they are asked: those of the user's files
    *own* first.
    """
    known = tables.load("data/readable")
    whys = {database.word: database.why for database in databases()}
    told: set[str] = set()
    for kind in own_kinds(own):
        told.add(kind.word)
        yield Listed(kind.word, kind.title, "what its file says", None)
    for reader in formats.readers():
        for kind in reader.KINDS:
            if kind.word in told:  # two modules read it
                continue
            told.add(kind.word)
            facts = known.get(kind.word, {})
            shown = facts.get("shown") or whys.get(kind.word, "")
            yield Listed(kind.word, kind.title, shown, facts.get("extra"))


def refused() -> list[Kind]:
    """The formats that are recognised and have no reader."""
    return [*machine_texts.KINDS, *(kind for kind in Format if not has_reader(kind))]
