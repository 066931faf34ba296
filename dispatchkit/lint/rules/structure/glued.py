"""DK2: several dispatches in one input without a frame between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dispatchkit.doubts import buried, perhaps
from dispatchkit.labels import FOOTERS, SIGN_OFFS, Label
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import InputRule
from dispatchkit.reading.blocks import split_blocks
from dispatchkit.structure.labels import may_head
from dispatchkit.structure.partings import PAGE_TOP
from dispatchkit.text.lines import is_blank
from dispatchkit.text.shape import ruler_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dispatchkit.lint.traced import Passage, Source, Story
    from dispatchkit.model import Dateline

# What closes a dispatch: the agency's end mark, the desk's initials, who wrote it, a line of
# rights, a footer.
_CLOSING = SIGN_OFFS | FOOTERS | {Label.CREDIT, Label.CONTACT, Label.ENVELOPE}
# Between the sign-off of one and the dateline of the next stand headline, summary, date, reporter.
_HEAD_LINES = 5
_HEADLINE_WORDS = 3
# No sign-off is longer except footers, which the parser knows.
_LONGEST_SIGN_OFF = 60


@InputRule.named("DK207", "glued-dispatches", severity="error")
def glued_dispatches(source: Source) -> Iterator[Hit]:
    """A second dispatch begins where nothing separates it from the first.

    Two messages were joined without a frame (SOH and ETX, ZCZC and NNNN, a form feed, a ruler), so
    that programs take the second for the rest of the first. Found where the parser itself had to
    cut by the look of the lines, and where a headline and a new dateline follow a sign-off or name
    another agency. Where a headline stands above a new dateline and nothing closes the story before
    it, it may also be an item of a round-up: that is a warning. So are pieces that all open with a
    headline and are separated by rulers, wide gaps, numbers, addresses, end marks or lines of
    rights, and a second headline with reporter and day above a text; `parse` warns of these too. A
    headline that is repeated, and a round-up with many datelines but one sign-off, are one
    dispatch. `--split PATTERN` cuts the dispatches where you say.

    Bad:
        FERRY RESUMES SERVICE TO ISLANDS
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.
        REUTER
        CLOCK MUSEUM OPENS NEW WING
        GENEVA, May 3 (Reuters) - The clock museum opened a new wing on Saturday.
        REUTER
    Good:
        FERRIES AND CLOCKS, A ROUND-UP
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.
        GENEVA, May 3 (Reuters) - The clock museum opened a new wing on Saturday.
        REUTER
    """
    yield from _unparted(source)
    for story in source.stories:
        if story.part.page:
            yield from _in_page(story)
        else:
            yield from _in_wire(story)


def _unparted(source: Source) -> Iterator[Hit]:
    """The hits for dispatches that were cut off by their look, with neither a frame nor a ruler."""
    if len(source.stories) < 2:
        return
    blocks = split_blocks(source.lines, source.settings.reading.split)
    framed = {block.lines[0].number for block in blocks if block.lines}
    for story in source.stories[1:]:
        cut = story.dispatch and story.lines and story.lines[0].line.number not in framed
        if cut and not _is_ruled(source, story) and not story.part.reason.startswith(PAGE_TOP):
            yield _begins(story.passages[0])


def _is_ruled(source: Source, story: Story) -> bool:
    """Whether a ruler separates a story from the one before."""
    at = story.lines[0].line.number - 2
    while at >= 0 and is_blank(source.lines[at].text):
        at -= 1
    return any(ruler_of(text) for text in (story.passages[0].text, source.lines[max(at, 0)].text))


def _in_page(story: Story) -> Iterator[Hit]:
    """The hits for a page that may hold several documents."""
    yield from _headed(story, ())
    if story.dispatch and buried(story.dispatch):
        yield Hit(
            story.start,
            story.start,
            "most of the prose stands beside the story, with headlines and dates: perhaps"
            " several documents; --split PATTERN parts them",
            severity="warning",
        )


def _in_wire(story: Story) -> Iterator[Hit]:
    """The hits for further dispatches in a text that is no page."""
    dated = [
        at
        for at, passage in enumerate(story.passages)
        if passage.mark.dateline and _is_full(passage.mark.dateline.dateline)
    ]
    signed = _signed(story)
    between = (_between(story, before, at, signed) for before, at in pairwise(dated))
    found = [hit for hit in between if hit]
    yield from found
    yield from _headed(story, [hit.start for hit in found])


def _headed(story: Story, told: Collection[int]) -> Iterator[Hit]:
    """The hits for pieces that open with a headline, except those at the offsets *told* already."""
    starts = {*perhaps(story.part)} if story.dispatch else set()
    return (
        _may_begin(passage)
        for passage in story.passages
        if passage.mark.unit.lines[0].number in starts and passage.start not in told
    )


def _between(story: Story, before: int, at: int, signed: Collection[int]) -> Hit | None:
    """The hit for a dispatch that begins between two datelines, in the passages *before* and *at*
    (indices); None if there is no such dispatch. *signed*: see ``_signed``.
    """
    passages = story.passages
    one, other = _agencies(passages[before]), _agencies(passages[at])
    headed = at - before > 1 and _is_headline(passages[at - 1])
    if headed and one and other and {*one}.isdisjoint(other):
        return _begins(passages[at - 1])
    senders = {story.context.profile, *one, *other}
    for place in reversed(range(max(before + 1, at - _HEAD_LINES), at)):
        last = passages[place].mark.unit.lines[-1].number
        if last in signed or _closes(story, passages[place], senders):
            if any(map(_is_headline, passages[place + 1 : at])):
                return _begins(passages[place + 1])
            break
    return _may_begin(passages[at - 1]) if headed and passages[at - 1].mark.unit.gap else None


def _begins(passage: Passage) -> Hit:
    """The hit for a passage with which another dispatch begins."""
    return Hit(
        passage.start,
        passage.end,
        "another dispatch begins here, and nothing parts it from the one before",
    )


def _may_begin(passage: Passage) -> Hit:
    """The hit for a headline above a dateline, or a dateline alone: a dispatch, or an item of a
    round-up.
    """
    seen = "a headline with a new dateline below it"
    if passage.mark.dateline is not None:
        seen = "a new dateline below a text that is at its end"
    return Hit(
        passage.start,
        passage.end,
        f"perhaps another dispatch begins here: {seen}; --split PATTERN cuts where you say",
        severity="warning",
    )


def _signed(story: Story) -> frozenset[int]:
    """The source lines at whose end a sign-off was cut off a paragraph: "... as before. (Reporting
    by Ada Finch)".
    """
    entries = story.dispatch.boilerplate if story.dispatch else ()
    words = {label.word for label in _CLOSING}
    return frozenset(entry.lines[1] for entry in entries if entry.label in words)


def _is_full(dateline: Dateline) -> bool:
    """Whether a dateline has a credit, or a day beside its place: with a place and a dash alone,
    items of a round-up begin too.
    """
    if dateline.agencies:
        return True
    dated = dateline.text != dateline.place and any(map(str.isdecimal, dateline.text))
    return bool(dateline.places) and dated


def _agencies(passage: Passage) -> tuple[str, ...]:
    """The ids of the agencies that a passage's dateline credits."""
    return passage.mark.dateline.dateline.agencies if passage.mark.dateline else ()


def _is_headline(passage: Passage) -> bool:
    """Whether a passage looks like a headline and has no dateline."""
    return passage.mark.dateline is None and may_head(passage.mark.unit)


def _closes(story: Story, passage: Passage, senders: Collection[str]) -> bool:
    """Whether a line closes a dispatch of one of *senders* (ids of profiles), even if the parser
    kept it in the text because more text follows.
    """
    if passage.label in _CLOSING:
        return True
    text = passage.mark.unit.text
    if len(text) > _LONGEST_SIGN_OFF:
        return False
    for sender in senders:
        tables = story.context.lexicon.line_rules(sender, story.context.language)
        hit = tables.alone(text)
        if hit is not None and hit.label in _CLOSING:
            return True
    return False
