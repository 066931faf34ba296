"""Reports of ``check``: what each format promises its readers. All dumps are invented; findings
come from the engine, by our rules or by the one below.
"""

from __future__ import annotations

import json
import os
import re
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped

from dispatchkit import schemas
from dispatchkit.errors import UnknownFormat
from dispatchkit.lint.engine import check_source, findings
from dispatchkit.lint.finding import Change, Edit, Finding, Fix, Hit, Remedy
from dispatchkit.lint.hits import Found
from dispatchkit.lint.reports import About, Failed, formats, html_, report, sarif
from dispatchkit.lint.reports._paths import relative
from dispatchkit.lint.reports.full import excerpted
from dispatchkit.lint.rule import rules
from dispatchkit.lint.scopes import InputRule
from dispatchkit.lint.settings import ALL, Settings
from dispatchkit.lint.statistics import Counted, counted, table, to_dict
from dispatchkit.lint.traced import Source
from dispatchkit.text.places import Excerpt, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.lint.finding import Severity

ROOT = Path(__file__).parents[1]
SARIF_SCHEMA = ROOT.parent / "shared/schemas/sarif-2.1.0.json"
RANKS: tuple[Severity, ...] = ("error", "warning", "info")
ABOUT = About("1.2.3", str(ROOT))
FORMATS = [
    "azure",
    "checkstyle",
    "concise",
    "full",
    "github",
    "gitlab",
    "html",
    "json",
    "jsonl",
    "junit",
    "rdjson",
    "sarif",
]

DUMP = """Ferry returns to Valmer after two months

VALMER, May 3 (Reuters) - The ferry to the island of Valmer sailed agian on Monday, two months after a storm broke its ramp.

The harbour office said that 1,200 people had used the first crossing, and that tickets would cost the same as before."""

# What a dump, or who names its file, may hold to break a report: escapes, separators of lines,
# other directions, wide and joined characters.
HOSTILE = (
    '"]]>&<b>\x1b[31m\x07\x00\x9b \u2028\u2029\x85 ::error::x ##[error]x %0A%25,: \u202eevil\u2066'
    " שלום \u200b漢字 e\u0301 👩\u200d🚀 \ufffe\uffff [a](b) {0} ```\ttab"
)
HOSTILE_NAME = (
    os.fsdecode(b"feeds/caf\xe9 100%,a:b::c\n\x1b[1m#1?.txt")
    if os.name != "nt"
    else "feeds/café 100%,a.txt"
)


def report_of(
    name: str,
    inputs: Iterable[tuple[str, Sequence[Finding]]],
    failed: Sequence[Failed] = (),
    about: About = ABOUT,
) -> str:
    """A whole report."""
    made = report(name, about)
    return "".join(
        [made.begin(), *(made.add(path, found) for path, found in inputs), *made.end(failed)]
    )


def found(data: bytes, path: str = "dump.txt", select: str = ALL) -> tuple[Finding, ...]:
    """What our own rules find in a dump."""
    return check_source(Source(path, data, Settings(select=(select,)))).findings


@InputRule.named("DK999", "a-test", severity="warning")
def a_test(_: Source) -> Iterator[Hit]:
    """A test."""
    yield from ()


def hits(text: str, *hits: Hit, path: str = "dump.txt") -> tuple[Finding, ...]:
    """What the engine makes of hits of a rule."""
    source = Source(path, text.encode(), Settings())
    story = source.stories[0] if source.stories else None
    return tuple(findings(source, [Found(a_test, hit, story) for hit in hits]))


def marked(
    text: str,
    start: int,
    end: int,
    message: str = "a word that no dictionary has",
    *,
    path: str = "dump.txt",
    fix: Fix | None = None,
) -> Finding:
    """The finding of a rule that hits just this place."""
    (one,) = hits(text, Hit(start, end, message, fix), path=path)
    return one


def word(text: str, old: str, new: str | None = None, **more: Any) -> Finding:
    """A finding about a word, mended by another."""
    at = text.index(old)
    return marked(
        text,
        at,
        at + len(old),
        fix=None if new is None else Fix((Edit(at, at + len(old), new),), safe=False),
        **more,
    )


TYPO = word(DUMP, "agian", "again")
WHOLE = marked(DUMP, 0, 0, "no such dispatch, ever")
# An error, a warning with a fix, an info with a fix.
MIXED = [WHOLE._replace(severity="error"), TYPO, *found(DUMP.encode(), select="DK104")]


