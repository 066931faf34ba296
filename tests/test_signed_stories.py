"""Who signs a story below its text, whom lines of the head name, and what papers print around it."""

from __future__ import annotations

import pytest

from dispatchkit import Dispatch, parse_text

_TEXT = """\
{head}

The old ferry of Lake Nord sails again after two winters in the yard, its owner said on Monday.

The first trip was free, and nobody fell into the water this time.{glued}

{tail}
"""


def _read(
    head: str = "Ferry of Lake Nord sails again", glued: str = "", tail: str = ""
) -> Dispatch:
    (found,) = parse_text(_TEXT.format(head=head, glued=glued, tail=tail))
    return found


def _body(found: Dispatch) -> str:
    return "\n".join(paragraph.text for paragraph in found.paragraphs)


@pytest.mark.parametrize("line", ["Ada Finch", "Châu Linh", "Лидия Карпова", "Γιώργος Νικολάου"])
def test_a_name_that_stands_last_of_all_signs(line: str) -> None:
    found = _read(tail=line)
    assert [person.name for person in found.byline] == [line]
    assert line not in _body(found)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ada Finch, Bergen", "Ada Finch"),
        ("Лидия Карпова, Псков", "Лидия Карпова"),
        ("Ada Finch (Bergen)", "Ada Finch"),
        ("Ada Finch/TT", "Ada Finch"),
        ("Лидия Карпова/РБК", "Лидия Карпова"),
    ],
)
def test_a_place_may_follow_the_name_that_signs(line: str, name: str) -> None:
    found = _read(tail=line)
    assert [person.name for person in found.byline] == [name]


@pytest.mark.parametrize(
    "line",
    [
        "The ferry sails on.",
        "Tickets cost 4 euros",
        "All boats, all days",
        "Breaking News",
        "1,204",
    ],
)
def test_other_last_lines_sign_nothing(line: str) -> None:
    found = _read(tail=line)
    assert not found.byline


@pytest.mark.parametrize(
    "credit",
    [
        "(Bergen Newsroom)",
        "(Redacción Lima)",
        "(Redaktion Kiel)",
        "(Redakcja Gdynia)",
        "(Redação Porto; +351 22 5555 012)",
        "(Rédaction de Paris: paris@example.com)",
    ],
)
def test_a_newsroom_in_brackets_is_cut_from_the_last_sentence(credit: str) -> None:
    found = _read(glued=f" {credit}")
    assert _body(found).endswith("this time.")
    assert credit in [cut.text for cut in found.boilerplate]


@pytest.mark.parametrize("aside", ["(Bergen Harbour)", "(the newsroom cheered)", "(Oslo)"])
def test_other_brackets_stay(aside: str) -> None:
    assert _body(_read(glued=f" {aside}")).endswith(aside)


@pytest.mark.parametrize(
    "line", ["Agence France-Presse in Lyon", "AFP in Lyon", "AFP | May 4, 2021"]
)
def test_an_agency_beside_the_date_issued_the_story(line: str) -> None:
    found = _read(head=f"Ferry of Lake Nord sails again\n\n{line}\nTue 4 May 2021 11.44 BST")
    assert found.agency is not None
    assert found.agency.id == "afp"
    assert not found.byline


@pytest.mark.parametrize(
    "note",
    [
        "A version of this article appears in print on May 5, 2021, on Page 7.",
        "Dieser Artikel erschien zuerst in der gedruckten Ausgabe vom 5. Mai.",
        "Cet article est paru dans l'édition papier du 5 mai.",
    ],
)
def test_a_note_on_the_printed_paper_is_no_text(note: str) -> None:
    assert note not in _body(_read(tail=note))


def test_a_sentence_about_print_is_text() -> None:
    line = "The paper stopped its print edition in May, and this article of hers was the last."
    assert line in _body(_read(tail=line))


def test_what_stands_above_a_credited_dateline_is_its_head() -> None:
    (found,) = parse_text(
        "The ferry sails again.\n\nOSLO, May 4 (Reuters) - The old ferry of Lake Nord sailed on"
        " Monday.\n\nNobody fell into the water.\n"
    )
    assert found.headline == "The ferry sails again."


def test_comments_follow_the_line_that_asks_to_log_in() -> None:
    found = _read(
        tail="Log in to post comments\n\nI took the ferry in 1998 and I still like it a lot."
    )
    assert "1998" not in _body(found)


@pytest.mark.parametrize("line", ["kc ma", "ии аг", "rd ila"])
@pytest.mark.parametrize("dateline", ["BERGEN, May 4 (AP) - ", ""])
def test_pairs_of_small_letters_sign_a_story_of_an_agency(line: str, dateline: str) -> None:
    head = "Ferry of Lake Nord sails again"
    found = _read(head=f"{head}\n\n{dateline}The harbour office had closed it, it said.", tail=line)
    signed = bool(dateline) and line != "rd ila"
    assert (line in _body(found)) is not signed


def test_how_to_reach_the_desk_is_no_text() -> None:
    line = "(Editors of the service can be reached at desk@ferry.example)"
    assert line not in _body(_read(tail=line))
    said = "The editors of the paper got the letter at desk@ferry.example on Monday."
    assert said in _body(_read(tail=said))
