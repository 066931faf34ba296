"""Where another dispatch begins in a message: what closes the story above, and how the lines open
that follow it, each weighed.

No sign proves anything by itself: stories have rulers, headings, dates and datelines in them as
well. But a headline above a credited dateline, in the form in which the input itself begins, or a
headline and a date below a line of rights, say so much that the input is cut. Where the signs weigh
less, a person is told (``doubts``). A frame of the wire needs none of this (``reading.blocks``).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.labels import FOOTERS, PAGE_FURNITURE, Label
from dispatchkit.structure.cut_lines import (
    CLOSERS,
    CREDITED,
    FILED,
    HEADLINE_WORDS,
    PARAGRAPHS,
    PLACE,
    SUMMARY,
    Lines,
    closes,
    is_naming,
    may_head,
)
from dispatchkit.text.shape import ruler_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.grammar.label import Context, Mark

# The weights with which the input is cut, and with which a person is told. Measured on 550 pages
# and 2,300 wires that are one story each (2 were cut), and on 450 pairs of them.
CERTAIN, LIKELY = 4, 2
# What a date on a line of its own weighs; a label ("Title: ...").
_DATED, _LABELLED = 2, 2
# What parts two stories: a ruler, the line that closes the first, its reporters' line, the line at
# which a page begins; a menu below it or the foot of a page above.
_RULED, _CLOSED, _SIGNED, _TOP, _LINKED = 1, 2, 1, 3, 1
# The head has the form of the first one; or the first one has a title besides, as round-ups do.
_ALIKE, _UNTITLED = 1, -2
# The story above is not at its end: a colon, or no blank line although there are some.
_OPEN = -3
# Where files were put together with nothing between them, a head with a credit stands right below
# the last paragraph, though blank lines part all others.
_SEAM = 1
# Stories of several paragraphs stand on both sides of what parts them, below it within so many
# lines.
_WHOLE, _REACH = 1, 40
# Briefs between rulers, of which there are at least three, all alike; sections of a long story look
# like them, but are longer than a paragraph or three.
_BRIEFLY, _BRIEFS, _BRIEF = 2, 3, 1_200
_GOES_ON = (":", "：", ",", "،", "、", ";")
# Lines around the footer of a page.
_AROUND = (PAGE_FURNITURE | CLOSERS | {Label.CAPTION}) - {Label.MENU, Label.PRINT, Label.COOKIE}
_SIGNATURES = frozenset((Label.CREDIT, Label.CONTACT, Label.ENVELOPE))
_BESIDE = frozenset((Label.RELATED, Label.COMMENT))
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
        self._marks, self._context = marks, context
        self._lines = Lines(marks, context)
        self._begin = self._filed = 0
        self._headlines: set[str] = set()
        # Where each line stands for the first time.
        self._firsts = {mark.unit.folded: at for at, mark in [*enumerate(marks)][::-1]}

    def joints(self) -> list[Joint]:
        """All places that are worth a thought."""
        found: list[Joint] = []
        first: _Form | None = None
        for begin, text in self._heads():
            if first is None:
                heads = self._headlines_in(begin, text, HEADLINE_WORDS)
                first = self._form(begin, text, heads or self._headlines_in(begin, text, 1)[:1])
                self._filed, self._headlines = first.filed, self._folded(heads)
            elif joint := self._joint(begin, text, first):
                found.append(joint)
        return self._with_briefs(found)

    def _heads(self) -> Iterator[tuple[int, int]]:
        """The runs of lines above texts, each by the indices of its first line and of the text."""
        begin = 0
        for at in range(self._lines.end):
            heads = self._lines.heads_a_dateline(at)
            if self._lines.is_told(at) and not heads:
                if begin < at or at == 0 or self._lines.weights[at] >= CREDITED:
                    yield begin, at
                begin = at + 1

    def _joint(self, begin: int, text: int, first: _Form) -> Joint | None:
        """The joint among the lines from *begin* to the *text*, if there may be one."""
        parted = self._parted(begin, text)
        if parted is None:
            return None
        start = parted.begin
        filed = max(self._lines.weights[start : text + 1])
        short = parted.weight and filed >= FILED
        heads = self._headlines_in(start, text, 1 if short else HEADLINE_WORDS)
        form = self._form(start, text, heads)
        within = self._is_in_head(parted, heads)
        opened = None if within else self._opened(form, text, parted, heads)
        if opened is None:
            return None
        weight = parted.weight + opened
        if form.headlines < first.headlines and self._may_be_item(parted):
            weight += _UNTITLED
        elif (opened or not self._lines.furnished) and (form.headlines > 0, *form[1:]) == (
            first.headlines > 0,
            *first[1:],
        ):
            # On a page a heading without a date is alike to too many others.
            weight += _ALIKE
        if opened >= _DATED and parted.reason in (_RULER, PAGE_TOP):
            weight += self._lines.has_links(start, max(heads, default=start)) * _LINKED
            weight += self._lines.has_links(begin, parted.parting) * _LINKED
        if self._is_open(begin, parted, heads):
            weight += _OPEN
        if self._lines.paged and parted.reason in (_CLOSING, _HEAD) and form.filed < CREDITED:
            # On a page a photo's credit closes no story, and teasers and comments have heads.
            weight = min(weight, CERTAIN - 1)
        if not heads and parted.reason == _HEAD:
            # With a dateline alone parts of a round-up begin as well.
            weight = min(weight, CERTAIN - 1)
        if weight >= CERTAIN:
            self._begin, self._filed, self._headlines = start, form.filed, self._folded(heads)
        return parted._replace(weight=weight)

    def _is_in_head(self, parted: Joint, heads: Sequence[int]) -> bool:
        """Whether a joint that nothing but lines like a head mark, no label of a headline among
        them (*heads*), is in the head of the story itself: above it stands no more than a headline
        and a summary, and neither a date nor a dateline.
        """
        labelled = any(self._marks[at].label is Label.HEADLINE for at in heads[:1])
        if parted.reason != _HEAD or self._filed or labelled:
            return False
        above = self._begin, parted.parting
        return self._lines.told(*above) <= SUMMARY and not self._lines.is_dated(*above)

    def _may_be_item(self, parted: Joint) -> bool:
        """Whether what follows a joint may be an item of a round-up, whose title is the first one's
        only.
        """
        seamed = self._lines.is_seam(parted.begin)
        return parted.weight < _CLOSED and not seamed and not self._lines.furnished

    def _opened(self, form: _Form, text: int, parted: Joint, heads: Sequence[int]) -> int | None:
        """What the lines of a head above the *text* weigh, of which *heads* may be headlines; None
        if they are none.
        """
        ruled, paged = parted.reason == _RULER, parted.reason == PAGE_TOP
        if not heads:
            again = paged or any(self._lines.headed[parted.begin : text])
            bare = form.filed >= CREDITED and (ruled or not again)
            return CREDITED - ruled if bare else None
        summed = self._lines.is_summed_up(text)
        weight = max(form.filed, _DATED if form.dated or summed else 0)
        weight += _LABELLED * (self._marks[heads[0]].label is Label.HEADLINE)
        above = self._lines.is_story(self._begin, parted.parting)
        whole = above and self._lines.is_story(text, text + _REACH)
        if form.filed < FILED:
            if self._is_aside(text, parted, heads):
                return None
            told = summed or self._lines.told_below(text, headed=False) >= PARAGRAPHS
            told = told and (above or self._filed >= FILED)
            if self._lines.furnished and not (whole and (ruled or paged)):
                return LIKELY - parted.weight if told and form.dated else None
            if not (ruled or paged or told):
                return None if parted.weight else min(weight, PLACE)
        if paged and weight < _DATED:
            return None
        return weight + _WHOLE * (whole and (ruled or paged))

    def _is_aside(self, text: int, parted: Joint, heads: Sequence[int]) -> bool:
        """Whether a head above the *text* belongs to a link or comment, or follows a story without
        a date that no ruler parts from it.
        """
        beside = any(mark.label in _BESIDE for mark in self._marks[heads[-1] : text])
        undated = not self._lines.is_dated(self._begin, parted.parting)
        return beside or (undated and parted.weight != 0 and parted.reason != _RULER)

    def _parted(self, begin: int, text: int) -> Joint | None:
        """Where a head may begin among the lines from *begin* to the *text*, and what parts it from
        the story above; None if nothing may be one.
        """
        span = range(begin, text)
        heads = [at for at in span if self._lines.headed[at]]
        rulers = [at for at in span if self._lines.is_ruler(at)]
        top = next((at for at in span if self._lines.is_top(at)), None)
        if top is not None and not (rulers and top < rulers[-1]):
            above = top
            while above - 1 in rulers:
                above -= 1
            return Joint(top, above, PAGE_TOP, _TOP)
        credited = self._lines.weights[text] >= CREDITED
        looked = bool(rulers) or credited
        short = heads or (self._headlines_in(begin, text, 1) if looked else [])
        over = [at for at in rulers if short and at < short[-1]]
        if over or (rulers and credited):
            at = max(over or rulers)
            if below := self._signed_off(at + 1, short[-1] if short else text):
                return below
            closed = self._closed(begin, at) is not None
            return Joint(at + 1, at, _RULER, _RULED + _CLOSED * closed)
        if heads:
            return self._closed(begin, heads[-1]) or self._headed_at(begin, heads[0], text)
        if not credited:
            return None
        # Two words above a credited dateline may be a headline: that is reported as a doubt.
        return self._unheaded(begin, text) or (
            Joint(short[0], short[0], _HEAD, -1) if short else None
        )

    def _headed_at(self, begin: int, head: int, text: int) -> Joint:
        """The joint at a *head* that nothing parts from the story above but perhaps the names of
        its reporters; it begins at the seam, else with the line after the last blank one.
        """
        signed = any(mark.label in _SIGNATURES for mark in self._marks[begin:head])
        seam = self._seam(begin, head)
        if seam is not None:
            credited = max(self._lines.weights[seam : text + 1]) >= CREDITED
            return Joint(seam, seam, _HEAD, _SEAM if credited else _SIGNED * signed)
        gaps = [at for at in range(begin, head + 1) if self._marks[at].unit.gap]
        at = gaps[-1] if gaps else head
        return Joint(at, at, _HEAD, _SIGNED * signed)

    def _unheaded(self, begin: int, text: int) -> Joint | None:
        """The joint above a credited dateline that opens the *text* without a headline, if the
        story above has one as well and a line closes it, or only a seam parts the two.
        """
        if self._firsts[self._marks[text].unit.folded] < text or self._filed < CREDITED:
            return None
        closed = self._closed(begin, text) or self._credited(begin, text)
        if closed is None:
            seam = self._seam(begin, text) if self._lines.spaced else None
            return None if seam is None else Joint(seam, seam, _HEAD, 0)
        head = self._marks[closed.begin : text]
        beside = any(mark.label in PAGE_FURNITURE | _BESIDE for mark in head)
        introduced = any(mark.unit.text.endswith(_GOES_ON) for mark in head)
        return None if beside or introduced else closed

    def _credited(self, begin: int, end: int) -> Joint | None:
        """The joint below the last line from *begin* to *end* that names who made the story."""
        named = [at + 1 for at in range(begin, end) if is_naming(self._marks[at])][-1:]
        return Joint(named[0], named[0], _CLOSING, _SIGNED) if named else None

    def _seam(self, begin: int, end: int) -> int | None:
        """The first seam among the lines from *begin* to *end*, both of them included."""
        return next((at for at in range(begin, end + 1) if self._lines.is_seam(at)), None)

    def _signed_off(self, begin: int, end: int) -> Joint | None:
        """The joint below notes and sign-offs of the desk that stand from *begin* to *end*, below a
        ruler: they are of the story above it.
        """
        signed = any(closes(mark) and mark.label not in FOOTERS for mark in self._marks[begin:end])
        return self._closed(begin, end) if signed else None

    def _closed(self, begin: int, end: int) -> Joint | None:
        """The joint below the lines that close the story above, if any from *begin* to *end* do.
        They weigh most if nothing follows one of them, and little on a page unless a rule of the
        sender's own knows one.
        """
        marks = self._marks
        over = [at for at in range(begin, end) if closes(marks[at])][:1]
        around = [at for start in over for at in range(start, end) if _is_around(marks[at])]
        if not over:
            return None
        last = max(over + around)
        hits = [mark.hit for mark in marks[begin : last + 1] if mark.hit]
        weight = _CLOSED + any(hit.closes for hit in hits)
        if self._lines.furnished and not any(hit.table == self._context.profile for hit in hits):
            weight = _SIGNED
        return Joint(last + 1, last + 1, _CLOSING, weight)

    def _is_open(self, begin: int, parted: Joint, heads: Sequence[int]) -> bool:
        """Whether the story above the line *begin* goes on: it ends with a colon; or nothing parts
        the head from it, not even a blank line, although there are some.
        """
        labelled = any(self._marks[at].label is Label.HEADLINE for at in heads[:1])
        labelled = labelled or self._lines.is_seam(parted.begin)
        close = self._lines.gaps and not self._marks[parted.begin].unit.gap
        return (close and not parted.weight and not labelled) or self._marks[
            begin - 1
        ].unit.text.endswith(_GOES_ON)

    # --- what the lines of a head are ---------------------------------------------------------

    def _headlines_in(self, begin: int, text: int, least: int) -> list[int]:
        """The lines of a head that may be its headlines, of so many words at *least*."""
        return [
            at
            for at in range(begin, text)
            if (
                self._lines.headed[at]
                or (least < HEADLINE_WORDS and may_head(self._marks[at], least))
            )
            and self._marks[at].unit.folded not in self._headlines
            and not self._lines.is_day(at)
        ]

    def _folded(self, heads: Sequence[int]) -> set[str]:
        """The headlines *heads* as they are compared."""
        return {self._marks[at].unit.folded for at in heads}

    def _form(self, begin: int, text: int, heads: Sequence[int]) -> _Form:
        """The form of the head from *begin* to the *text* with these headlines."""
        filed = max(self._lines.weights[begin : text + 1])
        return _Form(len(heads), filed, any(map(self._lines.is_day, range(begin, text))))

    def _with_briefs(self, found: list[Joint]) -> list[Joint]:
        """The joints, with more weight for those at rulers of one sign that part at least three
        briefs, all alike.
        """
        parts = [joint for joint in found if joint.reason == _RULER]
        if len(parts) + 1 < _BRIEFS or parts[0].weight < _RULED + _ALIKE:
            return found
        ends = [0, *[joint.parting for joint in parts], len(self._marks)]
        rulers = [at for at in range(1, len(self._marks) - 1) if self._lines.is_ruler(at)]
        longest = max(self._lines.letters(begin, end) for begin, end in pairwise(ends))
        signs = {ruler_of(self._marks[at].unit.text) for at in rulers}
        capitals = {
            self._marks[at].unit.text.isupper() for at in (0, *[one.begin for one in parts])
        }
        alike = len({joint.weight for joint in parts}) == len(signs) == len(capitals) == 1
        if rulers != ends[1:-1] or longest > _BRIEF or not alike:
            return found
        return [joint._replace(weight=joint.weight + _BRIEFLY) for joint in found]


def _is_around(mark: Mark) -> bool:
    """Whether a line below one that closes a story belongs to the end of that story."""
    return mark.label in _AROUND or is_naming(mark)
