"""From parts to labels: what each line of a dump is called in the record and by ``explain``.

A label that a rule or the form of a line gives holds where the part of the line allows it. The
lines of which nothing is known get the label of their place: above the headline a section, a
slugline or a menu; below it a place, a byline or the summary; in the text a paragraph, a crosshead,
an item or a row; after it what the last label above them says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import PARTICLES, is_byword, joins, words_of
from dispatchkit.grammar.dateline import find_place_line
from dispatchkit.grammar.dateline.names import is_country
from dispatchkit.grammar.label import BuiltIn, Mark, relabelled, revoked
from dispatchkit.grammar.names import is_place_name
from dispatchkit.grammar.notices import line_notice
from dispatchkit.grammar.people import is_affiliation, is_byline
from dispatchkit.grammar.stamps import says_when
from dispatchkit.model import BODY_LABELS, PAGE_FURNITURE, Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.chain import STORY, Part
from dispatchkit.structure.look import TITLE_WORDS
from dispatchkit.text.fold import has_case
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
# A line of at least this likelihood is a byline. Of less likely ones without a by-word a third name
# a person above the text (others are like "Privacy Settings"), none after it.
_SURE = 0.9
# What else is needed of names alone. Of the lines of the WCXB pages that are less likely 26 of 60
# and 43 of 148 name an author; of those with a word that the text prints in small letters 25 of 113
# below ``_SURE``.
_LEAST = {Part.BYLINE: 0.3, Part.SIGNED: 0.4}
_BELOW = (Part.INSIDE, Part.AFTER, Part.SIGNED)
# A section has at most this many words, a label of a place at most these.
_SECTION_WORDS, _PLACE_WORDS = 4, 4
# Section and slugline stand at most this many lines above the headline; more lines are the end of a
# menu.
_NEAR = 3
# "Tiere/Verkehr/Niedersachsen": the slug of a wire.
SLUG_RE = pattern(r"^[^\W\d_][^\s/]*(?:/[^\s/]+)+/?$")
# The caption of a picture ends with its credit: "... (Can Er/AA)", "... /AFP".
_CREDITED_RE = pattern(r"[)）]\s*$|/\s?[A-ZÀ-Ý]{2,5}\s*$")
# "-- The neighbours are pleased --" is a crosshead; the dashes of a list stand before its items
# only.
_DASHED_RE = pattern(r"^(?P<dash>[-–—]{1,3})\s\S.{0,100}\s(?P=dash)$")
_WORD_RE = pattern(r"[^\W\d_]+")
# "Home › Culture", "World / Europe": the trail of a page.
_CRUMB_RE = pattern(r"\S\s*[>»›→/|•]\s*\S")
# Nothing but words.
_BARE_RE = pattern(r"[^\W\d_](?:[^\W\d_]|[ .'’-])*")
_HEADED = ("# ", "## ", "### ")


def labelled(marks: Sequence[Mark], layout: Layout, context: Context) -> list[Mark]:
    """The *marks* with the labels that the parts of the dump give them."""
    parts = layout.parts
    found = [_revoked(mark, part, context) for mark, part in zip(marks, parts, strict=True)]
    signed = _signed(found, layout, context.lexicon)
    _label_head(found, layout, context, signed)
    _label_text(found, layout)
    _label_rest(found, layout, context, signed)
    return found


def _signed(marks: Sequence[Mark], layout: Layout, lexicon: Lexicon) -> set[int]:
    """The lines taken for bylines that are likely to be one, or show it."""
    lines = [at for at, part in enumerate(layout.parts) if part in _LEAST]
    page = _Page(marks, lexicon) if lines and layout.furnished else None
    found = set()
    for at in lines:
        text, odds = marks[at].unit.text, layout.odds.get(at)
        likely = max(odds[Part.BYLINE], odds[Part.SIGNED]) if odds else 0.0
        # "(MENAFN - Example News Agency)" says where a text was taken from.
        if is_country(text) or text.startswith(("(", "[")):
            continue
        least = page.least(at, layout.parts[at]) if page else 0.0
        if likely > _SURE or (likely >= least and is_byline(text, lexicon)):
            found.add(at)
    return found


class _Page:
    """What the bylines of a page are compared with: its lines, and the words that its running text
    prints in small letters, or menus.
    """

    def __init__(self, marks: Sequence[Mark], lexicon: Lexicon) -> None:
        self._marks, self._lexicon = marks, lexicon
        self._lines = [mark.unit.text for mark in marks]
        told = " ".join([mark.unit.text for mark in marks if mark.prose])
        self._spoken = words_of("menu").union(filter(str.islower, _WORD_RE.findall(told)))

    def least(self, at: int, part: Part) -> float:
        """How likely the line *at* has to be to be a byline, if it is nothing but words in
        capitals, as the names of all things are: the more so if the text prints one of them in
        small letters ("Table of Contents"), the less so if it stands beside the date, or the page
        prints it again, as authors' names are below their story.
        """
        text = self._lines[at]
        words = _WORD_RE.findall(text.lower())
        if not _BARE_RE.fullmatch(text) or any(map(is_byword, words)):
            return 0.0
        if is_affiliation(text, self._lexicon) or self._lexicon.credited(text):
            return 0.0
        own = {word for word in words if not joins(word) and word not in PARTICLES}
        if has_case(text) and not self._spoken.isdisjoint(own):
            return _SURE
        above = part is Part.BYLINE
        again = above and (self._lines.count(text) > 1 or _is_beside_date(self._marks, at))
        return 0.0 if again else _LEAST[part]


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


def _repeats(mark: Mark, headline: Mark) -> bool:
    """Whether a line is the headline again, or the headline with the caption and credit of the
    picture after it.
    """
    key, sought = key_of(mark), key_of(headline)
    if mark.dateline is not None or headline.unit.weight < TITLE_WORDS:
        return False
    return key == sought or (
        key.startswith(sought) and _CREDITED_RE.search(mark.unit.text) is not None
    )


# --- the head -----------------------------------------------------------------------------------


def _label_head(
    found: list[Mark], layout: Layout, context: Context, signed: Collection[int]
) -> None:
    """Label what stands above the text; the lines *signed* are bylines."""
    headline = layout.headline
    title = found[headline] if headline >= 0 else None
    loose = max(
        (at for at in range(max(0, headline)) if _is_loose(found[at])),
        default=-1,
    )
    for at, part in enumerate(layout.parts):
        mark = found[at]
        if part in STORY or part in _BELOW:
            if title and part is not Part.INSIDE and _repeats(mark, title):
                found[at] = relabelled(mark, Label.DUPLICATE, "structure.repeated-headline")
            continue
        if mark.hit is not None and mark.hit.is_own:
            continue
        if at == headline:
            rule = mark.rule if mark.label is Label.HEADLINE else "structure.headline"
            found[at] = relabelled(mark._replace(dateline=None), Label.HEADLINE, rule)
        elif title and _repeats(mark, title):
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
    if _is_reporter(mark) and layout.furnished and not near:
        # "By Industry" is of a menu.
        return Mark(mark.unit, Label.MENU, BuiltIn.BEFORE, prose=False)
    if mark.hit is not None or mark.label not in _UNKNOWN:
        return relabelled(mark, Label.BYLINE, mark.rule) if _is_reporter(mark) else mark
    if agency := lexicon.credited(text, as_printed=True):
        return relabelled(mark, Label.AGENCY, f"agency.{agency}")
    near = near and mark.label is not Label.LIST
    if near and not layout.furnished and SLUG_RE.match(text):
        return relabelled(mark, Label.SLUGLINE, "structure.slugline")
    short = mark.unit.weight <= _SECTION_WORDS and not mark.unit.is_prose
    if near and short and at >= loose and (not layout.furnished or _is_rubric(found, at)):
        return relabelled(mark, Label.SECTION, "structure.section")
    return relabelled(mark, Label.MENU, BuiltIn.BEFORE)


def _is_rubric(found: list[Mark], at: int) -> bool:
    """Whether a page shows that the line *at* is the name of a rubric, not a button or a kicker: it
    is a trail, is made of words of menus, names a place, stands below the name of an agency, or on
    the page again.
    """
    unit = found[at].unit
    if at and found[at - 1].label is Label.AGENCY:
        return True
    return (
        _CRUMB_RE.search(unit.text) is not None
        or words_of("menu").issuperset(_WORD_RE.findall(unit.folded))
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
    """Label the places between headline and text that stand on a line of their own: where the
    sender prints them so, and beside a date; on a page, where rubrics and jobs stand there too,
    those that are known.
    """
    bare_places = "line" in context.lexicon.facts_of(context.profile).datelines
    end = next((at for at, part in enumerate(layout.parts) if part in STORY), len(found))
    for at in range(layout.headline + 1, end):
        mark = found[at]
        if (
            mark.rule is BuiltIn.ABOVE
            and (bare_places or _is_beside_date(found, at))
            and (place := _bare_place(mark.unit.text))
            and (bare_places or not layout.furnished or _is_known(place))
        ):
            found[at] = relabelled(mark, Label.LOCATED, "structure.place-label")


def _is_beside_date(found: Sequence[Mark], at: int) -> bool:
    """Whether a date, an agency or a dateline stands on a line beside the line *at*."""
    return any(
        mark.label in (Label.DATE, Label.AGENCY, Label.DATELINE)
        for mark in found[max(0, at - 1) : at + 2]
    )


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
    known = mark.hit is not None or mark.credited is not None
    if mark.rule in _CLOSING:
        return mark
    if mark.label is Label.DATE and says_when(mark.unit.text) and mark.dates:
        return mark
    if mark.label in _KEPT and (known or mark.label in (Label.DATELINE, Label.RULE)):
        return mark
    # Rules that hold for all languages know addresses and handles, which stories print too.
    if mark.label in _AMID and mark.hit is not None and not mark.hit.is_general:
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