def hostile(path: str = HOSTILE_NAME) -> Finding:
    """A finding whose every text is hostile."""
    text = f"Harbour of {HOSTILE} and so on\n".replace("\x00", "")
    at = text.index("evil")
    return marked(
        text,
        at,
        at + 4,
        f"{HOSTILE}\nand a second line\r\n\udcff",
        path=path,
        fix=Fix((Edit(at, at + 4, HOSTILE),)),
    )


# --- all formats ---------------------------------------------------------------------------------------------------------------


def test_every_format_is_found_by_itself() -> None:
    assert formats() == FORMATS
    with pytest.raises(UnknownFormat, match="sarif"):
        report("docx", ABOUT)


@pytest.mark.parametrize("name", FORMATS)
def test_a_run_without_findings_is_a_whole_report(name: str) -> None:
    read(name, report_of(name, []))
    nothing = report_of(name, [("a.txt", ()), ("b.txt", ())])
    assert read(name, nothing) == 0
    assert (nothing == "") == (name in ("azure", "concise", "full", "github", "jsonl"))


@pytest.mark.parametrize("name", FORMATS)
def test_every_finding_is_in_the_report(name: str) -> None:
    text = report_of(name, [("dump.txt", MIXED), ("clean.txt", ()), ("other.txt", [TYPO])])
    assert read(name, text) == 4


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_breaks_no_report(name: str) -> None:
    text = report_of(
        name, [(HOSTILE_NAME, [hostile()]), ("-", [hostile("-")])], [Failed(HOSTILE_NAME, HOSTILE)]
    )
    assert read(name, text) == 2
    assert not set(text) & set("\x00\x1b\x07\x9b\x85\u2028\u2029")
    text.encode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_memory_does_not_grow_with_the_findings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # What SARIF keeps is bounded by GitHub's limit; a lower one shows the same with fewer findings.
    monkeypatch.setattr(sarif, "MOST", 5_000)
    # A page lists so few that they show nothing.
    monkeypatch.setattr(html_, "OF_A_RULE", 10_000)
    monkeypatch.setattr(html_, "CHARACTERS", 10_000_000)
    made = report(name, ABOUT)
    made.begin()
    long = TYPO._replace(message="a word that no dictionary has " * 10)
    many = (
        long._replace(
            path=f"{number}.txt", fingerprint=f"{number:016x}", severity=RANKS[number % 3]
        )
        for number in range(10_000)
    )
    made.add("first.txt", [TYPO])
    tracemalloc.start()
    size = sum(len(made.add(one.path, [one])) for one in many)
    size += sum(map(len, made.end(())))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 3_000_000
    # The spools of JUnit, SARIF and pages hold a megabyte each before they go to the disk, and grow
    # by doubling.
    assert peak < (6_500_000 if name in ("junit", "sarif", "html") else 1_000_000), size


