"""Documents without frames: what comes again in the same form separates them, or is reported. All
texts are invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import check, parse_text

if TYPE_CHECKING:
    from pathlib import Path

HEADS = (
    "Ferry sails to the islands again",
    "Tram reaches the old harbour",
    "Mill on the Sile reopens",
)
TEXTS = (
    "The ferry to the outer islands sails again after a week of storms, its owner said on Monday.",
    (
        "The tram runs to the old harbour again, where it had not been seen since the flood of last"
        " spring."
    ),
    (
        "The mill on the river has opened its doors after two years of work, and sold all its flour"
        " by noon."
    ),
)
WRITERS = ("Ada Lind", "Tom Reed", "Kari Nes")
DAYS = ("4 May 2021", "9 June 2021", "11 July 2021")
MENU = "Home\nTown\nTides\nSign in\n"
FOOT = (
    "Share on Facebook\n\nMost read\nNine kites and a cow\n\n© 2021 The Tidewater Post. All rights"
    " reserved.\n"
)


def brief(at: int) -> str:
    return f"{HEADS[at]}\n\n{TEXTS[at]}\n"


def signed(at: int) -> str:
    return (
        f"{HEADS[at]}\n\nBy {WRITERS[at]}\n\n{DAYS[at]}\n\n{TEXTS[at]}\n\nNobody had expected it"
        " before autumn.\n"
    )


def page(at: int) -> str:
    return f"{MENU}\n{signed(at)}\n{FOOT}"


def headlines(text: str) -> list[str | None]:
    return [one.headline for one in parse_text(text)]


def told(text: str) -> set[tuple[str, str]]:
    return {(one.code, one.severity) for one in check(text.encode(), select=["DK207"])}


@pytest.mark.parametrize("between", ["", "\n", "\n---\n\n"])
@pytest.mark.parametrize("pages", [2, 3])
def test_pages_whose_menu_and_foot_come_again_are_parted(between: str, pages: int) -> None:
    text = between.join(page(at) for at in range(pages))
    assert headlines(text) == list(HEADS[:pages])
    assert not told(text)


@pytest.mark.parametrize(
    "text",
    [
        MENU + "\nWelcome back, dear reader, please sign in to go on.\n\n" + page(0),
        page(0) + MENU + "Contact\n© 2021 The Tidewater Post\n",
        page(0)
        + MENU
        + "\nThe Tidewater Post has been printed since 1911 by people who like to print.\n"
        + FOOT,
    ],
    ids=["a menu twice above", "a menu at the foot", "a menu and a sentence at the foot"],
)
def test_a_menu_twice_on_a_page_does_not_part_it(text: str) -> None:
    assert len(parse_text(text)) == 1


@pytest.mark.parametrize("ruler", ["---", "***", "===", "* * *", "-" * 60, "_" * 40, "###"])
def test_rulers_part_briefs_that_open_alike(ruler: str) -> None:
    text = f"\n{ruler}\n\n".join(brief(at) for at in range(3))
    assert headlines(text) == list(HEADS)
    assert not told(text), "a ruler parts them"


@pytest.mark.parametrize(
    "text",
    [
        f"{brief(0)}\n***\n\n{TEXTS[1]}\n\n***\n\n{TEXTS[2]}\n",
        f"Islands in brief this week\n\n{brief(0)}\n***\n\n{brief(1)}\n***\n\n{brief(2)}",
        f"{HEADS[0]}\n\nOSLO, May 4 (Reuters) - {TEXTS[0]}\n\n***\n\n{brief(1)}\n***\n\n{brief(2)}",
        (
            f"{HEADS[0]}\n\n{TEXTS[0]}\n\n***\n\nOLD HARBOUR AND NEW"
            f" RAILS\n\n{TEXTS[1]}\n\n***\n\nMILLS OF THE NORTH\n\n{TEXTS[2]}\n"
        ),
        f"{HEADS[0]}\n\n{TEXTS[0]}\n\n***\n\n{HEADS[1]}\n\n"
        + f"{TEXTS[1]}\n\n" * 15
        + f"***\n\n{brief(2)}",
    ],
    ids=[
        "no headings",
        "a round-up's title",
        "one dateline",
        "sections in capitals",
        "long sections",
    ],
)
def test_rulers_inside_a_story_do_not_part_it(text: str) -> None:
    assert len(parse_text(text)) == 1


@pytest.mark.parametrize(
    "labels",
    [("Title", "Date", "Text"), ("Headline", "Published", "Body"), ("Titel", "Datum", "Text")],
)
def test_a_labelled_header_like_the_first_begins_a_document(labels: tuple[str, str, str]) -> None:
    head, day, text = labels
    joined = "\n".join(
        f"{head}: {HEADS[at]}\n{day}: 2021-05-0{at + 4}\n{text}: {TEXTS[at]}\n" for at in range(3)
    )
    assert len(parse_text(joined)) == 3


@pytest.mark.parametrize(
    "text",
    [
        (
            "Q: Why does the ferry sail again after the storms of the week?\nA: Because the owner"
            " has found the key to it on Monday.\n\nQ: And who had taken the key away in the first"
            " place?\nA: Nobody has said so far, and nobody has been asked either.\n"
        ),
        (
            f"Place: Oslo, at the quay\nDate: 4 May 2021\n\n{TEXTS[0]}\n\nPlace: Bergen\nDate:"
            f" unknown\n\n{TEXTS[1]}\n"
        ),
    ],
    ids=["an interview", "a second header without a day"],
)
def test_labels_inside_a_story_do_not_part_it(text: str) -> None:
    assert len(parse_text(text)) == 1


LIKELY = {
    "blank lines": "\n\n\n".join(brief(at) for at in range(3)),
    "numbers": "\n".join(f"{at + 1}. {brief(at)}" for at in range(3)),
    "numbers in brackets": "\n".join(f"[{at + 1}]\n{brief(at)}" for at in range(3)),
    "reporters and days": "\n".join(signed(at) for at in range(2)),
    "days": "\n".join(f"{HEADS[at]}\n{DAYS[at]}\n{TEXTS[at]} {TEXTS[at - 1]}\n" for at in range(3)),
    "rights": "\n".join(
        f"{brief(at)}\n{TEXTS[at - 1]}\n\n© 2021 The Tidewater Post. All rights reserved.\n"
        for at in range(3)
    ),
    "end marks": "\n".join(f"{brief(at)}\n{TEXTS[at - 1]}\n\nENDS\n" for at in range(3)),
    "addresses": "\n".join(f"http://tidewater.example/{at}\n\n{brief(at)}" for at in range(2)),
    "a ruler between two": f"{brief(0)}\n***\n\n{brief(1)}",
    "an agency that nobody knows": (
        f"FERRY SAILS\n\nOSLO, May 4 (Tidea) -- {TEXTS[0]}\n\nTRAM RUNS\n\nBERGEN, May 5 (Tidea) --"
        f" {TEXTS[1]}\n"
    ),
    "other pages": (
        page(0)
        + page(1).replace("Home\nTown\nTides", "Start\nCity\nSea").replace("Tidewater", "Cliff")
    ),
}


@pytest.mark.parametrize("name", LIKELY)
def test_what_is_only_likely_is_told_by_both_commands(name: str, tmp_path: Path) -> None:
    path = tmp_path / "all.txt"
    path.write_text(LIKELY[name], encoding="utf-8")
    done = CliRunner().invoke(program, ["parse", "-f", "jsonl", "--isolated", str(path)])
    assert done.exit_code == 0
    assert done.stdout.count("\n") == 1
    assert "perhaps another document begins here" in done.stderr
    assert told(LIKELY[name]) == {("DK207", "warning")}


@pytest.mark.parametrize(
    "text",
    [
        (
            f"Islands in brief\n\nOSLO (Reuters) - {TEXTS[0]}\n\nBERGEN (Reuters) -"
            f" {TEXTS[1]}\n\nTREVISO (Reuters) - {TEXTS[2]}\n"
        ),
        (
            "The dispute over the quay in dates\n\nThese are the main events in the dispute over"
            " the old quay.\n\n4 May 2019\nSix ferries go to court against the harbour.\n\n9 June"
            " 2020\nThe court finds for five of the ferries.\n\n2 July 2021\nThe quay falls into"
            " the sea.\n"
        ),
        (
            f"{HEADS[0]}\n\n{TEXTS[0]}\n\n***\n\nIn 1986 the storms lasted for nine weeks, and the"
            " mail came on skis.\n\n***\n\nNow it comes by telephone.\n"
        ),
        (
            "Live: storm on the bay\n\nFollow the events of Monday as they happen"
            " here.\n\n14:05\n\nThe first ferry sails at last.\n\n13:40\n\nThe mayor forbids all"
            " sailing.\n"
        ),
        f"{brief(0)}\nTIMETABLE\n\n{TEXTS[1]}\n\nPRICES\n\n{TEXTS[2]}\n",
        (
            f"Six things about ferries\n\n{TEXTS[0]}\n\n1. They float on water\n\n{TEXTS[1]}\n\n2."
            f" They smell of soup\n\n{TEXTS[2]}\n\n3. They are late\n\nNobody minds, they say.\n"
        ),
        f"{signed(0)}\n© 2021 The Tidewater Post. All rights reserved.\n",
    ],
    ids=[
        "a round-up",
        "a timeline",
        "a ruler inside",
        "a live blog",
        "crossheads",
        "a numbered list of things",
        "one story",
    ],
)
def test_one_document_is_one_and_nothing_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(program, ["parse", "-f", "jsonl", "--isolated", str(path)])
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert not told(text)


@pytest.mark.parametrize("ruler", ["***", "* * *", "-" * 20])
def test_what_a_ruler_parts_is_not_reported(ruler: str) -> None:
    text = f"\n{ruler}\n\n".join(
        f"{HEADS[at]}\n\nOSLO, May {at + 4} (Reuters) - {TEXTS[at]}\n\nNobody had expected it"
        " before autumn.\n"
        for at in range(2)
    )
    assert headlines(text) == list(HEADS[:2])
    assert not told(text)


@pytest.mark.parametrize(
    "introduction",
    ["His letter, as printed by the agency:", "Here is what the owner wrote, in full:"],
)
def test_a_line_that_introduces_a_quotation_is_no_headline(introduction: str) -> None:
    text = (
        f"{HEADS[0]}\n\nOSLO, May 4 (Reuters) - {TEXTS[0]}\n\n{introduction}\n\nBERGEN, May 5"
        " (Xinhua) - I leave the ferry with a light heart.\n\nNobody knows where he is.\n"
    )
    assert len(parse_text(text)) == 1
    assert not told(text)


@pytest.mark.parametrize("credit", ["EFE", "(EFE)"])
def test_a_paragraph_that_a_credit_closes_is_no_headline(credit: str) -> None:
    text = (
        "Vuelve el barco a las islas\n\nVigo, 4 may (EFE).- El barco vuelve a navegar desde el"
        f" lunes.\n\nLos vecinos llevaron sopa al muelle. {credit}\n\nReabre el molino hoy\n\nLugo,"
        f" 5 may (EFE).- El molino ha reabierto sus puertas. {credit}\n"
    )
    assert headlines(text) == ["Vuelve el barco a las islas", "Reabre el molino hoy"]


ENDED = [
    ("LAMU, Kenya, May 3 (Xinhua) -- ", "Fishermen watched.", "Enditem"),
    ("Husum (dpa) - ", "Die Lampe kam per Schiff.", "(ende)"),
    ("BREST, 3 mai (AFP) - ", "La lampe est neuve.", "Fin"),
    ("KUCHING, May 3 (Bernama) -- ", "Visitors brought torches.", "-- BERNAMA"),
]


@pytest.mark.parametrize(("filed", "last", "mark"), ENDED, ids=[mark for _, _, mark in ENDED])
def test_a_sentence_with_an_end_mark_belongs_to_the_story_above(
    filed: str, last: str, mark: str
) -> None:
    text = "\n\n".join(f"{HEADS[at]}\n\n{filed}{TEXTS[at]}\n\n{last} {mark}" for at in (0, 1))
    found = parse_text(text)
    assert [one.headline for one in found] == list(HEADS[:2])
    assert [one.paragraphs[-1].text for one in found] == [last] * 2


@pytest.mark.parametrize(
    "asked",
    [
        "We and our 77 partners store information on your device, such as cookies.",
        "For 301 vendors small files in your browser remember what you read, and for how long.",
    ],
)
def test_a_question_of_consent_above_a_page_is_no_dispatch(asked: str) -> None:
    wall = f"We value your privacy\n{asked}\nAccept all\nReject all\n\nSkip to main content\n\n"
    (found,) = parse_text(
        f"{wall}{HEADS[0]}\n\nKIRKWALL, Scotland (AP) — {TEXTS[0]}\n\nNobody had expected it.\n"
    )
    assert (found.headline, found.dateline and found.dateline.place) == (HEADS[0], "KIRKWALL")
    assert found.paragraphs[0].text == TEXTS[0]
