"""Which lines of a page may be its headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.reading.web.blocks import Block

# Fewer words of a line that the stated headline begins with are no headline.
_WORDS = 3
# A shorter line that the title of the page holds may be the name of the site or a rubric.
_LONG = 12
# Names of elements that are the headline of a story.
_NAMES = (frozenset(("entry", "title")), frozenset(("headline",)), frozenset(("post", "title")))


def heads_of(lines: Sequence[Block], headline: str, title: str) -> list[int]:
    """The places of the *lines* that may be the headline: those that say what the page states as
    its *headline*, or the beginning of that; else its headings of the highest rank; else what its
    classes name a title, or the longest line that is part of the *title* of the page.
    """
    stated = fold(headline or title)
    folded = [fold(block.text) for block in lines]
    said = [
        at
        for at, text in enumerate(folded)
        if text == stated or (len(text.split()) > _WORDS and stated.startswith(text))
    ]
    whole = fold(title)
    parts = [at for at, text in enumerate(folded) if len(text) >= _LONG and text in whole]
    longest = max((len(folded[at]) for at in parts), default=0)
    return (
        said
        or [at for at, block in enumerate(lines) if any(one.tag == "h1" for one in block.within)]
        or [at for at, block in enumerate(lines) if _is_named(block)]
        or [at for at in parts if len(folded[at]) == longest]
    )


def headings(lines: Sequence[Block]) -> list[int]:
    """The places of the headings of the highest rank among the *lines*."""
    ranks = {
        at: one.tag
        for at, block in enumerate(lines)
        for one in block.within
        if len(one.tag) == 2 and one.tag[0] == "h" and one.tag[1].isdecimal()
    }
    highest = min(ranks.values(), default="")
    return [at for at, rank in ranks.items() if rank == highest]


def _is_named(block: Block) -> bool:
    """Whether the elements next to a line name it a title of a story."""
    return any(name <= one.words for one in block.within[-2:] for name in _NAMES)
