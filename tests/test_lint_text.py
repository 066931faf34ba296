"""The rules about bytes and text: what a missing mark, a wrong reading or a long line does, and
that fixing ends.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_lint import CASES, case
from work import calls

from dispatchkit.lint.rule import rules
from dispatchkit.lint.scopes import DispatchRule, InputRule
from dispatchkit.lint.settings import Settings
from dispatchkit.lint.traced import Source

if TYPE_CHECKING:
    from dispatchkit.lint.finding import Edit, Hit
    from dispatchkit.lint.rule import Rule

OURS = [rule for rule in rules().values() if rule.code.startswith(("DK1", "DK5"))]
DISPATCHES = sorted((Path(__file__).parent / "dispatches").rglob("*.txt"))


def hits(data: bytes, *codes: str) -> list[Hit]:
    return hits_in(Source("dump.txt", data, Settings()), *codes)


def hits_in(source: Source, *codes: str) -> list[Hit]:
    found: list[Hit] = []
    for rule in OURS:
        if rule.code in codes or (not codes and rule.on):
            found += _run(rule, source)
    return found


def mended(data: bytes, *codes: str, unsafe: bool) -> bytes:
    """*data* with all fixes, the first where two overlap."""
    source = Source("dump.txt", data, Settings())
    fixes = [hit.fix for hit in hits_in(source, *codes) if hit.fix and (hit.fix.safe or unsafe)]
    edits: list[Edit] = []
    for fix in fixes:
        if not any(
            edit.start < other.end and other.start < edit.end
            for edit in fix.edits
            for other in edits
        ):
            edits += [edit for edit in fix.edits if edit not in edits]
    text = source.text
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    encoding = next(
        (fix.encoding for fix in fixes if fix.encoding),
        source.decoded.encoding if source.decoded else "utf-8",
    )
    return text.encode(encoding) if source.decoded and fixes else data


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_second_fix_changes_nothing(path: Path, unsafe: bool) -> None:
    data = case(path).inputs[0][1]
    once = mended(data, unsafe=unsafe)
    # Where nothing was mended, a second time would be the same call.
    assert once == data or mended(once, unsafe=unsafe) == once


def garbled(text: str, codec: str) -> str:
    """What *text* looks like when its UTF-8 is read as *codec*."""
    return "".join(
        bytes([byte]).decode(codec, errors="ignore") or chr(byte) for byte in text.encode()
    )


@pytest.mark.parametrize("path", DISPATCHES[::6], ids=[path.stem for path in DISPATCHES[::6]])
def test_garbled_dispatches_are_read_again(path: Path) -> None:
    source = Source("dump.txt", path.read_bytes(), Settings())
    text = source.text[:1500]
    if text.isascii() or hits(text.encode(), "DK107"):
        return
    for codec in ("cp1252", "latin-1"):
        assert mended(garbled(text, codec).encode(), "DK107", unsafe=True).decode() == text


PIECES = [
    '"',
    "“",
    "«",
    "(",
    ")",
    "a) ",
    "&amp;",
    "<b>",
    "**a",
    "[a](http://x",
    "ab- cd ",
    "a\u00ad",
    "a  ",
    "a\t",
    " \u00a0",
    "aа",
    "the the ",
    "Ã©",
    "РџСЂ",
    "\u200b",
    "e\u0301",
    "a\r\nb\n",
]


@pytest.mark.parametrize("piece", PIECES)
def test_long_hostile_lines_take_linear_work(piece: str) -> None:
    sources = [
        Source(
            "dump.txt",
            "Ferry sails again\n\nOSLO, May 3 (Reuters) - The ferry runs."
            f" {piece * (size // len(piece))}\n".encode(),
            Settings(),
        )
        for size in (2_500, 2_500, 5_000)
    ]
    for rule in OURS:
        # The first run fills what is kept.
        _, before, after = (calls(partial(_run, rule, source)) for source in sources)
        assert after < 2.2 * before + 500, rule.code
        assert all(
            0 <= hit.start <= hit.end <= len(sources[-1].text) for hit in _run(rule, sources[-1])
        )


def _run(rule: Rule, source: Source) -> list[Hit]:
    if isinstance(rule, InputRule):
        return list(rule.run(source))
    assert isinstance(rule, DispatchRule)
    return [hit for story in source.stories for hit in rule.run(story)]


@settings(max_examples=60)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(
            st.sampled_from(
                [
                    *PIECES,
                    " ",
                    "\n",
                    "\n\n",
                    "word ",
                    "OSLO (Reuters) - ",
                    "\ufeff",
                    "\ufffd",
                    "\x92",
                    "\x01",
                ]
            ),
            max_size=40,
        ).map(lambda parts: "".join(parts).encode()),
    )
)
def test_no_input_raises_and_edits_do_not_overlap(data: bytes) -> None:
    for hit in hits(data):
        if hit.fix:
            assert all(
                one.end <= two.start
                for one, two in zip(hit.fix.edits, hit.fix.edits[1:], strict=False)
            )
