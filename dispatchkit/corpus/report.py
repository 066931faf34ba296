"""The page that shows what a corpus holds: counts and plots, what was stripped, the oddest records,
and filters, all from the summary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.corpus.cube import DIMENSIONS
from dispatchkit.pages.document import document, embedded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

# What of a summary the script of the page reads.
_READ = ("records", "repeats_by_kind", "rejects", "sums", "details", "oddest")


def page(summary: Mapping[str, Any], title: str = "Dispatches of a corpus") -> Iterator[str]:
    """The page of a *summary*, in pieces."""
    read = {name: summary[name] for name in _READ}
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
