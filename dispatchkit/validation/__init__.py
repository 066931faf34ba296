"""Whether messages keep to their standards: one module per standard, found by its name.

A module ``<standard>.py`` (an underscore stands for the hyphen of a name: ``newsml_g2.py`` is
"newsml-g2") defines

- ``STANDARD``: the standard and its versions, for people ("ninjs 3"),
- ``recognise(source) -> bool``: whether a message says that it is of this standard, by its format
  (``source.format``, the word that ``dispatchkit formats`` has for it) and by what stands in it,
- ``check(source) -> Iterator[Problem]``: where the message does not keep to the standard, in any
  order. It is light: what an element, a property or a line may hold comes from tables
  (``dispatchkit/data``), and nothing outside the standard library is imported.

So a new standard is one new file here and nothing else. Modules whose names begin with "_" are
helpers.

``Source`` is a message as bytes and as text, and turns offsets into places; ``Problem`` is one
thing that is wrong, with its place. A check must end well on any input: what cannot be read (JSON
or XML that is broken) is a problem too, with the rule ``syntax``.

The official schema of a standard says more than the tables. It does not ship; who has it names its
file, and ``schema`` validates against it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from dispatchkit.errors import UnknownFormat
from dispatchkit.meant import meant
from dispatchkit.named_modules import modules_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.validation.problem import Problem
    from dispatchkit.validation.source import Source

# What the room has besides its standards.
_OWN = frozenset(("problem", "schema", "source"))


class Standard(Protocol):
    """What the module of a standard defines."""

    STANDARD: str

    def recognise(self, source: Source) -> bool:
        """As the module's docstring has it."""

    def check(self, source: Source) -> Iterator[Problem]:
        """As the module's docstring has it."""


def names() -> list[str]:
    """The words of the standards that messages are checked against."""
    return sorted(name.replace("_", "-") for name in modules_in(__path__) if name not in _OWN)


def standard(name: str) -> Standard:
    """The standard of that word. UnknownFormat if there is none."""
    if name not in names():
        raise UnknownFormat(f"{name!r} is no standard{meant(name, names())}")
    return cast("Standard", import_module(f"{__name__}.{name.replace('-', '_')}"))


def recognised(source: Source) -> str | None:
    """The word of the standard that a message is of; None if it is of none that is known."""
    return next((name for name in names() if standard(name).recognise(source)), None)


def syntax(source: Source) -> Problem | None:
    """Why a message that looks like JSON, or says that it is XML, cannot be read; None if it can
    be, or if it is neither.
    """
    from dispatchkit.validation import _json, _xml

    opening = source.text.lstrip("\ufeff\x1e \t\r\n")[:5]
    if opening.startswith(("{", "[")):
        return next((one.problem for one in _json.values(source) if one.problem), None)
    found = _xml.tree_of(source) if opening == "<?xml" else None
    return None if isinstance(found, _xml.Tree) else found


def notes(source: Source) -> list[Problem]:
    """What should be known of a message though nothing is wrong with it."""
    from dispatchkit.validation._unstated import unstated

    return unstated(source)


def check(source: Source, name: str) -> list[Problem]:
    """Where a message does not keep to the standard *name*, in the order of the places."""
    return sorted(standard(name).check(source))
