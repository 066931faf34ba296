"""Where another dispatch begins in a message: what closes the story above, and how the lines open
that follow it, each weighed.

No sign proves anything by itself: stories have rulers, headings, dates and datelines in them as
well. But a headline above a credited dateline, in the form in which the input itself begins, or a
headline and a date below a line of rights, say so much that the input is cut. Where the signs weigh
less, a person is told (``doubts``). A frame of the wire needs none of this (``reading.blocks``).
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.context import DATELINE_UNITS
from dispatchkit.grammar.dateline import find_dateline
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.label import BuiltIn, is_text
from dispatchkit.model import FOOTERS, PAGE_FURNITURE, SIGN_OFFS, Label
from dispatchkit.text.rows import columns
from dispatchkit.text.shape import DIGIT_RE, ends_sentence, is_heading, ruler_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.grammar.label import Context, Mark

# The weights with which the input is cut, and with which a person is told. Measured on 550 pages
# and 2,300 wires that are one story each (2 were cut), and on 450 pairs of them.
CERTAIN, LIKELY = 4, 2
# What a dateline weighs: a place alone, a place and a day, a credit; a date on a line of its own; a
# label ("Title: ...").
_PLACE, _FILED, _CREDITED, _DATED, _LABELLED = 1, 2, 3, 2, 2
# What parts two stories: a ruler, the line that closes the first, its reporters' line, the line at
# which a page begins; a menu below it or the foot of a page above.
_RULED, _CLOSED, _SIGNED, _TOP, _LINKED = 1, 2, 1, 3, 1
# The head has the form of the first one; or the first one has a title besides, as round-ups do.
_ALIKE, _UNTITLED = 1, -2
# The story above is not at its end: a colon, or no blank line although there are some.
_OPEN = -3
# Stories of several paragraphs stand on both sides of what parts them.
_WHOLE, _PARAGRAPHS, _CHARACTERS, _REACH = 1, 2, 120, 40
# Briefs between rulers, of which there are at least three, all alike; sections of a long story look
# like them, but are longer than a paragraph or three.
_BRIEFLY, _BRIEFS, _BRIEF = 2, 3, 1_200
# A headline weighs at least three words; above a dateline and below a ruler it may be shorter.
_HEADLINE_WORDS = 3
# A ruler underlines the line right above if their lengths differ by no more than this.
_UNDERLINE_SLACK = 3
# At least three lines of up to three words are the menu or the foot of a page.
_LINKS, _LINK_WORDS = 3, 3
# This many different lines of furniture that are not the sender's own show a page.
_BUTTONS = 2
# Two sentences of summary at most stand between headline and date, and at most so many lines in
# all; two paragraphs at least below the date, for teasers have one.
_SUMMARY, _BELOW = 2, 10
# No link that skips the menus is longer; a first line of this many words, or the first two lines,
# recur at the top of pages alone.
_LONGEST_LINK, _TELLING = 60, 3
_LONGEST_DATE = 100
# "Who pays for the bridge?" No headline of the bench that is a sentence has more words.
_ASKING, _SENTENCE = frozenset("?!？！؟"), 20

_BRACKETS = frozenset("(（/【[")
_GOES_ON = (":", "：", ",", "،", "、", ";")
_CLOSERS = SIGN_OFFS | FOOTERS
# Lines around the footer of a page.
_AROUND = (PAGE_FURNITURE | _CLOSERS | {Label.CAPTION}) - {Label.MENU, Label.PRINT, Label.COOKIE}
_SIGNATURES = frozenset((Label.CREDIT, Label.CONTACT, Label.ENVELOPE))
_BESIDE = frozenset((Label.RELATED, Label.COMMENT))
_DAYS = frozenset((Label.DATE, Label.UPDATED))
# Labels of lines that may hold the date beside something else, and of rows below a dateline.
_DATABLE = frozenset((Label.OTHER, Label.CREDIT, Label.BYLINE))
_SENTENCES = frozenset((Label.OTHER, Label.TEXT))
_UNSPOKEN = frozenset((Label.OTHER, Label.TABLE, Label.LIST))
_RULER, PAGE_TOP, _CLOSING, _HEAD = "ruler", "top of a page", "head below a closing line", "head"


class Joint(NamedTuple):
    """Where another dispatch may begin: the indices of its first unit and of the line that parts it
    from the story above (a ruler; else the same), what that is, and how much it weighs.
    """

    begin: int
    parting: int
    reason: str
    weight: int


class _Form(NamedTuple):
    """The form of a head: how many of its lines may be headlines, what its dateline weighs, whether
    it has a date.
    """

    headlines: int
    filed: int
    dated: bool


def cuts(marks: Sequence[Mark], context: Context) -> list[Joint]:
    """Where further dispatches begin in a message with these provisional *marks*, in order."""
    return [joint for joint in joints(marks, context) if joint.weight >= CERTAIN]


def joints(marks: Sequence[Mark], context: Context) -> list[Joint]:
    """Where further dispatches may begin, in order: where the signs weigh at least ``LIKELY``."""
    return [joint for joint in _Message(marks, context).joints() if joint.weight >= LIKELY]


class _Message:
    """The lines of a message, with what is known of the dispatch that is read: where it begins, the
    weight of its dateline, and its headlines, which it may repeat.
    """

    def __init__(self, marks: Sequence[Mark], context: Context) -> None:
        self._marks = marks
        self._context = context
        self._skip = tuple(tables.words("data/skip_links", "skip"))
        self._gaps = any(mark.unit.gap for mark in marks)
        self._headed = [_may_head(mark) for mark in marks]
        told = [self._tells(at) for at in range(len(marks))]
        self._furnished = sum(mark.label in PAGE_FURNITURE for mark in marks) > sum(told)
        self._paged = _is_paged(marks, context.profile)
        # How many paragraphs, characters of text and dates stand above each line.
        lengths = [tells * len(mark.unit.text) for tells, mark in zip(told, marks, strict=True)]
        self._weights = [self._weigh_dateline(at) for at in range(len(marks))]
        dated = [
            mark.label in _DAYS or weight >= _FILED
            for mark, weight in zip(marks, self._weights, strict=True)
        ]
        self._told, self._letters, self._dates = (
            list(accumulate(counts, initial=0)) for counts in (told, lengths, dated)
        )
        self._begin = self._filed = 0
        self._headlines: set[str] = set()

    def joints(self) -> list[Joint]:
        """All places that are worth a thought."""
        found: list[Joint] = []
        first: _Form | None = None
        for begin, text in self._heads():
            if first is None:
                heads = self._headlines_in(begin, text, _HEADLINE_WORDS)
                first = self._form(begin, text, heads or self._headlines_in(begin, text, 1)[:1])
                self._filed, self._headlines = first.filed, self._folded(heads)
            elif joint := self._joint(begin, text, first):
                found.append(joint)
        return self._with_briefs(found)

    def _heads(self) -> Iterator[tuple[int, int]]:
        """The runs of lines above texts, each by the indices of its first line and of the text."""
        begin = 0
        for at in range(len(self._marks)):
            heads = self._heads_a_dateline(at)
            if self._told[at + 1] > self._told[at] and not heads:
                if begin < at or at == 0:
                    yield begin, at
                begin = at + 1

    def _joint(self, begin: int, text: int, first: _Form) -> Joint | None:
        """The joint among the lines from *begin* to the *text*, if there may be one."""
        parted = self._parted(begin, text)
        if parted is None:
            return None
        start = parted.begin
        filed = max(self._weights[start : text + 1])
        short = parted.weight and filed >= _FILED
        heads = self._headlines_in(start, text, 1 if short else _HEADLINE_WORDS)
        form = self._form(start, text, heads)
        opened = self._opened(form, text, parted, heads)
        if opened is None:
            return None
        weight = parted.weight + opened
        if form.headlines < first.headlines and parted.weight < _CLOSED and not self._furnished:
            weight += _UNTITLED
        elif (opened or not self._furnished) and (form.headlines > 0, *form[1:]) == (
            first.headlines > 0,
            *first[1:],
        ):
            # On a page a heading without a date is alike to too many others.
            weight += _ALIKE
        if opened >= _DATED and parted.reason in (_RULER, PAGE_TOP):
            weight += self._linked(start, max(heads, default=start)) * _LINKED
            weight += self._linked(begin, parted.parting) * _LINKED
        if self._is_open(begin, parted, heads):
            weight += _OPEN
        if self._paged and parted.reason in (_CLOSING, _HEAD) and form.filed < _CREDITED:
            # On a page a photo's credit closes no story, and teasers and comments have heads.
            weight = min(weight, CERTAIN - 1)
        if weight >= CERTAIN:
            self._begin, self._filed, self._headlines = start, form.filed, self._folded(heads)
        return parted._replace(weight=weight)

    def _opened(self, form: _Form, text: int, parted: Joint, heads: Sequence[int]) -> int | None:
        """What the lines of a head above the *text* weigh, of which *heads* may be headlines; None
        if they are none.
        """
        ruled, paged = parted.reason == _RULER, parted.reason == PAGE_TOP
        if not heads:
            return _CREDITED - 1 if ruled and form.filed >= _CREDITED else None
        summed = self._is_summed_up(text)
        weight = max(form.filed, _DATED if form.dated or summed else 0)
        weight += _LABELLED * (self._marks[heads[0]].label is Label.HEADLINE)
        above = self._is_story(self._begin, parted.parting)
        whole = above and self._is_story(text, text + _REACH)
        if form.filed < _FILED:
            if self._is_aside(text, parted, heads):
                return None
            told = summed or self._told_below(text, headed=False) >= _PARAGRAPHS
            told = told and (above or self._filed >= _FILED)
            if self._furnished and not (whole and (ruled or paged)):
                return LIKELY - parted.weight if told and form.dated else None
            if not (ruled or paged or told):
                return None if parted.weight else min(weight, _PLACE)
        if paged and weight < _DATED:
            return None
        return weight + _WHOLE * (whole and (ruled or paged))

    def _is_aside(self, text: int, parted: Joint, heads: Sequence[int]) -> bool:
        """Whether a head above the *text* belongs to a link or comment, or follows a story without
        a date that no ruler parts from it.
        """
        beside = any(mark.label in _BESIDE for mark in self._marks[heads[-1] : text])
        undated = self._dates[parted.parting] == self._dates[self._begin]
        return beside or (undated and parted.weight != 0 and parted.reason != _RULER)

    def _parted(self, begin: int, text: int) -> Joint | None:
        """Where a head may begin among the lines from *begin* to the *text*, and what parts it from
        the story above; None if nothing may be one.
        """
        span = range(begin, text)
        heads = [at for at in span if self._headed[at]]
        rulers = [at for at in span if self._is_ruler(at)]
        top = next((at for at in span if self._is_top(at)), None)
        if top is not None and not (rulers and top < rulers[-1]):
            above = top
            while above - 1 in rulers:
                above -= 1
            return Joint(top, above, PAGE_TOP, _TOP)
        credited = self._weights[text] >= _CREDITED
        looked = bool(rulers) or credited
        short = heads or (self._headlines_in(begin, text, 1) if looked else [])
        over = [at for at in rulers if short and at < short[-1]]
        if over or (rulers and credited):
            at = max(over or rulers)
            closed = self._closed(begin, at) is not None
            return Joint(at + 1, at, _RULER, _RULED + _CLOSED * closed)
        if heads:
            return self._closed(begin, heads[-1]) or self._headed_at(begin, heads[0])
        # Two words above a credited dateline may be a headline: that is told.
        return Joint(short[0], short[0], _HEAD, -1) if short and credited else None

    def _headed_at(self, begin: int, head: int) -> Joint:
        """The joint at a *head* that nothing parts from the story above but perhaps the names of
        its reporters; it begins with the line after the last blank one.
        """
        signed = any(mark.label in _SIGNATURES for mark in self._marks[begin:head])
        gaps = [at for at in range(begin, head + 1) if self._marks[at].unit.gap]
        at = gaps[-1] if gaps else head
        return Joint(at, at, _HEAD, _SIGNED * signed)

    def _closed(self, begin: int, end: int) -> Joint | None:
        """The joint below the lines that close the story above, if any from *begin* to *end* do.
        They weigh most if nothing follows one of them, and little on a page unless a rule of the
        sender's own knows one.
        """
        marks = self._marks
        over = [at for at in range(begin, end) if _closes(marks[at])][:1]
        around = [at for start in over for at in range(start, end) if marks[at].label in _AROUND]
        if not over:
            return None
        last = max(over + around)
        hits = [mark.hit for mark in marks[begin : last + 1] if mark.hit]
        weight = _CLOSED + any(hit.closes for hit in hits)
        if self._furnished and not any(hit.table == self._context.profile for hit in hits):
            weight = _SIGNED
        return Joint(last + 1, last + 1, _CLOSING, weight)

    def _is_open(self, begin: int, parted: Joint, heads: Sequence[int]) -> bool:
        """Whether the story above the line *begin* goes on: it ends with a colon; or nothing parts
        the head from it, not even a blank line, although there are some.
        """
        labelled = any(self._marks[at].label is Label.HEADLINE for at in heads[:1])
        close = self._gaps and not self._marks[parted.begin].unit.gap
        return (close and not parted.weight and not labelled) or self._marks[
            begin - 1
        ].unit.text.endswith(_GOES_ON)

    # --- what the lines of a head are ---------------------------------------------------------

    def _headlines_in(self, begin: int, text: int, least: int) -> list[int]:
        """The lines of a head that may be its headlines, of so many words at *least*."""
        return [
            at
            for at in range(begin, text)
            if (self._headed[at] or (least < _HEADLINE_WORDS and _may_head(self._marks[at], least)))
            and self._marks[at].unit.folded not in self._headlines
            and not self._is_day(at)
        ]

    def _folded(self, heads: Sequence[int]) -> set[str]:
        """The headlines *heads* as they are compared."""
        return {self._marks[at].unit.folded for at in heads}

    def _form(self, begin: int, text: int, heads: Sequence[int]) -> _Form:
        """The form of the head from *begin* to the *text* with these headlines."""
        filed = max(self._weights[begin : text + 1])
        return _Form(len(heads), filed, any(map(self._is_day, range(begin, text))))

    def _tells(self, at: int) -> bool:
        """Whether a line is text, or the row or short line right below a dateline."""
        mark = self._marks[at]
        if is_text(mark) or (mark.rule is BuiltIn.FAR and mark.unit.is_prose):
            return True
        below = at > 0 and self._marks[at - 1].label is Label.DATELINE
        return below and mark.hit is None and mark.label in _UNSPOKEN

    def _weigh_dateline(self, at: int) -> int:
        """What the dateline of a line weighs; 0 if there is none. Far down in a long input, only
        those right below a headline are looked for.
        """
        mark = self._marks[at]
        found = mark.dateline
        far = at >= DATELINE_UNITS and mark.unit.weight >= _HEADLINE_WORDS
        if far and found is None and self._headed[at - 1]:
            context = self._context
            found = find_dateline(mark.unit.text, context.lexicon, language=context.language)
        if found is None:
            return 0
        dateline = found.dateline
        if dateline.agencies or not _BRACKETS.isdisjoint(dateline.text):
            return _CREDITED
        return _FILED if any(map(str.isdecimal, dateline.text)) else _PLACE

    def _heads_a_dateline(self, at: int) -> bool:
        """Whether a sentence is a headline: right above a dateline or date, and it asks, or it is
        the first line, or what parts stories stands above it.
        """
        mark, below = self._marks[at], at + 1
        if below == len(self._marks) or (
            self._weights[below] < _FILED and self._marks[below].label not in _DAYS
        ):
            return False
        if mark.hit or mark.dateline or mark.unit.weight > _SENTENCE:
            return False
        asks = mark.unit.text.rstrip("\"'”’»」』 ")[-1:] in _ASKING
        parted = at == 0 or self._is_ruler(at - 1) or _closes(self._marks[at - 1])
        sentence = mark.label in _SENTENCES and ends_sentence(mark.unit.text)
        self._headed[at] = self._headed[at] or (sentence and (asks or parted))
        return self._headed[at]

    def _is_story(self, begin: int, end: int) -> bool:
        """Whether the lines from *begin* to *end* hold the text of a story."""
        end = min(end, len(self._marks))
        paragraphs, letters = (sums[end] - sums[begin] for sums in (self._told, self._letters))
        return paragraphs >= _PARAGRAPHS and letters >= _CHARACTERS

    def _linked(self, begin: int, end: int) -> bool:
        """Whether links of a page stand among the lines: furniture, or a few words each."""
        marks = self._marks[begin:end]
        short = [mark.label is Label.OTHER and mark.unit.weight <= _LINK_WORDS for mark in marks]
        return sum(short) + sum(mark.label in PAGE_FURNITURE for mark in marks) >= _LINKS

    def _told_below(self, text: int, *, headed: bool) -> int:
        """How many paragraphs follow from the *text* on, up to the next date; up to the next
        headline, too, unless it may be that of the text (*headed*).
        """
        told = 0
        for at in range(text, min(len(self._marks), text + _BELOW)):
            if self._tells(at):
                told += 1
            elif self._is_day(at) or (self._headed[at] and not headed):
                break
        return told

    def _is_summed_up(self, text: int) -> bool:
        """Whether the *text* is a summary, with the date or dateline of the story below it."""
        for at in range(text, min(len(self._marks), text + _BELOW)):
            if self._told[at + 1] - self._told[text] > _SUMMARY:
                return False
            if self._is_day(at) or self._marks[at].label is Label.DATELINE:
                return self._told_below(at + 1, headed=True) >= _PARAGRAPHS
        return False

    def _is_ruler(self, at: int) -> bool:
        """Whether a line is a ruler that belongs to no heading and no table."""
        unit = self._marks[at].unit
        if unit.folded or not ruler_of(unit.text):
            return False
        above = self._marks[at - 1]
        if at == 0 or unit.gap or is_text(above) or (self._gaps and not above.unit.gap):
            return True
        long = columns(unit.text) - columns(above.unit.lines[-1].text.strip())
        return above.label is not Label.TABLE and abs(long) > _UNDERLINE_SLACK

    def _is_top(self, at: int) -> bool:
        """Whether a line is the first of a page: a link to skip its menus, or the first line of the
        input again.
        """
        unit, first = self._marks[at].unit, self._marks[0].unit
        if len(unit.text) <= _LONGEST_LINK and unit.text.lower().startswith(self._skip):
            return True
        if not unit.folded or unit.folded != first.folded or unit.is_prose:
            return False
        following = [mark.unit.folded for mark in self._marks[at + 1 : at + 2]]
        return unit.weight >= _TELLING or following == [self._marks[1].unit.folded]

    def _is_day(self, at: int) -> bool:
        """Whether a line is the date of a story, as far as can be told: with a year or a time; with
        a year where something else stands beside it.
        """
        mark = self._marks[at]
        if mark.rule is not BuiltIn.FAR and mark.label not in _DATABLE:
            times = [found.year or found.time for found in mark.dates]
            return mark.label in _DAYS and (not times or any(times))
        text = mark.unit.text
        if len(text) > _LONGEST_DATE or not DIGIT_RE.search(text):
            return False
        found = find_dates(text, language=self._context.language, order=self._context.date_order)
        return any(date.month and date.year for date in found)

    def _with_briefs(self, found: list[Joint]) -> list[Joint]:
        """The joints, with more weight for those at rulers of one sign that part at least three
        briefs, all alike.
        """
        parts = [joint for joint in found if joint.reason == _RULER]
        if len(parts) + 1 < _BRIEFS or parts[0].weight < _RULED + _ALIKE:
            return found
        ends = [0, *[joint.parting for joint in parts], len(self._marks)]
        rulers = [at for at in range(1, len(self._marks) - 1) if self._is_ruler(at)]
        longest = max(self._letters[end] - self._letters[begin] for begin, end in pairwise(ends))
        signs = {ruler_of(self._marks[at].unit.text) for at in rulers}
        capitals = {
            self._marks[at].unit.text.isupper() for at in (0, *[one.begin for one in parts])
        }
        alike = len({joint.weight for joint in parts}) == len(signs) == len(capitals) == 1
        if rulers != ends[1:-1] or longest > _BRIEF or not alike:
            return found
        return [joint._replace(weight=joint.weight + _BRIEFLY) for joint in found]


def _is_paged(marks: Sequence[Mark], profile: str) -> bool:
    """Whether lines of furniture that are not the own ones of the sender, whose *profile* is named,
    show that the message is a page.
    """
    buttons = {
        mark.unit.folded
        for mark in marks
        if mark.hit and mark.label in PAGE_FURNITURE and mark.hit.table != profile
    }
    return len(buttons) >= _BUTTONS


def _may_head(mark: Mark, least: int = _HEADLINE_WORDS) -> bool:
    """Whether a line may be a headline: of so many words at *least*, known to no rule but that of a
    label.
    """
    if mark.label is Label.HEADLINE:
        return True
    loose = mark.hit is None and mark.label is Label.OTHER
    unit = mark.unit
    return (loose or mark.rule is BuiltIn.FAR) and unit.weight >= least and is_heading(unit.text)


def _closes(mark: Mark) -> bool:
    """Whether a line closes a dispatch."""
    return mark.label in _CLOSERS or (mark.hit is not None and mark.hit.closes)
