"""Fixes tried on copies of an input: those that do no harm are made, the others refused.

Each set of fixes is tried on a copy, which is read again and compared with the original (``harm``).
Where an input holds several dispatches each is tried by itself, so that the cost grows with the
size of the input and not with its square; at the end the whole is read once. A set that does harm
is halved until the bad fixes are found; if that would take too many trials the whole set is
refused, because otherwise the result would depend on where the search stopped.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.lint.finding import Edit
from dispatchkit.lint.harm import Allowed, FixKind, harm, seen
from dispatchkit.lint.traced import Source
from dispatchkit.lint.writable import written
from dispatchkit.pipeline import run
from dispatchkit.reading.kinds import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dispatchkit.lint.hits import Found
    from dispatchkit.lint.traced import Story
    from dispatchkit.model import Dispatch

    # What speaks against fixes, in words; None if nothing does.
    Verdict = Callable[[Sequence[Found]], str | None]
    # Fixes that are made or refused together.
    Group = Sequence[Found]

# One bad fix among a hundred takes 15 trials, two take 27. If more fixes of a dispatch are bad, no
# program should mend it without a person.
_TRIALS = 30
_TOO_MANY = "too many of the fixes of its dispatch would change the record"


class Tried(NamedTuple):
    """The fixes that were made, in order, and those that were refused, with the reasons."""

    done: list[Found]
    refused: list[tuple[Found, str]]


class Trial:
    """Fixes tried on copies of a source. ``best`` is the source with those that did no harm."""

    def __init__(self, source: Source, kind: FixKind) -> None:
        self.best = source
        self._source = source
        self._kind = kind
        self._before = _dispatches(source)
        self._starts = [line.start for line in source.lines]

    def run(self, fixes: Sequence[Found]) -> Tried:
        """Try *fixes*, which are of one kind and do not overlap."""
        if len(self._source.stories) < 2 or not fixes:
            return self._in_whole([[one] for one in fixes])
        groups, others = self._by_story(fixes)
        refused: list[tuple[Found, str]] = []
        held = []
        for story, group in groups:
            tried = _halved([[one] for one in group], partial(self._against_story, story))
            if tried.refused and not self._reads_alone(story):
                others += group
                continue
            refused += tried.refused
            held += [tried.done] if tried.done else []
        tried = self._in_whole([*held, *([one] for one in others)])
        return Tried(tried.done, refused + tried.refused)

    def _in_whole(self, groups: Sequence[Group]) -> Tried:
        """Try *groups* of fixes on the whole input."""
        tried = _halved(groups, self._against_whole)
        if not tried.done:
            self.best = self._source
        return tried

    def _by_story(self, fixes: Sequence[Found]) -> tuple[list[tuple[Story, Group]], list[Found]]:
        """The fixes of each dispatch that change no other dispatch, and the rest."""
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
        """The dispatch that holds all edits of a fix; None if none does."""
        fix = one.hit.fix
        if fix is None or fix.encoding or not fix.edits:
            return None
        story = self._source.story_at(min(edit.start for edit in fix.edits))
        if story is None or max(edit.end for edit in fix.edits) > story.end:
            return None
        return story

    def _against_story(self, story: Story, fixes: Sequence[Found]) -> str | None:
        """What speaks against *fixes* of a dispatch, which is read alone; None if nothing does."""
        first = story.part.source[0].start
        moved = [Edit(edit.start - first, edit.end - first, edit.text) for edit in edits_of(fixes)]
        text = _edited(self._source.text[first : story.end], moved)
        trace = run(text, self._source.options._replace(format=Format.TEXT))
        after = [part.dispatch for part in trace.parts if part.dispatch]
        if story.dispatch:
            after = [one._replace(index=story.dispatch.index) for one in after]
        before = [story.dispatch] if story.dispatch else []
        return harm(before, after, self._allowed(fixes), self._kind)

    def _reads_alone(self, story: Story) -> bool:
        """Whether a dispatch is read in the same way alone as among the others."""
        return self._against_story(story, ()) is None

    def _against_whole(self, fixes: Sequence[Found]) -> str | None:
        """What speaks against *fixes* of the whole input. If nothing does, returns None, and the
        input with them becomes the best so far.
        """
        source = self._source
        encodings = (one.hit.fix.encoding for one in fixes if one.hit.fix)
        encoding = next(filter(None, encodings), None)
        text = _edited(source.text, edits_of(fixes))
        data = written(source, text, encoding)
        if data is None:
            return "it cannot be written in the encoding of the input"
        if data == source.data:
            return "it would change nothing"
        settings = source.settings
        if encoding and settings.reading.encoding:
            settings = settings._replace(reading=settings.reading._replace(encoding=encoding))
        tried = Source(source.path, data, settings)
        if tried.text != text or not _is_read_as(tried, encoding or _encoding(source)):
            return "the input would be read in another encoding"
        if tried.unmendable is not None:
            return "the input would no longer be taken for plain text"
        why = harm(self._before, _dispatches(tried), self._allowed(fixes), self._kind)
        if why is None:
            self.best = tried
        return why

    def _allowed(self, fixes: Sequence[Found]) -> Allowed:
        """What *fixes* may change."""
        text = self._source.text
        edits = edits_of(fixes)
        gone = {
            number
            for edit in edits
            if seen(text[edit.start : edit.end]) != seen(edit.text)
            for number in self._numbers(edit)
        }
        fields = frozenset().union(*(one.rule.alters for one in fixes))
        spellings = (
            {}
            if self._kind is FixKind.SAFE
            else {
                old: edit.text
                for edit in edits
                if not (old := text[edit.start : edit.end]).isascii()
            }
        )
        return Allowed(gone, fields, spellings)

    def _numbers(self, edit: Edit) -> range:
        """The numbers of the lines that an edit touches."""
        return range(
            bisect_right(self._starts, edit.start),
            bisect_right(self._starts, max(edit.start, edit.end - 1)) + 1,
        )


def _encoding(source: Source) -> str | None:
    """The encoding in which a source was read; None if it could not be read."""
    return source.decoded.encoding if source.decoded else None


def _is_read_as(source: Source, encoding: str | None) -> bool:
    """Whether a source was read in *encoding*; True if either is unknown."""
    return encoding is None or _encoding(source) in (None, encoding)


def _halved(groups: Sequence[Group], verdict: Verdict) -> Tried:
    """The fixes of *groups* that together pass the *verdict*; the others are refused.

    If all together do not pass, each half is tried; most inputs take one trial. Sets of the same
    size are tried one after another, so that a search that would take too many trials is seen
    early.
    """
    done: list[Found] = []
    refused: list[tuple[Found, str]] = []
    level = [groups] if groups else []
    trials = 0
    while level:
        bad: list[Sequence[Group]] = []
        for some in level:
            fixes = _flat(some)
            why = verdict([*done, *fixes])
            if why is None:
                done += fixes
            elif len(some) > 1:
                bad.append(some)
            else:
                refused += [(one, why) for one in fixes]
        trials += len(level)
        if trials + sum(map(_expected, bad)) > _TRIALS:
            return Tried([], [(one, _TOO_MANY) for one in _flat(groups)])
        level = [half for some in bad for half in (some[: len(some) // 2], some[len(some) // 2 :])]
    return Tried(done, refused)


def _flat(groups: Sequence[Group]) -> list[Found]:
    """The fixes of all *groups*."""
    return [one for group in groups for one in group]


def _expected(groups: Sequence[Group]) -> int:
    """How many trials find one bad group among *groups*: both halves are tried as often as the set
    can be halved.
    """
    return 2 * (len(groups).bit_length() - 1)


def edits_of(fixes: Iterable[Found]) -> list[Edit]:
    """The edits of *fixes*, in the order of the text."""
    return sorted(edit for one in fixes if one.hit.fix for edit in one.hit.fix.edits)


def _dispatches(source: Source) -> list[Dispatch]:
    """The dispatches that were read in a source."""
    return [story.dispatch for story in source.stories if story.dispatch]


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """*text* with *edits*, which are in order and do not overlap."""
    pieces = []
    at = 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])
