"""What is a name, a credit, a desk: the decisions on who is credited, case by case. All people,
papers and agencies besides the known ones are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit.agencies.lexicon import lexicon_of
from dispatchkit.data import tables
from dispatchkit.grammar.credits import (
    is_credit_word,
    joins,
    kinds_of,
    may_hold,
    opening,
    role_of,
    words_of,
)
from dispatchkit.grammar.eastern import eastern_names, is_eastern_desk
from dispatchkit.grammar.names import is_desk, is_name
from dispatchkit.grammar.people import parse_credits

LEXICON = lexicon_of()

NAMES = {
    "two words in capitals": "Ada Finch",
    "particles in small letters": "Ada van der Berg",
    "a particle first": "de la Cruz",
    "a prefix in small letters": "Ada al-Haddad",
    "the other prefix": "Ada el-Sisi",
    "an article glued to it": "Ada d'Este",
    "a capital within": "McAda deReed",
    "a small letter first": "iPad Finch",
    "one word with a capital": "Ada",
    "five words": "Ada Finch Reed Moor Dent",
    "initials": "J. R. Moor",
    "a title": "Dr. Ada Finch",
    "a space that does not break": "Ada\u00a0Finch",
    "forty-five letters": "M" * 20 + " " + "N" * 24,
    "Chinese letters": "王小例",
    "two Chinese letters": "李小",
    "two words without case": "見本 花子",
    "two Arabic words": "سعاد المثالية",
    "four words without case": "مها سعاد بنت المثالية",
    "twelve Chinese letters": "見本花子" * 3,
}
NO_NAMES = {
    "a single letter": "A",
    "a word in small letters": "ada",
    "a word in capitals": "ADA",
    "two letters": "Al",
    "a figure": "Ada Finch 2",
    "a word in small letters behind": "Ada finch",
    "small letters alone": "ada finch",
    "six words": "Ada Finch Reed Moor Dent Lund",
    "a sign": "Ada & Finch",
    "a word of dashes": "Ada -- Finch",
    "a word between that is no particle": "Ada of Finch",
    "a sentence behind": "Ada. Finch went home again",
    "forty-six letters": "M" * 20 + " " + "N" * 25,
    "one Chinese letter": "王",
    "five words without case": "مها سعاد بنت المثالية الكبرى",
    "thirteen Chinese letters": "見本花子" * 3 + "見",
    "an agency": "Reuters",
    "an agency of two words": "Agence France-Presse",
}


@pytest.mark.parametrize("case", NAMES)
def test_a_name(case: str) -> None:
    assert is_name(NAMES[case], LEXICON)


@pytest.mark.parametrize("case", NO_NAMES)
def test_no_name(case: str) -> None:
    assert not is_name(NO_NAMES[case], LEXICON)


# A line, the people that it credits ("name: role"), and what of it is neither phrase nor name.
CREDITS: dict[str, tuple[str, str, str]] = {
    "one name": ("By Ada Finch", "Ada Finch: author", ""),
    "in brackets": ("(By Ada Finch)", "Ada Finch: author", ""),
    "a single word behind a colon": ("By: Ada", "Ada: author", ""),
    "a single word of a caseless script": ("记者 王小例", "王小例: author", ""),
    "a place": ("By Ada Finch in Rome", "Ada Finch: author", "in Rome"),
    "a place with a particle": ("By Ada Finch in de Bilt", "Ada Finch: author", "in de Bilt"),
    "a joining word at the end": ("By Ada Finch in", "Ada Finch: author", "in"),
    "a joining word that is a particle too": ("Oleh: Siti Contoh di Jakarta", "Siti Contoh: author", "di Jakarta"),
    "the same within a name": ("Oleh: Ugo di Modello", "Ugo di Modello: author", ""),
    "the same at the end": ("Oleh: Siti di", "", ""),
    "a dash behind the phrase": ("By – Ada Finch", "Ada Finch: author", ""),
    "a space that does not break within the phrase": ("Reporting\u00a0by Ada Finch", "Ada Finch: author", ""),
    "a phrase in Turkish capitals": ("FOTOĞRAF: Ayşe Örnek", "Ayşe Örnek: photographer", ""),
    "a particle first": ("By van der Berg", "van der Berg: author", ""),
    "two names": ("By Ada Finch and Bo Reed", "Ada Finch: author, Bo Reed: author", ""),
    "two names with a slash": ("By Ada Finch / Bo Reed", "Ada Finch: author, Bo Reed: author", ""),
    "two names with a sign": ("By Ada Finch & Bo Reed", "Ada Finch: author, Bo Reed: author", ""),
    "a helper": ("Von Ada Fink mit Bo Ried", "Ada Fink: author, Bo Ried: contributor", ""),
    "two and a helper": ("By Ada Finch and Bo Reed with Cy Dent", "Ada Finch: author, Bo Reed: author, Cy Dent: contributor", ""),
    "a helper and another": ("By Ada Finch with Bo Reed and Cy Dent", "Ada Finch: author, Bo Reed: contributor, Cy Dent: contributor", ""),
    "three, each with a place": ("Reporting by Ada Finch in Rome, Bo Reed in Bonn and Cy Dent in Oslo", "Ada Finch: author, Bo Reed: author, Cy Dent: author", "in Rome in Bonn in Oslo"),
    "what is no name beside one that is": ("By Ada Finch, 3", "Ada Finch: author", ""),
    "two parts at a bar": ("Photo: Bo Reed | Text: Ada Finch", "Bo Reed: photographer, Ada Finch: author", ""),
    "two parts at a semicolon": ("Pewarta: Siti Contoh; Editor: Budi Misal", "Siti Contoh: author, Budi Misal: editor", ""),
    "two parts at two spaces": ("Reporting by Ada Finch  Editing by Bo Reed", "Ada Finch: author, Bo Reed: editor", ""),
    "two parts at a stop": ("Reporting by Ada Finch. Editing by Bo Reed", "Ada Finch: author, Bo Reed: editor", ""),
    "an initial is no stop": ("Reporting by J. Finch. Editing by Bo Reed", "J. Finch: author, Bo Reed: editor", ""),
    "one person twice": ("By Ada Finch; By Ada Finch", "Ada Finch: author", ""),
    "one person in two roles": ("By Ada Finch; Editing by Ada Finch", "Ada Finch: author, Ada Finch: editor", ""),
    "a part without a phrase": ("By Ada Finch; in Rome", "Ada Finch: author", "in Rome"),
    "a part without a phrase first": ("in Rome; By Ada Finch", "Ada Finch: author", "in Rome"),
    "a single word without a colon": ("By Ada", "", ""),
    "two single words": ("By Ada and Bo", "", ""),
    "a surname that begins with a phrase": ("Di Maio", "", ""),
    "another one": ("De Gaulle", "", ""),
    "nobody": ("By the desk", "", ""),
    "a phrase alone": ("Writing by", "", ""),
    "a word that begins with a phrase": ("Bysted", "", ""),
    "a figure before the phrase": ("9By Ada Finch", "", ""),
    "a phrase glued to the name": ("ByAda Finch", "Ada Finch: author", ""),
    "a name that opens like a phrase": ("DiAngelo Finch", "", ""),
    "a name without a phrase": ("Ada Finch", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", CREDITS)
def test_whom_a_credit_line_names(case: str) -> None:
    line, people, residue = CREDITS[case]
    found = parse_credits(line, LEXICON)
    named = ", ".join(f"{name}: {role}" for name, role in (found.people if found else ()))
    assert (named, found.residue if found else "") == (people, residue)


# A line, the role of the phrase that opens it, and what stands behind it.
OPENINGS: dict[str, tuple[str, tuple[str, str] | None]] = {
    "a phrase and a name": ("By Ada Finch", ("author", "Ada Finch")),
    "a phrase alone": ("By", ("author", "")),
    "a label alone": ("Photo:", ("photographer", "")),
    "a label and a name": ("Photo: Ada Finch", ("photographer", "Ada Finch")),
    "a phrase that names begin with, alone": ("Von", ("author", "")),
    "a surname": ("Di Maio", None),
    "a first name": ("Theo Finch", None),
    "a phrase in small letters": ("di Maio", ("author", "Maio")),
    "a phrase that names begin with, before two words": ("Di Carla Esempio", ("author", "Carla Esempio")),
    "a phrase that names begin with, before an agency": ("Von AFP", ("author", "AFP")),
    "a first name that is a phrase": ("Na Finch", None),
    "the phrase in small letters": ("na Finch", ("author", "Finch")),
    "the phrase before two words": ("Na Ada Finch", ("author", "Ada Finch")),
    "a phrase that no name begins with, before one word": ("By Finch", ("author", "Finch")),
    "a word that begins with a phrase": ("Bystander Ada", None),
    "no phrase": ("Ada Finch", None),
}  # fmt: skip


@pytest.mark.parametrize("case", OPENINGS)
def test_the_phrase_that_opens_a_line(case: str) -> None:
    line, expected = OPENINGS[case]
    assert opening(line, LEXICON) == expected


DESKS = [
    "dpa", "DPA", "AFP", "Anadolu Ajansı", "Agence France-Presse", "example.com",
    "news.example.com", "Example Redaktion", "Lund News Desk", "例日報編輯部", "例 news", "Das Beispiel Redaktion",
]  # fmt: skip
NO_DESKS = {
    "an agency's letters as no agency prints them": "Afp",
    "letters and a point": "a.b",
    "an initial": "J.Finch",
    "a name": "Ada",
    "a desk of no paper": "Redaktion",
    "a desk of no paper in Chinese": "編輯部",
    "small letters": "beispiel redaktion",
    "a button of a menu": "Menu Redaktion",
    "another button": "Home Team",
    "a job": "Editor Team",
    "a job within": "Lund Editor Team",
    "no name of a paper": "das Redaktion",
    "six words": "Lund Post Old Town Quay Staff",
    "nothing of its own": "News Agencies",
}


@pytest.mark.parametrize("line", DESKS)
def test_a_desk_or_agency_signs(line: str) -> None:
    assert is_desk(line, LEXICON)


@pytest.mark.parametrize("case", NO_DESKS)
def test_no_desk_signs(case: str) -> None:
    assert not is_desk(NO_DESKS[case], LEXICON)


# A part of a byline, whether a phrase says that somebody signs, and the names in it.
EAST: dict[str, tuple[str, bool, list[str]]] = {
    "a known surname": ("王小例", False, ["王小例"]),
    "two names of known surnames": ("王小例 李小例", False, ["王小例", "李小例"]),
    "three names": ("王小例 李小例 陳小例", False, []),
    "a title before": ("記者王小例", False, ["王小例"]),
    "a title before, a place behind": ("記者王小例台北", False, ["王小例"]),
    "a title and two names": ("記者 王小例 李小例", False, ["王小例", "李小例"]),
    "a title behind": ("見本花子記者", False, ["見本花子"]),
    "a title between two names": ("王小例 記者 李小例", False, ["李小例"]),
    "a desk and a title": ("社会部 見本花子記者", False, ["見本花子"]),
    "surname and name apart": ("見本 花子", False, ["見本 花子"]),
    "surname and name apart, signed": ("見本 花子", True, ["見本 花子"]),
    "a surname of one letter apart": ("王 花子", False, ["王 花子"]),
    "a surname of one letter apart from a name that begins with another": ("王 林例", False, ["王 林例"]),
    "a title before two letters": ("記者王小", False, ["王小"]),
    "a title before four letters": ("記者王小例題", False, ["王小例題"]),
    "a desk and no name": ("社会部例", True, []),
    "a button and no name": ("更多 例例", True, []),
    "two letters": ("李小", False, []),
    "two letters, signed": ("李小", True, ["李小"]),
    "two of two letters, signed": ("王例 李例", True, ["王例", "李例"]),
    "no known surname": ("例題花", False, []),
    "four letters, no known surname": ("欧阳例题", True, ["欧阳例题"]),
    "a Korean name": ("김예시", False, ["김예시"]),
    "a Korean title": ("김예시 기자", False, ["김예시"]),
    "a place, a Korean name and title": ("광양 김예시 기자", False, ["김예시"]),
    "a place and a Korean name": ("부산 김예시", False, []),
    "Katakana with a point": ("アダ・フィンチ", True, ["アダ・フィンチ"]),
    "Katakana with a point and a title": ("アダ・フィンチ記者", False, ["アダ・フィンチ"]),
    "a word in Katakana": ("アダ", True, []),
    "Hiragana": ("みほん", True, ["みほん"]),
    "a title alone": ("記者", False, []),
}  # fmt: skip


@pytest.mark.parametrize("case", EAST)
def test_names_of_the_east(case: str) -> None:
    part, signed, names = EAST[case]
    assert eastern_names(part, signed=signed) == names


def test_the_words_of_credits_are_known_in_any_inflection() -> None:
    words = ("reporting", "Reported", "by", "von", "und", "redigiert", "вклад", "Ada")
    assert [word for word in words if is_credit_word(word)] == list(words[:6])


def test_what_joins_names_stands_in_small_letters() -> None:
    assert [word for word in ("and", "&", "und", "And", "AND", "Ada") if joins(word)] == [
        "and",
        "&",
        "und",
    ]


def test_a_word_is_of_each_kind_that_lists_it() -> None:
    table = tables.load("data/credits")
    kinds = [*table["words"], *table["byline"]]
    for word in words_of(*kinds):
        expected = {kind for kind in kinds if word in words_of(kind)}
        assert expected <= kinds_of(word)
        assert kinds_of(word) == kinds_of(word.upper()) or word.upper().lower() != word
    assert kinds_of("Zzyzx") == frozenset()


def _words_for_roles() -> list[str]:
    """The words for roles of all languages, stems with a letter after them."""
    table = tables.load("data/credits")
    listed = [
        word for role in table["roles"] for word in tables.words("data/credits", "roles", role)
    ]
    return [f"{word[:-1]}x" if word.endswith("-") else word for word in listed]


def test_a_line_may_hold_whatever_word_credits_somebody() -> None:
    for word in (*_words_for_roles(), *words_of("by", "verbs", "with")):
        for printed in (word, word.upper(), word.title()):
            if role_of(printed) or kinds_of(printed):
                assert may_hold(f"Ada Finch ({printed}) Bo"), printed
            if role_of(printed) == "contributor":
                assert may_hold(f"Ada “{printed}”: Bo", contributor=True), printed
    assert not may_hold("Ferry opens again")
    assert not may_hold("Photo: Ada Finch", contributor=True)


def test_an_eastern_desk_says_which_it_is() -> None:
    assert is_eastern_desk("東野新聞")
    assert not is_eastern_desk("新聞")
    assert not is_eastern_desk("王小例")
