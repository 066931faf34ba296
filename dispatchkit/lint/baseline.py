"""A baseline: known findings that are not reported again, by input and fingerprint, so that lines
may move.

The file is JSON with a key for each input and a line for each finding, in order, so that it can be
read and merged. Paths are relative to its folder, however they are spelled in the call. It also
names the inputs of the calls that wrote it: what shows across inputs is reported as stale only if
all of them are checked.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.data import bounded
from dispatchkit.errors import ConfigError
from dispatchkit.files.paths import identity, relative
from dispatchkit.lint.finding import Entry, Finding
from dispatchkit.lint.made import finding_of, fingerprint
from dispatchkit.lint.rule import Scope, rules
from dispatchkit.lint.scopes import BaselineRule
from dispatchkit.lint.settings import Settings, chosen, ignored_in, is_named
from dispatchkit.text.places import Excerpt, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BASELINE_SCHEMA = "dispatchkit-baseline/1"


class Reach(NamedTuple):
    """What a run can know about the entries of a baseline: the inputs that it *checked*, and the
    files and folders that the call *named*.
    """

    checked: Sequence[str]
    named: Sequence[str] = ()


class Baseline:
    """The known findings of a file. ``unknown`` picks the findings that are not among them, and
    remembers which entries it met.
    """

    def __init__(self, file: str, entries: Iterable[Entry], inputs: Iterable[str] = ()) -> None:
        self.file = file
        self.folder = os.path.dirname(os.path.abspath(file))
        self.inputs = frozenset(inputs)
        self._entries = {(entry.path, entry.fingerprint): entry for entry in entries}
        self._met: set[tuple[str, str]] = set()

    def unknown(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that are not known yet."""
        fresh = []
        for finding in findings:
            met = [key for key in self._keys(finding) if key in self._entries]
            self._met.update(met)
            if not met:
                fresh.append(finding)
        return fresh

    def _keys(self, finding: Finding) -> Iterator[tuple[str, str]]:
        """What an entry for a finding may be called: its path and fingerprint, and those that
        earlier releases wrote, which took paths outside the folder as they were spelled, and
        findings across inputs by their message.
        """
        marks = [finding.fingerprint]
        if _is_across(finding.code):
            marks.append(fingerprint(f"{finding.code}\0{finding.message}", 1))
        for path in {identity(finding.path, self.folder), relative(finding.path, self.folder)}:
            for mark in marks:
                yield path, mark

    def stale(self, reach: Reach, settings: Settings) -> list[Entry]:
        """The entries that were not met and would have been: the rule ran, on the input or, for
        what shows across inputs, on all; and those of files that no longer exist. Others may be met
        in another run.
        """
        judge = self._judge(reach, settings)
        return [
            entry
            for key, entry in self._entries.items()
            if key not in self._met and self._is_told(entry, settings, *judge)
        ]

    def untold(self, reach: Reach, settings: Settings) -> list[Entry]:
        """The entries of which a run tells nothing: they stay when the file is rewritten."""
        judge = self._judge(reach, settings)
        return [
            entry for entry in self._entries.values() if not self._is_told(entry, settings, *judge)
        ]

    def _judge(self, reach: Reach, settings: Settings) -> tuple[frozenset[str], frozenset[str]]:
        """The paths of the inputs of which a run tells everything, and the codes of the rules that
        tell nothing in it.
        """
        checked = {
            path
            for one in reach.checked
            for path in (identity(one, self.folder), relative(one, self.folder))
        }
        ran = {rule.code for rule in chosen(settings)}
        whole = self._is_whole(reach, checked)
        silent = {
            rule.code
            for rule in rules().values()
            if rule.code not in ran or (not whole and rule.scope is Scope.RUN)
        }
        return frozenset(checked), frozenset(silent)

    def _is_whole(self, reach: Reach, checked: set[str]) -> bool:
        """Whether a run goes through everything that the baseline was made of."""
        named = {identity(name, self.folder) for name in reach.named}
        if self.inputs:
            return all(not named.isdisjoint((one, *_above(one))) for one in self.inputs)
        return all(path in checked or self._is_gone(path) for path, _ in self._entries)

    def _is_told(
        self, entry: Entry, settings: Settings, checked: frozenset[str], silent: frozenset[str]
    ) -> bool:
        """Whether a run tells if the finding of an entry is still there: not if its rule is
        switched off, for all inputs or for that one.
        """
        if self._is_gone(entry.path):
            return True
        code = entry.told.partition(" ")[0]
        if entry.path not in checked or code in silent:
            return False
        path = entry.path if entry.path == "-" else os.path.join(self.folder, entry.path)
        return not is_named(code, ignored_in(path, settings))

    def _is_gone(self, path: str) -> bool:
        """Whether the file at a path, as the baseline has it, no longer exists."""
        return path != "-" and not os.path.exists(os.path.join(self.folder, path))


