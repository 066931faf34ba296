"""The configuration: ``dispatchkit.toml``, or ``[tool.dispatchkit]`` in ``pyproject.toml``, the nearest upwards; then the environment.

Every key is declared once, in ``KEYS``, with its kind and its reason. What is not known is an error that names the place.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit import tables
from dispatchkit.errors import ConfigError, ProfileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

FILE, PROJECT, TABLE = "dispatchkit.toml", "pyproject.toml", "dispatchkit"
PREFIX = "DISPATCHKIT_"


class _Unfit(Exception):
    """A value that a key does not take; the message says what it takes."""


class Key(NamedTuple):
    """One key: what values it takes (``read`` checks one and returns it as it is kept; _Unfit says what is expected), default, what it is for.

    A *path* is relative to the file that states it, to the working folder in the environment. *split* parts a text of the environment.
    """

    read: Callable[[Any], Any]
    default: Any
    about: str
    path: bool = False
    split: bool = False


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise _Unfit("expected a text")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) and item for item in value):
        raise _Unfit("expected a list of texts")
    return tuple(value)


def _flag(value: Any) -> bool:
    known = {"true": True, "1": True, "false": False, "0": False}
    if isinstance(value, str) and value.lower() in known:
        return known[value.lower()]
    if not isinstance(value, bool):
        raise _Unfit("expected true or false")
    return value


def _one_of(*words: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in words:
            raise _Unfit(f"expected one of {', '.join(words)}")
        return str(value)

    return read


def _table(read: Callable[[Any], Any]) -> Callable[[Any], Mapping[str, Any]]:
    def read_all(value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise _Unfit("expected a table")
        return {name: read(item) for name, item in value.items()}

    return read_all


KEYS: Mapping[str, Key] = {
    "profiles": Key(_texts, (), "profile files of your own, beside those that ship or in place of one with the same id", path=True, split=True),
    "boilerplate": Key(_table(_texts), {}, 'lines of your own that are boilerplate, by label: subscription = ["..."]; one that ends in * is the beginning of a line'),
    "exclude": Key(_texts, (), "patterns of paths, or of names, that are no dispatches where a folder is walked", split=True),
    "profile": Key(_text, None, "the profile to read everything with"),
    "encoding": Key(_text, None, "the encoding to read everything in"),
    "date-order": Key(_one_of("dmy", "mdy", "ymd"), None, "how dates in figures are read"),
    "language": Key(_text, None, "the language that every dispatch should have (BCP 47)"),
    "select": Key(_texts, (), "rules to run, by code or beginning of a code; ALL for all of them", split=True),
    "ignore": Key(_texts, (), "rules not to run", split=True),
    "extend-select": Key(_texts, (), "rules to run besides those of select, or of the default", split=True),
    "extend-ignore": Key(_texts, (), "rules not to run besides those of ignore", split=True),
    "per-file-ignores": Key(_table(_texts), {}, "rules not to run on paths that fit a pattern"),
    "per-agency-ignores": Key(_table(_texts), {}, "rules not to run on dispatches of an agency, by its id"),
    "severity": Key(_table(_one_of("error", "warning", "info")), {}, "severities other than the rules' own, by code"),
    "fail-on": Key(_one_of("error", "warning", "info", "never"), "error", "the least severity that makes the exit status 1"),
    "min-severity": Key(_one_of("error", "warning", "info"), None, "the least severity that is told; without it all are, boilerplate once a rule and input"),
    "stage": Key(_one_of("raw", "clean"), "raw", "clean: boilerplate is an error"),
    "filename-date": Key(_flag, False, "names of files hold the day of their story"),
    "baseline": Key(_text, None, "the file of findings that are known and not told again", path=True),
}


class Value(NamedTuple):
    """A value in force and where it came from: a file with its key, a variable of the environment, or "default"."""

    value: Any
    origin: str


class Config(NamedTuple):
    """All values in force, by key; the file that was read (None: none) and the folder that its patterns of paths are relative to."""

    values: Mapping[str, Value]
    file: str | None
    root: str

    def of(self, key: str) -> Any:
        """The value of a key."""
        return self.values[key].value


def load(near: Sequence[str] = (), *, file: str | None = None, isolated: bool = False, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration for the inputs *near*: that of *file*, else of the nearest file above them, else above the working folder.

    *isolated* looks at no file, only at the environment. ConfigError with the place of what is wrong.
    """
    chosen = None if isolated else file or environment.get(f"{PREFIX}CONFIG") or _nearest(near)
    values = {key: Value(about.default, "default") for key, about in KEYS.items()}
    if chosen is not None:
        values |= _from_file(chosen)
    values |= _from_environment(environment)
    return Config(values, chosen, os.path.dirname(os.path.abspath(chosen)) if chosen else os.getcwd())


