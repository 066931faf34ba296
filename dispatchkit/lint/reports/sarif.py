"""SARIF 2.1.0, for GitHub code scanning, Azure DevOps, and viewers in editors.

GitHub refuses a run of more than 25 000 results and shows 5 000: the gravest come first, and a
notification counts those that are left out.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dispatchkit.files.paths import identity
from dispatchkit.lint.finding import SEVERITIES
from dispatchkit.lint.reports._items import Items
from dispatchkit.lint.reports._paths import STDIN, STDIN_WORDS, fingerprint, raw_relative
from dispatchkit.lint.reports._spool import Spool
from dispatchkit.lint.rule import rules
from dispatchkit.text.visible import one_line
from dispatchkit.writing.json_ import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Finding, Remedy
    from dispatchkit.lint.reports import About, Failed
    from dispatchkit.lint.rule import Rule
    from dispatchkit.text.places import Place

MOST = 25_000
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# The name that CodeQL gives to the root of the checkout; other readers have adopted it.
_ROOT = "%SRCROOT%"
# Not GitHub's own "primaryLocationLineHash": its upload action computes that itself and warns of
# any other value.
_FINGERPRINT = "dispatchkit/v1"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}


class Report:
    """The format. Errors are written as they come; the rest waits for the end."""

    def __init__(self, about: About) -> None:
        self._about = about
        self._items = Items()
        self._rules = _rules(about)
        self._numbers = {rule["id"]: number for number, rule in enumerate(self._rules)}
        self._waiting = {severity: Spool() for severity in SEVERITIES[1:]}
        self._counts: Counter[str] = Counter()

    def begin(self) -> str:
        """The tool with its rules, and how places are to be read."""
        driver: dict[str, Any] = {
            "name": "dispatchkit",
            "version": self._about.version,
            "semanticVersion": self._about.version,
        }
        if self._about.pages:
            driver["informationUri"] = self._about.pages
        run = {
            "tool": {"driver": driver | {"rules": self._rules}},
            "originalUriBaseIds": {_ROOT: {"uri": _root_uri(self._about.root)}},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
        }
        return (
            f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{encode(run)[:-1]},'
            ' "results": ['
        )

    def add(self, path: str, findings: Sequence[Finding]) -> str:
        """The errors among the findings."""
        known = identity(path, self._about.home or self._about.root)
        artifact = _artifact(path, self._about.root)
        ready = []
        for finding in findings:
            self._counts[finding.severity] += 1
            if self._counts[finding.severity] > MOST:
                continue
            result = self._result(known, artifact, finding)
            if finding.severity in self._waiting:
                self._waiting[finding.severity].write(encode(result) + "\n")
            else:
                ready.append(result)
        return self._items.more(ready)

    def end(self, failed: Sequence[Failed]) -> Iterator[str]:
        """The other results, by severity, as many as there is room for; then the outcome of the
        run.
        """
        room = MOST - min(self._counts[SEVERITIES[0]], MOST)
        for severity, spool in self._waiting.items():
            for number, line in enumerate(spool.lines()):
                if number < room:
                    yield self._items.glue() + line
            room -= min(self._counts[severity], MOST, room)
        yield f'{self._items.end()}], "invocations": [{encode(self._invocation(failed))}]}}]}}\n'

    def _invocation(self, failed: Sequence[Failed]) -> dict[str, Any]:
        notes = [
            _notification(
                f"could not be read: {one_line(problem)}",
                "error",
                _artifact(path, self._about.root),
            )
            for path, problem in failed
        ]
        left = self._counts.total() - MOST
        if left > 0:
            notes.append(
                _notification(
                    f"{left} more findings are left out, the least grave ones: a run may hold"
                    f" {MOST}",
                    "warning",
                )
            )
        invocation: dict[str, Any] = {
            "executionSuccessful": not failed,
            "toolExecutionNotifications": notes,
        }
        if self._about.notes:
            invocation["toolConfigurationNotifications"] = [
                _notification(note, "warning") for note in self._about.notes
            ]
        return invocation

    def _result(self, known: str, artifact: dict[str, Any], finding: Finding) -> dict[str, Any]:
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "level": _LEVELS[finding.severity],
            "message": {"text": _plain(finding.message)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": artifact,
                        "region": _region(finding.place),
                    }
                }
            ],
            "partialFingerprints": {_FINGERPRINT: fingerprint(known, finding.fingerprint)},
        }
        if finding.code in self._numbers:
            result["ruleIndex"] = self._numbers[finding.code]
        # A fix that changes the encoding of the file is more than its edits.
        if finding.fix and finding.fix.changes and not finding.fix.encoding:
            result["fixes"] = [_fix(artifact, finding.fix)]
        return result


def _rules(about: About) -> list[dict[str, Any]]:
    """What the run may tell of: the kinds that are named, or the rules of ``check``."""
    if about.kinds is None:
        return [_described(rule, about.pages) for rule in rules().values()]
    return [
        {
            "id": word,
            "shortDescription": {"text": meaning},
            "defaultConfiguration": {"level": _LEVELS["error"]},
        }
        for word, meaning in about.kinds.items()
    ]


def _described(rule: Rule, pages: str | None) -> dict[str, Any]:
    about = f"{rule.summary} {' '.join(rule.reason.split())}".strip()
    blocks = [("Bad" if example.hits else "Good", example.shown) for example in rule.examples]
    told = f"{rule.summary}\n\n{rule.reason}".strip()
    described: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _plain(rule.summary)},
        "fullDescription": {"text": _plain(about)},
        "help": {
            "text": "\n\n".join([told, *(f"{kind}:\n{shown}" for kind, shown in blocks)]),
            "markdown": "\n\n".join(
                [told, *(f"{kind}:\n\n{_fenced(shown)}" for kind, shown in blocks)]
            ),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.on},
        "properties": {
            "tags": [rule.code[:3], rule.family],
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }
    return described | ({"helpUri": pages} if pages else {})


def _fenced(text: str) -> str:
    """*text* as a block of code, fenced by more backticks than it holds in a row."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}text\n{text}\n{fence}"


