"""A real browser for tests of pages: Playwright with a Chromium that is installed (Debian: ``apt-get
install chromium``). Without them the tests that import this are skipped.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

driver = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
INSTALLED = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
# Root needs --no-sandbox; the others keep the browser from asking its maker's hosts.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GRAVE = {"serious", "critical"}


def launched() -> Iterator[Browser]:
    """A browser, closed in the end: what a fixture yields."""
    with driver.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


class Shown:
    """A page that a browser shows: what it complained about, and what it asked the network for."""

    def __init__(self, browser: Browser, file: Path, html: str, **context: Any) -> None:
        file.write_text(html, encoding="utf-8", newline="")
        self.page: Page = browser.new_page(**context)
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())
        self.url = file.as_uri()

    def rows(self, caption: str) -> list[list[str]]:
        """The rows of a table, as texts; columns of bars have none."""
        table = self.page.get_by_role("table", name=caption, exact=True)
        table.wait_for(state="attached")
        rows: list[list[str]] = [
            row.locator("th, td:not(.bar)").all_inner_texts()
            for row in table.locator("tbody tr").all()
        ]
        return rows

    def told(self) -> str:
        """What the status says."""
        return self.page.get_by_role("status").inner_text()

    def is_quiet(self) -> bool:
        """Whether the browser had nothing to complain about and asked for the file alone."""
        return self.complaints == [] and self.asked == [self.url]

    def grave(self) -> list[str]:
        """What axe finds to shut people out."""
        found = axe.Axe().run(self.page).response["violations"]
        return [one["id"] for one in found if one["impact"] in GRAVE]
