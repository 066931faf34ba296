"""DK1: whether the bytes are text, and in which encoding."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from dispatchkit.errors import DecodeError, Undecodable, UnreadableFormat
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import InputRule
from dispatchkit.reading.decode import MARKS, reads_back
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.message import Basis
from dispatchkit.text.codes import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.lint.traced import Source
    from dispatchkit.reading.message import Decoded

_WIDE = ("utf-16", "utf-32")
_MARK = "\ufeff"
_ESCAPE = b"\x1b"


@InputRule.named("DK101", "not-utf8", severity="error", fix="unsafe")
def not_utf8(source: Source) -> Iterator[Hit]:
    r"""The bytes are not UTF-8, so that the encoding had to be guessed.

    Guesses go wrong: three detectors took one short head in cp1252 for cp1250, IBM852 and cp1252,
    and most read cp1254 as cp1252. Every wrong guess changes names. The finding says which byte is
    the first that UTF-8 does not allow, what was guessed and why; with `--encoding NAME` nothing is
    guessed and the finding goes away. The fix writes the text in UTF-8 as it was guessed, so look
    before you use it; there is none where a character could not be read, or where the input is in
    two encodings.

    Text in UTF-16 or UTF-32 with a byte-order mark needs no guess (see DK102); UTF-16 without one
    is DK109.

    Bad:
        PARIS, 3 mai (AFP) - Le bac de l'\xEEle a repris son service apr\xE8s une semaine de \
        temp\xEAte.
    Good:
        PARIS, 3 mai (AFP) - Le bac de l'île a repris son service après une semaine de tempête.
    Good (encoding=cp1252):
        PARIS, 3 mai (AFP) - Le bac de l'\xEEle a repris son service apr\xE8s une semaine de \
        temp\xEAte.
    """
    asked = source.settings.reading.encoding
    problem = source.problem
    if isinstance(problem, DecodeError) and problem.kind is Undecodable.NOT_AS_ASKED:
        yield Hit(0, 0, f"{problem.reason}, and that encoding was asked for")
    elif source.decoded and not asked:
        yield from _guessed(source.decoded, source.data)


def _guessed(decoded: Decoded, data: bytes) -> Iterator[Hit]:
    """The hit for a text that is neither UTF-8 nor marked as anything else."""
    text, encoding, reason = decoded.text, decoded.encoding, decoded.reason
    if encoding == "utf-8":
        offset = _first_stray(data)
        if offset is None:
            return
        why = (
            f"byte 0x{data[offset]:02x} at offset {offset} is not UTF-8 ({reason}); if it is"
            " another encoding, say so with --encoding"
        )
    elif encoding.startswith(_WIDE):
        return
    else:
        offset = _first_stray(data)
        what = (
            f"byte 0x{data[offset]:02x} at offset {offset} is not UTF-8"
            if offset is not None
            else f"escape sequences from offset {data.index(_ESCAPE)} on"
        )
        offset = data.index(_ESCAPE) if offset is None else offset
        why = (
            f"{what}: read as {encoding} {_because(reason, encoding)}; if that is wrong, say which"
            " it is with --encoding"
        )
    start = min(_characters_before(data, offset, encoding), max(len(text) - 1, 0))
    yield Hit(
        start,
        start + 1,
        why,
        Fix(encoding="utf-8", safe=False) if reads_back(decoded, data) else None,
    )


def _because(reason: str, encoding: str) -> str:
    """The reason in brackets, without the place and the name, which the message gives already."""
    bare = (reason.partition("; ")[2] or reason).removeprefix(f"{encoding} reads best ")
    return bare if bare.startswith("(") else f"({bare})"


def _first_stray(data: bytes) -> int | None:
    """The offset of the first byte that UTF-8 does not allow."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _characters_before(data: bytes, offset: int, encoding: str) -> int:
    """How many characters of the decoded text stand before a byte."""
    before = data[:offset].removeprefix(codecs.BOM_UTF8)
    return len(before.decode(encoding, errors="replace"))


