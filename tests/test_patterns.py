"""No pattern of tables or code hangs on a long line, whatever the line holds."""

from __future__ import annotations

import ast
import re
import signal
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any

import pytest
from pumping import ENDS, Reading, is_direct, is_maker, patterns, trees

from dispatchkit.text import regexes

if TYPE_CHECKING:
    from collections.abc import Iterator

# Compile what they are given: the tables, whose patterns are tried here, and what waits for its
# first use.
GIVEN = {
    "dispatchkit.startup.patterns",
    "dispatchkit.agencies.matcher",
    "dispatchkit.agencies.schema",
    "dispatchkit.lint.evidence.lede",
    "dispatchkit.reading.blocks",
    "dispatchkit.lint.evidence.garble",
    "dispatchkit.agencies.pump",
    "dispatchkit.text.regexes",
}
# Sizes of texts. A search of the second that has not ended after so many seconds of this process
# hangs: the slowest linear one takes a twentieth of it, a quadratic one two seconds and more, an
# exponential one all time.
SIZE, LARGER = 5_000, 30_000
HANGS = 1.0
# Only patterns whose search of the first size does not end within so many seconds of this process
# are given the second: no linear one takes a third of it, and few others end within it.
SUSPECT = 0.03

# Run through texts in a single way only by what Python's syntax cannot say or this reading cannot
# see; each was looked at.
CLEARED = {
    "dispatchkit.grammar.people._BREAK_RE": (
        "a run of three blanks and more is itself a break, so that the run before it is tried once"
    ),
    "dispatchkit.grammar.people._NAME_WORD_RE": (
        "its alternatives share no letter; the marks of one stand in no other"
    ),
    "dispatchkit.lint.rules.structure.paragraphs._PARTING_RE": (
        "the loop of a ruler repeats one sign"
    ),
    "dispatchkit.lint.rules.structure.parts._OPENING_RE": (
        "its loop has 75 rounds of one character each, whose alternatives share only the full stop"
    ),
    "en.toml: copyright_of": "its loop has five rounds of 20 characters",
    **{
        f"{language}.toml: share_on": "its loop has six rounds, of services with names of their own"
        for language in "ca cs da de el es eu fi fr gl hu it nl no pl pt ro sk sv".split()
    },
    "dispatchkit.structure.segment._SECTIONS_RE": (
        "matched whole over labels, a letter a line, and its last part takes anything"
    ),
}


class HangsError(Exception):
    """A search that was ended."""


def _end(*_: object) -> None:
    raise HangsError


@pytest.fixture
def watched() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, _end)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def test_every_pattern_of_the_code_is_tried() -> None:
    """Patterns are made when a module is loaded, or by functions that ask for nothing; others are
    named here.
    """
    for name, tree in trees().items():
        made = {
            inner
            for node in tree.body
            if not isinstance(node, ast.FunctionDef | ast.ClassDef)
            for inner in ast.walk(node)
        }
        made |= {inner for node in ast.walk(tree) if is_maker(node) for inner in ast.walk(node)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) in {"re.compile", "pattern"}
                and name not in GIVEN
            ):
                assert node in made, f"{name}:{node.lineno} makes a pattern that no test sees"


def test_patterns_are_found() -> None:
    assert len(patterns()) > 1_000


def test_no_run_can_be_shared_in_many_ways() -> None:
    """Read from the pattern: two repeats without an end that meet and have a character in common
    try every way to share a run of it.
    """
    slow = {one.place: doubts for one in patterns() if (doubts := _doubts(one.pattern))}
    assert slow.keys() <= CLEARED.keys(), slow


def _doubts(pattern: re.Pattern[Any]) -> list[str]:
    """What speaks against a pattern by its form: what this reading sees, and what users' patterns
    are refused for.
    """
    source = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    try:
        regexes.verify(source, pattern.flags & re.VERBOSE)
    except regexes.Unsafe as error:
        return [*_reading(pattern).meetings, str(error)]
    return _reading(pattern).meetings


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="a system without timers of a process")
@pytest.mark.usefixtures("watched")
def test_no_search_of_a_long_line_hangs() -> None:
    slow = [f"{one.place}: {why}" for one in patterns() if (why := _slow(one.pattern))]
    assert slow == []


def _slow(pattern: re.Pattern[Any]) -> str:
    """Why a pattern is slow; empty for a good one."""
    for start, body in _reading(pattern).texts:
        for end in ENDS:
            texts = (start + body * (size // len(body)) + end for size in (SIZE, LARGER))
            if not any(map(_ends, repeat(pattern), texts, (SUSPECT, HANGS))):
                return f"{body!r} hangs"
    return ""


@cache
def _reading(pattern: re.Pattern[Any]) -> Reading:
    return Reading(pattern)


def _ends(pattern: re.Pattern[Any], text: str, seconds: float) -> bool:
    """Whether the search of a text ends by itself within so many seconds of this process."""
    given = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        pattern.search(given)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except HangsError:
        return False
    return True


@pytest.mark.parametrize(
    "source",
    [
        r"(a+)+$",
        r"(?:#\w+\s?[\s,]{1,4}){0,30}$",
        r"\s*[,;]\s*x",
        r"^\W*(?:red)?\W*©",
        r"[^\r\n]*[é-ü]",
        r"\){2,}(?=\s|\Z)",
        r"(?:share_[a-z_]+[\s,]*)+$",
        r"\w+@\w",
    ],
)
@pytest.mark.usefixtures("watched")
def test_slow_patterns_are_seen(source: str) -> None:
    """Both ways of looking see what they are for."""
    assert _doubts(re.compile(source))
    assert _slow(re.compile(source))


def test_direct_searches_are_seen() -> None:
    assert any(
        is_direct(node)
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    )
