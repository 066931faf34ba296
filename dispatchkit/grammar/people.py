"""Who is credited in a dispatch, by credit lines, rules and bylines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import (
    PARTICLES,
    Credited,
    eastern_names,
    is_desk,
    is_eastern,
    is_name,
    joins,
    opening,
    parse_credits,
    split_names,
    words_of,
)
from dispatchkit.grammar.dates import find_dates
from dispatchkit.model import BODY_LABELS, ROLES, Label, Person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, has_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.agencies.matcher import Hit
    from dispatchkit.grammar.label import Mark


def people_of(marks: Sequence[Mark], lexicon: Lexicon) -> list[Person]:
    """All whom lines outside the body credit; in the body "By Ada Finch" may be a crosshead."""
    return [
        person
        for mark in marks
        if mark.label not in BODY_LABELS
        for person in _credited(mark, lexicon)
    ]


def _credited(mark: Mark, lexicon: Lexicon) -> Sequence[Person]:
    """The people that one line names."""
    if mark.credited is not None:
        return mark.credited.people
    if mark.hit is not None:
        return people_in(mark.hit, lexicon).people
    if mark.label is Label.BYLINE:
        credited = parse_credits(mark.unit.text, lexicon) or split_names(
            mark.unit.text, "author", lexicon
        )
        return credited.people if credited else ()
    return beside_date(mark, lexicon) if mark.label is Label.DATE else ()


def beside_date(mark: Mark, lexicon: Lexicon) -> list[Person]:
    """The author who shares a line with the date, as a list of one or none: "Talha Demirel |
    12.02.2019".
    """
    before = mark.unit.text[: mark.dates[0].start].strip(" |,;•·–-") if mark.dates else ""
    credited = parse_credits(before, lexicon)
    if credited:
        return list(credited.people)
    names = [name for name in re.split(r"\s{0,4},\s{0,4}", before) if name]
    bar = "|" in mark.unit.text[: mark.dates[0].start]
    return (
        [Person(name=name, role="author") for name in names]
        if bar and names and all(is_name(name, lexicon) for name in names)
        else []
    )


def unique(people: Sequence[Person]) -> tuple[Person, ...]:
    """The people without repeats. Somebody may have several roles, and is kept once for each."""
    seen: dict[tuple[str, str], Person] = {}
    for person in people:
        seen.setdefault((fold(person.name), person.role), person)
    return tuple(seen.values())


def people_in(hit: Hit, lexicon: Lexicon) -> Credited:
    """The people whom the groups of a rule name, and the text of these groups that is no name."""
    found: list[Person] = []
    residue = ""
    for role in ROLES:
        if role in hit.groups:
            named = hit.groups[role]
            credited = split_names(named, role, lexicon) or parse_credits(named, lexicon)
            found += credited.people if credited else ()
            residue += credited.residue if credited else named
    return Credited(tuple(found), residue)


# --- the lines of a page that are known to be bylines ---------------------

_CONTACT_RE = pattern(
    r"\[email[\s\u00a0]protected\]|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|@\w+|https?://\S+|\bwww\.\S+"
)
_UNSEEN_RE = pattern(r"[\u200b\u200e\u200f\u00ad\ufeff\u2060\ue000-\uf8ff]")
# What separates names from the rest of a line. A colon in a time separates nothing.
_BREAK_RE = pattern(
    r"\s*([|｜•·/／\\()（）\[\]【】<>«»›‹\"“”„=＝]|(?<!\d)[:：]|[:：](?!\d)|\s[-–—]+\s|^[-–—*]+|©|\t|\s{3,})\s*"
)
_LIST_RE = pattern(r"\s{0,4}[,，、&+]\s{0,4}")
# "3 Minuten", "142 Views"; the note marks of "Ada Finch1,2"
_COUNT_RE = pattern(r"(?<![^\W_])\d+(?:[.:,]\d+)*\+?(?:\s+[^\W\d_]+\b\.?)?")
_NOTE_RE = pattern(r"(?<=[^\W\d_A-Z]{2})\d(?:,\d)*(?![\w.])")
_GLUED_RE = pattern(r"(?<=[^\W\d_A-Z])(?=[A-ZÀ-ÖØ-Þ])")
_NAME_WORD_RE = pattern(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0590-\u05c7\u064b-\u0655\u0900-\u0dff\u0e31-\u0e4e'’ʼ`\u200c\u200d\-‐‑.])*"
)
# "FC Example", "Plan B"; but "AJ Finch", "JP Reed".
_CLUB_RE = pattern(r"\A(?:[A-IK-Z]{2,4}\s.{0,200}\b\w[^\W\dA-Z].*|.*\s\w)")
_ROMAN_RE = pattern(r"[IVX]+|JR|SR")
# "(ab/cd)", "abc, de": the author's initials, which only the house can read.
_SIGNS_RE = pattern(r"\(?([a-z]{2,4}(?:\s*[,/]\s*[a-z]{2,4})+)\)?|\(([a-z]{2,4})\)")
_EDGES = " \t\u00a0,;:*-–—|_'‘’`"
_ARTICLES = frozenset(["the", "der", "die", "das"])
# The most words of a name, the most after "in", "for", "with", the most characters of a name, and
# the words of a part from which on only its beginning can be a name.
_MOST_WORDS, _MOST_BEHIND, _LONGEST_NAME, _PROSE = 5, 4, 45, 12
# Who may be the author, the first of these that are found: signed ("By"), named, desks and
# agencies, initials ("abc/de").
_TIERS = ("signed", "named", "desk", "sign")


def names_in_byline(texts: Sequence[str], lexicon: Lexicon, *, desks: bool = True) -> list[Person]:
    """The people named in lines that are known to be bylines, in the order of the page.

    Where someone is signed ("By Ada Finch"), names without a by-word belong to other stories,
    pictures or biographies, and do not count. With *desks*, an agency, paper, team or initials
    ("abc") are the author if no person is. Lines that hold no name give nothing.
    """
    found: dict[str, list[Person]] = {tier: [] for tier in (*_TIERS, "other")}
    for line, under in _joined(texts, lexicon):
        for part in re.split("[;；]", line):
            _read(part, found, lexicon, under=under)
    authors = next((found[tier] for tier in _TIERS[: None if desks else 2] if found[tier]), [])
    return list(unique([*authors, *found["other"]]))


def _joined(texts: Sequence[str], lexicon: Lexicon) -> list[tuple[str, bool]]:
    """The lines, joined where a byline is split ("By", "Ada Finch", "and", "Bo Reed"), each with
    True if it stands under a bare "By".
    """
    lines: list[tuple[str, bool]] = []
    pending, under = "", False
    for text in texts:
        line = _UNSEEN_RE.sub(" ", text).replace("\u00a0", " ").strip()
        if not line:
            continue
        alone = opening(line, lexicon)
        if alone and not alone[1]:
            pending, under = f"{line.rstrip(' :：')}: ", True
        elif (
            lines
            and not pending
            and (
                joins(line.split()[0])
                or joins(lines[-1][0].split()[-1])
                or lines[-1][0].endswith((",", "&"))
            )
        ):
            lines[-1] = f"{lines[-1][0]} {line}", lines[-1][1]
        else:
            under = under and (
                bool(pending)
                or all(name_in(chunk, lexicon, signed=False) for chunk in _LIST_RE.split(line))
            )
            lines.append((pending + line, under))
            pending = ""
    return lines


def _read(line: str, found: dict[str, list[Person]], lexicon: Lexicon, *, under: bool) -> None:
    """Add the people of one line to *found*, by tier (``_TIERS``). *under*: it stands under a bare
    "By". A person beside the name of a picture agency is the photographer.
    """
    signs = _SIGNS_RE.fullmatch(line.strip())
    found["sign"] += [
        Person(sign, "author")
        for sign in re.findall("[a-z]+", line)
        if signs and not _is_common(sign)
    ]
    line = _CONTACT_RE.sub(" | ", _NOTE_RE.sub("", line))
    for date in reversed(find_dates(line)):
        line = f"{line[: date.start]} | {line[date.end :]}"
    pieces = ["", *_BREAK_RE.split(line), ""]
    pictured = any(fold(word) in words_of("pictures") for piece in pieces for word in piece.split())
    first = "photographer" if pictured else "author"
    role, signed = first, under
    for before, part, mark in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
        if before in tuple("|｜•·)）"):
            role, signed = first, under
        if before in tuple("©»›>") or mark in tuple("»›>"):
            role = ""
        if mark in (":", "："):
            named, role, owner = _label(part, role, lexicon)
            _part(named, owner, found, lexicon, signed=signed)
            signed = bool(role)
        elif _part(part, role, found, lexicon, signed=signed) and before == "" and mark == "/":
            role = "photographer"


def _label(part: str, role: str, lexicon: Lexicon) -> tuple[str, str, str]:
    """Reads what stands before a colon: the names before the label, the role that the label gives
    ("" for none), and the role of those names.
    """
    words = part.split()
    for at in range(len(words)):
        opened = opening(" ".join(words[at:]) + ":", lexicon)
        if opened and not opened[1]:
            return " ".join(words[:at]), opened[0], role
    return "", "author" if any(fold(word) in words_of("jobs") for word in words) else "", role


def _part(
    part: str, role: str, found: dict[str, list[Person]], lexicon: Lexicon, *, signed: bool
) -> bool:
    """Add the people of a part of a line, a list with commas and "and", to *found*. Their role is
    that of a phrase in the part, else *role*; "" names nobody. Returns whether the part names an
    agency or desk.
    """
    opened = opening(part, lexicon) or behind_byword(part, lexicon)
    if opened and opened[1]:
        (role, part), signed = opened, True
    tier = "other"
    if role == "author":
        tier = "signed" if signed else "named"
    if not part or not role:
        return False
    if is_eastern(part):
        found[tier] += [
            Person(name, role)
            for chunk in _LIST_RE.split(part)
            for name in eastern_names(chunk, signed=signed)
        ]
        chunks = [part]
    else:
        chunks = _chunks(_COUNT_RE.sub(",", part))
        other = next(
            (
                at
                for at, chunk in enumerate(chunks)
                if at and (opening(chunk, lexicon) or (role,))[0] != role
            ),
            len(chunks),
        )
        _part(", ".join(chunks[other:]), role, found, lexicon, signed=signed)
        del chunks[other:]
        names = _names(chunks, lexicon, signed=signed, prose=len(part.split()) > _PROSE)
        found[tier] += [Person(name, role) for name in names]
    others = [
        _desk(chunk, lexicon, signed=signed and not at)
        for at, chunk in enumerate(chunks)
        if role == "author"
    ]
    found["desk"] += [Person(name, role) for name in others if name]
    return any(others)


def _names(chunks: Sequence[str], lexicon: Lexicon, *, signed: bool, prose: bool) -> list[str]:
    """The names of a list, up to the first item that is no name, or is in capitals after a name
    that is not ("Ada Finch, NORTH BAY").
    """
    names: list[str] = []
    for chunk in chunks if signed or not prose else chunks[:1]:
        name = name_in(chunk, lexicon, signed=signed)
        if name and not (name.isupper() and names and not names[0].isupper()):
            names.append(name)
        elif not signed and not names and not is_desk(chunk, lexicon) and " " in chunk:
            break
    return names


def behind_byword(part: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The by-word's role and the names after a by-word that other words precede, or None: "View all
    posts by Ada Finch", "Ein Kommentar von Ada Finch".
    """
    words = part.split()
    for at, word in enumerate(words[: _MOST_WORDS + 1]):
        behind = " ".join(words[at + 1 : at + 3])
        if word.lower() in words_of("inside" if at else "by") and (
            name_in(behind, lexicon, signed=True) or is_desk(behind, lexicon)
        ):
            return "author", " ".join(words[at + 1 :])
    return None


