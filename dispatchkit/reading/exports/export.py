"""Cuts an export into its articles, and makes a document of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import Mark
from dispatchkit.labels import Label
from dispatchkit.reading.exports.article import article
from dispatchkit.reading.exports.parts import parts
from dispatchkit.reading.exports.wrapped import wrapped
from dispatchkit.reading.fields import FIELD_LABELS, record_fields
from dispatchkit.reading.message import Document, Shown, Wrapping
from dispatchkit.text.fold import fold
from dispatchkit.text.lines import is_blank
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line
    from dispatchkit.reading.exports.article import Article, Field
    from dispatchkit.reading.exports.database import Database
    from dispatchkit.reading.exports.parts import Part
    from dispatchkit.reading.options import ReadOptions


def exported(lines: Sequence[Line], database: Database, options: ReadOptions) -> Iterator[Document]:
    """A document for each article among the *lines*. What is none (a cover page, a list of
    contents, a message of the database) goes to the envelope of the next one, or the last.
    """
    articles = _Articles(database, options)
    for part in parts(lines, database):
        document = articles.take(part)
        if document is not None:
            yield document
    yield from articles.rest()


class _Articles:
    """Makes documents of the parts of an export. One is held until the next is found, because what
    follows may belong to it.
    """

    def __init__(self, database: Database, options: ReadOptions) -> None:
        self._database, self._options = database, options
        self._last: Document | None = None
        # Lines that belong to no article so far; and all lines, until the first mark that opens an
        # article is found: what stands above it is a cover page.
        self._waiting: list[Line] = []
        self._held: list[Line] = []
        self._counted = False

    def take(self, part: Part) -> Document | None:
        """Take the next part; the document above, if the part is an article."""
        if part.begins and not self._counted:
            self._waiting = [*self._held, *self._waiting]
            self._counted, self._last, self._held = True, None, []
        found = article(part.lines, self._database, self._options.lexicon)
        is_article = _is_article(found, self._database, part)
        if not is_article or (self._counted and not part.begins):
            self._waiting += part.lines
            return None
        document = _document(found, self._database, self._options)
        if self._waiting:
            above = _envelope(self._waiting, self._database)
            document = document._replace(above=above.joined(document.above))
        if not self._counted:
            self._held = [*self._waiting, *part.lines]
        done, self._last, self._waiting = self._last, document, []
        return done

    def rest(self) -> Iterator[Document]:
        """What is left when there are no more parts."""
        if self._last is not None:
            below = self._last.below.joined(_envelope(self._waiting, self._database))
            yield self._last._replace(below=below)
        elif self._waiting:
            yield Document(tuple(self._waiting), "no article in it")


def _is_article(found: Article, database: Database, part: Part) -> bool:
    """Whether the lines of a *part* are an article: they are no cover page, and hold a text or a
    headline, and a field. A headline with source and day alone is an entry of a list of contents.
    """
    if part.covers:
        return False
    names = {field.name for field in found.fields}
    told = bool(names - {"envelope", "headline", "copyrightnotice"})
    if database.flowing or part.begins:  # no cover page has such labels or marks
        told = told or "headline" in names
    listed = database.headed or "headline" not in names
    worded = any(any(map(str.isalpha, line.text)) for line in found.text)
    return told and (worded or not listed)


def _document(found: Article, database: Database, options: ReadOptions) -> Document:
    """An article as a document: its text, and what its fields state."""
    told = [(field.name, _value(field, database)) for field in found.fields]
    told += [pair for field in found.fields for pair in field.more]
    told = _without_source(told)
    day = next((field.value for field in found.fields if field.name == "published"), "")
    told += [(name, _taken(form, day)) for name, form in database.beside.items()]
    first = found.text[0].number if found.text else found.fields[-1].lines[-1].number + 1
    above = [field for field in found.fields if field.lines[0].number < first]
    below = [field for field in found.fields if field.lines[0].number >= first]
    return Document(
        found.text,
        f"an article, as {database.word} parts them",
        above=_wrapping(above, database),
        below=_wrapping(below, database),
        stated=record_fields(told, options, reversed_names=database.reversed_names),
        parted=True,
        framed=True,
        shown=Shown(joined=wrapped(found.text)),
    )


def _without_source(told: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What fields say, without the source that is printed behind the names of the authors."""
    sources = [fold(text) for name, text in told if name == "agency"]

    def named(text: str) -> str:
        return ",".join(
            part
            for part in text.split(",")
            if not any(
                source == fold(part) or source.startswith(f"{fold(part)} (") for source in sources
            )
        )

    return [(name, named(text) if name == "author" else text) for name, text in told]


def _value(field: Field, database: Database) -> str:
    """What a field says, without what is not of it."""
    take = database.take.get(field.name)
    if take is not None:
        return _taken(take, field.value)
    cut = database.cut.get(field.name)
    return cut.sub("", field.value).strip(" ;,") if cut else field.value


def _taken(form: re.Pattern[str], text: str) -> str:
    """What the groups of a form take from a text, together: a day in three parts."""
    found = form.search(text)
    groups = [group for group in found.groups() if group] if found else []
    return ("-" if "".join(groups).isdigit() else " ").join(groups)


def _wrapping(fields: Sequence[Field], database: Database) -> Wrapping:
    """The lines of fields, each with its label."""
    marks = []
    for field in fields:
        unit = unit_of(field.lines[0], " ".join(line.text.strip() for line in field.lines))
        label = FIELD_LABELS.get(field.name, Label.ENVELOPE)
        rule = f"{database.word}.{field.name}"
        marks.append(Mark(unit._replace(lines=field.lines), label, rule, prose=False))
    return Wrapping(tuple([line for field in fields for line in field.lines]), tuple(marks))


def _envelope(lines: Sequence[Line], database: Database) -> Wrapping:
    """Lines that belong to no article."""
    told = [line for line in lines if not is_blank(line.text)]
    marks = [
        Mark(
            unit_of(line, line.text.strip()), Label.ENVELOPE, f"{database.word}.cover", prose=False
        )
        for line in told
    ]
    return Wrapping(tuple(told), tuple(marks))
