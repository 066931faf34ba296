"""Split raw news-agency dumps into metadata and paragraphs, strip the boilerplate, lose nothing,
say why for every line.

    >>> from dispatchkit import parse_text
    >>> parse_text("OSLO, May 3 (Reuters) - The ferry runs again.")[0].paragraphs[0].text
    'The ferry runs again.'

Names are loaded when first used, so that ``import dispatchkit`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit._version import __version__

if TYPE_CHECKING:
    from dispatchkit.agencies.sources import Own
    from dispatchkit.api import (
        InputError,
        check,
        iter_parse,
        parse_bytes,
        parse_file,
        parse_text,
        trace_bytes,
        trace_text,
    )
    from dispatchkit.column import parse_texts
    from dispatchkit.errors import (
        BrokenItem,
        ConfigError,
        DecodeError,
        DispatchkitError,
        MissingReader,
        MissingWriter,
        NoDispatch,
        OneDocument,
        ProfileError,
        RecordError,
        UnknownColumn,
        UnknownFormat,
        UnknownProfile,
        UnreadableFormat,
    )
    from dispatchkit.grammar.dateline import parse_dateline
    from dispatchkit.labels import Label
    from dispatchkit.lifecycle.told import Latest, Replaced
    from dispatchkit.lint.finding import Finding
    from dispatchkit.model import Agency, Boilerplate, Dateline, Dispatch, Notice, Paragraph, Person
    from dispatchkit.saving import save
    from dispatchkit.trace import LabelledLine, PartTrace, Trace
    from dispatchkit.versions import latest
    from dispatchkit.writing import render

_HOMES = {
    "api": (
        "InputError",
        "check",
        "iter_parse",
        "parse_bytes",
        "parse_file",
        "parse_text",
        "trace_bytes",
        "trace_text",
    ),
    "column": ("parse_texts",),
    "grammar.dateline": ("parse_dateline",),
    "errors": (
        "BrokenItem",
        "ConfigError",
        "DecodeError",
        "DispatchkitError",
        "MissingReader",
        "MissingWriter",
        "NoDispatch",
        "OneDocument",
        "ProfileError",
        "RecordError",
        "UnknownColumn",
        "UnknownFormat",
        "UnknownProfile",
        "UnreadableFormat",
    ),
    "labels": ("Label",),
    "lifecycle.told": ("Latest", "Replaced"),
    "lint.finding": ("Finding",),
    "model": (
        "Agency",
        "Boilerplate",
        "Dateline",
        "Dispatch",
        "Notice",
        "Paragraph",
        "Person",
    ),
    "agencies.sources": ("Own",),
    "saving": ("save",),
    "trace": ("LabelledLine", "PartTrace", "Trace"),
    "versions": ("latest",),
    "writing": ("render",),
}

__all__ = [
    "Agency",
    "Boilerplate",
    "BrokenItem",
    "ConfigError",
    "Dateline",
    "DecodeError",
    "Dispatch",
    "DispatchkitError",
    "Finding",
    "InputError",
    "Label",
    "LabelledLine",
    "Latest",
    "MissingReader",
    "MissingWriter",
    "NoDispatch",
    "Notice",
    "OneDocument",
    "Own",
    "Paragraph",
    "PartTrace",
    "Person",
    "ProfileError",
    "RecordError",
    "Replaced",
    "Trace",
    "UnknownColumn",
    "UnknownFormat",
    "UnknownProfile",
    "UnreadableFormat",
    "__version__",
    "check",
    "iter_parse",
    "latest",
    "parse_bytes",
    "parse_dateline",
    "parse_file",
    "parse_text",
    "parse_texts",
    "render",
    "save",
    "trace_bytes",
    "trace_text",
]


# Hidden from type checkers, which would take it for a promise that any name is there.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Load a public name from its module when it is first asked for."""
        from importlib import import_module

        for module, names in _HOMES.items():
            if name in names:
                value = getattr(import_module(f"dispatchkit.{module}"), name)
                globals()[name] = value
                return value
        raise AttributeError(f"module 'dispatchkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
