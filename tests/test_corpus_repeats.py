"""Which records of a corpus repeat others: as the deck of a run says it, on the disk. All dispatches
are invented.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import invented
import pytest
from made_corpora import call, lines

from dispatchkit import Dispatch
from dispatchkit.compare.deck import Deck
from dispatchkit.corpus import repeats
from dispatchkit.corpus.durable import Draft
from dispatchkit.lifecycle.standing import card_of
from dispatchkit.model import Notice, Paragraph
from dispatchkit.writing.jsonl import render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def dispatch(number: int, story: invented.Story) -> Dispatch:
    """An invented dispatch as a record."""
    return Dispatch(
        path=f"{number:06}.txt",
        index=0,
        format="text",
        encoding="utf-8",
        profile="generic",
        agency=None,
        language=story.language.code,
        headline=story.headline,
        notice=Notice("update", "UPDATE 1", 1) if story.mark else None,
        paragraphs=tuple(
            Paragraph(text, "body", (at, at)) for at, text in enumerate(story.paragraphs, 1)
        ),
    )


def told(dispatches: Sequence[Dispatch], folder: Path) -> list[dict[str, Any]]:
    """What is told of the records of two shards."""
    middle = len(dispatches) // 2
    shards = []
    for number, some in enumerate((dispatches[:middle], dispatches[middle:])):
        path = folder / f"{number}.jsonl"
        path.write_text("".join(map(render, some)), encoding="utf-8")
        shards.append(str(path))
    target = folder / "repeats.jsonl"
    with Draft(str(folder / "draft"), str(target)) as file:
        kinds = repeats.write_repeats(file, str(folder), shards, lambda: None)
    found = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert sum(kinds.counted().values()) == len(found)
    assert [kinds.of(line["record"]) for line in found] == [line["kind"] for line in found]
    assert not (folder / repeats.NAME).exists()
    return found


def test_they_are_those_of_a_deck(tmp_path: Path) -> None:
    dispatches = [dispatch(number, invented.story(number)) for number in range(380, 900)]
    first = dispatches[0]
    dispatches.append(
        first._replace(path="x.txt", headline="A part", paragraphs=first.paragraphs[:2])
    )
    cards = [card_of(one) for one in dispatches]
    expected = [
        (one.kind, one.card.path, one.other.path, round(one.share, 4))
        for one in Deck(cards).relations
    ]
    found = [
        (one["kind"], one["path"], one["of"]["path"], one["share"])
        for one in told(dispatches, tmp_path)
    ]
    assert sorted(found) == sorted(expected)
    assert {one[0] for one in found} == {"same", "near", "version", "part"}


def test_of_many_records_of_one_text_all_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeats, "_HELD", 4)
    story = invented.story(1)
    dispatches = [dispatch(number, story) for number in range(14)]
    found = told(dispatches, tmp_path)
    assert [(one["record"], one["kind"], one["of"]["record"]) for one in found] == [
        (number, "same", 0) for number in range(1, 14)
    ]


@pytest.mark.parametrize("text", ["", "Full story to follow."])
def test_what_has_no_text_repeats_nothing(text: str, tmp_path: Path) -> None:
    empty = dispatch(0, invented.story(0))._replace(
        paragraphs=(Paragraph(text, "body", (1, 1)),) if text else ()
    )
    some = [empty._replace(path=f"{at}.txt", headline=f"Ferry {at} runs") for at in range(3)]
    assert told(some, tmp_path) == []


def test_no_record_at_all(tmp_path: Path) -> None:
    assert told([], tmp_path) == []


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_a_copy_that_lost_its_end_is_never_the_original(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: str
) -> None:
    monkeypatch.chdir(tmp_path)
    whole, cut = names[0], names[1]
    text = invented.story(3).wire
    body = text.rstrip()
    (tmp_path / f"{whole}.txt").write_text(text)
    (tmp_path / f"{cut}.txt").write_text(body[: -len(body) // 30])
    call("a.txt", "b.txt", "--output-dir", "out")
    (repeat,) = lines(tmp_path / "out/repeats.jsonl")
    assert (repeat["path"], repeat["of"]["path"]) == (f"{cut}.txt", f"{whole}.txt")
