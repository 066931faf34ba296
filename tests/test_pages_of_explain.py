"""The page of ``explain -f html`` in a real browser: what it shows and how it is used by mouse and by
keyboard, in dark and in light, from left to right and from right to left; and that nothing in a dump
is run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from in_browser import INSTALLED, Shown, launched
from test_explain_page import STORY, explained
from test_pages import HOSTILE

from dispatchkit import trace_text
from dispatchkit.agencies.sources import Own
from dispatchkit.explained.page import Explained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

pytestmark = INSTALLED
ARABIC = """\
الرئيسية
قرية ساحلية تستقبل أول عبارة

أوسلو (رويترز) - استقبل سكان القرية يوم الاثنين أول عبارة تصل إليهم منذ شهرين، وقال مكتب الميناء إنها ستبحر كل يوم.

وقال الخباز "كان لدينا خبز ليومين" (Valmer Bakery) على الرصيف.
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Shown]:
    """The page of a story and of one with another headline."""
    html = explained(STORY, STORY.replace("Ferry returns", "Bridge opens"))
    opened = Shown(browser, tmp_path / "page.html", html)
    yield opened
    assert opened.is_quiet()
    opened.page.close()


def lines(shown: Shown) -> Locator:
    """The lines that are not hidden."""
    return shown.page.get_by_role("listbox", name="Source lines").get_by_role("option")


def focused(shown: Shown) -> str:
    return shown.page.locator(".line:focus .place").inner_text()


def detail(shown: Shown) -> str:
    return shown.page.get_by_role("complementary", name="The line").inner_text()


def tied(shown: Shown) -> list[str]:
    """The numbers of the lines that are marked."""
    return shown.page.locator(".line[aria-selected=true] .place").all_inner_texts()


def names(shown: Shown) -> list[str]:
    """The parts of the record that are marked."""
    marked = shown.page.locator("#record [aria-pressed=true]")
    return [str(one.get_attribute("aria-label")).partition(",")[0] for one in marked.all()]


def press(shown: Shown, *keys: str) -> None:
    for key in keys:
        shown.page.keyboard.press(key)


def test_the_lines_stand_beside_the_record(shown: Shown) -> None:
    first = lines(shown).first
    assert first.locator("span").all_inner_texts() == ["1", "headline", "Ferry returns to Valmer"]
    assert lines(shown).count() == len(STORY.splitlines())
    record = shown.page.locator("#record")
    assert record.get_by_role("heading").first.inner_text() == "Ferry returns to Valmer"
    for words in ("Maud Lunde", "VALMER, Norway, May 3 (Reuters)", "2021-05-03", "3 paragraphs"):
        assert words in record.inner_text()
    assert "Not in the source: " in record.inner_text()


def test_pointing_and_focus_tell_the_rule_and_its_reason(shown: Shown) -> None:
    assert "press j" in detail(shown)
    lines(shown).nth(11).hover()
    assert "Line 12 share" in detail(shown)
    shown.page.get_by_role("heading", name="Source").hover()
    lines(shown).first.focus()
    assert "structure.headline" in detail(shown)
    assert "It stands where the headline of the story does." in detail(shown)


SEEN = [
    pytest.param("a\u200fb \u200e", ["U+200F", "U+200E"], id="marks of direction"),
    pytest.param("a\U000e0001b\U000e0041", ["U+E0001", "U+E0041"], id="tags"),
    pytest.param("a\ufe0fb \U000e0100", ["U+FE0F", "U+E0100"], id="variation selectors alone"),
    pytest.param("a\u200db\u200cc", ["U+200D", "U+200C"], id="joiners between Latin letters"),
    pytest.param("\u00ad\u2061\u3164\ufffa", ["U+00AD", "U+2061", "U+3164", "U+FFFA"], id="others"),
    pytest.param("می\u200cخواهم نمی\u200cدانم", [], id="Persian"),
    pytest.param("می\u200c\u200cخ", ["U+200C"], id="one non-joiner too many"),
    pytest.param("क्\u200dष র\u200d্য ශ්\u200dරී", [], id="Indic"),
    pytest.param("\U0001f469\u200d\U0001f680 \u2764\ufe0f 1\ufe0f\u20e3", [], id="emoji"),
    pytest.param(
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", [], id="a flag"
    ),
    pytest.param("葛\U000e0100飾 \u00a0tab\there", [], id="a form of an ideograph"),
]


