"""Where keys stand in a TOML file: every path that ``tomllib`` reads has its place."""

from __future__ import annotations

import tomllib
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit.data.key_places import KeyPlaces, shown_path
from dispatchkit.data.tables import ROOT, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = '''# "a" = [1]
a = 1
"b c" = """
x = [
"""  # a = 2
check.ignore = ["DK1", 'DK#2', # "]"
  "DK3"]
o = { p = {q = [1, {r = 2}]}, "s.t" = 3 }

[[label]]
id = "x"
[label.inner]
k = 1979-05-27 07:32:00
[[label]]
  match = ["a, b", """]""", '\\']
[tool."dispatch kit"]
z = "\\""
"\\u00e9" = 1
'''


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("a", (2, 1)),
        ('"b c"', (3, 1)),
        ("check", (6, 1)),
        ("check.ignore", (6, 1)),
        ("check.ignore[0]", (6, 17)),
        ("check.ignore[1]", (6, 24)),
        ("check.ignore[2]", (7, 3)),
        ("o.p.q[1].r", (8, 21)),
        ('o."s.t"', (8, 31)),
        ("label", (10, 1)),
        ("label[0]", (10, 1)),
        ("label[0].id", (11, 1)),
        ("label[0].inner", (12, 1)),
        ("label[0].inner.k", (13, 1)),
        ("label[1]", (14, 1)),
        ("label[1].match[1]", (15, 20)),
        ("label[1].match[2]", (15, 29)),
        ('tool."dispatch kit"', (16, 1)),
        ('tool."dispatch kit".z', (17, 1)),
        ('tool."dispatch kit"."é"', (18, 1)),
        ("label[2]", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_path_of_keys_has_its_place(key: str, place: tuple[int, int] | None) -> None:
    assert KeyPlaces(TEXT).of(key) == place
    windows = KeyPlaces(TEXT.replace("\n", "\r\n"))
    assert windows.of(key) == place


# --- any file ---

NAMES = st.text("ab-_.\"'# é\\[]=", max_size=4)
VALUES = st.recursive(
    st.none() | st.text("ab\"'#[]{},=\\\n é", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


class Writer:
    """Writes a table as TOML; what is None becomes a number that stands nowhere else."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.numbers = count(700001)

    def one_of(self, *choices: str) -> str:
        return self.draw(st.sampled_from(choices))

    def key(self, name: str) -> str:
        forms = [quoted(name)]
        if "'" not in name:
            forms.append(f"'{name}'")
        if name and all(sign in "ab-_" for sign in name):
            forms.append(name)
        return self.one_of(*forms)

    def text(self, value: str) -> str:
        forms = [quoted(value), f'"""{quoted(value)[1:-1]}"""', f'"""\n{quoted(value)[1:-1]}"""']
        if "'" not in value:
            forms.append(f"'''\n{value}'''")
            if "\n" not in value:
                forms.append(f"'{value}'")
        return self.one_of(*forms)

    def value(self, value: Any) -> str:
        if value is None:
            return str(next(self.numbers))
        if isinstance(value, str):
            return self.text(value)
        space = self.one_of("", " ")
        if isinstance(value, dict):
            pairs = [f"{self.key(name)} = {self.value(item)}" for name, item in value.items()]
            return "{" + space + f",{space}".join(pairs) + space + "}"
        gap = self.one_of("", " ", "\n", " # [ \" '\n  ")
        end = self.one_of("", ",") if value else ""
        return f"[{gap}{f'{gap},{gap}'.join(map(self.value, value))}{gap}{end}{gap}]"

    def table(self, value: dict[str, Any], path: tuple[str, ...]) -> str:
        """The pairs of a table, then those of its tables that get a header."""
        pairs, below = "", ""
        for name, item in value.items():
            inner = (*path, name)
            header = self.one_of(".", " . ").join(map(self.key, inner))
            blank = self.one_of("", "\n", "# x = 1\n", "  ")
            if isinstance(item, dict) and self.draw(st.booleans()):
                below += f"{blank}[{header}]\n{self.table(item, inner)}"
            elif item and is_tables(item) and self.draw(st.booleans()):
                below += "".join(
                    f"{blank}[[ {header} ]] # [[\n{self.table(one, inner)}" for one in item
                )
            else:
                pairs += f"{blank}{self.key(name)}{self.one_of('=', ' = ')}{self.value(item)}\n"
        return pairs + below


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def leaves(
    value: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """All paths in a table, with what they lead to."""
    if path:
        yield path, value
    if isinstance(value, dict | list):
        for part, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*path, part))


@st.composite
def files(draw: st.DrawFn) -> str:
    return Writer(draw).table(draw(st.dictionaries(NAMES, VALUES, max_size=4)), ())


@given(files())
def test_every_path_of_any_file_has_its_place(text: str) -> None:
    places = KeyPlaces(text)
    lines = text.split("\n")
    for path, value in leaves(tomllib.loads(text)):
        found = places.of(shown_path(path))
        assert found is not None
        line, column = found
        if isinstance(value, int):
            assert str(value) in lines[line - 1][column - 1 :]
            if isinstance(path[-1], int):
                assert lines[line - 1].startswith(str(value), column - 1)


@pytest.mark.parametrize("name", ["aa", "generic", "reuters"])
def test_every_path_of_a_profile_has_its_place(name: str) -> None:
    path = f"{ROOT}/agencies/profiles/{name}.toml"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    places = KeyPlaces(text)
    lines = text.split("\n")
    for keys, _ in leaves(parse(path)):
        found = places.of(shown_path(keys))
        assert found is not None
        if isinstance(keys[-1], str) and keys[-1].isalpha():
            assert keys[-1] in lines[found[0] - 1]


def test_lists_in_lists_take_bounded_memory() -> None:
    assert KeyPlaces("x = " + "[" * 300 + "1," * 9000 + "]" * 300).of("x[0][0]") == (1, 7)
