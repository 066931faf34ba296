"""Compiles the kernel of the structure model into the wheel, or, for an editable install, beside
its source. Where that fails, as without a compiler, the wheel holds Python alone and says so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNEL = Path("dispatchkit", "kernel")
MODULE = "compiled"


class Kernel(BuildHookInterface[Any]):
    """The hook."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the kernel before the wheel is written."""
        self._folder = Path(tempfile.mkdtemp())
        source = Path(self.root, KERNEL)
        built, why = compiled(source / f"{MODULE}.pyx", self._folder)
        if version == "editable":
            clear(source)
        if built is None:
            self.app.display_warning(f"kernel: plain ({why})")
            return
        self.app.display_info("kernel: compiled")
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        if version == "editable":
            shutil.copy(built, source)
        else:
            build_data["force_include"][str(built)] = (KERNEL / built.name).as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what is in the wheel now."""
        shutil.rmtree(self._folder, ignore_errors=True)


def clear(folder: Path) -> None:
    """Remove what an earlier install compiled: it would be used."""
    for ending in ("so", "pyd"):
        for old in folder.glob(f"{MODULE}.*{ending}"):
            old.unlink()


def compiled(source: Path, folder: Path) -> tuple[Path | None, str]:
    """The extension module made of *source* in *folder*; None, and why, where there can be none."""
    try:
        # Beside the package Cython would take the module for part of it, wherever it is loaded.
        copy = Path(shutil.copy(source, folder))
        subprocess.run([sys.executable, "-m", "cython", copy], check=True, capture_output=True)
        return _built(copy.with_suffix(".c"), folder), ""
    except Exception as error:  # noqa: BLE001 - whatever it is, the kernel works in Python as well
        return None, " ".join(f"{type(error).__name__}: {error}".split())


def _built(code: Path, folder: Path) -> Path:
    """The extension module made of C."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    class Build(build_ext):  # type: ignore[misc]
        def build_extensions(self) -> None:
            if self.compiler.compiler_type != "msvc":
                for extension in self.extensions:
                    # No sum may be rounded in another way than in Python. Without symbols the
                    # module has a fifth of the size.
                    extension.extra_compile_args += ["-ffp-contract=off", "-g0"]
            super().build_extensions()

    command = Build(Distribution({"ext_modules": [Extension(code.stem, [str(code)])]}))
    command.build_lib, command.build_temp = str(folder), str(folder / "temp")
    command.ensure_finalized()
    command.run()
    return Path(command.get_ext_fullpath(code.stem))
