"""``dispatchkit schema``."""

from __future__ import annotations

import click

from dispatchkit.cli._status import Status
from dispatchkit.files.stdout import StandardOutput


@click.command(
    short_help="JSON Schema of a record, a finding or a profile file.",
    epilog="""\b
Examples:
  dispatchkit schema record > record.schema.json
  dispatchkit schema finding > finding.schema.json
  dispatchkit schema profile > profile.schema.json
""",
)
@click.argument(
    "name", metavar="record|finding|profile", type=click.Choice(["record", "finding", "profile"])
)
def command(name: str) -> int:
    """Print the JSON Schema (2020-12) of a record, of a finding of check, or of a profile file."""
    from dispatchkit import schemas
    from dispatchkit.writing.json_ import encode

    schema = {"record": schemas.record, "finding": schemas.finding, "profile": schemas.profile}[
        name
    ]()
    with StandardOutput() as output:
        output.write(encode(schema, indent=1) + "\n")
    return Status.DONE
