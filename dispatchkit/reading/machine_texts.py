"""Text files that are for programs and hold no text for readers, known by how they open: dumps of
databases, keys, patches, settings. No text of news opens so, whatever it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.reading.kinds import NewFormat
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    import re

    from dispatchkit.reading.look import Look

# So much of a dump is comments, at the most.
_OPENING = 16_384
_SIGNS = "-/#[;!*%cdirsuCDIRSUBWLEMGAP\\"
_COMMENTS = r"(?:\s++|(?:--|#)[^\n]*+\n|/\*(?:[^*]|\*(?!/))*+\*/;?|\\(?:un)?restrict[^\n]*+\n)*+"
_NAME = r"[`\"\[]?\w[\w$.`\"\[\]]{0,130}+"
_MADE = (
    r"(?:OR REPLACE |TEMP(?:ORARY)? |UNIQUE |UNLOGGED ){0,2}(?:TABLE|DATABASE|SCHEMA|VIEW|INDEX"
    r"|TYPE|SEQUENCE|EXTENSION|FUNCTION|ROLE|USER)\s(?:IF NOT EXISTS )?"
)
# A statement that is one line ends with a semicolon, or with "GO" below it.
_LINE = r"[^\n;]{0,400};?[ \t]*(?:\r?\nGO\b|(?<=;)\r?\n|(?<=;)\Z)"
# The first statement of a dump of a database.
_SQL_RE = pattern(
    rf"\A{_COMMENTS}(CREATE\s{_MADE}{_NAME}(?:\s*+\(|{_LINE})"
    rf"|INSERT\s(?:IGNORE )?INTO\s{_NAME}\s*+(?:\(|VALUES\b|SELECT\b)"
    rf"|(?:DROP\s(?:TABLE|DATABASE|SCHEMA|VIEW)|ALTER\sTABLE|SET|USE|LOCK\sTABLES|PRAGMA)\s{_LINE}"
    rf"|(?:BEGIN|START)(?:\sTRANSACTION)?;|COPY\s[^\n]{{1,2000}}\sFROM\sstdin"
    rf"|SELECT\spg_catalog\.|\\connect\s)",
    2,
)
_STATEMENT_RE = pattern(r";[ \t]*\r?$|^GO\r?$", 8)


class _Kind(NamedTuple):
    """A kind of text files, and what they open with."""

    format: NewFormat
    opening: re.Pattern[str]


_KINDS = (
    _Kind(
        NewFormat("pem", "a key or encrypted data (PEM, PGP)"),
        pattern(
            r"\A\s{0,9}(?:-----BEGIN (?!PGP SIGNED MESSAGE)[A-Z0-9 ]{2,60}-----"
            r"|ssh-(?:rsa|dss|ed25519) AAAA)"
        ),
    ),
    _Kind(
        NewFormat("patch", "changes to files (a patch)"),
        pattern(
            r"\A\s{0,9}(?:diff (?:--git a/|-[\w-]{1,20} )|Index: \S{1,200}\r?\n={10}"
            r"|--- \S[^\n]{0,400}\n\+\+\+ \S[^\n]{0,400}\n@@ -\d"
            r"|From [0-9a-f]{40} Mon Sep 17 00:00:00 2001)"
        ),
    ),
    _Kind(
        NewFormat("settings", "settings of a program"),
        pattern(
            r"\A\s{0,9}(?:\[(?:\.ShellClassInfo|InternetShortcut|Desktop Entry|AutoRun|autorun)\]\s"
            r"|Windows Registry Editor Version \d|REGEDIT4\s)"
        ),
    ),
    _Kind(
        NewFormat("script", "a program (a script)"),
        pattern(r"\A#! ?/(?:usr/|bin/|opt/)[\w./-]{2,60}"),
    ),
    _Kind(
        NewFormat("vcard", "a calendar or an address card"),
        pattern(r"\ABEGIN:V(?:CALENDAR|CARD)\s"),
    ),
    _Kind(NewFormat("postscript", "PostScript"), pattern(r"\A%!PS\b")),
)
_SQL = NewFormat("sql", "a dump of a database (SQL)")
KINDS = (_SQL, *(kind.format for kind in _KINDS))


def recognise(look: Look) -> tuple[NewFormat, str] | None:
    """What a file for programs is and the reason, if *look* opens as one does; else None."""
    head = look.head[:_OPENING].lstrip("\ufeff\u00ef\u00bb\u00bf \t\r\n")
    if head[:1] not in _SIGNS:
        return None
    for kind in _KINDS:
        found = kind.opening.match(head)
        if found is not None:
            return kind.format, f"{_shown(found[0])!r} at its beginning"
    found = _SQL_RE.match(head)
    if found is None or _STATEMENT_RE.search(head) is None:
        return None
    return _SQL, f"{_shown(found[1])!r}, the first statement"


def _shown(text: str) -> str:
    """The first line of a *text*, for a message."""
    return text.strip().partition("\n")[0].strip()[:40]
