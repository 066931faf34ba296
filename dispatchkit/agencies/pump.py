"""Whether patterns take too long on long lines that nearly fit them. This is tried in a process of
its own, because a process can be ended and a search cannot.

Run as a program, the module reads patterns with examples as JSON from standard input, and prints
the number of each pattern before it tries it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING

from dispatchkit.text.lines import LONGEST_MATCHED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Patterns that ``regexes`` lets through take at most one second of the processor for a line. All
# lines together may take so many seconds of the clock.
_SECONDS, _SECONDS_IN_ALL = 2, 60
# So many pieces of an example are repeated, each by itself, followed by what a pattern is unlikely
# to end with.
_PIECES = 40
_ENDS = ("", "\0", "!x", " 7")


def slow(patterns: Sequence[tuple[str, Sequence[str]]]) -> int | None:
    """The number of the first pattern that takes longer than any should; None if none does. Each
    of *patterns* comes with lines that it fits or nearly fits.
    """
    if not patterns:
        return None
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(  # noqa: S603 - this Python, and a module of ours
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            out, _ = process.communicate(json.dumps(patterns), timeout=_SECONDS_IN_ALL)
        except subprocess.TimeoutExpired:
            process.kill()
            out, _ = process.communicate()
    return int(out.split()[-1]) if process.returncode and out.split() else None


def _lines(examples: Sequence[str]) -> Iterator[str]:
    """Lines of the greatest length, each made of the beginning of an example and the next piece of
    it again and again.
    """
    for text in examples:
        for start, end in _pieces(text):
            pumped = text[:start] + text[start:end] * (LONGEST_MATCHED // (end - start))
            yield from (pumped[:LONGEST_MATCHED] + ending for ending in _ENDS)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where pieces of a text begin and end: its words, one to three characters of it, all of it."""
    yield from (
        (found.start(), found.end())
        for found in islice(re.finditer(r"\w+|\s+|[^\w\s]", text), _PIECES)
    )
    yield from (
        (start, start + size)
        for size in (1, 2, 3)
        for start in range(min(len(text) - size + 1, _PIECES))
    )
    yield from [(0, len(text))] * bool(text)


def _allow(seconds: int) -> None:
    """Let the system end this process after so many more seconds of work. On systems that cannot,
    the caller's clock does.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    # The caller may have set a limit ("ulimit -t"), which can only be lowered: it stays, and ends
    # the process as well.
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(time.process_time()) + 1 + seconds
    resource.setrlimit(
        resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard)
    )


def main() -> None:
    """Try the patterns that standard input names."""
    for number, (source, examples) in enumerate(json.loads(sys.stdin.read())):
        print(number, flush=True)  # noqa: T201 - this is what the caller reads
        search = re.compile(source).search
        for line in _lines(examples):
            _allow(_SECONDS)
            search(line)


if __name__ == "__main__":
    main()
