"""Who is credited: the one reader of people, for credit lines of wires and for bylines of pages.

A line is cut into pieces at its signs, a piece into the items of a list. A phrase ("Reporting by",
"Text:") gives the role of the names that follow it, a verb ("... contributed to this report") that
of the names before it. Beside a name stand its bearer's job, place, paper and contacts; they are no
part of it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.grammar.credits import (
    PARTICLES,
    Credited,
    eastern_names,
    is_desk,
    is_eastern,
    is_initial,
    is_name,
    is_person,
    is_place_name,
    joins,
    opening,
    phrase_at,
    role_of,
    tokens,
    words_of,
)
from dispatchkit.grammar.dates import find_dates
from dispatchkit.model import ROLES, Person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.agencies.matcher import Hit

_CONTACT_RE = pattern(
    r"\[email[\s\u00a0]protected\]|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|@\w+|https?://\S+|\bwww\.\S+"
)
_UNSEEN_RE = pattern(
    r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\ufeff\u2060\ue000-\uf8ff]"
)
# What separates names from the rest of a line. A colon in a time separates nothing.
_BREAK_RE = pattern(
    r"\s*([;；|｜•·/／\\()（）\[\]【】<>«»›‹\"“”„=＝^*]|(?<!\d)[:：]|[:：](?!\d)|\s[-–—]+\s|^[-–—*]+|©|\t|\s{2,}|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_]{2,}[ :]))\s*"
)
_LIST_RE = pattern(r"\s{0,4}[,،，、&+]\s{0,4}")
# "Joe Finch, Jr." is one name.
_SUFFIX_RE = pattern(r"\s*,\s*(?=(?:[JS]r\b|I{2,3}\b|IV\b))")
# "Finch, Ada" in a list after a label.
_INVERTED_RE = pattern(r"\s*[^\W\d_][\w'’-]+, [^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?\s*")
# "3 Minuten", "142 Views"; the note marks of "Ada Finch1,2"
_COUNT_RE = pattern(r"(?<![^\W_])\d+(?:[.:,]\d+)*\+?(?:\s+[^\W\d_]+\b\.?){0,2}")
_NOTE_RE = pattern(r"(?<=[^\W\d_A-Z]{2})\d(?:,\d)*(?![\w.])|_[A-Z]{0,4}\d+\b")
_GLUED_RE = pattern(r"(?<=[^\W\d_A-Z])(?=[A-ZÀ-ÖØ-Þ])")
_AGO_RE = pattern(r"(?<=[^\W\d_])(?=\d{1,2}\s[^\W\d_A-Z])")
_ROMAN_RE = pattern(r"[IVX]+|JR|SR")
# "(ab/cd)", "abc, de": the author's initials, which only the house can read.
_SIGNS_RE = pattern(r"\(?([a-z]{2,4}(?:\s*[,/]\s*[a-z]{2,4})+)\)?|\(([a-z]{2,4})\)")
_EDGES = " \t\u00a0,;:*-–—|_'‘’`^=<>"
# Arabic writes "for the" in one word with what follows.
_FOR = ("لل", "بال")
_ARTICLES = frozenset(["the", "der", "die", "das"])
# The most words of a name, the most after "in", "for", "with", and the words of a part from which
# on only its beginning can be a name.
_MOST_WORDS, _MOST_BEHIND, _PROSE = 5, 4, 12
# Who may be the author, the first of these that are found: signed ("By"), named, desks and
# agencies, initials ("abc/de").
_TIERS = ("signed", "named", "desk", "sign")
# At most this many words stand around the names of a byline that nobody signs.
_AROUND_NAMES = 2
# What sets a credit line apart from the text: it is in brackets, or a star or two dashes are glued
# to its first word. A star and a space open an item of a list.
_APART_RE = pattern(r"\s*(?:[(（\[【].*[)）\]】]\W*\d*\W*\Z|\*\w|(?:--|—)\s?\w)")


def parse_credits(text: str, lexicon: Lexicon) -> Credited | None:
    """The people that a credit line names, with their roles; None if the line is no credit line.

    "By A and B", "(Reporting by A in Rome; Editing by C)", "Muhabir: A", "Par A avec B", "A
    contributed to this report."
    """
    apart = _APART_RE.match(text) is not None
    if not apart and not _may_credit(text):
        return None
    reader = _Reader(lexicon, apart=apart, lone=True)
    reader.line(text.strip(), under=False)
    signed = [person for tier, person in reader.found if tier in ("signed", "other")]
    most = 0 if ends_sentence(text) and not apart else max(1, len(text.split()) // 3)
    if not signed or reader.foreign or _strange(reader.rest) > most:
        return None
    tiers = ("signed", "other", "named") if apart else ("signed", "other")
    people = unique([person for tier, person in reader.found if tier in tiers])
    return Credited(people, " ".join(reader.rest))


def names_in_byline(texts: Sequence[str], lexicon: Lexicon, *, desks: bool = True) -> list[Person]:
    """The people named in lines that are known to be bylines, in the order of the page.

    Where someone is signed ("By Ada Finch"), names without a by-word belong to other stories,
    pictures or biographies, and do not count. With *desks*, an agency, paper, team or initials
    ("abc") are the author if no person is. Lines that hold no name give nothing.
    """
    reader = _Reader(lexicon)
    for line, under in _joined(texts, lexicon):
        reader.line(line, under=under)
    tiers = {tier: [one for own, one in reader.found if own == tier] for tier in (*_TIERS, "other")}
    authors = next((tiers[tier] for tier in _TIERS[: None if desks else 2] if tiers[tier]), [])
    return list(unique([*authors, *tiers["other"]]))


def is_byline(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a byline by its form: somebody signs it, or besides names, dates, counts
    and jobs it holds at most two words.
    """
    reader = _Reader(lexicon)
    reader.line(text, under=False)
    tiers = {tier for tier, _ in reader.found}
    return "signed" in tiers or ("named" in tiers and _strange(reader.rest) <= _AROUND_NAMES)


