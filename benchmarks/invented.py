"""Corpora of any size: invented dispatches in ten forms and four languages, some of which repeat
others. They come out the same each time.

    python benchmarks/invented.py FOLDER [DISPATCHES]
"""

from __future__ import annotations

import csv
import html
import io
import json
import random
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Of a hundred dispatches so many repeat one of those before: word for word, with a sentence more,
# and as an update.
_COPIES, _NEAR, _UPDATES = 2, 2, 2
# How many dispatches a file of several holds.
_TOGETHER = 500
# The first so many dispatches repeat none.
_FIRST = 400


class Language(NamedTuple):
    """Words of a language, for meaningless sentences: who does what, where."""

    code: str
    agency: str
    nouns: Sequence[str]
    verbs: Sequence[str]
    small: Sequence[str]
    said: str


LANGUAGES = (
    Language(
        "en",
        "Reuters",
        "harbour ferry lamp council keeper bridge market orchard teacher river school engine"
        " storm village baker station winter island captain garden letter museum".split(),
        "opened closed repaired counted lit crossed measured carried painted found".split(),
        "the the a of in on after before near with for".split(),
        "said on Monday",
    ),
    Language(
        "fr",
        "AFP",
        "port bac lampe conseil gardien pont marché verger institutrice rivière école moteur"
        " tempête village boulanger gare hiver île capitaine jardin lettre musée".split(),
        "ouvrait fermait réparait comptait allumait traversait mesurait portait".split(),
        "le la les un une des dans sur après avant avec pour".split(),
        "a indiqué lundi",
    ),
    Language(
        "de",
        "dpa",
        "Hafen Fähre Lampe Rat Wärter Brücke Markt Obstgarten Lehrerin Fluss Schule Motor"
        " Sturm Dorf Bäcker Bahnhof Winter Insel Kapitän Garten Brief Museum".split(),
        "öffnete schloss reparierte zählte überquerte maß trug malte fand".split(),
        "der die das ein eine im auf nach vor mit für und".split(),
        "sagte am Montag",
    ),
    Language(
        "es",
        "EFE",
        "puerto barco lámpara consejo guardián puente mercado huerto maestra río escuela motor"
        " tormenta pueblo panadero estación invierno isla capitán jardín carta museo".split(),
        "abrió cerró reparó contó cruzó midió llevó pintó encontró".split(),
        "el la los las un una de en sobre tras antes con para".split(),
        "dijo el lunes",
    ),
)
_PLACES = "Oslo Tartu Gdansk Bergen Turku Aarhus Vigo Brest Cork Malmo".split()
_MONTHS = "Jan Feb March April May June July Aug Sept Oct Nov Dec".split()


class Story(NamedTuple):
    """An invented dispatch."""

    number: int
    language: Language
    headline: str
    place: str
    day: tuple[int, int, int]
    paragraphs: tuple[str, ...]
    mark: str = ""

    @property
    def titled(self) -> str:
        return f"{self.mark}{self.headline}"

    @property
    def iso(self) -> str:
        return "{:04}-{:02}-{:02}".format(*self.day)

    @property
    def filed(self) -> str:
        _, month, day = self.day
        return f"{self.place.upper()}, {_MONTHS[month - 1]} {day} ({self.language.agency}) - "

    @property
    def body(self) -> str:
        return self.filed + "\n\n".join(self.paragraphs)

    @property
    def wire(self) -> str:
        return f"{self.titled}\n\n{self.body}\n"


def story(number: int) -> Story:
    """The dispatch of a *number*; it may repeat one of those before."""
    kind = random.Random(f"kind {number}").randrange(100)
    if number < _FIRST or kind >= _COPIES + _NEAR + _UPDATES:
        return _new(number)
    first = _new(number - 1 - kind * 37)
    if kind < _COPIES:
        return first._replace(number=number)
    order = random.Random(number)
    more = (*first.paragraphs, _sentence(first.language, order))
    if kind < _COPIES + _NEAR:
        return first._replace(number=number, paragraphs=more)
    return first._replace(number=number, paragraphs=more, mark="UPDATE 1-")


def _new(number: int) -> Story:
    order = random.Random(f"story {number}")
    language = order.choice(LANGUAGES)
    day = (2001 + number % 20, 1 + order.randrange(12), 1 + order.randrange(28))
    words = order.sample(language.nouns, 4)
    headline = f"{words[0]} {order.choice(language.verbs)} {' '.join(words[1:])} {number}"
    paragraphs = tuple(
        " ".join(_sentence(language, order) for _ in range(order.randint(2, 3)))
        for _ in range(order.randint(3, 8))
    )
    place = order.choice(_PLACES)
    return Story(number, language, headline.capitalize(), place, day, paragraphs)


def _sentence(language: Language, order: random.Random) -> str:
    words: list[str] = []
    for _ in range(order.randint(3, 5)):
        words += (order.choice(language.small), order.choice(language.nouns))
    words.insert(order.randint(2, 4), order.choice(language.verbs))
    return f"{' '.join(words).capitalize()}, {order.choice(_PLACES)} {language.said}."


