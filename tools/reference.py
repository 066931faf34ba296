"""The pages of docs/ that are made from the code: labels.md and profile-keys.md.

    python tools/reference.py            write them
    python tools/reference.py --check    exit 1 if one of them is not what the code says

``reference.toml`` says what each label means and names a line that gets it; the rule that gives the
label is found by reading the dump. The keys of a profile are those of ``dispatchkit schema
profile``. The other generated pages have tools of their own: ``architecture.py``, ``formats.py``
and ``rules.py``. ``nox -s docs`` builds the site.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import dispatchkit
from dispatchkit import schemas
from dispatchkit.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatchkit.trace import LabelledLine

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
REFERENCE = ROOT / "tools" / "reference.toml"

LABELS_HEAD = """\
# Labels

Every line of an input has exactly one label. `dispatchkit explain` prints it with the rule that
gave it; profiles give labels by these names, and each entry of a record's `boilerplate` carries
one. The page is made from `tools/reference.toml`, which also says where each line was found, by
`python tools/reference.py`; the tests check that each example gets its label.
"""
# A heading and a sentence for each group of labels, by the first label of the group.
GROUPS = {
    Label.BLANK: ("Blank lines", "A line that prints nothing."),
    Label.ENVELOPE: (
        "What becomes a field",
        "Head and credits. What such a line says besides its field is also in `boilerplate`.",
    ),
    Label.TEXT: (
        "What becomes the body",
        "The `paragraphs` of the record: `text` has the role `body`, the others their own name.",
    ),
    Label.ENDMARK: (
        "What becomes boilerplate",
        "Furniture: it is kept in `boilerplate`, with its label and rule.",
    ),
}

KEYS_HEAD = """\
# Keys of a profile

All that an agency's TOML file may say; [Write a profile in ten minutes](profiles.md) shows how. An
unknown key is refused, with file and place. The page is made from `dispatchkit schema profile` and
`tools/reference.toml` by `python tools/reference.py`.
"""
TABLES = {
    "check": "`[check]`: what its own style excuses from `dispatchkit check`",
    "label": "`[[label]]`: what a line is",
    "detect": "`[[detect]]`: who sent a dump",
    "field": "`[[field]]`: what stands at the end of a paragraph",
}
# Keys whose values have a list of their own.
LISTED = {
    "label": "One of the [labels](labels.md).",
    "field": "One of the [names below](#groups-of-a-pattern).",
}
GROUPS_HEAD = """
## Groups of a pattern

A `regex` may name its groups, and a `prefix` rule says with `field = "..."` what the text after the
prefix fills; both use these names. A name that fills no field tells readers of the profile what
stands there; as any group, it keeps `check --fix` from taking the line out.

| name | what it fills |
| --- | --- |
"""


class Example(NamedTuple):
    """A label, what it means, and a line that gets it: where it stands, and the line itself."""

    label: Label
    about: str
    dump: str
    text: str
    line: str


def examples() -> Iterator[Example]:
    """The examples of ``reference.toml``, in the order of the labels."""
    rows = tomllib.loads(REFERENCE.read_text(encoding="utf-8"))["label"]
    for row in rows:
        label = Label[row["label"].upper()]
        yield Example(label, row["about"], row.get("dump", ""), row.get("text", ""), row["line"])


def read(example: Example) -> list[LabelledLine]:
    """The labelled lines of an example's dump whose text is that of its line."""
    data = (ROOT / example.dump).read_bytes() if example.dump else example.text.encode()
    parts = dispatchkit.trace_bytes(data, path=example.dump or "-").parts
    lines = [line for part in parts for line in part.lines]
    return [line for line in lines if line.line.text.strip() == example.line]


def labels_page() -> str:
    """docs/labels.md."""
    parts = [LABELS_HEAD]
    for example in examples():
        if example.label in GROUPS:
            heading, about = GROUPS[example.label]
            parts.append(f"\n## {heading}\n\n{about}\n\n")
            parts.append("| label | what it is | a line that gets it | by the rule |\n")
            parts.append("| --- | --- | --- | --- |\n")
        rule = next(line.rule for line in read(example) if line.label is example.label)
        shown = f"`{example.line}`" if example.line else ""
        parts.append(f"| `{example.label.word}` | {example.about} | {shown} | `{rule}` |\n")
    return "".join(parts)


def groups() -> dict[str, str]:
    """The names that a group of a pattern may have, and what each fills."""
    rows = tomllib.loads(REFERENCE.read_text(encoding="utf-8"))["group"]
    return {row["name"]: row["fills"] for row in rows}


def keys_page() -> str:
    """docs/profile-keys.md."""
    schema: dict[str, Any] = schemas.profile()
    facts = {key: value for key, value in schema["properties"].items() if key not in TABLES}
    parts = [KEYS_HEAD, _table("Its facts", facts, schema.get("required", []))]
    for key, heading in TABLES.items():
        table = schema["properties"][key]
        table = table.get("items", table)
        parts.append(_table(heading, table["properties"], table.get("required", [])))
    parts.append(GROUPS_HEAD)
    parts += [f"| `{name}` | {fills} |\n" for name, fills in groups().items()]
    return "".join(parts)


def _table(heading: str, properties: dict[str, Any], required: list[str]) -> str:
    """A heading and the keys below it."""
    rows = [
        f"| `{key}` | {_kind(schema)} | {'yes' if key in required else ''}"
        f" | {_escaped(schema.get('description', ''))}{_choices(key, schema)} |\n"
        for key, schema in properties.items()
    ]
    head = "| key | value | required | meaning |\n| --- | --- | --- | --- |\n"
    return f"\n## {heading}\n\n{head}{''.join(rows)}"


def _escaped(text: str) -> str:
    """The text with "<" escaped, which Markdown would take for a tag."""
    return text.replace("<", "\\<")


def _kind(schema: dict[str, Any]) -> str:
    """What a value is, in a word or two."""
    if "const" in schema:
        return f"`{schema['const']}`"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(choice) for choice in schema["anyOf"]))
    names = {"array": "list", "boolean": "true or false", "object": "table"}
    return names.get(schema.get("type", ""), "text")


def _choices(key: str, schema: dict[str, Any]) -> str:
    """The values that a key may have, or where they are listed."""
    if key in LISTED:
        return f" {LISTED[key]}"
    values = schema.get("enum") or schema.get("items", {}).get("enum")
    return f" One of {', '.join(f'`{value}`' for value in values)}." if values else ""


PAGES = {"labels.md": labels_page, "profile-keys.md": keys_page}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    check = parser.parse_args().check
    stale = []
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if check and path.read_text(encoding="utf-8") != text:
            stale.append(name)
        elif not check:
            path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(
            f"docs/{name} is not what the code says: run python tools/reference.py", file=sys.stderr
        )
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
