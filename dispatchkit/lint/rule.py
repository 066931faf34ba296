"""Rules: what they are, how their modules are found, and what their docstrings say.

A rule is one function in a module of ``lint/rules``, made a ``Rule`` by the decorator of its scope
in ``scopes``; there is no list of rules. Its docstring is its page: a first paragraph that says
what it finds, then why that matters, then blocks ``Bad:`` and ``Good:`` with dumps, which are its
first test.
"""

from __future__ import annotations

import inspect
import os
import re
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, Self, TypeVar

from dispatchkit.named_modules import modules_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dispatchkit.lint.finding import Safety, Severity

Seen = TypeVar("Seen")
Told = TypeVar("Told")


class Scope(StrEnum):
    """What a rule looks at."""

    INPUT = "input"
    """An input as bytes and text."""
    DISPATCH = "dispatch"
    """Each dispatch of an input."""
    RUN = "run"
    """All dispatches of a run."""
    BASELINE = "baseline"
    """The entries of a baseline that were not met."""


FAMILIES = {
    "DK1": "bytes and encoding",
    "DK2": "structure",
    "DK3": "dates",
    "DK4": "consistency",
    "DK5": "text",
    "DK6": "boilerplate",
    "DK7": "lifecycle and legal",
    "DK8": "duplicates and versions across inputs",
    "DK9": "the parse itself",
}

_RULES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rules")
_CODE_RE = re.compile(r"DK[1-9]\d\d")
_BLOCK_RE = re.compile(r"^(Bad|Good)(?: \(([^)]*)\))?:$")
_ESCAPE_RE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[tr\\])")
# A line that goes on in the next one: it ends in a backslash that is not itself escaped.
_CONTINUED_RE = re.compile(r"(?<!\\)\\\n")
_FILE_RE = re.compile(r"^=== (\S+)$")


class Example(NamedTuple):
    """An example of a rule's page: options of ``check`` ("now=2021-12-05"), its inputs by name, and
    whether the rule hits them.
    """

    hits: bool
    options: dict[str, str]
    inputs: tuple[tuple[str, bytes], ...]
    shown: str


class Rule:
    """One rule: everything about it except what it looks at, which the classes of ``scopes`` say.

    ``fix`` is how safe its fixes are at best (None: it has none). The rule runs by default if
    ``on``. ``alters`` names the fields of the record that its unsafe fixes are meant to change;
    "spelling" means that they mend letters, so that more can be read. ``doc`` is its page as
    written.
    """

    scope: ClassVar[Scope]

    def __init__(
        self,
        code: str,
        name: str,
        doc: str,
        *,
        severity: Severity,
        fix: Safety | None,
        on: bool,
        alters: Iterable[str],
    ) -> None:
        """ValueError for a code or name of the wrong form."""
        if not _CODE_RE.fullmatch(code) or name != name.lower() or " " in name:
            raise ValueError(
                f"{code} {name}: a rule is DK and three figures, and words joined by hyphens"
            )
        self.code = code
        self.name = name
        self.doc = doc
        self.severity = severity
        self.fix = fix
        self.on = on
        self.alters = frozenset(alters)

    @property
    def family(self) -> str:
        """What the rules of its family (DK1, DK2, ...) are about."""
        return FAMILIES[self.code[:3]]

    @property
    def summary(self) -> str:
        """The first paragraph of its page, on one line: what it finds."""
        return _page(self.doc)[0]

    @property
    def reason(self) -> str:
        """Why it matters and what it leaves alone: paragraphs, with blank lines between them."""
        return _page(self.doc)[1]

    @property
    def examples(self) -> tuple[Example, ...]:
        """The dumps of its page."""
        return _page(self.doc)[2]

    def to_dict(self) -> dict[str, Any]:
        """All about the rule in JSON types."""
        examples = [
            {"hits": example.hits, "options": example.options, "text": example.shown}
            for example in self.examples
        ]
        facts = {
            "code": self.code,
            "name": self.name,
            "family": self.family,
            "severity": self.severity,
            "scope": self.scope,
            "fix": self.fix,
            "on": self.on,
        }
        return facts | {"summary": self.summary, "reason": self.reason, "examples": examples}


