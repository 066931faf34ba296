"""What a call must never do to its user's files or their contents: found by trying it as newcomers
and adversaries did.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import check, parse_bytes, parse_text

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

HEAD = (
    "Clock museum opens a new wing\n\nGENEVA, Dec 4 (Reuters) - The clock museum opened a new wing"
    " on Saturday, in which three hundred travelling clocks tick.\n\n"
)
MORE = (
    "Visitors may touch some of them, which is unusual in a museum of this kind, she told reporters"
    " on the quay.\n\n"
)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments))


def fixed(tmp_path: Path, text: str) -> str:
    file = tmp_path / "dump.txt"
    file.write_text(text, encoding="utf-8")
    call("check", "--isolated", "--fix", str(file))
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "MANDATORY KILL: story is wrong",
        "Embargo until 6 p.m. Monday",
        "Correction: 301 clocks, not 300",
        "The wing cost 3 million francs",
        "Reuters jka/ktz",
        "Ana Luz contributed from Bern",
        "ISIN CH0012345678",
    ],
)
def test_what_stands_below_a_link_is_not_taken_out_with_it(tmp_path: Path, line: str) -> None:
    assert line in fixed(tmp_path, f"{HEAD}{MORE}Read more\n{line}\n")


@pytest.mark.parametrize("figures", ["17", "28 27", "5.1", "022 123 45 67", "2021"])
def test_figures_alone_are_not_safely_a_counter(tmp_path: Path, figures: str) -> None:
    text = HEAD.replace("wing\n\n", f"wing\n{figures}\n")
    assert fixed(tmp_path, text + MORE) == text + MORE


@pytest.mark.parametrize(
    "listed",
    [
        "Results:\n\nHome\nLeeds 2\nAway\nHull 1\n",
        "Factbox:\n\nSearch\n12 clocks\nShare\n60 percent\nPrint\n30 copies\n",
        "The prize winners:\nPhoto: Ana Luz\nVideo: Tom Ray\nPrint: Eva Roth\n",
    ],
)
def test_words_of_buttons_in_a_list_of_the_story_stay(tmp_path: Path, listed: str) -> None:
    assert fixed(tmp_path, HEAD + MORE + listed) == HEAD + MORE + listed


def test_columns_parted_by_a_tab_stay(tmp_path: Path) -> None:
    table = "Price\t12 francs\nTurnout\t60 percent\n"
    assert table in fixed(tmp_path, HEAD + MORE + table)


@pytest.mark.parametrize(
    "wrapped",
    [
        (
            "see the list of all three hundred clocks at"
            " clocks.example/exhibitions/long/\naddress/of/them in the net.\n"
        ),
        (
            "the clocks of the museum tick and tick and never do they stop to rest—\nhappier than"
            " most who hear them there.\n"
        ),
    ],
)
def test_lines_are_not_joined_within_a_word(tmp_path: Path, wrapped: str) -> None:
    text = (
        "Clock museum opens a new wing\n\nThe clock museum opened a new wing on Saturday in which"
        f" visitors may\n{wrapped}"
    )
    assert fixed(tmp_path, text) == text


def test_direction_marks_of_an_arabic_dispatch_stay_on_lines_of_figures(tmp_path: Path) -> None:
    text = (
        "متحف الساعات يفتح جناحا جديدا\n\nفتح متحف الساعات في جنيف جناحا جديدا يوم السبت، حسب"
        " المدير الذي قال إن الساعات كثيرة.\n\n\u200f12 - 15\u200f\n"
    )
    assert "\u200f12 - 15\u200f" in fixed(tmp_path, text)


@pytest.mark.parametrize("language", ["klingonisch", "swiss", "creole", "toolonglang"])
def test_a_wrong_language_is_told_however_it_is_written(language: str) -> None:
    result = call("check", "--isolated", "--language", language, "-")
    assert result.exit_code == 2
    assert "language" in result.stderr
    with pytest.raises(ValueError, match="language"):
        check(b"text", language=language)


@pytest.mark.parametrize("option", ["--report=json:", "--write-baseline="])
def test_no_input_of_a_walked_folder_is_overwritten(tmp_path: Path, option: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(HEAD + MORE, encoding="utf-8")
    target = tmp_path / "b.txt"
    assert call("check", "--isolated", f"{option}{target}", str(tmp_path)).exit_code == 2
    assert target.read_text(encoding="utf-8") == HEAD + MORE
    report = tmp_path / "known.json"
    for _ in range(2):
        assert call("check", "--isolated", f"{option}{report}", str(tmp_path)).exit_code in (0, 1)
    json.loads(report.read_text(encoding="utf-8"))


def test_no_input_is_emptied_by_the_list_of_failures(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HEAD + MORE, encoding="utf-8")
    assert (
        call("parse", "--isolated", "--errors", str(tmp_path / "a.txt"), str(tmp_path)).exit_code
        == 2
    )
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == HEAD + MORE


def test_the_record_says_what_format_was_read() -> None:
    message = (
        "ZCZC AB0001 4 I POL\nCouncil opens bridge\n\nLISBON, Dec 4 2021 (AFP) - The council opened"
        " a bridge on Saturday, officials said.\n\nNNNN\n"
    )
    assert [one.format for one in parse_text(message)] == ["zczc"]
    assert [one.format for one in parse_text(HEAD + MORE)] == ["text"]


def test_a_story_below_a_closing_footer_is_not_part_of_the_footer() -> None:
    footer = (
        "Seulement une partie des dépêches, que l'Agence Anadolu diffuse à ses abonnés via le"
        " Système de Diffusion interne (HAS), est diffusée sur le site de l'AA, de manière résumée."
        " Contactez-nous s'il vous plaît pour vous abonner."
    )
    page = (
        "{0}\n\n08.02.2021\n\nAA/ {1}\n\nUn bateau-hôpital de 48 lits a jeté l'ancre dimanche"
        " devant {1}, où l'on ne compte que deux médecins.\n\n" + footer + "\n\n"
    )
    records = parse_text(
        page.format("Premier bateau-hôpital à Praia", "Praia")
        + page.format("Premier bateau-hôpital à Libreville", "Libreville")
    )
    words = " ".join(paragraph.text for record in records for paragraph in record.paragraphs)
    assert "devant Praia" in words
    assert "devant Libreville" in words


def test_phrases_of_the_user_hold_on_a_page(tmp_path: Path) -> None:
    (tmp_path / "dispatchkit.toml").write_text(
        '[boilerplate]\nsubscription = ["Become a friend of the Tarn Press*"]\npromo = ["The Tarn'
        ' Press app is free"]\n',
        encoding="utf-8",
    )
    file = tmp_path / "dump.txt"
    file.write_text(
        HEAD + "Become a friend of the Tarn Press today, it costs little.\nThe Tarn Press app is"
        " free\n\n" + MORE + "Share on Facebook\n",
        encoding="utf-8",
    )
    record = json.loads(
        call(
            "parse", "--config", str(tmp_path / "dispatchkit.toml"), "-f", "json", str(file)
        ).stdout
    )
    assert not [one for one in record["paragraphs"] if "Tarn Press" in one["text"]]


def test_no_fix_is_safe_where_the_encoding_is_a_guess(tmp_path: Path) -> None:
    file = tmp_path / "dump.txt"
    data = (
        "Le musée a ouvert\n\nGENÈVE, 4 déc 2021 (AFP) - Le  musée a ouvert samedi une aile, a dit le maire de la ville.\n".encode()[
            :40
        ]
        + "من  أنحاء البلاد\n".encode("cp720")
    )
    file.write_bytes(data)
    call("check", "--isolated", "--fix", str(file))
    assert file.read_bytes() == data


def test_korean_escapes_are_an_encoding() -> None:
    text = (
        "시계 박물관이 새 전시관을 열었다\n\n제네바의 시계 박물관이 토요일 새 전시관을 열었다고"
        " 관장이 밝혔다.\n"
    )
    (record,) = parse_bytes(text.encode("iso2022_kr"))
    assert record.encoding == "iso-2022-kr"
    assert "박물관이" in str(record.headline)


def test_two_spaces_make_no_table_of_a_headline() -> None:
    (record,) = parse_text(
        "Bridge opens  again in Oslo today\n\nOSLO, Dec 4 2011 (Reuters) - The ferry is back again,"
        " the city said.\n\nIt is new.\n"
    )
    assert record.headline == "Bridge opens again in Oslo today"
