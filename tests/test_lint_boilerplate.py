"""What the fixes of the rules about boilerplate leave: no double blank line, none at either end,
and every line of news.
"""

from __future__ import annotations

import pytest

from dispatchkit.lint.fixes import fix_source
from dispatchkit.lint.settings import Settings
from dispatchkit.lint.traced import Source

HEAD = "Clock museum opens a new wing\n\nAA/ Geneva\n\n"
LEDE = (
    "The clock museum opened a new wing on Saturday, in which three hundred travelling clocks"
    " tick.\n"
)
FOOTER = (
    "Anadolu Agency website contains only a portion of the news stories offered to subscribers in"
    " the AA News Broadcasting System (HAS), and in summarized form. Please contact us for"
    " subscription options.\n"
)


def fixed(text: str, *codes: str) -> str:
    """*text* after all safe fixes of the rules whose codes begin like *codes*."""
    return fix_source(Source("dump.txt", text.encode(), Settings(select=codes)), unsafe=False).text


@pytest.mark.parametrize(
    ("dump", "left"),
    [
        (HEAD + LEDE + "\n" + FOOTER + "A Lire Aussi\nBu haberi paylaşın", HEAD + LEDE),
        (HEAD + LEDE + FOOTER + "Bu haberi paylaşın\n\n\n", HEAD + LEDE + "\n\n"),
        (
            HEAD + LEDE + "\n" + FOOTER + "\n© 2021 Anadolu Agency\n\nBu haberi paylaşın\n",
            HEAD + LEDE + "\n© 2021 Anadolu Agency\n",
        ),
        (
            "We use cookies to improve your experience.\n\nClock museum opens a new wing\n\nGENEVA,"
            " Dec 4 (AA) - " + LEDE,
            "Clock museum opens a new wing\n\nGENEVA, Dec 4 (AA) - " + LEDE,
        ),
        (
            "Clock museum opens a new wing\n\n1 23 \u00a0 | 04.12.2021\nClock museum opens a new"
            " wing\n\nAA/ Geneva\n\n" + LEDE,
            "Clock museum opens a new wing\n\n04.12.2021\n\nAA/ Geneva\n\n" + LEDE,
        ),
        (
            (
                "Clock museum opens a new wing\n\nAA/ Geneva\n\n" + LEDE + "\nBu haberi paylaşın\n"
            ).replace("\n", "\r\n"),
            (HEAD + LEDE).replace("\n", "\r\n"),
        ),
    ],
    ids=["whole tail", "blanks at the end", "between", "start", "counter and repeat", "CRLF"],
)
def test_fixes_take_whole_lines_and_leave_no_gaps(dump: str, left: str) -> None:
    once = fixed(dump, "DK6", "DK205")
    assert once.rstrip() == left.rstrip()
    assert "\n\n\n" not in once.rstrip()
    assert fixed(once, "DK6", "DK205") == once


@pytest.mark.parametrize(
    "dump",
    [
        HEAD
        + LEDE
        + "\nRead more\n\nThe oldest of its clocks was made for a pope, the youngest for a"
        " submarine.\n",
        "Kommentare\n\n" + HEAD + LEDE,
        "Aksu beats Kahn in chess final\n\n3-0\n\n" + LEDE,
        "Winning numbers\n\n5\n11\n21\n",
    ],
    ids=["between paragraphs", "may be the genre", "a score", "figures alone"],
)
def test_what_may_be_news_is_not_taken_out(dump: str) -> None:
    assert fixed(dump, "DK6") == dump


def test_wrapped_lines_are_joined_all_or_none() -> None:
    wrapped = (
        "Clock museum opens a new wing\n\nThe clock museum of Geneva opened a new wing near the"
        " lake on Saturday, in\nwhich three hundred travelling clocks tick, the oldest of them made"
        " for a\npope.\n"
    )
    assert (
        fixed(wrapped, "DK209")
        == "Clock museum opens a new wing\n\n" + " ".join(wrapped.split("\n")[2:]).strip() + "\n"
    )
    hyphened = wrapped.replace(
        "Saturday, in\nwhich", "Saturday, in the inter-\nnational district, which"
    )
    assert fixed(hyphened, "DK209") == hyphened
