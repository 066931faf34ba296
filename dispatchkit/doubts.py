"""What a person should know of how an input was read: text that is in no story, characters that
were lost, an encoding that is a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.seams import Row, likely
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.segment import picture, swallowed
from dispatchkit.text.shape import ends_sentence, is_prose, weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.model import Dispatch
    from dispatchkit.trace import PartTrace, Trace

# The prose beside a story is comments, teasers, terms of use. Where it is so many times the story,
# with dates and headlines in it, it is other stories.
_TIMES = 4
# Shorter ones are the foot of a page.
_CHARACTERS = 4_000
_HEADLINE_WORDS = 4
_DATED_RE = pattern(r"\b(?:19|20)\d\d\b")
_LONGEST_DATE = 80
# A warning names so many lines.
_NAMED = 5
# What is told of an input in which the user's expression is not found.
UNMET_SPLIT = "--split is found in none of its lines, so nothing is parted"


def doubts(trace: Trace) -> Iterator[str]:
    """What is doubtful of *trace*, in sentences."""
    if trace.decoded.doubt:
        yield trace.decoded.doubt
    if not trace.split_met:
        yield UNMET_SPLIT
    for part in trace.parts:
        if part.dispatch is not None and (unread := buried(part.dispatch)):
            where = f"lines {part.source[0].number} to {part.source[-1].number}"
            yield (
                f"{where}: {unread:,} characters of prose with headlines and dates are taken for"
                " boilerplate; if there are several documents, --split PATTERN parts them"
            )
        elif part.dispatch is not None and (numbers := perhaps(part)):
            more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
            yield (
                f"line {', '.join(map(str, numbers[:_NAMED]))}{more}: perhaps another document"
                " begins here; if so, --split PATTERN parts them"
            )


def perhaps(part: PartTrace) -> list[int]:
    """The numbers of the source lines at which other documents than the first may begin in a part;
    none where the user said where they do.
    """
    if part.reason.startswith("--split"):
        return []
    marks = part.reading.marks
    rows = [Row(at, mark.unit.text, mark.unit.gap) for at, mark in enumerate(marks)]
    found = likely(rows, picture(marks), page=part.page is not None)
    taken = swallowed(part.marks) if part.page is None else None
    return [marks[at].unit.lines[0].number for at in (found if taken is None or found else [taken])]


def buried(dispatch: Dispatch) -> int:
    """How many characters of prose are in the boilerplate of *dispatch*, if they look like stories
    of their own and are several times its text; else 0.
    """
    texts = [entry.text for entry in dispatch.boilerplate]
    unread = sum(len(text) for text in texts if is_prose(text))
    body = sum(len(paragraph.text) for paragraph in dispatch.paragraphs)
    if unread < _CHARACTERS or unread < _TIMES * body:
        return 0
    dated = any(len(text) <= _LONGEST_DATE and _DATED_RE.search(text) for text in texts)
    headed = any(
        weight(text) >= _HEADLINE_WORDS and not ends_sentence(text) and not is_prose(text)
        for text in texts
    )
    return unread if dated and headed else 0
