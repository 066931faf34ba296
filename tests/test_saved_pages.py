"""Pages that a browser has saved as a mail: the day on which somebody did is none of the story."""

from __future__ import annotations

import pytest

from dispatchkit import parse_bytes

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
