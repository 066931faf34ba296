"""Names of China, Japan and Korea, which are written without a space, their bearers' titles beside
them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import is_eastern, words_of
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_EAST_NAME_RE = pattern(
    r"[\u3400-\u9fff\u3005]{1,5}[\u3040-\u30ff]{0,5}|[\u3041-\u309f]{1,4}|[\u30a0-\u30ff]{2,8}(?:[・=＝][\u30a0-\u30ff]{2,10}){1,3}|[\uac00-\ud7ff]{2,4}"
)


@cache
def _desks() -> tuple[str, ...]:
    """The words for desks and papers in eastern scripts."""
    return tuple(filter(is_eastern, words_of("desks")))


def is_eastern_desk(word: str) -> bool:
    """Whether a word of an eastern script ends with one for a desk or paper, and says which."""
    return word.endswith(_desks()) and word not in _desks()


@cache
def _eastern(*kinds: str) -> re.Pattern[str]:
    """A pattern of the words of these *kinds* in eastern scripts, the longest first, without those
    of one letter, which stand inside too many others.
    """
    words = sorted(
        (word for kind in kinds for word in words_of(kind) if len(word) > 1 and is_eastern(word)),
        key=len,
        reverse=True,
    )
    return re.compile("|".join(map(re.escape, words)))


def eastern_names(part: str, *, signed: bool) -> list[str]:
    """The Chinese, Japanese or Korean names in a part of a byline; unless it is *signed*, only
    those beside a title or with a known surname.
    """
    pieces = [piece.split() for piece in _eastern("jobs").split(part)]
    titled, korean = len(pieces) > 1, "\uac00" <= part.strip()[:1] <= "\ud7ff"
    words = _beside_title(pieces, korean=korean)
    if len(words) == 2 and not korean and not all(map(_has_family, words)):
        words = [" ".join(words)]
    if titled:
        # "記者王小明台北報導": the name is the first three letters.
        words = [word[:3] if len(word) > 4 and _has_family(word) else word for word in words]
    words = list(filter(_is_eastern_name, words))
    if signed:
        return words
    sure = titled or len(words) + korean < 3
    return [word for word in words if " " in word or (sure and _is_sure(word, titled=titled))]


def _has_family(word: str) -> bool:
    """Whether a known surname opens a word, and something follows it."""
    return word[0] in words_of("surnames") and len(word) > 1


def _is_sure(word: str, *, titled: bool) -> bool:
    """Whether a word that nobody signs is a name: beside a title, or with a known surname."""
    return len(word) != 5 if titled else len(word) == 3 and _has_family(word)


def _beside_title(pieces: Sequence[list[str]], *, korean: bool) -> list[str]:
    """The words of a byline beside a title, which parts the *pieces*: "광양 구현모 기자",
    "社会部 山田太郎記者", but "記者王小明".
    """
    if len(pieces) == 1:
        return pieces[0]
    if pieces[-1] and not korean:
        return pieces[-1]
    return next((piece[-1:] for piece in pieces if piece), [])


def _is_eastern_name(word: str) -> bool:
    """Whether *word* has the form of a name, and holds no word of menus or desks."""
    return (
        len(word) > 1
        and all(map(_EAST_NAME_RE.fullmatch, word.split(" ")))
        and not _eastern("menu", "desks").search(word)
    )
