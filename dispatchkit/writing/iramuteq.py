"""A corpus for IRaMuTeQ: a line of four asterisks and variables, then the text.

The form is that of its manual ("Format des données en entrée"): a text begins with ``****`` and
its variables, ``*name_value`` each, parted by spaces; no other line may hold an asterisk, and
``_word_`` within a text would be taken for a variable. So values are made of unaccented letters,
digits and hyphens alone, asterisks of the text become spaces, and words lose underscores at their
ends. A value that is not known has no variable. The headline and the abstract are the first lines
of the text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dispatch

TITLE = "a corpus for IRaMuTeQ"
SUFFIX = ".iramuteq.txt"
SINGLE = False
CARRIES = (
    "agency",
    "language",
    "section",
    "headline",
    "abstract",
    "byline",
    "dateline",
    "day",
    "notice",
    "paragraphs",
)

_MARK_RE = re.compile(r"(?<!\w)_+(?=\w)|(?<=[^\W_])_+(?!\w)|\*")
_NO_VALUE_RE = re.compile(r"[^A-Za-z0-9]+")
# Letters that have no accent to take off.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "ø": "o",
        "œ": "oe",
        "ł": "l",
        "ı": "i",
        "đ": "d",
        "þ": "th",
        "ð": "d",
    }
)


def render(dispatch: Dispatch) -> str:
    """The line of variables, then headline, abstract and paragraphs, each on a line of its own."""
    variables = [f"*{name}_{value}" for name, value in _variables(dispatch)]
    texts = [dispatch.headline, dispatch.abstract, *(one.text for one in dispatch.paragraphs)]
    lines = [" ".join(_MARK_RE.sub(" ", text).split()) for text in texts if text]
    return "\n".join([" ".join(["****", *variables]), *filter(None, lines)]) + "\n"


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The texts, with a blank line between each two."""
    for number, text in enumerate(rendered):
        yield f"\n{text}" if number else text


def _variables(dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    """The variables that have a value. A day gives its month and year as well, which is what
    frequencies are counted over.
    """
    day = dispatch.day.isoformat() if dispatch.day else ""
    dateline, author = dispatch.dateline, next(iter(dispatch.byline), None)
    yield from filter(
        lambda pair: pair[1],
        (
            ("agency", value(dispatch.agency.id if dispatch.agency else None)),
            ("language", value(dispatch.language)),
            ("date", day),
            ("month", day[:7]),
            ("year", day[:4]),
            ("section", value(dispatch.section)),
            ("place", value(dateline and dateline.place)),
            ("country", value(dateline and dateline.country)),
            ("author", value(author and author.name)),
            ("notice", value(dispatch.notice and dispatch.notice.kind)),
        ),
    )


def value(text: str | None) -> str:
    """*text* as the value of a variable: unaccented letters and digits, hyphens between words; ""
    if nothing is left, as of scripts that are not Latin.
    """
    plain = unicodedata.normalize("NFKD", (text or "").casefold().translate(_LETTERS))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _NO_VALUE_RE.sub("-", plain).strip("-")
