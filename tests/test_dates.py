"""Dates: a table of printed forms over all languages and shapes, near misses, and properties."""

from __future__ import annotations

import sys
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import calls

import dispatchkit
from dispatchkit.grammar.dates import FoundDate, find_date_at, find_dates, month_number, parse_when
from dispatchkit.text.codes import DateOrder

NEAR = date(2021, 12, 6)

# Each is a date as a whole: 4 December 2021 unless another day is named.
WHOLE = """
en|Dec. 4
en|Dec 4
en|DEC 4
en|DECEMBER 4
en|December 4
en|Dec. 4, 2021
en|December  04, 2021
en|4 Dec 2021
en|4 December, 2021
en|4th December, 2021
en|Saturday, December 4, 2021
en|Saturday, Dec. 4
en|Sat 4 Dec 2021
en|the 4th|-
en|Sept. 12|2021-09-12
en|Sept  12|2021-09-12
en|June 1|2022-06-01
en|3 APR 90|1990-04-03
en|04-Dec-21
en|4-Dec-2021
en|2021-Dec-04
en|Dec 4, '21
en|2021-12-04
en|2021/12/04
en|2021.12.04
en|04/12/2021
en-US|12/04/2021
fr|4 décembre
fr|4 déc 2021
fr|4 déc. 2021
fr|4 dec 2021
fr|samedi 4 décembre 2021
fr|1er janvier 2022|2022-01-01
fr|1er août|2021-08-01
fr|10 juil 2021|2021-07-10
fr|21 jan 2022|2022-01-21
fr|3 fév 2022|2022-02-03
fr|12 mars|2022-03-12
de|4. Dezember 2021
de|04. Dez
de|4. Dez.
de|Samstag, 4. Dezember 2021
de|Samstag, den 4. Dezember 2021
de|Sa., 4.12.
de|4.12.2021
de|04.12.21
de|04. 12. 2021
de|5. Jänner 2022|2022-01-05
de|12. MÄR 2022|2022-03-12
es|4 dic
es|4 Dic.
es|4 de diciembre
es|4 de diciembre de 2021
es|4 de diciembre del 2021
es|sábado 4 de diciembre de 2021
es|21 ene|2022-01-21
es|9 ago 2021|2021-08-09
pt|4 dez 2021
pt|4 de dezembro de 2021
pt|sábado, 4 de dezembro de 2021
pt|12 set|2021-09-12
it|04 DIC
it|4 dicembre 2021
it|sabato 4 dicembre 2021
it|2 mar.|2022-03-02
nl|4 december 2021
nl|zaterdag 4 december 2021
nl|4 mrt 2022|2022-03-04
sv|4 december 2021
sv|lördag 4 december 2021
da|4. december 2021
da|lørdag den 4. december 2021
no|4. desember 2021
nb|lørdag 4. desember 2021
fi|4. joulukuuta 2021
fi|4. joulukuuta
et|4. detsember 2021
lv|4. decembris
lv|2021. gada 4. decembris
lv|2021. gada 4. decembrī
lt|gruodžio 4 d.
lt|2021 m. gruodžio 4 d.
lt|2021 gruodžio 4
pl|4 grudnia 2021
pl|4 grudnia 2021 r.
pl|4 grudnia 2021 roku
cs|4. prosince
cs|4. prosince 2021
cs|18. června|2021-06-18
sk|4. decembra 2021
sl|4. decembra
sl|sobota, 4. december 2021
hr|4. prosinca 2021.
hr|4. prosinca 2021. godine
hr|subota, 4. prosinca 2021.
hr|4. listopada|2021-10-04
pl|4 listopada|2021-11-04
bs|4. decembra 2021.
bs|4. decembar 2021.
sr|4. децембра 2021.
sr|4. децембар 2021. године
mk|4 декември 2021
bg|4 декември 2021 г.
ro|4 decembrie 2021
ro|30 sep|2021-09-30
hu|2021. december 4., szombat
hu|2021. december 4.
hu|december 4.
hu|2021. dec. 4.
el|4 Δεκεμβρίου 2021
el|4 Δεκ 2021
el|Σάββατο 4 Δεκεμβρίου 2021
tr|4 Aralık 2021
tr|4 ARALIK 2021
tr|4 Aralık 2021 Cumartesi
tr|20 NİSAN 2022|2022-04-20
tr|3 EYLÜL|2021-09-03
az|4 dekabr 2021
az|4 dekabr 2021-ci il|-
sq|4 dhjetor
sq|4 dhjetor 2021
ru|4 декабря
ru|4 дек
ru|4 декабря 2021
ru|4 декабря 2021 г.
ru|4 декабря 2021 года
ru|суббота, 4 декабря 2021
ru|5 мая|2022-05-05
ru|21 июл|2021-07-21
uk|4 грудня
uk|4 грудня 2021 року
uk|4 грудня 2021 р.
be|4 снежня 2021
kk|4 желтоқсан 2021
kk|2021 жылғы 4 желтоқсан
hy|դեկտեմբերի 4
hy|4 դեկտեմբերի 2021
ka|4 დეკემბერი 2021
ka|4 დეკემბერი
ar|4 ديسمبر
ar|٤ ديسمبر
ar|4 ديسمبر 2021
ar|٤ ديسمبر ٢٠٢١م
ar|4 كانون الأول
ar|4 كانون الاول 2021
ar|4 كانون الأول/ديسمبر 2021
ar|4 ديسمبر/كانون الأول 2021
ar|السبت 4 ديسمبر 2021
ar|السبت، 4 ديسمبر 2021
ar|4 - 12
ar|4 جانفي 2022|2022-01-04
ar|4 فيفري 2022|2022-02-04
ar|4 غشت 2021|2021-08-04
ar|29 ربيع الآخر 1443 هـ الموافق 4 ديسمبر 2021
ar|29 ربيع الآخر 1443 - 4 ديسمبر 2021
ar|في 4 ديسمبر
fa|۱۳ آذر ۱۴۰۰
fa|۱۳ آذر
fa|شنبه ۱۳ آذر ۱۴۰۰
fa|۱۴۰۰/۰۹/۱۳
fa|۴ دسامبر ۲۰۲۱
fa|۳۰ اسفند ۱۳۹۹|2021-03-20
ur|4 دسمبر 2021
ur|۴ دسمبر ۲۰۲۱
he|4 בדצמבר 2021
he|4 דצמבר 2021
hi|4 दिसंबर 2021
hi|४ दिसम्बर २०२१
hi|शनिवार, 4 दिसंबर 2021
bn|৪ ডিসেম্বর ২০২১
ta|4 டிசம்பர் 2021
te|4 డిసెంబర్ 2021
mr|४ डिसेंबर २०२१
ne|४ डिसेम्बर २०२१
th|4 ธันวาคม 2564
th|4ธันวาคม2564
th|4 ธ.ค. 2564
th|4 ธ.ค. 64
th|วันที่ 4 ธันวาคม 2564
th|วันเสาร์ที่ 4 ธันวาคม 2564
th|4 ธันวาคม พ.ศ. 2564
lo|4 ທັນວາ 2021
km|4 ធ្នូ 2021
my|4 ဒီဇင်ဘာ 2021
vi|4 tháng 12 năm 2021
vi|4 tháng 12, 2021
vi|ngày 4 tháng 12
vi|4/12/2021
id|4 Desember 2021
id|Sabtu, 4 Desember 2021
id|4 Agu 2021|2021-08-04
ms|4 Dis 2021
ms|9 Sept|2021-09-09
ms|13 Jan|2022-01-13
fil|Disyembre 4, 2021
fil|ika-4 ng Disyembre
ja|12月4日
ja|１２月４日
ja|2021年12月4日
ja|２０２１年１２月４日
ja|2021年12月4日（土）
ja|12月4日土曜日
ja|令和3年12月4日
ja|2021/12/4
zh|4日
zh|2021年12月4日 星期六
zh|12月4日
zh|民國110年12月4日
zh|十二月四日
zh|二〇二一年十二月四日
zh|二○二一年十二月四日 星期六
zh|二零零九年十月三十一日|2009-10-31
zh|九八年三月廿一日|1998-03-21
zh|二〇〇一年十一月二十号|2001-11-20
zh|民國一百一十年十二月四日
zh|民國八十七年一月一日|1998-01-01
zh|2021年十二月四日 14:20|2021-12-04 14:20:00
ja|令和三年十二月四日
ja|令和元年五月十日|2019-05-10
ja|平成三十一年四月三十日|2019-04-30
ja|二〇二一年十二月四日（土）
ko|2021년 12월 4일
ko|12월 4일
ko|2021년 12월 4일 토요일
ko|2021.12.04
ko|2021. 12. 4.
ko|21.12.04
ku|4 berfanbar 2021
ku|4 Kanûn 2021
ckb|٤ی کانوونی یەکەمی ٢٠٢١
ckb|4ی کانوونی یەکەم
ca|4 de desembre de 2021
ca|4 d'octubre|2021-10-04
gl|4 de decembro de 2021
eu|2021eko abenduaren 4a
eu|abenduaren 4an
ga|4 Nollaig 2021
cy|4 Rhagfyr 2021
is|4. desember 2021
mt|4 ta' Diċembru 2021
sw|4 Desemba 2021
ha|4 Disamba, 2021
af|4 Desember 2021
am|4 ዲሴምበር 2021
mn|2021 оны 12 дугаар сарын 4|-
mn|12 дугаар сарын 4
uz|4-dekabr
uz|2021-yil 4-dekabr
tg|4 декабр 2021
lb|4. Dezember 2021
"""