def _chunks(part: str) -> list[str]:
    """The items of a list of names, cut at commas and "and"; "y", "e", "i" belong to a name unless
    two words precede them.
    """
    found: list[str] = []
    for chunk in _LIST_RE.split(part):
        current: list[str] = []
        for word in chunk.split():
            if joins(word) and (len(current) > 1 or (current and len(word) > 1)):
                found.append(" ".join(current))
                current = []
            else:
                glued = next(
                    (
                        cut.start()
                        for cut in _GLUED_RE.finditer(word)
                        if _is_common(word[cut.start() :])
                    ),
                    len(word),
                )
                current.append(word[:glued])
        found.append(" ".join(current))
    return [chunk for chunk in found if chunk]


def _is_common(word: str) -> bool:
    """Whether a word is one of menus or press jobs, or is glued to one ("FinchReporter")."""
    return (
        any(fold(word) in words_of(kind) for kind in ("jobs", "menu", "cut")) or word in PARTICLES
    )


def _desk(chunk: str, lexicon: Lexicon, *, signed: bool) -> str | None:
    """The agency, paper or team that a part of a byline names, or None; a picture agency does not
    count, after "By" anything in capitals does.
    """
    words = chunk.split()
    if not words_of("pictures").isdisjoint(map(fold, words)):
        return None
    text = " ".join(words[: _name_end(words, lexicon)] or words).strip(_EDGES)
    proper = (
        signed and text and all(word[0].isupper() and not _is_common(word) for word in text.split())
    )
    return text if is_desk(text, lexicon) or (proper and len(text.split()) < _MOST_WORDS) else None


