"""Controls, escapes, invisible marks and halves of characters: no input of them ends in anything
but records, findings or our own errors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from program import program

from dispatchkit import DispatchkitError, check, parse_bytes, parse_text, trace_bytes, trace_text
from dispatchkit.labels import Label
from dispatchkit.surrogates import mended
from dispatchkit.text.lines import split_lines
from dispatchkit.writing import RENDERERS

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "Tram opens second line\n\nBRNO, May 3 (Reuters) - The tram opened its second line on Monday,"
    " the city said after a year of works.\n"
)
ESCAPES = [
    "\x1b]0;title\x07",
    "\x1b]2;title\x1b\\",
    "\x1b[?25l",
    "\x1b(B",
    "\x1b[m",
    "\x1b[0m",
    "\x1b[2J",
    "\x1b[1;31m",
    "\x1b[K",
]
ODD = st.sampled_from(
    [
        *ESCAPES, "\x1b", "[m", "\x00", "\x01", "\x02", "\x03", "\x04", "\x07", "\x0b", "\x0c", "\x1c", "\x1f", "\x7f", "\x80", "\x85", "\x9b", "\xa0", "\xad",
        "\u034f", "\u061c", "\u115f", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u202f", "\u2060", "\u2066", "\u2069",
        "\u2800", "\u3000", "\u3164", "\ufe00", "\ufe0e", "\ufe0f", "\ufeff", "\ufff9", "\ufffc", "\ufffd", "\ufffe", "\uffff", "\U000e0001", "\U000e0100", "\ue000", "\U0010fffd",
        "\ud800", "\udfff", "\u0301", "\u20dd", "\u0e31", "\U0001f468", "a", "É", "1", ".", "-", "(", " ", "\t", "\n", "\r", "\n\n", "&#8203;", "&nbsp;", "AFP", "NNNN", "ZCZC",
    ]
)  # fmt: skip
TEXTS = st.lists(ODD, max_size=30).map("".join)


@given(TEXTS, st.booleans())
@settings(max_examples=100)
def test_no_odd_text_raises_but_our_own_errors(text: str, inside: bool) -> None:
    text = STORY.replace("tram opened", f"tram {text} opened") + text if inside else text
    try:
        found = parse_text(text)
    except DispatchkitError:
        found = []
    for dispatch in found:
        for render in RENDERERS.values():
            assert render(dispatch)
    assert [line.line for part in trace_text(text).parts for line in part.lines] == list(
        split_lines(mended(text)[0])
    )


@given(TEXTS)
@settings(max_examples=100)
def test_no_odd_bytes_raise_but_our_own_errors(text: str) -> None:
    for data in (
        text.encode("utf-8", "surrogatepass"),
        text.encode("cp1252", "ignore"),
        (STORY + text).encode("utf-8", "surrogatepass"),
    ):
        try:
            trace_bytes(data)
            parse_bytes(data)
        except DispatchkitError:
            pass
        check(data, select=["ALL"])


@pytest.mark.parametrize(
    "escape", [*ESCAPES, "\x1b[m\x1b[0m", " \x1b[m\u200b \x1b[K", "\ufeff\x1b[m"]
)
def test_a_line_of_escapes_alone_is_blank(escape: str) -> None:
    text = (
        f"{escape}\n{STORY}{escape}\n\nIt runs every ten minutes, the city said on"
        f" Monday.\n{escape}"
    )
    (dispatch,) = parse_text(text)
    (plain,) = parse_text(text.replace(escape, ""))
    assert [paragraph.text for paragraph in dispatch.paragraphs] == [
        paragraph.text for paragraph in plain.paragraphs
    ]
    assert dispatch.headline == plain.headline
    assert [
        line.label
        for part in trace_text(text).parts
        for line in part.lines
        if line.line.text == escape
    ] == [Label.BLANK] * 3


@pytest.mark.parametrize("escape", ESCAPES)
def test_commands_read_on_behind_an_input_of_escapes(escape: str, tmp_path: Path) -> None:
    """An input of nothing but escapes is as an empty one; the next input is read."""
    lone, good = tmp_path / "lone.txt", tmp_path / "good.txt"
    lone.write_text(escape, encoding="utf-8")
    good.write_text(STORY + escape + "\n", encoding="utf-8")
    made = CliRunner().invoke(
        program,
        ["parse", "--isolated", "-f", "jsonl", str(lone), str(good)],
        catch_exceptions=False,
    )
    assert made.exit_code == 3
    assert made.stdout.count("\n") == 1
    for command in ("explain", "check"):
        made = CliRunner().invoke(
            program, [command, "--isolated", str(good)], catch_exceptions=False
        )
        assert made.exit_code in (0, 1)
        assert re.search(r"\S", made.output)
