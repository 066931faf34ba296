"""Markdown with YAML front matter.

The front matter holds the fields of the record that are not null, except the body and what was
taken out. Every value is written as JSON, which is valid YAML: strings are always quoted, so that
"no", "1e3" and "2021-12-04" stay text.

``dispatchkit parse`` reads such a file back (``reading/formats/written.py``): the fields from the
front matter, the paragraphs from the body.

In the body everything is escaped that Markdown would take for markup. Several dispatches follow
each other with a blank line between them; "---" on a line of its own stands only around a front
matter.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from dispatchkit.model import OPTIONAL_KEYS, RECORD_KEYS
from dispatchkit.writing.json_ import encode
from dispatchkit.writing.text import BULLET_RE, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.model import Dispatch

TITLE = "the story below its fields (YAML front matter)"
SUFFIX = ".md"
SINGLE = True
CARRIES = tuple([key for key in (*RECORD_KEYS, *OPTIONAL_KEYS) if key != "boilerplate"])

# Markup wherever it stands: emphasis, code, links, HTML, strike-through, table cells; "&" only if
# it would be read as an entity, "#" only at the end, where a headline would lose it ("# Prix en Fa
# #").
_INLINE_RE = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w{1,32};)|#(?=#{0,40}$)")
# Markup at the start of a line only: "# ", "- ", "+ ", a ruler or underline ("---", "==="), "1. "
# and "1) ".
_START_RE = re.compile(
    r"(#{1,6}(?=[ \t]|$)|[-+](?=[-+ \t]|$)|(?<!=)=(?==*[ \t]*$)|\d{1,9}(?=[.)](?:[ \t]|$)))"
)
_ESCAPED_RE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK_RE = re.compile(r"(?:(?<![ \t])[ \t]+)?[\r\n]\s*")
_FENCE_RE = re.compile("`+")
_KEPT_OUT = ("paragraphs", "boilerplate")


def render(dispatch: Dispatch) -> str:
    """Front matter, headline, abstract, byline, dateline and body; blank lines between them."""
    return "\n\n".join([_front_matter(dispatch), *head(dispatch), *_body(dispatch)]) + "\n"


def join(rendered: Iterable[str]) -> Iterator[str]:
    """The documents, with a blank line between each two."""
    for number, text in enumerate(rendered):
        yield f"\n{text}" if number else text


def escape(text: str) -> str:
    """*text* escaped, so that Markdown shows it as it is and reads nothing in it as markup. White
    space at the beginning and end of each line goes.
    """
    return "\n".join(
        _escape_start(_INLINE_RE.sub(r"\\\g<0>", line.strip()))
        for line in re.split(r"\r\n?|\n", text)
    )


def unescape(text: str) -> str:
    """The inverse of ``escape``: removes the backslash before each sign of markup."""
    return _ESCAPED_RE.sub(r"\1", text)


def _escape_start(line: str) -> str:
    found = _START_RE.match(line)
    if not found:
        return line
    cut = found.end() if found[0][0].isdigit() else 0
    return f"{line[:cut]}\\{line[cut:]}"


def _front_matter(dispatch: Dispatch) -> str:
    record = dispatch.to_dict()
    lines = [
        f"{key}: {encode(value)}"
        for key, value in record.items()
        if key not in _KEPT_OUT and value not in (None, [])
    ]
    return "\n".join(["---", *lines, "---"])


def head(dispatch: Dispatch) -> Iterator[str]:
    """The blocks above the body: headline, abstract, byline, dateline. Headings and emphasis end
    with their line, so each is set on one line.
    """
    if dispatch.headline:
        yield f"# {_one_line(dispatch.headline)}"
    if dispatch.abstract:
        yield f"*{_one_line(dispatch.abstract)}*"
    if dispatch.byline:
        yield _one_line(names(dispatch.byline))
    if dispatch.dateline:
        yield f"**{_one_line(dispatch.dateline.text)}**"


def _body(dispatch: Dispatch) -> Iterator[str]:
    """The paragraphs as blocks; consecutive items of a list or rows of a table make one block."""
    for role, group in groupby(dispatch.paragraphs, key=lambda paragraph: paragraph.role):
        texts = [paragraph.text for paragraph in group]
        if role == "crosshead":
            yield from (f"## {_one_line(text)}" for text in texts)
        elif role == "list":
            yield "\n".join(f"- {_one_line(BULLET_RE.sub('', text))}" for text in texts)
        elif role == "table":
            yield _fenced("\n".join(texts))
        else:
            yield from map(escape, texts)


def _one_line(text: str) -> str:
    return escape(_BREAK_RE.sub(" ", text.strip()))


def _fenced(text: str) -> str:
    """*text* unchanged, between fences longer than any run of backticks in it."""
    longest = max((len(run) for run in _FENCE_RE.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
