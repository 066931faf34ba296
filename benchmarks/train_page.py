"""Train the page finder: ``dispatchkit/data/page_weights.toml`` from pages whose lines are known, or figures of a cross-validation.

    pip install numpy scipy numba
    python benchmarks/train_page.py --check          # five folds by publisher, prints the figures of the held-out pages
    python benchmarks/train_page.py                  # all pages, writes the weights

The pages are those of the bench (``../shared/bench``: line labels of 220 pages in two styles, segments of 541), what was read of the latter by
eye (``page_lines.tsv``: line numbers, of non-empty lines as ``make_units`` counts them), and the dumps under ``tests`` whose paragraphs are known.
A line may have several parts left open ("not text"): the chain is trained to make the known parts likely whatever the open ones are.
Weights are sums of two: one for what a part is at all (text, furniture, ...), which costs little, and one for the very part, which costs much.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numba
import numpy as np
from scipy.optimize import fmin_l_bfgs_b
from scipy.sparse import csr_matrix

from dispatchkit.decode import decode
from dispatchkit.lines import split_lines
from dispatchkit.page import likely_lines, page_features, sentences
from dispatchkit.page.chain import PARTS
from dispatchkit.page.look import look, looks
from dispatchkit.page.parts import decide
from dispatchkit.shape import weight
from dispatchkit.units import make_units

if TYPE_CHECKING:
    from dispatchkit.model import Unit

ROOT = Path(__file__).parents[1]
BENCH = ROOT.parent / "shared" / "bench"
WEIGHTS = ROOT / "dispatchkit" / "data" / "page_weights.toml"
# What may follow each part. Text is never followed by what stands above it, nor what stands behind it by text.
_ABOVE = "hpaydbc"
FOLLOWS = {"o": "ohaydbc", "h": _ABOVE, "p": _ABOVE, "a": _ABOVE, "y": _ABOVE + "o", "d": _ABOVE + "o", "b": "bcitz", "c": "bcitz", "i": "bci", "t": "tz", "z": "tz"}
FIRST, LAST = "ohpaydbc", "ohpaydbctz"
GROUPS = ["bc", "opit", "h", "a", "yz", "d"]
COUNT = len(PARTS)
# Costs of the squares of the weights of pairs, and how many steps; 40 to 120 were tried. A feature of fewer lines than this is left out.
PAIR_COST, STEPS, LEAST = 4.0, 60, 8
# What a page counts whose lines were read by eye, beside one of the bench: another reader draws the line elsewhere. In cross-validation 0.5 and
# 1 are alike, without them the headline is found less often (0.75 for 0.77).
READ = 0.5
FOLDS = 5


class Recipe(NamedTuple):
    """One of the models whose mean the weights are: with the pages read by eye or their segments alone; costs of group and part weights.

    Costs of 2 to 200 were tried. The mean of models that were taught differently is steadier than any of them.
    """

    read: bool
    group_cost: float
    part_cost: float


RECIPES = (Recipe(read=True, group_cost=4.0, part_cost=60.0), Recipe(read=False, group_cost=4.0, part_cost=60.0), Recipe(read=False, group_cost=20.0, part_cost=20.0))


class Example(NamedTuple):
    """A dump: its record in the bench, text, units, and the parts each line may be."""

    gold: dict[str, Any]
    text: str
    units: tuple[Unit, ...]
    open: list[str]
    unread: list[str] | None = None


# --- what is known of the lines --------------------------------------------------------------------------------------------


def bench() -> list[Example]:
    """The article and page dumps of the bench."""
    read = read_by_eye()
    found = []
    for row in (BENCH / "dev" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(row)
        if gold["style"] == "wrapped":
            continue
        text = (BENCH / "dev" / f"{gold['id']}.txt").read_text(encoding="utf-8")
        units = make_units(split_lines(text))
        if not units:
            continue
        if gold.get("line_labels"):
            numbers = [line.number for line in split_lines(text) if line.text.strip()]
            by_line = dict(zip(numbers, gold["line_labels"], strict=True))
            labels = [by_line.get(unit.lines[0].number, "other") for unit in units]
            found.append(Example(gold, text, units, opened(labels, whole=gold["source"] == "fundus")))
            again = interrupted(found[-1]) if gold["style"] == "page" else None
            found += [again._replace(gold={**gold, "source": "interrupted"})] if again else []
        elif gold["id"] in read:
            found.append(Example(gold, text, units, opened(labelled(read[gold["id"]], len(units)), whole=False), by_segments(units, gold["segments"])))
        else:
            found.append(Example(gold, text, units, by_segments(units, gold["segments"])))
    return found


def read_by_eye() -> dict[str, dict[str, str]]:
    """The ranges of ``page_lines.tsv`` by dump and part; "none" is a page without a story."""
    found = {}
    for row in (ROOT / "benchmarks" / "page_lines.tsv").read_text(encoding="utf-8").splitlines():
        name, *fields = row.split("\t")
        found[name] = dict(field.split("=", 1) for field in fields if "=" in field)
    return found


def labelled(ranges: dict[str, str], count: int) -> list[str]:
    """A label a line from ranges ("12-14,16"); a crosshead is one even within the range of the body."""
    labels = ["other"] * count
    for part, label in (("b", "body"), ("a", "abstract"), ("d", "date"), ("y", "byline"), ("h", "headline"), ("c", "crosshead")):
        for piece in filter(None, ranges.get(part, "").split(",")):
            first, _, last = piece.partition("-")
            for at in range(int(first), min(int(last or first) + 1, count)):
                labels[at] = label
    return labels


def opened(labels: list[str], *, whole: bool) -> list[str]:
    """The parts that each line may be, by its label and whether it stands above, in or behind the text. *whole*: all parts are labelled."""
    text = [at for at, label in enumerate(labels) if label in ("body", "crosshead")]
    first, last = (text[0], text[-1]) if text else (len(labels), len(labels))
    headline = next((at for at, label in enumerate(labels[:first]) if label == "headline"), None)
    found = []
    for at, label in enumerate(labels):
        if label in ("body", "crosshead"):
            found.append("b" if label == "body" else "c")
        elif first < at < last:
            found.append("i")
        elif at > last:
            found.append("z" if label == "byline" else "t" if whole else "tz")
        elif label != "other":
            found.append({"headline": "h", "abstract": "a", "byline": "y", "date": "d"}[label])
        else:
            above = "op" if headline is None else "o" if at < headline else "p"
            found.append(above if whole else above + ("yd" if headline is None or at < headline else "ayd"))
    return found


def by_segments(units: tuple[Unit, ...], segments: dict[str, list[str]]) -> list[str]:
    """What a few segments that belong to the text, and some that do not, leave open."""
    flat = [" ".join(unit.text.split()) for unit in units]
    wanted, unwanted = ([" ".join(segment.split()) for segment in segments[kind]] for kind in ("with", "without"))
    found = []
    for line in flat:
        inside, outside = any(part in line for part in wanted), any(part in line for part in unwanted)
        found.append("bca" if inside and not outside else PARTS.replace("b", "").replace("c", "") if outside and not inside else PARTS)
    return found


def dispatches() -> list[Example]:
    """The dumps under ``tests`` that hold one dispatch whose paragraphs are known."""
    found = []
    for path in sorted((ROOT / "tests").glob("*/**/*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        if "paragraphs" not in expected or not path.with_suffix(".txt").exists():
            continue
        dump = decode(path.with_suffix(".txt").read_bytes()).text
        units = make_units(split_lines(dump))
        story = "\n".join(" ".join(text.split()) for paragraph in expected["paragraphs"] for text in said(paragraph))
        headline = " ".join(str(expected.get("headline") or "").split())
        labels = []
        for unit in units:
            line = unit.text.lstrip("-–—*•# ")
            end = line[len(line) // 2 :]
            inside = line in story or (len(end) > 30 and end in story)
            labels.append("bc" if inside else "h" if line == headline else "opayditz")
        if any(label == "bc" for label in labels):
            found.append(Example({"id": path.stem, "publisher": path.parent.name, "style": "dispatch", "source": "tests"}, dump, units, labels))
    return found


def said(paragraph: str | dict[str, Any]) -> list[str]:
    """The texts of an expected paragraph: text, {"crosshead": text} or {"block": [rows]}."""
    if isinstance(paragraph, str):
        return [paragraph]
    return [text for value in paragraph.values() for text in (value if isinstance(value, list) else [value])]


def interrupted(example: Example) -> Example | None:
    """A dump whose story is interrupted by lines from behind it, as pages do with teasers: a known phrase and the one to three lines under it.

    Where the bench's stories are interrupted is up to some twenty publishers; the chain must not learn that teasers end a story. None for a
    dump without such lines.
    """
    text = [at for at, parts in enumerate(example.open) if parts in ("b", "c")]
    heads = [at for at in range(text[-1] + 1, len(example.open)) if (look(example.units[at].text).known or "")[-1:] == "r"] if text else []
    breaks = [at for at in text[2:-1] if example.open[at] == example.open[at + 1] == "b"]
    if not heads or not breaks:
        return None
    seed = int(hashlib.md5(example.gold["id"].encode(), usedforsecurity=False).hexdigest(), 16)
    head, at = heads[seed % len(heads)], breaks[seed // 7 % len(breaks)] + 1
    block = slice(head, head + 2 + seed // 49 % 3)
    units = (*example.units[:at], *example.units[block], *example.units[at:])
    return example._replace(units=units, open=[*example.open[:at], *["i"] * len(example.units[block]), *example.open[at:]])


# --- the chain --------------------------------------------------------------------------------------------------------------


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _sums(scores: Any, may: Any, pairs: Any, first: Any, last: Any, chances: Any, pair_chances: Any) -> float:
    """Log of the sum over all orders of parts that *may* be; likelihoods of parts and pairs are written to the last two arguments."""
    n, k = scores.shape
    ahead = np.full((n, k), -1e30)
    back = np.full((n, k), -1e30)
    ahead[0] = np.where(may[0], scores[0] + first, -1e30)
    back[n - 1] = last
    for t in range(1, n):
        for part in np.nonzero(may[t])[0]:
            most = np.max(ahead[t - 1] + pairs[:, part])
            if most > -1e29:
                ahead[t, part] = most + np.log(np.sum(np.exp(ahead[t - 1] + pairs[:, part] - most))) + scores[t, part]
    for t in range(n - 2, -1, -1):
        after = np.where(may[t + 1], scores[t + 1] + back[t + 1], -1e30)
        for part in range(k):
            most = np.max(after + pairs[part])
            if most > -1e29:
                back[t, part] = most + np.log(np.sum(np.exp(after + pairs[part] - most)))
    most = np.max(ahead[n - 1] + last)
    total = most + np.log(np.sum(np.exp(ahead[n - 1] + last - most)))
    for t in range(n):
        chances[t] = np.exp(np.maximum(ahead[t] + back[t] - total, -700.0))
        if t + 1 < n:
            after = np.where(may[t + 1], scores[t + 1] + back[t + 1], -1e30)
            for part in range(k):
                pair_chances[part] += np.exp(np.maximum(ahead[t, part] + pairs[part] + after - total, -700.0))
    return float(total)


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _loss(scores: Any, may: Any, starts: Any, pairs: Any, first: Any, last: Any, weights: Any, slope: Any, pair_slope: Any, end_slope: Any) -> float:
    """How unlikely what is known is, and its slopes by the scores, the pairs, and the first and last parts."""
    k = scores.shape[1]
    loss = 0.0
    for page in range(len(starts) - 1):
        a, b = starts[page], starts[page + 1]
        free, known = np.zeros((b - a, k)), np.zeros((b - a, k))
        free_pairs, known_pairs = np.zeros((k, k)), np.zeros((k, k))
        loss += weights[page] * _sums(scores[a:b], np.ones((b - a, k), np.bool_), pairs, first, last, free, free_pairs)
        loss -= weights[page] * _sums(scores[a:b], may[a:b], pairs, first, last, known, known_pairs)
        slope[a:b] = weights[page] * (free - known)
        pair_slope += weights[page] * (free_pairs - known_pairs)
        end_slope[0] += weights[page] * (free[0] - known[0])
        end_slope[1] += weights[page] * (free[-1] - known[-1])
    return loss


class Model(NamedTuple):
    """Names of the features, their weights, those of pairs, and of the first and last part."""

    names: list[str]
    weights: Any
    pairs: Any
    ends: Any


def train(examples: list[Example], rows: list[list[list[str]]]) -> Model:
    """The mean of the models of all recipes."""
    models = [cooked(recipe, examples, rows) for recipe in RECIPES]
    return Model(models[0].names, *(np.mean([getattr(model, field) for model in models], axis=0) for field in ("weights", "pairs", "ends")))


def cooked(recipe: Recipe, examples: list[Example], rows: list[list[list[str]]]) -> Model:
    """The weights that make what is known of the examples likeliest, at the costs of the recipe."""
    counts = Counter(name for page in rows for row in page for name in set(row))
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    matrix = as_matrix(rows, {name: at for at, name in enumerate(names)})
    turned = matrix.T.tocsr()
    may = np.array([[part in line for part in PARTS] for example in examples for line in known(example, recipe)])
    starts = np.cumsum([0, *(len(example.open) for example in examples)])
    weights = np.array([READ if recipe.read and example.unread else 1.0 for example in examples])
    member = np.array([[float(part in group) for part in PARTS] for group in GROUPS])
    never = -1e4
    barred = np.array([[0.0 if other in FOLLOWS[part] else never for other in PARTS] for part in PARTS])
    closed = np.array([[0.0 if part in ends else never for part in PARTS] for ends in (FIRST, LAST)])
    shapes = [(len(names), len(GROUPS)), (len(names), COUNT), (COUNT, COUNT), (2, COUNT)]
    cuts = np.cumsum([a * b for a, b in shapes])[:-1]
    costs = np.concatenate([np.full(a * b, cost) for (a, b), cost in zip(shapes, (recipe.group_cost, recipe.part_cost, PAIR_COST, PAIR_COST), strict=True)])

    def parted(flat: Any) -> list[Any]:
        return [piece.reshape(shape) for piece, shape in zip(np.split(flat, cuts), shapes, strict=True)]

    def measured(flat: Any) -> tuple[float, Any]:
        by_group, by_part, pairs, ends = parted(flat)
        slope, pair_slope, end_slope = np.zeros((matrix.shape[0], COUNT)), np.zeros((COUNT, COUNT)), np.zeros((2, COUNT))
        total = by_group @ member + by_part
        loss = _loss(matrix @ total, may, starts, pairs + barred, ends[0] + closed[0], ends[1] + closed[1], weights, slope, pair_slope, end_slope)
        by_feature = turned @ slope
        slopes = np.concatenate([(by_feature @ member.T).ravel(), by_feature.ravel(), pair_slope.ravel(), end_slope.ravel()])
        return loss + 0.5 * float((costs * flat) @ flat), slopes + costs * flat

    flat, _, _ = fmin_l_bfgs_b(measured, np.zeros(len(costs)), maxiter=STEPS, m=8)
    by_group, by_part, pairs, ends = parted(flat)
    return Model(names, by_group @ member + by_part, pairs + barred, ends + closed)


def known(example: Example, recipe: Recipe) -> list[str]:
    """The parts that each line of an example may be, as far as the recipe may know."""
    return example.open if recipe.read or example.unread is None else example.unread


def as_matrix(rows: list[list[list[str]]], places: dict[str, int]) -> Any:
    """Lines by features, ones and zeros."""
    columns: list[int] = []
    ends = [0]
    for page in rows:
        for row in page:
            columns += sorted({places[name] for name in row if name in places})
            ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), np.array(columns), np.array(ends)), shape=(len(ends) - 1, len(places)))


# --- figures and files ------------------------------------------------------------------------------------------------------


def fold_of(publisher: str) -> int:
    return int(hashlib.md5(publisher.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def held_out(fold: int) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Scores of the bench's pages of one fold by a model of the others."""
    sys.path.insert(0, str(BENCH))
    import metrics

    examples = [*bench(), *dispatches()]
    near, rows = prepared(examples)
    chosen = [at for at, example in enumerate(examples) if fold_of(example.gold["publisher"]) != fold]
    model = train([cut(examples[at], near[at]) for at in chosen], [rows[at] for at in chosen])
    places = {name: at for at, name in enumerate(model.names)}
    found = []
    for example, lines, features in zip(examples, near, rows, strict=True):
        if example.gold["source"] in ("tests", "interrupted") or fold_of(example.gold["publisher"]) != fold:
            continue
        scores = as_matrix([features], places) @ model.weights
        chances = np.zeros((len(lines), COUNT))
        _sums(scores, np.ones((len(lines), COUNT), np.bool_), model.pairs, model.ends[0], model.ends[1], chances, np.zeros((COUNT, COUNT)))
        parts, headline = decide([weight(unit.text) for unit in example.units], dict(zip(lines, chances.tolist(), strict=True)), sentences(example.units, looks([unit.text for unit in example.units]), lines))
        record = {
            "headline": example.units[headline].text if headline >= 0 else None,
            "abstract": [unit.text for unit, part in zip(example.units, parts, strict=True) if part == "a"],
            "paragraphs": [unit.text for unit, part in zip(example.units, parts, strict=True) if part in "bc"],
        }
        found.append((example.gold, metrics.score(example.gold, record, [line for line in example.text.splitlines() if line.strip()])))
    return found


