"""The text of a mail among its parts, in whatever encoding they are; HTML as a browser shows it."""

from __future__ import annotations

from email.errors import MissingHeaderBodySeparatorDefect
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.errors import DecodeError
from dispatchkit.reading.decode import decode
from dispatchkit.reading.message import Decoded
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from email.message import EmailMessage, MIMEPart

    from dispatchkit.reading.web.blocks import Block

# A text of so few words beside HTML says that the reader's program cannot show HTML.
_FEW = 25
# "From: Ada Finch <...>": a line of the header of a mail that was sent on, with breaks between.
_FIELD_RE = pattern(r"[^\W\d_][\w -]{0,30}[ \u00a0]?[:：][ \t\u00a0]?\S.*")
_PLAIN = "text/plain"
_TEXTS = frozenset((_PLAIN, "text/html"))
# Mails are sent on, and signed, some ten times; more is a trap.
_DEEPEST = 30
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))


class Text(NamedTuple):
    """The text of a mail, and the numbers of those of its lines that mark-up shows to be none of a
    story, and of those that may be its headline (none: any of them); how its first part was
    *decoded* (None: it has none), with the doubts of all.
    """

    text: str
    furniture: frozenset[int] = frozenset()
    heads: frozenset[int] = frozenset()
    decoded: Decoded | None = None


def text_of(parts: Iterable[MIMEPart]) -> Text:
    """The text of a mail, given its *parts*."""
    return _joined([_of_part(part) for part in parts if is_shown(part)])


def parts_of(mail: EmailMessage) -> list[MIMEPart]:
    """The parts of a mail that are no containers of others, in order; of several forms of one text
    that which says most.
    """
    return [*_parts(mail, 0)]


def _parts(part: MIMEPart, depth: int) -> Iterator[MIMEPart]:
    """As ``parts_of``, for a *part* that stands in so many others."""
    kind = part.get_content_type()
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        yield part
    elif depth < _DEEPEST:
        inside = [[*_parts(one, depth + 1)] for one in part.iter_parts()]
        if kind == "multipart/alternative":
            yield from _best(inside)
        elif kind == "multipart/related":
            yield from _page_with_files(inside)
        else:
            yield from chain.from_iterable(inside)


def _page_with_files(inside: Sequence[list[MIMEPart]]) -> Iterator[MIMEPart]:
    """The parts of a page, which is the first of what is *inside* a part, and what is attached to
    it: mostly its pictures. Other texts beside it are left out.
    """
    yield from chain.from_iterable(inside[:1])
    yield from filter(_is_attachment, chain.from_iterable(inside[1:]))


def _best(forms: Sequence[list[MIMEPart]]) -> Iterator[MIMEPart]:
    """The parts of the *forms* of one text that are to be read: the plain one, unless HTML beside
    it says much more; and whatever is attached to any of them.
    """
    plain = next((form for form in forms if form and form[0].get_content_type() == _PLAIN), [])
    others = [form for form in forms if form is not plain]
    rich = max(others, key=_words, default=[])
    words = _words(plain)
    chosen = rich if not plain or (words < _FEW and _words(rich) > words) else plain
    yield from chosen
    for form in forms:
        if form is not chosen:
            yield from filter(_is_attachment, form)


def _words(form: Sequence[MIMEPart]) -> int:
    """How many words are shown of a form of a text."""
    return len(text_of(form).text.split())


def is_shown(part: MIMEPart) -> bool:
    """Whether mail programs show a part as text of the mail rather than as a file."""
    kind = part.get_content_type()
    return (kind in _TEXTS or part.get_content_maintype() == "multipart") and not _is_attachment(
        part
    )


def _is_attachment(part: MIMEPart) -> bool:
    """Whether a part is a file that is attached."""
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _joined(texts: Sequence[Text]) -> Text:
    """Several texts as one, with a blank line between them."""
    joined = ""
    read = [one.decoded for one in texts if one.decoded and one.text.strip()]
    doubts = dict.fromkeys(one.doubt for one in read if one.doubt)
    furniture: set[int] = set()
    heads: set[int] = set()
    for one in texts:
        if joined:
            joined += "\n\n" if not joined.endswith("\n") else "\n"
        above = joined.count("\n")
        furniture.update(number + above for number in one.furniture)
        heads.update(number + above for number in one.heads)
        joined += one.text
    decoded = read[0]._replace(text="", doubt="; ".join(doubts)) if read else None
    return Text(joined, frozenset(furniture), frozenset(heads), decoded)


def _of_part(part: MIMEPart) -> Text:
    """The text of a part."""
    if _is_cut(part):
        return Text("")
    read = decoded(content(part), part.get_content_charset())
    text = read.text.replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_type() == "text/html":
        return _of_html(text)._replace(decoded=read)
    if str(part.get_param("format")).lower() == "flowed":
        text = _flowed(text)
    return Text(text, decoded=read)


def _is_cut(part: MIMEPart) -> bool:
    """Whether a part is cut off in its header: what it has is half a line of that."""
    return (
        any(isinstance(one, MissingHeaderBodySeparatorDefect) for one in part.defects)
        and b"\n" not in content(part).strip()
    )


def _of_html(html: str) -> Text:
    """The lines of HTML with blank ones between them, but for the header of a mail that was sent
    on.
    """
    from dispatchkit.reading.web.blocks import blocks, parsed
    from dispatchkit.reading.web.story import sort

    shown = blocks(parsed(html))
    aside = sort(shown, ()).furniture
    texts: list[str] = []
    furniture, heads, others = set(), set(), set()
    for at, block in enumerate(shown):
        if texts and not _goes_on(shown[at - 1], block):
            texts.append("")
        texts.append(block.text)
        if block.tag in _HEADINGS:
            heads.add(len(texts))
            # The largest is the headline or none of the story.
            if block.tag == "h1":
                furniture.add(len(texts))
        elif at in aside:
            furniture.add(len(texts))
        else:
            others.add(len(texts))
    # A link is no headline unless it is a heading.
    return Text("\n".join(texts), frozenset(furniture), frozenset(heads or others))


def _goes_on(above: Block, block: Block) -> bool:
    """Whether a line is the next one of a header that the line *above* belongs to."""
    return (
        above.within[-1:] == block.within[-1:]
        and _FIELD_RE.fullmatch(above.text) is not None
        and _FIELD_RE.fullmatch(block.text) is not None
    )


def _flowed(text: str) -> str:
    """A text whose lines go on after a space at their end (RFC 3676), with each paragraph as one
    line.
    """
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        bare = line.removeprefix(" ")
        if goes_on:
            lines[-1] += bare
        else:
            lines.append(bare)
        goes_on = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def content(part: MIMEPart) -> bytes:
    """The bytes of a part, without the encoding of the transfer."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def decoded(data: bytes, charset: str | None) -> Decoded:
    """Bytes as text: in the encoding that they declare, if there is such a one and it fits; else as
    any text.
    """
    if charset and not data.isascii():
        try:
            text = data.decode(charset)
        except (LookupError, UnicodeError):
            pass
        else:
            return Decoded(text, canonical(charset) or charset.lower(), f"it declares {charset}")
    try:
        found = decode(data)
    except DecodeError:
        found = Decoded(data.decode("latin-1"), "iso-8859-1", "nothing else fits")
    return found if data.isascii() else found._replace(ignored=charset or "")
