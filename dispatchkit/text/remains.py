"""What programs leave in a text that was taken out of them: the escapes of quoted-printable mails,
the numbers that text browsers give to links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from dispatchkit.model import Line

# A line of a mail that goes on in the next one ends with "=", and is nearly full.
_SOFT_RE = pattern(r"[^\n]{55,80}=\r?(?=\n)")
# "=C3=A9", "=E2=80=9C"; "caf=E9s"; "=20" at the end of a line. Addresses of pages have "id=20" too.
_SURE_RE = pattern(
    r"=[C-F][0-9A-F](?:=[89AB][0-9A-F])+|[a-z]=[EF][0-9A-F][a-z]|=20\r?$", re.MULTILINE
)
_ESCAPES_RE = pattern("(?:=[0-9A-F]{2})+")
# "[7]tram line": a text browser sets the number before the link. Those of notes stand after words.
_NUMBER_RE = pattern(r"(?<!\S)(?:#?\[\d{1,4}\])++(?=[^\W\d_])")
_FEWEST = 3
# A line may have lost its mark where a program wrapped it.
_NEARLY_ALL = 0.9


def without_marks(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """*lines* without the ">" by which mail programs mark what they quote, if it stands before
    nearly all of them.
    """
    marked = sum([line.text[:1] == ">" for line in lines])
    if marked < _FEWEST or marked < _NEARLY_ALL * sum([not is_blank(line.text) for line in lines]):
        return lines
    return tuple([_without_mark(line) for line in lines])


def _without_mark(line: Line) -> Line:
    """The part of a *line* after the marks of a quotation."""
    length = len(line.text) - len(line.text.lstrip("> "))
    return line._replace(start=line.start + length, text=line.text[length:])


def is_quoted(text: str) -> bool:
    """Whether *text* is that of a mail in quoted-printable which nobody has decoded."""
    if "=" not in text:
        return False
    soft = _SOFT_RE.search(text) is not None and _ESCAPES_RE.search(text) is not None
    return soft or _SURE_RE.search(text) is not None


def unquoted(text: str) -> str:
    """*text* with the escapes of quoted-printable as the characters that they stand for."""
    return _ESCAPES_RE.sub(_unescaped, text) if "=" in text else text


def _unescaped(found: re.Match[str]) -> str:
    """The characters of some escapes, which are UTF-8, else cp1252; as printed if they are
    neither.
    """
    data = bytes.fromhex(found.group().replace("=", ""))
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return found.group()


def has_numbered_links(text: str) -> bool:
    """Whether links in *text* have the numbers of a text browser."""
    return "[1]" in text and len(_NUMBER_RE.findall(text)) >= _FEWEST


def unnumbered(text: str) -> str:
    """*text* without the numbers of its links ("By [6]Ola Brekke"); as it is if a link opens it."""
    return text if text[:1] in "#[" else _NUMBER_RE.sub("", text)
