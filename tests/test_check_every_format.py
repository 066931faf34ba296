"""``check`` on a small input of every format that is read: the rule, the place and the exit status;
rules about files stay silent where the story is no part of the file; nothing is written that cannot
be; and whatever is cut off from an input, no command breaks.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from every_format import INPUTS, OPEN, STORIES
from program import program

from dispatchkit import DispatchkitError, check, parse_bytes
from dispatchkit.reading.exports.database import databases
from dispatchkit.reading.recognise import kind_of, readable, recognise

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

# Where the quotation that is never closed begins: line and column in the text of the input, or in
# what was read of it, and the item that it is in.
PLACES = {
    "text": (5, 18, ""),
    "mail": (10, 18, ""),
    "iptc7901": (6, 21, ""),
    "anpa1312": (5, 22, ""),
    "zczc": (6, 18, ""),
    "html": (5, 18, " [a page of HTML, by the lines that it shows]"),
    "rss": (13, 18, " [entry 2 of a feed]"),
    "atom": (13, 18, " [entry 2 of a feed]"),
    "sgml": (25, 18, ""),
    "nitf": (5, 18, " [an item of XML, <nitf> at line 2]"),
    "newsml": (10, 18, " [an item of XML, <NewsItem> at line 6]"),
    "newsml-g2": (11, 18, " [an item of XML, <newsItem> at line 6]"),
    "xml": (11, 18, " [an item of XML, <story> at line 6]"),
    "json": (10, 18, " [an object of JSON, line 7]"),
    "jsonl": (10, 18, " [an object of JSON, line 2]"),
    "ninjs": (8, 18, " [an object of JSON, line 1]"),
    "csv": (8, 18, " [a row of a table, line 5]"),
    "parquet": (10, 18, " [a row of a table, row 2]"),
    "rtf": (3, 18, " [whole input]"),
    "odt": (5, 18, " [whole input]"),
    "mime": (10, 18, " [whole input]"),
    "mbox": (10, 18, " [mail 1: whole input]"),
    "warc": (
        5,
        18,
        " [https://nordpress.example/lock: a page of HTML, by the lines that it shows]",
    ),
    "docx": (5, 18, " [whole input]"),
    "zip": (5, 18, " [a.txt: whole input]"),
    "archive": (5, 18, " [a.txt: whole input]"),
    "nexis": (36, 18, ""),
    "labelled": (9, 100, ""),
}
# A cell of TSV is one line.
PLACES["tsv"] = (4, 100, " [a row of a table, line 3]")
LIBRARIES = {"html": "selectolax", "rss": "feedparser", "atom": "feedparser", "warc": "warcio", "parquet": "pyarrow", "mime": "selectolax"}  # fmt: skip
# Rules about bytes, line ends and the seams of a file of text.
ABOUT_FILES = {"DK101", "DK102", "DK103", "DK104", "DK109", "DK207", "DK209"}
NAMES = sorted(INPUTS)
# Fewer bytes are no sign of any format: "{\\rt" is not yet RTF.
_SIGN = 5


def made(word: str) -> bytes:
    """The input of a format, if its library is installed."""
    if word in LIBRARIES:
        pytest.importorskip(LIBRARIES[word])
    return INPUTS[word]()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [*map(str, arguments), "--isolated"])


def test_every_format_that_is_read_has_an_input() -> None:
    described = {one.word for one in databases()}
    assert set(readable()) - described <= set(INPUTS) == set(PLACES)


@pytest.mark.parametrize("word", NAMES)
def test_it_is_recognised_and_its_stories_are_whole(word: str) -> None:
    data = made(word)
    assert recognise(data).format is kind_of(word)
    found = parse_bytes(data)
    # ANPA opens and ends a line with a sign.
    assert (found[-1].headline or "").strip("^<") == STORIES[1].headline
    text = " ".join(one.text for one in found[-1].paragraphs).replace("\u201c", '"')
    assert text.endswith(OPEN)
    assert "<" not in text


@pytest.mark.parametrize("word", NAMES)
def test_a_finding_names_its_place(word: str, tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(made(word))
    line, column, item = PLACES[word]
    done = run("check", "--select", "DK501", "--fail-on", "info", path)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    (told,) = done.stdout.splitlines()
    assert told.startswith(
        f"{path}:{line}:{column}: warning DK501 this quotation is never closed{item} ("
    )
    (found,) = json.loads(run("check", "--select", "DK501", "-f", "json", path).stdout)
    assert (found["line"], found["column"]) == (line, column)


@pytest.mark.parametrize("word", NAMES)
def test_without_fault_it_is_clean(word: str, tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(made(word))
    done = run("check", "--ignore", "DK501,DK706,DK104", path)
    assert (done.exit_code, done.stdout) == (0, "")


@pytest.mark.parametrize("word", [word for word in NAMES if PLACES[word][2]])
def test_rules_about_files_are_silent_where_the_story_is_no_part_of_one(word: str) -> None:
    assert not ABOUT_FILES & {one.code for one in check(made(word), select=["ALL"])}


@pytest.mark.parametrize("word", NAMES)
def test_fix_writes_only_what_can_be_written_back(word: str, tmp_path: Path) -> None:
    data = made(word)
    # A space too many in the story, which a safe fix takes out of plain text.
    if not PLACES[word][2]:
        data = data.replace(b"We waited", b"We  waited")
    path = tmp_path / "input"
    path.write_bytes(data)
    run("check", "--fix", "--unsafe-fixes", "--select", "ALL", path)
    kept = path.read_bytes() == data
    assert kept is not kind_of(word).is_rewritable
    assert all(one.fix is None for one in check(data) if not kind_of(word).is_rewritable)


@pytest.mark.parametrize("word", NAMES)
def test_explain_says_which_format_it_is_and_why(word: str, tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(made(word))
    done = run("explain", path)
    assert done.exit_code == 0
    assert word == "text" or f"  format {word}: " in done.stdout
    assert OPEN[:40] in done.stdout.replace("\u201c", '"')


@pytest.mark.parametrize("word", NAMES)
def test_cut_off_anywhere_it_never_breaks_and_is_never_mark_up(word: str) -> None:
    data = made(word)
    # Each byte of the ends, some between them.
    between = range(0, len(data), max(7, len(data) // 80))
    ends = {*range(_SIGN, min(80, len(data))), *between, *range(len(data) - 40, len(data))}
    for end in sorted(ends):
        try:
            found = parse_bytes(data[:end])
        except DispatchkitError:
            continue
        texts = [one.text for dispatch in found for one in dispatch.paragraphs]
        assert not any(mark in text for text in texts for mark in ("<p>", "</", "\\par", "{\\"))
