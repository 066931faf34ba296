"""From an input to what ``parse`` prints of it: each dispatch as text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dispatchkit.outcomes import Ending, outcome
from dispatchkit.text.visible import BOLD, DIM, paint, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.files.inputs import Input
    from dispatchkit.model import Dispatch
    from dispatchkit.pipeline import Sharing
    from dispatchkit.reading.options import ReadOptions

_STYLES = {"headline": BOLD, "crosshead": BOLD, "notice": BOLD, "byline": DIM, "dateline": DIM}


class Request(NamedTuple):
    """What is wanted of every input: its dispatches in a *format*, or the values of *fields*, which
    may be the cells of a *table* ("tsv", "csv"). *stored*: the format of the file that is made of
    the records, if it is no text.

    *reading*: how inputs are read. *terminal*: a terminal is to show it; *coloured*: in colours
    (text only). *null*: values of fields end with NUL instead of the line.
    """

    reading: ReadOptions
    format: str
    fields: tuple[str, ...]
    table: str | None
    terminal: bool
    coloured: bool
    stored: str | None = None
    null: bool = False


# The dispatches of an input as text, one after another, and its ending last.
Rendering: TypeAlias = "Iterable[str | Ending]"


def whole(item: Input, request: Request) -> list[str | Ending]:
    """As ``rendering``, all at once: what a process can hand on to another."""
    return list(rendering(item, request))


def rendering(
    item: Input, request: Request, sharing: Sharing | None = None
) -> Iterator[str | Ending]:
    """Read, parse and render one input, each dispatch when it is asked for; *sharing* says whether
    several processes read it.
    """
    invented = None
    if not request.fields:
        from dispatchkit.writing import inventor

        invented = inventor(request.format)
    making = partial(rendered, request=request)
    return outcome(item, request.reading, making, invented, sharing)


def rendered(dispatch: Dispatch, request: Request) -> str:
    """The text that is printed for *dispatch*: its fields or row, its text in colour, or the format
    of the request; with invisible characters shown if a terminal is to show it.
    """
    if request.fields:
        from dispatchkit.cli import _fields

        record = _fields.of(dispatch)
        if request.table:
            text = _fields.row(record, request.fields, request.table)
        else:
            values = _fields.ended if request.null else _fields.lines
            text = values(record, request.fields)
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
