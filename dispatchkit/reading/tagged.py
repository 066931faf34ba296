"""Documents out of corpora of tagged text: what the elements of a story state becomes fields of the
record, its lines are text or envelope.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.grammar.label import Mark
from dispatchkit.labels import Label
from dispatchkit.reading.fields import FIELD_LABELS, credits_somebody, record_fields
from dispatchkit.reading.message import Document, Shown, Wrapping
from dispatchkit.reading.tags import stories
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import DateOrder
from dispatchkit.text.fold import fold
from dispatchkit.text.lines import is_blank
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.model import Line
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.reading.tags import Story, Told

# Days in the numbers of documents: AFP_ENG_20040619.0012, AP880212-0001, LA010189-0013.
_LONG_ID_RE = pattern(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_SHORT_ID_RE = pattern(r"(?<![\dA-Za-z])[A-Z]{2,4}(\d\d)(\d\d)(\d\d)(?!\d)")
_SOURCE_RE = pattern(r"[A-Z]{1,20}(?=[_.\d])")
# WSJ parts the lines of its headlines like this.
_RULE_RE = pattern(r"\s{1,20}-{2,40}\s{1,20}")
# "FT  15 APR 94 / Headline"
_BEFORE_HEADLINE_RE = pattern(r"(?:[A-Z]{2,4}\s+)?\d{1,2} [A-Z]{3} \d\d\s*/\s*")
_SIX_RE = pattern(r"(\d\d)(\d\d)(\d\d)")


def day_of_id(text: str) -> date | None:
    """The day in the number of a document; None if there is none, or if it may be two."""
    found = _LONG_ID_RE.search(text)
    if found:
        return _day(*map(int, found.groups()))
    short = _SHORT_ID_RE.match(text.strip())
    return six_figures("".join(short.groups())) if short else None


def six_figures(text: str) -> date | None:
    """The day of the last century that six figures are, year or month first ("910514", "010189");
    None if they are none, or may be two.
    """
    found = _SIX_RE.fullmatch(text.strip())
    if found is None:
        return None
    first, second, third = map(int, found.groups())
    year_first = _day(1900 + first, second, third) if first >= _OLDEST else None
    year_last = _day(1900 + third, first, second) if third >= _OLDEST else None
    days = [day for day in (year_first, year_last) if day]
    return days[0] if len(days) == 1 else None


# The oldest document of any of these corpora is of 1984.
_OLDEST = 80


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def corpus(lines: Iterable[Line], options: ReadOptions) -> Iterator[Document]:
    """A document for each story among the *lines*, with what its elements state."""
    for story in stories(lines):
        told = _with_one_headline([pair for one in story.told for pair in _pairs(one)])
        order = options._replace(date_order=options.date_order or DateOrder.MONTH_FIRST.value)
        stated = _with_day(told, record_fields(told, order), order)
        _open_text(story, tables.load("data/tags"))
        _without_headline(story, told)
        numbers = _numbers(story.text)
        first = min(numbers, default=0)
        marks = _marks(story, numbers)
        yield Document(
            tuple(_trimmed(story.text)),
            "a document of a corpus",
            _wrapping([mark for mark in marks if mark.unit.lines[0].number < first]),
            _wrapping([mark for mark in marks if mark.unit.lines[0].number >= first]),
            stated=stated,
            parted=True,
            framed=True,
            shown=Shown(joined=frozenset(story.joined)),
        )


def _numbers(lines: Iterable[Line]) -> set[int]:
    """The numbers of the *lines* that are not blank."""
    return {line.number for line in lines if not is_blank(line.text)}


def _marks(story: Story, text: set[int]) -> list[Mark]:
    """The labels of the lines of a story that are none of its *text*, in their order."""
    marks = [_mark(one) for one in story.told if one.lines]
    taken = text.union([line.number for mark in marks for line in mark.unit.lines])
    marks += [
        Mark(unit_of(line, line.text.strip()), Label.ENVELOPE, "sgml.envelope", prose=False)
        for line in story.around
        if line.number not in taken
    ]
    return sorted(marks, key=lambda mark: mark.unit.lines[0].number)


def _pairs(told: Told) -> Iterator[tuple[str, str]]:
    """What an element states, by field. A headline may have lines that dashes part, one of which
    names the author; the number of a document may tell who sent it.
    """
    if told.field == "language":
        yield "language", tables.load("data/tags")["languages"].get(told.text, told.text)
        return
    if told.field != "headline":
        yield told.field, told.text
        source = _SOURCE_RE.match(told.text) if told.field == "altid" else None
        sender = source and tables.load("data/tags")["sources"].get(source[0])
        if sender:
            yield "agency", sender
        return
    headline, *rest = _RULE_RE.split(told.text)
    before = _BEFORE_HEADLINE_RE.match(headline)
    yield "headline", headline[before.end() :] if before else headline
    for text in rest:
        if credits_somebody(text):
            yield "author", text


def _with_one_headline(told: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is told, with headlines below the first that speak to editors as their note."""
    openings = tuple(tables.load("data/tags")["notes"])
    found: list[tuple[str, str]] = []
    for field, text in told:
        further = field == "headline" and any(name == "headline" for name, _ in found)
        found.append(("ednote" if further and text.startswith(openings) else field, text))
    return found


