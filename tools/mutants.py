"""Mutants: small faults in the modules that decide, each of which some test should notice.

``python tools/mutants.py -n 40 --seed one structure/doubtful grammar/credits`` draws 40 faults a
module (a comparison turned, a term dropped, a number one off, a condition denied, a value not
returned), runs the tests that reach the line, and prints the faults that no test noticed. Each is
a decision that no test holds, or code that decides nothing.

All happens in one process of pytest. The tests run once to learn which of them reach which line.
For each mutant the process forks, exchanges the code of one function, and runs those tests until
one fails, the shortest of each file first. A mutant whose tests crash or hang is killed too. What
there is does not fit: cosmic-ray starts Python and pytest for each mutant, which takes longer than
the tests; mutmut draws no samples, and counts tests by function, not by line. No part of the gate.
"""

from __future__ import annotations
import __future__

import argparse
import ast
import contextlib
import copy
import gc
import importlib
import os
import random
import signal
import sys
import time
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING, NamedTuple

import coverage
import pytest
from _pytest.runner import runtestprotocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TESTS = Path(__file__).parents[1] / "tests"
# The modules that decide, and the test files of each. They ask for records and labels in this
# process: those that start programs would not see a mutant.
_STORIES = "decisions_lines decisions_records parts_of_stories headline_and_byline"
_DATELINES = "decisions_datelines datelines"
_DATES = "decisions_dates choice_of_dates dates_of_pages"
_SEVERAL = "cuts decisions_several several several_seams split split_markers"
MODULES = {
    "structure/binding": f"{_STORIES} clean_text structure",
    "structure/decide": f"{_STORIES} clean_text structure",
    "structure/doubtful": f"{_STORIES} dated_columns structure",
    "structure/labels": f"{_STORIES} structure",
    "structure/head_labels": f"{_STORIES} structure",
    "grammar/credits": "decisions_names credits bylines",
    "grammar/dateline": _DATELINES,
    "grammar/dateline/bars": _DATELINES,
    "grammar/dateline/evidence": _DATELINES,
    "grammar/dateline/pieces": _DATELINES,
    "grammar/dateline/runs": _DATELINES,
    "grammar/dateline/slots": _DATELINES,
    "grammar/label": f"{_STORIES} sentences_like_notices",
    "grammar/sender": "decisions_senders",
    "grammar/stamps": _DATES,
    "record/assemble": "decisions_records credits several parts_of_stories mailed",
    "record/body": "decisions_records credits several parts_of_stories mailed",
    "structure/cuts": _SEVERAL,
    "structure/cut_lines": _SEVERAL,
    "reading/blocks": _SEVERAL,
}
# Seconds. A test that takes longer, of size or of time, would be most of the run.
_LONG = 2.5
_OTHERS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
# What decides nothing: types, decorators, defaults, messages.
_SKIPPED = {"args", "returns", "decorator_list", "annotation", "bases"}


class Mutant(NamedTuple):
    """A module with a fault: its tree, the place of the statement that holds the fault, the lines
    of the fault, and how it reads.
    """

    tree: ast.Module
    top: int
    lines: range
    words: str


