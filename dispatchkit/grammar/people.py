"""Who is credited: the one reader of people, for credit lines of wires and for bylines of pages.

A line is cut into pieces at its signs, a piece into the items of a list. A phrase ("Reporting by",
"Text:") gives the role of the names that follow it, a verb ("... contributed to this report") that
of the names before it. Beside a name stand its bearer's job, place, paper and contacts; they are no
part of it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from dispatchkit.agencies.desk import said
from dispatchkit.grammar.ago import is_ago
from dispatchkit.grammar.credits import (
    PARTICLES,
    Credited,
    is_byword,
    is_credit_word,
    is_eastern,
    joins,
    opening,
    phrase_at,
    role_of,
    tokens,
    unglued,
    words_of,
)
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.vocabulary import phrase_at as phrase_at_date
from dispatchkit.grammar.names import (
    LIST_RE,
    PLACED_RE,
    desk_in,
    eastern_names,
    is_common,
    is_desk,
    is_name,
    is_person,
    is_place_name,
    items_of,
    name_in,
    names_in,
)
from dispatchkit.model import ROLES, Person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, smooth
from dispatchkit.text.shape import DIGIT_RE, ends_sentence

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
# A line that names somebody with job or employer has at most eight words.
_MOST_AFFILIATED = 8
# What separates names from the rest of a line. A colon in a time separates nothing.
_BREAK_RE = pattern(
    r"\s*([;；؛|｜•·/／\\()（）\[\]【】<>«»›‹\"“”„=＝^*]|(?<!\d)[:：]|[:：](?!\d)|\s[-–—]+\s|^[-–—*]+|©"
    r"|\t|\s{2,}|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_]{2,}[ :]))\s*"
)
# "Joe Finch, Jr." is one name.
_SUFFIX_RE = pattern(r",\s(?=(?:[JS]r|II|III|IV)\b)")
# "3 Minuten", "142 Views"; the note marks of "Ada Finch1,2"
_COUNT_RE = pattern(r"(?<![^\W_])\d+(?:[.:,]\d+)*\+?(?:\s+[^\W\d_]+\b\.?){0,2}")
_NOTE_RE = pattern(r"(?<=[^\W\d_A-Z]{2})\d(?:,\d)*(?![\w.])|_[A-Z]{0,4}\d+\b")
# "Byline: ADA FINCHHighlight: ...": an export glued the next label.
_LABELLED_RE = pattern(r"([^:：]{1,30}[:：][^:：]{2,80}[^\W_])\s?(?=([A-ZÀ-Þ][a-zß-ÿ]{2,20}):\s)")
_CLOCK_RE = pattern(r"(?<![\d.:/-])[0-2]?\d[:.h][0-5]\d(?![\d.:/-])(?:\s?[AaPp]\.?[Mm]\b\.?)?")
_AGO_RE = pattern(r"(?<=[^\W\d_])(?=\d{1,2}\s[^\W\d_A-Z])")
# "(ab/cd)", "abc, de": the author's initials, which only the house can read.
_SIGNS_RE = pattern(r"\(?([a-z]{2,4}(?:\s*[,/]\s*[a-z]{2,4})+)\)?|\(([a-z]{2,4})\)")
# What parts words, and after what a phrase may stand within a line.
_PARTS_RE = pattern(r"[\s;；؛|｜•·/／\\()（）\[\]【】<>«»›‹\"“”„=＝^*©,،，、&+:：]+")
_WITHIN_RE = pattern(r"[;|•·:：]|\s\s|\.\s")
# At most this many words stand before "by" and what else opens a credit; a part of so many words is
# prose, of which only the beginning can be a name.
_MOST_WORDS, _PROSE = 5, 12
# Who may be the author, the first of these that are found: signed ("By"), named, desks and
# agencies, initials ("abc/de").
_TIERS = ("signed", "named", "desk", "sign")
# Articles and prepositions before a name have at most three letters.
_LONG_WORD = 4
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
    text = unglued(_unlabelled(text).strip())
    apart = _APART_RE.match(text) is not None
    # "BY THE WAY, THE TRADE AGREEMENT ...": in capitals nothing tells a sentence from names.
    told = text.isupper() and ends_sentence(text) and len(text.split()) > _PROSE
    if not apart and (told or not _may_credit(text)):
        return None
    reader = _Reader(lexicon, apart=apart, lone=True)
    reader.line(text, under=False)
    # "Lesezeit: 3 Min." ends no sentence.
    told = not apart and ends_sentence(_COUNT_RE.sub(" ", text))
    most = 0 if told else max(1, len(text.split()) // 3)
    if not reader.people("signed", "other") or reader.foreign or _strange(reader.rest) > most:
        return None
    people = reader.people("signed", "other", *["named"] * apart)
    return Credited(unique(people), " ".join(reader.rest))


def names_in_byline(texts: Sequence[str], lexicon: Lexicon, *, desks: bool = True) -> list[Person]:
    """The people named in lines that are known to be bylines, in the order of the page.

    Where someone is signed ("By Ada Finch"), names without a by-word belong to other stories,
    pictures or biographies, and do not count. With *desks*, an agency, paper, team or initials
    ("abc") are the author if no person is. Lines that hold no name give nothing.
    """
    reader = _Reader(lexicon)
    for line, under in _joined(texts, lexicon):
        reader.line(line, under=under)
    authors = next(filter(None, map(reader.people, _TIERS[: None if desks else 2])), [])
    return list(unique([*authors, *reader.people("other")]))


def is_byline(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a byline by its form: somebody signs it, or besides names, dates, counts
    and jobs it holds at most two words.
    """
    reader = _Reader(lexicon)
    reader.line(text, under=False)
    tiers = {tier for tier, _ in reader.found}
    named = not tiers.isdisjoint(("named", "desk"))
    return "signed" in tiers or (named and _strange(reader.rest) <= _AROUND_NAMES)


