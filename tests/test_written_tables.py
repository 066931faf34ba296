"""CSV, TSV, SQLite and Parquet: what was written is read back with the tools of others."""

from __future__ import annotations

import csv
import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from patience import PATIENCE
from program import program

from dispatchkit import UnknownFormat, parse_file, parse_text, save
from dispatchkit.errors import MissingWriter
from dispatchkit.model import Agency, Boilerplate, Dateline, Dispatch, Notice, Paragraph, Person
from dispatchkit.writing import join, render, stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

STORY = """Ferry runs again to {place}

{place}, May {day}, 2021 (Reuters) - The ferry to {place} runs again, the harbour office said.

"We have waited a year", said Caf\u00e9 owner Ida Holm.
"""
FULL = Dispatch(
    path="a.txt",
    index=0,
    format="text",
    encoding="utf-8",
    profile="generic",
    agency=Agency("dpa", "Deutsche Presse-Agentur"),
    language="de",
    section="Politik",
    headline='Er sagte: "Ja"',
    keywords=("Wahl", "Land, Leute"),
    byline=(Person("Ida Holm", "author"), Person("Bo Lind", "photographer")),
    dateline=Dateline("Lund (dpa)", "Lund", ("Lund",), None, "Sweden", date(2021, 5, 3), ("dpa",)),
    published=datetime(2021, 5, 4, 8, 30, tzinfo=timezone(timedelta(hours=2))),
    notice=Notice("update", "2. Zusammenfassung", 2),
    urgency=4,
    paragraphs=(Paragraph("Eins.", "body", (3, 3)), Paragraph("Zwei.", "body", (5, 6))),
    boilerplate=(Boilerplate("(c) dpa", "copyright", "x.y", (8, 8)),),
)
BARE = Dispatch("-", 0, "text", "utf-8", "generic")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
DISPATCHES = st.lists(
    st.builds(
        FULL._replace,
        headline=TEXTS,
        abstract=st.none() | TEXTS,
        keywords=st.lists(TEXTS, max_size=2).map(tuple),
        paragraphs=st.lists(
            st.builds(Paragraph, TEXTS, st.just("body"), st.just((1, 2))), max_size=3
        ).map(tuple),
    ),
    max_size=4,
)


def call(*arguments: str | Path) -> tuple[int, str]:
    """Exit status and standard error of a call."""
    done = CliRunner().invoke(program, [*map(str, arguments), "--isolated"])
    return done.exit_code, done.stderr


def written(dispatches: Iterable[Dispatch], name: str) -> str:
    return "".join(join((render(one, name) for one in dispatches), name))


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def tsv_rows(text: str) -> list[dict[str, str]]:
    """The rows as PostgreSQL reads them."""
    plain = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    head, *rows = [line.split("\t") for line in text.split("\n")[:-1]] or [[]]
    return [
        {
            name: re.sub(r"\\(.)", lambda found: plain[found[1]], cell)
            for name, cell in zip(head, row, strict=True)
        }
        for row in rows
    ]


