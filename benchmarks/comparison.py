"""dispatchkit beside other programs: how much of the truth each finds, and how long it takes. The
tables of docs/comparison.md are written by it.

The truth is that of the folders beside the checkout (``--shared``): the article pages of WCXB, the
bench of news pages as text, and wires. Their own scorers say what is right. Each program runs in
the Python that has it; a program that has none is left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import platform
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "comparison.md"
_HERE = Path(__file__).parent
_EPILOG = """\
examples:
  python -m venv /tmp/peers
  /tmp/peers/bin/pip install trafilatura justext lxml_html_clean resiliparse
  python benchmarks/comparison.py --peers /tmp/peers/bin/python
  python benchmarks/comparison.py --superdesk /tmp/superdesk/bin/python wires
"""


class Asked(NamedTuple):
    """The folder of the truth, and the Python of each kind of program; None if there is none."""

    shared: Path
    peers: str | None
    superdesk: str | None


class Program(NamedTuple):
    """A program of a table: its name there, its name in comparison_programs.py, what it gets."""

    title: str
    name: str
    form: str


PAGES = (
    Program("dispatchkit", "dispatchkit", "html"),
    Program("trafilatura", "trafilatura", "html"),
    Program("resiliparse", "resiliparse", "html"),
    Program("jusText", "jusText", "html"),
    Program("jusText, told that all is English", "jusText, told English", "html"),
    Program("dispatchkit, of the text alone", "dispatchkit", "text"),
    Program("everything kept, of the text", "everything", "text"),
)
TEXTS = (
    Program("dispatchkit", "dispatchkit", "text"),
    Program("trafilatura, lines as `<p>`", "trafilatura", "lines"),
    Program("resiliparse, lines as `<p>`", "resiliparse", "lines"),
    Program("jusText, lines as `<p>`", "jusText", "lines"),
    Program("everything kept", "everything", "text"),
)
_OURS = frozenset({"dispatchkit", "everything"})
Records = list[dict[str, Any]]


def records(asked: Asked, program: Program, files: Sequence[Path]) -> Records | None:
    """What a program finds in files; None if it has no Python."""
    python = sys.executable if program.name in _OURS else asked.peers
    if python is None:
        return None
    script = _HERE / "comparison_programs.py"
    return _run([python, str(script), program.name, program.form, *map(str, files)])


def _run(command: Sequence[str]) -> Records:
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _seconds(found: Records) -> float:
    return sum(float(record["seconds"]) for record in found)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table in Markdown."""
    for cells in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cells)} |"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".removeprefix("0")


def _times(found: Records, first: float) -> str:
    """How long it took beside the first program of the table."""
    return f"{_seconds(found) / first:.2f}" if _seconds(found) else ""


def pages(asked: Asked) -> Iterator[str]:
    """The article pages of WCXB that are there as HTML."""
    folder = asked.shared / "wcxb"
    html = sorted((folder / "dev").glob("*.html.gz"))
    text = [file.with_name(file.name.replace(".html.gz", ".txt")) for file in html]
    rows, first = [], 0.0
    for program in PAGES:
        files, suffix = (html, ".html.gz") if program.form == "html" else (text, ".txt")
        found = records(asked, program, files)
        if found is None:
            continue
        first = first or _seconds(found)
        said = _scores_of_pages(folder, found, suffix, only=[file.stem for file in text])
        fields = [said[name] if said["headline"] else None for name in _FIELDS]
        figures = [*(said[name] for name in ("f1", "precision", "recall", "cut")), *fields]
        time = "" if program.name == "everything" else _times(found, first)
        rows.append([program.title, *map(_figure, figures), time])
    head = ["", "word F1", "precision", "recall", "half lost", *_FIELDS, "time"]
    yield from table(head, rows)


_FIELDS = ("headline", "published", "author")


def _scores_of_pages(
    folder: Path, found: Records, suffix: str, *, only: Iterable[str]
) -> Mapping[str, float]:
    """What the scorer of WCXB says of the records of those pages."""
    wanted = set(only)
    with tempfile.TemporaryDirectory() as made:
        data = Path(made)
        gold = (folder / "dev" / "gold.jsonl").read_text(encoding="utf-8").strip().split("\n")
        kept = [line for line in gold if json.loads(line)["id"] in wanted]
        (data / "gold.jsonl").write_text("\n".join(kept), encoding="utf-8")
        for name in wanted:
            (data / f"{name}{suffix}").touch()
        moved = [{**one, "path": str(data / Path(one["path"]).name)} for one in found]
        saved = _saved(data / "records.jsonl", moved)
        command = [sys.executable, str(folder / "score.py"), "--json", "--suffix", suffix]
        command += ["--data", made, "--cmd", f"cat {saved}"]
        (said,) = _run(command)
    return said


def _saved(file: Path, found: Records) -> Path:
    file.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="utf-8")
    return file


