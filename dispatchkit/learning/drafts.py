"""From lines of one form to the draft of a rule: a phrase or a pattern, a label, and examples."""

from __future__ import annotations

import heapq
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dispatchkit.agencies.rules import Rule
from dispatchkit.data import tables
from dispatchkit.labels import PAGE_FURNITURE, Label
from dispatchkit.learning.affixes import AffixGroup
from dispatchkit.learning.dumps import Stand
from dispatchkit.learning.forms import Slot, column_pattern, is_same, joined, too_varied
from dispatchkit.learning.judging import place_in_words
from dispatchkit.text import regexes
from dispatchkit.text.fold import fold, fold_prefix, keyword, smooth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.rules import Kind, Where
    from dispatchkit.learning.dumps import Spot
    from dispatchkit.learning.forms import Piece
    from dispatchkit.learning.group import Group

    # The pieces of several lines at one place.
    _Column: TypeAlias = tuple[Piece, ...]
    # The kind of a rule, its form and keywords, and the field that it fills.
    _Found: TypeAlias = tuple[Kind, str, tuple[str, ...], str | None]

# At most so many characters of a line are compared as they are; no longer line becomes a pattern.
_WHOLE, _LONGEST = 400, 300
# A rule has at most so many examples.
_EXAMPLES = 5
# Between fixed ends so many characters may stand, or this many times the most seen there.
_BETWEEN, _LONGER = 40, 2
# Labels of lines that open lists: what follows such a line is taken for a part of the list.
HEADING = (Label.RELATED, Label.CONTACT, Label.COMMENT)
# Labels that a line does not get by its words if the reading took it for text in some dump.
_NEVER_TEXT = (Label.MENU, Label.COMMENT, Label.ADVERTISEMENT)
# Labels that a rule takes over where the reading gave them to most of its lines; menus excepted.
_TRUSTED = (PAGE_FURNITURE | {Label.CAPTION, Label.COPYRIGHT, Label.CONTACT, Label.CREDIT}) - {
    Label.MENU
}


class Draft(NamedTuple):
    """A rule that is proposed for lines of one form, as in a profile. *about* is what these lines
    have in common, by which the rule is named; *support* is how many dumps have one; *spots* are
    the dumps and places that they stand at.
    """

    kind: Kind
    form: str
    keywords: tuple[str, ...]
    where: Where
    label: Label
    why: str
    match: tuple[str, ...]
    about: str
    support: int
    field: str | None = None
    closes: bool = False
    spots: tuple[tuple[int, int], ...] = ()
    miss: tuple[str, ...] = ()
    table: str = "label"

    @property
    def key(self) -> tuple[str, str, str]:
        """What distinguishes it from other rules."""
        return self.table, self.kind, self.form

    def rule(self) -> Rule:
        """The rule as the reading has it."""
        folding = {"line": fold, "prefix": fold_prefix}.get(self.kind, str)
        return Rule(
            name="draft",
            place=self.table,
            kind=self.kind,
            forms=(folding(self.form),),
            keywords=tuple(map(keyword, self.keywords)),
            where=self.where,
            label=self.label,
            field=self.field,
            notice=None,
            closes=self.closes,
            weight="proof",
            why=self.why,
            source=None,
            match=self.match,
            miss=self.miss,
        )

    def hits(self, text: str) -> bool:
        """Whether the rule fits a line."""
        return self.rule().hits(text)


def drafted(group: Group, where: Where, count: int, *, dated: bool, closes: bool) -> Draft | None:
    """The draft of a rule for a group of lines; None if none can be made. *dated*: most dumps say
    elsewhere when they were published.
    """
    made = (
        _affixed(group, dated=dated)
        if isinstance(group, AffixGroup)
        else _whole(group, dated=dated)
    )
    if made is None:
        return None
    kind, form, words, field = made
    label = _label(
        group, dated="(?P<published>" in form, authors=field == "author" or "(?P<author>" in form
    )
    draft = Draft(
        kind=kind,
        form=form,
        keywords=words,
        where=where,
        label=label,
        why=_why(group, count, closes=closes),
        match=_examples(group),
        about=group.fixed,
        support=group.support,
        field=field,
        closes=closes,
        spots=tuple((spot.dump, spot.at) for spot in group.spots),
    )
    return draft if all(map(draft.rule().hits, draft.match)) else None


