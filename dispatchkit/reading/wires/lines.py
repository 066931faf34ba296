"""The lines of a paragraph of XML. Its line ends mean nothing, unless they show that it holds more
than one paragraph, as plain text does that was put into an element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Cells of a table that is set with spaces.
_COLUMNS_RE = pattern(r"\S(?: {3}|\t)[ \t]*+\S")
_FEW = 2
# A line opens a paragraph if it begins so much further in than others.
_INDENT = 2


def lines_of(lines: Sequence[str]) -> list[str]:
    """The lines of a paragraph, which breaks (<br>) part into *lines*; blank ones part
    paragraphs.
    """
    return [one for line in _rejoined(lines) for one in _parted(line)]


def has_columns(line: str) -> bool:
    """Whether a line is a row of a table that is set with spaces."""
    return _COLUMNS_RE.search(line.strip()) is not None


def _rejoined(lines: Sequence[str]) -> list[str]:
    """The *lines* without the breaks that a hard wrap has put between them."""
    found: list[str] = []
    for line in lines:
        above = found[-1] if found else ""
        if above.strip() and line.strip() and _goes_on(above):
            found[-1] = f"{above.rstrip()} {line.lstrip()}"
        else:
            found.append(line)
    return found


def _goes_on(line: str) -> bool:
    """Whether a line that ends in a break goes on below: programs wrap at the space, and leave
    it.
    """
    return line.endswith(" ") and not ends_sentence(line.rstrip()) and not has_columns(line)


def _parted(text: str) -> list[str]:
    """The lines of a text without breaks: columns are kept as they are; of all else each line that
    begins further in than others, and each below a blank one, opens a paragraph.
    """
    lines = [line.expandtabs().rstrip() for line in text.strip("\r\n").split("\n")]
    if sum(map(has_columns, lines)) >= _FEW:
        return lines
    paragraphs = [" ".join(" ".join(one).split()) for one in _paragraphs(lines)]
    return [*_spaced([one for one in paragraphs if one])]


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    """The *lines* of each paragraph. The first line begins where its element does."""
    margin = min((_indent(line) for line in lines[1:] if line), default=0)
    found: list[list[str]] = [[]]
    for line in lines:
        if not line or (line is not lines[0] and _indent(line) >= margin + _INDENT):
            found.append([])
        found[-1].append(line)
    return found


def _spaced(paragraphs: Sequence[str]) -> Iterator[str]:
    """The *paragraphs* with blank lines between them."""
    for at, paragraph in enumerate(paragraphs):
        if at:
            yield ""
        yield paragraph


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
