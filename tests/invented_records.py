"""Records of invented dispatches, for tests of what is made of records."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dispatchkit.model import Agency, Boilerplate, Dispatch, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

FERRY = "The ferry to the islands runs again, the harbour office said on Monday."
FOOTER = "All rights reserved by the harbour."


def record(
    at: int = 0,
    *,
    agency: str | None = "nor",
    text: str = FERRY,
    paragraphs: int = 3,
    footers: int = 1,
    footer: str = FOOTER,
    day: date | None = date(2021, 5, 3),
    **fields: Any,
) -> dict[str, Any]:
    """The record of a dispatch with some *paragraphs* of the same *text*, each on a line of its
    own, and some *footers* below.
    """
    first = paragraphs + 1
    made = Dispatch(
        path=f"dumps/{at}.txt",
        index=0,
        format="text",
        encoding=fields.pop("encoding", "utf-8"),
        profile=agency or "generic",
        agency=None if agency is None else Agency(agency, f"Agency {agency}"),
        language=fields.pop("language", "en"),
        headline=fields.pop("headline", f"Ferry {at}"),
        published=day,
        paragraphs=tuple(Paragraph(text, "body", (line, line)) for line in range(1, first)),
        boilerplate=tuple(
            Boilerplate(footer, "copyright", "any.rights", (line, line))
            for line in range(first, first + footers)
        ),
    )
    return made._replace(**fields).to_dict()


def every(records: Iterable[dict[str, Any]]) -> list[tuple[dict[str, Any], None]]:
    """*records*, none of which repeats another one."""
    return [(one, None) for one in records]
