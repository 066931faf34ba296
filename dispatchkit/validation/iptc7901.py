"""IPTC 7901: telegrams in a frame of controls, with a header, lines of at most 69 characters and a
trailer.

Letters beyond seven bits are let pass, for agencies send them today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.startup.patterns import pattern
from dispatchkit.validation._counts import is_off
from dispatchkit.validation.problem import Problem

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from dispatchkit.validation.source import Source

STANDARD = "IPTC 7901"

WIDTH = 69
_OPTIONAL = 50
# The controls of a frame, in their order, with what they open.
_FRAME = (
    ("\x01", "SOH", "the header"),
    ("\x02", "STX", "the text"),
    ("\x03", "ETX", "the trailer"),
    ("\x04", "EOT", "the end"),
)
_SOH, _STX, _ETX, _EOT = (sign for sign, _, _ in _FRAME)
_HEADER_RE = pattern(
    r"(?P<service>[^\s\d]{0,40})(?P<number>\d{0,40})(?: (?P<priority>\S{1,40}))?"
    r"(?: (?P<category>\S{1,40}))?(?: {1,8}(?P<words>\S{1,40}))?(?P<rest>.*)"
)
_TRAILER_RE = pattern(
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?: ?[A-Za-z]{1,5})?"
    r"(?: [^\W\d_]{3,9}\.? \d{2}(?:\d{2})?)?.{0,32}"
)
# What may stand in a text besides letters: the controls that set it (tab, line ends, FO, ECD, SCD,
# QL and their kin), and the fill around a message.
_CONTROL_RE = pattern(r"[\x00\x05-\x07\x0e-\x1f]")
_TITLE_RE = pattern(r" {1,4}=\s{0,80}$", 8)
# Notes for editors below a story open with a heading or a row of stars.
_NOTES_RE = pattern(r"^(?:#|\* ?\*)", 8)
_LAST_DAY, _LAST_HOUR, _LAST_MINUTE = 31, 23, 59


class _Part(NamedTuple):
    """A piece of the text and the offset at which it begins."""

    text: str
    start: int


def recognise(source: Source) -> bool:
    """By the format of the message."""
    return source.format == "iptc7901"


def check(source: Source) -> Iterator[Problem]:
    """The frame, the header with its number of words, the lines and the trailer of each message."""
    text = source.text
    if _SOH not in text:
        yield Problem(1, 1, "", "missing", "no SOH opens a message")
        return
    start = text.index(_SOH)
    while start >= 0:
        following = text.find(_SOH, start + 1)
        end = following if following >= 0 else len(text)
        yield from _message(source, _Part(text[start:end], start))
        start = following


def _message(source: Source, message: _Part) -> Iterator[Problem]:
    """What is wrong with a message, which begins with SOH."""
    parts: dict[str, _Part] = {}
    at = 0
    for number, (sign, name, what) in enumerate(_FRAME):
        found = message.text.find(sign, at)
        if found < 0:
            told = f"no {name} opens {what}, or it stands before that of what is above it"
            yield _problem(source, message, 0, "syntax", told)
            continue
        ends = [message.text.find(later, found + 1) for later, _, _ in _FRAME[number + 1 :]]
        end = min((one for one in ends if one >= 0), default=len(message.text))
        parts[sign] = _Part(message.text[found + 1 : end], message.start + found + 1)
        at = found + 1
    if _SOH in parts:
        yield from _header(source, parts[_SOH], parts.get(_STX))
    if _ETX in parts:
        yield from _trailer(source, parts[_ETX])
    yield from _lines(source, message)


def _problem(source: Source, part: _Part, at: int, rule: str, message: str) -> Problem:
    """A problem at an offset of a part."""
    return Problem(*source.place(part.start + at), "", rule, message)


def _header(source: Source, header: _Part, text: _Part | None) -> Iterator[Problem]:
    """What is wrong with the first line of a header."""
    found = _HEADER_RE.match(header.text.partition("\n")[0].rstrip("\r"))
    if found is None:
        return
    for name, form, wants in _FIELDS:
        value = found[name] or ""
        if not value:
            yield _problem(source, header, 0, "missing", f"the header has no {name}")
        elif not form.fullmatch(value):
            told = f"{name}: {value!r} is not {wants}"
            yield _problem(source, header, found.start(name), "value", told)
    if len(found["rest"]) > _OPTIONAL:
        told = f"more than {_OPTIONAL} characters follow the fields of the header"
        yield _problem(source, header, found.start("rest"), "value", told)
    if text is not None:
        yield from _words(source, header, found, text)


def _words(source: Source, header: _Part, found: re.Match[str], text: _Part) -> Iterator[Problem]:
    """The number of words of a header, if it does not fit the text below the title."""
    words = found["words"] or ""
    title = _TITLE_RE.search(text.text)
    body = text.text[title.end() :] if title else text.text
    notes = _NOTES_RE.search(body)
    story = body[: notes.start()] if notes else body
    # Some count the title or the notes as well.
    if words.isdecimal() and all(is_off(int(words), one) for one in (story, body, text.text)):
        told = f"words: {int(words)} are stated, and {len(story.split())} are there"
        yield _problem(source, header, found.start("words"), "count", told)


def _trailer(source: Source, trailer: _Part) -> Iterator[Problem]:
    """What is wrong with the day and the time of a trailer, if it has any."""
    line = next((one.strip() for one in trailer.text.splitlines() if one.strip("\x7f ")), "")
    found = _TRAILER_RE.fullmatch(line)
    if line and not (found and _is_time(found)):
        told = f"{line[:40]!r} does not begin with day, hour and minute, as in 041230 GMT May 21"
        yield _problem(source, trailer, 0, "date", told)


def _is_time(found: re.Match[str]) -> bool:
    day, hour, minute = int(found["day"]), int(found["hour"]), int(found["minute"])
    return 1 <= day <= _LAST_DAY and hour <= _LAST_HOUR and minute <= _LAST_MINUTE


def _lines(source: Source, message: _Part) -> Iterator[Problem]:
    """Lines that are too long or end in another way, and characters that may not stand there."""
    begin = message.start
    end = begin + len(message.text)
    for line in source.lines:
        if not begin <= line.start < end:
            continue
        printed = line.text.strip("\x01\x02\x03\x04\x7f")
        if len(printed) > WIDTH:
            told = f"a line has {len(printed)} characters, and may have {WIDTH}"
            yield Problem(line.number, WIDTH + 1, "", "value", told)
        if line.ending == "\r":
            yield Problem(line.number, len(line.text) + 1, "", "character", "CR without LF")
        control = _CONTROL_RE.search(line.text)
        if control:
            told = f"the control character {ord(control[0]):#04x}"
            yield Problem(line.number, control.start() + 1, "", "character", told)


_FIELDS = (
    ("service", pattern(r"[A-Za-z]{1,3}"), "one to three letters"),
    ("number", pattern(r"\d{3,4}"), "three or four figures"),
    ("priority", pattern(r"[1-6]"), "a figure from 1 to 6"),
    ("category", pattern(r"[A-Za-z]{1,3}"), "one to three letters"),
    ("words", pattern(r"\d{1,4}"), "a number of one to four figures"),
)
