"""Reads one line that credits somebody.

The line is cut into pieces at its signs, a piece into the items of a list. A phrase ("Reporting
by", "Text:") gives the role of the names that follow it, a verb ("... contributed to this report")
that of the names before it. Beside a name stand its bearer's job, place, paper and contacts; they
are no part of it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dispatchkit.agencies.desk import said
from dispatchkit.grammar.credit_text import cleaned, signs_of
from dispatchkit.grammar.credits import (
    is_credit_word,
    is_eastern,
    is_of,
    joins,
    opening,
    phrase_at,
    role_of,
    tokens,
    words_of,
)
from dispatchkit.grammar.eastern import eastern_names
from dispatchkit.grammar.names import (
    LIST_RE,
    desk_in,
    is_desk,
    is_name,
    is_place_name,
    items_of,
    name_in,
    names_in,
)
from dispatchkit.model import Person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import smooth
from dispatchkit.text.shape import COLONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon

# What separates names from the rest of a line. A colon in a time separates nothing.
_BREAK_RE = pattern(
    r"\s*([;；؛|｜•·/／\\()（）\[\]【】<>«»›‹\"“”„=＝^*]|(?<!\d)[:：]|[:：](?!\d)|\s[-–—]+\s|^[-–—*]+|©"
    r"|\t|\s{2,}|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_]{2,}[ :]))\s*"
)
# "3 Minuten", "142 Views".
COUNT_RE = pattern(r"(?<![^\W_])\d+(?:[.:,]\d+)*\+?(?:\s+[^\W\d_]+\b\.?){0,2}")
# At most this many words stand before "by" and what else opens a credit; a part of so many words is
# prose, of which only the beginning can be a name.
MOST_BEFORE, PROSE_WORDS = 5, 12
# Articles and prepositions before a name have at most three letters.
_LONG_WORD = 4


class LineReader:
    """Reads lines; ``found`` are the people in order, each with a tier ("signed", "named", "desk",
    "sign", or "other" for those who are no authors), ``rest`` the words that are neither names nor
    phrases.

    In a line set *apart* from the text, words for roles need no by-word: "(Ada Finch, editor Bo
    Reed)". *role* is that of names without a phrase. With *most*, the line is a credit line only if
    it holds at most so many ``strange`` words, and a single word after a colon may be a name in it.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        *,
        apart: bool = False,
        most: int | None = None,
        role: str = "author",
    ) -> None:
        self._lexicon, self._apart, self._role = lexicon, apart, role
        self.found: list[tuple[str, Person]] = []
        self.rest: list[str] = []
        self._lone, self._most = most is not None, most or 0
        # The part stands after a colon, where a single word may be a name ("By: Ada").
        self._single = False
        # The line is no credit line: it opens with a label that stands for no role ("Winner:") or
        # with text, or holds too many strange words.
        self.foreign = False

    def line(self, line: str, *, under: bool) -> None:
        """Read one line, as far as it may be a credit line. *under*: it stands under a bare "By". A
        person beside the name of a picture agency is the photographer.
        """
        self._add("sign", "author", signs_of(line))
        pieces = ["", *_BREAK_RE.split(cleaned(line)), ""]
        words = " ".join(pieces).split()
        first = "photographer" if any(is_of(word, "pictures") for word in words) else self._role
        role, signed = first, under
        for before, part, mark in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
            if before and before in "|｜•·)）;；.":
                role, signed = first, under
            if before in tuple("©»›>") or mark in tuple("»›>"):
                role = ""
            self._single = self._lone and before in COLONS
            role, signed = self._piece(before, part, mark, role, signed=signed)
            if self._lone and self._is_foreign():
                self.foreign = True
                return

    def _is_foreign(self) -> bool:
        """Whether what was read shows that the line is no credit line: before its first name stands
        no text.
        """
        return self.foreign or strange(self.rest) > (self._most if self.found else 0)

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
        if mark in COLONS or (slash and _labels(part)):
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
        job = not self._lone and any(is_of(word, "jobs") for word in words)
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
            self.rest += COUNT_RE.sub(" ", part).split()
            return False
        tier = self._tier(role, signed=signed)
        if is_eastern(part):
            items, end, own = [part], 1, None
            names = self._eastern(part, tier, role, signed=signed)
        else:
            items = items_of(COUNT_RE.sub(",", part))
            end, own = self._own(items, role)
            names = self._names(items[:end], tier, role, prose=len(part.split()) > PROSE_WORDS)
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
            if role in ("contributor", "translator") and not is_of(word, "jobs"):
                named = _without_edges(words[:at])
                items = LIST_RE.split(" ".join(named[self._titled(named) :]))
                after = said(smooth(" ".join(words[at:])))
                told = after.keys() >= {"story", "this"}
                if (strange(words[at:]) and not told) or not self._named(items[0]):
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
            job = is_of(words[at].rpartition("-")[2], "jobs")
            small = len(words[at]) < _LONG_WORD or is_of(words[at], "small")
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


def strange(rest: Sequence[str]) -> int:
    """How many words of the *rest* of a credit line no credit line needs: neither small words nor
    jobs nor words for roles. Words in capitals are places and papers.
    """
    return sum(
        word == word.lower()
        and any(map(str.isalpha, word))
        and not is_credit_word(word)
        and not is_of(word, "in", "jobs", "desks", "cut", "degrees")
        for word in rest
    )


def _is_outlet(before: str, item: str) -> bool:
    """Whether an item of a list is the paper of a contributor, whose post is named *before* it:
    "A, collaboration spéciale, Le Soleil".
    """
    first = item.split(" ", 1)[0]
    posted = any(role_of(word) or is_of(word, "jobs") for word in before.split())
    return posted and first.istitle() and is_of(first, "articles")


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


def behind_byword(part: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The by-word's role and the names after a by-word that other words precede, or None: "View all
    posts by Ada Finch", "Ein Kommentar von Ada Finch".
    """
    words = part.split()
    for at, word in enumerate(words[: MOST_BEFORE + 1]):
        behind = " ".join(words[at + 1 : at + 3])
        if word.lower() in words_of("inside" if at else "by") and (
            name_in(behind, lexicon, signed=True) or is_desk(behind, lexicon)
        ):
            return "author", " ".join(words[at + 1 :])
    return None
