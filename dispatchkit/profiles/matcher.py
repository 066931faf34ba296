"""Compiled rules: whole lines and prefixes by dictionary, patterns only where one of their keywords stands in the text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.fold import smooth, starts_with
from dispatchkit.model import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.profiles.schema import Profile, Rule

# Prefixes are found by their first two characters: short enough for every prefix, and few share them.
_KEY = 2
# No phrase that is compared whole is longer: the longest footer known has 260 characters.
_LONGEST_LINE = 400

_PATTERN = cache(re.compile)
_QUOTES = ('"', "“", "«", "„", "”", "‘", "「", "『", "»")


class Hit(NamedTuple):
    """A rule that fits a line. ``groups`` are the fields that it names in the line, ``weight`` counts for ``detect`` rules."""

    rule: str
    label: Label | None
    where: str
    notice: str | None
    weight: str
    closes: bool
    groups: dict[str, str]


Gate = list[tuple[str, list[int]]]


class Table:
    """The compiled rules of one file, or of all common files. Holds JSON types only; see ``compiled``."""

    __slots__ = ("_lines", "_patterns", "_prefixes", "_rules", "_words", "id")

    def __init__(self, data: dict[str, Any]) -> None:
        self.id: str = data["id"]
        self._rules: list[list[Any]] = data["rules"]
        self._lines: dict[str, list[int]] = data["lines"]
        self._prefixes: dict[str, list[list[Any]]] = data["prefixes"]
        self._patterns: list[list[Any]] = data["patterns"]
        self._words: dict[str, list[int]] = data["words"]

    def gate(self, smoothed: str) -> Gate:
        """The keywords that stand in a smooth text, each with the numbers of its patterns: only those are looked for line by line."""
        padded = f" {smoothed} "
        return [(word, numbers) for word, numbers in self._words.items() if word in padded]

    def hits(self, text: str, smoothed: str, folded: str, gated: Gate) -> Iterator[Hit]:
        """The rules that fit the logical line *text*: whole lines first, then prefixes, the longest first, then patterns.

        *smoothed* and *folded* are the line under ``smooth`` and ``bare``, *gated* what the gate let through.
        A line in quotation marks is somebody's words, not a button: ``"Click here."`` fits no whole-line rule.
        """
        if len(folded) <= _LONGEST_LINE and not text.startswith(_QUOTES):
            for index in self._lines.get(folded, ()):
                yield self._hit(index, {})
        for prefix, index in self._prefixes.get(folded[:_KEY], ()):
            if starts_with(folded, prefix):
                yield self._hit(index, self._value(index, text, prefix))
        for _, hit in self._found(text, smoothed, gated):
            yield hit

    def across(self, gated: Gate) -> Gate:
        """Of what the gate let through, the patterns that span several lines: those with a line break in them."""
        spanning = [(word, [number for number in numbers if "\\n" in self._patterns[number][1]]) for word, numbers in gated]
        return [(word, numbers) for word, numbers in spanning if numbers]

    def inside(self, text: str) -> Iterator[tuple[re.Match[str], Hit]]:
        """Where the patterns of this table match inside a paragraph, and what each match is."""
        smoothed = smooth(text)
        return self._found(text, smoothed, self.gate(smoothed))

    def _found(self, text: str, smoothed: str, gated: Gate) -> Iterator[tuple[re.Match[str], Hit]]:
        """The patterns that match, of those that have a keyword in the line, in the order of the rules."""
        padded = f" {smoothed} "
        for number in sorted({number for word, numbers in gated if word in padded for number in numbers}):
            index, pattern = self._patterns[number]
            found = _PATTERN(pattern).search(text)
            if found:
                yield found, self._hit(index, {name: value.strip() for name, value in found.groupdict().items() if value and value.strip()})

    def _hit(self, index: int, groups: dict[str, str]) -> Hit:
        name, label, where, _, notice, weight, closes = self._rules[index]
        return Hit(name, Label(label) if label else None, where, notice, weight, closes, groups)

    def _value(self, index: int, text: str, prefix: str) -> dict[str, str]:
        """What stands after the prefix, for the field that the rule names."""
        field = self._rules[index][3]
        rest = after_prefix(text, prefix) if field else ""
        return {field: rest} if rest else {}


def after_prefix(text: str, prefix: str) -> str:
    """*text* behind the folded *prefix*. Folding may change lengths by a few characters, so the cut is searched for."""
    for cut in range(max(0, len(prefix) - 3), min(len(text), len(prefix) + 12) + 1):
        if smooth(text[:cut]).rstrip().endswith(prefix):
            return text[cut:].lstrip(" \u00a0:").strip(" \u00a0*_")
    return ""


def compiled(profile: Profile, kind: str) -> dict[str, Any]:
    """The rules of one kind ("label", "detect", "field") of *profile* as JSON types, for ``Table``."""
    rules = {"label": profile.labels, "detect": profile.detects, "field": profile.fields}[kind]
    return merged(profile.id, rules)


def merged(name: str, rules: Iterable[Rule]) -> dict[str, Any]:
    """Rules as one table in JSON types."""
    data: dict[str, Any] = {"id": name, "rules": [], "lines": {}, "prefixes": {}, "patterns": [], "words": {}}
    for index, rule in enumerate(rules):
        data["rules"].append([rule.name, rule.label and rule.label.value, rule.where, rule.field, rule.notice, rule.weight, rule.closes])
        for form in rule.forms:
            if rule.kind == "line":
                data["lines"].setdefault(form, []).append(index)
            elif rule.kind == "prefix":
                data["prefixes"].setdefault(form[:_KEY], []).append([form, index])
            else:
                for word in rule.keywords:
                    data["words"].setdefault(word, []).append(len(data["patterns"]))
                data["patterns"].append([index, form])
    for prefixes in data["prefixes"].values():
        prefixes.sort(key=lambda entry: -len(entry[0]))
    return data
