"""Version markers: what a headline or head line says of a dispatch's place among others (update,
correction, kill, ...).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.agencies.desk import said
from dispatchkit.data import tables
from dispatchkit.model import Notice
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
# Classes of words with which a remark begins.
_REMARKS = ("correction", "this", "part", "opinion", "story", "desks", "attention")
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
    stands a word for it, and with it what headlines lack. A headline after it ("WITHDRAWN: Ferry to
    the islands runs again") makes it a marker.

    An embargo has a clock ("ATTENTION EMBARGO : 4 juin, 06h00"). What is killed is a story, or the
    desks are called, and the word is in capitals ("ANULACIÓN DE LA NOTICIA EC4411").
    """
    opening, first = said(smooth(text[:_OPENING])), _FIRST_RE.match(text)
    if {"embargo", "ban"} & opening.keys() and _CLOCK_RE.search(text) and not is_prose(text):
        return "embargo" if "embargo" in opening or _lasts(text) else None
    label = _LABEL_RE.match(text)
    titled = label and "kill" in said(smooth(label["label"])) and weight(text[label.end() :])
    if "kill" not in opening or first is None or (titled or 0) >= _HEADLINE_WORDS:
        return None
    capitals = " ".join([word for word in text.split() if word.upper() == word])
    begun = {"kill", "attention", "desks"} & said(smooth(first[0])).keys()
    about = {"attention", "desks", "story"} & said(smooth(text)).keys()
    return "kill" if begun and about and "kill" in said(smooth(capitals)) else None


def _lasts(text: str) -> bool:
    """Whether a mark or a word for its end follows the noun, which also means a ban on trade:
    "EMBARGO - ...", "Embargo until ...", not "Embargo on oil to start at 10:00".
    """
    words = text.split()
    at = next(at for at, word in enumerate(words) if "ban" in said(smooth(word)))
    rest = " ".join(words[at + 1 : at + 3])
    return not words[at][-1].isalnum() or not rest[:1].isalpha() or "until" in said(smooth(rest))


def remark(text: str, smoothed: str) -> tuple[str, str | None] | None:
    """What a line is that speaks of the story beside it, and the kind of notice that it gives: a
    "note" to editors, a "correction" that says what was wrong, or a disclaimer, of an "opinion" or
    of a "feed". None for any other line.
    """
    opening = said(smoothed[:_OPENING])
    if text.startswith(QUOTES) or opening.keys().isdisjoint(_REMARKS):
        return None
    words, label = said(smoothed), _LABEL_RE.match(text)
    headed = said(smooth(label["label"])) if label else {}
    if label and _is_call(label["label"], headed):
        return "note", next((kind for kind in ORDERS if kind in words), None)
    own = "this" in opening and "story" in opening
    told = "part" in words or (is_prose(text) and not words.keys().isdisjoint(("story", "this")))
    if "correction" in words and (
        ("correction" in headed and told)
        or ("correction" in opening and "part" in words and text.startswith(_BRACKETS))
        or own
    ):
        return "correction", "correction"
    if "opinion" in words and (own or "this" in words or words.get("mirrors", 0) > 1):
        theirs = "author" in words or (own and "mirrors" in words)
        return ("opinion", None) if theirs else None
    return ("feed", None) if own and {"feed", "edited"} <= words.keys() else None


def _is_call(label: str, words: Mapping[str, int]) -> bool:
    """Whether a label calls those who print a story: "EDITORS", "Eds", "Uwaga redakcje"."""
    return "desks" in words and (
        label.upper() == label or "attention" in words or label.casefold() == "eds"
    )
