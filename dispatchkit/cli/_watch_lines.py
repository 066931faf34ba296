"""What people are shown while a watch goes on: a line for each input on standard error and, at a
terminal, a last line that says what it does now.
"""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from dispatchkit.counted import number_of
from dispatchkit.files.stdout import StandardError
from dispatchkit.text.visible import DIM, GREEN, RED, one_line, paint, unarmed, visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatchkit.watching.job import Done
    from dispatchkit.watching.sight import Sight

# To the beginning of the line, and nothing after it.
_ERASE = "\r\x1b[K"


class Lines:
    """The lines of a watch of *folders* into *output_dir*.

    *quiet*: only what failed; *verbose*: also how inputs were read; *coloured*: in colours; *live*:
    with a last line about what is going on.
    """

    def __init__(
        self,
        folders: tuple[str, ...],
        output_dir: str,
        *,
        quiet: bool,
        verbose: bool,
        coloured: bool,
        live: bool,
    ) -> None:
        self._folders = folders
        self._output_dir = output_dir
        self._quiet = quiet
        self._verbose = verbose
        self._coloured = coloured
        self._live = live
        self._last = ""
        self.inputs = self.dispatches = self.failures = self.troubles = self.commands = 0

    def begun(self, sight: Sight, known: int) -> None:
        """Say what is watched."""
        files = number_of(len(sight.files), "file")
        before = f", {known:,} read before" if known else ""
        self.note(
            f"watching {', '.join(self._folders)} -> {self._output_dir}: {files} there{before}"
        )

    def reading(self, left: int) -> None:
        """Show that inputs are read."""
        self._show(f"reading, {number_of(left, 'file')} to go")

    def waiting(self, unsettled: int) -> None:
        """Show that there is nothing to do."""
        still = f"; {number_of(unsettled, 'file')} not settled" if unsettled else ""
        self._show(f"waiting{still}; {self.inputs:,} read, {self.failures:,} failed; Ctrl-C ends")

    def done(self, done: Done) -> None:
        """Report an input that was read."""
        self.inputs += 1
        self.dispatches += done.dispatches
        if not self._quiet:
            first, *others = done.outputs
            more = f" and {len(others):,} more" if others else ""
            counted = number_of(done.dispatches, "dispatch", "dispatches")
            figures = f"{counted}, {done.seconds * 1000:,.0f} ms"
            names = f"{one_line(done.name)} -> {one_line(first)}{more}"
            self._say(f"{names}  {self._painted(figures, DIM)}")
            for doubt in done.doubts:
                self._complain(f"{done.name}: {doubt}")
        if self._verbose and done.read:
            self._complain(f"{done.name}: {done.read}")

    def failed(self, name: str, message: str) -> None:
        """Report an input that failed."""
        self.failures += 1
        self._complain(f"{name}: {message}")

    def trouble(self, message: str) -> None:
        """Report an output or a journal that failed."""
        self.troubles += 1
        self._complain(message)

    def unrun(self, message: str) -> None:
        """Report a command that failed."""
        self.commands += 1
        self._complain(message)

    def warn(self, message: str) -> None:
        """Say that the call is hardly what was meant."""
        self._complain(message)

    def note(self, message: str) -> None:
        """Say something that is good to know."""
        if not self._quiet:
            self._say(one_line(message))

    def remark(self, message: str) -> None:
        """Say something to those who want to know everything."""
        if self._verbose:
            self._say(one_line(message))

    def ended(self) -> None:
        """Say in the end what was done."""
        self._show("")
        if not self._quiet:
            style = RED if self.failed_any else GREEN
            self._say(f"ended: {self._painted(self._sum(), style)}")

    @property
    def failed_any(self) -> bool:
        """Whether anything has failed."""
        return bool(self.failures or self.troubles or self.commands)

    def _sum(self) -> str:
        """What was done so far."""
        inputs = f"{number_of(self.inputs, 'file')} read"
        dispatches = number_of(self.dispatches, "dispatch", "dispatches")
        failed = f"{self.failures:,} failed"
        more = f", {number_of(self.troubles, 'other trouble')} told above" if self.troubles else ""
        commands = number_of(self.commands, "command")
        owed = f", {commands} failed and run again at the next start" if self.commands else ""
        return f"{inputs}, {dispatches}, {failed}{owed}{more}"

    def _say(self, text: str) -> None:
        """Print a line, with the time before it: of the day for people, whole for logs."""
        now = datetime.now().astimezone()
        at = f"{now:%H:%M:%S}" if self._live else now.isoformat(timespec="seconds")
        self._above(lambda: _write(f"{self._painted(at, DIM)} {text}\n"))

    def _complain(self, message: str) -> None:
        """Print a line about what went wrong or is doubtful, with the time before it."""
        self._say(f"dispatchkit: {visible(unarmed(one_line(message)))}")

    def _above(self, line: Callable[[], None]) -> None:
        """Print a line above the last one."""
        last = self._last
        self._show("")
        line()
        self._show(last)

    def _show(self, text: str) -> None:
        """Show *text* as the last line."""
        if self._live and text != self._last and sys.stderr is not None:
            self._last = text
            # One that is wider than the terminal could not be erased whole.
            shown = text[: shutil.get_terminal_size().columns - 1]
            _write(f"{_ERASE}{self._painted(shown, DIM)}")

    def _painted(self, text: str, style: str) -> str:
        return paint(text, style) if self._coloured else text


def _write(text: str) -> None:
    """Write to standard error what is safe to show."""
    stream = StandardError()
    stream.write(text)
    stream.flush()