@pytest.mark.parametrize("name", FORMATS)
@given(
    path=st.text(min_size=1).map(lambda path: path.replace("\0", "")).filter(bool),
    message=st.text(min_size=1),
    line=st.text(),
    at=st.integers(0, 200),
)
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_reported(name: str, path: str, message: str, line: str, at: int) -> None:
    place = Place(1, at + 1, 1 + at % 2, at + 1 + at % 7)
    remedy = Remedy("safe", (Change(place, line),), None)
    one = TYPO._replace(
        path=path, message=message, place=place, excerpt=Excerpt(line, 1 + at // 2), fix=remedy
    )
    text = report_of(name, [(path, [one])], [Failed(path, message)])
    assert read(name, text) == 1
    text.encode("utf-8")


def read(name: str, text: str) -> int:
    """How many findings a reader of the format sees; it must be able to read the report."""
    match name:
        case "html":
            return len(data_of(text)["findings"])
        case "json":
            return len(valid(json.loads(text)))
        case "jsonl":
            return len(valid([json.loads(line) for line in text.split("\n")[:-1]]))
        case "gitlab":
            return sum(issue["check_name"] != "unreadable-input" for issue in json.loads(text))
        case "rdjson":
            return sum("code" in one for one in json.loads(text)["diagnostics"])
        case "sarif":
            return len(json.loads(text)["runs"][0]["results"])
        case "junit":
            suites = suites_of(text)
            return int(suites.failures) + int(suites.skipped)
        case "checkstyle":
            return sum(
                error.get("source") != "dispatchkit.unreadable"
                for error in ET.fromstring(text).iter("error")
            )
        case "azure":
            return sum(
                line.startswith("info ")
                or bool(re.match(r"##vso\[task\.logissue [^\]]*code=DK", line))
                for line in text.split("\n")
            )
        case "github":
            return sum(line.startswith(RANKS) for line in text.split("\n"))
        case _:
            return sum(
                "(a-test)" in line or "(no-final-newline)" in line for line in text.split("\n")
            )


def data_of(page: str) -> dict[str, Any]:
    """What a page of findings shows; no text may end the element that holds it."""
    assert page.count("</script>") == 2
    data = page.partition('id="data">')[2].partition("</script>")[0]
    assert "<" not in data
    read: dict[str, Any] = json.loads(data)
    return read


def valid(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings, which fit their schema."""
    validator = jsonschema.Draft202012Validator(schemas.finding())
    for one in found:
        validator.validate(one)
    return found


# --- for people ------------------------------------------------------------------------------------------------------------------


def test_a_page_lists_findings_with_their_places_lines_and_fixes() -> None:
    data = data_of(
        report_of(
            "html", [("dump.txt", MIXED), ("-", [TYPO])], [Failed("gone.txt", "No such file")]
        )
    )
    assert [
        (one["path"], one["line"], one["column"], one["code"], one["severity"], one["fix"])
        for one in data["findings"]
    ] == [
        ("dump.txt", 1, 1, "DK999", "error", None),
        ("dump.txt", 3, 68, "DK999", "warning", 'unsafe fix: "agian" -> "again"'),
        ("dump.txt", 5, 118, "DK104", "info", 'fix: insert "\\n"'),
        ("standard input", 3, 68, "DK999", "warning", 'unsafe fix: "agian" -> "again"'),
    ]
    marks = [one["excerpt"][slice(*one["mark"])] for one in data["findings"]]
    assert marks == ["", "agian", ".", "agian"]
    assert data["counts"] == [
        ["DK104", "no-final-newline", "info", "reuters", "safe", 1],
        ["DK999", "a-test", "error", "reuters", None, 1],
        ["DK999", "a-test", "warning", "reuters", "unsafe", 2],
    ]
    assert data["files"] == [["dump.txt", 1, 1, 1], ["standard input", 0, 1, 0]]
    assert data["failed"] == [{"path": "gone.txt", "problem": "No such file"}]


def test_a_page_lists_the_first_findings_of_each_rule_and_counts_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(html_, "OF_A_RULE", 2)
    monkeypatch.setattr(html_, "_FILES", 3)
    monkeypatch.setattr(html_, "_SHOWN", 2)
    inputs = [(f"{at}.txt", MIXED) for at in range(5)]
    data = data_of(report_of("html", inputs))
    assert [one["code"] for one in data["findings"]] == ["DK999", "DK999", "DK104", "DK104"]
    assert [row[-1] for row in data["counts"]] == [5, 5, 5]
    # The two files beyond the bound count together.
    assert data["files"] == [["", 2, 2, 2], ["0.txt", 1, 1, 1]]
    assert data["more_files"] == 2


def test_a_page_of_many_findings_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_, "CHARACTERS", 2_000)
    few = report_of("html", [("a.txt", [TYPO] * 400)])
    data = data_of(few)
    assert 3 <= len(data["findings"]) < 9
    assert data["counts"][0][-1] == 400


def test_concise_is_one_line_a_finding() -> None:
    lines = report_of("concise", [("dump.txt", MIXED)]).split("\n")
    assert lines == [
        "dump.txt:1:1: error DK999 no such dispatch, ever (a-test)",
        "dump.txt:3:68: warning DK999 [?] a word that no dictionary has (a-test)",
        "dump.txt:5:118: info DK104 [*] no line feed at the end of the file (no-final-newline)",
        "",
    ]


def test_colours_are_for_terminals_alone() -> None:
    coloured = report_of("concise", [("a.txt", [TYPO])], about=ABOUT._replace(coloured=True))
    assert coloured.startswith("\x1b[1ma.txt\x1b[0m:3:68: \x1b[33mwarning\x1b[0m DK999")
    assert "\x1b[33m^^^^^\x1b[0m" in report_of(
        "full", [("a.txt", [TYPO])], about=ABOUT._replace(coloured=True)
    )


def test_full_shows_the_line_the_place_the_fix_and_the_rule() -> None:
    assert report_of("full", [("dump.txt", [TYPO])]).split("\n") == [
        "dump.txt:3:68: warning DK999 [?] a word that no dictionary has (a-test)",
        "  |",
        (
            "3 | …o the island of Valmer sailed agian on Monday, two months after a storm broke its"
            " ramp."
        ),
        "  |                                ^^^^^",
        '  = unsafe fix: "agian" -> "again"',
        "  = dispatchkit rule DK999",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("before", "columns"),
    [
        ("plain", 5),
        ("漢字", 4),
        ("ｆｕｌｌ", 8),
        ("한글", 4),
        ("e\u0301tude", 5),
        ("\tx", 5),
        ("\x07x", 5),
        ("a\u200bb", 8),
        ("می\u200cرود", 5),
        ("\u202e", 6),
        ("\u00a0 ", 2),
        ("", 0),
    ],
)
def test_the_mark_stands_below_its_place(before: str, columns: int) -> None:
    text, mark = excerpted(word(f"{before}字agian rest\n", "agian"))
    assert mark == " " * (columns + 2) + "^^^^^"
    assert text.endswith("字agian rest")


def test_the_mark_of_wide_characters_is_as_wide() -> None:
    assert excerpted(word("ab 漢字 cd\n", "漢字")) == ("ab 漢字 cd", "   ^^^^")


def test_a_long_line_is_cut_around_the_place() -> None:
    text, mark = excerpted(word(f"{'word ' * 200}agian {'more ' * 200}\n", "agian"))
    assert text[mark.index("^") : len(mark)] == "agian"
    assert text[0] == text[-1] == "…"
    assert 90 < len(text) <= 102


def test_places_without_extent_and_over_lines() -> None:
    assert excerpted(WHOLE) == (DUMP.partition("\n")[0], "")
    text = "One line\nand another\n"
    assert excerpted(marked(text, 4, 12)) == ("One line", "    ^^^^")
    assert excerpted(marked(text, 8, 9)) == ("One line", "        ^")


def test_fixes_in_words() -> None:
    def shown(*edits: Edit, **more: Any) -> str:
        return next(
            line
            for line in report_of(
                "full", [("a", [marked(text, 4, 8, fix=Fix(edits, **more))])]
            ).split("\n")
            if "fix: " in line
        ).partition("= ")[2]

    text = "One line\nand another\nand a third\n"
    assert shown(Edit(4, 8, "row")) == 'fix: "line" -> "row"'
    assert shown(Edit(4, 8, "")) == 'fix: delete "line"'
    assert shown(Edit(8, 8, "\u00a0\n")) == 'fix: insert "\\xa0\\n"'
    assert shown(Edit(9, 12, "or")) == 'fix: line 2: put "or" in place of columns 1 to 3'
    assert shown(Edit(8, 9, " ")) == 'fix: put " " in place of the line end'
    assert shown(Edit(4, 21, "")) == "fix: delete the text up to 3:1"
    assert shown(Edit(0, 9, "")) == "fix: delete line 1"
    assert shown(Edit(9, 33, "\n")) == 'fix: put "\\n" in place of lines 2 to 3'
    assert (
        shown(*(Edit(at, at + 1, "") for at in range(5)), safe=False)
        == 'unsafe fix: delete "O", delete "n", delete "e", 2 more'
    )
    assert shown(encoding="utf-8") == "fix: write the file in utf-8"


# --- JSON ------------------------------------------------------------------------------------------------------------------------


def test_the_schema_of_a_finding_is_one_and_refuses_the_rest() -> None:
    schema = schemas.finding()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    plain = TYPO.to_dict()
    assert list(plain) == list(schema["properties"])
    validator.validate(plain)
    for broken in ({"severity": "fatal"}, {"line": 0}, {"code": "E1"}, {"new": 1}, {"path": ""}):
        assert list(validator.iter_errors(plain | broken)), broken


def test_findings_of_our_rules_fit_the_schema() -> None:
    inputs = [
        (name, data)
        for one in rules().values()
        for example in one.examples
        for name, data in example.inputs
    ]
    inputs += [
        (path.name, path.read_bytes())
        for path in sorted((ROOT / "samples").iterdir())
        if path.is_file()
    ]
    every = [(path, found(data, path)) for path, data in inputs]
    assert (
        len(valid(json.loads(report_of("json", every)))) == sum(len(each) for _, each in every) > 0
    )


def test_json_is_the_findings_as_they_are() -> None:
    plain = [one.to_dict() for one in MIXED]
    inputs = [("dump.txt", MIXED[:1]), ("clean.txt", ()), ("dump.txt", MIXED[1:])]
    assert report_of("json", inputs) == json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    assert [json.loads(line) for line in report_of("jsonl", inputs).splitlines()] == plain


# --- GitHub ----------------------------------------------------------------------------------------------------------------------


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that the runner of GitHub Actions sees: those of the new form, and none of the
    old one.
    """
    assert "##[" not in "\n".join(line for line in text.split("\n") if not line.startswith("::"))
    seen = []
    for line in text.split("\n"):
        if line.lstrip().startswith("::"):
            head, _, message = line.lstrip()[2:].partition("::")
            level, _, properties = head.partition(" ")
            seen.append(
                (
                    level,
                    {
                        key: unescaped(value)
                        for key, _, value in (pair.partition("=") for pair in properties.split(","))
                    },
                    unescaped(message),
                )
            )
    return seen


def unescaped(text: str) -> str:
    for escape, character in (
        ("%0D", "\r"),
        ("%0A", "\n"),
        ("%3A", ":"),
        ("%2C", ","),
        ("%25", "%"),
    ):
        text = text.replace(escape, character)
    return text


def test_github_escapes_what_separates() -> None:
    message = "100% sure, says ::error file=x::y\nand a second line\r"
    path = "feeds/50%, a:b::c\n.txt"
    (level, properties, said), *more = commands(
        report_of("github", [(path, [word(DUMP, "agian", message=message)])])
    )
    assert (level, said, more) == ("warning", message, [])
    expected = {
        "title": "DK999 a-test",
        "file": path,
        "line": "3",
        "endLine": "3",
        "col": "68",
        "endColumn": "72",
    }
    assert properties == expected


def test_github_has_no_columns_over_several_lines() -> None:
    text = "One line\nand another\n"
    places = [marked(text, 4, 12), marked(text, 4, 9), marked(text, 0, 0)]
    written = [
        properties for _, properties, _ in commands(report_of("github", [("a.txt", places)]))
    ]
    assert [(one["line"], one["endLine"]) for one in written] == [
        ("1", "2"),
        ("1", "1"),
        ("1", "1"),
    ]
    assert not any("col" in one for one in written)


def test_github_gets_the_gravest_and_a_count_of_the_rest() -> None:
    ranked = [TYPO._replace(severity=severity) for severity in RANKS[::-1] for _ in range(15)]
    text = report_of(
        "github",
        [(f"{number}.txt", [one]) for number, one in enumerate(ranked)],
        [Failed("gone.txt", "No such file")],
    )
    seen = commands(text)
    assert [level for level, _, _ in seen] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert seen[0][1:] == ({"title": "unreadable input", "file": "gone.txt"}, "No such file")
    assert seen[-1][2] == "17 more in the log of this step"
    assert text.count("\n") == 45 + 30


def test_github_shows_standard_input_without_a_file() -> None:
    ((_, properties, message),) = commands(report_of("github", [("-", [TYPO])]))
    assert "file" not in properties
    assert message.startswith("standard input, line 3: ")


# --- GitLab ----------------------------------------------------------------------------------------------------------------------


def test_gitlab_issues() -> None:
    error, warning, info = json.loads(report_of("gitlab", [("feeds/../dump.txt", MIXED)]))
    assert [one["severity"] for one in (error, warning, info)] == ["major", "minor", "info"]
    assert error["location"] == {"path": "dump.txt", "lines": {"begin": 1, "end": 1}}
    assert warning["location"]["positions"] == {
        "begin": {"line": 3, "column": 68},
        "end": {"line": 3, "column": 72},
    }
    assert (warning["check_name"], warning["type"], warning["categories"]) == (
        "DK999",
        "issue",
        ["Style"],
    )


def test_gitlab_fingerprints_are_unique() -> None:
    twice = "VALMER, May 3 (Reuters) - The ferry sailed agian, and agian.\n" * 3
    places = [found.start() for found in re.finditer("agian", twice)]
    inputs = [
        (path, hits(twice, *(Hit(at, at + 5, "no word") for at in places), path=path))
        for path in ("a.txt", "b/a.txt")
    ]
    issues = json.loads(
        report_of("gitlab", inputs, [Failed("c.txt", "gone"), Failed("d.txt", "gone")])
    )
    assert len(issues) == 14
    assert len({one["fingerprint"] for one in issues}) == 14


# --- JUnit -----------------------------------------------------------------------------------------------------------------------


def suites_of(text: str) -> JUnitXml:
    return JUnitXml.fromstring(text.encode())


def test_junit_has_a_suite_an_input() -> None:
    suites = suites_of(
        report_of(
            "junit",
            [("dump.txt", MIXED), ("clean.txt", ()), ("-", [TYPO])],
            [Failed("gone.txt", "No such file")],
        )
    )
    assert (suites.tests, suites.failures, suites.errors, suites.skipped) == (6, 4, 1, 0)
    assert [(suite.name, suite.tests, suite.failures, suite.errors) for suite in suites] == [
        ("dump.txt", 3, 3, 0),
        ("clean.txt", 1, 0, 0),
        ("standard input", 1, 1, 0),
        ("gone.txt", 1, 0, 1),
    ]
    dump, clean, _, gone = (list(suite) for suite in suites)
    assert [case.is_passed for case in clean] == [True]
    assert (dump[1].name, dump[1].classname) == ("DK999 a-test 3:68", "dump_txt")
    (failure,) = dump[1].result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("warning", "DK999 a word that no dictionary has")
    assert "sailed agian on Monday" in str(failure.text)
    assert isinstance(gone[0].result[0], Error)


def test_junit_fails_what_fails_the_run() -> None:
    suites = suites_of(
        report_of("junit", [("dump.txt", MIXED)], about=ABOUT._replace(fail_on="warning"))
    )
    assert (suites.tests, suites.failures, suites.skipped) == (3, 2, 1)
    assert [type(case.result[0]) for case in next(iter(suites))] == [Failure, Failure, Skipped]
    assert (
        suites_of(
            report_of("junit", [("dump.txt", MIXED)], about=ABOUT._replace(fail_on="never"))
        ).failures
        == 0
    )


def test_junit_keeps_text_and_line_feeds() -> None:
    (suite,) = suites_of(
        report_of("junit", [("a\nb.txt", [word(DUMP, "agian", message='<"one"> & \x1b\ntwo')])])
    )
    (case,) = suite
    assert suite.name == "a\nb.txt"
    assert case.result[0].message == 'DK999 <"one"> & \\x1b\ntwo'


def test_junit_goes_to_the_disk_and_comes_back_whole() -> None:
    long = TYPO._replace(message="漢" * 4000)
    suites = suites_of(report_of("junit", ((f"{number}.txt", [long]) for number in range(300))))
    assert suites.tests == 300
    assert {case.result[0].message for suite in suites for case in suite} == {
        f"DK999 {'漢' * 4000}"
    }


# --- SARIF -----------------------------------------------------------------------------------------------------------------------


def run_of(text: str) -> dict[str, Any]:
    log = json.loads(text)
    assert (log["version"], log["$schema"]) == (
        "2.1.0",
        "https://json.schemastore.org/sarif-2.1.0.json",
    )
    (run,) = log["runs"]
    return dict(run)


def sarif_logs() -> Iterator[str]:
    yield report_of("sarif", [])
    yield report_of(
        "sarif", [("dump.txt", MIXED), ("clean.txt", ())], [Failed("gone.txt", "No such file")]
    )
    yield report_of(
        "sarif",
        [(HOSTILE_NAME, [hostile()]), ("-", [hostile("-")])],
        [Failed(HOSTILE_NAME, HOSTILE), Failed("-", "not open")],
        ABOUT._replace(pages="https://example.org/rules"),
    )


@pytest.mark.skipif(
    not SARIF_SCHEMA.is_file(),
    reason="the shared folder with the schema is not beside this checkout",
)
def test_sarif_fits_its_schema() -> None:
    validator = jsonschema.Draft4Validator(
        json.loads(SARIF_SCHEMA.read_text(encoding="utf-8")),
        format_checker=jsonschema.FormatChecker(),
    )
    for log in sarif_logs():
        validator.validate(json.loads(log))


def test_sarif_results_are_in_order_of_severity_with_places_and_fixes() -> None:
    run = run_of(report_of("sarif", [("feeds/dump.txt", MIXED[::-1]), ("clean.txt", ())]))
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note"]
    whole, typo, _ = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    (location,) = typo["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "feeds/dump.txt", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 68, "endLine": 3, "endColumn": 73},
    }
    assert whole["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    (change,) = typo["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": location["physicalLocation"]["region"],
            "insertedContent": {"text": "again"},
        }
    ]
    assert list(typo["partialFingerprints"]) == ["dispatchkit/v1"]
    assert len({one["partialFingerprints"]["dispatchkit/v1"] for one in run["results"]}) == 3
    assert "fixes" not in whole
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_sarif_describes_every_rule() -> None:
    run = run_of(report_of("sarif", [("dump.txt", found(DUMP.encode()))]))
    described = run["tool"]["driver"]["rules"]
    assert [one["id"] for one in described] == list(rules())
    assert run["tool"]["driver"]["version"] == "1.2.3"
    for one, ours in zip(described, rules().values(), strict=True):
        assert one["fullDescription"]["text"].startswith(one["shortDescription"]["text"])
        assert "Bad:" in one["help"]["text"]
        assert one["help"]["markdown"].count("```") % 2 == 0
        assert one["defaultConfiguration"]["enabled"] == ours.on
        assert len(one["properties"]["tags"]) <= 20
    assert all(described[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])


def test_sarif_paths_are_uris() -> None:
    outside = os.path.abspath(os.sep + os.path.join("elsewhere", "a b.txt"))
    inputs = [(path, [TYPO]) for path in ("feeds/é #1?.txt", "a:b.txt", outside, "-", HOSTILE_NAME)]
    run = run_of(report_of("sarif", inputs))
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in run["results"]]
    assert uris[0] == {"uri": "feeds/%C3%A9%20%231%3F.txt", "uriBaseId": "%SRCROOT%"}
    assert uris[1]["uri"] == "a%3Ab.txt"
    assert uris[2]["uri"].startswith("file:///")
    assert uris[2]["uri"].endswith("/elsewhere/a%20b.txt")
    assert "uriBaseId" not in uris[2]
    assert uris[3] == {"uri": "-", "description": {"text": "standard input"}}
    assert unquote_to_bytes(uris[4]["uri"]) == os.fsencode(HOSTILE_NAME)
    base = run["originalUriBaseIds"]["%SRCROOT%"]["uri"]
    assert base.startswith("file:///")
    assert base.endswith("/")


