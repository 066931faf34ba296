"""Pages that a browser has saved as a mail: the day on which somebody did is none of the story."""

from __future__ import annotations

import pytest

from dispatchkit import parse_bytes, trace_bytes

PAGE = (
    "<html><body><h1>Bregenz bekommt neuen Steg</h1><p>{}Die Seebühne in Bregenz bekommt einen neuen"
    " Steg, sagte die Bürgermeisterin am Montag.</p></body></html>"
)


def saved(sender: str, opening: str) -> bytes:
    return (
        f"From: {sender}\nSubject: Bregenz\nDate: Tue, 4 May 2004 09:00:00 +0200\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--X"\n\n----X\n'
        'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n'
        f"Content-Location: http://wire.example/1\n\n{PAGE.format(opening)}\n----X--\n"
    ).encode()


@pytest.mark.parametrize(
    ("opening", "day"), [("Bregenz, 3. Mai 2004 (APA) - ", "2004-05-03"), ("", "None")]
)
@pytest.mark.parametrize(
    "sender", ["<Saved by Windows Internet Explorer 7>", "<Saved by Blink>", "Saved by UnMHT"]
)
def test_the_day_of_saving_is_none_of_the_story(sender: str, opening: str, day: str) -> None:
    (found,) = parse_bytes(saved(sender, opening))
    assert str(found.day) == day
    assert found.published is None


@pytest.mark.parametrize("sender", ["desk@wire.example", "Savery <saved.by@wire.example>"])
def test_the_day_of_sending_is(sender: str) -> None:
    (found,) = parse_bytes(saved(sender, ""))
    assert str(found.day) == "2004-05-04"


META = '<head><meta property="article:published_time" content="2004-05-03T10:20:00+02:00"></head>'


@pytest.mark.parametrize("kind", ["text/html", "multipart/related"])
def test_a_saved_page_is_read_as_the_page_that_it_is(kind: str) -> None:
    whole = saved("<Saved by Blink>", "").replace(b"<body", META.encode() + b"<body")
    if META.encode() not in whole:
        whole = whole.replace(b"<html>", b"<html>" + META.encode())
    if kind == "text/html":
        head, _, rest = whole.partition(b"Content-Type: multipart")
        page = rest.partition(b"----X\n")[2].partition(b"\n----X--")[0]
        whole = head + page
    (part,) = trace_bytes(whole).parts
    assert part.dispatch is not None
    assert str(part.dispatch.published) == "2004-05-03 10:20:00+02:00"
    shown = [(line.line.text, line.label.word) for line in part.lines]
    assert ("Date: Tue, 04 May 2004 09:00:00 +0200", "envelope") in shown
    assert len({line.line.number for line in part.lines}) == len(part.lines)
