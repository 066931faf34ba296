"""What a dispatch says of its place among others, read from its record."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.compare import card as cards
from dispatchkit.compare.compared_words import words
from dispatchkit.compare.standing import Identity, Mark, Standing
from dispatchkit.grammar.dates import parse_when
from dispatchkit.grammar.notices import note_notice
from dispatchkit.labels import Label
from dispatchkit.lifecycle.embargo import is_lifted, terms_of
from dispatchkit.lifecycle.envelope import envelope_of
from dispatchkit.lifecycle.identity import folded, identity_of
from dispatchkit.lifecycle.markers import markers_in
from dispatchkit.lifecycle.marks import headline_marks, headlined, mark_of, slug_marks
from dispatchkit.text.fold import fold
from dispatchkit.text.places import Excerpt, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date, datetime

    from dispatchkit.compare.card import Card
    from dispatchkit.lifecycle.markers import Marker
    from dispatchkit.model import Dispatch, Notice

# What is said of a dispatch stands in its first paragraphs or in its last one.
_FIRST = 3
# An order names its story in its first sentences, and in no longer line.
_HEAD = 24
_LONGEST, _LONGEST_ORDER = 600, 4000
_ABOUT = frozenset((Label.NOTICE.word, Label.EDNOTE.word, Label.SLUGLINE.word))
# The gravest notice counts.
_GRAVEST = ("kill", "embargo", "correction", "update", "repeat", "flash", "urgent")
# What such a dispatch says may name the one that it is about.
_ORDERS = ("kill", "embargo", "correction")
# A mark that says more of the version than others: "CORRECTED-UPDATE 2" is the second update.
_MARKS = ("update", "correction", "repeat", "part", "kill", "embargo")


class _Told(NamedTuple):
    """What a line tells: the kind of its notice, and when an embargo ends."""

    kind: str
    until: date | datetime | None = None


def standing_of(dispatch: Dispatch) -> Standing:
    """What *dispatch* says of its place among others."""
    envelope = envelope_of(dispatch)
    identity = identity_of(dispatch.altid) if dispatch.altid else None
    headed = headline_marks(dispatch.headline or "")
    slugged = slug_marks(dispatch.slugline or "")
    marks = (*slugged.marks, *envelope.marks)
    marked = [_Told(mark.kind) for mark in marks if mark.kind in _GRAVEST]
    told = _gravest([*_stated(dispatch), *_noticed(dispatch), *marked])
    kind = told[0].kind if told else None
    return Standing(
        kind=kind,
        until=next((one.until for one in told if one.until), None),
        identity=identity,
        version=_version(identity) if envelope.version is None else envelope.version,
        mark=_main([*headed.marks, *marks, *_line_marks(dispatch)], kind),
        headline=fold(headed.rest),
        slugline=fold(slugged.rest),
        ids=_called(dispatch, identity, envelope.ids),
        before=envelope.before,
        after=envelope.after,
        answered=envelope.answered,
        named=_named(dispatch, kind) if kind in _ORDERS else "",
        lifts=any(map(_lifts, _notes(dispatch))),
    )


def _version(identity: Identity | None) -> int | None:
    """The version in an id, if it surely is one."""
    return identity.version if identity and identity.sure else None


def card_of(
    dispatch: Dispatch,
    special: Collection[str] | None = None,
    place: Place | None = None,
    excerpt: Excerpt | None = None,
) -> Card:
    """The card of *dispatch*. *special* are the characters beyond ASCII of its source, *place* and
    *excerpt* say where it begins there; without them, what the record has of that.
    """
    if special is None:
        special = frozenset(
            [sign for one in dispatch.paragraphs for sign in one.text if not sign.isascii()]
        )
    if place is None or excerpt is None:
        spans = [one.lines for one in dispatch.paragraphs]
        spans += [one.lines for one in dispatch.boilerplate]
        line = min((first for first, _ in spans), default=1)
        place, excerpt = Place(line, 1, line, 1), Excerpt(dispatch.headline or "", 1)
    return cards.card(dispatch, special, place, excerpt, standing_of(dispatch))


def _gravest(told: Sequence[_Told]) -> list[_Told]:
    """What tells the gravest of the notices that lines tell."""
    kind = min([one.kind for one in told], key=_GRAVEST.index, default=None)
    return [one for one in told if one.kind == kind]


def _noticed(dispatch: Dispatch) -> Iterator[_Told]:
    """What the notice of a record tells, and that of its headline: one that an envelope states has
    its notice in no other field; and the order of a note to editors.
    """
    headline, notice = dispatch.headline or "", dispatch.notice
    if notice is not None and notice.text not in headline and not _is_over(notice):
        yield _Told(notice.kind, _until(dispatch) if notice.kind == "embargo" else None)
    noted = note_notice(dispatch.ednote) if dispatch.ednote else None
    yield from [_Told(one.kind) for one in (headlined(headline), noted) if one]


def _is_over(notice: Notice) -> bool:
    """Whether a notice says that an embargo is over."""
    return notice.kind == "embargo" and is_lifted(notice.text)


def _lifts(text: str) -> bool:
    """Whether a line about a dispatch says that its embargo is over."""
    line = text[:_LONGEST]
    markers = markers_in(line, fold(line), first=False) if is_lifted(line) else ()
    return any(marker.family == "embargo" for marker in markers)


def _until(dispatch: Dispatch) -> date | datetime | None:
    """When the embargo ends that the notice of a record states, as it or a line beside it says;
    None if neither does.
    """
    notices = [cut.text for cut in dispatch.boilerplate if cut.label == Label.NOTICE.word]
    own = [dispatch.notice.text] if dispatch.notice else []
    days = (
        parse_when(text, language=dispatch.language, near=dispatch.day) for text in (*own, *notices)
    )
    return next(filter(None, days), None)


def _stated(dispatch: Dispatch) -> Iterator[_Told]:
    """What the lines about a dispatch tell, as the rules of ``check`` read them."""
    for number, text in enumerate(_about(dispatch)):
        line = text[:_LONGEST]
        for marker in markers_in(line, fold(line), first=number == 0):
            if marker.family == "embargo":
                yield from _embargoed(marker, dispatch, timed=False)
            elif marker.family in ("kill", "correction") and marker.holds:
                yield _Told(marker.family)
    for text in _above(dispatch):
        for marker in markers_in(text, fold(text), first=False):
            if marker.family == "embargo":
                yield from _embargoed(marker, dispatch, timed=True)


def _embargoed(marker: Marker, dispatch: Dispatch, *, timed: bool) -> Iterator[_Told]:
    """The embargo that *marker* states, if it does. *timed*: only if it says when it ends."""
    terms = terms_of(marker, dispatch.language)
    if terms and terms.tell_when:
        yield _Told("embargo", terms.until(dispatch.published or dispatch.day))
    elif terms and not timed:
        yield _Told("embargo")


def _about(dispatch: Dispatch) -> Iterator[str]:
    """The lines of a dispatch that may say what may be done with it, its first one first."""
    yield dispatch.headline or ""
    yield from _notes(dispatch)
    body = [paragraph.text for paragraph in dispatch.paragraphs]
    yield from body if len(body) <= _FIRST + 1 else (*body[:_FIRST], body[-1])


def _notes(dispatch: Dispatch) -> Iterator[str]:
    """What is said about a dispatch beside its headline and text."""
    if dispatch.notice:
        yield dispatch.notice.text
    yield from [cut.text for cut in dispatch.boilerplate if cut.label in _ABOUT]
    if dispatch.ednote:
        yield dispatch.ednote


def _above(dispatch: Dispatch) -> Iterator[str]:
    """The lines above the text that were taken for furniture of a page: "HOLD FOR RELEASE 6 AM
    SUNDAY" looks like an entry of a menu.
    """
    first = min((one.lines[0] for one in dispatch.paragraphs), default=0)
    above = (cut for cut in dispatch.boilerplate if cut.lines[0] < first)
    return (cut.text for cut in islice(above, _HEAD) if cut.label not in _ABOUT)


def _line_marks(dispatch: Dispatch) -> Iterator[Mark]:
    """The marks of lines that are marks and nothing else."""
    texts = [cut.text for cut in dispatch.boilerplate if cut.label == Label.NOTICE.word]
    if dispatch.notice:
        texts.append(dispatch.notice.text)
    for text in texts:
        mark = mark_of(text.strip(" ()[]（）【】*+:-–—."), apart=True)
        if mark:
            yield mark._replace(text=text)


def _main(marks: Sequence[Mark], kind: str | None) -> Mark | None:
    """The mark that says most of the version: one with a number before one without. Without any,
    an order of that *kind* is one.
    """
    told = [mark for mark in marks if mark.kind in _MARKS]
    return min(
        told,
        key=lambda mark: (mark.number is None and mark.clock is None, _MARKS.index(mark.kind)),
        default=Mark(kind, kind, kind) if kind in _ORDERS else None,
    )


def _called(
    dispatch: Dispatch, identity: Identity | None, others: Sequence[str]
) -> tuple[str, ...]:
    """All that a dispatch may be called by, folded: its id with and without its version, and what
    its envelope has besides.
    """
    own = [folded(dispatch.altid)] if dispatch.altid else []
    if identity is not None and identity.sure:
        own.append(identity.stem)
    return tuple(dict.fromkeys([*own, *others]))


def _named(dispatch: Dispatch, kind: str) -> str:
    """What a dispatch of that *kind* says, as words that are compared: of a story that is corrected
    or embargoed only its head, for its text may tell of other stories.
    """
    texts = [dispatch.slugline or "", dispatch.headline or "", dispatch.ednote or ""]
    texts += [dispatch.notice.text] if dispatch.notice else []
    body = [paragraph.text for paragraph in dispatch.paragraphs]
    if kind == "kill" or sum(map(len, body)) <= _LONGEST:
        texts += body
    return " ".join(words([text[:_LONGEST_ORDER] for text in texts]))[:_LONGEST_ORDER]
