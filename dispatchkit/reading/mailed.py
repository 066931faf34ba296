"""A plain mail around a dispatch: its header lines above, its signature below, and what these say
where the story does not.

The story is read as if it came alone. The lines of header and signature are kept as boilerplate;
the subject is the headline of a story that has none, the day of sending its date of publication
where the story prints none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.grammar.dates import parse_when
from dispatchkit.grammar.label import Mark
from dispatchkit.model import Label, Unit
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from dispatchkit.model import Line

_HEADER_RE = pattern(r"^([^\W\d_][\w-]{0,60}+)[ \u00a0]?:[ \t\u00a0]?(.*)")
# The line that opens a signature (RFC 3676); some programs cut the space at its end.
_SIGNATURE = "--"
# A signature has a name, a house, its address and telephones. What has more lines below "--" is a
# story below a ruler.
_LONGEST_SIGNATURE = 12


class Mail(NamedTuple):
    """The lines of a mail: header, story, signature."""

    header: tuple[Line, ...]
    body: tuple[Line, ...]
    signature: tuple[Line, ...]

    @property
    def subject(self) -> str | None:
        """What the mail is about; None where it does not say."""
        return _value(self.header, "subject") or None

    @property
    def sent(self) -> date | datetime | None:
        """When it was sent; None where it does not say, or not in full."""
        return parse_when(_value(self.header, "date"))

    def header_marks(self) -> list[Mark]:
        """The header lines, labelled."""
        return _marks(self.header, Label.ENVELOPE, "mail.header")

    def signature_marks(self) -> list[Mark]:
        """The lines of the signature, labelled."""
        return _marks(self.signature, Label.OTHER, "mail.signature")


def opened(lines: tuple[Line, ...]) -> Mail | None:
    """The *lines* of a mail parted; None where they begin with no header, or nothing stands below
    it.
    """
    first = next((at for at, line in enumerate(lines) if not is_blank(line.text)), len(lines))
    end = next((at for at in range(first, len(lines)) if is_blank(lines[at].text)), len(lines))
    if (
        first == end
        or not _HEADER_RE.match(lines[first].text)
        or all(is_blank(line.text) for line in lines[end:])
    ):
        return None
    cut = _signature(lines, end)
    return Mail(lines[:end], lines[end:cut], lines[cut:])


def _signature(lines: Sequence[Line], end: int) -> int:
    """Where the signature begins; the number of lines where there is none, or no story above it."""
    at = next(
        (at for at in range(len(lines) - 1, end, -1) if lines[at].text.rstrip() == _SIGNATURE), None
    )
    if at is None or all(is_blank(line.text) for line in lines[end:at]):
        return len(lines)
    return (
        at
        if sum(not is_blank(line.text) for line in lines[at + 1 :]) <= _LONGEST_SIGNATURE
        else len(lines)
    )


def _value(header: Sequence[Line], field: str) -> str:
    """What the header line says that is named as *field* is in any language, with the lines that it
    is folded over; empty where there is none.
    """
    names = tables.load("data/formats")["mail"][field]
    found: list[str] = []
    for line in header:
        if found and line.text[:1] in (" ", "\t"):
            found.append(line.text.strip())
        elif found:
            break
        elif (match := _HEADER_RE.match(line.text)) and match[1].lower() in names:
            found.append(match[2].strip())
    return " ".join(found)


def _marks(lines: Sequence[Line], label: Label, rule: str) -> list[Mark]:
    return [
        Mark(Unit((line,), line.text.strip(), 0, 0), label, rule, fold(line.text), prose=False)
        for line in lines
        if not is_blank(line.text)
    ]
