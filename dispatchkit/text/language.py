"""Which language a text is in, by its script, its stop words and its letters. All of that is data
(``data/languages.toml``).

In doubt it returns ``None``: with a wrong language dates are misread, without one only fewer are
read.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.data import tables
from dispatchkit.startup.kept import made

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dispatchkit.text.units import Unit

# Enough for every text that has stop words at all, and it bounds the time (0.2 ms).
SCANNED = 4000
# Letters looked at for the script, spread over what is scanned: 1000 tell the share to a few per
# cent.
SAMPLED = 1000
# A text of this many letters holds a letter as frequent as Azerbaijani ə (10 %) if it is in that
# language.
LONG_ENOUGH = 100
# Below this many words, capitalised stop words before a lower-case word count too, because one
# sentence has few others.
SHORT = 60
# A headline of names with "in" has less; running text of every language measured has 15 % or more.
LEAST_SHARE = 0.08
# With this many points, most of them for letters of the language alone, half that share and half
# the words are enough: two sentences of Turkish news ("iki", "için" among 39 words) have 45.
LETTERS_TELL = 40
# Points of a word that one language has alone are 1 + 3, of one that k languages share 1 + 3 // k.
# Less than one such word decides nothing: "de" in "Rio de Janeiro".
UNSHARED, LEAST_POINTS = 3, 4
# A letter that at most three languages use ("ğ", "ў") gives two points, any other one.
FEW = 3
# Running text has another stop word at least every dozen words (a table of dividends has "April");
# four different ones are enough.
WORDS_PER_STOP, MANY = 12, 4
# The best must lead the others by a fifth, else the text is mixed or too short ("de la" is French
# and Spanish). Danish and Norwegian share most stop words, so that their lead is smaller however
# long the text.
LEAD, LEAD_OVER_NEAR = 1.2, 1.05
# Japanese has kana throughout; Chinese that quotes a Japanese name has a few.
LEAST_KANA = 0.1
# Less than half in one script is mixed text.
LEAST_LETTERS = 0.5
MOST_EVIDENCE = 8


class Guess(NamedTuple):
    """A language with what speaks for it.

    ``language`` is a BCP 47 primary tag; ``score`` the share of the text's words that are stop
    words of it, or of its letters that are of its script; ``evidence`` at most eight stop words in
    order of frequency, or ``("script: Thai",)``.
    """

    language: str
    score: float
    evidence: tuple[str, ...]


def identify(text: str) -> Guess | None:
    """The language of *text*, or None if unsure: a label, a headline without stop words, mixed
    text. Never raises.
    """
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


def likeliest(text: str, languages: Sequence[str], dated: Sequence[str] = ()) -> Guess | None:
    """Which of *languages* the *text* is in, known to be in one of them, by stop words and letters;
    None if they do not tell.

    For a text too short for ``identify`` whose sender is known. *dated* are languages in which the
    names of months and weekdays beside it are printed so. The sender's first language needs little
    evidence, its only one none.
    """
    letters = _sample(text[:SCANNED])
    tokens = _tokens(text[:SCANNED])
    words = Counter(_openers(tokens))
    hits = _hits(words)
    points = _points(words, {tag: hits.get(tag, []) for tag in languages}, letters)
    points = {tag: score + LEAST_POINTS * dated.count(tag) for tag, score in points.items()}
    if not points:
        return None
    best, *others = sorted(points, key=lambda tag: -points[tag])
    found = hits.get(best, [])
    if not others:
        sure = _dominant(letters)[0] == _script_of(best)
    elif points[best] == points[others[0]]:
        sure = best in dated and best == languages[0]
    else:
        sure = best in dated or best == languages[0] or len(found) > 1
    if not sure:
        return None
    return Guess(best, round(len(found) / (len(tokens) or 1), 3), tuple(found[:MOST_EVIDENCE]))


@cache
def _script_of(language: str) -> str | None:
    """The script of a language, by one of its words."""
    return next(
        (
            _script(words.split()[0][0])
            for tags, words in _table()["words"].items()
            if language in tags.split()
        ),
        None,
    )


def is_firm(guess: Guess | None) -> bool:
    """Whether a guess rests on several words, or on a script, so that no sender can unsettle it."""
    return guess is not None and (len(guess.evidence) >= MANY or guess.evidence[0][:7] == "script:")


def telling(units: Sequence[Unit], furniture: Collection[int] = ()) -> str:
    """As much of a dump's lines as tells the language: the running text but for *furniture*, given
    by the indices of its units, or all of it if there is none. A line of rights is in the house's
    language, not the story's.
    """
    prose: list[str] = []
    wanted = SCANNED
    for at, unit in enumerate(units):
        if unit.is_prose and at not in furniture and "©" not in unit.text:
            prose.append(unit.text)
            wanted -= len(unit.text) + 1
            if wanted <= 0:
                break
    return "\n".join(prose or [unit.text for unit in units])[:SCANNED]


def spoken_as(language: str | None, spoken: Sequence[str]) -> str | None:
    """*language*, or the one of those *spoken* by the sender that may be taken for it: Bosnian text
    from a Serbian agency is Serbian.
    """
    if language is None or language in spoken:
        return language
    kin = relatives(language)
    return next((own for own in spoken if own in kin), language)


def relatives(language: str) -> frozenset[str]:
    """*language* and those that a text in it may be taken for (Croatian for Bosnian, Danish for
    Norwegian).
    """
    table = _table()
    return frozenset((language, *table["kin"].get(language, ()), *table["near"].get(language, ())))


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
    """The script of one character, None for digits, punctuation and scripts that the table does not
    know.
    """
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
    evidence = (
        (
            "script: Han"
            f" ({''.join(character for character, _count in found.most_common(MOST_EVIDENCE))})"
        ),
    )
    return Guess(table["chinese"], round(share, 3), evidence)


def _by_words(text: str, letters: Counter[str]) -> Guess | None:
    """The language of a shared script, by stop words and letters."""
    if _shouts(letters):
        text = text.lower().replace("i\u0307", "i")
        letters = _sample(text)
    tokens = _tokens(text)
    words = Counter(_openers(tokens) if len(tokens) < SHORT else tokens)
    hits = _hits(words)
    points = _points(words, hits, letters)
    ranking = sorted(points, key=lambda tag: (-points[tag], _table()["order"][tag]))
    if not ranking or not _leads(points, ranking) or _contradicted(hits, ranking[0]):
        return None
    best = ranking[0]
    score = sum(words[word] for word in hits[best]) / len(tokens)
    if score < (LEAST_SHARE if points[best] < LETTERS_TELL else LEAST_SHARE / 2) or not _runs(
        words, hits[best], points[best]
    ):
        return None
    return Guess(
        best,
        round(score, 3),
        tuple(sorted(hits[best], key=lambda word: -words[word])[:MOST_EVIDENCE]),
    )


def _tokens(text: str) -> list[str]:
    """The words of *text* as printed, without punctuation and figures.

    Without a regex: one that keeps the vowel signs of Indic scripts, which are not in its word
    class, takes 3 ms to compile.
    """
    cut = _table()["cut"]
    edges = cut["edges"]
    for mark in cut["parting"]:
        text = text.replace(mark, " ")
    return [word for word in (chunk.strip(edges) for chunk in text.split()) if word]


def _shouts(letters: Counter[str]) -> bool:
    """Whether most letters are capitals, as on old wires."""
    upper = sum(count for letter, count in letters.items() if letter.isupper())
    return upper > sum(count for letter, count in letters.items() if letter.islower())


def _openers(tokens: list[str]) -> list[str]:
    """*tokens*, with those that open running text in lower case: "The company", "Der Dax hat", not
    "El Salvador".
    """
    known = _words()
    return [
        (
            token.lower()
            if token[0].isupper()
            and token.lower() in known
            and any(map(str.islower, tokens[place + 1 : place + 3]))
            else token
        )
        for place, token in enumerate(tokens)
    ]


def _hits(words: Counter[str]) -> dict[str, list[str]]:
    """The stop words that occur, by language."""
    known = _words()
    hits: dict[str, list[str]] = {}
    for word in words:
        if word in known:
            for tag in known[word].split():
                hits.setdefault(tag, []).append(word)
    return hits


def _points(
    words: Counter[str], hits: dict[str, list[str]], letters: Counter[str]
) -> dict[str, int]:
    """The points of each language for stop words and letters. Letters count only for languages with
    stop words in the text.
    """
    table = _table()
    known, spread = _words(), 1 + sum(map(len, words)) // SAMPLED
    worth = {
        word: count * (1 + UNSHARED // (1 + known[word].count(" ")))
        for word, count in words.items()
        if word in known
    }
    points = {tag: sum([worth[word] for word in found]) for tag, found in hits.items()}
    if sum(letters.values()) >= LONG_ENOUGH:
        points = {tag: score for tag, score in points.items() if _has_needed(tag, letters)}
    for letter, count in letters.items():
        tags = table["letters"].get(letter, ())
        for tag in tags:
            if tag in points:
                points[tag] += count * spread * (2 if len(tags) <= FEW else 1)
    return points


def _has_needed(tag: str, letters: Counter[str]) -> bool:
    """Whether a letter is there that a text in a language cannot do without, if it has such."""
    needed = _table()["needs"].get(tag)
    return not needed or any(letter in letters for letter in needed)


def _leads(points: dict[str, int], ranking: list[str]) -> bool:
    """Whether the first language of *ranking* is far enough ahead of all that it may be mistaken
    for.
    """
    best, table = ranking[0], _table()
    kin, near = table["kin"][best], table["near"][best]
    return all(
        points[best] >= points[tag] * (LEAD_OVER_NEAR if tag in near else LEAD)
        for tag in ranking[1:]
        if tag not in kin
    )


def _contradicted(hits: dict[str, list[str]], best: str) -> bool:
    """Whether one stop word is all that speaks for the *best* language, and another word for
    others: "Pilots quit at dawn" has one of Maltese and one of English.
    """
    alone = len(hits[best]) == 1
    return alone and any(word not in hits[best] for found in hits.values() for word in found)


def _runs(words: Counter[str], found: list[str], points: int) -> bool:
    """Whether this is running text rather than names and figures: stop words enough for its length,
    or small-letter words beside them.
    """
    wanted = min(MANY, 1 + len(words) // WORDS_PER_STOP) // (1 if points < LETTERS_TELL else 2)
    if points < LEAST_POINTS or len(found) < wanted:
        return False
    others = sum(1 for word in words if not word[0].isupper()) - len(found)
    return len(found) >= MANY or others >= max(1, 3 - len(found))


@cache
def _ranges() -> tuple[list[int], list[tuple[int, int, str]]]:
    """The first code points of the ranges of scripts, and the ranges (first, last, script), both in
    order.
    """
    ranges = sorted(
        (start, end, script)
        for script, spans in _table()["scripts"].items()
        for start, end in spans
    )
    return [start for start, _end, _script in ranges], ranges


@cache
def _words() -> dict[str, str]:
    """The language tags of each stop word, joined by spaces. They are kept by tags, which loads in
    half the time.
    """
    return {word: tags for tags, words in _table()["words"].items() for word in words.split()}


@cache
def _table() -> dict[str, Any]:
    """The language tags of words and letters. The table is made again when the data or this module
    change.
    """
    path = os.path.join(tables.ROOT, "data", "languages.toml")
    result: dict[str, Any] = made(
        "data-languages-index", [path, __file__], lambda: _index(tables.parse(path))
    )
    return result


def _index(data: dict[str, Any]) -> dict[str, Any]:
    """The TOML table inverted: from a word or letter to language tags, in the order of the data."""
    words: dict[str, list[str]] = {}
    letters: dict[str, list[str]] = {}
    kin: dict[str, list[str]] = {}
    near: dict[str, list[str]] = {}
    needs: dict[str, str] = {}
    for language in data["language"]:
        for word in language["words"]:
            words.setdefault(word, []).append(language["tag"])
        for letter in language.get("letters", ""):
            letters.setdefault(letter, []).append(language["tag"])
        if "needs" in language:
            needs[language["tag"]] = language["needs"]
        kin.setdefault(language["tag"], []).extend(language.get("kin", []))
        near.setdefault(language["tag"], []).extend(language.get("near", []))
    shared: dict[str, str] = {}
    for word, tags in words.items():
        shared[" ".join(tags)] = f"{shared.get(' '.join(tags), '')} {word}"
    order = {tag: place for place, tag in enumerate(kin)}
    han = data["han"]
    return {
        "cut": data["cut"],
        "scripts": data["scripts"],
        "alone": data["alone"],
        "han": han["letters"],
        "chinese": han["tag"],
        "words": shared,
        "letters": letters,
        "needs": needs,
        "kin": kin,
        "near": near,
        "order": order,
    }
