"""Fixes applied: edits that do not overlap, again until nothing is left to mend, and never at the
price of the record.

Each set of fixes is tried on a copy, which is read again (``proof``). Where an input holds several
dispatches each is tried by itself, so that the cost grows with the size of the input and not with
its square; in the end the whole is read once. A set that does harm is halved until the bad ones are
found; where that would take too many trials all of it is refused, because what is left of it then
would depend on where the search stopped. Rounds and trials are bounded by constants, and what is
left for a further round is told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.lint.finding import Edit
from dispatchkit.lint.hits import found_in
from dispatchkit.lint.kept import kept
from dispatchkit.lint.proof import Allowed, Kind, harm, seen
from dispatchkit.lint.view import Source
from dispatchkit.pipeline import run
from dispatchkit.reading.decode import MARKS
from dispatchkit.reading.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dispatchkit.lint.finding import Fix
    from dispatchkit.lint.hits import Found
    from dispatchkit.lint.view import Story
    from dispatchkit.model import Dispatch

    # What speaks against fixes, in words; None: nothing.
    Verdict = Callable[[Sequence[Found]], str | None]

# One fix may lay bare another: "&amp;nbsp;", or the next of a column of buttons, of which a page
# has had eleven. An end, lest two fixes undo each other, or each round of a long page with hundreds
# of buttons shows the next few only and the cost grows with its square.
_ROUNDS = 12
# One bad fix among a hundred takes 15 trials, two take 27. A dispatch of which more are bad is none
# that should be mended without a person.
_TRIALS = 30
_TOO_MANY = "too many of the fixes of its dispatch would change the record"
_FURTHER = f"{_ROUNDS} rounds of fixes come before it: fix the input once more"


class Step(NamedTuple):
    """A text and the edits that were made to it, in order."""

    text: str
    edits: tuple[Edit, ...]


class Fixed(NamedTuple):
    """An input mended: its source then, what is still found, which of these fixes are refused and
    why (by the place in *found*), and how it came about.

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
        """Its text."""
        return self.source.text


def fix_source(source: Source, *, unsafe: bool, found: Sequence[Found] | None = None) -> Fixed:
    """*source* with its safe fixes applied until none is left, then with the *unsafe* ones if so.
    What may not be written is left alone.

    *found*: what is found in it, if that is known.
    """
    found = found_in(source) if found is None else found
    fixes: Counter[str] = Counter()
    steps: list[Step] = []
    refused: dict[int, str] = {}
    safe: int | None = None
    kinds = tuple(Kind) if unsafe else (Kind.SAFE,)
    for _ in range(_ROUNDS):
        refused = {}
        for kind in kinds:
            if kind is not Kind.SAFE and safe is None:
                safe = fixes.total()
            made = _pass(source, found, kind)
            if made.done:
                break
            refused |= made.refused
        else:
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
    """What one pass made: the source then, the hits that were mended with the edits, the places of
    those that were refused.
    """

    source: Source
    done: Sequence[Found]
    edits: tuple[Edit, ...]
    refused: Mapping[int, str]


def _kind(one: Found) -> Kind:
    """What the fix of a hit is."""
    if one.hit.fix is not None and one.hit.fix.safe:
        return Kind.SAFE
    return Kind.SPELLING if "spelling" in one.rule.alters else Kind.OTHER


def _pass(source: Source, found: Sequence[Found], kind: Kind) -> _Made:
    """The fixes of a kind applied together, as far as they do no harm."""
    chosen = list(_without_overlaps([one for one in found if one.hit.fix and _kind(one) is kind]))
    places = {id(one): at for at, one in enumerate(found)}
    refused: dict[int, str] = {}
    open_: list[Found] = []
    for one in chosen:
        why = _unwritable(source, one)
        if why is None:
            open_.append(one)
        else:
            refused[places[id(one)]] = why
    trial = _Trial(source, kind)
    done, bad = trial.run(open_)
    refused |= {places[id(one)]: why for one, why in bad}
    return _Made(trial.best, done, tuple(sorted(_edits(done))), refused)


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
    """Whether an edit meets one of those *taken*, which are in order."""
    at = bisect_left(taken, edit)
    return any(
        edit.start <= other.end and other.start <= edit.end
        for other in taken[max(0, at - 1) : at + 1]
    )