def people_in(hit: Hit, lexicon: Lexicon) -> Credited:
    """The people whom the groups of a rule name, and the text of these groups that is no name."""
    found: list[Person] = []
    residue = ""
    for role in ROLES:
        if role in hit.groups:
            reader = _Reader(lexicon, role=role)
            reader.line(hit.groups[role], under=True)
            people = [person for tier, person in reader.found if tier in ("signed", "other")]
            found += people
            residue += " ".join(reader.rest) if people else hit.groups[role]
    return Credited(tuple(found), residue)


def unique(people: Sequence[Person]) -> tuple[Person, ...]:
    """The people without repeats. Somebody may have several roles, and is kept once for each."""
    seen: dict[tuple[str, str], Person] = {}
    for person in people:
        seen.setdefault((fold(person.name), person.role), person)
    return tuple(seen.values())


@cache
def _contributing() -> frozenset[str]:
    """The first letters of the words for those who contributed."""
    return frozenset(word[:4] for word in tables.words("data/credits", "roles", "contributor"))


def _may_credit(text: str) -> bool:
    """Whether a line may credit somebody, at the first glance: it opens with a phrase, has a sign
    within it after which a phrase may stand, or a word for contributing.
    """
    words = text.split(maxsplit=_MOST_WORDS)
    return bool(
        (words and phrase_at(tokens(text[:80])[:_MOST_WORDS]))
        or re.search(r"[;|•·:：]|\s\s|\.\s", text.strip())
        or not _contributing().isdisjoint([word[:4] for word in text.lower().split()])
    )


def _strange(rest: Sequence[str]) -> int:
    """How many words of the *rest* of a credit line no credit line needs: neither small words nor
    jobs nor words for roles. Words in capitals are places and papers.
    """
    count = 0
    for word in rest:
        low = fold(word)
        known = (
            not any(map(str.isalpha, word))
            or role_of(word) is not None
            or any(low in words_of(kind, "words") for kind in ("small", "in", "with", "and", "by"))
            or any(low in words_of(kind) for kind in ("jobs", "desks", "cut", "degrees"))
        )
        count += not known and word == word.lower()
    return count


