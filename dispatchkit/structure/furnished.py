"""Whether a dump holds furniture of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import REMARKS, BuiltIn, Mark, is_text
from dispatchkit.labels import PAGE_FURNITURE, Label
from dispatchkit.structure.regions import is_unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.structure.look import Look

# One line that only pages print, or two different ones that wires seldom print together, show that
# a dump is furnished: none of 1,000 clean texts is, but 1,109 of the bench's 1,201 pages are.
_FURNISHED = 2
# This many lines of one to three words on end, without a figure or a stop, are a menu.
_MENU, _ENTRY = 12, frozenset("us")
# A label has at most six words, and at least this share of them are words of furniture: "LIFESTYLE
# RESTAURANTS 1ST QTR" is a headline. A sentence with two such words asks for consent or a
# subscription.
_LABEL_WORDS, _LABEL_SHARE, _SENTENCE = 6, 0.4, 2
# Words of these classes stand in news as well: names of agencies, "you", "I", "yesterday",
# "columnist".
_COMMON = frozenset(("address", "author", "caption", "first", "time"))
# Labels of lines that wires print too, but seldom together: "Photo: ...", an address, hash tags.
_HINTING = PAGE_FURNITURE | {Label.CAPTION, Label.CONTACT}
# "MORE" ends the take of a wire.
_GOES_ON = "more"


def telltale_words(look: Look) -> int:
    """How many words of furniture a line has, if it is a label made of them; one for a sentence
    that has several; else 0.
    """
    words = sum([count for name, count in look.classes.items() if name not in _COMMON])
    if look.words > _LABEL_WORDS:
        return 1 if words >= _SENTENCE else 0
    return words if words >= _LABEL_SHARE * look.words else 0


def evidence(mark: Mark, look: Look, profile: str) -> int:
    """How much a line shows that it is furniture of a page: two for what only pages print (a rule
    of a language that is not of the sender's own *profile*, how long ago the story was published, a
    label made of words of furniture), one for what wires print too, but seldom together.
    """
    if mark.rule is BuiltIn.AGO:
        return _FURNISHED
    if mark.hit is not None:
        if mark.hit.table in (profile, REMARKS) or mark.label not in _HINTING:
            return 0
        wired = mark.hit.is_general or mark.unit.folded == _GOES_ON
        only = mark.label in PAGE_FURNITURE and not wired
        return _FURNISHED if only else 1
    loose = mark.label is Label.OTHER and mark.rule is not BuiltIn.FAR
    return min(telltale_words(look), _FURNISHED) if loose else 0


def is_furnished(marks: Sequence[Mark], looks: Sequence[Look], profile: str) -> bool:
    """Whether lines of the dump are known to be furniture of a page, or stand above its text like
    the entries of a menu.

    One word between two paragraphs ("Teilen") may be a crosshead.
    """
    seen: dict[str, int] = {}
    entries, told = 0, False
    for at, (mark, look) in enumerate(zip(marks, looks, strict=True)):
        told = told or is_text(mark)
        entries = entries + 1 if not told and is_unknown(mark) and look.kind in _ENTRY else 0
        if entries >= _MENU:
            return True
        # "The terminal through which ..." is the first paragraph, not the footer of a page.
        early = not told and mark.hit is not None and mark.hit.where == "tail"
        shown = 0 if early else evidence(mark, look, profile)
        if shown:
            # Several addresses are one sign: exports print one above each document.
            general = mark.hit is not None and mark.hit.is_general
            seen[mark.rule if general else mark.unit.folded] = (
                1 if shown > 1 and _is_between(marks, at) else shown
            )
            if sum(seen.values()) >= _FURNISHED:
                return True
    return False


def _is_between(marks: Sequence[Mark], at: int) -> bool:
    """Whether the line *at* is one word between two paragraphs, or says how long ago."""
    return (
        0 < at < len(marks) - 1
        and (" " not in marks[at].unit.text or marks[at].rule is BuiltIn.AGO)
        and is_text(marks[at - 1])
        and is_text(marks[at + 1])
    )