def name_in(chunk: str, lexicon: Lexicon, *, signed: bool) -> str | None:
    """The name in a part of a byline, without the bearer's job, place and paper; None if there is
    none. Unless it is *signed*, words of menus are no name.

    "Senior reporter Ada Finch", "Ada Finch in Berlin", "Ada Finch Example News".
    """
    words = chunk.strip(_EDGES).split()
    while words and fold(words[0]) in words_of("jobs"):
        del words[0]
    words = words[: _name_end(words, lexicon)]
    while words and (fold(words[-1]) in _ARTICLES or words[-1] in PARTICLES):
        del words[-1]
    name = " ".join(words).strip(_EDGES)
    name = name if re.search(r"\b(?:\w|[JS]r)\.$", name) else name.rstrip(".")
    words = name.split(" ")
    rubric = not signed and any(
        fold(word) in words_of("menu") and word not in PARTICLES for word in words
    )
    return (
        None
        if rubric
        or fold(name) in words_of("places")
        or lexicon.credited(name)
        or not _is_person(words)
        else name
    )


def _name_end(words: Sequence[str], lexicon: Lexicon) -> int:
    """How many of *words* belong to the name that they begin with."""
    for at, word in enumerate(words[1:], 1):
        low, left = fold(word), len(words) - at
        if (
            low in words_of("jobs")
            or is_desk(word, lexicon)
            or (word == low and low in words_of("says"))
        ):
            return at
        if low in words_of("cut") and low not in PARTICLES and left <= _MOST_BEHIND + 1:
            return at
        if at > 1 and low in words_of("desks"):
            # "Los Angeles Times" is no Los Angeles of the Times; two such words in a row are a firm
            # after a name.
            return at if left > 1 and fold(words[at + 1]) in words_of("desks") else 0
        acronym = (
            word.isupper()
            and word.isalpha()
            and 1 < len(word) <= _MOST_WORDS
            and not _ROMAN_RE.fullmatch(word)
        )
        firm = (acronym and not all(map(str.isupper, words[:at]))) or (
            left > 1 and lexicon.credited(" ".join(words[at:]))
        )
        if at > 1 and (firm or low in words_of("degrees")):
            return at
    return len(words)


def _is_person(words: Sequence[str]) -> bool:
    """Whether *words* have the form of one person's name: two to five, in capitals but for
    particles, or of a script without capitals.
    """
    if (
        not 1 < len(words) <= _MOST_WORDS
        or sum(map(len, words)) > _LONGEST_NAME
        or not all(map(_NAME_WORD_RE.fullmatch, words))
    ):
        return False
    press = any(fold(word) in words_of(kind) for word in words for kind in ("jobs", "desks"))
    if press or words[0] in _ARTICLES or _CLUB_RE.fullmatch(" ".join(words)):
        return False
    if not has_case(words[0]):
        return len(words) < _MOST_WORDS and not any(map(has_case, words))
    proper = [word for word in words if any(map(str.isupper, word))]
    full = len(proper) > 1 and any(len(word.replace(".", "")) > 1 for word in proper)
    return full and all(
        (word in proper or word in PARTICLES) and (word[-1] != "." or len(word) <= _MOST_WORDS)
        for word in words
    )
