"""Names: what is the name of a person, an agency or a desk, and where in a text it ends."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.grammar.credits import (
    PARTICLES,
    is_eastern,
    is_of,
    joins,
    kinds_of,
    phrase_at,
    words_of,
)
from dispatchkit.grammar.eastern import is_eastern_desk
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, has_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon

_GLUED_RE = pattern(r"(?<=[^\W\d_A-Z])(?=[A-ZÀ-ÖØ-Þ])")
# "Ada Finch Jr.", "Ada F."
_SHORTENED_RE = pattern(r"\b(?:\w|[JS]r)\.$")
_ROMAN_RE = pattern(r"[IVX]+|JR|SR")
_EDGES = " \t\u00a0,;:*-–—|_'‘’`^=<>"
# Arabic writes "for the" in one word with what follows.
_FOR = ("لل", "بال")
# What stands between the items of a list of names.
LIST_RE = pattern(r"\s{0,4}[,،，、&+]\s{0,4}")
# What parts a name from a place after it: "Example Agency in Tartu", "Example News, Tartu".
PLACED_RE = pattern(r"\s?[,|()（）·•]\s?|\s[-–—]\s|\s(?:in|à|en|a|em|из|в|i|w|v|na)\s")
# The most words after "in", "for", "with".
_MOST_BEHIND = 4
_NAME_WORD_RE = pattern(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0590-\u05c7\u05f3\u064b-\u0655\u0900-\u0dff\u0e31-\u0e4e'’ʼ`\u200c\u200d\-‐‑.])*"
)
# "FC Example", "Plan B"; but "AJ Finch", "JP Reed".
_CLUB_RE = pattern(r"\A(?:[A-IK-Z]{2,4}\s.{0,200}\b\w[^\W\dA-Z].*|.*\s\w)")
_ARTICLES = frozenset(["the", "der", "die", "das"])
# The longest name of the bench has 38 characters ("Maria Fernanda Gonzalez de la Fuente").
_LONGEST_NAME = 45
# "Capt." is the longest abbreviation in a name.
_LONGEST_SHORT = 5
# Names of people and of papers have at most this many words; in scripts without capitals nothing
# shows where a name ends, and people have four names at most.
_MOST_NAME_WORDS = 5
# The initials of an agency or a firm have at most five letters.
_LONGEST_INITIALS = 5


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
    # Most texts that are asked for are lines of pages: the cheapest conditions come first.
    if not 1 < len(words) <= _MOST_NAME_WORDS:
        return False
    name = " ".join(words)
    if len(name) > _LONGEST_NAME or not all(map(_NAME_WORD_RE.fullmatch, words)):
        return False
    if not (_is_capital(words) if has_case(words[0]) else _is_caseless(words)):
        return False
    press = not is_initial(words[0]) and _holds(words, "jobs", "desks")
    return not (press or words[0] in _ARTICLES or _CLUB_RE.fullmatch(name))


def _is_caseless(words: Sequence[str]) -> bool:
    """Whether all words of a name are of scripts without capitals."""
    return len(words) < _MOST_NAME_WORDS and not any(map(has_case, words))


def _is_capital(words: Sequence[str]) -> bool:
    """Whether all words of a name are in capitals but for particles, and one is no initial."""
    proper = [word for word in words if any(map(str.isupper, word))]
    led = len(proper) > 1 or words[0] in PARTICLES
    full = any(len(word.replace(".", "")) > 1 for word in proper)
    short = all(word[-1] != "." or len(word) <= _LONGEST_SHORT for word in words)
    return led and full and short and PARTICLES.issuperset({*words}.difference(proper))


def _holds(words: Sequence[str], *kinds: str) -> bool:
    """Whether one of *words* is of one of these *kinds*."""
    return any(not kinds_of(word).isdisjoint(kinds) for word in words)


@cache
def _place_names() -> frozenset[str]:
    """The names of cities and countries in all languages."""
    names = tables.words("data/cities", "cities") + tables.words("data/countries", "names")
    return frozenset(names)


def is_place_name(text: str) -> bool:
    """Whether a text is the name of a city or country, or of a land that posts are named for."""
    return text in _place_names() or is_of(text, "lands")


# "example.com": three letters before the point, or it is an initial.
_DOMAIN_RE = pattern(r"[\w-]{3,63}(?:\.[\w-]{1,63}){0,6}\.[^\W\d_]{2,6}")


def is_domain(text: str) -> bool:
    """Whether *text* is the address of a page: "example.com"."""
    # "Albania.Foto" is the end of a sentence and a label.
    whole = "." in text and _DOMAIN_RE.fullmatch(text) is not None
    return whole and not text.rpartition(".")[2].istitle()


def is_desk(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* names an agency, a paper or a team: "dpa", "Anadolu Ajansı", "Example
    Redaktion", "example.com".
    """
    if _is_agency(text, lexicon):
        return True
    words = text.split()
    if len(words) == 1:
        return is_domain(text) or (is_eastern(text) and is_eastern_desk(text))
    if len(words) > _MOST_NAME_WORDS or not _holds(words[-1:], "desks") or _holds(words, "jobs"):
        return False
    proper = [word for word in words if word[0].isupper() or not has_case(word)]
    own = [word for word in proper if not is_of(word, "desks")]
    return bool(own) and not _holds(own, "menu")