@pytest.mark.parametrize(("words", "pictures"), SEEN)
def test_what_is_not_seen_is_shown_where_no_script_needs_it(
    browser: Browser, tmp_path: Path, words: str, pictures: list[str]
) -> None:
    opened = Shown(browser, tmp_path / "page.html", explained(f"{STORY}\nx {words} y\n"))
    odd = opened.page.locator(".line").last
    assert odd.locator(".unseen").all_inner_texts() == pictures
    opened.page.close()


def test_keys_go_from_line_to_line(shown: Shown) -> None:
    found = []
    for key in ("j", "j", "n", "n", "p", "k", "ArrowDown", "End", "Home"):
        press(shown, key)
        found.append(focused(shown))
    assert found == ["1", "2", "3", "4", "3", "2", "3", "13", "1"]
    outline = "node => getComputedStyle(node).outlineStyle"
    assert shown.page.locator(".line:focus").evaluate(outline) == "solid"


def test_keys_go_from_dispatch_to_dispatch(shown: Shown) -> None:
    heading = shown.page.locator("#record h2")
    press(shown, "]")
    assert heading.inner_text() == "Bridge opens to Valmer"
    press(shown, "]")
    assert heading.inner_text() == "Bridge opens to Valmer"
    press(shown, "[")
    assert heading.inner_text() == "Ferry returns to Valmer"
    shown.page.get_by_label("Dispatch (2)").select_option("Bridge opens to Valmer")
    assert heading.inner_text() == "Bridge opens to Valmer"
    assert shown.page.get_by_role("button", name="Next dispatch").is_disabled()


def test_the_keys_are_shown_and_can_be_turned_off(shown: Shown) -> None:
    press(shown, "?")
    dialog = shown.page.get_by_role("dialog", name="Keys")
    assert "next line whose label is another" in dialog.inner_text()
    dialog.get_by_label("Keys of one letter are on").uncheck()
    press(shown, "Escape", "j")
    assert not dialog.is_visible()
    assert shown.page.locator(".line:focus").count() == 0


def test_a_choice_marks_the_other_side(shown: Shown) -> None:
    record = shown.page.locator("#record")
    record.get_by_role("button", name="headline").click()
    assert tied(shown) == ["1"]
    record.get_by_text("The ferry to the island").click()
    assert tied(shown) == ["6"]
    assert names(shown) == ["paragraph 1"]
    lines(shown).nth(12).click()
    assert names(shown) == ["author Maud Lunde", "editor Paul Deane"]
    assert tied(shown) == ["13"]
    press(shown, "Escape")
    assert (tied(shown), names(shown)) == ([], [])
    lines(shown).nth(5).focus()
    press(shown, "Enter")
    assert names(shown) == ["dateline", "paragraph 1"]
    lines(shown).nth(11).click()
    assert names(shown) == []
    assert shown.told() == "Line 12 is kept as boilerplate"


def test_labels_can_be_hidden(shown: Shown) -> None:
    total = len(STORY.splitlines())
    button = shown.page.get_by_role("button", name="share 1")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert not lines(shown).filter(has_text="Share on Facebook").is_visible()
    assert shown.told() == f"{total - 1} of {total} lines"
    button.click()
    assert shown.told() == f"{total} lines"
    press(shown, "b")
    blank = STORY.splitlines().count("")
    assert shown.told() == f"{total - blank - 1} of {total} lines"
    # What is hidden is passed over.
    press(shown, "j", "j")
    assert focused(shown) == "3"
    shown.page.get_by_role("button", name="becomes a field").click()
    headline, _, byline = shown.page.locator(".line").all()[:3]
    assert not headline.is_visible()
    # Tab finds a line all the same.
    assert shown.page.locator(".line[tabindex='0']").is_visible()
    # One label of a kind that is hidden comes back alone.
    shown.page.get_by_role("button", name="headline 1").click()
    assert headline.is_visible()
    assert not byline.is_visible()


def test_an_address_leads_to_a_line(shown: Shown) -> None:
    lines(shown).nth(2).click()
    assert shown.page.url.endswith("#1:3")
    shown.page.goto(f"{shown.url}#2:6")
    assert shown.page.locator("#record h2").inner_text() == "Bridge opens to Valmer"
    assert focused(shown) == "6"
    shown.page.goto(f"{shown.url}#99:1")
    assert lines(shown).count() == len(STORY.splitlines())


