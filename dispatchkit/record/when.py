"""When a dispatch was published and updated, by its labelled lines: the dates that rules name in
them, and those that the lines print, as far as their labels let them tell the day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.copies import cover_end
from dispatchkit.grammar.credits import Credited
from dispatchkit.grammar.dates import figures_alone, find_date_at, find_dates
from dispatchkit.grammar.dates.found import Shape
from dispatchkit.grammar.dates.spread import dates_at
from dispatchkit.grammar.label import BuiltIn, relabelled
from dispatchkit.grammar.mails import is_forwarded, mail_head
from dispatchkit.grammar.people import names_in_byline
from dispatchkit.grammar.stamps import PUBLISHED, UPDATED
from dispatchkit.labels import BODY_LABELS, Label
from dispatchkit.record.choice_of_dates import When, dates_around
from dispatchkit.record.dated_lines import BESIDE, Dump, Stamp
from dispatchkit.text.codes import DateOrder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatchkit.grammar.label import Context, Mark

# What a date is worth that a rule names: more than any other; the day in the header of a wire: more
# than a date that no word calls the day of publication.
_NAMED, _HEADER = 250, 114
# Lines that are about the day or the author, and those whose days are never the story's.
_DATED = frozenset((Label.DATE, Label.UPDATED, Label.BYLINE, Label.CREDIT))
_SILENT = frozenset(
    (Label.HEADLINE, Label.NOTICE, Label.EDNOTE, Label.ENVELOPE, Label.SLUGLINE, Label.KEYWORDS)
)
# A line whose label tells what it is stays what it is, even if it prints the day.
_TOLD = frozenset(
    (*BODY_LABELS, *_DATED - {Label.CREDIT}, Label.ABSTRACT, Label.DATELINE, Label.ENVELOPE)
)


def when_of(marks: Sequence[Mark], context: Context) -> When:
    """When the story of labelled lines was published and updated."""
    covered = cover_end([mark.unit for mark in marks])
    ruled = {at: groups for at, mark in enumerate(marks) if (groups := _rules(mark, context))}
    texts = [
        "" if at < covered or "published" in ruled.get(at, ()) else _own(mark)
        for at, mark in enumerate(marks)
    ]
    mailed = mail_head(marks)
    own = ["" if at in mailed else text for at, text in enumerate(texts)]
    dump = _dump(marks, own, context)
    named = [
        stamp
        for at, groups in ruled.items()
        if at >= covered
        for stamp in _named(groups, at, context)
    ]
    found = dates_around(dump, named)
    # The header of a mail says when it was sent; its story may say when it was published.
    if mailed and found.published is None and not is_forwarded(marks, mailed):
        found = dates_around(dump._replace(lines=texts), named)
    numbers = [marks[at].unit.lines[0].number for at in found.lines]
    return found._replace(lines=tuple(numbers))


def _dump(marks: Sequence[Mark], texts: Sequence[str], context: Context) -> Dump:
    """The labelled lines, with the *texts* of each as far as it may tell the day."""
    headline = next((at for at, mark in enumerate(marks) if mark.label is Label.HEADLINE), -1)
    body = [at for at, mark in enumerate(marks) if mark.label in BODY_LABELS]
    start, end = (body[0], body[-1]) if body else (len(marks), len(marks))
    while end + 1 < len(marks) and marks[end + 1].label in (Label.AGENCY, Label.INITIALS):
        end += 1
    dated = {at for at, mark in enumerate(marks) if mark.label in _DATED}
    loose = range(headline + 1, start)
    summed = [at for at, mark in enumerate(marks) if mark.label is Label.ABSTRACT]
    return Dump(
        texts,
        headline,
        start,
        end,
        context.language,
        context.date_order,
        context.received,
        dated=dated.union([at for at in loose if marks[at].label is Label.OTHER]),
        told={*body, *[at for at in summed if marks[at].unit.is_prose]},
        printed=[mark.unit.text for mark in marks],
        country=context.lexicon.facts_of(context.profile).country,
    )


def _own(mark: Mark) -> str:
    """The text of a line as far as it may tell the day, without a dateline. Empty if none of it
    may.
    """
    text = mark.unit.text
    wired = mark.label is Label.ENVELOPE and _is_wired(text, routed=mark.rule is BuiltIn.ROUTING)
    silent = mark.label in _SILENT or mark.rule is BuiltIn.COMMENTED
    if silent and not wired:
        return ""
    if mark.dateline is not None and mark.label in (Label.TEXT, Label.DATELINE):
        return " " * mark.dateline.end + text[mark.dateline.end :]
    return text


def _is_wired(text: str, *, routed: bool) -> bool:
    """Whether a line of a frame prints day and clock as the machines of wires do: run together, or
    beside nothing but codes ("17-APR-24 14:20 NNNN") and the name of an agency, as *routed* lines
    are ("apa 0231 2021-11-09/10:22").
    """
    dates = find_dates(text)
    coded = routed or text.upper() == text
    timed = coded and any(found.year and found.time for found in dates)
    return timed or any(found.shape is Shape.WIRE for found in dates)


def _is_own(mark: Mark, context: Context) -> bool:
    """Whether a rule of the sender's or of the user's knows the line. Common rules fit lines of
    anybody.
    """
    return mark.hit is not None and (mark.hit.is_own or mark.hit.table == context.profile)


def _rules(mark: Mark, context: Context) -> Mapping[str, str]:
    """What a rule names in a line; of common rules only the day of a wire's header."""
    if mark.hit is None:
        return {}
    return mark.hit.groups if _is_own(mark, context) or "month_day" in mark.hit.groups else {}


def _named(groups: Mapping[str, str], at: int, context: Context) -> Iterator[Stamp]:
    """The dates that a rule names in the line *at*: that of publication or of an update, or the day
    of a wire's header, which prints the month first and no year ("02-26").
    """
    for field, role in (("published", PUBLISHED), ("updated", UPDATED)):
        text, _, dates = dates_at(
            [groups.get(field, "")], 0, language=context.language, order=context.date_order
        )
        alone = figures_alone(text)
        for found in (alone,) if alone else dates[:1]:
            yield Stamp(_NAMED, BESIDE, at, at, text, found, role)
    text = groups.get("month_day", "")
    day = find_date_at(text, 0, order=DateOrder.MONTH_FIRST) if text else None
    if day:
        yield Stamp(_HEADER, BESIDE, at, at, text, day, PUBLISHED)


def showing(marks: Sequence[Mark], when: When, context: Context) -> list[Mark]:
    """The *marks*, in which lines outside the story that print its two dates are labelled so."""
    found = [*marks]
    for at, mark in enumerate(marks):
        printed = mark.unit.lines[0].number in when.lines
        if not printed or mark.label in _TOLD or _is_own(mark, context):
            continue
        read = find_dates(mark.unit.text, language=context.language, order=context.date_order)
        if read:
            people = () if mark.credited else names_in_byline([mark.unit.text], context.lexicon)
            credited = Credited(tuple(people), mark.unit.text) if people else mark.credited
            found[at] = relabelled(
                mark._replace(hit=None, dates=read, credited=credited), Label.DATE, "page.date"
            )
    return found
