"""Clean text keeps its news: a headline and paragraphs from a sender without a profile come out
whole, whatever their form.

A text is read as a page only on evidence: lines that rules or words of furniture know. That a line
is short or stands last is no evidence.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from patience import PATIENCE

from dispatchkit import parse_text, trace_text

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"

# Forms of clean texts, by what is odd about them. All invented.
TEXTS = {
    "last line with a stop": """
Otter moves into the town hall

An otter has moved into the fountain of the town hall in Brackwater, the mayor said on Tuesday. It catches the coins that visitors throw.

The council will not disturb it before the summer.

It swims.
""",
    "last line without a stop": """
Otter moves into the town hall

An otter has moved into the fountain of the town hall in Brackwater, the mayor said on Tuesday. It catches the coins that visitors throw.

Nobody objects
""",
    "short line between paragraphs": """
Otter moves into the town hall

An otter has moved into the fountain of the town hall in Brackwater, the mayor said on Tuesday.

It likes coins

It catches those that visitors throw, and puts them in a row on the rim.

Fourteen pounds so far

The council will spend them on fish, the mayor said.
""",
    "results": """
Rowing: results of the Brackwater regatta

Results of the regatta at Brackwater on Sunday:

Single sculls
1. Ada Finch 7:02.1
2. Biel Colom 7:04.9

Pairs
Brackwater 6:58.8
Nolsoy 7:00.4

Attendance: 2,400.
""",
    "tennis results": """
Tennis results from Brackwater

Results of the indoor tournament at Brackwater on Friday:

Second round

3 - Ada Finch (Brackwater) beat Orla Byrne (Nolsoy) 6-4

7-6

8 - Biel Colom (Spain) beat Tam Orrin (Quill) 6-2

6-1

Rain fell
""",
    "results of a company": """
BRACKWATER FERRIES 1ST QTR NET RISES

Shr 12 cts vs 9 cts
Net 1.2 mln vs 900,000
Revs 14.0 mln vs 12.2 mln
Nine mths
Shr 41 cts vs 38 cts
Revs 14.0 mln vs 12.2 mln
NOTE: Results include a gain from the sale of a pier.
""",
    "dividend": """
BRACKWATER FERRIES RAISES ITS DIVIDEND

Qtly div 33 cts vs 28 cts prior

Pay June 1

Record May 7
""",
    "table without prose": """
Brackwater league results

Brackwater 2 Quill 1
Nolsoy 0 Eider 0
Sandur 3 Kollur 2

Standings

Brackwater 12
Nolsoy 9
""",
    "questions and answers": """
Four questions to the keeper of the otter

Ada Finch has fed the otter in the fountain of Brackwater for a week. We asked her about it.

Q: What does it eat?

A: Fish.

Q: And the coins?

A: It counts them.
""",
    "excerpts of a speech": """
Excerpts of the mayor's speech on the otter

Following are excerpts of the speech that the mayor of Brackwater gave on Tuesday:

"Citizens!

"We have waited long enough.

(Applause)

"Thank you."
""",
    "a list of names": """
How the council voted on the otter

The council of Brackwater voted on Tuesday to leave the otter where it is.

For: 9
Against: 2

Finch
Colom
Byrne

The otter slept
""",
    "notes under a review": """
`THE OTTER'S LEDGER': A NOVEL THAT COUNTS

The new novel by Orla Byrne has three hundred pages, and a coin glued to each of them. It is not easy to turn.

There is much water in it and little talk, and the talk is good.

NOTES:

`THE OTTER'S LEDGER'

A Novel in Coins

By Orla Byrne

300 pages. Fountain Press. $19.
""",
    "a short headline": """
Otter stays

It swam.

The otter in the fountain of Brackwater may stay, the council decided on Tuesday.
""",
    "a poem": """
The Otter

He lies upon his back
and counts his pay
the fountain never asks
how long he'll stay

He floats
""",
    "a recipe": """
Soup for otters

This is the soup that the keeper cooks while the otter sleeps.

Ingredients

2 potatoes
500 g fish

Method

Boil everything for an hour.

Serves one
""",
    "one paragraph": """
The otter in the fountain of Brackwater may stay, the council decided on Tuesday.
""",
    "a headline that asks": """
Who feeds the otter of Brackwater?

The otter in the fountain of Brackwater has grown by a pound a week, and nobody admits to feeding it.

Fish bones
""",
    "label between paragraphs": """
FOG OVER BRACKWATER

Fog will cover the estuary until noon on Thursday, and boats should stay in harbour.

Outlook: Drifting Otters

