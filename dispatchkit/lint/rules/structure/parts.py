"""DK2: the parts that a dispatch must have: headline, dateline, date and body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.keys import WORD_RE
from dispatchkit.grammar.dates.vocabulary import kin, names, phrase_at
from dispatchkit.lint.evidence.furniture import furniture
from dispatchkit.lint.evidence.genre import is_undated_genre, is_urgent
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.model import SIGN_OFFS, Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.headline import HEADLINE_WORDS
from dispatchkit.text.shape import DIGIT_RE, ends_sentence, is_item, weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dispatchkit.lint.finding import Severity
    from dispatchkit.lint.view import Passage, Story
    from dispatchkit.model import Dispatch

# What a line over the text may be and hold the headline all the same: the parser was not sure of
# it, a reader may be.
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
# "JAPAN ASKS BANKS TO MODERATE DOLLAR SALES - JIJI", "INDICATORS - Hungary - updated Aug 22":
# datelines and dates of so many words hold a headline.
_TITLED_WORDS = 4
# Lines that a site or a desk sets over a story beside its headline and its date: where they stand
# and one of the two does not, it was lost.
_HEADER = frozenset((Label.SECTION, Label.DATE, Label.UPDATED, Label.LOCATED, Label.COUNTER))
# Lines with which a wire names a message. Its text may have no headline (the slug does for one),
# and its date may be the line's alone.
_NAMING = frozenset((Label.ENVELOPE, Label.SLUGLINE, Label.KEYWORDS, Label.AGENCY, Label.LANGUAGE))
# A sentence of fewer words than this is no story. The shortest that tells one, among the corpora's
# 8,500 stories, has nine.
_STORY_WORDS = 20
# No twenty words have more letters than this: longer texts need not be counted.
_LONGEST_BRIEF = 600
# "NEW YORK - The exchange said", "ALBANY, N.Y., Marc 3 - KeyCorp": a dateline that has a misprint
# is not missing.
_OPENING_RE = pattern(
    r"\A\W{0,4}[^\W\d_](?:[^\n.!?;]|(?<![^\W\d_]{4})[.]|[.](?=,)){1,75}?(?:\s[-–—_]|[-–—_]{2}"
    r"|[-–—_:]\s|\.-)"
)
# A paper's page has more buttons than an agency's dump has lines of other sites.
_BUTTONS = 3
_CREDITING = (Label.AGENCY, Label.CREDIT, Label.COPYRIGHT)
_LONGEST_CREDIT = 40
# Header lines that are looked through for a date.
_HEAD_LINES = 40


@DispatchRule.named("DK201", "missing-headline", severity="error")
def missing_headline(story: Story) -> Iterator[Hit]:
    r"""No line over the text can be its headline.

    Every consumer shows a headline first. A line of three words or more counts, whatever else it
    may be; section, date, dateline and counters do not. It is an error where a header (section,
    date, counter) stands over the text. On a newspaper's page the headline may stand elsewhere, so
    that is a warning. Many wires have none, so for information where a dateline opens the text and
    nothing but the wire's own lines stands above it; where there is no header at all, which may be
    an extract; and for a flash, an alert or a story of one paragraph.

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
    if (
        dispatch is None
        or not story.body
        or (dispatch.headline and not _is_label(story, dispatch.headline))
        or _is_titled(story.body)
        or any(_may_be_headline(passage) for passage in story.head)
    ):
        return
    yield Hit(
        story.start,
        story.start,
        "no headline: no line of three words or more stands over the text",
        None,
        _headless(story),
    )


def _headless(story: Story) -> Severity:
    """How grave it is that a story has no headline."""
    if is_urgent(story) or len(story.body) == 1 or not _has(story, _HEADER):
        return "info"
    return "warning" if story.part.page else "error"


def _has(story: Story, labels: Collection[Label]) -> bool:
    """Whether a line over the text has one of *labels*."""
    return any(passage.label in labels for passage in story.head)


