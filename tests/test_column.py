"""A column of texts: each row has one result, its dispatches or its error, in the order of the rows."""

from __future__ import annotations

import re
from itertools import count, islice
from types import SimpleNamespace
from typing import Any

import pytest

from dispatchkit import (
    NoDispatch,
    UnknownProfile,
    UnreadableFormat,
    parse_text,
    parse_texts,
)

STORY = "OSLO, May {0}, 2021 (Reuters) - Ferry {0} runs again, its owner said.\n"
TWO = "ZCZC DK1 4 I\nFerry runs\n\nThe ferry runs.\n\nNNNN\n\nZCZC DK2 4 I\nLock opens\n\nThe lock opened.\n\nNNNN\n"


class NAType:
    """The missing value of pandas, which nobody may ask whether it is true."""

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")

    def __eq__(self, other: object) -> Any:
        return self

    __hash__ = object.__hash__


def told(found: object) -> object:
    return repr(found) if isinstance(found, Exception) else found


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_text_has_its_result(jobs: int) -> None:
    texts = [STORY.format(1), "", None, TWO, float("nan"), "%PDF-1.7\n", STORY.format(2).encode()]
    found = list(parse_texts(texts, jobs=jobs))  # type: ignore[arg-type]
    assert len(found) == len(texts)
    assert found[0] == parse_text(STORY.format(1))
    assert [type(found[at]) for at in (1, 2, 4, 5)] == [
        NoDispatch,
        NoDispatch,
        NoDispatch,
        UnreadableFormat,
    ]
    assert str(found[2]) == str(found[4]) == "no text"
    assert [one.headline for one in found[3]] == ["Ferry runs", "Lock opens"]  # type: ignore[union-attr]
    assert [str(one.day) for one in found[6]] == ["2021-05-02"]  # type: ignore[union-attr]


def test_the_missing_value_of_pandas_is_no_text() -> None:
    assert [str(one) for one in parse_texts([NAType()])] == ["no text"]  # type: ignore[list-item]


def test_options_are_those_of_parse_text() -> None:
    text = "OSLO, 3/5 - The ferry runs again, its owner said.\n"
    options: dict[str, Any] = {"profile": "reuters", "date_order": "dmy"}
    assert next(parse_texts([text], **options)) == parse_text(text, **options)


def test_texts_without_an_end_are_taken_as_they_are_needed() -> None:
    endless = (STORY.format(number % 28 + 1) for number in count())
    assert len(list(islice(parse_texts(endless), 3))) == 3


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"texts": "Ferry"}, TypeError, "texts: expected several texts, found str; parse_text"),
        ({"texts": ["a", 3]}, TypeError, r"texts\[1\]: expected str, bytes or None, found int"),
        ({"texts": [], "jobs": -1}, ValueError, "jobs: expected 0 or more"),
        ({"texts": [], "profile": "nosuch"}, UnknownProfile, "nosuch"),
        ({"texts": [], "format": "nosuch"}, ValueError, "nosuch"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        list(parse_texts(**arguments))


@pytest.mark.parametrize("jobs", [1, 2])
def test_records_have_the_paths_of_their_rows(jobs: int) -> None:
    text = "OSLO, May 3, 2021 (Reuters) - The ferry runs again."
    first, missing, last = parse_texts([text, None, text], paths=["a", "b", "7"], jobs=jobs)
    assert isinstance(missing, NoDispatch)
    assert [one.path for found in (first, last) for one in found] == ["a", "7"]  # type: ignore[union-attr]


@pytest.mark.parametrize("paths", [["a"], ["a", "b", "c"]])
def test_there_are_as_many_paths_as_texts(paths: list[str]) -> None:
    with pytest.raises(ValueError, match="as many as there are texts"):
        list(parse_texts(["It runs.", "It runs."], paths=paths))


def test_a_dictionary_and_a_frame_are_no_column() -> None:
    frame = SimpleNamespace(columns=["text"], __iter__=None)
    for wrong, hint in (({"text": "It runs."}, "values()"), (frame, 'frame["text"]')):
        with pytest.raises(TypeError, match=re.escape(hint)):
            parse_texts(wrong)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("jobs", [1, 2])
def test_rows_of_a_text_that_are_left_out_are_told(jobs: int) -> None:
    table = "id,title,text\n1,Ferry,Shut\n2,Bridge,The bridge is shut today.\n"
    with pytest.warns(UserWarning, match=r"texts\[1\]: 1 item .* left out \(line 2: no story"):
        _, found = parse_texts(["The bridge is shut today.", table], jobs=jobs)
    assert isinstance(found, list)
    assert [one.headline for one in found] == ["Bridge"]
    with pytest.warns(UserWarning, match=r"a.csv: 1 item .* left out") as told:
        parse_text(table, path="a.csv")
    assert told[0].filename == __file__
