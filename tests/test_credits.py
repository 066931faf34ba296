"""Credit lines above and below a story: who is named, and in which role. All people are invented."""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

HEADLINE = "Council opens bridge over river"
STORY = (
    "TARNHOLM, Dec 4 2021 (AFP) - The council of Tarnholm opened the new bridge over the river on"
    " Saturday, officials said at the site.\n\nWork on the crossing took two years and cost less"
    " than planned, the mayor told reporters on the quay."
)
A, B, C = ("Ada Finch", "author"), ("Bo Reed", "author"), ("Cy Dent", "editor")

CREDITS = [
    ("By Ada Finch", [A]),
    ("By Ada Finch and Bo Reed in Rome", [A, B]),
    ("By Ada Finch with Bo Reed", [A, ("Bo Reed", "contributor")]),
    ("Editing by Cy Dent", [C]),
    ("Editing by Cy Dent; Reporting by Bo Reed", [C, B]),
    ("(Reporting by Ada Finch in Rome and Bo Reed in Bonn; Editing by Cy Dent)", [A, B, C]),
    ("(Reporting by Ada Finch, Bo Reed and Eve Moor)", [A, B, ("Eve Moor", "author")]),
    ("Written by Ada Finch / Bo Reed", [A, B]),
    ("Photo by Bo Reed", [("Bo Reed", "photographer")]),
    ("Redaktion: Cy Dent, Tel. 030 1234", [C]),
    ("By ADA FINCH", [("ADA FINCH", "author")]),
    ("By Ada de la Vega in de Bilt", [("Ada de la Vega", "author")]),
    ("By Di Maio", [("Di Maio", "author")]),
    ("Von Jutta Beispiel", [("Jutta Beispiel", "author")]),
    ("By: Ada", [("Ada", "author")]),
    ("By Ada", [("Ada", "author")]),
    # in an English text "Von" may be a part of a name
    ("Von Jutta", [("Von Jutta", "author")]),
    ("Reporting by the desk", []),
    (
        "El periodista de The Associated Press Bo Reed en Lima contribuyó a este despacho.",
        [("Bo Reed", "contributor")],
    ),
    (
        "La journaliste de l'AFP Bo Reed à Rome a contribué à cette dépêche.",
        [("Bo Reed", "contributor")],
    ),
    ("AP-verslaggever Bo Reed in Utrecht droeg bij aan dit bericht.", [("Bo Reed", "contributor")]),
    (
        "Dziennikarka AP Bo Reed przyczyniła się do powstania tej depeszy.",
        [("Bo Reed", "contributor")],
    ),
]


@pytest.mark.parametrize(("line", "people"), CREDITS)
def test_a_credit_line_names_its_people(line: str, people: list[tuple[str, str]]) -> None:
    for text in (f"{HEADLINE}\n\n{STORY}\n\n{line}\n", f"{HEADLINE}\n{line}\n\n{STORY}\n"):
        (dispatch,) = parse_text(text)
        assert [tuple(person) for person in dispatch.byline] == people
