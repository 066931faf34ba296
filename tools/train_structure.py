"""Trains the structure model: makes ``dispatchkit/data/structure_weights.toml`` from dumps whose
lines are known, or prints the figures of a cross-validation.

    pip install numpy scipy numba
    python tools/train_structure.py --check          # five folds by publisher: print their figures
    python tools/train_structure.py                  # all dumps: write the weights

The figures are those of the whole program, run with the weights of a model that has seen no page of
the same publisher, nor one made from such a page.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import tables
from structure_chain import FIRST, FOLLOWS, LAST, Lines, Model, fitted, mean
from structure_examples import BENCH, ROOT, Example, examples

from dispatchkit.reading.options import ReadOptions
from dispatchkit.structure import look_over, seen_of
from dispatchkit.structure.axes import FAMILIES, PLACES, SIZES
from dispatchkit.structure.chain import LETTERS, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatchkit.structure.features import Observation
    from dispatchkit.text.units import Unit

PACKAGE = ROOT / "dispatchkit"
WEIGHTS = Path("data", "structure_weights.toml")
# A family by its number and a combination of its values, or "flags" and a flag.
Feature = tuple[int | str, int | str]
FOLDS, FILES = 5, 200
# A feature of which no weight is this many hundredths says next to nothing.
LEAST_SAID = 4
# Those of the bench's figures that are printed.
FIGURES = ("f1", "p", "r", "paras", "line", "headline", "abstract", "authors", "date", "seg_f1")
_ABOUT = (
    """
What the features of a line say for each part of a dump, in hundredths of logarithms, in the order
of Part in dispatchkit/structure/chain.py. Do not edit.
""",
    """
