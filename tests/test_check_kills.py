"""What a kill or a correction takes down: the story that it names, and no other. All texts are
invented.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dispatchkit.lint.across import check_across
from dispatchkit.lint.engine import check_source
from dispatchkit.lint.settings import Settings
from dispatchkit.lint.traced import Source

HOW = Settings(select=("DK708", "DK709"), now=datetime(2024, 4, 1, tzinfo=UTC))
WHARF = (
    "Tarn council backs new wharf\n\nTARN, March 5, 2024 (Reuters) - Councillors in Tarn voted by 21"
    " to 9 on Tuesday for a wharf that fishermen have asked for since 1988.\n"
)
BRIDGE = (
    "Tarn council backs new bridge\n\nTARN, March 5, 2024 (Reuters) - Cyclists cheered when the"
    " bridge over the estuary was approved in the town hall, by a large majority.\n"
)
QUAY = "Biblioteca del faro busca lectores"
ORDER = "TARN, March 5, 2024 (Reuters) - Please kill the story.\n"
KILL = f"KILL: Tarn council backs new wharf\n\n{ORDER}"
CORRECTED = (
    "CORRECTED-Tarn council backs new wharf\n\nTARN, March 5, 2024 (Reuters) - The harbour office"
    " put right on Wednesday what it had said about how many hands were raised in the chamber, and"
    " thanked three readers who had counted them from the gallery and written in at once.\n"
)


def told(*texts: str) -> list[tuple[str, str, str]]:
    """The path, code and severity of what is found in inputs a, b, ... together."""
    checked = [check_source(Source("abc"[at], text.encode(), HOW)) for at, text in enumerate(texts)]
    found = check_across([card for one in checked for card in one.cards], HOW)
    return [(one.path, one.code, one.severity) for one in found]


@pytest.mark.parametrize(
    ("story", "notice", "expected"),
    [
        (WHARF, KILL, [("a", "DK708", "error")]),
        (WHARF, CORRECTED, [("a", "DK709", "warning")]),
        (BRIDGE, KILL, [("a", "DK708", "info")]),
        (BRIDGE, CORRECTED, [("a", "DK709", "info")]),
        (BRIDGE.replace("backs", "rejects"), KILL, []),
        (WHARF.replace("wharf\n", "wharf after a long night\n"), KILL, [("a", "DK708", "info")]),
    ],
    ids=["killed", "corrected", "noun", "corrected-noun", "other", "more"],
)
def test_a_headline_that_differs_in_a_word_is_another_story(
    story: str, notice: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(story, notice) == expected


def test_a_kill_takes_down_the_one_of_two_stories_that_it_names() -> None:
    assert told(WHARF, BRIDGE, KILL) == [("a", "DK708", "error"), ("b", "DK708", "info")]


def test_common_background_does_not_make_a_correction_hit_another_story() -> None:
    background = (
        "The wharf at the mouth of the river was built in 1931 for the herring fleet, and has been"
        " closed since a storm tore off its northern end eleven years ago."
    )
    one = f"{WHARF}\n{background}\n"
    other = f"{BRIDGE}\n{background}\n"
    assert told(one, other, f"{CORRECTED}\n{background}\n") == [
        ("a", "DK709", "warning"),
        ("b", "DK709", "info"),
    ]


@pytest.mark.parametrize(
    ("notice", "line"),
    [
        ("Anulación: Abre el museo\n\nTarn, 5 mar 2024 (EFE).- Rogamos anulen la noticia «{}».", 3),
        ("ACHTUNG - Bitte nicht verwenden\n\nTarn (dpa) - Zu «{}» gibt es Zweifel am Datum.", 1),
        ("Tarn (dpa) - Bitte verwenden Sie die Meldung «{}» aus Gründen des Rechts nicht.", 1),
        ("TARN, 5 mar 2024 (ANSA) - Si prega di non utilizzare la notizia dal titolo «{}».", 1),
        ("TARN, 5 mars 2024 (AFP) - Prière de ne pas utiliser la dépêche « {} ».", 1),
        ("TARN, March 5, 2024 (Reuters) - The story headlined '{}' is withdrawn.", 1),
        ("TARN, 5 mar 2024 (Lusa) - Solicita-se aos clientes que não utilizem a notícia «{}».", 1),
        ("Tarn, 05.03.2024 (PAP) - Prosimy o anulowanie depeszy pt. „{}”.", 1),
    ],
)
def test_orders_behind_a_dateline_are_kills(notice: str, line: int) -> None:
    text = notice.format("Lerchen singen früher im Tal")
    source = Source("a", text.encode(), HOW._replace(select=("DK702",)))
    assert [(one.code, one.line) for one in check_source(source).findings] == [("DK702", line)]


@pytest.mark.parametrize(
    "story",
    [
        "TARN, March 5, 2024 (Reuters) - The story headlined 'Larks' was read by a million people.",
        "Tarn (dpa) - Bitte nicht stören, stand an der Tür des Museums, das nun geschlossen ist.",
        "TARN, 5 mars 2024 (AFP) - La dépêche intitulée « Alouettes » a été lue sur scène samedi.",
        "Annulation : le grand bal n'aura pas lieu\n\nTARN, 5 mars 2024 (AFP) - Le bal est annulé.",
    ],
)
def test_stories_about_stories_are_no_kills(story: str) -> None:
    source = Source("a", story.encode(), HOW._replace(select=("DK702",)))
    assert check_source(source).findings == ()
