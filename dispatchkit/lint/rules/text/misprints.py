"""DK5: single words: cut in two, in capitals, printed twice."""

from __future__ import annotations

from operator import eq
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.labels import Label
from dispatchkit.lint.evidence.garble import delicate
from dispatchkit.lint.evidence.news import news
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import has_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from dispatchkit.lint.traced import Passage, Story

_SOFT_HYPHEN = "\u00ad"
_SOFT_RE = pattern("(?<=[^\\W\\d_])\u00ad+(?=[^\\W\\d_])")
_CUT_RE = pattern(r"(?<![\w-])([^\W\d_]{2,40})- +([^\W\d_]{2,40})(?![\w-])")
_WORD_RE = pattern(r"[^\W\d_]+(?:-[^\W\d_]+)?")
# What a cut word holds, without look-behind: a search skips to its two plain characters.
_GATE_RE = pattern(r"- +[^\W\d_]")
# "co- op", "re- do": so few letters make another word by chance too easily.
_SHORTEST = 6

# A headline of two words, or of initials alone ("UN, EU, NATO"), may well be in capitals.
_CAPITAL_SHARE, _LEAST_WORDS, _LONG = 0.8, 3, 4
_LETTERS_RE = pattern(r"[^\W\d_]+")
# A story whose text is in capitals too came from a telex, and so did a story within a frame.
_FRAMES = frozenset("\x01\x02\x03\x04")

# How many characters before and after are searched for the words there.
_NEAR = 24
# Full stops and apostrophes keep out "a.m. a" and "l'a a".
_DOUBLE_RE = pattern(r"(?<![\w'’.-])([^\W\d_]{1,10})\s{1,40}\1(?![\w'’-])")


@DispatchRule.named("DK509", "hyphenation-artefact", severity="info", fix="safe")
def hyphenation_artefact(story: Story) -> Iterator[Hit]:
    r"""A word is cut in two by a hyphen that a line break once put there, or holds soft hyphens.

    "govern- ment" was divided at the end of a line in print; joined lines keep the hyphen and a
    space, and no search finds the word. It counts only if the whole word, or the word with the
    hyphen but no space, stands elsewhere in the dispatch; the fix puts that in, and is unsafe. Soft
    hyphens are invisible inside a word; taking them out is safe. They make one finding a paragraph.

    "franco- et anglophone", "Ein- und Ausgang", "12- 13 mai" stay, because the whole word stands
    nowhere. Lines that are still wrapped are joined when they are read, so a hyphen at the end of a
    line is not this rule's business.

    Bad:
        OSLO, May 3 (Reuters) - The government runs the ferry again after a week of storms, a \
        govern- ment official said on Monday.
    Bad:
        BERLIN, 3. Mai (dpa) - Der Fähr\u00adverkehr zu den Inseln läuft nach einer Woche Sturm \
        seit Montag wieder.
    Good:
        PARIS, 3 mai (AFP) - Les radios franco- et anglophones reprennent le service après une \
        semaine de grève, selon la direction.
    """
    text = story.text
    if any(text[found.start() - 1 : found.start()].isalpha() for found in _GATE_RE.finditer(text)):
        yield from _cut(story)
    if _SOFT_HYPHEN in text:
        halves = delicate(story.source)
        for passage in news(story):
            if _SOFT_HYPHEN in passage.text:
                yield from _softened(passage, halves)


def _softened(passage: Passage, halves: AbstractSet[int]) -> Iterator[Hit]:
    r"""The hit for the soft hyphens of a passage, except those that are half of a garbled letter
    ("Ã\xad" is "í").
    """
    spans = [
        (passage.start + hyphen.start(), passage.start + hyphen.end())
        for hyphen in _SOFT_RE.finditer(passage.text)
    ]
    found = [span for span in spans if halves.isdisjoint(range(*span))]
    if found:
        count = f"{len(found)} soft hyphens" if len(found) > 1 else "a soft hyphen"
        yield Hit(
            *found[0],
            f"{count} (U+00AD) in this paragraph",
            Fix(tuple(Edit(start, end, "") for start, end in found)),
        )