class _Trial:
    """Fixes tried on copies of a source. ``best`` is the source with those that did no harm."""

    def __init__(self, source: Source, kind: Kind) -> None:
        self.best = source
        self._source = source
        self._kind = kind
        self._before = _dispatches(source)
        self._starts = [line.start for line in source.lines]

    def run(self, fixes: Sequence[Found]) -> tuple[list[Found], list[tuple[Found, str]]]:
        """The fixes that were made, in order, and those that were refused, with the reasons."""
        if len(self._source.stories) < 2 or not fixes:
            return self._halved([[one] for one in fixes])
        groups, others = self._by_story(fixes)
        refused: list[tuple[Found, str]] = []
        held = []
        for story, group in groups:
            done, bad = _halved([[one] for one in group], partial(self._in_story, story))
            if bad and not self._reads_alone(story):
                others += group
                continue
            refused += bad
            held += [done] if done else []
        done, bad = self._halved([*held, *([one] for one in others)])
        return done, refused + bad

    def _halved(
        self, groups: Sequence[Sequence[Found]]
    ) -> tuple[list[Found], list[tuple[Found, str]]]:
        """The groups of fixes that do no harm to the whole."""
        done, bad = _halved(groups, self._in_whole)
        if not done:
            self.best = self._source
        return done, bad

    def _by_story(
        self, fixes: Sequence[Found]
    ) -> tuple[list[tuple[Story, list[Found]]], list[Found]]:
        """The fixes of each dispatch that change no other, and the rest."""
        groups: dict[int, tuple[Story, list[Found]]] = {}
        others = []
        for one in fixes:
            story = self._home(one)
            if story is None:
                others.append(one)
            else:
                groups.setdefault(id(story), (story, []))[1].append(one)
        return list(groups.values()), others

    def _home(self, one: Found) -> Story | None:
        """The dispatch that holds all edits of a fix."""
        fix = one.hit.fix
        if fix is None or fix.encoding or not fix.edits:
            return None
        story = self._source.story_at(min(edit.start for edit in fix.edits))
        return (
            story
            if story is not None and max(edit.end for edit in fix.edits) <= _end(story)
            else None
        )

    def _in_story(self, story: Story, fixes: Sequence[Found]) -> str | None:
        """What speaks against fixes of a dispatch, which is read alone."""
        first = story.part.source[0].start
        edits = sorted(_edits(fixes))
        moved = [Edit(edit.start - first, edit.end - first, edit.text) for edit in edits]
        text = _edited(self._source.text[first : _end(story)], moved)
        trace = run(text, self._source.options._replace(format=Format.TEXT))
        after = [part.dispatch for part in trace.parts if part.dispatch]
        return harm(
            [story.dispatch] if story.dispatch else [],
            [one._replace(index=story.dispatch.index) if story.dispatch else one for one in after],
            self._allowed(fixes),
            self._kind,
        )

    def _reads_alone(self, story: Story) -> bool:
        """Whether a dispatch is read alone as it is among the others."""
        return self._in_story(story, ()) is None

    def _in_whole(self, fixes: Sequence[Found]) -> str | None:
        """What speaks against fixes of the whole input. If nothing does it is the best source so
        far.
        """
        encoding = next(
            (one.hit.fix.encoding for one in fixes if one.hit.fix and one.hit.fix.encoding), None
        )
        text = _edited(self._source.text, sorted(_edits(fixes)))
        data = _written(self._source, text, encoding)
        if data is None:
            return "it cannot be written in the encoding of the input"
        if data == self._source.data:
            return "it would change nothing"
        settings = self._source.settings
        if encoding and settings.reading.encoding:
            settings = settings._replace(reading=settings.reading._replace(encoding=encoding))
        tried = Source(self._source.path, data, settings)
        if tried.text != text or (
            tried.decoded
            and self._source.decoded
            and tried.decoded.encoding != (encoding or self._source.decoded.encoding)
        ):
            return "the input would be read in another encoding"
        if tried.kept is not None:
            return "the input would no longer be taken for plain text"
        why = harm(self._before, _dispatches(tried), self._allowed(fixes), self._kind)
        if why is None:
            self.best = tried
        return why

    def _allowed(self, fixes: Sequence[Found]) -> Allowed:
        text = self._source.text
        edits = list(_edits(fixes))
        gone = {
            number
            for edit in edits
            if seen(text[edit.start : edit.end]) != seen(edit.text)
            for number in self._numbers(edit)
        }
        fields = frozenset().union(*(one.rule.alters for one in fixes))
        garbled = (
            {}
            if self._kind is Kind.SAFE
            else {
                old: edit.text
                for edit in edits
                if not (old := text[edit.start : edit.end]).isascii()
            }
        )
        return Allowed(gone, fields, garbled)

    def _numbers(self, edit: Edit) -> range:
        """The numbers of the lines that an edit touches."""
        return range(
            bisect_right(self._starts, edit.start),
            bisect_right(self._starts, max(edit.start, edit.end - 1)) + 1,
        )