def _why(group: Group, count: int, *, closes: bool) -> str:
    """The reason of a rule, with its figures."""
    ended = "; no text of a story ever follows it" if closes else ""
    return f"in {group.support} of {count} dumps, {place_in_words(group)}{ended}"


def _examples(group: Group) -> tuple[str, ...]:
    """Lines that the rule must hit: some that differ."""
    return tuple(dict.fromkeys(spot.line.text for spot in group.spots))[:_EXAMPLES]


# --- whole lines ---------------------------------------------------------------------------------


def _whole(group: Group, *, dated: bool) -> _Found | None:
    """The kind, form and keywords of a rule for lines whose pieces agree."""
    columns = _columns([spot.pieces for spot in group.spots])
    text = group.text
    if not any(_changes(column) for column in columns):
        if fold(text) and len(text) <= _WHOLE:
            return "line", text, (), None
        # What a wrap leaves of a long sentence still begins like it.
        opening = _opening(text)
        return ("prefix", opening, (), None) if fold_prefix(opening) else None
    if len(text) > _LONGEST or any(map(too_varied, columns)):
        return None
    published = _publishing(columns, group, dated=dated)
    form = _made(columns, published, authors=group.names_authors)
    return _expression(f"^{form}$", columns)


def _publishing(columns: Sequence[_Column], group: Group, *, dated: bool) -> _Column | None:
    """The only date in lines above the story, which says when it was published; if most dumps are
    *dated*, only where the reading has it from these lines.
    """
    if dated and not group.mostly(Label.DATE):
        return None
    dates = [column for column in columns if column[0].slot is Slot.DATE]
    return dates[0] if len(dates) == 1 and group.part(Stand.HEAD) == 1 else None


def _made(columns: Sequence[_Column], published: _Column | None, *, authors: bool = False) -> str:
    """The pattern of all columns; the date of one is when the story was *published*, and the only
    name is the author's where lines name *authors*.
    """
    names = [column for column in columns if column[0].slot is Slot.NAME and not is_same(column)]
    author = names[0] if len(names) == 1 and authors else None
    fields = {id(published): "published", id(author): "author"}
    groups = [fields.get(id(column)) for column in columns]
    return joined(columns, list(map(column_pattern, columns, groups)))


def _opening(text: str) -> str:
    """The first words of a long line."""
    return text[:_WHOLE].rpartition(" ")[0]


def _changes(column: Sequence[Piece]) -> bool:
    """Whether what stands in a column may differ in the next dump: dates and times do, years, and
    figures and links that differed already.
    """
    first = column[0]
    if first.slot is None:
        return False
    year = first.slot is Slot.NUMBER and len(first.text) == 4 and first.text[:2] in ("19", "20")
    return (
        first.slot in (Slot.DATE, Slot.TIME)
        or year
        or any(piece.text != first.text for piece in column)
    )


def _expression(form: str, columns: Sequence[_Column]) -> _Found | None:
    """A rule by a pattern, with its keyword: the longest word that is always there, else the code
    of a country before telephone numbers. None if there is none, or the pattern might hang.
    """
    first = [column[0] for column in columns]
    words = sorted((smooth(piece.text) for piece in first if piece.is_word), key=len)
    if sum(map(len, words)) < 2:
        words = [
            f"+{code[0].text}"
            for sign, code in pairwise(columns)
            if sign[0].key == "+" and is_same(code)
        ]
    if not words:
        return None
    try:
        regexes.verify(form)
        re.compile(form)
    except (regexes.Unsafe, re.error):
        return None
    return "regex", form, (words[-1],), None


# --- lines with the same ends --------------------------------------------------------------------


