"""Every pattern of the package, and what makes a pattern slow: two repetitions that can divide a
run of characters between them in many ways, and texts that show it.

A pattern is read from the parse tree that ``re`` makes of it. A class of characters is described by
those characters of a palette that it contains.

Called as a program with the places of patterns, in a process that can be ended, it searches such
texts for each of them and prints its place before.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import dispatchkit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PACKAGE = Path(dispatchkit.__file__).parent
PARSER, COMPILER, CODE = (
    import_module(f"re.{name}") for name in ("_parser", "_compiler", "_constants")
)
REPEATS = (CODE.MAX_REPEAT, CODE.MIN_REPEAT, CODE.POSSESSIVE_REPEAT)
ONES = (CODE.LITERAL, CODE.NOT_LITERAL, CODE.IN, CODE.ANY)
PALETTE = "aA1 -.,/|#_()'\"é:;!?\t\n*@&%+=<>[]{}中\u3000а\u00a0«»“”’–—©•·→…~^$\\\x01"
# Repeats in a loop of this many rounds and more are ambiguous too often, whatever bounds they have
# themselves.
LOOP = 8
# What patterns are tried on besides what their own repeats are made of.
PUMPS = (" ", "a", "1", ".")
# After a run: what ends most matches without success.
ENDS = ("\x01", "\n\n!x\x01")
# How long a run is: a search whose steps grow faster than its square does not end.
SIZE = 5_000
# So many texts are made for a pattern.
MOST = 10


class Found(NamedTuple):
    """A pattern and where it stands."""

    place: str
    pattern: re.Pattern[Any]


@cache
def patterns() -> list[Found]:
    """All patterns of tables and code, each once."""
    found = {(one.pattern.pattern, one.pattern.flags): one for one in (*_of_tables(), *_of_code())}
    return list(found.values())


def _of_tables() -> Iterator[Found]:
    for path in sorted(PACKAGE.rglob("*.toml")):
        for name, source in _regexes(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield Found(f"{path.name}: {name}", re.compile(source))


def _regexes(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if isinstance(value.get("regex"), str):
            yield str(value.get("id")), value["regex"]
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _regexes(inner)


def _of_code() -> Iterator[Found]:
    for name, tree in trees().items():
        module = import_module(name)
        for key, value in vars(module).items():
            for compiled in _compiled(value):
                yield Found(f"{name}.{key}", compiled)
        for node in ast.walk(tree):
            if is_maker(node):
                # It is a function.
                yield Found(f"{name}.{node.name}", getattr(module, node.name)())  # type: ignore[attr-defined]
            elif (
                isinstance(node, ast.Call)
                and is_direct(node)
                and isinstance(node.args[0], ast.Constant)
            ):
                yield Found(f"{name}:{node.lineno}", re.compile(node.args[0].value))


@cache
def trees() -> dict[str, ast.Module]:
    """The modules of the package by name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = [
            part
            for part in path.relative_to(PACKAGE.parent).with_suffix("").parts
            if part != "__init__"
        ]
        if parts[-1] != "__main__":
            found[".".join(parts)] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def is_maker(node: ast.AST) -> bool:
    """Whether a node is a function that returns a pattern and asks for nothing."""
    return (
        isinstance(node, ast.FunctionDef)
        and node.returns is not None
        and "Pattern" in ast.unparse(node.returns)
        and not node.args.args
    )


def is_direct(node: ast.Call) -> bool:
    """Whether a call is one such as ``re.search(pattern, text)``."""
    return ast.unparse(node.func) in {
        f"re.{name}"
        for name in ("search", "match", "fullmatch", "findall", "finditer", "sub", "split")
    }


def _compiled(value: object) -> Iterator[re.Pattern[Any]]:
    """The patterns in the value of a module's name, also those that wait for their first use."""
    if isinstance(value, re.Pattern):
        yield value
    elif type(value).__name__ == "_Lazy" and type(value).__module__.startswith(
        dispatchkit.__name__
    ):
        # It stands for a pattern.
        yield re.compile(value.pattern, value.flags)  # type: ignore[attr-defined]
    elif isinstance(value, tuple):
        for inner in value:
            yield from _compiled(inner)


class Run(NamedTuple):
    """A repeat that a text may fill with a long run: of which characters of the palette, and
    whether it gives none of them back.
    """

    of: frozenset[str]
    possessive: bool


