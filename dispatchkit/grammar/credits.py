"""The words around the names of a credit: roles, by-words, jobs, desks; and what is a name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.stamps import says_published
from dispatchkit.model import ROLES, Person
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern
from dispatchkit.text import fold as folding
from dispatchkit.text.fold import fold, has_case, smooth

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
def words_of(*kinds: str) -> frozenset[str]:
    """Words of these *kinds* around the names of credits ("by", "and", "jobs", "desks"), of all
    languages, in lower case and folded.
    """
    found = _words()
    return frozenset().union(*[found[kind] for kind in kinds])


@cache
def _words() -> dict[str, list[str]]:
    """The words of each kind, as printed in the table and folded; kept, because a call needs twenty
    of the kinds and folding them takes a tenth of it.
    """

    def make() -> dict[str, list[str]]:
        table = tables.load("data/credits")
        printed = {
            kind: tables.words("data/credits", part, kind)
            for part in ("byline", "words")
            for kind in table[part]
        }
        return {kind: sorted({*words, *map(fold, words)}) for kind, words in printed.items()}

    path = tables.path_of("data/credits")
    result: dict[str, list[str]] = made("credit-words", [path, __file__, folding.__file__], make)
    return result


@cache
def _by_form() -> dict[str, frozenset[str]]:
    """The kinds of each word of ``words_of``."""

    def make() -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for kind, words in _words().items():
            for word in words:
                found.setdefault(word, set()).add(kind)
        return {word: frozenset(kinds) for word, kinds in found.items()}

    path = tables.path_of("data/credits")
    kinds: dict[str, frozenset[str]] = made(
        "credit-kinds", [path, __file__, folding.__file__], make
    )
    return kinds


# The readers of credits ask some ten times what one word is, 2,700 times a page. Folding it each
# time took a quarter of their time.
@lru_cache(1 << 12)
def kinds_of(word: str) -> frozenset[str]:
    """The kinds of words around names that a *word* is of, in whatever case (see ``words_of``)."""
    return _by_form().get(fold(word), frozenset())


def is_of(word: str, *kinds: str) -> bool:
    """Whether a *word* is of one of these *kinds*."""
    return not kinds_of(word).isdisjoint(kinds)


def joins(word: str) -> bool:
    """Whether a word stands between two names: "and", in small letters."""
    return word == "&" or (word == word.lower() and "and" in kinds_of(word))


_EAST_RE = pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff]")


def is_eastern(text: str) -> bool:
    """Whether *text* holds Chinese, Japanese or Korean letters."""
    return not text.isascii() and _EAST_RE.search(text) is not None


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
    low = fold(word)
    whole, stems = _roles()
    return whole.get(low) or next(
        (role for stem, role in stems.get(low[:_STEM], ()) if low.startswith(stem)), None
    )


def is_byword(word: str) -> bool:
    """Whether a name may follow a word that says who wrote: "by", "par", "Fot."."""
    return is_of(word, "by", "verbs")


# The letters and digits between signs and marks.
_RUN_RE = pattern(r"[^\W_]+")


def may_hold(text: str, *, contributor: bool = False) -> bool:
    """Whether a word for a role (that of a *contributor*), a by-word or one like "with" may stand
    in a text; if not, none does.

    Saves four fifths of the lines of a page their closer looks. Every third word of a page is new
    to a cache of words: to fold a line at once takes half the time of looking its words up.
    """
    runs = _RUN_RE.findall(smooth(text))
    whole, stems = _runs(contributor=contributor)
    return not whole.isdisjoint(runs) or any(
        run.startswith(stems.get(run[:_STEM], ())) for run in runs
    )


@cache
def _runs(*, contributor: bool) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """A run of each word that ``may_hold`` looks for: runs as a whole, and those with which stems
    begin, by their first letters.
    """
    roles = ("contributor",) if contributor else ROLES
    words, stemmed = _roles()
    sought = {word for word, role in words.items() if role in roles}
    if not contributor:
        sought |= words_of("by", "verbs", "with")
    whole = {max(_RUN_RE.findall(word), key=len) for word in sought}
    stems: dict[str, tuple[str, ...]] = {}
    for stem, role in chain.from_iterable(stemmed.values()):
        if role in roles:
            first = _RUN_RE.findall(stem)[0]
            stems[first[:_STEM]] = (*stems.get(first[:_STEM], ()), first)
    return frozenset(whole), stems


# Which of the roles of one phrase counts: "Photo editing by", "Additional editing by", "Pewarta
# foto", "Additional reporting by".
_RANKS = ("editor", "translator", "contributor", "author", "photographer")
# "Traduit de l'arabe par", "Aus dem Englischen übersetzt von", "Propos recueillis par".
_LONGEST_PHRASE = 6
# By-words that are the first word of many a name.
_NAMES_TOO = PARTICLES | {"theo", "na", "nga", "haber", "ni", "nina"}
# The first of two words in capitals that are glued: "ByAda Finch".
_GLUED_BY_RE = pattern(r"([A-ZÀ-Þ][a-zß-ÿ]{1,11})(?=[A-ZÀ-Þ][a-zß-ÿ])")


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
    roles, size, governs = _opened(words)
    if not size:
        return None
    if not governs or is_of(words[size - 1], "verbs"):
        while (
            size < len(words)
            and _is_low(words[size])
            and is_of(words[size], "small", "in", "from", "languages")
        ):
            size += 1
    governs = governs or is_of(words[size - 1], "from")
    return Phrase(min(roles, key=_RANKS.index, default="author"), size, governs)


def _opened(words: Sequence[str]) -> tuple[list[str], int, bool]:
    """The roles of the phrase that opens *words*, its size up to the last word for a role, by-word
    or colon (0 if there is none), and whether one of these two ends it.
    """
    roles: list[str] = []
    size, governs = 0, False
    for at, printed in enumerate(words[:_LONGEST_PHRASE]):
        word = printed.rstrip(":：")
        role, by = _role_at(words, at, roles), _introduces(word, at, roles)
        if by and governs and fold(word) in PARTICLES:
            break
        if by or (role and not governs):
            size, governs = at + 1, by
            roles += filter(None, [role])
        elif not _is_within(word, at, roles):
            break
        if printed != word:
            # "Report: Bank Closes Branch" is a headline.
            governs = governs or (bool(roles) and not is_of(word, "headed"))
            return roles, (at + 1) * governs, governs
    return roles, size, governs


def _role_at(words: Sequence[str], at: int, roles: Sequence[str]) -> str | None:
    """The role of the word at an index, after words for *roles*. Some are one only by what stands
    behind them: "Posted by", "Aus dem Englischen von".
    """
    word = words[at].rstrip(":：")
    role = role_of(word)
    if role or roles or at + 1 == len(words):
        return role
    behind = words[at + 1]
    named = is_byword(behind) or is_of(behind, "from")
    if is_of(word, "languages") and (named or role_of(behind) == "translator"):
        return "translator"
    return "author" if named and at == 0 and says_published(word) else None


def _introduces(word: str, at: int, roles: Sequence[str]) -> bool:
    """Whether a by-word stands at the beginning or after words for *roles*. "De Volkskrant" is a
    paper, "de Ioana Exemplu" a byline.
    """
    return is_byword(word) and (bool(roles) or (at == 0 and word != "De"))


def _is_within(word: str, at: int, roles: Sequence[str]) -> bool:
    """Whether a word may stand in a phrase: a small one, or after words for *roles* any word in
    small letters.
    """
    if is_of(word, "small") and (at == 0 or _is_low(word)):
        return True
    spoken = is_of(word, "languages")
    return bool(roles) and (spoken or (_is_low(word) and has_case(word)))


def _is_low(word: str) -> bool:
    """Whether a word is in small letters, or of a script without capitals."""
    return word == word.lower()


def opening(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The role that the phrase at the start of *text* gives, and what stands after it; None if
    no phrase opens it.

    "Di", "Von" and "Theo" open names too: as phrases they need two words after them, an agency or a
    desk.
    """
    words = tokens(text)
    phrase = phrase_at(words)
    if phrase is None or not phrase.governs:
        return None
    rest = " ".join(words[phrase.size :]).strip(" ,.;:：-–—*|_")
    first = words[0].rstrip(":：")
    lone = phrase.size == 1 and first == words[0] and fold(first) in _NAMES_TOO
    if lone and rest and " " not in rest and first[0].isupper():
        known = lexicon.credited(rest) or is_of(rest, "desks")
        return (phrase.role, rest) if known else None
    return phrase.role, rest


