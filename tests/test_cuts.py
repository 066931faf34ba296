"""Where further dispatches begin in an input without frames, in any language; and what looks like
such a place within one story. All texts are invented.
"""

from __future__ import annotations

import itertools

import pytest

from dispatchkit import parse_text, trace_text

# Headline and text of stories, by agency.
STORIES = {
    "reuters": ("Ferry returns to the lighthouse run", "BERGEN, May 3 (Reuters) - The ferry to the lighthouse sails again after a week of storms, the county said."),
    "dpa": ("Hafenkran darf stehen bleiben", "Wismar (dpa) - Der alte Hafenkran darf stehen bleiben, teilte die Stadt am Montag mit."),
    "afp": ("Le phare rouvre aux visiteurs", "BREST (France), 3 mai 2021 (AFP) - Le phare a rouvert lundi aux visiteurs après deux ans de travaux."),
    "efe": ("El molino vuelve a moler trigo", "Soria, 3 may (EFE).- El molino del pueblo vuelve a moler trigo después de cuarenta años de silencio."),
    "ansa": ("Riapre la funicolare di Bergamo", "(ANSA) - BERGAMO, 3 MAG - La funicolare ha riaperto dopo sei mesi di lavori, ha detto il sindaco."),
    "lusa": ("Elétrico volta a subir a colina", "Lisboa, 03 mai 2021 (Lusa) - O elétrico voltou hoje a subir a colina depois de três anos parado."),
    "tass": ("Трамвай вернулся в старый порт", "МУРМАНСК, 3 мая. /ТАСС/. Трамвай снова ходит до старого порта, сообщила мэрия города."),
    "pap": ("Latarnia morska znów otwarta", "Ustka, 03.05.2021 (PAP) - Latarnia morska została w poniedziałek otwarta po remoncie dachu."),
    "ctk": ("Lanovka na Ještěd znovu jezdí", "LIBEREC 3. května (ČTK) - Lanovka dnes po roce oprav znovu vyjela na vrchol, uvedl provozovatel."),
    "xinhua": ("老港电车恢复通车", "新华社奥斯陆5月3日电 老港口的电车三日恢复通车，市民在码头上排队等候第一班车。"),
    "kyodo": ("灯台が再び公開される", "【函館共同】改修を終えた岬の灯台が三日、二年ぶりに公開され、家族連れが列を作った。"),
    "yonhap": ("등대 2년 만에 다시 문 열어", "(부산=연합뉴스) 김하늘 기자 = 부산의 오래된 등대가 3일 2년 만에 다시 문을 열었다고 시가 밝혔다."),
    "anadolu": ("Eski değirmen yeniden açıldı", "RİZE (AA) - Köydeki eski değirmen iki yıllık onarımın ardından pazartesi günü yeniden açıldı."),
    "petra": ("افتتاح الجسر القديم من جديد", "عمان 3 أيار (بترا)- افتتح الجسر القديم اليوم أمام المشاة بعد عامين من أعمال الترميم في المدينة."),
    "antara": ("Mercusuar tua dibuka kembali", "Semarang (ANTARA) - Mercusuar tua dibuka kembali pada Senin setelah diperbaiki selama dua tahun."),
}  # fmt: skip
MORE = {
    "reuters": "It will carry bread and post on weekdays.",
    "dpa": "Der Abriss wäre teurer gewesen.",
    "efe": "La harina se venderá en la plaza.",
    "tass": "Проезд пока бесплатный для всех.",
}
RULERS = ("-----", "=" * 40, "* * *", "~" * 12, "___", "#" * 20, "-=-=-=-=-=-", "━━━━━━", "• • •")


def story(agency: str, *, more: bool = False, headed: bool = True) -> str:
    headline, text = STORIES[agency]
    rest = [MORE[agency]] if more else []
    return "\n\n".join([headline, text, *rest] if headed else [text, *rest]) + "\n"


def cut(text: str) -> list[str | None]:
    return [one.headline for one in parse_text(text)]


@pytest.mark.parametrize(
    "trio", [tuple([*STORIES][at : at + 3]) for at in range(0, len(STORIES), 3)], ids="-".join
)
@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("headed", [True, False])
def test_rulers_part_briefs_of_three_agencies(
    trio: tuple[str, ...], gap: str, headed: bool
) -> None:
    text = f"{gap}{'-' * 30}\n{gap}".join(story(one, headed=headed) for one in trio)
    found = parse_text(text)
    assert [part.paragraphs[0].text[-12:] for part in found] == [
        STORIES[one][1][-12:] for one in trio
    ]
    assert [part.headline for part in found] == [
        STORIES[one][0] if headed else None for one in trio
    ]


