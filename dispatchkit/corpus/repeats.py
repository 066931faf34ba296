"""Which records of a corpus repeat others, found as ``dispatchkit.compare`` finds them among the
inputs of a call, with the cards in a database instead of in memory, however many there are.
"""

from __future__ import annotations

import errno
import os
import pickle
import sqlite3
from contextlib import closing, suppress
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from dispatchkit.compare.alike import INDEXED, paired
from dispatchkit.compare.deck import Deck, may_repeat
from dispatchkit.corpus.durable import failing, line_of
from dispatchkit.corpus.shards import records
from dispatchkit.lifecycle.standing import card_of
from dispatchkit.model import Dispatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dispatchkit.compare.card import Card
    from dispatchkit.corpus.durable import Draft

NAME = "compare.db"
# The kinds of repeats, as ``compare.deck`` names them.
KINDS = ("same", "near", "version", "part")
# Of one text no more cards are held at once than this, which take 2 MB.
_HELD = 1000
# Cards that are kept while pairs of them are compared, 2 kB each.
_RECENT = 16_384
# Of 24 hashes nine in ten pairs share a single one: of a row of words that many dispatches have
# ("told reporters on Monday that"). A fifth of a story shares five with it on average, and fewer
# than two in three cases of a hundred.
_SHARED = 2
# How many rows are inserted at once.
_ROWS = 10_000
# What a database may hold in memory: 32 MiB, in KiB.
_BEGIN = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -32768;
PRAGMA temp_store = FILE;
CREATE TABLE cards (id INTEGER PRIMARY KEY, digest BLOB NOT NULL, card BLOB NOT NULL);
CREATE TABLE copies (id INTEGER PRIMARY KEY);
CREATE TABLE hashes (hash INTEGER NOT NULL, id INTEGER NOT NULL);
CREATE TABLE pairs (one INTEGER NOT NULL, other INTEGER NOT NULL);
CREATE TABLE found (
    id INTEGER NOT NULL, other INTEGER NOT NULL, kind TEXT NOT NULL, share REAL NOT NULL
);
"""


class Found(NamedTuple):
    """The number of a record, that of the one which it repeats, how, and which share of the rows of
    words of both is in both.
    """

    id: int
    other: int
    kind: str
    share: float


class Kinds:
    """How each record repeats another one, by its number: a byte for each."""

    def __init__(self, count: int) -> None:
        self._codes = bytearray(count)

    def note(self, number: int, kind: str) -> None:
        """The record of that *number* repeats another one."""
        self._codes[number] = 1 + KINDS.index(kind)

    def of(self, number: int) -> str | None:
        """How the record of that *number* repeats another one; None if it does not."""
        code = self._codes[number]
        return KINDS[code - 1] if code else None

    def counted(self) -> dict[str, int]:
        """How many records repeat another one, by kind."""
        return {kind: self._codes.count(code) for code, kind in enumerate(KINDS, start=1)}


def write_repeats(
    file: Draft, work: str, shards: Sequence[str], looked: Callable[[], None]
) -> Kinds:
    """Write a line for each record in *shards* (files of lines) that repeats another one. What that
    needs lies in a database in the folder *work* meanwhile. *looked* is called twice for each
    record: when its card is made, and when it is compared. Failure if it cannot be written.
    """
    path = os.path.join(work, NAME)
    with failing(path):
        with suppress(FileNotFoundError):
            os.remove(path)
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as base:
                base.executescript(_BEGIN)
                return _told(file, base, shards, looked)
        except sqlite3.Error as error:
            raise OSError(errno.EIO, str(error)) from error
        finally:
            with suppress(OSError):
                os.remove(path)


def _told(
    file: Draft, base: sqlite3.Connection, shards: Sequence[str], looked: Callable[[], None]
) -> Kinds:
    """As ``write_repeats``, with an empty database."""
    _insert(base, "INSERT INTO cards VALUES (?, ?, ?)", _cards(shards, looked))
    for ids in _texts(base):
        _compare_copies(base, ids)
    _insert(base, "INSERT INTO hashes VALUES (?, ?)", _hashes(base))
    _insert(base, "INSERT INTO pairs VALUES (?, ?)", _pairs(base))
    (count,) = base.execute("SELECT count(*) FROM cards").fetchone()
    _insert(base, "INSERT INTO found VALUES (?, ?, ?, ?)", _compared(base, count, looked))
    kinds = Kinds(count)
    load = _loader(base)
    for one in _nearest(base):
        kinds.note(one.id, one.kind)
        file.write(_line(one, load))
    return kinds


def _insert(base: sqlite3.Connection, command: str, rows: Iterable[Sequence[Any]]) -> None:
    """Add rows, which may be read from the same database meanwhile."""
    left = iter(rows)
    while some := list(islice(left, _ROWS)):
        base.execute("BEGIN")
        base.executemany(command, some)
        base.execute("COMMIT")


def _cards(shards: Sequence[str], looked: Callable[[], None]) -> Iterator[tuple[int, bytes, bytes]]:
    """The cards of all records, with their numbers and the hashes of their texts."""
    for number, record in enumerate(records(*shards)):
        one = card_of(Dispatch.from_dict(record))
        yield number, one.digest, pickle.dumps(one, pickle.HIGHEST_PROTOCOL)
        looked()


def _loader(base: sqlite3.Connection) -> Callable[[int], Card]:
    """A function that gives the card of a number."""

    @lru_cache(_RECENT)
    def load(number: int) -> Card:
        (data,) = base.execute("SELECT card FROM cards WHERE id = ?", (number,)).fetchone()
        return _unpacked(data)

    return load


def _unpacked(data: bytes) -> Card:
    """A card that this run has packed."""
    return cast("Card", pickle.loads(data))  # noqa: S301 - nobody else writes this database


def _texts(base: sqlite3.Connection) -> Iterator[list[int]]:
    """The numbers of the records of one text, for each text that several have."""
    rows = base.execute(
        "SELECT digest, id FROM cards WHERE digest IN"
        " (SELECT digest FROM cards WHERE digest != x'' GROUP BY digest HAVING count(*) > 1)"
        " ORDER BY digest, id"
    )
    for _, group in groupby(rows, key=itemgetter(0)):
        yield [number for _, number in group]


def _compare_copies(base: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Note how records of one text stand to the first of them. All but that are no matter of near
    texts any more.
    """
    load = _loader(base)
    first = ids[0]
    for start in range(1, len(ids), _HELD):
        some = [first, *ids[start : start + _HELD]]
        deck = [load(number) for number in some]
        related = _relations(some, deck)
        first = related[0].other if related else first
        copies = [(number,) for number in some if number != first]
        _insert(base, "INSERT INTO copies VALUES (?)", copies)
        _insert(base, "INSERT INTO found VALUES (?, ?, ?, ?)", related)


