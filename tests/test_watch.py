"""``dispatchkit watch --once``: what becomes of the files that are there, call after call."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from program import program

from dispatchkit.files.failures import Failure
from dispatchkit.files.inputs import Skipped
from dispatchkit.outcomes import Ending, Problem
from dispatchkit.watching.commands import Command, of_a_shell
from dispatchkit.watching.job import Done, Job, Reading
from dispatchkit.watching.journal import WORK, Journal
from dispatchkit.watching.names import Names
from dispatchkit.watching.sight import Sight, look
from dispatchkit.watching.stopping import Stop
from dispatchkit.watching.taking import Taking
from dispatchkit.watching.waking import Polling
from dispatchkit.watching.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dispatchkit.files.inputs import Input

MARK = "\f\n"


def story(number: int) -> str:
    return f"""Lighthouse {number} of Quellin gets a new lamp

QUELLIN, May 3 (Reuters) - The lighthouse of Quellin got a new lamp on Monday, its keeper said.

Boats will see it from forty miles away, which is ten more than before the winter.
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "sub/a.txt"):
        (tmp_path / "in" / name).write_text(story(len(name)), encoding="utf-8")
    return tmp_path


def watch(*words: str, output: str = "out", settle: str = "0") -> Result:
    call = ["watch", "--isolated", "--once", "--settle", settle, "--output-dir", output, *words]
    return CliRunner().invoke(program, call)


