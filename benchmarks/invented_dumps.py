"""Dumps as an agency sends them, invented: its own lines, by the examples of the rules of its
profile, around stories in its language (``invented_stories``).

Each line comes with what it is (``GoldLine``). A dump is always the same for an agency and a
number. A tenth of the dumps repeat another one's story.
"""

from __future__ import annotations

import random
import re
import textwrap
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from invented_lines import Sent, Varied, script_of, spelled
from invented_stories import WEIGHTS, Words, words
from learning_score import Dump, GoldLine

from dispatchkit.agencies import sources
from dispatchkit.labels import PAGE_FURNITURE, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from invented_stories import Story

    from dispatchkit.agencies.rules import Rule
    from dispatchkit.agencies.schema import Profile

_WIDTH = 72
# How often a line of a label stands in a dump that may have it.
_OFTEN = {
    Label.DATE: 0.95,
    Label.BYLINE: 0.8,
    Label.UPDATED: 0.3,
    Label.NOTICE: 0.15,
    Label.EDNOTE: 0.3,
    Label.SLUGLINE: 0.8,
    Label.ENVELOPE: 0.8,
    Label.CAPTION: 0.4,
    Label.CREDIT: 0.6,
    Label.INITIALS: 0.85,
    Label.COPYRIGHT: 0.9,
    Label.SUBSCRIPTION: 0.95,
    Label.SHARE: 0.9,
    Label.RELATED: 0.7,
    Label.OTHER: 0.4,
}
_ELSE = 0.6
# Of these a dump has one line at most, mostly that of the first rule.
_ONE = frozenset(
    (
        Label.DATE,
        Label.BYLINE,
        Label.UPDATED,
        Label.NOTICE,
        Label.AGENCY,
        Label.ENDMARK,
        Label.INITIALS,
        Label.COPYRIGHT,
    )
)
# The order of lines above the headline, between it and the story, and after the story.
_ABOVE = (Label.MENU, Label.ENVELOPE, Label.DUPLICATE, Label.SLUGLINE, Label.NOTICE, Label.SECTION)
_BELOW = (Label.EDNOTE, Label.BYLINE, Label.AGENCY, Label.DATE, Label.UPDATED)
_AFTER = (
    Label.CAPTION,
    Label.CONTACT,
    Label.EDNOTE,
    Label.CREDIT,
    Label.INITIALS,
    Label.AGENCY,
    Label.ENDMARK,
    Label.OTHER,
    Label.PROMO,
    Label.COPYRIGHT,
    Label.ENVELOPE,
    Label.SUBSCRIPTION,
    Label.SHARE,
    Label.RELATED,
)
# What the tail of a story's last line does not have on a line of its own as well.
_SIGNED = frozenset((Label.INITIALS, Label.AGENCY, Label.ENDMARK, Label.CREDIT, Label.COPYRIGHT))
# How often a sign stands after the last sentence, a dump is a page of the web, or hard-wrapped,
# and a story repeats another one's; and how often a link below it is one of a few.
_INSIDE, _PAGE, _WRAPPED, _REPEATS, _AGAIN = 0.35, 0.3, 0.4, 0.1, 0.15
# The rule of ``check`` about stories without a dateline: an agency excused from it prints none.
_NO_DATELINE = "DK202"
_FORMS = {
    "line": "{PLACE}",
    "dash": "{PLACE} – ",
    "colon": "{Place}: ",
    "open": "{Place} ({credit}) ",
}
_TAGGED_RE = re.compile(r"-([a-z]{2,3})$")


