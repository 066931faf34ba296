"""Version markers: what a headline or head line says of a dispatch's place among others (update,
correction, kill, ...).
"""

from __future__ import annotations

from functools import cache

from dispatchkit.agencies.desk import Remark, remark, said
from dispatchkit.data import tables
from dispatchkit.labels import Label
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


# Markers alone on a line are short; "A NE PAS DIFFUSER - EMBARGO JUSQU'AU MARDI 13 MAI 2025 A 22H30
# GMT - REVUE CERVEAU ET MEMOIRE" has 93 characters.
_LONGEST_MARKER, _LONGEST_ORDER = 80, 200
# Kinds that say something without a story: it must not be printed, or not yet.
ORDERS = (Remark.KILL, Remark.EMBARGO)
# Kinds of messages that cannot wait, and the least urgency (1 is the highest) of those.
PRESSING = ("urgent", "flash")
_PRESSES = 2
# A version has one or two figures; "1530" is the hour of it.
_VERSION = 2
# "Eds: Please kill BC-Ferry": after the call, the order.
_BRIEF = 5
# "NOTICIA ANULADA"; shorter markers stand in the table.
_SHORTEST_ORDER = 8
_BRACKETS = tuple("([（【*")
_PAIRS = ("()", "[]", "（）", "【】")
# "(ATTN: ADDS details in paras 4-5)": what stands in one bracket.
_BRACKETED_RE = pattern(r"[(\[（【]([^()\[\]（）【】]{6,140})[)\]）】]")
# "HITNO – KDZ", "AFP / URGENT", "FLASH (ANSA)": a marker beside the initials of an agency.
_ISSUED_RE = pattern(
    r"(?P<words>[^\W\d_][\w ]{1,30}?)\s?(?:[-–—/|:]\s?|\((?=.{2,7}\)))(?P<issuer>[^\W\d_]{2,6})\)?"
)
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
        apart = found is not None and found[0].strip()[:1] + found[0].strip()[-1:] in _PAIRS
        apart = apart or (found is not None and _names_story(headline[found.end() :]))
        kind = marker_kind(found["words"], apart=apart) if found else None
        glued = found and form is _OPENING_RE and found["mark"] == "-" and not found["gap"]
        if found and kind and not (glued and kind not in _GLUED):
            number = int(found["number"]) if found["number"] else None
            return Notice(kind=kind, text=found[0].strip(), number=number)
    return None


def marker_kind(words: str, *, apart: bool) -> str | None:
    """The kind of the marker *words*; None if they are none. Some are common words, and count only
    in capitals or if they are set *apart*, inside brackets.
    """
    kind, capitals = _markers().get(fold(words), (None, False))
    if kind is None and not apart and words.upper() == words and len(words) > _SHORTEST_ORDER:
        known = said(smooth(words))
        kind = "kill" if "kill" in known and "story" in known else None
    return None if kind is None or (capitals and not apart and words.upper() != words) else kind


def _names_story(text: str) -> bool:
    """Whether what follows a marker is the slug of a story in capitals, and says so: "Correction:
    Ferry Auction story", "Corrección: Subasta Ferry noticia".
    """
    *slug, last = text.split() or [""]
    named = last.islower() and all(word[0].isupper() for word in slug)
    return named and "story" in said(smooth(last))


def line_notice(text: str) -> Notice | None:
    """The notice that a whole line is ("URGENT", "2ND LEAD", "(Zusammenfassung 1530)", "BULLETIN
    KILL", "EMBARGOED UNTIL 0600 GMT"); None for any other line.
    """
    smoothed = smooth(text)
    found = marked_notice(text, smoothed)
    if found or len(text) > _LONGEST_ORDER:
        return found
    order = remark(text, smoothed)
    return Notice(kind=order, text=text.strip()) if order in ORDERS else None


def marked_notice(text: str, smoothed: str) -> Notice | None:
    """What ``line_notice`` returns for a line under ``smooth`` that is known to be no order by its
    words alone: the marker that is all of it, or an order that a marker opens.
    """
    return _marker(text, smoothed) or _issued(text) or _change(text) or _order(text, smoothed)


