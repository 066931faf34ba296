"""XML as it is written: elements with their attributes and what stands in them, escaped when they
become text, so that no text can be taken for markup.

What XML 1.0 cannot hold (most control characters, halves of surrogate pairs, U+FFFE and U+FFFF) is
written as U+FFFD. White space in attributes and carriage returns are written as references, for a
parser would make spaces and line feeds of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_NO_XML_RE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTES = _IN_TEXT | {'"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
_SIGNS_RE = re.compile('[&<>"\t\n\r]')
# xs:language: a BCP 47 tag is one.
_LANGUAGE_RE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,20}")


class Element(NamedTuple):
    """An element: its name, its attributes, and the elements and texts in it."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    content: tuple[Node, ...] = ()


Node: TypeAlias = "Element | str"


def element(
    name: str, *content: Node | None, attributes: Mapping[str, str | None] | None = None
) -> Element:
    """An element; what is None of its content and its attributes is not there."""
    stated = [(key, value) for key, value in (attributes or {}).items() if value is not None]
    return Element(name, tuple(stated), tuple(node for node in content if node is not None))


def optional(
    name: str, text: str | None, attributes: Mapping[str, str | None] | None = None
) -> Element | None:
    """An element that holds a text; None if there is none."""
    return element(name, text, attributes=attributes) if text is not None else None


def flat(nodes: Iterable[Element]) -> str:
    """Elements one after another, each on a line."""
    return "\n".join(map(_flat, nodes))


def document(root: Element) -> str:
    """*root* as a document that ends in a line feed."""
    return DECLARATION + written(root)


def written(root: Element) -> str:
    """*root* as text that ends in a line feed, without a declaration. Elements stand on lines of
    their own, but where a text is among them white space would change it.
    """
    return "".join(_lines(root, 0))


def _lines(node: Element, depth: int) -> Iterator[str]:
    pad = " " * depth
    inner = [one for one in node.content if isinstance(one, Element)]
    if not inner or len(inner) < len(node.content):
        yield f"{pad}{_flat(node)}\n"
        return
    yield f"{pad}<{_opening(node)}>\n"
    for one in inner:
        yield from _lines(one, depth + 1)
    yield f"{pad}</{node.name}>\n"


def _flat(node: Node) -> str:
    """A text or an element without any white space added."""
    if isinstance(node, str):
        return text(node)
    if not node.content:
        return f"<{_opening(node)}/>"
    return f"<{_opening(node)}>{''.join(map(_flat, node.content))}</{node.name}>"


def _opening(node: Element) -> str:
    return node.name + "".join(f' {name}="{attribute(value)}"' for name, value in node.attributes)


def text(value: str) -> str:
    """*value* as XML shows it between tags."""
    return _escaped(value, _IN_TEXT)


def attribute(value: str) -> str:
    """*value* as XML shows it between quotation marks."""
    return _escaped(value, _IN_ATTRIBUTES)


def _escaped(value: str, signs: Mapping[str, str]) -> str:
    return _SIGNS_RE.sub(
        lambda found: signs.get(found[0], found[0]), _NO_XML_RE.sub("\ufffd", value)
    )


def language(tag: str | None) -> str | None:
    """A language as ``xml:lang`` has it; None if *tag* is none."""
    return tag if tag is not None and _LANGUAGE_RE.fullmatch(tag) else None
