"""JSON Schemas (2020-12) of what comes out, the record and the finding, and of what goes in, a
profile.
"""

from __future__ import annotations

from typing import Any

from dispatchkit.agencies import rules
from dispatchkit.agencies import schema as facts
from dispatchkit.labels import Label
from dispatchkit.model import (
    NOTICES,
    OPTIONAL_KEYS,
    PARAGRAPH_ROLES,
    RECORD_KEYS,
    ROLES,
    SCHEMA,
    Agency,
    Boilerplate,
    Dateline,
    Dispatch,
    Notice,
    Paragraph,
    Person,
)

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# YYYY-MM-DD, or that and a time with seconds (a fraction, an offset where the source states its
# zone).
_DATE = r"^\d{4}-\d\d-\d\d$"
_MOMENT = r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d)?)?$"

Schema = dict[str, Any]


def record() -> Schema:
    """The schema of a record: one dispatch as ``parse -f json`` and ``-f jsonl`` write it."""
    known = _identity() | _story() | _moments() | _terms() | _content()
    return {
        "$schema": _DRAFT,
        "$id": "urn:dispatchkit:record:1",
        "title": "A dispatch",
        "description": (
            "One news-agency dispatch as dispatchkit read it. null means: not in the source."
        ),
        **_object({name: known[name] for name in RECORD_KEYS}),
        # ``properties`` are the keys of every record.
        "patternProperties": {f"^{name}$": known[name] for name in OPTIONAL_KEYS},
    }


def profile() -> Schema:
    """The schema of a profile file (TOML). ``dispatchkit profile check`` also checks examples,
    duplicates and regexes.
    """
    return {
        "$schema": _DRAFT,
        "$id": "urn:dispatchkit:profile:1",
        "title": "An agency profile",
        "description": (
            "What is known of one news agency, and rules that say what its lines are. Written in"
            " TOML."
        ),
        **_object(_facts() | _rules(), required=["schema", "id", "name", "languages"]),
    }


def finding() -> Schema:
    """The schema of a finding: one hit of a rule as ``check -f json`` and ``-f jsonl`` write it."""
    remedy = {
        "safety": _choice(("safe", "unsafe"), "safe: no word of the news changes."),
        "encoding": _or_null(
            _text("The encoding that the whole input is to be written in; null: its own.")
        ),
        "changes": _list(
            _object(_place("what gives way") | {"text": _any_text("What comes in its place.")}),
            "Changes that do not overlap.",
        ),
    }
    return {
        "$schema": _DRAFT,
        "$id": "urn:dispatchkit:finding:1",
        "title": "A finding",
        "description": "One finding of dispatchkit check.",
        **_object(
            {
                "schema": {
                    "const": "dispatchkit-finding/1",
                    "description": "Name and version of this schema.",
                },
                "path": _text("The input as named on the command line, - for standard input."),
                **_place("it, or without extent, of the whole dispatch that it is about"),
                "code": _text("The rule's code.", pattern=r"^DK[1-9]\d\d$"),
                "name": _text("The rule's name."),
                "severity": _choice(("error", "warning", "info"), "How grave it is."),
                "message": _text("What is wrong."),
                "index": _or_null(
                    {
                        "type": "integer",
                        "minimum": 0,
                        "description": (
                            "Place of the dispatch within its input, from 0; null: the input as a"
                            " whole."
                        ),
                    }
                ),
                "agency": _or_null(_text("Id of the agency that issued the dispatch.")),
                "excerpt": _any_text(
                    "The source line in which it begins, or a part of a long one."
                ),
                "excerpt_column": _number("The column at which the excerpt begins."),
                "fingerprint": _text("The same wherever the line moves, unique within the input."),
                "fix": _or_null(_object(remedy, "What would mend it.")),
                "refused": _or_null(
                    _text(
                        "Why a fix that there is would not be made; null: there is none, or it"
                        " would be made."
                    )
                ),
            }
        ),
    }


def field_names() -> list[str]:
    """Every field of the record, and with a dot what is in it (``dateline``, ``dateline.place``),
    in the record's order; last those that only some records have.
    """
    return [*_names(record()["properties"], ""), *OPTIONAL_KEYS]


def _names(properties: Schema, prefix: str) -> Any:
    """The names of *properties*, each after *prefix* and followed by those of what is in it."""
    for key, schema in properties.items():
        yield prefix + key
        yield from _names(
            schema.get("properties", schema.get("items", {}).get("properties", {})),
            f"{prefix}{key}.",
        )


