"""The library's functions. They add to the pipeline only files, folders and processes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dispatchkit.pipeline import Options, Trace, dispatches
from dispatchkit.pipeline import trace_bytes as _trace_bytes
from dispatchkit.pipeline import trace_text as _trace_text
from dispatchkit.profiles import NOTHING, Own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from dispatchkit.lint.finding import Finding, Severity
    from dispatchkit.model import Dispatch


def parse_bytes(
    data: bytes,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
) -> list[Dispatch]:
    """The dispatches in the raw bytes of one input, in order; at least one.

    *path* is what records call the input. *profile* is an agency's id or the path of a profile file; without it the sender is found.
    *received* is the day the input came in: it fills years that are not printed. *date_order* ("dmy", "mdy", "ymd") reads numeric
    dates. *own* adds profiles and phrases of yours. Raises DecodeError (no text), NoDispatch (no dispatch in it), UnknownProfile or ProfileError.
    """
    return dispatches(_trace_bytes(data, Options(path, profile, received, encoding, date_order, own)))


def parse_text(
    text: str,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
) -> list[Dispatch]:
    """As ``parse_bytes``, for text."""
    return dispatches(_trace_text(text, Options(path, profile, received, None, date_order, own)))


def trace_bytes(
    data: bytes,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
) -> Trace:
    """As ``parse_bytes``, with everything that was seen: each source line's label and rule, and the evidence. Never NoDispatch."""
    return _trace_bytes(data, Options(path, profile, received, encoding, date_order, own))


def trace_text(
    text: str,
    *,
    path: str = "-",
    profile: str | None = None,
    received: date | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
) -> Trace:
    """As ``trace_bytes``, for text."""
    return _trace_text(text, Options(path, profile, received, None, date_order, own))


def iter_parse(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int = 1,
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
) -> Iterator[Dispatch]:
    """The dispatches of many files, in the order of *paths* whatever the number of *jobs* (processes).

    Raises what ``parse_bytes`` raises, and OSError, at the file that it concerns; what came before is out by then.
    """
    options = Options("-", profile, received, encoding, date_order, own)
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
    return dispatches(_trace_bytes(_bytes_of(name), options._replace(path=name)))


def check(
    inputs: bytes | str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    path: str = "-",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    stage: str = "raw",
    min_severity: Severity | None = None,
    now: datetime | None = None,
    language: str | None = None,
    profile: str | None = None,
    received: date | None = None,
    encoding: str | None = None,
    date_order: str | None = None,
    own: Own = NOTHING,
) -> list[Finding]:
    """What the rules of ``dispatchkit check`` find: in the bytes of one input, which findings call *path*, or in a file, or in several.

    *select* and *ignore* hold codes or beginnings of codes ("DK1"). *stage* "clean" makes boilerplate an error. Without *min_severity* a rule
    about boilerplate that is only info gives one finding an input, unless *select* names it; with it every finding that is as grave ("error", "warning",
    "info") comes by itself. *now* (aware) is the time that dates are held against, else the clock; *language* the one that every dispatch should have. The
    rest is as in ``parse_bytes``. Findings come in the order of the inputs and of their places, those about several inputs last. Raises OSError, UnknownProfile,
    ProfileError, and ValueError for a severity that is none.
    """
    from datetime import UTC, datetime

    from dispatchkit.lint.across import check_across
    from dispatchkit.lint.engine import check_source
    from dispatchkit.lint.finding import SEVERITIES
    from dispatchkit.lint.settings import Settings
    from dispatchkit.lint.shown import shown
    from dispatchkit.lint.view import Source

    if min_severity not in (None, *SEVERITIES):
        raise ValueError(f"min_severity: expected one of {', '.join(SEVERITIES)}, found {min_severity!r}")
    settings = Settings(
        select=tuple(select), ignore=tuple(ignore), stage=stage, min_severity=min_severity, now=now or datetime.now(UTC), language=language,
        profile=profile, received=received, encoding=encoding, date_order=date_order, own=own,
    )  # fmt: skip
    if isinstance(inputs, bytes):
        checked = [check_source(Source(path, inputs, settings))]
    else:
        names = [inputs] if isinstance(inputs, (str, os.PathLike)) else inputs
        checked = [check_source(Source(str(name), _bytes_of(str(name)), settings)) for name in names]
    across = check_across((card for one in checked for card in one.cards), settings)
    return [*(finding for one in checked for finding in shown(one.findings, settings)), *shown(across, settings)]


def _bytes_of(name: str) -> bytes:
    with open(name, "rb") as file:
        return file.read()
