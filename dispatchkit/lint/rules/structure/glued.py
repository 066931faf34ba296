"""DK2: several dispatches in one input without a frame between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dispatchkit.doubts import buried, perhaps
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import InputRule
from dispatchkit.model import FOOTERS, SIGN_OFFS, Label
from dispatchkit.reading.blocks import split_blocks
from dispatchkit.reading.seams import is_divider
from dispatchkit.structure.headline import may_head
from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dispatchkit.lint.view import Passage, Source, Story
    from dispatchkit.model import Dateline

# What closes a dispatch: the agency's end mark, the desk's initials, who wrote it, a line of
# rights, a footer.
_CLOSING = SIGN_OFFS | FOOTERS | {Label.CREDIT, Label.CONTACT, Label.ENVELOPE}
# Between the sign-off of one and the dateline of the next stand headline, summary, date, reporter.
_HEAD_LINES = 5
# No sign-off is longer but footers, which the parser knows.
_LONGEST_SIGN_OFF = 60


@InputRule.named("DK207", "glued-dispatches", severity="error")
def glued_dispatches(source: Source) -> Iterator[Hit]:
    """A second dispatch begins where nothing parts it from the first.

    Two messages were joined without a frame (SOH and ETX, ZCZC and NNNN, a form feed, a ruler), so
    that programs take the second for the rest of the first. Found where the parser itself had to
    cut by the look of the lines, and where a headline and a new dateline stand behind a sign-off or
    name another agency. Where a headline stands over a new dateline and nothing closes the story
    above, it may also be an item of a round-up: that is a warning. So are pieces that all open with
    a headline and that rulers, wide gaps, numbers, addresses, end marks or lines of rights part,
    and a headline with reporter and day that stands over a text a second time; `parse` says so too.
    A headline that is repeated, and a round-up with many datelines but one sign-off, are one
    dispatch. `--split PATTERN` parts the dispatches where you say.

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
    if len(source.stories) > 1:
        framed = {
            block.lines[0].number
            for block in split_blocks(source.lines, source.settings.reading.split)
            if block.lines
        }
        for story in source.stories[1:]:
            if (
                story.dispatch
                and story.lines
                and story.lines[0].line.number not in framed
                and not _is_ruled(source, story)
            ):
                yield _hit(story.passages[0])
    for story in source.stories:
        found = list(_inside(story)) if not story.part.page else []
        yield from found
        told = {hit.start for hit in found}
        starts = {*perhaps(story.part)} if story.dispatch else set()
        yield from [
            _likely(passage)
            for passage in story.passages
            if passage.mark.unit.lines[0].number in starts and passage.start not in told
        ]
        if story.part.page and story.dispatch and buried(story.dispatch):
            yield Hit(
                story.start,
                story.start,
                "most of the prose stands beside the story, with headlines and dates: perhaps"
                " several documents; --split PATTERN parts them",
                severity="warning",
            )


def _is_ruled(source: Source, story: Story) -> bool:
    """Whether a ruler parts a story from the one before."""
    at = story.lines[0].line.number - 2
    while at >= 0 and is_blank(source.lines[at].text):
        at -= 1
    return is_divider(story.passages[0].text) or (at >= 0 and is_divider(source.lines[at].text))


def _hit(passage: Passage) -> Hit:
    return Hit(
        passage.start,
        passage.end,
        "another dispatch begins here, and nothing parts it from the one before",
    )


def _inside(story: Story) -> Iterator[Hit]:
    """Where, in the text of one story, another begins."""
    passages, signed = story.passages, _signed(story)
    filed = [
        at
        for at, passage in enumerate(passages)
        if passage.mark.dateline and _is_full(passage.mark.dateline.dateline)
    ]
    for before, at in pairwise(filed):
        one, other = _agencies(passages[before]), _agencies(passages[at])
        senders = {story.context.profile, *one, *other}
        head = range(max(before + 1, at - _HEAD_LINES), at)
        if (
            one
            and other
            and {*one}.isdisjoint(other)
            and _is_headline(passages[at - 1])
            and at - before > 1
        ):
            yield _hit(passages[at - 1])
            continue
        closing = max(
            (
                place
                for place in head
                if passages[place].mark.unit.lines[-1].number in signed
                or _closes(story, passages[place], senders)
            ),
            default=None,
        )
        if closing is not None and any(
            _is_headline(passage) for passage in passages[closing + 1 : at]
        ):
            yield _hit(passages[closing + 1])
        elif at - before > 1 and _is_headline(passages[at - 1]) and passages[at - 1].mark.unit.gap:
            yield _likely(passages[at - 1])


def _likely(passage: Passage) -> Hit:
    """A heading and a dateline below it: a dispatch, or an item of a round-up."""
    return Hit(
        passage.start,
        passage.end,
        "perhaps another dispatch begins here: a headline with a new dateline below it; --split"
        " PATTERN cuts where you say",
        severity="warning",
    )


def _signed(story: Story) -> frozenset[int]:
    """The source lines at whose end a sign-off was cut from a paragraph: "... as before. (Reporting
    by Ada Finch)".
    """
    entries = story.dispatch.boilerplate if story.dispatch else ()
    words = {label.word for label in _CLOSING}
    return frozenset(entry.lines[1] for entry in entries if entry.label in words)


def _is_full(dateline: Dateline) -> bool:
    """Whether a dateline has a credit, or a day beside its place: a place and a dash alone open
    items of a round-up.
    """
    return bool(
        dateline.agencies
        or (
            dateline.places
            and dateline.text != dateline.place
            and any(map(str.isdecimal, dateline.text))
        )
    )


def _agencies(passage: Passage) -> tuple[str, ...]:
    return passage.mark.dateline.dateline.agencies if passage.mark.dateline else ()


def _is_headline(passage: Passage) -> bool:
    return passage.mark.dateline is None and may_head(passage.mark.unit)


def _closes(story: Story, passage: Passage, senders: Collection[str]) -> bool:
    """Whether a line closes a dispatch of one of *senders*, also where the parser took that back
    because text follows.
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
