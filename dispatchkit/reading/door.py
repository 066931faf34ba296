"""Turns inputs into messages: the format, the text, then one document after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit import surrogates
from dispatchkit.reading import formats
from dispatchkit.reading.decode import decode
from dispatchkit.reading.message import Decoded, Message
from dispatchkit.reading.recognise import admit, asked_for, recognise, recognise_text
from dispatchkit.text.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.model import Line
    from dispatchkit.reading.kinds import Recognised
    from dispatchkit.reading.options import ReadOptions


class Opened(NamedTuple):
    """An input of which the format and the text are known, and nothing else."""

    recognised: Recognised
    decoded: Decoded
    lines: tuple[Line, ...]


def read(data: bytes | str, options: ReadOptions) -> Iterator[Message]:
    """The documents of an input, given as bytes or as text that is decoded already.

    Raises UnreadableFormat if there is no reader for its format, DecodeError if it is no text.
    """
    return messages(opened(data, options), options)


def opened(data: bytes | str, options: ReadOptions) -> Opened:
    """The format and the text of an input; raises the errors of ``read``."""
    if options.format:
        found = asked_for(options.format)
    else:
        found = recognise(data) if isinstance(data, bytes) else recognise_text(data)
    admit(found)
    decoded = (
        decode(data, encoding=options.encoding)
        if isinstance(data, bytes)
        else Decoded(data, "utf-8", "given as text")
    )
    decoded = _mended(decoded)
    return Opened(found, decoded, split_lines(decoded.text))


def messages(source: Opened, options: ReadOptions) -> Iterator[Message]:
    """The documents of an input that is opened."""
    for document in formats.documents(source.recognised.format, source.lines, options):
        yield Message(source.recognised, source.decoded, document)


def _mended(decoded: Decoded) -> Decoded:
    """The text with U+FFFD for lone surrogates, and with a doubt if there were any."""
    text, lost = surrogates.mended(decoded.text)
    if lost:
        doubt = f"{lost:,} surrogates without their other half are replaced by U+FFFD"
        decoded = decoded._replace(doubt="; ".join(filter(None, (decoded.doubt, doubt))))
    return decoded._replace(text=text)
