"""The encoding of a page, as browsers choose it, but for what its bytes show to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.reading.decode import decode
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from dispatchkit.reading.options import ReadOptions

_DECLARED_RE = pattern(
    r"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", 2
)
# Where a page declares its encoding. Browsers look at 1,024 bytes; pages with long comments above
# the declaration are common enough.
_HEAD = 4096
# Programs declare these where nobody told them the encoding: pages in Cyrillic declare Latin-1.
_DEFAULTS = frozenset(
    ("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii", "utf-8")
)
# What browsers read an encoding as, where Python's codec of that name is narrower.
_WIDER = {
    "x-sjis": "cp932", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs", "iso-8859-9": "cp1254", "iso-8859-8-i": "iso-8859-8",
    "x-mac-roman": "mac-roman", "windows-874": "cp874", "tis-620": "cp874",
}  # fmt: skip


def page_text(data: bytes, options: ReadOptions) -> str:
    """The text of a page: in the encoding that is asked for; else in UTF-8 if its bytes are that;
    else in the one that it declares, if that says something and fits; else as any text.

    Raises DecodeError if it is no text.
    """
    if options.encoding:
        return decode(data, encoding=options.encoding).text
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _as_declared(data) or decode(data).text


def _as_declared(data: bytes) -> str | None:
    """The text of a page in the encoding that it declares; None if that is a mere default, is
    unknown or does not fit.
    """
    found = _DECLARED_RE.search(data[:_HEAD].decode("latin-1"))
    name = found[1].lower() if found else ""
    if not name or name in _DEFAULTS:
        return None
    try:
        return data.decode(_WIDER.get(name, name))
    except (LookupError, UnicodeError):
        return None
