"""What the public functions refuse: impossible values, each with the name of the argument."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dispatchkit import (
    arguments,
    check,
    iter_parse,
    parse_bytes,
    parse_dateline,
    parse_text,
    render,
    trace_bytes,
    trace_text,
)

STORY = (
    "Tram depot opens\n\nTARNHOLM, May 3 (Reuters) - The tram depot of Tarnholm opened its doors to"
    " the public on Monday, ninety years after it was built."
)


def parse_all(**options: Any) -> None:
    list(iter_parse([], **options))


def parse(**options: Any) -> None:
    parse_bytes(STORY.encode(), **options)


def parse_str(**options: Any) -> None:
    parse_text(STORY, **options)


def trace(**options: Any) -> None:
    trace_bytes(STORY.encode(), **options)


def trace_str(**options: Any) -> None:
    trace_text(STORY, **options)


def lint(**options: Any) -> None:
    check(STORY.encode(), **options)


READERS = [parse, parse_str, trace, trace_str, parse_all, lint]
OPTIONS = [
    ("date_order", "foo", ValueError),
    ("date_order", 1, TypeError),
    ("received", "2021-12-05", TypeError),
    ("received", 20211205, TypeError),
    ("profile", "no-such", ValueError),
    ("profile", 3, TypeError),
    ("profile", b"afp", TypeError),
    ("own", ("mine.toml",), TypeError),
]


@pytest.mark.parametrize("function", READERS, ids=lambda function: function.__name__)
@pytest.mark.parametrize(("name", "value", "error"), OPTIONS)
def test_an_option_that_cannot_be_is_refused_by_every_reader(
    function: Any, name: str, value: Any, error: type[Exception]
) -> None:
    with pytest.raises(error, match="no such profile" if value == "no-such" else f"^{name}: "):
        function(**{name: value})


@pytest.mark.parametrize(
    "function", [parse, trace, parse_all, lint], ids=lambda function: function.__name__
)
@pytest.mark.parametrize(
    ("value", "error"),
    [("cp125x", ValueError), ("hex", ValueError), ("a\0b", ValueError), (1252, TypeError)],
)
def test_an_encoding_that_is_none_is_refused(
    function: Any, value: Any, error: type[Exception]
) -> None:
    with pytest.raises(error, match=r"^encoding: "):
        function(encoding=value)


@pytest.mark.parametrize(
    ("name", "value", "error", "says"),
    [
        ("select", ["FOO"], ValueError, "no rule has a code"),
        ("select", ["DKK104"], ValueError, "did you mean DK104"),
        ("select", "DK1", TypeError, "expected a list"),
        ("select", [1], TypeError, "expected str"),
        ("select", 1, TypeError, "expected a list"),
        ("ignore", ["DK999"], ValueError, "no rule has a code"),
        ("ignore", "DK1", TypeError, "expected a list"),
        ("stage", "cooked", ValueError, "none of raw, clean"),
        ("language", "english", ValueError, "did you mean en?"),
        ("language", 1, TypeError, "expected str"),
        ("now", "2021-12-05", TypeError, "expected datetime"),
        (
            "now",
            datetime(2021, 12, 5),  # noqa: DTZ001
            ValueError,
            "with an offset",
        ),
        ("path", 1, TypeError, "expected a path"),
    ],
)
def test_what_check_refuses(name: str, value: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=f"^{name}.*{says}".replace("?", r"\?")):
        check(STORY.encode(), **{name: value})


def test_texts_and_bytes_are_not_taken_for_each_other() -> None:
    function: Any
    wrong: Any
    for function, wrong in (
        (parse_text, STORY.encode()),
        (trace_text, None),
        (parse_dateline, STORY.encode()),
    ):
        with pytest.raises(TypeError, match=r"^text: expected str, found"):
            function(wrong)
    for function, wrong in ((parse_bytes, STORY), (trace_bytes, Path("story.txt"))):
        with pytest.raises(TypeError, match=r"^data: expected bytes, found"):
            function(wrong)
    with pytest.raises(TypeError, match=r"^inputs\[0\]: expected a path"):
        check([STORY.encode()])  # type: ignore[list-item]
    with pytest.raises(TypeError, match=r"^inputs: expected a list"):
        check(3)  # type: ignore[arg-type]


def test_what_iter_parse_refuses_it_refuses_at_once() -> None:
    wrong: Any
    for wrong in (b"story.txt", 3, [3]):
        with pytest.raises(TypeError, match=r"^paths"):
            iter_parse(wrong)
    with pytest.raises(ValueError, match=r"^date_order: "):
        iter_parse(["none.txt"], date_order="foo")
    with pytest.raises(TypeError, match=r"^jobs: "):
        iter_parse([], jobs="2")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("received", "2021-12-05", TypeError),
        ("language", "english", ValueError),
        ("language", b"en", TypeError),
        ("agency", 1, TypeError),
    ],
)
def test_what_parse_dateline_refuses(name: str, value: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=f"^{name}: "):
        parse_dateline("TARNHOLM, May 3 (Reuters) - The depot", **{name: value})


def test_what_render_refuses() -> None:
    dispatch = parse_text(STORY)[0]
    with pytest.raises(ValueError, match=r"^format: .*did you mean markdown\?"):
        render(dispatch, "markdwn")
    wrong: Any
    for wrong in (None, b"json"):
        with pytest.raises(TypeError, match=r"^format: "):
            render(dispatch, wrong)
    with pytest.raises(TypeError, match=r"^dispatch: expected Dispatch, found dict"):
        render(dispatch.to_dict(), "json")  # type: ignore[arg-type]


def test_what_is_meant_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "tarn.toml"
    file.write_text(
        'schema = 1\nid = "tarn"\nname = "Tarn Press"\nlanguages = ["en"]\ncredits = ["TPX"]\n',
        encoding="utf-8",
    )
    profile: Any = file
    assert parse_text(STORY, profile=profile)[0].profile == "tarn"
    assert (
        parse_text(STORY, received=datetime(2021, 5, 4, tzinfo=UTC))[0].to_dict()["dateline"][
            "date"
        ]
        == "2021-05-03"
    )
    assert (
        parse_dateline(
            "TARNHOLM, May 3 (Reuters) - The depot", received=date(2021, 5, 4), language="en-GB"
        )[0]
        is not None
    )
    assert (
        check(
            STORY.encode(),
            select=("DK1", "ALL"),
            language="EN",
            now=datetime(2021, 12, 5, tzinfo=UTC),
        )
        is not None
    )
    assert check(STORY.encode(), select=iter(["DK104"]))[0].code == "DK104"  # type: ignore[arg-type]


class Null(datetime):
    """A time that is null, as that of pandas."""

    __hash__ = datetime.__hash__

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    def date(self) -> date:
        raise ValueError("no date")


def test_a_time_that_is_null_is_no_day() -> None:
    assert arguments.received(Null(2021, 5, 4)) is None
    assert arguments.received(datetime(2021, 5, 4)) == date(2021, 5, 4)  # noqa: DTZ001
