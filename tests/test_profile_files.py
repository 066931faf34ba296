"""Users' profiles: what is refused, that every key does something, and that no pattern can hang a
run.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from program import program

import dispatchkit
from dispatchkit import Own, ProfileError, check, parse_text
from dispatchkit.structure.axes import FAMILIES
from dispatchkit.text import regexes

PACKAGE = Path(dispatchkit.__file__).parent
HEAD = 'schema = 1\nid = "tarn"\nname = "Tarn Press"\nlanguages = ["en"]\n'
RULE = '[[{kind}]]\nid = "r"\n{body}\nwhy = "w"\nmatch = ["{match}"]\nmiss = ["Nothing of it."]\n'
STORY = (
    "Tram depot opens its doors\n\n{opening} The tram depot of Tarnholm opened its doors to the"
    " public on Monday, ninety years after it was built.\n\nThe office said that 800 people had"
    " come before noon, and that the oldest car would run again.\n{tail}"
)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments), catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def profile(folder: Path, text: str, name: str = "tarn.toml") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def rule(kind: str, body: str, match: str) -> str:
    return RULE.format(kind=kind, body=body, match=match)


def story(opening: str = "TARNHOLM, May 3 (TPX) -", tail: str = "") -> str:
    return STORY.format(opening=opening, tail=tail)


# --- what is refused -------------------------------------------------------------------------------------------------------

# By every command that reads with the profile.
WRONG = [
    (HEAD.replace('["en"]', '["english"]'), "languages[0]", "did you mean en?"),
    (HEAD.replace('["en"]', '["en", "EN"]'), "languages[1]", "is written 'en'"),
    (HEAD.replace('["en"]', '["en-UK"]'), "languages[0]", "did you mean en-GB?"),
    (HEAD.replace('["en"]', '["en-QX"]'), "languages[0]", "no region QX"),
    (HEAD.replace('["en"]', '["pt_BR"]'), "languages[0]", "did you mean pt-BR?"),
    (HEAD + 'country = "UK"\n', "country", "did you mean GB?"),
    (HEAD + 'timezone = "Europe/Olso"\n', "timezone", "did you mean Europe/Oslo?"),
    (HEAD + '[check]\nignore = ["DK999"]\nwhy = "w"\n', "check.ignore[0]", "no rule has a code"),
    (HEAD + 'extends = "reuter"\n', "extends", "did you mean reuters?"),
    (HEAD + 'extends = "tarn"\n', "extends", "circle"),
    (HEAD + 'credits = ["TPX", "2021"]\n', "credits[1]", "no letter"),
    (HEAD + 'ambiguous = ["("]\n', "ambiguous[0]", "no letter"),
    (HEAD.replace("Tarn Press", "24"), "name", "no letter"),
    (HEAD + 'encodings = ["cp1252"]\n', "encodings", "unknown key 'encodings'"),
    (
        HEAD + rule("label", 'label = "promos"\nline = "Buy now"', "Buy now"),
        "label[0].label",
        "did you mean promo?",
    ),
    (
        HEAD + rule("label", 'label = "promo"\nregex = "(a+)+$"\nkeywords = ["aaa"]', "aaa"),
        "label[0].regex",
        "for ever",
    ),
    (
        HEAD
        + rule(
            "label",
            'label = "promo"\nregex = "' + "(" * 2000 + ")" * 2000 + '"\nkeywords = ["aaa"]',
            "aaa",
        ),
        "label[0].regex",
        "not a regular expression",
    ),
]
# By `profile check` alone: it does nothing, or harm.
IDLE = [
    (HEAD + 'credits = ["News"]\n', "credits[0]", "a word of every text"),
    (HEAD + 'credits = ["Monday"]\n', "credits[0]", "a word of every text"),
    (HEAD + 'credits = ["AFP"]\n', "credits[0]", "a credit of the profile afp"),
    (HEAD + 'credits = ["TPX"]\nambiguous = ["tpx"]\n', "credits[0]", "in ambiguous too"),
    (HEAD + rule("field", 'prefix = "(ends)"', "(ends)"), "field[0].prefix", "only a regex"),
    (
        HEAD
        + rule("label", 'label = "promo"\nregex = "Buy\\\\nnow"\nkeywords = ["buy"]', "Buy\\nnow"),
        "label[0].match[0]",
        "no line break",
    ),
    (
        HEAD + rule("label", 'label = "promo"\nline = "Buy now"', "“Buy now”"),
        "label[0].match[0]",
        "never fires",
    ),
    (
        HEAD + rule("label", f'label = "promo"\nline = "{"buy now " * 60}"', "buy now " * 60),
        "label[0].line[0]",
        "write a prefix",
    ),
    (
        HEAD
        + rule("label", 'label = "promo"\nline = "Buy now"', "Buy now")
        + rule("label", 'label = "menu"\nline = "Buy now"', "Buy now").replace('"r"', '"s"'),
        "label[1]",
        "is never asked",
    ),
]


@pytest.mark.parametrize(("text", "key", "says"), [*WRONG, *IDLE])
def test_profile_check_refuses_what_is_wrong_or_does_nothing(
    folder: Path, text: str, key: str, says: str
) -> None:
    result = call("profile", "check", profile(folder, text))
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search(rf"tarn\.toml:\d+:\d+: {re.escape(key)}: ", result.stderr)
    assert says in result.stderr


@pytest.mark.parametrize(("text", "key", "says"), WRONG)
def test_a_wrong_profile_is_refused_wherever_it_is_named(
    folder: Path, text: str, key: str, says: str
) -> None:
    name = profile(folder, text)
    (folder / "story.txt").write_text(story(), encoding="utf-8")
    for command in ("parse", "explain", "check"):
        result = call(command, "--profile", name, "story.txt")
        assert (result.exit_code, result.stdout) == (2, "")
        assert key in result.stderr
        assert says in result.stderr
    with pytest.raises(ProfileError, match=re.escape(says)):
        parse_text(story(), profile=name)
    with pytest.raises(ProfileError, match=re.escape(says)):
        check(b"x", own=Own((name,)))


def test_a_pattern_that_only_trying_finds_slow_is_refused_by_profile_check(folder: Path) -> None:
    # What is looked for ahead is tried anew in each round of the loop: each of the two parts alone
    # is harmless.
    text = HEAD + rule(
        "label", 'label = "promo"\nregex = "^(?:(?=.*.*.{0,80}!|)a)*b"\nkeywords = ["aab"]', "aab"
    )
    result = call("profile", "check", profile(folder, text))
    assert result.exit_code == 2
    assert "takes seconds" in result.stderr


def test_files_that_are_no_profiles_are_told(folder: Path) -> None:
    (folder / "bytes.toml").write_bytes(b"\xff\xfe\n")
    (folder / "deep.toml").write_text("a = " + "[" * 3000 + "]" * 3000, encoding="utf-8")
    for arguments in (
        ("profile", "show", "./bytes.toml"),
        ("profile", "check", "deep.toml"),
        ("parse", "--profile", "./deep.toml", "bytes.toml"),
    ):
        assert call(*arguments).exit_code == 2


def test_a_good_profile_is_fine(folder: Path) -> None:
    text = (
        HEAD
        + 'country = "NO"\ntimezone = "Europe/Oslo"\nextends = "afp"\ncredits = ["TPX", "Tarn Press'
        ' Service"]\nambiguous = ["Monday"]\n'
    )
    assert call("profile", "check", profile(folder, text)).stdout == "tarn.toml: fine\n"


# --- what a profile file does ----------------------------------------------------------------------------------------------


def test_a_profile_file_named_alone_knows_its_own_credits(folder: Path) -> None:
    name = profile(folder, HEAD + 'credits = ["TPX"]\n')
    text = story()
    (folder / "story.txt").write_text(text, encoding="utf-8")
    for record in (
        json.loads(call("parse", "-f", "json", "--profile", name, "story.txt").stdout),
        parse_text(text, profile=name)[0].to_dict(),
    ):
        assert record["profile"] == "tarn"
        assert record["dateline"]["agencies"] == ["tarn"]
        assert record["paragraphs"][0]["text"].startswith("The tram depot")
    assert [finding.code for finding in check(text.encode(), profile=name, select=["DK403"])] == []


@pytest.mark.parametrize("line", ["Follow us on X", "X is where we are", "We are on X now"])
def test_keywords_of_one_letter_count_at_both_ends_of_a_line(folder: Path, line: str) -> None:
    text = HEAD + rule(
        "label", 'label = "share"\nregex = "\\\\bX\\\\b"\nkeywords = ["x"]', "Follow us on X"
    )
    record = parse_text(story(tail=f"\n{line}\n"), profile=profile(folder, text))[0]
    assert [entry.rule for entry in record.boilerplate if entry.text == line] == ["tarn.r"]


def seen(folder: Path, text: str, dump: str) -> Any:
    """What comes of a dump that is read with a profile: the record and the codes of the findings."""
    inner = folder / str(len(list(folder.iterdir())))
    inner.mkdir()
    profile(inner, text)
    own = Own((str(inner / "tarn.toml"),))
    return [dispatch.to_dict() for dispatch in parse_text(dump, own=own)], sorted(
        {finding.code for finding in check(dump.encode(), own=own, select=["ALL"])}
    )


GERMAN = (
    "Das Straßenbahndepot öffnete am Montag seine Türen für die Öffentlichkeit, neunzig Jahre nach"
    " seinem Bau, und viele kamen, um es zu sehen. " * 3
)
CREDITED = HEAD + 'credits = ["TPX"]\n'
OTHER_LINE = "\nMore from the depot desk\n"
DETECTED = rule("detect", 'line = "More from the depot desk"', "More from the depot desk")
# Each key with a profile that has it, one that lacks it, and a dump on which that makes a
# difference.
EFFECTS: dict[str, tuple[str, str, str]] = {
    "name": (CREDITED.replace("Tarn Press", "Tarn Wire"), CREDITED, story()),
    "languages": (
        CREDITED,
        CREDITED.replace('["en"]', '["de"]'),
        f"Depot\n\nTARNHOLM, 3. Mai (TPX) - {GERMAN}\n\n{GERMAN}\n",
    ),
    "timezone": (
        CREDITED + 'timezone = "Europe/Oslo"\n',
        CREDITED,
        "Published: 2021-05-03 10:00\n" + story(),
    ),
    "extends": (CREDITED + 'extends = "afp"\n', CREDITED, story(tail="\nbur-ab/cd/ef\n")),
    "credits": (CREDITED, HEAD, story()),
    "ambiguous": (
        HEAD + 'ambiguous = ["Monday"]\n' + DETECTED,
        HEAD + DETECTED,
        story("TARNHOLM (Monday) -", OTHER_LINE),
    ),
    "datelines": (
        CREDITED + 'datelines = ["dash"]\n' + DETECTED,
        CREDITED + DETECTED,
        story("TARNHOLM -", OTHER_LINE),
    ),
    "check": (CREDITED + '[check]\nignore = ["DK706"]\nwhy = "w"\n', CREDITED, story()),
    "detect": (HEAD + DETECTED, HEAD, story("TARNHOLM -", OTHER_LINE)),
    "label": (
        CREDITED
        + rule(
            "label",
            'label = "promo"\nline = "More from the depot desk"',
            "More from the depot desk",
        ),
        CREDITED,
        story(tail=OTHER_LINE),
    ),
    "field": (
        CREDITED
        + rule(
            "field",
            'regex = "\\\\(ab/cd\\\\)$"\nkeywords = ["(ab"]\nlabel = "initials"',
            "run again. (ab/cd)",
        ),
        CREDITED,
        story().replace("run again.", "run again. (ab/cd)"),
    ),
}
# For people, or for the tests that a file brings along; the language of a table of phrases; the id
# is the name of the file; the country is shown by `profile list`.
FOR_PEOPLE = {"schema", "source", "language", "id", "country"}


def test_every_key_of_a_profile_is_accounted_for() -> None:
    schema = json.loads(call("schema", "profile").stdout)
    assert set(schema["properties"]) == set(EFFECTS) | FOR_PEOPLE


def test_profile_list_shows_countries() -> None:
    assert "(AT, de" in call("profile", "list").stdout


@pytest.mark.parametrize("key", EFFECTS)
def test_a_key_of_a_profile_does_something(folder: Path, key: str) -> None:
    with_it, without, dump = EFFECTS[key]
    assert seen(folder, with_it, dump) != seen(folder, without, dump)


# --- tables ----------------------------------------------------------------------------------------------------------------

# What a table says to those who read it.
TOLD = {"schema", "why", "source", "samples"}
# Tables in tables whose keys are data: languages, letters, countries, numbers of months, names of
# what a file is, features of lines. "/": all below is data.
OPEN = {
    "cities": {"cities"}, "copies": {"done"}, "countries": {"names", "printed"}, "desk": {""}, "readable": {""}, "tags": {"sources", "languages", "entities"}, "encodings": {"binary"}, "language_codes": {"names", "aliases"}, "languages": {"scripts", "alone"},
    "markup": {"", "groups", "values", "elements", "attributes", "kinds", "texts"}, "ninjs": {"", "values", "either", "like", "objects/"},
    "months_extra": {"short", "short_days", "names", "days"}, "page_words": {""}, "telegrams": {"priorities"}, "versions": {"words"},
    "structure_weights": {"features", "flags", "follows", "start", "end"} | set(map(" & ".join, FAMILIES)),
}  # fmt: skip
TAG = re.compile(r"[a-z]{2,3}(?:[-_][A-Z][A-Za-z]{1,3})?|any|und")


def keys_of(value: Any, inside: str, data: set[str]) -> set[str]:
    if f"{inside}/" in data:
        return set()
    if isinstance(value, dict):
        own = set() if inside in data else set(value)
        return own.union(*(keys_of(item, key, data) for key, item in value.items()))
    return (
        set().union(*(keys_of(item, inside, data) for item in value))
        if isinstance(value, list)
        else set()
    )


@cache
def constants() -> dict[str, tuple[set[str], set[str]]]:
    """The texts in each module, and the modules that it imports from."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(
            ".__init__"
        )
        found[name] = (
            texts,
            {
                name
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom) and node.module
                for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
            },
        )
    return found


