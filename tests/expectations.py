"""Expectations of whole dispatches, as tests/dispatches/README.md describes them, and how they are
compared with a record.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from dispatchkit.model import Label
from dispatchkit.text.repair import clean, repair

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dispatchkit.trace import LabelledLine, PartTrace

Record = dict[str, Any]

_QUOTES = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "ʼ": "'",
        "\u2011": "-",
        "\u2010": "-",
    }
)
_INVISIBLE_RE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff\u00ad]")
_BULLET_RE = re.compile(r"^[-–—•*·▪●]\s+")


def plain(value: object) -> str:
    """Text as compared: NFKC, straight quotes, single spaces, nothing invisible."""
    text = unicodedata.normalize(
        "NFKC", _INVISIBLE_RE.sub("", str(value)).translate(_QUOTES)
    ).translate(_QUOTES)
    return " ".join(text.split())


def name(value: object) -> str:
    """A name, place or keyword as compared: without regard to case (the four Turkish i's are one)
    and outer punctuation.
    """
    return (
        re.sub(r"\s*/\s*", "/", plain(value))
        .replace("İ", "i")
        .replace("ı", "i")
        .casefold()
        .strip(" .,;:*-–—")
    )


def load(path: Path) -> Record:
    """The expectation in a JSON file."""
    content: Record = json.loads(path.read_text(encoding="utf-8"))
    return content


def differences(expected: Record, records: list[Record]) -> list[str]:
    """What differs between an expectation and the records of its dump, in words; empty when all is
    as expected.
    """
    parts = expected.get("dispatches") or [expected]
    if len(records) != expected.get("count", len(parts)):
        return [f"expected {expected.get('count', len(parts))} dispatches, got {len(records)}"]
    return [
        difference
        for part, record in zip(parts, records, strict=True)
        for difference in _in_one(part, record)
    ]


def _in_one(expected: Record, record: Record) -> Iterator[str]:
    for field in ("headline", "abstract", "section"):
        yield from _value(expected, field, record[field], plain)
    for field in ("located",):
        yield from _value(expected, field, record[field], name)
    yield from _value(expected, "agency", record["agency"] and record["agency"]["id"], name)
    yield from _value(expected, "language", record["language"], name)
    yield from _value(expected, "notice", record["notice"] and record["notice"]["kind"], name)
    for field in ("published", "updated"):
        yield from _value(expected, field, record[field], _moment(expected.get(field)))
    for field, value in expected.get("dateline", {}).items():
        got = (record["dateline"] or {}).get(field)
        yield from _value(
            {f"dateline.{field}": value},
            f"dateline.{field}",
            got,
            _moment(value) if field == "date" else name,
        )
    yield from _people(expected, record)
    if "keywords" in expected and {name(word) for word in expected["keywords"]} != {
        name(word) for word in record["keywords"]
    }:
        yield f"keywords: expected {expected['keywords']}, got {record['keywords']}"
    yield from _body(expected, record)


def _value(expected: Record, field: str, got: Any, form: Any) -> Iterator[str]:
    """One field against its value, or against any of ``{"any": [...]}``."""
    if field not in expected:
        return
    wanted = expected[field]
    options = wanted["any"] if isinstance(wanted, dict) else [wanted]
    if not any(
        (got is None) if option is None else (got is not None and form(option) == form(got))
        for option in options
    ):
        yield f"{field}: expected {wanted!r}, got {got!r}"


def _moment(wanted: Any) -> Any:
    """Dates are compared at the precision of the expectation."""
    size = len(wanted) if isinstance(wanted, str) else 10
    return lambda value: (
        str(value)[: 10 if size == 10 else 16] + re.sub(r".*T[\d:.]*", "", str(value)) * (size > 10)
    )


def _people(expected: Record, record: Record) -> Iterator[str]:
    if "byline" not in expected:
        return
    wanted = {(name(person["name"]), person["role"]) for person in expected["byline"]}
    got = {(name(person["name"]), person["role"]) for person in record["byline"]}
    if wanted != got:
        yield f"byline: expected {sorted(wanted)}, got {sorted(got)}"


def _body(expected: Record, record: Record) -> Iterator[str]:
    paragraphs = record["paragraphs"]
    texts = [plain(paragraph["text"]) for paragraph in paragraphs]
    if "paragraphs" in expected:
        yield from _paragraphs(expected["paragraphs"], paragraphs)
    joined = _squashed(" ".join(texts))
    for part in expected.get("body_contains", []):
        if _squashed(part) not in joined:
            yield f"not in the body: {part!r}"
    for part in [*expected.get("body_excludes", []), *expected.get("boilerplate_contains", [])]:
        if any(plain(part) in text for text in texts):
            yield f"in the body: {part!r}"
    listed = plain(" ".join(entry["text"] for entry in record["boilerplate"]))
    for part in expected.get("boilerplate_contains", []):
        if plain(part) not in listed:
            yield f"not listed as boilerplate: {part!r}"


def _paragraphs(wanted: list[Any], paragraphs: list[Record]) -> Iterator[str]:
    """Paragraphs in order; a ``block`` may be divided in any way."""
    rest = [(_squashed(paragraph["text"]), paragraph) for paragraph in paragraphs]
    for item in wanted:
        texts = (
            item["block"]
            if isinstance(item, dict) and "block" in item
            else [item["crosshead"] if isinstance(item, dict) else item]
        )
        target = "".join(_squashed(text) for text in texts)
        taken = ""
        while rest and len(taken) < len(target):
            text, paragraph = rest.pop(0)
            taken += text
            if isinstance(item, dict) and "crosshead" in item and paragraph["role"] != "crosshead":
                yield f"crosshead {item['crosshead']!r} has the role {paragraph['role']}"
        if re.sub(r"[-–—•*·]", "", taken) != re.sub(r"[-–—•*·]", "", target):
            yield f"paragraph: expected {target[:90]!r}, got {taken[:90]!r}"
            return
    if rest:
        yield f"{len(rest)} paragraphs too many, first {rest[0][1]['text'][:90]!r}"


def _squashed(text: str) -> str:
    return re.sub(r"\s+", "", _BULLET_RE.sub("", plain(text)).strip(" -–—*=#:"))


# --- nothing lost ----------------------------------------------------------------------------------------------------------

# A field says these otherwise than the line does: "04.12.2021" as an ISO date, "By" as a role.
SAID_OTHERWISE = (Label.DATE, Label.UPDATED, Label.CREDIT, Label.BYLINE)


def words(text: str) -> list[str]:
    """The words of a text as the parser cleans it."""
    return re.findall(r"[^\W_]+", clean(text))


def unsaid(part: PartTrace) -> list[LabelledLine]:
    """The lines of a dispatch that stand in no paragraph and no boilerplate, and have a word that
    no field says.
    """
    if part.dispatch is None:
        return []
    said = set(words(json.dumps(part.dispatch.to_dict(), ensure_ascii=False)))
    spans = [paragraph.lines for paragraph in part.dispatch.paragraphs] + [
        entry.lines for entry in part.dispatch.boilerplate
    ]
    kept = {number for first, last in spans for number in range(first, last + 1)}
    loose = [
        line
        for line in part.lines
        if line.label is not Label.BLANK and line.line.number not in kept
    ]
    return [line for line in loose if not said.issuperset(words(repair(line.line.text)))]
