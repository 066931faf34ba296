"""IPTC 7901: telegrams, as teleprinters and the systems behind them take them.

A message is SOH, the header, the slugline, STX, the title, the text, ETX, the trailer and EOT, in
lines of at most 69 characters that end in CR LF. The title is the notice, unless the headline
contains it, the headline and the byline; `` =`` closes it. The dateline opens the text as printed.
The terms of use and a note to editors stand below the text as what is not for publication. Words
and rows of tables that are longer than a line stay whole on lines of their own: broken they could
not be joined again. Scripts that set no spaces break anywhere.

The header wants more than a record knows:

- the service is made of the first letters of the agency's id, "xxx" without one, and the number
  is the place of the dispatch in its input, from 1; an ``altid`` of that form ("eca0062") is both,
- the priority is the ``urgency``, 4 ("routine") without one, and 6 of one beyond 6, the lowest,
- the category is the ``section`` if that is a code, its first letters if it is a name, "x" without
  one,
- the words are those between the title and what is not for publication,
- the agency follows with the number, for readers that look for it there.

The trailer is the time of publication: in GMT if its zone is known, without a zone if it is not.
Of a day alone the time is 0000 without a zone, as IPTC has it for what has none; a dispatch without
a day has no trailer. Months have the names of the dispatch's language if it has such in Latin
letters.

The standard is of seven bits. As agencies do today, letters beyond them are sent all the same, here
in UTF-8. Control characters of a text, which would be taken for those of the frame, are written
as U+FFFD. Several messages follow each other.
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.text.scripts import is_spaceless
from dispatchkit.writing import _moments
from dispatchkit.writing._notice import printed
from dispatchkit.writing._story import words
from dispatchkit.writing.text import ABSTRACT, BULLET_RE, BYLINE, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dispatchkit.model import Dispatch, Paragraph

TITLE = "telegrams of IPTC 7901"
SUFFIX = ".iptc7901.txt"
SINGLE = False
CARRIES = (
    "agency",
    "slugline",
    "headline",
    "abstract",
    "byline",
    "dateline",
    "published",
    "notice",
    "urgency",
    "ednote",
    "copyrightnotice",
    "usageterms",
    "paragraphs",
)

WIDTH = 69
_SOH, _STX, _ETX, _EOT = "\x01", "\x02", "\x03", "\x04"
_END = "\r\n"
_CLOSE = " ="
_INDENT = "   "
_DASH = " - "
_ITEM = "- "
# What desks of many countries print above notes.
_PRIVATE = ("* * * *", "The following information is not intended for publication")
_HIGHEST, _ROUTINE, _LOWEST = 1, 4, 6
_NUMBERS = 9999
_LONGEST_AGENCY = 8

# IPTC's sign for a day whose time is not known (NITF, ``norm``).
_NO_TIME = "0000"

_ID_RE = re.compile(r"[A-Za-z]{1,3}\d{3,4}")
_LETTERS_RE = re.compile("[A-Za-z]")
_CONTROL_RE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_SPACES_RE = re.compile(r"[ \t\r\n\x0b\x0c]+")
_MONTH_RE = re.compile(r"[A-Za-z\u00c0-\u024f]{3,9}")


def render(dispatch: Dispatch) -> str:
    """A message."""
    lines = [_header(dispatch), "", *_slug(dispatch), _STX + _END.join(_title(dispatch))]
    for part in _parts(dispatch):
        lines += ["", *part]
    lines += ["", _ETX + _trailer(dispatch), _EOT]
    return _END.join(lines) + _END


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The messages one after another."""
    return iter(rendered)


def _header(dispatch: Dispatch) -> str:
    """The line of the service, the number, the priority, the category and the number of words."""
    number = f"{dispatch.index % _NUMBERS + 1:04}"
    agency = dispatch.agency.id if dispatch.agency else ""
    message = dispatch.altid or ""
    if not _ID_RE.fullmatch(message):
        message = (_code(agency) or "xxx") + number
    urgency = _ROUTINE if dispatch.urgency is None else dispatch.urgency
    priority = min(max(urgency, _HIGHEST), _LOWEST)
    besides = f"{dispatch.abstract or ''} {dispatch.copyrightnotice or ''}"
    count = words(dispatch, dated=True) + len(besides.split())
    header = f"{message} {priority} {_code(dispatch.section or '') or 'x'} {count}"
    named = agency.isalpha() and len(agency) <= _LONGEST_AGENCY
    return _SOH + header + (f"  {agency} {number}" if named else "")


def _code(name: str) -> str:
    """The first letters of a name."""
    return "".join(_LETTERS_RE.findall(name)[:3]).lower()


def _slug(dispatch: Dispatch) -> list[str]:
    return _wrapped(f"{_clean(dispatch.slugline)}/") if dispatch.slugline else []


