"""Lines that look like a byline, a note or the head of another dispatch, and are none."""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

_STORY = """Ferry to the islands runs again

By Ada Finch

The ferry runs again after a week of storms, the harbour board said in a statement on Friday.

* * *

{} is a member of the board that decided on the new ferry two years ago, after a long debate.

The boat was ordered in spring from a yard in the north, and carries two hundred people.

A second one is to follow when the quay has been made longer, a spokesman told the council.
"""


@pytest.mark.parametrize("name", ["Ada Finch", "Finch"])
def test_prose_about_a_name_within_the_story_is_no_note_about_the_author(name: str) -> None:
    """Below a ruler in the middle of a story the story goes on."""
    (found,) = parse_text(_STORY.format(name))
    texts = [paragraph.text for paragraph in found.paragraphs]
    assert any(text.startswith(f"{name} is a member") for text in texts)


@pytest.mark.parametrize(
    "second",
    [
        "FERRY SAILS AGAIN AFTER STORMS",
        "HARBOUR REOPENS, SAYS CENTRAL BANK",
        "FERRY FERRY FERRY",
    ],
)
def test_a_second_headline_in_capitals_is_nobodys_name(second: str) -> None:
    """Capitals do not tell a name from a headline above the dateline."""
    (found,) = parse_text(
        f"Boats are back\n{second}\n\nOSLO, May 3 (Reuters) - The ferry to the islands runs again."
    )
    assert found.byline == ()


def test_a_line_that_says_when_a_page_was_updated_is_no_part_of_a_dateline() -> None:
    """Its day is not that of the place below."""
    (found,) = parse_text(
        "Ferry runs again after storm\n\nUpdated 1:33 am CST, Wednesday, November 20, 2019\n\n"
        "PORT EXAMPLE (AP) — The ferry to the islands runs again after a week of storms.\n"
    )
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.byline) == ("PORT EXAMPLE", None)


@pytest.mark.parametrize(
    "label", ["LETTRE EXCLUSIVE ABONNÉS", "OFFRE SPÉCIALE CLIENTS", "CARTA EXCLUSIVA CLIENTES"]
)
def test_a_label_for_subscribers_is_no_note_to_desks(label: str) -> None:
    """What a page prints for those who pay it tells desks nothing."""
    (found,) = parse_text(
        f"Le bac circule\n\n{label} - Le bac circule de nouveau entre les îles, a dit le port.\n\n"
        "Personne n'a été blessé pendant la tempête, a ajouté un porte-parole du port vendredi.\n"
    )
    assert found.ednote is None


@pytest.mark.parametrize(
    "sentence",
    [
        "BY THE WAY, THE TRADE AGREEMENT WAS SIGNED BY THE LADY IN THE NEWS, WHO IS A MINISTER.",
        'THE MAYOR, WHO HELPED "THOSE WHO FEEL ALONE" BY THESE TALKS, SAID THAT PEACE IS NEAR.',
    ],
)
def test_a_sentence_in_capitals_credits_nobody(sentence: str) -> None:
    """It stays in the story."""
    (found,) = parse_text(
        f"OSLO, 3 MAY (REUTERS) - THE FERRY RUNS AGAIN AFTER A WEEK OF STORMS.\n\n{sentence}\n\n"
        "NOBODY WAS HURT IN THE STORM, SHE ADDED IN THE HARBOUR."
    )
    assert found.byline == ()
    assert sentence in [paragraph.text for paragraph in found.paragraphs]
