"""DK2: how the text of a dispatch is cut into lines and paragraphs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.lint.evidence.garble import delicate
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import SOUTHEAST_ASIAN, is_spaceless, is_unspaced
from dispatchkit.text.shape import weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from dispatchkit.lint.traced import Passage, Story

# Wires wrap at 69 to 80 columns; lines of the corpora's wrapped stories have 40 to 79 characters.
_NARROWEST, _WIDEST = 40, 80
# This share of the breaks inside a paragraph must come after a line of that width and before a
# small letter.
_SHARE = 0.6
# No paragraph of the corpora is longer, except three in transcripts of speeches.
_BLOB_WORDS = 150
# Two letters of Thai or Chinese weigh as one word, and news has some four a word there.
_UNSPACED_BLOB_WORDS = 300
# Controls (a form feed separates pages, others separate messages), rulers, and end marks of
# messages: no line with one of them is joined to another.
_PARTING_RE = pattern(
    r"[\x00-\x08\x0b-\x1f\x7f]|^\s*(?:([=\-*_#~+–—])\1{2,}|\* \* \*.{0,20}|-+ ?30"
    r" ?-+|#+|NNNN|ZCZC.{0,40})\s*$"
)
# What ends a line within a word: an address, a dash.
_GLUED_RE = pattern(r"(?:://\S{0,200}|[/@_=&\-‐–—])\Z")
_UNSPACED_RE = pattern(f"[{SOUTHEAST_ASIAN}]")
_HYPHENS = ("-", "\u2010", "\u00ad")


@DispatchRule.named("DK209", "hard-wrapped", severity="info", fix="safe")
def hard_wrapped(story: Story) -> Iterator[Hit]:
    r"""Paragraphs are cut into lines of some seventy characters.

    Teleprinters needed that; in a browser or a column of print the lines break in two. The fix
    joins the lines of these paragraphs and of no others: what parts dispatches, heads and tails
    stay as they are. It is safe unless a line ends with a hyphen: only a reader knows whether that
    stays. Lists, tables, verses and results are not joined. Where the dispatch is a news agency's
    there is no fix, because the wire's format sets the length of its lines.

    Bad:
        Clock museum opens a new wing
        The clock museum of Geneva opened a new wing on Saturday, in which three
        hundred travelling clocks tick, the oldest of them made for a pope.
    Good:
        Clock museum opens a new wing
        The clock museum of Geneva opened a new wing on Saturday, in which three hundred \
        travelling clocks tick.
        The oldest of them was made for a pope.
    """
    wrapped = [
        passage
        for passage in story.body
        if len(passage.mark.unit.lines) > 1 and passage.role == "body" and _is_wrapped(passage)
    ]
    if wrapped:
        first = wrapped[0]
        count = "a paragraph is" if len(wrapped) == 1 else f"{len(wrapped)} paragraphs are"
        width = max(len(line.text.rstrip()) for line in first.mark.unit.lines)
        refused = _refusal(story, wrapped)
        yield Hit(
            first.start,
            first.end,
            f"{count} cut into lines of at most {width} characters",
            None if refused else _joined(wrapped, delicate(story.source)),
            refused=refused,
        )


def _joined(wrapped: Sequence[Passage], halves: AbstractSet[int]) -> Fix | None:
    """The fix that joins the lines of *wrapped* passages. *halves*: the offsets of characters that
    are half of a garbled letter.
    """
    edits = tuple(edit for passage in wrapped for edit in _joins(passage, halves))
    safe = all(edit.text for edit in edits) and all(map(_is_sure, wrapped))
    return Fix(edits, safe=safe) if edits else None


def _refusal(story: Story, wrapped: Sequence[Passage]) -> str | None:
    """Why the lines of a dispatch stay as they are: a wire's format sets them, or something other
    than text stands at the end of one. None if they may be joined.
    """
    agency = story.dispatch.agency if story.dispatch else None
    if agency is not None and not story.part.page:
        return f"the format of the wire ({agency.name}) sets the length of its lines"
    if next(story.labelled(Label.ENVELOPE), None) is not None:
        return "the format of the wire sets the length of its lines"
    if any(
        _PARTING_RE.search(line.text) for passage in wrapped for line in passage.mark.unit.lines
    ):
        return "a control character, a ruler or an end mark stands among its lines"
    return None


def _is_wrapped(passage: Passage) -> bool:
    """Whether a program seems to have cut the lines: they are long, and go on in small letters."""
    lines = passage.mark.unit.lines
    cut = sum(
        _NARROWEST <= len(line.text.rstrip()) <= _WIDEST and _reads_on(after.text)
        for line, after in pairwise(lines)
    )
    return cut >= _SHARE * (len(lines) - 1)


def _is_sure(passage: Passage) -> bool:
    """Whether a program certainly cut the lines, and at spaces: the next word would not have
    fitted, and no word is cut in two.

    Verses break where more would fit. Thai and its neighbours set no spaces between words, and what
    follows an address or a dash may do without one.
    """
    texts = [line.text.strip() for line in passage.mark.unit.lines]
    width = max(map(len, texts))
    return all(
        len(text) + 1 + len(after.split()[0]) > width
        and not _GLUED_RE.search(text)
        and not _UNSPACED_RE.match(after)
        for text, after in pairwise(texts)
        if after
    )


def _reads_on(line: str) -> bool:
    """Whether a line continues a sentence: it begins with a small letter, or a letter of a script
    that has no capitals.
    """
    first = line.lstrip()[:1]
    return first.islower() or (
        first.isalpha() and first == first.upper() == first.lower() and not is_spaceless(first)
    )


def _joins(passage: Passage, halves: AbstractSet[int]) -> Iterator[Edit]:
    """The edits that replace each line break, with the blanks around it, by a space, or by nothing
    after a hyphen. A blank that is half of a garbled letter stays.
    """
    for line, after in pairwise(passage.mark.unit.lines):
        start = line.start + len(line.text)
        while (
            start > line.start
            and line.text[start - line.start - 1].isspace()
            and start - 1 not in halves
        ):
            start -= 1
        end = after.start + len(after.text) - len(after.text.lstrip())
        cut = line.text[: start - line.start].endswith(_HYPHENS) and start - 1 not in halves
        yield Edit(start, end, "" if cut else " ")


@DispatchRule.named("DK210", "one-blob", severity="warning")
def one_blob(story: Story) -> Iterator[Hit]:
    r"""The text is one paragraph of more than 150 words.

    Its paragraph breaks were lost on the way, and nobody can cut a long story from the end. Shorter
    ones may be written so. In scripts without spaces the limit is some six hundred characters;
    newspapers' pages, whose text was picked out of other lines, are left alone.

    Bad:
        Clock museum opens a new wing
        GENEVA, Dec 4 (AA) - The clock museum opened a new wing on Saturday, in which three \
        hundred travelling clocks tick. The oldest of them was made for a pope. It has one hand \
        only, because the pope did not care for minutes. The youngest was made for a submarine. It \
        has two hands, but nobody ever saw them, because the submarine had no light to spare. \
        Between the two stand clocks of judges, of thieves and of a circus. The clock of the \
        circus strikes thirteen. The director winds all of them herself, each Monday, and needs \
        four hours for it. She says that she does not hear them any more. Visitors do. Some of \
        them leave after five minutes, others stay until the museum closes, and a few have asked \
        for a bed. There is none. The wing cost two million francs, half of which came from a \
        watchmaker who wants to remain unknown. His name stands over the door. The museum is open \
        from ten to five, says the largest of its clocks.
    Good:
        Clock museum opens a new wing
        GENEVA, Dec 4 (AA) - The clock museum opened a new wing on Saturday, in which three \
        hundred travelling clocks tick.
    """
    body = story.body
    if (
        len(body) == 1
        and body[0].role == "body"
        and len(body[0].text) > _BLOB_WORDS
        and not story.part.page
    ):
        words = weight(body[0].text)
        if words > (_UNSPACED_BLOB_WORDS if is_unspaced(body[0].text[-2:-1]) else _BLOB_WORDS):
            yield Hit(body[0].start, body[0].end, f"{words} words in one paragraph")
