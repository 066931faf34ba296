"""Which source lines a hard wrap has cut out of one paragraph.

A line that was wrapped at column W is *full*: the first word of the next line would not have
fitted. For each pair of neighbours that leaves an interval of possible W; the W that most pairs
agree on is the width, if the pairs also read on (the next line starts in lower case, or, where
letters have no case, the line ends without a stop).
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import FIRST_WIDE, is_spaceless
from dispatchkit.text.shape import ruler_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line

_STOPS = frozenset(".!?…。！？؟۔।։።:;")
_CLOSERS = " \"'”’“»«)]）」』】›"
# ANPA 1312 ends a line that is to stay one with "<" or "=": "Associated Press=".
_HARD_END_RE = pattern(r"\w\s?[<=]\Z")
# "1. Vote", "(a) vote": the further lines of such an item hang. It is not a bullet: "24. Dezember"
# starts many a wrapped line.
_NUMBERED_RE = pattern(r"\(?\w{1,3}[.)]\s+")
_DASHES = "-–—"
_BULLETS = frozenset("*•·▪◦‣●○■□►▶➤✓-–—")
# Columns of a table: a tab or three blanks inside a line, but not after a stop, where typists set
# two or three.
_COLUMNS_RE = pattern(r"(?:(?<![.!?:;])\t|(?<![.!?:; ]) {3,}|(?<=[.!?:;] ) {3,})(?=\S)")
_GAP_RE = pattern(r"(?<![.!?:;\"')”’»])  (?! )")
_FRAMES = frozenset("\x01\x02\x03\x04")

# Wires wrap at 69 to 80 columns, mail at 60 to 78, East Asian text at up to 80 characters of two
# columns. Below 40 are lists.
_NARROWEST, _WIDEST = 40, 160
# A first word longer than this (a URL) is no evidence of the width.
_LONGEST_WORD = 30
# East Asian rules keep 「 and 。 off the ends of a line and move up to two characters for that.
_KINSOKU = 4
# A single line that breaks in mid-sentence is at least this long; a shorter one is a list item in
# lower case.
_LONE = 50
# Of the pairs in the upper part of the width the first share has to fit, and of these the second
# has to read on.
_FITTING, _READING_ON = 0.4, 0.35
# With a blank line after every line (gap 1 everywhere) the same look is also that of a list of
# headlines: more is asked, half of it where every line reads on in lower case, as no list of
# headlines does.
_SPACED_PAIRS, _SPACED_FITTING, _SPACED_LOWER = 4, 0.6, 0.4
# Paragraphs that break early by hand or by another program's width still reach this part of it.
_RAGGED, _RAGGED_INDENTED, _RAGGED_LOWER = 0.8, 0.6, 0.5
# " Reuter" closes a dispatch: one column in, and short.
_CLOSING = 0.4


class Row(NamedTuple):
    """A visible line: its text without invisible ends, leading columns, width in columns with them,
    blank lines before it.
    """

    line: Line
    body: str
    indent: int
    width: int
    gap: int


class Layout(NamedTuple):
    """A hard wrap: its width, the indent of continued lines, blank lines between two of them (0 or
    1).

    ``marked``: paragraphs start after a blank line or with an indent, so that a short line does not
    end one.
    """

    width: int
    base: int
    gap: int
    marked: bool


def paragraphs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows of each logical line, in order."""
    if not rows:
        return
    layout = detect(rows)
    group = [rows[0]]
    for row, following in pairwise(rows):
        if layout is not None and _joins(group, row, following, layout):
            group.append(following)
        else:
            yield group
            group = [following]
    yield group


def detect(rows: Sequence[Row]) -> Layout | None:
    """The hard wrap of *rows*; None if there is none."""
    close = [pair for pair in pairwise(rows) if pair[1].gap == 0]
    layout = _layout(rows, close, 0)
    if layout is None and len(rows) > _SPACED_PAIRS and len(close) * 10 <= len(rows):
        layout = _layout(rows, [pair for pair in pairwise(rows) if pair[1].gap == 1], 1)
    return layout


