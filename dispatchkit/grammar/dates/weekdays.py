"""Weekdays beside dates: they belong to the date's span, and tell which of two numbers is
the day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.dates.found import gregorian
from dispatchkit.grammar.dates.numbers import proven
from dispatchkit.grammar.dates.vocabulary import kin, names, phrase_at, prefer
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.scripts import FIRST_WIDE

if TYPE_CHECKING:
    from dispatchkit.grammar.dates.found import FoundDate
    from dispatchkit.grammar.dates.numbers import Context

# "(土)", "星期六", "土曜日", "토요일" after a date. One character alone needs its brackets.
_EASTERN_WEEKDAY_RE = pattern(
    r"\s?(?:[（(]([日月火水木金土일월화수목금토])(?:曜日?|요일)?[)）]|[（(]?(?:星期|周|週|礼拜|禮拜)([一二三四五六日天])[)）]?|([日月火水木金土])曜日?|([일월화수목금토])요일)"
)
_EASTERN_WEEKDAYS = ("月一월", "火二화", "水三수", "木四목", "金五금", "土六토", "日天일")
# A weekday cut to two letters needs a stop or comma, or its language.
_WORD_LENGTH = 2
_BEHIND_RE = pattern(r"\s{0,2}([,،(（]?)\s{0,2}")


class Day(NamedTuple):
    """A weekday, 0 for Monday (None: none is printed), and the date beside it."""

    weekday: int | None
    core: FoundDate


def settled(weekday: int, core: FoundDate) -> Day:
    """A date with its *weekday*; one of two numbers in the order that agrees with the weekday, if
    either does.
    """
    if core.settled or core.year is None or core.calendar != "gregorian":
        return Day(weekday, core)
    day, month, order = core.day, core.month, core.order
    if day is None or month is None or order is None:
        return Day(weekday, core)
    for one in (core, core._replace(day=month, month=day, order=order.exchanged)):
        found = gregorian(core.year, one.month or 0, one.day or 0)
        if found and found.weekday() == weekday:
            return Day(weekday, proven(one, "as the weekday says"))
    return Day(weekday, core)


def weekday_behind(text: str, core: FoundDate, context: Context) -> Day | None:
    """The date with the weekday after it, or None: "4 Aralık 2021 Cumartesi", "december 4.,
    szombat", "(Sat)", "12月4日（土）".
    """
    if max(text[core.end : core.end + 4], default="") >= FIRST_WIDE:
        day = _eastern_behind(text, core)
        if day:
            return day
    gap = _BEHIND_RE.match(text, core.end)
    weekday = phrase_at(text, gap.end(), "weekdays") if gap else None
    if not gap or not weekday:
        return None
    name = prefer(names(weekday[0]), context.language)
    bracketed = gap[1] in ("(", "（")
    closed = text[weekday[1] : weekday[1] + 1] in (")", "）")
    if bracketed and not closed:
        return None
    end = weekday[1] + bracketed
    day = settled(name.number, core._replace(end=end))
    certain = is_certain(weekday[0], weekday[1] - gap.end(), context)
    if bracketed or (certain and agrees(day)) or (not name.short and core.year is None):
        return day
    return None


def _eastern_behind(text: str, core: FoundDate) -> Day | None:
    """The weekday of China, Japan or Korea after a date."""
    found = _EASTERN_WEEKDAY_RE.match(text, core.end)
    if not found:
        return None
    character = next(group for group in found.groups() if group)
    number = next(at for at, signs in enumerate(_EASTERN_WEEKDAYS) if character in signs)
    return settled(number, core._replace(end=found.end()))


def agrees(day: Day) -> bool:
    """Whether a full date falls on its weekday."""
    core = day.core
    if core.calendar != "gregorian" or core.year is None or core.month is None or core.day is None:
        return False
    found = gregorian(core.year, core.month, core.day)
    return found is not None and found.weekday() == day.weekday


def is_certain(entry: str, length: int, context: Context) -> bool:
    """Whether a weekday of *length* characters, an entry of the table, can be no other word. Cut to
    two letters or, in another language than the text's, cut short at all, it may be ("on", "so";
    "Pay June 1" is no Thursday in English), but all print "Sat".
    """
    if _spoken(entry, context):
        return True
    if length <= _WORD_LENGTH:
        return False
    return context.language is None or not all(
        name.short and "en" not in name.languages for name in names(entry)
    )


def _spoken(entry: str, context: Context) -> bool:
    """Whether the weekday of an entry of the table is a word of the language of the text."""
    return any(
        language in name.languages for name in names(entry) for language in kin(context.language)
    )
