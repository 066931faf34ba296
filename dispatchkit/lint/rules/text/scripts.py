"""DK5: letters of the wrong alphabet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import name

from dispatchkit.lint.evidence.news import news
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Passage, Story

# Cyrillic and Greek letters that look like Latin ones, and the other way round. "Δt", "µm" and "β2"
# hold none, so they are left alone.
_CYRILLIC = frozenset("АВЕЅІЈКМНОРСТУХаеіјорсухѕһԁԛԝҮүӏӀ")
_GREEK = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοΡν")
_LATIN = frozenset("ABCEHIJKMOPSTXYaceijopsxyhəäëïöÄËÏÖ")
_LATIN_FOR_GREEK = frozenset("ABEZHIKMNOPTYXovu")
# The border between letters of two alphabets within a word.
_BORDER_RE = pattern(
    "[A-Za-z\u00c0-\u024f](?:[\u0370-\u03ff]|[\u0400-\u052f])"
    "|[\u0370-\u03ff\u0400-\u052f][A-Za-z\u00c0-\u024f]"
)
_LETTER = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"
_LONGEST = 60
_BEFORE_RE = pattern(f"[{_LETTER}]{{1,{_LONGEST}}}\\Z")
_AFTER_RE = pattern(f"[{_LETTER}]{{1,{_LONGEST}}}")
# A foreign name with the ending of its case, among Russian words: "в Facebookе".
_INFLECTED_RE = pattern("[A-Za-z]{3,40}[\u0430-\u044f]{1,3}")
_AROUND_RE = pattern("[\u0400-\u052f]{2}")
_NEAR = 12
# "αv" and "νe" are formulas; words have three letters or more. Greek ones need four: integrin
# "αvβ".
_SHORTEST, _SHORTEST_GREEK = 3, 4
# The war's signs are written in front of Russian words on purpose ("Zа мир").
_ON_PURPOSE = frozenset("ZV")


@DispatchRule.named("DK503", "mixed-script-word", severity="warning")
def mixed_script_word(story: Story) -> Iterator[Hit]:
    r"""A word holds letters of two alphabets that look alike.

    "Pаris" with a Cyrillic "а" is read as Paris by everybody and found by no search. It comes from
    text recognition, a keyboard in the wrong layout, or somebody who wants to get past a filter.
    The finding shows which letters are of the other alphabet; there is no fix, because only a
    person can tell which word was meant.

    A letter of the other alphabet that looks like none of this one is there on purpose: "Δt", "µm",
    "Яndex", "оZон", "в Facebookе". Menus and other lines around the story are not looked at.

    Bad:
        P\u0430ris, 3 mai (AFP) - Le bac de la Seine a repris son service après une semaine de \
        tempête.
    Good:
        PARIS, 3 mai (AFP) - Le bac de la Seine a repris son service; Δt, µm et Ω restent des \
        symboles, Париж reste Париж.
    """
    if story.source.is_ascii or not any(
        "\u0370" <= character <= "\u052f" for character in story.source.special
    ):
        return
    for passage in news(story):
        if not passage.text.isascii():
            yield from _mixed(passage)


def _mixed(passage: Passage) -> Iterator[Hit]:
    """The hits for words of a passage that hold letters of two alphabets."""
    text = passage.text
    done = 0
    for found in _BORDER_RE.finditer(text):
        at = found.start() + 1
        if at < done:
            continue
        before = _BEFORE_RE.search(text[max(done, at - _LONGEST) : at])
        after = _AFTER_RE.match(text, at)
        begin, done = at - len(before.group() if before else ""), after.end() if after else at
        strangers = [] if _is_inflected(text, begin, done) else _strangers(text[begin:done])
        if strangers:
            shown = ", ".join(
                f"{letter!r} is {name(letter).split(' WITH ')[0].capitalize()}"
                for letter in dict.fromkeys(strangers)
            )
            yield Hit(
                passage.start + begin,
                passage.start + done,
                f"{text[begin:done]!r} holds letters of two alphabets: {shown}",
            )


def _is_inflected(text: str, begin: int, end: int) -> bool:
    """Whether the word from *begin* to before *end* is a Latin name that the Cyrillic text around
    it inflects.
    """
    near = text[max(0, begin - _NEAR) : begin] + " " + text[end : end + _NEAR]
    return (
        _INFLECTED_RE.fullmatch(text, begin, end) is not None
        and _AROUND_RE.search(near) is not None
    )


def _strangers(word: str) -> list[str]:
    """The letters of a word that belong to another alphabet than the rest, but look like letters of
    that alphabet.
    """
    latin = [letter for letter in word if letter < "\u0370"]
    other = [letter for letter in word if letter >= "\u0370"]
    greek = sum(letter < "\u0400" for letter in other)
    if len(word) < (_SHORTEST_GREEK if greek else _SHORTEST) or _ON_PURPOSE.issuperset(latin):
        return []
    if greek == 0:
        return _disguised(latin, other, _LATIN, _CYRILLIC)
    # Letters of three alphabets are no disguise.
    return _disguised(latin, other, _LATIN_FOR_GREEK, _GREEK) if greek == len(other) else []


def _disguised(
    latin: list[str], other: list[str], like_other: frozenset[str], like_latin: frozenset[str]
) -> list[str]:
    """Of the *latin* and the *other* letters of a word, those that all look like letters of the
    other alphabet; the fewer if both do. *like_other*: Latin letters that look like the others;
    *like_latin*: others that look Latin.
    """
    for_other, for_latin = like_other.issuperset(latin), like_latin.issuperset(other)
    if for_latin and for_other:
        return latin if len(latin) < len(other) else other
    if for_latin:
        return other
    return latin if for_other else []
