"""``dispatchkit config``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from dispatchkit.cli._configured import configured
from dispatchkit.cli._options import configuration_options, format_option
from dispatchkit.cli._status import Status
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.files.terminal import is_terminal
from dispatchkit.text.visible import visible

if TYPE_CHECKING:
    from dispatchkit.config.values import Config


class ConfigOptions(TypedDict):
    """The options of the command."""

    inputs: tuple[str, ...]
    config: str | None
    isolated: bool
    format_: str


@click.command(
    short_help="The settings in force, and where each came from.",
    epilog="""\b
Examples:
  dispatchkit config
  dispatchkit config feeds/de/
  DISPATCHKIT_FAIL_ON=warning dispatchkit config
  dispatchkit config -f json --config ci/dispatchkit.toml
""",
)
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, type=click.Path())
@format_option("text", "json")
@configuration_options
def command(**options: Unpack[ConfigOptions]) -> int:
    """Print the settings that hold for INPUT (the working folder without one), as TOML, each with
    where it came from.

    They come from dispatchkit.toml or [tool.dispatchkit] in pyproject.toml, the nearest above the
    inputs or else above the working folder; then from variables like DISPATCHKIT_FAIL_ON; options
    of a call stand above both.
    """
    config = configured(options, options["inputs"])
    text = _json(config) if options["format_"] == "json" else _toml(config)
    with StandardOutput() as output:
        output.write(visible(text) if is_terminal(sys.stdout) else text)
    return Status.DONE


def _json(config: Config) -> str:
    from dispatchkit.writing.json_ import encode

    values = {
        key: {"value": value.value, "origin": value.origin} for key, value in config.values.items()
    }
    return encode({"file": config.file, "root": config.root, "values": values}, indent=1) + "\n"


def _toml(config: Config) -> str:
    """The values as a file that could state them. Tables come last, as TOML requires; a key without
    a value is a comment.
    """
    plain, nested = [], []
    for key, (value, origin) in config.values.items():
        if isinstance(value, dict):
            rows = "".join(f"{_literal(name)} = {_literal(item)}\n" for name, item in value.items())
            nested.append(f"\n[{key}]  # {origin}\n{rows}")
        else:
            plain.append(
                f"# {key} is not set\n"
                if value is None
                else f"{key} = {_literal(value)}  # {origin}\n"
            )
    return f"# {config.file or 'no configuration file'}\n{''.join(plain)}{''.join(nested)}"


def _literal(value: Any) -> str:
    """A value in TOML, whose texts, lists and flags are written as in JSON."""
    from dispatchkit.writing.json_ import encode

    return encode(value)