def is_affiliation(text: str, lexicon: Lexicon) -> bool:
    """Whether a line names somebody with job or employer, or an agency or paper, perhaps with its
    place, and says nothing else: "Ada Finch Fen correspondent", "Example News, Norfolk".
    """
    words = text.split()
    if len(words) > _MOST_AFFILIATED or ends_sentence(text) or text.isupper():
        return False
    if any(fold(word.strip(",")) in words_of("jobs") for word in words[1:]):
        reader = _Reader(lexicon)
        reader.line(text, under=False)
        return bool(reader.people("signed", "named")) and not _strange(reader.rest)
    names = [name for name in PLACED_RE.split(text) if name]
    proper = all(word[0].isupper() or word in PARTICLES for name in names for word in name.split())
    employed = proper and len(names) > 1
    return employed and bool(is_desk(names[0], lexicon) or lexicon.credited(names[-1]))


def people_in(hit: Hit, lexicon: Lexicon) -> Credited:
    """The people whom the groups of a rule name, and the text of these groups that is no name."""
    found: list[Person] = []
    residue = ""
    for role in ROLES:
        if role in hit.groups:
            reader = _Reader(lexicon, role=role)
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
    words = [word.strip("*-–—_'’") for word in _PARTS_RE.split(text)]
    if not is_eastern(text) and not any(map(_is_of_phrase, words)):
        return False
    return (
        phrase_at(tokens(text[:80])[:_MOST_WORDS]) is not None
        or _WITHIN_RE.search(text.strip()) is not None
        or any(role_of(word) == "contributor" for word in words)
    )


def _is_of_phrase(word: str) -> bool:
    """Whether a word is one without which a line credits nobody."""
    return role_of(word) is not None or is_byword(word) or word in words_of("with")


