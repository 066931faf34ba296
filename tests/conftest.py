"""Options of the test run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest


# No test fails because a machine was busy, and a change is judged by the same inputs each time it
# is tried. ``pytest --hypothesis-profile=search`` looks for new ones.
settings.register_profile("dispatchkit", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("dispatchkit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the records in tests/golden anew; then read the diff",
    )
