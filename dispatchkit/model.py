"""The record: a dispatch and its parts; and the source lines that it is made of.

All of it is NamedTuples: frozen, typed and cheap. Frozen dataclasses would say as much, but
importing ``dataclasses`` (which imports ``inspect``) and making nine classes with it takes 11 ms of
the 70 that a cold ``parse`` of one file may take.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.counted import number_of
from dispatchkit.labels import BY_WORD, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SCHEMA = "dispatchkit/1"
ROLES = ("author", "contributor", "editor", "translator", "photographer")
PARAGRAPH_ROLES = ("body", "crosshead", "list", "table")
NOTICES = ("update", "correction", "repeat", "urgent", "flash", "kill", "embargo")
# What an id begins with that was made for a dispatch whose source states none: it is not its own.
MADE_ID = "urn:dispatchkit:dispatch:"


class Line(NamedTuple):
    """A source line: 1-based number, offset of its first character in the decoded text, the text,
    and what ended it.
    """

    number: int
    start: int
    text: str
    ending: str


class Agency(NamedTuple):
    """Who issued a dispatch."""

    id: str
    name: str

    @classmethod
    def from_dict(cls, value: Any, place: str = "agency") -> Agency:
        """The inverse of its part of the record; RecordError names what is wrong, below *place*."""
        from dispatchkit import records

        return cls(**records.fields(value, place, id=records.text, name=records.text))


class Person(NamedTuple):
    """Somebody who had a part in a dispatch."""

    name: str
    role: str

    @classmethod
    def from_dict(cls, value: Any, place: str = "byline") -> Person:
        """The inverse of its part of the record; RecordError names what is wrong, below *place*."""
        from dispatchkit import records

        role = records.one_of(*ROLES)
        return cls(**records.fields(value, place, name=records.text, role=role))


class Dateline(NamedTuple):
    """Where and when a story was filed, as printed (``text``) and as meant."""

    text: str
    place: str | None = None
    places: tuple[str, ...] = ()
    region: str | None = None
    country: str | None = None
    date: date | None = None
    agencies: tuple[str, ...] = ()
    byline: str | None = None

    @classmethod
    def from_dict(cls, value: Any, place: str = "dateline") -> Dateline:
        """The inverse of its part of the record; RecordError names what is wrong, below *place*."""
        from dispatchkit import records

        text = records.optional(records.text)
        found = records.fields(
            value,
            place,
            text=records.text,
            place=text,
            places=records.several(records.text),
            region=text,
            country=text,
            date=records.optional(records.day),
            agencies=records.several(records.text),
            byline=text,
        )
        return cls(**found)


class Notice(NamedTuple):
    """A marker of a version or of urgency."""

    kind: str
    text: str
    number: int | None = None

    @classmethod
    def from_dict(cls, value: Any, place: str = "notice") -> Notice:
        """The inverse of its part of the record; RecordError names what is wrong, below *place*."""
        from dispatchkit import records

        found = records.fields(
            value,
            place,
            kind=records.one_of(*NOTICES),
            text=records.text,
            number=records.optional(records.number),
        )
        return cls(**found)


class Paragraph(NamedTuple):
    """A paragraph of the body, a crosshead in it, an item of a list or a row of a table."""

    text: str
    role: str
    lines: tuple[int, int]

    @classmethod
    def from_dict(cls, value: Any, place: str = "paragraphs") -> Paragraph:
        """The inverse of its part of the record; RecordError names what is wrong, below *place*."""
        from dispatchkit import records

        role = records.one_of(*PARAGRAPH_ROLES)
        return cls(
            **records.fields(value, place, text=records.text, role=role, lines=records.lines)
        )


class Boilerplate(NamedTuple):
    """What was taken out, and by which rule."""

    text: str
    label: str
    rule: str
    lines: tuple[int, int]

    @classmethod
    def from_dict(cls, value: Any, place: str = "boilerplate") -> Boilerplate:
        """The inverse of its part of the record; RecordError names what is wrong, below *place*."""
        from dispatchkit import records

        found = records.fields(
            value,
            place,
            text=records.text,
            label=records.one_of(*WORDS.values()),
            rule=records.text,
            lines=records.lines,
        )
        return cls(**found)


class Dispatch(NamedTuple):
    """One dispatch. Field names are IPTC's where IPTC has one; ``None`` means: not in the source.

    ``help(Dispatch)`` says what each field holds; ``to_dict`` gives the record, ``from_dict`` takes
    it back.
    """

    path: str
    # A key of the record; nobody looks for the place of a value in a dispatch.
    index: int  # type: ignore[assignment]
    format: str
    encoding: str
    profile: str
    agency: Agency | None = None
    language: str | None = None
    section: str | None = None
    slugline: str | None = None
    headline: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    byline: tuple[Person, ...] = ()
    dateline: Dateline | None = None
    located: str | None = None
    published: date | datetime | None = None
    updated: date | datetime | None = None
    notice: Notice | None = None
    urgency: int | None = None
    ednote: str | None = None
    copyrightnotice: str | None = None
    usageterms: str | None = None
    altid: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    item: str | None = None

    @property
    def day(self) -> date | None:
        """The story's day, always a plain date, to sort by: that of ``published``, else of the
        dateline, else of ``updated``.
        """
        filed = self.dateline.date if self.dateline else None
        found = next(
            (moment for moment in (self.published, filed, self.updated) if moment is not None), None
        )
        return found.date() if isinstance(found, datetime) else found

    @property
    def text(self) -> str:
        """The body as clean text: a blank line between paragraphs, none between the items of a list
        or the rows of a table.
        """
        return "".join(_spaced(self.paragraphs))

    def to_dict(self) -> dict[str, Any]:
        """The record of the contract: plain JSON types, keys in the contract's order, ``schema``
        first. ``item`` is a key only where there is one.
        """
        record = {"schema": SCHEMA} | {
            name: _plain(getattr(self, name)) for name in RECORD_KEYS[1:]
        }
        return record if self.item is None else record | {"item": self.item}

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Dispatch:
        """The dispatch that a record is of: the inverse of ``to_dict``. RecordError names the key
        that is not as the record has it.
        """
        from dispatchkit.errors import RecordError

        found = cls.of_record(value)
        if value["day"] != _plain(found.day):
            raise RecordError(
                "day",
                f"expected {_plain(found.day)!r}, the day of the other dates, found"
                f" {value['day']!r}",
            )
        return found

    @classmethod
    def of_record(cls, value: Mapping[str, Any]) -> Dispatch:
        """As ``from_dict``, but what follows from other keys (``day``) is not held against them:
        somebody may have mended these by hand.
        """
        from dispatchkit import records

        record = {"item": None, **records.table(value, "", RECORD_KEYS, OPTIONAL_KEYS)}
        records.one_of(SCHEMA)(record["schema"], "schema")
        text = records.optional(records.text)
        moment = records.optional(records.moment)
        found = records.read(
            record,
            "",
            path=records.path,
            index=records.at_least(0),
            format=records.text,
            encoding=records.text,
            profile=records.text,
            agency=records.optional(Agency.from_dict),
            keywords=records.several(records.text),
            byline=records.several(Person.from_dict),
            dateline=records.optional(Dateline.from_dict),
            published=moment,
            updated=moment,
            notice=records.optional(Notice.from_dict),
            urgency=records.optional(records.number),
            paragraphs=records.several(Paragraph.from_dict),
            boilerplate=records.several(Boilerplate.from_dict),
            **dict.fromkeys(_TEXTS, text),
        )
        return cls(**found)

    def __repr__(self) -> str:
        """Which dispatch it is, not all that is in it."""
        headline = (
            self.headline
            if self.headline is None or len(self.headline) <= _SHOWN
            else f"{self.headline[: _SHOWN - 1].rstrip()}…"
        )
        paragraphs = number_of(len(self.paragraphs), "paragraph")
        day = self.day or "no day"
        return f"<Dispatch {self.path}[{self.index}] {headline!r}, {day}, {paragraphs}>"

    def _repr_html_(self) -> str:
        """The record for a notebook, with what was taken out to be opened below it."""
        from dispatchkit import notebook

        cut = [
            notebook.Row(
                f"{one.lines[0]}–{one.lines[1]}"
                if one.lines[0] < one.lines[1]
                else f"{one.lines[0]}",
                one.label,
                BY_WORD[one.label].kind,
                one.rule,
                one.text,
            )
            for one in self.boilerplate
        ]
        taken = f"{len(cut):,} taken out" if cut else "nothing taken out"
        return notebook.whole(
            (
                notebook.heading(self.headline or "No headline", f"{self.path}[{self.index}]"),
                notebook.facts(_facts(self)),
                notebook.paragraphs([paragraph.text for paragraph in self.paragraphs]),
                notebook.folded(taken, notebook.rows(cut)) if cut else notebook.note(taken),
            )
        )


# The fields that are a text or None.
_TEXTS = (
    "language",
    "section",
    "slugline",
    "headline",
    "abstract",
    "located",
    "ednote",
    "copyrightnotice",
    "usageterms",
    "altid",
    "item",
)
# Characters of a headline that the ``repr`` of a dispatch shows.
_SHOWN = 60

# The keys that only some records have.
OPTIONAL_KEYS = ("item",)
# The keys of every record in their order: the fields, and what is worked out from them where the
# contract has it.
RECORD_KEYS: tuple[str, ...] = (
    "schema",
    *(
        key
        for name in Dispatch._fields
        if name not in OPTIONAL_KEYS
        for key in ([name, "day"] if name == "updated" else [name])
    ),
)


def _facts(dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    """The fields that have a value, but for the headline and the text, as a person reads them."""
    for name in (*RECORD_KEYS[1:], *OPTIONAL_KEYS):
        value = getattr(dispatch, name)
        if name in ("path", "index", "headline", "paragraphs", "boilerplate") or value in (
            None,
            (),
        ):
            continue
        if name == "byline":
            yield from ((person.role, person.name) for person in value)
        elif name == "agency":
            yield name, f"{value.name} ({value.id})"
        elif isinstance(value, tuple) and not hasattr(value, "_fields"):
            yield name, ", ".join(value)
        else:
            yield name, getattr(value, "text", None) or str(value)


def _spaced(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """The texts and what stands between them."""
    before = None
    for paragraph in paragraphs:
        if before is not None:
            yield "\n" if paragraph.role == before and before in ("list", "table") else "\n\n"
        yield paragraph.text
        before = paragraph.role


def _plain(value: Any) -> Any:
    """*value* in JSON types: named tuples as objects, tuples as lists, dates in ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "_fields"):
        return {name: _plain(getattr(value, name)) for name in value._fields}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