Otters that left the fountain on Monday are drifting towards the sea, the coast guard said. They are said to be calm.
""",
    "a single word of furniture": """
Video of an otter goes round the world

A video of an otter that counts coins has been seen by three million people, its maker said on Tuesday.

Video

He filmed it with an old camera. "It did not look up," he said.

It swims
""",
    "German": """
Otter zieht ins Rathaus

Ein Otter ist in den Brunnen des Rathauses von Brackwasser gezogen, wie der Bürgermeister am Dienstag sagte.

Er zählt Münzen

Der Rat will ihn bis zum Sommer in Ruhe lassen.

Er schwimmt
""",
    "French": """
Une loutre s'installe à la mairie

Une loutre s'est installée dans la fontaine de la mairie de Saumâtre, a annoncé mardi le maire.

Elle compte les pièces

Le conseil ne la dérangera pas avant l'été.

Elle nage
""",
    "Spanish": """
Una nutria se muda al ayuntamiento

Una nutria se ha mudado a la fuente del ayuntamiento de Salobre, dijo el martes el alcalde.

Cuenta las monedas.

¿Hasta cuándo?
""",
    "Russian": """
Выдра поселилась в ратуше

Выдра поселилась в фонтане ратуши города Солоноводска, сообщил во вторник мэр.

Она считает монеты, которые бросают туристы.

Она плывёт
""",
    "Turkish": """
Su samuru belediyeye taşındı

Bir su samuru, Acısu belediyesinin havuzuna yerleşti, belediye başkanı salı günü söyledi.

Ziyaretçilerin attığı paraları yakalıyor.

Hâlâ yüzüyor
""",
    "Arabic": """
قضاعة تسكن في مبنى البلدية

انتقلت قضاعة إلى نافورة مبنى البلدية، وقال رئيس البلدية يوم الثلاثاء إنها تجمع القطع النقدية.

لن يزعجها المجلس قبل الصيف.

إنها تسبح
""",
    "Hebrew": """
לוטרה עברה לגור בעירייה

לוטרה עברה לגור במזרקה של בניין העירייה, אמר ראש העיר ביום שלישי.

היא סופרת מטבעות.

היא שוחה
""",
    "Hindi": """
नगर भवन में रहने आया ऊदबिलाव

एक ऊदबिलाव नगर भवन के फव्वारे में रहने आ गया है, महापौर ने मंगलवार को कहा।

वह सिक्के गिनता है।

वह तैर रहा है
""",
    "Chinese": """
水獭搬进市政厅

市长周二说，一只水獭搬进了市政厅的喷泉，专门接住游客投下的硬币。

市议会夏天之前不会打扰它。

它在游
""",
    "Japanese": """
カワウソが市役所に引っ越す

市役所の噴水に一匹のカワウソがすみつき、観光客が投げる硬貨を集めていると市長が火曜日に明らかにした。

市議会は夏まで見守る。

泳いでいる
""",
    "Korean": """
수달이 시청으로 이사하다

수달 한 마리가 시청 분수에 자리를 잡고 관광객이 던진 동전을 줍고 있다고 시장이 화요일 밝혔다.

시의회는 여름까지 지켜보기로 했다.

헤엄친다
""",
    "Thai": """
นากย้ายเข้าศาลากลาง

นากตัวหนึ่งย้ายเข้าไปอยู่ในน้ำพุของศาลากลางและเก็บเหรียญที่นักท่องเที่ยวโยน นายกเทศมนตรีกล่าวเมื่อวันอังคาร

สภาจะไม่รบกวนมันก่อนฤดูร้อน

มันว่ายน้ำ
""",
}  # fmt: skip


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["spaced", "compact"])
def test_a_clean_text_comes_out_whole(text: str, between: str) -> None:
    headline, _, body = text.strip().partition("\n\n")
    (dispatch,) = parse_text(
        headline + "\n\n" + body.replace("\n\n", between) + "\n" if body else headline
    )
    kept = [part or "" for part in (dispatch.section, dispatch.headline, dispatch.abstract)] + [
        part.text for part in dispatch.paragraphs
    ]
    assert dispatch.boilerplate == ()
    assert sorted(words(" ".join(kept))) == sorted(words(text))


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "one paragraph"])
def test_the_first_line_is_the_headline(name: str) -> None:
    (dispatch,) = parse_text(TEXTS[name].lstrip())
    assert dispatch.headline == TEXTS[name].strip().partition("\n")[0]


STORY = """Otter moves into the town hall

An otter has moved into the fountain of the town hall in Brackwater, the mayor said on Tuesday.

