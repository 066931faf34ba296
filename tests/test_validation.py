"""``dispatchkit validate``: what it finds, where it says that it is, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from generated import SCHEMAS, needs_schemas
from hypothesis import given
from hypothesis import strategies as st
from program import program

from dispatchkit import UnknownFormat, validation
from dispatchkit.cli._validated import REPORTS
from dispatchkit.validation._json import locate
from dispatchkit.validation.problem import RULES
from dispatchkit.validation.schema import SchemaError, schema_of
from dispatchkit.validation.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from click.testing import Result

    from dispatchkit.validation.problem import Problem

VALID = {
    "uri": "urn:np:7",
    "type": "text",
    "versionCreated": "2021-05-04T10:00:00Z",
    "headlines": [{"role": "main", "value": "Ferry runs again"}],
    "bodies": [{"value": "The ferry runs."}],
}
FLAT = {"uri": "urn:np:7", "versioncreated": "2021-05-04T10:00:00Z", "body_text": "It runs."}


def problems(value: object, name: str = "ninjs3") -> list[Problem]:
    text = value if isinstance(value, str) else json.dumps(value)
    return validation.check(Source.of(text.encode()), name)


def told(value: object, name: str = "ninjs3") -> list[tuple[str, str]]:
    return [(one.rule, one.pointer) for one in problems(value, name)]


@pytest.mark.parametrize("value", [VALID, [VALID, VALID], {"uri": "tag:a,2021:1"}, []])
def test_nothing_is_wrong_with_a_valid_message(value: object) -> None:
    assert problems(value) == []


@pytest.mark.parametrize(
    ("more", "rule", "pointer"),
    [
        ({"uri": "7"}, "uri", "/uri"),
        ({"uri": 7}, "type", "/uri"),
        ({"urgency": 0}, "value", "/urgency"),
        ({"urgency": 4.5}, "type", "/urgency"),
        ({"urgency": True}, "type", "/urgency"),
        ({"urgency": "4"}, "type", "/urgency"),
        ({"pubStatus": "cancelled"}, "value", "/pubStatus"),
        ({"pubstatus": "usable"}, "unknown", "/pubstatus"),
        ({"guid": "urn:np:7"}, "unknown", "/guid"),
        ({"headline": "Ferry"}, "unknown", "/headline"),
        ({"a/b~c": 1}, "unknown", "/a~1b~0c"),
        ({"versionCreated": "2021-05-04"}, "date", "/versionCreated"),
        ({"versionCreated": "2021-05-04T10:00:00"}, "date", "/versionCreated"),
        ({"versionCreated": "2021-05-04T10:00:00+0200"}, "date", "/versionCreated"),
        ({"versionCreated": "2021-02-30T10:00:00Z"}, "date", "/versionCreated"),
        ({"versionCreated": "2021-05-04T25:00:00Z"}, "date", "/versionCreated"),
        ({"versionCreated": "2021-05-04T10:00:00+25:00"}, "date", "/versionCreated"),
        ({"headlines": {"value": "Ferry"}}, "type", "/headlines"),
        ({"headlines": ["Ferry"]}, "type", "/headlines/0"),
        ({"headlines": [{"role": "main"}]}, "missing", "/headlines/0"),
        ({"bodies": [{"value": "a", "wordCount": "7"}]}, "type", "/bodies/0/wordCount"),
        ({"subjects": [{"name": "a"}, {"relevance": 101}]}, "value", "/subjects/1/relevance"),
        ({"people": [{"contactInfo": [{"role": "a"}]}]}, "missing", "/people/0/contactInfo/0"),
        ({"rightsInfo": {"linkedRights": "a:b", "encodedRights": "x"}}, "repeated", "/rightsInfo"),
        ({"associations": [{"uri": "a:b"}]}, "missing", "/associations/0"),
        ({"associations": [VALID | {"name": "a", "x": 1}]}, "unknown", "/associations/0/x"),
        ({"renditions": [{"name": "a", "extensions": {"b": 1}}]}, "type", "/renditions/0/extensions/b"),
        ({"plannedCoverage": [{"dates": {"expectedStartDate": "May"}}]}, "date", "/plannedCoverage/0/dates/expectedStartDate"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_where_it_is(more: dict[str, Any], rule: str, pointer: str) -> None:
    assert told(VALID | more) == [(rule, pointer)]
    assert told([VALID, VALID | more]) == [(rule, f"/1{pointer}")]


@pytest.mark.parametrize(
    "more",
    [
        {"versionCreated": "2021-05-04t10:00:00.123z"},
        {"versionCreated": "2016-12-31T23:59:60Z"},
        {"versionCreated": "2021-05-04T10:00:00-00:00"},
        {"urgency": 4.0},
        {"contentDigitised": "2021-05-04T10:00:00Z"},
        {"renditions": [{"name": "a", "resources": [{"role": "subtitles"}]}]},
        {"plannedCoverage": [{"dates": {"expectedStartDate": "2021-05"}}]},
        {"places": [{"name": "Oslo", "geoJSON": {"type": "Point", "coordinates": [1, 2]}}]},
    ],
)
def test_what_a_line_knows_is_right(more: dict[str, Any]) -> None:
    assert problems(VALID | more) == []


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"description_text": "a", "body_html_short": "b", "headline_alt": "c"}, []),
        ({"body_": "a"}, [("unknown", "/body_")]),
        ({"body_*": "a"}, [("unknown", "/body_*")]),
        ({"text_a": "a"}, [("unknown", "/text_a")]),
        ({"associations": {"main": {"uri": "a:b", "x": 1}}}, [("unknown", "/associations/main/x")]),
        ({"renditions": {"web": {"href": "x"}}}, [("uri", "/renditions/web/href")]),
        ({"headlines": []}, [("unknown", "/headlines")]),
        ({"altids": {"any": ["thing"]}}, []),
    ],
)
def test_the_line_with_flat_names(more: dict[str, Any], found: Sequence[tuple[str, str]]) -> None:
    assert told(FLAT | more, "ninjs1") == found


def test_places_are_those_of_the_text() -> None:
    text = '\ufeff{"uri": "urn:np:7",\r\n "headlines": [{"value": "é\\"}", "rôle": 1}\n], "x": {}}'
    assert [(one.line, one.column, one.pointer) for one in problems(text)] == [
        (2, 34, "/headlines/0/rôle"),
        (3, 4, "/x"),
    ]


def test_lines_of_json_are_messages() -> None:
    text = f"{json.dumps(VALID)}\n\n{json.dumps(VALID | {'x': 1})}\n{{\n"
    assert [(one.line, one.rule) for one in problems(text)] == [(3, "unknown"), (4, "syntax")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"uri": "urn:np:7",\n "bodies": [}', (2, 13)),
        ('{"uri": "urn:np:7"', (1, 19)),
        ('{"uri": "urn:np:7", "urgency": NaN}', (1, 1)),
        ('{"uri": ' + "[" * 100_000, (1, 1)),
        ('{"uri": ' + "1" * 5_000 + "}", (1, 1)),
    ],
)
def test_what_is_no_json_is_one_problem(text: str, place: tuple[int, int]) -> None:
    (one,) = problems(text)
    assert (one.rule, (one.line, one.column)) == ("syntax", place)


def test_a_name_that_is_there_twice_is_told() -> None:
    assert told('{"uri": "urn:np:7", "slugline": "A", "slugline": "B"}') == [
        ("repeated", "/slugline")
    ]


def test_a_name_that_is_nearly_right_is_told() -> None:
    (one,) = problems(VALID | {"edNotes": "a"})
    assert "did you mean edNote?" in one.message


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (VALID, "ninjs3"),
        ([VALID], "ninjs3"),
        (FLAT, "ninjs1"),
        ([FLAT | {"service": [], "priority": 6}], "ninjs1"),
        ({"uri": "a:b", "versioncreated": "x", "headlines": [], "bodies": []}, "ninjs2"),
        ({"uri": "a:b", "$standard": {"name": "ninjs", "version": "1.3"}}, "ninjs1"),
        ({"uri": "a:b", "standard": {"name": "ninjs", "version": "2.1"}}, "ninjs2"),
        ({"standard": {"name": "ninjs", "version": "3.0"}, "body_text": "a"}, "ninjs3"),
        ({"title": "Ferry", "text": "The ferry runs again.", "uri": "a:b"}, None),
        ({"headlines": ["Ferry"], "text": "The ferry runs again."}, None),
        ("Ferry runs again\n\nOSLO, May 3 (AFP) - The ferry runs.", None),
    ],
)
def test_the_line_is_told_from_the_message(value: object, name: str | None) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    assert validation.recognised(Source.of(text.encode())) == name


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


def paths(value: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    """The paths in a value of JSON, with what stands there."""
    found = {path: value}
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value if isinstance(value, list) else [])
    )
    for key, inner in pairs:
        found |= paths(inner, (*path, key))
    return found  # fmt: skip


@given(JSON, st.sampled_from([None, 1]), st.booleans())
def test_every_path_is_found(value: Any, indent: int | None, ascii_: bool) -> None:
    text = f" {json.dumps(value, indent=indent, ensure_ascii=ascii_)}"
    wanted = paths(value)
    found = locate(text, 1, set(wanted))
    assert found.keys() == wanted.keys()
    decode = json.JSONDecoder().raw_decode
    for path, at in found.items():
        read, _ = decode(text, at)
        assert read == (path[-1] if path and isinstance(path[-1], str) else wanted[path])


@given(st.one_of(JSON, st.dictionaries(st.sampled_from(["uri", "type", "bodies", "places", "dates", "renditions", "associations"]), JSON)))  # fmt: skip
def test_no_value_breaks_the_check(value: Any) -> None:
    for name in ("ninjs1", "ninjs2", "ninjs3"):
        for one in problems(value, name):
            assert one.line == 1
            assert one.message


@given(st.binary(max_size=60), st.sampled_from(validation.names()))
def test_no_bytes_break_the_check(data: bytes, name: str) -> None:
    text = data.decode("latin-1")
    for format_ in ("json", "jsonl", "nitf"):
        validation.check(Source(data, text, format_, "latin-1"), name)


def test_an_unknown_standard_is_refused() -> None:
    with pytest.raises(UnknownFormat, match="did you mean ninjs3"):
        validation.standard("ninjs33")


# --- the command ---


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, ["validate", *map(str, arguments)], input=stdin)


@pytest.fixture
def valid(tmp_path: Path) -> Path:
    path = tmp_path / "valid.json"
    path.write_text(json.dumps(VALID), encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(VALID | {"urgency": 12, "x": "y"}, indent=1), encoding="utf-8")
    return path


def test_a_valid_message_is_said_to_be(valid: Path) -> None:
    done = run("--isolated", valid)
    assert (done.exit_code, done.stdout) == (0, f"{valid}: valid (ninjs 3)\n")
    assert run("--isolated", "-q", valid).stdout == ""


def test_problems_are_lines(wrong: Path, valid: Path) -> None:
    done = run("--isolated", wrong, valid)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"{wrong}:16:2: value: 12 is not from 1 to 9",
        f"{wrong}:17:2: unknown: ninjs 3 has no 'x' in message",
        f"{valid}: valid (ninjs 3)",
    ]


def test_problems_are_objects(wrong: Path) -> None:
    done = run("--isolated", "-f", "jsonl", wrong)
    assert json.loads(done.stdout.splitlines()[0]) == {
        "path": str(wrong),
        "standard": "ninjs3",
        "line": 16,
        "column": 2,
        "pointer": "/urgency",
        "rule": "value",
        "message": "12 is not from 1 to 9",
    }


@pytest.mark.parametrize("form", REPORTS)
def test_problems_are_reports_of_ci(form: str, wrong: Path, valid: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"a": 1,,}', encoding="utf-8")
    done = run("--isolated", "-f", form, wrong, valid, broken)
    assert done.exit_code == 3
    assert "12 is not from 1 to 9" in done.stdout
    assert "ninjs 3 has no" in done.stdout
    # What cannot be checked stands in the report too.
    assert "line 1, column 9: this is no JSON" in done.stdout
    assert "DK" not in done.stdout
    assert run("--isolated", "-f", form, wrong, valid).exit_code == 1
    assert run("--isolated", "-f", form, valid).exit_code == 0


def test_a_sarif_report_describes_the_kinds_of_problems(wrong: Path) -> None:
    (one,) = json.loads(run("--isolated", "-f", "sarif", wrong).stdout)["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [result["ruleId"] for result in one["results"]] == ["value", "unknown"]
    marks = {result["partialFingerprints"]["dispatchkit/v1"] for result in one["results"]}
    assert len(marks) == 2


def test_a_junit_report_has_a_case_for_what_is_valid(wrong: Path, valid: Path) -> None:
    written = run("--isolated", "-f", "junit", wrong, valid).stdout
    assert 'tests="3" failures="2" errors="0"' in written


def test_what_cannot_be_checked_is_a_failure(tmp_path: Path, valid: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Ferry runs again\n", encoding="utf-8")
    binary = tmp_path / "binary"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = run("--isolated", story, binary, tmp_path / "none", valid)
    assert done.exit_code == 3
    lines = done.stderr.splitlines()
    assert lines[0].startswith(f"dispatchkit: {story}: a message of no standard that is known")
    assert "binary" in lines[1]
    assert lines[2].endswith("No such file or directory")
    assert done.stdout == f"{valid}: valid (ninjs 3)\n"


def test_the_standard_may_be_named(valid: Path) -> None:
    done = run("--isolated", "--standard", "ninjs2", valid)
    assert done.exit_code == 1
    assert (
        "unknown: ninjs 2 has no 'versionCreated' in message; did you mean versioncreated?"
        in done.stdout
    )
    assert run("--isolated", "--standard", "ninjs9", valid).exit_code == 2


def test_what_parse_writes_is_valid() -> None:
    story = "Ferry runs again\n\nOSLO, May 3, 2021 (Reuters) - The ferry runs again, it said.\n"
    for form in ("ninjs", "ninjs1", "ninjs2"):
        message = CliRunner().invoke(
            program, ["parse", "--isolated", "--to", form, "-"], input=story
        )
        done = run("--isolated", "-", stdin=message.stdout)
        assert (done.exit_code, done.stdout[:9]) == (0, "-: valid ")


SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "uri": {"type": "string", "format": "uri"},
        "day": {"type": "string", "format": "date-time"},
        "place": {"$ref": "https://schemas.example/place.json"},
    },
    "required": ["uri"],
}
XSD = """<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="urn:note" elementFormDefault="qualified">
<xs:element name="note"><xs:complexType><xs:sequence>
<xs:element name="to" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""


