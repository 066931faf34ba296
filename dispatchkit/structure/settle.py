"""Final labels of the lines of a dispatch, once its headline and the ends of its body are known.

By itself a short line may be a crosshead, a place, a section or a menu, so its label is
provisional. The lines beside it and the section that it stands in settle it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import is_byword
from dispatchkit.grammar.dateline import find_place_line
from dispatchkit.grammar.label import BuiltIn, Mark, is_text, relabelled
from dispatchkit.grammar.names import is_name
from dispatchkit.model import Label
from dispatchkit.structure.headline import SLUG_RE, is_caption, key_of
from dispatchkit.text.shape import ends_sentence, is_item, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.dateline import Found

_SECTION_WORDS = 4
# "What the ministers of the nine states have agreed on so far" is a long crosshead.
_CROSSHEAD_WORDS = 14
_PLACE_LABEL_WORDS = 3
# Lines that say something about the story: place labels stand after the last of them, or at most
# three lines before it.
_ABOUT = (Label.DATE, Label.UPDATED, Label.BYLINE, Label.DUPLICATE, Label.AGENCY)
_BESIDE = 3
# Lines of the body whose label the lines beside them decide.
_UNSETTLED = frozenset(
    (Label.OTHER, Label.DATE, Label.DATELINE, Label.MENU, Label.NOTICE, Label.LIST, Label.TABLE)
)


def settle_head(
    marks: list[Mark], start: int, headline: int | None, lexicon: Lexicon, *, bare_places: bool
) -> None:
    """Give the lines before the body, which begins at *start*, their final labels. *headline* is
    the index of the headline, if there is one; *bare_places* is as for ``segment``.
    """
    loose = last_loose(marks, headline)
    for at in range(start):
        mark = marks[at]
        if at == headline:
            marks[at] = relabelled(
                mark,
                Label.HEADLINE,
                mark.rule if mark.label is Label.HEADLINE else "segment.headline",
            )
        elif headline is None or at > headline:
            marks[at] = _under_headline(marks, at, headline, lexicon, bare_places=bare_places)
        elif mark.label in (Label.OTHER, Label.LIST, Label.TABLE, Label.TEXT) and mark.hit is None:
            marks[at] = over_headline(marks, at, headline, loose, lexicon)
        elif mark.label is Label.CREDIT and mark.hit is None:
            marks[at] = relabelled(mark, Label.BYLINE, mark.rule)
    _settle_places(marks, start, headline, bare_places=bare_places)


def last_loose(marks: Sequence[Mark], headline: int | None) -> int:
    """The index of the last line above the *headline* of which nothing is known; -1 if there is
    none.
    """
    above = range((headline or 0) - 1, -1, -1)
    return next(
        (at for at in above if marks[at].label is Label.OTHER and marks[at].hit is None), -1
    )


def over_headline(marks: list[Mark], at: int, headline: int, loose: int, lexicon: Lexicon) -> Mark:
    """The line *at* above the headline, of which nothing is known, labelled as agency, slugline,
    section or menu. *loose* is the last such line, by ``last_loose``.
    """
    mark = marks[at]
    if agency := lexicon.credited(mark.unit.text, as_printed=True):
        return relabelled(mark, Label.AGENCY, f"agency.{agency}")
    if headline - at <= _BESIDE and SLUG_RE.match(mark.unit.text):
        return relabelled(mark, Label.SLUGLINE, "segment.slugline")
    if at >= loose and mark.unit.weight <= _SECTION_WORDS and not mark.unit.is_prose:
        return relabelled(mark, Label.SECTION, "segment.section")
    return relabelled(mark, Label.MENU, "segment.before-headline")


def _under_headline(
    marks: list[Mark], at: int, headline: int | None, lexicon: Lexicon, *, bare_places: bool
) -> Mark:
    """The line *at* between headline and body with its label: a repeat of the headline, a byline,
    the agency or the summary. Places are settled afterwards.
    """
    mark = marks[at]
    if headline is not None and (
        key_of(mark) == key_of(marks[headline])
        or is_caption(mark.unit.text, key_of(mark), key_of(marks[headline]))
    ):
        return relabelled(mark, Label.DUPLICATE, "segment.repeated-headline")
    if mark.label is Label.CREDIT:
        return relabelled(mark, Label.BYLINE, mark.rule)
    if mark.hit is not None or mark.label not in (Label.OTHER, Label.LIST, Label.TABLE, Label.TEXT):
        return mark
    text = mark.unit.text
    if agency := lexicon.credited(text, as_printed=True):
        return relabelled(mark, Label.AGENCY, f"agency.{agency}")
    if _is_lone_name(marks, at, lexicon, bare_places=bare_places):
        return relabelled(mark, Label.BYLINE, "segment.name-before-date")
    if mark.unit.weight > _PLACE_LABEL_WORDS or is_item(text) or mark.unit.is_prose:
        return relabelled(mark, Label.ABSTRACT, "segment.abstract")
    return mark


def _is_lone_name(marks: list[Mark], at: int, lexicon: Lexicon, *, bare_places: bool) -> bool:
    """Whether the line is a name and nothing else, right before the date line, the byline or the
    dateline.

    Before the dateline of a sender that prints place labels it is such a label ("Cape Verde" above
    "AA/ Praia").
    """
    names = [part for part in re.split(r"\s{0,4},\s{0,4}", marks[at].unit.text) if part]
    following = marks[at + 1] if at + 1 < len(marks) else marks[at]
    filed = following.label is Label.DATELINE or (
        following.dateline is not None and bool(following.dateline.dateline.agencies)
    )
    if following.label not in (Label.DATE, Label.BYLINE) and (bare_places or not filed):
        return False
    # Above the dateline that opens the text may stand a second headline; in capitals, or in a
    # script without, nothing tells it from a name.
    if following.label is Label.TEXT and marks[at].unit.text == marks[at].unit.text.upper():
        return False
    return not is_byword(names[0].split(maxsplit=1)[0]) and all(
        is_name(name, lexicon) and " " in name and not name.endswith(".") for name in names
    )


def _settle_places(
    marks: list[Mark], start: int, headline: int | None, *, bare_places: bool
) -> None:
    """Label the short lines between headline and body of which nothing is known: the last that is a
    place is the dateline if there is no other, places before it are labels.
    """
    first = 0 if headline is None else headline + 1
    credited = any(
        mark.dateline and mark.dateline.dateline.agencies for mark in marks[first : start + 1]
    )
    loose = [
        at
        for at in range(first, start)
        if marks[at].label in (Label.OTHER, Label.LIST, Label.TABLE) and marks[at].hit is None
    ]
    about = max((at for at in range(first, start) if marks[at].label in _ABOUT), default=first - 1)
    for at in reversed(loose):
        mark = marks[at]
        found = _bare_place(mark.unit.text) if at > about - _BESIDE else None
        if found and bare_places and not credited:
            marks[at] = mark._replace(
                label=Label.DATELINE, rule="dateline.bare-place", dateline=found
            )
            credited = True
        elif found and (bare_places or _is_beside_date(marks, at)):
            marks[at] = relabelled(mark, Label.LOCATED, "segment.place-label")
        else:
            marks[at] = relabelled(mark, Label.OTHER, "segment.head-noise")


def _is_beside_date(marks: list[Mark], at: int) -> bool:
    """Whether a date, an agency or a dateline stands on the line *at* or on one beside it."""
    return any(
        mark.label in (Label.DATE, Label.AGENCY, Label.DATELINE)
        for mark in marks[max(0, at - 1) : at + 2]
    )


def _bare_place(text: str) -> Found | None:
    """The place that is all of a short line, by the grammar of datelines; None for any other
    line.
    """
    return find_place_line(text) if weight(text) <= _PLACE_LABEL_WORDS + 1 else None


def settle_body(marks: list[Mark], start: int, end: int, headline: int | None) -> None:
    """Give the lines of the body, from *start* to before *end*, their final labels."""
    related = False
    for at in range(start, end):
        mark = marks[at]
        if mark.label is Label.RELATED and mark.unit.weight <= _SECTION_WORDS:
            # Hash tags and addresses do not head a list.
            related = related or mark.hit is None or not mark.hit.is_general
        elif is_text(mark) or mark.label in (Label.CREDIT, Label.DATELINE):
            related = False
        if (
            headline is not None
            and key_of(mark) == key_of(marks[headline])
            and at != headline
            and mark.dateline is None
            and end - start > 1
        ):
            marks[at] = relabelled(mark, Label.DUPLICATE, "segment.repeated-headline")
        elif related and mark.label in (Label.OTHER, Label.LIST) and mark.hit is None:
            marks[at] = relabelled(mark, Label.RELATED, BuiltIn.UNDER_RELATED)
        elif (
            mark.label in (Label.COUNTER, Label.MENU, Label.DATE)
            and at
            and is_text(marks[at - 1])
            and marks[at - 1].unit.text.endswith((":", "："))
        ):
            marks[at] = relabelled(mark, Label.TEXT, "segment.announced")
        elif mark.hit is None or mark.label in (Label.TEXT, Label.LIST, Label.TABLE):
            marks[at] = _in_body(marks, at, end)


def _in_body(marks: list[Mark], at: int, end: int) -> Mark:
    """The line *at* of the body as paragraph, crosshead, item of a list or row of a table."""
    mark = marks[at]
    if mark.label not in _UNSETTLED and mark.rule is not BuiltIn.AGO:
        return mark
    # A slice of the rest would be copied for each line.
    following = next(
        (marks[after] for after in range(at + 1, end) if marks[after].label is not Label.CREDIT),
        None,
    )
    if mark.label in (Label.LIST, Label.TABLE):
        if _has_like(marks, at, end):
            return mark
        if mark.label is Label.TABLE or (
            not mark.prose and following is not None and is_text(following)
        ):
            return _short(mark, following)
        return mark if not mark.prose else relabelled(mark, Label.TEXT, "segment.dash-paragraph")
    return _short(mark, following)


def _short(mark: Mark, following: Mark | None) -> Mark:
    """A short line of the body: a crosshead where prose follows and it does not end like a
    sentence, else a paragraph.
    """
    mark, text = mark._replace(dateline=None), mark.unit.text
    heads = (
        following is not None
        and is_text(following)
        and mark.unit.weight <= _CROSSHEAD_WORDS
        and not ends_sentence(text)
    )
    return (
        relabelled(mark, Label.CROSSHEAD, "segment.crosshead")
        if heads
        else relabelled(mark, Label.TEXT, "segment.short-paragraph")
    )


def _has_like(marks: list[Mark], at: int, end: int) -> bool:
    """Whether the line before or after *at* (below *end*) has the same label: a single item is not
    a list, a single row not a table.
    """
    return any(
        marks[other].label is marks[at].label for other in (at - 1, at + 1) if 0 <= other < end
    )


def settle_tail(marks: list[Mark], end: int) -> None:
    """Give the lines from *end* on their final labels, in place: a line of which nothing is known
    belongs to the heading above it.
    """
    over = Label.OTHER
    for at in range(end, len(marks)):
        mark = marks[at]
        if mark.hit is not None and mark.label is Label.RELATED:
            over = Label.RELATED
        elif mark.label is Label.RULE:
            over = Label.OTHER
        elif (
            mark.label in (Label.OTHER, Label.LIST, Label.TABLE, Label.MENU, Label.DATELINE)
            and mark.hit is None
        ):
            marks[at] = relabelled(mark, over, BuiltIn.AFTER_END)