@InputRule.named("DK102", "bom", severity="warning", fix="safe")
def byte_order_mark(source: Source) -> Iterator[Hit]:
    r"""A byte-order mark stands before the text.

    In UTF-8 it says nothing, and it becomes a character of the first word wherever files are joined
    or a reader does not know it: a headline differs from its first copy, and `^HEADLINE` no longer
    matches. UTF-16 and UTF-32 are no encodings for a feed. The fix writes UTF-8 without a mark; no
    character of the text changes.

    A mark inside the text is DK105. Nothing is reported where `--encoding` names UTF-16, UTF-32 or
    utf-8-sig.

    Bad:
        \xEF\xBB\xBFOSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of \
        storms.
    Good:
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.
    """
    if not source.decoded or source.data[:1] not in (b"\xef", b"\xff", b"\xfe", b"\0"):
        return
    text, encoding = source.decoded.text, source.decoded.encoding
    marked = next((name for mark, name in MARKS if source.data.startswith(mark)), None)
    if marked != encoding or _names_mark(source.settings.reading.encoding):
        return
    extra = len(text) - len(text.lstrip(_MARK))
    sure = source.decoded.basis in (Basis.MARK, Basis.ASKED)
    said = (
        f"{encoding.upper()} with a byte-order mark"
        if extra == 0
        else f"{extra + 1} byte-order marks"
    )
    edits = (Edit(0, extra, ""),) if extra else ()
    fix = Fix(edits, encoding="utf-8") if sure else None
    yield Hit(0, 0, f"{said} before the text", fix)


def _names_mark(asked: str | None) -> bool:
    """Whether the encoding that was asked for is one whose texts begin with a mark."""
    return asked is not None and (
        asked.lower().replace("_", "-") == "utf-8-sig" or canonical(asked).startswith(_WIDE)
    )


@InputRule.named("DK109", "empty-or-binary", severity="error", fix="unsafe")
def empty_or_binary(source: Source) -> Iterator[Hit]:
    r"""The input is empty, white space alone, binary, or UTF-16 that does not say so.

    There is no text to read (PDF and Word documents, archives and images have no reader), mostly
    because a transfer broke off or the wrong file was delivered. UTF-16 and UTF-32 without a
    byte-order mark can be read, but most programs take them for binary files because of their NUL
    bytes; the fix writes the text in UTF-8.

    UTF-16 is not reported where `--encoding` names it.

    Bad:
        O\x00S\x00L\x00O\x00:\x00 \x00T\x00h\x00e\x00 \x00f\x00e\x00r\x00r\x00y\x00 \
        \x00r\x00u\x00n\x00s\x00.\x00\
    Good:
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms.
    """
    if isinstance(source.problem, UnreadableFormat):
        if not Format(source.problem.format).is_text:
            yield Hit(0, 0, str(source.problem))
    elif isinstance(source.problem, DecodeError) and source.problem.kind is Undecodable.NO_TEXT:
        yield Hit(0, 0, source.problem.reason)
    elif (
        source.decoded
        and source.decoded.encoding.startswith(_WIDE)
        and source.settings.reading.encoding is None
        and source.decoded.basis is not Basis.MARK
    ):
        why = (
            f"{source.decoded.encoding.upper()} without a byte-order mark: its NUL bytes look like"
            " a binary file"
        )
        yield Hit(0, 0, why, Fix(encoding="utf-8", safe=False))


@InputRule.named("DK110", "unread-format", severity="error")
def unread_format(source: Source) -> Iterator[Hit]:
    r"""The input is in a format that dispatchkit cannot read.

    Mark-up or data that no reader knows, data without the text of a story, or an item of an archive
    that cannot be read: its content was not checked. `parse` refuses such an input with exit status
    3, and `--fix` leaves it alone. The finding names the format and what shows it, and of an item
    where it stands. Formats are known by their content, not by file names; `--from text` reads an
    input as plain text whatever it looks like.

    A story with a few tags, braces or figures separated by commas is text. Files that are no text
    at all (PDF, images) are DK109. HTML, feeds, JSON, tables, mails and archives are read.

    Bad:
        <?xml version="1.0"?>
        <catalog><disc><title>The ferry to the islands</title><year>2021</year></disc></catalog>
    Bad:
        {"headline": "Ferry runs again", "links": 3, "media": ["ferry.jpg"]}
    Good:
        OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms; \
        {"ferry": "on"} said its <b>board</b>.
    """
    if isinstance(source.problem, UnreadableFormat) and Format(source.problem.format).is_text:
        yield Hit(0, 0, str(source.problem))
    yield from (Hit(0, 0, one.why, at=one.at) for one in source.unread)
