"""The harm that fixes would do: the records before and after, compared in every field.

A safe fix may change white space, invisible characters, how letters are composed, and the list of
what was taken out. Everything else must stay the same, so that no footer takes the agency, the
language or the day of a dispatch with it. An unsafe fix may change more, and a person looks at it:
marks and case, repeats, and the fields that its rule names. A garbled letter may have kept a
dateline or a name from being read, so mended letters may fill fields and move words from one to
another; but no word may be lost, and no filled field may become empty.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.lint.evidence.tags import TAG_RE
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from dispatchkit.model import Boilerplate, Dispatch

    Form = Callable[[str], str]

# Not compared as fields: the path and the encoding; paragraphs and boilerplate, which are compared
# separately.
_ASIDE = frozenset(("path", "encoding", "paragraphs", "boilerplate"))
# Mended letters may fill these fields, but not change what was in them.
_FACTS = frozenset(("agency", "language", "published", "updated", "notice"))
_WORD_RE = pattern(r"[^\W_]+")
# Invisible characters are removed, white space of any kind becomes a space.
_UNSEEN = {ord(character): " " if character.isspace() else None for character in INVISIBLE}
_NAMES = {
    "copyrightnotice": "copyright notice",
    "usageterms": "usage terms",
    "ednote": "note to editors",
    "located": "place line",
    "published": "date of publication",
    "updated": "date of the update",
}


class FixKind(Enum):
    """The kinds of fixes: safe, unsafe but mending letters, otherwise unsafe. What a fix may change
    depends on its kind.
    """

    SAFE = "safe"
    SPELLING = "spelling"
    OTHER = "other"


class Allowed(NamedTuple):
    """What a set of fixes may change.

    ``lines``: the numbers of the source lines from which something visible is taken out.
    ``fields``: the fields that the rules of unsafe fixes are meant to change. ``spellings``:
    garbled letters and what they were.
    """

    lines: Collection[int] = ()
    fields: Collection[str] = ()
    spellings: Mapping[str, str] = {}


def harm(
    before: Sequence[Dispatch], after: Sequence[Dispatch], allowed: Allowed, kind: FixKind
) -> str | None:
    """The harm that fixes of a *kind* would do to the records beyond what is *allowed*, in words;
    None if they do none.
    """
    if len(before) != len(after):
        return f"it would make {len(after)} dispatches of {len(before)}"
    changed = list(dict.fromkeys(_CHANGES[kind](before, after, allowed)))
    return f"it would change the {_listed(changed)}" if changed else None


def _changed(
    before: Sequence[Dispatch], after: Sequence[Dispatch], allowed: Allowed
) -> Iterator[str]:
    """The fields in which the records differ by more than white space, invisible characters, and
    the boilerplate of the lines that are taken out.
    """
    for old, new in zip(before, after, strict=True):
        for name in old._fields:
            if name not in _ASIDE and _formed(getattr(old, name), seen) != _formed(
                getattr(new, name), seen
            ):
                yield _NAMES.get(name, name)
        if [(seen(one.text), one.role) for one in old.paragraphs] != [
            (seen(one.text), one.role) for one in new.paragraphs
        ]:
            yield "paragraphs"
        if not _is_less(old.boilerplate, new.boilerplate, allowed.lines):
            yield "list of boilerplate"


def _is_less(
    before: Sequence[Boilerplate], after: Sequence[Boilerplate], gone: Collection[int]
) -> bool:
    """Whether the boilerplate of a dispatch is the same except for what stood on lines that are
    *gone*, of which a part may be left.
    """
    taken = [
        seen(one.text)
        for one in before
        if any(number in gone for number in range(one.lines[0], one.lines[1] + 1))
    ]
    whole = frozenset(taken)
    missing, more = _differing(
        [seen(one.text) for one in before], [seen(one.text) for one in after]
    )
    return whole.issuperset(missing) and _are_parts(
        [text for text in more if text not in whole], taken
    )


def _differing(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """The texts that *after* lacks, or has less often, and those that *before* lacks, each in its
    order.
    """
    left, old = Counter(after), Counter(before)
    missing = [text for text in before if not _took(left, text)]
    return missing, [text for text in after if not _took(old, text)]


def _took(counts: Counter[str], text: str) -> bool:
    """Take a text from *counts*, and return whether there was one left."""
    counts[text] -= 1
    return counts[text] >= 0


def _are_parts(texts: Iterable[str], wholes: Iterable[str]) -> bool:
    """Whether each text stands in one of *wholes*. Both are in the order of the lines, so one pass
    is enough; a text that is out of order does not count.
    """
    left = iter(wholes)
    whole = ""
    for text in texts:
        while text not in whole:
            following = next(left, None)
            if following is None:
                return False
            whole = following
    return True


def _changed_roughly(
    before: Sequence[Dispatch], after: Sequence[Dispatch], allowed: Allowed
) -> Iterator[str]:
    """As ``_changed``, for unsafe fixes: only letters and figures count, a headline or paragraph
    that is repeated may be removed, and an empty field may be filled.
    """

    def form(text: str) -> str:
        return letters(_spelled(text, allowed.spellings))

    meant = (
        [_without(old, allowed.lines) for old in before]
        if "paragraphs" in allowed.fields
        else before
    )
    if _once(meant, form) != _once(after, form):
        yield "headline or paragraphs"
    for old, new in zip(before, after, strict=True):
        for name in old._fields:
            if name in _ASIDE or name in allowed.fields:
                continue
            value, other = getattr(old, name), getattr(new, name)
            # The words of headlines were compared above, with those of the paragraphs: the headline
            # may become another one, but not disappear.
            changed = (
                other is None
                if name == "headline"
                else _formed(value, form) != _formed(other, form)
            )
            if value and changed:
                yield _NAMES.get(name, name)


def _lost(before: Sequence[Dispatch], after: Sequence[Dispatch], allowed: Allowed) -> Iterator[str]:
    """As ``_changed``, for fixes that mend letters: the fields that are empty now, the facts that
    differ, and the body if words are missing.
    """
    for old, new in zip(before, after, strict=True):
        missing = Counter(
            _words(_spelled(text, allowed.spellings) for text in _body(old))
        ) - Counter(_words(_spelled(text, allowed.spellings) for text in _texts(new)))
        if missing:
            yield "headline or paragraphs"
        for name in old._fields:
            value, other = getattr(old, name), getattr(new, name)
            contradicted = name in _FACTS and value != other
            if value and name not in _ASIDE and (not other or contradicted):
                yield _NAMES.get(name, name)


def _body(dispatch: Dispatch) -> tuple[str, ...]:
    """The headline and the paragraphs of a dispatch; the headline may be ""."""
    return (dispatch.headline or "", *(paragraph.text for paragraph in dispatch.paragraphs))


def _texts(value: object) -> Iterator[str]:
    """All texts in a record or a part of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


