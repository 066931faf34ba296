"""Whether a path lies in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dispatchkit.files.paths import lies_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("path", "folder", "lies"),
    [
        ("a/b.txt", "a", True),
        ("a/b.txt", ".", True),
        ("a", "a/", True),
        ("a/../a/b.txt", "./a", True),
        ("link/b.txt", "a", True),
        ("a/b.txt", "link", True),
        ("..b", ".", True),
        ("a", "/", True),
        ("ab/b.txt", "a", False),
        ("../b.txt", ".", False),
        ("a/../b.txt", "a", False),
        ("a", "a/b", False),
    ],
)
def test_a_path_lies_in_a_folder_by_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, folder: str, lies: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to("a", target_is_directory=True)
    assert lies_in(path, folder) is lies