class _Reader:
    """Reads lines; ``found`` are the people in order, each with a tier (``_TIERS``, or "other" for
    those who are no authors), ``rest`` the words that are neither names nor phrases.

    In a line set *apart* from the text, words for roles need no by-word: "(Ada Finch, editor Bo
    Reed)". With *lone*, a single word after a colon may be a name. *role* is that of names without
    a phrase.
    """

    def __init__(
        self, lexicon: Lexicon, *, apart: bool = False, lone: bool = False, role: str = "author"
    ) -> None:
        self._lexicon, self._apart, self._role = lexicon, apart, role
        self.found: list[tuple[str, Person]] = []
        self.rest: list[str] = []
        # The part stands after a colon, where a single word may be a name ("By: Ada").
        self._labelled, self._lone = False, lone
        # The line opens with a label that stands for no role ("Winner:").
        self.foreign = False

    def line(self, line: str, *, under: bool) -> None:
        """Read one line. *under*: it stands under a bare "By". A person beside the name of a
        picture agency is the photographer.
        """
        for part in re.split("[;；]", line):
            if _SIGNS_RE.fullmatch(part.strip()):
                signs = re.findall("[a-z]+", part)
                self._add("sign", "author", [sign for sign in signs if not _is_common(sign)])
        label, colon, names = line.rpartition(":")
        if all(map(_INVERTED_RE.fullmatch, names.split(";"))):
            given = [name.split(",")[::-1] for name in names.split(";")]
            line = f"{label}{colon} {', '.join(' '.join(map(str.strip, name)) for name in given)}"
        line = _CONTACT_RE.sub(
            " | ", _NOTE_RE.sub("", _AGO_RE.sub(" ", _SUFFIX_RE.sub("\0", line)))
        )
        for date in reversed(find_dates(line)):
            line = f"{line[: date.start]} | {line[date.end :]}"
        pieces = ["", *_BREAK_RE.split(line), ""]
        pictured = any(
            fold(word) in words_of("pictures") for piece in pieces for word in piece.split()
        )
        first = "photographer" if pictured else self._role
        role, signed = first, under
        for before, part, mark in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
            if before and before in "|｜•·)）;；.":
                role, signed = first, under
            if before in tuple("©»›>") or mark in tuple("»›>"):
                role = ""
            self._labelled = before in (":", "：")
            fresh, strange = not self.found, _strange(self.rest)
            alone = opening(part, self._lexicon)
            if alone and not alone[1]:
                role, signed = alone[0], True
            elif mark in (":", "："):
                named, role, owner = self._label(part, role)
                self._part(named, owner, signed=signed)
                signed = bool(role)
            elif self._part(part, role, signed=signed) and before == "" and mark == "/":
                role = "photographer"
            elif alone and mark in ("/", "／"):
                role, signed = alone[0], True
            # Before the first name of a credit line stands no text.
            self.foreign = self.foreign or bool(fresh and self.found and strange)

    def _add(self, tier: str, role: str, names: Sequence[str]) -> None:
        """Keep *names* as people of one role."""
        self.found += [(tier, Person(name.replace("\0", ", "), role)) for name in names]

    def _label(self, part: str, role: str) -> tuple[str, str, str]:
        """Reads what stands before a colon: the names before the label, the role that the label
        gives ("" for none), and the role of those names.
        """
        words = tokens(part.replace("、", "、 "))
        for at in range(len(words)):
            phrase = phrase_at([*words[at:-1], f"{words[-1]}:"])
            named = " ".join(words[:at]).strip("、 ")
            if phrase and at + phrase.size == len(words) and self._may_precede(named):
                return named, phrase.role, role
        self.rest += words
        if not self.found:
            self.foreign = True
        job = not self._lone and any(fold(word) in words_of("jobs") for word in words)
        return "", "author" if job else "", role

    def _may_precede(self, text: str) -> bool:
        """Whether *text* may stand before a label: in a credit line only names."""
        return not text or not self._lone or self._named(text)

    def _part(self, part: str, role: str, *, signed: bool) -> bool:
        """Read a part of a line, a list with commas and "and". Its role is that of a phrase in it,
        else *role*; "" names nobody. Returns whether the part names an agency or desk.
        """
        opened = self._opened(part) or self._closed(part)
        if not opened and not self._lone:
            opened = behind_byword(part, self._lexicon)
        if opened and opened[1]:
            (role, part), signed = opened, True
        tier = "other" if signed or not self._lone else "named"
        if role == "author":
            tier = "signed" if signed else "named"
        if not part or not role:
            self.rest += _COUNT_RE.sub(" ", part).split()
            return False
        chunks, left, helper = [part], "", None
        if is_eastern(part):
            names = [
                name
                for chunk in _LIST_RE.split(part)
                for name in eastern_names(chunk, signed=signed)
            ]
            self._add(tier, role, names)
            self.rest += [] if names else part.split()
        else:
            chunks = _chunks(_COUNT_RE.sub(",", part))
            end, helper = self._own(chunks, role)
            left, chunks = (
                ", ".join([helper[1], *chunks[end + 1 :]] if helper else chunks[end:]),
                chunks[:end],
            )
            names = self._names(chunks, tier, role, prose=len(part.split()) > _PROSE)
        desks = [
            _desk(chunk, self._lexicon, signed=signed and not at)
            for at, chunk in enumerate(chunks)
            if role == "author"
        ]
        self._add("desk", role, [name for name in desks if name])
        if left and (names or not helper):
            self._part(left, helper[0] if helper else role, signed=signed or bool(helper))
        return any(desks) and not names

    def _opened(self, text: str) -> tuple[str, str] | None:
        """The role of the phrase that opens *text* and the rest, or None. In a line set apart the
        phrase needs no by-word, but a name after it.
        """
        found = opening(text, self._lexicon)
        if found or not self._apart:
            return found
        words = tokens(text)
        phrase = phrase_at(words)
        rest = " ".join(words[phrase.size :]) if phrase else ""
        return (phrase.role, rest) if phrase and self._named(rest) else None

    def _named(self, text: str) -> bool:
        """Whether *text* opens with a name."""
        if is_eastern(text):
            return bool(eastern_names(text, signed=True))
        return name_in(_LIST_RE.split(text)[0], self._lexicon, signed=True) is not None

    def _closed(self, part: str) -> tuple[str, str] | None:
        """The role that the end of a sentence gives to the names that open it, and these names; or
        None: "A in Rome and B contributed to this report.".
        """
        words = part.split()
        for at, word in enumerate(words):
            role = role_of(word) if at > 1 and word == word.lower() else None
            if role in ("contributor", "translator") and fold(word) not in words_of("jobs"):
                names = " ".join(words[:at])
                if _strange(words[at:]) or not self._named(_job_free(names)):
                    return None
                self.rest += words[at:]
                return role, _placeless(names)
        return None

    def _own(self, chunks: Sequence[str], role: str) -> tuple[int, tuple[str, str] | None]:
        """How many items of a list precede the first that opens with a phrase of its own; and its
        role and text, for one that opens with "with".
        """
        for at, chunk in enumerate(chunks[1:], 1):
            helper = _helper(chunk)
            own = self._opened(chunk)
            if helper or (own and (self._apart or own[0] != role)):
                return at, helper
        return len(chunks), None

    def _names(self, chunks: Sequence[str], tier: str, role: str, *, prose: bool) -> list[str]:
        """Keep and return the names of a list, up to the first item that is no name, or is in
        capitals after a name that is not ("Ada Finch, NORTH BAY").
        """
        names: list[str] = []
        signed = tier != "named"
        for at, chunk in enumerate(chunks):
            found = (
                names_in(chunk, self._lexicon, signed=signed, apart=self._apart)
                if signed or not prose or not at
                else []
            )
            if found and not (found[0].isupper() and names and not names[0].isupper()):
                names += found
                left = chunk
                for name in found:
                    left = left.replace(name, " ")
                self.rest += left.split()
                continue
            self.rest += chunk.split()
            if not signed and not names and not is_desk(chunk, self._lexicon) and " " in chunk:
                self.rest += " ".join(chunks[at + 1 :]).split()
                break
        if (
            not names
            and self._labelled
            and self._lone
            and role != "photographer"
            and is_name(" ".join(chunks), self._lexicon)
        ):
            names = list(chunks)
            self.rest.clear()
        self._add(tier, role, names)
        return names


