"""DK2: what stands twice in a dispatch: its headline, a paragraph."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.lint.evidence.furniture import furniture_lines
from dispatchkit.lint.evidence.removal import left_without, numbers, removal
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import bullet_free, ends_sentence, weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.finding import Fix
    from dispatchkit.lint.traced import Passage, Story

# "Budget 2021" above a chart and above the story is no repeated headline.
_HEADLINE_WORDS = 4
# "The bank declined to comment." may stand twice in a story; a paragraph of a dozen words does not
# come out the same by chance (none does in the 8,500 stories of the corpora).
_PARAGRAPH_WORDS = 12
# What stands three times is a form: captions of a gallery, steps of a plan.
_TWICE = 2
_QUOTES = ('"', "“", "„", "«", "”", "'", "‘", "「", "『", "–", "-", "—")
# The rule of what repeats a headline that data state (``structure.shown``).
_STATED = "shown.duplicate"


@DispatchRule.named("DK205", "duplicate-headline", severity="info", fix="safe")
def duplicate_headline(story: Story) -> Iterator[Hit]:
    r"""The headline stands twice above the text.

    Dumps of web pages have it twice, with the breadcrumb or the date line in between. Consumers
    that take every line show it twice. Headlines of fewer than four words, captions that repeat it
    with a credit, repeats below the first paragraph, and texts of data that state their headline
    beside them are left alone.

    Bad:
        Clock museum opens a new wing
        04.12.2021
        Clock museum opens a new wing
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick.
    Good:
        Clock museum opens a new wing
        04.12.2021
        Clock museum opens a second new wing
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick.
    """
    repeats = [
        passage
        for passage in story.head
        if passage.label is Label.DUPLICATE and passage.mark.rule != _STATED
    ]
    first = next(story.labelled(Label.HEADLINE), None)
    if not repeats or first is None or weight(first.mark.unit.text) < _HEADLINE_WORDS:
        return
    key = fold(bullet_free(first.mark.unit.text))
    same = [passage for passage in repeats if fold(bullet_free(passage.mark.unit.text)) == key]
    further = (number for passage in same for number in numbers(passage))
    left = left_without(story.source, {*furniture_lines(story), *further})
    for passage in same:
        line = first.mark.unit.lines[0].number
        yield Hit(
            passage.start,
            passage.end,
            f"the headline of line {line} again",
            removal(story.source, passage, passage, left, safe=True),
        )


@DispatchRule.named("DK206", "headline-in-body", severity="warning", fix="unsafe")
def headline_in_body(story: Story) -> Iterator[Hit]:
    r"""The first paragraph is the headline again, and says no more.

    It was pasted into the text, or the first paragraph was lost. A paragraph that only begins with
    the words of the headline is fine, and so is a story of one sentence, which may well be its
    headline.

    Bad:
        Clock museum opens a new wing
        AA/ Geneva
        Clock museum opens a new wing.
        Three hundred travelling clocks tick in it since Saturday, among them one that was made \
        for a pope.
    Good:
        Clock museum opens a new wing
        GENEVA, Dec 4 (AA) - Clock museum opens a new wing on the lake shore for its travelling \
        clocks.
        Three hundred of them tick in it since Saturday, among them one that was made for a pope.
    """
    dispatch = story.dispatch
    if (
        dispatch is None
        or not dispatch.headline
        or len(dispatch.paragraphs) < 2
        or weight(dispatch.headline) < _HEADLINE_WORDS
    ):
        return
    text = dispatch.paragraphs[0].text
    # Folding removes only decoration, so texts of very different lengths are not the same.
    if abs(len(text) - len(dispatch.headline)) > _HEADLINE_WORDS or fold(text) != fold(
        dispatch.headline
    ):
        return
    first = story.body[0]
    alone = first.mark.dateline is None
    fix = _removed(story, first) if alone else None
    start, end = story.find(text, (first,)) or (first.start, first.end)
    yield Hit(start, end, "the first paragraph only says the headline again", fix)


@DispatchRule.named("DK211", "repeated-paragraph", severity="warning", fix="unsafe")
def repeated_paragraph(story: Story) -> Iterator[Hit]:
    r"""A paragraph of twelve words or more stands twice in the text.

    Somebody pasted twice, or two versions were joined. Quotations, verses and rows of tables may be
    repeated on purpose and are left alone. Newspapers' pages repeat teasers and the instructions of
    recipes: there it is for information.

    Bad:
        Clock museum opens a new wing
        GENEVA, Dec 4 (AA) - The clock museum opened a new wing on Saturday.
        The oldest of its three hundred travelling clocks was made for a pope, the youngest for a \
        submarine.
        Nobody may wind them but the director.
        The oldest of its three hundred travelling clocks was made for a pope, the youngest for a \
        submarine.
    Good:
        Clock museum opens a new wing
        GENEVA, Dec 4 (AA) - The clock museum opened a new wing on Saturday.
        The oldest of its three hundred travelling clocks was made for a pope, the youngest for a \
        submarine.
        Nobody may wind them but the director.
        The youngest of its three hundred travelling clocks was made for a submarine, the oldest \
        for a pope.
    """
    counts = Counter(passage.text for passage in story.body)
    if len(counts) == len(story.body):
        return
    seen: dict[str, Passage] = {}
    for passage in story.body:
        before = seen.setdefault(passage.text, passage)
        if before is not passage and counts[passage.text] == _TWICE and _is_paragraph(passage):
            line = before.mark.unit.lines[0].number
            yield Hit(
                passage.start,
                passage.end,
                f"the paragraph of line {line} again",
                _removed(story, passage),
                "info" if story.part.page else None,
            )


def _is_paragraph(passage: Passage) -> bool:
    return (
        passage.role == "body"
        and ends_sentence(passage.text)
        and weight(passage.text) >= _PARAGRAPH_WORDS
        and not passage.text.startswith(_QUOTES)
    )


def _removed(story: Story, passage: Passage) -> Fix:
    """The unsafe fix that takes out a passage and nothing else."""
    left = left_without(story.source, numbers(passage))
    return removal(story.source, passage, passage, left, safe=False)
