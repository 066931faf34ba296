"""Lines that a language's rules know for furniture of pages leave the story, even from its middle."""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

TOLD = {
    "en": ("Harbour swaps its ferries for gondolas", [
        "The harbour of Lundvik will replace its two ferries with a string of gondolas before the winter, the council said on the quay.",
        "Passengers had complained for years that the horns of the ferries woke the gulls, and that the gulls then woke everybody else.",
        "The gondolas are to be painted by the pupils of the school above the fish market, who have already chosen the colours.",
        "The first of them will carry the mayor and a brass band, which the gulls of the harbour are said to be looking forward to."]),
    "de": ("Hafen tauscht seine Fähren gegen Gondeln", [
        "Der Hafen von Lundvik ersetzt seine beiden Fähren noch vor dem Winter durch eine Reihe von Gondeln, wie der Rat am Kai mitteilte.",
        "Fahrgäste hatten sich jahrelang beschwert, dass die Hörner der Fähren die Möwen weckten und die Möwen dann alle anderen.",
        "Die Gondeln sollen von den Kindern der Schule über dem Fischmarkt bemalt werden, die die Farben bereits ausgesucht haben.",
        "Die erste von ihnen trägt den Bürgermeister und eine Blaskapelle, auf die sich die Möwen des Hafens angeblich schon freuen."]),
}  # fmt: skip
AMID = {
    "en": ("We use cookies to improve your experience on our website.", "Share on Facebook", "Sign up for our newsletter", "Read more: The gulls of Lundvik", "Get the latest updates from the quay in our app."),
    "de": ("Wir verwenden Cookies, um Ihnen die beste Erfahrung zu bieten.", "Auf Facebook teilen", "Jetzt Newsletter abonnieren", "Lesen Sie auch: Die Möwen von Lundvik"),
}  # fmt: skip


def page(language: str, amid: str) -> str:
    headline, told = TOLD[language]
    return "\n\n".join(
        [
            "Home",
            "Sport",
            "Login",
            headline,
            "12.05.2031",
            told[0],
            told[1],
            amid,
            told[2],
            told[3],
            "Facebook",
            "Twitter",
            "© 2031 Tidewater Post",
        ]
    )


@pytest.mark.parametrize(
    ("language", "amid"), [(language, line) for language, lines in AMID.items() for line in lines]
)
def test_furniture_within_a_story_leaves_it(language: str, amid: str) -> None:
    (record,) = parse_text(page(language, amid))
    assert [part.text for part in record.paragraphs] == TOLD[language][1]
    assert amid in [item.text for item in record.boilerplate]


@pytest.mark.parametrize(
    "line",
    [
        "Nobody asked the gulls.",
        "Buy now, sail later",
        "www.lundvik-gondolas.example",
        "“Share on Facebook” was all that the council told its visitors.",
        "The gulls wait",
    ],
)
def test_what_may_be_of_the_story_stays(line: str) -> None:
    (record,) = parse_text(page("en", line))
    assert [part.text for part in record.paragraphs] == [
        *TOLD["en"][1][:2],
        line,
        *TOLD["en"][1][2:],
    ]
