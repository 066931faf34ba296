"""Makes logical lines of source lines: hard-wrapped paragraphs are joined, the text is repaired and
single-spaced.

A logical line, a ``Unit``, carries what several stages ask of its text: the forms in which phrases
are compared with it, made in one pass over all units of a text, its weight, and whether it is
prose. No stage folds or counts a line again.
"""

from __future__ import annotations

from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import bare, fold_lines, smooth
from dispatchkit.text.lines import INVISIBLE, is_blank
from dispatchkit.text.remains import (
    has_numbered_links,
    is_quoted,
    unnumbered,
    unquoted,
    without_marks,
)
from dispatchkit.text.repair import clean, repair, suspect
from dispatchkit.text.rows import Row, columns, has_wide
from dispatchkit.text.scripts import is_spaceless
from dispatchkit.text.shape import is_prose, weight
from dispatchkit.text.wrap import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatchkit.model import Line

# "inter-" at the end of a line: what stands before the hyphen, and what the next line starts with.
_BROKEN_RE = pattern(r"([^\W\d_]{1,40})[-\u2010]\Z")
_REST_RE = pattern(r"[^\W\d_]{1,40}")
_WORD_RE = pattern(r"[^\W_]+(?:-[^\W_]+)*")
_LINE_END_RE = pattern(r"(?<![^\W_])[^\W_]+-\n\s*[^\W_]+")
_TAB = 8


class _Fields(NamedTuple):
    """What a unit is made of."""

    lines: tuple[Line, ...]
    text: str
    gap: int
    indent: int
    smoothed: str
    folded: str


class _Mending(NamedTuple):
    """What has to be mended in the lines of a text, because it is there in the whole of it: letters
    that were read wrong, the escapes of a mail, the numbers of links.
    """

    doubtful: bool
    quoted: bool
    numbered: bool