def _helper(chunk: str) -> tuple[str, str] | None:
    """The role of a contributor and the name, if an item of a list opens with "with"; or None."""
    word, _, name = chunk.partition(" ")
    return ("contributor", name) if name and word in words_of("with", "words") else None


def _job_free(text: str) -> str:
    """A text without the agency and job before the name: "Associated Press writer Ada Finch"."""
    words = text.split()
    jobs = [at for at, word in enumerate(words) if fold(word) in words_of("jobs")]
    return " ".join(words[jobs[0] + 1 :]) if jobs and jobs[0] < _MOST_WORDS else text


def _placeless(text: str) -> str:
    """A list of names without regions after places: "A in Concord, New Hampshire," has one name.

    An item with neither "in" nor "and" that follows one with "in" is a region.
    """
    kept: list[str] = []
    for item in _LIST_RE.split(_job_free(text)):
        words = item.split()
        placed = [word in words_of("in", "words") for word in words]
        joined = any(map(joins, words))
        if kept and not any(placed) and not joined and _is_placed(kept[-1]):
            continue
        kept.append(item)
    return ", ".join(kept)


def _is_placed(item: str) -> bool:
    """Whether a place stands after a name: "A in Rome"."""
    return any(word in words_of("in", "words") for word in item.split()[1:])


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
        alone = opening(line, lexicon) or opening(f"{line.rstrip(' :：')}:", lexicon)
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


