"""NewsML-G2: news items and news messages of the IPTC. An NITF document in an item is checked as
well.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.validation import nitf
from dispatchkit.validation._counts import is_off
from dispatchkit.validation._markup import Markup, root_of
from dispatchkit.validation.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.validation._markup import Node
    from dispatchkit.validation._xml import Tree
    from dispatchkit.validation.source import Source

STANDARD = "NewsML-G2 2.35"
_NITF = ("{http://iptc.org/std/NITF/2006-10-18/}nitf", "nitf")
# What holds the text of a page or a document, and nothing of its head.
_BODIES = (
    "{http://www.w3.org/1999/xhtml}body",
    "{http://iptc.org/std/NITF/2006-10-18/}body.content",
    "body.content",
)
_CATALOGS = ("catalog", "catalogRef")


def recognise(source: Source) -> bool:
    """By the format of the message."""
    return source.format == "newsml-g2"


def check(source: Source) -> Iterator[Problem]:
    """Against the table of the standard: elements, their order, attributes, codes, dates; that
    there is a catalogue if there are codes; and the number of words.
    """
    tree = root_of(source, _markup())
    if isinstance(tree, Problem):
        yield tree
        return
    nodes = list(_markup().nodes(tree))
    yield from _markup().problems(tree, nodes)
    yield from _catalogues(nodes)
    for node in nodes:
        if node.name == "inlineXML":
            yield from _content(tree, node)


@cache
def _markup() -> Markup:
    return Markup("newsml-g2", STANDARD)


def _catalogues(nodes: Sequence[Node]) -> Iterator[Problem]:
    """Codes of which nobody says whose they are."""
    if any(node.name in _CATALOGS for node in nodes):
        return
    coded = next((node for node in nodes if "qcode" in node.element.attrib), None)
    if coded is not None:
        told = "there are codes, but neither <catalogRef> nor <catalog> says whose they are"
        yield coded.problem("missing", told)


def _content(tree: Tree, node: Node) -> Iterator[Problem]:
    """What is wrong with the text of an item."""
    for inner in node.element:
        if inner.tag in _NITF:
            for found in nitf.problems(tree, inner):
                yield found._replace(pointer=node.path + found.pointer)
    stated = node.element.get("wordcount", "")
    bodies = [one for one in node.element.iter() if one.tag in _BODIES]
    text = " ".join(" ".join(one.itertext()) for one in bodies or [node.element])
    if stated.isdecimal() and text.strip() and is_off(int(stated), text):
        told = f"wordcount: {stated} words are stated, and {len(text.split())} are there"
        yield node.problem("count", told)