def _layout(rows: Sequence[Row], pairs: list[tuple[Row, Row]], gap: int) -> Layout | None:
    """The wrap that *pairs* of neighbours show; None if they show none."""
    candidates = [
        pair for pair in pairs if _NARROWEST <= pair[0].width <= _WIDEST and _may_wrap(*pair)
    ]
    width = _commonest_width(candidates)
    if width is None:
        return None
    fitting = [
        (row, following)
        for row, following in candidates
        if row.width <= width < row.width + _room(row, following)
    ]
    over = sum(row.width > width for row, _ in pairs)
    wide = sum(width * 0.6 <= row.width <= width for row, _ in candidates)
    if not _is_wrap(fitting, over, wide) or (gap and not _is_spaced_wrap(fitting, wide)):
        return None
    base = _commonest_indent(fitting)
    return Layout(width, base, gap, _is_marked(rows, width, base, gap))


def _is_wrap(fitting: list[tuple[Row, Row]], over: int, wide: int) -> bool:
    """Whether a width is that of a wrap, by the pairs *fitting* it, the number of lines *over* it
    and of those as *wide* as its upper part.
    """
    reading = [pair for pair in fitting if reads_on(*pair)]
    if len(reading) < over or len(fitting) < _FITTING * wide:
        return False
    if not reading or len(reading) < _READING_ON * len(fitting):
        return False
    return len(reading) >= 3 or _convincing(reading)


