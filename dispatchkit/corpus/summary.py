"""What a corpus holds, in figures: gathered record by record in bounded memory.

A summary needs two passes, because only at the end of the first it is known what is usual::

    summary = Summary()
    for record, repeat in records():
        summary.add(record, repeat)
    found = summary.to_dict(summary.oddest(records()))

The order of the records makes no difference, unless there are more values than _NAMES: those beyond
are counted as OTHERS.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from dispatchkit.corpus.cube import DIMENSIONS, Cell, Cube
from dispatchkit.corpus.measured import FIELDS, Sums, measured, named
from dispatchkit.corpus.oddness import Kin, oddest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dispatchkit.corpus.cube import Kind
    from dispatchkit.corpus.measured import Measured

SUMMARY_SCHEMA = "dispatchkit-summary/1"
# What stands for the values that found no room.
OTHERS = "(others)"
# By what records are counted.
GROUPS = (*DIMENSIONS, "section", "encoding")
# How many values each of GROUPS may have: more than there are agencies, languages, and months of a
# century; sections are what somebody wrote. And how many rules: some more than ship.
_NAMES, _RULES = 2000, 3000
# How many counts the cubes hold. A cell of sums has six, and a cell of details a score or two:
# 100,000 records of 50 agencies in ten years fit by months, and take 40 MB of memory.
_SUMS, _DETAILS = 180_000, 250_000
# The kinds of details that are of a label and a rule.
_CUT = ("lines", "characters")


class Summary:
    """The figures of the records that were added."""

    def __init__(self) -> None:
        self._by: dict[str, dict[str | None, Sums]] = {name: {} for name in GROUPS}
        self._names: dict[str, str] = {}
        self._rules: set[Kind] = set()
        self._repeats: Counter[str] = Counter()
        self._rejects: Counter[str] = Counter()
        self._sums = Cube(_SUMS)
        self._details = Cube(_DETAILS)
        self._kin = Kin()

    def add(self, record: Mapping[str, Any], repeat: str | None = None) -> None:
        """Count a record. *repeat*: how it repeats another one ("same", "near", "version", "part"),
        or None if it does not.
        """
        found = measured(record, repeat)
        if repeat is not None:
            self._repeats[repeat] += 1
        for name in GROUPS:
            self._count(name, getattr(found, name), found.sums)
        if found.agency is not None and len(self._names) < _NAMES:
            self._names.setdefault(found.agency, found.name or found.agency)
        cell = self._cell(Cell(*(getattr(found, name) for name in DIMENSIONS)))
        sums = found.sums._asdict().items()
        self._sums.add(cell, {(name,): count for name, count in sums if count})
        self._details.add(cell, self._bounded(_detailed(found)))
        self._kin.add(found)

    def reject(self, reason: str) -> None:
        """Count an input that holds no record, or could not be read."""
        reason = named(reason)
        known = reason in self._rejects or len(self._rejects) < _NAMES
        self._rejects[reason if known else OTHERS] += 1

    def oddest(
        self, records: Iterable[tuple[Mapping[str, Any], str | None]]
    ) -> list[dict[str, Any]]:
        """The oddest of *records*, which are those that were added, each with how it repeats
        another one: see ``oddness``.
        """
        return oddest(records, self._kin.judge())

    def to_dict(self, oddest: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
        """The figures in JSON types, with the *oddest* records."""
        total = Sums()
        for sums in self._by["encoding"].values():
            total = total.plus(sums)
        return {
            "schema": SUMMARY_SCHEMA,
            **total._asdict(),
            "repeats_by_kind": _ranked(self._repeats),
            "rejects": _ranked(self._rejects),
            "by": {name: self._rows(name) for name in GROUPS},
            **_details(self._details),
            "sums": self._sums.to_dict(),
            "details": self._details.to_dict(),
            "oddest": list(oddest),
        }

    def _known(self, name: str, value: str | None) -> str | None:
        """*value*, or OTHERS if there was no room for it."""
        return value if value is None or value in self._by[name] else OTHERS

    def _cell(self, cell: Cell) -> Cell:
        """*cell* with values for which there is room. Months are so few that there is, or are
        joined by the cubes.
        """
        bounded = (name for name in DIMENSIONS if name != "month")
        return cell._replace(**{name: self._known(name, getattr(cell, name)) for name in bounded})

    def _bounded(self, counts: Iterable[tuple[Kind, int]]) -> Counter[Kind]:
        """*counts* of kinds for which there is room."""
        found: Counter[Kind] = Counter()
        for kind, count in counts:
            found[self._kind(kind)] += count
        return found

    def _kind(self, kind: Kind) -> Kind:
        """*kind*, or one with OTHERS if there was no room for it."""
        word, *names = kind
        if word == "section" and names:
            return word, self._known(word, names[0]) or OTHERS
        if word not in _CUT or kind[1:] in self._rules:
            return kind
        if len(self._rules) >= _RULES:
            return word, names[0], OTHERS
        self._rules.add(kind[1:])
        return kind

    def _count(self, name: str, value: str | None, sums: Sums) -> None:
        values = self._by[name]
        if value is not None and value not in values and len(values) >= _NAMES:
            value = OTHERS
        values[value] = values.get(value, Sums()).plus(sums)

    def _rows(self, name: str) -> list[dict[str, Any]]:
        """The values of one of GROUPS with their sums, those with most records first."""
        rows = []
        for value, sums in self._by[name].items():
            row = {"value": value, **sums._asdict()}
            if name == "agency":
                row["name"] = self._names.get(value or "")
            rows.append(row)
        return sorted(rows, key=lambda row: (-row["records"], row["value"] or ""))


def _detailed(found: Measured) -> Iterator[tuple[Kind, int]]:
    """What is counted of a record besides its sums."""
    yield ("section",) if found.section is None else ("section", found.section), 1
    yield ("encoding", found.encoding), 1
    for role, count in found.roles.items():
        yield ("role", role), count
    for field in found.missing:
        yield ("missing", field), 1
    for by, cut in found.cuts.items():
        for word, count in zip(_CUT, cut, strict=True):
            yield (word, *by), count


def _details(cube: Cube) -> dict[str, Any]:
    """The details of all cells together."""
    counts: Counter[Kind] = Counter()
    for _, one in cube.cells():
        counts.update(one)
    cuts = [
        {
            "label": label,
            "rule": rule,
            "lines": counts["lines", label, rule],
            "characters": counts["characters", label, rule],
        }
        for label, rule in sorted(kind[1:] for kind in counts if kind[0] == "characters")
    ]
    return {
        "roles": _ranked({kind[1]: n for kind, n in counts.items() if kind[0] == "role"}),
        "missing": _ranked({field: counts["missing", field] for field in FIELDS}),
        "stripped": sorted(cuts, key=lambda cut: -counts["characters", cut["label"], cut["rule"]]),
    }


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts that are not nil, the highest first."""
    found = [(key, count) for key, count in counts.items() if count]
    return dict(sorted(found, key=lambda item: (-item[1], item[0])))
