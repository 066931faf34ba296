"""Kept copies of tables: never another installation's, never a stranger's, never a crash."""

from __future__ import annotations

import marshal
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from patience import PATIENCE

import dispatchkit
from dispatchkit.startup.patterns import made_of

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = Path(dispatchkit.__file__).parent
DUMP = (
    "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry runs again after ten days, the harbour"
    " master said.\n"
)
CALL = (
    "import sys; sys.argv[1:] = ['parse', '-f', 'json', '-'];"
    " from dispatchkit.__main__ import main; main()"
)
CODE = "import sys, dispatchkit; print(dispatchkit.parse_text(sys.stdin.read())[0].agency.name)"
# What may stand where a copy stood. The last two end a process that reads them as byte code.
SPOILT = (
    lambda _: b"",
    lambda data: data[: len(data) // 2],
    lambda data: data[:40] + bytes([data[40] ^ 0xFF]) + data[41:],
    lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    lambda data: data + b"more",
    lambda data: os.urandom(len(data)),
    lambda _: marshal.dumps({"stamp": [], "made": {}}),
    lambda _: b"\xe9" + b"\xff\xff\xff\x7f" * 40,
    lambda _: b"(" + b"\xff\xff\xff\x7f",
)


def copied(folder: Path) -> Path:
    """An installation of its own, without copies. Byte code is taken along: compiling takes longer
    than anything here.
    """
    shutil.copytree(PACKAGE, folder / "dispatchkit", ignore=shutil.ignore_patterns("*.tables*"))
    return folder


def run(install: Path, cache: Path | str, code: str = CODE) -> str:
    """The agency that the installation finds, or what other *code* prints. Byte code is not
    written, so copies are kept in *cache*.
    """
    environment = os.environ | {
        "PYTHONPATH": str(install),
        "XDG_CACHE_HOME": str(cache),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    made = subprocess.run(
        [sys.executable, "-c", code],
        input=DUMP,
        capture_output=True,
        text=True,
        check=False,
        cwd=install,
        env=environment,
        timeout=PATIENCE,
    )
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def kept(cache: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted((cache / "dispatchkit").iterdir())}


def renamed(install: Path) -> None:
    """The agency gets another name of the same length, at the same time as before."""
    profile = install / "dispatchkit" / "agencies" / "profiles" / "reuters.toml"
    state = profile.stat()
    profile.write_bytes(profile.read_bytes().replace(b'name = "Reuters"', b'name = "Reuterz"'))
    os.utime(profile, ns=(state.st_atime_ns, state.st_mtime_ns))


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An installation and its copies."""
    folder = tmp_path_factory.mktemp("warm")
    install = copied(folder / "one")
    assert run(install, folder / "cache") == "Reuters"
    return install, folder / "cache"


@pytest.fixture
def cache(warm: tuple[Path, Path], tmp_path: Path) -> Path:
    """The copies, to be spoilt."""
    return Path(shutil.copytree(warm[1], tmp_path / "cache"))


def test_copies_are_kept_and_read_again(warm: tuple[Path, Path], cache: Path) -> None:
    first = kept(cache)
    assert len(first) > len(SPOILT)
    assert run(warm[0], cache) == "Reuters"
    assert kept(cache) == first


def test_two_installations_keep_their_own(
    warm: tuple[Path, Path], cache: Path, tmp_path: Path
) -> None:
    """Their tables differ in what they say, not in size or time: as where a package is built with
    all its times set to one day.
    """
    other = copied(tmp_path / "two")
    renamed(other)
    first = kept(cache)
    assert [run(folder, cache) for folder in (other, warm[0], other)] == [
        "Reuterz",
        "Reuters",
        "Reuterz",
    ]
    both = kept(cache)
    assert len(both) == 2 * len(first)
    assert first.items() <= both.items()


def test_a_table_that_changes_within_size_and_time_is_read_again(tmp_path: Path) -> None:
    install = copied(tmp_path / "one")
    assert run(install, tmp_path) == "Reuters"
    renamed(install)
    assert run(install, tmp_path) == "Reuterz"


def test_a_spoilt_copy_is_made_again(warm: tuple[Path, Path], cache: Path) -> None:
    before = kept(cache)
    for number, (path, data) in enumerate(before.items()):
        path.write_bytes(SPOILT[number % len(SPOILT)](data))
    assert run(warm[0], cache) == "Reuters"
    assert kept(cache) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without FIFOs")
def test_what_is_no_file_or_a_huge_one_does_no_harm(warm: tuple[Path, Path], cache: Path) -> None:
    for number, path in enumerate(kept(cache)):
        path.unlink()
        if number % 4 == 0:
            os.mkfifo(path)
        elif number % 4 == 1:
            path.symlink_to("/dev/zero")
        elif number % 4 == 2:
            path.mkdir()
        else:
            with path.open("wb") as file:
                file.truncate(1 << 40)
    assert run(warm[0], cache) == "Reuters"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="a system without owners of files")
def test_a_copy_that_others_may_write_is_made_again(warm: tuple[Path, Path], cache: Path) -> None:
    for path in kept(cache):
        path.chmod(0o666)
    assert run(warm[0], cache) == "Reuters"
    assert not any(path.stat().st_mode & 0o022 for path in kept(cache))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)
def test_a_copy_of_a_stranger_is_made_again(warm: tuple[Path, Path], cache: Path) -> None:
    for path in kept(cache):
        os.chown(path, 12345, 12345)
    assert run(warm[0], cache) == "Reuters"
    assert all(path.stat().st_uid == 0 for path in kept(cache))


def test_no_folder_of_the_working_folder_is_used(warm: tuple[Path, Path]) -> None:
    """``XDG_CACHE_HOME`` counts only as a full path, as its standard has it."""
    assert run(warm[0], "here") == "Reuters"
    assert not (warm[0] / "here").exists()


@pytest.mark.parametrize("spoil", [lambda data: data, *SPOILT])
def test_patterns_are_compiled_once_for_many_calls(
    warm: tuple[Path, Path], cache: Path, spoil: Callable[[bytes], bytes]
) -> None:
    said = run(warm[0], cache, CALL)
    (path,) = (cache / "dispatchkit").glob("patterns-*")
    first = path.read_bytes()
    path.write_bytes(spoil(first))
    assert run(warm[0], cache, CALL) == said
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("source", "flags"),
    [
        (r"(?P<day>\d{1,2})[. ](?P<month>[^\W\d_]+)", 0),
        (r"(?i)straße|İstanbul", 0),
        (r"^\s*+(a|b)?x$ # the end", re.VERBOSE | re.MULTILINE),
        ("[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0002ffff]", 0),
        ("", 0),
    ],
)
def test_a_pattern_of_kept_code_is_what_re_compiles(source: str, flags: int) -> None:
    ours, usual = made_of(source, flags), re.compile(source, flags)
    assert (ours.pattern, ours.flags, ours.groups) == (usual.pattern, usual.flags, usual.groups)
    assert ours.groupindex == usual.groupindex
    for text in ("3. Mai", "STRASSE istanbul", " ax\nx", "語 \U00020001", ""):
        assert [(found.span(), found.lastgroup) for found in ours.finditer(text)] == [
            (found.span(), found.lastgroup) for found in usual.finditer(text)
        ]


def test_a_pattern_that_is_none_is_refused_as_by_re() -> None:
    with pytest.raises(re.error, match="unterminated"):
        made_of("(a")
