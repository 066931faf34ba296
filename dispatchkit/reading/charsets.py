"""Which legacy encoding makes the most plausible text of bytes that are not Unicode. What is tried,
and why, is data/encodings.toml.

General detectors judge by letter pairs of long texts and are often wrong on a headline. Here the
language that the ASCII words already show, and the alphabet of that language, decide:
"Cumhurbaþkaný" fits no language, "Cumhurbaşkanı" fits Turkish.
"""

from __future__ import annotations

import codecs
import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.data import tables
from dispatchkit.reading.coherence import coherence
from dispatchkit.reading.misread import Reading, is_latin, is_of_other
from dispatchkit.text.language import identify

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from dispatchkit.text.language import Guess

# A line with such a byte is judged, up to its end. 2,000 bytes of such lines are enough: they hold
# some 100 letters beyond ASCII even in English.
_TELLING_RE = re.compile(rb"[\x80-\xff]")
_ENDING_RE = re.compile(rb"[\r\n]")
_SAMPLE = 2000
# How many characters the identification of the language looks at.
_HEAD = 6000
# Below it, bytes that an encoding does not define are controls.
_FIRST_SIGN = 0xA0
# Signs that news does print in running text.
_PRINTED = "’‘“”„‚‹›«»–—…•·°§€£©®™\u00a0"
# The language that words show is worth this much for an encoding made for it, and against one that
# was not.
_LANGUAGE = 0.3
# Two stop words ("de", "a") prove no language: too many have them.
_WORDS = 3
# Below the first score another opinion is asked for. A lead below the second may be chance, but
# other detectors are no better on a headline.
_SURE, _LEAD = 0.4, 0.02
# The share of its letters that a reading has in one script: beside Cyrillic words stand others or
# Latin ones, and no Greek.
_COHERENT = 0.95
# The opinion counts if its reading is at most this much worse.
_NEAR = 0.15
# Sums of shares are so much higher than they should be at most.
_ROUNDING = 1e-9


class EncodingGuess(NamedTuple):
    """Bytes read in one encoding: how plausible that is (1 is good, below 0 is nonsense), in which
    language, and what speaks for it.
    """

    encoding: str
    score: float
    language: str | None
    evidence: str


def readings(data: bytes, beside: str = "") -> list[EncodingGuess]:
    """Every encoding of the table with its plausibility for *data*, the best first. *beside* is
    text around it, which may show its language.
    """
    sample = _sample(data)
    told = _Told()
    best = -math.inf
    found = []
    for rank, entry in enumerate(tables.load("data/encodings")["encoding"]):
        text = read(sample, entry["name"])
        if told.at_most(text, entry) <= best - 2 * _LANGUAGE:
            continue
        # Of two that read the same text, the first in the table stays first.
        score = told.score(text, entry, None)[0] - rank * 1e-4
        best = max(best, score)
        found.append((score, entry))
    found.sort(key=lambda pair: -pair[0])
    judged = [
        _judge(told, (data, sample, beside), entry, score)
        for score, entry in found
        if score > best - 2 * _LANGUAGE
    ]
    kin = (
        [
            reading
            for reading in judged
            if coherence(_letters(beside + read(sample, reading.encoding))) >= _COHERENT
        ]
        if beside
        else []
    )
    return sorted(kin or judged, key=lambda reading: -reading.score)


def _letters(text: str) -> str:
    """The letters of *text* beyond ASCII."""
    return "".join([character for character in text if character > "\x7f" and character.isalpha()])


def choose(data: bytes, beside: str = "") -> tuple[EncodingGuess, str, bool]:
    """The best reading of *data*, the reason as a sentence, and whether it is sure."""
    ranked = readings(data, beside)
    best = ranked[0]
    rival = next(
        (
            reading
            for reading in ranked[1:]
            if read(data, reading.encoding) != read(data, best.encoding)
        ),
        None,
    )
    if best.score >= _SURE:
        tie = (
            ""
            if rival is None or best.score - rival.score >= _LEAD
            else "; the likelier of two that fit"
        )
        return best, _reason(best, rival) + tie, not tie
    opinion = _opinion(data)
    for reading in ranked:
        if reading.encoding == opinion and reading.score >= best.score - _NEAR:
            return reading, f"{_reason(reading, None)}; charset-normalizer agrees", True
    return best, f"{_reason(best, rival)}; uncertain", False


def is_double(encoding: str) -> bool:
    """Whether *encoding* writes characters in two bytes or more."""
    return _single(encoding) is None


