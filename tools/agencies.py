"""The pages of the site about agencies: one for each profile that ships, and an index by country
and language. They are made of the profiles when the site is built (``docs/conf.py``).

    python tools/agencies.py FOLDER    write the pages into FOLDER

A page shows as examples only what dispatchkit reads as it says: the datelines are read by the
grammar, and the lines are the examples of the rules, which ``dispatchkit profile check`` tries.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit import parse_dateline
from dispatchkit.agencies import sources
from dispatchkit.data import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatchkit.agencies.rules import Rule
    from dispatchkit.agencies.schema import Profile

STORY = "The ferry to the islands runs again, its owner said."
# A dateline of each form that needs no credit; {} stands for one where there is one.
FORMS = {
    "line": "OSLO\n{story}",
    "dash": "OSLO - {story}",
    "colon": "Oslo: {story}",
    "date": "OSLO, May 3. {story}",
    "open": "OSLO ({credit}) {story}",
}
INDEX = """\
# Agencies

The {count} profiles that ship, each with its page, made of the profile's file when this site is
built. An agency without a profile is read as well: a profile knows its credits, and lines that
nobody else prints. [Write a profile in ten minutes](../profiles.md) says how.

## By country

{countries}
## By language

{languages}"""
# Pages that the index leads to and no menu: a menu of two hundred on each page takes a minute.
HEAD = """\
---
orphan: true
---

# {name}

"""
RULES = {
    "What its lines are": (
        "labels",
        "Lines of its own; those that are neither a field nor text go into `boilerplate`.",
    ),
    "What tells that it is the sender": (
        "detects",
        "Besides a dateline or line with its credit. One proof is enough; of hints two are needed.",
    ),
    "What stands inside paragraphs": (
        "fields",
        "It is cut from the end of the paragraph, and kept as what it is.",
    ),
}


class Dateline(NamedTuple):
    """The opening of a story, and what the grammar reads in it."""

    printed: str
    place: str
    agencies: str


def profiles() -> list[Profile]:
    """All profiles that ship."""
    return [sources.read(path) for path in sources.files(sources.PROFILES)]


def pages() -> dict[str, str]:
    """The pages by the names of their files."""
    found = profiles()
    return {
        "index.md": _index(found),
        **{f"{profile.id}.md": page(profile, found) for profile in found},
    }


def page(profile: Profile, others: Iterable[Profile]) -> str:
    """The page of an agency. *others* may extend its profile."""
    extending = [other for other in others if other.extends == profile.id]
    return "".join(
        [
            HEAD.format(name=_escaped(profile.name)),
            *_facts(profile, extending),
            *_datelines(profile),
            *_rules(profile),
            *_excused(profile),
        ]
    )


def _facts(profile: Profile, extending: list[Profile]) -> Iterator[str]:
    """What it is and how it is named."""
    languages = ", ".join(f"{language(tag)} (`{tag}`)" for tag in profile.languages)
    file = f"{profile.id}.toml <../../dispatchkit/agencies/profiles/{profile.id}.toml>"
    facts = {
        "id": f"`{profile.id}`",
        "country": f"{country(profile.country)} (`{profile.country}`)" if profile.country else "",
        "languages": languages,
        "time zone": f"`{profile.timezone}`" if profile.timezone else "",
        "credits": ", ".join(map(code, profile.credits)),
        "credits once it is known": ", ".join(map(code, profile.ambiguous)),
        "also asks the rules of": _link(profile.extends) if profile.extends else "",
        "its rules are also asked by": ", ".join(_link(other.id) for other in extending),
        "profile": f"{{download}}`{file}`",
    }
    yield "| | |\n| --- | --- |\n"
    yield from (f"| {name} | {value} |\n" for name, value in facts.items() if value)


def datelines(profile: Profile) -> list[Dateline]:
    """Openings of stories that the grammar reads as this agency's."""
    openings: list[tuple[str, str | None]] = [
        (f"OSLO, May 3 ({credit}) - {STORY}", None) for credit in profile.credits
    ]
    credit = next(iter(profile.credits), "")
    openings += [
        (FORMS[form].format(story=STORY, credit=credit), profile.id) for form in profile.datelines
    ]
    found = []
    for text, agency in openings:
        read, rest = parse_dateline(text, agency=agency)
        if read is None or read.place is None or not (agency or profile.id in read.agencies):
            continue
        printed = text.removesuffix(rest).strip()
        found.append(Dateline(printed, read.place, ", ".join(read.agencies)))
    return found


