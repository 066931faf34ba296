"""Headers of telex messages: lines below ZCZC that a sign opens ("^headline", "@place").

Which sign means what differs from wire to wire; the table of dialects says it, and the values show
which dialect it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.repair import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatchkit.reading.telegrams.parts import Parts

REASON = "a header of lines that signs open"
_SIGNED_RE = pattern(r"(?P<sign>[$:^@=*&+~%#!|])(?: ?(?P<value>\S.{0,300})|)")
# What a sign for machines opens: a letter, figures, a word of a few letters.
_CODED_RE = pattern(r"[\w.-]{0,12}")
# So many lines make a header; a single one may be a text that begins with a price or an item.
_FEWEST = 2
_FIELDS = ("headline", "slugline", "located")


def read(parts: Parts, at: int) -> bool:
    """Read the header that begins at the line *at*; whether it is one."""
    values: list[tuple[int, str, str]] = []
    for line in range(at, parts.end):
        found = _SIGNED_RE.fullmatch(parts.texts[line])
        if found is None:
            break
        values.append((line, found["sign"], clean(found["value"] or "")))
    dialect = _dialect(_first_values(values))
    if len(values) < _FEWEST or dialect is None:
        return False
    fields = {dialect[field]: field for field in _FIELDS if field in dialect}
    for line, sign, value in values:
        field = fields.get(sign)
        if field and value:
            parts.tell(line, field, "telegram.sign", value)
        else:
            parts.label(line, Label.ENVELOPE, "telegram.sign")
    parts.begin = values[-1][0] + 1
    return True


def _first_values(values: Sequence[tuple[int, str, str]]) -> dict[str, str]:
    """For each sign the first of its *values*; a sign may stand alone before that."""
    signs = {sign: "" for _, sign, _ in values}
    return signs | {sign: value for _, sign, value in reversed(values) if value}


def _dialect(values: Mapping[str, str]) -> Mapping[str, Any] | None:
    """The first dialect whose signs are those of the *values*: its headline is made of words, and
    its codes are codes. None if there is none.
    """
    for dialect in tables.load("data/telegrams")["signs"]:
        signs = {*dialect["codes"], *(dialect[field] for field in _FIELDS if field in dialect)}
        headline = values.get(dialect["headline"], "")
        coded = (values.get(sign, "") for sign in dialect["coded"])
        if signs.issuperset(values) and " " in headline and all(map(_CODED_RE.fullmatch, coded)):
            return dialect  # type: ignore[no-any-return]
    return None
