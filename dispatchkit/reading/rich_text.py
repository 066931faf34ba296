"""Texts as editors save them: a tree of nodes, each with its kind. Those of ProseMirror, Slate,
Lexical, Contentful and Sanity cut a line into runs, each with its type face, which are one line
again here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatchkit.reading.keys import is_break, is_inline, is_picture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The keys of a node that say its kind, that hold the nodes in it, and that hold a run of a line.
_KINDS = ("type", "_type", "nodeType", "blockName", "kind")
_INNER = ("children", "content")
_RUNS = ("text", "value")
# Links stand in lines, and little stands in links.
_DEEPEST = 8


def kind_of(node: Mapping[str, Any]) -> str:
    """The kind of a node; "" if it says none."""
    return next((kind for key in _KINDS if isinstance(kind := node.get(key), str)), "")


def is_beside(node: Mapping[str, Any]) -> bool:
    """Whether a node is a picture, a film or the like."""
    return is_picture(kind_of(node))


def line_of(node: Mapping[str, Any], depth: int = 0) -> str | None:
    """The line that a node of a kind is cut into runs of; None if it is no such node."""
    inner = next((one for key in _INNER if isinstance(one := node.get(key), list)), None)
    if inner is None or depth > _DEEPEST or not kind_of(node):
        return None
    if not any(_run(one) is not None for one in inner):
        return None
    return "".join(_pieces(inner, depth))


def _pieces(nodes: Sequence[Any], depth: int) -> list[str]:
    """What nodes of one line say."""
    return [
        _run(one) or line_of(one, depth + 1) or ("\n" if is_break(kind_of(one)) else "")
        for one in nodes
        if isinstance(one, dict)
    ]


def _run(node: Any) -> str | None:
    """The text of a run: a node of no kind, or of that of a piece of a line; None if it is none."""
    if not isinstance(node, dict) or not (is_inline(kind_of(node)) or not kind_of(node)):
        return None
    return next((text for key in _RUNS if isinstance(text := node.get(key), str)), None)
