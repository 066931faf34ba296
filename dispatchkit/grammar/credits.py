"""Credits: who wrote, edited, translated or photographed a dispatch. In doubt nobody is named."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.data import tables
from dispatchkit.model import Person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, fold_prefix, has_case, starts_with

if TYPE_CHECKING:
    from dispatchkit.agencies.lexicon import Lexicon

# The parts of a credit line: "(Reporting by A; Editing by B)", "Pewarta: A | Editor: B".
_PART_RE = pattern(r"\s{0,4}[;|•·]\s{0,4}|\s{2,}|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_]{2,}[ :])")
# A line without these is one part; to search for them takes a fifth of the time of splitting.
_PARTS_RE = pattern(r"[;|•·]|\s\s|\.\s")
_WORD_RE = pattern(r"[^\s,]+")
# "van der Berg", "bin Salman", "de la Cruz", "el-Sisi": particles inside names, lower case in most
# of the languages that have them.
PARTICLES = frozenset(
    "de da do dos das del della di du des la le van von der den ter ten zu zur bin bint ibn al el"
    " ul ould abu ben af av y e i san st mac o'".split()
)
# The longest phrase has 24 characters: this many characters of a line are folded to look for one.
_OPENING = 60
# The longest name of the bench has 38 characters ("Maria Fernanda Gonzalez de la Fuente").
_LONGEST_NAME = 45
_OUTSIDE = " \t\u00a0,.;:*()[]（）-–—|_\"'“”"


class Credited(NamedTuple):
    """The people of a credit line, and the rest of the line, which is neither a credit phrase nor a
    name ("in Ankara").
    """

    people: tuple[Person, ...]
    residue: str


@cache
def _words(kind: str) -> frozenset[str]:
    """Joining words of one kind ("and", "in", "with"), folded."""
    return frozenset(fold(word) or word for word in tables.words("data/credits", "words", kind))


@cache
def _phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    """Folded credit phrases with their role, by their first two characters, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    entries: list[dict[str, Any]] = tables.load("data/credits")["credit"]
    for entry in entries:
        for phrase in [*entry["phrases"], *(f"{label}:" for label in entry["labels"])]:
            folded = fold_prefix(phrase)
            found.setdefault(folded[:2], []).append((folded, entry["role"]))
    return {
        key: tuple(sorted(set(value), key=lambda item: (-len(item[0]), item)))
        for key, value in found.items()
    }


def parse_credits(text: str, lexicon: Lexicon) -> Credited | None:
    """The people that a credit line names, with their roles; None if the line is no credit line.

    "By A and B", "(Reporting by A in Rome; Editing by C)", "Muhabir: A", "Par A avec B".
    """
    people: list[Person] = []
    residue: list[str] = []
    stripped = text.strip(" \t\u00a0*()（）[]-–—_#")
    for part in _PART_RE.split(stripped) if _PARTS_RE.search(stripped) else [stripped]:
        found = _part(part.strip(_OUTSIDE), lexicon) if part.strip(_OUTSIDE) else None
        if found is None:
            residue.append(part)
        else:
            people += [person for person in found.people if person not in people]
            residue += [found.residue] if found.residue else []
    return Credited(tuple(people), " ".join(residue)) if people else None


def _part(text: str, lexicon: Lexicon) -> Credited | None:
    """The people of one part: a credit phrase with the names after it; None if there is no such
    phrase.
    """
    first = text[:2]
    if first.isascii() and first.isalnum() and first.lower() not in _phrases():
        return None
    folded = fold(text[:_OPENING])
    for phrase, role in _phrases().get(folded[:2], ()):
        if starts_with(folded, phrase):
            rest = _behind(text, phrase)
            credited = split_names(rest, role, lexicon) if rest else None
            # "Di Maio" and "De Gaulle" are names that begin with a phrase: after one without a
            # colon a single word is no author.
            lone = (
                credited
                and not phrase.endswith(":")
                and ":" not in text
                and len(credited.people) == 1
                and " " not in rest
                and rest.lower() != rest.upper()
            )
            return None if lone else credited
    return None


def _behind(text: str, phrase: str) -> str:
    """What stands after a folded phrase, and after the colon that may follow it."""
    return next(
        (
            text[cut:]
            for cut in range(len(phrase), min(len(text), len(phrase) + 4))
            if starts_with(fold_prefix(text[:cut] + "|"), phrase)
        ),
        "",
    ).strip(_OUTSIDE + "：")