def faults(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of *node*, with one fault each."""
    match node:
        case ast.Compare(left, operators, right):
            for at, operator in enumerate(operators):
                for other in _OTHERS[type(operator)]:
                    yield ast.Compare(left, [*operators[:at], other(), *operators[at + 1 :]], right)
        case ast.BoolOp(operator, terms):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), terms)
            for at in range(len(terms)):
                rest = [*terms[:at], *terms[at + 1 :]]
                yield ast.BoolOp(operator, rest) if rest[1:] else rest[0]
        case ast.UnaryOp(ast.Not()):
            yield ast.UnaryOp(ast.Not(), node)
        case ast.Constant() | ast.BinOp():
            yield from _faults_of_values(node)
        case _:
            yield from _faults_of_flow(node)


def _faults_of_values(node: ast.AST) -> Iterator[ast.AST]:
    """The same where *node* is a value or a sum."""
    match node:
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.BinOp(left, ast.Add() | ast.Sub() as sign, right):
            if not isinstance(left, ast.Constant | ast.JoinedStr):
                yield ast.BinOp(left, ast.Sub() if isinstance(sign, ast.Add) else ast.Add(), right)


def _faults_of_flow(node: ast.AST) -> Iterator[ast.AST]:
    """The same where *node* says what is done next."""
    match node:
        case ast.Return(value) if value and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.If(test) | ast.While(test) | ast.IfExp(test):
            if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
                denied = copy.copy(node)
                denied.test = ast.UnaryOp(ast.Not(), test)
                yield denied


def places(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.expr | ast.stmt]]:
    """The nodes below *node* that may be at fault, each with its parent, field and place there."""
    typing = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    if typing or isinstance(node, ast.Assert | ast.JoinedStr):
        return
    for field, value in ast.iter_fields(node):
        if field in _SKIPPED and not isinstance(node, ast.Call):
            continue
        for at, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.expr | ast.stmt):
                yield node, field, at if isinstance(value, list) else None, child
            if isinstance(child, ast.AST):
                yield from places(child)


def sample(source: str, number: int, seed: str) -> Iterator[Mutant]:
    """So many faults of a module, the same ones for the same *seed*, in the order of its lines."""
    statements = ast.parse(source).body
    sites = [
        (top, at, variant)
        for top, statement in enumerate(statements)
        for at, (*_, node) in enumerate(places(statement))
        for variant, _ in enumerate(faults(node))
    ]
    for top, at, variant in sorted(random.Random(seed).sample(sites, min(number, len(sites)))):
        tree = ast.parse(source)
        parent, field, item, old = list(places(tree.body[top]))[at]
        new = ast.copy_location(list(faults(old))[variant], old)
        held = getattr(old, "test", old)
        words = f"{_shown(held)}  ->  {_shown(getattr(new, 'test', new))}"
        if item is None:
            setattr(parent, field, new)
        else:
            getattr(parent, field)[item] = new
        lines = range(held.lineno, (held.end_lineno or held.lineno) + 1)
        yield Mutant(ast.fix_missing_locations(tree), top, lines, words)


def _shown(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:120]


def exchange(module: ModuleType, mutant: Mutant) -> None:
    """Put the fault into the running program."""
    statement, file = mutant.tree.body[mutant.top], str(module.__file__)
    flags, names = __future__.annotations.compiler_flag, vars(module)
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        for code in _codes(compile(mutant.tree, file, "exec", flags, dont_inherit=True)):
            path, _, name = code.co_qualname.rpartition(".")
            if statement.name in {path, code.co_qualname} and not name.startswith("<"):
                found = vars(names[path])[name] if path else names[name]
                for inner in ("fget", "func", "__func__", "__wrapped__"):
                    found = getattr(found, inner, found)
                if isinstance(found, FunctionType):
                    found.__code__ = code
        return
    before = dict(names)
    exec(compile(ast.Module([statement], []), file, "exec", flags, dont_inherit=True), names)
    for name, new in before.items():
        for other in list(sys.modules.values()) if names[name] is not new else ():
            if vars(other).get(name) is new:
                setattr(other, name, names[name])


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


class Run:
    """The run, as a plugin of pytest that takes the place of its loop over the tests."""

    def __init__(self, wanted: argparse.Namespace) -> None:
        self._wanted = wanted
        self._modules = {
            name: importlib.import_module("dispatchkit." + name.replace("/", "."))
            for name in wanted.modules
        }
        self._items: dict[str, pytest.Item] = {}
        self._spent: dict[str, float] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn what the tests reach, then try the mutants of each module."""
        self._items = {item.nodeid: item for item in session.items}
        reached = self._reached(session.items)
        for name, module in self._modules.items():
            contexts = reached.contexts_by_lineno(str(module.__file__))
            source = Path(str(module.__file__)).read_text(encoding="utf-8")
            drawn = list(sample(source, self._wanted.number, self._wanted.seed))
            left = [mutant for mutant in drawn if not self._dies(name, mutant, contexts)]
            share = 1 - len(left) / len(drawn)
            print(f"{name}: {len(drawn) - len(left)} of {len(drawn)} killed, {share:.0%}")
            print("".join(f"  {one.lines[0]:4} {one.words}\n" for one in left), flush=True)
        return True

    def _dies(self, name: str, mutant: Mutant, contexts: dict[int, list[str]]) -> bool:
        """Whether a test of the module that reaches the fault fails."""
        whole = not isinstance(mutant.tree.body[mutant.top], ast.FunctionDef)
        reach = {
            test
            for line in (contexts if whole else mutant.lines)
            for test in contexts.get(line, ())
        }
        tests = [test for test in self._spent if test in reach and self._counts(test, name)]
        # What takes three times as long as without the fault may have no end.
        limit = 5 + 3 * sum(self._spent[test] for test in tests)
        return _dies(self._modules[name], mutant, [self._items[test] for test in tests], limit)

    def _counts(self, test: str, module: str) -> bool:
        """Whether a test is one of those of the module."""
        file = Path(test.partition("::")[0]).stem.removeprefix("test_")
        return file == "goldens" or file in MODULES[module].split()

    def _reached(self, items: Sequence[pytest.Item]) -> coverage.CoverageData:
        """Which tests reach which lines of the modules."""
        included = [str(module.__file__) for module in self._modules.values()]
        measured = coverage.Coverage(data_file=None, config_file=False, include=included)
        taken: list[tuple[int, float, str]] = []
        files = list(dict.fromkeys(item.path for item in items))
        measured.start()
        for item, following in zip(items, [*items[1:], None], strict=True):
            measured.switch_context(item.nodeid)
            _forget(self._modules.values())
            begun = time.process_time()
            reports = runtestprotocol(item, nextitem=following, log=False)
            spent = time.process_time() - begun
            if spent < _LONG and all(report.passed for report in reports):
                taken.append((files.index(item.path), spent, item.nodeid))
        measured.stop()
        self._spent = {test: spent for _, spent, test in sorted(taken)}
        return measured.get_data()


def _forget(modules: Iterable[ModuleType]) -> None:
    """Empty the caches of the *modules*, in which results of the faultless code lie."""
    for module in modules:
        for value in vars(module).values():
            if callable(clear := getattr(value, "cache_clear", None)):
                clear()


def _dies(module: ModuleType, mutant: Mutant, items: Sequence[pytest.Item], limit: float) -> bool:
    """Whether one of the tests fails with the fault in the program, or takes more than *limit*
    seconds.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    gc.disable()
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    with contextlib.suppress(BaseException):
        exchange(module, mutant)
        _forget([module])
        for item, following in zip(items, [*items[1:], None], strict=True):
            reports = runtestprotocol(item, nextitem=following, log=False)
            if any(report.failed for report in reports):
                os._exit(1)
        os._exit(0)
    os._exit(2)


def main(arguments: Sequence[str]) -> int:
    """Run as the module says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("modules", nargs="*", default=list(MODULES), help="as structure/doubtful")
    parser.add_argument("-n", "--number", type=int, default=40, help="mutants a module")
    parser.add_argument("--seed", default="one", help="another draws others")
    parser.add_argument("--goldens", action="store_true", help="count tests/golden as tests too")
    wanted = parser.parse_args(arguments)
    names = [name for module in wanted.modules for name in MODULES[module].split()]
    names += ["goldens"] if wanted.goldens else []
    files = [path for name in dict.fromkeys(names) if (path := TESTS / f"test_{name}.py").exists()]
    quiet = ["-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:xdist"]
    return int(pytest.main([*quiet, *map(str, files)], plugins=[Run(wanted)]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
