"""The options of a call over those of the environment and the configuration files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypedDict

from dispatchkit.cli._inputs import Skipped
from dispatchkit.config import KEYS, Config, Value, load
from dispatchkit.profiles import Own

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dispatchkit.cli._inputs import Reading

COMMAND_LINE = "command line"


class Options(TypedDict):
    """The options that every command with inputs has: what is read, how, and under which configuration."""

    inputs: tuple[str, ...]
    exclude: tuple[str, ...]
    profile: str | None
    encoding: str | None
    date_order: str | None
    received: date | None
    from_: str | None
    split: str | None
    config: str | None
    isolated: bool


def configured(options: Mapping[str, Any], inputs: Sequence[str]) -> Config:
    """The configuration for *inputs*, under the *options* of the call (named as the keys, with underscores; None and empty ones are not given)."""
    config = load(inputs, file=options["config"], isolated=options["isolated"])
    given = {key: options[name] for key in KEYS if (name := key.replace("-", "_")) in options and options[name] not in (None, (), False)}
    return config._replace(values={**config.values, **{key: Value(value, COMMAND_LINE) for key, value in given.items()}})


def reading_of(config: Config, received: date | None, *, format_: str | None = None, split: str | None = None) -> Reading:
    """How a configuration and the options of a call say that inputs are read."""
    phrases = tuple((label, phrase) for label, lines in config.of("boilerplate").items() for phrase in lines)
    own = Own(config.of("profiles"), phrases)
    return {"profile": config.of("profile"), "encoding": config.of("encoding"), "date_order": config.of("date-order"), "received": received, "own": own, "format": format_, "split": split}


def skipped(config: Config, *written: str | None) -> Skipped:
    """What a walk leaves out: the files that a configuration is made of, what it excludes, and what is *written*."""
    paths = (config.file, config.of("baseline"), *config.of("profiles"), *written)
    return Skipped(frozenset(os.path.realpath(path) for path in paths if path is not None), config.of("exclude"), config.root)
