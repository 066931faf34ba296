"""Stories that never happened, in the words of a language (``invented_words.toml``).

What recurs and is news stands among them: paragraphs of background, a closing sentence, crossheads,
the headline of a series.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from invented_lines import script_of

if TYPE_CHECKING:
    import random

WORDS = Path(__file__).with_name("invented_words.toml")
# How often a story has a paragraph of background, mostly the first one; a crosshead; the closing
# sentence; and the headline of a series.
_BACKGROUND, _CROSSHEAD, _CLOSING, _STANDING = 0.6, 0.3, 0.3, 0.1
# Of several choices the first is the usual one.
WEIGHTS = (0.65, 0.25, 0.1)


class Story(NamedTuple):
    """An invented story, as lists of sentences, and the crossheads before some of them."""

    headline: str
    place: str
    day: tuple[int, int, int]
    paragraphs: tuple[tuple[str, ...], ...]
    crossheads: dict[int, str]


class Words:
    """What stories of a language are told with."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.table = words()[language]
        self.script = script_of("".join(self.table["subjects"]))

    def one(self, kind: str, order: random.Random) -> str:
        """One of the words of a *kind*."""
        return str(order.choice(self.table[kind]))

    def name(self, order: random.Random) -> str:
        """A person's name: the first name of one and the last of another."""
        first, last = (self.one("names", order).split(" ") for _ in range(2))
        return " ".join([first[0], *last[1:]]) if len(first) > 1 else " ".join(first)

    def clause(self, order: random.Random) -> str:
        """Who did what."""
        kinds = ("subject", "verb", "object", "adverb")
        parts = {kind: self.one(f"{kind}s", order) for kind in kinds}
        return self._filled(self.table["order"].format(**parts), order)

    def headline(self, order: random.Random) -> str:
        """Who did what, as a headline."""
        clause = self.clause(order)
        return clause[:1].upper() + clause[1:]

    def sentence(self, order: random.Random, credit: str) -> str:
        """A sentence, perhaps with who said it."""
        source = self.one("told", order) if order.random() < 0.6 else ""
        end = "。" if self.language == "zh" else "."
        text = f"{self.clause(order)}{self._filled(source, order, credit)}{end}"
        return text[:1].upper() + text[1:]

    def _filled(self, text: str, order: random.Random, credit: str = "") -> str:
        return text.format(
            n=order.randint(2, 90),
            place=self.one("places", order),
            name=self.name(order),
            credit=credit,
        )

    def story(self, credit: str, order: random.Random) -> Story:
        """A story that names the *credit* of an agency here and there."""
        paragraphs = [
            tuple(self.sentence(order, credit) for _ in range(order.randint(1, 3)))
            for _ in range(order.randint(4, 9))
        ]
        if order.random() < _BACKGROUND:
            background = order.choices(self.table["background"], WEIGHTS)
            paragraphs.insert(order.randint(2, len(paragraphs)), tuple(background))
        if order.random() < _CLOSING:
            paragraphs.append((self.table["closing"],))
        crossheads = {}
        if order.random() < _CROSSHEAD:
            crossheads[order.randint(2, len(paragraphs) - 2)] = self.one("crossheads", order)
        headline = self.headline(order)
        if order.random() < _STANDING:
            headline = self.table["standing"]
        day = (order.randint(2014, 2025), order.randint(1, 12), order.randint(1, 28))
        return Story(headline, self.one("places", order), day, tuple(paragraphs), crossheads)


@cache
def words() -> dict[str, dict[str, Any]]:
    """The words by language."""
    with open(WORDS, "rb") as file:
        return tomllib.load(file)
