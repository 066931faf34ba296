"""Dispatches without a day, or with one whose year is not printed: what formats that require a time
write is told, and the name of a file may complete the date.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit.grammar.dates.in_names import day_in_name

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

TEXT = (
    "A ferry sailed after a storm of two days, the harbour office said.\n\n"
    "The boat carried 40 passengers, and the captain said that the sea was calm again.\n"
)
DATELINE = f"Ferry sails again after storm\n\nOSLO, March 3 (Reuters) - {TEXT}"
DATE_LINE = f"Ferry sails again after storm\n\n5 March\n\n{TEXT}"
GERMAN = f"Fähre fährt wieder nach dem Sturm\n\nKIEL, 3. März (dpa) - {TEXT}"
NO_DATE = f"Ferry sails again after storm\n\n{TEXT}"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, [*arguments, "--isolated"])


# --- what is written where nothing is known -------------------------------------------------------


@pytest.mark.parametrize(("form", "name"), [("newsml-g2", "versionCreated"), ("atom", "updated")])
@pytest.mark.parametrize(
    ("text", "line", "completed"),
    [(DATELINE, 3, True), (DATE_LINE, 3, True), (GERMAN, 3, True), (NO_DATE, 1, False)],
)
def test_a_time_that_nobody_knows_is_told(
    form: str, name: str, *, text: str, line: int, completed: bool, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = run("parse", "--to", form, str(tmp_path / "a.txt"))
    assert done.exit_code == 0
    assert f"{tmp_path / 'a.txt'}: line {line}: no day is known, so {name}, which" in done.stderr
    assert ("--received DATE" in done.stderr) is completed
    assert "1970-01-01T00:00:00Z" in done.stdout
    assert run("parse", "-q", "--to", form, str(tmp_path / "a.txt")).stderr == ""
    if completed:
        told = run("parse", "--to", form, "--received", "2021-03-06", str(tmp_path / "a.txt"))
        assert told.stderr == ""
        assert "2021-03-0" in told.stdout


@pytest.mark.parametrize("form", ["ninjs", "nitf", "rss", "iptc7901", "jsonl", "text"])
def test_formats_that_leave_it_out_say_nothing(form: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NO_DATE, encoding="utf-8")
    done = run("parse", "--to", form, str(tmp_path / "a.txt"))
    assert done.stderr == ""
    assert "1970" not in done.stdout


def test_one_line_tells_it_of_many_items(tmp_path: Path) -> None:
    row = json.dumps({"title": "Ferry sails again", "text": TEXT})
    (tmp_path / "a.jsonl").write_text(f"{row}\n" * 7, encoding="utf-8")
    done = run("parse", "--to", "newsml-g2", str(tmp_path / "a.jsonl"))
    (told,) = done.stderr.splitlines()
    assert "an object of JSON, line 1, an object of JSON, line 2, " in told
    assert " and 2 more: no day is known" in told


# --- the name of a file ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("20210304-ferry.txt", date(2021, 3, 4)),
        ("ferry_2021-03-04.txt", date(2021, 3, 4)),
        ("/in/2021.03.04.ferry.txt", date(2021, 3, 4)),
        ("20211304-ferry.txt", None),
        ("ferry-20210304-2.txt", None),
        ("-", None),
    ],
)
def test_the_day_in_a_name(name: str, day: date | None) -> None:
    assert day_in_name(name) == day


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("20210304-ferry.txt", DATELINE, "2021-03-03"),
        ("ferry_2020-03-02.txt", DATELINE, "2020-03-03"),
        ("2019-03-06.txt", DATE_LINE, "2019-03-05"),
        ("20220304 kiel.txt", GERMAN, "2022-03-03"),
        ("20210101.txt", DATELINE.replace("March 3", "Dec 31"), "2020-12-31"),
        ("ferry.txt", DATELINE, None),
        # A day is not made of a name alone.
        ("20210304-ferry.txt", NO_DATE, None),
    ],
)
def test_the_name_of_a_file_completes_a_date(
    name: str, text: str, day: str | None, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    file = str(tmp_path / name)
    assert json.loads(run("parse", "-f", "jsonl", file).stdout)["day"] is None
    done = run("parse", "-f", "jsonl", "--filename-date", file)
    assert json.loads(done.stdout)["day"] == day


def test_what_the_call_says_comes_before_the_name(tmp_path: Path) -> None:
    (tmp_path / "20210304-ferry.txt").write_text(DATELINE, encoding="utf-8")
    file = str(tmp_path / "20210304-ferry.txt")
    done = run("parse", "-f", "jsonl", "--filename-date", "--received", "2010-03-04", file)
    assert json.loads(done.stdout)["day"] == "2010-03-03"


def test_the_setting_does_it_too(tmp_path: Path) -> None:
    (tmp_path / "20210304-ferry.txt").write_text(DATELINE, encoding="utf-8")
    (tmp_path / "dispatchkit.toml").write_text("filename-date = true\n", encoding="utf-8")
    done = CliRunner().invoke(program, ["parse", "-f", "jsonl", str(tmp_path)])
    assert json.loads(done.stdout)["day"] == "2021-03-03"


def test_a_check_names_the_file_where_its_name_is_later_than_the_date(tmp_path: Path) -> None:
    (tmp_path / "20211130-ferry.txt").write_text(
        DATELINE.replace("March 3", "May 6"), encoding="utf-8"
    )
    done = run("check", "--filename-date", str(tmp_path / "20211130-ferry.txt"))
    assert "read as 2022-05-06, but the file's name says 2021-11-30" in done.stdout
