"""Dates of copies: what a database, a printer, a browser or a feed adds is not the day on which a
story was published. All texts are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_text
from dispatchkit.grammar.copies import cover_end, own_dates
from dispatchkit.grammar.dates import find_dates
from dispatchkit.text.lines import split_lines
from dispatchkit.text.units import make_units

HEADLINES = {
    "en": "Otter moves into the town hall",
    "de": "Otter zieht ins Rathaus",
    "fr": "Une loutre s'installe à la mairie",
    "es": "Una nutria se muda al ayuntamiento",
    "ru": "Выдра поселилась в ратуше",
    "pt": "Lontra muda-se para a prefeitura",
    "tr": "Su samuru belediyeye taşındı",
    "zh": "水獭搬进市政厅",
}
STORIES = {
    "en": (
        "An otter has moved into the fountain of the town hall in Brackwater, the mayor"
        " said.\n\nThe council will not disturb it before the summer."
    ),
    "de": (
        "Ein Otter ist in den Brunnen des Rathauses gezogen, wie der Bürgermeister sagte.\n\nDer"
        " Rat will ihn bis zum Sommer in Ruhe lassen."
    ),
    "fr": (
        "Une loutre s'est installée dans la fontaine de la mairie, a annoncé le maire.\n\nLe"
        " conseil ne la dérangera pas avant l'été."
    ),
    "es": (
        "Una nutria se ha mudado a la fuente del ayuntamiento, dijo el alcalde.\n\nEl pleno no la"
        " molestará antes del verano."
    ),
    "ru": (
        "Выдра поселилась в фонтане ратуши, сообщил мэр города.\n\nСовет не будет тревожить её до"
        " лета, сказал он."
    ),
    "pt": (
        "Uma lontra mudou-se para a fonte da prefeitura, disse o prefeito.\n\nA câmara não vai"
        " incomodá-la antes do verão."
    ),
    "tr": (
        "Bir su samuru belediyenin havuzuna yerleşti, belediye başkanı söyledi.\n\nMeclis onu yaza"
        " kadar rahatsız etmeyecek."
    ),
    "zh": (
        "市长说，一只水獭搬进了市政厅的喷泉，专门接住游客投下的硬币。\n\n市议会夏天之前不会打扰它。"
    ),
}
# language | the line that dates the copy
COPIES = """
en|Printed on 5 March 2019
en|Printed: 5 March 2019, 11:14
en|Export date: 2019-03-05
en|Exported on 5 March 2019 11:14
en|Downloaded: 5 March 2019
en|Date of download: 5 March 2019
en|Accessed 5 March 2019
en|Retrieved on March 5, 2019
en|Crawled at: 2019-03-05T11:14:02Z
en|Saved 5 March 2019
en|Last build date: Tue, 05 Mar 2019 11:14:02 GMT
en|lastBuildDate: Tue, 05 Mar 2019 11:14:02 GMT
en|Feed generated: Tue, 05 Mar 2019 11:14:02 GMT
en|Archived from the original on 5 March 2019
en|Time of request: March 5, 2019 11:14:02 EST
en|Report created 5 March 2019 11:14
en|Load-Date: March 5, 2019
de|Gedruckt am 5. März 2019
de|Ausdruck vom 5. März 2019, 11.14 Uhr
de|Abgerufen am 5. März 2019
de|Abrufdatum: 05.03.2019
de|Exportiert am 05.03.2019
fr|Imprimé le 5 mars 2019
fr|Date d'impression : 5 mars 2019
fr|Téléchargé le 5 mars 2019 à 11h14
fr|Consulté le 5 mars 2019
es|Impreso el 5 de marzo de 2019
es|Fecha de descarga: 05/03/2019
es|Consultado el 5 de marzo de 2019
ru|Распечатано 5 марта 2019
ru|Дата выгрузки: 05.03.2019
ru|Дата печати: 05.03.2019
pt|Impresso em 5 de março de 2019
tr|Yazdırılma tarihi: 05.03.2019
tr|Erişim tarihi: 5 Mart 2019
zh|打印时间：2019年3月5日
zh|下载日期：2019-03-05
"""
ROWS = [tuple(row.split("|")) for row in COPIES.strip().splitlines()]


def published(text: str) -> str | None:
    (dispatch,) = parse_text(text)
    assert dispatch.updated is None
    return str(dispatch.published)[:10] if dispatch.published else None


@pytest.mark.parametrize(("language", "line"), ROWS, ids=[line for _, line in ROWS])
def test_the_date_of_a_copy_is_nobody_s_publication(language: str, line: str) -> None:
    headline, story = HEADLINES[language], STORIES[language]
    assert [
        published(text)
        for text in (
            f"{line}\n\n{headline}\n\n{story}\n",
            f"{headline}\n{line}\n\n{story}\n",
            f"{headline}\n\n{story}\n\n{line}\n",
        )
    ] == [None] * 3


@pytest.mark.parametrize(("language", "line"), ROWS, ids=[line for _, line in ROWS])
def test_the_story_s_own_date_is_found_beside_it(language: str, line: str) -> None:
    headline, story = HEADLINES[language], STORIES[language]
    assert published(f"{line}\n\n{headline}\n\n2019-02-12\n\n{story}\n") == "2019-02-12"
    assert published(f"{headline}\n\n2019-02-12\n\n{story}\n\n{line}\n") == "2019-02-12"


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "5 March 2019"), ("en", "Published 5 March 2019"), ("en", "Publication date: 5 March 2019"), ("de", "Veröffentlicht am 5. März 2019"), ("fr", "Publié le 5 mars 2019"),
     ("ru", "Опубликовано 5 марта 2019"), ("tr", "Yayın tarihi: 05.03.2019"), ("zh", "发布时间：2019年3月5日")],
)  # fmt: skip
def test_other_dates_are_the_story_s(language: str, line: str) -> None:
    assert published(f"{HEADLINES[language]}\n{line}\n\n{STORIES[language]}\n") == "2019-03-05"


COVERS = {
    "request": (
        "Download Request: Current Document: 1\nTime Of Request: Tuesday, March 05, 2019 11:14:02"
        " EST\nJob Number: 2822:55123411"
    ),
    "job": (
        "Date and Time: Tuesday, 5 March 2019 11:14:00 CET\nJob Number: 83442101\nDocuments (12)"
    ),
    "date below": "Job Number: 83442101\nDocuments (12)\nDate: 5 March 2019",
    "set apart": "Documents (2)\n\nTuesday, 5 March 2019\n\nSearch Terms: otter AND coins",
    "German": (
        "Datum und Uhrzeit: Dienstag, 5. März 2019 11:14 Uhr MEZ\nAuftragsnummer:"
        " 83442101\nDokumente (12)"
    ),
    "French": (
        "Date et heure : mardi 5 mars 2019 11:14:00 CET\nNuméro de tâche : 83442101\nDocuments (12)"
    ),
    "Spanish": (
        "Fecha y hora: martes 5 de marzo de 2019 11:14\nNúmero de trabajo: 83442101\nDocumentos"
        " (12)"
    ),
}


@pytest.mark.parametrize("cover", COVERS.values(), ids=COVERS.keys())
def test_the_date_of_a_cover_page_is_not_the_story_s(cover: str) -> None:
    assert published(f"{cover}\n\n{HEADLINES['en']}\n\n{STORIES['en']}\n") is None
    assert (
        published(f"{cover}\n\n{HEADLINES['en']}\n\n12 February 2019\n\n{STORIES['en']}\n")
        == "2019-02-12"
    )


def test_a_story_about_documents_has_no_cover_page() -> None:
    text = f"Documents of the otter found\n5 March 2019\n\n{STORIES['en']}\n"
    assert cover_end(make_units(split_lines(text))) == 0
    assert published(text) == "2019-03-05"


def test_a_cache_s_header_dates_no_story() -> None:
    header = (
        "This is Google's cache of https://brackwater.example/otter. It is a snapshot of the page"
        " as it appeared on 5 Mar 2019 11:14:02 GMT."
    )
    assert published(f"{header}\n\n{HEADLINES['en']}\n\n{STORIES['en']}\n") is None
    assert (
        published(
            f"{header}\nFull version  Text-only version\n\n{HEADLINES['en']}\nBy Ada Finch\n12"
            f" February 2019\n\n{STORIES['en']}\n"
        )
        == "2019-02-12"
    )


def test_a_mail_s_date_yields_to_that_of_its_story() -> None:
    mail = (
        "From: desk@brackwater.example\nDate: Tue, 5 Mar 2019 11:14:02 +0000\nSubject: Fwd:"
        f" otter\nTo: papers@quill.example\n\n{HEADLINES['en']}\n\n"
    )
    assert published(f"{mail}12 February 2019\n\n{STORIES['en']}\n") == "2019-02-12"
    assert published(f"{mail}{STORIES['en']}\n") == "2019-03-05"
    assert published(f"Content-Type: text/plain\n{mail}{STORIES['en']}\n") == "2019-03-05"


@pytest.mark.parametrize(
    ("language", "sender", "sent", "receiver", "subject"),
    [
        (
            "en",
            "From: Ada Finch",
            "Sent: Tuesday, March 5, 2019 11:14 AM",
            "To: Papers",
            "Subject: FW: otter",
        ),
        (
            "de",
            "Von: Ada Finch",
            "Gesendet: Dienstag, 5. März 2019 11:14",
            "An: Zeitungen",
            "Betreff: WG: Otter",
        ),
        (
            "fr",
            "De : Ada Finch",
            "Envoyé : mardi 5 mars 2019 11:14",
            "À : Journaux",
            "Objet : TR: loutre",
        ),
        (
            "es",
            "De: Ada Finch",
            "Enviado: martes, 5 de marzo de 2019 11:14",
            "Para: Diarios",
            "Asunto: RV: nutria",
        ),
    ],
)
def test_the_header_of_a_mail_that_was_forwarded_is_its_envelope(
    language: str, sender: str, sent: str, receiver: str, subject: str
) -> None:
    (dispatch,) = parse_text(
        f"{sender}\n{sent}\n{receiver}\n{subject}\n\n{HEADLINES[language]}\n\n{STORIES[language]}\n"
    )
    assert (dispatch.headline, dispatch.abstract, dispatch.published) == (
        HEADLINES[language],
        None,
        None,
    )
    assert [paragraph.text for paragraph in dispatch.paragraphs] == STORIES[language].split("\n\n")
    assert [item.text for item in dispatch.boilerplate] == [sender, sent, receiver, subject]


def test_dates_of_one_line_are_told_apart() -> None:
    text = "Published 12 February 2019, printed 5 March 2019"
    dates = find_dates(text, language="en")
    assert [found.month for found in own_dates(text, dates)] == [2]
    assert published(f"{HEADLINES['en']}\n{text}\n\n{STORIES['en']}\n") == "2019-02-12"


def test_a_date_of_a_copy_completes_no_dateline() -> None:
    (dispatch,) = parse_text(
        f"{HEADLINES['en']}\n\nBRACKWATER, Feb 12 (Reuters) - {STORIES['en']}\n\nPrinted on 5 March"
        " 2019\n"
    )
    assert dispatch.dateline is not None
    assert (dispatch.published, dispatch.dateline.date) == (None, None)


@pytest.mark.parametrize(
    ("title", "day"),
    [("UPI Archives", "1984-11-21"), ("Reuters Archive", "1984-11-21"), ("Archived on", None)],
)
def test_the_name_of_an_archive_takes_no_date_away(title: str, day: str | None) -> None:
    (found,) = parse_text(f"{title}\n\nNov. 21, 1984\n\n{HEADLINES['en']}\n\n{STORIES['en']}\n")
    assert (found.published and str(found.published)[:10]) == day
