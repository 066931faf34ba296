"""A format is added with one module: a toy format shows that ``reading/formats`` keeps its
promises.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from dispatchkit.reading.door import read
from dispatchkit.reading.formats import telex, text
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.message import Message
from dispatchkit.reading.options import ReadOptions

if TYPE_CHECKING:
    from pathlib import Path

STORY = "BERLIN, 4 March (XYZ) - The river rose by two metres on Monday, the office said."

TOY = '''
"""Cards: "#CARD", then "Key: value" lines, a blank line and a story."""

from dispatchkit.reading.cut import cut
from dispatchkit.reading.kinds import NewFormat

CARD = NewFormat("card", "a card")
KINDS = (CARD,)
ASKED = 50


def recognise(look):
    return (CARD, "#CARD, line 1") if look.head.startswith("#CARD") else None


def documents(source, options):
    lines = source.lines
    end = next(at for at, line in enumerate(lines) if not line.text)
    stated = dict(line.text.split(": ", 1) for line in lines[1:end])
    for document in cut(lines[end:], options):
        yield document._replace(stated=stated)
'''

SCRIPT = """
import sys
import dispatchkit
from dispatchkit.reading import formats
formats.__path__.append(sys.argv[1])
dump = "#CARD\\nheadline: The river rises\\nslugline: RIVER\\n\\nPrinted headline\\n\\n" + sys.argv[2]
for given in (dump.encode(), dump.encode("utf-16")):
    found, = dispatchkit.parse_bytes(given)
    print(found.format, found.headline, found.slugline, len(found.paragraphs), sep="|")
found, = dispatchkit.parse_bytes(sys.argv[2].encode())
print(found.format, found.headline, sep="|")
"""


def messages(data: bytes | str) -> list[Message]:
    """The messages of an input; no item of it may be broken."""
    found = []
    for message in read(data, ReadOptions()):
        assert isinstance(message, Message), message
        found.append(message)
    return found


def test_one_module_adds_a_format_and_what_it_states_wins(tmp_path: Path) -> None:
    (tmp_path / "card.py").write_text(TOY, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), STORY],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "card|The river rises|RIVER|1",
        "card|The river rises|RIVER|1",
        "text|None",
    ]


def test_a_message_says_what_it_is_and_whether_it_can_be_written_back() -> None:
    (plain,) = messages(STORY.encode())
    assert plain.recognised.format is Format.TEXT
    assert (plain.decoded.encoding, plain.reason) == ("utf-8", "whole input")
    assert [line.text for line in plain.lines] == [STORY]
    assert plain.is_rewritable


def test_the_messages_of_a_telex_feed_come_one_by_one() -> None:
    feed = "".join(f"ZCZC abc{n}\n{STORY}\nNNNN\n" for n in (1, 2, 3))
    found = messages(feed)
    assert [one.recognised.format for one in found] == [Format.ZCZC] * 3
    assert [one.lines[0].text for one in found] == ["ZCZC abc1", "ZCZC abc2", "ZCZC abc3"]
    assert not any(one.is_rewritable for one in found)


def test_a_mail_is_read_without_its_header_and_signature() -> None:
    mail = (
        "From: a@example.org\nTo: b@example.org\nSubject: River\n"
        f"Date: Mon, 4 Mar 2024 10:00:00 +0100\n\n{STORY}\n\n--\nA. Muster\n"
    )
    (found,) = messages(mail)
    assert [line.text for line in found.lines if line.text] == [STORY]
    assert found.document.otherwise["headline"] == "River"
    assert str(found.document.received) == "2024-03-04"
    assert [line.text for line in found.document.below.lines] == ["--", "A. Muster"]


def test_plain_text_is_asked_last() -> None:
    assert telex.ASKED < text.ASKED
