"""What stands below the text of a press release: notes for those who print it, whom to ask, and
paragraphs about those who sent it (``data/releases.toml``).

Such lines read like the story, and a story may have a heading like theirs. So they are recognised
all together: from the first of their headings on, every line down to the last has to be of one of
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from dispatchkit.data import tables
from dispatchkit.grammar.credits import PARTICLES, words_of
from dispatchkit.grammar.label import BuiltIn, is_text, relabelled
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, has_case
from dispatchkit.text.scripts import is_unspaced
from dispatchkit.text.shape import ends_sentence, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.grammar.label import Mark

# The headings of each kind.
_Headings: TypeAlias = Mapping[str, frozenset[str]]
# Lines from a heading on in which whom to ask has an address.
_ASKED = 5
# A heading has at most this many words; above the first one stand at least this many paragraphs.
_HEADING_WORDS, _PARAGRAPHS = 10, 2
# The most paragraphs about a sender.
_ABOUT_PARAGRAPHS = 4
# A mail address, a web address, a telephone number of at least six figures.
_ADDRESS_RE = pattern(
    r"[\w.+-]{1,60}@[\w-]{2,60}\.\w|\bwww\.\w|://"
    r"|(?<![\d.,])\+?\(?\d[\d \u00a0/.()–-]{4,30}\d(?![\d.,]?\d)"
)
_FIGURES, _FIGURE_RE = 6, pattern(r"\d")
# What the first words of a paragraph about a sender have in common with its heading: the beginning
# of a word, so that endings do not count.
_WORD_RE = pattern(r"[^\W\d_]+")
_STEM, _SHORTEST, _OPENING_WORDS = 4, 3, 8
# Of scripts without capitals two letters are a word, and it may stand inside another one.
_LETTERS = 2
# "About Example Foods, Inc.": the short form of what kind of company it is ends no sentence.
_ABRIDGED_RE = pattern(r"\s(?:[A-ZÀ-Þ][a-z]{0,4}|(?:[^\W\d_]{1,2}\.){1,3}[^\W\d_]{1,2})\.$")
# Labels that only another story has below the text.
_OTHERS = frozenset((Label.DATE, Label.UPDATED, Label.NOTICE, Label.SLUGLINE, Label.HEADLINE))
# Labels of lines that are of a release if they stand below one of its headings.
_LOOSE = frozenset(
    (Label.OTHER, Label.TEXT, Label.LIST, Label.TABLE, Label.COUNTER, Label.MENU, Label.CREDIT)
)


class _Kind(StrEnum):
    """What a heading heads."""

    NOTES = "notes"
    ASKS = "asks"
    ABOUT = "about"


# Headings that only releases have, and how many paragraphs may stand below each, besides those with
# addresses.
_SHOWING = (_Kind.NOTES, _Kind.ASKS)
_MOST = {_Kind.NOTES: 100, _Kind.ASKS: 0, _Kind.ABOUT: _ABOUT_PARAGRAPHS}


def released(marks: list[Mark], language: str | None) -> list[Mark]:
    """*marks* in which what stands below the text of a press release is none of it. Its headings
    are those of the *language* and of English: "adopting Rust" ends as Estonian headings do.
    """
    headings = _headings(language)
    told = [at for at, mark in enumerate(marks) if is_text(mark)]
    if len(told) < _PARAGRAPHS:
        return marks
    above = {marks[at].unit.folded for at in range(told[0])}
    called = not above.isdisjoint(headings["called"])
    for at in range(told[_PARAGRAPHS - 1] + 1, len(marks)):
        kind = _heading(marks, at, headings)
        if kind and _explained(marks, at, kind, headings, called=called):
            return [
                _told(mark) if line >= at and _is_open(mark) else mark
                for line, mark in enumerate(marks)
            ]
    return marks


def _is_open(mark: Mark) -> bool:
    """Whether no rule knows better what a line is."""
    return mark.hit is None and mark.label in _LOOSE


def _told(mark: Mark) -> Mark:
    """A line below the text of a release."""
    return relabelled(mark, Label.CONTACT, BuiltIn.RELEASE)._replace(
        prose=False, dateline=None, credited=None
    )


def _explained(
    marks: Sequence[Mark], top: int, kind: _Kind, headings: _Headings, *, called: bool
) -> bool:
    """Whether all lines from the heading *top* on stand below the text of a release, and something
    besides the heading shows that it is one: it is *called* so, or has an end mark, notes for
    editors or addresses. There is no more of such text than of the story.
    """
    story, below = sum(map(is_text, marks[:top])), marks[top:]
    if sum(map(is_text, below)) > max(story, _ABOUT_PARAGRAPHS):
        return False
    if any(mark.label in _OTHERS or mark.dateline is not None for mark in below):
        return False
    kinds = [_heading(marks, at, headings) for at in range(top, len(marks))]
    shown = called or not set(kinds).isdisjoint(_SHOWING) or _shows(marks[:top], below)
    return shown and _are_few(below, kinds, kind)


def _shows(above: Sequence[Mark], below: Sequence[Mark]) -> bool:
    """Whether an end mark stands *above* the first heading, or an address on a line of its own
    *below* it.
    """
    ended = any(mark.label is Label.ENDMARK for mark in above)
    return ended or any(is_addressed(mark.unit.text) and not is_text(mark) for mark in below)


def _are_few(below: Sequence[Mark], kinds: Sequence[_Kind | None], kind: _Kind) -> bool:
    """Whether no more paragraphs stand below any heading than below its kind in releases. *kinds*
    are those of the lines that are headings, *kind* is that of the first.
    """
    count = 0
    for mark, found in zip(below, kinds, strict=True):
        counts = is_text(mark) and not is_addressed(mark.unit.text)
        kind, count = (found, 0) if found else (kind, count + counts)
        if count > _MOST[kind]:
            return False
    return True


def is_addressed(text: str) -> bool:
    """Whether a line holds an address or a telephone number."""
    return any(
        found[0][0] not in "+(0123456789" or len(_FIGURE_RE.findall(found[0])) >= _FIGURES
        for found in _ADDRESS_RE.finditer(text)
    )


# --- headings -------------------------------------------------------------------------------------


def _heading(marks: Sequence[Mark], at: int, headings: _Headings) -> _Kind | None:
    """What the line *at* heads; None if it is no heading of a release."""
    folded, rest = _run_in(marks[at])
    if marks[at].rule is BuiltIn.FAR or not (rest or not _is_sentence(marks[at])):
        return None
    if folded in headings["notes"] and not rest:
        return _Kind.NOTES
    if folded in headings["asks"]:
        asked = any(is_addressed(mark.unit.text) for mark in marks[at : at + _ASKED])
        return _Kind.ASKS if asked else None
    about = folded in headings["publisher"]
    about = about or _is_about(folded, rest or _below(marks, at), headings)
    return _Kind.ABOUT if about else None


def _run_in(mark: Mark) -> tuple[str, str]:
    """The folded heading that a line opens with, and the text that goes on after it ("About the
    Pike Trust: The trust looks after ..."), "" if none does.
    """
    label, _, rest = mark.unit.text.partition(":")
    rest = rest.strip() if words_in(label) <= _HEADING_WORDS else ""
    return (fold(label), rest) if rest else (mark.unit.folded, "")


def _is_about(heading: str, below: str, headings: _Headings) -> bool:
    """Whether a folded *heading* names somebody whom the text *below* it is about."""
    return any(_again(name, below) for name in _names(heading, headings))


def _is_sentence(mark: Mark) -> bool:
    """Whether a line is too long for a heading, or ends like a sentence."""
    text = _ABRIDGED_RE.sub("", mark.unit.text)
    return is_text(mark) or words_in(text) > _HEADING_WORDS or ends_sentence(text)


def _below(marks: Sequence[Mark], at: int) -> str:
    """The paragraph right below the line *at*; "" if none stands there."""
    below = marks[at + 1 : at + 2]
    return below[0].unit.text if below and is_text(below[0]) else ""


def _names(heading: str, headings: _Headings) -> Iterator[str]:
    """What a folded heading may name, if it is about somebody."""
    for before in headings["about"]:
        name = heading[len(before) :]
        if heading.startswith(before) and (_parted(name[:1]) or before.endswith("'")):
            yield name
    for after in headings["behind"]:
        name = heading.removesuffix(after.lstrip("-"))
        if name != heading and (after.startswith("-") or _parted(name[-1:])):
            yield name


def _parted(beside: str) -> bool:
    """Whether the letter *beside* a word is none, or of a script that sets no spaces."""
    return not beside.isalpha() or is_unspaced(beside)


def _again(name: str, paragraph: str) -> bool:
    """Whether a paragraph opens with a word of the *name* in its heading, whatever its ending."""
    opening = _WORD_RE.findall(fold(paragraph))[:_OPENING_WORDS]
    words = _WORD_RE.findall(name)
    if name and not has_case(name):
        told = "".join(opening)
        return any(len(word) >= _LETTERS and word[:_STEM] in told for word in words)
    small = words_of("articles").union(PARTICLES)
    stems = {word[:_STEM] for word in words if len(word) >= _SHORTEST and word not in small}
    return not stems.isdisjoint([word[:_STEM] for word in opening])


@cache
def _headings(language: str | None) -> _Headings:
    """The headings of each kind, folded, in a language and in English."""
    return {
        kind: frozenset(
            _folded(entry) for code in {"en", language} for entry in lists.get(code, ())
        )
        for kind, lists in tables.load("data/releases").items()
    }


def _folded(entry: str) -> str:
    """An entry as headings are compared; what is joined to a name keeps its hyphen."""
    joined = "-" if entry.startswith("-") else ""
    return joined + fold(entry)
