"""Profiles and phrase tables as data: strict loading of their TOML, with file and key path in every
error.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from dispatchkit.errors import ProfileError
from dispatchkit.meant import hint, shown
from dispatchkit.model import NOTICES, ROLES, Label
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
# Forms of dateline that an agency writes without a credit: a place on a line of its own; "MANILA -
# "; "BAKU, August 19. ". open: with a credit, but nothing between it and the text ("Paris (ats afp)
# Les").
DatelineForm = Literal["line", "dash", "date", "open"]
DATELINES: tuple[DatelineForm, ...] = get_args(DatelineForm)
# What a named group of a rule's regex (or what follows a prefix) may fill.
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

_Choice = TypeVar("_Choice", bound=str)

_PROFILE_KEYS = {
    "schema": int,
    "id": str,
    "name": str,
    "country": str,
    "languages": list,
    "timezone": str,
    "extends": str,
    "credits": list,
    "ambiguous": list,
    "datelines": list,
    "source": str,
    "check": dict,
    "detect": list,
    "label": list,
    "field": list,
    "language": str,
}
_RULE_KEYS = {
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
_OWN_KEYS: dict[str, dict[str, type]] = {
    "label": {"label": str, "field": str, "notice": str, "closes": bool},
    "detect": {"weight": str},
    "field": {"label": str, "notice": str},
}
_NEEDED = ("id", "why", "match", "miss")
# What an agency's own style excuses from ``dispatchkit check``: rules that do not hold for it, and
# rules that find what it always prints, which is told as info. Codes of rules, or beginnings of
# them: "DK202", "DK6".
_CHECK_KEYS = {"ignore": list, "usual": list, "why": str}
CODE = r"DK[1-9]\d{0,2}"
ID = r"[a-z0-9][a-z0-9_-]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a profile or phrase table. ``name`` is "<file>.<id>"; ``forms`` are folded
    phrases, or one pattern.

    A ``label`` rule says what a line is; a ``detect`` rule who sent it (``weight``: "proof" or
    "hint"); a ``field`` rule what stands inside a paragraph. ``field`` is what the text after a
    prefix fills, ``notice`` the kind of notice that it is; behind a line that ``closes`` the
    dispatch, nothing is story any more.
    """

    name: str
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
        """Whether this rule alone hits the logical line *text*, wherever it stands."""
        if self.kind == "regex":
            return holds(smooth(text), self.keywords) and bool(re.search(self.forms[0], text))
        folded = fold(text)
        return (
            folded in self.forms
            if self.kind == "line"
            else any(starts_with(folded, form) for form in self.forms)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One agency, or (in ``common/``) the phrases of one language. See docs/profiles.md for every
    key.
    """

    id: str
    name: str
    country: str | None
    languages: tuple[str, ...]
    timezone: str | None
    extends: str | None
    credits: tuple[str, ...]
    ambiguous: tuple[str, ...]
    datelines: tuple[DatelineForm, ...]
    ignored: tuple[str, ...]
    usual: tuple[str, ...]
    labels: tuple[Rule, ...]
    detects: tuple[Rule, ...]
    fields: tuple[Rule, ...]
    path: str


def read(
    data: dict[str, Any],
    path: str,
    *,
    common: bool = False,
    prove: bool = True,
    foreign: bool = False,
) -> Profile:
    """The profile that the parsed TOML *data* of file *path* describes; ProfileError at the first
    thing that is wrong.

    ``common`` tables hold the phrases of one language: they have no id of their own, but a
    ``language``. ``prove`` tries every example; the tables that ship are proved by the tests, and a
    first run need not wait for it. Patterns of a *foreign* file, one that does not ship, must not
    be such as may hang.
    """
    file = os.path.basename(path)
    _known(data, _PROFILE_KEYS, file)
    if data.get("schema") != 1:
        raise ProfileError(f"{file}: schema", f"expected 1, found {data.get('schema')!r}")
    for key in ("language",) if common else ("id", "name", "languages"):
        if not data.get(key):
            raise ProfileError(file, f"the key {key!r} is missing")
    name = file.removesuffix(".toml")
    if not common and data["id"] != name:
        raise ProfileError(f"{file}: id", f"{data['id']!r} is not the name of the file")
    if not common and not re.fullmatch(ID, name):
        raise ProfileError(
            f"{file}: id", f"{name!r} has other signs than a to z, figures, hyphen and underscore"
        )
    rules = {kind: _rules(data.get(kind, []), kind, name, file) for kind in _OWN_KEYS}
    if foreign:
        _refuse_unsafe(rules, file)
    if prove:
        _prove(rules, file)
    return Profile(
        id=name,
        name=_with_letter(data.get("name", name), f"{file}: name"),
        country=data.get("country"),
        languages=_strings(data.get("languages", [data.get("language")]), f"{file}: languages"),
        timezone=data.get("timezone"),
        extends=data.get("extends"),
        credits=_lettered(
            _strings(data.get("credits", []), f"{file}: credits"), f"{file}: credits"
        ),
        ambiguous=_lettered(
            _strings(data.get("ambiguous", []), f"{file}: ambiguous"), f"{file}: ambiguous"
        ),
        datelines=tuple(
            _one_of(form, DATELINES, f"{file}: datelines") for form in data.get("datelines", [])
        ),
        **_excused(data.get("check"), f"{file}: check"),
        labels=rules["label"],
        detects=rules["detect"],
        fields=rules["field"],
        path=path,
    )


def _refuse_unsafe(rules: dict[str, tuple[Rule, ...]], file: str) -> None:
    """ProfileError for a pattern that may take for ever on some line, before any of its examples is
    tried.
    """
    for kind, of_kind in rules.items():
        for at, rule in enumerate(of_kind):
            if rule.kind == "regex":
                try:
                    regexes.verify(rule.forms[0])
                except regexes.Unsafe as error:
                    raise ProfileError(f"{file}: {kind}[{at}].regex", str(error)) from error


def _lettered(forms: tuple[str, ...], place: str) -> tuple[str, ...]:
    """Credits, each of them with a letter."""
    return tuple(_with_letter(form, f"{place}[{number}]") for number, form in enumerate(forms))


def _with_letter(form: str, place: str) -> str:
    """A name or credit, which is looked for by its words: one without a letter is found nowhere."""
    if not re.search(r"[^\W\d_]", fold(form)):
        raise ProfileError(place, f"{form!r} has no letter in it")
    return form


def _excused(table: dict[str, Any] | None, place: str) -> dict[str, tuple[str, ...]]:
    """The codes of the check rules that do not hold for this agency, and of those that find what it
    always prints. Refused without a reason.
    """
    if table is None:
        return {"ignored": (), "usual": ()}
    for key, value in table.items():
        if key not in _CHECK_KEYS:
            raise ProfileError(place, f"unknown key {key!r}; known: {', '.join(_CHECK_KEYS)}")
        if not isinstance(value, _CHECK_KEYS[key]):
            raise ProfileError(
                f"{place}.{key}",
                f"expected {_CHECK_KEYS[key].__name__}, found {type(value).__name__}",
            )
    if not table.get("why"):
        raise ProfileError(place, "the key 'why' is missing or empty")
    if not table.get("ignore") and not table.get("usual"):
        raise ProfileError(place, "the key 'ignore' is missing or empty, and so is 'usual'")
    return {
        "ignored": _codes(table.get("ignore", []), f"{place}.ignore"),
        "usual": _codes(table.get("usual", []), f"{place}.usual"),
    }


def _codes(listed: list[Any], place: str) -> tuple[str, ...]:
    """A list of codes of rules, or of beginnings of them."""
    codes = _strings(listed, place)
    for number, code in enumerate(codes):
        if not re.fullmatch(CODE, code):
            raise ProfileError(
                f"{place}[{number}]", f"{code!r} is no code of a rule, nor the beginning of one"
            )
    return codes


def _rules(tables: list[dict[str, Any]], kind: str, stem: str, file: str) -> tuple[Rule, ...]:
    """The rules of one kind, each checked; ids are unique among them."""
    found: dict[str, Rule] = {}
    for number, table in enumerate(tables):
        place = f"{file}: {kind}[{number}]"
        if not isinstance(table, dict):
            raise ProfileError(place, "expected a table")
        rule = _rule(table, kind, stem, place)
        if rule.name in found:
            raise ProfileError(f"{place}.id", f"{table['id']!r} is used twice")
        found[rule.name] = rule
    return tuple(found.values())


def _rule(table: dict[str, Any], kind: str, stem: str, place: str) -> Rule:
    """One rule from its TOML table. Refused without a reason and examples, or when an example does
    not come out.
    """
    table = {
        key: [value] if key in ("line", "prefix") and isinstance(value, str) else value
        for key, value in table.items()
    }
    _known(table, _RULE_KEYS | _OWN_KEYS[kind], place)
    for key in _NEEDED:
        if not table.get(key):
            raise ProfileError(place, f"the key {key!r} is missing or empty")
    given = [key for key in KINDS if key in table]
    if len(given) != 1:
        raise ProfileError(
            place,
            f"exactly one of line, prefix, regex is needed, found {', '.join(given) or 'none'}",
        )
    rule = Rule(
        name=f"{stem}.{table['id']}",
        kind=given[0],
        forms=_forms(table, given[0], place),
        keywords=tuple(
            keyword(word)
            for word in _strings(table.get("keywords", []), f"{place}.keywords", blank=True)
        ),
        where=_one_of(table.get("where", "any"), WHERE, f"{place}.where"),
        label=_label(table, kind, place),
        field=(
            _one_of(table["field"], FIELDS, f"{place}.field")
            if kind == "label" and "field" in table
            else None
        ),
        notice=_one_of(table["notice"], NOTICES, f"{place}.notice") if "notice" in table else None,
        closes=table.get("closes", False),
        weight=_one_of(table.get("weight", "proof"), WEIGHTS, f"{place}.weight"),
        why=table["why"],
        source=table.get("source"),
        match=_strings(table["match"], f"{place}.match"),
        miss=_strings(table["miss"], f"{place}.miss"),
    )
    if rule.kind == "regex" and not rule.keywords:
        raise ProfileError(place, "a regex also names its keywords")
    return rule


def phrase_rule(label: str, phrase: str, stem: str) -> Rule:
    """The rule that a lone phrase is: the whole line, or with ``*`` at its end the beginning of
    one. *stem* is the first part of its name. ProfileError for no label or no phrase.
    """
    place = f"boilerplate.{label}"
    kind = "prefix" if phrase.endswith("*") else "line"
    table = {
        "id": label,
        "label": label,
        kind: [phrase.rstrip("*")],
        "why": "a phrase of the user",
        "match": [phrase.rstrip("*")],
        "miss": ["-"],
    }
    return _rule(table, "label", stem, place)


def _prove(rules: dict[str, tuple[Rule, ...]], file: str) -> None:
    """Every example of every rule must come out as it says."""
    for kind, of_kind in rules.items():
        for at, rule in enumerate(of_kind):
            for wanted, texts in ((True, rule.match), (False, rule.miss)):
                for number, text in enumerate(texts):
                    if rule.hits(text) is not wanted:
                        place = f"{file}: {kind}[{at}].{'match' if wanted else 'miss'}[{number}]"
                        raise ProfileError(
                            place, f"{rule.name} {'does not hit' if wanted else 'hits'} {text!r}"
                        )


def _forms(table: dict[str, Any], kind: str, place: str) -> tuple[str, ...]:
    """The folded phrases, or the pattern with its group names checked."""
    if kind != "regex":
        folding = fold if kind == "line" else fold_prefix
        forms = tuple(folding(text) for text in _strings(table[kind], f"{place}.{kind}"))
        if not all(forms):
            raise ProfileError(
                f"{place}.{kind}[{forms.index('')}]", "nothing is left of this phrase after folding"
            )
        return forms
    try:
        refuse_ambiguous(table["regex"])
    except ValueError as error:
        raise ProfileError(f"{place}.regex", str(error)) from error
    try:
        pattern = re.compile(table["regex"])
    except (re.error, OverflowError, RecursionError) as error:
        raise ProfileError(f"{place}.regex", f"not a regular expression: {error}") from error
    for group in pattern.groupindex:
        _one_of(group, FIELDS, f"{place}.regex")
    return (table["regex"],)


def _label(table: dict[str, Any], kind: str, place: str) -> Label | None:
    if "label" not in table:
        if kind == "label":
            raise ProfileError(place, "the key 'label' is missing")
        return None
    return Label[_one_of(table["label"], [label.word for label in Label], f"{place}.label").upper()]


def _known(table: dict[str, Any], keys: dict[str, type], place: str) -> None:
    """No key but these, each of its type."""
    for key, value in table.items():
        if key not in keys:
            raise ProfileError(
                place, f"unknown key {key!r}{hint(key, keys)}; known: {', '.join(sorted(keys))}"
            )
        if not isinstance(value, keys[key]):
            raise ProfileError(
                f"{place}{'.' if '[' in place else ': '}{key}",
                f"expected {keys[key].__name__}, found {type(value).__name__}",
            )


def _one_of(value: Any, allowed: Sequence[_Choice], place: str) -> _Choice:
    """*value*, which has to be one of those *allowed*."""
    if value not in allowed:
        raise ProfileError(
            place, f"{shown(value)} is none of {', '.join(allowed)}{hint(str(value), allowed)}"
        )
    return allowed[allowed.index(value)]


def _strings(values: list[Any], place: str, *, blank: bool = False) -> tuple[str, ...]:
    """A list of texts. A *blank* one is allowed among keywords: it stands in every line, for
    patterns that no word announces.
    """
    for number, value in enumerate(values):
        if not isinstance(value, str) or not (blank or value.strip()):
            raise ProfileError(f"{place}[{number}]", f"expected a text, found {value!r}")
    return tuple(values)