Source: own training on 220 news pages with labels of their lines and 541 with segments, most of
them read by eye, on article pages of WCXB, on stories of wires, and on the dumps under tests/
(tools/structure_examples.py says how). No text of a dump is in it
""",
    "Licence: that of dispatchkit",
    "Made by: python tools/train_structure.py",
)


class Recipe(NamedTuple):
    """How one of the models is trained whose mean is written: with or without what was read by eye
    and the spliced pages, and at which costs of weights.

    Costs of 2 to 200 were tried. The mean of models that were trained differently is steadier than
    any of them: with the first alone, headlines are right on 86.3 instead of 88.2 % of the pages of
    two folds, the words of WCXB found with an F1 of 0.929 instead of 0.932, and 3.4 instead of
    2.5 % of its stories cut by half.
    """

    read: bool
    group_cost: float
    part_cost: float


RECIPES = (
    Recipe(read=True, group_cost=4.0, part_cost=60.0),
    Recipe(read=True, group_cost=15.0, part_cost=60.0),
    Recipe(read=False, group_cost=20.0, part_cost=20.0),
)


class Prepared(NamedTuple):
    """The examples, the lines of each that are near text, the numbers of the features of these
    lines, and the names of the features.
    """

    examples: list[Example]
    near: list[list[int]]
    rows: list[list[list[int]]]
    names: list[tuple[str, ...]]


def prepared(jobs: int) -> Prepared:
    """All examples with their features, looked at by *jobs* processes."""
    numbers: dict[Feature, int] = {}
    found = Prepared(examples(), [], [], [])
    with ProcessPoolExecutor(jobs) as pool:
        seen = pool.map(features_of, [example.units for example in found.examples], chunksize=20)
        for near, rows in seen:
            found.near.append(near)
            found.rows.append(
                [sorted({numbers.setdefault(name, len(numbers)) for name in row}) for row in rows]
            )
    return found._replace(names=list(map(name_of, numbers)))


def features_of(units: Sequence[Unit]) -> tuple[list[int], list[list[Feature]]]:
    """The lines near text and the features of each."""
    looked = look_over(units, ReadOptions())
    return looked.near, [
        [
            *((number, combination(family, line)) for number, family in enumerate(FAMILIES)),
            *(("flags", flag) for flag in line.flags),
        ]
        for line in seen_of(looked)
    ]


def name_of(feature: Feature) -> tuple[str, str]:
    """The family of a feature and the combination of values that it is, in words."""
    number, combined = feature
    if isinstance(number, str):
        return number, str(combined)
    return " & ".join(FAMILIES[number]), key_of(FAMILIES[number], int(combined))


def combination(family: Sequence[str], line: Observation) -> int:
    """The number of the combination of values that a line has on the axes of a family."""
    index = 0
    for axis in family:
        index = index * SIZES[PLACES[axis]] + line.values[PLACES[axis]]
    return index


def train(pages: Prepared, chosen: Iterable[int]) -> Model:
    """The mean of the models of all recipes, from the examples *chosen*."""
    chosen = [number for number in chosen if pages.near[number]]
    unmixed = [number for number in chosen if len(pages.examples[number].publishers) == 1]
    lines = [
        (as_lines(pages, chosen if recipe.read else unmixed, recipe), recipe) for recipe in RECIPES
    ]
    return mean(
        [fitted(some, pages.names, recipe.group_cost, recipe.part_cost) for some, recipe in lines]
    )


def as_lines(pages: Prepared, chosen: list[int], recipe: Recipe) -> Lines:
    """The examples *chosen* as lines for the chain, with the parts that the recipe may know."""
    rows = [row for number in chosen for row in pages.rows[number]]
    may = [
        [part in parts for part in LETTERS]
        for number in chosen
        for parts in known(pages.examples[number], pages.near[number], recipe)
    ]
    return Lines(
        features=np.array([feature for row in rows for feature in row]),
        starts=np.cumsum([0, *map(len, rows)]),
        may=np.array(may),
        pages=np.cumsum([0, *(len(pages.near[number]) for number in chosen)]),
        weights=np.array([pages.examples[number].weight for number in chosen]),
    )


def known(example: Example, near: list[int], recipe: Recipe) -> list[str]:
    """The parts that each of the lines *near* text may be, as far as the recipe may know."""
    parts = example.open if recipe.read or example.unread is None else example.unread
    return [parts[at] for at in near]


# --- figures --------------------------------------------------------------


def check(pages: Prepared) -> None:
    """Print the figures of a cross-validation."""
    sys.path.insert(0, str(BENCH))
    import metrics

    groups: dict[str, list[Any]] = defaultdict(list)
    for fold in range(FOLDS):
        texts = {
            example.gold["id"]: example
            for example in pages.examples
            if "style" in example.gold and folds_of(example) == [fold]
        }
        model = train(pages, outside(pages, fold))
        for name, record in parsed(model, list(texts)).items():
            gold, lines = (
                texts[name].gold,
                [line for line in texts[name].text.splitlines() if line.strip()],
            )
            groups[gold["style"]].append(metrics.score(gold, record, lines))
        print(f"fold {fold + 1} of {FOLDS}", file=sys.stderr)
    for style, scores in groups.items():
        print(f"{style:8} {as_text(metrics.summary(scores))}")


def as_text(figures: Mapping[str, float]) -> str:
    """How many pages there are, and the figures that are known of them, for people."""
    return f"{figures['n']:4} pages  " + "  ".join(
        f"{name} {figures[name]:.3f}" for name in FIGURES if figures.get(name)
    )


def outside(pages: Prepared, fold: int) -> list[int]:
    """The numbers of the examples of which no publisher is in *fold*."""
    return [at for at, example in enumerate(pages.examples) if fold not in folds_of(example)]


def folds_of(example: Example) -> list[int]:
    """The fold of each publisher of an example."""
    return [fold_of(publisher) for publisher in example.publishers]


def fold_of(publisher: str) -> int:
    return int(hashlib.md5(publisher.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def parsed(model: Model, names: list[str]) -> dict[str, dict[str, Any]]:
    """The first record of each of the bench's dumps *names*, by a copy of the program with the
    weights of *model*.
    """
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(
            PACKAGE, Path(folder, PACKAGE.name), ignore=shutil.ignore_patterns("__pycache__")
        )
        write(model, Path(folder, PACKAGE.name, WEIGHTS))
        for first in range(0, len(names), FILES):
            files = [
                str((BENCH / "dev" / f"{name}.txt").resolve())
                for name in names[first : first + FILES]
            ]
            command = [sys.executable, "-m", PACKAGE.name, "parse", "-f", "jsonl", *files]
            said = subprocess.run(
                command,
                cwd=folder,
                env={**os.environ, "PYTHONPATH": folder},
                stdout=subprocess.PIPE,
                check=False,
            ).stdout.decode()
            for record in map(json.loads, said.splitlines()):
                found.setdefault(Path(record["path"]).stem, record)
    return {name: found.get(name, {}) for name in names}


# --- the file -------------------------------------------------------------


def write(model: Model, path: Path) -> None:
    """Write the weights as hundredths, without features that say next to nothing (up to 0.03)."""
    pairs, ends = np.rint(model.pairs * 100).astype(int), np.rint(model.ends * 100).astype(int)
    groups: dict[str, list[tuple[str, list[int]]]] = defaultdict(list)
    for (group, name), weights in zip(
        model.names, np.rint(model.weights * 100).astype(int).tolist(), strict=True
    ):
        if max(map(abs, weights)) >= LEAST_SAID:
            groups[group].append((name, weights))
    text = [tables.header(*_ABOUT)]
    for group in (*(" & ".join(family) for family in FAMILIES), "flags"):
        if groups[group]:
            text.append(
                f"\n[{group}]\n" if group == "flags" else f"\n[features.{json.dumps(group)}]\n"
            )
        text += [
            tables.entry(json.dumps(name, ensure_ascii=False), weights)
            for name, weights in sorted(groups[group])
        ]
    text.append("\n[follows]\n")
    text += [
        tables.entry(part + other, int(pairs[LETTERS.index(part), LETTERS.index(other)]))
        for part in LETTERS
        for other in FOLLOWS[part]
    ]
    for row, (name, parts) in enumerate((("start", FIRST), ("end", LAST))):
        text.append(f"\n[{name}]\n")
        text += [tables.entry(part, int(ends[row, LETTERS.index(part)])) for part in parts]
    path.write_text("".join(text), encoding="utf-8", newline="\n")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--check", action="store_true", help="cross-validate instead of writing the weights"
    )
    options.add_argument("--jobs", type=int, default=2, help="processes that look at dumps")
    given = options.parse_args()
    pages = prepared(given.jobs)
    if given.check:
        check(pages)
        return
    write(train(pages, range(len(pages.examples))), PACKAGE / WEIGHTS)


if __name__ == "__main__":
    main()
