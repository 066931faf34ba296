"""The engines of ``dispatchkit corpus``, and the function over batches that they run: the same
records on all of them, whoever dies. All dumps are invented.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import invented
import pytest
from made_corpora import call, contents, full_at, write_dumps

from dispatchkit.corpus.engines import engine_of, names
from dispatchkit.corpus.job import Job
from dispatchkit.corpus.reading import Account
from dispatchkit.corpus.shards import Form
from dispatchkit.corpus.task import sized
from dispatchkit.files.inputs import Input, Skipped, expand
from dispatchkit.outcomes import Ending, outcome
from dispatchkit.pipeline import load
from dispatchkit.reading.options import ReadOptions
from dispatchkit.writing import render

if TYPE_CHECKING:
    from collections.abc import Iterator

pa = pytest.importorskip("pyarrow", reason="batches are those of Arrow")
from dispatchkit.corpus import batches  # noqa: E402


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dumps(tmp_path_factory.mktemp("engines") / "dumps")


@pytest.fixture(scope="module")
def corpus(dumps: Path) -> dict[str, bytes]:
    """The corpus of the dumps, as the local engine makes it."""
    assert (
        call("-q", "--shard-size", "7", dumps, "--output-dir", dumps.parent / "local").exit_code
        == 3
    )
    return contents(dumps.parent / "local")


def records(corpus: dict[str, bytes]) -> list[Any]:
    return [
        json.loads(line)
        for name, data in corpus.items()
        if name.startswith("part-")
        for line in data.splitlines()
    ]


def table(folder: Path, size: int) -> Iterator[Any]:
    """The files below a folder with their bytes, in batches of so many."""
    files = [item.name for item in expand([str(folder)], Skipped())]
    for begin in range(0, len(files), size):
        part = files[begin : begin + size]
        data = [Path(name).read_bytes() for name in part]
        yield pa.record_batch({"path": part, "data": data})


def rows(found: Any) -> list[dict[str, Any]]:
    return [row for batch in found for row in batch.to_pylist()]


# --- the function over batches ---------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 4, 100])
def test_records_and_rejects_are_those_of_a_corpus(
    size: int, dumps: Path, corpus: dict[str, bytes]
) -> None:
    found = rows(batches.record_batches(table(dumps, size)))
    told = [json.loads(row["record"]) for row in found if row["kind"] == "record"]
    assert told == records(corpus)
    keys = ("path", "place", "offset", "error", "reason")
    listed = [json.loads(line) for line in corpus["rejects.jsonl"].splitlines()]
    rejects = [{key: row[key] for key in keys} for row in listed]
    assert [{key: row[key] for key in keys} for row in found if row["kind"] == "reject"] == rejects
    doubts = [json.loads(line) for line in corpus["doubts.jsonl"].splitlines()]
    assert [
        {"path": row["path"], "doubt": row["reason"]} for row in found if row["kind"] == "doubt"
    ] == doubts


def test_columns_are_those_of_parquet(dumps: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow, which reads Parquet")
    call("-q", "-f", "parquet", dumps, "--output-dir", tmp_path)
    stored = parquet.read_table(tmp_path / "part-00000.parquet")
    made = pa.Table.from_batches(list(batches.record_batches(table(dumps, 5))))
    assert made.schema == batches.schema()
    kept = [row for row in made.to_pylist() if row["kind"] == "record"]
    assert [{name: row[name] for name in stored.column_names} for row in kept] == stored.to_pylist()
    assert made.select(stored.column_names).schema == stored.schema


STORY = "BERGEN, May 3 (Reuters) - The keeper lit the lamp in Tromsø again.\n"


@pytest.mark.parametrize(
    ("columns", "paths", "kinds"),
    [
        ({"data": [STORY.encode()]}, ["-"], ["record"]),
        ({"text": [STORY]}, ["-"], ["record"]),
        ({"text": [STORY, ""], "path": ["a", "b"]}, ["a", "b"], ["record", "reject"]),
        ({"data": [None], "text": [STORY], "id": [7]}, ["-"], ["record"]),
        ({"path": ["nowhere/at/all"]}, ["nowhere/at/all"], ["reject"]),
        ({"path": [b"a\xff"], "data": [STORY.encode()]}, ["a\\xff"], ["record"]),
        ({"path": [None], "data": [None]}, ["-"], ["reject"]),
        ({"other": [1, 2]}, ["-", "-"], ["reject", "reject"]),
        ({"data": []}, [], []),
    ],
)
def test_an_input_is_bytes_or_characters_or_a_file(
    columns: dict[str, list[Any]], paths: list[str], kinds: list[str]
) -> None:
    kind = {"data": pa.binary(), "text": pa.large_string()}
    batch = pa.record_batch({name: pa.array(one, kind.get(name)) for name, one in columns.items()})
    found = rows(batches.record_batches([batch]))
    assert [row["path"] for row in found] == paths
    assert [row["kind"] for row in found] == kinds
    for row in found:
        if row["kind"] == "record":
            assert row["dateline_place"] == "BERGEN"
            assert "Tromsø" in row["text"]
        else:
            assert row["reason"]
            assert row["error"]


def test_a_text_that_is_null_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    batch = pa.record_batch({"path": [str(path)] * 2, "text": [None, STORY]})
    first, second = rows(batches.record_batches([batch]))
    assert (first["kind"], first["reason"]) == ("reject", "no text")
    assert second["kind"] == "record"


def test_characters_are_read_as_what_they_are_whatever_the_page_says() -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{STORY}</p></body></html>'
    (row,) = rows(batches.record_batches([pa.record_batch({"text": [page]})]))
    assert "Tromsø" in row["text"]


def test_options_are_those_of_parse() -> None:
    batch = pa.record_batch({"text": [STORY]})
    (row,) = rows(batches.record_batches([batch], received=date(2021, 5, 4)))
    assert row["day"].isoformat() == "2021-05-03"
    with pytest.raises(ValueError, match="date_order"):
        batches.record_batches([batch], date_order="x")


def test_batches_are_bounded_and_come_as_they_are_read() -> None:
    taken = []

    def endless() -> Iterator[Any]:
        number = 0
        while True:
            taken.append(number)
            yield pa.record_batch(
                {"path": [f"{number}-{at}" for at in range(400)], "data": [b"\n"] * 400}
            )
            number += 1

    found = batches.record_batches(endless())
    assert next(found).num_rows <= 1000
    assert len(taken) <= 3


# --- engines ---------------------------------------------------------------------------------


def test_the_engines_are_found_by_their_names() -> None:
    assert names() == ["local", "ray"]


def test_an_address_without_ray_is_refused(tmp_path: Path) -> None:
    result = call("--ray-address", "auto", tmp_path, "--output-dir", tmp_path / "out")
    assert result.exit_code == 2
    assert "--ray-address goes with --engine ray" in result.stderr


def test_an_engine_that_is_not_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    result = call("--engine", "ray", tmp_path, "--output-dir", tmp_path / "out")
    assert result.exit_code == 3
    assert 'pip install "dispatchkit[ray]"' in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.filterwarnings("default")
def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    ray = pytest.importorskip("ray", reason='needs ray: pip install "dispatchkit[ray]"')
    if ray.is_initialized():
        pytest.skip("Ray is running already")
    (tmp_path / "a.txt").write_text(STORY)
    result = call(
        "--engine",
        "ray",
        "--ray-address",
        "auto",
        tmp_path / "a.txt",
        "--output-dir",
        tmp_path / "out",
    )
    assert result.exit_code == 3
    assert "ray auto: " in result.stderr


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    """Ray on this machine, for all tests below: it takes seconds to start."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    found = pytest.importorskip("ray", reason='needs ray: pip install "dispatchkit[ray]"')
    pytest.importorskip("ray.data", reason='needs ray: pip install "dispatchkit[ray]"')
    found.init(
        address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="critical", object_store_memory=1 << 28
    )  # fmt: skip
    yield found
    found.shutdown()


