"""``dispatchkit parse``: folders of outputs, tables of fields, and what is said of inputs that
fail. All dumps are invented.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from program import program

if TYPE_CHECKING:
    from pathlib import Path

HEADLINE = "Lighthouse of Kerrow gets its lamp back"
STORY = f"""{HEADLINE}

KERROW, May 3 (Reuters) - The lamp of the lighthouse was lit again on Monday, eleven weeks after lightning had split its lens.

The harbour board said that the new lens was ground in Tartu, and that it had cost less than the old one.
"""
TWO = f"{STORY}\f\n{STORY.replace('Kerrow', 'Tarn').replace('KERROW', 'TARN')}"


def call(*arguments: str | os.PathLike[str], stdin: str | None = None) -> Result:
    return CliRunner().invoke(
        program,
        [os.fspath(argument) for argument in arguments],
        input=stdin,
        catch_exceptions=False,
    )


@pytest.fixture
def roots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with folders "a" and "b" that hold files of the same names."""
    for root in ("a", "b"):
        (tmp_path / root / "sub").mkdir(parents=True)
        for name in ("one.txt", "sub/two.txt"):
            (tmp_path / root / name).write_text(STORY.replace("Kerrow", f"Kerrow {root}"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


# --- a folder of outputs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "more", "advice"),
    [
        ("parse", [], "--output-dir"),
        ("parse", ["-o", "new.xml"], "--output-dir"),
        ("latest", ["-o", "new.xml"], "newsml-g2"),
    ],
)
def test_several_dispatches_make_no_single_document(
    roots: Path, command: str, more: list[str], advice: str
) -> None:
    (roots / "b/one.txt").write_text(TWO.replace("lamp", "organ"))
    result = call(command, "-f", "nitf", "a/one.txt", "b", *more)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert advice in result.stderr
    assert not (roots / "new.xml").exists()
    assert call(command, "-f", "nitf", "a/one.txt", *more).exit_code == 0


def test_two_folders_keep_their_names_in_the_output(roots: Path) -> None:
    assert call("parse", "-f", "jsonl", "--output-dir", "out", "a", "b/").exit_code == 0
    assert files(roots / "out") == [
        "a/one.jsonl",
        "a/sub/two.jsonl",
        "b/one.jsonl",
        "b/sub/two.jsonl",
    ]
    assert "Kerrow b" in json.loads((roots / "out/b/one.jsonl").read_text())["headline"]


@pytest.mark.parametrize(
    ("root", "below"), [("a", "a/"), ("a/sub", "sub/"), ("./a/../a", "a/"), (".", "")]
)
def test_the_name_of_a_root_is_its_own(roots: Path, root: str, below: str) -> None:
    assert call("parse", "--output-dir", "out", root).exit_code == 0
    assert all(name.startswith(below) for name in files(roots / "out"))


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (
            ("a/one.txt", "b/one.txt", "a/sub/two.txt"),
            ["a/one.json", "a/sub/two.json", "b/one.json"],
        ),
        (("./a/one.txt", "a/./sub/../one.txt"), ["a/one-2.json", "a/one.json"]),
        (("a/one.txt", "a"), ["a/one-2.json", "a/one.json", "a/sub/two.json"]),
        (("b/../../{here}/b/one.txt",), ["{here}/b/one.json"]),
    ],
)
def test_a_file_that_is_named_keeps_the_folders_that_it_was_named_with(
    roots: Path, names: tuple[str, ...], written: list[str]
) -> None:
    assert (
        call(
            "parse",
            "-f",
            "json",
            "--output-dir",
            "out",
            *(name.format(here=roots.name) for name in names),
        ).exit_code
        == 0
    )
    assert files(roots / "out") == [name.format(here=roots.name) for name in written]


