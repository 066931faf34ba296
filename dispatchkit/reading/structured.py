"""Makes documents of stories in structured data: their text becomes lines, numbered as they are
read, because the data have no lines of their own.
"""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

from dispatchkit.grammar.label import Mark
from dispatchkit.model import Label, Line
from dispatchkit.reading.fields import FIELD_LABELS, record_fields
from dispatchkit.reading.items import Item, items, row
from dispatchkit.reading.message import Document, Wrapping
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.message import Opened
    from dispatchkit.reading.options import ReadOptions

_MARKUP_RE = pattern(
    r"<(?:p|div|br|section|article|html|body|h\d|ul|ol|li|blockquote|span|a|em|strong|b|i)\b[^<>]*/?>",
    2,
)


def json_documents(source: Opened, options: ReadOptions) -> Iterator[Document]:
    """A document for each story in JSON or JSON Lines."""
    numbers = count(1)
    for value, where in _values(source):
        for item in items(value):
            yield document(item, options, numbers, where)


def _values(source: Opened) -> Iterator[tuple[Any, str]]:
    """The values in a source, with the place of each in words."""
    text = "\n".join(line.text for line in source.lines)
    try:
        whole = json.loads(text.lstrip("\ufeff\x1e \t\r\n"))
    except ValueError:
        yield from _values_by_line(source)
    else:
        yield whole, "an object of JSON"


def _values_by_line(source: Opened) -> Iterator[tuple[Any, str]]:
    """The values in JSON Lines."""
    for line in source.lines:
        one = line.text.strip("\ufeff\x1e \t\r\n,")
        if not one:
            continue
        try:
            yield json.loads(one), f"an object of JSON, line {line.number}"
        except ValueError:
            continue


def document(item: Item, options: ReadOptions, numbers: Iterator[int], reason: str) -> Document:
    """A story as a document; its lines get the next *numbers*."""
    stated = record_fields([(field, _plain(text)) for field, text in item.told], options)
    marks = []
    for field, text in item.told:
        line = Line(next(numbers), 0, " ".join(_plain(text).split()), "\n")
        if line.text:
            label = FIELD_LABELS.get(field, Label.ENVELOPE)
            unit = unit_of(line, line.text)
            marks.append(Mark(unit, label, f"item.{field}", prose=False))
    lines = tuple([Line(next(numbers), 0, text, "\n") for text in _lines(item.body)])
    above = Wrapping(tuple([mark.unit.lines[0] for mark in marks]), tuple(marks))
    return Document(lines, reason, above, stated=stated, parted=True, framed=True)


def _plain(text: str) -> str:
    """A text of a field without mark-up."""
    return " ".join(_lines(text)) if _MARKUP_RE.search(text) else text


def _lines(text: str) -> list[str]:
    """The lines of a text, which may be HTML."""
    if not _MARKUP_RE.search(text):
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    from dispatchkit.reading.web.blocks import blocks

    found: list[str] = []
    for block in blocks(text):
        found += [block.text, ""]
    return found


def table_documents(source: Opened, options: ReadOptions) -> Iterator[Document]:
    """A document for each row of a table that holds a text."""
    import csv

    numbers = count(1)
    text = [line.text + (line.ending and "\n") for line in source.lines]
    parter = _parter("".join(text[:1]))
    rows = csv.reader(text, delimiter=parter)
    header = next(rows, [])
    for number, cells in enumerate(rows, 1):
        values = dict(zip((cell.strip("\ufeff ") for cell in header), cells, strict=False))
        item = row(values)
        if item is not None:
            yield document(item, options, numbers, f"row {number} of a table")


def _parter(header: str) -> str:
    """What separates the cells of a header."""
    return max("\t;,|", key=header.count)


def feed_documents(source: Opened, options: ReadOptions) -> Iterator[Document]:
    """A document for each entry of a feed. What the channel says is not the story's."""
    import feedparser

    feed = feedparser.parse(source.data)
    numbers = count(1)
    language = feed.feed.get("language") or ""
    for place, entry in enumerate(feed.entries, 1):
        item = _entry(entry, language)
        if item is not None:
            yield document(item, options, numbers, f"entry {place} of a feed")


def _entry(entry: Any, language: str) -> Item | None:
    """An entry of a feed as a story."""
    contents = [one.get("value", "") for one in entry.get("content", ())]
    summary = entry.get("summary", "")
    body = max(contents, key=len, default="")
    told = [("headline", entry.get("title", "")), ("language", language)]
    told += [
        (field, entry[key])
        for field, key in (("published", "published"), ("updated", "updated"), ("altid", "id"))
        if entry.get(key)
    ]
    told += [("author", author) for author in (entry.get("author"),) if author]
    told += [("keywords", tag["term"]) for tag in entry.get("tags", ()) if tag.get("term")]
    if not body:
        body = summary
    elif summary and summary != body:
        told.append(("abstract", summary))
    return Item([(field, text) for field, text in told if text], body)
