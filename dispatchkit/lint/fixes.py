"""Fixes applied: edits that do not overlap, repeated until nothing is left to mend, and never at
the cost of the record.

Each round makes the fixes of one kind, the safe ones first, and only those that a trial finds
harmless (``trial``). The number of rounds is bounded, and what is left after the last is reported.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.lint.harm import FixKind
from dispatchkit.lint.hits import found_in
from dispatchkit.lint.trial import Trial, edits_of
from dispatchkit.lint.writable import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatchkit.lint.finding import Edit
    from dispatchkit.lint.hits import Found
    from dispatchkit.lint.traced import Source

# One fix may uncover another: "&amp;nbsp;", or the next of a column of buttons, of which a page has
# had eleven. There is an end, because two fixes may undo each other, or each round of a long page
# with hundreds of buttons may uncover only a few more, so that the cost grows with its square.
_ROUNDS = 12
_FURTHER = f"{_ROUNDS} rounds of fixes come before it: fix the input once more"


class Step(NamedTuple):
    """A text and the edits that were made to it, in order."""

    text: str
    edits: tuple[Edit, ...]


class Fixed(NamedTuple):
    """A mended input: its source now, what is still found in it, why fixes of that are refused (by
    their place in *found*), and the steps.

    ``fixes``: how often each code was fixed. ``safe``: how many of these fixes were made before the
    first unsafe one was tried.
    """

    source: Source
    found: Sequence[Found]
    refused: Mapping[int, str]
    fixes: Counter[str]
    safe: int
    steps: tuple[Step, ...]

    @property
    def data(self) -> bytes:
        """The bytes of the mended input."""
        return self.source.data

    @property
    def text(self) -> str:
        """The text of the mended input."""
        return self.source.text


def fix_source(source: Source, *, unsafe: bool, found: Sequence[Found] | None = None) -> Fixed:
    """*source* with its safe fixes applied until none is left, and, if *unsafe*, then with the
    unsafe ones. An input that may not be written is left as it is.

    *found*: what is found in the source, if that is known.
    """
    found = found_in(source) if found is None else found
    kinds = tuple(FixKind) if unsafe else (FixKind.SAFE,)
    fixes: Counter[str] = Counter()
    steps: list[Step] = []
    safe: int | None = None
    for _ in range(_ROUNDS):
        made = _round(source, found, kinds)
        if safe is None and made.kind is not FixKind.SAFE:
            safe = fixes.total()
        refused = made.refused
        if not made.done:
            break
        steps.append(Step(source.text, made.edits))
        fixes.update(one.rule.code for one in made.done)
        source = made.source
        found = found_in(source)
    else:
        refused = {
            at: _FURTHER for at, one in enumerate(found) if one.hit.fix and _kind(one) in kinds
        }
    return Fixed(
        source, found, refused, fixes, fixes.total() if safe is None else safe, tuple(steps)
    )


class _Made(NamedTuple):
    """The result of the fixes of one *kind*: the source now, the hits that were mended with their
    edits, and why others were refused, by their places among the hits found.
    """

    kind: FixKind
    source: Source
    done: Sequence[Found]
    edits: tuple[Edit, ...]
    refused: Mapping[int, str]


def _round(source: Source, found: Sequence[Found], kinds: Sequence[FixKind]) -> _Made:
    """The result for the first of *kinds* of which any fix can be made, or for the last if none
    can. It includes the refusals of the kinds before.
    """
    made = _applied(source, found, kinds[0])
    for kind in kinds[1:]:
        if made.done:
            break
        further = _applied(source, found, kind)
        made = further._replace(refused={**made.refused, **further.refused})
    return made


def _kind(one: Found) -> FixKind:
    """The kind of the fix of a hit."""
    if one.hit.fix is not None and one.hit.fix.safe:
        return FixKind.SAFE
    return FixKind.SPELLING if "spelling" in one.rule.alters else FixKind.OTHER


def _applied(source: Source, found: Sequence[Found], kind: FixKind) -> _Made:
    """The result of those fixes of a kind that do no harm, applied together."""
    places = {id(one): at for at, one in enumerate(found)}
    refused: dict[int, str] = {}
    possible: list[Found] = []
    for one in _without_overlaps([one for one in found if one.hit.fix and _kind(one) is kind]):
        why = unwritable(source, one.hit.fix) if one.hit.fix else None
        if why is None:
            possible.append(one)
        else:
            refused[places[id(one)]] = why
    trial = Trial(source, kind)
    tried = trial.run(possible)
    refused |= {places[id(one)]: why for one, why in tried.refused}
    return _Made(kind, trial.best, tried.done, tuple(edits_of(tried.done)), refused)


def _without_overlaps(found: Sequence[Found]) -> Iterator[Found]:
    """The hits with fixes that may be applied together: of two that touch the same characters, the
    first.
    """
    taken: list[Edit] = []
    for one in found:
        fix = one.hit.fix
        if fix is None or any(_touches(edit, taken) for edit in fix.edits):
            continue
        for edit in fix.edits:
            insort(taken, edit)
        yield one


def _touches(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Whether an edit touches one of those *taken*, which are in order."""
    at = bisect_left(taken, edit)
    return any(
        edit.start <= other.end and other.start <= edit.end
        for other in taken[max(0, at - 1) : at + 1]
    )
