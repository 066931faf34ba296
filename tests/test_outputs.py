"""Where output may go besides plain files: descriptors, pipes, devices; and that messages that
cannot be written change nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from patience import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="needs /dev/fd")

STORY = """Lock gate opens for barges

TILVEN, May 3 (Reuters) - The lock of Tilven let the first barges through on Monday, a month after its gate was damaged.
"""


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def shell(script: str, folder: Path, *, with_: str = "sh") -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell, in which "dk" is the program."""
    definition = f'dk() {{ "{sys.executable}" -m dispatchkit "$@"; }}\n'
    return subprocess.run(
        [with_, "-c", definition + script],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "-"])
def test_standard_output_by_name_is_appended_to(dump: Path, name: str) -> None:
    if not os.path.exists(os.path.dirname(name) or "."):
        pytest.skip("the system has no such name")
    log = dump.with_name("log")
    log.write_text("precious\n", encoding="utf-8")
    done = shell(f"dk parse -o {name} dump.txt >> log", dump.parent)
    assert (done.returncode, done.stderr) == (0, b"")
    assert log.read_text(encoding="utf-8").startswith("precious\nLock gate opens for barges\n")


def test_standard_output_by_name_is_a_pipe_too(dump: Path) -> None:
    plain = shell("dk parse dump.txt | cat", dump.parent).stdout
    assert shell("dk parse -o /dev/stdout dump.txt | cat", dump.parent).stdout == plain != b""
    assert (
        b'{"schema"'
        in shell("dk check --report jsonl:/dev/stdout dump.txt | cat", dump.parent).stdout
    )


def test_other_descriptors_are_written_through(dump: Path) -> None:
    log = dump.with_name("log")
    log.write_text("precious\n", encoding="utf-8")
    assert shell("dk parse -f jsonl -o /dev/fd/7 dump.txt 7>> log", dump.parent).returncode == 0
    assert log.read_text(encoding="utf-8").startswith('precious\n{"schema"')
    closed = shell("dk parse -o /dev/fd/9 dump.txt", dump.parent)
    assert (closed.returncode, closed.stderr) == (
        3,
        b"dispatchkit: /dev/fd/9: Bad file descriptor\n",
    )


def test_a_link_to_a_descriptor_is_one(dump: Path) -> None:
    dump.with_name("link").symlink_to("/dev/stdout")
    assert shell("dk parse -o link dump.txt | cat", dump.parent).stdout.startswith(b"Lock gate")
    assert dump.with_name("link").is_symlink()


@pytest.mark.skipif(not os.path.exists("/bin/bash"), reason="needs bash")
def test_a_process_substitution_is_written_to(dump: Path) -> None:
    done = shell(
        "dk parse -f jsonl -o >(wc -l > count) dump.txt; wait; sleep .5; cat count",
        dump.parent,
        with_="bash",
    )
    assert (done.returncode, done.stdout.strip()) == (0, b"1")


def test_a_named_pipe_is_written_to(dump: Path) -> None:
    fifo = dump.with_name("fifo")
    os.mkfifo(fifo)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(fifo.read_bytes()))
    reader.start()
    assert shell("dk parse -f jsonl -o fifo dump.txt", dump.parent).returncode == 0
    reader.join(timeout=PATIENCE)
    assert got[0].count(b"\n") == 1
    assert fifo.is_fifo()


def test_a_pipe_that_nobody_reads_is_silent(dump: Path) -> None:
    names = " ".join(["dump.txt"] * 300)
    done = shell(f"mkfifo fifo; true < fifo & dk parse -f json -o fifo {names}", dump.parent)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("stderr", ["2> /dev/full", "2>&-", "2> >(exec true)"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_messages_that_cannot_be_written_decide_nothing(dump: Path, stderr: str, jobs: str) -> None:
    if not os.path.exists("/dev/full") or not os.path.exists("/bin/bash"):
        pytest.skip("needs /dev/full and bash")
    names = " ".join(["missing.txt dump.txt"] * 12)
    done = shell(f"dk parse -j {jobs} -f jsonl {names} {stderr}", dump.parent, with_="bash")
    assert (done.returncode, done.stdout.count(b"\n")) == (3, 12)
    assert (
        shell(
            f"dk check -f jsonl missing.txt dump.txt {stderr}", dump.parent, with_="bash"
        ).returncode
        == 3
    )
    assert shell(f"dk parse --no-such-option {stderr}", dump.parent, with_="bash").returncode == 2


@pytest.mark.skipif(
    not os.path.exists("/dev/full") or not os.path.exists("/bin/bash"),
    reason="needs /dev/full and bash",
)
def test_a_report_that_cannot_be_written_does_not_hold_up_the_data(dump: Path) -> None:
    """The report goes to standard error where a mended input goes to standard output."""
    done = shell("dk check --fix - < dump.txt 2> /dev/full", dump.parent, with_="bash")
    assert done.stdout.decode() == STORY
