"""What the facts allow each line to be, whatever it looks like.

A line leaves the story only on positive evidence that it is furniture: a rule knows it, its form
says so, or the dump is *furnished*, that is, other lines of it are known to be furniture of pages.
It is no evidence that a line is short, odd or the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.desk import Remark
from dispatchkit.grammar.credits import role_of, words_of
from dispatchkit.grammar.label import REMARKS, BuiltIn, is_text
from dispatchkit.grammar.names import is_person
from dispatchkit.grammar.stamps import role_before
from dispatchkit.model import BODY_LABELS, PAGE_FURNITURE, Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.chain import Part
from dispatchkit.structure.doubtful import ends_below, is_bare
from dispatchkit.structure.look import TITLE_WORDS
from dispatchkit.structure.strays import heads
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import ends_sentence, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.matcher import Hit
    from dispatchkit.grammar.label import Mark
    from dispatchkit.structure.look import Look

# One line that only pages print, or two different ones that wires seldom print together, show that
# a dump is furnished: none of 1,000 clean texts is, but 1,109 of the bench's 1,201 pages are.
_FURNISHED = 2
# This many lines of one to three words on end, without a figure or a stop, are a menu.
_MENU, _ENTRY = 12, frozenset("us")
# A label has at most six words, and at least this share of them are words of furniture: "LIFESTYLE
# RESTAURANTS 1ST QTR" is a headline. A sentence with two such words asks for consent or a
# subscription.
_LABEL_WORDS, _LABEL_SHARE, _SENTENCE = 6, 0.4, 2
# Words of these classes stand in news as well: names of agencies, "you", "I", "yesterday",
# "columnist".
_COMMON = frozenset(("address", "author", "caption", "first", "time"))
# Labels of lines that wires print too, but seldom together: "Photo: ...", an address, hash tags.
_HINTING = PAGE_FURNITURE | {Label.CAPTION, Label.CONTACT}
# "MORE" ends the take of a wire.
_GOES_ON = "more"
# Labels that a rule gives and a line keeps wherever it stands. "Buy now" and "Staff" are as often
# crossheads.
_LOOSE = frozenset((Label.OTHER, Label.TEXT, Label.LIST, Label.TABLE))
_LISTED = (Label.LIST, Label.TABLE)
# A summary has at most this many lines between it and the line of date, reporter or place that
# shows where the head ends.
_SUMMED = 4
# A paragraph that follows the head has at least fifteen words, a line of the head at most forty; a
# head has at most ten lines.
_PARAGRAPH, _STANDFIRST, _HEAD_LINES = 15, 40, 10
# A figure that stands by itself: a row of results has two, "3.1 mln vs 2.2 mln".
_FIGURE_RE = pattern(r"(?<!\S)[$£€]?\d[\d.,]*(?!\S)")
_STOPS = (".", "。", "।", "۔")
_COLONS, _ASKING = (":", "："), ("?", "？", "؟", "!", "！")
# The title of another story has at most this many words.
_TITLE = 20
# A headline that is printed twice stands again at most five lines below.
_NEAR = 5
# "... (Foto: Ada Finch/AFP)"
_CREDIT_RE = pattern(r"[(（\[]\s?([^\W\d_]+)\s?[:：/.][^()（）\[\]]{2,60}[)）\]]\s*\Z")
# A section or slugline above the headline has at most this many words.
_SECTION_WORDS = 4
# Above a dateline with a credit stand at most a headline and a summary, each of at most this many
# words; further lines are of another story.
_HEADS, _HEAD_WORDS = 2, 40
# "Log in or sign up to post your own comments on this story".
_LOGIN_WORDS = 12
_ABOUT = frozenset((Label.DATE, Label.UPDATED, Label.BYLINE, Label.CREDIT, Label.DATELINE))


def bits(*parts: Part) -> int:
    """A mask of *parts*."""
    return sum(1 << part for part in parts)


ALL = (1 << len(Part)) - 1
_TEXT = bits(Part.TEXT, Part.CROSSHEAD)
_TOLD = _TEXT | bits(Part.HEADLINE, Part.ABSTRACT)
_LEAD = bits(Part.HEADLINE, Part.ABSTRACT)
_BELOW = bits(Part.INSIDE, Part.AFTER, Part.SIGNED)
_NAMED = bits(Part.BYLINE, Part.SIGNED)
_LOST = bits(Part.BEFORE, Part.ABOVE, Part.INSIDE, Part.AFTER)
# The parts that lines may be by the rule that gave them their label.
_OF_FORM: dict[str, int] = {
    BuiltIn.BYLINE: _NAMED,
    BuiltIn.RUBRICS: ALL & ~_TOLD,
    BuiltIn.AFFILIATED: ALL & ~_TEXT & ~bits(Part.ABSTRACT),
}
# What is of other stories or of readers is no part of the story, a label of an advertisement none
# of its text.
_STRAY = {
    BuiltIn.UNDER_HEADING: _TOLD | _NAMED,
    BuiltIn.COMMENTED: _TOLD | _NAMED,
    f"notices.{Remark.SLOT}": _TEXT,
}


def telltale_words(look: Look) -> int:
    """How many words of furniture a line has, if it is a label made of them; one for a sentence
    that has several; else 0.
    """
    words = sum([count for name, count in look.classes.items() if name not in _COMMON])
    if look.words > _LABEL_WORDS:
        return 1 if words >= _SENTENCE else 0
    return words if words >= _LABEL_SHARE * look.words else 0


def evidence(mark: Mark, look: Look, profile: str) -> int:
    """How much a line shows that it is furniture of a page: two for what only pages print (a rule
    of a language that is not of the sender's own *profile*, how long ago the story was published, a
    label made of words of furniture), one for what wires print too, but seldom together.
    """
    if mark.rule is BuiltIn.AGO:
        return _FURNISHED
    if mark.hit is not None:
        if mark.hit.table in (profile, REMARKS) or mark.label not in _HINTING:
            return 0
        wired = mark.hit.is_general or mark.unit.folded == _GOES_ON
        only = mark.label in PAGE_FURNITURE and not wired
        return _FURNISHED if only else 1
    loose = mark.label is Label.OTHER and mark.rule is not BuiltIn.FAR
    return min(telltale_words(look), _FURNISHED) if loose else 0


def is_furnished(marks: Sequence[Mark], looks: Sequence[Look], profile: str) -> bool:
    """Whether lines of the dump are known to be furniture of a page, or stand above its text like
    the entries of a menu.

    One word between two paragraphs ("Teilen") may be a crosshead.
    """
    seen: dict[str, int] = {}
    entries, told = 0, False
    for at, (mark, look) in enumerate(zip(marks, looks, strict=True)):
        told = told or is_text(mark)
        entries = entries + 1 if not told and is_unknown(mark) and look.kind in _ENTRY else 0
        if entries >= _MENU:
            return True
        # "The terminal through which ..." is the first paragraph, not the footer of a page.
        early = not told and mark.hit is not None and mark.hit.where == "tail"
        shown = 0 if early else evidence(mark, look, profile)
        if shown:
            # Several addresses are one sign: exports print one above each document.
            general = mark.hit is not None and mark.hit.is_general
            seen[mark.rule if general else mark.unit.folded] = (
                1 if shown > 1 and _is_between(marks, at) else shown
            )
            if sum(seen.values()) >= _FURNISHED:
                return True
    return False


def _is_between(marks: Sequence[Mark], at: int) -> bool:
    """Whether the line *at* is one word between two paragraphs, or says how long ago."""
    return (
        0 < at < len(marks) - 1
        and (" " not in marks[at].unit.text or marks[at].rule is BuiltIn.AGO)
        and is_text(marks[at - 1])
        and is_text(marks[at + 1])
    )


class _Dump(NamedTuple):
    """A dump while it is bound: its lines, the first and last line of running text, the first
    credited dateline (``_filed_first``), how many lines are of the head for certain (``_head``),
    the lines that tell of date, reporter or place, those of lists of other stories (``_listed``),
    and whether the dump is furnished.
    """

    marks: Sequence[Mark]
    looks: Sequence[Look]
    first: int
    last: int
    filed: int
    head: int
    about: Sequence[int]
    listed: set[int]
    furnished: bool


def bound(
    marks: Sequence[Mark], looks: Sequence[Look], wanted: Sequence[int], *, furnished: bool
) -> list[int]:
    """For each of the lines *wanted*, a bit for every ``Part`` that the facts allow it to be."""
    about = [at for at, mark in enumerate(marks) if mark.label in _ABOUT or mark.dateline]
    told = [at for at, mark in enumerate(marks) if is_text(mark) and mark.hit is None]
    first, last = (told[0], told[-1]) if told else (len(marks), -1)
    figures = _figures(marks)
    head = max(0 if figures else _head(marks), _repeated(marks, first))
    filed = _filed_first(marks, first)
    dump = _Dump(marks, looks, first, last, filed, head, about, _listed(marks), furnished)
    closed = headed = False
    rows = set() if furnished else {at for at in figures if at < first}
    found = dict.fromkeys(wanted, ALL)
    for at, mark in enumerate(marks):
        if at in found:
            may = _by_place(dump, at, closed=closed, headed=headed)
            found[at] = may & _by_fact(mark, furnished=furnished) & (_TEXT if at in rows else ALL)
        closed = closed or (at > first and _closes(mark, looks[at])) or ends_below(mark, at, last)
        headed = heads(mark) or (headed and not is_text(mark) and mark.label not in _ABOUT)
    credited = [at for at in told if _is_filed(marks[at])]
    if len(credited) == 1 and credited[0] in found:
        found[credited[0]] = _TEXT
    return list(found.values())


def _by_place(dump: _Dump, at: int, *, closed: bool, headed: bool) -> int:
    """The parts that the line *at* may be by where it stands: the story may be *closed* above it,
    and it may stand below a line that *headed* a list of other stories.
    """
    mark, may = dump.marks[at], ALL
    outside = _is_outside(dump, at)
    if outside:
        may &= ~(_TEXT | bits(Part.ABSTRACT))
    told = is_text(mark) and is_unknown(mark)
    if at < dump.filed or (at < dump.first and _is_stamp(mark)):
        may &= _LEAD if told else ~_TEXT
    if told and 0 < dump.filed == at - 1:
        may &= _TEXT | _BELOW
    if (closed or at in dump.listed) and not _is_filed(mark):
        return may & ~_TOLD & (ALL if is_person(mark.unit.text.split()) else ~_NAMED)
    if is_unknown(mark) and not outside:
        may &= _of_unknown(dump, at, headed=headed)
    return may


def _of_unknown(dump: _Dump, at: int, *, headed: bool) -> int:
    """The parts that the line *at* may be, of which nothing is known: on dumps that are not
    furnished it is of the story, and above it only what the length of the line allows.
    """
    mark = dump.marks[at]
    if at < dump.head:
        return ~(_TEXT | _BELOW) & (ALL if dump.furnished else _by_length(mark))
    if (beside := _beside(dump.marks, at, dump.first)) != ALL:
        return beside
    if dump.furnished or headed or telltale_words(dump.looks[at]):
        return ALL
    if _is_named(dump, at):
        return ~(_TEXT | _BELOW)
    may = ~_BELOW & _by_length(mark)
    if not any(at < other <= at + _SUMMED for other in dump.about):
        may &= ~bits(Part.ABSTRACT, Part.ABOVE, Part.BYLINE, Part.DATE)
    return may


def _is_named(dump: _Dump, at: int) -> bool:
    """Whether the line *at* is somebody's name below a headline and right above the text. "Who
    remembers the café?" reads like a sentence of it.
    """
    over, below = dump.marks[at - 1], dump.marks[at + 1 : at + 2]
    asks = at == 1 and over.unit.text.endswith(_ASKING) and over.unit.weight <= _TITLE
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


def _listed(marks: Sequence[Mark]) -> set[int]:
    """The lines right below headings of other stories, or of those whom to ask, where blank lines
    part these lists from the paragraphs.
    """
    found: set[int] = set()
    at = 0
    while at < len(marks):
        top, at = at, at + 1
        if not _heads_list(marks[top]):
            continue
        while at < len(marks) and not marks[at].unit.gap and _may_be_listed(marks[at]):
            at += 1
        if at == len(marks) or marks[at].unit.gap:
            found.update(range(top + 1, at))
    return found


def _heads_list(mark: Mark) -> bool:
    """Whether a line heads other stories ("Related"), or those whom to ask ("Contact:")."""
    asked = (
        mark.hit is not None and mark.label is Label.CONTACT and mark.unit.text.endswith(_COLONS)
    )
    return asked or (heads(mark) and mark.label is Label.RELATED)


def _may_be_listed(mark: Mark) -> bool:
    """Whether a line is short and no statement: the title of another story may ask."""
    asks = mark.unit.weight <= _TITLE and not mark.unit.text.endswith(_STOPS)
    return asks or not is_text(mark)


def _beside(marks: Sequence[Mark], at: int, first: int) -> int:
    """The parts that a line of which nothing is known may be by the lines beside it: the label of a
    date ("Published on:") is no text, nor is the one short line without an end between a line of
    date or reporter and the *first* text.
    """
    mark = marks[at]
    if not is_unknown(mark) or is_text(mark) or at + 1 >= len(marks):
        return ALL
    text = mark.unit.text
    if marks[at + 1].label is Label.DATE and text.endswith(_COLONS) and role_before(text):
        return ~(_TOLD | _NAMED) & ALL
    above = at - 1
    while above > 0 and marks[above].hit is not None and marks[above].label not in _ABOUT:
        above -= 1
    short = not ends_sentence(text) and words_in(text) <= _STANDFIRST
    if at + 1 == first and above > 0 and marks[above].label in _ABOUT and short:
        return ~(_TEXT | _BELOW) & ALL
    return ALL


def _figures(marks: Sequence[Mark]) -> set[int]:
    """The lines that are rows of results, as desks print them above the first sentence: "Shr 12 cts
    vs 9 cts", each with two figures, beside another such line.
    """
    rows = {
        at
        for at, mark in enumerate(marks)
        if is_unknown(mark) and not is_text(mark) and len(_FIGURE_RE.findall(mark.unit.text)) > 1
    }
    return {at for at in rows if at - 1 in rows or at + 1 in rows}


def _by_length(mark: Mark) -> int:
    """The parts that a line may be by its length: what stands above a headline is short."""
    return ALL if words_in(mark.unit.text) <= _SECTION_WORDS else ~bits(Part.BEFORE)


def _filed_first(marks: Sequence[Mark], first: int) -> int:
    """The first line that says where the dispatch was filed, and by whom, if what reads like text
    above it is no more than a headline and its summary; else 0. The first text is the line *first*.
    """
    filed = next((at for at, mark in enumerate(marks) if is_text(mark) and _is_filed(mark)), 0)
    above = marks[first:filed]
    headed = len(above) <= _HEADS and all(mark.unit.weight <= _HEAD_WORDS for mark in above)
    return filed if headed else 0


def _is_stamp(mark: Mark) -> bool:
    """Whether a line is a date with its year and a time of day, and no rule says so."""
    stamped = any(date.year and date.time for date in mark.dates)
    return stamped and mark.label is Label.DATE and mark.hit is None


def _opens_comments(look: Look) -> bool:
    """Whether a line is a label that asks readers to log in to comment: what follows is theirs."""
    return look.words <= _LOGIN_WORDS and look.classes.keys() >= {"account", "comment"}


def _head(marks: Sequence[Mark]) -> int:
    """How many lines at the top of a dump are of its head for certain: those above the paragraph
    that says where the dispatch was filed, and those that follow one another without the blank
    lines that part all paragraphs. A paragraph right above the first of these may be text.
    """
    tops = enumerate(marks[: _HEAD_LINES + 1])
    first = next((at for at, mark in tops if _opens_story(mark)), 0)
    head = marks[:first]
    if any(mark.label in _LISTED or mark.unit.weight > _STANDFIRST for mark in head):
        return 0
    paragraphs = [mark.unit.gap for mark in marks[first:] if is_text(mark)]
    apart = len(paragraphs) > 1 and all(paragraphs)
    glued = apart and not all(mark.unit.gap for mark in head[1:])
    if not (glued or any(map(_is_filed, marks[first : first + 1]))):
        return 0
    while first and _may_be_text(marks[first - 1]):
        first -= 1
    return first


def _opens_story(mark: Mark) -> bool:
    """Whether a line is text that says where the dispatch was filed, or a long paragraph that a
    blank line sets apart.
    """
    apart = mark.unit.gap > 0 and mark.unit.weight >= _PARAGRAPH
    return is_text(mark) and (apart or _is_filed(mark))


def _repeated(marks: Sequence[Mark], first: int) -> int:
    """How many lines at the top of a dump end with the first one printed again, as a headline is;
    zero if it is not. The first text is the line *first*.
    """
    top = next((at for at, mark in enumerate(marks) if is_unknown(mark)), first)
    if top >= first or marks[top].unit.weight < TITLE_WORDS:
        return 0
    title = marks[top].unit.folded
    below = range(top + 1, min(first, top + 1 + _NEAR))
    return max([at + 1 for at in below if marks[at].unit.folded == title], default=0)


def _may_be_text(mark: Mark) -> bool:
    """Whether a line right above the first paragraph may be one itself: a long one that is no
    caption, or a sentence with a blank line above it.
    """
    text = mark.unit.text
    long = mark.unit.weight >= _PARAGRAPH and not _shows(mark)
    return long or (is_text(mark) and mark.unit.gap > 0 and text.endswith(_STOPS))


def _shows(mark: Mark) -> bool:
    """Whether a line ends with the credit of a picture in brackets."""
    credit = _CREDIT_RE.search(mark.unit.text)
    word = fold(credit[1]) if credit else ""
    return word in words_of("pictures") or role_of(word) == "photographer"


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


def is_unknown(mark: Mark) -> bool:
    """Whether neither a rule nor the form of a line says what it is."""
    return mark.hit is None and mark.credited is None and mark.label in _LOOSE


def _is_filed(mark: Mark) -> bool:
    """Whether a line says where a dispatch was filed, and by whom."""
    return mark.dateline is not None and bool(
        mark.dateline.dateline.places and mark.dateline.dateline.agencies
    )


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
            return (_TEXT | _BELOW) & ~_NAMED if credited else ALL & ~bits(Part.DATE)
        return _LOST if credited else ALL & ~(bits(Part.ABSTRACT) | _NAMED)
    if mark.hit is not None:
        return _by_rule(mark, furnished=furnished)
    if mark.label in (Label.CREDIT, Label.DATE, Label.COUNTER, Label.NOTICE):
        named = mark.label is Label.DATE and not any(date.time for date in mark.dates)
        told = bits(Part.ABSTRACT) | (0 if named else bits(Part.HEADLINE))
        # What the lines beside it give to the story is no date any more.
        dated = mark.label is Label.DATE and not furnished
        return ALL & ~told & ~(_TEXT if dated else 0)
    if mark.label is Label.CROSSHEAD:
        return _TEXT
    if mark.label in (Label.ENVELOPE, Label.CAPTION):
        return _LOST
    return _OF_FORM.get(mark.rule, ALL)


def _by_rule(mark: Mark, *, furnished: bool) -> int:
    """The parts that a line may be that a rule knows."""
    assert mark.hit is not None
    if mark.label in BODY_LABELS:
        return _TEXT | _BELOW
    if mark.label is Label.HEADLINE:
        return bits(Part.HEADLINE) | _LOST
    if mark.label is Label.ABSTRACT:
        return bits(Part.ABSTRACT) | _LOST
    if mark.hit.where == "head":
        return ALL & ~bits(Part.HEADLINE, Part.ABSTRACT)
    if mark.label is Label.ENVELOPE:
        return ALL & ~bits(Part.HEADLINE)
    loose = mark.label in (Label.MENU, Label.COMMENT, Label.ADVERTISEMENT)
    if loose and not (mark.hit.is_own or mark.hit.table == REMARKS):
        return ALL
    # Rules that hold for all languages know addresses and handles, which stories of pages print
    # too; and a rule of the head or the tail is revoked where the line stands elsewhere.
    if (mark.hit.is_general and furnished) or mark.hit.where == "tail":
        return ALL
    return ALL & ~_TOLD
