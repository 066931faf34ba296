"""Lines above the text that name the agency, the place and the day, parted by commas."""

from __future__ import annotations

import pytest

from dispatchkit import parse_bytes

DUMP = """\
Harbour reopens after storm

{line}

The harbour reopened on Tuesday after a storm, the city council said.

It had been shut for a year.
"""


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("STT, Helsinki, 3.3.2023", "Helsinki"),
        ("AFP, Lyon, 3 mars 2023", "Lyon"),
        ("NTB, Oslo, 3. mars 2023 14:05", "Oslo"),
        ("Reuters, London, March 3, 2023", "London"),
        ("dpa, Jens Albrecht, 3.3.2023", None),
        ("Reuters, Updated, March 3, 2023", None),
        ("AFP, Friday, March 3, 2023", None),
        ("AP, Sport, March 3, 2023", None),
    ],
)
def test_an_agency_a_place_and_a_day(line: str, place: str | None) -> None:
    found = parse_bytes(DUMP.format(line=line).encode())[0]
    assert (found.dateline and found.dateline.place) == place
    assert str(found.day) == "2023-03-03"
