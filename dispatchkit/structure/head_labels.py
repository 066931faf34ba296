"""The labels of the head of a dispatch: of what stands above its text, and of its headline printed
again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import words_of
from dispatchkit.grammar.dateline import find_place_line
from dispatchkit.grammar.label import BuiltIn, relabelled
from dispatchkit.grammar.names import is_place_name
from dispatchkit.grammar.pictures import may_end_with_credit
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.chain import STORY, Part
from dispatchkit.structure.look import TITLE_WORDS
from dispatchkit.structure.signed import is_beside_date
from dispatchkit.text.shape import weight

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.dateline import Found
    from dispatchkit.grammar.label import Context, Mark
    from dispatchkit.structure import Layout
    from dispatchkit.text.units import Unit

BELOW = (Part.INSIDE, Part.AFTER, Part.SIGNED)
_UNKNOWN = frozenset((Label.OTHER, Label.LIST, Label.TABLE, Label.TEXT))
# A section has at most this many words, a label of a place at most these.
_SECTION_WORDS, _PLACE_WORDS = 4, 4
# Section and slugline stand at most this many lines above the headline; more lines are the end of a
# menu.
_NEAR = 3
# A label beside a headline may have a button above it; more entries in a row are a menu.
_ENTRIES = 2
# "Tiere/Verkehr/Niedersachsen": the slug of a wire.
_SLUG_RE = pattern(r"^[^\W\d_][^\s/]*(?:/[^\s/]+)+/?$")
_WORD_RE = pattern(r"\w+")
# "NLP / Bergen", "Bergen | NLP".
_FILED_RE = pattern(
    r"(?P<by>[^\W\d_a-z]{2,6})\s?[/|•·–—-]\s?(?P<place>[^\W\d_].{1,40})"
    r"|(?P<before>[^\W\d_].{1,40}?)\s?[/|•·–—-]\s?(?P<after>[^\W\d_a-z]{2,6})"
)
# "STT, Helsinki, 16.3.2023".
_DATED_RE = pattern(
    r"(?P<by>[^\W\d_][^,\n]{0,40}),[ ](?P<place>[^\W\d_][^,\d\n]{1,40}),[ ]"
    r"(?P<date>[^,\n]{0,20}\d[^\n]{2,30})"
)
# "Home › Culture", "World / Europe": the trail of a page.
_CRUMB_RE = pattern(r"\S\s*[>»›→/|•]\s*\S")


def label_head(
    found: list[Mark], layout: Layout, context: Context, signed: Collection[int]
) -> None:
    """Label what stands above the text, and the headline wherever it stands again; the lines
    *signed* are bylines.
    """
    headline = layout.headline
    loose = max([at for at in range(headline) if _is_loose(found[at])], default=-1)
    again = _label_repeats(found, layout)
    for at, part in enumerate(layout.parts):
        mark = found[at]
        if part in STORY or part in BELOW or at in again or is_own(mark):
            continue
        if at == headline:
            rule = mark.rule if mark.label is Label.HEADLINE else "structure.headline"
            found[at] = relabelled(mark._replace(dateline=None), Label.HEADLINE, rule)
        elif at < headline:
            # Of the names that the model guesses there, one in 57 on the bench's pages is a byline.
            found[at] = _above_headline(found, at, layout, loose, context.lexicon)
        else:
            sure = part is Part.BYLINE and at in signed
            found[at] = _below_headline(mark, part, context.lexicon, sure=sure)
    _label_places(found, layout, context)


def _label_repeats(found: list[Mark], layout: Layout) -> set[int]:
    """Label the lines that are the headline again, or the headline with the caption and credit of
    the picture after it; not inside the text, and in the head none that a rule of the sender's own
    knows. Which lines these are.
    """
    headline = layout.headline
    if headline < 0 or found[headline].unit.weight < TITLE_WORDS:
        return set()
    sought = _key_of(found[headline])
    again = set()
    for at, mark in enumerate(found):
        key, part = _key_of(mark), layout.parts[at]
        if not key.startswith(sought) or mark.dateline is not None or at == headline:
            continue
        kept = part is Part.INSIDE or not (part in STORY or part in BELOW or not is_own(mark))
        if not kept and (key == sought or may_end_with_credit(mark.unit.text)):
            again.add(at)
    for at in again:
        found[at] = relabelled(found[at], Label.DUPLICATE, "structure.repeated-headline")
    return again


def _key_of(mark: Mark) -> str:
    """The key of a line; two lines with the same key are the same headline. A full stop at the end
    counts, because a paragraph may repeat the headline as a sentence.
    """
    return mark.unit.smoothed.strip("#* ")


def is_unread(mark: Mark) -> bool:
    """Whether no rule knows a line and its form credits nobody."""
    credited = mark.credited is not None or mark.rule is BuiltIn.STAFF
    return mark.hit is None and not credited and mark.label is not Label.CREDIT


def is_own(mark: Mark) -> bool:
    """Whether a rule of the sender's own knows a line."""
    return mark.hit is not None and mark.hit.is_own


