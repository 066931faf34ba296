"""DK4: labels of places against the dateline and the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.lint.evidence.gazetteer import (
    calls_so,
    city_country,
    countries_named,
    is_printed,
    knows,
    languages_of,
    name_in,
)
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Passage, Story

# "Democratic Republic of the Congo" has 32 letters.
_LONGEST_LABEL = 40
# What countries ask to be called in all languages.
_ASKED = frozenset(
    ("Türkiye", "Côte d’Ivoire", "Côte d'Ivoire", "Cabo Verde", "Timor-Leste", "Eswatini")
)


@DispatchRule.named("DK401", "place-vs-label", severity="info")
def place_vs_label(story: Story) -> Iterator[Hit]:
    r"""The city of the dateline is in another country than the label says.

    One of them may be left from an older story. It is for information, because correspondents do
    write from abroad: from Nicosia about Syria, say. Only large cities without a namesake are
    known, and a region or state after the city settles it.

    Bad:
        Cairo wakes to new tram
        Iraq
        AA/ Cairo
        The first tram of the new line left the depot on Saturday, with the driver's family as its \
        only passengers.
    Good:
        Baghdad wakes to new tram
        Iraq
        AA/ Baghdad
        The first tram of the new line left the depot on Saturday, with the driver's family as its \
        only passengers.
    """
    dispatch = story.dispatch
    if (
        dispatch is None
        or not dispatch.dateline
        or not dispatch.dateline.places
        or dispatch.dateline.region
    ):
        return
    labels = _labels(story)
    if not labels:
        return
    cities = {place: city_country(place) for place in dispatch.dateline.places}
    if not all(cities.values()):
        return
    for passage, codes in labels:
        if codes.isdisjoint(cities.values()):
            place = next(iter(cities))
            where = name_in("en", cities[place] or "") or cities[place]
            yield Hit(
                passage.start,
                passage.end,
                f"the label says {passage.text!r}, the dateline {place!r}, which is in {where}",
            )


def _labels(story: Story) -> list[tuple[Passage, frozenset[str]]]:
    """The labels above the text that name a country, each with the codes of those it may mean."""
    labels = [
        passage
        for passage in story.head
        if passage.label in (Label.LOCATED, Label.SECTION) and len(passage.text) <= _LONGEST_LABEL
    ]
    named = [(passage, countries_named(passage.mark.unit.text)) for passage in labels]
    return [(passage, codes) for passage, codes in named if codes]


@DispatchRule.named("DK405", "foreign-label", severity="info")
def foreign_label(story: Story) -> Iterator[Hit]:
    r"""A label names a country in another language than the story's.

    "Iraq" above French text comes from a template that was not translated; an index of countries
    then lists both Iraq and Irak. Some agencies keep English labels on purpose: they ignore the
    rule. Names that both languages share are left alone, and so are names that countries ask to be
    called by everywhere (Türkiye), and short forms ("USA").

    Bad:
        Un nouveau tramway réveille Bagdad
        Iraq
        AA/ Bagdad
        Le premier tramway de la nouvelle ligne a quitté samedi le dépôt, avec pour seuls \
        passagers la famille du conducteur.
    Good:
        Un nouveau tramway réveille Bagdad
        Irak
        AA/ Bagdad
        Le premier tramway de la nouvelle ligne a quitté samedi le dépôt, avec pour seuls \
        passagers la famille du conducteur.
    """
    if story.dispatch is None or story.dispatch.language is None:
        return
    language = story.dispatch.language.partition("-")[0]
    if not knows(language):
        return
    for passage, codes in _labels(story):
        text = passage.mark.unit.text
        if len(codes) > 1 or _is_used_in(language, text):
            continue
        others, own = languages_of(text), name_in(language, next(iter(codes)))
        if others and own:
            yield Hit(
                passage.start,
                passage.end,
                f"{text!r} is a name of another language ({others[0]}); in {language} it is"
                f" {own!r}",
            )


def _is_used_in(language: str, name: str) -> bool:
    """Whether texts in *language* may well print *name* for a country."""
    return calls_so(language, name) or is_printed(name) or name in _ASKED