def read(data: bytes, encoding: str) -> str:
    """*data* in *encoding*. Bytes that it does not define become C1 controls or U+FFFD, broken
    sequences U+FFFD, so that both can be seen.
    """
    table = _single(encoding)
    if table is not None:
        return codecs.charmap_decode(data, "strict", table)[0]
    return data.decode(encoding, errors="replace")


@cache
def _single(encoding: str) -> str | None:
    """The characters of a single-byte encoding, by byte, U+FFFD for those that it does not define;
    None for a multi-byte one.
    """
    if any(
        "base" in entry
        for entry in tables.load("data/encodings")["encoding"]
        if entry["name"] == encoding
    ):
        return None
    characters = [chr(byte) for byte in range(0x100)]
    for byte in range(0x80, 0x100):
        character = bytes([byte]).decode(encoding, errors="replace")
        if byte >= _FIRST_SIGN or character != "\ufffd":
            characters[byte] = character
    return "".join(characters)


def _sample(data: bytes) -> bytes:
    """Lines with bytes beyond ASCII, cut between words where they are long."""
    lines = []
    size = 0
    for line in _telling(data):
        cut = line[: _SAMPLE - size]
        lines.append(cut[: cut.rfind(b" ")] if len(cut) < len(line) and b" " in cut else cut)
        size += len(lines[-1]) + 1
        if size >= _SAMPLE:
            break
    return b"\n".join(lines)


def _telling(data: bytes) -> Iterator[bytes]:
    """The lines with bytes beyond ASCII, in order."""
    at = 0
    while found := _TELLING_RE.search(data, at):
        begin = max(
            at, data.rfind(b"\n", at, found.start()) + 1, data.rfind(b"\r", at, found.start()) + 1
        )
        ending = _ENDING_RE.search(data, found.end())
        at = ending.start() if ending else len(data)
        yield data[begin:at]


class _Told:
    """What is known of texts, each a reading of some bytes, however many encodings read them so."""

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}
        self._scores: dict[tuple[str, str, str | None], tuple[float, str]] = {}
        self._languages: dict[str, Guess | None] = {}

    def score(self, text: str, entry: dict[str, Any], language: str | None) -> tuple[float, str]:
        """How well the letters of *text* fit a language of *entry* (or *language*), less its faults
        (1 is good, below 0 is nonsense), and which language that is.
        """
        key = text, entry["name"], language
        if key not in self._scores:
            self._scores[key] = _score(self._reading(text), entry, language)
        return self._scores[key]

    def at_most(self, text: str, entry: dict[str, Any]) -> float:
        """What the score of *text* can be at most, whatever language of *entry* it is in."""
        reading = self._reading(text)
        faults, density = _against(reading, entry)
        return _highest(entry["name"]) - faults - density

    def _reading(self, text: str) -> Reading:
        if text not in self._readings:
            self._readings[text] = Reading(text)
        return self._readings[text]

    def language(self, text: str) -> Guess | None:
        """The language of *text*."""
        if text not in self._languages:
            self._languages[text] = identify(text)
        return self._languages[text]


def _judge(
    told: _Told, source: tuple[bytes, bytes, str], entry: dict[str, Any], score: float
) -> EncodingGuess:
    """The reading of data, their sample and what stands beside them (the *source*) in the encoding
    *entry*, with the language that its words show and the *score* that follows from it.
    """
    data, sample, beside = source
    guess = told.language(read(data[:_HEAD], entry["name"]))
    # A script alone is no evidence, because a wrong reading consists of its letters too. Several
    # words are.
    if beside and (guess is None or len(guess.evidence) < _WORDS):
        guess = told.language(beside)
    text = read(sample, entry["name"])
    plain, fits = told.score(text, entry, None)
    if guess is None or len(guess.evidence) < _WORDS:
        return EncodingGuess(
            entry["name"], score, None, f"letters of {fits}" if plain > 0 else "no better one"
        )
    mine = [tag for tag in entry["languages"] if tag.split("-")[0] == guess.language]
    fit = max((told.score(text, entry, tag)[0] for tag in mine), default=score)
    bonus = _LANGUAGE * (1 + guess.score) if mine else -_LANGUAGE
    words = ", ".join(guess.evidence[:4])
    return EncodingGuess(
        entry["name"],
        fit - (plain - score if mine else 0) + bonus,
        guess.language,
        f"{guess.language} by {words}",
    )


