"""Where in the source the values of a record stand.

A line says which value it gives by its label. Where no line is labelled so, because a dateline
opens a paragraph or a field is stated elsewhere, the lines that print the value word for word are
taken. What neither finds has no place: agency and language mostly follow from the whole text.

Dates are written otherwise than their lines print them, and a line of one label may say when a
story was published, when it was updated, or both: the figures tell them apart.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from dispatchkit.labels import Label, LabelKind
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.model import Dispatch
    from dispatchkit.trace import LabelledLine

# The labels of the lines that a field is read from.
_LABELS: dict[str, tuple[Label, ...]] = {
    "agency": (Label.AGENCY,),
    "language": (Label.LANGUAGE,),
    "section": (Label.SECTION,),
    "slugline": (Label.SLUGLINE,),
    "headline": (Label.HEADLINE,),
    "abstract": (Label.ABSTRACT,),
    "keywords": (Label.KEYWORDS,),
    "byline": (Label.BYLINE, Label.CREDIT),
    "dateline": (Label.DATELINE,),
    "located": (Label.LOCATED,),
    "published": (Label.DATE,),
    "updated": (Label.UPDATED, Label.DATE),
    "notice": (Label.NOTICE,),
    "urgency": (),
    "ednote": (Label.EDNOTE,),
    "copyrightnotice": (Label.COPYRIGHT,),
    "usageterms": (),
    "altid": (),
}
# What the record says of the story, as it says it; all other keys are about the reading.
FIELDS = tuple(_LABELS)
_MOMENTS = ("published", "updated")
# What is no line of the body.
_OUTSIDE = (LabelKind.FIELD, LabelKind.BOILERPLATE)
# No date has a longer figure than a year.
_FIGURE_RE = pattern(r"(?<!\d)\d{1,4}(?!\d)")


def places(dispatch: Dispatch, lines: Sequence[LabelledLine]) -> dict[str, list[int]]:
    """Where the values of *dispatch* stand, as places among its *lines*, by field; the people of a
    byline are "byline 0" and so on.
    """
    labelled: dict[Label, list[int]] = {}
    for at, line in enumerate(lines):
        labelled.setdefault(line.label, []).append(at)
    found: dict[str, list[int]] = {}
    for field, printed in _values(dispatch):
        own = [at for label in _LABELS[field.partition(" ")[0]] for at in labelled.get(label, ())]
        if field in _MOMENTS:
            own = _saying(printed, lines, own) or _saying(printed, lines, range(len(lines))) or own
        # Somebody else may be named on the next credit line.
        named = _printing(printed, lines, own) if field.startswith("byline ") else own
        stand = named or own or _printing(printed, lines, range(len(lines)))
        if stand:
            found[field] = sorted(stand)
    return found


def _values(dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    """The fields that have a value, with what is printed of it, as far as it is known."""
    for field in _LABELS:
        value = getattr(dispatch, field)
        if field == "byline":
            for number, person in enumerate(value):
                yield f"byline {number}", person.name
        elif isinstance(value, str):
            # The code of a language may stand in any text by chance.
            yield field, "" if field == "language" else value
        elif isinstance(value, date):
            yield field, value.isoformat()
        elif value:
            yield field, getattr(value, "text", "")


def _printing(printed: str, lines: Sequence[LabelledLine], among: Iterable[int]) -> list[int]:
    """The lines *among* those of a dispatch that hold the text *printed*, as words of its own."""
    if not printed:
        return []
    return [at for at in among if _stands_in(printed, lines[at].line.text)]


def _saying(moment: str, lines: Sequence[LabelledLine], among: Sequence[int]) -> list[int]:
    """The lines *among* those of a dispatch that hold the figures of a *moment* in ISO 8601: its
    time if it has one, else its year, and its day; but no line of the body.
    """
    is_time = "T" in moment
    when = datetime.fromisoformat(moment)
    wanted = {when.day, when.minute} if is_time else {when.day, when.year}
    hours = {when.hour, when.hour % 12 or 12} if is_time else wanted
    found = []
    for at in among:
        line = lines[at]
        figures = set(map(int, _FIGURE_RE.findall(line.line.text)))
        if line.label.kind in _OUTSIDE and wanted <= figures and hours & figures:
            found.append(at)
    return found


def _stands_in(printed: str, text: str) -> bool:
    """Whether *printed* stands in *text* as words of its own."""
    start = text.find(printed)
    while start >= 0:
        beside = f"{text[:start][-1:]}{text[start + len(printed) :][:1]}"
        if not any(one.isalnum() or one == "_" for one in beside):
            return True
        start = text.find(printed, start + 1)
    return False
