"""``dispatchkit rule``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dispatchkit.cli._options import complete_rule, format_option
from dispatchkit.cli._status import Status
from dispatchkit.files.failures import Usage
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.lint.pages import listed, page
from dispatchkit.lint.rule import rules
from dispatchkit.meant import meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.lint.rule import Rule


@click.command(
    short_help="What a check rule finds, and why.",
    epilog="""\b
Examples:
  dispatchkit rule                    every rule, one a line
  dispatchkit rule DK301 DK207
  dispatchkit rule future-date
  dispatchkit rule --all -f json > rules.json
""",
)
@click.argument("codes", metavar="[CODE]...", nargs=-1, shell_complete=complete_rule)
@click.option("--all", "all_", is_flag=True, help="The pages of all rules.")
@format_option("text", "json")
def command(codes: tuple[str, ...], *, all_: bool, format_: str) -> int:
    """Print what rules find, why, and a bad and a good example; with no CODE, a list of all rules.

    CODE is a code, the beginning of one ("DK3") or the name of a rule.
    """
    if codes and all_:
        raise Usage("--all and codes cannot go together")
    chosen = (
        list(dict.fromkeys(rule for code in codes for rule in _named(code)))
        if codes
        else list(rules().values())
    )
    with StandardOutput() as output:
        if format_ == "json":
            output.write(_json([rule.to_dict() for rule in chosen]))
        elif codes or all_:
            output.write("\n\n".join(page(rule) for rule in chosen))
        else:
            output.write(listed(chosen))
    return Status.DONE


def _named(code: str) -> Sequence[Rule]:
    """The rules that *code* stands for; a usage error if there is none, with what may have been
    meant.
    """
    found = [
        rule
        for rule in rules().values()
        if rule.code.startswith(code.upper()) or rule.name == code.lower()
    ]
    if not found:
        hint = meant(
            code,
            [*rules(), *(rule.name for rule in rules().values())],
            "`dispatchkit rule` lists them",
        )
        raise Usage(f"there is no rule {code!r}{hint}")
    return found


def _json(values: list[dict[str, Any]]) -> str:
    from dispatchkit.writing.json_ import encode

    return encode(values, indent=1) + "\n"