def _is_across(code: str) -> bool:
    """Whether the rule with a code is about all inputs together."""
    rule = rules().get(code)
    return rule is not None and rule.scope is Scope.RUN


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies in, as a baseline names them."""
    yield from (path[:at] for at, sign in enumerate(path) if sign == "/")
    if path != "." and path.split("/", maxsplit=1)[0] != os.pardir:
        yield "."


def earlier(file: str) -> Baseline | None:
    """The baseline that is about to be written anew; None if there is none yet, or something else
    in its place.
    """
    try:
        return load(file)
    except ConfigError:
        return None


def load(file: str) -> Baseline:
    """The baseline in a file. ConfigError if there is no file, or no baseline in it."""
    try:
        text = bounded.decoded(bounded.read(file, bounded.MOST_JSON))
    except (OSError, ValueError) as error:
        raise ConfigError(
            file,
            f"no baseline can be read: {error.strerror if isinstance(error, OSError) else error};"
            " --write-baseline makes one",
        ) from error
    return parsed(file, text)


def parsed(file: str, text: str) -> Baseline:
    """The baseline in the *text* of a *file*. ConfigError if it is not a baseline."""
    content = _content(file, text)
    named = content.get("inputs")
    inputs = [str(one) for one in named] if isinstance(named, list) else []
    return Baseline(file, _entries(file, text, content), inputs)


def _content(file: str, text: str) -> dict[str, Any]:
    """What the *text* of a baseline holds. ConfigError if it is not a baseline."""
    try:
        content = json.loads(text)
    except ValueError as error:
        raise ConfigError(file, f"no JSON: {error}") from error
    except RecursionError as error:
        raise ConfigError(file, "no baseline: nested too deeply") from error
    if (
        not isinstance(content, dict)
        or content.get("schema") != BASELINE_SCHEMA
        or not isinstance(content.get("findings"), dict)
    ):
        raise ConfigError(
            file,
            f"no baseline: expected an object with the schema {BASELINE_SCHEMA!r} and findings;"
            " --write-baseline makes one",
        )
    return content


def _entries(file: str, text: str, content: dict[str, Any]) -> Iterator[Entry]:
    """The entries of a baseline with the *content*, with their lines in its *text*. ConfigError if
    one is not an object.
    """
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(text.split("\n"), 1):
        lines[line.strip().strip('"').partition('"')[0]].append(number)
    for path, known in content["findings"].items():
        if not isinstance(known, dict):
            raise ConfigError(f"{file}: findings[{path!r}]", "expected an object")
        for key, told in known.items():
            yield Entry(path, key, str(told), lines[key].pop(0) if lines[key] else None)


def stale_findings(baseline: Baseline, reach: Reach, settings: Settings) -> Iterator[Finding]:
    """What the rules about a baseline find in it after a run. The places are in the file of the
    baseline.
    """
    entries = baseline.stale(reach, settings)
    for rule in chosen(settings):
        if isinstance(rule, BaselineRule):
            for entry, message in rule.run(entries):
                number = entry.line or 1
                yield finding_of(
                    rule,
                    message,
                    settings,
                    path=baseline.file,
                    place=Place(number, 1, number, 1),
                    excerpt=Excerpt(entry.told, 1),
                    fingerprint=fingerprint(f"{rule.code}\0{entry.path}\0{entry.fingerprint}", 1),
                )


def written(
    file: str,
    findings: Iterable[Finding],
    named: Iterable[str] = (),
    before: Baseline | None = None,
    kept: Iterable[Entry] = (),
) -> str:
    """The text of a baseline of *findings* in the inputs that a call *named*, to be written to
    *file*, with the entries that are *kept* of what the file held *before*.
    """
    folder = os.path.dirname(os.path.abspath(file))
    inputs = {identity(name, folder) for name in named}
    inputs.update(before.inputs if before else ())
    known: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for entry in kept:
        known[entry.path][entry.fingerprint] = entry.told
    for one in findings:
        known[identity(one.path, folder)][one.fingerprint] = f"{one.code} {one.message}"
    content = {
        "schema": BASELINE_SCHEMA,
        "inputs": sorted(one for one in inputs if inputs.isdisjoint(_above(one))),
        "findings": dict(sorted(known.items())),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
