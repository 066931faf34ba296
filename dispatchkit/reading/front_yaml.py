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
    r"""(["']?)([^\s:#"'\[\]{}-][^:\n"']{0,60}|[^"'\n]{1,60}(?=["']))\1\s{0,4}:(?:[ \t](.*))?"""
)
_ITEM_RE = pattern(r"[ \t]{0,40}-(?:[ \t]{1,20}(.*))?")
# A comment behind a value stands behind a space.
_COMMENT_RE = pattern(r"(?:^|[ \t])#.*")
_BLOCK_RE = pattern(r"([|>])[+-]?[1-9]?[+-]?")
# An entry of a list in brackets: quoted, or all up to the next comma.
_ENTRY_RE = pattern(
    r"""\s{0,40}("(?:[^"\\]|\\.){0,2000}"|'(?:[^']|''){0,2000}'|[^,"'\[\]{}][^,\[\]{}]{0,2000})\s{0,40}(?:,|\Z)"""
)
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
    for line in lines:
        bare = line.strip().strip("\ufeff")
        if not bare or line.startswith("#") or line.rstrip() == "---":
            if key and rest:
                rest.append(bare if not bare.startswith("#") else "")
            continue
        opened = _KEY_RE.fullmatch(line.rstrip())
        if opened is not None:
            if key:
                yield key, first, rest
            key, first, rest = opened[2].strip(), (opened[3] or "").strip(), []
        elif key and (line[0] in " \t-]}" or rest):
            rest.append(line.rstrip())
        else:
            yield None, "", []
    if key:
        yield key, first, rest


def _value(first: str, rest: Sequence[str]) -> Any:
    """The value of a key: a text, a list of texts, or a mapping; None if it has none."""
    block = _BLOCK_RE.fullmatch(_COMMENT_RE.sub("", first))
    if block is not None:
        return ("\n" if block[1] == "|" else " ").join(
            line.strip() for line in rest
        ).strip() or None
    if first and not first.startswith("#"):
        return _flow(" ".join([first, *(line.strip() for line in rest)]).strip())
    told = [line for line in rest if line.strip()]
    items = [_ITEM_RE.fullmatch(line) for line in told]
    if told and items[0] is not None:
        return _items(told)
    inner = mapping([line.strip() for line in told]) if told else None
    return inner or None


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
        if entry is None:
            return None
        found.append(_scalar(entry[1].strip()))
        at = entry.end()
    return [one for one in found if one is not None] or None


def _scalar(text: str) -> str | None:
    """What a scalar says, without its quotes and the comment behind it; None for nothing."""
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
