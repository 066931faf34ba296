"""Routing lines: numbers, codes and ids that wires print above and below a story for machines and
desks, told by their form, whoever sent them.

Headers that have a form of their own are rules (``agencies/phrases/any.toml``). Beside them stand
lines that might be rows of a table elsewhere: a run of such lines that opens or closes a dispatch
is routing if one of them is sure to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatchkit.agencies.lexicon import Lexicon

# "GBR E 0871", "R CRO S0A QBXB", "3 S C01 1187": codes of capitals and figures; without figures
# they have at most four letters, because headlines of the wires are in capitals too.
_CODE_RE = pattern(r"[^\W\d_]{1,4}|(?=[^\W_a-zà-ÿа-я]*\d)[\w/.-]{1,20}|[\W_]{1,3}")
# A number that counts messages has three figures at least, and is no year.
_NUMBER_RE = pattern(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{3,8}(?!\d)|[^\W\d_]\d|\d[^\W\d_]")
# "REU 043", "BELGA-0042", "YNA 0412 S04": a name and a serial number, which begins with nought.
_SERIAL_RE = pattern(r"[^\W\d_]{1,6}[-_/ .#]{0,2}0\d{2,5}(?: [A-Z\d]{1,6}){0,2}")
# "EFE-DEP0412", "PAP 0431 KRAJ", "(KNA - pkmll-89-00142)": a name, then all that is left.
_NAMED_RE = pattern(r"^\W{0,2}(?P<name>[^\W\d_]{2,12})(?P<rest>[-_/ .:#]{1,3}\S.*)$")
# What stands after the name of an agency besides codes: words in capitals, words with figures.
_BESIDE_RE = pattern(r"[^\W_a-zà-ÿа-я]{1,14}|(?=\D*\d)[\w./:-]{1,24}|[\W_]{1,3}")
# A serial number after the name of an agency has four figures, or three after letters or nought;
# the day and hour do as well. "AFP 2021" has a year.
_COUNTED_RE = pattern(
    r"(?<!\d)(?!(?:19|20)\d\d(?![\d.-]))(?:\d{4,12}|0\d{2})(?!\d)|[^\W\d_]\d{3}|\d\d[:.]\d\d"
)
# "Santé-recherche-neurologie-France": a slug of three words or more without spaces, which stands
# below other routing lines.
_SLUG_RE = pattern(r"^[^\W\d_]{2,30}(?:[-/][^\W\d_]{2,30}){2,8}/?$")
_LONGEST = 80


def routing_lines(
    texts: Sequence[str], known: Sequence[bool | None], lexicon: Lexicon
) -> dict[int, Label]:
    """The lines of *texts* that open and close the dispatch as routing, each with its label.
    *known* says of each line whether a rule takes it for routing, and None if none knows it.
    """
    head = _run(texts, known, range(len(texts)), lexicon)
    tail = _run(texts, known, range(len(texts) - 1, len(head) - 1, -1), lexicon)
    if len(head) + len(tail) == len(texts):
        return {}
    return {
        at: Label.SLUGLINE if _SLUG_RE.match(texts[at]) else Label.ENVELOPE
        for at in (*head, *tail)
        if not known[at]
    }


def _run(
    texts: Sequence[str], known: Sequence[bool | None], order: Iterable[int], lexicon: Lexicon
) -> list[int]:
    """The lines with which the dispatch begins, in *order*, if they are routing: if one of them is
    sure to be.
    """
    found, sure = [], False
    for at in order:
        text = texts[at]
        if known[at] is False or len(text) > _LONGEST:
            break
        surely = known[at] or _is_serial(text, lexicon) or (sure and _SLUG_RE.match(text))
        if not surely and not _is_code(text):
            break
        found.append(at)
        sure = sure or bool(surely)
    return found if sure else []


def _is_code(text: str) -> bool:
    """Whether a line is made of codes, with a number or a code of letters and figures."""
    return _NUMBER_RE.search(text) is not None and all(map(_CODE_RE.fullmatch, text.split()))


def _is_serial(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a serial number: the name of an agency and codes, or another name and a
    number that begins with nought.
    """
    named = _NAMED_RE.match(text)
    if named is None or not lexicon.credited(named["name"]):
        return _SERIAL_RE.fullmatch(text) is not None
    rest = named["rest"]
    return _COUNTED_RE.search(rest) is not None and all(
        map(_BESIDE_RE.fullmatch, rest.rstrip(")]").replace("_", " ").split())
    )
