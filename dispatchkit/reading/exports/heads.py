"""Heads of labelled records: lines like "Title: ...", "Date: ..." and "Text: ..." in any language,
by a table of labels (``data/record_labels.toml``), without any file of a database.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A label, its colon and its value; or a label in brackets ("【标题】", "[제목]"). Labels have at
# most forty characters.
LABEL_RE = pattern(
    r"[*#\s]{0,80}(?P<open>[【\[])?(?P<label>[^\W\d_][^:：*\n】\]]{0,40}?)\*{0,3}"
    r"(?(open)[】\]][:：]?|[ \t\u00a0]{0,20}[:：])\*{0,3}[ \t]{0,80}(?P<value>.*)"
)
# A head names at least so many of a record's fields: two labels ("Photo: ...", "Text: ...") stand
# below many stories.
_FIELDS = 3
# Of a head that names neither the headline nor the text: the words for the others alone also open
# programmes and forms.
_FIELDS_ALONE = 4
# More words than any of the labels have; "he said on the phone from Oslo: ..." is no label.
_WORDS = 4
# So many blank lines may stand between two labels.
_GAP = 1


@cache
def labels() -> Mapping[str, str]:
    """The field of each label, as ``folded`` writes it."""
    return {
        folded(word): field
        for field, words in tables.load("data/record_labels").items()
        for word in words
    }


def folded(label: str) -> str:
    """A label without regard to case, in Turkish too."""
    return label.strip().casefold().replace("\u0307", "").replace("ı", "i")


class Head:
    """The lines of a head, given one after another (``feed``)."""

    def __init__(self) -> None:
        self.size = 0  # how many of the lines given are of the head
        self.fields: set[str] = set()
        self.first = ""  # its first label
        self._given = self._blank = 0
        self._open = self._closed = self._wrapped = False

    @property
    def opens_record(self) -> bool:
        """Whether the lines are the head of a record."""
        told = self.fields - {"envelope"}
        named = bool(told & {"headline", "body"})
        return len(told) >= (_FIELDS if named else _FIELDS_ALONE)

    @property
    def has_text(self) -> bool:
        """Whether the label of the text ends the head."""
        return "body" in self.fields

    def feed(self, text: str) -> bool:
        """Take the next line, without its white space; False if the head has ended above it."""
        self._given += 1
        if not text:
            self._blank += 1
            return not self._closed and self._blank <= _GAP
        found = None if self._closed else LABEL_RE.fullmatch(text)
        if found is None or len(found["label"].split()) > _WORDS:
            return self._value()
        field = labels().get(folded(found["label"]))
        if field is None and not self.fields:
            return False
        self._take(found["label"], field)
        self._open = not found["value"]
        return True

    def _take(self, label: str, field: str | None) -> None:
        """Take a line with a label; one that no table knows belongs to the head if another that is
        known follows.
        """
        self._blank, self._wrapped = 0, False
        if field is None:
            return
        self.size = self._given
        self.first = self.first or folded(label)
        self.fields.add(field)
        self._closed = field == "body"

    def _value(self) -> bool:
        """Take a line without a label: the value of the one above or, right below it, its end, if
        another label follows.
        """
        apart = bool(self._blank) or self._wrapped
        if self._closed or not self.size or (apart and not self._open):
            return False
        if self._open:
            self.size = self._given
        self._wrapped = not self._open
        self._open, self._blank = False, 0
        return True


def head_of(texts: Iterable[str]) -> Head:
    """The head that lines, without their white space, open with."""
    head = Head()
    for text in texts:
        if not head.feed(text):
            break
    return head


def head_above(lines: Sequence[str]) -> Head | None:
    """The head of the first labelled record among *lines*, the beginning of an input: one that the
    label of the text ends, or one of two that open alike; None if they hold none.
    """
    texts = [line.strip() for line in lines]
    waiting: Head | None = None
    at = 0
    while at < len(texts):
        head = head_of(texts[line] for line in range(at, len(texts)))
        if head.opens_record:
            if head.has_text or (waiting is not None and waiting.first == head.first):
                return head
            waiting = waiting or head
        at += max(head.size, 1)
    return None