def _title(dispatch: Dispatch) -> list[str]:
    """The lines above the text; none if there is nothing to print there."""
    texts = [text for text in (printed(dispatch), dispatch.headline) if text]
    if dispatch.byline:
        texts.append(BYLINE + names(dispatch.byline, "; "))
    if not texts:
        return []
    *above, last = texts
    lines = [line for text in above for line in _wrapped(text)] + _wrapped(last, len(_CLOSE))
    return [*lines[:-1], lines[-1] + _CLOSE]


def _parts(dispatch: Dispatch) -> Iterator[list[str]]:
    """The lines of each part between title and trailer."""
    if dispatch.abstract:
        yield _wrapped(ABSTRACT + dispatch.abstract)
    yield from _body(dispatch)
    if dispatch.copyrightnotice:
        yield _wrapped(dispatch.copyrightnotice)
    notes = [note for note in (dispatch.usageterms, dispatch.ednote) if note]
    if notes:
        yield [*_PRIVATE]
        yield from map(_wrapped, notes)


def _body(dispatch: Dispatch) -> Iterator[list[str]]:
    """The paragraphs, of which the dateline opens the first. Items and rows that follow each other
    have no blank line between them.
    """
    paragraphs = list(dispatch.paragraphs)
    opening = f"{dispatch.dateline.text}{_DASH}" if dispatch.dateline else ""
    if opening and (not paragraphs or paragraphs[0].role != "body"):
        yield _wrapped(_INDENT + opening.rstrip())
        opening = ""
    group: list[str] = []
    role = None
    for paragraph in paragraphs:
        if group and not (paragraph.role == role and role in ("list", "table")):
            yield group
            group = []
        role = paragraph.role
        group += _paragraph(paragraph, opening)
        opening = ""
    if group:
        yield group


def _paragraph(paragraph: Paragraph, opening: str) -> list[str]:
    """The lines of a paragraph; *opening* is the dateline before it."""
    if paragraph.role == "table":
        return [_CONTROL_RE.sub("\ufffd", line) for line in paragraph.text.splitlines()]
    if paragraph.role == "list":
        return _wrapped(_ITEM + BULLET_RE.sub("", paragraph.text))
    return _wrapped((_INDENT if paragraph.role == "body" else "") + opening + paragraph.text)


def _trailer(dispatch: Dispatch) -> str:
    """When the message was sent: "041230 GMT Dez 21"."""
    moment = dispatch.published
    if moment is None:
        return ""
    zone = ""
    if isinstance(moment, datetime) and moment.tzinfo:
        moment = _moments.in_utc(moment)
        zone = "GMT " if moment.tzinfo else ""
    clock = f"{moment:%H%M}" if isinstance(moment, datetime) else _NO_TIME
    return (
        f"{moment.day:02}{clock} {zone}{_month(moment, dispatch.language)} {moment.year % 100:02}"
    )


def _month(moment: date, language: str | None) -> str:
    """The short name of a month in a language, in English if it has none in Latin letters."""
    table = tables.load("data/months").get((language or "en").partition("-")[0], {})
    for names_ in (table.get("short"), table.get("months")):
        forms = names_[moment.month - 1] if names_ else []
        for form in forms:
            if _MONTH_RE.fullmatch(form.rstrip(".")):
                return str(form).rstrip(".").capitalize()
    return _moments.MONTHS[moment.month - 1]


def _clean(text: str) -> str:
    """*text* on one line, without controls."""
    return _CONTROL_RE.sub("\ufffd", _SPACES_RE.sub(" ", text))


def _wrapped(text: str, spare: int = 0) -> list[str]:
    """*text* as lines, the last of which has room for *spare* characters more."""
    lines = [text[: len(text) - len(text.lstrip(" "))]]
    pieces = [piece for word in _clean(text).split() for piece in _pieces(word)]
    for number, (gap, piece) in enumerate(pieces, 1):
        longest = WIDTH - (spare if number == len(pieces) else 0)
        if not lines[-1].strip():
            lines[-1] += piece
        elif len(lines[-1]) + len(gap) + len(piece) <= longest:
            lines[-1] += gap + piece
        else:
            lines.append(piece)
    return lines


def _pieces(word: str) -> Iterator[tuple[str, str]]:
    """What may stand on different lines of a word, each with the gap before it: a word of a script
    without spaces that is longer than a line breaks between any two of its characters.
    """
    if len(word) <= WIDTH:
        yield " ", word
        return
    bounds = [
        at for at in range(1, len(word)) if is_spaceless(word[at]) or is_spaceless(word[at - 1])
    ]
    for begin, end in pairwise([0, *bounds, len(word)]):
        yield "" if begin else " ", word[begin:end]