def _cut(story: Story) -> Iterator[Hit]:
    """The hits for words that are cut at a hyphen and a space and stand whole elsewhere."""
    found = [
        (passage, cut)
        for passage in news(story)
        if "- " in passage.text
        for cut in _CUT_RE.finditer(passage.text)
    ]
    if not found:
        return
    # The text as it was read, with wrapped lines joined.
    texts = [passage.mark.unit.text for passage in story.passages]
    whole = {word.lower() for text in texts for word in _WORD_RE.findall(_CUT_RE.sub(" ", text))}
    for passage, cut in found:
        joined = _joined(cut[1], cut[2], whole)
        if joined:
            start, end = passage.start + cut.start(), passage.start + cut.end()
            yield Hit(
                start,
                end,
                f"{cut.group()!r} is {joined!r}, cut where a line once ended",
                Fix((Edit(start, end, joined),), safe=False),
            )


def _joined(head: str, tail: str, whole: AbstractSet[str]) -> str | None:
    """The word that two halves make, with or without a hyphen, if it is one of the *whole* words;
    None if neither is.
    """
    if not tail.islower() or tail in tables.load("data/hyphens")["conjunctions"]:
        return None
    for word in (head + tail, f"{head}-{tail}"):
        if len(word) >= _SHORTEST and word.lower() in whole:
            return word
    return None


@DispatchRule.named("DK511", "caps-headline", severity="info")
def headline_in_capitals(story: Story) -> Iterator[Hit]:
    r"""The headline is in capitals.

    Names can no longer be told from words ("US", "MAY", "POLISH"), and capitals cannot be undone
    without guessing. It counts from three words on, if four letters in five are capitals.

    Left alone are headlines of initials, scripts without capitals, and wires: dispatches in frames,
    hard-wrapped or in capitals as a whole. An agency whose style this is says so in its profile
    (`[check]`).

    Bad:
        FERRY SAILS AGAIN AFTER WEEK OF STORMS

        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.
    Good:
        UN, EU and NATO: Ferry sails again

        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.
    """
    for passage in story.labelled(Label.HEADLINE):
        text = passage.text
        if text.islower() or not has_case(text.lstrip("\"'«“„(-–— 0123456789")[:1] or "a"):
            return
        words = _LETTERS_RE.findall(text)
        letters = "".join(words)
        capitals = sum(letter.isupper() for letter in letters)
        long = sum(len(word) > _LONG for word in words)
        if (
            len(words) >= _LEAST_WORDS
            and long >= 2
            and capitals >= _CAPITAL_SHARE * len(letters)
            and not _is_in_capitals(story)
        ):
            yield Hit(
                passage.start,
                passage.end,
                f"{capitals} of {len(letters)} letters of the headline are capitals",
            )
        return


def _is_in_capitals(story: Story) -> bool:
    """Whether the whole text is in capitals, or it came over a wire: framed or hard-wrapped."""
    if not _FRAMES.isdisjoint(story.source.special) or any(
        len(passage.mark.unit.lines) > 1 for passage in story.body
    ):
        return True
    return not any(letter.islower() for passage in story.body for letter in passage.text)


@DispatchRule.named("DK512", "repeated-word", severity="info")
def repeated_word(story: Story) -> Iterator[Hit]:
    r"""A small word stands twice in a row.

    "of the the port" is a slip of the keyboard that spelling checkers miss. Only the words of
    data/repeated_words.toml count, by language: no sentence has them twice in a row. There is no
    fix, because sometimes the second word should have been another one.

    "had had", "that that", "nous nous", "vous vous", "der der", "bye bye", "Duran Duran" and words
    that are doubled for emphasis are not in the table. Three in a row are a stammer on purpose.

    Bad:
        OSLO, May 3 (Reuters) - The ferry to the the islands runs again after a week of storms, \
        and the port is open.
    Good:
        OSLO, May 3 (Reuters) - The ferry had had to stay in port; Duran Duran sang that that was \
        The The of it, and nous nous amusons.
    """
    if not story.dispatch or not story.dispatch.language:
        return
    listed = tables.load("data/repeated_words").get(story.dispatch.language.partition("-")[0])
    if listed is None:
        return
    for passage in news(story):
        words = passage.text.split()
        if any(map(eq, words, words[1:])):
            for found in _DOUBLE_RE.finditer(passage.text):
                before = passage.text[max(0, found.start() - _NEAR) : found.start()]
                after = passage.text[found.end() : found.end() + _NEAR]
                near = [*_LETTERS_RE.findall(before)[-1:], *_LETTERS_RE.findall(after)[:1]]
                if found.group(1) in listed and found.group(1) not in near:
                    yield Hit(
                        passage.start + found.start(),
                        passage.start + found.end(),
                        f"{found.group(1)!r} stands twice",
                    )
