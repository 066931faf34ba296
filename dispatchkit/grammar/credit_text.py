"""What stands in a credit line and is no name: contacts, dates, marks of notes, initials."""

from __future__ import annotations

import re

from dispatchkit.grammar.ago import is_ago
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.vocabulary import phrase_at
from dispatchkit.grammar.names import is_common, is_person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import DIGIT_RE

_CONTACT_RE = pattern(
    r"\[email[\s\u00a0]protected\]|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|@\w+|https?://\S+|\bwww\.\S+"
)
# "Joe Finch, Jr." is one name.
_SUFFIX_RE = pattern(r",\s(?=(?:[JS]r|II|III|IV)\b)")
# The note marks of "Ada Finch1,2".
_NOTE_RE = pattern(r"(?<=[^\W\d_A-Z]{2})\d(?:,\d)*(?![\w.])|_[A-Z]{0,4}\d+\b")
# A time of day, and figures glued to the name before them: "Ada Finch3 hours ago".
_CLOCK_RE = pattern(r"(?<![\d.:/-])[0-2]?\d[:.h][0-5]\d(?![\d.:/-])(?:\s?[AaPp]\.?[Mm]\b\.?)?")
_AGO_RE = pattern(r"(?<=[^\W\d_])(?=\d{1,2}\s[^\W\d_A-Z])")
# "(ab/cd)", "abc, de": the author's initials, which only the house can read.
_SIGNS_RE = pattern(r"\(?([a-z]{2,4}(?:\s*[,/]\s*[a-z]{2,4})+)\)?|\(([a-z]{2,4})\)")


def cleaned(line: str) -> str:
    """A line with bars for contacts and dates, without the marks of notes, and with given names
    before family names: "Author: Finch, Ada; Reed, Bo".
    """
    label, colon, names = line.rpartition(":")
    halves = [name.split(",") for name in names.split(";")]
    if all(len(half) == 2 and is_person([*half[1].split(), half[0].strip()]) for half in halves):
        turned = (" ".join([*given.split(), family.strip()]) for family, given in halves)
        line = f"{label}{colon} " + ", ".join(turned)
    line = _NOTE_RE.sub("", _AGO_RE.sub(" ", _SUFFIX_RE.sub("\0", line)))
    line = _CONTACT_RE.sub(" | ", line)
    if DIGIT_RE.search(line):
        line = "|".join([part for part in line.split("|") if not is_ago(part.strip())])
        for date in reversed(find_dates(line)):
            line = f"{_unled(line[: date.start])} | {line[date.end :]}"
        for clock in reversed([*_CLOCK_RE.finditer(line)]):
            line = f"{_unled(line[: clock.start()])} | {line[clock.end() :]}"
    return line


def _unled(text: str) -> str:
    """A text without the word that leads to the date or time behind it: "on", "à(s)", "kl."."""
    start = len(text[:-1].rpartition(" ")[0]) + 1
    led = any(phrase_at(text, start, table) for table in ("lead", "before_time", "to_date"))
    return text[:start] if led else text


def signs_of(line: str) -> list[str]:
    """The initials of authors that are all of a line, or of a part of it between semicolons."""
    parts = [part for part in re.split("[;；]", line) if _SIGNS_RE.fullmatch(part.strip())]
    signs = [sign for part in parts for sign in re.findall("[a-z]+", part)]
    return [sign for sign in signs if not is_common(sign)]
