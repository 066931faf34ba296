"""The traits of lines: each function returns the names of the features for its values, which
``readers`` weigh and ``explain`` prints.

Lines share most of their traits, so the weight of each value is computed once. In docstrings "it"
is the line. Numbers are those of classes (``put``) unless said otherwise, *size* is the class of
the words of a line, *kind* its letter (``look``).
"""

from __future__ import annotations

from bisect import bisect_left

# The number of the class that a value is in: put(upper ends of the classes, value).
put = bisect_left

# Upper ends of the classes of distances in lines. The finer are for one side of a line, the others
# for both sides together.
_NEAR, _FAR = (1, 2, 3, 5, 8, 14, 30), (1, 2, 4, 9)


def _from(side: int) -> str:
    """The name of the class of *side*: in a run of lines (0), or lines before it (below 0) or after
    it.
    """
    if side < 0:
        return f"-{put(_NEAR, -side)}"
    return f"+{put(_NEAR, side)}" if side else "in"


# --- a line by itself -----------------------------------------------------


def said(kind: str, known: str | None) -> list[str]:
    """Its kind, and what the common phrases say of it."""
    return [f"kind={kind}", f"phrase={known}"] if known else [f"kind={kind}"]


def shape(size: int, end: str, inner: int, characters: int, closed: bool) -> list[str]:
    """Its length in words and *characters*, its *end* (*closed*: after a closing quote), and the
    number of stops inside it (*inner*).
    """
    found = [
        f"words={size}",
        f"end={end}",
        f"words={size} end={end}",
        f"inner={inner}",
        f"inner={min(inner, 3)} end={end}",
        f"chars={characters}",
    ]
    return [*found, "closed"] if closed else found


def opening(first: str, end: str, closed: bool) -> list[str]:
    """What it begins with; where that is a quotation mark, also how the quotation ends."""
    return (
        [f"first={first}", f"quoted end={end}{closed:d}"]
        if first == "quote"
        else [f"first={first}"]
    )


def letters(share: str | int, all_capitals: bool, size: int) -> list[str]:
    """The *share* of words in capitals, in lines that have any; "no letters" says so."""
    if isinstance(share, str):
        return [share] if share else []
    found = [f"capitals={share}", f"capitals={share} words={min(size, 10) // 2}"]
    return [*found, "all capitals"] if all_capitals else found


def numbers(share: int, stamps: tuple[str, ...], size: int) -> list[str]:
    """The *share* of digits, and the names of what looks like a time or date."""
    return [f"digits={share}", *stamps, *[f"{name} words={min(size, 9)}" for name in stamps]]


def signs(
    names: tuple[str, ...], item: bool, commas: int, brackets: int, bracketed: bool
) -> list[str]:
    """The *names* of its signs, the density of *commas*, the number of *brackets*, whether it ends
    in one (*bracketed*).
    """
    found = [f"commas={commas}", *[f"sign={name}" for name in names]]
    if item:
        found.append("item")
    if brackets:
        found.append(f"brackets={brackets}")
    if bracketed:
        found.append("ends in bracket")
    return found


def furniture_words(classes: tuple[tuple[str, int], ...], density: int, size: int) -> list[str]:
    """The words of page furniture: which classes, how dense, how many."""
    if not classes:
        return ["furniture=0", f"furniture=0 words={size}"]
    found = [
        f"furniture={density}",
        f"furniture={density} words={min(size, 12) // 2}",
        f"classes={min(len(classes), 4)}",
    ]
    for name, share in classes:
        found += [f"word={name}", f"word={name} density={share}"]
    return found


# The traits of a line by itself, in the order of ``Look.traits``.
OWN = (said, shape, opening, letters, numbers, signs, furniture_words)


# --- what stands around it ------------------------------------------------


def page(lines: int) -> list[str]:
    """The features of all lines of a page; "any" carries the weight of a part by itself."""
    return ["any", f"lines={put((10, 25, 60, 150, 400), lines)}"]


def window(before: str, kind: str, after: str) -> list[str]:
    """The kinds of the lines beside it."""
    return [
        f"before={before}",
        f"after={after}",
        f"kinds={before}{kind}",
        f"kinds={kind}>{after}",
        f"kinds={before}{kind}{after}",
    ]


def before(before2: str, before: str) -> list[str]:
    """The kinds of the two lines before it."""
    return [f"before2={before2}", f"kinds={before2}{before}<"]


def behind(after: str, after2: str) -> list[str]:
    """The kinds of the two lines after it."""
    return [f"after2={after2}", f"kinds=>{after}{after2}"]


def seen(above: str, kind: str, below: str, dull: bool) -> list[str]:
    """The kinds of the nearest lines that are not dull, and whether it is *dull* itself."""
    found = [
        f"seen={above}",
        f"seen>{below}",
        f"seen={above}{kind}",
        f"seen={kind}>{below}",
        f"seen={above}{kind}{below}",
    ]
    return [*found, "dull", f"dull={above}{below}"] if dull else found


