"""The command that is run for each output (``--exec``)."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.config.values import HANDED_INPUT, HANDED_OUTPUT
from dispatchkit.files.failures import Usage
from dispatchkit.files.inputs import reason
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from dispatchkit.watching.stopping import Stop

_HOLE_RE = pattern(r"\{(?:input|output)?\}")
# A name in braces that is nearly one of the holes; "{print}" is a word of awk.
_NAME_RE = pattern(r"\{(\w{1,40})\}")
# "out" and "put" are as close (0.67 or more), "print" and "point" (0.6) are not.
_HOLES, _CLOSE = ("input", "output"), 0.65
_OURSELVES = "dispatchkit"
# What a shell takes as it stands: in quotes, or after a backslash.
_QUOTED_RE = pattern(r"'[^']*+'|\"(?:[^\"\\]|\\.)*+\"|\\.", flags=re.DOTALL)
# How a word begins that a shell would take for none or replace: "2>&1", ">log", "&&", "~/done"; and
# what it holds: "$HOME", "$(date)", "`date`", "*.txt".
_OF_SHELLS_RE, _REPLACED = pattern(r"\d{0,4}[<>]|[|&;(~]"), frozenset("$`*")
# Seconds between two looks whether a command has ended: the first ones come after a command that
# does next to nothing.
_FIRST_LOOK, _LONGEST_PAUSE = 0.002, 0.05
# Seconds that a command has to end by itself when it is asked to: a judgement, short beside the
# minute that the unit in docs/watch.md gives the watch.
_GRACE = 5.0


class Interrupted(Exception):
    """The command was ended because the watch is to end."""


class Command(NamedTuple):
    """A program with its arguments, in which ``{output}`` or ``{}`` and ``{input}`` stand for
    paths, and the seconds that it may take (0: any number).
    """

    words: tuple[str, ...]
    timeout: float

    def run(self, source: str, output: str, stop: Stop) -> str | None:
        """Run the command for an *output* and the input that it was made of, the *source*; what
        went wrong, if anything. Interrupted if *stop* comes before its end.

        No shell reads the paths. The command has them in its environment as well, and an empty
        standard input.
        """
        paths = {"{}": output, "{output}": output, "{input}": source}
        words = [_HOLE_RE.sub(lambda found: paths[found[0]], word) for word in self.words]
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own command
                words,
                stdin=subprocess.DEVNULL,
                env={**os.environ, HANDED_INPUT: source, HANDED_OUTPUT: output},
                # An interrupt of the terminal comes here first.
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            return f"{words[0]}: {why}"
        return self._ended(process, stop)

    def _ended(self, process: subprocess.Popen[bytes], stop: Stop) -> str | None:
        """Wait for the end of the command; what went wrong."""
        begun = time.monotonic()
        pause = _FIRST_LOOK
        name = self.words[0]
        while (status := process.poll()) is None:
            if stop.is_set():
                _end(process)
                raise Interrupted
            if self.timeout and time.monotonic() - begun > self.timeout:
                _end(process)
                return f"{name}: ended after {self.timeout:g} s (--exec-timeout)"
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        if status < 0:
            return f"{name}: ended by {_signal_name(-status)}"
        return f"{name}: exit status {status}" if status else None


def of_a_shell(text: str) -> str | None:
    """The first word of the command *text* that only a shell would understand, if there is one;
    what is quoted is left out.
    """
    words = _QUOTED_RE.sub("", text).split()
    return next(
        (word for word in words if _OF_SHELLS_RE.match(word) or not _REPLACED.isdisjoint(word)),
        None,
    )


def command_of(text: str, timeout: float) -> Command:
    """The command that *text* is, split as a shell splits words. Usage if it names no program."""
    try:
        words = tuple(shlex.split(text))
    except ValueError as error:
        raise Usage(f"--exec: {str(error).lower()}: {text}") from error
    if not words:
        raise Usage("--exec has an empty value")
    for found in _NAME_RE.finditer(" ".join(words)):
        if found[1] not in _HOLES and get_close_matches(found[1], _HOLES, 1, _CLOSE):
            raise Usage(f"--exec: {found[0]} is nothing; {{output}}, {{input}} and {{}} are paths")
    if shutil.which(words[0]) is None and words[0] == _OURSELVES:
        # Where it was installed may be no folder of programs, as for cron.
        words = (sys.executable, "-m", *words)
    if shutil.which(words[0]) is None:
        raise Usage(f"--exec: there is no program {words[0]!r}")
    return Command(words, timeout)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command and what it has started."""
    _signal(process, "SIGTERM")
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        _signal(process, "SIGKILL")
        process.wait()


def _signal(process: subprocess.Popen[bytes], name: str) -> None:
    """Send a signal to the group of a command; where there are no groups, end it."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, getattr(signal, name))
        else:
            process.kill()


def _signal_name(number: int) -> str:
    """The name of a signal."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