# Several dates in one line, each whole.
SEVERAL = """
zh|2021/12/4 14:20（12/5 15:02 更新）|2021-12-04T14:20:00 2021-12-05T15:02:00
cs|4. 12. 2021 14:20 (aktualizováno 5.12. 15:02)|2021-12-04T14:20:00 2021-12-05T15:02:00
en|Updated 4/12/2021 14:20, score 3-5 15:02|2021-12-04T14:20:00
zh|港口三月六日关闭，二〇二一年十二月四日开放，十一日再关。|2022-03-06 2021-12-04
zh|12月4日至十二月二十一日|2021-12-04 2021-12-21
fr|Mis en ligne le 05 mars 21 à 14h20|2021-03-05T14:20:00
pl|Dodano 05 marca 21 o godz. 14:20|2021-03-05T14:20:00
de|am 5. März 21 Gäste um 14.20 Uhr|2022-03-05
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("|")) for line in table.strip().splitlines()]


@pytest.mark.parametrize("row", rows(WHOLE), ids="|".join)
def test_a_date_is_read_whole(row: tuple[str, ...]) -> None:
    """A third cell is the expected day; "-" marks what is no whole date (or known not to be read)."""
    language, text, *expected = row
    found = find_date_at(text, 0, language=language)
    if expected == ["-"]:
        assert found is None or found.end < len(text)
        return
    assert found is not None
    assert text[found.start : found.end] == text
    assert str(found.resolve(NEAR)) == (expected[0] if expected else "2021-12-04")


@pytest.mark.parametrize(
    "text",
    [
        "农历三月六日",
        "十三月六日",
        "五月三十二日",
        "三月六",
        "五四",
        "一月",
        "月六日",
        "二十三月四日",
    ],
)
def test_no_date_in_numerals(text: str) -> None:
    assert find_dates(f"港口{text}开放。", language="zh") == ()


@pytest.mark.parametrize(("language", "text", "expected"), rows(SEVERAL))
def test_all_dates_of_a_line_are_read(language: str, text: str, expected: str) -> None:
    found = find_dates(text, language=language)
    days = [day.isoformat() for one in found if (day := one.resolve(NEAR))]
    assert days == expected.split()


@pytest.mark.parametrize("row", [row for row in rows(WHOLE) if row[-1] != "-"], ids="|".join)
def test_a_date_is_found_without_knowing_the_language(row: tuple[str, ...]) -> None:
    """Unknown language: the same day, but for words and orders that only the language decides."""
    language, text, *expected = row
    if text in {
        "12/04/2021",
        "21.12.04",
        "2 mar.",
        "12 set",
        "4 listopada",
        "4. listopada",
        "9 ago 2021",
        "abenduaren 4an",
        "4 - 12",
        "2021. 12. 4.",
    }:
        return
    found = find_date_at(text, 0)
    assert found is not None, language
    assert str(found.resolve(NEAR)) == (expected[0] if expected else "2021-12-04")


# Language, line of metadata, what it states.
WHEN = """
fr|Mis en ligne le 2018-11-23 à 10:12|2018-11-23T10:12:00
en|Mon Aug 14 06:02:11 2017 GMT|2017-08-14T06:02:11+00:00
en|Mon Aug 14 06:02:11 GMT 2017|2017-08-14T06:02:11+00:00
en|Mon Aug 14 06:02:11 2017|2017-08-14T06:02:11
en|Mon, 14 Aug 2017 06:02:11 +0000|2017-08-14T06:02:11+00:00
en|20170814T060211Z|2017-08-14T06:02:11+00:00
en|20170814T080211+0200|2017-08-14T08:02:11+02:00
en|20211204|2021-12-04
en|20211304|None
en|2024-02-14T16:15:30Z|2024-02-14T16:15:30+00:00
en|2024-02-14T16:15:30.250-05:00|2024-02-14T16:15:30-05:00
en|2021-10-03 08:14 GMT|2021-10-03T08:14:00+00:00
en|3 Oct 2021 0814 GMT|2021-10-03T08:14:00+00:00
en|0814 GMT 03/10/2021|2021-10-03T08:14:00+00:00
ar|0814 جمت 21/11/2026|2026-11-21T08:14:00+00:00
ar|٠٨١٤ غرينتش ٢١/١١/٢٠٢٦|2026-11-21T08:14:00+00:00
zh|0814 格林尼治时间 21/11/2026|2026-11-21T08:14:00+00:00
en|2514 GMT 21/11/2026|2026-11-21
en|5/4/24, 3:07 PM|2024-04-05T15:07:00
en-US|5/4/24, 3:07 PM|2024-05-04T15:07:00
ja|2016年2月2日 / 14:05 JST|2016-02-02T14:05:00+09:00
ja|2021年12月4日 午後3時7分|2021-12-04T15:07:00
ja|2021年12月4日 21時37分|2021-12-04T21:37:00
zh|2021年12月4日 下午3:07|2021-12-04T15:07:00
ko|입력 2021.12.04 오후 3:07|2021-12-04T15:07:00
ko|2021-12-04 15:07 송고|2021-12-04T15:07:00
tr|04.12.2021 - 10:15|2021-12-04T10:15:00
tr|4 Aralık 2021 Cumartesi, 14.30|2021-12-04T14:30:00
tr|20 Nisan 2026|2026-04-20
tr|05.04.2025 - Güncelleme : 06.04.2025|2025-04-05
en|7:02 a.m. ET May 3, 2024|2024-05-03T07:02:00-04:00
en|12:20pm Jan 7, 2024|2024-01-07T12:20:00
en|12:20 am, Jan 7, 2024|2024-01-07T00:20:00
en|15:56 BST, 27 April 2024|2024-04-27T15:56:00+01:00
en|Friday, 22 Nov 2024 4:55 PM MYT|2024-11-22T16:55:00+08:00
en|Apr 28 20232:23 PM EDT|2023-04-28T14:23:00-04:00
en|June 30, 2026 - 4.34pm|2026-06-30T16:34:00
en|October 23, 2025 5:50 pm CET|2025-10-23T17:50:00+01:00
en|4 December 2021 14:05 CST|2021-12-04T14:05:00
en|4 December 2021 14:05 IST|2021-12-04T14:05:00
en|4 December 2021 14:05 local time|2021-12-04T14:05:00
en|4 December 2021 14:05 (GMT+3)|2021-12-04T14:05:00+03:00
en|4 December 2021, 10:15-11:30|2021-12-04T10:15:00
en|14 May, 12:41|2022-05-14T12:41:00
en|January 28, 2025 11:30 am (changed 11:54 am)|2025-01-28T11:30:00
de|Stand: 28.04.2023 16:11 Uhr|2023-04-28T16:11:00
de|4.12.2021, 7.30 Uhr|2021-12-04T07:30:00
de|4. Dezember 2021 um 17 Uhr|2021-12-04T17:00:00
de|06/01/2026 - 14:02 MEZ|2026-01-06T14:02:00+01:00
de|28.04.2023-19:20|2023-04-28T19:20:00
de|04.12.2021 24:00|2021-12-05T00:00:00
de|04.12.2021 24:01|2021-12-04
fr|4 décembre 2021 à 10h15|2021-12-04T10:15:00
fr|4 décembre 2021 à 14 h 05|2021-12-04T14:05:00
fr|4 décembre 2021 à 14h|2021-12-04T14:00:00
fr|06/01/2026 - 14:16 UTC+1|2026-01-06T14:16:00+01:00
es|15 oct 2024 - 17:38CEST|2024-10-15T17:38:00+02:00
es|4 de diciembre de 2021 a las 10:15 hs|2021-12-04T10:15:00
pt|4 de dezembro de 2021 às 10h15|2021-12-04T10:15:00
it|4 dicembre 2021 alle 10.15|2021-12-04T10:15:00
pl|4 grudnia 2021, godz. 10:15|2021-12-04T10:15:00
nb|4. desember 2021 kl. 14.05|2021-12-04T14:05:00
sv|23 okt 2025 kl 10.23|2025-10-23T10:23:00
fi|4.12.2021 klo 10.15|2021-12-04T10:15:00
ru|4 декабря 2021 г. в 10:15 МСК|2021-12-04T10:15:00+03:00
ru|4 декабря 2021, 10:15 (мск)|2021-12-04T10:15:00+03:00
id|Sabtu, 4 Desember 2021 10:15 WIB|2021-12-04T10:15:00+07:00
id|4 Des 2021 10:15 WIT|2021-12-04T10:15:00+09:00
th|4 ธ.ค. 2564 10:15 น.|2021-12-04T10:15:00
ar|4 ديسمبر 2021 07:15 م|2021-12-04T19:15:00
ar|4 ديسمبر 2021 - 07:15 ص|2021-12-04T07:15:00
ar|٤ ديسمبر ٢٠٢١ الساعة ٠٧:١٥ بتوقيت غرينتش|2021-12-04T07:15:00+00:00
fa|۱۳ آذر ۱۴۰۰ - ۱۰:۱۵|2021-12-04T10:15:00
vi|04/12/2021 10:15 GMT+7|2021-12-04T10:15:00+07:00
is|11.2.2025 | 23:55|2025-02-11T23:55:00
en|3 hours ago|None
en|Updated 1 day ago|None
en|5 min read|None
de|vor 2 Stunden|None
de|13:00 Uhr|None
tr|2 saat önce|None
fr|il y a 3 heures|None
ja|3時間前|None
en|31.02.2021|None
"""


def when_rows() -> list[tuple[str, str, str]]:
    split = []
    for line in WHEN.strip().splitlines():
        language, rest = line.split("|", 1)
        text, expected = rest.rsplit("|", 1)
        split.append((language, text, expected))
    return split


@pytest.mark.parametrize(("language", "text", "expected"), when_rows())
def test_a_line_of_metadata_states_a_time(language: str, text: str, expected: str) -> None:
    stated = parse_when(text, language=language, near=NEAR)
    assert (stated.isoformat() if stated else "None") == expected


@pytest.mark.parametrize(
    "text",
    """he may 4 times say so
