"""The seam between the pipeline and the rules: an input with its trace, as rules look at it.

Of messages, traces and marks, rules know only what a ``Source`` (an input: bytes, text, lines), its
stories (each dispatch as it was read) and their passages tell. A source is made once for each
input, its parts when they are first asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.errors import DecodeError, MissingReader, UnreadableFormat
from dispatchkit.labels import BODY_ROLES, Label
from dispatchkit.lint.as_read import as_read, is_printed
from dispatchkit.pipeline import run
from dispatchkit.reading.recognise import asked_for, recognise
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import split_lines
from dispatchkit.text.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.agencies.lexicon import Facts
    from dispatchkit.errors import BrokenItem
    from dispatchkit.grammar.label import Context, Mark
    from dispatchkit.lint.settings import Settings
    from dispatchkit.model import Dispatch, Line
    from dispatchkit.reading.kinds import Recognised
    from dispatchkit.reading.message import Decoded
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.trace import LabelledLine, PartTrace

# Printable ASCII, tab and line ends.
_PLAIN = bytes((*b"\t\n\r", *range(0x20, 0x7F)))
# What opens or ends a message of a wire at the beginning of any line of the input: the recogniser
# looks only at the beginning of the input.
_FRAME_RE = pattern(
    "^[\\x00\\x05\\x07\\x16\\x7f]{0,20}[\\x01-\\x04]|^[\\x00-\\x20\\x7f]{0,20}(?:ZCZC|zczc)\\b"
    "|^[\\x00-\\x20\\x7f]{0,20}(?:NNNN|nnnn)[\\x00-\\x20\\x7f]{0,20}$",
    flags=re.MULTILINE,
)


# How items say where they stand in a text.
_PLACE_RE = pattern(r"line (\d{1,18})(?:, column (\d{1,18}))?")


class Unread(NamedTuple):
    """Something of an input that was not read: why, and the line and the column of the file *at*
    which it stands, if they are known.
    """

    why: str
    at: tuple[int, int] | None = None


class Passage(NamedTuple):
    """A logical line as printed: where it begins in the decoded text, its source text (hard wraps
    included), its label, its role in the body (None outside it), and the mark that it was read as.
    """

    start: int
    text: str
    label: Label
    role: str | None
    mark: Mark

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


class Source:
    """One input. ``text`` is what was decoded; if nothing could be, it is "" and ``problem`` says
    why. ``recognised`` is its format. Of an input whose stories are no lines of the file
    (``by_item``) the text is what was read of it. ``broken`` are its items that could not be read.
    """

    def __init__(self, path: str, data: bytes, settings: Settings) -> None:
        self.path = path
        self.data = data
        self.settings = settings
        self.decoded: Decoded | None = None
        self.problem: DecodeError | UnreadableFormat | MissingReader | None = None
        self.broken: tuple[BrokenItem, ...] = ()
        self.by_item = False
        self.text = ""
        self.recognised: Recognised | None = None
        self.stories: tuple[Story, ...] = ()
        # Whether the expression at which the user splits inputs was found in it, if there is one.
        self.split_met = True
        # What was found in it, by the function that found it: see ``kept``.
        self.found: dict[object, object] = {}
        try:
            trace = run(data, self.options)
        except (DecodeError, UnreadableFormat, MissingReader) as error:
            self.problem = error
            return
        self.recognised = trace.recognised
        self.decoded = trace.decoded
        self.split_met = trace.split_met
        self.broken = trace.broken
        parts, self.text = trace.parts, trace.decoded.text
        if not trace.recognised.format.is_rewritable and not (
            parts and is_printed(parts, self.text)
        ):
            self.by_item = True
            parts, self.text = as_read(parts)
        self.stories = tuple(Story(self, part) for part in parts)

    @property
    def unread(self) -> list[Unread]:
        """What was not read of it though it was opened: items that cannot be, or a whole that holds
        no story.
        """
        found = self.recognised
        if found and self.by_item and not self.stories and not self.broken:
            why = f"{found.format.title} ({found.reason}), and no text of a story in it"
            return [Unread(why)]
        return [Unread(str(item), _place(item.where)) for item in self.broken]

    def file_line(self, number: int) -> str:
        """The line of that number in the file; "" if it has none."""
        lines = self._file_lines
        return lines[number - 1].text if 0 < number <= len(lines) else ""

    @cached_property
    def _file_lines(self) -> tuple[Line, ...]:
        return split_lines(self.decoded.text) if self.decoded else ()

    @property
    def options(self) -> ReadOptions:
        """How it is read."""
        return self.settings.reading._replace(path=self.path)

    @cached_property
    def unmendable(self) -> str | None:
        """Why the input must stay as it is, whatever is found in it; None for plain text, which may
        be mended.
        """
        found = recognise(self.data, self.settings.reading.own.formats)
        asked = self.settings.reading.format
        if asked is not None and not asked.is_rewritable:
            found = asked_for(asked)
        if not found.format.is_rewritable:
            return (
                f"the input is {found.format.title} ({found.reason}), and only plain text is mended"
            )
        frame = _FRAME_RE.search(self.text)
        if frame is not None:
            return (
                "the input holds a framed message of a wire (line"
                f" {self.places.place(frame.end(), frame.end()).line}), and only plain text is"
                " mended"
            )
        return None

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its source lines: those of its parts, which hold every line once; cut again only where
        there are none.
        """
        return tuple(
            [labelled.line for story in self.stories for labelled in story.lines]
        ) or split_lines(self.text)

    def story_at(self, offset: int) -> Story | None:
        """The dispatch that the character at an offset stands in; None before the first."""
        at = bisect_right(self._starts, offset)
        return self.stories[at - 1] if at else None

    @cached_property
    def _starts(self) -> list[int]:
        """Where the dispatches begin. Every one has lines."""
        return [story.part.source[0].start for story in self.stories]

    @cached_property
    def places(self) -> Places:
        """Turns its offsets into lines and columns."""
        return Places(self.lines)

    @cached_property
    def is_ascii(self) -> bool:
        """Whether all of the text is ASCII, so that a rule about other characters need not look."""
        return self.text.isascii()

    @cached_property
    def special(self) -> frozenset[str]:
        """Its characters except printable ASCII, tab, CR and LF: looking for rare ones here costs
        less than searching the text for each.

        Plain bytes are removed in C, for a fifth of what a set of all characters costs (11 instead
        of 59 microseconds for 6.7 KB).
        """
        return frozenset(
            self.text.encode("utf-8", "surrogatepass")
            .translate(None, _PLAIN)
            .decode("utf-8", "surrogatepass")
        )


