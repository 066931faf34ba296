"""What must hold of dumps, profiles and configurations that were damaged (``mutating.py`` does it):
no crash, no harm, no false statement.

The environment variable ``MUTATIONS`` says how many examples of each kind are tried: a few here,
some thousands by hand.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import unicodedata
from contextlib import chdir
from functools import cache
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import mutating
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from program import program

from dispatchkit import (
    Dispatch,
    DispatchkitError,
    ProfileError,
    parse_bytes,
    parse_text,
    render,
    trace_bytes,
    trace_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

few = settings(
    max_examples=int(os.environ.get("MUTATIONS", "15")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments), catch_exceptions=False)


# --- parse -------------------------------------------------------------------------------------------------------------------


def parsed(data: bytes | str) -> list[Dispatch]:
    """The dispatches of an input; none where it is refused in words of one line."""
    try:
        return parse_bytes(data) if isinstance(data, bytes) else parse_text(data)
    except DispatchkitError as error:
        assert str(error).isprintable()
        return []


@given(st.one_of(mutating.files(), mutating.texts()))
@few
def test_a_record_is_the_same_twice_and_through_every_form(data: bytes | str) -> None:
    found = parsed(data)
    assert found == parsed(data)
    if found:
        trace = trace_bytes(data) if isinstance(data, bytes) else trace_text(data)
        assert [part.dispatch for part in trace.parts if part.dispatch] == found
        numbers = [line.line.number for part in trace.parts for line in part.lines]
        assert numbers == sorted(set(numbers))
    for dispatch in found:
        record = dispatch.to_dict()
        assert Dispatch.from_dict(record) == dispatch
        for form in ("json", "jsonl"):
            printed = render(dispatch, form)
            assert json.loads(printed.encode()) == record
        assert printed.count("\n") == 1
        assert all(
            entry["text"].strip() and 0 < entry["lines"][0] <= entry["lines"][1]
            for entry in (*record["paragraphs"], *record["boilerplate"])
        )


def letters(dispatch: Dispatch) -> str:
    """The letters and figures of the body: bullets are those of the form."""
    return "".join(
        filter(str.isalnum, " ".join(paragraph.text for paragraph in dispatch.paragraphs))
    )


@given(mutating.texts(), st.sampled_from(["text", "markdown"]))
@few
def test_what_is_written_of_a_damaged_dump_is_read_back(text: str, form: str) -> None:
    for dispatch in parsed(text):
        if dispatch.paragraphs:
            back = parsed(render(dispatch, form))
            assert [(one.headline, letters(one)) for one in back] == [
                (dispatch.headline, letters(dispatch))
            ]


def test_a_headline_that_is_a_date_is_read_back_where_a_dateline_stands_below() -> None:
    text = (
        "Harbour of Odda\n\nODDA, May 3 (Reuters) - The harbour opened on Monday, nine days after"
        " the storm.\n\nIt had been shut for nine days.\n"
    )
    (found,) = parse_text(text)
    found = found._replace(headline="On this day: May 3, 1958")
    (back,) = parse_text(render(found, "text"))
    assert (back.headline, back.dateline and back.dateline.place) == (found.headline, "ODDA")


# --- check -------------------------------------------------------------------------------------------------------------------


def plain(value: Any) -> Any:
    """A record without places, what was taken out, white space and what nobody sees."""
    if isinstance(value, str):
        return "".join(
            sign
            for sign in unicodedata.normalize("NFC", value)
            if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf")
        )
    if isinstance(value, dict):
        return {
            key: plain(item)
            for key, item in value.items()
            if key not in ("lines", "encoding", "boilerplate")
        }
    return [plain(item) for item in value] if isinstance(value, list) else value


def counted(said: str, pattern: str) -> int:
    found = re.search(pattern, said)
    return int(found[1].replace(",", "")) if found else 0


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@given(data=mutating.files())
@few
def test_what_check_offers_is_what_fix_does_once(data: bytes, unsafe: bool) -> None:
    options = ("--isolated", "--select", "ALL")
    more = ["--unsafe-fixes"] * unsafe
    with TemporaryDirectory() as folder, chdir(folder):
        path = Path("dump.txt")
        path.write_bytes(data)
        said = call("check", *options, "dump.txt").stderr
        offered = counted(said, r"\(([\d,]+) with --unsafe-fixes") if unsafe else 0
        offered = offered or counted(said, r"can be fixed: ([\d,]+) with")
        shown = call("check", *options, "--diff", *more, "dump.txt")
        assert path.read_bytes() == data
        done = call("check", *options, "--fix", *more, "dump.txt")
        after = path.read_bytes()
        assert counted(done.stderr, r"([\d,]+) fix(?:es)? made") == offered
        assert (after != data) == (offered > 0)
        assert done.stdout == call("check", *options, "dump.txt").stdout
        again = call("check", *options, "--fix", *more, "dump.txt")
        assert path.read_bytes() == after
        assert " made" not in again.stderr
        assert os.listdir() == ["dump.txt"]
        if not unsafe:
            assert [plain(one.to_dict()) for one in parsed(after)] == [
                plain(one.to_dict()) for one in parsed(data)
            ]
        if shown.stdout_bytes and which("git"):
            path.write_bytes(data)
            subprocess.run(
                ["git", "apply", "-p0", "-"],
                input=shown.stdout_bytes,
                check=True,
                env=os.environ | {"GIT_CEILING_DIRECTORIES": folder},
            )
            assert path.read_bytes() == after


def test_no_fix_leaves_a_dispatch_without_its_headline(tmp_path: Path) -> None:
    """Without the sign of a heading so long a line is a paragraph."""
    headline = (
        "In another room of the museum the director described in front of many visitors how all of"
        " its clocks tick at night, and how she winds each of them with a key that her mother left"
        " her, but she later said in a letter to us that they had all stopped for good."
    )
    path = tmp_path / "dump.txt"
    path.write_text(
        f"# {headline}\nAdvertisement\n\n© 2021 AFP. All rights reserved.\nThe clocks of the museum"
        " had not ticked since the spring.\n",
        encoding="utf-8",
    )
    said = call(
        "check", "--isolated", "--select", "DK508", "--fix", "--unsafe-fixes", str(path)
    ).stdout
    assert "not fixed: it would change the headline" in said
    assert [one.headline for one in parse_bytes(path.read_bytes())] == [headline]


# --- profiles and configurations -----------------------------------------------------------------------------------------------


@cache
def profiles() -> tuple[tuple[str, str], ...]:
    """Some that ship, by their ids."""
    folder = mutating.ROOT / "dispatchkit" / "agencies" / "profiles"
    return tuple(
        (path.stem, path.read_text("utf-8"))
        for path in sorted(folder.glob("*.toml"))[::9]
        if path.stat().st_size < 8000
    )


@st.composite
def damaged_profiles(draw: st.DrawFn) -> tuple[str, str]:
    name, text = draw(st.sampled_from(profiles()))
    return name, draw(
        mutating.toml(
            text,
            [
                "id",
                "where",
                "regex",
                "line",
                "match",
                "keywords",
                "extends",
                "notice",
                "nope",
                "a.b.c",
            ],
        )
    )


@given(damaged_profiles())
@few
def test_a_damaged_profile_works_or_is_refused_with_its_place(profile: tuple[str, str]) -> None:
    name, text = profile
    with TemporaryDirectory() as folder, chdir(folder):
        Path(f"{name}.toml").write_text(text, encoding="utf-8")
        checked = call("profile", "check", f"{name}.toml")
        assert checked.exit_code in (0, 2)
        assert (checked.stdout == f"{name}.toml: fine\n") == (checked.exit_code == 0)
        try:
            parse_text(
                "Ferry returns\n\nOSLO, May 3 (NTB) - The ferry runs again.\n",
                profile=f"./{name}.toml",
            )
        except ProfileError as error:
            assert checked.exit_code == 2
            assert f"{name}.toml" in str(error)
            assert str(error).isprintable()


CONFIGURATION = """profiles = []
exclude = ["*.json", "archive/"]
encoding = "cp1252"
date-order = "dmy"
profile = "aa"
select = []
ignore = ["DK205"]
fail-on = "warning"
stage = "raw"
min-severity = "warning"
language = "de"
filename-date = true

