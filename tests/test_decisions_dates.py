"""What a date is the date of, by the words beside it."""

from __future__ import annotations

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
