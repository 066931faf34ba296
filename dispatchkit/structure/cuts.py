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
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.label import BuiltIn, is_text
from dispatchkit.model import FOOTERS, PAGE_FURNITURE, SIGN_OFFS, Label
from dispatchkit.text.shape import DIGIT_RE, is_heading, ruler_of
from dispatchkit.text.wrap import columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.grammar.dates import FoundDate
    from dispatchkit.grammar.label import Context, Mark

# The weights with which the input is cut, and with which a person is told.
CERTAIN, LIKELY = 4, 2
# What a dateline weighs: a place alone, a place and a day, a credit; and the date on a line of its
# own.
_PLACE, _FILED, _CREDITED, _DATED = 1, 2, 3, 2
# What parts two stories: a ruler, the line that closes the first, its reporters' line, the line at
# which a page begins, its menu.
_RULED, _CLOSED, _SIGNED, _TOP, _MENUED = 1, 2, 1, 3, 1
# The head has the form of the first one; names another agency; but the first one has a title above.
_ALIKE, _OTHER_AGENCY, _UNTITLED = 1, 1, -2
# The story above is not at its end: a colon, or no blank line although there are some.
_OPEN = -3
# A label says that the line is a headline ("Title: ...").
_LABELLED = 2
# Briefs between rulers, of which there are at least three, all alike; sections of a long story look
# like them, but are longer than a paragraph or three.
_BRIEFLY, _BRIEFS, _BRIEF = 2, 3, 1_200
# A headline weighs at least three words; where a line parts the stories, it may be shorter.
_HEADLINE_WORDS = 3
# A ruler underlines the line right above if their lengths differ by no more than this.
_UNDERLINE_SLACK = 3
# At least three lines of up to three words above a headline are the menu of a page.
_MENU, _MENU_WORDS = 3, 3
# At most two sentences of summary stand between headline and date, and two paragraphs at least
# below the date of a page; teasers have one.
_SUMMARY, _REACH, _TOLD = 2, 10, 2
# The text of a story, as far as it is looked at, has so many characters.
_STORY, _FAR, _WHOLE = 120, 40, 1
# No link that skips the menus is longer; a first line of this many words, or the first two lines,
# recur at the top of pages alone.
_LONGEST_LINK, _TELLING = 60, 3
# "Who pays for the bridge?" No headline of the bench that is a sentence has more words.
_ASKING, _SENTENCE = frozenset("?!？！؟"), 20

_BRACKETS = frozenset("(（/【[")
_UNSPOKEN = frozenset((Label.OTHER, Label.TABLE, Label.LIST))
_GOES_ON = (":", "：", ",", "،", "、", ";")
_CLOSERS = SIGN_OFFS | FOOTERS
# Lines around the footer of a page.
_AROUND = (PAGE_FURNITURE | _CLOSERS | {Label.CAPTION}) - {Label.MENU, Label.PRINT, Label.COOKIE}
_SIGNATURES = frozenset((Label.CREDIT, Label.CONTACT, Label.ENVELOPE))
_RULER, _PAGE = "ruler", "top of a page"
_DATABLE = frozenset((Label.OTHER, Label.CREDIT, Label.BYLINE, Label.LOCATED))
_LONGEST_DATE = 100
_BESIDE = frozenset((Label.RELATED, Label.COMMENT))
_DAYS = frozenset((Label.DATE, Label.UPDATED))


class Joint(NamedTuple):
    """Where another dispatch may begin: the indices of its first unit and of the line that parts it
    from the story above (a ruler; else the same), what that says, and how much it weighs.
    """

    begin: int
    parting: int
    reason: str
    weight: int


class _Form(NamedTuple):
    """The form of a head: how many of its lines may be headlines, and what its dateline and date
    weigh.
    """

    headlines: int
    filed: int
    dated: bool

    def is_like(self, other: _Form) -> bool:
        """Whether two heads have the same form."""
        return (self.headlines > 0, *self[1:]) == (other.headlines > 0, *other[1:])


class _Parted(NamedTuple):
    """What parts a head from the story above: where the line stands and the head begins, its sign
    (of a ruler), a word for it, and its weight.
    """

    parting: int
    begin: int
    said: str
    weight: int


