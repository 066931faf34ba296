"""DK4: who issued a dispatch, by its dateline and by its footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.lint.evidence.gazetteer import countries_named
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.shape import DIGIT_RE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.lint.traced import Passage, Story

# What a line of rights says beside the name of their owner.
_RIGHTS_RE = pattern(
    r"(?i)©|\(c\)|\bcopyright\b|\b(?:19|20)\d\d\b|\ball rights reserved\b|\btous droits"
    r" réservés\b|\balle rechte vorbehalten\b|\btodos los derechos reservados\b"
    r"|\btutti i diritti riservati\b|\btodos os direitos reservados\b|\btüm hakları"
    r" saklıdır\b|\bвсе права"
    r" защищены\b|\b(?:by|the|source|quelle|fuente|fonte|kaynak|источник)\b\s?:?"
)
_LONGEST_FOOTER = 120
# "OSLO, May 3 (XYZ) - ", "Oslo (xyz) –": a credit in brackets between a place and a dash.
_BRACKETED_RE = pattern(
    r"\W{0,3}(?P<place>[^\W\d_][^()\[\]\n:;!?\"]{1,48}?),?\s?"
    r"\((?P<credit>[^\W\d_][\w-]{1,9})\)\s?(?:[-–—]{1,3}|\.-|:)\s"
)
# "XYZ/ Oslo" on a line of its own: a credit in capitals, and a place.
_SLASHED_RE = pattern(r"(?P<credit>[^\W\d_]{2,6})\s?/\s?[^\W\d_][^\W\d_’' -]{2,30}")


@DispatchRule.named("DK402", "agency-conflict", severity="warning")
def agency_conflict(story: Story) -> Iterator[Hit]:
    r"""The footer names another agency than the dateline.

    One of them comes from another story, or the text was taken over without its credit. Joint
    credits ("AA/AFP"), sister services, lines that name both, and newspapers' lines of rights are
    left alone, and so is what the text says about other agencies.

    Bad:
        Clock museum opens a new wing
        GENEVA, Dec 4 (Reuters) - The clock museum opened a new wing on Saturday, in which three \
        hundred travelling clocks tick.
        The oldest was made for a pope.
        © 2021 AFP
    Good:
        Clock museum opens a new wing
        GENEVA, Dec 4 (AFP) - The clock museum opened a new wing on Saturday, as Reuters had \
        reported.
        The oldest was made for a pope.
        © 2021 AFP
    """
    lexicon, filed = story.context.lexicon, _filed(story)
    if not filed:
        return
    named = list(_footers(story))
    if any(_is_kin(agency, filed, lexicon) for _, agency in named):
        return
    for passage, agency in named:
        stated = " and ".join(lexicon.facts[other].name for other in filed)
        yield Hit(
            passage.start,
            passage.end,
            f"the footer names {lexicon.facts[agency].name}, the dateline {stated}",
        )


def _filed(story: Story) -> list[str]:
    """The ids of the agencies with profiles that the dateline credits."""
    dateline = story.dispatch.dateline if story.dispatch else None
    facts = story.context.lexicon.facts
    return [agency for agency in dateline.agencies if agency in facts] if dateline else []


def _footers(story: Story) -> Iterator[tuple[Passage, str]]:
    """The footers below a story that name an agency, with its id."""
    for passage in story.tail:
        if (
            passage.label in (Label.COPYRIGHT, Label.AGENCY)
            and len(passage.text) <= _LONGEST_FOOTER
            and (agency := _named(passage.mark.unit.text, story.context.lexicon))
        ):
            yield passage, agency


def _named(text: str, lexicon: Lexicon) -> str | None:
    """The agency if a footer is its name and nothing else."""
    rest = " ".join(_RIGHTS_RE.sub(" ", text).split()).strip(" .,;:-–—|*")
    return lexicon.credited(rest) if rest else None


def _is_kin(agency: str, filed: Collection[str], lexicon: Lexicon) -> bool:
    """Whether an agency is among those of the dateline, or a service of one of them."""
    facts = lexicon.facts
    return any(
        agency == other
        or facts[agency].extends == other
        or facts[other].extends == agency
        or agency.startswith(f"{other}-")
        for other in filed
    )


@DispatchRule.named("DK403", "unknown-agency", severity="info")
def unknown_agency(story: Story) -> Iterator[Hit]:
    r"""A dateline credits an agency that no profile knows.

    It is misspelt ("(AFPP)"), or a profile is missing: then nobody's rules were applied. Only the
    place of a credit is looked at, so "(ONU)" or "(UE)" in the text does not count, nor do names of
    countries and states after a city.

    Bad:
        Clock museum opens a new wing
        GENEVA, Dec 4 (XPQ) - The clock museum opened a new wing on Saturday, in which three \
        hundred travelling clocks tick.
    Good:
        Clock museum opens a new wing
        GENEVA, Dec 4 (AFP) - The clock museum (UNCW) opened a new wing on Saturday, in which \
        three hundred travelling clocks tick.
    """
    if story.dispatch is None or _filed(story):
        return
    lexicon = story.context.lexicon
    for passage in (*story.head[-2:], *story.body[:1]):
        found = _credit(passage)
        if found and lexicon.credited(found[1]) is None and not countries_named(found[1]):
            yield Hit(
                passage.start + found[0],
                passage.start + found[0] + len(found[1]),
                f"no profile knows the credit {found[1]!r}",
            )
            return


def _credit(passage: Passage) -> tuple[int, str] | None:
    """The offset and text of what stands in the place of a credit; None if nothing does."""
    text = passage.text
    found = _BRACKETED_RE.match(text) if "(" in text[:70] else None
    if (
        found
        and _is_place(found["place"])
        and (found["credit"].isupper() or found["credit"].islower())
    ):
        return found.start("credit"), found["credit"]
    if passage.role is None and "/" in text[:8]:
        found = _SLASHED_RE.fullmatch(text)
        if found and found["credit"].isupper():
            return found.start("credit"), found["credit"]
    return None


def _is_place(text: str) -> bool:
    """Whether what stands before a bracket and a dash can only be a place: a single word, words in
    capitals, or words with a date after them. In "The museum (UNCW) - the oldest" it is not.
    """
    name, _, rest = text.partition(",")
    return name[0].isupper() and (
        " " not in name or name.isupper() or DIGIT_RE.search(rest) is not None
    )
