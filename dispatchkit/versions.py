"""The newest version of each story, for callers of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.agencies.sources import NOTHING, Own
from dispatchkit.api import iter_parse
from dispatchkit.lifecycle.told import latest_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dispatchkit.api import Errors
    from dispatchkit.lifecycle.told import Latest


def latest(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    jobs: int = 1,
    errors: Errors = "raise",
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
    format: str | None = None,  # noqa: A002 - the word of the record
    split: str | None = None,
    text_column: str | None = None,
) -> Iterator[Latest]:
    """The newest version of each story in a file, a folder, or many of them, with what it replaces
    and why, in the order of *paths*; stories that were killed come last.

    Dispatches are of one story if they have the same id but for its version, if one states or names
    the other, if they have the same slugline or headline and a mark of a version, or much the same
    text. The newest is the one with the highest version, else the latest, else the last of *paths*.
    In doubt dispatches are not counted to one story, and the doubt is told. All inputs are read
    before the first story comes; of each dispatch only a card of some 2 kB is kept. The arguments
    and errors are those of ``iter_parse``.
    """
    return latest_of(
        iter_parse(
            paths,
            jobs=jobs,
            errors=errors,
            profile=profile,
            received=received,
            encoding=encoding,
            date_order=date_order,
            own=own,
            format=format,
            split=split,
            text_column=text_column,
        )
    )
