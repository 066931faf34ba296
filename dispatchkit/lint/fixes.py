"""Fixes applied: edits that do not overlap, again until nothing is left to mend, and never at the price of a word of news."""

from __future__ import annotations

import codecs
import unicodedata
from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.lint.engine import Checked, Found, checked, found_in
from dispatchkit.lint.view import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Edit, Fix

# One fix may lay bare another ("&amp;nbsp;"); more rounds than this have not been seen to change anything.
_ROUNDS = 10
_MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE}


class Fixed(NamedTuple):
    """An input mended: its bytes and text then, how often each code was fixed, and what is still found."""

    data: bytes
    text: str
    fixes: Counter[str]
    checked: Checked


def fix_source(source: Source, *, unsafe: bool) -> Fixed:
    """*source* with its safe fixes applied, the *unsafe* ones too if so. An input that cannot be written back as it was read is left alone."""
    fixes: Counter[str] = Counter()
    found = found_in(source)
    for _ in range(_ROUNDS):
        taken = list(_without_overlaps(found, unsafe=unsafe))
        mended, done = _mended(source, taken)
        if not done:
            break
        fixes.update(one.rule.code for one in done)
        source = mended
        found = found_in(source)
    return Fixed(source.data, source.text, fixes, checked(source, found))


def _without_overlaps(found: Sequence[Found], *, unsafe: bool) -> Iterator[Found]:
    """The hits whose fixes may be applied together: of two that touch the same characters, the first."""
    taken: list[Edit] = []
    for one in found:
        fix = one.hit.fix
        if fix is None or not (fix.safe or unsafe) or any(_touches(edit, taken) for edit in fix.edits):
            continue
        for edit in fix.edits:
            insort(taken, edit)
        yield one


def _touches(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Whether an edit meets one of those *taken*, which are in order."""
    at = bisect_left(taken, edit)
    return any(edit.start <= other.end and other.start <= edit.end for other in taken[max(0, at - 1) : at + 1])


def _mended(source: Source, taken: Sequence[Found]) -> tuple[Source, list[Found]]:
    """*source* with all fixes *taken*; where these together would lose news, with each of them that by itself does not."""
    whole = _applied(source, [one.hit.fix for one in taken if one.hit.fix])
    if whole is None:
        return source, []
    if _keeps_news(source, whole):
        return whole, list(taken)
    done: list[Found] = []
    for one in taken:
        tried = _applied(source, [other.hit.fix for other in (*done, one) if other.hit.fix])
        if tried is not None and _keeps_news(source, tried):
            done.append(one)
            whole = tried
    return (whole, done) if done else (source, [])


def _applied(source: Source, fixes: Sequence[Fix]) -> Source | None:
    """*source* with *fixes* applied; None where that changes nothing or cannot be written."""
    encoding = next((fix.encoding for fix in fixes if fix.encoding), None)
    data = _written(source, _edited(source.text, sorted(edit for fix in fixes for edit in fix.edits)), encoding)
    if data is None or data == source.data:
        return None
    told = encoding and source.settings.encoding
    return Source(source.path, data, source.settings._replace(encoding=encoding) if told else source.settings)


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """*text* with *edits*, which are in order and do not overlap."""
    pieces = []
    at = 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _written(source: Source, text: str, encoding: str | None) -> bytes | None:
    """*text* in bytes: in *encoding* without a mark, else as the source came, if that can be written back at all."""
    if source.decoded is None:
        return None
    if encoding is not None:
        return text.encode(encoding)
    mark = _MARKS.get(source.decoded.encoding, b"")
    mark = mark if mark and source.data.startswith(mark) else b""
    try:
        if mark + source.text.encode(source.decoded.encoding) != source.data:
            return None
        return mark + text.encode(source.decoded.encoding)
    except (UnicodeEncodeError, LookupError):
        return None


def _keeps_news(before: Source, after: Source) -> bool:
    """Whether every paragraph and headline of *before* still stands in *after*, by its letters and figures."""
    left = "\n".join(_letters(passage.mark.unit.text) for story in after.stories for passage in story.passages)
    joined = left.replace("\n", "")
    dispatches = [story.dispatch for story in before.stories if story.dispatch]
    texts = [text for dispatch in dispatches for text in (dispatch.headline, *(paragraph.text for paragraph in dispatch.paragraphs)) if text]
    return all(_letters(text) in joined for text in texts)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text if text.isascii() else unicodedata.normalize("NFC", text))).casefold()
