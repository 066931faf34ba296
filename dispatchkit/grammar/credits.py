"""The words around the names of a credit: roles, by-words, jobs, desks; and what is a name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.model import ROLES, Person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, has_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon

# "van der Berg", "bin Salman", "de la Cruz", "el-Sisi": particles inside names, lower case in most
# of the languages that have them.
PARTICLES = frozenset(
    "de da do dos das del della di du des la le van von der den ter ten zu zur bin bint ibn al el"
    " ul ould abu ben af av y e i san st mac o'".split()
)


class Credited(NamedTuple):
    """The people of a credit line, and the rest of the line, which is neither a credit phrase nor a
    name ("in Ankara").
    """

    people: tuple[Person, ...]
    residue: str


@cache
def words_of(kind: str, table: str = "byline") -> frozenset[str]:
    """Words of one kind around the names of bylines ("jobs", "desks", "menu"; of credits in the
    table "words": "by", "and", "in"), of all languages, in lower case and folded.
    """
    words = tables.words("data/credits", table, kind)
    return frozenset([*words, *map(fold, words)])


def joins(word: str) -> bool:
    """Whether a word stands between two names: "and", in small letters."""
    return word == "&" or (word == word.lower() and fold(word) in words_of("and", "words"))


# --- the words for roles --------------------------------------------------

# Stems of this many letters are looked up by them, shorter words as a whole.
_STEM = 3


@cache
def _roles() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """The whole words for roles, and the stems of such words by their first letters."""
    whole: dict[str, str] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    for role in ROLES:
        for word in tables.words("data/credits", "roles", role):
            folded = fold(word)
            if word.endswith("-"):
                stems.setdefault(folded[:_STEM], []).append((folded, role))
            else:
                whole.setdefault(folded, role)
    return whole, stems


@lru_cache(1 << 12)
def role_of(word: str) -> str | None:
    """The role that a word stands for, in whatever inflection: "Reporting", "traduit", "تحرير";
    None for any other word.
    """
    low = fold(word).rstrip(".")
    whole, stems = _roles()
    return whole.get(low) or next(
        (role for stem, role in stems.get(low[:_STEM], ()) if low.startswith(stem)), None
    )


def is_byword(word: str) -> bool:
    """Whether a name may follow a word that says who wrote: "by", "par", "Fot."."""
    low = fold(word).rstrip(".")
    return low in words_of("by", "words") or low in words_of("verbs", "words")


# Which of the roles of one phrase counts: "Photo editing by", "Additional editing by", "Pewarta
# foto", "Additional reporting by".
_RANKS = ("editor", "translator", "contributor", "author", "photographer")
# "Traduit de l'arabe par", "Aus dem Englischen übersetzt von", "Propos recueillis par".
_LONGEST_PHRASE = 6
# By-words that are the first word of many a name.
_NAMES_TOO = PARTICLES | {"theo", "na", "nga", "haber", "ni", "nina"}


class Phrase(NamedTuple):
    """A phrase that credits somebody: the role, how many words it has, and whether it ends with a
    by-word or a colon, so that a name must follow.
    """

    role: str
    size: int
    governs: bool


def phrase_at(words: Sequence[str]) -> Phrase | None:
    """The phrase that opens *words*: a by-word, or words for a role with small words between them,
    and the by-word or colon that ends it; None if they open with no such phrase.
    """
    roles: list[str] = []
    size, governs = 0, False
    for at, printed in enumerate(words[:_LONGEST_PHRASE]):
        word = printed.rstrip(":：")
        role, small, low = role_of(word), fold(word) in words_of("small", "words"), _is_low(word)
        if is_byword(word) and (roles or not at):
            if governs and fold(word) in PARTICLES:
                break
            size, governs = at + 1, True
            roles += [role] if role else []
        elif role and not governs:
            size = at + 1
            roles.append(role)
        elif not (small and (low or not at)) and not (roles and low and has_case(word)):
            break
        if printed != word:
            # "Report: Bank Closes Branch" is a headline.
            named = governs or (roles and fold(word) not in words_of("headed", "words"))
            size, governs = (at + 1, True) if named else (0, False)
            break
    if not size:
        return None
    after = size
    verb = fold(words[size - 1]) in words_of("verbs", "words")
    while (
        (verb or not governs)
        and after < len(words)
        and _is_low(words[after])
        and _is_small(words[after])
    ):
        after += 1
    governs = governs or fold(words[after - 1]) in words_of("from", "words")
    return Phrase(next((rank for rank in _RANKS if rank in roles), "author"), after, governs)


def _is_low(word: str) -> bool:
    """Whether a word is in small letters, or of a script without capitals."""
    return word == word.lower()


def _is_small(word: str) -> bool:
    """Whether a word is one of the small ones of credits, which stand before names and places."""
    return any(fold(word) in words_of(kind, "words") for kind in ("small", "in"))


def opening(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The role that the phrase at the start of *text* gives, and what stands after it; None if
    no phrase opens it.

    "Di", "Von" and "Theo" open names too: as phrases they need two words after them, or an agency.
    """
    words = tokens(text)
    phrase = phrase_at(words)
    if phrase is None or not phrase.governs:
        return None
    rest = " ".join(words[phrase.size :]).strip(" ,.;:：-–—*|_")
    first = words[0].rstrip(":：")
    lone = phrase.size == 1 and first == words[0] and fold(first) in _NAMES_TOO
    if lone and rest and len(rest.split()) == 1 and first[0].isupper():
        return (phrase.role, rest) if lexicon.credited(rest) else None
    return phrase.role, rest


