"""DK2: whether a dispatch has a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import BuiltIn
from dispatchkit.labels import Label
from dispatchkit.lint.evidence.genre import is_urgent
from dispatchkit.lint.evidence.header import HEADER, has_above
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.text.shape import DIGIT_RE, weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Severity
    from dispatchkit.lint.traced import Passage, Story

# No headline of the bench weighs less than three words (see ``headline``).
_HEADLINE_WORDS = 3
# Labels of lines that may be the headline all the same: a reader may be surer of them than the
# parser.
_MAYBE_HEADLINE = frozenset(
    (
        Label.HEADLINE,
        Label.ABSTRACT,
        Label.SECTION,
        Label.OTHER,
        Label.LIST,
        Label.TABLE,
        Label.TEXT,
        Label.CROSSHEAD,
        Label.DUPLICATE,
        Label.KEYWORDS,
    )
)
_TICKED = (BuiltIn.TICKER, BuiltIn.BEFORE)
# "JAPAN ASKS BANKS TO MODERATE DOLLAR SALES - JIJI", "INDICATORS - Hungary - updated Aug 22":
# datelines and dates of this many words hold a headline.
_TITLED_WORDS = 4


@DispatchRule.named("DK201", "missing-headline", severity="error")
def missing_headline(story: Story) -> Iterator[Hit]:
    r"""No line above the text can be its headline.

    Every consumer shows a headline first. A line of three words or more counts, whatever else it
    may be; section, date, dateline and counters do not. It is an error where a header (section,
    date, counter) stands above the text. On a newspaper's page the headline may stand elsewhere, so
    that is a warning. Many wires have none, so it is for information where a dateline opens the
    text and nothing but the wire's own lines stands above it; where there is no header at all,
    which may be an extract; and for a flash, an alert or a story of one paragraph.

    Bad:
        World
        04.12.2021
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick.
        The oldest was made for a pope, the youngest for a submarine.
    Good:
        World
        Clock museum opens new wing
        04.12.2021
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick.
        The oldest was made for a pope, the youngest for a submarine.
    """
    dispatch = story.dispatch
    if dispatch is None or not story.body:
        return
    if dispatch.headline and not _is_label(story, dispatch.headline):
        return
    if not _is_titled(story.body) and not any(map(_may_be_headline, story.head)):
        yield Hit(
            story.start,
            story.start,
            "no headline: no line of three words or more stands over the text",
            None,
            _severity(story),
        )


def _severity(story: Story) -> Severity:
    """How serious it is that a story has no headline."""
    if is_urgent(story) or len(story.body) == 1 or not has_above(story, HEADER):
        return "info"
    return "warning" if story.part.page else "error"


def _is_label(story: Story, headline: str) -> bool:
    """Whether the headline is one word at the very top that no rule knows: as likely as not the
    label of a section.
    """
    found = next(story.labelled(Label.HEADLINE), None)
    return (
        found is not None
        and found.mark.hit is None
        and found is story.passages[0]
        and weight(headline) == 1
    )


def _is_titled(body: Sequence[Passage]) -> bool:
    """Whether the first line of the *body* is a headline in capitals that was joined with what
    follows, or stands alone above a dateline.
    """
    first = body[0].mark.unit.lines[0].text
    joined = len(body[0].mark.unit.lines) > 1 or (
        len(body) > 1 and body[1].mark.dateline is not None
    )
    return (
        joined
        and first.isupper()
        and weight(first) >= _HEADLINE_WORDS
        and not DIGIT_RE.search(first)
    )


def _may_be_headline(passage: Passage) -> bool:
    """Whether a line above the text may be the headline, whatever it was labelled."""
    text = passage.mark.unit.text
    if passage.label in _MAYBE_HEADLINE or passage.mark.rule in _TICKED:
        return weight(text) >= _HEADLINE_WORDS
    if passage.mark.rule is BuiltIn.FAR:
        return weight(text) > _TITLED_WORDS
    if passage.label is Label.DATELINE and passage.mark.dateline:
        return max(map(weight, passage.mark.dateline.dateline.places), default=0) >= _TITLED_WORDS
    return (
        passage.label is Label.DATE
        and passage.mark.hit is None
        and weight(DIGIT_RE.sub(" ", text)) >= _TITLED_WORDS
    )
