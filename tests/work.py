"""The work that the package does, counted: rounds of loops, and what slices and searches of lists
copy and look at.

Counting calls alone would not show a quadratic ``marks[at + 1 :]`` in a loop, which copies in C.
The modules of the package are therefore compiled with a counter in each loop, comprehension, slice
and search. Run as a program, in a process of its own, it reads a list of commands and texts as JSON
on standard input and prints the work of each, by module.
"""

from __future__ import annotations

import ast
import gc
import json
import subprocess
import sys
from collections import Counter
from importlib.machinery import PathFinder, SourceFileLoader
from typing import TYPE_CHECKING, Any

from patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import CodeType

COUNTED: Counter[str] = Counter()
# Fewer blocks of memory than ten stories take: of fifty, those that are held take 900 to 4,000.
HELD = 500


def counted(runs: Sequence[tuple[str, str]]) -> list[Counter[str]]:
    """What each of *runs*, "check", "fix" or "parse" and a text, takes, by module."""
    made = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(runs),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return [Counter(one) for one in json.loads(made.stdout)]


def calls(run: Callable[[], object]) -> int:
    """How many functions *run* calls, those in C included: for what takes too little to be run in a
    process of its own.
    """
    count = 0

    def look(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(look)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


def held(run: Callable[[], Iterable[object]], each: int = 1) -> int:
    """By how many blocks of memory a run grows between the tenth and the sixtieth of the things
    that it makes, *each* made of so many. Counting blocks costs nothing; tracing them takes eight
    times as long as the run. What other threads take meanwhile counts as well, so that a run that
    seems to hold much is made again.
    """
    grown = HELD
    for _ in range(3):
        grown = min(grown, _grown(run(), each))
        if grown < HELD:
            break
    return grown


def _grown(made: Iterable[object], each: int) -> int:
    early = 0
    for number, _ in enumerate(made):
        if number in (10 * each, 60 * each):
            gc.collect()
            if early:
                return sys.getallocatedblocks() - early
            early = sys.getallocatedblocks()
    raise AssertionError("fewer than sixty were made")


class _Counting(ast.NodeTransformer):
    """Counters in the tree of a module."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """A slice counts what it copies."""
        self.generic_visit(node)
        return (
            _call("counting_cut", node)
            if isinstance(node.slice, ast.Slice) and isinstance(node.ctx, ast.Load)
            else node
        )

    def visit_For(self, node: ast.For) -> ast.For:
        """A loop counts its rounds."""
        self.generic_visit(node)
        node.iter = _call("counting_each", node.iter)
        return node

    def visit_While(self, node: ast.While) -> ast.While:
        """So does one with a condition."""
        self.generic_visit(node)
        node.test = _call("counting_again", node.test)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        """So does a comprehension."""
        self.generic_visit(node)
        node.iter = _call("counting_each", node.iter)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.Compare:
        """A search in a list or text counts its length."""
        self.generic_visit(node)
        node.comparators = [
            _call("counting_within", right) if isinstance(how, ast.In | ast.NotIn) else right
            for how, right in zip(node.ops, node.comparators, strict=True)
        ]
        return node


def _call(name: str, inner: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), [inner], [])


class _Loader(SourceFileLoader):
    """Compiles modules with counters."""

    def get_code(self, fullname: str) -> CodeType:
        """The code of a module."""
        path = self.get_filename(fullname)
        tree = ast.fix_missing_locations(_Counting().visit(ast.parse(self.get_data(path))))
        return compile(tree, path, "exec", dont_inherit=True)

    def exec_module(self, module: Any) -> None:
        """Runs a module that knows the counters."""
        name = module.__name__

        def cut(piece: Any) -> Any:
            COUNTED[name] += len(piece)
            return piece

        def each(many: Iterable[Any]) -> Iterator[Any]:
            for one in many:
                COUNTED[name] += 1
                yield one

        def again(value: Any) -> Any:
            COUNTED[name] += 1
            return value

        def within(many: Any) -> Any:
            COUNTED[name] += len(many) if isinstance(many, str | list | tuple) else 1
            return many

        module.__dict__.update(
            counting_cut=cut, counting_each=each, counting_again=again, counting_within=within
        )
        super().exec_module(module)


class _Finder:
    """Finds the modules of the package for the loader."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: Any = None
    ) -> ModuleSpec | None:
        """The place of a module of the package; None for others."""
        spec = (
            PathFinder.find_spec(name, path, target)
            if name.partition(".")[0] == "dispatchkit"
            else None
        )
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(name, spec.loader.path)
        return spec


def _main() -> None:
    sys.meta_path.insert(0, _Finder)
    from dispatchkit import check, parse_bytes
    from dispatchkit.lint.fixes import fix_source
    from dispatchkit.lint.settings import Settings
    from dispatchkit.lint.traced import Source

    runs: dict[str, Callable[[bytes], object]] = {
        "check": check,
        "parse": parse_bytes,
        "fix": lambda data: fix_source(Source("dump.txt", data, Settings()), unsafe=True),
    }
    given = json.loads(sys.stdin.read())
    for command, text in given[:1]:  # fills the caches
        runs[command](text.encode())
    found = []
    for command, text in given:
        COUNTED.clear()
        runs[command](text.encode())
        found.append(dict(COUNTED))
    print(json.dumps(found))


if __name__ == "__main__":
    _main()
