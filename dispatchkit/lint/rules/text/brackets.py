"""DK5: brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.labels import Label
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from dispatchkit.lint.traced import Passage, Story

# Latin and Chinese brackets close each other in mixed texts, so they are of one kind.
_KINDS = (("(（", ")）"), ("[［", "]］"))
# ":)", ";-(", "8)", "=]", "^^)", rows of them, and the star of a footnote, "*)".
_SMILEY_RE = pattern(
    r"[:;=]['’^o-][()\[\]]+|(?<![\w)])[:;=8xX][()\[\]]+|[()\[\]]['’^o-]?[:;=](?![\w/])"
    r"|(?<!\))\){2,}+(?=\s|\Z)|\*[)\]]|[ಠ^*>][_.-]?[ಠ^*<][)）]"
)
# "a)", "12.)", "iv)", "A)" before an item, also within a sentence. The figures of a year or a sum
# are longer.
_ITEM_RE = pattern(
    r"(?:(?<=[\s(\[,;:#–—-])|(?<![\s\S]))(?:[^\W\d_]|\d{1,3}|[ivxIVX]{1,5}"
    r"|\d{1,2}[a-z])[.°º]?[)）\]]"
)

# What may follow a bracket at the end of a paragraph. A bracket around whole paragraphs begins the
# first or ends the last of them; a bracket in the next line, without a blank line between, ends a
# wrapped sentence.
_STOPS = ' .,;:!?"”'


class _Open(NamedTuple):
    """An opening bracket that is not closed in its passage: its offset in the source, the number of
    the passage, whether the passage begins with it, and whether to report it if it is never closed.
    """

    at: int
    number: int
    first: bool
    judged: bool


class _Unmatched(NamedTuple):
    """Where in a passage brackets stand that are never closed (*opened*), and those that close none
    (*closed*); of these, smileys and items of lists explain the ones in *explained*.
    """

    opened: Sequence[int] = ()
    closed: Sequence[int] = ()
    explained: AbstractSet[int] = frozenset()


@DispatchRule.named("DK502", "unbalanced-brackets", severity="warning")
def unbalanced_brackets(story: Story) -> Iterator[Hit]:
    r"""A bracket has no other half.

    What should be an aside swallows the rest of the sentence, and programs that cut out "(Reuters)"
    or "(AFP)" find no end to it. Round and square brackets are counted; the finding is at the one
    that stands alone.

    Brackets around several paragraphs are complete, and so is "(...)". Items ("a)", "12)", "iv)")
    and smileys are left alone, and so are tables.

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
    """The hits for brackets of a kind that lack their other half in *passages*, which are one
    text. *opening* and *closing*: the characters of that kind.
    """
    waiting: list[_Open] = []
    for number, passage in enumerate(passages):
        text = passage.text
        if _is_balanced(text, opening, closing, waiting):
            continue
        unmatched = _unmatched(text, opening, closing)
        last = len(text.rstrip(_STOPS)) - 1
        judged = _is_judged(passage)
        for at in unmatched.closed:
            if waiting and (at >= last or _is_closed_by(waiting[-1], passage, number)):
                waiting.pop()
            elif judged and at not in unmatched.explained:
                yield Hit(
                    passage.start + at,
                    passage.start + at + 1,
                    f"{text[at]!r} closes a bracket that was never opened",
                )
        waiting += [_Open(passage.start + at, number, at == 0, judged) for at in unmatched.opened]
    for bracket in waiting:
        if bracket.judged:
            yield Hit(bracket.at, bracket.at + 1, "this bracket is never closed")


def _is_closed_by(bracket: _Open, passage: Passage, number: int) -> bool:
    """Whether any closing bracket in a later passage, the *number*-th, closes *bracket*: it goes
    around whole paragraphs, or the passage is the rest of a wrapped sentence.
    """
    return bracket.first or (passage.mark.unit.gap == 0 and bracket.number == number - 1)


def _is_balanced(text: str, opening: str, closing: str, waiting: Sequence[_Open]) -> bool:
    """Whether *text* need not be looked at: it has as many opening as closing brackets, and none
    that could close one of those *waiting*.
    """
    number = sum([text.count(mark) for mark in opening])
    if number and waiting:
        return False
    return number == sum([text.count(mark) for mark in closing])


def _is_judged(passage: Passage) -> bool:
    """Whether brackets that stand alone in a passage are reported. Those in rows of tables and
    around the story count only as other halves.
    """
    return passage.role not in (None, "table") or passage.label in (Label.HEADLINE, Label.ABSTRACT)


def _unmatched(text: str, opening: str, closing: str) -> _Unmatched:
    """The brackets of a text that have no other half in it."""
    opened, closed = _pairless(text, opening, closing, frozenset())
    if not opened and not closed:
        return _Unmatched()
    explained = _explained(text)
    # "(a joke ;) )": without the smiley the two are a pair, unless an earlier paragraph needs the
    # second.
    if explained and _pairless(text, opening, closing, explained) == ([], []):
        return _Unmatched([], closed, explained.union(closed))
    if not opened or explained.intersection(opened):
        return _Unmatched([at for at in opened if at not in explained], closed, explained)
    # "(if a) he comes": the item took the end of the bracket.
    taken = any(text[at] in closing for at in explained)
    return _Unmatched([] if taken else opened, closed, explained)


def _explained(text: str) -> set[int]:
    """The offsets of the characters of smileys and of the numbers of items."""
    found = (*_SMILEY_RE.finditer(text), *_ITEM_RE.finditer(text))
    return {at for one in found for at in range(*one.span())}


def _pairless(
    text: str, opening: str, closing: str, left_out: AbstractSet[int]
) -> tuple[list[int], list[int]]:
    """Where brackets stand that are never closed, and those that close none. Brackets at the places
    *left_out* do not count.
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
