"""The versions of stories: which dispatches are of one, which is the newest, and whether it may be
used. All texts are invented.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dispatchkit import parse_bytes
from dispatchkit.lifecycle.identity import identity_of
from dispatchkit.lifecycle.marks import headline_marks, slug_marks
from dispatchkit.lifecycle.told import latest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatchkit import Latest

EN = (
    "The ferry to the nine islands runs again after a week of storms, the harbour office said on"
    " Friday in a note to the press.\n\nNobody was hurt when it was torn from its moorings, and"
    " the harbour stayed open all week, a spokesman told reporters in the morning."
)
MORE = "\n\nThe next ferry leaves at noon, the office added."
OTHER = (
    "The museum of the old port has a new roof after a year of work, its director told visitors"
    " at the door.\n\nIt had been closed since May, when rain came through the ceiling of the"
    " whale hall and three paintings had to be dried."
)
DE = (
    "Die Fähre zu den neun Inseln fährt nach einer Woche Sturm wieder, wie das Hafenamt am Freitag"
    " mitteilte.\n\nVerletzt wurde niemand, als sie sich losriss, und der Hafen blieb die ganze"
    " Woche offen, sagte ein Sprecher."
)
FR = (
    "Le bac des neuf îles a repris du service après une semaine de tempête, a annoncé vendredi la"
    " capitainerie.\n\nPersonne n'a été blessé quand il a rompu ses amarres, et le port est resté"
    " ouvert toute la semaine, selon un porte-parole."
)
ES = (
    "El transbordador de las nueve islas navega de nuevo tras una semana de temporal, informó el"
    " viernes la capitanía.\n\nNadie resultó herido cuando rompió amarras, y el puerto siguió"
    " abierto toda la semana, dijo un portavoz."
)
RU = (
    "Паром к девяти островам снова ходит после недели штормов, сообщила в пятницу администрация"
    " порта.\n\nНикто не пострадал, когда его сорвало с якоря, и порт работал всю неделю, сказал"
    " представитель."
)
KO = (
    "아홉 섬을 오가는 여객선이 일주일간의 폭풍 끝에 운항을 다시 시작했다고 항만 사무소가 금요일"
    " 밝혔다.\n\n계류장에서 떨어져 나갔을 때 다친 사람은 없었으며 항구는 일주일 내내 열려 있었다고"
    " 대변인이 말했다."
)


def wire(headline: str, body: str = EN, day: int = 4, credit: str = "Reuters") -> str:
    """A dispatch as it stands on a page: a headline, a dateline, a text."""
    return f"{headline}\n\nOSLO, Dec {day}, 2021 ({credit}) - {body}\n"


def ninjs(uri: str, version: str | int | None, body: str = EN, **more: str) -> str:
    """An item of ninjs."""
    item = {
        "uri": uri,
        "headline": "Ferry runs again",
        "language": "en",
        **({} if version is None else {"version": version}),
        **more,
        "body_text": body.replace("\n\n", "\n"),
    }
    return json.dumps(item)


def iptc(
    number: str,
    slug: str,
    title: str,
    *,
    body: str = DE,
    mark: str = "",
    trailer: str = "041015 Dez 21",
) -> str:
    """A message of a wire in German."""
    marked = f"{mark}\n" if mark else ""
    return (
        f"{number} 4 vm 189  dpa 0061\n\n{slug}\n{marked}{title} =\n\nOslo (dpa) - {body}\n\n"
        f"{trailer}\n"
    )


def mail(subject: str, id_: str, body: str = DE, hour: int = 10, **more: str) -> str:
    """A mail as programs store it."""
    heads = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in more.items())
    return (
        f"From: Desk <desk@example.org>\nTo: papers@example.org\nSubject: {subject}\n"
        f"Message-ID: <{id_}@example.org>\n{heads}Date: Sat, 04 Dec 2021 {hour}:15:00 +0100\n"
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nOslo - {body}\n"
    )


def ap(slug: str, body: str = EN, eds: str = "") -> str:
    """A message with its slug, as AP writes it."""
    note = f"Eds: {eds}\n" if eds else ""
    return f"{slug}\n{note}Ferry runs again\n\nOSLO, Norway (AP) _ {body}\n"


class Scene(NamedTuple):
    """Inputs by name, and what is told of each story: the newest, its status and version, and what
    it replaces, newest first.
    """

    inputs: dict[str, str]
    stories: list[tuple[str, str, int | None, str]]


URN = "urn:newsml:example.org:20211204:ferry"
KILL = 'Please kill the story headlined "Ferry runs again after storm". It never ran.'

SCENES = {
    # ids
    "versions in ids": Scene(
        {"a": ninjs(f"{URN}:1", None), "b": ninjs(f"{URN}:2", None, OTHER)},
        [("b", "usable", 2, "a")],
    ),
    "versions in ids, the newest first": Scene(
        {"a": ninjs(f"{URN}:12", None, MORE), "b": ninjs(f"{URN}:9", None)},
        [("a", "usable", 12, "b")],
    ),
    "a tag with a version": Scene(
        {
            "a": ninjs("tag:example.org,2021:ferry:5", None),
            "b": ninjs("tag:example.org,2021:ferry:4", None, OTHER),
        },
        [("a", "usable", 5, "b")],
    ),
    "one id and a stated version": Scene(
        {"a": ninjs(URN, "3"), "b": ninjs(URN, "1", OTHER), "c": ninjs(URN, 2)},
        [("a", "usable", 3, "c b")],
    ),
    "one id, the later of two times": Scene(
        {
            "a": ninjs(URN, None, EN + MORE, versioncreated="2021-12-04T12:00:00Z"),
            "b": ninjs(URN, None, EN, versioncreated="2021-12-04T10:00:00Z"),
        },
        [("a", "usable", None, "b")],
    ),
    "one id for two stories is in doubt": Scene(
        {"a": ninjs(URN, None), "b": ninjs(URN, None, OTHER, headline="Museum has a new roof")},
        [("a", "usable", None, ""), ("b", "usable", None, "")],
    ),
    "numbers of a day are no versions": Scene(
        {
            "a": ninjs("20211204-001", None),
            "b": ninjs("20211204-002", None, OTHER, headline="Museum has a new roof"),
        },
        [("a", "usable", None, ""), ("b", "usable", None, "")],
    ),
    "a version in brackets behind an id": Scene(
        {
            "a": ninjs("https://example.org/ferry (version 3)", None),
            "b": ninjs("https://example.org/ferry (version 2)", None, OTHER),
        },
        [("a", "usable", 3, "b")],
    ),
    "an id that says what it replaces": Scene(
        {
            "a": ninjs("urn:uuid:1b9e7a30-0001-4a00-8000-000000000001", None),
            "b": ninjs(
                "urn:uuid:1b9e7a30-0002-4a00-8000-000000000002",
                None,
                OTHER,
                headline="Boat to the isles",
                evolvedfrom="urn:uuid:1b9e7a30-0001-4a00-8000-000000000001",
            ),
        },
        [("b", "usable", None, "a")],
    ),
    "the last version is canceled": Scene(
        {"a": ninjs(URN, "1"), "b": ninjs(URN, "2", pubstatus="canceled")},
        [("b", "canceled", 2, "a")],
    ),
    "a version is usable again": Scene(
        {"a": ninjs(URN, "1", pubstatus="canceled"), "b": ninjs(URN, "2")},
        [("b", "usable", 2, "a")],
    ),
    # marks in headlines
    "UPDATE 3": Scene(
        {
            "a": wire("UPDATE 3-Ferry runs again after storm, two hurt", EN + MORE),
            "b": wire("Ferry runs again after storm"),
            "c": wire("UPDATE 1-Ferry runs again after storm"),
        },
        [("a", "usable", 3, "c b")],
    ),
    "UPDATE 10 is after UPDATE 9": Scene(
        {
            "a": wire("UPDATE 10-Ferry runs again after storm"),
            "b": wire("UPDATE 9-Ferry runs again after storm", EN + MORE),
        },
        [("a", "usable", 10, "b")],
    ),
    "Lead 2 and Lead": Scene(
        {
            "a": wire("Lead 2: Ferry runs again after storm", EN + MORE, credit="dpa"),
            "b": wire("Ferry runs again after storm", credit="dpa"),
        },
        [("a", "usable", 2, "b")],
    ),
    "ROUNDUP": Scene(
        {
            "a": wire("ROUNDUP: Ferry runs again after storm", EN + MORE, credit="dpa"),
            "b": wire("Ferry runs again after storm", credit="dpa"),
        },
        [("a", "usable", None, "b")],
    ),
    "AMENDED": Scene(
        {
            "a": wire("AMENDED: Ferry runs again after storm", EN, credit="AAP"),
            "b": wire("Ferry runs again after storm", EN + MORE, credit="AAP"),
        },
        [("a", "usable", None, "b")],
    ),
    "a Korean second summary": Scene(
        {
            "a": f"여객선 운항 재개(종합)\n\n(부산=연합뉴스) 김민수 기자 = {KO}\n\n2021/12/04 10:15\n",
            "b": f"여객선 운항 재개(종합2보)\n\n(부산=연합뉴스) 김민수 기자 = {KO}\n\n2021/12/04 12:15\n",
        },
        [("b", "usable", 2, "a")],
    ),
    "a Russian version": Scene(
        {
            "a": f"Паром снова ходит к островам\n\nОСЛО, 4 декабря 2021. /ТАСС/. {RU}\n",
            "b": f"Паром снова ходит к островам (версия 2)\n\nОСЛО, 4 декабря 2021. /ТАСС/. {RU}\n",
        },
        [("b", "usable", 2, "a")],
    ),
    "a Spanish addition": Scene(
        {
            "a": f"El ferry navega de nuevo tras el temporal (AMPLIACIÓN)\n\nOslo, 4 dic 2021 (EFE).- {ES}\n",
            "b": f"El ferry navega de nuevo tras el temporal\n\nOslo, 4 dic 2021 (EFE).- {ES}\n",
        },
        [("a", "usable", None, "b")],
    ),
    "a French correction": Scene(
        {
            "a": f"ANNULE ET REMPLACE - Le bac des îles reprend du service\n\nOSLO, 4 déc 2021 (AFP) - {FR}\n",
            "b": f"Le bac des îles reprend du service\n\nOSLO, 4 déc 2021 (AFP) - {FR}\n",
        },
        [("a", "usable", None, "b")],
    ),
    "other stories stay other stories": Scene(
        {"a": wire("Ferry runs again after storm"), "b": wire("Museum has a new roof", OTHER)},
        [("a", "usable", None, ""), ("b", "usable", None, "")],
    ),
    "a report of every day": Scene(
        {
            "a": wire("Harbour report of the day", EN, day=4),
            "b": wire("Harbour report of the day", OTHER, day=5),
        },
        [("a", "usable", None, ""), ("b", "usable", None, "")],
    ),
    "two agencies": Scene(
        {
            "a": wire("Ferry runs again after storm", EN, credit="AP"),
            "b": wire("UPDATE 1-Ferry runs again after storm", OTHER, credit="Reuters"),
        },
        [("a", "usable", None, ""), ("b", "usable", 1, "")],
    ),
    # sluglines
    "2nd Ld-Writethru": Scene(
        {
            "a": ap("BC-Ferry Storm,0290"),
            "b": ap("BC-Ferry Storm,2nd Ld-Writethru,0310", EN + MORE, "UPDATES with times."),
            "c": ap("BC-Ferry Storm,1st Ld-Writethru,0300"),
        },
        [("b", "usable", 2, "c a")],
    ),
    "a German summary of the hour": Scene(
        {
            "a": iptc("bdt0211", "Fähre/Verkehr/", "Fähre fährt wieder"),
            "b": iptc(
                "bdt0260",
                "Fähre/Verkehr/",
                "Nach dem Sturm: Inseln wieder erreichbar",
                body=f"{DE}\n\nDie nächste Fähre geht um zwölf.",
                mark="(Zusammenfassung 1140)",
                trailer="041140 Dez 21",
            ),
        },
        [("b", "usable", None, "a")],
    ),
    "a slugline for two stories is in doubt": Scene(
        {
            "a": iptc("bdt0211", "Hafen/", "Fähre fährt wieder"),
            "b": iptc(
                "bdt0212", "Hafen/", "Museum mit neuem Dach", body="Das Museum hat ein Dach."
            ),
        },
        [("a", "usable", None, ""), ("b", "usable", None, "")],
    ),
    "a part goes on and replaces nothing": Scene(
        {
            "a": f"Le bac des îles (1)\n\nOSLO, 4 déc 2021 (BELGA) - {FR}\n",
            "b": "Le bac des îles (2)\n\nOSLO, 4 déc 2021 (BELGA) - Les îles avaient vécu de"
            " poisson séché, a raconté la bourgmestre venue dans sa barque.\n",
        },
        [("a", "usable", None, ""), ("b", "usable", None, "")],
    ),
    "the same text again, numbered": Scene(
        {
            "a": f"Le bac des îles reprend (2)\n\nOSLO, 4 déc 2021 (BELGA) - {FR}\n",
            "b": f"Le bac des îles reprend (3DER)\n\nOSLO, 4 déc 2021 (BELGA) - {FR} Il part à midi.\n",
        },
        [("b", "usable", 3, "a")],
    ),
    # kills
    "a kill names a headline": Scene(
        {
            "a": wire("MANDATORY KILL", KILL),
            "b": wire("Ferry runs again after storm"),
            "c": wire("UPDATE 1-Ferry runs again after storm", EN + MORE),
            "d": wire("Museum has a new roof", OTHER),
        },
        [("d", "usable", None, ""), ("a", "canceled", None, "c b")],
    ),
    "a kill with the headline behind it": Scene(
        {
            "a": wire("Ferry runs again after storm"),
            "b": wire("KILL - Ferry runs again after storm", "The office says that it never ran."),
        },
        [("b", "canceled", None, "a")],
    ),
    "a kill names a number": Scene(
        {
            "a": iptc("bdt0211", "Fähre/Verkehr/", "Fähre fährt wieder"),
            "b": iptc(
                "bdt0230",
                "Achtung/",
                "ZURÜCKGEZOGEN",
                body="Bitte die Meldung bdt0211 nicht verwenden. Sie ist falsch.",
                trailer="041130 Dez 21",
            ),
        },
        [("b", "canceled", None, "a")],
    ),
    "a kill names a URN": Scene(
        {
            "a": ninjs(URN, "1"),
            "b": wire("KILL KILL KILL", f"Please kill the story {URN}. It never ran."),
        },
        [("b", "canceled", None, "a")],
    ),
    "a kill of what was not seen": Scene(
        {
            "a": wire("MANDATORY KILL", 'Please kill the story headlined "Whales in the harbour".'),
            "b": wire("Ferry runs again after storm"),
        },
        [("b", "usable", None, ""), ("a", "canceled", None, "")],
    ),
    "a kill of another agency": Scene(
        {
            "a": wire("MANDATORY KILL", KILL, credit="AP"),
            "b": wire("Ferry runs again after storm", credit="Reuters"),
        },
        [("b", "usable", None, ""), ("a", "canceled", None, "")],
    ),
    "what came after the kill stays killed": Scene(
        {
            "a": wire("MANDATORY KILL", KILL, day=4),
            "b": wire("Ferry runs again after storm", day=4),
            "c": wire("Ferry runs again after storm", EN + MORE, day=5),
        },
        [("a", "canceled", None, "c b")],
    ),
    # embargoes
    "an embargo with its end": Scene(
        {"a": f"EMBARGOED UNTIL 0600 GMT SATURDAY DECEMBER 4 2021\n\n{wire('Ferry runs again')}"},
        [("a", "withheld", None, "")],
    ),
    "an embargoed version": Scene(
        {
            "a": wire("Ferry runs again after storm"),
            "b": f"SPERRFRIST: 5. Dezember 2021, 10.00 Uhr\n\n"
            f"{wire('UPDATE 1-Ferry runs again after storm', EN + MORE)}",
        },
        [("b", "withheld", 1, "a")],
    ),
    # mails
    "a correction answers a mail": Scene(
        {
            "a.eml": mail("Fähre fährt wieder", "a1"),
            "b.eml": mail(
                "KORREKTUR: Fähre fährt wieder", "b2", hour=12, In_Reply_To="<a1@example.org>"
            ),
        },
        [("b.eml", "usable", None, "a.eml")],
    ),
    "an answer about something else": Scene(
        {
            "a.eml": mail("Fähre fährt wieder", "a1"),
            "b.eml": mail(
                "Museum mit neuem Dach",
                "b2",
                "Das Museum am alten Hafen hat ein neues Dach, sagte die Direktorin.",
                hour=12,
                In_Reply_To="<a1@example.org>",
            ),
        },
        [("a.eml", "usable", None, ""), ("b.eml", "usable", None, "")],
    ),
    "a mail that supersedes another": Scene(
        {
            "a.eml": mail("Fähre fährt wieder", "a1"),
            "b.eml": mail("Zur Fähre", "b2", DE[:60], hour=12, Supersedes="<a1@example.org>"),
        },
        [("b.eml", "usable", None, "a.eml")],
    ),
    # texts alone
    "the same text at a later time": Scene(
        {
            "a": wire("Ferry runs again after storm", EN, day=5),
            "b": wire("Ferry runs again after storm", EN, day=4),
        },
        [("a", "usable", None, "b")],
    ),
    "the same text twice": Scene(
        {"a": wire("Ferry runs again"), "b": wire("Ferry runs again")},
        [("b", "usable", None, "a")],
    ),
    # more of each
    "a second roundup behind a dash": Scene(
        {
            "a": f"Fähre fährt wieder - 2. Zusammenfassung\n\nOslo, 4. Dezember 2021 (apa) - {DE}\n",
            "b": f"Fähre fährt wieder - Zusammenfassung\n\nOslo, 4. Dezember 2021 (apa) - {DE} Um 12.\n",
        },
        [("a", "usable", 2, "b")],
    ),
    "2ND LEAD before the headline": Scene(
        {
            "a": wire("2ND LEAD Ferry runs again after storm", EN + MORE, credit="dpa"),
            "b": wire("1ST LEAD Ferry runs again after storm", EN, credit="dpa"),
            "c": wire("Ferry runs again after storm", EN[:120], credit="dpa"),
        },
        [("a", "usable", 2, "b c")],
    ),
    "a correction keeps the number of its update": Scene(
        {
            "a": wire("CORRECTED-UPDATE 2-Ferry runs again after storm", EN + MORE),
            "b": wire("UPDATE 2-Ferry runs again after storm"),
        },
        [("a", "usable", 2, "b")],
    ),
    "a repeat is sent once more": Scene(
        {
            "a": wire("Ferry runs again after storm", day=4),
            "b": wire("RPT-Ferry runs again after storm", day=5),
        },
        [("b", "usable", None, "a")],
    ),
    "a Chinese update": Scene(
        {
            "a": "（更新）渡轮在风暴后恢复运行\n\n新华社奥斯陆12月4日电 （记者安娜）通往九座岛屿的渡轮在一周"
            "风暴后恢复运行，港口办公室周五宣布。没有人受伤，港口整周保持开放。\n\n2021-12-04\n",
            "b": "渡轮在风暴后恢复运行\n\n新华社奥斯陆12月4日电 （记者安娜）通往九座岛屿的渡轮在一周"
            "风暴后恢复运行，港口办公室周五宣布。没有人受伤。\n\n2021-12-04\n",
        },
        [("a", "usable", None, "b")],
    ),
    "an Arabic second update": Scene(
        {
            "a": "العبارة تعود إلى الإبحار بعد العاصفة (تحديث 2)\n\nأوسلو 4 ديسمبر 2021 (رويترز) - عادت"
            " العبارة إلى الجزر التسع بعد أسبوع من العواصف، بحسب مكتب الميناء يوم الجمعة.\n",
            "b": "العبارة تعود إلى الإبحار بعد العاصفة\n\nأوسلو 4 ديسمبر 2021 (رويترز) - عادت العبارة"
            " إلى الجزر التسع بعد أسبوع من العواصف، بحسب مكتب الميناء يوم الجمعة. لم يصب أحد.\n",
        },
        [("a", "usable", 2, "b")],
    ),
    "a Turkish correction": Scene(
        {
            "a": "DÜZELTME - Feribot fırtınadan sonra yeniden sefere çıktı\n\nOSLO (AA) - Dokuz adaya"
            " giden feribot bir haftalık fırtınadan sonra yeniden sefere çıktı. 04.12.2021\n",
            "b": "Feribot fırtınadan sonra yeniden sefere çıktı\n\nOSLO (AA) - Dokuz adaya giden"
            " feribot bir haftalık fırtınadan sonra yeniden sefere çıktı. 04.12.2021\n",
        },
        [("a", "usable", None, "b")],
    ),
    "an Italian kill": Scene(
        {
            "a": f"Il traghetto riparte dopo la tempesta\n\nOslo, 4 dic. 2021 (ANSA) - {ES}\n",
            "b": "ANNULLATO: Il traghetto riparte dopo la tempesta\n\nOslo, 4 dic. 2021 (ANSA) - La"
            " notizia è falsa, il traghetto non parte.\n",
        },
        [("b", "canceled", None, "a")],
    ),
    "a mail kills what it answers": Scene(
        {
            "a.eml": mail("Fähre fährt wieder", "a1"),
            "b.eml": mail(
                "ZURÜCKGEZOGEN: Die Meldung von heute",
                "b2",
                "Bitte die Meldung nicht verwenden. Sie ist falsch.",
                hour=12,
                In_Reply_To="<a1@example.org>",
            ),
        },
        [("b.eml", "canceled", None, "a.eml")],
    ),
    "an item that says what replaced it": Scene(
        {
            "a": ninjs(
                "urn:uuid:1b9e7a30-0001-4a00-8000-000000000001",
                None,
                OTHER,
                headline="Boat to the isles",
                rewritten_by="urn:uuid:1b9e7a30-0002-4a00-8000-000000000002",
            ),
            "b": ninjs(
                "urn:uuid:1b9e7a30-0002-4a00-8000-000000000002",
                None,
                versioncreated="2021-12-04T12:00:00Z",
            ),
        },
        [("b", "usable", None, "a")],
    ),
    "a header that refers to a number": Scene(
        {
            "a": "SPF001 3 RES 0070 F BELGA-0001\nFERRY/\nLe bac reprend du service\n   OSLO 04/12"
            f" (BELGA) = {FR[:150]}\n./.CVN\n041015 DEC 21\n",
            "b": "SPF020 3 RES 0070 F BELGA-0020 [COR 001]\nFERRY/\nLes îles reliées\n   OSLO 04/12"
            " (BELGA) = Les insulaires ont de nouveau du pain, a dit la bourgmestre.\n./.CVN\n"
            "041215 DEC 21\n",
        },
        [("b", "usable", None, "a")],
    ),
    "an embargo that is lifted": Scene(
        {
            "a": f"EMBARGOED UNTIL 0600 GMT SUNDAY DECEMBER 5 2021\n\n{wire('Ferry runs again')}",
            "b": wire("UPDATE 1-Ferry runs again", EN + MORE, day=5),
        },
        [("b", "usable", 1, "a")],
    ),
    "an item that is withheld": Scene(
        {"a": ninjs(URN, "1", embargoed="2021-12-05T06:00:00Z")},
        [("a", "withheld", 1, "")],
    ),
    "an id with a name and a stated version": Scene(
        {"a": ninjs("ferry-4711", "3", OTHER), "b": ninjs("ferry-4711", "1")},
        [("a", "usable", 3, "b")],
    ),
    "a number of a day and a stated version": Scene(
        {"a": ninjs("0211", "3", OTHER, headline="Museum has a roof"), "b": ninjs("0211", "1")},
        [("a", "usable", 3, ""), ("b", "usable", 1, "")],
    ),
    "a record of ours": Scene(
        {
            "a": wire("Ferry runs again after storm"),
            "b": wire("UPDATE 1-Ferry runs again after storm", EN + MORE).replace("\n", "\r\n"),
        },
        [("b", "usable", 1, "a")],
    ),
}


def told(inputs: Mapping[str, str]) -> list[Latest]:
    """What is told of inputs."""
    found = [
        dispatch
        for path, text in inputs.items()
        for dispatch in parse_bytes(text.encode(), path=path)
    ]
    assert len(found) == len(inputs), "each input is one dispatch"
    return list(latest_of(found))


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_the_newest_version_of_each_story(scene: Scene) -> None:
    assert [
        (one.path, one.status, one.version, " ".join(older.path for older in one.replaces))
        for one in told(scene.inputs)
    ] == scene.stories


def test_why_is_told() -> None:
    """Each reason names what links two dispatches, then what shows which is newer."""
    scenes = ("versions in ids", "UPDATE 3", "a kill names a number", "the same text twice")
    whys = [
        one.why for name in scenes for story in told(SCENES[name].inputs) for one in story.replaces
    ]
    assert whys == [
        "the same id; version 2 after 1",
        "much the same headline, marked UPDATE 1 and UPDATE 3; version 3 after 1",
        "83% the same text; UPDATE 3 after none",
        "it gives the id of that dispatch; a kill",
        "the same headline, and the same text; later in the input",
    ]


@pytest.mark.parametrize(
    ("first", "why"),
    [
        (wire("Ferry runs again at last"), "the same headline, and the same text"),
        (wire("Ferry runs again at last", EN + MORE), "the same headline, and much of the text"),
        (
            json.dumps(
                {
                    "$standard": {"name": "ninjs", "version": "1.4"},
                    "uri": "urn:a",
                    "headline": "Ferry runs again at last",
                    "language": "en",
                    "body_text": "",
                    "versioncreated": "2021-12-04T08:00:00Z",
                }
            ),
            "the same headline, one without a text",
        ),
    ],
)
def test_no_more_is_said_of_two_texts_than_they_share(first: str, why: str) -> None:
    (story,) = told({"a": first, "b": wire("Ferry runs again at last")})
    assert [one.why.partition(";")[0] for one in story.replaces] == [why]


def test_doubts_are_told() -> None:
    first, second = told(SCENES["one id for two stories is in doubt"].inputs)
    why = "the same id, but another text"
    assert [(one.path, one.why) for one in first.doubts] == [("b", why)]
    assert [(one.path, one.why) for one in second.doubts] == [("a", why)]


def test_notes_are_told() -> None:
    kill = told(SCENES["a kill of what was not seen"].inputs)[-1]
    assert kill.note == "a kill; what it takes down is not among the inputs"
    killed = told(SCENES["what came after the kill stays killed"].inputs)[-1]
    assert killed.note == "1 sent after the kill"
    (update,) = told(SCENES["an embargo that is lifted"].inputs)
    assert update.note == "an earlier version was embargoed until 2021-12-05 06:00:00+00:00"


UNTIL = {
    "EMBARGOED UNTIL 0600 GMT SATURDAY DECEMBER 4 2021": "2021-12-04T06:00:00+00:00",
    "SPERRFRIST: Sonntag, 5. Dezember 2021, 10.00 Uhr": "2021-12-05T10:00:00",
    "SOUS EMBARGO jusqu'au 5 décembre 2021": "2021-12-05",
    "HOLD FOR RELEASE 6 AM SUNDAY": "2021-12-05T06:00:00",
    # Figures that nothing shows to be a day are none.
    "SPERRFRIST 5.12. 10.00 UHR": None,
    "EMBARGO": None,
}


@pytest.mark.parametrize("line", UNTIL)
def test_an_embargo_ends_when_it_says(line: str) -> None:
    (story,) = told({"a": f"{line}\n\n{wire('Ferry runs again')}"})
    assert story.status == "withheld"
    assert (story.until and story.until.isoformat()) == UNTIL[line]


@pytest.mark.parametrize("line", ["EMBARGO LIFTED", "SPERRFRIST AUFGEHOBEN", "Oil embargo lifted"])
def test_an_embargo_that_is_over_withholds_nothing(line: str) -> None:
    (story,) = told({"a": f"{line}\n\n{wire('Ferry runs again')}"})
    assert story.status == "usable"


DAY4, DAY5 = "2021-12-04T09:00:00Z", "2021-12-05T09:00:00Z"
HELD = {"embargoed": "2021-12-05T06:00:00Z", "versioncreated": "2021-12-04T08:00:00Z"}


@pytest.mark.parametrize(
    ("version", "more", "body", "status"),
    [
        (None, {}, EN, "withheld"),
        (None, {"versioncreated": DAY4}, EN, "withheld"),
        (None, {"versioncreated": DAY5}, EN, "usable"),
        (None, {"versioncreated": HELD["embargoed"]}, EN, "usable"),
        (None, {"versioncreated": DAY4, "ednote": "EMBARGO LIFTED"}, EN, "usable"),
        (None, {"versioncreated": DAY4}, f"{EN}{MORE}", "usable"),
        ("2", {"versioncreated": DAY4}, EN, "usable"),
    ],
)
def test_a_text_that_is_sent_again_stays_under_its_embargo(
    version: str | None, more: dict[str, str], body: str, status: str
) -> None:
    first = ninjs(URN, None if version is None else "1", **HELD)
    (story,) = told({"a": first, "b": ninjs(URN, version, body, **more)})
    assert (story.path, story.status) == ("b", status)
    held = status == "withheld"
    assert (story.until and story.until.isoformat()) == (
        "2021-12-05T06:00:00+00:00" if held else None
    )
    assert ("with the same text" in (story.note or "")) is held


HEADLINES = {
    "UPDATE 3-Ferry runs again": ("Ferry runs again", "UPDATE 3"),
    "CORRECTED-UPDATE 2-Ferry runs": ("Ferry runs", "CORRECTED|UPDATE 2"),
    "2nd Ld-Writethru: Ferry runs": ("Ferry runs", "2nd Ld-Writethru"),
    "Zweite Zusammenfassung: Fähre": ("Fähre", "Zweite Zusammenfassung"),
    "Fähre (Zusammenfassung, neu: Zitate)": ("Fähre", "(Zusammenfassung, neu: Zitate)"),
    "Fähre - 2. Zusammenfassung": ("Fähre", "2. Zusammenfassung"),
    "Le bac reprend (3DER)": ("Le bac reprend", "(3DER)"),
    "2ª versión: El ferry": ("El ferry", "2ª versión"),
    "Паром (версия 2)": ("Паром", "(версия 2)"),
    "渡し船再開（第2報）": ("渡し船再開", "（第2報）"),
    "여객선 운항 재개(종합2보)": ("여객선 운항 재개", "(종합2보)"),
    "Prom (aktl.2)": ("Prom", "(aktl.2)"),
    "Ny 2: Ferja går": ("Ferja går", "Ny 2"),
    "2ND LEAD Ferry runs": ("Ferry runs", "2ND LEAD"),
    "UPDATE1: Ferry runs": ("Ferry runs", "UPDATE1"),
    "BC-EU--Ferry, 1st Ld,0310": ("EU--Ferry", "1st Ld"),
    **{
        text: (text, "")
        for text in (
            "Lead-free petrol", "LEAD-FREE PETROL SOLD", "FLASH-FLOOD WARNING", "3 DEAD in storm",
            "Update: how we test", "Top 10: best ferries", "7-Eleven opens", "Ferry (2021)",
            "Trainer gesperrt - ersetzt", "G7 SUMMIT Ferry", "Paris 2024: ferry",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("headline", HEADLINES)
def test_marks_in_headlines(headline: str) -> None:
    marked = headline_marks(headline)
    assert (marked.rest, "|".join(mark.text for mark in marked.marks)) == HEADLINES[headline]


SLUGS = {
    "BC-Ferry Storm,2nd Ld-Writethru,0290": ("Ferry Storm", "2nd Ld-Writethru"),
    "AM-Ferry,0290": ("Ferry", ""),
    "FERRY STORM LEAD 2": ("FERRY STORM", "LEAD 2"),
    "FERRY-STORM/UPDATE 3": ("FERRY-STORM", "UPDATE 3"),
    "Fähre/Verkehr/ BERICHTIGUNG (Zahl im 1. Absatz)": ("Fähre/Verkehr", "BERICHTIGUNG"),
    "Umwelt/Lead/": ("Umwelt/Lead", ""),
    "FERRY 2": ("FERRY 2", ""),
}


@pytest.mark.parametrize("slug", SLUGS)
def test_marks_in_sluglines(slug: str) -> None:
    marked = slug_marks(slug)
    assert (marked.rest, "|".join(mark.text for mark in marked.marks)) == SLUGS[slug]


IDS = {
    "urn:newsml:example.org:20211204:4711:2": ("urn:newsml:example.org:20211204:4711", 2, True),
    "urn:newsml:example.org:20211204:4711": ("urn:newsml:example.org:20211204:4711", None, True),
    "urn:newsml:example.org:20211204:a:3U": ("urn:newsml:example.org:20211204:a", 3, True),
    "tag:example.org,2021:ferry:5": ("tag:example.org,2021:ferry", 5, True),
    "tag:example.org,2021:4711": ("tag:example.org,2021:4711", None, True),
    "170123-89-00065#2": ("170123-89-00065", 2, True),
    "https://example.org/a?v=3": ("https://example.org/a", 3, True),
    "FERRY-4711 (version 3)": ("ferry-4711", 3, True),
    "L1N2SP0AB;rev=2": ("l1n2sp0ab", 2, True),
    # It may be a version, or the number of a message.
    "20211204-001": ("20211204", 1, False),
    "https://example.org/2021/12/04": ("https://example.org/2021/12", 4, False),
}


@pytest.mark.parametrize("id_", IDS)
def test_versions_in_ids(id_: str) -> None:
    found = identity_of(id_)
    assert found is not None
    assert (found.stem, found.version, found.sure) == IDS[id_]
