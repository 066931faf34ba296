"""``dispatchkit profile new``: a profile to start from, which is right as far as it is filled in."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit.agencies.template import Known, profile

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ALL = (
    *("--name", 'Lamna "Wire"', "--country", "NO", "--timezone", "Europe/Oslo"),
    *("--language", "no", "--language", "en", "--credit", "LAMX", "--credit", "Lamna Wire"),
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["profile", *arguments], catch_exceptions=False)


def test_a_profile_of_which_all_is_known_is_fine_as_it_stands(here: Path) -> None:
    done = call("new", "lamna", *ALL)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "lamna.toml: written\n", "")
    assert tomllib.loads((here / "lamna.toml").read_text(encoding="utf-8")) == {
        "schema": 1,
        "id": "lamna",
        "name": 'Lamna "Wire"',
        "country": "NO",
        "languages": ["no", "en"],
        "timezone": "Europe/Oslo",
        "credits": ["LAMX", "Lamna Wire"],
    }
    assert call("check", "lamna.toml").stdout == "lamna.toml: fine\n"


def test_what_is_still_to_be_filled_in_is_told_with_its_line(here: Path) -> None:
    done = call("new", "lamna", "--language", "en")
    assert done.exit_code == 0
    first, second = done.stdout.splitlines()
    assert first == "lamna.toml: written, with this to fill in:"
    place = re.fullmatch(r"lamna\.toml:(\d+):1: name: the key 'name' is empty", second)
    assert place is not None
    line = (here / "lamna.toml").read_text(encoding="utf-8").splitlines()[int(place[1]) - 1]
    assert line.startswith('name = ""')
    assert call("check", "lamna.toml").exit_code == 2


def test_what_a_comment_shows_is_right(here: Path) -> None:
    text = profile(Known("lamna", "Lamna Wire", languages=("en",)))
    bare = re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE)
    assert bare.count("\n[[") == 2
    (here / "lamna.toml").write_text(bare, encoding="utf-8")
    done = call("check", "lamna.toml")
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_file_is_never_replaced(here: Path) -> None:
    (here / "lamna.toml").write_text("mine", encoding="utf-8")
    done = call("new", "lamna", *ALL)
    assert (done.exit_code, done.stdout) == (3, "")
    assert "lamna.toml: a file lies there, and is not replaced; -o - prints" in done.stderr
    assert (here / "lamna.toml").read_text(encoding="utf-8") == "mine"


def test_it_may_be_printed_or_written_elsewhere(here: Path) -> None:
    printed = call("new", "lamna", "-o", "-", *ALL)
    assert (printed.exit_code, printed.stderr, list(here.iterdir())) == (0, "", [])
    (here / "own").mkdir()
    assert call("new", "lamna", "-o", "own/lamna.toml", *ALL).exit_code == 0
    assert (here / "own" / "lamna.toml").read_text(encoding="utf-8") == printed.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("Lamna",), "other signs than a to z"),
        (("lamna", "-o", "other.toml"), "named for its id: lamna.toml"),
        (("lamna", "--country", "UK"), "did you mean GB?"),
        (("lamna", "--language", "english"), "did you mean en?"),
        (("lamna", "--timezone", "Europe/Olso"), "did you mean Europe/Oslo?"),
    ],
)
def test_what_makes_no_sense_is_refused(here: Path, arguments: tuple[str, ...], says: str) -> None:
    done = call("new", *arguments)
    assert (done.exit_code, done.stdout, list(here.iterdir())) == (2, "", [])
    assert says in done.stderr


def test_one_that_would_stand_in_the_place_of_ours_is_told() -> None:
    done = call("new", "afp", *ALL)
    assert done.exit_code == 0
    assert "afp is a profile that ships" in done.stdout
