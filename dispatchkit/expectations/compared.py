"""Expectations and records compared.

Text is compared after NFKC, with straight quotes and single spaces, and without invisible marks of
direction; names and places without regard to case: whoever types an expectation need not match
every character of the dump.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.expected import (
    BODY_WORDS,
    DATELINE_TEXTS,
    FOR_PEOPLE,
    MOMENTS,
    TEXTS,
    options,
    parts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dispatchkit.expected import Expected

Record = dict[str, Any]


class Difference(NamedTuple):
    """What is not as expected: the field, what was wanted of it and what is there instead."""

    field: str
    wanted: Any
    got: Any

    def __str__(self) -> str:
        return f"{self.field}: expected {self.wanted!r}, got {self.got!r}"


class Got(NamedTuple):
    """What came out of a dispatch: its record, and its lines, each with its label."""

    record: Record
    lines: Sequence[tuple[str, str]] = ()


_QUOTES = str.maketrans(
    {
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("‘’‚ʼ", "'"),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)
_INVISIBLE_RE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff\u00ad]")
_BULLET_RE = re.compile(r"^[-–—•*·▪●]\s+")
_MARKS_RE = re.compile(r"[-–—•*·]")


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
        plain(value)
        .replace(" /", "/")
        .replace("/ ", "/")
        .replace("İ", "i")
        .replace("ı", "i")
        .casefold()
        .strip(" .,;:*-–—")
    )


def differences(expected: Expected, found: Sequence[Got]) -> Iterator[Difference]:
    """What differs between an expectation and what came out of its dump."""
    if expected.get("error"):
        if found:
            yield Difference("error", "no dispatch", f"{len(found)} of them")
        return
    wanted = parts(expected)
    count = expected.get("count", len(wanted))
    if len(found) != count:
        yield Difference("count", count, len(found))
        return
    if not expected.get("dispatches") and count != 1:
        return
    for number, (part, got) in enumerate(zip(wanted, found, strict=True)):
        for one in _in_one(part, got):
            place = f"dispatches[{number}]." if "dispatches" in expected else ""
            yield one._replace(field=f"{place}{one.field}")


def expects_nothing(expected: Expected) -> bool:
    """Whether any record would be as expected, because no key says anything of it."""
    if expected.get("error") or "count" in expected:
        return False
    return not any(
        _says_something(key, value) for part in parts(expected) for key, value in part.items()
    )


def _says_something(key: str, value: Any) -> bool:
    """Whether a record may differ from the *value* of a *key*."""
    if key in FOR_PEOPLE or key in ("error", "dispatches"):
        return False
    if key == "body_contains":
        return any(map(_squashed, value))
    if key in ("dateline", "labels", "body_excludes", "boilerplate_contains"):
        return value is None or bool(value)
    return True


def _in_one(expected: Expected, got: Got) -> Iterator[Difference]:
    """What differs in one dispatch."""
    record = got.record
    for field in TEXTS:
        yield from _value(expected, field, record.get(field), plain)
    flat = {
        "located": record["located"],
        "agency": record["agency"] and record["agency"]["id"],
        "language": record["language"],
        "notice": record["notice"] and record["notice"]["kind"],
    }
    for field, value in flat.items():
        yield from _value(expected, field, value, name)
    for field in MOMENTS:
        yield from _value(expected, field, record[field], _moment)
    yield from _dateline(expected, record["dateline"])
    yield from _people(expected, record["byline"])
    if "keywords" in expected and set(map(name, expected["keywords"])) != set(
        map(name, record["keywords"])
    ):
        yield Difference("keywords", expected["keywords"], record["keywords"])
    yield from _body(expected, record)
    yield from _removed(expected.get("boilerplate_contains", ()), got)
    yield from _labels(expected.get("labels", {}), got.lines)


def _value(
    expected: Expected, field: str, got: object, form: Callable[[object], str]
) -> Iterator[Difference]:
    """One field against its value, or against any of ``{"any": [...]}``."""
    if field in expected and not any(
        option is got if option is None or got is None else _is_same(option, got, form)
        for option in options(expected[field])
    ):
        yield Difference(field, expected[field], got)


def _is_same(wanted: object, got: object, form: Callable[[object], str]) -> bool:
    """Whether two values are the same in a *form*; a day is also any time of it."""
    if form is _moment and len(str(wanted)) == len("2021-05-04"):
        return wanted == str(got)[: len(str(wanted))]
    return form(wanted) == form(got)


def _moment(value: object) -> str:
    """A day, or a time to the minute with its offset."""
    day, mark, time = str(value).partition("T")
    return f"{day}{mark}{time[:5]}{time.lstrip('0123456789:.')}"


def _dateline(expected: Expected, got: Record | None) -> Iterator[Difference]:
    """The parts of the dateline, or that there is none."""
    if "dateline" not in expected:
        return
    wanted = expected["dateline"]
    if wanted is None:
        if got is not None:
            yield Difference("dateline", None, got["text"])
        return
    for key in wanted:
        forms = {**dict.fromkeys(DATELINE_TEXTS, name), "date": _moment}
        flat = {f"dateline.{key}": wanted[key]}
        yield from _value(flat, f"dateline.{key}", (got or {}).get(key), forms.get(key, plain))


def _people(expected: Expected, got: list[Record]) -> Iterator[Difference]:
    """Who is named, in any order."""
    if "byline" not in expected:
        return
    wanted = {(name(person["name"]), person["role"]) for person in expected["byline"]}
    if wanted != {(name(person["name"]), person["role"]) for person in got}:
        yield Difference("byline", expected["byline"], got)


def _labels(wanted: dict[str, str], lines: Sequence[tuple[str, str]]) -> Iterator[Difference]:
    """The labels of lines, by what stands on them."""
    found: dict[str, list[str]] = {}
    for text, label in lines:
        found.setdefault(plain(text), []).append(label)
    for text, label in wanted.items():
        got = found.get(plain(text))
        if got is None:
            yield Difference(f"labels[{text!r}]", label, "no such line")
        elif label not in got:
            yield Difference(f"labels[{text!r}]", label, ", ".join(dict.fromkeys(got)))


# --- the body ------------------------------------------------------------------------------------


def _body(expected: Expected, record: Record) -> Iterator[Difference]:
    """The paragraphs, and what is or is not in them."""
    texts = [plain(paragraph["text"]) for paragraph in record["paragraphs"]]
    if "paragraphs" in expected:
        yield from _paragraphs(expected["paragraphs"], record["paragraphs"])
    joined = _squashed(" ".join(texts))
    for part in expected.get("body_contains", ()):
        if _squashed(part) not in joined:
            yield Difference("body_contains", part, "not in the body")
    for part in expected.get("body_excludes", ()):
        if any(plain(part) in text for text in texts):
            yield Difference("body_excludes", part, "in the body")


def _removed(wanted: Sequence[str], got: Got) -> Iterator[Difference]:
    """What should be boilerplate and is not, or is in the body besides. A word that boilerplate is
    may stand in a sentence too: only all of a line or paragraph counts.
    """
    listed = plain(" ".join(entry["text"] for entry in got.record["boilerplate"]))
    texts = [plain(paragraph["text"]) for paragraph in got.record["paragraphs"]]
    whole = {*texts, *(plain(text) for text, label in got.lines if label in BODY_WORDS)}
    for part in wanted:
        if plain(part) in whole:
            yield Difference("boilerplate_contains", part, "in the body")
        elif plain(part) not in listed:
            is_inside = any(plain(part) in text for text in texts)
            place = "in the body" if is_inside else "not listed as boilerplate"
            yield Difference("boilerplate_contains", part, place)


def _paragraphs(wanted: list[Any], paragraphs: list[Record]) -> Iterator[Difference]:
    """Paragraphs in order; a ``block`` may be divided in any way."""
    rest = [(_squashed(paragraph["text"]), paragraph) for paragraph in paragraphs]
    for number, item in enumerate(wanted):
        target = "".join(map(_squashed, _texts(item)))
        taken = ""
        role = None
        printed = []
        while rest and len(taken) < len(target):
            text, paragraph = rest.pop(0)
            taken += text
            role = paragraph["role"]
            printed.append(paragraph["text"])
        field = f"paragraphs[{number}]"
        if isinstance(item, dict) and "crosshead" in item and role not in (None, "crosshead"):
            yield Difference(f"{field}.role", "crosshead", role)
        if _MARKS_RE.sub("", taken) != _MARKS_RE.sub("", target):
            # What follows is likely to be wrong because of this one.
            yield Difference(field, " ".join(_texts(item)), " ".join(printed) or None)
            return
    if rest:
        yield Difference(f"paragraphs[{len(wanted)}]", None, rest[0][1]["text"])


def _texts(item: Any) -> list[str]:
    """The texts of an expected paragraph."""
    if isinstance(item, dict):
        return item["block"] if "block" in item else [item["crosshead"]]
    return [item]


def _squashed(text: str) -> str:
    """A text without spaces and without the marks around it."""
    return re.sub(r"\s+", "", _BULLET_RE.sub("", plain(text)).strip(" -–—*=#:"))