@pytest.mark.usefixtures("ray")
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_ray_makes_the_same_bytes(
    form: str, dumps: Path, corpus: dict[str, bytes], tmp_path: Path
) -> None:
    asked = ("-q", "--shard-size", "7", "-f", form, dumps, "--output-dir")
    assert call("--engine", "ray", *asked, tmp_path / "ray").exit_code == 3
    if form == "jsonl":
        assert contents(tmp_path / "ray") == corpus
    else:
        call(*asked, tmp_path / "local")
        assert contents(tmp_path / "ray") == contents(tmp_path / "local")


@pytest.mark.usefixtures("ray")
@pytest.mark.filterwarnings("default")
def test_ray_goes_on_where_the_local_engine_had_stopped(
    dumps: Path, corpus: dict[str, bytes], tmp_path: Path
) -> None:
    sizes = [len(data) for name, data in corpus.items() if name.startswith("part-")]
    asked = ("-q", "--shard-size", "7", dumps, "--output-dir", tmp_path)
    # No room for any shard that is larger than the first.
    with full_at(sizes[0]):
        assert call(*asked).exit_code == 3
    assert 1 <= len(list(tmp_path.glob("part-*"))) < len(sizes)
    call("--engine", "ray", *asked)
    assert contents(tmp_path) == corpus


