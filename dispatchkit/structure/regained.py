"""Lines that the chain takes for furniture around a story, and that are given back to the story
because of what stands beside them.

The chain weighs each line as if the story might end above any other. Once the paragraphs are known,
more is known of what stands between two of them: no line there is below the text or above it. So a
crosshead, the rows of a table and short sentences are asked again. Nothing that a rule knows is
given back, nor a label made of words of furniture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.label import is_text
from dispatchkit.grammar.names import is_person
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.structure.chain import Part
from dispatchkit.structure.furnished import telltale_words
from dispatchkit.structure.regions import is_unknown
from dispatchkit.structure.strays import carries_title, heads
from dispatchkit.text.fold import has_case
from dispatchkit.text.shape import CALLS, CLOSERS, COLONS, DIGIT_RE, is_item

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dispatchkit.structure.scene import Scene

# What a line may be that stands neither above the text nor below it.
_AMID = (Part.TEXT, Part.CROSSHEAD, Part.INSIDE)
# The least share of text in these for a sentence and for a short line, the most words of that, and
# the least likelihood that is worth a share. These and the bounds below are judgement: no
# measurement of each was kept.
_SENTENCE, _SHORT, _SHORT_WORDS, _WORTH = 0.05, 0.35, 6, 0.01
# What parts the cells of a row: runs of blanks, a tab, a bar, a dash between blanks. A row has at
# least three cells, a table at least two rows with figures in the same cells.
_CELLS_RE = pattern(r"\s{2,80}|\t|\u3000|\s?[|｜]\s?|\s[-–—]\s")
_CELLS, _ROWS = 3, 2
# Lines that pages put among the paragraphs. At most so many stand between two rows, or between the
# last paragraph but one and the last.
_STREWN = frozenset(
    (Label.RELATED, Label.ADVERTISEMENT, Label.PROMO, Label.SUBSCRIPTION, Label.CAPTION)
)
_PASSED = 2
# The titles in a list of other stories that a page puts among the paragraphs.
_LISTED = 8
_STAMPS = (Label.DATE, Label.UPDATED, Label.BYLINE)
_TWICE = 2
# The last sentence below such a line has at least so many terms, and this share of its own, in
# common with the story and the head, at most so many lines of it, or stands below a crosshead.
_COMMON_TERMS, _COMMON_SHARE, _ABOVE = 2, 0.3, 12


def regained(scene: Scene, story: Sequence[int]) -> list[int]:
    """The *story* with the lines that belong to it by what stands beside them."""
    if not (story and scene.furnished):
        return list(story)
    found = _with_filed(scene, story)
    found = _with_rows(scene, found)
    found = _with_first(scene, found)
    found = _with_last(scene, found)
    found = _with_ended(scene, found)
    return _amid(scene, found)


def opens_filed(scene: Scene, at: int) -> bool:
    """Whether the line *at* is a sentence that says where it was filed and, in brackets, by whom:
    no summary and no caption opens so.
    """
    mark = scene.marks[at]
    if mark.dateline is None or not mark.dateline.dateline.places or not is_text(mark):
        return False
    opening = mark.unit.text[: mark.dateline.end]
    return any(sign in opening for sign in ")）")


def _with_filed(scene: Scene, story: Sequence[int]) -> list[int]:
    """The *story* with the paragraph above it that says where it was filed, if none of it does."""
    if any(scene.marks[at].dateline for at in story):
        return list(story)
    above = [at for at in scene.odds if at < story[0] and opens_filed(scene, at)]
    return [*above, *story] if len(above) == 1 else list(story)


# --- tables -------------------------------------------------------------------------------------


def _with_rows(scene: Scene, story: Sequence[int]) -> list[int]:
    """The *story* with the rows of its tables, and the sentence right below the last of them.

    A table opens below a paragraph, and a line of the story or a sentence stands below it.
    """
    found = set(story)
    for rows in _tables(scene, story[0]):
        top, end = rows[0], rows[-1]
        over, below = _beyond(scene, top, -1), _beyond(scene, end, 1)
        closes = below in scene.sentences and _is_plain(scene, below)
        if over in found and (below in found or closes):
            found.update(rows, [below])
    return sorted(found)


def _tables(scene: Scene, first: int) -> Iterable[list[int]]:
    """The tables below the line *first*: rows of as many cells each, with figures in the same ones;
    their heads have as many cells, and lines that pages put among the paragraphs may part them.
    """
    rows: list[int] = []
    for at in range(first + 1, len(scene.marks)):
        if rows and at - rows[-1] <= _PASSED and _is_furniture(scene, at):
            continue
        cells = _cells(scene, at)
        if rows and (len(cells) != len(_cells(scene, rows[-1])) or at - rows[-1] > _PASSED + 1):
            if _is_table(scene, rows):
                yield rows
            rows = []
        if len(cells) >= _CELLS:
            rows.append(at)
    if _is_table(scene, rows):
        yield rows


def _is_furniture(scene: Scene, at: int) -> bool:
    """Whether the line *at* is of the page by a rule or by its words. Between rows it may look like
    the heading of a list.
    """
    mark = scene.marks[at]
    known = mark.hit is not None and mark.label in _STREWN
    return known or (is_unknown(mark) and telltale_words(scene.ground.looks[at]) > 0)


def _cells(scene: Scene, at: int) -> list[str]:
    """The cells of the line *at*; none if it is no row of which nothing is known."""
    mark = scene.marks[at]
    loose = is_unknown(mark) and not is_text(mark) and _is_plain(scene, at)
    printed = mark.unit.lines[0].text.strip() if loose and len(mark.unit.lines) == 1 else ""
    return [cell for cell in _CELLS_RE.split(printed) if cell]


def _is_table(scene: Scene, rows: Sequence[int]) -> bool:
    """Whether *rows* have figures in the same cells; the first may be their head."""
    figured = [
        tuple(DIGIT_RE.search(cell) is not None for cell in _cells(scene, at)) for at in rows
    ]
    body = figured[1:] if figured and not any(figured[0]) else figured
    return len(body) >= _ROWS and len({*body}) == 1 and any(body[0])


# --- between two paragraphs, and below the last ---------------------------------------------------


def _with_first(scene: Scene, story: Sequence[int]) -> list[int]:
    """The *story* with the running text above it that only calls, advertisements and titles of
    other stories part from it, if date or reporter stand above: a summary is parted from the text
    by more, and a caption is followed by a credit.
    """
    first = story[0]
    at = _beyond(scene, first, -1)
    between = scene.marks[at + 1 : first]
    if at < 0 or not between or any(mark.label is Label.CAPTION for mark in between):
        return list(story)
    stamped = any(mark.label in _STAMPS for mark in scene.marks[:at])
    told = is_text(scene.marks[at]) and at in scene.sentences and _is_plain(scene, at)
    return [at, *story] if stamped and told and scene.told(at) > _WORTH else list(story)


def _with_last(scene: Scene, story: Sequence[int]) -> list[int]:
    """The *story* with the sentences below it that only lines part from it which pages put among
    the paragraphs.
    """
    found = list(story)
    while (at := _beyond(scene, found[-1], 1)) >= 0:
        if not (more := _going_on(scene, at, found)):
            break
        found += more
    return found


def _going_on(scene: Scene, at: int, story: Sequence[int]) -> list[int]:
    """The lines from *at* on with which the *story* goes on: a sentence that says its words again,
    or stands below a link, a crosshead or a list of other stories; none if it does not.
    """
    if heads(scene.marks[at]):
        return _below_list(scene, at)
    headed = at not in scene.sentences and _may_head(scene, at)
    last = _beyond(scene, at, 1) if headed else at
    if last not in scene.sentences or not _is_plain(scene, last):
        return []
    if headed:
        return [at, last]
    below = _is_below_link(scene, last, story)
    return [last] if below or _is_of_topic(scene, last, story) else []


def _with_ended(scene: Scene, story: Sequence[int]) -> list[int]:
    """The *story* with the sentence below it that the mark of its end or a credit closes, and with
    the plain sentences on the way there: that sentence is the last of the story.
    """
    between: list[int] = []
    passed = 0
    for at in range(story[-1] + 1, len(scene.marks)):
        may = scene.may.get(at, 0) >> Part.TEXT & 1
        if at in scene.ended and may and is_unknown(scene.marks[at]):
            return [*story, *between, at]
        if may and at in scene.sentences and _is_plain(scene, at):
            between.append(at)
        elif _is_strewn(scene, at) and passed < _PASSED:
            passed += 1
        else:
            break
    return list(story)


def _beyond(scene: Scene, at: int, step: int) -> int:
    """The next line above or below the line *at* that is none of those that pages put among the
    paragraphs; -1 if too many of them stand there.
    """
    for line in range(at + step, at + step * (_PASSED + 2), step):
        if not 0 <= line < len(scene.marks):
            break
        if not _is_strewn(scene, line):
            return line
    return -1


def _is_strewn(scene: Scene, at: int) -> bool:
    """Whether the line *at* is one that pages put among the paragraphs of a story: a call, an
    advertisement, the title of one other story.
    """
    mark = scene.marks[at]
    return mark.hit is not None and mark.label in _STREWN and not heads(mark)


def _is_plain(scene: Scene, at: int) -> bool:
    """Whether nothing is known of the line *at*, it holds no word of furniture, and it stands once
    in the dump: pages print paragraphs again, in pull quotes and data.
    """
    look = scene.ground.looks[at]
    once = scene.ground.counts[look.folded] < _TWICE
    return once and is_unknown(scene.marks[at]) and not look.classes


def _may_head(scene: Scene, at: int) -> bool:
    """Whether the line *at* may be a crosshead: a few words of which nothing is known, without a
    figure, a stop or a name.
    """
    text, look = scene.text(at), scene.ground.looks[at]
    short = _is_plain(scene, at) and 0 < look.words <= _SHORT_WORDS
    if not short or is_text(scene.marks[at]):
        return False
    if DIGIT_RE.search(text) or is_item(text) or text.endswith(COLONS):
        return False
    return not (has_case(text) and is_person(text.split()))


def _below_list(scene: Scene, top: int) -> list[int]:
    """The statement below the list of other stories that the line *top* heads, where blank lines
    part the list from what stands above and below it, and no title in it ends like a sentence.
    """
    marks, at = scene.marks, top + 1
    while at < len(marks) and not marks[at].unit.gap:
        if marks[at].hit is not None or at in scene.sentences:
            return []
        at += 1
    short = top + 1 < at <= top + _LISTED and marks[top].unit.gap > 0
    stated = short and at in scene.sentences and _is_plain(scene, at)
    return [at] if stated and not _calls(scene, at) else []


def _calls(scene: Scene, at: int) -> bool:
    """Whether the line *at* ends as a call or a question does."""
    return scene.text(at).rstrip(CLOSERS + " ").endswith(CALLS)


def _is_below_link(scene: Scene, at: int, story: Sequence[int]) -> bool:
    """Whether the line *at* is a statement below a link that carries the title of its story ("Read
    also: Museum opens at night") and heads nothing: blank lines part the two from each other, or
    none parts the paragraphs of the *story* either.
    """
    link, gap = scene.marks[at - 1], scene.marks[at].unit.gap
    if not carries_title(link) or _calls(scene, at):
        return False
    parted = link.unit.gap > 0 and gap > 0
    return parted or not any(mark.unit.gap for mark in scene.marks[story[0] + 1 : at + 1])


def _is_of_topic(scene: Scene, at: int, story: Sequence[int]) -> bool:
    """Whether the line *at* says words of the *story* again."""
    own = scene.ground.looks[at].about
    looks = scene.ground.looks
    above = [other for other in scene.odds if story[0] - _ABOVE <= other < story[0]]
    head = [other for other in above if is_unknown(scene.marks[other])]
    told = frozenset().union(*[looks[other].about for other in (*head, *story)])
    common = len(own & told)
    return common >= _COMMON_TERMS and common >= _COMMON_SHARE * len(own)


def _amid(scene: Scene, story: Sequence[int]) -> list[int]:
    """The *story* with the lines between two of its paragraphs that are likely to be text, as they
    are neither above the text nor below it.
    """
    known = set(story)
    for at in range(story[-1] - 1, story[0], -1):
        loose = at not in known and is_unknown(scene.marks[at])
        if loose and (_goes_on_below(scene, at, story) or _is_amid(scene, at, known)):
            known.add(at)
    return sorted(known)


def _goes_on_below(scene: Scene, at: int, story: Sequence[int]) -> bool:
    """Whether the line *at* is a sentence with which the *story* goes on below a link."""
    plain = at in scene.sentences and _is_plain(scene, at)
    may = scene.may.get(at, 0) >> Part.TEXT & 1 == 1
    return plain and may and _is_below_link(scene, at, story)


def _is_amid(scene: Scene, at: int, known: Collection[int]) -> bool:
    """Whether the line *at*, of those that are neither above nor below the text, is likely to be a
    sentence or a crosshead of it; a line of the story that is *known* stands below a crosshead.
    """
    odds = scene.odds.get(at)
    if not odds or scene.told(at) < _WORTH:
        return False
    share = scene.told(at) / sum([odds[part] for part in _AMID])
    if at in scene.sentences:
        return share > (_SENTENCE if _is_plain(scene, at) else _SHORT)
    return share > _SHORT and _may_head(scene, at) and _beyond(scene, at, 1) in known
