"""The data tables: each has a schema and names its source; a wrong table is found, with the place.

``tools/tables.py`` checks them, and the same functions are called here.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KNOWN = tables.schemas()
NAMES = tables.names()


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_as_its_schema_says(name: str) -> None:
    assert tables.faults(name, tables.load(name), KNOWN) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_table_names_its_source_and_is_in_the_one_form(name: str) -> None:
    text = (tables.DATA / f"{name}.toml").read_text("utf-8")
    assert tables.unsaid(name, text) == []
    assert tables.formatted(text) == text
    assert max(map(len, text.split("\n"))) <= tables.WIDTH


def test_no_schema_is_left_of_a_table_that_is_gone() -> None:
    assert sorted(KNOWN["tables"]) == NAMES


def test_a_table_without_a_schema_is_a_fault() -> None:
    assert tables.faults("towns", {}, KNOWN) == ["towns.toml: has no schema in tables.toml"]


def _places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all values in a table, of the first three items where there are many."""
    if path:
        yield path
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in list(items)[:3]:
            yield from _places(inner, (*path, key))


def _mutated(table: Any, path: tuple[str | int, ...], change: Callable[[Any], Any]) -> Any:
    """A copy of *table* with the value at *path* changed."""
    result = copy.deepcopy(table)
    inside = result
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = change(inside[path[-1]])
    return result


def _of_another_type(value: Any) -> Any:
    """A value that stands nowhere that *value* does."""
    return "a b" if isinstance(value, dict | list) else {"a": 1}


@pytest.mark.parametrize("name", NAMES)
def test_a_value_of_another_type_is_a_fault(name: str) -> None:
    table = tables.load(name)
    for path in _places(table):
        found = tables.faults(name, _mutated(table, path, _of_another_type), KNOWN)
        assert found, path
        assert str(path[0]) in found[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_key_that_nobody_knows_is_a_fault(name: str) -> None:
    table = tables.load(name) | {"Un known": {"why": "x", "words": ["x"]}}
    assert tables.faults(name, table, KNOWN) == [f"{name}.toml: Un known: unknown key"]


@pytest.mark.parametrize(
    ("name", "path", "value", "fault"),
    [
        ("desk", ("remark", 0, "kind"), "ntoe", "remark[0].kind: 'ntoe' is no remark"),
        ("desk", ("remark", 0, "label"), "desks", "remark[0].label: is no array"),
        ("places", ("rivers", "words"), [], "rivers.words: is empty"),
        ("places", ("rivers", "words", 1), "Main", "rivers.words[1]: 'Main' stands there twice"),
        ("places", ("rivers", "words", 1), "Oder ", "rivers.words[1]: 'Oder ' is no word"),
        ("zones", ("zone", 0, "minutes"), True, "zone[0].minutes: True is no integer"),
        ("quotation", ("de", "closing"), "", "de.closing: '' is no mark"),
        ("months", ("en", "months", 3), "April", "en.months[3]: is no array"),
    ],
)
def test_a_fault_has_its_place(
    name: str, path: tuple[str | int, ...], value: object, fault: str
) -> None:
    wrong = _mutated(tables.load(name), path, lambda _: value)
    assert tables.faults(name, wrong, KNOWN) == [f"{name}.toml: {fault}"]


def test_a_key_that_is_missing_is_a_fault() -> None:
    wrong = tables.load("zones")
    del wrong["none"]["why"]
    assert tables.faults("zones", wrong, KNOWN) == ["zones.toml: none.why: is missing"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[words]\n", "the comment at its top has no line 'Source:'"),
        ("# Source: by hand\n", "the comment at its top does not say what the table is for"),
        (
            "# Towns.\n# Source: CLDR\n# Made by: python tools/make_towns.py\n",
            "the comment at its top has no line 'Licence:'",
        ),
    ],
)
def test_a_comment_that_says_too_little_is_a_fault(text: str, fault: str) -> None:
    assert f"towns.toml: {fault}" in tables.unsaid("towns", text)


def test_the_one_form_wraps_lists_and_leaves_values_alone() -> None:
    words = [f"word {at}" for at in range(30)]
    written = tables.entry("words", words)
    assert max(map(len, written.split("\n"))) <= tables.WIDTH
    assert written.startswith('words = [\n  "word 0", "word 1", ')
    assert tables.formatted(written) == written
    assert tables.formatted('a = ["x","y" ]\nb = { 1=["x"] } # so\n') == (
        'a = ["x", "y"]\nb = { 1=["x"] } # so\n'
    )
