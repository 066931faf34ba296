"""The dumps that the structure model is trained on, and what is known of their lines.

They are the pages of the bench (``../shared/bench``: line labels of 220 pages in two styles,
segments of 541), what was read of the latter by eye (``structure_lines.tsv``: numbers of non-empty
lines as ``make_units`` counts them), the article pages of WCXB (``../shared/wcxb``), stories of
wires (``../shared/corpora``), with what the wire prints around them and without it, and the dumps
in ``tests`` whose paragraphs are known. From the bench's pages more are made: stories interrupted
by teasers, and stories put into the furniture of other publishers' pages.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from dispatchkit.agencies.common_phrases import phrase
from dispatchkit.reading import door
from dispatchkit.reading.message import Message
from dispatchkit.reading.options import ReadOptions
from dispatchkit.structure.chain import LETTERS
from dispatchkit.text.lines import split_lines
from dispatchkit.text.units import make_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.text.units import Unit

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
BENCH = SHARED / "bench"
WCXB = SHARED / "wcxb" / "dev"
CORPORA = SHARED / "corpora"
# How many stories are put into the furniture of each page, and how much each weighs compared with a
# page as it was. One and two were tried, with whole and half the weight.
SPLICES, SPLICED = 2, 0.5
# Every fourth or so of them is interrupted too, so that the chain does not unlearn that a story
# goes on after teasers; with every second, more leftovers are kept.
OFTEN = 5
# A language with fewer publishers borrows the stories of all languages. The seed makes the weights
# reproducible.
FEW, SEED = 4, 5
# How many stories of wires of each file are taken, how many bare ones, and how much each weighs:
# they are all alike.
WIRES = {"reuters": 200, "reuters-wire": 100, "ieer": 16, "muc4": 80}
BARE, WIRED, OTHER = 200, 0.3, 0.5
OPTIONS = ReadOptions()
# The second half of a paragraph that has more letters than this stands in no other.
END = 30
# A line of fewer spaces than this may stand in a text by chance; not so one within three lines of a
# longer one of the text. A line of authors has at most this many spaces.
SHORT, BESIDE, AUTHORS = 3, 3, 12
# The parts of labels in the text, and of those above it but "other".
_IN_TEXT = {"body": "b", "crosshead": "c"}
_FIELDS = {"headline": "h", "abstract": "a", "byline": "y", "date": "d"}


class Example(NamedTuple):
    """A dump: its record in the bench, its text and units, the parts that each line may be (in
    *unread* without what was read by eye), its publishers and its weight.
    """

    gold: dict[str, Any]
    text: str
    units: tuple[Unit, ...]
    open: list[str]
    unread: list[str] | None = None
    publishers: tuple[str, ...] = ()
    weight: float = 1.0


def examples() -> list[Example]:
    """All examples: pages as they are, interrupted and spliced, and the dispatches of the tests."""
    pages = bench()
    labelled_whole = [
        page for page in pages if page.gold.get("line_labels") and page.gold["style"] == "page"
    ]
    mixed = [
        (interrupted(page) or page) if number % OFTEN == 0 else page
        for number, page in enumerate(spliced(pages))
    ]
    return [
        *pages,
        *filter(None, map(interrupted, labelled_whole)),
        *mixed,
        *articles(),
        *dispatches(),
        *wires(),
        *bare(),
    ]


# --- pages as they are ----------------------------------------------------


def bench() -> list[Example]:
    """The article and page dumps of the bench."""
    read = read_by_eye()
    found = []
    for row in (BENCH / "dev" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(row)
        text = (BENCH / "dev" / f"{gold['id']}.txt").read_text(encoding="utf-8")
        units = make_units(split_lines(text))
        if gold["style"] != "wrapped" and units:
            found.append(
                Example(
                    gold,
                    text,
                    units,
                    *_known(gold, text, units, read.get(gold["id"])),
                    publishers=(gold["publisher"],),
                )
            )
    return found


def _known(
    gold: dict[str, Any], text: str, units: tuple[Unit, ...], read: dict[str, str] | None
) -> tuple[list[str], list[str] | None]:
    """The parts that each line may be; and the same without what was read by eye, if that makes a
    difference.
    """
    if gold.get("line_labels"):
        numbers = [line.number for line in split_lines(text) if line.text.strip()]
        by_line = dict(zip(numbers, gold["line_labels"], strict=True))
        return (
            opened(
                [by_line.get(unit.lines[0].number, "other") for unit in units],
                whole=gold["source"] == "fundus",
            ),
            None,
        )
    unread = by_segments(units, gold["segments"])
    return (opened(labelled(read, len(units)), whole=False), unread) if read else (unread, None)


def read_by_eye() -> dict[str, dict[str, str]]:
    """The ranges of ``structure_lines.tsv`` by dump and part; "none" is a page without a story."""
    found = {}
    for row in (ROOT / "tools" / "structure_lines.tsv").read_text(encoding="utf-8").splitlines():
        name, *fields = row.split("\t")
        found[name] = dict(field.split("=", 1) for field in fields if "=" in field)
    return found


def labelled(ranges: dict[str, str], count: int) -> list[str]:
    """One label per line, from ranges ("12-14,16") by label; a crosshead stays one even within the
    range of the body.
    """
    labels = ["other"] * count
    for part, label in (
        ("b", "body"),
        ("a", "abstract"),
        ("d", "date"),
        ("y", "byline"),
        ("h", "headline"),
        ("c", "crosshead"),
    ):
        for piece in filter(None, ranges.get(part, "").split(",")):
            first, _, last = piece.partition("-")
            for at in range(int(first), min(int(last or first) + 1, count)):
                labels[at] = label
    return labels


def opened(labels: list[str], *, whole: bool) -> list[str]:
    """The parts that each line may be, by its label and whether it stands above, in or after the
    text. *whole* says that all parts are labelled.
    """
    text = [at for at, label in enumerate(labels) if label in _IN_TEXT]
    first, last = (text[0], text[-1]) if text else (len(labels), len(labels))
    headline = next((at for at, label in enumerate(labels[:first]) if label == "headline"), None)
    found = []
    for at, label in enumerate(labels):
        if label in _IN_TEXT:
            found.append(_IN_TEXT[label])
        elif at < first:
            found.append(_above(label, at, headline, whole=whole))
        elif at < last:
            found.append("i")
        else:
            found.append(_below(label, whole=whole))
    return found


def _above(label: str, at: int, headline: int | None, *, whole: bool) -> str:
    """The parts that the line *at* above the text may be; *headline* is the line of the headline,
    if one is labelled.
    """
    if label != "other":
        return _FIELDS[label]
    if headline is None:
        return "op" if whole else "opyd"
    if at < headline:
        return "o" if whole else "oyd"
    return "p" if whole else "payd"


def _below(label: str, *, whole: bool) -> str:
    """The parts that a line below the text may be."""
    if label == "byline":
        return "z"
    return "t" if whole else "tz"


def by_segments(units: tuple[Unit, ...], segments: dict[str, list[str]]) -> list[str]:
    """The parts that each line may be, by a few segments that belong to the text and some that do
    not.
    """
    flat = [" ".join(unit.text.split()) for unit in units]
    wanted, unwanted = (
        [" ".join(segment.split()) for segment in segments[kind]] for kind in ("with", "without")
    )
    found = []
    for line in flat:
        inside, outside = (
            any(part in line for part in wanted),
            any(part in line for part in unwanted),
        )
        if inside and not outside:
            found.append("bca")
        elif outside and not inside:
            found.append(LETTERS.replace("b", "").replace("c", ""))
        else:
            found.append(LETTERS)
    return found


def _messages(data: bytes | str) -> list[Message]:
    """The messages of a dump whose items can all be read."""
    found = door.messages(door.opened(data, OPTIONS), OPTIONS)
    return [message for message in found if isinstance(message, Message)]


def dispatches() -> list[Example]:
    """The dumps of ``tests`` and ``samples`` that hold one dispatch, by their golden records."""
    found = []
    for path in sorted((ROOT / "tests" / "golden").glob("*/**/*.json")):
        records = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(records, list) or len(records) != 1 or not records[0]["paragraphs"]:
            continue
        data = (ROOT / records[0]["path"]).read_bytes()
        messages = _messages(data)
        if len(messages) == 1 and messages[0].document.labelled is None:
            units = make_units(messages[0].lines)
            parts = by_golden(units, records[0])
            found.append(
                Example({"id": path.stem}, "", units, parts, publishers=(path.parent.name,))
            )
    return found


def by_golden(units: Sequence[Unit], record: dict[str, Any]) -> list[str]:
    """The parts that each line may be, by its golden record."""
    roles = {
        line: paragraph["role"]
        for paragraph in record["paragraphs"]
        for line in range(paragraph["lines"][0], paragraph["lines"][1] + 1)
    }
    said = [roles.get(unit.lines[0].number) for unit in units]
    first = next(at for at, role in enumerate(said) if role)
    last = max(at for at, role in enumerate(said) if role)
    headline, abstract = record["headline"] or "", record["abstract"] or ""
    names = [person["name"] for person in record["byline"]]
    title = next((at for at, unit in enumerate(units[:first]) if _is_of(unit.text, headline)), None)
    found = []
    for at, (unit, role) in enumerate(zip(units, said, strict=True)):
        if role:
            found.append("c" if role == "crosshead" else "b")
        elif at > first:
            found.append("i" if at < last else "tz")
        elif title is not None and at < title:
            found.append("o")
        elif at == title:
            found.append("h")
        elif _is_of(unit.text, abstract):
            found.append("a")
        elif any(name in unit.text for name in names):
            found.append("yd")
        else:
            found.append("opd" if title is None else "pd")
    return found


def _is_of(line: str, field: str) -> bool:
    """Whether a line is a field of the record or a part of it."""
    bare = line.strip("-–—*•# ")
    return len(bare) > SHORT and bare in field and 2 * len(bare) > len(field) / 2


# --- article pages by their text -------------------------------------------


def articles() -> list[Example]:
    """The article pages of WCXB: its gold is the text of the story, its headline and its author."""
    found = []
    for gold in map(json.loads, filter(None, (WCXB / "gold.jsonl").read_text("utf-8").split("\n"))):
        text = (WCXB / f"{gold['id']}.txt").read_text(encoding="utf-8")
        units = make_units(split_lines(text))
        parts = by_text(units, gold)
        if any(may == "bc" for may in parts):
            found.append(
                Example(
                    gold,
                    text,
                    units,
                    parts,
                    publishers=(urlsplit(gold["url"] or "").netloc or gold["id"],),
                    weight=OTHER,
                )
            )
    return found


def by_text(units: Sequence[Unit], gold: dict[str, Any]) -> list[str]:
    """The parts that each line may be, by the text of the story, its headline and its author."""
    texts = [normal(unit.text) for unit in units]
    said = _said(texts, gold["text"])
    told = [at for at, stands in enumerate(said) if stands]
    title, author = normal(gold["headline"] or ""), normal(gold["author"] or "")
    if told and texts[told[0]] == title:
        told.pop(0)
    first, last = (told[0], told[-1]) if told else (len(said), len(said))
    heads = [at for at in range(first) if title and texts[at] == title]
    found = []
    for at, stands in enumerate(said):
        if at < first:
            found.append(_over(at, texts[at], heads, author))
        elif stands:
            found.append("bc")
        else:
            outside = "i" if at < last else "tz"
            found.append(outside if stands is False else "bc" + outside)
    return found


def _said(texts: Sequence[str], story: str) -> list[bool | None]:
    """Whether each of *texts* belongs to the *story*; None where that is not known: a line of few
    words stands in some paragraph by chance, and the words of a crosshead in a menu too.
    """
    lines = {normal(line) for line in story.splitlines()}
    whole = f" {normal(story)} "
    counts = Counter(texts)
    long = [text.count(" ") >= SHORT and f" {text} " in whole for text in texts]
    said: list[bool | None] = []
    for at, text in enumerate(texts):
        if long[at]:
            said.append(True)
        elif not text or (text not in lines and f" {text} " in whole):
            said.append(None)
        elif text not in lines:
            said.append(False)
        elif counts[text] == 1 or any(long[max(0, at - BESIDE) : at + BESIDE + 1]):
            said.append(True)
        else:
            said.append(None)
    return said


def _over(at: int, text: str, heads: Sequence[int], author: str) -> str:
    """The parts that the line *at* above the text may be; the last of *heads* is the headline."""
    if heads and at == heads[-1]:
        return "h"
    if author and f" {author} " in f" {text} " and text.count(" ") <= AUTHORS:
        return "y"
    if not heads:
        return "ohpayd"
    return "oyd" if at < heads[-1] else "payd"


def normal(text: str) -> str:
    """The words of *text* in lower case, one space between them."""
    return " ".join(re.findall(r"\w+", text.lower()))


# --- stories of wires -------------------------------------------------------


def wires() -> list[Example]:
    """Stories of the corpora with what the wire prints around them."""
    found = []
    for name, count in WIRES.items():
        for row in chosen(name, count):
            lines = [line for message in _messages(row["text"]) for line in message.lines]
            units = make_units(tuple(lines))
            parts = by_record(units, row["gold"])
            if "bc" in parts:
                found.append(_wire(row["id"], row["text"], units, parts))
    return found


def by_record(units: Sequence[Unit], gold: dict[str, Any]) -> list[str]:
    """The parts that each line may be, by the headline and the paragraphs of its gold."""
    story = "\n".join(" ".join(text.split()) for text in gold["paragraphs"])
    headline = " ".join(str(gold.get("headline") or "").split())
    found = []
    for unit in units:
        end = unit.text[len(unit.text) // 2 :]
        inside = unit.text in story or (len(end) > END and end in story)
        other = "h" if unit.text == headline else "opayditz"
        found.append("bc" if inside else other)
    return found


def bare() -> list[Example]:
    """Clean texts: headlines and paragraphs of the corpora and nothing else."""
    found = []
    for row in chosen("reuters", BARE, skipped=WIRES["reuters"]):
        if "headline" not in row["gold"]:
            continue
        paragraphs = [" ".join(part.split()) for part in row["gold"]["paragraphs"]]
        text = "\n\n".join([row["gold"]["headline"], *paragraphs])
        units = make_units(split_lines(text))
        parts = by_record(units, row["gold"])
        if len(units) == len(paragraphs) + 1:
            found.append(_wire(f"bare {row['id']}", text, units, parts))
    return found


def _wire(name: str, text: str, units: tuple[Unit, ...], parts: list[str]) -> Example:
    return Example({"id": name}, text, units, parts, publishers=(name,), weight=WIRED)


def chosen(name: str, count: int, skipped: int = 0) -> list[dict[str, Any]]:
    """*count* rows of a file of the corpora whose paragraphs are known, always the same."""
    rows = [
        json.loads(line)
        for line in (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
        if line
    ]
    rows = [row for row in rows if "paragraphs" in row["gold"]]
    random.Random(SEED).shuffle(rows)
    return rows[skipped : skipped + count]


# --- pages made from them -------------------------------------------------


def interrupted(example: Example) -> Example | None:
    """The dump with its story interrupted by lines from below it, as pages do with teasers: a known
    phrase and the one to three lines below that. None for a dump without such lines.

    In the bench only some twenty publishers interrupt their stories; the chain must not learn that
    teasers end a story.
    """
    text = [at for at, parts in enumerate(example.open) if parts in ("b", "c")]
    heads = (
        [
            at
            for at in range(text[-1] + 1, len(example.open))
            if (phrase(example.units[at].folded) or "")[-1:] == "r"
        ]
        if text
        else []
    )
    breaks = [at for at in text[2:-1] if example.open[at] == example.open[at + 1] == "b"]
    if not heads or not breaks:
        return None
    seed = int(hashlib.md5(example.gold["id"].encode(), usedforsecurity=False).hexdigest(), 16)
    head, at = heads[seed % len(heads)], breaks[seed // 7 % len(breaks)] + 1
    block = slice(head, head + 2 + seed // 49 % 3)
    units = (*example.units[:at], *example.units[block], *example.units[at:])
    return example._replace(
        units=units,
        open=[*example.open[:at], *["i"] * len(example.units[block]), *example.open[at:]],
    )


def spliced(pages: Sequence[Example]) -> Iterator[Example]:
    """Stories, with everything from the headline to the last paragraph, in the furniture of other
    publishers' pages of the same style and flavour, and of the same language if it has enough
    publishers.

    The furniture and the story of one publisher look alike in ways that the next publisher's do
    not; from spliced pages the chain cannot learn that.
    """
    chance = random.Random(SEED)
    stories: dict[tuple[str, ...], list[tuple[Example, slice]]] = defaultdict(list)
    able = [(page, story) for page in pages if (story := _story(page))]
    for page, story in able:
        look_of = page.gold["style"], page.gold["flavour"]
        stories[look_of].append((page, story))
        stories[*look_of, page.gold["lang"]].append((page, story))
    for page, place in able:
        look_of = page.gold["style"], page.gold["flavour"]
        alike = stories[*look_of, page.gold["lang"]]
        pool = alike if len({other.publishers for other, _ in alike}) >= FEW else stories[look_of]
        for other, story in chance.sample(pool, min(SPLICES, len(pool))):
            if other.publishers != page.publishers:
                units = (*page.units[: place.start], *other.units[story], *page.units[place.stop :])
                parts = [*page.open[: place.start], *other.open[story], *page.open[place.stop :]]
                yield Example(
                    page.gold,
                    page.text,
                    units,
                    parts,
                    publishers=page.publishers + other.publishers,
                    weight=SPLICED,
                )


def _story(page: Example) -> slice | None:
    """The lines from the headline to the last paragraph."""
    headline = next((at for at, parts in enumerate(page.open) if parts == "h"), None)
    text = [at for at, parts in enumerate(page.open) if parts in ("b", "c")]
    return (
        slice(headline, text[-1] + 1)
        if headline is not None and text and headline < text[0]
        else None
    )
