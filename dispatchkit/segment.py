"""Head, body and tail: one regex over the picture of the labels finds them, then the neighbours settle what was provisional."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit import profiles
from dispatchkit.credits import is_name
from dispatchkit.dateline import Found, find_place_line
from dispatchkit.fold import smooth
from dispatchkit.label import Context, Mark, is_text, revoked
from dispatchkit.lazy import pattern
from dispatchkit.model import Label
from dispatchkit.shape import ends_sentence, is_item, is_prose, weight, without_bullet

if TYPE_CHECKING:
    from collections.abc import Sequence

# Labels that can stand among the last lines of a story without ending it: all others close it.
_OPEN = "tI.lbxPNHASLK"
# In the picture: t running text, I running text behind a dateline, B a reporter's line, other letters as in ``Label``.
# The head ends (1) before the text behind a dateline, where little prose precedes it; (2) behind the date, reporter or place
# lines that follow one or two sentences of summary, if no date came before those; (3) before the first prose.
# The body ends with the last prose and the unlabelled lines behind it. Every string of labels fits.
_PARTS_RE = pattern(
    rf"""(?P<head>(?:[^tI]*t){{0,4}}[^tI]*(?=I)
              | [^tIDBUP]*t[^tIDBUP]*(?:t[^tIDBUP]*)?[DBUP][^tI]*(?=[tI])
              | [^tI]*)
         (?P<body>(?:.*[tI])?[{re.escape(_OPEN)}]*)
         (?P<tail>.*)""",
    re.VERBOSE | re.DOTALL,
)
# A summary of two sentences has some 300 characters; what is longer before the first date line is a story with a date in it.
_LONGEST_SUMMARY = 700
# A page prints its date at most twice over the story; more date lines on end are a list in it.
_DATE_LINES = 2
# A headline has at least three words' weight, or eight letters in a script without spaces; fewer is a section, a name or a button.
_HEADLINE_WORDS = 3
_LONGEST_HEADLINE = 250
# Four short lines on end are a menu; three may be section, slug and place.
_MENU_RUN = 4
_MENU_WORDS = 3
_SECTION_WORDS = 4
_CROSSHEAD_WORDS = 14
_SLUG_RE = pattern(r"^[^\W\d_][^\s/]*(?:/[^\s/]+)+/?$")
_PLACE_LABEL_WORDS = 3


class Sections(NamedTuple):
    """The marks of a dispatch with their final labels, and where the body begins and ends."""

    marks: list[Mark]
    start: int
    end: int


def segment(marks: Sequence[Mark], context: Context, *, bare_places: bool) -> Sections:
    """Final labels for *marks*. *bare_places*: the sender prints the place on a line of its own without a credit."""
    settled = _closed(marks)
    repeated, start, end = _zoned(settled, context)
    headline = _headline(settled, start, repeated)
    _settle_head(settled, start, headline, bare_places=bare_places)
    _settle_body(settled, start, end, headline)
    _settle_tail(settled, end)
    return Sections(settled, start, end)


def _closed(marks: Sequence[Mark]) -> list[Mark]:
    """*marks* in which everything behind a line that closes the dispatch (a notebook, a contact block) belongs to that line."""
    first = next((at for at, mark in enumerate(marks) if is_text(mark)), len(marks))
    closer = next((at for at, mark in enumerate(marks) if mark.hit and mark.hit.closes and at > first), None)
    if closer is None:
        return list(marks)
    over = marks[closer]
    behind = [mark if mark.hit is not None or mark.credited else _as(mark._replace(prose=False, dateline=None, hit=over.hit), over.label, over.rule) for mark in marks[closer + 1 :]]
    return [*marks[: closer + 1], *behind]


def _zoned(marks: list[Mark], context: Context) -> tuple[set[int], int, int]:
    """Repeats, begin and end of the body, after rules that hold only in head or tail were revoked where they do not stand there."""
    while True:
        repeated = _repeats(marks)
        start, end = _parts(marks, repeated)
        strays = [at for at, mark in enumerate(marks) if mark.hit and ((mark.hit.where == "head" and at > start) or (mark.hit.where == "tail" and at < end))]
        if not strays or start == end:
            return repeated, start, end
        for at in strays:
            marks[at] = revoked(marks[at], context)


def picture(marks: Sequence[Mark]) -> str:
    """The labels as one string, a letter a unit."""
    return "".join(_letter(mark) for mark in marks)


def _letter(mark: Mark) -> str:
    if is_text(mark):
        return "I" if mark.dateline else "t"
    if mark.label is Label.CREDIT and mark.credited and any(person.role == "author" for person in mark.credited.people):
        return "B"
    return mark.label.value


def _parts(marks: list[Mark], repeated: set[int]) -> tuple[int, int]:
    """Where the body begins and ends, as indices of marks."""
    letters = "".join("d" if at in repeated else letter for at, letter in enumerate(picture(marks)))
    found = _PARTS_RE.fullmatch(letters)
    start, end = (found.end("head"), found.end("body")) if found else (0, len(letters))
    summary = [mark for mark in marks[:start] if is_text(mark)]
    listed = letters[:start].count("D") > _DATE_LINES
    too_long = listed or sum(len(mark.unit.text) for mark in summary) > _LONGEST_SUMMARY
    if summary and (too_long or is_text(marks[0])) and letters[start : start + 1] != "I":
        start = next(at for at, mark in enumerate(marks) if is_text(mark))
    if not any(letter in "tI" for letter in letters[start:]):
        start, end = _unspoken(marks, repeated)
    return start, end


def _unspoken(marks: list[Mark], repeated: set[int]) -> tuple[int, int]:
    """Begin and end of a body without prose (a poem, results, a flash): what follows the headline and the last line about it."""
    loose = [at for at, mark in enumerate(marks) if mark.label in (Label.OTHER, Label.LIST, Label.TABLE) and mark.hit is None]
    if not loose:
        return len(marks), len(marks)
    first = max((at for at in repeated), default=loose[0])
    anchors = [at for at, mark in enumerate(marks) if mark.label in (Label.DATE, Label.DATELINE, Label.BYLINE) and first < at < loose[-1]]
    start = (anchors[-1] if anchors else first) + 1
    end = loose[-1] + 1
    return (start, end) if start < end else (end, end)


def _key(mark: Mark) -> str:
    """What two lines must share to be the same headline. A final stop counts: a paragraph may repeat the headline as a sentence."""
    return smooth(mark.unit.text).strip("#* ")


def _repeats(marks: list[Mark]) -> set[int]:
    """Indices of later copies of a line that could be the headline, among the head lines and the first of the body."""
    first = next((at for at, mark in enumerate(marks) if is_text(mark)), len(marks))
    seen: dict[str, int] = {}
    repeats: set[int] = set()
    for at, mark in enumerate(marks[: first + 8]):
        if weight(mark.unit.text) < _HEADLINE_WORDS or len(mark.unit.text) > _LONGEST_HEADLINE or mark.label not in _HEADLINE_LABELS:
            continue
        key = _key(mark)
        if key in seen or any(_is_caption(mark.unit.text, key, other) for other in seen):
            repeats.add(at)
        seen.setdefault(key, at)
    return repeats


_HEADLINE_LABELS = (Label.OTHER, Label.TEXT, Label.HEADLINE, Label.LIST, Label.CREDIT)


def _is_caption(text: str, key: str, headline: str) -> bool:
    """Whether a line is the headline again with the caption and credit of the picture behind it."""
    if not key.startswith(headline) or weight(headline) < _HEADLINE_WORDS:
        return False
    return re.search(r"[)）]\s*$|/\s?[A-ZÀ-Ý]{2,5}\s*$", text) is not None


def _headline(marks: list[Mark], start: int, repeated: set[int]) -> int | None:
    """The index of the headline: the one that is marked as such, the one that is repeated, else the first fit line before the body."""
    marked = next((at for at, mark in enumerate(marks[: start + 1]) if mark.label is Label.HEADLINE), None)
    if marked is not None:
        return marked
    # Menus and tickers are printed twice too, but above the last menu; of several repeated lines the one repeated last is the headline.
    below = _menu_end(marks, start)
    for again in sorted((at for at in repeated if at >= below), reverse=True):
        key = _key(marks[again])
        for at, mark in enumerate(marks[: min(start, again)]):
            if at not in repeated and key.startswith(_key(mark)) and weight(mark.unit.text) >= _HEADLINE_WORDS:
                return at
    return _picked(marks, start)


def _picked(marks: list[Mark], start: int) -> int | None:
    """The first line before the body, behind the last menu, that has the weight of a headline and does not end like a sentence."""
    after_menu = _menu_end(marks, start)
    fit = [at for at in range(after_menu, start) if _is_fit(marks[at])]
    if fit:
        return fit[0]
    fallback = [at for at in range(start) if marks[at].label is Label.OTHER and marks[at].hit is None]
    if not fallback and start and is_text(marks[0]) and len(marks) > 1 and len(marks[0].unit.text) <= _LONGEST_HEADLINE and start > 1:
        return 0
    return fallback[0] if len(fallback) == 1 else None


def _is_fit(mark: Mark) -> bool:
    text = mark.unit.text
    if mark.hit is not None or mark.label not in (Label.OTHER, Label.LIST, Label.TEXT, Label.CREDIT) or len(text) > _LONGEST_HEADLINE:
        return False
    if mark.credited and not mark.credited.residue:
        return False
    if is_item(text) or _SLUG_RE.match(text) or profiles.credited(text, as_printed=True):
        return False
    return weight(text) >= _HEADLINE_WORDS and (not ends_sentence(text) or text.rstrip("\"'”’» ")[-1] in "?!？！؟…")


def _menu_end(marks: list[Mark], start: int) -> int:
    """Where the last menu or ticker before the body ends."""
    end, run = 0, 0
    for at, mark in enumerate(marks[:start]):
        short = mark.label is Label.OTHER and weight(mark.unit.text) <= _MENU_WORDS
        run = run + 1 if short or mark.label is Label.MENU else 0
        if run >= _MENU_RUN or mark.rule == "shape.ticker":
            end = at + 1
    if end and marks[end - 1].label is Label.OTHER and end < start and _is_fit(marks[end]):
        return end
    return end


# --- the head --------------------------------------------------------------------------------------------------------------


def _settle_head(marks: list[Mark], start: int, headline: int | None, *, bare_places: bool) -> None:
    """Final labels of the lines before the body."""
    for at in range(start):
        mark = marks[at]
        if at == headline:
            marks[at] = _as(mark, Label.HEADLINE, mark.rule if mark.label is Label.HEADLINE else "segment.headline")
        elif headline is None or at > headline:
            marks[at] = _under_headline(marks, at, start, headline)
        elif mark.label in (Label.OTHER, Label.LIST, Label.TABLE, Label.TEXT) and mark.hit is None:
            marks[at] = _over_headline(marks, at, headline)
        elif mark.label is Label.CREDIT and mark.hit is None:
            marks[at] = _as(mark, Label.BYLINE, mark.rule)
    _settle_places(marks, start, headline, bare_places=bare_places)


def _over_headline(marks: list[Mark], at: int, headline: int) -> Mark:
    """A loose line above the headline: slug, section or menu."""
    mark = marks[at]
    loose_between = any(other.label is Label.OTHER and other.hit is None for other in marks[at + 1 : headline])
    if agency := profiles.credited(mark.unit.text, as_printed=True):
        return _as(mark, Label.AGENCY, f"agency.{agency}")
    if headline - at <= _BESIDE and _SLUG_RE.match(mark.unit.text):
        return _as(mark, Label.SLUGLINE, "segment.slugline")
    if not loose_between and weight(mark.unit.text) <= _SECTION_WORDS and not is_prose(mark.unit.text):
        return _as(mark, Label.SECTION, "segment.section")
    return _as(mark, Label.MENU, "segment.before-headline")


def _under_headline(marks: list[Mark], at: int, start: int, headline: int | None) -> Mark:
    """A line between headline and body: a repeat, a name, the agency, the summary; places are settled afterwards."""
    mark = marks[at]
    if headline is not None and (_key(mark) == _key(marks[headline]) or _is_caption(mark.unit.text, _key(mark), _key(marks[headline]))):
        return _as(mark, Label.DUPLICATE, "segment.repeated-headline")
    if mark.label is Label.CREDIT:
        return _as(mark, Label.BYLINE, mark.rule)
    if mark.hit is not None or mark.label not in (Label.OTHER, Label.LIST, Label.TABLE, Label.TEXT):
        return mark
    text = mark.unit.text
    if agency := profiles.credited(text, as_printed=True):
        return _as(mark, Label.AGENCY, f"agency.{agency}")
    if _is_lone_name(marks, at, start):
        return _as(mark, Label.BYLINE, "segment.name-before-date")
    if weight(text) > _PLACE_LABEL_WORDS or is_item(text) or is_prose(text):
        return _as(mark, Label.ABSTRACT, "segment.abstract")
    return mark


def _is_lone_name(marks: list[Mark], at: int, start: int) -> bool:
    """Whether the line is a name and nothing else, right before the date line."""
    names = [part for part in re.split(r"\s*,\s*", marks[at].unit.text) if part]
    following = next((mark.label for mark in marks[at + 1 : start]), None)
    return following in (Label.DATE, Label.BYLINE) and all(is_name(name) and " " in name for name in names)


def _settle_places(marks: list[Mark], start: int, headline: int | None, *, bare_places: bool) -> None:
    """Loose short lines between headline and body: the last is the dateline if there is no other, those before it say where."""
    first = 0 if headline is None else headline + 1
    credited = any(mark.dateline and mark.dateline.dateline.agencies for mark in marks[first : start + 1])
    loose = [at for at in range(first, start) if marks[at].label in (Label.OTHER, Label.LIST, Label.TABLE) and marks[at].hit is None]
    about = max((at for at in range(first, start) if marks[at].label in _ABOUT), default=first - 1)
    for at in reversed(loose):
        mark = marks[at]
        found = _bare_place(mark.unit.text) if at > about - _BESIDE else None
        if found and bare_places and not credited:
            marks[at] = mark._replace(label=Label.DATELINE, rule="dateline.bare-place", dateline=found)
            credited = True
        elif found and (bare_places or _is_beside_date(marks, at)):
            marks[at] = _as(mark, Label.LOCATED, "segment.place-label")
        else:
            marks[at] = _as(mark, Label.OTHER, "segment.head-noise")


# Lines that say something about the story: place labels stand behind the last of them, or at most so many lines before it.
_ABOUT = (Label.DATE, Label.UPDATED, Label.BYLINE, Label.DUPLICATE, Label.AGENCY)
_BESIDE = 3


def _is_beside_date(marks: list[Mark], at: int) -> bool:
    return any(mark.label in (Label.DATE, Label.AGENCY, Label.DATELINE) for mark in marks[max(0, at - 1) : at + 2])


def _bare_place(text: str) -> Found | None:
    """The place that a short line is, by the grammar of datelines."""
    return find_place_line(text) if weight(text) <= _PLACE_LABEL_WORDS + 1 else None


# --- body and tail ---------------------------------------------------------------------------------------------------------


def _settle_body(marks: list[Mark], start: int, end: int, headline: int | None) -> None:
    """Final labels of the lines between the first and the last of the story."""
    related = False
    for at in range(start, end):
        mark = marks[at]
        if mark.label is Label.RELATED and weight(mark.unit.text) <= _SECTION_WORDS:
            related = True
        elif is_text(mark) or mark.label in (Label.CREDIT, Label.DATELINE):
            related = False
        if headline is not None and _key(mark) == _key(marks[headline]) and at != headline and mark.dateline is None and end - start > 1:
            marks[at] = _as(mark, Label.DUPLICATE, "segment.repeated-headline")
        elif related and mark.label in (Label.OTHER, Label.LIST) and mark.hit is None:
            marks[at] = _as(mark, Label.RELATED, "segment.under-related")
        elif mark.label in (Label.COUNTER, Label.MENU, Label.DATE) and at and is_text(marks[at - 1]) and marks[at - 1].unit.text.endswith((":", "：")):
            marks[at] = _as(mark, Label.TEXT, "segment.announced")
        elif mark.hit is None or mark.label in (Label.TEXT, Label.LIST, Label.TABLE):
            marks[at] = _in_body(marks, at, end)


def _in_body(marks: list[Mark], at: int, end: int) -> Mark:
    """A line of the story: paragraph, crosshead, item of a list, row of a table."""
    mark = marks[at]
    following = next((other for other in marks[at + 1 : end] if other.label is not Label.CREDIT), None)
    if mark.label is Label.TEXT:
        return mark
    if mark.label in (Label.LIST, Label.TABLE):
        if _has_like(marks, at, end):
            return mark
        if mark.label is Label.TABLE or (not mark.prose and following is not None and is_text(following)):
            return _short(mark, following)
        return mark if not mark.prose else _as(mark, Label.TEXT, "segment.dash-paragraph")
    if mark.label in (Label.OTHER, Label.DATE, Label.DATELINE, Label.MENU, Label.NOTICE):
        return _short(mark, following)
    return mark


def _short(mark: Mark, following: Mark | None) -> Mark:
    """A short line of the body: a crosshead where prose follows and it does not end like a sentence, else a paragraph."""
    mark, text = mark._replace(dateline=None), mark.unit.text
    heads = following is not None and is_text(following) and weight(text) <= _CROSSHEAD_WORDS and not ends_sentence(text)
    return _as(mark, Label.CROSSHEAD, "segment.crosshead") if heads else _as(mark, Label.TEXT, "segment.short-paragraph")


def _has_like(marks: list[Mark], at: int, end: int) -> bool:
    """Whether the line before or behind is of the same label: one item is no list, one row no table."""
    return any(marks[other].label is marks[at].label for other in (at - 1, at + 1) if 0 <= other < end)


def _settle_tail(marks: list[Mark], end: int) -> None:
    """Final labels of what follows the story: loose lines belong to what stands over them."""
    over = Label.OTHER
    for at in range(end, len(marks)):
        mark = marks[at]
        if mark.hit is not None and mark.label is Label.RELATED:
            over = Label.RELATED
        elif mark.label in (Label.OTHER, Label.LIST, Label.TABLE, Label.MENU, Label.DATELINE) and mark.hit is None:
            marks[at] = _as(mark, over, "segment.after-end")


# A footer or copyright line, other lines that are no story, the last of them that a rule knows; then the lines over a new story,
# a date or dateline among them. The lookahead keeps to the last known line before that.
_PAGE_END_RE = pattern(r"[fc][^tI]*?(?P<last>[fcsrgpwoa-])(?![^tI]*?[fcsrgpwoa-][^tI]*[DPI])(?P<head>[^tI]*)(?=[tI])")


def page_breaks(marks: Sequence[Mark]) -> list[int]:
    """Where one page ends and the next, pasted behind it, begins: behind a story and its footer, before a new head and new text."""
    letters = picture(marks)
    breaks = []
    begin = 0
    for found in _PAGE_END_RE.finditer(letters):
        head = found["head"]
        told = any(letter in "tI" for letter in letters[begin : found.start()])
        if told and "." in head and ("D" in head or "P" in head):
            begin = found.start("head")
            breaks.append(begin)
    return breaks


def bullet_free(text: str) -> str:
    """The text of a crosshead or summary without the dashes around it ("- 'Tastes like rain' -")."""
    return re.sub(r"\s+[-–—*]+$", "", without_bullet(text)).strip("#=*_ ")


def _as(mark: Mark, label: Label, rule: str) -> Mark:
    return mark._replace(label=label, rule=rule)