def _words(texts: Iterable[str]) -> list[str]:
    """The words of all texts, by their letters and figures."""
    return [word for text in texts for word in map(letters, _WORD_RE.findall(text)) if word]


def _without(dispatch: Dispatch, gone: Collection[int]) -> Dispatch:
    """A dispatch without the paragraphs of which all lines are *gone*."""
    return dispatch._replace(
        paragraphs=tuple(
            one
            for one in dispatch.paragraphs
            if not all(number in gone for number in range(one.lines[0], one.lines[1] + 1))
        )
    )


def _once(dispatches: Iterable[Dispatch], form: Form) -> list[str]:
    """The headlines and paragraphs of dispatches in the *form* in which they are compared, each
    text once.
    """
    texts = [form(text) for dispatch in dispatches for text in _body(dispatch)]
    return list(dict.fromkeys(text for text in texts if text))


def _formed(value: object, form: Form) -> object:
    """A value of a record with all its texts in the *form* in which they are compared."""
    if isinstance(value, str):
        return form(value)
    return tuple(_formed(item, form) for item in value) if isinstance(value, tuple) else value


def seen(text: str) -> str:
    """What a reader sees of a text, with single spaces."""
    return " ".join(
        text.split()
        if text.isascii() and text.isprintable()
        else unicodedata.normalize("NFC", text.translate(_UNSEEN)).split()
    )


def letters(text: str) -> str:
    """The letters and figures of a text, without HTML tags."""
    text = TAG_RE.sub("", text) if "<" in text else text
    return "".join(
        filter(str.isalnum, text if text.isascii() else unicodedata.normalize("NFC", text))
    ).casefold()


def _spelled(text: str, spellings: Mapping[str, str]) -> str:
    """A text with its garbled letters mended, as *spellings* has them."""
    if not text.isascii():
        for garbled, meant in spellings.items():
            text = text.replace(garbled, meant)
    return text


def _listed(names: Sequence[str]) -> str:
    """Names in a row: "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


_CHANGES = {FixKind.SAFE: _changed, FixKind.SPELLING: _lost, FixKind.OTHER: _changed_roughly}
