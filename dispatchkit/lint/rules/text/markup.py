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

    from dispatchkit.lint.view import Source

# A number, or a name of two letters and more: "AT&T;" and "R&D;" hold none that HTML knows.
_ENTITY_RE = pattern(
    r"&(?:amp;){0,3}(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
)
# "&lt;b&gt;" may have been escaped again and again; more than three times has not been seen.
_ROUNDS = 3
_SHOWN = 40
# What is a tag by itself. All others need an attribute or their other half: <DD>, <P> and <HR> are
# shares on the wires of the 1980s.
_ALONE = frozenset(("br", "hr", "img", "p", "wbr", "input", "meta", "link"))
_ATTRIBUTE_RE = pattern(r"\s[a-zA-Z-]{1,30}\s?=")
# What stands between these is no text.
_CODE = frozenset(("script", "style"))
_ESCAPED_TAG_RE = pattern(
    rf"&lt;/?(?:{TAG_NAMES})(?:\s[^<>&]{{0,400}})?/?&gt;", flags=re.IGNORECASE
)
_CODE_WORDS_RE = pattern(r"\b(?:X?HTML|XML|CSS|JavaScript|TypeScript|PHP|SVG)\b")
# What stands inside a line; all other tags break it.
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

    "Marks &amp; Spencer" and "<br>" were meant for a browser; here they are letters, and readers
    get to see them. The fix reads entities and takes tags out, with a space in their place where
    words would run together. In lines around the story it is told as info. A script or style sheet
    is told, but not mended. An input that is HTML or XML as a whole gets one finding.

    Only entities that HTML knows and tags by their names count: "AT&T;", "a < b", "<3", "<unk>"
    stay, and so do names in capitals in angle brackets ("<DD>", "<IBM>"), which are shares on old
    wires, unless they have an attribute or their other half. A lone tag without either is taken for
    what a story about HTML talks about. In a story that names HTML, CSS or the like more than once
    everything is for information.

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
    hits = list(_tags(text)) if "<" in text and ">" in text else []
    if "&lt;" in text:
        hits += [
            _tag(text, *found.span(), found.group()[4:-4])
            for found in _ESCAPED_TAG_RE.finditer(text)
        ]
    if "&" in text and ";" in text:
        within = {at for hit in hits for at in range(hit.start, hit.end)}
        hits += [hit for hit in _entities(text) if hit.start not in within]
    idle = not_news(source) if hits else frozenset()
    mentioned = bool(hits) and _speaks_of_code(source)
    for hit in hits:
        yield (
            hit._replace(severity="info")
            if mentioned or source.places.place(hit.start, hit.end).line in idle
            else hit
        )


def _speaks_of_code(source: Source) -> bool:
    """Whether the stories name what tags are written for, so that they may show some. Once a page's
    own notice does ("Please enable JavaScript").
    """
    named = (
        len(_CODE_WORDS_RE.findall(TAG_RE.sub(" ", passage.text)))
        for story in source.stories
        for passage in news(story)
    )
    return sum(named) > 1


def _entities(text: str) -> Iterator[Hit]:
    """The entities of a text with what they stand for."""
    found = list(_ENTITY_RE.finditer(text))
    if not found:
        return
    import html

    for entity in found:
        meant = entity.group()
        for _ in range(_ROUNDS):
            meant = html.unescape(meant)
        if meant.endswith(";") and "&" in meant:
            continue
        if meant.isspace():
            beside = (
                text[entity.start() - 1 : entity.start()].isspace()
                or text[entity.end() : entity.end() + 1].isspace()
            )
            meant = (
                ""
                if beside and not completes(text[entity.start() - 1 : entity.start()], meant)
                else meant
            )
        shown = (
            f"{entity.group()!r} is HTML for {meant!r}"
            if meant
            else f"{entity.group()!r} is HTML for a space"
        )
        yield Hit(
            *entity.span(),
            shown,
            (
                Fix((Edit(*entity.span(), meant),), safe=False)
                if (meant.isprintable() or meant.isspace()) and "\ufffd" not in meant
                else None
            ),
        )


def _tags(text: str) -> Iterator[Hit]:
    """The tags of a text."""
    found = list(TAG_RE.finditer(text))
    closed = {tag.group(2).lower() for tag in found if tag.group(1)}
    opened = {tag.group(2).lower() for tag in found if tag.group(2) and not tag.group(1)}
    for tag in found:
        if tag.group(2) is None or _is_tag(tag, opened & closed):
            yield _tag(text, *tag.span(), tag.group().strip("<>"))


def _is_tag(tag: Match[str], paired: set[str]) -> bool:
    """Whether what looks like a tag is one."""
    name = tag.group(2).lower()
    if name in paired or _ATTRIBUTE_RE.search(tag.group(3)):
        return True
    return (name in _ALONE and not tag.group(2).isupper()) or (name == "br" and bool(tag.group(4)))


def _tag(text: str, start: int, end: int, inner: str) -> Hit:
    """The hit for a tag, of which *inner* is what stands between its brackets. The fix puts a space
    where it breaks the line between two words.
    """
    shown = text[start:end] if end - start <= _SHOWN else text[start : start + _SHOWN] + "..."
    name = inner.strip("/ ").split()[0].lower() if inner.strip("/ ") else ""
    apart = (
        name in _INLINE
        or text[start - 1 : start].isspace()
        or text[end : end + 1].isspace()
        or start == 0
        or end == len(text)
    )
    fix = Fix((Edit(start, end, "" if apart else " "),), safe=False)
    return Hit(
        start, end, f"{shown!r} is HTML", fix if name.isalnum() and name not in _CODE else None
    )


@InputRule.named("DK508", "markdown-residue", severity="info", fix="unsafe")
def markdown_residue(source: Source) -> Iterator[Hit]:
    r"""Marks of Markdown stand in the text: **bold**, a heading's #, a link.

    They come from a converter or a chat and mean something to programs only. The fix takes out the
    marks of bold type and headings, which leaves every word but may change what a parser takes for
    the headline; links are told alone, for there the address would be lost.

    Hashtags, "#1", a star before a translator's line ("*Traduit de l'arabe"), rows of stars and
    dashes before summaries are no Markdown.

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
