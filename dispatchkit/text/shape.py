"""What the look of a line says, in any script: its weight, whether it is prose, a row of a table,
an item of a list.
"""

from __future__ import annotations

import re

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import PERHAPS_UNSPACED, is_unspaced

# Sentence ends of all scripts that agencies publish in, then what may close after them (quotes,
# brackets).
SENTENCE_ENDS = ".!?…。！？．؟۔।॥።။៕։՞՜"
CLOSERS = "\"'”’»“«)]）」』】››\u200f\u200e*_"
_CLOSING = CLOSERS + " \u00a0"
# "Who was first? Three newsrooms argue" is a headline: only a full stop inside tells running text.
_INNER_END_RE = pattern(rf"(?<=[^\W\d_][^\W\d_])[.…۔।॥።][{re.escape(CLOSERS)}]*\s+\S|。\S")
# "结束。■", "... verletzt worden. (11.39 Uhr)", "... 예정이다. abc@example.com (끝)": what may
# stand after the stop of the last sentence.
_SIGNED_RE = pattern(
    r"(?:(?<=[^\W\d_]{3}[.…۔।॥])|(?<=。))"
    r"(?:\s{0,3}(?:[■□◆◇●▲▼∎]|[(（【\[][^()（）【】\[\]]{1,40}[)）】\]])|\s{1,3}[\w.+-]{1,40}@[\w.-]{3,60}){1,2}"
    r"\s{0,3}\Z"
)
_SPACED_RE = pattern(r"[^\W_][\w'’.\-]*")
_ITEM_RE = pattern(r"^(?:[-–—*•·▪●‣◦■□►▶✓]\s+|\(?(?:\d{1,2}|[a-z])[.)]\s+)\S")
_ROW_GAP_RE = pattern(r"\S(?:\t+| {2,}| *\| *)(?=\S)")
_AFTER_RE = pattern(r"\s{1,4}[-–—*]+$")
_DASHES_RE = pattern(r"^[-–—]{2,3}\s+")
_BULLET_RE = pattern(r"^[-–—*•·▪●‣◦■□►▶✓]\s+")

# A line without any of these cannot match ``_INNER_END_RE``.
_INNER_STOPS = frozenset(".…۔।॥。")
# What questions end with, and what calls end with too; a colon.
QUESTIONS = ("?", "？", "؟")
CALLS = (*QUESTIONS, "!", "！")
COLONS = (":", "：")
# A digit of any script.
DIGIT_RE = pattern(r"\d")
_INDIC_RE = pattern("[\u0900-\u0dff]")
# As a negated class it compiles in a fifth of the time.
_UNSPACED_RE = pattern(f"[{PERHAPS_UNSPACED}]")

# A line of five words that ends like a sentence is prose ("The bridge was closed yesterday.");
# "Biel Colom, revisor." need not be.
_PROSE_WORDS = 5
# No headline of the bench weighs more than 32 words; 40 words without a stop are a paragraph whose
# stop was lost.
_LONG_WORDS = 40
_OPENING = 50
# A ruler has at least three of the signs that are common, eight of any other (points stand for what
# was left out), or of two in turn ("-=-=-=-="), both among its first four.
_RULERS, _RULER, _RARE_RULER, _RULER_SIGNS = frozenset("-=*_#~+–—─━═•·"), 3, 8, 4
# The words of a headline; none of the bench has more than 32.
_FEWEST, _MOST = 2, 32
_LAST_WORD_RE = pattern(r"[.!?…][\"'”’»]{0,2}\s{1,3}\(?([^\W\d_]{2,12})\)?\Z")


def weight(text: str) -> int:
    """How many words *text* weighs. Two characters of a script without spaces weigh one, as dumps
    in Chinese and English compare.
    """
    if not holds_unspaced(text):
        return len(_SPACED_RE.findall(text))
    unspaced = [
        is_unspaced(character) and character.isalnum() and not "\uac00" <= character <= "\ud7ff"
        for character in text
    ]
    spaced = "".join(
        " " if apart else character for character, apart in zip(text, unspaced, strict=True)
    )
    return len(_SPACED_RE.findall(spaced)) + sum(unspaced) // 2