[boilerplate]
subscription = ["Mehr Meldungen im Kundenportal", "Diese Meldung ist Teil des Dienstes*"]

[per-file-ignores]
"sport/*.txt" = ["DK202", "DK208"]

[severity]
DK209 = "warning"
"""
KEYS = [
    "baseline",
    "exclude",
    "profiles",
    "extend-ignore",
    '"**"',
    '"["',
    "DK1",
    "reuters",
    "nope",
    '""',
    "a.b.c",
]


def everything(text: str) -> Iterator[tuple[str, Callable[[Path], object]]]:
    """Where a configuration may stand."""
    yield (
        "dispatchkit.toml",
        lambda folder: (folder / "dispatchkit.toml").write_text(text, encoding="utf-8"),
    )
    table = "[tool.dispatchkit]\n" + re.sub(r"(?m)^\[", "[tool.dispatchkit.", text)
    yield (
        "pyproject.toml",
        lambda folder: (folder / "pyproject.toml").write_text(table, encoding="utf-8"),
    )


@given(mutating.toml(CONFIGURATION, KEYS))
@few
def test_a_damaged_configuration_works_or_is_refused_with_its_place(text: str) -> None:
    for name, write in everything(text):
        with TemporaryDirectory() as folder, chdir(folder):
            (Path(folder) / "feed").mkdir()
            Path("feed/story.txt").write_text(
                "Ferry returns\n\nOSLO, May 3 (NTB) - The ferry runs again.\n", encoding="utf-8"
            )
            write(Path(folder))
            shown = call("config")
            for command in ("parse", "check"):
                result = call(command, "feed")
                assert result.exit_code in ((0, 2) if command == "parse" else (0, 1, 2))
                assert (result.exit_code == 2) == (shown.exit_code == 2)
                if result.exit_code == 2:
                    assert result.stdout == ""
                    assert name in result.stderr
                    assert "nothing found" not in result.stderr
                    assert all(line.isprintable() for line in result.stderr.splitlines())


LONG = "a" * 30_000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f'baseline = "{LONG}"', ": baseline: "),
        (f'profile = "{LONG}"', "no such profile"),
        (f'profiles = ["{LONG}.toml"]', ": profiles: "),
        (f"{LONG} = 1", "no such key"),
        (f'[boilerplate]\n{LONG} = ["x"]', "no label of that name"),
        (f'[per-file-ignores]\n"{LONG}" = ["XX"]', "no rule has a code"),
    ],
)
def test_no_name_in_a_configuration_fills_the_screen(text: str, says: str) -> None:
    with TemporaryDirectory() as folder, chdir(folder):
        Path("story.txt").write_text("Ferry returns\n", encoding="utf-8")
        Path("dispatchkit.toml").write_text(text, encoding="utf-8")
        result = call("check", "story.txt")
        assert result.exit_code == 2
        assert "dispatchkit.toml:" in result.stderr
        assert says in result.stderr
        assert len(result.stderr) < 3000
