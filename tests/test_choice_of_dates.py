"""Which of the dates around the story of a page is chosen: by its place, by the words beside it,
and by what it lacks. All pages are invented.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dispatchkit import check, parse_text
from dispatchkit.record.choice_of_dates import dates_around
from dispatchkit.record.dated_lines import Dump

H, A, B = (
    "# Council opens bridge over river",
    "> The council opened the bridge.",
    "> The toll is to be paid from spring.",
)
X, MENU = "Mayor sings on the quay", "Home"
NEAR = {"near": date(2021, 12, 6)}

# Lines, of which "#" marks the headline and ">" the text, what else is known of the page, the days of
# publication and update, and the lines that are taken for them.
PAGES: dict[str, tuple[list[str], dict[str, Any], tuple[str, str, tuple[int, ...]]]] = {
    "below the headline": ([H, "4 December 2021", A, B], {}, ("2021-12-04", "", (1,))),
    "above the headline": (["4 December 2021", H, A, B], {}, ("2021-12-04", "", (0,))),
    "far above the headline": (["4 December 2021", *[MENU] * 15, H, A, B], {}, ("", "", ())),
    "fifteen lines above the headline": (
        ["4 December 2021", *[MENU] * 14, H, A, B],
        {},
        ("", "", ()),
    ),
    "today's day above the menu": (
        ["Monday 6 December 2021", *[MENU] * 4, H, A, B],
        {},
        ("", "", ()),
    ),
    "today's day and clock above the menu": (
        ["Monday 6 December 2021 10:15", *[MENU] * 4, H, A, B],
        {},
        ("2021-12-06 10:15:00", "", (0,)),
    ),
    "a day above the menu": (
        ["6 December 2021", *[MENU] * 4, H, A, B],
        {},
        ("2021-12-06", "", (0,)),
    ),
    "today's day above the menu, and a time in the story": (
        ["Monday 6 December 2021", *[MENU] * 4, H, "Published 14.14", A, B],
        {},
        ("2021-12-06", "", (0,)),
    ),
    "a day without weekday above the menu, and a time in the story": (
        ["6 December 2021", *[MENU] * 20, H, "Published 14.14", A, B],
        {},
        ("", "", ()),
    ),
    "a weekday without year above the menu, and a time in the story": (
        ["Monday 6 December", *[MENU] * 20, H, "Published 14.14", A, B],
        {},
        ("", "", ()),
    ),
    "a weekday and year far above the menu, and a time in the story": (
        ["Monday 6 December 2021", *[MENU] * 20, H, "Published 14.14", A, B],
        {},
        ("2021-12-06", "", (0,)),
    ),
    "an edition far above the menu, and a time in the story": (
        [
            "Monday 6 December 2021 edition of the old paper of the town of Tarnholm",
            *[MENU] * 20,
            H,
            "Published 14.14",
            A,
            B,
        ],
        {},
        ("", "", ()),
    ),
    "below the text": ([H, A, B, "4 December 2021"], {}, ("2021-12-04", "", (3,))),
    "two lines below the text": ([H, A, B, X, "4 December 2021"], {}, ("2021-12-04", "", (4,))),
    "three lines below the text": ([H, A, B, *[X] * 2, "4 December 2021"], {}, ("", "", ())),
    "three lines below the text, said to be of the publication": (
        [H, A, B, *[X] * 2, "Published 4 December 2021"],
        {},
        ("2021-12-04", "", (5,)),
    ),
    "far below the text, said to be of the publication": (
        [H, A, B, *[X] * 30, "Published 4 December 2021"],
        {},
        ("2021-12-04", "", (33,)),
    ),
    "far below the text, without a year": (
        [H, A, B, *[X] * 30, "Published 4 December"],
        NEAR,
        ("", "", ()),
    ),
    "far below the text, two days": (
        [H, A, B, *[X] * 30, "Published 4 December 2021", X, "Published 5 December 2021"],
        {},
        ("", "", ()),
    ),
    "far below the text, one day twice": (
        [H, A, B, *[X] * 30, "Published 4 December 2021", X, "Published 4 December 2021"],
        {},
        ("2021-12-04", "", (33,)),
    ),
    "far below the text, not said": ([H, A, B, *[X] * 30, "4 December 2021"], {}, ("", "", ())),
    "published and updated": (
        [H, "Published 4 December 2021", "Updated 5 December 2021", A, B],
        {},
        ("2021-12-04", "2021-12-05", (1, 2)),
    ),
    "published and updated in one line": (
        [H, "Published 4 December 2021 Updated 5 December 2021", A, B],
        {},
        ("2021-12-04", "2021-12-05", (1,)),
    ),
    "updated alone": ([H, "Updated 5 December 2021", A, B], {}, ("2021-12-05", "2021-12-05", (1,))),
    "updated with its clock alone": (
        [H, "Updated 5 December 2021 10:15", A, B],
        {},
        ("2021-12-05", "2021-12-05 10:15:00", (1,)),
    ),
    "updated before published": (
        [H, "Updated 3 December 2021", "Published 4 December 2021", A, B],
        {},
        ("2021-12-04", "", (2,)),
    ),
    "a day far above and an update": (
        ["8 December 2021", *[MENU] * 12, H, "Updated 5 December 2021", A, B],
        {},
        ("2021-12-05", "2021-12-05", (14,)),
    ),
    "two days in one line": (
        [H, "4 December 2021 5 December 2021", A, B],
        {},
        ("2021-12-04", "2021-12-05", (1,)),
    ),
    "two days in one line, the later first": (
        [H, "5 December 2021 4 December 2021", A, B],
        {},
        ("2021-12-04", "2021-12-05", (1,)),
    ),
    "one day twice in one line": (
        [H, "4 December 2021 4 December 2021", A, B],
        {},
        ("2021-12-04", "", (1,)),
    ),
    "two clocks in one line": (
        [H, "4 December 2021 10:15 4 December 2021 11:20", A, B],
        {},
        ("2021-12-04 10:15:00", "2021-12-04 11:20:00", (1,)),
    ),
    "two days in one line, parted by words": (
        [H, "4 December 2021 to 5 December 2021", A, B],
        {},
        ("2021-12-04", "", (1,)),
    ),
    "the word stands after the day": (
        [H, "4 December 2021 (published)", A, B],
        {},
        ("2021-12-04", "", (1,)),
    ),
    "the words stand after both days": (
        [H, "4 December 2021 published 5 December 2021 updated", A, B],
        {},
        ("2021-12-04", "2021-12-05", (1,)),
    ),
    "the word stands in the line before": (
        [H, "Updated", "5 December 2021", A, B],
        {},
        ("2021-12-05", "2021-12-05", (2,)),
    ),
    "the words stand in the lines before": (
        [H, "Published", "4 December 2021", "Updated", "5 December 2021", A, B],
        {},
        ("2021-12-04", "2021-12-05", (2, 4)),
    ),
    "of a photo": ([H, "Photo: 3 December 2021", A, B], {}, ("", "", ())),
    "of a photo and of the story": (
        [H, "Photo: 3 December 2021", "4 December 2021", A, B],
        {},
        ("2021-12-04", "", (2,)),
    ),
    "a caption and the day of the story": (
        [H, "Soldiers on the old bridge of the town, 3 December 2021", "4 December 2021", A, B],
        {},
        ("2021-12-04", "", (2,)),
    ),
    "after the author": (
        [H, "Ada Finch · Property · 4 December 2021", A, B],
        {},
        ("2021-12-04", "", (1,)),
    ),
    "after the author, unparted": (
        [H, "Ada Finch Tarnholm 4 December 2021", A, B],
        {},
        ("2021-12-04", "", (1,)),
    ),
    "in a sentence": (
        [
            H,
            "The bridge was closed by the old council of the town on 3 December 2021 for the winter.",
            A,
            B,
        ],
        {},
        ("", "", ()),
    ),
    "in a long line": (
        [
            H,
            "The bridge was closed by the old council of the town for the winter, The bridge was closed by the old council of the town for the winter, The bridge was closed by the old council of the town for the winter, The bridge was closed by the old council of the town for the winter, 3 December 2021",
            A,
            B,
        ],
        {},
        ("", "", ()),
    ),
    "in the first line of the text": (
        [H, "> 4 December 2021 - The council opened the bridge.", B],
        {},
        ("2021-12-04", "", (1,)),
    ),
    "without a year": ([H, "4 December", A, B], {}, ("", "", ())),
    "without a year, received in 2021": ([H, "4 December", A, B], NEAR, ("2021-12-04", "", (1,))),
    "without a year, with another that has one": (
        [H, "4 December", "Photo: 3 December 2021", A, B],
        {},
        ("2021-12-04", "", (1,)),
    ),
    "without a year, with a weekday and a notice": (
        [H, "Saturday 4 December", A, B, "© 2021 Tarnholm Post"],
        {},
        ("2021-12-04", "", (1,)),
    ),
    "without a year, with another weekday and a notice": (
        [H, "Sunday 4 December", A, B, "© 2021 Tarnholm Post"],
        {},
        ("", "", ()),
    ),
    "without a year, and one with a year further off": (
        [H, "4 December", *[MENU] * 2, "4 December 2020", A, B],
        NEAR,
        ("2020-12-04", "", (4,)),
    ),
    "numbers": ([H, "04/12/2021", A, B], {}, ("2021-12-04", "", (1,))),
    "numbers, and others that say which is the day": (
        [H, "04/12/2021", A, B, X, "Photo: 23/11/2021"],
        {},
        ("2021-12-04", "", (1,)),
    ),
    "the headline is a day": (["# 4 December 2021", A, B], {}, ("", "", ())),
    "no headline": (["4 December 2021", A, B], {}, ("2021-12-04", "", (0,))),
    "no headline, far above": (
        ["4 December 2021", *[MENU] * 12, A, B],
        {},
        ("2021-12-04", "", (0,)),
    ),
    "nothing": ([H, A, B], {}, ("", "", ())),
    "a label with a colon": (
        [H, "Event: 3 December 2021", "4 December 2021", A, B],
        {},
        ("2021-12-04", "", (2,)),
    ),
    "nearer to the headline": (
        [H, "4 December 2021", *[X] * 5, "3 December 2021", A, B],
        {},
        ("2021-12-04", "", (1,)),
    ),
    "with a year rather than without": (
        [H, "3 December", "4 December 2021", A, B],
        NEAR,
        ("2021-12-04", "", (2,)),
    ),
    "with a clock rather than without": (
        [H, "3 December 2021", "4 December 2021 10:15", A, B],
        {},
        ("2021-12-04 10:15:00", "", (2,)),
    ),
    "taken for a date by something else": (
        [H, "3 December 2021", "4 December 2021", A, B],
        {"dated": {2}},
        ("2021-12-04", "", (2,)),
    ),
    "numbers, and others that say that the month stands first": (
        [H, "04/12/2021", A, B, X, "Photo: 11/23/2021"],
        {},
        ("2021-04-12", "", (1,)),
    ),
    "behind a dash": ([H, "Tarnholm - 4 December 2021", A, B], {}, ("2021-12-04", "", (1,))),
    "long before the day": (
        [
            H,
            "The old council of the town of Tarnholm of Tarnholm of Tarnholm 4 December 2021",
            A,
            B,
        ],
        {},
        ("", "", ()),
    ),
    "forty lines before the text": (
        [H, *[X] * 39, "4 December 2021", A, B],
        {},
        ("2021-12-04", "", (40,)),
    ),
    "far from the headline, right before the text": (
        [H, *[X] * 60, "4 December 2021", A, B],
        {},
        ("2021-12-04", "", (61,)),
    ),
    "with a clock, fifteen lines above": (
        ["4 December 2021 10:15", *[MENU] * 14, H, A, B],
        {},
        ("2021-12-04 10:15:00", "", (0,)),
    ),
    "with a clock, sixteen lines above": (
        ["4 December 2021 10:15", *[MENU] * 15, H, A, B],
        {},
        ("", "", ()),
    ),
    "without a clock, twelve lines above": (
        ["4 December 2021", *[MENU] * 11, H, A, B],
        {},
        ("2021-12-04", "", (0,)),
    ),
    "without a clock, thirteen lines above": (
        ["4 December 2021", *[MENU] * 12, H, A, B],
        {},
        ("", "", ()),
    ),
    "said to be of the publication, fifteen lines above": (
        ["Published 4 December 2021", *[MENU] * 14, H, A, B],
        {},
        ("2021-12-04", "", (0,)),
    ),
    "the same without a year": (
        ["Published 4 December", *[MENU] * 14, H, A, B],
        NEAR,
        ("2021-12-04", "", (0,)),
    ),
    "above a text without a headline": (
        ["4 December 2021", *[MENU] * 14, A, B],
        {},
        ("2021-12-04", "", (0,)),
    ),
    "further above a text without a headline": (
        ["4 December 2021", *[MENU] * 15, A, B],
        {},
        ("", "", ()),
    ),
    "of an update far above": (
        ["Updated 4 December 2021", *[MENU] * 20, H, A, B],
        {},
        ("", "", ()),
    ),
    "of an update far behind": ([H, A, B, *[X] * 30, "Updated 4 December 2021"], {}, ("", "", ())),
    "of an update behind the text": (
        [H, A, B, *[X] * 8, "Updated 4 December 2021"],
        {},
        ("2021-12-04", "2021-12-04", (11,)),
    ),
    "of an update, and a later day beside it": (
        [H, "Updated 4 December 2021", "5 December 2021", A, B],
        {},
        ("2021-12-04", "2021-12-04", (1,)),
    ),
    "of an update, and a later publication": (
        [H, "Updated 4 December 2021", "Published 5 December 2021", A, B],
        {},
        ("2021-12-05", "", (2,)),
    ),
    "of both, on one day": (
        [H, "Updated 4 December 2021 11:00", "Published 4 December 2021 10:00", A, B],
        {},
        ("2021-12-04 10:00:00", "2021-12-04 11:00:00", (1, 2)),
    ),
    "in the dateline": (
        [H, "> TARNHOLM, 4 December 2021 - The council opened the bridge.", B],
        {},
        ("2021-12-04", "", (1,)),
    ),
    "of a caption, and of the story": (
        [H, "Mayor sings on the old quay of Tarnholm 3 December 2021", "4 December 2021", A, B],
        {},
        ("2021-12-04", "", (2,)),
    ),
    "of a teaser three lines behind": (
        [H, A, B, *[X] * 3, "Ada, 5 December 2021"],
        {},
        ("", "", ()),
    ),
    "of a photo behind the text": ([H, A, B, "Photo: 5 December 2021"], {}, ("", "", ())),
    "the headline's own, again in the text": (
        ["# 4 December 2021", A, "4 December 2021", B],
        {},
        ("", "", ()),
    ),
    "the word in the line before": (
        [H, "Published on", "4 December 2021", A, B],
        {},
        ("2021-12-04", "", (2,)),
    ),
    "the word of an update in the line before": (
        [H, "Last updated", "4 December 2021", A, B],
        {},
        ("2021-12-04", "2021-12-04", (2,)),
    ),
    "in German, of an update": (
        [H, "Stand: 5. Dezember 2021, 10:15 Uhr", A, B],
        {"language": "de"},
        ("2021-12-05", "2021-12-05 10:15:00", (1,)),
    ),
    "in German, of both": (
        [H, "Veröffentlicht am 4. Dezember 2021, aktualisiert am 5. Dezember 2021", A, B],
        {"language": "de"},
        ("2021-12-04", "2021-12-05", (1,)),
    ),
    "in French, of both": (
        [H, "Publié le 4 décembre 2021 - Mis à jour le 5 décembre 2021", A, B],
        {"language": "fr"},
        ("2021-12-04", "2021-12-05", (1,)),
    ),
    "in Turkish, of both": (
        [H, "Giriş: 04.12.2021 - 10:15 Güncelleme: 05.12.2021 - 11:20", A, B],
        {"language": "tr"},
        ("2021-12-04 10:15:00", "2021-12-05 11:20:00", (1,)),
    ),
    "in Russian, of both": (
        [H, "Опубликовано 4 декабря 2021, обновлено 5 декабря 2021", A, B],
        {"language": "ru"},
        ("2021-12-04", "2021-12-05", (1,)),
    ),
    "in Japanese, of both": (
        [H, "公開 2021年12月4日 更新 2021年12月5日", A, B],
        {"language": "ja"},
        ("2021-12-04", "2021-12-05", (1,)),
    ),
    "in Chinese": (
        [H, "发布时间：2021年12月4日", A, B],
        {"language": "zh"},
        ("2021-12-04", "", (1,)),
    ),
    "below the text, in other words twice": (
        [H, A, B, *[X] * 30, "Published 4 December 2021", X, "Posted 4 December 2021"],
        {},
        ("2021-12-04", "", (33,)),
    ),
    "without a year, on its weekday": (
        [H, "Saturday 4 December", A, B],
        NEAR,
        ("2021-12-04", "", (1,)),
    ),
    "without a year, on another weekday": ([H, "Sunday 4 December", A, B], NEAR, ("", "", ())),
    "without a year, on the weekday of the year of rights": (
        [H, "Friday 4 December", A, B, "© 2020 Tarnholm Post"],
        NEAR,
        ("2020-12-04", "", (1,)),
    ),
    "without a year, on no weekday of the year of rights": (
        [H, "Monday 4 December", A, B, "© 2020 Tarnholm Post"],
        NEAR,
        ("", "", ()),
    ),
    "on a day that one year of rights has not, on its weekday in the other": (
        [H, "Saturday 29 February", A, B, "© 2021 Tarnholm Post", "© 2020 Tarnholm Post"],
        NEAR,
        ("2020-02-29", "", (1,)),
    ),
    "on a day that one year of rights has not, on no weekday of the other": (
        [H, "Friday 29 February", A, B, "© 2021 Tarnholm Post", "© 2020 Tarnholm Post"],
        NEAR,
        ("", "", ()),
    ),
    "twenty-four lines below the headline, far from the text": (
        [H, *[X] * 23, "4 December 2021", *[X] * 50, A, B],
        {},
        ("2021-12-04", "", (24,)),
    ),
    "twenty-six lines below the headline, far from the text": (
        [H, *[X] * 25, "4 December 2021", *[X] * 60, A, B],
        {},
        ("", "", ()),
    ),
    "without a year, beside one with it": (
        [H, "4 December", "Published 2 December 2021", A, B],
        {},
        ("2021-12-02", "", (2,)),
    ),
    "the words of both on two lines": (
        [H, "Published 4 December 2021", "5 December 2021 updated", A, B],
        {},
        ("2021-12-04", "2021-12-05", (1, 2)),
    ),
    "of today above, the story's time below": (
        ["Monday 6 December 2021", *[MENU] * 20, H, "Updated 14.14", A, B],
        {},
        ("2021-12-06", "", (0,)),
    ),
    "two days above, the story's time below": (
        [
            "Monday 6 December 2021 Tuesday 7 December 2021",
            *[MENU] * 20,
            H,
            "Published 14.14",
            A,
            B,
        ],
        {},
        ("", "", ()),
    ),
    "of a paper above, the story's time below": (
        [
            "Tarnholm Post of the river Monday 6 December 2021",
            *[MENU] * 20,
            H,
            "Published 14.14",
            A,
            B,
        ],
        {},
        ("", "", ()),
    ),
    "with a clock above, the story's time below": (
        ["Monday 6 December 2021 08:00", *[MENU] * 20, H, "Published 14.14", A, B],
        {},
        ("2021-12-06", "", (0,)),
    ),
    "of today above, a ferry's time below": (
        ["Monday 6 December 2021", *[MENU] * 20, H, "Ferry 14.14", A, B],
        {},
        ("", "", ()),
    ),
    "over three lines": ([H, "4", "December", "2021", A, B], {}, ("2021-12-04", "", (1, 2, 3))),
    "over three lines, the month first": (
        [H, "DEC", "4", "2021", A, B],
        {},
        ("2021-12-04", "", (1, 2, 3)),
    ),
    "in figures, the month first": (
        [H, "12/04/2021", A, B],
        {"order": "mdy"},
        ("2021-12-04", "", (1,)),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_date_of_a_page_is_chosen(name: str) -> None:
    marked, known, expected = PAGES[name]
    told = [at for at, line in enumerate(marked) if line.startswith(">")]
    headline = next((at for at, line in enumerate(marked) if line.startswith("#")), -1)
    lines = [line.removeprefix("# ").removeprefix("> ") for line in marked]
    found = dates_around(Dump(lines, headline, told[0], told[-1], **{"language": "en", **known}))
    assert (str(found.published or ""), str(found.updated or ""), found.lines) == expected


STAMPED = {
    "month first": ("Calabria (Ruritania), 4 mar (EFE).-", "03/04/18-22/02", "2002-03-04T18:22:00"),
    "day first": ("Calabria (Ruritania), 4 mar (EFE).-", "04/03/18-22/02", "2002-03-04T18:22:00"),
    "same figures": ("Calabria, 5 may (EFE).-", "05/05/19-05/03", "2003-05-05T19:05:00"),
    "after midnight": ("Calabria, 4 oct (EFE).-", "10/05/00-05/03", "2003-10-05T00:05:00"),
    "after New Year": ("Calabria, 31 dic (EFE).-", "01/01/00-45/04", "2004-01-01T00:45:00"),
    "stops": ("Calabria, 3 abr (EFE).-", "03.04.18:22.02", "2002-04-03T18:22:00"),
    "hyphens": ("Calabria, 3 abr (EFE).-", "04-03-18:22-2002", "2002-04-03T18:22:00"),
    "proved by a number": ("Calabria (EFE).-", "10/25/00-45/03", "2003-10-25T00:45:00"),
    "two readings": ("Calabria (EFE).-", "10/05/00-45/03", None),
    "two readings, a far dateline": ("Calabria, 9 jul (EFE).-", "10/05/00-45/03", None),
    "perhaps two days": ("Calabria (EFE).-", "06/15/21-07/20", None),
}


@pytest.mark.parametrize(("opening", "stamp", "published"), STAMPED.values(), ids=STAMPED.keys())
def test_a_stamp_with_its_clock_before_its_year(
    opening: str, stamp: str, published: str | None
) -> None:
    text = (
        f"Faros\nUna farera jubilada dona postales al museo\n\n{opening} La que fuera la última"
        " farera de la costa donó hoy al museo una colección de 3.000 postales.\n"
        f"El museo las expondrá a partir de mayo. EFE\ncs/mlr\n{stamp}\n"
    )
    (dispatch,) = parse_text(text)
    record = dispatch.to_dict()
    assert record["published"] == published
    assert record["day"] == (published or "")[:10] or dispatch.day == (
        dispatch.dateline.date if dispatch.dateline else None
    )
    taken = " ".join(part.text for part in dispatch.boilerplate)
    assert (stamp in taken) is (published is None)


@pytest.mark.parametrize(
    ("opening", "codes"), [("Calabria (EFE).-", ["DK301"]), ("Calabria, 4 oct (EFE).-", [])]
)
def test_check_tells_of_a_stamp_with_two_readings(opening: str, codes: list[str]) -> None:
    text = (
        f"Una farera jubilada dona postales al museo\n\n{opening} La que fuera la última farera de"
        " la costa donó hoy al museo una colección de 3.000 postales.\n\n10/05/00-45/03\n"
    )
    found = [one for one in check(text.encode()) if one.code.startswith("DK3")]
    assert [one.code for one in found] == codes
    assert not any(one.fix for one in found)
