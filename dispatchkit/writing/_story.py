"""The text of a dispatch as messages carry it: plain, and as XHTML.

The dateline opens the first paragraph, where agencies print it; its dash is ours, for the record
keeps none. Items of lists have bullets in plain text, and elements of their own in XHTML. The rows
of a table stay as they are printed, one below the other: which cells they have is not known.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dispatchkit.startup.patterns import pattern
from dispatchkit.writing.text import BULLET_RE, DATELINE, ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.model import Dispatch

XHTML = "application/xhtml+xml"
PLAIN = "text/plain"
# What no text should hold, and XML cannot: controls but for tab and line feed, halves of surrogate
# pairs, and the code points that are no characters.
_NO_TEXT_RE = pattern("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SIGNS_RE = pattern("[&<>]")
_EQUALITY = " ="
_ELEMENTS = {"crosshead": "h2", "list": "li"}


def text_of(text: str) -> str:
    """*text* with U+FFFD for each control character and whatever else is none that a text holds;
    line ends are line feeds.
    """
    return _NO_TEXT_RE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(dispatch: Dispatch, *, dated: bool) -> str:
    """The text with a blank line between its paragraphs, and none between items or rows; *dated*:
    the dateline opens it.
    """
    groups = [
        ("\n" if role in ("list", "table") else "\n\n").join(
            f"{ITEM}{text}" if role == "list" else text for text in texts
        )
        for role, texts in _groups(dispatch, dated=dated)
    ]
    return "\n\n".join(groups)


def xhtml(dispatch: Dispatch) -> str:
    """The text as an element ``div`` of paragraphs, which the dateline opens; "" if there is
    none.
    """
    blocks = [
        block for role, texts in _groups(dispatch, dated=True) for block in _blocks(role, texts)
    ]
    if not blocks:
        return ""
    return '<div xmlns="http://www.w3.org/1999/xhtml">\n' + "\n".join(blocks) + "\n</div>"


def _blocks(role: str, texts: list[str]) -> Iterator[str]:
    """The elements of paragraphs of one role that follow each other."""
    escaped = [_SIGNS_RE.sub(lambda sign: _SIGNS[sign[0]], text) for text in texts]
    if role == "table":
        yield "<pre>" + "\n".join(escaped) + "</pre>"
        return
    element = _ELEMENTS.get(role, "p")
    blocks = [f"<{element}>{text}</{element}>" for text in escaped]
    yield from ["<ul>", *blocks, "</ul>"] if role == "list" else blocks


def _closing(dateline: str) -> str:
    """The sign that closes a dateline: the dash of most wires, or the sign of equality of those
    that have one in it, too ("(서울=연합뉴스) 홍길동 기자 = ").
    """
    return _EQUALITY if "=" in dateline else DATELINE


def _groups(dispatch: Dispatch, *, dated: bool) -> Iterator[tuple[str, list[str]]]:
    """The paragraphs, those of one role that follow each other together; *dated*: the dateline
    opens the first one, or is one if that is no prose.
    """
    paragraphs = [(one.role, text_of(one.text)) for one in dispatch.paragraphs]
    if dated and dispatch.dateline:
        opening = text_of(dispatch.dateline.text) + _closing(dispatch.dateline.text)
        if paragraphs and paragraphs[0][0] == "body":
            paragraphs[0] = "body", f"{opening} {paragraphs[0][1]}"
        else:
            paragraphs.insert(0, ("body", opening))
    for role, group in groupby(paragraphs, key=lambda paragraph: paragraph[0]):
        texts = [text for _, text in group]
        yield role, [BULLET_RE.sub("", text) for text in texts] if role == "list" else texts


def words(dispatch: Dispatch, *, dated: bool) -> int:
    """How many words the text has, bullets aside: what stands between white space; *dated*: with
    the dateline.
    """
    texts = [BULLET_RE.sub("", paragraph.text) for paragraph in dispatch.paragraphs]
    if dated and dispatch.dateline:
        texts.append(dispatch.dateline.text)
    return sum(len(text.split()) for text in texts)
