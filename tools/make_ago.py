"""Derive ``dispatchkit/data/ago.toml`` from CLDR, by way of Babel.

    pip install babel && python tools/make_ago.py

What CLDR lacks ("minutos atrás", "an hour") is in
``ago_extra.toml``, which this script does not touch.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
from typing import TYPE_CHECKING, Any

import tables
from babel import Locale
from make_months import LOCALES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Languages that need no table of months.
MORE = "ja zh zh_Hant"
_UNITS = ("second", "minute", "hour", "day", "week", "month")
_WIDTHS = ("", "-short", "-narrow")
# "-{0} h" says "ago" by a sign, which stands before figures of any kind.
_SIGNED_RE = re.compile(r"[-\u2010-\u2015\u2212][\u00a0 ]?\{0\}")
# Marks of direction, and spaces that are not cut.
_SMOOTH = {0x200B: None, 0x200E: None, 0x200F: None, 0xA0: " ", 0x202F: " "}
_ABOUT = """
How long ago something was, as pages print it. Do not edit: additions go to ago_extra.toml. ago: {0}
stands for a number; what a language says without one ("two hours" in a word) stands beside it.
years: the same of years. now: what says that it has just been.
"""


def block(name: str) -> str:
    """The lines of one locale: its distinct forms of every unit and width, and of every number that
    has a form of its own.
    """
    fields = Locale.parse(name)._data["date_fields"]  # noqa: SLF001 (Babel has no other door to them)
    now = fields.get("second", {}).get("relative", {}).get(0)
    parts = {
        "ago": _past(fields, _UNITS),
        "years": _past(fields, ("year",)),
        "now": [now.translate(_SMOOTH)] if now else [],
    }
    lines = [tables.entry(key, forms) for key, forms in parts.items() if forms]
    return f"\n[{name}]\n{''.join(lines)}" if lines else ""


def _past(fields: Mapping[str, Any], units: Sequence[str]) -> list[str]:
    """The distinct forms of *units* in the past, of every width."""
    found = [
        form
        for unit in units
        for width in _WIDTHS
        for form in fields.get(unit + width, {}).get("past", {}).values()
    ]
    able = dict.fromkeys(form.translate(_SMOOTH) for form in found if not _SIGNED_RE.search(form))
    return list(able)


def main() -> int:
    """Write the table; 0."""
    # A process for each locale, as in make_months.py.
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=1) as pool:
        blocks = pool.map(block, f"{LOCALES} {MORE}".split(), chunksize=1)
    tables.write("ago", tables.from_cldr(_ABOUT, "make_ago.py"), *blocks)
    return 0


if __name__ == "__main__":
    sys.exit(main())
