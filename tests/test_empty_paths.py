"""An empty path, usually from an unset variable of the shell, is a usage error that names its
option.
"""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from program import program


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["parse", ""], "an input has an empty name"),
        (["check", "a.txt", ""], "an input has an empty name"),
        (["explain", ""], "an input has an empty name"),
        (["parse", "-o", "", "a.txt"], "--output has an empty value"),
        (["parse", "--output-dir", "", "a.txt"], "--output-dir has an empty value"),
        (["parse", "--errors", "", "a.txt"], "--errors has an empty value"),
        (["parse", "--config", "", "a.txt"], "--config has an empty value"),
        (["explain", "--profile", "", "a.txt"], "--profile has an empty value"),
        (["check", "--baseline", "", "a.txt"], "--baseline has an empty value"),
        (["check", "--write-baseline", "", "a.txt"], "--write-baseline has an empty value"),
    ],
)
def test_an_empty_path_is_a_usage_error(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(program, arguments)
    assert (done.exit_code, done.stderr) == (2, f"dispatchkit: {said}\n")
