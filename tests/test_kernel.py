"""The kernel: compiled and in Python it gives the same likelihoods, and installs with and without a
compiler. All texts are invented, but for the dumps of samples and tests.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from contextlib import suppress
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hatch_build
from dispatchkit import DispatchkitError, kernel, parse_text
from dispatchkit._version import __version__
from dispatchkit.kernel import plain
from dispatchkit.structure import chain

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
DUMPS = sorted(
    [*(ROOT / "samples").rglob("*.txt"), *(ROOT / "tests" / "dispatches").rglob("*.txt")]
)
STORY = (
    "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of"
    " storms, the harbour office said on Monday.\n\nShare\nMore\n"
)
HOSTILE = {
    "empty": "",
    "NUL": f"\0{STORY}\0\n\0\0",
    "dotted capital": f"İSTANBUL İİ\nİ{STORY}",
    "lone surrogates": f"\ud800{STORY}\udfff \ud83d\n\udc00",
    "beyond the BMP": f"\U0001f6a2 {STORY}𝐅𝐞𝐫𝐫𝐲\n\U0010ffff\n𠀀𠀁𠀂",
    "one line": "word " * 200_000,
    "many lines": STORY * 300,
}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The kernel compiled from its source as it is now, whatever is installed."""
    source = ROOT / hatch_build.KERNEL / f"{hatch_build.MODULE}.pyx"
    built, why = hatch_build.compiled(source, tmp_path_factory.mktemp("kernel"))
    if built is None:
        pytest.skip(f"nothing was compared, because the kernel could not be compiled: {why}")
    spec = importlib.util.spec_from_file_location(hatch_build.MODULE, built)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Twins:
    """Both kernels: what one says is compared with what the other says."""

    def __init__(self, weights: dict[str, Any], module: Any) -> None:
        self._plain, self._compiled = plain.Chain(weights), module.Chain(weights)
        self.compared = 0

    def likelihoods(self, lines: Any, flags: Any, may: Any) -> list[list[float]]:
        found = self._plain.likelihoods(lines, flags, may)
        other = self._compiled.likelihoods(lines, flags, may)
        assert len(found) == len(other) == len(lines)
        for one, two in zip(found, other, strict=True):
            assert one == pytest.approx(two, abs=1e-12, rel=0)
        self.compared += len(found)
        return found


@pytest.fixture
def twins(compiled: Any, monkeypatch: pytest.MonkeyPatch) -> Twins:
    """Both kernels, which the program uses."""
    found = Twins(chain._weights(), compiled)
    monkeypatch.setattr(chain, "_chain", lambda: found)
    return found


def test_the_twins_agree_on_every_dump(twins: Twins) -> None:
    for path in DUMPS:
        with suppress(DispatchkitError):
            parse_text(path.read_bytes().decode("utf-8", "replace"))
    assert twins.compared > len(DUMPS)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_twins_agree_on_hostile_texts(text: str, twins: Twins) -> None:
    with suppress(DispatchkitError):
        parse_text(text)
    assert twins.compared > 0 or not text


