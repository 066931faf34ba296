"""``dispatchkit latest`` and the function of the library: inputs, formats, failures, order, memory."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import click.testing
import pytest
from hypothesis import given
from hypothesis import strategies as st
from program import program

import dispatchkit
from dispatchkit import parse_bytes
from dispatchkit.lifecycle.ledger import Ledger
from dispatchkit.lifecycle.marks import headline_marks, slug_marks
from dispatchkit.lifecycle.standing import card_of

if TYPE_CHECKING:
    from pathlib import Path

    from dispatchkit.compare.card import Card

BODY = (
    "The ferry to the nine islands runs again after a week of storms, the harbour office said on"
    " Friday.\n\nNobody was hurt when it was torn from its moorings, a spokesman told reporters."
)
FEED = {
    "1.txt": f"Ferry runs again after storm\n\nOSLO, Dec 4, 2021 (Reuters) - {BODY}\n",
    "2.txt": "MANDATORY KILL\n\nOSLO, Dec 4, 2021 (Reuters) - Please kill the story headlined"
    ' "Museum has a new roof". It is wrong.\n',
    "3.txt": f"UPDATE 2-Ferry runs again after storm\n\nOSLO, Dec 4, 2021 (Reuters) - {BODY}\n",
    "4.txt": "Museum has a new roof\n\nOSLO, Dec 4, 2021 (Reuters) - The museum has a new roof"
    " after a year of work, its director told visitors at the door.\n",
    "5.txt": "EMBARGOED UNTIL 0600 GMT SUNDAY DECEMBER 5 2021\n\nLighthouse lit again\n\nOSLO, Dec"
    " 4, 2021 (Reuters) - The lighthouse of the harbour is to be lit again on Sunday.\n",
}
TABLE = """\
UPDATE 2-Ferry runs again after storm
  3.txt: version 2, usable
  replaces 1.txt: the same headline, marked UPDATE 2; UPDATE 2 after none
Lighthouse lit again
  5.txt: withheld until 2021-12-05T06:00:00+00:00
(no headline)
  2.txt: MANDATORY KILL, killed
  replaces 4.txt: it gives the headline of that dispatch; a kill
"""


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the feed, which is the working folder."""
    for name, text in FEED.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str, data: bytes = b"") -> click.testing.Result:
    """What becomes of a call of ``latest``."""
    return click.testing.CliRunner().invoke(program, ["latest", *arguments], input=data)


@pytest.mark.usefixtures("feed")
def test_people_see_what_the_newest_version_replaces() -> None:
    done = call(*FEED)
    assert (done.exit_code, done.stdout, done.stderr) == (0, TABLE, "")


@pytest.mark.usefixtures("feed")
def test_programs_get_an_object_for_each_story() -> None:
    ferry, light, museum = map(json.loads, call("-f", "jsonl", *FEED).stdout.splitlines())
    assert ferry == {
        "story": "ferry runs again after storm",
        "path": "3.txt",
        "index": 0,
        "version": 2,
        "status": "usable",
        "until": None,
        "headline": "UPDATE 2-Ferry runs again after storm",
        "replaces": [
            {
                "path": "1.txt",
                "index": 0,
                "why": "the same headline, marked UPDATE 2; UPDATE 2 after none",
            }
        ],
        "doubts": [],
        "note": None,
    }
    assert (light["status"], light["until"]) == ("withheld", "2021-12-05T06:00:00+00:00")
    assert (museum["status"], museum["replaces"][0]["path"]) == ("canceled", "4.txt")


@pytest.mark.usefixtures("feed")
def test_the_library_tells_the_same() -> None:
    told = list(dispatchkit.latest(FEED))
    objects = [json.loads(line) for line in call("-f", "jsonl", *FEED).stdout.splitlines()]
    assert [one.to_dict() for one in told] == objects
    with pytest.raises(FileNotFoundError):
        list(dispatchkit.latest("missing"))
    assert list(dispatchkit.latest("missing", errors="skip")) == []


def test_a_name_begins_no_line_of_its_own(feed: Path) -> None:
    name = "5.txt\n  6.txt: usable\x1b[2J"
    (feed / "5.txt").rename(feed / name)
    lines = call(name, "1.txt", "3.txt").stdout.splitlines()
    assert [line for line in lines if "6.txt" in line] == [
        r"  5.txt\n  6.txt: usable\x1b[2J: withheld until 2021-12-05T06:00:00+00:00"
    ]


@pytest.mark.usefixtures("feed")
def test_other_formats_hold_the_newest_dispatches_as_parse_writes_them() -> None:
    runner = click.testing.CliRunner()
    for form in ("json", "markdown", "text", "csv"):
        parsed = runner.invoke(program, ["parse", "-f", form, "3.txt", "5.txt", "2.txt"])
        assert call("-f", form, *FEED).stdout == parsed.stdout


@pytest.mark.usefixtures("feed")
def test_the_extension_of_the_output_names_a_database() -> None:
    assert call(*FEED, "-o", "newest.db").exit_code == 0
    with sqlite3.connect("newest.db") as base:
        paths = [path for (path,) in base.execute("select path from dispatches")]
    base.close()
    assert paths == ["3.txt", "5.txt", "2.txt"]


def test_processes_and_an_output_change_nothing(feed: Path) -> None:
    assert call("-j", "2", *FEED).stdout == TABLE
    assert call(*FEED, "-o", "table.txt").stdout == ""
    assert (feed / "table.txt").read_text(encoding="utf-8") == TABLE