def _with_day(
    told: Sequence[tuple[str, str]], stated: dict[str, Any], options: ReadOptions
) -> dict[str, Any]:
    """What is stated, with the day of publication that its date alone does not tell."""
    day = _day_told(told, stated.get("published"))
    if day is None:
        return stated
    rest = [(field, text) for field, text in told if field != "published"]
    return record_fields([*rest, ("published", day.isoformat())], options)


def _day_told(told: Sequence[tuple[str, str]], known: date | None) -> date | None:
    """The day of six figures, or that in the number of the document, where no date that can be read
    by itself is *known*, or one in which day and month may be exchanged ("03-01-1994").
    """
    figures = [six_figures(text) for field, text in told if field == "published"]
    numbered = [day_of_id(text) for field, text in told if field == "altid"]
    day = next(filter(None, numbered), None)
    if known is not None and day is not None:
        exchanged = (day.year, day.day, day.month) == (known.year, known.month, known.day)
        day = day if exchanged else None
    elif known is not None:
        day = None
    return next(filter(None, figures), day)


def _open_text(story: Story, table: dict[str, Any]) -> None:
    """Take the lines above the mark that opens the text from it, and the mark."""
    for at, line in enumerate(story.text):
        mark = next((mark for mark in table["opens"] if line.text.lstrip().startswith(mark)), None)
        if mark:
            story.around.extend(line for line in story.text[:at] if not is_blank(line.text))
            start = line.text.index(mark) + len(mark)
            story.text[: at + 1] = [line._replace(text=line.text[start:])]
            return


def _without_headline(story: Story, told: Sequence[tuple[str, str]]) -> None:
    """Take the first line from a text that says the headline again, as dumps of wikis have it."""
    at = next((at for at, line in enumerate(story.text) if not is_blank(line.text)), None)
    said = [fold(text) for field, text in told if field == "headline"]
    if at is not None and fold(story.text[at].text.strip()) in said:
        story.around.append(story.text.pop(at))


def _mark(told: Told) -> Mark:
    """The lines of an element, with the label of its field."""
    unit = unit_of(told.lines[0], told.text)
    return Mark(
        unit._replace(lines=told.lines),
        FIELD_LABELS.get(told.field, Label.ENVELOPE),
        f"sgml.{told.field}",
        prose=False,
    )


def _wrapping(marks: Sequence[Mark]) -> Wrapping:
    return Wrapping(tuple([line for mark in marks for line in mark.unit.lines]), tuple(marks))


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """The *lines* without blank ones at either end."""
    told = [at for at, line in enumerate(lines) if not is_blank(line.text)]
    return lines[told[0] : told[-1] + 1] if told else ()
