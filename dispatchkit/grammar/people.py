"""Who is credited: the one reader of people, for credit lines of wires and for bylines of pages.

Each line is read by itself (``credit_line``); this module says what its people are worth: who
signs, who is only named, and whether the line is a credit at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.credit_line import COUNT_RE, MOST_BEFORE, PROSE_WORDS, LineReader, strange
from dispatchkit.grammar.credits import (
    PARTICLES,
    Credited,
    is_eastern,
    is_of,
    joins,
    may_hold,
    opening,
    phrase_at,
    role_of,
    set_apart,
    tokens,
    words_of,
)
from dispatchkit.grammar.names import (
    LIST_RE,
    PLACED_RE,
    is_desk,
    is_place_name,
    name_in,
)
from dispatchkit.model import ROLES, Person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.agencies.matcher import Hit

_UNSEEN_RE = pattern(
    r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\ufeff\u2060\ue000-\uf8ff]"
)
# A line that names somebody with job or employer has at most eight words.
_MOST_AFFILIATED = 8
# The signs with which wires close a line, and the words of one that is signed.
_WIRE_SIGNS = " =<^+.:"
_WORD_RE = pattern(r"[^\W\d_]{1,40}")
# "Byline: ADA FINCHHighlight: ...": an export glued the next label.
_LABELLED_RE = pattern(r"([^:：]{1,30}[:：][^:：]{2,80}[^\W_])\s?(?=([A-ZÀ-Þ][a-zß-ÿ]{2,20}):\s)")
# What parts words, and after what a phrase may stand within a line.
_PARTS_RE = pattern(r"[\s;；؛|｜•·/／\\()（）\[\]【】<>«»›‹\"“”„=＝^*©,،，、&+:：]+")
_WITHIN_RE = pattern(r"[;|•·:：]|\s\s|\.\s")
# Who may be the author, the first of these that are found: signed ("By"), named, desks and
# agencies, initials ("abc/de").
_TIERS = ("signed", "named", "desk", "sign")
# At most this many words stand around the names of a byline that nobody signs.
_AROUND_NAMES = 2
# A star or two dashes glued to its first word set a credit line apart from the text; a star and a
# space open an item of a list.
_APART_RE = pattern(r"(?s)\*\w|(?:--|—)\s?\w|[(（\[【].*[)）\]】][ .0-9]*\Z")


def parse_credits(text: str, lexicon: Lexicon) -> Credited | None:
    """The people that a credit line names, with their roles; None if the line is no credit line.

    "By A and B", "(Reporting by A in Rome; Editing by C)", "Muhabir: A", "Par A avec B", "A
    contributed to this report."
    """
    text = set_apart(_unlabelled(text).strip())
    apart = _APART_RE.match(text) is not None
    # "BY THE WAY, THE TRADE AGREEMENT ...": in capitals nothing tells a sentence from names.
    told = text.isupper() and ends_sentence(text) and len(text.split()) > PROSE_WORDS
    if not apart and (told or not _may_credit(text)):
        return None
    # "Lesezeit: 3 Min." ends no sentence.
    told = not apart and ends_sentence(COUNT_RE.sub(" ", text))
    reader = LineReader(lexicon, apart=apart, most=0 if told else max(1, len(text.split()) // 3))
    reader.line(text, under=False)
    if reader.foreign or not reader.people("signed", "other"):
        return None
    people = reader.people("signed", "other", *["named"] * apart)
    return Credited(unique(people), " ".join(reader.rest))


def names_in_byline(texts: Sequence[str], lexicon: Lexicon, *, desks: bool = True) -> list[Person]:
    """The people named in lines that are known to be bylines, in the order of the page.

    Where someone is signed ("By Ada Finch"), names without a by-word belong to other stories,
    pictures or biographies, and do not count. With *desks*, an agency, paper, team or initials
    ("abc") are the author if no person is. Lines that hold no name give nothing.
    """
    reader = LineReader(lexicon)
    for line, under in _joined(texts, lexicon):
        reader.line(line, under=under)
    authors = next(filter(None, map(reader.people, _TIERS[: None if desks else 2])), [])
    return list(unique([*authors, *reader.people("other")]))


def is_byline(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a byline by its form: somebody signs it, or besides names, dates, counts
    and jobs it holds at most two words.
    """
    reader = LineReader(lexicon)
    reader.line(text, under=False)
    tiers = {tier for tier, _ in reader.found}
    named = not tiers.isdisjoint(("named", "desk"))
    return "signed" in tiers or (named and strange(reader.rest) <= _AROUND_NAMES)


