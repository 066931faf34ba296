"""How odd a record is among its kin, in bits, and why.

Its kin are the records of the same agency and form; of the same form, or all, where those are too
few to tell what is usual. Of each feature it is counted how many of the kin are as far out as the
record: 1 of 1024 makes ten bits. The oddness is the sum over the features:

- ``stripped``: the share of the characters that were stripped, far above or below the kin's;
- ``length``: the number of characters that are left, far above or below;
- ``longest``: the length of the longest paragraph, far above;
- ``missing``: the number of fields that are empty, far above;
- ``language`` and ``encoding``: one that few of the kin have, or none. Where the kin are of many
  agencies, only none counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate
from math import log2
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.corpus.measured import FIELDS, measured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dispatchkit.corpus.measured import Measured

# As many are shown: a judgement of what anybody reads.
ODDEST = 20
# Fewer kin do not tell what is usual: the rarest of them has five bits at most.
_ENOUGH = 32
# Groups of kin, each of some kilobytes. Those that come later count by their form alone.
_GROUPS = 2000
# Lengths are compared by quarters of an octave: 100 and 118 characters are the same.
_STEPS = 4
# What is shown of one record: its lines, of more than that the first ones and the last, and the
# characters of a line. A judgement: a wire is whole, and of a long page the head and the end, where
# boilerplate is.
_LINES, _KEPT_HEAD = 80, 60
_WIDTH = 240

# The features in their order, with the sides on which a value may be far out.
_BOTH, _ABOVE, _RARE = "both", "above", "rare"
_FEATURES = {
    "stripped": _BOTH,
    "length": _BOTH,
    "longest": _ABOVE,
    "missing": _ABOVE,
    "language": _RARE,
    "encoding": _RARE,
}

# A group of kin: agency and form.
_Group = tuple[str | None, str]


class Reason(NamedTuple):
    """A part of the oddness of a record: how many bits it adds, and why in words."""

    feature: str
    bits: float
    why: str


class Kin:
    """What is usual among the records of each group: how many have which value of each feature."""

    def __init__(self) -> None:
        self._groups: dict[_Group, Counter[tuple[str, Any]]] = {}

    def add(self, found: Measured) -> None:
        """Count a record."""
        group: _Group = found.agency, found.form
        if group not in self._groups and len(self._groups) >= _GROUPS:
            group = "", found.form
        self._groups.setdefault(group, Counter()).update(_features(found).items())

    def judge(self) -> Judge:
        """The judge of how odd a record is among all those counted."""
        forms: dict[str, Counter[tuple[str, Any]]] = {}
        everything: Counter[tuple[str, Any]] = Counter()
        for (_, form), counts in self._groups.items():
            forms.setdefault(form, Counter()).update(counts)
            everything.update(counts)
        return Judge(
            {group: _Usual(counts) for group, counts in self._groups.items()},
            {form: _Usual(counts) for form, counts in forms.items()},
            _Usual(everything),
        )


class Judge:
    """Says how odd a record is."""

    def __init__(
        self, groups: Mapping[_Group, _Usual], forms: Mapping[str, _Usual], everything: _Usual
    ) -> None:
        self._groups, self._forms, self._everything = groups, forms, everything

    def judged(self, found: Measured) -> tuple[str, int, tuple[Reason, ...]]:
        """The kin of a record in words, how many they are, and what is odd about the record."""
        kin, usual, is_own = self._kin(found)
        reasons = (
            usual.reason(name, value, is_own=is_own) for name, value in _features(found).items()
        )
        return kin, usual.count, tuple(one for one in reasons if one.bits > 0)

    def _kin(self, found: Measured) -> tuple[str, _Usual, bool]:
        """The kin in words, what is usual among them, and whether all are of the same agency."""
        group = self._groups.get((found.agency, found.form))
        if group is not None and group.count >= _ENOUGH:
            is_own = found.agency is not None
            return f"{found.name or 'no agency'}, {found.form}", group, is_own
        form = self._forms.get(found.form)
        if form is not None and form.count >= _ENOUGH:
            return f"all of {found.form}", form, False
        return "all records", self._everything, False


class _Usual:
    """What is usual in a group."""

    def __init__(self, counts: Counter[tuple[str, Any]]) -> None:
        self._values: dict[str, Counter[Any]] = {name: Counter() for name in _FEATURES}
        for (name, value), count in counts.items():
            self._values[name][value] += count
        self.count = self._values["missing"].total()
        self._reasons: dict[tuple[str, Any, bool], Reason] = {}
        self._ordered = {
            name: _Ordered(values)
            for name, values in self._values.items()
            if _FEATURES[name] != _RARE
        }

    def reason(self, name: str, value: Any, *, is_own: bool) -> Reason:
        """What a *value* of the feature *name* adds to oddness. *is_own*: whether the group is of a
        single agency.
        """
        key = name, value, is_own
        if key not in self._reasons:
            self._reasons[key] = self._reason(name, value, is_own=is_own)
        return self._reasons[key]

    def _reason(self, name: str, value: Any, *, is_own: bool) -> Reason:
        if name in self._ordered:
            ordered = self._ordered[name]
            share = ordered.share(value, both=_FEATURES[name] == _BOTH)
            why = _WHY[name](value, *ordered.middle())
        else:
            values = self._values[name]
            counts = is_own or value is None
            share = _rare(values, value) / max(1, self.count) if counts else 1.0
            why = f"{_value(name, value)}; most of its kin: {_most(name, values)}"
        return Reason(name, round(max(0.0, -log2(share)), 2), why)


def _rare(values: Counter[str | None], value: str | None) -> int:
    """How many records have *value* or one that is no commoner."""
    count = max(1, values[value])
    return max(count, sum(other for other in values.values() if other <= count))


class _Ordered:
    """The values of a feature in order, with how many records have at most each."""

    def __init__(self, values: Counter[int]) -> None:
        self._keys = sorted(values)
        self._reached = list(accumulate(values[key] for key in self._keys))

    def share(self, value: int, *, both: bool) -> float:
        """The share of the records that are as far out as *value*: as high, or, if *both* sides
        count, twice the share of those as high or as low, whichever are fewer.
        """
        every = self._reached[-1]
        below = bisect_left(self._keys, value)
        above = max(1, every - (self._reached[below - 1] if below else 0))
        if not both:
            return above / every
        up_to = bisect_right(self._keys, value)
        at_most = max(1, self._reached[up_to - 1] if up_to else 0)
        return min(1.0, 2 * min(above, at_most) / every)

    def middle(self) -> tuple[int, int]:
        """Between which values the middle four fifths are."""
        every = self._reached[-1]
        low, high = (bisect_left(self._reached, every * part / 10) for part in (1, 9))
        return self._keys[low], self._keys[high]


def oddest(
    records: Iterable[tuple[Mapping[str, Any], str | None]], judge: Judge
) -> list[dict[str, Any]]:
    """The ODDEST of *records*, each given with how it repeats another one (None: it does not), in
    JSON types with their reasons and labelled lines, the oddest first.

    Repeats are left out, and of records that are odd in the same way only the first is shown, with
    the number of them all.
    """
    shown: dict[Any, tuple[float, dict[str, Any]]] = {}
    least = 0.0
    for record, repeat in records:
        if repeat is not None:
            continue
        found = measured(record)
        kin, count, reasons = judge.judged(found)
        score = round(sum(one.bits for one in reasons), 2)
        way = (found.agency, found.form, *_features(found).values())
        if way in shown:
            shown[way][1]["alike"] += 1
        elif score > least:
            shown[way] = score, _entry(record, score, kin, count, reasons)
            if len(shown) > ODDEST:
                # Of several that are equally odd, the first ones stay.
                del shown[min(reversed(shown), key=lambda key: shown[key][0])]
                least = min(score for score, _ in shown.values())
    return [entry for _, entry in sorted(shown.values(), key=lambda item: -item[0])]


def _entry(
    record: Mapping[str, Any], score: float, kin: str, count: int, reasons: Sequence[Reason]
) -> dict[str, Any]:
    lines, left_out = labelled(record)
    return {
        "path": record["path"],
        "index": record["index"],
        "headline": record["headline"] and _short(record["headline"]),
        "agency": record["agency"] and record["agency"]["id"],
        "language": record["language"],
        "day": record["day"],
        "form": f"{record['format']}/{record['profile']}",
        "score": score,
        "kin": kin,
        "kin_records": count,
        "alike": 1,
        "reasons": [one._asdict() for one in sorted(reasons, key=lambda one: -one.bits)],
        "lines": lines,
        "left_out": left_out,
    }


def labelled(record: Mapping[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """The fields of a *record*, then its paragraphs and boilerplate in the order of their lines,
    each with its label; and how many were left out, in the middle, because they are too many to be
    shown.
    """
    pieces = [
        *((one["lines"], one["role"], None, one["text"]) for one in record["paragraphs"]),
        *((one["lines"], one["label"], one["rule"], one["text"]) for one in record["boilerplate"]),
    ]
    rows = [
        *((None, key, None, text) for key, text in _fields(record)),
        *sorted(pieces, key=lambda piece: piece[0]),
    ]
    left_out = max(0, len(rows) - _LINES)
    if left_out:
        rows[_KEPT_HEAD : _KEPT_HEAD + left_out] = []
    return [
        {"lines": lines, "label": label, "rule": rule, "text": _short(text)}
        for lines, label, rule, text in rows
    ], left_out


def _fields(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields that are not empty, as texts."""
    for key in FIELDS:
        value = record[key]
        if key == "paragraphs" or value in (None, []):
            continue
        if key in {"dateline", "notice"}:
            yield key, value["text"]
        elif key == "agency":
            yield key, f"{value['name']} ({value['id']})"
        elif key == "byline":
            yield key, ", ".join(f"{one['name']} ({one['role']})" for one in value)
        else:
            yield key, ", ".join(value) if isinstance(value, list) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _features(found: Measured) -> dict[str, Any]:
    """The values of the features."""
    sums = found.sums
    return {
        "stripped": round(100 * sums.stripped_characters / max(1, sums.characters)),
        "length": _octaves(sums.characters - sums.stripped_characters),
        "longest": _octaves(found.longest),
        "missing": len(found.missing),
        "language": found.language,
        "encoding": found.encoding,
    }


