"""What a press database prints around the articles that it exports, as its TOML file says it.

A file names the lines that show what a text is an export of (``shown``), those that part its
articles (``parts``), those that stand above the text without a label (``head``), the labels of its
fields in the languages of its interface (``labels``), and what stands below the text (``foot``).
Labels and patterns are compared as printed, case included: "Subject:" opens sentences, "SUBJECT:"
does not.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.data import tables
from dispatchkit.errors import ProfileError
from dispatchkit.reading.exports.heads import LABEL_RE
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FOLDER = os.path.join(tables.ROOT, "reading", "exports", "databases")

# Fields that a label or a line of the head may fill. "body" is the text, "envelope" what no record
# holds: the number of words, a page, an id.
FIELDS = frozenset(
    (
        "author", "photographer", "headline", "abstract", "section", "keywords", "published",
        "updated", "dateline", "language", "agency", "located", "ednote", "caption",
        "copyrightnotice", "altid", "body", "envelope",
    )
)  # fmt: skip
_KEYS = frozenset(
    (
        "word", "title", "why", "hits", "misses", "shown", "parts", "head", "labels", "foot",
        "cut", "take", "beside", "names",
    )
)  # fmt: skip
# EBSCO's sentence about rights has some four hundred characters.
_LONGEST = 1_000
_TOKEN_RE = pattern(r"([a-z]+)([?*+]?)")
_TIMES = {"": (1, 1), "?": (0, 1), "*": (0, 6), "+": (1, 6)}
# The lines of a head that are known without a pattern of the file's own.
PLAIN_FORMS = frozenset(
    (
        "date", "byline", "rights", "language", "code", "number", "clock", "source", "edition",
        "section", "headline",
    )
)  # fmt: skip
_TABLES = {
    "shown": frozenset(("holds", "lines", "least")),
    "parts": frozenset(("begin", "end", "cover", "page", "headed", "above")),
    "head": frozenset(("lines", "fields", "forms")),
    "labels": FIELDS | {"form", "flow", "common"},
    "foot": frozenset(("lines",)),
    "cut": FIELDS,
    "take": FIELDS,
    "beside": FIELDS,
    "names": frozenset(("reversed",)),
}


class Token(NamedTuple):
    """What a line of the head is, and how often such lines may stand there in a row."""

    form: str
    least: int
    most: int


class Database(NamedTuple):
    """How the exports of a database look.

    *shown* are patterns, *least* of which fit lines of an export, all of which hold one of the
    words *holds*. *begins* and *ends* fit the lines that part articles, *covers* the last line of a
    cover page, *pages* lines that stand at the head of each page. *headed* fits the line below a
    headline that says source and day; the *above* runs of lines above it belong to its article,
    too. *label* fits a line with a label (its groups: ``label``, ``value``), and *labels* has the
    field of each; *common*: they are those that any language has for the fields (``heads``).
    *glued* fits a label within the value of another, and is None where labels have no colon.
    *flowing*: a value goes on to the next label, over blank lines; *short*: it ends with its line.

    *head* are the lines without a label above the text, in order; *forms* the patterns of those
    that have one of their own, *fields* the fields that lines of a form fill. *foot* fits lines
    below the text. *cut* takes off the value of a field what is not of it, *take* has groups for
    what is; the groups of *beside* are what the line of the day says of other fields.
    *reversed_names*: "Surname, Given; ...". Of *hits* each is an export of one article, of *misses*
    none is an export.
    """

    word: str
    title: str
    why: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    holds: tuple[str, ...]
    shown: tuple[re.Pattern[str], ...]
    least: int
    covers: tuple[re.Pattern[str], ...]
    begins: tuple[re.Pattern[str], ...]
    headed: tuple[re.Pattern[str], ...]
    above: int
    ends: tuple[re.Pattern[str], ...]
    label: re.Pattern[str]
    labels: Mapping[str, str]
    glued: re.Pattern[str] | None
    common: bool
    flowing: bool
    short: bool
    head: tuple[Token, ...]
    forms: Mapping[str, re.Pattern[str]]
    fields: Mapping[str, str]
    pages: tuple[re.Pattern[str], ...]
    foot: tuple[re.Pattern[str], ...]
    cut: Mapping[str, re.Pattern[str]]
    take: Mapping[str, re.Pattern[str]]
    beside: Mapping[str, re.Pattern[str]]
    reversed_names: bool


def fits(text: str, forms: Iterable[re.Pattern[str]]) -> bool:
    """Whether a line has one of these forms; a longer one than any database prints around its
    articles has none.
    """
    return len(text) <= _LONGEST and any(form.fullmatch(text) for form in forms)


class Outline(NamedTuple):
    """What every call has to know of a database that ships: the *name* of its file, its word and
    title, one of the words that its exports *hold*, and whether it is that of any labels.
    """

    name: str
    word: str
    title: str
    holds: tuple[str, ...]
    common: bool


@cache
def outlines() -> tuple[Outline, ...]:
    """The outlines of the databases that ship, by the names of their files. They are made of one
    kept copy: making all databases takes 13 ms, a twentieth of a call (27 files).
    """
    names = sorted(name for name in os.listdir(FOLDER) if name.endswith(".toml"))
    paths = [os.path.join(FOLDER, name) for name in names]
    made_of_all = made("reading-exports-outlines", paths, lambda: list(map(_outlined, paths)))
    return tuple(
        [Outline(name[:-5], word, title, tuple(holds), common)
         for name, (word, title, holds, common) in zip(names, made_of_all, strict=True)]
    )  # fmt: skip


def _outlined(path: str) -> list[Any]:
    """The outline of the database in the file *path*, as it is kept."""
    found = read(path, tables.parse(path))
    return [found.word, found.title, list(found.holds), found.common]


@cache
def shipped(name: str) -> Database:
    """The database that ships in the file of that *name*, without its ending."""
    path = os.path.join(FOLDER, f"{name}.toml")
    return read(path, tables.load(f"reading/exports/databases/{name}"))


def databases() -> tuple[Database, ...]:
    """The databases that ship, by the names of their files."""
    return tuple([shipped(one.name) for one in outlines()])


@cache
def own_database(path: str) -> Database:
    """The database of a user's own TOML file, whose patterns are tried for the time that they may
    take. ProfileError, OSError.
    """
    from dispatchkit.text.regexes import verify

    return read(path, tables.parse(path), verify)


def read(
    path: str, data: Mapping[str, Any], verify: Callable[[str], None] | None = None
) -> Database:
    """The database that the TOML file *path* says. ProfileError with file and key for one that is
    not right, or has a pattern for which *verify* raises ValueError.
    """
    return _File(os.path.basename(path), data, verify).database()


class _File:
    """A file of a database, each value of which is checked when it is asked for."""

    def __init__(
        self, name: str, data: Mapping[str, Any], verify: Callable[[str], None] | None
    ) -> None:
        self.name, self.data, self.verify = name, data, verify

    def database(self) -> Database:
        """What the file says."""
        self._known("", self.data, _KEYS)
        for table, keys in _TABLES.items():
            self._known(f"{table}.", self._table(table), keys)
        fields = self.value("head.fields", dict, {})
        for field in fields.values():
            self._field("head.fields", field)
        labels = self._labels(self._table("labels"))
        flow = self.value("labels.flow", str, "")
        if flow not in ("", "label", "line"):
            raise self._error("labels.flow", 'expected "label" or "line"')
        return Database(
            word=self.value("word", str),
            title=self.value("title", str),
            why=self.value("why", str, ""),
            hits=self._texts("hits", ()),
            misses=self._texts("misses", ()),
            holds=self._texts("shown.holds"),
            shown=self._patterns("shown.lines"),
            least=self.value("shown.least", int, 1),
            covers=self._patterns("parts.cover", ()),
            begins=self._patterns("parts.begin", ()),
            headed=self._patterns("parts.headed", ()),
            above=self.value("parts.above", int, 1),
            ends=self._patterns("parts.end", ()),
            label=self._pattern("labels.form", self.value("labels.form", str, LABEL_RE.pattern)),
            labels=labels,
            glued=None if "form" in self._table("labels") else _within(labels),
            common=self.value("labels.common", bool, False),
            flowing=flow == "label",
            short=flow == "line",
            head=tuple(self._tokens(self.value("head.lines", str, ""))),
            forms=self._patterns_by_name("head.forms"),
            fields=fields,
            pages=self._patterns("parts.page", ()),
            foot=self._patterns("foot.lines", ()),
            cut=self._patterns_by_name("cut"),
            take=self._patterns_by_name("take"),
            beside=self._patterns_by_name("beside"),
            reversed_names=self.value("names.reversed", bool, False),
        )

    def value(self, key: str, kind: type, default: Any = None) -> Any:
        """The value of a *key*, dots between its parts; *default* if the file has none."""
        found: Any = self.data
        for part in key.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        if found is None and default is not None:
            return default
        if found is None:
            raise self._error(key, "missing")
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            raise self._error(key, f"expected {_WORDS[kind]}, found {type(found).__name__}")
        return found

    def _error(self, key: str, why: str) -> ProfileError:
        return ProfileError(self.name, f"{key}: {why}")

    def _known(self, within: str, table: Mapping[str, Any], keys: Iterable[str]) -> None:
        unknown = sorted(set(table).difference(keys))
        if unknown:
            raise self._error(
                within + unknown[0], f"no such key; there are {', '.join(sorted(keys))}"
            )

    def _table(self, key: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.value(key, dict, {})
        return found

    def _field(self, key: str, field: str) -> None:
        if field not in FIELDS:
            raise self._error(key, f"{field!r} is no field; there are {', '.join(sorted(FIELDS))}")

    def _labels(self, labels: Mapping[str, Any]) -> Mapping[str, str]:
        """The field of each label."""
        return {
            printed: field
            for field in labels.keys() & FIELDS
            for printed in self._texts(f"labels.{field}")
        }

    def _texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        found = self.value(key, list, None if default is None else [*default])
        if not all(isinstance(one, str) for one in found):
            raise self._error(key, "expected a list of texts")
        return tuple(found)

    def _patterns(
        self, key: str, default: tuple[str, ...] | None = None
    ) -> tuple[re.Pattern[str], ...]:
        return tuple([self._pattern(key, source) for source in self._texts(key, default)])

    def _patterns_by_name(self, key: str) -> Mapping[str, re.Pattern[str]]:
        return {
            name: self._pattern(f"{key}.{name}", self.value(f"{key}.{name}", str))
            for name in self._table(key)
        }

    def _pattern(self, key: str, source: str) -> re.Pattern[str]:
        if self.verify is not None:
            try:
                re.compile(source)
                self.verify(source)
            except (re.error, ValueError) as error:
                raise self._error(key, f"{source!r}: {error}") from error
        return pattern(source)

    def _tokens(self, lines: str) -> Iterable[Token]:
        """The tokens of the order of a head ("source date edition* headline")."""
        own = self._table("head.forms")
        for word in lines.split():
            found = _TOKEN_RE.fullmatch(word)
            if found is None or (found[1] not in PLAIN_FORMS and found[1] not in own):
                raise self._error(
                    "head.lines",
                    f"{word!r} is no line; there are {', '.join(sorted((*PLAIN_FORMS, *own)))}",
                )
            yield Token(found[1], *_TIMES[found[2]])


def _within(labels: Mapping[str, str]) -> re.Pattern[str] | None:
    """Fits any of the *labels* but that of the text, and its colon, within a line."""
    words = sorted((one for one in labels if labels[one] != "body"), key=len, reverse=True)
    return pattern(rf"(?<=\S) ({'|'.join(map(re.escape, words))}) ?: ") if words else None


_WORDS = {str: "a text", int: "a number", bool: "true or false", list: "a list", dict: "a table"}