It catches the coins that visitors throw, and puts them in a row on the rim.
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Share\n\n", ""),
        ("", "\nRead more\n\nHarbour opens\n"),
        ("Print\n\nShare\n\n", "\nRelated articles\n\nHarbour opens\n"),
        ("", "\nTweet\n\n4 comments\n"),
    ],
    ids=["share", "related", "both", "comments"],
)
def test_lines_known_for_furniture_leave_the_text(before: str, after: str) -> None:
    (dispatch,) = parse_text(before + STORY + after)
    assert dispatch.headline == "Otter moves into the town hall"
    story = " ".join(
        [dispatch.abstract or "", *(paragraph.text for paragraph in dispatch.paragraphs)]
    ).strip()
    assert words(story) == words(STORY.partition("\n")[2])
    assert {item.text for item in dispatch.boilerplate} == {
        line for line in (before + after).split("\n") if line
    }


def test_buttons_show_a_page() -> None:
    (page,) = trace_text(f"Share\n\n{STORY}\n4 comments\n").parts
    (text,) = trace_text(STORY).parts
    assert (page.page, text.page) == (True, False)


@pytest.mark.parametrize(
    "last", ["It swims.", "And so on.", "Er schwimmt.", "Она плывёт.", "它在游。"]
)
def test_a_sentence_that_ends_a_page_stays(last: str) -> None:
    (dispatch,) = parse_text(f"Share\n\n{STORY}\n{last}\n")
    assert dispatch.paragraphs[-1].text == last


def test_a_head_without_furniture_takes_nothing_from_the_story() -> None:
    head, _, body = STORY.partition("\n")
    (dispatch,) = parse_text(
        f"{head}\n\nBy Ada Finch\n12 February 2019\n{body}\nA row of coins\n\nIt swims\n"
    )
    assert [person.name for person in dispatch.byline] == ["Ada Finch"]
    assert str(dispatch.published) == "2019-02-12"
    assert [paragraph.text for paragraph in dispatch.paragraphs][-2:] == [
        "A row of coins",
        "It swims",
    ]


def test_a_dateline_with_its_credit_opens_the_text_of_a_page() -> None:
    text = (
        "Wirtschaft\n\nBäcker backen mit Wind\n\nDiepholz (dpa) - Drei Bäcker heizen ihre Öfen seit"
        " Samstag mit dem Strom eines Windrads, das hinter der Backstube steht.\n\n"
    )
    text += (
        '-- Brötchen nach Wetterbericht --\n\nBei Flaute gibt es Zwieback. "Die Kunden schauen'
        ' jetzt auf die Fahne", sagte der Meister.\n\nArtikel an einen Freund senden\n\nArtikel'
        " drucken\n"
    )
    (dispatch,) = parse_text(text)
    assert [(paragraph.role, paragraph.text[:24]) for paragraph in dispatch.paragraphs] == [
        ("body", "Drei Bäcker heizen ihre "),
        ("crosshead", "Brötchen nach Wetterberi"),
        ("body", "Bei Flaute gibt es Zwieb"),
    ]
    assert dispatch.dateline is not None
    assert dispatch.dateline.place == "Diepholz"


def test_a_long_table_is_no_menu() -> None:
    rows = "".join(f"Boat {number}  {number}.5  {number + 1}.0\n" for number in range(80))
    (dispatch,) = parse_text(
        "Times of the Brackwater regatta\n\nThe times of all boats at the regatta on Sunday, as"
        f" the club gave them.\n\n{rows}"
    )
    assert len(dispatch.paragraphs) > 80
    assert dispatch.boilerplate == ()


@pytest.mark.parametrize("line", ["* * *", "keeper@otters.example", "#otters", "Photo: Ada Finch"])
def test_one_odd_line_takes_nothing_with_it(line: str) -> None:
    (dispatch,) = parse_text(f"{STORY}\n{line}\n\nIt swims\n\nNobody objects\n")
    assert [item.text for item in dispatch.boilerplate] == [line]
    assert [paragraph.text for paragraph in dispatch.paragraphs][-2:] == [
        "It swims",
        "Nobody objects",
    ]


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not beside this checkout")
def test_stories_of_the_corpora_come_out_whole() -> None:
    call = [
        sys.executable,
        str(ROOT / "tools" / "clean_text.py"),
        "--corpora",
        str(CORPORA),
        "--stories",
        "120",
        "--brief",
        "--min",
        "0.98",
        "--misses",
        "9",
    ]
    done = subprocess.run(
        call, capture_output=True, encoding="utf-8", check=False, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stdout + done.stderr
