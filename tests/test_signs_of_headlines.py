"""Signs around a headline: those of mark-up are left out, those that are glued to a word are what was
printed. All texts are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

STORY = (
    "\n\nLinz, 3. April 2019 (APA) - Eine Filiale hat in Linz eröffnet, sagte der Chef.\n\nDie Kunden"
    " freuen sich über die neue Filiale, sagte er.\n"
)
BARE = "Fähre fährt wieder nach Linz"


@pytest.mark.parametrize("sign", "=+*#")
def test_a_sign_that_is_glued_to_the_headline_stays(sign: str) -> None:
    (dispatch,) = parse_text(f"{sign}{BARE}{STORY}")
    assert dispatch.headline == f"{sign}{BARE}"


@pytest.mark.parametrize(
    "form", ["# {}", "## {} ##", "*** {} ***", "**{}**", "*{}*", "_{}_", "= {} =", "== {} =="]
)
def test_signs_of_mark_up_are_left_out(form: str) -> None:
    (dispatch,) = parse_text(f"{form.format(BARE)}{STORY}")
    assert dispatch.headline == BARE


@pytest.mark.parametrize("sign", "=+#")
def test_a_sign_that_opens_a_paragraph_stays(sign: str) -> None:
    (dispatch,) = parse_text(f"{BARE}{STORY}\n{sign}Die Stadt zahlt die Hälfte, sagte sie.\n")
    assert dispatch.paragraphs[-1].text == f"{sign}Die Stadt zahlt die Hälfte, sagte sie."