def _is_loose(mark: Mark) -> bool:
    """Whether nothing is known of a line."""
    return mark.hit is None and mark.label is Label.OTHER


def _above_headline(
    found: list[Mark], at: int, layout: Layout, loose: int, lexicon: Lexicon
) -> Mark:
    """The line *at* above the headline with its label: agency, slugline, section or menu. *loose*
    is the last line there of which nothing is known.
    """
    mark, text = found[at], found[at].unit.text
    near = layout.headline - at <= _NEAR
    if _is_reporter(mark):
        # "By Industry" is of a menu.
        menu = layout.furnished and not near
        label, rule = (Label.MENU, BuiltIn.BEFORE) if menu else (Label.BYLINE, mark.rule)
        return relabelled(mark._replace(credited=None) if menu else mark, label, rule)
    if mark.hit is not None or mark.label not in _UNKNOWN:
        return mark
    if agency := lexicon.credited(text, as_printed=True):
        return relabelled(mark, Label.AGENCY, f"agency.{agency}")
    if near and mark.label is not Label.LIST:
        if _SLUG_RE.match(text) and not layout.furnished:
            return relabelled(mark, Label.SLUGLINE, "structure.slugline")
        if at >= loose and _is_section(found, at, layout):
            return relabelled(mark, Label.SECTION, "structure.section")
    return relabelled(mark, Label.MENU, BuiltIn.BEFORE)


def _is_section(found: list[Mark], at: int, layout: Layout) -> bool:
    """Whether the line *at* above the headline is the name of a section, where no rule says of
    another one what the section is.
    """
    if any(mark.hit is not None and "section" in mark.hit.groups for mark in found):
        return False
    unit = found[at].unit
    short = unit.weight <= _SECTION_WORDS and not unit.is_prose
    return short and (not layout.furnished or _is_rubric(found, at))


def _is_rubric(found: list[Mark], at: int) -> bool:
    """Whether a page shows that the line *at* is the name of a rubric, not a button or a kicker: it
    is a trail, is made of words of menus, names a place, stands below the name of an agency, or on
    the page again.
    """
    unit = found[at].unit
    below_agency = at > 0 and found[at - 1].label is Label.AGENCY
    if below_agency or _CRUMB_RE.search(unit.text) is not None or _repeats(found[:at], unit):
        return True
    if _is_in_menu(found, at):
        return False
    words = {word for word in unit.folded.split() if any(map(str.isalpha, word))}
    of_menus = bool(words) and words_of("menu").issuperset(words)
    return of_menus or is_place_name(unit.text) or _repeats(found[at + 1 :], unit)


def _repeats(others: Sequence[Mark], unit: Unit) -> bool:
    """Whether a label beside the headline repeats one of the *others*: an entry of the menu far
    above it, a tag below the story.
    """
    return any(mark.unit.folded == unit.folded for mark in others)


def _is_in_menu(found: list[Mark], at: int) -> bool:
    """Whether the line *at* goes on a menu: the lines next above it, without a gap, are entries of
    one ("Home", "World", "Sport").
    """
    above = [mark.label is Label.MENU for mark in found[max(at - _ENTRIES, 0) : at]]
    gaps = [mark.unit.gap for mark in found[max(at - _ENTRIES, 0) + 1 : at + 1]]
    return len(above) == _ENTRIES and all(above) and not any(gaps)


def _is_reporter(mark: Mark) -> bool:
    """Whether a line of the head names people by the form of a credit."""
    return mark.label is Label.CREDIT and mark.hit is None


