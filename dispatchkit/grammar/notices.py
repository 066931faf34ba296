"""Version markers: what a headline or head line says of a dispatch's place among others (update,
correction, kill, ...).
"""

from __future__ import annotations

from functools import cache

from dispatchkit.data import tables
from dispatchkit.model import Notice
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, smooth

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


# "EMBARGOED FOR RELEASE UNTIL 0001 GMT WEDNESDAY, MARCH 3, 2021" has 60 characters.
_LONGEST_LINE = 80
# Kinds that say something without a story: it must not be printed, or not yet.
ORDERS = ("kill", "embargo")
_WORD_RE = pattern(r"[^\W_]+")
_NUMBER_RE = pattern(r"\d{1,2}")
_ORDINAL_RE = pattern(r"\d{1,2}(?:st|nd|rd|th|er|eme|ème|º|ª)?")


@cache
def _markers() -> dict[str, tuple[str, bool]]:
    """For each marker, folded, its kind and whether it counts in capitals only."""
    entries = tables.load("data/notices")["notice"]
    return {
        fold(text): (entry["kind"], entry["capitals"])
        for entry in entries
        for text in entry["markers"]
    }


@cache
def _orders() -> tuple[tuple[str, str], ...]:
    """The markers that an agency prints on what must not be printed, or not yet, each with its
    kind.
    """
    return tuple(
        (text, entry["kind"])
        for entry in tables.load("data/notices")["notice"]
        if entry["kind"] in ORDERS
        for text in entry["markers"]
    )


def order_notice(text: str) -> Notice | None:
    """The order that a note to editors gives in capitals, or None: "ATTENTION EDITORS - THE STORY
    ON THE LOCK IS WITHDRAWN".
    """
    words = f" {' '.join(_WORD_RE.findall(text))} "
    kind = next((kind for marker, kind in _orders() if f" {marker} " in words), None)
    return Notice(kind=kind, text=text) if kind else None


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
    return None if kind is None or (capitals and opening and words.upper() != words) else kind


def line_notice(text: str) -> Notice | None:
    """The notice that a whole line is ("URGENT", "2ND LEAD", "EMBARGOED UNTIL 0600 GMT"); None
    for any other line.
    """
    if len(text) > _LONGEST_LINE:
        return None
    bare = smooth(text).strip("()[]（）【】<>*+ -:.!")
    number = _NUMBER_RE.search(bare)
    kind, capitals = _markers().get(fold(_ORDINAL_RE.sub("", bare)), (None, False))
    if kind is None and number and text[:4].isupper():
        words = [word.strip(":.,") for word in bare.split(" ")]
        kind = next(
            (
                kind
                for size in (3, 2, 1)
                if (kind := _markers().get(" ".join(words[:size]), (None, False))[0]) == "embargo"
            ),
            None,
        )
        return Notice(kind=kind, text=text.strip()) if kind else None
    if kind is None or (capitals and text.upper() != text):
        return None
    return Notice(kind=kind, text=text.strip(), number=int(number[0]) if number else None)
