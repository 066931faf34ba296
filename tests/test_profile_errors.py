"""``dispatchkit profile check`` tells all that is wrong at once, each with its line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit.proof import check

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

WRONG = """\
# An invented agency.
schema = 1
id = "lamna"
name = "24"
colour = "blue"
languages = ["en", "english", 3]
country = "UK"
datelines = ["dash", "dots"]

[check]
ignore = ["DK999", "dk"]

[[label]]
id = "more"
labl = "promo"
prefix = "More of it"
regex = "x"
why = "w"
match = ["More of it: a list"]

[[label]]
id = "rights"
label = "copyrigt"
line = "…"
why = ""
match = ["…"]
miss = ["None."]

[[field]]
id = "end"
regex = '\\(lam\\)$'
keywords = ["(lam)"]
why = "initials"
match = [
  "It runs. (lam)",
  "It runs.",
]
miss = ["It runs (lam)"]
"""
PLACES = [
    ":4:1: name: '24' has no letter in it",
    ":5:1: colour: unknown key 'colour'",
    ":6:20: languages[1]: ",
    ":6:31: languages[2]: expected a text, found 3",
    ":7:1: country: ",
    ":8:22: datelines[1]: 'dots' is none of",
    ": check: the key 'why' is missing",
    ":11:11: check.ignore[0]: ",
    ":11:20: check.ignore[1]: 'dk' is no code",
    ":13:1: label[0]: exactly one of line, prefix, regex is needed, found prefix, regex",
    ":13:1: label[0]: the key 'label' is missing",
    ":13:1: label[0]: the key 'miss' is missing",
    ":15:1: label[0].labl: unknown key 'labl'",
    ":23:1: label[1].label: 'copyrigt' is none of",
    ":24:1: label[1].line[0]: nothing is left",
    ":25:1: label[1].why: the key 'why' is empty",
    ":36:3: field[0].match[1]: lamna.end does not hit",
    ":38:9: field[0].miss[0]: lamna.end hits",
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lamna.toml").write_text(WRONG, encoding="utf-8")
    return tmp_path


def checked(*names: str) -> Result:
    return CliRunner().invoke(program, ["profile", "check", *names], catch_exceptions=False)


@pytest.mark.usefixtures("here")
def test_all_that_is_wrong_is_told_at_once() -> None:
    done = checked("lamna.toml")
    assert (done.exit_code, done.stdout) == (2, "")
    told = done.stderr.splitlines()
    assert [place for place in PLACES if not any(place in line for line in told)] == []
    assert len(told) == len(PLACES)
    lines = [int(line.split(":")[2]) for line in told]
    assert lines == sorted(lines)


def test_faults_that_hold_others_back_are_told_with_them(here: Path) -> None:
    # A credit that does nothing, beside an example that is wrong.
    text = (
        'schema = 1\nid = "lamna"\nname = "Lamna"\nlanguages = ["en"]\ncredits = ["Monday"]\n'
        '[[label]]\nid = "r"\nlabel = "promo"\nline = "Buy"\nwhy = "w"\nmatch = ["Sell"]\n'
        'miss = ["No."]\n'
    )
    (here / "lamna.toml").write_text(text, encoding="utf-8")
    done = checked("lamna.toml")
    assert [line.split(": ")[1:3] for line in done.stderr.splitlines()] == [
        ["lamna.toml:5:12", "credits[0]"],
        ["lamna.toml:11:10", "label[0].match[0]"],
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('schema = 1\nid = "a" b', "lamna.toml:2:10: Expected newline or end of document"),
        ("schema = 2\nid = 3", "lamna.toml:1:1: schema: expected 1, found 2"),
        (
            "schema = 1\nname = '''\nid = 3\n",
            "lamna.toml:2:8: the text that begins here has no end",
        ),
        ('schema = 1\nname = """a\n"b', "lamna.toml:2:8: the text that begins here has no end"),
        ("id = [", "lamna.toml:1:7: Invalid value (at end of document)"),
    ],
)
def test_what_keeps_a_file_from_being_read_is_told_alone(here: Path, text: str, told: str) -> None:
    (here / "lamna.toml").write_text(text, encoding="utf-8")
    done = checked("lamna.toml")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert told in done.stderr


def test_a_folder_stands_for_its_profiles(here: Path) -> None:
    (here / "profiles").mkdir()
    for name in ("mako", "ray"):
        text = f'schema = 1\nid = "{name}"\nname = "{name.title()} Wire"\nlanguages = ["en"]\n'
        (here / "profiles" / f"{name}.toml").write_text(text, encoding="utf-8")
    (here / "profiles" / "dispatchkit.toml").write_text("stage = 1", encoding="utf-8")
    (here / "empty").mkdir()
    done = checked("profiles")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "profiles/mako.toml: fine\nprofiles/ray.toml: fine\n"
    done = checked("empty", "none.toml", "profiles/ray.toml")
    assert (done.exit_code, done.stdout) == (3, "profiles/ray.toml: fine\n")
    assert "empty: no file in this folder" in done.stderr
    assert "none.toml: No such file or directory" in done.stderr


def test_a_file_that_is_not_utf_8_is_told_with_the_place(here: Path) -> None:
    (here / "lamna.toml").write_bytes('schema = 1\nname = "Agência"'.encode("cp1252"))
    done = checked("lamna.toml")
    assert done.exit_code == 2
    assert "lamna.toml:2:11: not UTF-8: the byte 0xea; save the file as UTF-8" in done.stderr


def test_an_id_that_is_used_twice_hides_no_other_fault(here: Path) -> None:
    rule = '[[label]]\nid = "r"\nlabel = "promo"\nline = "Buy"\nwhy = "w"\nmatch = ["Buy"]\nmiss = ["No."]\n'
    head = 'schema = 1\nid = "lamna"\nname = "Lamna"\nlanguages = ["en"]\n'
    wrong = rule.replace('match = ["Buy"]', 'match = ["Sell"]')
    (here / "lamna.toml").write_text(head + rule + wrong, encoding="utf-8")
    told = checked("lamna.toml").stderr
    assert "label[1].id: 'r' is used twice" in told
    assert "label[1].match[0]: lamna.r does not hit" in told


def test_a_rule_for_datelines_that_finds_the_beginning_of_a_paragraph_is_refused(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lamna.toml"
    path.write_text(
        'schema = 1\nid = "lamna"\nname = "Lamna"\nlanguages = ["en"]\n\n[[label]]\nid = "filed"\n'
        'label = "dateline"\nregex = "^OSTMERE / LAM, [^>]{3,20} >>"\nkeywords = ["lam"]\n'
        'why = "w"\nmatch = ["OSTMERE / LAM, 3 May >> The mill opened."]\nmiss = ["Ostmere"]\n',
        encoding="utf-8",
    )
    problems = check(str(path))
    assert len(problems) == 1
    assert "put that into credits" in problems[0]
