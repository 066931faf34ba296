"""Final labels of a whole page: its parts as the page finder sees them, under what rules, credits
and dates know of single lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.grammar.ago import says_ago
from dispatchkit.grammar.copies import blanked, cover_end
from dispatchkit.grammar.credits import Credited, joins, opening, words_of
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.spread import dates_at
from dispatchkit.grammar.label import BuiltIn, Mark, relabelled
from dispatchkit.grammar.moments import When, is_forwarded, mail_head
from dispatchkit.grammar.notices import line_notice
from dispatchkit.grammar.people import behind_byword, names_in_byline
from dispatchkit.model import BODY_LABELS, Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.headline import is_fit, key_of
from dispatchkit.structure.page.chain import PARTS
from dispatchkit.structure.plain import (
    BUTTONS,
    HINTING,
    HINTS,
    TELLING,
    has_lone_button,
    hints,
    tells,
    told_dates,
)
from dispatchkit.structure.published import page_dates
from dispatchkit.structure.settle import last_loose, over_headline
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import DIGIT_RE, ends_sentence, is_item, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.dates.found import FoundDate
    from dispatchkit.grammar.label import Context
    from dispatchkit.model import Person
    from dispatchkit.structure.page import Page

# Labels that a line keeps inside the text: what rules and forms know better than the look of it.
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
# What a language's rules know for furniture is none of the story where it stands within it: of the
# bench's lines that the page finder took for text and these rules for furniture 29 are no text and
# one is ("Click here to download this game."); "Buy now" and "Staff" are crossheads as often.
_AMID = frozenset(
    (
        Label.SHARE,
        Label.COOKIE,
        Label.LOGIN,
        Label.SUBSCRIPTION,
        Label.PROMO,
        Label.PRINT,
        Label.RELATED,
        Label.CAPTION,
    )
)
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
# What furniture is labelled, by its part of the page.
_FURNITURE = {
    "o": (Label.MENU, BuiltIn.BEFORE),
    "p": (Label.OTHER, "page.above-text"),
    "i": (Label.OTHER, "page.inside"),
    "t": (Label.OTHER, "page.behind"),
}
# So many words stand around the names of a line that is a byline: "By", "Von ... und", "Ada Finch
# Parliamentary editor".
_AROUND_NAMES = 2
# Of the lines that are less likely bylines than this and have no word for it, a third names a
# person above the text ("Privacy Settings"), none behind.
_SURE = 0.3
# "-- The neighbours are pleased --" is a crosshead; the dashes of a list stand before its items
# only.
_DASHED_RE = pattern(r"^(?P<dash>[-–—]{1,3})\s\S.{0,100}\s(?P=dash)$")
_PARTED_RE = pattern(r"\s{0,4}[|•·/]\s{0,4}")
# Authors sign right behind the text, others with them if some are named above it; who is named
# further off ("By Ada Finch") wrote what is teased there: 14 of 14 lines of the bench.
_SIGNED, _ADDED = 12, 4
# A longer line is a paragraph, and what it dates are events.
_LONGEST_STAMP = 240
# Above the headline, section and slug stand among so many lines; where nothing else stands there,
# they end a menu.
_NEAR = 3


# Of 330 dispatches of wires 5 have so many lines of furniture that no rule knows, and those print
# two lines of their sender's own or more. Of a sender unknown one such line is enough where others
# are known for furniture.
_STRAYS, _AROUND = 6, 3
# Tables of results have more, but of figures: of a known sender lines of words count. Without a
# headline a page has so many, in its menu.
_MENU = 20
# A label has so many words, two of five of them of furniture: "LIFESTYLE RESTAURANTS 1ST QTR" is a
# headline. A sentence with two is one of consent or subscription; of 3,000 clean texts none has one
# where the page finder sees furniture.
_LABEL_WORDS, _LABEL_SHARE, _SENTENCE = 6, 0.4, 2
# Five lines of four words and less that end a page are its tags.
_TAGS, _TAG_WORDS = 5, 4
# Words of these classes stand in news as well: names of agencies, "you", "I", "yesterday",
# "columnist".
_COMMON = frozenset(("address", "author", "caption", "first", "time"))


def is_page(marks: Sequence[Mark], page: Page, context: Context) -> bool:
    """Whether the dump is somebody's web page rather than a dispatch as its sender prints it: lines
    around its story that are known for furniture.

    That a line is short, odd, or stands last is no evidence. Buttons under a headline show a page;
    so do other lines of furniture where some that no rule knows stand around the story. A dump that
    has a dateline or a sender and shows the page finder no headline is a table of a wire, unless it
    has a menu in words; one with the header of a message came by wire, and one without text is a
    table.
    """
    profile = context.profile
    if "b" not in page.parts or any(mark.label is Label.ENVELOPE for mark in marks):
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
    around = sum([part in "opit" for part in page.parts])
    return len(strange) >= _STRAYS or (
        len(strange) > 0 and (page.headline >= 0 or around >= _AROUND)
    )


def kept(page: Page, marks: Sequence[Mark], context: Context) -> Page:
    """The *page* with all in its story that nothing shows to be furniture.

    Where no line of the dump is known for furniture, its head alone shows a page: then no line in
    the story or behind it leaves it for its looks. Else what ends like a sentence right behind the
    story stays, if nothing stands behind it.
    """
    page = _named_below(page, marks, context.lexicon)
    parts = list(page.parts)
    first, last = page.parts.find("b"), max(page.parts.rfind("b"), page.parts.rfind("c"))
    unknown = [
        at
        for at in range(first, len(parts))
        if parts[at] in "itz" and _is_unknown(marks[at]) and not furniture_words(page, at)
    ]
    if is_furnished(marks, page, context.profile, strange_lines(marks, page)):
        end = last + 1
        while end in unknown and ends_sentence(marks[end].unit.text):
            end += 1
        unknown = list(range(last + 1, end)) if end == len(parts) else []
    else:
        unknown = [at for at in unknown if at < _tags(page, last)]
    # A dateline with its credit opens the text, whatever its paragraph looks like.
    filed = [
        at
        for at, mark in enumerate(marks)
        if parts[at] == "a" and mark.dateline and mark.dateline.dateline.agencies
    ]
    for at in (*unknown, *filed):
        parts[at] = "b"
    return page._replace(parts="".join(parts))


def _named_below(page: Page, marks: Sequence[Mark], lexicon: Lexicon) -> Page:
    """The *page* whose headline is the line above what names its reporter and nothing else ("By Ada
    Finch"), if no other line is fit for one.
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
        or any(is_fit(mark, lexicon) for mark in marks[at + 1 : page.parts.find("b")])
    ):
        return page
    return page._replace(headline=at - 1, parts=f"{page.parts[: at - 1]}hy{page.parts[at + 1 :]}")


