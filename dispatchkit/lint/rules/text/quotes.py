"""DK5: quotation marks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.labels import Label
from dispatchkit.lint.evidence.quote_marks import opens
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from re import Pattern

    from dispatchkit.lint.traced import Passage, Story

# Marks of a family are counted together, because many feeds open with one and close with another
# („so", “so“, ''so"). Single quotes are left out: more often they are apostrophes, minutes or feet.
_FAMILIES = (
    (
        ('"', "“", "”", "„", "‟", "«", "»", "``", "''", ",,"),
        pattern("[\"“”„‟«»]|``|''|,,(?=[^\\W\\d_])"),
    ),
    (("「", "」", "『", "』"), pattern("[「」『』]")),
    (("《", "》"), pattern("[《》]")),
)
# 6'2", 12", 3"1/2, 40°26'46"N (inches, seconds): a figure and a straight mark.
_MEASURE_RE = pattern("[0-9½¼¾⅛]\\s?(?:\"|''|”)(?=[\\s,.;:)x×–-]|[½¼¾⅛]|\\d/\\d|[NSEWO]\\b|\\Z)")
# A single large mark that pages set before a quotation, which then has its own.
_ORNAMENT_RE = pattern("[“”„]\\s")
_HEBREW = ("\u0590", "\u05ff")
_GUILLEMETS = frozenset("«»")


class _Mark(NamedTuple):
    """A quotation mark: where it is in the decoded text, and whether it opens (True), closes
    (False) or may do either (None).
    """

    start: int
    end: int
    opens: bool | None


@DispatchRule.named("DK501", "unbalanced-quotes", severity="warning")
def unbalanced_quotes(story: Story) -> Iterator[Hit]:
    r"""A quotation has no end, or no beginning.

    Where the words of a speaker end and those of the agency begin is what a quotation mark is for;
    one that is missing puts words into somebody's mouth. Found by counting the marks of each
    paragraph: an odd number means that one lacks its other half. The finding is at the mark that
    stands alone.

    A quotation of several paragraphs is complete if a later one closes it, whether each of them
    opens anew or not. Marks of all languages count, by where they stand rather than by their shape
    (« so », »so«, „so“, ”so”, “so”, ``so'', 「so」), and an opening that differs from its closing
    is left alone. So are inches, minutes, apostrophes, single quotes, Hebrew abbreviations and the
    arrows of menus ("Home » Sport"); tables are not looked at.

    Bad:
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.

        "We have waited long for this, said the captain on Monday, while the first cars came on \
        board.
    Good:
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.

        "We have waited long for this," said the captain on Monday. "All cars are on board.

        "Tomorrow we sail twice, and the 40' boat with its 12" screw stays in port."
    """
    spaced = (story.context.language or "fr").startswith("fr")
    for marks, family in _FAMILIES:
        present = [mark for mark in marks if mark in story.text]
        if not present:
            continue
        body = [passage for passage in story.body if passage.role != "table"]
        for passages in (
            body,
            *((passage,) for passage in story.labelled(Label.HEADLINE, Label.ABSTRACT)),
        ):
            for start, end, opening in _alone(
                passages, present, partial(_marks, family=family, spaced=spaced)
            ):
                yield Hit(
                    start,
                    end,
                    (
                        "this closes a quotation that was never opened"
                        if opening is False
                        else "this quotation is never closed"
                    ),
                )


def _alone(
    passages: Sequence[Passage], present: Sequence[str], marks_of: Callable[[Passage], list[_Mark]]
) -> Iterator[_Mark]:
    """The marks of a family that lack their other half. *present*: the marks that occur at all;
    *marks_of* finds those of a passage.
    """
    waiting: list[_Mark] = []
    pending: _Mark | None = None
    for passage in passages:
        number = sum([passage.text.count(mark) for mark in present])
        if number == 0 or (pending is None and number % 2 == 0):
            continue
        marks = marks_of(passage)
        inner = _inner(pending, marks, passage.start)
        if pending is not None and inner is not None:
            pending = _after(pending, inner)
        elif marks:
            waiting += [] if pending is None else [pending]
            pending = _outside(marks, waiting) if len(marks) % 2 else None
    yield from waiting
    if pending is not None:
        yield pending


def _inner(pending: _Mark | None, marks: list[_Mark], start: int) -> list[_Mark] | None:
    """The marks inside a paragraph that continues the quotation opened by *pending*; None if it
    does not. *start*: where the paragraph begins, because each paragraph of a long quotation opens
    anew.
    """
    if pending is None or not marks:
        return None
    if marks[0].start == start:
        return marks[1:]
    return None if marks[0].opens else marks


def _after(pending: _Mark, marks: list[_Mark]) -> _Mark | None:
    """The mark that is open after a paragraph within the quotation opened by *pending*: a last mark
    of *marks* that may open one, else *pending*; None if their number is odd, which ends the
    quotation.
    """
    if len(marks) % 2:
        return None
    return marks[-1] if marks and marks[-1].opens is not False else pending


def _outside(marks: list[_Mark], waiting: list[_Mark]) -> _Mark | None:
    """Of the odd number of *marks* of a paragraph that begins outside any quotation, the mark that
    a later paragraph may close. If there is none, the mark that stands alone is added to *waiting*,
    or ends the last of these.
    """
    alone, pending = _within(marks)
    # A quotation that holds others in the same marks looks unclosed until its end comes.
    if alone and waiting and alone.opens is False:
        waiting.pop()
    elif alone:
        waiting.append(alone)
    return pending


def _within(marks: list[_Mark]) -> tuple[_Mark | None, _Mark | None]:
    """Of an odd number of marks in a paragraph that begins outside any quotation: the one that
    stands alone, and the one that a later paragraph may close; one of the two is None.
    """
    alone: list[_Mark] = []
    current: _Mark | None = None
    for mark in marks:
        if current is None and mark.opens is False:
            alone.append(mark)
        elif current is None:
            current = mark
        elif mark.opens:
            alone.append(current)
            current = mark
        else:
            current = None
    # Where more than one seem to stand alone, quotations within quotations have the same marks:
    # perhaps it is the last.
    return (alone[0], None) if len(alone) == 1 and current is None else (None, current or marks[-1])


def _marks(passage: Passage, *, family: Pattern[str], spaced: bool) -> list[_Mark]:
    """The quotation marks of a *family* in a passage. *spaced*: quotations of its language have
    spaces inside.
    """
    text = passage.text
    kinds = _GUILLEMETS.intersection(text)
    spans = [
        found.span()
        for found in family.finditer(text)
        if not _is_none(text, *found.span(), kinds, spaced=spaced)
    ]
    return [
        _Mark(passage.start + start, passage.start + end, opens(text, start, end))
        for start, end in (_evened(spans, text) if len(spans) % 2 else spans)
    ]


def _evened(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """An odd number of marks, made even if possible: without inches and seconds, without an
    ornament, or with a mark that ends two quotations counted twice.
    """
    measures = {found.end() for found in _MEASURE_RE.finditer(text)}
    if sum(end in measures for _, end in spans) % 2:
        return [span for span in spans if span[1] not in measures]
    if _shares_end(text):
        return [*spans, spans[-1]]
    if len(spans) > 1 and spans[0][0] == 0 and _ORNAMENT_RE.match(text):
        return spans[1:]
    return spans


def _shares_end(text: str) -> bool:
    """Whether the last guillemet closes two quotations, as in Russian: «..., he said: «...!»."""
    inner = text.rfind("«")
    outer = text.rfind("«", 0, max(inner, 0))
    return (
        0 <= outer < inner < text.rfind("»")
        and "»" not in text[outer:inner]
        and text.rstrip(".,").endswith("»")
    )


def _is_none(text: str, start: int, end: int, kinds: AbstractSet[str], *, spaced: bool) -> bool:
    """Whether a mark is part of a Hebrew abbreviation, or an arrow of a page: "Read more »", "»
    Read more", "Home » Sport", "« Back".

    *kinds*: the guillemets that the text has. *spaced*: quotations of its language have spaces
    inside.
    """
    if text[start] == '"':
        return all(
            _HEBREW[0] <= near <= _HEBREW[1]
            for near in (text[start - 1 : start], text[end : end + 1])
        )
    if (
        text[start] not in _GUILLEMETS
        or text[start - 1 : start].strip()
        or text[end : end + 1].strip()
    ):
        return False
    # Where quotations have spaces inside, a mark is an arrow only where no quotation could have it:
    # a closing mark before all words, or after them without its other half.
    if not spaced:
        return len(kinds) == 1
    return text[start] == "»" and (start == 0 or (end == len(text) and "«" not in kinds))
