"""The library's functions: what they take, what their errors say, and the record there and back.
All dumps are invented.
"""

from __future__ import annotations

import json
import os
import pickle
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import dispatchkit
from dispatchkit import (
    DecodeError,
    Dispatch,
    DispatchkitError,
    NoDispatch,
    RecordError,
    UnknownProfile,
    iter_parse,
    parse_bytes,
    parse_dateline,
    parse_file,
    parse_text,
    schemas,
)
from dispatchkit.model import Agency, Boilerplate, Dateline, Notice, Paragraph, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
DUMPS = sorted([*HERE.glob("dispatches/*/*.txt"), *HERE.glob("adversarial/*.txt")])

STORY = """Lock keepers of Orvane vote to go back to work

ORVANE, May 3 (Reuters) - The keepers of the nine locks on the Orvane canal voted on Monday to end a strike of eleven days.

Barges carrying gravel and beet had queued for six kilometres below the lowest of the locks, the canal board said.
"""


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A folder with two stories, one in a folder below it, an empty file between them, and what a
    walk leaves out.
    """
    folder = tmp_path / "feed"
    (folder / "b").mkdir(parents=True)
    (folder / "a.txt").write_text(STORY)
    (folder / "b" / "empty.txt").write_bytes(b"")
    (folder / "c.txt").write_text(STORY.replace("Orvane vote", "Tessel vote"))
    (folder / ".hidden.txt").write_text(STORY)
    (folder / "link.txt").symlink_to(folder / "a.txt")
    return folder


def test_public_names() -> None:
    assert dispatchkit.__all__ == [
        "Agency",
        "Boilerplate",
        "BrokenItem",
        "ConfigError",
        "Dateline",
        "DecodeError",
        "Dispatch",
        "DispatchkitError",
        "Finding",
        "InputError",
        "Label",
        "LabelledLine",
        "Latest",
        "MissingReader",
        "MissingWriter",
        "NoDispatch",
        "Notice",
        "OneDocument",
        "Own",
        "Paragraph",
        "PartTrace",
        "Person",
        "ProfileError",
        "RecordError",
        "Replaced",
        "Trace",
        "UnknownColumn",
        "UnknownFormat",
        "UnknownProfile",
        "UnreadableFormat",
        "__version__",
        "check",
        "iter_parse",
        "latest",
        "parse_bytes",
        "parse_dateline",
        "parse_file",
        "parse_text",
        "parse_texts",
        "render",
        "save",
        "trace_bytes",
        "trace_text",
    ]
    for name in dispatchkit.__all__:
        assert getattr(dispatchkit, name) is not None, name


# --- many inputs -------------------------------------------------------------------------------------------------------------


def test_a_file_is_parsed_by_its_path(feed: Path) -> None:
    path = feed / "a.txt"
    assert (
        parse_file(path) == parse_file(str(path)) == parse_bytes(path.read_bytes(), path=str(path))
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_path_a_folder_or_many(feed: Path, jobs: int) -> None:
    path = feed / "a.txt"
    assert (
        list(iter_parse(path, jobs=jobs))
        == list(iter_parse(str(path), jobs=jobs))
        == list(iter_parse([path], jobs=jobs))
        == parse_file(path)
    )
    walked = list(iter_parse(feed, errors="skip", jobs=jobs))
    assert [dispatch.path for dispatch in walked] == [str(feed / "a.txt"), str(feed / "c.txt")]
    assert list(iter_parse([feed, path], errors="skip", jobs=jobs)) == [*walked, *parse_file(path)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_are_raised_skipped_or_handed_over_with_their_path(feed: Path, jobs: int) -> None:
    names = [feed / "a.txt", feed / "b" / "empty.txt", feed / "gone.txt", feed / "c.txt"]
    parsed = iter_parse(names, jobs=jobs)
    assert next(parsed).path == str(names[0])
    with pytest.raises(DecodeError) as raised:
        next(parsed)
    assert raised.value.path == str(names[1])
    with pytest.raises(FileNotFoundError) as missing:
        next(iter_parse(names[2], jobs=jobs))
    assert missing.value.path == missing.value.filename == str(names[2])  # type: ignore[attr-defined]
    handed: list[Any] = []
    assert [dispatch.path for dispatch in iter_parse(names, errors=handed.append, jobs=jobs)] == [
        str(names[0]),
        str(names[3]),
    ]
    assert [(type(error), error.path) for error in handed] == [
        (DecodeError, str(names[1])),
        (FileNotFoundError, str(names[2])),
    ]
    assert len(list(iter_parse(names, errors="skip", jobs=jobs))) == 2


@pytest.mark.parametrize(("jobs", "ahead"), [(1, 0), (2, 60)])
def test_an_iterator_without_an_end_is_asked_for_few_paths_ahead(
    feed: Path, jobs: int, ahead: int
) -> None:
    asked = 0

    def paths() -> Iterator[Path]:
        nonlocal asked
        while True:
            asked += 1
            yield feed / "a.txt"

    parsed = iter_parse(paths(), jobs=jobs)
    for number in range(1, 30):
        next(parsed)
        assert number <= asked <= number + ahead
    parsed.close()  # type: ignore[attr-defined]


def test_errors_that_nobody_knows_are_refused_at_the_call(feed: Path) -> None:
    with pytest.raises(ValueError, match="errors: expected"):
        iter_parse(feed, errors="ignore")  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_profile_that_nobody_knows_is_no_matter_of_one_input(feed: Path, jobs: int) -> None:
    with pytest.raises(UnknownProfile, match="no-such"):
        list(iter_parse(feed, errors="skip", profile="no-such", jobs=jobs))


def test_an_empty_folder_is_an_input_that_fails(tmp_path: Path) -> None:
    with pytest.raises(NoDispatch, match="no file in this folder") as raised:
        list(iter_parse(tmp_path))
    assert raised.value.path == str(tmp_path)


def test_errors_of_a_file_carry_its_path(tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text("\n \n")
    for name in ("blank.txt", "gone.txt"):
        with pytest.raises((DispatchkitError, OSError)) as raised:
            parse_file(tmp_path / name)
        assert vars(raised.value)["path"] == str(tmp_path / name)


@pytest.mark.parametrize(
    "error",
    [
        UnknownProfile("zz", "no such profile"),
        RecordError("a[0]", "wrong"),
        DecodeError("binary", offset=3),
    ],
)
def test_errors_go_from_one_process_to_another(error: DispatchkitError) -> None:
    error.path = "a.txt"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_a_trace_goes_from_one_process_to_another() -> None:
    """What was compiled of profiles stays behind: the other process makes its own."""
    dump = (
        "Ferry runs again\n\nThe ferry runs again, the harbour master said.\n\nCall for tickets\n"
    )
    trace = dispatchkit.trace_text(
        dump, own=dispatchkit.Own(phrases=(("promo", "Call for tickets"),))
    )
    pickled = pickle.dumps(trace)
    assert pickle.loads(pickled) == trace
    assert len(pickled) < 10_000


# --- a dispatch --------------------------------------------------------------------------------------------------------------


def make(**fields: Any) -> Dispatch:
    needed: dict[str, Any] = {
        "path": "a.txt",
        "index": 0,
        "format": "text",
        "encoding": "utf-8",
        "profile": "generic",
    }
    return Dispatch(**(needed | fields))


NIGHT = datetime(2021, 12, 4, 23, 30, tzinfo=timezone(timedelta(hours=3)))
FILED = Dateline(text="Orvane, May 3", date=date(2021, 12, 3))


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({}, None),
        ({"published": NIGHT, "dateline": FILED, "updated": date(2021, 12, 6)}, "2021-12-04"),
        ({"dateline": FILED, "updated": NIGHT}, "2021-12-03"),
        ({"dateline": Dateline(text="Orvane"), "updated": NIGHT}, "2021-12-04"),
        ({"updated": date(2021, 12, 6)}, "2021-12-06"),
    ],
)
def test_the_day_to_sort_by(fields: dict[str, Any], day: str | None) -> None:
    dispatch = make(**fields)
    assert dispatch.to_dict()["day"] == day
    assert dispatch.day == (day and date.fromisoformat(day))
    assert type(dispatch.day) in (date, type(None))


def test_the_day_stands_after_the_dates_and_in_the_schema() -> None:
    (dispatch,) = parse_text(STORY, received=date(2021, 5, 4))
    record = dispatch.to_dict()
    assert (record["day"], record["published"]) == ("2021-05-03", None)
    keys = list(record)
    assert keys[keys.index("day") - 1 : keys.index("day") + 2] == ["updated", "day", "notice"]
    assert list(schemas.record()["properties"]) == keys == schemas.record()["required"]
    jsonschema.Draft202012Validator(schemas.record()).validate(record)
    assert not jsonschema.Draft202012Validator(schemas.record()).is_valid(
        record | {"day": "2021-05-03T10:00:00"}
    )


def test_the_text_is_the_body() -> None:
    roles = [
        ("One.", "body"),
        ("Two", "crosshead"),
        ("a", "list"),
        ("b", "list"),
        ("x 1", "table"),
        ("y 2", "table"),
        ("Three.", "body"),
    ]
    dispatch = make(
        headline="Not this", paragraphs=tuple(Paragraph(text, role, (1, 1)) for text, role in roles)
    )
    assert dispatch.text == "One.\n\nTwo\n\na\nb\n\nx 1\ny 2\n\nThree."
    assert make().text == ""


def test_repr_is_short_and_says_which_it_is() -> None:
    (dispatch,) = parse_text(STORY * 3, path="a.txt", received=date(2021, 5, 4))[:1]
    assert repr(dispatch).startswith(
        "<Dispatch a.txt[0] 'Lock keepers of Orvane vote to go back to work', 2021-05-03, "
    )
    assert repr(
        make(headline="word " * 100, paragraphs=(Paragraph("x", "body", (1, 1)),))
    ).endswith("word…', no day, 1 paragraph>")
    assert len(repr(make(headline="word " * 100))) < 130


def test_every_field_has_a_docstring() -> None:
    for kind in (Dispatch, Dateline, Agency, Person, Notice, Paragraph, Boilerplate):
        for name in kind._fields:
            assert not getattr(kind, name).__doc__.startswith("Alias for"), (
                f"{kind.__name__}.{name}"
            )
    for name, schema in schemas.record()["properties"].items():
        assert name == "schema" or schema["description"] == getattr(Dispatch, name).__doc__.replace(
            "``", ""
        )


# --- the record back ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_record_of_every_dump_goes_there_and_back(path: Path) -> None:
    for dispatch in iter_parse(path, errors="skip"):
        record = json.loads(json.dumps(dispatch.to_dict()))
        again = Dispatch.from_dict(record)
        assert again == dispatch
        assert again.to_dict() == record
        assert type(again) is Dispatch


RECORD = make(
    agency=Agency("zz", "Zède"),
    byline=(Person("Ada Finch", "author"),),
    dateline=FILED,
    published=NIGHT,
    notice=Notice("update", "UPDATE 2", 2),
    paragraphs=(Paragraph("x", "body", (1, 2)),),
    boilerplate=(Boilerplate("y", "share", "en.share", (3, 3)),),
).to_dict()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"schema": "dispatchkit/2"},
            "schema: expected one of dispatchkit/1, found 'dispatchkit/2'",
        ),
        ({"more": 1}, "more: there is no such key"),
        ({"headline": ""}, "headline: expected a text, found ''"),
        ({"headline": 3}, "headline: expected a text"),
        ({"index": -1}, "index: expected 0 or more"),
        ({"index": True}, "index: expected a number"),
        ({"keywords": "a"}, "keywords: expected a list"),
        ({"keywords": ["a", None]}, "keywords[1]: expected a text"),
        ({"agency": "zz"}, "agency: expected an object"),
        ({"agency": {"id": "zz"}}, "agency.name: the key is missing"),
        (
            {"byline": [{"name": "A", "role": "author"}, {"name": "B", "role": "cook"}]},
            "byline[1].role: expected one of author, ",
        ),
        (
            {"dateline": RECORD["dateline"] | {"date": "3 May"}},
            "dateline.date: expected a date like",
        ),
        (
            {"dateline": RECORD["dateline"] | {"places": [""]}},
            "dateline.places[0]: expected a text",
        ),
        ({"published": "2021-12-04 23:30"}, "published: expected a date or time"),
        ({"published": 20211204}, "published: expected a date or time"),
        ({"updated": "20211204"}, "updated: expected a date or time"),
        ({"day": "2021-12-05"}, "day: expected '2021-12-04', the day of the other dates"),
        (
            {"notice": {"kind": "scoop", "text": "x", "number": None}},
            "notice.kind: expected one of update",
        ),
        (
            {"paragraphs": [{"text": "x", "role": "body", "lines": [2, 1]}]},
            "paragraphs[0].lines: expected a first and a last line",
        ),
        (
            {"paragraphs": [{"text": "x", "role": "body", "lines": [1, "2"]}]},
            "paragraphs[0].lines[1]: expected a number",
        ),
        (
            {"boilerplate": [RECORD["boilerplate"][0] | {"label": "nonsense"}]},
            "boilerplate[0].label: expected one of",
        ),
    ],
)
def test_a_record_that_is_none_is_refused_with_its_key(changes: dict[str, Any], says: str) -> None:
    assert Dispatch.from_dict(RECORD).to_dict() == RECORD
    with pytest.raises(RecordError) as raised:
        Dispatch.from_dict(RECORD | changes)
    assert str(raised.value).startswith(says)
    assert isinstance(raised.value, ValueError)
    assert says.startswith(raised.value.place)


@pytest.mark.parametrize("value", [[], None, "x", 1])
def test_what_is_no_object_is_no_record(value: Any) -> None:
    with pytest.raises(RecordError, match="record: expected an object"):
        Dispatch.from_dict(value)


# --- datelines ---------------------------------------------------------------------------------------------------------------


def test_a_dateline_and_the_rest() -> None:
    dateline, rest = parse_dateline(
        "TARTU, May 3 (Reuters) - The mill runs again.", received=date(2021, 5, 4)
    )
    assert dateline is not None
    assert (dateline.place, dateline.date, dateline.agencies, rest) == (
        "TARTU",
        date(2021, 5, 3),
        ("reuters",),
        "The mill runs again.",
    )
    assert parse_dateline("The mill runs again.") == (None, "The mill runs again.")


def test_an_agency_admits_its_forms_without_a_credit() -> None:
    text = "CEBU - The mill runs again, the city said."
    assert parse_dateline(text) == (None, text)
    dateline, rest = parse_dateline(text, agency="pna", language="en")
    assert dateline is not None
    assert (dateline.place, rest) == ("CEBU", "The mill runs again, the city said.")


def test_paths_may_be_path_likes(feed: Path) -> None:
    class Named(os.PathLike[str]):
        def __fspath__(self) -> str:
            return str(feed / "a.txt")

    assert list(iter_parse(Named())) == parse_file(Named()) == parse_file(feed / "a.txt")
