"""Exports of press databases and records under labels, by the public functions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from program import program
from work import HELD, calls, held

import dispatchkit
from dispatchkit.reading.exports.database import databases
from dispatchkit.reading.exports.export import exported
from dispatchkit.reading.options import ReadOptions
from dispatchkit.reading.recognise import readable, recognise
from dispatchkit.text.lines import split_lines

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from dispatchkit.model import Line
    from dispatchkit.reading.exports.database import Database

EXAMPLES = [(one, text.lstrip("\n")) for one in databases() for text in one.hits]
OTHERS = [(one, text.lstrip("\n")) for one in databases() for text in one.misses]


# XSum says no day.
DAYLESS = ("xsum",)


def records(text: str, encoding: str = "utf-8") -> list[dict[str, Any]]:
    """The records of an input."""
    return [one.to_dict() for one in dispatchkit.parse_bytes(text.encode(encoding))]


def named(case: object) -> str:
    return getattr(case, "word", "")


@pytest.mark.parametrize(("database", "text"), EXAMPLES, ids=named)
def test_an_example_of_a_database_is_one_article_of_it(database: Database, text: str) -> None:
    (record,) = records(text)
    assert record["format"] == database.word
    assert record["paragraphs"]
    assert record["headline"] or database.word == "highlights"
    assert record["published"] or database.word in DAYLESS
    assert "envelope" not in {part["role"] for part in record["paragraphs"]}


@pytest.mark.parametrize(("database", "text"), OTHERS, ids=named)
def test_what_only_resembles_a_database_is_none(database: Database, text: str) -> None:
    assert recognise(text.encode()).format.word != database.word


@pytest.mark.parametrize("database", databases(), ids=named)
def test_each_database_has_examples_that_are_it_and_that_are_not(database: Database) -> None:
    assert database.hits
    assert database.misses


# A story of the corpus of CNN is a file of its own.
MANY = [(one, text) for one, text in EXAMPLES if one.word != "highlights"]


def many(text: str, times: int) -> list[Line]:
    """The lines of an export with so many articles."""
    return list(split_lines((text.rstrip() + "\n\n") * times))


@pytest.mark.parametrize(("database", "text"), MANY, ids=named)
def test_five_hundred_articles_are_as_many_documents(database: Database, text: str) -> None:
    assert sum(1 for _ in exported(many(text, 500), database, ReadOptions())) == 500


@pytest.mark.parametrize(("database", "text"), MANY, ids=named)
def test_articles_are_held_one_at_a_time(database: Database, text: str) -> None:
    lines = many(text, 62)
    assert held(lambda: exported(lines, database, ReadOptions())) < HELD


@pytest.mark.parametrize(("database", "text"), MANY, ids=named)
def test_twice_the_articles_take_twice_the_work(database: Database, text: str) -> None:
    def taken(times: int) -> int:
        lines = many(text, times)
        return calls(lambda: list(exported(lines, database, ReadOptions())))

    taken(2)
    assert taken(40) < 2.2 * taken(20)


@pytest.mark.parametrize(("database", "text"), MANY, ids=named)
def test_articles_below_one_another_are_records_alike(database: Database, text: str) -> None:
    found = records((text.rstrip() + "\n\n") * 5)
    assert [record["format"] for record in found] == [database.word] * 5
    assert len({record["headline"] for record in found}) == 1
    assert len({record["published"] for record in found}) == 1


@pytest.mark.parametrize(("database", "text"), EXAMPLES, ids=named)
def test_an_example_cut_off_anywhere_is_read_or_refused(
    database: Database,  # noqa: ARG001 - it names the case
    text: str,
) -> None:
    data = text.encode()
    for size in range(0, len(data), 29):
        try:
            found = dispatchkit.parse_bytes(data[:size])
        except dispatchkit.DispatchkitError:
            continue
        told = "".join(str(one.to_dict()) for one in found)
        assert "Traceback" not in told


LABELLED = [
    ("Titre : Pont fermé\nSource : Le Quotidien\nDate : 14 mars 2019\nTexte : {}", "2019-03-14"),
    ("Titel: Brücke zu\nDatum: 14.03.2019\nAutor: Ada Finch\n\nText:\n{}", "2019-03-14"),
    ("TÍTULO: Puente cerrado\nFECHA: 14/03/2019\nAUTOR: Ada Finch\nTEXTO: {}", "2019-03-14"),
    ("Заголовок: Мост закрыт\nДата: 14 марта 2019\nТекст:\n{}", "2019-03-14"),
    ("العنوان: إغلاق الجسر\nالتاريخ: 14 آذار 2019\nالنص:\n{}", "2019-03-14"),
    ("BAŞLIK: Köprü kapalı\nTARİH: 14 Mart 2019\nMETİN: {}", "2019-03-14"),
    ("标题：大桥关闭\n日期：2019年3月14日\n正文：{}", "2019-03-14"),
    ("제목: 다리 폐쇄\n날짜: 2019년 3월 14일\n본문: {}", "2019-03-14"),
    ("タイトル：橋が閉鎖\n日付：2019年3月14日\n本文：\n{}", "2019-03-14"),
    ("Tiêu đề: Cầu đóng cửa\nNgày: 14/03/2019\nNội dung: {}", "2019-03-14"),
    ("Judul: Jembatan ditutup\nTanggal: 14 Maret 2019\nIsi: {}", "2019-03-14"),
    ("Title: Bridge closed\n\nDate: March 14, 2019\n\nAuthor: Ada Finch\n\nText: {}", "2019-03-14"),
    ("Title:\nBridge closed\nDate:\n14 March 2019\nText:\n{}", "2019-03-14"),
    ("**Title:** Bridge closed\n**Date:** 14 March 2019\n**Text:**\n{}", "2019-03-14"),
    ("TITLE:  Bridge closed\n        today\nDATE:   14 March 2019\nTEXT:\n{}", "2019-03-14"),
    ("Otsikko: Silta kiinni\nPäivämäärä: 14.3.2019\nTeksti: {}", "2019-03-14"),
    ("Tytuł: Most zamknięty\nData: 14 marca 2019\nTreść: {}", "2019-03-14"),
    ("Τίτλος: Κλειστή γέφυρα\nΗμερομηνία: 14 Μαρτίου 2019\nΚείμενο: {}", "2019-03-14"),
    ("כותרת: הגשר סגור\nתאריך: 14 במרץ 2019\nטקסט: {}", "2019-03-14"),
    ("शीर्षक: पुल बंद\nदिनांक: 14 मार्च 2019\nपाठ: {}", "2019-03-14"),
]
TEXT = "The ferry sails from Monday. It had been in dock since May."


@pytest.mark.parametrize(("form", "day"), LABELLED)
def test_labels_of_any_language_fill_the_fields(form: str, day: str) -> None:
    (record,) = records(form.format(TEXT))
    assert record["format"] == "labelled"
    assert record["published"] == day
    assert record["headline"] in " ".join(form.split())
    assert [part["text"] for part in record["paragraphs"]] == [TEXT]


def test_records_under_labels_are_parted() -> None:
    first = LABELLED[0][0].format(TEXT)
    found = records(f"{first}\n\n---------\n\n2.\n{first}\n\n{first}")
    assert [one["headline"] for one in found] == ["Pont fermé"] * 3
    assert [len(one["paragraphs"]) for one in found] == [1] * 3


def test_labels_in_another_encoding_are_known() -> None:
    (record,) = records(LABELLED[3][0].format("Паром ходит с понедельника."), "cp1251")
    assert (record["format"], record["headline"]) == ("labelled", "Мост закрыт")


def test_a_story_with_labels_in_its_text_stays_a_story() -> None:
    story = f"Bridge closed\n\n{TEXT}\n\nDate: 14 March\nPlace: Town hall\nEntry: free\n"
    assert [one["format"] for one in records(story)] == ["text"]


def test_a_mail_with_a_record_in_it_stays_a_mail() -> None:
    mail = (
        "From: Ada Finch <ada@news.example>\nTo: desk@news.example\nSubject: Bridge\n"
        "Date: Thu, 14 Mar 2019 10:00:00 +0000\nMessage-ID: <1@news.example>\n\n"
    )
    assert recognise((mail + LABELLED[0][0].format(TEXT)).encode()).format.word == "mail"


def test_the_command_lists_every_format_with_what_shows_it() -> None:
    listed = json.loads(CliRunner().invoke(program, ["formats", "-f", "json"]).stdout)
    assert {one["word"] for one in listed if one["reads"]} == set(readable())
    assert all(one["title"] and one["shown"] for one in listed if one["reads"])
    assert "factiva" in CliRunner().invoke(program, ["formats"]).stdout


OWN = """
word = "mine"
title = "my archive"
hits = ["@@ 1\\nH: Bridge\\nD: 14 March 2019\\n\\nThe ferry had been in dock since May.\\n"]
misses = ["Ada @@ 1"]

