"""The pages of the site about agencies, which are made of their profiles."""

from __future__ import annotations

import re
from pathlib import Path

import agencies
import pytest

from dispatchkit.agencies import sources

QUARRY = Path(__file__).parent / "profiles" / "quarry.toml"
FOUND = agencies.profiles()


def test_a_page_says_what_the_profile_says() -> None:
    profile = sources.read(str(QUARRY))
    text = agencies.page(profile, [])
    assert text.startswith("---\norphan: true\n---\n\n# Quarrywire\n\n")
    for row in (
        "| country | Norway (`NO`) |",
        "| languages | English (`en`) |",
        "| credits | `QXZ`, `Quarrywire` |",
        "| `Pit A ⏎ Shaft 1` | proof | any | two lines, seldom one between them | `quarry.across` |",
        (
            "| `The pit is open. (wrote Ada Finch)` | credit | any | the reporter behind a sentence"
            " | `quarry.writer-inside` |"
        ),
    ):
        assert row in text.splitlines()


def test_a_page_says_what_check_excuses_and_which_rules_are_shared() -> None:
    pages = agencies.pages()
    of_aa = pages["aa.md"]
    assert "Rules that do not hold for it: `DK511`." in of_aa
    assert "| `OSLO, May 3 (Anadolu Agency) -` | OSLO | `aa` |" in of_aa
    extending = next(profile for profile in FOUND if profile.extends)
    assert f"| [{extending.extends}]({extending.extends}.md) |" in pages[f"{extending.id}.md"]
    assert f"[{extending.id}]({extending.id}.md)" in pages[f"{extending.extends}.md"]
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", pages["index.md"]))
    assert linked == set(pages) - {"index.md"}


def test_datelines_of_every_agency_are_read() -> None:
    assert [
        profile.id for profile in FOUND if profile.credits and not agencies.datelines(profile)
    ] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a | b", "`a \\| b`"),
        ("a `b` c", "`` a `b` c ``"),
        ("a\nb", "`a ⏎ b`"),
    ],
)
def test_lines_are_shown_as_they_are(text: str, shown: str) -> None:
    assert agencies.code(text) == shown


def test_pages_that_are_made_no_more_go_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agencies, "pages", lambda: {"index.md": "# Agencies\n"})
    (tmp_path / "old.md").write_text("x", encoding="utf-8")
    agencies.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.md"]