def test_sarif_keeps_to_the_limit_and_says_what_it_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sarif, "MOST", 20)
    ranked = [TYPO._replace(severity=severity) for severity in RANKS[::-1] for _ in range(12)]
    run = run_of(
        report_of("sarif", [(f"{number}.txt", [one]) for number, one in enumerate(ranked)])
    )
    assert [one["level"] for one in run["results"]] == ["error"] * 12 + ["warning"] * 8
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("16 more findings")
    run = run_of(
        report_of("sarif", [("a.txt", [TYPO._replace(severity="error")] * 30 + [TYPO] * 30)])
    )
    assert [one["level"] for one in run["results"]] == ["error"] * 20


def test_sarif_names_what_could_not_be_read() -> None:
    (invocation,) = run_of(report_of("sarif", [], [Failed("gone.txt", "No such file")]))[
        "invocations"
    ]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "gone.txt"


def test_sarif_messages_hold_no_links() -> None:
    run = run_of(
        report_of(
            "sarif",
            [
                (
                    "a.txt",
                    [word(DUMP, "agian", message="a link [here](https://example.org) is left")],
                )
            ],
        )
    )
    assert run["results"][0]["message"]["text"] == "a link \\[here\\](https://example.org) is left"


# --- rdjson ----------------------------------------------------------------------------------------------------------------------