def _affixed(group: AffixGroup, *, dated: bool) -> _Found | None:
    """The kind, form and keywords of a rule for lines with the same ends, and the field that what
    stands between fills.
    """
    authors = group.of_names and group.names_authors
    form = _prefix(group)
    if form is not None:
        return "prefix", form, (), "author" if authors else None
    head = _columns([group.head(spot) for spot in group.spots])
    tail = _columns([group.tail(spot) for spot in group.spots])
    if any(map(too_varied, (*head, *tail))):
        return None
    most = max(_BETWEEN, _LONGER * max(len(group.rest(spot)) for spot in group.spots))
    between = rf".{{1,{most}}}"
    published = _publishing([*head, *tail], group, dated=dated)
    between = f"(?P<author>{between})" if authors else between
    parts = [_made(head, published), between, _made(tail, published)]
    form = r"\s?".join(part for part in parts if part)
    return _expression(f"^{form}$", [*head, *tail])


def _prefix(group: AffixGroup) -> str | None:
    """What all lines begin with, where nothing else is the same and nothing in it changes."""
    first = group.spots[0]
    head = group.head(first)
    if group.ends.last or any(piece.slot for piece in head):
        return None
    form = first.line.text[: head[-1].end]
    return form if fold_prefix(form) else None


def _columns(rows: Sequence[Sequence[Piece]]) -> list[_Column]:
    """The pieces of several lines by their places."""
    return list(zip(*rows, strict=True))


# --- labels --------------------------------------------------------------------------------------


@cache
def _labels() -> dict[str, Label]:
    """The label of each class of words."""
    found = tables.load("data/learning")["labels"]
    return {name: Label[word.upper()] for name, word in found.items()}


def _label(group: Group, *, dated: bool, authors: bool) -> Label:
    """What the lines are: by what the rule finds in them, by their signs, by the words that all
    have, by what the reading took most of them for; else other furniture.
    """
    if dated:
        return Label.DATE
    if authors:
        return Label.BYLINE
    if "©" in group.fixed:
        return Label.COPYRIGHT
    guessed = _guessed(group)
    if guessed in _NEVER_TEXT and group.body:
        return Label.OTHER
    return guessed


def _guessed(group: Group) -> Label:
    """The label by words, addresses and the reading's own guesses."""
    usual = group.labels.most_common(1)[0][0]
    if usual in _TRUSTED and (group.telltale or usual not in HEADING):
        return usual
    if group.telltale:
        first = max(sorted(group.classes), key=lambda name: group.classes[name])
        return _labels()[first]
    if group.addressed:
        return Label.CONTACT
    return Label.OTHER


def near_misses(draft: Draft, lines: Sequence[tuple[str, frozenset[str]]]) -> tuple[str, ...]:
    """The lines of the dumps that are most like those of a rule and that it must not hit: by the
    words that they share. *lines* are given with their words.
    """
    words = frozenset(smooth(" ".join(draft.match)).split())
    ranked = heapq.nsmallest(
        10 * _EXAMPLES,
        lines,
        key=lambda line: (-len(words & line[1]) / (len(line[1]) + 1), len(line[0]), line[0]),
    )
    rule = draft.rule()
    found = [text for text, _ in ranked if not rule.hits(text)]
    return tuple(found[:2])


def sharing(spots: Sequence[Spot]) -> list[tuple[str, frozenset[str]]]:
    """All different lines with their words, for ``near_misses``."""
    texts = dict.fromkeys(spot.line.text for spot in spots if len(spot.line.text) <= _LONGEST)
    return [(text, frozenset(smooth(text).split())) for text in texts]


def settled(draft: Draft) -> Draft | None:
    """A rule whose form was changed, with the examples that still fit: lines that it does not hit
    any more are near misses. None if it hits none. re.error for what is no pattern.
    """
    rule = draft.rule()
    hit = tuple(filter(rule.hits, draft.match))
    left = tuple(text for text in (*draft.match, *draft.miss) if not rule.hits(text))
    return draft._replace(match=hit, miss=left[:_EXAMPLES]) if hit and left else None
