"""Which format an input is in, and what shows it.

One recogniser for all commands: whatever is to be parsed, explained, checked or mended comes
through here first. It looks only at the beginning and the end of the content, never at the name of
a file, and says in words what it saw. Each format is known by something that no text of news begins
with; an input without any of that is plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.errors import UnknownFormat, UnreadableFormat
from dispatchkit.meant import hint
from dispatchkit.reading import formats, machine_texts, rows
from dispatchkit.reading.kinds import Format, Recognised
from dispatchkit.reading.look import look_at, look_at_text
from dispatchkit.reading.markup import escaped_markup, markup
from dispatchkit.reading.signatures import is_tar, signatures
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.look import Look
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.reading.stored import Stored

# So much of the beginning and end of a zip archive is looked at for the names of its files.
_HEAD = 65_536
_PDF_RE = pattern(r"\A[\s\ufeff\0]{0,1000}%PDF-\d")
_RTF_RE = pattern(r"\A[\s\ufeff]*+\{\\(?:rtf|urtf)")
_WARC_RE = pattern(r"\A\s*+(?:WARC/\d|filedesc://)")
_HTTP_RE = pattern(r"\A\s*+HTTP/\d(?:\.\d)? \d{3}\b")


def admit(found: Recognised) -> Recognised:
    """*found*, if there is a reader for it; else raises UnreadableFormat."""
    if not has_reader(found.format):
        raise UnreadableFormat(found.format.word, found.format.title, found.reason)
    return found


def has_reader(kind: Kind) -> bool:
    """Whether inputs of a format can be read."""
    own = getattr(kind, "path", None) is not None
    return own or any(kind in reader.KINDS for reader in formats.readers())


def asked_for(kind: Kind) -> Recognised:
    """The format that the caller says an input is in, as if it had been recognised."""
    return Recognised(kind, "as asked for")


def kind_of(word: str, own: Sequence[str] = ()) -> Kind:
    """The format that a *word* names, of those that are read and those of the files *own*. Raises
    UnknownFormat, which lists them, if it is none of them, ProfileError for a file that is not
    right.
    """
    found: dict[str, Kind] = {}
    for one in (*own_kinds(own), *_kinds()):
        found.setdefault(one.word, one)
    if word not in found:
        raise UnknownFormat(f"format: {word!r} is none of {', '.join(found)}{hint(word, found)}")
    return found[word]


def own_kinds(own: Sequence[str]) -> list[Kind]:
    """The formats of a user's own files. ProfileError for a file that is not right."""
    if not own:
        return []
    from dispatchkit.reading.exports.own import own_formats

    return list(own_formats(own))


def readable() -> tuple[str, ...]:
    """The words of the formats that there is a reader for."""
    return tuple(one.word for one in _kinds())


def _kinds() -> list[Kind]:
    """The formats that there is a reader for: those that ship in the order of ``Format``, then
    those that others add.
    """
    found = {kind for reader in formats.readers() for kind in reader.KINDS}
    shipped: list[Kind] = [one for one in Format if one in found]
    added = sorted(found.difference(shipped), key=lambda kind: kind.word)
    return [*shipped, *added]


def recognise(data: bytes, own: Sequence[str] = ()) -> Recognised:
    """The format of an input; *own* are the files of formats of the user's own."""
    return _binary(data) or recognise_look(look_at(data), own)


def recognise_stored(stored: Stored, options: ReadOptions) -> Recognised:
    """As ``recognise``, for an input that is not held, under the caller's *options*."""
    if options.format is not None:
        return asked_for(options.format)
    return _binary(stored[:_HEAD] + stored[-_HEAD:]) or recognise_look(
        look_at(stored), options.own.formats
    )


def recognise_text(text: str, own: Sequence[str] = ()) -> Recognised:
    """As ``recognise``, for a text that is decoded already."""
    return recognise_look(look_at_text(text), own)


def recognise_look(look: Look, own: Sequence[str] = ()) -> Recognised:
    """The format of an input that is not binary: what the first to recognise *look* says it is. The
    user's own formats are asked first.
    """
    if own:
        from dispatchkit.reading.exports.own import recognise as recognise_own

        told = recognise_own(look, own)
        if told is not None:
            return Recognised(*told)
    for ask in _asked():
        found = ask(look)
        if found is not None:
            return Recognised(*found)
    raise AssertionError("plain text is asked last, and is anything")


def _asked() -> Iterator[Callable[[Look], tuple[Kind, str] | None]]:
    """The questions to put to an input, in order: signatures first, then the formats that are read,
    those that are not, and plain text.
    """
    readers = formats.readers()
    yield _signed
    yield machine_texts.recognise
    yield from (one.recognise for one in readers if one.ASKED < formats.UNREAD)
    yield from (rows.json, rows.stories_table, markup, escaped_markup, rows.json_torn, rows.table)
    yield from (one.recognise for one in readers if one.ASKED >= formats.UNREAD)


def _binary(data: bytes) -> Recognised | None:
    """The format by the first bytes, if it is a binary one; else None."""
    if is_tar(data):
        return Recognised(Format.ARCHIVE, "a tar archive, by the mark at byte 257")
    if data[:1].isalnum() and data[:1024].isascii() and b"\0" not in data[:1024]:
        return None
    for kind, magic in signatures(data):
        if not (data.isascii() and b"\0" not in data):
            return _kind(kind, magic, data)
    return None


def _kind(kind: str, magic: bytes, data: bytes) -> Recognised | None:
    """The format of *data*, which begins with *magic*; None for PDF, which ``_signed`` knows."""
    if magic == b"%PDF-":
        return None
    if magic.startswith(b"PK"):
        return _zipped(data)
    known = {"Parquet table": Format.PARQUET, "Office document": Format.OFFICE}
    other = Format.ARCHIVE if kind.endswith("archive") else Format.BINARY
    return Recognised(known.get(kind, other), f"{kind}, by its first bytes")


def _zipped(data: bytes) -> Recognised:
    """The format of a zip archive: documents of office programs are such ones."""
    from dispatchkit.reading.zipped import zipped

    return zipped(data)


def _signed(look: Look) -> tuple[Format, str] | None:
    """The format and the reason, by a signature at the very beginning; else None. Its sign is
    looked for first, so that the expressions of a cold start need not be compiled.
    """
    for sign, expression, kind in (
        ("%PDF", _PDF_RE, Format.PDF),
        ("{\\", _RTF_RE, Format.RTF),
        ("WARC/", _WARC_RE, Format.WARC),
        ("filedesc://", _WARC_RE, Format.WARC),
        ("HTTP/", _HTTP_RE, Format.HTTP),
    ):
        found = expression.match(look.head) if sign in look.head else None
        if found:
            return kind, f"{found.group().strip()} at its beginning, line {look.line(found.end())}"
    return None