def split_names(text: str, role: str, lexicon: Lexicon) -> Credited | None:
    """The people of a list such as "A, B and C in Rome", all with one *role*, but those after
    "with" as contributors; None if it holds no name.
    """
    people: list[Person] = []
    residue: list[str] = []
    for chunk in re.split(r"\s{0,4}[,/、，;&]\s{0,4}", text.strip(_OUTSIDE)):
        words = _WORD_RE.findall(chunk)
        current: list[str] = []
        now = role
        for word in [*words, ","]:
            joins = word == "," or (word.casefold() in _words("and") and len(current) > 1)
            if joins or (word.casefold() in _words("with") and len(current) > 1):
                people += _person(current, now, residue, lexicon)
                now = "contributor" if not joins else now
                current = []
            else:
                current.append(word)
    return Credited(tuple(people), " ".join(residue)) if people else None


def _person(words: list[str], role: str, residue: list[str], lexicon: Lexicon) -> list[Person]:
    """The person whose name a run of words is, as a list of one or none, without the place after
    the name; words left over are added to *residue*.
    """
    cut = next((at for at, word in enumerate(words) if at > 0 and word in _words("in")), len(words))
    if cut < len(words) and words[cut] in PARTICLES and cut + 1 < len(words) and cut < 2:
        cut = len(words)
    name = " ".join(words[:cut]).strip(_OUTSIDE)
    left = " ".join(words[cut:])
    if not is_name(name, lexicon):
        residue.append(" ".join(words))
        return []
    if left:
        residue.append(left)
    return [Person(name=name, role=role)]


