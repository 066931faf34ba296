"""What a date of a page is of: by the words beside it, by its place, by what it lacks. All pages are
invented.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dispatchkit.grammar.stamps import (
    FOREIGN,
    PUBLISHED,
    UPDATED,
    role_before,
    role_behind,
    stamp_words,
    tells_time,
)
from dispatchkit.record.when import dates_around

BEFORE = {
    "Published ": PUBLISHED,
    "Published on ": PUBLISHED,
    "Published | ": PUBLISHED,
    "Publié le ": PUBLISHED,
    "发布于": PUBLISHED,
    "公開日 ": PUBLISHED,
    "Posted by Ada Finch on ": PUBLISHED,
    # the ninth word before the date, and the tenth
    "Published a b c d e f g h ": PUBLISHED,
    "Published a b c d e f g h i ": "",
    # four words
    "Dernière mise à jour ": UPDATED,
    "Cập nhật lần cuối ": UPDATED,
    # among letters without spaces
    "记者王小例发布于": PUBLISHED,
    "本报更新发布于": PUBLISHED,
    "本报发布更新于": UPDATED,
    "图片由王小例提供于": FOREIGN,
    # two boxes of a page, glued
    "Ada FinchPublished ": PUBLISHED,
    "EDTUpdated ": UPDATED,
    # the nearest word counts
    "Updated Published ": PUBLISHED,
    "Published Updated ": UPDATED,
    "Published. Photo: ": FOREIGN,
    "Last updated: ": UPDATED,
    "Stand: ": UPDATED,
    "Zuletzt aktualisiert am ": UPDATED,
    "Mis à jour le ": UPDATED,
    "更新时间：": UPDATED,
    "最終更新": UPDATED,
    "opdateret ": UPDATED,
    "Photo: ": FOREIGN,
    "Comments ": FOREIGN,
    # a sign parts the word from the date
    "Photo | ": "",
    "0 Comments | ": "",
    # too far from the date
    "Posted by Ada Finch of the old Tarnholm Post of the river on ": "",
    "Published " + "in the old town by the river " * 2: "",
    "nothing of it ": "",
    "": "",
}
BEHIND = {
    "aktualisiert": UPDATED,
    "Updated": UPDATED,
    "更新": UPDATED,
    "更新 東京": UPDATED,
    "公開 東京": PUBLISHED,
    "発行 東京": "",
    "Dernière mise à jour": UPDATED,
    "(published)": PUBLISHED,
    "Photo": "",
    "4 updated": "",
    "updated again by the desk of": "",
    "published at last here now": "",
    "": "",
}
TIMES = {
    "Publicerad 14.14": True,
    "Stand: 20:03 Uhr": True,
    "Publié à 14h15": True,
    "Updated 9:05 AM": True,
    "Ferry 14.14": False,
    "Photo 14.14": False,
    "14:14 Published": False,
    "Published": False,
    "Published 14": False,
    "Published 114.14": False,
    "Published 4.12.2021": False,
}


@pytest.mark.parametrize("text", BEFORE)
def test_what_the_words_before_a_date_say(text: str) -> None:
    assert role_before(text) == BEFORE[text]


@pytest.mark.parametrize("text", BEHIND)
def test_what_the_words_behind_a_date_say(text: str) -> None:
    assert role_behind(text) == BEHIND[text]


@pytest.mark.parametrize("text", TIMES)
def test_whether_a_line_says_at_what_time_a_story_was_published(text: str) -> None:
    assert tells_time(text) == TIMES[text]


def test_words_of_publication_and_update_are_stamps_and_those_of_photographs_are_none() -> None:
    words = stamp_words()
    assert {"published", "updated", "aktualisiert", "更新"} <= words
    assert words.isdisjoint(["photo", "写真", "评论"])


H, A, B = (
    "# Council opens bridge over river",
    "> The council opened the bridge.",
    "> The toll is to be paid from spring.",
)
X, MENU = "Mayor sings on the quay", "Home"
NEAR = {"near": date(2021, 12, 6)}

# Lines, of which "#" marks the headline and ">" the text, what else is known of the page, the days
# of publication and update, and the lines that are taken for them.
PAGES: dict[str, tuple[list[str], dict[str, Any], tuple[str, str, tuple[int, ...]]]] = {
    "with a clock, fifteen lines above": (["4 December 2021 10:15", *[MENU] * 14, H, A, B], {}, ("2021-12-04 10:15:00", "", (0,))),
    "with a clock, sixteen lines above": (["4 December 2021 10:15", *[MENU] * 15, H, A, B], {}, ("", "", ())),
    "without a clock, twelve lines above": (["4 December 2021", *[MENU] * 11, H, A, B], {}, ("2021-12-04", "", (0,))),
    "without a clock, thirteen lines above": (["4 December 2021", *[MENU] * 12, H, A, B], {}, ("", "", ())),
    "said to be of the publication, fifteen lines above": (["Published 4 December 2021", *[MENU] * 14, H, A, B], {}, ("2021-12-04", "", (0,))),
    "the same without a year": (["Published 4 December", *[MENU] * 14, H, A, B], NEAR, ("2021-12-04", "", (0,))),
    "above a text without a headline": (["4 December 2021", *[MENU] * 14, A, B], {}, ("2021-12-04", "", (0,))),
    "further above a text without a headline": (["4 December 2021", *[MENU] * 15, A, B], {}, ("", "", ())),
    "of an update far above": (["Updated 4 December 2021", *[MENU] * 20, H, A, B], {}, ("", "", ())),
    "of an update far behind": ([H, A, B, *[X] * 30, "Updated 4 December 2021"], {}, ("", "", ())),
    "of an update behind the text": ([H, A, B, *[X] * 8, "Updated 4 December 2021"], {}, ("2021-12-04", "2021-12-04", (11,))),
    "of an update, and a later day beside it": ([H, "Updated 4 December 2021", "5 December 2021", A, B], {}, ("2021-12-04", "2021-12-04", (1,))),
    "of an update, and a later publication": ([H, "Updated 4 December 2021", "Published 5 December 2021", A, B], {}, ("2021-12-05", "", (2,))),
    "of both, on one day": ([H, "Updated 4 December 2021 11:00", "Published 4 December 2021 10:00", A, B], {}, ("2021-12-04 10:00:00", "2021-12-04 11:00:00", (1, 2))),
    "in the dateline": ([H, "> TARNHOLM, 4 December 2021 - The council opened the bridge.", B], {}, ("2021-12-04", "", (1,))),
    "of a caption, and of the story": ([H, "Mayor sings on the old quay of Tarnholm 3 December 2021", "4 December 2021", A, B], {}, ("2021-12-04", "", (2,))),
    "of a teaser three lines behind": ([H, A, B, *[X] * 3, "Ada, 5 December 2021"], {}, ("", "", ())),
    "of a photo behind the text": ([H, A, B, "Photo: 5 December 2021"], {}, ("", "", ())),
    "the headline's own, again in the text": (["# 4 December 2021", A, "4 December 2021", B], {}, ("", "", ())),
    "the word in the line before": ([H, "Published on", "4 December 2021", A, B], {}, ("2021-12-04", "", (2,))),
    "the word of an update in the line before": ([H, "Last updated", "4 December 2021", A, B], {}, ("2021-12-04", "2021-12-04", (2,))),
    "in German, of an update": ([H, "Stand: 5. Dezember 2021, 10:15 Uhr", A, B], {"language": "de"}, ("2021-12-05", "2021-12-05 10:15:00", (1,))),
    "in German, of both": ([H, "Veröffentlicht am 4. Dezember 2021, aktualisiert am 5. Dezember 2021", A, B], {"language": "de"}, ("2021-12-04", "2021-12-05", (1,))),
    "in French, of both": ([H, "Publié le 4 décembre 2021 - Mis à jour le 5 décembre 2021", A, B], {"language": "fr"}, ("2021-12-04", "2021-12-05", (1,))),
    "in Turkish, of both": ([H, "Giriş: 04.12.2021 - 10:15 Güncelleme: 05.12.2021 - 11:20", A, B], {"language": "tr"}, ("2021-12-04 10:15:00", "2021-12-05 11:20:00", (1,))),
    "in Russian, of both": ([H, "Опубликовано 4 декабря 2021, обновлено 5 декабря 2021", A, B], {"language": "ru"}, ("2021-12-04", "2021-12-05", (1,))),
    "in Japanese, of both": ([H, "公開 2021年12月4日 更新 2021年12月5日", A, B], {"language": "ja"}, ("2021-12-04", "2021-12-05", (1,))),
    "in Chinese": ([H, "发布时间：2021年12月4日", A, B], {"language": "zh"}, ("2021-12-04", "", (1,))),
    "behind the text, in other words twice": ([H, A, B, *[X] * 30, "Published 4 December 2021", X, "Posted 4 December 2021"], {}, ("2021-12-04", "", (33,))),
    "without a year, on its weekday": ([H, "Saturday 4 December", A, B], NEAR, ("2021-12-04", "", (1,))),
    "without a year, on another weekday": ([H, "Sunday 4 December", A, B], NEAR, ("", "", ())),
    "without a year, on the weekday of the year of rights": ([H, "Friday 4 December", A, B, "© 2020 Tarnholm Post"], NEAR, ("2020-12-04", "", (1,))),
    "without a year, on no weekday of the year of rights": ([H, "Monday 4 December", A, B, "© 2020 Tarnholm Post"], NEAR, ("", "", ())),
    "on a day that one year of rights has not, on its weekday in the other": ([H, "Saturday 29 February", A, B, "© 2021 Tarnholm Post", "© 2020 Tarnholm Post"], NEAR, ("2020-02-29", "", (1,))),
    "on a day that one year of rights has not, on no weekday of the other": ([H, "Friday 29 February", A, B, "© 2021 Tarnholm Post", "© 2020 Tarnholm Post"], NEAR, ("", "", ())),
    "twenty-four lines below the headline, far from the text": ([H, *[X] * 23, "4 December 2021", *[X] * 50, A, B], {}, ("2021-12-04", "", (24,))),
    "twenty-six lines below the headline, far from the text": ([H, *[X] * 25, "4 December 2021", *[X] * 60, A, B], {}, ("", "", ())),
    "without a year, beside one with it": ([H, "4 December", "Published 2 December 2021", A, B], {}, ("2021-12-02", "", (2,))),
    "the words of both on two lines": ([H, "Published 4 December 2021", "5 December 2021 updated", A, B], {}, ("2021-12-04", "2021-12-05", (1, 2))),
    "of today above, the story's time below": (["Monday 6 December 2021", *[MENU] * 20, H, "Updated 14.14", A, B], {}, ("2021-12-06", "", (0,))),
    "two days above, the story's time below": (["Monday 6 December 2021 Tuesday 7 December 2021", *[MENU] * 20, H, "Published 14.14", A, B], {}, ("", "", ())),
    "of a paper above, the story's time below": (["Tarnholm Post of the river Monday 6 December 2021", *[MENU] * 20, H, "Published 14.14", A, B], {}, ("", "", ())),
    "with a clock above, the story's time below": (["Monday 6 December 2021 08:00", *[MENU] * 20, H, "Published 14.14", A, B], {}, ("2021-12-06", "", (0,))),
    "of today above, a ferry's time below": (["Monday 6 December 2021", *[MENU] * 20, H, "Ferry 14.14", A, B], {}, ("", "", ())),
    "over three lines": ([H, "4", "December", "2021", A, B], {}, ("2021-12-04", "", (1, 2, 3))),
    "over three lines, the month first": ([H, "DEC", "4", "2021", A, B], {}, ("2021-12-04", "", (1, 2, 3))),
    "in figures, the month first": ([H, "12/04/2021", A, B], {"order": "mdy"}, ("2021-12-04", "", (1,))),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_which_date_of_a_page_is_the_storys(name: str) -> None:
    marked, known, expected = PAGES[name]
    told = [at for at, line in enumerate(marked) if line.startswith(">")]
    headline = next((at for at, line in enumerate(marked) if line.startswith("#")), -1)
    lines = [line.removeprefix("# ").removeprefix("> ") for line in marked]
    found = dates_around(lines, headline, told[0], told[-1], **{"language": "en", **known})
    assert (str(found.published or ""), str(found.updated or ""), found.lines) == expected
