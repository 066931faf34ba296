"""DK1: characters that nobody sees, or that stand for one that was lost."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING
from unicodedata import category, name

from dispatchkit.lint.evidence.garble import delicate, garbled
from dispatchkit.lint.evidence.news import not_news
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import InputRule
from dispatchkit.reading.message import Basis
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import is_southeast_asian

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from dispatchkit.lint.traced import Source
    from dispatchkit.model import Line

# Controls except tab, LF and CR, a terminal's colour code as a whole; what Unicode makes invisible;
# the sign for a lost picture.
_RARE = (
    "".join(
        map(
            chr,
            (
                *range(0x200B, 0x2010),
                *range(0x2028, 0x202F),
                *range(0x2060, 0x2065),
                *range(0x2066, 0x206A),
                *range(0xFFF9, 0xFFFD),
            ),
        )
    )
    + "\u061c\ufeff"
)
_CONTROLS = "".join(map(chr, (*range(9), 0xB, 0xC, *range(0xE, 0x20), *range(0x7F, 0xA0))))
_SUSPECT = frozenset(_RARE + _CONTROLS)
_C1 = frozenset(map(chr, range(0x80, 0xA0)))
# Characters that show nowhere and move nothing: they count where they cut a word of the news, which
# no search finds then. Editors leave such marks at the ends of words and lines (60 of the 790 pages
# of WCXB have them there, two within a word of the story), and marks that embed left-to-right text
# in such text change nothing. Word joiners and the like are set on purpose ("COVID-19" in one
# line).
_UNSEEN = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u061c\u2028\u2029\ufeff"
    "\u2060\u2061\u2062\u2063\u2064\u202a\u202c\u2066\u2068\u2069"
)
_SETTING = frozenset("\u2060\u2061\u2062\u2063\u2064")
_TAGS = ("\U000e0000", "\U000e007f")
_RUN_RE = pattern(f"(?:\x1b\\[[0-9;]{{0,20}}[A-Za-z]|[{_CONTROLS}{_RARE}\U000e0000-\U000e007f])+")

# What wires put around and into messages, if a frame shows that the input is a wire's: SOH to EOT,
# ENQ, ACK, BEL (a flash rings), shifts, device controls, SYN, ETB, EM, SUB, ESC, separators, DEL,
# and NUL as filling.
_FRAME = frozenset(
    "\x00\x01\x02\x03\x04\x05\x06\x07\x0e\x0f"
    "\x11\x12\x13\x14\x16\x17\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f"
)
_FRAMING = frozenset("\x01\x02\x03\x04")
_ZCZC = ("ZCZC", "zczc")
_JOINERS = frozenset("\u200c\u200d")
_DIRECTION = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
# They turn round what follows: without them readers see something else.
_OVERRIDES = frozenset("\u202d\u202e")
# Characters that separate words or lines: without them the words would run together.
_PARTING = frozenset("\x0b\x0c\x85\u2028\u2029")
_RIGHT_TO_LEFT_RE = pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NAMES = {
    "\x00": "NUL",
    "\x07": "BEL",
    "\x08": "BACKSPACE",
    "\x0b": "VERTICAL TAB",
    "\x0c": "FORM FEED",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
}
# Scripts in which letters join: Arabic, Syriac and N'Ko with those of India and Sri Lanka; Tibetan
# and Burmese; Khmer and Mongolian; the further letters of Arabic.
_JOINING = (
    ("\u0600", "\u0dff"),
    ("\u0f00", "\u109f"),
    ("\u1780", "\u18af"),
    ("\ufb50", "\ufdff"),
    ("\ufe70", "\ufefc"),
)


@InputRule.named(
    "DK105",
    "control-or-invisible",
    severity="error",
    fix="safe",
    alters=("spelling",),
)
def control_or_invisible(source: Source) -> Iterator[Hit]:
    r"""A control character or an invisible one stands in the text.

    Nobody sees it, but every program does: a search does not find the word, a comparison fails, a
    terminal changes colour, a bidi override shows another order than the file has. C1 controls are
    mostly quotation marks and dashes of cp1252 that were read as Latin-1; their fix restores those,
    and is unsafe. All other characters are taken out by the fix (which leaves a space where one of
    Unicode's line breaks separated two words).

    Left alone: joiners in Persian, Urdu, Indic, Sinhala, Khmer and the like and in emoji; word
    marks (U+200B) in Thai, Lao, Burmese and Khmer; direction marks in texts with Hebrew or Arabic;
    a form feed between lines; and the controls of wires where SOH, STX, ETX, EOT or ZCZC show that
    the input came over one. A byte-order mark at the very start is DK102, a soft hyphen DK509, and
    C1 controls within mojibake are DK107.

    One finding a line, at the first of them; an info for a word joiner, and for an invisible
    character that moves nothing if it is outside words or on a line without news.

    Bad:
        OSLO, May 3 (Reuters) - The fer\u200bry to the islands runs again after a week of storms.
    Bad:
        OSLO, May 3 (Reuters) - The ferry\u0007 to the islands runs again after a week of storms.
    Good:
        تهران - کشتی دوباره می\u200cرود و مسافران خوشحال هستند.
    Good:
        \u0001A1234\u001f
        \u0002OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.
        \u0003
    """
    odd = source.special & _SUSPECT
    framed = _is_framed(source, odd)
    if not (odd - _FRAME if framed else odd) and max(source.special, default="") < _TAGS[0]:
        return
    within = frozenset() if odd.isdisjoint(_C1) else _garbled_places(source)
    turned = _is_turned(source)
    idle = not_news(source)
    for line in source.lines:
        hits = []
        for run in _runs(line, within):
            start, end = _unexplained(source.text, *run, framed=framed, turned=turned)
            if start < end and not _is_mark(source, start, end):
                hits.append(_hit(source.text, start, end))
        if hits:
            slight = all(_is_slight(source.text, hit, idle=line.number in idle) for hit in hits)
            yield _together(hits)._replace(severity="info" if slight else None)


def _is_framed(source: Source, odd: AbstractSet[str]) -> bool:
    """Whether an input, which holds the *odd* characters, holds framed messages of a wire."""
    return bool(odd) and (
        not _FRAMING.isdisjoint(odd) or any(mark in source.text for mark in _ZCZC)
    )


def _is_turned(source: Source) -> bool:
    """Whether an input holds letters that run from right to left."""
    return not source.is_ascii and _RIGHT_TO_LEFT_RE.search(source.text) is not None


def _runs(line: Line, within: AbstractSet[int]) -> Iterator[tuple[int, int]]:
    """The runs of suspect characters of a line, as offsets in the text, without the characters
    *within* garbled letters.
    """
    for found in _RUN_RE.finditer(line.text):
        yield from _outside(line.start + found.start(), line.start + found.end(), within)


def _garbled_places(source: Source) -> AbstractSet[int]:
    """The offsets of characters that are part of a garbled letter."""
    return delicate(source) | {at for run in garbled(source) for at in range(run.start, run.end)}


def _outside(start: int, end: int, within: AbstractSet[int]) -> Iterator[tuple[int, int]]:
    """The parts of a run, as offsets, that are not *within* garbled letters."""
    begin = start
    for at in range(start, end):
        if at in within:
            if begin < at:
                yield begin, at
            begin = at + 1
    if begin < end:
        yield begin, end


def _is_slight(text: str, hit: Hit, *, idle: bool) -> bool:
    """Whether no word is missed or misread because of what was hit. *idle*: its line is no news."""
    run = frozenset(text[hit.start : hit.end])
    cuts = text[hit.start - 1 : hit.start].isalnum() and text[hit.end : hit.end + 1].isalnum()
    return run <= _SETTING or (run <= _UNSEEN and (idle or not cuts))


def _is_mark(source: Source, start: int, end: int) -> bool:
    """Whether the run at the very start consists of byte-order marks, which DK102 reports."""
    return (
        start == 0
        and source.data.startswith(BOM_UTF8)
        and not source.text[start:end].strip("\ufeff")
    )


def _together(hits: list[Hit]) -> Hit:
    """The hits of a line as one, because a line may hold hundreds: at the first, with the fixes of
    all. If one of these is unsafe or missing, so is the fix of the whole.
    """
    first = hits[0]
    if len(hits) == 1:
        return first
    fixes = [hit.fix for hit in hits]
    known = [fix for fix in fixes if fix is not None]
    edits = tuple(edit for fix in known for edit in fix.edits)
    fix = Fix(edits, safe=all(fix.safe for fix in known)) if len(known) == len(fixes) else None
    return first._replace(message=f"{first.message} ({len(hits) - 1} more on this line)", fix=fix)


def _unexplained(text: str, start: int, end: int, *, framed: bool, turned: bool) -> tuple[int, int]:
    """The start and end of a run without the characters at its ends that have a reason to be there;
    *framed* and *turned* as in ``_is_wanted``.
    """
    while start < end and _is_wanted(text, start, framed=framed, turned=turned):
        start += 1
    while start < end and _is_wanted(text, end - 1, framed=framed, turned=turned):
        end -= 1
    return start, end


def _is_wanted(text: str, at: int, *, framed: bool, turned: bool) -> bool:
    """Whether the character at an offset has a purpose there. *framed*: its input holds messages of
    a wire; *turned*: it holds letters that run from right to left.
    """
    character = text[at]
    if character in _FRAME and framed:
        return True
    if character in _JOINERS:
        return _joins(text, at)
    if character in _DIRECTION:
        return turned
    if character == "\u200b":
        return any(is_southeast_asian(near) for near in (text[at - 1 : at], text[at + 1 : at + 2]))
    if character == "\x0c":
        return text[at - 1 : at] in ("", "\n", "\r") or text[at + 1 : at + 2] in ("", "\n", "\r")
    if _TAGS[0] <= character <= _TAGS[1]:
        # The flags of England, Scotland and Wales are a black flag followed by tag characters.
        return "\U0001f3f4" in text[max(0, at - 7) : at]
    return False


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands beside a letter of a script that needs it, or in an emoji."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return any(_is_joining(near) for near in (before, after)) or (
        _is_pictured(before) and _is_pictured(after)
    )


def _is_joining(character: str) -> bool:
    """Whether a letter is of a script in which letters join, so that invisible characters between
    them have a purpose.
    """
    return any(first <= character <= last for first, last in _JOINING)


def _is_pictured(character: str) -> bool:
    """Whether a character is an emoji, or the sign or skin colour that follows one."""
    return character == "\ufe0f" or "\u2190" <= character <= "\u2bff" or character >= "\U0001f000"


def _hit(text: str, start: int, end: int) -> Hit:
    """The hit for a run of characters. Its fix puts in what C1 controls mean in cp1252, else
    nothing, or a space where the run separated two words.
    """
    run = text[start:end]
    more = f" and {len(run) - 1} more" if len(run) > 1 else ""
    why = f"{_said(run[0])}{more} in the text"
    if any("\x80" <= character <= "\x9f" for character in run):
        meant = run.encode("latin-1", errors="ignore").decode("cp1252", errors="ignore")
        sure = len(meant) == len(run)
        return Hit(
            start,
            end,
            f"{why}, probably {meant!r} of cp1252" if sure else why,
            Fix((Edit(start, end, meant),), safe=False) if sure else None,
        )
    if not _OVERRIDES.isdisjoint(run):
        return Hit(start, end, why, Fix((Edit(start, end, ""),), safe=False))
    parts = (
        not _PARTING.isdisjoint(run)
        and not text[start - 1 : start].isspace()
        and not text[end : end + 1].isspace()
    )
    return Hit(
        start,
        end,
        why,
        Fix((Edit(start, end, " " if parts and start > 0 and end < len(text) else ""),)),
    )


def _said(character: str) -> str:
    """The name of a character with its number."""
    number = f"U+{ord(character):04X}"
    said = _NAMES.get(character) or name(
        character, "" if category(character) == "Cc" else "a character without name"
    ).replace("ZERO WIDTH NO-BREAK SPACE", "BYTE-ORDER MARK")
    return f"{said} ({number})" if said else f"control character {number}"


@InputRule.named("DK106", "replacement-char", severity="error")
def replacement_character(source: Source) -> Iterator[Hit]:
    r"""A replacement character (U+FFFD) stands where one was lost.

    An earlier program could not read a byte and put this sign in its place. What stood there is
    gone: nothing can mend it but a new copy from the sender, or the original bytes, read in the
    right encoding.

    A character that is cut off by the end of the input is DK101.

    Bad:
        Marché de Sète : la criée reprend
        S\uFFFDTE, 3 mai (AFP) - La criée a repris lundi après une semaine de tempête.
    Good:
        Marché de Sète : la criée reprend
        SÈTE, 3 mai (AFP) - La criée a repris lundi après une semaine de tempête.
    """
    if "\ufffd" not in source.text:
        return
    shown = (
        source.text.rstrip("\ufffd")
        if source.decoded and source.decoded.basis is Basis.CUT_OFF
        else source.text
    )
    for found in _LOST_RE.finditer(shown):
        count = found.end() - found.start()
        what = "a character was" if count == 1 else f"{count} characters were"
        yield Hit(*found.span(), f"{what} lost before this came (U+FFFD): ask for a new copy")


_LOST_RE = pattern("\ufffd+")
