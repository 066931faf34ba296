"""The page of ``explain -f html``: its data, where it goes, and what is said when it cannot. How it
looks and moves is tested in a browser: ``test_pages_of_explain.py``.
"""

from __future__ import annotations

import json
import os
import re
import webbrowser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from program import program
from test_cli import on_terminal
from test_pages import HOSTILE, Read

from dispatchkit import notebook, trace_text
from dispatchkit.agencies.sources import Own
from dispatchkit.data import tables
from dispatchkit.explained import page as pages
from dispatchkit.explained.page import Explained, TooMuch
from dispatchkit.explained.reasons import Reasons
from dispatchkit.labels import Label, LabelKind
from dispatchkit.model import Dispatch

GOLDENS = Path(__file__).parent / "golden"
ASSETS = Path(pages.__file__).parents[1] / "pages" / "assets"
STORY = """\
Ferry returns to Valmer

By Maud Lunde
3 May 2021

VALMER, Norway, May 3 (Reuters) - The ferry to the island sailed again on Monday, the harbour office said.

- Back at sea -

"We had bread for two more days," baker Aud Holm told reporters on the quay.

Share on Facebook
(Reporting by Maud Lunde; editing by Paul Deane)
"""


def run(*arguments: str | os.PathLike[str]) -> Result:
    """A call of the command."""
    return CliRunner().invoke(
        program,
        ["explain", *(os.fspath(argument) for argument in arguments)],
        catch_exceptions=False,
    )


def data_of(html: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Read(html).inside["script"][0])
    return found


def explained(*texts: str, why: bool = False) -> str:
    made = Explained(Own(), why=why)
    for number, text in enumerate(texts):
        made.add(f"{number}.txt", trace_text(text))
    return "".join(made.html())


