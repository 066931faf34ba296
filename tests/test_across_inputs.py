"""Comparison of dispatches across inputs: estimates, the index over many, and results that do not
depend on the order.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit.compare.alike import candidates, likeness
from dispatchkit.compare.card import SKETCH, Card
from dispatchkit.compare.deck import Deck
from dispatchkit.lint.across import check_across
from dispatchkit.lint.engine import check_source
from dispatchkit.lint.settings import Settings
from dispatchkit.lint.traced import Source

SETTINGS = Settings(select=("DK8",))
WORDS = [
    f"{first}{last}"
    for first in ("bay", "fog", "gull", "harbour", "island", "keel", "moor", "oar", "quay", "sail")
    for last in ("", "s", "er", "ing", "ed", "less")
]


def sentences(seed: int, count: int) -> list[str]:
    """So many sentences of twelve words, the same for the same seed."""
    chance = random.Random(seed)
    return [
        " ".join(chance.choice(WORDS) for _ in range(12)).capitalize() + "." for _ in range(count)
    ]


def dispatch(
    body: list[str], day: int = 4, headline: str = "Ferry runs again after storm"
) -> bytes:
    """A dispatch of that body."""
    return f"{headline}\n\nOSLO, Dec {day}, 2021 (Reuters) - {' '.join(body)}\n".encode()


def cards(inputs: dict[str, bytes]) -> list[Card]:
    """The cards of inputs."""
    return [
        card
        for path, data in inputs.items()
        for card in check_source(Source(path, data, SETTINGS)).cards
    ]


def pair(first: list[str], second: list[str]) -> tuple[Card, Card]:
    """Two cards."""
    one, other = cards({"a": dispatch(first), "b": dispatch(second)})
    return one, other


FEED = {
    "a.txt": dispatch(sentences(1, 30)),
    "b.txt": dispatch(sentences(1, 30)),
    "c.txt": dispatch(sentences(1, 15), day=5),
    "d.txt": dispatch(
        [*sentences(1, 30), "The next ferry leaves at noon."],
        headline="UPDATE 1-Ferry runs again after storm",
    ),
    "e.txt": dispatch([*sentences(1, 29), "The last ferry leaves at night."]),
    "f.txt": dispatch(sentences(2, 20)),
    "g.txt": dispatch(sentences(1, 30), day=6),
    "h.txt": b"",
    "i.txt": dispatch(["Full story to follow."]),
}


@cache
def feed() -> dict[str, list[Card]]:
    """The cards of each input of the feed."""
    return {path: cards({path: data}) for path, data in FEED.items()}


@given(st.permutations(sorted(FEED)))
def test_the_order_of_the_inputs_changes_nothing(order: list[str]) -> None:
    found = check_across((card for path in order for card in feed()[path]), SETTINGS)
    assert [(one.path, one.code, one.message) for one in found] == [
        ("b.txt", "DK801", "the same text as a.txt"),
        ("c.txt", "DK804", "cut short: all of it stands in a.txt, which has 2.0 times as much"),
        ("d.txt", "DK803", "a newer version of a.txt (98% the same)"),
        ("e.txt", "DK802", "96% the same as a.txt"),
        ("g.txt", "DK803", "a newer version of a.txt"),
    ]


def test_short_stories_are_compared_exactly() -> None:
    one, other = pair(sentences(1, 10), sentences(1, 5))
    assert one.size <= SKETCH
    alike = likeness(one, other)
    assert alike.contained == 1
    assert alike.jaccard == pytest.approx(other.size / one.size)


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.8, 0.95])
def test_long_stories_are_estimated(kept: float) -> None:
    """Of 200 sentences, so many are kept: the share is told within three standard errors of a
    sketch.
    """
    body = sentences(3, 200)
    one, other = pair(body, body[: int(200 * kept)])
    alike = likeness(one, other)
    assert alike.contained == 1
    assert abs(alike.jaccard - kept) < 3 * (kept * (1 - kept) / SKETCH) ** 0.5


def test_stories_without_common_rows_are_not_alike() -> None:
    assert likeness(*pair(sentences(1, 40), sentences(2, 40))) == (0, 0)


def test_a_card_is_small() -> None:
    one, _ = pair(sentences(3, 400), sentences(2, 3))
    assert len(one.sketch) == 4 * SKETCH


def test_hashes_are_the_same_in_every_process() -> None:
    """Python salts the hashes of text by process, those of numbers never."""
    code = (
        "from dispatchkit.compare.card import _rows; print(sorted(_rows([b'the', b'ferry', b'runs',"
        " b'again', b'after', b'the', b'storm'])))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_a_template_costs_no_more_than_its_number() -> None:
    """A hundred reports of one template share rows, and each is compared with a few others alone."""
    template = sentences(4, 8)
    deck = Deck(
        cards(
            {
                f"{number:03}.txt": dispatch([*template, *sentences(100 + number, 8)])
                for number in range(100)
            }
        )
    )
    assert len(list(candidates(deck.cards))) < 100 * 24 * 8
    assert deck.relations == []


def test_times_without_a_zone_count_by_their_days() -> None:
    head = "Title: Ferry runs again\nPublished: {}\n\n"
    body = " ".join(sentences(1, 30)).encode() + b"\n"
    inputs = {
        "a.txt": head.format("2021-12-04T10:15:00+03:00").encode() + body,
        "b.txt": head.format("2021-12-04 09:00").encode() + body,
    }
    assert [one.code for one in check_across(cards(inputs), SETTINGS)] == ["DK801"]


def test_an_ignored_input_has_no_finding_and_is_still_named() -> None:
    how = SETTINGS._replace(per_file_ignores={"b.txt": ("DK801",)})
    found = list(check_across(cards({path: FEED[path] for path in ("a.txt", "b.txt")}), how))
    assert found == []
