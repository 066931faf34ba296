"""The formats that can be read: one module each, found by itself.

A module of this package gives

- ``KINDS``: the formats that it reads, each with a word for programs and a title for people,
- ``ASKED``: its place in the order in which formats are asked; the lowest is asked first,
- ``recognise(look)``: the format and the reason, if the beginning or end of an input shows it;
  else None,
- ``documents(source, options)``: the documents of an input, each with its envelope taken off; None
  if its lines show that the format is not its own after all, and then the next module that reads
  the format is asked. The lines may be more than can be held (``reading.pages``): whoever goes
  through them one by one, and gives one document after another, reads an input of any size. A
  module of containers may give an ``Inner`` in place of a document, and it is read as an input of
  its own; and a ``Broken`` for an item that cannot be read, while others can.
- ``BYTES`` (perhaps): the formats that are read from bytes, because they are no text as they lie;
  and ``STORED``: those of them that are read where they are stored, piece by piece,
- ``decoded(data, options)`` (perhaps): the text of an input, if it is one text with rules of its
  own for its encoding.

So a new format needs one new file here and nothing else. A folder outside the package is searched
as well when it is appended to ``dispatchkit.reading.formats.__path__``. Modules whose name begins
with "_" are helpers. Whatever a module needs for cutting alone, it imports when it cuts:
recognition is part of every start.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from dispatchkit.named_modules import modules_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.message import Broken, Decoded, Document, Inner, Opened
    from dispatchkit.reading.options import ReadOptions

# The formats that are recognised but not read are asked here: after all that are read, because
# these have stricter marks, and before plain text, which everything else is.
UNREAD = 500


class Reader(Protocol):
    """What the module of a format holds."""

    KINDS: tuple[Kind, ...]
    ASKED: int

    def recognise(self, look: Look) -> tuple[Kind, str] | None:
        """The format of an input and the reason, if *look* shows that it is one of ``KINDS``."""

    def documents(
        self, source: Opened, options: ReadOptions
    ) -> Iterator[Document | Inner | Broken] | None:
        """The documents of an input; None to leave it to the next reader."""


def readers() -> tuple[Reader, ...]:
    """The modules of the formats, in the order in which they are asked."""
    return _readers(tuple(__path__))


def reads_bytes(kind: Kind) -> bool:
    """Whether a format is read from bytes rather than from lines."""
    return any(kind in getattr(module, "BYTES", ()) for module in readers())


def decoded(kind: Kind, data: bytes, options: ReadOptions) -> Decoded | None:
    """The text of an input whose format has rules of its own for that; None if it is not one text,
    or as any text.
    """
    for module in readers():
        if kind in module.KINDS and hasattr(module, "decoded"):
            found: Decoded = module.decoded(data, options)
            return found
    return None


def reads_stored(kind: Kind) -> bool:
    """Whether a format is read from bytes piece by piece, so that not all have to be held."""
    return any(kind in getattr(module, "STORED", ()) for module in readers())


def documents(source: Opened, options: ReadOptions) -> Iterator[Document | Inner | Broken]:
    """The documents of an input, as the first module that reads its format gives them. Raises
    LookupError if none does.
    """
    kind = source.recognised.format
    path = getattr(kind, "path", None)
    if path is not None:  # a format of the user's own
        from dispatchkit.reading.exports.own import documents as own_documents

        return own_documents(source, options, path)
    for module in readers():
        found = module.documents(source, options) if kind in module.KINDS else None
        if found is not None:
            return found
    raise LookupError(kind.word)


@cache
def _readers(folders: tuple[str, ...]) -> tuple[Reader, ...]:
    """The modules of formats in *folders*, in the order in which they are asked."""
    found = [cast("Reader", import_module(f"{__name__}.{name}")) for name in modules_in(folders)]
    return tuple(sorted(found, key=lambda module: module.ASKED))
