"""Texts as programs leave them: typescripts, mails, dumps of text browsers, letters that were read
in a wrong encoding, and flashes too short to tell their language. All texts are invented.
"""

from __future__ import annotations

import textwrap

import pytest

from dispatchkit import parse_bytes, parse_text

FERRY = (
    "The old ferry that linked the two banks of the river for ninety years made its last crossing"
    " on Tuesday before a crowd of about 300 people."
)
VET = (
    "Dr. Hanna Brook, who has studied the river for most of her life, said that 40 kinds of fish had"
    " come back since the mill upstream was closed in 1998."
)
YEAR = (
    "1998 was the year in which the last of the mills on the eastern bank shut its gates, and the"
    " workers found no other place to go."
)
STORY = (FERRY, VET, YEAR)
HEAD = "Ferry makes its last crossing"
DATELINE = "PORT MOLE, Ireland, March 12 (Reuters) - "


def paragraphs(text: str) -> list[str]:
    """The paragraphs of the only dispatch of *text*."""
    (found,) = parse_text(text)
    return [paragraph.text for paragraph in found.paragraphs]


def wrapped(text: str, width: int, first: str = "") -> str:
    """*text* hard-wrapped at *width*, its first line further in."""
    return textwrap.fill(text, width, initial_indent=first, break_on_hyphens=False)


@pytest.mark.parametrize("width", [50, 64, 72])
def test_a_dateline_may_be_put_before_a_wrapped_paragraph(width: int) -> None:
    body = "\n\n".join(wrapped(each, width) for each in STORY)
    assert paragraphs(f"{HEAD}\n\n{DATELINE}{body}\n") == list(STORY)


@pytest.mark.parametrize("first", ["   ", "\t"])
def test_paragraphs_are_told_by_their_indent(first: str) -> None:
    body = "\n".join(wrapped(each, 64, first) for each in STORY)
    assert paragraphs(f"{HEAD}\n\n{body}\n") == list(STORY)


def test_a_typescript_has_a_blank_line_after_every_line() -> None:
    body = "\n".join(wrapped(each, 58, "     ") for each in STORY).replace("\n", "\n\n")
    assert paragraphs(f"{HEAD}\n\n{body}\n") == list(STORY)


def test_a_trailer_or_a_date_is_no_line_of_a_paragraph() -> None:
    body = "\n\n".join(wrapped(each, 64) for each in STORY)
    (found,) = parse_text(f"{HEAD}\n\n{DATELINE}{body}\n121530 Mar 24\n")
    assert [each.text for each in found.paragraphs] == list(STORY)
    long = "Ferry that linked the banks for ninety years makes last trip"
    (dated,) = parse_text(f"{long}\n12 March 2024 10:41 GMT\n\n{body}\n")
    assert dated.headline == long


@pytest.mark.parametrize(
    "lines",
    [
        ["1. " + FERRY, "2. " + VET, "3. " + YEAR],
        ["I walked along the river bank,", "The water black as coal,", "And every boat that sank"],
        ["Athens: 31, sunny", "Berlin: 18, rain", "Cairo: 35, clear", "Dublin: 14, cloudy"],
    ],
)
def test_lines_of_a_list_stay_apart(lines: list[str]) -> None:
    body = "\n".join(wrapped(each, 64) for each in lines)
    assert paragraphs(f"{HEAD}\n\n{FERRY}\n\n{body}\n\n{VET}\n")[1:-1] == lines


MAILS = {
    "forwarded": (
        "---------- Message transféré ----------\nDe : Desk <a@b.example>\nDate : lun. 14 mars 2022"
        " à 12:05\nObjet : Bac\nÀ : <c@d.example>\n\n{}\n--\nDesk\nTél. 01 02\n"
    ),
    "closing": (
        "Von: Dienst <a@b.example>\nGesendet: Freitag, 23. November 2018 10:05\nAn: Redaktion\n"
        "Betreff: Fähre\n\n{}\nMit freundlichen Grüßen\nIhre Redaktion\n\nTel. 01 02\n"
    ),
    "korean": ("보낸 사람: 데스크 <a@b.example>\n받는 사람: c@d.example\n제목: 연락선\n\n{}"),
    "reply": (
        "From: Desk <a@b.example>\nTo: c@d.example\nSubject: Ferry\n\n{}\nOn Sun, May 2, 2021 at"
        " 9:00 AM Paper wrote:\n> When does it come?\n> We wait.\n"
    ),
}


@pytest.mark.parametrize("name", MAILS)
def test_what_a_mail_prints_around_a_story_is_no_story(name: str) -> None:
    (found,) = parse_text(MAILS[name].format(f"{HEAD}\n\n{DATELINE}{FERRY}\n\n{VET}\n"))
    assert (found.format, found.headline) == ("mail", HEAD)
    assert [each.text for each in found.paragraphs] == [FERRY, VET]


def test_a_story_that_is_quoted_as_a_whole_is_read_without_its_marks() -> None:
    quoted = "".join(f"> {line}\n" for line in (HEAD, "", DATELINE + FERRY, "", VET))
    assert paragraphs(quoted) == [FERRY, VET]


