"""Days in the names of files, as desks and feeds write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatchkit.grammar.dates.found import gregorian
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from datetime import date

# The day at either end of a file name: "20211204-ferry.txt", "ferry_2021_12_04.txt".
_NAME_RES = (
    pattern(r"^(?P<year>(?:19|20)\d\d)([-_.]?)(?P<month>\d\d)\2(?P<day>\d\d)(?!\d)"),
    pattern(r"(?<!\d)(?P<year>(?:19|20)\d\d)([-_.]?)(?P<month>\d\d)\2(?P<day>\d\d)$"),
)


def day_in_name(path: str) -> date | None:
    """The day with which the file name in *path* begins or ends; None if there is none."""
    name = re.split(r"[/\\]", path)[-1].partition(".txt")[0]
    for form in _NAME_RES:
        found = form.search(name) or form.search(name.rpartition(".")[0])
        if found:
            return gregorian(int(found["year"]), int(found["month"]), int(found["day"]))
    return None
