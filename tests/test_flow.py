"""Dispatches come out one after another: a big file is read in pages, as if it were held, and what
came out is kept by nobody.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from patience import PATIENCE

from dispatchkit import iter_parse, parse_bytes
from dispatchkit.errors import DispatchkitError
from dispatchkit.pipeline import flow
from dispatchkit.reading.options import ReadOptions
from dispatchkit.reading.pages import paged
from dispatchkit.text.lines import split_lines
from dispatchkit.trace import PartTrace

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
DUMPS = sorted(path for path in (HERE / "dumps").iterdir() if path.is_file())
STORY = (
    "ZCZC DK{0:04d} 4 I POL\nCouncil number {0} opens bridge\n\nLISBON, Dec 4 2021 (AFP) - The council"
    " of ward {0} opened a bridge on Saturday, officials said.\n\nNNNN\n\n"
)
# A story in one long line makes a file big at little cost.
LONG = "ZCZC DK9999 4 I POL\nCouncil talks\n\n" + "The council talked. " * 30_000 + "\n\nNNNN\n\n"


class Elsewhere:
    """Bytes that are not held, as those of a big file are not."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.read = 0

    def __len__(self) -> int:
        return len(self._data)

    def __getitem__(self, at: slice[int | None, int | None, int | None]) -> bytes:
        found = self._data[at]
        self.read += len(found)
        return found


def seen(data: bytes | Elsewhere, options: ReadOptions) -> object:
    """Everything about an input, or why there is nothing."""
    try:
        source = flow(data, options)
        encoding = source.decoded._replace(text="")
        parts = [(part.dispatch, part.lines, part.reason, part.parted) for part in source.parts]
    except DispatchkitError as error:
        return repr(error)
    return source.recognised, encoding, parts


@given(
    st.lists(st.sampled_from(["a", "é", "中", "😀", " ", "\r", "\n", "\r\n", "\f", "\x85"])),
    st.slices(30),
)
def test_pages_are_cut_into_the_same_lines(
    pieces: list[str], at: slice[int | None, int | None, int | None]
) -> None:
    text = "x" + "".join(pieces)
    found = paged(Elsewhere(text.encode()), size=8)
    assert found is not None
    lines, whole = found[0], split_lines(text)
    assert len(lines) == len(whole)
    assert tuple(lines) == whole
    assert tuple(lines[place] for place in range(len(whole))) == whole
    assert lines[at] == whole[at]


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.name)
def test_a_dump_reads_in_pages_as_it_reads_when_it_is_held(path: Path) -> None:
    data = path.read_bytes()
    for options in (ReadOptions(), ReadOptions(split="^[A-Z]{4}"), ReadOptions(encoding="utf-8")):
        assert seen(Elsewhere(data), options) == seen(data, options)


@pytest.mark.parametrize(
    "data",
    [
        "Café\n".encode("cp1252"),
        "Café\n".encode("utf-16"),
        b"\xef\xbb\xbfCaf\xc3\xa9\n",
        "ニュース\n".encode("iso2022_jp"),
        b"News\x00 of the day\n",
        b"%PDF-1.7\n",
        b" \n\t\n",
        b"",
        b"a" + b"\x06" * 10,
        b"x" * 257 + b"ustar and more\n",
    ],
)
def test_what_shows_its_encoding_only_as_a_whole_is_held(data: bytes) -> None:
    assert paged(Elsewhere(data)) is None
    assert seen(Elsewhere(data), ReadOptions()) == seen(data, ReadOptions())


def test_a_stray_between_two_messages_is_kept_by_the_one_before() -> None:
    frames = "".join(map(STORY.format, range(2)))
    data = f"ZCZC DK5000\nNNNN\n{frames}ZCZC DK6000\nNNNN\n{STORY.format(3)}".encode()
    source = flow(data, ReadOptions())
    found = [part.dispatch for part in source.parts if part.dispatch]
    assert [one.index for one in found] == [0, 1, 2]
    kept = [[entry.text for entry in one.boilerplate] for one in found]
    assert "ZCZC DK5000" in kept[0]
    assert "ZCZC DK6000" in kept[1]
    assert "ZCZC DK6000" not in kept[2]


def test_a_message_is_made_when_it_is_asked_for_and_then_dropped() -> None:
    """Of thousand messages three are read; two parts live at most, with the one that waits for what
    strays after it.
    """
    data = "".join(map(STORY.format, range(1000))).encode()
    source = flow(data, ReadOptions(path="thousand"))
    for number, part in enumerate(islice(source.parts, 3)):
        assert part.dispatch is not None
        assert part.dispatch.index == number
        assert f"number {number} " in (part.dispatch.headline or "")
        assert len(living("thousand")) <= 2


def living(path: str) -> set[int]:
    """The indices of the dispatches of an input that are parts in memory."""
    gc.collect()
    parts = [one.dispatch for one in gc.get_objects() if isinstance(one, PartTrace)]
    return {one.index for one in parts if one is not None and one.path == path}


def test_the_first_dispatch_of_a_stored_input_comes_before_the_others_are_read() -> None:
    """All bytes are looked at once, for the encoding; the lines are read page by page."""
    data = ("".join(map(STORY.format, range(4000))) + LONG).encode()
    stored = Elsewhere(data)
    source = flow(stored, ReadOptions())
    checked = stored.read
    first = next(source.parts)
    assert first.dispatch is not None
    assert first.dispatch.headline == "Council number 0 opens bridge"
    assert stored.read - checked <= 3 << 18


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is not held, with a dispatch at its beginning and one at its end."""
    path = tmp_path_factory.mktemp("big") / "big.txt"
    path.write_text(STORY.format(1) + LONG * 2 + STORY.format(2), newline="")
    return path


def test_a_big_file_gives_the_records_of_its_bytes(big: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "dispatchkit", "parse", "-f", "jsonl", "-v", str(big)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    known = [one.to_dict() for one in parse_bytes(big.read_bytes(), path=str(big))]
    assert [json.loads(line) for line in made.stdout.splitlines()] == known
    assert [one["index"] for one in known] == [0, 1, 2, 3]
    assert made.returncode == 0
    assert (
        made.stderr
        == f"dispatchkit: {big}: 4 dispatches, utf-8, profile afp, generic, language en, unknown\n"
    )


def test_a_file_that_is_changed_while_it_is_read_is_told(big: Path) -> None:
    """What was read before is out by then."""
    dispatches: Iterator[object] = iter_parse(big)
    next(dispatches)
    text = big.read_text()
    big.write_text(text.replace("number 2", "number 3"), newline="")
    with pytest.raises(OSError, match="changed while it was read"):
        list(dispatches)
    big.write_text(text, newline="")
    assert len(list(iter_parse(big))) == 4