[shown]
holds = ["@@"]
lines = ['@@ \\d+']

[parts]
begin = ['@@ \\d+']

[labels]
headline = ["H"]
published = ["D"]
"""


def configured(folder: Path, file: str, *arguments: str) -> Result:
    """What the program says in a folder whose configuration names a file of a format."""
    (folder / "mine.toml").write_text(file, encoding="utf-8")
    (folder / "dispatchkit.toml").write_text('formats = ["mine.toml"]', encoding="utf-8")
    articles = "".join(f"@@ {n}\nH: Bridge\nD: 14 March 2019\n\n{TEXT}\n\n" for n in (1, 2))
    (folder / "a.txt").write_text(articles, encoding="utf-8")
    return CliRunner().invoke(program, [*arguments, str(folder / "a.txt")])


def test_a_format_of_ones_own_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = configured(tmp_path, OWN, "parse", "-f", "jsonl")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["format"], one["headline"], one["day"]) for one in found] == [
        ("mine", "Bridge", "2019-03-14")
    ] * 2


def test_a_format_of_ones_own_can_be_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    configured(tmp_path, OWN, "parse")
    bare = tmp_path / "bare.txt"
    bare.write_text(f"H: Bridge\nD: 14 March 2019\n\n{TEXT}\n", encoding="utf-8")
    asked = ["parse", "-f", "jsonl", "--from", "mine", str(bare)]
    (record,) = map(json.loads, CliRunner().invoke(program, asked).stdout.splitlines())
    assert (record["format"], record["headline"]) == ("mine", "Bridge")
    done = CliRunner().invoke(program, ["parse", "--from", "yours", str(bare)])
    assert done.exit_code == 2
    assert "'yours' is none of mine, text," in done.stderr


def test_a_format_of_ones_own_is_read_in_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    configured(tmp_path, OWN, "parse")
    lines = ["@@ 1", "H: Bridge", "D: 14 March 2019", TEXT] * 2
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><body>{''.join(f'<p>{one}</p>' for one in lines)}</body></html>", "utf-8"
    )
    done = CliRunner().invoke(program, ["parse", "-f", "jsonl", str(page)])
    assert [json.loads(line)["format"] for line in done.stdout.splitlines()] == ["mine"] * 2


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("@@ 1\\nH:", "## 1\\nH:", "mine.toml: hits[0]: shown.lines fit too few of its lines"),
        ("May.\\n", "May.\\n@@ 2\\nH: x\\n\\n@\\n", "mine.toml: hits[0]: it is read as 2 articles"),
        ('misses = ["', 'misses = ["@@ 1", "', "mine.toml: misses[0]: it is taken for an export"),
        ("headline =", "headlin =", "mine.toml: labels.headlin: no such key"),
        ("begin = ['@@ \\d+']", 'begin = "@@"', "mine.toml: parts.begin: expected a list"),
        ("lines = ['@@ \\d+']", "lines = ['(']", "mine.toml: shown.lines: '('"),
        ('title = "my archive"', "", "mine.toml: title: missing"),
        ("[parts]", "[head]\nlines = 'nothing'\n[parts]", "mine.toml: head.lines: 'nothing'"),
        ("[parts]", "[head]\nfields = {date = 'x'}\n[parts]", "mine.toml: head.fields: 'x'"),
        ("[labels]", "[labels]\nflow = 'no'", "mine.toml: labels.flow: expected"),
        ("[labels]", "[labels]\ncommon = 1", "mine.toml: labels.common: expected true or false"),
    ],
)
def test_a_fault_in_a_format_of_ones_own_is_told_with_file_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, right: str, wrong: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = configured(tmp_path, OWN.replace(right, wrong), "parse")
    assert done.exit_code == 2
    assert said in done.stderr
