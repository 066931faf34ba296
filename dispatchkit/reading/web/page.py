"""Reads a page of HTML: its lines with what the mark-up says of them, and what the page states
about its story (JSON-LD, meta elements).
"""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

from dispatchkit.model import Line
from dispatchkit.reading.decode import decode
from dispatchkit.reading.fields import record_fields
from dispatchkit.reading.formats import exports
from dispatchkit.reading.look import look_at_text
from dispatchkit.reading.message import Document, Inner, Shown
from dispatchkit.reading.web.blocks import blocks
from dispatchkit.reading.web.story import sort
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.message import Opened
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.reading.web.blocks import Block

_CHARSET_RE = pattern(r"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", 2)
# Elements whose lines browsers set apart by blank lines.
_APART = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "figure")
)

import os
HB=int(os.environ.get('HB','1'))
def page(source: Opened, options: ReadOptions) -> Iterator[Document | Inner]:
    """The story of a page; or the text of it, if that is an export of a press database."""
    html = _decoded(source.data, options)
    shown = blocks(html)
    text = "\n".join(f"{block.text}\n" for block in shown)
    if exports.recognise(look_at_text(text)) is not None:
        yield Inner("", text.encode("utf-8", "surrogatepass"))
        return
    lines, placed = _lines(shown)
    told_apart = sort(shown)
    furniture = {placed[at] for at in told_apart.furniture}
    prose = {placed[at] for at in told_apart.prose}
    told = dict(_stated(html))
    body = told.pop("body", "")
    if len(body) > 2 * sum(len(line.text) for line in lines):
        lines = list(split_lines(body))
        furniture = prose = set()
    heads = _heads(shown, lines, told.get("headline", ""))
    first = min(heads, default=0)
    if HB and prose: 
        after={n for n in prose if n > first}
        if 2*len(after)>len(prose): prose=after
        else: prose=after=set()
    facts = record_fields(list(told.items()), options)
    yield Document(
        tuple(lines),
        "a page of HTML",
        stated={field: facts.pop(field) for field in ("published", "updated") if field in facts},
        otherwise=facts,
        parted=True,
        framed=True,
        shown=Shown(
            frozenset(furniture),
            frozenset(heads),
            frozenset(prose),
        ),
    )


def _heads(shown: list[Block], lines: list[Line], stated: str) -> set[int]:
    """The lines that may be the headline: those that say what the page states as its headline, else
    its first heading of the highest rank.
    """
    folded = fold(stated)
    said = {
        line.number
        for line in lines
        if len(line.text.split()) > 1
        and (
            fold(line.text) == folded
            or (len(line.text.split()) > 3 and folded.startswith(fold(line.text)))
        )
    }
    if said:
        return said
    tops = {block.text for block in shown if any(one.tag == "h1" for one in block.within)}
    return {line.number for line in lines if line.text in tops} if tops else set()


def _lines(shown: list[Block]) -> tuple[list[Line], list[int]]:
    """The lines of a page, with blank ones where a browser sets them apart, and the number that
    each of the lines *shown* has among them.
    """
    lines: list[Line] = []
    placed: list[int] = []
    numbers = count(1)
    for block in shown:
        apart = block.tag in _APART
        if apart and lines and lines[-1].text:
            lines.append(Line(next(numbers), 0, "", "\n"))
        placed.append(next(numbers))
        lines.append(Line(placed[-1], 0, block.text, "\n"))
        if apart:
            lines.append(Line(next(numbers), 0, "", "\n"))
    return lines, placed


def _decoded(data: bytes, options: ReadOptions) -> str:
    """The text of a page: in the encoding that is asked for, or that of its bytes where they show
    it, or the one that the page declares.
    """
    if options.encoding:
        return decode(data, encoding=options.encoding).text
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET_RE.search(data[:4096].decode("latin-1"))
    # Pages in Cyrillic and the like declare Latin-1, because their programs do.
    if declared and declared[1].lower() not in _DEFAULTS:
        try:
            return data.decode(_same(declared[1]))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data).text


_DEFAULTS = ("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "utf-8")


def _same(name: str) -> str:
    """What browsers read an encoding as."""
    return {"x-sjis": "cp932", "shift_jis": "cp932",
            "gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
            "big5": "big5hkscs"}.get(name.lower(), name)  # fmt: skip


def _stated(html: str) -> Iterator[tuple[str, str]]:
    """What a page states about its story, by field: in JSON-LD, else in meta elements."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    told: dict[str, str] = {}
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text(), strict=False)
        except ValueError:
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(
                isinstance(kind, str) and kind.endswith(("Article", "BlogPosting", "Report"))
                for kind in kinds
            ):
                for field, key in _LD.items():
                    text = _name(node.get(key))
                    if text:
                        told.setdefault(field, text)
    for field, names in _META.items():
        for name in names:
            if field in told:
                break
            found = tree.css_first(
                f'meta[property="{name}"], meta[name="{name}"], meta[itemprop="{name}"]'
            )
            text = found.attributes.get("content") if found else None
            if text:
                told[field] = text
    root = tree.css_first("html")
    language = root.attributes.get("lang") if root is not None else None
    if language:
        told.setdefault("language", language)
    yield from told.items()


_LD = {
    "body": "articleBody",
    "headline": "headline",
    "published": "datePublished",
    "updated": "dateModified",
    "author": "author",
    "section": "articleSection",
    "language": "inLanguage",
}
_META = {
    "published": (
        "article:published_time",
        "datePublished",
        "date",
        "dc.date",
        "DC.date.issued",
        "publish-date",
        "parsely-pub-date",
    ),
    "author": ("author", "article:author", "dc.creator", "parsely-author"),
    "headline": ("og:title", "twitter:title", "dc.title"),
    "section": ("article:section",),
}


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The objects in JSON-LD."""
    if isinstance(data, list):
        for one in data:
            yield from _nodes(one)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), list | dict):
                yield from _nodes(data[key])


def _name(value: Any) -> str:
    """A value of JSON-LD as text."""
    if isinstance(value, str):
        return "" if value.startswith("http") else value
    if isinstance(value, dict):
        return _name(value.get("name"))
    if isinstance(value, list):
        return "; ".join(filter(None, map(_name, value)))
    return ""
