"""Lines above the text of a telegram that speak of it: what priority it has, whether it replaces
another one, until when nobody may print it.

Elsewhere such a line may be a headline, and has to be an order in so many words. Here its place
shows what it is, and how it begins is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.agencies.desk import Remark, is_timed, remark, said
from dispatchkit.data import tables
from dispatchkit.grammar.notices import PRESSING, line_notice, marker_kind
from dispatchkit.labels import Label
from dispatchkit.model import Notice
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, smooth

if TYPE_CHECKING:
    from collections.abc import Container

    from dispatchkit.reading.telegrams.parts import Parts

# "N i e u w bericht": letters with blanks between, for stress.
_SPACED_RE = pattern(r"(?<!\S)[^\W\d_](?: [^\W\d_]){2,20}(?!\S)")
# What a line is about is said by so many words of its beginning.
_OPENING = 4
# "BELGA-0202", "bdt0388": how wires call a story.
_CODE_RE = pattern(r"(?<!\w)[^\W\d_]{2,8}-?\d{3,6}(?!\w)")
# The sign for a note of the editor: "EDITOR'S NOTE _".
_DASH_RE = pattern(r" _ ")
# "(Ny version: Tilføjer citat)"
_MARKED_RE = pattern(r"[(\[](?P<marker>[^:()\[\]]{2,30}):\s[^()\[\]]{2,300}[)\]]")
_NOTED = (Remark.NOTE, Remark.CORRECTION)
# "--- Sperrfrist beachten ---": signs on both sides set a line apart from the text.
_APART, _SIGNS, _LONGEST_APART = ("--", "**", "==", "++", "__", "##"), "-*=+_# ", 100


def notice_of(text: str) -> Notice | None:
    """The notice that a line above a text gives: "EILMELDUNG", "Annulation de la dépêche ABC-0202",
    "Hold for release at 2 p.m. Thursday", "N i e u w bericht, vervangt: ..."; None for any other
    line.
    """
    plain = _SPACED_RE.sub(lambda found: found[0].replace(" ", ""), text)
    found = line_notice(plain) or marked_note(plain)
    if found is not None:
        return found._replace(text=text)
    opening, line = said(smooth(" ".join(plain.split()[:_OPENING]))), said(smooth(plain))
    kind = None
    if "embargo" in opening and is_timed(plain):
        kind = "embargo"
    elif {"attention", "kill", "story"} <= opening.keys() or _withdraws(plain, opening, line):
        kind = "kill"
    elif "story" in opening and _replaces(plain):
        kind = "update"
    return Notice(kind=kind, text=text) if kind else None


def marked_note(text: str) -> Notice | None:
    """The notice that a note in brackets gives by the marker before its colon: "(Ny version:
    Tilføjer citat)"; None for any other text.
    """
    note = _MARKED_RE.fullmatch(text)
    notice = line_notice(note["marker"].upper()) if note else None
    return notice and notice._replace(text=text)


def _withdraws(text: str, opening: Container[str], line: Container[str]) -> bool:
    """Whether a line opens or, after a call to the desks, closes with a word that withdraws the
    story whose code it prints: "ACHTUNG: Meldung abc114 «Ferry stays in port» annulliert".
    """
    if "story" not in line or not _CODE_RE.search(text):
        return False
    words = text.split()
    called = "attention" in opening and "story" in opening
    return "kill" in said(smooth(words[0])) or (called and "kill" in said(smooth(words[-1])))


def _replaces(text: str) -> bool:
    """Whether a line opens with words that say that the story replaces the one behind the colon."""
    before, colon, _ = fold(text).partition(":")
    words = tables.load("data/telegrams")["notes"]["replaces"]
    return bool(colon) and not set(before.split()).isdisjoint(map(fold, words))


def header_notice(words: str) -> Notice | None:
    """The notice that the end of a header gives in a word of its own: "BELGA-0215 COR 198"."""
    short = tables.load("data/telegrams")["notes"]["correction"]
    for word in words.split():
        kind = "correction" if word in short else marker_kind(word, apart=False)
        if kind:
            return Notice(kind=kind, text=word)
    return None


def pressing_notice(words: str) -> Notice | None:
    """The notice of a message that its header says presses, by *words* that set off its title or
    stand among its keywords, in whatever letters: "Eil", "Eilmeldung".
    """
    kind = marker_kind(words, apart=True)
    return Notice(kind=kind, text=words) if kind in PRESSING else None


def read_note(parts: Parts, at: int, text: str, *, alone: bool = False) -> bool:
    """Read the line *at* if it is a notice or a note for editors; whether it is. *alone*: a marker
    in small letters ("Eil") is one, because what else the line may be stands elsewhere.
    """
    notice = notice_of(text)
    if notice is None and alone and (marker := line_notice(text.upper())):
        notice = marker._replace(text=text)
    noted = is_note(text)
    if noted:
        parts.tell(at, "ednote", "telegram.ednote", text)
    elif notice:
        parts.label(at, Label.NOTICE, "telegram.notice", text)
    if notice:
        parts.values.setdefault("notice", notice)
    return noted or notice is not None


def is_apart(text: str) -> bool:
    """Whether a line of a title speaks of the story: a notice, or a note for editors."""
    return notice_of(text) is not None or line_notice(text.upper()) is not None or is_note(text)


def is_note(text: str) -> bool:
    """Whether a line is a note for editors: "EDITOR'S NOTE _ ...", "(Berichtigt wird das Jahr)"."""
    note = _DASH_RE.sub(": ", text)
    return remark(note, smooth(note)) in _NOTED or marked_note(text) is not None


def is_subtitle(text: str) -> bool:
    """Whether a line says that it stands below the title: "Utl.: ..."."""
    opening = tables.load("data/telegrams")["subtitles"]["opening"]
    return text.casefold().startswith(tuple(map(str.casefold, opening)))


def is_reminder(text: str) -> bool:
    """Whether signs on both sides set a line apart that reminds of an embargo."""
    apart = len(text) <= _LONGEST_APART and text.startswith(_APART) and text.endswith(_APART)
    return apart and "embargo" in said(smooth(text.strip(_SIGNS)))
