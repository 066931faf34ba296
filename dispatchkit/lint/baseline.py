"""A baseline: known findings that are not reported again, by input and fingerprint, so that lines
may move.

The file is JSON with a key for each input and a line for each finding, in order, so that it can be
read and merged. Paths are relative to its folder.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from typing import TYPE_CHECKING

from dispatchkit.data import bounded
from dispatchkit.errors import ConfigError
from dispatchkit.files.paths import relative
from dispatchkit.lint.finding import Entry, Finding
from dispatchkit.lint.made import finding_of, fingerprint
from dispatchkit.lint.scopes import BaselineRule
from dispatchkit.lint.settings import Settings, chosen
from dispatchkit.text.places import Excerpt, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BASELINE_SCHEMA = "dispatchkit-baseline/1"


class Baseline:
    """The known findings of a file. ``unknown`` picks the findings that are not among them, and
    remembers which entries it met.
    """

    def __init__(self, file: str, entries: Iterable[Entry]) -> None:
        self.file = file
        self.folder = os.path.dirname(os.path.abspath(file))
        self._entries = {(entry.path, entry.fingerprint): entry for entry in entries}
        self._met: set[tuple[str, str]] = set()

    def unknown(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that are not known yet."""
        fresh = []
        for finding in findings:
            key = (relative(finding.path, self.folder), finding.fingerprint)
            if key in self._entries:
                self._met.add(key)
            else:
                fresh.append(finding)
        return fresh

    def stale(self, checked: Iterable[str]) -> list[Entry]:
        """The entries that were not met, of the inputs *checked* and of files that no longer exist;
        those of other inputs may be met in another run.
        """
        paths = {relative(path, self.folder) for path in checked}
        return [
            entry
            for key, entry in self._entries.items()
            if key not in self._met and (entry.path in paths or self._is_gone(entry.path))
        ]

    def _is_gone(self, path: str) -> bool:
        """Whether the file at a path, as the baseline has it, no longer exists."""
        return path != "-" and not os.path.exists(os.path.join(self.folder, path))


def load(file: str) -> Baseline:
    """The baseline in a file. ConfigError if there is no file, or no baseline in it."""
    try:
        text = bounded.decoded(bounded.read(file, bounded.MOST_JSON))
    except (OSError, ValueError) as error:
        raise ConfigError(
            file,
            f"no baseline can be read: {error.strerror if isinstance(error, OSError) else error}",
        ) from error
    return parsed(file, text)


def parsed(file: str, text: str) -> Baseline:
    """The baseline in the *text* of a *file*. ConfigError if it is not a baseline."""
    return Baseline(file, _entries(file, text))


def _entries(file: str, text: str) -> Iterator[Entry]:
    """The entries of a baseline, with their lines in its *text*. ConfigError if it is not a
    baseline.
    """
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
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(text.split("\n"), 1):
        lines[line.strip().strip('"').partition('"')[0]].append(number)
    for path, known in content["findings"].items():
        if not isinstance(known, dict):
            raise ConfigError(f"{file}: findings[{path!r}]", "expected an object")
        for key, told in known.items():
            yield Entry(path, key, str(told), lines[key].pop(0) if lines[key] else None)


def stale_findings(
    baseline: Baseline, checked: Iterable[str], settings: Settings
) -> Iterator[Finding]:
    """What the rules about a baseline find in it after the inputs *checked*. The places are in the
    file of the baseline.
    """
    entries = baseline.stale(checked)
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


def written(file: str, findings: Iterable[Finding]) -> str:
    """The text of a baseline of *findings*, to be written to *file*."""
    folder = os.path.dirname(os.path.abspath(file))
    known: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for one in findings:
        known[relative(one.path, folder)][one.fingerprint] = f"{one.code} {one.message}"
    return (
        json.dumps(
            {"schema": BASELINE_SCHEMA, "findings": dict(sorted(known.items()))},
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )
