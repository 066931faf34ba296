"""Turns inputs into messages: the format, the text, then one document after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit import surrogates
from dispatchkit.errors import DecodeError, MissingReader, UnreadableFormat
from dispatchkit.reading import formats
from dispatchkit.reading.decode import decode
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.message import Broken, Decoded, Inner, Message, Opened, Shown, Wrapping
from dispatchkit.reading.recognise import (
    admit,
    asked_for,
    recognise,
    recognise_stored,
    recognise_text,
)
from dispatchkit.reading.stored import Held
from dispatchkit.text.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.reading.kinds import Kind
    from dispatchkit.reading.options import ReadOptions
    from dispatchkit.reading.stored import Stored

# A mail in a zip in a mail holds what somebody wants to be read; more are a trap.
_DEEPEST = 4
# Formats that often declare another encoding than theirs, and are held as a whole.
_DECLARING = frozenset((Format.MAIL, Format.HTML))
_BYTES = Decoded("", "utf-8", "bytes of a container")
# What is inside of a container is read in pages from this size on.
_BIG = 1 << 22


def read(data: bytes | str, options: ReadOptions) -> Iterator[Message | Broken]:
    """The documents of an input, given as bytes or as text that is decoded already.

    Raises UnreadableFormat if there is no reader for its format, DecodeError if it is no text.
    """
    return messages(opened(data, options), options)


def opened(data: bytes | str | Stored, options: ReadOptions) -> Opened:
    """The format and the text of an input; raises the errors of ``read``. One that is *stored* has
    no text, but lines, if it can be read in pages.
    """
    if not isinstance(data, bytes | str):
        in_pages = _in_pages(data, options)
        if in_pages is not None:
            return in_pages
        data = data[:]
    if options.format:
        found = asked_for(options.format)
    else:
        own = options.own.formats
        found = recognise(data, own) if isinstance(data, bytes) else recognise_text(data, own)
    admit(found)
    if isinstance(data, bytes) and formats.reads_bytes(found.format):
        told = formats.decoded(found.format, data, options)
        decoded = _checked(told, found.format, data, options) if told else _BYTES
        return Opened(found, decoded, (), data)
    if isinstance(data, bytes):
        own_rules = formats.decoded(found.format, data, options)
        decoded = own_rules or decode(data, encoding=options.encoding)
    else:
        decoded = Decoded(data, "utf-8", "given as text")
    decoded = _checked(_mended(decoded), found.format, data, options)
    return Opened(found, decoded, split_lines(decoded.text))


def _checked(decoded: Decoded, form: Kind, data: bytes | str, options: ReadOptions) -> Decoded:
    """A text with the encoding that it declares, if *data* in the format *form* is not in that."""
    if isinstance(data, str) or form not in _DECLARING or options.encoding is not None:
        return decoded
    from dispatchkit.reading.web.charset import with_ignored

    return with_ignored(decoded, data)


def _in_pages(stored: Stored, options: ReadOptions) -> Opened | None:
    """An input that is read in pages or piece by piece; None if it has to be held. It raises
    UnreadableFormat.
    """
    from dispatchkit.reading.pages import paged

    recognised = recognise_stored(stored, options)
    if formats.reads_stored(recognised.format):
        return Opened(admit(recognised), _BYTES, (), stored)
    found = paged(stored) if options.encoding is None else None
    if found is None or formats.reads_bytes(recognised.format):
        return None
    lines, decoded = found
    return Opened(admit(recognised), decoded, lines)


def messages(source: Opened, options: ReadOptions) -> Iterator[Message | Broken]:
    """The documents of an input that is opened, and those of its items that cannot be read."""
    yield from _messages(source, options, 0)


def _messages(source: Opened, options: ReadOptions, depth: int) -> Iterator[Message | Broken]:
    """As ``messages``, for a source that stands in so many containers."""
    for found in formats.documents(source, options):
        if isinstance(found, Broken):
            yield found
        elif isinstance(found, Inner):
            yield from _inside(found, options, depth)
        else:
            yield Message(source.recognised, source.decoded, found)


def _inside(inner: Inner, options: ReadOptions, depth: int) -> Iterator[Message | Broken]:
    """The documents of an input that stands in so many containers and the one that holds it. If it
    has a name and cannot be read, that is told and the others are.
    """
    if depth == _DEEPEST:
        yield Broken(inner.name, "it stands in too many containers")
        return
    options = options._replace(
        format=None, encoding=None, received=options.received or inner.received
    )
    try:
        data = inner.data
        big = len(data) > _BIG and not inner.above.lines
        source = opened(Held(data) if big else data, options)
        if inner.above.lines:
            lines = split_lines(source.decoded.text, line=len(inner.above.lines))
            source = source._replace(lines=lines)
        yield from _between(inner, _messages(source, options, depth + 1))
    except (DecodeError, MissingReader, UnreadableFormat) as error:
        if not inner.name:
            raise
        yield Broken(inner.name, str(error))


def _between(inner: Inner, found: Iterator[Message | Broken]) -> Iterator[Message | Broken]:
    """What was *found* in an input that a container holds, with what the container says of it."""
    above = inner.above
    held: Message | None = None
    alone = True
    for message in found:
        if isinstance(message, Broken):
            where = ": ".join(filter(None, (inner.name, message.where)))
            yield message._replace(where=where)
            continue
        alone = held is None
        if held is not None:
            yield held
        document = message.document
        document = document._replace(
            reason=_within(inner.name, document.reason),
            otherwise={**inner.otherwise, **document.otherwise},
            received=document.received or inner.received,
            item=document.item and _within(inner.name, document.item),
            member=": ".join(filter(None, (inner.name, document.member))),
            shown=inner.shown if document.shown == Shown() else document.shown,
            above=above.joined(document.above),
        )
        above = Wrapping()
        held = message._replace(decoded=inner.decoded or message.decoded, document=document)
    if held is not None:
        document = held.document
        yield held._replace(
            document=document._replace(
                below=document.below.joined(inner.below),
                # Of several, one that holds no dispatch may stand between those that do.
                item=document.item or (inner.name if alone else ""),
            )
        )


def _within(name: str, reason: str) -> str:
    """Why a document of a container is one, with the *name* that it has there."""
    return f"{name}: {reason}" if name else reason


def _mended(decoded: Decoded) -> Decoded:
    """The text with U+FFFD for lone surrogates, and with a doubt if there were any."""
    text, lost = surrogates.mended(decoded.text)
    if lost:
        doubt = f"{lost:,} surrogates without their other half are replaced by U+FFFD"
        decoded = decoded._replace(doubt="; ".join(filter(None, (decoded.doubt, doubt))))
    return decoded._replace(text=text)
