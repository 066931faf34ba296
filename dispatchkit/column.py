"""Columns of texts, as data frames have them: what is in each text, beside its row."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.agencies.sources import NOTHING, Own
from dispatchkit.api import checked
from dispatchkit.arguments import of_type
from dispatchkit.errors import BrokenItem, DispatchkitError, NoDispatch, ProfileError
from dispatchkit.pipeline import flow, load
from dispatchkit.reading.options import ReadOptions
from dispatchkit.trace import whole, with_broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dispatchkit.model import Dispatch

    # What is in a text: its dispatches, or why there is none.
    Found = list[Dispatch] | DispatchkitError

# The types of the values that stand for nothing in the columns of pandas.
_NULLS = ("NAType", "NaTType")
# Stands where there are fewer texts than paths, or fewer paths.
_NONE: Any = object()


def parse_texts(
    texts: Iterable[str | bytes | None],
    *,
    jobs: int = 1,
    paths: Iterable[str] | None = None,
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
    format: str | None = None,  # noqa: A002 - the word of the record
    split: str | None = None,
    text_column: str | None = None,
) -> Iterator[Found]:
    """What is in each of the *texts* (or bytes), in their order, one after another as they come:
    the list of its dispatches, or the error that ``parse_text`` raises, which is given and not
    raised. A value that is missing (None, NaN, NA) gives NoDispatch. So each row of a column has
    one result, whatever the number of *jobs* (processes; 0: one for each processor). *texts* may be
    an iterator: it is asked for few more than those whose results are out. *paths* are what the
    records of each text call it, one for each: names, or ids of rows; without them all are "-".

    The other arguments are those of ``parse_bytes``. Raises UnknownProfile and ProfileError, which
    are no matter of one text, TypeError for a value that is neither text nor missing, for a
    dictionary and for a whole data frame, and ValueError if there are not as many *paths* as texts.
    """
    _check(texts)
    if of_type("jobs", jobs, int) < 0:
        raise ValueError(f"jobs: expected 0 or more, found {jobs}")
    asked = ReadOptions(
        "-", profile, received, encoding, date_order, own, split=split, text_column=text_column
    )
    read = partial(_found, options=checked(asked, format))
    return _each(_rows(texts, paths), read, jobs)


class _Row(NamedTuple):
    """A value of the column, with what its records call it; *problem*: why it cannot be read."""

    value: Any
    path: str = "-"
    problem: str | None = None


class _Parted(NamedTuple):
    """The dispatches of a text some items of which are left out, and what is said about these."""

    read: list[Dispatch]
    left_out: str


def _check(texts: object) -> None:
    """Raise TypeError for what is no column of texts, though it can be gone through."""
    kind = type(texts).__name__
    if isinstance(texts, (str, bytes)):
        raise TypeError(f"texts: expected several texts, found {kind}; parse_text reads one")
    if isinstance(texts, Mapping):
        raise TypeError(f"texts: expected several texts, found {kind}; take its values()")
    # Frames of pandas, polars and Arrow go through the names of their columns, or the columns.
    if hasattr(texts, "columns"):
        raise TypeError(f'texts: expected a column of texts, found {kind}; take frame["text"]')


def _rows(texts: Iterable[str | bytes | None], paths: Iterable[str] | None) -> Iterator[_Row]:
    """The values of the column with their *paths*."""
    if paths is None:
        return map(_Row, texts)
    if isinstance(paths, (str, bytes)):
        raise TypeError(f"paths: expected one for each text, found {type(paths).__name__}")
    return _paired(texts, paths)


def _paired(texts: Iterable[str | bytes | None], paths: Iterable[str]) -> Iterator[_Row]:
    for text, path in zip_longest(texts, paths, fillvalue=_NONE):
        if text is _NONE or path is _NONE:
            raise ValueError("paths: expected as many as there are texts")
        yield _Row(text, str(path))


def _each(
    rows: Iterator[_Row], read: partial[Found | _Parted | TypeError], jobs: int
) -> Iterator[Found]:
    """The results for the *rows*, from this process or from several."""
    from dispatchkit.files.processes import shared_out

    results = map(read, rows) if jobs == 1 else shared_out(rows, read, jobs, load)
    for number, found in enumerate(results):
        if isinstance(found, TypeError):
            raise TypeError(f"texts[{number}]: {found}")
        if isinstance(found, ProfileError):
            raise found
        if isinstance(found, _Parted):
            warnings.warn(f"texts[{number}]: {found.left_out}", stacklevel=2)
            yield found.read
        else:
            yield found


def _found(row: _Row, options: ReadOptions) -> Found | _Parted | TypeError:
    """What is in a value."""
    if row.problem is not None:
        return BrokenItem("the text", row.problem)
    value = row.value
    if (
        value is None
        or type(value).__name__ in _NULLS
        or (
            isinstance(value, float) and value != value  # noqa: PLR0124 - NaN alone is not itself
        )
    ):
        return NoDispatch("no text")
    if not isinstance(value, (str, bytes)):
        return TypeError(f"expected str, bytes or None, found {type(value).__name__}")
    try:
        source = flow(value, options._replace(path=row.path) if row.path != "-" else options)
        read, left_out = whole(with_broken(source.parts, source.broken))
        return _Parted(read, left_out) if left_out else read
    except DispatchkitError as error:
        return error