def texts(asked: Asked) -> Iterator[str]:
    """Dumps of the bench: whole pages and the containers of articles, as text."""
    folder = asked.shared / "bench"
    files = sorted([*(folder / "dev").glob("*.p.txt"), *(folder / "dev").glob("*.a.txt")])
    rows, first = [], 0.0
    for program in TEXTS:
        found = records(asked, program, files)
        if found is None:
            continue
        first = first or _seconds(found)
        said = _scores_of_texts(folder, found)
        for style in ("article", "page"):
            one = said[style]
            # What other programs tell of a story stands in the mark-up.
            told = program.name == "dispatchkit"
            names = [one[name] if told else None for name in ("headline", "authors", "date")]
            figures = [one["f1"], one["p"], one["r"], one.get("seg_f1"), *names]
            time = _times(found, first) if program.name != "everything" else ""
            rows.append([program.title, style, *map(_figure, figures), time])
    rows.sort(key=lambda row: row[1])
    head = ["", "dump", "body F1", "precision", "recall", "segments F1"]
    yield from table([*head, "headline", "authors", "day", "time"], rows)


def _scores_of_texts(folder: Path, found: Records) -> Mapping[str, Mapping[str, float]]:
    """What the scorer of the bench says of records, by the style of their dump."""
    firsts = {one["id"]: one for one in reversed(found)}
    with tempfile.TemporaryDirectory() as made:
        saved = _saved(Path(made, "records.jsonl"), list(firsts.values()))
        said = Path(made, "said.json")
        command = [sys.executable, str(folder / "evaluate.py"), "--pred", str(saved)]
        command += ["--style", "article,page", "--by", "style", "--json", str(said)]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        scores: Mapping[str, Mapping[str, float]] = json.loads(said.read_bytes())["tables"]["style"]
    return scores


def wires(asked: Asked) -> Iterator[str]:
    """Files in news exchange formats, and what each states."""
    folder = asked.shared / "wire"
    files = sorted((folder / "files").iterdir())
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").strip().split("\n")
    gold = [json.loads(line) for line in lines]
    ours = records(asked, Program("dispatchkit", "dispatchkit", "wire"), files) or []
    tallies = [("dispatchkit", _right(folder, gold, ours, by_index=True))]
    if asked.superdesk is not None:
        script = str(_HERE / "comparison_superdesk.py")
        theirs = _run([asked.superdesk, script, *map(str, files)])
        tallies.append(("superdesk-core", _right(folder, gold, theirs, by_index=False)))
    for kind in ("format", "field"):
        names = list(dict.fromkeys(name for _, one in tallies for key, name in one if key == kind))
        rows = [
            [
                name,
                str(tallies[0][1][kind, name][1]),
                *(_share(one[kind, name]) for _, one in tallies),
            ]
            for name in sorted(names)
        ]
        rows.sort(key=lambda row: row[0] == "all")
        yield from table([kind, "values", *(name for name, _ in tallies)], rows)
        yield ""


Tally = dict[tuple[str, str], tuple[int, int]]


def _share(tally: tuple[int, int]) -> str:
    return f"{100 * tally[0] / tally[1]:.0f} %"


def _right(
    folder: Path, gold: Iterable[Mapping[str, Any]], found: Records, *, by_index: bool
) -> Tally:
    """How many values are right, of how many, by format and by field. Of records that have no place
    in their file, that one counts for a dispatch which has most right.
    """
    scorer = _module(folder / "score.py")
    of_file: dict[str, Records] = defaultdict(list)
    for one in found:
        of_file[Path(one["path"]).name].append(one)
    tally: defaultdict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in gold:
        mine = [one for one in of_file[row["file"]] if not by_index or one["index"] == row["item"]]
        judged = [list(scorer.checks(row, one)) for one in mine or [{}]]
        best = max(judged, key=lambda checks: sum(ok for _, ok, *_ in checks))
        for name, ok, *_ in best:
            if name.startswith("absent."):
                continue
            for key in (("format", row["format"]), ("field", name), ("format", "all")):
                right, number = tally[key]
                tally[key] = (right + ok, number + 1)
    return dict(tally)


def _module(file: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"scorer_of_{file.parent.name}", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PARTS = {"pages": pages, "texts": texts, "wires": wires}


def written(page: str, part: str, lines: Iterable[str], when: str) -> str:
    """A *page* with the *lines* of a table and when it was made between the marks of a *part*."""
    about = f"*{when}; CPython {platform.python_version()}, {platform.machine()}.*"
    body = "\n".join(lines).rstrip()
    mark = re.compile(rf"(<!-- {part} -->\n).*?(<!-- /{part} -->)", flags=re.DOTALL)
    changed, number = mark.subn(lambda found: f"{found[1]}{body}\n\n{about}\n{found[2]}", page)
    assert number == 1, f"{part}: no place on the page"
    return changed


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (default: all)"
    )
    shared = ROOT.parent / "shared"
    parser.add_argument("--shared", type=Path, default=shared, help="the folder of the truth")
    parser.add_argument("--peers", metavar="PYTHON", help="one with trafilatura and the like")
    parser.add_argument("--superdesk", metavar="PYTHON", help="one with superdesk-core")
    parser.add_argument("--print", action="store_true", help="change no page, only print")
    asked = parser.parse_args()
    unknown = [part for part in asked.parts if part not in PARTS]
    if unknown:
        parser.error(f"unknown part: {unknown[0]}")
    how = Asked(asked.shared, asked.peers, asked.superdesk)
    for part in asked.parts or PARTS:
        lines = list(PARTS[part](how))
        print(*lines, sep="\n", flush=True)
        if not asked.print:
            page = PAGE.read_text(encoding="utf-8")
            PAGE.write_text(
                written(page, part, lines, datetime.now().astimezone().date().isoformat()),
                encoding="utf-8",
            )


if __name__ == "__main__":
    main()
