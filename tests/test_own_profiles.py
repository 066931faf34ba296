"""Users' own profiles on the command line: listed with their files, and readable as editors write
them, with or without a byte-order mark.
"""

from __future__ import annotations

import codecs
import json
import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

PROFILE = """schema = 1
id = "elvebyen"
name = "Elvebyen Tegn"
country = "NO"
languages = ["no"]
credits = ["ELVT", "Elvebyen Tegn"]
"""
STORY = (
    "Ferry runs again\n\nOSLO, May 3 (ELVT) - The ferry between the two islands runs again after"
    " repairs that took three weeks, its owner said.\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elvebyen.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "dump.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments), catch_exceptions=False)


def listed(*arguments: str) -> dict[str, str]:
    """The lines of ``profile list`` by the id."""
    done = run("profile", "list", *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return {line.split()[0]: line for line in done.stdout.splitlines()}


@pytest.mark.parametrize(
    "key",
    ['profiles = ["elvebyen.toml"]', 'profiles = ["."]', 'profile = "elvebyen.toml"'],
)
def test_a_profile_that_the_configuration_names_is_listed_with_its_file(
    here: Path, key: str
) -> None:
    shipped = listed()
    (here / "dispatchkit.toml").write_text(key, encoding="utf-8")
    found = listed()
    assert found.keys() - shipped.keys() == {"elvebyen"}
    assert "Elvebyen Tegn (NO, no)" in found["elvebyen"]
    assert found["elvebyen"].endswith(f"  {here / 'elvebyen.toml'}")
    assert list(found) == sorted(found)
    assert listed("--isolated") == shipped
    assert run("profile", "show", "elvebyen").stdout == PROFILE
    assert run("profile", "show", "elvebyen", "--isolated").exit_code == 2


def test_one_in_place_of_a_profile_that_ships_is_listed_once(here: Path) -> None:
    (here / "efe.toml").write_text(PROFILE.replace("elvebyen", "efe"), encoding="utf-8")
    (here / "ci.toml").write_text('profiles = ["efe.toml"]', encoding="utf-8")
    assert (
        listed("--config", "ci.toml")["efe"].split(maxsplit=1)[1]
        == f"Elvebyen Tegn (NO, no)  {here / 'efe.toml'}"
    )


# --- byte-order marks --------------------------------------------------------------------------------------------------------


def test_a_profile_with_a_byte_order_mark_is_read(here: Path) -> None:
    (here / "elvebyen.toml").write_bytes(codecs.BOM_UTF8 + PROFILE.encode())
    assert run("profile", "check", "elvebyen.toml").stdout == "elvebyen.toml: fine\n"
    assert run("profile", "show", os.path.join(".", "elvebyen.toml")).stdout == PROFILE
    assert (
        run(
            "parse", "--profile", "elvebyen.toml", "--field", "dateline.agencies", "dump.txt"
        ).stdout
        == "elvebyen\n"
    )


@pytest.mark.parametrize(
    ("name", "table"), [("dispatchkit.toml", ""), ("pyproject.toml", "[tool.dispatchkit]\n")]
)
def test_a_configuration_with_a_byte_order_mark_is_read(here: Path, name: str, table: str) -> None:
    (here / name).write_bytes(codecs.BOM_UTF8 + f'{table}fail-on = "info"\n'.encode())
    assert json.loads(run("config", "-f", "json").stdout)["values"]["fail-on"]["value"] == "info"


def test_a_baseline_with_a_byte_order_mark_is_read(here: Path) -> None:
    assert (
        run("check", "--write-baseline", "known.json", "--select", "ALL", "dump.txt").exit_code == 0
    )
    known = (here / "known.json").read_bytes()
    (here / "known.json").write_bytes(codecs.BOM_UTF8 + known)
    assert run("check", "--baseline", "known.json", "--select", "ALL", "dump.txt").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("profile", "check", "wide.toml"),
        ("profile", "show", "wide.toml"),
        ("config", "--config", "wide.toml"),
        ("check", "--baseline", "wide.toml", "dump.txt"),
        ("parse", "--profile", "wide.toml", "dump.txt"),
    ],
)
def test_a_file_in_utf_16_is_told_as_such(here: Path, arguments: tuple[str, ...]) -> None:
    (here / "wide.toml").write_bytes(PROFILE.encode("utf-16"))
    done = run(*arguments)
    assert done.exit_code == 2
    assert "wide.toml: " in done.stderr
    assert "the file is in UTF-16; save it as UTF-8" in done.stderr


def test_a_folder_without_profiles_is_no_place_for_them(here: Path) -> None:
    (here / "empty").mkdir()
    (here / "dispatchkit.toml").write_text('profiles = ["empty/"]', encoding="utf-8")
    done = run("parse", "dump.txt")
    assert done.exit_code == 2
    assert "empty" in done.stderr