class Sender:
    """An agency as its profile describes it, in the first of its languages."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.words = Words(profile.languages[0])
        with open(profile.path, "rb") as file:
            table = tomllib.load(file)
        order = random.Random(f"sender {profile.id}")
        self.labels = [
            sent
            for rule, raw in zip(profile.labels, table.get("label", []), strict=True)
            if self._prints(rule)
            and (sent := spelled(rule, raw, self.words.language, profile.languages, order))
        ]
        self.fields = [
            sent
            for rule, raw in zip(profile.fields, table.get("field", []), strict=True)
            if (sent := spelled(rule, raw, self.words.language, profile.languages, order))
        ]
        self.credit = next(
            (name for name in profile.credits if script_of(name) == self.words.script),
            profile.name,
        )
        self.page = any(sent.rule.label in PAGE_FURNITURE for sent in self.labels)
        self.common = _common(self.words.language, order)

    def _prints(self, rule: Rule) -> bool:
        """Whether a rule is for this language, and not for another one that its id names."""
        tagged = _TAGGED_RE.search(rule.name)
        if tagged and tagged[1] in self.profile.languages:
            return tagged[1] == self.words.language
        ids = {other.name for other in self.profile.labels}
        return f"{rule.name}-{self.words.language}" not in ids

    def dumps(self, part: str, count: int) -> Iterator[Dump]:
        """So many dumps of a *part*: those of two parts differ."""
        stories: list[Story] = []
        for number in range(count):
            order = random.Random(f"{self.profile.id} {part} {number}")
            repeats = stories and order.random() < _REPEATS
            story = order.choice(stories) if repeats else self.words.story(self.credit, order)
            if repeats:
                added = (self.words.sentence(order, self.credit),)
                story = story._replace(paragraphs=(*story.paragraphs, added))
            stories.append(story)
            yield self._dump(f"{part}-{number:03}.txt", story, order)

    def _dump(self, name: str, story: Story, order: random.Random) -> Dump:
        varied = Varied(self.words, story.headline, story.day, order)
        page = self.page or order.random() < _PAGE
        inside = self._inside(story, varied, order)
        zones = self._zones(varied, signed=bool(inside), order=order)
        common = [GoldLine(text, "common", rule) for text, rule in self.common] if page else []
        lines = [
            *common[:1],
            *zones[0],
            GoldLine(story.headline, "field", "headline", sentences=(story.headline,)),
            *zones[1],
            *self._body(story, inside, zones[2], order),
            *zones[3],
            *common[1:],
        ]
        wrapped = not page and order.random() < _WRAPPED and self.words.script == "LATIN"
        text, numbered = _printed(lines, spaced=self._spaced(order), wrapped=wrapped)
        return Dump(
            name,
            text,
            numbered,
            tuple(varied.people),
            "{:04}-{:02}-{:02}".format(*story.day) if varied.dated else None,
            story.place if any(line.rule == "dateline" for line in lines) else None,
        )

    def _zones(
        self, varied: Varied, *, signed: bool, order: random.Random
    ) -> dict[int, list[GoldLine]]:
        """The agency's own lines by where they stand, in their order there."""
        zones: dict[int, list[GoldLine]] = {0: [], 1: [], 2: [], 3: []}
        for sent in sorted(self._chosen(signed=signed, order=order), key=_place):
            zone, _ = _place(sent)
            label = sent.rule.label or Label.OTHER
            line = GoldLine(varied.line(sent), "furniture", sent.rule.name, label.word)
            zones[zone].append(line)
            if zone == 3:
                zones[zone] += self._announced(sent.rule, varied, order)
        return zones

    def _spaced(self, order: random.Random) -> bool:
        """Whether blank lines stand between the lines: so it is with most dumps of a sender."""
        mostly = random.Random(f"form {self.profile.id}").random() < 0.7
        return mostly if order.random() < 0.9 else not mostly

    def _chosen(self, *, signed: bool, order: random.Random) -> list[Sent]:
        """The rules of whose lines this dump has one; *signed*: its last sentence has a sign."""
        chosen: list[Sent] = []
        for label in dict.fromkeys(sent.rule.label for sent in self.labels):
            if not (signed and label in _SIGNED):
                chosen += self._of_label(label, order)
        dated = [sent for sent in chosen if "?P<published>" in sent.rule.forms[0]]
        return [sent for sent in chosen if sent not in dated[1:]]

    def _of_label(self, label: Label | None, order: random.Random) -> list[Sent]:
        """Which of the rules of a label a dump has lines of."""
        some = [sent for sent in self.labels if sent.rule.label is label]
        often = _OFTEN.get(label or Label.OTHER, _ELSE)
        if label not in _ONE:
            return [sent for sent in some if order.random() < often]
        weights = (*WEIGHTS, *[0.05] * len(some))[: len(some)]
        return order.choices(some, weights) if order.random() < often else []

    def _inside(self, story: Story, varied: Varied, order: random.Random) -> tuple[str, str] | None:
        """What stands after the last sentence, and by which rule; None where another rule would
        take that for a line of its own, such as a caption.
        """
        if not self.fields or order.random() >= _INSIDE:
            return None
        sent = order.choice(self.fields)
        last = story.paragraphs[-1][-1]
        tail = varied.tail(sent, last)
        alone = any(other.hits(last + tail) for other in self.profile.labels)
        return (tail, sent.rule.name) if tail and not alone else None

    def _body(
        self,
        story: Story,
        inside: tuple[str, str] | None,
        among: Sequence[GoldLine],
        order: random.Random,
    ) -> Iterator[GoldLine]:
        """The lines of the story, its dateline before and other lines *among* them."""
        opening, alone = self._dateline(story, order)
        if alone:
            yield GoldLine(opening, "field", "dateline")
            opening = ""
        joint = "" if self.words.language == "zh" else " "
        spread = {order.randrange(1, len(story.paragraphs)): line for line in among}
        for number, sentences in enumerate(story.paragraphs):
            if number in spread:
                yield spread[number]
            if number in story.crossheads:
                crosshead = story.crossheads[number]
                yield GoldLine(crosshead, "story", "crosshead", sentences=(crosshead,))
            last = number == len(story.paragraphs) - 1
            tail, rule = inside if inside and last else ("", "")
            text = f"{opening if not number else ''}{joint.join(sentences)}{tail}"
            rule = "dateline" if opening and not number else rule
            yield GoldLine(text, "story", rule, "", sentences, tail.strip())

    def _dateline(self, story: Story, order: random.Random) -> tuple[str, bool]:
        """What opens the story, and whether it is a line of its own."""
        if _NO_DATELINE in self.profile.ignored:
            return "", False
        form = self.words.table["dateline"]
        own = [one for one in self.profile.datelines if one in _FORMS]
        kind = order.choice(own) if own and order.random() < 0.6 else ""
        year, month, day = story.day
        opening = _FORMS.get(kind, form).format(
            place=story.place,
            Place=story.place,
            PLACE=_capitals(story.place, self.words.language),
            credit=self.credit,
            name=self.words.name(order),
            day=day,
            month=self.words.table["months"][month - 1],
            year=year,
        )
        return opening, kind == "line"

    def _announced(self, rule: Rule, varied: Varied, order: random.Random) -> Iterator[GoldLine]:
        """What stands below a line that announces other texts: links to stories, or addresses."""
        if rule.label is Label.RELATED:
            for _ in range(order.randint(1, 4)):
                again = order.random() < _AGAIN
                title = self.words.one("teasers", order) if again else self.words.headline(order)
                yield GoldLine(title, "after", rule.name)
        elif rule.label is Label.CONTACT and rule.closes:
            for _ in range(order.randint(1, 3)):
                number = f"+49 30 {order.randint(1000, 9999)} {order.randint(100, 999)}"
                yield GoldLine(f"- {varied.person()}, {number}", "after", rule.name)