def _strange(rest: Sequence[str]) -> int:
    """How many words of the *rest* of a credit line no credit line needs: neither small words nor
    jobs nor words for roles. Words in capitals are places and papers.
    """
    return sum(
        word == word.lower()
        and any(map(str.isalpha, word))
        and not is_credit_word(word)
        and fold(word) not in words_of("in", "jobs", "desks", "cut", "degrees")
        for word in rest
    )


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
        self._lone = lone
        # The part stands after a colon, where a single word may be a name ("By: Ada").
        self._single = False
        # The line opens with a label that stands for no role ("Winner:").
        self.foreign = False

    def line(self, line: str, *, under: bool) -> None:
        """Read one line. *under*: it stands under a bare "By". A person beside the name of a
        picture agency is the photographer.
        """
        self._add("sign", "author", _signs_of(line))
        pieces = ["", *_BREAK_RE.split(_cleaned(line)), ""]
        words = map(fold, " ".join(pieces).split())
        first = self._role if words_of("pictures").isdisjoint(words) else "photographer"
        role, signed = first, under
        for before, part, mark in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
            if before and before in "|｜•·)）;；.":
                role, signed = first, under
            if before in tuple("©»›>") or mark in tuple("»›>"):
                role = ""
            self._single = self._lone and before in (":", "：")
            fresh, strange = not self.found, _strange(self.rest)
            role, signed = self._piece(before, part, mark, role, signed=signed)
            # Before the first name of a credit line stands no text.
            self.foreign = self.foreign or bool(fresh and self.found and strange)

    def people(self, *tiers: str) -> list[Person]:
        """The people of these *tiers*, in order."""
        return [person for tier, person in self.found if tier in tiers]

    def _piece(
        self, before: str, part: str, mark: str, role: str, *, signed: bool
    ) -> tuple[str, bool]:
        """Read what stands between two signs. Returns the role of the names that follow, and
        whether a phrase gives it.
        """
        if self._posted(before + mark, role_of(part)):
            return role, signed
        alone, slash = opening(part, self._lexicon), mark in tuple("/／＝｜")
        if alone and not alone[1]:
            return alone[0], True
        if mark in (":", "：") or (slash and _labels(part)):
            named, given, owner = self._label(part, role)
            self._part(named, owner, signed=signed)
            return given, bool(given)
        if self._part(part, role, signed=signed) and before == "" and mark == "/":
            return "photographer", signed
        return (alone[0], True) if alone and slash else (role, signed)

    def _posted(self, marks: str, role: str | None) -> bool:
        """Whether the last person has the *role* that stands in brackets (*marks*) behind the name:
        "Ada Finch and Bo Reed (photos)".
        """
        at = max((at for at, (tier, _) in enumerate(self.found) if tier != "desk"), default=-1)
        if at < 0 or role is None or marks not in ("()", "（）"):
            return False
        person = Person(self.found[at][1].name, role)
        self.found[at] = "signed" if role == "author" else "other", person
        return True

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
            named = " ".join(words[:at]).strip("、, ")
            if (
                phrase
                and at + phrase.size == len(words)
                and (not named or not self._lone or self._named(named))
            ):
                return named, phrase.role, role
        self.rest += words
        self.foreign = self.foreign or not self.found
        job = not self._lone and any(fold(word) in words_of("jobs") for word in words)
        return "", "author" if job else "", role

    def _part(self, part: str, role: str, *, signed: bool) -> bool:
        """Read a part of a line, a list with commas and "and". Its role is that of a phrase in it,
        else *role*; "" names nobody. Returns whether the part names an agency, desk or firm.
        """
        opened = self._opened(part) or self._closed(part)
        if not opened and not self._lone:
            opened = behind_byword(part, self._lexicon)
        if opened and opened[1]:
            (role, part), signed = opened, True
        if not part or not role:
            self.rest += _COUNT_RE.sub(" ", part).split()
            return False
        tier = self._tier(role, signed=signed)
        if is_eastern(part):
            items, end, own = [part], 1, None
            names = self._eastern(part, tier, role, signed=signed)
        else:
            items = items_of(_COUNT_RE.sub(",", part))
            end, own = self._own(items, role)
            names = self._names(items[:end], tier, role, prose=len(part.split()) > _PROSE)
        desks = self._desks(items[:end], signed=signed) if role == "author" else []
        if own and (names or own[0] != "contributor"):
            self._part(", ".join([own[1], *items[end + 1 :]]), own[0], signed=True)
        firm = " " not in part and part.istitle() and not is_place_name(part)
        return not names and (firm or bool(desks))

    def _tier(self, role: str, *, signed: bool) -> str:
        """The tier of people of a role, whom a phrase credits if they are *signed*."""
        if signed or (role != "author" and not self._lone):
            return "signed" if role == "author" else "other"
        return "named"

    def _eastern(self, part: str, tier: str, role: str, *, signed: bool) -> list[str]:
        """Keep and return the Chinese, Japanese or Korean names of a part."""
        found = []
        for one in LIST_RE.split(part):
            first, _, name = one.partition(" ")
            own = role_of(first) if name else None
            if own:
                # "글 김예시, 사진 박보기"
                role, tier = own, self._tier(own, signed=True)
            names = eastern_names(name if own else one, signed=signed or bool(own))
            self._add(tier, role, names)
            found += names
        self.rest += [] if found else part.split()
        return found

    def _desks(self, items: Sequence[str], *, signed: bool) -> list[str]:
        """Keep and return the agencies, papers and teams of a list."""
        found = [
            desk_in(item, self._lexicon, signed=signed and not at) for at, item in enumerate(items)
        ]
        desks = [name for name in found if name]
        self._add("desk", "author", desks)
        return desks

    def _opened(self, text: str) -> tuple[str, str] | None:
        """The role of the phrase that opens *text* and the rest, or None. In a line set apart the
        phrase needs no by-word, but a name after it.
        """
        found = opening(text, self._lexicon)
        if found or not self._apart:
            return found
        words = tokens(text)
        phrase = phrase_at(words)
        left = words[phrase.size :] if phrase else []
        if left and left[0] == left[0].lower() != left[0].upper():
            # "version française Ada Finch"
            del left[0]
        return (phrase.role, " ".join(left)) if phrase and self._named(" ".join(left)) else None

    def _named(self, text: str) -> bool:
        """Whether *text* opens with a name."""
        if is_eastern(text):
            return bool(eastern_names(text, signed=True))
        return name_in(LIST_RE.split(text)[0], self._lexicon, signed=True) is not None

    def _closed(self, part: str) -> tuple[str, str] | None:
        """The role that the end of a sentence gives to the names that open it, and these names; or
        None: "A in Rome and B contributed to this report.". An item of their list with neither "in"
        nor "and" that follows one with "in" is the region of a place.
        """
        words = part.split()
        for at, word in enumerate(words[2:], 2):
            role = role_of(word) if word == word.lower() else None
            if role in ("contributor", "translator") and fold(word) not in words_of("jobs"):
                named = _without_edges(words[:at])
                items = LIST_RE.split(" ".join(named[self._titled(named) :]))
                after = said(smooth(" ".join(words[at:])))
                told = after.keys() >= {"story", "this"}
                if (_strange(words[at:]) and not told) or not self._named(items[0]):
                    return None
                self.rest += [] if told else words[at:]
                kept = [
                    item
                    for before, item in pairwise(["", *items])
                    if not _is_placed(before) or _is_placed(item) or any(map(joins, item.split()))
                ]
                return role, ", ".join(kept)
        return None

    def _titled(self, words: Sequence[str]) -> int:
        """How many words before the first name are its bearer's job and agency, with the small
        words between them: "El periodista de The Associated Press Ada Finch".
        """
        end = at = 0
        while at < len(words):
            sizes = [size for size in range(3, 0, -1) if self._is_agency(words[at : at + size])]
            job = fold(words[at].rpartition("-")[2]) in words_of("jobs")
            small = len(words[at]) < _LONG_WORD or fold(words[at]) in words_of("small")
            if not (sizes or job or small):
                break
            at += sizes[0] if sizes else 1
            end = at if sizes or job else end
        return end

    def _is_agency(self, words: Sequence[str]) -> bool:
        """Whether *words* are what a known agency is called, perhaps with an article glued on."""
        name = " ".join(words)
        return self._lexicon.credited(name.rpartition("'")[2].rpartition("’")[2]) is not None

    def _own(self, items: Sequence[str], role: str) -> tuple[int, tuple[str, str] | None]:
        """How many items of a list precede the first that opens with "with" or a phrase of its own;
        and its role and text.
        """
        for at, item in enumerate(items[1:], 1):
            word, _, name = item.partition(" ")
            if name and word in words_of("with"):
                return at, ("contributor", name)
            own = self._opened(item)
            if own and (self._apart or own[0] != role):
                return at, own
        return len(items), None

    def _names(self, items: Sequence[str], tier: str, role: str, *, prose: bool) -> list[str]:
        """Keep and return the names of a list, up to the first item that is no name, or is in
        capitals after a name that is not ("Ada Finch, NORTH BAY").
        """
        names: list[str] = []
        signed = tier != "named"
        for at, item in enumerate(items):
            aside = at > 0 and ((prose and not signed) or _is_outlet(items[at - 1], item))
            found = [] if aside else names_in(item, self._lexicon, signed=signed, apart=self._apart)
            if found and not (found[0].isupper() and names and not names[0].isupper()):
                names += found
                self.rest += _without(item, found).split()
            elif not (signed or names or is_desk(item, self._lexicon)) and " " in item:
                self.rest += " ".join(items[at:]).split()
                break
            else:
                self.rest += item.split()
        if not names and self._single and role != "photographer":
            names = [item for item in items if is_name(item, self._lexicon)][: len(items) == 1]
            self.rest = [word for word in self.rest if word not in names]
        self._add(tier, role, names)
        return names


