"""One block per dispatch, and a single block in doubt. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit import trace_text
from dispatchkit.reading.blocks import split_blocks
from dispatchkit.text.lines import is_blank, split_lines

BERLIN = """Ferry line to open in spring

BERLIN (dpa) - A new ferry line across the lake will open in spring, the ministry said on Monday.

The boats are to run every hour and carry up to forty bicycles each, a spokeswoman said.
"""
LIMA = """Museo abre sus puertas

LIMA, 4 dic (EFE).- El museo del ferrocarril abrió sus puertas el lunes tras dos años de obras.

La entrada será gratuita hasta fin de mes, según informó su directora en un comunicado.
"""


def blocks(text: str) -> list[str]:
    return [
        "".join(line.text + line.ending for line in part.source) for part in trace_text(text).parts
    ]


def reasons(text: str) -> list[str]:
    return [part.reason for part in trace_text(text).parts]


@given(st.text(alphabet="aB .\n\f=-*_#~+\x01\x02\x03\x04ZCN0你") | st.text())
def test_blocks_hold_every_line_once_in_order(text: str) -> None:
    lines = split_lines(text)
    found = tuple(split_blocks(lines))
    assert tuple(line for block in found for line in block.lines) == lines
    assert all(block.reason for block in found)
    if len(found) > 1:
        assert all(any(not is_blank(line.text) for line in block.lines) for block in found)


def test_nothing_gives_no_block() -> None:
    assert tuple(split_blocks(())) == ()


@pytest.mark.parametrize(
    "between",
    [
        "\n=====\n",
        "\n-----\n\n",
        "\n" + "*" * 60 + "\n",
        "\n_____\n",
        "\n~~~~~~~~\n",
        "\n+++++\n",
        "\n#####\n",
        "\f",
        "\f\n",
        "\n\f\n",
    ],
)
def test_separators_part_two_dispatches(between: str) -> None:
    assert len(blocks(BERLIN + between + LIMA)) == 2
    assert len(blocks(BERLIN + between + LIMA + between + BERLIN)) == 3


@pytest.mark.parametrize(
    "between", ["\n---\n", "\n___\n", "\n* * * *\n", "\n", "\n\n\n\n", "\n=====\n[PHOTO]\n"]
)
def test_what_does_not_part(between: str) -> None:
    assert (
        len(
            blocks(BERLIN + between + "Contributors: A. Example in Lima and B. Example in Quito.\n")
        )
        == 1
    )


@pytest.mark.parametrize(
    "text",
    [
        f"Ferry line to open in spring\n============================\n\n{LIMA}",
        f"{BERLIN}\nBackground\n----------\n\n{LIMA.split(chr(10), 2)[2]}",
        "Table\n\n------------\na       1      2\n------------\nb       3      4\n",
        f"---\ntitle: Ferry\n---\n\n{BERLIN}",
        (
            f"{BERLIN}\n-----\nThe editors can be reached by telephone on weekdays from nine to"
            " five.\n"
        ),
        (
            f"{BERLIN}\f which was the last line of a page that a printer broke in the middle of"
            " one text.\n"
        ),
    ],
)
def test_rulers_inside_a_dispatch(text: str) -> None:
    assert reasons(text) == ["whole input"]


def test_zczc_and_nnnn() -> None:
    text = f"ZCZC ABC0001\n{BERLIN}NNNN\n\n\nZCZC ABC0002\n{LIMA}NNNN\n"
    first, second = blocks(text)
    assert first.startswith("ZCZC ABC0001")
    assert first.endswith("NNNN\n\n\n")
    assert second.startswith("ZCZC ABC0002")
    assert reasons(text)[1] == "ZCZC at line 10"


def test_a_framed_flash_is_a_block_of_its_own() -> None:
    assert len(blocks("ZCZC 1\nBridge open\nNNNN\nZCZC 2\nBridge shut\nNNNN\n")) == 2


def test_nnnn_alone() -> None:
    assert len(blocks(f"{BERLIN}NNNN\n{LIMA}NNNN\n")) == 2
    assert len(blocks(f"{BERLIN}NNNN\n\n13 GMT\n")) == 1


def test_control_frames() -> None:
    one = (
        "\x01abc001 4 i 211 xyz\n\n\x02Headline one =\n\n   Text of the first"
        " message.\n\n\x03131137 GMT Nov 13\n\x7f\n\x7f\x04"
    )
    two = one.replace("one", "two").replace("first", "second")
    assert [block.count("\x01") for block in blocks(f"{one}\n{two}\n")] == [1, 1]
    assert [block.count("Headline") for block in blocks(one + two)] == [1, 1]


def test_a_line_of_controls_before_soh_belongs_to_the_message() -> None:
    one = (
        "\x05\x05\x05C T\n\x16\x16\x01f0001\x1fwire\n\x02HEADLINE\n    OSLO, Feb 26 - Text of a"
        " message.\n\x03\n"
    )
    assert [block[:4] for block in blocks(one * 3)] == ["\x05\x05\x05C"] * 3


def test_blank_ends_merge() -> None:
    assert len(blocks(f"\n\n{BERLIN}\f\n\n \n")) == 1


def test_hostile_input_is_linear() -> None:
    for text in ("\f\n" * 50_000, "a\n=====\n\n" * 20_000, "=" * 500_000, "(" * 100_000):
        assert any(split_blocks(split_lines(text)))


ONE = (
    "Bridge opens\n\nBERLIN (dpa) - The bridge across the lake was opened on Monday, said the"
    " ministry.\n"
)
BARE = "LIMA, 4 dic (EFE).- El museo del ferrocarril abrió sus puertas el lunes tras las obras.\n"
TWO = f"Museo abre\n\n{BARE}"
SENTENCE = "The boats are to run every hour and carry up to forty bicycles each, she said.\n"
UNDATED = f"Ferries for all\n\n{SENTENCE * 3}"
FIGURES = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20\n" * 4

# What stands in the input, and at which lines a dispatch begins for which reason.
WHERE = {
    "single sentences with headline and credit": (f"{ONE}\n=====\n{TWO}", "ruler at line 5"),
    "a single sentence without a headline": (f"{ONE}\n=====\n{BARE}", ""),
    "a single sentence below a sentence": (f"{ONE}\n=====\nMuseo abre.\n\n{BARE}", "ruler at line 5"),
    "four signs": (f"{ONE}\n====\n\n{TWO}", "ruler at line 5"),
    "two signs": (f"{ONE}\n==-==\n\n{TWO}", ""),
    "letters": (f"{ONE}\nxxxxx\n\n{TWO}", ""),
    "a ruler above all": (f"=====\n{ONE}\n=====\n{TWO}", "ruler at line 6"),
    "a heading underlined": (f"{ONE}\nMuseo\n=====\n\n{TWO}", ""),
    "a heading underlined three signs too long": (f"{ONE}\nMuseo\n========\n\n{TWO}", ""),
    "a line above a ruler four signs longer": (f"{ONE}\nMuseo\n=========\n\n{TWO}", "ruler at line 6"),
    "a heading underlined three signs too short": (f"{ONE}\nMuseo ab\n=====\n\n{TWO}", ""),
    "a line above a ruler four signs shorter": (f"{ONE}\nMuseo abr\n=====\n\n{TWO}", "ruler at line 6"),
    "the border of a table": (f"{ONE}\nA long name of a column   3\n=====\n\n{TWO}", ""),
    "undated text below a ruler": (f"{BERLIN}\n=====\n{UNDATED}", ""),
    "one line of prose below a ruler": (f"{BERLIN}\n=====\nFerries 4 December 2021\n\n{SENTENCE}", ""),
    "two lines of prose below a ruler": (f"{BERLIN}\n=====\nFerries for all\n4 December 2021\n\n{SENTENCE * 2}", "ruler at line 7"),
    "a headline on a new page": (f"{BERLIN}\f{UNDATED}", "form feed at line 6"),
    "small letters on a new page": (f"{BERLIN}\f{UNDATED.replace('Ferries', 'ferries')}", ""),
    "a sentence on a new page": (f"{BERLIN}\f{SENTENCE * 3}", ""),
    "a dateline on a new page": (f"{BERLIN}\f{BARE}{SENTENCE}", "form feed at line 6"),
    "a form feed above all": (f"\f{BERLIN}\f{UNDATED}", "form feed at line 6"),
    "figures on a new page": (f"{BERLIN}\f{FIGURES}", ""),
    "NNNN in small letters": (f"{BERLIN}nnnn\n{LIMA}", "after NNNN at line 6"),
    "NNNN between spaces": (f"{BERLIN}  NNNN  \n{LIMA}", "after NNNN at line 6"),
    "NNNN in a word": (f"{BERLIN}xNNNN\n{LIMA}", "head at line 6"),
    "ZCZC in a sentence": (f"{BERLIN}The ZCZC of it\n{LIMA}", "head at line 6"),
    "rulers inside frames": (f"ZCZC 1\n{BERLIN}\n=====\n{LIMA}ZCZC 2\n{LIMA}", "ZCZC at line 14"),
    "ETX where nothing has a header": (f"\x02{ONE}\x03\n\x02{TWO}\x03\n", "after ETX at line 4"),
    "EOT and SOH on one line": (f"\x01a001\n{ONE}\x04\x01a002\n{TWO}\x04\n", "SOH at line 5"),
    "ZCZC right below SOH": (f"\x01a001\nZCZC 1\n{ONE}\x01a002\nZCZC 2\n{TWO}", "SOH at line 6"),
    "three lines of controls above SOH": (f"\x01a001\n{ONE}\x05A\n\x05B\n\x05C\n\x01a002\n{TWO}", "SOH at line 8"),
}  # fmt: skip


@pytest.mark.parametrize("name", WHERE)
def test_where_the_second_dispatch_begins(name: str) -> None:
    text, reason = WHERE[name]
    assert "".join(reasons(text)[1:]) == reason
