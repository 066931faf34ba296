"""Makes documents of stories in structured data: their text becomes lines, numbered as they are
read, because the data have no lines of their own.
"""

from __future__ import annotations

from datetime import datetime
from html import unescape
from itertools import count
from typing import TYPE_CHECKING

from dispatchkit import surrogates
from dispatchkit.grammar.label import Mark
from dispatchkit.model import Label, Line
from dispatchkit.reading.fields import FIELD_LABELS, record_fields
from dispatchkit.reading.items import items
from dispatchkit.reading.json_values import values
from dispatchkit.reading.message import Broken, Document, Shown, Wrapping
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.items import Item
    from dispatchkit.reading.message import Opened
    from dispatchkit.reading.options import ReadOptions

_TAGS = (
    r"(?:p|div|br|section|article|html|body|h\d|ul|ol|li|blockquote|span|a|em|strong|b|i"
    r"|figure|table)"
)
_MARKUP_RE = pattern(rf"</?{_TAGS}\b[^<>]*/?>", 2)
# Mark-up that was escaped once more than it should have been.
_ESCAPED_RE = pattern(rf"&(?:amp;)?lt;/?{_TAGS}\b[^<>&]{{0,300}}/?&(?:amp;)?gt;", 2)
# "<title/>" ends an element in XHTML, and opens one in HTML.
_EMPTY_RE = pattern(
    r"<(title|script|style|textarea|iframe|a|b|i|em|strong|span|div|p)(\s[^<>]*)?/>", 2
)
# Elements whose lines stand beside the story.
_ASIDE = frozenset(("figcaption", "aside", "nav", "footer", "form"))


def json_documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each story in JSON or JSON Lines. A story in a list that has no text is told,
    one that stands alone is what is known of it.
    """
    numbers = count(1)
    for found in values(source):
        if isinstance(found, Broken):
            yield found
            continue
        where = f"line {found.line}"
        stories = [*items(found.value)]
        alone = len(stories) == 1 and not found.listed and not isinstance(found.value, list)
        for story in stories:
            if story.body or (alone and _is_item(found.value)):
                yield document(story, options, numbers, f"an object of JSON, {where}")
            else:
                yield Broken(where, f"what is known of a story, without its text: {_name(story)}")


def _is_item(value: object) -> bool:
    """Whether there is no list on the way to the only story in a *value*."""
    return isinstance(value, dict) and not any(
        isinstance(inner, list) and [*items(inner)]
        for node in (value, *(one for one in value.values() if isinstance(one, dict)))
        for inner in node.values()
    )


def _name(story: Item) -> str:
    """The headline of a story, for a message."""
    text = " ".join(dict(story.told).get("headline", "").split())
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}..."


_LONGEST_NAME = 80


def document(item: Item, options: ReadOptions, numbers: Iterator[int], reason: str) -> Document:
    """A story as a document; its lines get the next *numbers*."""
    told = [(field, _plain(text)) for field, text in item.told]
    marks = []
    for field, text in told:
        line = Line(next(numbers), 0, " ".join(text.split()), "\n")
        if line.text:
            label = FIELD_LABELS.get(field, Label.ENVELOPE)
            unit = unit_of(line, line.text)
            marks.append(Mark(unit, label, f"item.{field}", prose=False))
    lines, aside = [], set()
    for text, beside in _lines(item.body):
        lines.append(Line(next(numbers), 0, text, "\n"))
        if beside:
            aside.add(lines[-1].number)
    above = Wrapping(tuple([mark.unit.lines[0] for mark in marks]), tuple(marks))
    stated = record_fields(told, options)
    day = stated.get("published")
    return Document(
        tuple(lines),
        reason,
        above,
        stated=stated,
        # The day gives datelines their year.
        received=day.date() if isinstance(day, datetime) else day,
        parted=True,
        framed=True,
        shown=Shown(furniture=frozenset(aside)),
    )


def _plain(text: str) -> str:
    """A text of a field without mark-up and entities."""
    return unescape(" ".join(" ".join([line for line, _ in _lines(text)]).split()))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """The lines of a text, which may be HTML, and whether each stands beside the story."""
    text = surrogates.mended(text)[0]
    # Twice at most: what is escaped thrice is a text about escaping.
    for _ in range(2):
        if _ESCAPED_RE.search(text) and not _MARKUP_RE.search(text):
            text = unescape(text)
    if not _MARKUP_RE.search(text):
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
            yield line, False
        return
    from dispatchkit.reading.web.blocks import blocks, parsed

    for block in blocks(parsed(_EMPTY_RE.sub(r"<\1\2></\1>", text))):
        yield block.text, any(element.tag in _ASIDE for element in block.within)
        yield "", False
