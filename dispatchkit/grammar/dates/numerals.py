"""Dates in Chinese numerals, as China, Taiwan and Japan print them: "三月六日", "二〇一九年十二月
二十一日", "令和三年". They are read as the same dates in figures.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    from re import Pattern

_FIGURES = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    # Zero as it is printed where a font has none of its own, or where sums of money are spelled.
    **dict.fromkeys("零○Ｏ", 0),
    # The first year of an era.
    "元": 1,
}
_TENS = {"廿": 20, "卅": 30}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_ONES = "[一二三四五六七八九]"
# One to twelve; one to thirty-one.
_MONTH = rf"(?:十[一二]?|{_ONES}|\d{{1,2}})"
_DAY = rf"(?:[二三]?十{_ONES}?|[廿卅]{_ONES}?|{_ONES}|\d{{1,2}})"
# "二〇一九年", "九八年", "民國一百零八年", "平成三十一年", "令和元年"; "2019年三月六日" mixes both.
_YEAR = r"(?:[〇零○Ｏ一二三四五六七八九十廿卅百千]{1,6}|\d{1,4}|元)"
# A day of the farmers' calendar ("农历三月六日") is another day.
_DATE_RE = pattern(
    rf"(?<![农農旧舊阴陰][历曆暦])(?<![一二三四五六七八九十百\d])"
    rf"(?:({_YEAR})\s?年\s?)?({_MONTH})\s?月\s?({_DAY})\s?[日號号]"
)
# "新华社昆明六日电", "東京六日＝", "【東京六日共同】": the day alone closes the head of a telegram.
_DAY_RE = pattern(
    rf"(?<![一二三四五六七八九十月])({_DAY})日"
    r"(?=[专專综綜外]?合?[电電讯訊]|＝|[^\W\d_]{2,4}[)）\]］】])"
)
_COMMON = frozenset("一二三四五六七八九十廿卅")


class InFigures(NamedTuple):
    """A *text* in which dates in numerals are put in figures, and by how much each of them moved
    what follows: the ends of what was replaced, there and in the text as printed.
    """

    text: str
    ends: tuple[int, ...]
    printed_ends: tuple[int, ...]

    def printed(self, offset: int) -> int:
        """The offset in the text as printed for one that is inside no replaced number."""
        at = bisect_right(self.ends, offset) - 1
        return offset if at < 0 else offset - self.ends[at] + self.printed_ends[at]


def in_figures(text: str, *, telegram: bool = False) -> InFigures | None:
    """*text* with its dates in figures; None if it has no date in numerals. *telegram*: the day
    alone counts, too, before what closes the head of a telegram.
    """
    # Most texts are of other scripts; this is found out in a fraction of a microsecond.
    if text.isascii() or not ("月" in text or (telegram and "日" in text)):
        return None
    numerals = _numerals(text, _DATE_RE)
    if telegram:
        numerals |= _numerals(text, _DAY_RE)
    if not numerals:
        return None
    spans = sorted(numerals)
    pieces: list[str] = []
    ends: list[int] = []
    last = size = 0
    for start, end in spans:
        pieces += [text[last:start], str(_value(text[start:end]))]
        size += len(pieces[-2]) + len(pieces[-1])
        ends.append(size)
        last = end
    return InFigures("".join([*pieces, text[last:]]), tuple(ends), tuple([end for _, end in spans]))


def _numerals(text: str, date_re: Pattern[str]) -> set[tuple[int, int]]:
    """Where the numerals stand in the dates that *date_re* finds: those of its groups that are not
    in figures already.
    """
    return {
        found.span(group)
        for found in date_re.finditer(text)
        for group in range(1, found.re.groups + 1)
        if found[group] and not found[group].isdecimal()
    }


def may_be_dated(text: str) -> bool:
    """Whether a text has figures, or may have a date in numerals."""
    return DIGIT_RE.search(text) is not None or ("月" in text and not _COMMON.isdisjoint(text))


def _value(numeral: str) -> int:
    """What a numeral says: its figures one after another, or the sum of its tens and hundreds."""
    if _POWERS.keys().isdisjoint(numeral) and _TENS.keys().isdisjoint(numeral):
        return int("".join([str(_FIGURES[letter]) for letter in numeral]))
    total = figure = 0
    for letter in numeral:
        if letter in _POWERS:
            total += (figure or 1) * _POWERS[letter]
            figure = 0
        elif letter in _TENS:
            total += _TENS[letter]
        else:
            figure = _FIGURES[letter]
    return total + figure
