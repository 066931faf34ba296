"""Whether lines of one form are furniture, and where a rule for them may hold.

A line that returns above or below the stories is furniture, unless it looks like news that returns:
a headline of the day, a background, a place. Among the sentences of stories more has to speak for
it: its own words and signs, that it returns within one dump, or a fixed place.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.learning.dumps import ALWAYS, Stand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatchkit.agencies.rules import Where
    from dispatchkit.learning.group import Group

# Lines of which the reading knows this share need no rule.
_KNOWN = 0.95
# A line of which at most this share stands among sentences stands beside the story: where a teaser
# below it was taken for text, it seems to stand inside.
_ASTRAY = 0.1
# So many dumps must have a sentence that nothing else speaks against, a line that may be a heading
# of the day, a line inside of stories.
_SENTENCE, _OF_THE_DAY, _INSIDE = 0.5, 0.25, 0.4
# Lines of more words look like headlines.
_LABEL_WORDS = 3
# A line with the agency's name that is no sentence has at most so many words.
_CREDIT_WORDS = 6
# Where most dumps have a line at the same place among their lines, its place is fixed.
_FIXED_SHARE, _FIXED = 0.5, 0.8
# What is furniture by its own words needs so many dumps.
_PAIR = 2


def judged(group: Group, support: int) -> Where | None:
    """Where a rule holds for lines of one form, of which *support* dumps must have one; None if
    they may be news, or the reading knows them.
    """
    if group.support < _needed(group, support) or _is_known(group) or _may_be_content(group):
        return None
    if group.part(Stand.INSIDE) > (0 if group.prose else _ASTRAY):
        return _inside(group)
    return _beside(group)


def unjudged(group: Group, support: int) -> str | None:
    """Why lines that return get no rule, in words; None if so few dumps have them, or the reading
    knows them so well, that none is wanted.
    """
    if group.support < _needed(group, support) or _is_known(group):
        return None
    if _may_be_content(group):
        return "it looks like a headline, a place, or a row of a table or list"
    if group.part(Stand.INSIDE) > (0 if group.prose else _ASTRAY):
        return "it stands among the paragraphs of stories"
    if group.prose:
        return "nothing in it or around it proves that the sentence is no news"
    return "it may be a headline of the day"


def may_be_news(group: Group, *, fills: bool) -> bool:
    """Whether the reading has lines of one form as text, and nothing in them proves that they are
    none. A sentence is left where it is, however often it returns; a line that is no sentence may
    go if it *fills* a field, if nearly all dumps have it outside of the story, or half of them
    behind what ends stories or as a code at the end. What changes in a line under the headline
    may be where a story is from.
    """
    if group.proved or group.credited:
        return False
    if group.sentence or fills:
        return group.sentence
    return group.placed or (
        group.body > _ASTRAY and group.outside < ALWAYS and not _is_behind(group)
    )


def _is_behind(group: Group) -> bool:
    """Whether half of the dumps have such a line below the story, with what ends stories before it,
    or with a code in it and no text below it: no crosshead stands there, and no row of a table.
    """
    often = group.share >= _SENTENCE and group.part(Stand.TAIL) == 1
    return often and (group.closed >= _FIXED or (group.coded and group.last >= _FIXED))


def _needed(group: Group, support: int) -> int:
    """How many dumps must have such a line."""
    return _PAIR if group.sure and not group.prose and not group.body else support


def _is_known(group: Group) -> bool:
    """Whether the reading knows the lines well enough."""
    numbered = group.mostly(Label.SECTION) and group.slots and group.marked
    return group.far or (group.known >= _KNOWN and not group.body and not numbered)


def _may_be_content(group: Group) -> bool:
    """Whether the lines may be a part of what is reported: rows of tables and lists, figures,
    headlines, places.
    """
    if group.mostly(Label.HEADLINE) and group.over < _FIXED:
        return True
    if group.sure:
        return False
    if group.mostly(Label.TABLE, Label.LIST) or group.slots > max(1, group.words):
        return True
    if group.mostly(Label.HEADLINE, Label.ABSTRACT):
        return group.share < _SENTENCE
    return (group.names_something or group.located) and group.share < _INSIDE


def _beside(group: Group) -> Where | None:
    """Where a rule holds for lines above or below the stories; None if they may be news."""
    if group.prose:
        return _where(group) if _is_house_sentence(group) else None
    apart = group.share >= _SENTENCE or group.sure
    titled = group.words > _LABEL_WORDS and group.share < _OF_THE_DAY
    return None if titled and not apart else _where(group)


def _is_house_sentence(group: Group) -> bool:
    """Whether a sentence beside the stories speaks of the house: by its words, or by its place. A
    background that returns stands there too, so that more is asked of what was taken for text.
    """
    if group.sure:
        return True
    often, deep = group.share >= _SENTENCE, group.deep >= _FIXED
    if group.body >= _ASTRAY:
        return (often and deep) or group.share >= ALWAYS
    return often or deep


def _inside(group: Group) -> Where | None:
    """Where a rule holds for lines that stand among the sentences of stories too; None if they may
    be news.
    """
    if group.prose:
        return "any" if group.share >= _SENTENCE and group.sure else None
    often = group.share >= _INSIDE and group.repeated
    fixed = group.share >= _FIXED_SHARE and _is_fixed(group)
    clear = group.telltale or group.signed or (group.named and group.words <= _CREDIT_WORDS)
    return "any" if clear or often or fixed else None


def _is_fixed(group: Group) -> bool:
    """Whether the lines stand at the same place among the lines of their dumps, counted from the
    first.
    """
    first: dict[int, int] = {}
    for spot in group.spots:
        first.setdefault(spot.dump, spot.at)
    return Counter(first.values()).most_common(1)[0][1] >= _FIXED * len(first)


def _where(group: Group) -> Where:
    """Where a rule holds for furniture beside the stories: everywhere if it can be nothing else,
    else where it stood. A few words that are as often the name of a place or a rubric may head a
    part of a story: they hold above it alone, where they were never text.
    """
    head, tail = group.part(Stand.HEAD), group.part(Stand.TAIL)
    if head == 1 and not group.body and not group.sure and group.words <= _LABEL_WORDS:
        return "head"
    free = group.sure or group.share >= _SENTENCE or (group.body > 0 and group.share >= _OF_THE_DAY)
    if free or (head and tail):
        return "any"
    return "head" if head else "tail"


def place_in_words(group: Group) -> str:
    """Where the lines stand, as the reason of a rule says it."""
    head, tail = group.part(Stand.HEAD), group.part(Stand.TAIL)
    if head == 1:
        return "above the story"
    if tail == 1:
        return "below the story"
    if head + tail >= 1 - _ASTRAY:
        return "above or below the story"
    return "also between paragraphs of the story"


def closes(group: Group, after: Mapping[tuple[int, int], bool]) -> bool:
    """Whether nothing of the story ever stands after such a line: *after* says for each line
    of a dump whether the reading takes a later one for text.
    """
    tail = group.part(Stand.TAIL) == 1
    return tail and not any(after[spot.dump, spot.at] for spot in group.spots)
