"""From an input to what ``parse`` prints of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.cli._inputs import Input, Reading, reason
from dispatchkit.errors import DispatchkitError, ProfileError
from dispatchkit.terminal import BOLD, DIM, paint, visible

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch

_STYLES = {"headline": BOLD, "crosshead": BOLD, "notice": BOLD, "byline": DIM, "dateline": DIM}


class Request(NamedTuple):
    """What is wanted of every input. ``shown``: a terminal is meant to show it; ``coloured``: in colours (text only)."""

    reading: Reading
    format: str
    fields: tuple[str, ...]
    shown: bool
    coloured: bool


class Outcome(NamedTuple):
    """The rendered dispatches of one input, or why there are none, and what is doubtful. ``profile``: place and problem of a ProfileError; all inputs have it."""

    rendered: list[str]
    problem: str | None = None
    profile: tuple[str, str] | None = None
    doubts: tuple[str, ...] = ()


def outcome(item: Input, request: Request) -> Outcome:
    """Read, parse and render one input."""
    from dispatchkit import trace_bytes
    from dispatchkit.doubts import doubts
    from dispatchkit.pipeline import dispatches

    if item.problem is not None:
        return Outcome([], item.problem)
    try:
        trace = trace_bytes(item.read(), path=item.name, **request.reading)
        found = dispatches(trace)
    except OSError as error:
        return Outcome([], reason(error))
    except ProfileError as error:
        return Outcome([], profile=(error.place, error.problem))
    except DispatchkitError as error:
        return Outcome([], str(error))
    return Outcome([_rendered(dispatch, request) for dispatch in found], doubts=tuple(doubts(trace)))


def _rendered(dispatch: Dispatch, request: Request) -> str:
    if request.fields:
        from dispatchkit.cli import _fields

        text = _fields.lines(dispatch.to_dict(), request.fields)
    elif request.coloured and request.format == "text":
        from dispatchkit.render.text import layout

        return layout(dispatch, lambda kind, part: paint(visible(part), _STYLES[kind]) if kind in _STYLES else visible(part))
    else:
        from dispatchkit.render import render

        text = render(dispatch, request.format)
    return visible(text) if request.shown else text
