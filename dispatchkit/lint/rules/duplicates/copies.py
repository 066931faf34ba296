"""DK8: dispatches that repeat others of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lint.finding import Match
from dispatchkit.lint.scopes import RunRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.compare.card import Card
    from dispatchkit.compare.deck import Relation
    from dispatchkit.lifecycle.ledger import Ledger

# Two texts of one id with less than half of their five-word rows in common are two stories, not two
# versions of one.
_OTHER = 0.5


@RunRule.named("DK801", "exact-duplicate", severity="warning")
def exact_duplicate(ledger: Ledger) -> Iterator[Match]:
    r"""Another dispatch of the run has the same text.

    It came in twice, and would be printed, counted and paid for twice. Case, punctuation, spaces
    and boilerplate do not count. Where headline, time or notice differ it is a new version (DK803).
    The finding is on the later dispatch, by the times that the two state, else by the names of the
    inputs.

    Bad:
        === a.txt
        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
        === b.txt
        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    Good:
        === a.txt
        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
        === b.txt
        OSLO, Dec 4 (Reuters) - The museum of the harbour has a new roof after a year of work, its \
        director said.
    """
    for relation in ledger.deck.alike("same"):
        yield Match(relation.card, f"the same text as {ledger.name(relation.other)}")


@RunRule.named("DK802", "near-duplicate", severity="info")
def near_duplicate(ledger: Ledger) -> Iterator[Match]:
    r"""Another dispatch of the run has nearly the same text: nine in ten of the rows of five words
    that either has.

    Which of the two to keep is for people to decide: nothing in them tells which is newer (else it
    is DK803). Reports of markets and weather made from one template are left alone, because they
    have other figures in every row, and so are texts of fewer than 24 words.

    Bad:
        === a.txt
        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said on Friday.

        Nobody was hurt when it was torn from its moorings, and the harbour stayed open all week, \
        a spokesman told reporters in the morning.

        The ferry is forty years old. It carries cars, cattle and two hundred people, and calls at \
        nine islands on its way to the lighthouse.
        === b.txt
        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said on Friday.

        Nobody was hurt when it was torn from its moorings, and the harbour stayed open all week, \
        a spokesman told reporters in the morning.

        The ferry is forty years old. It carries cars, cattle and two hundred people, and calls at \
        nine islands on its way to the beacon.
    Good:
        === a.txt
        OSLO, Dec 4 (Reuters) - Shares rose 1.2 percent to 1,204 points, with oil up 0.4 percent \
        and fish down 2.1 percent.
        === b.txt
        OSLO, Dec 5 (Reuters) - Shares rose 0.3 percent to 1,208 points, with oil up 1.7 percent \
        and fish down 0.2 percent.
    """
    for relation in ledger.deck.alike("near"):
        other = ledger.name(relation.other)
        yield Match(relation.card, f"{relation.share:.0%} the same as {other}")


@RunRule.named("DK803", "updated-version", severity="info")
def updated_version(ledger: Ledger) -> Iterator[Match]:
    r"""The dispatch is a newer version of another of the run.

    Much the same text, and either a notice that says so (UPDATE 1, LEAD, CORRECTED), or the same
    headline or place and a later time, or the same text under another head; also where the newer
    version adds to the older. Where the text is another, the same id with another version shows it,
    or a mark under the same slugline or headline, as `dispatchkit latest` tells. Keep both, and
    print the newer: nothing should be deleted automatically.

    Bad:
        === a.txt
        Ferry runs again after storm

        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
        === b.txt
        UPDATE 1-Ferry runs again after storm

        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    Good:
        === a.txt
        Ferry runs again after storm

        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.
        === b.txt
        UPDATE 1-Museum has a new roof

        OSLO, Dec 4 (Reuters) - The museum of the harbour has a new roof after a year of work, its \
        director said.
    """
    for relation in ledger.deck.alike("version"):
        common = "" if relation.share == 1 else f" ({relation.share:.0%} the same)"
        yield Match(relation.card, f"a newer version of {ledger.name(relation.other)}{common}")
    for card, related in ledger.rewritten():
        yield Match(card, f"a newer version of {ledger.name(related.card)} ({related.why})")


@RunRule.named("DK804", "truncated-copy", severity="warning")
def truncated_copy(ledger: Ledger) -> Iterator[Match]:
    r"""All of the text stands in a longer dispatch of the run: it was cut short.

    A line broke, or a form took only so many characters, and the copy may end before the turn of
    the story. Nothing is reported where the longer one is a newer version (DK803), nor for briefs
    of less than a seventh of the long story. The finding is on the cut one, even if it is the
    earlier.

    Bad:
        === a.txt
        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator of the line said on Friday in the harbour of Oslo.

        Nobody was hurt when it was torn from its moorings, and the harbour stayed open all week, \
        a spokesman told reporters.
        === b.txt
        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator of the line said on Friday in the harbour of Oslo.
    Good:
        === a.txt
        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator of the line said on Friday in the harbour of Oslo.

        Nobody was hurt when it was torn from its moorings, and the harbour stayed open all week, \
        a spokesman told reporters.
        === b.txt
        OSLO, Dec 4 (Reuters) - The museum of the harbour has a new roof after a year of work, its \
        director said on Friday in the town.
    """
    for relation in ledger.deck.alike("part"):
        yield Match(
            relation.card,
            f"cut short: all of it stands in {ledger.name(relation.other)}, which has"
            f" {relation.other.size / max(1, relation.card.size):.1f} times as much",
        )


@RunRule.named("DK805", "same-id-other-text", severity="warning")
def same_id_other_text(ledger: Ledger) -> Iterator[Match]:
    r"""The dispatch has the id of another of its agency in the run, but not its text.

    An archive that files by ids overwrites one story with another. The same slugline on the same
    day is an info, because some desks give one to many stories. Versions of one story are left
    alone: they have half of their five-word rows in common or more, or say that they are versions.

    Bad:
        === a.txt
        Guid: tag:example.org,2021:4711
        Title: Ferry runs again after storm

        The ferry to the islands runs again after a week of storms, the operator said. Nobody was \
        hurt.
        === b.txt
        Guid: tag:example.org,2021:4711
        Title: Museum has a new roof

        The museum of the harbour has a new roof after a year of work, its director said. It was \
        closed since May.
    Good:
        === a.txt
        Guid: tag:example.org,2021:4711
        Title: Ferry runs again after storm

        The ferry to the islands runs again after a week of storms, the operator said. Nobody was \
        hurt.
        === b.txt
        Guid: tag:example.org,2021:4712
        Title: Museum has a new roof

        The museum of the harbour has a new roof after a year of work, its director said. It was \
        closed since May.
    """
    for relation in ledger.deck.reused(_id):
        if relation.share < _OTHER and not _are_versions(ledger, relation):
            other = ledger.name(relation.other)
            yield Match(
                relation.card, f"the id {relation.card.altid!r} of {other}, but another text"
            )
    for relation in ledger.deck.reused(_slug):
        if (
            relation.share < _OTHER
            and relation.card.altid is None
            and not _are_versions(ledger, relation)
        ):
            yield Match(
                relation.card,
                f"the slugline {relation.card.slugline!r} of {ledger.name(relation.other)} on the"
                " same day, but another text",
                "info",
            )


def _are_versions(ledger: Ledger, relation: Relation) -> bool:
    """Whether two dispatches are versions of one story, however much was rewritten."""
    return ledger.are_of_one_story(relation.card, relation.other)


def _id(card: Card) -> object:
    return (card.agency, card.altid) if card.altid else None


def _slug(card: Card) -> object:
    """The slugline with its day: desks file under the same one every day."""
    return (
        (card.agency, card.slugline, card.published.isoformat()[:10])
        if card.slugline and card.published
        else None
    )