def _is_outlet(before: str, item: str) -> bool:
    """Whether an item of a list is the paper of a contributor, whose post is named *before* it:
    "A, collaboration spéciale, Le Soleil".
    """
    first = item.split(" ", 1)[0]
    posted = any(role_of(word) or fold(word) in words_of("jobs") for word in before.split())
    return posted and first.istitle() and fold(first) in words_of("articles")


def _unlabelled(text: str) -> str:
    """A labelled line without another label that an export glued to it, and what follows that."""
    labelled = _LABELLED_RE.match(text)
    return labelled[1] if labelled and role_of(labelled[2]) is None else text


def _signs_of(line: str) -> list[str]:
    """The initials of authors that are all of a line, or of a part of it between semicolons."""
    parts = [part for part in re.split("[;；]", line) if _SIGNS_RE.fullmatch(part.strip())]
    signs = [sign for part in parts for sign in re.findall("[a-z]+", part)]
    return [sign for sign in signs if not is_common(sign)]


def _cleaned(line: str) -> str:
    """A line with bars for contacts and dates, without the marks of notes, and with given names
    before family names: "Author: Finch, Ada; Reed, Bo".
    """
    label, colon, names = line.rpartition(":")
    halves = [name.split(",") for name in names.split(";")]
    if all(len(half) == 2 and is_person([*half[1].split(), half[0].strip()]) for half in halves):
        turned = (" ".join([*given.split(), family.strip()]) for family, given in halves)
        line = f"{label}{colon} " + ", ".join(turned)
    line = _NOTE_RE.sub("", _AGO_RE.sub(" ", _SUFFIX_RE.sub("\0", line)))
    line = _CONTACT_RE.sub(" | ", line)
    if DIGIT_RE.search(line):
        line = "|".join([part for part in line.split("|") if not is_ago(part.strip())])
        for date in reversed(find_dates(line)):
            line = f"{_unled(line[: date.start])} | {line[date.end :]}"
        for clock in reversed([*_CLOCK_RE.finditer(line)]):
            line = f"{_unled(line[: clock.start()])} | {line[clock.end() :]}"
    return line


