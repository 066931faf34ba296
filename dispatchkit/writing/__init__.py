"""The formats that are written: one module per format, found by its name and imported when it is
first asked for.

A module ``<format>.py`` (``<format>_.py`` if the standard library has a module of that name; an
underscore within stands for a hyphen: ``newsml_g2.py`` is "newsml-g2") defines

- ``render(dispatch) -> str``: one dispatch as text that ends in one line feed,
- ``join(rendered) -> Iterator[str]``: the pieces of one output that holds several of them,
- ``TITLE``: what it is, for people,
- ``SUFFIX``: the extension of a file of that format, with its dot,
- ``SINGLE``: whether each dispatch gets a file of its own when a folder of files is written,
- ``CARRIES``: the keys of the record that the format writes; of all others it writes nothing,
- ``line(cells) -> str``, if it is a table: a row of it, of texts,
- ``invented(dispatch) -> str | None``, if its standard may require what is not known: what stands
  there instead, as a sentence for people.

So a new format is one new file here and nothing else. Modules whose names begin with "_" are
helpers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from dispatchkit import arguments
from dispatchkit.data import tables
from dispatchkit.errors import UnknownFormat
from dispatchkit.meant import meant
from dispatchkit.named_modules import modules_in

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch

__all__ = ["RENDERERS", "format_for", "join", "render", "suffix"]


class _Format(Protocol):
    """What the module of a format defines."""

    TITLE: str
    SUFFIX: str
    SINGLE: bool
    CARRIES: tuple[str, ...]

    def render(self, dispatch: Dispatch) -> str: ...

    def join(self, rendered: Iterable[str]) -> Iterator[str]: ...


class _Renderers(Mapping[str, "Callable[[Dispatch], str]"]):
    """The names of the formats and their render functions. Names come from the folder; a module is
    imported when its function is looked up.
    """

    def __getitem__(self, name: str) -> Callable[[Dispatch], str]:
        return _module(name).render

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(_modules()))

    def __len__(self) -> int:
        return len(_modules())

    def __contains__(self, name: object) -> bool:
        return name in _modules()


RENDERERS: Mapping[str, Callable[[Dispatch], str]] = _Renderers()


def render(dispatch: Dispatch, format: str) -> str:  # noqa: A002 - the word of the record
    """*dispatch* in the format of that name, as text that ends in one line feed. Raises
    UnknownFormat if there is no such format.
    """
    from dispatchkit.model import Dispatch

    arguments.of_type("dispatch", dispatch, Dispatch)
    return RENDERERS[arguments.of_type("format", format, str)](dispatch)


def join(rendered: Iterable[str], format: str) -> Iterator[str]:  # noqa: A002 - as above
    """The pieces of one output that holds these rendered dispatches; nothing if there are none.
    They are taken one by one, so that they need not be in memory together. Raises OneDocument,
    before it gives any, if the format has no form for several.
    """
    return _module(format).join(rendered)


def format_for(path: str) -> str | None:
    """The name of the format, be it text or the file of another program, whose files have the
    extension of *path*; None if it is none's.
    """
    endings = extensions()
    folded = path.casefold()
    # ".nitf.xml" says more than ".xml".
    found = sorted(filter(folded.endswith, endings), key=len)
    return endings[found[-1]] if found else None


def extensions() -> dict[str, str]:
    """The extensions of files that are written, each with its format."""
    from dispatchkit.writing import stored

    found = {suffix(name): name for name in RENDERERS}
    for name in stored.names():
        found |= dict.fromkeys(stored.format_of(name).SUFFIXES, name)
    return found


def foreign(path: str) -> str | None:
    """What to say where the extension of *path* is that of a program for which nothing is written;
    else None.
    """
    ending = os.path.splitext(path)[1].casefold()
    for program in tables.load("data/programs")["program"]:
        if ending in program["endings"]:
            return f"{program['name']} ({ending}) is not written; there is {program['instead']}"
    return None


def row_maker(format: str) -> Callable[[Sequence[str]], str] | None:  # noqa: A002 - as above
    """What makes a row of cells in that format; None if it is no table."""
    return getattr(_module(format), "line", None)


def inventor(format: str) -> Callable[[Dispatch], str | None] | None:  # noqa: A002 - as above
    """What tells of a dispatch what that format writes in place of what is not known; None if it
    writes nothing of the kind.
    """
    return getattr(_module(format), "invented", None)


def title(format: str) -> str:  # noqa: A002 - as above
    """What that format is, for people."""
    return _module(format).TITLE


def suffix(format: str) -> str:  # noqa: A002 - as above
    """The extension of a file in that format, with its dot."""
    return _module(format).SUFFIX


def single(format: str) -> bool:  # noqa: A002 - as above
    """Whether each dispatch gets a file of its own when a folder of files in that format is
    written.
    """
    return _module(format).SINGLE


def carries(format: str) -> tuple[str, ...]:  # noqa: A002 - as above
    """The keys of the record that are written in that format."""
    return _module(format).CARRIES


def _modules() -> dict[str, str]:
    """The names of the formats, each with that of its module."""
    return {name.rstrip("_").replace("_", "-"): name for name in modules_in(__path__)}


def _module(name: str) -> _Format:
    modules = _modules()
    if name not in modules:
        raise UnknownFormat(f"format: {name!r} is no format{meant(name, sorted(modules))}")
    return cast("_Format", import_module(f"{__name__}.{modules[name]}"))
