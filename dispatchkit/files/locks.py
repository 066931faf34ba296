"""Files that one program holds, so that others leave alone what they stand for."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO


def locked(path: str) -> BinaryIO | None:
    """The file at *path*, which is ours alone while it is open; None if it is another's. The lock
    goes with the process, however that ends, and its children do not have it.
    """
    with ExitStack() as stack:
        file: BinaryIO = stack.enter_context(open(path, "ab"))
        try:
            import fcntl

            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # Windows
            pass
        except BlockingIOError:
            return None
        stack.pop_all()
        return file