def _identity() -> Schema:
    agency = {"id": _text(_about(Agency, "id")), "name": _text(_about(Agency, "name"))}
    return {
        "schema": {"const": SCHEMA, "description": "Name and version of this schema."},
        "path": _any_text(_about(Dispatch, "path")),
        **_texts(Dispatch, "format", "encoding", "profile"),
        "index": {"type": "integer", "minimum": 0, "description": _about(Dispatch, "index")},
        "agency": _or_null(_object(agency, _about(Dispatch, "agency"))),
        **_texts_or_null(Dispatch, "language"),
        **_texts(Dispatch, "item"),
    }


def _story() -> Schema:
    person = {"name": _text(_about(Person, "name")), "role": _choice(ROLES, _about(Person, "role"))}
    notice = {
        "kind": _choice(NOTICES, _about(Notice, "kind")),
        "text": _text(_about(Notice, "text")),
        "number": _or_null({"type": "integer", "description": _about(Notice, "number")}),
    }
    return {
        **_texts_or_null(Dispatch, "section", "slugline", "headline", "abstract", "located"),
        "keywords": _list(_text("A keyword."), _about(Dispatch, "keywords")),
        "byline": _list(_object(person), _about(Dispatch, "byline")),
        "dateline": _or_null(_object(_dateline(), _about(Dispatch, "dateline"))),
        "notice": _or_null(_object(notice, _about(Dispatch, "notice"))),
    }


def _dateline() -> Schema:
    return {
        "text": _text(_about(Dateline, "text")),
        "place": _or_null(_text(_about(Dateline, "place"))),
        "places": _list(_text("A place as printed."), _about(Dateline, "places")),
        **_texts_or_null(Dateline, "region", "country"),
        "date": _or_null(_text(_about(Dateline, "date"), pattern=_DATE)),
        "agencies": _list(_text("Id of an agency."), _about(Dateline, "agencies")),
        **_texts_or_null(Dateline, "byline"),
    }


def _moments() -> Schema:
    return {
        "published": _or_null(_text(_about(Dispatch, "published"), pattern=_MOMENT)),
        "updated": _or_null(_text(_about(Dispatch, "updated"), pattern=_MOMENT)),
        "day": _or_null(_text(_about(Dispatch, "day").replace("``", ""), pattern=_DATE)),
    }


def _terms() -> Schema:
    return {
        "urgency": _or_null({"type": "integer", "description": _about(Dispatch, "urgency")}),
        **_texts_or_null(Dispatch, "ednote", "copyrightnotice", "usageterms", "altid"),
    }


def _content() -> Schema:
    paragraph = {
        "text": _text(_about(Paragraph, "text")),
        "role": _choice(PARAGRAPH_ROLES, _about(Paragraph, "role")),
        "lines": _lines(_about(Paragraph, "lines")),
    }
    removed = {
        "text": _text(_about(Boilerplate, "text")),
        "label": _choice([label.word for label in Label], _about(Boilerplate, "label")),
        "rule": _text(_about(Boilerplate, "rule")),
        "lines": _lines(_about(Boilerplate, "lines")),
    }
    return {
        "paragraphs": _list(_object(paragraph), _about(Dispatch, "paragraphs")),
        "boilerplate": _list(_object(removed), _about(Dispatch, "boilerplate")),
    }


def _about(kind: type, name: str) -> str:
    """The description of a field of a record: its docstring."""
    return str(getattr(kind, name).__doc__)


def _texts(kind: type, *names: str) -> Schema:
    """Fields that hold texts."""
    return {name: _text(_about(kind, name)) for name in names}


def _texts_or_null(kind: type, *names: str) -> Schema:
    """Fields that hold a text or null."""
    return {name: _or_null(schema) for name, schema in _texts(kind, *names).items()}


def _place(what: str) -> Schema:
    """The keys of the place of *what* in the source."""
    return {
        "line": _number(f"Line of the beginning of {what}, from 1."),
        "column": _number("Column of the beginning in characters (code points), from 1."),
        "end_line": _number("Line of the end."),
        "end_column": _number("Column after the last character."),
    }


