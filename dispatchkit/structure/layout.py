"""Final labels of the lines of a web page.

The page finder (``structure.page``) tells by the look of the lines which part of the page each is;
rules, credits and dates know some lines for certain. This module brings both together: whether the
dump is a page at all (``is_page``), which lines stay in its story although they look like furniture
(``kept``), and the label of each line, the authors and the two dates (``lay_out``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.grammar.ago import says_ago
from dispatchkit.grammar.credits import Credited, is_credit_word
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.spread import dates_at
from dispatchkit.grammar.label import BuiltIn, Mark, relabelled
from dispatchkit.grammar.notices import line_notice
from dispatchkit.grammar.people import is_byline, names_in_byline
from dispatchkit.model import BODY_LABELS, PAGE_FURNITURE, Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.headline import is_fit, key_of
from dispatchkit.structure.page.chain import FURNITURE, STORY, Part
from dispatchkit.structure.plain import (
    BUTTONS,
    HINTS,
    TELLING,
    has_lone_button,
    hinting,
    tells,
    told_dates,
)
from dispatchkit.structure.settle import last_loose, over_headline
from dispatchkit.text.shape import DIGIT_RE, ends_sentence, is_item, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.label import Context
    from dispatchkit.model import Person
    from dispatchkit.structure.page import Page

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
# bench's lines that the page finder took for text and these rules for furniture, 29 are no text and
# one is ("Click here to download this game."). "Buy now" and "Staff" are as often crossheads.
_AMID = (PAGE_FURNITURE | {Label.CAPTION, Label.OTHER}) - {
    Label.MENU,
    Label.COMMENT,
    Label.ADVERTISEMENT,
}
_CLOSING = (BuiltIn.SIGNED, BuiltIn.BIOGRAPHY)
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
# The label of furniture and the name of the rule that gives it, by the part of the page.
_FURNITURE = {
    Part.BEFORE: (Label.MENU, BuiltIn.BEFORE),
    Part.ABOVE: (Label.OTHER, "page.above-text"),
    Part.INSIDE: (Label.OTHER, "page.inside"),
    Part.AFTER: (Label.OTHER, "page.behind"),
}
# Lines that name authors, and lines of the head that say something about the story.
_NAMED = (Part.BYLINE, Part.SIGNED)
_ABOUT = (Part.BYLINE, Part.DATE)
# What stands inside the story or after it without belonging to it.
_BESIDE = (Part.INSIDE, Part.AFTER, Part.SIGNED)
# Parts in which a line is no repeat of the headline: the text and what follows it.
_UNREPEATED = (*STORY, Part.AFTER, Part.SIGNED)
# Parts whose lines belong to the story: a date in them is part of its text.
# A line of at least this likelihood is a byline. Of less likely ones without a by-word a third name
# a person above the text (others are like "Privacy Settings"), none after it.
_SURE = 0.3
# "-- The neighbours are pleased --" is a crosshead; the dashes of a list stand before its items
# only.
_DASHED_RE = pattern(r"^(?P<dash>[-–—]{1,3})\s\S.{0,100}\s(?P=dash)$")
# Authors sign within twelve lines after the text, or within four if some are named above it. Those
# named further off ("By Ada Finch") wrote the teasers there: 14 of 14 lines of the bench.
_SIGNED, _ADDED = 12, 4
# Section and slugline stand fewer than this many lines above the headline; as many lines or more
# are the end of a menu.
_NEAR = 3


# Of 330 dispatches of wires 5 have as many lines of furniture that no rule knows, and those print
# two lines or more that only their sender prints. Where the sender is unknown, one such line is
# enough if so many others stand around the story.
_STRAYS, _AROUND = 6, 3
# A page without a headline has at least this many lines of furniture, in its menu. Tables of
# results may have more, but of figures; of a known sender only lines of words count.
_MENU = 20
# A label has at most six words, and at least this share of them are words of furniture: "LIFESTYLE
# RESTAURANTS 1ST QTR" is a headline. A sentence with two such words asks for consent or a
# subscription; of 3,000 clean texts none has one where the page finder sees furniture.
_LABEL_WORDS, _LABEL_SHARE, _SENTENCE = 6, 0.4, 2
# Five lines or more of at most four words that end a page are its tags.
_TAGS, _TAG_WORDS = 5, 4
# Words of these classes stand in news as well: names of agencies, "you", "I", "yesterday",
# "columnist".
_COMMON = frozenset(("address", "author", "caption", "first", "time"))


def is_page(marks: Sequence[Mark], page: Page, context: Context) -> bool:
    """Whether the dump is a web page rather than a dispatch as its sender prints it: whether lines
    around its story are known to be furniture.

    It is no evidence that a line is short, odd or the last. Buttons below a headline show a page;
    so do other lines of furniture, if lines that no rule knows stand around the story. A dump with
    a dateline or a known sender in which the page finder sees no headline is a table of a wire,
    unless it has a menu in words. A dump with the header of a message came by wire; one without
    text is a table.
    """
    profile = context.profile
    if Part.TEXT not in page.parts or any(mark.label is Label.ENVELOPE for mark in marks):
        return False
    if profile == GENERIC and has_lone_button(marks):
        return False
    if page.headline >= 0 and any(tells(mark, BUTTONS, profile) for mark in marks):
        return True
    strange = strange_lines(marks, page)
    if not is_furnished(marks, page, profile, strange) and not _has_head(
        marks, page, context.lexicon
    ):
        return False
    filed = any(
        mark.dateline and (mark.dateline.dateline.agencies or mark.dateline.dateline.date)
        for mark in marks
    )
    if filed or profile != GENERIC:
        worded = sum([not DIGIT_RE.search(marks[at].unit.text) for at in strange])
        return worded >= (_STRAYS if page.headline >= 0 else _MENU)
    around = len(page.furniture)
    return len(strange) >= _STRAYS or (
        len(strange) > 0 and (page.headline >= 0 or around >= _AROUND)
    )


def kept(page: Page, marks: Sequence[Mark], context: Context) -> Page:
    """The *page* with all lines in its story that nothing shows to be furniture.

    If no line of the dump is known to be furniture, only its head shows that it is a page: then no
    line is taken out of the story, or cut off after it, for its look. Otherwise sentences right
    after the story stay in it, if nothing follows them.
    """
    page = _named_below(page, marks, context.lexicon)
    parts = list(page.parts)
    first, last = page.parts.index(Part.TEXT), page.story[-1]
    unknown = [
        at
        for at in range(first, len(parts))
        if parts[at] in _BESIDE and _is_unknown(marks[at]) and not telltale_words(page, at)
    ]
    if is_furnished(marks, page, context.profile, strange_lines(marks, page)):
        end = last + 1
        while end in unknown and ends_sentence(marks[end].unit.text):
            end += 1
        unknown = list(range(last + 1, end)) if end == len(parts) else []
    else:
        unknown = [at for at in unknown if at < _tags(page, last)]
    # A paragraph that opens with a credited dateline opens the text, whatever it looks like.
    filed = [
        at
        for at, mark in enumerate(marks)
        if parts[at] is Part.ABSTRACT and mark.dateline and mark.dateline.dateline.agencies
    ]
    for at in (*unknown, *filed):
        parts[at] = Part.TEXT
    return page._replace(parts=parts)


def _named_below(page: Page, marks: Sequence[Mark], lexicon: Lexicon) -> Page:
    """The *page* with the line above as its headline where the line taken for the headline only
    names the reporter ("By Ada Finch"), and no other line is fit to be one.
    """
    at = page.headline
    named = at > 0 and marks[at].credited
    if (
        not named
        or named.residue
        or not named.people
        or marks[at].label not in (Label.CREDIT, Label.BYLINE)
    ):
        return page
    over = marks[at - 1]
    if (
        not _is_unknown(over)
        or ends_sentence(over.unit.text)
        or any(is_fit(mark, lexicon) for mark in marks[at + 1 : page.parts.index(Part.TEXT)])
    ):
        return page
    parts = list(page.parts)
    parts[at - 1], parts[at] = Part.HEADLINE, Part.BYLINE
    return page._replace(headline=at - 1, parts=parts)


def _tags(page: Page, last: int) -> int:
    """The line at which a menu of tags begins: short lines of words from after the *last* line of
    the story to the end of the dump. The number of lines if there is none.
    """
    end = len(page.parts)
    texts = [page.ground.units[at].text for at in range(last + 1, end)] if page.ground else []
    worded = [
        weight(text) <= _TAG_WORDS and not ends_sentence(text) and DIGIT_RE.search(text) is None
        for text in texts
    ]
    count = next((at for at, able in enumerate(reversed(worded)) if not able), len(worded))
    return end - count if count >= _TAGS else end


def _is_unknown(mark: Mark) -> bool:
    """Whether neither a rule nor the form of a line says what it is."""
    return (
        mark.hit is None
        and mark.credited is None
        and mark.label in (Label.OTHER, Label.TEXT, Label.LIST, Label.TABLE)
    )


def _has_head(marks: Sequence[Mark], page: Page, lexicon: Lexicon) -> bool:
    """Whether a date, an author or a caption stands between the headline and the text. Some pages
    print nothing else around a story.
    """
    above = range(max(page.headline, 0), page.parts.index(Part.TEXT))
    told = told_dates(marks, lexicon)
    return any(_is_about(marks[at], page, at, lexicon) for at in above if at not in told)


def _is_about(mark: Mark, page: Page, at: int, lexicon: Lexicon) -> bool:
    """Whether a line of the head says when the story was published ("4 hours ago", too), who wrote
    it, or whose picture stands there.
    """
    if mark.label is Label.CAPTION and mark.hit is not None:
        return True
    if page.parts[at] not in _ABOUT:
        return False
    text = mark.unit.text
    timed = (
        page.ground is not None
        and "time" in page.ground.looks[at].furniture_words
        and DIGIT_RE.search(text) is not None
    )
    dated = any(date.year for date in mark.dates or dates_at([text], 0)[2])
    if timed or says_ago(text) or dated:
        return True
    return page.parts[at] is Part.BYLINE and (
        mark.credited is not None or bool(names_in_byline([text], lexicon))
    )


def is_furnished(marks: Sequence[Mark], page: Page, profile: str, strange: Sequence[int]) -> bool:
    """Whether the dump holds lines that are known to be furniture of pages: one that only pages
    print, or two that wires seldom print.

    Only pages say how long ago they were published. Of the *strange* lines, which no rule knows,
    two labels in words of furniture count as well, or one with two such words ("Home News
    Contact").
    """
    if any(
        tells(mark, TELLING, profile) or (mark.rule is BuiltIn.AGO and part not in STORY)
        for mark, part in zip(marks, page.parts, strict=True)
    ):
        return True
    known = dict.fromkeys(hinting(marks, profile), 1)
    for at in strange:
        if sum(known.values()) >= HINTS:
            break
        known[marks[at].unit.folded] = min(HINTS, telltale_words(page, at))
    return sum(known.values()) >= HINTS


def telltale_words(page: Page, at: int) -> int:
    """How many words of furniture a line has, if it is a label made of them; one for a sentence
    that has several; else 0.
    """
    look = page.ground.looks[at] if page.ground else None
    if look is None:
        return 0
    words = sum(count for name, count in look.furniture_words.items() if name not in _COMMON)
    if look.words > _LABEL_WORDS:
        return 1 if words >= _SENTENCE else 0
    return words if words >= _LABEL_SHARE * look.words else 0


def strange_lines(marks: Sequence[Mark], page: Page) -> list[int]:
    """The lines that the page finder takes for furniture and no rule knows."""
    return [
        at
        for at, (mark, part) in enumerate(zip(marks, page.parts, strict=True))
        if part in FURNITURE and mark.hit is None and (_is_loose(mark) or mark.rule is BuiltIn.FAR)
    ]


def lay_out(marks: Sequence[Mark], page: Page, context: Context) -> list[Mark]:
    """Final labels for the *marks* of a page."""
    found = [_placed(mark, part) for mark, part in zip(marks, page.parts, strict=True)]
    _settle_above(found, page, context.lexicon)
    _settle_names(found, page, context.lexicon)
    return found


def _settle_above(found: list[Mark], page: Page, lexicon: Lexicon) -> None:
    """Label what stands above the headline, and the lines where it is printed again."""
    if page.headline >= 0:
        key, folded = key_of(found[page.headline]), found[page.headline].unit.folded
        for at, mark in enumerate(found):
            if at == page.headline:
                continue
            if (
                mark.label is not Label.DUPLICATE
                and mark.unit.folded == folded
                and page.parts[at] not in _UNREPEATED
                and key_of(mark) == key
            ):
                found[at] = relabelled(mark, Label.DUPLICATE, "page.repeated-headline")
            elif mark.label is Label.HEADLINE:
                found[at] = relabelled(mark, Label.OTHER, "page.other-headline")
        above = [
            at
            for at in range(max(0, page.headline - _NEAR), page.headline)
            if found[at].rule is BuiltIn.BEFORE
        ]
        if 0 < len(above) < _NEAR and not is_item(found[above[-1]].unit.text):
            found[above[-1]] = over_headline(
                found, above[-1], page.headline, last_loose(found, page.headline), lexicon
            )


def _settle_names(found: list[Mark], page: Page, lexicon: Lexicon) -> None:
    """Read the authors from the bylines above the text; where they name nobody, from those after
    it, else from the date line.
    """
    for part, labels in (
        (Part.BYLINE, (Label.BYLINE, Label.CREDIT)),
        (Part.SIGNED, (Label.BYLINE, Label.CREDIT)),
        (Part.DATE, (Label.DATE,)),
    ):
        lines = [
            at
            for at, own in enumerate(page.parts)
            if own is part
            and found[at].label in labels
            and _is_byline(page, at, found[at].unit.text, lexicon)
        ]
        people = names_in_byline([found[at].unit.text for at in lines], lexicon)
        if not people:
            continue
        for at in lines:
            own = [person for person in people if person.name in found[at].unit.text]
            people = [person for person in people if person not in own]
            credited = Credited(tuple(own), _beside_names(found[at].unit.text, own))
            # A date line keeps the rule that read its dates.
            found[at] = (
                found[at]._replace(credited=credited)
                if part is Part.DATE
                else relabelled(found[at], Label.BYLINE, found[at].rule)._replace(
                    hit=None, credited=credited
                )
            )
        # A name that is split or written in another way in its line still belongs to the first
        # line.
        first = found[lines[0]]
        if people and first.credited:
            found[lines[0]] = first._replace(
                credited=first.credited._replace(people=(*first.credited.people, *people))
            )
        break
    named = any(
        part is Part.BYLINE and mark.credited and mark.credited.people
        for part, mark in zip(page.parts, found, strict=True)
    )
    start, last = page.parts.index(Part.TEXT), max(page.story, default=len(found))
    signed = range(last, last + 1 + (_ADDED if named else _SIGNED))
    for at, mark in enumerate(found):
        # Nothing is taken from the other lines, so they stay as printed.
        nobody = mark.rule is BuiltIn.BYLINE and (mark.credited is None or not mark.credited.people)
        teased = (at > start if named else at > last) and (
            at not in signed or found[at - 1].rule == _FURNITURE[Part.AFTER][1]
        )
        teased = teased or (named and page.parts[at] is Part.BEFORE)
        if nobody or (teased and page.parts[at] is not Part.SIGNED and _is_signed(mark)):
            found[at] = mark._replace(hit=None, credited=Credited((), mark.unit.text))


def _is_signed(mark: Mark) -> bool:
    """Whether a line names an author."""
    people = mark.credited.people if mark.credited else ()
    return any(person.role == "author" for person in people)


def _is_byline(page: Page, at: int, text: str, lexicon: Lexicon) -> bool:
    """Whether a line that the page finder takes for a byline is a byline: it is likely to be, holds
    a date, or has the form of one.
    """
    likely = at not in page.odds or page.odds[at][page.parts[at]] > _SURE
    return likely or bool(find_dates(text)) or is_byline(text, lexicon)


def _beside_names(text: str, people: Sequence[Person]) -> str:
    """The text of a byline that says more than its names and the words for them ("By", "and"), or
    that names nobody; else "".
    """
    left = text
    for person in people:
        left = left.replace(person.name, " ")
    more = [
        word for word in left.split() if any(map(str.isalnum, word)) and not is_credit_word(word)
    ]
    return text if more or not people else ""


def _placed(mark: Mark, part: Part) -> Mark:
    """A line with the label of its *part*. A label from the user's own phrases holds wherever the
    line stands.
    """
    if (mark.hit is not None and mark.hit.is_own) or mark.rule in _CLOSING:
        return mark
    if part in STORY:
        return _in_text(mark, part)
    if mark.rule is BuiltIn.AGO:
        return mark
    if part is Part.HEADLINE:
        return relabelled(
            mark._replace(dateline=None),
            Label.HEADLINE,
            mark.rule if mark.label is Label.HEADLINE else "page.headline",
        )
    if part is Part.ABSTRACT:
        return relabelled(mark._replace(dateline=None), Label.ABSTRACT, "page.abstract")
    if part in _NAMED:
        known = mark.label in (Label.BYLINE, Label.CREDIT) or mark.credited is not None
        return (
            mark
            if known
            else relabelled(mark._replace(dateline=None), Label.BYLINE, BuiltIn.BYLINE)
        )
    if mark.hit is not None or not _is_loose(mark):
        return mark
    if part is Part.DATE:
        return (
            mark if mark.label is Label.DATE else relabelled(mark, Label.OTHER, "page.above-text")
        )
    if mark.label is Label.CREDIT and part is not Part.BEFORE:
        return mark
    label, rule = _FURNITURE[part]
    return Mark(mark.unit, label, rule, mark.prose, credited=mark.credited)


def _is_loose(mark: Mark) -> bool:
    """Whether the part of the page may decide what a line is. Pages print "Breaking" on buttons,
    but only a desk writes "EMBARGOED UNTIL 0600 GMT".
    """
    notice = line_notice(mark.unit.text) if mark.label is Label.NOTICE else None
    return mark.label in _LOOSE and (notice is None or notice.kind not in _ORDERS)


def _in_text(mark: Mark, part: Part) -> Mark:
    """A line of the story with its label: paragraph, crosshead, item or row, or what a rule knows
    it to be.
    """
    if mark.label in _KEPT and (
        mark.hit is not None or mark.credited is not None or mark.label is Label.DATELINE
    ):
        return mark
    # Rules that hold for all languages know addresses and handles, which stories print too.
    if mark.label in _AMID and mark.hit is not None and not mark.hit.is_general:
        return mark
    marked = not mark.prose and (
        mark.unit.text.startswith(("# ", "## ", "### ")) or _DASHED_RE.match(mark.unit.text)
    )
    if mark.dateline is None and (part is Part.CROSSHEAD or marked):
        return relabelled(mark, Label.CROSSHEAD, "page.crosshead")
    if mark.label in BODY_LABELS:
        return mark
    return relabelled(
        mark._replace(dateline=None) if mark.dateline else mark, Label.TEXT, "page.text"
    )
