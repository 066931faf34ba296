"""DK1: how lines and files end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.view import Source


@rule("DK104", "no-final-newline", severity="info", scope="input", fix="safe")
def no_final_newline(source: Source) -> Iterator[Hit]:
    r"""The last line does not end in a line feed.

    `cat a.txt b.txt` then glues the first line of the next dispatch to the last of this one, and nothing can part them again.

    Bad:
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.\
    Good:
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.
    """
    if source.lines and not source.lines[-1].ending:
        last = source.lines[-1]
        end = last.start + len(last.text)
        ending = source.lines[0].ending or "\n"
        yield Hit(max(last.start, end - 1), end, "no line feed at the end of the file", Fix((Edit(end, end, ending),)))
