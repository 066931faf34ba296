"""The page that shows what a corpus holds: counts and plots, what was stripped, the oddest records,
and filters, all from the summary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.corpus.cube import DIMENSIONS
from dispatchkit.pages.document import document, embedded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

# What of a summary the script of the page reads.
_READ = ("records", "repeats_by_kind", "rejects", "sums", "details", "oddest")


TITLE = "Dispatches of a corpus"
# So many names of a list are on the page; the file has all of them.
LISTED = 200


class Listed(NamedTuple):
    """The first rows of a list, how many it has, and the *file* in which all of them are."""

    rows: Sequence[Mapping[str, Any]] = ()
    total: int = 0
    file: str = ""


_NOTHING = Listed()


def page(
    summary: Mapping[str, Any],
    title: str = TITLE,
    *,
    unread: Listed = _NOTHING,
    repeated: Listed = _NOTHING,
) -> Iterator[str]:
    """The page of a *summary*, with lists of what is *unread* and *repeated*, in pieces."""
    read = {name: summary[name] for name in _READ}
    read |= {"unread": unread._asdict(), "repeated": repeated._asdict()}
    told = summary["sums"]["dimensions"]
    names = {row["value"]: row["name"] for row in summary["by"]["agency"] if row["value"]}
    # What the cube tells apart can be added up from it.
    whole = {name: summary["by"][name] for name in DIMENSIONS if name not in told}
    return document(
        title, lead(summary), "corpus", [embedded({**read, "names": names, "by": whole})]
    )


def lead(summary: Mapping[str, Any]) -> str:
    """The chief figures of a *summary* in a sentence."""
    cut = summary["stripped_characters"] / max(1, summary["characters"])
    return (
        f"Records: {summary['records']:,}. Lines: {summary['lines']:,}. Of the characters"
        f" {cut:.1%} were stripped. Records that repeat others: {summary['repeats']:,}. Rejects:"
        f" {sum(summary['rejects'].values()):,}."
    )
