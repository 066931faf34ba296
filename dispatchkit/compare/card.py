"""What is kept of a dispatch to compare it with those of other inputs: little, so that memory holds
the cards of a whole archive.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize
from zlib import crc32

from dispatchkit.compare.compared_words import words
from dispatchkit.compare.standing import NOTHING_SAID
from dispatchkit.text.fold import fold
from dispatchkit.text.scripts import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime

    from dispatchkit.compare.standing import Standing
    from dispatchkit.model import Dispatch
    from dispatchkit.text.places import Excerpt, Place

# Five words in a row tell one story from another of the same topic. The 128 smallest of their
# hashes estimate the share of rows that two stories have in common within some 4 points (a half of
# one in the square root of 128), and exactly below 128 rows.
_SHINGLE, SKETCH = 5, 128
# Bytes of a digest: no two texts of an archive have the same one. A card of an agency's dispatch
# takes 1.4 kB, 512 bytes of it for the sketch.
_DIGEST = 16
# Hashes are of 64 bits; the upper 32 order them and tell 128 of them apart.
_DROPPED = 32
# Text of scripts with spaces is cut into words by bytes, in a fifth of the time that the pattern
# takes: of ASCII, letters and digits stay, the rest becomes a space.
_LETTERS = bytes(byte if byte >= 128 or chr(byte).isalnum() else ord(" ") for byte in range(256))
# What repaired entities leave ("&rsquo;"), which the source does not hold.
_TYPOGRAPHY = frozenset("‘’“”„«»–—…\u00a0")


class Card(NamedTuple):
    """One dispatch for comparison.

    ``digest`` is the same for the same words of the body, b"" for none; ``sketch`` holds the
    smallest hashes of its rows of five words, sorted, as the bytes of an ``array("i")``, and
    ``size`` is the number of different rows. ``title`` is the headline as printed; ``dateline`` is
    the place of the dateline, folded, "" where there is none. ``published`` is the time of the
    update, else of publication, else of the dateline, and ``day`` that of the story. ``standing``
    is what it says of its place among others.
    """

    path: str
    index: int  # type: ignore[assignment] # as in Dispatch
    agency: str | None
    place: Place
    excerpt: Excerpt
    digest: bytes
    sketch: bytes
    size: int
    title: str | None
    dateline: str
    published: date | datetime | None
    day: date | None
    altid: str | None
    standing: Standing

    @property
    def hashes(self) -> array[int]:
        """The sketch as numbers, the smallest first."""
        return array("i", self.sketch)

    @property
    def headline(self) -> str:
        """The headline without the marks of its version, folded; "" if there is none."""
        return self.standing.headline

    @property
    def slugline(self) -> str:
        """The slugline likewise."""
        return self.standing.slugline


def card(
    dispatch: Dispatch,
    special: Collection[str],
    place: Place,
    excerpt: Excerpt,
    standing: Standing = NOTHING_SAID,
) -> Card:
    """The card of *dispatch*, which begins at *place*, in the line of *excerpt*. *special*: the
    characters beyond ASCII of its source.
    """
    body = _words("\n".join([paragraph.text for paragraph in dispatch.paragraphs]), special)
    rows = _rows(body)
    filed = dispatch.dateline
    return Card(
        path=dispatch.path,
        index=dispatch.index,
        agency=dispatch.agency.id if dispatch.agency else None,
        place=place,
        excerpt=excerpt,
        digest=blake2b(b" ".join(body), digest_size=_DIGEST).digest() if body else b"",
        sketch=array("i", [row >> _DROPPED for row in sorted(rows)[:SKETCH]]).tobytes(),
        size=len(rows),
        title=dispatch.headline,
        dateline=fold(filed.place or "") if filed else "",
        published=_published(dispatch),
        day=dispatch.day,
        altid=dispatch.altid,
        standing=standing,
    )


def _published(dispatch: Dispatch) -> date | datetime | None:
    """When this version of a dispatch was published, as far as it says so."""
    filed = dispatch.dateline.date if dispatch.dateline else None
    return dispatch.updated or dispatch.published or filed


def _words(text: str, special: Collection[str]) -> Sequence[bytes]:
    """The words of a text, without their case, as bytes. *special*: the characters beyond ASCII of
    its source.
    """
    if text.isascii():
        return text.lower().encode().translate(_LETTERS).split()
    if any(map(is_unspaced, special)):
        return [word.encode("utf-8", "surrogatepass") for word in words((text,))]
    text = normalize("NFC", text)
    for character in _TYPOGRAPHY.union(special):
        if not character.isalnum():
            text = text.replace(character, " ")
    return text.casefold().encode("utf-8", "surrogatepass").translate(_LETTERS).split()


def _rows(body: Sequence[bytes]) -> set[int]:
    """The hashes of every five words in a row; of all words if there are fewer.

    The hash of a tuple of numbers is the same in every process: Python salts only those of text.
    """
    if not body:
        return set()
    codes = list(map(crc32, body))
    shifted: Iterable[list[int]] = (codes[at:] for at in range(min(_SHINGLE, len(codes))))
    return set(map(hash, zip(*shifted, strict=False)))
