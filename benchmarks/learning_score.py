"""Dumps with gold, and how a reading of them compares with it: which lines of the sender's
furniture left the story, which sentences of the story did, and which fields are right.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.labels import BODY_ROLES, Label
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Furniture with one of these labels was taken for a part of the story, unless it is one.
_OF_STORY = frozenset(
    label.word
    for label in (
        *BODY_ROLES,
        Label.HEADLINE,
        Label.ABSTRACT,
        Label.SECTION,
        Label.LOCATED,
        Label.DATELINE,
    )
)
FIELDS = ("byline", "published", "dateline")


class GoldLine(NamedTuple):
    """A line of a dump and what it is: "story", "furniture" (the sender's own, by a *rule* that
    gives it a *label*), "common" (furniture of any page), "after" (other texts after the story)
    or "field".

    *sentences* are those of the story; *inside* is what the line of a story ends with and is none.
    """

    text: str
    kind: str
    rule: str = ""
    label: str = ""
    sentences: tuple[str, ...] = ()
    inside: str = ""


class Dump(NamedTuple):
    """A dump: its name, its text, the gold of its lines by their numbers, and of its fields; a
    field of which nothing is known is None.
    """

    name: str
    text: str
    lines: Mapping[int, GoldLine]
    authors: tuple[str, ...] | None = None
    published: str | None = None
    place: str | None = None

    @property
    def gold(self) -> dict[str, Any]:
        """The gold as JSON can hold it."""
        lines = [{"line": at, **line._asdict()} for at, line in self.lines.items()]
        return self._replace(text="", lines={})._asdict() | {"lines": lines}


class Reading(NamedTuple):
    """How one dump was read: label and rule of each line by number, and its records."""

    labels: Mapping[int, tuple[str, str]]
    records: Sequence[Mapping[str, Any]]


class Loss(NamedTuple):
    """A sentence of news that left the story, and by what."""

    dump: str
    sentence: str
    rule: str


class Score(NamedTuple):
    """What became of the lines of some dumps. *found* and *stood* count lines by kind (and those of
    the sender by rule), *missed* has an example for each rule, *fields* and *stated* count fields.
    """

    found: Counter[str]
    stood: Counter[str]
    by_rule: Counter[str]
    of_rule: Counter[str]
    missed: dict[str, str]
    lost: tuple[Loss, ...]
    fields: Counter[str]
    stated: Counter[str]
    known: int
    dumps: int

    def share(self, kind: str = "furniture") -> float | None:
        """The share of the lines of a *kind* that left the story; None if there are none."""
        return self.found[kind] / self.stood[kind] if self.stood[kind] else None


def added(scores: Iterable[Score]) -> Score:
    """The sum of scores."""
    some = list(scores)
    counters = ("found", "stood", "by_rule", "of_rule", "fields", "stated")
    sums: dict[str, Counter[str]] = {
        name: sum((getattr(one, name) for one in some), Counter()) for name in counters
    }
    return Score(
        **sums,
        missed={rule: text for one in some for rule, text in one.missed.items()},
        lost=tuple(loss for one in some for loss in one.lost),
        known=sum(one.known for one in some),
        dumps=sum(one.dumps for one in some),
    )


def score(dumps: Sequence[Dump], readings: Mapping[str, Reading], profile: str = "") -> Score:
    """How the *readings* of *dumps*, by name, compare with their gold; *profile* is the id of the
    one that should have read them.
    """
    return added(_one(dump, readings[dump.name], profile) for dump in dumps)


def _one(dump: Dump, read: Reading, profile: str) -> Score:
    found, stood, by_rule, of_rule = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    missed: dict[str, str] = {}
    for kind, rule, text, left in _furniture(dump, read):
        stood[kind] += 1
        found[kind] += left
        if kind == "furniture":
            of_rule[rule] += 1
            by_rule[rule] += left
            if not left:
                missed[rule] = text
    fields = dict(_fields(dump, read))
    return Score(
        found,
        stood,
        by_rule,
        of_rule,
        missed,
        tuple(_losses(dump, read)),
        Counter({name: int(right) for name, right in fields.items()}),
        Counter(dict.fromkeys(fields, 1)),
        int(any(record["profile"] == profile for record in read.records)),
        1,
    )


def _furniture(dump: Dump, read: Reading) -> Iterator[tuple[str, str, str, bool]]:
    """Each piece of furniture: its kind, rule and text, and whether it left the story."""
    paragraphs = [_bare(one["text"]) for record in read.records for one in record["paragraphs"]]
    for number, line in dump.lines.items():
        if line.kind in {"furniture", "common", "after"}:
            label = read.labels.get(number, ("blank", ""))[0]
            yield line.kind, line.rule, line.text, label == line.label or label not in _OF_STORY
        if line.inside:
            tail = _bare(line.inside)
            left = not any(text.endswith(tail) for text in paragraphs)
            rule = f"{line.rule} (inside)"
            yield "furniture", rule, f"{line.sentences[-1]} {line.inside}", left


def _losses(dump: Dump, read: Reading) -> Iterator[Loss]:
    """The sentences of the story that are neither in a paragraph nor in its headline or
    abstract.
    """
    kept = "\n".join(_kept(read.records))
    for number, line in dump.lines.items():
        for sentence in line.sentences:
            if _bare(sentence) not in kept:
                yield Loss(dump.name, sentence, _taker(sentence, number, read))


def _kept(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for record in records:
        yield _bare("".join(one["text"] for one in record["paragraphs"]))
        yield _bare(record["headline"] or "")
        yield _bare(record["abstract"] or "")


def _taker(sentence: str, number: int, read: Reading) -> str:
    """The rule that took a sentence, as far as it can be told."""
    text = _bare(sentence)
    for record in read.records:
        for taken in record["boilerplate"]:
            piece = _bare(taken["text"])
            if text in piece or (len(piece) > 1 and piece in text):
                return f"{taken['rule']} ({taken['label']})"
    label, rule = read.labels.get(number, ("", "nothing"))
    return f"{rule} ({label})"


def _fields(dump: Dump, read: Reading) -> Iterator[tuple[str, bool]]:
    """The fields that the dump states, and whether they were read right."""
    first: Mapping[str, Any] = read.records[0] if read.records else {}
    if dump.authors:
        named = {_bare(person["name"]).casefold() for person in first.get("byline", [])}
        yield "byline", {_bare(name).casefold() for name in dump.authors} <= named
    if dump.published:
        yield "published", (first.get("published") or "")[:10] == dump.published
    if dump.place:
        read_as = (first.get("dateline") or {}).get("place") or ""
        yield "dateline", fold(read_as) == fold(dump.place)


def _bare(text: str) -> str:
    """*text* without white space."""
    return "".join(text.split())
