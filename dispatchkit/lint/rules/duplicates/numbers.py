"""DK8: the numbers of versions across the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.compare.order import compared, versions
from dispatchkit.lifecycle.kinship import is_correction
from dispatchkit.lint.finding import Match
from dispatchkit.lint.scopes import RunRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lifecycle.ledger import Ledger


@RunRule.named("DK806", "version-order", severity="warning")
def version_order(ledger: Ledger) -> Iterator[Match]:
    r"""The dispatch has a higher version than another of its story, but an earlier time.

    A system that goes by the time keeps the older version, and one that goes by the number the
    newer: one of the two is wrong in the source. `dispatchkit latest` goes by the number.

    Bad:
        === a.txt
        UPDATE 1-Ferry runs again after storm

        OSLO, Dec 5, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said.
        === b.txt
        UPDATE 2-Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said. It carries two hundred people.
    Good:
        === a.txt
        UPDATE 1-Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said.
        === b.txt
        UPDATE 2-Ferry runs again after storm

        OSLO, Dec 5, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said. It carries two hundred people.
    """
    for older, newer in ledger.pairs():
        numbers = versions(newer, older)
        if numbers and numbers[0] > numbers[1] and compared(newer.published, older.published) < 0:
            yield Match(
                newer,
                f"version {numbers[0]} is of {newer.published}, version {numbers[1]}"
                f" ({ledger.name(older)}) of {older.published}",
            )


@RunRule.named("DK807", "version-twice", severity="warning")
def version_twice(ledger: Ledger) -> Iterator[Match]:
    r"""The dispatch has the same version as another of its story, but not its text.

    Which of the two is to be used cannot be told by the number, and a system that files by it loses
    one of them. A correction of UPDATE 1 keeps its number, and is left alone.

    Bad:
        === a.txt
        UPDATE 1-Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said.
        === b.txt
        UPDATE 1-Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said. It carries two hundred people.
    Good:
        === a.txt
        UPDATE 1-Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said.
        === b.txt
        UPDATE 2-Ferry runs again after storm

        OSLO, Dec 4, 2021 (Reuters) - The ferry to the islands runs again after a week of storms, \
        the operator said. It carries two hundred people.
    """
    for older, newer in ledger.pairs():
        numbers = versions(newer, older)
        if is_correction(newer) or older.digest == newer.digest:
            continue
        if numbers and numbers[0] == numbers[1]:
            yield Match(
                newer,
                f"version {numbers[0]}, as {ledger.name(older)} has it with another text",
            )
