"""The keys of the configuration: each is declared once, with its kind, default and purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.config import kinds
from dispatchkit.text import codes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Key(NamedTuple):
    """One key: what values it takes (``read``, see ``kinds``), its default, and what it is for.

    *path*: the value is a path, relative to the file that states it or, in the environment, to the
    working folder. *split*: a text of the environment is split into a list. *silences*: values with
    which something is not read, reported or counted.
    """

    read: Callable[[Any], Any]
    default: Any
    about: str
    path: bool = False
    split: bool = False
    silences: Callable[[Any], bool] = lambda _: False


KEYS: Mapping[str, Key] = {
    "profiles": Key(
        kinds.paths,
        (),
        "profile files of your own, or folders of them, beside those that ship or in place of one"
        " with the same id",
        path=True,
        split=True,
        silences=bool,
    ),
    "boilerplate": Key(
        kinds.phrases,
        {},
        'lines of your own that are boilerplate, by label: subscription = ["..."]; one that ends in'
        " * is the beginning of a line",
        silences=bool,
    ),
    "formats": Key(
        kinds.paths,
        (),
        "files of your own that say how an export looks (see the page about formats)",
        path=True,
        split=True,
    ),
    "exclude": Key(
        kinds.texts,
        (),
        "patterns of paths, as .gitignore has them, that are no dispatches where a folder is"
        " walked",
        split=True,
        silences=bool,
    ),
    "profile": Key(kinds.path, None, "the profile to read everything with"),
    "encoding": Key(kinds.code(codes.encoding), None, "the encoding to read everything in"),
    "date-order": Key(kinds.code(codes.date_order), None, "how dates in figures are read"),
    "language": Key(
        kinds.code(codes.language), None, "the language that every dispatch should have (BCP 47)"
    ),
    "select": Key(
        kinds.texts,
        (),
        "rules to run, by code or beginning of a code; ALL for all of them",
        split=True,
        silences=lambda value: bool(value) and "ALL" not in value,
    ),
    "ignore": Key(kinds.texts, (), "rules not to run", split=True, silences=bool),
    "extend-select": Key(
        kinds.texts, (), "rules to run besides those of select, or of the default", split=True
    ),
    "extend-ignore": Key(
        kinds.texts, (), "rules not to run besides those of ignore", split=True, silences=bool
    ),
    "per-file-ignores": Key(
        kinds.table(kinds.texts),
        {},
        "rules not to run on paths that fit a pattern, as .gitignore has them",
        silences=bool,
    ),
    "per-agency-ignores": Key(
        kinds.table(kinds.texts),
        {},
        "rules not to run on dispatches of an agency, by its id",
        silences=bool,
    ),
    "severity": Key(
        kinds.table(
            kinds.one_of(
                "error",
                "warning",
                "info",
                instead=dict.fromkeys(
                    ("off", "ignore", "none", "never", "disabled"),
                    "a code in ignore or extend-ignore switches a rule off",
                ),
            )
        ),
        {},
        "severities other than the rules' own, by code",
        silences=bool,
    ),
    "fail-on": Key(
        kinds.one_of("error", "warning", "info", "never"),
        "error",
        "the least severity that makes the exit status 1",
        silences=lambda value: value == "never",
    ),
    "min-severity": Key(
        kinds.one_of("error", "warning", "info"),
        None,
        "the least severity that is told; without it all are, boilerplate once a rule and input",
        silences=lambda value: value in ("error", "warning"),
    ),
    "stage": Key(kinds.one_of("raw", "clean"), "raw", "clean: boilerplate is an error"),
    "filename-date": Key(
        kinds.flag,
        False,
        "names of files hold the day of their story, which completes dates without a year",
    ),
    "baseline": Key(
        kinds.path,
        None,
        "the file of findings that are known and not told again",
        path=True,
        silences=bool,
    ),
}
