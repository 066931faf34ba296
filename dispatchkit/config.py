"""The configuration: ``dispatchkit.toml``, or ``[tool.dispatchkit]`` in ``pyproject.toml``, the
nearest upwards; then the environment.

Every key is declared once, in ``KEYS``, with its kind and its reason. What is not known is an error
that names the place, whichever command is called and whether or not it uses the value. A file that
was found, not named, may be somebody else's: it is read within bounds, and ``silenced`` says what
it would keep from being seen. ``docs/security.md`` is about that.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit import proof
from dispatchkit.agencies import lexicon
from dispatchkit.agencies.lexicon import Own
from dispatchkit.data import tables
from dispatchkit.errors import ConfigError, ProfileError
from dispatchkit.files import paths
from dispatchkit.meant import meant, shown
from dispatchkit.model import Label
from dispatchkit.text import codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_LABELS = tuple(label.word for label in Label)
_BARE_RE = re.compile(r"[A-Za-z0-9_-]+")
FILE, PROJECT, TABLE = "dispatchkit.toml", "pyproject.toml", "dispatchkit"
PREFIX = "DISPATCHKIT_"
CONFIG = f"{PREFIX}CONFIG"
COMMAND_LINE = "command line"
# What marks the root of a repository.
_REPOSITORIES = (".git", ".hg", ".svn", ".jj")
# A list of patterns or profiles is gone through for every input, and a project has a handful.
_MOST = 1000


class _Unfit(Exception):
    """A value that a key does not take; the message says what it takes. *inner* and *value*: the
    key inside a table, and what stands there.
    """

    def __init__(self, message: str, inner: str | None = None, value: Any = None) -> None:
        super().__init__(message)
        self.inner = inner
        self.value = value


class Key(NamedTuple):
    """One key: what values it takes (``read`` checks one and returns it as it is kept; _Unfit or
    ValueError say what is wrong), default, what it is for.

    A *path* is relative to the file that states it, to the working folder in the environment.
    *split* parts a text of the environment. *silences*: values with which something is not read,
    not told or not counted.
    """

    read: Callable[[Any], Any]
    default: Any
    about: str
    path: bool = False
    split: bool = False
    silences: Callable[[Any], bool] = lambda _: False


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise _Unfit("expected a text")
    return value


def _path(value: Any) -> str:
    if "\0" in _text(value):
        raise _Unfit("a path cannot hold a NUL character")
    return str(value)


def _list_of(read: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    def read_all(value: Any) -> tuple[str, ...]:
        if not isinstance(value, (list, tuple)) or not all(
            isinstance(item, str) and item for item in value
        ):
            raise _Unfit("expected a list of texts")
        if len(value) > _MOST:
            raise _Unfit(f"expected at most {_MOST} items")
        return tuple(read(item) for item in value)

    return read_all


_texts, _paths = _list_of(_text), _list_of(_path)


def _flag(value: Any) -> bool:
    known = {"true": True, "1": True, "false": False, "0": False}
    if isinstance(value, str) and value.lower() in known:
        return known[value.lower()]
    if not isinstance(value, bool):
        raise _Unfit("expected true or false")
    return value


def _code(read: Callable[[str], str]) -> Callable[[Any], str]:
    """A code of the kind that *read* knows."""
    return lambda value: read(_text(value))


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
        if len(value) > _MOST:
            raise _Unfit(f"expected at most {_MOST} entries")
        found = {}
        for name, item in value.items():
            try:
                found[name] = read(item)
            except _Unfit as error:
                raise _Unfit(str(error), name, item) from error
        return found

    return read_all


def _phrases(value: Any) -> Mapping[str, Any]:
    """Phrases by the label that they give a line."""
    found = _table(_texts)(value)
    for name, phrases in found.items():
        if name not in _LABELS:
            raise _Unfit(
                f"there is no label of that name{meant(name, _LABELS)}", name, list(phrases)
            )
    return found


KEYS: Mapping[str, Key] = {
    "profiles": Key(
        _paths,
        (),
        "profile files of your own, beside those that ship or in place of one with the same id",
        path=True,
        split=True,
        silences=bool,
    ),
    "boilerplate": Key(
        _phrases,
        {},
        'lines of your own that are boilerplate, by label: subscription = ["..."]; one that ends in'
        " * is the beginning of a line",
        silences=bool,
    ),
    "exclude": Key(
        _texts,
        (),
        "patterns of paths, as .gitignore has them, that are no dispatches where a folder is"
        " walked",
        split=True,
        silences=bool,
    ),
    "profile": Key(_path, None, "the profile to read everything with"),
    "encoding": Key(_code(codes.encoding), None, "the encoding to read everything in"),
    "date-order": Key(_code(codes.date_order), None, "how dates in figures are read"),
    "language": Key(
        _code(codes.language), None, "the language that every dispatch should have (BCP 47)"
    ),
    "select": Key(
        _texts,
        (),
        "rules to run, by code or beginning of a code; ALL for all of them",
        split=True,
        silences=lambda value: bool(value) and "ALL" not in value,
    ),
    "ignore": Key(_texts, (), "rules not to run", split=True, silences=bool),
    "extend-select": Key(
        _texts, (), "rules to run besides those of select, or of the default", split=True
    ),
    "extend-ignore": Key(
        _texts, (), "rules not to run besides those of ignore", split=True, silences=bool
    ),
    "per-file-ignores": Key(
        _table(_texts),
        {},
        "rules not to run on paths that fit a pattern, as .gitignore has them",
        silences=bool,
    ),
    "per-agency-ignores": Key(
        _table(_texts), {}, "rules not to run on dispatches of an agency, by its id", silences=bool
    ),
    "severity": Key(
        _table(_one_of("error", "warning", "info")),
        {},
        "severities other than the rules' own, by code",
        silences=bool,
    ),
    "fail-on": Key(
        _one_of("error", "warning", "info", "never"),
        "error",
        "the least severity that makes the exit status 1",
        silences=lambda value: value == "never",
    ),
    "min-severity": Key(
        _one_of("error", "warning", "info"),
        None,
        "the least severity that is told; without it all are, boilerplate once a rule and input",
        silences=lambda value: value in ("error", "warning"),
    ),
    "stage": Key(_one_of("raw", "clean"), "raw", "clean: boilerplate is an error"),
    "filename-date": Key(_flag, False, "names of files hold the day of their story"),
    "baseline": Key(
        _path,
        None,
        "the file of findings that are known and not told again",
        path=True,
        silences=bool,
    ),
}


class Value(NamedTuple):
    """A value in force and where it came from: a file with its key, a variable of the environment,
    "command line", or "default".
    """

    value: Any
    origin: str


class Config(NamedTuple):
    """All values in force, by key; the file that was read (None: none) and the folder that its
    patterns of paths are relative to.

    *found*: the file was come upon above the inputs or the working folder, nobody named it.
    *unknown*: variables of the environment that begin like ours and mean nothing, each with a hint.
    """

    values: Mapping[str, Value]
    file: str | None
    root: str
    found: bool = False
    unknown: tuple[str, ...] = ()

    def of(self, key: str) -> Any:
        """The value of a key."""
        return self.values[key].value

    def place(self, key: str) -> str:
        """Where a key got its value, as messages name it."""
        origin = self.values[key].origin
        return f"--{key}" if origin == COMMAND_LINE else origin

    def is_from_file(self, key: str) -> bool:
        """Whether the file says what a key's value is."""
        return self.file is not None and self.values[key].origin.startswith(f"{self.file}: ")


