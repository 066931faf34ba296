"""The versions of stories: which dispatches are of one, which is the newest, and whether it may be
used. All texts are invented.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dispatchkit import parse_bytes
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