def cuts(marks: Sequence[Mark], context: Context) -> list[Joint]:
    """Where further dispatches begin in a message with these provisional *marks*, in order."""
    return [joint for joint in joints(marks, context) if joint.weight >= CERTAIN]


def joints(marks: Sequence[Mark], context: Context) -> list[Joint]:
    """Where further dispatches may begin, in order: where the signs weigh at least ``LIKELY``."""
    return [joint for joint in _Message(marks, context).joints() if joint.weight >= LIKELY]


class _Message:
    """The lines of a message as the places are looked for at which it is to be cut."""

    def __init__(self, marks: Sequence[Mark], context: Context) -> None:
        self._marks = marks
        self._context = context
        self._skip = tuple(tables.words("data/skip_links", "skip"))
        self._top = [mark.unit.folded for mark in marks[:2]]
        furniture = sum(mark.label in PAGE_FURNITURE for mark in marks)
        self._furnished = furniture > sum(map(is_text, marks))
        # Where the dispatch begins that is read.
        self._begin, self._filed = 0, 0
        told = [self._tells(at) for at in range(len(marks))]
        self._told = list(accumulate(told, initial=0))
        lengths = [tells * len(mark.unit.text) for tells, mark in zip(told, marks, strict=True)]
        self._letters = list(accumulate(lengths, initial=0))
        dated = [mark.label in _DAYS or _filed(mark) >= _FILED for mark in marks]
        self._days = list(accumulate(dated, initial=0))
        self._gaps = any(mark.unit.gap for mark in marks)
        # The headlines of the story that is read, which it repeats.
        self._headlines: set[str] = set()

    def joints(self) -> list[Joint]:
        """All places that are worth a thought."""
        found: list[Joint] = []
        first: _Form | None = None
        for begin, text in self._heads():
            if first is None:
                first = self._form(begin, text)
                continue
            joint = self._joint(begin, text, first)
            if joint is not None:
                found.append(joint)
        return self._with_briefs(found)

    def _heads(self) -> Iterator[tuple[int, int]]:
        """The runs of lines above texts, each by the indices of its first line and of the text."""
        begin = 0
        for at in range(len(self._marks)):
            if self._told[at + 1] > self._told[at] and not self._heads_a_dateline(at):
                if begin < at or at == 0:
                    yield begin, at
                begin = at + 1

    def _tells(self, at: int) -> bool:
        """Whether a line is text, or the row or short line right below a dateline."""
        mark = self._marks[at]
        if is_text(mark) or (mark.rule is BuiltIn.FAR and mark.unit.is_prose):
            return True
        below = at > 0 and self._marks[at - 1].label is Label.DATELINE
        return below and mark.hit is None and mark.label in _UNSPOKEN

    def _heads_a_dateline(self, at: int) -> bool:
        """Whether a sentence is a headline: right above a dateline or date, and it asks, or what
        parts stories stands above it.
        """
        mark = self._marks[at]
        if (
            mark.dateline is not None
            or mark.unit.weight > _SENTENCE
            or at + 1 >= len(self._marks)
            or max(_filed(self._marks[at + 1]), _DATED * self._is_day(at + 1)) < _FILED
        ):
            return False
        asks = mark.unit.text.rstrip("\"'”’»」』 ")[-1:] in _ASKING
        return asks or (at > 0 and (self._is_ruler(at - 1) or _closes(self._marks[at - 1])))

    def _form(self, begin: int, text: int) -> _Form:
        """The form of the head from *begin* to the *text*."""
        headlines = [at for at in range(begin, text) if self._may_head(at)]
        self._headlines = {self._marks[at].unit.folded for at in headlines}
        self._agencies = self._credits(begin, text)
        top = headlines[0] if headlines else begin
        self._routing = [mark.label for mark in self._marks[begin:top]]
        short = not headlines and any(self._may_head(at, 1) for at in range(begin, text))
        form = self._read(begin, text, len(headlines) + short)
        self._filed = form.filed
        return form

    def _may_head(self, at: int, least: int = _HEADLINE_WORDS) -> bool:
        """Whether a line may be a headline: at least so many words, known to no rule, no sentence
        unless it asks.
        """
        mark = self._marks[at]
        if mark.label is Label.HEADLINE:
            return True
        far = mark.rule is BuiltIn.FAR
        if not far and (mark.hit is not None or mark.label not in (Label.OTHER, Label.TEXT)):
            return False
        return mark.unit.weight >= least and (is_heading(mark.unit.text) or is_text(mark))

    def _joint(self, begin: int, text: int, first: _Form) -> Joint | None:
        """The joint among the lines from *begin* to the *text*, if there may be one."""
        parted = self._parted(begin, text)
        if parted is None:
            return None
        least = 1 if parted.weight and not self._furnished else _HEADLINE_WORDS
        heads = [
            at
            for at in range(parted.begin, text)
            if self._may_head(at, least)
            and not self._is_day(at)
            and self._marks[at].unit.folded not in self._headlines
        ]
        folded = {self._marks[at].unit.folded for at in heads}
        form = self._read(parted.begin, text, len(heads))
        opened = self._opened(form, text, parted, max(heads, default=text))
        if opened is None:
            return None
        weight = parted.weight + opened + self._fits(form, first, parted)
        if opened >= _DATED and parted.said in (_RULER, _PAGE):
            weight += self._paged(begin, parted, heads)
        labelled = self._marks[max(heads[:1], default=text)].label is Label.HEADLINE
        weight += _LABELLED * labelled
        if (
            not parted.weight
            and not labelled
            and self._gaps
            and not self._marks[parted.begin].unit.gap
        ):
            weight += _OPEN
        if self._marks[begin - 1].unit.text.rstrip().endswith(_GOES_ON):
            weight += _OPEN
        if weight >= CERTAIN:
            self._headlines, self._begin = folded, parted.begin
            self._filed = form.filed
            self._agencies = self._credits(parted.begin, text)
        return Joint(parted.begin, parted.parting, parted.said, weight)

    def _read(self, begin: int, text: int, headlines: int) -> _Form:
        """The form of the head from *begin* to the *text* with so many *headlines*."""
        filed = max(map(_filed, self._marks[begin : text + 1]))
        return _Form(headlines, filed, any(map(self._is_day, range(begin, text))))

    def _opened(self, form: _Form, text: int, parted: _Parted, headline: int) -> int | None:
        """How much the head says; None if it is none."""
        if not form.headlines:
            ruled = parted.said == _RULER and form.filed >= _CREDITED
            return form.filed - 1 if ruled else None
        summed = self._is_summed_up(text)
        weight = max(form.filed, _DATED if form.dated or summed else 0)
        parts = parted.said in (_RULER, _PAGE)
        whole = self._is_story(self._begin, parted.parting) and self._is_story(text, text + _FAR)
        if form.filed < _FILED:
            if any(mark.label in _BESIDE for mark in self._marks[headline:text]):
                return None
            told = self._is_story(self._begin, parted.parting) or self._filed >= _FILED
            if parted.weight and parted.said != _RULER and not self._is_dated(parted.parting):
                return None
            told = told and (summed or self._told_below(text) >= _TOLD)
            if self._furnished and not (whole if parts else told and parted.weight >= _CLOSED):
                return None
            if not parts and not told:
                return None if parted.weight else min(weight, _PLACE)
        if parted.said == _PAGE and weight < _DATED:
            return None
        if parts:
            weight += _WHOLE * whole
        return weight

    def _is_story(self, begin: int, end: int) -> bool:
        """Whether the lines from *begin* to *end* hold the text of a story."""
        end = min(end, len(self._marks))
        paragraphs, letters = (sums[end] - sums[begin] for sums in (self._told, self._letters))
        return paragraphs >= _TOLD and letters >= _STORY

    def _is_dated(self, end: int) -> bool:
        """Whether the dispatch that is read has a date or dateline above the line *end*."""
        return self._days[end] > self._days[self._begin]

    def _paged(self, begin: int, parted: _Parted, heads: Sequence[int]) -> int:
        """What the menu above the headline and the foot of the page before weigh."""
        menu = [at for at in range(parted.begin, heads[-1]) if self._is_link(at)] if heads else []
        foot = [at for at in range(begin, parted.parting) if self._is_link(at)]
        return _MENUED * (len(menu) >= _MENU) + _MENUED * (len(foot) >= _MENU)

    def _is_link(self, at: int) -> bool:
        """Whether a line may be a link of a menu: furniture, or a few words."""
        mark = self._marks[at]
        short = mark.label is Label.OTHER and mark.unit.weight <= _MENU_WORDS
        return short or mark.label in PAGE_FURNITURE

    def _told_below(self, text: int, *, headed: bool = False) -> int:
        """How many paragraphs follow from the *text* on, up to the next date; up to the next
        headline, too, unless that of the text stands among them (*headed*).
        """
        told = 0
        for at in range(text, min(len(self._marks), text + _REACH)):
            if self._tells(at):
                told += 1
            elif self._is_day(at) or (not headed and self._may_head(at)):
                break
        return told

    def _is_summed_up(self, text: int) -> bool:
        """Whether the *text* is a summary, with the date or dateline of the story below it."""
        told = 0
        for at in range(text, min(len(self._marks), text + _REACH)):
            mark = self._marks[at]
            if self._tells(at):
                told += 1
                if told > _SUMMARY:
                    return False
            elif self._is_day(at) or mark.label is Label.DATELINE:
                return self._told_below(at + 1, headed=True) >= _TOLD
        return False

    def _fits(self, form: _Form, first: _Form, parted: _Parted) -> int:
        """What the form of a head weighs beside that of the *first*."""
        untitled = form.headlines < first.headlines and parted.weight < _CLOSED
        if untitled and not self._furnished:
            return _UNTITLED
        return _ALIKE if form.is_like(first) else 0

    def _parted(self, begin: int, text: int) -> _Parted | None:
        """Where a head may begin among the lines from *begin* to the *text*; None if nothing may be
        one.
        """
        span = range(begin, text)
        heads = [at for at in span if self._may_head(at)]
        rulers = [at for at in span if self._is_ruler(at)]
        top = next((at for at in span if self._is_top(at)), None)
        if top is not None and rulers and top < rulers[-1]:
            top = None
        if top is not None:
            above = top
            while above > begin and above - 1 in rulers:
                above -= 1
            return _Parted(above, top, _PAGE, _TOP)
        closed = self._closed(begin, heads[-1]) if heads else None
        if rulers:
            weak = heads or [at for at in span if self._may_head(at, 1)]
            over = [at for at in rulers if weak and at < weak[-1]]
            if over or _filed(self._marks[text]) >= _CREDITED:
                at = over[-1] if over else rulers[-1]
                more = _CLOSED if self._closed(begin, at) is not None else 0
                return _Parted(at, at + 1, _RULER, _RULED + more)
        if not heads:
            return None
        if closed is not None:
            weight = self._closing(begin, closed)
            return _Parted(closed + 1, closed + 1, "head below a closing line", weight)
        signed = [at for at in range(begin, heads[0]) if self._marks[at].label in _SIGNATURES]
        at = self._routed(begin, heads[0])
        return _Parted(at, at, "head", _SIGNED if signed else 0)

    def _closed(self, begin: int, end: int) -> int | None:
        """The last line of those that close the story above, among the lines from *begin* to *end*;
        None if none does.
        """
        marks = self._marks
        over = [at for at in range(begin, end) if _closes(marks[at])][:1]
        around = [at for start in over for at in range(start, end) if marks[at].label in _AROUND]
        return max([*over, *around], default=None)

    def _closing(self, begin: int, closed: int) -> int:
        """What the lines from *begin* to the one that *closed* the story weigh: most if nothing
        follows one of them, little on a page unless a rule of the sender's own knows one.
        """
        hits = [mark.hit for mark in self._marks[begin : closed + 1] if mark.hit]
        if any(hit.closes for hit in hits):
            return _CLOSED + 1
        own = any(hit.table == self._context.profile for hit in hits)
        return _SIGNED if self._furnished and not own else _CLOSED

    def _routed(self, begin: int, headline: int) -> int:
        """Where the head of a *headline* begins: with the lines right above it, and with those that
        have the labels of the first lines of the input.
        """
        at = headline
        while at > begin and self._gaps and not self._marks[at].unit.gap:
            at -= 1
        labels, top = self._routing, at
        while (
            at > begin
            and top - at < len(labels)
            and (self._marks[at - 1].label is labels[at - 1 - top])
        ):
            at -= 1
        return at if at == begin or not self._gaps or self._marks[at].unit.gap else headline

    def _is_ruler(self, at: int) -> bool:
        """Whether a line is a ruler that belongs to no heading and no table."""
        unit = self._marks[at].unit
        if not ruler_of(unit.text):
            return False
        if at == 0 or unit.gap:
            return True
        above = self._marks[at - 1]
        if is_text(above) or (self._gaps and not above.unit.gap):
            return True
        printed = above.unit.lines[-1].text.strip()
        long = columns(unit.text) - columns(printed)
        return above.label is not Label.TABLE and abs(long) > _UNDERLINE_SLACK

    def _is_top(self, at: int) -> bool:
        """Whether a line is the first of a page: a link to skip its menus, or the first line of the
        input again.
        """
        unit = self._marks[at].unit
        if len(unit.text) <= _LONGEST_LINK and unit.text.lower().startswith(self._skip):
            return True
        if not unit.folded or unit.folded != self._top[0] or unit.is_prose:
            return False
        following = self._marks[at + 1].unit.folded if at + 1 < len(self._marks) else ""
        return unit.weight >= _TELLING or [unit.folded, following] == self._top

    def _is_day(self, at: int) -> bool:
        """Whether a line is the date of a story: with a year or a time, as far as can be told."""
        mark = self._marks[at]
        dates = mark.dates
        if mark.rule is BuiltIn.FAR or mark.label in _DATABLE:
            dates = self._dates(mark.unit.text)
        elif mark.label not in _DAYS:
            return False
        elif not dates:
            return True
        return any(found.year or found.time for found in dates)

    def _dates(self, text: str) -> Sequence[FoundDate]:
        """The dates of a short line with a figure in it; empty for any other line."""
        if len(text) > _LONGEST_DATE or not DIGIT_RE.search(text):
            return ()
        found = find_dates(text, language=self._context.language, order=self._context.date_order)
        return [date for date in found if date.month and date.year]

    def _credits(self, begin: int, text: int) -> frozenset[str]:
        return frozenset(
            agency
            for mark in self._marks[begin : text + 1]
            if mark.dateline
            for agency in mark.dateline.dateline.agencies
        )

    def _with_briefs(self, found: list[Joint]) -> list[Joint]:
        """The joints, with more weight for those at rulers of one sign that part at least three
        briefs, all alike.
        """
        rulers = [at for at in range(len(self._marks)) if self._is_ruler(at)]
        inner = [at for at in rulers if 0 < at < len(self._marks) - 1]
        parts = [joint for joint in found if joint.reason == _RULER]
        ends = [0, *[joint.parting for joint in parts], len(self._marks)]
        sizes = [
            sum(len(mark.unit.text) for mark in self._marks[begin:end])
            for begin, end in pairwise(ends)
        ]
        if (
            len(sizes) < _BRIEFS
            or [joint.parting for joint in parts] != inner
            or len({ruler_of(self._marks[at].unit.text) for at in inner}) > 1
            or max(sizes) > _BRIEF
            or len({joint.weight for joint in parts}) > 1
            or parts[0].weight < _RULED + _ALIKE
        ):
            return found
        return [joint._replace(weight=joint.weight + _BRIEFLY) for joint in found]


def _closes(mark: Mark) -> bool:
    """Whether a line closes a dispatch."""
    return mark.label in _CLOSERS or (mark.hit is not None and mark.hit.closes)


def _filed(mark: Mark) -> int:
    """What the dateline of a line weighs; 0 if there is none."""
    if mark.dateline is None:
        return 0
    dateline = mark.dateline.dateline
    if dateline.agencies or not _BRACKETS.isdisjoint(dateline.text):
        return _CREDITED
    return _FILED if any(map(str.isdecimal, dateline.text)) else _PLACE
