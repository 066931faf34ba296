"""Fixes applied: edits that do not overlap, again until nothing is left to mend, and never at the price of a word of news."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.decode import MARKS
from dispatchkit.lint.engine import Checked, Found, checked, found_in
from dispatchkit.lint.tags import TAG_RE
from dispatchkit.lint.view import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dispatchkit.lint.finding import Edit, Fix

# One fix may lay bare another: "&amp;nbsp;", or the next of a column of buttons, of which a page has had eleven. An end, lest two fixes undo each other.
_ROUNDS = 100


class Fixed(NamedTuple):
    """An input mended: its bytes and text then, how often each code was fixed, and what is still found."""

    data: bytes
    text: str
    fixes: Counter[str]
    checked: Checked


def fix_source(source: Source, *, unsafe: bool) -> Fixed:
    """*source* with its safe fixes applied, then with the *unsafe* ones if so. An input that cannot be written back as it was read is left alone."""
    fixes: Counter[str] = Counter()
    found = found_in(source)
    for _ in range(_ROUNDS):
        before = source
        for safe in (True, False) if unsafe else (True,):
            source, done = _mended(source, list(_without_overlaps(found, safe=safe)), _news if safe else _news_once)
            fixes.update(one.rule.code for one in done)
            found = found_in(source) if done else found
        if source is before:
            break
    return Fixed(source.data, source.text, fixes, checked(source, found))


def _without_overlaps(found: Sequence[Found], *, safe: bool) -> Iterator[Found]:
    """The hits with *safe* fixes, or all with any, that may be applied together: of two that touch the same characters, the first."""
    taken: list[Edit] = []
    for one in found:
        fix = one.hit.fix
        if fix is None or (safe and not fix.safe) or any(_touches(edit, taken) for edit in fix.edits):
            continue
        for edit in fix.edits:
            insort(taken, edit)
        yield one


def _touches(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Whether an edit meets one of those *taken*, which are in order."""
    at = bisect_left(taken, edit)
    return any(edit.start <= other.end and other.start <= edit.end for other in taken[max(0, at - 1) : at + 1])


def _mended(source: Source, taken: Sequence[Found], news: Callable[[Source], Sequence[object]]) -> tuple[Source, list[Found]]:
    """*source* with the fixes of *taken*, but for those that by themselves would change the *news*; and the hits that were mended.

    Where all together change it, each half is tried: most inputs take one trial, one bad fix among a hundred seven more.
    """
    done: list[Found] = []
    best, kept = source, news(source)
    waiting = [taken] if taken else []
    while waiting:
        some = waiting.pop()
        tried = _applied(source, [one.hit.fix for one in (*done, *some) if one.hit.fix])
        if tried is not None and news(tried) == kept:
            done += some
            best = tried
        elif len(some) > 1:
            waiting += [some[len(some) // 2 :], some[: len(some) // 2]]
    return best, done


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
    mark = next((mark for mark, name in MARKS if name == source.decoded.encoding and source.data.startswith(mark)), b"")
    try:
        if mark + source.text.encode(source.decoded.encoding) != source.data:
            return None
        return mark + text.encode(source.decoded.encoding)
    except (UnicodeEncodeError, LookupError):
        return None


def _news(source: Source) -> list[list[str]]:
    """The headline and the paragraphs of each dispatch, by their letters and figures."""
    found = [story.dispatch for story in source.stories if story.dispatch]
    return [[_letters(text) for text in (dispatch.headline or "", *(paragraph.text for paragraph in dispatch.paragraphs))] for dispatch in found]


def _news_once(source: Source) -> list[str]:
    """As ``_news``, each text once: a headline or paragraph that comes again may go."""
    return list(dict.fromkeys(text for texts in _news(source) for text in texts if text))


def _letters(text: str) -> str:
    """The letters and figures of a text without the tags of HTML in it."""
    text = TAG_RE.sub("", text) if "<" in text else text
    return "".join(filter(str.isalnum, text if text.isascii() else unicodedata.normalize("NFC", text))).casefold()
