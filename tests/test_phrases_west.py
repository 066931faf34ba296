"""Common phrases of nineteen languages: every rule hits its own examples, and no rule of the file
hits its near misses.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dispatchkit.data import tables
from dispatchkit.labels import Label
from dispatchkit.text.fold import fold, fold_prefix, starts_with

LANGUAGES = [
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "no",
    "fi",
    "pl",
    "cs",
    "sk",
    "hu",
    "ro",
    "el",
    "ca",
    "gl",
    "eu",
]
WORDS = {label.word for label in Label}
# Sections and genres: metadata, or a crosshead, in the language of their file.
SECTIONS = {
    "de": ["Politik", "Sport", "Kultur", "Wirtschaft", "Kommentar", "Meinung", "Panorama"],
    "fr": ["Monde", "Politique", "Sport", "Culture", "Économie", "Analyse"],
    "es": ["Mundo", "Política", "Deportes", "Cultura", "Economía", "Opinión"],
    "it": ["Politica", "Cronaca", "Esteri", "Sport", "Economia", "Commento"],
    "pt": ["Política", "Mundo", "Esportes", "Economia", "Opinião"],
    "nl": ["Politiek", "Sport", "Binnenland", "Economie", "Opinie"],
    "sv": ["Politik", "Sport", "Kultur", "Ekonomi", "Ledare"],
    "pl": ["Polityka", "Sport", "Świat", "Kultura", "Gospodarka", "Opinie"],
    "cs": ["Politika", "Sport", "Svět", "Kultura", "Názory"],
    "el": ["Πολιτική", "Οικονομία", "Κόσμος", "Αθλητικά"],
}
RULES = [
    pytest.param(language, rule, id=f"{language}.{rule['id']}")
    for language in LANGUAGES
    for rule in tables.parse(str(Path(tables.ROOT, "agencies", "phrases", f"{language}.toml")))[
        "label"
    ]
]


def rules(language: str) -> list[dict[str, Any]]:
    """The label rules of a language's file."""
    found: list[dict[str, Any]] = tables.load(f"agencies/phrases/{language}")["label"]
    return found


def hits(rule: dict[str, Any], line: str) -> bool:
    """Whether *rule* takes *line*, written as plainly as can be."""
    if "line" in rule:
        return fold(line) in {fold(phrase) for phrase in rule["line"]}
    if "prefix" in rule:
        return any(starts_with(fold_prefix(line), fold_prefix(phrase)) for phrase in rule["prefix"])
    gate = any(fold(word) in fold(line) for word in rule["keywords"])
    return gate and re.search(rule["regex"], line) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_file(language: str) -> None:
    table = tables.load(f"agencies/phrases/{language}")
    ids = [rule["id"] for rule in table["label"]]
    assert table["schema"] == 1
    assert table["language"] == language
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_rule(language: str, rule: dict[str, Any]) -> None:
    assert rule["label"] in WORDS
    assert rule.get("where", "any") in {"head", "tail", "any"}
    assert len({"line", "prefix", "regex"} & set(rule)) == 1
    assert rule["why"]
    assert rule["match"]
    assert rule["miss"]
    assert [line for line in rule["match"] if not hits(rule, line)] == []
    assert [
        (other["id"], line)
        for line in rule["miss"]
        for other in rules(language)
        if hits(other, line)
    ] == []


@pytest.mark.parametrize("language", sorted(SECTIONS))
def test_sections_stay(language: str) -> None:
    assert [
        (rule["id"], line)
        for line in SECTIONS[language]
        for rule in rules(language)
        if hits(rule, line)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_twice_in_a_file(language: str) -> None:
    phrases = [fold(phrase) for rule in rules(language) for phrase in rule.get("line", [])]
    assert sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}) == []
