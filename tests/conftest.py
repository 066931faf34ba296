"""Options of the test run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest


# No test fails because a machine was busy.
settings.register_profile("dispatchkit", deadline=None)
settings.load_profile("dispatchkit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the records in tests/golden anew; then read the diff",
    )
