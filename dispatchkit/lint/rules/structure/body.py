"""DK2: whether a dispatch has a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.lint.evidence.genre import is_urgent
from dispatchkit.lint.evidence.killing import is_kill
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.text.shape import DIGIT_RE, ends_sentence, weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.finding import Severity
    from dispatchkit.lint.traced import Story
    from dispatchkit.model import Dispatch

# A text of fewer words is no story. The shortest sentence that tells one, among the corpora's 8,500
# stories, has nine.
_STORY_WORDS = 20
# No twenty words have more letters than this: longer texts need not be counted.
_LONGEST_BRIEF = 600


@DispatchRule.named("DK204", "missing-body", severity="error")
def missing_body(story: Story) -> Iterator[Hit]:
    r"""The story has no text, or a few words of one.

    A message that lost its text on the way still has its headline and footer, and looks complete.
    No text at all is an error, and so is one that ends in mid-sentence after fewer than twenty
    words. It is for information in flashes and urgent one-liners, and where a short text ends as a
    sentence does. Results and lists are left alone, and so are kills, which need no story.

    Bad:
        Clock museum opens new wing
        04.12.2021
        AA/ Geneva
        Bu haberi paylaşın
    Bad:
        Clock museum opens new wing
        04.12.2021
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which
    Good:
        Clock museum opens new wing
        04.12.2021
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick. The oldest was made for a pope, the youngest for a submarine.
    """
    dispatch = story.dispatch
    if dispatch is None:
        yield from _nothing(story)
        return
    if is_kill(story):
        return
    paragraphs = dispatch.paragraphs
    if sum(len(paragraph.text) for paragraph in paragraphs) > _LONGEST_BRIEF:
        return
    words = sum(weight(paragraph.text) for paragraph in paragraphs[:_STORY_WORDS])
    if words >= _STORY_WORDS:
        return
    severity = _severity(story, dispatch)
    if not words:
        yield Hit(story.start, story.start, "no text below the headline", None, severity)
        return
    start, end = story.body[0].start, story.body[-1].end
    if _breaks_off(story):
        yield Hit(start, end, f"the text breaks off after {words} words", None, severity)
    elif ends_sentence(story.body[-1].mark.unit.text):
        yield Hit(start, end, f"the text has {words} words", None, "info")


def _severity(story: Story, dispatch: Dispatch) -> Severity:
    """How grave it is that a text is missing: flashes and embargoes may have none."""
    embargoed = dispatch.notice is not None and dispatch.notice.kind == "embargo"
    return "info" if embargoed or is_urgent(story) else "error"


def _nothing(story: Story) -> Iterator[Hit]:
    """The hit for an input without a story, if any of its lines holds letters."""
    first = next(
        (passage for passage in story.passages if any(map(str.isalpha, passage.text))), None
    )
    if first:
        yield Hit(first.start, first.start, "no text: nothing here but what stands around a story")


def _breaks_off(story: Story) -> bool:
    """Whether a short text is one line that ends in mid-sentence, with no sign-off after it."""
    last = story.body[-1]
    brief = len(story.body) > 1 or last.role != "body" or DIGIT_RE.search(last.text) is not None
    closed = any(
        passage.label in (Label.ENDMARK, Label.INITIALS, Label.CREDIT) for passage in story.tail
    )
    return not brief and not closed and last.text[-1:].isalpha() and not ends_sentence(last.text)
