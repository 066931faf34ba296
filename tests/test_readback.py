"""What ``parse`` writes as text or Markdown it reads back: every field that the form prints. All
dumps are invented.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from program import program

from dispatchkit import (
    Dispatch,
    DispatchkitError,
    parse_bytes,
    parse_file,
    parse_text,
    render,
    trace_text,
)
from dispatchkit.agencies.sources import names
from dispatchkit.labels import Label
from dispatchkit.model import Agency, Dateline, Notice, Paragraph, Person
from dispatchkit.writing import join

HERE = Path(__file__).parent
DUMPS = sorted(
    [
        *HERE.glob("dispatches/*/*.txt"),
        *HERE.glob("adversarial/*.txt"),
        *HERE.parent.glob("samples/*.txt"),
        *HERE.glob("pages/*.txt"),
    ]
)


def printed(dispatch: Dispatch, form: str) -> dict[str, Any]:
    """The fields that a form prints, as far as it prints them."""
    record = dispatch.to_dict()
    body = [(paragraph["text"], paragraph["role"]) for paragraph in record["paragraphs"]]
    if form == "markdown":
        # The input is another one now, and what had been taken out of the first one is gone.
        return {
            key: value
            for key, value in record.items()
            if key not in ("path", "index", "encoding", "boilerplate")
        } | {"paragraphs": body}
    said = {key: record[key] for key in ("headline", "abstract", "byline")} | {"paragraphs": body}
    filed, notice = record["dateline"], record["notice"]
    # Capitals of a place depend on the language of the whole input. A year that the dateline does
    # not print is not in the text, nor is the header of a wire, which alone makes a credit known
    # that no profile has.
    said["dateline"] = filed and {
        key: value for key, value in filed.items() if key not in ("date", "place")
    } | {"agencies": [credit for credit in filed["agencies"] if credit in names()]}
    return said | {"notice": notice and (notice["kind"], notice["text"])}


def parsed(path: Path) -> list[Dispatch]:
    try:
        return parse_file(path)
    except DispatchkitError:
        return []


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("path", DUMPS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_was_written_is_read_back(path: Path, form: str) -> None:
    dispatches = parsed(path)
    written = "".join(join([render(dispatch, form) for dispatch in dispatches], form))
    again = parse_text(written) if dispatches else []
    assert [printed(dispatch, form) for dispatch in again] == [
        printed(dispatch, form) for dispatch in dispatches
    ]
    # Written again it is the same: nothing gets lost by and by.
    here: dict[str, Any] = {"path": "x", "index": 0, "encoding": "utf-8"}
    assert [render(dispatch._replace(**here), form) for dispatch in again] == [
        render(dispatch._replace(**here), form) for dispatch in dispatches
    ]


def make(**fields: Any) -> Dispatch:
    needed: dict[str, Any] = {
        "path": "a.txt",
        "index": 0,
        "format": "text",
        "encoding": "utf-8",
        "profile": "generic",
    }
    return Dispatch(**(needed | fields))


def paragraphs(*parts: tuple[str, str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, role, (1, 1)) for text, role in parts)


BODY = paragraphs(
    ("Prices", "crosshead"),
    ("By noon the stalls were empty, the warden said – and nobody minded.", "body"),
    ("- and then it rained", "body"),
    ("1. One", "list"),
    ("Two", "list"),
    ("Next", "crosshead"),
    ("Last", "crosshead"),
    ("Herring  12  *", "table"),
    ("Cod | 14", "table"),
    ("Bread", "list"),
    ("# 3 was [sold] at 5_000 ~ 6_000 &amp; more \\ less", "body"),
)


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"headline": "Market of Ulvik sells out"},
        {"abstract": "Rain came late."},
        {
            "byline": (
                Person("Ada Finch", "author"),
                Person("Bo Lund", "translator"),
                Person("Eva Moe", "editor"),
            )
        },
        {
            "dateline": Dateline(
                text="ULVIK, May 3, 2021 (Reuters)",
                place="ULVIK",
                places=("ULVIK",),
                date=date(2021, 5, 3),
                agencies=("reuters",),
            )
        },
        {
            "headline": "By the fjord, a market sells out –",
            "byline": (Person("Ada Finch", "author"),),
        },
        {"headline": "- 30 degrees in Ulvik", "abstract": "- 31 in Eidfjord"},
        {"notice": Notice("urgent", "URGENT")},
        {"notice": Notice("urgent", "URGENT"), "headline": "Market of Ulvik sells out"},
        {
            "notice": Notice("update", "UPDATE 2-", 2),
            "headline": "UPDATE 2-Market of Ulvik sells out",
        },
    ],
)
def test_parts_that_look_like_others(fields: dict[str, Any], form: str) -> None:
    dispatch = make(paragraphs=BODY, **fields)
    (again,) = parse_text(render(dispatch, form))
    assert printed(again, form) == printed(dispatch, form)


lines = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=2, max_size=12)
bodies = st.lists(
    st.tuples(
        st.lists(lines, min_size=1, max_size=8).map(" ".join),
        st.sampled_from(["body", "crosshead", "list", "table"]),
    ),
    min_size=1,
    max_size=8,
)


@given(headline=st.lists(lines, min_size=2, max_size=8).map(" ".join), body=bodies)
@settings(max_examples=150)
def test_any_markdown_body_is_read_back(headline: str, body: list[tuple[str, str]]) -> None:
    # A list's bullet as printed gives way to that of Markdown.
    body = [
        (text.lstrip("-–—•*·▪●‣◦ ") or "x", role) if role == "list" else (text, role)
        for text, role in body
    ]
    dispatch = make(headline=headline, paragraphs=paragraphs(*body))
    (again,) = parse_text(render(dispatch, "markdown"))
    assert again.headline == headline
    assert [(paragraph.text, paragraph.role) for paragraph in again.paragraphs] == body


FULL = make(
    path="far/away.txt", index=3, encoding="cp1252", profile="zz-unknown", agency=Agency("zz", "Zède"), language="fr", headline="Marché d'Ulvik",
    abstract="Sous la pluie.", keywords=("pluie",), published=date(2021, 5, 3), paragraphs=paragraphs(("Il a plu.", "body"), ("Prix", "table")),
)  # fmt: skip


def test_front_matter_says_the_fields_and_the_input_is_the_one_that_is_read() -> None:
    (again,) = parse_bytes(render(FULL, "markdown").encode(), path="note.md")
    assert (again.path, again.index, again.encoding) == ("note.md", 0, "utf-8")
    assert (again.profile, again.agency, again.published, again.day, again.keywords) == (
        "zz-unknown",
        FULL.agency,
        date(2021, 5, 3),
        date(2021, 5, 3),
        ("pluie",),
    )
    assert [entry.text for entry in again.boilerplate if entry.label == "envelope"][
        1
    ] == 'path: "far/away.txt"'


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_every_line_has_a_label_and_nothing_is_lost(form: str) -> None:
    text = "".join(
        join([render(FULL._replace(byline=(Person("Ada Finch", "author"),)), form)] * 2, form)
    )
    trace = trace_text(text)
    assert (
        "".join(line.line.text + line.line.ending for part in trace.parts for line in part.lines)
        == text
    )
    for part in trace.parts:
        assert part.dispatch is not None
        said = json.dumps(part.dispatch.to_dict(), ensure_ascii=False)
        for line in part.lines:
            assert (line.label is Label.BLANK) == (not line.line.text.strip())
            assert (
                line.label is Label.BLANK
                or json.dumps(
                    line.line.text.strip("#*-– ")
                    .removeprefix("By ")
                    .split(": ")[-1]
                    .strip('"[]{}'),
                    ensure_ascii=False,
                )[1:-1]
                in said
                or line.line.text.startswith(("agency", "schema", "index", "byline"))
            )


def test_front_matter_that_somebody_changed() -> None:
    text = render(FULL, "markdown")
    (again,) = parse_text(
        text.replace('published: "2021-05-03"', 'published: "2021-06-04"').replace(
            "language:", "tags: [a, b]\nlanguage:"
        )
    )
    assert (again.published, again.day) == (date(2021, 6, 4), date(2021, 6, 4))
    assert "tags: [a, b]" in [entry.text for entry in again.boilerplate]
    (again,) = parse_text(text.replace("# Marché d'Ulvik", "# Marché d'Odda"))
    assert again.headline == "Marché d'Ulvik"
    assert any("Marché d'Odda" in paragraph.text for paragraph in again.paragraphs)


@pytest.mark.parametrize(
    "change",
    [
        ("language: ", "language: 3 #"),
        ('headline: "', 'headline: "" # "'),
        ('"2021-05-03"', '"soon"'),
    ],
)
def test_front_matter_that_no_record_has_is_no_reason_to_stop(change: tuple[str, str]) -> None:
    found = parse_text(render(FULL, "markdown").replace(*change))
    assert any(
        "Il a plu." in paragraph.text for dispatch in found for paragraph in dispatch.paragraphs
    )


def test_a_clean_text_with_one_double_blank_line_keeps_its_dateline() -> None:
    text = (
        "Harbour of Odda opens again\n\n\nODDA, May 3 (Reuters) - The harbour opened on"
        " Monday.\n\nIt had been shut for nine days.\n"
    )
    (dispatch,) = parse_text(text)
    assert dispatch.dateline is not None
    assert (dispatch.headline, dispatch.dateline.place) == ("Harbour of Odda opens again", "ODDA")


@pytest.mark.parametrize(
    "above", ["Harbour of Odda opens again\n\nMay 3, 2021", "May 3, 2021\n\nBy Ada Finch"]
)
def test_a_text_with_a_date_above_two_blank_lines_keeps_the_date(above: str) -> None:
    text = (
        f"{above}\n\n\nThe harbour opened on Monday, nine days after the storm, and the first ferry"
        " left at noon.\n\nIt was full, the warden said.\n"
    )
    (dispatch,) = parse_text(text)
    assert dispatch.published == date(2021, 5, 3)
    assert dispatch.headline != "May 3, 2021"
    assert dispatch.notice is None


def test_line_ends_of_windows_are_read_back_too() -> None:
    dispatch = make(headline="Market of Ulvik sells out", paragraphs=BODY)
    for form in ("text", "markdown"):
        (again,) = parse_bytes(render(dispatch, form).replace("\n", "\r\n").encode())
        assert printed(again, form) == printed(dispatch, form)


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_command_line_reads_back_a_folder(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    sample = str(HERE.parent / "samples" / "several.txt")
    assert (
        runner.invoke(
            program, ["parse", "--isolated", "-f", form, "--output-dir", "out", sample]
        ).exit_code
        == 0
    )
    first = runner.invoke(
        program, ["parse", "--isolated", "--field", "headline", "--field", "byline.name", sample]
    )
    again = runner.invoke(
        program,
        [
            "parse",
            "--isolated",
            "--field",
            "headline",
            "--field",
            "byline.name",
            *sorted(map(str, Path("out").iterdir()), key=len),
        ],
    )
    assert (again.exit_code, again.stdout) == (0, first.stdout)
