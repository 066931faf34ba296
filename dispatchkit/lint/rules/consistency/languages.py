"""DK4: whether language, headline and text of a dispatch belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.compare.compared_words import words
from dispatchkit.labels import Label
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.text.language import identify, relatives
from dispatchkit.text.scripts import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dispatchkit.lint.traced import Story
    from dispatchkit.model import Dispatch
    from dispatchkit.text.language import Guess

# Shorter lines are names and quotations; less text is too little to tell a language for certain.
_LINE, _TEXT = 60, 200
# The words of a headline come from these first paragraphs, or the summary.
_PARAGRAPHS = 3
# Words of fewer letters are articles and prepositions in most languages; two words may be a pun,
# four are not.
_LETTERS, _CONTENT = 4, 4
# The share of a word that inflection leaves: the first seven letters of ten, four at least.
_STEM = 0.7


@DispatchRule.named("DK404", "wrong-language", severity="warning")
def wrong_language(story: Story) -> Iterator[Hit]:
    r"""The text is not in the language that was asked for (`--language`), or in none that its
    agency writes.

    It was filed into the wrong feed, or a translation was lost. Only paragraphs of sixty characters
    or more are read, and they must have two hundred in all. Nothing is reported where the language
    is uncertain, or is taken for one like it (Croatian for Bosnian). A newspaper's page may
    translate what it took from an agency: there only `--language` counts.

    Bad (language=de):
        Clock museum opens a new wing
        GENEVA, Dec 4 (AFP) - The clock museum opened a new wing on Saturday, in which three \
        hundred travelling clocks tick.
        The oldest of them was made for a pope, who had only one hand put on it because he did not \
        care for the minutes.
    Good (language=en):
        Clock museum opens a new wing
        GENEVA, Dec 4 (AFP) - The clock museum opened a new wing on Saturday, in which three \
        hundred travelling clocks tick.
        The oldest of them was made for a pope, who had only one hand put on it because he did not \
        care for the minutes.
    """
    dispatch = story.dispatch
    if dispatch is None:
        return
    asked = story.settings.language
    wanted = (asked.partition("-")[0].lower(),) if asked else _written(story)
    guess = _otherwise(story, dispatch, wanted) if wanted else None
    if guess:
        first = next(
            (passage for passage in story.body if len(passage.text) >= _LINE), story.body[0]
        )
        agency = dispatch.agency.name if dispatch.agency else "its agency"
        whose = f"{wanted[0]} was asked for" if asked else f"{agency} writes {', '.join(wanted)}"
        yield Hit(
            first.start,
            first.end,
            f"the text is {guess.language} ({', '.join(guess.evidence[:4])}), {whose}",
        )


def _otherwise(story: Story, dispatch: Dispatch, wanted: Collection[str]) -> Guess | None:
    """The language of the longer paragraphs if it is neither one of those *wanted* nor easily taken
    for one; None otherwise, or if it is uncertain.
    """
    # The language that the parser found in all of the prose is nearly always right, and costs
    # nothing.
    if story.context.language and not relatives(story.context.language).isdisjoint(wanted):
        return None
    text = "\n".join(
        paragraph.text for paragraph in dispatch.paragraphs if len(paragraph.text) >= _LINE
    )
    guess = identify(text) if len(text) >= _TEXT else None
    return guess if guess and relatives(guess.language).isdisjoint(wanted) else None


def _written(story: Story) -> tuple[str, ...]:
    """The languages that the sender writes; empty if the sender is unknown, or on a page, which may
    be a translation.
    """
    return () if story.part.page or story.facts.id == GENERIC else story.facts.languages


@DispatchRule.named("DK406", "headline-body-mismatch", severity="info")
def headline_body_mismatch(story: Story) -> Iterator[Hit]:
    r"""No word of the headline recurs in the summary or the first three paragraphs.

    The headline may belong to another story. Headlines of fewer than four longer words, which are
    often puns, are left alone, and so are results and tables; endings of words do not count.

    Bad:
        Fishermen protest against harbour charges
        GENEVA, Dec 4 (AFP) - The clock museum opened a new wing on Saturday, in which three \
        hundred travelling clocks tick.
        The oldest of them was made for a pope, who had only one hand put on it because he did not \
        care for the minutes.
    Good:
        Museum's oldest clocks tick again
        GENEVA, Dec 4 (AFP) - The clock museum opened a new wing on Saturday, in which three \
        hundred travelling clocks tick.
        The oldest of them was made for a pope, who had only one hand put on it because he did not \
        care for the minutes.
    """
    dispatch = story.dispatch
    if dispatch is None or not dispatch.headline or not dispatch.paragraphs:
        return
    opening = _opening(dispatch)
    if (
        len(dispatch.paragraphs[0].text) < _LINE
        or len(opening) < _TEXT
        or not all(passage.mark.prose for passage in story.body[:_PARAGRAPHS])
    ):
        return
    stems = _stems(dispatch.headline)
    filed = dispatch.dateline.text if dispatch.dateline else ""
    passage = next(story.labelled(Label.HEADLINE), None)
    if passage and len(stems) >= _CONTENT and not _holds(f"{opening}\n{filed}", stems):
        yield Hit(
            passage.start,
            passage.end,
            "no word of the headline comes again in the first three paragraphs",
        )


def _opening(dispatch: Dispatch) -> str:
    """The summary and the first paragraphs."""
    first = (paragraph.text for paragraph in dispatch.paragraphs[:_PARAGRAPHS])
    return "\n".join([dispatch.abstract or "", *first])


def _stems(headline: str) -> Sequence[str]:
    """The stems of the longer words of a headline; in scripts without spaces every two characters
    in a row.
    """
    if (
        not headline.isascii()
        and any(map(is_unspaced, headline))
        and not "\uac00" <= max(headline) <= "\ud7ff"
    ):
        plain = "".join(character for character in headline if character.isalnum())
        return [plain[at : at + 2] for at in range(len(plain) - 1)]
    return [
        word[: max(_LETTERS, int(len(word) * _STEM))]
        for word in words((headline,))
        if len(word) >= _LETTERS
    ]


def _holds(text: str, stems: Sequence[str]) -> bool:
    """Whether one of *stems* stands in *text*."""
    if any(stem in text for stem in stems):
        return True
    folded = " ".join(words((text,)))
    return any(stem in folded for stem in stems)
