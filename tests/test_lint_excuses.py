"""Rules that a profile excuses its agency from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dispatchkit.agencies import lexicon
from dispatchkit.lint.engine import check_source
from dispatchkit.lint.rule import rules
from dispatchkit.lint.settings import Settings
from dispatchkit.lint.traced import Source

if TYPE_CHECKING:
    from pathlib import Path

DUMP = (
    "World\n\nClock museum opens a new wing\n\nThe clock museum opened a new wing on Saturday, in"
    " which three hundred travelling clocks tick.\n\nNobody winds them but the director of the"
    " museum.\n"
)
PROFILE = 'schema = 1\nid = "new"\nname = "New Agency"\nlanguages = ["en"]\n'


def found(path: Path) -> set[str]:
    return {
        finding.code
        for finding in check_source(
            Source("dump.txt", DUMP.encode(), Settings(profile=str(path)))
        ).findings
    }


def test_what_a_profile_ignores_is_not_found_for_its_agency(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    path.write_text(PROFILE, encoding="utf-8")
    assert {"DK202", "DK203"} <= found(path)


@pytest.mark.parametrize(
    ("ignored", "left"), [('"DK202"', {"DK203"}), ('"DK202", "DK203"', set()), ('"DK2"', set())]
)
def test_a_code_or_the_beginning_of_one(tmp_path: Path, ignored: str, left: set[str]) -> None:
    path = tmp_path / "new.toml"
    path.write_text(
        f'{PROFILE}[check]\nignore = [{ignored}]\nwhy = "its style"\n', encoding="utf-8"
    )
    assert found(path) & {"DK202", "DK203"} == left


def test_profiles_that_ship_name_rules_that_there_are() -> None:
    for name in lexicon.names():
        for code in lexicon.load(name).ignored:
            assert any(known.startswith(code) for known in rules()), (name, code)