def _below_headline(mark: Mark, part: Part, lexicon: Lexicon, *, sure: bool) -> Mark:
    """A line between headline and text with its label. *sure*: it is a byline."""
    if part is Part.ABSTRACT:
        return relabelled(mark._replace(dateline=None), Label.ABSTRACT, "structure.abstract")
    if sure and is_unread(mark):
        if mark.label is Label.BYLINE:
            return mark
        return relabelled(mark._replace(dateline=None), Label.BYLINE, BuiltIn.BYLINE)
    if _is_reporter(mark):
        return relabelled(mark, Label.BYLINE, mark.rule)
    if mark.hit is not None or mark.label not in _UNKNOWN:
        return mark
    if agency := lexicon.credited(mark.unit.text, as_printed=True):
        return relabelled(mark, Label.AGENCY, f"agency.{agency}")
    return relabelled(mark, Label.OTHER, BuiltIn.ABOVE)


def _label_places(found: list[Mark], layout: Layout, context: Context) -> None:
    """Label the places and the rubric between headline and text that stand on lines of their own:
    a rubric below the name of the agency, a place where the sender prints them so, and beside a
    date; on a page, where rubrics and jobs stand there too, one that is known.
    """
    bare_places = "line" in context.lexicon.facts_of(context.profile).datelines
    end = next((at for at, part in enumerate(layout.parts) if part in STORY), len(found))
    for at in range(layout.headline + 1, end):
        mark = found[at]
        if dated := _filed_on(mark, context.lexicon):
            found[at] = relabelled(
                mark._replace(dateline=dated), Label.DATELINE, "structure.place-label"
            )
            continue
        if mark.rule is not BuiltIn.ABOVE:
            continue
        if at + 1 == end and (filed := _filed_by(found, at, context.profile)):
            marked = mark._replace(dateline=filed)
            found[at] = relabelled(marked, Label.DATELINE, "structure.place-label")
            continue
        if not (bare_places or is_beside_date(found, at)):
            continue
        rubric = mark.unit.folded in words_of("menu") and found[at - 1].label is Label.AGENCY
        place = _bare_place(mark.unit.text)
        if rubric and not any(other.label is Label.SECTION for other in found):
            found[at] = relabelled(mark, Label.SECTION, "structure.section")
        elif place and (bare_places or not layout.furnished or _is_known(place)):
            found[at] = relabelled(mark, Label.LOCATED, "structure.place-label")


def _filed_by(found: Sequence[Mark], at: int, profile: str) -> Found | None:
    """The dateline that is all of the line *at*, right above the text: an agency that only its
    initials name, a sign, and a place, in this order or the other ("NLP / Bergen"). The initials
    are the id of the sender's *profile*, or the dump prints them elsewhere too; else they may be a
    rubric's.
    """
    text = found[at].unit.text
    parted = _FILED_RE.fullmatch(text)
    if parted is None:
        return None
    initials, place = parted["by"] or parted["after"], parted["place"] or parted["before"]
    others = [mark.unit.text for mark in found if mark.unit.text != text]
    printed = any(initials in other and initials in _WORD_RE.findall(other) for other in others)
    named = initials.lower() == profile or (printed and initials.lower() not in words_of("menu"))
    where = _bare_place(place) if named else None
    return where and where._replace(dateline=where.dateline._replace(text=text), end=len(text))


def _filed_on(mark: Mark, lexicon: Lexicon) -> Found | None:
    """The dateline that is all of a line with a date: an agency, a known place and the date, parted
    by commas ("STT, Helsinki, 16.3.2023").
    """
    if mark.rule not in ("dates.line", BuiltIn.BYLINE):
        return None
    text = mark.unit.text
    parted = _DATED_RE.fullmatch(text)
    if parted is None or not lexicon.credited(parted["by"], as_printed=True):
        return None
    where = _bare_place(parted["place"])
    # A reporter and a rubric stand there as well.
    if where is None or not _is_known(where):
        return None
    # The date behind it is that of the story, as on a line of its own.
    return where._replace(dateline=where.dateline._replace(text=text), end=parted.start("date"))


def _is_known(found: Found) -> bool:
    """Whether one of the places of a line is a city or country that is known by name."""
    return any(is_place_name(place) for place in found.dateline.places)


def _bare_place(text: str) -> Found | None:
    """The place that is all of a short line, by the grammar of datelines; None for any other
    line.
    """
    return find_place_line(text) if weight(text) <= _PLACE_WORDS else None