def _place(sent: Sent) -> tuple[int, int]:
    """Where the line of a rule stands: above the headline (0), between it and the story (1), among
    the story (2), after it (3); and in which order there.
    """
    rule = sent.rule
    label = rule.label or Label.OTHER
    if rule.where == "any" and label is Label.CAPTION:
        return 2, 0
    if rule.where != "tail" and not rule.closes:
        if label in _ABOVE:
            return 0, _ABOVE.index(label)
        if label in _BELOW or rule.where == "head":
            return 1, _BELOW.index(label) if label in _BELOW else 0
    return 3, _AFTER.index(label) if label in _AFTER else 0


def _common(language: str, order: random.Random) -> list[tuple[str, str]]:
    """Four lines of furniture that pages of a language have, by the phrases that ship."""
    path = Path(sources.PHRASES, f"{language}.toml")
    if not path.exists():
        return []
    with path.open("rb") as file:
        rules = tomllib.load(file).get("label", [])
    wanted = {label.word for label in PAGE_FURNITURE}
    lines = [
        (str(text), f"{language}.{rule['id']}")
        for rule in rules
        if rule["label"] in wanted and "line" in rule
        for text in rule["match"]
    ]
    return order.sample(lines, min(4, len(lines)))


def _capitals(text: str, language: str) -> str:
    return text.replace("i", "İ").upper() if language == "tr" else text.upper()


def _printed(
    lines: Sequence[GoldLine], *, spaced: bool, wrapped: bool
) -> tuple[str, dict[int, GoldLine]]:
    """The text of a dump, and its lines by the numbers of the first line of each."""
    out: list[str] = []
    numbered: dict[int, GoldLine] = {}
    for line in lines:
        numbered[len(out) + 1] = line
        out += _wrapped(line.text) if wrapped and line.sentences else [line.text]
        if spaced or (wrapped and line.sentences):
            out.append("")
    return "\n".join(out).rstrip("\n") + "\n", numbered


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def senders(count: int = 10) -> list[Sender]:
    """The shipped profiles with the most rules about lines, one for each language that they name
    first and that there are words of.
    """
    profiles = [sources.read(path) for path in sources.files(sources.PROFILES)]
    most: dict[str, Profile] = {}
    for profile in sorted(profiles, key=lambda one: (-len(one.labels), one.id)):
        if profile.languages and profile.languages[0] in words():
            most.setdefault(profile.languages[0], profile)
    return [Sender(profile) for profile in list(most.values())[:count]]
