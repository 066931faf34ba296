"""What a dispatch says besides its text, as far as standards agree on it: ids, dates, status, who
issued and who wrote it. ninjs and schema.org have their own words for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.writing._moments import with_offset
from dispatchkit.writing._notice import embargoed
from dispatchkit.writing._story import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.model import Dispatch

# What may become of a dispatch with such a notice. One under an embargo is withheld, unless its
# notice is the time at which that ends, as envelopes state it: words may say anything.
_STATUS = {"kill": "canceled", "embargo": "withheld"}
_LATER = ("update", "correction", "repeat")
_MOST_URGENT, _LEAST_URGENT = 1, 9


class Moments(NamedTuple):
    """When the first version of a message was made, and when this one: with their zones. What the
    source states in another way (a day, a time without a zone) is in *others*, by its field.
    """

    first: str | None
    version: str | None
    others: tuple[tuple[str, str], ...]


def moments(dispatch: Dispatch) -> Moments:
    """The dates of a message. It was first made when it was published, unless that is the only date
    of an update: then it is that of the version, as is the publication of what was never updated.
    """
    stated = [("published", dispatch.published), ("updated", dispatch.updated)]
    there = [(name, moment) for name, moment in stated if moment is not None]
    known = [(name, with_offset(moment)) for name, moment in there]
    zoned = {name: moment.isoformat() for name, moment in known if moment is not None}
    others = [(name, moment.isoformat()) for name, moment in there if name not in zoned]
    published = zoned.get("published")
    first = None if len(there) == 1 and _is_later(dispatch) else published
    version = zoned.get("updated") if dispatch.updated is not None else published
    return Moments(first, version, tuple(others))


def _is_later(dispatch: Dispatch) -> bool:
    """Whether a dispatch says that there was an earlier version of it."""
    return dispatch.notice is not None and dispatch.notice.kind in _LATER


def status(dispatch: Dispatch) -> str | None:
    """The publication status, in the words of IPTC; None if it is "usable", as for most."""
    free = dispatch.notice is None or embargoed(dispatch) is not None
    return None if free or dispatch.notice is None else _STATUS.get(dispatch.notice.kind)


def urgency(dispatch: Dispatch) -> int | None:
    """The urgency, if it is one of IPTC's: from 1 to 9."""
    known = dispatch.urgency is not None and _MOST_URGENT <= dispatch.urgency <= _LEAST_URGENT
    return dispatch.urgency if known else None


def located(dispatch: Dispatch) -> str | None:
    """Where a dispatch comes from: by its label, else by its dateline."""
    return dispatch.located or (dispatch.dateline and dispatch.dateline.place) or None


def descriptions(dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    """Texts about a dispatch, each with its role: the summary; the notice under its kind; dates
    that are no times with a zone under their fields.
    """
    if dispatch.abstract:
        yield "summary", text_of(dispatch.abstract)
    if dispatch.notice and embargoed(dispatch) is None:
        yield dispatch.notice.kind, text_of(dispatch.notice.text)
    yield from moments(dispatch).others


def filled(message: dict[str, object]) -> dict[str, object]:
    """*message* without what is not known; its texts are clean."""
    return {
        key: text_of(value) if isinstance(value, str) else value
        for key, value in message.items()
        if value not in (None, "", [], {})
    }