@pytest.mark.parametrize("ruler", RULERS)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_any_repeated_sign_is_a_ruler(ruler: str, gap: str) -> None:
    text = f"{story('reuters', more=True)}{gap}{ruler}\n{gap}{story('tass', more=True)}"
    assert cut(text) == [STORIES["reuters"][0], STORIES["tass"][0]]


@pytest.mark.parametrize("pair", [*itertools.pairwise([*STORIES, "reuters"])], ids="-".join)
@pytest.mark.parametrize("between", ["\n", "\n\n\n"])
def test_headline_and_credited_dateline_begin_another_dispatch(
    pair: tuple[str, str], between: str
) -> None:
    assert cut(between.join(map(story, pair))) == [STORIES[one][0] for one in pair]


def test_a_ruler_between_two_belongs_to_neither_text() -> None:
    text = f"{story('dpa')}\n-----\n{story('efe')}"
    first, second = trace_text(text).parts
    assert second.source[0].number == 5
    assert second.reason == "ruler at line 5"
    (ruler,) = [line for line in second.lines if line.line.text == "-----"]
    assert ruler.label.word == "rule"
    assert first.dispatch is not None
    assert second.dispatch == parse_text(story("efe"))[0]._replace(
        index=1,
        paragraphs=second.dispatch.paragraphs if second.dispatch else (),
        boilerplate=second.dispatch.boilerplate if second.dispatch else (),
    )


P = "The old mill on the river turns again after two years of repairs, its owner said on Monday."
Q = "Nobody in the village had expected that, and the bakers least of all, according to the mayor."
FILED = "LUND, May 3 (Reuters) - "
HEAD = "Old mill turns again"

