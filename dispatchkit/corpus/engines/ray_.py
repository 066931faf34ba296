"""Ray: processes of this machine or of a cluster, which Ray Data hands batches of inputs.

Ray begins a task again that was lost with a process or a machine, for ever if an input of it kills
whatever reads it. So tasks are counted as they begin, and one that died several times is left out,
as is one that failed. Its inputs come without an account; each of them is read here, in a process
of its own, and ends as it does without Ray.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections import Counter
from contextlib import contextmanager, redirect_stdout
from functools import partial
from itertools import islice
from platform import python_version
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit._version import __version__
from dispatchkit.corpus.reading import Account, handed, pieces, taken
from dispatchkit.files.failures import Failure
from dispatchkit.files.inputs import reason
from dispatchkit.files.processes import Apart, chunks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from dispatchkit.corpus.job import Job
    from dispatchkit.corpus.reading import Handed, Outcome, Reader
    from dispatchkit.files.inputs import Input

# How many inputs are a task of Ray's: half a second's work, beside which its five milliseconds of
# handing over are nothing.
_TASK = 64
# How often a task may begin. Three deaths are hardly chance: the input is then looked for.
_TIMES = 3
# Records come in blocks of so many bytes at most, and so much memory of this machine holds them
# until they are written.
_BLOCK, _STORE = 1 << 24, 1 << 29


def ready() -> None:
    """Raise Failure if Ray Data is not installed."""
    try:
        import pyarrow as pa  # noqa: F401
        import ray.data  # noqa: F401
    except ImportError:
        raise Failure(
            "--engine ray needs ray and pyarrow, which are not installed:"
            ' pip install "dispatchkit[ray]"'
        ) from None


def outcomes(job: Job, begin: int, work: str) -> Iterator[Outcome]:
    """What becomes of each input, as the docstring of the package has it."""
    again = partial(handed, reader=job.reader, folder=work)
    with _ray(job), Apart(again, job.prepare) as apart:
        answers = _Answers(_rows(job, begin))
        for item in job.inputs[begin:]:
            yield _outcome(item, answers, apart, job.reader)


class _Row(NamedTuple):
    """A row of ``batches.ANSWERS``: a record of the input at *path*, or its account."""

    path: bytes
    record: str | None
    account: str | None


class _Answers:
    """Rows, of which the next one can be looked at before it is taken."""

    def __init__(self, rows: Iterator[_Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, path: bytes) -> Iterator[_Row]:
        """Take the rows that come next, as long as they are of the input at *path*."""
        while (row := self._next) is not None and row.path == path:
            self._next = next(self._rows, None)
            yield row


def _outcome(item: Input, answers: _Answers, apart: Apart[Handed], reader: Reader) -> Outcome:
    """What becomes of one input, of which Ray has the answers, or a process *apart*."""
    if item.problem is not None:
        yield from pieces(item, reader)
        return
    given = 0
    for row in answers.of(os.fsencode(item.name)):
        if row.account is not None:
            yield Account.from_dict(json.loads(row.account))
            return
        given += 1
        yield row.record or ""
    try:
        found = apart.result(item)
    except OSError as error:
        raise Failure(f"worker processes: {reason(error)}") from error
    yield from islice(taken(found), given, None)


def _rows(job: Job, begin: int) -> Iterator[_Row]:
    """The rows of all inputs that can be read, in their order. Failure if Ray itself fails."""
    import ray
    from ray.exceptions import RayError

    tables = list(_tables(job.inputs[begin:], job.size.bytes[begin:]))
    if not tables:
        return
    begun = ray.remote(num_cpus=0)(_Begun).remote()
    inputs = ray.data.from_arrow(tables)
    context = inputs.context
    context.enable_progress_bars = False
    context.execution_options.preserve_order = True
    context.target_max_block_size = _BLOCK
    context.max_errored_blocks = -1
    read = inputs.map_batches(
        _read,
        batch_size=None,
        batch_format="pyarrow",
        fn_kwargs={"reader": job.reader, "folder": os.getcwd(), "begun": begun},
    )
    try:
        for batch in read.iter_batches(batch_size=None, batch_format="pyarrow"):
            yield from map(
                _Row._make, zip(*(one.to_pylist() for one in batch.columns), strict=True)
            )
    except RayError as error:
        raise Failure(f"ray: {_last(error)}; the same call goes on from here") from error


def _tables(inputs: Sequence[Input], sizes: Sequence[int]) -> Iterator[pa.Table]:
    """The inputs as tables, each of one task. Names are bytes, for they need not be UTF-8."""
    import pyarrow as pa

    from dispatchkit.corpus.batches import INPUTS

    for chunk in chunks(inputs, sizes, _TASK):
        readable = [item for item in chunk if item.problem is None]
        if readable:
            yield pa.table(
                [[os.fsencode(item.name) for item in readable], [item.data for item in readable]],
                schema=INPUTS,
            )


class _Begun:
    """Counts, in a process of its own, how often each task began."""

    def __init__(self) -> None:
        self._counts: Counter[bytes] = Counter()

    def again(self, path: bytes) -> int:
        """Count the task whose first input is at *path*; how often it began by now."""
        self._counts[path] += 1
        return self._counts[path]


def _read(table: pa.Table, reader: Reader, folder: str, begun: Any) -> Iterator[pa.Table]:
    """A task of Ray's, in its process: the names of files are relative to *folder*. *begun* is the
    handle of a _Begun.
    """
    import pyarrow as pa
    import ray

    from dispatchkit.corpus.batches import ANSWERS, read_batches

    if ray.get(begun.again.remote(table.column("path")[0].as_py())) > _TIMES:
        yield ANSWERS.empty_table()
        return
    os.chdir(folder)
    for batch in read_batches(table.to_batches(), reader):
        yield pa.Table.from_batches([batch])


@contextmanager
def _ray(job: Job) -> Iterator[None]:
    """Ray at the address of *job*, or on this machine while the block lasts; what is running
    already is used. Failure if there is none, or it would not give the same records.
    """
    # It asks nobody on the network, and says what failed where words for people go.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray

    began = not ray.is_initialized()
    try:
        if began:
            _begin(job)
        for name in ("ray", "ray.data"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        _same_there(os.getcwd(), job.reader)
        with redirect_stdout(sys.stderr):
            yield
    finally:
        if began:
            ray.shutdown()


def _begin(job: Job) -> None:
    """Start Ray, or join the cluster."""
    import ray

    asked: dict[str, Any] = {"address": job.address}
    if job.address is None:
        asked = {
            "address": "local",
            "num_cpus": job.jobs or None,
            "object_store_memory": _STORE,
            "include_dashboard": False,
        }
    try:
        ray.init(**asked, logging_level=logging.CRITICAL, log_to_driver=False)
    except (ConnectionError, OSError, RuntimeError, ValueError) as error:
        raise Failure(f"ray {job.address or 'on this machine'}: {_last(error)}") from error


class _Worker(NamedTuple):
    """What a worker has: versions, and whether it has the folder of the run."""

    dispatchkit: str
    python: str
    folder: bool


def _seen(folder: str, reader: Reader) -> _Worker:
    """What this process has. A *reader* that has come here can be used here."""
    del reader
    return _Worker(__version__, python_version(), os.path.isdir(folder))


def _same_there(folder: str, reader: Reader) -> None:
    """Failure if workers cannot have the *reader*, have other versions, on which bytes depend, or
    have not the *folder*.
    """
    import ray
    from ray.exceptions import RayError

    try:
        there = ray.get(ray.remote(_seen).remote(folder, reader))
    except RayError as error:
        raise Failure(f"ray: a worker cannot run dispatchkit: {_last(error)}") from error
    for name, own in _seen(folder, reader)._asdict().items():
        found = getattr(there, name)
        if name == "folder" and not found:
            raise Failure(f"ray: its workers do not have the folder {folder}")
        if found != own:
            raise Failure(f"ray: its workers have {name} {found}, and not {own}")


def _last(error: Exception) -> str:
    """What is wrong, on one line: the last of what may be a traceback."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1].strip() if lines else type(error).__name__