def _unled(text: str) -> str:
    """A text without the word that leads to the date or time behind it: "on", "à(s)", "kl."."""
    start = len(text[:-1].rpartition(" ")[0]) + 1
    led = any(phrase_at_date(text, start, table) for table in ("lead", "before_time", "to_date"))
    return text[:start] if led else text


def _without_edges(words: Sequence[str]) -> Sequence[str]:
    """The words without those of credits before the names and those in small letters after them."""
    first, last = 0, len(words)
    while first < last and is_credit_word(words[first]):
        first += 1
    while first < last and words[last - 1] == words[last - 1].lower():
        last -= 1
    return words[first:last]


def _labels(part: str) -> bool:
    """Whether an eastern part before a slash ends with a role: "文／王小例 編輯／李小例"."""
    words = tokens(part.replace("、", "、 ")) if is_eastern(part) else []
    return bool(words) and role_of(words[-1]) is not None


def _without(text: str, names: Sequence[str]) -> str:
    """A text without the *names* in it."""
    for name in names:
        text = text.replace(name, " ")
    return text


def _is_placed(item: str) -> bool:
    """Whether a place stands after a name: "A in Rome"."""
    return any(word in words_of("in") for word in item.split()[1:])


def _joined(texts: Sequence[str], lexicon: Lexicon) -> list[tuple[str, bool]]:
    """The lines, joined where a byline is split ("By", "Ada Finch", "and", "Bo Reed"), each with
    True if it stands under a bare "By".
    """
    lines: list[tuple[str, bool]] = []
    pending, under = "", False
    for text in texts:
        line = unglued(_UNSEEN_RE.sub(" ", text).replace("\u00a0", " ").strip())
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
