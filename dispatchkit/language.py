"""Which language a text is in, by its script, its stop words and its letters. All of that is data (``data/languages.toml``).

It says ``None`` rather than guess: a wrong language reads dates wrongly, a missing one only reads fewer.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections import Counter
from functools import cache
from typing import Any, NamedTuple

from dispatchkit import tables

# Enough for every text that has stop words at all, and it bounds the time (0.2 ms).
SCANNED = 4000
# Letters looked at for the script, spread over what is scanned: 1000 tell the share to a few per cent.
SAMPLED = 1000
# Two different stop words: one alone is "de" in "Rio de Janeiro". Not capitalised ones: "La Paz", "El Salvador", "Die Zeit".
LEAST_WORDS = 2
# Running text of every language measured has 20 % or more; a headline of names with "in" has less.
LEAST_SHARE = 0.1
# Points of a word that one language has alone; one that k languages share gives 1 + 3 // k.
UNSHARED = 3
# The best must lead the second by a quarter, else the text is mixed or too short ("de la" is French and Spanish).
LEAD_OVER_STRANGER, LEAD_OVER_KIN = 1.25, 1.0
# Japanese has kana throughout; Chinese that quotes a Japanese name has a few.
LEAST_KANA = 0.1
# "北京" may be Chinese or Japanese; one function character in a headline decides.
LEAST_LETTERS = 0.5
MOST_EVIDENCE = 8

# Separators are named rather than letters: "\w" has no vowel signs and would cut words of Indic scripts. A hyphen stays inside
# ("Aix-en-Provence" is no evidence of French), an apostrophe parts ("l'eau", "dell'anno").
_SEPARATORS = (
    r"\s!-,./-@\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u02bc\u055a-\u055f\u0589\u060c\u061b\u061f\u0660-\u066d\u06d4\u06f0-\u06f9"
    r"\u0964-\u096f\u09e6-\u09ef\u1361-\u1368\u2000-\u206f\u2190-\u2bff\u3000-\u303f\ufe30-\ufe6f\uff01-\uff20\ufffd"
)
_WORD_RE = re.compile(rf"[^{_SEPARATORS}-]+(?:-[^{_SEPARATORS}-]+)*")


class Guess(NamedTuple):
    """A language with what speaks for it.

    ``language`` is a BCP 47 primary tag; ``score`` the share of the text's words that are stop words of it, or of its letters that
    are of its script; ``evidence`` at most eight stop words in order of frequency, or ``("script: Thai",)``.
    """

    language: str
    score: float
    evidence: tuple[str, ...]


def identify(text: str) -> Guess | None:
    """The language of *text*, or None when unsure: a label, a headline without stop words, mixed text. Never raises."""
    text = text[:SCANNED]
    letters = _sample(text)
    script, share = _dominant(letters)
    if script is None or share < LEAST_LETTERS:
        return None
    alone = _table()["alone"].get(script)
    if alone is not None:
        return Guess(alone, round(share, 3), (f"script: {script}",))
    if script == "Han":
        return _chinese(text, share)
    return _by_words(text, letters)


def script_of(text: str) -> str | None:
    """The script that most letters of *text* are in ("Latin", "Han", "Kana" for Japanese), None without letters."""
    return _dominant(_sample(text[:SCANNED]))[0]


def _sample(text: str) -> Counter[str]:
    """How often each character occurs, in letters spread evenly over *text*."""
    return Counter(text[:: 1 + len(text) // SAMPLED])


def _dominant(letters: Counter[str]) -> tuple[str | None, float]:
    """The script with most letters and its share of all letters. Han with enough kana is Kana."""
    counts: dict[str, int] = {}
    for letter, count in letters.items():
        script = _script(letter)
        if script is not None:
            counts[script] = counts.get(script, 0) + count
    total = sum(counts.values())
    kana, han = counts.get("Kana", 0), counts.get("Han", 0)
    if kana and kana >= LEAST_KANA * (kana + han):
        counts["Kana"] = kana + counts.pop("Han", 0)
    if not total:
        return None, 0.0
    best = max(counts, key=lambda script: counts[script])
    return best, counts[best] / total


@cache
def _script(letter: str) -> str | None:
    """The script of one character, None for digits, punctuation and scripts that the table does not know."""
    starts, ranges = _ranges()
    place = bisect_right(starts, ord(letter)) - 1
    if place < 0:
        return None
    _start, end, script = ranges[place]
    return script if ord(letter) <= end else None


def _chinese(text: str, share: float) -> Guess | None:
    """Han without kana: Chinese when a Chinese function character is in it."""
    table = _table()
    found = Counter(character for character in text if character in table["han"])
    if not found:
        return None
    evidence = (f"script: Han ({''.join(character for character, _count in found.most_common(MOST_EVIDENCE))})",)
    return Guess(table["chinese"], round(share, 3), evidence)


def _by_words(text: str, letters: Counter[str]) -> Guess | None:
    """The language of a shared script, by stop words and letters."""
    if _shouts(letters):
        text = text.lower().replace("i\u0307", "i")
    words = Counter(_WORD_RE.findall(text))
    points, hits = _points(words, letters, 1 + len(text) // SAMPLED)
    ranking = sorted(points, key=lambda tag: (-points[tag], _table()["order"][tag]))
    for tag in ranking[:1]:
        total = sum(words.values())
        found = hits.get(tag, [])
        score = sum(words[word] for word in found) / total
        if len(found) < LEAST_WORDS or score < LEAST_SHARE or not _leads(points, ranking):
            return None
        return Guess(tag, round(score, 3), tuple(sorted(found, key=lambda word: -words[word])[:MOST_EVIDENCE]))
    return None


def _shouts(letters: Counter[str]) -> bool:
    """Whether the text is in capitals, as wires once were."""
    upper = sum(count for letter, count in letters.items() if letter.isupper())
    return upper > sum(count for letter, count in letters.items() if letter.islower())


def _points(words: Counter[str], letters: Counter[str], step: int) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Each language's points and the stop words of it that occur. A letter gives one point each time, where few languages share it."""
    table = _table()
    points: dict[str, int] = {}
    hits: dict[str, list[str]] = {}
    known = table["words"]
    for word, count in words.items():
        tags = known.get(word)
        if tags is None:
            continue
        worth = count * (1 + UNSHARED // len(tags))
        for tag in tags:
            points[tag] = points.get(tag, 0) + worth
            hits.setdefault(tag, []).append(word)
    return points, hits


def _leads(points: dict[str, int], ranking: list[str]) -> bool:
    """Whether the best is far enough ahead of the second."""
    if len(ranking) == 1:
        return True
    best, second = ranking[:2]
    kin = second in _table()["kin"].get(best, ())
    return points[best] >= points[second] * (LEAD_OVER_KIN if kin else LEAD_OVER_STRANGER)


@cache
def _ranges() -> tuple[list[int], list[tuple[int, int, str]]]:
    """First code points, and (first, last, script), both in order."""
    ranges = sorted((start, end, script) for script, spans in _table()["scripts"].items() for start, end in spans)
    return [start for start, _end, _script in ranges], ranges


@cache
def _table() -> dict[str, Any]:
    """What is looked up: words and letters to the tags that have them."""
    path = os.path.join(tables.ROOT, "data", "languages.toml")
    result: dict[str, Any] = tables.made("data-languages-index", [path], lambda: _index(tables.parse(path)))
    return result


def _index(data: dict[str, Any]) -> dict[str, Any]:
    """The TOML turned round: from a word or a letter to tags, in the order of the data."""
    words: dict[str, list[str]] = {}
    letters: dict[str, list[str]] = {}
    kin: dict[str, list[str]] = {}
    for language in data["language"]:
        for word in dict.fromkeys(language["words"].split()):
            words.setdefault(word, []).append(language["tag"])
        for letter in language.get("letters", ""):
            letters.setdefault(letter, []).append(language["tag"])
        kin.setdefault(language["tag"], []).extend(language.get("kin", []))
    order = {tag: place for place, tag in enumerate(kin)}
    han = data["han"]
    return {
        "scripts": data["scripts"], "alone": data["alone"], "han": han["letters"], "chinese": han["tag"],
        "words": words, "letters": letters, "kin": kin, "order": order,
    }
