"""Cuts an export into its articles, and makes a document of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import Mark
from dispatchkit.model import Label
from dispatchkit.reading.exports.article import article
from dispatchkit.reading.fields import FIELD_LABELS, record_fields
from dispatchkit.reading.message import Document, Wrapping
from dispatchkit.text.lines import is_blank
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line
    from dispatchkit.reading.exports.article import Article, Field
    from dispatchkit.reading.exports.database import Database
    from dispatchkit.reading.options import ReadOptions


def exported(lines: Sequence[Line], database: Database, options: ReadOptions) -> Iterator[Document]:
    """A document for each article among the *lines*. What is none (a cover page, a list of
    contents, a message of the database) goes to the envelope of the next one, or the last.
    """
    waiting: list[Line] = []
    last: Document | None = None
    parts = list(_parts(lines, database))
    counted = any(_begins(part, database) for part in parts)
    for part in parts:
        found = article(part, database, options.lexicon)
        if not _is_article(found) or (counted and not _begins(part, database)):
            waiting += part
            continue
        if last is not None:
            yield last
        document = _document(found, database, options)
        if waiting:
            above = _envelope(waiting, database)
            document = document._replace(above=above.joined(document.above))
            waiting = []
        last = document
    if last is not None:
        yield last._replace(below=last.below.joined(_envelope(waiting, database)))
    else:
        yield Document(tuple(lines), "no article in it")


def _parts(lines: Sequence[Line], database: Database) -> Iterator[list[Line]]:
    """The lines of each article, with the marks that part them. Lines that stand at the foot of
    articles belong to the one above, after its end mark too.
    """
    part: list[Line] = []
    closed = False
    for line in lines:
        text = line.text.strip()
        begins = bool(text) and _fits(text, database.begins)
        ends = bool(text) and _fits(text, (*database.ends, *database.covers))
        if part and (begins or (closed and text and not ends and not _fits(text, database.foot))):
            yield part
            part, closed = [], False
        part.append(line)
        closed = closed or ends
    if any(not is_blank(line.text) for line in part):
        yield part


def _fits(text: str, forms: Sequence[re.Pattern[str]]) -> bool:
    """Whether a line has one of these forms."""
    return any(form.fullmatch(text) for form in forms)


def _begins(part: Sequence[Line], database: Database) -> bool:
    """Whether lines begin with a mark that opens articles."""
    return _fits(part[0].text.strip(), database.begins)


def _is_article(found: Article) -> bool:
    """Whether lines are an article: they hold a text or a headline, and a field."""
    names = {field.name for field in found.fields}
    told = bool(names - {"envelope", "headline", "copyrightnotice"})
    return told and (bool(found.text) or "headline" in names)


def _document(found: Article, database: Database, options: ReadOptions) -> Document:
    """An article as a document: its text, and what its fields state."""
    told = [(field.name, _value(field, database)) for field in found.fields]
    first = found.text[0].number if found.text else found.fields[-1].lines[-1].number + 1
    above = [field for field in found.fields if field.lines[0].number < first]
    below = [field for field in found.fields if field.lines[0].number >= first]
    return Document(
        found.text,
        f"an article of {database.title}",
        above=_wrapping(above, database),
        below=_wrapping(below, database),
        stated=record_fields(told, options, reversed_names=database.reversed_names),
        parted=True,
        framed=True,
    )


def _value(field: Field, database: Database) -> str:
    """What a field says, without what is not of it."""
    cut = database.cut.get(field.name)
    return cut.sub("", field.value).strip(" ;,") if cut else field.value


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
