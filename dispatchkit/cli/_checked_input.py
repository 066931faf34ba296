"""One input through ``check``: read, mended if that is asked for, and checked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.errors import ProfileError
from dispatchkit.files.inputs import NO_MEMORY, Input, reason
from dispatchkit.files.paths import relative
from dispatchkit.files.rewriting import digest
from dispatchkit.lint.engine import Checked, check_fixed, check_source
from dispatchkit.lint.fixes import fix_source
from dispatchkit.lint.patch import patch, unpatchable
from dispatchkit.lint.settings import ALL
from dispatchkit.lint.traced import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.lint.finding import Finding
    from dispatchkit.lint.settings import Settings


class Task(NamedTuple):
    """What is to be done to every input: check it, with *fix* mend it first, with *diff* only show
    how; with *unsafe* make the unsafe fixes too.
    """

    settings: Settings
    fix: bool = False
    diff: bool = False
    unsafe: bool = False


class Outcome(NamedTuple):
    """What became of an input: it was *checked*, or there was a *problem*. *profile*: place and
    problem of a ProfileError, which ends the call, for all inputs have it.

    *data*: what is to be written in its place, if it still has the *digest* that it had. *diff*:
    the changes as a patch, *opaque*: why there is none. *fixes*: how many were made. *split_met*:
    the expression of ``--split``, if there is one, was found in it. *unread*: what the rules would
    find that say why it cannot be read, if they ran.
    """

    checked: Checked | None = None
    problem: str | None = None
    profile: tuple[str, str] | None = None
    data: bytes | None = None
    digest: bytes = b""
    diff: bytes = b""
    opaque: str | None = None
    fixes: int = 0
    split_met: bool = True
    unread: tuple[Finding, ...] = ()


def outcome(item: Input, task: Task) -> Outcome:
    """Read and check one input."""
    if item.problem is not None:
        return Outcome(problem=item.problem)
    if task.fix and item.data is None and _is_irregular(item.name):
        return Outcome(problem="not a regular file, so it cannot be mended")
    try:
        return _done(item, task)
    except MemoryError:
        return Outcome(problem=NO_MEMORY)


def _is_irregular(path: str) -> bool:
    """Whether something is there that is no regular file."""
    return os.path.exists(path) and not os.path.isfile(path)


def _done(item: Input, task: Task) -> Outcome:
    """The task done to an input."""
    try:
        source = Source(item.name, item.read(), task.settings)
    except OSError as error:
        return Outcome(problem=reason(error))
    except ProfileError as error:
        return Outcome(profile=(error.place, error.problem))
    unread = [str(source.problem)] if source.problem else [one.why for one in source.unread]
    if unread and not check_source(source).findings:
        return Outcome(problem=unread[0], unread=_unread_findings(source, unread))
    if task.fix or task.diff:
        return _mended(item, source, task)
    return Outcome(check_source(source), split_met=source.split_met)


def _unread_findings(source: Source, unread: Sequence[str]) -> tuple[Finding, ...]:
    """What all rules together find that say why an input is *unread*, whichever were asked to
    run.
    """
    settings = source.settings._replace(
        select=(ALL,), extend_select=(), ignore=(), extend_ignore=(), per_file_ignores={}
    )
    found = check_source(Source(source.path, source.data, settings)).findings
    return tuple(one for one in found if any(why in one.message for why in unread))


def _mended(item: Input, source: Source, task: Task) -> Outcome:
    """What mending an input gives, and what is found in it after that."""
    fixed = fix_source(source, unsafe=task.unsafe)
    changed = fixed.data != source.data
    made = Outcome(
        check_fixed(fixed, unsafe=task.unsafe),
        fixes=fixed.fixes.total(),
        split_met=source.split_met,
    )
    if task.fix:
        data = fixed.data if changed or item.data is not None else None
        return made._replace(data=data, digest=digest(source.data))
    if not changed:
        return made
    opaque = unpatchable(source, fixed.source)
    if opaque:
        return made._replace(opaque=opaque)
    return made._replace(diff=patch(_patched_name(item.name), source, fixed))


def _patched_name(name: str) -> str:
    """The name of a file in a patch: seen from the working folder, which is where patches are
    applied, if it is below that.
    """
    return relative(name, None)
