"""The text of a story in the data of a page's scripts, from which programs in the browser build
what is shown: a page may show a part of it, or nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatchkit.reading.web.linked_data import loaded, plain
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Data that a script gives a name: "window.__DATA__ = {".
_ASSIGNED_RE = pattern(r"=\s*(?=\{\s*\")")
# At most so many of them are read in a script, and none of more characters than these.
_MOST, _LONGEST = 5, 2_000_000
# Data nest this deep and no deeper.
_DEEPEST = 24
# An item of a list may hold its text in an object in an object.
_WRAPPED = 2
# A text of so many bytes may be a paragraph.
_PROSE = 60
_DECODER = json.JSONDecoder(strict=False)


def body_in_scripts(tree: Any, headlines: Iterable[str]) -> str:
    """The longest text beside one of the *headlines* in data of the scripts of the page parsed as
    *tree*; "" if there is none.
    """
    wanted = {fold(headline) for headline in headlines if headline}
    texts = [
        text
        for data in _data(tree)
        for thing in _things(data, 0)
        if any(isinstance(value, str) and fold(value) in wanted for value in thing.values())
        for text in _texts(thing)
    ]
    return max(texts, key=len, default="")


def _data(tree: Any) -> Iterator[Any]:
    """The data in the scripts of a page."""
    for script in tree.css("script"):
        kind = script.attributes.get("type") or ""
        text = script.text() or ""
        if kind == "application/ld+json" or len(text) > _LONGEST or '"' not in text:
            continue
        if kind.endswith("json"):
            yield loaded(text)
            continue
        at = 0
        for _ in range(_MOST):
            found = _ASSIGNED_RE.search(text, at)
            if found is None:
                break
            try:
                data, at = _DECODER.raw_decode(text, found.end())
                yield data
            except (ValueError, RecursionError):
                at = found.end()


def _things(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """All objects in data."""
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _things(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _things(value, depth + 1)


def _texts(thing: dict[str, Any]) -> Iterator[str]:
    """The texts that an object holds: each that is long enough, and each list of such."""
    for value in thing.values():
        if isinstance(value, str):
            text = plain(value)
            if len(text.encode("utf-8", "replace")) >= _PROSE:
                yield text
        elif isinstance(value, list):
            texts = [text for one in value for text in _paragraphs(one, 0)]
            if texts:
                yield "\n".join(texts)


def _paragraphs(value: Any, depth: int) -> Iterator[str]:
    """The paragraphs in an item of a list: a text, or an object that holds one."""
    if isinstance(value, str):
        text = plain(value)
        if len(text.encode("utf-8", "replace")) >= _PROSE:
            yield text
    elif isinstance(value, dict) and depth < _WRAPPED:
        for one in value.values():
            if isinstance(one, str | dict):
                yield from _paragraphs(one, depth + 1)