# --- the forms --------------------------------------------------------------------------------


def _plain(one: Story) -> bytes:
    return one.wire.encode()


def _page(one: Story) -> bytes:
    paragraphs = "".join(f"<p>{html.escape(text)}</p>\n" for text in one.paragraphs)
    return (
        f'<!doctype html><html lang="{one.language.code}"><head><meta charset="utf-8">'
        f"<title>{one.titled}</title></head><body><nav><a href=/>Home</a> <a href=/w>World</a>"
        f'</nav><article><h1>{one.titled}</h1><time datetime="{one.iso}">{one.iso}</time>\n'
        f"{paragraphs}</article><footer>Terms of use</footer></body></html>\n"
    ).encode()


def _mail(one: Story) -> bytes:
    _, month, day = one.day
    return (
        "From: Wire Desk <desk@wire.example>\nTo: clients@wire.example\n"
        f"Subject: =?utf-8?q?{one.titled.encode().hex('=').upper().join(('=', ''))}?=\n"
        f"Date: Mon, {day} {_MONTHS[month - 1][:3]} {one.day[0]} 10:00:00 +0000\n"
        f"Message-ID: <{one.number}@wire.example>\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{one.body}\n"
    ).encode()


def _telex(some: Sequence[Story]) -> bytes:
    return "".join(f"ZCZC ABC{one.number:06}\n{one.wire}\nNNNN\n\n" for one in some).encode()


def _iptc(some: Sequence[Story]) -> bytes:
    text = "".join(
        f"\x01abc{one.number % 1000:03} 4 pl {len(one.body.split())}  wire {one.number:06}\n"
        f"{one.place}/\n\x02{one.titled} =\n\n{one.body}\n"
        f"\x03{one.day[2]:02}1000 GMT {_MONTHS[one.day[1] - 1][:3]} {one.day[0] % 100:02}\n\x04"
        for one in some
    )
    return text.replace("\n", "\r\n").encode()


def _feed(some: Sequence[Story]) -> bytes:
    entries = "".join(
        f"<entry><id>tag:wire.example,{one.number}</id><title>{one.titled}</title>"
        f"<published>{one.iso}T10:00:00Z</published><updated>{one.iso}T10:30:00Z</updated>"
        f'<content type="html">{html.escape("".join(f"<p>{text}</p>" for text in one.paragraphs))}'
        "</content></entry>\n"
        for one in some
    )
    head = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
    return f"{head}<title>W</title>\n{entries}</feed>\n".encode()


def _jsonl(some: Sequence[Story]) -> bytes:
    lines = (
        {
            "headline": one.titled,
            "date": one.iso,
            "language": one.language.code,
            "text": "\n\n".join(one.paragraphs),
        }
        for one in some
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _table(some: Sequence[Story]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["headline", "date", "text"])
    writer.writerows([one.titled, one.iso, "\n\n".join(one.paragraphs)] for one in some)
    return file.getvalue().encode()


def _tagged(some: Sequence[Story]) -> bytes:
    return "".join(
        f'<DOC id="{one.language.agency.upper()}_{one.iso.replace("-", "")}.'
        f'{one.number % 10000:04}" type="story" >\n<HEADLINE>\n{one.titled}\n</HEADLINE>\n'
        f"<DATELINE>\n{one.filed}\n"
        "</DATELINE>\n<TEXT>\n"
        + "".join(f"<P>\n{text}\n</P>\n" for text in one.paragraphs)
        + "</TEXT>\n</DOC>\n"
        for one in some
    ).encode()


def _archive(some: Sequence[Story]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in some:
            archive.writestr(zipfile.ZipInfo(f"{one.number:06}.txt"), one.wire)
    return file.getvalue()


_ALONE: dict[str, Callable[[Story], bytes]] = {"txt": _plain, "html": _page, "eml": _mail}
_MANY: dict[str, Callable[[Sequence[Story]], bytes]] = {
    "telex": _telex,
    "iptc": _iptc,
    "atom": _feed,
    "jsonl": _jsonl,
    "csv": _table,
    "sgml": _tagged,
    "zip": _archive,
}
FORMS = (*_ALONE, *_MANY)


def files(number: int) -> Iterator[tuple[str, bytes]]:
    """The paths and contents of files with so many dispatches, of each form the same share."""
    for at, form in enumerate(FORMS):
        stories = map(story, range(at, number, len(FORMS)))
        if form in _ALONE:
            for one in stories:
                yield f"{form}/{one.number // 1000:03}/{one.number:06}.{form}", _ALONE[form](one)
            continue
        some: list[Story] = []
        for one in stories:
            some.append(one)
            if len(some) == _TOGETHER:
                yield f"{form}/{some[0].number:06}.{form}", _MANY[form](some)
                some = []
        if some:
            yield f"{form}/{some[0].number:06}.{form}", _MANY[form](some)


def write(folder: Path, number: int) -> int:
    """Write so many dispatches into *folder*; the number of the bytes."""
    size = 0
    for path, data in files(number):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        size += target.write_bytes(data)
    return size


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000))