def is_name(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* can be the name of one person: two to five words in capitals with particles,
    or a short word of a caseless script.
    """
    if (
        not 1 < len(text) <= _LONGEST_NAME
        or any(character.isdigit() for character in text)
        or re.search(r"[!?:;/\\|@#%&=<>\"“”«»]|\.\s+\w{3,}\s+\w+\s+\w+", text)
    ):
        return False
    if fold(text) in lexicon.credits:
        return False
    words = text.replace("\u00a0", " ").split(" ")
    cased = [word for word in words if has_case(word)]
    if not all(any(map(str.isalpha, word)) for word in words):
        return False
    if not cased:
        return 2 <= len(words) <= 4 or (len(words) == 1 and 2 <= len(text) <= 12)
    if not 1 < len(words) <= 5 and not (len(words) == 1 and text.istitle() and len(text) > 2):
        return False
    proper = [
        word
        for word in cased
        if word[0].isupper() or (len(word) > 2 and any(c.isupper() for c in word[1:]))
    ]
    return bool(proper) and all(
        word in proper
        or word.lower() in PARTICLES
        or word.lower().startswith(("al-", "el-", "d'", "l'"))
        for word in cased
    )


# --- what looks like a byline ---------------------------------------------

# Names of people and of papers have at most this many words.
_MOST_NAME_WORDS = 5
# "example.com": three letters before the point, or it is an initial.
_DOMAIN_RE = pattern(r"[\w-]{3,63}(?:\.[\w-]{1,63}){0,6}\.[^\W\d_]{2,5}")


@cache
def words_of(kind: str) -> frozenset[str]:
    """Words of one kind around the names of bylines ("jobs", "desks", "menu"), of all languages, in
    lower case and folded.
    """
    words = tables.words("data/credits", "byline", kind)
    return frozenset([*words, *map(fold, words)])


def joins(word: str) -> bool:
    """Whether a word stands between two names: "and", in small letters."""
    return word == "&" or (word == word.lower() and fold(word) in _words("and"))


@cache
def credit_words() -> frozenset[str]:
    """The single words of all phrases and joining words, in small letters: what a credit line holds
    besides names.
    """
    texts = tables.words("data/credits", "credit", "phrases")
    texts += tables.words("data/credits", "credit", "labels")
    for kind in ("and", "with"):
        texts += tables.words("data/credits", "words", kind)
    return frozenset(word.casefold() for text in texts for word in re.findall(r"[^\W_]+", text))


# Phrases that are the first word of many a name.
_NAMES_TOO = PARTICLES | {"theo", "na", "nga", "haber"}


def opening(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The role that the phrase at the start of *text* gives, and what stands after it; None if
    no phrase opens it.

    "Di", "Von" and "Theo" open names too: as phrases they need two words after them, or an agency.
    """
    folded, smoothed = fold(text), fold_prefix(text)
    for phrase, role in _phrases().get(folded[:2], ()):
        if folded == phrase.removesuffix(":"):
            return role, ""
        rest = _behind(text, phrase) if starts_with(smoothed, phrase) else ""
        if rest and (
            phrase not in _NAMES_TOO
            or len(rest.split()) != 1
            or text[0].islower()
            or lexicon.credited(rest)
        ):
            return role, rest
    return None


def is_desk(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* names an agency, a paper or a team: "dpa", "Anadolu Ajansı", "Example
    Redaktion", "example.com".
    """
    words, desks = text.split(), words_of("desks")
    if lexicon.credited(text) and (
        len(text) > _MOST_NAME_WORDS or text.isupper() or lexicon.credited(text, as_printed=True)
    ):
        return True
    if len(words) == 1:
        return _DOMAIN_RE.fullmatch(text) is not None or (
            is_eastern(text)
            and text not in desks
            and text.endswith(tuple(filter(is_eastern, desks)))
        )
    own = [
        word
        for word in words
        if fold(word) not in desks and (word[0].isupper() or not has_case(word))
    ]
    ends = bool(own) and fold(words[-1]) in desks and len(words) <= _MOST_NAME_WORDS
    return (
        ends
        and not any(fold(word) in words_of("menu") for word in own)
        and not any(fold(word) in words_of("jobs") for word in words)
    )


# --- names of the east, which are written without a space, their bearers' titles beside them ---

_EAST_RE = pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff]")
_EAST_BREAK_RE = pattern(r"\s{0,4}[/／|｜•·:：,，、;；()（）【】\[\]]\s{0,4}")
_EAST_NAME_RE = pattern(
    r"[\u3400-\u9fff\u3005]{1,4}[\u3040-\u30ff]{0,5}|[\u3041-\u309f]{1,4}|[\u30a0-\u30ff]{2,8}(?:[・=＝][\u30a0-\u30ff]{2,10}){1,3}|[\uac00-\ud7ff]{2,4}"
)


def is_eastern(text: str) -> bool:
    """Whether *text* holds Chinese, Japanese or Korean letters."""
    return not text.isascii() and _EAST_RE.search(text) is not None


@cache
def _eastern(*kinds: str) -> re.Pattern[str]:
    """A pattern of the words of these *kinds* in eastern scripts, the longest first, without those
    of one letter, which stand inside too many others.
    """
    words = sorted(
        (word for kind in kinds for word in words_of(kind) if len(word) > 1 and is_eastern(word)),
        key=len,
        reverse=True,
    )
    return re.compile("|".join(map(re.escape, words)))


def eastern_names(part: str, *, signed: bool) -> list[str]:
    """The Chinese, Japanese or Korean names in a part of a byline; unless it is *signed*, only
    those beside a title or with a known surname.
    """
    pieces = [piece.split() for piece in _eastern("jobs").split(part)]
    titled, korean = len(pieces) > 1, "\uac00" <= part.strip()[:1] <= "\ud7ff"
    # "광양 구현모 기자", "社会部 山田太郎記者", but "記者王小明".
    if not titled:
        words = pieces[0]
    elif pieces[-1] and not korean:
        words = pieces[-1]
    else:
        words = next((piece[-1:] for piece in pieces if piece), [])
    family = words_of("surnames")
    if (
        len(words) == 2
        and not korean
        and not all(word[0] in family and len(word) > 1 for word in words)
    ):
        words = [" ".join(words)]
    # "記者王小明台北報導": the name is the first three letters.
    words = [word[:3] if titled and len(word) > 4 and word[0] in family else word for word in words]
    single = len(words) + korean < 3
    sure = [
        word
        for word in words
        if signed or titled or " " in word or (single and len(word) == 3 and word[0] in family)
    ]
    return [word for word in sure if _is_eastern_name(word)]


def _is_eastern_name(word: str) -> bool:
    """Whether *word* has the form of a name, and holds no word of menus or desks."""
    return (
        len(word) > 1
        and all(map(_EAST_NAME_RE.fullmatch, word.split(" ")))
        and not _eastern("menu", "desks").search(word)
    )
