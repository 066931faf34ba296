"""The pictures of docs/pictures/ show what the commands print now."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("termios", reason="a terminal is needed, to look like one")

import pictures

if TYPE_CHECKING:
    from pathlib import Path

ALL = sorted(pictures.PICTURES.iterdir())


def test_terminal_pictures_are_what_the_commands_print() -> None:
    assert pictures.outdated() == [], "run python tools/pictures.py parse explain check"


def test_a_picture_that_shows_something_else_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in pictures.PICTURES.glob("*.svg"):
        shutil.copy(path, tmp_path)
    changed = tmp_path / "explain-dark.svg"
    changed.write_text(changed.read_text().replace("Moth", "Bat"))
    (tmp_path / "check-light.svg").unlink()
    monkeypatch.setattr(pictures, "PICTURES", tmp_path)
    assert {path.name for path in pictures.outdated()} == {changed.name, "check-light.svg"}


def test_a_new_picture_is_the_kept_one() -> None:
    kept = (pictures.PICTURES / "parse-dark.svg").read_text()
    assert pictures.text_of(kept) == pictures.text_of(pictures.svg("parse", "dark"))


def test_every_picture_has_both_themes() -> None:
    names = {re.sub(r"-(?:dark|light)\.", ".", path.name) for path in ALL}
    assert names == {f"{name}.svg" for name in pictures.SESSIONS} | {
        f"{name}.png" for name in pictures.PAGES
    }
    assert len(ALL) == 2 * len(names)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_picture_is_small_and_fetches_nothing(path: Path) -> None:
    data = path.read_bytes()
    assert len(data) < 150_000
    if path.suffix == ".svg":
        hosts = re.findall(r"https?://[^\"' )]+", data.decode())
        assert set(hosts) <= {"http://www.w3.org/2000/svg"}
