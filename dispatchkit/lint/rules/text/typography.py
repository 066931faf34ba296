"""DK5: what a house style may ask for: the spaces of French, the quotation marks of each language.
Off by default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.lint.evidence.news import news
from dispatchkit.lint.evidence.quote_marks import opens
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.traced import Passage, Story

# A mark that follows a word with no space or a plain one, and a guillemet before a word. What
# follows the mark keeps out 12:30, URLs and smileys.
_BEFORE_RE = pattern(
    r"(?<=[^\W_]|[)\]\"”’%°€$]) ?(?:[;:!?](?=\s|\Z|[»”\")\]]\s)|»)|(?<=[.…!?])(?<!\s) ?»"
)
_AFTER_RE = pattern(r"« ?(?=[^\s\u00a0\u202f])")
_SMILEY_RE = pattern(r" [:;](?=[)(D])")
_ENTITY_RE = pattern(r"&#?\w{2,30}\Z")
_NARROW = frozenset(";!?")
# Switzerland sets thin spaces or none before these marks, Canada only before the colon.
_OTHERWISE = ("CH", "CA", "LI")


@DispatchRule.named("DK505", "fr-spacing", severity="info", fix="unsafe", on=False)
def french_spacing(story: Story) -> Iterator[Hit]:
    r"""French text lacks the no-break space before ; : ! ? » or after «.

    With a plain space the mark may slip to the next line, with none it touches the word. Off by
    default, because many feeds are typed without and experts differ. The fix sets narrow no-break
    spaces before ; ! ? and no-break spaces before : and inside guillemets.

    Agencies of Switzerland and Canada, which set them otherwise, are left alone, as are 12:30, URLs
    and smileys.

    Bad:
        PARIS, 3 mai (AFP) - Le bac de l'île a repris son service après une semaine de tempête : \
        c'est le patron qui le dit.
    Good:
        PARIS, 3 mai (AFP) - Le bac de l'île a repris son service à 12:30 après une semaine de \
        tempête\u00a0: c'est le patron qui le dit.
    """
    if _language(story) != "fr" or _country(story) in _OTHERWISE:
        return
    for passage in news(story):
        for found in _BEFORE_RE.finditer(passage.text):
            mark = found.group()[-1]
            if not _SMILEY_RE.match(passage.text, found.start()) and not _ENTITY_RE.search(
                passage.text[max(0, found.start() - 32) : found.start()]
            ):
                space = "\u202f" if mark in _NARROW else "\u00a0"
                yield _spaced(
                    passage,
                    found.span(),
                    f"{'a plain' if len(found.group()) > 1 else 'no'} space before {mark}",
                    space + mark,
                )
        for found in _AFTER_RE.finditer(passage.text):
            yield _spaced(
                passage,
                found.span(),
                f"{'a plain' if len(found.group()) > 1 else 'no'} space behind «",
                "«\u00a0",
            )


def _spaced(passage: Passage, span: tuple[int, int], why: str, text: str) -> Hit:
    """The hit for a *span* of a passage that should be *text*."""
    start, end = passage.start + span[0], passage.start + span[1]
    return Hit(
        start,
        end,
        f"{why}, where French sets one that does not break",
        Fix((Edit(start, end, text),), safe=False),
    )


def _language(story: Story) -> str | None:
    """The language of a dispatch without its country."""
    language = story.dispatch.language if story.dispatch else story.context.language
    return language.partition("-")[0] if language else None


def _country(story: Story) -> str | None:
    """The country of the dispatch's agency; None if unknown."""
    return story.facts.country


_APOSTROPHE_RE = pattern(r"(?<=[^\W\d_])'(?=[^\W\d_])")


class _Style(NamedTuple):
    """The quotation marks of a language."""

    opening: str
    closing: str


@DispatchRule.named("DK506", "ascii-quotes", severity="info", fix="unsafe", on=False)
def ascii_quotes(story: Story) -> Iterator[Hit]:
    r"""Straight quotation marks or apostrophes stand in French, German or Russian text.

    Off by default: it is a matter of house style, and most feeds are typed with straight ones
    throughout. One finding a paragraph, at the first; the fix sets the marks of the language
    (data/quotation.toml), quotation marks only where the paragraph has them in pairs.

    Inches, minutes and single quotes are left alone.

    Bad:
        PARIS, 3 mai (AFP) - "Le bac de l'île a repris son service", a dit le patron après une \
        semaine de tempête.
    Good:
        PARIS, 3 mai (AFP) - «\u00a0Le bac de l’île a repris son service\u00a0», a dit le patron \
        après une semaine de tempête.
    """
    entry = tables.load("data/quotation").get(_language(story) or "")
    if entry is None or ('"' not in story.text and "'" not in story.text):
        return
    apart = _country(story) in entry["except"]
    style = None if apart else _Style(entry["opening"], entry["closing"])
    for passage in news(story):
        if '"' in passage.text or "'" in passage.text:
            yield from _straight(passage, style)


def _straight(passage: Passage, style: _Style | None) -> Iterator[Hit]:
    """The hit for the straight marks of a passage. Without a *style* quotation marks are reported,
    but not mended.
    """
    marks = [at for at, character in enumerate(passage.text) if character == '"']
    apostrophes = [found.start() for found in _APOSTROPHE_RE.finditer(passage.text)]
    if not marks and not apostrophes:
        return
    curved = [(at, "’") for at in apostrophes]
    if style and _are_paired(marks, passage.text):
        curved += [(at, style[number % 2]) for number, at in enumerate(marks)]
    edits = [Edit(passage.start + at, passage.start + at + 1, mark) for at, mark in curved]
    first = passage.start + min([*marks, *apostrophes])
    yield Hit(
        first,
        first + 1,
        f"{_counted(len(marks), len(apostrophes))} in this paragraph",
        Fix(tuple(sorted(edits)), safe=False) if edits else None,
    )


def _counted(marks: int, apostrophes: int) -> str:
    """The numbers of straight quotation marks and apostrophes, in words."""
    counts = ((marks, "quotation mark"), (apostrophes, "apostrophe"))
    return " and ".join(
        f"{count} straight {what}{'s' * (count > 1)}" for count, what in counts if count
    )


def _are_paired(marks: Sequence[int], text: str) -> bool:
    """Whether the quotation marks at the offsets *marks* open and close in turn."""
    return len(marks) % 2 == 0 and all(
        opens(text, at, at + 1) is (number % 2 == 0) for number, at in enumerate(marks)
    )
