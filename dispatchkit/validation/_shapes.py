"""Values of JSON against a table of objects and the shapes of their properties.

The head of ``data/ninjs.toml`` says how such a table is written.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.meant import hint, shown
from dispatchkit.startup.patterns import pattern
from dispatchkit.writing._identity import is_uri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# RFC 3339: a date, a time with seconds, and the offset or "Z".
_MOMENT_RE = pattern(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:)(\d\d)(?:\.\d{1,40})?(?:[Zz]|[+-](\d\d):(\d\d))"
)
_REDUCED_RE = pattern(
    r"-?\d{4,9}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(?:\.\d{1,40})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?)?)?"
)
_LEAP_SECOND = 60
_HOURS, _MINUTES = 24, 60
_RANGES = {"urgency": (1, 9), "percent": (0, 100)}
_NUMBERS = ("integer", "number", *_RANGES)

Path = tuple[str | int, ...]


class Found(NamedTuple):
    """What is wrong with the value at a path, by the word of the rule."""

    path: Path
    rule: str
    message: str


class Members(dict[str, Any]):
    """An object of JSON that knows which of its names were *repeated*."""

    repeated: tuple[str, ...] = ()

    @classmethod
    def of(cls, pairs: list[tuple[str, Any]]) -> Members:
        """The object of such pairs: of a repeated name the last value is kept."""
        made = cls(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            made.repeated = tuple(dict.fromkeys(name for name in names if names.count(name) > 1))
        return made


class Shapes:
    """The shapes that a table knows; *standard* is the name of what it is for, in messages."""

    def __init__(self, table: Mapping[str, Any], standard: str) -> None:
        self._standard = standard
        self._root: str = table["root"]
        self._objects: dict[str, dict[str, str]] = dict(table["objects"])
        for name, other in table.get("like", {}).items():
            self._objects[name] = self._objects[other] | self._objects[name]
        self._values: Mapping[str, list[str]] = table["values"]
        self._either: Mapping[str, list[str]] = table["either"]

    def problems(self, message: Any, path: Path = ()) -> Iterator[Found]:
        """What is wrong with a message, which stands at *path*."""
        return self._of(message, self._root, path)

    def _of(self, value: Any, shape: str, path: Path) -> Iterator[Found]:
        """What is wrong with a *value* that should have a *shape*."""
        if shape[0] == "[":
            if isinstance(value, list):
                for place, inner in enumerate(value):
                    yield from self._of(inner, shape[1:-1], (*path, place))
            else:
                yield self._other(value, "a list", path)
        elif shape[0] == "{":
            if isinstance(value, dict):
                for name, inner in value.items():
                    yield from self._of(inner, shape[1:-1], (*path, name))
            else:
                yield self._other(value, "an object", path)
        elif shape in self._objects:
            if isinstance(value, dict):
                yield from self._object(value, shape, path)
            else:
                yield self._other(value, "an object", path)
        else:
            yield from self._plain(value, shape, path)

    def _object(self, value: Mapping[str, Any], kind: str, path: Path) -> Iterator[Found]:
        """What is wrong with an object of a *kind*."""
        shapes = self._objects[kind]
        for name in getattr(value, "repeated", ()):
            yield Found((*path, name), "repeated", f"{shown(name)} is there more than once")
        for name, shape in shapes.items():
            if shape.endswith("!") and name not in value:
                yield Found(path, "missing", f"{kind} has no {name!r}, which it must have")
        for name, inner in value.items():
            known = _shape_of(name, shapes)
            if known is None:
                close = hint(name, shapes)
                what = f"{self._standard} has no {shown(name)} in {kind}{close}"
                yield Found((*path, name), "unknown", what)
            else:
                yield from self._of(inner, known.removesuffix("!"), (*path, name))
        yield from self._choice(value, kind, path)

    def _choice(self, value: Mapping[str, Any], kind: str, path: Path) -> Iterator[Found]:
        """What is wrong with an object that must have just one of some properties."""
        choice = self._either.get(kind, [])
        there = [name for name in choice if name in value]
        if choice and len(there) != 1:
            rule = "repeated" if there else "missing"
            names = " or ".join(map(repr, choice))
            yield Found(path, rule, f"{kind} has {len(there)} of {names}, and must have one")

    def _plain(self, value: Any, shape: str, path: Path) -> Iterator[Found]:
        """What is wrong with a text or a number."""
        if shape == "any":
            return
        if shape in _NUMBERS:
            yield from self._number(value, shape, path)
        elif not isinstance(value, str):
            yield self._other(value, "a text", path)
        elif shape in self._values:
            allowed = self._values[shape]
            if value not in allowed:
                what = f"{shown(value)} is none of {', '.join(allowed)}{hint(value, allowed)}"
                yield Found(path, "value", what)
        elif shape == "uri" and not is_uri(value):
            yield Found(
                path, "uri", f"{shown(value)} is no URI with its scheme (urn:..., https:...)"
            )
        elif shape == "moment" and not is_moment(value):
            wanted = "no date and time with its zone, as in 2021-05-04T10:00:00Z"
            yield Found(path, "date", f"{shown(value)} is {wanted}")
        elif shape == "reduced" and not _REDUCED_RE.fullmatch(value):
            wanted = "no year, month, day or time, as in 2021, 2021-05 or 2021-05-04"
            yield Found(path, "date", f"{shown(value)} is {wanted}")

    def _number(self, value: Any, shape: str, path: Path) -> Iterator[Found]:
        """What is wrong with a number."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield self._other(value, "a number", path)
        elif shape != "number" and not float(value).is_integer():
            yield Found(path, "type", f"{shown(value)} is no whole number")
        elif shape in _RANGES:
            least, most = _RANGES[shape]
            if not least <= value <= most:
                yield Found(path, "value", f"{shown(value)} is not from {least} to {most}")

    def _other(self, value: Any, wanted: str, path: Path) -> Found:
        """A value of another type."""
        return Found(path, "type", f"{_type_of(value)} stands where {self._standard} has {wanted}")


def is_moment(text: str) -> bool:
    """Whether *text* is a date and time as RFC 3339 has it, and is one of the calendar."""
    found = _MOMENT_RE.fullmatch(text)
    if not found or int(found[3]) > _LEAP_SECOND:
        return False
    try:
        # A leap second is a time, which Python does not know.
        datetime.fromisoformat(f"{found[1]}T{found[2]}{min(int(found[3]), 59):02}")
    except ValueError:
        return False
    return found[4] is None or (int(found[4]) < _HOURS and int(found[5]) < _MINUTES)


def _shape_of(name: str, shapes: Mapping[str, str]) -> str | None:
    """The shape of the property of that name: by its whole name, or by what it begins with."""
    if name in shapes:
        return shapes[name] if not name.endswith("*") else None
    begin, line, rest = name.partition("_")
    known = line and rest.replace("_", "").isalnum() and rest.isascii()
    return shapes.get(f"{begin}_*") if known else None


def _type_of(value: Any) -> str:
    """What a value of JSON is, in words."""
    for kind, word in (
        (dict, "an object"),
        (list, "a list"),
        (str, "a text"),
        (bool, "a truth value"),
        (int | float, "a number"),
    ):
        if isinstance(value, kind):
            return word
    return "null"