class Reading:
    """A pattern taken apart: where two repeats meet, and texts that make them work."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self._bytes = isinstance(pattern.pattern, bytes)
        self._flags = pattern.flags & ~re.UNICODE
        self._tree = PARSER.parse(pattern.pattern, self._flags)
        self._palette = tuple(dict.fromkeys([*PALETTE, *sorted(_letters(self._tree))[:40]]))
        self._held: dict[str, tuple[str, ...]] = {}
        self._rounds = 0
        self.meetings: list[str] = []
        self._sequence(self._tree, ())
        if _begins_anew(self._tree, last=True):
            self.meetings.append("a run is begun anew at each of its characters")
        self._pumps: list[tuple[str, str]] = []
        self._walk(self._tree, ("",))

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What a text begins with, and what it goes on with again and again; none for a pattern
        without long repeats.
        """
        if not self._pumps:
            return []
        return list(
            dict.fromkeys([*self._pumps[: MOST - len(PUMPS)], *(("", pump) for pump in PUMPS)])
        )

    # --- where repeats meet

    def _sequence(self, tree: Any, runs: Sequence[Run]) -> tuple[bool, list[Run], list[Run]]:
        """Whether a part of the pattern may be empty, the runs that it may begin with, and those
        that may still go on at its end; *runs* may at its beginning.
        """
        empty, leading = True, list[Run]()
        for code, value in tree:
            may, first, runs = self._item(code, value, runs)
            leading += first if empty else []
            empty = empty and may
        return empty, leading, list(dict.fromkeys(runs))

    def _item(
        self, code: Any, value: Any, runs: Sequence[Run]
    ) -> tuple[bool, list[Run], list[Run]]:
        if code in REPEATS:
            return self._repeat(code, value, runs)
        if code is CODE.SUBPATTERN:
            return self._sequence(value[3], runs)
        if code is CODE.ATOMIC_GROUP:
            empty, first, last = self._sequence(value, runs)
            return empty, first, [run._replace(possessive=True) for run in last]
        if code is CODE.BRANCH:
            parts = [self._sequence(part, runs) for part in value[1]]
            return (
                any(part[0] for part in parts),
                [run for part in parts for run in part[1]],
                [run for part in parts for run in part[2]],
            )
        if code in ONES:
            return False, [], self._shared(runs, (code, value))
        return code is not CODE.GROUPREF, [], [] if code is CODE.GROUPREF else list(runs)

    def _repeat(
        self, code: Any, value: Any, runs: Sequence[Run]
    ) -> tuple[bool, list[Run], list[Run]]:
        least, most, body = value
        possessive = code is CODE.POSSESSIVE_REPEAT
        past = list(runs) if least == 0 else []
        if len(body) == 1 and body[0][0] in ONES:
            long = most is CODE.MAXREPEAT or (most > least and self._rounds > 0)
            own = [Run(frozenset(self._characters(body[0])), possessive)] if long else []
            self._meet("two repeats", runs, own)
            return least == 0, own, own + self._shared(runs, body[0]) + past
        loop = most is CODE.MAXREPEAT or most >= LOOP
        self._rounds += loop
        empty, first, last = self._sequence(body, runs)
        self._rounds -= loop
        if loop and not possessive:
            self._meet("two rounds of a loop", last, first)
        return least == 0 or empty, first, last + past

    def _meet(self, what: str, runs: Sequence[Run], others: Sequence[Run]) -> None:
        """Notes where one of *runs*, which may go on, and one of *others* have characters in
        common.
        """
        self.meetings += [
            f"{what} share {''.join(sorted(one.of & other.of))[:8]!r}"
            for one in runs
            for other in others
            if not one.possessive and one.of & other.of
        ]

    def _shared(self, runs: Sequence[Run], item: Any) -> list[Run]:
        """What of *runs* goes on behind an item that fits some of the same characters."""
        fits = frozenset(self._characters(item))
        return [run._replace(of=run.of & fits) for run in runs if run.of & fits]

    def _characters(self, item: Any) -> tuple[str, ...]:
        """The characters of the palette that one item of the pattern fits."""
        key = repr(item)
        if key not in self._held:
            one = COMPILER.compile(PARSER.SubPattern(self._tree.state, [item]), self._flags)
            kept = [
                character for character in self._palette if not self._bytes or character < "\u0100"
            ]
            self._held[key] = tuple(
                [
                    character
                    for character in kept
                    if one.fullmatch(character.encode("latin-1") if self._bytes else character)
                ]
            )
        return self._held[key]

    # --- texts

    def _walk(self, tree: Any, before: Sequence[str]) -> None:
        """Notes the texts for the repeats of a part, *before* which these may stand."""
        for code, value in tree:
            if code in REPEATS and (value[1] is CODE.MAXREPEAT or value[1] >= LOOP):
                self._pumps += [
                    (start, body)
                    for body in self._samples(value[2], LOOP)
                    if body
                    for start in (before[0], "")
                ]
                self._pumps += [
                    ("", start + body)
                    for body in self._samples(value[2], 1)
                    for start in before[:1]
                    if start and body
                ]
            for part in _parts(code, value):
                self._walk(part, before)
            before = _joined(before, self._sampled(code, value, 3), 3)

    def _samples(self, tree: Any, most: int) -> list[str]:
        """Texts that a part fits."""
        found: Sequence[str] = [""]
        for code, value in tree:
            found = _joined(found, self._sampled(code, value, most), most)
        return list(found)

    def _sampled(self, code: Any, value: Any, most: int) -> list[str]:
        if code in ONES:
            return (
                [chr(value)]
                if code is CODE.LITERAL
                else list(self._characters((code, value))[:3]) or [""]
            )
        if code in REPEATS:
            return ([""] if value[0] == 0 and most > 1 else []) + [
                text * max(value[0], 1) for text in self._samples(value[2], most)
            ][:most]
        parts = _parts(code, value) if code not in (CODE.ASSERT, CODE.ASSERT_NOT) else []
        return [text for part in parts for text in self._samples(part, 2)][: most + 4] or [""]


