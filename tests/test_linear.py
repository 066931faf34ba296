"""Work grows with the size of an input, not with its square."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from patience import PATIENCE
from work import calls

import dispatchkit
from dispatchkit import NoDispatch, parse_bytes

if TYPE_CHECKING:
    from types import FrameType

PACKAGE = str(Path(dispatchkit.__file__).parent)
HEAD = (
    "Council opens bridge\n\nLISBON, Dec 4 2021 (AFP) - The council opened a bridge on Saturday,"
    " officials said, after two years.\n\n"
)


def parsed(data: bytes) -> None:
    with suppress(NoDispatch):
        parse_bytes(data)


def test_a_long_line_of_an_unknown_encoding_is_read_once() -> None:
    """Four times the line, at most about four times as many calls."""
    taken = []
    for size in (10_000, 40_000):
        text = (
            "Titre du jour\n\nPARIS (AFP) - La ville a rouvert ses"
            f" parcs.\n\n{'a:1,' * (size // 4)}\n\nUn café a rouvert aussi, dit la mairie de la"
            " ville.\n"
        )
        data = text.encode("cp1252")
        (dispatch,) = parse_bytes(data)
        assert dispatch.paragraphs[-1].text.startswith("Un café")
        taken.append(calls(partial(parse_bytes, data)))
    assert taken[1] < 4.4 * taken[0]


@pytest.mark.parametrize("above", ["", f"ZCZC AA1\n{HEAD}NNNN\n"], ids=["alone", "below a story"])
@pytest.mark.parametrize(
    "message", ["ZCZC\n", "ZCZC A1\nNNNN\n", "\x01npf001 3 pol 0070 f\n", "\x02\nShare\n\x03\n"]
)
def test_messages_are_not_counted_anew_for_each(above: str, message: str) -> None:
    """Calls of the package's own functions, by their file: twice as many messages, about twice as
    many calls in each.
    """
    parsed((above + message * 20).encode())
    few, many = (_calls((above + message * n).encode()) for n in (75, 150))
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
