"""Which line is the headline of a dispatch, and what a line needs to be one.

The headline is the line that is marked as such, else one that is printed twice, else the first fit
line below the last menu. ``is_headlike``, ``may_head`` and ``is_fit`` are increasingly strict: the
first asks for the words and the end of a headline, the second also for the form of a heading, the
third also that no rule knows the line as something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import BuiltIn, is_text
from dispatchkit.grammar.names import is_name
from dispatchkit.model import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import ends_sentence, is_heading, is_item, weight

if TYPE_CHECKING:
    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.label import Mark
    from dispatchkit.text.units import Unit

# A headline weighs at least three words (no headline of the bench weighs less); a lighter line is a
# section, a name or a button.
HEADLINE_WORDS = 3
_LONGEST_HEADLINE = 250
# Four short lines on end are a menu; three may be section, slug and place.
_MENU_RUN = 4
_MENU_WORDS = 3
# "Tiere/Verkehr/Niedersachsen": the slug of a wire.
SLUG_RE = pattern(r"^[^\W\d_][^\s/]*(?:/[^\s/]+)+/?$")
_HEADLINE_LABELS = (Label.OTHER, Label.TEXT, Label.HEADLINE, Label.LIST, Label.CREDIT)
# "CHINA CALLS FOR BETTER TRADE DEAL WITH U.S." ends with an abbreviation.
_INITIALS_RE = pattern(r"\b(?:[^\W\d_]\.){2,9}$")
# The caption of a picture ends with its credit: "... (Can Er/AA)", "... /AFP".
_CREDITED_RE = pattern(r"[)）]\s*$|/\s?[A-ZÀ-Ý]{2,5}\s*$")


def find_headline(
    marks: list[Mark], start: int, repeated: set[int], lexicon: Lexicon, *, plain: bool = False
) -> int | None:
    """The index of the headline of *marks* whose body begins at *start*; None if there is none.
    *repeated* are the lines that ``find_repeats`` found.

    Nothing but the headline stands above a *plain* text: there are no menus.
    """
    marked = next(
        (at for at, mark in enumerate(marks[: start + 1]) if mark.label is Label.HEADLINE), None
    )
    if marked is not None:
        return marked
    if plain and start and (is_fit(marks[0], lexicon) or _heads(marks, start, lexicon)):
        return 0
    # Menus and tickers are printed twice too, but above the last menu; of several repeated lines
    # the one repeated last is the headline.
    below = _menu_end(marks, start)
    for again in sorted((at for at in repeated if at >= below), reverse=True):
        key = key_of(marks[again])
        for at, mark in enumerate(marks[: min(start, again)]):
            if (
                at not in repeated
                and key.startswith(key_of(mark))
                and mark.unit.weight >= HEADLINE_WORDS
            ):
                return at
    return _picked(marks, start, lexicon)


def _heads(marks: list[Mark], start: int, lexicon: Lexicon) -> bool:
    """Whether the first line is the headline however short it is ("Heron wakes"): a blank line sets
    it apart, and no line below is fit to be a headline.
    """
    first = marks[0]
    loose = first.label is Label.OTHER and first.hit is None and not ends_sentence(first.unit.text)
    apart = len(marks) > 1 and marks[1].unit.gap > 0
    return loose and apart and not any(is_fit(mark, lexicon) for mark in marks[1:start])


def _picked(marks: list[Mark], start: int, lexicon: Lexicon) -> int | None:
    """The first line before the body, after the last menu, that has the weight of a headline and
    does not end like a sentence; None if there is none.
    """
    after_menu = _menu_end(marks, start)
    fit = [at for at in range(after_menu, start) if is_fit(marks[at], lexicon)]
    if fit:
        return fit[0]
    fallback = [
        at
        for at in range(start)
        if marks[at].label is Label.OTHER
        and marks[at].hit is None
        and not _is_lone_name(marks[at].unit.text, lexicon)
    ]
    filed = start < len(marks) and marks[start].dateline is not None
    if (
        not fallback
        and start
        and is_text(marks[0])
        and len(marks[0].unit.text) <= _LONGEST_HEADLINE
        and (start > 1 or filed)
    ):
        return 0
    return fallback[0] if len(fallback) == 1 else None


def _is_lone_name(text: str, lexicon: Lexicon) -> bool:
    """Whether a line may be the name of the reporter: at least two words that can be a name."""
    return " " in text and not text.endswith(".") and is_name(text, lexicon)


def is_headlike(unit: Unit) -> bool:
    """Whether a line has the words of a headline and does not end like a sentence."""
    return unit.weight >= HEADLINE_WORDS and not ends_sentence(unit.text)


def may_head(unit: Unit) -> bool:
    """Whether a line may be the headline of another dispatch: it has the words of one and the form
    of a heading.
    """
    return unit.weight >= HEADLINE_WORDS and is_heading(unit.text)


def is_fit(mark: Mark, lexicon: Lexicon) -> bool:
    """Whether a line has the words and the form of a headline, and no rule knows it as something
    else. It may end with initials, a question mark or an exclamation mark.
    """
    text = mark.unit.text
    if (
        mark.hit is not None
        or mark.label not in (Label.OTHER, Label.LIST, Label.TEXT, Label.CREDIT)
        or len(text) > _LONGEST_HEADLINE
    ):
        return False
    if mark.credited and not mark.credited.residue:
        return False
    if is_item(text) or SLUG_RE.match(text) or lexicon.credited(text, as_printed=True):
        return False
    return mark.unit.weight >= HEADLINE_WORDS and (
        not ends_sentence(text)
        or _INITIALS_RE.search(text) is not None
        or text.rstrip("\"'”’» ")[-1] in "?!？！؟…"
    )


def _menu_end(marks: list[Mark], start: int) -> int:
    """The index after the last menu or ticker before the body; 0 if there is none."""
    end, run = 0, 0
    for at, mark in enumerate(marks[:start]):
        short = mark.label is Label.OTHER and mark.unit.weight <= _MENU_WORDS
        run = run + 1 if short or mark.label is Label.MENU else 0
        if run >= _MENU_RUN or mark.rule is BuiltIn.TICKER:
            end = at + 1
    return end


def find_repeats(marks: list[Mark]) -> set[int]:
    """Indices of later copies of a line that could be the headline, among the head lines and the
    first of the body.
    """
    first = next((at for at, mark in enumerate(marks) if is_text(mark)), len(marks))
    seen: dict[str, int] = {}
    repeats: set[int] = set()
    for at, mark in enumerate(marks[: first + 8]):
        if (
            mark.unit.weight < HEADLINE_WORDS
            or len(mark.unit.text) > _LONGEST_HEADLINE
            or mark.label not in _HEADLINE_LABELS
        ):
            continue
        key = key_of(mark)
        if key in seen or any(is_caption(mark.unit.text, key, other) for other in seen):
            repeats.add(at)
        seen.setdefault(key, at)
    return repeats


def key_of(mark: Mark) -> str:
    """The key of a line; two lines with the same key are the same headline. A full stop at the end
    counts, because a paragraph may repeat the headline as a sentence.
    """
    return mark.unit.smoothed.strip("#* ")


def is_caption(text: str, key: str, headline: str) -> bool:
    """Whether a line is the headline again with the caption and credit of the picture after it."""
    if not key.startswith(headline) or weight(headline) < HEADLINE_WORDS:
        return False
    return _CREDITED_RE.search(text) is not None
