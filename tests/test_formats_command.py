"""``dispatchkit formats``, and ``--from`` with the words that it lists."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import UnknownFormat, parse_bytes
from dispatchkit.reading.recognise import readable
from dispatchkit.writing import RENDERERS, carries, stored

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

OWN = """
word = "mine"
title = "my archive"
why = "Two at signs open an article."
hits = ['''
@@ 1
H: Ferry runs
The ferry to the islands runs again after a week.
''']

[shown]
holds = ["@@"]
lines = ['@@ \\d+']

[parts]
begin = ['@@ \\d+']

[labels]
headline = ["H"]
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments))


@pytest.mark.parametrize("asked", [("--json",), ("-f", "json")])
def test_programs_get_all_that_is_read_and_written(asked: tuple[str, ...]) -> None:
    done = run("formats", "--isolated", *asked)
    rows = {row["word"]: row for row in json.loads(done.stdout)}
    assert {word for word, row in rows.items() if row["reads"]} == set(readable())
    assert {word for word, row in rows.items() if row["writes"]} == {*RENDERERS, *stored.names()}
    assert rows["html"] == {
        "word": "html",
        "title": "HTML",
        "shown": "a document type, <html>, or elements of blocks",
        "extra": "html",
        "reads": True,
        "writes": False,
        "suffixes": [],
        "carries": [],
    }
    assert (rows["sqlite"]["reads"], rows["sqlite"]["suffixes"]) == (
        False,
        [".db", ".sqlite", ".sqlite3"],
    )
    assert rows["parquet"]["extra"] == "parquet"
    assert rows["csv"]["suffixes"] == [".csv"]
    assert rows["text"]["carries"] == list(carries("text"))
    assert rows["sqlite"]["carries"] == list(stored.format_of("sqlite").CARRIES)


@pytest.mark.parametrize("columns", ["80", "200"])
def test_people_get_lists_that_fit_the_terminal(columns: str) -> None:
    done = CliRunner().invoke(program, ["formats", "--isolated"], env={"COLUMNS": columns})
    lines = done.stdout.splitlines()
    assert lines[:3] == ["Read (--from):", "", f"  text{'':15}plain text"]
    assert 'HTML (pip install "dispatchkit[html]")' in done.stdout
    assert " ".join(done.stdout.split()).endswith("a binary file.")
    assert max(map(len, lines)) <= min(int(columns), 100)


def test_those_of_the_users_own_come_first_and_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "dispatchkit.toml").write_text('formats = ["mine.toml"]\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text(
        "@@ 1\nH: Ferry runs\n\nThe ferry runs again after a week of storms.\n", encoding="utf-8"
    )
    assert json.loads(run("formats", "--json").stdout)[0]["word"] == "mine"
    done = run("parse", "--from", "mine", "--field", "format", "--field", "headline", "a.txt")
    assert (done.exit_code, done.stdout) == (0, "mine\nFerry runs\n")
    assert "is none of" in run("parse", "--from", "mime2", "a.txt").stderr


@pytest.mark.parametrize("command", ["parse", "check", "explain"])
def test_an_unknown_word_lists_the_words(command: str) -> None:
    done = run(command, "--isolated", "--from", "nexsis", "-")
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("dispatchkit: --from: 'nexsis' is none of text, mail, ")
    assert line.endswith("xsum; did you mean nexis?")


def test_the_library_lists_them_too() -> None:
    with pytest.raises(
        UnknownFormat, match=r"'nexsis' is none of text, mail, .*did you mean nexis"
    ):
        parse_bytes(b"Ferry runs", format="nexsis")
    assert issubclass(UnknownFormat, ValueError)


def test_words_are_completed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_DISPATCHKIT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "dispatchkit parse --from nex")
    monkeypatch.setenv("COMP_CWORD", "3")
    from dispatchkit.cli import run as run_line

    assert run_line([]) == 0
    assert capsys.readouterr().out.split() == ["plain,nexis", "plain,nexis-uni"]
