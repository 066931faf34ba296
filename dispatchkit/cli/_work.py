"""From an input to what ``parse`` prints of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.errors import DecodeError, DispatchkitError, NoDispatch, ProfileError
from dispatchkit.files.inputs import NO_MEMORY, Input, ReadArguments, reason
from dispatchkit.text.visible import BOLD, DIM, paint, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.model import Dispatch

_STYLES = {"headline": BOLD, "crosshead": BOLD, "notice": BOLD, "byline": DIM, "dateline": DIM}


class Request(NamedTuple):
    """What is wanted of every input: its dispatches in a *format*, or values of *fields*, those
    perhaps as rows of a *table* ("tsv", "csv").

    ``shown``: a terminal is meant to show it; ``coloured``: in colours (text only).
    """

    reading: ReadArguments
    format: str
    fields: tuple[str, ...]
    table: str | None
    shown: bool
    coloured: bool


class Problem(NamedTuple):
    """Why an input failed: the kind of error by the name of its class, the message, and the byte at
    which it was met, where that is known.
    """

    error: str
    message: str
    offset: int | None = None


class Outcome(NamedTuple):
    """The rendered dispatches of one input, or why there are none. ``profile``: place and problem
    of a ProfileError; all inputs have it.

    *read* says in words how the input was read, for who wants to know, *doubts* what is doubtful of
    it.
    """

    rendered: list[str]
    problem: Problem | None = None
    profile: tuple[str, str] | None = None
    read: str = ""
    doubts: tuple[str, ...] = ()


def outcome(item: Input, request: Request) -> Outcome:
    """Read, parse and render one input."""
    if item.problem is not None:
        return Outcome([], Problem(type(item.error or NoDispatch()).__name__, item.problem))
    try:
        return _parsed(item, request)
    except MemoryError:
        return Outcome([], Problem(MemoryError.__name__, NO_MEMORY))
    except OSError as error:
        return Outcome([], Problem(type(error).__name__, reason(error)))
    except ProfileError as error:
        return Outcome([], profile=(error.place, error.problem))
    except DispatchkitError as error:
        return Outcome(
            [],
            Problem(
                type(error).__name__,
                str(error),
                error.offset if isinstance(error, DecodeError) else None,
            ),
        )


def _parsed(item: Input, request: Request) -> Outcome:
    from dispatchkit.api import trace_bytes
    from dispatchkit.doubts import doubts
    from dispatchkit.pipeline import dispatches

    trace = trace_bytes(item.read(), path=item.name, **request.reading)
    found = dispatches(trace)
    return Outcome(
        [_rendered(dispatch, request) for dispatch in found],
        read=_described(found),
        doubts=tuple(doubts(trace)),
    )


def _described(dispatches: Sequence[Dispatch]) -> str:
    """How an input was read: "2 dispatches, utf-8, profile aa, language fr"."""
    count = f"{len(dispatches)} dispatch{'' if len(dispatches) == 1 else 'es'}"
    profiles = ", ".join(dict.fromkeys(dispatch.profile for dispatch in dispatches))
    languages = ", ".join(dict.fromkeys(dispatch.language or "unknown" for dispatch in dispatches))
    return f"{count}, {dispatches[0].encoding}, profile {profiles}, language {languages}"


def _rendered(dispatch: Dispatch, request: Request) -> str:
    if request.fields:
        from dispatchkit.cli import _fields

        record = dispatch.to_dict()
        text = (
            _fields.row(record, request.fields, request.table)
            if request.table
            else _fields.lines(record, request.fields)
        )
    elif request.coloured and request.format == "text":
        from dispatchkit.writing.text import layout

        return layout(
            dispatch,
            lambda kind, part: (
                paint(visible(part), _STYLES[kind]) if kind in _STYLES else visible(part)
            ),
        )
    else:
        from dispatchkit.writing import render

        text = render(dispatch, request.format)
    return visible(text) if request.shown else text
