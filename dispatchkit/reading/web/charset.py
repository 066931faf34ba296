"""The encoding of a page, as browsers choose it, but for what its bytes show to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.decode import decode
from dispatchkit.reading.message import Decoded
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from dispatchkit.reading.options import ReadOptions

_DECLARED_RE = pattern(
    r"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w:.-]{2,40})", 2
)
# As in the header of a mail too.
_ANY_RE = pattern(r"\b(?:charset|encoding)\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w:.-]{2,40})", 2)
# What browsers read these as: the quotes and dashes of Windows are wherever they are declared.
_BROWSERS = dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252")
# Where a page declares its encoding. Browsers look at 1,024 bytes; pages with long comments above
# the declaration are common enough.
_HEAD = 4096
# Programs declare these where nobody told them the encoding: pages in Cyrillic declare Latin-1. A
# declaration that can be read byte by byte does not stand in UTF-16.
_DEFAULTS = frozenset(
    ("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii", "utf-8",
     "utf-16", "utf-16le", "utf-16be", "utf-32")
)  # fmt: skip
# What browsers read an encoding as, where Python's codec of that name is narrower.
_WIDER = {
    "x-sjis": "cp932", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs", "iso-8859-9": "cp1254", "iso-8859-8-i": "iso-8859-8",
    "x-mac-roman": "mac-roman", "windows-874": "cp874", "tis-620": "cp874",
}  # fmt: skip


# The byte-order marks of UTF-16 and UTF-32, over which no declaration wins.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def decoded_page(data: bytes, options: ReadOptions) -> Decoded:
    """A page as text: in the encoding that is asked for; else as any text, if it is in UTF-8 or has
    a byte-order mark; else in the encoding that it declares, if that says something and fits; else
    as any text.

    Raises DecodeError if it is no text.
    """
    if options.encoding is None and not data.startswith(_WIDE):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            declared = _as_declared(data)
            if declared is not None:
                return declared
    return decode(data, encoding=options.encoding)


def _as_declared(data: bytes) -> Decoded | None:
    """A page in the encoding that it declares; None if that is a mere default, is unknown or does
    not fit.
    """
    head = data[:_HEAD].decode("latin-1")
    found = _DECLARED_RE.search(head)
    name = found[1].lower() if found else ""
    if found is None or name in _DEFAULTS:
        return None
    codec = _WIDER.get(name, name.replace("windows-125", "cp125"))
    try:
        text = data.decode(codec)
    except (LookupError, UnicodeError, ValueError):
        return None
    line = 1 + head.count("\n", 0, found.start())
    read = f", which browsers read as {codec}" if name in _WIDER else ""
    return Decoded(text, codec, f"the page declares {name} (line {line}){read}")


def with_ignored(decoded: Decoded, data: bytes) -> Decoded:
    """A text with the encoding that its mark-up or header declares, if *data* is something else in
    that.
    """
    if data.isascii():
        return decoded
    found = _ANY_RE.search(data[:_HEAD].decode("latin-1"))
    name = found[1].lower() if found else ""
    codec = (_WIDER | _BROWSERS).get(name, name)
    if not name or decoded.encoding in (name, codec):
        return decoded
    try:
        same = data.decode(codec) == decoded.text
    except (LookupError, UnicodeError, ValueError):
        same = False
    return decoded if same else decoded._replace(ignored=name)
