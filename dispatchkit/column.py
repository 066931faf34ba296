"""Columns of texts, as data frames have them: what is in each text, beside its row."""

from __future__ import annotations

from functools import partial
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


def parse_texts(
    texts: Iterable[str | bytes | None],
    *,
    jobs: int = 1,
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
    an iterator: it is asked for few more than those whose results are out.

    The other arguments are those of ``parse_bytes``. Raises UnknownProfile and ProfileError, which
    are no matter of one text, and TypeError for a value that is neither text nor missing.
    """
    if isinstance(texts, (str, bytes)):
        kind = type(texts).__name__
        raise TypeError(f"texts: expected several texts, found {kind}; parse_text reads one")
    if of_type("jobs", jobs, int) < 0:
        raise ValueError(f"jobs: expected 0 or more, found {jobs}")
    asked = ReadOptions(
        "-", profile, received, encoding, date_order, own, split=split, text_column=text_column
    )
    read = partial(_found, options=checked(asked, format))
    return _each(map(_Row, iter(texts)), read, jobs)


class _Row(NamedTuple):
    """A value of the column; *problem*: why it cannot be read."""

    value: Any
    problem: str | None = None


def _each(rows: Iterator[_Row], read: partial[Found | TypeError], jobs: int) -> Iterator[Found]:
    """The results for the *rows*, from this process or from several."""
    from dispatchkit.files.processes import shared_out

    results = map(read, rows) if jobs == 1 else shared_out(rows, read, jobs, load)
    for number, found in enumerate(results):
        if isinstance(found, TypeError):
            raise TypeError(f"texts[{number}]: {found}")
        if isinstance(found, ProfileError):
            raise found
        yield found


def _found(row: _Row, options: ReadOptions) -> Found | TypeError:
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
        source = flow(value, options)
        return whole(with_broken(source.parts, source.broken))
    except DispatchkitError as error:
        return error
