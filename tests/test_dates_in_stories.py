"""Dates that a story mentions are not the day of the story: in a headline, in a sentence, above
figures, in a chronology. All texts are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

HEADED = {
    "en": ("Charter of 3 May 1911 turns up in a barn", "A charter that was thought lost turned up in a barn in Brackwater on Monday, the archive said.", "Mice had eaten the seal of it."),
    "en figures": ("Storm of 12 March 2022 cost 40 million", "The storm that struck Brackwater cost 40 million crowns, the council said on Monday.", "Insurers pay half of it."),
    "de": ("Urkunde vom 3. Mai 1911 in Scheune entdeckt", "Eine verloren geglaubte Urkunde ist am Montag in einer Scheune aufgetaucht, teilte das Archiv mit.", "Mäuse hatten das Siegel gefressen."),
    "fr": ("Le traité du 3 mai 1911 retrouvé dans une grange", "Un traité que l'on croyait perdu a été retrouvé lundi dans une grange, ont annoncé les archives.", "Des souris avaient mangé le sceau."),
    "ru": ("Грамота от 3 мая 1911 года нашлась в сарае", "Грамота, которую считали утерянной, нашлась в понедельник в сарае, сообщил архив.", "Мыши съели печать этой грамоты."),
}  # fmt: skip


@pytest.mark.parametrize("lines", HEADED.values(), ids=HEADED.keys())
def test_a_headline_with_a_date_is_the_headline(lines: tuple[str, ...]) -> None:
    (dispatch,) = parse_text("\n\n".join(lines) + "\n")
    assert (dispatch.headline, dispatch.published, dispatch.abstract) == (lines[0], None, None)
    assert [paragraph.text for paragraph in dispatch.paragraphs] == list(lines[1:])


def test_the_date_of_a_headline_again_is_the_story_s() -> None:
    headline, first, second = HEADED["en"]
    (dispatch,) = parse_text(f"{headline}\n\n{first}\n\n3 May 1911\n\n{second}\n")
    assert (dispatch.headline, dispatch.published, dispatch.abstract) == (headline, None, None)


def test_the_day_of_a_visit_below_an_address_is_no_text() -> None:
    story = (
        "Otter moves into the town hall\n\nAn otter has moved into the town hall, the mayor said on"
        " Monday.\n\nIt swims in the fountain.\n"
    )
    (dispatch,) = parse_text(
        f"{story}\nURL: http://brackwater.example/otter\nAccessed: 12 March 2022\n"
    )
    assert (dispatch.published, dispatch.boilerplate[-1].text) == (None, "Accessed: 12 March 2022")


@pytest.mark.parametrize(
    "line",
    [
        "4 January 2021",
        "Published on 4 January 2021",
        "Brackwater, 4 January 2021",
        "Ada Finch, 4 January 2021",
        "Monday 4 January 2021 14:05",
    ],
)
def test_a_first_line_about_the_date_still_is_its_date(line: str) -> None:
    (dispatch,) = parse_text(
        f"{line}\n\nOtter moves into the town hall\n\nAn otter has moved into the town hall, the"
        " mayor said on Monday.\n\nIt swims in the fountain.\n"
    )
    assert (dispatch.headline, str(dispatch.published)[:10]) == (
        "Otter moves into the town hall",
        "2021-01-04",
    )


STORIES = {
    "a sentence around it": ("Otter fair to open", "An otter has moved into the fountain of the town hall, the mayor said.", "Visitors throw coins, and it puts them in a row.", "The fair of the otters opens on", "16 January 2021", "if the weather holds, the mayor said."),
    "a German sentence": ("Fest für den Otter geplant", "Ein Otter ist in den Brunnen des Rathauses gezogen, sagte der Bürgermeister.", "Das Fest für ihn beginnt am", "16. Januar 2021", "sofern das Wetter hält, sagte er am Montag."),
    "a colon above": ("Otter fair to open", "An otter has moved into the fountain, and the mayor named the day of its fair:", "16 January 2021", "The council will bring fish for all of its guests."),
    "figures": ("Otter Mills posts profit", "Otter Mills earned more than it ever did, the company said on Friday.", "Year to December 31, 1986", "Sales 14.2 million vs 12.9 million", "Net 1.4 million vs 0.9 million", "The company grinds corn for the villages of the sound."),
}  # fmt: skip


@pytest.mark.parametrize("lines", STORIES.values(), ids=STORIES.keys())
def test_a_date_within_the_story_is_not_when_it_was_published(lines: tuple[str, ...]) -> None:
    (dispatch,) = parse_text("\n\n".join(lines) + "\n")
    assert (dispatch.headline, dispatch.published, dispatch.abstract) == (lines[0], None, None)
    assert [paragraph.text for paragraph in dispatch.paragraphs] == list(lines[1:])


@pytest.mark.parametrize(
    "lead",
    [
        "",
        "Following are the main events.\n\n",
        "These are the main events of the years in which the mill was argued about.\n\n",
    ],
    ids=["none", "short", "long"],
)
@pytest.mark.parametrize(
    "days",
    [
        ("January 4, 2019", "March 12, 2019", "June 30, 2020"),
        ("4 January 2019", "12 March 2019", "30 June 2020"),
        ("2019-01-04", "2019-03-12", "2020-06-30"),
    ],
    ids=["American", "British", "numbers"],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
def test_a_chronology_is_a_story_of_no_date(lead: str, days: tuple[str, ...], gap: str) -> None:
    events = (
        "Eleven villages go to court.",
        "The court of the sound finds for them.",
        "The old mill is pulled down.",
    )
    told = "\n\n".join(day + gap + event for day, event in zip(days, events, strict=True))
    (dispatch,) = parse_text(f"Chronology of the mill dispute\n\n{lead}{told}\n")
    assert (dispatch.headline, dispatch.published, dispatch.abstract) == (
        "Chronology of the mill dispute",
        None,
        None,
    )
    texts = [paragraph.text for paragraph in dispatch.paragraphs]
    assert texts == [
        *filter(None, [lead.strip()]),
        *(line for pair in zip(days, events, strict=True) for line in pair),
    ]


def test_a_summary_above_a_date_stays_one() -> None:
    text = (
        "Otter moves into the town hall\n\nThe mayor will not disturb it before the summer.\n\n4"
        " January 2021\n\nAn otter has moved into the fountain of the town hall, the mayor"
        " said.\n\nIt swims.\n"
    )
    (dispatch,) = parse_text(text)
    assert (dispatch.abstract, str(dispatch.published)) == (
        "The mayor will not disturb it before the summer.",
        "2021-01-04",
    )
