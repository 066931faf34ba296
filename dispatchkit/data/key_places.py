"""Where keys and values stand in a TOML file, because ``tomllib`` does not say.

The text has been parsed by ``tomllib`` before, so it is known to be right: one pass over it finds
where each path of keys begins (``label[3].miss[1]``). A path that is not found has no place, and a
message about it names none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatchkit.data import bounded
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# A path of keys and of numbers in lists.
_Path = tuple[str | int, ...]

# Values below this depth have no place of their own: nothing of ours lies deeper than five, and the
# paths of lists in lists in lists would fill the memory.
_DEEPEST = 16
_BARE_RE = re.compile(r"[A-Za-z0-9_-]+")
_SHORT = r"""" (?: [^\\"\n] | \\. )*+ " | ' [^'\n]*+ '"""
_LONG = r""" \"{3} (?: [^\\"] | \\. | "(?!"") )*+ "{3,5} | '{3} (?: [^'] | '(?!'') )*+ '{3,5}"""
_STRING_RE = pattern(f"{_LONG} | {_SHORT}", re.DOTALL | re.VERBOSE)
_KEY_RE = pattern(f"{_SHORT} | [A-Za-z0-9_-]++", re.DOTALL | re.VERBOSE)
# Spaces, line ends and comments.
_GAP_RE = pattern(r"(?:[ \t\r\n]++|\#[^\n]*+)*+")
_SPACE_RE = pattern(r"[ \t]*+")
_LINE_RE = pattern(r"[^\n]*+")
# Numbers, dates, true and false.
_OTHER_RE = pattern(r"[^,\]}\#\r\n]++")


def shown_key(name: str) -> str:
    """A key as TOML writes it: in quotation marks if it holds more than letters, figures, "-" and
    "_".
    """
    if _BARE_RE.fullmatch(name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def shown_path(path: _Path) -> str:
    """A path of keys as messages name it: ``label[3].miss[1]``, ``per-file-ignores."*.txt"``."""
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part}]"
        else:
            shown += f"{'.' if shown else ''}{shown_key(part)}"
    return shown


class KeyPlaces:
    """The places of keys and values in *text*, which is TOML."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets = {shown_path(path): at for path, at in _Reader(text).read().items()}

    def of(self, key: str) -> tuple[int, int] | None:
        """The line and column, from 1, at which the path *key* begins; None if it is not there."""
        at = self._offsets.get(key)
        return None if at is None else bounded.line_and_column(self._text, at)


def places_in(path: str) -> KeyPlaces:
    """The places in a file; none in one that cannot be read or is no TOML."""
    import tomllib

    try:
        text = bounded.decoded(bounded.read(path, bounded.MOST_TOML))
        tomllib.loads(text)
        return KeyPlaces(text)
    except (OSError, ValueError, RecursionError):
        return KeyPlaces("")


def position(place: str, file: str, places: KeyPlaces) -> tuple[int, int] | None:
    """The line and column of *place*, which is the *file* as a message names it and then a path of
    keys; None if they are not known. A text that stands for a list of one is its first item.
    """
    key = place.removeprefix(f"{file}: ")
    return (places.of(key) or places.of(key.removesuffix("[0]"))) if key != place else None


def placed(place: str, file: str, places: KeyPlaces) -> str:
    """*place* (see ``position``) with line and column after the file if they are known."""
    found = position(place, file, places)
    return f"{file}:{found[0]}:{found[1]}{place.removeprefix(file)}" if found else place


class _Reader:
    """Goes through a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._found: dict[_Path, int] = {}
        # How many tables each array of tables has so far.
        self._tables: dict[_Path, int] = {}

    def read(self) -> dict[_Path, int]:
        """The offset of each path: of the key where there is one, of a header for a table, else of
        the value.
        """
        table: _Path = ()
        while self._after(_GAP_RE) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._found

    def _after(self, form: re.Pattern[str]) -> int:
        """Pass over what *form* matches here, perhaps nothing; the new offset."""
        match = form.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at

    def _is_next(self, mark: str) -> bool:
        """Pass over *mark* if it stands here."""
        if not self._text.startswith(mark, self._at):
            return False
        self._at += len(mark)
        return True

    def _header(self) -> _Path:
        """The path of the table that a header opens."""
        begin = self._at
        is_array = self._is_next("[[")
        self._at = begin + (2 if is_array else 1)
        *outer, last = self._dotted()
        path: _Path = ()
        for part in outer:
            path = self._latest((*path, part))
            self._found.setdefault(path, begin)
        path = (*path, last)
        if is_array:
            self._found.setdefault(path, begin)
            number = self._tables.get(path, 0)
            self._tables[path] = number + 1
            path = (*path, number)
        self._found[path] = begin
        self._after(_LINE_RE)
        return path

    def _latest(self, path: _Path) -> _Path:
        """*path*, or the last table of it if it is an array of tables."""
        return (*path, self._tables[path] - 1) if path in self._tables else path

    def _dotted(self) -> list[str]:
        """The parts of a key."""
        parts = []
        while True:
            self._after(_SPACE_RE)
            begin = self._at
            parts.append(_plain(self._text[begin : self._after(_KEY_RE)]))
            self._after(_SPACE_RE)
            if not self._is_next("."):
                return parts

    def _pair(self, table: _Path) -> None:
        """A key and its value."""
        begin = self._at
        path = table
        for part in self._dotted():
            path = (*path, part)
            self._note(path, begin)
        self._is_next("=")
        self._after(_SPACE_RE)
        self._value(path)

    def _note(self, path: _Path, at: int) -> None:
        if len(path) <= _DEEPEST:
            self._found.setdefault(path, at)

    def _value(self, path: _Path) -> None:
        """A value, and what is in it."""
        if self._is_next("["):
            for number in self._items("]"):
                inner = (*path, number) if len(path) < _DEEPEST else path
                self._note(inner, self._at)
                self._value(inner)
        elif self._is_next("{"):
            for _ in self._items("}"):
                self._pair(path)
        elif self._text[self._at] in "\"'":
            self._after(_STRING_RE)
        else:
            self._after(_OTHER_RE)

    def _items(self, end: str) -> Iterator[int]:
        """The number of each item up to the bracket that ends them, once its first character is
        reached; whoever asks passes over it.
        """
        number = 0
        while True:
            self._after(_GAP_RE)
            if self._is_next(end):
                return
            yield number
            number += 1
            self._after(_GAP_RE)
            self._is_next(",")


def _plain(written: str) -> str:
    """A key without the quotation marks and escapes with which it is written."""
    if written[0] == "'":
        return written[1:-1]
    if written[0] == '"' and "\\" in written:
        import tomllib

        return next(iter(tomllib.loads(f"{written} = 0")))
    return written[1:-1] if written[0] == '"' else written
