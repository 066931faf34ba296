"""The program as click's test runner calls it: through the same entry point as from a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from dispatchkit.cli import run

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click


class _Program:
    name = "dispatchkit"

    def main(self, args: Sequence[str] = (), **_: Any) -> None:
        raise SystemExit(run(list(args)))


program = cast("click.Command", _Program())
