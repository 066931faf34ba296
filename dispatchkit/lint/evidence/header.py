"""Header lines above a story. If a site or a desk has set them, but the headline or the date is
missing, it was lost on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.labels import Label

if TYPE_CHECKING:
    from collections.abc import Collection

    from dispatchkit.lint.traced import Story

# The labels of lines that stand above a story beside its headline.
HEADER = frozenset((Label.SECTION, Label.DATE, Label.UPDATED, Label.LOCATED, Label.COUNTER))


def has_above(story: Story, labels: Collection[Label]) -> bool:
    """Whether a line above the text of a dispatch has one of *labels*."""
    return any(passage.label in labels for passage in story.head)
