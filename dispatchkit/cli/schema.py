"""``dispatchkit schema``."""

from __future__ import annotations

import click

from dispatchkit.cli._status import Status, Usage
from dispatchkit.cli._stdout import StandardOutput


@click.command(
    short_help="JSON Schema of a record or of a profile file.",
    epilog="""\b
Examples:
  dispatchkit schema record > record.schema.json
  dispatchkit schema profile > profile.schema.json
""",
)
@click.argument("name", metavar="record|finding|profile", type=click.Choice(["record", "finding", "profile"]))
def command(name: str) -> int:
    """Print the JSON Schema (2020-12) of a record, or of a profile file."""
    from dispatchkit import schemas
    from dispatchkit.render.json_ import encode

    if name == "finding":
        raise Usage("there is no schema of findings yet: it comes with the check command")
    schema = schemas.record() if name == "record" else schemas.profile()
    with StandardOutput() as output:
        output.write(encode(schema, indent=1) + "\n")
    return Status.DONE
