"""How many small messages of the wires are read in a second, format by format: their envelopes
alone, and with all that is told of their texts.

The floor is the least that any reader does: the parser of the standard library for JSON, XML or
mails, or cutting a text into lines. Messages are invented, and none is met twice. Formats that are
written are written by this project itself.
"""

from __future__ import annotations

import statistics
import time
from email import message_from_bytes
from json import loads
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

from measuring import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dispatchkit.model import Dispatch

# So many messages of each format are read in a round.
_MESSAGES = 100
_STORY = """\
Ferry {number} to the islands runs again

BODØ, Norway, May 3, 2021 (Reuters) - The ferry to the islands runs again after {number} days of
storms, its owner said on Monday.

By Ada Finch

The harbour of Gull Point has had no lamp since the storm, said keeper {number}, who asked the
council for a new one and got no answer.
"""
_WRITTEN: dict[str, Callable[[bytes], object]] = {
    "ninjs": loads,
    "ninjs2": loads,
    "ninjs1": loads,
    "jsonld": loads,
    "newsml-g2": fromstring,
    "nitf": fromstring,
    "rss": fromstring,
    "atom": fromstring,
    "iptc7901": bytes.splitlines,
}
_ANPA = """\
\x16\x16\x01a{number:04}\x1f_eur-\n
r i\x13\x11BC-Ferry      05-03 0044\r
\x02^BC-EU--Ferry Runs, {number},44<
^Ferry {number} to the islands runs again<
^By ADA FINCH=
^Associated Press=
\tBODO, Norway (AP) _ The ferry to the islands runs again after {number} days of storms.
\tThe harbour of Gull Point has had no lamp since the storm, said keeper {number}.
\x03\r
AP-WF-05-03-21 1509GMT<\x0c\x04"""
_TELEX = """\
ZCZC A{number:04}
$ a
: FERRY
^Ferry {number} to the islands runs again
BODOE, Norway, May 3 (Reuters) - The ferry to the islands runs again after {number} days of storms.

The harbour of Gull Point has had no lamp since the storm, said keeper {number}.
NNNN
"""
_NEWSML = """\
<?xml version="1.0" encoding="utf-8"?>
<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><ProviderId>example.org</ProviderId>
<DateId>20210503</DateId><NewsItemId>ferry-{number}</NewsItemId><RevisionId>1</RevisionId>
<PublicIdentifier>urn:newsml:example.org:20210503:ferry-{number}:1</PublicIdentifier>
</NewsIdentifier></Identification><NewsManagement><FirstCreated>20210503T150900Z</FirstCreated>
<Status FormalName="Usable"/><Urgency FormalName="4"/></NewsManagement><NewsComponent><NewsLines>
<HeadLine>Ferry {number} to the islands runs again</HeadLine><ByLine>Ada Finch</ByLine></NewsLines>
<ContentItem><DataContent><p>BODOE, May 3 (Reuters) - The ferry to the islands runs again after
{number} days of storms.</p><p>The harbour has had no lamp since the storm, said keeper {number}.
</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>
"""
_MAIL = """\
From: Ada Finch <desk@example.org>
Subject: Ferry {number} to the islands runs again
Date: Mon, 3 May 2021 15:09:00 +0000
Message-ID: <ferry-{number}@example.org>

BODOE, Norway, May 3 (Reuters) - The ferry to the islands runs again after {number} days of storms.

The harbour of Gull Point has had no lamp since the storm, said keeper {number}.
"""
_PRINTED: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "anpa1312": (_ANPA, bytes.splitlines),
    "zczc": (_TELEX, bytes.splitlines),
    "newsml": (_NEWSML, fromstring),
    "mail": (_MAIL, message_from_bytes),
}


def messages(rounds: int) -> Iterator[Row]:
    """The rows of all formats: the floor, then what reading takes beside it."""
    for name, (made, floor) in _formats().items():
        given = [
            [made(number) for number in range(at * _MESSAGES, (at + 1) * _MESSAGES)]
            for at in range(rounds + 1)
        ]
        times: dict[str, list[float]] = {}
        for at, some in enumerate(given):
            for reader, read in (("floor", floor), ("envelopes", _read), ("parse", _parse)):
                taken = _timed(read, some)
                if at:
                    times.setdefault(reader, []).append(taken / _MESSAGES)
        seconds = {reader: statistics.median(taken) for reader, taken in times.items()}
        for reader, one in seconds.items():
            figures = {"ms each": 1000 * one, "a second": 1 / one}
            yield Row(f"messages, {name}", reader, one / seconds["floor"], figures)


def _formats() -> dict[str, tuple[Callable[[int], bytes], Callable[[bytes], object]]]:
    """Of each format what makes its messages, by their numbers, and its floor."""
    from dispatchkit import render

    def written(name: str) -> Callable[[int], bytes]:
        return lambda number: render(_dispatch(number), name).encode()

    def printed(text: str) -> Callable[[int], bytes]:
        return lambda number: text.format(number=number).encode()

    return {
        **{name: (written(name), floor) for name, floor in _WRITTEN.items()},
        **{name: (printed(text), floor) for name, (text, floor) in _PRINTED.items()},
    }


def _dispatch(number: int) -> Dispatch:
    from dispatchkit import parse_text

    return parse_text(_STORY.format(number=number))[0]


def _read(data: bytes) -> object:
    """The messages of an input without what is told of their texts."""
    from dispatchkit.reading import door
    from dispatchkit.reading.options import ReadOptions

    return [*door.read(data, ReadOptions())]


def _parse(data: bytes) -> object:
    from dispatchkit import parse_bytes

    return parse_bytes(data)


def _timed(read: Callable[[bytes], object], given: list[bytes]) -> float:
    """The seconds of CPU time that reading takes."""
    begun = time.process_time()
    for data in given:
        read(data)
    return time.process_time() - begun