# Stories with something in them that stands between dispatches elsewhere.
WHOLE = {
    "sections between stars": f"{HEAD}\n\n{FILED}{P}\n\n* * *\n\n{Q}\n\n* * *\n\n{P}\n",
    "headed sections between rulers": f"{HEAD}\n\n{FILED}{P}\n\n-----\n\nWhat the bakers say\n\n{Q}\n\n-----\n\nWhat the miller says\n\n{P}\n",
    "a round-up under one title": f"Mills in brief\n\nOld mill turns again\n\n{FILED}{P}\n\nBakers ask for more flour\n\nYSTAD, May 3 (Reuters) - {Q}\n\nMuseum shows old stones\n\nMALMO, May 3 (Reuters) - {P}\n",
    "a round-up with rulers": f"Mills in brief\n\nOld mill turns again\n\n{FILED}{P}\n\n-----\n\nBakers ask for more flour\n\nYSTAD, May 3 (Reuters) - {Q}\n",
    "datelines in a round-up": f"{HEAD}\n\n{FILED}{P}\n\nYSTAD, May 3 (Reuters) - {Q}\n\nMALMO, May 3 (Reuters) - {P}\n",
    "a chronology": f"{HEAD}\n\n{FILED}{P}\n\nThe mill through the years\n\n3 May 1901\n\n{Q}\n\n4 June 1952\n\n{P}\n\n12 July 2019\n\n{Q}\n",
    "a table with borders": f"{HEAD}\n\n{FILED}{P}\n\nMill           Sacks\n------------------------\nLund              40\nYstad             32\n------------------------\n\n{Q}\n",
    "an underlined crosshead": f"{HEAD}\n\n{FILED}{P}\n\nWhat the bakers say\n-------------------\n\n{Q}\n",
    "a quoted mail": f"{HEAD}\n\n{FILED}{P}\n\n-----Original Message-----\nFrom: Ada Finch\nSent: Monday, 3 May 2021 10:00\nSubject: The mill\n\n{Q}\n",
    "a forwarded mail below a ruler": f"{HEAD}\n\n{FILED}{P}\n\n________________________________\nFrom: Ada Finch\nSent: Monday, 3 May 2021 10:00\nSubject: The mill\n\n{Q}\n",
    "comments of readers": f"{HEAD}\n\n3 May 2021\n\n{P}\n\n{Q}\n\nComments\n\nAda Finch of Lund\n4 May 2021\n\n{Q}\n\nBo Reed of Ystad\n5 May 2021\n\n{P}\n",
    "comments below rulers": f"{HEAD}\n\n3 May 2021\n\n{P}\n\n{Q}\n\n-----\nAda Finch\n4 May 2021\n\n{Q}\n\n-----\nBo Reed\n5 May 2021\n\n{P}\n",
    "teasers with datelines": f"{HEAD}\n\n{FILED}{P}\n\n{Q}\n\nRead more\nBridge closed for a year\nBread fair opens\n",
    "a notebook below a ruler": f"{HEAD}\n\nLund (dpa) - {P}\n\n-----\n\nNotizblock\n\nRedaktionelle Hinweise zum Text\n\n{Q}\n",
    "contributors below a ruler": f"{HEAD}\n\nLUND, Sweden (AP) — {P}\n\n___\n\nAssociated Press writer Ada Finch in Ystad contributed to this report.\n",
    "a headline in three decks": f"{HEAD}\n\nBakers are pleased with it\n\nMayor calls it a miracle\n\n{FILED}{P}\n\n{Q}\n",
    "a text behind an introduction": f"{HEAD}\n\n{FILED}The statement reads:\n\nStatement of the mill owners\n\n3 May 2021\n\n{P}\n\n{Q}\n",
    "a live page": f"{HEAD}\n\n{FILED}{P}\n\n-----\n\n14:05\n\nFirst sack of flour is out\n\n{Q}\n\n-----\n\n13:40\n\nMiller opens the sluice gate\n\n{P}\n",
    "a box below a ruler": f"{HEAD}\n\n{FILED}{P}\n\n=====\n\nFacts about mills in Sweden\n\n{Q}\n\n{P}\n",
    "a headline that is repeated": f"{HEAD}\n\n{FILED}{P}\n\n-----\n\n{HEAD}\n\n{FILED}{Q}\n",
    "points": f"{HEAD}\n\n{FILED}{P}\n\n...\n\nBakers ask for more flour\n\n{Q}\n",
    "a translation": f"{HEAD}\n\n{FILED}{P}\n\n-----\n\nGammal kvarn mal igen\n\nDen gamla kvarnen mal igen efter två år, sade ägaren på måndagen.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_one_story_stays_whole(name: str) -> None:
    assert len(parse_text(WHOLE[name])) == 1


A, B = "Old mill turns again", "Bakers ask for more flour"
# Two stories of one kind, and what stands between them.
TWO = {
    "days": f"{A}\n\n3 May 2021\n\n{P}\n\n{Q}\n\n-----\n\n{B}\n\n4 May 2021\n\n{Q}\n\n{P}\n",
    "bylines and days": f"{A}\nBy Ada Finch\n3 May 2021\n\n{P}\n\n{Q}\n\n=====\n\n{B}\nBy Bo Reed\n4 May 2021\n\n{Q}\n\n{P}\n",
    "datelines without a credit": f"{A}\n\nLUND, May 3 - {P}\n\n-----\n\n{B}\n\nYSTAD, May 4 - {Q}\n",
    "an end mark": f"{A}\n\n{FILED}{P}\n\nENDS\n\n{B}\n\nYSTAD, May 4 - {Q}\n",
    "a line of rights": f"{A}\n\n3 May 2021\n\n{P}\n\n{Q}\n\n© 2021 The Tidewater Post. All rights reserved.\n\n{B}\n\n4 May 2021\n\n{Q}\n\n{P}\n",
    "a headline that asks": f"{A}\n\n{FILED}{P}\n\nWho will pay for all the bread?\n\nYSTAD, May 4 (Reuters) - {Q}\n",
    "capitals": f"{A.upper()}\n{FILED}{P}\n{B.upper()}\nYSTAD, May 4 (Reuters) - {Q}\n",
    "labels": f"Headline: {A}\nDate: 3 May 2021\n\n{P}\n\n{Q}\n\nHeadline: {B}\nDate: 4 May 2021\n\n{Q}\n",
    "headers of the wire": f"npf001 3 res 0070 f\n\n{A}\n\n{P}\n\nnpf002 4 pol 0041 f\n\n{B}\n\n{Q}\n",
    "a form feed": f"{A}\n\n{P}\n\n{Q}\n\f{B}\n\n{Q}\n",
    "bylines": f"{A}\n\nBy Ada Finch\n\n{FILED}{P}\n\n{B}\n\nBy Bo Reed\n\nYSTAD, May 4 (Reuters) - {Q}\n",
    "reporters below": f"{A}\n\n{FILED}{P}\n\n(Reporting by Ada Finch; Editing by Bo Reed)\n\n{B}\n\nYSTAD, May 4 (Reuters) - {Q}\n\n(Reporting by Cy Hall)\n",
    "datelines on lines of their own": f"{A}\n\nLUND, May 3 (Reuters)\n\n{P}\n\n{B}\n\nYSTAD, May 4 (Reuters)\n\n{Q}\n",
    "two rulers": f"{A}\n\n{FILED}{P}\n\n-----\n-----\n\n{B}\n\nYSTAD, May 4 (Reuters) - {Q}\n",
}  # fmt: skip


@pytest.mark.parametrize("name", TWO)
def test_two_stories_are_two(name: str) -> None:
    text = TWO[name]
    assert len(parse_text(text)) == 2
    assert [one.paragraphs[-1].text[-9:] for one in parse_text(text)][1] in {P[-9:], Q[-9:]}
