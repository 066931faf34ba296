"""RSS 2.0."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.validation._markup import Markup, root_of
from dispatchkit.validation.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.validation.source import Source

STANDARD = "RSS 2.0"


def recognise(source: Source) -> bool:
    """By the format of the feed, unless it is RSS 1.0, which is RDF."""
    return source.format == "rss" and "<rdf:RDF" not in source.text


def check(source: Source) -> Iterator[Problem]:
    """Against the table of the standard: elements, attributes, dates; that an item has a title or a
    description.
    """
    tree = root_of(source, _markup())
    if isinstance(tree, Problem):
        yield tree
        return
    nodes = list(_markup().nodes(tree))
    yield from _markup().problems(tree, nodes)
    for node in nodes:
        if node.name == "item" and not {"title", "description"} & {one.tag for one in node.element}:
            told = "<item> has neither <title> nor <description>, and must have one"
            yield node.problem("missing", told)


@cache
def _markup() -> Markup:
    return Markup("rss", STANDARD)
