"""Standard streams that are closed, full, endless or of the wrong kind: one line says so, and the
exit status is 3.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from patience import PATIENCE

from dispatchkit import iter_parse, parse_file

STORY = (
    "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry between the two islands runs again after"
    " repairs that took three weeks, its owner said.\n"
)
COMMANDS = ("parse", "check", "explain")

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a shell with descriptors, and devices"
)


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A shell command, in which "dispatchkit" is the program of this interpreter."""
    whole = command.replace("dispatchkit", f"{sys.executable} -m dispatchkit", 1)
    return subprocess.run(
        whole,
        shell=True,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        check=False,
        timeout=PATIENCE,
    )


def told(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in done.stderr.splitlines() if line != "nothing was checked"]


@pytest.mark.parametrize("command", COMMANDS)
def test_standard_input_that_is_shut(tmp_path: Path, command: str) -> None:
    done = shell(f"dispatchkit {command} - <&-", tmp_path)
    assert (done.returncode, told(done)) == (3, ["dispatchkit: -: standard input is not open"])
    assert shell(f"dispatchkit {command} <&-", tmp_path).returncode == 2


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/full", "/dev/urandom"])
def test_a_device_without_an_end_is_no_input(tmp_path: Path, command: str, device: str) -> None:
    if not Path(device).exists():
        pytest.skip(f"no {device} here")
    for call, name in ((f"- < {device}", "-"), (device, device)):
        done = shell(f"dispatchkit {command} {call}", tmp_path)
        assert (done.returncode, told(done)) == (
            3,
            [f"dispatchkit: {name}: a device without an end"],
        )


@pytest.mark.parametrize("command", COMMANDS)
def test_standard_input_that_is_open_for_writing_only(tmp_path: Path, command: str) -> None:
    done = shell(f"dispatchkit {command} - 0> new", tmp_path)
    assert (done.returncode, told(done)) == (3, ["dispatchkit: -: Bad file descriptor"])


@pytest.mark.parametrize(
    "command",
    ["--version", "--help", "parse --help", "profile list", "rule", "schema record", "config"],
)
def test_standard_output_that_is_shut_or_full(tmp_path: Path, command: str) -> None:
    shut = shell(f"dispatchkit {command} >&-", tmp_path)
    assert (shut.returncode, shut.stderr) == (3, "dispatchkit: standard output: not open\n")
    if Path("/dev/full").exists():
        full = shell(f"dispatchkit {command} > /dev/full", tmp_path)
        assert (full.returncode, full.stderr) == (
            3,
            "dispatchkit: standard output: No space left on device\n",
        )
        assert shell(f"dispatchkit {command} > /dev/full 2>&1", tmp_path).returncode == 3
        assert shell(f"dispatchkit {command} > /dev/full 2>&-", tmp_path).returncode == 3


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_called_a_hyphen_is_a_file(tmp_path: Path, command: str) -> None:
    (tmp_path / "-").write_text(STORY, encoding="utf-8")
    done = shell(f"dispatchkit {command} ./-", tmp_path)
    assert done.returncode == 0
    assert "also an input" not in done.stderr


def test_the_library_reads_no_device_to_its_end_either() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no /dev/zero here")
    with pytest.raises(OSError, match="a device without an end"):
        parse_file("/dev/zero")


def test_a_path_with_a_nul_is_an_error_of_the_system_with_the_path() -> None:
    with pytest.raises(OSError, match="NUL") as caught:
        parse_file("a\0b.txt")
    assert getattr(caught.value, "path", None) == "a\0b.txt"
    failed: list[Exception] = []
    assert not list(iter_parse(["a\0b.txt"], errors=failed.append))
    assert len(failed) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_standard_input_that_nobody_named_is_told(tmp_path: Path, command: str) -> None:
    line = "dispatchkit: no input is named, and standard input is empty"
    done = shell(f"dispatchkit {command} < /dev/null", tmp_path)
    assert done.returncode
    assert told(done)[0] == line
    assert line not in told(shell(f"dispatchkit {command} - < /dev/null", tmp_path))
