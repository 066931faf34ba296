"""The plain installation: no library of an extra is imported before an input needs it; text, mails,
exports, corpora, JSON and tables need none; each reader that needs one says which extra has it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from every_format import INPUTS
from patience import PATIENCE

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# The module of each library that an extra installs.
MODULES = {"backports.zstd": "backports.zstd", "pyarrow": "pyarrow", "selectolax": "selectolax", "feedparser": "feedparser", "warcio": "warcio"}  # fmt: skip
READERS = {"html": "html", "rss": "feeds", "atom": "feeds", "warc": "warc", "parquet": "parquet"}
# As if none of them was installed: None in sys.modules makes their import fail.
WITHOUT = f"import sys\nsys.modules.update(dict.fromkeys({sorted(MODULES.values())}))\n"
RUN = "from dispatchkit.__main__ import main\nmain()\n"


def python(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=PATIENCE,
        check=False,
    )


def extras() -> dict[str, set[str]]:
    """The libraries of each extra for readers and writers."""
    found = PROJECT["optional-dependencies"]
    return {
        extra: {re.split(r"[^\w.-]", one)[0] for one in found[extra]}
        for extra in ("html", "feeds", "warc", "parquet", "zstd")
    }


def test_what_readers_need_is_an_extra_and_tests_have_all_of_them() -> None:
    libraries = set().union(*extras().values())
    assert libraries == set(MODULES)
    plain = {re.split(r"[^\w-]", one)[0] for one in PROJECT["dependencies"]}
    assert not libraries & plain
    assert len(plain) <= 6
    every = PROJECT["optional-dependencies"]["all"][0]
    assert set(re.findall(r"[a-z]+", every.partition("[")[2])) == set(extras())
    assert "dispatchkit[all]" in PROJECT["optional-dependencies"]["test"]


def test_nothing_of_an_extra_is_imported_without_need(tmp_path: Path) -> None:
    for word in sorted(INPUTS.keys() - READERS.keys() - {"mime"}):
        (tmp_path / word).write_bytes(INPUTS[word]())
    script = (
        "import sys\nfrom dispatchkit import check, iter_parse\nfound = list(iter_parse(sys.argv[1]))\n"
        "check(sys.argv[1])\nassert len(found) > 20\n"
        f"print([name for name in {sorted(MODULES.values())} if name in sys.modules])"
    )
    done = python(script, str(tmp_path))
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize("word", sorted(INPUTS.keys() - READERS.keys() - {"mime"}))
def test_most_formats_are_read_without_any_extra(word: str, tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(INPUTS[word]())
    done = python(WITHOUT + RUN, "parse", "--isolated", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "TILVEN, May 4, 2021 (Reuters)" in done.stdout


@pytest.mark.parametrize(("word", "extra"), READERS.items())
def test_a_reader_says_which_extra_it_needs(word: str, extra: str, tmp_path: Path) -> None:
    path, plain = tmp_path / "a", tmp_path / "b"
    path.write_bytes(INPUTS[word]())
    plain.write_bytes(INPUTS["text"]())
    done = python(WITHOUT + RUN, "parse", "--isolated", str(path), str(plain))
    (library,) = extras()[extra]
    assert done.returncode == 3
    assert done.stderr == (
        f"dispatchkit: {path}: reading {word} needs {MODULES[library]}, which is not installed: pip"
        f' install "dispatchkit[{extra}]" (in a checkout: pip install {MODULES[library]})\n'
        "1 of 2 inputs failed\n"
    )
    assert done.stdout.startswith("Lock gate opens for barges\n")
    for command in ("explain", "check"):
        done = python(WITHOUT + RUN, command, "--isolated", str(path))
        assert (done.returncode, f"dispatchkit[{extra}]" in done.stdout + done.stderr) in (
            (3, True),
            (1, True),
        )


def test_a_compressed_file_says_which_extra_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.zst"
    path.write_bytes(b"\x28\xb5\x2f\xfd" + b"\0" * 40)
    done = python(WITHOUT + RUN, "parse", "--isolated", str(path))
    assert done.returncode == 3
    assert (
        'needs backports.zstd, which is not installed: pip install "dispatchkit[zstd]"'
        in done.stderr
    )


def test_the_writer_says_which_extra_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(INPUTS["text"]())
    done = python(
        WITHOUT + RUN, "parse", "--isolated", str(path), "-o", str(tmp_path / "a.parquet")
    )
    assert done.returncode == 3
    assert done.stderr == (
        "dispatchkit: writing parquet needs pyarrow, which is not installed: pip install"
        ' "dispatchkit[parquet]" (in a checkout: pip install pyarrow)\n'
    )
    assert not (tmp_path / "a.parquet").exists()
