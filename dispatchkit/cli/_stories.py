"""Stories as ``dispatchkit latest`` prints them: a table for people, JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.lifecycle.told import told
from dispatchkit.text.visible import BOLD, DIM, RED, YELLOW, one_line, paint, visible
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


def table(ledger: Ledger, *, terminal: bool, coloured: bool) -> Iterator[str]:
    """A few lines for each story: its newest dispatch, what that replaces and why, and what else a
    person should know. What a *terminal* will show is made safe to show.
    """
    safe = visible if terminal else str
    tint = paint if coloured else lambda text, _: text
    for story in ledger.stories:
        style = _COLOURS.get(story.status)
        headline = safe(one_line(story.newest.title or _UNNAMED))
        yield f"{tint(headline, BOLD)}\n"
        status = _status(story)
        yield f"  {safe(ledger.name(story.newest))}: {tint(status, style) if style else status}\n"
        for one in story.replaced:
            yield f"  {tint('replaces', DIM)} {safe(f'{ledger.name(one.card)}: {one.why}')}\n"
        for one in story.doubts:
            yield f"  {tint('not counted', DIM)} {safe(f'{ledger.name(one.card)}: {one.why}')}\n"
        if story.note:
            yield f"  {tint('note', DIM)} {safe(story.note)}\n"


def _status(story: Story) -> str:
    """What people are told of the newest version: its number or mark, and its status."""
    mark = story.newest.standing.mark
    version = f"version {story.version}" if story.version is not None else ""
    if not version and mark and mark.text not in ("kill", "embargo", "correction"):
        version = one_line(mark.text)
    until = f" until {story.until.isoformat()}" if story.until else ""
    return ", ".join(filter(None, (version, _CALLED[story.status] + until)))
