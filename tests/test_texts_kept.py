"""Every text of JSON, tables, feeds and mails is in a record or its boilerplate, among the lines
that ``explain`` shows, or told of as an item that cannot be read.
"""

from __future__ import annotations

import csv
import io
import json
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatchkit import parse_bytes, trace_bytes

if TYPE_CHECKING:
    from dispatchkit.trace import Trace

FIRST = "The harbour of Lund reopened on Tuesday after a week of storms, the port office said."
SECOND = "Three ferries wait outside, and a fourth is on its way from Ystad, its master told us."
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
KEYS = (
    "url", "subtitle", "image_caption", "notepad", "source", "related", "kicker", "comments",
    "location", "copyright", "editor", "slug", "ednote", "usageterms", "credit", "x", "teaser",
)  # fmt: skip
SHAPES = st.sampled_from(["{}", "{} of the pier", "<p>{}</p>", "https://wire.example/{}"])


def shown(trace: Trace) -> str:
    """All that somebody can see of an input."""
    records = [part.dispatch.to_dict() for part in trace.parts if part.dispatch]
    lines = [line.line.text for part in trace.parts for line in part.lines]
    return "\n".join(
        [json.dumps(records, ensure_ascii=False), *lines, *(error.why for error in trace.broken)]
    )


@st.composite
def stories(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """A story with texts under other keys, and the words that are in these alone."""
    story: dict[str, Any] = {"title": "Harbour reopens", "date": "2021-05-04"}
    story["text"] = draw(st.sampled_from([f"{FIRST}\n\n{SECOND}", HTML]))
    words: list[str] = []
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=6)):
        made = []
        for _ in range(draw(st.integers(1, 3))):
            words.append(f"Qu{len(words)}zzle")
            made.append(draw(SHAPES).format(words[-1]))
        story[key] = draw(
            st.sampled_from([made[0] if len(made) == 1 else made, {"name": made}, [{"k": made}]])
        )
    return story, words


@settings(max_examples=60, deadline=None)
@given(stories(), st.booleans())
def test_nothing_of_an_object_of_json_is_lost(
    made: tuple[dict[str, Any], list[str]], listed: bool
) -> None:
    story, words = made
    data = {"status": "Qokay", "articles": [story]} if listed else story
    seen = shown(trace_bytes(json.dumps(data).encode()))
    assert [word for word in [*words, *(["Qokay"] if listed else [])] if word not in seen] == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["url", "tags", "note", "note", "text2"]), max_size=5))
def test_nothing_of_a_row_is_lost(columns: list[str]) -> None:
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["title", "text", "date", *columns])
    words = [f"Qu{at}zzle" for at in range(len(columns))]
    table.writerow(["Harbour reopens", f"{FIRST}\n\n{SECOND}", "2021-05-04", *words])
    table.writerow(["", "", "", *words])
    seen = shown(trace_bytes(file.getvalue().encode()))
    assert [word for word in words if seen.count(word) < 1] == []


def test_a_row_and_an_object_without_a_story_are_told() -> None:
    row = f'Harbour reopens,"{FIRST}",2021-05-04\n'
    table = f"title,text,date\n{row}Ferry waits,,2021-05-05\nx,,\n"
    told = trace_bytes(table.encode()).broken
    assert [error.where for error in told] == ["line 3", "line 4"]
    assert "Ferry waits" in told[0].why
    objects = [{"title": "Harbour reopens", "text": FIRST, "date": "2021-05-04"}, {"id": "7"}]
    lines = "\n".join(map(json.dumps, [*objects, "just words"]))
    told = trace_bytes(lines.encode()).broken
    assert [(error.where, error.why) for error in told] == [
        ("line 2", "no story in an object with id"),
        ("line 3", "no story"),
    ]