def part_of(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data of a page with one dispatch, and the part of it."""
    data = data_of(explained(text))
    ((part,),) = [one["parts"] for one in data["inputs"]]
    return data, part


# --- the data --------------------------------------------------------------------------------------


def test_every_line_is_there_with_label_rule_and_reason() -> None:
    data, part = part_of(STORY)
    assert part["texts"] == STORY.splitlines()
    assert part["numbers"] == list(range(1, len(part["texts"]) + 1))
    labels = [data["labels"][number] for number in part["labels"]]
    assert labels[0] == ["headline", "field"]
    assert labels[5] == ["text", "body"]
    assert labels[7] == ["crosshead", "inset"]
    assert labels[11] == ["share", "boilerplate"]
    assert labels[1] == ["blank", "blank"]
    reasons = dict(data["rules"])
    assert all(reasons.values()), reasons
    assert data["rules"][part["rules"][0]][0] == "structure.headline"


@pytest.mark.parametrize(
    ("field", "lines"),
    [
        ("headline", [1]),
        ("byline 0", [3, 13]),
        ("byline 1", [13]),
        ("published", [4]),
        ("dateline", [6]),
    ],
)
def test_values_have_their_lines(field: str, lines: list[int]) -> None:
    _, part = part_of(STORY)
    assert [part["numbers"][at] for at in part["places"][field]] == lines


@pytest.mark.parametrize("field", ["language", "agency"])
def test_what_follows_from_the_whole_text_has_no_line(field: str) -> None:
    _, part = part_of(STORY.replace("Share on Facebook", "en reuters"))
    assert part["record"][field] is not None
    assert field not in part["places"]


def test_a_name_that_is_a_part_of_another_does_not_stand_there() -> None:
    text = STORY.replace("By Maud Lunde", "By Ann Leeson").replace("Maud Lunde", "Ann Lee")
    _, part = part_of(text)
    found = {
        person["name"]: [part["numbers"][at] for at in part["places"][f"byline {number}"]]
        for number, person in enumerate(part["record"]["byline"])
    }
    assert found == {"Ann Leeson": [3], "Ann Lee": [13], "Paul Deane": [13]}


def test_why_is_there_if_asked() -> None:
    page = "Home\nNews\nSport\n\n" * 6 + STORY + "\nMost read\nOther story of the day\n" * 4
    (asked,) = data_of(explained(page, why=True))["inputs"][0]["parts"]
    (plain,) = data_of(explained(page))["inputs"][0]["parts"]
    assert plain["whys"] == {}
    assert asked["whys"]
    assert set(map(int, asked["whys"])) <= set(asked["numbers"])


def test_nothing_of_a_dump_becomes_mark_up() -> None:
    hostile = f"{STORY}\n{HOSTILE}\n"
    made, plain = Read(explained(hostile)), Read(explained(STORY))
    assert made.tags == plain.tags
    assert made.inside["style"] == plain.inside["style"]
    assert made.inside["script"][1] == plain.inside["script"][1]
    (part,) = json.loads(made.inside["script"][0])["inputs"][0]["parts"]
    assert HOSTILE in part["texts"]


@pytest.mark.parametrize(
    ("name", "bound"), [("MOST_LINES", 12), ("MOST_CHARACTERS", len(STORY) - 20)]
)
def test_more_than_a_browser_shows_is_refused(
    name: str, bound: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pages, name, bound)
    with pytest.raises(TooMuch, match=f"{bound:,}"):
        explained(STORY)
    (tmp_path / "dump.txt").write_text(STORY, encoding="utf-8")
    done = run("-o", tmp_path / "page.html", tmp_path / "dump.txt")
    assert done.exit_code == 3
    assert "too much for one page" in done.stderr
    assert not (tmp_path / "page.html").exists()


def test_what_is_too_much_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pages, "MOST_LINES", 12)
    # Lines of mark-up are no lines of the page.
    (tmp_path / "dump.html").write_text("<p>\n" * 20 + "Ferry\n" * 2, encoding="utf-8")
    assert run("-o", tmp_path / "page.html", tmp_path / "dump.html").exit_code == 0
    monkeypatch.setattr("dispatchkit.pipeline.run", None)
    for end in ("\n", "\r"):
        (tmp_path / "dump.txt").write_bytes(STORY.replace("\n", end).encode())
        done = run("-o", tmp_path / "page.html", tmp_path / "dump.txt")
        assert done.exit_code == 3
        assert "dump.txt: too much for one page" in done.stderr


DATES = [
    (["By Ana Reis · 15/03/2024 21:30", "Updated 16/03/2024 00:41"], [3], [4]),
    (["By Ana Reis", "Published 15 March 2024, 9:30 pm"], [4], None),
    (["Published 15/03/2024 21:30 | Updated 16/03/2024 00:41"], [3], [3]),
    (["Published 15/03/2024 21:30", "Updated 16/03/2024 00:41"], [3], [4]),
    (["15 March 2024"], [3], None),
]


@pytest.mark.parametrize(("printed", "published", "updated"), DATES)
def test_published_and_updated_are_told_apart_by_their_figures(
    printed: list[str], published: list[int], updated: list[int] | None
) -> None:
    head = "\n".join(printed)
    text = STORY.replace("By Maud Lunde\n3 May 2021", head)
    _, part = part_of(text)
    numbers = {
        field: [part["numbers"][at] for at in part["places"][field]]
        for field in ("published", "updated")
        if field in part["places"]
    }
    assert numbers == {"published": published} | ({"updated": updated} if updated else {})


# --- the reasons -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "form"),
    [
        ("any.copyright", "text"),
        ("aa.share", "text"),
        ("structure.far", "text"),
        ("agency.aa", "text"),
        ("item.altid", "json"),
        ("nexis.envelope", "nexis"),
        ("own.share", "text"),
    ],
)
def test_rules_have_their_reasons_in_words(rule: str, form: str) -> None:
    assert Reasons().of(rule, form)


def test_every_rule_of_the_goldens_has_its_reason() -> None:
    reasons = Reasons()
    silent = {
        cut["rule"]
        for path in GOLDENS.rglob("*.json")
        for record in _records(path)
        for cut in record["boilerplate"]
        if not reasons.of(cut["rule"], record["format"])
    }
    assert silent == set()
    assert list(GOLDENS.rglob("*.json"))


def _records(path: Path) -> list[dict[str, Any]]:
    """The records in a golden file: some have other results."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return [one for one in (found if isinstance(found, list) else [found]) if "boilerplate" in one]


@pytest.mark.parametrize("rule", ["nexis.envelope", "nobody.knows", "aa.no-such-rule"])
def test_a_reason_that_nobody_gave_is_empty(rule: str) -> None:
    assert Reasons().of(rule) == ""


def test_a_rule_of_the_user_gives_its_own_reason(tmp_path: Path) -> None:
    profile = tmp_path / "aa.toml"
    profile.write_text(
        'schema = 1\nid = "aa"\nname = "Mine"\ncountry = "NO"\nlanguages = ["en"]\n'
        'credits = ["MINE"]\n[[label]]\nid = "mine"\nlabel = "share"\nline = "Tell a friend"\n'
        'why = "our own button"\nmatch = ["Tell a friend"]\nmiss = ["Tell nobody"]\n',
        encoding="utf-8",
    )
    assert Reasons(Own((str(profile),))).of("aa.mine") == "our own button"


def test_every_label_has_a_kind() -> None:
    kinds = {label: label.kind for label in Label}
    assert kinds[Label.BLANK] is LabelKind.BLANK
    assert {kinds[label] for label in Label} == set(LabelKind)
    assert [label for label in Label if label.kind is LabelKind.BODY] == [Label.TEXT]


@pytest.mark.parametrize("kind", LabelKind)
def test_pages_and_notebooks_show_every_kind(kind: LabelKind) -> None:
    style, script = ((ASSETS / name).read_text("utf-8") for name in ("explain.css", "explain.js"))
    assert f".of-{kind} {{ --kind: var(--{kind}); }}" in style
    assert re.search(rf"^const KINDS = \{{.*\b{kind}: \"", script, flags=re.MULTILINE)
    assert notebook.rows([notebook.Row("1", "word", kind, "rule", "text")])


def test_a_page_shows_all_that_a_record_may_lack() -> None:
    _, part = part_of(STORY)
    assert set(part["record"]) == set(Dispatch._field_defaults) - {"boilerplate", "item"}


def test_reasons_are_sentences() -> None:
    table = tables.load("data/rules")
    for said in (*table["rules"].values(), *table["families"].values()):
        assert said[0].isupper()
        assert said.endswith(".")


# --- where it goes ---------------------------------------------------------------------------------


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "name", "begins"),
    [
        ((), "page.html", "<!doctype html>"),
        ((), "page.HTM", "<!doctype html>"),
        (("-f", "html"), "page", "<!doctype html>"),
        ((), "lines.jsonl", '{"path"'),
        ((), "lines.txt", ""),
        (("-f", "text"), "lines.html", ""),
    ],
)
def test_a_file_gets_what_is_asked_or_what_it_is_called(
    dump: Path, options: tuple[str, ...], name: str, begins: str
) -> None:
    target = dump.with_name(name)
    done = run(*options, "-o", target, dump)
    assert (done.exit_code, done.output) == (0, "")
    written = target.read_text(encoding="utf-8")
    assert written.startswith(begins or os.fspath(dump))


