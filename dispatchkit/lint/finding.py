"""What a check says: a finding with its place in the source, and the fix that would mend it. Plain
data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from dispatchkit.compare.card import Card
    from dispatchkit.text.places import Excerpt, Place

FINDING_SCHEMA = "dispatchkit-finding/1"

Severity = Literal["error", "warning", "info"]
# From the gravest to the least.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
Safety = Literal["safe", "unsafe"]


class Edit(NamedTuple):
    """The characters from *start* to before *end* of the decoded text are replaced by *text*."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """What mends a hit: edits that do not overlap. ``safe``: no word of the news changes.

    With *encoding* the whole input is written in that encoding, without a byte-order mark, whatever
    its own was.
    """

    edits: tuple[Edit, ...] = ()
    safe: bool = True
    encoding: str | None = None


class Hit(NamedTuple):
    """What a rule yields: characters *start* to before *end* of the decoded text, the message, a
    fix, and a severity if it is not the rule's.

    *refused*: why there is no fix where one would be expected. A hit without extent (``start ==
    end``) is about the whole dispatch, not about the text at that place; *at* is then the line and
    the column of the file that it is about, where no text was read.
    """

    start: int
    end: int
    message: str
    fix: Fix | None = None
    severity: Severity | None = None
    refused: str | None = None
    at: tuple[int, int] | None = None


class Match(NamedTuple):
    """What a rule about all inputs yields: the dispatch that it is about, the message, and a
    severity if it is not the rule's.
    """

    card: Card
    message: str
    severity: Severity | None = None


class Entry(NamedTuple):
    """A known finding of a baseline: its input as the file names it, its fingerprint, its code and
    message, and its line in the file (None: unknown).
    """

    path: str
    fingerprint: str
    told: str
    line: int | None = None


class Stale(NamedTuple):
    """What a rule about a baseline yields: the entry that it is about, and the message."""

    entry: Entry
    message: str


class Change(NamedTuple):
    """An edit with its place as line and column, for reports."""

    place: Place
    text: str


class Remedy(NamedTuple):
    """A fix as reports show it: whether it is safe, the changes, the encoding that the input would
    be written in (None: its own).
    """

    safety: Safety
    changes: tuple[Change, ...]
    encoding: str | None


class Finding(NamedTuple):
    """One finding of ``check``.

    ``path`` is the input as named in the call, ``index`` the place of the dispatch in it (None: the
    input as a whole), ``agency`` the id of the agency that issued it. ``excerpt`` is the source
    line in which it begins. ``fingerprint`` stays the same when lines move: it is made of the code
    and the line's text, and is unique in an input. ``fix`` is the fix that would be made; it is
    None where a fix would do harm, and ``refused`` then says why.
    """

    path: str
    code: str
    name: str
    severity: Severity
    message: str
    place: Place
    index: int | None  # type: ignore[assignment] # as in Dispatch
    agency: str | None
    excerpt: Excerpt
    fingerprint: str
    fix: Remedy | None = None
    refused: str | None = None

    @property
    def line(self) -> int:
        """The line in which it begins, from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column in which it begins, in characters from 1."""
        return self.place.column

    def to_dict(self) -> dict[str, Any]:
        """The finding in JSON types, as ``dispatchkit schema finding`` describes it."""
        return {
            "schema": FINDING_SCHEMA,
            "path": self.path,
            **self.place.to_dict(),
            "code": self.code,
            "name": self.name,
            "severity": self.severity,
            "message": self.message,
            "index": self.index,
            "agency": self.agency,
            "excerpt": self.excerpt.text,
            "excerpt_column": self.excerpt.column,
            "fingerprint": self.fingerprint,
            "fix": self.fix and _plain(self.fix),
            "refused": self.refused,
        }


def _plain(remedy: Remedy) -> dict[str, Any]:
    changes = [{**change.place.to_dict(), "text": change.text} for change in remedy.changes]
    return {"safety": remedy.safety, "encoding": remedy.encoding, "changes": changes}


def at_least(severity: Severity, threshold: str) -> bool:
    """Whether *severity* is at least as grave as *threshold*, a severity or "never"."""
    return threshold in SEVERITIES and SEVERITIES.index(severity) <= SEVERITIES.index(threshold)
