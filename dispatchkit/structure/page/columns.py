"""The lines of a page cut into words and signs, all of them at once.

A page is joined, changed and cut again: one pass in C over a page takes a third of the time of a
pass over each of its lines, for most lines have a few words. Letters beyond ASCII are looked at
once a page, each as often as the page has different ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.text.shape import holds_unspaced, weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A text that was given as one may hold half a character (a lone surrogate).
_HALVES = ("utf-8", "surrogatepass")
_ASCII = [chr(code) for code in range(0x80)]
# UTF-8 after its first 128 codes: what begins a character stands for a letter, what goes on with
# one is left out where letters are counted.
_BEGINS, _GOES_ON = range(0xC0, 0x100), bytes(range(0x80, 0xC0))
_REST = bytes(range(0x80, 0x100))
# What is neither letter nor digit made a space.
_APART = bytes([ord(sign) if sign.isalnum() or sign == "\n" else 0x20 for sign in _ASCII]) + _REST
# Words with what may stand within: "o'clock", "co-op". A digit opens a word, but no name.
_WITHIN = b"_'.-"


def _case(sign: str) -> int:
    """The code of an ASCII character: A a capital, a another letter, digits and line ends
    themselves, a space for all others.
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
    """A line cut up.

    *lowered* is the line in lower case with its apostrophes made plain, *words* its runs of letters
    and digits in lower case, *weight* what it weighs, *names* the number of its words with letters,
    *capitals* of those that begin with a capital, *signs* what is neither letter nor digit, with
    letters beyond ASCII between, *unspaced* whether it holds a script without spaces.
    """

    lowered: str
    words: list[str]
    weight: int
    names: int
    capitals: int
    signs: str
    unspaced: bool


def columns(texts: Sequence[str]) -> Iterator[Column]:
    """Each of *texts*, which hold no line break, cut up."""
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
    """A code for each character of *text*: A a capital, a another letter, 0 to 9 a digit, a space;
    nothing for what may stand within a word.
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
    """How many words, names and capitals each line has, given as ``_spelled``."""
    weights = [len(line.split()) for line in cased.split(b"\n")]
    spelled = cased.translate(None, _DIGITS).replace(b"\n", b"\n ").split(b"\n")
    names = [len(line.split()) for line in spelled]
    capitals = [line.count(b" A") for line in spelled]
    capitals[0] += spelled[0].startswith(b"A")
    return weights, names, capitals
