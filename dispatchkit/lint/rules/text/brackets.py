"""DK5: brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.model import Label
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from dispatchkit.lint.view import Passage, Story

# Round ones of Latin and of Chinese type are set in turn, so they are of one kind.
_KINDS = (("(（", ")）"), ("[［", "]］"))
# ":)", ";-(", "8)", "=]", "^^)", rows of them, and the star of a footnote, "*)".
_SMILEY_RE = pattern(
    r"[:;=]['’^o-][()\[\]]+|(?<![\w)])[:;=8xX][()\[\]]+|[()\[\]]['’^o-]?[:;=](?![\w/])"
    r"|(?<!\))\){2,}+(?=\s|\Z)|\*[)\]]|[ಠ^*>][_.-]?[ಠ^*<][)）]"
)
# "a)", "12.)", "iv)", "A)" before an item, also within a sentence. A figure of a year or sum is
# longer.
_ITEM_RE = pattern(
    r"(?:(?<=[\s(\[,;:#–—-])|(?<![\s\S]))(?:[^\W\d_]|\d{1,3}|[ivxIVX]{1,5}"
    r"|\d{1,2}[a-z])[.°º]?[)）\]]"
)

# A bracket around whole paragraphs begins the first or ends the last of them; one in the next line
# without a blank line between ends a wrapped sentence.
_STOPS = ' .,;:!?"”'


class _Open(NamedTuple):
    """A bracket that no other closes in its passage: where it is, the number of the passage,
    whether it begins it, whether that is one to judge.
    """

    at: int
    number: int
    first: bool
    judged: bool


@DispatchRule.named("DK502", "unbalanced-brackets", severity="warning")
def unbalanced_brackets(story: Story) -> Iterator[Hit]:
    r"""A bracket has no other half.

    What should be an aside swallows the rest of the sentence, and programs that cut out "(Reuters)"
    or "(AFP)" find no end to it. Round and square brackets are counted; the finding is at the one
    that stands alone.

    Brackets around several paragraphs are whole. "(...)" is, too. Items ("a)", "12)", "iv)") and
    smileys are left alone, and so are tables.

    Bad:
        OSLO, May 3 (Reuters) - The ferry (built in 1962 runs again after a week of storms, and \
        the port is open.
    Good:
        OSLO, May 3 (Reuters) - The ferry (built in 1962) runs again (...) if a) the wind drops \
        and b) the crew agrees :)
    """
    for opening, closing in _KINDS:
        if any(mark in story.text for mark in opening + closing):
            body = story.passages[len(story.head) :] if story.body else ()
            for passages in (
                body,
                *((passage,) for passage in story.labelled(Label.HEADLINE, Label.ABSTRACT)),
            ):
                yield from _alone(passages, opening, closing)


def _alone(passages: Sequence[Passage], opening: str, closing: str) -> Iterator[Hit]:
    """The brackets of a kind that lack their other half."""
    waiting: list[_Open] = []
    for number, passage in enumerate(passages):
        text = passage.text
        number_opened = sum([text.count(mark) for mark in opening])
        if number_opened == sum([text.count(mark) for mark in closing]) and (
            number_opened == 0 or not waiting
        ):
            continue
        opened, closed, explained = _unmatched(text, opening, closing)
        last = len(text.rstrip(_STOPS)) - 1
        for at in closed:
            if waiting and (
                waiting[-1].first
                or at >= last
                or (passage.mark.unit.gap == 0 and waiting[-1].number == number - 1)
            ):
                waiting.pop()
            elif at not in explained and _is_judged(passage):
                yield Hit(
                    passage.start + at,
                    passage.start + at + 1,
                    f"{text[at]!r} closes a bracket that was never opened",
                )
        waiting += [
            _Open(passage.start + at, number, at == 0, judged=_is_judged(passage)) for at in opened
        ]
    for bracket in waiting:
        if bracket.judged:
            yield Hit(bracket.at, bracket.at + 1, "this bracket is never closed")


def _is_judged(passage: Passage) -> bool:
    """Whether brackets that stand alone in a passage are told. In rows and around the story they
    only count as other halves.
    """
    return passage.role not in (None, "table") or passage.label in (Label.HEADLINE, Label.ABSTRACT)


def _unmatched(text: str, opening: str, closing: str) -> tuple[list[int], list[int], set[int]]:
    """Where brackets stand that are never closed, and those that close none; and which of these
    smileys and items explain.
    """
    opened, closed = _pairless(text, opening, closing, frozenset())
    if not opened and not closed:
        return [], [], set()
    explained = {
        at
        for found in (*_SMILEY_RE.finditer(text), *_ITEM_RE.finditer(text))
        for at in range(*found.span())
    }
    # "(a joke ;) )": without the smiley the two are a pair, unless an earlier paragraph has need of
    # the second.
    if explained and _pairless(text, opening, closing, explained) == ([], []):
        return [], closed, explained.union(closed)
    if not opened or explained.intersection(opened):
        return [at for at in opened if at not in explained], closed, explained
    # "(if a) he comes": the item took the end of the bracket.
    return [] if any(text[at] in closing for at in explained) else opened, closed, explained


def _pairless(
    text: str, opening: str, closing: str, left_out: AbstractSet[int]
) -> tuple[list[int], list[int]]:
    """Where brackets stand that are never closed, and those that close none, but for those
    *left_out*.
    """
    opened: list[int] = []
    closed: list[int] = []
    for at, character in enumerate(text):
        if at in left_out:
            continue
        if character in opening:
            opened.append(at)
        elif character in closing and opened:
            opened.pop()
        elif character in closing:
            closed.append(at)
    return opened, closed
