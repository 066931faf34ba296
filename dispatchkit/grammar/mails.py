"""The header block of a mail that was forwarded, saved or printed with its story."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.grammar.label import is_text, relabelled
from dispatchkit.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatchkit.grammar.label import Mark


@cache
def _mail_re() -> re.Pattern[str]:
    """A pattern of header lines of forwarded and saved mails: sender, receiver, subject. Made on
    first use.
    """
    names = tables.load("data/formats")["mail"]
    return re.compile(_named(["cc", *names["from"], *names["to"], *names["subject"]]) + " ")


@cache
def _sent_re() -> re.Pattern[str]:
    """A pattern of the line that says when a forwarded or printed mail was sent; the message itself
    has a "Date". Made on first use.
    """
    return re.compile(_named(tables.load("data/formats")["mail"]["sent"]) + " ?")


def _named(names: Iterable[str]) -> str:
    """The pattern of a line that begins with one of *names* and a colon."""
    return f"(?i)({'|'.join(map(re.escape, names))}) ?[:：]"


def mail_head(marks: Sequence[Mark]) -> range:
    """The lines of the header block of a mail, two or more of which name sender, receiver or
    subject; an empty range if there is none.
    """
    first = next((at for at, mark in enumerate(marks) if _names_field(mark)), None)
    if first is None:
        return range(0)
    end = first + 1
    while end < len(marks) and marks[end].unit.gap == 0:
        end += 1
    named = {found[1].casefold() for found in map(_names_field, marks[first:end]) if found}
    return range(first, end) if len(named) > 1 else range(0)


def enveloped(marks: Sequence[Mark]) -> list[Mark]:
    """*marks* in which the lines of a mail's header above the text that name sender, receiver and
    subject are its envelope.
    """
    found, head = list(marks), mail_head(marks)
    if any(is_text(mark) for mark in marks[: head.start]):
        return found
    for at in head:
        mark = marks[at]
        if is_text(mark):
            break
        loose = mark.label in (Label.OTHER, Label.LIST, Label.TABLE, Label.CREDIT)
        if mark.hit is None and loose and _names_field(mark):
            found[at] = relabelled(mark, Label.ENVELOPE, "mail.header")
    return found


def _names_field(mark: Mark) -> re.Match[str] | None:
    """Where a line names sender, receiver or subject; None if it does not."""
    text = mark.unit.text
    # A fifth of the lines of a page have a colon: looking for one takes a tenth of the time.
    return _mail_re().match(text) if ":" in text or "：" in text else None


def is_forwarded(marks: Sequence[Mark], mailed: range) -> bool:
    """Whether the header of a mail (*mailed*, its lines) is that of a mail that was forwarded, so
    that its date is not the story's.
    """
    return any(_sent_re().match(marks[at].unit.text) for at in mailed)