def is_affiliation(text: str, lexicon: Lexicon) -> bool:
    """Whether a line names somebody with job or employer, or an agency or paper, perhaps with its
    place, and says nothing else: "Ada Finch Fen correspondent", "Example News, Norfolk".
    """
    words = text.split()
    if len(words) > _MOST_AFFILIATED or ends_sentence(text) or text.isupper():
        return False
    if any(is_of(word, "jobs") for word in words[1:]):
        reader = LineReader(lexicon)
        reader.line(text, under=False)
        return bool(reader.people("signed", "named")) and not strange(reader.rest)
    names = [name for name in PLACED_RE.split(text) if name]
    proper = all(word[0].isupper() or word in PARTICLES for name in names for word in name.split())
    employed = proper and len(names) > 1
    return employed and bool(is_desk(names[0], lexicon) or lexicon.credited(names[-1]))


def is_staff(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is signed by an agency or a newsroom as a whole: "By Reuters staff", "Von
    unseren Korrespondenten =", "par les correspondants de l'AFP à Lima".
    """
    opened, _, rest = text.strip(_WIRE_SIGNS).partition(" ")
    if not is_of(opened, "by") or rest.count(" ") > _MOST_AFFILIATED:
        return False
    words = [fold(word) for word in _WORD_RE.findall(_unplaced(rest))]
    staff = not words_of("staff").isdisjoint(words)
    others = [word for word in words if word not in words_of("staff", "ours")]
    return staff and (
        all(map(lexicon.credited, others)) or lexicon.credited(" ".join(others)) is not None
    )


def _unplaced(text: str) -> str:
    """A text without the place at its end: "our correspondents in Lima"."""
    named, *places = PLACED_RE.split(text)
    return named if len(places) == 1 and is_place_name(places[0]) else text


def people_in(hit: Hit, lexicon: Lexicon) -> Credited:
    """The people whom the groups of a rule name, and the text of these groups that is no name."""
    found: list[Person] = []
    residue = ""
    for role in ROLES:
        if role in hit.groups:
            reader = LineReader(lexicon, role=role)
            reader.line(hit.groups[role], under=True)
            people = reader.people("signed", "other")
            found += people
            residue += " ".join(reader.rest) if people else hit.groups[role]
    return Credited(tuple(found), residue)


def unique(people: Sequence[Person]) -> tuple[Person, ...]:
    """The people without repeats. Somebody may have several roles, and is kept once for each."""
    seen: dict[tuple[str, str], Person] = {}
    for person in people:
        seen.setdefault((fold(person.name), person.role), person)
    return tuple(seen.values())


def _may_credit(text: str) -> bool:
    """Whether a line may credit somebody, at the first glance: it holds a word for a role, a
    by-word, or a word like "with"; and it opens with a phrase, or has a sign within it after which
    a phrase may stand, or a word for contributing.
    """
    if not (is_eastern(text) or may_hold(text)):
        return False
    return (
        phrase_at(tokens(text[:80])[:MOST_BEFORE]) is not None
        or _WITHIN_RE.search(text.strip()) is not None
        or (may_hold(text, contributor=True) and _holds_contributor(text))
    )


def _holds_contributor(text: str) -> bool:
    """Whether one of the words of a line is one for contributing."""
    words = [word.strip("*-–—_'’") for word in _PARTS_RE.split(text)]
    return any(role_of(word) == "contributor" for word in words)


def _unlabelled(text: str) -> str:
    """A labelled line without another label that an export glued to it, and what follows that."""
    labelled = _LABELLED_RE.match(text)
    return labelled[1] if labelled and role_of(labelled[2]) is None else text


def _joined(texts: Sequence[str], lexicon: Lexicon) -> list[tuple[str, bool]]:
    """The lines, joined where a byline is split ("By", "Ada Finch", "and", "Bo Reed"), each with
    True if it stands under a bare "By".
    """
    lines: list[tuple[str, bool]] = []
    pending, under = "", False
    for text in texts:
        line = set_apart(_UNSEEN_RE.sub(" ", text).replace("\u00a0", " ").strip())
        if not line:
            continue
        alone = opening(line, lexicon) or opening(f"{line.rstrip(' :：')}:", lexicon)
        if alone and not alone[1]:
            pending, under = f"{line.rstrip(' :：')}: ", True
        elif lines and not pending and _goes_on(lines[-1][0], line):
            lines[-1] = f"{lines[-1][0]} {line}", lines[-1][1]
        else:
            named = all(name_in(item, lexicon, signed=False) for item in LIST_RE.split(line))
            under = under and (bool(pending) or named)
            lines.append((pending + line, under))
            pending = ""
    return lines


def _goes_on(above: str, line: str) -> bool:
    """Whether a byline goes on from one line to the next: "Ada Finch and", "& Bo Reed"."""
    first, last = line.split(maxsplit=1)[0], above.rsplit(maxsplit=1)[-1]
    parted = joins(first) or joins(last)
    return parted or above.endswith((",", "&"))
