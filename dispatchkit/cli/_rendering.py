"""From an input to what ``parse`` prints of it: each dispatch as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.errors import DecodeError, DispatchkitError, NoDispatch, ProfileError
from dispatchkit.files.inputs import NO_MEMORY, Input, reason
from dispatchkit.text.visible import BOLD, DIM, paint, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.model import Dispatch
    from dispatchkit.reading.options import ReadOptions

_STYLES = {"headline": BOLD, "crosshead": BOLD, "notice": BOLD, "byline": DIM, "dateline": DIM}


class Request(NamedTuple):
    """What is wanted of every input: its dispatches in a *format*, or the values of *fields*, which
    may be the cells of a *table* ("tsv", "csv").

    *reading*: how inputs are read. *terminal*: a terminal is to show it; *coloured*: in colours
    (text only).
    """

    reading: ReadOptions
    format: str
    fields: tuple[str, ...]
    table: str | None
    terminal: bool
    coloured: bool


class Problem(NamedTuple):
    """Why an input failed: the class of the error by its name, the message, and the offset of the
    byte at which it was met, if that is known.
    """

    error: str
    message: str
    offset: int | None = None


class Rendering(NamedTuple):
    """The dispatches of one input as *texts*, or the *problem* because of which there are none.
    *profile*: place and problem of a ProfileError, which ends the call, for all inputs have it.

    *read* says in words how the input was read, for ``--verbose``, and *doubts* what is doubtful
    about that.
    """

    texts: list[str]
    problem: Problem | None = None
    profile: tuple[str, str] | None = None
    read: str = ""
    doubts: tuple[str, ...] = ()


def rendering(item: Input, request: Request) -> Rendering:
    """Read, parse and render one input."""
    if item.problem is not None:
        return Rendering([], Problem(type(item.error or NoDispatch()).__name__, item.problem))
    try:
        return _parsed(item, request)
    except MemoryError:
        return Rendering([], Problem(MemoryError.__name__, NO_MEMORY))
    except OSError as error:
        return Rendering([], Problem(type(error).__name__, reason(error)))
    except ProfileError as error:
        return Rendering([], profile=(error.place, error.problem))
    except DispatchkitError as error:
        return Rendering(
            [],
            Problem(
                type(error).__name__,
                str(error),
                error.offset if isinstance(error, DecodeError) else None,
            ),
        )


def _parsed(item: Input, request: Request) -> Rendering:
    """Read, parse and render one input; errors are raised."""
    from dispatchkit.doubts import doubts
    from dispatchkit.pipeline import run
    from dispatchkit.trace import dispatches

    trace = run(item.read(), request.reading._replace(path=item.name))
    found = dispatches(trace)
    return Rendering(
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
    """The text that is printed for *dispatch*: its fields or row, its text in colour, or the format
    of the request; with invisible characters shown if a terminal is to show it.
    """
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
    return visible(text) if request.terminal else text
