"""Sentences of a story that open with the words of a notice, and the words of a button between two
paragraphs. All texts are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_text, trace_text

SENTENCES = {
    "rights": ("Mill sold", "The mill of Brackwater was sold on Monday for one crown, the council said.", "All rights reserved, said the miller.", "He lets nobody take pictures of the wheel."),
    "Russian rights": ("Мельница продана", "Мельница в Бракуотере продана в понедельник за одну крону, сообщил совет.", "Все права защищены, смеётся мельник, и колесо никто не снимет.", "Колесо стоит до мая."),
    "a stamp": ("Old map found", "A map of the sound was found in Brackwater on Monday, the museum said.", "Copyright 1931, says a stamp on its back, which nobody had seen before.", "The museum shows it in June."),
    "a title": ("Picture wins prize", "Photo: this was all that stood under the picture that won the prize of the town on Friday.", "The jury called it brave."),
}  # fmt: skip


@pytest.mark.parametrize("lines", SENTENCES.values(), ids=SENTENCES.keys())
def test_a_sentence_that_goes_on_stays_in_the_story(lines: tuple[str, ...]) -> None:
    (dispatch,) = parse_text("\n\n".join(lines) + "\n")
    assert dispatch.headline == lines[0]
    assert [paragraph.text for paragraph in dispatch.paragraphs] == list(lines[1:])


@pytest.mark.parametrize(
    "line",
    [
        "All rights reserved.",
        "Copyright 2021 Brackwater News, all rights reserved.",
        "© 2021 Brackwater News. All rights reserved.",
        (
            "All rights reserved. This material may not be published, broadcast, rewritten or"
            " redistributed."
        ),
    ],
)
def test_a_notice_of_rights_leaves_the_story(line: str) -> None:
    (dispatch,) = parse_text(
        "Mill sold to the town\n\nThe mill of Brackwater was sold on Monday for one crown, the"
        f" council said.\n\nThe wheel stands still.\n\n{line}\n"
    )
    assert [item.text for item in dispatch.boilerplate] == [line]


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        (
            "Teilen",
            (
                "Otter zieht um",
                "Ein Otter ist in den Brunnen des Rathauses gezogen, sagte der Bürgermeister.",
                "So heißt das Spiel, das er mit den Kindern spielt.",
            ),
        ),
        (
            "Share",
            (
                "Otter moves in",
                "An otter has moved into the fountain of the town hall, the mayor said.",
                "That is the name of the game it plays with the children.",
            ),
        ),
    ],
)
def test_one_word_between_paragraphs_makes_no_page(word: str, lines: tuple[str, ...]) -> None:
    headline, first, second = lines
    text = f"{headline}\n\n{first}\n\n{word}\n\n{second}\n"
    (part,) = trace_text(text).parts
    (dispatch,) = parse_text(text)
    assert (part.page, dispatch.headline, dispatch.abstract) == (False, headline, None)
    assert [paragraph.text for paragraph in dispatch.paragraphs if paragraph.text != word] == [
        first,
        second,
    ]
