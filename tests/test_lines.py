"""Lines join back to their text, whatever ends them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit.text.lines import is_blank, split_lines


@given(st.text())
def test_lines_join_to_the_text(text: str) -> None:
    lines = split_lines(text)
    assert "".join(line.text + line.ending for line in lines) == text
    assert all(text[line.start :].startswith(line.text + line.ending) for line in lines)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


@given(st.text(alphabet="a \r\n\f\x1c\x85\u2028"))
def test_only_cr_and_lf_cut(text: str) -> None:
    lines = split_lines(text)
    assert not any("\r" in line.text or "\n" in line.text for line in lines)
    assert all(line.ending in {"\r\n", "\r", "\n"} for line in lines[:-1])


def test_endings_are_kept_apart() -> None:
    assert [(line.text, line.ending) for line in split_lines("a\r\nb\rc\n\nd")] == [
        ("a", "\r\n"),
        ("b", "\r"),
        ("c", "\n"),
        ("", "\n"),
        ("d", ""),
    ]


def test_no_line_follows_a_final_ending() -> None:
    assert len(split_lines("a\n")) == 1
    assert split_lines("") == ()


@pytest.mark.parametrize(
    "text", ["", " \t", "\u200b\u00ad\ufeff", "\x03", "\u3000\u00a0", "\u200e\u200f"]
)
def test_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", ".", "\u200b。", "\x02K", "ـ"])
def test_not_blank(text: str) -> None:
    assert not is_blank(text)
