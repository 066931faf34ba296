"""Last lines by which agencies and their people sign a story."""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

HEAD = "Ferry runs again\n\nLUND, May 3 (IANS) The ferry runs again after a week of storms.\n\n"
STORY = f'{HEAD}"We had bread for two more days," shopkeeper Aud Lunde told reporters.\n\n'


@pytest.mark.parametrize("line", ["--IANS", "-- AFP", "(PTI)", "/PAP/", "—Anadolu", "--आईएएनएस"])
def test_the_name_of_an_agency_that_is_set_off_is_no_paragraph(line: str) -> None:
    (found,) = parse_text(f"{STORY}{line}\n")
    assert len(found.paragraphs) == 2
    assert line in [cut.text for cut in found.boilerplate]


@pytest.mark.parametrize("line", ["Karin Berg/TT", "Åsa Öst/TT", "Eeva Aho/STT"])
def test_a_name_before_a_slash_and_an_agency_signs(line: str) -> None:
    (found,) = parse_text(f"{STORY}{line}\n")
    assert len(found.paragraphs) == 2
    assert [person.name for person in found.byline] == [line.strip("()").partition("/")[0]]


@pytest.mark.parametrize("line", ["North/South", "- The agency said no"])
def test_what_names_no_agency_stays(line: str) -> None:
    (found,) = parse_text(f"{STORY}{line}\n")
    assert [paragraph.text for paragraph in found.paragraphs][2:] == [line]


@pytest.mark.parametrize(
    "note",
    [
        "This report is auto-generated from PTI news service.",
        "This story has been published from a wire agency feed without modifications to the text.",
        "(This report has not been edited by the staff of the Lund Post.)",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_note_of_a_reprint_below_initials_leaves_both_out(note: str, gap: str) -> None:
    story = STORY.replace("IANS", "PTI")
    (found,) = parse_text(f"{story}PTI KVR ROH{gap}{note}\n")
    assert [paragraph.text[:5] for paragraph in found.paragraphs] == ["The f", '"We h']
    assert {"PTI KVR ROH", note} <= {cut.text for cut in found.boilerplate}


@pytest.mark.parametrize(
    ("agency", "last"),
    [
        ("ANSA", "From Pesaro a Fano aveva seguito la ferrovia. (ANSA)."),
        ("ANSA", "Verso Pesaro e Fano aveva seguito la ferrovia. (ANSA)"),
        ("AFP", "In Lund and Ystad it had followed the railway. (AFP)"),
        ("EFE", "Hasta Bilbao y Lugo siguió el tren sin parar. (EFE)"),
    ],
)
def test_a_sentence_with_places_before_a_credit_is_no_dateline(agency: str, last: str) -> None:
    head = (
        f"Turtle home\n\nLUND, May 3 ({agency}) - The turtle was found, the mayor said on Monday."
    )
    (found,) = parse_text(f"{head}\n\n{last}\n")
    assert [one.text for one in found.paragraphs][1:] == [last.partition(" (")[0]]


@pytest.mark.parametrize("line", ["RIO DE JANEIRO (AFP)", "Rio de Janeiro e Belo Horizonte (AFP)."])
def test_places_before_a_credit_are_a_dateline(line: str) -> None:
    (found,) = parse_text(
        f"Turtle home\n\n{line}\n\nThe turtle was found, the mayor said on Monday.\n"
    )
    assert found.dateline is not None
