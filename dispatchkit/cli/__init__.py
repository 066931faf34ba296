"""The command line: a thin shell over the library. All that can go wrong ends in ``run``, which
turns it into an exit status.

``commands/`` has one module a command, which ``_program`` reads with click; the others help them.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from dispatchkit.cli._called import options_of
from dispatchkit.cli._parsing import parse_inputs
from dispatchkit.cli._status import Status
from dispatchkit.errors import ConfigError, ProfileError, UnknownColumn
from dispatchkit.files.failures import ClosedPipe, Failure, Usage
from dispatchkit.files.inputs import NO_MEMORY, reason
from dispatchkit.files.terminal import complain, silence
from dispatchkit.startup.short_way import parse_call
from dispatchkit.writing import RENDERERS

if TYPE_CHECKING:
    from collections.abc import Sequence

COMPLETE = "_DISPATCHKIT_COMPLETE"


def run(arguments: Sequence[str]) -> int:
    """Run one command line; its exit status. The only place where errors become one."""
    try:
        status = _called(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (Usage, ConfigError, ProfileError, UnknownColumn) as error:
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
    completion = os.environ.get(COMPLETE)
    if completion:
        from dispatchkit.cli._program import complete

        return complete(COMPLETE, completion)
    short = parse_call(arguments, RENDERERS)
    if short is not None:
        return parse_inputs(options_of(short))
    from dispatchkit.cli._program import invoke

    return invoke(arguments)
