"""Datelines by their forms: where the credit stands, which marks it needs, and what only looks like
a dateline. All people and the agencies "QXZ", "Quarrywire" and "例示" are invented.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from dispatchkit import parse_dateline

RECEIVED = date(2021, 12, 6)


class Read(NamedTuple):
    """What a dateline says. Places are divided by "+", agencies by a space."""

    places: str = ""
    date: str = ""
    agencies: str = ""
    region: str | None = None
    byline: str | None = None


# The text with "¦" where the dateline ends, what it says, and who is known to have issued the text.
DATELINES = [
    ("LISBON, Dec 4 2021 (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp"), None),
    ("LISBON (AFP) - ¦The port opened.", Read("LISBON", "", "afp"), None),
    ("LISBON (AFP). ¦The port opened.", Read("LISBON", "", "afp"), None),
    ("LISBON (AFP): ¦The port opened.", Read("LISBON", "", "afp"), None),
    ("LISBON (QXZ) - ¦The port opened.", Read("LISBON", "", ""), None),
    ("LISBON, Dec 4 (QXZ) - ¦The port opened.", Read("LISBON", "2021-12-04", ""), None),
    ("LISBON, Dec 4 (Quarrywire) - ¦The port opened.", Read("LISBON", "2021-12-04", ""), None),
    ("(AFP) - ¦The port opened.", Read("", "", "afp"), None),
    ("****LISBON, Dec 4 (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp"), None),
    ("LISBON/PARIS, Dec 4 (AFP) - ¦The port opened.", Read("LISBON+PARIS", "2021-12-04", "afp"), None),
    ("LISBON, PARIS, ROME, Dec 4 (AFP) - ¦The port opened.", Read("LISBON+PARIS+ROME", "2021-12-04", "afp"), None),
    ("LISBON, Portugal, Dec 4 (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp", region="Portugal"), None),
    ("LISBON (Portugal), Dec 4 (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp", region="Portugal"), None),
    ("WASHINGTON, D.C., Dec 4 (AFP) - ¦The port opened.", Read("WASHINGTON", "2021-12-04", "afp", region="D.C."), None),
    ("KANSAS CITY, Mo., March 3 (AP) - ¦The port opened.", Read("KANSAS CITY", "2022-03-03", "ap", region="Mo."), None),
    ("LA PAZ, 12 ENE (EFE) - ¦El puerto abrió.", Read("LA PAZ", "2022-01-12", "efe"), None),
    ("ST. PETERSBURG, Dec 4 (AFP) - ¦The port opened.", Read("ST. PETERSBURG", "2021-12-04", "afp"), None),
    ("Frankfurt/Main (dpa) - ¦Der Hafen ist offen.", Read("Frankfurt/Main", "", "dpa"), None),
    ("Frankfurt/Bonn (dpa) - ¦Der Hafen ist offen.", Read("Frankfurt+Bonn", "", "dpa"), None),
    ("Berlin (dpa/lno) - ¦Der Hafen ist offen.", Read("Berlin", "", "dpa"), None),
    ("Berlin (dpa, AFP) - ¦Der Hafen ist offen.", Read("Berlin", "", "dpa afp"), None),
    ("Berlin (dpa - AFP) - ¦Der Hafen ist offen.", Read("Berlin", "", "dpa afp"), None),
    ("Berlin (AFP/AFP) - ¦Der Hafen ist offen.", Read("Berlin", "", "afp"), None),
    ("Berlin (dpa-AFX Broker) - ¦Der Hafen ist offen.", Read("Berlin", "", "dpa-afx"), None),
    ("BOGOTA, 3 APR 90 (INRAVISION TELEVISION CADENA 1) -- ¦The port opened.", Read("BOGOTA", "1990-04-03", ""), None),
    ("(ANSA) - ROMA, 04 DIC - ¦Il porto apre.", Read("ROMA", "2021-12-04", "ansa"), None),
    ("(ANSA) - Roma, 04 DIC - ¦Il porto apre.", Read("Roma", "2021-12-04", "ansa"), None),
    ("(ANSA) - ¦Roma - Il porto apre.", Read("", "", "ansa"), None),
    ("(ANSA) - ROMA - ¦Il porto apre.", Read("ROMA", "", "ansa"), None),
    ("(ANSA) - ¦Il porto apre.", Read("", "", "ansa"), None),
    ("EFE.- ¦El puerto abrió.", Read("", "", "efe"), None),
    ("AGI - ¦Il porto apre.", Read("", "", "agi"), None),
    ("STT–¦Satama aukesi.", Read("", "", "stt"), None),
    ("BRISBANE, Oct 12 AAP - ¦The port opened.", Read("BRISBANE", "2021-10-12", "aap"), None),
    ("BRISBANE, AAP - ¦The port opened.", Read("BRISBANE", "", "aap"), None),
    ("Damascus, SANA-¦The port opened.", Read("Damascus", "", "sana"), None),
    ("МОСКВА, 4 дек - РИА Новости. ¦Порт открыт.", Read("МОСКВА", "2021-12-04", "ria"), None),
    ("МОСКВА, 4 декабря. /ТАСС/. ¦Порт открыт.", Read("МОСКВА", "2021-12-04", "tass"), None),
    ("МОСКВА. 4 декабря. INTERFAX.RU - ¦Порт открыт.", Read("МОСКВА", "2021-12-04", "interfax"), None),
    ("Baku. Rena Aliyeva – APA. ¦The port opened.", Read("Baku", "", "apa", byline="Rena Aliyeva"), None),
    ("Baku/04.12.21/Turan: ¦The port opened.", Read("Baku", "2021-12-04", "turan"), None),
    ("AA/ Bagdad¦", Read("Bagdad", "", "aa"), None),
    ("AA / Tunis / Sami Exemple¦", Read("Tunis", "", "aa", byline="Sami Exemple"), None),
    ("AA / Tunis / Sami Exemple - ¦Le port ouvre.", Read("Tunis", "", "aa", byline="Sami Exemple"), None),
    ("Bagdad/ AA¦", Read("Bagdad", "", "aa"), None),
    ("Bagdad / AA - ¦Le port ouvre.", Read("Bagdad", "", "aa"), None),
    ("Bagdad / Sami Exemple / AA - ¦Le port ouvre.", Read("Bagdad", "", "aa", byline="Sami Exemple"), None),
    ("أنقرة / الأناضول¦", Read("أنقرة", "", "aa"), None),
    ("أنقرة / الأناضول ¦افتتح الميناء.", Read("أنقرة", "", "aa"), None),
    ("إسطنبول/ سامي المثال/ الأناضول- ¦افتتح الميناء.", Read("إسطنبول", "", "aa", byline="سامي المثال"), None),
    ("SALVADOR, Feb 26 - ¦The port opened.", Read("SALVADOR", "2022-02-26", ""), None),
    ("Salvador, Feb 26 - ¦The port opened.", Read("Salvador", "2022-02-26", ""), None),
    ("WASHINGTON _ ¦The port opened.", Read("WASHINGTON", "", ""), None),
    ("WASHINGTON, Feb 26 _ ¦The port opened.", Read("WASHINGTON", "2022-02-26", ""), None),
    ("LONDON 1996-08-22¦", Read("LONDON", "1996-08-22", ""), None),
    ("LONDON, 22 August 1996¦", Read("LONDON", "1996-08-22", ""), None),
    ("(MENAFN- Kuwait News Agency (KUNA)) KUWAIT, Dec 4 (KUNA) -- ¦The port opened.", Read("KUWAIT", "2021-12-04", "kuna"), None),
    ("新华社北京12月4日电 ¦港口开放。", Read("北京", "2021-12-04", "xinhua"), None),
    ("新华社北京12月4日电（记者张大例）¦港口开放。", Read("北京", "2021-12-04", "xinhua", byline="张大例"), None),
    ("新华社北京12月4日电 题：¦港口开放", Read("北京", "2021-12-04", "xinhua"), None),
    ("新华社记者张大例北京12月4日电 ¦港口开放。", Read("北京", "2021-12-04", "xinhua", byline="张大例"), None),
    ("（中央社記者王小明台北4日電）¦港口開放。", Read("台北", "2021-12-04", "cna", byline="王小明"), None),
    ("（中央社台北4日電）¦港口開放。", Read("台北", "2021-12-04", "cna"), None),
    ("（中央社記者王明台北4日電）¦港口開放。", Read("台北", "2021-12-04", "cna", byline="王明"), None),
    ("【ドーハ共同】¦港が開いた。", Read("ドーハ", "", "kyodo"), None),
    ("［東京　２６日　ロイター］ - ¦港が開いた。", Read("東京", "2021-11-26", "reuters"), None),
    ("［東京　ロイター］ - ¦港が開いた。", Read("東京", "", "reuters"), None),
    ("(서울=연합뉴스) 김예시 기자 = ¦항구가 열렸다.", Read("서울", "", "yonhap", byline="김예시 기자"), None),
    ("(서울=연합뉴스) ¦항구가 열렸다.", Read("서울", "", "yonhap"), None),
    ("(서울·부산=연합뉴스) 김예시 기자 = ¦항구가 열렸다.", Read("서울+부산", "", "yonhap", byline="김예시 기자"), None),
    ("पुणे, दो मार्च (भाषा) ¦बंदरगाह खुला।", Read("पुणे", "2022-03-02", "pti"), None),
    ("SİNOP (AA) - ¦Liman açıldı.", Read("SİNOP", "", "aa"), None),
    ('LISBON, Dec 4 (AFP) ¦"We opened", he said.', Read("LISBON", "2021-12-04", "afp"), None),
    ("LISBON, Decmber 4 (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp"), None),
    ("Dec 4, LISBON (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp"), None),
    ("Dec 4 (AFP) - ¦The port opened.", Read("", "2021-12-04", "afp"), None),
    ("MANILA - ¦The port opened.", Read("MANILA", "", ""), "pna"),
    ("MANILA -- ¦The port opened.", Read("MANILA", "", ""), "pna"),
    ("Ankara¦", Read("Ankara", "", ""), "aa"),
    ("BAKU, August 19 - ¦the port opened - and closed.", Read("BAKU", "2021-08-19", ""), "azertac"),
    ("Baku, August 19 - ¦the port opened.", Read("Baku", "2021-08-19", ""), "azertac"),
    ("BOGOTÁ, Colombia¦", Read("BOGOTÁ", "", "", region="Colombia"), "aa"),
    ("LISBON, PORTUGAL, Dec 4 (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp", region="PORTUGAL"), None),
    ("LISBON, Dec 4 (QXZ/ZX) - ¦The port opened.", Read("LISBON", "2021-12-04", ""), None),
    ("LISBON, Dec 4 (QXZWVUT) - ¦The port opened.", Read("LISBON", "2021-12-04", ""), None),
    ("LISBON, Dec 4 (AFP) ¦Officials opened the port.", Read("LISBON", "2021-12-04", "afp"), None),
    ("Lisbon Paris Rome Oslo Bern Riga Wien (AFP) - ¦The port opened.", Read("Lisbon Paris Rome Oslo Bern Riga Wien", "", "afp"), None),
    ("Lisbon old (AFP) - ¦The port opened.", Read("Lisbon old", "", "afp"), None),
    ("LISBON, Dec 4 Reuters - ¦The port opened.", Read("LISBON", "2021-12-04", "reuters"), None),
    ("LISBON, Dec 4, Reuters: ¦The port opened.", Read("LISBON", "2021-12-04", "reuters"), None),
    ("(ANSA) - lunedì 04 DIC - ¦Il porto apre.", Read("", "2021-12-04", "ansa"), None),
    ("OTTAWA — ¦The port opened.", Read("OTTAWA", "", ""), "cp"),
    ("OTTAWA - ¦The port opened.", Read("OTTAWA", "", ""), "cp"),
    ("Ottawa — ¦the port opened.", Read("Ottawa", "", ""), "cp"),
    ("OSLO, Dec 4. ¦The port opened.", Read("OSLO", "2021-12-04", ""), "reuters"),
    ("OSLO, Norway, Dec 4. ¦The port opened.", Read("OSLO", "2021-12-04", "", region="Norway"), "trend"),
    ("Oslo¦", Read("Oslo", "", ""), "trend"),
    ("Oslo and a bay¦", Read("Oslo and a bay", "", ""), "trend"),
    ("New Delhi, Dec 4 (PTI) ¦The port opened.", Read("New Delhi", "2021-12-04", "pti"), None),
    ("New Delhi (PTI) ¦The port opened.", Read("New Delhi", "", "pti"), None),
    ("Bern (sda) ¦Der Hafen ist offen.", Read("Bern", "", "ats"), None),
    ("La Habana, 4 dic (Prensa Latina) ¦El puerto abrió.", Read("La Habana", "2021-12-04", "prensalatina"), None),
    ("La Habana (Prensa Latina) ¦El puerto abrió.", Read("La Habana", "", "prensalatina"), None),
    ("【東京共同】 ¦港が開いた。", Read("東京", "", "kyodo"), None),
    ("［東京　ロイター］¦港が開いた。", Read("東京", "", "reuters"), None),
    ("[東京 26日 ロイター] - ¦港が開いた。", Read("東京", "2021-11-26", "reuters"), None),
    ("新华社北京4日电（记者张大例、李小例）¦港口开放。", Read("北京", "2021-12-04", "xinhua", byline="张大例、李小例"), None),
    ("新華社北京12月4日電 ¦港口開放。", Read("北京", "2021-12-04", "xinhua"), None),
    ("（中央社記者王小明4日電）¦港口開放。", Read("", "2021-12-04", "cna", byline="王小明"), None),
    ("(東京中央社) ¦港口開放。", Read("東京", "", "cna"), None),
    ("LONDON (Reuters Health) - ¦The port opened.", Read("LONDON", "", "reuters"), None),
    ("LONDON (Reuters Health News) - ¦The port opened.", Read("LONDON", "", "reuters"), None),
    ("МИНСК (Корр. БЕЛТА) - ¦Порт открыт.", Read("МИНСК", "", "belta"), None),
    ("Lisbon, PARIS, ROME, Dec 4 (AFP) - ¦The port opened.", Read("Lisbon", "2021-12-04", "afp", region="PARIS, ROME"), None),
    ("LISBON, Abcdefghi Abcdefghi Abcdefghi Abcdefghi (AFP) - ¦The port opened.", Read("LISBON", "", "afp", region="Abcdefghi Abcdefghi Abcdefghi Abcdefghi"), None),
    ("LISBON, Abcdefghi Abcdefghi Abcdefghi Abcdefghij (AFP) - ¦The port opened.", Read("LISBON", "", "afp", region="Abcdefghi Abcdefghi Abcdefghi Abcdefghij"), None),
    ("Tarnholmholmholmholmholmholmholmholmholmholmholmholmholmholm (AFP) - ¦The port opened.", Read("Tarnholmholmholmholmholmholmholmholmholmholmholmholmholmholm", "", "afp"), None),
    ("LISBON, Dec 4 (AFP/Reuters/QXZ) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp reuters"), None),
    ("［東京　共同］¦港が開いた。", Read("東京", "", "kyodo"), None),
    ("［東京　２６日　午前　ロイター］ - ¦港が開いた。", Read("東京", "2021-11-26", "reuters"), None),
    ("LISBON [Portugal], Dec 4 (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp", region="Portugal"), None),
    ("LISBON. Dec 4 (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp"), None),
    ("PARIS/LISBON/Main (AFP) - ¦The port opened.", Read("PARIS+LISBON/Main", "", "afp"), None),
    ("PRETORIA, Monday 4 December 2021 (SAnews.gov.za) - ¦The port opened.", Read("PRETORIA", "2021-12-04", "sanews"), None),
    ("MADRID, 4 Dic. (EUROPA PRESS) - ¦El puerto abrió.", Read("MADRID", "2021-12-04", "europapress"), None),
    ("LISBON (AFP) ¦The port opened.", Read("LISBON", "", "afp"), None),
    ('LISBON (AFP) ¦"We opened", he said.', Read("LISBON", "", "afp"), None),
    ("LISBON (Quarrywire) - ¦The port opened.", Read("LISBON"), None),
    ("LISBON (QXZWVUT) - ¦The port opened.", Read("LISBON"), None),
    ("LONDON (Reuters Health News Desk) - ¦The port opened.", Read("LONDON"), None),
    ("BOGOTA, 3 APR 90 (INRAVISION TELEVISION CADENA 1) - ¦The port opened.", Read("BOGOTA", "1990-04-03"), None),
    ("Bogota, 3 Apr 90 (INRAVISION TELEVISION CADENA 1) -- ¦The port opened.", Read("Bogota", "1990-04-03"), None),
    ("By Ada Finch (AFP) - ¦The port opened.", Read("", "", "afp", byline="Ada Finch"), None),
    ("Baku. Rena Aliyeva – APA - ¦The port opened.", Read("Baku", "", "apa", byline="Rena Aliyeva"), None),
    ("LISBON, Abcdefghi Abcdefghi Abcdefghi Abcdefghijkl (AFP) - ¦The port opened.", Read("LISBON", "", "afp", region="Abcdefghi Abcdefghi Abcdefghi Abcdefghijkl"), None),
    ("ZÜRICH (awp) - ¦Der Hafen ist offen.", Read("ZÜRICH", "", "awp"), None),
    ("Zürich (awp/sda) - ¦Der Hafen ist offen.", Read("Zürich", "", "awp ats"), None),
]  # fmt: skip
# No datelines, and who is known to have issued the text.
OTHERS = [
    ("LISBON (AFP) the port opened.", None),
    ("LISBON, Dec 4 (AFP) the port opened.", None),
    ("LISBON (QXZ) The port opened.", None),
    ("LISBON, Dec 4 (quarrywire) - The port opened.", None),
    ("(QXZ) - The port opened.", None),
    ("Berlin (AFP Photo) - Der Hafen ist offen.", None),
    ("Berlin (the one we know) - Der Hafen ist offen.", None),
    ("3 APR 90 (INRAVISION TELEVISION CADENA 1) -- The port opened.", None),
    ("(ANSA) Il porto apre.", None),
    ("BNS-i uudised algavad.", None),
    ("Agi - Il porto apre.", None),
    ("BRISBANE, Oct 12 QXZ - The port opened.", None),
    ("BRISBANE AAP - The port opened.", None),
    ("BRISBANE, AAP. The port opened.", None),
    ("Baku. Rena Aliyeva – QXZ. The port opened.", None),
    ("7 Baku. Rena Aliyeva – APA. The port opened.", None),
    ("Baku/04.12.21/Quarry: The port opened.", None),
    ("Baku/04.12.21 x/Turan: The port opened.", None),
    ("b4ku/04.12.21/Turan: The port opened.", None),
    ("QX / Tunis / Sami Exemple", None),
    ("Bagdad / Sami Exemple / AA Le port ouvre.", None),
    ("Salvador, Feb 26 - the port opened.", None),
    ("Berlin, 4 May", None),
    ("SALVADOR - The port opened.", None),
    ("Washington _ The port opened.", None),
    ("London 1996-08-22", None),
    ("LONDON 08-22", None),
    ("London, 22 August 1996", None),
    ("1996-08-22", None),
    ("LONDON", None),
    ("新华社北京12月4日 港口开放。", None),
    ("新华社北京 港口开放。", None),
    ("某某社北京12月4日电 港口开放。", None),
    ("（中央社台北4日）港口開放。", None),
    ("【ドーハ例示】港が開いた。", None),
    ("［東京　２６日　例示］ - 港が開いた。", None),
    ("(서울=예시뉴스) 김예시 기자 = 항구가 열렸다.", None),
    ("4th street (AFP) - The port opened.", None),
    ("the port (AFP) - opened.", None),
    ("Lisbon the port of the old and the new world is open (AFP) - It opened.", None),
    ("A (AFP) - opened.", None),
    ("LISBON, Decmber 4 - The port opened.", None),
    ("LISBON, undated (AFP) - The port opened.", None),
    ("MANILA - The port opened.", "qxz"),
    ("MANILA - The port opened.", "afp"),
    ("Ankara", "afp"),
    ("Ankara is the capital of a large country and more than that", "aa"),
    ("LISBON (Q) - The port opened.", None),
    ("Ostholm-on-the-Water and the Seven Other Old Towns of the Bay (AFP) - The port opened.", None),
    ("Lisbon Paris Rome Oslo Bern Riga Wien Prag (AFP) - The port opened.", None),
    ("Lisbon old port (AFP) - The port opened.", None),
    ("lisbon Paris (AFP) - The port opened.", None),
    ("Baku. Rena – APA. The port opened.", None),
    ("ottawa — the port opened.", "cp"),
    ("New Delhi (PTI) the port opened.", None),
    ("新华社港口开放 12月4日 港口开放。", None),
    ("Berlin, 4 May - the day the wall was painted - was warm.", None),
    ("LONDON (Photo AFP) - The port opened.", None),
    ("LONDON (via AFP) - The port opened.", None),
    ("LISBON, the old, Dec 4 (AFP) - The port opened.", None),
    ("Tarnholmholmholmholmholmholmholmholmholmholmholmholmholmholmholm (AFP) - The port opened.", None),
    ("［共同］港が開いた。", None),
    ("（東京1共同）港が開いた。", None),
    ("（Tokyo共同）港が開いた。", None),
    ("Zürich (awp/sda/xyz1) - Der Hafen ist offen.", None),
    ("The quick brown fox of the port jumps over (AFP) - It opened.", None),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected", "agency"), DATELINES)
def test_a_dateline_is_read_as_far_as_it_goes(
    marked: str, expected: Read, agency: str | None
) -> None:
    printed, _, rest = marked.partition("¦")
    dateline, left = parse_dateline(printed + rest, received=RECEIVED, agency=agency)
    assert dateline is not None
    assert left == rest
    assert expected == Read(
        "+".join(dateline.places),
        str(dateline.date or ""),
        " ".join(dateline.agencies),
        dateline.region,
        dateline.byline,
    )


@pytest.mark.parametrize(("text", "agency"), OTHERS)
def test_what_only_looks_like_a_dateline_is_text(text: str, agency: str | None) -> None:
    assert parse_dateline(text, received=RECEIVED, agency=agency) == (None, text)


@pytest.mark.parametrize(
    ("language", "place"), [("tr", "Isparta"), ("tr-TR", "Isparta"), ("en", "ISPARTA")]
)
def test_capitals_of_a_place_are_undone_by_the_rules_of_turkish(language: str, place: str) -> None:
    dateline, _ = parse_dateline("ISPARTA (AA) - Liman.", language=language)
    assert dateline is not None
    assert dateline.place == place


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("LISBON, Dec 4 (AFP) - Open.", "LISBON, Dec 4 (AFP)"),
        ("****LISBON, Dec 4 (AFP) -- Open.", "LISBON, Dec 4 (AFP)"),
        ("WASHINGTON _ Open.", "WASHINGTON"),
        ("(서울=연합뉴스) 김예시 기자 = 열렸다.", "(서울=연합뉴스) 김예시 기자"),
        ("Baku/04.12.21/Turan: Open.", "Baku/04.12.21/Turan"),
    ],
)
def test_the_text_of_a_dateline_ends_before_its_separator(text: str, printed: str) -> None:
    dateline, _ = parse_dateline(text, received=RECEIVED)
    assert dateline is not None
    assert dateline.text == printed