@given(st.lists(st.text(st.characters(codec=None), max_size=80), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_twins_agree_on_any_text(twins: Twins, lines: list[str]) -> None:
    before = twins.compared
    parse_text(STORY + "\n".join(lines))
    assert twins.compared > before


# --- the chain, without the program ----------------------------------------------------------------------------------


def packed(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(2, sys.byteorder) for number in numbers)


# Two axes of two and three values, as two families, and a flag; two parts.
SMALL: dict[str, Any] = {
    "families": [[[0, 2]], [[0, 2], [1, 3]]],
    "numbers": packed(1, 2, 0, 0, 3, 1, 0, 2),
    "rows": packed(0, 0, 5, 0, 0, 70, 300, 0),
    "follows": [(0, 0, 0.5), (0, 1, 2.0), (1, 1, 1.5)],
    "start": [1.0, 0.5],
    "end": [0.25, 1.0],
}
LINE = st.builds(lambda *values: bytes(values), st.integers(0, 1), st.integers(0, 2))
LINES = st.lists(
    st.tuples(LINE, st.lists(st.integers(0, 3), max_size=3), st.integers(0, 3)), max_size=30
)


@given(LINES)
def test_the_twins_agree_on_any_lines(compiled: Any, rows: list[tuple[Any, ...]]) -> None:
    twins = Twins(SMALL, compiled)
    found = twins.likelihoods(*([row[place] for row in rows] for place in range(3)))
    for line in found:
        assert sum(line) == pytest.approx(1) or not any(line)


@pytest.mark.parametrize(
    ("lines", "flags", "may"),
    [
        ([b"\2\0"], [[]], [3]),
        ([b"\0\3"], [[]], [3]),
        ([b"\0"], [[]], [3]),
        ([b""], [[]], [3]),
        ([b"\0\0"], [[4]], [3]),
        ([b"\0\0"], [], [3]),
        ([b"\0\0"], [[]], []),
    ],
)
def test_what_the_weights_do_not_know_is_an_error(
    compiled: Any, lines: Any, flags: Any, may: Any
) -> None:
    for module in (plain, compiled):
        with pytest.raises((IndexError, ValueError)):
            module.Chain(SMALL).likelihoods(lines, flags, may)


@pytest.mark.parametrize(
    "wrong",
    [
        {"numbers": SMALL["numbers"][:-2]},
        {"numbers": SMALL["numbers"][:-1]},
        {"numbers": SMALL["numbers"][:-2] + packed(4)},
        {"rows": SMALL["rows"][:-1]},
        {"families": [[[0, 2]], [[0, 2], [-1, 3]]]},
        {"families": [[[0, 2]], [[0, 2], [1, 0]]]},
        {"follows": [(0, 2, 1.0)]},
        {"start": [], "end": []},
        {"start": [1.0] * 17, "end": [1.0] * 17},
        {"end": [1.0]},
    ],
)
def test_the_compiled_kernel_takes_no_weights_that_lead_beyond_its_tables(
    compiled: Any, wrong: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        compiled.Chain(SMALL | wrong)


# --- which one is used -----------------------------------------------------------------------------------------------


def said(
    python: str | Path, options: Sequence[str] = ("--version", "-v"), **environment: str
) -> str:
    """What the program installed for a Python says of itself."""
    done = subprocess.run(
        [python, "-m", "dispatchkit", *options],
        capture_output=True,
        check=True,
        text=True,
        env=os.environ | environment,
        cwd=Path(python).anchor,
    )
    return done.stdout


def test_the_version_says_which_kernel_is_used() -> None:
    lines = said(sys.executable).splitlines()
    assert lines[:2] == [f"dispatchkit {__version__}", f"kernel: {kernel.name()}"]
    assert sys.version.split()[0] in lines[2]
    assert said(sys.executable, ["-v", "--version"]).splitlines() == lines
    assert said(sys.executable, ["--version"]).splitlines() == lines[:1]


def test_a_variable_asks_for_the_kernel_in_python() -> None:
    assert "kernel: plain\n" in said(sys.executable, DISPATCHKIT_PURE="1")
    assert said(sys.executable, DISPATCHKIT_PURE="0") == said(sys.executable)


# --- installing ------------------------------------------------------------------------------------------------------


def copied(folder: Path) -> Path:
    """A copy of what is built, without what has been compiled."""
    copy = folder / "checkout"
    copy.mkdir()
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "LICENSE.unicode"):
        shutil.copy(ROOT / name, copy)
    ignored = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd", "*.c")
    shutil.copytree(ROOT / "dispatchkit", copy / "dispatchkit", ignore=ignored)
    return copy


@pytest.fixture(params=["compiler", "no compiler"])
def checkout(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, bool]:
    """A copy of what is built, and whether the kernel can be compiled there."""
    if request.param == "no compiler":
        monkeypatch.setenv("CC", "false")
        return copied(tmp_path), False
    request.getfixturevalue("compiled")
    return copied(tmp_path), True


@pytest.mark.parametrize("options", [[], ["-e"]], ids=["install", "editable"])
def test_pip_installs_what_can_be_compiled(
    checkout: tuple[Path, bool], options: list[str], tmp_path: Path
) -> None:
    """The environment is new; what is built with and depended on are those of the tests, so that
    nothing is downloaded.
    """
    copy, able = checkout
    wanted = "compiled" if able else "plain"
    venv.create(tmp_path / "venv", symlinks=os.name != "nt")
    scheme = {"base": str(tmp_path / "venv"), "platbase": str(tmp_path / "venv")}
    python = Path(sysconfig.get_path("scripts", "venv", scheme), "python")
    library = Path(sysconfig.get_path("purelib", "venv", scheme))
    ours = [path for path in sys.path if path.endswith("-packages")]
    (library / "ours.pth").write_text("\n".join(ours), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "-v", "--no-deps"]
    done = subprocess.run(
        [*command, "--no-build-isolation", "--no-index", "--ignore-installed", *options, str(copy)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert f"kernel: {wanted}" in done.stdout + done.stderr
    assert f"kernel: {wanted}\n" in said(python)
    if not options:
        (about,) = library.glob("dispatchkit-*.dist-info/WHEEL")
        assert ("Tag: py3-none-any" in about.read_text(encoding="utf-8")) is not able
        assert len(extensions(library / "dispatchkit")) == able


def test_an_install_without_a_compiler_leaves_nothing_of_an_earlier_one(tmp_path: Path) -> None:
    """What was compiled from another state of the source would be used."""
    left = tmp_path / f"compiled{EXTENSION_SUFFIXES[0]}"
    left.touch()
    hatch_build.clear(tmp_path)
    assert not left.exists()


def test_a_source_distribution_holds_sources_alone(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    Path(copy, hatch_build.KERNEL, f"compiled{EXTENSION_SUFFIXES[0]}").touch()
    command = [
        sys.executable,
        "-m",
        "build",
        "--sdist",
        "--no-isolation",
        "--skip-dependency-check",
    ]
    subprocess.run([*command, "-o", tmp_path, copy], check=True, capture_output=True)
    (source,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(source) as packed_source:
        packed_source.extractall(tmp_path / "source", filter="data")
    assert extensions(tmp_path / "source") == []
    names = {path.name for path in (tmp_path / "source").rglob("*")}
    assert {"compiled.pyx", "hatch_build.py"} <= names


def extensions(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("compiled*") if path.suffix in {".so", ".pyd"}]
