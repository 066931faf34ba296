"""DK9: the baseline of known findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lint.finding import Stale
from dispatchkit.lint.scopes import BaselineRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.lint.finding import Entry


@BaselineRule.named("DK902", "stale-baseline", severity="info")
def stale_baseline(entries: Iterable[Entry]) -> Iterator[Stale]:
    r"""The baseline knows a finding that is no longer there.

    An entry that is no longer needed hides the same fault when it comes back. `--write-baseline`
    writes the file anew. Entries of files that this run did not check are left alone: another run
    may check them. Those of files that no longer exist are reported.

    Bad:
        === baseline.json
        {"schema": "dispatchkit-baseline/1", "findings": {"dump.txt": {"0123456789abcdef": "DK104 \
        no line feed at the end of the file"}}}
        === dump.txt
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.
    Good:
        === baseline.json
        {"schema": "dispatchkit-baseline/1", "findings": {}}
        === dump.txt
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.
    """
    for entry in entries:
        yield Stale(entry, f"no longer found in {entry.path}: {entry.told}")