def _facts() -> Schema:
    """The keys of a profile outside its rules."""
    return {
        "schema": {"const": 1, "description": "Version of this schema."},
        "id": _text(
            "Id of the agency: the name of the file without .toml.", pattern=f"^{facts.ID}$"
        ),
        "name": _text("The agency's own name."),
        "country": _text("ISO 3166 code of its country."),
        "languages": (
            _list(_text("BCP 47 tag."), "Languages that it publishes in, the main one first.")
            | {"minItems": 1}
        ),
        "language": _text("Language of a table of phrases."),
        "timezone": _text("IANA name of the zone that its times are in."),
        "extends": _text("Id of a profile whose rules apply after these."),
        "credits": _list(_text("A printed form."), "Forms that credit it in a dateline."),
        "ambiguous": _list(
            _text("A printed form."),
            "Credits that are common words, or another agency's too: they count once the sender is"
            " known.",
        ),
        "datelines": _list(
            _choice(facts.DATELINES, "A form."),
            "Forms of dateline that it writes without a credit.",
        ),
        "source": _text("Where these facts come from."),
        "check": _object(
            {
                "ignore": _list(
                    _text("A code or the beginning of one.", pattern=f"^{facts.CODE}$"),
                    "Rules of check that do not hold for it.",
                )
                | {"minItems": 1},
                "usual": _list(
                    _text("A code or the beginning of one.", pattern=f"^{facts.CODE}$"),
                    "Rules of check that find what it always prints: reported as info.",
                )
                | {"minItems": 1},
                "why": _text("The reason: what in its style excuses it."),
            },
            "What the agency's own style excuses from check.",
            required=["why"],
        )
        | {"anyOf": [{"required": ["ignore"]}, {"required": ["usual"]}]},
    }


def _rules() -> Schema:
    """The three kinds of rule: what a line is, who sent it, what stands inside a paragraph."""
    label = _choice([label.word for label in Label], "What a line that it hits is.")
    notice = _choice(NOTICES, "The kind of notice that it is.")
    field = _choice(rules.FIELDS, "The field that the text after a prefix fills.")
    closes = {
        "type": "boolean",
        "description": "Whether nothing after a line that it hits belongs to the story.",
    }
    weight = _choice(("proof", "hint"), "Whether one hit proves the sender.")
    return {
        "label": _list(
            _rule({"label": label, "field": field, "notice": notice, "closes": closes}, ["label"]),
            "What a line is.",
        ),
        "detect": _list(_rule({"weight": weight}, []), "Who sent it."),
        "field": _list(
            _rule({"label": label, "notice": notice}, []), "What stands inside a paragraph."
        ),
    }


def _rule(own: Schema, required: list[str]) -> Schema:
    """The schema of one kind of rule: the keys that all kinds have, and its *own*."""
    phrases = {
        "anyOf": [_text("A phrase."), _list(_text("A phrase."), "Phrases.") | {"minItems": 1}]
    }
    examples = _list(_text("A line."), "Lines.") | {"minItems": 1}
    properties = {
        "id": _text("Unique among the rules of its kind; the rule's full name is <file>.<id>."),
        "where": _choice(
            rules.WHERE, "Part of the dispatch in which it applies; any is the default."
        ),
        "line": phrases | {"description": "It hits a line that equals one of these after folding."},
        "prefix": (
            phrases | {"description": "It hits a line that starts with one of these after folding."}
        ),
        "regex": _text("It hits a line in which this is found; its groups are named after fields."),
        "keywords": _list(
            _text("A word."), "At least one must be in the line for the regex to be tried."
        ),
        "why": _text("The reason for the rule."),
        "source": _text("Where the form is known from."),
        "match": examples | {"description": "Lines that it must hit."},
        "miss": examples | {"description": "Near misses, which it must not hit."},
    }
    one_kind = [{"required": [kind]} for kind in rules.KINDS]
    return _object(properties | own, required=["id", "why", "match", "miss", *required]) | {
        "oneOf": one_kind,
        "dependentRequired": {"regex": ["keywords"]},
    }


def _object(
    properties: Schema, description: str | None = None, *, required: list[str] | None = None
) -> Schema:
    """An object of just these keys, all of them needed unless *required* says which."""
    schema: Schema = {"type": "object"}
    if description:
        schema["description"] = description
    needed = list(properties) if required is None else required
    return schema | {"properties": properties, "required": needed, "additionalProperties": False}


def _text(description: str, **more: str) -> Schema:
    return {"type": "string", "minLength": 1, "description": description, **more}


def _any_text(description: str) -> Schema:
    return {"type": "string", "description": description}


def _number(description: str) -> Schema:
    return {"type": "integer", "minimum": 1, "description": description}


def _choice(values: Any, description: str) -> Schema:
    return {"type": "string", "enum": list(values), "description": description}


def _list(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _lines(description: str) -> Schema:
    """Two line numbers, the first and the last."""
    number = {"type": "integer", "minimum": 1}
    return {
        "type": "array",
        "items": number,
        "minItems": 2,
        "maxItems": 2,
        "description": description,
    }


def _or_null(schema: Schema) -> Schema:
    """*schema*, which also admits null."""
    return schema | {"type": [schema["type"], "null"]}
