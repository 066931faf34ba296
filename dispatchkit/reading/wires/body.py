"""The text of a message as blocks: what its elements are, paragraph or crosshead, item of a list or
row of a table, or a caption that stands beside it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.labels import BODY_LABELS, Label
from dispatchkit.reading.structured import Block, Seen, without_headline
from dispatchkit.reading.wires.dialect import ROLES
from dispatchkit.reading.wires.lines import has_columns, lines_of
from dispatchkit.reading.wires.stream import tree_of
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import is_prose as reads_as_prose
from dispatchkit.text.shape import weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatchkit.reading.wires.tree import Element

_MARKUP_RE = pattern(
    r"</?(?:p|div|br|section|article|html|body|h\d|ul|ol|li|blockquote|span|a|em|strong|b|i|table|tr|td)\b[^<>]{0,2000}>",
    2,
)
_WORD_RE = pattern(r"[a-z]+")
# What has so many words is no sign-off, byline or label.
_PROSE = 8
# A lead that a text repeats may have this above it.
_LEAD = "lead: "


def blocks(bodies: Iterable[Element], roles: Mapping[str, str], headline: str) -> list[Block]:
    """The blocks of a text that stands in the elements *bodies*, under a *headline*."""
    found: list[Block] = []
    for body in bodies:
        walk = _Walk(roles)
        walk.read(_unescaped(body))
        found += walk.whole()
    return without_headline(_without_bare_heads(found), headline)


def _unescaped(body: Element) -> Element:
    """An element, or the HTML that it holds as text."""
    if any(True for _ in body.elements()):
        return body
    text = body.text
    return tree_of(text) if _MARKUP_RE.search(text) else body


class _Walk:
    """Goes through the elements of a text."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        self._roles = roles
        self._blocks: list[Block] = []
        # The sections of the text, each where it begins and ends.
        self._sections: list[tuple[int, int]] = []
        self._lines: list[list[str]] = [[]]
        # Whether line ends are those of the text, as in plain text, and not of the XML.
        self._as_is = False

    def whole(self) -> list[Block]:
        """The blocks of all that was read."""
        return [
            block._replace(seen=Seen.BESIDE, label=Label.DUPLICATE) if at in repeated else block
            for repeated in [self._repeated()]
            for at, block in enumerate(self._blocks)
        ]

    def read(self, root: Element) -> None:
        """Read an element that holds a text."""
        self._as_is = not any(
            self._roles.get(one.key) in {"paragraph", "break"}
            for one in root.walk()
            if one is not root
        )
        self._inside(root, None)
        self._flush(None)

    def _inside(self, element: Element, label: Label | None) -> None:
        """Read what stands in an element whose text has a *label*."""
        for child in element.children:
            if isinstance(child, str):
                self._lines[-1].append(child)
            else:
                self._element(child, label)

    def _element(self, element: Element, label: Label | None) -> None:
        role = _named(element) or self._roles.get(element.key)
        if role is None:
            self._inside(element, label)
        elif role == "break":
            self._lines.append([])
        elif role == "cell":
            if any(self._lines[-1]):
                self._lines[-1].append("\t")
            self._inside(element, label)
        elif label is Label.TABLE:
            # What stands in a cell is one line with the others of its row.
            self._inside(element, label)
        else:
            self._block(element, role, label)

    def _block(self, element: Element, role: str, label: Label | None) -> None:
        """Read an element that breaks the line. What stands beside the text does so with all that
        is in it.
        """
        self._flush(label)
        begin = len(self._blocks)
        inner = ROLES[role]
        if inner is None or (label is not None and label not in BODY_LABELS):
            inner = label
        as_is, self._as_is = self._as_is, self._as_is or role == "lines"
        self._inside(element, inner)
        self._flush(inner)
        self._as_is = as_is
        if role == "section":
            self._sections.append((begin, len(self._blocks)))

    def _flush(self, label: Label | None) -> None:
        """Make blocks of the lines that were read."""
        lines, self._lines = ["".join(line) for line in self._lines], [[]]
        if not any(line.strip() for line in lines):
            return
        beside = label is not None and label not in BODY_LABELS
        texts = self._texts(lines, label)
        in_columns = label is None and sum(map(has_columns, texts)) > 1
        for text in texts:
            # The lines between rows are of the table, too: a day, the name of a league.
            row = Label.TABLE if in_columns and has_columns(text) else label
            self._blocks.append(_block(text, row, beside=beside, is_prose=in_columns))
        if label is not Label.TABLE:
            self._blocks.append(Block(""))

    def _texts(self, lines: Sequence[str], label: Label | None) -> list[str]:
        """The lines of an element, as a text has them."""
        if label is Label.TABLE:
            return [_row("".join(lines))]
        if label is not None:
            return [" ".join(" ".join(lines).split())]
        if self._as_is:
            return [one for line in lines for one in line.expandtabs().split("\n")]
        return lines_of(lines)

    def _repeated(self) -> set[int]:
        """The places of the blocks of a section that the next one begins with, as archives have a
        lead once by itself and once in the text.
        """
        found: set[int] = set()
        for (begin, end), (after, last) in zip(self._sections, self._sections[1:], strict=False):
            places = [at for at in range(begin, end) if self._blocks[at].text]
            lead = [_bare(self._blocks[at].text) for at in places]
            text = [_bare(block.text) for block in self._blocks[after:last] if block.text]
            if end <= after and lead and text[: len(lead)] == lead:
                found.update(places)
        return found


def _named(element: Element) -> str | None:
    """The role that the class of an element names: a caption, or a line that is signed; None if it
    names none. What is around a picture is often called after its caption, and holds no prose.
    """
    if "class" not in element.attributes:
        return None
    words = frozenset(_WORD_RE.findall(element.attributes["class"].lower()))
    if not words.isdisjoint(_names("captions")):
        return "caption"
    signs = not words.isdisjoint(_names("signers")) and weight(element.text) < _PROSE
    return "credit" if signs else None


@cache
def _names(kind: str) -> frozenset[str]:
    """The words of classes of a *kind*."""
    return frozenset(tables.load("data/web_names")[kind])


def _block(text: str, label: Label | None, *, beside: bool, is_prose: bool) -> Block:
    """A line of a text, which is known to be of the story if it *is_prose*. Mark-up that was put
    into a paragraph is none of it.
    """
    if not text.strip():
        return Block("")
    if label is None and "<" in text and not tree_of(text).text.strip():
        return Block(text.strip(), Seen.BESIDE, Label.OTHER)
    is_prose = is_prose or reads_as_prose(text) or weight(text) >= _PROSE
    seen = Seen.PROSE if is_prose else Seen.PLAIN
    return Block(text.rstrip(), Seen.BESIDE if beside else seen, label)


def _bare(text: str) -> str:
    return fold(text).removeprefix(_LEAD)


def _row(text: str) -> str:
    """A row of a table, its cells parted by tabs."""
    return "\t".join([" ".join(cell.split()) for cell in text.split("\t")]).strip("\t ")


def _without_bare_heads(found: Sequence[Block]) -> list[Block]:
    """The blocks, of which the crossheads above what is no text are none either."""
    kept: list[Block] = []
    below = Seen.PLAIN
    for block in reversed(found):
        if block.label is Label.CROSSHEAD and below is Seen.BESIDE:
            block = Block(block.text, Seen.BESIDE, Label.OTHER)  # noqa: PLW2901
        elif block.text:
            below = block.seen
        kept.append(block)
    return kept[::-1]
