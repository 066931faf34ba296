"""A configuration as the settings of a check, with every code and agency in it looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit import profiles
from dispatchkit.cli._configured import reading_of
from dispatchkit.cli._status import Usage
from dispatchkit.lint.settings import Settings, is_known

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from dispatchkit.config import Config


def settings(config: Config, *, now: datetime | None, received: date | None) -> Settings:
    """The settings of a check. Usage errors where a code or agency in them is unknown."""
    how = reading_of(config, received)
    _known(config, how["own"])
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
        **how,
    )


def _known(config: Config, own: profiles.Own) -> None:
    """Usage errors for codes and agencies that nobody knows."""
    for key, name in _codes(config):
        if not is_known(name):
            raise Usage(f"{config.values[key].origin}: no rule has a code that begins with {name!r}; `dispatchkit rule` lists them")
    with profiles.using(own):
        agencies = profiles.index().facts
    for name in config.of("per-agency-ignores"):
        if name not in agencies:
            raise Usage(f"{config.values['per-agency-ignores'].origin}: no profile has the id {name!r}; `dispatchkit profile list` names them")


def _codes(config: Config) -> Iterator[tuple[str, str]]:
    """Every code that the configuration names, with the key that does."""
    for key in ("select", "ignore", "extend-select", "extend-ignore", "severity"):
        yield from ((key, name) for name in config.of(key))
    for key in ("per-file-ignores", "per-agency-ignores"):
        yield from ((key, name) for names in config.of(key).values() for name in names)
