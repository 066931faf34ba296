"""The files by which other repositories use us: hooks of pre-commit, the action, the examples in
docs/ci.md. All dumps are invented.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner
from patience import PATIENCE
from program import program

from dispatchkit.lint.reports import formats
from dispatchkit.lint.rule import rules

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
DOCS = (ROOT / "docs/ci.md").read_text(encoding="utf-8")

STORY = (
    "OSLO, May 3 (Reuters) - The ferry to the islands runs again after a week of storms, the"
    " harbour office said on Monday.\n"
)
CLEAN = f"Ferry to the islands runs again\n\n{STORY}"
# U+FFFD: a character is lost already.
BROKEN = CLEAN.replace("storms", "st\ufffdrms")

bash = shutil.which("bash")
git = shutil.which("git")
cross_file = pytest.mark.skipif(
    not any(code.startswith("DK8") for code in rules()),
    reason="there are no rules of DK8 yet, and the hooks name them",
)


# --- pre-commit ------------------------------------------------------------------------------------------------------------------


def test_hooks_have_the_shape_that_pre_commit_wants() -> None:
    assert [hook["id"] for hook in HOOKS] == [
        "dispatchkit-check",
        "dispatchkit-check-feed",
        "dispatchkit-profile-test",
        "dispatchkit-validate",
    ]
    for hook in HOOKS:
        assert hook["language"] == "python"
        assert hook["types"] == ["text"]
        assert hook["name"]
        assert hook["description"].endswith(".")
    _, feed, *_ = HOOKS
    assert (feed["pass_filenames"], feed["require_serial"], feed["args"]) == (False, True, ["."])


@cross_file
@pytest.mark.parametrize("hook", HOOKS[:2], ids=[hook["id"] for hook in HOOKS[:2]])
def test_hooks_are_calls_that_we_take(hook: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    command, *arguments = hook["entry"].split()
    assert command == "dispatchkit"
    assert CliRunner().invoke(program, [*arguments, str(tmp_path)]).exit_code == 0


def test_the_hooks_of_other_commands_are_calls_that_we_take(tmp_path: Path) -> None:
    profile, validate = (hook["entry"].split()[1:] for hook in HOOKS[2:])
    message = tmp_path / "message.json"
    message.write_text(
        '{"uri": "urn:np:7", "type": "text", "versionCreated": "2021-05-04T10:00:00Z"}',
        encoding="utf-8",
    )
    assert CliRunner().invoke(program, [*validate, str(message)]).exit_code == 0
    message.unlink()
    (tmp_path / "story.txt").write_text(CLEAN, encoding="utf-8")
    expectation = tmp_path / "story.json"
    expectation.write_text('{"headline": "Ferry to the islands runs again"}', encoding="utf-8")
    assert CliRunner().invoke(program, [*profile, str(tmp_path)]).exit_code == 0
    expectation.write_text('{"headline": "Another"}', encoding="utf-8")
    assert CliRunner().invoke(program, [*profile, str(tmp_path)]).exit_code == 1


def missing() -> str | None:
    """Why pre-commit cannot be run here."""
    if git is None:
        return "git is not installed"
    if importlib.util.find_spec("pre_commit") is None:
        return "pre-commit is not installed"
    return None


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )


def repository(folder: Path) -> str:
    """Make a folder a repository with all that is in it; the id of its commit."""
    author = (
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.org",
        "-c",
        "commit.gpgsign=false",
    )
    for arguments in (("init", "-q"), ("add", "-A"), (*author, "commit", "-qm", "All")):
        done = run("git", *arguments, cwd=folder)
        assert done.returncode == 0, done.stderr
    return run("git", "rev-parse", "HEAD", cwd=folder).stdout.strip()


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of dispatches that has our hooks, from a repository with this code in it."""
    if reason := missing():
        pytest.skip(reason)
    ours, theirs = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("theirs")
    for name in (
        "README.md",
        "LICENSE",
        "pyproject.toml",
        "hatch_build.py",
        ".pre-commit-hooks.yaml",
    ):
        shutil.copy(ROOT / name, ours)
    shutil.copytree(
        ROOT / "dispatchkit", ours / "dispatchkit", ignore=shutil.ignore_patterns("__pycache__")
    )
    hooks = [
        {"id": "dispatchkit-check", "files": "^feed/"},
        {"id": "dispatchkit-check-feed", "args": ["--fail-on", "info", "feed/"]},
    ]
    config = {"repos": [{"repo": ours.as_posix(), "rev": repository(ours), "hooks": hooks}]}
    (theirs / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (theirs / "README.md").write_text("No dispatch, st\ufffdrms or not.\n", encoding="utf-8")
    (theirs / "feed").mkdir()
    (theirs / "feed" / "clean.txt").write_text(CLEAN, encoding="utf-8")
    repository(theirs)
    return theirs


def hook(name: str, repository: Path) -> subprocess.CompletedProcess[str]:
    """Run a hook on all files."""
    done = run("git", "add", "-A", cwd=repository)
    assert done.returncode == 0
    # PYTHONPATH would put our own code before what the hook installed.
    home = str(repository.parent / "pre-commit-home")
    done = run(
        sys.executable,
        "-m",
        "pre_commit",
        "run",
        "--all-files",
        "--verbose",
        name,
        cwd=repository,
        PRE_COMMIT_HOME=home,
        PYTHONPATH="",
    )
    if "CalledProcessError" in done.stdout and re.search(
        "connection|resolve|resolution|unreachable|No matching distribution|timed out",
        done.stdout,
        re.IGNORECASE,
    ):
        pytest.skip("the hook's environment cannot be built: the package index is out of reach")
    return done


@cross_file
def test_pre_commit_runs_the_hook_on_each_file(hooked: Path) -> None:
    done = hook("dispatchkit-check", hooked)
    assert done.returncode == 0, done.stdout
    (hooked / "feed" / "broken.txt").write_text(BROKEN, encoding="utf-8")
    done = hook("dispatchkit-check", hooked)
    (hooked / "feed" / "broken.txt").unlink()
    assert done.returncode == 1, done.stdout
    assert "feed/broken.txt:3:" in done.stdout
    assert "README.md" not in done.stdout


@cross_file
def test_pre_commit_runs_the_hook_on_the_whole_feed(hooked: Path) -> None:
    done = hook("dispatchkit-check-feed", hooked)
    assert done.returncode == 0, done.stdout
    (hooked / "feed" / "copy.txt").write_text(CLEAN, encoding="utf-8")
    done = hook("dispatchkit-check-feed", hooked)
    (hooked / "feed" / "copy.txt").unlink()
    assert done.returncode == 1, done.stdout
    assert "DK8" in done.stdout


# --- the action of GitHub --------------------------------------------------------------------------------------------------------


def steps() -> dict[str, dict[str, Any]]:
    return {step.get("id") or step["name"]: step for step in ACTION["runs"]["steps"]}


def test_the_action_has_the_shape_that_github_wants() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert list(ACTION["inputs"]) == [
        "path",
        "args",
        "sarif",
        "category",
        "version",
        "extras",
    ]
    assert all(
        one["description"] for one in (*ACTION["inputs"].values(), *ACTION["outputs"].values())
    )
    for step in ACTION["runs"]["steps"]:
        assert ("run" in step) != ("uses" in step)
        assert "run" not in step or step["shell"] == "bash"
        # An input within a script would be code.
        assert "${{" not in step.get("run", "")
    assert steps()["Upload to code scanning"]["uses"].startswith(
        "github/codeql-action/upload-sarif@"
    )
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.(\w+)", text)) == set(ACTION["inputs"])
    assert set(re.findall(r"steps\.(\w+)", text)) <= set(steps())


def act(folder: Path, paths: str, args: str = "") -> tuple[int, str, dict[str, str]]:
    """Run the action's own script for the check in a folder: exit status, standard output, outputs."""
    runner = folder / "runner temp"
    runner.mkdir(exist_ok=True)
    if not (runner / "dispatchkit").exists():
        os.symlink(ROOT, runner / "dispatchkit", target_is_directory=True)
    outputs = runner / "outputs"
    outputs.write_text("")
    script = steps()["check"]["run"]
    command = (str(bash), "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
    done = run(
        *command,
        cwd=folder,
        PYTHON=sys.executable,
        PATHS=paths,
        ARGS=args,
        RUNNER_TEMP=str(runner),
        GITHUB_OUTPUT=str(outputs),
    )
    return (
        done.returncode,
        done.stdout,
        dict(line.split("=", 1) for line in outputs.read_text(encoding="utf-8").splitlines()),
    )


@pytest.mark.skipif(
    bash is None or os.name == "nt", reason="bash is not installed, or links need a privilege"
)
def test_the_action_checks_annotates_and_leaves_a_report(tmp_path: Path) -> None:
    feed = tmp_path / "feed *"
    feed.mkdir()
    (feed / "clean.txt").write_text(CLEAN, encoding="utf-8")
    status, _, outputs = act(tmp_path, "feed *\n")
    assert (status, outputs["status"]) == (0, "0")
    (feed / "broken.txt").write_text(BROKEN, encoding="utf-8")
    status, out, outputs = act(tmp_path, "feed *")
    assert (status, outputs["status"]) == (1, "1")
    assert "::error title=DK106 " in out
    assert "file=feed */broken.txt,line=3," in out
    results = json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert "feed%20%2A/broken.txt" in {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results
    }
    assert act(tmp_path, "feed *\nfeed */clean.txt", "--select DK104  --fail-on\twarning")[0] == 0


@pytest.mark.skipif(bash is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("version", "extras", "requirement"),
    [
        ("", "", "/source"),
        ("", "html, feeds", "/source[html,feeds]"),
        ("0.1.0", "", "dispatchkit==0.1.0"),
        ("0.1.0", "all", "dispatchkit[all]==0.1.0"),
        ("", "$(touch hacked)", "/source[$(touchhacked)]"),
    ],
)
def test_the_action_installs_extras(
    version: str, extras: str, requirement: str, tmp_path: Path
) -> None:
    script = steps()["Install dispatchkit"]["run"]
    done = run(
        *(str(bash), "--noprofile", "--norc", "-eo", "pipefail", "-c", script),
        cwd=tmp_path,
        PYTHON="echo",
        VERSION=version,
        EXTRAS=extras,
        SOURCE="/source",
        RUNNER_TEMP="temp",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip("\n").endswith(f"--target temp/dispatchkit {requirement}")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(
    bash is None or os.name == "nt", reason="bash is not installed, or links need a privilege"
)
def test_the_action_passes_a_status_on(tmp_path: Path) -> None:
    status, _, outputs = act(tmp_path, "gone.txt")
    assert (status, outputs["status"], "sarif" in outputs) == (3, "3", True)
    status, _, outputs = act(tmp_path, ".", "--nope $(touch hacked)")
    assert (status, outputs) == (2, {"status": "2"})
    assert not (tmp_path / "hacked").exists()


# --- docs/ci.md ------------------------------------------------------------------------------------------------------------------


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)


def test_the_examples_in_yaml_parse() -> None:
    parsed = [yaml.safe_load(block) for block in blocks("yaml")]
    assert len(parsed) >= 4
    hooks = [
        hook["id"]
        for one in parsed
        if "repos" in one
        for repo in one["repos"]
        for hook in repo["hooks"]
    ]
    assert hooks == [hook["id"] for hook in HOOKS]
    assert any(
        "additional_dependencies" in hook
        for one in parsed
        if "repos" in one
        for repo in one["repos"]
        for hook in repo["hooks"]
    )
    inputs = {
        key
        for one in parsed
        if "jobs" in one
        for job in one["jobs"].values()
        for step in job["steps"]
        if "dispatchkit" in step.get("uses", "")
        for key in step.get("with", {})
    }
    assert inputs
    assert inputs <= set(ACTION["inputs"])
    (lab,) = [one["dispatches"] for one in parsed if "dispatches" in one]
    assert set(lab["artifacts"]["reports"]) == {"codequality", "junit"}


def calls() -> Sequence[list[str]]:
    """All calls of ``dispatchkit check`` in the examples."""
    text = "\n".join(blocks("yaml") + blocks("sh") + blocks("groovy"))
    return [
        re.split(r"[|<>\"']", call)[0].split()[2:]
        for call in re.findall(r"dispatchkit check [^\n]*", text)
    ]


@pytest.mark.parametrize("call", calls(), ids=" ".join)
def test_the_calls_in_examples_are_ones_that_we_take(
    call: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed" / "clean.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "incoming").mkdir()
    (tmp_path / "incoming" / "clean.txt").write_text(CLEAN, encoding="utf-8")
    if "--baseline" in call:
        assert (
            CliRunner()
            .invoke(
                program, ["check", "--write-baseline", call[call.index("--baseline") + 1], "feed/"]
            )
            .exit_code
            == 0
        )
    done = CliRunner().invoke(program, ["check", *call])
    assert done.exit_code == 0, done.output
    assert all(
        Path(value.partition(":")[2]).is_file()
        for option, value in pairwise(call)
        if option == "--report"
    )


def test_every_format_is_told_of() -> None:
    assert all(f"`{name}`" in DOCS for name in formats())