def _place(where: str) -> tuple[int, int] | None:
    """The line and the column that an item names as its place, if it does."""
    found = _PLACE_RE.fullmatch(where)
    return (int(found[1]), int(found[2] or 1)) if found else None


class Story:
    """One dispatch of an input, or the lines where one was expected (``dispatch`` is then None)."""

    def __init__(self, source: Source, part: PartTrace) -> None:
        self.source = source
        self.part = part
        # What was found in it, by the function that found it: see ``kept``.
        self.found: dict[object, object] = {}

    @property
    def dispatch(self) -> Dispatch | None:
        """The dispatch that was read."""
        return self.part.dispatch

    @property
    def settings(self) -> Settings:
        """The settings of the check."""
        return self.source.settings

    @property
    def context(self) -> Context:
        """The profile and language that it was read with."""
        return self.part.reading.known.context

    @property
    def facts(self) -> Facts:
        """What is known of the agency from the profile that it was read with."""
        return self.context.lexicon.facts_of(self.context.profile)

    @cached_property
    def lines(self) -> tuple[LabelledLine, ...]:
        """Its source lines, labelled."""
        return self.part.lines

    @cached_property
    def text(self) -> str:
        """Its own part of the decoded text, which rules search because an input may hold thousands
        of dispatches.
        """
        lines = self.part.source
        return self.source.text[lines[0].start : self.end] if lines else ""

    @property
    def end(self) -> int:
        """The offset after its last line, with the line end; 0 if it has no lines."""
        last = self.part.source[-1] if self.part.source else None
        return last.start + len(last.text) + len(last.ending) if last else 0

    @property
    def start(self) -> int:
        """The offset of its first visible character; of its very first where none is visible."""
        if self.passages:
            return self.passages[0].start
        return self.lines[0].line.start if self.lines else 0

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its logical lines, in order."""
        return tuple(_passage(mark, self.source.text) for mark in self.part.marks)

    @cached_property
    def body(self) -> tuple[Passage, ...]:
        """The passages of the story itself: paragraphs, crossheads, items and rows."""
        return tuple(passage for passage in self.passages if passage.role is not None)

    @cached_property
    def head(self) -> tuple[Passage, ...]:
        """The passages before the body; all if there is no body."""
        first = self.body[0].start if self.body else len(self.source.text) + 1
        return tuple(passage for passage in self.passages if passage.start < first)

    @cached_property
    def tail(self) -> tuple[Passage, ...]:
        """The passages after the body; none if there is no body."""
        last = self.body[-1].start if self.body else len(self.source.text) + 1
        return tuple(passage for passage in self.passages if passage.start > last)

    def labelled(self, *labels: Label) -> Iterator[Passage]:
        """The passages with one of *labels*."""
        return (passage for passage in self.passages if passage.label in labels)

    def find(self, printed: str, among: Sequence[Passage] | None = None) -> tuple[int, int] | None:
        """Where the text *printed* stands in the source, as offsets: in the first of the passages
        *among* (None: all) that holds it. None if none does.
        """
        for passage in self.passages if among is None else among:
            at = passage.text.find(printed)
            if at >= 0:
                return passage.start + at, passage.start + at + len(printed)
        return None


def _passage(mark: Mark, text: str) -> Passage:
    """The passage of a mark, without the white space around it."""
    first, last = mark.unit.lines[0], mark.unit.lines[-1]
    printed = text[first.start : last.start + len(last.text)]
    bare = printed.strip()
    begin = first.start + (printed.index(bare) if bare else 0)
    return Passage(begin, bare, mark.label, BODY_ROLES.get(mark.label), mark)
