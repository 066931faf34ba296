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

from dispatchkit.labels import PAGE_FURNITURE, Label
from dispatchkit.structure.cut_lines import (
    CREDITED,
    FILED,
    HEADLINE_WORDS,
    PARAGRAPHS,
    PLACE,
    SUMMARY,
    Lines,
    may_head,
)
from dispatchkit.structure.partings import CLOSED, HEAD, PAGE_TOP, RULED, RULER, Joint, Partings
from dispatchkit.text.shape import ruler_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.grammar.label import Context, Mark

# The weights with which the input is cut, and with which a person is told. Measured on 550 pages
# and 2,300 wires that are one story each (2 were cut), and on 450 pairs of them.
CERTAIN, LIKELY = 4, 2
# What a date on a line of its own weighs; a label ("Title: ...").
_DATED, _LABELLED = 2, 2
# A menu below the line at which a page begins, or the foot of a page above it.
_LINKED = 1
# The head has the form of the first one; or the first one has a title besides, as round-ups do.
_ALIKE, _UNTITLED = 1, -2
# The story above is not at its end: a colon, or no blank line although there are some.
_OPEN = -3
# Stories of several paragraphs stand on both sides of what parts them, below it within so many
# lines.
_WHOLE, _REACH = 1, 40
# Briefs between rulers, of which there are at least three, all alike; sections of a long story look
# like them, but are longer than a paragraph or three.
_BRIEFLY, _BRIEFS, _BRIEF = 2, 3, 1_200
_GOES_ON = (":", "：", ",", "،", "、", ";")
_BESIDE = frozenset((Label.RELATED, Label.COMMENT))
# What parts two stories though no line of the first closes it.
_APART = (RULER, PAGE_TOP)


class _Form(NamedTuple):
    """The form of a head: how many of its lines may be headlines, what its dateline weighs, whether
    it has a date.
    """

    headlines: int
    filed: int
    dated: bool

    def is_alike(self, other: _Form) -> bool:
        """Whether another head has the same form, however many headlines both have."""
        titled = (self.headlines > 0) == (other.headlines > 0)
        return titled and (self.filed, self.dated) == (other.filed, other.dated)


