"""tools/freeze.py: digests of what dispatchkit prints for each dump, stored and compared."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import all_dumps
import freeze
import pytest

ROOT = Path(__file__).parents[1]
STORY = (
    "Otter blocks the {place} ferry\n\n{place}, May 3 (Reuters) - An otter kept the ferry in port"
    " on Monday.\n\nIt left at noon.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with three dumps, one of which is refused, and a shared folder beside it."""
    root, shared = tmp_path / "project", tmp_path / "shared"
    for folder in (
        root / "tests/golden",
        root / "samples",
        root / "tools",
        shared / "corpora",
        shared / "sample",
    ):
        folder.mkdir(parents=True)
    (root / "samples/oslo.txt").write_text(STORY.format(place="OSLO"), encoding="utf-8")
    (root / "tests/bergen.txt").write_text(STORY.format(place="BERGEN"), encoding="utf-8")
    (root / "tests/page.html").write_text(
        "<html><body><p>An otter kept the ferry in port.</p></body></html>", encoding="utf-8"
    )
    for beside in (
        "tests/bergen.json",
        "tests/test_otters.py",
        "tests/README.md",
        "tests/golden/bergen.txt.json",
    ):
        (root / beside).write_text("{}", encoding="utf-8")
    (shared / "sample/turku.txt").write_text(STORY.format(place="TURKU"), encoding="utf-8")
    rows = [
        {"id": "one", "text": STORY.format(place="NARVIK"), "received": "1987-05-04"},
        {"id": "two", "text": STORY.format(place="VARDO")},
    ]
    (shared / "corpora/wire.jsonl").write_text(
        "".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8"
    )
    return root


def run(project: Path, *arguments: str) -> int:
    return freeze.main(
        [
            *arguments,
            "--root",
            str(project),
            "--shared",
            str(project.parent / "shared"),
            "--full",
            str(project / ".frozen"),
            "-j",
            "1",
        ]
    )


def alter(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("Monday", "Friday"), encoding="utf-8")


def names(path: Path) -> list[str]:
    return list(freeze.load(path))


def test_every_dump_is_stored_and_nothing_else(project: Path) -> None:
    assert run(project, "write") == 0
    assert names(project / "tools/frozen.tsv") == [
        "samples/oslo.txt",
        "tests/bergen.txt",
        "tests/page.html",
    ]
    assert names(project / "tools/frozen-shared.tsv") == [
        "shared/corpora/wire.jsonl/one",
        "shared/corpora/wire.jsonl/two",
        "shared/sample/turku.txt",
    ]
    assert str(project) not in (project / "tools/frozen.tsv").read_text(encoding="utf-8")


def test_the_same_output_is_the_same(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, "write")
    capsys.readouterr()
    assert run(project) == 0
    assert capsys.readouterr().out == "6 dumps, 0 differ\n"


