"""The command line: what it prints where, its exit statuses, and what it never lets through. All
dumps are invented.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from click.testing import CliRunner, Result
from program import program

from dispatchkit import __version__, schemas
from dispatchkit.agencies import sources
from dispatchkit.files.outputs import WholeFile
from dispatchkit.files.terminal import wants_colour
from dispatchkit.startup.short_way import parse_call
from dispatchkit.text.visible import one_line, visible
from dispatchkit.writing import RENDERERS

if TYPE_CHECKING:
    from collections.abc import Callable

HEADLINE = "Ferry returns to Valmer after two months"
STORY = f"""{HEADLINE}

VALMER, May 3 (Reuters) - The ferry to the island of Valmer sailed again on Monday, two months after a storm broke its ramp.

The harbour office said that 1,200 people had used the first crossing, and that tickets would cost the same as before.
"""
BINARY = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06"


def story(number: int) -> str:
    """The story with a headline of its own."""
    return STORY.replace(HEADLINE, f"{HEADLINE}, report {number}")


def call(*arguments: str | os.PathLike[str], stdin: str | bytes | None = None) -> Result:
    """Run a command line in this process."""
    return CliRunner().invoke(
        program,
        [os.fspath(argument) for argument in arguments],
        input=stdin,
        catch_exceptions=False,
    )


def start(
    *arguments: str | bytes | os.PathLike[str], stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command line in a process of its own."""
    command = [sys.executable, "-m", "dispatchkit", *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, check=False, env=os.environ | environment
    )


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder of dumps: some below, one hidden, one behind a link, and two that cannot be read as
    dispatches.
    """
    folder = tmp_path / "in"
    for number in range(40):
        path = folder / f"sub{number % 3}" / f"{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(story(number), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "sub1" / "picture.txt").write_bytes(BINARY)
    (folder / ".hidden.txt").write_text(story(90), encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "linked.txt").write_text(story(91), encoding="utf-8")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    (folder / "link.txt").symlink_to(tmp_path / "elsewhere" / "linked.txt")
    return folder


# --- the program -------------------------------------------------------------------------------------------------------------


def test_version_needs_no_click() -> None:
    code = (
        "import sys; sys.argv = ['x', '--version']; from dispatchkit.__main__ import main; main();"
        " assert 'click' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == f"dispatchkit {__version__}\n" == call("--version").stdout


@pytest.mark.parametrize(
    ("format_", "heavy"),
    [
        ("json", "rich"),
        ("text", "rich"),
        ("json", "concurrent.futures"),
        ("json", "jsonschema"),
        ("json", "tempfile"),
    ],
)
def test_parse_does_not_import_what_it_does_not_need(dump: Path, format_: str, heavy: str) -> None:
    arguments = ["parse", "-f", format_, str(dump)]
    code = (
        f"import sys; from dispatchkit.cli import run; assert run({arguments!r}) == 0; assert"
        f" {heavy!r} not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["parse"],
        ["explain"],
        ["schema"],
        ["profile"],
        ["profile", "list"],
        ["profile", "show"],
        ["profile", "check"],
    ],
)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help_with_examples(arguments: list[str], option: str) -> None:
    result = call(*arguments, option)
    assert result.exit_code == 0
    assert f"Usage: dispatchkit {' '.join(arguments)}".rstrip() in result.stdout
    assert "Example" in result.stdout
    assert f"\n  dispatchkit {' '.join(arguments)}".rstrip() in result.stdout.replace(
        "\n    ", "\n  "
    )


@pytest.mark.parametrize("arguments", [[], ["-f", "json"], ["--format", "markdown"]])
def test_the_commonest_call_needs_no_click_and_prints_the_same(
    dump: Path, arguments: list[str]
) -> None:
    code = (
        "import sys; from dispatchkit.cli import run; status = run(sys.argv[1:]); assert 'click'"
        " not in sys.modules; sys.exit(status)"
    )
    calls = ["parse", *arguments, os.fspath(dump), os.fspath(dump.with_name("missing"))]
    done = subprocess.run([sys.executable, "-c", code, *calls], capture_output=True, check=False)
    by_click = call(*calls, "-j", "1")
    assert (done.returncode, done.stdout, done.stderr) == (
        3,
        by_click.stdout_bytes,
        by_click.stderr_bytes,
    )
    assert by_click.exit_code == 3


@pytest.mark.parametrize(
    "words",
    [
        "parse",
        "parse -f",
        "parse -f json",
        "parse -f docx x",
        "parse x -f json",
        "parse -",
        "parse -- x",
        "explain x",
        "-h",
        "",
    ],
)
def test_other_calls_are_read_by_click(words: str) -> None:
    assert parse_call(words.split(), RENDERERS) is None


@pytest.mark.parametrize("arguments", [[], ["profile"]])
def test_called_bare_it_shows_help_and_fails(arguments: list[str]) -> None:
    result = call(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: dispatchkit")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope"], "nope"),
        (["parse", "--nope", "x"], "--nope"),
        (["parse", "-f", "docx", "x"], "docx"),
        (["parse", "-j", "many", "x"], "many"),
        (["parse", "--received", "yesterday", "x"], "not a date"),
        (["parse", "--encoding", "klingon", "x"], "not an encoding"),
        (["parse", "--encoding", "base64", "x"], "not an encoding"),
        (["parse", "-o", "a", "--output-dir", "b", "x"], "cannot go together"),
        (["parse", "--field", "headline", "-f", "json", "x"], "--field prints raw values"),
        (["parse", "--field", "headlin", "x"], "did you mean headline?"),
        (["parse", "--field", "place", "x"], "did you mean dateline.place"),
        (["parse", "-", "-"], "only once"),
        (["profile", "show", "no-such-agency"], "no-such-agency"),
    ],
)
def test_bad_usage(arguments: list[str], message: str) -> None:
    result = call(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_unknown_profile_is_bad_configuration(tree: Path, tmp_path: Path, jobs: str) -> None:
    done = start(
        "parse",
        "--profile",
        "no-such-agency",
        "-j",
        jobs,
        tree / "sub0",
        tree / "sub2",
        "-o",
        tmp_path / "out.txt",
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"dispatchkit: no-such-agency: ")
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("dispatchkit par", "parse"),
        ("dispatchkit parse --outp", "--output-dir"),
        ("dispatchkit parse -f json", "jsonl"),
    ],
)
def test_shell_completion(words: str, expected: str) -> None:
    position = str(len(words.split()) - 1)
    done = start(_DISPATCHKIT_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=position)
    assert f"plain,{expected}" in done.stdout.decode().splitlines()


def test_shell_completion_script() -> None:
    assert (
        b"_DISPATCHKIT_COMPLETE=bash_complete" in start(_DISPATCHKIT_COMPLETE="bash_source").stdout
    )


def test_shell_completion_of_profiles() -> None:
    done = start(
        _DISPATCHKIT_COMPLETE="bash_complete",
        COMP_WORDS="dispatchkit parse --profile gen",
        COMP_CWORD="3",
    )
    assert done.stdout.decode().splitlines() == ["plain,generic"]


# --- parse: what comes out ---------------------------------------------------------------------------------------------------


def test_json_of_one_is_an_object_and_of_several_an_array(dump: Path) -> None:
    one = json.loads(call("parse", "-f", "json", dump).stdout)
    assert (one["headline"], one["path"], one["dateline"]["place"]) == (
        HEADLINE,
        str(dump),
        "VALMER",
    )
    assert json.loads(call("parse", "-f", "json", dump, dump).stdout) == [one, one]
    assert [
        json.loads(line) for line in call("parse", "-f", "jsonl", dump, dump).stdout.splitlines()
    ] == [one, one]


def test_records_fit_the_schema(dump: Path) -> None:
    schema = json.loads(call("schema", "record").stdout)
    assert schema == schemas.record()
    jsonschema.Draft202012Validator(schema).validate(
        json.loads(call("parse", "-f", "json", dump).stdout)
    )


def test_text_is_the_default(dump: Path) -> None:
    output = call("parse", dump).stdout
    assert output == call("parse", "-f", "text", dump).stdout
    assert output.startswith(f"{HEADLINE}\n\n")
    assert "\n\nThe ferry to the island" in output


@pytest.mark.parametrize("name", list(RENDERERS))
def test_standard_input(name: str) -> None:
    piped, named = (
        start("parse", "-q", "-f", name, stdin=STORY.encode()),
        start("parse", "-q", "-f", name, "-", stdin=STORY.encode()),
    )
    assert (piped.returncode, piped.stderr) == (0, b"")
    assert piped.stdout == named.stdout
    assert HEADLINE.encode() in piped.stdout
    assert piped.stdout.endswith(b"\n")


def test_output_is_utf8_with_lf_whatever_the_locale(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(STORY.replace("Valmer", "Välmär").replace("\n", "\r\n").encode())
    done = start("parse", path, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "Välmär" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout


def test_fields(dump: Path) -> None:
    arguments = [
        "--field",
        "dateline.place",
        "--field",
        "headline",
        "--field",
        "abstract",
        "--field",
        "dateline.agencies",
        "--field",
        "paragraphs.lines",
    ]
    assert call("parse", *arguments, dump).stdout == f"VALMER\n{HEADLINE}\nreuters\n3\n3\n5\n5\n"
    assert json.loads(call("parse", "--field", "agency", dump).stdout)["id"] == "reuters"
    assert call("parse", "--field", "byline.name", dump).stdout == ""
    assert call("parse", "--field", "index", dump, dump).stdout == "0\n0\n"


def test_received_completes_the_date(dump: Path) -> None:
    assert (
        call("parse", "--field", "dateline.date", "--received", "2021-05-05", dump).stdout
        == "2021-05-03\n"
    )


def test_text_of_several_dispatches_is_read_as_several_again(dump: Path) -> None:
    other = dump.with_name("other.txt")
    other.write_text(story(2))
    text = call("parse", dump, other).stdout
    assert (
        call("parse", "--field", "headline", stdin=text).stdout
        == f"{HEADLINE}\n{HEADLINE}, report 2\n"
    )


# --- parse: folders and processes --------------------------------------------------------------------------------------------


def test_folders_are_walked_in_order_without_links_and_hidden_files(tree: Path) -> None:
    result = call("parse", "--field", "path", tree)
    found = [Path(line).relative_to(tree).as_posix() for line in result.stdout.splitlines()]
    assert found == sorted(f"sub{number % 3}/{number:02}.txt" for number in range(40))
    assert result.exit_code == 3
    assert [line.split(": ")[:2] for line in result.stderr.splitlines()] == [
        ["dispatchkit", str(tree / "empty.txt")],
        ["dispatchkit", str(tree / "sub1" / "picture.txt")],
        ["2 of 42 inputs failed"],
    ]


def test_a_link_that_is_named_is_read(tree: Path) -> None:
    assert (
        call("parse", "--field", "headline", tree / "link.txt").stdout == f"{HEADLINE}, report 91\n"
    )
    assert call("parse", "--field", "headline", tree / "link").stdout == f"{HEADLINE}, report 91\n"


@pytest.mark.parametrize("options", [["-f", "jsonl"], ["-f", "json"], ["--field", "headline"]])
def test_output_is_the_same_for_every_number_of_jobs(tree: Path, options: list[str]) -> None:
    one, two, all_ = (
        start("parse", *options, "-j", jobs, tree, tree / "missing", tree / "sub2")
        for jobs in ("1", "2", "0")
    )
    assert one.stdout.count(HEADLINE.encode()) >= 53
    assert one.stderr.count(b"\n") == 4
    assert (
        (one.returncode, one.stdout, one.stderr)
        == (two.returncode, two.stdout, two.stderr)
        == (all_.returncode, all_.stdout, all_.stderr)
    )


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    result = call("parse", tmp_path)
    assert (result.exit_code, result.stdout, result.stderr) == (
        3,
        "",
        f"dispatchkit: {tmp_path}: no file in this folder\n",
    )


# --- parse: what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"", b" \n\n", BINARY, None], ids=["empty", "blank", "binary", "missing"]
)
@pytest.mark.parametrize("command", ["parse", "explain"])
def test_an_input_that_fails_is_one_line_and_the_others_are_done(
    tmp_path: Path, dump: Path, content: bytes | None, command: str
) -> None:
    bad = tmp_path / "bad.txt"
    if content is not None:
        bad.write_bytes(content)
    done = start(command, "-f", "jsonl", bad, dump)
    assert done.returncode == 3
    assert HEADLINE.encode() in done.stdout
    assert done.stderr.startswith(f"dispatchkit: {bad}: ".encode())
    assert done.stderr.split(b"\n")[1:] == (
        [b"1 of 2 inputs failed", b""] if command == "parse" else [b""]
    )


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything can be read here"
)
def test_a_file_that_may_not_be_read(dump: Path) -> None:
    dump.chmod(0)
    result = call("parse", dump)
    assert (result.exit_code, result.stderr) == (3, f"dispatchkit: {dump}: Permission denied\n")


def test_a_wrong_encoding_is_a_failure_of_that_input(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(STORY.replace("Valmer", "Välmär").encode("latin-1"))
    result = call("parse", "--encoding", "utf-8", path)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"dispatchkit: {path}: ")


def test_a_file_name_that_is_no_utf8(tmp_path: Path) -> None:
    try:
        path = os.fsencode(tmp_path / "dump") + b"\xff.txt"
        Path(os.fsdecode(path)).write_text(STORY, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such names")
    done = start("parse", "-f", "jsonl", path)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))["path"] == os.fsdecode(path)
    assert start("parse", "--field", "path", path).stdout.endswith(b"dump\\xff.txt\n")
    missing = start("parse", b"no\xff\n\x1b[31m.txt")
    assert missing.stderr == b"dispatchkit: no\\xff\\n\\x1b[31m.txt: No such file or directory\n"


def test_a_closed_pipe_is_silent(tree: Path) -> None:
    for arguments in (["parse", "-f", "jsonl"], ["parse", "-j", "2", "-f", "json"], ["explain"]):
        command = [
            sys.executable,
            "-m",
            "dispatchkit",
            *arguments,
            *[os.fspath(tree / "sub0")] * 20,
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["parse"], ["explain"], ["schema", "record"], ["--help"]])
def test_a_full_disk_is_one_line(dump: Path, arguments: list[str]) -> None:
    inputs = [os.fspath(dump)] if arguments[0] in ("parse", "explain") else []
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dispatchkit", *arguments, *inputs],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        3,
        b"dispatchkit: standard output: No space left on device\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt(tmp_path: Path, tree: Path, jobs: str) -> None:
    import signal

    output = tmp_path / "out.jsonl"
    command = [
        sys.executable,
        "-m",
        "dispatchkit",
        "parse",
        "-f",
        "jsonl",
        "-j",
        jobs,
        *[os.fspath(tree)] * 40,
    ]
    with subprocess.Popen(
        [*command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert not output.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_in_a_big_table(tmp_path: Path, jobs: str) -> None:
    """The row that failed is told, and what the call came to; nothing else."""
    import signal

    table, listed = tmp_path / "big.csv", tmp_path / "failed.jsonl"
    row = '"LUND, May {}, 2021 (TT) - The harbour reopened on Tuesday, the city said."'
    rows = [f"{number},{row.format(number % 28 + 1)}" for number in range(3000)]
    table.write_text("\n".join(["id,text", rows[0], "1,", *rows[2:]]), encoding="utf-8")
    command = [sys.executable, "-m", "dispatchkit", "parse", "-f", "jsonl", "-j", jobs]
    with subprocess.Popen(
        [*command, os.fspath(table), "--errors", os.fspath(listed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        for _ in range(80 if jobs == "2" else 2):
            assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate()
    first, last = errors.decode().splitlines()
    assert first.startswith(f"dispatchkit: {table}: line 3: no story")
    assert re.fullmatch(r"dispatchkit: interrupted after [\d,]+ dispatches", last)
    assert process.returncode == 130
    assert json.loads(listed.read_text())["item"] == "line 3"


@pytest.mark.parametrize("call_", [["-note.txt"], ["-j", "1", "--note"]], ids=" ".join)
def test_a_name_that_begins_like_an_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call_: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    plain = call("parse", *call_)
    assert (plain.exit_code, "or --" in plain.stderr) == (2, False)
    Path(call_[-1]).write_text("Harbour reopens\n\nLUND, May 4 (TT) - It reopened on Tuesday.\n")
    told = call("parse", *call_)
    assert told.exit_code == 2
    assert f"write ./{call_[-1]}, or -- before all names\n" in told.stderr
    assert call("parse", "--", call_[-1]).exit_code == 0


# --- parse: files ------------------------------------------------------------------------------------------------------------


def test_output_file(dump: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    result = call("parse", "-f", "json", dump, "-o", output)
    assert (result.exit_code, result.output) == (0, "")
    assert output.read_bytes() == call("parse", "-f", "json", dump).stdout_bytes
    assert call("parse", dump, "-o", "-").stdout == call("parse", dump).stdout


def test_an_output_is_not_touched_when_there_is_nothing_to_write(tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    output.write_text("before")
    assert call("parse", "-f", "json", tmp_path / "missing", "-o", output).exit_code == 3
    assert output.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_an_output_appears_whole_or_not_at_all(tmp_path: Path, dump: Path) -> None:
    output, folder = tmp_path / "out" / "out.txt", tmp_path / "out"
    folder.mkdir()
    output.write_text("before")

    def interrupted() -> None:
        with WholeFile(os.fspath(output)) as file:
            file.write("half of it")
            file.write("\n" * 100_000)
            assert output.read_text() == "before"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert output.read_text() == "before"
    assert [path.name for path in folder.iterdir()] == ["out.txt"]
    assert call("parse", dump, "-o", output).exit_code == 0
    assert output.read_text().startswith(HEADLINE)
    assert [path.name for path in folder.iterdir()] == ["out.txt"]


def test_an_output_that_cannot_be_written(dump: Path, tmp_path: Path) -> None:
    result = call("parse", dump, "-o", tmp_path / "no" / "out.txt")
    assert (result.exit_code, result.stderr) == (
        3,
        f"dispatchkit: {tmp_path / 'no' / 'out.txt'}: No such file or directory\n",
    )


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="needs /dev/null")
def test_a_device_is_written_not_replaced(dump: Path) -> None:
    assert call("parse", dump, "-o", "/dev/null").exit_code == 0
    assert not os.path.isfile("/dev/null")


def test_an_output_behind_a_link_keeps_the_link(dump: Path, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.out")
    assert call("parse", dump, "-o", tmp_path / "link.txt").exit_code == 0
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.out").read_text().startswith(HEADLINE)


def test_an_input_is_never_overwritten(dump: Path) -> None:
    for option, value in (("-o", dump), ("--output-dir", dump.parent)):
        result = call("parse", option, value, dump)
        assert result.exit_code == 2
        assert dump.read_text(encoding="utf-8") == STORY


@pytest.mark.parametrize(
    ("options", "ending"),
    [
        ([], "txt"),
        (["-f", "json"], "json"),
        (["-f", "jsonl"], "jsonl"),
        (["-f", "markdown"], "md"),
        (["--field", "headline"], "txt"),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_output_folder_mirrors_the_inputs(
    tree: Path, tmp_path: Path, options: list[str], ending: str, jobs: str
) -> None:
    out = tmp_path / "out"
    result = call("parse", *options, "-j", jobs, "--output-dir", out, tree, "-", stdin=STORY)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (3, "", 3)
    written = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert written == sorted(
        [f"stdin.{ending}", *(f"in/sub{number % 3}/{number:02}.{ending}" for number in range(40))]
    )
    assert (out / "in" / "sub1" / f"07.{ending}").read_bytes() == call(
        "parse", *options, tree / "sub1" / "07.txt"
    ).stdout_bytes


def test_an_output_folder_inside_the_input_is_not_read(tree: Path) -> None:
    for _ in range(2):
        call("parse", "-f", "json", "--output-dir", tree / "out", tree)
    assert not (tree / "out" / "out").exists()
    assert len(list((tree / "out").rglob("*.json"))) == 40


def test_numbers_at_the_end_of_a_name_are_no_ending(dump: Path, tmp_path: Path) -> None:
    first, second = dump.rename(tmp_path / "feed.20210503"), tmp_path / "feed.20210504"
    second.write_text(story(2))
    assert (
        call("parse", "-f", "json", "--output-dir", tmp_path / "out", first, second).exit_code == 0
    )
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "feed.20210503.json",
        "feed.20210504.json",
    ]


def test_an_output_that_fails_does_not_stop_the_others(tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "in").mkdir()
    (out / "in" / "sub1").write_text("a file where a folder is needed")
    result = call("parse", "-f", "json", "--output-dir", out, tree / "sub0" / "00.txt", tree)
    assert result.exit_code == 3
    assert len(list((out / "in" / "sub2").iterdir())) == 13
    assert f"dispatchkit: {out / 'in' / 'sub1'}: " in result.stderr
    assert (out / "00.json").exists()


# --- terminals ---------------------------------------------------------------------------------------------------------------


def on_terminal(*arguments: str | os.PathLike[str], columns: int = 60, **environment: str) -> str:
    """What a terminal gets to see, standard output and error together."""
    pty = pytest.importorskip("pty")
    fcntl, termios = pytest.importorskip("fcntl"), pytest.importorskip("termios")
    leader, follower = pty.openpty()
    fcntl.ioctl(
        follower, termios.TIOCSWINSZ, columns.to_bytes(2, "little").rjust(4, b"\x18") + bytes(4)
    )
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")
    }
    command = [sys.executable, "-m", "dispatchkit", *arguments]
    with subprocess.Popen(
        command,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=clean | {"TERM": "xterm"} | environment,
    ) as process:
        os.close(follower)
        seen = b""
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:
                break
            if not piece:
                break
            seen += piece
        process.wait()
    os.close(leader)
    return seen.decode("utf-8").replace("\r\n", "\n")


EVIL = STORY.replace("sailed", "\x1b[31msailed\x1b]0;title\x07 \x9b5m[afp] [/afp]").replace(
    HEADLINE, HEADLINE + "\x1b[2J"
)


@pytest.mark.parametrize(
    "arguments",
    [
        ["parse"],
        ["parse", "-f", "markdown"],
        ["parse", "-f", "json"],
        ["parse", "--field", "paragraphs.text"],
        ["explain"],
        ["explain", "-f", "jsonl"],
    ],
)
@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_escapes_in_a_dump_never_reach_a_terminal(
    tmp_path: Path, arguments: list[str], environment: dict[str, str]
) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(EVIL, encoding="utf-8")
    seen = on_terminal(*arguments, path, columns=250, **environment)
    for style in ("0", "1", "2", "32", "33", "36"):
        seen = seen.replace(f"\x1b[{style}m", "") if not environment else seen
    assert "afp" in seen
    assert visible(seen) == seen


def test_escapes_in_names_and_arguments_never_reach_a_terminal(tmp_path: Path) -> None:
    for arguments in (
        ["parse", tmp_path / "\x1b[31m\x9b5m\n.txt"],
        ["parse", "--\x1b[31m"],
        ["parse", "-f", "\x1b[31m", "x"],
        ["\x1b[31m"],
        ["profile", "show", "\x1b[31m"],
    ):
        seen = on_terminal(*arguments)
        assert "\\x1b[31m" in seen
        assert visible(seen) == seen


def test_data_goes_raw_into_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(EVIL, encoding="utf-8")
    assert b"\x1b[31msailed" in start("explain", path).stdout


def test_standard_input_that_is_a_terminal_gets_help() -> None:
    assert on_terminal("parse").startswith("dispatchkit: no input")
    assert "Usage: dispatchkit parse" in on_terminal("parse")
    assert on_terminal("explain").startswith("dispatchkit: no input")
    assert "Usage: dispatchkit explain" in on_terminal("explain")


def test_several_dispatches_on_a_terminal_have_a_ruler(dump: Path) -> None:
    assert "\n" + "─" * 60 + "\n" in on_terminal("parse", dump, dump)
    assert "\n\f\n" in call("parse", dump, dump).stdout


def test_colour(dump: Path) -> None:
    assert f"\x1b[1m{HEADLINE}\x1b[0m" in on_terminal("parse", dump)
    assert "\x1b" not in on_terminal("parse", dump, NO_COLOR="1")
    assert "\x1b" not in on_terminal("parse", "--no-color", dump, FORCE_COLOR="1")
    assert "\x1b" in on_terminal("parse", dump, NO_COLOR="1", FORCE_COLOR="1")
    assert b"\x1b" in start("parse", "--color", dump, NO_COLOR="1").stdout
    assert b"\x1b" not in start("parse", "-f", "json", "--color", dump).stdout
    assert b"\x1b" not in start("parse", dump).stdout


def test_a_file_gets_colour_only_when_asked(dump: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.txt"
    start("parse", dump, "-o", output, FORCE_COLOR="1")
    assert "\x1b" not in output.read_text()
    start("parse", "--color", dump, "-o", output)
    assert "\x1b" in output.read_text()


def test_colour_means_a_terminal_in_the_end(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(EVIL, encoding="utf-8")
    assert b"\x1b[31m" not in start("explain", "--color", path).stdout
    assert b"\x1b[31m" not in start("parse", "--color", path).stdout


def test_colour_from_an_environment_that_sets_empty_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "")
    assert not wants_colour(None, None)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert wants_colour(None, None)
    assert not wants_colour(False, None)


def test_a_message_is_one_line() -> None:
    assert one_line("a\nb\tc\r\x1b\x9b\udcff é") == "a\\nb\\tc\\x0d\\x1b\\x9b\\xff é"


def test_progress_goes_to_the_terminal_and_not_into_the_data(tree: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    seen = on_terminal("parse", "-f", "jsonl", "-j", "2", "-o", output, tree)
    assert "/42" in seen
    assert f"{tree / 'empty.txt'}" in seen.replace("\n", "")
    assert len(output.read_text().splitlines()) == 40


def test_one_large_input_shows_what_was_read_of_it(dump: Path, tmp_path: Path) -> None:
    seen = on_terminal("parse", "-o", tmp_path / "out.txt", dump)
    assert seen == ""
    big = tmp_path / "big.txt"
    big.write_text(STORY + " " * 10_000_000)
    assert "1 dispatches" in on_terminal("parse", "-o", tmp_path / "out.txt", big)
    assert on_terminal("parse", "-q", "-o", tmp_path / "out.txt", big) == ""


# --- explain, schema, profile ------------------------------------------------------------------------------------------------


def test_explain_as_objects_has_every_source_line(dump: Path) -> None:
    rows = [json.loads(line) for line in call("explain", "-f", "jsonl", dump).stdout.splitlines()]
    assert [row["text"] for row in rows] == STORY.splitlines()
    assert [row["line"] for row in rows] == [1, 2, 3, 4, 5]
    assert {tuple(row) for row in rows} == {("path", "line", "label", "rule", "text")}
    assert [row["label"] for row in rows if row["label"] != "blank"] == ["headline", "text", "text"]
    assert {row["path"] for row in rows} == {str(dump)}


def test_explain_as_text_is_aligned_and_whole(dump: Path) -> None:
    lines = call("explain", dump).stdout.splitlines()
    assert lines[0] == str(dump)
    assert lines[1].startswith("  encoding utf-8: ")
    assert any("reuters" in line.lower() for line in lines[2:8])
    rows = [
        line for line in lines if line.endswith(tuple(text for text in STORY.splitlines() if text))
    ]
    assert len(rows) == 3
    columns = {
        row.index(text) for row, text in zip(rows, filter(None, STORY.splitlines()), strict=True)
    }
    assert len(columns) == 1


def test_explain_says_where_a_year_comes_from(tmp_path: Path) -> None:
    dump = tmp_path / "may.txt"
    dump.write_text("Mill turns again\n\nMay 6\n\nLUND, May 6 (Reuters) - The mill turns again.\n")
    said = call("explain", "--received", "2021-11-30", dump).stdout
    told = [line for line in said.splitlines() if "no year: 2022-05-06 is nearest" in line]
    assert [line.split(",")[0].strip() for line in told] == ["line 3", "line 5"]
    assert "no year" not in call("explain", dump).stdout


def test_explain_cuts_long_lines_on_a_terminal_only(tmp_path: Path) -> None:
    path = tmp_path / "wide.txt"
    path.write_text(
        STORY.replace("The ferry", "The 渡轮渡轮渡轮渡轮渡轮渡轮渡轮渡轮渡轮渡轮渡轮渡轮 ferry"),
        encoding="utf-8",
    )
    from rich.cells import cell_len

    rows = [
        line
        for line in on_terminal("explain", "--no-color", path, columns=90).splitlines()
        if line.endswith("…")
    ]
    assert rows
    assert {cell_len(row) for row in rows} <= {88, 89, 90}


def test_explain_shows_on_a_terminal_what_turns_the_order_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("Ferry\n\nIt runs, \u202eevil\u202c he said.\n", encoding="utf-8")
    assert "\\u202eevil\\u202c" in on_terminal("explain", path)
    assert "\u202e" in call("explain", path).stdout


def test_explain_has_colours_for_kinds_of_labels(dump: Path) -> None:
    seen = on_terminal("explain", dump, columns=100)
    assert "\x1b[36mheadline" in seen
    assert "\x1b[32mtext" in seen


@pytest.mark.parametrize(
    ("name", "schema"), [("profile", schemas.profile), ("finding", schemas.finding)]
)
def test_schema(name: str, schema: Callable[[], schemas.Schema]) -> None:
    assert json.loads(call("schema", name).stdout) == schema()


def test_profile_list_and_show() -> None:
    listed = call("profile", "list").stdout.splitlines()
    assert [line.split()[0] for line in listed] == sources.names()
    assert call("profile", "show", "generic").stdout == sources.source("generic")


def test_profile_check(tmp_path: Path) -> None:
    facts = 'schema = 1\nid = "zz"\nname = "Zède"\nlanguages = ["fr"]\n'
    rule = (
        '[[label]]\nid = "end"\nlabel = "share"\nline = ["Partager"]\nwhy = "a button"\nmatch ='
        ' ["Partager"]\nmiss = ["Ils partagent"]\n'
    )
    good, bad = tmp_path / "zz.toml", tmp_path / "bad" / "zz.toml"
    bad.parent.mkdir()
    good.write_text(facts + rule, encoding="utf-8")
    bad.write_text(
        facts + rule.replace('miss = ["Ils partagent"]', 'miss = ["Partager"]'), encoding="utf-8"
    )
    result = call("profile", "check", good)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{good}: fine\n", "")
    result = call("profile", "check", bad, good)
    assert (result.exit_code, result.stdout) == (2, f"{good}: fine\n")
    assert result.stderr.startswith(f"dispatchkit: {bad}:11:9: label[0].miss[0]: ")
    result = call("profile", "check", tmp_path / "missing.toml", bad)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"dispatchkit: {tmp_path / 'missing.toml'}: No such file")


def test_a_profile_of_ones_own(tmp_path: Path, dump: Path) -> None:
    path = tmp_path / "zz.toml"
    facts = 'schema = 1\nid = "zz"\nname = "Zède"\nlanguages = ["en"]\n'
    rule = '[[label]]\nid = "end"\nlabel = "promo"\nprefix = ["Ring the harbour"]\nwhy = "a call"\n'
    examples = 'match = ["Ring the harbour now"]\nmiss = ["They ring"]\n'
    path.write_text(facts + rule + examples, encoding="utf-8")
    dump.write_text(f"{STORY}\nRing the harbour today!\n")
    assert (
        call(
            "parse",
            "--profile",
            path,
            "--field",
            "boilerplate.rule",
            "--field",
            "boilerplate.text",
            dump,
        ).stdout
        == "zz.end\nRing the harbour today!\n"
    )
