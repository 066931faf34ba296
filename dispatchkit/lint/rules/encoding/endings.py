"""DK1: how lines and files end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import InputRule
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Source

# Teleprinters needed two carriage returns to reach the margin in time, so CR CR LF is one line end.
_ENDING_RE = pattern(r"\r{0,2}\n|\r")
_NAMES = {"\n": "LF", "\r\n": "CR LF", "\r\r\n": "CR CR LF", "\r": "CR"}


@InputRule.named("DK103", "line-endings", severity="warning", fix="safe")
def line_endings(source: Source) -> Iterator[Hit]:
    r"""Lines end in different ways within one input.

    Somewhere on its way the dump was put together from two sources, or went through a program that
    rewrites some line ends and not others; a reader that cuts lines at LF then sees two paragraphs
    as one, or carriage returns in the text. The finding is at the first line that ends differently
    from most; the fix gives all lines the end that most have.

    Any single kind is right: IPTC 7901 wires end all lines with CR LF, teleprinters with CR CR LF.

    Bad:
        Ferry sails again\r
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.\r
        Two more will follow on Monday.
    Good:
        Ferry sails again\r
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.\r
        Two more will follow on Monday.\r
    """
    text = source.text
    pairs = text.count("\r\n")
    if "\r" not in text or pairs == text.count("\r") == text.count("\n"):
        return
    counts = Counter(_ENDING_RE.findall(text))
    if len(counts) < 2:
        return
    # Of two equally common kinds the younger one: files are made for programs of today.
    usual = max(counts, key=lambda ending: (counts[ending], ending == "\n"))
    others = [found.span() for found in _ENDING_RE.finditer(text) if found.group() != usual]
    told = ", ".join(f"{count} in {_NAMES[ending]}" for ending, count in counts.most_common())
    first = text[slice(*others[0])]
    why = f"line ends in {_NAMES[first]} where most end in {_NAMES[usual]} ({told})"
    yield Hit(*others[0], why, Fix(tuple(Edit(start, end, usual) for start, end in others)))


@InputRule.named("DK104", "no-final-newline", severity="info", fix="safe")
def no_final_newline(source: Source) -> Iterator[Hit]:
    r"""The last line does not end in a line feed.

    `cat a.txt b.txt` then glues the first line of the next dispatch to the last of this one, and
    nothing can separate them again.

    Bad:
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.\
    Good:
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.
    """
    if source.lines and not source.lines[-1].ending:
        last = source.lines[-1]
        end = last.start + len(last.text)
        ending = source.lines[0].ending or "\n"
        yield Hit(
            max(last.start, end - 1),
            end,
            "no line feed at the end of the file",
            Fix((Edit(end, end, ending),)),
        )