def test_an_altered_record_is_named_and_shown(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(project, "write")
    alter(project / "tests/bergen.txt")
    assert run(project) == 1
    out = capsys.readouterr().out
    assert "tests/bergen.txt: records and lines\n" in out
    assert (
        '-    "text": "An otter kept the ferry in port on Monday.",\n+    "text": "An otter kept'
        ' the ferry in port on Friday.",\n' in out
    )
    assert "6 dumps, 1 differ" in out


def test_another_label_is_a_difference_in_the_lines_alone() -> None:
    before = freeze.output(all_dumps.Dump("a.txt", STORY.format(place="OSLO").encode()))
    after = before._replace(lines=before.lines.replace('"label": "headline"', '"label": "other"'))
    (change,) = freeze.changes({"a.txt": before.digests}, {"a.txt": after.digests})
    assert change.kind == "lines"
    assert [line[:1] for line in freeze.difference(before, after)].count("-") == 2


def test_an_output_that_was_not_kept_is_only_named(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(project, "write")
    (project / ".frozen/outputs.zip").unlink()
    alter(project / "samples/oslo.txt")
    assert run(project) == 1
    assert "go back to the stored state" in capsys.readouterr().out


def test_dumps_that_come_and_go_differ(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, "write")
    (project / "tests/bergen.txt").rename(project / "tests/tromso.txt")
    assert run(project) == 1
    out = capsys.readouterr().out
    assert "tests/bergen.txt: gone\n" in out
    assert "tests/tromso.txt: new\n" in out


def test_what_is_not_looked_at_stays_as_it_was(project: Path) -> None:
    run(project, "write")
    stored = (project / "tools/frozen.tsv").read_text(encoding="utf-8")
    alter(project / "tests/bergen.txt")
    alter(project / "samples/oslo.txt")
    assert run(project, "--only", "samples/") == 1
    assert run(project, "write", "--only", "samples/") == 0
    assert run(project, "--only", "samples/") == 0
    assert run(project) == 1
    assert set(stored.splitlines()) & set(
        (project / "tools/frozen.tsv").read_text(encoding="utf-8").splitlines()
    ) == {line for line in stored.splitlines() if not line.startswith("samples/")}


def test_a_shared_folder_that_is_not_there_is_no_difference(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(project, "write")
    (project.parent / "shared").rename(project.parent / "away")
    assert run(project) == 0
    assert "3 others were not looked at" in capsys.readouterr().out
    run(project, "write")
    assert len(names(project / "tools/frozen-shared.tsv")) == 3


def test_the_day_of_receipt_of_a_row_completes_its_date(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "show", "shared/corpora/wire.jsonl/one") == 0
    assert '"date": "1987-05-03"' in capsys.readouterr().out
    assert run(project, "show", "shared/corpora/wire.jsonl/two") == 0
    assert '"date": null' in capsys.readouterr().out
    assert run(project, "show", "shared/corpora/wire.jsonl/three") == 1


def test_several_processes_find_the_same(project: Path) -> None:
    dumps = list(all_dumps.own_dumps(project))
    assert list(freeze.outputs(dumps, 2)) == list(freeze.outputs(dumps, 1))


@pytest.mark.parametrize(
    "name",
    [
        "samples/several.txt",
        "tests/adversarial/boilerplate-only.txt",
        "tests/dumps/fr-two-encodings.txt",
    ],
)
def test_outputs_are_what_the_commands_print(name: str) -> None:
    (dump,) = (dump for dump in all_dumps.own_dumps(ROOT) if dump.name == name)
    found = freeze.output(dump)
    records, lines = (
        subprocess.run(
            [sys.executable, "-m", "dispatchkit", command, "-f", "jsonl", name],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        ).stdout
        for command in ("parse", "explain")
    )
    assert (records or "NoDispatch: no dispatch in it, only boilerplate\n") == found.records
    assert lines == found.lines


def test_cases_of_rules_are_read_as_their_readme_says(tmp_path: Path) -> None:
    folder = tmp_path / "tests/lint/dk1"
    folder.mkdir(parents=True)
    (folder / "bytes.txt").write_bytes(
        b"# why: a byte\n# escapes\n# ---\nCaf\\xE9 \\u00e9 \\t\\\\x\n"
    )
    (folder / "two.txt").write_bytes(
        b"# why: two inputs\n# ---\n# file: a.txt\nOne.\n# file: b.txt\nTwo.\n"
    )
    assert list(all_dumps.own_dumps(tmp_path)) == [
        all_dumps.Dump("tests/lint/dk1/bytes.txt", b"Caf\xe9 \xc3\xa9 \t\\x\n"),
        all_dumps.Dump("tests/lint/dk1/two.txt/a.txt", b"One.\n"),
        all_dumps.Dump("tests/lint/dk1/two.txt/b.txt", b"Two.\n"),
    ]


def test_what_cannot_be_seen_is_escaped() -> None:
    assert (
        freeze.readable('{"a": "x\\u00a0y\\u200bz é 한", "lines": [1, 2]}\n')
        == '[\n {\n  "a": "x\\u00a0y\\u200bz é 한",\n  "lines": [1, 2]\n }\n]\n'
    )
    assert freeze.readable("NoDispatch: blank\n") == '{\n "refused": "NoDispatch: blank"\n}\n'


def test_the_digests_of_this_checkout_are_those_of_its_output() -> None:
    found = subprocess.run(
        [
            sys.executable,
            str(ROOT / "tools/freeze.py"),
            "--only",
            "tests/",
            "--only",
            "samples/",
            "-j",
            "2",
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert found.returncode == 0, (
        f"{found.stdout}{found.stderr}\nIf this is meant: python tools/freeze.py write"
    )
