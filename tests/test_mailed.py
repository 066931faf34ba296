"""A dispatch that came by mail: header lines above it, a signature below it. All texts are
invented.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from program import program

from dispatchkit import check, parse_bytes, parse_text

if TYPE_CHECKING:
    from pathlib import Path

STORIES = {
    "en": (
        "Otter moves into the town hall",
        (
            "SKAGEN (Reuters) - An otter has moved into the fountain of the town hall, the mayor"
            " said on Monday."
        ),
        "The council will not disturb it before the summer.",
    ),
    "de": (
        "Otter zieht in den Brunnen des Rathauses",
        (
            "Husum (dpa) - Ein Otter ist in den Brunnen des Rathauses gezogen, wie der"
            " Bürgermeister am Montag sagte."
        ),
        "Der Rat will ihn bis zum Sommer in Ruhe lassen.",
    ),
    "fr": (
        "Une loutre s'installe à la mairie",
        (
            "DINAN (AFP) - Une loutre s'est installée dans la fontaine de la mairie, a annoncé"
            " lundi le maire."
        ),
        "Le conseil ne la dérangera pas avant l'été.",
    ),
    "es": (
        "Una nutria se muda al ayuntamiento",
        (
            "CÁDIZ (EFE).- Una nutria se ha mudado a la fuente del ayuntamiento, dijo el lunes el"
            " alcalde."
        ),
        "El pleno no la molestará antes del verano.",
    ),
}
DAY = "Mon, 03 May 2021 10:00:00 +0200"
HEADERS = {
    "English": (
        "en",
        f"From: Desk <desk@quill.example>\nTo: papers@quill.example\nSubject: {{}}\nDate: {DAY}\n",
    ),
    "German": (
        "de",
        (
            "Von: Basisdienst <dienst@feder.example>\nAn: kunden@feder.example\nBetreff:"
            f" {{}}\nDatum: {DAY}\n"
        ),
    ),
    "French": (
        "fr",
        f"De: Desk <desk@plume.example>\nÀ: abonnes@plume.example\nObjet: {{}}\nDate: {DAY}\n",
    ),
    "French, spaced": (
        "fr",
        f"De : Desk <desk@plume.example>\nÀ : abonnes@plume.example\nObjet : {{}}\nDate : {DAY}\n",
    ),
    "Spanish": (
        "es",
        (
            "De: Mesa <mesa@pluma.example>\nPara: clientes@pluma.example\nAsunto: {}\nFecha:"
            f" {DAY}\n"
        ),
    ),
    "a message id": (
        "en",
        (
            "Message-ID: <4.1@quill.example>\nFrom: desk@quill.example\nTo:"
            f" papers@quill.example\nSubject: {{}}\nDate: {DAY}\n"
        ),
    ),
    "hosts first": (
        "en",
        (
            "Received: from a.example (a.example [10.0.0.1])\n\tby b.example with ESMTP id"
            " 4F;\n\tTue, 04 May 2021 11:00:00 +0200\nReturn-Path: <desk@quill.example>\nFrom:"
            f" desk@quill.example\nSubject: {{}}\nDate: {DAY}\n"
        ),
    ),
    "plain type": (
        "de",
        (
            "From: dienst@feder.example\nTo: kunden@feder.example\nSubject: {}\nDate:"
            f" {DAY}\nMIME-Version: 1.0\nContent-Type: text/plain;\n"
            " charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
        ),
    ),
}
SIGNATURE = "-- \nQuill News Desk, 2 Harbour Street\nTelephone 02 00 00 00 00\n"


def mail(name: str, *, headline: bool = True, subject: str = "", signature: str = SIGNATURE) -> str:
    language, header = HEADERS[name]
    story = STORIES[language] if headline else STORIES[language][1:]
    return (
        header.format(subject or STORIES[language][0])
        + "\n"
        + "\n\n".join(story)
        + "\n\n"
        + signature
    )


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", HEADERS)
def test_the_story_is_read_as_if_it_came_alone(name: str, end: str) -> None:
    text = mail(name)
    (found,) = parse_bytes(text.replace("\n", end).encode())
    (alone,) = parse_text("\n\n".join(STORIES[HEADERS[name][0]]))
    assert (
        found.headline,
        found.abstract,
        found.byline,
        found.agency,
        found.language,
        found.dateline,
    ) == (
        alone.headline,
        alone.abstract,
        alone.byline,
        alone.agency,
        alone.language,
        alone.dateline,
    )
    assert [paragraph.text for paragraph in found.paragraphs] == [
        paragraph.text for paragraph in alone.paragraphs
    ]
    assert str(found.published) == "2021-05-03 10:00:00+02:00"


@pytest.mark.parametrize("name", HEADERS)
def test_header_and_signature_are_kept(name: str) -> None:
    text = mail(name)
    (found,) = parse_text(text)
    header = [line.strip() for line in text.partition("\n\n")[0].split("\n")]
    assert [kept.text for kept in found.boilerplate if kept.rule == "mail.header"] == header
    assert {kept.label for kept in found.boilerplate if kept.rule == "mail.header"} == {"envelope"}
    assert [kept.text for kept in found.boilerplate if kept.rule == "mail.signature"] == [
        line.strip() for line in SIGNATURE.strip().split("\n")
    ]
    assert words(text) <= words(json.dumps(found.to_dict(), ensure_ascii=False).replace("\\", ""))


@pytest.mark.parametrize("name", HEADERS)
def test_the_subject_heads_a_story_without_a_headline(name: str) -> None:
    (found,) = parse_text(mail(name, headline=False))
    assert found.headline == STORIES[HEADERS[name][0]][0]
    assert len(found.paragraphs) == 2


def test_a_subject_yields_to_the_headline_and_may_be_folded() -> None:
    (found,) = parse_text(mail("English", subject="Fwd: otter story for tomorrow"))
    assert found.headline == STORIES["en"][0]
    (found,) = parse_text(
        mail("English", subject="Otter moves into\n the town hall", headline=False)
    )
    assert found.headline == STORIES["en"][0]


def test_the_day_of_sending_yields_to_the_story_s_own() -> None:
    text = mail("English").replace("town hall\n\nSKAGEN", "town hall\n\n12 February 2019\n\nSKAGEN")
    (found,) = parse_text(text)
    assert str(found.published) == "2019-02-12"
    (found,) = parse_text(mail("English").replace(f"Date: {DAY}\n", ""))
    assert found.published is None


def test_a_ruler_above_a_story_opens_no_signature() -> None:
    story = "\n\n".join(
        f"The otter took its {count} coin from the fountain and left."
        for count in (
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "last",
        )
    )
    (found,) = parse_text(mail("English", signature=f"--\n\n{story}\n"))
    assert found.paragraphs[-1].text.startswith("The otter took its last coin")


def test_a_mail_in_a_story_is_story() -> None:
    text = (
        f"{STORIES['en'][0]}\n\n{STORIES['en'][1]}\n\nThe mail"
        f" read:\n\n{HEADERS['English'][1]}\nNobody shall disturb it.\n"
    )
    assert not [kept for kept in parse_text(text)[0].boilerplate if kept.rule == "mail.header"]


def test_explain_and_check_see_all_lines(tmp_path: Path) -> None:
    text = mail("hosts first")
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(program, ["explain", "--isolated", str(path)])
    assert result.exit_code == 0
    assert result.stdout.count("mail.header") == 7
    assert all(line.strip() in result.stdout for line in text.split("\n") if line.strip())
    assert not [finding for finding in check(text.encode()) if finding.fix]