def _datelines(profile: Profile) -> Iterator[str]:
    """Examples of its datelines."""
    found = datelines(profile)
    if found:
        yield "\n## Datelines\n\nOf the many forms that are read, one for each of its credits, in"
        yield " English, and those that it prints without one.\n\n"
        yield "| printed | place | agencies |\n| --- | --- | --- |\n"
    for one in found:
        agencies = code(one.agencies) if one.agencies else ""
        yield f"| {code(one.printed)} | {_escaped(one.place)} | {agencies} |\n"


def _rules(profile: Profile) -> Iterator[str]:
    """Its rules, each with an example and its reason."""
    for heading, (kind, about) in RULES.items():
        rules: tuple[Rule, ...] = getattr(profile, kind)
        if not rules:
            continue
        yield f"\n## {heading}\n\n{about}\n\n"
        yield "| an example | what it is | where | why | rule |\n| --- | --- | --- | --- | --- |\n"
        for rule in rules:
            what, why = _what(rule, kind), _escaped(rule.why)
            yield f"| {code(rule.match[0])} | {what} | {rule.where} | {why} | `{rule.name}` |\n"


def _what(rule: Rule, kind: str) -> str:
    """What a line is that a rule hits, or how much it tells of the sender."""
    if rule.label is not None:
        return rule.label.word
    return rule.weight if kind == "detects" else ""


def _excused(profile: Profile) -> Iterator[str]:
    """What ``dispatchkit check`` excuses."""
    if not (profile.ignored or profile.usual):
        return
    why = tables.parse(profile.path)["check"]["why"]
    yield "\n## What `check` excuses\n\n"
    for codes, about in (
        (profile.ignored, "do not hold for it"),
        (profile.usual, "find what it always prints, and are reported as info"),
    ):
        if codes:
            yield f"- Rules that {about}: {', '.join(f'`{one}`' for one in codes)}.\n"
    yield f"\nThe reason: {_escaped(why)}. [Rules of check](../rules.md) has all of them.\n"


def _index(found: list[Profile]) -> str:
    """The index by country and language."""
    countries: defaultdict[str, list[Profile]] = defaultdict(list)
    languages: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in found:
        countries[country(profile.country) if profile.country else "Any"].append(profile)
        for name in dict.fromkeys(map(language, profile.languages)):
            languages[name].append(profile)
    return INDEX.format(
        count=len(found), countries=_listed(countries), languages=_listed(languages)
    )


def _listed(groups: dict[str, list[Profile]]) -> str:
    """A line for each group, with links."""
    return "".join(
        f"- {name}: {', '.join(f'[{_escaped(one.name)}]({one.id}.md)' for one in groups[name])}\n"
        for name in sorted(groups)
    )


@cache
def country(of: str) -> str:
    """The English name of a country."""
    table = tables.load("data/countries")
    names: dict[str, str] = dict(zip(table["codes"], table["names"]["en"], strict=True))
    return names[of]


def language(tag: str) -> str:
    """The English name of a language, whatever its region."""
    names: dict[str, list[str]] = tables.load("data/language_codes")["names"]
    return names[tag.partition("-")[0]][0]


def _link(name: str) -> str:
    return f"[{name}]({name}.md)"


def _escaped(text: str) -> str:
    """Text of which Markdown takes nothing for a mark."""
    return re.sub(r"([\\`*_{}\[\]<>#|$~^])", r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Text as code in a cell of a table; "⏎" where a line ends."""
    shown = text.replace("\n", " ⏎ ").replace("|", "\\|").strip()
    longest = max(map(len, re.findall("`+", shown)), default=0)
    space = " " if longest else ""
    fence = "`" * (longest + 1)
    return f"{fence}{space}{shown}{space}{fence}"


def write(folder: Path) -> None:
    """Write the pages into *folder*: those that have changed, and no others stay there."""
    made = pages()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where the pages go")
    write(parser.parse_args().folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
