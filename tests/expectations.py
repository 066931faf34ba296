"""Expectations of whole dispatches, as tests/dispatches/README.md describes them, and how they are
compared with a record.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dispatchkit.expectations import compared
from dispatchkit.expectations.compared import Got
from dispatchkit.labels import Label
from dispatchkit.text.repair import clean, repair

if TYPE_CHECKING:
    from pathlib import Path

    from dispatchkit.trace import LabelledLine, PartTrace

Record = dict[str, Any]


def load(path: Path) -> Record:
    """The expectation in a JSON file."""
    content: Record = json.loads(path.read_text(encoding="utf-8"))
    return content


def differences(expected: Record, records: list[Record]) -> list[str]:
    """What differs between an expectation and the records of its dump, in words; empty when all is
    as expected.
    """
    return [str(one) for one in compared.differences(expected, [Got(one) for one in records])]


# --- nothing lost ----------------------------------------------------------------------------------------------------------

# A field says these otherwise than the line does: "04.12.2021" as an ISO date, "By" as a role.
SAID_OTHERWISE = (Label.DATE, Label.UPDATED, Label.CREDIT, Label.BYLINE)


def words(text: str) -> list[str]:
    """The words of a text as the parser cleans it."""
    return re.findall(r"[^\W_]+", clean(text))


def unsaid(part: PartTrace) -> list[LabelledLine]:
    """The lines of a dispatch that stand in no paragraph and no boilerplate, and have a word that
    no field says.
    """
    if part.dispatch is None:
        return []
    said = set(words(json.dumps(part.dispatch.to_dict(), ensure_ascii=False)))
    spans = [paragraph.lines for paragraph in part.dispatch.paragraphs] + [
        entry.lines for entry in part.dispatch.boilerplate
    ]
    kept = {number for first, last in spans for number in range(first, last + 1)}
    loose = [
        line
        for line in part.lines
        if line.label is not Label.BLANK and line.line.number not in kept
    ]
    return [line for line in loose if not said.issuperset(words(repair(line.line.text)))]
