"""``check`` of the library treats folders as ``iter_parse`` and the command do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import NoDispatch, check, iter_parse

STORY = (
    "Ferry runs again\n\nOSLO, May 3 (Reuters) - The ferry between the two islands runs again after"
    " {} that took three weeks, its owner said."
)


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    for name, word in (("b/two.txt", "repairs"), ("a.txt", "tests"), ("b/c/three.txt", "works")):
        path = tmp_path / "feed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY.format(word), encoding="utf-8")
    (tmp_path / "feed" / ".hidden").write_text("no dispatch", encoding="utf-8")
    return tmp_path / "feed"


@pytest.mark.parametrize("kind", [str, Path])
def test_a_folder_is_walked_as_by_iter_parse(feed: Path, kind: type) -> None:
    found = check(kind(feed), select=["DK104"])
    assert (
        [one.path for one in found]
        == [one.path for one in iter_parse(kind(feed))]
        == [str(feed / name) for name in ("a.txt", "b/c/three.txt", "b/two.txt")]
    )
    done = CliRunner().invoke(
        program, ["check", "--isolated", "--select", "DK104", "-f", "jsonl", str(feed)]
    )
    assert [one.to_dict() for one in found] == [
        json.loads(line) for line in done.stdout.splitlines()
    ]
    assert [one.path for one in check([feed / "a.txt", feed / "b"], select=["DK104"])] == [
        one.path for one in found
    ]


def test_what_cannot_be_read_is_an_error_with_the_path(feed: Path) -> None:
    (feed / "empty").mkdir()
    with pytest.raises(NoDispatch, match="no file in this folder") as none:
        check(feed / "empty")
    with pytest.raises(FileNotFoundError) as missing:
        check([feed, feed / "missing.txt"])
    assert (none.value.path, getattr(missing.value, "path", None)) == (
        str(feed / "empty"),
        str(feed / "missing.txt"),
    )
