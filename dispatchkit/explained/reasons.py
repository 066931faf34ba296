"""Why a rule gives a line its label, in words: as its profile or phrase table says, or, for
rules that no such file holds, ``data/rules.toml``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dispatchkit.agencies import sources
from dispatchkit.data import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatchkit.agencies.schema import Profile

# What is said of a line that its format marks: the export of a database, a captioned file.
_OF_FORMAT = "The format of the input marks it so."


class Reasons:
    """The reasons of rules, for readings with the profiles of one user; each file is read once."""

    def __init__(self, own: sources.Own = sources.NOTHING) -> None:
        self._own = own
        self._by_family: dict[str, Mapping[str, str]] = {}

    def of(self, rule: str, form: str = "text") -> str:
        """Why *rule* says what it says, in an input of the format *form*; empty if nobody has put
        it in words.
        """
        table = tables.load("data/rules")
        family = rule.partition(".")[0]
        if family not in self._by_family:
            self._by_family[family] = self._read(family)
        said: str = (
            table["rules"].get(rule)
            or self._by_family[family].get(rule)
            or table["families"].get(family, "")
        )
        return said or (_OF_FORMAT if family == form else "")

    def _read(self, family: str) -> dict[str, str]:
        """The reasons of all rules of a profile or phrase table, by their names."""
        found = self._file(family)
        if found is None:
            return {}
        return {rule.name: rule.why for rule in (*found.labels, *found.detects, *found.fields)}

    def _file(self, family: str) -> Profile | None:
        """The profile or phrase table whose rules begin with *family*: the user's own first."""
        path = next((path for path in self._own.profiles if sources.stem(path) == family), None)
        if path is None and family in sources.names():
            path = sources.path_of(family)
        if path is not None:
            return sources.read(path)
        phrases = os.path.join(sources.PHRASES, f"{family}.toml")
        return sources.shipped_phrases(phrases) if os.path.exists(phrases) else None