def behind_byword(part: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The by-word's role and the names after a by-word that other words precede, or None: "View all
    posts by Ada Finch", "Ein Kommentar von Ada Finch".
    """
    words = part.split()
    for at, word in enumerate(words[: _MOST_WORDS + 1]):
        behind = " ".join(words[at + 1 : at + 3])
        if word.lower() in words_of("inside" if at else "by", "byline" if at else "words") and (
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
            if not current and len(word) > 1 and joins(word):
                continue
            opens = phrase_at(current)
            helped = len(current) > 1 and word in words_of("with", "words")
            if not (opens and opens.size == len(current)) and (helped or _parts(word, current)):
                found.append(" ".join(current))
                current = [word] if helped else []
            else:
                current.append(word[: _glued(word)])
        found.append(" ".join(current))
    return [chunk for chunk in found if chunk]


def _parts(word: str, before: Sequence[str]) -> bool:
    """Whether *word*, which follows the words *before*, is an "and" between two names. It may have
    a capital after a name of two words ("Ada Finch And Bo Reed").
    """
    joining = joins(word) or (len(word) > 1 and len(before) > 1 and joins(word.lower()))
    return joining and (len(before) > 1 or bool(before and len(word) > 1))


def _glued(word: str) -> int:
    """How many letters of a word stand before another that is glued to it ("FinchReporter")."""
    return next(
        (cut.start() for cut in _GLUED_RE.finditer(word) if _is_common(word[cut.start() :])),
        len(word),
    )


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
    if signed or len(words) <= _MOST_WORDS or not all(word[:1].isupper() for word in words):
        return []
    names: list[list[str]] = [[]]
    for word in words:
        if len([own for own in names[-1] if fold(own) not in words_of("middle")]) > 1:
            names.append([])
        names[-1].append(word)
    found = [name_in(" ".join(own), lexicon, signed=False) for own in names]
    return [name for name in found if name] if all(found) else []


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
    words = _bare(chunk).split()
    while words and fold(words[0]) in words_of("jobs"):
        del words[0]
    words = words[: _name_end(words, lexicon)]
    if len(words) > 2 and apart and is_place_name(words[0]):
        # "(... in redazione Milano Ada Finch)"
        del words[0]
    while words and (fold(words[-1]) in _ARTICLES or words[-1] in PARTICLES):
        del words[-1]
    name = _bare(" ".join(words))
    name = name if re.search(r"\b(?:\w|[JS]r)\.$", name) else name.rstrip(".")
    words = name.split(" ")
    rubric = not signed and (
        any(fold(word) in words_of("menu") and word not in PARTICLES for word in words)
        or (fold(words[0]) in words_of("in", "words") and fold(words[0]) not in PARTICLES)
    )
    return (
        None
        if rubric
        or fold(name) in words_of("places")
        or lexicon.credited(name)
        or not is_person([word.partition("\0")[0] for word in words])
        else name
    )


def _name_end(words: Sequence[str], lexicon: Lexicon) -> int:
    """How many of *words* belong to the name that they begin with."""
    for at, word in enumerate(words[1:], 1):
        low, left = fold(word), len(words) - at
        if low in words_of("jobs") and not (at == 1 and is_initial(words[0])):
            # "Ada Finch Rome correspondent"
            return at - (at > 2 and is_place_name(words[at - 1]))
        if (
            is_desk(word, lexicon)
            or (word == low and low in words_of("says"))
            or word.startswith(_FOR)
        ):
            return at
        if low in words_of("cut") and low not in PARTICLES and left <= _MOST_BEHIND + 1:
            return at
        if at > 1 and left > 1 and word in words_of("in", "words") and is_place_name(words[at + 1]):
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
        if at > 1 and (firm or low in words_of("degrees") or low in words_of("buttons")):
            return at
    return len(words)
