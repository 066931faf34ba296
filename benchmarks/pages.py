"""What the page of a corpus costs: its size, the time in which a browser shows it, and the memory
and time that its summary takes.

    python benchmarks/pages.py [RECORDS]    100,000 invented ones, if no number is given

The browser is an installed Chromium, driven by Playwright; without one the page is not opened.
"""

from __future__ import annotations

import random
import resource
import shutil
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatchkit.corpus.report import page
from dispatchkit.corpus.summary import Summary
from dispatchkit.model import Agency, Boilerplate, Dispatch, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

AGENCIES, YEARS = 60, 10
FORMATS = ("text", "html", "iptc7901", "json", "mail", "feed", "csv", "warc", "tagged", "docx")
LANGUAGES = ("en", "fr", "de", "es", "ar", "tr", "ru", "zh", None)
LABELS = ("share", "menu", "copyright", "related", "subscription", "print", "initials", "envelope")
ROLES = ("body", "body", "body", "crosshead", "list", "table")
SECTIONS = ("World", "Sport", "Economy", None)


def record(number: int) -> dict[str, Any]:
    """An invented record, always the same for a *number*. Agencies are as unequal as real ones, and
    each has a language and a format of its own for most of what it sends.
    """
    chance = random.Random(number)
    at = int(AGENCIES ** chance.random())
    mostly = chance.random() < 0.75
    paragraphs = chance.randint(1, 14)
    texts = ["word " * chance.randint(5, 60) for _ in range(paragraphs)]
    labels = [chance.choice(LABELS) for _ in range(chance.randint(0, 6))]
    return Dispatch(
        path=f"dumps/{number // 1000}/{number}.txt",
        index=0,
        format=FORMATS[(at if mostly else at + 3) % len(FORMATS)],
        encoding=chance.choice(("utf-8", "utf-8", "cp1252")),
        profile=f"agency{at}",
        agency=Agency(f"agency{at}", f"Invented Agency {at}"),
        language=LANGUAGES[(at if mostly else at + 1) % len(LANGUAGES)],
        section=chance.choice(SECTIONS),
        headline=f"Ferry {number} runs again",
        published=day(chance),
        paragraphs=tuple(
            Paragraph(text, chance.choice(ROLES), (line, line))
            for line, text in enumerate(texts, 1)
        ),
        boilerplate=tuple(
            Boilerplate("Share this story", label, f"agency{at}.{label}", (line, line))
            for line, label in enumerate(labels, paragraphs + 1)
        ),
    ).to_dict()


def day(chance: random.Random) -> date | None:
    found = date(2012, 1, 1) + timedelta(days=chance.randrange(365 * YEARS))
    return found if chance.random() < 0.97 else None


def records(count: int) -> Iterator[tuple[dict[str, Any], str | None]]:
    """So many records, with how each repeats another one."""
    for number in range(count):
        yield record(number), "near" if number % 17 == 0 else None


def opened(file: Path) -> tuple[float, float] | None:
    """The seconds until the page was loaded, by the browser's own clock, and until its tables stood
    there and could be read; None without a browser.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        shown = browser.new_page()
        begun = time.perf_counter()
        shown.goto(file.as_uri())
        shown.get_by_role("table", name="Records by agency").wait_for()
        took = time.perf_counter() - begun
        loaded = shown.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        browser.close()
        return loaded / 1000, took


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    begun = time.process_time()
    for _ in records(count):
        pass
    invented = time.process_time() - begun
    begun = time.process_time()
    summary = Summary()
    for one, repeat in records(count):
        summary.add(one, repeat)
    oddest = summary.oddest(records(count))
    took = time.process_time() - begun - 2 * invented
    html = "".join(page(summary.to_dict(oddest)))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} records: {took:.1f} s of CPU for both passes, {held:.0f} MB at the peak")
    print(f"page: {len(html.encode()) / 1e6:.2f} MB")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(html, encoding="utf-8", newline="")
        found = opened(file)
    if found is None:
        print("no Chromium is installed: the page was not opened")
    else:
        print(f"loaded after {found[0]:.2f} s, read after {found[1]:.2f} s")


if __name__ == "__main__":
    main()
