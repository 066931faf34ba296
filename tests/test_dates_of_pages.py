"""The dates of pages: a table of invented pages. "#" marks the headline, ">" a line of the text;
all else stands around them.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from work import calls

from dispatchkit.grammar.dates import find_dates
from dispatchkit.grammar.dates.custom import numbers_order
from dispatchkit.grammar.dates.spread import dates_at
from dispatchkit.grammar.stamps import (
    FOREIGN,
    PUBLISHED,
    UPDATED,
    role_before,
    role_behind,
    tells_time,
)
from dispatchkit.record.choice_of_dates import When, dates_around
from dispatchkit.record.dated_lines import Dump
from dispatchkit.text.codes import DateOrder

HEADLINE, BODY = (
    "# Harbour bridge closes for repairs",
    "> The bridge over the harbour was closed on Monday, the council said.",
)

# language | lines, "/" between them | published | updated
BESIDE = """
en|{h}~Published 3 February 2021~{b}|2021-02-03|
en|{h}~3 February 2021, 14:05 (updated 15:10)~{b}|2021-02-03T14:05|2021-02-03T15:10
en|{h}~3 February 2021, 14:05 (updated 09:10)~{b}|2021-02-03T14:05|
en|{h}~3 February 2021, 14:05, reading time 15:10~{b}|2021-02-03T14:05|
fr|{h}~Par Odile Exemple - Publié le 3 février 2021 à 14h05 - Mis à jour à 15h10~{b}|2021-02-03T14:05|2021-02-03T15:10
es|{h}~Publicado el 3 de febrero de 2021 a las 14:05 h. Actualizado a las 15:10 h.~{b}|2021-02-03T14:05|2021-02-03T15:10
ru|{h}~03.02.2021, 14:05 (обновлено в 15:10)~{b}|2021-02-03T14:05|2021-02-03T15:10
he|{h}~פורסם: 03.02.21, 14:05 | עודכן: 15:10~{b}|2021-02-03T14:05|2021-02-03T15:10
en|{h}~By Ann Example~Feb. 3, 2021 at 2:05 p.m. EST~{b}|2021-02-03T14:05-05:00|
en|{h}~Published: 14:05 GMT, 3 February 2021 | Updated: 15:10 GMT, 4 February 2021~{b}|2021-02-03T14:05+00:00|2021-02-04T15:10+00:00
en|{h}~Ann ExamplePublished Feb 3, 2021, 2:05pm|Updated Feb 4, 2021, 3:10pm~{b}|2021-02-03T14:05|2021-02-04T15:10
en|{h}~Published Wed, Feb 3 20212:05 PM ESTUpdated Thu, Feb 4 20213:10 PM EST~{b}|2021-02-03T14:05-05:00|2021-02-04T15:10-05:00
en|{h}~Updated Feb. 4, 2021 / Original Feb. 3, 2021~{b}|2021-02-03|2021-02-04
en|{h}~Feb. 3, 2021Updated: Feb. 4, 2021 1:35 a.m.~{b}|2021-02-03|2021-02-04T01:35
en|{h}~Feb. 3,~2021~{b}|2021-02-03|
en|{h}~03~FEB~2021~{b}|2021-02-03|
en|{h}~Published~3 February 2021~{b}|2021-02-03|
en|{h}~20210203~{b}|2021-02-03|
en|{h}~2021-02-03T14:05:00Z~{b}|2021-02-03T14:05+00:00|
en|{h}~https://news.example/2021/02/03/bridge-closes~{b}|2021-02-03|
en|{h}~February 3, 20212 years ago Ann Example 142 Views~{b}|2021-02-03|
en|{h}~0 Comments | 3 February 2021~{b}|2021-02-03|
en|{h}~3 February 2021 Comments~{b}|2021-02-03|
en|Wednesday, 10 February 2021~{h}~3 February 2021~{b}|2021-02-03|
en|Wednesday, 10 February 2021~Home~News~Sport~Business~Culture~Travel~{h}~Updated 3 February 2021~{b}|2021-02-03|2021-02-03
en|{h}~Ships wait in front of the old bridge in the harbour, 1 February 2021~3 February 2021~{b}|2021-02-03|
en|{h}~Photo: Ann Example, 1 February 2021~{b}|None|
en|{h}~3 February 2021~Ferry sells out~January 12, 2019~New ferry tested~March 3, 2020~{b}|2021-02-03|
en|{h}~Release: 11.02.2005 | Sequel: 29.11.2022~5 min 3 February 2021 Ann~{b}|2021-02-03|
en|{h}~Updated Feb 4, 9:41 AM;Posted Feb 3, 8:19 PM~{b}~Ferry sells out~February 2, 2021|2021-02-03T20:19|2021-02-04T09:41
de|{h}~Stand: 03.02.2021 14:05 Uhr~{b}|2021-02-03|2021-02-03T14:05
de|{h}~Mittwoch, 3.2.~14:05 Uhr~{b}~© 2021 Beispiel-Verlag|2021-02-03T14:05|
de|{h}~30.01.202130. Januar 2021~{b}|2021-01-30|
de|{h}~03.02.2021, 14:05 UhrStuttgart~{b}|2021-02-03T14:05|
de|{h}~Erschienen am 03.02.2021~{b}|2021-02-03|
de|{h}~{b}~{b}~{b}~(dpa, 3.2.2021)|2021-02-03|
de|{h}~{b}~{b}~{b}~Ein anderes Thema~Noch eines~Und noch eines~12.01.2019|None|
de|{h}~{b}~{b}~{b}~Mehr zum Thema~Brücken~Häfen~Datum 03.02.2021|2021-02-03|
de|{h}~vor 3 Stunden~{b}|None|
de|{h}~heute, 14:30 Uhr~{b}|None|
de|{h}~Stand: 20:03 Uhr~{b}|None|
sv|onsdag 3 februari 2021~Meny~{h}~Uppdaterad 15.59 | Publicerad 14.14~{b}|2021-02-03|
en|Wednesday, 3 February 2021~Home~News~Sport~Business~{h}~Ann Example~{b}|None|
fr|{h}~Publié le 3 février 2021 à 14h05, modifié le 4 février 2021 à 15h10~{b}|2021-02-03T14:05|2021-02-04T15:10
es|{h}~03/02/2021 14:05 Actualizado a 04/02/2021 15:10~{b}|2021-02-03T14:05|2021-02-04T15:10
es|{h}~03/02/2021~Actualizado a las 20:56h.~{b}|2021-02-03|
it|{h}~03 Febbraio 2021 Aggiornato alle 16:01 1 minuti di lettura~{b}|2021-02-03|
pl|{h}~Opublikowano: 3 lutego 2021, 14:05~{b}|2021-02-03T14:05|
tr|{h}~03.02.2021 - 14:05~Son Güncelleme : 04.02.2021 - 15:10~{b}|2021-02-03T14:05|2021-02-04T15:10
ru|{h}~Опубликовано 3 февраля 2021 14:05~{b}|2021-02-03T14:05|
zh|{h}~发布时间：2021-02-03 14:05~{b}|2021-02-03T14:05|
zh|{h}~2021-02-03 发布 2021-02-04 更新~{b}|2021-02-03|2021-02-04
zh|{h}~2021~02/03~{b}|2021-02-03|
ko|{h}~입력 2021.02.03 14:05~수정 2021.02.04 15:10~{b}|2021-02-03T14:05|2021-02-04T15:10
ja|{h}~例一郎2021年2月3日 14時05分~{b}|2021-02-03T14:05|
th|{h}~เผยแพร่ 3 กุมภาพันธ์ 2564~{b}|2021-02-03|
"""

# Which of two numbers is the day: the date line, other lines of the page, the day.
ORDER = """
en|03/02/2021|Printed on 13/01/2021|2021-02-03
en|03/02/2021|Sale ends 02/25/2021|2021-03-02
en|03/02/2021|March 2, 2021|2021-03-02
en|03/02/2021|2 March 2021|2021-03-02
en|03/02/2021|3 February 2021|2021-02-03
en|03/02/2021 2:05 PM|January 12, 2021|2021-03-02
en|03/02/2021 - 14:05|Sunday, Jan. 10, 2021|2021-02-03
en|03/02/2021|Live at 9:00 PM ET|2021-03-02
en|03/02/2021|Subscribe for £1|2021-02-03
en|03/02/2021|Open 24/7|2021-02-03
de|03.02.2021|Live at 9:00 PM ET|2021-02-03
es|03/02/2021|January 12, 2021|2021-02-03
"""


def read(page: list[str], **options: object) -> When:
    """The dates of a page written as in the tables."""
    headline = next((at for at, line in enumerate(page) if line.startswith("# ")), -1)
    body = [at for at, line in enumerate(page) if line.startswith("> ")]
    lines = [line.removeprefix("# ").removeprefix("> ") for line in page]
    return dates_around(Dump(lines, headline, body[0], body[-1], **options))  # type: ignore[arg-type]


def shown(value: date | None) -> str:
    return (
        "None"
        if value is None
        else (
            value.isoformat(timespec="minutes")
            if isinstance(value, datetime)
            else value.isoformat()
        )
    )


@pytest.mark.parametrize("row", BESIDE.strip().splitlines())
def test_the_dates_of_a_page(row: str) -> None:
    language, rest = row.split("|", 1)
    page, published, updated = rest.rsplit("|", 2)
    found = read(page.format(h=HEADLINE, b=BODY).split("~"), language=language)
    assert (shown(found.published), shown(found.updated)) == (published, updated or "None")


@pytest.mark.parametrize("row", ORDER.strip().splitlines())
def test_the_order_of_numbers(row: str) -> None:
    language, line, other, day = row.split("|")
    found = read([HEADLINE, line, BODY, BODY, BODY, "More", other], language=language)
    assert str(found.published)[:10] == day


def test_a_stated_order_and_day_count() -> None:
    page = [HEADLINE, "03/02/2021", BODY, "Sale ends 02/25/2021"]
    assert read(page, language="en", order=DateOrder.DAY_FIRST).published == date(2021, 2, 3)
    assert read([HEADLINE, "3 February", BODY], language="en").published is None
    assert read(
        [HEADLINE, "3 February", BODY], language="en", near=date(2021, 2, 20)
    ).published == date(2021, 2, 3)


def test_the_lines_that_print_them_are_told() -> None:
    assert read(
        [HEADLINE, "Feb. 3,", "2021", "Updated Feb. 4, 2021", BODY], language="en"
    ).lines == (1, 2, 3)
    assert read([HEADLINE, BODY]).lines == ()


def test_lines_called_dates_are_preferred() -> None:
    page = [HEADLINE, "3 February 2021", "4 February 2021", BODY]
    assert read(page, language="en").published == date(2021, 2, 3)
    assert read(page, language="en", dated={2}).published == date(2021, 2, 4)


def test_events_in_the_text_are_no_dates_of_the_page() -> None:
    sentence = "> The bridge was opened to the public on 3 February 1921 and closed in the war."
    assert read([HEADLINE, sentence, BODY], language="en").published is None
    assert (
        read(
            [HEADLINE, *[BODY] * 8, "> Ferry sells out", "> 12 January 2019", BODY], language="en"
        ).published
        is None
    )


def test_published_elsewhere_counts_where_it_is_one_day() -> None:
    page = [HEADLINE, BODY, *["More"] * 20, "Published: 3 February 2021"]
    assert read(page, language="en").published == date(2021, 2, 3)
    assert read([*page, "Published: 4 February 2021"], language="en").published is None


def test_odd_positions_are_borne() -> None:
    lines = ["3 February 2021"]
    for headline, start, end in ((-1, 0, 0), (0, 0, 0), (5, 0, 0), (-1, 0, 9), (-1, 3, 2)):
        assert isinstance(dates_around(Dump(lines, headline, start, end)), When)
    assert dates_around(Dump([], -1, 0, 0)) == When(None, None)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Published ", PUBLISHED),
        ("Posted by Ann Example Smith on ", PUBLISHED),
        ("Zuletzt aktualisiert am ", UPDATED),
        ("ESTUpdated ", UPDATED),
        ("Foto: dpa, ", FOREIGN),
        ("Foto: dpa | Veröffentlicht am ", PUBLISHED),
        ("0 Kommentare | ", ""),
        ("Aktuelles Datum: ", FOREIGN),
        ("更新日：", UPDATED),
        ("Ann Example ", ""),
        ("", ""),
    ],
)
def test_words_before_a_date(text: str, role: str) -> None:
    assert role_before(text) == role


def test_words_behind_a_date() -> None:
    assert role_behind(" aktualisiert") == UPDATED
    assert role_behind(" Actualizado a las 20:56h.") == ""
    assert role_behind(" Comments") == ""


def test_a_time_without_its_day() -> None:
    assert tells_time("Publicerad 14.14")
    assert tells_time("Stand: 20:03 Uhr | Lesedauer: 4 Minuten")
    assert not tells_time("heute, 14:30")
    assert not tells_time("Lesezeit 3:05")


def test_split_dates() -> None:
    assert dates_at(["5", "Comments in 2021"], 0).dates == ()
    assert dates_at(["Feb. 3,", "2021", "14:05"], 0, language="en").last == 2
    assert dates_at(["3 February 2021", "12 min"], 0, language="en").last == 0


def test_no_order_without_a_sign() -> None:
    unsure = find_dates("03/02/2021")[0]
    assert numbers_order(["03/02/2021"], "03/02/2021", unsure, "en") is None
    assert numbers_order(["25/02/2021", "02/25/2021"], "03/02/2021", unsure, "en") is None


def test_a_short_year_is_no_hour() -> None:
    (found,) = find_dates("Mittwoch, 3.2. 14:30 Uhr", language="de")
    assert (found.day, found.month, found.year, str(found.time)) == (3, 2, None, "14:30:00")


def test_minutes_alone_are_no_hour() -> None:
    assert find_dates("3 February 2021 • 5 min read")[0].time is None
    assert str(find_dates("3 fevereiro 2021, 20h15min")[0].time) == "20:15:00"


def test_twice_the_page_is_twice_the_work() -> None:
    def taken(times: int) -> int:
        page = [
            *["12 Comments"] * 90 * times,
            HEADLINE,
            "Published 3 February 2021",
            *[BODY] * 20 * times,
            *["Ferry sells out 20 boats"] * 80 * times,
        ]
        return calls(lambda: read(page, language="en"))

    taken(1)
    assert taken(2) < 2.2 * taken(1)