def _plain(text: str) -> str:
    """*text* as a message of one line, with brackets escaped, which would make a link."""
    shown = one_line(text)
    return shown.replace("[", "\\[").replace("]", "\\]") if "](" in shown else shown


def _region(place: Place) -> dict[str, int]:
    """The place, in columns from 1 that count characters, the end not included. Only its line if it
    is the whole dispatch.
    """
    return {"startLine": place.line} if place[:2] == place[2:4] else _span(place)


def _span(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fix(artifact: dict[str, Any], remedy: Remedy) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _span(change.place), "insertedContent": {"text": change.text}}
        for change in remedy.changes
    ]
    description = (
        "safe: no word of the news changes"
        if remedy.safety == "safe"
        else "unsafe: look at it before you take it"
    )
    return {
        "description": {"text": description},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }


def _notification(text: str, level: str, artifact: dict[str, Any] | None = None) -> dict[str, Any]:
    note: dict[str, Any] = {"level": level, "message": {"text": _plain(text)}}
    return note | (
        {"locations": [{"physicalLocation": {"artifactLocation": artifact}}]} if artifact else {}
    )


def _artifact(path: str, root: str) -> dict[str, Any]:
    """The location of an input: relative to the root, absolute outside it."""
    if path == STDIN:
        return {"uri": STDIN, "description": {"text": STDIN_WORDS}}
    inner = raw_relative(path, root)
    return (
        {"uri": _file_uri(inner)}
        if os.path.isabs(inner)
        else {"uri": _quoted(inner), "uriBaseId": _ROOT}
    )


def _root_uri(root: str) -> str:
    return _file_uri(os.path.abspath(root).replace(os.sep, "/").rstrip("/") + "/")


def _file_uri(path: str) -> str:
    """The URI of an absolute path with forward slashes ("/srv/a", "C:/a")."""
    return f"file://{'' if path.startswith('/') else '/'}{_quoted(path)}"


def _quoted(path: str) -> str:
    """*path* percent-encoded, byte by byte, so that even a name that is not UTF-8 can be found
    again.
    """
    return quote(os.fsencode(path), safe="/")
