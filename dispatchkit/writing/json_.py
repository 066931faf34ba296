"""JSON: the record, indented by one space. One dispatch is an object, several are an array."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dispatchkit.model import RECORD_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dispatch

SUFFIX = ".json"
SINGLE = False
CARRIES = RECORD_KEYS

# What JSON allows in a string, but a reader further on may not: DEL and C1 controls (U+009B opens a
# terminal escape), U+2028 and U+2029 (ends of line to JavaScript and to str.splitlines), lone
# surrogates (a file name that is no UTF-8 has them, and UTF-8 cannot hold them), U+FEFF, U+FFFE and
# U+FFFF (YAML and XML readers refuse or drop them). C0 is escaped anyway.
_UNSAFE_RE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def encode(value: Any, indent: int | None = None) -> str:
    """*value* as JSON in which every character that could do harm is escaped and all others stay
    readable.
    """
    return _UNSAFE_RE.sub(
        lambda found: f"\\u{ord(found[0]):04x}",
        json.dumps(value, ensure_ascii=False, indent=indent),
    )


def render(dispatch: Dispatch) -> str:
    """The record as an indented object."""
    return encode(dispatch.to_dict(), indent=1) + "\n"


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The object of a single dispatch; an array of several, as ``json.dumps`` would indent it."""
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
    """A rendered object one level deeper. No string in it holds a line feed, so every one is
    followed by indentation.
    """
    return " " + record.rstrip("\n").replace("\n", "\n ")