@pytest.mark.parametrize(("name", "rows_of"), [("csv", csv_rows), ("tsv", tsv_rows)])
class TestRows:
    def test_a_full_dispatch(self, name: str, rows_of: Any) -> None:
        (row,) = rows_of(written([FULL], name))
        assert row == dict.fromkeys(row, "") | {
            "path": "a.txt",
            "index": "0",
            "format": "text",
            "encoding": "utf-8",
            "profile": "generic",
            "agency_id": "dpa",
            "agency_name": "Deutsche Presse-Agentur",
            "language": "de",
            "section": "Politik",
            "headline": 'Er sagte: "Ja"',
            "keywords": "Wahl\nLand, Leute",
            "byline": "Ida Holm\nBo Lind (photographer)",
            "dateline_text": "Lund (dpa)",
            "dateline_place": "Lund",
            "dateline_places": "Lund",
            "dateline_country": "Sweden",
            "dateline_date": "2021-05-03",
            "dateline_agencies": "dpa",
            "published": "2021-05-04T08:30:00+02:00",
            "day": "2021-05-04",
            "notice_kind": "update",
            "notice_text": "2. Zusammenfassung",
            "notice_number": "2",
            "urgency": "4",
            "text": "Eins.\n\nZwei.",
        }

    def test_nulls_are_empty_cells_and_the_header_stands_once(
        self, name: str, rows_of: Any
    ) -> None:
        text = written([BARE, FULL, BARE], name)
        rows = rows_of(text)
        assert len(rows) == len(text.split("path")) + 1 == 3
        assert {key for key, cell in rows[0].items() if cell} == {
            "path",
            "index",
            "format",
            "encoding",
            "profile",
        }

    def test_no_dispatch_is_no_header(self, name: str, rows_of: Any) -> None:
        assert written([], name) == ""
        assert rows_of("") == []

    @given(DISPATCHES)
    def test_any_text_is_read_back(
        self, name: str, rows_of: Any, dispatches: list[Dispatch]
    ) -> None:
        rows = rows_of(written(dispatches, name))
        assert [(row["headline"], row["abstract"], row["text"]) for row in rows] == [
            (one.headline, one.abstract or "", one.text) for one in dispatches
        ]
        assert [row["keywords"] for row in rows] == ["\n".join(one.keywords) for one in dispatches]


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    folder = tmp_path / "dumps"
    folder.mkdir()
    for number, place in enumerate(["LUND", "OSLO", "BODO"]):
        text = STORY.format(place=place, day=number + 3)
        (folder / f"{place.lower()}.txt").write_text(text, encoding="utf-8")
    return folder


