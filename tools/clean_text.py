"""How many clean texts of an unknown sender come out whole: headline and paragraphs, nothing else.

    python tools/clean_text.py [--corpora ../shared/corpora] [--stories 400] [--misses 20]
                               [--brief] [--min 0.98]

The texts are stories of the corpora, without their datelines, credits and end marks, as the gold
marks them. Half of them get a last line of two or three words, as many stories have: a short
sentence in one of many languages, with or without a full stop. A text is whole if each of its
paragraphs is in the record (paragraphs, headline, abstract, byline or dateline) and nothing is in
its ``boilerplate``. ``tables`` are stories with tables in their body as the wire set them;
``compact`` and ``wrapped`` are the first stories again, without blank lines and cut at 70 columns.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import sys
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from dispatchkit import Dispatch, parse_text

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
# How many of a hundred stories come from these files; the others come from reuters.jsonl.
SHARES = {"ieer": 3, "reuters96": 20}
LAST_LINES = (
    "He waits.", "Nobody knows", "It rained.", "The bells rang", "That was all.",
    "She went home", "Er wartet.", "Niemand weiß es", "Es regnet weiter.", "Il attend.",
    "Personne ne sait", "Nadie lo sabe.", "Llueve todavía", "Lui aspetta.", "Nessuno lo sa",
    "Ele espera.", "Hij wacht.", "Han venter", "Czekają.", "Nikt nie wie", "Они ждут.",
    "Никто не знает", "Bekliyorlar.", "Kimse bilmiyor", "إنهم ينتظرون.", "لا أحد يعرف",
    "他还在等。", "没有人知道", "彼は待つ。", "그는 기다린다.", "वे इंतज़ार करते हैं।",
    "Οι άλλοι περιμένουν.",
)  # fmt: skip
_DATELINE_96_RE = re.compile(r"^[A-Z][^a-z\n]*\b\d{4}-\d\d-\d\d$|^[A-Z][\w .,'/-]* 1996-\d\d-\d\d$")
_HEAD_RE = re.compile(r"^(?:\s+by .+\n)?\s+[A-Z][^\n]{2,60}?\d{1,2} - ", re.IGNORECASE)
_END_RE = re.compile(r"\n\s*Reuters?\W*\Z", re.IGNORECASE)


class Story(NamedTuple):
    """A clean text: the id of its story, headline and paragraphs."""

    name: str
    headline: str
    paragraphs: tuple[str, ...]

    def text(self, between: str = "\n\n", width: int = 0) -> str:
        """As a file: the headline, a blank line, the paragraphs with *between* between them, cut at
        *width* columns.
        """
        parts = [
            textwrap.fill(part, width, break_on_hyphens=False) if width else part
            for part in self.paragraphs
        ]
        return f"{self.headline}\n\n{between.join(parts)}\n"


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of the corpora."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def story(row: dict[str, Any]) -> Story | None:
    """The headline and paragraphs of a row; None if its gold does not give them."""
    gold = row["gold"]
    if "headline" not in gold:
        return None
    if "paragraphs" in gold:
        return Story(
            row["id"],
            gold["headline"],
            tuple(" ".join(part.split()) for part in gold["paragraphs"]),
        )
    if not row["id"].startswith("conll2003"):
        return None
    lines = [line.strip() for line in row["text"].split("\n")]
    body = [
        line
        for line in lines[1:]
        if line and not line.startswith("--") and not _DATELINE_96_RE.match(line)
    ]
    return Story(row["id"], gold["headline"], tuple(body)) if len(body) > 1 else None


def table(row: dict[str, Any]) -> Story | None:
    """A story with tables in its body, as the wire set it, without what stood around it."""
    if "paragraphs" in row["gold"] or "headline" not in row["gold"]:
        return None
    _, _, body = row["text"].partition("\n")
    body = _END_RE.sub("", _HEAD_RE.sub("    ", body).rstrip())
    return Story(row["id"], row["gold"]["headline"], (body.strip("\n"),))


def stories(corpora: Path, count: int) -> list[Story]:
    """*count* clean texts, always the same; every second one ends with a line of two or three
    words.
    """
    chance = random.Random(10)
    found: list[Story] = []
    for name, share in (*SHARES.items(), ("reuters", 100)):
        able = [made for row in rows(corpora / f"{name}.jsonl") if (made := story(row))]
        chance.shuffle(able)
        found += able[: min(share * count // 100, count - len(found))]
    return [_ended(made, number) if number % 2 else made for number, made in enumerate(found)]


def _ended(made: Story, number: int) -> Story:
    """The story with a short last line, chosen by *number*."""
    return made._replace(paragraphs=(*made.paragraphs, LAST_LINES[number // 2 % len(LAST_LINES)]))


def tables(corpora: Path) -> list[Story]:
    """The stories of the corpora that have tables."""
    return [
        made
        for name in ("reuters", "ieer")
        for row in rows(corpora / f"{name}.jsonl")
        if (made := table(row))
    ]


def lost(made: Story, found: list[Dispatch]) -> list[str]:
    """What of a story is missing or was taken out; empty if it came out whole."""
    kept = Counter(word for record in found for word in _words(_kept(record)))
    missing = [part for part in made.paragraphs if Counter(_words(part)) - kept]
    taken = [f"{item.rule}: {item.text}" for record in found for item in record.boilerplate]
    parted = [f"{len(found)} dispatches"] if len(found) > 1 else []
    return [*parted, *(taken or missing)]


def _kept(record: Dispatch) -> str:
    """All the text of its story that a record holds."""
    filed = record.dateline.text if record.dateline else ""
    fields = [
        record.section,
        record.slugline,
        record.headline,
        record.abstract,
        record.located,
        filed,
        *(person.name for person in record.byline),
    ]
    return " ".join(
        [*(field or "" for field in fields), *(part.text for part in record.paragraphs)]
    )


def _words(text: str) -> list[str]:
    # The record has "&" for "&AMP;", and no dash of a dateline ("FLORENCE, Ala. _").
    return re.findall(r"[^\W_]+", html.unescape(text).casefold())


def measured(
    name: str, wanted: list[Story], misses: int, between: str = "\n\n", width: int = 0
) -> float:
    """The share of the stories that come out whole; prints it, with some that do not."""
    failed = [
        (made, gone) for made in wanted if (gone := lost(made, _read(made.text(between, width))))
    ]
    share = 1 - len(failed) / len(wanted)
    rules = Counter(item.split(":")[0] for _, gone in failed for item in gone if ": " in item)
    sys.stdout.write(
        f"{name:10} {len(wanted):4} stories, whole {share:.1%}   {dict(rules.most_common(6))}\n"
    )
    for made, gone in failed[:misses]:
        sys.stdout.write(
            f"    {made.name} ({len(made.paragraphs)} paragraphs):"
            f" {' / '.join(item[:100] for item in gone[:3])}\n"
        )
    return share


def _read(text: str) -> list[Dispatch]:
    return list(parse_text(text))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--stories", type=int, default=400)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument(
        "--brief", action="store_true", help="the stories as they are, not in other forms"
    )
    parser.add_argument(
        "--min", type=float, default=0.0, help="exit with 1 if fewer come out whole"
    )
    given = parser.parse_args()
    wanted = stories(given.corpora, given.stories)
    share = measured("clean", wanted, given.misses)
    if not given.brief:
        _measure_forms(given, wanted)
    sys.exit(share < given.min)


def _measure_forms(given: argparse.Namespace, wanted: list[Story]) -> None:
    """The stories with and without a last line, with tables, without blank lines, and wrapped."""
    measured("as is", wanted[::2], 0)
    measured("ended", wanted[1::2], 0)
    measured("tables", tables(given.corpora), given.misses)
    measured("compact", wanted, given.misses, "\n")
    measured("wrapped", wanted, given.misses, "\n\n", 70)


if __name__ == "__main__":
    main()
