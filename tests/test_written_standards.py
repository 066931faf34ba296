"""NITF, NewsML-G2, RSS, Atom and IPTC 7901 as they are written: valid by the official schemas,
whatever a record holds, and each field at the place that the standard has for it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from generated import SCHEMAS
from hypothesis import example, given
from hypothesis import strategies as st
from test_records_read_back import kept
from test_render import FULL, make, paragraph

from dispatchkit.model import (
    NOTICES,
    PARAGRAPH_ROLES,
    ROLES,
    Agency,
    Dateline,
    Dispatch,
    Notice,
    Paragraph,
    Person,
)
from dispatchkit.writing import join, render
from dispatchkit.writing._moments import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

XML = ("nitf", "newsml-g2", "rss", "atom")
FORMS = (*XML, "iptc7901")
OFFICIAL = {"nitf": "nitf-3-6.xsd", "newsml-g2": "NewsML-G2_2.35-spec-All-Power.xsd"}
NITF = "{http://iptc.org/std/NITF/2006-10-18/}"
G2 = "{http://iptc.org/std/nar/2006-10-01/}"
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"

texts = st.text(
    st.sampled_from("aZé中ب<>&\"'\t\n\r\x00\x0b\x1b\x85\u2028\ufffe\ud800 1.-/"), max_size=12
)
said = st.none() | texts.filter(bool)
zones = st.none() | st.sampled_from(
    [UTC, timezone(timedelta(hours=-3, minutes=-30)), timezone(timedelta(seconds=3601))]
)
moments = st.none() | st.dates() | st.datetimes(timezones=zones)
RECORDS = st.builds(
    make,
    index=st.integers(0, 10**6),
    agency=st.none() | st.builds(Agency, texts, texts),
    language=st.none() | st.sampled_from(["de", "ar", "zh-Hant-TW", "not a tag", "x-klingon"]),
    section=said,
    slugline=said,
    headline=said,
    abstract=said,
    keywords=st.lists(texts, max_size=3).map(tuple),
    byline=st.lists(st.builds(Person, texts, st.sampled_from(ROLES)), max_size=3).map(tuple),
    dateline=st.none()
    | st.builds(
        Dateline, texts, said, st.lists(texts, max_size=2).map(tuple), said, said, moments.map(
            lambda moment: moment.date() if isinstance(moment, datetime) else moment
        )
    ),
    located=said,
    published=moments,
    updated=moments,
    notice=st.none() | st.builds(Notice, st.sampled_from(NOTICES), texts, st.none() | st.integers()),
    urgency=st.none() | st.integers(-1, 12),
    ednote=said,
    copyrightnotice=said,
    usageterms=said,
    altid=said | st.sampled_from(["tag:zede.example,2021:7", "eca0123", "no uri", "urn:x:%zz"]),
    paragraphs=st.lists(
        st.builds(Paragraph, texts, st.sampled_from(PARAGRAPH_ROLES), st.just((1, 1))), max_size=4
    ).map(tuple),
)  # fmt: skip


def written(dispatches: list[Dispatch], form: str) -> str:
    return "".join(join([render(one, form) for one in dispatches], form))


@cache
def official(form: str) -> Any:
    """The official schema of a form; skips the test without it."""
    xmlschema = pytest.importorskip("xmlschema", reason="needs the extra schemas")
    if not SCHEMAS.is_dir():
        pytest.skip(f"the official schemas are not in {SCHEMAS}")
    return xmlschema.XMLSchema(SCHEMAS / OFFICIAL[form])


@pytest.mark.parametrize("form", sorted(OFFICIAL))
def test_all_records_that_are_kept_are_valid(form: str) -> None:
    schema = official(form)
    for one in kept():
        schema.validate(render(one, form))


@pytest.mark.parametrize("form", sorted(OFFICIAL))
@given(RECORDS)
def test_any_record_is_valid(form: str, dispatch: Dispatch) -> None:
    official(form).validate(render(dispatch, form))


@given(st.lists(RECORDS, min_size=2, max_size=3))
def test_a_news_message_is_valid(dispatches: list[Dispatch]) -> None:
    message = written(dispatches, "newsml-g2")
    official("newsml-g2").validate(message)
    assert len(ET.fromstring(message.encode()).findall(f"{G2}itemSet/{G2}newsItem")) == len(
        dispatches
    )


@pytest.mark.parametrize(("form", "entry"), [("rss", "channel/item"), ("atom", f"{ATOM}entry")])
@given(st.lists(RECORDS, min_size=1, max_size=3))
def test_a_feed_has_an_entry_for_each(form: str, entry: str, dispatches: list[Dispatch]) -> None:
    root = ET.fromstring(written(dispatches, form).encode())
    assert len(root.findall(entry)) == len(dispatches)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_makes_nothing(form: str) -> None:
    assert written([], form) == ""


@pytest.mark.parametrize("form", FORMS)
@given(RECORDS)
def test_the_same_record_makes_the_same_message(form: str, dispatch: Dispatch) -> None:
    assert render(dispatch, form) == render(dispatch._replace(path="b", encoding="cp1252"), form)


# --- where the fields are ---------------------------------------------------------------------


def found(root: ET.Element, path: str, space: str = "") -> list[str]:
    """The texts at a *path*; "@name" at its end means an attribute."""
    *steps, last = re.sub(r"(?<![\w.@-])(?=[a-z])", space, path).split("/")
    if not last.startswith("@"):
        return ["".join(node.itertext()) for node in root.findall("/".join([*steps, last]))]
    return [value for node in root.findall("/".join(steps)) if (value := node.get(last[1:]))]


PLACES_OF_NITF = {
    "head/title": ["Le bac de Valmer repart"],
    "head/docdata/doc-id/@id-string": ["zz:1"],
    "head/docdata/urgency/@ed-urg": ["4"],
    "head/docdata/date.issue/@norm": ["20211204T093000+0300"],
    "head/docdata/ed-msg/@info": ["(Ajoute un détail)", "UPDATE 2-"],
    "head/docdata/ed-msg/@msg-type": ["update"],
    "head/docdata/du-key/@key": ["RIVER/FERRY"],
    "head/docdata/du-key/@version": ["2"],
    "head/docdata/doc.rights/@limitations": ["Presse"],
    "head/docdata/key-list/keyword/@key": ["bac", "Valmer"],
    "head/docdata/identified-content/location": ["Zédie"],
    "head/pubdata/@position.section": ["Monde"],
    "head/pubdata/@item-length": ["17"],
    "head/revision-history/@norm": ["20211205"],
    "body/body.head/hedline/hl1": ["Le bac de Valmer repart"],
    "body/body.head/rights": ["© ZZ"],
    "body/body.head/byline/@class": ["translator"],
    "body/body.head/byline/person": ["Anne Exemple", "Jo Muster"],
    "body/body.head/byline/byttl": ["translator"],
    "body/body.head/distributor/org": ["Agence Zède"],
    "body/body.head/distributor/org/@value": ["zz"],
    "body/body.head/dateline": ["ZZ/ Valmer"],
    "body/body.head/dateline/location/city": ["Valmer"],
    "body/body.head/dateline/story.date/@norm": ["20211204"],
    "body/body.head/abstract/p": ["Après deux mois d'arrêt."],
    "body/body.content/p": ["Le bac est reparti samedi.", "1. Il reste un mois."],
    "body/body.content/hl2": ["Horaires"],
    "body/body.content/ul/li": ["Matin", "Soir"],
    "body/body.content/table/tr/td": ["Quai", "Départ", "A", "7h"],
}
PLACES_OF_G2 = {
    "rightsInfo/copyrightNotice": ["© ZZ"],
    "rightsInfo/usageTerms": ["Presse"],
    "itemMeta/provider/name": ["Agence Zède"],
    "itemMeta/provider/@literal": ["zz"],
    "itemMeta/versionCreated": ["2021-12-05T00:00:00"],
    "itemMeta/firstCreated": ["2021-12-04T09:30:00+03:00"],
    "itemMeta/edNote": ["(Ajoute un détail)"],
    "itemMeta/signal/@qcode": ["sig:update"],
    "itemMeta/signal/name": ["UPDATE 2-"],
    "itemMeta/pubStatus": [],
    "contentMeta/urgency": ["4"],
    "contentMeta/contentCreated": ["2021-12-04T09:30:00+03:00"],
    "contentMeta/contentModified": ["2021-12-05"],
    "contentMeta/located/name": ["Zédie"],
    "contentMeta/creator/name": ["Anne Exemple"],
    "contentMeta/contributor/name": ["Jo Muster"],
    "contentMeta/contributor/@roleuri": ["http://id.loc.gov/vocabulary/relators/trl"],
    "contentMeta/language/@tag": ["fr"],
    "contentMeta/keyword": ["bac", "Valmer"],
    "contentMeta/subject/name": ["Monde"],
    "contentMeta/slugline": ["RIVER/FERRY"],
    "contentMeta/headline": ["Le bac de Valmer repart"],
    "contentMeta/dateline": ["ZZ/ Valmer"],
    "contentMeta/by": ["Anne Exemple"],
    "contentMeta/description": ["Après deux mois d'arrêt."],
    "contentSet/inlineXML/@wordcount": ["17"],
}


@pytest.mark.parametrize("path", sorted(PLACES_OF_NITF))
def test_places_of_nitf(path: str) -> None:
    root = ET.fromstring(render(FULL, "nitf").encode())
    assert found(root, path, NITF) == PLACES_OF_NITF[path]


@pytest.mark.parametrize("path", sorted(PLACES_OF_G2))
def test_places_of_newsml_g2(path: str) -> None:
    root = ET.fromstring(render(FULL, "newsml-g2").encode())
    assert root.attrib["guid"] == "zz:1"
    assert found(root, path, G2) == PLACES_OF_G2[path]


@pytest.mark.parametrize(
    ("dateline", "marked"),
    [
        (
            Dateline("BODØ, Nordland, Norway, May 3 (ZZ)", "BODØ", ("BODØ",), "Nordland", "Norway"),
            "BODØ|Nordland|Norway",
        ),
        (Dateline("Riga/Tartu (zz)", "Riga/Tartu", ("Riga", "Tartu")), "Riga|Tartu"),
        (Dateline("BODØ", "Bodø", ("Bodø",)), ""),
        (Dateline("May 3"), ""),
    ],
)
def test_a_dateline_stays_as_printed(dateline: Dateline, marked: str) -> None:
    root = ET.fromstring(render(make(dateline=dateline), "nitf").encode())
    (node,) = root.iter(f"{NITF}dateline")
    assert "".join(node.itertext()) == dateline.text
    places = [one.text or "" for one in node.findall(f"{NITF}location/*")]
    assert "|".join(places) == marked


@pytest.mark.parametrize(
    ("kind", "status", "signal", "state"),
    [
        ("kill", "canceled", "kill", "stat:canceled"),
        ("embargo", "embargoed", "embargo", "stat:withheld"),
        ("correction", None, "sig:correction", None),
        ("flash", None, "flash", None),
    ],
)
def test_notices(kind: str, status: str | None, signal: str, state: str | None) -> None:
    dispatch = make(headline="Ferry", notice=Notice(kind, "ATTENTION", None))
    nitf = ET.fromstring(render(dispatch, "nitf").encode())
    (data,) = nitf.iter(f"{NITF}docdata")
    assert data.get("management-status") == status
    assert (data.find(f"{NITF}correction") is not None) == (kind == "correction")
    item = ET.fromstring(render(dispatch, "newsml-g2").encode())
    (found_signal,) = item.iter(f"{G2}signal")
    assert (found_signal.get("qcode") or found_signal.get("literal")) == signal
    assert [one.get("qcode") for one in item.iter(f"{G2}pubStatus")] == ([state] if state else [])
    assert bool([*item.iter(f"{G2}embargoed")]) == (kind == "embargo")
    for form in ("rss", "atom", "iptc7901"):
        assert "ATTENTION" in render(dispatch, form)


ZONED = datetime(2021, 12, 4, 9, 30, tzinfo=timezone(timedelta(hours=3)))
ODD = datetime(1890, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(seconds=1172)))
# Publication and update; versionCreated and firstCreated of NewsML-G2; published, updated, issued
# and modified of Atom; pubDate, issued and modified of RSS; date.issue of NITF; the trailer.
DATES: list[tuple[Any, Any, list[str]]] = [
    (None, None, [f"{UNKNOWN} -", f"- {UNKNOWN} - -", "- - -", "- "]),
    (
        ZONED,
        None,
        [
            "2021-12-04T09:30:00+03:00 2021-12-04T09:30:00+03:00",
            "2021-12-04T09:30:00+03:00 2021-12-04T09:30:00+03:00 - -",
            "Sat,_04_Dec_2021_09:30:00_+0300 - -",
            "20211204T093000+0300 040630 GMT Dec 21",
        ],
    ),
    (
        date(2021, 12, 4),
        date(2021, 12, 5),
        [
            "2021-12-05T00:00:00 -",
            "- 2021-12-05T00:00:00Z 2021-12-04 2021-12-05",
            "- 2021-12-04 2021-12-05",
            "20211204 040000 Dec 21",
        ],
    ),
    (
        ZONED.replace(tzinfo=None),
        None,
        [
            "2021-12-04T09:30:00 2021-12-04T09:30:00",
            "- 2021-12-04T00:00:00Z 2021-12-04T09:30:00 -",
            "- 2021-12-04T09:30:00 -",
            "20211204T093000 040930 Dec 21",
        ],
    ),
    (
        None,
        ZONED.astimezone(UTC),
        [
            "2021-12-04T06:30:00Z -",
            "- 2021-12-04T06:30:00Z - -",
            "- - 2021-12-04T06:30:00Z",
            "- ",
        ],
    ),
    (
        ODD,
        None,
        [
            "1890-01-02T02:44:33Z 1890-01-02T02:44:33Z",
            "1890-01-02T02:44:33Z 1890-01-02T02:44:33Z - -",
            "Thu,_02_Jan_1890_02:44:33_+0000 - -",
            "18900102T024433Z 020244 GMT Jan 90",
        ],
    ),
]


@pytest.mark.parametrize(("published", "updated", "said"), DATES)
def test_dates_say_what_is_known(published: Any, updated: Any, said: list[str]) -> None:
    dispatch = make(headline="Ferry", published=published, updated=updated)

    def texts_of(form: str, *names: str) -> str:
        root = ET.fromstring(render(dispatch, form).encode())
        (entry,) = root.findall({"rss": "channel/item", "atom": f"{ATOM}entry"}.get(form, "."))
        texts = [next((node.text or "" for node in entry.iter(name)), "-") for name in names]
        return " ".join(text.replace(" ", "_") for text in texts)

    dcterms = (f"{TERMS}issued", f"{TERMS}modified")
    nitf = ET.fromstring(render(dispatch, "nitf").encode())
    issued = next((node.get("norm") for node in nitf.iter(f"{NITF}date.issue")), None) or "-"
    trailer = render(dispatch, "iptc7901").partition("\x03")[2].partition("\r\n")[0]
    assert [
        texts_of("newsml-g2", f"{G2}versionCreated", f"{G2}firstCreated"),
        texts_of("atom", f"{ATOM}published", f"{ATOM}updated", *dcterms),
        texts_of("rss", "pubDate", *dcterms),
        f"{issued} {trailer}",
    ] == said


def test_a_feed_tells_people_keywords_and_sections_apart() -> None:
    (item,) = ET.fromstring(render(FULL, "rss").encode()).findall("channel/item")
    assert [(one.text, one.get("domain")) for one in item.findall("category")] == [
        ("Monde", "section"),
        ("bac", None),
        ("Valmer", None),
    ]
    assert [one.text for one in item.findall(f"{DC}creator")] == ["Anne Exemple"]
    assert [one.text for one in item.findall(f"{DC}contributor")] == ["Jo Muster"]
    assert (item.findtext("guid"), item.findtext("description")) == ("zz:1", FULL.abstract)
    text = item.findtext(ENCODED) or ""
    assert "</span> – Le bac est reparti samedi.</p>\n<h2>Horaires</h2>" in text
    (entry,) = ET.fromstring(render(FULL, "atom").encode()).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}content") == text
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == [
        "Monde",
        "bac",
        "Valmer",
    ]


@pytest.mark.parametrize(
    ("altid", "guid", "beside"),
    [
        ("tag:zede.example,2021:7", "tag:zede.example,2021:7", None),
        ("no uri", "urn:dispatchkit:dispatch:", "no uri"),
        (None, "urn:dispatchkit:dispatch:", None),
    ],
)
def test_an_identifier_is_the_stated_one_or_made_of_the_text(
    altid: str | None, guid: str, beside: str | None
) -> None:
    dispatch = make(headline="Ferry", altid=altid)
    item = ET.fromstring(render(dispatch, "newsml-g2").encode())
    assert item.attrib["guid"].startswith(guid)
    assert item.findtext(f"{G2}contentMeta/{G2}altId") == beside
    entry = ET.fromstring(render(dispatch, "atom").encode()).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == item.attrib["guid"]
    assert entry.findtext(f"{DC}identifier") == beside
    other = ET.fromstring(render(dispatch._replace(headline="Lock"), "newsml-g2").encode())
    assert (other.attrib["guid"] == item.attrib["guid"]) == (altid is not None and beside is None)


@pytest.mark.parametrize("form", XML)
def test_what_xml_cannot_hold_is_a_replacement_character(form: str) -> None:
    text = 'a\x00\x0b\x1b\ufffe\ud800]]> & <b> "c" \r d'
    root = ET.fromstring(render(make(headline=text), form).encode())
    texts = ["".join(node.itertext()) for node in root.iter()]
    assert 'a\ufffd\ufffd\ufffd\ufffd\ufffd]]> & <b> "c" \r d' in texts


# --- telegrams --------------------------------------------------------------------------------

MESSAGE = """\
\x01zz0001 4 mon 25  zz 0001

