"""Where a text is garbled: UTF-8 that some program read as another encoding, and the characters
that nobody may touch because of it.

A garbled letter is two to four characters, one of which may look like nothing at all: "à" is "Ã"
and a no-break space, "í" is "Ã" and a soft hyphen. Once that half is taken away, nothing can mend
the letter.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from dispatchkit.lint.kept import kept
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.repair import TAIL, TAIL_CYRILLIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from re import Match, Pattern

    from dispatchkit.lint.traced import Source

# What UTF-8's continuation bytes 80-BF look like in Mac Roman, and in cp1251.
_TAIL_MAC = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
_TAIL_CYRILLIC = TAIL_CYRILLIC + "ї\x98"
# A run is characters of UTF-8 side by side, each a lead byte with as many tails as it needs.
_WESTERN = f"(?:[Â-ß][{TAIL}]|[à-ï][{TAIL}]{{2}}|ð[{TAIL}]{{3}})+"
_MAC = f"(?:[¬√ƒ≈∆«»…][{_TAIL_MAC}]|‚[{_TAIL_MAC}]{{2}})+"
# Between them what ASCII has for a sentence.
_UNIT = f"(?:[РСВГ][{_TAIL_CYRILLIC}]|в[Ђ„][{_TAIL_CYRILLIC}])"
_CYRILLIC = f"{_UNIT}(?:[ -@]{{0,3}}{_UNIT}){{0,200}}"
# For each encoding: leads of which one must be in the text, the first two characters of any run (a
# set in front lets the search skip: 20 microseconds a dispatch instead of 400), and the runs.
_READINGS = (
    (frozenset("√¬‚≈ƒ"), pattern("[√¬‚≈ƒ][^\x00-\x7f]"), pattern(_MAC), "mac-roman"),
    (
        frozenset(map(chr, range(0xC2, 0xF1))),
        pattern("[\xc2-\xf0][^\x00-\x7f\xc0-\xff]"),
        pattern(_WESTERN),
        "cp1252",
    ),
    (
        frozenset("РС"),
        pattern("[РС][^\x00-\x7fА-я][^А-Яа-я]?[РСв][^\x00-\x7fА-я]"),
        pattern(_CYRILLIC),
        "cp1251",
    ),
)
# In sound text a letter may stand before a sign: "LIBERTÉ»", "Spaß“". As UTF-8 such a pair is
# rarely a letter that news is written in ("ɻ", "ߓ"), so the alphabet of the result decides.
_NEWS = (
    ("\u00a0", "\u024f"), ("\u0386", "\u03ce"), ("\u0259", "\u0259"), ("\u0400", "\u045f"),
    ("\u0490", "\u0493"), ("\u0531", "\u058f"),
    ("\u05b0", "\u05f4"), ("\u0600", "\u06d5"), ("\u06f0", "\u06f9"), ("\u0900", "\u0dff"),
    ("\u0e01", "\u0e5b"), ("\u1000", "\u109f"), ("\u10d0", "\u10ff"), ("\u1200", "\u137f"),
    ("\u1780", "\u17ff"), ("\u1e00", "\u1eff"),
    ("\u2009", "\u203a"), ("\u20ac", "\u20ba"), ("\u2116", "\u2122"), ("\u2190", "\u27bf"),
    ("\ufe0f", "\ufe0f"), ("\u3000", "\u30ff"), ("\u4e00", "\u9fff"), ("\uac00", "\ud7a3"),
    ("\ufeff", "\ufeff"), ("\uff01", "\uff5e"), ("\U0001f300", "\U0001faff"),
)  # fmt: skip
# Signs that may well follow a letter, so that a pair of the two says little: "„Ä“", "4×”", "√±".
_SIGNS = frozenset("‘’“”„‚«»‹›…–—±¥§†‡•°´™")
# Quotation marks around a garbled letter that a story only shows.
_AROUND = frozenset(('""', "''", "“”", "„“", "«»", "‘’"))
_CYRILLIC_LEADS, _CYRILLIC_SURE = frozenset("РСВГв"), 2
# Garbled once more each time that a file is opened and saved wrong; more than three times has not
# been seen.
_ROUNDS = 3
# The encodings that garble a letter in such a way that half of it is a no-break space, a soft
# hyphen or a control character. Those of western Europe do so at every accent; the others count
# only where the text shows that they were used, because "КНР" with a no-break space is not a
# garbled letter.
_CODECS = ("cp1252", "cp1254", "cp1250", "cp1251", "cp1253", "cp1257", "koi8-r")
_PLAIN = ("cp1252",)
_FRAGILE = frozenset(map(chr, (*range(0x80, 0xA1), 0xAD)))
_FRAGILE_RE = pattern("[\x80-\xa0\xad]")
# Bytes of a character of UTF-8 at most.
_LONGEST = 4
# From here on letters take three bytes and belong to scripts that write words with several of them:
# a single one is chance ("é\xa0»" in "la cité\xa0»" is a letter of Chinese).
_FAR = ("\u0800", "\u1e00", "\u2c00")


class Run(NamedTuple):
    """A garbled run of a text: where it begins and ends, the letters that it was, and the encoding
    as which their UTF-8 was read.
    """

    start: int
    end: int
    meant: str
    codec: str


@kept
def garbled(source: Source) -> Sequence[Run]:
    """The garbled runs of an input. Where the readings of two encodings overlap, the one that
    explains more of the text wins.
    """
    return tuple(_without_overlaps(_readings(source)))


@kept
def delicate(source: Source) -> AbstractSet[int]:
    """The offsets of characters that cannot be seen and are half of a garbled letter."""
    return frozenset() if source.special.isdisjoint(_FRAGILE) else frozenset(_halves(source.text))


def completes(lead: str, tail: str) -> bool:
    """Whether *tail* completes a garbled letter that begins with *lead*, both as in cp1252."""
    return (
        _sequence("cp1252").fullmatch(lead + tail) is not None
        and _undone(lead + tail, "cp1252") is not None
    )


def _halves(text: str) -> Iterator[int]:
    """The offsets of invisible characters that, with their neighbours, are a letter of news read in
    some other encoding.
    """
    places = [found.start() for found in _FRAGILE_RE.finditer(text)]
    for codec in _CODECS:
        sequence = _sequence(codec)
        near = [at for at in places if _is_half(text, at, codec, sequence)]
        if near and (codec in _PLAIN or _is_used(text, codec, sequence)):
            yield from near


def _is_half(text: str, at: int, codec: str, sequence: Pattern[str]) -> bool:
    """Whether a character is part of a letter of UTF-8 that was read as *codec*."""
    for start in range(max(0, at - _LONGEST + 1), at + 1):
        found = sequence.match(text, start)
        if found is not None and found.end() > at and _undone(found.group(), codec) is not None:
            return True
    return False


def _is_used(text: str, codec: str, sequence: Pattern[str]) -> bool:
    """Whether letters of a text were read as *codec*: a sequence beside a letter of ASCII, or right
    after another one, is no coincidence.
    """
    last = -1
    for found in sequence.finditer(text):
        start, end = found.span()
        if _undone(found.group(), codec) is not None:
            if start == last or any(
                near.isascii() and near.isalpha()
                for near in (text[start - 1 : start], text[end : end + 1])
            ):
                return True
            last = end
    return False


@cache
def _sequence(codec: str) -> Pattern[str]:
    """One character of UTF-8 as *codec* shows its bytes."""
    shown = [_shown(byte, codec) for byte in range(0x80, 0x100)]
    tail = f"[{re.escape(''.join(shown[:0x40]))}]"
    two, three, four = (
        "".join(shown[first - 0x80 : last - 0x80])
        for first, last in ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5))
    )
    return re.compile(
        f"[{re.escape(two)}]{tail}|[{re.escape(three)}]{tail}{{2}}|[{re.escape(four)}]{tail}{{3}}"
    )


def _shown(byte: int, codec: str) -> str:
    """What *codec* shows of a byte; where it defines none the control character of Latin-1, as
    browsers do.
    """
    return bytes([byte]).decode(codec, errors="ignore") or chr(byte)


def _without_overlaps(readings: Iterable[Sequence[Run]]) -> Iterator[Run]:
    """The runs of all *readings*, of which the first to claim a character keeps it."""
    covered: set[int] = set()
    for runs in readings:
        for run in runs:
            if covered.isdisjoint((run.start, run.end - 1)):
                covered.update(range(run.start, run.end))
                yield run


def _readings(source: Source) -> list[list[Run]]:
    """The runs of each encoding that garbled something. The one that explains most comes first, for
    the end of "‚Ä¢" is valid in another, too.
    """
    found = [
        _read_as(codec, source.text, runs)
        for leads, gate, runs, codec in _READINGS
        if not leads.isdisjoint(source.special) and gate.search(source.text)
    ]
    return sorted(found, key=lambda runs: -sum(run.end - run.start for run in runs))


def _read_as(codec: str, text: str, form: Pattern[str]) -> list[Run]:
    """The runs of a text that were read as *codec*, which have its *form*. Doubtful ones count only
    beside a sure one.
    """
    runs = [
        Run(*found.span(), meant, codec)
        for found in form.finditer(text)
        if (meant := _meant(found.group(), codec)) is not None and not _is_shown(text, found)
    ]
    runs = list(_without_lone_letters(runs))
    return runs if any(not _is_chance(text, run.start, run.end) for run in runs) else []


def _without_lone_letters(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs without letters of far scripts, unless several stand together somewhere."""
    together = any(len(run.meant) > 1 and _is_far(run.meant) for run in runs)
    return (run for run in runs if together or not _is_far(run.meant))