def test_a_file_named_from_the_root_of_the_system_keeps_its_name(roots: Path) -> None:
    assert (
        call(
            "parse", "-f", "json", "--output-dir", "out", roots / "a/one.txt", roots / "b/one.txt"
        ).exit_code
        == 0
    )
    assert files(roots / "out") == ["one-2.json", "one.json"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_outputs_of_one_name_are_numbered_in_the_order_of_the_inputs(
    roots: Path, jobs: str
) -> None:
    result = call(
        "parse",
        "--output-dir",
        "out",
        "-j",
        jobs,
        *(roots / name for name in ("a/one.txt", "b/one.txt", "a/one.txt", *["b/one.txt"] * 20)),
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(files(roots / "out")) == 23
    heads = [
        (roots / "out" / name).read_text().partition(",")[0].splitlines()[0]
        for name in ("one.txt", "one-2.txt", "one-3.txt", "one-4.txt")
    ]
    assert [head.split()[3] for head in heads] == ["a", "b", "a", "b"]


def test_endings_that_give_way_to_the_formats_clash_too(roots: Path) -> None:
    (roots / "a/one.wire").write_text(STORY)
    (roots / "a/one-2.txt").write_text(STORY.replace("Kerrow", "Second"))
    assert call("parse", "-f", "json", "--output-dir", "out", "a").exit_code == 0
    assert files(roots / "out/a") == ["one-2.json", "one-3.json", "one.json", "sub/two.json"]
    assert "Second" in json.loads((roots / "out/a/one-2.json").read_text())["headline"]


def test_a_markdown_file_holds_one_dispatch(roots: Path) -> None:
    (roots / "a/one.txt").write_text(TWO)
    (roots / "b/one.txt").write_text(TWO)
    assert call("parse", "-f", "markdown", "--output-dir", "out", "a").exit_code == 0
    assert files(roots / "out/a") == ["one-2.md", "one.md", "sub/two.md"]
    assert [
        (roots / "out/a" / name).read_text().count("\n# ") for name in ("one.md", "one-2.md")
    ] == [1, 1]
    assert "\nindex: 1\n" in (roots / "out/a/one-2.md").read_text()
    assert (
        call("parse", "-f", "markdown", "--output-dir", "both", "a/one.txt", "b/one.txt").exit_code
        == 0
    )
    assert len(files(roots / "both")) == 4
    assert call("parse", "-f", "text", "--output-dir", "text", "a/one.txt").exit_code == 0
    assert files(roots / "text") == ["a/one.txt"]


def test_a_numbered_output_is_no_input_either(roots: Path) -> None:
    (roots / "out").mkdir()
    (roots / "out/one-2.md").write_text("kept")
    (roots / "one.txt").write_text(TWO)
    assert (
        call("parse", "-f", "markdown", "--output-dir", "out", "one.txt", "out/one-2.md").exit_code
        == 0
    )
    assert (roots / "out/one-2.md").read_text() == "kept"
    assert files(roots / "out") == ["one-2.md", "one-3.md", "one.md", "out/one-2.md"]


# --- tables of fields --------------------------------------------------------------------------------------------------------

NAMES = ("path", "headline", "abstract", "dateline.place", "keywords", "paragraphs.text", "agency")
ARGUMENTS = [part for name in NAMES for part in ("--field", name)]


def test_csv_has_a_row_a_dispatch_and_keeps_nulls(roots: Path) -> None:
    (roots / "c.txt").write_text(TWO)
    result = call("parse", *ARGUMENTS, "--csv", "c.txt", "a/one.txt")
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert result.stdout.splitlines()[0] == ",".join(NAMES)
    assert [row["path"] for row in rows] == ["c.txt", "c.txt", "a/one.txt"]
    assert [row["dateline.place"] for row in rows] == ["KERROW", "TARN", "KERROW"]
    assert all(row["abstract"] == row["keywords"] == "" for row in rows)
    assert [row["paragraphs.text"].count("\n") for row in rows] == [1, 1, 1]
    assert json.loads(rows[0]["agency"])["id"] == "reuters"
    assert "\r" not in result.stdout


def test_tsv_cells_are_one_word_between_tabs(roots: Path) -> None:
    (roots / "odd\tname\n\\.txt").write_text(STORY)
    result = call("parse", *ARGUMENTS, "--tsv", "odd\tname\n\\.txt")
    head, row = result.stdout.split("\n")[:-1]
    assert head.split("\t") == list(NAMES)
    cells = row.split("\t")
    assert (len(cells), cells[0], cells[1], cells[2]) == (7, "odd\\tname\\n\\\\.txt", HEADLINE, "")
    assert cells[5].count("\\n") == 1


def test_csv_quotes_what_needs_it(roots: Path) -> None:
    (roots / 'odd,"name"\n.txt').write_text(STORY)
    result = call("parse", "--field", "path", "--field", "headline", "--csv", 'odd,"name"\n.txt')
    assert list(csv.reader(io.StringIO(result.stdout, newline="")))[1:] == [
        ['odd,"name"\n.txt', HEADLINE]
    ]
    assert call("parse", "--field", "abstract", "--csv", "a/one.txt").stdout == 'abstract\n""\n'


def test_each_table_of_a_folder_has_its_names(roots: Path) -> None:
    assert (
        call(
            "parse",
            "--field",
            "headline",
            "--field",
            "day",
            "--tsv",
            "--output-dir",
            "out",
            "--received",
            "2021-05-05",
            "a",
        ).exit_code
        == 0
    )
    assert files(roots / "out") == ["a/one.tsv", "a/sub/two.tsv"]
    assert (
        roots / "out/a/one.tsv"
    ).read_text() == "headline\tday\nLighthouse of Kerrow a gets its lamp back\t2021-05-03\n"


def test_a_table_of_nothing_is_nothing(roots: Path) -> None:
    (roots / "empty.txt").write_text("")
    assert call("parse", "--field", "headline", "--csv", "empty.txt").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--csv"], "--tsv and --csv go with --field"),
        (["--field", "path", "--csv", "--tsv"], "--tsv and --csv cannot go together"),
        (["-q", "-v"], "cannot go together"),
        (["--errors", "-"], "--errors takes a file"),
        (["--errors", "x", "-o", "x"], "--errors and -o/--output cannot be one file"),
        (["--errors", "a/one.txt"], "is also an input"),
    ],
)
def test_calls_that_cannot_be_meant(roots: Path, arguments: list[str], says: str) -> None:
    result = call("parse", *arguments, "a/one.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert (roots / "a/one.txt").read_text().startswith("Lighthouse")


# --- what failed -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def broken(roots: Path) -> Path:
    """Three inputs that fail besides the four that do not."""
    (roots / "a/blank.txt").write_text(" \n\n")
    (roots / "a/picture.png").write_bytes(
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00"
    )
    return roots


def test_the_last_line_says_how_many_failed(broken: Path) -> None:
    result = call("parse", "-f", "jsonl", "a", "gone.txt", "b")
    assert (result.exit_code, result.stdout.count("\n")) == (3, 4)
    assert [line.split(":")[1].strip() for line in result.stderr.splitlines()[:-1]] == [
        "a/blank.txt",
        "a/picture.png",
        "gone.txt",
    ]
    assert result.stderr.splitlines()[-1] == "3 of 7 inputs failed"
    assert call("parse", "b").stderr == ""
    assert call("parse", broken / "gone.txt").stderr.count("\n") == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_failures_are_listed_for_programs(broken: Path, jobs: str) -> None:
    result = call(
        "parse",
        "--errors",
        "a/failed.jsonl",
        "-j",
        jobs,
        "-f",
        "jsonl",
        "a",
        "gone.txt",
        *["b"] * 9,
    )
    assert result.exit_code == 3
    listed = [json.loads(line) for line in (broken / "a/failed.jsonl").read_text().splitlines()]
    assert [list(one) for one in listed] == [["path", "error", "message", "offset", "item"]] * 3
    assert [(one["path"], one["error"]) for one in listed] == [
        ("a/blank.txt", "DecodeError"),
        ("a/picture.png", "UnreadableFormat"),
        ("gone.txt", "FileNotFoundError"),
    ]
    assert listed[2]["message"] == "No such file or directory"
    assert call("parse", "--errors", "a/failed.jsonl", "b").exit_code == 0
    assert (broken / "a/failed.jsonl").read_text() == ""


def test_the_offset_of_a_byte_that_is_wrong_is_listed(roots: Path) -> None:
    (roots / "latin.txt").write_bytes(STORY.replace("Lighthouse", "Lighthousé").encode("latin-1"))
    assert (
        call("parse", "--encoding", "utf-8", "--errors", "failed.jsonl", "latin.txt").exit_code == 3
    )
    (one,) = map(json.loads, (roots / "failed.jsonl").read_text().splitlines())
    assert (one["path"], one["error"], one["offset"]) == ("latin.txt", "DecodeError", 9)


def test_an_output_that_cannot_be_written_is_listed(roots: Path) -> None:
    (roots / "out").mkdir()
    (roots / "out/a").write_text("a file where a folder is needed")
    result = call("parse", "--output-dir", "out", "--errors", "failed.jsonl", "a", "b")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == "2 of 4 inputs failed"
    assert [
        json.loads(line)["error"] for line in (roots / "failed.jsonl").read_text().splitlines()
    ] == ["OutputError", "OutputError"]


def test_an_output_that_fails_as_a_whole_does_not_hide_what_failed_before(broken: Path) -> None:
    result = call(
        "parse", "-o", "no/such/folder/out.txt", "--errors", "failed.jsonl", "a/blank.txt", "b"
    )
    assert (result.exit_code, result.stdout) == (3, "")
    assert [
        json.loads(line)["path"] for line in (broken / "failed.jsonl").read_text().splitlines()
    ] == ["a/blank.txt"]


def test_a_quiet_call_says_what_failed_and_no_more(broken: Path) -> None:
    assert call("parse", "-q", "a", broken / "gone.txt").stderr.count("\n") == 3
    assert "inputs failed" not in call("parse", "-q", "a").stderr
    assert call("check", "-q", "--isolated", "b").stderr == ""
    assert call("check", "--isolated", "b").stderr != ""


def test_a_verbose_call_says_how_each_input_was_read(broken: Path) -> None:
    (broken / "c.txt").write_text(TWO)
    lines = call("parse", "-v", "b", "c.txt").stderr.splitlines()
    assert lines == [
        "dispatchkit: b/one.txt: 1 dispatch, utf-8, profile reuters, language en",
        "dispatchkit: b/sub/two.txt: 1 dispatch, utf-8, profile reuters, language en",
        "dispatchkit: c.txt: 2 dispatches, utf-8, profile reuters, language en",
    ]
    checked = call(
        "check", "-v", "--isolated", "--select", "DK104", "b", "c.txt"
    ).stderr.splitlines()
    assert checked[:3] == [
        "b/one.txt: 0 findings",
        "b/sub/two.txt: 0 findings",
        "c.txt: 0 findings",
    ]


@pytest.mark.parametrize("command", ["parse", "check"])
def test_progress_is_shown_where_it_is_asked_for(roots: Path, command: str) -> None:
    shown = call(command, "--progress", "--isolated", "a", "b")
    assert re.search(r"4/4", shown.stderr)
    assert "4/4" not in shown.stdout
    assert "4/4" not in call(command, "--isolated", "a", "b").stderr
    assert "\x1b" not in shown.stderr
    assert ("4 dispatches" in shown.stderr) is (command == "parse")
    assert roots.exists()


# --- what the extension of an output says --------------------------------------------------------


@pytest.mark.parametrize("command", ["parse", "latest"])
@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.csv", "path,index,"),
        ("x.TSV", "path\tindex\t"),
        ("x.json", '{\n "schema"'),
        ("x.md", "---\n"),
        ("x.nitf.xml", "<?xml"),
    ],
)
def test_the_extension_names_the_format(roots: Path, command: str, name: str, begins: str) -> None:
    assert call(command, "a/one.txt", "-o", name).exit_code == 0
    assert (roots / name).read_text().startswith(begins)
    assert call(command, "-f", "text", "a/one.txt", "-o", name).exit_code == 0
    assert (roots / name).read_text().startswith(HEADLINE[:8])