def test_lines_from_right_to_left_are_shown_so(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "page.html", explained(ARABIC))
    direction = "node => getComputedStyle(node).direction"
    words = lines(shown).locator(".words")
    assert {words.nth(at).evaluate(direction) for at in (0, 1, 3, 5)} == {"rtl"}
    assert words.nth(5).evaluate("node => getComputedStyle(node).unicodeBidi") == "isolate"
    # Labels and numbers stay in their columns.
    assert lines(shown).nth(3).evaluate(direction) == "ltr"
    # Each value of the record has its own direction.
    record = shown.page.locator("#record")
    for value, turned in (("Reuters", "ltr"), ("قرية ساحلية تستقبل أول عبارة", "rtl")):
        found = record.locator(".value").get_by_text(value, exact=True)
        assert found.first.evaluate(direction) == turned
    assert shown.is_quiet()


def test_odd_characters_are_seen_and_long_lines_wrap(browser: Browser, tmp_path: Path) -> None:
    text = f"{STORY}\nred\x1b[31m \u202eevil zero\u200bwidth x\u0301 ok\n{'w' * 20_000}\n"
    shown = Shown(browser, tmp_path / "page.html", explained(text))
    odd = lines(shown).nth(14)
    assert odd.locator(".unseen").all_inner_texts() == ["\u241b", "U+202E", "U+200B"]
    assert odd.locator(".unseen").first.get_attribute("title") == "U+001B"
    assert "x\u0301 ok" in odd.inner_text()
    assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert shown.is_quiet()


def test_hostile_dumps_are_text(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "page.html", explained(f"{STORY}\n{HOSTILE}\n"))
    shown.page.on("dialog", lambda _: pytest.fail("a script of the dump was run"))
    lines(shown).last.click()
    assert shown.page.locator("img, main script").count() == 0
    assert "</script><script>alert(1)" in lines(shown).last.inner_text()
    assert shown.is_quiet()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 400])
def test_nobody_is_shut_out(browser: Browser, tmp_path: Path, scheme: str, width: int) -> None:
    html = explained(f"{STORY}\nMost read\n\x1b\n", ARABIC)
    shown = Shown(
        browser,
        tmp_path / "page.html",
        html,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
    )
    shown.page.locator("summary").click()
    lines(shown).nth(5).click()
    assert shown.grave() == []
    assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(shown, "?")
    assert shown.grave() == []


def test_many_lines_are_drawn_without_a_wait(browser: Browser, tmp_path: Path) -> None:
    text = STORY + "".join(
        f"\nThe ferry sailed for the {at}th time, it said.\n" for at in range(2000)
    )
    shown = Shown(browser, tmp_path / "page.html", explained(text))
    # Lines far below can be gone to before they are drawn.
    shown.page.goto(f"{shown.url}#1:4000")
    assert focused(shown) == "4000"
    shown.page.wait_for_selector(".lines[aria-busy=false]")
    assert lines(shown).count() == text.count("\n")
    shown.page.get_by_role("button", name="Show all 2,003 paragraphs").click()
    assert shown.page.locator(".a-paragraph:visible").count() == 2003
    assert shown.is_quiet()


def test_what_could_not_be_read_is_named(browser: Browser, tmp_path: Path) -> None:
    made = Explained(Own())
    made.add("story.txt", trace_text(STORY))
    made.fail("<b>gone</b>.txt", "no such file")
    shown = Shown(browser, tmp_path / "page.html", "".join(made.html()))
    shown.page.get_by_text("What could not be read (1)").click()
    assert shown.rows("Inputs with the reasons") == [["<b>gone</b>.txt", "no such file"]]
    assert shown.is_quiet()


def test_lines_without_a_dispatch_are_shown(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "page.html", explained("Share on Facebook\n"))
    assert shown.page.locator("#record h2").inner_text() == "No dispatch"
    lines(shown).first.click()
    assert shown.told() == "Line 1 is kept as boilerplate"
    assert "no dispatch" not in shown.page.get_by_role("form").inner_text()
    assert shown.is_quiet()


def test_on_paper_lines_and_record_are_whole(browser: Browser, tmp_path: Path) -> None:
    text = STORY + "".join(
        f"\nThe ferry sailed for the {at}th time, it said.\n" for at in range(600)
    )
    shown = Shown(browser, tmp_path / "page.html", explained(text), color_scheme="dark")
    shown.page.emulate_media(media="print")
    shown.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert lines(shown).count() == text.count("\n")
    assert shown.page.locator(".a-paragraph:visible").count() == 603
    assert not shown.page.get_by_role("complementary").is_visible()
    assert not shown.page.get_by_role("button", name="share 1").is_visible()
    record = shown.page.locator("#record")
    assert record.evaluate("node => getComputedStyle(node).maxHeight") == "none"
    # Nobody prints white on black.
    paper = shown.page.locator("body").evaluate("node => getComputedStyle(node).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert shown.is_quiet()