def _nearest(near: Sequence[str]) -> str | None:
    """The nearest configuration above what all inputs have in common, else above the working folder."""
    folders = [os.path.abspath(name if os.path.isdir(name) else os.path.dirname(name) or ".") for name in near if name != "-"]
    try:
        common = [os.path.commonpath(folders)] if folders else []
    except ValueError:  # two drives of Windows
        common = []
    return next((found for start in [*common, os.getcwd()] for folder in _upwards(start) if (found := _in_folder(folder))), None)


def _upwards(folder: str) -> Iterator[str]:
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _in_folder(folder: str) -> str | None:
    own = os.path.join(folder, FILE)
    if os.path.isfile(own):
        return own
    project = os.path.join(folder, PROJECT)
    try:
        with open(project, "rb") as stream:
            # Reading TOML costs more than a dispatch: most projects say nothing of us.
            return project if b"dispatchkit" in stream.read() and _table_of(project) is not None else None
    except OSError:
        return None


def _table_of(file: str) -> dict[str, Any] | None:
    """The table of a file that is ours, None where a pyproject.toml has none."""
    try:
        content = tables.parse(file)
    except ProfileError as error:
        raise ConfigError(file, error.problem) from error
    if os.path.basename(file) != PROJECT:
        return content
    ours: dict[str, Any] | None = content.get("tool", {}).get(TABLE)
    return ours


def _from_file(file: str) -> dict[str, Value]:
    """The values that a file states."""
    try:
        table = _table_of(file)
    except OSError as error:
        raise ConfigError(file, error.strerror or str(error)) from error
    if table is None:
        raise ConfigError(file, f"there is no table [tool.{TABLE}] in it")
    prefix = f"tool.{TABLE}." if os.path.basename(file) == PROJECT else ""
    folder = os.path.dirname(os.path.abspath(file))
    found = {}
    for key, value in table.items():
        if key not in KEYS:
            raise ConfigError(f"{file}: {prefix}{key}", f"there is no such key{_meant(key)}")
        found[key] = Value(_read(key, value, f"{file}: {prefix}{key}", folder), f"{file}: {prefix}{key}")
    return found


def _from_environment(environment: Mapping[str, str]) -> dict[str, Value]:
    """The values of variables like DISPATCHKIT_FAIL_ON; lists are parted by commas, paths by the system's mark."""
    found = {}
    for key, about in KEYS.items():
        name = PREFIX + key.upper().replace("-", "_")
        if name in environment and not isinstance(about.default, dict):
            text = environment[name]
            value: Any = [part.strip() for part in text.split(os.pathsep if about.path else ",") if part.strip()] if about.split else text
            found[key] = Value(_read(key, value, name, os.getcwd()), name)
    return found


def _read(key: str, value: Any, place: str, folder: str) -> Any:
    """A value, checked; paths made whole."""
    about = KEYS[key]
    try:
        found = about.read(value)
    except _Unfit as error:
        raise ConfigError(place, f"{error}, found {value!r}") from error
    if not about.path:
        return found
    return tuple(os.path.join(folder, name) for name in found) if about.split else os.path.join(folder, found)


def _meant(key: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key.replace("_", "-"), KEYS, n=1)
    return f"; did you mean {close[0]}?" if close else f"; known: {', '.join(KEYS)}"
