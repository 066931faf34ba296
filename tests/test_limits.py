"""Calls under a limit that the user's system sets: what is valid stays valid."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

resource = pytest.importorskip("resource", reason="this system sets no limits")

PROFILE = """schema = 1
id = "tarn"
name = "Tarn Press"
languages = ["en"]

[[label]]
id = "desk"
label = "promo"
regex = "^Desk \\\\d{1,3}$"
keywords = ["desk"]
why = "the desk that sent it"
match = ["Desk 12"]
miss = ["The desk of 1912."]
"""


def test_a_profile_is_fine_also_where_the_time_of_a_process_is_limited(tmp_path: Path) -> None:
    """As by "ulimit -t 60", which sets an end that no process can put off."""
    (tmp_path / "tarn.toml").write_text(PROFILE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "dispatchkit", "profile", "check", "tarn.toml"],
        cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (60, 60)),
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "tarn.toml: fine\n", "")