def test_rdjson_counts_bytes_and_carries_fixes() -> None:
    text = "VALMER, May 3 (Reuters) - Die Fähre 漢字 fuhr 😀 widder ab.\nZweite Zeile\n"
    log = json.loads(
        report_of(
            "rdjson",
            [("a.txt", [word(text, "widder", "wieder")])],
            about=ABOUT._replace(pages="https://example.org/rules"),
        )
    )
    (one,) = log["diagnostics"]
    before = text.partition("\n")[0].encode().index(b"widder")
    span = {"start": {"line": 1, "column": before + 1}, "end": {"line": 1, "column": before + 7}}
    assert one["location"] == {"path": "a.txt", "range": span}
    assert one["suggestions"] == [{"range": span, "text": "wieder"}]
    assert one["severity"] == "WARNING"
    assert one["code"] == {"value": "DK999", "url": "https://example.org/rules"}
    assert log["source"]["name"] == "dispatchkit"


def test_rdjson_of_whole_dispatches_insertions_and_encodings() -> None:
    whole, ending = json.loads(report_of("rdjson", [("a.txt", [WHOLE, MIXED[2]])]))["diagnostics"]
    assert whole["location"]["range"] == {"start": {"line": 1}}
    (suggestion,) = ending["suggestions"]
    assert suggestion["range"]["start"] == suggestion["range"]["end"] == {"line": 5, "column": 119}
    recoded = marked(DUMP, 0, 5, fix=Fix((Edit(0, 1, ""),), encoding="utf-8"))
    assert (
        "suggestions"
        not in json.loads(report_of("rdjson", [("a.txt", [recoded])]))["diagnostics"][0]
    )
    assert "fixes" not in run_of(report_of("sarif", [("a.txt", [recoded])]))["results"][0]


