"""What stands below the text of a press release, and what pages print below stories: none of it is
a paragraph, and every sentence of the story is one.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

# Each story has two paragraphs or more; what stands below the line of tildes is none of it.
RELEASES = {
    "en": """\
News Release

Otters prefer blue boats, survey finds

Otters rest on blue boats three times as often as on white ones, the Example Trust has found.

Volunteers counted 240 otters in the summer. "Contact them if you can," said one of them.

~~~
-ENDS-

NOTES TO EDITORS
1. The survey ran from May to July.
2. Pictures can be had from the press office.

For further information or interviews, please contact:
Ada Finch, Press Officer
T: 01632 960 000

About Example Rivers, Inc.

Example Rivers, Inc. looks after rivers in the west.
""",
    "de": """\
Pressemitteilung

Stadtbücherei verleiht jetzt Regenschirme

Die Stadtbücherei Beispielau verleiht seit Montag auch Regenschirme, sagte ihre Leiterin.

In der ersten Woche wurden 31 Schirme ausgeliehen.

~~~
Über die Stadtbücherei Beispielau
Die Stadtbücherei Beispielau wurde 1921 gegründet und hat 40.000 Medien.

Pressekontakt:
Hanna Kurz
Telefon: 08382 00000
""",
    "fr": """\
COMMUNIQUÉ DE PRESSE

La bibliothèque prête désormais du silence

La bibliothèque de Vannes a ouvert lundi une pièce insonorisée que l'on peut emprunter.

« Contactez-nous si le silence vous pèse », a déclaré la directrice Anne Morin.

~~~
À propos de la bibliothèque de Vannes
La bibliothèque de Vannes, fondée en 1902, compte 12 000 abonnés.

Contact presse
Anne Morin - 02 97 00 00 00 - presse@vannes.example
""",
    "hu": """\
Sajtóközlemény

Éjjel is nyitva a villamosmúzeum

Péntekenként éjfélig lesz nyitva a villamosmúzeum, közölte az intézmény.

Az első este 1200 látogató érkezett.

~~~
A villamosmúzeumról
A villamosmúzeum 1978-ban nyílt, és negyven kocsit őriz.

Sajtókapcsolat
Kiss Anna, +36 20 000 0000, sajto@muzeum.example
""",
    "tr": """\
Basın Bülteni

Tramvay müzesi gece de açık

Tramvay müzesi cuma günleri gece yarısına kadar açık olacak, müze müdürü perşembe günü duyurdu.

İlk gece 1200 kişi geldi.

~~~
Tramvay Müzesi Hakkında
Tramvay Müzesi 1978'de kuruldu ve kırk vagonu koruyor.

İletişim
Ayşe Demir, 0212 000 00 00, basin@muze.example
""",
    "ja": """\
プレスリリース

市電博物館、夜も開館へ

市電博物館は12日、毎週金曜日に午前0時まで開館すると発表した。

初日の夜には1200人が訪れた。

~~~
市電博物館について
市電博物館は1978年に開館し、40両の車両を保存している。

お問い合わせ先
市電博物館 広報課 電話 03-0000-0000 press@museum.example
""",
    "ru": """\
ПРЕСС-РЕЛИЗ

Музей трамваев открылся ночью

Музей трамваев начал работать до полуночи, сообщила директор Ирина Кулакова.

В первую ночь пришли 1200 человек.

~~~
О музее трамваев
Музей трамваев основан в 1978 году и хранит 40 вагонов.

Контакты для СМИ
Ирина Кулакова, +7 (4822) 00-00-00, press@tram.example
""",
}


@pytest.mark.parametrize("language", RELEASES)
def test_what_stands_below_a_release_is_no_paragraph(language: str) -> None:
    story, below = RELEASES[language].split("~~~\n")
    told = story.strip().split("\n\n")[2:]
    (found,) = parse_text(story + below)
    assert [paragraph.text for paragraph in found.paragraphs] == told
    cut = {line.text for line in found.boilerplate}
    assert {line for line in below.splitlines() if line} <= cut


NEWS = """\
What to know about the harbour vote

BERGEN, May 3 (AP) — The city votes on Sunday on a new harbour, the mayor said.

The vote is the third in ten years.

{heading}

The vote opens at eight in the morning and closes at nine at night.

