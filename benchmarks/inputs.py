"""The inputs that are timed: pages, dispatches and samples, cut into rounds so that no program
meets one twice; and folders and files of any size. All of them come out the same each time.

Pages are those of the bench beside the checkout or, without it, invented ones of the same size:
furniture and text of ``tests/pages``; pages of HTML those of WCXB beside it or, without it, the
invented ones with tags.
"""

from __future__ import annotations

import gzip
import html
import random
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from measuring import ROOT, SAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BENCH = ROOT.parent / "shared" / "bench" / "dev"
WCXB = ROOT.parent / "shared" / "wcxb" / "dev"
# How many inputs of each kind a round takes: about a second of each program's time.
SIZES = {"pages": 25, "html": 10, "wires": 100, "sample": 100}
# The bytes of an invented page, and of a dispatch.
_PAGE, _WIRE = 9_500, 1_700
# A line of at least so many characters is prose, whose words may change places.
_LONG = 80


def rounds(kind: str, number: int) -> list[list[bytes]]:
    """The inputs of *kind* for so many rounds."""
    size = SIZES[kind]
    given = _SOURCES[kind](number * size)
    return [given[first::number] for first in range(number)]


def pages(wanted: int) -> list[bytes]:
    paths = sorted(BENCH.glob("*.p.txt"))
    if len(paths) < wanted:
        return [_page(seed) for seed in range(wanted)]
    return [paths[at * len(paths) // wanted].read_bytes() for at in range(wanted)]


def html_pages(wanted: int) -> list[bytes]:
    paths = sorted(WCXB.glob("*.html.gz"))
    if len(paths) < wanted:
        return [as_html(_page(seed).decode()).encode() for seed in range(wanted)]
    return [gzip.decompress(paths[at * len(paths) // wanted].read_bytes()) for at in range(wanted)]


def as_html(text: str) -> str:
    """The lines of a text as paragraphs of a page."""
    lines = [line for line in text.splitlines() if line.strip()]
    shown = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f"<html><body>\n{shown}\n</body></html>"


def wires(wanted: int) -> list[bytes]:
    return [_wire(seed) for seed in range(wanted)]


def samples(wanted: int) -> list[bytes]:
    text = SAMPLE.read_text(encoding="utf-8")
    return [shuffled(text, random.Random(seed)).encode() for seed in range(wanted)]


_SOURCES: dict[str, Callable[[int], list[bytes]]] = {
    "pages": pages,
    "html": html_pages,
    "wires": wires,
    "sample": samples,
}


@cache
def dispatches() -> list[str]:
    """The dumps of ``tests/dispatches`` that are UTF-8 text and have words to turn."""
    texts = []
    for path in sorted((ROOT / "tests" / "dispatches").rglob("*.txt")):
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        # UTF-16 with mostly ASCII in it is valid UTF-8, too.
        if "\0" not in text and any(map(_is_prose, text.split("\n"))):
            texts.append(text)
    return texts


@cache
def _furnished() -> list[list[tuple[str, str]]]:
    """The lines of each of ``tests/pages``, each with the letter of its label; only of languages
    that set spaces between words.
    """
    files = sorted((ROOT / "tests" / "pages").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    spaced = [text for text in texts if any(map(_is_prose, text.splitlines()))]
    return [[(line[0], line[2:]) for line in text.splitlines() if line] for text in spaced]


def _page(seed: int) -> bytes:
    """An invented page: the story of one with its paragraphs three times, their words in another
    order, amid the furniture of its language, over and over.
    """
    order = random.Random(seed)
    lines = _furnished()[seed % len(_furnished())]
    others = [text for kind, text in lines if kind != "b"]
    prose = [text for kind, text in lines if kind == "b"]
    story = [text for kind, text in lines if kind not in ".b"]
    story += [_turned(text, order, kept=0) for text in prose * 3]
    head: list[str] = []
    foot: list[str] = []
    size = sum(len(text.encode()) + 1 for text in story)
    while size < _PAGE:
        text = f"{order.choice(others)} {order.randrange(100)}".removesuffix(" 0")
        order.choice((head, foot)).append(text)
        size += len(text.encode()) + 1
    return "\n".join([*head, *story, *foot, ""]).encode()


def _wire(seed: int) -> bytes:
    """A dump of ``tests/dispatches`` with as many more paragraphs as fit: its longest line, with
    the words in another order each time.
    """
    order = random.Random(seed)
    dump = shuffled(dispatches()[seed % len(dispatches())], order)
    lines = dump.split("\n")
    at = max(range(len(lines)), key=lambda number: len(lines[number]))
    more = max(0, (_WIRE - len(dump.encode())) // (len(lines[at].encode()) + 2))
    added = [text for _ in range(more) for text in ("", _turned(lines[at], order, kept=0))]
    return "\n".join([*lines[: at + 1], *added, *lines[at + 1 :]]).encode()


def shuffled(text: str, order: random.Random) -> str:
    """A text with the words of its long lines in another order, except the first six and the last
    of each.
    """
    return "\n".join(_turned(line, order) for line in text.split("\n"))


def _is_prose(line: str) -> bool:
    return len(line) >= _LONG and line.count(" ") >= 9


def _turned(line: str, order: random.Random, *, kept: int = 6) -> str:
    if not _is_prose(line):
        return line
    words = line.split(" ")
    inner = words[kept:-1]
    order.shuffle(inner)
    return " ".join([*words[:kept], *inner, words[-1]])


def write_folder(folder: Path, number: int) -> Path:
    """Write so many dumps of ``tests/dispatches`` into *folder*, none a duplicate of another."""
    dumps = dispatches()
    for seed in range(number):
        path = folder / f"{seed % 100:02}" / f"{seed:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = shuffled(dumps[seed % len(dumps)], random.Random(seed))
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def write_pages(folder: Path, number: int) -> Path:
    """Write so many pages into *folder*."""
    folder.mkdir(parents=True)
    for at, page in enumerate(pages(number)):
        (folder / f"{at:04}.txt").write_bytes(page)
    return folder


def write_forms(folder: Path, megabytes: int) -> dict[str, Path]:
    """Write inputs of so many megabytes: one of framed dispatches, one of lines without an end, one
    that is a single line.
    """
    size = megabytes * 1_000_000
    found = {}
    for name, pieces in {
        "dispatches": _framed(),
        "lines": (f"{line}\n" for line in _prose()),
        "one line": (f"{line} " for line in _prose()),
    }.items():
        path = folder / f"{name.replace(' ', '-')}-{megabytes}.txt"
        with path.open("w", encoding="utf-8") as file:
            left = size
            while left > 0:
                left -= file.write(next(pieces))
        found[name] = path
    return found


def _framed() -> Iterator[str]:
    plain = [dump for dump in dispatches() if dump.isascii() and "ZCZC" not in dump]
    for seed in count():
        text = shuffled(plain[seed % len(plain)], random.Random(seed))
        yield f"ZCZC XYZ{seed:06}\n{text}\nNNNN\n\n"


def _prose() -> Iterator[str]:
    lines = [line for dump in dispatches() if dump.isascii() for line in dump.splitlines()]
    long = [line for line in lines if len(line) >= _LONG]
    for seed in count():
        yield _turned(long[seed % len(long)], random.Random(seed), kept=0)
