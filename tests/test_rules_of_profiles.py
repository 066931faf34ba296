"""What the rules of a user's profile do to the lines beside theirs: nothing is lost by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dispatchkit import Own, parse_text

if TYPE_CHECKING:
    from pathlib import Path

    from dispatchkit import Dispatch

PROFILE = """\
schema = 1
id = "lamna"
name = "Lamna Press"
languages = ["en"]
credits = ["LAM"]

[[label]]
id = "next"
label = "crosshead"
line = ["What is next"]
why = "a standing crosshead"
match = ["What is next"]
miss = ["Next"]

[[label]]
id = "filed"
label = "dateline"
regex = "^OSTMERE [|] [^>]{3,20} >>"
keywords = ["ostmere"]
why = "its datelines"
match = ["OSTMERE | 3 May >>"]
miss = ["Ostmere"]

[[label]]
id = "crumb"
label = "section"
prefix = ["Home >"]
field = "section"
why = "the trail of a page"
match = ["Home > Sport"]
miss = ["Home"]
"""
PAGE = """\
Home
Rivers
Hills
Sign in | Sign up
Search

Home > Business

New crane for the harbour of Ostmere

By Ada Finch
3 May 2025, 10:00

{opening}The harbour board of Ostmere signed a contract on Friday for a crane.

"We have waited nine years for this," said the harbour master, Paul Reed.

Read also: Museum of mills opens at night

What is next

Workers go to school from June, and a ship is due before the summer ends. (LAM/pr)

Tags: #ostmere #business

Comments (13)
Log in to comment.

© 2025 Lamna Press. All rights reserved.
"""


def read(tmp_path: Path, text: str) -> Dispatch:
    path = tmp_path / "lamna.toml"
    path.write_text(PROFILE, encoding="utf-8")
    (found,) = parse_text(text, own=Own(profiles=(str(path),)), profile="lamna")
    return found


@pytest.mark.parametrize("opening", ["OSTMERE / LAM, 3 May >> ", "OSTMERE (LAM) - "])
def test_what_stands_below_a_standing_crosshead_is_text(tmp_path: Path, opening: str) -> None:
    found = read(tmp_path, PAGE.format(opening=opening))
    roles = [(one.role, one.text.split()[0]) for one in found.paragraphs]
    assert roles == [("body", "The"), ("body", '"We'), ("crosshead", "What"), ("body", "Workers")]
    assert found.dateline is not None
    assert found.dateline.place == "OSTMERE"


def test_a_rule_for_datelines_takes_no_paragraph(tmp_path: Path) -> None:
    found = read(tmp_path, PAGE.format(opening="OSTMERE | 3 May >> "))
    assert found.paragraphs[0].text.endswith("signed a contract on Friday for a crane.")


def test_where_a_rule_says_what_the_section_is_no_other_line_is_one(tmp_path: Path) -> None:
    assert read(tmp_path, PAGE.format(opening="")).section == "Business"


@pytest.mark.parametrize("line", ["URGENT - LAM", "LAM / FLASH", "HITNO (LAM)"])
def test_a_word_for_urgent_beside_initials_is_a_notice(tmp_path: Path, line: str) -> None:
    story = "OSTMERE (LAM) - A quake was felt in Ostmere and the towns near it on Tuesday."
    found = read(tmp_path, f"{line}\n\nQuake near Ostmere felt by many\n\n{story}\n")
    assert found.notice is not None
    assert found.notice.text == line
    assert found.headline == "Quake near Ostmere felt by many"
