"""Inputs that are added to a corpus: those of a call that it does not have, and what is to be said
of the others.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.corpus.reading import digest
from dispatchkit.corpus.shards import last_accounts
from dispatchkit.corpus.task import sized

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatchkit.corpus.job import Job
    from dispatchkit.corpus.reading import Account
    from dispatchkit.corpus.shards import Place
    from dispatchkit.files.inputs import Input


class Addition(NamedTuple):
    """What is to be added: a *job* that reads only what is new, and what gave no record and has
    other bytes now (so many are *mended*). *changed* are inputs that the corpus has records of and
    that have other bytes, *gone* those that are no longer where they were; *failed* says how many
    of those that the call names had failed before and are as they were.
    """

    job: Job
    mended: int
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    failed: int


def addition(job: Job, place: Place, steps: int) -> Addition:
    """What a *job* adds to the corpus at *place*, which has the inputs of its first *steps*."""
    named = {os.path.abspath(item.name): item for item in job.inputs}
    had = {os.path.abspath(one.path): one for one in last_accounts(place, steps)}
    other = _other(named, had)
    mended = {name for name in other if not had[name].records}
    new = [item for name, item in named.items() if name not in had or name in mended]
    return Addition(
        job._replace(inputs=new, size=sized(new)),
        len(mended),
        tuple(item.name for name, item in named.items() if name in other - mended),
        _gone(named, had),
        sum(bool(had[name].rejects) for name in (named.keys() & had.keys()) - mended),
    )


def _other(named: Mapping[str, Input], had: Mapping[str, Account]) -> set[str]:
    """The names of the inputs that the corpus *had* before, with other bytes."""
    return {name for name, item in named.items() if name in had and not _is_same(item, had[name])}


def _gone(named: Mapping[str, Input], had: Mapping[str, Account]) -> tuple[str, ...]:
    """The paths of what the corpus *had* before and is no longer there."""
    return tuple(one.path for name, one in had.items() if name not in named and _is_gone(one))


def _is_same(item: Input, account: Account) -> bool:
    """Whether an input has the bytes that the *account* is about."""
    try:
        content = item.content()
        return len(content) == account.bytes and digest(content) == account.sha256
    except (OSError, MemoryError):
        return account.sha256 is None


def _is_gone(account: Account) -> bool:
    """Whether an input that was read is no longer there."""
    return account.sha256 is not None and account.path != "-" and not os.path.exists(account.path)