def words_in(text: str) -> int:
    """How many words a short line has: its *weight*, but in scripts of India, of which that counts
    the parts, what stands between spaces.
    """
    parts = text.split() if _INDIC_RE.search(text) else ()
    return sum([any(map(str.isalpha, part)) for part in parts]) or weight(text)


def holds_unspaced(text: str) -> bool:
    """Whether any character of *text* is of a script without spaces, or of one that is rare in
    news.
    """
    return not text.isascii() and _UNSPACED_RE.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether *text* ends as a sentence does, after closing quotes and brackets."""
    bare = text.rstrip(_CLOSING)
    return bare != "" and bare[-1] in SENTENCE_ENDS


def is_prose(text: str) -> bool:
    """Whether *text* reads as running text: a sentence of some length, several sentences, or very
    many words.
    """
    # An upper bound of the weight: letters of both kinds of script in turn weigh three words in
    # four characters.
    most = (3 * len(text) + 1) // 4
    if most < _PROSE_WORDS:
        return False
    ends = ends_sentence(text)
    if not ends and most < _LONG_WORDS and _INNER_STOPS.isdisjoint(text):
        return False
    # Most sentences are recognised by their first words.
    if ends and weight(text[:_OPENING]) >= _PROSE_WORDS:
        return True
    words = weight(text)
    if words < _PROSE_WORDS:
        return False
    if ends or _is_signed(text):
        return True
    return words >= _LONG_WORDS or (
        words >= 2 * _PROSE_WORDS and _INNER_END_RE.search(text) is not None
    )


def _is_signed(text: str) -> bool:
    """Whether *text* is a sentence with its end mark, or what a desk or reporter signs with."""
    signed = _SIGNED_RE.search(text)
    return signed is not None and weight(text[: signed.start()]) >= _PROSE_WORDS


def is_item(text: str) -> bool:
    """Whether *text* starts with a bullet or a number as an item of a list does."""
    return _ITEM_RE.match(text) is not None


def is_row(printed: str) -> bool:
    """Whether the line, as printed, is a row of a table: runs of spaces, tabs or bars part its
    cells.
    """
    gaps = "  " in printed or "\t" in printed or "|" in printed
    return gaps and _ROW_GAP_RE.search(printed.strip()) is not None


def without_bullet(text: str) -> str:
    """*text* without the bullet or dash that opens it."""
    return _BULLET_RE.sub("", text)


def bullet_free(text: str) -> str:
    """A crosshead or summary without the dashes around it ("- 'Tastes like rain' -")."""
    return _AFTER_RE.sub("", _DASHES_RE.sub("", without_bullet(text))).strip("#=*_ ")


def ruler_of(text: str) -> str:
    """The sign of a ruler, or its two signs; empty for any other line."""
    signs = "".join(text.split())
    kinds = {*signs[:_RULER_SIGNS]}
    if len(signs) < _RULER or any(map(str.isalnum, kinds)) or not {*signs} <= kinds:
        return ""
    common = kinds <= _RULERS
    least = _RULER if common else _RARE_RULER
    if len(kinds) > 1:
        least = _RARE_RULER
    return "".join(sorted(kinds)) if len(kinds) <= 2 and len(signs) >= least else ""


def is_heading(text: str) -> bool:
    """Whether a line may be a headline: some words, but no sentence, no introduction of what
    follows ("His statement:"), and nothing that a sign-off closes ("He left. EFE").
    """
    if (
        not _FEWEST <= weight(text) <= _MOST
        or ends_sentence(text)
        or text.rstrip(CLOSERS + " ").endswith((":", "：", ",", ";"))
    ):
        return False
    closed = _LAST_WORD_RE.search(text)
    signed_off = closed is not None and (closed[1].isupper() or text.endswith(")"))
    return not (signed_off or text[:1].islower() or is_prose(text))
