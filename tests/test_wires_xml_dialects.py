"""Dialects of XML: the tables that ship are right, and one that is not is refused by the place of
its fault.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from dispatchkit.data import tables
from dispatchkit.errors import ProfileError
from dispatchkit.reading.wires import dialect as module
from dispatchkit.reading.wires.dialect import dialect, dialect_of, dialects
from dispatchkit.reading.wires.facts import facts_of
from dispatchkit.reading.wires.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = [name for name in os.listdir(module.FOLDER) if name.endswith(".toml")]


@pytest.mark.parametrize("name", NAMES)
def test_each_table_is_read_and_names_its_source(name: str) -> None:
    found = dialect(name.removesuffix(".toml"))
    assert found.rules
    with open(os.path.join(module.FOLDER, name), encoding="utf-8") as file:
        assert "\n# Source: " in file.read()


def test_no_two_dialects_have_the_same_item() -> None:
    items = [name for one in dialects() for name in one.items]
    assert len(items) == len(set(items))
    assert all(dialect_of(name) is not None for name in items)


def test_an_element_has_one_role() -> None:
    for name in NAMES:
        elements = tables.load(f"reading/wires/dialects/{name.removesuffix('.toml')}").get(
            "elements", {}
        )
        twice = [one for role, names in elements.items() if role != "section" for one in names]
        assert len(twice) == len(set(twice)), name


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, object]], module.Dialect]:
    """A dialect of a table."""

    def make(table: dict[str, object]) -> module.Dialect:
        monkeypatch.setattr(tables, "load", lambda _: table)
        found = dialect.__wrapped__("mine")
        assert isinstance(found, module.Dialect)
        return found

    return make


WRONG: dict[str, dict[str, object]] = {
    "mine.toml: item: unknown key": {"item": ["x"]},
    "mine.toml: fields.title: unknown key": {"fields": {"title": ["a"]}},
    "mine.toml: elements.heading: unknown key": {"elements": {"heading": ["a"]}},
    "mine.toml: fields.headline: expected a list of texts": {"fields": {"headline": "a"}},
    "mine.toml: fields.headline[1]: 'a[b' is no path": {"fields": {"headline": ["a", "a[b"]}},
    "mine.toml: fields.headline[0]: 'a//b' is no path": {"fields": {"headline": ["a//b"]}},
    "mine.toml: fields.headline[0]: 'a[b=c]' is no path": {"fields": {"headline": ["a[b=c]"]}},
    "mine.toml: items: expected a list of texts": {"items": [1]},
}


@pytest.mark.parametrize(("error", "table"), WRONG.items())
def test_a_fault_is_told_with_its_place(
    error: str, table: dict[str, object], made: Callable[[dict[str, object]], module.Dialect]
) -> None:
    with pytest.raises(ProfileError) as caught:
        made(table)
    assert str(caught.value) == error


def element(name: str, *inside: Element | str, **attributes: str) -> Element:
    """An element."""
    found = Element(name, attributes)
    found.children += inside
    return found


PATHS = {
    "a": "x",
    "r/a": "x",
    "b/a": "y",
    "A@K": "k1",
    "a@k@l": "k1 l1",
    "a@k@missing": "",
    "a[@k=k1]": "x",
    "a[@k=K1|other]": "x",
    "a[@k=k2]": "z",
    "a[@k=nothing]": "",
    "a[!@k]": "y",
    "b[c@k=v]/d": "in d",
    "b[c@k=w]/d": "",
    "e!f": "before after",
    "e": "before f after",
    "missing | b/a": "y",
}


@pytest.mark.parametrize(("path", "text"), PATHS.items())
def test_a_path_leads_where_it_says(
    path: str, text: str, made: Callable[[dict[str, object]], module.Dialect]
) -> None:
    root = element(
        "r",
        element("a", "x", k="k1", l="l1"),
        element("a", "z", k="q:k2"),
        element("b", element("a", "y"), element("c", k="v"), element("d", "in d")),
        element("e", "before ", element("f", "f"), " after"),
    )
    found = facts_of(root, made({"fields": {"headline": [path]}}), Element("", {}))
    assert dict(found.told).get("headline", "") == text


def test_the_best_rank_that_says_something_counts(
    made: Callable[[dict[str, object]], module.Dialect],
) -> None:
    root = element("r", element("a"), element("b", "second"), element("c", "third"))
    fields: dict[str, object] = {
        "headline": ["a", "b", "c"],
        "keywords": ["c | b"],
        "published": ["c", "b"],
    }
    told = facts_of(root, made({"fields": fields}), Element("", {})).told
    assert told == [
        ("headline", "second"),
        ("keywords", "second"),
        ("keywords", "third"),
        ("published", "third"),
        ("published", "second"),
    ]