def tree(folder: str) -> dict[str, str]:
    """The files that are not hidden, with their texts."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in Path(folder).rglob("*")
        if path.is_file() and WORK not in path.parts
    }


def lines(result: Result) -> list[str]:
    """What was said of inputs, without times."""
    words = [line.split(" ", 1)[-1] for line in result.stderr.splitlines()]
    return [line for line in words if not line.startswith(("watching ", "ended: "))]


def later(path: str) -> None:
    """Let a file be one that was written at another time."""
    os.utime(path, ns=(1, os.stat(path).st_mtime_ns + 1))


@pytest.mark.parametrize("format_", ["text", "jsonl", "markdown", "sqlite"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_outputs_are_those_of_parse(format_: str, jobs: str) -> None:
    Path("in/a.html").write_text(story(9), encoding="utf-8")
    Path("in/b.txt").write_text(story(1) + MARK + story(2), encoding="utf-8")
    for number in range(9 if jobs == "2" else 0):
        Path(f"in/{number}.txt").write_text(story(number), encoding="utf-8")
    done = watch("-f", format_, "-j", jobs, "in")
    assert done.exit_code == 0
    CliRunner().invoke(program, ["parse", "-f", format_, "--output-dir", "parsed", "in"])
    if format_ == "sqlite":
        assert sorted(os.listdir("out/in")) == sorted(os.listdir("parsed/in"))
    else:
        assert tree("out") == tree("parsed")


@pytest.mark.parametrize("option", ["--settle", "--exec-timeout"])
@pytest.mark.parametrize("seconds", ["nan", "inf", "1e400", "-1"])
def test_seconds_are_finite(option: str, seconds: str) -> None:
    done = watch(option, seconds, "in")
    assert done.exit_code == 2
    assert option in done.stderr
    assert not Path("out").exists()


def test_of_folders_that_are_missing_nothing_is_made() -> None:
    done = watch("nothere")
    assert done.exit_code == 3
    assert "nothere: No such file" in done.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize("removed", ["out", f"out/{WORK}"])
def test_a_folder_that_was_removed_is_held_again(
    removed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal("out", "text") as journal:
        journal.hold()
        shutil.rmtree(removed)
        journal.hold()
        assert sorted(os.listdir(f"out/{WORK}")) == ["journal.jsonl", "lock"]
        held = os.stat(f"out/{WORK}/lock").st_ino
        journal.hold()
        assert os.stat(f"out/{WORK}/lock").st_ino == held
        shutil.rmtree(removed)
        monkeypatch.setattr("dispatchkit.watching.journal.locked", lambda _: None)
        with pytest.raises(Failure, match="another dispatchkit watch"):
            journal.hold()


def test_what_was_read_is_not_read_again() -> None:
    assert len(lines(watch("in"))) == 3
    assert lines(watch("in")) == []
    later("in/a.txt")
    assert lines(watch("-v", "in")) == ["in/a.txt: touched, but the same; not read again"]
    assert lines(watch("-v", "in")) == []


def test_what_has_changed_is_read_again_and_its_output_replaced() -> None:
    Path("in/a.txt").write_text(story(1) + MARK + story(2), encoding="utf-8")
    watch("-f", "markdown", "in")
    assert sorted(tree("out")) == ["in/a-2.md", "in/a.md", "in/b.md", "in/sub/a.md"]
    Path("in/a.txt").write_text(story(77), encoding="utf-8")
    (told,) = lines(watch("-f", "markdown", "in"))
    assert told.startswith("in/a.txt -> out/in/a.md  1 dispatch, ")
    left = tree("out")
    assert sorted(left) == ["in/a.md", "in/b.md", "in/sub/a.md"]
    assert "Lighthouse 77" in left["in/a.md"]


def test_a_change_that_hides_its_time_is_seen() -> None:
    watch("in")
    times = os.stat("in/a.txt")
    Path("in/a.txt").write_text(story(8), encoding="utf-8")
    os.utime("in/a.txt", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert os.stat("in/a.txt").st_size == times.st_size
    watch("in")
    assert "Lighthouse 8" in tree("out")["in/a.txt"]


def test_an_output_that_was_taken_away_comes_again_when_its_input_does() -> None:
    watch("in")
    os.remove("out/in/a.txt")
    watch("in")
    assert "in/a.txt" not in tree("out")
    later("in/a.txt")
    watch("in")
    assert "in/a.txt" in tree("out")


def test_an_input_that_fails_is_tried_in_each_call_and_its_old_output_stays() -> None:
    watch("in")
    Path("in/a.txt").write_text("", encoding="utf-8")
    Path("in/empty.txt").write_text("", encoding="utf-8")
    for _ in range(2):
        done = watch("in")
        assert done.exit_code == 3
        assert lines(done) == [
            "dispatchkit: in/a.txt: the file is empty; its output of before is kept",
            "dispatchkit: in/empty.txt: the file is empty",
        ]
    assert "Lighthouse 5" in tree("out")["in/a.txt"]
    os.remove("in/empty.txt")
    Path("in/a.txt").write_text(story(3), encoding="utf-8")
    assert watch("in").exit_code == 0


def test_names_are_kept_whatever_comes_later() -> None:
    Path("in/b.html").write_text(story(70), encoding="utf-8")
    os.rename("in/b.txt", "b.txt")
    watch("-f", "jsonl", "in")
    os.rename("b.txt", "in/b.txt")
    os.remove("in/b.html")
    watch("-f", "jsonl", "in")
    found = tree("out")
    assert "Lighthouse 70" in found["in/b.jsonl"]
    assert "Lighthouse 5" in found["in/b-2.jsonl"]


def test_what_is_still_written_is_left() -> None:
    for name in ("c.txt.part", ".d.txt", "e.txt~"):
        Path("in", name).write_text(story(1), encoding="utf-8")
    assert len(lines(watch("in"))) == 3
    os.rename("in/c.txt.part", "in/c.txt")
    assert [line.split()[0] for line in lines(watch("in"))] == ["in/c.txt"]


def test_new_only_leaves_alone_what_was_there_first() -> None:
    assert lines(watch("--new-only", "in")) == []
    Path("in/c.txt").write_text(story(1), encoding="utf-8")
    later("in/a.txt")
    for told in (["in/a.txt", "in/c.txt"], []):
        assert [line.split()[0] for line in lines(watch("--new-only", "in"))] == told


def test_the_output_folder_is_never_an_input() -> None:
    done = watch("in", "in/sub", output="in/out")
    assert [line.split()[0] for line in lines(done)] == ["in/a.txt", "in/b.txt", "in/sub/a.txt"]
    assert lines(watch("in", "in/sub", output="in/out")) == []


@pytest.mark.parametrize(
    ("words", "output", "message"),
    [
        (["in/sub"], "in", "in/sub lies in --output-dir in: its outputs would be read as inputs"),
        (["in"], "in", "in lies in --output-dir in: its outputs would be read as inputs"),
        (["in/a.txt"], "out", "in/a.txt: not a folder; dispatchkit parse reads files"),
        (["-"], "out", "-: not a folder; dispatchkit parse reads files"),
        (["in", "--exec", ""], "out", "--exec has an empty value"),
        (
            ["in", "--exec", "no-such-program {}"],
            "out",
            "--exec: there is no program 'no-such-program'",
        ),
        (["in", "--exec", "echo 'a"], "out", "--exec: no closing quotation: echo 'a"),
        (
            ["in", "--exec", "mv {out} done"],
            "out",
            "--exec: {out} is nothing; {output}, {input} and {} are paths",
        ),
        (["in", "-q", "-v"], "out", "-q/--quiet and -v/--verbose cannot go together"),
        (["in"], "", "--output-dir has an empty value"),
    ],
)
def test_calls_that_make_no_sense(words: list[str], output: str, message: str) -> None:
    done = watch(*words, output=output)
    assert (done.exit_code, done.stderr) == (2, f"dispatchkit: {message}\n")
    assert not os.path.exists("out")


def test_a_folder_that_is_missing_fails_one_call() -> None:
    done = watch("in", "nowhere")
    assert done.exit_code == 3
    assert "dispatchkit: nowhere: No such file or directory\n" in done.stderr
    assert len(tree("out")) == 3


def test_outputs_of_another_format_are_not_mixed() -> None:
    watch("-f", "json", "in")
    done = watch("-f", "jsonl", "in")
    assert done.exit_code == 2
    assert "its files were written with -f json; name another --output-dir" in done.stderr


def test_a_table_without_the_column_fails_alone() -> None:
    for name, column in (("a", "words"), ("c", "body")):
        rows = "".join(f'{day},"{story(day)}"\n' for day in (1, 2))
        Path(f"in/{name}.csv").write_text(f"day,{column}\n{rows}", encoding="utf-8")
    done = watch("--from", "csv", "--text-column", "body", "--exclude", "*.txt", "in")
    assert done.exit_code == 3
    first, second = lines(done)
    assert first == "dispatchkit: in/a.csv: there is no column 'body'; there are: day, words"
    assert second.startswith("in/c.csv -> out/in/c.txt  2 dispatches, ")
    assert sorted(tree("out")) == ["in/c.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_be_read_later_is_read_then() -> None:
    os.chmod("in/a.txt", 0)
    done = watch("in")
    assert (done.exit_code, len(tree("out"))) == (3, 2)
    os.chmod("in/a.txt", 0o600)
    assert (watch("in").exit_code, len(tree("out"))) == (0, 3)


# --- commands ---

RECORD = "import os, sys; open('log', 'a').write(repr((sys.argv[1:], os.environ['DISPATCHKIT_INPUT'], os.environ['DISPATCHKIT_OUTPUT'], sys.stdin.read())) + '\\n')"


def python(code: str) -> str:
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}"


def test_a_command_gets_paths_as_words_and_no_input() -> None:
    os.rename("in/sub", "in/a $(touch x) 'b' {}")
    done = watch("in", "--exec", f"{python(RECORD)} {{}} {{output}} in={{input}} ;")
    assert done.exit_code == 0
    found = [eval(line) for line in Path("log").read_text(encoding="utf-8").splitlines()]
    for words, source, output, stdin in found:
        assert words == [output, output, f"in={source}", ";"]
        assert stdin == ""
    assert [source for _, source, _, _ in found] == [
        "in/a $(touch x) 'b' {}/a.txt",
        "in/a.txt",
        "in/b.txt",
    ]
    assert not os.path.exists("x")
    watch("in", "--exec", python(RECORD))
    assert len(Path("log").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    ("code", "more", "message"),
    [
        ("raise SystemExit(7)", [], "exit status 7"),
        ("import os; os.kill(os.getpid(), 9)", [], "ended by SIGKILL"),
        ("input()", [], "exit status 1"),
        (
            "import time; time.sleep(600)",
            ["--exec-timeout", "0.2"],
            "ended after 0.2 s (--exec-timeout)",
        ),
    ],
)
def test_a_command_that_fails_is_told_and_the_rest_is_done(
    code: str, more: list[str], message: str
) -> None:
    os.remove("in/sub/a.txt")
    done = watch("-q", "in", "--exec", python(code), *more)
    assert done.exit_code == 3
    told = [line.split(" ", 1) for line in done.stderr.splitlines() if " dispatchkit: out/" in line]
    assert [line for _, line in told] == [
        f"dispatchkit: out/in/{name}: {sys.executable}: {message}" for name in ("a.txt", "b.txt")
    ]
    # When it was is said as of what went well.
    assert all(datetime.fromisoformat(time).tzinfo for time, _ in told)
    again = watch("in", "--exec", python(code), *more)
    assert again.exit_code == 3
    assert "0 files read, 0 dispatches, 0 failed, 2 commands failed" in again.stderr
    assert watch("in", "--exec", python("pass")).exit_code == 0
    assert watch("in", "--exec", python(code)).exit_code == 0


def test_our_own_program_is_found_wherever_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "nowhere")
    done = watch("in", "--exec", "dispatchkit formats")
    assert done.exit_code == 0, done.stderr


def test_what_only_a_shell_understands_is_told() -> None:
    done = watch("in", "--exec", f"{python('pass')} >> log")
    told = "--exec: no shell runs, so >> is only a word; see docs/watch.md"
    assert told in done.stderr
    assert told in watch("-q", "in", "--exec", f"{python('pass')} >> log").stderr


@pytest.mark.parametrize(
    ("command", "word"),
    [
        ("mv {} done", None),
        ("grep -c '>>' \"a | b\" c\\;d \\$HOME {}", None),
        ("curl 'https://cms.example/?a=1&b=2' -T {}", None),
        ("cat {} 2>log", "2>log"),
        ("cat {} 12>&1", "12>&1"),
        ("cat {} &> log", "&>"),
        ("cat <<<a", "<<<a"),
        ("cat {} |& tee log", "|&"),
        ("cp {} ~/done", "~/done"),
        ("cp $DISPATCHKIT_OUTPUT done", "$DISPATCHKIT_OUTPUT"),
        ("cp {} done/$(date +%F)", "done/$(date"),
        ("rm tmp/*.txt", "tmp/*.txt"),
    ],
)
def test_words_of_shells_are_known_by_their_signs(command: str, word: str | None) -> None:
    assert of_a_shell(command) == word


def test_a_command_is_not_run_again_for_an_output_that_is_gone() -> None:
    assert watch("in", "--exec", python("raise SystemExit(1)")).exit_code == 3
    shutil.rmtree("out/in")
    assert watch("in", "--exec", python("raise SystemExit(1)")).exit_code == 0


def test_what_a_command_has_moved_away_may_come_again() -> None:
    os.mkdir("done")
    for _ in range(2):
        done = watch("-q", "in", "--exec", "mv {input} done/")
        assert (done.exit_code, done.stderr, os.listdir("in/sub")) == (0, "", [])
        os.rename("done/a.txt", "in/sub/a.txt")


# --- the journal ---


def journal() -> Path:
    return Path("out", WORK, "journal.jsonl")


def test_a_journal_that_was_cut_off_is_read_as_far_as_it_goes() -> None:
    watch("in")
    whole = journal().read_bytes()
    journal().write_bytes(whole[:-20])
    assert len(lines(watch("in"))) == 1
    assert sorted(journal().read_bytes().splitlines()) == sorted(whole.splitlines())


@pytest.mark.parametrize(
    "text", ["{}\n", "no journal\n", '{"schema": "other/2", "format": "text"}\n']
)
def test_a_journal_that_is_none_is_refused(text: str) -> None:
    watch("in")
    journal().write_text(text, encoding="utf-8")
    done = watch("in")
    assert done.exit_code == 3
    assert "not a journal of this version" in done.stderr


def test_the_journal_forgets_what_is_gone_on_both_sides() -> None:
    watch("in")
    os.remove("in/a.txt")
    os.remove("in/b.txt")
    os.remove("out/in/b.txt")
    watch("in")
    named = [json.loads(line)["path"] for line in journal().read_text("utf-8").splitlines()[1:]]
    assert sorted(map(os.path.relpath, named)) == ["in/a.txt", "in/sub/a.txt"]


def test_the_journal_does_not_grow_without_end() -> None:
    with Journal("out", "text") as found:
        paths = [os.path.abspath(f"in/{number}.txt") for number in range(50)]
        for path in paths:
            Path(path).touch()
        for number in range(30):
            entries = dict.fromkeys(paths, _entry(number))
            found.add(entries)
    assert len(journal().read_bytes().splitlines()) < 1100
    with Journal("out", "text") as again:
        assert again.entries == entries


def _entry(number: int) -> Any:
    from dispatchkit.watching.journal import Entry
    from dispatchkit.watching.sight import Stamp

    return Entry(Stamp(number, 0, 0), None, ())


# --- what cannot be made to happen from outside ---


class Told:
    """What a watch reports."""

    def __init__(self) -> None:
        self.dones: list[Done] = []
        self.troubles: list[str] = []
        self.remarks: list[str] = []
        self.notes: list[str] = []
        self.unruns: list[str] = []

    def begun(self, sight: Sight, known: int) -> None: ...

    def reading(self, left: int) -> None: ...

    def waiting(self, unsettled: int) -> None: ...

    def failed(self, name: str, message: str) -> None: ...

    def note(self, message: str) -> None:
        self.notes.append(message)

    def done(self, done: Done) -> None:
        self.dones.append(done)

    def trouble(self, message: str) -> None:
        self.troubles.append(message)

    def unrun(self, message: str) -> None:
        self.unruns.append(message)

    def remark(self, message: str) -> None:
        self.remarks.append(message)


def job_of(
    read: Callable[[Sequence[Input]], Iterator[Reading]],
    write: Callable[[Iterable[str], str], Problem | None],
    settle: float = 0,
    command: Command | None = None,
) -> Job:
    """A job that is done once."""
    return Job(
        ("in",), Skipped(), "out", "text", ".txt", False, settle, False, True, read,
        lambda _: False, write, command,
    )  # fmt: skip


def run(
    read: Callable[[Sequence[Input]], Iterator[Reading]],
    write: Callable[[Iterable[str], str], Problem | None],
    stop: Stop | None = None,
    settle: float = 0,
) -> Told:
    """A watch that reads what is there once, with ways of its own to read and write."""
    told = Told()
    job = job_of(read, write, settle)
    with stop or Stop() as asked, Journal("out", "text") as found:
        Watch(job, found, Polling(), told, asked).run()
    return told


def kept(texts: Iterable[str], path: str) -> Problem | None:
    data = "".join(texts)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(data, encoding="utf-8")
    return None


def read_all(items: Sequence[Input]) -> Iterator[Reading]:
    return (Reading("0", ["text", Ending()]) for _ in items)


def test_an_input_that_grows_while_it_is_read_is_not_written() -> None:
    def growing(item: Input) -> Iterator[str | Ending]:
        yield "half"
        if item.name == "in/a.txt":
            with open(item.name, "a", encoding="utf-8") as file:
                file.write("more")
        yield Ending()

    told = run(lambda items: (Reading("0", growing(item)) for item in items), kept)
    assert [one.name for one in told.dones] == ["in/b.txt", "in/sub/a.txt"]
    assert told.remarks == ["in/a.txt: changed while it was read; read again"]
    assert sorted(tree("out")) == ["in/b.txt", "in/sub/a.txt"]
    assert len(lines(watch("in"))) == 1


def test_a_command_that_fails_is_run_again_ten_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dispatchkit.watching.taking._AGAIN", 0.0)
    told = Told()
    job = job_of(read_all, kept, command=Command(("./no-such-program",), 0))
    (item,) = look(["in/sub"], Skipped()).files.items()
    with Stop() as stop, Journal("out", "text") as found:
        taking = Taking(job, found, Names("out", ".txt", found.entries), told, stop)
        assert taking.take(*item, Reading("0", ["text", Ending()]))
        assert len(told.unruns) == 1
        for _ in range(15):
            taking.run_again({})
    assert len(told.unruns) == 1 + 10


def test_a_file_that_never_settles_does_not_keep_a_call_from_ending() -> None:
    class Growing(Stop):
        """Is asked while files settle."""

        def is_set(self) -> bool:
            with open("in/a.txt", "a", encoding="utf-8") as file:
                file.write("more")
            return super().is_set()

    told = run(read_all, kept, Growing(), 0.01)
    assert sorted(tree("out")) == ["in/b.txt", "in/sub/a.txt"]
    assert told.notes == ["1 still being written; left for the next call"]


def test_two_outputs_that_fail_in_a_row_are_the_fault_of_the_disk() -> None:
    tried: list[str] = []

    def full(_: Iterable[str], path: str) -> Problem:
        tried.append(path)
        return Problem("OutputError", f"{path}: No space left on device")

    told = run(read_all, full)
    assert tried == ["out/in/a.txt", "out/in/b.txt"]
    assert told.troubles == [f"{path}: No space left on device" for path in tried]
    assert [one.name for one in run(read_all, kept).dones] == [
        "in/a.txt",
        "in/b.txt",
        "in/sub/a.txt",
    ]


def test_a_journal_that_is_removed_is_made_again() -> None:
    def removing(items: Sequence[Input]) -> Iterator[Reading]:
        shutil.rmtree(journal().parent)
        return read_all(items)

    assert run(removing, kept).troubles == []
    assert lines(watch("in")) == []


def test_outputs_are_made_even_if_the_journal_cannot_be_written() -> None:
    def blocking(items: Sequence[Input]) -> Iterator[Reading]:
        os.remove(journal())
        journal().mkdir()
        return read_all(items)

    (told,) = run(blocking, kept).troubles
    assert told.startswith(f"{journal()}: ")
    assert told.endswith("; what was read is noted as soon as that is mended")
    assert sorted(tree("out")) == ["in/a.txt", "in/b.txt", "in/sub/a.txt"]
    journal().rmdir()
    assert len(lines(watch("in"))) == 3


def test_links_are_not_followed_and_a_file_is_seen_once() -> None:
    os.symlink("..", "in/sub/loop")
    os.symlink("a.txt", "in/linked.txt")
    found = look(["in", "in/sub", "gone"], Skipped())
    assert [one.item.name for one in found.files.values()] == [
        "in/a.txt",
        "in/b.txt",
        "in/sub/a.txt",
    ]
    assert found.folders == ("in", "in/sub", "in/sub")
    assert found.missing == ("gone",)


def test_what_commands_are_handed_means_nothing_to_ours() -> None:
    names = {"DISPATCHKIT_INPUT": "in/a.txt", "DISPATCHKIT_OUTPUT": "out/in/a.txt"}
    done = CliRunner().invoke(program, ["parse", "in/a.txt"], env=names)
    assert (done.exit_code, done.stderr) == (0, "")
