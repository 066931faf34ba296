"""The pages of rules: for a terminal, and for the documentation."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatchkit.lint.rule import Example, Rule

_FIXES = {None: "no fix", "safe": "a safe fix", "unsafe": "an unsafe fix"}


def listed(rules: Sequence[Rule]) -> str:
    """One line a rule: code, severity, name, and what it finds."""
    widest = max((len(rule.name) for rule in rules), default=0)
    return "".join(
        f"{rule.code}  {rule.severity:7}  {rule.name:{widest}} "
        f" {rule.summary}{'' if rule.on else ' (off)'}\n"
        for rule in rules
    )


def page(rule: Rule) -> str:
    """What a rule finds, why, and its examples, as plain text."""
    facts = (
        f"{rule.family}; {rule.severity};"
        f" {_FIXES[rule.fix]}{'' if rule.on else '; off unless selected'}"
    )
    examples = "".join(
        f"\n{_title(example)}\n{indent(example.shown, '    ')}\n" for example in rule.examples
    )
    return f"{rule.code} {rule.name}\n{facts}\n\n{rule.summary}\n\n{rule.reason}\n{examples}"


def _title(example: Example) -> str:
    options = ", ".join(f"{name}={value}" for name, value in example.options.items())
    return f"{'Bad' if example.hits else 'Good'}{f' ({options})' if options else ''}:"


def handbook(rules: Sequence[Rule], hits: Mapping[str, Sequence[str]], kinds: Sequence[str]) -> str:
    """The documentation of *rules* in Markdown: a table with the number of *hits* of each in
    stories of some *kinds*, then the page of each.
    """
    head = ["code", "name", "severity", "fix", "finds", *kinds]
    rows = [
        [
            f"[{rule.code}](#{rule.code.lower()}-{rule.name})",
            rule.name,
            rule.severity if rule.on else f"{rule.severity}, off",
            rule.fix or "",
            rule.summary,
            *hits.get(rule.code, [""] * len(kinds)),
        ]
        for rule in rules
    ]
    table = "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *rows))
    return f"{table}\n" + "\n".join(_chapter(rule) for rule in rules)


def _chapter(rule: Rule) -> str:
    """The page of a rule in Markdown."""
    facts = (
        f"*{rule.family}; {rule.severity};"
        f" {_FIXES[rule.fix]}{'' if rule.on else '; off unless selected'}*"
    )
    examples = "".join(
        f"\n{_title(example)}\n\n```text\n{example.shown}\n```\n" for example in rule.examples
    )
    return f"## {rule.code} {rule.name}\n\n{facts}\n\n{rule.summary}\n\n{rule.reason}\n{examples}"
