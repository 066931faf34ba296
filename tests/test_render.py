"""The renderers: what they print, and that no content can break their format."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dispatchkit import schemas
from dispatchkit.agencies import rules
from dispatchkit.agencies import schema as loader
from dispatchkit.agencies import sources
from dispatchkit.errors import UnknownFormat
from dispatchkit.model import Agency, Boilerplate, Dateline, Dispatch, Notice, Paragraph, Person
from dispatchkit.writing import RENDERERS, join, render, suffix
from dispatchkit.writing.markdown import escape

# Text that formats tend to take for something else.
TRAPS = [
    "yes",
    "null",
    "~",
    "1e3",
    "0o17",
    "2021-12-04",
    "- a: b",
    "key: value # comment",
    "\"quoted\" \\ and 'quoted'",
    "---",
    "...",
    "🙂 emoji",
    "tab\tand\x00nul",
    "\x1b[31mred\x9b0m",
    "next\x85line",
    "line\u2028separator\u2029",
    "\ufeff",
    "\ufffe\uffff",
    "lone \udcff surrogate",
    "نص عربي",
    "%directive @tag !tag &anchor *alias",
    "<b>bold</b> &amp; &#x41;",
    "1. one",
    "2) two",
    "+ plus",
    "# headline #",
    "> quotation",
    "| a | b |",
    "```",
    "~~~",
    "***",
    "* * *",
    "===",
    "[x](y) ![z](w) [ref]: url",
    "snake_case _emphasis_ **strong** ~~gone~~",
    "back\\slash\\",
    "http://example.invalid/a_b_c",
    "    indented",
]

texts = st.one_of(
    st.sampled_from(TRAPS),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
)


def make(**fields: object) -> Dispatch:
    """A dispatch with these fields."""
    given_fields: dict[str, object] = {
        "path": "a.txt",
        "index": 0,
        "format": "text",
        "encoding": "utf-8",
        "profile": "generic",
    }
    # The tests name the fields.
    return Dispatch(**(given_fields | fields))  # type: ignore[arg-type]


def paragraph(text: str, role: str = "body") -> Paragraph:
    """A paragraph on line 1."""
    return Paragraph(text=text, role=role, lines=(1, 1))


FULL = make(
    profile="zz",
    agency=Agency(id="zz", name="Agence Zède"),
    language="fr",
    section="Monde",
    slugline="RIVER/FERRY",
    headline="Le bac de Valmer repart",
    abstract="Après deux mois d'arrêt.",
    keywords=("bac", "Valmer"),
    byline=(
        Person(name="Anne Exemple", role="author"),
        Person(name="Jo Muster", role="translator"),
    ),
    dateline=Dateline(
        text="ZZ/ Valmer",
        place="Valmer",
        places=("Valmer",),
        date=date(2021, 12, 4),
        agencies=("zz",),
    ),
    located="Zédie",
    published=datetime(2021, 12, 4, 9, 30, tzinfo=timezone(timedelta(hours=3))),
    updated=date(2021, 12, 5),
    notice=Notice(kind="update", text="UPDATE 2-", number=2),
    urgency=4,
    ednote="(Ajoute un détail)",
    copyrightnotice="© ZZ",
    usageterms="Presse",
    altid="zz:1",
    paragraphs=(
        paragraph("Le bac est reparti samedi."),
        paragraph("Horaires", "crosshead"),
        paragraph("• Matin", "list"),
        paragraph("- Soir", "list"),
        paragraph("Quai  Départ", "table"),
        paragraph("A     7h", "table"),
        paragraph("1. Il reste un mois."),
    ),
    boilerplate=(Boilerplate(text="Partager", label="share", rule="fr.share", lines=(9, 9)),),
)


def test_text_layout() -> None:
    assert (
        render(FULL, "text")
        == "UPDATE 2-\n\nLe bac de Valmer repart\n\n- Après deux mois d'arrêt.\n\nBy Anne Exemple;"
        " Jo Muster (translator)\n\nZZ/ Valmer –\n\n\nLe bac est reparti"
        " samedi.\n\n\nHoraires\n\n• Matin\n• Soir\n\n  Quai  Départ\n  A     7h\n\n1. Il reste"
        " un mois.\n"
    )


def test_markdown_layout() -> None:
    front, _, body = render(FULL, "markdown").removeprefix("---\n").partition("\n---\n")
    assert yaml.safe_load(front) == {
        key: value
        for key, value in FULL.to_dict().items()
        if key not in ("paragraphs", "boilerplate")
    }
    assert (
        body
        == "\n# Le bac de Valmer repart\n\n*Après deux mois d'arrêt.*\n\nAnne Exemple, Jo Muster"
        " (translator)\n\n**ZZ/ Valmer**\n\nLe bac est reparti samedi.\n\n## Horaires\n\n-"
        " Matin\n- Soir\n\n```text\nQuai  Départ\nA     7h\n```\n\n1\\. Il reste un mois.\n"
    )


def test_front_matter_leaves_out_what_is_not_there() -> None:
    assert (
        render(make(headline="H"), "markdown")
        == '---\nschema: "dispatchkit/1"\npath: "a.txt"\nindex: 0\nformat: "text"\nencoding:'
        ' "utf-8"\nprofile: "generic"\nheadline: "H"\n---\n\n# H\n'
    )


def test_json_is_the_record_indented_by_one() -> None:
    assert render(FULL, "json") == json.dumps(FULL.to_dict(), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_several_dispatches(count: int) -> None:
    dispatches = [make(index=index, headline=f"H{index}") for index in range(count)]
    records = [dispatch.to_dict() for dispatch in dispatches]
    outputs = {
        name: "".join(join((render(dispatch, name) for dispatch in dispatches), name))
        for name in RENDERERS
    }
    expected = (
        ""
        if not records
        else json.dumps(records if count > 1 else records[0], ensure_ascii=False, indent=1) + "\n"
    )
    assert outputs["json"] == expected
    assert [json.loads(line) for line in outputs["jsonl"].split("\n")[:-1]] == records
    assert outputs["text"] == "\f\n".join(f"H{index}\n" for index in range(count))
    assert len(re.findall(r"^---$", outputs["markdown"], re.MULTILINE)) == 2 * count


@given(texts)
def test_json_of_any_text_is_safe_and_true(text: str) -> None:
    dispatch = make(path=text, headline=text, paragraphs=(paragraph(text),))
    for name in ("json", "jsonl"):
        rendered = render(dispatch, name)
        assert json.loads(rendered) == dispatch.to_dict()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", rendered)
        rendered.encode("utf-8")
    assert render(dispatch, "jsonl").count("\n") == 1


@given(texts, texts)
def test_front_matter_of_any_text_is_read_back(text: str, other: str) -> None:
    dispatch = make(
        path=text,
        headline=text,
        keywords=(text, other),
        byline=(Person(name=other, role="author"),),
        ednote=other,
    )
    lines = render(dispatch, "markdown").split("\n")
    read = yaml.safe_load("\n".join(lines[1 : lines.index("---", 1)]))
    assert lines[0] == "---"
    assert read == {
        key: value for key, value in dispatch.to_dict().items() if value not in (None, [])
    }


def shown(markdown: str) -> str:
    """What a reader sees of one paragraph of Markdown, with GitHub's tables and strike-through;
    fails if it is anything else.
    """
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    assert [token.type for token in tokens] == [
        "paragraph_open",
        "inline",
        "paragraph_close",
    ], markdown
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special", "softbreak"}, markdown
    return "".join("\n" if child.type == "softbreak" else child.content for child in children)


def plain(text: str) -> str:
    """*text* without what no Markdown keeps: white space at the ends, and NUL, which it replaces."""
    return text.replace("\x00", "\ufffd").strip()


@given(texts.filter(lambda text: bool(text.strip()) and not re.search(r"[\r\n]", text)))
@example("a * b * c")
@example("-")
@example("&nbsp;&copy;&#169;")
@example("10) ")
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(text)) == plain(text)


@given(
    st.lists(st.sampled_from(TRAPS).filter(lambda text: "\x00" not in text), min_size=2, max_size=4)
)
@example(["a", "==="])
@example(["a | b", "--- | ---", "1 | 2"])
@example(["a", "-"])
def test_lines_of_a_paragraph_make_no_markup_together(lines: list[str]) -> None:
    assert shown(escape("\n".join(lines))) == "\n".join(line.strip() for line in lines).strip()


@given(texts.filter(lambda text: bool(text.strip()) and not re.search(r"[\r\n]", text)))
def test_head_of_a_markdown_document(text: str) -> None:
    dispatch = make(
        headline=text,
        abstract=text,
        dateline=Dateline(text=text),
        paragraphs=(paragraph(text, "crosshead"), paragraph(text, "list")),
    )
    body = render(dispatch, "markdown").split("\n---\n", 1)[1]
    tokens = MarkdownIt("commonmark").parse(body)
    blocks = [token.tag for token in tokens if token.nesting == 1]
    assert blocks == ["h1", "p", "p", "h2", "ul", "li", "p"]
    content = [
        "".join(child.content for child in token.children or [])
        for token in tokens
        if token.type == "inline"
    ]
    assert content[:4] == [plain(text)] * 4
    inside = [
        [child.type for child in token.children or [] if child.nesting == 1]
        for token in tokens
        if token.type == "inline"
    ]
    assert inside == [[], ["em_open"], ["strong_open"], [], []]


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_an_item_that_is_only_a_bullet_keeps_it(style: str) -> None:
    shown_item = render(make(paragraphs=(paragraph("*\x85", "list"),)), style)
    assert "*" in shown_item.rsplit("---", 1)[-1]


def test_a_table_cannot_leave_its_fence() -> None:
    dispatch = make(paragraphs=(paragraph("a ``` b", "table"), paragraph("````", "table")))
    tokens = MarkdownIt("commonmark").parse(render(dispatch, "markdown").split("\n---\n", 1)[1])
    assert [(token.type, token.content) for token in tokens] == [("fence", "a ``` b\n````\n")]


def test_a_headline_over_several_lines_stays_one() -> None:
    assert "\n# one two\n" in render(make(headline="one \n two"), "markdown")


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(
        UnknownFormat, match=r"'docx' is no format; known: .*json, jsonl, .*markdown.*text"
    ):
        render(FULL, "docx")
    assert "docx" not in RENDERERS


def test_formats_are_the_modules_of_the_package() -> None:
    files = {
        path.stem
        for path in Path(sys.modules["dispatchkit.writing"].__file__ or "").parent.glob("[!_]*.py")
    }
    assert {name.rstrip("_").replace("_", "-") for name in files} == set(RENDERERS) == {*RENDERERS}
    assert len({suffix(name) for name in RENDERERS}) == len(RENDERERS)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "import dispatchkit.writing.text",
        "from dispatchkit.writing import RENDERERS",
        "from dispatchkit import render",
    ],
)
def test_the_public_name_renders_whatever_was_imported_before(before: str) -> None:
    code = (
        f"{before}\nimport dispatchkit\nfrom dispatchkit import Dispatch, render\nd ="
        " Dispatch(path='-', index=0, format='text', encoding='utf-8', profile='generic',"
        " headline='H')\nassert dispatchkit.render(d, 'text') == render(d, 'text') == 'H\\n'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_record_schema_accepts_records_and_refuses_the_rest() -> None:
    schema = schemas.record()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(FULL.to_dict())
    validator.validate(make().to_dict())
    assert list(schema["properties"]) == list(FULL.to_dict())
    wrongs: list[dict[str, object]] = [
        {"headline": ""},
        {"more": 1},
        {"published": "4 December"},
        {"byline": [{"name": "A"}]},
        {"agency": {"id": "zz"}},
    ]
    for wrong in wrongs:
        assert not validator.is_valid(FULL.to_dict() | wrong), wrong


def test_profile_schema_accepts_a_rule_with_reason_and_examples_only() -> None:
    schema = schemas.profile()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    rule = {
        "id": "a",
        "label": "share",
        "line": ["Share it"],
        "why": "a button",
        "match": ["Share it"],
        "miss": ["They share it"],
    }
    facts = {"schema": 1, "id": "zz", "name": "Zède", "languages": ["fr"]}
    validator.validate(facts | {"label": [rule]})
    wrongs: list[dict[str, object]] = [
        {"why": ""},
        {"prefix": ["x"]},
        {"label": "no such label"},
        {"match": []},
    ]
    for wrong in wrongs:
        assert not validator.is_valid(facts | {"label": [rule | wrong]}), wrong
    del rule["line"]
    assert not validator.is_valid(facts | {"label": [rule | {"regex": "x"}]})


def test_field_names_reach_inside() -> None:
    names = schemas.field_names()
    assert {
        "headline",
        "agency.id",
        "dateline.place",
        "byline.name",
        "notice.kind",
        "paragraphs.text",
        "boilerplate.rule",
    } <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", sources.names())
def test_our_profiles_fit_the_schema(name: str) -> None:
    jsonschema.Draft202012Validator(schemas.profile()).validate(tomllib.loads(sources.source(name)))


def test_the_profile_schema_knows_every_key_of_the_loader() -> None:
    schema = schemas.profile()["properties"]
    assert set(schema) == set(loader._PROFILE_KEYS)
    for kind, own in rules.OWN_KEYS.items():
        assert set(schema[kind]["items"]["properties"]) == set(rules.RULE_KEYS | own), kind
