"""The drafts of all rules that the dumps speak for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.labels import Label
from dispatchkit.learning.affixes import AffixGroup, made_of_affixes
from dispatchkit.learning.drafts import Draft, drafted, near_misses, sharing
from dispatchkit.learning.dumps import ALWAYS, Stand
from dispatchkit.learning.evidence import is_proved
from dispatchkit.learning.forms import Slot, has_words, key_of, widened
from dispatchkit.learning.group import Group
from dispatchkit.learning.judging import closes, judged, may_be_news, unjudged
from dispatchkit.learning.seen import is_field, may_be_sentence
from dispatchkit.text.shape import weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dispatchkit.agencies.rules import Rule, Where
    from dispatchkit.learning.dumps import Dumps, Spot

# A form needs so many letters in what is always there.
_LETTERS = 2
# Names and initials that change differ in so many lines.
_SEVERAL = 3
# Lines with the same ends need a sign that parts these from the rest, or so many words, in this
# share of the dumps.
_END_WORDS, _END_SHARE = 2, 0.3
# Where this share of the dumps says when it was published, a date elsewhere is another one.
_DATED = 0.5
# So many characters of a sentence that a rule would take are shown.
_SHOWN = 80
# What half of the dumps have below the story, and this share of them as a field, is no field.
_OFTEN, _STRAY = 0.5, 0.1
# Lines of these labels are not lost: a field has what they say.
_FILLING = (Label.BYLINE, Label.DATE)


# Why a line of the text that returns is left out.
MAY_BE_NEWS = "it was read as text, and may be news"


class Doubt(NamedTuple):
    """A line that returns in so many dumps and is left out, with the reason in words."""

    text: str
    support: int
    why: str = MAY_BE_NEWS


def found_in(
    dumps: Dumps, names: Collection[str] = (), doubts: list[Doubt] | None = None
) -> list[Draft]:
    """The drafts of the rules for what recurs in the *dumps*; *names* are those of the agency. What
    is left out, though it returns, is added to *doubts*.
    """
    search = _Search(dumps, names, [] if doubts is None else doubts)
    drafts = [*search.widened(), *search.whole(), *search.affixed()]
    lines = sharing(dumps.spots)
    return [
        draft._replace(miss=missed)
        for draft in sorted(drafts, key=lambda draft: draft.key)
        if (missed := near_misses(draft, lines))
    ]


class _Search:
    """The search for forms in the dumps."""

    def __init__(self, dumps: Dumps, names: Collection[str], doubts: list[Doubt]) -> None:
        self._dumps = dumps
        self._names = names
        self._doubts = doubts
        self._left: list[Spot] = []
        self._taken: set[tuple[int, int]] = set()
        self._sentences = {*dumps.story, *_sentences(dumps)}
        self._after = _texts_after(dumps)
        self._stands = {(spot.dump, spot.at): spot.stand for spot in dumps.spots}
        self._fields = set(_field_lines(dumps))
        dated = sum("published" in dump.fields for dump in dumps.dumps)
        self._dated = dated >= _DATED * max(1, dumps.count)

    def widened(self) -> Iterator[Draft]:
        """The rules for lines that agree but for names and initials, of which there are several;
        where nothing but the end changes, ``affixed`` makes a rule by the beginning.
        """
        groups: defaultdict[tuple[str, ...], list[Spot]] = defaultdict(list)
        for spot in self._dumps.spots:
            wide = widened(spot.pieces)
            if wide != spot.pieces:
                groups[key_of(wide)].append(spot._replace(pieces=wide))
        for spots in groups.values():
            group = Group(spots, self._dumps.count, self._names)
            fixed = has_words(spots[0].pieces, _LETTERS) or group.addressed
            draft = self._draft(group) if fixed and _changes_inside(spots) else None
            if draft is not None:
                self._taken.update((spot.dump, spot.at) for spot in spots)
                yield draft

    def whole(self) -> Iterator[Draft]:
        """The rules for lines whose pieces all agree; the rest is left for ``affixed``."""
        groups: defaultdict[tuple[str, ...], list[Spot]] = defaultdict(list)
        for spot in self._dumps.spots:
            if (spot.dump, spot.at) not in self._taken:
                groups[spot.key].append(spot)
        for spots in groups.values():
            group = Group(spots, self._dumps.count, self._names)
            draft = None
            if group.support > 1 and has_words(spots[0].pieces, _LETTERS):
                draft = self._draft(group)
            if draft is not None:
                yield draft
            else:
                self._left += spots

    def affixed(self) -> Iterator[Draft]:
        """The rules for lines that begin and end alike."""
        left = [spot for spot in self._left if _may_be_affixed(spot)]
        count, support = self._dumps.count, self._dumps.support

        def draft(group: AffixGroup) -> Draft | None:
            return self._draft(group) if _stands_out(group) else None

        return made_of_affixes(left, count, support, self._names, draft)

    def _draft(self, group: Group) -> Draft | None:
        """The draft for lines of one form; None if they may be news, or a sentence of a story would
        be hit. Why it is left out is noted; but lines with the same ends are in many groups, whose
        reasons say little.
        """
        made = self._judged(group)
        if isinstance(made, Draft):
            return made
        if made is not None and not isinstance(group, AffixGroup):
            self._doubts.append(Doubt(group.text, group.support, made))
        return None

    def _judged(self, group: Group) -> Draft | str | None:
        """The draft for lines of one form, or why there is none; None if none is wanted."""
        where = judged(group, self._dumps.support)
        if where is None:
            return unjudged(group, self._dumps.support)
        ends = closes(group, self._after) and _closing(group, where)
        draft = drafted(group, where, self._dumps.count, dated=self._dated, closes=ends)
        if draft is None:
            return "no phrase or pattern fits all of its lines"
        if may_be_news(group, fills=draft.label in _FILLING):
            return MAY_BE_NEWS
        own = {spot.line.text for spot in group.spots}
        rule = draft.rule()
        hit = min(filter(rule.hits, self._sentences - own), default=None)
        if hit is not None:
            return f"its rule would take {hit[:_SHOWN]!r}"
        return self._apart(draft, rule) or "it is a field of another dump"

    def _apart(self, draft: Draft, rule: Rule) -> Draft | None:
        """The draft of a rule that takes no line which is a field in any dump: for one part of the
        dumps alone, if that keeps these apart; None if nothing does.
        """
        stands = {stand for text, stand in self._fields if rule.hits(text)}
        if not stands or draft.label in _FILLING:
            return draft
        own = {self._stands[spot] for spot in draft.spots}
        if stands == {Stand.HEAD} and own == {Stand.TAIL}:
            return draft._replace(where="tail")
        return None


def _sentences(dumps: Dumps) -> Iterator[str]:
    """The sentences that the reading has as text, wherever they stand."""
    for spot in dumps.spots:
        if spot.line.body and spot.line.prose:
            yield spot.line.text


def _field_lines(dumps: Dumps) -> Iterator[tuple[str, Stand]]:
    """The lines that are fields, with where they stand: but not what is numbered, or a field of
    nearly all dumps, which says nothing of a story, below it with an address in it, or a guess for
    a few of the lines that half of the dumps have there. No headline stands in nearly all dumps.
    """
    found: defaultdict[str, set[int]] = defaultdict(set)
    stands: defaultdict[str, set[Stand]] = defaultdict(set)
    holders = _holders(dumps)
    for spot in dumps.spots:
        if _is_field_line(spot, dumps, len(holders[spot.line.text])):
            found[spot.line.text].add(spot.dump)
            stands[spot.line.text].add(spot.stand)
    for text, having in found.items():
        often = len(holders[text]) >= _OFTEN * dumps.count and stands[text] == {Stand.TAIL}
        if often and len(having) <= _STRAY * len(holders[text]):
            continue
        if len(having) < ALWAYS * dumps.count:
            yield from ((text, stand) for stand in stands[text])


def _holders(dumps: Dumps) -> dict[str, set[int]]:
    """The numbers of the dumps that have a line, by its text."""
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for spot in dumps.spots:
        holders[spot.line.text].add(spot.dump)
    return holders


def _is_field_line(spot: Spot, dumps: Dumps, holders: int) -> bool:
    """Whether a line that so many dumps have, *holders*, is a field of its own dump: but no line
    below the story that is proved to be furniture, and no headline that nearly all dumps have.
    """
    if spot.stand is Stand.TAIL and is_proved(spot.line.text, spot.pieces):
        return False
    titled = spot.line.label is Label.HEADLINE
    everywhere = holders >= ALWAYS * dumps.count
    return is_field(spot.line, dumps.dumps[spot.dump]) and not (titled and everywhere)


def _changes_inside(spots: Sequence[Spot]) -> bool:
    """Whether names or initials differ in several lines, and not at the end alone."""
    columns = list(zip(*[spot.pieces for spot in spots], strict=True))
    several = [len({piece.text for piece in column}) >= _SEVERAL for column in columns]
    changing = [
        at
        for at, column in enumerate(columns)
        if several[at] and column[0].slot in (Slot.NAME, Slot.INITIALS)
    ]
    return bool(changing) and changing != [len(columns) - 1]


def _closing(group: Group, where: Where) -> bool:
    """Whether a line is sure enough to close the story wherever it stands."""
    return group.sure and not group.prose and where != "head"


def _may_be_affixed(spot: Spot) -> bool:
    """Whether a line may be one of several with the same ends: what the reading knows and what
    reads like a sentence of the story is none.
    """
    line = spot.line
    if line.far or (line.known and not line.body):
        return False
    return not (line.prose and spot.stand is Stand.INSIDE)


def _stands_out(group: AffixGroup) -> bool:
    """Whether what is always there is more than a few first words, and the rest no sentence."""
    if any(may_be_sentence(group.rest(spot)) for spot in group.spots):
        return False
    if group.prose and 2 * weight(group.fixed) < group.words:
        return False
    if group.parted or group.telltale:
        return True
    words = len(group.fixed.split())
    return words >= _END_WORDS and group.share >= _END_SHARE


def _texts_after(dumps: Dumps) -> dict[tuple[int, int], bool]:
    """Whether the reading takes a later line for text, by the dump and place of each line."""
    found: dict[tuple[int, int], bool] = {}
    for number, dump in enumerate(dumps.dumps):
        after = False
        for at in range(len(dump.lines) - 1, -1, -1):
            found[number, at] = after
            after = after or dump.lines[at].body
    return found
