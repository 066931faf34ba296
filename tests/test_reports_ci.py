"""Reports for CI servers: Checkstyle, Azure Pipelines, and the names of tests in JUnit. Names and
texts are hostile where that matters.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

HOSTILE = (
    '"]]>&<b>\x1b[31m\x07\x9b \u2028 ##vso[task.setvariable variable=x]evil ##[error]x ::error::x'
    " 100%;a=b,c: \u202eevil \ufffe"
)
NAME = (
    "100%;a]b ##vso[task.complete]&<\"'>.x.txt"
    if os.name != "nt"
    else "100%;a]b ##vso[task.complete]&.x.txt"
)
STORY = f"""Ferry of Hamar waits for its crew

HAMAR, May 3 (Reuters) - The ferry stayed at its quay on Monday {HOSTILE} said the the board of the harbour.

HAMAR, May 3 - The ferry stayed at its quay on Monday , said the board of the harbour , and the mayor , too."""


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    for name in ("de/night desk/a.txt", "de/night desk/a_txt", NAME):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY, encoding="utf-8")
    (tmp_path / "clean.txt").write_text("")
    return tmp_path


def report(feed: Path, name: str, *inputs: str, stdin: str = "") -> str:
    command = [
        sys.executable,
        "-m",
        "dispatchkit",
        "check",
        "--isolated",
        "--select",
        "ALL",
        "-f",
        name,
        *(inputs or ["de", NAME, "gone.txt"]),
    ]
    done = subprocess.run(command, input=stdin.encode(), capture_output=True, check=False, cwd=feed)
    assert b"Traceback" not in done.stderr
    text = done.stdout.decode("utf-8")
    # JSON keeps what turns the direction of a line: a string of it is data.
    assert name == "jsonl" or not set(text) & set("\x00\x1b\x07\x9b\u2028\u202e")
    return text


def count(feed: Path, *inputs: str) -> int:
    return report(feed, "jsonl", *inputs).count("\n")


# --- Checkstyle --------------------------------------------------------------------------------------------------------------


def test_checkstyle_has_a_file_an_input_and_an_error_a_finding(feed: Path) -> None:
    root = ET.fromstring(report(feed, "checkstyle"))
    assert (root.tag, root.get("version")) == ("checkstyle", "4.3")
    assert {element.tag for element in root.iter()} == {"checkstyle", "file", "error"}
    assert {file.get("name") for file in root} == {
        "de/night desk/a.txt",
        "de/night desk/a_txt",
        NAME,
        "gone.txt",
    }
    errors = [
        error for error in root.iter("error") if error.get("source") != "dispatchkit.unreadable"
    ]
    assert len(errors) == count(feed) > 10
    for error in errors:
        assert set(error.attrib) == {"line", "column", "severity", "message", "source"}
        assert re.fullmatch(r"dispatchkit\.DK\d{3}\.[a-z-]+", error.get("source", ""))
        assert error.get("severity") in ("error", "warning", "info")
        assert int(error.get("line", 0)) >= 1
        assert int(error.get("column", 0)) >= 1
    (unread,) = [error for error in root.iter("error") if error not in errors]
    assert unread.get("message") == "could not be read: No such file or directory"


def test_checkstyle_of_standard_input_and_of_nothing(feed: Path) -> None:
    root = ET.fromstring(report(feed, "checkstyle", "-", stdin=STORY))
    assert [file.get("name") for file in root] == ["standard input"]
    assert report(
        feed, "checkstyle", "--exclude", "*", "-", stdin="A clean line of text that says nothing.\n"
    ).startswith('<?xml version="1.0"')


# --- Azure Pipelines ---------------------------------------------------------------------------------------------------------

COMMAND_RE = re.compile(r"##vso\[task\.logissue ([^\]]*)\](.*)")


def unescaped(text: str) -> str:
    for escape, character in (
        ("%3B", ";"),
        ("%0D", "\r"),
        ("%0A", "\n"),
        ("%5D", "]"),
        ("%AZP25", "%"),
    ):
        text = text.replace(escape, character)
    return text


def test_azure_has_a_command_for_each_error_and_warning(feed: Path) -> None:
    lines = report(feed, "azure").splitlines()
    commands = [COMMAND_RE.fullmatch(line) for line in lines if "##" in line]
    assert len(lines) == count(feed) + 1
    assert 5 < len(commands) < len(lines)
    for found in commands:
        assert found is not None
        properties = dict(pair.split("=", 1) for pair in found[1].split(";"))
        assert properties["type"] in ("error", "warning")
        assert unescaped(properties["sourcepath"]) in (
            "de/night desk/a.txt",
            "de/night desk/a_txt",
            NAME.replace("##", "# #"),
            "gone.txt",
        )
        if properties["code"] != "unreadable-input":
            assert re.fullmatch(r"DK\d{3}", properties["code"])
            assert int(properties["linenumber"]) >= 1
            assert int(properties["columnnumber"]) >= 1
    assert (
        lines[-1]
        == "##vso[task.logissue type=error;sourcepath=gone.txt;code=unreadable-input]could not be"
        " read: No such file or directory"
    )


def test_azure_lines_hold_no_command_but_their_own(feed: Path) -> None:
    for line in report(feed, "azure").splitlines():
        assert line.count("##") == line.startswith("##vso[task.logissue type=")


def test_azure_names_standard_input_in_the_message(feed: Path) -> None:
    lines = [
        line
        for line in report(feed, "azure", "-", stdin=STORY).splitlines()
        if line.startswith("##")
    ]
    assert lines
    assert all("sourcepath" not in line and "]standard input, line " in line for line in lines)


# --- JUnit -------------------------------------------------------------------------------------------------------------------


def test_junit_tests_are_unique_and_their_classes_are_paths(feed: Path) -> None:
    root = ET.fromstring(report(feed, "junit"))
    cases = list(root.iter("testcase"))
    assert len(cases) == count(feed) + 1
    known = [(case.get("classname"), case.get("name")) for case in cases]
    assert len(set(known)) == len(known)
    classes = {case.get("file"): case.get("classname") for case in cases}
    assert classes["de/night desk/a.txt"] == "de.night_desk.a_txt"
    assert classes["de/night desk/a_txt"] == "de.night_desk.a_txt_2"
    assert classes["gone.txt"] == "gone_txt"
    assert all(re.fullmatch(r"[^.\s]+(\.[^.\s]+)*", name or "") for name in classes.values())
    assert all(
        re.fullmatch(r"DK\d{3} [a-z-]+ \d+:\d+( \(\d+\))?|unreadable", case.get("name", ""))
        for case in cases
    )


def test_junit_of_absolute_paths_has_no_empty_package(feed: Path) -> None:
    root = ET.fromstring(report(feed, "junit", str(Path(__file__).parent / "data" / "none.v2.txt")))
    (case,) = root.iter("testcase")
    assert (case.get("classname") or "").endswith(".tests.data.none_v2_txt")
    assert not (case.get("classname") or "").startswith(".")


@pytest.mark.parametrize(
    ("name", "jobs"), list(product(["checkstyle", "azure", "junit"], ["1", "2"]))
)
def test_reports_go_to_files_too(feed: Path, name: str, jobs: str) -> None:
    command = [
        sys.executable,
        "-m",
        "dispatchkit",
        "check",
        "--isolated",
        "-j",
        jobs,
        "--report",
        f"{name}:out.report",
        *["de"] * 10,
    ]
    subprocess.run(command, capture_output=True, check=False, cwd=feed)
    assert (feed / "out.report").read_text(encoding="utf-8")