def prepared(examples: list[Example]) -> tuple[list[list[int]], list[list[list[str]]]]:
    """For each dump, the lines near text and their features."""
    near = [likely_lines(example.units) for example in examples]
    return near, [page_features(example.units, lines) for example, lines in zip(examples, near, strict=True)]


def cut(example: Example, lines: list[int]) -> Example:
    """An example without the lines far from text."""
    return example._replace(open=[example.open[at] for at in lines], unread=example.unread and [example.unread[at] for at in lines])


def check() -> None:
    sys.path.insert(0, str(BENCH))
    import metrics

    groups: dict[str, list[Any]] = defaultdict(list)
    with ProcessPoolExecutor(2) as pool:
        for scored in pool.map(held_out, range(FOLDS)):
            for gold, score in scored:
                groups[gold["style"]].append(score)
    for style, scores in groups.items():
        figures = metrics.summary(scores)
        print(f"{style:8} {figures['n']:4} pages  " + "  ".join(f"{name} {figures[name]:.3f}" for name in ("f1", "p", "r", "paras", "line", "headline", "abstract", "seg_f1") if figures.get(name)))


def write(model: Model) -> None:
    """The weights as hundredths, without features that say next to nothing (0.03)."""
    lines = ["# Made by benchmarks/train_page.py: do not edit. Hundredths of logarithms, one a part in the order of PARTS in dispatchkit/page/chain.py.", "", "[features]"]
    for name, weights in zip(model.names, np.rint(model.weights * 100).astype(int).tolist(), strict=True):
        if max(map(abs, weights)) >= 3:
            quoted = name.replace("\\", "\\\\").replace('"', '\\"')
            lines.append(f'"{quoted}" = {weights}')
    pairs, ends = np.rint(model.pairs * 100).astype(int), np.rint(model.ends * 100).astype(int)
    lines += ["", "[follows]", *(f"{part}{other} = {pairs[PARTS.index(part), PARTS.index(other)]}" for part in PARTS for other in FOLLOWS[part])]
    for row, (name, parts) in enumerate((("start", FIRST), ("end", LAST))):
        lines += ["", f"[{name}]", *(f"{part} = {ends[row, PARTS.index(part)]}" for part in parts)]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="cross-validate instead of writing the weights")
    if options.parse_args().check:
        check()
        return
    examples = [*bench(), *dispatches()]
    near, rows = prepared(examples)
    write(train([cut(example, lines) for example, lines in zip(examples, near, strict=True)], rows))


if __name__ == "__main__":
    main()
