"""The library's functions. They add to the pipeline only files, folders and processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.pipeline import Options, Trace, dispatches
from dispatchkit.pipeline import trace_bytes as _trace_bytes
from dispatchkit.pipeline import trace_text as _trace_text

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dispatchkit.model import Dispatch


def parse_bytes(
    data: bytes,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
) -> list[Dispatch]:
    """The dispatches in the raw bytes of one input, in order; at least one.

    *path* is what records call the input. *profile* is an agency's id or the path of a profile file; without it the sender is found.
    *received* is the day the input came in: it fills years that are not printed. *date_order* ("dmy", "mdy", "ymd") reads numeric
    dates. Raises DecodeError (no text), NoDispatch (no dispatch in it), UnknownProfile or ProfileError.
    """
    return dispatches(_trace_bytes(data, Options(path, profile, received, encoding, date_order)))


def parse_text(
    text: str,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    date_order: str | None = None,
) -> list[Dispatch]:
    """As ``parse_bytes``, for text."""
    return dispatches(_trace_text(text, Options(path, profile, received, None, date_order)))


def trace_bytes(
    data: bytes,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
) -> Trace:
    """As ``parse_bytes``, with everything that was seen: each source line's label and rule, and the evidence. Never NoDispatch."""
    return _trace_bytes(data, Options(path, profile, received, encoding, date_order))


def trace_text(
    text: str,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    date_order: str | None = None,
) -> Trace:
    """As ``trace_bytes``, for text."""
    return _trace_text(text, Options(path, profile, received, None, date_order))


def iter_parse(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int = 1,
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
) -> Iterator[Dispatch]:
    """The dispatches of many files, in the order of *paths* whatever the number of *jobs* (processes).

    Raises what ``parse_bytes`` raises, and OSError, at the file that it concerns; what came before is out by then.
    """
    options = Options("-", profile, received, encoding, date_order)
    names = [str(path) for path in paths]
    if jobs == 1:
        for name in names:
            yield from _parse_file(name, options)
        return
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial

    with ProcessPoolExecutor(jobs) as pool:
        for found in pool.map(partial(_parse_file, options=options), names, chunksize=8):
            yield from found


def _parse_file(name: str, options: Options) -> list[Dispatch]:
    with open(name, "rb") as file:
        return dispatches(_trace_bytes(file.read(), options._replace(path=name)))
