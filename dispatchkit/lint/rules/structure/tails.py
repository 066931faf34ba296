"""DK2: how the text of a dispatch ends, and whether it is all of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.labels import Label
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import smooth
from dispatchkit.text.shape import SENTENCE_ENDS, ends_sentence, weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.traced import Passage, Story

# A line of fewer words without a stop is a label, a name or a score as often as a sentence.
_SENTENCE_WORDS = 5
# This share of the paragraphs before the last must end as sentences do; in texts without stops,
# verses and transcripts fewer do.
_STOPPED = 0.8
# No text ends with these.
_COMMAS = frozenset(",،、，;؛；")
# Scripts that set no full stop: Thai, Lao.
_UNSTOPPED = ("\u0e00", "\u0eff")
# "abc/def", "ab-cd", "mis", "(AA)", "/AFP", "- Bernama": initials of the desk and credits after the
# last sentence, addresses.
_SIGNED_RE = pattern(
    rf"(?:[{SENTENCE_ENDS}]"
    r"[\"'”’»)]{0,2}\s?(?:[-–—*(\[/=]{1,2}\s?[\w./,&"
    r" +-]{1,30}[)\]*]{0,2}|\w{1,8}|\w{1,5}(?:[/-]\w{1,5}){1,3})"
    r"|[/(\[][^\s()\[\]/]{2,20}[)\]]?|https?://\S{1,200}|\S{1,60}@\S{1,60})$"
)
_SHOWN = 60
_LABELS = (
    Label.SUBSCRIPTION,
    Label.COPYRIGHT,
    Label.PROMO,
    Label.EDNOTE,
    Label.OTHER,
    Label.AGENCY,
    Label.CONTACT,
)


@DispatchRule.named("DK208", "truncated-tail", severity="warning")
def truncated_tail(story: Story) -> Iterator[Hit]:
    r"""The last paragraph does not end as a sentence does.

    The end of the story was lost on the way. Stops of all scripts are known, quotes and brackets
    after them, credits and the initials of desks; lists, tables, labels and texts that have no full
    stops anywhere are left alone, and so is Thai, which sets none. On newspapers' pages, whose text
    was picked out of other lines, it is for information.

    Bad:
        Clock museum opens a new wing
        GENEVA, Dec 4 (AA) - The clock museum opened a new wing on Saturday.
        Three hundred travelling clocks tick in it.
        The oldest of them was made for a pope, who gave it to his brother because it
    Good:
        Clock museum opens a new wing
        GENEVA, Dec 4 (AA) - The clock museum opened a new wing on Saturday.
        Three hundred travelling clocks tick in it.
        "The oldest of them was made for a pope, who gave it to his brother because it was late" \
        (AA)
    """
    if story.dispatch is None or not story.body:
        return
    last = story.body[-1]
    printed = last.mark.unit.text
    # No sentence opens with a small letter; lists of tags do.
    if last.role != "body" or printed[:1].islower():
        return
    # The text without a credit or end mark that was cut off.
    text = story.dispatch.paragraphs[-1].text
    if not (_breaks_off(printed) and _breaks_off(text)):
        return
    if weight(text) < _SENTENCE_WORDS or not _is_stopped(story.body[:-1]):
        return
    words = text.split()[-3:] if " " in text else [text[-6:]]
    yield Hit(
        max(last.start, last.end - 1),
        last.end,
        f"the text breaks off with {' '.join(words)!r}",
        None,
        "info" if story.part.page else None,
    )


def _breaks_off(text: str) -> bool:
    """Whether a text ends in mid-sentence: at a letter or comma of a script that sets full stops,
    and not with a credit, initials or an address.
    """
    last = text.rstrip()[-1:]
    if ends_sentence(text) or not (last.isalpha() or last in _COMMAS):
        return False
    if _UNSTOPPED[0] <= last <= _UNSTOPPED[1]:
        return False
    return _SIGNED_RE.search(text[-240:]) is None and not _closes_in_capitals(text)


def _closes_in_capitals(text: str) -> bool:
    """Whether only the last two words are in capitals: a closing credit or name."""
    words = text.split()[-2:]
    return len(words) == 2 and all(word.isupper() for word in words) and not text.isupper()


def _is_stopped(before: Sequence[Passage]) -> bool:
    """Whether the passages *before* the last one are mostly paragraphs that end as sentences do."""
    prose = [passage for passage in before if passage.role == "body"]
    stopped = sum(ends_sentence(passage.mark.unit.text) for passage in prose)
    return stopped >= 1 and stopped >= _STOPPED * len(prose) and len(prose) * 2 >= len(before)


@DispatchRule.named("DK213", "abridged-notice", severity="warning")
def abridged_notice(story: Story) -> Iterator[Hit]:
    r"""A line below the text says that this is only a summary of the story.

    The agency's site shows less than its clients get: the whole story must be fetched elsewhere.
    Only the agency's own lines are read, not the text, which may speak of summaries.

    Bad:
        Clock museum opens a new wing
        AA/ Geneva
        The clock museum opened a new wing on Saturday, in which three hundred travelling clocks \
        tick.
        Anadolu Agency website contains only a portion of the news stories offered to subscribers \
        in the AA News Broadcasting System (HAS), and in summarized form. Please contact us for \
        subscription options.
    Good:
        Museum shows abridged classics
        AA/ Geneva
        The book museum showed abridged classics on Saturday, which contain only a portion of the \
        story, in summarized form.
    """
    for passage in story.tail:
        if passage.label in _LABELS:
            text = smooth(passage.mark.unit.text)
            found = next((phrase for phrase in _abridged() if phrase in text), None)
            if found:
                start, end = story.find(found, (passage,)) or (passage.start, passage.end)
                yield Hit(
                    start,
                    end,
                    "only a summary of the story, by its own words:"
                    f" {story.source.text[start:end][:_SHOWN]!r}",
                )
                return


@cache
def _abridged() -> tuple[str, ...]:
    """Phrases that say that a text is only a summary, smoothed as the text is."""
    return tuple(map(smooth, tables.words("data/abridged", "phrases")))
