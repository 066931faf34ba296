"""How far a reader walks who follows the lines of one dump through the code, up to the record.

    python tools/walk.py [FILE] [--root CHECKOUT] [--list]

``parse_bytes`` is run on FILE (``samples/anadolu-fr.txt``), and the calls in the package are
followed as a reader would: the first call of a function that is handed lines, in any of their
``SHAPES``, leads into it, and its end back to where it was called. Other calls are passed over, and
a function is read only once. A first run, which loads modules and tables, does not count.

- **files**: modules of the package in which anything is read,
- **returns**: steps from one file into another that had been left before,
- **climbs**: those of the returns that lead from the end of a function up to its caller.

``--list`` names the files in order, each with its returns; ``--root`` measures another checkout.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import CodeType, FrameType

ROOT = Path(__file__).resolve().parents[1]
# The bytes and the decoded text, and the named tuples that are or hold lines.
SHAPES = frozenset(
    "bytes Decoded Opened Line Block Row Document Message Unit Mark Reading PartTrace Trace".split()
)


class Walk:
    """The steps of one run through the files of *package*: a function for ``sys.setprofile``."""

    def __init__(self, package: Path) -> None:
        self.returns: Counter[str] = Counter()
        self.climbs = 0
        self.entered: dict[str, None] = {}
        self._package = f"{package}/"
        self._read: set[CodeType] = set()
        # The file of each call that is being read, None for one that is not followed.
        self._open: list[str | None] = []
        self._here = ""

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """Take down a call, or the end of one (of a generator, also where it yields)."""
        code = frame.f_code
        if not code.co_filename.startswith(self._package):
            return
        if event == "call":
            file = code.co_filename.removeprefix(self._package)
            followed = code not in self._read and any(map(_is_text, frame.f_locals.values()))
            self._open.append(file if followed else None)
            if followed:
                self._read.add(code)
                self._step(file, up=False)
        elif event == "return" and self._open and self._open.pop() is not None:
            caller = next((file for file in reversed(self._open) if file), None)
            if caller is not None:
                self._step(caller, up=True)

    def _step(self, file: str, *, up: bool) -> None:
        if file == self._here:
            return
        if file in self.entered:
            self.returns[file] += 1
            self.climbs += up
        self.entered[file] = None
        self._here = file


def _is_text(value: object) -> bool:
    """Whether an argument is a text or lines in one of their shapes, or a sequence of such."""
    first = value[0] if isinstance(value, (tuple, list)) and value else None
    return type(value).__name__ in SHAPES or type(first).__name__ in SHAPES


def main() -> None:
    """Walk through one parse and print how far it was."""
    arguments = argparse.ArgumentParser(description="How far a reader walks through one parse.")
    arguments.add_argument("file", nargs="?", default=ROOT / "samples" / "anadolu-fr.txt")
    arguments.add_argument("--root", type=Path, default=ROOT, help="the checkout to measure")
    arguments.add_argument("--list", action="store_true", help="name the files")
    given = arguments.parse_args()
    sys.path.insert(0, str(given.root.resolve()))
    from dispatchkit import parse_bytes

    data = Path(given.file).read_bytes()
    parse_bytes(data)
    walk = Walk(given.root.resolve() / "dispatchkit")
    sys.setprofile(walk)
    parse_bytes(data)
    sys.setprofile(None)
    for file in walk.entered if given.list else ():
        print(f"{walk.returns[file]:4}  {file}")
    print(f"{len(walk.entered)} files, {walk.returns.total()} returns, {walk.climbs} climbs")


if __name__ == "__main__":
    main()
