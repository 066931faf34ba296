"""Whether the code can be read: no nested conditional expressions, no long conditions without a
name, no function with many branches.

    python tools/readable.py                print what is too much, with its place
    python tools/readable.py --write        strike from readable.toml what has been mended
    python tools/readable.py --write-anew   write readable.toml as the code stands, after moves

``readable.toml`` lists what is excused: how many of each kind a module has, and why. The list may
only shrink, so ``--write`` never adds to it; ``tests/test_readable.py`` checks the code against it.

Complexity is McCabe's, counted as radon does: one for a function, and one more for each ``if``,
loop, ``except`` and ``case``, each ``and`` or ``or``, each conditional expression, and each
comprehension with its conditions. Ruff's C901, which also applies, leaves out the last three.
"""

from __future__ import annotations

import argparse
import ast
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "tools" / "readable.toml"
FOLDERS = ("dispatchkit", "tools", "benchmarks")
# A condition of five terms holds two ideas that have no name.
TERMS = 4
COMPLEXITY = 12
# Rooms that the one structure model has taken over; only the grammar of dates is older.
TAKEN_OVER = ("dispatchkit/grammar/", "dispatchkit/structure/", "dispatchkit/record/")
OLDER = "dispatchkit/grammar/dates/"
KINDS = ("nested-conditional", "long-condition", "complex-function")

HEAD = """\
# What tools/readable.py still finds, by module: nested conditional expressions, conditions of more
# than four terms, functions of a complexity above twelve. The list may only shrink:
# python tools/readable.py --write strikes what has been mended.
"""
REASONS = {
    True: "Of the rooms that the one structure model has taken over: to be mended.",
    False: "There when the measures came into force, and to be mended.",
}


class Found(NamedTuple):
    """A place that is hard to read: its kind, module and line, and what it is."""

    kind: str
    module: str
    line: int
    what: str


def is_replaced(module: str) -> bool:
    """Whether a module lies in a room that the one structure model has taken over."""
    return module.startswith(TAKEN_OVER) and not module.startswith(OLDER)


def found() -> Iterator[Found]:
    """All that is too much, in the order of the modules."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield from found_in(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())


def found_in(source: str, module: str) -> Iterator[Found]:
    """All that is too much in the source of one module."""
    tree = ast.parse(source)
    inner = {id(node) for outer in ast.walk(tree) for node in _parts(outer)}
    for node in ast.walk(tree):
        if isinstance(node, ast.IfExp) and _is_nested(node):
            yield Found(KINDS[0], module, node.lineno, "a conditional expression in another one")
        elif isinstance(node, ast.BoolOp) and id(node) not in inner and terms(node) > TERMS:
            yield Found(KINDS[1], module, node.lineno, f"a condition of {terms(node)} terms")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = complexity(node)
            if count > COMPLEXITY:
                what = f"{node.name} has a complexity of {count}"
                yield Found(KINDS[2], module, node.lineno, what)


def _is_nested(node: ast.IfExp) -> bool:
    """Whether a conditional expression holds another one."""
    return any(isinstance(part, ast.IfExp) for part in ast.walk(node) if part is not node)


def _parts(node: ast.AST) -> list[ast.expr]:
    """What a condition is composed of: the operands of ``and`` and ``or``, and what ``not``
    negates.
    """
    if isinstance(node, ast.BoolOp):
        return node.values
    return [node.operand] if isinstance(node, ast.UnaryOp) else []


def terms(node: ast.expr) -> int:
    """How many terms a condition has."""
    return sum(terms(part) for part in _parts(node)) or 1


def complexity(function: ast.AST) -> int:
    """The complexity of a function, functions within it included."""
    return 1 + sum(_branches(node) for node in ast.walk(function))


def _branches(node: ast.AST) -> int:
    """How much a node adds to the complexity of its function."""
    match node:
        case ast.If() | ast.IfExp() | ast.For() | ast.While() | ast.ExceptHandler() | ast.Assert():
            return 1
        case ast.match_case():
            return 1
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.comprehension():
            return 1 + len(node.ifs)
    return 0


def counts() -> dict[str, Counter[str]]:
    """How many places of each kind each module has."""
    by_kind: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for place in found():
        by_kind[place.kind][place.module] += 1
    return by_kind


def listed() -> dict[str, Counter[str]]:
    """How many of each kind ``readable.toml`` excuses, by module."""
    table = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return {kind: Counter(table.get(kind, {})) for kind in KINDS}


def page(by_kind: Mapping[str, Mapping[str, int]]) -> str:
    """The text of ``readable.toml``."""
    parts = [HEAD]
    for kind, modules in by_kind.items():
        parts.append(f"\n[{kind}]\n")
        for replaced, reason in REASONS.items():
            rows = [
                f'"{module}" = {count}\n'
                for module, count in sorted(modules.items())
                if count and is_replaced(module) == replaced
            ]
            parts += [f"# {reason}\n", *rows] if rows else []
    return "".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="strike what has been mended")
    parser.add_argument("--write-anew", action="store_true", help="write the list as things stand")
    options = parser.parse_args()
    if options.write or options.write_anew:
        now, before = counts(), listed()
        # Both counts, the smaller taken: a list that only shrinks.
        left = now if options.write_anew else {kind: now[kind] & before[kind] for kind in KINDS}
        LIST.write_text(page(left), encoding="utf-8", newline="\n")
        for kind in KINDS:
            print(f"{kind}: {before[kind].total()} before, {left[kind].total()} now")
        return 0
    for place in found():
        print(f"{place.module}:{place.line}: {place.kind}: {place.what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