@pytest.mark.parametrize("table", sorted(PACKAGE.glob("data/*.toml")), ids=lambda path: path.stem)
def test_every_key_of_a_table_is_read(table: Path) -> None:
    modules = constants()
    named = {
        name
        for name, (texts, _) in modules.items()
        if any(
            re.search(rf"(?:^|/|\s){table.stem}(?:\.toml)?(?:\s|$)", text)
            for text in texts
            if len(text) < 60
        )
    }
    assert named, "no module reads it"
    # Helpers of a module that reads the table ask for its keys in its name.
    near = (
        named
        | {name for name, (_, imports) in modules.items() if not named.isdisjoint(imports)}
        | {other for name in named for other in modules[name][1]}
    )
    read: set[str] = set().union(*(modules[name][0] for name in near if name in modules))
    keys = keys_of(
        tomllib.loads(table.read_text(encoding="utf-8")), "", OPEN.get(table.stem, set())
    )
    assert {key for key in keys - TOLD - read if not TAG.fullmatch(key)} == set()


def test_every_class_of_words_of_desks_is_asked_for_by_a_rule_or_by_the_code() -> None:
    table = tomllib.loads((PACKAGE / "data" / "desk.toml").read_text(encoding="utf-8"))
    named = {
        name
        for rule in table["remark"]
        for asked in rule.values()
        if isinstance(asked, list)
        for name in asked
    }
    reader = "dispatchkit.agencies.desk"
    for name, (texts, imports) in constants().items():
        named |= texts if name == reader or reader in imports else set()
    assert {name for name, value in table.items() if isinstance(value, dict)} - named == set()


