"""Reads a page of HTML: its lines as a browser shows them, with what the mark-up says of them and
what the page states about its story.

The lines are numbered as they are shown, blank ones between paragraphs included: a page may be one
line of HTML, and its line numbers would tell nobody anything.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.model import Line
from dispatchkit.reading.exports import own
from dispatchkit.reading.fields import record_fields
from dispatchkit.reading.formats import exports
from dispatchkit.reading.look import look_at_text
from dispatchkit.reading.message import Document, Inner, Shown
from dispatchkit.reading.web.blocks import blocks, parsed
from dispatchkit.reading.web.charset import page_text
from dispatchkit.reading.web.stated import stated
from dispatchkit.reading.web.story import sort
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.reading.message import Opened
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.reading.web.blocks import Block

# Elements whose lines browsers set apart by blank lines.
_APART = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "figure")
)
# Fewer words of a line that the stated headline begins with are no headline.
_WORDS = 3
# The stated text is read in place of the page's if the page shows less than this share of it: a
# page with a teaser shows a third or less, and spaces and quotes alone make up a few hundredths.
_SHOWN = 0.75
# What a page states of these is better than what its lines say.
_WINNING = ("published", "updated", "byline")
_SENTENCE_RE = pattern(r"[\n.!?。！？؟]+")


class _Page(NamedTuple):
    """The lines of a page, and what is known of them by their numbers."""

    lines: tuple[Line, ...]
    furniture: frozenset[int]
    heads: frozenset[int]
    prose: frozenset[int]


def page(source: Opened, options: ReadOptions) -> Iterator[Document | Inner]:
    """The story of a page; or the text of it, if that is an export of a press database. Raises
    MissingReader if the library is not installed.
    """
    tree = parsed(page_text(source.data, options))
    shown = blocks(tree)
    text = "\n".join(f"{block.text}\n" for block in shown)
    if _is_export(text, options):
        yield Inner("", text.encode("utf-8", "surrogatepass"))
        return
    told = stated(tree)
    found = _with_body(_laid_out(shown, told.first("headline") or told.title), told.body)
    facts = record_fields(told.fields, options)
    yield Document(
        found.lines,
        "a page of HTML",
        stated={field: facts.pop(field) for field in _WINNING if field in facts},
        otherwise=facts,
        parted=True,
        framed=True,
        shown=Shown(furniture=found.furniture, heads=found.heads, prose=found.prose),
    )


def _is_export(text: str, options: ReadOptions) -> bool:
    """Whether the text of a page is an export of a press database, or in a format of the user's
    own.
    """
    look = look_at_text(text)
    if exports.recognise(look) is not None:
        return True
    return bool(options.own.formats) and own.recognise(look, options.own.formats) is not None


def _laid_out(shown: Sequence[Block], headline: str) -> _Page:
    """The lines *shown* with blank ones where a browser sets them apart, and what their mark-up and
    the stated *headline* say of them.
    """
    lines: list[Line] = []
    placed: list[int] = []
    numbers = count(1)
    for block in shown:
        apart = block.tag in _APART
        if apart and lines and lines[-1].text:
            lines.append(Line(next(numbers), 0, "", "\n"))
        placed.append(next(numbers))
        lines.append(Line(placed[-1], 0, block.text, "\n"))
        if apart:
            lines.append(Line(next(numbers), 0, "", "\n"))
    found = sort(shown)
    heads = frozenset(placed[at] for at in _heads(shown, headline))
    prose = frozenset(placed[at] for at in found.prose)
    # What stands above the headline is no prose of the story, unless most of it does: then the
    # headline is that of another story.
    below = frozenset(number for number in prose if number > min(heads, default=0))
    return _Page(
        tuple(lines),
        frozenset(placed[at] for at in found.furniture) - heads,
        heads,
        below if 2 * len(below) > len(prose) else frozenset(),
    )


def _heads(shown: Sequence[Block], stated_headline: str) -> list[int]:
    """The places of the lines that may be the headline: those that say what the page states as its
    headline, or the beginning of that; else its headings of the highest rank.
    """
    headline = fold(stated_headline)
    said = [
        at
        for at, block in enumerate(shown)
        if (folded := fold(block.text)) == headline
        or (len(block.text.split()) > _WORDS and headline.startswith(folded))
    ]
    return said or [
        at for at, block in enumerate(shown) if any(one.tag == "h1" for one in block.within)
    ]


def _with_body(found: _Page, body: str) -> _Page:
    """A page with the *body* that it states, if it shows only the beginning of that or none of it.
    The body stands where the prose of the page begins, and what follows is no text.
    """
    printed = sum(len(line.text) for line in found.lines if line.number in found.prose)
    if len(body) <= printed or _share_shown(body, found.lines) >= _SHOWN:
        return found
    at = min(found.prose, default=max(found.heads, default=0) + 1) - 1
    paragraphs = [" ".join(text.split()) for text in body.splitlines() if text.strip()]
    texts = [line.text for line in found.lines[:at]]
    for paragraph in paragraphs:
        texts += ["", paragraph]
    texts.append("")
    first, last = at + 1, len(texts)
    texts += [line.text for line in found.lines[at:]]
    return _Page(
        tuple(Line(number, 0, text, "\n") for number, text in enumerate(texts, 1)),
        frozenset({n for n in found.furniture if n < first} | set(range(last + 1, len(texts) + 1))),
        frozenset(n for n in found.heads if n < first),
        frozenset(range(first, last + 1)),
    )


def _share_shown(body: str, lines: Sequence[Line]) -> float:
    """The share of the sentences of a *body*, by length, that the *lines* of a page show."""
    shown = fold(" ".join(line.text for line in lines))
    sentences = [fold(" ".join(text.split())) for text in _SENTENCE_RE.split(body) if text.strip()]
    total = sum(map(len, sentences))
    return sum(len(text) for text in sentences if text in shown) / total if total else 1.0
