"""Reads a page of HTML: its lines as a browser shows them, with what the mark-up says of them and
what the page states about its story.

The lines are numbered as they are shown, blank ones between paragraphs included: a page may be one
line of HTML, and its line numbers would tell nobody anything.
"""

from __future__ import annotations

from itertools import count, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.labels import Label
from dispatchkit.model import Line
from dispatchkit.reading.exports import own
from dispatchkit.reading.fields import agency_of, record_fields
from dispatchkit.reading.formats import exports
from dispatchkit.reading.look import look_at_text
from dispatchkit.reading.message import Document, Inner, Shown
from dispatchkit.reading.web.authors import authors_of
from dispatchkit.reading.web.blocks import parsed, shown
from dispatchkit.reading.web.heads import headings, heads_of
from dispatchkit.reading.web.scripts import body_in_scripts
from dispatchkit.reading.web.stated import fields_of, stated
from dispatchkit.reading.web.story import sort, stories
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dispatchkit.model import Agency
    from dispatchkit.reading.message import Opened
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.reading.web.blocks import Block
    from dispatchkit.reading.web.blocks import Shown as Seen
    from dispatchkit.reading.web.stated import Stated
    from dispatchkit.reading.web.story import Sorted

# Elements whose lines browsers set apart by blank lines.
_APART = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "figure")
)
# The stated text is read in place of the page's if the page shows less than this share of it: a
# page with a teaser shows a third or less, and spaces and quotes alone make up a few hundredths.
_SHOWN = 0.75
# A page that shows fewer characters of prose may show a teaser of what its scripts hold.
_TEASER = 1000
# What a page states of these is better than what its lines say.
_WINNING = ("published", "updated", "byline")
# What a page states of all of its stories.
_COMMON = ("language", "agency", "section")
# Times that stand at most so many lines above the headline or below the text are of the story.
_AROUND = 3
# The names of elements that tell when a story was changed.
_UPDATED = frozenset(("updated", "modified", "update"))
# A longer line names no author.
_NAMES = 60
_CREDIT_RE = pattern(r"[(（]([^()（）]{2,40})[)）]\s*\Z")
_SENTENCE_RE = pattern(r"[\n.!?。！？؟]+")


class _Page(NamedTuple):
    """The lines of a story, and what is known of them by their numbers."""

    lines: tuple[Line, ...]
    shown: Shown


class _Cut(NamedTuple):
    """The lines of a story as the page has them, what its mark-up shows of them, the places of
    those that may be its headline, the place of the first of them in the page, and *which* of
    several stories it is.
    """

    lines: Sequence[Block]
    sorted: Sorted
    heads: Sequence[int]
    begin: int = 0
    which: str = ""


def page(source: Opened, options: ReadOptions) -> Iterator[Document | Inner]:
    """The stories of a page; or the text of it, if that is an export of a press database. Raises
    MissingReader if the library is not installed.
    """
    tree = parsed(source.decoded.text)
    seen = shown(tree)
    text = "\n".join(f"{block.text}\n" for block in seen.lines)
    if _is_export(text, options):
        yield Inner("", text.encode("utf-8", "surrogatepass"), decoded=source.decoded)
        return
    told = stated(tree)
    several = stories(seen.lines)
    numbers = count(_first(source))
    if several:
        yield from _each(seen, several, told, options, numbers)
    else:
        yield _whole(tree, seen, told, options, numbers)


def _whole(
    tree: Any, seen: Seen, told: Stated, options: ReadOptions, numbers: Iterator[int]
) -> Document:
    """The one story of a page; its lines get the next *numbers*."""
    headline = told.first("headline")
    cut = _Cut(
        seen.lines, sort(seen.lines, seen.fields), heads_of(seen.lines, headline, told.title)
    )
    printed = _laid_out(cut, numbers)
    found = _with_body(printed, told.body)
    if found is printed and _prose(printed) < _TEASER:
        headlines = [headline, told.title, *[cut.lines[at].text for at in cut.heads]]
        found = _with_body(printed, body_in_scripts(tree, headlines))
    facts = fields_of(told, _times(seen, cut), options)
    facts["agency"] = _closing_agency(cut, options) or facts.get("agency")
    winning = {field: facts.pop(field) for field in _WINNING if field in facts}
    return _document(found, winning, facts, cut, options)


def _each(
    seen: Seen,
    elements: Sequence[int],
    told: Stated,
    options: ReadOptions,
    numbers: Iterator[int],
) -> Iterator[Document]:
    """The stories of a page that stand in these *elements*; the lines get the next *numbers*. What
    stands before the first and between two of them is kept with the one that follows.
    """
    common = [(field, text) for field, text in told.fields if field in _COMMON]
    stretches = zip(elements, pairwise(_bounds(seen.lines, elements)), strict=True)
    for number, (element, (begin, end)) in enumerate(stretches, 1):
        lines = seen.lines[begin:end]
        inside = [at for at, line in enumerate(lines) if line.stands_in(element)]
        heads = [inside[0] + at for at in headings([lines[at] for at in inside])]
        which = f"story {number} of "
        cut = _Cut(lines, sort(lines, seen.fields, element), heads, begin, which)
        facts = record_fields([*common, *_times(seen, cut)], options)
        winning = {field: facts.pop(field) for field in _WINNING if field in facts}
        yield _document(_laid_out(cut, numbers), winning, facts, cut, options)


def _bounds(lines: Sequence[Block], elements: Sequence[int]) -> list[int]:
    """Where the *lines* of a page are cut to have one of these *elements* in each stretch: behind
    each element; the last stretch has all that is left.
    """
    ends = [
        1 + max(at for at, line in enumerate(lines) if line.stands_in(element))
        for element in elements
    ]
    return [0, *ends[:-1], len(lines)]