def _is_agency(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* is a credit of a profile; a short one only as printed there or in capitals."""
    sure = len(text) > _LONGEST_INITIALS or text.isupper()
    return lexicon.credited(text, as_printed=not sure) is not None


# --- names in lists -------------------------------------------------------


def items_of(part: str) -> list[str]:
    """The items of a list of names, cut at commas and "and"; "y", "e", "i" belong to a name unless
    two words precede them.
    """
    found: list[str] = []
    for chunk in LIST_RE.split(part):
        current: list[str] = []
        for word in chunk.split():
            helped = len(current) > 1 and word in words_of("with")
            if not current and joins(word):
                continue
            if (helped or _parts(word, current)) and not _is_phrase(current):
                found.append(" ".join(current))
                current = [word] * helped
            else:
                current.append(word[: _glued(word)])
        found.append(" ".join(current))
    return list(filter(None, found))


def _is_phrase(words: Sequence[str]) -> bool:
    """Whether *words* are all a phrase that credits somebody."""
    phrase = phrase_at(words)
    return phrase is not None and phrase.size == len(words)


def _parts(word: str, before: Sequence[str]) -> bool:
    """Whether *word*, which follows the words *before*, is an "and" between two names. It may have
    a capital after a name of two words ("Ada Finch And Bo Reed"), one letter only after one in
    capitals ("ADA FINCH E BO REED").
    """
    loud = len(word) > 1 or all(len(own) > 1 and own.isupper() for own in before)
    joining = joins(word) or (loud and len(before) > 1 and joins(word.lower()))
    return joining and (len(before) > 1 or bool(before and len(word) > 1))


def _glued(word: str) -> int:
    """How many letters of a word stand before another that is glued to it ("FinchReporter")."""
    return next(
        (
            cut.start()
            for cut in _GLUED_RE.finditer(word)
            if word[cut.start() - 1].islower() and is_common(word[cut.start() :])
        ),
        len(word),
    )


def is_common(word: str) -> bool:
    """Whether a word is one of menus or press jobs, or is glued to one ("FinchReporter")."""
    return is_of(word, "jobs", "menu", "cut") or word in PARTICLES


def desk_in(chunk: str, lexicon: Lexicon, *, signed: bool) -> str | None:
    """The agency, paper or team that a part of a byline names, or None; a picture agency does not
    count, after "By" anything in capitals does. A desk of an agency is the agency ("Redação
    Reuters").
    """
    words = chunk.split()
    if _holds(words, "pictures"):
        return None
    if len(words) > 1 and _holds(words[:1], "desks") and _is_agency(words[1], lexicon):
        return words[1]
    text = " ".join(words[: _name_end(words, lexicon)] or words).strip(_EDGES)
    own = text.split()
    proper = all(word[0].isupper() and not is_common(word) for word in own)
    named = signed and proper and 0 < len(own) < _MOST_NAME_WORDS
    return text if named or is_desk(text, lexicon) else None


def names_in(chunk: str, lexicon: Lexicon, *, signed: bool, apart: bool) -> list[str]:
    """The names in an item of a list: one, or several with nothing between them, for no name has
    more words than five ("Ada Finch Bo Reed Cy Marsh"), as a list; empty if there is none.
    """
    name = name_in(chunk, lexicon, signed=signed, apart=apart)
    words = chunk.split()
    if name:
        own = name.split(" ")
        half = len(own) // 2
        return [" ".join(own[:half])] if half > 1 and own[:half] == own[half:] else [name]
    if len(words) <= _MOST_NAME_WORDS or not all(word[:1].isupper() for word in words):
        return []
    pairs = [" ".join(words[at : at + 2]) for at in range(0, len(words), 2)]
    for parted in (_in_pairs(words), pairs):
        found = [name_in(name, lexicon, signed=False) for name in parted]
        if all(found):
            return list(filter(None, found))
    return []


def _in_pairs(words: Sequence[str]) -> list[str]:
    """The words two by two, those inside names ("de") not counted."""
    names: list[list[str]] = [[]]
    for word in words:
        if sum(not is_of(own, "middle") for own in names[-1]) > 1:
            names.append([])
        names[-1].append(word)
    return list(map(" ".join, names))


def _bare(text: str) -> str:
    """A text without the signs at its edges. The geresh at the end of Hebrew names, often printed
    as an apostrophe, is no such sign.
    """
    found = text.strip(_EDGES)
    end = text.rstrip(_EDGES.replace("'", ""))
    return f"{found}'" if end.endswith("'") and "\u05d0" <= found[-1:] <= "\u05ea" else found


def name_in(chunk: str, lexicon: Lexicon, *, signed: bool, apart: bool = False) -> str | None:
    """The name in a part of a byline, without the bearer's job, place and paper; None if there is
    none. Unless it is *signed*, words of menus are no name.

    "Senior reporter Ada Finch", "Ada Finch in Berlin", "Ada Finch Example News".
    """
    words = _without_job(_bare(chunk).split(), lexicon)
    words = words[: _name_end(words, lexicon)]
    if len(words) > 2 and apart and is_place_name(words[0]):
        # "(... in redazione Milano Ada Finch)"
        del words[0]
    name = _ended(words)
    words = name.split(" ")
    named = is_person([word.partition("\0")[0] for word in words])
    if not named or is_of(name, "places") or lexicon.credited(name):
        return None
    return name if signed or not _is_rubric(words) else None


def _ended(words: Sequence[str]) -> str:
    """The name that *words* are, without the particles and the stop after it."""
    end = len(words)
    while end and (words[end - 1] in PARTICLES or fold(words[end - 1]) in _ARTICLES):
        end -= 1
    name = _bare(" ".join(words[:end]))
    return name if _SHORTENED_RE.search(name) else name.rstrip(".")


def is_name_alone(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is a person's name and nothing else, as ``name_in`` finds it."""
    # Few lines have the form of a name, which is told in a tenth of the time.
    return is_person(text.split(" ")) and name_in(text, lexicon, signed=False) == text


def _without_job(words: list[str], lexicon: Lexicon) -> list[str]:
    """The words without the job that opens them: "Associated Press writer Ada Finch"."""
    jobs = [at for at, word in enumerate(words[:4]) if is_of(word, "jobs")]
    if jobs and lexicon.credited(" ".join(words[: jobs[0]])):
        del words[: jobs[0]]
    count = len(words)
    while words and is_of(words[0], "jobs"):
        del words[0]
    # "corespondent la Bruxelles"
    placed = len(words) == 2 and len(words) < count and words[0] in words_of("in")
    return [] if placed else words


def _is_rubric(words: Sequence[str]) -> bool:
    """Whether a menu may hold *words*, or "in" opens them; particles of names do not count."""
    own = [word for word in words if word not in PARTICLES]
    return _holds(own, "menu") or (is_of(words[0], "in") and fold(words[0]) not in PARTICLES)


def _name_end(words: Sequence[str], lexicon: Lexicon) -> int:
    """How many of *words* belong to the name that they begin with."""
    for at, word in enumerate(words[1:], 1):
        kinds = kinds_of(word)
        if "jobs" in kinds and not (at == 1 and is_initial(words[0])):
            # "Ada Finch Rome correspondent"
            return at - (at > 2 and is_place_name(words[at - 1]))
        if (is_desk(word, lexicon) and not _is_surname(words, at)) or _is_behind(words, at):
            return at
        if at > 1 and "desks" in kinds:
            # "Los Angeles Times" is no Los Angeles of the Times; two such words in a row are a firm
            # after a name.
            return at if _holds(words[at + 1 : at + 2], "desks") else 0
        if at > 1 and (is_of(word, "degrees", "buttons") or _opens_firm(words, at, lexicon)):
            return at
    return len(words)


def _is_surname(words: Sequence[str], at: int) -> bool:
    """Whether the credit of an agency at an index is the surname of a person: "Jan Reuter", but
    "Redação Reuters", "Paris Reuters".
    """
    given = words[0]
    called = at == 1 and given.istitle() and words[at].istitle() and not is_place_name(given)
    return called and not _holds(words[:1], "desks", "jobs")


def _is_behind(words: Sequence[str], at: int) -> bool:
    """Whether the word at an index goes on after a name: "says", "for", or "in" and a place."""
    word, kinds, left = words[at], kinds_of(words[at]), len(words) - at
    if ("says" in kinds and word == fold(word)) or word.startswith(_FOR):
        return True
    if "cut" in kinds and left <= _MOST_BEHIND + 1 and fold(word) not in PARTICLES:
        return True
    return at > 1 and left > 1 and word in words_of("in") and is_place_name(words[at + 1])


def _opens_firm(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether the name of a firm begins at an index: initials, if the name before is not in
    capitals too, or words that are a credit.
    """
    word = words[at]
    spelled = word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_INITIALS
    if spelled and not _ROMAN_RE.fullmatch(word) and not all(map(str.isupper, words[:at])):
        return True
    return len(words) - at > 1 and bool(lexicon.credited(" ".join(words[at:])))
