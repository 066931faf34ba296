"""The examples of every ``--help`` do what they say: each line is run by a shell, as people paste
it, in a folder of invented dumps, and ends with the status that its text promises.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from dispatchkit.cli._program import program

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parent.parent / "samples"
# Programs that examples call and that not every machine has, as scripts that do the same here.
PROGRAMS = {
    # A watch would not end, so it is told to; what is there need not settle.
    "dispatchkit": 'if [ "$1" = watch ]; then set -- "$@" --once --settle 0; fi\n'
    f'exec "{sys.executable}" -m dispatchkit "$@"',
    "pbpaste": "exec cat dump.txt",
    "curl": "exec cat dump.txt",
    "less": "exec cat",
    "browser": "exit 0",
}
# A story that was to run on a day that does not exist: an error of ``check``.
WRONG = "Ferry runs again\n\nOSLO, Feb 30, 2021 (Reuters) - The ferry runs again, it said.\n"
MESSAGE = '{"uri": "urn:np:7", "versionCreated": "2021-05-04T10:00:00Z"}'
PROFILE = """
schema = 1
id = "{id}"
name = "Invented Wire {id}"
languages = ["en"]
country = "NZ"
credits = ["INVENTED {id}"]
"""
# Calls that promise another status than 0, by the words that they hold: ``check`` finds something
# in feed/ when it is asked what is wrong there, also once that is mended that can be, and --diff
# something to mend.
OTHERWISE = {
    "check feed/": 1,
    "check --select DK1,DK3 --fail-on warning feed/": 1,
    "check --diff feed/": 1,
    "check --fix feed/": 1,
    "check --report sarif:check.sarif --report junit:check.xml feed/": 1,
}
# Calls that print nothing when all is well.
SILENT = {"check --baseline known.json feed/", "explain --open dump.txt"}
# An example and what is said of it, which stands two or more spaces to the right.
_EXAMPLE_RE = re.compile(r"^  (?=\S)(?P<call>(?:(?! {3}).)+)", re.MULTILINE)
# The files that a call says it writes.
_WRITTEN_RE = re.compile(
    r"(?:> |-o |--output |--output-dir |--errors |--write-baseline |--report \w+:)(?P<file>\S+)"
)


def commands(command: click.Command, *names: str) -> Iterator[tuple[str, click.Command]]:
    """A command and all those below it, each with the words that call it."""
    yield " ".join(["dispatchkit", *names]), command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, *names, name)


def examples(command: click.Command) -> list[str]:
    """The examples of a command's help."""
    block = (command.epilog or "").partition("\n\n")[0]
    return [found["call"].rstrip() for found in _EXAMPLE_RE.finditer(block)]


COMMANDS = dict(commands(program))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the examples are run: what they name is there, and nothing that they write."""
    for name, script in PROGRAMS.items():
        file = tmp_path / "bin" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
    work = tmp_path / "work"
    for place in ("dumps", "feed", "feeds/de"):
        (work / place).mkdir(parents=True)
        shutil.copy(SAMPLES / "anadolu-fr.txt", work / place)
        shutil.copy(SAMPLES / "wire-zczc.txt", work / place)
    (work / "feed" / "wrong.txt").write_text(WRONG)
    shutil.copy(SAMPLES / "anadolu-fr.txt", work / "dump.txt")
    shutil.copy(SAMPLES / "web-page.txt", work / "page.txt")
    (work / "profiles").mkdir()
    (work / "profiles" / "own.toml").write_text(PROFILE.format(id="own"), encoding="utf-8")
    (work / "ci").mkdir()
    (work / "ci" / "dispatchkit.toml").write_text('fail-on = "warning"\n')
    (work / "outbox").mkdir()
    for message in ("message.json", "outbox/message.json"):
        (work / message).write_text(MESSAGE, encoding="utf-8")
    (work / "schema.json").write_text('{"required": ["uri"]}', encoding="utf-8")
    for own in ("mine", "other"):
        (work / f"{own}.toml").write_text(PROFILE.format(id=own), encoding="utf-8")
    return work


def shell(call: str, work: Path) -> subprocess.CompletedProcess[str]:
    """What becomes of a line in a shell."""
    path = os.pathsep.join([str(work.parent / "bin"), os.environ["PATH"]])
    environment = os.environ | {
        "PATH": path,
        "FEED": "https://feed.example/latest",
        "BROWSER": "browser",
        "TMPDIR": os.fspath(work.parent),
    }
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", call],
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_run_as_their_text_promises(name: str, folder: Path) -> None:
    calls = examples(COMMANDS[name])
    assert calls
    for call in calls:
        done = shell(call, folder)
        words = call.removeprefix("dispatchkit ")
        assert done.returncode == OTHERWISE.get(words, 0), (call, done.stdout, done.stderr)
        assert "dispatchkit: " not in done.stderr, (call, done.stderr)
        written = [folder / found["file"] for found in _WRITTEN_RE.finditer(call)]
        assert all(file.exists() for file in written), call
        assert done.stdout or written or words in SILENT, call


def test_calls_that_promise_another_status_are_examples() -> None:
    every = {
        call.removeprefix("dispatchkit ") for one in COMMANDS.values() for call in examples(one)
    }
    assert set(OTHERWISE) <= every
