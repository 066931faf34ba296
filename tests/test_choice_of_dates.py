"""Which of the dates around the story of a page is chosen: by its place, by the words beside it,
and by what it lacks. All pages are invented.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dispatchkit.record.when import dates_around

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
    "fifteen lines above the headline": (["4 December 2021", *[MENU] * 14, H, A, B], {}, ("", "", ())),
    "today's day above the menu": (["Monday 6 December 2021", *[MENU] * 4, H, A, B], {}, ("", "", ())),
    "today's day and clock above the menu": (["Monday 6 December 2021 10:15", *[MENU] * 4, H, A, B], {}, ("2021-12-06 10:15:00", "", (0,))),
    "a day above the menu": (["6 December 2021", *[MENU] * 4, H, A, B], {}, ("2021-12-06", "", (0,))),
    "today's day above the menu, and a time in the story": (["Monday 6 December 2021", *[MENU] * 4, H, "Published 14.14", A, B], {}, ("2021-12-06", "", (0,))),
    "a day without weekday above the menu, and a time in the story": (["6 December 2021", *[MENU] * 20, H, "Published 14.14", A, B], {}, ("", "", ())),
    "a weekday without year above the menu, and a time in the story": (["Monday 6 December", *[MENU] * 20, H, "Published 14.14", A, B], {}, ("", "", ())),
    "a weekday and year far above the menu, and a time in the story": (["Monday 6 December 2021", *[MENU] * 20, H, "Published 14.14", A, B], {}, ("2021-12-06", "", (0,))),
    "an edition far above the menu, and a time in the story": (["Monday 6 December 2021 edition of the old paper of the town of Tarnholm", *[MENU] * 20, H, "Published 14.14", A, B], {}, ("", "", ())),
    "behind the text": ([H, A, B, "4 December 2021"], {}, ("2021-12-04", "", (3,))),
    "two lines behind the text": ([H, A, B, X, "4 December 2021"], {}, ("2021-12-04", "", (4,))),
    "three lines behind the text": ([H, A, B, *[X] * 2, "4 December 2021"], {}, ("", "", ())),
    "three lines behind the text, said to be of the publication": ([H, A, B, *[X] * 2, "Published 4 December 2021"], {}, ("2021-12-04", "", (5,))),
    "far behind the text, said to be of the publication": ([H, A, B, *[X] * 30, "Published 4 December 2021"], {}, ("2021-12-04", "", (33,))),
    "far behind the text, without a year": ([H, A, B, *[X] * 30, "Published 4 December"], NEAR, ("", "", ())),
    "far behind the text, two days": ([H, A, B, *[X] * 30, "Published 4 December 2021", X, "Published 5 December 2021"], {}, ("", "", ())),
    "far behind the text, one day twice": ([H, A, B, *[X] * 30, "Published 4 December 2021", X, "Published 4 December 2021"], {}, ("2021-12-04", "", (33,))),
    "far behind the text, not said": ([H, A, B, *[X] * 30, "4 December 2021"], {}, ("", "", ())),
    "published and updated": ([H, "Published 4 December 2021", "Updated 5 December 2021", A, B], {}, ("2021-12-04", "2021-12-05", (1, 2))),
    "published and updated in one line": ([H, "Published 4 December 2021 Updated 5 December 2021", A, B], {}, ("2021-12-04", "2021-12-05", (1,))),
    "updated alone": ([H, "Updated 5 December 2021", A, B], {}, ("2021-12-05", "2021-12-05", (1,))),
    "updated with its clock alone": ([H, "Updated 5 December 2021 10:15", A, B], {}, ("2021-12-05", "2021-12-05 10:15:00", (1,))),
    "updated before published": ([H, "Updated 3 December 2021", "Published 4 December 2021", A, B], {}, ("2021-12-04", "", (2,))),
    "a day far above and an update": (["8 December 2021", *[MENU] * 12, H, "Updated 5 December 2021", A, B], {}, ("2021-12-05", "2021-12-05", (14,))),
    "two days in one line": ([H, "4 December 2021 5 December 2021", A, B], {}, ("2021-12-04", "2021-12-05", (1,))),
    "two days in one line, the later first": ([H, "5 December 2021 4 December 2021", A, B], {}, ("2021-12-04", "2021-12-05", (1,))),
    "one day twice in one line": ([H, "4 December 2021 4 December 2021", A, B], {}, ("2021-12-04", "", (1,))),
    "two clocks in one line": ([H, "4 December 2021 10:15 4 December 2021 11:20", A, B], {}, ("2021-12-04 10:15:00", "2021-12-04 11:20:00", (1,))),
    "two days in one line, parted by words": ([H, "4 December 2021 to 5 December 2021", A, B], {}, ("2021-12-04", "", (1,))),
    "the word stands behind the day": ([H, "4 December 2021 (published)", A, B], {}, ("2021-12-04", "", (1,))),
    "the words stand behind both days": ([H, "4 December 2021 published 5 December 2021 updated", A, B], {}, ("2021-12-04", "2021-12-05", (1,))),
    "the word stands in the line before": ([H, "Updated", "5 December 2021", A, B], {}, ("2021-12-05", "2021-12-05", (2,))),
    "the words stand in the lines before": ([H, "Published", "4 December 2021", "Updated", "5 December 2021", A, B], {}, ("2021-12-04", "2021-12-05", (2, 4))),
    "of a photo": ([H, "Photo: 3 December 2021", A, B], {}, ("", "", ())),
    "of a photo and of the story": ([H, "Photo: 3 December 2021", "4 December 2021", A, B], {}, ("2021-12-04", "", (2,))),
    "a caption and the day of the story": ([H, "Soldiers on the old bridge of the town, 3 December 2021", "4 December 2021", A, B], {}, ("2021-12-04", "", (2,))),
    "after the author": ([H, "Ada Finch · Property · 4 December 2021", A, B], {}, ("2021-12-04", "", (1,))),
    "after the author, unparted": ([H, "Ada Finch Tarnholm 4 December 2021", A, B], {}, ("2021-12-04", "", (1,))),
    "in a sentence": ([H, "The bridge was closed by the old council of the town on 3 December 2021 for the winter.", A, B], {}, ("", "", ())),
    "in a long line": ([H, "The bridge was closed by the old council of the town for the winter, The bridge was closed by the old council of the town for the winter, The bridge was closed by the old council of the town for the winter, The bridge was closed by the old council of the town for the winter, 3 December 2021", A, B], {}, ("", "", ())),
    "in the first line of the text": ([H, "> 4 December 2021 - The council opened the bridge.", B], {}, ("2021-12-04", "", (1,))),
    "without a year": ([H, "4 December", A, B], {}, ("", "", ())),
    "without a year, received in 2021": ([H, "4 December", A, B], NEAR, ("2021-12-04", "", (1,))),
    "without a year, with another that has one": ([H, "4 December", "Photo: 3 December 2021", A, B], {}, ("2021-12-04", "", (1,))),
    "without a year, with a weekday and a notice": ([H, "Saturday 4 December", A, B, "© 2021 Tarnholm Post"], {}, ("2021-12-04", "", (1,))),
    "without a year, with another weekday and a notice": ([H, "Sunday 4 December", A, B, "© 2021 Tarnholm Post"], {}, ("", "", ())),
    "without a year, and one with a year further off": ([H, "4 December", *[MENU] * 2, "4 December 2020", A, B], NEAR, ("2020-12-04", "", (4,))),
    "numbers": ([H, "04/12/2021", A, B], {}, ("2021-12-04", "", (1,))),
    "numbers, and others that say which is the day": ([H, "04/12/2021", A, B, X, "Photo: 23/11/2021"], {}, ("2021-12-04", "", (1,))),
    "the headline is a day": (["# 4 December 2021", A, B], {}, ("", "", ())),
    "no headline": (["4 December 2021", A, B], {}, ("2021-12-04", "", (0,))),
    "no headline, far above": (["4 December 2021", *[MENU] * 12, A, B], {}, ("2021-12-04", "", (0,))),
    "nothing": ([H, A, B], {}, ("", "", ())),
    "a label with a colon": ([H, "Event: 3 December 2021", "4 December 2021", A, B], {}, ("2021-12-04", "", (2,))),
    "nearer to the headline": ([H, "4 December 2021", *[X] * 5, "3 December 2021", A, B], {}, ("2021-12-04", "", (1,))),
    "with a year rather than without": ([H, "3 December", "4 December 2021", A, B], NEAR, ("2021-12-04", "", (2,))),
    "with a clock rather than without": ([H, "3 December 2021", "4 December 2021 10:15", A, B], {}, ("2021-12-04 10:15:00", "", (2,))),
    "taken for a date by something else": ([H, "3 December 2021", "4 December 2021", A, B], {"dated": {2}}, ("2021-12-04", "", (2,))),
    "numbers, and others that say that the month stands first": ([H, "04/12/2021", A, B, X, "Photo: 11/23/2021"], {}, ("2021-04-12", "", (1,))),
    "behind a dash": ([H, "Tarnholm - 4 December 2021", A, B], {}, ("2021-12-04", "", (1,))),
    "long before the day": ([H, "The old council of the town of Tarnholm of Tarnholm of Tarnholm 4 December 2021", A, B], {}, ("", "", ())),
    "forty lines before the text": ([H, *[X] * 39, "4 December 2021", A, B], {}, ("2021-12-04", "", (40,))),
    "far from the headline, right before the text": ([H, *[X] * 60, "4 December 2021", A, B], {}, ("2021-12-04", "", (61,))),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_date_of_a_page_is_chosen(name: str) -> None:
    marked, known, expected = PAGES[name]
    told = [at for at, line in enumerate(marked) if line.startswith(">")]
    headline = next((at for at, line in enumerate(marked) if line.startswith("#")), -1)
    found = dates_around(
        [line.removeprefix("# ").removeprefix("> ") for line in marked],
        headline,
        told[0],
        told[-1],
        language="en",
        **known,
    )
    assert (str(found.published or ""), str(found.updated or ""), found.lines) == expected
