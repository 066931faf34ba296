"""What is kept of a dump to learn from it: its lines as they were labelled, and its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.label import BuiltIn
from dispatchkit.labels import BODY_LABELS, Label
from dispatchkit.lifecycle.standing import card_of
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import SENTENCE_ENDS, ends_sentence, weight

if TYPE_CHECKING:
    from typing import Any

    from dispatchkit.compare.card import Card
    from dispatchkit.grammar.label import Mark
    from dispatchkit.model import Dispatch
    from dispatchkit.trace import PartTrace

# A text of so many words that ends as a sentence does, or holds the end of one, is running text
# here, however short it is: in doubt it is a sentence of the story.
_SENTENCE = 4
_SPACED_ENDS = ".!?…"
_OTHER_ENDS = "".join(sign for sign in SENTENCE_ENDS if sign not in _SPACED_ENDS)
_INNER_RE = pattern(rf"(?:[^\W_]{{3}}|\))[{_SPACED_ENDS}](?=\s)|[{_OTHER_ENDS}]")
# Rules that go by the place or the look of a line are guesses, and a rule may do better.
_GUESSES = ("structure.", "shape.")
_OPENING, _CLOSING = tuple("([（【"), tuple(")]）】")
# What a reading is judged by besides the text.
FIELDS = (
    "headline",
    "abstract",
    "byline",
    "published",
    "updated",
    "dateline",
    "agency",
    "located",
    "section",
    "keywords",
    "slugline",
    "notice",
    "urgency",
    "ednote",
)
# Fields that hold a line, or the most of one.
_LINES = ("headline", "abstract", "located", "section")
# Lines of these labels fill fields.
FIELD_LABELS = frozenset(
    (
        Label.HEADLINE,
        Label.ABSTRACT,
        Label.BYLINE,
        Label.SECTION,
        Label.LOCATED,
        Label.DATELINE,
        Label.KEYWORDS,
        Label.NOTICE,
        Label.EDNOTE,
        Label.SLUGLINE,
    )
)


class SeenLine(NamedTuple):
    """A logical line with its label, the rule that gave it, whether it reads like running text, and
    the number of its first source line.

    *known*: a rule, or the form of a credit or date, says what it is; *far*: it stands so far from
    text that nothing but its place was looked at.
    """

    text: str
    label: Label
    rule: str
    prose: bool
    number: int
    known: bool
    far: bool

    @property
    def body(self) -> bool:
        """Whether it is part of the text."""
        return self.label in BODY_LABELS


class Seen(NamedTuple):
    """A dispatch of a dump: its lines, what it is compared with others by, its record without the
    texts that the lines hold, and the unknown source that stands in its dateline.
    """

    path: str
    lines: tuple[SeenLine, ...]
    card: Card
    language: str | None
    encoding: str
    fields: dict[str, Any]
    last: str
    source: str | None

    @property
    def values(self) -> frozenset[str]:
        """The fields that hold a line."""
        return frozenset(str(self.fields[name]) for name in _LINES if name in self.fields)

    @property
    def kept(self) -> int:
        """How many of its lines are text."""
        return sum(line.body for line in self.lines)


def seen(part: PartTrace) -> Seen | None:
    """What is kept of a part of a dump; None if it is no dispatch."""
    found = part.dispatch
    if found is None:
        return None
    sources = [one.source for one in part.reading.known.datelines.values() if one.source]
    return Seen(
        found.path,
        tuple(_line(mark) for mark in part.marks if mark.label is not Label.BLANK),
        card_of(found),
        found.language,
        found.encoding,
        fields_of(found),
        next((one.text for one in reversed(found.paragraphs) if one.role == "body"), ""),
        sources[0] if sources else None,
    )


def fields_of(found: Dispatch) -> dict[str, Any]:
    """The fields of a dispatch that were found, by which one reading is compared with another."""
    values = {name: getattr(found, name) for name in FIELDS}
    filed: Any = found.dateline
    values["dateline"] = filed and (filed.text, filed.agencies)
    return {name: value for name, value in values.items() if value not in (None, ())}


def is_field(line: SeenLine, dump: Seen) -> bool:
    """Whether a line of a dump is one of its fields. What is numbered or in brackets
    is no section.
    """
    if line.label is Label.SECTION and is_no_section(line.text):
        return False
    return line.label in FIELD_LABELS or line.text in dump.values


def is_no_section(text: str) -> bool:
    """Whether a figure stands in a text, or a bracket around it: sections are words alone."""
    return any(map(str.isdigit, text)) or (text[:1] in _OPENING and text[-1:] in _CLOSING)


def may_be_sentence(text: str) -> bool:
    """Whether a line may be a sentence, or hold one."""
    ended = ends_sentence(text) or _INNER_RE.search(text) is not None
    return ended and weight(text) >= _SENTENCE


def _line(mark: Mark) -> SeenLine:
    """A line out of the mark that it got."""
    rule = str(mark.rule)
    return SeenLine(
        mark.unit.text,
        mark.label,
        rule,
        may_be_sentence(mark.unit.text) or mark.unit.is_prose,
        mark.unit.lines[0].number,
        known=not rule.startswith(_GUESSES),
        far=mark.rule == BuiltIn.FAR,
    )
