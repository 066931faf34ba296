"""How many documents an input is: where it is parted, where a person is told that it may hold more,
and where neither. All texts are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit import check, parse_text, trace_text
from dispatchkit.text.shape import is_heading, ruler_of

HEADS = (
    "Ferry sails to the islands again",
    "Tram reaches the old harbour",
    "Mill on the Sile reopens",
)
TEXTS = (
    "The ferry to the outer islands sails again after a week of storms, its owner said on Monday.",
    "The tram runs to the old harbour again, where it had not been seen since the flood of spring.",
    "The mill on the river has opened its doors after two years, and sold all its flour by noon.",
)
END = "Nobody had expected it before autumn."
MENU, FOOT = (
    "Home\nTown\nTides\nSign in\n",
    "Share on Facebook\n\n© 2021 The Tidewater Post. All rights reserved.\n",
)


def joined(form: str, count: int, between: str = "\n", **other: str) -> str:
    """So many pieces of one *form*, in which the second has the *other* words."""
    pieces = []
    for at in range(count):
        words = {
            "n": str(at + 1),
            "h": HEADS[at],
            "t": TEXTS[at],
            "menu": MENU,
            "foot": FOOT,
            "end": END,
            "x": "",
        }
        pieces.append(form.format_map({**words, **(other if at == 1 else {})}))
    return between.join(pieces)


BRIEF, LABELS, PAGE = (
    "{h}\n{x}\n{t}\n",
    "Title: {h}\nDate: {n} May 2021\n\n{t}\n\n{end}\n",
    "{menu}\n{h}\n\n{n} May 2021\n\n{t}\n\n{end}\n\n{foot}",
)
RULER = "\n-----\n"

# An input, how many documents it is, and whether a person is told that it may be more.
INPUTS: dict[str, tuple[str, int, bool]] = {
    "one story": (joined(BRIEF, 1), 1, False),
    # rulers
    "three briefs between rulers": (joined(BRIEF, 3, RULER), 3, False),
    "three briefs between short rulers": (joined(BRIEF, 3, "\n---\n"), 3, False),
    "three briefs between rulers with spaces": (joined(BRIEF, 3, "\n* * *\n"), 3, False),
    "two briefs": (joined(BRIEF, 2, RULER), 1, True),
    "rulers of two signs": (joined(BRIEF, 2, RULER) + "\n=====\n" + BRIEF.format(h=HEADS[2], t=TEXTS[2], x=""), 1, True),
    "one headline in capitals": (joined(BRIEF, 3, RULER, h=HEADS[1].upper()), 1, True),
    "all headlines in capitals": (joined(BRIEF, 3, RULER).replace(HEADS[0], HEADS[0].upper()).replace(HEADS[1], HEADS[1].upper()).replace(HEADS[2], HEADS[2].upper()), 3, False),
    "one dateline": (joined(BRIEF, 3, RULER, t=f"OSLO (AFP) - {TEXTS[1]}"), 2, False),
    "a dateline in each": (joined("{h}\n\nOSLO (AFP) - {t}\n", 3, RULER), 3, False),
    "one without a headline": (joined("{h}\n\n{t}\n", 3, RULER, h=TEXTS[0]), 1, True),
    "one with a byline": (joined(BRIEF, 3, RULER, x="By Ada Finch\n"), 3, False),
    "a byline in each": (joined("{h}\nBy Ada Finch\n\n{t}\n", 3, RULER), 3, False),
    "heads of four lines": (joined("{h}\nAa\nBb\nCc\n\n{t}\n", 3, RULER), 3, False),
    "heads of five lines": (joined("{h}\nAa\nBb\nCc\nDd\n\n{t}\n", 3, RULER), 3, False),
    "sections longer than briefs": (joined("{h}\n\n" + "{t}\n\n" * 14, 3, RULER), 1, True),
    # headers of labels
    "two headers of labels": (joined(LABELS, 2), 2, False),
    "three headers of labels": (joined(LABELS, 3), 3, False),
    "labels without a day": (joined("Title: {h}\nAuthor: Ada Finch\n\n{t}\n\n{end}\n", 2), 1, True),
    "one label": (joined("Title: {h}\n\n{t}\n\n{end}\n", 2), 1, True),
    "one label twice": (joined("Title: {h}\nTitle: {h}\n\n{t}\n", 2), 1, True),
    "labels in another order": (joined(LABELS, 1) + f"\nDate: 2 May 2021\nTitle: {HEADS[1]}\n\n{TEXTS[1]}\n", 1, True),
    "labels close to the text above": (joined(LABELS, 2, "").replace(f"{END}\nTitle", f"{END}\nTitle"), 2, True),
    "labels below a ruler": (joined(LABELS, 2, "-----\n"), 2, False),
    # pages
    "two pages": (joined(PAGE, 2), 2, False),
    "three pages": (joined(PAGE, 3), 3, False),
    "pages without days": (joined("{menu}\n{h}\n\n{t}\n\n{end}\n\n{foot}", 2), 1, False),
    "a menu of two lines": (joined(PAGE.replace("{menu}", "Home\nTown\n"), 2), 2, False),
    "a menu of one line thrice": (joined(PAGE.replace("{menu}", "Home\nHome\nHome\n"), 2), 2, False),
    "a menu with a long line": (joined(PAGE.replace("{menu}", "Home of the Tidewater Post and its readers\nTown\nTides\n"), 2), 2, False),
    "a menu with a year": (joined(PAGE.replace("{menu}", "Home\n2021\nTides\n"), 2), 2, False),
    "a menu with a ruler": (joined(PAGE.replace("{menu}", "Home\n-----\nTides\n"), 2), 2, False),
    "another foot": (joined(PAGE, 2, foot="Ada\n\nBo\n\nCy\n"), 2, False),
    "one page twice": (joined(PAGE, 1) + "\n" + joined(PAGE, 1), 1, False),
    # what is told
    "numbers": (joined("{n}. {h}\n\n{t}\n", 3), 1, True),
    "numbers in brackets": (joined("[{n}] {h}\n\n{t}\n", 3), 1, True),
    "numbers on lines of their own": (joined("({n})\n{h}\n\n{t}\n", 3), 1, True),
    "two numbers": (joined("{n}. {h}\n\n{t}\n", 2), 1, False),
    "numbers that do not count up": (joined("{n}. {h}\n\n{t}\n", 3, n="7"), 1, False),
    "addresses": (joined("https://tidewater.example/{n}\n{h}\n\n{t}\n", 2), 1, True),
    "end marks": (joined("{h}\n\n{t}\n\nEND\n", 2), 1, True),
    "lines of rights": (joined("{h}\n\n{t}\n\n© Tidewater Post\n", 2), 1, True),
    "two end marks": (joined("{h}\n\n{t}\n\nEND\n", 1) + "\n" + f"{HEADS[1]}\n\n{TEXTS[1]}\n\n-30-\n", 1, False),
    "wide gaps": (joined("{h}\n\n{t}\n", 3, "\n\n\n"), 1, True),
    "one wide gap": (joined("{h}\n\n{t}\n", 2, "\n\n\n"), 1, False),
    "gaps of two lines": (joined("{h}\n\n{t}\n", 3, "\n\n"), 1, False),
    "datelines of an unknown agency": (joined("{h}\n\nOSLO (QXZ) - {t}\n", 2), 2, True),
    "the same without gaps": (joined("{h}\nOSLO (QXZ) - {t}\n", 2, ""), 2, True),
    "datelines with a day alone": (joined("{h}\n\nOslo, May {n} - {t}\n", 2), 1, True),
    "bylines and days": (joined("{h}\n\nBy Ada Finch\n\n{n} May 2021\n\n{t}\n", 2), 1, True),
}  # fmt: skip


@pytest.mark.parametrize("name", INPUTS)
def test_how_many_documents_an_input_is(name: str) -> None:
    text, count, doubted = INPUTS[name]
    assert len(parse_text(text)) == count
    assert ("DK207" in {finding.code for finding in check(text.encode())}) == doubted


PLACES = ("OSLO, May 3 (AFP) - ", "BERGEN, May 4 (AFP) - ", "TURKU, May 5 (AFP) - ")
# Messages as wires frame them.
ONE, TWO, THREE = (f"{HEADS[at]}\n\n{PLACES[at]}{TEXTS[at]}\n" for at in range(3))
SOH, STX, ETX, EOT, ENQ, SYN = "\x01\x02\x03\x04\x05\x16"
BRIEFS = tuple(f"{HEADS[at]}\n\n{at + 1} May 2021\n\n{TEXTS[at]}\n" for at in range(2))

# An input, and the lines at which its documents begin.
FRAMED: dict[str, tuple[str, list[int]]] = {
    "ZCZC and NNNN": (f"ZCZC AB1\n{ONE}NNNN\nZCZC AB2\n{TWO}NNNN\n", [1, 6]),
    "ZCZC alone": (f"ZCZC AB1\n{ONE}\nZCZC AB2\n{TWO}", [1, 6]),
    "NNNN alone": (f"{ONE}NNNN\n{TWO}NNNN\n", [1, 5]),
    "nnnn": (f"{ONE}nnnn\n{TWO}nnnn\n", [1, 5]),
    "NNNN at the end": (f"{ONE}NNNN\n", [1]),
    "NNNN and blank lines": (f"{ONE}NNNN\n\n\n", [1]),
    "NNNN and a number": (f"{ONE}NNNN\n12 345\n", [1]),
    "letters before nnnn": (f"{HEADS[0]}\n\n{PLACES[0]}{TEXTS[0]}\nannnn\n{TEXTS[1]}\n", [1]),
    "ZCZC in a sentence": (f"{ONE}\nThe ZCZC of old opened it, he said on the quay to all who would hear.\n\n{TEXTS[1]}\n", [1]),
    "junk above ZCZC": (f"line one\n\nZCZC AB1\n{ONE}NNNN\nZCZC AB2\n{TWO}NNNN\n", [1, 8]),
    "a story above ZCZC": (f"{THREE}\nZCZC AB1\n{ONE}NNNN\nZCZC AB2\n{TWO}NNNN\n", [1, 5, 10]),
    "SOH and EOT": (f"{SOH}a01 1\n{STX}{ONE}{ETX}{EOT}\n{SOH}a02 2\n{STX}{TWO}{ETX}{EOT}\n", [1, 6]),
    "EOT and SOH on one line": (f"{SOH}a01\n{STX}{ONE}{ETX}{EOT}{SOH}a02\n{STX}{TWO}{ETX}{EOT}\n", [1, 5]),
    "SOH alone": (f"{SOH}a01 1\n{ONE}\n{SOH}a02 2\n{TWO}", [1, 6]),
    "EOT alone": (f"{ONE}{EOT}\n{TWO}{EOT}\n", [1, 5]),
    "ETX alone": (f"{ONE}{ETX}\n{TWO}{ETX}\n", [1, 5]),
    "ETX within a line": (f"{ONE}\nThe {ETX} quay\n\n{TEXTS[1]}\n", [1]),
    "ETX where SOH opens": (f"{SOH}a01\n{ONE}{ETX}\n{TEXTS[1]}\n", [1]),
    "SOH before a sentence": (f"{ONE}\n{SOH}{TEXTS[1]}\n\n{TEXTS[2]}\n", [1]),
    "a line of ENQ above SOH": (f"{SOH}a01\n{STX}{ONE}{ETX}{EOT}\n{ENQ}{ENQ}C T\n{SOH}a02\n{STX}{TWO}{ETX}{EOT}\n", [1, 6]),
    "two lines of controls above SOH": (f"{SOH}a01\n{STX}{ONE}\n{ENQ}{ENQ}C T\n{SYN}X\n{SOH}a02\n{STX}{TWO}{ETX}{EOT}\n", [1, 6]),
    "ENQ and EOT above SOH": (f"{SOH}a01\n{STX}{ONE}{ENQ}{EOT}\n{SOH}a02\n{STX}{TWO}{ETX}{EOT}\n", [1, 6]),
    "ZCZC below SOH": (f"{SOH}a01\nZCZC AB1\n{ONE}NNNN\n{SOH}a02\nZCZC AB2\n{TWO}NNNN\n", [1, 7]),
    "a form feed between stories": (f"{ONE}\f{TWO}", [1, 4]),
    "two form feeds between stories": (f"{ONE}\f{TWO}\f{THREE}", [1, 4, 7]),
    "a form feed within a story": (f"{ONE}\n\f{TEXTS[1]}\n", [1]),
    "a form feed within a sentence": (f"{HEADS[0]}\n\n{TEXTS[0][:50]}\n\f{TEXTS[0][50:]}\n\n{TEXTS[1]}\n", [1]),
    "a form feed before small letters": (f"{ONE}\fand then the tram ran to the old harbour again, where it had not been seen for long.\n", [1]),
    "a form feed before a headline alone": (f"{ONE}\f{HEADS[1]}\n", [1]),
    "a ruler between dispatches": (f"{ONE}\n=====\n{TWO}", [1, 5]),
    "a ruler between two of three": (f"{ONE}\n=====\n{TWO}\n=====\n{THREE}", [1, 5, 10]),
    "a ruler before a dateline without a headline": (f"{ONE}\n=====\n{PLACES[1]}{TEXTS[1]}\n", [1]),
    "a ruler before a sentence for a headline": (f"{ONE}\n=====\nTram runs.\n\n{PLACES[1]}{TEXTS[1]}\n", [1, 5]),
    "a ruler close below the text": (f"{HEADS[0]}\n\n{PLACES[0]}{TEXTS[0]}\n==========\n{TWO}", [1, 4]),
    "a ruler between dated texts of two paragraphs": (f"{BRIEFS[0]}\n{END}  {TEXTS[2]}\n\n=====\n{BRIEFS[1]}\n{END} {TEXTS[2]}\n", [1, 9]),
    "a ruler between dated texts of one paragraph": (f"{BRIEFS[0]}\n=====\n{BRIEFS[1]}", [1, 7]),
    "a ruler between undated texts": (f"{HEADS[0]}\n\n{TEXTS[0]}\n\n{TEXTS[2]}\n\n=====\n{HEADS[1]}\n\n{TEXTS[1]}\n\n{TEXTS[2]}\n", [1]),
    "a border of a table": (f"{ONE}\nFerry   3\n==========================\n{TEXTS[1]}\n", [1]),
    "a border of a table with bars": (f"{ONE}\nFerry | 3\n==========================\n{TEXTS[1]}\n", [1]),
    "a ruler between dispatches in Chinese": ("渡轮恢复\n\n新华社奥斯陆5月3日电 暴风雨过后一周，开往外岛的渡轮于星期一恢复航行，船东说，乘客们很高兴。\n\n=====\n电车开通\n\n新华社卑尔根5月4日电 电车再次开往老港口，自去年春天洪水以来那里一直没有电车，市长对记者说。\n", [1, 5]),
}  # fmt: skip


@pytest.mark.parametrize("name", FRAMED)
def test_where_the_documents_of_an_input_begin(name: str) -> None:
    text, begins = FRAMED[name]
    assert [part.source[0].number for part in trace_text(text).parts] == begins


HEADINGS = {
    HEADS[0]: True,
    "Bridge opens": True,
    "Мост через реку открыт": True,
    "市議會開通跨河新橋": True,
    "Bridge": False,
    "word " * 33: False,
    "The bridge is open.": False,
    "His statement:": False,
    "He left, and": True,
    "He left,": False,
    "He left;": False,
    "bridge opens over river": False,
    "He left. EFE": False,
    "He left. (efe)": False,
    "He left. Slowly": True,
}


@pytest.mark.parametrize("text", HEADINGS)
def test_what_may_be_a_headline(text: str) -> None:
    assert is_heading(text) == HEADINGS[text]


RULERS = {
    "---": True, "-----": True, "* * *": True, "___": True, "———": True, "  ===  ": True,
    "--": False, "": False, "--- Town": False, "-=-": False, "Town": False, "...": False,
}  # fmt: skip


@pytest.mark.parametrize("text", RULERS)
def test_what_is_a_ruler(text: str) -> None:
    assert bool(ruler_of(text)) == RULERS[text]
