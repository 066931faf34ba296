"""DK5: what HTML and Markdown leave in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatchkit.lint.evidence.garble import completes
from dispatchkit.lint.evidence.news import news, not_news
from dispatchkit.lint.evidence.tags import TAG_NAMES, TAG_RE
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import InputRule
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from dispatchkit.lint.traced import Source

# A number, or a name of two letters or more: "AT&T;" and "R&D;" hold none that HTML knows.
_ENTITY_RE = pattern(
    r"&(?:amp;){0,3}(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
)
# "&lt;b&gt;" may have been escaped again and again; more than three times has not been seen.
_ROUNDS = 3
_SHOWN = 40
# Tags that count by themselves. All others need an attribute or their other half: <DD>, <P> and
# <HR> are shares on the wires of the 1980s.
_ALONE = frozenset(("br", "hr", "img", "p", "wbr", "input", "meta", "link"))
_ATTRIBUTE_RE = pattern(r"\s[a-zA-Z-]{1,30}\s?=")
# What stands inside these elements is no text.
_CODE = frozenset(("script", "style"))
_ESCAPED_TAG_RE = pattern(
    rf"&lt;/?(?:{TAG_NAMES})(?:\s[^<>&]{{0,400}})?/?&gt;", flags=re.IGNORECASE
)
_CODE_WORDS_RE = pattern(r"\b(?:X?HTML|XML|CSS|JavaScript|TypeScript|PHP|SVG)\b")
# Tags that do not break a line; all others do.
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "del",
        "em",
        "font",
        "i",
        "ins",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "wbr",
    )
)
_PAGE_RE = pattern(
    r"\A\s*+(?:<\?xml\b|<!DOCTYPE\b|<html[\s>]|<rss\b|<nitf\b|<newsml\b|<newsmessage\b"
    r"|<newsitem\b)",
    flags=re.IGNORECASE,
)

_STRONG_RE = pattern(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s*])\*\*(?![\w*])")
_HEADING_RE = pattern(r"^#{1,6} (?=[^\s#])", flags=re.MULTILINE)
_LINK_RE = pattern(r"!?\[([^\[\]\n]{1,300})\]\((?:https?://|mailto:|/)[^\s()]{1,500}\)")


@InputRule.named("DK507", "html-residue", severity="error", fix="unsafe")
def html_residue(source: Source) -> Iterator[Hit]:
    r"""An HTML entity or tag stands in the text.

    "Marks &amp; Spencer" and "<br>" were meant for a browser; here readers get to see them. The fix
    replaces entities and takes tags out, with a space in their place where words would run
    together. In lines around the story it is an info. A script or style sheet is reported, but not
    mended. An input that is HTML or XML as a whole gets one finding.

    Only entities and tags that HTML knows count: "AT&T;", "a < b", "<3", "<unk>" stay, and so do
    names in capitals in angle brackets ("<DD>", "<IBM>"), which are shares on old wires, unless
    they have an attribute or their other half. A lone tag without either may be what a story about
    HTML talks about. In a story that names HTML, CSS or the like more than once everything is for
    information.

    Bad:
        LONDON, May 3 (PA) - Marks &amp; Spencer opens a shop on the islands, its <b>first</b> \
        outside the mainland.
    Good:
        LONDON, May 3 (PA) - AT&T; R&D costs <3 pct of sales at Du Pont <DD>, where x < y, the <b> \
        tag of HTML notwithstanding.
    """
    text = source.text
    if "<" in text and _PAGE_RE.match(text):
        start = len(text) - len(text.lstrip())
        yield Hit(
            start,
            text.index(">", start) + 1 if ">" in text else start + 1,
            "the input is HTML or XML, not text",
        )
        return
    hits = _residue(text)
    if not hits:
        return
    idle = not_news(source)
    mentioned = _speaks_of_code(source)
    for hit in hits:
        slight = mentioned or source.places.place(hit.start, hit.end).line in idle
        yield hit._replace(severity="info") if slight else hit


def _residue(text: str) -> list[Hit]:
    """The hits for tags, then for tags written with entities ("&lt;b&gt;"), then for other
    entities.
    """
    hits = list(_tags(text)) if "<" in text and ">" in text else []
    if "&lt;" in text:
        hits += [
            _tag(text, *found.span(), found.group()[4:-4])
            for found in _ESCAPED_TAG_RE.finditer(text)
        ]
    if "&" in text and ";" in text:
        within = {at for hit in hits for at in range(hit.start, hit.end)}
        hits += [hit for hit in _entities(text) if hit.start not in within]
    return hits


def _speaks_of_code(source: Source) -> bool:
    """Whether the stories name HTML, CSS or the like more than once, so that they may show some. A
    page's own notice does so once ("Please enable JavaScript").
    """
    named = (
        len(_CODE_WORDS_RE.findall(TAG_RE.sub(" ", passage.text)))
        for story in source.stories
        for passage in news(story)
    )
    return sum(named) > 1


def _entities(text: str) -> Iterator[Hit]:
    """The hits for the entities of a text, with what they stand for."""
    for entity in _ENTITY_RE.finditer(text):
        meant = _unescaped(entity.group())
        if meant.endswith(";") and "&" in meant:
            continue
        if meant.isspace() and _is_idle_space(text, entity, meant):
            meant = ""
        printable = meant.isprintable() or meant.isspace()
        yield Hit(
            *entity.span(),
            f"{entity.group()!r} is HTML for {repr(meant) if meant else 'a space'}",
            (
                Fix((Edit(*entity.span(), meant),), safe=False)
                if printable and "\ufffd" not in meant
                else None
            ),
        )


def _unescaped(entity: str) -> str:
    """What an entity stands for, also if it was escaped several times ("&amp;nbsp;")."""
    from html import unescape

    for _ in range(_ROUNDS):
        entity = unescape(entity)
    return entity


def _is_idle_space(text: str, entity: Match[str], meant: str) -> bool:
    """Whether an entity that is *meant* to be a space stands beside another one. One that is half
    of a garbled letter is needed.
    """
    before = text[entity.start() - 1 : entity.start()]
    after = text[entity.end() : entity.end() + 1]
    return (before.isspace() or after.isspace()) and not completes(before, meant)


def _tags(text: str) -> Iterator[Hit]:
    """The hits for the tags of a text."""
    found = list(TAG_RE.finditer(text))
    closed = {tag.group(2).lower() for tag in found if tag.group(1)}
    opened = {tag.group(2).lower() for tag in found if tag.group(2) and not tag.group(1)}
    for tag in found:
        if tag.group(2) is None or _is_tag(tag, opened & closed):
            yield _tag(text, *tag.span(), tag.group().strip("<>"))


def _is_tag(tag: Match[str], paired: set[str]) -> bool:
    """Whether something that looks like a tag is one. *paired*: the names that are both opened and
    closed.
    """
    name = tag.group(2).lower()
    if name in paired or _ATTRIBUTE_RE.search(tag.group(3)):
        return True
    return (name in _ALONE and not tag.group(2).isupper()) or (name == "br" and bool(tag.group(4)))


def _tag(text: str, start: int, end: int, inner: str) -> Hit:
    """The hit for a tag, of which *inner* is what stands between its brackets. The fix puts a space
    in its place if the tag breaks the line between two words.
    """
    shown = text[start:end] if end - start <= _SHOWN else text[start : start + _SHOWN] + "..."
    name = inner.strip("/ ").split()[0].lower() if inner.strip("/ ") else ""
    at_edge = start == 0 or end == len(text)
    parted = text[start - 1 : start].isspace() or text[end : end + 1].isspace()
    apart = name in _INLINE or at_edge or parted
    fix = Fix((Edit(start, end, "" if apart else " "),), safe=False)
    return Hit(
        start, end, f"{shown!r} is HTML", fix if name.isalnum() and name not in _CODE else None
    )


@InputRule.named("DK508", "markdown-residue", severity="info", fix="unsafe")
def markdown_residue(source: Source) -> Iterator[Hit]:
    r"""Marks of Markdown stand in the text: **bold**, a heading's #, a link.

    They come from a converter or a chat and mean something to programs only. The fix takes out the
    marks of bold type and headings, which leaves every word but may change what a parser takes for
    the headline; links are only reported, because a fix would lose the address.

    Hashtags, "#1", a star before a translator's line ("*Traduit de l'arabe"), rows of stars and
    dashes before summaries are not Markdown.

    Bad:
        ## Ferry sails again
        OSLO, May 3 (Reuters) - The ferry to the islands runs **again** after a week of storms.
    Good:
        OSLO, May 3 (Reuters) - The ferry to the islands runs again #storm #1 after a week of \
        storms, in C# and on [the map].
        * * *
        *Translated by A. Writer
    """
    text = source.text
    if "**" in text:
        for found in _STRONG_RE.finditer(text):
            start, end = found.span()
            yield Hit(
                start,
                end,
                "bold type in Markdown",
                Fix((Edit(start, start + 2, ""), Edit(end - 2, end, "")), safe=False),
            )
    if "# " in text:
        for found in _HEADING_RE.finditer(text):
            yield Hit(
                found.start(),
                found.end() - 1,
                "a heading in Markdown",
                Fix((Edit(*found.span(), ""),), safe=False),
            )
    if "](" in text:
        for found in _LINK_RE.finditer(text):
            yield Hit(*found.span(), "a link in Markdown")
