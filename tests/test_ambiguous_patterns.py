"""Users' patterns that Python warns about (``[[a]``, ``[a--b]``) are refused with their place, and
no warning reaches standard error.
"""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit import parse_text
from dispatchkit.text.classes import refuse_ambiguous

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry between the two islands runs again after"
    " repairs that took three weeks, its owner said.\n"
)
PROFILE = """schema = 1
id = "elvebyen"
name = "Elvebyen Tegn"
country = "NO"
languages = ["no"]
credits = ["ELVT"]

[[label]]
id = "rights"
label = "copyright"
regex = '{}'
keywords = ["rights"]
why = "the line of rights"
match = ["a rights"]
miss = ["rights of way"]
"""
PATTERNS = [
    "[[a] rights",
    "[+--a] rights",
    "[a&&b] rights",
    "[a~~b] rights",
    "[a||b] rights",
    "^[^a||b] rights",
]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dispatchkit", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        check=False,
    )


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "dump.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def refused(done: subprocess.CompletedProcess[str], place: str) -> None:
    assert done.returncode == 2
    assert place in done.stderr
    assert "one day: write '\\" in done.stderr
    assert "Warning" not in done.stderr


@pytest.mark.parametrize("pattern", PATTERNS)
def test_split_refuses_them(here: Path, pattern: str) -> None:
    refused(run(here, "parse", "--split", pattern, "in"), "--split")
    with pytest.raises(ValueError, match=r"split: .*one day"):
        parse_text(STORY, split=pattern)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_profile_refuses_them(here: Path, pattern: str) -> None:
    (here / "elvebyen.toml").write_text(PROFILE.format(pattern), encoding="utf-8")
    for command in (
        ["profile", "check", "elvebyen.toml"],
        ["parse", "--profile", "elvebyen.toml", "in"],
    ):
        refused(run(here, *command), ": label[0].regex: ")


@pytest.mark.parametrize("pattern", ["[[a]x", "[[:alpha:]]", "x[+--b]", "[!a&&b].txt"])
def test_patterns_of_paths_are_refused(here: Path, pattern: str) -> None:
    refused(run(here, "parse", "--exclude", pattern, "in"), "--exclude: ")
    (here / "dispatchkit.toml").write_text(f"exclude = ['{pattern}']\n", encoding="utf-8")
    refused(run(here, "check", "in"), ": exclude: ")
    (here / "dispatchkit.toml").write_text(
        f"[per-file-ignores]\n'{pattern}' = ['DK1']\n", encoding="utf-8"
    )
    refused(run(here, "check", "in"), ": per-file-ignores: ")


def test_a_class_that_is_none_is_a_usage_error(here: Path) -> None:
    done = run(here, "parse", "--exclude", "x[z-a]", "in")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "is not a pattern of paths" in done.stderr


@pytest.mark.parametrize(
    "pattern",
    [
        r"[\[a] rights",
        r"[a\&\&b] rights",
        r"\[[a] rights",
        "[]a] rights",
        "[^]a] rights",
        "[a-] rights",
    ],
)
def test_what_says_what_it_means_is_taken(here: Path, pattern: str) -> None:
    done = run(here, "parse", "--split", pattern, "in")
    assert done.returncode == 0
    assert "Warning" not in done.stderr


@given(st.text(alphabet=r"[]^-&~|\ab", max_size=10))
def test_just_those_are_refused_that_python_warns_of(pattern: str) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            re.purge()
            re.compile(pattern)
        except re.error:
            return
    if not caught:
        refuse_ambiguous(pattern)
        return
    with pytest.raises(ValueError, match="one day"):
        refuse_ambiguous(pattern)
