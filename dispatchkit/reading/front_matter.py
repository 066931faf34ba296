"""Front matter: lines of keys and values between two fences above a text; and the texts below."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.labels import Label
from dispatchkit.reading.cut import cut, wrapped
from dispatchkit.reading.fields import record_fields
from dispatchkit.reading.front_yaml import mapping
from dispatchkit.reading.item_values import told_by, values_of
from dispatchkit.reading.message import Wrapping
from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line
    from dispatchkit.reading.message import Document
    from dispatchkit.reading.options import ReadOptions

_FENCE, _ENDS = "---", ("---", "...")
# Front matter has some ten keys; a list of tags may have a line for each.
_MOST_LINES = 200
# A text begins within so many lines.
_NEAR = 40
_RULE = "markdown.front-matter"


def documents(lines: Sequence[Line], options: ReadOptions) -> Iterator[Document] | None:
    """A story for each front matter, with the fields that it states; None if the *lines* do not
    begin with one that has a text below it.
    """
    begin = next((at for at, line in enumerate(lines[:_NEAR]) if not is_blank(line.text)), 0)
    first = _matter(lines, begin)
    if first is None or all(is_blank(line.text) for line in lines[first.end : first.end + _NEAR]):
        return None
    return _documents(lines, first, options)


def opens(texts: Sequence[str]) -> bool:
    """Whether *texts* begin with front matter that tells of a story."""
    return _read(texts) is not None


class _Matter(NamedTuple):
    """The lines of front matter, fences included, and what they say by field."""

    begin: int
    end: int
    told: list[tuple[str, str]]


def _documents(
    lines: Sequence[Line], found: _Matter | None, options: ReadOptions
) -> Iterator[Document]:
    """The texts below front matter, from the first that was *found* on."""
    while found is not None:
        following = _following(lines, found.end) if options.split is None else None
        text = lines[found.end : following.begin if following else len(lines)]
        above = wrapped(tuple(lines[found.begin : found.end]), Label.ENVELOPE, _RULE)
        stated = record_fields(found.told, options)
        for document in cut(text, options):
            yield document._replace(stated=stated, above=above.joined(document.above))
            stated, above = {}, Wrapping()
        found = following


def _following(lines: Sequence[Line], at: int) -> _Matter | None:
    """The next front matter from a line on that begins a text of its own."""
    for begin in range(at, len(lines)):
        if lines[begin].text.rstrip() == _FENCE and (found := _matter(lines, begin)) is not None:
            return found
    return None


def _matter(lines: Sequence[Line], begin: int) -> _Matter | None:
    """The front matter whose first fence is the line *begin*; None if there is none."""
    found = _read([line.text for line in lines[begin : begin + _MOST_LINES]])
    return found and _Matter(begin, begin + found[0] + 1, found[1])


def _end(texts: Sequence[str]) -> int:
    """Which of *texts* is the fence that closes the one at their beginning; 0 if none does."""
    if not texts or texts[0].strip("\ufeff") != _FENCE:
        return 0
    return next((at for at, text in enumerate(texts) if at and text in _ENDS), 0)


def _read(texts: Sequence[str]) -> tuple[int, list[tuple[str, str]]] | None:
    """Where front matter that begins with the first of *texts* ends, and what it says; None if it
    is none, or says nothing of a story.
    """
    bare = [text.rstrip() for text in texts[:_MOST_LINES]]
    end = _end(bare)
    keys = mapping(bare[1:end]) if end else None
    if not keys:
        return None
    told = told_by([*values_of(keys)], id(keys))
    fields = {field for field, _ in told}
    return (end, told) if "headline" in fields or len(fields) > 1 else None
