"""Profiles and phrase tables: every example of every rule, strict loading, and that the keyword
gate loses nothing.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dispatchkit import ProfileError, UnknownProfile, parse_bytes, proof
from dispatchkit.agencies import sources
from dispatchkit.agencies.lexicon import lexicon_of
from dispatchkit.text.fold import fold, fold_prefix, smooth, starts_with

if TYPE_CHECKING:
    from dispatchkit.agencies.rules import Rule

PACKAGE = Path(sources.__file__).parents[1]
TABLES = sorted(
    [*PACKAGE.glob("agencies/profiles/*.toml"), *PACKAGE.glob("agencies/phrases/*.toml")]
)
# Trying every rule on every line is slow: one dump in ten, of all languages.
DUMPS = sorted(Path(__file__).parent.glob("dispatches/*/*.txt"))[::10]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_example_of_every_rule_comes_out(path: Path) -> None:
    _, faults = sources.examined(str(path), common=sources.is_common(str(path)))
    assert faults == []


def test_no_two_agencies_print_the_same_credit() -> None:
    printed: dict[str, str] = {}
    for name in sources.names():
        for form in sources.load(name).credits:
            assert printed.setdefault(fold(form), name) == name, (
                f"{form!r} is in {name} and {printed[fold(form)]}"
            )


RULE = (
    '[[label]]\nid = "x"\nlabel = "share"\nline = ["Teilen"]\nwhy = "y"\nmatch = ["Teilen"]\nmiss ='
    ' ["Sie teilen."]\n'
)
LINE_RE = re.compile(r"(?<=\.toml):\d+:\d+")
HEAD = 'schema = 1\nid = "new"\nname = "New"\nlanguages = ["de"]\n'


@pytest.mark.parametrize(
    ("content", "place", "problem"),
    [
        ("schema = 2\n", "new.toml: schema", "expected 1"),
        ("schema = 1\n", "new.toml", "'id' is missing"),
        (HEAD.replace('"new"', '"old"'), "new.toml: id", "not the name of the file"),
        (HEAD + "colour = 1\n", "new.toml: colour", "unknown key 'colour'"),
        (HEAD + RULE.replace("share", "sharing"), "new.toml: label[0].label", "none of"),
        (HEAD + RULE.replace('why = "y"\n', ""), "new.toml: label[0]", "'why' is missing"),
        (
            HEAD + RULE.replace('miss = ["Sie teilen."]\n', ""),
            "new.toml: label[0]",
            "'miss' is missing",
        ),
        (HEAD + RULE + RULE, "new.toml: label[1].id", "used twice"),
        (
            HEAD + RULE.replace('line = ["Teilen"]', 'line = ["Teilen"]\nprefix = ["Teil"]'),
            "new.toml: label[0]",
            "exactly one",
        ),
        (
            HEAD + RULE.replace('line = ["Teilen"]', "regex = 'Teilen'"),
            "new.toml: label[0]",
            "keywords",
        ),
        (
            HEAD + RULE.replace('line = ["Teilen"]', "regex = '('\nkeywords = ['teilen']"),
            "new.toml: label[0].regex",
            "not a regular expression",
        ),
        (
            HEAD
            + RULE.replace(
                'line = ["Teilen"]', "regex = '(?P<colour>Teilen)'\nkeywords = ['teilen']"
            ),
            "new.toml: label[0].regex",
            "none of",
        ),
        (
            HEAD + RULE.replace('miss = ["Sie teilen."]', 'miss = ["TEILEN"]'),
            "new.toml: label[0].miss[0]",
            "hits",
        ),
        (
            HEAD + RULE.replace('match = ["Teilen"]', 'match = ["Geteilt"]'),
            "new.toml: label[0].match[0]",
            "does not hit",
        ),
        (HEAD + "x = [", "new.toml", "Invalid value"),
        (HEAD.replace('["de"]', '"de"'), "new.toml: languages", "expected list, found str"),
        (HEAD + "label = [1]\n", "new.toml: label[0]", "expected a table"),
        (
            HEAD + RULE.replace('label = "share"\n', ""),
            "new.toml: label[0]",
            "the key 'label' is missing",
        ),
        (HEAD + RULE.replace('["Teilen"]', '[" "]', 1), "new.toml: label[0].line[0]", "a text"),
        (HEAD + RULE.replace('["Teilen"]', '["…"]', 1), "new.toml: label[0].line[0]", "nothing"),
        (HEAD + RULE.replace("miss = [", "miss = [1, "), "new.toml: label[0].miss[0]", "a text"),
        (HEAD + RULE.replace('line = ["Teilen"]', "line = 1"), "new.toml: label[0].line", "list"),
        (HEAD + '[check]\nignore = ["DK202"]\n', "new.toml: check", "'why' is missing"),
        (HEAD + '[check]\nwhy = "y"\n', "new.toml: check", "'ignore' is missing"),
        (
            HEAD + '[check]\nignore = ["dk2"]\nwhy = "y"\n',
            "new.toml: check.ignore[0]",
            "no code of a rule",
        ),
        (HEAD + '[check]\nignore = "DK2"\nwhy = "y"\n', "new.toml: check.ignore", "expected list"),
        (
            HEAD + '[check]\nwhy = "y"\nignore = ["DK2"]\nselect = ["DK2"]\n',
            "new.toml: check.select",
            "unknown key 'select'",
        ),
    ],
)
def test_loading_is_strict_and_says_where(
    tmp_path: Path, content: str, place: str, problem: str
) -> None:
    path = tmp_path / "new.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        sources.load(str(path))
    assert LINE_RE.sub("", caught.value.place) == place
    assert problem in caught.value.problem
    assert proof.check(str(path))[0] == str(caught.value)


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(UnknownProfile, match="nowhere"):
        sources.load("nowhere")


def test_a_users_own_profile_reads_a_dispatch(tmp_path: Path) -> None:
    path = tmp_path / "norlanda.toml"
    path.write_text(
        HEAD.replace("new", "norlanda") + RULE.replace("Teilen", "Norlanda im Netz"),
        encoding="utf-8",
    )
    dump = (
        "Fähre fährt wieder nach zehn Tagen\n\nDie Fähre fährt wieder, sagte der Hafenmeister am"
        " Montag.\n\nNorlanda im Netz\n"
    )
    (dispatch,) = parse_bytes(dump.encode(), profile=str(path))
    assert dispatch.agency is not None
    assert dispatch.agency.id == "norlanda"
    assert [(entry.text, entry.rule) for entry in dispatch.boilerplate] == [
        ("Norlanda im Netz", "norlanda.x")
    ]


@cache
def common_rules() -> list[Rule]:
    return [
        rule
        for table in PACKAGE.glob("agencies/phrases/*.toml")
        for rule in sources.read(str(table), common=True).labels
    ]


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.stem)
def test_the_keyword_gate_loses_no_hit(path: Path) -> None:
    """Rules found by way of the compiled table are those found by trying every rule on every line."""
    text = path.read_bytes().decode("utf-8", "ignore")
    rules = common_rules()
    gated = [(table, table.gate(smooth(text))) for table in lexicon_of().phrases(None)]
    for line in text.splitlines()[:40]:
        if line.strip() and line[0] not in '"“«„”‘「『»':
            found = {
                hit.rule
                for table, patterns in gated
                for hit in table.hits(line, smooth(line), fold(line), patterns)
            }
            assert found == {rule.name for rule in rules if rule.hits(line)}


@pytest.mark.parametrize(
    ("prefix", "line", "starts"),
    [
        ("Foto:", "Foto: Can Er", True),
        ("Foto:", "Fotografen", False),
        ("Lire aussi :", "Lire aussi\u00a0: Le bac", True),
        ("Read more", "» READ MORE: The ferry", True),
        ("Read more", "Read moreover", False),
        ("来源", "来源新华社", True),
    ],
)
def test_prefixes_end_at_a_word(prefix: str, line: str, starts: bool) -> None:
    assert starts_with(fold(line), fold_prefix(prefix)) is starts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("A Lire\u00a0Aussi", "a lire aussi"),
        ("Actualızacıón :", "actualización"),
        ("📲 Türkİye…", "türkiye"),
        ("साझा करें", "साझा करें"),
        ("***", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
