"""Messages of wires in their envelopes: what each line of it states, and that nothing is lost however
much of a message arrives.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lost import lost

from dispatchkit import parse_bytes, trace_bytes
from dispatchkit.errors import DecodeError, DispatchkitError

if TYPE_CHECKING:
    from collections.abc import Mapping

# A cut at every byte takes a minute; CUT_AT_EVERY=1 asks for it.
STEP = int(os.environ.get("CUT_AT_EVERY", "23"))
DISPATCHES = Path(__file__).parent / "dispatches"
NAMES = (
    "dpa/de-iptc7901-notebook",
    "dpa/es-iptc7901",
    "belga/nl-iptc7901-daily-file",
    "ap/en-anpa-byline-without-by",
    "aap/en-anpa-headline-first",
    "aap/en-zczc-signs",
    "afp/fr-iptc7901-flash",
)
TEXT = (
    "   OSLO, May 4 (TT) - The ferry to the islands runs again after a week of\r\n"
    "storms, the harbour office said on Tuesday.\r\n\r\n"
    "   Three hundred people had waited on the quay since the morning.\r\n"
)


def iptc(title: str = "Ferry runs again =", above: str = "", below: str = "") -> str:
    """A message in IPTC 7901."""
    return f"\x01xyz0412 3 i 120  \r\n\r\n{above}\x02{title}\r\n\r\n{TEXT}{below}\r\n\x03041506 GMT May 21\r\n\x04"


def anpa(head: str, second: str = "r i\x13\x11 BC-Ferry-Islands   05-04 0120") -> str:
    """A message in ANPA 1312 with the lines *head* between header and text."""
    text = TEXT.replace("   ", "\t   ", 1)
    return f"\x16\x16\x01a0412\x1fxy---\r\n{second}\r\n\x02{head}{text}\r\n\x03XY-WF-05-04-21 1506GMT<\r\n\x04"


def zczc(head: str) -> str:
    """A telex with the lines *head* below ZCZC."""
    return f"ZCZC\n{head}\n{TEXT}\nNNNN\n"


# What is read, and what the record then has.
STATED: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "a header": (iptc(), {"altid": "xyz0412", "urgency": 3, "headline": "Ferry runs again"}),
    "a trailer": (iptc(), {"published.isoformat": "2021-05-04T15:06:00+00:00"}),
    "the trailer's year": (iptc(), {"dateline.date": date(2021, 5, 4)}),
    "a marker among the keywords": (
        iptc(above="URGENT\r\nNorway/transport/\r\n"),
        {"slugline": "Norway/transport", "notice.kind": "urgent"},
    ),
    "a marker in small letters": (
        iptc(above="Eil\r\nNorway/transport/\r\n"),
        {"slugline": "Norway/transport", "notice.kind": "urgent"},
    ),
    "a keyword in small letters": (iptc(above="Flash\r\n"), {"slugline": "Flash", "notice": None}),
    "an agency before a marker": (
        iptc("NTB UTGÅR: Ferry stays in port ="),
        {"headline": "NTB UTGÅR: Ferry stays in port", "notice.kind": "kill"},
    ),
    "a marker as a keyword": (
        iptc(above="RETTELSE/\r\n"),
        {"headline": "Ferry runs again", "notice.kind": "correction"},
    ),
    "a keyword that is no marker there": (iptc(above="EMBARGO/OIL/\r\n"), {"notice": None}),
    "a correction in the header": (
        iptc().replace("120  \r", "120 F BELGA-0412 COR 398\r"),
        {"notice.kind": "correction", "agency.id": "belga"},
    ),
    "a note in the title": (
        iptc("KORREKTUR\r\nFerry runs again\r\n(Korrigiert den Namen im 3. Absatz) ="),
        {
            "headline": "Ferry runs again",
            "notice.kind": "correction",
            "ednote": "(Korrigiert den Namen im 3. Absatz)",
        },
    ),
    "a second deck": (
        iptc("Ferry runs again\r\nUnderrubrik: Storms kept it in port for a week ="),
        {"headline": "Ferry runs again", "abstract": None},
    ),
    "a story that replaces another": (
        iptc("Nytt telegram, ersätter: Ferry stays in port\r\n\r\nFerry runs again ="),
        {"headline": "Ferry runs again", "notice.kind": "update"},
    ),
    "letters with blanks between": (
        iptc("N e u e Meldung, ersetzt: Ferry in port\r\n\r\nFerry runs again ="),
        {"headline": "Ferry runs again", "notice.kind": "update"},
    ),
    "an embargo above the title": (
        iptc("Embargo hasta las 10:00 del martes\r\n\r\nFerry runs again ="),
        {"headline": "Ferry runs again", "notice.kind": "embargo"},
    ),
    "a withdrawal": (
        iptc("UWAGA - Depesza anulowana: Ferry stays in port ="),
        {"notice.kind": "kill"},
    ),
    "a withdrawal that names the story": (
        iptc("Annullering\r\nOBS! Artikel xyz0398 om færgen annulleret ="),
        {"notice.kind": "kill"},
    ),
    "a marker in small letters above a title": (
        iptc("Annulation\r\nFerry runs again ="),
        {"headline": "Ferry runs again", "notice.kind": "kill"},
    ),
    "a title that presses": (
        iptc("Dringend: Ferry runs again =").replace(" 3 i", " 1 i"),
        {"headline": "Dringend: Ferry runs again", "notice.kind": "urgent"},
    ),
    "a title of no priority": (
        iptc("Alert: Ferry runs again ="),
        {"headline": "Alert: Ferry runs again", "notice": None},
    ),
    "keywords that press": (
        iptc(above="Última hora/barcos/\r\n").replace(" 3 i", " 2 i"),
        {"notice.kind": "urgent"},
    ),
    "keywords of no priority": (iptc(above="Alerta/barcos/\r\n"), {"notice": None}),
    "a note below the title that says what is new": (
        iptc("Ferry runs again =\r\n\r\n   (Nieuwe versie: met reactie van de\r\nhaven)"),
        {
            "notice.kind": "update",
            "headline": "Ferry runs again",
            "ednote": "(Nieuwe versie: met reactie van de haven)",
        },
    ),
    "a remark in brackets below the title": (
        iptc("(Korrektur: im Titel)\r\nFerry runs again ="),
        {"notice.kind": "correction", "ednote": "(Korrektur: im Titel)"},
    ),
    "a new version": (
        iptc("NIEUWE VERSIE: Ferry runs again ="),
        {"notice.kind": "update"},
    ),
    "an alert of an agency": (
        anpa("^BC-Ferry-Islands,20<\r\n^AFP Alert<\r\n"),
        {"headline": None, "notice.kind": "flash"},
    ),
    "a headline that opens with an agency": (
        anpa("^BC-Ferry-Islands,20<\r\n^AP Alerts Fishermen<\r\n"),
        {"headline": "AP Alerts Fishermen", "notice": None},
    ),
    "signs with a blank behind them": (
        zczc("$ TRN\n: FERRY NORWAY=\n^ Ferry runs again\n* X\n@ Oslo"),
        {"headline": "Ferry runs again", "located": "Oslo"},
    ),
    "a withdrawal that is news": (
        iptc("Court withdraws article against the ferry ="),
        {"headline": "Court withdraws article against the ferry", "notice": None},
    ),
    "keywords": (
        iptc(above="Norway/transport/\r\n"),
        {"slugline": "Norway/transport", "keywords": ("Norway", "transport")},
    ),
    "a keyword": (iptc(above="Norway\r\n"), {"slugline": "Norway", "keywords": ()}),
    "a marker above the title": (
        iptc("2ND LEAD\r\nFerry runs again ="),
        {"headline": "Ferry runs again", "notice.kind": "update"},
    ),
    "a rubric above the title": (
        iptc("Transport:\r\nFerry runs again ="),
        {"headline": "Ferry runs again", "notice": None},
    ),
    "a title that goes on": (
        iptc(
            "Ferry to the islands runs again after a week of storms, harbour office\r\nannounces ="
        ),
        {
            "headline": "Ferry to the islands runs again after a week of storms,"
            " harbour office announces"
        },
    ),
    "a byline below the title": (
        iptc("Ferry runs again\r\nBy Ada Finch, TT ="),
        {"headline": "Ferry runs again", "names": ["Ada Finch"]},
    ),
    "a title that no sign closes": (iptc("Ferry runs again"), {"headline": "Ferry runs again"}),
    "notes": (
        iptc(below="\r\n# Notebook\r\n\r\n## Links\r\n- [Port](https://example.com/port)\r\n"),
        {"ednote": None, "last": "Three hundred people had waited on the quay since the morning."},
    ),
    "a reminder of an embargo": (
        iptc(below="\r\n*** Embargo hasta las 10 ***\r\n\r\nTT ab cd\r\n"),
        {
            "ednote": "*** Embargo hasta las 10 ***",
            "last": "Three hundred people had waited on the quay since the morning.",
        },
    ),
    "what is not for publication": (
        iptc(below="\r\n* * * *\r\nNot for publication\r\n- Editing by: Ada Finch\r\n"),
        {
            "ednote": "- Editing by: Ada Finch",
            "names": [],
            "last": "Three hundred people had waited on the quay since the morning.",
        },
    ),
    "a sign-off of Belga": (
        iptc(below="./.ABC/DE/\r\n"),
        {"last": "Three hundred people had waited on the quay since the morning."},
    ),
    "a sender beside its number": (
        iptc().replace("120  \r", "120  dpa 061\r"),
        {"agency.id": "dpa"},
    ),
    "two senders": (
        iptc().replace("120  \r", "120  dpa 061 afp 062\r"),
        {"agency.id": "tt"},
    ),
    "a slug that is cut off": (
        anpa(
            "^BC-EU--Norway Ferry Islands Again, 2nd Ld-Writethru,120<\r\n^Ferry runs again<\r\n",
            "u i\x13\x11 BC-EU--NorwayFerryIslan 2ndLd-Writethru   05-04 0120",
        ),
        {
            "slugline": "BC-EU--Norway Ferry Islands Again",
            "headline": "Ferry runs again",
            "notice.kind": "update",
            "urgency": 2,
        },
    ),
    "a slug that is not": (
        anpa("^Ferry Islands to run again<\r\n"),
        {"slugline": "BC-Ferry-Islands", "headline": "Ferry Islands to run again"},
    ),
    "a slug that the header writes in another way": (
        anpa(
            "^BC-EU--Ferry Islands, CORRECTIVE,120<\r\n^Ferry runs again<\r\n",
            "r i\x13\x11 BC-FerryIsl-CORRECTIVE   05-04 0120",
        ),
        {
            "slugline": "BC-EU--Ferry Islands",
            "headline": "Ferry runs again",
            "notice.kind": "correction",
        },
    ),
    "a headline that begins like a slug": (
        anpa("^BC-bound ferry runs again<\r\n"),
        {"slugline": "BC-Ferry-Islands", "headline": "BC-bound ferry runs again"},
    ),
    "a marker alone": (
        anpa("^URGENTE<\r\n^Ferry runs again<\r\n"),
        {"headline": "Ferry runs again", "notice.kind": "urgent"},
    ),
    "an order above the headline": (
        anpa("^EMBARGOED until 9 a.m. EDT, Monday, May 10.<\r\n^Ferry runs again<\r\n"),
        {"headline": "Ferry runs again", "notice.kind": "embargo"},
    ),
    "a note that no sign closes": (
        anpa("^Ferry runs again<\r\n^Eds: UPDATES with details.\r\n"),
        {"headline": "Ferry runs again", "ednote": "Eds: UPDATES with details."},
    ),
    "no letter of all": (anpa("^Ferry runs again<\r\n"), {"urgency": None, "altid": "a0412"}),
    "a byline": (
        anpa("^Ferry runs again<\r\n^By ADA FINCH=\r\n^Associated Press=\r\n"),
        {"names": ["ADA FINCH"], "agency.id": "ap", "headline": "Ferry runs again"},
    ),
    "a byline and a job": (
        anpa("^Ferry runs again<\r\n^Par ADA FINCH=\r\n^Agence France-Presse Reporter=\r\n"),
        {"names": ["ADA FINCH"], "headline": "Ferry runs again"},
    ),
    "another word for it": (
        anpa("^Ferry runs again<\r\n^From ADA FINCH=\r\n"),
        {"names": ["ADA FINCH"]},
    ),
    "lines of a game": (
        anpa("^Ferry Cup Standings<\r\n^Sunday's Games=\r\n"),
        {"names": [], "headline": "Ferry Cup Standings"},
    ),
    "notes of ANPA": (
        anpa("^Eds: With AP Photos.<\r\n^AP Photo XY101, XY102<\r\n^Ferry runs again<\r\n"),
        {"ednote": "Eds: With AP Photos.", "headline": "Ferry runs again"},
    ),
    "no control in the header": (
        anpa("Ferry runs again+\r\n", "d s BC-Ferry-Islands   09-12 0344"),
        {"slugline": "BC-Ferry-Islands", "headline": "Ferry runs again"},
    ),
    "signs": (
        zczc("$t\n:Ferry\n=Islands\n^Ferry runs again\n*X\n&A\n+03000000\n@TAS"),
        {"slugline": "Ferry", "headline": "Ferry runs again", "located": "TAS"},
    ),
    "signs in another order": (
        zczc("%b\n#Ferry\n:Islands\n$Ferry runs again\n*03000000"),
        {"slugline": "Ferry", "headline": "Ferry runs again", "located": None},
    ),
    "a sign alone before a value": (
        zczc("%D:ABC(AB4) AB\n$J\n:\n:Ferry runs again\n*T"),
        {"headline": "Ferry runs again"},
    ),
    "signs of no wire": (zczc("$12 for a loaf\n:-)"), {"slugline": None}),
}


def of(record: Any, field: str) -> Any:
    """A field of a dispatch, or of one of its fields."""
    if field == "names":
        return [person.name for person in record.byline]
    if field == "last":
        return record.paragraphs[-1].text
    for name in field.split("."):
        record = getattr(record, name)
    return record() if callable(record) else record


@pytest.mark.parametrize(("text", "stated"), STATED.values(), ids=STATED)
def test_what_an_envelope_states(text: str, stated: Mapping[str, Any]) -> None:
    (found,) = parse_bytes(text.encode())
    assert {field: of(found, field) for field in stated} == stated
    body = [one.text for one in found.paragraphs if one.role == "body"]
    assert body[0].startswith("The ferry to the islands runs again")
    assert len(body) == 2


def test_two_readings_of_a_trailer_agree_with_the_dateline() -> None:
    text = anpa("^Ferry runs again<\r\n").replace("05-04-21 1506GMT", "04-05-21 1506GMT")
    (found,) = parse_bytes(text.encode())
    assert found.published is not None
    assert found.published.isoformat() == "2021-05-04T15:06:00+00:00"


def test_a_table_between_signs_is_one() -> None:
    rows = "^Ferry Cup<\r\n^East Division=\r\n\x08^;W;L\x10\r\n\x08Lund\x10 City;3;1\x10\r\n"
    (found,) = parse_bytes(anpa(rows, "r s\x14\x12 BC-Ferry-Islands   05-04 0120").encode())
    assert found.headline == "Ferry Cup"
    assert [(one.role, one.text) for one in found.paragraphs[:3]] == [
        ("crosshead", "East Division"),
        ("table", ";W;L"),
        ("table", "Lund City;3;1"),
    ]


def test_a_name_below_a_short_story_leaves_its_text() -> None:
    text = iptc(below="\r\nAda Finch/TT\r\n\r\nFacts: The ferry\r\n")
    (found,) = parse_bytes(text.encode())
    assert found.abstract is None
    assert len([one for one in found.paragraphs if one.role == "body"]) >= 2
    assert [one.name for one in found.byline] == ["Ada Finch"]


def test_messages_of_several_wires_in_a_row() -> None:
    text = "\r\n".join([iptc(), anpa("^Ferry sails<\r\n"), zczc("$t\n^Ferry moors again\n*X")])
    found = parse_bytes(text.encode())
    assert [one.headline for one in found] == [
        "Ferry runs again",
        "Ferry sails",
        "Ferry moors again",
    ]
    assert [len(one.paragraphs) for one in found] == [2, 2, 2]


def test_a_message_of_a_title_is_one() -> None:
    (found,) = parse_bytes(
        b"\x01xyz0001 1 i 4\r\n\x02Ferry runs again =\r\n\x03041506 GMT May 21\r\n\x04"
    )
    assert (found.headline, found.paragraphs, found.urgency) == ("Ferry runs again", (), 1)


def keeps_all(data: bytes) -> None:
    """Check that every line of an input has a label, in order, and every word is in a record."""
    try:
        trace = trace_bytes(data)
    except DispatchkitError:
        return
    numbers = [one.line.number for part in trace.parts for one in part.lines]
    assert numbers == sorted(set(numbers))
    assert not list(lost(trace))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_of_a_message_that_is_cut_off(name: str) -> None:
    data = (DISPATCHES / f"{name}.txt").read_bytes()
    for end in range(1, len(data), STEP):
        keeps_all(data[:end])


@given(
    st.sampled_from([text for text, _ in STATED.values()]),
    st.lists(
        st.tuples(
            st.integers(0, 400),
            st.integers(0, 12),
            st.text("\x01\x02\x03\x04^<=\t 0a/", max_size=3),
        ),
        max_size=4,
    ),
)
def test_nothing_is_lost_of_a_message_that_is_damaged(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    for at, gone, put in changes:
        text = text[:at] + put + text[at + gone :]
    keeps_all(text.encode())


@pytest.mark.parametrize("leader", [2, 60, 5000])
@pytest.mark.parametrize(
    "message",
    [iptc(), anpa(""), zczc("XYZ412"), f"xyz0412 3 i 120 xyz 0412\n\nFerry runs again =\n\n{TEXT}"],
    ids=["IPTC 7901", "ANPA 1312", "telex", "a header alone"],
)
def test_a_leader_of_a_tape_belongs_to_its_message(message: str, leader: int) -> None:
    plain, led = (
        parse_bytes(data) for data in (message.encode(), bytes(leader) + message.encode())
    )
    assert [one.to_dict() for one in led] == [one.to_dict() for one in plain]
    keeps_all(bytes(leader) + message.encode())


@pytest.mark.parametrize(
    "data",
    [
        bytes(60) + TEXT.encode(),
        bytes(60) + zczc("XYZ412").encode().replace(b"islands", b"isl\0nds"),
        bytes(60) + b"\x01\x02\x1a\x05" * 40,
    ],
    ids=["no telegram", "more of nothing within", "no text"],
)
def test_nothing_before_anything_else_is_binary(data: bytes) -> None:
    with pytest.raises(DecodeError, match="binary"):
        parse_bytes(data)


def test_a_telegram_in_wide_characters_has_no_leader() -> None:
    (found,) = parse_bytes(zczc("XYZ412").encode("utf-16-be"))
    assert found.encoding == "utf-16-be"


SV = "Färjan går igen till öarna på måndagen, sade hamnkontoret. Den avgår klockan sju.\n"
DE = "Die Fähre fährt wieder zu den Inseln, wie das Hafenamt am Montag mitteilte.\n"
EN = "The ferry to the islands runs again, the harbour office said on Monday.\n"
ES = "El transbordador vuelve a las islas, dijo el lunes la oficina del puerto.\n"
# Telegrams of agencies without a profile: header, dateline, text; the credit, None: no dateline.
UNKNOWN = {
    "iptc": ("lka0042 4 pl 120 lka 0042", "Luleå (LKA) - ", SV, "lka"),
    "only the number": ("lka0042 4 pl 120", "Luleå (LKA) - ", SV, "lka"),
    "another desk": ("bdt0234 4 pl 120 qrw 0234", "Husum (qrw) - ", DE, "qrw"),
    "several words": ("bdt0234 4 pl 120 qrw 0234", "Bad Husum (qrw) - ", DE, "qrw"),
    "a service beside": ("bdt0234 4 pl 120 qrw 0234", "Husum (qrw/lno) - ", DE, "qrw"),
    "slashes": ("xka0042 4 pl 120 xka 0042", "Vigo /XKA/ - ", ES, "xka"),
    "a dash": ("xka0042 4 pl 120 xka 0042", "VIGO, XKA - ", ES, "xka"),
    "belga": ("SPF001 3 RES 0070 F OSTKA-0001", "Ostholm (OSTKA) - ", EN, "ostka"),
    "a sign": ("lka0042 4 pl 120 lka 0042", "Luleå (LKA) =\n", SV, "lka"),
    "anpa": ("a0042lka\nr n BC-Ferry-Lulea   05-03 0120", "Lulea (LKA) - ", EN, "lka"),
    "zczc": ("ZCZC LKA0042", "Luleå (LKA) - ", SV, "lka"),
    "zczc, below": ("ZCZC\nLKA 042\n", "Luleå (LKA) - ", SV, "lka"),
    "a party": ("lka0042 4 pl 120 lka 0042", "Husum (SPD) - ", DE, None),
    "a region": ("lka0042 4 pl 120 lka 0042", "Springfield (OH) - ", EN, None),
    "a state in the header": ("spf0042 4 pl 120 oh 0042", "Springfield (OH) - ", EN, None),
    "a desk": ("pol0042 4 pl 120 lka 0042", "Husum (POL) - ", DE, None),
    "a category": ("lka0042 4 pol 120 lka 0042", "Husum (POL) - ", DE, None),
    "other letters": ("lkb0042 4 pl 120 lkb 0042", "Luleå (LKA) - ", SV, None),
    "two names": ("lka0042 4 pl 120 lka 0042 qrw-12", "Luleå (LKA) - ", SV, None),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_the_header_makes_a_credit_known(name: str) -> None:
    """The letters that name its sender in the header are a credit in the dateline."""
    header, filed, text, credit = UNKNOWN[name]
    (found,) = parse_bytes(f"{header}\n\n{filed}{text}".encode())
    assert found.agency is None
    if credit is None:
        assert found.dateline is None
        assert found.paragraphs[0].text.startswith(filed)
    else:
        assert found.dateline is not None
        assert found.dateline.agencies == (credit,)
        assert found.paragraphs[0].text == text.strip()


STAFF = (
    "By Reuters staff",
    "By our correspondents in Lima",
    "Von unseren Korrespondenten",
    "Von dpa-Korrespondenten",
    "par les correspondants de l'AFP",
    "Por la redacción",
    "Door onze redactie",
)
# What only begins like a credit of staff.
LIKE_STAFF = ("By bus to the staff party", "Von der Redaktion zur Fähre", "Par bateau vers Brest")
# Wires with a line %s in their heads.
SIGNED = {
    "above the title": iptc("%s =\r\nFerry runs again ="),
    "below the title": iptc("Ferry runs again =\r\n%s ="),
    "closing the title": iptc("Ferry runs again\r\n%s ="),
    "a block above": iptc("%s =\r\n\r\nFerry runs again ="),
    "anpa": anpa("^BC-Ferry-Islands,120<\r\n^Ferry runs again<\r\n^%s<\r\n"),
    "anpa, another sign": anpa("^BC-Ferry-Islands,120<\r\n^Ferry runs again<\r\n^%s=\r\n"),
    "zczc": zczc("%s =\n\nFerry runs again\n"),
    "plain": f"Ferry runs again\n\n%s =\n\n{TEXT}",
}


@pytest.mark.parametrize("line", STAFF)
@pytest.mark.parametrize("wire", SIGNED)
def test_a_credit_of_staff_is_no_headline(wire: str, line: str) -> None:
    """Nor is it text; the headline above or below it stays one."""
    (found,) = parse_bytes((SIGNED[wire] % line).encode())
    assert found.headline == "Ferry runs again"
    assert found.byline == ()
    (label,) = [cut.label for cut in found.boilerplate if line in cut.text]
    assert label in ("agency", "byline")
    assert not any(line in paragraph.text for paragraph in found.paragraphs)


@pytest.mark.parametrize("line", STAFF)
@pytest.mark.parametrize("head", [iptc("%s ="), f"%s =\n\n{TEXT}"], ids=["iptc", "plain"])
def test_a_credit_of_staff_alone_is_no_headline(head: str, line: str) -> None:
    """A wire that has no headline gets none."""
    (found,) = parse_bytes((head % line).encode())
    assert found.headline is None


@pytest.mark.parametrize("line", LIKE_STAFF)
def test_what_only_begins_like_a_credit_is_a_headline(line: str) -> None:
    """A headline may begin with a by-word and hold a word for staff."""
    (found,) = parse_bytes(iptc(f"{line} =").encode())
    assert found.headline == line


# Slug lines of wires: an agency, its desk, a slug, a version and the number of words.
SLUG_LINES = (
    "AP-US--Tartu-Hull,2nd Ld-Writethru,393",
    "AP-EU-REL--Quiet Bells,202",
    "PA-UK--Ferry,2nd LD,88",
    "AFP-FR--Brest-Bac,1st Lead,210",
    "ANSA-Sport--Ferry Race, 1st Ld-Writethru,0120",
    "XKA-SE--Lulea-Ferry,393",
)
# True datelines with double hyphens.
DASHED = ("TARTU (AP)--", "AP--TARTU, May 3--", "AFP--PARIS, May 3 -- ", "PARIS--(AFP)--")


@pytest.mark.parametrize("head", ["{}\n\nFerry runs again", "Ferry runs again\n\n{}"])
@pytest.mark.parametrize("line", SLUG_LINES)
def test_a_slug_line_is_no_dateline(line: str, head: str) -> None:
    """Whatever the agency, and whether it stands above or below the headline."""
    (found,) = parse_bytes(f"{head.format(line)}\n\n{TEXT}".encode())
    assert found.headline == "Ferry runs again"
    assert found.dateline is not None
    assert found.dateline.places == ("OSLO",)
    assert found.slugline == line.split(",", maxsplit=1)[0] or line.startswith(f"{found.slugline},")
    assert found.notice is None or "L" in found.notice.text


@pytest.mark.parametrize("filed", DASHED)
def test_double_hyphens_close_datelines(filed: str) -> None:
    """A sentence follows them."""
    (found,) = parse_bytes(f"Ferry runs again\n\n{filed}{EN}".encode())
    assert found.dateline is not None
    assert found.paragraphs[0].text == EN.strip()
