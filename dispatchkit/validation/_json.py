"""Messages in JSON: their values, and where those stand in the text.

A source holds one message, an array of them, or one a line. Only where something is wrong is the
text gone through again for the places.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from dispatchkit.startup.patterns import pattern
from dispatchkit.validation._shapes import Members
from dispatchkit.validation.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.validation._shapes import Found, Path, Shapes
    from dispatchkit.validation.source import Source

# A mark of structure, a text, or any other value.
_TOKEN_RE = pattern(r'[{}\[\],:]|"(?:[^"\\]|\\.)*+"?|[^\s{}\[\],:"]++', 16)
_SURROUNDINGS = "\ufeff\x1e \t\r\n"


class Written(NamedTuple):
    """A value of JSON, and the offset at which its text begins; or why it cannot be read."""

    value: Any
    start: int
    problem: Problem | None = None


def check(source: Source, shapes: Shapes) -> Iterator[Problem]:
    """What is wrong with the messages in a source."""
    for written in values(source):
        if written.problem is not None:
            yield written.problem
        else:
            yield from placed(source, written.start, _found(written.value, shapes))


def _found(value: Any, shapes: Shapes) -> Iterator[Found]:
    """What is wrong with a message, or with each one of a list."""
    if isinstance(value, list):
        for place, message in enumerate(value):
            yield from shapes.problems(message, (place,))
    else:
        yield from shapes.problems(value)


def values(source: Source) -> Iterator[Written]:
    """The values in a source: one, or one a line."""
    if source.format == "jsonl":
        for line in source.lines:
            if line.text.strip(_SURROUNDINGS):
                yield _read(source, line.text, line.start)
    else:
        yield _read(source, source.text, 0)


def _read(source: Source, text: str, start: int) -> Written:
    """The value in a piece of the text, which begins at *start*."""
    begin = len(text) - len(text.lstrip(_SURROUNDINGS))
    start += begin
    try:
        value = json.loads(
            text[begin:].rstrip(_SURROUNDINGS),
            object_pairs_hook=Members.of,
            parse_constant=_refused,
        )
    except json.JSONDecodeError as error:
        line, column = source.place(start + error.pos)
        message = f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        return Written(None, start, Problem(line, column, "", "syntax", message))
    except (ValueError, RecursionError) as error:
        why = "values nest too deep" if isinstance(error, RecursionError) else str(error)
        problem = Problem(*source.place(start), "", "syntax", f"this is no JSON: {why}")
        return Written(None, start, problem)
    return Written(value, start)


def _refused(name: str) -> NoReturn:
    """JSON has no NaN and no infinity."""
    raise ValueError(f"{name} is no number")


def placed(source: Source, start: int, found: Iterable[Found]) -> Iterator[Problem]:
    """What was *found* in the value that begins at *start*, with its places."""
    told = list(found)
    if not told:
        return
    offsets = locate(source.text, start, {one.path for one in told})
    for path, rule, message in told:
        line, column = source.place(offsets.get(path, start))
        yield Problem(line, column, pointer(path), rule, message)


def pointer(path: Path) -> str:
    """A path as a JSON Pointer."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def locate(text: str, start: int, wanted: set[Path]) -> dict[Path, int]:
    """Where the *wanted* paths of the value that begins at *start* stand in a *text* of JSON: a
    property at its name, an item at its value. Of a repeated name the last one counts.
    """
    walk = _Walk()
    found: dict[Path, int] = {}
    for token in _TOKEN_RE.finditer(text, start):
        path = walk.step(token[0])
        if path in wanted:
            found[path] = token.start()
        if walk.is_over:
            break
    return found


class _Walk:
    """A walk through the text of a value of JSON, token by token."""

    def __init__(self) -> None:
        self._path: list[str | int] = []
        # For each object and list around: whether the next text is the name of a property; None in
        # a list.
        self._named: list[bool | None] = []
        self.is_over = False

    def step(self, sign: str) -> Path | None:
        """The path that begins with a sign: that of a property with its name, that of an item or
        of the whole with its first one.
        """
        if sign in ("}", "]"):
            self._named.pop()
            self._path.pop()
        elif sign == ",":
            last = self._path.pop()
            self._path.append(last + 1 if isinstance(last, int) else "")
            self._expect(name=True)
        elif sign == ":":
            self._expect(name=False)
        elif self._named and self._named[-1]:
            self._path[-1] = json.loads(sign, strict=False)
            return tuple(self._path)
        else:
            return self._begin(sign)
        self.is_over = not self._named
        return None

    def _expect(self, *, name: bool) -> None:
        """What comes next in an object."""
        if self._named[-1] is not None:
            self._named[-1] = name

    def _begin(self, sign: str) -> Path | None:
        """The path of the value that begins here, unless it is that of a property."""
        path = tuple(self._path) if not self._named or self._named[-1] is None else None
        if sign in ("{", "["):
            self._named.append(True if sign == "{" else None)
            self._path.append("" if sign == "{" else 0)
        self.is_over = not self._named
        return path
