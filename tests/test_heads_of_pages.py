"""What stands above and below the headline of a page: rubrics and buttons are no sections, no
authors and no places; captions are no summaries. All people, places and events are invented.
"""

from __future__ import annotations

from typing import Any

import pytest

from dispatchkit import Dispatch, parse_text

PAGE = """\
Home
Politics
Sport
Culture
Videos
Log in

{head}

The harbour of Tarnholm was closed to all ships on Monday after a storm tore two cranes from the \
quay, the port authority said. A table of the delays was put up at the gate.

Fishermen who had spent the night at sea were sent to the contents of an empty ferry terminal, \
where the town gave them soup and dry clothes, and where final thoughts were exchanged.

The authority hopes to open the western basin again by the end of the week, its director told \
reporters on the quay on Monday evening.

{foot}Share this article
Subscribe to our newsletter
Privacy policy
{rights}
"""
HEADLINE = "Storm closes the harbour of Tarnholm"
DECK = "Two cranes fell from the quay, and the fishermen of the town had to sleep in the terminal"


def page(head: str, foot: str = "", rights: str = "© 2021 Example Media") -> Dispatch:
    """The record of a page with these lines above and below its text."""
    return next(iter(parse_text(PAGE.format(head=head, foot=foot, rights=rights))))


def names(dispatch: Dispatch) -> list[str]:
    """The authors of a record."""
    return [person.name for person in dispatch.byline if person.role == "author"]


AUTHORS = {
    "a byline": (f"{HEADLINE}\n\nBy Ada Finch\n\nMarch 2, 2021", ["Ada Finch"]),
    "a byline glued to the name": (f"{HEADLINE}\n\nByAda Finch\n\nMarch 2, 2021", ["Ada Finch"]),
    "a name beside the date": (f"{HEADLINE}\n\nAda Finch\n\nMarch 2, 2021", ["Ada Finch"]),
    "a name that is a word, too": (
        f"{HEADLINE}\n\nBy Bill Harbour\n\nMarch 2, 2021",
        ["Bill Harbour"],
    ),
    "the table of contents": (f"{HEADLINE}\n\nMarch 2, 2021\n\nTable of Contents", []),
    "a heading of the text": (f"{HEADLINE}\n\nMarch 2, 2021\n\nFinal Thoughts", []),
    "a menu of criteria": (
        f"By Industry\n\nBy Region\n\nAbout\n\nJobs\n\nHelp\n\n{HEADLINE}\n\nMarch 2, 2021",
        [],
    ),
    "figures of a list": (f"{HEADLINE}\n\nMarch 2, 2021\n\nTrail Runner 4", []),
}


@pytest.mark.parametrize("name", AUTHORS)
def test_a_name_is_told_from_words_in_capitals(name: str) -> None:
    head, authors = AUTHORS[name]
    assert names(page(head)) == authors


def test_those_who_wrote_what_is_listed_in_the_text_are_no_authors() -> None:
    listed = "".join(
        f"Lamp {number}\n\nby {name}\n\nA lamp that burns for nine hours and weighs no more than a "
        "loaf of bread, which the fishermen of the town like.\n\n"
        for number, name in enumerate(["Bo Reed", "Cy Marsh", "Di Heron"], 1)
    )
    told = "It was made in the town by two sisters, who sell it on the quay on market days.\n\n"
    assert names(page(HEADLINE, listed + told)) == []


PLACES = {
    "a city": ("Brussels", "Brussels"),
    "a country": ("Norway", "Norway"),
    "a rubric": ("Features", None),
    "a job": ("Marketing Director", None),
    "a button": ("Share Comments", None),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_place_beside_the_date_of_a_page_is_one_that_is_known(name: str) -> None:
    line, located = PLACES[name]
    assert page(f"{HEADLINE}\n\n{line}\n\nMarch 2, 2021").located == located


SECTIONS = {
    "a rubric of the menu": ("Sport", "Sport"),
    "a trail": ("Home › Regions › Tarnholm", "Home › Regions › Tarnholm"),
    "a country": ("Norway", "Norway"),
    "a button": ("Select Page", None),
    "an unknown word": ("Lewdness", None),
}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_is_a_rubric_that_the_page_shows(name: str) -> None:
    line, section = SECTIONS[name]
    assert page(f"{line}\n\n{HEADLINE}\n\nMarch 2, 2021").section == section


RIGHTS = {
    "a year": ("© 2021 Example Media", "© 2021 Example Media"),
    "a picture above the text": ("Copyright 2021 Example Media", "Copyright 2021 Example Media"),
    "a label": ("Copyright notice", None),
    "a sign alone": ("Ada Finch\n©", None),
    "a telephone": ("Copyright notice\nTelephone: (242) 555-0100", None),
}


@pytest.mark.parametrize("name", RIGHTS)
def test_the_line_of_rights_is_that_of_the_story(name: str) -> None:
    rights, notice = RIGHTS[name]
    head = f"{HEADLINE}\n\n© Ada Finch" if "picture" in name else HEADLINE
    assert page(head, rights=rights).copyrightnotice == notice


SUMMARIES: dict[str, tuple[str, Any]] = {
    "right below the headline": (f"{HEADLINE}\n\n{DECK}\n\nBy Ada Finch\n\nMarch 2, 2021", DECK),
    "above the byline, as a paragraph": (
        f"{HEADLINE}\n\nMarch 2, 2021\n\n{DECK}.\n\nBy Ada Finch",
        f"{DECK}.",
    ),
    "above a caption with its photographer": (
        f"{HEADLINE}\n\n{DECK}\n\nThe fallen cranes in the western basin on Monday / Bo Reed\n\nAda Finch\n\nMarch 2, 2021",
        DECK,
    ),
    "none, but a caption below its credit": (
        f"{HEADLINE}\n\nBy Ada Finch\n\nPhoto: Example Images\n\nThe fallen cranes in the western basin on Monday",
        None,
    ),
}


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_summary_is_told_from_captions(name: str) -> None:
    head, abstract = SUMMARIES[name]
    found = page(head)
    assert (found.headline, found.abstract) == (HEADLINE, abstract)
