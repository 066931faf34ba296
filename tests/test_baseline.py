"""Baselines: what identifies a finding, and what a run can know about the entries. All texts are
invented.
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from program import program

if TYPE_CHECKING:
    from pathlib import Path

BODY = (
    "OSLO, May 3, 2021 (Reuters) - The ferry to the nine islands runs again after a week of storms,"
    " the harbour office said on Monday. Nobody was hurt when it was torn from its moorings."
)
STORY = f"Ferry runs again after storm\n\n{BODY}\n"
# The same text once more, and a line that is not ended.
FEED = {"en/a.txt": STORY, "en/b.txt": STORY, "es/c.txt": STORY.replace("nine", "ten").strip()}
STALE = ("--select", "ALL", "--baseline", "known.json")


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with inputs, which is the working folder."""
    for name, text in FEED.items():
        path = tmp_path / "feed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["check", *arguments])


def findings(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in check("-f", "jsonl", *arguments).stdout.splitlines()]


@pytest.mark.parametrize("folder", ["feed", "./feed/", "feed/../feed", "link/feed"])
def test_findings_are_known_however_their_paths_are_spelled(feed: Path, folder: str) -> None:
    check("--select", "ALL", "--write-baseline", "known.json", "feed")
    (feed / "link").symlink_to(feed, target_is_directory=True)
    assert findings(*STALE, folder) == []
    assert findings(*STALE, os.path.join(feed, folder)) == []


def test_a_baseline_beside_its_inputs_does_not_depend_on_the_working_folder(
    feed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (feed / "ci").mkdir()
    check("--select", "ALL", "--write-baseline", "ci/known.json", "feed")
    monkeypatch.chdir(feed / "ci")
    assert findings("--select", "ALL", "--baseline", "known.json", "../feed") == []


def test_neither_a_figure_nor_the_name_of_another_input_identifies_a_finding(feed: Path) -> None:
    check("--select", "ALL", "--write-baseline", "known.json", "feed")
    (feed / "feed" / "en" / "a.txt").rename(feed / "feed" / "en" / "aa.txt")
    left = findings("--select", "across", "--baseline", "known.json", "feed")
    assert [one for one in left if one["path"] == "feed/en/b.txt"] == []


def test_a_baseline_of_an_earlier_release_is_read(feed: Path) -> None:
    check("--select", "DK801", "--write-baseline", "known.json", "feed")
    known = json.loads((feed / "known.json").read_text(encoding="utf-8"))
    del known["inputs"]
    # The fingerprint that was made of the code and the message.
    key = "DK801\0the same text as feed/en/a.txt\0" + "1"
    old = hashlib.blake2b(key.encode(), digest_size=8).hexdigest()
    known["findings"]["feed/en/b.txt"] = {old: "DK801 the same text as feed/en/a.txt"}
    (feed / "known.json").write_text(json.dumps(known), encoding="utf-8")
    assert findings("--select", "DK801,DK902", "--baseline", "known.json", "feed") == []


def mend(feed: Path) -> None:
    """Take away what there is to find in the second copy."""
    text = STORY.replace("Ferry runs", "Choir sings").replace(
        BODY, "OSLO, May 3, 2021 (Reuters) - The choir of the lighthouse sings again, it said."
    )
    (feed / "feed" / "en" / "b.txt").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("inputs", "stale"),
    [
        (["feed"], True),
        (["."], True),
        (["feed/en"], False),
        (["feed/en/b.txt"], False),
        (["feed/es"], False),
    ],
)
def test_what_shows_across_inputs_is_stale_only_if_all_were_checked(
    feed: Path, inputs: list[str], stale: bool
) -> None:
    check("--select", "DK801", "--write-baseline", "known.json", "feed")
    mend(feed)
    found = findings("--select", "DK801,DK902", "--baseline", "known.json", *inputs)
    assert [one["code"] for one in found] == ["DK902"] * stale


def test_the_folder_of_a_baseline_does_not_hold_what_lies_beside_it(feed: Path) -> None:
    (feed / "ci").mkdir()
    check("--select", "DK801", "--write-baseline", "ci/known.json", "feed")
    mend(feed)
    inputs = ["ci", "feed/en/b.txt"]
    assert findings("--select", "DK801,DK902", "--baseline", "ci/known.json", *inputs) == []


def test_what_rules_find_that_did_not_run_is_not_stale(feed: Path) -> None:
    check("--select", "ALL", "--write-baseline", "known.json", "feed")
    mend(feed)
    assert findings("--select", "DK104,DK902", "--baseline", "known.json", "feed") == []


