"""Stories as ``dispatchkit latest`` prints them: a table for people, JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lifecycle.told import told
from dispatchkit.text.visible import BOLD, DIM, RED, YELLOW, one_line, paint
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.lifecycle.ledger import Ledger, Story

# What people call the statuses, and their colours.
_CALLED = {"usable": "usable", "withheld": "withheld", "canceled": "killed"}
_COLOURS = {"withheld": YELLOW, "canceled": RED}
_UNNAMED = "(no headline)"


def objects(stories: Iterable[Story]) -> Iterator[str]:
    """A line of JSON for each story."""
    for story in stories:
        yield encode(told(story).to_dict()) + "\n"


def table(ledger: Ledger, *, coloured: bool) -> Iterator[str]:
    """A few lines for each story: its newest dispatch, what that replaces and why, and what else a
    person should know. Whatever a name or a text holds, it neither begins a line nor steers a
    terminal.
    """
    tint = paint if coloured else lambda text, _: text
    for story in ledger.stories:
        style = _COLOURS.get(story.status)
        headline = one_line(story.newest.title or _UNNAMED)
        yield f"{tint(headline, BOLD)}\n"
        name, status = one_line(ledger.name(story.newest)), _status(story)
        yield f"  {name}: {tint(status, style) if style else status}\n"
        for kind, others in (("replaces", story.replaced), ("not counted", story.doubts)):
            for one in others:
                why = one_line(f"{ledger.name(one.card)}: {one.why}")
                yield f"  {tint(kind, DIM)} {why}\n"
        if story.note:
            yield f"  {tint('note', DIM)} {one_line(story.note)}\n"


def _status(story: Story) -> str:
    """What people are told of the newest version: its number or mark, and its status."""
    mark = story.newest.standing.mark
    version = f"version {story.version}" if story.version is not None else ""
    if not version and mark and mark.text not in ("kill", "embargo", "correction"):
        version = one_line(mark.text)
    until = f" until {story.until.isoformat()}" if story.until else ""
    return ", ".join(filter(None, (version, _CALLED[story.status] + until)))
