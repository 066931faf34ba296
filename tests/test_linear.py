"""Work grows with the size of an input, not with its square."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dispatchkit
from dispatchkit import NoDispatch, check, parse_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PACKAGE = str(Path(dispatchkit.__file__).parent)
HEAD = (
    "Council opens bridge\n\nLISBON, Dec 4 2021 (AFP) - The council opened a bridge on Saturday,"
    " officials said, after two years.\n\n"
)
STORY = (
    "ZCZC DK{0:07d} 4 I POL /AFP-AA01\r\nCouncil number {0} opens bridge over the"
    " river\r\n\r\nLISBON, Dec 4 2021 (AFP) - The council of ward {0} opened a bridge on Saturday,"
    " officials said.\r\n\r\n"
    + "Work on the crossing took two years and cost less than planned, the mayor told reporters at"
    " the site.\r\n" * 12 + "\r\nNNNN\r\n\r\n"
)
# From one size to four times as much, linear work grows four times and quadratic work sixteen; the
# least of some tries counts, for other programs disturb.
TIMES, GROWN, TRIES = 4, 7.5, 4
# Seconds of this process below which growth is chance.
NOTHING = 0.08
# A hang ends here; the texts take a second.
PATIENCE = 300


def parsed(data: bytes) -> None:
    with suppress(NoDispatch):
        parse_bytes(data)


def checked(data: bytes) -> None:
    check(data)


CASES: dict[str, tuple[Callable[[bytes], None], Callable[[int], str], int]] = {
    "closing brackets": (checked, lambda n: f"{HEAD}Text {')' * n}x\n", 5_000),
    "bidi controls": (checked, lambda n: "\u202eabc\u2066\u200f" * n, 2_500),
    "stories": (checked, lambda n: "".join(map(STORY.format, range(n))), 150),
    "paragraphs of a page": (
        parsed,
        lambda n: (
            HEAD
            + "The town has opened its parks again on Saturday, said the mayor, and the works had"
            " lasted for two years.\n\n" * n
        ),
        4_000,
    ),
    "keys of a page": (parsed, lambda n: f"{HEAD}{'news_' * n}!\n", 5_000),
    "blanks": (checked, lambda n: f"{HEAD}Text{' ' * n}x\n", 20_000),
}


@pytest.mark.parametrize("name", CASES)
def test_four_times_the_input_is_four_times_the_work(name: str) -> None:
    run, made, size = CASES[name]
    run(HEAD.encode())
    small, large = made(size).encode(), made(TIMES * size).encode()
    for _ in range(TRIES):
        before, after = _taken(run, small), _taken(run, large)
        if after <= max(GROWN * before, NOTHING):
            return
    pytest.fail(f"{before:.2f} s, at {TIMES} times the size {after:.2f} s")


def _taken(run: Callable[[bytes], None], data: bytes) -> float:
    begun = time.process_time()
    run(data)
    return time.process_time() - begun


def test_a_long_line_of_an_unknown_encoding_is_read_once() -> None:
    for size in (10_000, 40_000):
        text = (
            "Titre du jour\n\nPARIS (AFP) - La ville a rouvert ses"
            f" parcs.\n\n{'a:1,' * (size // 4)}\n\nUn café a rouvert aussi, dit la mairie de la"
            " ville.\n"
        )
        begun = time.process_time()
        (dispatch,) = parse_bytes(text.encode("cp1252"))
        taken = time.process_time() - begun
        assert dispatch.paragraphs[-1].text.startswith("Un café")
        if size == 10_000:
            first = taken
    assert taken <= max(GROWN * first, NOTHING)


def test_messages_are_not_counted_anew_for_each() -> None:
    """Calls of the package's own functions, by their file: twice as many messages, about twice as
    many calls in each.
    """
    parsed(b"ZCZC\n" * 20)
    few, many = (_calls(b"ZCZC\n" * n) for n in (150, 300))
    grown = {
        file: (count, many[file])
        for file, count in few.items()
        if many[file] > 2.3 * count and many[file] > 500
    }
    assert grown == {}


def _calls(data: bytes) -> Counter[str]:
    """How often functions of each file of the package are entered."""
    counted: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(PACKAGE):
            counted[frame.f_code.co_filename] += 1

    sys.setprofile(count)
    try:
        parsed(data)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    "line",
    [
        " | ".join(f"#topic{number}" for number in range(26)) + " more",
        (
            "Share on Facebook - Twitter - LinkedIn - WhatsApp - Telegram - Reddit - Pinterest -"
            " Email - Tumblr - Instagram - YouTube - TikTok - Bluesky - Threads - X - Google"
            " News now"
        ),
        "news_" * 40 + "!",
        "© " * 3_000 + "x",
        "()" * 10_000 + "x",
        "( " * 10_000,
        "A" + "." * 20_000 + "x",
    ],
    ids=["hashtags", "services", "keys", "rights", "brackets", "open", "dots"],
)
def test_no_line_of_a_page_hangs(line: str) -> None:
    text = HEAD.replace("AFP", "AA") + line + "\n"
    made = subprocess.run(
        [sys.executable, "-c", "import sys, dispatchkit as d; t = sys.stdin.read(); print(len(d.parse_text(t))); d.check(t.encode())"],
        input=text, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert made.stdout == "1\n", made.stderr
