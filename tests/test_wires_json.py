"""Messages of wires in JSON: ninjs 1 to 3 and its dialects, interfaces of agencies, JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import tables
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatchkit import parse_bytes, trace_bytes
from dispatchkit.reading.keys import name_of

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch
    from dispatchkit.trace import Trace

FIRST = "The harbour of Lund reopened on Tuesday after a week of storms, the port office said."
SECOND = "Three ferries wait outside the breakwater, and a fourth is on its way from Ystad."
PLAIN = f"{FIRST}\n\n{SECOND}"
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
CAPTION = "The old pier of Lund in the storm, seen from the north on a Monday in May of this year."
MADE, CHANGED = "2021-05-04T08:00:00Z", "2021-05-04T09:00:00Z"
WIRE = {
    "uri": "urn:example:1",
    "type": "text",
    "firstcreated": MADE,
    "versioncreated": CHANGED,
    "pubstatus": "usable",
    "headline": "Harbour reopens",
    "body_html": HTML,
}


def read(value: Any) -> list[Dispatch]:
    return parse_bytes(json.dumps(value).encode())


def traced(value: Any) -> tuple[list[Dispatch], Trace]:
    trace = trace_bytes(json.dumps(value).encode())
    return [part.dispatch for part in trace.parts if part.dispatch], trace


def texts(dispatch: Dispatch) -> list[str]:
    return [one.text for one in dispatch.paragraphs]


def record(dispatch: Dispatch) -> dict[str, Any]:
    """The record with people as "name (role)" and notices as their kind."""
    found = dispatch.to_dict()
    found["byline"] = [f"{one['name']} ({one['role']})" for one in found["byline"]]
    found["notice"] = found["notice"] and found["notice"]["kind"]
    found["agency"] = found["agency"] and found["agency"]["id"]
    return found


# Keys of a message in ninjs, and what they are in its record.
STATED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "times": (
        {},
        {"published": "2021-05-04T08:00:00+00:00", "updated": "2021-05-04T09:00:00+00:00"},
    ),
    "a version alone": (
        {"firstcreated": None},
        {"published": "2021-05-04T09:00:00+00:00", "updated": "2021-05-04T09:00:00+00:00"},
    ),
    "content that is older": (
        {"firstcreated": None, "contentcreated": "1951-05-04T09:00:00Z"},
        {"published": "2021-05-04T09:00:00+00:00"},
    ),
    "times of ninjs 3": (
        {
            "firstcreated": None,
            "versioncreated": None,
            "firstCreated": MADE,
            "versionCreated": CHANGED,
        },
        {"published": "2021-05-04T08:00:00+00:00", "updated": "2021-05-04T09:00:00+00:00"},
    ),
    "guid for uri": ({"uri": None, "guid": "tag:example:2"}, {"altid": "tag:example:2"}),
    "byline before users": (
        {
            "byline": "By Ada Finch",
            "authors": [
                {"name": "Dee Fox", "role": "editor"},
                {"name": "Ada Finch", "role": "writer"},
            ],
        },
        {"byline": ["Ada Finch (author)"]},
    ),
    "users with roles": (
        {
            "authors": [
                {"name": "Dee Fox", "role": "editor"},
                {"name": "Ada Finch", "role": "writer"},
            ]
        },
        {"byline": ["Ada Finch (author)", "Dee Fox (editor)"]},
    ),
    "by of ninjs 2": (
        {"by": "Ada Finch and Bo Reed"},
        {"byline": ["Ada Finch (author)", "Bo Reed (author)"]},
    ),
    "people with a role in the story, and one it is about": (
        {
            "people": [
                {"name": "Ada Finch", "role": "author"},
                {"name": "Bo Reed", "role": "photographer"},
                {"name": "Cy Lund", "rel": "about"},
            ]
        },
        {"byline": ["Ada Finch (author)", "Bo Reed (photographer)"]},
    ),
    "halves of a name": (
        {"authors": [{"first_name": "Ada", "last_name": "Finch", "id": 4}]},
        {"byline": ["Ada Finch (author)"]},
    ),
    "halves of a name, the family's first, spelled otherwise": (
        {
            "authors": [
                {"Family-Name": "Finch", "Given Name": "Ada"},
                {"Vorname": "Bo", "Nachname": "Reed"},
            ]
        },
        {"byline": ["Ada Finch (author)", "Bo Reed (author)"]},
    ),
    "description": (
        {"description_text": "Ferries sail.", "description_html": "<p>Ferries sail.</p>"},
        {"abstract": "Ferries sail."},
    ),
    "description of a kind of one's own": (
        {"description_summary": "Ferries sail."},
        {"abstract": "Ferries sail."},
    ),
    "descriptions with roles": (
        {
            "descriptions": [
                {"role": "caption", "value": "A ferry."},
                {"role": "drol:summary", "value": "Ferries sail."},
            ]
        },
        {"abstract": "Ferries sail."},
    ),
    "headlines with roles": (
        {
            "headline": None,
            "headlines": [
                {"role": "alternative", "value": "Ferries of Lund sail again on Tuesday"},
                {"role": "main", "value": "Harbour reopens"},
                {"role": "short", "value": "Harbour"},
            ],
        },
        {"headline": "Harbour reopens"},
    ),
    "headlines without a main one": (
        {
            "headline": None,
            "headlines": [{"role": "short", "value": "Harbour"}, {"value": "Harbour reopens"}],
        },
        {"headline": "Harbour reopens"},
    ),
    "headline before title": ({"title": "LUND-HARBOUR"}, {"headline": "Harbour reopens"}),
    "service": (
        {"service": [{"name": "Domestic", "code": "a"}, {"name": "Sport", "code": "s"}]},
        {"section": "Domestic"},
    ),
    "a service by name is a product": ({"service": "World Wire"}, {"section": None}),
    "genre is no section": ({"genre": [{"name": "Feature", "code": "f"}]}, {"section": None}),
    "keywords before subjects": (
        {"keywords": ["ports", "ferries"], "subject": [{"name": "transport", "code": "1"}]},
        {"keywords": ["ports", "ferries"]},
    ),
    "subjects": (
        {
            "subject": [
                {"name": "arts, culture and music", "code": "1"},
                {"name": None, "code": "2"},
            ]
        },
        {"keywords": ["arts, culture and music"]},
    ),
    "keywords that are values of their kinds": (
        {"keywords": [{"name": "subject", "value": "ports"}, {"name": "place", "value": "Lund"}]},
        {"keywords": ["ports", "Lund"]},
    ),
    "numbers of a list": ({"categories": [4, 5]}, {"keywords": []}),
    "a name within a name": (
        {"headline": {"main": {"text": "Harbour reopens"}}},
        {"headline": "Harbour reopens"},
    ),
    "several languages": (
        {"headline": {"en": "Harbour reopens", "sv": "Hamnen \u00f6ppnar"}},
        {"headline": "Harbour reopens"},
    ),
    "a time with its zone before one without": (
        {
            "firstcreated": None,
            "versioncreated": None,
            "date": "2021-05-04",
            "time": "08:15",
            "dateTime": "2021-05-04T08:15:00Z",
        },
        {"published": "2021-05-04T08:15:00+00:00"},
    ),
    "several subjects": (
        {"subjects": [{"name": "arts, culture and music"}, {"name": "ports"}]},
        {"keywords": ["arts, culture and music", "ports"]},
    ),
    "terms of several kinds": (
        {
            "categories": [
                {"type": "wiretype:keyword", "name": "ports"},
                {"type": "wiretype:genre", "name": "Feature"},
                {"type": "wiretype:keyword", "name": "ferries"},
            ]
        },
        {"keywords": ["ports", "ferries"]},
    ),
    "sources": (
        {"infosource": [{"name": "Quill Wire", "rel": "x"}, {"name": "Reuters"}]},
        {"agency": "reuters"},
    ),
    "canceled": ({"pubstatus": "canceled"}, {"notice": "kill"}),
    "withheld": ({"pubStatus": "stat:withheld", "pubstatus": None}, {"notice": "embargo"}),
    "embargoed": ({"embargoedUntil": "2021-05-05T00:00:00Z"}, {"notice": "embargo"}),
    "a signal beside a status": ({"signal": "sig:correction"}, {"notice": "correction"}),
    "an answer that is well": ({"status": "ok"}, {"notice": None}),
    "notes and rights": (
        {
            "ednote": "With pictures",
            "copyrightnotice": "(c) Quill",
            "usageterms": ["No print.", "No web."],
        },
        {
            "ednote": "With pictures",
            "copyrightnotice": "(c) Quill",
            "usageterms": "No print. No web.",
        },
    ),
    "place": (
        {"located": "Lund", "urgency": 3},
        {"located": "Lund", "urgency": 3, "dateline": None},
    ),
    "place of an interface": ({"datelinelocation": {"city": "Lund"}}, {"located": "Lund"}),
    "slugline in parts": ({"slugline": ["LUND", "HARBOUR"]}, {"slugline": "LUND-HARBOUR"}),
    "slugline with its cycle": (
        {"slugline": "BC-EU--Harbour", "title": "EU--Harbour"},
        {"slugline": "EU--Harbour"},
    ),
    "slugline like one with a cycle": ({"slugline": "PM-TALKS"}, {"slugline": "PM-TALKS"}),
    "language as a thing": ({"language": {"name": "German", "code": "de"}}, {"language": "de"}),
    "a day and a time": (
        {
            "firstcreated": None,
            "versioncreated": None,
            "send_date": "20210504",
            "send_time": "081500",
        },
        {"published": "2021-05-04T08:15:00"},
    ),
    "garbled headline": (
        {"headline": "Caf\u00c3\u00a9 reopens"},
        {"headline": "Caf\u00e9 reopens"},
    ),
    "facts among the descriptions": (
        {
            "firstcreated": None,
            "versioncreated": None,
            "descriptions": [
                {"role": "published", "value": "2021-05-04"},
                {"role": "update", "value": "UPDATE 2"},
                {"role": "summary", "value": "Ferries sail."},
            ],
        },
        {"published": "2021-05-04", "notice": "update", "abstract": "Ferries sail."},
    ),
    "facts among the descriptions of ninjs 1": (
        {"firstcreated": None, "versioncreated": None, "description_published": "2021-05-04"},
        {"published": "2021-05-04", "abstract": None},
    ),
    "subjects in relation to the story": (
        {
            "subjects": [
                {"name": "Economy", "rel": "section"},
                {"name": "ports", "rel": "keyword"},
                {"name": "Lund", "rel": "about"},
            ]
        },
        {"section": "Economy", "keywords": ["ports"]},
    ),
    "a byline and the roles in it": (
        {
            "by": "Ada Finch; photo: Bo Reed",
            "people": [{"name": "Ada Finch", "rel": "author"}, {"name": "Bo Reed", "rel": "photo"}],
        },
        {"byline": ["Ada Finch (author)", "Bo Reed (photographer)"]},
    ),
    "a byline that says more than the people": (
        {
            "by": "Ada Finch and Bo Reed",
            "people": [{"name": "Cy Lund", "rel": "photographer"}],
        },
        {"byline": ["Ada Finch (author)", "Bo Reed (author)", "Cy Lund (photographer)"]},
    ),
    "a name that the source gave": (
        {"altIds": [{"role": "desk", "value": "4"}, {"role": "source", "value": "Q-7"}]},
        {"altid": "Q-7"},
    ),
    "a name that we made": ({"uri": "urn:dispatchkit:dispatch:01ab"}, {"altid": None}),
    "things of JSON-LD": (
        {
            "uri": None,
            "identifier": [
                {"@type": "PropertyValue", "propertyID": "altid", "value": "Q-7"},
                {"@type": "PropertyValue", "propertyID": "slugline", "value": "LUND"},
            ],
            "contributor": [
                {
                    "@type": "Role",
                    "roleName": "photographer",
                    "contributor": {"@type": "Person", "name": "Bo Reed"},
                }
            ],
            "creativeWorkStatus": {
                "@type": "DefinedTerm",
                "name": "UPDATE 2",
                "termCode": "update",
            },
            "usageInfo": {"@type": "CreativeWork", "text": "No web."},
            "locationCreated": {"@type": "Place", "name": "Lund"},
        },
        {
            "altid": "Q-7",
            "slugline": "LUND",
            "byline": ["Bo Reed (photographer)"],
            "notice": "update",
            "usageterms": "No web.",
            "located": "Lund",
        },
    ),
    "JSON-LD": (
        {
            "@type": "NewsArticle",
            "author": [
                {"@type": "Person", "name": "Ada Finch", "description": "Ada writes.", "url": "x"},
                {"@type": "Organization", "name": "Reuters"},
            ],
            "editor": {"@type": "Person", "name": "Dee Fox"},
            "articleSection": "Economy",
            "inLanguage": "en",
            "dateline": "LUND, Sweden, May 4 (Reuters)",
            "image": {"@type": "ImageObject", "description": CAPTION, "author": "Bo Reed"},
        },
        {
            "byline": ["Ada Finch (author)", "Dee Fox (editor)"],
            "agency": "reuters",
            "section": "Economy",
            "abstract": None,
        },
    ),
}


@pytest.mark.parametrize(("keys", "expected"), STATED.values(), ids=STATED)
def test_what_a_message_states_is_in_its_record(
    keys: dict[str, Any], expected: dict[str, Any]
) -> None:
    (dispatch,) = read({**WIRE, **keys})
    found = record(dispatch)
    assert {key: found[key] for key in expected} == expected
    assert texts(dispatch) == [FIRST, SECOND]


BODIES: dict[str, dict[str, Any]] = {
    "two forms": {"body_text": PLAIN, "body_html": HTML},
    "an empty form": {"body_text": PLAIN, "body_html": "<p></p>"},
    "XHTML": {"body_html": None, "body_xhtml": f"<div>{HTML}</div>"},
    "a form of one's own": {"body_html": None, "body_main": HTML},
    "forms without roles": {
        "body_html": None,
        "bodies": [
            {"contenttype": "text/plain", "value": PLAIN},
            {"contenttype": "text/html", "value": HTML},
        ],
    },
    "a short form, and one without a role": {
        "body_html": None,
        "bodies": [{"role": "short", "value": f"{PLAIN} {PLAIN}"}, {"value": HTML}],
    },
    "paragraphs": {"body_html": None, "news": [FIRST, SECOND]},
    "blocks": {
        "body_html": None,
        "body": [
            {"type": "paragraph", "text": FIRST},
            {"type": "image", "text": CAPTION},
            {"type": "paragraph", "text": SECOND},
        ],
    },
    "paragraphs within paragraphs": {
        "body_html": None,
        "body": [{"type": "paragraph", "content": [{"text": one}]} for one in (FIRST, SECOND)],
    },
    "sections": {
        "body_html": None,
        "body_sections": [{"paragraphs": [FIRST]}, {"headline": "", "paragraphs": [SECOND]}],
    },
    "several languages": {
        "body_html": {"en": HTML, "sv": "<p>Hamnen i Lund har \u00f6ppnat efter stormen.</p>"}
    },
    "pictures beside it": {
        "associations": {"main": {"type": "picture", "headline": "Pier", "body_text": CAPTION}},
        "bagItem": [{"caption": CAPTION, "medias": [{"href": "x"}]}],
    },
    "notes beside it": {"notepad": {"public_html": f"<p>{CAPTION}</p>"}},
}


@pytest.mark.parametrize("keys", BODIES.values(), ids=BODIES)
def test_one_form_of_the_text_is_read_and_the_rest_is_kept(keys: dict[str, Any]) -> None:
    (dispatch,) = read({**WIRE, **keys})
    assert texts(dispatch) == [FIRST, SECOND]
    if CAPTION in json.dumps(keys):
        assert any(CAPTION in cut.text for cut in dispatch.boilerplate)


OPENINGS = {
    "the place that is stated": ("Lund", "LUND - ", "LUND"),
    "the place in letters of its own": ("Ystad", "Ystad \u2014 ", "Ystad"),
    "another place": ("Ystad", "LUND - ", None),
    "a place that is a subject": ("Lund", "Lund ", None),
}


@pytest.mark.parametrize(("located", "opening", "place"), OPENINGS.values(), ids=OPENINGS)
def test_a_place_that_is_stated_and_opens_the_text_is_its_dateline(
    located: str, opening: str, place: str | None
) -> None:
    (dispatch,) = read({**WIRE, "located": located, "body_html": f"<p>{opening}{FIRST}</p>"})
    assert (dispatch.dateline and dispatch.dateline.place) == place
    assert texts(dispatch) == [FIRST if place else f"{opening}{FIRST}"]


def test_sections_with_headlines_are_one_text_with_crossheads() -> None:
    sections = [{"headline": "What happened", "paragraphs": [FIRST]}]
    sections.append({"headline": "Who waits", "paragraphs": [SECOND]})
    (dispatch,) = read({**WIRE, "body_html": None, "body_sections": sections})
    assert dispatch.headline == "Harbour reopens"
    assert [one for one in texts(dispatch) if one in (FIRST, SECOND)] == [FIRST, SECOND]
    assert "Who waits" in texts(dispatch)


def test_another_form_of_the_text_is_a_duplicate() -> None:
    (dispatch,) = read({**WIRE, "body_text": PLAIN})
    repeats = [cut.text for cut in dispatch.boilerplate if cut.label == "duplicate"]
    assert repeats == [f"body_text: {FIRST}", f"body_text: {SECOND}"]


ENVELOPES: dict[str, Any] = {
    "a list": [WIRE, WIRE],
    "items": {"total": 2, "items": [WIRE, WIRE]},
    "one item": {"total": 2, "limit": 20, "item": [WIRE, WIRE]},
    "search": {"data": {"search": {"items": [WIRE, WIRE]}}},
    "nodes": {"data": {"edges": [{"node": WIRE}, {"node": WIRE}]}},
}


@pytest.mark.parametrize("value", ENVELOPES.values(), ids=ENVELOPES)
def test_messages_are_found_in_any_envelope(value: Any) -> None:
    found, trace = traced(value)
    assert [texts(dispatch) for dispatch in found] == [[FIRST, SECOND]] * 2
    assert not trace.broken


def test_messages_are_found_in_lines() -> None:
    data = "\n".join([json.dumps(WIRE), "{broken", json.dumps(WIRE)])
    trace = trace_bytes(data.encode())
    assert sum(part.dispatch is not None for part in trace.parts) == 2
    assert [error.where for error in trace.broken] == ["line 2, column 2"]


def test_what_an_envelope_says_is_kept_with_its_first_message() -> None:
    envelope = {
        "meta": {"desk": {"name": "Qu1zzle"}},
        "facets": [{"name": "Qu2zzle", "count": 3}, {"name": "Qu3zzle"}],
        "items": [WIRE, WIRE],
        "rights": "Qu4zzle",
    }
    found, trace = traced(envelope)
    kept = [[cut.text for cut in dispatch.boilerplate if "zzle" in cut.text] for dispatch in found]
    assert kept == [
        [
            "meta.desk.name: Qu1zzle",
            "facets.name: Qu2zzle",
            "facets.name: Qu3zzle",
            "rights: Qu4zzle",
        ],
        [],
    ]
    assert not trace.broken


def test_each_thing_in_a_list_that_is_no_story_is_told() -> None:
    found, trace = traced({"items": [WIRE, "gone astray", {"foo": "bar"}, None]})
    assert len(found) == 1
    assert [error.why for error in trace.broken] == [
        "no story: gone astray",
        "no story in an object with foo",
    ]


SHORT = {
    "a word": {"body_html": "abcd", "body_text": "abcd"},
    "six words": {"body_html": "<p></p>", "body_text": "Harbour of Lund reopens after storm"},
}


@pytest.mark.parametrize("keys", SHORT.values(), ids=SHORT)
def test_an_alert_is_a_story(keys: dict[str, Any]) -> None:
    (dispatch,) = read([{**WIRE, **keys}])
    assert texts(dispatch) == [keys["body_text"]]
    assert dispatch.headline == "Harbour reopens"


BARE = {key: value for key, value in WIRE.items() if not key.startswith("body")}
TEXTLESS: dict[str, dict[str, Any]] = {
    "a headline alone": {**BARE, "urgency": 1, "body_text": ""},
    "an abstract": {**BARE, "description_text": CAPTION},
    "a link to the text": {**BARE, "renditions": {"nitf": {"title": "Story", "href": "x"}}},
    "a kill": {**BARE, "headline": None, "pubstatus": "canceled", "ednote": "Kill it."},
    "a kill of few words": {"uri": "urn:4", "versioncreated": CHANGED, "pubstatus": "canceled"},
}


@pytest.mark.parametrize("message", TEXTLESS.values(), ids=TEXTLESS)
def test_a_message_without_a_text_is_a_record_and_no_text_is_invented(
    message: dict[str, Any],
) -> None:
    found, trace = traced({"items": [message, WIRE]})
    assert [texts(dispatch) for dispatch in found] == [[], [FIRST, SECOND]]
    assert found[0].altid == message["uri"]
    assert not trace.broken


def test_a_message_that_says_nothing_is_told() -> None:
    bare = {"uri": "urn:example:4", "versioncreated": CHANGED, "pubstatus": "usable"}
    found, trace = traced({"items": [bare, WIRE]})
    assert len(found) == 1
    assert [error.why for error in trace.broken] == [
        "what is known of a story, without its text: urn:example:4"
    ]


def test_the_id_of_an_item_is_its_own_before_its_address() -> None:
    address = {"uri": "https://wire.example/item?key=4", "altids": {"itemid": "5ee9"}}
    assert read({"data": {"item": {**BARE, **address}}})[0].altid == "5ee9"


def test_a_picture_has_a_caption_and_no_text() -> None:
    (dispatch,) = read({"item": {**BARE, "type": "picture", "description_text": CAPTION}})
    assert (dispatch.headline, dispatch.abstract, dispatch.paragraphs) == (
        "Harbour reopens",
        None,
        (),
    )
    assert (CAPTION, "caption") in [(cut.text, cut.label) for cut in dispatch.boilerplate]


# Messages in the form of interfaces of agencies, in their languages.
KIN: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "German": (
        {
            "urn": "urn:example:g",
            "version_created": "2021-05-04T09:00:00+02:00",
            "pubstatus": "usable",
            "headline": "Hafen öffnet wieder",
            "kicker": "Verkehr",
            "byline": "Von Ada Finch, dpa",
            "dateline": "Lund (dpa)",
            "article_html": "<section><p>Der Hafen von Lund ist nach den Stürmen wieder offen.</p>"
            "<p>Drei Fähren warten noch vor der Mole.</p></section>",
            "notepad": {"nonpublic_html": "<p>Kontakte: Ada Finch, 030 1234</p>"},
        },
        {
            "agency": "dpa",
            "section": "Verkehr",
            "byline": ["Ada Finch (author)"],
            "published": "2021-05-04T09:00:00+02:00",
            "altid": "urn:example:g",
        },
    ),
    "French": (
        {
            "uno": "newsml.example.1",
            "title": "Le port rouvre",
            "news": [
                "Le port de Lund a rouvert mardi après une semaine de tempêtes.",
                "Trois ferries attendent devant la digue.",
            ],
            "lang": "fr",
            "published": "2021-05-04T09:00:00Z",
            "status": "Usable",
            "slug": ["Suède", "transport"],
        },
        {"headline": "Le port rouvre", "slugline": "Suède-transport", "language": "fr"},
    ),
    "Spanish": (
        {
            "id": "ef-1",
            "titular": "El puerto reabre",
            "entradilla": "Los ferris vuelven.",
            "cuerpo": "El puerto de Lund reabrió el martes tras una semana de tormentas.\n\n"
            "Tres ferris esperan fuera de la dársena.",
            "fecha": "2021-05-04T09:00:00+02:00",
            "sección": "Economía",
            "palabras_clave": ["puertos", "ferris"],
        },
        {
            "headline": "El puerto reabre",
            "abstract": "Los ferris vuelven.",
            "section": "Economía",
            "keywords": ["puertos", "ferris"],
        },
    ),
    "Polish": (
        {
            "tytuł": "Port otwarty",
            "treść": "Port w Lund został otwarty we wtorek po tygodniu sztormów.\n\n"
            "Trzy promy czekają przed falochronem.",
            "data_publikacji": "2021-05-04 09:00",
            "autor": "Ada Finch",
            "słowa_kluczowe": ["port", "promy"],
        },
        {
            "headline": "Port otwarty",
            "published": "2021-05-04T09:00:00",
            "byline": ["Ada Finch (author)"],
            "keywords": ["port", "promy"],
        },
    ),
    "Korean": (
        {
            "contents_id": "K1",
            "제목": "룬드 항구 재개",
            "본문": "룬드 항구가 폭풍 이후 화요일 다시 문을 열었다고 항만청이 밝혔다.\n\n"
            "여객선 세 척이 방파제 밖에서 기다리고 있다.",
            "send_date": "20210504",
            "send_time": "1015",
        },
        {"headline": "룬드 항구 재개", "published": "2021-05-04T10:15:00", "altid": "K1"},
    ),
}


@pytest.mark.parametrize(("message", "expected"), KIN.values(), ids=KIN)
def test_interfaces_call_the_parts_of_a_story_as_their_language_does(
    message: dict[str, Any], expected: dict[str, Any]
) -> None:
    (dispatch,) = read({"answer": {"items": [message]}})
    found = record(dispatch)
    assert {key: found[key] for key in expected} == expected
    assert len(dispatch.paragraphs) == 2


def test_names_of_keys_are_written_as_keys_are_read() -> None:
    table = tables.load("keys")
    names = [*table["body"], *table["aside"], *table["pictures"], *table["parts"]]
    names += [
        name for group in ("fields", "forms") for one in table[group].values() for name in one
    ]
    assert [name for name in names if name_of(name) != name] == []


NAMES = [name for names in tables.load("keys")["fields"].values() for name in names]
VALUES = st.recursive(
    st.sampled_from(["%%", "%% of the pier", "<p>%%</p>", "By %% Finch", "BC-%%", "%%; %%"])
    | st.sampled_from([None, True, 0, 1620086400, "", "canceled", "picture", "2021-05-04"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "role", "rel", "value", "type", "propertyID", *NAMES[:9]]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6))
def test_nothing_of_a_message_is_lost_whatever_its_values_are(keys: dict[str, Any]) -> None:
    text = json.dumps({**WIRE, **keys})
    words: list[str] = []
    while "%%" in text:
        words.append(f"Qu{len(words)}zzle")
        text = text.replace("%%", words[-1], 1)
    trace = trace_bytes(text.encode())
    shown = json.dumps([part.dispatch.to_dict() for part in trace.parts if part.dispatch])
    shown += "\n".join(line.line.text for part in trace.parts for line in part.lines)
    shown += "\n".join(error.why for error in trace.broken)
    assert [word for word in words if word not in shown and not trace.broken] == []
