"""Watches as processes: files that arrive while they wait, signals, kills, and a second one."""

from __future__ import annotations

import glob
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from patience import PATIENCE
from program import program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(
    not os.path.isdir("/proc/self/fd"), reason="looks at processes in /proc"
)

# Seconds between two looks at what is waited for.
PAUSE = 0.02


def story(number: int) -> str:
    return f"""Weavers of Orsk show carpet {number}

ORSK, May 3 (Reuters) - The weavers of Orsk showed a carpet on Monday that took them two years.

It hangs in the town hall until the end of summer, where everybody may look at it.
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


def arrive(*numbers: int, folder: str = "in") -> None:
    for number in numbers:
        Path(folder, f"{number:02}.txt").write_text(story(number), encoding="utf-8")


@contextmanager
def watching(*words: str, without: str = "nothing") -> Iterator[subprocess.Popen[str]]:
    """A watch, which is killed if the test fails; *without* a library."""
    code = f"import sys; sys.modules['{without}'] = None; from dispatchkit.__main__ import main; main()"
    call = [sys.executable, "-c", code, "watch", "-f", "jsonl", "--output-dir", "out"]
    with (
        open("told", "w", encoding="utf-8") as told,
        subprocess.Popen([*call, "--isolated", *words], stderr=told, text=True) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def until(happens: Callable[[], object]) -> bool:
    """Whether it *happens* before patience ends."""
    end = time.monotonic() + PATIENCE
    while not happens():
        if time.monotonic() > end:
            return False
        time.sleep(PAUSE)
    return True


def outputs() -> list[str]:
    return sorted(glob.glob("**/*.jsonl", root_dir="out", recursive=True))


def told() -> str:
    return Path("told").read_text(encoding="utf-8")


@pytest.mark.parametrize("more", [[], ["--poll"]], ids=["events", "polling"])
def test_files_are_read_as_they_arrive(more: list[str]) -> None:
    arrive(1)
    with watching("in", "later", "--settle", "0.1", *more) as process:
        assert until(lambda: outputs() == ["in/01.jsonl"])
        # A folder in the folder, one that was missing, and a file under its last name.
        os.mkdir("new")
        arrive(2, folder="new")
        os.rename("new", "in/new")
        os.mkdir("made")
        arrive(3, folder="made")
        os.rename("made", "later")
        Path("in/04.txt.part").write_text(story(4), encoding="utf-8")
        assert until(lambda: outputs() == ["in/01.jsonl", "in/new/02.jsonl", "later/03.jsonl"])
        os.rename("in/04.txt.part", "in/04.txt")
        assert until(lambda: "in/04.jsonl" in outputs())
        # One that grows, and one that is removed.
        os.remove("in/04.txt")
        Path("in/01.txt").write_text(story(99), encoding="utf-8")
        os.symlink("/", "in/everything")
        assert until(lambda: "carpet 99" in Path("out/in/01.jsonl").read_text("utf-8"))
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
    assert "in/04.jsonl" in outputs()
    assert "later: not there; waiting for it\n" in told()
    assert "ended: 5 files read, 5 dispatches, 0 failed\n" in told()
    assert "dispatchkit: " not in told()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_the_watch_its_workers_and_its_command(number: signal.Signals) -> None:
    arrive(*range(20))
    code = "import os, time; open('running', 'w').write(str(os.getpid())); time.sleep(600)"
    command = f"'{sys.executable}' -c \"{code}\""
    with watching("in", "--settle", "0", "-j", "2", "--exec", command) as process:
        assert until(lambda: os.path.exists("running") and Path("running").read_text("utf-8"))
        workers = children(process.pid)
        process.send_signal(number)
        assert process.wait(PATIENCE) == (130 if number == signal.SIGINT else -number)
    assert len(workers) > 1
    assert until(lambda: not any(map(is_alive, workers)))
    assert outputs() == ["in/00.jsonl"]
    assert [path for path in Path("out/in").iterdir() if path.name.startswith(".")] == []
    # It is not noted, so the command is run for it again.
    noted = Path("out/.dispatchkit-watch/journal.jsonl").read_text(encoding="utf-8")
    assert len(noted.splitlines()) == 1
    assert "Traceback" not in told()


def children(process: int) -> list[int]:
    """The processes that *process* has started."""
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(word) for word in text.split()]


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def test_without_watchfiles_it_looks_again_and_again() -> None:
    with watching("in", "--settle", "0", without="watchfiles._rust_notify") as process:
        assert until(lambda: "watchfiles is not installed: looking every 2 s" in told())
        arrive(1)
        assert until(lambda: outputs() == ["in/01.jsonl"])
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130


def test_two_watches_do_not_share_an_output_folder() -> None:
    arrive(1)
    with watching("in", "--settle", "0"):
        assert until(lambda: outputs() == ["in/01.jsonl"])
        done = CliRunner().invoke(program, ["watch", "--once", "in", "--output-dir", "out"])
        assert (done.exit_code, done.stderr) == (
            3,
            "dispatchkit: out: another dispatchkit watch writes to this folder\n",
        )


def test_killed_at_any_moment_every_input_has_one_output_in_the_end() -> None:
    numbers, kills = range(12), 5
    arrive(*numbers)
    helper = str(Path(__file__).with_name("watched.py"))
    command = "sh -c 'echo \"$DISPATCHKIT_INPUT\" >> log'"
    done = subprocess.run(
        [sys.executable, helper, str(kills), command, "out", "in"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "DISPATCHKIT_CONFIG": ""},
    )
    assert (done.stdout, done.stderr) == ("0\n", "")
    CliRunner().invoke(program, ["parse", "-f", "jsonl", "--output-dir", "parsed", "in"])
    for number in numbers:
        name = f"in/{number:02}.jsonl"
        assert Path("out", name).read_bytes() == Path("parsed", name).read_bytes()
    assert outputs() == [f"in/{number:02}.jsonl" for number in numbers]
    ran = Counter(Path("log").read_text(encoding="utf-8").split())
    assert set(ran) == {f"in/{number:02}.txt" for number in numbers}
    # At least once, and again only for the one that a kill has met.
    assert sum(ran.values()) <= len(numbers) + kills