More than 200,000 people may vote, the city said.{last}
"""


@pytest.mark.parametrize("heading", ["About the vote", "Further information", "Contacts"])
@pytest.mark.parametrize("last", ["", "\n\nThe office answers on 555 010 0200 from Friday on."])
def test_such_a_heading_alone_ends_no_story(heading: str, last: str) -> None:
    (found,) = parse_text(NEWS.format(heading=heading, last=last))
    assert len(found.paragraphs) >= 4 + bool(last)
    assert found.paragraphs[-1].text in f"{NEWS}{last}".replace("{last}", "")


def test_another_story_below_a_release_stays() -> None:
    story, below = RELEASES["en"].split("~~~\n")
    second = "Ferry runs again\n\nLUND, May 3 (AP) — The ferry runs again after a week of storms.\n"
    found = parse_text(f"{story}{below}\n\nNNNN\n\n{second}")
    texts = [paragraph.text for one in found for paragraph in one.paragraphs]
    assert "The ferry runs again after a week of storms." in texts


STORY = """\
Ferry runs again

LUND, May 3 (AP) — The ferry runs again after a week of storms.

A shopkeeper said that bread was short.

"""


@pytest.mark.parametrize(
    "line",
    [
        "AP",
        "The AP",
        "L'AFP",
        "This page refreshes automatically.",
        "Die Seite wird automatisch aktualisiert.",
        "Strona odświeża się automatycznie.",
        "このページは自動で更新されます。",
        "Editor's choice: The old line becomes a road",
        "Wybór redakcji: Stara linia staje się drogą",
        "Ne hagyja ki!",
        "தவறவிடாதீர்!",
        "Śledź nas także na Facebooku!",
        "Sledujte nás i na Facebooku!",
        "Kövessen minket a Facebookon is!",
        "प्रतिक्रिया दिनुहोस्",
        "हेही वाचा",
        "Reprinting the articles of this website is permitted if their source is named.",
        "Перепечатка материалов сайта разрешена только при условии ссылки на источник.",
        "Conţinutul website-ului este destinat exclusiv informării publice.",
        "Le contenu de ce site est fourni à titre informatif uniquement.",
        "Artikel korrigiert: Der Elch wurde am Mittwoch gesehen.",
        "Juttua päivitetty kello 14.10: lisätty poliisin kommentti.",
    ],
)
def test_what_is_said_of_page_or_desk_below_a_story_is_no_paragraph(line: str) -> None:
    (found,) = parse_text(f"{STORY}{line}\n")
    assert len(found.paragraphs) == 2
    assert found.headline == "Ferry runs again"


@pytest.mark.parametrize(
    "line",
    [
        "The reprinting of the book is permitted, the court said.",
        "The page of the book was updated by hand.",
        "Do not miss the last boat, the captain told passengers.",
        "La reproducción de tortugas permite repoblar el sitio, dijo el biólogo.",
        "The content of the parcel was intended for the mayor.",
        "The paper corrected its story on Monday.",
    ],
)
def test_sentences_of_news_with_such_words_stay(line: str) -> None:
    (found,) = parse_text(f"{STORY}{line}\n")
    assert [paragraph.text for paragraph in found.paragraphs][2:] == [line]


@pytest.mark.parametrize(
    ("label", "name", "role"),
    [
        ("Editor", "Ada Finch", "editor"),
        ("Автор", "Ирина Кулакова", "author"),
        ("Redaktion", "Hanna Kurz", "editor"),
        ("Muhabir:", "Ayşe Demir", "author"),
        ("Φωτογραφία", "Ειρήνη Δήμου", "photographer"),
    ],
)
@pytest.mark.parametrize("below", [False, True])
def test_a_name_below_the_word_for_its_role_has_that_role(
    label: str, name: str, role: str, *, below: bool
) -> None:
    head, told = STORY.split("\n\n", 1)
    lines = f"{label}\n{name}\n"
    text = f"{STORY}{lines}" if below else f"{head}\n{lines}\n{told}"
    (found,) = parse_text(text)
    assert [(person.name, person.role) for person in found.byline] == [(name, role)]
    assert len(found.paragraphs) == 2


def test_names_that_sign_below_a_hindi_wire_are_no_paragraphs() -> None:
    (found,) = parse_text(
        "पुल बंद\n\nलखनऊ, 12 मार्च (भाषा) लखनऊ में भारी बारिश के बाद पुराना पुल बंद कर दिया गया।\n\n"
        "अधिकारियों ने बताया कि पुल सोमवार को खुलेगा।\n\nभाषा सुरेश\nसुरेश\n1203 1815 लखनऊ\n"
    )
    assert len(found.paragraphs) == 2


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("Eastern Daylight Time", "-04:00"),
        ("Pacific Standard Time", "-08:00"),
        ("Central European Summer Time", "+02:00"),
        ("Japan Standard Time", "+09:00"),
        ("India Standard Time", "+05:30"),
    ],
)
def test_a_zone_in_words_gives_the_offset(zone: str, offset: str) -> None:
    text = STORY.replace("again\n\n", f"again\n\nJune 14, 2022 09:00 AM {zone}\n\n", 1)
    (found,) = parse_text(text)
    assert found.to_dict()["published"] == f"2022-06-14T09:00:00{offset}"
