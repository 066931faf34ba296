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

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    ("word", "title", "why", "source", "shown", "parts", "head", "labels", "foot", "cut", "names")
)
_TOKEN_RE = re.compile(r"([a-z]+)([?*+]?)")
_TIMES = {"": (1, 1), "?": (0, 1), "*": (0, 6), "+": (1, 6)}
# A label, its colon and its value. Labels have at most forty characters.
_COLON = r"\s*(?P<label>[^\W\d_][^:：]{0,40}?)[ \u00a0]?[:：]\s*(?P<value>.*)"


class Token(NamedTuple):
    """What a line of the head is, and how often such lines may stand there in a row."""

    form: str
    least: int
    most: int


class Database(NamedTuple):
    """How the exports of a database look.

    *shown* are patterns, *least* of which fit lines of an export, all of which hold one of the
    words *holds*. *begins* and *ends* fit the lines
    that part articles, *covers* the last line of a cover page, *pages* lines that stand at the head
    of each page. *label* fits a line with a label (its groups: ``label``, ``value``), and
    *labels* has the field of each. *flowing*: a value goes on to the next label, over blank lines;
    *short*: it ends with its line.
    *head* are the lines without a label above the text, in order; *forms* the patterns of those
    that have one of their own, *fields* the fields that lines of a form fill. *foot* fits lines
    below the text. *cut* takes off the value of a field what is not of it. *reversed_names*:
    "Surname, Given; ...".
    """

    word: str
    title: str
    holds: tuple[str, ...]
    shown: tuple[re.Pattern[str], ...]
    least: int
    covers: tuple[re.Pattern[str], ...]
    begins: tuple[re.Pattern[str], ...]
    ends: tuple[re.Pattern[str], ...]
    label: re.Pattern[str]
    labels: Mapping[str, str]
    flowing: bool
    short: bool
    head: tuple[Token, ...]
    forms: Mapping[str, re.Pattern[str]]
    fields: Mapping[str, str]
    pages: tuple[re.Pattern[str], ...]
    foot: tuple[re.Pattern[str], ...]
    cut: Mapping[str, re.Pattern[str]]
    reversed_names: bool


@cache
def databases() -> tuple[Database, ...]:
    """The databases that ship, by the names of their files."""
    names = sorted(name for name in os.listdir(FOLDER) if name.endswith(".toml"))
    return tuple(
        [read(os.path.join(FOLDER, name), tables.load(f"reading/exports/databases/{name[:-5]}"))
         for name in names]
    )  # fmt: skip


def read(path: str, data: Mapping[str, Any]) -> Database:
    """The database that the TOML file *path* says. ProfileError with file and key for one that is
    not right.
    """
    name = os.path.basename(path)
    unknown = data.keys() - _KEYS
    if unknown:
        raise ProfileError(name, f"{min(unknown)}: no such key")
    shown, parts, head = data["shown"], data.get("parts", {}), data.get("head", {})
    labels = data.get("labels", {})
    table: dict[str, str] = {}
    for field, printed in labels.items():
        if field in ("form", "flow"):
            continue
        _checked(name, "labels", field)
        table.update(dict.fromkeys(printed, field))
    forms = {
        key: _pattern(name, f"head.{key}", source) for key, source in head.get("forms", {}).items()
    }
    return Database(
        word=data["word"],
        title=data["title"],
        holds=tuple(shown["holds"]),
        shown=_patterns(name, "shown.lines", shown["lines"]),
        least=shown.get("least", 1),
        covers=_patterns(name, "parts.cover", parts.get("cover", ())),
        begins=_patterns(name, "parts.begin", parts.get("begin", ())),
        ends=_patterns(name, "parts.end", parts.get("end", ())),
        label=_pattern(name, "labels.form", labels.get("form", _COLON)),
        labels=table,
        flowing=labels.get("flow") == "label",
        short=labels.get("flow") == "line",
        head=tuple(_tokens(name, head.get("lines", ""))),
        forms=forms,
        fields=head.get("fields", {}),
        pages=_patterns(name, "parts.page", parts.get("page", ())),
        foot=_patterns(name, "foot.lines", data.get("foot", {}).get("lines", ())),
        cut={
            field: _pattern(name, f"cut.{field}", source)
            for field, source in data.get("cut", {}).items()
        },
        reversed_names=data.get("names", {}).get("reversed", False),
    )  # fmt: skip


def _checked(file: str, place: str, field: str) -> None:
    if field not in FIELDS:
        raise ProfileError(
            file, f"{place}.{field}: no such field; there are {', '.join(sorted(FIELDS))}"
        )


def _patterns(file: str, place: str, sources: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple([_pattern(file, place, source) for source in sources])


def _pattern(file: str, place: str, source: str) -> re.Pattern[str]:
    try:
        return re.compile(source)
    except re.error as error:
        raise ProfileError(file, f"{place}: {source!r}: {error}") from error


def _tokens(file: str, lines: str) -> Iterable[Token]:
    """The tokens of the order of a head ("source date edition* headline")."""
    for word in lines.split():
        found = _TOKEN_RE.fullmatch(word)
        if found is None:
            raise ProfileError(file, f"head.lines: {word!r} is no name of a line")
        yield Token(found[1], *_TIMES[found[2]])
