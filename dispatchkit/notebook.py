"""HTML that notebooks show of an object: the lines of a source with their labels, the facts of a
record.

It is no page: notebooks put it among their own elements, run no script of it and may take style
sheets out, so that styles stand in the elements. Whether the notebook is dark is not known: words
keep its colours, and a label has its own ground and ink. What is shown is plain text, which the
classes of the record hand over; so this room needs none of them and stands below them all.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.counted import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A notebook keeps what it shows in its file: so many lines and characters a line are enough to see
# how a text was read.
MOST_ROWS = 200
_MOST_CHARACTERS = 400
# White on these has a contrast of at least 4.5 to 1.
_GROUNDS = {
    "field": "#0b57a4",
    "body": "#17663a",
    "inset": "#6a3d9c",
    "boilerplate": "#8a4512",
}
# Controls as the pictures that Unicode has of them; what turns the order of a line as its number.
_SHOWN = (
    {code: 0x2400 + code for code in range(0x20) if code != 0x09}
    | {0x7F: 0x2421}
    | {code: f"[U+{code:04X}]" for code in (*range(0x80, 0xA0), 0x2028, 0x2029)}
    | {code: f"[U+{code:04X}]" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
)
_CELL = "padding:0.1em 0.6em 0.1em 0;text-align:start;vertical-align:top;border:0"
_WORDS = f"{_CELL};white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate"
_FAINT = "opacity:0.8;font-size:0.9em"


class Row(NamedTuple):
    """A line, or several that say one thing: where it stands, the word and kind of its label, the
    rule that gave it, the text.
    """

    place: str
    label: str
    kind: str
    rule: str
    text: str


def rows(found: Sequence[Row], room: int = MOST_ROWS) -> str:
    """Lines as a table; no more than there is *room* for, and how many are left out."""
    shown = "".join(map(_row, found[:room]))
    return _table(shown) + left_out(len(found) - room, "line", "lines")


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values as a table."""
    return _table(
        "".join(
            f'<tr style="background:none"><th scope="row" style="{_CELL};{_FAINT};'
            f'font-weight:normal">{escape(name)}</th>{_words(value)}</tr>'
            for name, value in pairs
        )
    )


def paragraphs(texts: Sequence[str], room: int = MOST_ROWS) -> str:
    """Paragraphs one below the other; no more than there is *room* for."""
    shown = "".join(
        f'<p dir="auto" style="margin:0.4em 0;white-space:pre-wrap">{_text(text)}</p>'
        for text in texts[:room]
    )
    return shown + left_out(len(texts) - room, "paragraph", "paragraphs")


def heading(text: str, beside: str = "") -> str:
    """What the object is, and *beside* it where it comes from."""
    said = f' <span style="{_FAINT}">{_text(beside)}</span>' if beside else ""
    return f'<div dir="auto"><strong>{_text(text)}</strong>{said}</div>'


def folded(summary: str, inside: str) -> str:
    """*inside*, which is HTML, to be opened by its *summary*."""
    return f'<details><summary style="cursor:pointer">{_text(summary)}</summary>{inside}</details>'


def note(text: str) -> str:
    """A remark of ours."""
    return f'<div style="{_FAINT}">{_text(text)}</div>'


def left_out(count: int, one: str, many: str) -> str:
    """How many are not shown, if any."""
    if count <= 0:
        return ""
    return note(f"{number_of(count, f'more {one}', f'more {many}')} not shown")


def whole(pieces: Iterable[str]) -> str:
    """The *pieces* as one element, with the direction of our own words."""
    return f'<div dir="ltr" style="max-width:70em;line-height:1.4">{"".join(pieces)}</div>'


def _table(body: str) -> str:
    return (
        '<table style="border-collapse:collapse;border:0;margin:0.4em 0;font-size:inherit">'
        f"<tbody>{body}</tbody></table>"
    )


def _row(row: Row) -> str:
    return (
        f'<tr style="background:none" title="{escape(row.rule)}">'
        f'<td style="{_CELL};{_FAINT};text-align:end">{escape(row.place)}</td>'
        f'<td style="{_CELL}">{_label(row)}</td>{_words(row.text)}</tr>'
    )


def _label(row: Row) -> str:
    if row.kind == "blank":
        return f'<span style="{_FAINT}">{escape(row.label)}</span>'
    return (
        f'<span style="background:{_GROUNDS[row.kind]};color:#ffffff;border-radius:3px;'
        f'padding:0 0.4em;font-size:0.85em;white-space:nowrap">{escape(row.label)}</span>'
    )


def _words(text: str) -> str:
    return f'<td dir="auto" style="{_WORDS}">{_text(text)}</td>'


def _text(text: str) -> str:
    """*text* as HTML that UTF-8 can hold, without what is not seen, and not too long."""
    return escape("".join(_cut(text)).translate(_SHOWN)).encode("utf-8", "replace").decode()


def _cut(text: str) -> Iterator[str]:
    yield text[:_MOST_CHARACTERS]
    if len(text) > _MOST_CHARACTERS:
        yield f"… ({len(text) - _MOST_CHARACTERS:,} more characters)"
