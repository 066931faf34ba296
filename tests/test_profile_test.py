"""``dispatchkit profile test``: dumps of users with what must come out of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import trace_text
from dispatchkit.expectations.cases import drafted, got_of
from dispatchkit.expectations.compared import differences

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

PROFILE = """\
schema = 1
id = "lamna"
name = "Lamna Wire"
languages = ["en"]
credits = ["LAMX"]

[[label]]
id = "rights"
label = "copyright"
line = "Lamna holds the pen"
why = "the line of rights"
match = ["Lamna holds the pen"]
miss = ["Lamna holds the pencil"]
"""
STORY = """\
Ferry runs again

BODØ, Norway, May 3 (LAMX) - The ferry to the islands runs again after a week of storms.

"We had bread for two more days," shopkeeper Aud Lunde said.

Lamna holds the pen
"""
RIGHT: dict[str, Any] = {
    "why": "a story",
    "headline": {"any": ["Ferry", "Ferry runs again"]},
    "agency": "lamna",
    "section": None,
    "dateline": {"place": "bodø"},
    "byline": [],
    "paragraphs": [
        "The ferry to the islands runs again after a week of storms.",
        "“We had bread for two more days,” shopkeeper Aud Lunde said.",
    ],
    "boilerplate_contains": ["Lamna holds the pen"],
    "labels": {"Lamna holds the pen": "copyright", "Ferry runs again": "headline"},
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dumps").mkdir()
    (tmp_path / "dumps" / "lamna.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "dumps" / "story.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def expect(folder: Path, expected: object, name: str = "story") -> Path:
    path = folder / "dumps" / f"{name}.json"
    path.write_text(json.dumps(expected), encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["profile", "test", *arguments], catch_exceptions=False)


@pytest.mark.parametrize("named", ["dumps", "dumps/story.txt", "dumps/story.json"])
def test_a_dump_that_comes_out_as_expected(here: Path, named: str) -> None:
    expect(here, RIGHT)
    done = run(named)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "1 tested: 1 as expected, 0 not\n"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"headline": "Ferry"}, 'headline: expected "Ferry", got "Ferry runs again"'),
    ({"headline": None}, 'headline: expected null, got "Ferry runs again"'),
    ({"abstract": "A"}, 'abstract: expected "A", got null'),
    ({"agency": "ntb"}, 'agency: expected "ntb", got "lamna"'),
    ({"dateline": {"place": "Oslo"}}, 'dateline.place: expected "Oslo", got "BODØ"'),
    ({"dateline": None}, "dateline: expected null, got "),
    ({"notice": "kill"}, 'notice: expected "kill", got null'),
    ({"published": "2021-05-03"}, 'published: expected "2021-05-03", got null'),
    ({"keywords": ["sea"]}, 'keywords: expected ["sea"], got []'),
    ({"byline": [{"name": "Aud", "role": "author"}]}, "byline: expected "),
    ({"paragraphs": []}, "paragraphs[0]: expected null, got "),
    ({"paragraphs": [{"crosshead": "The ferry"}]}, "paragraphs[0].role: expected "),
    ({"body_contains": ["a boat"]}, 'body_contains: expected "a boat", got "not in the body"'),
    ({"body_excludes": ["islands"]}, 'body_excludes: expected "islands", got "in the body"'),
    ({"boilerplate_contains": ["Ferry r"]}, "not listed as boilerplate"),
    ({"labels": {"Lamna holds the pen": "text"}}, 'expected "text", got "copyright"'),
    ({"labels": {"Lamna": "text"}}, 'expected "text", got "no such line"'),
    ({"error": True}, 'error: expected "no dispatch"'),
    ({"count": 2, "dispatches": [{}, {}]}, "count: expected 2, got 1"),
    ({"dispatches": [{"headline": "X"}]}, 'dispatches[0].headline: expected "X"'),
]


@pytest.mark.parametrize(("expected", "says"), WRONG)
def test_a_difference_is_a_line_with_file_field_wanted_and_got(
    here: Path, expected: dict[str, Any], says: str
) -> None:
    expect(here, expected)
    done = run("dumps")
    assert (done.exit_code, done.stderr) == (1, "")
    *told, summary = done.stdout.splitlines()
    assert any(line.startswith("dumps/story.txt: ") and says in line for line in told)
    assert summary == "1 tested: 0 as expected, 1 not"
    assert run("-q", "dumps").stdout.splitlines() == told


def test_long_texts_are_shown_from_where_they_differ(here: Path) -> None:
    long = "a" * 300
    (here / "dumps" / "story.txt").write_text(f"Ferry\n\n{long} x said.\n", encoding="utf-8")
    expect(here, {"paragraphs": [f"{long} y said."]})
    (told, _) = run("dumps").stdout.splitlines()
    assert len(told) < 150
    assert " y said." in told
    assert " x said." in told


BAD: list[tuple[str, str]] = [
    ('{"headlin": 1}', "dumps/story.json: headlin: unknown key; did you mean headline?"),
    ('{"headline": 1}', "dumps/story.json: headline: expected a text, found 1"),
    ('{"byline": [{"name": "A"}]}', "byline[0]: a person has a name and a role"),
    ('{"byline": [{"name": "A", "role": "x"}]}', "byline[0].role: "),
    ('{"paragraphs": [{"crosshead": "a", "block": []}]}', "paragraphs[0]: expected a text"),
    ('{"labels": {"a": "b"}}', "is none of "),
    ('{"dispatches": [{"count": 1}]}', "dispatches[0].count: unknown key"),
    ('{"headline": {"any": []}}', "headline: expected "),
    ('{"count": true}', "count: expected a number"),
    ("[]", "dumps/story.json: expected an object"),
    ('{"headline":\n x}', "dumps/story.json:2:2: not JSON"),
    ("[" * 100000, "not JSON"),
    ('{"headline": "a", "headline": "b"}', "the key 'headline' stands twice"),
    ('{"labels": {"a": "text", "a": "date"}}', "the key 'a' stands twice"),
    ('{"error": true, "headline": "a"}', "dumps/story.json: headline: it is not compared"),
    ('{"dispatches": [{"section": null}], "headline": "a"}', "headline: it is not compared"),
    ('{"count": 2, "headline": "a"}', "headline: it is not compared"),
    ('{"count": 2, "dispatches": [{"section": null}]}', "count: dispatches lists 1"),
]


@pytest.mark.parametrize(("text", "says"), BAD)
def test_a_bad_expectation_is_named_with_its_place(here: Path, text: str, says: str) -> None:
    path = expect(here, {})
    path.write_text(text, encoding="utf-8")
    for update in ((), ("--update",)):
        done = run("dumps", *update)
        assert (done.exit_code, done.stdout) == (2, "")
        assert says in done.stderr
    assert path.read_text(encoding="utf-8") == text


NOTHING: list[dict[str, Any]] = [
    {},
    {"why": "x"},
    {"error": False},
    {"labels": {}},
    {"dateline": {}},
    {"dispatches": []},
    {"dispatches": [{}]},
    {"dispatches": [{"level": "hard"}, {"labels": {}}]},
    {"body_contains": [], "body_excludes": [], "boilerplate_contains": []},
    {"body_contains": ["", " - "]},
]


@pytest.mark.parametrize("expected", NOTHING)
def test_an_expectation_that_expects_nothing_is_refused(
    here: Path, expected: dict[str, Any]
) -> None:
    path = expect(here, expected)
    done = run("dumps")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "dumps/story.json: it expects nothing" in done.stderr
    assert run("--update", "dumps").exit_code == 0
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written.get("why") == expected.get("why")
    assert "Ferry runs again" in path.read_text(encoding="utf-8")
    assert run("dumps").exit_code == 0


@pytest.mark.parametrize("key", ["keywords", "byline", "section", "dateline"])
def test_that_something_is_absent_is_expected_too(here: Path, key: str) -> None:
    (here / "dumps" / "story.txt").write_text("Ferry\n\nIt runs again, they said.\n", "utf-8")
    expect(here, {key: [] if key in ("keywords", "byline") else None})
    assert run("dumps").exit_code == 0


@pytest.mark.parametrize(("count", "status"), [(1, 0), (2, 1)])
def test_a_count_alone_is_compared(here: Path, count: int, status: int) -> None:
    expect(here, {"count": count})
    assert run("dumps").exit_code == status


def test_one_fault_is_told_once(here: Path) -> None:
    expect(here, {"boilerplate_contains": ["We had bread"]})
    (told, _) = run("dumps").stdout.splitlines()
    assert told.endswith('boilerplate_contains: expected "We had bread", got "in the body"')


def test_a_word_of_boilerplate_may_stand_in_a_sentence(here: Path) -> None:
    expect(here, {"boilerplate_contains": ["Share"]})
    (here / "dumps" / "story.txt").write_text(
        STORY.replace("runs again after", "Share runs after") + "\nShare\n", encoding="utf-8"
    )
    assert run("dumps").stdout == "1 tested: 1 as expected, 0 not\n"


def test_nothing_to_test_is_no_success(here: Path) -> None:
    for named in ("dumps", "dumps/story.txt", "none.txt"):
        done = run(named)
        assert (done.exit_code, done.stdout) == (3, "")
        assert done.stderr
    assert "none.txt: No such file" in run("none.txt").stderr
    expect(here, {}, "other")
    done = run("dumps")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "dumps/other.json: no dump of this name lies beside it" in done.stderr


def test_a_profile_is_named_or_lies_beside_the_dump(here: Path) -> None:
    expect(here, {"agency": "lamna"})
    assert run("dumps").exit_code == 0
    (here / "dumps" / "lamna.toml").rename(here / "lamna.toml")
    assert run("dumps").exit_code == 1
    assert run("--profile", "lamna.toml", "dumps").exit_code == 0
    (here / "dispatchkit.toml").write_text('profiles = ["lamna.toml"]', encoding="utf-8")
    assert run("dumps").exit_code == 0
    bad = PROFILE.replace("lamna", "lamnb", 1) + "colour = 1\n"
    (here / "lamnb.toml").write_text(bad, encoding="utf-8")
    (here / "dispatchkit.toml").write_text('profiles = ["lamnb.toml"]', encoding="utf-8")
    done = run("dumps")
    assert done.exit_code == 2
    assert "lamnb.toml:14:1: label[0].colour: unknown key" in done.stderr


# --- written from what comes out ---


def test_an_expectation_is_written_and_met(here: Path) -> None:
    done = run("--update", "-v", "dumps")
    assert (done.exit_code, done.stderr) == (0, "")
    assert '+  "headline": "Ferry runs again",' in done.stdout.splitlines()
    written = json.loads((here / "dumps" / "story.json").read_text(encoding="utf-8"))
    assert written["agency"] == "lamna"
    assert "abstract" not in written
    assert run("dumps").exit_code == 0
    again = run("--update", "dumps")
    assert again.exit_code == 0
    assert again.stdout == "1 expectations: 0 new, 0 changed, 1 as before\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("a.png", b"\x89PNG\r\n\x1a\n\0"), ("package.json", b"{}")],
)
def test_a_bad_neighbour_does_not_keep_the_others_from_being_written(
    here: Path, name: str, content: bytes
) -> None:
    (here / "dumps" / name).write_bytes(content)
    done = run("--update", "dumps")
    assert done.exit_code == 3
    assert done.stdout.splitlines() == [
        "dumps/story.json: new",
        "1 expectations: 1 new, 0 changed, 0 as before",
    ]
    (told,) = done.stderr.splitlines()
    assert name in told
    assert told.endswith("; not written")
    assert (here / "dumps" / "story.json").exists()


def test_an_update_changes_what_is_wrong_and_keeps_the_rest(here: Path) -> None:
    old = {**RIGHT, "headline": "Ferry", "dateline": {"place": "Oslo"}, "body_contains": ["ferry"]}
    path = expect(here, {**old, "labels": {"Ferry runs again": "text"}})
    done = run("--update", "dumps")
    assert done.exit_code == 0
    assert json.loads(path.read_text(encoding="utf-8")) == {
        **old,
        "headline": "Ferry runs again",
        "dateline": {"place": "BODØ"},
        "labels": {"Ferry runs again": "headline"},
    }
    assert run("dumps").exit_code == 0


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY.replace("Lamna holds the pen", "Ferry runs again"),
        "ZCZC\nFerry\n\nOSLO, May 3 (NTB) - It runs.\nNNNN\nZCZC\nBus\n\nOSLO, May 3 (NTB) - So.\n",
        "Share\n\n- one\n- two\n\nThe end\n",
        "Home\nNews\n\nA | B\nC | D\n",
    ],
)
def test_what_is_drafted_is_met(text: str) -> None:
    found = got_of(trace_text(text))
    draft = drafted(None, found)
    assert list(differences(draft, found)) == []
    assert drafted(draft, found) == draft
