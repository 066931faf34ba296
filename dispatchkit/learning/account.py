"""What a call that is to be verbose says: what was read, what was left out, how long it took."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from dispatchkit.learning.measured import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dispatchkit.files.inputs import Input
    from dispatchkit.learning.drafts import Draft
    from dispatchkit.learning.dumps import Dumps
    from dispatchkit.learning.finding import Doubt
    from dispatchkit.learning.reading import Outcome
    from dispatchkit.learning.written import Facts

# So many characters of a line are shown.
_SHOWN = 80


class Account:
    """Tells *tell* what is done, if anybody listens."""

    def __init__(self, tell: Callable[[str], None] | None) -> None:
        self._tell = tell or _unheard
        self._begun = time.perf_counter()

    def read(self, item: Input, outcome: Outcome, left: int) -> None:
        """An input was read; *left*: so many dispatches more are wanted."""
        found = len(outcome.found)
        said = [counted(found, "dispatch", "dispatches")]
        said.append(counted(sum(len(one.lines) for one in outcome.found), "line"))
        if found > left:
            said.append(f"{found - left} more than are compared")
        if outcome.problem:
            said.append(outcome.problem)
        self._tell(f"{item.name}: {', '.join(said)}")

    def compared(self, dumps: Dumps) -> None:
        """All inputs were read, and compared for those that repeat one another."""
        kept = {id(one) for one in dumps.dumps}
        for one in dumps.all:
            if id(one) not in kept:
                self._tell(f"{one.path}: skipped, it repeats another dispatch")
        told = counted(len(dumps.all), "dispatch", "dispatches")
        self._done(f"read: {told}, {dumps.count} of them distinct")

    def searched(self, drafts: Sequence[Draft], doubts: Iterable[Doubt], facts: Facts) -> None:
        """The dumps were searched for facts and rules."""
        for doubt in sorted(set(doubts), key=lambda doubt: (-doubt.support, doubt.text)):
            dumps = counted(doubt.support, "dump")
            self._tell(f"no rule for {doubt.text[:_SHOWN]!r} (in {dumps}): {doubt.why}")
        credits_ = ", ".join((*facts.credits, *facts.ambiguous)) or "none"
        self._done(f"searched: {counted(len(drafts), 'rule')} proposed; credits: {credits_}")

    def tried(self, kept: Sequence[Draft], dropped: Sequence[tuple[Draft, str]]) -> None:
        """The rules were tried on the dumps."""
        some = counted(len(dropped), "rule")
        self._done(f"tried: {some} dropped, {len(kept)} phrases and patterns kept")

    def _done(self, what: str) -> None:
        """Say what was done, and how long it took."""
        now = time.perf_counter()
        self._tell(f"{what} ({now - self._begun:.1f} s)")
        self._begun = now


def _unheard(_: str) -> None:
    """Nobody listens."""