def run(kind: str, length: int) -> list[str]:
    """The number of short lines in the run that it is in."""
    return [f"run={kind}{length}"]


def line(step: int, said: tuple[tuple[str, ...], str | None]) -> list[str]:
    """What the line *step* lines away says: its classes of furniture words and its phrase."""
    classes, known = said
    found = [f"line{step:+}={name}" for name in classes]
    return [*found, f"line{step:+}={known}"] if known else found


def away(kind: str, above: int, below: int) -> list[str]:
    """How many lines *above* and *below* the next prose stands."""
    return [
        f"prose above={put(_NEAR, above)}",
        f"prose below={put(_NEAR, below)}",
        f"prose {kind}={put(_FAR, above)}{put(_FAR, below)}",
    ]


def near(reach: int, prose: int, share: int, above: int, below: int) -> list[str]:
    """Of the lines within *reach*: the words of *prose*, their *share* of all words, and the words
    of prose *above* and *below*.
    """
    return [f"prose{reach}={prose}", f"share{reach}={share}", f"sides{reach}={above}{below}"]


def shares(behind: int, ahead: int) -> list[str]:
    """The shares of the prose of the page that stand above it (*behind*) and below it (*ahead*)."""
    return [f"behind={behind}", f"ahead={ahead}"]


def place(top: int, length: int, bottom: int) -> list[str]:
    """How far it is from the *top* of a page of some *length*, and from the *bottom*."""
    return [f"top={top} of {length}", f"bottom={bottom}"]


def no_block() -> list[str]:
    """A line between the blocks of prose."""
    return ["block=none"]


def block(rank: int, words: int, share: int) -> list[str]:
    """The *rank* of the block of prose that it is in, the *words* of the block, and their *share*
    of those of the best block.
    """
    return [f"block rank={rank}", f"block words={words}", f"block share={share}"]


def in_block(place: str, kind: str, coherence: int) -> list[str]:
    """Its *place* in its block, and the *coherence* of the block's paragraphs."""
    return [f"block={place}{kind}", f"block coherence={coherence}{kind}"]


def from_best(side: int, kind: str) -> list[str]:
    """How far it is from the best block (*side* in lines, as in ``_from``)."""
    return [f"best={_from(side)}", f"best={_from(side)}{kind}"]


def topics(grade: int, kind: str, size: int, side: int) -> list[str]:
    """The share of its terms that the best block has (the class *grade*), and how many lines away
    the block is (*side*).
    """
    half = min(grade, 7) // 2
    return [
        f"topic={grade}",
        f"topic={grade}{kind}",
        f"topic={half} words={size}",
        f"topic={half} best={_from(side)}",
    ]


def coherence(coherence: int, coherent: int, size: int) -> list[str]:
    """The share of its terms that stand in the paragraphs beside it, in two classifications, a
    finer (*coherence*) and a coarser one (*coherent*).
    """
    return [f"coherence={coherence}", f"coherence={coherent} words={size}"]


def fit(share: int, fitness: int) -> list[str]:
    """How fit it is as a headline, as a *share* of the fittest and by itself."""
    return [f"fit={share}", f"fitness={fitness}"]


def from_headline(away: int, kind: str) -> list[str]:
    """How many lines *away* the likeliest headline is (less than 0: below this line)."""
    side = ""
    if away:
        side = "-" if away < 0 else "+"
    return [
        f"from headline={side}{put((0, 1, 2, 3, 5, 9, 16, 40), abs(away))}",
        f"from headline={side}{put((0, 2, 5, 16, 40), abs(away))}{kind}",
    ]


def shared(shared: int, kind: str, share: int) -> list[str]:
    """How many terms it has in common with the likeliest headline, and the *share* of its own that
    these are.
    """
    return [
        f"shares headline={shared}",
        f"shares headline={min(shared, 3)}{kind}",
        f"is headline={share}",
    ]


def under(said: str, away: int, kind: str) -> list[str]:
    """What the last phrase above *said*, and how far *away* that is."""
    return [f"under={said} {away}", f"under={said} {kind}"]


def repeated(kind: str) -> list[str]:
    """The page has the same line again."""
    return ["repeated", f"repeated {kind}"]


def same_opening() -> list[str]:
    """The page has another line that opens with the same letters."""
    return ["same opening"]


def indented() -> list[str]:
    """It has a margin."""
    return ["indented"]


def gap(before: int, behind: int, kind: str, share: int) -> list[str]:
    """The blank lines *before* it and after it (*behind*), and the *share* of lines of the page
    with any before them.
    """
    return [
        f"gap={before}",
        f"gap={min(before, 2)}{behind}{kind}",
        f"gap={min(before, 2)} of {share}",
    ]
