"""Dates that head the columns of a table date nothing and end no story: its rows stay, whoever sent
it.
"""

from __future__ import annotations

from datetime import date

import pytest

from dispatchkit import Dispatch, parse_text

TABLE = """               {first}   {other}
 Herring      119.8     368.3
 Sea kale       2.4     927.0
 Other rock
 lobster      117.7     170.2"""
DATES = (
    ("4/2/31", "Prev Wk"),
    ("04/09/31", "03/09/31"),
    ("31.12.2030", "Vorwoche"),
    ("2031-04-02", "2030-04-02"),
    ("2 avr. 2031", "Sem. préc."),
    ("May 2031", "Apr 2031"),
)
LEAD = (
    "The Lundvik fish board gave the landings of the week to its members on the quay, in thousand"
    " boxes, as follows."
)
LAST = "The board meets again when the herring do, it said in a note to its members."


def kept(record: Dispatch) -> str:
    return " ".join(" ".join(part.text.split()) for part in record.paragraphs)


@pytest.mark.parametrize(("first", "other"), DATES)
def test_a_table_of_an_unknown_sender_stays_whole(first: str, other: str) -> None:
    table = TABLE.format(first=first, other=other)
    (record,) = parse_text(
        f"Board counts its boxes for the week\n\n{LEAD}\n{table}\n HARBOUR PRICES\n{table}\n"
    )
    assert record.boilerplate == ()
    assert kept(record).count("lobster 117.7 170.2") == 2
    assert record.published is None


@pytest.mark.parametrize(("first", "other"), DATES)
def test_a_table_of_an_agency_stays_whole(first: str, other: str) -> None:
    table = TABLE.format(first=first, other=other)
    text = (
        f"BOARD COUNTS ITS BOXES\n    LUNDVIK, April 9 - {LEAD}\n{table}\n    {LAST}\n HARBOUR"
        f" PRICES\n{table}\n    SMOKED\n{table}\n Reuter\n"
    )
    (record,) = parse_text(text, received=date(2031, 4, 10), profile="reuters")
    assert kept(record).count("lobster 117.7 170.2") == 3
    assert "structure.after-text" not in [item.rule for item in record.boilerplate]
    assert record.published is None


@pytest.mark.parametrize(
    "rows",
    [
        " HERRING   nil   nil\n SEA KALE   nil   nil\n COD   2.4   2.4",
        " Herring\t1.4\t2.5\n Cod\t3.5\t4.1",
        " Herring | 1.4 | 2.5\n Cod | 3.5 | 4.1",
    ],
)
def test_the_first_rows_may_hold_no_figures_or_other_columns(rows: str) -> None:
    (record,) = parse_text(
        f"BOARD COUNTS\n    LUNDVIK, April 9 - {LEAD}\n   4/2/31   Prev Wk\n{rows}\n Reuter\n",
        profile="reuters",
    )
    assert "structure.after-text" not in [item.rule for item in record.boilerplate]
    assert "Cod" in kept(record) or "COD" in kept(record)


def test_the_date_of_a_head_still_dates_the_story() -> None:
    (record,) = parse_text(
        f"Board counts its boxes for the week\n\n12.05.2031   14:30\n\n{LEAD}\n\n{LAST}\n"
    )
    assert str(record.published) == "2031-05-12 14:30:00"


def test_the_date_of_a_trailer_is_no_table() -> None:
    (record,) = parse_text(
        f"Board counts its boxes for the week\n\n{LEAD}\n\n{LAST}\n\n12.05.2031   14:30\n"
    )
    assert [part.text for part in record.paragraphs] == [LEAD, LAST]
