"""Inputs whose stories are no lines of the file: values in JSON, cells of tables, blocks of pages,
files in archives. Rules look at what was read of them as at a text of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatchkit.grammar.label import Mark
    from dispatchkit.model import Line
    from dispatchkit.text.units import Unit
    from dispatchkit.trace import PartTrace


def is_printed(parts: Sequence[PartTrace], text: str) -> bool:
    """Whether all lines of the *parts* stand in *text* where they say."""
    return all(
        text.startswith(line.text, line.start) for part in parts for line in part.source
    ) and (
        len({line.start for part in parts for line in part.source})
        == sum(len(part.source) for part in parts)
    )


def as_read(parts: Iterable[PartTrace]) -> tuple[tuple[PartTrace, ...], str]:
    """The *parts* with their lines one after another in a text, and that text. The lines keep their
    numbers, by which the record names them.
    """
    moved, texts, start = [], [], 0
    for part in parts:
        lines: dict[int, Line] = {}
        source = []
        for line in part.source:
            new = line._replace(start=start, ending=line.ending or "\n")
            lines[line.number] = new
            source.append(new)
            texts.append(new.text + new.ending)
            start += len(texts[-1])
        reading = part.reading._replace(
            units=tuple([_moved_unit(unit, lines) for unit in part.reading.units]),
            marks=_moved(part.reading.marks, lines),
        )
        marks = _moved(part.marks, lines)
        moved.append(part._replace(source=tuple(source), reading=reading, marks=marks))
    return tuple(moved), "".join(texts)


def _moved(marks: Iterable[Mark], lines: Mapping[int, Line]) -> tuple[Mark, ...]:
    return tuple([mark._replace(unit=_moved_unit(mark.unit, lines)) for mark in marks])


def _moved_unit(unit: Unit, lines: Mapping[int, Line]) -> Unit:
    """The unit with the new *lines* by their numbers."""
    return unit._replace(lines=tuple([lines.get(line.number, line) for line in unit.lines]))
