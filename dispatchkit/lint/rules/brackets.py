"""DK5: brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lazy import pattern
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.rule import rule
from dispatchkit.model import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.view import Passage, Story

# Round ones of Latin and of Chinese type are set in turn, so they are of one kind.
_KINDS = (("(（", ")）"), ("[［", "]］"))
# ":)", ";-(", "8)", "=]", "^^)", and rows of them; a heart is none.
_SMILEY_RE = pattern(r"(?<![\w)])[:;=8xX]['’^o-]?[()\[\]]+|[()\[\]]['’^o-]?[:;=](?![\w/])|\){2,}(?=\s|\Z)|[ಠ^*>][_.-]?[ಠ^*<][)）]")
# "a)", "12.)", "iv)", "A)" before an item, also within a sentence. A figure of a year or sum is longer.
_ITEM_RE = pattern(r"(?:(?<=[\s(\[,;:–—-])|(?<![\s\S]))(?:[^\W\d_]|\d{1,3}|[ivxIVX]{1,5}|\d{1,2}[a-z])[.°º]?[)）\]]")

# A bracket around whole paragraphs begins the first or ends the last of them.
_STOPS = " .,;:!?\"”"


@rule("DK502", "unbalanced-brackets", severity="warning", scope="dispatch")
def unbalanced_brackets(story: Story) -> Iterator[Hit]:
    r"""A bracket has no other half.

    What should be an aside swallows the rest of the sentence, and programs that cut out "(Reuters)" or "(AFP)" find no end to it. Round and square brackets are
    counted; the finding is at the one that stands alone.

    Brackets around several paragraphs are whole. "(...)" is, too. Items ("a)", "12)", "iv)") and smileys are left alone, and so are tables.

    Bad:
        OSLO, May 3 (Reuters) - The ferry (built in 1962 runs again after a week of storms, and the port is open.
    Good:
        OSLO, May 3 (Reuters) - The ferry (built in 1962) runs again (...) if a) the wind drops and b) the crew agrees :)
    """
    for opening, closing in _KINDS:
        if any(mark in story.source.text for mark in opening + closing):
            body = [passage for passage in story.body if passage.role != "table"]
            for passages in (body, *((passage,) for passage in story.labelled(Label.HEADLINE, Label.ABSTRACT))):
                yield from _alone(passages, opening, closing)


def _alone(passages: Sequence[Passage], opening: str, closing: str) -> Iterator[Hit]:
    """The brackets of a kind that lack their other half."""
    waiting: list[tuple[int, bool]] = []
    for passage in passages:
        text = passage.text
        if sum([text.count(mark) for mark in opening]) == sum([text.count(mark) for mark in closing]) and not waiting:
            continue
        opened, closed = _unmatched(text, opening, closing)
        for at in closed:
            last = at >= len(text.rstrip(_STOPS)) - 1
            if waiting and (waiting[-1][1] or last):
                waiting.pop()
            else:
                yield Hit(passage.start + at, passage.start + at + 1, f"{text[at]!r} closes a bracket that was never opened")
        waiting += [(passage.start + at, at == 0) for at in opened]
    for at, _ in waiting:
        yield Hit(at, at + 1, "this bracket is never closed")


def _unmatched(text: str, opening: str, closing: str) -> tuple[list[int], list[int]]:
    """Where brackets stand that are never closed, and those that close none. Of these, items and smileys are left out."""
    opened: list[int] = []
    closed: list[int] = []
    for at, character in enumerate(text):
        if character in opening:
            opened.append(at)
        elif character in closing:
            if opened:
                opened.pop()
            else:
                closed.append(at)
    if not opened and not closed:
        return [], []
    explained = {at for found in (*_SMILEY_RE.finditer(text), *_ITEM_RE.finditer(text)) for at in range(*found.span())}
    if explained.intersection(opened) or explained.intersection(closed) or not opened:
        return [at for at in opened if at not in explained], [at for at in closed if at not in explained]
    # "(if a) he comes": the item took the bracket's end.
    items = sum(text[at] in closing for at in explained)
    return ([] if items else opened), closed
