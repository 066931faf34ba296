"""Files that systems and programs leave beside the user's own: no folder and no archive gives
them, and one that is named is read.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from program import program

from dispatchkit import trace_bytes

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "Harbour reopens\n\nLUND, Sweden, May 4, 2021 (TT) - The harbour of Lund reopened on Tuesday.\n"
)


def run(*args: str) -> Result:
    return CliRunner().invoke(program, list(args))


LEFT = [
    "desktop.ini",
    "Desktop.ini",
    "Thumbs.db",
    "wire/ehthumbs.db",
    "~$story.docx",
    "__MACOSX/wire/1.txt",
    "$RECYCLE.BIN/1.txt",
    "wire/@eaDir/1.txt",
    "System Volume Information/1.txt",
]
KEPT = ["~$prices.txt", "thumbs.txt", "desktop.ini.txt", "MACOSX/1.txt", "my desktop.ini"]


@pytest.mark.parametrize("name", [*LEFT, *KEPT])
def test_what_systems_leave_is_no_input_of_a_folder_or_an_archive(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "in"
    for one in ("story.txt", name):
        (folder / one).parent.mkdir(parents=True, exist_ok=True)
        (folder / one).write_text(STORY, "utf-8")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for one in ("story.txt", name):
            archive.writestr(one, STORY)
    expected = 1 if name in LEFT else 2
    done = run("parse", "--field", "headline", str(folder))
    assert (done.exit_code, done.stdout) == (0, "Harbour reopens\n" * expected)
    assert len(trace_bytes(file.getvalue()).parts) == expected


def test_what_is_left_out_is_named_when_asked_and_read_when_named(tmp_path: Path) -> None:
    left = tmp_path / "desktop.ini"
    left.write_text(STORY, "utf-8")
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    done = run("parse", "-v", "--field", "headline", str(tmp_path))
    assert f"{left}: left out" in done.stderr
    assert run("parse", "--field", "headline", str(left)).stdout == "Harbour reopens\n"
