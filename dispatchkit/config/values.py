"""The values in force: a file takes precedence over the defaults, the environment over both.

An unknown key or wrong value is an error that names the place, whichever command is called and
whether or not it uses the value.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.config.keys import KEYS, Key
from dispatchkit.config.kinds import Unfit
from dispatchkit.errors import ConfigError
from dispatchkit.files.configuration import PROJECT, TABLE, nearest, table_of
from dispatchkit.kernel import PURE
from dispatchkit.meant import meant, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PREFIX = "DISPATCHKIT_"
CONFIG = f"{PREFIX}CONFIG"
# What the commands that ``watch --exec`` runs are handed.
HANDED_INPUT, HANDED_OUTPUT = f"{PREFIX}INPUT", f"{PREFIX}OUTPUT"
COMMAND_LINE, DEFAULT = "command line", "default"


class Value(NamedTuple):
    """A value in force and where it came from: a file with its key, a variable of the environment,
    "command line", or "default".
    """

    value: Any
    origin: str


class Config(NamedTuple):
    """All values in force, by key; the file that was read (None: no file) and the folder that its
    patterns of paths are relative to.

    *found*: the file was found above the inputs or the working folder, not named. *unknown*:
    complaints about environment variables that begin like ours but mean nothing.
    """

    values: Mapping[str, Value]
    file: str | None
    root: str
    found: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def is_default(self) -> bool:
        """Whether nobody has set any value."""
        return all(value.origin == DEFAULT for value in self.values.values())

    def of(self, key: str) -> Any:
        """The value of a key."""
        return self.values[key].value

    def place(self, key: str, within: str | None = None) -> str:
        """Where the value of a key came from, or an entry *within* it, as messages name it."""
        origin = self.values[key].origin
        place = f"--{key}" if origin == COMMAND_LINE else origin
        if within is not None:
            from dispatchkit.data.key_places import shown_key

            place = f"{place}.{shown_key(within)}"
        return _in_line(place, self.file) if self.file and self.is_from_file(key) else place

    def is_from_file(self, key: str) -> bool:
        """Whether the value of a key came from the file."""
        return self.file is not None and self.values[key].origin.startswith(f"{self.file}: ")


def load(
    near: Sequence[str] = (),
    *,
    file: str | None = None,
    isolated: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Config:
    """The configuration for the inputs *near*: that of *file*, else of the nearest file above them,
    else of the nearest above the working folder.

    *isolated*: read no file, only the environment. ConfigError names the place of what is wrong.
    """
    named = None if isolated else file or environment.get(CONFIG)
    chosen = named or (None if isolated else nearest(near))
    values = {key: Value(about.default, DEFAULT) for key, about in KEYS.items()}
    if chosen is not None:
        try:
            values |= _from_file(chosen)
        except ConfigError as error:
            if file or not named:
                raise
            raise ConfigError(CONFIG, str(error)) from error
    values |= _from_environment(environment)
    root = os.path.dirname(os.path.abspath(chosen)) if chosen else os.getcwd()
    return Config(
        values, chosen, root, chosen is not None and not named, tuple(_unknown(environment))
    )


def _from_file(file: str) -> dict[str, Value]:
    """The values that a file states."""
    from dispatchkit.data.key_places import shown_key

    table = table_of(file)
    if table is None:
        raise ConfigError(file, f"there is no table [tool.{TABLE}] in it")
    prefix = f"tool.{TABLE}." if os.path.basename(file) == PROJECT else ""
    folder = os.path.dirname(os.path.abspath(file))
    found = {}
    for key, value in table.items():
        place = f"{file}: {prefix}{shown_key(key)}"
        try:
            found[key] = Value(_read(_known(key, place), value, place, folder), place)
        except ConfigError as error:
            raise ConfigError(_in_line(error.place, file), error.problem) from error
    return found


def _known(key: str, place: str) -> str:
    """*key*, which must be one of ours."""
    if key not in KEYS:
        raise ConfigError(place, f"there is no such key{meant(key.replace('_', '-'), KEYS)}")
    return key


def _in_line(place: str, file: str) -> str:
    """A *place* in a configuration file with its line and column."""
    from dispatchkit.data import key_places

    return key_places.placed(place, file, key_places.places_in(file))


def _from_environment(environment: Mapping[str, str]) -> dict[str, Value]:
    """The values of variables like DISPATCHKIT_FAIL_ON; the items of a list are separated by
    commas, paths by the system's separator.
    """
    found = {}
    for key, name in _variables().items():
        if name in environment:
            value = _parted(KEYS[key], environment[name])
            found[key] = Value(_read(key, value, name, os.getcwd()), name)
    return found


def _parted(about: Key, text: str) -> str | list[str]:
    """The value of a variable: a text, or the items of a list."""
    if not about.split:
        return text
    parts = text.split(os.pathsep if about.path else ",")
    return [part.strip() for part in parts if part.strip()]


def _variables() -> dict[str, str]:
    """Keys with the variables that set them. Tables have no variable."""
    return {
        key: PREFIX + key.upper().replace("-", "_")
        for key, about in KEYS.items()
        if not isinstance(about.default, dict)
    }


def _unknown(environment: Mapping[str, str]) -> Iterator[str]:
    """Complaints about variables that begin like ours but mean nothing."""
    known = {*_variables().values(), CONFIG, PURE}
    handed = {HANDED_INPUT, HANDED_OUTPUT}
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in known | handed:
            key = name.removeprefix(PREFIX).lower().replace("_", "-")
            why = (
                f"the table {key} has no variable, only a key"
                if key in KEYS
                else f"there is no such variable{meant(name, sorted(known))}"
            )
            yield f"{name}: {why}"


def _read(key: str, value: Any, place: str, folder: str) -> Any:
    """The value of a *key*, checked, paths joined to *folder*. ConfigError names its *place*."""
    about = KEYS[key]
    try:
        found = about.read(value)
    except Unfit as error:
        if error.inner is not None:
            from dispatchkit.data.key_places import shown_key

            raise ConfigError(
                f"{place}.{shown_key(error.inner)}", f"{error}, found {shown(error.value)}"
            ) from error
        raise ConfigError(place, f"{error}, found {shown(value)}") from error
    except ValueError as error:
        raise ConfigError(place, str(error)) from error
    if key == "profile" and found.endswith(".toml"):
        return os.path.join(folder, found)
    if not about.path:
        return found
    return (
        tuple(os.path.join(folder, name) for name in found)
        if about.split
        else os.path.join(folder, found)
    )
