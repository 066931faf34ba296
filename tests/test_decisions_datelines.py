"""Datelines near the limits of their forms: what is read of them, and where none is read. All
people and the agency "QXZ" are invented.
"""

from __future__ import annotations

from datetime import date

import pytest

from dispatchkit import parse_dateline

RECEIVED = date(2021, 12, 6)
LONG = "who had not been asked, as the clerk of the old town hall told all who stood on the quay in the rain of that long night"

# The text with "¦" where the dateline ends, its own text, and what else it says.
READ: dict[str, tuple[str, str, dict[str, object]]] = {
    "a Turkish capital": ("İSTANBUL (AA) - ¦Vapur battı.", "İSTANBUL (AA)", {"place": "İstanbul", "places": ("İSTANBUL",)}),
    "two places in Turkish capitals": ("IĞDIR/ISPARTA (AA) - ¦Vapur battı.", "IĞDIR/ISPARTA (AA)", {"language": "tr", "place": "Iğdır/Isparta", "places": ("IĞDIR", "ISPARTA")}),
    "a capital I in Turkish": ("ISPARTA (AA) - ¦Vapur battı.", "ISPARTA (AA)", {"language": "tr", "place": "Isparta"}),
    "a capital I in no known language": ("ISPARTA (AA) - ¦Vapur battı.", "ISPARTA (AA)", {"place": "ISPARTA"}),
    "Turkish capitals that any program lowers": ("ANKARA (AA) - ¦Vapur battı.", "ANKARA (AA)", {"language": "tr", "place": "ANKARA"}),
    "Turkish small letters": ("Isparta Merkez (AA) - ¦Vapur battı.", "Isparta Merkez (AA)", {"language": "tr", "place": "Isparta Merkez"}),
    "a reprint's layer": ("(MENAFN- Kuwait News Agency (KUNA)) KUWAIT, Dec 4 (KUNA) -- ¦The port opened.", "KUWAIT, Dec 4 (KUNA)", {"place": "KUWAIT", "agencies": ("kuna",)}),
    "a reprint's layer, an unknown credit": ("(MENAFN- Kuwait News Agency (KUNA)) KUWAIT (QXZ) -- ¦The port opened.", "KUWAIT (QXZ)", {"place": "KUWAIT", "agencies": ()}),
    "stars": ("****LISBON, March 4 - ¦The port opened.", "LISBON, March 4", {"place": "LISBON", "date": date(2022, 3, 4)}),
    "no date, and the slot says so": ("CLANDESTINE, NO DATE (RADIO DE LA QUINTA) -- ¦The port opened.", "CLANDESTINE, NO DATE (RADIO DE LA QUINTA)", {"place": "CLANDESTINE", "date": None, "agencies": ()}),
    "a date and a credit, no place": ("Dec 4 (AFP) - ¦The port opened.", "Dec 4 (AFP)", {"place": None, "date": date(2021, 12, 4)}),
    "the date first": ("4 Dec 2021, LIMA (AFP) - ¦The port opened.", "4 Dec 2021, LIMA (AFP)", {"place": "LIMA", "date": date(2021, 12, 4)}),
    "no comma before the date": ("Lima 4 Dec 2021 (AFP) - ¦The port opened.", "Lima 4 Dec 2021 (AFP)", {"place": "Lima", "date": date(2021, 12, 4)}),
    "a misprinted month": ("PARIS, Macrh 31 (AFP) - ¦The port opened.", "PARIS, Macrh 31 (AFP)", {"place": "PARIS", "date": date(2022, 3, 31)}),
    "a region and a country in brackets": ("Bengaluru (Karnataka, India), Dec 4 (PTI) ¦A port opened.", "Bengaluru (Karnataka, India), Dec 4 (PTI)", {"place": "Bengaluru", "region": "Karnataka, India", "country": "India"}),
    "a region that is no country": ("KANSAS CITY, Mo., March 3 (AP) - ¦The port opened.", "KANSAS CITY, Mo., March 3 (AP)", {"region": "Mo.", "country": None}),
    "a country": ("NAIROBI, Kenya, Dec 4 (AP) - ¦The port opened.", "NAIROBI, Kenya, Dec 4 (AP)", {"region": "Kenya", "country": "Kenya"}),
    "a known credit beside an unknown one": ("LIMA, Dec 4 (AFP/QXZ) - ¦The port opened.", "LIMA, Dec 4 (AFP/QXZ)", {"agencies": ("afp",)}),
    "a year in a Chinese date": ("新华社北京2021年12月4日电 ¦港口开放。", "新华社北京2021年12月4日电", {"place": "北京", "date": date(2021, 12, 4)}),
    "a credit of seven letters in Chinese": ("朝鲜中央通讯社平壤12月4日电 ¦港口开放。", "朝鲜中央通讯社平壤12月4日电", {"place": "平壤", "agencies": ("kcna",)}),
    "a wide space before the reporter": ("新华社北京12月4日电\u3000（记者王小例）¦港口开放。", "新华社北京12月4日电\u3000（记者王小例）", {"byline": "王小例"}),
    "two places in Chinese": ("中新社北京、上海12月4日电 ¦港口开放。", "中新社北京、上海12月4日电", {"places": ("北京", "上海"), "agencies": ("chinanews",)}),
    "no place in Chinese": ("新华社12月4日电 ¦港口开放。", "新华社12月4日电", {"place": None, "agencies": ("xinhua",)}),
    "words between day and 電": ("（中央社台北4日專電）¦港口開放。", "（中央社台北4日專電）", {"place": "台北", "date": date(2021, 12, 4)}),
    "a place and a credit glued in brackets": ("（東京ロイター） ¦港が開いた。", "（東京ロイター）", {"place": "東京", "agencies": ("reuters",)}),
    "a credit alone in Japanese": ("［ロイター］ - ¦港が開いた。", "［ロイター］", {"place": None, "agencies": ("reuters",)}),
    "a place in brackets and nothing behind": ("【東京共同】¦", "【東京共同】", {"place": "東京", "agencies": ("kyodo",)}),
    "two places in Korean": ("(서울/부산=연합뉴스) 김예시 기자 = ¦항구가 열렸다.", "(서울/부산=연합뉴스) 김예시 기자", {"places": ("서울", "부산"), "byline": "김예시 기자"}),
    "a place, a day and a double dash": ("Salvador, Feb 26 -- ¦The port opened.", "Salvador, Feb 26", {"place": "Salvador"}),
    "a day and an underscore": ("LISBON, Feb 26 _ ¦The port opened.", "LISBON, Feb 26", {"place": "LISBON"}),
    "a capital and a day of figures": ("LONDON 1996-08-22¦", "LONDON 1996-08-22", {"place": "LONDON", "date": date(1996, 8, 22)}),
    "a bare credit far from the end of a long line": (f"BRISBANE, Oct 12 AAP - ¦The port opened for the town, {LONG}.", "BRISBANE, Oct 12 AAP", {"place": "BRISBANE", "agencies": ("aap",)}),
    "a bare credit without a day in a long line": (f"Damascus, SANA-¦The port opened for the town, {LONG}.", "Damascus, SANA", {"place": "Damascus", "agencies": ("sana",)}),
    "the reporter behind a bare credit": ("МОСКВА, 4 дек - РИА Новости, Иван Примеров. ¦Новый порт города открыли в субботу утром, сообщили власти.", "МОСКВА, 4 дек - РИА Новости, Иван Примеров.", {"byline": "Иван Примеров", "agencies": ("ria",)}),
    "a credit alone in a caseless script": ("新華社 - ¦渡輪沉沒。", "新華社", {"place": None, "agencies": ("xinhua",)}),
    "a credit alone before a caseless script": ("AFP - ¦東京で船が沈んだ。", "AFP", {"agencies": ("afp",)}),
    "a credit alone in Cyrillic capitals": ("ТАСС - ¦Паром затонул.", "ТАСС", {"agencies": ("tass",)}),
    "place, day and credit between spaced slashes": ("Baku / August 19 / Turan: ¦The city is dry.", "Baku / August 19 / Turan", {"place": "Baku", "date": date(2021, 8, 19)}),
    "a stop behind each part": ("Moscow. 4 December. INTERFAX.RU - ¦The ferry sank.", "Moscow. 4 December. INTERFAX.RU", {"place": "Moscow", "agencies": ("interfax",)}),
    "a region and a day of figures": ("LONDON, ENGLAND 1996-08-22¦", "LONDON, ENGLAND 1996-08-22", {"place": "LONDON", "region": "ENGLAND", "country": "ENGLAND"}),
    "a slash behind the credit": ("Bagdad / AA / ¦Le port ouvre.", "Bagdad / AA /", {"place": "Bagdad", "agencies": ("aa",)}),
    "a colon behind the credit": ("Bagdad/AA: ¦Le port ouvre.", "Bagdad/AA", {"place": "Bagdad", "agencies": ("aa",)}),
    "a space behind a caseless credit": ("أنقرة / الأناضول ¦افتتح الميناء.", "أنقرة / الأناضول", {"place": "أنقرة", "agencies": ("aa",)}),
    "a second dash, where capitals tell": ("SALVADOR, Feb 26 – ¦The ferry sank – at last.", "SALVADOR, Feb 26", {"place": "SALVADOR"}),
    "a second dash, where the sender is known": ("Salvador, Feb 26 – ¦the ferry sank – at last.", "Salvador, Feb 26", {"agency": "afp", "place": "Salvador"}),
    "an agency's own form, with the credit all the same": ("LISBON, Dec 4 (AFP) - ¦The port opened.", "LISBON, Dec 4 (AFP)", {"agency": "pna", "place": "LISBON", "agencies": ("afp",)}),
    "a region in an agency's own form": ("AGRI, TURKEY - ¦The port opened.", "AGRI, TURKEY", {"agency": "pna", "place": "AGRI", "region": "TURKEY"}),
    "a source that was heard, and no day": ("CLANDESTINE (RADIO DE LA QUINTA) -- ¦The port opened.", "CLANDESTINE (RADIO DE LA QUINTA)", {"place": "CLANDESTINE", "agencies": ()}),
    "a place line of fifty letters": ("Tarnholmholmholmholmholm/Westholmholmholmholmholmo¦", "Tarnholmholmholmholmholm/Westholmholmholmholmholmo", {"agency": "aa"}),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_a_dateline_says(name: str) -> None:
    marked, own, said = READ[name]
    begin, _, rest = marked.partition("¦")
    language, agency = (said.get(key) for key in ("language", "agency"))
    assert isinstance(language, str | None)
    assert isinstance(agency, str | None)
    found, behind = parse_dateline(
        begin + rest, received=RECEIVED, language=language, agency=agency
    )
    assert found is not None
    assert (found.text, behind) == (own, rest)
    fields = said.keys() - {"language", "agency"}
    assert {field: getattr(found, field) for field in fields} == {f: said[f] for f in fields}


# No datelines, and who is known to have issued the text.
NONE: dict[str, tuple[str, str | None]] = {
    "a place line of fifty-one letters": ("Tarnholmholmholmholmholm/Westholmholmholmholmholmolm", "aa"),
    "a place line of an agency that prints none": ("Washington", "pna"),
    "a place and dash of an agency that prints none": ("MANILA - The port opened.", "afp"),
    "a place and dash of nobody": ("MANILA - The port opened.", None),
    "a day without a place of an agency that prints both": ("August 19. The city is dry.", "trend"),
    "a place without a day of an agency that prints both": ("Baku. The city is dry.", "trend"),
    "a sentence that begins with a place": ("Ankara and the towns of the lower river valley of Anatolia", "aa"),
    "small letters among places and a day of figures": ("LONDON and Paris 1996-08-22", None),
    "a quote before a place and a day of figures": ('"LONDON 1996-08-22', None),
    "letters glued to a caseless credit": ("أنقرة / الأناضولية", None),
    "a credit alone and nothing behind it": ("AFP - ", None),
    "an unknown word alone": ("QXZ - The port opened.", None),
    "an aside between dashes": ("Salvador, Feb 26 - The day of the port - was fine.", None),
    "an aside between long dashes": ("Salvador, Feb 26 — The day of the port — was fine.", None),
    "an aside between middle dashes": ("Salvador, Feb 26 – The day of the port – was fine.", None),
    "small letters behind the dash": ("Salvador, Feb 26 - the port opened.", None),
    "a day that no month has": ("PARIS, March 33 (AFP) - The port opened.", None),
    "a day alone before an unknown credit": ("Dec 4 (QXZ) - The port opened.", None),
    "a place in small letters": ("lima (AFP) - The port opened.", None),
    "a credit as no agency prints it": ("Afp - The port opened.", None),
    "small letters behind the credit": ("AFP - a port opened.", None),
    "a credit with nothing behind it": ("Damascus, SANA The port opened.", None),
    "a credit in small letters without a day": ("Damascus, Sana - The port opened.", None),
    "who took the photo": ("LIMA (AP Photo/Jane Doe) - The port opened.", None),
    "by way of an agency": ("LIMA (via AFP) - The port opened.", None),
    "a credit far in": (f"LISBON, {LONG}, Dec 4 (AFP) - The port opened.", None),
    "a day of figures and more": ("LONDON 1996-08-22 and more", None),
    "no day in Chinese": ("新华社北京电 港口开放。", None),
    "no such day in Chinese": ("新华社北京12月34日电 港口开放。", None),
    "no 電": ("（中央社台北4日綜合報導）港口開放。", None),
    "a figure in the place": ("【東1共同】港が開いた。", None),
    "a Latin letter for a place": ("【A共同】港が開いた。", None),
    "a credit alone, glued to its brackets": ("【共同】港が開いた。", None),
    "a place and a day without a credit in Japanese": ("［ロンドン １１日］ 港が開いた。", None),
    "an unknown credit in Chinese": ("例示网北京12月4日电 港口开放。", None),
    "an unknown credit between slashes": ("ANKARA / Xy - The port opened.", None),
}  # fmt: skip


@pytest.mark.parametrize("name", NONE)
def test_where_no_dateline_is_read(name: str) -> None:
    text, agency = NONE[name]
    assert parse_dateline(text, received=RECEIVED, agency=agency) == (None, text)
