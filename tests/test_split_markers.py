"""``--split``: the line at which the user cuts is envelope if it is only a mark, and an expression
that is found nowhere is reported.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import parse_text

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

STORIES = (
    (
        "Ferry runs again after repairs",
        (
            "OSLO, 4 Dec 2021 (NTB) - The ferry between the two islands runs again after repairs"
            " that took three weeks, its owner said.\n\nIt carries 400 passengers a day.\n"
        ),
    ),
    (
        "Library opens on Sundays",
        (
            "BERGEN, 4 Dec 2021 (NTB) - The library of the town will be open on Sundays from"
            " January, the council decided on Thursday.\n\nIt has 40,000 books.\n"
        ),
    ),
    (
        "Bakers end their strike",
        (
            "OSLO, 5 Dec 2021 (NTB) - Bakers in the capital ended their strike on Friday after a"
            " deal about nights and weekends.\n\nThe strike had lasted for two weeks.\n"
        ),
    ),
)
HEADLINES = [headline for headline, _ in STORIES]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, [*arguments, "--isolated"])


def export(*marks: str) -> str:
    return "\n".join(
        f"{mark}\n\n{headline}\n\n{story}"
        for mark, (headline, story) in zip(marks, STORIES, strict=True)
    )


@pytest.mark.parametrize(
    ("pattern", "marks"),
    [
        (r"^\d+ of \d+ DOCUMENTS$", ("1 of 3 DOCUMENTS", "2 of 3 DOCUMENTS", "3 of 3 DOCUMENTS")),
        (r"DOCUMENTS", ("1 of 3 DOCUMENTS", "2 of 3 DOCUMENTS", "3 of 3 DOCUMENTS")),
        (r"^Dokument \d+", ("Dokument 1 von 3", "Dokument 2 von 3", "Dokument 3 von 3")),
        (r"^Item A-\d+$", ("Item A-1", "Item A-2", "Item A-3")),
        (r"^#{3} \w", ("### A", "### B", "### C")),
        (r"^DOC-ID: \w+", ("DOC-ID: 7f3a9c", "DOC-ID: 0bb14e", "DOC-ID: 99c1d2")),
        (r"^NEXT STORY", ("NEXT STORY", "NEXT STORY", "NEXT STORY")),
        (r"^第\d篇", ("第1篇", "第2篇", "第3篇")),
    ],
)
def test_a_marker_is_envelope_and_no_headline(pattern: str, marks: tuple[str, str, str]) -> None:
    found = parse_text(export(*marks), split=pattern)
    assert [one.headline for one in found] == HEADLINES
    assert [
        [(entry.text, entry.label, entry.rule) for entry in one.boilerplate] for one in found
    ] == [[(mark, "envelope", "split.marker")] for mark in marks]
    assert [one.index for one in found] == [0, 1, 2]


def test_one_marker_alone_is_one_by_what_the_expression_spells_out() -> None:
    (only,) = parse_text(
        f"1 of 1 DOCUMENT\n\n{STORIES[0][0]}\n\n{STORIES[0][1]}", split=r"^\d+ of \d+ DOCUMENTS?"
    )
    assert only.headline == HEADLINES[0]
    assert [entry.label for entry in only.boilerplate] == ["envelope"]


@pytest.mark.parametrize("pattern", [r"^(Ferry|Library|Bakers) ", r"^\S.{10,40}$(?<!\.)"])
def test_a_headline_at_which_the_user_parts_stays_one(pattern: str) -> None:
    text = "\n".join(f"{headline}\n\n{story}" for headline, story in STORIES)
    assert [one.headline for one in parse_text(text, split=pattern)][-3:] == HEADLINES


def test_a_dateline_a_date_and_a_place_at_which_the_user_parts_fill_their_fields() -> None:
    bare = "\n".join(story for _, story in STORIES)
    assert [one.dateline.place for one in parse_text(bare, split=r"\(NTB\)") if one.dateline] == [
        "OSLO",
        "BERGEN",
        "OSLO",
    ]
    dated = parse_text(
        export("4 December 2021", "4 December 2021", "5 December 2021"),
        split=r"^\d+ December 2021$",
    )
    assert [str(one.day) for one in dated] == ["2021-12-04", "2021-12-04", "2021-12-05"]
    assert not [entry for one in dated for entry in one.boilerplate if entry.rule == "split.marker"]


def test_explain_shows_the_marker_with_its_rule_and_every_line_once(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(
        "\n" + export("1 of 3 DOCUMENTS", "2 of 3 DOCUMENTS", "3 of 3 DOCUMENTS"), encoding="utf-8"
    )
    lines = [
        json.loads(line)
        for line in run(
            "explain", "-f", "jsonl", "--split", "DOCUMENTS", str(path)
        ).stdout.splitlines()
    ]
    assert [line["line"] for line in lines] == list(
        range(1, len(path.read_text(encoding="utf-8").splitlines()) + 1)
    )
    assert {(line["label"], line["rule"]) for line in lines if "DOCUMENTS" in line["text"]} == {
        ("envelope", "split.marker")
    }


def test_a_marker_with_nothing_below_it_is_kept() -> None:
    text = export("1 of 4 DOCUMENTS", "2 of 4 DOCUMENTS", "3 of 4 DOCUMENTS") + "\n4 of 4 DOCUMENTS"
    for end in ("", "\n", "\n\n"):
        found = parse_text(text + end, split="DOCUMENTS")
        assert [one.headline for one in found] == HEADLINES
        assert [entry.text for entry in found[-1].boilerplate] == [
            "3 of 4 DOCUMENTS",
            "4 of 4 DOCUMENTS",
        ]


@pytest.mark.parametrize("command", ["parse", "explain", "check"])
def test_an_expression_that_is_found_nowhere_is_told_with_the_path(
    tmp_path: Path, command: str
) -> None:
    for name, mark in (("met", "1 of 1 DOCUMENT"), ("unmet", "")):
        (tmp_path / f"{name}.txt").write_text(
            f"{mark}\n\n{STORIES[0][0]}\n\n{STORIES[0][1]}", encoding="utf-8"
        )
    told = [
        line
        for line in run(
            command, "--split", "^\\d of \\d DOCUMENT", str(tmp_path)
        ).stderr.splitlines()
        if "--split" in line
    ]
    assert told == [
        (
            f"dispatchkit: {tmp_path / 'unmet.txt'}: --split is found in none of its lines, so nothing"
            " is parted"
        )
    ]
    assert "--split" not in run(command, str(tmp_path)).stderr


@pytest.mark.parametrize("command", ["parse", "check"])
def test_a_quiet_call_tells_nothing_but_failures(tmp_path: Path, command: str) -> None:
    path = tmp_path / "one.txt"
    path.write_text(f"{STORIES[0][0]}\n\n{STORIES[0][1]}", encoding="utf-8")
    assert run(command, "-q", "--split", "NOWHERE", str(path)).stderr == ""
