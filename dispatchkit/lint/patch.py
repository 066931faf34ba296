"""What fixes changed, as a unified diff of bytes that ``patch`` and ``git apply`` accept.

The places are known from the edits and need not be searched for, so the cost is linear in the size
of the input. Lines are cut at LF alone, as those programs cut them, and are in the encoding of
their file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.lint.fixes import Fixed, Step
    from dispatchkit.lint.traced import Source

# How many lines a diff shows around a change.
_CONTEXT = 3
# In these encodings a line feed is more than one byte, but in a patch it is one.
_WIDE = ("utf-16", "utf-32")
_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class _Block(NamedTuple):
    """Lines from *start* to before *end* that became those from *new* to before *new_end*
    (indices).
    """

    start: int
    end: int
    new: int
    new_end: int

    @property
    def growth(self) -> int:
        """How many lines more there are than before."""
        return (self.new_end - self.new) - (self.end - self.start)


def unpatchable(before: Source, after: Source) -> str | None:
    """Why no patch can say what changed between two states of an input; None if one can."""
    for source in (before, after):
        if source.decoded and source.decoded.encoding.startswith(_WIDE):
            return f"{source.decoded.encoding.upper()} has no lines that a patch could change"
    return None


def patch(name: str, before: Source, fixed: Fixed) -> bytes:
    """The changes of *fixed* as a patch of the file *name*."""
    old, new = _pieces(before.data), _pieces(fixed.data)
    blocks = list(_differing(_blocks(fixed.steps), old, new))
    if not blocks:
        return b""
    head = _header(name)
    return b"".join(
        [
            b"--- " + head,
            b"+++ " + head,
            *(piece for group in _grouped(blocks) for piece in _hunk(group, old, new)),
        ]
    )


def _header(name: str) -> bytes:
    """A file name as ``patch`` reads it: in quotation marks if it holds characters that would end
    it, with a tab after it if it holds a space.
    """
    raw = name.encode("utf-8", "surrogateescape")
    if any(
        character in _ESCAPES
        or character < " "
        or character == "\x7f"
        or "\udc80" <= character <= "\udcff"
        for character in name
    ):
        shown = "".join(
            _ESCAPES.get(chr(byte)) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}")
            for byte in raw
        )
        return f'"{shown}"\n'.encode("ascii")
    return raw + (b"\t\n" if b" " in raw else b"\n")


def _blocks(steps: Sequence[Step]) -> list[_Block]:
    """The lines that all *steps* together touched."""
    blocks: list[_Block] = []
    for number, step in enumerate(steps):
        own = _touched(step)
        blocks = _composed(blocks, own) if number else own
    return blocks


def _touched(step: Step) -> list[_Block]:
    """The lines that the edits of one step touched; adjoining ones are one block."""
    text = step.text
    blocks: list[_Block] = []
    at = line = growth = 0
    for edit in step.edits:
        line += text.count("\n", at, edit.start)
        lost, gained = text.count("\n", edit.start, edit.end), edit.text.count("\n")
        block = _Block(line, line + lost + 1, line + growth, line + growth + gained + 1)
        if blocks and block.start < blocks[-1].end:
            block = _Block(blocks[-1].start, block.end, blocks[-1].new, block.new_end)
            blocks.pop()
        blocks.append(block)
        at, line, growth = edit.end, line + lost, growth + gained - lost
    return blocks


def _composed(first: Sequence[_Block], second: Sequence[_Block]) -> list[_Block]:
    """Two changes, one after the other, as one: blocks from the lines before both to those after
    both.
    """
    spans = sorted(
        [
            *((block.new, block.new_end, -block.growth, 0) for block in first),
            *((block.start, block.end, 0, block.growth) for block in second),
        ]
    )
    blocks: list[_Block] = []
    back = forth = 0
    at = 0
    while at < len(spans):
        start, end = spans[at][:2]
        moved_back, moved_forth = back, forth
        while at < len(spans) and spans[at][0] <= end:
            end = max(end, spans[at][1])
            back += spans[at][2]
            forth += spans[at][3]
            at += 1
        blocks.append(_Block(start + moved_back, end + back, start + moved_forth, end + forth))
    return blocks


def _pieces(data: bytes) -> list[bytes]:
    """The lines of an input with their line feeds; after a final line feed comes an empty piece,
    which is not a line.
    """
    *lines, last = data.split(b"\n")
    return [*(line + b"\n" for line in lines), last]


def _differing(
    blocks: Iterable[_Block], old: Sequence[bytes], new: Sequence[bytes]
) -> Iterator[_Block]:
    """The blocks whose bytes differ: those that were touched, without the unchanged lines at their
    ends, and all that another encoding changed.
    """
    at = shift = 0
    for block in [*blocks, _Block(len(old), len(old), len(new), len(new))]:
        yield from (
            _Block(line, line + 1, line + shift, line + shift + 1)
            for line in range(at, block.start)
            if old[line] != new[line + shift]
        )
        start, end, first, last = block
        while start < end and first < last and old[start] == new[first]:
            start, first = start + 1, first + 1
        while start < end and first < last and old[end - 1] == new[last - 1]:
            end, last = end - 1, last - 1
        if start < end or first < last:
            yield _Block(start, end, first, last)
        at, shift = block.end, block.new_end - block.end


def _grouped(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """The blocks in groups whose contexts meet."""
    group = [blocks[0]]
    for block in blocks[1:]:
        if block.start - group[-1].end > 2 * _CONTEXT:
            yield group
            group = []
        group.append(block)
    yield group


def _hunk(group: Sequence[_Block], old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[bytes]:
    """The lines of one hunk, with its header."""
    start = max(0, group[0].start - _CONTEXT)
    end = min(len(old), group[-1].end + _CONTEXT)
    first, last = group[0].new - (group[0].start - start), group[-1].new_end + (end - group[-1].end)
    yield f"@@ -{_extent(old, start, end)} +{_extent(new, first, last)} @@\n".encode()
    at = start
    for block in group:
        yield from _printed(b" ", old[at : block.start])
        yield from _printed(b"-", old[block.start : block.end])
        yield from _printed(b"+", new[block.new : block.new_end])
        at = block.end
    yield from _printed(b" ", old[at:end])


def _extent(lines: Sequence[bytes], start: int, end: int) -> str:
    """A range of lines as a hunk gives it: the first, from 1, and their number; for an empty range
    the line before it.
    """
    length = sum(map(bool, lines[start:end]))
    return f"{start + 1 if length else start},{length}"


def _printed(sign: bytes, lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of a hunk, each with its *sign* in front."""
    return (
        sign + line + (b"" if line.endswith(b"\n") else b"\n\\ No newline at end of file\n")
        for line in lines
        if line
    )
