"""Dumps that are one line, because a database or a data frame made blanks of their line breaks.

Head, text and foot stand in the same line, and no look of it tells them apart. The chain, which has
seen lines of dumps that kept their breaks, may take all of it for a heading; but what holds
sentences tells something, and a story with a menu in it is better than none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.regions import is_unknown
from dispatchkit.text.shape import CLOSERS, SENTENCE_ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.grammar.label import Mark
    from dispatchkit.structure.look import Look

# Such a line has at least so many words, and so many ends of sentences. One that holds a phrase of
# furniture, which a short line is all of, has more, and at most this share of words of furniture:
# of 28 long lines of rights and footers that stand alone in dumps none has.
_WORDS, _SENTENCES = 12, 2
_HOLDING_WORDS, _HOLDING_SENTENCES, _SHARE = 50, 3, 0.06
# What a phrase may say of a line, though it stands at the end of it or at its beginning only.
HOLDING = frozenset(
    (Label.CAPTION, Label.COPYRIGHT, Label.HEADLINE, Label.OTHER, Label.RELATED, Label.SUBSCRIPTION)
)
_END_RE = pattern(
    rf"(?<=[^\W\d_]{{2}})[{re.escape(SENTENCE_ENDS)}][{re.escape(CLOSERS)}]{{0,3}}(?=\s|\Z)|[。！？]"
)


def is_one_line(marks: Sequence[Mark], looks: Sequence[Look]) -> bool:
    """Whether a dump of these *marks*, which have these *looks*, is one line that holds
    sentences.
    """
    if len(marks) != 1:
        return False
    mark, look = marks[0], looks[0]
    ends = len(_END_RE.findall(mark.unit.text))
    if is_unknown(mark):
        return look.words >= _WORDS and ends >= _SENTENCES
    furniture = sum(look.classes.values())
    return (
        mark.label in HOLDING
        and look.words >= _HOLDING_WORDS
        and ends >= _HOLDING_SENTENCES
        and furniture <= _SHARE * look.words
    )
