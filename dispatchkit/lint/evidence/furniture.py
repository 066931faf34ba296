"""Which lines of a dispatch are furniture of the page that carried it (buttons, links, notices),
and where they stand: what the rules about boilerplate share.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from dispatchkit.grammar.label import BuiltIn
from dispatchkit.labels import PAGE_FURNITURE, Label
from dispatchkit.lint.evidence.removal import Left, left_without, numbers
from dispatchkit.lint.kept import kept
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import COLONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dispatchkit.grammar.label import Mark
    from dispatchkit.lint.traced import Passage, Story

# Above the story, between its paragraphs, below it.
Zone = Literal["head", "inside", "tail"]
_LABELS = PAGE_FURNITURE | {Label.COUNTER}
# Rules for lines below one that announces other stories, which are known by that alone.
_UNDER = (BuiltIn.UNDER_HEADING, BuiltIn.AFTER_END)
# Figures of a counter. A score has a dash or colon between them, a fraction a slash.
_FIGURES_RE = pattern(r"[\d\s.,|KkMm+•·()]{1,20}")
# The labels of lines that no rule knows: rows, items, short lines.
_LOOSE = frozenset((Label.OTHER, Label.LIST, Label.TABLE, Label.TEXT, Label.CROSSHEAD))
_CONTROL_RE = pattern(r"[\x00-\x08\x0e-\x1f]")


@kept
def furniture(story: Story) -> Mapping[int, Zone]:
    """The zone of each line that is furniture, by the offset of its passage: what is known by its
    own words, and what stands in one block with that. A fix takes the whole of a menu or nothing.
    """
    found = dict(_known(story))
    if not found:
        return found
    first = story.body[0].start if story.body else len(story.source.text) + 1
    last = story.body[-1].start if story.body else first
    joined = {start: _zone(start, first, last) for start in _joined(story)}
    return {**found, **joined}


@kept
def _joined(story: Story) -> frozenset[int]:
    """The offsets of lines that only look like furniture, but stand in one block with known
    ones.
    """
    known = _known(story)
    return frozenset(
        passage.start
        for block in _blocks(story)
        if any(passage.start in known for passage in block)
        for passage in block
        if passage.start not in known
    )


@kept
def _in_doubt(story: Story) -> frozenset[int]:
    """The offsets of the lines in blocks that hold such lines."""
    joined = _joined(story)
    return frozenset(
        passage.start
        for block in _blocks(story)
        if any(passage.start in joined for passage in block)
        for passage in block
    )


@kept
def _blocks(story: Story) -> list[list[Passage]]:
    """The blocks of lines that are furniture by their label: without a blank line between them, or
    of one label. Lines that state a value of the record, counters and lines of the wire are in
    none.
    """
    blocks: list[list[Passage]] = []
    before: Passage | None = None
    for passage in story.passages:
        fits = passage.label in PAGE_FURNITURE and not (
            _states_field(passage.mark) or _is_wire(story, passage)
        )
        if fits and before and (passage.mark.unit.gap == 0 or passage.label is before.label):
            blocks[-1].append(passage)
        elif fits:
            blocks.append([passage])
        before = passage if fits else None
    return blocks


@kept
def _known(story: Story) -> Mapping[int, Zone]:
    """The zone of each line that is furniture by its own words, by the offset of its passage."""
    return dict(_furniture(story))


def _furniture(story: Story) -> Iterator[tuple[int, Zone]]:
    """The offset and zone of each passage that is furniture by its own words."""
    if not any(passage.label in _LABELS for passage in story.passages):
        return
    first = story.body[0].start if story.body else len(story.source.text) + 1
    last = story.body[-1].start if story.body else first
    for passage in story.passages:
        if passage.label in _LABELS:
            zone = _zone(passage.start, first, last)
            if not _is_wire(story, passage) and _is_known(passage, zone, bodiless=not story.body):
                yield passage.start, zone


def _zone(start: int, first: int, last: int) -> Zone:
    """The zone of a line that begins at *start*; the body goes from *first* to *last* (offsets)."""
    if start < first:
        return "head"
    return "tail" if start > last else "inside"


def _is_wire(story: Story, passage: Passage) -> bool:
    """Whether a line belongs to the wire: it holds control characters (a frame with the selector
    "A"), or says that a story goes on ("MORE").
    """
    return _CONTROL_RE.search(passage.text) is not None or (
        not story.part.page and passage.text.casefold() == "more"
    )


def _is_known(passage: Passage, zone: Zone, *, bodiless: bool) -> bool:
    """Whether a phrase, and not just the look of the page, says what a line is. *bodiless*: the
    dispatch has no body.
    """
    mark = passage.mark
    if _states_field(mark):
        return False
    if passage.label is Label.COUNTER and (
        mark.hit is None or mark.rule.endswith((".digits", ".of"))
    ):
        return zone == "head" and not bodiless and _FIGURES_RE.fullmatch(passage.text) is not None
    if mark.hit is not None:
        return mark.rule == mark.hit.rule
    return passage.label is Label.RELATED and zone == "tail" and mark.rule in _UNDER


def _states_field(mark: Mark) -> bool:
    """Whether a line states a value of the record, perhaps the only one: a dateline, an agency, a
    date, or what a rule of a profile captures.
    """
    if mark.dateline is not None or mark.credited is not None or mark.dates:
        return True
    return mark.hit is not None and bool(mark.hit.groups)


def is_apart(story: Story, passage: Passage) -> bool:
    """Whether a line of furniture is clear of the story, so that nothing of the story is lost with
    it.

    "Up next" below a report of a game may head two more sentences of it, so no running text that no
    rule knows may follow. "Comment" above a story may say what kind of story it is.
    """
    zone = furniture(story)[passage.start]
    if zone == "tail":
        return passage.start >= _last_prose(story)
    return zone == "head" and passage.label is not Label.COMMENT


@kept
def _last_prose(story: Story) -> int:
    """The offset of the last running text below the body that no rule knows; -1 if none is."""
    return max(
        (other.start for other in story.tail if other.mark.prose and other.mark.hit is None),
        default=-1,
    )


def is_proved(story: Story, first: Passage, last: Passage) -> bool:
    """Whether each line from *first* to *last* is furniture by its own words, and none may be an
    entry of a list in the story.

    Lines below "Read more" are known only by their place, lines of a menu may be so by their look,
    and bare figures may be a toll or a score. "Home" below "Results:", or between rows that stay,
    is news.
    """
    if first.start in _in_doubt(story):
        return False
    order = _order(story)
    begin, announced = order[first.start]
    end, _ = order[last.start]
    run = story.passages[begin : end + 1]
    if announced or any(
        passage.mark.hit is None or _FIGURES_RE.fullmatch(passage.text) for passage in run
    ):
        return False
    # Lines below one that closes a dispatch share its hit.
    if any(before.mark.hit is passage.mark.hit for before, passage in pairwise(run)):
        return False
    return not _adjoins_row(story, begin, end)


def _adjoins_row(story: Story, begin: int, end: int) -> bool:
    """Whether a row, an item or a short line that is not furniture stands right above or below the
    passages *begin* to *end* (indices), without a blank line between.
    """
    passages, known = story.passages, furniture(story)
    beside = [passages[begin - 1]] * (begin > 0 and passages[begin].mark.unit.gap == 0) + [
        passage for passage in passages[end + 1 : end + 2] if passage.mark.unit.gap == 0
    ]
    return any(
        passage.start not in known and passage.label in _LOOSE and not passage.mark.prose
        for passage in beside
    )


@kept
def _order(story: Story) -> Mapping[int, tuple[int, bool]]:
    """The index of each passage by its offset, and whether the last one before it that is not
    furniture ends in a colon.
    """
    known, found, announced = furniture(story), {}, False
    for at, passage in enumerate(story.passages):
        found[passage.start] = (at, announced)
        if passage.start not in known:
            announced = passage.text.endswith(COLONS)
    return found


@kept
def furniture_lines(story: Story) -> frozenset[int]:
    """The numbers of the source lines that are furniture. The fixes of all rules about boilerplate
    take them out together.
    """
    zones = furniture(story)
    return frozenset(
        number
        for passage in story.passages
        if passage.start in zones
        for number in numbers(passage)
    )


@kept
def without_furniture(story: Story) -> Left:
    """What is left of the input once the furniture of the dispatch is taken out."""
    return left_without(story.source, furniture_lines(story))


def runs(
    story: Story, *labels: Label, zones: Collection[str] = ("head", "inside", "tail")
) -> Iterator[tuple[Passage, Passage]]:
    """Furniture passages in a row that have the same label, one of *labels*, and stand in the same
    zone, one of *zones*: the first and the last of each row.
    """
    known = furniture(story)
    if not known:
        return
    run: list[Passage] = []
    for passage in story.passages:
        fits = passage.label in labels and known.get(passage.start) in zones
        if run and not (
            fits and passage.label is run[0].label and known[passage.start] == known[run[0].start]
        ):
            yield run[0], run[-1]
            run = []
        if fits:
            run.append(passage)
    if run:
        yield run[0], run[-1]