we march 4 miles a day
a 3-2 win
it ended 2-1
um 12.30 Uhr
version 1.2.21
Version 4.12.21 is out
v4.12.21
from 10.12.21.4 on
192.168.10.21
ISBN 978-3-16-148410-0
call +49 30 12 34 56
Tel. 04-12-21
it costs 12.50 or 4,12
$4 May
Section 4.12 and 4.12.
Apollo 11
open 24/7
a 5/4 majority
10 years ago 5 men
he had 10 out of 12
a record of 6-3-10
mars 4 mission
4 mayor candidates
4 Martin guitars
an iPhone 14 Pro is here
Fr 8-19 Uhr
CC BY-SA 3.0 DE
a 12/24/48-Volt battery
4- Ian Muster
9to5mac
he watched 3sat
under BY-SA 3.0.
ca. 3/4 of it
1. Du bist
1.5 May
In May 2021 he
32 December
December 32
0 May
Dec 4.5 percent
May 4,000 people come
1:30
2021
2021-22 season
2021/22
第3回
3月の売上
100%""".splitlines(),
)
def test_near_misses_are_no_dates(text: str) -> None:
    assert find_dates(text, language="en") == ()
    assert find_dates(text) == ()


def spans(text: str, **options: Any) -> list[str]:
    return [text[found.start : found.end] for found in find_dates(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Muster   | 04.12.2021 - Update : 05.12.2021", ["04.12.2021", "05.12.2021"]),
        ("4.-6. Dezember 2021", ["6. Dezember 2021"]),
        ("04.12.2021-06.12.2021", ["04.12.2021", "06.12.2021"]),
        ("On Dec. 4, 2021, and on 5 January 2022.", ["Dec. 4, 2021", "5 January 2022"]),
        ("He came on 4 December. Then", ["4 December"]),
        ("so 4. Dezember", ["4. Dezember"]),
        ("29. November 30. November", ["29. November", "30. November"]),
        ("6. November 20236. November 2022", ["6. November 2023", "6. November 2022"]),
        ("name30.09.1908:46", ["30.09.1908:46"]),
        ("So. 4. Dezember", ["So. 4. Dezember"]),
        ("新华社北京12月4日电", ["12月4日"]),
        ("Nachrichten2021.12.04 19:59", ["2021.12.04 19:59"]),
        ("17.04.2025, 12:24Lesezeit", ["17.04.2025, 12:24"]),
        ("29 ربيع الآخر 1443 (4 ديسمبر 2021)", ["29 ربيع الآخر 1443 (4 ديسمبر 2021"]),
    ],
)
def test_spans_stand_in_order(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "options", "day", "reason"),
    [
        ("04.12.2021", {}, "2021-12-04", "day first"),
        ("04.12.2021", {"language": "fr"}, "2021-12-04", "day first (fr)"),
        ("04/12/2021", {"order": "mdy"}, "2021-04-12", "month first: as asked"),
        ("12/13/2021", {}, "2021-12-13", "month first: second number > 12"),
        ("13/12/2021", {"order": "mdy"}, "2021-12-13", "day first: first number > 12"),
        ("Saturday 12/04/2021", {}, "2021-12-04", "month first: as the weekday says"),
        ("04/12/2021 (Sat)", {"order": None}, "2021-12-04", "day first: as the weekday says"),
        (
            "12/04/2021, changed 12/13/2021",
            {},
            "2021-12-04",
            "month first: as another date of the text",
        ),
        (
            "12/04/2021 | December 4, 2021",
            {},
            "2021-12-04",
            "month first: as another date of the text",
        ),
        ("2021-12-04", {}, "2021-12-04", "ISO"),
        ("4 décembre 2021", {"language": "fr"}, "2021-12-04", "month name décembre (fr)"),
    ],
)
def test_reason_and_order(text: str, options: dict[str, Any], day: str, reason: str) -> None:
    found = find_dates(text, **options)[0]
    assert (str(found.resolve()), found.reason) == (day, reason)


def test_settled_tells_whether_custom_alone_decided() -> None:
    assert [found.settled for found in find_dates("04.12.2021")] == [False]
    assert [found.settled for found in find_dates("04.12.2021 and 13.12.2021")] == [True, True]


def test_typos_count_only_when_asked() -> None:
    for word, month in (
        ("Macrh", 3),
        ("Mach", 3),
        ("Septmber", 9),
        ("Decmber", 12),
        ("Februray", 2),
    ):
        assert month_number(word) is None
        assert month_number(word, fuzzy=True) == month
    assert month_number("FEb") == 2
    assert month_number("Mary", fuzzy=True) is None
    assert find_date_at("Macrh 31 - Prices", 0) is None
    assert find_date_at("Macrh 31 - Prices", 0, fuzzy=True) is not None


def test_month_number_by_language() -> None:
    assert (month_number("listopad", "hr"), month_number("listopad", "cs")) == (10, 11)
    assert (month_number("NİSAN"), month_number("nisan."), month_number("آذر")) == (4, 4, None)
    assert month_number("table") is None


def test_a_lunar_date_alone_tells_no_day() -> None:
    found = find_dates("29 ربيع الآخر 1443")
    assert [(one.calendar, one.resolve(NEAR)) for one in found] == [("lunar", None)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("መስከረም 1 ቀን 2000 ዓ.ም", "2007-09-12"),
        ("መስከረም 1/2012", "2019-09-12"),
        ("ግንቦት 3፣ 2015", "2023-05-11"),
        ("3 ታህሳስ 2013", "2020-12-12"),
    ],
)
def test_ethiopian_dates_are_converted(text: str, day: str) -> None:
    found = find_dates(text, language="am")
    assert [(one.calendar, str(one.resolve())) for one in found] == [("ethiopian", day)]


@pytest.mark.parametrize("text", ["२५ भदौ २०७९", "माघ ३ गते", "१२ असार २०७८"])
def test_dates_of_nepals_calendar_are_known_and_tell_no_day(text: str) -> None:
    found = find_dates(text, language="ne")
    assert [(one.calendar, one.end, one.resolve(NEAR)) for one in found] == [
        ("bikram", len(text), None)
    ]


def test_find_date_at_is_exact() -> None:
    text = "ROMA, 04 DIC - Il"
    assert find_date_at(text, 0) is None
    found = find_date_at(text, 6)
    assert found is not None
    assert text[found.start : found.end] == "04 DIC"
    assert find_date_at(text, 7) is None
    assert find_date_at(text, 99) is None
    assert find_date_at("", 0) is None


def test_a_missing_year_is_the_nearest() -> None:
    found = find_date_at("Dec 31", 0)
    assert found is not None
    assert found.resolve(date(2022, 1, 1)) == date(2021, 12, 31)
    assert found.resolve(datetime(2022, 1, 1, 12)) == date(2021, 12, 31)  # noqa: DTZ001 - a near day may come without zone
    assert found.resolve() is None
    leap = find_date_at("Feb. 29", 0)
    assert leap is not None
    assert leap.resolve(date(2021, 3, 1)) == date(2020, 2, 29)


def test_a_day_alone_is_in_the_nearest_month() -> None:
    found = find_date_at("31日", 0)
    assert found is not None
    assert found.resolve(date(2021, 11, 2)) == date(2021, 10, 31)
    assert found.resolve(date(2022, 1, 2)) == date(2021, 12, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [("1 فروردین 1399", "2020-03-20"), ("1 فروردین 1400", "2021-03-21"), ("1 فروردین 1403", "2024-03-20"), ("22 بهمن 1357", "1979-02-11"),
     ("30 اسفند 1403", "2025-03-20"), ("30 اسفند 1402", "None"), ("31 مهر 1400", "None")],
)  # fmt: skip
def test_the_persian_calendar(text: str, day: str) -> None:
    found = find_date_at(text, 0, language="fa")
    assert found is not None
    assert str(found.resolve()) == day


def test_plain_dates_do_not_import_dateutil() -> None:
    code = (
        "import sys; from dispatchkit.grammar.dates import parse_when as p; p('04.12.2021 - 10:15 GMT');"
        " p('4 déc 2021'); sys.exit('dateutil' in sys.modules)"
    )
    import subprocess

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "4 may ",
        "Dec ",
        "4.",
        "Sun, ",
        "a",
        "كانون ",
        "1:",
        "2021-",
        "12月",
        "4 de ",
        "(",
        "令和",
        "十",
        "二〇",
        "一月",
        "十二月二十",
        "三月六日",
    ],
)
def test_hostile_lines_take_linear_work(unit: str) -> None:
    def taken(size: int) -> int:
        text = unit * (size // len(unit)) + "4"
        return calls(lambda: find_dates(text))

    find_dates("4 May")
    # Twice the text takes twice the calls, and some that are made once.
    assert taken(4_000) < 2.2 * taken(2_000) + 200


def tables() -> dict[str, dict[str, list[list[str]]]]:
    path = Path(dispatchkit.__file__).parent / "data" / "months.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


NAMED = [
    (locale, number, form)
    for locale, table in tables().items()
    for number, forms in enumerate(table.get("months", ()), 1)
    for form in forms
]


def test_there_are_at_least_sixty_languages() -> None:
    assert len({locale.split("_")[0] for locale, _, _ in NAMED}) >= 60


@given(st.sampled_from(NAMED), st.integers(1, 28), st.integers(1950, 2050))
def test_every_month_name_makes_the_round_trip(
    named: tuple[str, int, str], day: int, year: int
) -> None:
    locale, month, form = named
    language = locale.split("_")[0]
    for text in (f"{day} {form} {year}", f"{form} {day}, {year}"):
        found = find_dates(text, language=language)
        assert [one.resolve() for one in found] == [date(year, month, day)], text


@given(st.dates(date(1950, 1, 1), date(2068, 12, 31)))
def test_numeric_dates_make_the_round_trip(day: date) -> None:
    for form in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%Y年%m月%d日"):
        text = day.strftime(form)
        # Two digits are this century up to 69.
        expected = day if "%Y" in form or day.year > 1969 else day.replace(year=day.year + 100)
        assert [found.resolve() for found in find_dates(text, order=DateOrder.DAY_FIRST)] == [
            expected
        ]


PIECES = st.sampled_from(
    ["4", "12", "2021", "31", "1443", "٤", "Dec", "may", "Sat", "كانون الأول", "آذر", "年", "月", "日", ".", ":", "-", "/", ",", " ", " ", " de ", "T", "Z", "+03:00", "PM", "GMT", "Uhr",
     "Freitag", "(", ")", "\u00a0", "ngày", "tháng", "²", "①", "\u0130", "\ud800", "\x00", "24:00", "오후"]
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60),
    st.sampled_from([None, "en", "tr", "fa", "ko", "xx", "en-US", "zh-Hant"]),
    st.sampled_from([None, *DateOrder]),
)
def test_nothing_raises_and_spans_are_inside(
    text: str, language: str | None, order: DateOrder | None
) -> None:
    last = 0
    for found in find_dates(text, language=language, order=order):
        assert last <= found.start < found.end <= len(text)
        assert isinstance(found.resolve(NEAR), date | None)
        last = found.end
    parse_when(text, language=language, order=order, near=NEAR)
    for position in range(min(len(text), 8)):
        at = find_date_at(text, position, language=language, order=order, fuzzy=True)
        assert at is None or (at.start == position and at.end <= len(text))


@given(st.integers(1, 12), st.integers(1, 28), st.dates(date(1900, 1, 1), date(2090, 1, 1)))
def test_a_missing_year_is_within_half_a_year(month: int, day: int, near: date) -> None:
    resolved = FoundDate(start=0, end=1, day=day, month=month, year=None, reason="").resolve(near)
    assert resolved is not None
    assert abs((resolved - near).days) <= 183
