"""DK2: whether a dispatch says where and on which day it was filed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.keys import WORD_RE
from dispatchkit.grammar.dates.vocabulary import kin, names, phrase_at
from dispatchkit.labels import Label
from dispatchkit.lint.evidence.furniture import furniture
from dispatchkit.lint.evidence.genre import is_undated_genre, is_urgent
from dispatchkit.lint.evidence.header import HEADER, has_above
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import DIGIT_RE, is_item

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Severity
    from dispatchkit.lint.traced import Story
    from dispatchkit.model import Dispatch

# "NEW YORK - The exchange said", "ALBANY, N.Y., Marc 3 - KeyCorp": a dateline that has a misprint
# is not missing.
_OPENING_RE = pattern(
    r"\A\W{0,4}[^\W\d_](?:[^\n.!?;]|(?<![^\W\d_]{4})[.]|[.](?=,)){1,75}?(?:\s[-–—_]|[-–—_]{2}"
    r"|[-–—_:]\s|\.-)"
)
# A newspaper's page has at least so many buttons; an agency's own page has fewer that its profile
# does not know.
_BUTTONS = 3
_CREDITING = (Label.AGENCY, Label.CREDIT, Label.COPYRIGHT)
_LONGEST_CREDIT = 40
# Lines with which a wire names a message. Its text may have no headline (the slugline does for
# one), and its date may stand on that line only.
_NAMING = frozenset((Label.ENVELOPE, Label.SLUGLINE, Label.KEYWORDS, Label.AGENCY, Label.LANGUAGE))
# So many lines above the text, and as many below, are searched for a date.
_LINES = 40
_MISPRINT_RE = pattern(
    "[,(]\\s?[^\\W\\d_]{3,12}\\.?\\s\\d{1,3}\\b"
    "|\\b\\d{1,3}\\s(?:[^\\W\\d_]|\ufffd){3,12}\\b[^.\\n]{0,20}[-–—(]"
)


@DispatchRule.named("DK202", "missing-dateline", severity="warning")
def missing_dateline(story: Story) -> Iterator[Hit]:
    r"""Nothing says where the story was filed.

    Only stories of agencies that write datelines are asked for one. Analyses, columns,
    chronologies, tables and results carry none, nor do newspapers' pages and copies; an agency
    whose own style has none says so in its profile (`[check]`, `ignore = ["DK202"]`).

    Bad:
        Clock museum opens new wing
        04.12.2021
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick.
        The oldest was made for a pope, the youngest for a submarine.
        Anadolu Agency website contains only a portion of the news stories offered to subscribers \
        in the AA News Broadcasting System (HAS), and in summarized form. Please contact us for \
        subscription options.
    Good:
        ANALYSIS - Why clocks still tick
        04.12.2021
        Three hundred travelling clocks tick in the museum's new wing, and nobody looks at them to \
        know the time.
        They are looked at because somebody wound them.
        Anadolu Agency website contains only a portion of the news stories offered to subscribers \
        in the AA News Broadcasting System (HAS), and in summarized form. Please contact us for \
        subscription options.
    """
    dispatch = story.dispatch
    if dispatch is None or dispatch.dateline or dispatch.agency is None:
        return
    if story.part.page or len(story.body) < 2:
        return
    prose = [passage for passage in story.body if passage.mark.prose]
    if 2 * len(prose) <= len(story.body) or is_item(prose[0].text):
        return
    if _needs_none(story, dispatch):
        return
    first = prose[0]
    yield Hit(
        first.start,
        first.start + len(first.text.split("\n", 1)[0]),
        f"no dateline opens the text, as {dispatch.agency.name} writes one",
        None,
    )


def _needs_none(story: Story, dispatch: Dispatch) -> bool:
    """Whether a dispatch is complete without a dateline: it is of a genre that has none, a
    newspaper's copy, or opens with one that was not read.
    """
    return is_undated_genre(story) or _is_copy(story, dispatch) or _seems_filed(story)


def _is_copy(story: Story, dispatch: Dispatch) -> bool:
    """Whether this is a newspaper's copy of a dispatch: the credit stands at the end, where papers
    put it, or the paper's own buttons stand around it.
    """
    if any(item.label == "credit" for item in dispatch.boilerplate):
        return True
    lexicon = story.context.lexicon
    if any(
        passage.label in _CREDITING
        or (len(passage.text) <= _LONGEST_CREDIT and lexicon.credited(passage.text))
        for passage in story.tail
    ):
        return True
    own = f"{story.context.profile}."
    return (
        sum(
            passage.start in furniture(story) and not passage.mark.rule.startswith(own)
            for passage in story.passages
        )
        >= _BUTTONS
    )


def _seems_filed(story: Story) -> bool:
    """Whether the text opens with what readers, though not the grammar, take for a dateline."""
    return any(_OPENING_RE.match(passage.text) for passage in (*story.head[-2:], *story.body[:2]))


@DispatchRule.named("DK203", "missing-date", severity="error")
def missing_date(story: Story) -> Iterator[Hit]:
    r"""Nothing in the header, dateline or footer says on which day the story was issued.

    A story without a day cannot be put in order, and "on Saturday" means nothing. Days named in the
    text do not count. It is an error where a header (section, place, counter) stands above the
    text, and a warning where a headline and a dateline, or the lines of a wire, do: datelines of
    many agencies have no date, but then it came with the message. It is for information where the
    text stands alone or has no headline, which may be an extract or a wire that has its day
    elsewhere; on newspapers' pages, which print "3 hours ago"; and for a flash, an alert or a story
    of one paragraph.

    Bad:
        World
        Clock museum opens new wing
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick.
        The oldest was made for a pope on May 3, 1612.
    Good:
        World
        Clock museum opens new wing
        GENEVA, Dec 4 (AA) - The clock museum opened a new wing on Saturday, in which three \
        hundred travelling clocks tick.
        The oldest was made for a pope on May 3, 1612.
    """
    dispatch = story.dispatch
    if dispatch is None or not story.body:
        return
    if not _has_day(dispatch) and not _is_dated(story):
        yield Hit(
            story.start,
            story.start,
            "no date: neither header nor dateline nor footer says when this was issued",
            None,
            _severity(story, dispatch),
        )


def _has_day(dispatch: Dispatch) -> bool:
    """Whether the record has a day of the dispatch."""
    filed = dispatch.dateline.date if dispatch.dateline else None
    return bool(dispatch.published or dispatch.updated or filed)


def _severity(story: Story, dispatch: Dispatch) -> Severity:
    """How serious it is that a story has no date."""
    if story.part.page or is_urgent(story) or len(story.body) == 1:
        return "info"
    if has_above(story, HEADER):
        return "error"
    expected = dispatch.headline and (dispatch.dateline or has_above(story, _NAMING))
    return "warning" if expected else "info"


def _is_dated(story: Story) -> bool:
    """Whether a date stands around the body or in a dateline, even if it was misread or lacks its
    year.
    """
    language = story.context.language
    filed = [
        passage.mark.dateline.dateline.text for passage in story.passages if passage.mark.dateline
    ]
    around = [passage.mark.unit.text for passage in (*story.head[-_LINES:], *story.tail[:_LINES])]
    opening = [passage.mark.unit.text[:80] for passage in story.body[:1]]
    return (
        any(
            passage.label in (Label.DATE, Label.UPDATED) or passage.mark.dates
            for passage in story.passages
        )
        or any(_holds_date(text, language) for text in (*filed, *around, *opening))
        or any(_names_month(text, language) for text in filed)
        or _is_misread(story, filed, opening)
    )


def _holds_date(text: str, language: str | None) -> bool:
    """Whether a date in figures stands in *text*."""
    return DIGIT_RE.search(text) is not None and bool(find_dates(text, language=language))


def _names_month(filed: str, language: str | None) -> bool:
    """Whether a dateline names a month of its language after its place, as with a day in words
    ("कोच्चि, चार मई").
    """
    entries = (
        phrase_at(filed, word.start(), "months") for word in WORD_RE.finditer(filed) if word.start()
    )
    return language is not None and any(
        not set(kin(language)).isdisjoint(name.languages)
        for entry in entries
        if entry
        for name in names(entry[0])
    )


def _is_misread(story: Story, filed: Sequence[str], opening: Sequence[str]) -> bool:
    """Whether figures stand where a date would: in the header line of a wire ("04-09 0077"), or in
    a dateline whose month has a misprint ("Marc 3"). *filed*: the datelines, *opening*: how the
    text begins.
    """
    headers = [passage.text for passage in story.head if passage.label is Label.ENVELOPE]
    return any(DIGIT_RE.search(text) for text in (*headers, *filed)) or any(
        _MISPRINT_RE.search(text) for text in opening
    )
