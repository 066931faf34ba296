"""The program. ``--version`` is answered here, before anything else is imported: the rest of a call
costs several bare starts of Python.
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
    from dispatchkit.startup.collecting import collect_late

    collect_late()
    from dispatchkit.cli import run
    from dispatchkit.files.signals import die_clean
    from dispatchkit.startup.leaving import leave

    die_clean()
    leave(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
