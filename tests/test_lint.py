"""The rules of ``check``: the dumps on their pages, and those in tests/lint."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from dispatchkit.lint import baseline
from dispatchkit.lint.across import check_across
from dispatchkit.lint.engine import check_source
from dispatchkit.lint.rule import FAMILIES, Example, Rule, rules, unescaped
from dispatchkit.lint.settings import ALL, Settings
from dispatchkit.lint.traced import Source
from dispatchkit.reading.options import ReadOptions
from dispatchkit.reading.recognise import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatchkit.lint.finding import Finding

BASELINE = "baseline.json"
FOLDER = Path(__file__).parent / "lint"
CASES = sorted(FOLDER.rglob("*.txt"))
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{'bad' if example.hits else 'good'}-{number}")
    for rule in rules().values()
    for number, example in enumerate(rule.examples)
]


class Case(NamedTuple):
    """A file of tests/lint."""

    expected: list[str]
    named: set[str]
    settings: Settings
    inputs: list[tuple[str, bytes]]


def settings(pairs: dict[str, str]) -> Settings:
    """Settings out of the words of an example; all rules run unless it says otherwise."""
    values: dict[str, Any] = {"select": (ALL,)}
    for key, value in pairs.items():
        if key == "now":
            moment = datetime.fromisoformat(value)
            values[key] = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        elif key == "received":
            values[key] = date.fromisoformat(value)
        elif key == "format":
            values[key] = kind_of(value)
        elif key == "filename_date":
            values[key] = value == "true"
        else:
            values[key] = value
    reading = {key: values.pop(key) for key in ReadOptions._fields if key in values}
    return Settings(**values, reading=ReadOptions(**reading))


def findings(inputs: Iterable[tuple[str, bytes]], how: Settings) -> list[Finding]:
    """What a check of *inputs* finds. One that is called baseline.json is the baseline, of which
    only the stale entries are told.
    """
    checked = [check_source(Source(name, data, how)) for name, data in inputs if name != BASELINE]
    found = [
        *(one for each in checked for one in each.findings),
        *check_across((card for each in checked for card in each.cards), how),
    ]
    for known in (
        baseline.parsed(name, data.decode()) for name, data in inputs if name == BASELINE
    ):
        known.unknown(found)
        found += baseline.stale_findings(
            known, baseline.Reach([each.path for each in checked]), how
        )
    return found


@cache
def case(path: Path) -> Case:
    """A file of tests/lint, read."""
    header, _, dump = path.read_bytes().partition(b"# ---\n")
    says = [line.removeprefix("# ").partition(": ")[::2] for line in header.decode().splitlines()]
    expected = [value for key, value in says if key == "expect"]
    named = {value.split()[0] for value in expected} | {
        code for key, value in says if key == "silent" for code in value.split()
    }
    options = dict(
        pair.split("=", 1) for key, value in says if key == "options" for pair in value.split()
    )
    parts = dump.split(b"# file: ")[1:] if dump.startswith(b"# file: ") else [b"dump.txt\n" + dump]
    written = ("escapes", "") in says
    inputs = [
        (name.decode(), unescaped(data.decode()) if written else data)
        for name, _, data in (part.partition(b"\n") for part in parts)
    ]
    return Case(expected, named, settings(options), inputs)


@pytest.mark.parametrize("path", CASES, ids=[path.relative_to(FOLDER).as_posix() for path in CASES])
def test_a_dump_gives_the_findings_that_it_names(path: Path) -> None:
    expected, named, how, inputs = case(path)
    assert named, "the file names no rule"
    assert named <= set(rules()), "no such rule"
    first = inputs[0][0]
    found = [
        f"{one.code}"
        f" {'' if one.path == first else f'{one.path} '}{one.place.line}:{one.place.column}"
        for one in findings(inputs, how)
        if one.code in named
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_dumps_of_a_page_do_what_it_says(rule: Rule, example: Example) -> None:
    how = settings(example.options)
    found = [one for one in findings(example.inputs, how) if one.code == rule.code]
    assert bool(found) == example.hits, [one.message for one in found]


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_every_rule_has_a_page_and_cases(rule: Rule) -> None:
    assert rule.code[:3] in FAMILIES
    assert rule.summary.endswith(".")
    assert rule.reason
    assert {example.hits for example in rule.examples} == {True, False}
    cases = [case(path) for path in CASES]
    assert any(rule.code == value.split()[0] for one in cases for value in one.expected), (
        "no bad case under tests/lint"
    )
    assert any(
        rule.code in one.named - {value.split()[0] for value in one.expected} for one in cases
    ), "no good case under tests/lint"


@pytest.mark.parametrize(
    ("rule", "example"),
    [param for param in EXAMPLES if param.values[1].hits and param.values[0].fix],  # type: ignore[union-attr]
)
def test_a_rule_with_a_fix_offers_it(rule: Rule, example: Example) -> None:
    found = [
        one for one in findings(example.inputs, settings(example.options)) if one.code == rule.code
    ]
    assert any(one.fix for one in found)
    assert all(rule.fix in (one.fix.safety, "safe") for one in found if one.fix)
