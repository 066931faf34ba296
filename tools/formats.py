"""Makes docs/formats.md: which formats are read, which are only recognised, and which keys of the
record each output format carries. The page is made from the code alone.
"""

from __future__ import annotations

import importlib.util
import inspect
import sys
from pathlib import Path

from dispatchkit.model import OPTIONAL_KEYS, RECORD_KEYS
from dispatchkit.reading import formats
from dispatchkit.reading.exports.database import FIELDS
from dispatchkit.reading.listed import listed, refused
from dispatchkit.writing import RENDERERS, carries, stored

PAGE = Path(__file__).parents[1] / "docs/formats.md"

HEAD = """\
# Formats

This page is made by `python tools/formats.py`.

## What is read

Formats are asked in this order, and the first that recognises an input reads it.

| `--from` | what it is | what shows it | extra | can be mended in place |
| --- | --- | --- | --- | --- |
"""
OWN = """
## Formats of your own

An export that none of these reads is described by a TOML file, as the databases above are
(`dispatchkit/reading/exports/databases`), and named in the configuration: `formats =
["mine.toml"]`. A file that is not right is refused with the file and the key (exit 2), and so is
one whose examples are not read as it says: each of `hits` is one article, none of `misses` an
export. Its word serves as those of the formats that ship (`--from mine`), and it is looked for in
the text of HTML, Word and mail, too.

```toml
word = "mine"
title = "my archive"
hits = ['''
@@ 1
H: Bridge closed
D: 14 March 2019

The bridge has been closed since Tuesday.
''']
misses = ["Ada @@ 1"]

[shown]              # an input is in the format if it holds one of the words,
holds = ["@@"]       # and `least` (1) of the patterns fit lines of its beginning
lines = ['@@ \\d+']

[parts]              # what parts articles: begin, end, cover, page; or `headed`, the line of
begin = ['@@ \\d+']  # source and day below a headline

[labels]             # the labels of each field, as printed; `common = true` takes those that some
headline = ["H"]     # forty languages have for them. `flow = "line"`: a value ends with its line,
published = ["D"]    # "label": it goes on to the next label
envelope = ["W"]     # what no field of the record holds
```

`[head]` names the lines without a label above the text in their order (`lines = "headline+ source
date"`), the `fields` that they fill and the `forms` (patterns) of those that are known by theirs;
`[foot]` has the `lines` below the text. `[cut]` takes off the value of a field what is not of it,
`[take]` has groups for what is, and `[beside]` for what the line of the day says of other fields.
The fields are {}.
"""
UNREAD = """
These are recognised by their content and refused, because there is no reader for them yet: {}.
"""
WRITTEN = """
## What is written

Each column is a format of `parse -f`, each row a key of the record. A key that a format does not
carry leaves no trace in its output. Of `dateline` and `notice`, text carries what is printed, not
what it means; of `paragraphs`, all but JSON, SQLite and Parquet carry the text and no lines.

"""


def page() -> str:
    """The text of docs/formats.md."""
    kinds = list(dict.fromkeys(kind for one in formats.readers() for kind in one.KINDS))
    told = {one.word: one for one in listed()}
    rows = [
        f"| `{kind.word}` | {kind.title} | {_cell(told[kind.word].shown)} |"
        f" {told[kind.word].extra or ''} | {'yes' if kind.is_rewritable else 'no'} |\n"
        for kind in kinds
    ]
    own = OWN.format(", ".join(f"`{field}`" for field in sorted(FIELDS)))
    unread = ", ".join(kind.title for kind in refused())
    return HEAD + "".join(rows) + UNREAD.format(unread) + own + WRITTEN + _written()


def _cell(text: str) -> str:
    """A text in the cell of a table, its mark-up as it is printed."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


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
        for key in (*RECORD_KEYS, *OPTIONAL_KEYS)
    ]
    return "\n".join([*head, *rows]) + "\n" + "".join([_about(name) for name in names])


def _about(name: str) -> str:
    """What the module of a format says about it."""
    file = name.replace("-", "_")
    modules = (f"writing.stored.{file}", f"writing.{file}", f"writing.{file}_")
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
