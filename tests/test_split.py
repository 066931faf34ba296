"""One block a dispatch, and one block in doubt. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        "".join(line.text + line.ending for line in block.lines)
        for block in split_blocks(split_lines(text))
    ]


def reasons(text: str) -> list[str]:
    return [block.reason for block in split_blocks(split_lines(text))]


@given(st.text(alphabet="aB .\n\f=-*_#~+\x01\x02\x03\x04ZCN0你") | st.text())
def test_blocks_hold_every_line_once_in_order(text: str) -> None:
    lines = split_lines(text)
    found = split_blocks(lines)
    assert tuple(line for block in found for line in block.lines) == lines
    assert all(block.reason for block in found)
    if len(found) > 1:
        assert all(any(not is_blank(line.text) for line in block.lines) for block in found)


def test_nothing_gives_no_block() -> None:
    assert split_blocks(()) == ()


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
        f"{BERLIN}\nBackground\n----------\n\n{LIMA}",
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
        assert split_blocks(split_lines(text))