def tokens(text: str) -> list[str]:
    """The words of a text. A word for a role that is glued to a Chinese, Japanese or Korean name
    before it stands by itself ("记者王小例").
    """
    words = text.split()
    if text.isascii() or not is_eastern(text):
        return words
    found = []
    for word in words:
        glued = _eastern_roles().match(word)
        cut = glued.end() if glued else 0
        found += [part for part in (word[:cut], word[cut:]) if part]
    return found


def is_credit_word(word: str) -> bool:
    """Whether a word is one that a credit holds besides names: "reporting", "by", "and", "with"."""
    kinds = ("by", "verbs", "and", "with", "small")
    return role_of(word) is not None or any(fold(word) in words_of(kind, "words") for kind in kinds)


# --- names and desks ------------------------------------------------------

_NAME_WORD_RE = pattern(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0590-\u05c7\u05f3\u064b-\u0655\u0900-\u0dff\u0e31-\u0e4e'’ʼ`\u200c\u200d\-‐‑.])*"
)
# "FC Example", "Plan B"; but "AJ Finch", "JP Reed".
_CLUB_RE = pattern(r"\A(?:[A-IK-Z]{2,4}\s.{0,200}\b\w[^\W\dA-Z].*|.*\s\w)")
_ARTICLES = frozenset(["the", "der", "die", "das"])
# The longest name of the bench has 38 characters ("Maria Fernanda Gonzalez de la Fuente").
_LONGEST_NAME = 45
# Names of people and of papers have at most this many words; in scripts without capitals nothing
# shows where a name ends, and people have four names at most.
_MOST_NAME_WORDS = 5


def is_name(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* can be the name of one person: two to five words in capitals with particles,
    or a single word, one with a capital or of a caseless script.
    """
    words = text.split()
    if lexicon.credited(text):
        return False
    if len(words) != 1:
        return is_person(words)
    word = words[0]
    if not has_case(word):
        return 1 < len(word) <= 12 and word.isalpha() and not any(map(has_case, word))
    return len(word) > 2 and word.istitle() and word.isalpha()


def is_initial(word: str) -> bool:
    """Whether a word is an initial: what follows is a surname, though it be "Writer"."""
    return len(word) == 2 and word[-1] == "."


def is_person(words: Sequence[str]) -> bool:
    """Whether *words* have the form of one person's name: two to five, in capitals but for
    particles, or of a script without capitals.
    """
    if (
        not 1 < len(words) <= _MOST_NAME_WORDS
        or len(" ".join(words)) > _LONGEST_NAME
        or not all(map(_NAME_WORD_RE.fullmatch, words))
    ):
        return False
    press = not is_initial(words[0]) and any(
        fold(word) in words_of(kind) for word in words for kind in ("jobs", "desks")
    )
    if press or words[0] in _ARTICLES or _CLUB_RE.fullmatch(" ".join(words)):
        return False
    if not has_case(words[0]):
        return len(words) < _MOST_NAME_WORDS and not any(map(has_case, words))
    proper = [word for word in words if any(map(str.isupper, word))]
    full = any(len(word.replace(".", "")) > 1 for word in proper)
    return (
        full
        and (len(proper) > 1 or words[0] in PARTICLES)
        and all(
            (word in proper or word in PARTICLES) and (word[-1] != "." or len(word) <= 5)
            for word in words
        )
    )


@cache
def _place_names() -> frozenset[str]:
    """The names of cities and countries that are one word, of all languages."""
    names = tables.words("data/cities", "cities") + tables.words("data/countries", "names")
    return frozenset(name for name in names if " " not in name)


def is_place_name(word: str) -> bool:
    """Whether a word is the name of a city or country, or of a land that posts are named for."""
    return word in _place_names() or fold(word) in words_of("lands")


# "example.com": three letters before the point, or it is an initial.
_DOMAIN_RE = pattern(r"[\w-]{3,63}(?:\.[\w-]{1,63}){0,6}\.[^\W\d_]{2,5}")


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
    r"[\u3400-\u9fff\u3005]{1,5}[\u3040-\u30ff]{0,5}|[\u3041-\u309f]{1,4}|[\u30a0-\u30ff]{2,8}(?:[・=＝][\u30a0-\u30ff]{2,10}){1,3}|[\uac00-\ud7ff]{2,4}"
)


def is_eastern(text: str) -> bool:
    """Whether *text* holds Chinese, Japanese or Korean letters."""
    return not text.isascii() and _EAST_RE.search(text) is not None


@cache
def _eastern_roles() -> re.Pattern[str]:
    """A pattern of the words for roles in eastern scripts, the longest first, with the colon that
    may follow; words of one letter only before a colon.
    """
    whole = sorted((word for word in _roles()[0] if is_eastern(word)), key=len, reverse=True)
    long = "|".join(re.escape(word) for word in whole if len(word) > 1)
    return re.compile(f"(?:{long})[:：]?|(?:{'|'.join(w for w in whole if len(w) == 1)})[:：]")


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
    return [
        word
        for word in sure
        if _is_eastern_name(word) and (signed or len(word) != 5 or " " in word)
    ]


def _is_eastern_name(word: str) -> bool:
    """Whether *word* has the form of a name, and holds no word of menus or desks."""
    return (
        len(word) > 1
        and all(map(_EAST_NAME_RE.fullmatch, word.split(" ")))
        and not _eastern("menu", "desks").search(word)
    )
