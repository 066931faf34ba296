"""A configuration as the settings of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.cli._configured import reading_of
from dispatchkit.lint.settings import Settings

if TYPE_CHECKING:
    from datetime import date, datetime

    from dispatchkit.config import Config


def settings(
    config: Config,
    *,
    now: datetime | None,
    received: date | None,
    format_: str | None = None,
    split: str | None = None,
) -> Settings:
    """The settings of a check."""
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