def test_a_json_schema_of_the_user(tmp_path: Path) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    message = tmp_path / "message.json"
    message.write_text('[{"uri": "a:b", "place": 7},\n {"day": "May"}]', encoding="utf-8")
    done = run("--isolated", "--schema", schema, message)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"{message}:2:2: schema: 'uri' is a required property",
        f"{message}:2:3: schema: 'May' is not a 'date-time'",
    ]


def test_an_xml_schema_of_the_user(tmp_path: Path) -> None:
    schema = tmp_path / "note.xsd"
    schema.write_text(XSD, encoding="utf-8")
    right, wrong, broken = (tmp_path / f"{name}.xml" for name in ("right", "wrong", "broken"))
    right.write_text('<n:note xmlns:n="urn:note"><n:to>A</n:to></n:note>', encoding="utf-8")
    wrong.write_text('<note xmlns="urn:note">\n <to>A</to>\n <from/>\n</note>', encoding="utf-8")
    broken.write_text("<note>\n<to></note>", encoding="utf-8")
    assert run("--isolated", "--schema", schema, right).exit_code == 0
    done = run("--isolated", "-f", "jsonl", "--schema", schema, wrong, broken)
    assert done.exit_code == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["line"], one["rule"], one["standard"]) for one in found] == [
        (1, "schema", "schema"),
        (2, "syntax", "schema"),
    ]


