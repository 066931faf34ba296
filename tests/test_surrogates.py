"""Texts with halves of surrogate pairs: every record can be written as UTF-8, survives JSON, and is
read back.
"""

from __future__ import annotations

import json
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from program import program

from dispatchkit import (
    Dispatch,
    NoDispatch,
    check,
    parse_bytes,
    parse_dateline,
    parse_text,
    render,
    trace_text,
)
from dispatchkit.errors import RecordError
from dispatchkit.model import Dateline, Notice, Paragraph, Person

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry between the two islands runs again after"
    " {} that took three weeks, its owner said.\n"
)
HALVES = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"), st.sampled_from("\ud800\udbff\udc00\udfff\udce9\udc80")
    ),
    max_size=40,
)


def survives(dispatch: Dispatch) -> None:
    record = dispatch.to_dict()
    json.dumps(record, ensure_ascii=False).encode("utf-8")
    assert Dispatch.from_dict(json.loads(json.dumps(record))) == dispatch
    for form in ("text", "markdown", "json", "jsonl"):
        render(dispatch, form).encode("utf-8")


@given(HALVES, HALVES, HALVES)
def test_every_record_can_be_written_and_read_back(one: str, two: str, three: str) -> None:
    try:
        found = parse_text(f"{one}\n\n{STORY.format(two)}\n{three}", path="")
    except NoDispatch:
        return
    for dispatch in found:
        survives(dispatch)


@given(HALVES)
def test_parse_dateline_gives_back_what_utf_8_can_hold(text: str) -> None:
    dateline, rest = parse_dateline(f"OSLO{text[:3]}, May 3 (Reuters) - {text}")
    f"{dateline}{rest}".encode()


def test_pairs_are_joined_and_halves_are_told() -> None:
    paired = "fair \ud83d\ude00 weather"
    (found,) = parse_text(STORY.format(paired))
    assert "fair 😀 weather" in found.text
    assert not trace_text(STORY.format(paired)).decoded.doubt
    halved = trace_text(STORY.format("\udce9t\udce9 repairs"))
    assert halved.decoded.doubt == "2 surrogates without their other half are replaced by U+FFFD"
    assert [part.dispatch.text for part in halved.parts if part.dispatch] == [
        found.text.replace("fair 😀 weather", "\ufffdt\ufffd repairs")
    ]


@pytest.mark.parametrize("encoding", ["unicode_escape", "raw_unicode_escape", "utf-7"])
def test_encodings_that_can_say_a_half_say_none(tmp_path: Path, encoding: str) -> None:
    half = "+2AA-" if encoding == "utf-7" else "\\ud800"
    data = STORY.format(f"{half} repairs").encode("ascii")
    for dispatch in parse_bytes(data, encoding=encoding):
        survives(dispatch)
    (tmp_path / "dump.txt").write_bytes(data)
    done = CliRunner().invoke(
        program, ["parse", "-f", "jsonl", "--encoding", encoding, str(tmp_path / "dump.txt")]
    )
    assert done.exit_code == 0
    assert "U+FFFD" in done.stderr
    for finding in check(data, encoding=encoding):
        json.dumps(finding.to_dict(), ensure_ascii=False).encode("utf-8")


def test_a_record_without_a_path_is_read_back() -> None:
    (found,) = parse_text(STORY.format("repairs"), path="")
    assert Dispatch.from_dict(found.to_dict()) == found


def test_a_record_with_half_a_pair_is_refused_with_its_place() -> None:
    (found,) = parse_text(STORY.format("repairs"), path="\udcff.txt")
    record = json.loads(json.dumps(found.to_dict()))
    assert Dispatch.from_dict(record) == found, "the name of a file may hold what is no UTF-8"
    record["headline"] = "Ferry \ud800"
    with pytest.raises(RecordError, match=r"headline: .*surrogate"):
        Dispatch.from_dict(record)


# --- text without a body -----------------------------------------------------------------------------------------------------

HEAD: dict[str, Any] = {
    "notice": Notice("update", "UPDATE 2", 2),
    "headline": "Ferry runs again after repairs",
    "abstract": "The ship carries 400 people",
    "byline": (Person("Anna Berg", "author"), Person("Jo Dahl", "translator")),
    "dateline": Dateline("OSLO, May 3 (Reuters)", "OSLO", ("OSLO",), agencies=("reuters",)),
}
BODY = (
    Paragraph(
        "The ferry between the two islands runs again after repairs that took three weeks, its"
        " owner said.",
        "body",
        (1, 1),
    ),
)


@pytest.mark.parametrize("body", [(), BODY], ids=["no body", "a body"])
@pytest.mark.parametrize(
    "names",
    [
        names
        for names in chain.from_iterable(combinations(HEAD, count) for count in range(1, 6))
        if names != ("notice",)
    ],
    ids="-".join,
)
def test_every_part_that_text_prints_is_read_back(
    names: tuple[str, ...], body: tuple[Paragraph, ...]
) -> None:
    dispatch = Dispatch("-", 0, "text", "utf-8", "generic", paragraphs=body)._replace(
        **{name: HEAD[name] for name in names}
    )
    for text in (
        render(dispatch, "text"),
        f"{render(dispatch, 'text')}\f\n{render(dispatch, 'text')}",
    ):
        for found in parse_text(text):
            assert (found.notice, found.headline, found.abstract, found.byline) == (
                dispatch.notice,
                dispatch.headline,
                dispatch.abstract,
                dispatch.byline,
            )
            assert (found.dateline and found.dateline.text) == (
                dispatch.dateline and dispatch.dateline.text
            )
            assert [one.text for one in found.paragraphs] == [one.text for one in body]
            assert render(found, "text") == render(dispatch, "text")
