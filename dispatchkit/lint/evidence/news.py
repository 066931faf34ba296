"""Which lines of a dispatch are news, for rules about its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Passage, Source, Story

# The body and what stands above it. Menus, share lines and the like are not the agency's text, and
# no reader of the news sees them.
NEWS = frozenset((
    Label.TEXT, Label.CROSSHEAD, Label.LIST, Label.TABLE, Label.HEADLINE, Label.ABSTRACT,
    Label.DATELINE, Label.CAPTION, Label.BYLINE, Label.CREDIT, Label.LOCATED,
    Label.SLUGLINE, Label.KEYWORDS, Label.EDNOTE,
))  # fmt: skip


def news(story: Story) -> Iterator[Passage]:
    """The passages of a dispatch that are news."""
    return (passage for passage in story.passages if passage.label in NEWS)


def not_news(source: Source) -> frozenset[int]:
    """The numbers of the source lines that are not news."""
    return frozenset(
        labelled.line.number
        for story in source.stories
        for labelled in story.lines
        if labelled.label not in NEWS
    )