def asked(path: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(question).fetchall()


def saved(dispatches: Iterable[Dispatch], name: str, path: Path) -> None:
    path.unlink(missing_ok=True)
    stored.format_of(name).save(dispatches, str(path))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_database_by_its_extension(dumps: Path, tmp_path: Path, jobs: str) -> None:
    base = tmp_path / "news.db"
    assert call("parse", "-j", jobs, dumps, "-o", base) == (0, "")
    assert asked(base, "SELECT dateline_place, day, agency_id FROM dispatches ORDER BY id") == [
        ("BODO", "2021-05-05", "reuters"),
        ("LUND", "2021-05-03", "reuters"),
        ("OSLO", "2021-05-04", "reuters"),
    ]
    assert asked(base, "SELECT rowid, headline FROM search WHERE search MATCH 'cafe AND oslo'") == [
        (3, "Ferry runs again to OSLO")
    ]
    assert asked(base, "SELECT count(*), max(last_line) FROM paragraphs") == [(6, 5)]
    assert asked(base, "PRAGMA integrity_check") == [("ok",)]
    assert asked(base, "PRAGMA foreign_key_check") == []
    assert [path.name for path in tmp_path.iterdir() if path != dumps] == ["news.db"]


def test_a_second_run_replaces_the_first(dumps: Path, tmp_path: Path) -> None:
    base = tmp_path / "news.sqlite"
    assert call("parse", dumps, "-o", base)[0] == 0
    base.chmod(0o640)
    assert call("parse", "-f", "sqlite", dumps / "oslo.txt", "-o", base)[0] == 0
    assert asked(base, "SELECT headline FROM dispatches") == [("Ferry runs again to OSLO",)]
    assert stat.S_IMODE(base.stat().st_mode) == 0o640


def test_all_parts_are_in_the_database(tmp_path: Path) -> None:
    base = tmp_path / "all.db"
    saved([FULL, BARE], "sqlite", base)
    assert asked(base, "SELECT * FROM paragraphs") == [
        (1, 0, "body", "Eins.", 3, 3),
        (1, 1, "body", "Zwei.", 5, 6),
    ]
    assert asked(base, "SELECT * FROM people") == [
        (1, 0, "Ida Holm", "author"),
        (1, 1, "Bo Lind", "photographer"),
    ]
    assert asked(base, "SELECT * FROM boilerplate") == [(1, 0, "copyright", "x.y", "(c) dpa", 8, 8)]
    assert asked(base, "SELECT keywords, text, urgency, day FROM dispatches") == [
        ("Wahl\nLand, Leute", "Eins.\n\nZwei.", 4, "2021-05-04"),
        (None, None, None, None),
    ]


@given(DISPATCHES)
def test_any_text_is_read_back_from_a_database(
    tmp_path_factory: pytest.TempPathFactory, dispatches: list[Dispatch]
) -> None:
    base = tmp_path_factory.mktemp("base") / "a.db"
    saved(dispatches, "sqlite", base)
    assert asked(base, "SELECT headline, abstract, text FROM dispatches ORDER BY id") == [
        (one.headline, one.abstract, one.text or None) for one in dispatches
    ]
    assert asked(base, "INSERT INTO search (search) VALUES ('integrity-check')") == []


def test_an_output_folder_of_databases(dumps: Path, tmp_path: Path) -> None:
    assert call("parse", "-f", "sqlite", dumps, "--output-dir", tmp_path / "out")[0] == 0
    names = sorted(path.name for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert names == ["bodo.db", "lund.db", "oslo.db"]


def test_inputs_that_fail_are_named_and_the_others_stored(dumps: Path, tmp_path: Path) -> None:
    base = tmp_path / "news.db"
    (dumps / "a.pdf").write_bytes(b"%PDF-1.4 ...")
    status, words = call("parse", dumps, "-o", base)
    assert status == 3
    assert "a.pdf" in words
    assert asked(base, "SELECT count(*) FROM dispatches") == [(3,)]


def test_no_dispatch_makes_no_file(tmp_path: Path) -> None:
    blank = tmp_path / "blank.txt"
    blank.write_text("\n", encoding="utf-8")
    assert call("parse", blank, "-o", tmp_path / "news.db")[0] == 3
    assert not (tmp_path / "news.db").exists()


@pytest.mark.parametrize("where", [(), ("-o", "-"), ("-o", "/dev/stdout")])
@pytest.mark.parametrize("name", ["sqlite", "parquet"])
def test_what_is_no_text_needs_a_file(name: str, where: tuple[str, ...], dumps: Path) -> None:
    status, words = call("parse", "-f", name, dumps, *where)
    assert (status, words) == (
        2,
        f"dispatchkit: -f {name} makes a file: name it with -o/--output\n",
    )


def test_a_device_holds_no_database(dumps: Path) -> None:
    status, words = call("parse", "-f", "sqlite", dumps, "-o", "/dev/null")
    assert status == 3
    assert words.startswith("dispatchkit: /dev/null: not a regular file")


def test_a_folder_that_is_not_there_is_named(dumps: Path, tmp_path: Path) -> None:
    status, words = call("parse", dumps, "-o", tmp_path / "no" / "news.db")
    assert status == 3
    assert words.startswith(f"dispatchkit: {tmp_path / 'no' / 'news.db'}: ")
    assert "Traceback" not in words


def test_fields_do_not_go_into_databases(dumps: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines.db"
    status, words = call("parse", "--field", "day", dumps, "-o", lines)
    assert (status, lines.exists()) == (2, False)
    assert "--field writes values" in words


class TestParquet:
    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        pytest.importorskip("pyarrow")

    def test_a_table_is_read_back(self, tmp_path: Path) -> None:
        path = tmp_path / "news.parquet"
        saved([FULL], "parquet", path)
        (again,) = parse_file(path)
        said, read = FULL.to_dict(), again.to_dict()
        ways = {"path", "index", "encoding", "paragraphs", "boilerplate"}
        assert {key: read[key] for key in read.keys() - ways} == {
            key: said[key] for key in said.keys() - ways
        }
        assert [(one.text, one.role) for one in again.paragraphs] == [
            (one.text, one.role) for one in FULL.paragraphs
        ]

    def test_columns_have_types(self, dumps: Path, tmp_path: Path) -> None:
        from pyarrow import parquet

        path = tmp_path / "news.parquet"
        assert call("parse", dumps, "-o", path) == (0, "")
        rows = parquet.read_table(path).to_pylist()
        assert [row["day"] for row in rows] == [date(2021, 5, day) for day in (5, 3, 4)]
        assert rows[0]["byline"] == []
        assert rows[0]["urgency"] is None
        assert rows[0]["dateline_agencies"] == ["reuters"]
        assert rows[0]["paragraphs"][1] == {
            "text": '"We have waited a year", said Caf\u00e9 owner Ida Holm.',
            "role": "body",
            "first_line": 5,
            "last_line": 5,
        }

    def test_groups_are_written_as_they_come(self, tmp_path: Path) -> None:
        from pyarrow import parquet

        path = tmp_path / "many.parquet"
        saved((FULL._replace(index=index) for index in range(2500)), "parquet", path)
        with parquet.ParquetFile(path) as file:
            assert [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)] == [
                1000,
                1000,
                500,
            ]
            assert file.read(["index"])["index"].to_pylist() == list(range(2500))

    @given(DISPATCHES)
    def test_any_text_is_read_back(
        self, tmp_path_factory: pytest.TempPathFactory, dispatches: list[Dispatch]
    ) -> None:
        from pyarrow import parquet

        path = tmp_path_factory.mktemp("made") / "a.parquet"
        saved(dispatches, "parquet", path)
        assert [
            (row["headline"], row["abstract"], row["text"], tuple(row["keywords"]))
            for row in parquet.read_table(path).to_pylist()
        ] == [(one.headline, one.abstract, one.text or None, one.keywords) for one in dispatches]


def test_what_is_not_installed_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, dumps: Path, tmp_path: Path
) -> None:
    def absent() -> None:
        raise MissingWriter("parquet", "parquet", "pyarrow")

    monkeypatch.setattr(stored.format_of("parquet"), "ready", absent)
    assert call("parse", dumps, "-o", tmp_path / "news.parquet") == (
        3,
        (
            "dispatchkit: writing parquet needs pyarrow, which is not installed: pip install"
            ' "dispatchkit[parquet]" (in a checkout: pip install pyarrow)\n'
        ),
    )
    assert not (tmp_path / "news.parquet").exists()


def test_a_table_is_read_as_dispatches_again() -> None:
    (story,) = parse_text(STORY.format(place="LUND", day=3))
    (again,) = parse_text(written([story], "csv"))
    assert (again.format, again.language) == ("text", "en")
    assert (again.headline, again.text) == (story.headline, story.text)


OWN = {"news.db": "sqlite", "news.parquet": "parquet"}


@pytest.mark.parametrize(("name", "form"), OWN.items())
def test_a_file_of_another_kind_is_not_replaced(
    name: str, form: str, dumps: Path, tmp_path: Path
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    path = tmp_path / name
    path.write_text("precious notes\n", encoding="utf-8")
    status, words = call("parse", "-f", form, dumps, "-o", path)
    assert (status, words) == (
        3,
        f"dispatchkit: {path}: a file of another kind or program lies there, and is not replaced\n",
    )
    assert path.read_text(encoding="utf-8") == "precious notes\n"
    path.write_bytes(b"")
    assert call("parse", dumps, "-o", path) == (0, "")


def test_a_database_of_another_program_is_not_replaced(dumps: Path, tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE accounts (id)")
    assert call("parse", dumps, "-o", path)[0] == 3
    assert asked(path, "SELECT name FROM sqlite_master") == [("accounts",)]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_is_read_only_is_named(dumps: Path, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    for name in ("news.db", "news.jsonl"):
        status, words = call("parse", dumps, "-o", shut / name)
        assert (status, words) == (3, f"dispatchkit: {shut / name}: Permission denied\n")


def test_a_run_that_is_ended_leaves_nothing(tmp_path: Path) -> None:
    """Neither a database nor what was written of it."""
    dump = tmp_path / "many.txt"
    dump.write_text("".join(STORY.format(place="LUND", day=3) + "\f\n" for _ in range(3000)))
    out = tmp_path / "out"
    out.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "dispatchkit", "parse", "-j1", str(dump), "-o", str(out / "a.db")]
    ) as run:
        end = time.monotonic() + PATIENCE
        while not list(out.iterdir()) and time.monotonic() < end and run.poll() is None:
            time.sleep(0.01)
        run.terminate()
        assert run.wait(PATIENCE) == 143 or run.returncode == -signal.SIGTERM
    assert list(out.iterdir()) == []


FORMATS = {"json": ".json", "jsonl": ".jsonl", "csv": ".csv", "tsv": ".tsv", "markdown": ".md", "text": ".txt", "txm": ".xml", "iramuteq": ".iramuteq.txt", "ninjs": ".ninjs.json", "ninjs1": ".ninjs1.json", "ninjs2": ".ninjs2.json", "jsonld": ".jsonld"}  # fmt: skip


class TestSave:
    @pytest.mark.parametrize(("form", "ending"), FORMATS.items())
    def test_a_text_is_what_parse_writes(self, form: str, ending: str, tmp_path: Path) -> None:
        path = tmp_path / f"news{ending}"
        assert save(iter([FULL, BARE]), path) == 2
        assert path.read_text(encoding="utf-8") == written([FULL, BARE], form)
        assert save([BARE], str(path), format="json") == 1
        assert path.read_text(encoding="utf-8") == written([BARE], "json")

    @pytest.mark.parametrize("name", ["a.db", "a.sqlite", "A.SQLITE3"])
    def test_a_database_is_replaced_whole(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / name
        assert save([FULL, BARE], path) == 2
        assert save([FULL], path) == 1
        assert asked(path, "SELECT headline FROM dispatches") == [('Er sagte: "Ja"',)]

    def test_parquet(self, tmp_path: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        assert save([FULL], tmp_path / "a.parquet") == 1
        assert parquet.read_table(tmp_path / "a.parquet").to_pylist()[0]["urgency"] == 4

    @pytest.mark.parametrize("name", ["a.db", "a.jsonl"])
    def test_what_goes_wrong_leaves_what_was_there(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / name
        save([FULL], path)
        before = path.read_bytes()

        def broken() -> Iterator[Dispatch]:
            yield FULL
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            save(broken(), path)
        assert path.read_bytes() == before
        assert [one.name for one in tmp_path.iterdir()] == [name]

    @pytest.mark.parametrize("name", ["a.db", "a.jsonl"])
    def test_errors_of_the_system_name_the_file(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / "no" / name
        with pytest.raises(FileNotFoundError, match=r"No such folder as '.*no'") as caught:
            save([FULL], path)
        assert caught.value.filename == str(path)

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            (
                "a.doc",
                r"a\.doc': a text of a word processor \(\.doc\) is not written; there is \.md",
            ),
            ("a.jsonl.gz", r"an archive \(\.gz\) is not written"),
            ("a.jsnl", r"no format has the extension of '.*a\.jsnl'.*did you mean \.jsonl\?"),
            ("a", r"no format has the extension of '.*a', and none is named.*known: .*\.csv"),
        ],
    )
    def test_an_extension_that_is_no_formats(self, name: str, message: str, tmp_path: Path) -> None:
        with pytest.raises(UnknownFormat, match=message):
            save([FULL], tmp_path / name)

    @pytest.mark.parametrize("name", ["a.db", "a.jsonl"])
    @pytest.mark.parametrize(
        ("given", "message"),
        [
            (FULL, r"dispatches: expected several, found Dispatch; of one, save\(\[dispatch\]"),
            (None, "dispatches: expected several, found NoneType"),
            ("text", "dispatches: expected several, found str"),
            ([FULL, BARE.to_dict()], r"dispatches\[1\]: expected Dispatch, found dict"),
        ],
    )
    def test_what_is_no_dispatch_is_refused(
        self, name: str, given: Any, message: str, tmp_path: Path
    ) -> None:
        with pytest.raises(TypeError, match=message):
            save(given, tmp_path / name)
        assert list(tmp_path.iterdir()) == []

    def test_other_errors(self, tmp_path: Path) -> None:
        with pytest.raises(UnknownFormat, match=r"'jsom' is no format.*json"):
            save([FULL], tmp_path / "a.txt", format="jsom")
        (tmp_path / "a.db").write_text("precious")
        with pytest.raises(OSError, match="not replaced"):
            save([FULL], tmp_path / "a.db")

    def test_no_dispatch_makes_no_file(self, tmp_path: Path) -> None:
        for name in ("a.db", "a.csv", "a.json"):
            with pytest.warns(UserWarning, match=rf"{name}' was not written$"):
                assert save([], tmp_path / name) == 0
        assert list(tmp_path.iterdir()) == []
        (tmp_path / "a.csv").write_text("old")
        with pytest.warns(UserWarning, match="what lies there is an older file"):
            save([], tmp_path / "a.csv")
