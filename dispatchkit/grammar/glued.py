"""What is glued to the last sentence of a paragraph: a credit, initials, the name of a newsroom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import PARTICLES, words_of
from dispatchkit.grammar.people import parse_credits
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import SENTENCE_ENDS

if TYPE_CHECKING:
    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.model import Person

# Initials after an agency's name in capitals; a row of results needs two groups of letters.
_INITIALS_RE = pattern(
    r"(?:(?<=[.!?…।۔\"”’»)])\s+\(?(?P<agency>[^\W\d_]{2,8})\)?(?: [A-Z]{2,4}){1,6}"
    r"|(?<=\d)\s+(?P<after>[^\W\d_]{2,8})(?: [A-Z]{2,4}){2,6})\)?(?: \d{3,4})?\s*\Z"
)
_LONGEST_SIGNED = 60
# What a sentence ends with, before the credit that is glued to it.
_ENDS = frozenset(f'{SENTENCE_ENDS}"”»’」』)]')
_LONGEST_CREDIT = 300
# "Source text: [ID:nAb1] Further coverage: <ABC.XY>": labels with codes before a newsroom's name.
_SOURCES_RE = pattern(
    r"(?:\s[^\W\d_a-z][^\W\dA-Z_][^:<>\[\]\n]{3,60}:\s?(?:\[[^\[\]\n]{2,40}\]|<[^<>\n]{2,40}>))+\s*\Z"
)
# "(Bergen Newsroom; +47 22 55 01 23)": how to reach a newsroom, after its name.
_REACHED_RE = pattern(r"\s?[;:,]\s?(?=\+?\d|[\w.+-]{1,40}@)")
# "Bergen Newsroom" has at most so many words.
_NEWSROOM_WORDS = 3


def closing_credit(text: str, lexicon: Lexicon) -> tuple[int, tuple[Person, ...]] | None:
    """Where in a paragraph the credit begins that is glued to its last sentence, and whom it names;
    None if there is none: "... (Reporting by A; Editing by B)", "... --With assistance from A.",
    "... (Bergen Newsroom)".
    """
    end = text.rstrip(" .0123456789")
    opens = "(（[【" if end[-1:] in tuple(")）]】") else ("--", "—", "*")
    start = max(text.rfind(sign) for sign in opens)
    before = text[: max(start, 0)].rstrip()
    if not before or len(text) - start > _LONGEST_CREDIT:
        return None
    newsroom = is_newsroom(text[start + 1 :].rstrip(" .)）]】"))
    if newsroom and (sources := _SOURCES_RE.search(before[-_LONGEST_CREDIT:])):
        return len(before) - len(sources[0]), ()
    if before[-1] not in _ENDS:
        return None
    credited = parse_credits(text[start:], lexicon)
    if credited is None and newsroom:
        return start, ()
    return (start, credited.people) if credited else None


def closing_initials(text: str, lexicon: Lexicon) -> int | None:
    """Where in a paragraph the name of an agency and the initials of those who wrote and edited
    begin that are glued to its end: "... in spring. PTI AB CDE", "Total: 187 UNI AB CDE 1845"; None
    if there are none.
    """
    found = _INITIALS_RE.search(text[-_LONGEST_SIGNED:])
    if found is None or not lexicon.credited(found["agency"] or found["after"], as_printed=True):
        return None
    return len(text) - len(found[0])


def is_newsroom(text: str) -> bool:
    """Whether *text* is what a newsroom is called: "Bergen Newsroom", "Redacción Lima", perhaps
    with its telephone or address.
    """
    words = [word for word in _REACHED_RE.split(text, 1)[0].split() if word not in PARTICLES]
    named = 1 < len(words) <= _NEWSROOM_WORDS and all(word == word.capitalize() for word in words)
    return named and not words_of("newsrooms").isdisjoint(map(fold, words))
