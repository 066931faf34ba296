"""A fix takes the whole of a menu or nothing: what is left of half of one is harder to tell from
the story than all of it.
"""

from __future__ import annotations

import pytest

from dispatchkit.lint.engine import check_source
from dispatchkit.lint.fixes import fix_source
from dispatchkit.lint.settings import ALL, Settings
from dispatchkit.lint.traced import Source

STORY = (
    "Harbour ferry runs again after storm\n\n"
    "OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, the"
    " operator said on Saturday.\n\nNobody was hurt, it added, and the boats will be checked in"
    " January.\n"
)
# Menus of which only some lines are known by their words.
MENUS = {
    "en": ["Skip to main content", "Menu", "Home", "World", "Business", "Sport", "Culture"],
    "de": ["Startseite", "Lokales", "Sport", "Kultur", "Wirtschaft", "Meinung", "Rätsel"],
    "nl": ["Naar de inhoud", "Home", "Regio", "Sport"],
    "ja": ["トップ", "ニュース", "スポーツ", "天気"],
    "uk": ["Головна", "Новини", "Економіка", "Культура"],
    "ar": ["الرئيسية", "أخبار", "اقتصاد", "ثقافة"],
}


def source(text: str) -> Source:
    return Source("-", text.encode(), Settings(select=(ALL,)))


def left(text: str, lines: list[str]) -> list[str]:
    """The lines of a menu that a text still has."""
    there = {line.strip() for line in text.splitlines()}
    return [line for line in lines if line in there]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["together", "apart"])
@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize("name", MENUS)
def test_a_fix_takes_a_whole_menu_or_nothing(name: str, *, below: bool, gap: str) -> None:
    menu = gap.join(MENUS[name])
    text = f"{STORY}\n{menu}\n" if below else f"{menu}\n\n{STORY}"
    _takes_all_or_nothing(text, MENUS[name])


def test_a_menu_of_several_kinds_of_lines_is_one() -> None:
    lines = ["Home", "World", "Business", "Log in", "Subscribe", "Sport"]
    _takes_all_or_nothing("\n".join(lines) + f"\n\n{STORY}", lines)


def _takes_all_or_nothing(text: str, menu: list[str]) -> None:
    for unsafe in (False, True):
        before = source(text)
        fixed = fix_source(before, unsafe=unsafe).text
        # A line right above the story may name its section, which no fix takes.
        named = {story.dispatch.section for story in before.stories if story.dispatch}
        kept = left(fixed, menu)
        assert kept == menu or (unsafe and set(kept) <= named) or not kept, (unsafe, fixed)
        assert STORY.strip() in fixed


def test_a_person_may_have_the_whole_of_it_taken() -> None:
    text = "\n".join(MENUS["en"]) + f"\n\n{STORY}"
    assert fix_source(source(text), unsafe=False).text == text
    assert fix_source(source(text), unsafe=True).text == STORY
    found = [one for one in check_source(source(text)).findings if one.code == "DK604"]
    assert [one.fix and one.fix.safety for one in found] == ["unsafe"]
    assert (found[0].line, found[0].place.end_line) == (1, len(MENUS["en"]))


def test_a_menu_of_known_lines_alone_goes_safely() -> None:
    text = f"Skip to main content\nMenu\nHome\n\n{STORY}"
    assert fix_source(source(text), unsafe=False).text == STORY
