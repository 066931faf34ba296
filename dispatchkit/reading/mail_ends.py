"""Where the story of a mail ends: above a signature, a quotation, what a house or a list adds to
all that it sends, or whom the press may ask.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.model import Line

# The line that opens a signature (RFC 3676); some programs cut the space at its end.
_SIGNATURE = "--"
# A signature has a name, a house, its address and telephones. What has more lines below "--" is a
# story below a ruler.
_LONGEST_SIGNATURE = 12
# "Mit freundlichen Grüßen aus Emden" closes a letter; a longer line is a sentence.
_CLOSING_WORDS = 7
# Mailing lists write their name and address below a line of 47 such signs.
_LIST_RE = pattern(r"[_-]{30,80}")
_ADDRESS_RE = pattern(r"https?://|\S@\S")
# What stands before a sentence: "... GmbH. This e-mail", "Disclaimer: This e-mail".
_OPENERS = (".", ":", "!", "*", "-", "|", "/")
# Notices about who may read a mail have some thirty lines in several languages.
_LONGEST_NOTICE = 40
# "Press contact: Ada Finch", "Contact presse :".
_LABEL_RE = pattern(r"([^\W\d_][^:：]{2,50}?)[ \u00a0]?(?:[:：].*)?")


def end_of_story(lines: Sequence[Line], begin: int) -> int:
    """Where the story ends that begins at *begin*: the index of the first line that is none of
    it.
    """
    end = _notice(lines, begin)
    end = _signature(lines[:end], begin)
    return _quoted(lines, begin, end)


def visible(lines: Sequence[Line], at: int) -> int:
    """The first of the *lines* from *at* on that is not blank; the number of lines if all are."""
    return next((at for at in range(at, len(lines)) if not is_blank(lines[at].text)), len(lines))


def _notice(lines: Sequence[Line], begin: int) -> int:
    """Where a notice begins that a house or a list adds to all its mails; the number of lines if
    there is none, or no story above it.
    """
    story = visible(lines, begin)
    end = len(lines)
    for first, last in _paragraphs(lines, max(story, len(lines) - _LONGEST_NOTICE)):
        text = " ".join(line.text.strip() for line in lines[first:last]).casefold()
        if first > story and (_is_notice(text) or _is_list(lines, first, last)):
            end = first
            break
    return end


def _paragraphs(lines: Sequence[Line], begin: int) -> Iterator[tuple[int, int]]:
    """Where the paragraphs from *begin* on begin and end."""
    first = begin
    for at in range(begin, len(lines) + 1):
        if at == len(lines) or is_blank(lines[at].text):
            if first < at:
                yield first, at
            first = at + 1


def _is_notice(text: str) -> bool:
    """Whether a paragraph, in small letters, says of the mail that it is confidential, or why
    somebody gets it: "This e-mail ... confidential", "You are receiving this email because".
    """
    data = tables.load("data/formats")["mail"]
    if any(text.startswith(opening) for opening in data["receiving"]):
        return True
    opened = any(
        words in text
        and (text.startswith(words) or any(f"{sign} {words}" in text for sign in _OPENERS))
        for words in data["this"]
    )
    return opened and any(word in text for word in data["secret"])


def _is_list(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether a ruler with the address of a mailing list below it opens a paragraph."""
    return (
        last - first > 1
        and _LIST_RE.fullmatch(lines[first].text.strip()) is not None
        and any(_ADDRESS_RE.search(line.text) for line in lines[first + 1 : last])
        and last - first <= _LONGEST_SIGNATURE
    )


def _signature(lines: Sequence[Line], end: int) -> int:
    """Where the signature begins, with the words that close the letter; the number of lines if
    there is none, or no story above it.
    """
    story = visible(lines, end)
    below = 0
    found = len(lines)
    for at in range(len(lines) - 1, story, -1):
        if lines[at].text.rstrip() == _SIGNATURE or (
            _is_closing(lines[at].text) or _is_contact(lines[at].text)
        ):
            found = at
        below += not is_blank(lines[at].text)
        if below > _LONGEST_SIGNATURE:
            break
    return found


def _is_closing(text: str) -> bool:
    """Whether a line closes a letter, in any language ("Best regards,")."""
    words = text.lower().strip().strip(",.!:").split()
    closing = tables.load("data/formats")["mail"]["closing"]
    return len(words) <= _CLOSING_WORDS and any(
        " ".join(words[:length]) in closing for length in range(1, len(words) + 1)
    )


def _quoted(lines: Sequence[Line], begin: int, end: int) -> int:
    """Where the quotation of another mail begins that closes the story from *begin* to *end*, with
    the line above it that says whose it is; *end* if there is none, or nothing else.
    """
    at = end
    while at > begin and (lines[at - 1].text[:1] == ">" or is_blank(lines[at - 1].text)):
        at -= 1
    if at in (begin, end) or visible(lines[:end], at) == end:
        return end
    return at - 1 if lines[at - 1].text.rstrip().endswith(":") else at


def _is_contact(text: str) -> bool:
    """Whether a line opens what the press may ask, and where ("Press contact: Ada Finch")."""
    label = _LABEL_RE.fullmatch(text.strip())
    return label is not None and label[1].casefold() in _contacts()


@cache
def _contacts() -> frozenset[str]:
    return frozenset(tables.load("data/formats")["mail"]["contact"])
