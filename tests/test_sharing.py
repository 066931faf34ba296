"""Several processes read what is in one big input: what comes out is what one process reads, in the
same order, with the same places of what cannot be read.
"""

from __future__ import annotations

import csv
import io
import json
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import every_format
import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import iter_parse, pipeline
from dispatchkit.errors import DispatchkitError
from dispatchkit.files import processes
from dispatchkit.files.inputs import Input
from dispatchkit.pipeline import ALONE, Sharing, flow
from dispatchkit.reading.options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DUMPS = sorted(path for path in (Path(__file__).parent / "dumps").iterdir() if path.is_file())
SHARED = Sharing(2)
PROBLEM = "killed by the test"


def table(rows: int, empty: tuple[int, ...] = ()) -> bytes:
    """A table of so many stories, some of whose texts are *empty*."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(["id", "text"])
    for number in range(rows):
        text = f"Ferry {number} runs\n\nOSLO, May 3, 2021 (Reuters) - Ferry {number} runs again, it said.\n"
        writer.writerow([number, "" if number in empty else text])
    return made.getvalue().encode()


def handing(lost: tuple[int, ...] = ()) -> Callable[..., Iterator[Any]]:
    """What hands tasks to another process and takes what is made of them, all within this one; the
    process that gets one of the *lost* is killed.
    """

    def handed(tasks: Iterable[Any], work: Any, *_: object, **__: object) -> Iterator[Any]:
        there = pickle.loads(pickle.dumps(work))
        for number, task in enumerate(tasks):
            found = task._replace(problem=PROBLEM) if number in lost else task
            yield pickle.loads(pickle.dumps(there(pickle.loads(pickle.dumps(found)))))

    return handed


def seen(data: bytes, sharing: Sharing) -> object:
    """Everything about an input, or why there is nothing."""
    try:
        source = flow(data, ReadOptions("x"), sharing)
        parts = [
            (part.dispatch, part.lines, part.reason, part.parted, part.told)
            for part in source.parts
        ]
    except DispatchkitError as error:
        return repr(error)
    return source.recognised, parts, [str(item) for item in source.broken]


@pytest.fixture
def from_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes read all messages, none is read before they are started."""
    monkeypatch.setattr(pipeline, "_FIRST", 0)
    monkeypatch.setattr(processes, "shared_out", handing())


INPUTS = [
    *((path.name, path.read_bytes()) for path in DUMPS),
    *((name, make()) for name, make in every_format.INPUTS.items()),
    ("rows", table(7, empty=(0, 3))),
]


@pytest.mark.usefixtures("from_the_first")
@pytest.mark.parametrize("data", [data for _, data in INPUTS], ids=[name for name, _ in INPUTS])
def test_several_processes_read_what_one_reads(data: bytes) -> None:
    assert seen(data, SHARED) == seen(data, ALONE)


@pytest.mark.usefixtures("from_the_first")
def test_a_row_that_kills_its_process_is_named_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "shared_out", handing(lost=(1,)))
    source = flow(table(4), ReadOptions("x"), SHARED)
    found = [part.dispatch for part in source.parts]
    assert [(one.index, one.headline) for one in found if one] == [
        (0, "Ferry 0 runs"),
        (1, "Ferry 2 runs"),
        (2, "Ferry 3 runs"),
    ]
    assert [str(item) for item in source.broken] == [f"line 6: {PROBLEM}"]


def test_few_rows_are_under_way_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are taken when there is room for them, so that memory does not grow with a table."""
    taken: list[int] = []

    def counted(tasks: Iterable[Any], *_: object, **__: object) -> Iterator[list[Any]]:
        for number, _task in enumerate(tasks):
            taken.append(number)
            yield []

    monkeypatch.setattr(pipeline, "_FIRST", 2)
    monkeypatch.setattr(processes, "shared_out", counted)
    source = flow(table(50), ReadOptions("x"), SHARED)
    next(source.parts)
    assert taken == []


def test_the_library_shares_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With processes that are some."""
    monkeypatch.setattr(pipeline, "_FIRST", 2)
    path = tmp_path / "rows.csv"
    path.write_bytes(table(20, empty=(5,)))
    told: list[str] = []
    found = [
        list(iter_parse(path, jobs=jobs, errors=lambda one: told.append(str(one))))
        for jobs in (1, 2)
    ]
    assert found[0] == found[1]
    assert [one.index for one in found[1]] == list(range(19))
    assert len(told) == 2
    assert told[0] == told[1]


@pytest.mark.parametrize("command", ["parse", "latest", "corpus"])
def test_commands_write_the_same_whatever_shares_a_table(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_FIRST", 2)
    shared: list[object] = []

    def noted(*given: Any, **named: Any) -> Iterator[Any]:
        shared.append(named["spawned"])
        return handing()(*given, **named)

    monkeypatch.setattr(processes, "shared_out", noted)
    # A corpus asks how big an input is.
    monkeypatch.setattr(processes, "_HEAVY", 1000)
    (tmp_path / "rows.csv").write_bytes(table(20, empty=(5,)))
    printed = []
    for jobs in ("1", "2"):
        out = tmp_path / f"out{jobs}"
        options = {
            "parse": ["-f", "jsonl", "-o", f"{out}.jsonl"],
            "latest": ["-f", "json", "-o", f"{out}.json"],
            "corpus": ["--output-dir", str(out)],
        }[command]
        result = CliRunner().invoke(
            program, [command, "-j", jobs, str(tmp_path / "rows.csv"), *options]
        )
        assert result.exit_code == 3
        assert "line 22" in result.stderr or command == "corpus"
        made = {"parse": f"{out}.jsonl", "latest": f"{out}.json", "corpus": f"{out}/manifest.json"}
        printed.append(Path(made[command]).read_text(encoding="utf-8"))
    if command == "corpus":
        printed = [json.dumps({**json.loads(one), "path": ""}) for one in printed]
    assert printed[0] == printed[1]
    # The bar of progress is a thread: processes are not forked beside it.
    assert shared == [True]


@pytest.mark.parametrize(
    ("sizes", "jobs", "shared"),
    [
        ([10**7], 2, True),
        ([10**7], 1, False),
        ([1000], 2, False),
        ([], 2, False),
        # Four tables are as well spread as whole ones.
        ([10**7] * 4, 2, False),
        # Small inputs beside one that is most of the work.
        ([10**7, *[1000] * 50], 2, True),
        ([10**6, *[1000] * 5000], 2, False),
    ],
)
def test_what_is_in_inputs_is_shared_where_that_is_sooner_done(
    sizes: list[int], jobs: int, shared: bool
) -> None:
    inputs = [Input("x", "", data=b"x" * size) for size in sizes]
    assert processes.apart(inputs, jobs) is shared
