"""Where a dispatch says what it is to an earlier one: a kill, a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.lifecycle.marks import headlined
from dispatchkit.lint.evidence.markers import markers
from dispatchkit.lint.evidence.printed import span
from dispatchkit.lint.kept import kept

if TYPE_CHECKING:
    from dispatchkit.lint.traced import Passage, Story


@kept
def is_kill(story: Story) -> bool:
    """Whether a dispatch takes something back that was sent: such a message has no story, is
    addressed to editors, and often says nothing more of itself.
    """
    notice = story.dispatch.notice if story.dispatch else None
    return (notice is not None and notice.kind == "kill") or stated_notice(
        story, "kill"
    ) is not None


def stated_notice(story: Story, family: str) -> tuple[int, int] | None:
    """Where a dispatch says that it is of a *family* of notices ("kill", "correction"): by a
    marker, by a line that its sender's rules know, or in its headline. None if it does not.
    """
    for placed in markers(story, family):
        if placed.marker.holds:
            return span(placed.passage, placed.begin, placed.end)
    for passage in story.labelled(Label.NOTICE):
        if passage.mark.hit and passage.mark.hit.notice == family:
            return passage.start, passage.end
    headlines = story.labelled(Label.HEADLINE)
    return next((place for one in headlines if (place := _in_headline(one, family))), None)


def _in_headline(passage: Passage, family: str) -> tuple[int, int] | None:
    """Where a headline holds a notice of a *family*."""
    text = passage.mark.unit.text
    notice = headlined(text)
    if notice is None or notice.kind != family:
        return None
    at = text.find(notice.text)
    return span(passage, at, at + len(notice.text)) if at >= 0 else None
