"""No pattern of tables or code hangs on a long line, whatever the line holds."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from typing import Any

import pumping
import pytest
from patience import PATIENCE
from pumping import Reading, is_direct, is_maker, patterns, trees

from dispatchkit.text import regexes

# Compile what they are given: the tables, whose patterns are tried here, and what waits for its
# first use.
GIVEN = {
    "dispatchkit.startup.patterns",
    "dispatchkit.agencies.matcher",
    "dispatchkit.agencies.rules",
    "dispatchkit.learning.drafts",
    "dispatchkit.lint.evidence.lede",
    "dispatchkit.reading.blocks",
    "dispatchkit.reading.exports.database",
    "dispatchkit.lint.evidence.garble",
    "dispatchkit.agencies.pump",
    "dispatchkit.text.automaton",
}

# Run through texts in a single way only by what Python's syntax cannot say or this reading cannot
# see; each was looked at.
CLEARED = {
    "dispatchkit.grammar.credit_line._BREAK_RE": (
        "a run of two blanks and more is itself a break, so that the run before it is tried once"
    ),
    "dispatchkit.grammar.names._NAME_WORD_RE": (
        "its alternatives share no letter; the marks of one stand in no other"
    ),
    "dispatchkit.lint.rules.structure.paragraphs._PARTING_RE": (
        "the loop of a ruler repeats one sign"
    ),
    "dispatchkit.lint.rules.structure.filing._OPENING_RE": (
        "its loop has 75 rounds of one character each, whose alternatives share only the full stop"
    ),
    "en.toml: copyright_of": "its loop has five rounds of 20 characters",
    **{
        f"{language}.toml: share_on": "its loop has six rounds, of services with names of their own"
        for language in "ca cs da de el es eu fi fr gl hu it nl no pl pt ro sk sv".split()
    },
}


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
        return [*Reading(pattern).meetings, str(error)]
    return Reading(pattern).meetings


def test_no_pattern_that_was_cleared_hangs_on_a_long_line() -> None:
    command = [sys.executable, pumping.__file__, *CLEARED]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        pytest.fail(f"{(error.stdout or b'').splitlines()[-1:]} hangs")
    assert sorted(done.stdout.decode().splitlines()) == sorted(CLEARED)


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
def test_slow_patterns_are_seen(source: str) -> None:
    assert _doubts(re.compile(source))


def test_direct_searches_are_seen() -> None:
    assert any(
        is_direct(node)
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    )
