"""The program. ``--version`` is answered here, before anything else is imported: click alone costs
three bare starts of Python.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from dispatchkit._version import __version__


def main() -> None:
    """Run the command line and leave with its exit status."""
    if sys.argv[1:] == ["--version"] and sys.stdout is not None:
        try:
            sys.stdout.write(f"dispatchkit {__version__}\n")
            sys.stdout.flush()
        except OSError as error:
            with suppress(OSError, AttributeError):  # standard error that is full, or none
                sys.stderr.write(f"dispatchkit: standard output: {error.strerror}\n")
            os._exit(3)
        return
    from dispatchkit.cli import run
    from dispatchkit.files.signals import die_clean

    die_clean()
    status = run(sys.argv[1:])
    # Everything is written and closed by now. Taking the tables apart in memory, as leaving in
    # order does, costs 10 ms of the 70.
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError):
                stream.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
