"""A configuration as the library takes it: profiles of one's own, how inputs are read, how a check
goes.

This is the only door between keys and the library, which knows no configuration: whatever runs over
many inputs and is to obey a project's files loads a ``Config`` (``values.load``), looks at it
(``verified.verify``) and takes what it needs from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.agencies.lexicon import Own, adopted

if TYPE_CHECKING:
    from datetime import date, datetime

    from dispatchkit.config.values import Config
    from dispatchkit.files.inputs import ReadArguments
    from dispatchkit.lint.settings import Settings


def own_of(config: Config) -> Own:
    """What the configuration adds to the profiles and phrases that ship."""
    return Own(
        config.of("profiles"),
        tuple(
            (label, phrase) for label, lines in config.of("boilerplate").items() for phrase in lines
        ),
    )


def reading_of(
    config: Config, received: date | None, *, format_: str | None = None, split: str | None = None
) -> ReadArguments:
    """How a configuration and the options of a call say that inputs are read."""
    profile, own = adopted(config.of("profile"), own_of(config))
    return {
        "profile": profile,
        "encoding": config.of("encoding"),
        "date_order": config.of("date-order"),
        "received": received,
        "own": own,
        "format": format_,
        "split": split,
    }


def settings(
    config: Config,
    *,
    now: datetime | None,
    received: date | None,
    format_: str | None = None,
    split: str | None = None,
) -> Settings:
    """What a configuration and the options of a call say of a check."""
    from dispatchkit.lint.settings import Settings

    return Settings(
        select=config.of("select"),
        ignore=config.of("ignore"),
        extend_select=config.of("extend-select"),
        extend_ignore=config.of("extend-ignore"),
        per_file_ignores=config.of("per-file-ignores"),
        per_agency_ignores=config.of("per-agency-ignores"),
        severity=config.of("severity"),
        stage=config.of("stage"),
        min_severity=config.of("min-severity"),
        now=now,
        language=config.of("language"),
        filename_date=config.of("filename-date"),
        root=config.root,
        **reading_of(config, received, format_=format_, split=split),
    )
