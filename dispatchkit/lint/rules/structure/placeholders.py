"""DK2: placeholders that were never filled in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.lint.evidence.news import NEWS
from dispatchkit.lint.finding import Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.finding import Severity
    from dispatchkit.lint.traced import Passage, Story

_BRACKET_RE = pattern(r"\[([^\[\]\n]{2,40})\]")
_TEMPLATE_RE = pattern(r"\{\{\s?[\w.]{2,30}\s?\}\}|\$\{[\w.]{2,30}\}")
# A story about the dummy text quotes its first two words; the text itself goes on.
_LOREM_RE = pattern(r"(?i)lorem ipsum dolor sit amet")
_LONGEST_LINE = 40
# A line that is nothing but a bracket: "(Añadir entradilla)".
_ENCLOSED_RE = pattern(r"[(（【]([^()（）【】\n]{2,40})[)）】]")
# "TK" doubled is in no word: it was made to be found.
_TKTK_RE = pattern(r"(?<![\w-])(?:TK){2,20}(?![\w-])")
# "TK: number", "XXXX: nombre"
_NAMED_RE = pattern(r"(?i)(?:TK|TKTK|X{2,8})\s?[:：]\s")
# So many words of a slot, a filler or a verb are looked up together.
_MOST_WORDS = 3


@DispatchRule.named("DK212", "placeholder", severity="error")
def placeholder(story: Story) -> Iterator[Hit]:
    r"""A placeholder was never filled in: "[TK]", "[à compléter]", a headline "XXX", "Lorem ipsum
    dolor sit amet".

    Only the whole of what stands in square brackets, the whole of a line above the text and the
    place of a dateline are compared: "Super Bowl XXX", the airline TK and "[sic]" are left alone.
    A line above the text that says of a part of a dispatch that it is to be filled in counts too
    ("TITULAR XXXX", "(Añadir entradilla)"), as do "TKTK" anywhere in the text and marks of a
    template ("{{headline}}") above it. What a page left unfilled outside the story, in its menu or
    in the dummy text of a box, is for information.

    Bad:
        Clock museum opens a new wing
        GENEVA, Dec 4 (AA) - The clock museum opened a new wing on Saturday, said its director [TK].
        Three hundred travelling clocks tick in it.
    Good:
        Clock museum shows watches of Super Bowl XXX
        GENEVA, Dec 4 (AA) - The clock museum showed watches of Super Bowl XXX on Saturday, said \
        its director [Ms Aksu].
        They came on Turkish Airlines flight TK 1921.
    """
    text = story.text
    if "[" in text:
        yield from _brackets(story)
    yield from _header(story)
    if "psum dolor" in text.lower():
        for passage in story.passages:
            for found in _LOREM_RE.finditer(passage.text):
                yield Hit(
                    passage.start + found.start(),
                    passage.start + found.end(),
                    "dummy text",
                    None,
                    _beside(story, passage),
                )
    if "TKTK" in text:
        yield from _doubled(story)
    yield from _dateline(story)


def _doubled(story: Story) -> Iterator[Hit]:
    """The letters TK more than once, in the text or above it, unless brackets or a line were
    reported already.
    """
    for passage in (*story.head, *story.body):
        if passage.mark.unit.folded in _words("header") or _is_unfilled(passage.text):
            continue
        for found in _TKTK_RE.finditer(passage.text):
            begin, end = found.span()
            if passage.text[begin - 1 : begin] != "[" or passage.text[end : end + 1] != "]":
                yield Hit(passage.start + begin, passage.start + end, f"placeholder {found[0]!r}")


def _is_unfilled(text: str) -> bool:
    """Whether words say nothing but that a part of a dispatch is to be filled in: a part with a
    filler or a verb, in any order.
    """
    found = fold(text).split()
    met: set[str] = set()
    at = 0
    while at < len(found):
        size, kind = next(
            (
                (size, kind)
                for size in range(_MOST_WORDS, 0, -1)
                for kind in ("fillers", "slots", "verbs")
                if " ".join(found[at : at + size]).strip(":.…") in _words(kind)
            ),
            (0, ""),
        )
        if not size:
            return False
        met.add(kind)
        at += size
    return "slots" in met and len(met) > 1


def _brackets(story: Story) -> Iterator[Hit]:
    """Placeholders in square brackets, above the text and in it."""
    for passage in (*story.head, *story.body):
        for found in _BRACKET_RE.finditer(passage.text) if "[" in passage.text else ():
            if _is_placeholder(found[1]):
                yield Hit(
                    passage.start + found.start(),
                    passage.start + found.end(),
                    f"placeholder {found[0]!r}",
                )


def _is_placeholder(text: str) -> bool:
    """Whether all that square brackets hold is a placeholder, or a label of one opens it."""
    folded = fold(text)
    listed = folded in _words("brackets") or folded in _words("fillers")
    return listed or _NAMED_RE.match(text) is not None or _is_unfilled(text)


def _header(story: Story) -> Iterator[Hit]:
    """Placeholders that are a whole line above the text, and marks of templates there."""
    for passage in story.head:
        if len(passage.text) <= _LONGEST_LINE and _is_slot(passage):
            yield Hit(passage.start, passage.end, f"placeholder {passage.text!r} in the header")
        for found in _TEMPLATE_RE.finditer(passage.text) if "{" in passage.text else ():
            yield Hit(
                passage.start + found.start(),
                passage.start + found.end(),
                f"mark of a template {found[0]!r}",
                None,
                _beside(story, passage),
            )


def _is_slot(passage: Passage) -> bool:
    """Whether a line above the text is a placeholder, perhaps in round brackets."""
    enclosed = _ENCLOSED_RE.fullmatch(passage.text)
    return passage.mark.unit.folded in _words("header") or _is_unfilled(
        enclosed[1] if enclosed else passage.text
    )


def _beside(story: Story, passage: Passage) -> Severity | None:
    """Info for a line of the page that is not the story's; None (the rule's own severity) for
    others.
    """
    return "info" if story.part.page and passage.label not in NEWS else None


def _dateline(story: Story) -> Iterator[Hit]:
    """A dateline whose place was never filled in."""
    for passage in story.passages:
        if passage.mark.dateline:
            for place in passage.mark.dateline.dateline.places:
                if fold(place) in _words("header"):
                    start, end = story.find(place, (passage,)) or (passage.start, passage.start)
                    yield Hit(start, end, f"placeholder {place!r} for the place of the dateline")


@cache
def _words(kind: str) -> frozenset[str]:
    """Folded placeholders of one kind."""
    return frozenset(map(fold, tables.words("data/placeholders", kind, "words")))
