"""DK5: no-break spaces, and spaces that are too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lint.evidence.garble import delicate
from dispatchkit.lint.evidence.news import not_news
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import DispatchRule, InputRule
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Passage, Source, Story
    from dispatchkit.model import Line

# No-break, figure, thin, hair and narrow no-break space.
_KEEPING = "\u00a0\u2007\u2009\u200a\u202f"
_RUN_RE = pattern(f"[{_KEEPING} ]+")
# Two words of two letters or more need no such space between them; "p. 5", "10 km", "à Paris",
# "Louis XIV" and anything with marks beside it may.
_BETWEEN_RE = pattern(f"(?<=[^\\W\\d_]{{2}})[{_KEEPING}](?=[^\\W\\d_]{{2}})(?![IVXLC]+\\b)")
_BEFORE_MARK, _AFTER_MARK = frozenset(";:!?»%€$£–—"), frozenset("«–—")


@InputRule.named("DK504", "stray-nbsp", severity="info", fix="safe")
def stray_no_break_space(source: Source) -> Iterator[Hit]:
    r"""A no-break space stands where none is needed.

    Beside another space, at the edge of a line, or between two plain words of a line around the
    story it comes from a web editor. It looks like a space and is not: "A Lire\u00a0Aussi" is not
    found by a search for "A Lire Aussi". The fix leaves one space, or none at the edge of a line.

    In its right place it stays: before ; : ! ? » and after « in French, between the figures of a
    number, before units and percent signs, in dates, initials and abbreviations, after short
    prepositions; and wherever one stands alone in the text of the story. So does one that is half
    of a garbled letter ("Ã\u00a0" is "à"), which could not be mended without it.

    Bad:
        Monde

        1 23 \u00a0 | 04.12.2021
        Le tramway du port roule de nouveau

        AA/ Praia

        Le maire a conduit samedi la première rame jusqu'au phare, selon un témoin monté à bord \
        avec lui.
    Good:
        PRAIA, 5 sept (AFP) – Le tramway «\u00a0du Phare\u00a0» a pris 12\u202f000 voyageurs en un \
        mois\u00a0: un record, le 30\u00a0août.
    """
    if source.is_ascii or source.special.isdisjoint(_KEEPING):
        return
    idle = not_news(source)
    halves = delicate(source)
    for line in source.lines:
        if not line.text.isascii() and any(space in line.text for space in _KEEPING):
            yield from [
                hit
                for hit in _stray(line, idle=line.number in idle)
                if halves.isdisjoint(range(hit.start, hit.end))
            ]


def _stray(line: Line, *, idle: bool) -> Iterator[Hit]:
    """The hits in a line. *idle*: it is no news, so spaces between two words count too."""
    text = line.text
    for found in _RUN_RE.finditer(text):
        start, end = found.span()
        # With another space at its side, or at the edge of a line.
        beside = (end - start > 1 or start == 0 or end == len(text)) and any(
            space in found.group() for space in _KEEPING
        )
        left = _left(text, start, end) if beside else ""
        if beside and left != found.group():
            yield Hit(
                line.start + start,
                line.start + end,
                _told(found.group(), start, end, text),
                Fix((Edit(line.start + start, line.start + end, left),)),
            )
    if idle:
        for found in _BETWEEN_RE.finditer(text):
            start, end = line.start + found.start(), line.start + found.end()
            yield Hit(
                start,
                end,
                f"a {_NAMES[found.group()]} between two words",
                Fix((Edit(start, end, " "),)),
            )


_NAMES = {
    "\u00a0": "no-break space",
    "\u2007": "figure space",
    "\u2009": "thin space",
    "\u200a": "hair space",
    "\u202f": "narrow no-break space",
}


def _told(run: str, start: int, end: int, text: str) -> str:
    """What is wrong with a run of spaces."""
    which = next(_NAMES[space] for space in run if space in _NAMES)
    return (
        f"a {which}"
        f" {'at the edge of a line' if start == 0 or end == len(text) else 'beside another space'}"
    )


def _left(text: str, start: int, end: int) -> str:
    """What a run of spaces should be: nothing at the edge of a line, one that does not break where
    a mark wants it, else a space.
    """
    if start == 0 or end == len(text):
        return ""
    if text[end] in _BEFORE_MARK or text[start - 1] in _AFTER_MARK:
        return next(space for space in text[start:end] if space in _KEEPING)
    return " "


# A text without any of these has no extra spaces.
_GAPS = ("  ", "\t", " \n", " \r")
# Typists were taught to set two spaces after a sentence, and many wires have kept the habit.
_EXTRA_RE = pattern(r"[ \t]{2,}|\t")
_SENTENCE_END_RE = pattern(r"[.!?:][\"'”’»)]?\Z")
_TRAILING_RE = pattern(r"(?<![ \t])[ \t]+(?=\r?\n|\r(?!\n)|\Z)")
# Gaps of three blanks or a tab, twice in a line, are columns.
_COLUMN_RE = pattern(r"\S(?: {3,}|\t)\S")
_COLUMNS = 2


@DispatchRule.named("DK510", "extra-space", severity="info", fix="safe")
def extra_space(story: Story) -> Iterator[Hit]:
    r"""A paragraph holds spaces that do nothing: two in a row, a tab, blanks at the end of a line.

    Readers never see them, but comparisons of two copies do. One finding a paragraph, at the first
    of them; the fix leaves single spaces and takes out the blanks at the ends of lines.

    A tab may separate two columns, so there the fix is not safe.

    Left alone are two spaces after a sentence, which is a wire's habit; indents; tables and lists,
    where they make columns; and head and tail ("1 23   | 04.12.2021").

    Bad:
        OSLO, May 3 (Reuters) - The ferry to the  islands runs again after a week of storms.
    Good:
        OSLO, May 3 (Reuters) - The ferry to the islands runs again.  It had been a week of storms.
    """
    if not story.text.endswith(" ") and not any(gap in story.text for gap in _GAPS):
        return
    for passage in story.body:
        if passage.role == "body" and (
            "  " in passage.text or "\t" in passage.text or _is_trailed(passage, story.source.text)
        ):
            yield from _extra(passage, story.source.text)


def _is_trailed(passage: Passage, text: str) -> bool:
    """Whether blanks stand at the end of a line of the passage."""
    return (
        text[passage.end : passage.end + 1] in (" ", "\t")
        or " \n" in passage.text
        or " \r" in passage.text
    )


def _extra(passage: Passage, text: str) -> Iterator[Hit]:
    """The hit for the spaces of one paragraph of an input's *text*."""
    if _is_tabular(passage.text):
        return
    last = passage.mark.unit.lines[-1]
    end = last.start + len(last.text)
    inner = [
        found.span()
        for found in _EXTRA_RE.finditer(text, passage.start, passage.end)
        if _is_idle(text, *found.span())
    ]
    trailing = (
        [found.span() for found in _TRAILING_RE.finditer(text, passage.start, end)]
        if _is_trailed(passage, text)
        else []
    )
    if inner or trailing:
        edits = sorted(
            [*(Edit(*span, " ") for span in inner), *(Edit(*span, "") for span in trailing)]
        )
        yield Hit(
            edits[0].start,
            edits[0].end,
            f"{_counted(len(inner), len(trailing))} in this paragraph",
            Fix(tuple(edits), safe=not any("\t" in text[start:end] for start, end in inner)),
        )


def _is_tabular(text: str) -> bool:
    """Whether the spaces of a paragraph have a use: gaps or bars make columns, backticks code."""
    return len(_COLUMN_RE.findall(text)) >= _COLUMNS or text.count("|") >= _COLUMNS or "`" in text


def _counted(inner: int, trailing: int) -> str:
    """The numbers of runs of blanks inside and at the ends of lines, in words."""
    told = []
    if inner:
        told.append(f"{inner} runs of spaces or tabs" if inner > 1 else "a run of spaces or a tab")
    if trailing:
        told.append(f"{trailing} lines end in blanks" if trailing > 1 else "a line ends in blanks")
    return " and ".join(told)


def _is_idle(text: str, start: int, end: int) -> bool:
    """Whether a run of blanks is neither an indent nor the end of a line, nor two spaces after a
    sentence.
    """
    if text[start - 1 : start].isspace() or text[end : end + 1].isspace():
        return False
    return (
        text[start:end] != "  " or _SENTENCE_END_RE.search(text, max(0, start - 2), start) is None
    )
