"""Credits: who wrote, edited, translated or photographed a dispatch. Rather no name than a wrong one."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from dispatchkit import profiles, tables
from dispatchkit.fold import fold, fold_prefix, has_case, starts_with
from dispatchkit.lazy import pattern
from dispatchkit.model import Person

# The parts of a credit line: "(Reporting by A; Editing by B)", "Pewarta: A | Editor: B".
_PART_RE = pattern(r"\s*[;|•·]\s*|\s{2,}|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_]{2,}[ :])")
_WORD_RE = pattern(r"[^\s,]+")
# "van der Berg", "bin Salman", "de la Cruz", "el-Sisi": particles inside names, lower case in most of the languages that have them.
_PARTICLES = frozenset(["de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "le", "van", "von", "der", "den", "ter", "ten", "zu", "zur", "bin", "bint", "ibn", "al", "el", "ul", "ould", "abu", "ben", "af", "av", "y", "e", "i", "san", "st", "mac", "o'"])
# The longest name of the bench has 38 characters ("Maria Fernanda Gonzalez de la Fuente").
_LONGEST_NAME = 45
_OUTSIDE = " \t\u00a0,.;:*()[]（）-–—|_\"'“”"


class Credited(NamedTuple):
    """The people of a credit line, and what of the line is neither phrase nor name ("in Ankara")."""

    people: tuple[Person, ...]
    residue: str


@cache
def _words(kind: str) -> frozenset[str]:
    """Joining words of one kind ("and", "in", "with"), folded."""
    return frozenset(fold(word) or word for entry in tables.load("data/credits")["words"] for word in entry[kind])


@cache
def _phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    """Folded credit phrases with their role, by their first two characters, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    entries: list[dict[str, Any]] = tables.load("data/credits")["credit"]
    for entry in entries:
        for phrase in [*entry["phrases"], *(f"{label}:" for label in entry["labels"])]:
            folded = fold_prefix(phrase)
            found.setdefault(folded[:2], []).append((folded, entry["role"]))
    return {key: tuple(sorted(set(value), key=lambda item: (-len(item[0]), item))) for key, value in found.items()}


def parse_credits(text: str) -> Credited | None:
    """The people that a credit line names, with their roles; None when the line is no credit line.

    "By A and B", "(Reporting by A in Rome; Editing by C)", "Muhabir: A", "Par A avec B".
    """
    people: list[Person] = []
    residue: list[str] = []
    for part in _PART_RE.split(text.strip(" \t\u00a0*()（）[]-–—_#")):
        found = _part(part.strip(_OUTSIDE)) if part.strip(_OUTSIDE) else None
        if found is None:
            residue.append(part)
        else:
            people += [person for person in found.people if person not in people]
            residue += [found.residue] if found.residue else []
    return Credited(tuple(people), " ".join(residue)) if people else None


def _part(text: str) -> Credited | None:
    """One phrase with the names behind it."""
    folded = fold(text)
    for phrase, role in _phrases().get(folded[:2], ()):
        if starts_with(folded, phrase):
            rest = _behind(text, phrase)
            credited = split_names(rest, role) if rest else None
            # "Di Maio" and "De Gaulle" are names that begin with a phrase: behind one without a colon a single word is no author.
            lone = credited and not phrase.endswith(":") and ":" not in text and len(credited.people) == 1 and " " not in rest and rest.lower() != rest.upper()
            return None if lone else credited
    return None


def _behind(text: str, phrase: str) -> str:
    """What stands behind a folded phrase, and behind the colon that may follow it."""
    return next((text[cut:] for cut in range(len(phrase), min(len(text), len(phrase) + 4)) if starts_with(fold_prefix(text[:cut] + "|"), phrase)), "").strip(_OUTSIDE + "：")


def split_names(text: str, role: str) -> Credited | None:
    """The names of a list such as "A, B and C in Rome", all with one *role*; None when one of them is no name."""
    people: list[Person] = []
    residue: list[str] = []
    for chunk in re.split(r"\s*[,/、，;&]\s*", text.strip(_OUTSIDE)):
        words = _WORD_RE.findall(chunk)
        current: list[str] = []
        now = role
        for word in [*words, ","]:
            joins = word == "," or (word.casefold() in _words("and") and len(current) > 1)
            if joins or (word.casefold() in _words("with") and len(current) > 1):
                people += _person(current, now, residue)
                now = "contributor" if not joins else now
                current = []
            else:
                current.append(word)
    return Credited(tuple(people), " ".join(residue)) if people else None


def _person(words: list[str], role: str, residue: list[str]) -> list[Person]:
    """The person of a run of words, without the place that follows the name; what is left over goes to *residue*."""
    cut = next((at for at, word in enumerate(words) if at > 0 and word in _words("in")), len(words))
    if cut < len(words) and words[cut] in _PARTICLES and cut + 1 < len(words) and cut < 2:
        cut = len(words)
    name = " ".join(words[:cut]).strip(_OUTSIDE)
    left = " ".join(words[cut:])
    if not is_name(name):
        residue.append(" ".join(words))
        return []
    if left:
        residue.append(left)
    return [Person(name=name, role=role)]


def is_name(text: str) -> bool:
    """Whether *text* can be the name of one person: two to five words in capitals with particles, or a short word of a caseless script."""
    if not 1 < len(text) <= _LONGEST_NAME or any(character.isdigit() for character in text) or re.search(r"[!?:;/\\|@#%&=<>\"“”«»]|\.\s+\w{3,}\s+\w+\s+\w+", text):
        return False
    if fold(text) in profiles.index().credits:
        return False
    words = text.replace("\u00a0", " ").split(" ")
    cased = [word for word in words if has_case(word)]
    if not all(any(map(str.isalpha, word)) for word in words):
        return False
    if not cased:
        return 2 <= len(words) <= 4 or (len(words) == 1 and 2 <= len(text) <= 12)
    if not 1 < len(words) <= 5 and not (len(words) == 1 and text.istitle() and len(text) > 2):
        return False
    proper = [word for word in cased if word[0].isupper() or (len(word) > 2 and any(c.isupper() for c in word[1:]))]
    return bool(proper) and all(word in proper or word.lower() in _PARTICLES or word.lower().startswith(("al-", "el-", "d'", "l'")) for word in cased)
