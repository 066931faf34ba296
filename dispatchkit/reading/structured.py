"""Makes documents of stories in structured data: their text becomes lines, numbered as they are
read, because the data have no lines of their own.
"""

from __future__ import annotations

import json
from datetime import datetime
from enum import Enum, auto
from html import unescape
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit import surrogates
from dispatchkit.errors import UnknownColumn
from dispatchkit.grammar.dateline import find_dateline
from dispatchkit.grammar.label import Mark
from dispatchkit.grammar.notices import ORDERS, headline_notice
from dispatchkit.labels import BODY_LABELS, Label
from dispatchkit.model import Line
from dispatchkit.reading.fields import FIELD_LABELS, dateline_of, record_fields
from dispatchkit.reading.items import Item, items, keys_of
from dispatchkit.reading.json_values import values
from dispatchkit.reading.message import Broken, Document, Shown, Wrapping
from dispatchkit.reading.teasers import letters
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import ends_sentence
from dispatchkit.text.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dispatchkit.reading.items import NoStory
    from dispatchkit.reading.json_values import Value
    from dispatchkit.reading.message import Opened
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.reading.web import blocks as web

_TAGS = (
    r"(?:p|div|br|section|article|html|body|h\d|ul|ol|li|blockquote|span|a|em|strong|b|i"
    r"|figure|table)"
)
_MARKUP_RE = pattern(rf"</?{_TAGS}\b[^<>]*/?>", 2)
# Mark-up that was escaped once more than it should have been.
_ESCAPED_RE = pattern(rf"&(?:amp;)?lt;/?{_TAGS}\b[^<>&]{{0,300}}/?&(?:amp;)?gt;", 2)
# "<title/>" ends an element in XHTML, and opens one in HTML.
_EMPTY_RE = pattern(
    r"<(title|script|style|textarea|iframe|a|b|i|em|strong|span|div|p)(\s[^<>]*)?/>", 2
)
# What WordPress puts a picture, film or gallery in place of; it parts paragraphs by blank lines.
_SHORTCODE_RE = pattern(
    r"\[(?:wp_)?caption\b[^\[\]]{0,600}\][^\[\]]{0,2000}\[/(?:wp_)?caption\]"
    r"|\[(?:gallery|audio|video|playlist)\s[^\[\]=]{1,20}=[^\[\]]{0,600}\](?:\[/(?:audio|video)\])?"
)
_BLANK_RE = pattern(r"\n[ \t\r]{0,40}\n")
_TELLING = frozenset(("headline", "slugline", "ednote"))
# Elements whose lines stand beside the story.
# Whoever declares XHTML means its lists and rows; in other HTML they may only set type.
_XHTML_RE = pattern(r"\s{0,40}<[a-z]{1,10}\s[^<>]{0,400}http://www\.w3\.org/1999/xhtml")
_ROWS = frozenset(("pre", "tr", "td", "th"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_ASIDE = frozenset(("figcaption", "aside", "nav", "footer", "form"))


def json_documents(source: Opened, options: ReadOptions) -> Iterator[Document | Broken]:
    """A document for each story in JSON or JSON Lines. A story in a list that has no text is told;
    one that stands alone, or is a message of a wire, is what is known of it; an object that holds
    no story is told.
    UnknownColumn if the key that the caller names is in none of them.
    """
    numbers = count(1)
    keys: list[str] = []
    met = options.text_column is None
    for found in values(source):
        if isinstance(found, Broken):
            yield found
            continue
        keys = keys or keys_of(found.value)
        for one in _of_value(found, options, numbers):
            met = met or isinstance(one, Document)
            yield one
    if not met:
        raise UnknownColumn(str(options.text_column), keys)


def _of_value(
    found: Value, options: ReadOptions, numbers: Iterator[int]
) -> Iterator[Document | Broken]:
    """The stories in a value of JSON, and what is in it besides; the lines get the next
    *numbers*.
    """
    where = f"line {found.line}"
    told = [*items(found.value, options.text_column)]
    number = sum(isinstance(one, Item) for one in told)
    if lack := _lacking(found, held=bool(told)):
        yield Broken(where, lack)
    for story in told:
        if isinstance(story, Item):
            made = document(story, options, numbers, f"an object of JSON, {where}")
            # Asked last: whether a story stands alone takes a seventh of the time to read one.
            kept = _tells(story, made) or (number == 1 and _is_unlisted(found))
            yield made._replace(item=where) if kept else without_text(where, story)
        elif story.keys or story.text:
            yield _no_story(where, story)


def _lacking(found: Value, *, held: bool) -> str | None:
    """Why there is no story in a value of JSON; None where anything is *held* in it, and for an
    empty page.
    """
    if found.value in ("", None) or (found.listed and found.value == {}):
        return f"no story: {json.dumps(found.value)}"
    return "no story" if not held and found.value not in ({}, []) else None


def _no_story(where: str, found: NoStory) -> Broken:
    """What stands beside stories and is none."""
    return Broken(where, f"no story{_keys(found.keys)}{_shortened(found.text)}")


def _tells(story: Item, made: Document) -> bool:
    """Whether a story has a text, or is a message of a wire that tells without one what the story
    is called, a note to editors or an order.
    """
    notice = made.stated.get("notice")
    ordered = notice is not None and notice.kind in ORDERS
    told = ordered or not _TELLING.isdisjoint(made.stated)
    return bool(story.body.strip()) or (story.is_message and told)


def without_text(where: str, story: Item) -> Broken:
    """What is known of a story whose text is nowhere."""
    return Broken(where, f"what is known of a story, without its text: {_name(story)}")


def _keys(keys: Sequence[str]) -> str:
    """Some keys of an object, for a message."""
    shown = ", ".join(keys[:_SOME])
    return f" in an object with {shown}"[:_LONGEST_NAME] if keys else ""


def _is_unlisted(found: Value) -> bool:
    """Whether a value that holds one story is in no list, and has none on the way to the story."""
    value = found.value
    if found.listed or not isinstance(value, dict):
        return False
    nodes = (value, *(one for one in value.values() if isinstance(one, dict)))
    lists = (inner for node in nodes for inner in node.values() if isinstance(inner, list))
    return not any(isinstance(one, Item) for inner in lists for one in items(inner))


def _name(story: Item) -> str:
    """The headline of a story, or the name of its message, for people."""
    told = dict(story.told)
    return _shortened(told.get("headline") or told.get("altid") or "")[2:]


def _shortened(text: str) -> str:
    """A colon and a text, for a message; "" if there is none."""
    text = " ".join(text.split())
    shown = text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}..."
    return shown and f": {shown}"


_LONGEST_NAME, _SOME = 80, 6
# What parts a place from the text that it opens.
_DASH_RE = pattern(r"[ \u00a0]{1,3}(?:--?|[–—])[ \u00a0]{1,3}(?=\S)")
# A text with fewer letters may stand anywhere in another.
_REPEATED = 40


def document(item: Item, options: ReadOptions, numbers: Iterator[int], reason: str) -> Document:
    """A story as a document; its lines get the next *numbers*. What the data say besides stands
    above it.
    """
    told = [(field, _plain(text)) for field, text in item.told]
    blocks = without_headline(_blocks(item.body), dict(told).get("headline", ""))
    if filed := _filed(dict(told), blocks, options):
        place, at, text = filed
        told.append(("dateline", place))
        blocks[at] = blocks[at]._replace(text=text)
    return written(told, blocks, _besides(item), options, (numbers, reason))


def without_headline(blocks: Iterable[Block], headline: str) -> list[Block]:
    """The *blocks*, of which the first is a duplicate if it says the *headline* again, perhaps
    without its mark ("CORRECTION: "), and others follow. A sentence may have been made the
    headline, and stays.
    """
    found = [*blocks]
    said = (fold(headline), fold(_bare(headline)))
    first, *others = [at for at, block in enumerate(found) if block.text.strip()] or [-1]
    if not headline.strip() or not others:
        return found
    text = found[first].text.strip()
    if fold(text) in said and not ends_sentence(text):
        found[first] = Block(found[first].text, Seen.BESIDE, Label.DUPLICATE)
    return found


def _bare(headline: str) -> str:
    """A *headline* without the mark that it opens with."""
    notice = headline_notice(headline)
    return headline.removeprefix(notice.text).strip() if notice else headline


def _filed(
    told: Mapping[str, str], blocks: Sequence[Block], options: ReadOptions
) -> tuple[str, int, str] | None:
    """The dateline with which a text opens that prints no more of it than the place that the data
    state ("LUND - The harbour ..."), which block that is, and what it says behind it; else None.
    """
    place = told.get("located", "")
    at = next((at for at, block in enumerate(blocks) if block.text.strip()), None)
    if not place or at is None or "dateline" in told:
        return None
    text = blocks[at].text.strip()
    dash = _DASH_RE.match(text, len(place))
    printed = text[: len(place)]
    if dash is None or fold(printed) != fold(place):
        return None
    whole = find_dateline(text, options.lexicon) is not None
    if whole or dateline_of(printed, None, None, options) is None:
        return None
    return printed, at, text[dash.end() :]


def written(
    told: Sequence[tuple[str, str]],
    blocks: Iterable[Block],
    besides: Iterable[tuple[str, str]],
    options: ReadOptions,
    place: tuple[Iterator[int], str],
) -> Document:
    """The document of a story that data hold: what they tell of it, by field, its text, and the
    texts *besides*, by names of no field. Its lines get the numbers that *place* has, which also
    says why it is one document.
    """
    numbers, reason = place
    marks = []
    for field, text in (*told, *besides):
        line = Line(next(numbers), 0, " ".join(text.split()), "\n")
        if line.text:
            label = FIELD_LABELS.get(field, Label.ENVELOPE)
            unit = unit_of(line, line.text)
            marks.append(Mark(unit, label, f"item.{field}", prose=False))
    lines: list[Line] = []
    shown = _Shown()
    for block in blocks:
        lines.append(Line(next(numbers), 0, block.text, "\n"))
        shown.add(lines[-1].number, block)
    above = Wrapping(tuple([mark.unit.lines[0] for mark in marks]), tuple(marks))
    stated = record_fields(told, options)
    day = stated.get("published")
    return Document(
        tuple(lines),
        reason,
        above,
        stated=stated,
        # The day gives datelines their year.
        received=day.date() if isinstance(day, datetime) else day,
        parted=True,
        framed=True,
        shown=shown.whole(),
    )


class Seen(Enum):
    """What mark-up shows of a line."""

    PLAIN = auto()
    PROSE = auto()
    HEADING = auto()
    BESIDE = auto()


class Block(NamedTuple):
    """A line of a text with what its mark-up shows: whether it is prose of the story, a heading or
    beside that; and the *label* that its element gives it, which is one of the body (CROSSHEAD,
    LIST, TABLE, TEXT) or of what stands beside (CAPTION, CREDIT). A blank one parts paragraphs.
    """

    text: str
    seen: Seen = Seen.PLAIN
    label: Label | None = None


class _Shown:
    """Gathers what mark-up shows of the lines of a document."""

    def __init__(self) -> None:
        self._furniture: set[int] = set()
        self._prose: set[int] = set()
        self._headings: set[int] = set()
        self._labels: dict[int, Label] = {}
        self._roles: dict[int, Label] = {}

    def add(self, number: int, block: Block) -> None:
        """Note the line of that *number*."""
        if block.seen is Seen.BESIDE:
            self._furniture.add(number)
        elif block.seen is Seen.PROSE:
            self._prose.add(number)
        elif block.seen is Seen.HEADING:
            self._headings.add(number)
        if block.label is not None:
            of_body = block.label in BODY_LABELS
            (self._roles if of_body else self._labels)[number] = block.label

    def whole(self) -> Shown:
        """What is shown of all lines."""
        return Shown(
            furniture=frozenset(self._furniture),
            prose=frozenset(self._prose),
            headings=frozenset(self._headings),
            labels=self._labels,
            roles=self._roles,
        )


def _besides(item: Item) -> Iterator[tuple[str, str]]:
    """What the data say of a story and no field holds, a line each; forms of its text besides the
    one that is read repeat it.
    """
    own = ""
    for name, value in item.others:
        repeats = False
        if len(value) > _REPEATED:
            own = own or letters(item.body)
            said = letters(value)
            repeats = len(said) > _REPEATED and said in own
        blocks = [Block(value)] if value.isalnum() else _blocks(value)
        for block in blocks:
            if block.text.strip():
                yield "repeat" if repeats else "other", f"{name}: {block.text}"


def _plain(text: str) -> str:
    """A text of a field without mark-up and entities."""
    if _is_bare(text):
        return " ".join(text.split())
    return unescape(" ".join(" ".join([block.text for block in _blocks(text)]).split()))


def _is_bare(text: str) -> bool:
    """Whether a text, as most that are short, holds neither mark-up nor entities nor halves of
    characters.
    """
    return "<" not in text and "&" not in text and text.isascii()


def _blocks(text: str) -> Iterator[Block]:
    """The lines of a text, which may be HTML, with what its mark-up shows of each."""
    text = surrogates.mended(text)[0]
    # Twice at most: what is escaped thrice is a text about escaping.
    for _ in range(2):
        if _ESCAPED_RE.search(text) and not _MARKUP_RE.search(text):
            text = unescape(text)
    text = _without_shortcodes(text)
    if not _MARKUP_RE.search(text):
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
            yield Block(line)
        return
    from dispatchkit.reading.web.blocks import blocks, parsed
    from dispatchkit.reading.web.story import is_prose

    is_xhtml = _XHTML_RE.match(text) is not None
    for block in blocks(parsed(_EMPTY_RE.sub(r"<\1\2></\1>", text))):
        if any(element.tag in _ASIDE for element in block.within):
            yield Block(block.text, Seen.BESIDE)
        elif block.tag in _HEADINGS:
            yield Block(block.text, Seen.HEADING)
        else:
            role = _role(block) if is_xhtml else None
            yield Block(block.text, Seen.PROSE if is_prose(block) else Seen.PLAIN, role)
        yield Block("")


def _without_shortcodes(text: str) -> str:
    """The text of a blog as HTML, in which its shortcodes stand beside the story."""
    if not _SHORTCODE_RE.search(text):
        return text
    if "<pre" not in text:
        text = _BLANK_RE.sub("\n<p>", text)
    return _SHORTCODE_RE.sub(r"<figure><figcaption>\g<0></figcaption></figure><p>", text)


def _role(block: web.Block) -> Label | None:
    """What the elements of XHTML make of a line of the text."""
    if any(element.tag == "li" for element in block.within):
        return Label.LIST
    return Label.TABLE if block.tag in _ROWS else None
