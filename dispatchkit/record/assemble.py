"""Makes a ``Dispatch`` of labelled lines: the text of every line goes to a field, to a paragraph or
to ``boilerplate``, or to two of them.

Nothing is lost: a line that its field does not repeat in full (``said``) is boilerplate as well.
What the envelope of a message states wins over what is read from its text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.agencies.desk import tells_nothing
from dispatchkit.grammar.dates import parse_when
from dispatchkit.grammar.label import lines_of
from dispatchkit.grammar.notices import NOTICED, ORDERS, headline_notice, line_notice
from dispatchkit.labels import BODY_ROLES, Label
from dispatchkit.model import Boilerplate, Dispatch, Notice
from dispatchkit.record.body import body_of, marker_of
from dispatchkit.record.said import Fields, words
from dispatchkit.record.who import people_of, reporters, unique
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import spoken
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import DIGIT_RE, bullet_free, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.label import Context, Mark
    from dispatchkit.grammar.sender import Detection
    from dispatchkit.model import Agency, Dateline, Person
    from dispatchkit.record.choice_of_dates import When

# Labels whose lines become fields that repeat them, wholly or in part. Lines of COPYRIGHT and
# EDNOTE become fields, and are always boilerplate as well.
_FIELDS = frozenset(
    (
        Label.SLUGLINE,
        Label.SECTION,
        Label.HEADLINE,
        Label.ABSTRACT,
        Label.BYLINE,
        Label.DATE,
        Label.UPDATED,
        Label.LOCATED,
        Label.DATELINE,
        Label.KEYWORDS,
        Label.CREDIT,
    )
)
# Labels whose lines are asked for their texts.
_TOLD = frozenset((*_FIELDS, *NOTICED, Label.COPYRIGHT, Label.EDNOTE))
# A page with this many lines of these labels is one of a site.
_FURNISHED = 3
# A line of rights with a year, and with a sign; a label of the imprint has at most two words.
_LABEL = 2
# Roles that an envelope seldom has a place for.
_BESIDE_AUTHORS = ("editor", "translator")
_OWNED_RE = pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SIGNED_RE = pattern(r"©|\([cC]\)")
_AROUND_NOTHING = frozenset(
    label.word for label in (Label.MENU, Label.LOGIN, Label.COOKIE, Label.SUBSCRIPTION)
)


class Origin(NamedTuple):
    """Where a dispatch comes from: its input, its index among the dispatches of the input, the
    format and encoding of the input, the fields that the envelope of the message states, and the
    lines of that envelope.
    """

    path: str
    place: int
    format: str
    encoding: str
    stated: Mapping[str, Any] = {}
    around: Sequence[Mark] = ()


def assemble(
    marks: Sequence[Mark],
    when: When,
    context: Context,
    detection: Detection,
    origin: Origin,
) -> Dispatch:
    """The dispatch that the labelled *marks* make, published and updated *when* they say. What the
    envelope of the *origin* states wins over what the marks say.
    """
    filed = _dateline_mark(marks)
    dateline = filed.dateline.dateline if filed and filed.dateline else None
    body = body_of(marks, filed, context)
    lines = _Lines(marks)
    if when.published is None and body.stated:
        when = when._replace(
            published=parse_when(
                body.stated[0],
                language=context.language,
                order=context.date_order,
                near=context.received,
            )
        )
    headline = lines.text(Label.HEADLINE)
    titled = origin.stated.get("headline") or headline
    located = lines.of[Label.LOCATED]
    found = Dispatch(
        path=origin.path,
        index=origin.place,
        format=origin.format,
        encoding=origin.encoding,
        profile=detection.profile,
        agency=detection.agency,
        language=lines.language() or context.language,
        section=lines.text(Label.SECTION),
        slugline=lines.text(Label.SLUGLINE),
        headline=headline,
        abstract=lines.text(Label.ABSTRACT),
        keywords=lines.keywords(),
        byline=tuple(_reporters(marks, dateline, body.people, (detection.agency, context.lexicon))),
        dateline=dateline,
        located=located[0].unit.text if located else None,
        published=when.published,
        updated=when.updated,
        notice=_notice(titled, lines) or line_notice(marker_of(filed) if filed else ""),
        urgency=lines.urgency(),
        ednote=lines.text(Label.EDNOTE),
        copyrightnotice=lines.rights(),
        usageterms=lines.stated("usageterms"),
        altid=lines.stated("altid"),
        paragraphs=tuple(body.paragraphs),
    )
    found = _with_stated(found, origin.stated)
    left = _left_over([*marks, *origin.around], Fields(found, when, context))
    return found._replace(
        boilerplate=tuple(sorted([*body.cut, *left], key=lambda item: item.lines))
    )


def _with_stated(found: Dispatch, stated: Mapping[str, Any]) -> Dispatch:
    """A dispatch with what its envelope states. A reporter whom the dateline names is kept beside
    those who are stated, and so is who edited or translated the story: envelopes name authors. The
    notice that is printed says more ("UPDATE 2") than a status, unless that is an order.
    """
    byline = stated.get("byline", ())
    reporter = (found.dateline.byline if found.dateline else None) or ""
    if byline:
        stated_names = {fold(person.name) for person in byline}
        named = [
            person
            for person in found.byline
            if person.name in reporter
            or (person.role in _BESIDE_AUTHORS and fold(person.name) not in stated_names)
        ]
        stated = {**stated, "byline": unique([*byline, *named])}
    notice = stated.get("notice")
    if notice and found.notice and notice.kind not in ORDERS:
        stated = {**stated, "notice": found.notice}
    return found._replace(**stated)


def is_dispatch(found: Dispatch, *, fed: bool = False) -> bool:
    """Whether lines are a dispatch: they tell a story, or state what an editor has to know (a
    withdrawal, an embargo, what a story is called).

    "UPDATE" alone is a button, not a notice; "Page not found" is no story, unless it is *fed*: what
    stands in a feed was put there by a publisher, and no page answers in its place.
    """
    told = found.paragraphs or found.headline or found.slugline or found.ednote
    ordered = found.notice is not None and found.notice.kind in ORDERS
    return ordered or (bool(told) and (fed or not _is_absent(found)))


def _is_absent(found: Dispatch) -> bool:
    """Whether a page tells no story, only why there is none: nothing was found, or the reader has
    to log in, consent or let a script run. Such a page names neither place, author nor day.
    """
    if found.dateline or found.byline or found.published or found.ednote:
        return False
    texts = [paragraph.text for paragraph in found.paragraphs]
    heads = [text for text in (found.headline, found.abstract) if text]
    around = [cut for cut in found.boilerplate if cut.label in _AROUND_NOTHING]
    return tells_nothing(texts, heads, furnished=len(around) >= _FURNISHED)


def completed(dispatch: Dispatch, otherwise: Mapping[str, Any]) -> Dispatch:
    """The *dispatch* with the fields of *otherwise* where it says nothing itself. A dateline that
    credits an agency alone ("(BELGA)") gets the place that is stated.
    """
    printed, stated = dispatch.dateline, otherwise.get("dateline")
    if printed and stated and stated.place and not printed.place:
        filed = stated._replace(text=printed.text, agencies=printed.agencies, date=printed.date)
        dispatch = dispatch._replace(dateline=filed)
    missing = {
        field: value for field, value in otherwise.items() if value and not getattr(dispatch, field)
    }
    return dispatch._replace(**missing) if missing else dispatch


def _reporters(
    marks: Sequence[Mark],
    dateline: Dateline | None,
    named: Iterable[Person],
    sender: tuple[Agency | None, Lexicon],
) -> Iterator[Person]:
    """Who wrote the story: those of its *dateline*, of its lines and those *named* in its text, but
    not the agency that sent it.
    """
    agency, lexicon = sender
    for person in unique([*reporters(dateline, lexicon), *people_of(marks, lexicon), *named]):
        if not agency or lexicon.credited(person.name) != agency.id:
            yield person


# --- texts --------------------------------------------------------------------------------------


def _text_of(mark: Mark) -> str:
    """The text that a line gives its field: the part that its rule names, else the line without
    bullets and Markdown marks.
    """
    if mark.hit is not None:
        value = mark.hit.groups.get(mark.label.word)
        if value:
            return value
    return (
        bullet_free(mark.unit.text)
        if mark.label in (Label.ABSTRACT, Label.HEADLINE)
        else mark.unit.text
    )


class _Lines:
    """The lines of a dispatch: those *of* each label whose texts make a field, and what rules name
    in those outside the body.
    """

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.of: dict[Label, list[Mark]] = {label: [] for label in _TOLD}
        self._named: list[Mapping[str, str]] = []
        for mark in marks:
            if mark.label in _TOLD:
                self.of[mark.label].append(mark)
            if mark.hit and mark.hit.groups and mark.label not in BODY_ROLES:
                self._named.append(mark.hit.groups)

    def text(self, label: Label) -> str | None:
        """The texts of all lines with *label*, joined; None if there are none."""
        return " ".join([_text_of(mark) for mark in self.of[label]]) or None

    def rights(self) -> str | None:
        """The line that says whose the story is: one with a year before one with a sign, which
        credits pictures too ("© Example Images"), and that before a sentence; None if there is
        none.

        "Copyright notice" and "Telephone: ..." are of the imprint of a page.
        """
        texts = [mark.unit.text for mark in self.of[Label.COPYRIGHT]]
        lines = [text for text in texts if any(map(str.isalpha, text))]
        sure = (*filter(_OWNED_RE.search, lines), *filter(_SIGNED_RE.search, lines))
        long = (line for line in lines if weight(DIGIT_RE.sub("", line)) > _LABEL)
        return sure[0] if sure else next(long, None)

    def stated(self, field: str) -> str | None:
        """What a group of a rule holds for *field*, in a line outside the body; None if none
        does.
        """
        return next((groups[field] for groups in self._named if field in groups), None)

    def keywords(self) -> tuple[str, ...]:
        """The different keywords of all lines of keywords, in order."""
        words = [
            word.strip(" #.")
            for mark in self.of[Label.KEYWORDS]
            for word in re.split(r"[,;|،、，·•]|\s#|\s/\s", _text_of(mark))
        ]
        return tuple(dict.fromkeys(word for word in words if word))

    def language(self) -> str | None:
        """The language that a line names, by its tag; None if none does."""
        stated = self.stated("language")
        return spoken(stated) if stated else None

    def urgency(self) -> int | None:
        """The urgency that a line states as a number; None if none does."""
        stated = self.stated("urgency")
        return int(stated) if stated and stated.isdecimal() else None


def _dateline_mark(marks: Sequence[Mark]) -> Mark | None:
    """The line with the dateline: the first that prints a credit, else the first."""
    found = [mark for mark in marks if mark.dateline and mark.label in (Label.TEXT, Label.DATELINE)]
    return next(
        (mark for mark in found if mark.dateline and mark.dateline.dateline.agencies),
        found[0] if found else None,
    )


def _notice(headline: str | None, lines: _Lines) -> Notice | None:
    """The notice that the headline opens or closes with, else that of a line of its own, else that
    of a note to editors or of the slug; None if there is none.
    """
    found = headline_notice(headline) if headline else None
    for label, read in NOTICED.items():
        for mark in lines.of[label]:
            if found is None:
                kind = mark.hit.notice if mark.hit else None
                text = mark.unit.text
                found = Notice(kind=kind, text=text) if kind else read(text)
    return found


# --- boilerplate --------------------------------------------------------------------------------


def _left_over(marks: Sequence[Mark], fields: Fields) -> Iterator[Boilerplate]:
    """The lines that are no paragraphs and that no field repeats in full."""
    for mark in marks:
        label = mark.label
        if label in BODY_ROLES:
            continue
        word = label.word
        if label in _FIELDS:
            unsaid = fields.unsaid(mark)
            if not unsaid:
                continue
            if label is Label.DATE and _counts(mark, unsaid):
                word = Label.COUNTER.word
        yield Boilerplate(mark.unit.text, word, str(mark.rule), lines_of(mark))


def _counts(mark: Mark, unsaid: Sequence[str]) -> bool:
    """Whether a date line is a counter, because its *unsaid* words are figures."""
    figures = any(map(str.isdecimal, unsaid))
    return figures and len(unsaid) < len(words(mark.unit.text))
