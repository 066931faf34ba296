"""``dispatchkit formats``."""

from __future__ import annotations

from typing import Any

import click

from dispatchkit.cli._options import format_option
from dispatchkit.cli._status import Status
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.reading.listed import listed


@click.command(
    short_help="The formats that are read and written.",
    epilog="""\b
Examples:
  dispatchkit formats
  dispatchkit formats -f json
""",
)
@format_option("text", "json")
def command(*, format_: str) -> int:
    """Print the formats that are read, as `--from` names them, and those that are written (`-f`).

    For each: its word, what it is, what an input is recognised by, and the extra that it needs.
    """
    from dispatchkit.writing import RENDERERS

    rows: list[dict[str, Any]] = [
        {**one._asdict(), "reads": True, "writes": one.word in RENDERERS} for one in listed()
    ]
    read = {one["word"] for one in rows}
    rows += [
        {"word": word, "title": "", "shown": "", "extra": None, "reads": False, "writes": True}
        for word in RENDERERS
        if word not in read
    ]
    with StandardOutput() as output:
        output.write(_json(rows) if format_ == "json" else _listed(rows))
    return Status.DONE


def _listed(rows: list[dict[str, Any]]) -> str:
    """A line for each format."""
    width = max(len(row["word"]) for row in rows)
    lines = []
    for row in rows:
        ways = "/".join(way for way in ("reads", "writes") if row[way])
        extra = f" (needs dispatchkit[{row['extra']}])" if row["extra"] else ""
        lines.append(f"{row['word']:{width}}  {ways:12}  {row['title']}{extra}".rstrip() + "\n")
        if row["shown"]:
            lines.append(f"{'':{width}}  {'':12}  {row['shown']}\n")
    return "".join(lines)


def _json(rows: list[dict[str, Any]]) -> str:
    from dispatchkit.writing.json_ import encode

    return encode(rows, indent=1) + "\n"