def load(
    near: Sequence[str] = (),
    *,
    file: str | None = None,
    isolated: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Config:
    """The configuration for the inputs *near*: that of *file*, else of the nearest file above them,
    else above the working folder.

    *isolated* looks at no file, only at the environment. ConfigError with the place of what is
    wrong.
    """
    named = None if isolated else file or environment.get(CONFIG)
    chosen = named or (None if isolated else _nearest(near))
    values = {key: Value(about.default, "default") for key, about in KEYS.items()}
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


def _nearest(near: Sequence[str]) -> str | None:
    """The nearest configuration above what all inputs have in common, else above the working
    folder.
    """
    folders = [
        os.path.abspath(name if os.path.isdir(name) else os.path.dirname(name) or ".")
        for name in near
        if name != "-"
    ]
    try:
        common = [os.path.commonpath(folders)] if folders else []
    except ValueError:  # two drives of Windows
        common = []
    return next(
        (
            found
            for start in [*common, os.getcwd()]
            for folder in _upwards(start)
            if (found := _in_folder(folder))
        ),
        None,
    )


def _upwards(folder: str) -> Iterator[str]:
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _in_folder(folder: str) -> str | None:
    """The configuration in a folder. One that is there and cannot be read is an error: nobody knows
    what it would have said.
    """
    own = os.path.join(folder, FILE)
    if _is_there(own):
        return own
    project = os.path.join(folder, PROJECT)
    if not _is_there(project):
        return None
    # Reading TOML costs more than a dispatch: most projects say nothing of us.
    return (
        project if b"dispatchkit" in _bytes_of(project) and _table_of(project) is not None else None
    )


def _is_there(path: str) -> bool:
    return os.path.exists(path) and not os.path.isdir(path)


def _bytes_of(file: str) -> bytes:
    from dispatchkit.data import bounded

    try:
        return bounded.read(file, bounded.MOST_TOML)
    except OSError as error:
        raise ConfigError(file, error.strerror or str(error)) from error


def _table_of(file: str) -> dict[str, Any] | None:
    """The table of a file that is ours, None where a pyproject.toml has none."""
    try:
        content = tables.parse(file)
    except ProfileError as error:
        raise ConfigError(file, error.problem) from error
    except OSError as error:
        raise ConfigError(file, error.strerror or str(error)) from error
    if os.path.basename(file) != PROJECT:
        return content
    tools = content.get("tool", {})
    if not isinstance(tools, dict):
        raise ConfigError(f"{file}: tool", f"expected a table, found {shown(tools)}")
    ours = tools.get(TABLE)
    if ours is not None and not isinstance(ours, dict):
        raise ConfigError(f"{file}: tool.{TABLE}", f"expected a table, found {shown(ours)}")
    return ours


def _from_file(file: str) -> dict[str, Value]:
    """The values that a file states."""
    table = _table_of(file)
    if table is None:
        raise ConfigError(file, f"there is no table [tool.{TABLE}] in it")
    prefix = f"tool.{TABLE}." if os.path.basename(file) == PROJECT else ""
    folder = os.path.dirname(os.path.abspath(file))
    found = {}
    for key, value in table.items():
        place = f"{file}: {prefix}{key}"
        if key not in KEYS:
            raise ConfigError(place, f"there is no such key{meant(key.replace('_', '-'), KEYS)}")
        found[key] = Value(_read(key, value, place, folder), place)
    return found


def _from_environment(environment: Mapping[str, str]) -> dict[str, Value]:
    """The values of variables like DISPATCHKIT_FAIL_ON; lists are parted by commas, paths by the
    system's mark.
    """
    found = {}
    for key, name in _variables().items():
        if name in environment:
            about, text = KEYS[key], environment[name]
            value: Any = (
                [
                    part.strip()
                    for part in text.split(os.pathsep if about.path else ",")
                    if part.strip()
                ]
                if about.split
                else text
            )
            found[key] = Value(_read(key, value, name, os.getcwd()), name)
    return found


def _variables() -> dict[str, str]:
    """Keys with the variables that set them. A table has none."""
    return {
        key: PREFIX + key.upper().replace("-", "_")
        for key, about in KEYS.items()
        if not isinstance(about.default, dict)
    }


def _unknown(environment: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with variables that begin like ours and mean nothing."""
    known = {*_variables().values(), CONFIG}
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in known:
            key = name.removeprefix(PREFIX).lower().replace("_", "-")
            why = (
                f"the table {key} has no variable, only a key"
                if key in KEYS
                else f"there is no such variable{meant(name, sorted(known))}"
            )
            yield f"{name}: {why}"


def _read(key: str, value: Any, place: str, folder: str) -> Any:
    """A value, checked; paths made whole."""
    about = KEYS[key]
    try:
        found = about.read(value)
    except _Unfit as error:
        if error.inner is not None:
            raise ConfigError(
                f"{place}.{inner_key(error.inner)}", f"{error}, found {shown(error.value)}"
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


def inner_key(name: str) -> str:
    """A key as TOML writes it: in quotation marks where it is more than letters, figures, "-" and
    "_".
    """
    return name if _BARE_RE.fullmatch(name) else f'"{name}"'


def verify(config: Config, *, writes_baseline: bool = False) -> None:
    """Look up what the values name: codes of rules, agencies, profiles, labels, files, patterns.
    ConfigError, or ProfileError for a profile's own faults.

    A baseline that is about to be written anew need not be there yet.
    """
    _verify_codes(config)
    _verify_profiles(config)
    _verify_patterns(config)
    if config.of("baseline") and not writes_baseline:
        from dispatchkit.lint import baseline

        with _placed(config, "baseline"):
            baseline.load(config.of("baseline"))


@contextmanager
def _placed(config: Config, key: str, within: str | None = None) -> Iterator[None]:
    """Errors get the place of the value that they are about: that of a *key*, or of an entry
    *within* it.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        if isinstance(error, ProfileError) and config.values[key].origin == COMMAND_LINE:
            raise  # its own place is the file, and the option is before everybody's eyes
        place = config.place(key) + (f".{inner_key(within)}" if within is not None else "")
        raise ConfigError(
            place, (error.strerror if isinstance(error, OSError) else None) or str(error)
        ) from error


def _verify_codes(config: Config) -> None:
    """Every code of a rule is one, and so is every id of an agency."""
    for key in ("select", "ignore", "extend-select", "extend-ignore", "severity"):
        _verify_rules(config, key, tuple(config.of(key)))
    for key in ("per-file-ignores", "per-agency-ignores"):
        for name, named in config.of(key).items():
            _verify_rules(config, key, named, name)


def _verify_rules(
    config: Config, key: str, named: tuple[str, ...], within: str | None = None
) -> None:
    if named:  # to know the rules takes importing them all
        from dispatchkit.lint.settings import known_rules

        with _placed(config, key, within):
            known_rules(named)


def own_of(config: Config) -> Own:
    """What the configuration adds to the profiles and phrases that ship."""
    return Own(
        config.of("profiles"),
        tuple(
            (label, phrase) for label, lines in config.of("boilerplate").items() for phrase in lines
        ),
    )


def _verify_profiles(config: Config) -> None:
    """Profiles are there and can be used; labels of phrases and ids of agencies are known."""
    own = own_of(config)
    for label, phrase in own.phrases:
        from dispatchkit.agencies.schema import phrase_rule

        with _placed(config, "boilerplate"):
            phrase_rule(label, phrase)
    with _placed(config, "profiles"):
        proof.prove(own)
    with _placed(config, "profile"):
        proof.prove(lexicon.adopted(config.of("profile"), own)[1])
    agencies = config.of("per-agency-ignores")
    if agencies:
        with lexicon.using(own):
            known = lexicon.index().facts
        for name in agencies:
            if name not in known:
                raise ConfigError(
                    config.place("per-agency-ignores"),
                    "no profile has the id"
                    f" {shown(name)}{meant(name, known, '`dispatchkit profile list` names them')}",
                )


def _verify_patterns(config: Config) -> None:
    """Patterns of paths are such."""
    with _placed(config, "exclude"):
        paths.verify(config.of("exclude"))
    for pattern in config.of("per-file-ignores"):
        with _placed(config, "per-file-ignores"):
            paths.verify((pattern,))


def silenced(config: Config) -> str | None:
    """What a file that nobody named keeps from being seen though it is not this project's; None
    where there is nothing to tell.

    A file is this project's if it lies in the repository that the working folder is in (where there
    is none, in the working folder), and belongs to the user, as git wants it of ``safe.directory``.
    """
    if not config.found or config.file is None:
        return None
    keys = [
        key
        for key, about in KEYS.items()
        if config.is_from_file(key) and about.silences(config.of(key))
    ]
    strange = _strange(config.file) if keys else None
    return (
        f"{config.file} {strange} and sets {', '.join(keys)}; --config {config.file} says that it"
        " is meant, --isolated reads none"
        if strange
        else None
    )


def _strange(file: str) -> str | None:
    """Why a file may be somebody else's."""
    owner = os.stat(file).st_uid
    if hasattr(os, "geteuid") and owner != os.geteuid():
        return "belongs to another user"
    here = os.path.realpath(os.getcwd())
    repository = next(
        (
            folder
            for folder in _upwards(here)
            if any(os.path.lexists(os.path.join(folder, mark)) for mark in _REPOSITORIES)
        ),
        None,
    )
    home = repository or here
    inside = (
        os.path.commonpath([home, os.path.realpath(file)]) == home
        if _one_drive(home, file)
        else False
    )
    if inside:
        return None
    return (
        f"lies outside of this repository ({home})"
        if repository
        else "lies outside of the working folder"
    )


def _one_drive(one: str, other: str) -> bool:
    return os.path.splitdrive(one)[0] == os.path.splitdrive(os.path.realpath(other))[0]
