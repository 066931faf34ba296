"""The lines of a page cut into words and signs, all of them at once.

A page is joined, changed and cut again: one pass in C over a page takes a third of the time of a
pass over each of its lines, because most lines have few words. Each different letter beyond ASCII
is looked at once a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.text.shape import holds_unspaced, weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A text given as ``str`` may hold half a character (a lone surrogate).
_HALVES = ("utf-8", "surrogatepass")
_ASCII = [chr(code) for code in range(0x80)]
# UTF-8 after its first 128 codes: a byte that begins a character stands for a letter, one that
# continues it is left out where letters are counted.
_BEGINS, _GOES_ON = range(0xC0, 0x100), bytes(range(0x80, 0xC0))
_REST = bytes(range(0x80, 0x100))
# Turns ASCII characters that are neither letter nor digit into spaces.
_APART = bytes([ord(sign) if sign.isalnum() or sign == "\n" else 0x20 for sign in _ASCII]) + _REST
# Words with what may stand within: "o'clock", "co-op". A digit may begin a word, but not a name.
_WITHIN = b"_'.-"


def _case(sign: str) -> int:
    """The code of an ASCII character: "A" for a capital, "a" for another letter, a space for all
    but digits and line ends, which stand for themselves.
    """
    if sign.isupper():
        return ord("A")
    if sign.isalpha():
        return ord("a")
    return ord(sign) if sign.isdigit() or sign == "\n" else ord(" ")


_CASES = bytes([_case(sign) for sign in _ASCII]).ljust(0xC0)
_CASES += b"a" * len(_BEGINS)
_DIGITS = b"0123456789"
_NO_SIGNS = bytes(
    [ord(sign) for sign in _ASCII if sign.isalnum() or (sign.isspace() and sign != "\n")]
)


class Column(NamedTuple):
    """A line cut into words and signs.

    *lowered* is the line in lower case with its apostrophes made plain, *words* its runs of letters
    and digits in lower case, *weight* its weight in words, *names* the number of its words that
    begin with a letter, *capitals* of those that begin with a capital, *signs* what is no ASCII
    letter or digit, *unspaced* whether it holds a script without spaces.
    """

    lowered: str
    words: list[str]
    weight: int
    names: int
    capitals: int
    signs: str
    unspaced: bool


def columns(texts: Sequence[str]) -> Iterator[Column]:
    """Each of *texts*, which hold no line breaks, cut into words and signs."""
    joined = "\n".join(texts)
    beyond = (
        [] if joined.isascii() else [character for character in set(joined) if character > "\x7f"]
    )
    lowered = joined.lower()
    if beyond:
        lowered = lowered.replace("’", "'")
    weights, names, capitals = _counted(_spelled(joined, beyond))
    unspaced = [False] * len(texts)
    if holds_unspaced("".join(beyond)):
        unspaced = list(map(holds_unspaced, texts))
        weights = [
            weight(text) if wide else weighs
            for text, wide, weighs in zip(texts, unspaced, weights, strict=True)
        ]
    signs = joined.encode(*_HALVES).translate(None, _NO_SIGNS).decode(*_HALVES).split("\n")
    rows = zip(
        lowered.split("\n"),
        _words(lowered, beyond),
        weights,
        names,
        capitals,
        signs,
        unspaced,
        strict=True,
    )
    return map(Column._make, rows)


def _words(lowered: str, beyond: Sequence[str]) -> list[list[str]]:
    """The runs of letters and digits of each line of a text in lower case."""
    for character in set("".join(beyond).lower()):
        if not character.isalnum():
            lowered = lowered.replace(character, " ")
    apart = lowered.encode(*_HALVES).translate(_APART).decode(*_HALVES)
    return [line.split() for line in apart.split("\n")]


def _spelled(text: str, beyond: Sequence[str]) -> bytes:
    """The codes of the characters of *text*: "A" for a capital, "a" for another letter, a digit for
    itself, else a space; none for what may stand within a word.
    """
    for character in beyond:
        if character.isupper():
            code = "A"
        elif character.isdecimal():
            code = "0"
        else:
            code = "'" if character == "’" else " "
        if code != " " or not character.isalnum():
            text = text.replace(character, code)
    return text.encode(*_HALVES).translate(_CASES, _WITHIN + _GOES_ON)


def _counted(cased: bytes) -> tuple[list[int], list[int], list[int]]:
    """How many words, names and capitals each line has; *cased* is the text as ``_spelled`` gives
    it.
    """
    weights = [len(line.split()) for line in cased.split(b"\n")]
    spelled = cased.translate(None, _DIGITS).replace(b"\n", b"\n ").split(b"\n")
    names = [len(line.split()) for line in spelled]
    capitals = [line.count(b" A") for line in spelled]
    capitals[0] += spelled[0].startswith(b"A")
    return weights, names, capitals
