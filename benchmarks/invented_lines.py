"""Lines that a rule of a profile fits, made of its examples: with other names, days, numbers and
initials wherever the rule still fits them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from dispatchkit.agencies import sources
from dispatchkit.labels import Label
from dispatchkit.model import ROLES
from dispatchkit.text.language import identify, likeliest

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dispatchkit.agencies.rules import Rule

_DAYS = {
    r"\b\d{4}-\d{2}-\d{2}\b": "{year:04}-{month:02}-{day:02}",
    r"\b\d{4}/\d{1,2}/\d{1,2}\b": "{year:04}/{month:02}/{day:02}",
    r"\b\d{1,2}\.\d{1,2}\.\d{4}\b": "{day:02}.{month:02}.{year:04}",
    r"\b\d{1,2}/\d{1,2}/\d{4}\b": "{day:02}/{month:02}/{year:04}",
    r"\b\d{2}-\d{2}-\d{2}\b(?!-)": "{month:02}-{day:02}-{short:02}",
    r"\b20[0-3]\d\b": "{year:04}",
}
_DAY_RE = re.compile("|".join(f"({form})" for form in _DAYS))
_TIME_RE = re.compile(r"\b\d{2}:\d{2}(?::\d{2})?\b")
_NUMBER_RE = re.compile(
    f"{_DAY_RE.pattern}|{_TIME_RE.pattern}|" r"(?P<number>\d{1,9})(?![a-z]{2}\b)"
)
_PERSON_RE = re.compile(r"\b[^\W\d_a-z]\w+ [^\W\d_a-z]\w*\.?")
_INITIALS_RE = re.compile(r"(?<![\w@])(?:[a-z]{1,4}|[\u0621-\u064a])(?![\w@])")
_ADDRESS_RE = re.compile(r"[\w.+-]+(?=@)")
_TITLE_RE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){2,}")
_SLUG_RE = re.compile(r"(?<=--)[\w-]+(?: [\w-]+)*")
# Who writes and edits at an agency: initials and the names of mailboxes are theirs.
_DESK = "ab cde fg hij kl mno pq rst uv wxy bh dma ek jon lu tra".split()
_ARABIC = "ابتجحدرسعفقكلمنهوي"
_SIGNS = frozenset((Label.INITIALS, Label.ENDMARK, Label.ENVELOPE))
_TITLES = frozenset((Label.CAPTION, Label.DUPLICATE))


class Sent(NamedTuple):
    """A rule with the forms of its line that an agency prints, the usual one first."""

    rule: Rule
    forms: tuple[str, ...]


class Vocabulary(Protocol):
    """What lines are varied with."""

    def name(self, order: random.Random) -> str: ...
    def one(self, kind: str, order: random.Random) -> str: ...


@cache
def _persons() -> re.Pattern[str]:
    """A pattern for the persons in the examples of all profiles: who stands where a rule has a
    role.
    """
    persons = {
        person
        for path in sources.files(sources.PROFILES)
        for rule in sources.read(path).labels
        for example in rule.match
        for name in _roles(rule, example).values()
        for person in _PERSON_RE.findall(name)
    }
    forms = sorted(persons | {person.upper() for person in persons})
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def _roles(rule: Rule, text: str) -> dict[str, str]:
    """The names that stand in a line by the roles that the rule gives them."""
    found = re.search(rule.forms[0], text) if rule.kind == "regex" else None
    groups = found.groupdict() if found else {}
    return {role: groups[role] for role in ROLES if groups.get(role)}


def script_of(text: str) -> str:
    """The script of most letters of *text*, as Unicode calls it: "LATIN", "CJK", "HANGUL"."""
    names = [unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()]
    return max(sorted(set(names)), key=names.count, default="")


def spelled(
    rule: Rule,
    raw: dict[str, Any],
    language: str,
    languages: Sequence[str],
    order: random.Random,
) -> Sent | None:
    """The forms that an edition in *language* prints of a rule; None if it prints none.

    An agency prints few of the phrases that a rule lists, always the same; what a pattern fits may
    vary more.
    """
    examples = raw["match"]
    phrases = raw["line"] if rule.kind == "line" else []
    texts = [*examples, *([phrases] if isinstance(phrases, str) else phrases)]
    fitting = _fitting(dict.fromkeys(texts), examples, language, languages)
    if not fitting:
        return None
    few = order.sample(fitting, min(2, len(fitting))) if phrases else fitting[:3]
    return Sent(rule, tuple(few))


def _fitting(
    texts: Iterable[str], examples: Sequence[str], language: str, languages: Sequence[str]
) -> list[str]:
    """Those of *texts* that are in *language*; if none is, those that may be in any, of the
    *examples* if one is among them.
    """
    said = {text: _language(text, languages) for text in texts}
    own = [text for text in said if said[text] == language]
    unsure = [text for text in said if said[text] is None]
    return own or [text for text in unsure if text in examples] or unsure


def _language(text: str, languages: Sequence[str]) -> str | None:
    """The language of a phrase, as far as it can be told."""
    guess = identify(text) or likeliest(text, languages)
    return guess.language if guess else None


class Varied:
    """Lines of one dump: its day and headline hold for all of them. *people* are those who had a
    part in the story, *dated* says whether a line holds its day.
    """

    def __init__(
        self,
        words: Vocabulary,
        headline: str,
        day: tuple[int, int, int],
        order: random.Random,
    ) -> None:
        self._words, self._order, self._headline = words, order, headline
        self._day = dict(zip(("year", "month", "day"), day, strict=True))
        self._day["short"] = day[0] % 100
        self.people: list[str] = []
        self.dated = False

    def person(self) -> str:
        return self._words.name(self._order)

    def line(self, sent: Sent) -> str:
        """A line that the rule fits."""
        few = len(sent.forms)
        form = self._order.choices(sent.forms, (0.7, 0.2, 0.1)[:few])[0]
        text = self._filled(form, sent.rule, sent.rule.hits)
        self._note(text, sent.rule)
        return text

    def tail(self, sent: Sent, last: str) -> str:
        """What the rule takes off after the sentence *last*; nothing if it does not fit there."""
        found = re.search(sent.rule.forms[0], self._order.choice(sent.forms))
        if found is None:
            return ""
        text = self._filled(found[0], sent.rule, lambda tail: sent.rule.hits(last + tail))
        joint = "" if text[:1].isspace() or not last.isascii() else " "
        text = f"{joint}{text}"
        return text if sent.rule.hits(last + text) else ""

    def _filled(self, text: str, rule: Rule, fits: Callable[[str], bool]) -> str:
        """*text* with other parts wherever *fits* holds for it."""
        for change in self._changes(rule):
            for found in reversed(list(change[0].finditer(text))):
                new = change[1](found)
                changed = f"{text[: found.start()]}{new}{text[found.end() :]}"
                if fits(changed):
                    text = changed
        return self._named(text, rule, fits)

    def _changes(
        self, rule: Rule
    ) -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]:
        order = self._order
        yield _DAY_RE, self._dated
        yield _TIME_RE, self._timed
        yield _NUMBER_RE, self._numbered
        yield _ADDRESS_RE, lambda _: order.choice(_DESK)
        yield _SLUG_RE, lambda _: "-".join(self._words.one("places", order) for _ in range(2))
        if rule.label in _SIGNS:
            yield _INITIALS_RE, self._signed
        if rule.label in _TITLES:
            yield _TITLE_RE, self._titled
        if rule.kind == "regex":
            yield _persons(), self._renamed

    def _dated(self, found: re.Match[str]) -> str:
        form = list(_DAYS.values())[(found.lastindex or 1) - 1]
        return form.format(**self._day)

    def _timed(self, found: re.Match[str]) -> str:
        time = f"{self._order.randrange(6, 23):02}:{self._order.randrange(60):02}"
        return f"{time}:{self._order.randrange(60):02}" if found[0].count(":") > 1 else time

    def _numbered(self, found: re.Match[str]) -> str:
        """Another number as long as that one: it may be a day (two figures), an hour (four), a
        whole day or an hour of a day (six).
        """
        number = found["number"]
        if number is None or len(number) == 1:
            return found[0]
        order = self._order
        if len(number) == 4 and number[0] != "0":
            return f"{order.randrange(10, 20)}{order.randrange(60):02}"
        if len(number) == 6:
            return "".join(str(order.randint(10, most)) for most in (28, 12, 28))
        if len(number) == 2:
            return str(order.randint(10, 28))
        first = "0" if number[0] == "0" else str(order.randint(1, 9))
        return first + "".join(str(order.randrange(10)) for _ in number[1:])

    def _signed(self, found: re.Match[str]) -> str:
        if not found[0].isascii():
            return self._order.choice(_ARABIC)
        same = [desk for desk in _DESK if len(desk) == len(found[0])]
        return self._order.choice(same or [found[0]])

    def _titled(self, _: re.Match[str]) -> str:
        return self._headline

    def _renamed(self, found: re.Match[str]) -> str:
        name = self.person()
        return name.upper() if found[0].isupper() else name

    def _named(self, text: str, rule: Rule, fits: Callable[[str], bool]) -> str:
        """*text* with another name where the rule says that one stands and none was changed."""
        for name in _roles(rule, text).values():
            changed = text.replace(name, self.person(), 1)
            if not _PERSON_RE.search(name) and fits(changed):
                return changed
        return text

    def _note(self, text: str, rule: Rule) -> None:
        """Note who and what day stands in a line."""
        found = re.search(rule.forms[0], text) if rule.kind == "regex" else None
        self.dated = self.dated or bool(found and found.groupdict().get("published"))
        author = _roles(rule, text).get("author", "")
        for person in _PERSON_RE.findall(author) or [author][: bool(author)]:
            if person not in self.people:
                self.people.append(person)