def test_a_baseline_written_of_a_part_keeps_the_rest(feed: Path) -> None:
    check("--select", "DK104,DK801", "--write-baseline", "known.json", "feed")
    before = json.loads((feed / "known.json").read_text(encoding="utf-8"))
    assert list(before["findings"]) == ["feed/en/b.txt", "feed/es/c.txt"]
    result = check("--select", "DK104,DK801", "--write-baseline", "known.json", "feed/es")
    assert json.loads((feed / "known.json").read_text(encoding="utf-8")) == before
    assert "1 entry kept of what was not checked" in result.stderr
    (feed / "feed" / "es" / "c.txt").write_text(STORY.replace("nine", "ten"), encoding="utf-8")
    check("--select", "DK104,DK801", "--write-baseline", "known.json", "feed")
    after = json.loads((feed / "known.json").read_text(encoding="utf-8"))
    assert list(after["findings"]) == ["feed/en/b.txt"]


def test_an_unreadable_input_that_is_known_does_not_fail_other_rules(feed: Path) -> None:
    (feed / "feed" / "bad.txt").write_bytes(b"\0\1\2binary\0" * 9)
    (feed / "feed" / "none.txt").write_bytes(b"")
    (feed / "feed" / "bad.json").write_text('{"a": \n', encoding="utf-8")
    assert check("--select", "DK801", "feed").exit_code == 3
    check("--select", "ALL", "--write-baseline", "known.json", "feed")
    result = check("--select", "DK801", "--baseline", "known.json", "feed")
    assert result.exit_code == 0
    assert "not checked, which the baseline knows" in result.stderr
    (feed / "feed" / "new.txt").write_bytes(b"\0\1\2binary\0" * 9)
    result = check("--select", "DK801", "--baseline", "known.json", "feed")
    assert result.exit_code == 3
    assert "feed/new.txt" in result.stderr
    assert "feed/bad" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("--select", "across"), {"DK801"}),
        (("--extend-ignore", "across", "--select", "DK104,DK801"), {"DK104", "DK801"}),
        (("--extend-ignore", "across", "--select", "ALL"), set()),
    ],
)
@pytest.mark.usefixtures("feed")
def test_the_rules_across_inputs_can_be_named_together(
    arguments: tuple[str, ...], codes: set[str]
) -> None:
    found = {str(one["code"]) for one in findings(*arguments, "feed")}
    if codes:
        assert found == codes
    else:
        assert found
        assert not any(code.startswith("DK8") for code in found)


@pytest.mark.parametrize("report", ["gitlab", "sarif"])
def test_reports_know_findings_by_the_project_not_the_working_folder(
    feed: Path, monkeypatch: pytest.MonkeyPatch, report: str
) -> None:
    (feed / "dispatchkit.toml").write_text("", encoding="utf-8")

    def marks(folder: str) -> list[str]:
        found = json.loads(check("--select", "ALL", "-f", report, folder).stdout)
        if report == "gitlab":
            return [one["fingerprint"] for one in found]
        return [
            mark
            for one in found["runs"][0]["results"]
            for mark in one["partialFingerprints"].values()
        ]

    before = marks("feed")
    assert before
    monkeypatch.chdir(feed / "feed")
    assert marks(".") == before


@pytest.mark.usefixtures("feed")
def test_the_sum_says_that_known_findings_do_not_count() -> None:
    check("--select", "DK104", "--write-baseline", "known.json", "feed")
    told = check("--select", "DK104", "--baseline", "known.json", "feed").stderr
    assert told == "nothing new found in 3 inputs; can be fixed, known or new: 1 with --fix\n"


def test_what_is_switched_off_for_a_file_is_not_stale(feed: Path) -> None:
    check("--write-baseline", "known.json", "feed")
    known = json.loads((feed / "known.json").read_text(encoding="utf-8"))["findings"]
    path = next(iter(known))
    codes = sorted({told.split()[0] for told in known[path].values()})
    (feed / "dispatchkit.toml").write_text(
        f"[per-file-ignores]\n{json.dumps(path)} = {json.dumps(codes)}\n", encoding="utf-8"
    )
    result = check("--baseline", "known.json", "feed")
    assert "DK902" not in result.stdout
    (feed / "dispatchkit.toml").unlink()
    (feed / path).write_text("Nothing.\n", encoding="utf-8")
    assert "DK902" in check("--baseline", "known.json", "feed").stdout
