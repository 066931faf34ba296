"""Headers of telex messages: lines below ZCZC that a sign opens ("^headline"), or a code of letters
and a sign ("TI#headline").

Which sign means what differs from wire to wire; the table of dialects says it, and the values show
which dialect it is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.model import Label
from dispatchkit.reading.fields import FIELD_LABELS
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.repair import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatchkit.reading.telegrams.parts import Parts

REASON = "a header of lines that signs open"
_SIGNED_RE = pattern(r"(?P<sign>[$:^@=*&+~%#!|])(?P<value>\S.{0,300}|)")
# What a sign for machines opens: a letter, figures, a word of a few letters.
_CODED_RE = pattern(r"[\w.-]{0,12}")
_CODE_RE = pattern(r"(?P<code>[A-Z]{2,3})(?P<sign>[#|>:=])(?P<value>.*)")
# So many lines make a header; a single one may be a text that begins with a price or an item.
_FEWEST, _FEWEST_CODES = 2, 3


def codes_at(texts: Sequence[str], at: int) -> bool:
    """Whether the lines from *at* on are a header of codes: each has a code before the same sign,
    and one of the codes names the headline or the text.
    """
    run = [found for text in texts[at : at + _FEWEST_CODES] if (found := _CODE_RE.fullmatch(text))]
    return len(run) == _FEWEST_CODES and len({found["sign"] for found in run}) == 1


def read(parts: Parts, at: int) -> bool:
    """Read the header that begins at the line *at*; whether it is one."""
    return _read_codes(parts, at) or _read_signs(parts, at)


def _read_codes(parts: Parts, at: int) -> bool:
    """Read a header of codes."""
    if not codes_at(parts.texts[: parts.end], at):
        return False
    first = _CODE_RE.fullmatch(parts.texts[at])
    sign = first["sign"] if first else ""
    known = _codes()
    found = {}
    for line in range(at, parts.end):
        code = _CODE_RE.fullmatch(parts.texts[line])
        if code is None or code["sign"] != sign:
            break
        found[line] = code
        if known.get(code["code"]) == "text":
            break
    if not {"headline", "text"} & {known.get(code["code"]) for code in found.values()}:
        return False
    for line, code in found.items():
        field, value = known.get(code["code"]), clean(code["value"])
        if field == "text" and value:
            printed = parts.lines[line].text
            begin = printed.index(value[:1], printed.index(sign) + 1)
            parts.replace(line, " " * begin + printed[begin:])
            parts.begin = line
            return True
        parts.begin = line + 1
        if field in FIELD_LABELS and value:
            parts.tell(line, field, "telegram.code", value)
        else:
            parts.label(line, Label.ENVELOPE, "telegram.code")
            if field == "altid" and value:
                parts.state(field, value)
    return True


@cache
def _codes() -> Mapping[str, str]:
    """The fields that codes name."""
    return {
        code: field
        for field, codes in tables.load("data/telegrams")["codes"].items()
        for code in codes
    }


def _read_signs(parts: Parts, at: int) -> bool:
    """Read a header of signs."""
    values: list[tuple[int, str, str]] = []
    for line in range(at, parts.end):
        found = _SIGNED_RE.fullmatch(parts.texts[line])
        if found is None:
            break
        values.append((line, found["sign"], clean(found["value"])))
    dialect = _dialect({sign: value for _, sign, value in reversed(values)})
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


_FIELDS = ("headline", "slugline", "located")


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