def _halved(
    groups: Sequence[Sequence[Found]], verdict: Verdict
) -> tuple[list[Found], list[tuple[Found, str]]]:
    """The fixes of *groups* that together pass the *verdict*, and the others with what speaks
    against them.

    Where all together do not pass, each half is tried: most inputs take one trial. Sets of the same
    size come after one another, so that a search that would take too many trials is seen early: to
    find one bad fix, both halves are tried as often as the set can be halved.
    """
    done: list[Found] = []
    refused: list[tuple[Found, str]] = []
    level = [groups] if groups else []
    trials = 0
    while level:
        bad: list[Sequence[Sequence[Found]]] = []
        for some in level:
            why = verdict([*done, *(one for group in some for one in group)])
            if why is None:
                done += [one for group in some for one in group]
            elif len(some) > 1:
                bad.append(some)
            else:
                refused += [(one, why) for one in some[0]]
        trials += len(level)
        if trials + sum(2 * (len(some).bit_length() - 1) for some in bad) > _TRIALS:
            return [], [(one, _TOO_MANY) for group in groups for one in group]
        level = [half for some in bad for half in (some[: len(some) // 2], some[len(some) // 2 :])]
    return done, refused


def _edits(fixes: Iterable[Found]) -> Iterator[Edit]:
    return (edit for one in fixes if one.hit.fix for edit in one.hit.fix.edits)


def _dispatches(source: Source) -> list[Dispatch]:
    return [story.dispatch for story in source.stories if story.dispatch]


def _end(story: Story) -> int:
    """The offset behind the last line of a dispatch and its line end."""
    last = story.part.source[-1]
    return last.start + len(last.text) + len(last.ending)


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """*text* with *edits*, which are in order and do not overlap."""
    pieces = []
    at = 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _unwritable(source: Source, one: Found) -> str | None:
    """Why a fix cannot be written, whatever it would do to the record."""
    fix = one.hit.fix
    if fix is None or fix.encoding or source.decoded is None:
        return None
    if not _reads_back(source):
        return (
            "the input has bytes that its encoding does not define, and cannot be written back as"
            " it was read"
        )
    return _unknown(fix, source.decoded.encoding)


def _unknown(fix: Fix, encoding: str) -> str | None:
    for edit in fix.edits:
        try:
            edit.text.encode(encoding)
        except UnicodeEncodeError as error:
            return f"{encoding} has no U+{ord(error.object[error.start]):04X}"
    return None


@kept
def _reads_back(source: Source) -> bool:
    """Whether the text of a source, written in its encoding, gives the bytes of the source."""
    return _written(source, source.text, None) == source.data


def _written(source: Source, text: str, encoding: str | None) -> bytes | None:
    """*text* in bytes: in *encoding* without a mark, else as the source came, with its mark; None
    where that cannot be.
    """
    if source.decoded is None:
        return None
    if encoding is not None:
        return text.encode(encoding)
    mark = next(
        (
            mark
            for mark, name in MARKS
            if name == source.decoded.encoding and source.data.startswith(mark)
        ),
        b"",
    )
    try:
        return mark + text.encode(source.decoded.encoding)
    except (UnicodeEncodeError, LookupError):
        return None
