"""JSON: the record, indented by one space. One dispatch is an object, several are an array."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dispatchkit.model import OPTIONAL_KEYS, RECORD_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dispatch

TITLE = "the record, or an array of them"
SUFFIX = ".json"
SINGLE = False
CARRIES = (*RECORD_KEYS, *OPTIONAL_KEYS)

# What JSON allows in a string, but a later reader may not: DEL and C1 controls (U+009B opens a
# terminal escape), U+2028 and U+2029 (line ends to JavaScript and to str.splitlines), lone
# surrogates (from file names that are not UTF-8; UTF-8 cannot hold them), U+FEFF, U+FFFE and U+FFFF
# (YAML and XML readers refuse or drop them). C0 is escaped anyway.
_UNSAFE_RE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def encode(value: Any, indent: int | None = None) -> str:
    """*value* as JSON in which every character that could do harm is escaped and all others stay
    readable; on one line, or indented by *indent* spaces.
    """
    return _UNSAFE_RE.sub(
        lambda found: f"\\u{ord(found[0]):04x}",
        json.dumps(value, ensure_ascii=False, indent=indent),
    )


def render(dispatch: Dispatch) -> str:
    """The record as an object, indented by one space."""
    return encode(dispatch.to_dict(), indent=1) + "\n"


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The object of a single dispatch; an array of several, indented as by ``json.dumps``."""
    records = iter(rendered)
    first = next(records, None)
    if first is None:
        return
    second = next(records, None)
    if second is None:
        yield first
        return
    yield "[\n" + _inner(first) + ",\n" + _inner(second)
    for record in records:
        yield ",\n" + _inner(record)
    yield "\n]\n"


def _inner(record: str) -> str:
    """A rendered object, indented one level deeper. No string in it holds a line feed, so every
    line feed begins a line of the object.
    """
    return " " + record.rstrip("\n").replace("\n", "\n ")
