"""From parts to labels: what each line of a dump is called in the record and by ``explain``.

A label that a rule or the form of a line gives holds where the part of the line allows it. The
lines of which nothing is known get the label of their place: above the headline a section, a
slugline or a menu; below it a place, a byline or the summary; in the text a paragraph, a crosshead,
an item or a row; after it what the last label above them says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import BuiltIn, Mark, relabelled, revoked
from dispatchkit.grammar.notices import line_notice
from dispatchkit.grammar.stamps import says_when
from dispatchkit.labels import BODY_LABELS, PAGE_FURNITURE, Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.chain import STORY, Part
from dispatchkit.structure.head_labels import BELOW, is_own, is_unread, label_head
from dispatchkit.structure.look import TITLE_WORDS
from dispatchkit.structure.one_line import HOLDING
from dispatchkit.structure.signed import signed_lines
from dispatchkit.structure.strays import carries_title
from dispatchkit.text.shape import is_heading

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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
_CLOSING = (BuiltIn.SIGNED, BuiltIn.BIOGRAPHY, BuiltIn.RELEASE, BuiltIn.ROLE)
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
# "-- The neighbours are pleased --" is a crosshead; the dashes of a list stand before its items
# only.
_DASHED_RE = pattern(r"^(?P<dash>[-–—]{1,3})\s\S.{0,100}\s(?P=dash)$")
_HEADED = ("# ", "## ", "### ")


def labelled(marks: Sequence[Mark], layout: Layout, context: Context) -> list[Mark]:
    """The *marks* with the labels that the parts of the dump give them."""
    parts = layout.parts
    if layout.one_line and marks[0].label in HOLDING:
        return [relabelled(marks[0], Label.TEXT, "structure.one-line")]
    found = [_revoked(mark, part, context) for mark, part in zip(marks, parts, strict=True)]
    signed = signed_lines(found, layout, context.lexicon)
    label_head(found, layout, context, signed)
    _label_text(found, layout)
    _label_rest(found, layout, context, signed)
    return found


def _revoked(mark: Mark, part: Part, context: Context) -> Mark:
    """The *mark* by its form alone, if its rule holds in the head or in the tail only and the line
    stands elsewhere.
    """
    if mark.hit is None or mark.hit.where == "any":
        return mark
    below = part in (*STORY, *BELOW)
    astray = below if mark.hit.where == "head" else part not in (Part.AFTER, Part.SIGNED)
    return revoked(mark, context) if astray else mark


# --- the text -----------------------------------------------------------------------------------


def _label_text(found: list[Mark], layout: Layout) -> None:
    """Label the lines of the text."""
    # "Buy now" may be a crosshead, but not where other lines are slots too.
    slots = [at for at in layout.story if found[at].label is Label.ADVERTISEMENT]
    if sum([mark.label is Label.ADVERTISEMENT for mark in found]) == 1:
        slots = []
    for at in layout.story:
        mark = found[at]
        if is_own(mark) or mark.label is Label.DUPLICATE or at in slots:
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
        if part not in BELOW or mark.label is Label.RULE:
            over = Label.OTHER
        elif mark.hit is not None and mark.label in _HEADING:
            # Hash tags and addresses do not head a list, nor does "Contact us" on a page.
            asked = not layout.furnished or mark.hit.table in own
            heads = not mark.hit.is_general and (mark.label is Label.RELATED or asked)
            # "Read also: Museum opens at night" heads only what stands right below it.
            parted = any(below.unit.gap for below in found[at + 1 : at + 2])
            heads = heads and not (parted and carries_title(mark))
            over = mark.label if heads else Label.OTHER
        elif mark.hit is None and over is Label.CONTACT and mark.label in _ASKED:
            found[at] = relabelled(mark._replace(dateline=None), over, BuiltIn.UNDER_HEADING)
        elif part is Part.SIGNED and at in signed and is_unread(mark):
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
