"""The summary of a corpus: counts that add up, in any order and in bounded memory, and the oddest
records. All dispatches are invented.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_records import FERRY, FOOTER, every, record

from dispatchkit.corpus import oddness
from dispatchkit.corpus import summary as summaries
from dispatchkit.corpus.cube import DIMENSIONS, Cell, Cube
from dispatchkit.corpus.measured import FIELDS, Sums, measured
from dispatchkit.corpus.oddness import ODDEST, labelled
from dispatchkit.corpus.summary import OTHERS, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RECORDS = st.builds(
    record,
    st.integers(0, 99),
    agency=st.sampled_from(["nor", "sud", None]),
    language=st.sampled_from(["en", "fr", None]),
    day=st.sampled_from([date(2021, 5, 3), date(2021, 6, 1), date(1999, 1, 31), None]),
    section=st.sampled_from(["World", "Sport", "Monde", None]),
    encoding=st.sampled_from(["utf-8", "cp1252"]),
    paragraphs=st.integers(0, 4),
    footers=st.integers(0, 3),
)
REPEATS = st.sampled_from([None, None, "same", "near"])
MANY = st.lists(st.tuples(RECORDS, REPEATS), max_size=12)


def summary_of(records: Iterable[tuple[dict[str, Any], str | None]]) -> Summary:
    made = Summary()
    for one, repeat in records:
        made.add(one, repeat)
    return made


def added(cube: dict[str, Any], word: str) -> int:
    """What the cells of a cube hold of the kinds that begin with a *word*."""
    kinds = [kind[0] == word for kind in cube["kinds"]]
    return sum(
        cell[-1][at + 1]
        for cell in cube["cells"]
        for at in range(0, len(cell[-1]), 2)
        if kinds[cell[-1][at]]
    )


# --- one record ------------------------------------------------------------------------------------


def test_a_record_in_figures() -> None:
    found = measured(record(section="World", footers=2), "near")
    kept, stripped = 3 * len(FERRY), 2 * len(FOOTER)
    assert found.sums == Sums(1, 5, 2, kept + stripped, stripped, 1)
    assert found[:6] == ("nor", "Agency nor", "en", "2021-05", "text/nor", "World")
    assert found.cuts == {("copyright", "any.rights"): (2, stripped)}
    assert found.roles == {"body": 3}
    assert set(FIELDS) - set(found.missing) == {
        "agency",
        "language",
        "section",
        "headline",
        "published",
        "day",
        "paragraphs",
    }


@pytest.mark.parametrize(
    ("text", "cut", "lines", "stripped"),
    [
        ([(1, 1)], [(3, 3)], 2, 1),
        ([(1, 4)], [(3, 3)], 4, 0),
        ([(2, 2)], [(1, 3), (3, 5)], 5, 4),
        ([], [(7, 7), (7, 7)], 1, 1),
        ([(1, 10**15)], [], 10**15, 0),
        ([], [], 0, 0),
    ],
)
def test_a_line_counts_once(
    text: list[tuple[int, int]], cut: list[tuple[int, int]], lines: int, stripped: int
) -> None:
    pieces = {
        "paragraphs": [{"text": "a", "role": "body", "lines": [*one]} for one in text],
        "boilerplate": [
            {"text": "b", "label": "menu", "rule": "any.menu", "lines": [*one]} for one in cut
        ],
    }
    found = measured({**record(), **pieces})
    assert (found.sums.lines, found.sums.stripped_lines) == (lines, stripped)


# --- counts ----------------------------------------------------------------------------------------


@given(MANY)
@settings(max_examples=40, deadline=None)
def test_the_counts_add_up(records: list[tuple[dict[str, Any], str | None]]) -> None:
    found = summary_of(records).to_dict()
    assert found["records"] == len(records)
    for name in Sums._fields:
        assert added(found["sums"], name) == found[name]
        for rows in found["by"].values():
            assert sum(row[name] for row in rows) == found[name]
    assert added(found["details"], "encoding") == len(records)
    assert added(found["details"], "characters") == found["stripped_characters"]
    assert sum(row["characters"] for row in found["stripped"]) == found["stripped_characters"]
    assert sum(found["repeats_by_kind"].values()) == found["repeats"]
    json.dumps(found)


@given(MANY, st.sampled_from([3, 12, 40, 10_000]))
@settings(max_examples=60, deadline=None)
def test_the_order_of_records_makes_no_difference(
    records: list[tuple[dict[str, Any], str | None]], room: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(summaries, "_SUMS", room)
        patch.setattr(summaries, "_DETAILS", room)
        one, other = summary_of(records), summary_of(records[::-1])
        assert one.to_dict() == other.to_dict()
        assert one.oddest(records) == other.oddest(records)


def test_rejected_inputs_are_counted_by_reason() -> None:
    made = Summary()
    for reason in ("no text", "encrypted", "no text"):
        made.reject(reason)
    assert made.to_dict()["rejects"] == {"no text": 2, "encrypted": 1}


def test_values_beyond_the_bound_are_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summaries, "_NAMES", 3)
    some = [record(at, section=f"Section {at}", agency=f"a{at}") for at in range(9)]
    made = summary_of(every(some))
    found = made.to_dict()
    assert [(row["value"], row["records"]) for row in found["by"]["section"]] == [
        (OTHERS, 6),
        ("Section 0", 1),
        ("Section 1", 1),
        ("Section 2", 1),
    ]
    assert found["sums"]["values"][0] == [OTHERS, "a0", "a1", "a2"]
    more = [record(at, section=f"More {at}", agency=f"b{at}") for at in range(9)]
    both = summary_of(every([*some, *more])).to_dict()
    assert both["by"]["section"][0] == found["by"]["section"][0] | {
        name: 2 * found[name] - 3 * found["by"]["section"][1][name] for name in Sums._fields
    }
    assert both["sums"]["values"][0] == [OTHERS, "a0", "a1", "a2"]
    assert added(both["sums"], "records") == added(both["details"], "section") == 18
    for reason in "abcde":
        made.reject(reason)
    assert made.to_dict()["rejects"] == {OTHERS: 2, "a": 1, "b": 1, "c": 1}


def test_rules_beyond_the_bound_are_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summaries, "_RULES", 2)
    many = [record(at, footers=2) for at in range(5)]
    for at, one in enumerate(many):
        for piece in one["boilerplate"]:
            piece["rule"] = f"{at}.{piece['lines'][0]}"
    found = summary_of(every(many)).to_dict()["stripped"]
    assert [(row["rule"], row["lines"]) for row in found] == [(OTHERS, 8), ("0.4", 1), ("0.5", 1)]


def test_a_section_that_is_a_paragraph_is_cut() -> None:
    found = summary_of(every([record(section=FERRY * 9)])).to_dict()
    (row,) = found["by"]["section"]
    assert len(row["value"]) == 80
    assert row["value"].endswith("…")


# --- the cube --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room", "dimensions", "period", "cells"),
    [
        (24, DIMENSIONS, "month", 24),
        (23, DIMENSIONS, "year", 16),
        (15, ("agency", "language", "form"), "year", 8),
        (7, ("agency", "language"), "year", 4),
        (3, ("agency",), "year", 2),
        (1, (), "year", 1),
        (0, (), "year", 1),
    ],
)
def test_a_cube_tells_apart_what_it_has_room_for(
    room: int, dimensions: Sequence[str], period: str, cells: int
) -> None:
    cube = Cube(room)
    for agency in "ab":
        for language in ("en", None):
            for month in ("2020-01", "2020-02", "2021-01"):
                for form in ("text/a", "html/a"):
                    cube.add(Cell(agency, language, month, form), {("records",): 2})
    assert cube.dimensions == tuple(dimensions)
    assert cube.period == period
    assert len(cube.cells()) == cells
    assert sum(counts["records",] for _, counts in cube.cells()) == 48


# --- the oddest ------------------------------------------------------------------------------------


def oddest(
    records: Sequence[tuple[dict[str, Any], str | None]],
) -> list[dict[str, Any]]:
    return summary_of(records).oddest(records)


USUAL = [record(at, paragraphs=3 + at % 3, footers=1 + at % 2) for at in range(40)]


@pytest.mark.parametrize(
    ("odd", "feature", "why"),
    [
        (
            record(99, footers=40),
            "stripped",
            "87 % of its characters are stripped; most of its kin: 9 to 25 %",
        ),
        (
            record(99, paragraphs=400, footers=60),
            "length",
            "about 28,000 characters are left; most of its kin: 220 to 360",
        ),
        (
            record(99, text=FERRY * 9, footers=9),
            "longest",
            "its longest paragraph has about 610 characters; most of its kin: 76",
        ),
        (
            record(99, headline=None, day=None),
            "missing",
            "17 of 20 fields are empty; most of its kin: 14",
        ),
        (record(99, language=None), "language", "no language was told; most of its kin: en"),
        (record(99, language="fi"), "language", "its language is fi; most of its kin: en"),
        (
            record(99, encoding="cp1252"),
            "encoding",
            "its encoding is cp1252; most of its kin: utf-8",
        ),
    ],
)
def test_what_is_far_from_its_kin_is_odd(odd: dict[str, Any], feature: str, why: str) -> None:
    found = oddest(every([*USUAL[:20], odd, *USUAL[20:]]))[0]
    reasons = {reason["feature"]: reason for reason in found["reasons"]}
    assert found["path"] == "dumps/99.txt"
    assert reasons[feature]["why"] == why
    # One of 41, on one side or on both.
    assert reasons[feature]["bits"] in (5.36, 4.36)
    assert found["score"] == pytest.approx(sum(one["bits"] for one in found["reasons"]))
    assert (found["kin"], found["kin_records"]) == ("Agency nor, text/nor", 41)


def test_records_that_are_all_alike_are_not_odd() -> None:
    assert oddest(every(record(at) for at in range(50))) == []
    assert oddest([]) == []


def test_a_language_of_another_agency_is_not_odd() -> None:
    # Too few of the agency to tell: its kin are all records.
    few = [record(at, agency="sud", language="fr") for at in range(3)]
    for found in oddest(every([*USUAL, *few])):
        assert "language" not in {reason["feature"] for reason in found["reasons"]}


def test_few_records_have_kin_of_their_form_or_all(monkeypatch: pytest.MonkeyPatch) -> None:
    few = [record(at, agency="sud", format="json") for at in range(3)]
    odd = record(99, agency="sud", format="json", footers=40)
    of_form = [record(at, agency=None, format="json", profile="sud") for at in range(40)]
    found = oddest(every([*USUAL, *few, odd]))[0]
    assert (found["kin"], found["kin_records"]) == ("all records", 44)
    found = oddest(every([*USUAL, *few, odd, *of_form]))[0]
    assert (found["kin"], found["kin_records"]) == ("all of json/sud", 44)
    # Groups for which there is no room count by their form alone.
    monkeypatch.setattr(oddness, "_GROUPS", 0)
    found = oddest(every([*USUAL, *few, odd, *of_form]))[0]
    assert (found["kin"], found["kin_records"]) == ("all of json/sud", 44)


def test_repeats_are_not_shown_and_records_odd_in_the_same_way_once() -> None:
    odd = [record(100 + at, footers=40) for at in range(3)]
    records = [*every(USUAL), *every(odd), (record(200, footers=41), "near")]
    first, *others = oddest(records)
    assert (first["path"], first["alike"]) == ("dumps/100.txt", 3)
    assert not {"dumps/101.txt", "dumps/102.txt", "dumps/200.txt"} & {one["path"] for one in others}


def test_at_most_twenty_are_shown_the_oddest_first() -> None:
    records = every(
        record(at, paragraphs=1 + at * at, footers=at % 7, text=FERRY[: 20 + at])
        for at in range(60)
    )
    found = oddest(records)
    assert len(found) == ODDEST
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    assert len({one["path"] for one in found}) == ODDEST


def test_the_lines_of_a_record_have_their_labels() -> None:
    lines, left_out = labelled(record(7, paragraphs=2, section="World"))
    assert left_out == 0
    assert [(row["lines"], row["label"], row["rule"], row["text"]) for row in lines] == [
        (None, "agency", None, "Agency nor (nor)"),
        (None, "language", None, "en"),
        (None, "section", None, "World"),
        (None, "headline", None, "Ferry 7"),
        (None, "published", None, "2021-05-03"),
        (None, "day", None, "2021-05-03"),
        ([1, 1], "body", None, FERRY),
        ([2, 2], "body", None, FERRY),
        ([3, 3], "copyright", "any.rights", FOOTER),
    ]


def test_of_many_lines_the_middle_is_left_out() -> None:
    lines, left_out = labelled(record(paragraphs=300, footers=1, text=FERRY * 9))
    assert len(lines) + left_out == 301 + 5
    assert lines[-1]["text"] == FOOTER
    assert all(len(row["text"]) <= 240 for row in lines)
    assert Counter(row["label"] for row in lines)["headline"] == 1
