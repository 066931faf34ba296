"""Pages in a real browser: what they show, how they are filtered and sorted, that they can be used
by keyboard and read by a screen reader, in dark and in light, and that nothing in a dump is run.

They need Playwright and a Chromium that is installed (Debian: ``apt-get install chromium``); without
them they are skipped.
"""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from in_browser import INSTALLED, Shown, launched
from invented_records import FERRY, every, record
from test_pages import HOSTILE, hostile

from dispatchkit.corpus import summary as summaries
from dispatchkit.corpus.report import page
from dispatchkit.corpus.summary import Summary
from dispatchkit.lint.engine import check_source
from dispatchkit.lint.reports import About, Failed, report
from dispatchkit.lint.settings import ALL, Settings
from dispatchkit.lint.traced import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

pytestmark = INSTALLED
DUMP = (
    "VALMER, May 3 (Reuters) - The ferry  sailed <b>again</b> on Monday.\n\n"
    'HARBOUR <img src=x onerror="document.title=1"> said so [TK]\n'
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


def corpus() -> list[tuple[dict[str, Any], str | None]]:
    """60 records of two agencies in two languages and months, one of them odd, with some repeats."""
    made = [
        record(
            at,
            agency=("nor", "sud", None)[at % 3],
            language=("en", "ar")[at % 2],
            section=("World", "رياضة", None)[at % 3],
            day=date(2021, 3 + 2 * (at % 2), 3),
        )
        for at in range(60)
    ]
    odd = record(99, agency="nor", text="خبر " * 90, headline="عنوان", paragraphs=40, footers=30)
    return [*((one, "near" if at % 10 == 0 else None) for at, one in enumerate(made)), (odd, None)]


def corpus_page(records: Sequence[tuple[dict[str, Any], str | None]]) -> str:
    made = Summary()
    for one, repeat in records:
        made.add(one, repeat)
    made.reject("encrypted")
    return "".join(page(made.to_dict(made.oddest(records))))


def findings_page() -> str:
    made = report("html", About("1.2.3", os.getcwd(), pages="https://example.org/rules"))
    pieces = [made.begin()]
    for path in ("a/dump.txt", "b/<i>.txt"):
        found = check_source(Source(path, DUMP.encode(), Settings(select=(ALL,)))).findings
        pieces.append(made.add(path, found))
    return "".join([*pieces, *made.end([Failed("gone.txt", HOSTILE)])])


def test_the_page_of_a_corpus(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "page.html", corpus_page(corpus()))
    assert shown.told() == "All 61 records"
    assert [row[:2] for row in shown.rows("Records by agency")] == [
        ["Agency nor (nor)", "21"],
        ["not known", "20"],
        ["Agency sud (sud)", "20"],
    ]
    assert [row[:2] for row in shown.rows("Records by language")] == [["en", "31"], ["ar", "30"]]
    assert [row[0] for row in shown.rows("Records by section")] == ["not known", "World", "رياضة"]
    assert shown.rows("Stripped by rule")[0][:3] == ["any.rights", "copyright", "90"]
    assert shown.rows("Records that repeat others") == [["near", "6", "9.8 %"]]
    assert shown.rows("What was rejected") == [["encrypted", "1", "100.0 %"]]
    # Every month has a column, also the one between that has no records.
    plot = shown.page.get_by_role(
        "img", name="Records from 2021-03 to 2021-05; most, 31, in 2021-05"
    )
    assert plot.locator("g > title").all_text_contents()[1] == "2021-04: 0, 0.0 % stripped"
    assert shown.is_quiet()


def test_filters_recount_the_records(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "page.html", corpus_page(corpus()))

    def choose(label: str) -> Locator:
        return shown.page.get_by_label(label, exact=True)

    choose("Agency").select_option("Agency nor (nor)")
    assert shown.told() == "21 of 61 records"
    choose("Language").select_option("en")
    assert [row[:2] for row in shown.rows("Records by agency")] == [["Agency nor (nor)", "11"]]
    assert shown.rows("Records by encoding") == [["utf-8", "11", "100.0 %"]]
    assert shown.page.get_by_role("article").count() == 1
    choose("To month").select_option("2021-03")
    assert shown.told() == "10 of 61 records"
    assert shown.page.get_by_role("article").count() == 0
    choose("Agency").select_option("not known")
    assert shown.rows("Records by form")[0][0] == "text/generic"
    choose("From month").select_option("2021-05")
    assert shown.told() == "0 of 61 records"
    shown.page.get_by_role("button", name="Clear filters").click()
    assert shown.told() == "All 61 records"
    assert shown.is_quiet()


def test_filters_that_details_do_not_tell_apart_are_named(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Years alone find room in the details, and agencies alone in the sums.
    monkeypatch.setattr(summaries, "_DETAILS", 120)
    shown = Shown(browser, tmp_path / "page.html", corpus_page(corpus()))
    note = shown.page.get_by_text("These figures are of whole years")
    assert note.count() == 0
    shown.page.get_by_label("To month").select_option("2021-03")
    assert shown.told() == "30 of 61 records"
    assert note.count() == 5
    assert shown.rows("Records by encoding") == [["utf-8", "61", "100.0 %"]]
    monkeypatch.setattr(summaries, "_SUMS", 30)
    shown = Shown(browser, tmp_path / "page.html", corpus_page(corpus()))
    assert (
        shown.page.locator("select:disabled").all_inner_texts() == ["too many to choose from"] * 4
    )
    assert [row[:2] for row in shown.rows("Records by language")] == [["en", "31"], ["ar", "30"]]
    shown.page.get_by_label("Agency", exact=True).select_option("Agency sud (sud)")
    assert shown.told() == "20 of 61 records"


def test_the_oddest_have_their_reasons_and_lines(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "page.html", corpus_page(corpus()))
    odd = shown.page.get_by_role("article").first
    assert odd.get_by_role("heading").inner_text() == "عنوان"
    assert "of its characters are stripped" in odd.inner_text()
    odd.get_by_text("Its labelled lines").click()
    rows = shown.rows("Labelled lines of dumps/99.txt")
    assert rows[0] == ["agency", "", "", "Agency nor (nor)"]
    assert ["body", "1", "", ("خبر " * 90)[:239] + "…"] in rows
    odd.get_by_role("button", name="Show all").click()
    assert shown.rows("Labelled lines of dumps/99.txt")[-1][:3] == ["copyright", "70", "any.rights"]
    text = odd.locator("td.words").nth(6)
    assert text.evaluate("node => getComputedStyle(node).direction") == "rtl"


def test_tables_are_sorted_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "page.html", corpus_page(corpus()))
    keys = shown.page.keyboard
    keys.press("Tab")
    assert shown.page.locator(":focus").inner_text() == "Skip to the content"
    keys.press("Enter")
    for name in ("Agency", "Language", "Form", "From month", "To month"):
        keys.press("Tab")
        assert (
            shown.page.locator(":focus")
            .evaluate("node => node.labels[0].textContent")
            .startswith(name)
        )
    table = shown.page.get_by_role("table", name="Records by agency")
    table.get_by_role("button", name="Agency").focus()
    keys.press("Enter")
    assert table.locator("th[aria-sort]").evaluate_all(
        "heads => heads.map(head => [head.textContent, head.ariaSort])"
    ) == [["Agency", "ascending"]]
    assert [row[0] for row in shown.rows("Records by agency")] == [
        "Agency nor (nor)",
        "Agency sud (sud)",
        "not known",
    ]
    keys.press("Space")
    assert shown.rows("Records by agency")[0][0] == "not known"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(browser: Browser, tmp_path: Path, scheme: str) -> None:
    for html in (corpus_page(corpus()), findings_page()):
        shown = Shown(browser, tmp_path / "page.html", html, color_scheme=scheme)
        for one in shown.page.locator("summary").all():
            one.click()
        assert shown.grave() == []
        paper = "node => getComputedStyle(node).backgroundColor"
        before = shown.page.locator("body").evaluate(paper)
        assert before == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 24, 28)"}[scheme]
        other = {"light": "Dark", "dark": "Light"}[scheme]
        shown.page.get_by_role("button", name=f"{other} colours").click()
        assert shown.page.locator("body").evaluate(paper) != before