def test_entities_are_not_read(tmp_path: Path) -> None:
    schema = tmp_path / "note.xsd"
    schema.write_text(XSD, encoding="utf-8")
    data = b'<!DOCTYPE note [<!ENTITY a "b">]>\n<note>&a;</note>'
    (one,) = schema_of(str(schema)).check(Source.of(data))
    assert (one.rule, one.message) == ("syntax", "entities are declared, and are not read")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"type": 7}', "<a/>", "<xs:schema", "\x00", '{"$schema": 3}']
)
def test_what_is_no_schema_is_bad_usage(text: str, tmp_path: Path, valid: Path) -> None:
    schema = tmp_path / "schema"
    schema.write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError):
        schema_of(str(schema))
    done = run("--isolated", "--schema", schema, valid)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_schemas_are_there_and_alone(tmp_path: Path, valid: Path) -> None:
    assert run("--isolated", "--schema", tmp_path / "none", valid).exit_code == 2
    done = run("--isolated", "--schema", valid, "--standard", "ninjs3", valid)
    assert "cannot go together" in done.stderr
    assert done.exit_code == 2


def test_what_reads_a_schema_may_be_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, valid: Path
) -> None:
    import sys

    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    done = run("--isolated", "--schema", schema, valid)
    assert done.exit_code == 3
    assert 'pip install "dispatchkit[schemas]"' in done.stderr


