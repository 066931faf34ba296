"""The paragraphs of a dispatch, without its dateline and without what agencies are known to print
after the last sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.grammar.glued import closing_credit, closing_initials
from dispatchkit.grammar.label import BuiltIn, lines_of
from dispatchkit.grammar.people import parse_credits, people_in
from dispatchkit.grammar.sender import closing_agency
from dispatchkit.labels import BODY_ROLES, Label
from dispatchkit.model import Boilerplate, Paragraph
from dispatchkit.text.fold import smooth
from dispatchkit.text.shape import bullet_free, without_bullet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.agencies.matcher import Table
    from dispatchkit.grammar.label import Context, Mark
    from dispatchkit.model import Person


class Body(NamedTuple):
    """The paragraphs, what was cut off them, and the people and dates of publication that stood in
    what was cut off.
    """

    paragraphs: list[Paragraph]
    cut: list[Boilerplate]
    people: list[Person]
    stated: list[str]

    def cut_off(self, text: str, label: Label, rule: str, mark: Mark) -> None:
        """Keep the *text*, which a *rule* of this *label* cut off the line *mark*."""
        self.cut.append(Boilerplate(text.strip(), label.word, rule, lines_of(mark)))


def body_of(marks: Sequence[Mark], filed: Mark | None, context: Context) -> Body:
    """The paragraphs without the dateline of the line *filed*, all of it or what stands below its
    first line, and without what agencies are known to print after the last sentence.
    """
    lexicon = context.lexicon
    tables = (lexicon.field_rules(context.profile), lexicon.inline)
    body = Body([], [], [], [])
    for mark in marks:
        if mark.label not in BODY_ROLES:
            continue
        text = mark.unit.text
        if mark is filed and mark.dateline:
            before, text = marker_of(mark), text[mark.dateline.end :].strip()
            if before:
                body.cut_off(before, Label.NOTICE, "dateline.marker", mark)
        if mark.label is Label.CROSSHEAD:
            text = bullet_free(text) or text
        elif mark.label is Label.LIST:
            text = without_bullet(text)
        text = _without_phrases(text, mark, tables, lexicon, body)
        text = _without_end(text, mark, context, body)
        if text:
            role = BODY_ROLES[mark.label]
            body.paragraphs.append(Paragraph(text=text, role=role, lines=lines_of(mark)))
    return body


def marker_of(mark: Mark) -> str:
    """The marker of a version that stands before the dateline of a line; "" if there is none."""
    return mark.unit.text[: mark.dateline.begin].strip() if mark.dateline else ""


def _without_phrases(
    text: str, mark: Mark, tables: Sequence[Table], lexicon: Lexicon, body: Body
) -> str:
    """The paragraph *text* without what rules know that agencies print inside it ("(end) abc",
    "Enditem", "(Editor: A)"). What is cut goes to *body*: the pieces as boilerplate, and the people
    and the date that they name.
    """
    smoothed = mark.unit.smoothed if text == mark.unit.text else smooth(text)
    for table in tables:
        whole = text
        for found, hit in table.inside(text, smoothed):
            if found.end() > len(text):
                continue
            body.cut_off(found[0], hit.label or Label.ENDMARK, hit.rule, mark)
            people = people_in(hit, lexicon).people
            if not people and hit.label is Label.CREDIT:  # the rule names nobody, the words may
                credited = parse_credits(found[0], lexicon)
                people = credited.people if credited else ()
            body.people.extend(people)
            body.stated.extend(hit.groups[field] for field in ("published",) if field in hit.groups)
            text = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
        if text != whole:
            smoothed = smooth(text)
    return text


def _without_end(text: str, mark: Mark, context: Context, body: Body) -> str:
    """The paragraph *text* without the initials, the credit and the name of the agency that are
    glued to its last sentence. What is cut goes to *body*.
    """
    lexicon = context.lexicon
    if (signed := closing_initials(text, lexicon)) is not None:
        body.cut_off(text[signed:], Label.INITIALS, str(BuiltIn.SIGNED), mark)
        text = text[:signed]
    if credit := closing_credit(text, lexicon):
        start, people = credit
        body.cut_off(text[start:], Label.CREDIT, "credits.inline", mark)
        body.people.extend(people)
        text = text[:start].rstrip()
    if closing := closing_agency(text, lexicon, context.language):
        body.cut_off(closing.printed, Label.CREDIT, "credits.inline", mark)
        body.stated.extend([closing.date] if closing.date else [])
        before = text[: closing.start].rstrip()
        text = before + text[closing.start :].rstrip().removeprefix(closing.printed)
    return text