def _is_spaced_wrap(fitting: list[tuple[Row, Row]], wide: int) -> bool:
    """Whether what looks like a wrap with a blank line after every line is no list of headlines."""
    reading = sum(reads_on(*pair) for pair in fitting)
    lower = sum(following.body[0].islower() for _, following in fitting)
    if reading < (_SPACED_PAIRS if lower < len(fitting) else _SPACED_PAIRS // 2):
        return False
    return len(fitting) >= _SPACED_FITTING * wide and lower >= _SPACED_LOWER * len(fitting)


def _may_wrap(row: Row, following: Row) -> bool:
    """Whether the next line starts neither an item nor, by its indent or by brackets of its own, a
    paragraph.
    """
    return (
        not _is_item(following)
        and not _is_bracketed_apart(row, following)
        and (following.indent <= row.indent + 1 or _hang(row) > 0)
    )


def _is_bracketed_apart(row: Row, following: Row) -> bool:
    """Whether one line closes a bracket and the next opens one: two credit lines, "(Reporting by
    A)" and "((a@agency.example))".
    """
    return row.body.endswith(")") and following.body.startswith("(")


def _commonest_width(pairs: list[tuple[Row, Row]]) -> int | None:
    """The narrowest width that most pairs agree on; None if no pair shows a width."""
    if not pairs:
        return None
    steps = [0] * (_WIDEST + _LONGEST_WORD + 3)
    for row, following in pairs:
        steps[row.width] += 1
        steps[row.width + _room(row, following)] -= 1
    agreeing = list(accumulate(steps))
    return agreeing.index(max(agreeing))


def _commonest_indent(pairs: list[tuple[Row, Row]]) -> int:
    """The indent that most of the continued lines have."""
    return Counter(following.indent for _, following in pairs).most_common(1)[0][0]


def _room(row: Row, following: Row) -> int:
    """How many columns the next word would have needed: the width of a wrap is below that."""
    if is_spaceless(following.body[0]) and is_spaceless(row.body[-1]):
        return _KINSOKU
    word = following.body[: _LONGEST_WORD + 1].split(maxsplit=1)[0]
    return min(columns(word), _LONGEST_WORD) + 1


def columns(text: str) -> int:
    """The width of *text*: wide characters count twice."""
    return (
        len(text)
        if text.isascii()
        else len(text) + sum(character >= FIRST_WIDE for character in text)
    )


def has_wide(text: str) -> bool:
    """Whether any character of *text* takes two columns."""
    return not text.isascii() and max(set(text)) >= FIRST_WIDE


def reads_on(row: Row, following: Row) -> bool:
    """Whether the next line looks like the rest of a sentence; after an indented first line it
    need not be in lower case.
    """
    head = following.body[:2].lstrip("\"'“”„«‘(")[:1] or following.body[0]
    if head.islower():
        return True
    if following.indent < row.indent - 1:
        return not _stops(row)
    if head.isupper() and not row.body.isupper():
        return False
    return not _stops(row)


def _convincing(reading: list[tuple[Row, Row]]) -> bool:
    """Whether the one or two pairs that read on are enough evidence: long lines that stop in
    mid-sentence.
    """
    return any(row.width >= _LONE and not _stops(row) for row, _ in reading)


def _is_marked(rows: Sequence[Row], width: int, base: int, gap: int) -> bool:
    """Whether paragraphs are set apart by blank lines or indents rather than by a short last line
    alone.
    """
    marked = unmarked = 0
    for row, following in pairwise(rows):
        if following.gap > gap or following.indent > base + 1:
            marked += 1
        elif row.width < _RAGGED * width and not _is_item(following):
            unmarked += 1
    return marked >= 2 * unmarked


def _joins(group: list[Row], row: Row, following: Row, layout: Layout) -> bool:
    """Whether *following* carries on the paragraph that *group* has so far (*row* is its last
    line).
    """
    if (
        following.gap > layout.gap
        or _is_bracketed_apart(row, following)
        or _is_apart(row, layout)
        or _is_apart(following, layout)
        or _is_ruler(row)
        or _is_ruler(following)
    ):
        return False
    if following.line.text[:1] in _FRAMES or _HARD_END_RE.search(row.body[-3:]):
        return False
    full = row.width <= layout.width + _KINSOKU and row.width + _room(row, following) > layout.width
    if not _starts_within(group, row, following, layout, full=full):
        return False
    if full:
        return True
    if row.width > layout.width:
        return row.width <= layout.width * 1.2 and reads_on(row, following)
    return _joins_short(group, row, following, layout)


def _joins_short(group: list[Row], row: Row, following: Row, layout: Layout) -> bool:
    """Whether a line that ends early does so inside its paragraph."""
    if following.body[0].islower():
        return row.width >= _RAGGED_LOWER * layout.width and not _stops(row)
    indented = group[0].indent > layout.base + 1 and following.indent <= layout.base
    if indented and row.width >= _RAGGED_INDENTED * layout.width and not _stops(row):
        return True
    return layout.marked and (indented or len(group) > 1) and row.width >= _RAGGED * layout.width


def _starts_within(
    group: list[Row], row: Row, following: Row, layout: Layout, *, full: bool
) -> bool:
    """Whether the next line's start (bullet, indent) lets it belong to the same paragraph."""
    first = group[0]
    if _is_item(following):
        return full and _is_dash_within(first, row, following, layout)
    hang = _hang(first)
    if hang and following.indent <= first.indent + hang:
        return _hangs_on(first, following, layout)
    if following.indent == layout.base + 1 and _may_close(row, following, layout):
        return following.body[0].islower()
    if following.indent > layout.base + 1:
        return following.indent == row.indent and full and following.body[0].islower()
    return len(group) == 1 or following.indent >= row.indent - 1 or following.body[0].islower()


def _is_dash_within(first: Row, row: Row, following: Row, layout: Layout) -> bool:
    """Whether the dash that opens a line stands inside a sentence and is no bullet."""
    dash = following.body[0] in _DASHES and first.body[0] != following.body[0]
    return dash and following.indent <= layout.base and not _stops(row)


def _hangs_on(first: Row, following: Row, layout: Layout) -> bool:
    """Whether a line no further in than the text of a list item above it belongs to the item."""
    return (
        following.indent >= first.indent
        or first.indent > layout.base
        or following.body[0].islower()
    )


def _may_close(row: Row, following: Row, layout: Layout) -> bool:
    """Whether a line one column in is short enough to close the dispatch (" Reuter")."""
    return row.indent != following.indent and following.width < _CLOSING * layout.width


def _is_item(row: Row) -> bool:
    """Whether the line starts with a bullet."""
    return row.body[0] in _BULLETS and (len(row.body) == 1 or row.body[1].isspace())


def _hang(row: Row) -> int:
    """The column at which the text of a list item starts, after its bullet or number; 0 if the line
    is no item.
    """
    if _is_item(row):
        return len(row.body) - len(row.body[1:].lstrip())
    numbered = _NUMBERED_RE.match(row.body)
    return len(numbered.group()) if numbered else 0


def _stops(row: Row) -> bool:
    """Whether the line ends with a stop."""
    return row.body[-6:].rstrip(_CLOSERS)[-1:] in _STOPS


def _is_ruler(row: Row) -> bool:
    """Whether the line is a ruler, which belongs to no paragraph."""
    return not row.body[0].isalnum() and ruler_of(row.body) != ""


def _is_apart(row: Row, layout: Layout) -> bool:
    """Whether the line is a row of a table, which is never joined. Justified lines have wide gaps
    too, but end at the margin.
    """
    body = row.body
    if "\t" not in body and "  " not in body:
        return False
    if _COLUMNS_RE.search(body):
        return True
    return abs(row.width - layout.width) > 1 and len(_GAP_RE.findall(body)) > 1
