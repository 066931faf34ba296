"""The notice of a dispatch, in the texts that people read and in the words of standards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch, Notice

_TIME_RE = pattern(
    r"\d{4}(?P<dash>-?)\d\d(?P=dash)\d\dT\d\d(?P<colon>:?)\d\d(?P=colon)\d\d(?:\.\d{1,6})?"
    r"(?:Z|[+-]\d\d:?\d\d)?"
)
_MINUTE = timedelta(minutes=1)
# The words of IPTC for what may become of a message, which NewsML 1 writes with a capital.
_STATES = ("canceled", "embargoed", "withheld")


def printed(dispatch: Dispatch) -> str | None:
    """The notice as people read it; None if there is none, or the headline contains it.

    The value of a status ("canceled") and a bare time tell nobody what to do: the kind of the
    notice stands there, and until when an embargo lasts.
    """
    notice = dispatch.notice
    if notice is None:
        return None
    kind, moment = notice.kind.upper(), _moment(notice)
    if moment is not None:
        return f"{kind}: {_extended(moment)}"
    if _is_value(notice.text):
        return kind
    return notice.text if notice.text not in (dispatch.headline or "") else None


def _is_value(text: str) -> bool:
    """Whether a text is one of the words that programs state: "update", "Embargoed"."""
    return text.isascii() and text.isalpha() and (text.islower() or text.lower() in _STATES)


def embargoed(dispatch: Dispatch) -> str | None:
    """The time with its zone until which a dispatch may not be published, if its notice is one."""
    notice = dispatch.notice
    moment = _moment(notice) if notice and notice.kind == "embargo" else None
    offset = moment.utcoffset() if moment else None
    return _extended(moment) if moment and offset is not None and not offset % _MINUTE else None


def _moment(notice: Notice) -> datetime | None:
    """The time that a notice is, and nothing else."""
    if not _TIME_RE.fullmatch(notice.text):
        return None
    try:
        return datetime.fromisoformat(notice.text)
    except ValueError:
        return None


def _extended(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
