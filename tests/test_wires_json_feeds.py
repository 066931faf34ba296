"""Feeds and mails as wires: elements of agencies in feeds, exports of WordPress, ids of mails."""

from __future__ import annotations

from typing import Any

import pytest

from dispatchkit import parse_bytes, trace_bytes

FIRST = "The harbour of Lund reopened on Tuesday after a week of storms, the port office said."
SECOND = "Three ferries wait outside the breakwater, and a fourth is on its way from Ystad."
HTML = f"&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "media": "http://search.yahoo.com/mrss/",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "excerpt": "http://wordpress.org/export/1.2/excerpt/",
        "wp": "http://wordpress.org/export/1.2/",
        "quill_nm": "https://quill.example/ns",
    }.items()
)
SECTION = '<category domain="https://quill.example/section">Economy</category>'
HEAD = "<title>Harbour reopens</title><pubDate>Tue, 04 May 2021 09:00:00 +0200</pubDate>"


def rss(*items: str) -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {NAMESPACES}><channel>'
        f"<title>Quill</title><language>en</language>{entries}</channel></rss>"
    ).encode()


ELEMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "guid": ('<guid isPermaLink="false">urn:q:1</guid>', {"altid": "urn:q:1"}),
    "no update": ("", {"updated": None}),
    "update of Dublin Core": (
        "<dcterms:modified>2021-05-04T10:00:00+02:00</dcterms:modified>",
        {"updated": "2021-05-04T10:00:00+02:00"},
    ),
    "update of an agency": (
        "<quill_nm:updated>2021-05-04T10:00:00+02:00</quill_nm:updated>",
        {"updated": "2021-05-04T10:00:00+02:00", "published": "2021-05-04T09:00:00+02:00"},
    ),
    "the feed's own day before another": (
        "<quill_nm:published>2020-01-01</quill_nm:published>",
        {"published": "2021-05-04T09:00:00+02:00"},
    ),
    "abstract of an agency": (
        "<quill_nm:first_line>Ferries sail.</quill_nm:first_line>",
        {"abstract": "Ferries sail."},
    ),
    "rights": ("<dc:rights>(c) Quill</dc:rights>", {"copyrightnotice": "(c) Quill"}),
    "fields of a wire": (
        "<quill_nm:urgency>3</quill_nm:urgency><quill_nm:editorialNote>Hold</quill_nm:editorialNote>",
        {"urgency": 3, "ednote": "Hold"},
    ),
    "a list of sections": (
        f"{SECTION}<category>ports, ferries</category>",
        {"section": "Economy", "keywords": ["ports, ferries"]},
    ),
    "categories": (
        "<category>ports</category><category>ferries</category>",
        {"section": None, "keywords": ["ports", "ferries"]},
    ),
    "a name that we made, and the source's": (
        "<guid>urn:dispatchkit:dispatch:01ab</guid><dc:identifier>Q-7</dc:identifier>",
        {"altid": "Q-7"},
    ),
    "place": ("<dc:coverage>Lund</dc:coverage>", {"located": "Lund"}),
    "publisher": ("<dc:publisher>Reuters</dc:publisher>", {"agency": "reuters"}),
}


@pytest.mark.parametrize(("elements", "expected"), ELEMENTS.values(), ids=ELEMENTS)
def test_what_elements_of_an_entry_state_is_in_its_record(
    elements: str, expected: dict[str, Any]
) -> None:
    (dispatch,) = parse_bytes(rss(f"{HEAD}{elements}<description>{HTML}</description>"))
    found = dispatch.to_dict()
    found["agency"] = found["agency"] and found["agency"]["id"]
    assert {key: found[key] for key in expected} == expected
    assert [one.text for one in dispatch.paragraphs] == [FIRST, SECOND]


def test_an_element_of_the_text_may_be_its_dateline() -> None:
    text = f'<![CDATA[<p><span class="dateline">LUND (Reuters)</span> - {FIRST}</p>]]>'
    (dispatch,) = parse_bytes(rss(f"{HEAD}<description>{text}</description>"))
    assert (dispatch.dateline and dispatch.dateline.place) == "LUND"
    assert [one.text for one in dispatch.paragraphs] == [FIRST]


def test_an_element_of_an_agency_may_hold_the_text() -> None:
    text = (
        f"<description>Ferries sail.</description><quill_nm:full-text>{HTML}</quill_nm:full-text>"
    )
    (dispatch,) = parse_bytes(rss(f"{HEAD}{text}"))
    assert dispatch.abstract == "Ferries sail."
    assert [one.text for one in dispatch.paragraphs] == [FIRST, SECOND]