def test_an_extension_that_nothing_has_is_that_of_a_text(roots: Path) -> None:
    assert call("parse", "a/one.txt", "-o", "x.clean").exit_code == 0
    assert (roots / "x.clean").read_text().startswith("Lighthouse")


def test_the_extension_makes_a_table_of_fields(roots: Path) -> None:
    fields = ["--field", "path", "--field", "language"]
    assert call("parse", *fields, "a/one.txt", "-o", "x.csv").exit_code == 0
    assert (roots / "x.csv").read_text() == "path,language\na/one.txt,en\n"
    assert call("parse", *fields, "--tsv", "a/one.txt", "-o", "x.csv").exit_code == 0
    assert (roots / "x.csv").read_text() == "path\tlanguage\na/one.txt\ten\n"


def test_the_text_is_a_field(roots: Path) -> None:
    begins, ends = "The lamp of the lighthouse", "less than the old one."
    printed = call("parse", "--field", "text", "a/one.txt").stdout
    assert printed.startswith(begins)
    assert printed.endswith(f"{ends}\n")
    assert printed.count("\n") == 1
    table = call("parse", "--field", "index", "--field", "text", "--csv", "a/one.txt").stdout
    (_, cells) = csv.reader(io.StringIO(table))
    assert cells[1].startswith(begins)
    assert "\n\n" in cells[1]
    assert files(roots)


