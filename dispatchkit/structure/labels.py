"""From parts to labels: what each line of a dump is called in the record and by ``explain``.

A label that a rule or the form of a line gives holds where the part of the line allows it. The
lines of which nothing is known get the label of their place: above the headline a section, a
slugline or a menu; below it a place, a byline or the summary; in the text a paragraph, a crosshead,
an item or a row; after it what the last label above them says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import words_of
from dispatchkit.grammar.dateline import find_place_line
from dispatchkit.grammar.label import BuiltIn, Mark, relabelled, revoked
from dispatchkit.grammar.names import is_place_name
from dispatchkit.grammar.notices import line_notice
from dispatchkit.grammar.pictures import may_end_with_credit
from dispatchkit.grammar.stamps import says_when
from dispatchkit.model import BODY_LABELS, PAGE_FURNITURE, Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.chain import STORY, Part
from dispatchkit.structure.look import TITLE_WORDS
from dispatchkit.structure.signed import is_beside_date, signed_lines
from dispatchkit.text.shape import is_heading, weight

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.dateline import Found
    from dispatchkit.grammar.label import Context
    from dispatchkit.structure import Layout
    from dispatchkit.text.units import Unit

# Labels that a line keeps inside the text, because rules and forms are surer of them than the look
# of the line.
_KEPT = frozenset(
    (
        Label.CREDIT,
        Label.COPYRIGHT,
        Label.ENDMARK,
        Label.EDNOTE,
        Label.INITIALS,
        Label.ENVELOPE,
        Label.DATELINE,
        Label.RULE,
    )
)
# A line that the rules of a language know as furniture is not of the story, even inside it: of the
# bench's lines that the model took for text and these rules for furniture, 29 are no text and one
# is ("Click here to download this game."). "Buy now" and "Staff" are as often crossheads.
_AMID = (PAGE_FURNITURE | {Label.CAPTION, Label.OTHER}) - {
    Label.MENU,
    Label.COMMENT,
    Label.ADVERTISEMENT,
}
# What closes the story is no text, wherever it stands.
_CLOSING = (BuiltIn.SIGNED, BuiltIn.BIOGRAPHY)
# Labels that the part of a line decides.
_LOOSE = frozenset(
    (
        Label.OTHER,
        Label.TEXT,
        Label.LIST,
        Label.TABLE,
        Label.HEADLINE,
        Label.DATELINE,
        Label.DATE,
        Label.BYLINE,
        Label.CREDIT,
        Label.NOTICE,
    )
)
_UNKNOWN = frozenset((Label.OTHER, Label.LIST, Label.TABLE, Label.TEXT))
# Notices that only a desk sends.
_ORDERS = ("embargo", "kill")
# Labels of headings of lists, and what a list of those whom to ask may look like: names, telephone
# numbers, addresses.
_HEADING = (Label.RELATED, Label.CONTACT)
_ASKED = (Label.OTHER, Label.LIST, Label.COUNTER)
# The label of furniture and the name of the rule that gives it, by the part of the dump.
_FURNITURE = {
    Part.ABOVE: (Label.OTHER, BuiltIn.ABOVE),
    Part.INSIDE: (Label.OTHER, "structure.inside"),
    Part.AFTER: (Label.OTHER, BuiltIn.AFTER_END),
    Part.SIGNED: (Label.OTHER, BuiltIn.AFTER_END),
}
_BELOW = (Part.INSIDE, Part.AFTER, Part.SIGNED)
# A section has at most this many words, a label of a place at most these.
_SECTION_WORDS, _PLACE_WORDS = 4, 4
# Section and slugline stand at most this many lines above the headline; more lines are the end of a
# menu.
_NEAR = 3
# "Tiere/Verkehr/Niedersachsen": the slug of a wire.
SLUG_RE = pattern(r"^[^\W\d_][^\s/]*(?:/[^\s/]+)+/?$")
# "-- The neighbours are pleased --" is a crosshead; the dashes of a list stand before its items
# only.
_DASHED_RE = pattern(r"^(?P<dash>[-–—]{1,3})\s\S.{0,100}\s(?P=dash)$")
# "Home › Culture", "World / Europe": the trail of a page.
_CRUMB_RE = pattern(r"\S\s*[>»›→/|•]\s*\S")
_HEADED = ("# ", "## ", "### ")


def labelled(marks: Sequence[Mark], layout: Layout, context: Context) -> list[Mark]:
    """The *marks* with the labels that the parts of the dump give them."""
    parts = layout.parts
    found = [_revoked(mark, part, context) for mark, part in zip(marks, parts, strict=True)]
    signed = signed_lines(found, layout, context.lexicon)
    _label_head(found, layout, context, signed)
    _label_text(found, layout)
    _label_rest(found, layout, context, signed)
    return found


def _is_unread(mark: Mark) -> bool:
    """Whether no rule knows a line and its form credits nobody."""
    return mark.hit is None and mark.credited is None and mark.label is not Label.CREDIT


def _revoked(mark: Mark, part: Part, context: Context) -> Mark:
    """The *mark* by its form alone, if its rule holds in the head or in the tail only and the line
    stands elsewhere.
    """
    if mark.hit is None or mark.hit.where == "any":
        return mark
    below = part in (*STORY, *_BELOW)
    astray = below if mark.hit.where == "head" else part not in (Part.AFTER, Part.SIGNED)
    return revoked(mark, context) if astray else mark


def key_of(mark: Mark) -> str:
    """The key of a line; two lines with the same key are the same headline. A full stop at the end
    counts, because a paragraph may repeat the headline as a sentence.
    """
    return mark.unit.smoothed.strip("#* ")


def _repeats(mark: Mark, sought: str) -> bool:
    """Whether a line is the headline, whose key is *sought*, again, or the headline with the
    caption and credit of the picture after it.
    """
    key = key_of(mark)
    if not key.startswith(sought) or mark.dateline is not None:
        return False
    return key == sought or may_end_with_credit(mark.unit.text)


# --- the head -----------------------------------------------------------------------------------


def _label_head(
    found: list[Mark], layout: Layout, context: Context, signed: Collection[int]
) -> None:
    """Label what stands above the text; the lines *signed* are bylines."""
    headline = layout.headline
    sought = ""
    if headline >= 0 and found[headline].unit.weight >= TITLE_WORDS:
        sought = key_of(found[headline])
    loose = max([at for at in range(headline) if _is_loose(found[at])], default=-1)
    for at, part in enumerate(layout.parts):
        mark = found[at]
        again = sought != "" and at != headline and _repeats(mark, sought)
        if part in STORY or part in _BELOW:
            if again and part is not Part.INSIDE:
                found[at] = relabelled(mark, Label.DUPLICATE, "structure.repeated-headline")
            continue
        if mark.hit is not None and mark.hit.is_own:
            continue
        if at == headline:
            rule = mark.rule if mark.label is Label.HEADLINE else "structure.headline"
            found[at] = relabelled(mark._replace(dateline=None), Label.HEADLINE, rule)
        elif again:
            found[at] = relabelled(mark, Label.DUPLICATE, "structure.repeated-headline")
        elif at < headline:
            # Of the names that the model guesses there, one in 57 on the bench's pages is a byline.
            found[at] = _above_headline(found, at, layout, loose, context.lexicon)
        else:
            sure = part is Part.BYLINE and at in signed
            found[at] = _below_headline(mark, part, context.lexicon, sure=sure)
    _label_places(found, layout, context)


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
        if SLUG_RE.match(text) and not layout.furnished:
            return relabelled(mark, Label.SLUGLINE, "structure.slugline")
        if at >= loose and _is_section(found, at, layout):
            return relabelled(mark, Label.SECTION, "structure.section")
    return relabelled(mark, Label.MENU, BuiltIn.BEFORE)


def _is_section(found: list[Mark], at: int, layout: Layout) -> bool:
    """Whether the line *at* above the headline is the name of a section."""
    unit = found[at].unit
    short = unit.weight <= _SECTION_WORDS and not unit.is_prose
    return short and (not layout.furnished or _is_rubric(found, at))


def _is_rubric(found: list[Mark], at: int) -> bool:
    """Whether a page shows that the line *at* is the name of a rubric, not a button or a kicker: it
    is a trail, is made of words of menus, names a place, stands below the name of an agency, or on
    the page again.
    """
    unit = found[at].unit
    words = [word for word in unit.folded.split() if any(map(str.isalpha, word))]
    below_agency = at > 0 and found[at - 1].label is Label.AGENCY
    if below_agency or (words and words_of("menu").issuperset(words)):
        return True
    return (
        _CRUMB_RE.search(unit.text) is not None
        or is_place_name(unit.text)
        or sum([mark.unit.folded == unit.folded for mark in found]) > 1
    )


def _is_reporter(mark: Mark) -> bool:
    """Whether a line of the head names people by the form of a credit."""
    return mark.label is Label.CREDIT and mark.hit is None


def _below_headline(mark: Mark, part: Part, lexicon: Lexicon, *, sure: bool) -> Mark:
    """A line between headline and text with its label. *sure*: it is a byline."""
    if part is Part.ABSTRACT:
        return relabelled(mark._replace(dateline=None), Label.ABSTRACT, "structure.abstract")
    if sure and _is_unread(mark):
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
        if mark.rule is not BuiltIn.ABOVE or not (bare_places or is_beside_date(found, at)):
            continue
        rubric = mark.unit.folded in words_of("menu") and found[at - 1].label is Label.AGENCY
        place = _bare_place(mark.unit.text)
        if rubric and not any(other.label is Label.SECTION for other in found):
            found[at] = relabelled(mark, Label.SECTION, "structure.section")
        elif place and (bare_places or not layout.furnished or _is_known(place)):
            found[at] = relabelled(mark, Label.LOCATED, "structure.place-label")


def _is_known(found: Found) -> bool:
    """Whether one of the places of a line is a city or country that is known by name."""
    return any(is_place_name(place) for place in found.dateline.places)


def _bare_place(text: str) -> Found | None:
    """The place that is all of a short line, by the grammar of datelines; None for any other
    line.
    """
    return find_place_line(text) if weight(text) <= _PLACE_WORDS else None


# --- the text -----------------------------------------------------------------------------------


def _label_text(found: list[Mark], layout: Layout) -> None:
    """Label the lines of the text."""
    # "Buy now" may be a crosshead, but not where other lines are slots too.
    slots = [at for at in layout.story if found[at].label is Label.ADVERTISEMENT]
    if sum([mark.label is Label.ADVERTISEMENT for mark in found]) == 1:
        slots = []
    for at in layout.story:
        mark = found[at]
        own = mark.hit is not None and mark.hit.is_own
        if own or mark.label is Label.DUPLICATE or at in slots:
            continue
        found[at] = _in_text(found, at, layout.parts)


def _in_text(found: list[Mark], at: int, parts: Sequence[Part]) -> Mark:
    """A line of the text with its label: paragraph, crosshead, item or row, or what a rule knows it
    to be.
    """
    mark = found[at]
    if _stays(mark):
        return mark
    text = mark.unit.text
    headed = not mark.prose and (text.startswith(_HEADED) or _DASHED_RE.match(text))
    if mark.dateline is None and (parts[at] is Part.CROSSHEAD or headed):
        return relabelled(mark, Label.CROSSHEAD, BuiltIn.CROSSHEAD)
    if mark.label in (Label.LIST, Label.TABLE) and not _has_like(found, at, parts):
        rule = "structure.dash-paragraph" if mark.prose else "structure.short-paragraph"
        return relabelled(mark, Label.TEXT, rule)
    if mark.label in BODY_LABELS:
        return mark
    return relabelled(
        mark._replace(dateline=None) if mark.dateline else mark, Label.TEXT, "structure.text"
    )


def _stays(mark: Mark) -> bool:
    """Whether a line of the text stays what a rule or its form knows it to be."""
    if mark.rule in _CLOSING:
        return True
    if mark.label is Label.DATE:
        return bool(mark.dates) and says_when(mark.unit.text)
    if mark.label in _KEPT:
        known = mark.hit is not None or mark.credited is not None
        return known or mark.label in (Label.DATELINE, Label.RULE)
    # Rules that hold for all languages know addresses and handles, which stories print too.
    return mark.label in _AMID and mark.hit is not None and not mark.hit.is_general


def _has_like(found: list[Mark], at: int, parts: Sequence[Part]) -> bool:
    """Whether a line beside the line *at* has the same label: a single item is no list, a single
    row no table.
    """
    return any(
        found[other].label is found[at].label and parts[other] in STORY
        for other in (at - 1, at + 1)
        if 0 <= other < len(found)
    )


# --- what stands inside and after it ------------------------------------------------------------


def _label_rest(
    found: list[Mark], layout: Layout, context: Context, signed: Collection[int]
) -> None:
    """Label the furniture inside and after the text: lines of which nothing is known belong to the
    heading above them, be it of other stories or, on a page by a rule of the sender's own tables
    only, of those whom to ask.
    """
    own = frozenset(context.lexicon.chain(context.profile))
    over = Label.OTHER
    for at, part in enumerate(layout.parts):
        mark = found[at]
        if part not in _BELOW:
            over = Label.OTHER
        elif mark.hit is not None and mark.label in _HEADING:
            # Hash tags and addresses do not head a list, nor does "Contact us" on a page.
            related = mark.label is Label.RELATED and not mark.hit.is_general
            asked = not layout.furnished or mark.hit.table in own
            heads = related or (mark.label is Label.CONTACT and asked and not mark.hit.is_general)
            over = mark.label if heads else Label.OTHER
        elif mark.label is Label.RULE:
            over = Label.OTHER
        elif mark.hit is None and over is Label.CONTACT and mark.label in _ASKED:
            found[at] = relabelled(mark._replace(dateline=None), over, BuiltIn.UNDER_HEADING)
        elif part is Part.SIGNED and at in signed and _is_unread(mark):
            found[at] = relabelled(mark._replace(dateline=None), Label.BYLINE, BuiltIn.BYLINE)
        elif mark.hit is None and _is_open(mark):
            label, rule = _FURNITURE[part]
            if over is not Label.OTHER:
                label, rule = over, BuiltIn.UNDER_HEADING
            found[at] = Mark(mark.unit, label, rule, mark.prose, credited=mark.credited)


def _is_open(mark: Mark) -> bool:
    """Whether the part of the dump may decide what a line is. Pages print "Breaking" on buttons,
    but only a desk writes "EMBARGOED UNTIL 0600 GMT".
    """
    if mark.label in (Label.CREDIT, Label.DATE, Label.MENU):
        return mark.label is Label.MENU
    notice = line_notice(mark.unit.text) if mark.label is Label.NOTICE else None
    return mark.label in _LOOSE and (notice is None or notice.kind not in _ORDERS)


def may_head(unit: Unit) -> bool:
    """Whether a line may be the headline of another dispatch: it has the words of one and the form
    of a heading.
    """
    return unit.weight >= TITLE_WORDS and is_heading(unit.text)
