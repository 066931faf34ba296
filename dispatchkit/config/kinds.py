"""The kinds of values that keys of the configuration take.

A kind is a function: it takes what a file or the environment states, checks it and returns it as it
is kept. It raises Unfit or ValueError if the value is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.labels import Label
from dispatchkit.meant import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LABELS = tuple(label.word for label in Label)
# A limit, because a list of patterns or profiles is gone through for every input; a project has a
# handful.
_MOST = 1000


class Unfit(Exception):
    """A value that a key does not take; the message says what it takes. *inner*, *value*: the key
    inside a table and its value.
    """

    def __init__(self, message: str, inner: str | None = None, value: Any = None) -> None:
        super().__init__(message)
        self.inner = inner
        self.value = value


def text(value: Any) -> str:
    """*value*, checked to be a text that is not empty."""
    if not isinstance(value, str) or not value:
        raise Unfit("expected a text")
    return value


def path(value: Any) -> str:
    """*value*, checked to be a path, whether or not anything exists there."""
    if "\0" in text(value):
        raise Unfit("a path cannot hold a NUL character")
    return str(value)


def list_of(read: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    """The kind of lists of texts, each of the kind *read*."""

    def read_all(value: Any) -> tuple[str, ...]:
        if not isinstance(value, (list, tuple)) or not all(
            isinstance(item, str) and item for item in value
        ):
            raise Unfit("expected a list of texts")
        if len(value) > _MOST:
            raise Unfit(f"expected at most {_MOST} items")
        return tuple(read(item) for item in value)

    return read_all


texts = list_of(text)
paths = list_of(path)


def flag(value: Any) -> bool:
    """*value* as true or false; the environment may also say 1 or 0."""
    known = {"true": True, "1": True, "false": False, "0": False}
    if isinstance(value, str) and value.lower() in known:
        return known[value.lower()]
    if not isinstance(value, bool):
        raise Unfit("expected true or false")
    return value


def code(read: Callable[[str], str]) -> Callable[[Any], str]:
    """The kind of codes that *read* accepts; it raises ValueError for others."""
    return lambda value: read(text(value))


def one_of(*words: str, instead: Mapping[str, str] | None = None) -> Callable[[Any], str]:
    """The kind of values that are one of *words*. *instead*: what to do instead of giving a value
    that people try all the same.
    """

    def read(value: Any) -> str:
        if value not in words:
            tried = str(value).lower()
            other = f" ({instead[tried]})" if instead and tried in instead else ""
            raise Unfit(f"expected one of {', '.join(words)}{other}")
        return str(value)

    return read


def table(read: Callable[[Any], Any]) -> Callable[[Any], Mapping[str, Any]]:
    """The kind of tables whose values are of the kind *read*."""

    def read_all(value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise Unfit("expected a table")
        if len(value) > _MOST:
            raise Unfit(f"expected at most {_MOST} entries")
        found = {}
        for name, item in value.items():
            try:
                found[name] = read(item)
            except Unfit as error:
                raise Unfit(str(error), name, item) from error
        return found

    return read_all


def phrases(value: Any) -> Mapping[str, Any]:
    """*value*, checked to be a table of phrases by the label that they give a line."""
    found = table(texts)(value)
    for name, phrases in found.items():
        if name not in _LABELS:
            raise Unfit(
                f"there is no label of that name{meant(name, _LABELS)}", name, list(phrases)
            )
    return found
