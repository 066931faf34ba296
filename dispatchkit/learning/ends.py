"""What stands after the last sentence of a story, in the same paragraph: end marks, credits and
initials.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.labels import Label
from dispatchkit.learning.drafts import Draft
from dispatchkit.learning.dumps import Stand
from dispatchkit.learning.forms import Slot, column_pattern, pieces
from dispatchkit.startup.patterns import pattern
from dispatchkit.text import regexes
from dispatchkit.text.fold import smooth
from dispatchkit.text.shape import SENTENCE_ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.learning.dumps import Dumps
    from dispatchkit.learning.forms import Piece

# Signs that end sentences, and never an abbreviation.
_CLEAR = SENTENCE_ENDS.replace(".", "")
_AFTER = rf"(?<=[{SENTENCE_ENDS}\"”»’)])"
# What stands after the last stop of a paragraph, or a bracket there with a stop after it.
_END_RE = pattern(rf"{_AFTER}\s*(?P<end>[^\s{SENTENCE_ENDS}\"”»’)][^{_CLEAR}\n]{{0,70}})\Z")
_SENTENCE_RE = pattern(r"[^\W\d_]{3}\.\s")
# Initials of writers and editors: "tra/bh", "ABC // DEF".
_INITIALS = r"\(?[^\W\d_]{2,4}(?:\s?/{1,2}\s?[^\W\d_]{2,4}){1,3}\)?"
_INITIALS_RE = pattern(rf"{_INITIALS}\Z")
# What changes in an end: up to so many words, and no end of a sentence.
_CHANGING = rf"[^\s{SENTENCE_ENDS}]{{1,30}}(?:\s[^\s{SENTENCE_ENDS}]{{1,30}}){{0,4}}"
# Initials have at most so many letters.
_INITIAL = 4
_CLOSERS = (")", "]", "）")
# Signs that stand in sentences as well.
_PLAIN = frozenset(",;:'-")
# At most this share of the other paragraphs may end so.
_OTHERS = 0.02
_EXAMPLES, _LONGEST = 3, 120


class End(NamedTuple):
    """What stands after the last sentence of a paragraph, cut into pieces."""

    text: str
    paragraph: str
    pieces: tuple[Piece, ...]


def ends_in(dumps: Dumps) -> list[Draft]:
    """The rules for what stands after the last sentence of many dumps, and of no others."""
    ends = list(_ends(dumps))
    others = _others(dumps)
    held = Counter(key for end in ends for key in {piece.key for piece in end.pieces})
    groups: defaultdict[tuple[str, ...], list[End]] = defaultdict(list)
    for end in ends:
        if _INITIALS_RE.match(end.text):
            groups["initials",].append(end)
        else:
            groups[_masked(end, held, dumps.support)].append(end)
    drafts = (
        _draft(group, dumps.count, others)
        for _, group in sorted(groups.items())
        if len(group) >= dumps.support
    )
    return [draft for draft in drafts if draft is not None]


def _ends(dumps: Dumps) -> Iterator[End]:
    """What stands after the last sentences, where the reading has not cut it off."""
    last: dict[int, str] = {}
    for spot in dumps.spots:
        ended = spot.line.prose or _END_RE.search(spot.line.text) is not None
        if spot.line.body and ended:
            last[spot.dump] = spot.line.text
    for number, text in last.items():
        end = _end_of(text, dumps.dumps[number].last)
        if end is not None:
            yield End(end, text, pieces(end))


def _end_of(text: str, read: str) -> str | None:
    """What stands after the last sentence of a paragraph, which was *read* perhaps without it."""
    cut = read != text and len(read) > 1 and read in text
    match = None if cut and not text.endswith(read) else _END_RE.search(text)
    end = "" if match is None or _in_address(text, match.start("end")) else match["end"].strip()
    stopped = end.endswith(".") and end[-2:-1] not in _CLOSERS
    return end if end and not stopped and not _SENTENCE_RE.search(end) else None


def _in_address(text: str, at: int) -> bool:
    """Whether a place lies in a link or an address of mail."""
    addresses = [piece for piece in pieces(text) if piece.slot in (Slot.LINK, Slot.MAIL)]
    return any(piece.end - len(piece.text) < at < piece.end for piece in addresses)


def _others(dumps: Dumps) -> list[str]:
    """The paragraphs of stories that are not the last."""
    found = []
    inside = [spot for spot in dumps.spots if spot.stand is Stand.INSIDE]
    for _, group in groupby(inside, key=lambda spot: spot.dump):
        found += [spot.line.text for spot in group][:-1]
    return found


def _masked(end: End, held: Counter[str], support: int) -> tuple[str, ...]:
    """What an end has in common with others: its pieces, with one mark for each run of those that
    few ends have.
    """
    keys = [
        piece.key if _may_stay(piece) and held[piece.key] >= support else "<>"
        for piece in end.pieces
    ]
    return tuple(key for key, _ in groupby(keys))


def _may_stay(piece: Piece) -> bool:
    """Whether a piece of an end may be in all of them: no address, and no initials."""
    short = len(piece.text) < 2 or (piece.text.islower() and len(piece.text) <= _INITIAL)
    return piece.slot is None and not (piece.is_word and short)


def _draft(group: Sequence[End], count: int, others: Sequence[str]) -> Draft | None:
    """The rule for ends of one form; None if other paragraphs end so too, or nothing in it is
    always the same.
    """
    initials = _INITIALS_RE.match(group[0].text) is not None
    made = (_INITIALS, ("/",)) if initials else _form(group)
    if made is None:
        return None
    form, words = rf"{_AFTER}\s*{made[0]}\s*$", made[1]
    try:
        regexes.verify(form)
    except regexes.Unsafe:
        return None
    draft = Draft(
        kind="regex",
        form=form,
        keywords=words,
        where="any",
        label=Label.INITIALS if initials else Label.ENDMARK,
        why=f"in {len(group)} of {count} dumps, at the end of the last paragraph",
        match=tuple(dict.fromkeys(end.paragraph[-_LONGEST:] for end in group))[:_EXAMPLES],
        about="" if initials else group[0].text,
        support=len(group),
        table="field",
    )
    near = _nearest(draft, others)
    fine = near is not None and all(map(draft.rule().hits, draft.match))
    return draft._replace(miss=(near,)) if near is not None and fine else None


def _nearest(draft: Draft, others: Sequence[str]) -> str | None:
    """The paragraph that is most like the ends of a rule; None if it hits too many *others*."""
    rule = draft.rule()
    misses = [text for text in others if not rule.hits(text)]
    if len(others) - len(misses) > _OTHERS * len(others) or not misses:
        return None

    def likeness(text: str) -> tuple[int, int]:
        return sum(word in smooth(text) for word in draft.keywords), -len(text)

    return max(misses, key=likeness)


def _form(group: Sequence[End]) -> tuple[str, tuple[str, ...]] | None:
    """The pattern of ends of one form with its keyword; None if nothing distinguishes it from the
    words of a sentence: a word in capitals, a bracket, an address or a sign.
    """
    held = Counter(key for end in group for key in {piece.key for piece in end.pieces})
    first = group[0].pieces
    fixed = [piece for piece in first if _may_stay(piece) and held[piece.key] == len(group)]
    word = _keyword(fixed)
    if word is None:
        return None
    parts = [
        column_pattern([piece]) if piece in fixed or piece.slot is Slot.MAIL else _CHANGING
        for piece in first
    ]
    form = r"\s?".join(part for part, _ in groupby(parts))
    return form, (word,)


def _keyword(fixed: Sequence[Piece]) -> str | None:
    """The longest word or the last sign of what is always there, if it distinguishes an end from
    the words of a sentence.
    """
    words = [piece for piece in fixed if piece.is_word]
    signs = [piece.key for piece in fixed if not piece.is_word and piece.key not in _PLAIN]
    longest = max((smooth(piece.text) for piece in words), key=len, default="")
    if signs:
        return longest or signs[-1]
    capitals = all(piece.text.isupper() for piece in words)
    return longest if capitals and len(longest) > 1 else None
