"""The dumps that ``benchmarks/learning.py`` learns from and tests on, and how it scores them."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import learning_real
import pytest
from invented_dumps import Sender, senders
from learning_score import Dump, GoldLine, Reading, score

from dispatchkit.agencies import sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dispatchkit.agencies.rules import Rule

MOST = 10


@cache
def sent() -> dict[str, Sender]:
    """The agencies by their ids. To choose them takes all profiles, so not while tests are
    collected.
    """
    return {sender.profile.id: sender for sender in senders(MOST)}


def rules(sender: Sender, name: str) -> Iterator[Rule]:
    """The rules of that name: one about lines, one about what stands inside them, or both."""
    profile = sender.profile
    return (rule for rule in (*profile.labels, *profile.fields) if rule.name == name)


def test_ten_agencies_of_ten_languages_send() -> None:
    assert len({sender.words.language for sender in sent().values()}) == MOST


@pytest.mark.parametrize("number", range(MOST))
def test_the_gold_is_that_of_the_text(number: int) -> None:
    sender = list(sent().values())[number]
    for dump in sender.dumps("test", 8):
        lines = dump.text.split("\n")
        for at, line in dump.lines.items():
            if line.kind == "furniture":
                assert lines[at - 1] == line.text
                assert any(rule.hits(line.text) for rule in rules(sender, line.rule)), line
            if line.inside:
                assert any(rule.hits(line.text) for rule in rules(sender, line.rule)), line
        bare = "".join(dump.text.split())
        told = [one for line in dump.lines.values() for one in line.sentences]
        assert [one for one in told if "".join(one.split()) not in bare] == []


def test_dumps_come_out_the_same_and_parts_differ() -> None:
    again = Sender(sources.load("dpa"))
    first, second = list(sent()["dpa"].dumps("learn", 3)), list(again.dumps("learn", 3))
    assert first == second
    assert [dump.text for dump in again.dumps("test", 3)] != [dump.text for dump in first]


def test_names_and_numbers_vary_and_what_recurs_stays_in_the_minority() -> None:
    dumps = list(sent()["dpa"].dumps("learn", 30))
    marks = {
        line.text
        for dump in dumps
        for line in dump.lines.values()
        if line.rule == "dpa.service-mark"
    }
    assert len(marks) > 15
    for text in sent()["dpa"].words.table["background"]:
        holding = sum(text in line.sentences for dump in dumps for line in dump.lines.values())
        assert holding < 20


KEPT: dict[str, Any] = {
    "paragraphs": [{"text": "A ferry runs. XY"}],
    "headline": "Ferry",
    "abstract": None,
}
CUT: dict[str, Any] = {"paragraphs": [], "headline": "Ferry", "abstract": None}
DUMP = Dump(
    "a.txt",
    "Ferry\nXY 12\nA ferry runs. XY\n",
    {
        1: GoldLine("Ferry", "field", sentences=("Ferry",)),
        2: GoldLine("XY 12", "furniture", "xy.number", "envelope"),
        3: GoldLine("A ferry runs. XY", "story", "xy.end", "", ("A ferry runs.",), "XY"),
    },
    authors=("Ada Finch",),
)


def reading(record: dict[str, Any], label: str) -> Reading:
    rest = {"profile": "xy", "byline": [{"name": "ADA FINCH"}], "boilerplate": []}
    return Reading({2: (label, "some.rule"), 3: ("text", "shape.prose")}, [record | rest])


@pytest.mark.parametrize(
    ("record", "label", "found", "lost"),
    [
        (KEPT, "text", 0, []),
        (KEPT, "section", 0, []),
        (KEPT, "menu", 1, []),
        (CUT, "envelope", 2, ["A ferry runs."]),
    ],
)
def test_what_leaves_the_story_is_counted(
    record: dict[str, Any], label: str, found: int, lost: list[str]
) -> None:
    result = score([DUMP], {"a.txt": reading(record, label)}, "xy")
    assert result.stood["furniture"] == 2
    assert result.found["furniture"] == found
    assert [loss.sentence for loss in result.lost] == lost
    assert result.fields["byline"] == result.known == 1


def page(number: int) -> dict[str, Any]:
    labels = ["other", "headline", "body", "other"]
    return {
        "id": f"p{number}",
        "style": "page",
        "publisher": "harbour",
        "line_labels": labels,
        "authors": [],
        "published": "2021-05-03T10:00:00+02:00",
    }


def test_real_pages_are_learned_in_turns_and_what_is_missing_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "bench" / "dev"
    folder.mkdir(parents=True)
    rows = "".join(json.dumps(page(number)) + "\n" for number in range(8))
    (folder / "gold.jsonl").write_text(rows, encoding="utf-8")
    for number in range(8):
        text = f"Menu\n\nFerry {number}\n\nA ferry runs.\nShare\n"
        (folder / f"p{number}.txt").write_text(text, encoding="utf-8")
    found = list(learning_real.cases(tmp_path))
    (case,) = [one for one in found if isinstance(one, learning_real.Case)]
    assert [len(to_learn) for to_learn, _ in case.splits] == [7] * 8
    tested = [dump.name for _, to_test in case.splits for dump in to_test]
    assert sorted(tested) == [f"p{number}.txt" for number in range(8)]
    dump = case.splits[0][1][0]
    assert {at: line.kind for at, line in dump.lines.items()} == {
        1: "furniture",
        5: "story",
        6: "furniture",
    }
    assert (dump.authors, dump.published) == (None, "2021-05-03")
    said = " ".join(one for one in found if isinstance(one, str))
    assert "0 of 0 publishers" in said
    assert said.count("skipped") == 4
