"""Lines that say what may be done with a dispatch: that it is embargoed, killed, corrected, or that
editors are to read a note.

Each form of ``data/lifecycle.toml`` is one test of how the words stand: alone, set apart, in
capitals, before the words of a headline.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.lint.kept import kept
from dispatchkit.model import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, starts_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.view import Passage, Story

# Page furniture says nothing about the dispatch.
_FURNITURE = frozenset(
    (
        Label.MENU,
        Label.SHARE,
        Label.RELATED,
        Label.SUBSCRIPTION,
        Label.COMMENT,
        Label.COOKIE,
        Label.LOGIN,
        Label.ADVERTISEMENT,
        Label.PROMO,
        Label.RULE,
        Label.PRINT,
        Label.DUPLICATE,
    )
)
# Paragraphs of the body that may still be notes, and lines of the head before it and of the tail: a
# dispatch of a wire has fewer, a page has menus.
_PARAGRAPHS, _HEAD, _TAIL = 3, 24, 12
# Every phrase is looked for by so many of its first characters.
_KEY = 3
_BRACKETS = "([{（【<＜《\"'*"
# What sets a marker apart from what follows: a colon, a bracket, a spaced dash, strokes; or nothing
# follows.
_APART_RE = pattern(
    r"\s{0,4}(?:[:：)\]）】＞>|]|[-–—/]{1,3}\s|[-–—]{2}|\+\+|\*|$)"
    r"|\s{1,4}[-–—/](?=\s)|[.!]{0,4}\s{0,4}$"
)
# Letters after a capital that are small: the words are no headline in capitals.
_WORD_RE = pattern(r"[^\W\d_]+")
_SMALL_RE = pattern(r"[a-zà-öø-ÿа-яёα-ω]")


class Marker(NamedTuple):
    """A marker of the table that opens a passage: its family and form, and where its words end in
    the text of the unit.
    """

    passage: Passage
    family: str
    form: str
    end: int
    first: bool

    @property
    def words(self) -> str:
        """The words as printed."""
        return self.passage.mark.unit.text[: self.end].strip(_BRACKETS + " +-=#")

    @property
    def rest(self) -> str:
        """What follows them in the passage."""
        return self.passage.mark.unit.text[self.end :]

    @property
    def holds(self) -> bool:
        """Whether the words stand as their form wants it. Those of embargoes also need their time:
        see ``_embargo``.
        """
        capitals = self.words.upper() == self.words
        alone = not self.rest.strip(" .:!*+-=)]）】>")
        apart = _APART_RE.match(self.rest) is not None
        small = bool(_SMALL_RE.search(self.rest)) or not any(map(str.isascii, self.words))
        return {
            "doubled": capitals and _again(self.words, self.rest),
            "alone": capitals and alone,
            "opens": (capitals and (alone or (apart and small))) or self._is_bracketed,
            "first": (
                self.first
                and self.rest.lstrip()[:1] in tuple(":：")
                and self.rest.strip(" :：") != ""
                and not _is_about_prices(self.rest)
            ),
            "says": True,
            "titled": apart,
        }.get(self.form, False)

    @property
    def _is_bracketed(self) -> bool:
        """Whether the words stand in brackets of their own: "(Corrección) El ferry ..."."""
        before = self.passage.mark.unit.text[: self.end].rstrip()[: -len(self.words)]
        return before[-1:] in tuple("([（【<＜") and self.rest.lstrip()[:1] in tuple(")]）】>＞")


def _is_about_prices(rest: str) -> bool:
    """Whether a headline goes on about prices: these are corrected too."""
    prices = frozenset(map(fold, tables.load("data/lifecycle")["correction"]["prices"]))
    return not prices.isdisjoint(map(fold, _WORD_RE.findall(rest)))


def _again(word: str, rest: str) -> bool:
    """Whether *rest* begins with the same word once more."""
    behind = rest.lstrip(" ,.!-–—/*+")
    return behind.startswith(word) and not behind[len(word) : len(word) + 1].isalnum()


def markers(story: Story, family: str) -> Iterator[Marker]:
    """The markers of one family at the beginnings of the lines about a dispatch and of its first
    and last paragraphs.
    """
    return (marker for marker in _markers(story) if marker.family == family)


@kept
def _markers(story: Story) -> tuple[Marker, ...]:
    """The markers of all families, of each passage those with the longest words."""
    return tuple(_found(story))


def _found(story: Story) -> Iterator[Marker]:
    keys = _phrases()
    for passage in near(story):
        folded = passage.mark.unit.folded.lstrip("*+-=# ")
        bare = folded.lstrip(_BRACKETS + " ")
        phrases = [
            *keys.get(folded[:_KEY], ()),
            *(keys.get(bare[:_KEY], ()) if bare != folded else ()),
        ]
        if phrases:
            yield from _opening(story, passage, folded, bare, phrases)


def _opening(
    story: Story, passage: Passage, folded: str, bare: str, phrases: list[_Phrase]
) -> Iterator[Marker]:
    """The longest phrase of each family and form that a passage opens with."""
    seen: set[tuple[str, str]] = set()
    for phrase in phrases:
        if phrase[1:] not in seen and (
            starts_with(folded, phrase.folded) or starts_with(bare, phrase.folded)
        ):
            end = _end(passage.mark.unit.text, phrase.folded)
            if end:
                seen.add(phrase[1:])
                yield Marker(
                    passage, phrase.family, phrase.form, end, first=passage.start == story.start
                )


@kept
def near(story: Story) -> list[Passage]:
    """The passages that may be about the dispatch: the first and the last of its head, the first
    and the last of its body, and those right after it.
    """
    head = [passage for passage in story.head if passage.label not in _FURNITURE]
    tail = [passage for passage in story.tail[: 2 * _TAIL] if passage.label not in _FURNITURE]
    body = story.body
    inner = body if len(body) <= _PARAGRAPHS + 1 else (*body[:_PARAGRAPHS], body[-1])
    first = head[: len(head) - _HEAD] if len(head) > _HEAD else []
    return [*first[:1], *head[-_HEAD:], *inner, *tail[:_TAIL]]


class _Phrase(NamedTuple):
    folded: str
    family: str
    form: str


@cache
def _phrases() -> dict[str, list[_Phrase]]:
    """The phrases by their first characters, the longest first."""
    found: dict[str, list[_Phrase]] = {}
    for entry in tables.load("data/lifecycle")["marker"]:
        for words in entry["words"]:
            phrase = _Phrase(fold(words), entry["family"], entry["form"])
            found.setdefault(phrase.folded[:_KEY], []).append(phrase)
    return {
        key: sorted(phrases, key=lambda phrase: -len(phrase.folded))
        for key, phrases in found.items()
    }


def _end(text: str, folded: str) -> int:
    """Where the words of a folded phrase that *text* opens with end; 0 where that is unknown."""
    direct = re.match(
        r"[\W_]{0,8}" + r"\s+".join(map(re.escape, folded.strip(_BRACKETS).split())),
        text,
        re.IGNORECASE,
    )
    if direct:
        return direct.end()
    # folding changed letters (the Turkish i's, quotes): as many words
    by_words = re.match(
        r"[\W_]{0,8}" + r"\s+".join(r"[^\s:：)\]）】>]+" for _ in folded.split()), text
    )
    return by_words.end() if by_words else 0
