"""A message against the official schema of its standard, in a file that the caller has: JSON Schema
or XML Schema.

What a schema refers to outside its file and folder is not fetched: a reference from JSON Schema to
another address allows anything.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from dispatchkit.errors import MissingReader
from dispatchkit.validation import _json
from dispatchkit.validation._shapes import Found, is_moment
from dispatchkit.validation._xml import tree_of
from dispatchkit.validation.problem import Problem
from dispatchkit.writing._identity import is_uri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.validation.source import Source

EXTRA = "schemas"
# Messages of schemas repeat the value, which may be a whole text.
_LONGEST = 200


class SchemaError(ValueError):
    """A file that is no schema; the message says why."""


class Schema(Protocol):
    """A schema that messages are checked against."""

    def check(self, source: Source) -> Iterator[Problem]:
        """Where a message is not as the schema has it."""


def schema_of(path: str) -> Schema:
    """The schema in the file *path*. OSError if it cannot be read, SchemaError if it is none,
    MissingReader if what it takes to read it is not installed.
    """
    with open(path, "rb") as file:
        data = file.read()
    return (
        _XmlSchema(path) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" else _JsonSchema(data)
    )


class _JsonSchema:
    """A JSON Schema. Dates with their times and URIs are held to their forms, which a validator
    need not do.
    """

    def __init__(self, data: bytes) -> None:
        jsonschema = _library("jsonschema")
        try:
            schema = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise SchemaError(f"it is no JSON: {error}") from error
        if not isinstance(schema, dict) or not isinstance(schema.get("$schema", ""), str):
            raise SchemaError("it is no JSON Schema: it is no object, or says no version of it")
        kind = jsonschema.validators.validator_for(schema)
        try:
            kind.check_schema(schema)
        except jsonschema.SchemaError as error:
            raise SchemaError(f"it is no JSON Schema: {error.message}") from error
        self._validator = kind(schema, registry=_registry(), format_checker=_formats(jsonschema))

    def check(self, source: Source) -> Iterator[Problem]:
        """As the protocol has it."""
        for written in _json.values(source):
            if written.problem is not None:
                yield written.problem
            else:
                yield from _json.placed(source, written.start, self._found(written.value))

    def _found(self, value: Any) -> Iterator[Found]:
        """What is wrong with a message, or with each one of a list."""
        messages = enumerate(value) if isinstance(value, list) else [(None, value)]
        for place, message in messages:
            before = () if place is None else (place,)
            for error in self._validator.iter_errors(message):
                yield Found((*before, *error.absolute_path), "schema", _short(error.message))


class _XmlSchema:
    """An XML Schema."""

    def __init__(self, path: str) -> None:
        xmlschema = _library("xmlschema")
        try:
            self._schema = xmlschema.XMLSchema(path, allow="local", defuse="always")
        except (xmlschema.XMLSchemaException, ValueError) as error:
            raise SchemaError(f"it is no XML Schema: {_short(str(error))}") from error

    def check(self, source: Source) -> Iterator[Problem]:
        """As the protocol has it."""
        tree = tree_of(source)
        if isinstance(tree, Problem):
            yield tree
            return
        for error in self._schema.iter_errors(tree.root, namespaces=tree.namespaces):
            line, column = tree.places.get(error.elem, (1, 1))
            what = _short(error.reason or str(error))
            yield Problem(line, column, error.path or "", "schema", what)


def _library(name: str) -> Any:
    """A library that validates. MissingReader, which names the extra, if it is not installed."""
    from importlib import import_module

    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingReader("a schema", EXTRA, name) from error


def _registry() -> Any:
    """Where references to other addresses lead: to a schema that allows anything."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    return Registry(retrieve=lambda _: DRAFT202012.create_resource({}))  # type: ignore[call-arg]


def _formats(jsonschema: Any) -> Any:
    """The formats that texts are held to."""
    formats = jsonschema.FormatChecker(formats=())
    formats.checks("date-time")(lambda value: not isinstance(value, str) or is_moment(value))
    formats.checks("uri")(lambda value: not isinstance(value, str) or is_uri(value))
    return formats


def _short(message: str) -> str:
    """A message on one line, without its middle if it is long."""
    text = " ".join(message.split())
    return text if len(text) <= 2 * _LONGEST else f"{text[:_LONGEST]}...{text[-_LONGEST:]}"
