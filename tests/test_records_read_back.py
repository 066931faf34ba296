"""What ``parse`` writes as JSON, JSON Lines, CSV and TSV it reads back: every field that the form
carries, of all records that are kept of the dumps.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatchkit import (
    BrokenItem,
    Dispatch,
    NoDispatch,
    iter_parse,
    parse_bytes,
    parse_text,
    render,
    save,
    trace_text,
)
from dispatchkit.labels import Label
from dispatchkit.model import Agency, Boilerplate, Dateline, Notice, Paragraph, Person
from dispatchkit.writing import carries, join

GOLDEN = Path(__file__).parent / "golden"
FORMS = ["json", "jsonl", "csv", "tsv"]
# With those that are no text.
ALL_FORMS = [*FORMS, "parquet"]
# What is said of the input that is read now.
NOW = ("path", "index", "encoding")


@cache
def kept() -> list[Dispatch]:
    """All records that are kept of the dumps; of one that was refused an object is kept."""
    files = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLDEN.rglob("*.json"))
    ]
    return [Dispatch.from_dict(one) for file in files if isinstance(file, list) for one in file]


def written(dispatches: list[Dispatch], form: str) -> str:
    return "".join(join([render(one, form) for one in dispatches], form))


def read_back(dispatches: list[Dispatch], form: str) -> list[Dispatch]:
    """What is read from a file of the dispatches; nothing of it may be left out."""
    if form in FORMS:
        return parse_text(written(dispatches, form))
    pytest.importorskip("pyarrow", reason="needs pyarrow, which writes Parquet")
    with TemporaryDirectory() as folder:
        save(dispatches, Path(folder, f"a.{form}"))
        return list(iter_parse(Path(folder, f"a.{form}"), errors="raise"))


def carried(dispatch: Dispatch, form: str) -> dict[str, Any]:
    """The fields that a form carries, as far as it carries them; the lines are numbered anew."""
    record = dispatch.to_dict()
    keys = carries("csv" if form == "parquet" else form)
    said = {key: record[key] for key in keys if key not in NOW and key in record}
    if form in ("csv", "tsv"):
        return said | {"paragraphs": dispatch.text}
    said["paragraphs"] = [(one.text, one.role) for one in dispatch.paragraphs]
    if form == "parquet":
        return said
    said["boilerplate"] = [
        (cut.text, cut.label, cut.rule)
        for cut in dispatch.boilerplate
        if not cut.rule.startswith("record.")
    ]
    return said


@pytest.mark.parametrize("form", ALL_FORMS)
def test_all_records_that_are_kept_are_read_back(form: str) -> None:
    again = read_back(kept(), form)
    assert len(again) == len(kept()) > 300
    for one, before in zip(again, kept(), strict=True):
        assert carried(one, form) == carried(before, form)


@pytest.mark.parametrize("form", FORMS)
def test_one_record_is_read_back(form: str) -> None:
    for before in kept()[:: len(kept()) // 20]:
        (one,) = parse_text(written([before], form))
        assert carried(one, form) == carried(before, form)


texts = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
words = st.lists(texts, min_size=1, max_size=4).map(" ".join)
BARE = Dispatch("a.txt", 0, "text", "utf-8", "generic")
DISPATCHES = st.lists(
    st.builds(
        BARE._replace,
        agency=st.none() | st.tuples(words, words).map(Agency._make),
        headline=st.none() | words,
        keywords=st.lists(words, max_size=3).map(tuple),
        byline=st.lists(words.map(lambda name: Person(name, "editor")), max_size=2).map(tuple),
        dateline=st.none() | words.map(lambda text: Dateline(text, text, (text,))),
        notice=st.none() | words.map(lambda text: Notice("update", text, 3)),
        urgency=st.none() | st.integers(1, 9),
        paragraphs=st.lists(
            words.map(lambda text: Paragraph(text, "body", (1, 1))), max_size=3
        ).map(tuple),
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("form", FORMS)
@given(DISPATCHES)
def test_any_record_is_read_back(form: str, dispatches: list[Dispatch]) -> None:
    again = read_back(dispatches, form)
    assert [carried(one, form) for one in again] == [carried(one, form) for one in dispatches]


@settings(max_examples=20)
@given(DISPATCHES)
def test_any_record_is_read_back_from_parquet(dispatches: list[Dispatch]) -> None:
    again = read_back(dispatches, "parquet")
    assert [carried(one, "parquet") for one in again] == [
        carried(one, "parquet") for one in dispatches
    ]


@pytest.mark.parametrize("cell", ["3", "3.0"])
def test_numbers_that_a_data_frame_made_of_a_column_with_gaps_are_whole(cell: str) -> None:
    head, row = written([BARE._replace(urgency=7, headline="Ferry")], "csv").splitlines()
    (one,) = parse_text(f"{head}\n{row.replace(',7,', f',{cell},')}\n")
    assert one.urgency == 3


def test_numbers_of_parquet_that_a_data_frame_made_are_whole(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="needs pyarrow, which writes Parquet")
    row = {"profile": "aa", "dateline_text": None, "text": "It runs.", "urgency": 3.0}
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(arrow.Table.from_pylist([row]), tmp_path / "a.parquet")
    (one,) = iter_parse(tmp_path / "a.parquet")
    assert (one.urgency, one.dateline, one.profile) == (3, None, "aa")


FULL = Dispatch(
    "far/away.txt", 3, "nexis", "cp1252", "zz-unknown", Agency("zz", "Z\u00e8de"), "fr",
    headline='"March\u00e9" d\'Ulvik\tferm\u00e9',
    byline=(Person("Ada Finch", "author"), Person("Bo Lund", "translator")),
    paragraphs=(Paragraph("Il a plu.", "body", (3, 3)), Paragraph("Prix", "table", (4, 4))),
    boilerplate=(Boilerplate("(c) Z\u00e8de", "copyright", "zz.footer", (9, 9)),),
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_input_is_the_one_that_is_read_and_the_first_is_kept_beside_it(form: str) -> None:
    (one,) = parse_bytes(written([FULL], form).encode(), path="note")
    assert (one.path, one.index, one.encoding) == ("note", 0, "utf-8")
    assert (one.format, one.profile, one.headline) == ("nexis", "zz-unknown", FULL.headline)
    kept_beside = [cut.text for cut in one.boilerplate if cut.rule == "record.envelope"]
    assert kept_beside == ['path: "far/away.txt"', "index: 3", 'encoding: "cp1252"']


@pytest.mark.parametrize("form", FORMS)
def test_every_line_of_it_has_a_label(form: str) -> None:
    (part,) = trace_text(written([FULL], form)).parts
    assert part.dispatch is not None
    assert [line.line.number for line in part.lines] == list(range(1, len(part.lines) + 1))
    assert Label.BLANK not in {line.label for line in part.lines}
    story = [line.line.text for line in part.lines if line.label in (Label.TEXT, Label.TABLE)]
    assert story == ["Il a plu.", "Prix"]


def test_what_a_user_changed_or_added_is_read() -> None:
    record = FULL.to_dict() | {"headline": "Nouveau", "topic": ["rain", 3]}
    del record["ednote"], record["boilerplate"]
    (one,) = parse_text(json.dumps(record))
    assert one.headline == "Nouveau"
    assert [(cut.text, cut.label) for cut in one.boilerplate][-1] == ('topic: ["rain", 3]', "other")


def test_a_record_that_is_none_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    good = FULL.to_dict()
    wrong = good | {"urgency": "soon"}
    lines = [json.dumps(one) for one in (good, wrong, {"a": 1}, good)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told: list[str] = []
    found = list(iter_parse(tmp_path, errors=lambda error: told.append(str(error))))
    assert [one.headline for one in found] == [FULL.headline] * 2
    assert told == [
        "line 2: urgency: expected a number, found 'soon'",
        "line 3: no record of a dispatch",
    ]


def test_a_row_that_is_too_short_is_told_and_the_others_are_read() -> None:
    for form, cut in (("csv", ","), ("tsv", "\t")):
        one = FULL._replace(headline="Ferry", byline=(), paragraphs=())
        head, row = written([one], form).splitlines()
        text = "\n".join([head, row, row.rpartition(cut)[0], row])
        trace = trace_text(text)
        assert [str(item) for item in trace.broken] == ["line 3: 35 cells below 36 columns"]
        assert [found.headline for found in parse_text(text)] == ["Ferry", "Ferry"]


def test_a_table_that_went_through_a_spreadsheet_is_read() -> None:
    text = written([FULL], "csv")
    before = carried(FULL, "csv")
    (one,) = parse_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert carried(one, "csv") == before
    (one,) = parse_text(text.replace(",", ";"))
    assert carried(one, "csv") == before


@pytest.mark.parametrize("form", FORMS)
def test_truncated_at_every_letter_nothing_breaks(form: str) -> None:
    text = written([FULL, FULL], form)
    for end in range(len(text)):
        try:
            found = parse_text(text[:end])
        except (BrokenItem, NoDispatch, ValueError):
            continue
        assert found