def test_a_terminal_is_not_filled_with_a_page(dump: Path) -> None:
    said = on_terminal("explain", "-f", "html", dump)
    assert "-f html makes a page: name its file with -o/--output" in " ".join(said.split())
    assert "<!doctype" not in said


def test_an_input_is_never_overwritten(dump: Path) -> None:
    assert run("-o", dump, dump).exit_code == 2
    assert dump.read_text(encoding="utf-8") == STORY


def test_several_inputs_are_on_one_page_and_failures_too(dump: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00")
    (tmp_path / "two.txt").write_text(STORY, encoding="utf-8")
    done = run("-f", "html", tmp_path)
    assert done.exit_code == 3
    data = data_of(done.stdout)
    assert [os.path.basename(one["path"]) for one in data["inputs"]] == ["dump.txt", "two.txt"]
    (failed,) = data["failed"]
    assert failed["path"] == os.fspath(tmp_path / "picture.txt")
    assert failed["problem"] in done.stderr
    assert dump.exists()


def test_nothing_to_show_makes_no_page(tmp_path: Path) -> None:
    done = run("-o", tmp_path / "page.html", tmp_path / "gone.txt")
    assert done.exit_code == 3
    assert not (tmp_path / "page.html").exists()


def test_an_input_without_a_line_is_named_and_leaves_the_others_alone(
    dump: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.html"
    empty.write_text("<!doctype html><html><body><script>1</script></body></html>")
    assert run("-o", tmp_path / "page.html", empty).exit_code == 3
    assert not (tmp_path / "page.html").exists()
    done = run("-f", "html", empty, dump)
    data = data_of(done.stdout)
    assert [one["path"] for one in data["inputs"]] == [os.fspath(dump)]
    assert [one["path"] for one in data["failed"]] == [os.fspath(empty)]


def test_names_of_files_are_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff<b>.txt"
    with open(path, "wb") as file:
        file.write(STORY.encode())
    done = run("-f", "html", os.fsdecode(path))
    assert done.exit_code == 0
    assert "<b>" not in done.stdout.partition("<script")[0]
    (one,) = data_of(done.stdout)["inputs"]
    assert one["path"] == os.fsdecode(path)


def test_standard_input_is_called_so(dump: Path) -> None:
    piped = dump.read_text(encoding="utf-8")
    done = CliRunner().invoke(program, ["explain", "-f", "html"], input=piped)
    assert "<title>Standard input, line by line</title>" in done.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--open", "-f", "jsonl"), "--open shows a page"),
        (("--open", "-o", "-"), "--open needs a file"),
    ],
)
def test_what_cannot_be_opened_is_refused(dump: Path, options: tuple[str, ...], said: str) -> None:
    done = run(*options, dump)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize("named", [True, False])
def test_open_shows_the_page_and_says_where_it_is(
    dump: Path, named: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", os.fspath(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    shown: list[str] = []

    def show(url: str) -> bool:
        shown.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", show)
    options = ["--open", "-o", os.fspath(dump.with_name("page.html"))] if named else ["--open"]
    done = run(*options, dump)
    (page,) = tmp_path.rglob("*.html")
    assert (done.exit_code, done.stdout) == (0, "")
    assert os.fspath(page) in done.stderr
    assert shown == [page.as_uri()]
    assert data_of(page.read_text(encoding="utf-8"))["inputs"]


def test_without_a_browser_the_page_is_named(dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    page = dump.with_name("page.html")
    done = run("--open", "-o", page, dump)
    assert done.exit_code == 3
    assert f"{page}: there is no browser" in done.stderr
    assert page.exists()


def test_open_leaves_nothing_behind_when_there_is_nothing_to_show(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", os.fspath(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert run("--open", tmp_path / "gone.txt").exit_code == 3
    assert list(tmp_path.iterdir()) == []
