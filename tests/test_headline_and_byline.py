"""The line above "By Ada Finch" is the headline, however short it is. All texts are invented."""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

HEADS = {
    "en": ("Otter moves in", "By Ada Finch", "4 January 2021", "An otter has moved into the fountain of the town hall, the mayor said."),
    "en short": ("Otter wakes", "By Ada Finch", "4 January 2021", "An otter has woken in the fountain of the town hall, the mayor said."),
    "de": ("Otter zieht ein", "Von Ada Fink", "4. Januar 2021", "Ein Otter ist in den Brunnen des Rathauses gezogen, sagte der Bürgermeister."),
    "fr": ("La loutre emménage", "Par Ada Pinson", "4 janvier 2021", "Une loutre s'est installée dans la fontaine de la mairie, a annoncé le maire."),
    "es": ("Nutria en casa", "Por Ada Pinzón", "4 de enero de 2021", "Una nutria se ha mudado a la fuente del ayuntamiento, dijo el alcalde."),
}  # fmt: skip


@pytest.mark.parametrize("lines", HEADS.values(), ids=HEADS.keys())
@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["apart", "close"])
def test_a_byline_is_no_headline(lines: tuple[str, ...], between: str) -> None:
    headline, byline, day, text = lines
    (dispatch,) = parse_text(f"{headline}\n\n{byline}{between}{day}\n\n{text}\n")
    assert (dispatch.headline, dispatch.section, str(dispatch.published)) == (
        headline,
        None,
        "2021-01-04",
    )
    assert [person.name for person in dispatch.byline] == [byline.partition(" ")[2]]
    assert [paragraph.text for paragraph in dispatch.paragraphs] == [text]


def test_a_section_above_the_byline_yields_to_a_headline_below() -> None:
    text = (
        "Sport\n\nBy Ada Finch\n\nOtter wins the race of the three rivers\n\n4 January 2021\n\nAn"
        " otter has won the race of the three rivers, the club said on Monday.\n"
    )
    (dispatch,) = parse_text(text)
    assert dispatch.headline == "Otter wins the race of the three rivers"


def test_what_stands_between_a_headline_and_its_repeat_is_no_story() -> None:
    text = (
        "Otter zieht ins Rathaus um\n\nTierwelt\n\nOtter zieht ins Rathaus um\n\nStadtrat will"
        " nicht stören – Münzen bleiben im Becken\n\nEin Otter ist in den Brunnen gezogen, sagte"
        " der Bürgermeister.\n\nEr schwimmt dort seit Montag.\n"
    )
    (dispatch,) = parse_text(text)
    assert (dispatch.headline, dispatch.abstract) == (
        "Otter zieht ins Rathaus um",
        "Stadtrat will nicht stören – Münzen bleiben im Becken",
    )
    assert dispatch.paragraphs[0].text.startswith("Ein Otter")


@pytest.mark.parametrize(
    ("agency", "rubric", "day", "text"),
    [
        ("MTI", "Belföld", "2024. március 5. 14:20", "A város kedden új hidat nyitott meg a folyó fölött, közölte a hivatal."),
        ("APA", "Inland", "5. März 2024, 14:20", "Die Stadt hat am Dienstag eine neue Brücke über den Fluss eröffnet, teilte das Amt mit."),
        ("ANSA", "Cronaca", "5 marzo 2024 14:20", "La città ha aperto martedì un nuovo ponte sul fiume, ha detto il comune in una nota."),
    ],
    ids=["hu", "de", "it"],
)  # fmt: skip
def test_a_rubric_below_the_agency_is_the_section(
    agency: str, rubric: str, day: str, text: str
) -> None:
    (found,) = parse_text(f"Titel / Titolo 1911\n{agency}\n{rubric}\n{day}\n\n{text}\n\n{text}\n")
    assert (found.section, found.byline) == (rubric, ())
