"""What stands below the text of a telegram: a notebook for editors, a sign-off, the trailer, the
words that end a telex.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.grammar.dateline import find_dateline
from dispatchkit.grammar.sign_offs import is_sign_off
from dispatchkit.labels import Label
from dispatchkit.reading.telegrams.moments import day_near, moment
from dispatchkit.reading.telegrams.notes import is_reminder
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import INVISIBLE
from dispatchkit.text.repair import clean

if TYPE_CHECKING:
    from datetime import date

    from dispatchkit.reading.telegrams.moments import Moment
    from dispatchkit.reading.telegrams.parts import Parts

_WORD_RE = pattern(r"(?:NNNN|nnnn|ZZZZ|\+{4})")
# "./.CVN", "./.VDH/FUL/": what ends a dispatch of Belga, and who wrote it.
_ENDED_RE = pattern(r"\./\.\s?(?:[^\W\d_]{1,5}(?:[/ ][^\W\d_]{1,5}){0,5}[/ ]?)?")
# "# Notebook", "## Internet links": headings of notes.
_HEADING_RE = pattern(r"#{1,3} ?[^\W_]\S{0,60}(?: \S{1,60}){0,8}")
_STARS_RE = pattern(r"\*(?: ?\*){2,}")
_ITEM = ("-", "*", "•")
# "dpa wsz jln npr": a sign-off has so many words of so many characters.
_SIGNED_RE = pattern(r"(?:[a-zà-ÿ\d]{1,7}[ /]){1,8}[a-zà-ÿ\d]{1,7}")
# "(SDA\\/mf ba)": a sign-off in brackets.
_BRACKETED_RE = pattern(r"\([^\W\d_]{2,8}\\?/[^\W\d_]{1,5}(?:[ /][^\W\d_]{1,5}){0,4}\)")
# A trailer stands at most so many lines above the end.
_LOWEST = 6
# A story is filed so many days before or after it is sent.
_NEAR = timedelta(days=2)


def read(parts: Parts, near: date | None) -> None:
    """Read the lines below the text, from the last one up; *near* is a day around which it was
    sent.
    """
    for _ in range(_LOWEST):
        at = _last(parts)
        if at is None or not _read_end(parts, at, near):
            break
        parts.end = at
    if "published" not in parts.values and (sent := day_near(parts.sent, near)):
        parts.values["published"] = sent
    _read_notebook(parts)


def _last(parts: Parts) -> int | None:
    """The index of the last line of the text that is not blank; None if there is none."""
    return next((at for at in range(parts.end - 1, parts.begin - 1, -1) if parts.texts[at]), None)


def _read_end(parts: Parts, at: int, near: date | None) -> bool:
    """Read a line if it ends a telegram: a code word, a trailer, the sign-off of a dispatch."""
    text = parts.texts[at]
    if is_code_word(text):
        parts.label(at, Label.ENVELOPE, "telegram.end")
        return True
    if _ENDED_RE.fullmatch(text) or _BRACKETED_RE.fullmatch(text):
        parts.label(at, Label.INITIALS, "telegram.signed")
        return True
    if "published" in parts.values:
        return False
    printed = parts.lines[at].text
    marked = printed.strip(INVISIBLE.replace("\x03", "")).startswith("\x03")
    found = moment(text, near, marked=marked)
    if found is None:
        return False
    parts.label(at, Label.DATE if found.readings else Label.ENVELOPE, "telegram.trailer")
    if found.readings:
        parts.values["published"] = _settled(parts, found)
    parts.name_sender(found.source)
    return True


def is_code_word(text: str) -> bool:
    """Whether a line is nothing but what ends a telex: "NNNN"."""
    return _WORD_RE.fullmatch(text) is not None


def _settled(parts: Parts, found: Moment) -> date | datetime:
    """The reading of a trailer that agrees with the day on which the story was filed, else the
    likeliest.
    """
    first, *others = found.readings
    opening = _opening(parts, _day(first)) if others else None
    if opening is None:
        return first
    for reading in found.readings:
        filed = _filed(parts, opening, _day(reading))
        if filed is not None and abs(filed - _day(reading)) <= _NEAR:
            return reading
    return first


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _opening(parts: Parts, near: date) -> str | None:
    """The first line of the text that opens with a dateline that has a day; None if none does."""
    texts = (clean(line.text) for line in parts.lines[parts.begin : parts.end][:_HEAD])
    return next((text for text in texts if _filed(parts, text, near) is not None), None)


def _filed(parts: Parts, text: str, near: date) -> date | None:
    """The day in the dateline of a text, which was sent near another; None if it has none."""
    found = find_dateline(text, parts.options.lexicon, received=near, credit=parts.credit)
    return found.dateline.date if found else None


_HEAD = 12


def _read_notebook(parts: Parts) -> None:
    """Read the notes for editors below the text, which headings part, and reminders in it. What is
    not for publication is a note; the rest is no text, and may still say who wrote the story.
    """
    first, private = _notebook(parts)
    parts.about.update(line.number for line in parts.lines[first:private])
    for line, text in zip(
        parts.lines[parts.begin : first], parts.texts[parts.begin :], strict=False
    ):
        if is_reminder(text):
            parts.about.add(line.number)
            parts.labels[line.number] = Label.EDNOTE
    end, parts.end = parts.end, private
    for at in range(private, end):
        text = parts.texts[at]
        if _is_private(text) or _STARS_RE.fullmatch(text):
            parts.label(at, Label.EDNOTE, "telegram.private")
        elif _SIGNED_RE.fullmatch(text) or is_sign_off(text, parts.options.lexicon):
            parts.label(at, Label.INITIALS, "telegram.signed")
        elif text:
            parts.tell(at, "ednote", "telegram.private")


def _notebook(parts: Parts) -> tuple[int, int]:
    """The indices of the line that opens the notes below the text, a heading marked with signs, and
    of the one that says that what follows it is not for publication; the end of the text for those
    that there are none of.
    """
    first = parts.end
    for at in range(parts.visible(parts.begin) + 1, parts.end):
        text = parts.texts[at]
        if text[:1] == "#" and _HEADING_RE.fullmatch(text) and _stands_apart(parts, at):
            first = min(first, at)
        if _is_private(text):
            above = next(up for up in range(at - 1, -1, -1) if parts.texts[up] or up == 0)
            private = above if _STARS_RE.fullmatch(parts.texts[above]) else at
            return min(first, private), private
    return first, parts.end


def _stands_apart(parts: Parts, at: int) -> bool:
    """Whether a line stands between blank ones, or below one and above an item or a heading."""
    below = parts.texts[at + 1] if at + 1 < parts.end else ""
    return not parts.texts[at - 1] and (not below or below.startswith((*_ITEM, "#")))


def _is_private(text: str) -> bool:
    """Whether a line says that what follows it is not for publication."""
    told = text.lower().lstrip(" -*#([")
    return told.startswith(tuple(tables.load("data/telegrams")["notes"]["private"]))
