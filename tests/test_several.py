"""Several documents in one input: separated where that is certain, reported where it is likely. All
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

    from click.testing import Result

FERRY = (
    "Ferry sails to the outer islands\n\nOSLO, Nov 6 (Xinhua) -- The ferry to the outer islands"
    " sails again, its owner said.\n"
)
TRAM = (
    "Straßenbahn fährt wieder bis zum Hafen\n\nRostock (dpa) - Die Straßenbahn fährt seit Montag"
    " wieder bis zum Hafen.\n\nEs gab Kuchen.\n"
)
MILL = (
    "Riapre il mulino sul Sile\n\n(ANSA) - TREVISO, 6 NOV - Il mulino sul Sile ha riaperto dopo due"
    " anni di lavori.\n"
)
KILN = (
    "Le four à pain rallumé\n\nDINAN (France), 6 nov 2021 (AFP) - Le four à pain du village a été"
    " rallumé samedi, a dit la mairie.\n"
)
BRIEFS = {"xinhua": FERRY, "dpa": TRAM, "ansa": MILL, "afp": KILN}

PAGE = """Skip to main content
Home
News
Weather
Sign in
The Harbour Post

{headline}
By {author}
{day}

{one}

{two}

Share
Most read
Terms of use
"""
KEEPER = PAGE.format(
    headline="Last keeper of the northern lighthouse hands over his keys", author="Ada Lind", day="Published 4 May 2021, 10:00",
    one="The last keeper of the northern lighthouse handed over his keys on Monday after forty-one years in which he missed, by his own count, three nights.",
    two="“I shall miss the soup,” said Mr Holm, who is moving to the village below the cliff, where his sister has kept a room for him since the spring.",
)  # fmt: skip
OVEN = PAGE.format(
    headline="Village bakes one loaf for four hundred guests", author="Tom Reed", day="Published 9 June 2021, 08:30",
    one="Four hundred people shared one loaf of bread in a village near the border on Tuesday, after eleven bakers had worked on it for two days and a night.",
    two="The loaf weighed as much as a small car, the mayor said, and was eaten within an hour and a half; only the birds complained that nothing was left.",
)  # fmt: skip


def headlines(text: str, split: str | None = None) -> list[str | None]:
    return [one.headline for one in parse_text(text, split=split)]


def first(text: str) -> str:
    return text.split("\n", 1)[0]


@pytest.mark.parametrize("ruler", ["-" * 20, "#" * 30, "=====", "_" * 40])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_ruler_parts_briefs_of_a_sentence(ruler: str, gap: str) -> None:
    assert headlines(f"{gap}{ruler}\n{gap}".join(BRIEFS.values())) == [
        first(text) for text in BRIEFS.values()
    ]
    assert [
        one.agency.id
        for one in parse_text(f"{gap}{ruler}\n{gap}".join(BRIEFS.values()))
        if one.agency
    ] == list(BRIEFS)


@pytest.mark.parametrize(
    "text",
    [
        (
            f"Islands in brief\n\n{FERRY.split(chr(10), 2)[2]}\n----------\n\nBERGEN, Nov 6"
            " (Xinhua) -- The funicular stands still until Friday for repairs.\n"
        ),
        (
            f"{FERRY}\n----------\n\nThe funicular stands still until Friday for repairs, its owner"
            " said.\n"
        ),
        (
            f"{FERRY}\nBackground\n----------\n\nBERGEN, Nov 6 (Xinhua) -- The funicular stands"
            " still until Friday for repairs.\n"
        ),
    ],
    ids=["items of a round-up", "no head below", "an underline"],
)
def test_a_ruler_inside_a_story_does_not_part_it(text: str) -> None:
    assert len(parse_text(text)) == 1


@pytest.mark.parametrize(
    "more", ["", "\nTwo more ships will follow when the wind has dropped, it said.\n"]
)
def test_a_second_headline_and_credited_dateline_begin_a_second_dispatch(more: str) -> None:
    bridge = (
        "Bridge opens after six years of work\n\nBERGEN, Nov 6 (Xinhua) -- A bridge between two"
        " islands opened on Monday, the county said.\n"
    )
    stands = (
        "Choir sings on the roof of the town hall\n\nMOLDE, Nov 6 (Xinhua) -- A choir sang on the"
        " roof of the town hall on Monday, its leader said.\n"
    )
    assert headlines(f"{FERRY}{more}\n{bridge}{more}\n{stands}") == [
        first(FERRY),
        first(bridge),
        first(stands),
    ]


PAIRS = {
    "a credit alone on its line": "Le four à pain rallumé samedi\n\nDINAN (France), 6 nov 2021 (AFP) -\n\nLe four à pain du village a été rallumé samedi, a dit la mairie.\n\nLe pont rouvert aux piétons\n\nNANTES, 6 nov 2021 (AFP) -\n\nLe pont a été rouvert samedi aux piétons, a dit la mairie.\n",
    "reporters": "Ferry sails to the islands\n\nBy Ada Lind\n\nOSLO, Nov 6 (Reuters) - The ferry sails again, its owner said.\n\nBridge opens after six years\n\nBy Tom Reed\n\nBERGEN, Nov 6 (Reuters) - A bridge opened on Monday, the county said.\n",
    "Chinese": "上海港吞吐量再创新高\n\n新华社上海5月4日电 记者从港口部门获悉，上海港吞吐量再创新高，今年还将增加。\n\n北京地铁新线开通\n\n新华社北京5月4日电 北京地铁新线四日开通，目前已有三万人乘坐。\n",
    "Russian": "Трамвай снова ходит до порта\n\nМУРМАНСК, 6 ноября. /ТАСС/. Трамвай снова ходит до порта, сообщила мэрия.\n\nМост открыт после ремонта\n\nПЕНЗА, 6 ноября. /ТАСС/. Мост открыт после двух лет ремонта, сообщила мэрия.\n",
    "no blank lines": "FERRY RESUMES SERVICE TO ISLANDS\nOSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.\nCLOCK MUSEUM OPENS NEW WING\nGENEVA, May 3 (Reuters) - The clock museum opened a new wing on Saturday.\n",
    "a ruler in Arabic": "افتتاح جسر جديد في المدينة بعد عامين\n\nالرباط 6 نوفمبر (رويترز) - افتتح جسر جديد في المدينة يوم السبت بعد عامين من العمل وفق البلدية.\n------------\nعودة العبارة إلى الجزر بعد العاصفة\n\nتونس 6 نوفمبر (رويترز) - عادت العبارة إلى الجزر يوم السبت بعد أسبوع من العواصف وفق مالكها.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_two_dispatches_of_many_kinds(name: str) -> None:
    assert [bool(one.headline) and len(one.paragraphs) == 1 for one in parse_text(PAIRS[name])] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    "text",
    [
        (
            f"Islands in brief\n\n{FERRY}\nFunicular stands still all week\n\nBERGEN, Nov 6"
            " (Xinhua) -- The funicular stands still until Friday, its owner said.\n"
        ),
        (
            f"{FERRY}\nThe wind has dropped since the weekend\n\nThe ships are to sail twice a day"
            " until spring, its owner said in Bergen on Monday.\n"
        ),
        (
            f"{FERRY}\nTimetable\n\nBERGEN, Nov 6 (Xinhua) -- The ships are to sail twice a day"
            " until spring, its owner said.\n"
        ),
    ],
    ids=["headings of a round-up", "a crosshead and no dateline", "a crosshead of one word"],
)
def test_headings_inside_a_story_do_not_part_it(text: str) -> None:
    assert len(parse_text(text)) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("npf001 3 res 0070 f", "npf002 4 pol 0041 f"),
        ("NPA0441 4 VM 61 NORD 1201", "NPA0442 3 PL 144 NORD 1202"),
        (
            "                              1 of 2 DOCUMENTS",
            "                              2 of 2 DOCUMENTS",
        ),
        ("Dokument 1 von 2", "Dokument 2 von 2"),
    ],
)
def test_a_second_header_line_begins_a_second_dispatch(one: str, two: str) -> None:
    assert len(parse_text(f"{one}\n\n{TRAM}\n\n{two}\n\n{KILN}")) == 2


def test_the_id_of_an_archive_closes_a_document() -> None:
    text = (
        f"{TRAM}\nDocument HARPOS0020210504eh5400012\n\n{KILN}\nDocument"
        " HARPOS0020210609eh6900044\n"
    )
    assert [one.headline for one in parse_text(text)] == [first(TRAM), first(KILN)]


@pytest.mark.parametrize(
    "text",
    [
        (
            f"{TRAM}\n1 of 2 photos\n\n2 of 2 photos\n\nThe rails were laid in 1952, and nobody had"
            " touched them since, the owner said.\n"
        ),
        f"npf001 3 res 0070 f\n\n{TRAM}",
        (
            f"{TRAM}\nabc123 4 x 100 metres\nabd124 4 x 100 metres\n\nDie Staffeln liefen am Hafen"
            " entlang, wie der Verein am Montag mitteilte.\n"
        ),
    ],
    ids=["photos", "one header", "no header first"],
)
def test_lines_that_look_like_headers_do_not_part_a_story(text: str) -> None:
    assert len(parse_text(text)) == 1


@pytest.mark.parametrize("between", ["\n", "-" * 40 + "\n", "\n" + "=" * 20 + "\n\n"])
def test_pages_pasted_together_are_cut(between: str) -> None:
    assert headlines(KEEPER + between + OVEN) == [
        "Last keeper of the northern lighthouse hands over his keys",
        "Village bakes one loaf for four hundred guests",
    ]
    assert (
        len(parse_text(between.join([KEEPER, OVEN, KEEPER.replace("northern", "southern")]))) == 3
    )


def test_a_link_to_skip_the_menus_begins_a_page() -> None:
    other = OVEN.replace("Skip to main content", "Zum Inhalt springen").replace(
        "The Harbour Post", "Der Hafenbote"
    )
    assert len(parse_text(KEEPER.replace("Skip to main content\n", "") + other)) == 2


@pytest.mark.parametrize(
    "below",
    [
        (
            "Comments\n\nJon Berg\n4 May 2021\n\nMy grandfather sailed past that lamp every week"
            " and never once saw the man, though he waved each time.\n\nKari Nes\n5 May 2021\n\nI"
            " was there on Monday, and the soup was very good indeed, as was the bread that came"
            " with it.\n\nOla Lie\n6 May 2021\n\nNobody has said yet who is going to pay for the"
            " lamp now that it has no keeper, or have I missed it?\n"
        ),
        (
            "Home\nNews\nWeather\nSign in\nThe Harbour Post is printed by people who like to print,"
            " and read by people who like to read, in all weathers.\nContact us\nTerms of use\n©"
            " 2021 The Harbour Post\n"
        ),
    ],
    ids=["comments", "a foot with the menu"],
)
def test_a_ruler_inside_a_page_does_not_part_it(below: str) -> None:
    assert len(parse_text(f"{KEEPER}----------------\n{below}")) == 1


def test_split_cuts_at_the_lines_that_the_user_names() -> None:
    text = f"Item A-1\n{FERRY}\nItem A-2\n{TRAM}\nItem A-3\n{MILL}"
    found = parse_text(text, split=r"^Item A-\d+$")
    assert [one.index for one in found] == [0, 1, 2]
    assert [one.paragraphs[0].lines[0] for one in found] == [4, 9, 16]
    for one, number in zip(found, (1, 6, 13), strict=True):
        record = str(one.to_dict())
        assert f"Item A-{number // 6 + 1}" in record, "the line itself is kept"
    assert len(parse_text(text, split="^Item B")) == 1


def test_split_overrules_frames_and_rulers() -> None:
    text = f"ZCZC 1\n{FERRY}NNNN\n\nZCZC 2\n{TRAM}NNNN\n"
    assert len(parse_text(text)) == 2
    assert len(parse_text(text, split="^NEVER THERE")) == 1


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, [*arguments, "--isolated"])


def test_split_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "all.txt"
    path.write_text(f"Item 1\n{FERRY}\nItem 2\n{TRAM}", encoding="utf-8")
    assert run(
        "parse", "--split", r"^Item \d", "--field", "headline", str(path)
    ).stdout.splitlines() == [first(FERRY), first(TRAM)]
    assert (
        "DK207" not in run("check", "--split", r"^Item \d", "--select", "DK207", str(path)).output
    )
    assert run("explain", "--split", r"^Item \d", str(path)).stdout.count("--split at line") == 2


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(", "no regular expression"),
        ("x*", "found in every line"),
        (r"^(a+)+$", "may take for ever"),
        (r"(a|ab|b)*c", "may take for ever"),
        (".*.*.*.*=", "may take minutes"),
    ],
)
def test_an_expression_of_no_use_is_refused(tmp_path: Path, pattern: str, said: str) -> None:
    done = run("parse", "--split", pattern, str(tmp_path))
    assert done.exit_code == 2
    assert said in done.stderr
    with pytest.raises(ValueError, match="split: "):
        parse_text(FERRY, split=pattern)


@pytest.mark.parametrize(
    "text",
    [
        (
            f"Islands in brief\n\n{FERRY}\nFunicular stands still all week\n\nBERGEN, Nov 6"
            " (Xinhua) -- The funicular stands still until Friday, its owner said.\n"
        ),
        (
            "Ferry sails to the outer islands\n\nOSLO, Nov 6 - The ferry to the outer islands sails"
            " again, its owner said.\n\nFunicular stands still all week\n\nBERGEN, Nov 6 - The"
            " funicular stands still until Friday, its owner said.\n"
        ),
    ],
    ids=["headings with credited datelines", "headlines and datelines without credits"],
)
def test_what_is_only_likely_is_told(text: str) -> None:
    assert len(parse_text(text)) == 1
    assert "DK207" in {one.code for one in check(text.encode(), select=["DK207"])}


def export(articles: int) -> str:
    """An archive's export whose documents nothing parts that we know."""
    parts = [
        f"Harbour Post\nLokales, Seite {number}\n\nWeg Nummer {number} wird neu"
        f" gebaut\n\n{number % 28 + 1}. Mai 2021\n\n"
        + f"Der Weg mit der Nummer {number} wird nach Angaben der Stadt im Sommer neu gebaut, und"
        " zwar aus Holz.\n\n" * 4
        for number in range(1, articles)
    ]
    return "\n".join(parts)


def test_parse_warns_where_boilerplate_holds_most_of_the_news(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(KEEPER + "\n" + export(30), encoding="utf-8")
    done = run("parse", "-f", "jsonl", str(path))
    records = done.stdout.count("\n")
    assert records > 20 or ("--split" in done.stderr and str(path) in done.stderr), done.stderr
    (tmp_path / "one.txt").write_text(KEEPER, encoding="utf-8")
    assert run("parse", str(tmp_path / "one.txt")).stderr == ""