class RuleAbout(Rule, Generic[Seen, Told]):
    """A rule whose function looks at a ``Seen`` and yields a ``Told`` for each thing found."""

    def __init__(
        self,
        run: Callable[[Seen], Iterator[Told]],
        code: str,
        name: str,
        *,
        severity: Severity,
        fix: Safety | None,
        on: bool,
        alters: Iterable[str],
    ) -> None:
        super().__init__(
            code, name, run.__doc__ or "", severity=severity, fix=fix, on=on, alters=alters
        )
        self.run = run

    @classmethod
    def named(
        cls,
        code: str,
        name: str,
        *,
        severity: Severity,
        fix: Safety | None = None,
        on: bool = True,
        alters: Iterable[str] = (),
    ) -> Callable[[Callable[[Seen], Iterator[Told]]], Self]:
        """A decorator that makes a function a rule. ValueError for a code or name of the wrong
        form.
        """
        return lambda run: cls(run, code, name, severity=severity, fix=fix, on=on, alters=alters)


@cache
def rules() -> dict[str, Rule]:
    """All rules by their codes, in order. Every module of ``lint/rules`` is loaded."""
    found: dict[str, Rule] = {}
    for module in _modules():
        for value in vars(import_module(module)).values():
            if isinstance(value, Rule):
                if value.code in found:
                    raise ValueError(f"two rules have the code {value.code}")
                found[value.code] = value
    return dict(sorted(found.items()))


def _modules() -> Iterator[str]:
    """The names of the modules of rules: those in the folders of families."""
    for family in sorted(os.scandir(_RULES), key=lambda entry: entry.name):
        if family.is_dir() and not family.name.startswith("_"):
            for name in modules_in([family.path]):
                yield f"dispatchkit.lint.rules.{family.name}.{name}"


@cache
def _page(doc: str) -> tuple[str, str, tuple[Example, ...]]:
    """Summary, reason and examples of a rule's docstring."""
    summary, _, rest = inspect.cleandoc(doc).partition("\n\n")
    prose: list[str] = []
    blocks: list[tuple[str, str, list[str]]] = []
    for line in rest.split("\n"):
        opened = _BLOCK_RE.match(line)
        if opened:
            blocks.append((opened[1], opened[2] or "", []))
        elif blocks:
            blocks[-1][2].append(line.removeprefix("    "))
        else:
            prose.append(line)
    return (
        summary.replace("\n", " "),
        "\n".join(prose).strip(),
        tuple(_example(*block) for block in blocks),
    )


def _example(kind: str, options: str, lines: list[str]) -> Example:
    """An example from a block of a page. Blank lines around it do not count. A backslash at the end
    of a line takes its line feed away: the line goes on in the next one, and a last line has no
    line feed.
    """
    shown = _CONTINUED_RE.sub("", "\n".join(lines).strip("\n"))
    pairs = dict(item.split("=", 1) for item in options.split(", ") if item)
    inputs: list[tuple[str, list[str]]] = []
    for line in shown.split("\n"):
        named = _FILE_RE.match(line)
        if named:
            inputs.append((named[1], []))
        else:
            if not inputs:
                inputs.append(("dump.txt", []))
            inputs[-1][1].append(line)
    return Example(
        kind == "Bad",
        pairs,
        tuple((name, unescaped(_ended("\n".join(text)))) for name, text in inputs),
        shown,
    )


def _ended(text: str) -> str:
    """The text of an example with its final line feed, if it has one."""
    return (
        text.removesuffix("\\")
        if text.endswith("\\") and not text.endswith("\\\\")
        else text + "\n"
    )


def unescaped(text: str) -> bytes:
    r"""The bytes that a written-out dump stands for: ``\xE9`` is a byte, ``\u00a0`` a character,
    ``\t`` and ``\r`` are themselves.
    """
    made = bytearray()
    at = 0
    for found in _ESCAPE_RE.finditer(text):
        made += text[at : found.start()].encode() + _escaped(found[1])
        at = found.end()
    return bytes(made + text[at:].encode())


def _escaped(escape: str) -> bytes:
    if escape[0] == "x":
        return bytes([int(escape[1:], 16)])
    return (
        chr(int(escape[1:], 16)).encode()
        if escape[0] == "u"
        else {"t": b"\t", "r": b"\r", "\\": b"\\"}[escape]
    )
