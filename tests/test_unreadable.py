"""Inputs in formats without a reader: named and refused by every command, and left alone."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from program import program

from dispatchkit import UnreadableFormat, check, iter_parse, parse_bytes, parse_text, trace_bytes
from dispatchkit.errors import DecodeError
from dispatchkit.reading.recognise import recognise

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

STORY = (
    "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry to the islands runs again after a week"
    " of storms, its company said on Monday.\n"
)
PAGE = (
    "<?xml version='1.0'?>\n<catalog><disc><note>OSLO, May 3 (Reuters) - The ferry  runs"
    " again&nbsp;.</note></disc></catalog>"
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, [*arguments, "--isolated"])


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "c.txt").write_text('{"headline": "Ferry runs again"}\n', encoding="utf-8")
    return tmp_path


def test_parse_names_the_format_and_does_the_others(inputs: Path) -> None:
    done = run("parse", "-f", "jsonl", str(inputs))
    assert done.exit_code == 3
    assert (
        f"{inputs / 'a.txt'}: XML (<catalog> at its beginning, line 2); dispatchkit has no reader for it yet\n"
        in done.stderr
    )
    assert f"{inputs / 'c.txt'}: line 1: no story in an object with headline\n" in done.stderr
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["headline"] == "Ferry runs again"
    assert json.loads(line)["format"] == "text"


def test_explain_refuses_them_too(inputs: Path) -> None:
    done = run("explain", str(inputs))
    assert done.exit_code == 3
    assert "XML (<catalog> at its beginning, line 2)" in done.stderr
    assert "catalog" not in done.stdout.lower()


@pytest.mark.parametrize("more", [(), ("--select", "DK5"), ("--ignore", "DK1")])
def test_check_never_finds_nothing_in_them(inputs: Path, more: tuple[str, ...]) -> None:
    done = run("check", *more, str(inputs / "a.txt"))
    assert done.exit_code == (3 if more else 1)
    assert "XML (<catalog> at its beginning, line 2)" in done.output
    assert "nothing found in 1 input" not in done.output


@pytest.mark.parametrize("more", [(), ("--ignore", "DK1")])
def test_data_without_a_story_is_not_clean(inputs: Path, more: tuple[str, ...]) -> None:
    done = run("check", *more, str(inputs / "c.txt"))
    assert done.exit_code == (3 if more else 1)
    assert "line 1: no story in an object with headline" in done.output


@pytest.mark.parametrize(
    "more",
    [("--fix",), ("--fix", "--unsafe-fixes"), ("--fix", "--unsafe-fixes", "--select", "ALL")],
)
def test_fix_does_not_touch_them(inputs: Path, more: tuple[str, ...]) -> None:
    run("check", *more, str(inputs))
    assert (inputs / "a.txt").read_text(encoding="utf-8") == PAGE
    assert (inputs / "c.txt").read_text(encoding="utf-8") == '{"headline": "Ferry runs again"}\n'


def test_from_text_reads_anything_as_text(inputs: Path) -> None:
    done = run("parse", "--from", "text", "-f", "jsonl", str(inputs / "a.txt"))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["path"] == str(inputs / "a.txt")
    assert run("check", "--from", "text", "--select", "DK110", str(inputs / "a.txt")).exit_code == 0


def test_from_takes_formats_with_a_reader_alone(inputs: Path) -> None:
    done = run("parse", "--from", "pdf", str(inputs / "a.txt"))
    assert done.exit_code == 2
    assert "none of text," in done.stderr


@pytest.mark.parametrize("read", [parse_bytes, trace_bytes, lambda data: parse_text(data.decode())])
def test_the_library_says_so_in_an_error(read: object) -> None:
    with pytest.raises(UnreadableFormat) as caught:
        read(PAGE.encode())  # type: ignore[operator]
    assert (caught.value.format, caught.value.title, caught.value.reason) == (
        "xml",
        "XML",
        "<catalog> at its beginning, line 2",
    )
    assert isinstance(caught.value, ValueError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)


def test_the_library_takes_a_format(inputs: Path) -> None:
    assert parse_bytes(STORY.encode(), format="text") == parse_bytes(STORY.encode())
    assert parse_bytes(PAGE.encode(), format="text")
    assert len(list(iter_parse([str(inputs / "c.txt")], format="text"))) == 1
    assert [one.code for one in check(PAGE.encode(), select=["DK110"])] == ["DK110"]
    assert check(PAGE.encode(), select=["DK110"], format="text") == []
    with pytest.raises(ValueError, match="format: 'pdf' is none of text, mail"):
        parse_bytes(PAGE.encode(), format="pdf")


def test_framed_wires_and_plain_mail_are_read_as_before() -> None:
    framed = parse_bytes(b"ZCZC AB0001 4 I POL\n" + STORY.encode() + b"\nNNNN\n")
    assert [(one.format, one.headline) for one in framed] == [("zczc", "Ferry runs again")]
    mail = parse_bytes(
        b"From: desk@np.example\nTo: you@np.example\nSubject: Ferry\nDate: Mon, 3 May 2021 10:00:00"
        b" +0200\n\n" + STORY.encode()
    )
    assert mail[0].format == "mail"


def test_control_characters_in_a_short_text_do_not_make_it_binary(tmp_path: Path) -> None:
    shown = (
        b"\x1b[31mFerry\x1b]0;x\x07 runs\b\b\b again\x07\n\nOSLO, May 3 (Reuters) - The ferry"
        b" runs\x08\x08 again, it said.\n"
    )
    (tmp_path / "a.txt").write_bytes(shown)
    assert run("parse", str(tmp_path / "a.txt")).exit_code == 0
    (tmp_path / "b.txt").write_bytes(shown.replace(b"again,", b"p\xe5 ny,"))
    assert run("parse", str(tmp_path / "b.txt")).exit_code == 0
    (tmp_path / "c.txt").write_bytes(bytes(range(256)) * 2)
    assert run("parse", str(tmp_path / "c.txt")).exit_code == 3


@given(
    st.binary(max_size=200)
    | st.text(alphabet='<>/{}[]":,\n\tabpDOCx=!-&\x01\x02\x16Z', max_size=200).map(str.encode)
)
def test_every_input_is_recognised_as_something(data: bytes) -> None:
    assert recognise(data).reason


# --- where broken JSON and XML stand --------------------------------------------------------------

_WIDE = " " * 70_000

BROKEN = {
    "object.json": ('{"title": "A",\n "n": 3,,\n}\n', "line 2, column 9", 9),
    "list.json": (
        '[{"title": "A ferry runs", "text": "It runs."},\n {"title": "B" "text": "c"}]\n',
        "line 2, column 16",
        16,
    ),
    "list on a line.json": (
        f'[{{"title": "A ferry runs", "text": "It runs.{_WIDE}"}}, {{"title": "B" "text": "c"}}]',
        "line 1, column 70063",
        70063,
    ),
    "lines.jsonl": (
        '{"title": "A ferry runs", "text": "It runs."}\n  {"title": "B", "text: "c"}\n',
        "line 2, column 26",
        26,
    ),
    "item.xml": ('<?xml version="1.0"?>\n<nitf>\n<body></nitf>\n', "line 3, column 9", 9),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_told_with_its_place(name: str, tmp_path: Path) -> None:
    text, where, column = BROKEN[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    file = str(tmp_path / name)
    assert f"{file}: {where}: " in run("parse", file).stderr
    line = int(where.split(",", maxsplit=1)[0].removeprefix("line "))
    found = [one for one in check(file) if one.code == "DK110"]
    assert (line, column) in [(one.line, one.column) for one in found]


@pytest.mark.parametrize("name", [name for name in BROKEN if name != "item.xml"])
def test_validate_tells_the_place_where_no_standard_is_known(name: str, tmp_path: Path) -> None:
    text, where, _ = BROKEN[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("validate", str(tmp_path / name))
    assert done.exit_code == 3
    assert f"{tmp_path / name}: {where}: this is no JSON: " in done.stderr


def test_an_archive_names_the_item_and_the_place_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, (text, _, _) in BROKEN.items():
            archive.writestr(name, text)
    found = check(tmp_path / "all.zip")
    told = [one.message for one in found if one.code == "DK110"]
    for name, (_, where, _) in BROKEN.items():
        assert any(one.startswith(f"{name}: {where}: ") for one in told), name
    # No line of the archive.
    assert {(one.line, one.column) for one in found if one.code == "DK110"} == {(1, 1)}


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"-- MySQL dump 10.13\nCREATE TABLE `news` (`id` int);\n", "sql"),
        (b"/*!40101 SET NAMES utf8 */;\n\ninsert into nyheter values (1,'a');\n", "sql"),
        (b"--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\n", "sql"),
        (b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", "sql"),
        (b"USE [cms]\r\nGO\r\nINSERT INTO [n] VALUES (1)\r\nGO\r\n", "sql"),
        (b"-----BEGIN RSA PRIVATE KEY-----\nMIIC\n", "pem"),
        (b"--- a/x.txt\n+++ b/x.txt\n@@ -1 +1 @@\n-a\n+b\n", "patch"),
        (b"[.ShellClassInfo]\r\nIconFile=folder.ico\r\n", "settings"),
        (b"#!/bin/sh\necho a\n", "script"),
        (b"BEGIN:VCARD\nFN:Ada Finch\n", "vcard"),
        (b"MZ" + bytes(300), "binary"),
    ],
)
def test_what_is_for_programs_is_named_and_no_text(data: bytes, word: str) -> None:
    with pytest.raises(UnreadableFormat) as caught:
        parse_bytes(data)
    assert caught.value.format == word


@pytest.mark.parametrize(
    "opening",
    [
        "Create table tennis club, mayor says",
        "Use it or lose it; buses stop",
        "Set the clock",
        "Drop table service, hotels say",
        "-- 1 --",
        "# Diff between parties grows",
        "-----BEGIN PGP SIGNED MESSAGE-----",
        "MZ, a rapper, sings",
    ],
)
def test_a_text_that_opens_nearly_so_is_read(opening: str) -> None:
    assert recognise(f"{opening}\n\n{STORY};\n".encode()).format.word == "text"


def test_a_word_before_nul_bytes_is_no_text() -> None:
    with pytest.raises(DecodeError, match="a word and NUL bytes"):
        parse_bytes(b"\x05Moell" + bytes(160))


def test_a_document_that_is_cut_off_is_damaged() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 20)
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(DecodeError, match="cut off or damaged"):
        parse_bytes(held.getvalue()[:100])
