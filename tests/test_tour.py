"""The tour of docs/tour.md can be taken: its commands print what it shows."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import consoles
import pytest

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = consoles.examples(consoles.ROOT / "docs" / "tour.md")


@pytest.mark.skipif(shutil.which("sh") is None, reason="the commands are those of a POSIX shell")
def test_the_tour_can_be_taken(tmp_path: Path) -> None:
    """In one test, as a command may need what those before it have made."""
    shutil.copytree(consoles.ROOT / "samples", tmp_path / "samples")
    shutil.copytree(consoles.ROOT / "docs" / "tour", tmp_path / "docs" / "tour")
    assert len(COMMANDS) > 5
    for command, shown in COMMANDS:
        if not consoles.missing(command):
            printed = consoles.run(command, tmp_path)
            assert consoles.fits(shown, printed), f"$ {command}\n{printed}"


@pytest.mark.parametrize(
    ("shown", "printed", "fit"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n ...\n", "a\nb\nc\n", True),
        ("a\n ...\nc\n", "a\nb\nc\n", True),
        ("a\n ...\nd\n", "a\nb\nc\n", False),
        ("a.\n", "ab\n", False),
    ],
)
def test_dots_stand_for_lines(shown: str, printed: str, fit: bool) -> None:
    assert consoles.fits(shown, printed) is fit
