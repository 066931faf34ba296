"""Counts of findings, by rule and by agency, shown as a table or as JSON."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.lint.finding import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatchkit.lint.finding import Finding, Safety, Severity

STATISTICS_SCHEMA = "dispatchkit-statistics/1"
# What the table calls the agency of dispatches whose agency is unknown.
_NO_AGENCY = "(unknown)"
_MARKS = {"safe": "[*]", "unsafe": "[?]"}


class Counted(NamedTuple):
    """What findings are counted by. ``fixable``: whether they have a safe or an unsafe fix (None:
    no fix).
    """

    code: str
    name: str
    severity: Severity
    agency: str | None
    fixable: Safety | None


def counted(finding: Finding) -> Counted:
    """What a finding counts as: ``counts.update(map(counted, findings))``."""
    return Counted(
        finding.code,
        finding.name,
        finding.severity,
        finding.agency,
        finding.fix.safety if finding.fix else None,
    )


def table(counts: Mapping[Counted, int]) -> str:
    """The counts in words: the rules by number of findings, then the agencies with their three most
    frequent rules. "" if there are no findings.
    """
    if not counts:
        return ""
    by_rule = [
        (str(one["count"]), _mark(one), one["code"], one["name"], _severities(one["severities"]))
        for one in _rules(counts)
    ]
    by_agency = [
        (str(one["count"]), one["agency"] or _NO_AGENCY, _most(one["rules"]))
        for one in _agencies(counts)
    ]
    return f"By rule:\n{_aligned(by_rule)}\nBy agency:\n{_aligned(by_agency)}"


def to_dict(counts: Mapping[Counted, int]) -> dict[str, Any]:
    """The counts in JSON types."""
    return {
        "schema": STATISTICS_SCHEMA,
        "count": sum(counts.values()),
        "fixable": _fixable(counts.items()),
        "severities": _by_severity(counts.items()),
        "rules": _rules(counts),
        "agencies": _agencies(counts),
    }


def _rules(counts: Mapping[Counted, int]) -> list[dict[str, Any]]:
    """The rules, the most frequent first."""
    groups: defaultdict[tuple[str, str], list[tuple[Counted, int]]] = defaultdict(list)
    for one, count in counts.items():
        groups[one.code, one.name].append((one, count))
    rows = [
        {
            "code": code,
            "name": name,
            "count": sum(count for _, count in group),
            "fixable": _fixable(group),
            "severities": _by_severity(group),
        }
        for (code, name), group in groups.items()
    ]
    return sorted(rows, key=lambda row: (-row["count"], row["code"]))


def _agencies(counts: Mapping[Counted, int]) -> list[dict[str, Any]]:
    """The agencies, those with most findings first, each with its rules."""
    groups: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for one, count in counts.items():
        groups[one.agency][one.code] += count
    rows = [
        {"agency": agency, "count": codes.total(), "rules": dict(_ranked(codes))}
        for agency, codes in groups.items()
    ]
    return sorted(rows, key=lambda row: (-row["count"], row["agency"] or ""))


def _ranked(codes: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(codes.items(), key=lambda item: (-item[1], item[0]))


def _fixable(group: Iterable[tuple[Counted, int]]) -> dict[str, int]:
    found = {"safe": 0, "unsafe": 0}
    for one, count in group:
        if one.fixable:
            found[one.fixable] += count
    return found


def _by_severity(group: Iterable[tuple[Counted, int]]) -> dict[str, int]:
    """The number of findings of each severity that occurs, the gravest first."""
    found: Counter[str] = Counter()
    for one, count in group:
        found[one.severity] += count
    return {severity: found[severity] for severity in SEVERITIES if found[severity]}


def _mark(row: dict[str, Any]) -> str:
    return next((mark for safety, mark in _MARKS.items() if row["fixable"][safety]), "")


def _severities(found: Mapping[str, int]) -> str:
    """The severity that occurs; if there are several, each with its number."""
    return (
        next(iter(found))
        if len(found) == 1
        else ", ".join(f"{count} {severity}" for severity, count in found.items())
    )


def _most(codes: Mapping[str, int]) -> str:
    ranked = _ranked(codes)
    rest = [f"{len(ranked) - 3} more"] if len(ranked) > 3 else []
    return ", ".join([*(f"{count} {code}" for code, count in ranked[:3]), *rest])


def _aligned(rows: Sequence[tuple[str, ...]]) -> str:
    """The rows as text in columns, with numbers aligned to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        " ".join(
            [
                row[0].rjust(widths[0]),
                *(cell.ljust(wide) for cell, wide in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    )
    return "".join(f"  {line.rstrip()}\n" for line in lines)
