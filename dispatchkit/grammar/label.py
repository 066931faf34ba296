"""What each logical line is: the profile's rules first, then the common phrases, then credits,
dates and shape.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.agencies.desk import Remark, is_spoken, remark
from dispatchkit.agencies.matcher import Hit
from dispatchkit.agencies.routing import routing_lines
from dispatchkit.grammar.ago import is_ago
from dispatchkit.grammar.dates.numerals import may_be_dated
from dispatchkit.grammar.notices import line_notice, marked_notice
from dispatchkit.grammar.people import is_staff, parse_credits
from dispatchkit.grammar.stamps import says_when
from dispatchkit.grammar.timed import beside_time, date_line
from dispatchkit.labels import PAGE_FURNITURE, Label
from dispatchkit.model import Boilerplate
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import SENTENCE_ENDS, is_item, is_prose, is_row

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from dispatchkit.agencies.keywords import SmoothLines
    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.credits import Credited
    from dispatchkit.grammar.dateline import Found
    from dispatchkit.grammar.dates import FoundDate
    from dispatchkit.text.codes import DateOrder
    from dispatchkit.text.units import Unit

# A place has no more words in small letters: "Rio de Janeiro e São Paulo".
_SMALL_WORDS = 3
# No credit line of the corpora is longer; a longer one is a sentence.
_LONGEST_CREDIT = 300
# Python 3.11 takes ten times as long for a member of an enumeration as for a name of the module,
# and a page asks two thousand times whether a line is text: 1.5 % of its time.
_TEXT, _LIST = Label.TEXT, Label.LIST
# What remarks are, and the notices that they give.
_REMARKED = {
    Remark.NOTE: (Label.EDNOTE, None),
    Remark.EMBARGO: (Label.NOTICE, "embargo"),
    Remark.KILL: (Label.NOTICE, "kill"),
    Remark.CORRECTION: (Label.EDNOTE, "correction"),
    Remark.DISCLAIMER: (Label.OTHER, None),
    Remark.REPRINT: (Label.PRINT, None),
    Remark.SLOT: (Label.ADVERTISEMENT, None),
    Remark.CALL: (Label.PROMO, None),
    Remark.CONTACT: (Label.CONTACT, None),
    Remark.SCRIPT: (Label.OTHER, None),
    Remark.COPY: (Label.MENU, None),
    Remark.RELATED: (Label.RELATED, None),
    Remark.TERMS: (Label.COPYRIGHT, None),
    Remark.CONSENT: (Label.COOKIE, None),
    Remark.MACHINE: (Label.PRINT, None),
}
# The table that hits of remarks name.
REMARKS = "notices"
# What phrases know as one of these may be more by the words that it is made of.
_REMARKABLE = (Label.COMMENT, Label.ADVERTISEMENT)
# No remark of the corpora is longer.
_LONGEST_REMARK = 500
_TICKER_RE = pattern(r"^\d{1,2}[:.h]\d{2}(?:\s++\S|\s*+[|·•–-]\s++\S)")
# Lines that a rule knows to be credits may name people even where the rule does not say who.
_CREDITING = (Label.CAPTION, Label.CREDIT, Label.BYLINE)
# The word before the last stop of a sentence, and a credit after it.
_STOPPED_RE = pattern(r"(?P<word>[^\W\d_]{3,30})[.!?]['\"”’»]?\s?[(/]")
# What parts the sentence of a caption from the credit after it.
_SENTENCE_RE = pattern(rf"[{SENTENCE_ENDS}]\s")
# Labels whose phrases a story may quote as somebody's words.
_QUOTABLE = PAGE_FURNITURE - {Label.MENU, Label.PRINT}
_NO_DATELINE = frozenset(
    (
        Label.CAPTION,
        Label.DATE,
        Label.ENVELOPE,
        Label.SLUGLINE,
        Label.NOTICE,
        Label.EDNOTE,
        Label.COPYRIGHT,
        Label.HEADLINE,
        Label.CREDIT,
        Label.BYLINE,
        Label.ENDMARK,
    )
)


# SOH, EOT, ENQ, SYN, US: control characters of wire frames, which stand on header and trailer
# lines. STX and ETX stand beside the text.
_FRAME = frozenset("\x01\x04\x05\x16\x1f")
# They count at the beginning or end of a line. Inside it they are remains of a cut or garbled line;
# but US separates the fields of a header.
_FRAMED_RE = pattern(
    r"\A[\x00-\x20\x7f]{0,40}[\x01\x04\x05\x16]|\A.*(?:\x1f|[\x01\x04\x05\x16][\x00-\x20\x7f]{0,40}\Z)"
)


# Labels of lines that rules know as routing.
_ROUTING = (Label.ENVELOPE, Label.SLUGLINE, Label.SECTION)


class BuiltIn(StrEnum):
    """The built-in rules, of no profile or table, that other code refers to. The rest are named
    where they label a line.
    """

    # The line says how long ago its story was published, counted from a day that nobody knows.
    AGO = "dates.ago"
    # What the look of a line says.
    COUNTER = "shape.counter"
    PROSE = "shape.prose"
    TICKER = "shape.ticker"
    RUBRICS = "shape.rubrics"
    # The name of an agency with codes, a number of a message.
    ROUTING = "routing.code"
    # Where on a page a line stands: far from prose, above the headline, where its byline does.
    FAR = "structure.far"
    BEFORE = "structure.before-headline"
    STAFF = "credits.staff"
    BYLINE = "structure.byline"
    # Somebody with job or employer, an agency with its place.
    AFFILIATED = "credits.affiliation"
    # Below the text: the word for a role, and on the next line who has it.
    ROLE = "credits.role"
    # What stands after the last sentence: initials, and what the author does besides.
    SIGNED = "initials.line"
    BIOGRAPHY = "credits.biography"
    # Notes, contacts and what is said of the sender, below the text of a press release.
    RELEASE = "releases.below"
    # Where in a dispatch a line stands: below a heading of other stories or of those whom to ask,
    # in a row of comments, between headline and text, over a part of the text, after the last
    # sentence.
    UNDER_HEADING = "structure.under-heading"
    COMMENTED = "structure.comments"
    ABOVE = "structure.above-text"
    CROSSHEAD = "structure.crosshead"
    AFTER_END = "structure.after-text"


class Mark(NamedTuple):
    """A unit with what was found in it. ``label`` is provisional until ``structure`` has
    seen the neighbours; ``rule`` is the name of the rule that gave it.
    """

    unit: Unit
    label: Label
    rule: str
    prose: bool
    hit: Hit | None = None
    dateline: Found | None = None
    credited: Credited | None = None
    dates: tuple[FoundDate, ...] = ()


def lines_of(mark: Mark) -> tuple[int, int]:
    """The numbers of the first and the last source line of a mark, from 1."""
    return mark.unit.lines[0].number, mark.unit.lines[-1].number


def as_boilerplate(mark: Mark) -> Boilerplate:
    """The line of a mark as boilerplate, with its label and rule."""
    return Boilerplate(
        text=mark.unit.text, label=mark.label.word, rule=str(mark.rule), lines=lines_of(mark)
    )


class Context(NamedTuple):
    """What is known of the whole dispatch before its lines are labelled: the id of its sender's
    profile, its language, how dates of numbers are read, the day it came in, the profiles and
    phrases to read it with, and the credit of a sender whom only its envelope makes known.
    """

    profile: str
    language: str | None
    date_order: DateOrder | None
    received: date | datetime | None
    lexicon: Lexicon
    credit: str | None = None


def mark_units(
    units: Sequence[Unit],
    smoothed: SmoothLines,
    datelines: dict[int, Found],
    context: Context,
    near: Collection[int],
) -> list[Mark]:
    """One mark a unit; *smoothed* are their texts, to be searched. Whether a unit stands where its
    rule wants it, head or tail, is for ``structure`` to say.

    *near* are the indices of units near text; of the others, which are menus, only lines of rights
    are looked at.
    """
    tables = context.lexicon.line_rules(context.profile, context.language)
    patterns = tables.candidates(smoothed)
    marks = []
    # A quarter of the lines of a web page stand on it twice: menus.
    seen: dict[str, Mark] = {}
    for number, unit in enumerate(units):
        if number not in near and "©" not in unit.text:
            marks.append(Mark(unit, Label.MENU, BuiltIn.FAR, prose=False))
            continue
        printed = unit.lines[0].text if len(unit.lines) == 1 and number not in datelines else None
        if printed in seen:
            marks.append(seen[printed]._replace(unit=unit))
            continue
        hit = tables.first(unit.text, unit.folded, patterns.get(number, ()))
        if hit is None or hit.label in _REMARKABLE:
            hit = _remark(unit) or hit
        marks.append(_mark(unit, hit, datelines.get(number), context))
        if printed is not None:
            seen[printed] = marks[-1]
    return _routed(marks, context.lexicon)


def _remark(unit: Unit) -> Hit | None:
    """What a line is that speaks of the story beside it, by the words that it is made of."""
    found = remark(unit.text, unit.smoothed) if len(unit.text) <= _LONGEST_REMARK else None
    if found is None:
        return None
    label, notice = _REMARKED[found]
    return Hit(f"notices.{found}", label, "any", notice, "hint", False, {}, REMARKS)


def _routed(marks: list[Mark], lexicon: Lexicon) -> list[Mark]:
    """*marks* in which the routing lines that open and close the dispatch are its envelope."""
    texts = [mark.unit.text for mark in marks]
    known = [mark.label in _ROUTING or (None if mark.hit is None else False) for mark in marks]
    for at, label in routing_lines(texts, known, lexicon).items():
        marks[at] = Mark(marks[at].unit, label, BuiltIn.ROUTING, prose=False)
    return marks


def _mark(unit: Unit, hit: Hit | None, dateline: Found | None, context: Context) -> Mark:
    """The mark of one unit: a rule, else a dateline, credit or date line, else its shape."""
    prose = unit.is_prose
    if prose and hit is not None and hit.label in _QUOTABLE and is_spoken(unit.text):
        # "'We use cookies' was all that the shop told its visitors." Stories quote phrases of pages
        # as somebody's words.
        hit = None
    if prose and hit is not None and hit.label is Label.DATELINE:
        # A rule for datelines that fits the beginning of a paragraph does not take the paragraph.
        hit = None
    if dateline is not None and not _overruled(hit, unit.text, dateline, context):
        return _filed(unit, dateline)
    if hit is None:
        return _by_form(unit, context, prose=prose)
    named = hit.label in _CREDITING and not hit.groups
    credited = parse_credits(unit.text, context.lexicon) if named else None
    if named and credited is None and hit.label is Label.CAPTION:
        # "The bakers at their oven. Photo: Ada Finch"
        credited = parse_credits(_SENTENCE_RE.split(unit.text)[-1], context.lexicon)
    if hit.label is Label.CREDIT and prose and not hit.groups and credited is None:
        # "Additional reporting by seals is promised for spring." A sentence that opens like a
        # credit and names nobody is story.
        return _by_form(unit, context, prose=prose, remarked=False)
    return Mark(unit, hit.label or Label.OTHER, hit.rule, prose, hit, dateline, credited)


def _filed(unit: Unit, dateline: Found) -> Mark:
    """The mark of a unit that opens with a dateline, or is one."""
    rest = unit.text[dateline.end :].strip()
    label, rule = (Label.TEXT, "dateline.inline") if rest else (Label.DATELINE, "dateline.line")
    return Mark(unit, label, rule, prose=bool(rest), dateline=dateline)


def _overruled(hit: Hit | None, text: str, dateline: Found, context: Context) -> bool:
    """Whether a rule or the form of the line shows that it is no dateline, as the grammar takes it
    for one.
    """
    rest = text[dateline.end :].strip()
    if _tells_else(text, rest, dateline, context):
        return True
    if (
        rest
        and dateline.dateline.agencies
        and (dateline.dateline.places or dateline.dateline.date or is_prose(rest))
    ):
        return False
    # "BY TED D'AFFLISIO, REUTERS" is a reporter's line, though a place might be called so.
    reporter = not rest and dateline.dateline.date is None and _opens_with_credit(text, context)
    return reporter or (hit is not None and hit.label in _NO_DATELINE)


def _tells_else(text: str, rest: str, dateline: Found, context: Context) -> bool:
    """Whether a line, of which the *rest* stands after the dateline, says when a story was
    published, or is a sentence: by its words in small letters, of which places have few ("From Lund
    to Ystad it followed the railway. (TT)"), or by a stop after one ("It stays there. (ANSA).").
    """
    if not dateline.dateline.agencies and _tells_when(text, context):
        return True
    alone = not rest and dateline.dateline.date is None
    if not alone:
        return False
    stopped = _STOPPED_RE.search(text)
    if stopped is not None and stopped["word"].islower():
        return True
    return is_prose(text) and sum(map(str.islower, text.split())) > _SMALL_WORDS


def _tells_when(text: str, context: Context) -> bool:
    """Whether a line says at what time the story was published, or that it was: "VENEZIA, 09
    settembre 2024, 17:31", "Updated 4 May 2021 - Published 3 May 2021".
    """
    dates = date_line(text, context.language, context.date_order)
    return any(found.time for found in dates) or (bool(dates) and says_when(text))


def _opens_with_credit(text: str, context: Context) -> bool:
    """Whether a line names people after a credit phrase."""
    credited = parse_credits(text, context.lexicon)
    return credited is not None and not text.startswith(
        tuple(person.name for person in credited.people)
    )


def _by_form(unit: Unit, context: Context, *, prose: bool, remarked: bool = True) -> Mark:
    """The mark of a unit that no rule knows. If it was *remarked* before, its words alone give no
    notice.
    """
    text, printed = unit.text, unit.lines[0].text
    framed = not (prose or printed.isprintable() or _FRAME.isdisjoint(printed))
    if framed and _FRAMED_RE.match(printed):
        return Mark(unit, Label.ENVELOPE, "shape.frame", prose=False)
    if not unit.folded:
        return Mark(unit, Label.RULE, "shape.no-letters", prose=False)
    if len(text) <= _LONGEST_CREDIT and (credited := parse_credits(text, context.lexicon)):
        return Mark(unit, Label.CREDIT, "credits.line", prose=False, credited=credited)
    if is_staff(text, context.lexicon):
        return Mark(unit, Label.AGENCY, BuiltIn.STAFF, prose=False)
    if marked_notice(text, unit.smoothed) if remarked else line_notice(text):
        return Mark(unit, Label.NOTICE, "notices.line", prose=False)
    if timed := _by_time(unit, context, prose=prose):
        return timed
    if not text[0].isalpha() and not any(map(str.isalpha, text)) and not is_row(printed):
        return Mark(unit, Label.COUNTER, BuiltIn.COUNTER, prose=False)
    return shaped(unit, prose=prose)


def _by_time(unit: Unit, context: Context, *, prose: bool) -> Mark | None:
    """The mark of a unit that says when its story was published, or how long ago; or that begins
    with a time of day, as the lines of a ticker do. None for any other unit.
    """
    text = unit.text
    figures = may_be_dated(text)
    if figures and (dates := date_line(text, context.language, context.date_order)):
        return Mark(unit, Label.DATE, "dates.line", prose=False, dates=dates)
    if prose:
        return None
    if is_ago(text):
        return Mark(unit, Label.COUNTER, BuiltIn.AGO, prose=False)
    if not figures:
        return None
    rules = context.lexicon.line_rules(context.profile, context.language)
    if beside := beside_time(text, context.lexicon, rules):
        if not beside.people:
            return Mark(unit, Label.COUNTER, BuiltIn.AGO, prose=False)
        return Mark(unit, Label.CREDIT, "credits.beside-time", prose=False, credited=beside)
    if _TICKER_RE.match(text):
        return Mark(unit, Label.MENU, BuiltIn.TICKER, prose=False)
    return None


def crosshead(unit: Unit) -> Mark:
    """The mark of a unit that heads a part of the text."""
    return Mark(unit, Label.CROSSHEAD, BuiltIn.CROSSHEAD, prose=False)


def shaped(unit: Unit, *, prose: bool) -> Mark:
    """The mark of a unit by its shape alone: a list item, a row, prose, or a short line that its
    neighbours must decide.
    """
    text = unit.text
    if is_item(text) and not (prose and unit.weight > 25):
        return Mark(unit, Label.LIST, "shape.item", prose)
    if prose:
        return Mark(unit, Label.TEXT, BuiltIn.PROSE, prose)
    if len(unit.lines) == 1 and is_row(unit.lines[0].text):
        return Mark(unit, Label.TABLE, "shape.row", prose)
    return Mark(unit, Label.OTHER, "shape.short", prose)


def revoked(mark: Mark, context: Context) -> Mark:
    """The mark of a unit by its form alone, for one whose rule does not hold where it stands."""
    hit = _remark(mark.unit)
    return _mark(mark.unit, hit, mark.dateline, context)


def is_filed(mark: Mark) -> bool:
    """Whether a line says where a dispatch was filed, and by whom."""
    return mark.dateline is not None and bool(
        mark.dateline.dateline.places and mark.dateline.dateline.agencies
    )


def is_text(mark: Mark) -> bool:
    """Whether the unit is running text: prose that no rule took, or text after a dateline."""
    label = mark.label
    return label is _TEXT or (label is _LIST and mark.prose)


def credits_author(mark: Mark) -> bool:
    """Whether a line is read as naming an author."""
    return mark.credited is not None and any(
        person.role == "author" for person in mark.credited.people
    )


def relabelled(mark: Mark, label: Label, rule: str) -> Mark:
    """*mark* with another label, by another rule."""
    # Most lines of a page come through here, and ``_replace`` takes three times as long.
    return Mark(
        mark.unit, label, rule, mark.prose, mark.hit, mark.dateline, mark.credited, mark.dates
    )
