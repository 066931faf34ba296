"""Reads one article of an export: the lines of its head, those with labels, its text, its foot."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.exports.database import fits
from dispatchkit.reading.exports.forms import FORMS, is_rights
from dispatchkit.reading.exports.heads import LABEL_RE, folded, head_of, labels
from dispatchkit.text.fold import fold
from dispatchkit.text.lines import is_blank
from dispatchkit.text.shape import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.model import Line
    from dispatchkit.reading.exports.database import Database, Token

_BLANK = " \t\r\n\f\v\u00a0\ufeff\u3000"
# The longest label of these databases has three words ("Index Terms", "Date de chargement"), and
# what stands beside most of them is short.
_LABEL_WORDS, _VALUE = 3, 80
# Fields without sentences, in which a word with a colon is the next label.
_BRIEF = frozenset(("author", "photographer", "section", "language", "published", "envelope"))
# More lines than any head has, and more places than a cover page has where one may begin.
_HEAD_LINES, _COVER_LINES = 64, 300
# At most so many readings of a head are compared; those of real exports have one to six.
_WAYS = 40


class Field(NamedTuple):
    """Lines that fill the field *name*, or belong to the "envelope"; *value* is what they say, and
    *label* the word with which they say it ("": none). *more* are the fields and values of further
    labels on the same lines.
    """

    name: str
    lines: tuple[Line, ...]
    value: str
    label: str = ""
    more: tuple[tuple[str, str], ...] = ()


class Article(NamedTuple):
    """An article: its fields in the order of their lines, and the lines of its text."""

    fields: tuple[Field, ...]
    text: tuple[Line, ...]


def article(lines: Sequence[Line], database: Database, lexicon: Lexicon) -> Article:
    """What the *lines* of one article are. What no label, form or place tells is text."""
    reader = _Reader(lines, database, lexicon)
    text = reader.flowing() if database.flowing else reader.parted()
    fields = sorted(reader.fields, key=lambda field: field.lines[0].number)
    taken = {line.number for field in fields for line in field.lines}
    text = [line for line in text if line.number not in taken]
    told = [at for at, line in enumerate(text) if not is_blank(line.text)]
    return Article(tuple(fields), tuple(text[told[0] : told[-1] + 1] if told else ()))


class _Reader:
    """Takes the fields of an article from its lines; what they leave is the text."""

    def __init__(self, lines: Sequence[Line], database: Database, lexicon: Lexicon) -> None:
        self.lines, self.database, self.lexicon = lines, database, lexicon
        self.texts = [line.text.strip(_BLANK) for line in lines]
        self.labels = self._common() if database.common else list(map(self._labelled, self.texts))
        self.fields: list[Field] = []
        for at in self._marks():
            self._take(at, at + 1, "envelope")
            self.texts[at], self.labels[at] = "", None

    def _marks(self) -> list[int]:
        """The lines that part articles and open pages. The line below such a line that stands in
        the article more than once is the headline, printed again on each page.
        """
        database = self.database
        parting = (*database.begins, *database.ends)
        found: list[int] = []
        for at, text in enumerate(self.texts):
            if text and fits(text, parting):
                if not self._has_own_form(at):
                    found.append(at)
            elif text and fits(text, database.pages):
                found.append(at)
                below = self._told(at + 1, len(self.lines))
                if below < len(self.lines) and self.texts.count(self.texts[below]) > 1:
                    found.append(below)
        return list(dict.fromkeys(found))

    def flowing(self) -> list[Line]:
        """The text of an article all of whose lines stand under labels. What stands above the
        first of them is of the page, if another is that of the text.
        """
        places = [at for at, label in enumerate(self.labels) if label]
        first = places[0] if places else len(self.lines)
        text = list(self.lines[:first])
        if any(self._name(at) == "body" for at in places):
            self._labelled_lines(0, first)
            text = []
        for at, end in zip(places, [*places[1:], len(self.lines)], strict=False):
            if self._name(at) == "body":
                text += self._opened(at, end)
            else:
                self._take(at, end)
        return text

    def parted(self) -> list[Line]:
        """The text of an article with fields above and below it."""
        begin = self._head()
        opened = next(
            (at for at in range(begin, len(self.lines)) if self._name(at) == "body"), None
        )
        foot = self._foot(begin if opened is None else opened + 1)
        if opened is None:
            begin = self._labelled_lines(begin, foot, leading=True)
            below = self._told(begin, foot)
            while below < foot and self._repeats_headline(below):
                self._take(below, below + 1, "envelope")
                begin = self._labelled_lines(below + 1, foot, leading=True)
                below = self._told(begin, foot)
            return list(self.lines[begin:foot])
        self._labelled_lines(begin, opened)
        return self._opened(opened, foot)

    # --- labels -----------------------------------------------------------------------------

    def _common(self) -> list[tuple[str, str] | None]:
        """The labels of a record of no database: any in its head, and below it those that a table
        has, without that of the text.
        """
        begin = next((at for at, text in enumerate(self.texts) if LABEL_RE.fullmatch(text)), 0)
        end = begin + head_of(self.texts[begin:]).size
        found: list[tuple[str, str] | None] = []
        for at, text in enumerate(self.texts):
            label = LABEL_RE.fullmatch(text) if text and at >= begin else None
            name = labels().get(folded(label["label"])) if label else None
            told = label and (at < end or name not in (None, "body"))
            found.append((label["label"], label["value"].strip()) if label and told else None)
        return found

    def _labelled(self, text: str) -> tuple[str, str] | None:
        """The label of a line and the value beside it; None for a line without a label."""
        if text in self.database.labels:
            return text, ""
        found = self.database.label.fullmatch(text) if text else None
        if found is None or found["label"].strip() not in self.database.labels:
            return None
        return found["label"].strip(), (found["value"] or "").strip()

    def _name(self, at: int) -> str:
        """The field that the label of a line names; "" if it has no label."""
        label = self.labels[at]
        if label is None:
            return ""
        if self.database.common:
            return labels().get(folded(label[0]), "envelope")
        return self.database.labels[label[0]]

    def _take(self, at: int, end: int, name: str = "") -> None:
        """Take the lines from *at* to *end* as one field: the one of their label, or *name*."""
        told = [place for place in range(at, end) if self.texts[place]]
        label = None if name else self.labels[at]
        first = label[1] if label else self.texts[at]
        value = " ".join([first, *[self.texts[place] for place in told if place != at]]).strip()
        lines = tuple([self.lines[place] for place in told])
        value, more = self._parted_value(name or self._name(at), value)
        printed = label[0] if label else ""
        self.fields.append(Field(name or self._name(at), lines, value, printed, more))

    def _parted_value(self, name: str, value: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What a field says, and what the labels say that were glued to it ("Byline: Ada Finch
        Highlight: ...").
        """
        glued = self.database.glued
        if glued is None or name not in _BRIEF:
            return value, ()
        value, *rest = glued.split(value)
        return value, tuple(
            (self.database.labels[label], text)
            for label, text in zip(rest[::2], rest[1::2], strict=True)
        )

    def _opened(self, at: int, end: int) -> list[Line]:
        """The lines of the text from its label *at* on, the first without the label."""
        line, label = self.lines[at], self.labels[at]
        below = list(self.lines[at + 1 : end])
        if label is None or not label[1]:
            self._take(at, at + 1, "envelope")
            return below
        start = len(line.text.rstrip(_BLANK)) - len(label[1])
        return [line._replace(text=line.text[start:], start=line.start + start), *below]

    def _labelled_lines(self, begin: int, end: int, *, leading: bool = False) -> int:
        """Take all lines from *begin* to *end* as fields; with *leading*, those above the first
        line without a label. Returns where that is.
        """
        at = begin
        while at < end:
            if self.texts[at]:
                if leading and not self.labels[at] and not self._is_between_labels(at, end):
                    return at
                below = self._value_end(at, end)
                self._take(at, below, "" if self.labels[at] else "envelope")
                at = below
            else:
                at += 1
        return at

    def _value_end(self, at: int, end: int) -> int:
        """Where the value of the line *at* ends: at a blank line or the next label. What a heading
        without a value heads may stand below a blank line.
        """
        below = at + 1
        label = self.labels[at]
        if label and not label[1] and self._name(at) != "envelope":
            below = self._told(below, end)
        while below < end and self.texts[below] and not self._is_foot(below):
            if self.database.short and label and label[1]:
                break
            below += 1
        return max(below, at + 1)

    def _is_between_labels(self, at: int, end: int) -> bool:
        """Whether a line looks like one with a label, which no table has, and a line whose label is
        known follows.
        """
        below = self._told(at + 1, end)
        return below < end and self.labels[below] is not None and self._may_be_label(at)

    def _may_be_label(self, at: int) -> bool:
        """Whether a line looks like one with a label that the table of the database lacks."""
        found = LABEL_RE.fullmatch(self.texts[at]) if self.database.glued else None
        if found is None or len(found["label"].split()) > _LABEL_WORDS:
            return False
        return len(found["value"]) <= _VALUE and not is_prose(found["value"])

    def _repeats_headline(self, at: int) -> bool:
        """Whether a line says the headline again that a label has said."""
        said = [fold(field.value) for field in self.fields if field.name == "headline"]
        return fold(self.texts[at]) in said

    def _told(self, at: int, end: int) -> int:
        """The first line from *at* on that is not blank; *end* if all are."""
        return next((place for place in range(at, end) if self.texts[place]), end)

    # --- above the text ---------------------------------------------------------------------

    def _head(self) -> int:
        """Take the lines of the head; returns where they end."""
        if not self.database.head:
            return 0
        told = [at for at, text in enumerate(self.texts) if text]
        for begin in self._heads(told):
            place = bisect_left(told, begin)
            below = told[place : place + _HEAD_LINES]
            ways = list(islice(self._matched(self.database.head, below), _WAYS))
            if ways:
                return self._take_head(max(ways, key=_fullness), begin)
        return 0

    def _heads(self, told: Sequence[int]) -> list[int]:
        """Where among the lines *told* the head may begin: at the first of them, or below a cover
        page further down, but above the first label.
        """
        begins = [at for at in told if not at or not self.texts[at - 1]][:_COVER_LINES]
        labelled = next((at for at in told if self.labels[at]), len(self.texts))
        return begins[:1] + [at for at in begins[:0:-1] if at <= labelled]

    def _take_head(self, way: Sequence[tuple[str, Sequence[int]]], begin: int) -> int:
        """Take the lines of a head that begins in the line *begin*; those above it are of a cover
        page. Returns where it ends.
        """
        self._labelled_lines(0, begin)
        end = begin
        for form, places in way:
            if places:
                end = places[-1] + 1
                self._take(places[0], end, self.database.fields.get(form, "envelope"))
        return end

    def _matched(
        self, tokens: Sequence[Token], told: Sequence[int]
    ) -> Iterator[list[tuple[str, Sequence[int]]]]:
        """The ways in which the lines that *told* begins with have the forms of *tokens*."""
        if not tokens:
            yield []
            return
        token, count = tokens[0], 0
        while count < min(token.most, len(told)) and self._fits(token, told, count):
            count += 1
        for size in range(count, token.least - 1, -1):
            for below in self._matched(tokens[1:], told[size:]):
                yield [(token.form, told[:size]), *below]

    def _fits(self, token: Token, told: Sequence[int], count: int) -> bool:
        """Whether the line *count* of those *told* has the form of a token. The lines of one
        headline stand right below one another, and the edition right below the day.
        """
        at, form = told[count], token.form
        form_re = self.database.forms.get(form)
        if form_re is not None:
            return fits(self.texts[at], (form_re,))
        apart = not at or not self.texts[at - 1]
        split = apart and (form == "edition" or (count > 0 and form == "headline"))
        if self.labels[at] or split or self._has_own_form(at):
            return False
        return FORMS[form](self.texts[at], self.lexicon)

    def _has_own_form(self, at: int) -> bool:
        """Whether a line has a form that only this database prints; kickers are in capitals, and so
        are some headlines and bylines.
        """
        forms = [form for name, form in self.database.forms.items() if name != "kicker"]
        return fits(self.texts[at], forms)

    # --- below the text ---------------------------------------------------------------------

    def _foot(self, begin: int) -> int:
        """Take the lines below the text, which opens at *begin*; returns where they begin."""
        foot = len(self.lines)
        for first, end in reversed(list(self._blocks(begin))):
            opened = next((at for at in range(first, end) if self._is_foot(at)), None)
            headed = self._heading_above(first, begin)
            if opened is not None:
                foot = opened
                if opened > first:
                    break
            elif headed is not None:
                foot = headed
            elif not self._may_be_labels(first, end):
                break
        self._foot_lines(foot)
        return foot

    def _may_be_labels(self, first: int, end: int) -> bool:
        """Whether the lines from *first* to *end* are of the foot if what stands above them is."""
        return all(self._may_be_label(at) for at in range(first, end))

    def _blocks(self, begin: int) -> Iterator[tuple[int, int]]:
        """The runs of lines from *begin* on that are not blank."""
        at = begin
        while (first := self._told(at, len(self.lines))) < len(self.lines):
            at = next(
                (end for end in range(first, len(self.lines)) if not self.texts[end]),
                len(self.lines),
            )
            yield first, at

    def _heading_above(self, first: int, begin: int) -> int | None:
        """The line above a run whose label, without a value, heads it; None if there is none."""
        above = next((at for at in range(first - 1, begin - 1, -1) if self.texts[at]), None)
        label = self.labels[above] if above is not None else None
        named = above is not None and self._name(above) not in ("body", "envelope")
        return above if label and not label[1] and named else None

    def _is_foot(self, at: int) -> bool:
        """Whether a line shows by itself that it is none of the text."""
        text = self.texts[at]
        return fits(text, self.database.foot) or self.labels[at] is not None or is_rights(text)

    def _foot_lines(self, begin: int) -> None:
        """Take the lines from *begin* on: fields by their labels, the line of rights, the rest."""
        at = begin
        while (at := self._told(at, len(self.lines))) < len(self.lines):
            end = self._value_end(at, len(self.lines))
            rights = is_rights(self.texts[at])
            name = "copyrightnotice" if rights else "envelope"
            self._take(at, end, "" if self.labels[at] else name)
            at = end


def _fullness(way: Sequence[tuple[str, Sequence[int]]]) -> tuple[bool, int]:
    """How much a reading of the head tells: who wrote the article first, then the most fields."""
    filled = [form for form, places in way if places]
    return "byline" in filled, len(filled)
