"""Logical lines: what hard wrapping cut is joined, and a line of its own stays one. All texts are
invented.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit.text.lines import is_blank, split_lines
from dispatchkit.text.units import make_units

if TYPE_CHECKING:
    from dispatchkit.text.units import Unit

FERRY = (
    "A new ferry line across the lake will open in spring, the ministry of transport said on"
    " Monday, after two years of talks between the towns on both shores about who is to pay for the"
    " landing stages and the roads that lead to them."
)
BIKES = (
    "The boats are to run every hour and will carry up to forty bicycles each. A spokeswoman for"
    " the operator said that tickets would cost no more than those of the bus which takes twice as"
    " long."
)
LAST = (
    "The first boat was christened last week by the mayor, who spilled most of the bottle over his"
    " own shoes."
)
CAPITALS = FERRY.upper()
CHINESE = "市政府四日宣布新的渡轮航线将于明年春天开通连接湖的两岸乘客可以携带自行车上船票价不会高于公共汽车的票价有关部门表示码头的建设已经完成道路的修建仍在继续预计将于年底以前全部结束届时游客人数将会大幅增加"


def texts(source: str) -> list[str]:
    return [unit.text for unit in make_units(split_lines(source))]


def units(source: str) -> tuple[Unit, ...]:
    return make_units(split_lines(source))


def wrap(
    *paragraphs: str, width: int = 72, first: str = "", rest: str = "", between: str = "\n\n"
) -> str:
    return between.join(
        textwrap.fill(
            text,
            width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for text in paragraphs
    )


ANY = (
    st.text()
    | st.text(alphabet="ab .\n-*\t\u00a0\u200b\u00ad你é&;")
    | st.lists(st.sampled_from(["word", "inter-", "A.", "\n", "   ", "x" * 70])).map(" ".join)
)


@given(ANY)
def test_every_visible_line_is_in_exactly_one_unit(text: str) -> None:
    lines = split_lines(text)
    held = [line for unit in make_units(lines) for line in unit.lines]
    assert held == [line for line in lines if not is_blank(line.text)]


@given(ANY)
def test_text_is_trimmed_and_single_spaced(text: str) -> None:
    for unit in units(text):
        assert unit.text
        assert unit.text == unit.text.strip()
        assert "  " not in unit.text
        assert "\n" not in unit.text


@given(st.lists(st.text(alphabet="abcdeé ", min_size=1, max_size=90), max_size=30))
def test_letters_stay_as_they_were(lines: list[str]) -> None:
    source = "\n".join(lines)
    assert "".join("".join(texts(source)).split()) == "".join(source.split())
    words = source.split()
    assert [word for text in texts(source) for word in text.split()] == words


@given(
    st.lists(st.sampled_from([FERRY, BIKES, LAST]), min_size=1, max_size=5),
    st.integers(60, 80),
    st.sampled_from(["", "   ", "\t"]),
)
def test_wrapped_paragraphs_come_back(paragraphs: list[str], width: int, indent: str) -> None:
    assert texts(wrap(*paragraphs, width=width, first=indent)) == paragraphs
    assert texts(wrap(*paragraphs, width=width, first=indent, rest=indent)) == paragraphs


@pytest.mark.parametrize("width", [69, 72, 76, 80])
def test_paragraphs_marked_by_indent_alone(width: int) -> None:
    source = (
        "FERRY LINE TO OPEN\n"
        + wrap(FERRY, LAST, BIKES, width=width, first="    ", between="\n")
        + "\n Reuter\n"
    )
    assert texts(source) == ["FERRY LINE TO OPEN", FERRY, LAST, BIKES, "Reuter"]


def test_tab_indent() -> None:
    source = wrap(FERRY, BIKES, width=66, first="\t   ", between="\n")
    assert texts(source) == [FERRY, BIKES]
    assert [unit.indent for unit in units(source)] == [11, 11]


def test_capitals() -> None:
    assert texts(wrap(CAPITALS, BIKES.upper(), first="   ")) == [CAPITALS, BIKES.upper()]


def test_double_spacing_joins_by_width() -> None:
    source = wrap(FERRY, BIKES, LAST, between="\n\n\n").replace("\n", "\n\n")
    assert texts(source) == [FERRY, BIKES, LAST]


def test_one_paragraph_a_line() -> None:
    for between in ("\n", "\n\n", "\r\n", "\n\n\n"):
        assert texts(between.join([FERRY, BIKES, LAST])) == [FERRY, BIKES, LAST]


def test_headlines_in_a_list_stay_apart() -> None:
    headlines = [
        "Ferry line across the lake to open in spring after two years of talks",
        "Mayor spills the champagne at the christening of the first boat",
        "Bus drivers fear for their jobs when the boats begin to run",
        "Bicycles to be carried free of charge until the end of next year",
    ]
    assert texts("\n".join(headlines)) == headlines
    assert texts("\n\n".join(headlines)) == headlines


def test_headline_right_above_the_text() -> None:
    assert texts("Ferry line to open in spring\n" + wrap(FERRY, BIKES)) == [
        "Ferry line to open in spring",
        FERRY,
        BIKES,
    ]


def test_bullets_hang() -> None:
    source = (
        wrap(FERRY, first="   ", rest="   ")
        + "\n\n"
        + wrap(BIKES, LAST, first="   * ", rest="     ", between="\n")
    )
    assert texts(source) == [FERRY, f"* {BIKES}", f"* {LAST}"]


def test_a_dash_that_begins_a_wrapped_line() -> None:
    assert texts(
        "The towns on both shores had talked about the new line for over two years\n– and the mayor"
        " for even longer than that, as he liked to say at every\nopportunity."
    ) == [
        (
            "The towns on both shores had talked about the new line for over two years – and the mayor"
            " for even longer than that, as he liked to say at every opportunity."
        )
    ]


def test_tables_and_short_lists_stay() -> None:
    table = [
        "Town            Boats   Bicycles  Tickets sold in the first half of May",
        "Northern shore      4        160     and more than that was not expected",
    ]
    address = ["The Ferry Company", "12 Harbour Street", "Lakeside"]
    source = wrap(FERRY, BIKES) + "\n\n" + "\n".join(table) + "\n\n" + "\n".join(address)
    assert texts(source) == [FERRY, BIKES, *[" ".join(row.split()) for row in table], *address]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("inter-", "national", "international"),
        ("Franco-", "German", "Franco-German"),
        ("AFP-", "TV", "AFP-TV"),
        ("US-", "led", "US-led"),
        ("cash-", "strapped", "cash-strapped"),
        ("Tues-", "day", "Tuesday"),
        ("spokes-", "woman", "spokeswoman"),
        ("state-", "ment", "statement"),
        ("COVID-", "19", "COVID-19"),
        ("20-", "year-old", "20-year-old"),
        ("Aufwands-", "oder Servicepauschale", "Aufwands- oder Servicepauschale"),
        ("inter\u00ad", "national", "international"),
        ("lake –", "the", "lake – the"),
    ],
)
def test_hyphens(first: str, second: str, expected: str) -> None:
    start = "The towns on both shores of the lake have talked for two years of "
    source = (
        f"{start}{first}\n{second} boats and buses that are to run every hour from early next"
        " spring\nuntil the end of the season."
    )
    assert texts(source) == [
        (
            f"{start}{expected} boats and buses that are to run every hour from early next spring until"
            " the end of the season."
        )
    ]


def test_a_hyphen_that_the_text_shows_elsewhere() -> None:
    source = (
        "Two ferry-boats were christened, but the mayor said that the ferry-\nboats were not yet"
        " allowed to leave the harbour because of the high\nwater in the lake."
    )
    assert texts(source)[0].count("ferry-boats") == 2


def test_chinese_joins_without_space() -> None:
    wrapped = "\n".join(CHINESE[start : start + 36] for start in range(0, len(CHINESE), 36))
    assert texts(wrapped) == [CHINESE]


def test_gap_and_indent() -> None:
    found = units("\n\u200b\nA\n\n\n   B\n\u3000C\n")
    assert [(unit.text, unit.gap, unit.indent) for unit in found] == [
        ("A", 2, 0),
        ("B", 2, 3),
        ("C", 0, 2),
    ]


def test_blank_block() -> None:
    assert units("\n \n\u200b") == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("  a \t b  ", "a b"),
        ("380\u202f000 km\u00a0; «\u00a0x\u00a0»", "380\u202f000 km\u00a0; «\u00a0x\u00a0»"),
        ("a \u00a0b", "a b"),
        ("fu\u00adni\u00adcu\u200blar\ufeff", "funicular"),
        ("\x02Headline\x14\x12 =", "Headline ="),
        ("\x1b[31mred\x1b[0m", "red"),
        ("می\u200cخواهد", "می\u200cخواهد"),
        ("ไทย\u200bไทย", "ไทย\u200bไทย"),
        ("東京\u3000大阪", "東京 大阪"),
        ("Ã©tÃ© Ã\u00a0 Paris", "été à Paris"),
        ("donâ€™t", "don’t"),
        ("ÃœlkÃ¼ CumhurbaÅŸkanÄ±", "Ülkü Cumhurbaşkanı"),
        ("РџСЂРёРІРµС‚ РІСЃРµРј", "Привет всем"),
        ("A&nbsp;B &amp; C &#8217; &eacute;", "A\u00a0B & C ’ é"),
        ("&amp;amp; twice", "& twice"),
        ("AT&T; R&D; a < b &unknownname;", "AT&T; R&D; a < b &unknownname;"),
        ("SÃO PAULO, ÂGE, Ângela, LIBERTÉ»", "SÃO PAULO, ÂGE, Ângela, LIBERTÉ»"),
        ("“curly” ‘quotes’ ﬁnd ＡＢＣ …", "“curly” ‘quotes’ ﬁnd ＡＢＣ …"),
        ("&nbsp;", "&nbsp;"),
    ],
)
def test_text_is_repaired_and_else_as_printed(source: str, expected: str) -> None:
    assert texts(source) == [expected]


def test_repairing_never_loses_a_printed_character() -> None:
    for source in ("&#0;", "naïve café", "Ü’de", "Spaß“"):
        assert texts(source) == [source]


def test_hostile_input_is_linear() -> None:
    for source in (
        "word " * 100_000,
        "a\n" * 50_000,
        ("a" * 70 + "-\n") * 3000,
        "&a" * 100_000,
        "\t" * 100_000 + "a",
    ):
        assert sum(len(re.sub(r"\s", "", text)) for text in texts(source)) > 0


# Lines below two paragraphs that are wrapped at 72 columns, one a unit or joined by "¦".
BELOW = {
    "items of a list": "- one ticket of the ferry\n- two tickets of the bus",
    "an item longer than a line": "- The first boat was christened last week by the mayor, who spilled¦  most of the bottle over his own shoes.",
    "an item whose rest is not indented": "- The first boat was christened last week by the mayor, who spilled¦most of the bottle over his own shoes.",
    "numbered items": "1. The first boat was christened last week by the mayor, who spilled¦   most of the bottle over his own shoes.\n2. The second boat was christened last week by the mayor, who spilled¦   most of the bottle over his own shoes.",
    "credits in brackets of their own": "(Reporting by Ada Finch in Tarnholm, editing by Bo Reed and Cy Dent on¦Monday)\n((finch@agency.example))",
    "a full line before brackets": "(Reporting by Ada Finch in Tarnholm, editing by Bo Reed and Cy Dent in B)\n((finch@agency.example))",
    "a full line before a sentence": "The first boat was christened last week by the mayor of the other town.¦He spilled most of the bottle over his own shoes.",
    "a half line before a sentence": "The first boat was christened last week.\nHe spilled most of the bottle over his own shoes.",
    "a half line with a stop before small letters": "The first boat was christened last week.\nthe mayor spilled most of the bottle.",
    "a line that lacks a word before small letters": "The first boat was christened last week by the mayor of the¦town, who spilled most of the bottle.",
    "names": "Ada Finch\nBo Reed\nCy Dent",
    "rows of a table": "Tarnholm   3   4   5\nOstholm    4   5   6",
    "a dash below a short line": "The first boat was christened\n- who spilled most of the bottle over his own shoes on that day - and by¦his wife.",
    "an indented quotation": "The first boat was christened last week by the mayor of the other town,\n    who spilled most of the bottle over his own shoes.",
    "an indented first line": "   The first boat was christened last week by the mayor, who spilled¦most of the bottle over his own shoes.",
    "a line one column in": " The first boat was christened last week by the mayor, who spilled most¦of the bottle over his own shoes.",
}  # fmt: skip


@pytest.mark.parametrize("name", BELOW)
def test_what_a_line_below_wrapped_paragraphs_carries_on(name: str) -> None:
    lines = BELOW[name]
    made = texts(f"{wrap(FERRY, BIKES)}\n\n{lines.replace('¦', chr(10))}\n")
    assert made == [
        FERRY,
        BIKES,
        *(
            " ".join(" ".join(line.split()) for line in unit.split("¦"))
            for unit in lines.split("\n")
        ),
    ]
