"""The recipes of docs/notebooks.md work: each block runs after those above it, where its libraries are
installed.
"""

from __future__ import annotations

import re
from typing import Any

import consoles
import pytest

PAGE = consoles.ROOT / "docs" / "notebooks.md"
TEXT = PAGE.read_text(encoding="utf-8")
# The heading of each block, whose first word names its library.
BLOCKS = [
    (title.partition(":")[0], block)
    for title, text in re.findall(
        r"^(?:##+ (.+?)\n|\A)(.*?)(?=^##+ |\Z)", TEXT, flags=re.DOTALL | re.MULTILINE
    )
    for block in re.findall(r"^```python\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
]
# What is printed where the recipe went right.
PRINTED = {
    "pandas": (
        "nothing in it",
        "no text",
        "Ferry runs again",
        ", UTC]",
        "2021-02-08 11:05:00+00:00",
        "2021-07-01 07:00:00+00:00",
        "Ada Finch",
    ),
    "polars": (
        "nothing in it",
        "Ferry runs again",
        "datetime[μs, UTC]",
        "2021-02-08 11:05:00 UTC",
        "2021-07-01 07:00:00 UTC",
        "Ada Finch",
    ),
}


def test_every_library_has_recipes() -> None:
    assert {library for library, _ in BLOCKS} == {"", *PRINTED}


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", list(PRINTED))
def test_recipes_work(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip(name, reason=f"the recipes need {name}: pip install {name}")
    names: dict[str, Any] = {"__name__": "recipe"}
    for number, (library, block) in enumerate(BLOCKS):
        if library in ("", name):
            exec(compile(block, f"docs/notebooks.md: {number}", "exec"), names)
    printed = capsys.readouterr().out
    assert [word for word in PRINTED[name] if word not in printed] == [], printed
