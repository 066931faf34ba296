"""What the envelope of a dispatch states of its place among others: the lines that its reader took
off are named ("Message-ID: ...", "version: 2") or have a rule that is ("item.version").
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.lifecycle.identity import folded
from dispatchkit.model import Label
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.model import Dispatch

_NAMED_RE = pattern(r"(?P<name>[^\s:=][^:=]{0,60}?)\s{0,4}[:=]\s{0,4}(?P<value>\S.{0,2000})")
_LETTERS_RE = pattern(r"[^\W_]+")
_STEP_RE = pattern(r"[./@]")
_NUMBER_RE = pattern(r"\D{0,3}(\d{1,4})\D{0,2}")
_ID_RE = pattern(r"[^\s,;\"']{4,400}")
# What desks call a message by: "bdt0211", "BELGA-0001", "dpa 0061".
_CALLED_RE = pattern(r"(?<![^\W_])[^\W\d_]{2,8}[- ]?\d{3,6}(?![^\W_])")
_ENVELOPE = frozenset((Label.ENVELOPE.word, Label.NOTICE.word, Label.OTHER.word))
# Of what a line may hold many, the last ones are the nearest: "References: <first> ... <last>".
_MOST = 8


class Envelope(NamedTuple):
    """What an envelope states: the version, ids of the message, of those that it takes the place
    of, and of those that it answers, folded.
    """

    version: int | None
    ids: tuple[str, ...]
    before: tuple[str, ...]
    answered: tuple[str, ...]


def envelope_of(dispatch: Dispatch) -> Envelope:
    """What the envelope of *dispatch* states."""
    told: dict[str, list[str]] = {}
    called: list[str] = []
    for name, value in _lines(dispatch):
        kind = _names().get(name)
        if kind:
            told.setdefault(kind, []).append(value)
        elif not name:
            called += map(folded, _CALLED_RE.findall(value))
    numbers = [found for text in told.get("version", ()) if (found := _NUMBER_RE.fullmatch(text))]
    return Envelope(
        int(numbers[0][1]) if numbers else None,
        (*_ids(told.get("id", ())), *called[:_MOST]),
        _ids(told.get("before", ())),
        _ids(told.get("answered", ())),
    )


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
