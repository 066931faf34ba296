"""Compiled rules: whole lines and prefixes by dictionary, patterns only where one of their keywords
stands in the text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.agencies.keywords import Keywords, SmoothLines
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import made_of, pattern
from dispatchkit.text.fold import bare, smooth, starts_with
from dispatchkit.text.lines import LONGEST_MATCHED

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dispatchkit.agencies.rules import Rule, Weight, Where
    from dispatchkit.agencies.schema import Profile

# Prefixes are found by their first two characters: short enough for every prefix, and few share
# them.
_KEY = 2
# No phrase that is compared with a whole line is longer: the longest footer known has 260
# characters.
_LONGEST_LINE = 400

# Escapes and classes: a bracket or bar in them is not one of the pattern's own.
_INERT_RE = pattern(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+(?:\]|\\?\Z)")
_QUOTES = ('"', "“", "«", "„", "”", "‘", "「", "『", "»")
# The table of phrases that are of no language, and that of phrases of the user's.
_GENERAL, OWN = "any", "own"


class Hit(NamedTuple):
    """A rule that fits a line. ``groups`` are the values of fields that it finds in the line;
    ``weight`` counts for ``detect`` rules alone.
    """

    rule: str
    label: Label | None
    where: Where
    notice: str | None
    weight: Weight
    closes: bool
    groups: dict[str, str]
    # The profile (by its id) or table that the rule is of.
    table: str

    @property
    def is_general(self) -> bool:
        """Whether the rule is of no language: figures, addresses, hash tags, which wires print
        too.
        """
        return self.table == _GENERAL

    @property
    def is_own(self) -> bool:
        """Whether the rule is a phrase of the user's."""
        return self.table == OWN


Finder = Callable[[str], "re.Match[str] | None"]
Gate = list[tuple[str, list[int]]]


