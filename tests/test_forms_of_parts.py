"""Parts of a dispatch that are told by their form: what is said where, whoever prints it."""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

FILED = "Tartu (dpa) - The night ferry has run again since Monday, the town said."
MORE = "The fare is two euros, and bicycles are free until the spring."
LAST = "The captain keeps a log of every passenger who sings on board."


def _text(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


def _body(text: str) -> list[str]:
    return [paragraph.text for paragraph in parse_text(text)[0].paragraphs]


@pytest.mark.parametrize(
    "slot",
    [
        "Advertising · Swipe to continue",
        "Annons - läs vidare",
        "PUBLICITÉ | Faites défiler",
        "Reklama - czytaj dalej",
    ],
)
def test_slots_of_advertisements_are_no_text(slot: str) -> None:
    assert slot not in _body(_text("Night ferry runs again", FILED, slot, MORE, LAST))


@pytest.mark.parametrize(
    "line",
    [
        "Advertising - long a trade of men - is changing on the islands as well.",
        "The advertisement asks readers to continue the old custom of rowing.",
    ],
)
def test_sentences_about_advertising_are_text(line: str) -> None:
    assert line in _body(_text("Night ferry runs again", FILED, line, MORE, LAST))


def test_sentence_above_a_dateline_is_the_summary() -> None:
    text = _text("Night ferry runs again", "3 May 2021", "The crew sings.", FILED, MORE)
    found = parse_text(text)[0]
    assert found.abstract == "The crew sings."
    assert len(found.paragraphs) == 2


def test_questions_between_paragraphs_are_crossheads() -> None:
    text = _text(
        "Night ferry runs again", FILED, "Who pays for the new bell?", MORE,
        "And what do the gulls say?", LAST,
    )  # fmt: skip
    roles = [paragraph.role for paragraph in parse_text(text)[0].paragraphs]
    assert roles == ["body", "crosshead", "body", "crosshead", "body"]


def test_a_single_question_is_the_reporters_own() -> None:
    text = _text("Night ferry runs again", FILED, MORE, "Who pays for the new bell?", LAST)
    assert "crosshead" not in [paragraph.role for paragraph in parse_text(text)[0].paragraphs]


def test_headings_of_a_round_up_are_crossheads() -> None:
    text = _text(
        "Baltic briefs", FILED, "MORE NEWS", "- A mill on Muhu grinds at night for the bakers.",
        "- A school in Narva lends out skates to its teachers.",
    )  # fmt: skip
    roles = [paragraph.role for paragraph in parse_text(text)[0].paragraphs]
    assert roles[1] == "crosshead"


@pytest.mark.parametrize("sign", ["(ab-cd)", "(kr-ou)", "(Ada Finch)"])
def test_what_signs_a_story_is_no_text(sign: str) -> None:
    assert sign not in _body(_text("Night ferry runs again", FILED, MORE, sign))


@pytest.mark.parametrize(
    "sentence",
    [
        "All rights reserved, says the sign on the jetty, but nobody has read it yet.",
        "Alle Rechte vorbehalten, steht am Steg, doch die Möwen lesen es nicht.",
    ],
)
def test_a_sentence_that_opens_like_a_notice_of_rights_is_text(sentence: str) -> None:
    assert sentence in _body(_text("Night ferry runs again", FILED, MORE, sentence))


def test_a_notice_of_rights_is_no_text() -> None:
    notice = "All rights reserved, DPA 2021, reproduction without consent is forbidden."
    assert notice not in _body(_text("Night ferry runs again", FILED, MORE, notice))


@pytest.mark.parametrize(
    "line", ["Ada Finch 4 minutes read", "Ada Finch6 hours ago", "Ada Finch | 3 min read"]
)
def test_a_name_beside_a_time_is_the_byline(line: str) -> None:
    text = "\n".join(
        [
            "Home", "News", "Sport", "Search", "", "Night ferry to Muhu runs again", "", line, "",
            f"{FILED[14:]} {MORE}", "", f"{LAST} The ferry to Muhu has a new bell.", "", "Share",
            "Read more", "Sign up to our newsletter", "Privacy policy",
        ]
    )  # fmt: skip
    found = parse_text(text)[0]
    assert [person.name for person in found.byline] == ["Ada Finch"]
    assert found.headline == "Night ferry to Muhu runs again"
