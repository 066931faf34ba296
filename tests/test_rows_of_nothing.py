"""Rows and lines that hold no story, or only the beginning of one, are told and never passed over."""

from __future__ import annotations

import json

import pytest

from dispatchkit import trace_bytes
from dispatchkit.files.inputs import Input
from dispatchkit.outcomes import Ending, outcome
from dispatchkit.reading.options import ReadOptions

TEXT = "LUND, May 4, 2021 (TT) - The harbour reopened on Tuesday, the city council said."
STORY = json.dumps({"id": "K1", "headline": "Harbour reopens", "text": TEXT})
WHOLE = f'id,text,place\n1,"{TEXT}",Lund\n2,"{TEXT}",'


@pytest.mark.parametrize("parter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("end", "told"),
    [
        ('"Lund"', []),
        ('"Lund"\n', []),
        ('"Lu ""nd"""', []),
        ("Lund", []),
        ("", []),
        ('"Lu', ["line 3"]),
        ('"', ["line 3"]),
        ('"Lu\nnd\n', ["line 3"]),
        ('"Lu ""nd""', ["line 3"]),
        ('Lund\n3,"The', ["line 4", "line 4"]),
    ],
)
def test_a_table_that_ends_inside_a_cell(parter: str, end: str, told: list[str]) -> None:
    """The row is read as far as it goes, and said not to be whole."""
    table = f"{WHOLE}{end}".replace("May 4, 2021", "May 4 2021").replace("Tuesday, the", "Tuesday")
    trace = trace_bytes(table.replace(",", parter).encode())
    assert [error.where for error in trace.broken] == told
    assert sum(part.dispatch is not None for part in trace.parts) == 2
    assert all("not closed" in str(error) for error in trace.broken[-1:])


@pytest.mark.parametrize("value", ["null", "true", "1", '""', "{}", '"Lund"'])
@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_line_of_json_that_holds_nothing(value: str, place: int) -> None:
    lines = [STORY, STORY]
    if place == 1 and value not in ("null", "true", '""'):
        pytest.skip("as the first line it makes the input no JSON Lines")
    lines.insert(place - 1, value)
    trace = trace_bytes("\n".join(lines).encode())
    assert [error.where for error in trace.broken] == [f"line {place}"]
    assert sum(part.dispatch is not None for part in trace.parts) == 2


def test_a_page_without_results_is_no_error() -> None:
    assert trace_bytes(f"[{STORY}]\n[]\n[{STORY}]".encode()).broken == ()


@pytest.mark.parametrize("value", ["null", "null\n", "null\nnull\n", "true", '""', "\ufeffnull"])
def test_values_that_are_no_text(value: str) -> None:
    trace = trace_bytes(value.encode())
    assert trace.broken
    assert not any(part.dispatch for part in trace.parts)


@pytest.mark.parametrize("value", ["Null and void", "null and void", "True", "nullnull"])
def test_words_are_a_text(value: str) -> None:
    assert trace_bytes(value.encode()).recognised.format.word == "text"


def test_a_row_that_fails_is_told_before_those_behind_it() -> None:
    data = f"{STORY}\nnull\n{STORY}\n{STORY}\n1".encode()
    found = [*outcome(Input("in", "in", data=data), ReadOptions(), lambda made: made.index)]
    told = [
        (one.problem.item if one.problem else "end") if isinstance(one, Ending) else one
        for one in found
    ]
    assert told.index("line 2") < told.index(1) < told.index("line 5") < told.index("end")