class Table:
    """The compiled rules of one file or of several, over the JSON types that ``compiled`` and
    ``merged`` make.
    """

    __slots__ = (
        "_finders",
        "_keywords",
        "_lines",
        "_patterns",
        "_prefixes",
        "_rules",
        "_words",
        "id",
    )

    def __init__(self, data: dict[str, Any]) -> None:
        self.id: str = data["id"]
        self._rules: list[list[Any]] = data["rules"]
        self._lines: dict[str, list[int]] = data["lines"]
        self._prefixes: dict[str, list[list[Any]]] = data["prefixes"]
        self._patterns: list[list[Any]] = data["patterns"]
        self._words: dict[str, list[int]] = data["words"]
        self._keywords = Keywords(self._words)
        # Each pattern is compiled when it is first looked for.
        self._finders: list[Finder | None] = [None] * len(self._patterns)

    @property
    def lines(self) -> Iterable[str]:
        """The phrases that are compared with whole lines."""
        return self._lines.keys()

    @property
    def size(self) -> int:
        """The number of patterns."""
        return len(self._patterns)

    @property
    def words(self) -> Mapping[str, Sequence[int]]:
        """The keywords, each with the numbers of its patterns."""
        return self._words

    def prefixes(self, key: str) -> list[str]:
        """The prefixes that begin with *key*, their first two characters."""
        return [prefix for prefix, _ in self._prefixes.get(key, ())]

    def gate(self, smoothed: str) -> Gate:
        """The keywords that stand in a text under ``smooth``, each with the numbers of its
        patterns: only those need be looked for line by line.
        """
        padded = f" {smoothed} "
        return [(word, numbers) for word, numbers in self._words.items() if word in padded]

    def hits(self, text: str, smoothed: str, folded: str, gated: Gate) -> Iterator[Hit]:
        """The rules that fit the logical line *text*: whole lines first, then prefixes, the longest
        first, then patterns.

        *smoothed* and *folded* are the line under ``smooth`` and ``bare``, *gated* what ``gate``
        returned. A line in quotation marks is somebody's words and no button: ``"Click here."``
        fits no rule of whole lines.
        """
        yield from self.phrases(text, folded)
        for _, hit in self._found(text, smoothed, gated):
            yield hit

    def knows(self, folded: str) -> bool:
        """Whether a phrase may fit the line *folded*: it is one itself, or a prefix begins like
        it.
        """
        return folded in self._lines or folded[:_KEY] in self._prefixes

    def phrases(self, text: str, folded: str) -> Iterator[Hit]:
        """The rules of whole lines and prefixes that fit, as ``hits`` gives them."""
        if len(folded) <= _LONGEST_LINE and not text.startswith(_QUOTES):
            for index in self._lines.get(folded, ()):
                yield self._hit(index, {})
        for prefix, index in self._prefixes.get(folded[:_KEY], ()):
            if starts_with(folded, prefix):
                yield self._hit(index, self._value(index, text, prefix))

    def matches(self, text: str, numbers: Iterable[int]) -> Iterator[Hit]:
        """The rules of the patterns *numbers* that match."""
        for _, hit in self._matched(text, numbers):
            yield hit

    def match(self, text: str, number: int) -> Hit | None:
        """The rule of the pattern *number* if it matches, else None."""
        found = (self._finders[number] or self._finder(number))(text)
        return None if found is None else self._hit(self._patterns[number][0], _groups(found))

    def _finder(self, number: int) -> Finder:
        """What looks for a pattern, made and kept."""
        _, source, opens, longest = self._patterns[number]
        made = self._finders[number] = _finder(source, opens, longest)
        return made

    def candidates(self, lines: SmoothLines) -> dict[int, set[int]]:
        """The numbers of the patterns to try on each of the *lines* that holds one of their
        keywords.
        """
        return lines.holding(self._keywords)

    def spans_lines(self, number: int) -> bool:
        """Whether a pattern spans several lines: whether a line break is in it."""
        return "\\n" in self._patterns[number][1]

    def inside(self, text: str, smoothed: str) -> Iterator[tuple[re.Match[str], Hit]]:
        """Where the patterns of this table match inside a paragraph, and what each match is.
        *smoothed* is the paragraph under ``smooth``.
        """
        return self._found(text, smoothed, self.gate(smoothed))

    def _found(self, text: str, smoothed: str, gated: Gate) -> Iterator[tuple[re.Match[str], Hit]]:
        """The patterns that match, of those that have a keyword in the line, in the order of the
        rules.
        """
        if not gated:
            return iter(())
        padded = f" {smoothed} "
        return self._matched(
            text,
            sorted({number for word, numbers in gated if word in padded for number in numbers}),
        )

    def _matched(self, text: str, numbers: Iterable[int]) -> Iterator[tuple[re.Match[str], Hit]]:
        """Of the patterns *numbers* those that match, and what each match is."""
        for number in numbers:
            found = (self._finders[number] or self._finder(number))(text)
            if found:
                yield found, self._hit(self._patterns[number][0], _groups(found))

    def _hit(self, index: int, groups: dict[str, str]) -> Hit:
        name, label, where, _, notice, weight, closes = self._rules[index]
        return Hit(
            name,
            Label(label) if label else None,
            where,
            notice,
            weight,
            closes,
            groups,
            name.partition(".")[0],
        )

    def _value(self, index: int, text: str, prefix: str) -> dict[str, str]:
        """What stands after the prefix, as the value of the field that the rule names."""
        field = self._rules[index][3]
        rest = after_prefix(text, prefix) if field else ""
        return {field: rest} if rest else {}


@cache
def _finder(source: str, opens: bool, longest: int) -> Finder:
    """What looks for a pattern. One that *opens* a text is looked for at its start alone, because
    a search would try it at each character. Of a long text it sees only the first *longest*
    characters, or the last if *longest* is below zero; all of any text if it is zero.
    """
    compiled = made_of(source)
    whole = compiled.match if opens else compiled.search

    def bounded(text: str) -> re.Match[str] | None:
        if len(text) <= abs(longest):
            return whole(text)
        if longest < 0:
            return compiled.search(text, len(text) + longest)
        found = compiled.search(text, 0, longest)
        # What reaches the cut may have taken it for the end of the line.
        return found if found and found.end() < longest else None

    return bounded if longest else whole


def _opens(source: str) -> bool:
    """Whether a pattern fits at the start of a text or nowhere: whether all of its alternatives
    begin with "^".
    """
    depth, before = 0, "|"
    for sign in _INERT_RE.sub("x", source.removeprefix("(?i)")):
        if depth == 0 and before == "|" and sign != "^":
            return False
        depth += (sign == "(") - (sign == ")")
        before = sign if depth == 0 else ""
    return True


def _groups(found: re.Match[str]) -> dict[str, str]:
    """What the named groups of a match hold."""
    return {
        name: value.strip() for name, value in found.groupdict().items() if value and value.strip()
    }