def _joined(left: Sequence[str], right: Sequence[str], most: int) -> list[str]:
    pairs = [
        left[number % len(left)] + right[number % len(right)]
        for number in range(max(len(left), len(right)))
    ]
    return list(dict.fromkeys([*pairs, *(one + other for one in left for other in right)]))[:most]


def _parts(code: Any, value: Any) -> list[Any]:
    """The parts of a pattern that an item holds."""
    if code in REPEATS:
        return [value[2]]
    if code is CODE.SUBPATTERN:
        return [value[3]]
    if code is CODE.ATOMIC_GROUP:
        return [value]
    if code in (CODE.ASSERT, CODE.ASSERT_NOT):
        return [value[1]]
    return list(value[1]) if code is CODE.BRANCH else []


def _letters(tree: Any) -> set[str]:
    """The characters that a pattern names."""
    found = set()
    for code, value in tree:
        if code is CODE.LITERAL:
            found.add(chr(value))
        elif code is CODE.IN:
            found |= {
                chr(one if kind is CODE.LITERAL else one[0])
                for kind, one in value
                if kind in (CODE.LITERAL, CODE.RANGE)
            }
        for part in _parts(code, value):
            found |= _letters(part)
    return found


def _begins_anew(tree: Any, *, last: bool) -> bool:
    """Whether a pattern begins with a run that something must follow, so that a search that fails
    tries the run from each of its characters.

    An anchor, or what must stand before it, says where it begins. *last*: what follows this part
    may be empty.
    """
    items = list(tree)
    for number, (code, value) in enumerate(items):
        rest = last and all(_may_be_empty(*item) for item in items[number + 1 :])
        if code in (CODE.ASSERT, CODE.ASSERT_NOT) and value[0] > 0:
            continue
        if code in REPEATS and len(value[2]) == 1 and value[2][0][0] in ONES:
            if value[1] is CODE.MAXREPEAT:
                return not rest
        elif any(_begins_anew(part, last=rest) for part in _parts(code, value)):
            return True
        if code not in REPEATS or value[0]:
            return False
    return False


def _may_be_empty(code: Any, value: Any) -> bool:
    if code in REPEATS and value[0] == 0:
        return True
    if code is CODE.AT or code in (CODE.ASSERT, CODE.ASSERT_NOT):
        return False
    parts = _parts(code, value)
    empty = [all(_may_be_empty(*item) for item in part) for part in parts]
    return bool(parts) and (any(empty) if code is CODE.BRANCH else all(empty))


def main(places: Sequence[str]) -> None:
    """Search texts for the patterns that stand at the *places*."""
    for place, pattern in patterns():
        if place not in places:
            continue
        print(place, flush=True)
        for start, body in Reading(pattern).texts:
            for end in ENDS:
                text = start + body * (SIZE // len(body)) + end
                pattern.search(text.encode() if isinstance(pattern.pattern, bytes) else text)


if __name__ == "__main__":
    main(sys.argv[1:])
