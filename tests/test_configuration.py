"""The configuration of every command: wrong values, untrusted files, and what is said of a file
that hides something. ``test_check.py`` tests what the keys do.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from patience import PATIENCE
from program import program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STORY = """Tram depot opens its doors

TARNHOLM, May 3 (Reuters) - The tram depot of Tarnholm opened its doors to the public on Monday, ninety years after it was built.

The transport office said that 800 people had come before noon, and that the oldest car would run again in June.
"""
PROFILE = 'schema = 1\nid = "tarn"\nname = "Tarn Press"\nlanguages = ["en"]\ncredits = ["TPX"]\n'
COMMANDS = ("parse", "explain", "check")


def call(*arguments: str | os.PathLike[str], stdin: str | None = None) -> Result:
    return CliRunner().invoke(
        program,
        [os.fspath(argument) for argument in arguments],
        input=stdin,
        catch_exceptions=False,
    )


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command line in a process of its own, which must end."""
    return subprocess.run(
        [sys.executable, "-m", "dispatchkit", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a dump in a folder, as the working folder."""
    folder = tmp_path / "outer" / "project"
    (folder / ".git").mkdir(parents=True)
    (folder / "feed").mkdir()
    (folder / "feed" / "story.txt").write_text(STORY, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


# --- wrong values ----------------------------------------------------------------------------------------------------------

WRONG = [
    ('encoding = "cp125x"', "encoding", "did you mean"),
    ('encoding = "hex"', "encoding", "is not an encoding"),
    ('profile = "reuter"', "profile", "did you mean reuters?"),
    ('profile = "none.toml"', "profile", "no such profile"),
    ('date-order = "day-month-year"', "date-order", "did you mean dmy?"),
    ('language = "english"', "language", "did you mean en?"),
    ('language = "eng"', "language", "did you mean en?"),
    ('language = "en_GB"', "language", "did you mean en-GB?"),
    ('language = "qq"', "language", "is not a language tag"),
    ('select = ["FOO"]', "select", "no rule has a code"),
    ('ignore = ["DKK104"]', "ignore", "did you mean DK104?"),
    ('extend-select = [""]', "extend-select", "expected a list of texts"),
    ('[severity]\nDK9999 = "error"', "severity", "no rule has a code"),
    ('[severity]\nDK104 = "grave"', "severity.DK104", "expected one of"),
    ('[per-file-ignores]\n"*.txt" = ["XX"]', 'per-file-ignores."*.txt"', "no rule has a code"),
    ('[per-agency-ignores]\nreuters = ["XX"]', "per-agency-ignores.reuters", "no rule has a code"),
    ('[per-agency-ignores]\nreuter = ["DK1"]', "per-agency-ignores", "did you mean reuters?"),
    ('baseline = "none.json"', "baseline", "--write-baseline"),
    ('baseline = "a\\u0000b"', "baseline", "NUL"),
    ('profiles = ["none.toml"]', "profiles", "no such profile"),
    ('exclude = ["["]', "exclude", "is not a pattern"),
    ('exclude = ["*a*b*c*d*"]', "exclude", "stars"),
    ('[boilerplate]\nadvert = ["Buy now"]', "boilerplate.advert", "did you mean advertisement?"),
    ('fail-on = "fatal"', "fail-on", "expected one of"),
    ('enconding = "utf-8"', "enconding", "did you mean encoding?"),
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("content", "key", "says"), WRONG, ids=[content.replace("\n", " ") for content, _, _ in WRONG]
)
def test_a_wrong_value_is_an_error_for_every_command(
    project: Path, command: str, content: str, key: str, says: str
) -> None:
    (project / "dispatchkit.toml").write_text(content + "\n", encoding="utf-8")
    result = call(command, "feed")
    assert (result.exit_code, result.stdout) == (2, "")
    place = rf"{re.escape(str(project / 'dispatchkit.toml'))}:[12]:\d+: {re.escape(key)}[^ ]*: "
    assert re.search(place, result.stderr)
    assert says in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENCODING", "cp125x"),
        ("PROFILE", "reuter"),
        ("DATE_ORDER", "foo"),
        ("LANGUAGE", "english"),
        ("SELECT", "FOO"),
        ("IGNORE", "DK1,FOO"),
        ("BASELINE", "none.json"),
        ("EXCLUDE", "["),
        ("PROFILES", "none.toml"),
    ],
)
def test_a_wrong_value_in_the_environment_is_an_error(
    project: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str, value: str
) -> None:
    assert (project / "feed").is_dir()
    monkeypatch.setenv(f"DISPATCHKIT_{name}", value)
    result = call(command, "--isolated", "feed")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"DISPATCHKIT_{name}: " in result.stderr


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("FIAL_ON", "did you mean DISPATCHKIT_FAIL_ON?"),
        ("SEVERITY", "no variable, only a key"),
        ("CONFIGURATION", "no such variable"),
    ],
)
def test_unknown_variables_are_told_and_stop_nothing(
    monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    monkeypatch.setenv(f"DISPATCHKIT_{name}", "x")
    result = call("parse", "--field", "headline", "feed")
    assert (result.exit_code, result.stdout) == (0, "Tram depot opens its doors\n")
    assert f"DISPATCHKIT_{name}: " in result.stderr
    assert says in result.stderr


@pytest.mark.usefixtures("project")
def test_options_take_the_same_codes() -> None:
    result = call("check", "--language", "english", "feed")
    assert result.exit_code == 2
    assert "did you mean en?" in result.stderr
    assert call("check", "--language", "en-GB", "feed").exit_code == 0
    assert call("parse", "--encoding", "hex", "feed").exit_code == 2
    assert call("check", "--now", "9999-12-31T23:59-14:00", "feed").exit_code == 2
    assert (
        call("check", "--report", "json:a.json", "--report", "sarif:./a.json", "feed").exit_code
        == 2
    )


def test_a_profile_named_in_the_configuration_lies_beside_it(project: Path) -> None:
    (project / "tarn.toml").write_text(PROFILE, encoding="utf-8")
    (project / "dispatchkit.toml").write_text('profile = "tarn.toml"\n', encoding="utf-8")
    os.chdir(project / "feed")
    assert json.loads(call("parse", "-f", "json", "story.txt").stdout)["profile"] == "tarn"


def test_a_baseline_that_is_to_be_written_need_not_be_there(project: Path) -> None:
    (project / "dispatchkit.toml").write_text('baseline = "known.json"\n', encoding="utf-8")
    assert call("check", "--write-baseline", "known.json", "feed").exit_code == 0
    assert call("parse", "feed").exit_code == 0


def test_what_was_not_checked_is_not_clean(project: Path) -> None:
    (project / "feed" / "story.txt").unlink()
    result = call("check", "feed", "none.txt")
    assert result.exit_code == 3
    assert "nothing found" not in result.stderr
    (project / "feed" / "story.txt").write_text(STORY, encoding="utf-8")
    result = call("check", "feed", "none.txt")
    assert result.exit_code == 3
    assert "1 input could not be checked" in result.stderr
    assert "nothing found" not in call("check", "--ignore", "ALL", "feed").stderr


# --- files that anybody may have put there -----------------------------------------------------------------------------------


def hostile(folder: Path, kind: str) -> None:
    """Put a configuration of a *kind* into a folder."""
    own = folder / "dispatchkit.toml"
    made: dict[str, Callable[[], object]] = {
        "text for a table": (
            lambda: (folder / "pyproject.toml").write_text(
                'tool = "dispatchkit"\n', encoding="utf-8"
            )
        ),
        "number for a table": (
            lambda: (folder / "pyproject.toml").write_text(
                "[tool]\ndispatchkit = 3\n", encoding="utf-8"
            )
        ),
        "nested": lambda: own.write_text("exclude = " + "[" * 5000 + "]" * 5000, encoding="utf-8"),
        "nested tables": lambda: own.write_text("a = " + "{a = " * 5000, encoding="utf-8"),
        "dotted": lambda: own.write_text(".".join("a" * 20_000) + " = 1\n", encoding="utf-8"),
        "dotted in quotes": lambda: own.write_text(
            "[" + ".".join(["'a'"] * 20_000) + "]\n", encoding="utf-8"
        ),
        "long": lambda: own.write_text("#" * 3_000_000, encoding="utf-8"),
        "figures": lambda: own.write_text(f"stage = {'1' * 5000}\n", encoding="utf-8"),
        "no UTF-8": lambda: own.write_bytes(b'stage = "\xff"\n'),
        "pipe": lambda: os.mkfifo(folder / "pyproject.toml"),
        "device": lambda: (folder / "pyproject.toml").symlink_to("/dev/zero"),
        "own pipe": lambda: os.mkfifo(own),
        "many patterns": lambda: own.write_text(
            f"exclude = {json.dumps([f'{number}.txt' for number in range(5000)])}\n",
            encoding="utf-8",
        ),
    }
    made[kind]()


KINDS = (
    "text for a table, number for a table, nested, nested tables, dotted, dotted in quotes, long,"
    " figures, no UTF-8, pipe, device, own pipe, many patterns".split(", ")
)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files on this system")
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_configuration_is_an_error_in_bounded_time(project: Path, kind: str) -> None:
    hostile(project, kind)
    done = start("parse", "feed/story.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"dispatchkit: {project}")
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 1000


@pytest.mark.parametrize("content", ["[" * 100_000, '{"schema":' * 50_000, "1" * 9000, "nul"])
def test_a_hostile_baseline_is_an_error(project: Path, content: str) -> None:
    (project / "known.json").write_text(content, encoding="utf-8")
    (project / "dispatchkit.toml").write_text('baseline = "known.json"\n', encoding="utf-8")
    for command in COMMANDS:
        result = call(command, "feed")
        assert result.exit_code == 2
        assert "known.json" in result.stderr


@pytest.mark.parametrize(
    "regex",
    [
        r"^(a+)+$",
        r"^(?:\w+\s?)+!$",
        r"(?:[a-z]+-?)+\d",
        r"(?=(?:x+)+y)x",
        r"\s*\s*\s*\d",
        r"a.*b.*c.*d",
        r"(.+)\1+$",
        "(" * 3000 + "a" + ")" * 3000,
    ],
)
def test_a_profile_of_the_folder_cannot_hang_a_run(project: Path, regex: str) -> None:
    rule = (
        f'[[label]]\nid = "r"\nlabel = "promo"\nregex = \'{regex}\'\nkeywords = [""]\nwhy ='
        f' "w"\nmatch = ["aaa"]\nmiss = ["{"a" * 60}!"]\n'
    )
    (project / "tarn.toml").write_text(PROFILE + rule, encoding="utf-8")
    (project / "dispatchkit.toml").write_text('profiles = ["tarn.toml"]\n', encoding="utf-8")
    done = start("parse", "feed/story.txt")
    assert done.returncode == 2
    assert re.search(r"tarn\.toml:\d+:\d+: label\[0\]\.regex: ", done.stderr)


def test_a_pattern_of_a_users_profile_sees_the_beginning_of_a_long_line(project: Path) -> None:
    rule = (
        '[[label]]\nid = "r"\nlabel = "promo"\nregex = "Depot card|card no"\nkeywords ='
        ' ["card"]\nwhy = "w"\nmatch = ["Depot card"]\nmiss = ["Depot cards are"]\n'.replace(
            'miss = ["Depot cards are"]', 'miss = ["A card"]'
        )
    )
    (project / "tarn.toml").write_text(PROFILE + rule, encoding="utf-8")
    early, late = "Depot card " + "offer " * 400, "Offer " * 400 + "Depot card"
    (project / "feed" / "story.txt").write_text(f"{STORY}\n{early}\n\n{late}\n", encoding="utf-8")
    record = json.loads(
        call("parse", "-f", "json", "--profile", "tarn.toml", "feed/story.txt").stdout
    )
    taken = [entry["text"] for entry in record["boilerplate"] if entry["rule"] == "tarn.r"]
    assert taken == [early.strip()]


# --- what is told of a file that silences -------------------------------------------------------------------------------------

SILENCING = [
    ('exclude = ["*"]', "exclude"),
    ('ignore = ["ALL"]', "ignore"),
    ('select = ["DK101"]', "select"),
    ('fail-on = "never"', "fail-on"),
    ('[boilerplate]\npromo = ["The transport office*"]', "boilerplate"),
    ('[per-file-ignores]\n"*" = ["ALL"]', "per-file-ignores"),
    ('[severity]\nDK104 = "info"', "severity"),
]


@pytest.mark.parametrize(("content", "key"), SILENCING)
def test_a_file_above_the_repository_that_silences_is_named(
    project: Path, content: str, key: str
) -> None:
    above = project.parent / "dispatchkit.toml"
    above.write_text(content + "\n", encoding="utf-8")
    for command in COMMANDS:
        told = call(command, "feed").stderr
        assert f"{above} lies outside of this repository" in told
        assert f"sets {key}; it is used all the same" in told
        assert "lies outside" not in call(command, "--config", above, "feed").stderr
        assert "lies outside" not in call(command, "--isolated", "feed").stderr
    inside = project / "dispatchkit.toml"
    inside.write_text(content + "\n", encoding="utf-8")
    assert "lies outside" not in call("check", "feed").stderr


def test_a_file_above_that_silences_nothing_is_not_named(project: Path) -> None:
    (project.parent / "dispatchkit.toml").write_text(
        'language = "en"\nfail-on = "warning"\n', encoding="utf-8"
    )
    assert "lies outside" not in call("check", "feed").stderr


def test_without_a_repository_the_working_folder_is_the_bound(project: Path) -> None:
    (project / ".git").rmdir()
    above = project.parent / "dispatchkit.toml"
    above.write_text('exclude = ["*"]\n', encoding="utf-8")
    assert f"{above} lies outside of the working folder" in call("parse", "feed").stderr


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away"
)
def test_a_file_of_another_user_that_silences_is_named(project: Path) -> None:
    own = project / "dispatchkit.toml"
    own.write_text('ignore = ["ALL"]\n', encoding="utf-8")
    assert "another user" not in call("check", "feed").stderr
    os.chown(own, 65534, 65534)
    assert f"{own} belongs to another user and sets ignore" in call("check", "feed").stderr


def test_reports_name_it_too(project: Path) -> None:
    above = project.parent / "dispatchkit.toml"
    above.write_text('ignore = ["ALL"]\n', encoding="utf-8")
    sarif = json.loads(call("check", "-f", "sarif", "feed").stdout)
    (note,) = sarif["runs"][0]["invocations"][0]["toolConfigurationNotifications"]
    assert str(above) in note["message"]["text"]
    assert str(above) in call("check", "-f", "junit", "feed").stdout
    assert call("check", "-f", "github", "feed").stdout.startswith(
        f"::warning title=dispatchkit configuration::{above} "
    )


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("dispatchkit.toml", '# ours\n\nstage = "row"', "dispatchkit.toml:3:1: stage: "),
        ("dispatchkit.toml", 'stage = "raw" x', "dispatchkit.toml:1:15: "),
        (
            "dispatchkit.toml",
            '[per-file-ignores]\n"a.txt" = ["DK1"]\n"b.txt" = ["XX"]',
            'dispatchkit.toml:3:1: per-file-ignores."b.txt": ',
        ),
        (
            "pyproject.toml",
            '[project]\nname = "x"\n\n[tool.dispatchkit]\nstage = "raw"\nselect = ["FOO"]',
            "pyproject.toml:6:1: tool.dispatchkit.select: ",
        ),
        (
            "pyproject.toml",
            "[tool]\ndispatchkit.colour = 1",
            "pyproject.toml:2:1: tool.dispatchkit.colour: there is no such key",
        ),
    ],
)
def test_a_fault_of_the_configuration_has_its_line(
    project: Path, name: str, content: str, place: str
) -> None:
    (project / name).write_text(content, encoding="utf-8")
    assert place in call("config").stderr


def test_who_tries_to_switch_a_rule_off_is_told_how(project: Path) -> None:
    (project / "dispatchkit.toml").write_text('[severity]\nDK203 = "off"\n', encoding="utf-8")
    told = call("check", project).stderr
    assert "a code in ignore or extend-ignore switches a rule off" in told
    (project / "dispatchkit.toml").write_text('[severity]\nDK203 = "loud"\n', encoding="utf-8")
    assert "switches a rule off" not in call("check", project).stderr


def test_who_names_no_configuration_is_told_how(project: Path) -> None:
    result = call("check", "--config", os.devnull, project)
    assert result.exit_code == 2
    assert "--isolated reads no configuration" in result.stderr