def _tags(page: Page, last: int) -> int:
    """Where a menu of tags behind the *last* line of the story begins: short lines of words to the
    end of the dump. Its length where there is none.
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
    """Whether neither rule nor form says what a line is."""
    return (
        mark.hit is None
        and mark.credited is None
        and mark.label in (Label.OTHER, Label.TEXT, Label.LIST, Label.TABLE)
    )


def _has_head(marks: Sequence[Mark], page: Page, lexicon: Lexicon) -> bool:
    """Whether a date, an author or a caption stands between headline and text, as on pages that
    print nothing else around a story.
    """
    above = range(max(page.headline, 0), page.parts.find("b"))
    told = told_dates(marks, lexicon)
    return any(_is_about(marks[at], page, at, lexicon) for at in above if at not in told)


def _is_about(mark: Mark, page: Page, at: int, lexicon: Lexicon) -> bool:
    """Whether a line of the head says when the story was published ("4 hours ago", too), who wrote
    it, or whose picture stands there.
    """
    if mark.label is Label.CAPTION and mark.hit is not None:
        return True
    if page.parts[at] not in "yd":
        return False
    text = mark.unit.text
    timed = (
        page.ground is not None
        and "time" in page.ground.looks[at].furniture
        and DIGIT_RE.search(text) is not None
    )
    dated = any(date.year for date in mark.dates or dates_at([text], 0)[2])
    if timed or says_ago(text) or dated:
        return True
    return page.parts[at] == "y" and (
        mark.credited is not None or bool(names_in_byline([text], lexicon))
    )


def is_furnished(marks: Sequence[Mark], page: Page, profile: str, strange: Sequence[int]) -> bool:
    """Whether lines of the dump are known for furniture of pages: a line that only pages print, or
    two that wires seldom do.

    Only pages say how long ago they were published, too. Two labels in words of furniture do as
    well, or one of two words and more ("Home News Contact").
    """
    if any(
        tells(mark, TELLING, profile) or (mark.rule is BuiltIn.AGO and part not in "bc")
        for mark, part in zip(marks, page.parts, strict=True)
    ):
        return True
    known = {mark.folded: 1 for mark in marks if hints(mark, HINTING, profile)}
    for at in strange:
        if sum(known.values()) >= HINTS:
            break
        known[marks[at].folded] = min(HINTS, furniture_words(page, at))
    return sum(known.values()) >= HINTS


def furniture_words(page: Page, at: int) -> int:
    """How many words of furniture a line has that no rule knows, if it is a label in them or a
    sentence with several.
    """
    look = page.ground.looks[at] if page.ground else None
    if look is None:
        return 0
    words = sum(count for name, count in look.furniture.items() if name not in _COMMON)
    if look.words > _LABEL_WORDS:
        return 1 if words >= _SENTENCE else 0
    return words if words >= _LABEL_SHARE * look.words else 0


def strange_lines(marks: Sequence[Mark], page: Page) -> list[int]:
    """The lines of furniture that no rule knows."""
    return [
        at
        for at, (mark, part) in enumerate(zip(marks, page.parts, strict=True))
        if part in "opit" and mark.hit is None and (_is_loose(mark) or mark.rule is BuiltIn.FAR)
    ]


def lay_out(marks: Sequence[Mark], page: Page, context: Context) -> tuple[list[Mark], When]:
    """Final labels for the *marks* of a page, and when it was published and updated."""
    found = [_placed(mark, part) for mark, part in zip(marks, page.parts, strict=True)]
    _settle_above(found, page, context.lexicon)
    _settle_names(found, page, context.lexicon)
    return found, _settle_dates(found, page, context)


def _settle_above(found: list[Mark], page: Page, lexicon: Lexicon) -> None:
    """What stands over the headline, and where it is printed again."""
    if page.headline >= 0:
        key, folded = key_of(found[page.headline]), found[page.headline].folded
        for at, mark in enumerate(found):
            if at == page.headline:
                continue
            if (
                mark.label is not Label.DUPLICATE
                and mark.folded == folded
                and page.parts[at] in "ohpaydi"
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
    """The people of the lines above the text that name its authors; where there are none, of those
    behind it or in its date line.
    """
    for part, labels in (
        ("y", (Label.BYLINE, Label.CREDIT)),
        ("z", (Label.BYLINE, Label.CREDIT)),
        ("d", (Label.DATE,)),
    ):
        lines = [
            at
            for at, own in enumerate(page.parts)
            if own == part
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
                if part == "d"
                else relabelled(found[at], Label.BYLINE, found[at].rule)._replace(
                    hit=None, credited=credited
                )
            )
        # A name that stands split or otherwise written in its line is still that of the first.
        first = found[lines[0]]
        if people and first.credited:
            found[lines[0]] = first._replace(
                credited=first.credited._replace(people=(*first.credited.people, *people))
            )
        break
    named = any(
        part == "y" and mark.credited and mark.credited.people
        for part, mark in zip(page.parts, found, strict=True)
    )
    signed = max((at for at, part in enumerate(page.parts) if part in "bc"), default=len(found)) + (
        _ADDED if named else _SIGNED
    )
    for at, mark in enumerate(found):
        # Of the others nothing is taken, so they stay as they are printed.
        nobody = mark.rule is BuiltIn.BYLINE and (mark.credited is None or not mark.credited.people)
        if nobody or (
            page.parts[at] == "t"
            and at > signed
            and mark.credited
            and any(person.role == "author" for person in mark.credited.people)
        ):
            found[at] = mark._replace(hit=None, credited=Credited((), mark.unit.text))


def _is_byline(page: Page, at: int, text: str, lexicon: Lexicon) -> bool:
    """Whether a line taken for a byline is likely to be one, or names its author by a word for it
    ("Column by Ada Finch"), beside a date, or alone.
    """
    part = page.parts[at]
    if at not in page.odds or page.odds[at][PARTS.index(part)] > _SURE or find_dates(text):
        return True
    if any(
        opening(piece, lexicon) or behind_byword(piece, lexicon) for piece in _PARTED_RE.split(text)
    ):
        return True
    people = names_in_byline([text], lexicon) if part == "y" else ()
    return bool(people) and len(_around(text, people)) <= _AROUND_NAMES


def _beside_names(text: str, people: Sequence[Person]) -> str:
    """A byline that says more than its names and the words for them ("By", "and"); all of one that
    names nobody. Else empty.
    """
    if not people:
        return text
    more = [
        word
        for word in _around(text, people)
        if any(map(str.isalnum, word)) and fold(word) not in words_of("by") and not joins(word)
    ]
    return text if more else ""


def _around(text: str, people: Sequence[Person]) -> list[str]:
    """The words of a byline around its names."""
    for person in people:
        text = text.replace(person.name, " ")
    return text.split()


def _settle_dates(found: list[Mark], page: Page, context: Context) -> When:
    """The dates of the page; their lines are labelled where they are not of the story."""
    text = [at for at, part in enumerate(page.parts) if part in "bc"]
    start, end = (text[0], text[-1]) if text else (len(found), len(found))
    dated = [at for at, part in enumerate(page.parts) if part in "dyz"]
    texts = _story_texts(found, context)
    mailed = mail_head(found)
    own = ["" if at in mailed else text for at, text in enumerate(texts)]
    dates = page_dates(
        own,
        page.headline,
        start,
        end,
        language=context.language,
        order=context.date_order,
        near=context.received,
        dated=dated,
    )
    if mailed and dates.published is None and not is_forwarded(found, mailed):
        dates = page_dates(
            texts,
            page.headline,
            start,
            end,
            language=context.language,
            order=context.date_order,
            near=context.received,
            dated=dated,
        )
    for at in dates.lines:
        mark = found[at]
        if page.parts[at] not in "hbca" and mark.label not in (Label.BYLINE, Label.DATE):
            read = find_dates(mark.unit.text, language=context.language, order=context.date_order)
            if read:
                people = () if mark.credited else names_in_byline([mark.unit.text], context.lexicon)
                credited = (
                    Credited(tuple(people), _beside_names(mark.unit.text, people))
                    if people
                    else mark.credited
                )
                found[at] = relabelled(
                    mark._replace(hit=None, dates=read, credited=credited), Label.DATE, "page.date"
                )
    return When(dates.published, dates.updated)


def _story_texts(marks: Sequence[Mark], context: Context) -> list[str]:
    """The texts of the lines without the dates of copies: those of a cover page, of printing, of
    exporting.
    """
    texts = [mark.unit.text for mark in marks]
    covered = cover_end([mark.unit for mark in marks])
    found = []
    for at, text in enumerate(texts):
        if at < covered:
            found.append("")
            continue
        dates: Sequence[FoundDate] = ()
        if len(text) <= _LONGEST_STAMP and DIGIT_RE.search(text):
            dates = find_dates(text, language=context.language, order=context.date_order)
        found.append(blanked(text, dates, texts[at - 1] if at else ""))
    return found


def _placed(mark: Mark, part: str) -> Mark:
    """One line with the label of its part; what the user says of a line holds wherever it
    stands.
    """
    if mark.hit is not None and mark.hit.is_own:
        return mark
    if part in "bc":
        return _in_text(mark, part)
    if mark.rule is BuiltIn.AGO:
        return mark
    if part == "h":
        return relabelled(
            mark._replace(dateline=None),
            Label.HEADLINE,
            mark.rule if mark.label is Label.HEADLINE else "page.headline",
        )
    if part == "a":
        return relabelled(mark._replace(dateline=None), Label.ABSTRACT, "page.abstract")
    if part in "yz":
        known = mark.label in (Label.BYLINE, Label.CREDIT) or mark.credited is not None
        return (
            mark
            if known
            else relabelled(mark._replace(dateline=None), Label.BYLINE, BuiltIn.BYLINE)
        )
    if mark.hit is not None or not _is_loose(mark):
        return mark
    if part == "d":
        return (
            mark if mark.label is Label.DATE else relabelled(mark, Label.OTHER, "page.above-text")
        )
    if mark.label is Label.CREDIT and part in "pit":
        return mark
    label, rule = _FURNITURE[part]
    return Mark(mark.unit, label, rule, mark.folded, mark.prose, credited=mark.credited)


def _is_loose(mark: Mark) -> bool:
    """Whether the page may say what a line is: pages print "Breaking" on buttons, but "EMBARGOED
    UNTIL 0600 GMT" is a desk's word.
    """
    notice = line_notice(mark.unit.text) if mark.label is Label.NOTICE else None
    return mark.label in _LOOSE and (notice is None or notice.kind not in _ORDERS)


def _in_text(mark: Mark, part: str) -> Mark:
    """A line of the story: paragraph, crosshead, item, row; or what a rule knows to stand between
    them.
    """
    if mark.label in _KEPT and (
        mark.hit is not None or mark.credited is not None or mark.label is Label.DATELINE
    ):
        return mark
    # Rules of no language know addresses and handles, which stories print.
    if mark.label in _AMID and mark.hit is not None and not mark.hit.is_general:
        return mark
    marked = not mark.prose and (
        mark.unit.text.startswith(("# ", "## ", "### ")) or _DASHED_RE.match(mark.unit.text)
    )
    if mark.dateline is None and (part == "c" or marked):
        return relabelled(mark, Label.CROSSHEAD, "page.crosshead")
    if mark.label in BODY_LABELS:
        return mark
    return relabelled(
        mark._replace(dateline=None) if mark.dateline else mark, Label.TEXT, "page.text"
    )
