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
    folded = [fold(block.text) for block in lines]
    return (
        _saying(folded, fold(headline or title))
        or [at for at, block in enumerate(lines) if any(one.tag == "h1" for one in block.within)]
        or [at for at, block in enumerate(lines) if _is_named(block)]
        or _longest_in(folded, fold(title))
    )


def _saying(texts: Sequence[str], stated: str) -> list[int]:
    """The places of the *texts* that say what is *stated*, or the beginning of it; all are
    folded.
    """
    return [
        at
        for at, text in enumerate(texts)
        if text == stated or (len(text.split()) > _WORDS and stated.startswith(text))
    ]


def _longest_in(texts: Sequence[str], title: str) -> list[int]:
    """The places of the longest of the *texts* that are part of the *title*; all are folded."""
    parts = [at for at, text in enumerate(texts) if len(text) >= _LONG and text in title]
    longest = max((len(texts[at]) for at in parts), default=0)
    return [at for at in parts if len(texts[at]) == longest]


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
