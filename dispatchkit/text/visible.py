"""Text that a terminal or a log may show.

A dump, a file name or an error message can hold terminal escapes. They are shown as words, so that
the terminal does not obey them.
"""

from __future__ import annotations

import re

# C0 controls without line feed and tab, DEL and the C1 controls (U+009B is a whole "escape [" to
# some terminals).
_CONTROLS = {
    code: f"\\x{code:02x}"
    for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))
    if chr(code) not in "\n\t"
}
# What else ends a line somewhere, or turns the order of all that follows on it ("evil\u202etxt.exe"
# reads "evilexe.txt").
_BREAKS = {ord("\n"): "\\n", ord("\t"): "\\t"} | {
    code: f"\\u{code:04x}"
    for code in (0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
_ONE_LINE = _CONTROLS | _BREAKS
# What Python puts for a byte of a file name that is not UTF-8.
_BYTES = {0xDC00 + byte: f"\\x{byte:02x}" for byte in range(0x80, 0x100)}

# SGR numbers of ANSI: the sixteen colours that every terminal theme makes legible.
BOLD, DIM, RED, GREEN, YELLOW, CYAN = "1", "2", "31", "32", "33", "36"


def visible(text: str) -> str:
    r"""*text* with control characters as words (``\x1b``); line feeds and tabs stay."""
    return text.translate(_CONTROLS)


def one_line(text: str) -> str:
    """*text* on one line, fit for a message: control characters, what breaks a line or reverses its
    order, and what UTF-8 cannot hold (in names of files) are written as words.
    """
    return (
        text
        if text.isascii() and text.isprintable()
        else encoded(text.translate(_ONE_LINE)).decode("utf-8")
    )


def encoded(text: str) -> bytes:
    r"""*text* as UTF-8. Only the name of a file can hold a byte that is not UTF-8; it is written as
    git writes it (``\xff``).
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.translate(_BYTES).encode("utf-8", "backslashreplace")


def unarmed(line: str) -> str:
    """*line* changed so that no continuous integration system takes a part of it for a command. Its
    beginning must be our own text, not a user's.
    """
    # "##[error]" (GitHub, Azure), "##vso[task.complete]" (Azure), "##teamcity[...]": obeyed
    # wherever they stand in a line of a log.
    return re.sub(r"##(?=[A-Za-z]{0,20}\[)", "## ", line) if "##" in line else line


def paint(text: str, style: str) -> str:
    """*text* in an SGR style; empty text as it is."""
    return f"\x1b[{style}m{text}\x1b[0m" if text else text