def _score(reading: Reading, entry: dict[str, Any], language: str | None) -> tuple[float, str]:
    """How well a *reading* fits, and in which language, as ``_Told.score`` says."""
    languages = [language] if language else entry["languages"]
    fits = {tag: _fit(reading.letters, reading.signs, entry, tag) for tag in languages}
    best = max(fits, key=lambda tag: fits[tag])
    faults, density = _against(reading, entry)
    return fits[best] - faults - density, best


def _against(reading: Reading, entry: dict[str, Any]) -> tuple[float, float]:
    """What speaks against a *reading* in the encoding *entry*: its faults, as a share of the
    characters beyond ASCII, and their number.
    """
    faults = reading.damage if "base" in entry else reading.faults
    return faults / reading.total, 0.0 if _is_beyond(entry) else reading.density


@cache
def _highest(encoding: str) -> float:
    """More than the letters of any text in an encoding can be worth."""
    data = tables.load("data/encodings")
    languages = next(one["languages"] for one in data["encoding"] if one["name"] == encoding)
    weights: list[float] = [data["weight"].get(tag, 1.0) for tag in languages]
    return max(1.0, *weights) + _ROUNDING


def _fit(letters: dict[str, int], signs: Counter[str], entry: dict[str, Any], tag: str) -> float:
    """The share of the letters beyond ASCII that *tag* writes; for a language with a script of its
    own, how far the commonest letters are its common ones.
    """
    if tag in tables.load("data/encodings")["letters"] and not _is_beyond(entry):
        return _fit_latin(letters, signs, tag)
    return _fit_beyond(letters, signs, entry, tag)


def _fit_latin(letters: dict[str, int], signs: Counter[str], tag: str) -> float:
    """The share of the letters and printers' signs beyond ASCII that the Latin alphabet of *tag*
    has, by the weight of the language.
    """
    data = tables.load("data/encodings")
    alphabet = data["letters"][tag]
    printed = sum(signs[sign] for sign in _PRINTED if sign in signs)
    fitting = sum(
        count
        for letter, count in letters.items()
        if letter.lower() in alphabet or letter in alphabet
    )
    worth: float = data["weight"].get(tag, 1.0)
    return (worth * fitting + printed) / ((sum(letters.values()) + printed) or 1)


def _fit_beyond(
    letters: dict[str, int], signs: Counter[str], entry: dict[str, Any], tag: str
) -> float:
    """The share of the letters that are of another script than Latin, by how many of them are
    common ones of *tag*.
    """
    data = tables.load("data/encodings")
    beyond = {sign: count for sign, count in signs.items() if is_of_other(sign)}
    total = sum(beyond.values())
    if not total:
        return 0.0 if letters else 0.8
    share: float = total / (
        total + sum(count for letter, count in letters.items() if is_latin(letter))
    )
    common: float = (
        sum(count for letter, count in beyond.items() if letter.lower() in data["common"][tag])
        / total
    )
    usual: float = min(1.0, common / data["expected"].get(tag, 0.7))
    if "base" in entry:
        return 0.5 * share * _first_level(beyond, entry) + 0.5 * usual
    return share * (0.3 + 0.7 * usual)


def _is_beyond(entry: dict[str, Any]) -> bool:
    """Whether *entry* writes another script than Latin."""
    return entry["languages"][0] not in tables.load("data/encodings")["letters"]


def _first_level(letters: dict[str, int], entry: dict[str, Any]) -> float:
    """The share of East Asian characters that are on the first level of their national standard,
    the common ones.
    """
    low, high = entry["leads"]
    total = good = 0
    for letter, count in letters.items():
        if ord(letter) < 0x3040 or ord(letter) > 0xFF00:
            continue
        total += count
        code = letter.encode(entry["base"], errors="ignore")
        good += count if code and low <= code[0] <= high else 0
    return good / total if total else 0.0


def _opinion(data: bytes) -> str | None:
    """The encoding that charset-normalizer takes *data* for, by its name in our table; None if it
    is not there.
    """
    from charset_normalizer import from_bytes

    names = {
        entry["name"].replace("-", "_"): entry["name"]
        for entry in tables.load("data/encodings")["encoding"]
    }
    match = from_bytes(data[:_HEAD]).best()
    return names.get(match.encoding) if match is not None else None


def _reason(best: EncodingGuess, rival: EncodingGuess | None) -> str:
    """The reason for the choice as a sentence."""
    against = f", {rival.encoding} {rival.score:.2f}" if rival is not None else ""
    return (
        f"{best.encoding} reads best ({best.evidence}; {best.encoding} {best.score:.2f}{against})"
    )
