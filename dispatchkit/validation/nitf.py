"""NITF: the News Industry Text Format of the IPTC, with its namespace or, as older messages have
it, without.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.validation._counts import is_off
from dispatchkit.validation._markup import Markup, root_of
from dispatchkit.validation.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from dispatchkit.validation._markup import Node
    from dispatchkit.validation._xml import Tree
    from dispatchkit.validation.source import Source

STANDARD = "NITF 3.6"


def recognise(source: Source) -> bool:
    """By the format of the message."""
    return source.format == "nitf"


def check(source: Source) -> Iterator[Problem]:
    """Against the table of the standard: elements, their order, attributes, dates, closed lists;
    and the number of words.
    """
    tree = root_of(source, _markup())
    if isinstance(tree, Problem):
        yield tree
    else:
        yield from problems(tree, tree.root)


def problems(tree: Tree, root: Element) -> Iterator[Problem]:
    """What is wrong with the message that begins with *root*."""
    nodes = list(_markup().nodes(tree, root))
    yield from _markup().problems(tree, nodes)
    yield from _length(nodes)


@cache
def _markup() -> Markup:
    return Markup("nitf", STANDARD)


def _length(nodes: Sequence[Node]) -> Iterator[Problem]:
    """The number of words, if it does not fit the text."""
    texts = [node.element for node in nodes if node.name == "body.content"]
    text = " ".join(" ".join(one.itertext()) for one in texts)
    for node in nodes:
        length = node.element.get("item-length", "") if node.name == "pubdata" else ""
        words = node.element.get("unit-of-measure", "").startswith("word")
        if words and length.isdecimal() and text.strip() and is_off(int(length), text):
            told = f"item-length: {length} words are stated, and {len(text.split())} are there"
            yield node.problem("count", told)