def set_apart(text: str) -> str:
    """A line with the phrase that opens it set apart from the name: "ByAda Finch" is "By Ada
    Finch", "Tác giả, Ada Finch" is "Tác giả: Ada Finch". Words that open names too ("Di", "Von")
    are left.
    """
    label, comma, name = text.partition(",")
    if comma and name.istitle() and "," not in name and _is_phrase(label):
        return f"{label}:{name}"
    glued = _GLUED_BY_RE.match(text)
    word = fold(glued[1]) if glued else ""
    by = word in words_of("by") and word not in _NAMES_TOO
    return f"{glued[1]} {text[glued.end() :]}" if glued and by else text


def _is_phrase(label: str) -> bool:
    """Whether a text is a phrase that credits whoever is named behind it, and nothing else."""
    words = tokens(f"{label}:")
    phrase = phrase_at(words)
    return phrase is not None and phrase.governs and phrase.size == len(words)


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


@lru_cache(1 << 12)
def is_credit_word(word: str) -> bool:
    """Whether a word is one that a credit holds besides names: "reporting", "by", "and", "with"."""
    return role_of(word) is not None or is_of(word, "by", "verbs", "and", "with", "small")


@cache
def _eastern_roles() -> re.Pattern[str]:
    """A pattern of the words for roles in eastern scripts, the longest first, with the colon that
    may follow; words of one letter only before a colon.
    """
    whole = sorted((word for word in _roles()[0] if is_eastern(word)), key=len, reverse=True)
    long = "|".join(re.escape(word) for word in whole if len(word) > 1)
    return re.compile(f"(?:{long})[:：]?|(?:{'|'.join(w for w in whole if len(w) == 1)})[:：]")
