"""What of an input is in no field, paragraph or boilerplate, found by comparing the words of the
source with those of the records.

The measure does not depend on how records are made: it sees the trace (which line has which label)
and the records, as a user does. Words are compared after repair (entities, mojibake, invisible
characters) and without regard to case. A word that hard wrapping divides counts as its two halves.
The only words that may be missing are those that the record gives in another form: dates, as days
of the calendar; words that name a field or a role ("Updated", "By", "Tags:"); the dash of a
dateline.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.grammar.credits import is_credit_word
from dispatchkit.grammar.dates import find_dates
from dispatchkit.labels import Label
from dispatchkit.text.repair import clean, repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.trace import LabelledLine, Trace

# Their lines give fields in another form than they print.
_DATED = (Label.DATE, Label.UPDATED, Label.BYLINE, Label.CREDIT)
_NO_TEXT = (
    "schema",
    "path",
    "index",
    "format",
    "encoding",
    "profile",
    "language",
    "paragraphs",
    "boilerplate",
)
_CLOCK_RE = re.compile(r"\b\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\b)?", re.IGNORECASE)
_TAG_RE = re.compile(r"</?([A-Za-z][\w:.-]*)[^<>]*>|<!\[CDATA\[|\]\]>")
_WORD_RE = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [
        word.casefold().replace("ı", "i").replace("i\u0307", "i")
        for word in _WORD_RE.findall(clean(repair(text)).replace("İ", "i"))
    ]


def lost(trace: Trace) -> Iterator[tuple[LabelledLine, list[str]]]:
    """The lines of an input that hold words which no record has, with these words. An input without
    a dispatch loses nothing: it is refused.
    """
    records = [part.dispatch.to_dict() for part in trace.parts if part.dispatch]
    if not records:
        return
    kept = _kept(records)
    for part in trace.parts:
        fields = (
            set(
                words(
                    " ".join(
                        _strings(
                            {
                                key: value
                                for key, value in part.dispatch.to_dict().items()
                                if key not in _NO_TEXT
                            }
                        )
                    )
                )
            )
            if part.dispatch
            else set()
        )
        for line in part.lines:
            if line.label is Label.BLANK:
                continue
            said = kept.get(line.line.number, set())
            text = _without_tags(line)
            left = [word for word in words(text) if word not in said and word not in fields]
            left = [word for word in left if not _is_half(word, words(text), said | fields)]
            left = [word for word in left if not _is_link_number(word, line.line.text, kept)]
            if left and line.label in _DATED:
                left = _undated(line.line.text, left)
            if left and line.label is not Label.TEXT:
                own = _label_of(line)
                left = [word for word in left if word not in own and not _names_field(word)]
            if left:
                yield line, left


def _without_tags(line: LabelledLine) -> str:
    """The text of a line; where an element of a corpus states a field, without the tags that the
    table of elements knows. Their names say what is told of the document, not to its readers.
    """
    if str(line.rule).removeprefix("sgml.") not in tables.load("data/tags")["fields"]:
        return line.line.text
    return _TAG_RE.sub(
        lambda found: " " if (found[1] or "").upper() in _elements() else found[0], line.line.text
    )


@cache
def _elements() -> frozenset[str]:
    """The names of the elements that the table of tagged text knows; "" is CDATA."""
    table = tables.load("data/tags")
    kinds = ("document", "body", "paragraph", "break", "aside")
    listed = [table[kind] for kind in kinds] + list(table["fields"].values())
    return frozenset(name for names in listed for name in names) | {""}


def _kept(records: list[dict[str, Any]]) -> dict[int, set[str]]:
    """The words of paragraphs and boilerplate by the source lines that they come from."""
    kept: dict[int, set[str]] = {}
    for record in records:
        for entry in (*record["paragraphs"], *record["boilerplate"]):
            found = set(words(entry["text"]))
            for number in range(entry["lines"][0], entry["lines"][1] + 1):
                kept.setdefault(number, set()).update(found)
    return kept


def _is_link_number(word: str, line: str, kept: dict[int, set[str]]) -> bool:
    """Whether a word is the number of a link ("[6]Ada Finch") in the dump of a text browser, which
    is kept in its list of links.
    """
    return word.isdecimal() and f"[{word}]" in line and any(word in said for said in kept.values())


def _is_half(word: str, line: list[str], said: set[str]) -> bool:
    """Whether the last word of a line begins, or the first one ends, a word that wrapping had
    divided.
    """
    return (word == line[-1] and any(other.startswith(word) for other in said)) or (
        word == line[0] and any(other.endswith(word) for other in said)
    )


def _label_of(line: LabelledLine) -> set[str]:
    """The words that say what a line is the field of: "More on the topic: harbours" where a rule
    knows keywords by them, "Traduit du turc par A".
    """
    text = line.line.text
    if line.label is Label.KEYWORDS:
        return set(words(text.partition(":")[0])) if ":" in text else set()
    opening = words(text)[:5] if line.label in (Label.CREDIT, Label.BYLINE) else []
    ends = [at for at, word in enumerate(opening) if _names_field(word)]
    return set(opening[: ends[-1]]) if ends and ends[0] == 0 else set()


def _undated(text: str, left: list[str]) -> list[str]:
    """The words that belong to no date or clock of the line."""
    rest = clean(repair(text))
    for found in reversed(find_dates(rest)):
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    beside = words(_CLOCK_RE.sub(" ", rest))
    return [word for word in left if word in beside]


def _strings(value: Any) -> Iterator[str]:
    """All strings and numbers in a value of JSON."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif value is not None:
        yield str(value)


def _names_field(word: str) -> bool:
    """Whether a word names a field, a date or a role, in whatever inflection."""
    return word in _names_of_fields() or is_credit_word(word)


@cache
def _names_of_fields() -> frozenset[str]:
    """The words of phrases that name a field or a date."""
    headers = tables.load("agencies/phrases/headers")["label"]
    texts = tables.words("data/updates", "update") + tables.words("data/updates", "publish")
    texts += [prefix for entry in headers for prefix in entry.get("prefix", ())]
    return frozenset(word for text in texts for word in words(text)) | frozenset(words(_SMALL))


# Between a date and what names it.
_SMALL = (
    "a à am at de den der die do du el h hs kl klo la las le o on om ob um the to u uhr v w в у о г"
    " год года і"
)
