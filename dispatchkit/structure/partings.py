"""What parts a head from the story above it: a ruler, the top of a page, the lines that close the
story, a seam between two files; and how much each weighs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.labels import FOOTERS, PAGE_FURNITURE, Label
from dispatchkit.structure.cut_lines import CLOSERS, CREDITED, closes, is_naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.grammar.label import Context, Mark
    from dispatchkit.structure.cut_lines import Lines

# A ruler, the line that closes the first story, its reporters' line, the line at which a page
# begins.
RULED, CLOSED, _SIGNED, _TOP = 1, 2, 1, 3
# Where files were put together with nothing between them, a head with a credit stands right below
# the last paragraph, though blank lines part all others.
_SEAM = 1
# Lines around the footer of a page.
_AROUND = (PAGE_FURNITURE | CLOSERS | {Label.CAPTION}) - {Label.MENU, Label.PRINT, Label.COOKIE}
_SIGNATURES = frozenset((Label.CREDIT, Label.CONTACT, Label.ENVELOPE))
RULER, PAGE_TOP, CLOSING, HEAD = "ruler", "top of a page", "head below a closing line", "head"


class Joint(NamedTuple):
    """Where another dispatch may begin: the indices of its first unit and of the line that parts it
    from the story above (a ruler; else the same), what that is, and how much it weighs.
    """

    begin: int
    parting: int
    reason: str
    weight: int


class Partings:
    """What parts stories among the *lines* of a message. Lines are named by their indices."""

    def __init__(self, marks: Sequence[Mark], context: Context, lines: Lines) -> None:
        self._marks, self._context, self._lines = marks, context, lines

    def at_top(self, begin: int, text: int, rulers: Sequence[int]) -> Joint | None:
        """The joint at the top of a page and the *rulers* right above it, unless one of them stands
        further down.
        """
        top = next((at for at in range(begin, text) if self._lines.is_top(at)), None)
        if top is None or (rulers and top < rulers[-1]):
            return None
        above = top
        while above - 1 in rulers:
            above -= 1
        return Joint(top, above, PAGE_TOP, _TOP)

    def ruled(
        self, begin: int, text: int, rulers: Sequence[int], heads: Sequence[int]
    ) -> Joint | None:
        """The joint at the last of the *rulers* above a head, or above a credited dateline that
        opens the *text*.
        """
        over = [at for at in rulers if heads and at < heads[-1]]
        if self._lines.weights[text] >= CREDITED:
            over = over or list(rulers)
        if not over:
            return None
        at = over[-1]
        if below := self.signed_off(at + 1, heads[-1] if heads else text):
            return below
        closed = self.closed(begin, at) is not None
        return Joint(at + 1, at, RULER, RULED + CLOSED * closed)

    def headed(self, begin: int, head: int, text: int) -> Joint:
        """The joint at a *head* that nothing parts from the story above but perhaps the names of
        its reporters; it begins at the seam, else with the line after the last blank one.
        """
        signed = any(mark.label in _SIGNATURES for mark in self._marks[begin:head])
        seam = self.seam(begin, head)
        if seam is not None:
            credited = max(self._lines.weights[seam : text + 1]) >= CREDITED
            return Joint(seam, seam, HEAD, _SEAM if credited else _SIGNED * signed)
        gaps = [at for at in range(begin, head + 1) if self._marks[at].unit.gap]
        at = gaps[-1] if gaps else head
        return Joint(at, at, HEAD, _SIGNED * signed)

    def signed(self, begin: int, end: int) -> Joint | None:
        """The joint below the last line from *begin* to *end* that names who made the story."""
        named = [at + 1 for at in range(begin, end) if is_naming(self._marks[at])][-1:]
        return Joint(named[0], named[0], CLOSING, _SIGNED) if named else None

    def seam(self, begin: int, end: int) -> int | None:
        """The first seam among the lines from *begin* to *end*, both of them included."""
        return next((at for at in range(begin, end + 1) if self._lines.is_seam(at)), None)

    def signed_off(self, begin: int, end: int) -> Joint | None:
        """The joint below notes and sign-offs of the desk that stand from *begin* to *end*, below a
        ruler: they are of the story above it.
        """
        signed = any(closes(mark) and mark.label not in FOOTERS for mark in self._marks[begin:end])
        return self.closed(begin, end) if signed else None

    def closed(self, begin: int, end: int) -> Joint | None:
        """The joint below the lines that close the story above, if any from *begin* to *end* do.
        They weigh most if nothing follows one of them, and little on a page unless a rule of the
        sender's own knows one.
        """
        marks = self._marks
        over = next((at for at in range(begin, end) if closes(marks[at])), None)
        if over is None:
            return None
        last = max([over, *[at for at in range(over, end) if _is_around(marks[at])]])
        hits = [mark.hit for mark in marks[begin : last + 1] if mark.hit]
        weight = CLOSED + any(hit.closes for hit in hits)
        if self._lines.furnished and not any(hit.table == self._context.profile for hit in hits):
            weight = _SIGNED
        return Joint(last + 1, last + 1, CLOSING, weight)


def _is_around(mark: Mark) -> bool:
    """Whether a line below one that closes a story belongs to the end of that story."""
    return mark.label in _AROUND or is_naming(mark)