def test_bytes_of_columns_whatever_the_order_of_the_places() -> None:
    text = "é漢😀 a é漢😀 b\nplain é c\n"
    places = Source("a.txt", text.encode(), Settings()).places
    for start in [0, 3, 5, 2, 9, 14, 20, 18, 1]:
        for end in range(start, len(text)):
            place = places.place(start, end)
            for offset, column, extra in (
                (start, place.column, place.extra),
                (end, place.end_column, place.end_extra),
            ):
                head = text[:offset].rpartition("\n")[2]
                assert column + extra == len(head.encode()) + 1


# --- paths -----------------------------------------------------------------------------------------------------------------------


def test_paths_are_relative_to_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "root" / "feeds").mkdir(parents=True)
    root = str(tmp_path / "root")
    monkeypatch.chdir(tmp_path / "root" / "feeds")
    assert relative("a.txt", root) == "feeds/a.txt"
    assert relative(os.path.join(root, "feeds", "x", "..", "a.txt"), root) == "feeds/a.txt"
    assert relative(os.path.join("..", "..", "a.txt"), root) == (tmp_path / "a.txt").as_posix()
    assert relative(str(tmp_path / "rootless.txt"), root) == (tmp_path / "rootless.txt").as_posix()
    assert relative("-", root) == "-"
    assert relative(os.path.join(root, "-"), root) == "./-"
    assert relative("a.txt", os.sep) == (tmp_path / "root" / "feeds" / "a.txt").as_posix()[1:]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_paths_behind_a_link_are_relative_too(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert relative(str(tmp_path / "link" / "a.txt"), str(tmp_path / "real")) == "a.txt"


# --- counts ----------------------------------------------------------------------------------------------------------------------


def counts() -> dict[Counted, int]:
    return {
        Counted("DK104", "no-final-newline", "info", "aa", "safe"): 7,
        Counted("DK104", "no-final-newline", "info", None, "safe"): 3,
        Counted("DK105", "control-or-invisible", "error", "aa", "unsafe"): 1,
        Counted("DK105", "control-or-invisible", "warning", "afp", None): 2,
        Counted("DK201", "missing-headline", "error", "aa", None): 1,
        Counted("DK202", "missing-dateline", "error", "aa", None): 1,
    }


def test_counts_as_a_table() -> None:
    assert table({}) == ""
    assert (
        table(counts()) == "By rule:\n"
        "  10 [*] DK104 no-final-newline     info\n"
        "   3 [?] DK105 control-or-invisible 1 error, 2 warning\n"
        "   1     DK201 missing-headline     error\n"
        "   1     DK202 missing-dateline     error\n"
        "\n"
        "By agency:\n"
        "  10 aa        7 DK104, 1 DK105, 1 DK201, 1 more\n"
        "   3 (unknown) 3 DK104\n"
        "   2 afp       2 DK105\n"
    )


def test_counts_as_json() -> None:
    plain = to_dict(counts())
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["count"], plain["fixable"], plain["severities"]) == (
        15,
        {"safe": 10, "unsafe": 1},
        {"error": 3, "warning": 2, "info": 10},
    )
    assert plain["rules"][0] == {
        "code": "DK104",
        "name": "no-final-newline",
        "count": 10,
        "fixable": {"safe": 10, "unsafe": 0},
        "severities": {"info": 10},
    }
    assert plain["agencies"][0] == {
        "agency": "aa",
        "count": 10,
        "rules": {"DK104": 7, "DK105": 1, "DK201": 1, "DK202": 1},
    }
    assert to_dict({})["rules"] == []


def test_a_finding_counts_as_its_kind() -> None:
    assert counted(TYPO) == Counted("DK999", "a-test", "warning", "reuters", "unsafe")
    assert counted(WHOLE).fixable is None
