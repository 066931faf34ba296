"""XML that is hostile, torn or endless: bounded time and memory, nothing from outside, no text
lost, and the place of what is wrong.
"""

from __future__ import annotations

import random
import tracemalloc
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from dispatchkit import DispatchkitError, UnreadableFormat, parse_bytes
from dispatchkit.pipeline import run
from dispatchkit.reading.door import messages, opened
from dispatchkit.reading.kinds import Format, Recognised
from dispatchkit.reading.message import Broken, Decoded, Message, Opened
from dispatchkit.reading.options import ReadOptions
from dispatchkit.reading.wires import stream, tree
from dispatchkit.reading.wires.messages import wire_documents
from dispatchkit.reading.wires.stream import read
from dispatchkit.reading.wires.tree import Builder, Element
from dispatchkit.text.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

FIRST = "The lock let the first barges through on Tuesday, the keeper said."
SECOND = "Nobody had told him when it would open, he added."
NITF = (
    "<nitf><body><body.head><hedline><hl1>Lock opens</hl1></hedline></body.head><body.content>"
    "{}</body.content></body></nitf>"
)
MESSAGE = NITF.format(f"<p>{FIRST}</p><p>{SECOND}</p>")


def texts(message: str) -> list[str]:
    """The texts of the paragraphs of a message that holds one dispatch."""
    (found,) = parse_bytes(message.encode())
    return [paragraph.text for paragraph in found.paragraphs]


def trees(pieces: Iterable[str], name: str = "nitf") -> tuple[list[Element], list[Broken], Builder]:
    """The items with this name, what is told of others, and the builder."""
    items: list[Element] = []
    told: list[Broken] = []
    builder = Builder(frozenset((name,)), items.append, told.append)
    for _ in read(pieces, builder):
        pass
    return items, told, builder


def laughs() -> str:
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    return f'<!DOCTYPE nitf [<!ENTITY a0 "ha">{names}]>' + NITF.format(
        f"<p>{FIRST}</p><p>&a29;</p>"
    )