def test_a_subject_alone_is_the_headline_and_a_topic_is_not() -> None:
    (found,) = parse_text(f"Subject: The ferry makes its last crossing\n\n{FERRY}\n\n{VET}\n")
    assert found.headline == "The ferry makes its last crossing"
    (topic,) = parse_text(f"Topic: Economy\n\n{HEAD}\n\n{FERRY}\n\n{VET}\n")
    assert topic.format == "text"


def test_quoted_printable_is_undone() -> None:
    text = (
        "LYON, 9 jan (AFP) - Le prix de l=E2=80=99=C3=A9tain a mont=C3=A9 jeudi pour la tro=\n"
        "isi=C3=A8me fois.=20\n"
    )
    assert paragraphs(f"Le prix monte\n\n{text}") == [
        "Le prix de l’étain a monté jeudi pour la troisième fois."
    ]
    plain = "The page www.example.org?id=20&b=3D was offline on Monday, the office said."
    assert paragraphs(f"{HEAD}\n\n{plain}\n\n{VET}\n")[0] == plain


def test_the_numbers_of_links_and_their_list_are_no_story() -> None:
    links = "".join(f"   {number}. http://www.example.org/{number}\n" for number in range(1, 6))
    (found,) = parse_text(
        f"   [1]Home [2]News [3]Sport\n\n   {HEAD}\n\n   By [4]Ola Brekke\n\n   {FERRY}\n\n   {VET}"
        f"\n\n   [5]Swans in Oslo: what we know\n\nReferences\n\n   Visible links\n{links}"
    )
    assert [each.text for each in found.paragraphs] == [FERRY, VET]
    assert [person.name for person in found.byline] == ["Ola Brekke"]


@pytest.mark.parametrize("codec", ["koi8_r", "cp866", "cp437", "cp850"])
def test_utf8_that_was_read_in_an_old_encoding_is_mended(codec: str) -> None:
    story = "В Архангельске открыли новый мост через реку, сообщила мэрия в пятницу утром."
    garbled = story.encode().decode(codec)
    assert paragraphs(f"{garbled}\n\n{garbled}\n")[-1] == story


def test_a_drawn_table_stays_as_it_is() -> None:
    (found,) = parse_text(f"{HEAD}\n\n{FERRY}\n\n│Москва│12│\n│Тверь │14│\n\n{VET}\n")
    assert any("│Москва│12│" in each.text for each in found.paragraphs + found.boilerplate)


def test_quotes_that_became_controls_are_quotes() -> None:
    assert paragraphs(f"{HEAD}\n\nHe said on Monday that it\x92s \x93fine\x94 weather.\n") == [
        "He said on Monday that it’s “fine” weather."
    ]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "iso-8859-15",
            "Žiguli voitti šakkiturnauksen, ja sai 900 €. Kaikki ovat iloisia siitä.\n",
        ),
        ("iso-8859-15", "L'œuvre a été vendue 300 € mardi à Louÿs, selon la maison.\n"),
        ("cp1252", "Für 2½ Stunden stand ½ Meter Wasser in der Küche, sagte die Feuerwehr.\n"),
        ("cp1252", "´s Avonds is het café dicht, zei de burgemeester, en ´s morgens ook.\n"),
        ("iso-8859-4", "Rīgas dome pirmdien nolēma, ka šogad visi bērni uz skolu brauks.\n"),
    ],
)
def test_signs_tell_the_standards_from_windows(encoding: str, text: str) -> None:
    (found,) = parse_bytes(text.encode(encoding))
    assert found.encoding == encoding
    assert [each.text for each in found.paragraphs] == [text.strip()]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sassnitz (dpa) - Hafen Sassnitz öffnet am Dienstag.", "de"),
        ("(ANSA) - NORCIA, 05 OTT - Scossa di magnitudo 4 avvertita a Norcia.", "it"),
        ("Faro, 3 out (Lusa) - Aeroporto de Faro reaberto.", "pt"),
        ("KUCHING, 11 Mei (Bernama) -- Feri karam di Sungai Rajang, semua selamat.", "ms"),
        ("KARS (İHA) - Kars'ta aşık sazını torununa devretti, törende türküler söylendi.", "tr"),
        ("PARIS, March 4 (AFP) - Fire out in Lyon.", "en"),
        ("Zagreb (Hina) - Most opet otvoren.", None),
    ],
)
def test_the_language_of_a_flash_is_one_of_its_sender(text: str, language: str | None) -> None:
    (found,) = parse_text(f"{text}\n")
    assert found.language == language


def test_of_agencies_with_one_credit_the_forms_tell_which() -> None:
    (baku,) = parse_text(
        "Silk mill of Sheki opens\n\nSheki. Aysel Karimova – APA. The last silk mill of the town"
        " has opened again, its owner said on Thursday.\n"
    )
    (algiers,) = parse_text(
        "Une école ouvre\n\nTLEMCEN, 14 mars 2022 (APS) - Une école a ouvert lundi, a annoncé le"
        " wali de Tlemcen, qui a salué les entreprises de la wilaya.\n"
    )
    assert (baku.agency and baku.agency.id, algiers.agency and algiers.agency.id) == (
        "apa-az",
        "aps-dz",
    )