@needs_schemas
def test_our_tables_know_what_the_official_schema_knows() -> None:
    """Every property that the schema of a line has, the table has as well."""
    from dispatchkit.data import tables

    def properties(node: Any) -> set[str]:
        if isinstance(node, list):
            return {name for inner in node for name in properties(inner)}
        if not isinstance(node, dict):
            return set()
        own = node.get("properties")
        names = set(own) if isinstance(own, dict) else set()
        return names | {name for inner in node.values() for name in properties(inner)}

    for name, file in (("ninjs1", "1.6"), ("ninjs2", "2.2"), ("ninjs3", "3.1")):
        schema = json.loads((SCHEMAS / f"ninjs-{file}.json").read_text(encoding="utf-8"))
        known = {key for one in tables.load("data/ninjs")[name]["objects"].values() for key in one}
        assert properties(schema) - known == set()


@pytest.mark.parametrize(
    ("message", "noted"),
    [
        (VALID | {"versionCreated": "1970-01-01T00:00:00Z"}, True),
        (VALID | {"versionCreated": "1970-01-01T00:00:00.000+00:00"}, True),
        (VALID | {"versionCreated": "1970-01-01T10:00:00Z"}, False),
        (VALID | {"bodies": [{"value": 'It says "1970-01-01T00:00:00Z", he said.'}]}, False),
        (VALID, False),
    ],
)
def test_a_time_that_stands_for_unknown_is_noted_and_is_no_problem(
    tmp_path: Path, message: object, noted: bool
) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps(message))
    result = CliRunner().invoke(program, ["validate", str(path)])
    assert result.exit_code == 0
    assert result.stdout == f"{path}: valid (ninjs 3)\n"
    assert ("note: 1970-01-01T00:00:00" in result.stderr) == noted
    report = CliRunner().invoke(program, ["validate", "-f", "github", str(path)])
    assert report.exit_code == 0
    assert ("::notice title=unstated" in report.stdout) == noted
