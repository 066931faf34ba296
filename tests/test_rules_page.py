"""docs/rules.md says what the rules say. Its counts are measured by tools/rules.py; the rest is
made from the rules.
"""

from __future__ import annotations

import re
from pathlib import Path

from dispatchkit.lint.pages import handbook
from dispatchkit.lint.rule import rules

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
ROW_RE = re.compile(r"^\| \[(DK\d{3})\]\(.* \| ([^|]*) \| ([^|]*) \|$", flags=re.MULTILINE)


def test_the_page_is_made_from_the_rules_as_they_are() -> None:
    text = PAGE.read_text(encoding="utf-8")
    counts = {code: hits for code, *hits in ROW_RE.findall(text)}
    assert list(counts) == list(rules())
    assert text.endswith(handbook(list(rules().values()), counts, ("articles", "dispatches"))), (
        "run tools/rules.py"
    )


def test_every_counted_rule_has_its_counts() -> None:
    for code, articles, dispatches in ROW_RE.findall(PAGE.read_text(encoding="utf-8")):
        assert (
            bool(articles.strip())
            == bool(dispatches.strip())
            == (rules()[code].scope in ("input", "dispatch"))
        ), code