def test_elements_that_are_repeated_are_all_kept() -> None:
    words = "".join(f"<quill_nm:word>Qu{at}zzle</quill_nm:word>" for at in range(3))
    words += '<media:content url="https://q.example/a.jpg"><media:description>A pier.'
    words += '</media:description></media:content><quill_nm:tag value="Ystad pier"/>'
    (dispatch,) = parse_bytes(rss(f"{HEAD}{words}<description>{HTML}</description>"))
    kept = "\n".join(cut.text for cut in dispatch.boilerplate)
    missing = [
        one for one in ("Qu0zzle", "Qu1zzle", "Qu2zzle", "A pier.", "Ystad pier") if one not in kept
    ]
    assert missing == []


@pytest.mark.parametrize("place", [0, 1])
def test_the_caption_of_a_picture_is_no_text_wherever_it_stands(place: int) -> None:
    parts = [f"<description>{HTML}</description>"]
    parts.insert(
        place, "<media:content><media:description>A pier.</media:description></media:content>"
    )
    (dispatch,) = parse_bytes(rss(f"{HEAD}{''.join(parts)}"))
    assert [one.text for one in dispatch.paragraphs] == [FIRST, SECOND]
    assert dispatch.abstract is None


@pytest.mark.parametrize(
    "text",
    [
        f"<![CDATA[<p><strong>{FIRST}</b></p><p>{SECOND}<i>]]>",
        f"<p>{FIRST}</p><p>{SECOND}</p>",
        f"{HTML}&lt;/p",
    ],
)
def test_mark_up_that_is_out_of_order_is_read(text: str) -> None:
    (dispatch,) = parse_bytes(rss(f"{HEAD}<description>{text}</description>"))
    assert [one.text for one in dispatch.paragraphs][:2] == [FIRST, SECOND]


def post(name: str, number: int, kind: str, parent: int = 0) -> str:
    return (
        f"<title>{name}</title><guid>g{number}</guid><content:encoded>Text of {name}"
        f"</content:encoded><wp:post_id>{number}</wp:post_id><wp:post_parent>{parent}"
        f"</wp:post_parent><wp:post_type>{kind}</wp:post_type>"
    )


def test_files_in_an_export_of_wordpress_are_no_stories_but_parts_of_their_own() -> None:
    trace = trace_bytes(
        rss(
            post("pier.jpg", 7, "attachment", 9),
            post("First", 8, "post") + "<excerpt:encoded>In short.</excerpt:encoded>",
            post("Second", 9, "post"),
            post("Home", 10, "nav_menu_item"),
        )
    )
    found = [part.dispatch for part in trace.parts if part.dispatch]
    assert [(one.headline, one.abstract) for one in found] == [
        ("First", "In short."),
        ("Second", None),
    ]
    assert not trace.broken
    first, second = ("\n".join(cut.text for cut in one.boilerplate) for one in found)
    assert ("Text of pier.jpg" in second, "pier.jpg" in first) == (True, False)
    assert "Text of Home" in first


MAIL = "From: Desk <desk@quill.example>\nTo: papers@quill.example\nDate: Tue, 04 May 2021 09:00:00 +0200\n"
STORY = f"\n{FIRST}\n\n{SECOND}\n"
HEADERS = {
    "plain": "Message-ID: <a.1@quill.example>\nSubject: Harbour reopens\n",
    "on two lines": "Message-Id:\n <a.1@quill.example>\nSubject: Harbour reopens\n",
    "encoded": "Message-ID: <a.1@quill.example>\nSubject: =?utf-8?Q?Harbour_reopens?=\n"
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    "Content-Transfer-Encoding: quoted-printable\n",
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_the_id_of_a_mail_is_that_of_its_story(headers: str) -> None:
    (dispatch,) = parse_bytes(f"{MAIL}{headers}{STORY}".encode())
    assert (dispatch.altid, dispatch.headline) == ("a.1@quill.example", "Harbour reopens")


def test_an_encoded_word_may_hold_raw_bytes_of_utf_8() -> None:
    subject = "Subject: =?windows-1252?Q?Lund\u2019s_harbour_reopens?=\nMIME-Version: 1.0\n"
    (dispatch,) = parse_bytes(f"{MAIL}{subject}{STORY}".encode())
    assert dispatch.headline == "Lund\u2019s harbour reopens"


def test_lines_of_a_story_in_a_mail_are_its_header_and_a_disclaimer_is_none_of_it() -> None:
    text = (
        "\nHeadline: Harbour of Lund reopens\nAbstract: Ferries sail again after the storms.\n"
        f"Slug: LUND HARBOUR\nBy Ada Finch\n{STORY}\n--\nThis message is confidential. If you are "
        "not the intended recipient, please delete it.\n"
    )
    (dispatch,) = parse_bytes(f"{MAIL}Subject: for today\nMIME-Version: 1.0\n{text}".encode())
    assert (dispatch.headline, dispatch.slugline) == ("Harbour of Lund reopens", "LUND HARBOUR")
    assert dispatch.abstract == "Ferries sail again after the storms."
    assert [one.name for one in dispatch.byline] == ["Ada Finch"]
    assert [one.text for one in dispatch.paragraphs] == [FIRST, SECOND]
