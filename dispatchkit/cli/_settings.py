"""A configuration as the settings of a check, with every code and agency in it looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit import profiles
from dispatchkit.cli._configured import COMMAND_LINE, reading_of
from dispatchkit.cli._status import Usage
from dispatchkit.config import inner_key
from dispatchkit.hints import meant
from dispatchkit.lint.rule import rules
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
        now=now,
        language=config.of("language"),
        filename_date=config.of("filename-date"),
        root=config.root,
        **how,
    )


def _known(config: Config, own: profiles.Own) -> None:
    """Usage errors for codes and agencies that nobody knows."""
    for place, name in _codes(config):
        if not is_known(name):
            hint = meant(name, [*rules(), *(rule.name for rule in rules().values())], "`dispatchkit rule` lists them all")
            raise Usage(f"{place}: no rule has a code that begins with {name!r}, or that name{hint}")
    with profiles.using(own):
        agencies = profiles.index().facts
    for name in config.of("per-agency-ignores"):
        if name not in agencies:
            hint = meant(name, agencies, "`dispatchkit profile list` names them")
            raise Usage(f"{config.values['per-agency-ignores'].origin}: no profile has the id {name!r}{hint}")


def _codes(config: Config) -> Iterator[tuple[str, str]]:
    """Every code that the configuration names, with the place where it does."""
    for key in ("select", "ignore", "extend-select", "extend-ignore", "severity"):
        yield from ((_place(config, key), name) for name in config.of(key))
    for key in ("per-file-ignores", "per-agency-ignores"):
        yield from ((f"{_place(config, key)}.{inner_key(inner)}", name) for inner, names in config.of(key).items() for name in names)


def _place(config: Config, key: str) -> str:
    """Where the value of a *key* came from, as messages name it: a file and key, a variable, an option."""
    origin = config.values[key].origin
    return f"--{key}" if origin == COMMAND_LINE else origin