def _closing_agency(cut: _Cut, options: ReadOptions) -> Agency | None:
    """The agency that the last paragraph names in brackets at its end, whatever the page prints
    below it; None if it names none.
    """
    last = max(cut.sorted.prose, default=None)
    found = _CREDIT_RE.search(cut.lines[last].text) if last is not None else None
    return agency_of(found[1], options.lexicon) if found else None


def _document(
    found: _Page,
    winning: Mapping[str, Any],
    facts: dict[str, Any],
    cut: _Cut,
    options: ReadOptions,
) -> Document:
    """A story with what is known of it. Whom the page names as the author beside its headline
    counts if neither its data nor its text name one.
    """
    names = [text for at in cut.sorted.about if len(text := cut.lines[at].text) <= _NAMES]
    if "byline" not in winning:
        facts["byline"] = authors_of([names], (), (), options)
    return Document(
        found.lines,
        f"{cut.which}a page of HTML, by the lines that it shows",
        stated=winning,
        otherwise=facts,
        parted=True,
        framed=True,
        shown=found.shown,
    )


def _is_export(text: str, options: ReadOptions) -> bool:
    """Whether the text of a page is an export of a press database, or in a format of the user's
    own.
    """
    look = look_at_text(text)
    if exports.recognise(look) is not None:
        return True
    return bool(options.own.formats) and own.recognise(look, options.own.formats) is not None


def _times(seen: Seen, cut: _Cut) -> list[tuple[str, str]]:
    """The times for programs that stand around the headline of a story or right below its text, as
    pairs of a field and a text.
    """
    first = min(cut.heads, default=0)
    prose = [at for at in cut.sorted.prose if at > first]
    below = min(prose, default=first + _AROUND)
    end = max(prose, default=first)
    found = []
    for moment in seen.times:
        at = moment.line - cut.begin
        if first - _AROUND <= at <= below or end < at <= end + _AROUND:
            field = "updated" if not _UPDATED.isdisjoint(moment.words) else "published"
            if 0 <= at <= len(cut.lines):
                found.append((field, moment.text))
    return found


def _first(source: Opened) -> int:
    """The number of the first line of a page: above it a container may have lines of its own."""
    return source.lines[0].number if source.lines else 1


def _laid_out(cut: _Cut, numbers: Iterator[int]) -> _Page:
    """The lines of a story with blank ones where a browser sets them apart, numbered on, and what
    their mark-up says of them.
    """
    lines: list[Line] = []
    placed: list[int] = []
    for block in cut.lines:
        apart = block.tag in _APART
        if apart and lines and lines[-1].text:
            lines.append(Line(next(numbers), 0, "", "\n"))
        placed.append(next(numbers))
        lines.append(Line(placed[-1], 0, block.text, "\n"))
        if apart:
            lines.append(Line(next(numbers), 0, "", "\n"))

    def numbered(places: Iterable[int]) -> frozenset[int]:
        return frozenset([placed[at] for at in places])

    found = cut.sorted
    heads, prose = numbered(cut.heads), numbered(found.prose)
    # What stands above the headline is no prose of the story, unless most of it does: then the
    # headline is that of another story.
    below = frozenset(number for number in prose if number > min(heads, default=0))
    labels = dict.fromkeys(numbered(found.captions), Label.CAPTION)
    labels |= dict.fromkeys(numbered(found.comments), Label.COMMENT)
    shown = Shown(
        furniture=numbered(found.furniture) - heads,
        heads=heads,
        prose=below if 2 * len(below) > len(prose) else frozenset(),
        about=numbered(found.about) - heads,
        headings=numbered(found.headings) - heads,
        labels=labels,
    )
    return _Page(tuple(lines), shown)


def _with_body(found: _Page, body: str) -> _Page:
    """A page with the *body* that it states, if it shows only the beginning of that or none of it.
    The body stands where the prose of the page begins, and what follows is no text.
    """
    shown = found.shown
    if len(body) <= _prose(found) or _share_shown(body, found.lines) >= _SHOWN:
        return found
    at = min(shown.prose, default=max(shown.heads, default=0) + 1) - 1
    printed = [line.text for line in found.lines]
    paragraphs = [" ".join(text.split()) for text in body.splitlines() if text.strip()]
    stated = [""]
    for paragraph in paragraphs:
        stated += [paragraph, ""]
    texts = [*printed[:at], *stated, *printed[at:]]
    first, behind = at + 1, at + len(stated) + 1
    above = _up_to(shown, at)
    return _Page(
        tuple(Line(number, 0, text, "\n") for number, text in enumerate(texts, 1)),
        above._replace(
            furniture=above.furniture.union(range(behind, len(texts) + 1)),
            prose=frozenset(range(first, behind)),
        ),
    )


def _up_to(shown: Shown, last: int) -> Shown:
    """What is shown of the lines up to the one with the number *last*."""
    numbers = frozenset(range(last + 1))
    return Shown(
        furniture=shown.furniture & numbers,
        heads=shown.heads & numbers,
        prose=shown.prose & numbers,
        about=shown.about & numbers,
        headings=shown.headings & numbers,
        labels={number: label for number, label in shown.labels.items() if number <= last},
    )


def _prose(found: _Page) -> int:
    """How many characters of a page are prose of its story."""
    return sum(len(line.text) for line in found.lines if line.number in found.shown.prose)


def _share_shown(body: str, lines: Sequence[Line]) -> float:
    """The share of the sentences of a *body*, by length, that the *lines* of a page show."""
    shown = fold(" ".join(line.text for line in lines))
    sentences = [fold(" ".join(text.split())) for text in _SENTENCE_RE.split(body) if text.strip()]
    total = sum(map(len, sentences))
    return sum(len(text) for text in sentences if text in shown) / total if total else 1.0