def test_failures_are_listed_for_spreadsheets(roots: Path) -> None:
    assert call("parse", "gone.txt", "--errors", "e.csv").exit_code == 3
    names, row = (roots / "e.csv").read_text().splitlines()
    assert (names.split(",")[0], row.split(",")[0]) == ("path", "gone.txt")
    assert call("parse", "a/one.txt", "--errors", "e.csv").exit_code == 0
    assert (roots / "e.csv").read_text() == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["parse", "-o", "x.ods"],
            "a spreadsheet of this kind (.ods) is not written; there is .xlsx",
        ),
        (["latest", "-o", "x.ACCDB"], "(.accdb) is not written"),
        (["parse", "--field", "day", "-o", "x.docx"], "(.docx) is not written"),
        (["parse", "--field", "day", "-o", "x.db"], "--field writes values"),
        (["parse", "--errors", "e.ods"], "--errors e.ods: a spreadsheet"),
        (["latest", "--errors", "e.db"], "the list is written as .jsonl or .csv"),
    ],
)
def test_the_extension_of_another_program_is_refused(
    roots: Path, arguments: list[str], says: str
) -> None:
    result = call(*arguments, "a/one.txt")
    assert result.exit_code == 2
    assert says in result.stderr
    assert files(roots) == ["a/one.txt", "a/sub/two.txt", "b/one.txt", "b/sub/two.txt"]
