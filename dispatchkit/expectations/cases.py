"""Dumps with expectations beside them: which there are, what comes out of each, and how an
expectation is written from that.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit import api
from dispatchkit.errors import DispatchkitError, ProfileError
from dispatchkit.expectations.compared import Got, differences, expects_nothing, plain
from dispatchkit.expected import (
    DATELINE_TEXTS,
    FOR_PEOPLE,
    MOMENTS,
    NO_DUMPS,
    SUFFIX,
    TEXTS,
    parts,
)
from dispatchkit.files.configuration import FILE, PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.agencies.sources import Own
    from dispatchkit.expectations.compared import Record
    from dispatchkit.expected import Expected
    from dispatchkit.trace import Trace


class Case(NamedTuple):
    """A dump and the file of its expectation, which may not be there yet."""

    dump: str
    expectation: str


def cases_of(paths: list[str]) -> Iterator[Case]:
    """The cases among files: each dump, named itself or by its expectation, once."""
    met = set()
    dumps_in = cache(_dumps_in)
    for path in paths:
        stem, suffix = os.path.splitext(path)
        dump = dumps_in(os.path.dirname(path)).get(stem, "") if suffix == SUFFIX else path
        if suffix not in NO_DUMPS or suffix == SUFFIX:
            case = Case(dump, f"{stem}{SUFFIX}")
            if case.expectation not in met:
                met.add(case.expectation)
                yield case


def _dumps_in(folder: str) -> dict[str, str]:
    """The files in a folder that may be dumps, each by its path without its extension; of several
    with one name the first.
    """
    found: dict[str, str] = {}
    for name in sorted(os.listdir(folder or ".")):
        stem, suffix = os.path.splitext(name)
        if suffix not in NO_DUMPS:
            found.setdefault(os.path.join(folder, stem), os.path.join(folder, name))
    return found


def beside(dump: str, own: Own) -> Own:
    """What a user adds, with the profiles that lie beside a dump."""
    folder = os.path.dirname(dump)
    known = {os.path.basename(path) for path in own.profiles}
    found = tuple(
        os.path.abspath(os.path.join(folder, name))
        for name in sorted(os.listdir(folder or "."))
        if name.endswith(".toml") and name not in (FILE, PROJECT) and name not in known
    )
    return own._replace(profiles=(*own.profiles, *found))


def results(dump: str, profile: str | None, own: Own, **how: Any) -> list[Got]:
    """What comes out of a dump, dispatch by dispatch; nothing if no dispatch can be read from it.
    *how*: the other options of reading. ProfileError, OSError.
    """
    with open(dump, "rb") as file:
        data = file.read()
    try:
        return got_of(api.trace_bytes(data, path=dump, profile=profile, own=own, **how))
    except ProfileError:
        raise
    except DispatchkitError:
        return []


def got_of(trace: Trace) -> list[Got]:
    """The records of a trace, each with the labels of its lines."""
    return [
        Got(
            part.dispatch.to_dict(),
            [(line.line.text, line.label.word) for line in part.lines],
        )
        for part in trace.parts
        if part.dispatch is not None
    ]


# --- expectations from what comes out ------------------------------------------------------------

# What a new expectation says, where there is something to say.
_FIRST = (
    *("agency", "language", "notice"),
    *("section", "headline", "abstract", "byline", "dateline", "located"),
    *("published", "updated", "keywords", "paragraphs", "boilerplate_contains"),
)


def drafted(expected: Expected | None, found: list[Got]) -> Expected:
    """The expectation that what comes out meets: with the keys of an earlier one, *expected*, or
    with those that a new one has.
    """
    if not found:
        return {**_kept(expected or {}), "error": True}
    earlier = parts(expected) if expected else [{}]
    if len(found) == 1 and "dispatches" not in (expected or {}):
        return _draft(earlier[0], found[0])
    olds = earlier if len(earlier) == len(found) else [{}] * len(found)
    return {
        **_kept(expected or {}),
        "count": len(found),
        "dispatches": [_draft(old, got) for old, got in zip(olds, found, strict=True)],
    }


def _kept(expected: Expected) -> Expected:
    """What a person has said of a case besides what must come out."""
    return {key: expected[key] for key in FOR_PEOPLE if key in expected}


def _draft(earlier: Expected, got: Got) -> Expected:
    """The expectation of one dispatch: what an *earlier* one says and is right stays as it is, also
    what is no field, which only a person can say anew.
    """
    said = _said(got)
    draft = _kept(earlier)
    keys = [key for key in earlier if key not in ("error", "count")]
    for key in _FIRST if expects_nothing(earlier) else keys:
        if key not in earlier:
            draft |= {key: said[key]} if said[key] not in (None, []) else {}
        elif key not in said or not any(differences({key: earlier[key]}, [got])):
            draft[key] = earlier[key]
        else:
            draft[key] = _anew(earlier[key], said[key])
    if "labels" in earlier:
        labels = {plain(text): label for text, label in got.lines}
        draft["labels"] = {
            text: labels.get(plain(text), label) for text, label in earlier["labels"].items()
        }
    return draft


def _anew(earlier: Any, said: Any) -> Any:
    """What is said of a field, with the keys alone that it had."""
    if isinstance(earlier, dict) and isinstance(said, dict):
        return {key: said.get(key) for key in earlier}
    return said


def _said(got: Got) -> Expected:
    """What a record says, in the words of expectations."""
    record = got.record
    dateline = record["dateline"]
    return {
        **{key: record.get(key) for key in (*TEXTS, *MOMENTS, "located", "language", "keywords")},
        "agency": record["agency"] and record["agency"]["id"],
        "notice": record["notice"] and record["notice"]["kind"],
        "byline": [{"name": one["name"], "role": one["role"]} for one in record["byline"]],
        "dateline": dateline
        and {
            key: dateline[key]
            for key in (*DATELINE_TEXTS, "date", "text")
            if dateline[key] is not None
        },
        **_texts_of(record),
    }


def _texts_of(record: Record) -> Expected:
    """The paragraphs, and the boilerplate that stands in none of them."""
    bodies = [plain(one["text"]) for one in record["paragraphs"]]
    return {
        "paragraphs": [
            {"crosshead": one["text"]} if one["role"] == "crosshead" else one["text"]
            for one in record["paragraphs"]
        ],
        "boilerplate_contains": [
            text
            for text in dict.fromkeys(entry["text"] for entry in record["boilerplate"])
            if not any(plain(text) in body for body in bodies)
        ],
    }


def written(expected: Expected) -> str:
    """An expectation as its file holds it."""
    return json.dumps(expected, ensure_ascii=False, indent=2) + "\n"
