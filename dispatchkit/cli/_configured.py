"""The options of a call over those of the environment and the configuration files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypedDict

from dispatchkit.config.keys import KEYS
from dispatchkit.config.values import COMMAND_LINE, Config, Value, load
from dispatchkit.files.failures import Usage
from dispatchkit.files.inputs import Passed, Skipped, expand
from dispatchkit.files.paths import Patterns, relative
from dispatchkit.files.terminal import complain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dispatchkit.files.inputs import Input
    from dispatchkit.reading.options import ReadOptions


class InputOptions(TypedDict):
    """The options that every command with inputs has: what is read, how, and under which
    configuration.
    """

    inputs: tuple[str, ...]
    exclude: tuple[str, ...]
    force_exclude: bool
    profile: str | None
    encoding: str | None
    date_order: str | None
    received: date | None
    filename_date: bool
    from_: str | None
    split: str | None
    text_column: str | None
    config: str | None
    isolated: bool


class RunOptions(InputOptions):
    """The options of commands that go through many inputs: in how many processes, in colours or
    not, and what people are told.
    """

    jobs: int
    quiet: bool
    verbose: bool
    progress: bool | None
    colour: bool | None


# How messages write options that have a short form.
_SHORT = {"output": "-o/--output", "quiet": "-q/--quiet", "verbose": "-v/--verbose"}


def refuse_together(options: Mapping[str, object], *pairs: tuple[str, str]) -> None:
    """Usage for the first of *pairs* of which both options are given."""
    for pair in pairs:
        if all(options[name] not in (None, False) for name in pair):
            one, other = (_SHORT.get(name, f"--{name.replace('_', '-')}") for name in pair)
            raise Usage(f"{one} and {other} cannot go together")


def configured(options: Mapping[str, Any], inputs: Sequence[str]) -> Config:
    """The configuration for *inputs*, under the *options* of the call, which are named as the keys
    are, with underscores. An option that is None, False or empty is not given.

    Every value is verified, whether or not the command uses it. Warnings go to standard error: of
    variables that mean nothing, and of a file that may be somebody else's and keeps something from
    being seen.
    """
    _refuse_empty(options, inputs)
    config = load(inputs, file=options["config"], isolated=options["isolated"])
    given = {
        key: options[name]
        for key in KEYS
        if (name := key.replace("-", "_")) in options and options[name] not in (None, (), False)
    }
    config = config._replace(
        values={
            **config.values,
            **{key: Value(value, COMMAND_LINE) for key, value in given.items()},
        }
    )
    if not config.is_default:
        from dispatchkit.config.verified import verify

        verify(
            config,
            writes_baseline=bool(options.get("write_baseline")),
        )
    for note in notes(config):
        complain(note)
    return config


def asked_reading(options: InputOptions, config: Config) -> ReadOptions:
    """How inputs are read under the *options* of a call and its configuration."""
    from dispatchkit.config.handed import reading_of

    return reading_of(
        config,
        options["received"],
        format_=options["from_"],
        split=options["split"],
        text_column=options["text_column"],
    )


# A file that every whole corpus has: what else there is to know of corpora is imported then.
_MANIFEST = "manifest.json"
# Options whose value is a path, or the id of a profile.
_PATHS = ("output", "output_dir", "errors", "config", "profile", "baseline", "write_baseline")


def _refuse_empty(options: Mapping[str, Any], inputs: Sequence[str]) -> None:
    """Usage if a path is empty: most often a variable of the shell is not set."""
    if "" in inputs:
        raise Usage("an input has an empty name")
    for name in _PATHS:
        if options.get(name) == "":
            raise Usage(f"--{name.replace('_', '-')} has an empty value")


def notes(config: Config) -> list[str]:
    """Warnings about the configuration: of variables that mean nothing, and of a file that may be
    somebody else's and hides something.
    """
    told = None
    if config.found:
        from dispatchkit.config.trust import silenced

        told = silenced(config)
    return [*config.unknown, *([told] if told else [])]


def skipped(config: Config, *written: str | None, forced: bool = False) -> Skipped:
    """What a walk leaves out: the files that a configuration is made of, what it excludes, and the
    files that are *written*. *forced*: what it excludes is left out even if the call names it.
    """
    from dispatchkit.config.handed import own_of

    paths = (config.file, config.of("baseline"), *own_of(config).profiles, *written)
    return Skipped(
        frozenset(os.path.realpath(path) for path in paths if path is not None),
        Patterns(config.of("exclude")),
        config.root if config.is_from_file("exclude") else None,
        forced,
    )


# So many links, pipes and devices are named that a walk has passed by.
_NAMED = 3


def expanded(
    names: Sequence[str],
    leaving: Skipped,
    *,
    quiet: bool = False,
    verbose: bool = False,
    checks: bool = False,
) -> list[Input]:
    """The files that *names* stand for, without what is to be left out; of a corpus, those of its
    records. Warns on standard error if that is all of them and, unless *quiet*, of patterns that
    matched nothing. *verbose*: also of what a walk does not read: files of systems, expectations,
    links, pipes and devices; of links, pipes and devices a command that *checks* warns too, for
    they have not been.
    """
    passed = Passed.none()
    inputs = list(expand(names, leaving, passed))
    for path in passed.systems if verbose else ():
        complain(f"{path}: left out, a file that a system or a program keeps there")
    for path in passed.expectations if verbose else ():
        complain(f"{path}: left out, the expectation of a dump beside it (profile test)")
    if leaving.patterns.left_out and not inputs:
        complain(f"nothing to read: everything named is excluded ({', '.join(names)})")
    if not quiet:
        tell_unmet("exclude", leaving.patterns, names, inputs, leaving.root)
        if verbose or checks:
            _tell_special(passed.special)
    if any(os.path.basename(item.name) == _MANIFEST for item in inputs):
        from dispatchkit.corpus.named import without_sides

        return without_sides(inputs, names)
    return inputs


def tell_unmet(
    key: str,
    patterns: Patterns,
    names: Sequence[str],
    inputs: Sequence[Input],
    root: str | None,
    *,
    nowhere: str | None = None,
) -> None:
    """Warn of the *patterns* of a key that have matched nothing in the folders among *names*, and
    say which pattern would have matched one of the *inputs*. They are relative to the folder
    *root*; *nowhere*: see ``Patterns.unmet``.
    """
    folders = walked(names, root)
    if not (patterns and folders):
        return
    unmet = patterns.unmet(folders, nowhere)
    astray = (
        patterns.astray([relative(one.name, root) for one in inputs]) if patterns.has_unmet else {}
    )
    for pattern in dict.fromkeys((*unmet, *astray)):
        deep = astray.get(pattern)
        hint = (
            f"; it is seen from {root or 'the working folder'}: did you mean {deep!r}?"
            if deep
            else ""
        )
        complain(f"{key}: {pattern!r} matched nothing{hint}")


def _tell_special(paths: Sequence[str]) -> None:
    if paths:
        more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
        named = ", ".join(paths[:_NAMED])
        complain(f"not read, as links, pipes and devices in folders are not: {named}{more}")


def walked(names: Sequence[str], root: str | None) -> list[str]:
    """The folders among *names*, as seen from the folder *root* (None: the working folder)."""
    return [relative(name, root) for name in names if name != "-" and os.path.isdir(name)]
