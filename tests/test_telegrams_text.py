"""Messages of wires: when the trailer says that they were sent, which lines of their text are one
paragraph, and the language of those that have none.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dispatchkit import parse_bytes, parse_text
from dispatchkit.reading.telegrams.moments import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

TRAILERS: Mapping[str, tuple[str, ...]] = {
    "131137 GMT Nov 13": ("2013-11-13T11:37:00+00:00",),
    "310001Z JUL 97": ("1997-07-31T00:01:00+00:00",),
    "310001 JUL 97": ("1997-07-31T00:01:00",),
    "091223 dec 18": ("2018-12-09T12:23:00",),
    "101137 GMT Dez 18": ("2018-12-10T11:37:00+00:00",),
    "AP-WF-11-13-13 1509GMT<": ("2013-11-13T15:09:00+00:00",),
    "AAP-04-05-21 15-06-22": ("2021-05-04T15:06:00",),
    "KWS-21:37-09-12-18": ("2018-12-09T21:37:00",),
    "upi 02-11-93 03:09 pm est<": (
        "1993-02-11T15:09:00-05:00",
        "1993-11-02T15:09:00-05:00",
    ),
    "AP-10-30-1998 12:05 a.m. EST": ("1998-10-30T00:05:00-05:00",),
    "30-10-98 12:05 pm": ("1998-10-30T12:05:00",),
    "UPI 10-12-98 09:15": ("1998-10-12T09:15:00", "1998-12-10T09:15:00"),
}


@pytest.mark.parametrize(("text", "readings"), TRAILERS.items(), ids=TRAILERS)
def test_a_trailer(text: str, readings: tuple[str, ...]) -> None:
    found = moment(text, None, marked=False)
    assert found is not None
    assert tuple(one.isoformat() for one in found.readings) == readings


@pytest.mark.parametrize("text", ["131137 tons in Nov", "Ferry 0412", "4 11 23 31 38 44", "041506"])
def test_what_is_no_trailer(text: str) -> None:
    assert moment(text, date(2021, 5, 4), marked=False) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("041506 GMT", "2021-05-04T15:06:00+00:00"),
        ("281506 GMT", "2021-04-28T15:06:00+00:00"),
        ("281506 GMT Dec", "2020-12-28T15:06:00+00:00"),
    ],
)
def test_what_a_trailer_lacks_is_of_the_nearest_day(text: str, read: str) -> None:
    near = date(2021, 5, 4) if "Dec" not in text else date(2021, 1, 2)
    assert moment(text, None, marked=True) is None
    found = moment(text, near, marked=True)
    assert found is not None
    assert [one.isoformat() for one in found.readings] == [read]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            (
                "OSLO (NTB) - The aldermen of the town on the long island have\r\n"
                "Superintendentess Ada Finch dismissed, it said on Monday.\r\n"
            ),
            1,
        ),
        (
            (
                "OSLO (NTB) - The ferry runs again.\r\n\r\n"
                "   The harbour office of the town said on Monday,\r\nwithout a reason, that it was.\r\n"
                "   Three hundred people had waited on the quay since the morning of\r\n"
                "Sunday.\r\n"
            ),
            3,
        ),
        (
            (
                "OSLO (NTB) - The ferry runs again. The fares:\r\n\r\n"
                "children of less than six years of age 4\r\nadults of any age who have a card 8\r\n"
            ),
            3,
        ),
    ],
)
def test_lines_that_a_wire_wraps_are_one_paragraph(text: str, paragraphs: int) -> None:
    message = (
        f"\x01xyz0412 3 i 120\r\n\r\n\x02Ferry runs =\r\n\r\n{text}\r\n\x03041506 May 21\r\n\x04"
    )
    (found,) = parse_bytes(message.encode())
    assert len(found.paragraphs) == paragraphs


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            (
                "    BERGEN, NORWAY, MAY 4, NTB - A FERRY WITH A CARGO OF\n"
                "TYPEWRITERS RAN AGROUND TODAY, THE HARBOUR OFFICE SAID.\n"
                "    NOBODY WAS HURT.\n NTB\n"
            ),
            "A FERRY WITH A CARGO OF TYPEWRITERS RAN AGROUND TODAY, THE HARBOUR OFFICE SAID.",
        ),
        (
            (
                "    LIMA, 4 MAY (EFE).- EL BARCO DE LA ISLA VOLVIO HOY A\n"
                "NAVEGAR TRAS UNA SEMANA DE TEMPORAL, DIJO EL PUERTO.\n"
                "    NADIE RESULTO HERIDO.\nEFE\n"
            ),
            "EL BARCO DE LA ISLA VOLVIO HOY A NAVEGAR TRAS UNA SEMANA DE TEMPORAL, DIJO EL PUERTO.",
        ),
        (
            (
                "    BERGEN, NORWAY, MAY 4, NTB - A FERRY RAN AGROUND.\n"
                "    NOBODY WAS HURT WHEN THE CREW LEFT IT ON MONDAY NIGHT.\n NTB\n"
            ),
            "A FERRY RAN AGROUND.",
        ),
    ],
)
def test_the_first_line_of_a_telex_goes_on(text: str, first: str) -> None:
    (found,) = parse_bytes(f"ZCZC XYZ114 1412\nFERRY AGROUND\n\n{text}NNNN\n".encode())
    assert found.paragraphs[0].text == first
    assert len(found.paragraphs) == 2


@pytest.mark.parametrize(
    ("header", "title", "language"),
    [
        ("xyz0001 1 i 12", "El barco de la isla vuelve a navegar tras una semana de espera", "es"),
        ("xyz0001 1 i 4  lusa 0412", "Barco volta ao mar", "pt"),
        ("xyz0001 1 i 4", "Barco volta ao mar", None),
    ],
)
def test_the_language_of_a_message_of_a_title(
    header: str, title: str, language: str | None
) -> None:
    text = f"\x01{header}\r\n\x02{title} =\r\n\x03041506 GMT May 21\r\n\x04"
    (found,) = parse_bytes(text.encode())
    assert (found.headline, found.language) == (title, language)


@pytest.mark.parametrize(
    "headline",
    ["FERRY RUNS AGAIN", "FERRY RUNS AGAIN, HARBOUR STAYS SHUT", "FERRY RUNS, FIRST SINCE 1987"],
)
def test_words_of_which_the_header_made_its_slug_are_the_headline(headline: str) -> None:
    text = (
        "\x05\x05\x05C T\n\x16\x16\x01f0704\x1freute\nu f BC-FERRY-RUNS-AGAIN   02-26 0105\n"
        f"\x02{headline}\n    TILVEN, Feb 26 - The ferry to the islands runs again after a week\n"
        "of storms, the harbour office said.\n REUTER\n\x03"
    )
    found = parse_text(text, received=date(1987, 2, 27))[0]
    assert (found.headline, found.slugline) == (headline, "BC-FERRY-RUNS-AGAIN")
    assert found.published == date(1987, 2, 26)
