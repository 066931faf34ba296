"""Stories in JSON, JSON Lines and tables: which values are whose, and what is wrong with an item."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dispatchkit import iter_parse, parse_bytes, trace_bytes
from dispatchkit.errors import BrokenItem, DispatchkitError

if TYPE_CHECKING:
    from pathlib import Path

    from dispatchkit.model import Dispatch

FIRST = "The harbour of Lund reopened on Tuesday after a week of storms, the port office said."
SECOND = "Three ferries wait outside the breakwater, and a fourth is on its way from Ystad."
TEXT = f"{FIRST}\n\n{SECOND}"
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
STORY = {"title": "Harbour reopens", "text": TEXT, "date": "2021-05-04", "author": "Ada Finch"}


def read(value: Any) -> list[Dispatch]:
    return parse_bytes(json.dumps(value).encode())


def texts(dispatch: Dispatch) -> list[str]:
    return [one.text for one in dispatch.paragraphs]


SHAPES: dict[str, Any] = {
    "an object": STORY,
    "a list": [STORY],
    "an answer": {"status": "ok", "articles": [STORY]},
    "WordPress": [
        {
            "date": "2021-05-04",
            "title": {"rendered": "Harbour reopens"},
            "content": {"rendered": HTML, "protected": False},
            "author": "Ada Finch",
        }
    ],
    "hits": {"hits": {"hits": [{"_source": {**STORY, "date": None, "timestamp": 1620086400000}}]}},
    "two levels down": {
        "title": "Search results",
        "data": {"item": {"headLine": "Harbour reopens", "bodyXhtml": HTML}},
        "versionCreated": "2021-05-04",
        "byLine": "By ADA FINCH",
    },
    "XHTML with an empty title": {
        **STORY,
        "text": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>{HTML}</html>',
    },
    "paragraphs in sections": {
        **STORY,
        "text": {
            "summary": ["Ferries wait."],
            "sections": [{"headline": [], "paragraphs": [FIRST, SECOND]}],
        },
    },
    "escaped twice": {**STORY, "text": HTML.replace("<", "&amp;lt;").replace(">", "&amp;gt;")},
    "a list beside it": {**STORY, "related": [{"title": "Ferry", "text": "Another story, it is."}]},
    "several authors": {**STORY, "author": None, "authors": [{"name": "Ada Finch", "id": 4}]},
}


@pytest.mark.parametrize("value", SHAPES.values(), ids=SHAPES)
def test_a_story_is_found_in_any_shape(value: Any) -> None:
    (dispatch,) = read(value)
    assert dispatch.headline == "Harbour reopens"
    assert [person.name.casefold() for person in dispatch.byline] == ["ada finch"]
    assert str(dispatch.day) == "2021-05-04"
    assert texts(dispatch) == [FIRST, SECOND]


def test_objects_under_keys_of_their_own_are_stories_of_their_own() -> None:
    found = read({"11": STORY, "12": {**STORY, "title": "Ferry sinks"}})
    assert [dispatch.headline for dispatch in found] == ["Harbour reopens", "Ferry sinks"]


def test_captions_stand_beside_the_text() -> None:
    figure = (
        "<figure><img src='x.jpg'><figcaption>The old pier. Photo: B. Lind</figcaption></figure>"
    )
    (dispatch,) = read({**STORY, "text": figure + HTML})
    assert texts(dispatch) == [FIRST, SECOND]


def test_a_description_is_the_text_where_there_is_no_other() -> None:
    item = {"title": "Harbour reopens", "description": FIRST, "published_at": "2021-05-04"}
    assert texts(read({"data": [item]})[0]) == [FIRST]


def test_a_headline_alone_is_read_whichever_agency_has_sent_it() -> None:
    (found,) = read({"agency": "ctk", "published": "2020-07-14", "headline": "Knihovna má mapy"})
    assert (found.headline, found.paragraphs) == ("Knihovna má mapy", ())


def test_what_is_known_of_one_story_is_given_without_its_text() -> None:
    (dispatch,) = read(
        {"data": {"item": {"headline": "Harbour reopens", "bylines": [{"by": "By ADA FINCH"}]}}}
    )
    assert dispatch.headline == "Harbour reopens"
    assert not dispatch.paragraphs


@pytest.mark.parametrize(
    "value",
    [
        {"articles": [{"title": "Harbour reopens", "url": "x", "published": "2021-05-04"}]},
        {"status": "error", "message": "Your key is invalid; ask for another one at the desk."},
        {"name": "harbour", "version": "1.0", "dependencies": ["ferry"]},
    ],
)
def test_a_list_of_links_an_error_and_settings_are_no_stories(value: Any) -> None:
    with pytest.raises(DispatchkitError):
        read(value)


def test_a_bad_line_of_json_lines_is_told_and_the_others_are_read() -> None:
    lines = [json.dumps(STORY), '{"title": "Harbour', json.dumps({**STORY, "title": "Ferry sinks"})]
    trace = trace_bytes("\n".join(lines).encode())
    assert [part.dispatch.headline for part in trace.parts if part.dispatch] == [
        "Harbour reopens",
        "Ferry sinks",
    ]
    assert [error.where for error in trace.broken] == ["line 2, column 11"]


def test_a_list_that_is_cut_off_gives_what_is_whole() -> None:
    data = json.dumps([STORY, {**STORY, "title": "Ferry sinks"}], indent=1).encode()
    trace = trace_bytes(data[:-40])
    assert [part.dispatch.headline for part in trace.parts if part.dispatch] == ["Harbour reopens"]
    assert len(trace.broken) == 1


def test_a_reader_of_many_files_is_told_of_broken_items(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_text(f"{json.dumps(STORY)}\n{{broken\n{json.dumps(STORY)}\n", encoding="utf-8")
    told: list[object] = []
    found = list(iter_parse([path], errors=told.append))
    assert len(found) == 2
    assert isinstance(told[0], BrokenItem)
    assert told[0].path == str(path)


ROWS = f'"Harbour reopens"#"{TEXT}"#2021-05-04#"Ada Finch"\n'
TABLES = {
    "commas": ("title,text,date,author\n" + ROWS, ","),
    "an index": (",title,text,date,author\n" + "0," + ROWS, ","),
    "semicolons in German": ("Titel;Inhalt;Datum;Autor\n" + ROWS, ";"),
    "tabs in Portuguese": ("manchete\ttexto\tdata\tautor\n" + ROWS, "\t"),
    "a mark before it": ("\ufefftitre;texte;date;auteur\n" + ROWS, ";"),
    "HTML": ("title\tbody\tdate\tauthor\n" + ROWS.replace(TEXT, HTML), "\t"),
    "CRLF": ("title,text,date,author\r\n" + ROWS.replace("\n", "\r\n"), ","),
    "Cyrillic": ("заголовок,текст,дата,автор\n" + ROWS, ","),
}


@pytest.mark.parametrize(("table", "parter"), TABLES.values(), ids=TABLES)
def test_a_row_is_a_story(table: str, parter: str) -> None:
    (dispatch,) = parse_bytes(table.replace("#", parter).encode())
    assert dispatch.headline == "Harbour reopens"
    assert [person.name for person in dispatch.byline] == ["Ada Finch"]
    assert str(dispatch.day) == "2021-05-04"
    assert texts(dispatch) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("column", "label"),
    [
        ("Ort", "item.located"),
        ("Miejscowość", "item.located"),
        ("Ciudad", "item.located"),
        ("Φάκελος", "item.other"),
        ("Sachgebiet", "item.other"),
    ],
)
def test_no_column_of_a_table_is_lost_though_the_text_says_it_too(column: str, label: str) -> None:
    lines = [f"Titel;Datum;{column};Text", f'Harbour reopens;2021-05-04;Lund;"{FIRST}"']
    (part,) = trace_bytes("\n".join(lines).encode()).parts
    shown = [(line.line.text, line.rule) for line in part.lines]
    assert ("Lund" if label == "item.located" else f"{column}: Lund", label) in shown


def test_a_bad_row_is_told_and_the_others_are_read() -> None:
    row = ROWS.replace("#", ",")
    trace = trace_bytes(f"title,text,date,author\n{row}a,b,c,d,e,f\n{row}".encode())
    assert sum(part.dispatch is not None for part in trace.parts) == 2
    assert [error.where for error in trace.broken] == ["line 5"]


SHORT = ("PARIS (AFP) - The mayor opened a school on Tuesday evening.", "x", "Share this article")
AS_ITEMS = {
    "rows": ("id,text\n" + "".join(f'{at},"{text}"\n' for at, text in enumerate(SHORT)), "text"),
    "lines": ("\n".join(json.dumps({"id": "1", "text": text}) for text in SHORT), "text"),
}


@pytest.mark.parametrize(("data", "column"), AS_ITEMS.values(), ids=AS_ITEMS)
def test_an_item_without_a_dispatch_is_told_and_in_no_other(data: str, column: str) -> None:
    trace = trace_bytes(data.encode(), text_column=column)
    (dispatch,) = [part.dispatch for part in trace.parts if part.dispatch]
    places = [int(error.where.removeprefix("line ")) for error in trace.broken]
    first = 3 if data.startswith("id") else 2
    assert places == [first, first + 1]
    kept = " ".join(cut.text for cut in dispatch.boilerplate)
    assert not any(text in kept for text in SHORT[1:])


def test_rows_without_any_dispatch_are_an_error() -> None:
    with pytest.raises(BrokenItem, match="line 2: no dispatch in it"):
        parse_bytes(b"id,text\n1,x\n2,Share this article\n", text_column="text")


def test_no_input_that_is_cut_off_fails() -> None:
    whole = [
        json.dumps([STORY, {**STORY, "text": HTML}], indent=1),
        json.dumps(STORY) + "\n" + json.dumps(STORY),
        TABLES["an index"][0].replace("#", ","),
    ]
    for data in map(str.encode, whole):
        for end in range(0, len(data), 7):
            try:
                parse_bytes(data[:end])
            except DispatchkitError:
                continue


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' * 5000,
        '[{"title": "x", "text": ' + "[" * 90_000,
        '{"title": "\\ud83d harbour", "text": "One two three \\udc00 four five.", "author": "A. B."}',
        '{"title": 1' + "0" * 5000 + "}",
        "{'title': 'Harbour'}",
        '{"title": null, "text": null}',
    ],
)
def test_odd_values_give_a_record_or_an_error(text: str) -> None:
    try:
        found = parse_bytes(text.encode())
    except DispatchkitError:
        return
    json.dumps(found[0].to_dict(), ensure_ascii=False).encode("utf-8")
