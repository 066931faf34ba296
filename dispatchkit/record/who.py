"""Who is in the byline of a dispatch, from its labelled lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import Credited, is_credit_word
from dispatchkit.grammar.label import BuiltIn, credits_author
from dispatchkit.grammar.people import names_in_byline, parse_credits, people_in, unique
from dispatchkit.labels import BODY_LABELS, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.label import Mark
    from dispatchkit.model import Dateline, Person

__all__ = ["named", "people_of", "reporters", "unique"]


# Among the paragraphs of a page, further than this below the first of them, one line may name the
# author; several name those of what is listed there.
_OPENING = 3
# Authors sign within twelve lines after the text, or within four if some are named above it. Those
# named further off ("By Ada Finch") wrote the teasers there: 14 of 14 lines of the bench.
_SIGNED, _ADDED = 12, 4


def named(marks: Sequence[Mark], lexicon: Lexicon, *, furnished: bool) -> list[Mark]:
    """The *marks* with the authors read from the bylines above the text; where they name nobody,
    from those after it, else from the date lines above it. Other lines that look like bylines name
    nobody. *furnished*: they are of a page.
    """
    found = list(marks)
    text = [at for at, mark in enumerate(found) if mark.label in BODY_LABELS]
    story = range(text[0], text[-1] + 1) if text else range(len(found), len(found))
    _read_bylines(found, story, lexicon)
    reported = any(_is_byline(mark) and credits_author(mark) for mark in found[: story.start])
    end = story.start if reported else _end_of_bylines(found, story, furnished=furnished)
    signed = range(story.stop, story.stop + (_ADDED if reported else _SIGNED))
    for at, mark in enumerate(found):
        # Nothing is taken from the other lines, so they stay as printed.
        nobody = mark.rule is BuiltIn.BYLINE and (mark.credited is None or not mark.credited.people)
        teaser = at > end and (at not in signed or found[at - 1].rule is BuiltIn.AFTER_END)
        if nobody or (teaser and mark.hit is None and credits_author(mark)):
            found[at] = mark._replace(hit=None, credited=Credited((), mark.unit.text))
    return found


def _read_bylines(found: list[Mark], story: range, lexicon: Lexicon) -> None:
    """Read the names of the first bylines that have some: those above the *story*, those after it,
    the date lines above it.
    """
    for lines in (
        [at for at in range(story.start) if _is_byline(found[at])],
        [at for at in range(story.stop, len(found)) if found[at].rule is BuiltIn.BYLINE],
        [at for at in range(story.start) if found[at].label is Label.DATE and not found[at].hit],
    ):
        if _read_names(found, lines, lexicon):
            break


def _end_of_bylines(found: Sequence[Mark], story: range, *, furnished: bool) -> int:
    """The last line that may name the author if nobody is named above the *story*: its last, or on
    a page that lists what several wrote, one near its first.
    """
    opening = story.start + _OPENING
    amid = {
        found[at].unit.folded for at in range(opening, story.stop - 1) if credits_author(found[at])
    }
    return opening if furnished and len(amid) > 1 else story.stop - 1


def _is_byline(mark: Mark) -> bool:
    """Whether a line is a byline by its form or place, and not by a rule."""
    return mark.label is Label.BYLINE and mark.hit is None


def _read_names(found: list[Mark], lines: Sequence[int], lexicon: Lexicon) -> bool:
    """Whether the *lines* name people; they are given to them in *found*."""
    if all(found[at].credited is not None for at in lines):
        return any(credits_author(found[at]) for at in lines)
    # Beside the author the name of a paper is no author.
    near = [mark for mark in found[: lines[-1] + _SIGNED] if mark.credited or mark.hit]
    desks = not any(one.role == "author" for mark in near for one in _credited(mark, lexicon))
    people = names_in_byline([found[at].unit.text for at in lines], lexicon, desks=desks)
    if not people:
        return False
    for at in lines:
        text = found[at].unit.text
        own = [person for person in people if person.name in text]
        people = [person for person in people if person not in own]
        credited = Credited(tuple(own), beside_names(text, own))
        found[at] = found[at]._replace(credited=credited)
    # A name that is split or written in another way in its line still belongs to the first line.
    first = found[lines[0]]
    if people and first.credited:
        found[lines[0]] = first._replace(
            credited=first.credited._replace(people=(*first.credited.people, *people))
        )
    return True


def beside_names(text: str, people: Sequence[Person]) -> str:
    """The text of a byline that says more than its names and the words for them ("By", "and"), or
    that names nobody; else "".
    """
    left = text
    for person in people:
        left = left.replace(person.name, " ")
    more = [
        word for word in left.split() if any(map(str.isalnum, word)) and not is_credit_word(word)
    ]
    return text if more or not people else ""


def people_of(marks: Sequence[Mark], lexicon: Lexicon) -> list[Person]:
    """All whom lines outside the body credit; in the body "By Ada Finch" may be a crosshead."""
    return [
        person
        for at, mark in enumerate(marks)
        if mark.label not in BODY_LABELS
        for person in _credited(mark, lexicon)
        if not (person.role == "photographer" and _is_portrait(marks, at, person.name))
    ]


def _is_portrait(marks: Sequence[Mark], at: int, name: str) -> bool:
    """Whether the line *at* stands for the portrait of an author: "Foto di Ada Finch" right beside
    the line "Ada Finch".
    """
    beside = [mark.unit.text for mark in (*marks[max(0, at - 1) : at], *marks[at + 1 : at + 2])]
    return name in beside and ":" not in marks[at].unit.text


def _credited(mark: Mark, lexicon: Lexicon) -> Sequence[Person]:
    """The people that one line names."""
    if mark.credited is not None:
        return mark.credited.people
    if mark.hit is not None:
        return people_in(mark.hit, lexicon).people
    if mark.label is Label.BYLINE:
        credited = parse_credits(mark.unit.text, lexicon)
        return (
            credited.people if credited else names_in_byline([mark.unit.text], lexicon, desks=False)
        )
    return _beside_date(mark, lexicon) if mark.label is Label.DATE else ()


def _beside_date(mark: Mark, lexicon: Lexicon) -> Sequence[Person]:
    """The authors who share a line with the date: "Talha Demirel | 12.02.2019"."""
    before = mark.unit.text[: mark.dates[0].start] if mark.dates else ""
    credited = parse_credits(before.strip(" |,;•·–-"), lexicon)
    if credited:
        return credited.people
    return names_in_byline([before], lexicon, desks=False) if "|" in before else ()


def reporters(dateline: Dateline | None, lexicon: Lexicon) -> list[Person]:
    """The reporters whom a dateline names."""
    if dateline is None or not dateline.byline:
        return []
    return names_in_byline([f"By: {dateline.byline}"], lexicon, desks=False)
