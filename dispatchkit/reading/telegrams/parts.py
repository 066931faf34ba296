"""The lines of a telegram while it is read: which are its envelope, and what they state."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from dispatchkit.grammar.label import Mark
from dispatchkit.labels import Label
from dispatchkit.model import Agency
from dispatchkit.reading.fields import FIELD_LABELS, record_fields
from dispatchkit.reading.message import Wrapping
from dispatchkit.text.fold import fold
from dispatchkit.text.language import identify, is_firm, likeliest
from dispatchkit.text.lines import INVISIBLE, is_blank
from dispatchkit.text.repair import clean
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatchkit.reading.message import Document
    from dispatchkit.reading.options import ReadOptions

# Two letters beside a place are as likely a state: "Springfield (OH)".
_LETTERS = 3


class Parts:
    """The lines of a *document* that may be a telegram. The text is what stands from *begin* to
    *end*; lines outside it are the envelope. *values* are the fields that it states, as they stand
    in a record.
    """

    def __init__(self, document: Document, options: ReadOptions) -> None:
        self.lines = list(document.lines)
        self.texts = [line.text.strip(INVISIBLE) for line in self.lines]
        self.begin, self.end = 0, len(self.lines)
        self.values: dict[str, Any] = {}
        # Month and day of its header, of a year that is not printed ("": none).
        self.sent = ""
        # That of a sender without a profile.
        self.credit: str | None = None
        # The numbers of lines of the text, as in ``Shown``.
        self.prose: set[int] = set()
        self.about: set[int] = set()
        self.joined: set[int] = set()
        self.roles: dict[int, Label] = {}
        self.labels: dict[int, Label] = {}
        self.options = options
        self._document = document
        self._stated: list[tuple[str, str]] = []
        self._marks: dict[int, Mark] = {}

    def tell(
        self, at: int, field: str, rule: str, text: str | None = None, stated: str | None = None
    ) -> None:
        """The line *at* states a *field*. It reads *text* without its signs for machines, of which
        *stated* is the field, if not all of it.
        """
        text = self.texts[at] if text is None else text
        self._stated.append((field, text if stated is None else stated))
        self.label(at, FIELD_LABELS[field], rule, text)

    def state(self, field: str, text: str) -> None:
        """The envelope states a *field* in the *text*, in a line that says more."""
        self._stated.append((field, text))

    def name_sender(self, *names: str) -> None:
        """The envelope names its sender, if it is the only known agency among the *names*, or if
        none is known and all are one name.
        """
        known = self._known(names)
        if len(known) == 1 and "agency" not in self.values:
            facts = self.options.lexicon.facts_of(known.pop())
            self.values["agency"] = Agency(facts.id, facts.name)
        elif not known:
            self._name_unknown(*names)

    def name_by_letters(self, letters: str) -> None:
        """The number of the message begins with *letters*. They may be those of an agency without a
        profile; of known agencies several share theirs.
        """
        if not self._known((letters,)):
            self._name_unknown(letters)

    def _known(self, names: Iterable[str]) -> set[str]:
        lexicon = self.options.lexicon
        return {id_ for name in names if (id_ := lexicon.credited(name) if name else None)}

    def _name_unknown(self, *names: str) -> None:
        unknown = {fold(name) for name in names}
        if len(unknown) == 1 and len(name := unknown.pop()) >= _LETTERS:
            self.credit = name

    def label(self, at: int, label: Label, rule: str, text: str | None = None) -> None:
        """The line *at* is no text, but what the *label* says; it reads *text* without its signs
        for machines.
        """
        line = self.lines[at]
        unit = unit_of(line, clean(line.text) if text is None else text)
        self._marks[at] = Mark(unit, label, rule, prose=False)

    def visible(self, at: int) -> int:
        """The index of the first line from *at* on, before the *end*, that is not blank; *end* if
        there is none.
        """
        return next((at for at in range(at, self.end) if self.texts[at]), self.end)

    def block(self, at: int) -> range:
        """The indices of the lines from *at* on, up to the next blank one."""
        stop = next((below for below in range(at, self.end) if not self.texts[below]), self.end)
        return range(at, stop)

    def replace(self, at: int, text: str) -> None:
        """The line *at* has signs for machines, and reads *text*, which is as long."""
        self.lines[at] = self.lines[at]._replace(text=text)

    def document(self, reason: str) -> Document:
        """The document without its envelope."""
        stated = {**record_fields(self._stated, self.options), **self.values}
        day = stated.get("published")
        above, below = self._wrapping(0, self.begin), self._wrapping(self.end, len(self.lines))
        of = self._document
        return of._replace(
            lines=tuple(self.lines[self.begin : self.end]),
            reason=of.reason if of.framed or of.parted else f"{of.reason}, {reason}",
            above=of.above.joined(above),
            below=below.joined(of.below),
            stated={**of.stated, **stated},
            otherwise={**of.otherwise, **_spoken(stated, self.options)},
            credit=self.credit,
            received=of.received or (day.date() if isinstance(day, datetime) else day),
            shown=of.shown._replace(
                prose=of.shown.prose | self.prose,
                about=of.shown.about | self.about,
                joined=of.shown.joined | self.joined,
                labels={**of.shown.labels, **self.labels},
                roles={**of.shown.roles, **self.roles},
            ),
        )

    def _wrapping(self, begin: int, end: int) -> Wrapping:
        """The lines from *begin* to *end* as envelope; those of no label are just that."""
        for at in range(begin, end):
            if at not in self._marks and not is_blank(self.lines[at].text):
                self.label(at, Label.ENVELOPE, "telegram.line")
        marks = [self._marks[at] for at in range(begin, end) if at in self._marks]
        return Wrapping(tuple(self.lines[begin:end]), tuple(marks))


def _spoken(stated: Mapping[str, Any], options: ReadOptions) -> dict[str, str]:
    """The language of a headline, for a text that is too short to tell: an alert has none. Where
    few words tell it, it is one of the sender's languages.
    """
    headline, agency = stated.get("headline") or "", stated.get("agency")
    guess = identify(headline)
    if not is_firm(guess):
        facts = options.lexicon.facts_of(agency.id) if headline and agency else None
        guess = likeliest(headline, facts.languages) if facts else None
    return {"language": guess.language} if guess else {}


def joined(texts: Sequence[str]) -> str:
    """Some lines as one text."""
    return " ".join(filter(None, map(clean, texts)))