def test_failures_are_named_and_the_rest_is_done(feed: Path) -> None:
    done = call("1.txt", "missing.txt", "--errors", "failed.jsonl")
    assert done.exit_code == 3
    assert done.stdout.startswith("Ferry runs again after storm\n  1.txt: usable\n")
    assert "missing.txt: No such file" in done.stderr
    assert json.loads((feed / "failed.jsonl").read_text())["path"] == "missing.txt"


@pytest.mark.usefixtures("feed")
def test_wrong_calls_end_with_2() -> None:
    assert call("-f", "nothing", "1.txt").exit_code == 2
    assert call("-f", "sqlite", "1.txt").exit_code == 2
    assert call("1.txt", "--errors", "-").exit_code == 2


def test_standard_input_is_read() -> None:
    done = call("-f", "jsonl", "-", data=FEED["1.txt"].encode())
    assert json.loads(done.stdout)["path"] == "-"


def cards() -> list[Card]:
    """The cards of the feed."""
    return [
        card_of(dispatch)
        for name, text in FEED.items()
        for dispatch in parse_bytes(text.encode(), path=name)
    ]


CARDS = cards()


@given(st.permutations(range(len(CARDS))))
def test_every_dispatch_is_in_one_story_whatever_the_order(order: list[int]) -> None:
    stories = Ledger(CARDS[at] for at in order).stories
    told = [
        (story.newest.path, story.status, [one.card.path for one in story.replaced])
        for story in stories
    ]
    assert sorted(told) == [
        ("2.txt", "canceled", ["4.txt"]),
        ("3.txt", "usable", ["1.txt"]),
        ("5.txt", "withheld", []),
    ]
    assert told[-1][1] == "canceled"


_PIECES = st.sampled_from(
    [
        "UPDATE",
        "Lead",
        "2nd",
        "(",
        ")",
        "-",
        ": ",
        "3",
        "1040",
        ",",
        "/",
        "第",
        "報",
        "BC-",
        "Ferry",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=6), max_size=8).map("".join))
def test_marks_are_cut_from_any_text_without_a_loss(text: str) -> None:
    """What is left of a headline stands in it, and so do its marks."""
    for marked in (headline_marks(text), slug_marks(text)):
        assert all(mark.text.strip() in text for mark in marked.marks)
    rest = headline_marks(text).rest
    assert rest in text


def test_a_template_costs_no_more_than_its_number() -> None:
    """Many dispatches of one slugline and headline are each held against a few others."""
    one = CARDS[0]
    many = [
        one._replace(
            path=f"{number:04}.txt", digest=bytes([number % 256, number // 256]), sketch=b""
        )
        for number in range(2000)
    ]
    assert len(Ledger(many).stories) > 1


WHOLE = (
    "Ferry delayed nine hours off Torshavn after engine fire\n\nTORSHAVN, March 4, 2016 (Reuters) -"
    " A ferry carrying 212 passengers reached port on Friday, nine hours late, after a fire in its"
    " engine room, the coast guard said.\n\nNo one was hurt. The fire was put out by the crew within"
    " 20 minutes, said a spokesman, who thanked the fishermen that had stood by.\n"
)


@pytest.mark.parametrize("lost", [10, 70, 120, 200])
@pytest.mark.parametrize("names", ["ab", "ba"])
def test_a_whole_replaces_its_part_whatever_they_are_called(lost: int, names: str) -> None:
    whole, part = names[0], names[1]
    texts = {whole: WHOLE, part: WHOLE[:-lost]}
    cards = [card_of(one) for name in "ab" for one in parse_bytes(texts[name].encode(), path=name)]
    (story,) = Ledger(cards).stories
    assert story.newest.path == whole
    assert story.replaced[0].why.endswith("it has all of that text, and more")


def test_a_later_version_that_says_less_is_the_newest() -> None:
    texts = {"a": WHOLE, "b": f"UPDATE 1-{WHOLE[:-90]}"}
    cards = [card_of(one) for name in "ab" for one in parse_bytes(texts[name].encode(), path=name)]
    (story,) = Ledger(cards).stories
    assert story.newest.path == "b"


KILL = "BC-KILL-Mayor\nKILL KILL KILL\nEDITORS: Please kill {}, sent 0910GMT. It is wrong.\n"


@pytest.mark.parametrize(
    ("slug", "named", "killed"),
    [
        ("BC-Mayor Resigns", "BC-Mayor Resigns", True),
        ("BC-Mayor Resigns, 1st Ld", "BC-Mayor Resigns", True),
        ("AM-Mayor-Resigns", "AM-Mayor-Resigns", True),
        ("BC-Mayor Resigns", "the story slugged Mayor Resigns", True),
        ("BC-Mayor Resigns", "Mayor of Wick resigns over bridge contract", True),
        ("BC-Mayor Resigns", "BC-Mayor Stays", False),
        ("BC-Ferry Delay", "BC-Mayor Resigns", False),
    ],
)
def test_a_kill_takes_down_what_its_note_names_by_slugline_or_headline(
    slug: str, named: str, *, killed: bool
) -> None:
    story = (
        f"{slug}\nMayor of Wick resigns over bridge contract\n\nWICK, Scotland (AP) - The mayor of"
        " Wick resigned on Thursday over the contract for a bridge, the town council said.\n"
    )
    cards = [
        card_of(one)
        for name, text in (("kill", KILL.format(named)), ("story", story))
        for one in parse_bytes(text.encode(), path=name)
    ]
    stories = {story.newest.path: story.status for story in Ledger(cards).stories}
    expected = {"kill": "canceled"} if killed else {"kill": "canceled", "story": "usable"}
    assert stories == expected