class Unit(_Fields):
    """A logical line: a source line, or several that hard wrapping had cut.

    ``text`` is repaired and single-spaced; ``gap`` is the number of blank lines before it;
    ``indent`` its leading columns. ``smoothed`` and ``folded`` are the text under ``smooth`` and
    ``fold``.
    """

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as running text; told when first asked for, as of few lines of an
        envelope.
        """
        return is_prose(self.text)

    @cached_property
    def weight(self) -> int:
        """How many words the text weighs; counted when first asked for, as few lines are."""
        return weight(self.text)


def make_units(lines: tuple[Line, ...], joined: frozenset[int] = frozenset()) -> tuple[Unit, ...]:
    """The logical lines of a block, in order. Every line with a visible character is in exactly
    one; blank ones count as ``gap``. The numbers of lines that mark-up shows to go on in the next
    one are *joined*.
    """
    lines = without_marks(lines)
    text = "\n".join([line.text for line in lines])
    mending = _Mending(suspect(text), is_quoted(text), has_numbered_links(text))
    words = cache(lambda: _words(lines))
    rows_of_lines = _rows(lines, wide=has_wide(text), quoted=mending.quoted)
    found = list(paragraphs(rows_of_lines, joined))
    texts = [_text(rows, words, mending) for rows in found]
    return tuple(
        [
            Unit(
                tuple([row.line for row in rows]),
                text or clean(rows[0].line.text),
                rows[0].gap,
                rows[0].indent,
                smoothed,
                folded,
            )
            for rows, text, smoothed, folded in zip(found, texts, *fold_lines(texts), strict=True)
        ]
    )


def unit_of(line: Line, text: str) -> Unit:
    """The *line* as a unit of its own, with the *text* that a format gives it."""
    smoothed = smooth(text)
    return Unit((line,), text, 0, 0, smoothed, bare(smoothed))


def _words(lines: tuple[Line, ...]) -> frozenset[str]:
    """The words of a block in lower case, except those that the end of a line cuts at a hyphen."""
    text = "\n".join([line.text.rstrip() for line in lines]).lower()
    return frozenset(_WORD_RE.findall(_LINE_END_RE.sub(" ", text)))


def _rows(lines: tuple[Line, ...], *, wide: bool, quoted: bool) -> list[Row]:
    """The visible lines, measured. In a *quoted* text a line that ends with "=" goes on."""
    found: list[Row] = []
    gap = 0
    for line in lines:
        body = line.text.strip(INVISIBLE)
        if not body or ("\x1b" in line.text and is_blank(line.text)):
            gap += 1
            continue
        margin = "" if len(body) == len(line.text) else line.text[: line.text.index(body[0])]
        indent = _indent(margin) if margin else 0
        # A wire counts a tab as one character when it wraps; if it was counted in full, a line that
        # looks short still joins.
        width = indent - (_TAB - 1) * margin.count("\t") + (columns(body) if wide else len(body))
        found.append(Row(line, body, indent, width, gap, quoted and body[-1] == "="))
        gap = 0
    return found


def _indent(margin: str) -> int:
    """How many columns the white space *margin* takes. A tab reaches the next multiple of eight."""
    reached = 0
    for character in margin:
        if character == "\t":
            reached += _TAB - reached % _TAB
        elif character == "\u3000":
            reached += 2
        elif character.isspace() and character not in "\v\f\x1c\x1d\x1e\x1f\x85":
            reached += 1
    return reached


def _text(rows: list[Row], words: Callable[[], frozenset[str]], mending: _Mending) -> str:
    """The text of the unit that *rows* make; empty if it is nothing but "&nbsp;"."""
    text = rows[0].line.text if len(rows) == 1 else _joined(rows, words)
    if text.startswith("^") and text.rstrip().endswith(("<", "=")):
        text = text.rstrip()[1:-1]
    if mending.quoted:
        text = unquoted(text)
    if mending.doubtful and suspect(text):
        text = repair(text)
    text = clean(text)
    # In running text they stay, as printed.
    return unnumbered(text) if mending.numbered and not is_prose(text) else text


def _joined(rows: list[Row], words: Callable[[], frozenset[str]]) -> str:
    """The texts of *rows* joined, each boundary read as a space, as nothing, or as a wrapped
    hyphen.
    """
    parts = [rows[0].line.text.strip()]
    for row, following in pairwise(rows):
        if row.goes_on:
            parts[-1] = parts[-1].removesuffix("=")
            parts.append(following.line.text.rstrip())
        else:
            _append(parts, following.line.text.strip(), words)
    return "".join(parts)


def _append(parts: list[str], body: str, words: Callable[[], frozenset[str]]) -> None:
    """Append *body* to *parts*, with a space before it if words need one."""
    last = parts[-1]
    if last.endswith("\u00ad"):
        between = ""
    elif last.endswith(("-", "\u2010")) and len(last) > 1 and last[-2].isalnum():
        parts[-1], between = _at_hyphen(last, body, words)
    else:
        between = "" if is_spaceless(last[-1]) and is_spaceless(body[0]) else " "
    parts.append(between + body)


def _at_hyphen(left: str, right: str, words: Callable[[], frozenset[str]]) -> tuple[str, str]:
    """*left* with or without its final hyphen, and what goes between it and *right*."""
    broken, rest = _BROKEN_RE.search(left), _REST_RE.match(right)
    if broken is None or rest is None:
        return left, "" if right[0].isalnum() else " "
    head, tail = broken.group(1), rest.group()
    from dispatchkit.data import tables

    table = tables.load("data/hyphens")
    if tail in table["conjunctions"]:
        return left, " "
    if (head + tail).lower() in table["solid"]:
        return left[:-1], ""
    return (left if _keeps(head, tail, words(), table["first"], table["second"]) else left[:-1]), ""


def _keeps(
    head: str, tail: str, words: frozenset[str], first: list[str], second: list[str]
) -> bool:
    """Whether the hyphen between *head* and *tail* belongs to the word: "Franco-German",
    "cash-strapped", not "inter-national".
    """
    if not tail[0].islower() or (head.isupper() and len(head) > 1):
        return True
    head, tail = head.lower(), tail.lower()
    if head + tail in words:
        return False
    are_words = head in words and tail in words
    return f"{head}-{tail}" in words or are_words or head in first or tail in second
