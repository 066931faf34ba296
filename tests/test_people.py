"""Credits in the words of many languages and in any order, what looks like them, and sign-offs. All
people are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_text
from dispatchkit.agencies.lexicon import lexicon_of
from dispatchkit.grammar.glued import closing_credit, closing_initials
from dispatchkit.grammar.people import parse_credits
from dispatchkit.grammar.sign_offs import is_sign_off

LEXICON = lexicon_of()

CREDITS = [
    ("Tác giả, Lê Văn Ví", "Lê Văn Ví: author"),
    ("BY ADA FINCH Y BO REED", "ADA FINCH: author, BO REED: author"),
    (
        "Por Ada Finch Bo Reed Cy Marsh",
        "Ada Finch: author, Bo Reed: author, Cy Marsh: author",
    ),
    ("Av Anna Exempel og Karl Modell (foto)", "Anna Exempel: author, Karl Modell: photographer"),
    ("글 김예시, 사진 박보기", "김예시: author, 박보기: photographer"),
    ("取材・文＝山田例、撮影＝佐藤例", "山田例: author, 佐藤例: photographer"),
    ("Беседовала Анна Примерова", "Анна Примерова: author"),
    ("Protokoll: Jutta Beispiel", "Jutta Beispiel: author"),
    ("Aus dem Englischen von Jutta Reuter", "Jutta Reuter: translator"),
    ("Übersetzung aus dem Englischen: Jutta Muster", "Jutta Muster: translator"),
    ("Dall'inglese di Anna Esempio", "Anna Esempio: translator"),
    ("Z angielskiego przełożył Jan Przykład", "Jan Przykład: translator"),
    ("Перевела с английского Анна Примерова", "Анна Примерова: translator"),
    ("Posté par Odile Exemple le 05/03/24 à 14:20.", "Odile Exemple: author"),
    ("Publicada por Rita Exemplo à(s) 14:20", "Rita Exemplo: author"),
    ("Eingestellt von Jutta Beispiel um 14:20", "Jutta Beispiel: author"),
    ("Upplagd av Anna Exempel kl. 14:20", "Anna Exempel: author"),
    ("Diposting oleh Budi Contoh di 14.20", "Budi Contoh: author"),
    ("Par Odile Exemple, collaboration spéciale, Le Soleil", "Odile Exemple: author"),
    ("Von Jutta Beispiel, freie Mitarbeiterin, Die Zeit", "Jutta Beispiel: author"),
    ("By Ada Finch, staff writer, and Bo Reed", "Ada Finch: author, Bo Reed: author"),
    ("Byline: ADA FINCHHighlight: The town owes 90 million.", "ADA FINCH: author"),
    (
        "(Reporting by Ada Finch and Bo Reed in Oslo, additional reporting by Cy Dent; writing by Di Lund; editing by Eve Moor and Fay Nord)",
        "Ada Finch: author, Bo Reed: author, Cy Dent: contributor, Di Lund: author, Eve Moor: editor, Fay Nord: editor",
    ),
    (
        "(Reportage Ada Finch, version française Bo Reed, édité par Cy Dent)",
        "Ada Finch: author, Bo Reed: translator, Cy Dent: editor",
    ),
    (
        "(Rédigé par Odile Exemple avec Luc Modèle à Lyon)",
        "Odile Exemple: author, Luc Modèle: contributor",
    ),
    (
        "(Reporte de Rosa Ejemplo, editado por Juan Modelo)",
        "Rosa Ejemplo: author, Juan Modelo: editor",
    ),
    (
        "Reportería de Rosa Ejemplo; edición de Juan Modelo",
        "Rosa Ejemplo: author, Juan Modelo: editor",
    ),
    (
        "(Reportagem de Rita Exemplo; edição de Zé Modelo)",
        "Rita Exemplo: author, Zé Modelo: editor",
    ),
    (
        "(Por Rita Exemplo, com colaboração de Zé Modelo)",
        "Rita Exemplo: author, Zé Modelo: contributor",
    ),
    (
        "(Bericht von Jutta Beispiel, redigiert von Kai Muster)",
        "Jutta Beispiel: author, Kai Muster: editor",
    ),
    (
        "Mitarbeit: Jutta Beispiel, Kai Muster",
        "Jutta Beispiel: contributor, Kai Muster: contributor",
    ),
    (
        "(Geschreven door Anneke Voorbeeld, bewerkt door Piet Model)",
        "Anneke Voorbeeld: author, Piet Model: editor",
    ),
    (
        "(Rapporterat av Stina Exempel, redigerat av Bo Mönster)",
        "Stina Exempel: author, Bo Mönster: editor",
    ),
    (
        "(Skrevet af Mette Eksempel, redigeret af Bo Mønster)",
        "Mette Eksempel: author, Bo Mønster: editor",
    ),
    (
        "(Kirjoittanut Aino Esimerkki, toimittanut Eero Malli)",
        "Aino Esimerkki: author, Eero Malli: editor",
    ),
    (
        "(Opracowała Jadwiga Przykład, redagował Jan Wzór)",
        "Jadwiga Przykład: author, Jan Wzór: editor",
    ),
    ("(Napsala Eva Vzorová, přeložil Petr Vzor)", "Eva Vzorová: author, Petr Vzor: translator"),
    ("(Írta: Példa Béla, szerkesztette: Minta Anna)", "Példa Béla: author, Minta Anna: editor"),
    ("(Autor: Ioana Exemplu, editor: Dan Model)", "Ioana Exemplu: author, Dan Model: editor"),
    (
        "(Подготовила Анна Примерова, редактор Иван Образцов)",
        "Анна Примерова: author, Иван Образцов: editor",
    ),
    (
        "(Текст: Ганна Приклад, переклад: Олег Зразок)",
        "Ганна Приклад: author, Олег Зразок: translator",
    ),
    (
        "(Автор Петър Примеров, редактор Анна Образцова)",
        "Петър Примеров: author, Анна Образцова: editor",
    ),
    ("(Pripremila Ana Primjer, uredio Ivo Uzor)", "Ana Primjer: author, Ivo Uzor: editor"),
    (
        "(Haber: Ayşe Örnek, Çeviri: Can Misal, Editör: Ece Model)",
        "Ayşe Örnek: author, Can Misal: translator, Ece Model: editor",
    ),
    ("Ayşe Örnek bu habere katkıda bulundu.", "Ayşe Örnek: contributor"),
    ("(إعداد سعاد المثالية - تحرير علي النموذج)", "سعاد المثالية: author, علي النموذج: editor"),
    (
        "(تغطية صحفية سعاد المثالية; تحرير علي النموذج)",
        "سعاد المثالية: author, علي النموذج: editor",
    ),
    ("ترجمة: مينا نمونه؛ ویرایش: علی مثال", "مينا نمونه: translator, علی مثال: editor"),
    ("(כתיבה: דנה דוגמה, עריכה: יוסי מופת)", "דנה דוגמה: author, יוסי מופת: editor"),
    ("(रिपोर्ट: मीरा उदाहरण; संपादन: रवि नमूना)", "मीरा उदाहरण: author, रवि नमूना: editor"),
    ("(Pewarta: Siti Contoh, Editor: Budi Misal)", "Siti Contoh: author, Budi Misal: editor"),
    ("(文／王小例 編輯／李小例)", "王小例: author, 李小例: editor"),
    ("（記者：見本花子、編集：例題太郎）", "見本花子: author, 例題太郎: editor"),
    ("(글: 김예시, 사진: 박보기)", "김예시: author, 박보기: photographer"),
    (
        "AP writers Ada Finch in Oslo and Bo Reed in Bergen, Norway, contributed to this report.",
        "Ada Finch: contributor, Bo Reed: contributor",
    ),
    ("Luc Modèle a collaboré à cet article", "Luc Modèle: contributor"),
    ("Juan Modelo contribuyó a este despacho desde Quito.", "Juan Modelo: contributor"),
    ("An diesem Bericht hat Kai Muster mitgearbeitet.", "Kai Muster: contributor"),
    ("Zé Modelo contribuiu para esta reportagem.", "Zé Modelo: contributor"),
    ("Иван Образцов участвовал в подготовке материала.", "Иван Образцов: contributor"),
    ("Con la colaboración de Juan Modelo", "Juan Modelo: contributor"),
    (
        "Texte : Odile Exemple. Photos : Luc Modèle",
        "Odile Exemple: author, Luc Modèle: photographer",
    ),
    (
        "Testo di Carla Esempio, foto di Ugo Modello",
        "Carla Esempio: author, Ugo Modello: photographer",
    ),
    (
        "(Traduzione di Carla Esempio, editing Ugo Modello)",
        "Carla Esempio: translator, Ugo Modello: editor",
    ),
    ("*Übersetzung aus dem Englischen von Kai Muster", "Kai Muster: translator"),
    ("Traducido del inglés por Rosa Ejemplo", "Rosa Ejemplo: translator"),
    ("Překlad: Petr Vzor", "Petr Vzor: translator"),
    ("Γράφει ο Νίκος Υπόδειγμα", "Νίκος Υπόδειγμα: author"),
    ("Tekst i zdjęcia: Jan Wzór", "Jan Wzór: author"),
    ("Fot. Jan Wzór", "Jan Wzór: photographer"),
    ("Thực hiện: Lê Thị Ví", "Lê Thị Ví: author"),
    (
        "Imeandikwa na Juma Mfano, imehaririwa na Asha Kielelezo",
        "Juma Mfano: author, Asha Kielelezo: editor",
    ),
]


@pytest.mark.parametrize(("line", "people"), CREDITS)
def test_a_credit_is_read_by_its_words_for_roles(line: str, people: str) -> None:
    found = parse_credits(line, LEXICON)
    named = sorted(f"{name}: {role}" for name, role in (found.people if found else ()))
    assert named == sorted(people.split(", "))


NO_CREDITS = [
    "Writer, poet and sailor of the North Bay",
    "Interview: Ada Finch",
    "Ada Finch (photos) said the port would close",
    "Posted by the door, Ada Finch waited for the ferry to Norfolk.",
    "Inglese di Roma arrestato a Londra dopo la partita",
    "Jan Przykład uczy się angielskiego.",
    "Published by the press in Oxford",
    "By the end of March Ada Finch had left Rome.",
    "Reporting by the bank shows losses.",
    "Editor Ada Finch said the paper would close.",
    "(Ada Finch reported this to the police.)",
    "Rain contributed to the accident.",
    "Ada Finch contributed to the accident on the bridge.",
    "Story by Ada Finch wins prize",
    "The bridge falls down",
    "Von Ada Finch war nichts zu sehen",
    "Photo finish",
    "Text messages by Ada Finch were read in court.",
    "Report: Bank Holiday Monday Cancelled",
    "Di Maio resigns",
    "De Gaulle returns",
    "Par la fenêtre",
    "Por la ventana",
    "Da Vinci Code stolen",
    "Written by hand",
    "Traducción simultánea",
    "The book was edited by Ada Finch and printed in Rome.",
    "Photos by the sea",
    "La traduction de Paul Martin est sortie hier.",
    "Écrit par Victor Hugo, le roman revient en librairie.",
    "Un livre écrit par Anne Martin",
    "A film by Ada Finch",
    "Songs written by Bo Reed and Cy Dent",
    "Translated by Ada Finch, the novel sold well.",
    "Автор книги Иван Петров получил премию.",
    "Редактор газеты Иван Петров уволен",
    "Текст песни написал Иван Петров.",
    "المحرر أحمد علي قال إن الصحيفة ستغلق",
    "Minister: Ada Finch",
    "Winner: Ada Finch",
    "Director: Ada Finch",
    "RIA Novosti, Ivan Primerov. The ferry sank.",
    "Interview: Ada Finch",
    "Von der Leyen reist nach Rom",
    "Van Gogh in Arles",
    "Door Nederland fietsen",
    "Av Stockholm blir intet",
    "De Amsterdam a Roma",
    "Edited volume on Ada Finch",
    "Author Ada Finch dies at 80",
    "Reuters reporter Ada Finch was arrested on Monday.",
    # Words that begin like those for contributing.
    "Content and search with Brian Dean",
    "Contrato de la Alcaldía con la Unión Movilizando",
    "Space, Art and Exhibits: Contextual help with Artist Ed Brun",
]


@pytest.mark.parametrize("line", NO_CREDITS)
def test_a_line_that_looks_like_a_credit_names_nobody(line: str) -> None:
    assert parse_credits(line, LEXICON) is None


SIGN_OFFS = [
    "вг/нб/09:15",
    "ab/cde © AFP",
    "dpa ab cde xy 101530 GMT Jun 12",
    "asl/tib/pid/cac",
    "(OK-HYD-SBR)",
    "bur-xx/yy/zz",
    "alm-kro/jj",
    "RCP // MSP",
    "MKB/ADI/ADL/OID",
    "dpa hm bs wjh",
    "EFE jrr/mla/rt",
    "PTI ABC XYZ",
    "AAP hh/jca/wf",
    "(SDA/sj)",
    "UNI XYZ 1015",
    "аб/вг/",
    "/АБ/ВГ/",
    "rd/ila",
    "ABC/DE/XYZ 0123 octobre 2026",
    "ab/AFP-77 OCT. 26",
    "- ab - cde - fg -",
    "رض/ليل/ح س",
    "PTI TGB",
    "(a.b.)",
    "- ROH",
    "kvl \\ szmb \\ had \\ (MTI)",
    "lbm/pgr/nvm",
    "epd ost dl phi",
    "cha/gvy/npk",
    "NFS/ADL",
    "xd7/pil/red",
    "ek/ dki/",
    "(mh/rk)",
    "אב/גד",
    "αβ/γδ",
    "(pk)",
    "ح م/ر ع",
    "nk/gs",
    "/ab/cd/",
    "A.B./C.D.",
    "(ab/cd)",
    "- abc/de",
    "dpa ab cd",
    "STA ml/pv",
    "AFP abc/de",
    "ba-ek/jr",
    "BBC Mon EU1 EuroPol nk/ib",
    "AFP EcoSoc EUR2 ab/cd/ef",
]
OTHERS = [
    "kc ma",
    "(Nice-Lyon)",
    "Photo © AFP",
    "Rome 14:20",
    "TV 20:15",
    "and/or",
    "km/h",
    "CO2/kWh",
    "ferry/rail/airline",
    "w/o",
    "dpa and AFP",
    "EFE reported from Madrid",
    "AFP photographers were there",
    "км/ч",
    "и/или",
    "Київ/Одеса",
    "Paris/Lyon",
    "The end",
    "Oslo",
    "- Paris",
    "(Oslo)",
    "AFP",
    "Reuters",
    "yes/no",
    "Ja/Nein",
    "USA",
    "NATO",
    "A.B.",
    "(more)",
    "N/A",
    "Rome",
    "24/7",
    "1/2",
    "(a)",
    "- 30 -",
    "TV/Radio",
    "Der Spiegel",
    "AP Sports",
    "dpa Sport",
    "UN/EU talks",
    "Ada Finch 12 mai 2020",
    "The vote of 12 mai 2020",
    "- one",
    "(and)",
    "No",
    "I do",
    "a b c",
    "AFP covers road/rail",
    "Mon EU1 EuroPol ab/cd",
]
# The end of a paragraph, and what signs it there.
GLUED = [
    ("The road reopens on Monday. PTI ABC XYZ", "PTI ABC XYZ"),
    ("Total: (for two wickets in 38.1 overs) 188 UNI RKM SDR 1845", "UNI RKM SDR 1845"),
    ("The ferry sank. AFP ABC", "AFP ABC"),
    ("He gave an interview to PTI", None),
    ("In 2019 PTI WON", None),
    ("The road reopens. PTI said so.", None),
    ("The road reopens. NATO SAID NO", None),
]


# The end of an item, and what a desk says there of its sources.
SOURCED = [
    ("* RAISES ITS DIVIDEND Source text for Eikon: [ID:nAb1Cd2] Further company coverage: <ABC.XY> (Bergen Newsroom)", "* RAISES ITS DIVIDEND"),
    ("* PROPOSE UN DIVIDENDE DE 0,85 EURO Texte source pour Eikon: [ID:nAb1Cd2] (Rédaction de Bergen)", "* PROPOSE UN DIVIDENDE DE 0,85 EURO"),
    ("* RAISES ITS DIVIDEND (Bergen Newsroom expands)", None),
    ("The form read: Name: [Ada] (Bergen)", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rest"), SOURCED, ids=["en", "fr", "expands", "form"])
def test_sources_before_a_newsroom_are_no_text(text: str, rest: str | None) -> None:
    found = closing_credit(text, LEXICON)
    assert (None if found is None else text[: found[0]]) == rest


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("(Bergen Newsroom)", 1),
        ("Source text for Eikon: (Bergen Newsroom)", 1),
        ("Source text: bit.ly/3xAb2 Further coverage: <ABC.XY> (Bergen Newsroom)", 1),
        ("(Rédaction de Bergen)", 1),
        ("He left (Bergen Newsroom)", 2),
        ("The talks (the second this year)", 2),
    ],
)
def test_a_newsroom_on_a_line_of_its_own_closes_the_story(line: str, kept: int) -> None:
    (found,) = parse_text(
        f"Ferry sinks off Bergen\n\nOct 22 (Reuters) - A ferry sank on Tuesday off Bergen.\n\n{line}\n"
    )
    assert len(found.paragraphs) == kept


@pytest.mark.parametrize(("text", "signed"), GLUED)
def test_initials_glued_to_a_paragraph(text: str, signed: str | None) -> None:
    start = closing_initials(text, LEXICON)
    assert (None if start is None else text[start:].strip()) == signed


def test_a_second_name_below_a_sign_off_is_no_text() -> None:
    text = "शिमला, पांच मार्च (भाषा) रेल में एक चलता-फिरता डाकघर शुरू होगा।"
    (found,) = parse_text(f"रेल में लगेगा डाकघर\n\n{text}\n\nभाषा संतोष\n\nनरेश\n")
    assert len(found.paragraphs) == 1


@pytest.mark.parametrize("signed", ["UNI AB CDE\nXY", "UNI AB\nXYZ"])
def test_initials_below_a_sign_off_are_no_text(signed: str) -> None:
    text = "Koraput, Nov 27 (UNI) The porters of the station learn to read, officials said."
    (found,) = parse_text(f"Porters learn to read\n\n{text}\n\n{text[22:]}\n\n{signed}\n")
    assert len(found.paragraphs) == 2


@pytest.mark.parametrize("line", SIGN_OFFS)
def test_initials_are_a_sign_off(line: str) -> None:
    assert is_sign_off(line, LEXICON)


@pytest.mark.parametrize("line", OTHERS)
def test_other_short_lines_are_no_sign_off(line: str) -> None:
    assert not is_sign_off(line, LEXICON)


GLUED = [
    ("The line is open. (Reporting by Ada Finch; Editing by Bo Reed)", "Ada Finch, Bo Reed"),
    ("They ate it. --With assistance from Ada Finch and Bo Reed.", "Ada Finch, Bo Reed"),
    ("Le port est rouvert. (Traduit par Odile Exemple)", "Odile Exemple"),
    ("農會說，明天再試。（編輯：王小例）1140415", "王小例"),
    ("A ferry (built by Ada Finch) sank.", ""),
    ("The book is sold out (translated by hand).", ""),
    ("He said so (Ada Finch was there).", ""),
]


@pytest.mark.parametrize(("text", "people"), GLUED)
def test_a_credit_that_is_glued_to_the_last_sentence(text: str, people: str) -> None:
    found = closing_credit(text, LEXICON)
    assert ", ".join(name for name, _ in (found[1] if found else ())) == people


STORY = (
    "Ferry runs again\n\nAda Finch\n\nOSLO, May 3, 2021 (AFP) - The ferry runs again after a week of"
    " storms, the harbour office said.\n\nTickets cost the same as before, it said.\n\nabc/de/fg\n\n"
)


def test_what_stands_after_the_initials_about_the_author_is_no_text() -> None:
    bio = "Ada Finch is a correspondent in Oslo. She has written a book on ferries."
    (dispatch,) = parse_text(STORY + bio)
    assert [name for name, _ in dispatch.byline] == ["Ada Finch"]
    assert len(dispatch.paragraphs) == 2
    assert [item.label for item in dispatch.boilerplate if item.text == bio] == ["contact"]


def test_text_after_initials_about_somebody_else_stays() -> None:
    (dispatch,) = parse_text(STORY + "Bo Reed is the master of the ferry, the office said.")
    assert dispatch.paragraphs[-1].text.startswith("Bo Reed")


def test_a_reporter_in_the_dateline_is_in_the_byline() -> None:
    (dispatch,) = parse_text(
        "渡轮复航\n\n新华社北京12月4日电（记者王研、杨静）渡轮在一周风暴后复航，港口办公室说。\n\n票价不变。\n"
    )
    assert [tuple(person) for person in dispatch.byline] == [("王研", "author"), ("杨静", "author")]
