"""The data tables of ``dispatchkit/data``: their schemas, their sources and their form.

    python tools/tables.py                    check all tables, and write them in the one form
    python tools/tables.py --check            only look; exit 1 if anything is wrong

``tools/tables.toml`` has a schema for each table, and says there how schemas are written. They are
checked here and by ``tests/test_tables.py``, not when a table is loaded: what ships has passed, and
a cold start should not pay for it again. Each table opens with a comment that says what it is for
and names its source (a line that begins with "# Source:"; what the makers in this folder write
names its licence and its maker as well).

Lists are arrays, wrapped at 100 columns. The makers of tables write with ``entry``.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "dispatchkit" / "data"
SCHEMAS = Path(__file__).with_suffix(".toml")
WIDTH = 100
_INDENT = "  "
_PLAIN = {"integer": (int,), "number": (int, float), "boolean": (bool,)}
# Of a table from outside the comment says more than the source.
_SAID = ("Source",)
_SAID_IF_MADE = ("Licence", "Made by")

_TOKEN_RE = re.compile(
    r"""
    \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}.*?'{3} | "(?:[^"\\\n]|\\.)*" | '[^'\n]*'
    | (?P<comment>\#[^\n]*) | [][{},=] | \n | [^\S\n]+ | [^][{},=\s#"']+
    """,
    re.DOTALL | re.VERBOSE,
)
_STATEMENT_RE = re.compile(
    r"""(?P<key>(?:[\w-]|"[^"\n]*")+(?:\.[\w-]+)*)[ \t]*=[ \t]*(?P<value>\S.*)""", re.DOTALL
)


# The schemas


def names() -> list[str]:
    """The names of all tables."""
    return sorted(path.stem for path in DATA.glob("*.toml"))


def load(name: str) -> dict[str, Any]:
    """The table *name*."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def schemas() -> dict[str, Any]:
    """What ``tools/tables.toml`` holds: ``kinds`` of texts, and ``tables``, a schema for each."""
    return tomllib.loads(SCHEMAS.read_text("utf-8"))


def faults(name: str, data: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    """What is wrong with *data* as the table *name*, each fault with the path of its key; *known*
    are the ``schemas``.
    """
    schema = known["tables"].get(name)
    if schema is None:
        return [f"{name}.toml: has no schema in {SCHEMAS.name}"]
    found = _Checker(known["kinds"]).of(data, schema, "")
    return [f"{name}.toml: {fault}" for fault in found]


class _Checker:
    """Values against schemas; *kinds* are the patterns of texts by name."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._kinds = {name: re.compile(pattern) for name, pattern in kinds.items()}

    def of(self, value: object, schema: Any, path: str) -> Iterator[str]:
        """The faults of *value*, which stands at *path*."""
        if isinstance(schema, dict):
            yield from self._table(value, schema, path)
        elif isinstance(schema, list):
            yield from self._array(value, schema[0], path)
        elif schema in _PLAIN:
            if not isinstance(value, _PLAIN[schema]) or (
                isinstance(value, bool) and schema != "boolean"
            ):
                yield f"{path}: {value!r} is no {schema}"
        elif not isinstance(value, str) or not self._kinds[schema].fullmatch(value):
            yield f"{path}: {value!r} is no {schema}"

    def _table(self, value: object, schema: Mapping[str, Any], path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path or 'the file'}: is no table"
            return
        above = f"{path}." if path else ""
        for key in schema:
            if key[0] != "<" and not key.endswith("?") and key not in value:
                yield f"{above}{key}: is missing"
        for key, inner in value.items():
            wanted = self._schema_of(key, schema)
            if wanted is None:
                yield f"{above}{key}: unknown key"
            else:
                yield from self.of(inner, wanted, f"{above}{key}")

    def _schema_of(self, key: str, schema: Mapping[str, Any]) -> Any:
        """The schema of the value at *key*, from the *schema* of its table: by its name or else
        by the kind of its name; None for an unknown key.
        """
        kinds = {}
        for name, inner in schema.items():
            if name[0] == "<":
                kinds[name[1:-1]] = inner
            elif name.removesuffix("?") == key:
                return inner
        return next(
            (inner for kind, inner in kinds.items() if self._kinds[kind].fullmatch(key)), None
        )

    def _array(self, value: object, schema: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path}: is no array"
            return
        marks = ""
        while isinstance(schema, str) and schema[-1] in "*+":
            marks, schema = marks + schema[-1], schema[:-1]
        if not value and "*" not in marks:
            yield f"{path}: is empty"
        for place, inner in enumerate(value):
            yield from self.of(inner, schema, f"{path}[{place}]")
            if isinstance(inner, str) and "+" not in marks and inner in value[:place]:
                yield f"{path}[{place}]: {inner!r} stands there twice"


# The comment that opens a table


def opening(text: str) -> str:
    """The comment at the top of a table, without its signs."""
    lines = re.match(r"(?:#[^\n]*\n)*", text)
    return re.sub(r"(?m)^# ?", "", lines[0]) if lines else ""


def unsaid(name: str, text: str) -> list[str]:
    """What the opening comment of the table *name* fails to say."""
    said = opening(text)
    wanted = [*_SAID, *(_SAID_IF_MADE if "tools/" in said else ())]
    found = [
        f"{name}.toml: the comment at its top has no line {word + ':'!r}"
        for word in wanted
        if not re.search(rf"(?m)^{word}: \S", said)
    ]
    if not said or said.startswith(tuple(f"{word}:" for word in wanted)):
        found.append(f"{name}.toml: the comment at its top does not say what the table is for")
    return found


def header(*paragraphs: str) -> str:
    """The comment at the top of a table: one or more paragraphs, each wrapped."""
    import textwrap

    return "".join(
        f"# {line}\n"
        for text in paragraphs
        for line in textwrap.wrap(text.strip(), width=WIDTH - 2)
    )


def from_cldr(about: str, maker: str, *, besides: str = "") -> str:
    """The comment at the top of a table that *maker* writes from CLDR: what it is *about*, and
    where it comes from; *besides* is another source.
    """
    from babel import __version__
    from babel.core import get_cldr_version

    return header(
        about,
        f"Source: Unicode CLDR {get_cldr_version()}, by way of Babel {__version__}{besides}",
        "Licence: Unicode-3.0",
        f"Made by: python tools/{maker}",
    )


# The form


def write(name: str, *parts: str) -> None:
    """Write the table *name*, the *parts* one after another."""
    (DATA / f"{name}.toml").write_text("".join(parts), encoding="utf-8", newline="\n")


def entry(key: str, value: object) -> str:
    """The lines of a table that set *key* to *value*: a text, a number, or nested lists of such."""
    return formatted(f"{key} = {json.dumps(value, ensure_ascii=False)}\n")


def formatted(text: str) -> str:
    """A table in the one form: nothing but spaces and line breaks in its values changes."""
    return "".join(map(_laid_out, _statements(text)))


def _statements(text: str) -> Iterator[str]:
    """The lines of *text*, those of one statement together."""
    depth, start = 0, 0
    for token in _TOKEN_RE.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if token[0] == "\n" and depth == 0:
            yield text[start : token.end()]
            start = token.end()
    yield text[start:]


def _laid_out(statement: str) -> str:
    """A statement with its value on one line, or on as many lines as it needs."""
    found = _STATEMENT_RE.fullmatch(statement.rstrip())
    if not found or any(token["comment"] for token in _TOKEN_RE.finditer(found["value"])):
        return statement
    key, value = found["key"], found["value"]
    flat = f"{key} = {_flat(value)}"
    if len(flat) <= WIDTH and not value.startswith('"""'):
        return flat + "\n"
    if value[0] == "[":
        return f"{key} = [\n{''.join(_filled(_items(value)))}]\n"
    if value[0] == "{":
        return "".join(_laid_out(f"{key}.{item}\n") for item in _items(value))
    if value[0] == '"' and not value.startswith('"""'):
        return f'{key} = """\\\n{"".join(_folded(value[1:-1]))}"""\n'
    return statement


def _flat(value: str) -> str:
    """A value on one line, with a space after each comma and around each sign of equality."""
    parts = []
    for token in _TOKEN_RE.finditer(value):
        spelled = {",": ", ", "{": "{ ", "}": " }", "=": " = "}.get(token[0], token[0])
        parts.append(spelled if token[0].strip() else "")
    return re.sub(r", *\]", "]", "".join(parts))


def _items(value: str) -> list[str]:
    """The items of an array or inline table, each on one line."""
    items, depth, start = [], 0, 1
    for token in _TOKEN_RE.finditer(value):
        depth -= token[0] in {"]", "}"}
        if (depth == 1 and token[0] == ",") or depth == 0:
            items.append(_flat(value[start : token.start()]))
            start = token.end()
        depth += token[0] in {"[", "{"}
    return [item for item in items if item]


def _filled(items: Iterable[str]) -> Iterator[str]:
    """The lines of items, each as full as it can be."""
    line = _INDENT
    for item in items:
        if len(line) > len(_INDENT) and len(line) + len(item) + 1 > WIDTH:
            yield line.rstrip() + "\n"
            line = _INDENT
        line += f"{item}, "
    yield line.rstrip() + "\n"


def _folded(text: str) -> Iterator[str]:
    """The lines of a long text, each with the sign that joins it to the next."""
    room = WIDTH - len(_INDENT) - 2
    while len(text) > room:
        at = text.rfind(" ", 0, room) + 1 or room
        yield f"{_INDENT}{text[:at]}\\\n"
        text = text[at:]
    yield _INDENT + text


def main(arguments: list[str]) -> int:
    """Check, and without ``--check`` write, all tables; 1 if anything is wrong."""
    known, found = schemas(), []
    for name in names():
        path = DATA / f"{name}.toml"
        text = path.read_text("utf-8")
        found += [*faults(name, tomllib.loads(text), known), *unsaid(name, text)]
        laid_out = formatted(text)
        if laid_out == text:
            continue
        if "--check" in arguments:
            found.append(f"{name}.toml: is not in the one form; run python tools/tables.py")
        else:
            path.write_text(laid_out, encoding="utf-8", newline="\n")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
