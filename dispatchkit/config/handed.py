"""A configuration as the library takes it: the user's own profiles, how inputs are read, how a
check runs.

This is the only door between keys and the library, which knows no configuration: whatever is to
obey a project's files loads a ``Config`` (``values.load``), verifies it (``verified.verify``) and
takes what it needs from here.
"""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING

from dispatchkit.agencies.sources import Own, adopted
from dispatchkit.errors import ConfigError
from dispatchkit.files.configuration import FILE, PROJECT
from dispatchkit.reading.options import ReadOptions

if TYPE_CHECKING:
    from datetime import date, datetime

    from dispatchkit.config.values import Config
    from dispatchkit.lint.settings import Settings
    from dispatchkit.reading.kinds import Kind


def own_of(config: Config) -> Own:
    """What the configuration adds to the profiles, phrases and formats that ship."""
    return Own(
        tuple(chain.from_iterable(map(_profiles_in, config.of("profiles")))),
        tuple(
            (label, phrase) for label, lines in config.of("boilerplate").items() for phrase in lines
        ),
        config.of("formats"),
    )


def _profiles_in(path: str) -> list[str]:
    """The files that may be profiles in the folder *path*, sorted; *path* itself if it is no
    folder, or one that holds none, which then is an error as any wrong path is.
    """
    if not os.path.isdir(path):
        return [path]
    names = [name for name in sorted(os.listdir(path)) if name.endswith(".toml")]
    return [os.path.join(path, name) for name in names if name not in (FILE, PROJECT)] or [path]


def reading_of(
    config: Config,
    received: date | None,
    *,
    format_: str | None = None,
    split: str | None = None,
    text_column: str | None = None,
) -> ReadOptions:
    """How inputs are read, by a configuration and the options of a call; the path of each input
    must still be set. *format_*: the name of a format. ConfigError if there is no such format.
    """
    profile, own = adopted(config.of("profile"), own_of(config))
    return ReadOptions(
        profile=profile,
        received=received,
        encoding=config.of("encoding"),
        date_order=config.of("date-order"),
        own=own,
        format=_format(format_, own) if format_ else None,
        split=split,
        text_column=text_column,
        filename_date=config.of("filename-date"),
    )


def _format(word: str, own: Own) -> Kind:
    """The format that a *word* names, perhaps one of the user's own."""
    from dispatchkit.reading.recognise import kind_of

    try:
        return kind_of(word, own.formats)
    except ValueError as error:
        raise ConfigError("--from", str(error).removeprefix("format: ")) from error


def settings(
    config: Config,
    *,
    now: datetime | None,
    received: date | None,
    format_: str | None = None,
    split: str | None = None,
    text_column: str | None = None,
) -> Settings:
    """The settings of a check, by a configuration and the options of a call."""
    from dispatchkit.lint.settings import Settings, Stage

    reading = reading_of(config, received, format_=format_, split=split, text_column=text_column)
    return Settings(
        select=config.of("select"),
        ignore=config.of("ignore"),
        extend_select=config.of("extend-select"),
        extend_ignore=config.of("extend-ignore"),
        per_file_ignores=config.of("per-file-ignores"),
        per_agency_ignores=config.of("per-agency-ignores"),
        severity=config.of("severity"),
        stage=Stage(config.of("stage")),
        min_severity=config.of("min-severity"),
        now=now,
        language=config.of("language"),
        root=config.root,
        reading=reading,
    )