def _octaves(length: int) -> int:
    return round(_STEPS * log2(length + 1))


def _about(step: int) -> str:
    """A length in words, with two digits: it is known no better."""
    length = round(2 ** (step / _STEPS))
    return f"{round(length, 2 - len(str(length))):,}"


def _span(low: str, high: str) -> str:
    """The values that most have."""
    return low if low == high else f"{low} to {high}"


def _percent(value: int, low: int, high: int) -> str:
    return (
        f"{value} % of its characters are stripped; most of its kin: {_span(str(low), str(high))} %"
    )


def _length(value: int, low: int, high: int) -> str:
    return (
        f"about {_about(value)} characters are left; most of its kin:"
        f" {_span(_about(low), _about(high))}"
    )


def _longest(value: int, low: int, high: int) -> str:
    return (
        f"its longest paragraph has about {_about(value)} characters; most of its kin:"
        f" {_span(_about(low), _about(high))}"
    )


def _missing(value: int, low: int, high: int) -> str:
    return (
        f"{value} of {len(FIELDS)} fields are empty; most of its kin: {_span(str(low), str(high))}"
    )


_WHY: dict[str, Callable[[int, int, int], str]] = {
    "stripped": _percent,
    "length": _length,
    "longest": _longest,
    "missing": _missing,
}


def _value(name: str, value: str | None) -> str:
    return f"no {name} was told" if value is None else f"its {name} is {value}"


def _most(name: str, values: Counter[str | None]) -> str:
    commonest = min(values, key=lambda value: (-values[value], value or ""))
    return f"no {name}" if commonest is None else commonest
