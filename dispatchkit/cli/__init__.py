"""The command line: a thin shell over the library. All that can go wrong ends in ``run``, which turns it into an exit status.

``_program`` has the commands, read by click. Modules whose name begins with "_" are helpers, all others are commands.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from dispatchkit.cli._parsing import parse_inputs, plain
from dispatchkit.cli._status import ClosedPipe, Failure, Status, Usage
from dispatchkit.cli._terminal import complain, silence
from dispatchkit.errors import ConfigError, ProfileError
from dispatchkit.inputs import NO_MEMORY, reason

if TYPE_CHECKING:
    from collections.abc import Sequence

COMPLETE = "_DISPATCHKIT_COMPLETE"


def run(arguments: Sequence[str]) -> int:
    """Run one command line; its exit status. The only place where errors become one."""
    try:
        status = _called(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (Usage, ConfigError, ProfileError) as error:
        complain(str(error))
        status = Status.USAGE
    except Failure as error:
        complain(str(error))
        status = Status.FAILED
    except MemoryError:
        complain(NO_MEMORY)
        status = Status.FAILED
    except KeyboardInterrupt:
        status = Status.INTERRUPTED
    except (ClosedPipe, BrokenPipeError):
        silence(1)
        status = Status.CLOSED_PIPE
    except OSError as error:
        silence(1)
        complain(f"{error.filename or 'standard output'}: {reason(error)}")
        status = Status.FAILED
    return status


def _called(arguments: Sequence[str]) -> int:
    options = None if os.environ.get(COMPLETE) else plain(arguments)
    if options is not None:
        return parse_inputs(options)
    from dispatchkit.cli._program import invoke

    return invoke(arguments, os.environ.get(COMPLETE))
