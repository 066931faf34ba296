"""What a reading with a profile loses of what was read without one: sentences and fields, and the
furniture that comes back.

Lines are counted, not texts: a sentence that returns in many dumps is lost in each of them, unless
what stands in it proves that it is furniture. A line that is no sentence may go if it returns
beside stories that are not alike, as a whole or by how it begins or ends.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.labels import Label
from dispatchkit.learning.dumps import ALWAYS, Stand
from dispatchkit.learning.evidence import is_proved
from dispatchkit.learning.forms import key_of, pieces
from dispatchkit.learning.group import is_named
from dispatchkit.learning.measured import counted
from dispatchkit.learning.seen import FIELD_LABELS, FIELDS, is_no_section
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dispatchkit.learning.dumps import Dumps
    from dispatchkit.learning.reading import Outcome
    from dispatchkit.learning.seen import Seen, SeenLine
    from dispatchkit.learning.written import Facts

_TITLES = ("headline", "abstract")
# A line that is no text any more may be one of these now: a field has what it says.
_FILLING = frozenset(
    (
        Label.HEADLINE,
        Label.ABSTRACT,
        Label.BYLINE,
        Label.DATE,
        Label.SECTION,
        Label.DATELINE,
        Label.LOCATED,
    )
)
# Lines that fill fields which are not compared by themselves.
_FACTS = FIELD_LABELS - {Label.HEADLINE, Label.ABSTRACT, Label.BYLINE} | {Label.AGENCY}
# A line returns if two dumps have it; its beginning and end are so many words, or so many signs in
# scripts without spaces, or what stands before a colon.
_WHOLE, _WORDS, _SIGNS = 2, 3, 6
# What this share of the dumps has is the name of nobody.
_HALF = 0.5
# A sentence that half of so many dumps or more have below their stories is of the house.
_MANY = 10
_DIGIT_RE = pattern(r"\d")
_LABEL_RE = pattern(r"\A[^:：]{2,60}[:：]")


class Harm(NamedTuple):
    """What is lost with a profile, in words, and the path of the dump."""

    path: str
    lost: str


class Keeper:
    """Compares readings of the *dumps* with how they are read without a profile."""

    def __init__(self, dumps: Dumps) -> None:
        self._before: defaultdict[str, list[Seen]] = defaultdict(list)
        for one in dumps.all:
            self._before[one.path].append(one)
        for several in self._before.values():
            # The dumps are sorted by what they say, not as they stand in their input.
            several.sort(key=_place)
        self._support, self._count = dumps.support, dumps.count
        self._wholes: defaultdict[str, set[int]] = defaultdict(set)
        self._ends: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        stands: defaultdict[str, set[Stand]] = defaultdict(set)
        for spot in dumps.spots:
            stands[spot.line.text].add(spot.stand)
        self._below = {text for text, found in stands.items() if found == {Stand.TAIL}}
        for number, dump in enumerate(dumps.dumps):
            for line in dump.lines:
                self._wholes[_masked(line.text)].add(number)
                for end in _ends(line.text):
                    self._ends[end].add(number)

    def harms(self, outcomes: Sequence[Outcome], facts: Facts) -> Iterator[Harm]:
        """What is lost in readings with the profile of these *facts*."""
        own, names = f"{facts.id}.", facts.names
        after: defaultdict[str, list[Seen]] = defaultdict(list)
        for outcome in outcomes:
            for one in outcome.found:
                after[one.path].append(one)
        for path, now in after.items():
            before = self._before[path]
            now.sort(key=_place)
            if len(before) != len(now):
                several = counted(len(before), "dispatch", "dispatches")
                yield Harm(path, f"{several} became {len(now)}")
                continue
            for one, other in zip(before, now, strict=True):
                labels = {line.number: line for line in other.lines}
                lost = (
                    *self._lines(one, labels, own, names),
                    *self._back(one, labels),
                    *self._fields(one, other, own),
                )
                yield from (Harm(path, text) for text in lost)

    def lines(self, paths: Collection[str]) -> set[str]:
        """The lines of the dumps of some paths."""
        return {line.text for path in paths for one in self._before[path] for line in one.lines}

    def returns(self, text: str) -> bool:
        """Whether a line stands beside stories that are not alike, as a whole or by its ends."""
        if len(self._wholes[_masked(text)]) >= _WHOLE:
            return True
        return any(len(self._ends[end]) >= self._support for end in _ends(text))

    def _lines(
        self, before: Seen, labels: dict[int, SeenLine], own: str, names: Collection[str]
    ) -> Iterator[str]:
        """The lines of text that are no text any more, and must be."""
        titled = "headline" in before.fields
        for line in before.lines:
            now = labels.get(line.number)
            if now is not None and self._is_fact_lost(line, now, own):
                yield line.text
            if not line.body or (now is not None and now.body):
                continue
            if line.prose and now is not None and self._is_of_house(line.text):
                continue
            if now is None or not self._may_go(line, now, own, names, titled=titled):
                yield line.text

    def _may_go(
        self, line: SeenLine, now: SeenLine, own: str, names: Collection[str], *, titled: bool
    ) -> bool:
        """Whether a line may have another label *now*: a field has it, or a rule says so of a
        sentence that is proved to be furniture, or of a line that is no sentence and returns. A
        story that was *titled* needs no sentence as title.
        """
        if now.label in _FILLING and not now.rule.startswith(own):
            return not (titled and line.prose and now.label is Label.HEADLINE)
        if not now.rule.startswith(own):
            return False
        cut = pieces(line.text, None)
        if is_proved(line.text, cut, named=is_named(key_of(cut), names)):
            return True
        return not line.prose and self.returns(line.text)

    def _is_fact_lost(self, line: SeenLine, now: SeenLine, own: str) -> bool:
        """Whether a rule calls something else what fills a field. What is numbered is no section,
        and what nearly all dumps have says nothing of a story.
        """
        if line.label not in _FACTS or now.label in _FACTS | _FILLING:
            return False
        numbered = line.label is Label.SECTION and is_no_section(line.text)
        return now.rule.startswith(own) and not numbered and not self._is_always_there(line.text)

    def _back(self, before: Seen, labels: dict[int, SeenLine]) -> Iterator[str]:
        """The furniture that is text again."""
        for line in before.lines:
            now = labels.get(line.number)
            if line.body or now is None or not now.body:
                continue
            if line.prose and self._is_of_house(line.text):
                continue
            if not line.prose or self.returns(line.text):
                yield line.text

    def _fields(self, before: Seen, now: Seen, own: str) -> Iterator[str]:
        """The fields that are lost or changed."""
        for name in FIELDS:
            value = before.fields.get(name)
            if value is None or value == now.fields.get(name):
                continue
            if name in _TITLES:
                fine = self._was_no_title(name, value, now, own)
            else:
                fine = self._says_nothing(name, value) or _still_says(name, value, now)
            if not fine:
                yield f"the {name} {_shown(value)!r}"

    def _says_nothing(self, name: str, value: Any) -> bool:
        """Whether a section is numbered, or the same in nearly all dumps, or a byline is what half
        of them have: no person signs these.
        """
        if name == "byline":
            shares = [len(self._wholes[_masked(one.name)]) for one in value]
            return min(shares) >= _HALF * self._count
        if name != "section":
            return False
        return self._is_always_there(value) or is_no_section(value)

    def _is_always_there(self, text: str) -> bool:
        """Whether nearly all dumps have a line."""
        return len(self._wholes[_masked(text)]) >= ALWAYS * self._count

    def _is_of_house(self, text: str) -> bool:
        """Whether half of many dumps, whose stories are not alike, have a sentence below the story:
        it is no news of any of them, so that no rule is to blame where it leaves or joins the text.
        """
        often = len(self._wholes[_masked(text)]) >= max(_MANY, _HALF * self._count)
        return often and text in self._below

    def _was_no_title(self, name: str, value: str, now: Seen, own: str) -> bool:
        """Whether a headline or abstract may give way to another: it holds that one, or a rule
        says what it is and it returns. A story does not lose its only headline.
        """
        other = now.fields.get(name)
        if other is None and name == "headline":
            return False
        held = other is not None and other in value
        if held or value == now.fields.get("headline"):
            return True
        source = next((line for line in now.lines if line.text == value), None)
        ruled = source is not None and source.rule.startswith(own) and not source.prose
        return ruled and self.returns(value)


def _place(one: Seen) -> int:
    """The place of a dispatch in its input."""
    return one.card.index


def _masked(text: str) -> str:
    """A line as it is compared whole: its figures do not matter."""
    return _DIGIT_RE.sub("0", fold(text))


def _ends(text: str) -> Iterator[tuple[str, str]]:
    """How a line begins and ends, as it is compared by that."""
    label = _LABEL_RE.match(text)
    if label is not None:
        yield "label", fold(label[0])
    folded = _masked(text)
    words = folded.split()
    if len(words) > _WORDS:
        yield "first", " ".join(words[:_WORDS])
        yield "last", " ".join(words[-_WORDS:])
    elif len(words) > 1:
        yield "one", words[0]
        yield "other", words[-1]
    elif not folded.isascii() and len(folded) > 2 * _SIGNS:
        yield "first", folded[:_SIGNS]
        yield "last", folded[-_SIGNS:]


def _still_says(name: str, value: Any, now: Seen) -> bool:
    """Whether a field says what it said, and perhaps more: a dateline may have found its agency, a
    byline another name. The name of the agency is no byline, and a profile names its own agency.
    """
    other: Any = now.fields.get(name)
    if name == "dateline":
        return bool(other) and other[0] == value[0]
    if name != "byline":
        return name == "agency"
    issued = now.fields.get("agency")
    agency = fold(issued.name) if issued else ""
    return {one for one in value if fold(one.name) not in agency} <= set(other or ())


def _shown(value: Any) -> str:
    """A field as a person reads it."""
    if isinstance(value, tuple):
        return str(getattr(value[0], "name", value[0]))
    return str(value)
