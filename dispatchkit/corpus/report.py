"""The page that shows what a corpus holds: counts and plots, what was stripped, the oddest records,
and filters, all from the summary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.pages.document import document, embedded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

# What of a summary the script of the page reads. What else is in there can be added up from it.
_READ = (
    "records",
    "repeats_by_kind",
    "rejects",
    "by",
    "sums",
    "details",
    "oddest",
)


def page(summary: Mapping[str, Any], title: str = "Dispatches of a corpus") -> Iterator[str]:
    """The page of a *summary*, in pieces."""
    read = {name: summary[name] for name in _READ}
    return document(title, lead(summary), "corpus", [embedded(read)])


def lead(summary: Mapping[str, Any]) -> str:
    """The chief figures of a *summary* in a sentence."""
    cut = summary["stripped_characters"] / max(1, summary["characters"])
    rejected = sum(summary["rejects"].values())
    told = (
        f"{summary['records']:,} records with {summary['lines']:,} lines, of whose characters"
        f" {cut:.1%} were stripped; {summary['repeats']:,} records repeat others"
    )
    return f"{told}; {rejected:,} inputs were rejected." if rejected else f"{told}."
