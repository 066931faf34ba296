"""How much of a line its fields repeat. A line that holds more is boilerplate as well, so that
nothing is lost.

Words are compared as printed, ignoring case. Fields express some words in another way: "By" is a
role, "Tags:" the name of the field, "Mise à jour" is ``updated``, and a date is a day of the
calendar. A word of which this is not certain counts as unsaid, and its line is kept once more than
it need be.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import is_credit_word
from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.keys import key
from dispatchkit.grammar.stamps import stamp_words
from dispatchkit.labels import Label
from dispatchkit.model import ROLES
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import COLONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.agencies.matcher import Hit
    from dispatchkit.grammar.dates import FoundDate
    from dispatchkit.grammar.label import Context, Mark
    from dispatchkit.model import Dispatch
    from dispatchkit.record.choice_of_dates import When

_WORD_RE = pattern(r"[^\W_]+")
_CREDITS = (Label.BYLINE, Label.CREDIT)


class Fields:
    """The fields of a dispatch, as far as they repeat its lines."""

    def __init__(self, dispatch: Dispatch, when: When, context: Context) -> None:
        self._dispatch = dispatch
        self._when = when
        self._context = context
        self._words: dict[Label, frozenset[str]] = {}

    def unsaid(self, mark: Mark) -> list[str]:
        """The words of a line that its fields do not say; all of its words if it gives no field."""
        text = mark.unit.text
        if mark.label in (Label.DATE, Label.UPDATED):
            return self._beside_dates(mark)
        value = mark.hit.groups.get(mark.label.word) if mark.hit else None
        before, found, _ = text.partition(value) if value else ("", "", "")
        # "Headline: Ferry sails" says which field it gives.
        if found and before.rstrip().endswith(COLONS):
            text = text[len(before) :]
        if mark.label in _CREDITS and mark.hit is not None:
            text = _behind_phrase(text, mark.hit)
            if self._taken(mark):
                text = _without(
                    text,
                    [
                        mark.hit.groups[field]
                        for field in ("published", "updated")
                        if field in mark.hit.groups
                    ],
                )
        if mark.label not in self._words:
            self._words[mark.label] = frozenset(words(" ".join(self._values(mark.label))))
        said = self._words[mark.label]
        credit = mark.label in _CREDITS
        return [
            word
            for word in words(text)
            if word not in said and not (credit and is_credit_word(word))
        ]

    def _values(self, label: Label) -> Iterator[str]:
        """The texts of the fields that lines with this label give."""
        of = self._dispatch
        one = {
            Label.SLUGLINE: of.slugline,
            Label.SECTION: of.section,
            Label.ABSTRACT: of.abstract,
            Label.LOCATED: of.located,
            Label.HEADLINE: of.headline,
        }
        yield one.get(label) or ""
        if label is Label.HEADLINE and of.notice:
            yield of.notice.text
        elif label is Label.DATELINE and of.dateline:
            yield of.dateline.text
        elif label is Label.KEYWORDS:
            yield from of.keywords
        elif label in _CREDITS:
            yield from (person.name for person in of.byline)
            yield from (of.agency or ())

    def _taken(self, mark: Mark) -> bool:
        """Whether the line prints one of the dispatch's two dates (published, updated)."""
        if mark.unit.lines[0].number in self._when.lines:
            return True
        days = {found.resolve(self._context.received) for found in mark.dates} - {None}
        return not days.isdisjoint((self._when.published, self._when.updated))

    def _beside_dates(self, mark: Mark) -> list[str]:
        """The words of a date line without its dates, their names ("Published") and an author who
        shares the line.
        """
        text = mark.unit.text
        known = (
            self._taken(mark)
            if mark.label is Label.DATE
            else mark.hit is None and self._when.updated is not None
        )
        if not known:
            return words(text)
        if mark.hit is not None:
            groups = mark.hit.groups
            stated = [groups[field] for field in ("published", "updated") if field in groups]
            # If no date is found in what a rule calls a date, all of it was read in another way
            # ("202112041530").
            beside = [
                _undated(value, dates)
                for value in stated
                if (dates := find_dates(value, language=self._context.language))
            ]
            text = " ".join([_without(text, stated), *beside])
        else:
            text = _undated(text, mark.dates)
        names = [person.name for person in self._dispatch.byline]
        left = _without(text, [name for name in names if name in text])
        return [word for word in _WORD_RE.findall(left) if key(word) not in _date_words()]


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [word.casefold() for word in _WORD_RE.findall(text)]


def _undated(text: str, dates: Sequence[FoundDate]) -> str:
    """A text without its *dates*."""
    for found in reversed(dates):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text


def _behind_phrase(text: str, hit: Hit) -> str:
    """A credit line without the phrase that a rule knows before its first name: "Traduit du turc
    par" is the role, language and all.
    """
    places = [text.find(hit.groups[role]) for role in ROLES if role in hit.groups]
    phrase = words(text[: min(places)]) if places and min(places) > 0 else []
    return (
        text[min(places) :]
        if phrase and all(map(is_credit_word, (phrase[0], phrase[-1])))
        else text
    )


def _without(text: str, parts: Iterable[str]) -> str:
    """*text* with a space in place of the first occurrence of each of *parts*."""
    for part in parts:
        text = text.replace(part, " ", 1)
    return text


@cache
def _date_words() -> frozenset[str]:
    """Words that name a date of publication or of an update, and the small words between them and
    the date, by their keys.
    """
    return stamp_words() | {key(word) for word in _SMALL}


# "Mise à jour le 4 mai à 12 h", "Uppdaterad den 4 maj kl 12", "14:20 Uhr".
_SMALL = (
    "a à á às am at de den del der die do dne el h hs kl klo la las le o on om ob um the to u uhr v"
    " w в у о от г год года і з ساعت klokken ore ora".split()
)
