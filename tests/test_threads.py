"""Parsing from several threads at once: no exception, and the same records as from one thread."""

from __future__ import annotations

import random
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dispatchkit
from dispatchkit import DispatchkitError, Own, check, parse_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
THREADS = 6
WORDS = """harbour ferry council bridge river mayor school budget storm island market tower tunnel garden museum library station village
committee engineer captain teacher farmer baker reporter season morning winter repair ticket signal timetable""".split()
ITEMS = [
    "Home",
    "Share",
    "Tweet",
    "Related stories",
    "Subscribe to our newsletter",
    "4 comments",
    "Advertisement",
    "Read more",
    "Weather",
    "Sport",
    "12:30",
    "© 2024 The Ferry Post",
]


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads that take turns after every few instructions."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def sentence(chance: random.Random) -> str:
    return (
        f"The {' '.join(chance.choices(WORDS, k=chance.randint(8, 18)))} of the town, the"
        f" {chance.choice(WORDS)} said on Monday."
    )


def page(seed: int) -> bytes:
    """An invented page: menus of lines that no other page has, so that whatever remembers lines
    fills up, around a story.
    """
    chance = random.Random(seed)
    menu = [
        f"{chance.choice(WORDS).title()} {chance.choice(WORDS)} {number}" for number in range(250)
    ]
    lines = [
        *chance.choices(ITEMS, k=6),
        *menu,
        sentence(chance)[:60],
        f"Published {chance.randint(1, 28)} May 2024",
    ]
    for _ in range(8):
        lines += ["", sentence(chance) + " " + sentence(chance)]
    return "\n".join([*lines, "", *chance.choices(ITEMS, k=8), *reversed(menu)]).encode()


def dumps() -> list[bytes]:
    """Dispatches of many agencies and pages, invented."""
    return [
        *(path.read_bytes() for path in sorted(HERE.glob("dispatches/*/*.txt"))[::15]),
        *map(page, range(30)),
    ]


def told(data: bytes) -> object:
    """The records of a dump, or what is wrong with it."""
    try:
        return [dispatch.to_dict() for dispatch in parse_bytes(data)]
    except DispatchkitError as error:
        return str(error)


@pytest.mark.usefixtures("hurried")
def test_six_threads_make_the_records_of_one() -> None:
    inputs = dumps()
    alone = [told(data) for data in inputs]
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(2):
            assert list(pool.map(told, inputs)) == alone


@pytest.mark.usefixtures("hurried")
def test_what_one_thread_adds_stays_its_own() -> None:
    """Each call has a phrase of its own that is boilerplate; no other call knows it."""
    story = (
        "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry runs again after ten days, the"
        " harbour master said.\n\nCall %d for tickets now\n"
    )

    def left(number: int) -> list[str]:
        own = Own(phrases=(("promo", f"Call {number % 7} for tickets now"),))
        found = parse_bytes((story % (number % 5)).encode(), own=own)
        return [line.text for line in found[0].boilerplate if line.rule.startswith("own.")]

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(left, range(105)))
    assert found == [
        [f"Call {number % 5} for tickets now"] * (number % 5 == number % 7) for number in range(105)
    ]


@pytest.mark.usefixtures("hurried")
def test_six_threads_check_as_one_does() -> None:
    inputs = dumps()[::3]
    alone = [check(data) for data in inputs]
    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(check, inputs)) == alone


def test_no_module_keeps_what_a_call_has_seen() -> None:
    """Dictionaries, lists and sets of modules are the same before and after a call: two calls
    cannot meet in them.
    """
    told(page(1))

    def kept() -> dict[str, int]:
        return {
            f"{name}.{key}": len(value)
            for name, module in sorted(sys.modules.items())
            if name.partition(".")[0] == dispatchkit.__name__
            for key, value in vars(module).items()
            if isinstance(value, dict | list | set | deque) and not key.startswith("__")
        }

    before = kept()
    for seed in range(2, 6):
        told(page(seed))
    assert kept() == before
