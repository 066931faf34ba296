"""Names below the word for their role, which stands on a line of its own: "Editor", below it "Ada
Finch".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import Credited, phrase_at, tokens
from dispatchkit.grammar.label import BuiltIn, Mark, is_text
from dispatchkit.grammar.names import is_name_alone
from dispatchkit.labels import Label
from dispatchkit.model import Person

if TYPE_CHECKING:
    from dispatchkit.agencies.lexicon import Lexicon

# Such lines stand at most this many lines above the text, or below it; a label has at most this
# many words.
_HEAD, _LABEL_WORDS = 10, 3


def named_below(marks: list[Mark], lexicon: Lexicon) -> list[Mark]:
    """*marks* in which names below the word for their role are credits, in the head of the story
    and below its text.
    """
    told = [at for at, mark in enumerate(marks) if is_text(mark)]
    if not told:
        return marks
    for at in (*range(max(0, told[0] - _HEAD), told[0] - 1), *range(told[-1] + 1, len(marks) - 1)):
        role = _role(marks[at])
        text = marks[at + 1].unit.text
        if role and _is_loose(marks[at + 1]) and is_name_alone(text, lexicon):
            credited = Credited((Person(text, role),), "")
            rule = "credits.line"
            if at > told[-1]:
                rule = BuiltIn.ROLE
                marks[at] = Mark(marks[at].unit, Label.CONTACT, rule, prose=False)
            name = marks[at + 1].unit
            marks[at + 1] = Mark(name, Label.CREDIT, rule, prose=False, credited=credited)
    return marks


def _role(mark: Mark) -> str | None:
    """The role that a line is the word for and nothing else; None for any other line."""
    text = mark.unit.text.rstrip(" :：")
    if mark.prose or mark.credited is not None or text.count(" ") >= _LABEL_WORDS:
        return None
    words = tokens(f"{text}:")
    phrase = phrase_at(words)
    if phrase is None or not phrase.governs or phrase.size != len(words):
        return None
    # "شارك" is "contributed", and the button "Share" above the names of networks.
    return None if phrase.role == "contributor" else phrase.role


def _is_loose(mark: Mark) -> bool:
    """Whether nothing is known of a short line."""
    return mark.hit is None and mark.credited is None and mark.label is Label.OTHER
