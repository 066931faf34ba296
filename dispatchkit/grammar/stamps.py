"""What kind of date the words beside it make it: the publication ("Publié le"), an update
("Stand:"), or something else ("Foto:").
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.grammar.dates import keys
from dispatchkit.grammar.dates.clock import clock_at
from dispatchkit.grammar.dates.keys import WORD_RE, key
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import FIRST_UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.grammar.dates import FoundDate

PUBLISHED, UPDATED, FOREIGN = "publish", "update", "foreign"
# "Jen MillsPublished Jul 17", "7:05 AM ESTUpdated": pages glue the texts of two boxes.
_CAMEL_RE = pattern(r"(?<=[^\W_])(?=[A-ZÀ-Þ][a-zß-ÿ])")
_NUMBER_RE = pattern(r"\d")
_APART_RE = pattern(r"[|•·;/\n–—／｜]|\s-\s")
# A clock without its day: "Publicerad 14.14", "Stand: 20:03 Uhr".
_CLOCK_RE = pattern(r"(?<![\d.:])\d{1,2}[:.h]\d\d(?![\d.:/-])")
# "Posted by Michael David Smith on": a word further than nine words from a date says nothing about
# it. The longest phrases have four words.
_REACH, _LONGEST, _WINDOW = 9, 4, 100


def role_before(text: str) -> str:
    """The kind of date that the words before it say: PUBLISHED, UPDATED, FOREIGN (of something
    else) or "" (none). The nearest word counts.

    "0 Comments | 3 Feb 2021": a word of something else counts only where nothing parts it from the
    date.
    """
    role = _nearest(text)
    return "" if role == FOREIGN and _nearest(_APART_RE.split(text)[-1]) != FOREIGN else role


def says_when(text: str) -> bool:
    """Whether *text* holds a word for "published" or "updated" in any language."""
    return _nearest(text, PUBLISHED, UPDATED) != ""


def says_published(word: str) -> bool:
    """Whether a word is one for "published" in any language: "Posted", "Publié", "Geplaatst"."""
    return _roles()[0].get(key(word)) == PUBLISHED


def says_updated(text: str) -> bool:
    """Whether *text* holds a word for "updated" in any language."""
    return _nearest(text, UPDATED) == UPDATED


def role_behind(text: str) -> str:
    """The kind of date that the words after it, or in a line of their own, say, PUBLISHED, UPDATED
    or "" (none): "28.04.2023 aktualisiert".
    """
    words = [key(word) for word in WORD_RE.findall(text)]
    if not 0 < len(words) <= _LONGEST or _NUMBER_RE.search(text):
        return ""
    roles, unspaced = _roles()
    role = roles.get(" ".join(words)) or next(
        (role for word, role in unspaced if word == words[0]), ""
    )
    return role if role in (PUBLISHED, UPDATED) else ""


def _nearest(text: str, *wanted: str) -> str:
    """The role of the last phrase of *text* that has one of those *wanted* (none: any); "" if none
    has.
    """
    text = _CAMEL_RE.sub(" ", text[-_WINDOW:])
    words = [key(word) for word in WORD_RE.findall(text)][-_REACH:]
    roles, unspaced = _roles()
    for end in range(len(words), 0, -1):
        for first in range(max(0, end - _LONGEST), end):
            role: str | None = roles.get(" ".join(words[first:end]))
            if role and (not wanted or role in wanted):
                return role
    if max(text, default="") < FIRST_UNSPACED:
        return ""
    found = [
        (text.rfind(word) + len(word), len(word), role)
        for word, role in unspaced
        if word in text and (not wanted or role in wanted)
    ]
    return max(found, default=(0, 0, ""))[2]


@cache
def stamp_words() -> frozenset[str]:
    """The single words, by their keys, of the phrases that name a date of publication or of an
    update.
    """
    phrases, unspaced = _roles()
    named = [phrase for phrase, role in phrases.items() if role in (PUBLISHED, UPDATED)]
    found = [word for phrase in named for word in phrase.split()]
    return frozenset([*found, *(word for word, role in unspaced if role in (PUBLISHED, UPDATED))])


def tells_time(text: str) -> bool:
    """Whether a line says at what time the story was published or updated, but not on which day."""
    clock = _CLOCK_RE.search(text)
    return clock is not None and role_before(text[: clock.start()]) in (PUBLISHED, UPDATED)


def updated_after(text: str, dates: Sequence[FoundDate]) -> Iterator[FoundDate]:
    """When the story was updated on the day of the only one of *dates*, if the line prints just the
    hour of that after it: "5 May 2021, 14:20 (updated 15:02)".
    """
    day = dates[0]
    clock = _CLOCK_RE.search(text, day.end) if len(dates) == 1 and day.time else None
    if clock is None or not says_updated(text[day.end : clock.start()]):
        return
    found = clock_at(text, clock.start())
    if found and day.time and found.time.replace(tzinfo=None) >= day.time.replace(tzinfo=None):
        moment = found.time if found.time.tzinfo else found.time.replace(tzinfo=day.time.tzinfo)
        yield day._replace(start=clock.start(), end=found.end, time=moment)


@cache
def _roles() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The role of each phrase by its key, and the phrases of scripts without spaces."""

    def make() -> object:
        pairs = [
            (word, role)
            for role in (FOREIGN, PUBLISHED, UPDATED)
            for word in tables.words("data/updates", role, "words")
        ]
        spaced = {
            " ".join(key(part) for part in WORD_RE.findall(word)): role for word, role in pairs
        }
        return [spaced, [(word, role) for word, role in pairs if max(word) >= FIRST_UNSPACED]]

    data = os.path.join(tables.ROOT, "data", "updates.toml")
    spaced, unspaced = made("roles", [data, __file__, keys.__file__], make)
    return spaced, unspaced
