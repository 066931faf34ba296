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
from dispatchkit.text.rows import (
    KINSOKU,
    LONGEST_WORD,
    PUT_BEFORE,
    Row,
    hang,
    is_bracketed_apart,
    is_item,
    is_lower,
    is_next,
    is_put_before,
    reads_on,
    room,
    stops,
)
from dispatchkit.text.shape import ruler_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


# ANPA 1312 ends a line that is to stay one with "<" or "=": "Associated Press=".
_HARD_END_RE = pattern(r"[^\s<=]\s?[<=]\Z")
# What opens and closes a telex stands on a line of its own.
_TELEX = ("ZCZC", "NNNN")
_DASHES = "-–—"
# Columns of a table: a tab or three blanks inside a line, but not after a stop, where typists set
# two or three.
_COLUMNS_RE = pattern(r"(?:(?<![.!?:;])\t|(?<![.!?:; ]) {3,}|(?<=[.!?:;] ) {3,})(?=\S)")
_GAP_RE = pattern(r"(?<![.!?:;\"')”’»])  (?! )")
_FRAMES = frozenset("\x01\x02\x03\x04")

# Wires wrap at 69 to 80 columns, mail at 60 to 78, East Asian text at up to 80 characters of two
# columns. Below 40 are lists.
_NARROWEST, _WIDEST = 40, 160
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
# So many lines that go on show it, if each stands where it has to.
_INSIDE = 2
# Paragraphs that break early by hand or by another program's width still reach this part of it.
_RAGGED, _RAGGED_INDENTED, _RAGGED_LOWER = 0.8, 0.6, 0.5
# Some lines of a wrap are longer than most by up to this.
_OVER = 1.2
# " Reuter" closes a dispatch: one column in, and short. So does "181205 Mai 24", whose figures tell
# that it goes on no sentence even where it is somewhat longer: the last line of a paragraph stops.
_CLOSING, _CLOSING_FIGURES = 0.4, 0.6
# "15.01.2025 14:10 CET", "15.01.202514:10": a date and time below a headline, however long.
_STAMP_RE = pattern(r"\d{1,4}([./-])\d{1,2}\1\d{2,4},?\s?\d{1,2}[.:]\d{2}")
# "เผยแพร่เมื่อ 9 กันยายน 2566 เวลา 13:20 น.": a year and the time end a line that says when a story was
# published. "news.modal.header": the key of a template that leaked.
_PUBLISHED_RE = pattern(r"(?<!\d)[12]\d{3}\D{1,12}[0-2]?\d[.:][0-5]\d\D{0,8}\Z")
_KEY_RE = pattern(r"[a-z][^\W_]{0,30}(?:[._][^\W_]{1,30}){2,6}")
# "de Ada Finch, trimis special" signs what stands above: a by-word of at most so many letters, and
# so many words of a name.
_BYWORD, _NAMES = 4, (2, 3)
# Pages part the fields of a line by it.
_BAR = " | "
# "kat/ agz", "REUTER". A date with its year has six figures or more.
_INITIALS, _FIGURES = 2, 6
# "said the U.S." and "am 28." do not end a sentence.
_INITIAL_RE = pattern(r"(?<![^\W_])(?:[^\W\d_]|\d{1,2})\.\Z")


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


def paragraphs(rows: Sequence[Row], joined: frozenset[int] = frozenset()) -> Iterator[list[Row]]:
    """The rows of each logical line, in order. The numbers of lines that are known to go on in the
    next one are *joined*.
    """
    if not rows:
        return
    layout = detect(rows)
    group = [rows[0]]
    for row, following in pairwise(rows):
        told = row.goes_on or row.line.number in joined
        if told or (layout is not None and _joins(group, row, following, layout)):
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
        spaced = [pair for pair in pairwise(rows) if pair[1].gap == 1]
        layout = _layout(rows, spaced, 1) or _by_indents(spaced)
    return layout


def _by_indents(pairs: list[tuple[Row, Row]]) -> Layout | None:
    """The wrap of a typescript with a blank line after every line, where each paragraph begins
    further in, below a sentence that ends, and goes on below a line that does not; else None.
    """
    base = min([following.indent for _, following in pairs], default=0)
    indented = [following.indent > base + 1 for _, following in pairs]
    began = indented.index(True) + 1 if True in indented else len(pairs)
    text = list(zip([row for row, _ in pairs], indented, strict=True))[began:]
    inside = [row for row, ends in text if not ends]
    shown = _INSIDE <= len(inside) < len(text)
    if not shown or any(stops(row) != ends for row, ends in text):
        return None
    width = max(row.width for row in inside)
    return Layout(width, base, 1, marked=True) if width >= _NARROWEST else None


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
        if row.width <= width < row.width + room(row, following)
    ]
    over = _over(pairs, width)
    wide = sum(width * 0.6 <= row.width <= width for row, _ in candidates)
    if not _is_wrap(fitting, over, wide) or (gap and not _is_spaced_wrap(fitting, wide)):
        return None
    base = _commonest_indent(fitting)
    return Layout(width, base, gap, _is_marked(rows, width, base, gap))