def mail(html: str, plain: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Desk <desk@wire.example>"
    message["To"] = "clients@wire.example"
    message["Subject"] = "Harbour reopens"
    message["Date"] = "Tue, 04 May 2021 10:00:00 +0200"
    message.set_content(plain or " ")
    if html:
        message.add_alternative(html, subtype="html")
    return message


NEWSLETTER = (
    "<html><body><table><tr><td><a href='x'>View this mail in your browser: Quzzle</a></td></tr><tr><td>"
    f"<h1>Harbour reopens</h1>{HTML}</td></tr><tr><td>Quibble Street 4, Lund<br><a href='y'>"
    "Quit the list</a> | <a href='z'>Quote of the day</a></td></tr></table></body></html>"
)


def test_links_and_feet_of_a_newsletter_are_boilerplate() -> None:
    trace = trace_bytes(mail(NEWSLETTER).as_bytes())
    (dispatch,) = [part.dispatch for part in trace.parts if part.dispatch]
    assert dispatch.headline == "Harbour reopens"
    assert [one.text for one in dispatch.paragraphs] == [FIRST, SECOND]
    kept = " ".join(one.text for one in dispatch.boilerplate)
    for word in ("Quzzle", "Quibble", "Quit", "Quote"):
        assert word in kept


RTF = b"{\\rtf1\\ansi Pier opens\\par\\par " + f"{SECOND} {FIRST} ".encode() * 3 + b"\\par}"


def test_what_is_attached_comes_in_place_of_a_cover_which_is_kept() -> None:
    message = mail("", "Dear Quzzle, please find it attached.")
    message.add_attachment(RTF, maintype="application", subtype="rtf", filename="pier.rtf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="Quibble.png")
    (dispatch,) = parse_bytes(message.as_bytes())
    assert dispatch.headline == "Pier opens"
    assert SECOND in dispatch.paragraphs[0].text
    kept = [one.text for one in dispatch.boilerplate]
    assert "Attachment: Quibble.png (image/png)" in kept
    assert "Dear Quzzle, please find it attached." in kept
    assert "Subject: Harbour reopens" in kept


def test_what_is_attached_again_is_a_duplicate() -> None:
    text = f"{FIRST}\n\n{SECOND}\n"
    message = mail("", text)
    message.add_attachment(text, filename="same.txt")
    (dispatch,) = parse_bytes(message.as_bytes())
    assert [one.text for one in dispatch.paragraphs] == [FIRST, SECOND]
    assert [one.text for one in dispatch.boilerplate if one.label == "duplicate"] == [FIRST, SECOND]


def test_a_mail_that_was_sent_on_as_a_file_is_read() -> None:
    message = mail("", "For page 3?")
    message.add_attachment(mail("", f"{FIRST}\n\n{SECOND}"))
    found = parse_bytes(message.as_bytes())
    assert [one.text for one in found[-1].paragraphs] == [FIRST, SECOND]


FEET = (
    "This e-mail and its attachments may be confidential.\nIf it came in error, delete it.",
    "Diese E-Mail ist vertraulich und nur für den Empfänger bestimmt.",
    "Sie erhalten diese E-Mail, weil Sie sie bestellt haben.",
    "_______________________________________________\nWire mailing list\nhttps://wire.example/list",
    "Contact presse : Loïc Hamon - 06 55 50 01 23",
    "Press contact: Ada Finch, +46 555 0100",
)


@pytest.mark.parametrize("foot", FEET)
def test_a_mail_ends_above_what_its_house_adds(foot: str) -> None:
    message = mail("", f"{FIRST}\n\n{SECOND}\n\n{foot}\n")
    (dispatch,) = parse_bytes(message.as_bytes())
    assert [one.text for one in dispatch.paragraphs] == [FIRST, SECOND]
    assert foot.split("\n", maxsplit=1)[0] in " ".join(one.text for one in dispatch.boilerplate)


@pytest.mark.parametrize("text", ["The minister said this email was confidential.", "Contact us."])
def test_sentences_about_mails_are_news(text: str) -> None:
    (dispatch,) = parse_bytes(mail("", f"{FIRST} {text}\n\n{SECOND} {text}\n").as_bytes())
    assert len(dispatch.paragraphs) == 2