# --- what each field holds: for ``help``, and for the JSON Schema of the record ---------------


def _documented(kind: Any, /, **docs: str) -> None:
    """Give the fields of a named tuple their docstrings, which can be set as the library reference
    of ``collections.namedtuple`` shows. ``schemas`` reads them.
    """
    for name, text in docs.items():
        getattr(kind, name).__doc__ = text


_MOMENT = (
    "ISO 8601; a time only where one is printed, an offset only where the source states its zone."
)

_documented(Agency, id="Id of the agency's profile.", name="The agency's own name.")
_documented(Person, name="As printed, without titles of the page.", role="What the person did.")
_documented(
    Dateline,
    text="As printed.",
    place="The places, joined by a slash.",
    places="The places as printed, in order.",
    region="Region or state, as printed.",
    country="Country, as printed.",
    date="Date in the dateline, ISO 8601.",
    agencies="Ids of the credits that are printed, in order; of one without a profile its letters.",
    byline="A reporter named in the dateline.",
)
_documented(
    Notice,
    kind="What the marker means.",
    text="The marker as printed.",
    number="Its number, as in UPDATE 2.",
)
_documented(
    Paragraph, text="The text.", role="What it is.", lines="First and last source line, from 1."
)
_documented(
    Boilerplate,
    text="The text as printed.",
    label="What it is.",
    rule="The rule that said so.",
    lines="First and last source line, from 1.",
)
_documented(
    Dispatch,
    path="The input as named on the command line, - for standard input.",
    index="Place of the dispatch among those found in its input, from 0.",
    format="What the input was: text, iptc7901, ...",
    encoding="The encoding that was read.",
    profile="The profile that read it; generic when none fits.",
    agency="Who issued it.",
    language="BCP 47 tag of the language.",
    section="Section or category label.",
    slugline="Slugline of the wire.",
    headline="Headline, once, however often the page repeats it.",
    abstract="Standfirst, without its leading dash.",
    keywords="Keywords that the source names.",
    byline="Who wrote, translated, edited, photographed or contributed.",
    dateline="Where and when it was filed. It is cut from the paragraph that it opens.",
    located="A place or country label on a line of its own.",
    published=f"Date or time of publication. {_MOMENT}",
    updated=f"Date or time of the last update. {_MOMENT}",
    notice="A version or priority marker.",
    urgency="Urgency as IPTC has it, 1 is the highest.",
    ednote="Note to editors.",
    copyrightnotice="Copyright notice of the message.",
    usageterms="What the message may be used for.",
    altid="The message's own id (guid, uri).",
    paragraphs="The body.",
    boilerplate="What was taken out, and by which rule.",
    item=(
        "The member of an archive, the mail of a mailbox or the file attached to a mail that it was"
        " read from. The key is missing where the input is no container of others."
    ),
)
