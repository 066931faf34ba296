"""Atom: feeds and entries of RFC 4287."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.validation._markup import Markup, root_of
from dispatchkit.validation.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from dispatchkit.validation._markup import Node
    from dispatchkit.validation.source import Source

STANDARD = "Atom (RFC 4287)"
_SPACE = "{http://www.w3.org/2005/Atom}"
# A link without a relation is one of this.
_ALTERNATE = "alternate"


def recognise(source: Source) -> bool:
    """By the format of the feed."""
    return source.format == "atom"


def check(source: Source) -> Iterator[Problem]:
    """Against the table of the standard: elements, attributes, dates, identifiers; that each entry
    has an author, and a text or a link to it.
    """
    tree = root_of(source, _markup())
    if isinstance(tree, Problem):
        yield tree
        return
    nodes = list(_markup().nodes(tree))
    yield from _markup().problems(tree, nodes)
    signed = tree.root.find(f"{_SPACE}author") is not None
    for node in nodes:
        if node.name == "entry":
            yield from _entry(node, signed=signed)


@cache
def _markup() -> Markup:
    return Markup("atom", STANDARD)


def _entry(node: Node, *, signed: bool) -> Iterator[Problem]:
    """What an entry lacks; *signed*: the feed has an author."""
    own = node.element.find(f"{_SPACE}author") is not None
    copied = node.element.find(f"{_SPACE}source/{_SPACE}author") is not None
    if not (signed or own or copied):
        yield node.problem("missing", "neither <entry> nor its <feed> has an <author>")
    if node.element.find(f"{_SPACE}content") is None and not _linked(node.element):
        told = "<entry> has no <content>, and no <link> with the rel 'alternate' leads to one"
        yield node.problem("missing", told)


def _linked(entry: Element) -> bool:
    links = entry.findall(f"{_SPACE}link")
    return any(link.get("rel", _ALTERNATE) == _ALTERNATE for link in links)