class _Head(NamedTuple):
    """A head with which another dispatch may begin: what parts it from the story above, the indices
    of its headlines and of the text below it, and its form.
    """

    parted: Joint
    headlines: Sequence[int]
    text: int
    form: _Form


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
        self._partings = Partings(marks, context, self._lines)
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
        if parted is None or self._is_below_consent(parted):
            return None
        start = parted.begin
        filed = max(self._lines.weights[start : text + 1])
        short = parted.weight and filed >= FILED
        heads = self._headlines_in(start, text, 1 if short else HEADLINE_WORDS)
        head = _Head(parted, heads, text, self._form(start, text, heads))
        opened = None if self._is_in_head(parted, heads) else self._opened(head)
        if opened is None:
            return None
        weight = parted.weight + opened + self._compared(head, opened, first)
        weight += self._linked(begin, head, opened)
        if self._is_open(begin, parted, heads):
            weight += _OPEN
        if self._is_common(head):
            weight = min(weight, CERTAIN - 1)
        if weight >= CERTAIN:
            self._begin, self._filed, self._headlines = start, filed, self._folded(heads)
        return parted._replace(weight=weight)

    def _is_below_consent(self, parted: Joint) -> bool:
        """Whether nothing but a question of consent stands above the top of a page: among the lines
        above are its buttons, and neither a day nor a dateline nor a second paragraph.
        """
        above = self._begin, parted.parting
        if parted.reason != PAGE_TOP or self._filed or self._lines.is_dated(*above):
            return False
        asked = any(mark.label is Label.COOKIE for mark in self._marks[slice(*above)])
        return asked and self._lines.told(*above) < PARAGRAPHS

    def _compared(self, head: _Head, opened: int, first: _Form) -> int:
        """What the form of a head that weighs *opened* adds, beside that of the *first* one."""
        if head.form.headlines < first.headlines and self._may_be_item(head.parted):
            return _UNTITLED
        # On a page a heading without a date is alike to too many others.
        telling = opened or not self._lines.furnished
        return _ALIKE if telling and head.form.is_alike(first) else 0

    def _linked(self, begin: int, head: _Head, opened: int) -> int:
        """What links add that stand below or above what parts a head from the story above."""
        parted = head.parted
        if opened < _DATED or parted.reason not in _APART:
            return 0
        below = self._lines.has_links(parted.begin, max(head.headlines, default=parted.begin))
        return _LINKED * (below + self._lines.has_links(begin, parted.parting))

    def _is_common(self, head: _Head) -> bool:
        """Whether such a head stands within stories as well: with a dateline alone parts of a
        round-up begin, and on a page a photo's credit closes no story, and teasers and comments
        have heads.
        """
        if head.parted.reason == HEAD and not head.headlines:
            return True
        apart = head.parted.reason in _APART
        return self._lines.paged and not apart and head.form.filed < CREDITED

    def _is_in_head(self, parted: Joint, heads: Sequence[int]) -> bool:
        """Whether a joint that nothing but lines like a head mark, no label of a headline among
        them (*heads*), is in the head of the story itself: above it stands no more than a headline
        and a summary, and neither a date nor a dateline.
        """
        labelled = any(self._marks[at].label is Label.HEADLINE for at in heads[:1])
        if parted.reason != HEAD or self._filed or labelled:
            return False
        above = self._begin, parted.parting
        return self._lines.told(*above) <= SUMMARY and not self._lines.is_dated(*above)

    def _may_be_item(self, parted: Joint) -> bool:
        """Whether what follows a joint may be an item of a round-up, whose title is the first one's
        only.
        """
        seamed = self._lines.is_seam(parted.begin)
        return parted.weight < CLOSED and not seamed and not self._lines.furnished

    def _opened(self, head: _Head) -> int | None:
        """What the lines of a *head* weigh; None if they are none."""
        if not head.headlines:
            return self._opened_bare(head)
        summed = self._lines.is_summed_up(head.text)
        weight = max(head.form.filed, _DATED if head.form.dated or summed else 0)
        weight += _LABELLED * (self._marks[head.headlines[0]].label is Label.HEADLINE)
        if head.parted.reason == PAGE_TOP and weight < _DATED:
            return None
        whole = self._is_whole(head)
        weight += _WHOLE * whole
        return weight if head.form.filed >= FILED else self._unfiled(head, weight, whole=whole)

    def _unfiled(self, head: _Head, weight: int, *, whole: bool) -> int | None:
        """What is left of the *weight* of a head without a dateline that has a day, by what stands
        around it: *whole* stories, say.
        """
        if self._is_aside(head):
            return None
        told = self._is_told(head)
        if self._lines.furnished and not whole:
            return LIKELY - head.parted.weight if told and head.form.dated else None
        if told or head.parted.reason in _APART:
            return weight
        return None if head.parted.weight else min(weight, PLACE)

    def _opened_bare(self, head: _Head) -> int | None:
        """What a head without a headline weighs: its credited dateline."""
        ruled = head.parted.reason == RULER
        again = head.parted.reason == PAGE_TOP or any(
            self._lines.headed[head.parted.begin : head.text]
        )
        bare = head.form.filed >= CREDITED and (ruled or not again)
        return CREDITED - ruled if bare else None

    def _is_whole(self, head: _Head) -> bool:
        """Whether whole stories stand above and below a head that a ruler or the top of a page
        parts from the first.
        """
        if head.parted.reason not in _APART:
            return False
        above = self._lines.is_story(self._begin, head.parted.parting)
        return above and self._lines.is_story(head.text, head.text + _REACH)

    def _is_told(self, head: _Head) -> bool:
        """Whether paragraphs follow a head, or a summary of them, and a story stands above it, or a
        dateline with a day.
        """
        above = self._filed >= FILED or self._lines.is_story(self._begin, head.parted.parting)
        if not above:
            return False
        paragraphs = self._lines.told_below(head.text, headed=False)
        return paragraphs >= PARAGRAPHS or self._lines.is_summed_up(head.text)

    def _is_aside(self, head: _Head) -> bool:
        """Whether a head belongs to a link or comment, or follows a story without a date that no
        ruler parts from it.
        """
        parted = head.parted
        below = self._marks[head.headlines[-1] : head.text]
        beside = any(mark.label in _BESIDE for mark in below)
        undated = not self._lines.is_dated(self._begin, parted.parting)
        return beside or (undated and parted.weight != 0 and parted.reason != RULER)

    def _parted(self, begin: int, text: int) -> Joint | None:
        """Where a head may begin among the lines from *begin* to the *text*, and what parts it from
        the story above; None if nothing may be one.
        """
        rulers = list(filter(self._lines.is_ruler, range(begin, text)))
        if page := self._partings.at_top(begin, text, rulers):
            return page
        heads = [at for at in range(begin, text) if self._lines.headed[at]]
        credited = self._lines.weights[text] >= CREDITED
        looked = bool(rulers) or credited
        short = heads or (self._headlines_in(begin, text, 1) if looked else [])
        if ruled := self._partings.ruled(begin, text, rulers, short):
            return ruled
        if heads:
            closed = self._partings.closed(begin, heads[-1])
            return closed or self._partings.headed(begin, heads[0], text)
        return self._credited_at(begin, text, short) if credited else None

    def _credited_at(self, begin: int, text: int, short: Sequence[int]) -> Joint | None:
        """The joint above a credited dateline that opens the *text*, if there may be one. Two words
        above it (*short*) may be a headline: that is reported as a doubt.
        """
        return self._unheaded(begin, text) or (
            Joint(short[0], short[0], HEAD, -1) if short else None
        )

    def _unheaded(self, begin: int, text: int) -> Joint | None:
        """The joint above a credited dateline that opens the *text* without a headline, if the
        story above has one as well and a line closes it, or only a seam parts the two.
        """
        if self._firsts[self._marks[text].unit.folded] < text or self._filed < CREDITED:
            return None
        closed = self._partings.closed(begin, text) or self._partings.signed(begin, text)
        if closed is None:
            seam = self._partings.seam(begin, text) if self._lines.spaced else None
            return None if seam is None else Joint(seam, seam, HEAD, 0)
        head = self._marks[closed.begin : text]
        beside = any(mark.label in PAGE_FURNITURE | _BESIDE for mark in head)
        introduced = any(mark.unit.text.endswith(_GOES_ON) for mark in head)
        return None if beside or introduced else closed

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
            if self._may_head(at, least)
            and self._marks[at].unit.folded not in self._headlines
            and not self._lines.is_day(at)
        ]

    def _may_head(self, at: int, least: int) -> bool:
        """Whether a line may be a headline, of so many words at *least*."""
        short = least < HEADLINE_WORDS
        return self._lines.headed[at] or (short and may_head(self._marks[at], least))

    def _folded(self, heads: Sequence[int]) -> set[str]:
        """The headlines *heads* as they are compared."""
        return {self._marks[at].unit.folded for at in heads}

    def _form(self, begin: int, text: int, heads: Sequence[int]) -> _Form:
        """The form of the head from *begin* to the *text* with these headlines."""
        filed = max(self._lines.weights[begin : text + 1])
        return _Form(len(heads), filed, any(map(self._lines.is_day, range(begin, text))))

    def _with_briefs(self, found: list[Joint]) -> list[Joint]:
        """The joints, with more weight for those at rulers that part at least three briefs."""
        parts = [joint for joint in found if joint.reason == RULER]
        if len(parts) + 1 < _BRIEFS or parts[0].weight < RULED + _ALIKE:
            return found
        ends = [0, *[joint.parting for joint in parts], len(self._marks)]
        longest = max(self._lines.letters(begin, end) for begin, end in pairwise(ends))
        if longest > _BRIEF or not self._are_alike(parts):
            return found
        return [joint._replace(weight=joint.weight + _BRIEFLY) for joint in found]

    def _are_alike(self, parts: Sequence[Joint]) -> bool:
        """Whether all rulers of the message part two of its stories, are of one sign, and weigh the
        same, and all stories begin in capitals or none does.
        """
        rulers = [at for at in range(1, len(self._marks) - 1) if self._lines.is_ruler(at)]
        if rulers != [joint.parting for joint in parts]:
            return False
        begins = [0, *[joint.begin for joint in parts]]
        signs = {ruler_of(self._marks[at].unit.text) for at in rulers}
        capitals = {self._marks[at].unit.text.isupper() for at in begins}
        return len({joint.weight for joint in parts}) == len(signs) == len(capitals) == 1
