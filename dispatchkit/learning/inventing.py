"""Examples of rules that are copied from nowhere: what is always there, with invented fillings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.learning.forms import Slot, pieces, widened
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.learning.drafts import Draft

# What stands in the place of what changes from dump to dump.
_NAME, _TITLE = "Ada Finch", "A ferry sails"
_PATH = "x1"
_FILLINGS = {
    Slot.MAIL: "ada.finch@example.org",
    Slot.NAME: _NAME,
    Slot.INITIALS: "af",
}
_DIGIT_RE = pattern(r"\d")


def invented(drafts: Iterable[Draft]) -> tuple[list[Draft], list[Draft]]:
    """The *drafts* with invented examples, and those for which none can be made."""
    made, missing = [], []
    for draft in drafts:
        match = next((text for text in _matches(draft) if draft.hits(text)), None)
        miss = next((text for text in _misses(draft) if not draft.hits(text)), None)
        if match is None or miss is None:
            missing.append(draft)
        else:
            made.append(draft._replace(match=(match,), miss=(miss,)))
    return made, missing


def _matches(draft: Draft) -> Iterator[str]:
    """Lines that the rule may hit."""
    if draft.kind == "line":
        yield draft.form
    elif draft.kind == "prefix":
        yield f"{draft.form} {_NAME if draft.field else _TITLE}"
    elif draft.table == "field":
        yield f"{_TITLE}. {draft.about}"
    else:
        text = draft.match[0]
        for piece in reversed(widened(pieces(text))):
            if piece.slot is not None:
                start = piece.end - len(piece.text)
                text = text[:start] + _filled(piece.text, piece.slot) + text[piece.end :]
        head, *rest = draft.about.split(" ")
        yield draft.about
        yield f"{head} {_NAME} {' '.join(rest)}"
        if not _words_between(draft):
            yield text


def _words_between(draft: Draft) -> bool:
    """Whether words of the dump stand in what changes."""
    return ".{1," in draft.form


def _filled(text: str, slot: Slot) -> str:
    """What stands in a slot in place of *text*: other figures of the same form."""
    if slot is Slot.LINK:
        return text[: text.rfind("/") + 1] + _PATH
    return _FILLINGS.get(slot) or _DIGIT_RE.sub("1", text)


def _misses(draft: Draft) -> Iterator[str]:
    """Lines that the rule may not hit, though its words stand in them."""
    words = draft.about.split()
    yield f"{_TITLE}: {draft.about} {_TITLE}."
    yield f"{_TITLE} {' '.join(reversed(words))}"
    yield _TITLE
