"""Dispatches as ninjs and as JSON-LD: what is where, and that every message is valid."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from generated import BARE, DISPATCHES, SCHEMAS, golden, needs_schemas
from hypothesis import given

from dispatchkit import validation
from dispatchkit.model import Agency, Dateline, Dispatch, Notice, Paragraph, Person
from dispatchkit.validation.schema import schema_of
from dispatchkit.validation.source import Source
from dispatchkit.writing import join, render

LINES = {"ninjs": ("ninjs3", "3.1"), "ninjs2": ("ninjs2", "2.2"), "ninjs1": ("ninjs1", "1.6")}
FORMATS = [*LINES, "jsonld"]
NOON = datetime(2021, 5, 4, 12, 0, tzinfo=timezone(timedelta(hours=2)))
NAIVE = datetime.fromisoformat("2021-05-05T08:00:00")
ODD = NOON.replace(tzinfo=timezone(timedelta(minutes=19, seconds=32)))
FULL = BARE._replace(
    agency=Agency("np", "Nordpress"),
    language="en",
    section="Transport",
    slugline="FERRY",
    headline="Ferry runs again",
    abstract="After a week of storms.",
    keywords=("ferry", "storm"),
    byline=(Person("Ada Finch", "author"), Person("Bo Lund", "photographer")),
    dateline=Dateline("OSLO, May 3 (Nordpress)", "OSLO", ("OSLO",)),
    published=datetime(2021, 5, 4, 10, 0, tzinfo=UTC),
    updated=NOON,
    notice=Notice("update", "UPDATE 2", 2),
    urgency=4,
    ednote="Adds quotes.",
    copyrightnotice="© Nordpress",
    usageterms="No archive.",
    altid="NP-7",
    paragraphs=(
        Paragraph("The ferry runs.", "body", (1, 1)),
        Paragraph("What it carries", "crosshead", (2, 2)),
        Paragraph("• bread & salt", "list", (3, 3)),
        Paragraph("• tea", "list", (4, 4)),
        Paragraph("Monday  4 < 5", "table", (5, 5)),
    ),
)
PLAIN = (
    "OSLO, May 3 (Nordpress) – The ferry runs.\n\nWhat it carries\n\n• bread & salt\n• tea\n\n"
    "Monday  4 < 5"
)
XHTML = """<div xmlns="http://www.w3.org/1999/xhtml">
<p>OSLO, May 3 (Nordpress) – The ferry runs.</p>
<h2>What it carries</h2>
<ul>
<li>bread &amp; salt</li>
<li>tea</li>
</ul>
<pre>Monday  4 &lt; 5</pre>
</div>"""


def written(dispatch: Dispatch, form: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(dispatch, form))
    return found


def test_a_message_of_ninjs_3() -> None:
    message = written(FULL, "ninjs")
    assert re.fullmatch("urn:dispatchkit:dispatch:[0-9a-f]{32}", message.pop("uri"))
    assert message == {
        "standard": {
            "name": "ninjs",
            "version": "3.1",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
        },
        "type": "text",
        "firstCreated": "2021-05-04T10:00:00+00:00",
        "versionCreated": "2021-05-04T12:00:00+02:00",
        "language": "en",
        "urgency": 4,
        "slugline": "FERRY",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": "Ferry runs again"}],
        "by": "Ada Finch; Bo Lund (photographer)",
        "people": [
            {"name": "Ada Finch", "rel": "author"},
            {"name": "Bo Lund", "rel": "photographer"},
        ],
        "infoSources": [{"name": "Nordpress", "literal": "np"}],
        "located": "OSLO",
        "places": [{"name": "OSLO", "rel": "dateline"}],
        "subjects": [
            {"name": "Transport", "rel": "section"},
            {"name": "ferry", "rel": "keyword"},
            {"name": "storm", "rel": "keyword"},
        ],
        "descriptions": [
            {"role": "summary", "contentType": "text/plain", "value": "After a week of storms."},
            {"role": "update", "contentType": "text/plain", "value": "UPDATE 2"},
        ],
        "bodies": [
            {"role": "main", "contentType": "text/plain", "value": PLAIN},
            {"role": "main", "contentType": "application/xhtml+xml", "value": XHTML},
        ],
        "edNote": "Adds quotes.",
        "copyrightNotice": "© Nordpress",
        "usageTerms": "No archive.",
        "altIds": [{"role": "source", "value": "NP-7"}],
    }


def test_ninjs_2_says_the_same_in_small_letters() -> None:
    newest, older = written(FULL, "ninjs"), written(FULL, "ninjs2")
    assert older.pop("standard")["version"] == "2.2"
    assert newest.pop("standard")["version"] == "3.1"
    assert list(older) == [name.lower() for name in newest]
    assert older["bodies"][1] == {
        "role": "main",
        "contenttype": "application/xhtml+xml",
        "value": XHTML,
    }


def test_ninjs_1_is_flat() -> None:
    message = written(FULL, "ninjs1")
    assert message.pop("uri") == written(FULL, "ninjs")["uri"]
    assert message == {
        "$standard": {
            "name": "ninjs",
            "version": "1.6",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_1.6.json#",
        },
        "type": "text",
        "firstcreated": "2021-05-04T10:00:00+00:00",
        "versioncreated": "2021-05-04T12:00:00+02:00",
        "language": "en",
        "urgency": 4,
        "slugline": "FERRY",
        "headline": "Ferry runs again",
        "byline": "Ada Finch; Bo Lund (photographer)",
        "person": [
            {"name": "Ada Finch", "rel": "author"},
            {"name": "Bo Lund", "rel": "photographer"},
        ],
        "infosource": [{"name": "Nordpress", "code": "np"}],
        "located": "OSLO",
        "place": [{"name": "OSLO", "rel": "dateline"}],
        "subject": [
            {"name": "Transport", "rel": "section"},
            {"name": "ferry", "rel": "keyword"},
            {"name": "storm", "rel": "keyword"},
        ],
        "description_text": "After a week of storms.",
        "description_update": "UPDATE 2",
        "body_text": PLAIN,
        "body_xhtml": XHTML,
        "ednote": "Adds quotes.",
        "copyrightnotice": "© Nordpress",
        "usageterms": "No archive.",
        "altids": {"source": "NP-7"},
    }


def test_an_article_of_schema_org() -> None:
    assert written(FULL._replace(altid="urn:np:7", published=date(2021, 5, 3)), "jsonld") == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "urn:np:7",
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "altid", "value": "urn:np:7"},
            {"@type": "PropertyValue", "propertyID": "slugline", "value": "FERRY"},
        ],
        "headline": "Ferry runs again",
        "abstract": "After a week of storms.",
        "inLanguage": "en",
        "datePublished": "2021-05-03",
        "dateModified": "2021-05-04T12:00:00+02:00",
        "articleSection": "Transport",
        "keywords": ["ferry", "storm"],
        "author": [{"@type": "Person", "name": "Ada Finch"}],
        "contributor": [
            {
                "@type": "Role",
                "roleName": "photographer",
                "contributor": {"@type": "Person", "name": "Bo Lund"},
            }
        ],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": "Nordpress",
            "identifier": "np",
        },
        "dateline": "OSLO, May 3 (Nordpress)",
        "locationCreated": {"@type": "Place", "name": "OSLO"},
        "articleBody": PLAIN.partition(" – ")[2],
        "creativeWorkStatus": {
            "@type": "DefinedTerm",
            "name": "UPDATE 2",
            "termCode": "update",
        },
        "copyrightNotice": "© Nordpress",
        "usageInfo": {"@type": "CreativeWork", "text": "No archive."},
    }


@pytest.mark.parametrize(
    ("published", "updated", "first", "version", "others"),
    [
        (None, None, None, None, {}),
        (NOON, None, NOON.isoformat(), NOON.isoformat(), {}),
        (None, NOON, None, NOON.isoformat(), {}),
        (date(2021, 5, 3), None, None, None, {"published": "2021-05-03"}),
        (date(2021, 5, 3), NOON, None, NOON.isoformat(), {"published": "2021-05-03"}),
        (NOON, NAIVE, NOON.isoformat(), None, {"updated": "2021-05-05T08:00:00"}),
        # The clock of Amsterdam until 1937: RFC 3339 has no seconds of an offset, but the moment.
        (ODD, None, "2021-05-04T11:40:28+00:00", "2021-05-04T11:40:28+00:00", {}),
    ],
)
def test_only_times_with_a_zone_are_dates_of_ninjs(
    published: date | None,
    updated: date | None,
    first: str | None,
    version: str | None,
    others: dict[str, str],
) -> None:
    message = written(BARE._replace(published=published, updated=updated), "ninjs")
    assert (message.get("firstCreated"), message.get("versionCreated")) == (first, version)
    assert {one["role"]: one["value"] for one in message.get("descriptions", ())} == others


def test_an_update_with_one_date_does_not_say_when_it_was_first_made() -> None:
    dispatch = BARE._replace(published=NOON, notice=FULL.notice)
    assert "firstCreated" not in written(dispatch, "ninjs")
    assert written(dispatch, "ninjs")["versionCreated"] == NOON.isoformat()


@pytest.mark.parametrize(
    ("kind", "status"), [("kill", "canceled"), ("embargo", "withheld"), ("correction", None)]
)
def test_what_must_not_run_says_so(kind: str, status: str | None) -> None:
    dispatch = BARE._replace(notice=Notice(kind, "MARK", None))
    assert written(dispatch, "ninjs").get("pubStatus") == status
    assert written(dispatch, "ninjs1").get("pubstatus") == status
    assert written(dispatch, "ninjs1")[f"description_{kind}"] == "MARK"


@pytest.mark.parametrize(("form", "name"), [("ninjs", "embargoedUntil"), ("ninjs2", "embargoed"), ("ninjs1", "embargoed")])  # fmt: skip
def test_an_embargo_whose_end_is_stated_ends(form: str, name: str) -> None:
    until = "2021-05-05T06:00:00Z"
    message = written(BARE._replace(notice=Notice("embargo", until)), form)
    assert message[name] == until
    assert not {"pubStatus", "pubstatus", "descriptions", "description_embargo"} & message.keys()
    assert validation.check(Source.of(json.dumps(message).encode()), LINES[form][0]) == []
    for text in ("2021-05-05T06:00:00", "2021-13-05T06:00:00Z", "until Friday", "2021-05-05"):
        withheld = written(BARE._replace(notice=Notice("embargo", text)), form)
        assert name not in withheld
        assert "withheld" in withheld.values()


@pytest.mark.parametrize("urgency", [0, 10, -1])
def test_an_urgency_that_iptc_does_not_know_is_left_out(urgency: int) -> None:
    assert "urgency" not in written(BARE._replace(urgency=urgency), "ninjs")


@pytest.mark.parametrize("altid", ["urn:np:7", "tag:np.example,2021:7", "https://np.example/7"])
def test_an_id_that_is_a_uri_is_that_of_the_message(altid: str) -> None:
    message = written(BARE._replace(altid=altid), "ninjs")
    assert message["uri"] == altid
    assert "altIds" not in message


@pytest.mark.parametrize(
    "altid", ["NP-7", "np 7: a", "https://np.example/ä", "C:\\x", "C:/x", "7%"]
)
def test_another_one_stands_beside_a_uri_that_is_made(altid: str) -> None:
    message = written(BARE._replace(altid=altid), "ninjs")
    assert message["uri"].startswith("urn:dispatchkit:")
    assert message["altIds"] == [{"role": "source", "value": altid}]


def test_a_made_uri_is_that_of_the_text_and_not_of_the_file() -> None:
    uri = written(FULL, "ninjs")["uri"]
    assert written(FULL._replace(path="b.txt", index=3, encoding="cp1252"), "ninjs")["uri"] == uri
    assert written(FULL._replace(headline="Ferry stops"), "ninjs")["uri"] != uri


def test_a_dateline_without_prose_is_a_paragraph() -> None:
    table = BARE._replace(dateline=FULL.dateline, paragraphs=FULL.paragraphs[4:])
    assert written(table, "ninjs1")["body_text"] == "OSLO, May 3 (Nordpress) –\n\nMonday  4 < 5"


@pytest.mark.parametrize("form", FORMATS)
def test_several_are_an_array_and_one_is_an_object(form: str) -> None:
    texts = [render(FULL, form), render(BARE, form)]
    assert json.loads("".join(join(texts, form))) == [json.loads(text) for text in texts]
    assert "".join(join(texts[:1], form)) == texts[0]


@pytest.mark.parametrize("form", FORMATS)
@given(DISPATCHES)
def test_no_text_holds_what_no_text_may_hold(form: str, dispatch: Dispatch) -> None:
    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for inner in value.values() for text in texts(inner)]
        if isinstance(value, list):
            return [text for inner in value for text in texts(inner)]
        return [value] if isinstance(value, str) else []

    for text in texts(written(dispatch, form)):
        text.encode()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", text)


@pytest.mark.parametrize("form", LINES)
@given(DISPATCHES)
def test_messages_keep_to_our_tables(form: str, dispatch: Dispatch) -> None:
    source = Source.of(render(dispatch, form).encode())
    assert validation.recognised(source) == LINES[form][0]
    assert validation.check(source, LINES[form][0]) == []


@needs_schemas
@pytest.mark.parametrize("form", LINES)
def test_messages_keep_to_the_official_schema(form: str) -> None:
    schema = schema_of(str(SCHEMAS / f"ninjs-{LINES[form][1]}.json"))
    written = "".join(join([render(dispatch, form) for dispatch in (FULL, *golden())], form))
    assert list(schema.check(Source.of(written.encode()))) == []

    @given(DISPATCHES)
    def others(dispatch: Dispatch) -> None:
        assert list(schema.check(Source.of(render(dispatch, form).encode()))) == []

    others()


def test_golden_records_keep_to_our_tables() -> None:
    dispatches = golden()
    assert len(dispatches) > 300
    for form, (name, _) in LINES.items():
        written = "".join(join([render(one, form) for one in dispatches], form))
        assert validation.check(Source.of(written.encode()), name) == []
