"""The table of what is seen of a line: the axes, their values, and the features made of them.

``features`` gives each line a value for each axis. A feature is one combination of the values of
one to three axes (``FAMILIES``), or a flag; each has its weights (``chain``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.labels import Label
from dispatchkit.structure import look as looking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What a line is as far as facts say: text after a dateline with a credit (I) or without (i), a line
# of that letter's label, page furniture (f), or, if nothing is known, its kind (``Look``), an item
# (*) or a row of a table (b). "^" and "$" stand before the first line and after the last.
SORTS = "IiTEKHABCDNQZGqro-nfbPpLkusmM*d^$"
# Who knows the line: its form (f), the sender's profile (o), all languages (g), one language (c).
SOURCES = "fogc"
FACTS = ("", *[label.value + source for label in Label for source in SOURCES])
PHRASES = ("", *[sign + label.value for label in Label for sign in ("", "+")])
LABELS = ("", *[label.value for label in Label])

# Upper ends of the classes of distances in lines. The finer are for one side of a line, the others
# for both sides together.
NEAR, FAR = (1, 2, 3, 5, 8, 14, 30), (1, 2, 4, 9)
# Upper ends of the classes of words of prose within some lines and of those on one side, and of
# their share.
LINES, SIDE = (0, 15, 40, 80, 160, 320, 640), (0, 30, 100, 250)
MOSTLY = (0.1, 0.3, 0.5, 0.7, 0.85, 0.95)
SHARES = (0, 0.02, 0.1, 0.3, 0.6, 0.9, 0.98, 0.999)
COHERENCE, COHERENT = (0, 0.1, 0.2, 0.3, 0.4, 0.55, 0.75), (0.1, 0.2, 0.3, 0.45)
TOPIC = (0, 0.1, 0.2, 0.3, 0.4, 0.55, 0.75, 0.99)
FIT, FITNESS = (0, 0.3, 0.5, 0.7, 0.9, 0.999), (0, 0.3, 0.6, 1, 1.5, 2)
AWAY, FARTHER = (0, 1, 2, 3, 5, 9, 16, 40), (0, 2, 5, 16, 40)
SHARED, SAME = 3, (0, 0.05, 0.15, 0.3, 0.6, 0.9)
EVIDENCE, PAGE = (0, 1, 2, 4, 8, 16), (10, 25, 60, 150, 400)
TOP, BOTTOM, LENGTH = (0, 1, 2, 4, 8, 16, 40, 100), (0, 1, 2, 4, 8, 16, 40), (30, 100)
BLOCK_WORDS, BLOCK_SHARE = (20, 60, 120, 250, 500), (0.1, 0.3, 0.6, 0.999)
BLOCK_COHERENCE = (0.1, 0.2, 0.3, 0.4, 0.5)
RANK = 4
RUN, SPACED, PERIODIC = (0, 1, 2, 3, 5, 8, 14), (0.2, 0.5, 0.8), (0, 1, 2)
SINCE, DATED = (1, 2, 4, 8, 15, 30), (1, 2, 4)
BLOCK_PLACES = ("", "first", "mid", "last")
_SIDES = 2 * (len(NEAR) + 1) + 1


def classes(bounds: Sequence[float]) -> int:
    """How many classes there are between *bounds*."""
    return len(bounds) + 1


# The axes, with the names of their values or how many values they have. ``features`` gives the
# values in this order.
AXES: Mapping[str, Sequence[str] | int] = {
    # the dump
    "any": 1, "lines": classes(PAGE), "evidence": classes(EVIDENCE),
    # the line by itself
    "sort": SORTS, "fact": FACTS, "phrase": PHRASES, "words": classes(looking.WORDS),
    "size": classes(looking.SIZES), "half": classes(looking.SIZES) // 2 + 1, "end": looking.ENDS,
    "inner": looking.INNER + 1, "first": looking.FIRST, "closed": 2,
    "capitals": classes(looking.CAPITALS) + 2, "all": 2, "digits": classes(looking.DIGITS),
    "stamps": 8, "commas": classes(looking.COMMAS), "brackets": looking.BRACKETS + 1,
    "bracketed": 2, "furniture": classes(looking.DENSITY), "classes": looking.CLASSES + 1,
    "item": 2, "repeated": 3, "dull": 2,
    # the lines beside it
    "before": SORTS, "after": SORTS, "before2": SORTS, "after2": SORTS, "seen before": SORTS,
    "seen after": SORTS, "furniture before": classes(looking.DENSITY),
    "furniture after": classes(looking.DENSITY), "run": classes(RUN), "gap": 4, "gap after": 3,
    "spaced": classes(SPACED), "indented": 2, "periodic": classes(PERIODIC),
    # prose around it
    "prose above": classes(NEAR), "prose below": classes(NEAR), "above": classes(FAR),
    "below": classes(FAR), "prose3": classes(LINES), "prose8": classes(LINES),
    "prose20": classes(LINES), "share3": classes(MOSTLY), "share8": classes(MOSTLY),
    "share20": classes(MOSTLY), "over3": classes(SIDE), "over8": classes(SIDE),
    "over20": classes(SIDE), "under3": classes(SIDE), "under8": classes(SIDE),
    "under20": classes(SIDE), "behind": classes(SHARES), "ahead": classes(SHARES),
    "top": classes(TOP), "length": classes(LENGTH), "bottom": classes(BOTTOM),
    # blocks of prose
    "block": BLOCK_PLACES, "rank": RANK + 2, "block words": classes(BLOCK_WORDS) + 1,
    "block share": classes(BLOCK_SHARE) + 1, "block coherence": classes(BLOCK_COHERENCE) + 1,
    "best": _SIDES,
    # what it is about
    "topic": classes(TOPIC) + 1, "coherence": classes(COHERENCE) + 1,
    "coherent": classes(COHERENT) + 1, "fit": classes(FIT), "fitness": classes(FITNESS),
    "headline": 2 * classes(AWAY) + 1, "far headline": 2 * classes(FARTHER) + 1,
    "shared": SHARED + 2, "same": classes(SAME) + 1,
    # facts above it and below it
    "under": LABELS, "since": classes(SINCE) + 1, "signed": classes(SINCE) + 1,
    "dated": classes(DATED) + 1, "filed": _SIDES + 1, "filed side": 4,
}  # fmt: skip
PLACES = {axis: place for place, axis in enumerate(AXES)}
SIZES = [count if isinstance(count, int) else len(count) for count in AXES.values()]
# Each family is the combination of one to three axes, of which every value has its own weights.
FAMILIES: tuple[tuple[str, ...], ...] = tuple(
    tuple(family.split(" & "))
    for family in (
        "any", "lines", "evidence & sort", "sort", "fact", "phrase", "words", "size & end",
        "inner & end", "first", "first & closed & end", "capitals & half", "all", "digits",
        "stamps & size", "commas", "brackets", "bracketed", "furniture & size", "classes", "item",
        "repeated & sort", "before", "after", "before2", "after2", "before & sort", "sort & after",
        "seen before & sort", "sort & seen after", "furniture before", "furniture after",
        "run & sort", "gap & gap after & sort", "gap & spaced", "indented", "periodic & sort",
        "prose above", "prose below", "sort & above & below", "prose3", "prose8", "prose20",
        "share3", "share8", "share20", "over3 & under3", "over8 & under8",
        "over20 & under20", "behind", "ahead",
        "top & length", "bottom", "block & sort", "rank", "block words", "block share",
        "block coherence", "best", "best & sort", "topic", "topic & size", "topic & best",
        "coherence", "coherent & size", "fit", "fitness", "headline", "far headline & sort",
        "shared & sort", "same", "under & since", "under & sort", "signed", "signed & sort",
        "dated", "dated & sort", "filed", "filed side & sort",
    )
)  # fmt: skip


def said_by(value: int, axis: str) -> str:
    """The value of an axis, in a word."""
    names = AXES[axis]
    return str(value) if isinstance(names, int) else names[value]
