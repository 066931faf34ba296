"""Datelines by their forms: where the credit stands, which marks it needs, and what only looks like
a dateline. All people and the agencies "QXZ", "Quarrywire" and "例示" are invented.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from dispatchkit import parse_dateline, parse_text

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
    ("04.12. Ołtarzewo (PAP) - ¦Port otwarto.", Read("Ołtarzewo", "2021-12-04", "pap"), None),
    ("4.12. Brno (ČTK) - ¦Přístav otevřeli.", Read("Brno", "2021-12-04", "ctk"), None),
    ("Oslo, mandag /NTB/ ¦Havnen er åpen.", Read("Oslo", "", "ntb"), None),
    ("LISBON, Monday (AFP) - ¦The port opened.", Read("LISBON", "", "afp"), None),
    (
        "ОСЛО, 4 декабря. /Корр. ТАСС Ада Финч/. ¦Порт открылся.",
        Read("ОСЛО", "2021-12-04", "tass", byline="Ада Финч"),
        None,
    ),
    (
        "LIMA, 4 dic (Corresponsal EFE Ada Ruiz) - ¦El puerto abrió.",
        Read("LIMA", "2021-12-04", "efe", byline="Ada Ruiz"),
        None,
    ),
    (
        "SANAA, Yemen — ¦The ferry returned to the harbour on Monday after a long repair of its hull.",
        Read("SANAA", "", "", "Yemen"),
        None,
    ),
    (
        "PUERTO MONTT, Chile – ¦El barco volvió el lunes al puerto tras una larga reparación de su casco.",
        Read("PUERTO MONTT", "", "", "Chile"),
        None,
    ),
    (
        "【パリ時事＝山田太郎】¦市場は５日、再び開いた。",
        Read("パリ", "", "jiji", None, "山田太郎"),
        None,
    ),
    ("By Ada Finch, Reuters: ¦The port opened.", Read("", "", "reuters", None, "Ada Finch"), None),
    (
        "الدار البيضاء ـ «المرفأ»: ¦افتتح الميناء الجديد أبوابه أمام السفن القادمة من الجنوب يوم الاثنين.",
        Read("الدار البيضاء"),
        None,
    ),
    ("LISBON, Dec 4 2021 (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp"), None),
    ("LISBON (AFP) - ¦The port opened.", Read("LISBON", "", "afp"), None),
    ("LISBON (AFP). ¦The port opened.", Read("LISBON", "", "afp"), None),
    ("LISBON (AFP): ¦The port opened.", Read("LISBON", "", "afp"), None),
    ("LISBON (QXZ) - ¦The port opened.", Read("LISBON", "", ""), None),
    ("LISBON, Dec 4 (QXZ) - ¦The port opened.", Read("LISBON", "2021-12-04", ""), None),
    ("LISBON, Dec 4 (Quarrywire) - ¦The port opened.", Read("LISBON", "2021-12-04", ""), None),
    ("(AFP) - ¦The port opened.", Read("", "", "afp"), None),
    ("****LISBON, Dec 4 (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp"), None),
    (
        "LISBON/PARIS, Dec 4 (AFP) - ¦The port opened.",
        Read("LISBON+PARIS", "2021-12-04", "afp"),
        None,
    ),
    (
        "LISBON, PARIS, ROME, Dec 4 (AFP) - ¦The port opened.",
        Read("LISBON+PARIS+ROME", "2021-12-04", "afp"),
        None,
    ),
    (
        "LISBON, Portugal, Dec 4 (AFP) - ¦The port opened.",
        Read("LISBON", "2021-12-04", "afp", region="Portugal"),
        None,
    ),
    (
        "LISBON (Portugal), Dec 4 (AFP) - ¦The port opened.",
        Read("LISBON", "2021-12-04", "afp", region="Portugal"),
        None,
    ),
    (
        "WASHINGTON, D.C., Dec 4 (AFP) - ¦The port opened.",
        Read("WASHINGTON", "2021-12-04", "afp", region="D.C."),
        None,
    ),
    (
        "KANSAS CITY, Mo., March 3 (AP) - ¦The port opened.",
        Read("KANSAS CITY", "2022-03-03", "ap", region="Mo."),
        None,
    ),
    ("LA PAZ, 12 ENE (EFE) - ¦El puerto abrió.", Read("LA PAZ", "2022-01-12", "efe"), None),
    (
        "ST. PETERSBURG, Dec 4 (AFP) - ¦The port opened.",
        Read("ST. PETERSBURG", "2021-12-04", "afp"),
        None,
    ),
    ("Frankfurt/Main (dpa) - ¦Der Hafen ist offen.", Read("Frankfurt/Main", "", "dpa"), None),
    ("Frankfurt/Bonn (dpa) - ¦Der Hafen ist offen.", Read("Frankfurt+Bonn", "", "dpa"), None),
    ("Berlin (dpa/lno) - ¦Der Hafen ist offen.", Read("Berlin", "", "dpa"), None),
    ("Berlin (dpa, AFP) - ¦Der Hafen ist offen.", Read("Berlin", "", "dpa afp"), None),
    ("Berlin (dpa - AFP) - ¦Der Hafen ist offen.", Read("Berlin", "", "dpa afp"), None),
    ("Berlin (AFP/AFP) - ¦Der Hafen ist offen.", Read("Berlin", "", "afp"), None),
    ("Berlin (dpa-AFX Broker) - ¦Der Hafen ist offen.", Read("Berlin", "", "dpa-afx"), None),
    (
        "BOGOTA, 3 APR 90 (INRAVISION TELEVISION CADENA 1) -- ¦The port opened.",
        Read("BOGOTA", "1990-04-03", ""),
        None,
    ),
    ("(ANSA) - ROMA, 04 DIC - ¦Il porto apre.", Read("ROMA", "2021-12-04", "ansa"), None),
    ("(ANSA) - Roma, 04 DIC - ¦Il porto apre.", Read("Roma", "2021-12-04", "ansa"), None),
    ("(ANSA) - ¦Roma - Il porto apre.", Read("", "", "ansa"), None),
    ("(ANSA) - ROMA - ¦Il porto apre.", Read("ROMA", "", "ansa"), None),
    ("(ANSA) - ¦Il porto apre.", Read("", "", "ansa"), None),
    ("EFE.- ¦El puerto abrió.", Read("", "", "efe"), None),
    ("LISBON, Quarry.com - ¦The port opened.", Read("LISBON", "", ""), None),
    ("Quarry.com, LISBON—¦The port opened.", Read("LISBON", "", ""), None),
    ("Delhi: ¦The port opened.", Read("Delhi", "", ""), "pti"),
    (
        "（中央社記者林例君台中、苗栗4日電）¦港口開放。",
        Read("台中+苗栗", "2021-12-04", "cna", byline="林例君"),
        None,
    ),
    (
        "الرياض 29 ربيع الآخر 1443 هـ الموافق 04 ديسمبر 2021 م واس ¦فتح الميناء اليوم.",
        Read("الرياض", "2021-12-04", "spa"),
        None,
    ),
    (
        "София, 4 декември (Ели Примерова, БТА) - ¦Портът отвори.",
        Read("София", "2021-12-04", "bta", byline="Ели Примерова"),
        None,
    ),
    (
        "МИНСК, 4 дек (БЕЛТА – Анна Примерова). ¦Порт открыт.",
        Read("МИНСК", "2021-12-04", "belta", byline="Анна Примерова"),
        None,
    ),
    (
        "Zürich, 4. Dezember 2021 (qxz) - ¦Der Hafen ist offen.",
        Read("Zürich", "2021-12-04", ""),
        None,
    ),
    (
        "Stralsund (kpa) - ¦Ein Eisbrecher hat am Montag zwei Frachter aus dem Eis vor der Insel befreit.",
        Read("Stralsund", "", ""),
        None,
    ),
    (
        "Aberdeen (npa) - ¦Two ferries were back in the harbour late on Monday, the owners told reporters.",
        Read("Aberdeen", "", ""),
        None,
    ),
    (
        "Praha 5. června 2021 (KXA) - ¦Dopravní podnik zvýší od září ceny jízdenek o dvě koruny, řekl mluvčí.",
        Read("Praha", "2021-06-05", ""),
        None,
    ),
    ("दिल्ली, 4 दिसंबर (आईएएनएस)। ¦बंदरगाह खुला।", Read("दिल्ली", "2021-12-04", "ians"), None),
    ("東京: ¦港が開いた。", Read("東京", "", ""), "pti"),
    (
        "Riad, 24 Schaban 1443, 4. Dezember 2021, SPA -- ¦Der Hafen ist offen.",
        Read("Riad", "2021-12-04", "spa"),
        None,
    ),
    (
        "Эр-Рияд, 24 шаабана 1443, 4 декабря 2021, SPA -- ¦Порт открыт.",
        Read("Эр-Рияд", "2021-12-04", "spa"),
        None,
    ),
    ("【１２月４日　ＡＦＰ】¦港が開いた。", Read("", "2021-12-04", "afp"), None),
    ("［パリ　４日　ＡＰ］¦港が開いた。", Read("パリ", "2021-12-04", "ap"), None),
    ("【パリＡＦＰ時事】¦港が開いた。", Read("パリ", "", "afp jiji"), None),
    ("（东京法新电）¦港口开放了。", Read("东京", "", "afp"), None),
    ("（塔斯社莫斯科电）¦港口开放了。", Read("莫斯科", "", "tass"), None),
    ("（伦敦综合电）¦港口开放了。", Read("伦敦", "", ""), None),
    ("（吉隆坡4日讯）¦港口开放了。", Read("吉隆坡", "2021-12-04", ""), None),
    ("AGI - ¦Il porto apre.", Read("", "", "agi"), None),
    ("STT–¦Satama aukesi.", Read("", "", "stt"), None),
    ("BRISBANE, Oct 12 AAP - ¦The port opened.", Read("BRISBANE", "2021-10-12", "aap"), None),
    ("BRISBANE, AAP - ¦The port opened.", Read("BRISBANE", "", "aap"), None),
    ("Damascus, SANA-¦The port opened.", Read("Damascus", "", "sana"), None),
    ("МОСКВА, 4 дек - РИА Новости. ¦Порт открыт.", Read("МОСКВА", "2021-12-04", "ria"), None),
    ("МОСКВА, 4 декабря. /ТАСС/. ¦Порт открыт.", Read("МОСКВА", "2021-12-04", "tass"), None),
    (
        "МОСКВА. 4 декабря. INTERFAX.RU - ¦Порт открыт.",
        Read("МОСКВА", "2021-12-04", "interfax"),
        None,
    ),
    (
        "Baku. Rena Aliyeva – APA. ¦The port opened.",
        Read("Baku", "", "apa", byline="Rena Aliyeva"),
        None,
    ),
    ("Baku/04.12.21/Turan: ¦The port opened.", Read("Baku", "2021-12-04", "turan"), None),
    ("AA/ Bagdad¦", Read("Bagdad", "", "aa"), None),
    ("AA / Tunis / Sami Exemple¦", Read("Tunis", "", "aa", byline="Sami Exemple"), None),
    (
        "AA / Tunis / Sami Exemple - ¦Le port ouvre.",
        Read("Tunis", "", "aa", byline="Sami Exemple"),
        None,
    ),
    ("Bagdad/ AA¦", Read("Bagdad", "", "aa"), None),
    ("Bagdad / AA - ¦Le port ouvre.", Read("Bagdad", "", "aa"), None),
    (
        "Bagdad / Sami Exemple / AA - ¦Le port ouvre.",
        Read("Bagdad", "", "aa", byline="Sami Exemple"),
        None,
    ),
    ("أنقرة / الأناضول¦", Read("أنقرة", "", "aa"), None),
    ("أنقرة / الأناضول ¦افتتح الميناء.", Read("أنقرة", "", "aa"), None),
    (
        "إسطنبول/ سامي المثال/ الأناضول- ¦افتتح الميناء.",
        Read("إسطنبول", "", "aa", byline="سامي المثال"),
        None,
    ),
    ("SALVADOR, Feb 26 - ¦The port opened.", Read("SALVADOR", "2022-02-26", ""), None),
    ("Salvador, Feb 26 - ¦The port opened.", Read("Salvador", "2022-02-26", ""), None),
    ("WASHINGTON _ ¦The port opened.", Read("WASHINGTON", "", ""), None),
    ("WASHINGTON, Feb 26 _ ¦The port opened.", Read("WASHINGTON", "2022-02-26", ""), None),
    ("LONDON 1996-08-22¦", Read("LONDON", "1996-08-22", ""), None),
    ("LONDON, 22 August 1996¦", Read("LONDON", "1996-08-22", ""), None),
    (
        "(MENAFN- Kuwait News Agency (KUNA)) KUWAIT, Dec 4 (KUNA) -- ¦The port opened.",
        Read("KUWAIT", "2021-12-04", "kuna"),
        None,
    ),
    ("新华社北京12月4日电 ¦港口开放。", Read("北京", "2021-12-04", "xinhua"), None),
    (
        "新华社北京12月4日电（记者张大例）¦港口开放。",
        Read("北京", "2021-12-04", "xinhua", byline="张大例"),
        None,
    ),
    (
        "新华社北京十二月四日电（记者张大例）¦港口四日开放。",
        Read("北京", "2021-12-04", "xinhua", byline="张大例"),
        None,
    ),
    ("新华社北京四日电 ¦港口十二月六日开放。", Read("北京", "2021-12-04", "xinhua"), None),
    (
        "（中央社記者王小明台北四日電）¦港口開放。",
        Read("台北", "2021-12-04", "cna", byline="王小明"),
        None,
    ),
    ("【東京四日共同】¦港は六日に開く。", Read("東京", "2021-12-04", "kyodo"), None),
    ("新华社北京12月4日电 题：¦港口开放", Read("北京", "2021-12-04", "xinhua"), None),
    (
        "新华社记者张大例北京12月4日电 ¦港口开放。",
        Read("北京", "2021-12-04", "xinhua", byline="张大例"),
        None,
    ),
    (
        "（中央社記者王小明台北4日電）¦港口開放。",
        Read("台北", "2021-12-04", "cna", byline="王小明"),
        None,
    ),
    ("（中央社台北4日電）¦港口開放。", Read("台北", "2021-12-04", "cna"), None),
    (
        "（中央社記者王明台北4日電）¦港口開放。",
        Read("台北", "2021-12-04", "cna", byline="王明"),
        None,
    ),
    ("【ドーハ共同】¦港が開いた。", Read("ドーハ", "", "kyodo"), None),
    ("［東京　２６日　ロイター］ - ¦港が開いた。", Read("東京", "2021-11-26", "reuters"), None),
    ("［東京　ロイター］ - ¦港が開いた。", Read("東京", "", "reuters"), None),
    (
        "(서울=연합뉴스) 김예시 기자 = ¦항구가 열렸다.",
        Read("서울", "", "yonhap", byline="김예시 기자"),
        None,
    ),
    ("(서울=연합뉴스) ¦항구가 열렸다.", Read("서울", "", "yonhap"), None),
    (
        "(서울·부산=연합뉴스) 김예시 기자 = ¦항구가 열렸다.",
        Read("서울+부산", "", "yonhap", byline="김예시 기자"),
        None,
    ),
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
    (
        "LISBON, PORTUGAL, Dec 4 (AFP) - ¦The port opened.",
        Read("LISBON", "2021-12-04", "afp", region="PORTUGAL"),
        None,
    ),
    ("LISBON, Dec 4 (QXZ/ZX) - ¦The port opened.", Read("LISBON", "2021-12-04", ""), None),
    ("LISBON, Dec 4 (QXZWVUT) - ¦The port opened.", Read("LISBON", "2021-12-04", ""), None),
    ("LISBON, Dec 4 (AFP) ¦Officials opened the port.", Read("LISBON", "2021-12-04", "afp"), None),
    (
        "Lisbon Paris Rome Oslo Bern Riga Wien (AFP) - ¦The port opened.",
        Read("Lisbon Paris Rome Oslo Bern Riga Wien", "", "afp"),
        None,
    ),
    ("Lisbon old (AFP) - ¦The port opened.", Read("Lisbon old", "", "afp"), None),
    ("LISBON, Dec 4 Reuters - ¦The port opened.", Read("LISBON", "2021-12-04", "reuters"), None),
    ("LISBON, Dec 4, Reuters: ¦The port opened.", Read("LISBON", "2021-12-04", "reuters"), None),
    ("(ANSA) - lunedì 04 DIC - ¦Il porto apre.", Read("", "2021-12-04", "ansa"), None),
    ("OTTAWA — ¦The port opened.", Read("OTTAWA", "", ""), "cp"),
    ("OTTAWA - ¦The port opened.", Read("OTTAWA", "", ""), "cp"),
    ("Ottawa — ¦the port opened.", Read("Ottawa", "", ""), "cp"),
    ("OSLO, Dec 4. ¦The port opened.", Read("OSLO", "2021-12-04", ""), "reuters"),
    (
        "OSLO, Norway, Dec 4. ¦The port opened.",
        Read("OSLO", "2021-12-04", "", region="Norway"),
        "trend",
    ),
    ("Oslo¦", Read("Oslo", "", ""), "trend"),
    ("Oslo and a bay¦", Read("Oslo and a bay", "", ""), "trend"),
    ("New Delhi, Dec 4 (PTI) ¦The port opened.", Read("New Delhi", "2021-12-04", "pti"), None),
    ("New Delhi (PTI) ¦The port opened.", Read("New Delhi", "", "pti"), None),
    ("Bern (sda) ¦Der Hafen ist offen.", Read("Bern", "", "ats"), None),
    (
        "La Habana, 4 dic (Prensa Latina) ¦El puerto abrió.",
        Read("La Habana", "2021-12-04", "prensalatina"),
        None,
    ),
    ("La Habana (Prensa Latina) ¦El puerto abrió.", Read("La Habana", "", "prensalatina"), None),
    ("【東京共同】 ¦港が開いた。", Read("東京", "", "kyodo"), None),
    ("［東京　ロイター］¦港が開いた。", Read("東京", "", "reuters"), None),
    ("[東京 26日 ロイター] - ¦港が開いた。", Read("東京", "2021-11-26", "reuters"), None),
    (
        "新华社北京4日电（记者张大例、李小例）¦港口开放。",
        Read("北京", "2021-12-04", "xinhua", byline="张大例、李小例"),
        None,
    ),
    ("新華社北京12月4日電 ¦港口開放。", Read("北京", "2021-12-04", "xinhua"), None),
    ("（中央社記者王小明4日電）¦港口開放。", Read("", "2021-12-04", "cna", byline="王小明"), None),
    ("(東京中央社) ¦港口開放。", Read("東京", "", "cna"), None),
    ("LONDON (Reuters Health) - ¦The port opened.", Read("LONDON", "", "reuters"), None),
    ("LONDON (Reuters Health News) - ¦The port opened.", Read("LONDON", "", "reuters"), None),
    ("МИНСК (Корр. БЕЛТА) - ¦Порт открыт.", Read("МИНСК", "", "belta"), None),
    (
        "Lisbon, PARIS, ROME, Dec 4 (AFP) - ¦The port opened.",
        Read("Lisbon", "2021-12-04", "afp", region="PARIS, ROME"),
        None,
    ),
    (
        "LISBON, Abcdefghi Abcdefghi Abcdefghi Abcdefghi (AFP) - ¦The port opened.",
        Read("LISBON", "", "afp", region="Abcdefghi Abcdefghi Abcdefghi Abcdefghi"),
        None,
    ),
    (
        "LISBON, Abcdefghi Abcdefghi Abcdefghi Abcdefghij (AFP) - ¦The port opened.",
        Read("LISBON", "", "afp", region="Abcdefghi Abcdefghi Abcdefghi Abcdefghij"),
        None,
    ),
    (
        "Tarnholmholmholmholmholmholmholmholmholmholmholmholmholmholm (AFP) - ¦The port opened.",
        Read("Tarnholmholmholmholmholmholmholmholmholmholmholmholmholmholm", "", "afp"),
        None,
    ),
    (
        "LISBON, Dec 4 (AFP/Reuters/QXZ) - ¦The port opened.",
        Read("LISBON", "2021-12-04", "afp reuters"),
        None,
    ),
    ("［東京　共同］¦港が開いた。", Read("東京", "", "kyodo"), None),
    (
        "［東京　２６日　午前　ロイター］ - ¦港が開いた。",
        Read("東京", "2021-11-26", "reuters"),
        None,
    ),
    (
        "LISBON [Portugal], Dec 4 (AFP) - ¦The port opened.",
        Read("LISBON", "2021-12-04", "afp", region="Portugal"),
        None,
    ),
    ("LISBON. Dec 4 (AFP) - ¦The port opened.", Read("LISBON", "2021-12-04", "afp"), None),
    ("PARIS/LISBON/Main (AFP) - ¦The port opened.", Read("PARIS+LISBON/Main", "", "afp"), None),
    (
        "PRETORIA, Monday 4 December 2021 (SAnews.gov.za) - ¦The port opened.",
        Read("PRETORIA", "2021-12-04", "sanews"),
        None,
    ),
    (
        "MADRID, 4 Dic. (EUROPA PRESS) - ¦El puerto abrió.",
        Read("MADRID", "2021-12-04", "europapress"),
        None,
    ),
    (
        "Vejle (Havnebladet) – ¦To gamle skibe skal fremover ligge ved kajen hele vinteren, siger havnen.",
        Read("Vejle"),
        None,
    ),
    ("Pori (satamalehti.fi) - ¦Satama avattiin.", Read("Pori"), None),
    ("Satama.com, Pori - ¦Satama avattiin eilen uudelleen.", Read("Pori"), None),
    ("PORI (QUARRYWIRE FINLAND, MARCH 3) - ¦The port opened.", Read("PORI", "2022-03-03"), None),
    ("PORI (March 3, 2021) — ¦The port opened.", Read("PORI", "2021-03-03"), None),
    (
        "Pori, 3 March: ¦The port opened to all ships on Monday, the town said.",
        Read("Pori", "2022-03-03"),
        None,
    ),
    ("Turku (STT) ¦Satama avattiin.", Read("Turku", "", "stt"), None),
    ("Turku (dpa/lno) ¦Der Hafen ist offen.", Read("Turku", "", "dpa"), None),
    ("(TT) ¦Hamnen öppnade i går efter en vecka.", Read("", "", "tt"), None),
    ("PAP, 3 marca. ¦Port otwarto w poniedziałek.", Read("", "2022-03-03", "pap"), None),
    ("ČTK 3. března. ¦Přístav byl otevřen v pondělí.", Read("", "2022-03-03", "ctk"), None),
    ("(PAP) - 3 marca, Gdynia - ¦Port otwarto.", Read("Gdynia", "2022-03-03", "pap"), None),
    ("(بترا) - يوليو 3 - العقبة - ¦افتتح الميناء.", Read("العقبة", "2021-07-03", "petra"), None),
    (
        "Jeddah, Sha'ban 4, 1442, March 17, 2021, SPA -- ¦The port opened.",
        Read("Jeddah", "2021-03-17", "spa"),
        None,
    ),
    ("صيدا 3 آذار مارس (رويترز) - ¦افتتح الميناء.", Read("صيدا", "2022-03-03", "reuters"), None),
    (
        "صيدا ـ «المثال»: ¦افتتح الميناء أمام جميع السفن بعد أسبوع من العواصف، وفق ما قالت البلدية.",
        Read("صيدا"),
        None,
    ),
    ("\u200fصيدا (رويترز) - ¦افتتح الميناء.", Read("صيدا", "", "reuters"), None),
    ("\u2067صيدا / الأناضول\u2069¦", Read("صيدا", "", "aa"), None),
    ("شیراز - ایرنا - ¦بندر باز شد.", Read("شیراز", "", "irna"), None),
    (
        "(3rd LD) ULSAN, March 3 (Yonhap) -- ¦The port opened.",
        Read("ULSAN", "2022-03-03", "yonhap"),
        None,
    ),
    (
        "(Ampliado) Ronda (Málaga), 3 mar (EFE).- ¦El puerto abrió.",
        Read("Ronda", "2022-03-03", "efe", region="Málaga"),
        None,
    ),
    (
        "Von Ada Finke, Emden (epd). ¦Der Hafen ist offen.",
        Read("Emden", "", "epd", byline="Ada Finke"),
        None,
    ),
    (
        "By Ada Finch EMDEN, Germany, Dec 4 (AP) - ¦The port opened.",
        Read("EMDEN", "2021-12-04", "ap", region="Germany", byline="Ada Finch"),
        None,
    ),
    (
        "Par Ada FINCH à BREST, 4 décembre 2021 (AFP) - ¦Le port ouvre.",
        Read("BREST", "2021-12-04", "afp", byline="Ada FINCH"),
        None,
    ),
    (
        "Brest (France), 4 déc. Ada Finch (EFE).- ¦El puerto abrió.",
        Read("Brest", "2021-12-04", "efe", region="France", byline="Ada Finch"),
        None,
    ),
    ("ZENICA / AA / Ada Primjer¦", Read("ZENICA", "", "aa", byline="Ada Primjer"), None),
    (
        "KISUMU/AA/Ada Finch and Bo Reed¦",
        Read("KISUMU", "", "aa", byline="Ada Finch and Bo Reed"),
        None,
    ),
    (
        "Thiès / APS / Ada Exemple – ¦Le port ouvre.",
        Read("Thiès", "", "aps-sn", byline="Ada Exemple"),
        None,
    ),
    ("【ソウル、釜山共同】¦港が開いた。", Read("ソウル+釜山", "", "kyodo"), None),
    ("【ソウル3日共同】¦港が開いた。", Read("ソウル", "2021-12-03", "kyodo"), None),
    (
        "(세종, 대전=연합뉴스) 김예시 기자 = ¦항구가 열렸다.",
        Read("세종+대전", "", "yonhap", byline="김예시 기자"),
        None,
    ),
    ("新华社拉萨12月4日——¦港口开放。", Read("拉萨", "2021-12-04", "xinhua"), None),
    (
        "新华社12月4日拉萨电（记者张例 李小例）¦港口开放。",
        Read("拉萨", "2021-12-04", "xinhua", byline="张例 李小例"),
        None,
    ),
    (
        "（中央社記者王小例、李大例台東4日電）¦港口開放。",
        Read("台東", "2021-12-04", "cna", byline="王小例、李大例"),
        None,
    ),
    ("****SANTO DOMINGO, March 4 - ¦The port opened.", Read("SANTO DOMINGO", "2022-03-04"), None),
    ("LIMA, Pa., March 4 - ¦The port opened.", Read("LIMA", "2022-03-04", "", region="Pa."), None),
    (
        "ELMWOOD, Mont. -- ¦The ferry on the lake sank on Monday after ten years of service, officials said.",
        Read("ELMWOOD", region="Mont."),
        None,
    ),
    (
        "ELMWOOD, Ont. - ¦The ferry on the lake sank on Monday after ten years of service, officials said.",
        Read("ELMWOOD", region="Ont."),
        None,
    ),
    (
        "ELMWOOD, Tasmania — ¦The ferry on the lake sank on Monday after ten years of service, officials said.",
        Read("ELMWOOD", region="Tasmania"),
        None,
    ),
    ("LISBON (AFP) ¦The port opened.", Read("LISBON", "", "afp"), None),
    ('LISBON (AFP) ¦"We opened", he said.', Read("LISBON", "", "afp"), None),
    ("LISBON (Quarrywire) - ¦The port opened.", Read("LISBON"), None),
    ("LISBON (QXZWVUT) - ¦The port opened.", Read("LISBON"), None),
    ("LONDON (Reuters Health News Desk) - ¦The port opened.", Read("LONDON"), None),
    (
        "BOGOTA, 3 APR 90 (INRAVISION TELEVISION CADENA 1) - ¦The port opened.",
        Read("BOGOTA", "1990-04-03"),
        None,
    ),
    (
        "Bogota, 3 Apr 90 (INRAVISION TELEVISION CADENA 1) -- ¦The port opened.",
        Read("Bogota", "1990-04-03"),
        None,
    ),
    ("By Ada Finch (AFP) - ¦The port opened.", Read("", "", "afp", byline="Ada Finch"), None),
    (
        "Baku. Rena Aliyeva – APA - ¦The port opened.",
        Read("Baku", "", "apa", byline="Rena Aliyeva"),
        None,
    ),
    (
        "LISBON, Abcdefghi Abcdefghi Abcdefghi Abcdefghijkl (AFP) - ¦The port opened.",
        Read("LISBON", "", "afp", region="Abcdefghi Abcdefghi Abcdefghi Abcdefghijkl"),
        None,
    ),
    ("ZÜRICH (awp) - ¦Der Hafen ist offen.", Read("ZÜRICH", "", "awp"), None),
    ("Zürich (awp/sda) - ¦Der Hafen ist offen.", Read("Zürich", "", "awp ats"), None),
]
# No datelines, and who is known to have issued the text.
OTHERS = [
    ("GOLD, Norway — Ada Finch in the slalom", None),
    (
        "ELMWOOD — The ferry on the lake sank on Monday after ten years of service, officials said.",
        None,
    ),
    (
        "ELMWOOD, Lakeside — The ferry on the lake sank on Monday after ten years of service, officials said.",
        None,
    ),
    ("LISBON — Ada Finch in the slalom", None),
    (
        "LISBON — The port on the river opened on Monday after ten years of work, officials said.",
        None,
    ),
    (
        "LISBON: The port on the river opened on Monday after ten years of work, officials said.",
        None,
    ),
    (
        "GERMANY, France — The two countries agreed on Monday to build a railway line over the river.",
        None,
    ),
    ("【写真＝共同】港の様子。", None),
    ("LISBON (AFP) the port opened.", None),
    (
        "Ada Berg (Havnepartiet) – Vi må handle nå, før det er for sent for øyene langs kysten vår.",
        None,
    ),
    ("Berg (HP) – Vi må handle nå, før det er for sent for øyene langs kysten vår.", None),
    (
        "Portugal (Duoro, Port): The wines of the valley are sweet and red, and the best are very old.",
        None,
    ),
    (
        "Mooring Warning Unit (MWU) — The unit tells ships of ten harbours where they may drop anchor.",
        None,
    ),
    (
        "Wien (Österreich) - Die Stadt erneuert dreißig Brücken, teilte der Magistrat am Montag mit.",
        None,
    ),
    ("Agence France-Presse (AFP) - The agency was founded in 1835.", None),
    ("American Pigeon Association (APA) President Ada Finch said the birds were back.", None),
    ("Apple Tree Yes (native app) Yes", None),
    ("Paris, May 3 saw the largest crowd of the year on the quays.", None),
    ("Rom, 4. Mai 1990: Die Mannschaft gewinnt das Spiel gegen die Gäste aus dem Norden.", None),
    ("October 20: ACCIDENT – A boat hit the quay, the police said on Monday.", None),
    ("Harbour Days, March 30–April 2. Come and see the ships, and stay for the whole week.", None),
    ("Ada Finch, March 3, 10:15 - Ich war dabei und habe alles gesehen, was dort geschah.", None),
    ("Updated - July 14, 2024 - The story tells now who found the ship in the old harbour.", None),
    ("Aggiornato il 12 maggio 2023 - Pubblicato l'11 maggio 2023", None),
    ("Ενημερώθηκε: 23/11/2018 - Δημοσιεύθηκε: 22/11/2018", None),
    ("LOAD-DATE: May 5, 2016", None),
    ("EFE-DEP0412", None),
    ("ТАСС-М214", None),
    ("TTXVN-0231", None),
    ("BSS/RSL/KH/1812 hrs", None),
    ("Photo: AFP", None),
    ("来源：新华社", None),
    ("Ada Finch/AFP", None),
    ("AFP/Ada FINCH", None),
    ("Photograph by Ada Finch/AFP/Quarry Images", None),
    ("(Ada Finch / AP)", None),
    ("Ada Finch (AFP)", None),
    ("AFP, Dec 4, 2021", None),
    ("Reuters, London", None),
    (
        "Visit the Harbour Show, Oct. 11–21, in Emden. It shows forty ships and a hundred boats.",
        None,
    ),
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
    ("（本报讯）港口开放了。", None),
    ("الرياض 4 ديسمبر 2021 قال مراسل واس إن الميناء فتح اليوم.", None),
    ("Zürich (qxz) - Der Hafen ist offen.", None),
    (
        "Firefox (alt) - Die neue Fassung ist schneller als alle, die wir bisher gesehen haben.",
        None,
    ),
    (
        "Berg (pdf) - Die neue Fassung ist schneller als alle, die wir bisher gesehen haben.",
        None,
    ),
    (
        "Ada Berg (kpa) - Die neue Fassung ist schneller als alle, die wir bisher gesehen haben.",
        None,
    ),
    ("（伦敦）港口开放了。", None),
    ("LISBON, Quarry.com opened - The port opened.", None),
    ("Delhi: The port opened.", None),
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
    (
        "Ostholm-on-the-Water and the Seven Other Old Towns of the Bay (AFP) - The port opened.",
        None,
    ),
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
    (
        "Tarnholmholmholmholmholmholmholmholmholmholmholmholmholmholmholm (AFP) - The port opened.",
        None,
    ),
    ("［共同］港が開いた。", None),
    ("（東京1共同）港が開いた。", None),
    ("（Tokyo共同）港が開いた。", None),
    ("Zürich (awp/sda/xyz1) - Der Hafen ist offen.", None),
    ("The quick brown fox of the port jumps over (AFP) - It opened.", None),
]


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


@pytest.mark.parametrize(
    ("text", "printed", "place", "reporter"),
    [
        ("ባህር ዳር፤ ግንቦት 3/2015(ኢዜአ)፦ ድልድይ ተከፈተ።", "ባህር ዳር፤ ግንቦት 3/2015(ኢዜአ)", "ባህር ዳር", None),
        ("አዳማ፣ ጥር 12 ቀን 2014 (ኢዜአ) ድልድይ ተከፈተ።", "አዳማ፣ ጥር 12 ቀን 2014 (ኢዜአ)", "አዳማ", None),
        ("जुम्ला, २५ भदौ (रासस) : पुस्तकालय खुल्यो।", "जुम्ला, २५ भदौ (रासस)", "जुम्ला", None),
        ("काठमाडौँ, माघ ३ गते (रासस)ः पुस्तकालय खुल्यो।", "काठमाडौँ, माघ ३ गते (रासस)", "काठमाडौँ", None),
        ("Ada FİNÇ/KARS, (DHA) - Köprü açıldı.", "Ada FİNÇ/KARS, (DHA)", "KARS", "Ada FİNÇ"),
        ("Ada FİNÇ/SUSUZ (Kars), (DHA) - Köprü açıldı.", "Ada FİNÇ/SUSUZ (Kars), (DHA)", "SUSUZ", "Ada FİNÇ"),
        ("BEIRUT/DAMASCUS (AFP) - Open.", "BEIRUT/DAMASCUS (AFP)", "BEIRUT/DAMASCUS", None),
    ],
)  # fmt: skip
def test_datelines_with_marks_and_days_of_their_own(
    text: str, printed: str, place: str, reporter: str | None
) -> None:
    dateline, _ = parse_dateline(text)
    assert dateline is not None
    assert (dateline.text, dateline.place, dateline.byline) == (printed, place, reporter)


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
        ("LISBON (A.P.) - Open.", "LISBON (A.P.)"),
        ("(서울=연합뉴스) 김예시 기자 = 열렸다.", "(서울=연합뉴스) 김예시 기자"),
        ("Baku/04.12.21/Turan: Open.", "Baku/04.12.21/Turan"),
    ],
)
def test_the_text_of_a_dateline_ends_before_its_separator(text: str, printed: str) -> None:
    dateline, _ = parse_dateline(text, received=RECEIVED)
    assert dateline is not None
    assert dateline.text == printed


@pytest.mark.parametrize(
    "text",
    [
        "Albania.Foto: Bo Reed (REUTERS) | Vídeo: EPV",
        "LUND.Foto: Bo Reed (TT) -",
        "FEATURES DEC 18, 2025",
        "PORTLAND (U.S.) - Open.",
    ],
)
def test_a_caption_a_rubric_and_a_country_are_no_datelines(text: str) -> None:
    assert parse_dateline(text)[0] is None


@pytest.mark.parametrize("credit", ["", "reuters"])
def test_cities_that_open_the_items_of_a_list_are_no_datelines(credit: str) -> None:
    items = [
        "CAIRO - The opposition said on Monday that the vote for the harbour council was rigged.",
        "TOKYO - The ruling party outlined on Monday a package of measures for the fishing fleet.",
    ]
    end = "\n\n(Reporting by Ada Finch; Editing by Bo Reed)" if credit else ""
    (found,) = parse_text(
        "World news in brief\n\n" + "\n\n".join(items) + end + "\n", profile=credit or None
    )
    assert found.dateline is None
    assert [paragraph.text for paragraph in found.paragraphs] == items


@pytest.mark.parametrize("sign", [">>", ">", "»", "›", "|", "•", "·", "→", "::"])
@pytest.mark.parametrize("opening", ["LISBON / AFP, Dec 4", "LISBON, Dec 4 (AFP)", "LISBON (AFP)"])
def test_other_signs_than_dashes_close_a_dateline_with_a_credit(opening: str, sign: str) -> None:
    text = "The port of the old town opened again on Friday."
    dateline, rest = parse_dateline(f"{opening} {sign} {text}", received=RECEIVED)
    assert dateline is not None
    assert (dateline.text, dateline.places, rest) == (opening, ("LISBON",), text)


@pytest.mark.parametrize(
    "text",
    [
        "Sport » AFP » Lisbon wins",
        "LISBON, Dec 4 >> The port of the old town opened again on Friday.",
        "URGENT - AFP",
        "HITNO – AFP",
        "Photo/la Ada Finch (AFP)",
    ],
)
def test_signs_and_words_for_urgent_alone_make_no_dateline(text: str) -> None:
    assert parse_dateline(text, received=RECEIVED) == (None, text)
