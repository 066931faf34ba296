"""The schema of profiles and phrase tables: their TOML becomes typed objects, and every error names
the file and the path of the key.
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
    from collections.abc import Iterable, Sequence

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
# "; "Delhi: "; "BAKU, August 19. ". open: with a credit, but nothing between it and the text
# ("Paris (ats afp) Les").
DatelineForm = Literal["line", "dash", "colon", "date", "open"]
DATELINES: tuple[DatelineForm, ...] = get_args(DatelineForm)
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
# Codes of rules of ``dispatchkit check``, or beginnings of codes ("DK202", "DK6"), that an agency's
# own style excuses: rules that do not hold for it, and rules that find what it always prints, whose
# findings are info.
_CHECK_KEYS = {"ignore": list, "usual": list, "why": str}
CODE = r"DK[1-9]\d{0,2}"
ID = r"[a-z0-9][a-z0-9_-]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a profile or phrase table. ``name`` is "<file>.<id>"; ``forms`` are folded
    phrases, or one pattern, which is tried where one of the ``keywords`` stands.

    A ``label`` rule says what a line is; a ``detect`` rule who sent it (``weight``); a ``field``
    rule what stands inside a paragraph. ``field`` is the field that the text after a prefix fills,
    ``notice`` the kind of notice that the line is; no line after one that ``closes`` the dispatch
    is of the story. ``match`` and ``miss`` are examples.
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
        """Whether this rule by itself fits the logical line *text*, wherever the line stands."""
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
    """One agency, or the phrases of one language (``agencies/phrases``), as the file says. All keys
    are described in docs/profiles.md.
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
    """The profile that the parsed TOML *data* of the file *path* describes. ProfileError for the
    first thing that is wrong.

    *common*: it is a table of phrases, which has a ``language`` in place of an id. *prove*: every
    example is tried (those of the tables that ship are tried by the tests, so that a first run need
    not wait). *foreign*: the file does not ship, and patterns that may hang are refused.
    """
    file = os.path.basename(path)
    _known(data, _PROFILE_KEYS, file)
    if data.get("schema") != 1:
        raise ProfileError(f"{file}: schema", f"expected 1, found {data.get('schema')!r}")
    name = file.removesuffix(".toml")
    _named(data, ("language",) if common else ("id", "name", "languages"), file)
    if not common:
        _identified(data["id"], name, file)
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


def _named(table: dict[str, Any], needed: Iterable[str], place: str) -> None:
    """ProfileError for the first of the *needed* keys that *table* lacks."""
    for key in needed:
        if not table.get(key):
            raise ProfileError(place, f"the key {key!r} is missing")


def _identified(stated: str, name: str, file: str) -> None:
    """ProfileError if the id that is *stated* is not the *name* of its file, or has signs that no
    id has.
    """
    if stated != name:
        raise ProfileError(f"{file}: id", f"{stated!r} is not the name of the file")
    if not re.fullmatch(ID, name):
        raise ProfileError(
            f"{file}: id", f"{name!r} has other signs than a to z, figures, hyphen and underscore"
        )


def _refuse_unsafe(rules: dict[str, tuple[Rule, ...]], file: str) -> None:
    """ProfileError for a pattern that may hang on some line, before any of its examples is
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
    """The *forms*, each of which must hold a letter."""
    return tuple(_with_letter(form, f"{place}[{number}]") for number, form in enumerate(forms))


def _with_letter(form: str, place: str) -> str:
    """*form*, a name or credit. It is looked for by its words, so one without a letter is refused,
    because it would be found nowhere.
    """
    if not re.search(r"[^\W\d_]", fold(form)):
        raise ProfileError(place, f"{form!r} has no letter in it")
    return form


def _excused(table: dict[str, Any] | None, place: str) -> dict[str, tuple[str, ...]]:
    """The codes of the rules of ``dispatchkit check`` that do not hold for this agency
    (``ignored``), and of those that find what it always prints (``usual``). ProfileError if no
    reason is given.
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
    """The *listed* texts, each of which must be the code of a rule or the beginning of a code."""
    codes = _strings(listed, place)
    for number, code in enumerate(codes):
        if not re.fullmatch(CODE, code):
            raise ProfileError(
                f"{place}[{number}]", f"{code!r} is no code of a rule, nor the beginning of one"
            )
    return codes


def _rules(tables: list[dict[str, Any]], kind: str, stem: str, file: str) -> tuple[Rule, ...]:
    """The rules of one kind ("label", "detect" or "field") out of their TOML tables. Ids must be
    unique among them.
    """
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
    """One rule out of its TOML table. ProfileError if reason or examples are missing."""
    table = {
        key: [value] if key in ("line", "prefix") and isinstance(value, str) else value
        for key, value in table.items()
    }
    _known(table, _RULE_KEYS | _OWN_KEYS[kind], place)
    for key in _NEEDED:
        if not table.get(key):
            raise ProfileError(place, f"the key {key!r} is missing or empty")
    form = _kind(table, place)
    rule = Rule(
        name=f"{stem}.{table['id']}",
        kind=form,
        forms=_forms(table, form, place),
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


def _kind(table: dict[str, Any], place: str) -> Kind:
    """Which of "line", "prefix" and "regex" a rule has, which is exactly one."""
    given = [key for key in KINDS if key in table]
    if len(given) != 1:
        raise ProfileError(
            place,
            f"exactly one of line, prefix, regex is needed, found {', '.join(given) or 'none'}",
        )
    return given[0]


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
    """ProfileError for the first example that its rule does not treat as the example says."""
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
    """The phrases of a rule, folded, or its pattern, whose groups must be named for fields."""
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
    """The label that a rule gives, which a ``label`` rule must have; None if it gives none."""
    if "label" not in table:
        if kind == "label":
            raise ProfileError(place, "the key 'label' is missing")
        return None
    return Label[_one_of(table["label"], [label.word for label in Label], f"{place}.label").upper()]


def _known(table: dict[str, Any], keys: dict[str, type], place: str) -> None:
    """ProfileError for a key of *table* that is not one of *keys*, or has another type."""
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
