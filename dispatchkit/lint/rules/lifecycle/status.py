"""DK7: dispatches that must not run, must not run yet, or must no longer run as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lint.evidence.embargoes import embargoes
from dispatchkit.lint.evidence.killing import stated_notice
from dispatchkit.lint.evidence.printed import span
from dispatchkit.lint.evidence.stated import now
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Story


@DispatchRule.named("DK701", "embargo", severity="error")
def embargo(story: Story) -> Iterator[Hit]:
    r"""The dispatch must not be published before a time.

    A feed that publishes what comes in breaks the embargo automatically, and its owner loses the
    service. Once the time has passed by the clock (`--now`) it is an info; without a zone, once it
    has passed everywhere. Stories about embargoes on trade do not count: the marker must open a
    line, and must have nothing but date and time beside it, or be in capitals.

    Bad (now=2021-12-03T12:00):
        EMBARGOED UNTIL 0001 GMT SATURDAY DECEMBER 4 2021

        Harbour ferry to run again

        OSLO, Dec 3 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    Bad:
        SPERRFRIST: 4. Dezember 2021, 10.00 Uhr

        Hafenfähre fährt wieder

        Oslo (dpa) - Die Fähre zu den Inseln fährt nach einer Woche Sturm wieder, wie die Reederei \
        mitteilte.
    Good:
        L'embargo pétrolier prolongé jusqu'au 31 décembre

        PARIS, 4 déc 2021 (AFP) - L'embargo sur le pétrole est prolongé d'un mois, a annoncé le \
        ministre.
    Good:
        Embargo pétrolier: l'UE prolonge jusqu'au 31 décembre

        PARIS, 4 déc 2021 (AFP) - L'embargo sur le pétrole est prolongé d'un mois, a annoncé le \
        ministre.
    """
    seen = -1
    for found in embargoes(story):
        start, end = span(found.placed.passage, 0, found.end)
        if start == seen:
            continue
        seen = start
        over = found.until is not None and found.until <= now(story.settings)
        printed = " ".join(story.source.text[start:end].split())
        yield Hit(
            start,
            end,
            (
                f"an embargo that is over: {printed!r}"
                if over
                else f"not to be published yet: {printed!r}"
            ),
            severity="info" if over else None,
        )


@DispatchRule.named("DK702", "kill-or-hold", severity="error")
def kill_or_hold(story: Story) -> Iterator[Hit]:
    r"""The dispatch kills or holds another: something that was sent must not be used.

    What it kills may be false or libellous, and must go from every page at once; the note itself is
    not for print. In ninjs it is `pubstatus` "canceled" or "withheld". Headlines with such words do
    not count ("Kill Bill", "Retrait des troupes"): the code must be in capitals, alone or doubled
    or set apart from small letters. Sentences that only a desk writes count too.

    Bad:
        KILL KILL KILL

        OSLO, Dec 4 (Reuters) - Please kill the story on the harbour ferry. The operator says that \
        it never ran.
    Bad:
        MANDATORY KILL: Harbour ferry

        OSLO, Dec 4 (Reuters) - The story on the harbour ferry is withdrawn. The operator says \
        that it never ran.
    Good:
        Kill Bill ferry sold at auction

        OSLO, Dec 4 (Reuters) - The yellow ferry of the film was sold on Friday, the auction house \
        said.
    Good:
        RETRAIT DES TROUPES: LE BAC DU PORT RÉQUISITIONNÉ

        OSLO, 4 déc 2021 (AFP) - Le bac du port transporte les troupes qui se retirent, a annoncé \
        la compagnie.
    """
    place = stated_notice(story, "kill")
    if place:
        yield Hit(*place, f"{story.source.text[slice(*place)]!r}: something sent must not be used")


@DispatchRule.named("DK703", "correction", severity="warning")
def correction(story: Story) -> Iterator[Hit]:
    r"""The dispatch says that it corrects or replaces an earlier one.

    The earlier one was wrong, so whatever was made of it must be changed too. Headlines about
    corrections do not count ("Correction de la Bourse", "Annulation du Grand Prix"): the word must
    be in capitals and set apart, close the headline in brackets, or open the first line as a title
    with a colon.

    Bad:
        ANNULE ET REMPLACE - Le bac du port reprend du service

        OSLO, 4 déc 2021 (AFP) - Le bac du port a repris du service après une semaine de tempête, \
        a annoncé la compagnie.
    Bad:
        CORRECTED-Harbour ferry runs again after storm

        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    Good:
        Correction de la Bourse après une semaine de hausse

        OSLO, 4 déc 2021 (AFP) - La Bourse a cédé trois pour cent vendredi, une correction \
        attendue par les analystes.
    """
    place = stated_notice(story, "correction")
    if place:
        yield Hit(*place, f"{story.source.text[slice(*place)]!r}: an earlier version was wrong")