def _over(pairs: list[tuple[Row, Row]], width: int) -> int:
    """How many of the lines of *pairs* are wider than a wrap at *width* leaves them: not those
    before which a dateline was put.
    """
    closing = {following for _, following in pairs} - {row for row, _ in pairs}
    wide = [pair for pair in pairs if pair[0].width > width]
    put_before = [
        pair for pair in wide if pair[0].width <= width + PUT_BEFORE and is_put_before(*pair)
    ]
    return len(wide) - len(put_before) + sum(row.width > width * _OVER for row in closing)


def _is_wrap(fitting: list[tuple[Row, Row]], over: int, wide: int) -> bool:
    """Whether a width is that of a wrap, by the pairs *fitting* it, the number of lines *over* it
    and of those as *wide* as its upper part.
    """
    reading = [pair for pair in fitting if reads_on(*pair)]
    if len(reading) < over or len(fitting) < _FITTING * wide:
        return False
    open_ones = sum(not stops(row) for row, _ in fitting)
    if not reading or len(reading) < _READING_ON * open_ones:
        return False
    return len(reading) >= 3 or _convincing(reading)


def _is_spaced_wrap(fitting: list[tuple[Row, Row]], wide: int) -> bool:
    """Whether what looks like a wrap with a blank line after every line is no list of headlines."""
    reading = sum(reads_on(*pair) for pair in fitting)
    lower = sum(is_lower(following) for _, following in fitting)
    if reading < (_SPACED_PAIRS if lower < len(fitting) else _SPACED_PAIRS // 2):
        return False
    return len(fitting) >= _SPACED_FITTING * wide and lower >= _SPACED_LOWER * len(fitting)


def _may_wrap(row: Row, following: Row) -> bool:
    """Whether the next line starts neither an item nor, by its indent or by brackets of its own, a
    paragraph.
    """
    return (
        not is_item(following)
        and not is_bracketed_apart(row, following)
        and (following.indent <= row.indent + 1 or hang(row) > 0)
    )


def _commonest_width(pairs: list[tuple[Row, Row]]) -> int | None:
    """The narrowest width that most pairs agree on; None if no pair shows a width."""
    if not pairs:
        return None
    steps = [0] * (_WIDEST + LONGEST_WORD + 3)
    for row, following in pairs:
        steps[row.width] += 1
        steps[row.width + room(row, following)] -= 1
    agreeing = list(accumulate(steps))
    return agreeing.index(max(agreeing))


def _commonest_indent(pairs: list[tuple[Row, Row]]) -> int:
    """The indent that most of the continued lines have."""
    return Counter(following.indent for _, following in pairs).most_common(1)[0][0]


def _convincing(reading: list[tuple[Row, Row]]) -> bool:
    """Whether the one or two pairs that read on are enough evidence: long lines that stop in
    mid-sentence. Where letters have no case, or figures follow, what follows must be long or
    end the sentence.
    """
    return any(
        is_lower(following) or stops(following) or following.width >= _LONE
        for row, following in reading
        if row.width >= _LONE and not stops(row) and not _is_furniture(following)
    )


def _is_furniture(row: Row) -> bool:
    """Whether a line goes on no sentence because of its form: who signs, when it was published, the
    key of a template ("news.modal.header").
    """
    return (
        _signs(row)
        or _KEY_RE.fullmatch(row.body) is not None
        or _PUBLISHED_RE.search(row.body) is not None
    )


def _signs(row: Row) -> bool:
    """Whether a line is "de Ada Finch, trimis special": a short word in small letters and a name,
    by themselves or before a comma, and no sentence.
    """
    byword, *names = row.body.partition(",")[0].split()
    short = byword.islower() and len(byword) <= _BYWORD
    named = _NAMES[0] <= len(names) <= _NAMES[1] and all(name[0].isupper() for name in names)
    return short and named and not stops(row)


def _is_marked(rows: Sequence[Row], width: int, base: int, gap: int) -> bool:
    """Whether paragraphs are set apart by blank lines or indents rather than by a short last line
    alone.
    """
    marked = unmarked = 0
    for row, following in pairwise(rows):
        if following.gap > gap or following.indent > base + 1:
            marked += 1
        elif row.width < _RAGGED * width and not is_item(following):
            unmarked += 1
    return marked >= 2 * unmarked


def _joins(group: list[Row], row: Row, following: Row, layout: Layout) -> bool:
    """Whether *following* carries on the paragraph that *group* has so far (*row* is its last
    line).
    """
    if following.gap > layout.gap or _are_apart(row, following, layout):
        return False
    full = row.width <= layout.width + KINSOKU and row.width + room(row, following) > layout.width
    if not _starts_within(group, row, following, layout, full=full):
        return False
    if _is_closing(group, following, layout, full=full):
        return False
    if full:
        return True
    if row.width <= layout.width:
        return _joins_short(group, row, following, layout)
    if len(group) == 1 and row.width <= layout.width + PUT_BEFORE and not stops(row):
        return is_put_before(row, following)
    return row.width <= layout.width * _OVER and reads_on(row, following)


def _are_apart(row: Row, following: Row, layout: Layout) -> bool:
    """Whether the form of two lines keeps them apart: brackets, rows of a table, marks of wires."""
    return (
        is_bracketed_apart(row, following)
        or _is_framed(following)
        or _HARD_END_RE.search(row.body[-3:]) is not None
        or any(
            _BAR in each.body or _is_row(each, layout) or _is_ruler(each)
            for each in (row, following)
        )
    )


def _is_closing(group: list[Row], following: Row, layout: Layout, *, full: bool) -> bool:
    """Whether a short line that ends without a stop stands below a sentence or a headline as a line
    of its own: initials, a trailer, a date, a name. Below a *full* line it has to look like one.
    """
    above = group[-1]
    if len(group) == 1 and _STAMP_RE.match(following.body):
        return True
    if following.width > _CLOSING_FIGURES * layout.width or stops(following):
        return False
    if following.body[-1] in ")]" or _INITIAL_RE.search(above.body):
        return False
    if _is_dated(following):
        return len(group) == 1 or stops(above)
    if following.width > _CLOSING * layout.width or not stops(above):
        return False
    return _is_signed(following) or not (full or is_lower(following))


def _is_dated(row: Row) -> bool:
    """Whether a line is mostly figures: "181205 Mai 24", "22 maggio 2024 | 13.40"."""
    figures = sum(map(str.isdigit, row.body))
    mostly = figures >= _FIGURES and figures * 3 >= sum(map(str.isalnum, row.body))
    return mostly and row.body[0].isalnum() and not is_lower(row)


def _is_signed(row: Row) -> bool:
    """Whether a line is nothing but initials or a name."""
    words = len(row.body.split())
    return "." not in row.body and (words == 1 or (words <= _INITIALS and "/" in row.body))


def _is_framed(row: Row) -> bool:
    """Whether a line opens or closes a message."""
    return row.line.text[:1] in _FRAMES or row.body.startswith(_TELEX)


def _joins_short(group: list[Row], row: Row, following: Row, layout: Layout) -> bool:
    """Whether a line that ends early does so inside its paragraph."""
    if following.body[0].islower():
        return row.width >= _RAGGED_LOWER * layout.width and not stops(row)
    indented = group[0].indent > layout.base + 1 and following.indent <= layout.base
    if indented and row.width >= _RAGGED_INDENTED * layout.width and not stops(row):
        return True
    return layout.marked and (indented or len(group) > 1) and row.width >= _RAGGED * layout.width


def _starts_within(
    group: list[Row], row: Row, following: Row, layout: Layout, *, full: bool
) -> bool:
    """Whether the next line's start (bullet, indent) lets it belong to the same paragraph."""
    first = group[0]
    if is_item(following):
        reaches = row.width + room(row, following) > layout.width
        return reaches and _is_dash_within(first, row, following, layout)
    hanging = hang(first)
    if hanging and following.indent <= first.indent + hanging:
        return _hangs_on(group, following, layout)
    if following.indent == layout.base + 1 and _may_close(row, following, layout):
        return following.body[0].islower()
    if following.indent > layout.base + 1:
        return following.indent == row.indent and full and following.body[0].islower()
    return len(group) == 1 or following.indent >= row.indent - 1 or following.body[0].islower()


def _is_dash_within(first: Row, row: Row, following: Row, layout: Layout) -> bool:
    """Whether the dash that opens a line stands inside a sentence and is no bullet: "– Gram tak,
    / – powiedział Wnuk."
    """
    if following.body[0] not in _DASHES or following.indent > layout.base or stops(row):
        return False
    return first.body[0] != following.body[0] or following.body[1:].lstrip()[:1].islower()


def _hangs_on(group: list[Row], following: Row, layout: Layout) -> bool:
    """Whether a line no further in than the text of the list item above it belongs to the item: it
    stands where the item's second line does, and is no item itself.
    """
    if is_lower(following):
        return True
    if is_next(group[0], following):
        return False
    if len(group) > 1:
        return following.indent == group[1].indent
    return following.indent >= group[0].indent or group[0].indent > layout.base


def _may_close(row: Row, following: Row, layout: Layout) -> bool:
    """Whether a line one column in is short enough to close the dispatch (" Reuter")."""
    return row.indent != following.indent and following.width < _CLOSING * layout.width


def _is_ruler(row: Row) -> bool:
    """Whether the line is a ruler, which belongs to no paragraph."""
    return not row.body[0].isalnum() and ruler_of(row.body) != ""


def _is_row(row: Row, layout: Layout) -> bool:
    """Whether the line is a row of a table, which is never joined. Justified lines have wide gaps
    too, but end at the margin.
    """
    body = row.body
    if "\t" not in body and "  " not in body:
        return False
    if _COLUMNS_RE.search(body):
        return True
    return abs(row.width - layout.width) > 1 and len(_GAP_RE.findall(body)) > 1
