"""A message that may not be printed, or not yet, says so in every format that it is converted to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dispatchkit import Dispatch, parse_bytes, render

UNTIL = "2024-03-12T12:00:00Z"
TEXT = "The ferry port of Tarnholm opens again on Monday after a strike of three weeks."
FORMS = ["ninjs", "ninjs1", "ninjs2", "newsml-g2", "nitf", "jsonld", "markdown", "json",
         "rss", "atom", "iptc7901", "text"]  # fmt: skip


def read(message: str) -> Dispatch:
    (found,) = parse_bytes(message.encode())
    return found


def ninjs(**stated: Any) -> str:
    told = {"uri": "urn:x:1", "headline": "Port to open", "body_text": TEXT}
    return json.dumps({**told, "versioncreated": "2024-03-12T10:00:00Z", **stated})


def g2(stated: str) -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1">'
        f"<itemMeta>{stated}</itemMeta><contentMeta><headline>Port to open</headline>"
        f'</contentMeta><contentSet><inlineData contenttype="text/plain">{TEXT}</inlineData>'
        "</contentSet></newsItem>"
    )


def nitf(status: str, until: str) -> str:
    return (
        f'<nitf><head><docdata management-status="{status}"><date.release norm="{until}"/>'
        "</docdata></head><body><body.head><hedline><hl1>Port to open</hl1></hedline></body.head>"
        f"<body.content><p>{TEXT}</p></body.content></body></nitf>"
    )


ENDING = {
    "alone": g2(f"<embargoed>{UNTIL}</embargoed>"),
    "beside an update": g2(f'<embargoed>{UNTIL}</embargoed><signal qcode="sig:update"/>'),
    "beside a correction": g2(f'<embargoed>{UNTIL}</embargoed><signal qcode="sig:correction"/>'),
    "beside its status": g2(f'<embargoed>{UNTIL}</embargoed><pubStatus qcode="stat:withheld"/>'),
    "of ninjs, with its status": ninjs(embargoed=UNTIL, pubstatus="withheld"),
    "in the basic form": nitf("embargoed", "20240312T120000Z"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("message", ENDING.values(), ids=ENDING)
def test_an_embargo_and_its_end_are_carried(message: str, form: str) -> None:
    told = read(message)
    assert told.notice is not None
    assert told.notice.kind == "embargo"
    carried = read(render(told, form))
    assert carried.notice is not None
    assert carried.notice.kind == "embargo"
    assert "20240312T120000Z" in carried.notice.text.replace("-", "").replace(":", "")
    assert [paragraph.text for paragraph in carried.paragraphs] == [TEXT]


@pytest.mark.parametrize("form", ["newsml-g2", "nitf"])
def test_the_end_of_an_embargo_stands_where_machines_look(form: str) -> None:
    written = render(read(ENDING["alone"]), form)
    assert (
        f"<embargoed>{UNTIL}</embargoed>" in written
        or '<date.release norm="20240312T120000Z"/>' in written
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (ninjs(pubstatus="canceled"), "kill"),
        (ninjs(pubstatus="canceled", embargoed=UNTIL), "kill"),
        (ninjs(pubstatus="withheld"), "embargo"),
        (nitf("Canceled", ""), "kill"),
        (g2('<signal qcode="sig:correction"/>'), "correction"),
    ],
)
def test_a_status_is_carried(message: str, kind: str, form: str) -> None:
    carried = read(render(read(message), form))
    assert carried.notice is not None
    assert carried.notice.kind == kind
    assert [paragraph.text for paragraph in carried.paragraphs] == [TEXT]


def test_an_embargo_that_is_over_hides_no_correction() -> None:
    corrected = read(
        g2(
            "<versionCreated>2024-03-13T10:00:00Z</versionCreated>"
            f'<embargoed>{UNTIL}</embargoed><signal qcode="sig:correction"/>'
        )
    )
    assert corrected.notice is not None
    assert corrected.notice.kind == "correction"


def test_an_embargo_in_words_stays_in_them() -> None:
    text = "EMBARGOED until 1200 GMT, March 12"
    told = read(f"{text}\n\nPort to open\n\nTARNHOLM, March 12 (Reuters) - {TEXT}\n")
    assert render(told, "text").startswith(text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Peugeot 404 wins", "The old Peugeot 404 won the rally of Tarnholm."),
        ("Flood kills hundreds", "404 people died in the flood, officials of the city said."),
        ("Guides bake", "Girl Guides sell cookies in Tarnholm on Sunday to old men."),
    ],
)
def test_a_story_with_a_word_of_error_pages_is_a_dispatch(title: str, text: str) -> None:
    items = f"<item><title>{title}</title><description>{text}</description></item>"
    items += f"<item><title>Port to open</title><description>{TEXT}</description></item>"
    feed = f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'
    found = parse_bytes(feed.encode())
    assert [one.headline for one in found] == [title, "Port to open"]
    assert [one.paragraphs[0].text for one in found] == [text, TEXT]


def test_a_table_with_the_number_of_an_error_page_is_a_dispatch() -> None:
    rows = "".join(f"<p>Runner {number} in.</p>" for number in range(400, 410))
    (found,) = parse_bytes(
        f"<nitf><body><body.content>{rows}</body.content></body></nitf>".encode()
    )
    assert len(found.paragraphs) == 10
