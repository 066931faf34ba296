"""Version markers: what a headline or head line says of a dispatch's place among others (update,
correction, kill, ...).
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.agencies.desk import said
from dispatchkit.data import tables
from dispatchkit.model import Label, Notice
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, smooth
from dispatchkit.text.shape import is_prose, weight

if TYPE_CHECKING:
    from collections.abc import Mapping

# "UPDATE 2-", "DÜZELTME - ", "URGENT: ", "(LEAD) ", "[속보]", "(OFFICIAL)-CORRECTED-": a marker,
# perhaps a number, then what sets it apart.
_OPENING_RE = pattern(
    r"^(?:RTRS-)?(?:\([A-Z]{3,12}\)-)?[(\[（【＜<+ ]{0,8}"
    r"(?P<words>[^-–—:：)\]）】＞>|\d]{2,30}?)\s{0,4}(?P<number>\d{1,2})?"
    r"(?P<mark>\s{0,4}[-–—:：)\]）】＞>|]|\s{0,4}\+\+)(?P<gap>\s*)"
)
# Kinds that a hyphen may join to the headline ("RPT-Bank opens branch"). "KILL-OR-CURE BUDGET" and
# "FLASH-flood warning" are headlines.
_GLUED = ("update", "correction", "repeat")
_CLOSING_RE = pattern(
    r"[(\[（【]\s{0,4}(?P<words>[^()\[\]（）【】\d]{3,25}?)\s{0,4}(?P<number>\d{1,2})?\s{0,4}[)\]）】]\s{0,4}$"
)


# Markers alone on a line are short; "A NE PAS DIFFUSER - EMBARGO JUSQU'AU MARDI 13 MAI 2025 A 22H30
# GMT - REVUE CERVEAU ET MEMOIRE" has 93 characters.
_LONGEST_MARKER, _LONGEST_ORDER = 80, 200
# Kinds that say something without a story: it must not be printed, or not yet.
ORDERS = ("kill", "embargo")
# What a line is about stands in its first ten words.
_OPENING = 60
# A version has one or two figures; "1530" is the hour of it.
_VERSION = 2
_CLOCK_RE = pattern(
    r"(?<!\d)(?:\d{1,2}[:.hH：]\s?[0-5]\d(?!\d)|\d{4}\s?(?:GMT|UTC|[A-Z]{1,3}ST|CET|h(?:rs)?\b)"
    r"|\d{1,2}\s?(?:Uhr|heures|h\b|[ap]\.?m\b|noon|GMT|時|时|點|点|시))"
)
# "NOTICIA ANULADA"; shorter markers stand in the table.
_SHORTEST_ORDER = 8
# "Eds: Please kill" need not say what.
_BRIEF = 5
# "BC-Ferry, 1st Ld" is a slug.
_HEADLINE_WORDS = 4
# The first two words of an order: "BULLETIN KILL", "UWAGA REDAKCJE!".
_FIRST_RE = pattern(r"^\W{0,5}[^\W\d_]+(?:[^\w\n]{1,3}[^\W\d_]+)?")
# "EDITORS: ...", "Rättelse: ...", "【訂正】...": what a remark calls itself.
_LABEL_RE = pattern(
    r"^[\s*_(（\[【]{0,4}(?P<label>[^\W\d_][^:：!\])）】–—\n]{1,40}?)\s?(?:[:：!\]】]|\s[-–—_]{1,2}\s|[–—])"
)
_BRACKETS = tuple("([（【*")
# What begins with one is somebody's words.
QUOTES = ('"', "“", "«", "„", "‘", "「")
# Classes of words that call the desks, that speak of a story, with which a remark begins.
_CALLS = ("attention", "desks")
_SELF = ("story", "this")
_REMARKS = ("correction", "part", "opinion", *_SELF, *_CALLS)
_NUMBER_RE = pattern(r"\d{1,4}")
_ORDINAL_RE = pattern(r"\d{1,4}(?:st|nd|rd|th|er|eme|ème|º|ª)?")


@cache
def _markers() -> dict[str, tuple[str, bool]]:
    """For each marker, folded, its kind and whether it counts in capitals only."""
    entries = tables.load("data/notices")["notice"]
    return {
        fold(text): (entry["kind"], entry["capitals"])
        for entry in entries
        for text in entry["markers"]
    }


def headline_notice(headline: str) -> Notice | None:
    """The notice that a headline opens or closes with; None for "Correction de la Bourse" and "Kill
    Bill".
    """
    for form in (_OPENING_RE, _CLOSING_RE):
        found = form.search(headline)
        kind = _kind(found["words"], opening=form is _OPENING_RE) if found else None
        if (
            found
            and kind
            and not (
                form is _OPENING_RE
                and found["mark"] == "-"
                and not found["gap"]
                and kind not in _GLUED
            )
        ):
            return Notice(
                kind=kind,
                text=found[0].strip(),
                number=int(found["number"]) if found["number"] else None,
            )
    return None


def _kind(words: str, *, opening: bool) -> str | None:
    """The kind of the marker *words*; None if they are none. Some are common words, and count only
    in capitals or, at the end of a headline, inside brackets.
    """
    kind, capitals = _markers().get(fold(words), (None, False))
    if kind is None and opening and words.upper() == words and len(words) > _SHORTEST_ORDER:
        known = said(smooth(words))
        kind = "kill" if "kill" in known and "story" in known else None
    return None if kind is None or (capitals and opening and words.upper() != words) else kind


def line_notice(text: str) -> Notice | None:
    """The notice that a whole line is ("URGENT", "2ND LEAD", "(Zusammenfassung 1530)", "BULLETIN
    KILL", "EMBARGOED UNTIL 0600 GMT"); None for any other line.
    """
    if len(text) > _LONGEST_ORDER or text.startswith(QUOTES):
        return None
    bare = smooth(text).strip("()[]（）【】<>*+ -:.!")
    number = _NUMBER_RE.search(bare)
    kind, capitals = None, False
    if len(text) <= _LONGEST_MARKER:
        kind, capitals = _markers().get(fold(_ORDINAL_RE.sub("", bare)), (None, False))
    set_apart = text.upper() == text or (number is not None and text.startswith(_BRACKETS))
    if kind is None or (capitals and not set_apart):
        kind = _order(text)
        return Notice(kind=kind, text=text.strip()) if kind else None
    version = int(number[0]) if number and len(number[0]) <= _VERSION else None
    return Notice(kind=kind, text=text.strip(), number=version)


def slug_notice(slug: str) -> Notice | None:
    """The notice that the version in a slug gives: "BC-Quiet Mills,2nd Ld-Writethru,0290"."""
    for part in slug.split(",")[1:]:
        kind, _ = _markers().get(fold(_ORDINAL_RE.sub("", part)), (None, False))
        if kind:
            number = _NUMBER_RE.search(part)
            return Notice(kind=kind, text=part.strip(), number=int(number[0]) if number else None)
    return None


def _order(text: str) -> str | None:
    """The kind of the order that a line gives, not to print a story, or not yet: at its beginning
    stands a word for it, and with it what headlines lack.
    """
    opening = said(smooth(text[:_OPENING]))
    if not {"embargo", "ban"}.isdisjoint(opening):
        # "ATTENTION EMBARGO : 4 juin, 06h00": an embargo has a clock.
        timed = _CLOCK_RE.search(text) is not None and not is_prose(text)
        return "embargo" if timed and ("embargo" in opening or _lasts(text)) else None
    return "kill" if "kill" in opening and _withdraws(text) else None


def _withdraws(text: str) -> bool:
    """Whether a line with a word for a withdrawal at its beginning is one: the word is in capitals,
    it or a call to the desks stands first, and it is about a story ("ANULACIÓN DE LA NOTICIA
    EC4411").

    A headline after it ("WITHDRAWN: Ferry to the islands runs again") makes it a marker.
    """
    label, first = _LABEL_RE.match(text), _FIRST_RE.match(text)
    if label and "kill" in said(smooth(label["label"])):
        return weight(text[label.end() :]) < _HEADLINE_WORDS
    capitals = " ".join([word for word in text.split() if word.upper() == word])
    begun = said(smooth(first[0])).keys() if first else ()
    about = said(smooth(text)).keys()
    return (
        not {"kill", *_CALLS}.isdisjoint(begun)
        and not {"story", *_CALLS}.isdisjoint(about)
        and "kill" in said(smooth(capitals))
    )


def note_notice(text: str) -> Notice | None:
    """The order that a note to editors gives ("Eds: Please kill", "EDITORS: THE STORY ON THE LOCK
    IS WITHDRAWN"); None if it gives none.
    """
    words = said(smooth(text))
    if "kill" in words and ("story" in words or weight(text) <= _BRIEF):
        return Notice(kind="kill", text=text)
    return Notice(kind="embargo", text=text) if "embargo" in words else None


def _lasts(text: str) -> bool:
    """Whether a mark or a word for its end follows the noun, which also means a ban on trade:
    "EMBARGO - ...", "Embargo until ...", not "Embargo on oil to start at 10:00".
    """
    words = text.split()
    at = next(at for at, word in enumerate(words) if "ban" in said(smooth(word)))
    rest = " ".join(words[at + 1 : at + 3])
    return not words[at][-1].isalnum() or not rest[:1].isalpha() or "until" in said(smooth(rest))


class Remark(StrEnum):
    """What a line is that speaks of the story beside it."""

    NOTE = "note"
    CORRECTION = "correction"
    DISCLAIMER = "disclaimer"


def remark(text: str, smoothed: str) -> Remark | None:
    """What a line says of the story beside it: a note to editors; what was wrong in the story;
    whose views it gives, or that it came as it is from an agency. None for any other line.
    """
    opening = said(smoothed[:_OPENING])
    if text.startswith(QUOTES) or opening.keys().isdisjoint(_REMARKS):
        return None
    words, label = said(smoothed), _LABEL_RE.match(text)
    headed = said(smooth(label["label"])) if label else {}
    if label and _is_call(label["label"], headed):
        return Remark.NOTE
    own = "this" in opening and "story" in opening
    if "correction" in words and (own or _corrects(text, opening, words, headed)):
        return Remark.CORRECTION
    return Remark.DISCLAIMER if _disclaims(words, own=own) else None


def _corrects(
    text: str, opening: Mapping[str, int], words: Mapping[str, int], headed: Mapping[str, int]
) -> bool:
    """Whether a line with a word for a correction says what was wrong: under that word as its
    label (*headed*) or in brackets, and with a word for a part or version of the story.
    """
    if "part" in words:
        return "correction" in (opening if text.startswith(_BRACKETS) else headed)
    return "correction" in headed and is_prose(text) and not words.keys().isdisjoint(_SELF)


def _disclaims(words: Mapping[str, int], *, own: bool) -> bool:
    """Whether a line says that views are their author's and need not be the paper's, or that
    nobody edited what an agency sent. *own*: it begins with "this story".
    """
    if own and {"feed", "edited"} <= words.keys():
        return True
    ours = own or "this" in words or words.get("mirrors", 0) > 1
    return "opinion" in words and ours and ("author" in words or (own and "mirrors" in words))


def _is_call(label: str, words: Mapping[str, int]) -> bool:
    """Whether a label calls those who print a story: "EDITORS", "Eds", "Uwaga redakcje"."""
    return "desks" in words and (
        label.upper() == label or "attention" in words or label.casefold() == "eds"
    )


# Lines that may give a notice, the surest first, and how it is read.
NOTICED = {Label.NOTICE: line_notice, Label.EDNOTE: note_notice, Label.SLUGLINE: slug_notice}