def _relations(ids: Sequence[int], cards: Sequence[Card]) -> list[Found]:
    """How records stand to one another, by their numbers."""
    number = {id(one): at for one, at in zip(cards, ids, strict=True)}
    return [
        Found(number[id(one.card)], number[id(one.other)], one.kind, round(one.share, 4))
        for one in Deck(cards).relations
    ]


def _hashes(base: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """The smallest hashes of each text, with the number of its first record."""
    rows = base.execute(
        "SELECT id, card FROM cards WHERE digest != x'' AND id NOT IN copies ORDER BY id"
    )
    for number, data in rows:
        for value in _unpacked(data).hashes[:INDEXED]:
            yield value, number


def _pairs(base: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """The pairs of records that are worth comparing; some more than once."""
    rows = base.execute("SELECT hash, id FROM hashes ORDER BY hash, id")
    for _, group in groupby(rows, key=itemgetter(0)):
        yield from paired([number for _, number in group])


def _compared(base: sqlite3.Connection, count: int, looked: Callable[[], None]) -> Iterator[Found]:
    """How the records of the pairs, of so many records (*count*), stand to each other."""
    load = _loader(base)
    compared = 0
    rows = base.execute(
        "SELECT one, other FROM pairs GROUP BY one, other HAVING count(*) >= ? ORDER BY one, other",
        (_SHARED,),
    )
    for pair in rows:
        for _ in range(compared, pair[0]):
            looked()
        compared = pair[0]
        one, other = map(load, pair)
        if may_repeat(one, other):
            yield from _relations(pair, (one, other))
    for _ in range(compared, count):
        looked()


def _nearest(base: sqlite3.Connection) -> Iterator[Found]:
    """The nearest relation of each record that repeats another one, in the order of the records."""
    rows = base.execute("SELECT * FROM found ORDER BY id, share DESC, other")
    for _, group in groupby(rows, key=itemgetter(0)):
        yield Found(*next(group))


def _line(found: Found, load: Callable[[int], Card]) -> bytes:
    """A line of JSON that says which record repeats which."""
    one, other = load(found.id), load(found.other)
    line: dict[str, Any] = {
        "path": one.path,
        "index": one.index,
        "record": found.id,
        "kind": found.kind,
        "share": found.share,
        "of": {"path": other.path, "index": other.index, "record": found.other},
    }
    return line_of(line)
