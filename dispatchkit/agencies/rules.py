"""Rules of profiles and phrase tables: what one says, and how it is read from its TOML table."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from dispatchkit.agencies.faults import Faults
from dispatchkit.labels import Label
from dispatchkit.model import NOTICES, ROLES
from dispatchkit.text import regexes
from dispatchkit.text.classes import refuse_ambiguous
from dispatchkit.text.fold import fold, fold_prefix, holds, keyword, smooth, starts_with

if TYPE_CHECKING:
    from collections.abc import Sequence

# How a rule finds its line: a phrase that is all of it, a phrase that opens it, or a pattern.
Kind = Literal["line", "prefix", "regex"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# Where in a dispatch a rule holds.
Where = Literal["head", "tail", "any"]
WHERE: tuple[Where, ...] = get_args(Where)
# How much a rule tells of the sender: one proof is enough, of hints two are needed.
Weight = Literal["proof", "hint"]
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
# The fields that a named group of a rule's regex, or what follows its prefix, may fill.
FIELDS = (
    *ROLES,
    "headline",
    "abstract",
    "section",
    "slugline",
    "keywords",
    "located",
    "place",
    "published",
    "updated",
    "month_day",
    "agency",
    "language",
    "notice",
    "number",
    "urgency",
    "ednote",
    "copyrightnotice",
    "usageterms",
    "altid",
)

RULE_KEYS = {
    "id": str,
    "where": str,
    "why": str,
    "source": str,
    "match": list,
    "miss": list,
    "keywords": list,
    "regex": str,
    "line": list,
    "prefix": list,
}
OWN_KEYS: dict[str, dict[str, type]] = {
    "label": {"label": str, "field": str, "notice": str, "closes": bool},
    "detect": {"weight": str},
    "field": {"label": str, "notice": str},
}
_NEEDED = ("id", "why", "match", "miss")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a profile or phrase table. ``name`` is "<file>.<id>"; ``forms`` are folded
    phrases, or one pattern, which is tried where one of the ``keywords`` stands.

    A ``label`` rule says what a line is; a ``detect`` rule who sent it (``weight``); a ``field``
    rule what stands inside a paragraph. ``field`` is the field that the text after a prefix fills,
    ``notice`` the kind of notice that the line is; no line after one that ``closes`` the dispatch
    is of the story. ``match`` and ``miss`` are examples. ``place`` is where it stands in its file
    ("label[3]").
    """

    name: str
    place: str
    kind: Kind
    forms: tuple[str, ...]
    keywords: tuple[str, ...]
    where: Where
    label: Label | None
    field: str | None
    notice: str | None
    closes: bool
    weight: Weight
    why: str
    source: str | None
    match: tuple[str, ...]
    miss: tuple[str, ...]

    def hits(self, text: str) -> bool:
        """Whether this rule by itself fits the logical line *text*, wherever the line stands."""
        if self.kind == "regex":
            return holds(smooth(text), self.keywords) and bool(re.search(self.forms[0], text))
        folded = fold(text)
        return (
            folded in self.forms
            if self.kind == "line"
            else any(starts_with(folded, form) for form in self.forms)
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rules of one *kind* ("label", "detect" or "field") are read: *stem* is the first part
    of their names, *faults* notes what is wrong; for the others see ``examined``.
    """

    kind: str
    stem: str
    faults: Faults
    _: KW_ONLY
    prove: bool
    foreign: bool


def rules_in(tables: list[Any], reading: Reading) -> tuple[Rule, ...]:
    """The rules of one kind out of their TOML tables. Ids must be unique among them."""
    found: dict[str, Rule] = {}
    for number, table in enumerate(tables):
        place = f"{reading.kind}[{number}]"
        if not isinstance(table, dict):
            reading.faults.note(place, "expected a table")
            continue
        rule = _rule(table, place, reading)
        if rule is None:
            continue
        if rule.name in found:
            reading.faults.note(f"{place}.id", f"{table['id']!r} is used twice")
        else:
            found[rule.name] = rule
        if reading.prove:
            _try(rule, reading.faults)
    return tuple(found.values())


def _rule(table: dict[str, Any], place: str, reading: Reading) -> Rule | None:
    """One rule out of its TOML table; None if it is not known what it is called or looks for."""
    faults, kind = reading.faults, reading.kind
    table = _listed(table)
    stated = faults.known(table, RULE_KEYS | OWN_KEYS[kind], place)
    faults.needed(table, stated, (*_NEEDED, "label") if kind == "label" else _NEEDED, place)
    form = _kind(table, place, faults)
    forms = _forms(stated[form], form, place, reading) if form in stated else ()
    if form == "regex" and not table.get("keywords"):
        faults.note(place, "a regex also names its keywords")

    def texts(key: str, *, blank: bool = False) -> tuple[str, ...]:
        return faults.texts(stated.get(key, []), f"{place}.{key}", blank=blank)

    def choice(key: str, allowed: Sequence[Any], default: Any = None) -> Any:
        return faults.one_of(stated[key], allowed, f"{place}.{key}") if key in stated else default

    label = choice("label", [label.word for label in Label])
    rule = Rule(
        name=f"{reading.stem}.{stated.get('id')}",
        place=place,
        kind=form or "line",
        forms=forms,
        keywords=tuple(map(keyword, texts("keywords", blank=True))),
        where=choice("where", WHERE, "any"),
        label=Label[label.upper()] if label else None,
        field=choice("field", FIELDS) if kind == "label" else None,
        notice=choice("notice", NOTICES),
        closes=stated.get("closes", False),
        weight=choice("weight", WEIGHTS, "proof"),
        why=stated.get("why", ""),
        source=stated.get("source"),
        match=texts("match"),
        miss=texts("miss"),
    )
    return rule if forms and stated.get("id") else None


def _listed(table: dict[str, Any]) -> dict[str, Any]:
    """The table of a rule, in which a lone phrase is a list of one."""
    return {
        key: [value] if key in ("line", "prefix") and isinstance(value, str) else value
        for key, value in table.items()
    }


def _kind(table: dict[str, Any], place: str, faults: Faults) -> Kind | None:
    """Which of "line", "prefix" and "regex" a rule has, which is exactly one."""
    given = [key for key in KINDS if key in table]
    if len(given) == 1:
        return given[0]
    faults.note(
        place, f"exactly one of line, prefix, regex is needed, found {', '.join(given) or 'none'}"
    )
    return None


def _forms(stated: Any, kind: Kind, place: str, reading: Reading) -> tuple[str, ...]:
    """The phrases of a rule, folded, or its pattern, whose groups must be named for fields. Empty
    if they cannot be used.
    """
    before = len(reading.faults.noted)
    place = f"{place}.{kind}"
    if kind == "regex":
        _verify_pattern(stated, place, reading)
        forms: tuple[str, ...] = (stated,)
    else:
        folding = fold if kind == "line" else fold_prefix
        phrases = reading.faults.texts(stated, place)
        forms = tuple(map(folding, phrases))
        for number, (phrase, form) in enumerate(zip(phrases, forms, strict=True)):
            if phrase and not form:
                reading.faults.note(
                    f"{place}[{number}]", "nothing is left of this phrase after folding"
                )
        if not stated:
            reading.faults.note(place, f"the key {kind!r} is empty")
    return forms if len(reading.faults.noted) == before else ()


def _verify_pattern(source: str, place: str, reading: Reading) -> None:
    """Note what is wrong with a pattern: that it is none, that its groups are named for nothing,
    or, if it is *foreign*, that it may hang on some line.
    """
    faults = reading.faults
    try:
        refuse_ambiguous(source)
    except ValueError as error:
        faults.note(place, str(error))
        return
    try:
        compiled = re.compile(source)
    except (re.error, OverflowError, RecursionError) as error:
        faults.note(place, f"not a regular expression: {error}")
        return
    for group in compiled.groupindex:
        faults.one_of(group, FIELDS, place)
    if reading.foreign:
        try:
            regexes.verify(source)
        except regexes.Unsafe as error:
            faults.note(place, str(error))


def _try(rule: Rule, faults: Faults) -> None:
    """Note the examples that a rule does not treat as they say."""
    for wanted, key, texts in ((True, "match", rule.match), (False, "miss", rule.miss)):
        for number, text in enumerate(texts):
            if text and rule.hits(text) is not wanted:
                faults.note(
                    f"{rule.place}.{key}[{number}]",
                    f"{rule.name} {'does not hit' if wanted else 'hits'} {text!r}",
                )


def phrase_rule(label: str, phrase: str, stem: str) -> Rule:
    """The rule that a lone phrase is: the whole line, or with ``*`` at its end the beginning of
    one. *stem* is the first part of its name. ProfileError for no label or no phrase.
    """
    kind = "prefix" if phrase.endswith("*") else "line"
    table = {
        "id": label,
        "label": label,
        kind: [phrase.rstrip("*")],
        "why": "a phrase of the user",
        "match": [phrase.rstrip("*")],
        "miss": ["-"],
    }
    faults = Faults("")
    reading = Reading("label", stem, faults, prove=False, foreign=False)
    rule = _rule(table, f"boilerplate.{label}", reading)
    if faults.noted or rule is None:
        raise faults.noted[0]
    return rule
