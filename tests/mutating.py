"""Dumps, profiles and configurations that hypothesis has damaged, as files are damaged between a
sender and a reader.

What happens to bytes: lines go, come twice, change places or run together; two dumps are joined;
invisible characters, or those that a wrong encoding makes, are put in; the whole is written in
another encoding or with other line ends; bits flip, and the end is missing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Draw = Callable[[st.SearchStrategy[int]], int]

ROOT = Path(__file__).parents[1]
# Longer ones take time and hold no other kinds of lines.
_LONGEST = 3000
_UNSEEN = [
    "\0",
    "\x01",
    "\x07",
    "\x0b",
    "\x0c",
    "\x1b[31m",
    "\x1c",
    "\x7f",
    "\x85",
    "\xa0",
    "\xad",
    "\u061c",
    "\u200b",
    "\u200d",
    "\u200f",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\ufffd",
    "\ufffe",
    "\U000e0041",
]
_SIGNS = [
    "&amp;",
    "&nbsp;",
    "&#0;",
    "&#x110000;",
    "&#55296;",
    "Ã©",
    "â€™",
    "Ã\xa0",
    "a\u0301",
    "\u0301",
    "  ",
    " \xa0",
    "=C3=A9",
    "<br>",
    "</p>",
    "**",
    "|",
    "\\",
    "- ",
    "• ",
    "---",
    "99/99/9999",
    "31.02.2021",
    "Feb 29, 2023",
    "0000-00-00",
    "9" * 400,
]
_LINES = [
    "NNNN",
    "ZCZC AB0001",
    "\f",
    "---",
    "Read more",
    "Share",
    "By By By",
    "URGENT",
    "EMBARGOED until 32:00 GMT",
    "OSLO, May 3 (Reuters) -",
    "(AFP)",
    "1 of 2 DOCUMENTS",
    "Updated 99999999999 years ago",
    "© 2021 Norlanda Press. All rights reserved.",
]
_ENDS = ["\r\n", "\r", "\n\n", "\x85", "\u2028", "\n\r", "\x0b", " \n"]
_ENCODINGS = [
    "cp1252",
    "cp1251",
    "cp1254",
    "mac-roman",
    "iso8859-6",
    "koi8-r",
    "shift_jis",
    "gb18030",
    "utf-16",
    "utf-16-be",
    "utf-8-sig",
    "iso2022_kr",
]


@cache
def dumps() -> tuple[bytes, ...]:
    """The dumps of the tests."""
    paths = sorted(
        [
            *ROOT.glob("tests/dispatches/*/*.txt"),
            *ROOT.glob("samples/*.txt"),
            *ROOT.glob("tests/adversarial/**/*.txt"),
        ]
    )
    return tuple(path.read_bytes() for path in paths if 0 < path.stat().st_size < _LONGEST)


def _lines_changed(lines: list[str], draw: Draw) -> list[str]:
    at, to, what = (
        draw(st.integers(0, len(lines))),
        draw(st.integers(0, len(lines))),
        draw(st.integers(0, 4)),
    )
    if what == 0:
        del lines[at : at + 2]
    elif what == 1:
        lines[at:at] = lines[to : to + 3]
    elif what == 2:
        lines[at : at + 2] = [" ".join(lines[at : at + 2])]
    elif what == 3:
        lines[at:at] = [_LINES[draw(st.integers(0, len(_LINES) - 1))]]
    else:
        lines = [*lines[min(at, to) :], *lines[: min(at, to)]]
    return lines


def _inserted(text: str, signs: Sequence[str], draw: Draw) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + signs[draw(st.integers(0, len(signs) - 1))] + text[at:]


def _text_changed(text: str, draw: Draw) -> str:
    """One change of a text."""
    what = draw(st.integers(0, 5))
    if what < 2:
        return "\n".join(_lines_changed(text.split("\n"), draw))
    if what < 4:
        return _inserted(text, _UNSEEN if what == 2 else _SIGNS, draw)
    if what == 4:
        return text.replace("\n", _ENDS[draw(st.integers(0, len(_ENDS) - 1))])
    return f"{text}\n{_decoded(draw)}"


def _decoded(draw: Draw) -> str:
    return dumps()[draw(st.integers(0, len(dumps()) - 1))].decode("utf-8", "replace")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A dump to which one to four things were done."""
    text = _decoded(draw)
    for _ in range(draw(st.integers(1, 4))):
        text = _text_changed(text, draw)
    return text


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """The bytes of such a dump, in UTF-8 more often than not, and at times with damage to them."""
    encoding = draw(st.sampled_from(["utf-8"] * 12 + _ENCODINGS))
    data = bytearray(draw(texts()).encode(encoding, "replace"))
    for at in draw(st.lists(st.integers(0, max(len(data) - 1, 0)), max_size=2)) if data else ():
        data[at] ^= 1 << draw(st.integers(0, 7))
    return bytes(data[: draw(st.integers(1, 2 * len(data) + 1))])


# Values that a key of a configuration or profile may not be ready for.
VALUES = [
    "1",
    "-1",
    "nan",
    "true",
    '""',
    '"x"',
    "[]",
    "{}",
    "[[]]",
    '["x", 1]',
    '[""]',
    "2021-01-01",
    '"\\u0000"',
    '"\\u202e"',
    '"../.."',
    "{a = {b = 1}}",
    '["ALL"]',
    '"DK999"',
    '"("',
    '["(a+)+$"]',
    '["**"]',
    '["[[a]"]',
    "9" * 50,
]


@st.composite
def toml(draw: st.DrawFn, text: str, keys: Sequence[str]) -> str:
    """A file of TOML to which one to three things were done: values replaced, lines without, twice
    or torn, keys that it did not have.
    """
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        what = draw(st.integers(0, 4))
        if what < 2 and "=" in lines[at]:
            lines[at] = f"{lines[at].partition('=')[0]}= {draw(st.sampled_from(VALUES))}"
        elif what == 2:
            lines[at : at + 1] = draw(st.sampled_from([[], [lines[at]] * 2]))
        elif what == 3:
            lines.insert(at, f"{draw(st.sampled_from(keys))} = {draw(st.sampled_from(VALUES))}")
        else:
            lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
    return "\n".join(lines)
