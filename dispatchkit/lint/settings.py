"""What a check is asked to do: which rules run, with which severities, at which stage, at what
time.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.files.paths import fits, relative
from dispatchkit.lint.rule import Scope, rules
from dispatchkit.meant import meant, shown
from dispatchkit.reading.options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.lint.finding import Severity
    from dispatchkit.lint.rule import Rule

ALL = "ALL"
# Stands for the rules about all inputs together, which find nothing in an input alone.
ACROSS = "ACROSS"
_GROUPS = (ALL, ACROSS)


class Stage(StrEnum):
    """What the inputs of a check are."""

    RAW = "raw"
    """Dumps as they came in."""
    CLEAN = "clean"
    """Text that is ready for print, in which boilerplate is an error."""


class Settings(NamedTuple):
    """The settings of a check. Each has its option, and its key in ``dispatchkit.toml``.

    ``select`` and ``ignore`` hold codes or beginnings of codes ("DK1", "DK104") or names of rules
    ("missing-headline"); ``ALL`` stands for all rules, ``ACROSS`` for those about all inputs
    together, of which it selects the ones that are on by default; without ``select`` the rules that
    are on by default run. Of two entries that match a rule the longer wins, of equally long ones
    ``ignore``.
    ``per_file_ignores`` maps patterns of paths to codes, ``per_agency_ignores`` ids of agencies to
    codes, and ``severity`` codes to another severity. ``min_severity`` is the least severity that
    is reported (None: any, with boilerplate folded as ``reported`` does). ``now`` is the clock for
    dates in the future (None: that of the machine); ``language`` is the BCP 47 tag that every
    dispatch should have (None: whatever its agency writes). ``root`` is the folder that patterns of
    paths are relative to (None: the working folder). ``reading`` is how inputs are read, except for
    their paths.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    per_agency_ignores: Mapping[str, tuple[str, ...]] = {}
    severity: Mapping[str, Severity] = {}
    stage: Stage = Stage.RAW
    min_severity: Severity | None = None
    now: datetime | None = None
    language: str | None = None
    root: str | None = None
    reading: ReadOptions = ReadOptions()

    @property
    def lexicon(self) -> Lexicon:
        """The profiles and phrases to read with: what ships, and the user's own."""
        return self.reading.lexicon


def chosen(settings: Settings) -> tuple[Rule, ...]:
    """The rules that run, in order of their codes."""
    return _chosen(
        (*settings.select, *settings.extend_select),
        (*settings.ignore, *settings.extend_ignore),
        default=not settings.select,
    )


@lru_cache
def _chosen(
    wanted: tuple[str, ...], unwanted: tuple[str, ...], *, default: bool
) -> tuple[Rule, ...]:
    """The rules that are *wanted*, or run by *default*, and are not *unwanted* by a longer or equal
    entry.
    """
    found = []
    for rule in rules().values():
        by_default = 0 if rule.on and default else -1
        asked = [name for name in wanted if rule.on or code_of(name) != ACROSS]
        if max(_fit(rule.code, asked), by_default) > _fit(rule.code, unwanted):
            found.append(rule)
    return tuple(found)


def _fit(code: str, names: Collection[str]) -> int:
    """The length of the longest of *names* that matches *code*; -1 if none does."""
    return max((_length(code, code_of(name)) for name in names), default=-1)


def _length(code: str, name: str) -> int:
    """The length of a *name* that matches *code*; that of a group is less than any other; -1 if it
    does not match.
    """
    if name == ALL:
        return 0
    if name == ACROSS:
        rule = rules().get(code)
        return 1 if rule is not None and rule.scope is Scope.RUN else -1
    return len(name) if code.startswith(name) else -1


def code_of(name: str) -> str:
    """The code of the rule that is called *name* ("missing-headline"); any other *name* in
    capitals, as codes are.
    """
    return _by_name().get(name.lower()) or name.upper()


@lru_cache(1)
def _by_name() -> dict[str, str]:
    return {rule.name: rule.code for rule in rules().values()}


def severity_of(rule: Rule, settings: Settings) -> Severity | None:
    """The severity that the settings give a rule, by its code or its name; None if they leave it
    its own.
    """
    return settings.severity.get(rule.code) or settings.severity.get(rule.name)


def ignored_in(path: str, settings: Settings) -> frozenset[str]:
    """The codes that are ignored in the input *path*: those of all patterns that match the path or
    its last part.
    """
    if not settings.per_file_ignores:
        return frozenset()
    plain = relative(path, settings.root)
    return frozenset().union(
        *(codes for glob, codes in settings.per_file_ignores.items() if fits(plain, glob))
    )


def is_named(code: str, names: Collection[str]) -> bool:
    """Whether *code* or a beginning of it is among *names*."""
    return _fit(code, names) >= 0


def is_known(name: str) -> bool:
    """Whether *name* is a code or the beginning of one, the name of a rule, or that of a group."""
    code = code_of(name)
    return bool(code) and (code in _GROUPS or any(known.startswith(code) for known in rules()))


def known_rules(names: tuple[str, ...]) -> tuple[str, ...]:
    """The *names*, checked: each is a code, the beginning of one, the name of a rule, or a group.
    ValueError if one is not, with what may have been meant.
    """
    for name in names:
        if not is_known(name):
            hint = meant(
                name,
                [*_GROUPS, *rules(), *(rule.name for rule in rules().values())],
                "`dispatchkit rule` lists them",
            )
            raise ValueError(
                f"no rule has a code that begins with {shown(name)}, or that name{hint}"
            )
    return names
