"""DK1: UTF-8 that was read as another encoding and written so."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import category

from dispatchkit.lazy import pattern
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Pattern

    from dispatchkit.lint.view import Source

# What UTF-8's continuation bytes 80-BF look like in cp1252 and Latin-1, in Mac Roman, and in cp1251.
_TAIL = "\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
_TAIL_MAC = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
_TAIL_CYRILLIC = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬\xad®Ї°±Ііґµ¶·ё№є»јЅѕї\x98"
# A run is characters of UTF-8 side by side, each a lead byte with as many tails as it needs.
_WESTERN = f"(?:[Â-ß][{_TAIL}]|[à-ï][{_TAIL}]{{2}}|ð[{_TAIL}]{{3}})+"
_MAC = f"(?:[¬√ƒ≈∆«»…][{_TAIL_MAC}]|‚[{_TAIL_MAC}]{{2}})+"
# Between them what ASCII has for a sentence.
_UNIT = f"(?:[РСВГ][{_TAIL_CYRILLIC}]|в[Ђ„][{_TAIL_CYRILLIC}])"
_CYRILLIC = f"{_UNIT}(?:[ -@]{{0,3}}{_UNIT}){{0,200}}"
# For each encoding leads of which one must be in the text, the first two characters of any run (a set in front lets the search skip: 20
# microseconds a dispatch instead of 400), and the runs.
_READINGS = (
    (frozenset("√¬‚≈ƒ"), pattern("[√¬‚≈ƒ][^\x00-\x7f]"), pattern(_MAC), "mac-roman"),
    (frozenset(map(chr, range(0xC2, 0xF1))), pattern("[\xc2-\xf0][^\x00-\x7f\xc0-\xff]"), pattern(_WESTERN), "cp1252"),
    (frozenset("РС"), pattern("[РС][^\x00-\x7fА-я][^А-Яа-я]?[РСв][^\x00-\x7fА-я]"), pattern(_CYRILLIC), "cp1251"),
)
# In text as it should be a letter may stand before a sign: "LIBERTÉ»", "Spaß“". What such a pair would be in UTF-8 is mostly no letter that
# news is written in ("ɻ", "ߓ"), so the alphabet of what comes out decides.
_NEWS = (
    ("\u00a0", "\u024f"), ("\u0386", "\u03ce"), ("\u0259", "\u0259"), ("\u0400", "\u045f"), ("\u0490", "\u0493"), ("\u0531", "\u058f"),
    ("\u05b0", "\u05f4"), ("\u0600", "\u06d5"), ("\u06f0", "\u06f9"), ("\u0900", "\u0dff"), ("\u0e01", "\u0e5b"), ("\u1000", "\u109f"), ("\u10d0", "\u10ff"), ("\u1200", "\u137f"), ("\u1780", "\u17ff"), ("\u1e00", "\u1eff"),
    ("\u2009", "\u203a"), ("\u20ac", "\u20ba"), ("\u2116", "\u2122"), ("\u2190", "\u27bf"), ("\u3000", "\u30ff"), ("\u4e00", "\u9fff"), ("\uac00", "\ud7a3"),
    ("\ufeff", "\ufeff"), ("\uff01", "\uff5e"), ("\U0001f300", "\U0001faff"),
)  # fmt: skip
# Signs that stand behind a letter by right, so that a pair of the two says little: "„Ä“", "4×”", "√±".
_SIGNS = frozenset("‘’“”„‚«»‹›…–—±¥§†‡•°´™")
_CYRILLIC_LEADS, _CYRILLIC_SURE = frozenset("РСВГв"), 2
_AROUND = frozenset(('""', "''", "“”", "„“", "«»", "‘’"))
# Garbled once more each time that a file is opened and saved wrong; more than three times has not been seen.
_ROUNDS = 3
# "â€" and nothing that it could be read with: the third byte (of a quote or dash) was lost on the way.
_STUB_RE = pattern("â€(?![" + _TAIL + "])")


@rule("DK107", "mojibake", severity="error", scope="input", fix="unsafe")
def mojibake(source: Source) -> Iterator[Hit]:
    r"""Letters are garbled: UTF-8 that some program read as another encoding.

    "é" comes out as "Ã©", a quote as "â€™", Cyrillic as "РџСЂ". It happened before the text came here, so that the input itself is in good order;
    every name and search suffers. A run counts only where its bytes, as cp1252, Latin-1, Mac Roman or cp1251 would write them, are
    valid UTF-8 of a script that news is written in; then the fix puts in what it was. Words change, so look at it before you use it. "â€" whose third byte
    is lost is told without a fix. One finding a line, at the first run.

    "SÃO PAULO", "ÂGE", "Ângela", "LIBERTÉ»" and "Spaß“" are no mojibake and stay.

    Bad:
        PARIS, 3 mai (AFP) - Le bac de l'Ã®le a repris son service aprÃ¨s une semaine de tempÃªte.
    Bad:
        MADRID, 3 may (EFE) - Hasta 30 Â°C se alcanzaron el lunes en la costa.
    Good:
        SÃO PAULO, 3 maio (Lusa) - Ângela Âmbar, a mais jovem do PAÇO, chegou a «SÃO JOÃO».
    """
    hits = sorted([*_runs(source), *_stubs(source)], key=lambda hit: hit.start)
    for _, line in groupby(hits, key=lambda hit: source.places.place(hit.start, hit.start).line):
        yield _together(list(line))


def _runs(source: Source) -> Iterator[Hit]:
    """The runs that can be read, each with the fix that puts in what it was."""
    for start, end, meant, codec in garbled(source):
        shown = meant.replace("\ufeff", "")
        named = f"{shown!r} of UTF-8" if shown else "a byte-order mark of UTF-8"
        yield Hit(start, end, f"{source.text[start:end]!r} is {named}, read as {codec}", Fix((Edit(start, end, shown),), safe=False))


def _stubs(source: Source) -> Iterator[Hit]:
    """Runs of which a byte was lost."""
    for found in _STUB_RE.finditer(source.text) if "â€" in source.text else ():
        yield Hit(*found.span(), "'â€' was a quotation mark or dash of UTF-8, read as cp1252; its third byte is lost")


def _together(hits: Sequence[Hit]) -> Hit:
    """The hits of a line in one: a line of Cyrillic holds hundreds. The fix mends all that can be."""
    first = hits[0]
    if len(hits) == 1:
        return first
    edits = tuple(edit for hit in hits if hit.fix for edit in hit.fix.edits)
    return first._replace(message=f"{first.message} ({len(hits) - 1} more on this line)", fix=Fix(edits, safe=False) if edits else None)


def garbled(source: Source) -> Iterator[tuple[int, int, str, str]]:
    """The garbled runs of a text: where they begin and end, what they were, and as what that was read."""
    covered: set[int] = set()
    for codec, runs in _readings(source):
        for start, end, meant in runs:
            if covered.isdisjoint((start, end - 1)):
                covered.update(range(start, end))
                yield start, end, meant, codec


def _readings(source: Source) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """The encodings that garbled something with their runs; the one that explains most first, for the end of "‚Ä¢" is valid in another, too."""
    found = [
        (codec, _garbled(source.text, runs, codec))
        for leads, gate, runs, codec in _READINGS
        if not leads.isdisjoint(source.special) and gate.search(source.text)
    ]
    return sorted(found, key=lambda reading: -sum(end - start for start, end, _ in reading[1]))


def _garbled(text: str, runs: Pattern[str], codec: str) -> list[tuple[int, int, str]]:
    """The runs of a text that were read as *codec*, with what they were. Doubtful ones count where there is a sure one."""
    found = [(match.start(), match.end(), _meant(match.group(), codec)) for match in runs.finditer(text)]
    known = [(start, end, meant) for start, end, meant in found if meant is not None]
    sure = any(not _is_chance(text, start, end) for start, end, _ in known)
    return known if sure and not all(_is_shown(text, start, end) for start, end, _ in known) else []


def _is_shown(text: str, start: int, end: int) -> bool:
    """Whether a run is all that stands in a pair of quotation marks: a story about garbled letters has no others."""
    return f"{text[start - 1 : start]}{text[end : end + 1]}" in _AROUND


def _meant(run: str, codec: str) -> str | None:
    """What a run was, None where it is what it says."""
    meant = None
    # "’é", read as Mac Roman, is UTF-8 of an Armenian letter, so that only cp1252 is undone more than once.
    for _ in range(_ROUNDS if codec == "cp1252" else 1):
        read = _undone(run, codec)
        if read is None:
            break
        run = meant = read
    return meant


def _is_chance(text: str, start: int, end: int) -> bool:
    """Whether a run may be a letter with a sign behind it: of two characters, and neither "sÅ“ur" nor "idÅ‘" nor "VÃ†R", which are inside a word.

    No word ends in "Â", so that "Â«" is no chance; "MANHÃ" before a no-break space is, and so are "Рік" and "ДОВІРІ".
    """
    lead, tail = text[start], text[end - 1]
    before, behind = text[start - 1 : start], text[end : end + 1]
    if lead in _CYRILLIC_LEADS:
        return sum(character in "РСв" for character in text[start:end]) < _CYRILLIC_SURE
    if end - start > 2 or (lead == "Â" and tail <= "\xbf"):
        return False
    if tail == "\xa0":
        return before.isupper()
    return tail in _SIGNS and not before.islower() and not behind.islower() and not (before.isalpha() and behind.isalpha())


def _undone(run: str, codec: str) -> str | None:
    """*run* as the UTF-8 that it was, if that is text of a script that news is written in."""
    try:
        read = b"".join(_byte(character, codec) for character in run).decode("utf-8")
    except UnicodeError:
        return None
    return read if read != run and all(_is_news(character) for character in read) else None


def _byte(character: str, codec: str) -> bytes:
    """The byte that *codec* shows as *character*. Bytes that cp1252 does not define come through as the control characters of Latin-1."""
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
    return any(first <= character <= last for first, last in _NEWS) and category(character) not in ("Cn", "Cc")
