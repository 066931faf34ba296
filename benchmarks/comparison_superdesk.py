"""What the feed parsers of superdesk-core make of wire files: every item that any of them makes, as
a record that the scorer of the wires takes.

    PYTHON benchmarks/comparison_superdesk.py FILE... > records.jsonl

Superdesk is told for each source which parser reads it. Here all of them are tried, and whoever
scores the records takes the best one of each dispatch: more than a newsroom could get. They run
without a database: vocabularies, users and desks are empty. PYTHON has ``superdesk-core`` and what
its parsers need of other libraries; the rest of its requirements, some of which no longer build, is
stood in for by empty classes.
"""

from __future__ import annotations

import asyncio
import collections
import collections.abc
import importlib.abc
import importlib.machinery
import inspect
import json
import logging
import sys
import time
import types
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = dict[str, Any]
# Requirements of superdesk-core that no parser calls.
_UNUSED = frozenset(
    {"authlib", "elasticapm", "flask_oidc", "flask_script", "mongolock", "raven", "twitter"}
)
# Names that its requirements of 2020 still import from Python's own library.
_ABSTRACT = ("Callable", "Hashable", "Iterable", "Mapping", "MutableMapping", "Sequence")


class _Anything:
    """What stands for each class of a library that is not called."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __getattr__(self, _: str) -> Callable[..., None]:
        return lambda *_, **__: None


class _Empty(types.ModuleType):
    """A module in which every name is a class that does nothing."""

    __path__: list[str] = []  # noqa: RUF012 - a module has one path

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (_Anything,), {})


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds an empty module where one that no parser calls is imported."""

    def find_spec(self, fullname: str, *_: Any) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in _UNUSED:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Empty(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


class _NoneFound(list[Any]):
    """A cursor of the database that found nothing."""

    def count(self, *_: Any) -> int:
        return 0


class _NoRows:
    """A table of the database that holds nothing: what is looked for is empty."""

    def find_one(self, *_: Any, **__: Any) -> Item:
        return collections.defaultdict(str, items=[])

    get_user_by_email = find_one

    def __getattr__(self, _: str) -> Callable[..., _NoneFound]:
        return lambda *_, **__: _NoneFound()


def _parsers() -> tuple[Any, dict[str, Any]]:
    """The application in whose context parsers run, and all of them by name."""
    superdesk: Any = importlib.import_module("superdesk")
    flask: Any = importlib.import_module("flask")
    parser = importlib.import_module("superdesk.io.feed_parsers").FeedParser
    locators: Any = importlib.import_module("superdesk.locators.locators")
    logging.disable(logging.CRITICAL)
    app = flask.Flask("comparison")
    app.config.from_object("superdesk.default_settings")
    app.locators, app.subjects = locators.LocatorIndex(), {}
    cities = Path(locators.__file__).with_name("data") / "locators.json"
    app.locators.register(json.loads(cities.read_bytes()))
    superdesk.app = app
    table = types.SimpleNamespace(service=_NoRows(), privileges={})
    superdesk.resources = collections.defaultdict(lambda: table)
    found: dict[str, Any] = {}
    waiting = [parser]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if "NAME" in vars(kind):
            found[kind.NAME] = kind()
    return app, found


# What a parser raises, besides Superdesk's own errors, on what is not its own: it looks up keys and
# elements that are not there, and calls methods that other types do not have.
_NOT_ITS_OWN = (AssertionError, AttributeError, LookupError, TypeError, ValueError)


def _given(file: Path) -> Iterator[Callable[[], Any]]:
    """What a parser may take of a file: its XML, its name, a mail, its JSON."""
    etree = importlib.import_module("lxml.etree")

    data = file.read_bytes()
    yield lambda: etree.fromstring(data)
    yield lambda: str(file)
    yield lambda: [(1, data)]
    yield lambda: json.loads(data)


def _items(parser: Any, given: Any) -> list[Item]:
    """The items that a parser makes; none if it cannot read what is given."""
    own: type[Exception] = importlib.import_module("superdesk.errors").SuperdeskError
    try:
        if not isinstance(given, list) and not parser.can_parse(given):
            return []
        items = parser.parse(given, {"name": "comparison", "source": "comparison"})
    except (own, *_NOT_ITS_OWN):
        return []
    if isinstance(items, dict):
        return [items]
    flat = [one for item in items or [] for one in (item if isinstance(item, list) else [item])]
    return [item for item in flat if isinstance(item, dict)]


def _paragraphs(markup: str, *, by_line: bool) -> list[str]:
    """The paragraphs of a body: its elements, or the lines or blank lines of plain text."""
    html = importlib.import_module("lxml.html")

    root = html.fragment_fromstring(markup or " ", create_parent="div")
    blocks = root.xpath(".//p | .//h1 | .//h2 | .//h3 | .//h4 | .//li | .//tr | .//block")
    texts = ["".join(block.itertext()) for block in blocks if not block.xpath(".//p")]
    if not texts:
        text = "".join(root.itertext()).replace("\r\n", "\n")
        texts = text.split("\n" if by_line else "\n\n")
    return [" ".join(text.split()) for text in texts if text.strip()]


def _moment(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _record(item: Item, *, by_line: bool) -> dict[str, Any]:
    """An item under the names of the record."""
    dateline = item.get("dateline") or {}
    place = (dateline.get("located") or {}).get("city")
    names = {
        name: item.get(name)
        for name in ("headline", "slugline", "abstract", "keywords", "language", "urgency")
    }
    return names | {
        "byline": [{"name": item["byline"]}] if item.get("byline") else [],
        "dateline": {"text": dateline.get("text") or place, "place": place},
        "published": _moment(item.get("firstcreated") or item.get("versioncreated")),
        "updated": _moment(item.get("versioncreated")),
        "altid": item.get("uri") or item.get("guid"),
        "uri": item.get("guid"),
        "copyrightnotice": item.get("copyrightnotice") or item.get("copyrightholder"),
        "ednote": item.get("ednote"),
        "usageterms": item.get("usageterms"),
        "paragraphs": _paragraphs(str(item.get("body_html") or ""), by_line=by_line),
    }


def _read(files: Sequence[str]) -> Iterator[dict[str, Any]]:
    app, parsers = _parsers()
    with app.app_context():
        for file in files:
            for name, parser in parsers.items():
                for make in _given(Path(file)):
                    try:
                        given = make()
                    except (ValueError, SyntaxError):
                        continue
                    begun = time.process_time()
                    items = _items(parser, given)
                    seconds = time.process_time() - begun
                    for index, item in enumerate(items):
                        about = {"path": file, "index": index, "parser": name, "seconds": seconds}
                        for by_line in (True, False):
                            yield _record(item, by_line=by_line) | about


def main() -> None:
    sys.meta_path.append(_Finder())
    inspect.formatargspec = inspect.getargspec = lambda *_, **__: ""  # type: ignore[attr-defined]
    asyncio.coroutine = types.coroutine  # type: ignore[attr-defined]
    for name in _ABSTRACT:
        setattr(collections, name, getattr(collections.abc, name))
    for record in _read(sys.argv[1:]):
        print(json.dumps(record, default=str))


if __name__ == "__main__":
    main()
