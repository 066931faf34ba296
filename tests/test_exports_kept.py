"""Nothing of an export is lost: each line has one label, and all its words are in the records."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lost import lost
from work import calls

from dispatchkit import DispatchkitError, trace_text
from dispatchkit.reading.exports.database import databases
from dispatchkit.reading.exports.export import exported
from dispatchkit.reading.options import ReadOptions
from dispatchkit.text.lines import is_blank, split_lines

if TYPE_CHECKING:
    from dispatchkit.reading.exports.database import Database

EXAMPLES = [text.strip("\n") for one in databases() for text in one.hits]
LINES = sorted({line for text in EXAMPLES for line in text.split("\n") if not is_blank(line)})
NOTE = "Saved from the library on 3 May 2021\n\n"


def told(text: str) -> Counter[int]:
    """How often each line of a text that is not blank is told, by its number."""
    return Counter(
        line.line.number
        for part in trace_text(text).parts
        for line in part.lines
        if not is_blank(line.line.text)
    )


def once(text: str) -> Counter[int]:
    """Each line of a text that is not blank, once."""
    lines = text.split("\n")
    return Counter(number for number, line in enumerate(lines, 1) if not is_blank(line))


@pytest.mark.parametrize("text", EXAMPLES)
@pytest.mark.parametrize("form", ["{0}", "{0}\n\n{0}\n", "\n\n{0}\n\nEnd of the list\n"])
def test_each_line_of_an_example_has_one_label_and_no_word_is_lost(text: str, form: str) -> None:
    text = form.format(text)
    assert told(text) == once(text)
    assert list(lost(trace_text(text))) == []


def test_what_stands_above_the_first_article_and_between_two_is_kept() -> None:
    for text in EXAMPLES:
        whole = f"{NOTE}{text}\n\n{NOTE}{text}\n"
        assert told(whole) == once(whole)


@given(
    st.sampled_from(EXAMPLES),
    st.lists(st.one_of(st.sampled_from(LINES), st.just("")), max_size=24).map("\n".join),
    st.sampled_from(EXAMPLES),
)
@settings(max_examples=80, deadline=None)
def test_each_line_of_a_torn_export_has_one_label(above: str, between: str, below: str) -> None:
    text = f"{above}\n{between}\n{below}"
    assert told(text) == once(text)


@given(st.sampled_from(EXAMPLES), st.data())
@settings(max_examples=60, deadline=None)
def test_each_line_of_an_export_that_was_cut_off_has_one_label(
    text: str, data: st.DataObject
) -> None:
    text = text[: data.draw(st.integers(1, len(text)))]
    try:
        assert told(text) == once(text)
    except DispatchkitError:
        assert not text.strip()


FILLERS = [
    "Gull Point\n\n",
    "Note: mild\n\n",
    "The ferry sails from Monday. It had been in dock.\n",
]


@pytest.mark.parametrize("database", databases(), ids=lambda one: one.word)
def test_an_article_of_twice_the_lines_takes_twice_the_work(database: Database) -> None:
    first, *rest = database.hits[0].strip().split("\n\n")

    def taken(filler: str, times: int) -> int:
        lines = list(split_lines("\n\n".join([first, filler * times, *rest])))
        return calls(lambda: list(exported(lines, database, ReadOptions())))

    for filler in FILLERS:
        assert taken(filler, 200) < 2.3 * taken(filler, 100)
