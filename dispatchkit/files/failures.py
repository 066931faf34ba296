"""What ends a call: it cannot be meant, or its output cannot be written. The command line makes
exit statuses of them.
"""

from __future__ import annotations


class Usage(Exception):
    """A call that cannot be meant: the message says why."""


class Failure(Exception):
    """An output that cannot be written: the message is ``FILE: reason``."""


class ClosedPipe(Exception):
    """Nobody reads standard output any more. No OSError, so that nothing on the way takes it for a
    failing file.
    """
