"""The part of YAML that front matter is written in: keys with scalars, lists and blocks of text,
and mappings of one level in them. What is beyond that has no value and stays a line.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# "title: Ferry runs", "'og:title': Ferry runs", "tags:".
_KEY_RE = pattern(
    r"""("[^"\n]{1,60}"|'[^'\n]{1,60}'|[^\s:#"'\[\]{}-][^:\n]{0,60}):(?:[ \t](.*))?"""
)
_ITEM_RE = pattern(r"[ \t]{0,40}-(?:[ \t]{1,20}(.*))?")
# A comment after a value stands after a space.
_COMMENT_RE = pattern(r"(?:^|[ \t])#.*")
_BLOCK_RE = pattern(r"([|>])[+-]?[1-9]?[+-]?")
# An entry of a list in brackets: quoted, or all up to the next comma; and what parts it from the
# next.
_ENTRY_RE = pattern(
    r"""("(?:[^"\\]|\\.){0,2000}"|'(?:[^']|''){0,2000}'|[^\s,"'\[\]{}][^,\[\]{}]{0,2000})"""
)
_COMMA_RE = pattern(r"\s{0,40}(?:,\s{0,40}|\Z)")
# A line that is part of the one above is set in, or an entry of its list, or closes it.
_GOES_ON = " \t-]}"
_NOTHING = ("", "~", "null", "Null", "NULL")


def mapping(lines: Sequence[str]) -> dict[str, Any] | None:
    """The keys and values of *lines* between fences; None if a line is neither one nor a part of
    one, so that they are no front matter.
    """
    found: dict[str, Any] = {}
    for key, first, rest in _entries(lines):
        if key is None:
            return None
        value = _value(first, rest)
        if value is not None:
            found.setdefault(key, value)
    return found


def _entries(lines: Sequence[str]) -> Iterator[tuple[str | None, str, list[str]]]:
    """The keys that stand at the margin, each with what follows it in its line and the lines that
    belong to it; None for the key of a line that has none.
    """
    key, first, rest = "", "", list[str]()
    for line in filter(_says, lines):
        opened = _KEY_RE.fullmatch(line.rstrip())
        if opened is None:
            if not key or line[0] not in _GOES_ON:
                yield None, "", []
            rest.append(line.rstrip())
            continue
        if key:
            yield key, first, rest
        key, first, rest = opened[1].strip("\"' "), (opened[2] or "").strip(), []
    if key:
        yield key, first, rest


def _says(line: str) -> bool:
    """Whether a line is neither blank nor a comment."""
    return bool(line.strip()) and not line.startswith("#")


def _value(first: str, rest: Sequence[str]) -> Any:
    """The value of a key: a text, a list of texts, or a mapping; None if it has none."""
    bare = [line.strip() for line in rest]
    block = _BLOCK_RE.fullmatch(_COMMENT_RE.sub("", first))
    if block is not None:
        return ("\n" if block[1] == "|" else " ").join(bare) or None
    if _COMMENT_RE.sub("", first):
        return _flow(" ".join([first, *bare]))
    if rest and _ITEM_RE.fullmatch(rest[0]) is not None:
        return _items(rest)
    return mapping(bare) or None


def _items(lines: Sequence[str]) -> list[Any] | None:
    """The entries of a list with a line each, or with several keys each; those that are neither a
    text nor a thing with keys are left out.
    """
    grouped: list[list[str]] = []
    for line in lines:
        item = _ITEM_RE.fullmatch(line)
        if item is not None:
            grouped.append([item[1] or ""])
        else:
            grouped[-1].append(line.strip())
    found = []
    for group in grouped:
        keyed = mapping(group) if _KEY_RE.fullmatch(group[0]) else None
        value = keyed or _flow(" ".join(group).strip())
        if value is not None:
            found.append(value)
    return found or None


def _flow(text: str) -> Any:
    """The value of a text in one line: a scalar, or a list in brackets."""
    if text.startswith("["):
        return _listed(text)
    if text.startswith(("{", "&", "*", "!", "%", "@", "`")):
        return None
    return _scalar(text)


def _listed(text: str) -> list[str] | None:
    """The entries of a list in brackets; None if they are more than scalars."""
    inner = _COMMENT_RE.sub("", text).strip()
    if not inner.endswith("]"):
        return None
    inner, at = inner[1:-1].strip(), 0
    found = []
    while at < len(inner):
        entry = _ENTRY_RE.match(inner, at)
        comma = _COMMA_RE.match(inner, entry.end()) if entry is not None else None
        if entry is None or comma is None:
            return None
        found.append(_scalar(entry[1].strip()))
        at = comma.end()
    return [one for one in found if one is not None] or None


def _scalar(text: str) -> str | None:
    """What a scalar says, without its quotes and the comment after it; None for nothing."""
    for quote in ('"', "'"):
        end = text.rfind(quote)
        if text.startswith(quote) and end > 0 and not _COMMENT_RE.sub("", text[end + 1 :]).strip():
            return _unquoted(text[: end + 1]) or None
    plain = _COMMENT_RE.sub("", text).strip()
    return None if plain in _NOTHING else plain


def _unquoted(text: str) -> str:
    """A text without its quotes, and with what they escape."""
    if text[0] == "'":
        return text[1:-1].replace("''", "'").strip()
    try:
        return str(json.loads(text, strict=False)).strip()
    except ValueError:  # an escape that only YAML knows
        return text[1:-1].strip()
