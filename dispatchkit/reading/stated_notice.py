"""What the notice of a message is, of all that it states: its status, a marker, an embargo, a note
to its editors, how urgent it is.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.grammar.notices import (
    ORDERS,
    PRESSING,
    is_pressing,
    line_notice,
    marker_kind,
    note_notice,
)
from dispatchkit.model import NOTICES, Notice
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def first(texts: Mapping[str, Sequence[str]], name: str, read: Callable[[str], Any]) -> Any:
    """What the first text of a field that can be read says; None if none can."""
    return next(filter(None, map(read, texts.get(name, ()))), None)


def notice_of(texts: Mapping[str, Sequence[str]], found: Mapping[str, Any]) -> Notice | None:
    """What a message with the moments that were *found* states to be its notice, its status or
    what that is printed as. Until when it may not be printed goes before all but that it is
    withdrawn, and before a bare "withheld", unless that was over. Without any of these it is what
    its note to editors says.
    """
    stated = _of_kind(texts) or _of_status(texts)
    embargo = next(iter(texts.get("embargoed", ())), None)
    if embargo is None:
        return stated or first(texts, "ednote", note_notice) or _urgent(texts)
    if _is_order(stated) or (stated and _is_over(embargo, found)):
        return stated
    return Notice("embargo", embargo)


def _is_over(until: str, found: Mapping[str, Any]) -> bool:
    """Whether an embargo had ended when a message was made, both with their zones."""
    made = found.get("updated") or found.get("published")
    try:
        end = datetime.fromisoformat(until)
    except ValueError:
        return False
    if not isinstance(made, datetime) or made.tzinfo is None or end.tzinfo is None:
        return False
    return end < made


def _is_order(notice: Notice | None) -> bool:
    """Whether a notice withdraws a message, or prints in words until when it is withheld."""
    if notice is None or notice.kind not in ORDERS:
        return False
    return notice.kind != "embargo" or _status(notice.text) is None


def _urgent(texts: Mapping[str, Sequence[str]]) -> Notice | None:
    """The notice that an urgency in words gives, or the words that a hyphen joins to the headline
    of a message that states to be urgent, too: "URGENT-Le port rouvre". In others it may join a
    word: "FLASH-Flood Warning".
    """
    for text in texts.get("urgency", ()):
        kind = marker_kind(text, apart=True)
        if kind in PRESSING:
            return Notice(kind, text)
    words, hyphen, rest = texts.get("headline", [""])[0].partition("-")
    urgent = is_pressing(first(texts, "urgency", urgency_of))
    kind = marker_kind(words, apart=False) if urgent and rest[:1].isupper() else None
    return Notice(kind, f"{words}{hyphen}") if kind in PRESSING else None


def _of_kind(texts: Mapping[str, Sequence[str]]) -> Notice | None:
    """The notice that is stated with its kind; None if there is none."""
    kind = next((kind for kind in NOTICES if kind in texts), None)
    if kind is None:
        return None
    printed = line_notice(texts[kind][0])
    return printed if printed and printed.kind == kind else Notice(kind, texts[kind][0])


def _of_status(texts: Mapping[str, Sequence[str]]) -> Notice | None:
    """The notice that a status gives, with the text that is printed, if one is, or that such a text
    gives alone. An interface may state the status of its answer instead ("state").
    """
    found: Notice | None = first(texts, "status", _status) or first(texts, "state", _status)
    printed = next(iter(texts.get("notice", ())), "")
    said = line_notice(printed) if printed else None
    if found is None:
        return said
    return found._replace(text=printed or found.text, number=said.number if said else None)


def _status(text: str) -> Notice | None:
    """The notice that a status gives; None if it says that all is well, or nothing known."""
    kind = _statuses().get(fold(text.rpartition(":")[2].rpartition("/")[2]))
    return Notice(kind, text) if kind else None


@cache
def _statuses() -> dict[str, str]:
    """The kinds of notices, by the folded words of standards and systems for a status."""
    table = tables.load("data/statuses")
    return {fold(word): kind for kind, words in table.items() for word in words}


def urgency_of(text: str) -> int | None:
    """The urgency that a text states as one figure; None if it does not."""
    return int(text) if len(text) == 1 and text.isdecimal() else None