def _issued(text: str) -> Notice | None:
    """The notice of a line that is a marker of an urgent message and the initials of an agency, in
    either order; all of it in capitals.
    """
    found = _ISSUED_RE.fullmatch(text.strip()) if len(text) <= _LONGEST_MARKER else None
    if found is None or text.upper() != text:
        return None
    kinds = [marker_kind(found[part], apart=True) for part in ("words", "issuer")]
    pressing = [kind for kind in kinds if kind in PRESSING]
    alone = len(pressing) == 1 and None in kinds
    return Notice(kind=pressing[0], text=text.strip()) if alone else None


def _marker(text: str, smoothed: str) -> Notice | None:
    """The notice of a line that is a marker, perhaps with a number, and nothing else."""
    if len(text) > _LONGEST_MARKER:
        return None
    bare = smoothed.strip("()[]（）【】<>*+ -:.!")
    numbers = _NUMBER_RE.findall(bare)
    if len(numbers) > 1:
        # A marker has one number at most; "2024/3/5 14:20 (3/5 15:02 更新)" is a date line.
        return None
    marker = fold(_ORDINAL_RE.sub("", bare) if numbers else bare)
    kind, capitals = _markers().get(marker, (None, False))
    if kind is None:
        return None
    bracketed = text[:1] + text[-1:] in _PAIRS
    starred = bool(numbers) and text.startswith(_BRACKETS)
    set_apart = text.upper() == text or bracketed or starred
    if capitals and not set_apart:
        return None
    version = int(numbers[0]) if numbers and len(numbers[0]) <= _VERSION else None
    return Notice(kind=kind, text=text.strip(), number=version)


def _change(text: str) -> Notice | None:
    """The notice of a line in brackets that says what is new in a version, by its verb: "(Actualiza
    con declaraciones)", "(ATTN: ADDS details in paras 4-5)"; None for any other line.
    """
    bracketed = _BRACKETED_RE.fullmatch(text.strip())
    first, *others = bracketed[1].split() if bracketed else [""]
    # A call may stand before the verb, a colon after it.
    verbs = [first, *others[:1]] if first.endswith(":") else [first]
    kind = next(filter(None, (_changes().get(fold(verb.rstrip(":"))) for verb in verbs)), None)
    return Notice(kind=kind, text=text.strip()) if kind and others else None


@cache
def _changes() -> dict[str, str]:
    """The kind of notice that each verb for a change gives, by the verb folded."""
    entries = tables.load("data/notices")["change"]
    return {fold(verb): entry["kind"] for entry in entries for verb in entry["verbs"]}


def is_pressing(urgency: int | None) -> bool:
    """Whether a message with an *urgency*, if it states one, cannot wait."""
    return urgency is not None and urgency <= _PRESSES


def _order(text: str, smoothed: str) -> Notice | None:
    """The order that a marker and the name of a story give: "ANULAÇÃO - Notícia n.º 1234", but not
    "WITHDRAWN: Story on the ferry", which is a headline; None if they give none.
    """
    numbered = len(text) <= _LONGEST_ORDER and _NUMBER_RE.search(smoothed) is not None
    opened = headline_notice(text) if numbered and "story" in said(smoothed) else None
    return opened._replace(text=text.strip()) if opened and opened.kind in ORDERS else None


def slug_notice(slug: str) -> Notice | None:
    """The notice that the version in a slug gives: "BC-Quiet Mills,2nd Ld-Writethru,0290"."""
    for part in slug.split(",")[1:]:
        kind, _ = _markers().get(fold(_ORDINAL_RE.sub("", part)), (None, False))
        if kind:
            number = _NUMBER_RE.search(part)
            return Notice(kind=kind, text=part.strip(), number=int(number[0]) if number else None)
    return None


def note_notice(text: str) -> Notice | None:
    """The notice that a note to editors gives ("Eds: Please kill", "EDITORS: THE STORY ON THE LOCK
    IS WITHDRAWN", "Corrects the sum in paragraph 2"); None if it gives none.
    """
    words = said(smooth(text))
    opening = said(smooth(" ".join(text.split()[:_BRIEF])))
    if "kill" in opening or ("kill" in words and "story" in words):
        return Notice(kind="kill", text=text)
    if "embargo" in words:
        return Notice(kind="embargo", text=text)
    corrects = "correction" in opening and "part" in words
    marked = headline_notice(text)
    if corrects or (marked is not None and marked.kind == "correction"):
        return Notice(kind="correction", text=text)
    return None


# Lines that may give a notice, the surest first, and how it is read.
NOTICED = {Label.NOTICE: line_notice, Label.EDNOTE: note_notice, Label.SLUGLINE: slug_notice}
