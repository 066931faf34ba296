"""The text of documents in RTF, which word processors and databases write. What was deleted while
changes were tracked, and what is set not to be shown, is no text of a document.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dispatchkit.reading.word_text import Written

# A control word with its number, a byte in hexadecimal, a control sign, a brace, text.
_TOKEN_RE = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)"
)
# Groups that hold no text of the document: tables of fonts, pictures, what fields are made by.
_SKIPPED = frozenset(
    (
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "fldinst", "object", "objdata",
        "themedata", "colorschememapping", "datastore", "latentstyles", "listtable", "filetbl",
        "listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl", "bkmkstart", "bkmkend",
        "nonshppict", "sp", "sn", "sv", "pgptbl", "mmathPr", "wgrffmtfilter", "atnid", "atnauthor",
        "atndate", "atnref", "xe", "tc", "listtext", "pntext", "ftnsep", "ftnsepc", "aftnsep",
    )
)  # fmt: skip
# Groups of texts that stand beside the text, and whether above it.
_BESIDE = {
    "header": True, "headerl": True, "headerr": True, "headerf": True, "footer": False,
    "footerl": False, "footerr": False, "footerf": False, "footnote": False, "annotation": False,
}  # fmt: skip
# Groups that are entered though they are marked as such that programs may skip.
_KNOWN = frozenset(("shpinst", "shptxt", "fldrslt"))
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t",
    "cell": "\t", "nestcell": "\t", "nestrow": "\n", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ",
    "enspace": " ",
}  # fmt: skip
_ESCAPED = {
    "~": "\u00a0",
    "_": "-",
    "-": "",
    "{": "{",
    "}": "}",
    "\\": "\\",
    "\n": "\n",
    "\r": "\n",
}
# The encodings of fonts, by the numbers that Windows gives to sets of characters.
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip
# Groups nest some twenty deep.
_DEEPEST = 1000


class _State(NamedTuple):
    """What holds in a group: where its text goes (None: nowhere), the encoding of its font, how
    many characters stand for one in Unicode, whether text is shown, and whether it is the table of
    fonts.
    """

    into: list[str] | None
    encoding: str
    skip: int = 1
    shown: bool = True
    fonts: bool = False


def rtf(data: bytes) -> Written:
    """What is written in a document."""
    reader = _Reader(data.decode("latin-1"))
    text = "\n".join(_lines(reader.text)).strip("\n")
    return Written(
        text, [*filter(None, _lines(reader.above))], [*filter(None, _lines(reader.below))]
    )


def _lines(pieces: list[str]) -> list[str]:
    """The lines of a text, most of which are paragraphs."""
    text = "".join(pieces).replace("\0", "")
    # Halves of characters that UTF-16 writes as two.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return [line.strip(" \t") for line in text.split("\n")]


class _Reader:
    """Goes through the tokens of a document and gathers its texts."""

    def __init__(self, source: str) -> None:
        self.text: list[str] = []
        self.above: list[str] = []
        self.below: list[str] = []
        self._state = _State(self.text, "cp1252")
        self._outer: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._default = "cp1252"
        self._font = 0
        # Bytes that may be halves of a character; how many characters stand for one in Unicode.
        self._bytes = bytearray()
        self._left = 0
        self._optional = False
        at = 0
        while (token := _TOKEN_RE.search(source, at)) is not None:
            at = token.end() + self._read(token)

    def _read(self, token: re.Match[str]) -> int:
        """Read a token; how many characters behind it are no text."""
        word, number, byte, sign, brace, text = token.groups()
        if byte is not None:
            if self._left:
                self._left -= 1
            elif self._state.into is not None and self._state.shown:
                self._bytes.append(int(byte, 16))
            return 0
        self._flush()
        if word is not None:
            return self._word(word, int(number) if number else None)
        if brace is not None:
            self._brace(brace)
        elif sign == "*":
            self._optional = True
        elif sign is not None:
            self._add(_ESCAPED.get(sign, ""))
        else:
            skipped = min(self._left, len(text))
            self._left -= skipped
            self._add(text[skipped:])
        return 0

    def _word(self, word: str, number: int | None) -> int:
        """A control word, with its number; how many bytes behind it are data."""
        optional, self._optional = self._optional, False
        if word == "bin":
            return max(number or 0, 0)
        if word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self._left = self._state.skip
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif word in _SKIPPED:
            self._state = self._state._replace(into=None, fonts=word == "fonttbl")
        elif word in _BESIDE:
            self._state = self._state._replace(into=self.above if _BESIDE[word] else self.below)
            self._add("\n")
        elif optional and word not in _KNOWN:
            self._state = self._state._replace(into=None)
        else:
            self._setting(word, number)
        return 0

    def _setting(self, word: str, number: int | None) -> None:
        """A control word that says how what follows is to be read: whether it is shown, and how
        many characters stand for one in Unicode.
        """
        if word in ("v", "deleted"):
            self._state = self._state._replace(shown=number == 0)
        elif word == "plain":
            self._state = self._state._replace(shown=True)
        elif word == "uc":
            self._state = self._state._replace(skip=min(max(number or 0, 0), 10))
        else:
            self._encoding(word, number)

    def _encoding(self, word: str, number: int | None) -> None:
        """A control word that says in which encoding what follows is, by itself or by its font."""
        if word == "ansicpg" and number:
            self._default = _known(f"cp{number}") or self._default
            self._state = self._state._replace(encoding=self._default)
        elif word == "mac":
            self._default = "mac_roman"
            self._state = self._state._replace(encoding=self._default)
        elif word == "f" and number is not None:
            self._font = number
            encoding = self._fonts.get(number, self._default)
            self._state = self._state._replace(encoding=encoding)
        elif word == "fcharset" and number and number in _CHARSETS and self._state.fonts:
            self._fonts[self._font] = _CHARSETS[number]

    def _brace(self, brace: str) -> None:
        """A group begins or ends."""
        self._left = 0
        self._optional = False
        if brace == "{":
            if len(self._outer) < _DEEPEST:
                self._outer.append(self._state)
        elif self._outer:
            self._state = self._outer.pop()

    def _add(self, text: str) -> None:
        if self._state.into is not None and self._state.shown:
            self._state.into.append(text)

    def _flush(self) -> None:
        """The bytes so far as text."""
        if self._bytes:
            self._add(bytes(self._bytes).decode(self._state.encoding, "replace"))
            self._bytes.clear()


def _known(encoding: str) -> str | None:
    """An encoding that Python knows and that is one of text; else None."""
    try:
        b"".decode(encoding)
    except LookupError:
        return None
    return encoding
