"""What the facts allow each line to be, whatever it looks like.

A line leaves the story only on positive evidence that it is furniture: a rule knows it, its form
says so, or the dump is *furnished*, that is, other lines of it are known to be furniture of pages.
It is no evidence that a line is short, odd or the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.desk import Remark
from dispatchkit.grammar.label import REMARKS, BuiltIn, is_filed, is_text
from dispatchkit.grammar.names import is_person
from dispatchkit.grammar.stamps import role_before
from dispatchkit.labels import BODY_LABELS, Label
from dispatchkit.structure.chain import Part
from dispatchkit.structure.furnished import telltale_words
from dispatchkit.structure.regions import (
    STANDFIRST,
    TITLE,
    filed_first,
    head_of,
    is_unknown,
    lines_of_lists,
    repeated_headline,
    rows_of_figures,
)
from dispatchkit.structure.strays import heads
from dispatchkit.structure.told_dates import ends_below, is_bare
from dispatchkit.text.shape import CALLS, COLONS, ends_sentence, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.matcher import Hit
    from dispatchkit.grammar.label import Mark
    from dispatchkit.structure.look import Look

# A summary has at most this many lines between it and the line of date, reporter or place that
# shows where the head ends.
_SUMMED = 4
# A section or slugline above the headline has at most this many words.
_SECTION_WORDS = 4
# "Log in or sign up to post your own comments on this story".
_LOGIN_WORDS = 12
_ABOUT = frozenset((Label.DATE, Label.UPDATED, Label.BYLINE, Label.CREDIT, Label.DATELINE))
# Labels that lines have by their form; those of lines outside the text; those of rules that stories
# may print the words of.
_READ = frozenset((Label.CREDIT, Label.DATE, Label.COUNTER, Label.NOTICE))
_OUTSIDE = frozenset((Label.ENVELOPE, Label.CAPTION))
_LOOSE = frozenset((Label.MENU, Label.COMMENT, Label.ADVERTISEMENT))


def bits(*parts: Part) -> int:
    """A mask of *parts*."""
    return sum(1 << part for part in parts)


ALL = (1 << len(Part)) - 1
_TEXT = bits(Part.TEXT, Part.CROSSHEAD)
_BEFORE, _HEADLINE, _ABSTRACT = bits(Part.BEFORE), bits(Part.HEADLINE), bits(Part.ABSTRACT)
_DATE = bits(Part.DATE)
_LEAD = _HEADLINE | _ABSTRACT
_TOLD = _TEXT | _LEAD
# What stands between headline and text.
_HEAD = _ABSTRACT | _DATE | bits(Part.ABOVE, Part.BYLINE)
_BELOW = bits(Part.INSIDE, Part.AFTER, Part.SIGNED)
_NAMED = bits(Part.BYLINE, Part.SIGNED)
_LOST = bits(Part.BEFORE, Part.ABOVE, Part.INSIDE, Part.AFTER)
# The parts that lines may be by the rule that gave them their label.
_OF_FORM: dict[str, int] = {
    BuiltIn.RELEASE: bits(Part.INSIDE, Part.AFTER),
    BuiltIn.ROLE: _BELOW,
    BuiltIn.BYLINE: _NAMED,
    BuiltIn.RUBRICS: ALL & ~_TOLD,
    BuiltIn.STAFF: ALL & ~_TOLD,
    BuiltIn.AFFILIATED: ALL & ~_TEXT & ~_ABSTRACT,
}
# What is of other stories or of readers is no part of the story, a label of an advertisement none
# of its text.
_STRAY = {
    BuiltIn.UNDER_HEADING: _TOLD | _NAMED,
    BuiltIn.COMMENTED: _TOLD | _NAMED,
    f"notices.{Remark.SLOT}": _TEXT,
}


class _Dump(NamedTuple):
    """A dump while it is bound: its lines, whether each is running text, the first and last line of
    it, the first credited dateline (``filed_first``), how many lines are of the head for certain
    (``head_of``), the lines right above those that tell of date, reporter or place, those of lists
    of other stories (``lines_of_lists``), and whether the dump is furnished.
    """

    marks: Sequence[Mark]
    looks: Sequence[Look]
    told: Sequence[bool]
    first: int
    last: int
    filed: int
    head: int
    summed: set[int]
    listed: set[int]
    furnished: bool


def bound(
    marks: Sequence[Mark], looks: Sequence[Look], wanted: Sequence[int], *, furnished: bool
) -> list[int]:
    """For each of the lines *wanted*, a bit for every ``Part`` that the facts allow it to be."""
    told = [is_text(mark) for mark in marks]
    read = [at for at, tells in enumerate(told) if tells and marks[at].hit is None]
    first, last = (read[0], read[-1]) if read else (len(marks), -1)
    figures = rows_of_figures(marks, looks)
    dump = _Dump(
        marks,
        looks,
        told,
        first,
        last,
        filed_first(marks, first),
        max(0 if figures else head_of(marks), repeated_headline(marks, first)),
        _above_those_about(marks),
        lines_of_lists(marks),
        furnished,
    )
    closed = headed = False
    rows = set() if furnished else {at for at in figures if at < first}
    found = dict.fromkeys(wanted, ALL)
    for at, mark in enumerate(marks):
        if at in found:
            may = _by_place(dump, at, closed=closed, headed=headed)
            found[at] = may & _by_fact(mark, furnished=furnished) & (_TEXT if at in rows else ALL)
        if not closed and first < at and _heads_text(marks, told, at):
            found.update(dict.fromkeys(found.keys() & {at, at + 1}, _TEXT))
        if at > first and not closed:
            closed = _closes(mark, looks[at]) or ends_below(mark, at, last)
        if heads(mark):
            headed = True
        elif headed:
            headed = not told[at] and mark.label not in _ABOUT
    credited = [at for at in read if is_filed(marks[at])]
    if len(credited) == 1 and credited[0] in found:
        found[credited[0]] = _TEXT
    return list(found.values())


def _heads_text(marks: Sequence[Mark], told: Sequence[bool], at: int) -> bool:
    """Whether a rule knows the line *at* as a crosshead and a text stands right below it, about
    which no rule knows anything: then both are of the story.
    """
    standing = marks[at].label is Label.CROSSHEAD and marks[at].hit is not None
    return standing and all(told[at + 1 : at + 2]) and any(map(is_unknown, marks[at + 1 : at + 2]))


def _above_those_about(marks: Sequence[Mark]) -> set[int]:
    """The lines that stand right above one that tells of date, reporter or place."""
    about = [at for at, mark in enumerate(marks) if mark.label in _ABOUT or mark.dateline]
    return {above for at in about for above in range(at - _SUMMED, at)}


def _by_place(dump: _Dump, at: int, *, closed: bool, headed: bool) -> int:
    """The parts that the line *at* may be by where it stands: the story may be *closed* above it,
    and it may stand below a line that *headed* a list of other stories.
    """
    mark, may = dump.marks[at], ALL
    outside = _is_outside(dump, at)
    if outside:
        may &= ~(_TEXT | _ABSTRACT)
    unknown = is_unknown(mark)
    told = unknown and dump.told[at]
    if at < dump.filed or (at < dump.first and _is_stamp(mark)):
        may &= _LEAD if told else ~_TEXT
    if told and 0 < dump.filed == at - 1:
        may &= _TEXT | _BELOW
    if (closed or at in dump.listed) and not is_filed(mark):
        return may & ~_TOLD & (ALL if is_person(mark.unit.text.split()) else ~_NAMED)
    if unknown and not outside:
        may &= _of_unknown(dump, at, headed=headed)
    return may


def _of_unknown(dump: _Dump, at: int, *, headed: bool) -> int:
    """The parts that the line *at* may be, of which nothing is known: on dumps that are not
    furnished it is of the story, and above it only what the length of the line allows.
    """
    mark = dump.marks[at]
    if at < dump.head:
        return ~(_TEXT | _BELOW) & (ALL if dump.furnished else _by_length(mark))
    if (beside := _beside(dump, at)) != ALL:
        return beside
    if dump.furnished or headed or telltale_words(dump.looks[at]):
        return ALL
    if _is_named(dump, at):
        return ~(_TEXT | _BELOW)
    may = ~_BELOW & _by_length(mark)
    return may if at in dump.summed else may & ~_HEAD


def _is_named(dump: _Dump, at: int) -> bool:
    """Whether the line *at* is somebody's name below a headline and right above the text. "Who
    remembers the café?" reads like a sentence of it.
    """
    over, below = dump.marks[at - 1], dump.marks[at + 1 : at + 2]
    asks = at == 1 and over.unit.text.endswith(CALLS) and over.unit.weight <= TITLE
    first = at > 0 and (at + 1 == dump.first or asks)
    return first and any(map(is_text, below)) and is_person(dump.marks[at].unit.text.split())


def _is_outside(dump: _Dump, at: int) -> bool:
    """Whether the line *at* is no text because of where it stands. A line without letters opens no
    story, nor does a row of a table without a second one.
    """
    mark = dump.marks[at]
    if mark.hit is not None:
        return _holds(mark.hit, at, dump.first, dump.last)
    if not at < dump.first <= dump.last:
        return False
    if mark.label is Label.TABLE:
        beside = (*dump.marks[max(0, at - 1) : at], dump.marks[at + 1])
        return all(other.label is not Label.TABLE for other in beside)
    return not dump.looks[at].letters


def _closes(mark: Mark, look: Look) -> bool:
    """Whether no line below this one, which stands below the first sentence, is of the story."""
    closes = mark.hit.closes if mark.hit is not None else mark.rule is BuiltIn.BIOGRAPHY
    return closes or _opens_comments(look)


def _beside(dump: _Dump, at: int) -> int:
    """The parts that a line of which nothing is known may be by the lines beside it: the label of a
    date ("Published on:") is no text, nor is the one short line without an end between a line of
    date or reporter and the first text.
    """
    marks, mark = dump.marks, dump.marks[at]
    if dump.told[at] or at + 1 >= len(marks):
        return ALL
    text = mark.unit.text
    if marks[at + 1].label is Label.DATE and text.endswith(COLONS) and role_before(text):
        return ~(_TOLD | _NAMED) & ALL
    if at + 1 != dump.first:
        return ALL
    above = at - 1
    while above > 0 and marks[above].hit is not None and marks[above].label not in _ABOUT:
        above -= 1
    short = not ends_sentence(text) and words_in(text) <= STANDFIRST
    if above > 0 and marks[above].label in _ABOUT and short:
        return ~(_TEXT | _BELOW) & ALL
    return ALL


def _by_length(mark: Mark) -> int:
    """The parts that a line may be by its length: what stands above a headline is short."""
    return ALL if words_in(mark.unit.text) <= _SECTION_WORDS else ~_BEFORE


def _is_stamp(mark: Mark) -> bool:
    """Whether a line is a date with its year and a time of day, and no rule says so."""
    stamped = any(date.year and date.time for date in mark.dates)
    return stamped and mark.label is Label.DATE and mark.hit is None


def _opens_comments(look: Look) -> bool:
    """Whether a line is a label that asks readers to log in to comment: what follows is theirs."""
    return look.words <= _LOGIN_WORDS and look.classes.keys() >= {"account", "comment"}


def without_strays(mark: Mark, odds: Sequence[float]) -> list[float]:
    """The likelihoods (*odds*) of a line without those of the parts that it cannot be because it is
    not of the story. The model is not told, so that no other line is read in another way.
    """
    barred = _STRAY.get(mark.rule, 0)
    return [0.0 if barred >> part & 1 else chance for part, chance in enumerate(odds)]


def _holds(hit: Hit, at: int, first: int, last: int) -> bool:
    """Whether a rule of the head or the tail holds for the line *at* whatever its part: the text
    stands from *first* to *last*.
    """
    return (hit.where == "tail" and at > last) or (hit.where == "head" and at < first)


def _by_fact(mark: Mark, *, furnished: bool) -> int:
    """The parts that a line may be by what is known of it alone."""
    may = _by_form(mark, furnished=furnished)
    # A figure or a bare date names nobody.
    bare = mark.label is Label.COUNTER or (mark.label is Label.DATE and is_bare(mark))
    return may & ~_NAMED if bare else may


def _by_form(mark: Mark, *, furnished: bool) -> int:
    """The parts that a line may be by its dateline, its rule or its form."""
    if mark.dateline is not None:
        credited = bool(mark.dateline.dateline.agencies)
        if mark.label is Label.TEXT:
            return (_TEXT | _BELOW) & ~_NAMED if credited else ALL & ~_DATE
        return _LOST if credited else ALL & ~(_ABSTRACT | _NAMED)
    if mark.hit is not None:
        return _by_rule(mark, furnished=furnished)
    if mark.label in _READ and mark.rule not in _OF_FORM:
        named = mark.label is Label.DATE and not any(date.time for date in mark.dates)
        told = _ABSTRACT if named else _LEAD
        # What the lines beside it give to the story is no date any more.
        dated = mark.label is Label.DATE and not furnished
        return ALL & ~told & ~(_TEXT if dated else 0)
    if mark.label is Label.CROSSHEAD:
        return _TEXT
    if mark.label in _OUTSIDE:
        return _LOST
    return _OF_FORM.get(mark.rule, ALL)


def _by_rule(mark: Mark, *, furnished: bool) -> int:
    """The parts that a line may be that a rule knows."""
    assert mark.hit is not None
    if mark.label in BODY_LABELS:
        return _TEXT | _BELOW
    if mark.label is Label.HEADLINE:
        return _HEADLINE | _LOST
    if mark.label is Label.ABSTRACT:
        return _ABSTRACT | _LOST
    if mark.hit.where == "head":
        return ALL & ~_LEAD
    if mark.label is Label.ENVELOPE:
        return ALL & ~_HEADLINE
    if mark.label in _LOOSE and not (mark.hit.is_own or mark.hit.table == REMARKS):
        return ALL
    # Rules that hold for all languages know addresses and handles, which stories of pages print
    # too; and a rule of the head or the tail is revoked where the line stands elsewhere.
    if (mark.hit.is_general and furnished) or mark.hit.where == "tail":
        return ALL
    return ALL & ~_TOLD