BOMBS: dict[str, Callable[[], str]] = {
    "a billion laughs": laughs,
    "an attribute of laughs": lambda: laughs().replace("<p>&a29;", '<p class="&a29;">'),
    "an external entity": lambda: (
        '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + NITF.format(f"<p>{FIRST}</p><p>&x;</p>")
    ),
    "a parameter entity": lambda: (
        '<!DOCTYPE nitf [<!ENTITY % x SYSTEM "http://n.example/x.dtd"> %x;]>'
        + NITF.format(f"<p>{FIRST}</p>")
    ),
    "an external document type": lambda: (
        '<!DOCTYPE nitf SYSTEM "http://n.example/nitf.dtd">' + NITF.format(f"<p>{FIRST}</p>")
    ),
    "depth": lambda: NITF.format("<em>" * 20_000 + f"<p>{FIRST}</p>" + "</em>" * 20_000),
    "depth that is never closed": lambda: NITF.format("<em>" * 20_000 + f"<p>{FIRST}</p>"),
    "attributes": lambda: NITF.format(
        "<p " + " ".join(f'a{n}="1"' for n in range(20_000)) + f">{FIRST}</p>"
    ),
    "comments that are never closed": lambda: NITF.format(f"<p>{FIRST}</p>" + "<!--" * 20_000),
    "ampersands": lambda: NITF.format(f"<p>{FIRST}</p>" + "&" * 20_000),
    "tags that are never closed": lambda: NITF.format(f"<p>{FIRST}</p>") + "<a b=" * 20_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bombs_do_not_grow(bomb: Callable[[], str]) -> None:
    found = texts(bomb())
    assert found[0] == FIRST
    assert "root:" not in str(found)
    assert sum(map(len, found)) < 100_000


def test_a_tag_of_megabytes_is_one_broken_item() -> None:
    long = NITF.format(f'<p class="{"a" * 6_000_000}">{FIRST}</p>')
    found = run(long + MESSAGE, ReadOptions())
    assert len(found.broken) == 2
    assert "a tag of" in str(found.broken[0])


def test_an_item_beyond_all_bounds_is_one_broken_item(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "_LONGEST", 1_000)
    long = NITF.format(f"<p>{FIRST * 40}</p>")
    items, told, _ = trees([f"<all>{long}{MESSAGE}{long}</all>"])
    assert len(items) == 1
    assert [str(one.why) for one in told] == ["longer than 1,000 characters"] * 2
    assert told[0].where == "line 1"


TORN = {
    "a bare ampersand": (
        NITF.format(f"<p>{FIRST}</p><p>AT&T and R&D are names that all know.</p>"),
        "",
    ),
    "an entity of HTML": (
        NITF.format(f"<p>{FIRST}</p><p>Caf&eacute;&nbsp;owners were glad to see them.</p>"),
        "",
    ),
    "a tag that is not opened": (
        NITF.format(f"<p>{FIRST}</p></b><p>{SECOND}</p>"),
        "line 1, column",
    ),
    "a tag that is not closed": (NITF.format(f"<p>{FIRST}<p>{SECOND}</p>"), "line 1, column"),
    "a sign": (
        NITF.format(f"<p>{FIRST}</p><p>They count if x < 4 and y > 3, he added.</p>"),
        "invalid token",
    ),
    "a control": (
        NITF.format(f"<p>{FIRST}</p><p>Nobody \x01 had told him, he added then.</p>"),
        "invalid token",
    ),
    "an attribute without quotes": (
        NITF.format(f"<p class=lead>{FIRST}</p><p>{SECOND}</p>"),
        "invalid token",
    ),
    "the end of CDATA": (
        NITF.format(f"<p>{FIRST}</p><p>Nobody ]]> had told him, he added then.</p>"),
        "invalid token",
    ),
    "text above it": (f"Copied from the wire\n<?xml version='1.0'?>\n{MESSAGE}", "line 1"),
}


@pytest.mark.parametrize(("message", "told"), TORN.values(), ids=TORN)
def test_what_is_not_well_formed_is_read_and_told(message: str, told: str) -> None:
    items, broken, _ = trees([message])
    (item,) = items
    assert FIRST in item.text
    assert item.text.rstrip().endswith((".", "then."))
    assert [told in str(one) for one in broken] == ([True] if told else [])


def test_what_follows_a_torn_item_is_read() -> None:
    torn = NITF.format(f"<p>{FIRST}</i></p>")
    found = run(f"<all>\n{MESSAGE}\n{torn}\n{MESSAGE}\n</all>", ReadOptions())
    assert [part.dispatch is not None for part in found.parts] == [True] * 3
    assert [str(one) for one in found.broken] == [
        "line 3, column 161: XML that is not well formed: mismatched tag; read as far as its tags tell"
    ]


@pytest.mark.parametrize("size", [1, 2, 7, 64])
@pytest.mark.parametrize("message", [MESSAGE, TORN["a sign"][0], TORN["an entity of HTML"][0]])
def test_pieces_of_any_size_are_read_alike(
    message: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (whole,), _, _ = trees([message])
    monkeypatch.setattr(stream, "_PIECE", 1)
    (item,), _, _ = trees(message[at : at + size] for at in range(0, len(message), size))
    assert item.text == whole.text
    assert [one.name for one in item.walk()] == [one.name for one in whole.walk()]


def test_cut_off_anywhere_what_is_there_is_read() -> None:
    data = f'<?xml version="1.0"?>\n<all>{MESSAGE}\n{MESSAGE}</all>'
    begin = data.index(FIRST)
    for end in range(begin + len(FIRST), len(data)):
        items, _, _ = trees([data[:end]])
        whole = "".join(item.text for item in items)
        said = data[:end].count(FIRST)
        assert whole.count(FIRST) == said, data[:end]
        assert "<" not in whole, data[:end]


def test_cut_off_anywhere_no_command_breaks() -> None:
    for end in range(20, len(MESSAGE), 9):
        try:
            found = parse_bytes(MESSAGE[:end].encode())
        except DispatchkitError:
            continue
        assert all("<" not in one.text for each in found for one in each.paragraphs)


PIECES = (
    "<",
    ">",
    "&",
    "</p>",
    "<p>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "<nitf>",
    "</nitf>",
    '"',
    "&#0;",
    "\0",
    "<?",
    "<!",
)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_broken_no_reader_breaks(seed: int) -> None:
    chance = random.Random(seed)
    text = f"<all>{MESSAGE}<story><title>Lock opens</title><body>{FIRST}</body></story></all>"
    for _ in range(1 + seed % 6):
        at, cut = chance.randrange(len(text)), chance.randrange(60)
        text = text[:at] + chance.choice(PIECES) + text[at + cut * (seed % 2) :]
    source = Opened(Recognised(Format.XML, "a test"), Decoded(text, "utf-8", ""), split_lines(text))
    try:
        found = [*wire_documents(source, ReadOptions())]
    except UnreadableFormat:
        return
    assert found


STANDARD = (
    '<newsItem guid="g{0}"><contentMeta><headline>Lock {0} opens</headline></contentMeta><contentSet>'
    f"<inlineXML><p>{FIRST}</p></inlineXML></contentSet></newsItem>\n"
)
OWN = f"<story><title>Lock {{0}} opens</title><date>2021-05-04</date><body>{FIRST}</body></story>\n"


class _Stored:
    """A file that is read where it lies."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __len__(self) -> int:
        return self._path.stat().st_size

    def __getitem__(self, at: slice[int | None, int | None, int | None]) -> bytes:
        begin, end, _ = at.indices(len(self))
        with self._path.open("rb") as file:
            file.seek(begin)
            return file.read(max(0, end - begin))


@pytest.mark.parametrize(("item", "count"), [(STANDARD, 4_500), (OWN, 4_500)])
def test_memory_does_not_grow_with_the_number_of_items(
    item: str, count: int, tmp_path: Path
) -> None:
    path = tmp_path / "many.xml"
    path.write_text(
        f'<?xml version="1.0"?>\n<all>\n{"".join(map(item.format, range(count)))}</all>', "utf-8"
    )
    source = opened(_Stored(path), ReadOptions())
    found = messages(source, ReadOptions())
    first = [one for one in islice(found, 50) if isinstance(one, Message)]
    del first[:]
    tracemalloc.start()
    try:
        some = sum(isinstance(one, Message) for one in islice(found, 300))
        before, _ = tracemalloc.get_traced_memory()
        some += sum(isinstance(one, Message) for one in islice(found, 400))
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert some == 700
    assert after - before < 500_000


def test_an_endless_line_is_read_in_pieces() -> None:
    items = "".join(map(STANDARD.replace("\n", "").format, range(4_000)))
    found = messages(opened(f"<all>{items}</all>".encode(), ReadOptions()), ReadOptions())
    (first,) = [one for one in islice(found, 1) if isinstance(one, Message)]
    assert first.stated["headline"] == "Lock 0 opens"
