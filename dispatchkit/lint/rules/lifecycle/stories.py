"""DK7: stories that another dispatch of the run takes back or corrects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lifecycle.kinship import is_correction
from dispatchkit.lint.finding import Match
from dispatchkit.lint.scopes import RunRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lifecycle.ledger import Ledger


@RunRule.named("DK707", "notice-without-story", severity="info", on=False)
def notice_without_story(ledger: Ledger) -> Iterator[Match]:
    r"""The dispatch kills or corrects another, which is not in the run.

    What it is about was sent before and may be in print. In a feed that is kept whole something is
    missing; a feed of one day has such notices every day, so the rule is off unless it is selected.
    A notice finds its story by an id, a headline or a slugline that it names, or by its own, as
    `dispatchkit latest` tells.

    Bad:
        === a.txt
        MANDATORY KILL

        OSLO, Dec 4, 2021 (Reuters) - Please kill the story headlined "Whales seen in the harbour".
        === b.txt
        Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said.
    Good:
        === a.txt
        MANDATORY KILL

        OSLO, Dec 4, 2021 (Reuters) - Please kill the story headlined "Whales seen in the harbour".
        === b.txt
        Whales seen in the harbour

        OSLO, Dec 4, 2021 (Reuters) - Two whales swam around the ferry in the harbour, the \
        operator said.
    """
    for story in ledger.stories:
        if story.note and not story.replaced:
            yield Match(story.newest, story.note)


@RunRule.named("DK708", "killed-story", severity="error")
def killed_story(ledger: Ledger) -> Iterator[Match]:
    r"""Another dispatch of the run kills this one.

    It may be false or libellous, and must go from every page at once; the kill (DK702) takes all
    versions of the story down, also those that came after it. Only a kill that names the id, the
    headline or the slugline of a story counts, or one that has them itself or repeats its text. A
    dispatch that only resembles what is killed, with a word of the headline that differs, is an
    info.

    Bad:
        === a.txt
        Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said.
        === b.txt
        MANDATORY KILL

        OSLO, Dec 4, 2021 (Reuters) - Please kill the story headlined "Ferry runs again after \
        storm". It never ran.
    Good:
        === a.txt
        Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said.
        === b.txt
        MANDATORY KILL

        OSLO, Dec 4, 2021 (Reuters) - Please kill the story headlined "Whales seen in the harbour".
    """
    for story in ledger.stories:
        if story.status == "canceled":
            name = ledger.name(story.newest)
            for one in story.replaced:
                if one.card.standing.kind != "kill":
                    yield Match(one.card, f"killed by {name}: it must not run ({one.why})")
            for one in story.doubts:
                if one.by is story.newest and one.card.standing.kind != "kill":
                    yield Match(one.card, f"perhaps killed by {name} ({one.why})", severity="info")


@RunRule.named("DK709", "corrected-story", severity="warning")
def corrected_story(ledger: Ledger) -> Iterator[Match]:
    r"""Another dispatch of the run corrects this one.

    What this one says was wrong, and the newer version should be used in its place: updates that
    only add something (DK803) leave the older version true. A dispatch that only resembles what is
    corrected, as one whose headline differs in a word, is an info.

    Bad:
        === a.txt
        Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said.
        === b.txt
        CORRECTED-Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a month of storms, \
        the operator said.
    Good:
        === a.txt
        Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said.
        === b.txt
        UPDATE 1-Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said. It carries two hundred people.
    """
    for story in ledger.stories:
        corrected = None
        for card in (story.newest, *(one.card for one in story.replaced)):
            if corrected is not None and story.status != "canceled":
                yield Match(card, f"corrected by {ledger.name(corrected)}: it was wrong")
            elif is_correction(card):
                corrected = card
        if corrected is not None and story.status != "canceled":
            for one in story.doubts:
                if one.by is corrected:
                    yield Match(
                        one.card,
                        f"perhaps corrected by {ledger.name(corrected)} ({one.why})",
                        severity="info",
                    )
