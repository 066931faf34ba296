"""The names of keys under which data hold the parts of a story: which fields they are, and how good
a name each is (``data/keys.toml``).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME_RE = pattern(r"[^\W_]+")
_ACCENT_RE = pattern(r"[\u0300-\u036f]")
# What follows the best and the worst of the names that are listed: those of a pattern.
_PATTERNED = 1_000


class _Names(NamedTuple):
    """The names of keys: their rank among those of the body, their fields with the rank of each,
    those whose values are no part of a story, and the fields of names that begin with a word and an
    underscore.
    """

    body: Mapping[str, int]
    fields: Mapping[str, tuple[tuple[str, int], ...]]
    aside: frozenset[str]
    patterned: Mapping[str, str]


@cache
def _names() -> _Names:
    table = tables.load("data/keys")
    fields: dict[str, tuple[tuple[str, int], ...]] = {}
    for field, names in table["fields"].items():
        for rank, name in enumerate(names):
            fields[name] = (*fields.get(name, ()), (field, rank))
    return _Names(
        {name: rank for rank, name in enumerate(table["body"])},
        fields,
        frozenset(table["aside"]),
        table["patterned"],
    )


# Some data have names or numbers of their own as keys, any number of them.
@lru_cache(1 << 12)
def name_of(key: str) -> str:
    """A key as the table has it: "bodyXhtml", "body_xhtml" and "Body XHTML" are "bodyxhtml"."""
    if not key.isascii():
        parted = unicodedata.normalize("NFKD", key)
        key = unicodedata.normalize("NFC", _ACCENT_RE.sub("", parted))
    return "".join(_NAME_RE.findall(key)).casefold()


def fields_of(key: str) -> tuple[str, ...]:
    """The fields of a story that a key or column holds; ("body",) for its text."""
    name = name_of(key)
    if name in _names().body:
        return ("body",)
    return tuple([field for field, _ in _names().fields.get(name, ())])


def is_aside(name: str) -> bool:
    """Whether what a key of this *name* holds stands beside a story."""
    return name in _names().aside


def body_rank(name: str, key: str) -> int | None:
    """How good a *name* of a text is, or the *key* that it is of, the best first; None if it is
    none.
    """
    rank = _names().body.get(name)
    return _PATTERNED if rank is None and _of_pattern(key) == "body" else rank


def ranked(name: str, key: str) -> tuple[tuple[str, int], ...]:
    """The fields that a *name* stands for, or the *key* that it is of, and how good a name of each
    it is, the best first.
    """
    known = _names().fields.get(name, ())
    field = "" if known else _of_pattern(key)
    return ((field, _PATTERNED),) if field and field != "body" else known


def _of_pattern(key: str) -> str:
    """The field of a key that a pattern fits ("body_main"); "" if none does."""
    word, parted, _ = key.partition("_")
    return _names().patterned.get(word.casefold(), "") if parted else ""


@lru_cache(1 << 10)
def is_picture(kind: str) -> bool:
    """Whether the *kind* of an item is a picture or a film."""
    return last_word(kind) in tables.load("data/keys")["pictures"]


@lru_cache(1 << 10)
def form_rank(role: str) -> int:
    """How good the *role* of one of several forms of a text is: 0 for the main one, 2 for one that
    stands in for it, 1 for any other.
    """
    forms = tables.load("data/keys")["forms"]
    word = last_word(role)
    if word in forms["main"]:
        return 0
    return 2 if word in forms["minor"] else 1


def last_word(code: str) -> str:
    """The word that a code of a list ends with: "main" of "drol:main" and "http://.../main"."""
    return name_of(code.rpartition(":")[2].rpartition("/")[2])
