"""What the envelope of a dispatch states of its place among others: the lines that its reader took
off are named ("Message-ID: ...", "version: 2") or have a rule that is ("item.version").
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.compare.standing import REPLACES
from dispatchkit.data import tables
from dispatchkit.labels import Label
from dispatchkit.lifecycle.identity import folded
from dispatchkit.lifecycle.marks import mark_of
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.compare.standing import Mark
    from dispatchkit.model import Dispatch

_NAMED_RE = pattern(r"(?P<name>[^\s:=][^:=]{0,60}?)\s{0,4}[:=]\s{0,4}(?P<value>\S.{0,2000})")
_LETTERS_RE = pattern(r"[^\W_]+")
_STEP_RE = pattern(r"[./@]")
_NUMBER_RE = pattern(r"\D{0,3}(\d{1,4})\D{0,2}")
_ID_RE = pattern(r"[^\s,;\"']{4,400}")
# What desks call a message by: "bdt0211", "BELGA-0001", "dpa 0061".
_CALLED_RE = pattern(r"(?<![^\W_])[^\W\d_]{2,8}[- ]?\d{3,6}(?![^\W_])")
# What the header of a message says of an earlier one of the same day: "[COR 703]".
_REFERENCE_RE = pattern(r"[\[(](?P<word>[^\W\d_]{2,12})\.?[ :-]?(?P<number>\d{1,4})[\])]")
_LAST_NUMBER_RE = pattern(r"\d{1,6}$")
_ENVELOPE = frozenset((Label.ENVELOPE.word, Label.NOTICE.word, Label.OTHER.word))
# Of what a line may hold many, the last ones are the nearest: "References: <first> ... <last>".
_MOST = 8


class Envelope(NamedTuple):
    """What an envelope states: the version, ids of the message, of those that it takes the place
    of, of those that take its place, and of those that it answers, folded; and *marks* of what it
    does to another.
    """

    version: int | None
    ids: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    answered: tuple[str, ...]
    marks: tuple[Mark, ...]


def envelope_of(dispatch: Dispatch) -> Envelope:
    """What the envelope of *dispatch* states."""
    told: dict[str, list[str]] = {}
    called: list[str] = []
    marks: list[tuple[Mark, str]] = []
    for name, value in _lines(dispatch):
        kind = _names().get(name)
        if kind:
            told.setdefault(kind, []).append(value)
        elif not name:
            called += map(folded, _CALLED_RE.findall(value))
            marks += _references(value)
    numbers = [found for text in told.get("version", ()) if (found := _NUMBER_RE.fullmatch(text))]
    return Envelope(
        int(numbers[0][1]) if numbers else None,
        (*_ids(told.get("id", ())), *called[:_MOST], *_numbered(dispatch, called[:_MOST])),
        (*_ids(told.get("before", ())), *_numbered(dispatch, [number for _, number in marks])),
        _ids(told.get("after", ())),
        _ids(told.get("answered", ())),
        tuple([mark for mark, _ in marks]),
    )


def _references(line: str) -> Iterator[tuple[Mark, str]]:
    """The references to earlier messages in the header of a message: the mark, and the number."""
    for found in _REFERENCE_RE.finditer(line):
        mark = mark_of(found["word"], apart=True)
        if mark and mark.kind in (*REPLACES, "kill"):
            yield mark, found["number"]


def _numbered(dispatch: Dispatch, ids: list[str]) -> tuple[str, ...]:
    """The numbers at the ends of *ids*, as those of a day's file of an agency."""
    if dispatch.agency is None or dispatch.day is None:
        return ()
    numbers = [found[0] for id_ in ids if (found := _LAST_NUMBER_RE.search(id_))]
    house = f"{dispatch.agency.id}/{dispatch.day.isoformat()}"
    return tuple(dict.fromkeys(f"{house}/{int(number)}" for number in numbers))


def _lines(dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    """The lines of the envelope, each with its name, which is "" for one that has none."""
    for cut in dispatch.boilerplate:
        if cut.label in _ENVELOPE:
            ruled = _name(cut.rule)
            if ruled in _names():
                yield ruled, cut.text
            elif found := _NAMED_RE.fullmatch(cut.text):
                yield _name(found["name"]), found["value"]
            else:
                yield "", cut.text


def _ids(texts: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The ids that lines hold, folded."""
    return tuple([folded(one) for text in texts for one in _ID_RE.findall(text)][-_MOST:])


def _name(text: str) -> str:
    """A name as the table has it, of a path the last one: "Message-ID" is "messageid", and
    "item.newsItem@version" is "version".
    """
    last = _STEP_RE.split(text)[-1]
    return "".join(_LETTERS_RE.findall(last)).casefold()


@cache
def _names() -> dict[str, str]:
    """What each name of the table states."""
    table = tables.load("data/versions")["stated"]
    return {name: kind for kind, names in table.items() for name in names}