def dying(item: Input, marks: str, often: int) -> Iterator[str | Ending]:
    """Read an input; the process dies of the one named "die", so *often*."""
    if Path(item.name).stem == "die" and item.problem is None:
        mark = Path(marks, f"{len(os.listdir(marks))}")
        if len(os.listdir(marks)) < often:
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    yield from outcome(item, ReadOptions(), partial(render, format="jsonl"))


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("often", [1, 100])
def test_the_death_of_a_worker_changes_nothing(often: int, ray: Any, tmp_path: Path) -> None:
    # Its processes do not find the modules of tests.
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
    marks = tmp_path / "marks"
    marks.mkdir()
    for number in range(150):
        name = "die" if number == 70 else "story"
        (tmp_path / f"{number:03}").mkdir()
        (tmp_path / f"{number:03}/{name}.txt").write_text(invented.story(number).wire)
    inputs = [item for item in expand([str(tmp_path)], Skipped()) if "marks" not in item.name]
    reader = partial(dying, marks=str(marks), often=often)
    job = Job(
        inputs, sized(inputs), Form("jsonl", packed=False, size=50), ReadOptions(), reader, 2, load
    )
    found = [list(one) for one in engine_of("ray").outcomes(job, 0, str(tmp_path))]
    assert len(os.listdir(marks)) == (1 if often == 1 else 4)
    for number, (item, pieces) in enumerate(zip(inputs, found, strict=True)):
        *lines, account = pieces
        assert isinstance(account, Account)
        assert account.path == item.name
        if number == 70 and often > 1:
            assert [one.reason for one in account.rejects] == [
                "the process that read it was killed (for want of memory?)"
            ]
            continue
        assert [json.loads(str(line))["path"] for line in lines] == [item.name]


@pytest.mark.usefixtures("ray")
@pytest.mark.filterwarnings("default")
def test_standard_input_and_odd_names_reach_ray(tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/odd\xff.txt")
    Path(odd).write_text(STORY)
    for engine in names():
        result = call(
            "-q",
            "--engine",
            engine,
            "-",
            odd,
            tmp_path / "none",
            "--output-dir",
            tmp_path / engine,
            stdin=STORY.encode(),
        )
        assert result.exit_code == 3
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")
    assert len(records(contents(tmp_path / "ray"))) == 2


# --- Spark -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason='needs Spark: pip install "dispatchkit[spark]"')
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = (
        builder.config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.filterwarnings("default")
def test_spark_gives_the_same_records(spark: Any, dumps: Path, corpus: dict[str, bytes]) -> None:
    inputs = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(str(dumps))
    inputs = inputs.selectExpr("path", "content AS data").repartition(3)
    found = inputs.mapInArrow(batches.record_batches, batches.spark_schema()).collect()
    told = [json.loads(row["record"]) for row in found if row["kind"] == "record"]
    for record in told:
        record["path"] = record["path"].removeprefix("file:").replace("///", "/")
    assert sorted(told, key=json.dumps) == sorted(records(corpus), key=json.dumps)
    assert sum(row["kind"] == "reject" for row in found) == 3
    assert found[0].asDict().keys() == set(batches.schema().names)


def test_the_words_of_spark_have_every_column() -> None:
    words = batches.spark_schema()
    assert words.startswith("`kind` string, `path` string, `index` int, ")
    assert "`day` date" in words
    assert "`keywords` array<string>" in words
    assert (
        "`paragraphs` array<struct<`text`: string, `role`: string, `first_line`: int, `last_line`: int>>"
        in words
    )
    assert words.endswith("`place` string, `offset` bigint, `error` string, `reason` string")