def _is_shown(text: str, run: Match[str]) -> bool:
    """Whether a run is all that stands in a pair of quotation marks, as in a story about garbled
    letters.
    """
    start, end = run.span()
    return f"{text[start - 1 : start]}{text[end : end + 1]}" in _AROUND


def _is_far(meant: str) -> bool:
    """Whether *meant* is letters of a script beyond Latin, Greek, Cyrillic, Hebrew and Arabic."""
    return (
        all(_FAR[0] <= character < _FAR[1] or character >= _FAR[2] for character in meant)
        and meant.isalpha()
    )


def _meant(run: str, codec: str) -> str | None:
    """The letters that a run was before it was read as *codec*; None if it is not garbled."""
    meant = None
    # "’é", read as Mac Roman, is UTF-8 of an Armenian letter, so that only cp1252 is undone more
    # than once.
    for _ in range(_ROUNDS if codec == "cp1252" else 1):
        read = _undone(run, codec)
        if read is None:
            break
        run = meant = read
    return meant


def _is_chance(text: str, start: int, end: int) -> bool:
    """Whether a run may be a letter followed by a sign: of two characters, and neither "sÅ“ur" nor
    "idÅ‘" nor "VÃ†R", which are inside a word.

    No word ends in "Â", so that "Â«" is no coincidence; "MANHÃ" before a no-break space may be, and
    so may "Рік" and "ДОВІРІ".
    """
    lead, tail = text[start], text[end - 1]
    before, after = text[start - 1 : start], text[end : end + 1]
    if lead in _CYRILLIC_LEADS:
        return sum(character in "РСв" for character in text[start:end]) < _CYRILLIC_SURE
    if end - start > 2 or (lead == "Â" and tail <= "\xbf"):
        return False
    if tail == "\xa0":
        return before.isupper()
    inside_word = before.islower() or after.islower() or (before.isalpha() and after.isalpha())
    return tail in _SIGNS and not inside_word


def _undone(run: str, codec: str) -> str | None:
    """*run* as the UTF-8 that it was, if that is text of a script that news is written in."""
    try:
        read = b"".join(_byte(character, codec) for character in run).decode("utf-8")
    except UnicodeError:
        return None
    return read if read != run and all(_is_news(character) for character in read) else None


def _byte(character: str, codec: str) -> bytes:
    """The byte that *codec* shows as *character*. Bytes that cp1252 does not define come through as
    the control characters of Latin-1.
    """
    try:
        return character.encode(codec)
    except UnicodeEncodeError:
        if "\x80" <= character <= "\x9f":
            return character.encode("latin-1")
        raise


def _is_news(character: str) -> bool:
    """Whether a character is one that news prints."""
    if character < "\x80":
        return True
    return any(first <= character <= last for first, last in _NEWS) and category(character) not in (
        "Cn",
        "Cc",
    )
