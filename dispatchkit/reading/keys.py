"""The names of keys under which data hold the parts of a story: which fields they are, and how good
a name each is (``data/keys.toml``).
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import tables
from dispatchkit.model import NOTICES
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME_RE = pattern(r"[^\W_]+")
_ACCENT_RE = pattern(r"[\u0300-\u036f]")
_DAYS = ("published", "updated")
# The halves of a name, in the order in which it is printed.
HALVES = ("given", "family")
# The fields of which several make an object a story, without its text.
_MAKING = frozenset(("headline", "published", "author", "status", "urgency", "embargoed", "people"))
# What follows the best and the worst of the names that are listed: those of a pattern.
_PATTERNED = 1_000


class _Names(NamedTuple):
    """The names of keys: their rank among those of the body, their fields with the rank of each,
    those whose values are no part of a story, the fields of names that begin with a word and an
    underscore; all names that are known, and the words that others add to these.
    """

    body: Mapping[str, int]
    fields: Mapping[str, tuple[tuple[str, int], ...]]
    aside: frozenset[str]
    patterned: Mapping[str, str]
    known: frozenset[str]
    stories: tuple[str, ...]
    joining: tuple[str, ...]


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
        frozenset((*table["body"], *table["aside"], *fields)),
        tuple(table["stories"]),
        tuple(table["joining"]),
    )


# Some data have names or numbers of their own as keys, any number of them.
@lru_cache(1 << 12)
def name_of(key: str) -> str:
    """A key as the table has it: "bodyXhtml", "body_xhtml" and "Body XHTML" are "bodyxhtml"."""
    if not key.isascii():
        parted = unicodedata.normalize("NFKD", key)
        key = unicodedata.normalize("NFC", _ACCENT_RE.sub("", parted))
        return _without_story("".join(filter(_is_written, key)).casefold())
    return _without_story("".join(_NAME_RE.findall(key)).casefold())


def _without_story(name: str) -> str:
    """A *name* without the words that only say that it is of a story, if the table has none but
    the rest ("judulberita", "titulodanoticia").
    """
    names = _names()
    if name in names.known:
        return name
    for word in names.stories:
        for rest in (name.removeprefix(word), name.removesuffix(word)):
            if rest != name and (known := _joined(rest, names)):
                return known
    return name


def _joined(rest: str, names: _Names) -> str:
    """The *rest* of a name that the table has, without what joins it to another; "" if none."""
    shorter = (
        part
        for word in names.joining
        for part in (rest.removeprefix(word), rest.removesuffix(word))
    )
    return next((part for part in (rest, *shorter) if part in names.known), "")


def _is_written(sign: str) -> bool:
    """Whether a *sign* is a letter, a figure, or a mark on one: Indian vowels are marks."""
    return sign.isalnum() or unicodedata.category(sign).startswith("M")


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
    it is, the best first. A day that a pattern names is what it says, in so many words.
    """
    known = _names().fields.get(name, ())
    field = "" if known else _of_pattern(key)
    rank = 0 if field in _DAYS else _PATTERNED
    return ((field, rank),) if field and field != "body" else known


@lru_cache(1 << 12)
def may_make(key: str) -> bool:
    """Whether a *key* is that of a text, or of a fact that makes an object a story."""
    name = name_of(key)
    fields = {field for field, _ in ranked(name, key)}
    return body_rank(name, key) is not None or not fields.isdisjoint(_MAKING)


def _of_pattern(key: str) -> str:
    """The field of a key that a pattern fits ("body_main"); "" if none does. What describes a story
    may be a fact about it ("description_published").
    """
    word, parted, role = key.partition("_")
    field = _names().patterned.get(word.casefold(), "") if parted else ""
    return (field and fact_of(role)) or field


def fact_of(role: str) -> str:
    """The field of a fact that one of several descriptions of a story is by its *role*: a date, or
    a kind of notice; "" if it is none.
    """
    word = last_word(role)
    return word if word in _DAYS or word in NOTICES else ""


def is_own(role: str) -> bool:
    """Whether a name in this *role* is that by which the source of a message knows it."""
    return last_word(role) in tables.load("data/keys")["own"]


@lru_cache(1 << 10)
def is_picture(kind: str) -> bool:
    """Whether the *kind* of an item is a picture or a film."""
    return last_word(kind) in tables.load("data/keys")["pictures"]


@lru_cache(1 << 10)
def is_inline(kind: str) -> bool:
    """Whether the *kind* of a node of a text is a piece of a line."""
    return last_word(kind) in tables.load("data/keys")["inline"]


@lru_cache(1 << 10)
def is_break(kind: str) -> bool:
    """Whether the *kind* of a node of a text is where a line breaks."""
    return last_word(kind) in tables.load("data/keys")["breaks"]


@lru_cache(1 << 10)
def is_part(kind: str) -> bool:
    """Whether the *kind* of an entry is that of a file, a menu or the like and no story."""
    return name_of(kind) in tables.load("data/keys")["parts"]


@lru_cache(1 << 10)
def half_of(key: str) -> str:
    """Which of the HALVES of a person's name a *key* holds; "" if it holds none."""
    halves, name = tables.load("data/keys")["halves"], name_of(key)
    return next((half for half in HALVES if name in halves[half]), "")


class Form(IntEnum):
    """What one of several forms of a text is, the best first."""

    MAIN = 0
    OTHER = 1
    MINOR = 2
    NONE = 3


@lru_cache(1 << 10)
def form_of(role: str) -> Form:
    """What form of a text the *role* says it is."""
    forms = tables.load("data/keys")["forms"]
    word = last_word(role)
    if word in forms["main"]:
        return Form.MAIN
    if word in forms["minor"]:
        return Form.MINOR
    return Form.NONE if word in forms["never"] else Form.OTHER


def is_of(field: str, kind: str) -> bool:
    """Whether the *kind* of a thing ("dnltype:keyword") names a *field*."""
    return any(field == named for named, _ in _names().fields.get(last_word(kind), ()))


def last_word(code: str) -> str:
    """The word that a code of a list ends with: "main" of "drol:main" and "http://.../main"."""
    return name_of(code.rpartition(":")[2].rpartition("/")[2])