class Tables:
    """Several tables as one, which gives the first rule that fits, the tables taken in order."""

    __slots__ = ("_keywords", "_lines", "_patterns", "_prefixes", "_tables")

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables
        self._lines = frozenset().union(*(table.lines for table in tables))
        self._prefixes: dict[str, tuple[str, ...]] = {}
        # The patterns of all tables, numbered on from one table to the next.
        self._patterns: list[tuple[Table, int]] = []
        words: dict[str, list[int]] = {}
        for table in tables:
            first = len(self._patterns)
            for word, numbers in table.words.items():
                words.setdefault(word, []).extend([first + number for number in numbers])
            self._patterns += [(table, number) for number in range(table.size)]
        self._keywords = Keywords(words)

    def candidates(self, lines: SmoothLines) -> dict[int, set[int]]:
        """The numbers of the patterns to try on each of the *lines* that holds one of their
        keywords.
        """
        return lines.holding(self._keywords)

    def alone(self, text: str) -> Hit | None:
        """The first rule that fits a line, given by itself."""
        smoothed = smooth(text)
        candidates = self.candidates(SmoothLines((smoothed,)))
        return self.first(text, bare(smoothed), candidates.get(0, ()))

    def first(self, text: str, folded: str, patterns: Collection[int]) -> Hit | None:
        """The first rule that fits the logical line *text*. *folded* is the line under ``fold``."""
        wanted = [self._patterns[number] for number in sorted(patterns)]
        if folded not in self._lines and not folded.startswith(self._opening(folded[:_KEY])):
            for table, number in wanted:
                hit = table.match(text, number)
                if hit is not None:
                    return hit
            return None
        for table in self._tables:
            for hit in table.phrases(text, folded):
                return hit
            for hit in table.matches(text, [number for of, number in wanted if of is table]):
                return hit
        return None

    def _opening(self, key: str) -> tuple[str, ...]:
        """The prefixes of all tables that begin with *key*."""
        found = self._prefixes.get(key)
        if found is None:
            found = self._prefixes[key] = tuple(
                [prefix for table in self._tables for prefix in table.prefixes(key)]
            )
        return found


def after_prefix(text: str, prefix: str) -> str:
    """*text* after the folded *prefix*. Folding may change lengths by a few characters, so the cut
    is searched for.
    """
    for cut in range(max(0, len(prefix) - 3), min(len(text), len(prefix) + 12) + 1):
        if smooth(text[:cut]).rstrip().endswith(prefix):
            return text[cut:].lstrip(" \u00a0:").strip(" \u00a0*_")
    return ""


def compiled(profile: Profile, kind: str, *, bounded: bool = False) -> dict[str, Any]:
    """The rules of one kind ("label", "detect", "field") of *profile* as JSON types, for ``Table``.
    *bounded*: a user's, see ``regexes``.
    """
    rules = {"label": profile.labels, "detect": profile.detects, "field": profile.fields}[kind]
    return merged(
        profile.id, rules, bounded=frozenset({profile.id} if bounded else ()), ends=kind == "field"
    )


def merged(
    name: str, rules: Iterable[Rule], *, bounded: frozenset[str] = frozenset(), ends: bool = False
) -> dict[str, Any]:
    """Rules as one table in JSON types. Patterns of the profiles *bounded* see a part of a long
    line: its beginning, or where it *ends*.
    """
    longest = -LONGEST_MATCHED if ends else LONGEST_MATCHED
    data: dict[str, Any] = {
        "id": name,
        "rules": [],
        "lines": {},
        "prefixes": {},
        "patterns": [],
        "words": {},
    }
    for index, rule in enumerate(rules):
        data["rules"].append(
            [
                rule.name,
                rule.label and rule.label.value,
                rule.where,
                rule.field,
                rule.notice,
                rule.weight,
                rule.closes,
            ]
        )
        for form in rule.forms:
            if rule.kind == "line":
                data["lines"].setdefault(form, []).append(index)
            elif rule.kind == "prefix":
                data["prefixes"].setdefault(form[:_KEY], []).append([form, index])
            else:
                for word in rule.keywords:
                    data["words"].setdefault(word, []).append(len(data["patterns"]))
                data["patterns"].append(
                    [
                        index,
                        form,
                        _opens(form),
                        longest if rule.name.partition(".")[0] in bounded else 0,
                    ]
                )
    for prefixes in data["prefixes"].values():
        prefixes.sort(key=lambda entry: -len(entry[0]))
    return data
