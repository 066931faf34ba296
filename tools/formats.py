"""Makes docs/formats.md: which formats are read, which are only recognised, and which keys of the
record each output format carries. The page is made from the code alone.
"""

from __future__ import annotations

import importlib.util
import inspect
import sys
from pathlib import Path

from dispatchkit.model import RECORD_KEYS
from dispatchkit.reading import formats
from dispatchkit.reading.kinds import Format
from dispatchkit.writing import RENDERERS, carries, stored

PAGE = Path(__file__).parents[1] / "docs/formats.md"

HEAD = """\
# Formats

This page is made by `python tools/formats.py`.

## What is read

Formats are asked in this order, and the first that recognises an input reads it.

| `--from` | what it is | can be mended in place |
| --- | --- | --- |
"""
UNREAD = """
These are recognised by their content and refused, because there is no reader for them yet: {}.

## What is written

Each column is a format of `parse -f`, each row a key of the record. A key that a format does not
carry leaves no trace in its output. Of `dateline` and `notice`, text carries what is printed, not
what it means; of `paragraphs`, all but JSON, SQLite and Parquet carry the text and no lines.

"""


def page() -> str:
    """The text of docs/formats.md."""
    kinds = [kind for one in formats.readers() for kind in one.KINDS]
    rows = [
        f"| `{kind.word}` | {kind.title} | {'yes' if kind.is_rewritable else 'no'} |\n"
        for kind in kinds
    ]
    unread = ", ".join(kind.title for kind in Format if kind not in kinds)
    return HEAD + "".join(rows) + UNREAD.format(unread) + _written()


def _written() -> str:
    """The table of the keys that each format carries."""
    carried = {name: carries(name) for name in RENDERERS}
    carried |= {name: stored.format_of(name).CARRIES for name in stored.names()}
    names = sorted(carried)
    head = [
        f"| key | {' | '.join(f'`{name}`' for name in names)} |",
        "| --- " * (len(names) + 1) + "|",
    ]
    rows = [
        f"| `{key}` | {' | '.join('yes' if key in carried[name] else '' for name in names)} |"
        for key in RECORD_KEYS
    ]
    return "\n".join([*head, *rows]) + "\n" + "".join(map(_about, names))


def _about(name: str) -> str:
    """What the module of a format says about it."""
    modules = ("writing.stored." + name, f"writing.{name}", f"writing.{name}_")
    found = next(one for one in modules if importlib.util.find_spec(f"dispatchkit.{one}"))
    text = inspect.getdoc(importlib.import_module(f"dispatchkit.{found}")) or ""
    return f"\n### {name}\n\n{text.replace('``', '`')}\n"


def main() -> int:
    """Write the page; with ``--check`` return 1 if it is not what the code says."""
    text = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    elif PAGE.read_text(encoding="utf-8") != text:
        print("docs/formats.md is not what the code says: run python tools/formats.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