def _is_label(story: Story, headline: str) -> bool:
    """Whether the only loose line over the text is one word, as labels of sections are, and nothing
    else says that it is the headline.
    """
    found = next(story.labelled(Label.HEADLINE), None)
    return (
        found is not None
        and found.mark.hit is None
        and found is story.passages[0]
        and weight(headline) == 1
    )


def _is_titled(body: Sequence[Passage]) -> bool:
    """Whether the first line of the text is the headline, in capitals, that was joined with what
    follows or taken for a dateline of its own.
    """
    first = body[0].mark.unit.lines[0].text
    joined = len(body[0].mark.unit.lines) > 1 or (
        len(body) > 1 and body[1].mark.dateline is not None
    )
    return (
        joined
        and first.isupper()
        and weight(first) >= HEADLINE_WORDS
        and not DIGIT_RE.search(first)
    )


def _may_be_headline(passage: Passage) -> bool:
    text = passage.mark.unit.text
    if passage.label in _MAYBE_HEADLINE or passage.mark.rule in ("shape.ticker", "page.before"):
        return weight(text) >= HEADLINE_WORDS
    if passage.mark.rule == "page.far":
        return weight(text) > _TITLED_WORDS
    if passage.label is Label.DATELINE and passage.mark.dateline:
        return max(map(weight, passage.mark.dateline.dateline.places), default=0) >= _TITLED_WORDS
    return (
        passage.label is Label.DATE
        and passage.mark.hit is None
        and weight(DIGIT_RE.sub(" ", text)) >= _TITLED_WORDS
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
    if (
        dispatch is None
        or dispatch.dateline
        or dispatch.agency is None
        or story.part.page
        or len(story.body) < 2
    ):
        return
    prose = [passage for passage in story.body if passage.mark.prose]
    if (
        2 * len(prose) <= len(story.body)
        or is_item(prose[0].text)
        or is_undated_genre(story)
        or _is_copy(story, dispatch)
        or _seems_filed(story)
    ):
        return
    first = prose[0]
    yield Hit(
        first.start,
        first.start + len(first.text.split("\n", 1)[0]),
        f"no dateline opens the text, as {dispatch.agency.name} writes one",
        None,
    )


def _is_copy(story: Story, dispatch: Dispatch) -> bool:
    """Whether this is a paper's copy of a dispatch: the credit stands at the end, where papers put
    it, or the paper's own buttons around it.
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
    text do not count. It is an error where a header (section, place, counter) stands over the text,
    a warning where a headline and a dateline or the lines of a wire do: datelines of many agencies
    have no date, but then it came with the message. It is for information where the text stands
    alone or has no headline, which may be an extract or a wire that has its day elsewhere; on
    newspapers' pages, which print "3 hours ago"; and for a flash, an alert or a story of one
    paragraph.

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
    if (
        dispatch is None
        or dispatch.published
        or dispatch.updated
        or not story.body
        or (dispatch.dateline and dispatch.dateline.date)
    ):
        return
    if _is_dated(story):
        return
    yield Hit(
        story.start,
        story.start,
        "no date: neither header nor dateline nor footer says when this was issued",
        None,
        _dateless(story, dispatch),
    )


def _dateless(story: Story, dispatch: Dispatch) -> Severity:
    """How grave it is that a story has no date."""
    if story.part.page or is_urgent(story) or len(story.body) == 1:
        return "info"
    if _has(story, _HEADER):
        return "error"
    return (
        "warning" if dispatch.headline and (dispatch.dateline or _has(story, _NAMING)) else "info"
    )


def _is_dated(story: Story) -> bool:
    """Whether a date stands around the body or in a dateline, be it without its year or misread."""
    if any(
        passage.label in (Label.DATE, Label.UPDATED) or passage.mark.dates
        for passage in story.passages
    ):
        return True
    filed = [
        passage.mark.dateline.dateline.text for passage in story.passages if passage.mark.dateline
    ]
    texts = [
        passage.mark.unit.text
        for passage in (*story.head[-_HEAD_LINES:], *story.tail[:_HEAD_LINES])
    ]
    opening = [passage.mark.unit.text[:80] for passage in story.body[:1]]
    language = story.context.language
    if any(
        DIGIT_RE.search(text) and find_dates(text, language=language)
        for text in (*filed, *texts, *opening)
    ):
        return True
    if any(_names_month(text, language) for text in filed):
        return True
    # "04-09 0077", "Marc 3": the header's own form of the day, and misprints.
    return any(
        passage.label is Label.ENVELOPE and DIGIT_RE.search(passage.text) for passage in story.head
    ) or _is_misprinted(filed, opening)


def _names_month(filed: str, language: str | None) -> bool:
    """Whether a dateline names a month of its language behind its place, as with a day in words
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


_MISPRINT_RE = pattern(
    "[,(]\\s?[^\\W\\d_]{3,12}\\.?\\s\\d{1,3}\\b"
    "|\\b\\d{1,3}\\s(?:[^\\W\\d_]|\ufffd){3,12}\\b[^.\\n]{0,20}[-–—(]"
)


def _is_misprinted(filed: Sequence[str], opening: Sequence[str]) -> bool:
    """Whether a dateline holds a figure beside a word, as a date with a misprinted month does."""
    return any(DIGIT_RE.search(text) for text in filed) or any(
        _MISPRINT_RE.search(text) for text in opening
    )


@DispatchRule.named("DK204", "missing-body", severity="error")
def missing_body(story: Story) -> Iterator[Hit]:
    r"""The story has no text, or a few words of one.

    A message that lost its text on the way still has its headline and footer, and looks complete.
    What ends in mid-sentence after fewer than twenty words is an error, and so is no text at all;
    flashes and urgent one-liners are for information, and so is a short text that ends as a
    sentence does. Results and lists are left alone.

    Bad:
        Clock museum opens new wing
        04.12.2021
        AA/ Geneva
        Bu haberi paylaşın
    Bad:
        Clock museum opens new wing
        04.12.2021
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which
    Good:
        Clock museum opens new wing
        04.12.2021
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick. The oldest was made for a pope, the youngest for a submarine.
    """
    if story.dispatch is None:
        first = next(
            (passage for passage in story.passages if any(map(str.isalpha, passage.text))), None
        )
        if first:
            yield Hit(
                first.start, first.start, "no text: nothing here but what stands around a story"
            )
        return
    paragraphs = story.dispatch.paragraphs
    if sum(len(paragraph.text) for paragraph in paragraphs) > _LONGEST_BRIEF:
        return
    words = sum(weight(paragraph.text) for paragraph in paragraphs[:_STORY_WORDS])
    if words >= _STORY_WORDS:
        return
    severity: Severity = (
        "info"
        if is_urgent(story)
        or (story.dispatch.notice and story.dispatch.notice.kind in ("kill", "embargo"))
        else "error"
    )
    if not words:
        yield Hit(story.start, story.start, "no text below the headline", None, severity)
    elif _breaks_off(story):
        yield Hit(
            story.body[0].start,
            story.body[-1].end,
            f"the text breaks off after {words} words",
            None,
            severity,
        )
    elif ends_sentence(story.body[-1].mark.unit.text):
        yield Hit(
            story.body[0].start, story.body[-1].end, f"the text has {words} words", None, "info"
        )


def _breaks_off(story: Story) -> bool:
    """Whether all of a short text is one line of words in mid-sentence."""
    last = story.body[-1]
    brief = len(story.body) > 1 or last.role != "body" or DIGIT_RE.search(last.text) is not None
    closed = any(
        passage.label in SIGN_OFFS or passage.label is Label.CREDIT for passage in story.tail
    )
    return not brief and not closed and last.text[-1:].isalpha() and not ends_sentence(last.text)