# --- patterns --------------------------------------------------------------------------------------------------------------

DANGEROUS = [
    r"^(desk)*(desk)*(desk)*(desk)*(desk)*!", r"(desk ?)*(desk ?)*(desk ?)*(desk ?)*!",
    r"^(a+)+$", r"^(\w+\s?)*$", r"(?:\w{1,20}\s?){1,10}x", r"^(a*)*$", r"^((a|b)*c?)*d", r"(?:[a-z]+-?)+\d", r"(?=(a+)+$)x", r"^(?:#\w+[\s|]*\s?)+$", r"(?>(a+)+b)c",
    r"\s*\s*\s*$", r"a.*b.*c", r"(.+)\1$", r"^.*.*.*=", r"x(?:\w+ ?){1,3}y", r"^(?:a?b?)*$", r"^(?:\W*\d\W*)+x", r"(?i)^(?:tag|\w+,?)+$",
    r"^(desk ?)*(desk ?)*(desk ?)*!", r"^(?:no, )*(?:no, )*(?:no, )*x", r"(?:ab)*(?:ab)*x", r"^(?:ab)*(?:abab)*(?:ab)*!", r"^(?:tag[, ])*(?:tag[, ])*(?:\w+[, ])*!",
    r"^(?:ab)*\w*(?:ab)*!", r"^(?:ab)*(?:ab|cd)*(?:ef|ab)*!", r"^(?:ab|xd)*(?:ab|xe)*(?:ab|xf)*c", r"^(a)*(a)*(a)*!", r"^(?:ab)*.*(?:ab)*!",
]  # fmt: skip
HARMLESS = [
    r"\d+$", r"foo.*", r"^a.*b", r"^(?:[^|]+\|)+$", r"^(\w+\.)+com$", r"(?:#\w+\s*)+$", r"(\w+\s)*x", r"^[^|\n]{0,120}\|\s*\d{2}", r"(?>a+)+b", r"(?:a+)*+b", r"^\s*©\s*\d{4}",
    r"^(?:bur-)?[a-z]{2,4}(?:-[a-z]{2,4}){0,3}(?:/[a-z]{1,4}){1,6}/?$", r"(?:Photo|Foto):? [^/]{3,60}/ ?TPX$", r"\(ab\)$", r"", r"(?i)\bTPX\b",
    r"^(?:ab)*(?:ab)*!", r"^(?:red, )*(?:blue, )*(?:green, )*!", r"^(?:ab)*,(?:ab)*,(?:ab)*!", r"^(?:ab)*x?(?:ba)*y?(?:ab)*!", r"^(?:[a-z]{1,9}\.)*x(?:\d+ )*(?:[A-Z]{2} )*!",
]  # fmt: skip


@pytest.mark.parametrize("source", DANGEROUS)
def test_a_pattern_that_may_hang_is_refused(source: str) -> None:
    with pytest.raises(regexes.Unsafe):
        regexes.verify(source)


@pytest.mark.parametrize("source", HARMLESS)
def test_a_pattern_that_does_no_harm_passes(source: str) -> None:
    regexes.verify(source)


@pytest.mark.parametrize(
    "source",
    [
        "(" * 60 + "a" + "){4}" * 60,
        "(" * 60 + "){4}" * 60,
        "(?:" + "|".join(f"\\w{number}" for number in range(500)) + ")*$",
    ],
)
def test_telling_it_takes_bounded_work(source: str) -> None:
    with pytest.raises(regexes.Unsafe):
        regexes.verify(source)