def test_hostile_dumps_are_text(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "page.html", corpus_page(every(hostile())))
    for one in shown.page.locator("summary").all():
        one.click()
    shown.page.on("dialog", lambda _: pytest.fail("a script of the dump was run"))
    assert shown.page.locator("img, main script").count() == 0
    assert "</script><script>alert(1)" in shown.page.get_by_role("article").first.inner_text()
    assert shown.is_quiet()


def test_the_policy_holds_what_escaping_would_let_through(browser: Browser, tmp_path: Path) -> None:
    html = corpus_page(corpus()).replace(
        "<noscript>", "<script>document.title = 'run'</script><img src='x:y'><noscript>"
    )
    shown = Shown(browser, tmp_path / "page.html", html)
    assert shown.page.title() == "Dispatches of a corpus"
    assert len(shown.complaints) == 2


def test_the_page_of_a_check(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "page.html", findings_page())
    rules = {row[0]: row for row in shown.rows("Findings by rule")}
    assert rules["DK510"][1:4] == ["extra-space", "info", "2"]
    assert [row[0] for row in shown.rows("Inputs with the reasons")] == ["gone.txt"]
    shown.page.get_by_label("Rule", exact=True).select_option("DK510 extra-space")
    total = sum(int(row[3]) for row in rules.values())
    assert shown.told() == f"2 of {total} findings"
    assert shown.page.locator("article mark").all_inner_texts() == ["  ", "  "]
    shown.page.get_by_label("File name contains").fill("<I>")
    shown.page.keyboard.press("Enter")
    assert shown.page.get_by_role("article").get_by_role("heading").all_inner_texts() == [
        "b/<i>.txt:1:36"
    ]
    link = shown.page.get_by_role("article").get_by_role("link")
    assert link.get_attribute("href") == "https://example.org/rules#DK510"
    shown.page.get_by_role("button", name="Clear filters").click()
    assert shown.told() == f"All {total} findings"
    assert FERRY not in shown.page.content()
    assert shown.page.locator("img").count() == 0
    assert shown.is_quiet()