RIVER/FERRY/
\x02UPDATE 2-
Le bac de Valmer repart
By Anne Exemple; Jo Muster (translator) =

- Après deux mois d'arrêt.

   ZZ/ Valmer - Le bac est reparti samedi.

Horaires

- Matin
- Soir

Quai  Départ
A     7h

   1. Il reste un mois.

© ZZ

* * * *
The following information is not intended for publication

Presse

(Ajoute un détail)

\x03040630 GMT Déc 21
\x04
"""


def test_a_telegram() -> None:
    assert render(FULL, "iptc7901") == MESSAGE.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("fields", "header"),
    [
        ({}, "xxx0001 4 x 0"),
        ({"index": 41, "agency": Agency("reuters", "Reuters")}, "reu0042 4 x 0  reuters 0042"),
        ({"index": 10042, "agency": Agency("aap-au", "AAP")}, "aap0044 4 x 0"),
        ({"altid": "eca062", "urgency": 2, "section": "pl"}, "eca062 2 pl 0"),
        ({"altid": "ab:12", "urgency": 8, "section": "Sport & Spiel"}, "xxx0001 6 spo 0"),
        ({"section": "政治", "paragraphs": (paragraph("Eins zwei  drei."),)}, "xxx0001 4 x 3"),
    ],
)
def test_headers_of_telegrams(fields: dict[str, Any], header: str) -> None:
    message = render(make(**fields), "iptc7901")
    assert message.partition("\r\n")[0] == f"\x01{header}"
    assert re.fullmatch(r"[A-Za-z]{1,3}\d{3,4} [1-6] [A-Za-z]{1,3} \d{1,4}.{0,50}", header)


@pytest.mark.parametrize(
    ("language", "month", "printed"),
    [
        ("de", 10, "Okt"),
        ("de-AT", 5, "Mai"),
        ("es", 1, "Ene"),
        ("ru", 3, "Mar"),
        (None, 12, "Dec"),
        ("fr", 3, "Mars"),
    ],
)
def test_months_have_the_names_of_the_language(
    language: str | None, month: int, printed: str
) -> None:
    message = render(make(language=language, published=date(2021, month, 4)), "iptc7901")
    assert f"\x03040000 {printed} 21\r\n" in message


@given(RECORDS)
@example(make(paragraphs=(paragraph("x" * 80 + " y"), paragraph("字" * 200))))
@example(make(headline="word " * 13 + "w"))
def test_lines_of_telegrams(dispatch: Dispatch) -> None:
    message = render(dispatch, "iptc7901")
    assert message.endswith("\x04\r\n")
    assert [message.count(control) for control in "\x01\x02\x03\x04"] == [1] * 4
    words = [word for one in dispatch.paragraphs for word in one.text.split()]
    longest = max([69, *map(len, words)])
    for line in _lines(message):
        assert len(line.strip("\x01\x02\x03")) <= longest


def _lines(message: str) -> Iterator[str]:
    """The lines of a message, which end in CR LF and hold neither alone."""
    for line in message.removesuffix("\r\n").split("\r\n"):
        assert "\r" not in line
        assert "\n" not in line
        yield line


@pytest.mark.parametrize("text", ["word " * 40, "字" * 200, "mixed 字 " * 30])
def test_a_long_paragraph_is_wrapped_and_whole(text: str) -> None:
    message = render(make(paragraphs=(paragraph(text.strip()),)), "iptc7901")
    body = message.partition("\x02")[2].partition("\x03")[0].strip()
    lines = body.split("\r\n")
    assert max(map(len, lines)) <= 69
    assert ("" if "字字" in text else " ").join(lines) == text.strip()
