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
    if sorted(sys.argv[1:]) in (["--version"], ["--version", "-v"]) and sys.stdout is not None:
        more = _more() if "-v" in sys.argv else ""
        try:
            sys.stdout.write(f"dispatchkit {__version__}\n{more}")
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


def _more() -> str:
    """What ``--version -v`` says besides the version: the kernel and the Python in use."""
    from platform import platform, python_implementation, python_version

    from dispatchkit.kernel import name

    return f"kernel: {name()}\n{python_implementation()} {python_version()}, {platform()}\n"


if __name__ == "__main__":
    main()
