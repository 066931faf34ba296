"""Documents out of messages in XML: one for each item that tells something."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from dispatchkit.reading.message import Broken, Document
from dispatchkit.reading.structured import written
from dispatchkit.reading.wires.body import addresses, blocks
from dispatchkit.reading.wires.dialect import dialect_of, item_names
from dispatchkit.reading.wires.facts import facts_of
from dispatchkit.reading.wires.stream import stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line
    from dispatchkit.reading.message import Opened
    from dispatchkit.reading.options import ReadOptions


def wire_documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each item of an input. What an item says that tells no story belongs to the
    next one; if there is none, that is told.
    """
    numbers = count(1)
    found = stream(_texts(source.lines), item_names())
    strays: list[tuple[str, str]] = []
    lost = ""
    for item in found.items:
        if isinstance(item, Broken):
            yield item
            continue
        dialect = dialect_of(item.name)
        if dialect is None:
            raise AssertionError(item.name)
        facts = facts_of(item, dialect, [found.builder.envelope])
        told = dict(reversed(facts.told))
        besides = [*facts.besides, *addresses(facts.bodies)]
        if not facts.bodies and not told.keys() & {"headline", "slugline", "ednote"}:
            strays += [*facts.told, *besides]
            lost = f"line {item.line}"
            continue
        text = blocks(facts.bodies, dialect.roles, told.get("headline", ""))
        reason = f"an item of XML, <{item.name}> at line {item.line}"
        made = written(facts.told, text, [*strays, *besides], options, (numbers, reason))
        yield _as_stated(made)
        strays = []
    if strays:
        yield Broken(lost, "no story")


def _as_stated(document: Document) -> Document:
    """A document of which no line is the headline, because messages state theirs; and in which the
    place that a message names alone counts only where the text opens with no dateline.
    """
    shown = document.shown._replace(heads=document.shown.heads or _NOWHERE)
    stated = {**document.stated}
    dateline = stated.get("dateline")
    if dateline is None or dateline.date is not None or dateline.agencies:
        return document._replace(shown=shown)
    del stated["dateline"]
    return document._replace(shown=shown, stated=stated, otherwise={"dateline": dateline})


# No line has this number.
_NOWHERE = frozenset((0,))


def _texts(lines: Sequence[Line]) -> Iterator[str]:
    """The text of the *lines*, with their ends."""
    for line in lines:
        yield line.text
        yield "\n"
