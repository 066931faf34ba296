"""The section of a page: a label that stands alone beside the headline or a trail, not an entry of
the menu above it.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

STORIES = {
    "en": (
        "Swimmers rescue stranded narwhal\n\nMarch 14, 2019 9:12 AM\n\nREYKJAVIK (Reuters) - Members"
        " of a club pushed a stranded narwhal back to sea on Thursday.\n\nShare on Facebook\n\n"
        "© 2019 Reuters. All rights reserved.\n"
    ),
    "pt": (
        "Pastelaria bate recorde com queijada\n\n12 de junho de 2012, 16:40\n\nÉvora, 12 jun (Lusa) -"
        " Uma pastelaria de Évora apresentou hoje uma queijada com 90 quilos.\n\nPartilhar no"
        " Facebook\n\n© 2012 Lusa. Todos os direitos reservados.\n"
    ),
}


@pytest.mark.parametrize(
    ("language", "menu"),
    [
        ("en", "Home\nNews\nWorld\nBusiness\n"),
        ("en", "Home\nNews\nWorld\nBusiness\nSign in\n"),
        ("en", "Home\nWorld\nSport\n\n"),
        ("pt", "Home\nMundo\nDesporto\n\n"),
    ],
)
def test_an_entry_of_a_menu_is_no_section(language: str, menu: str) -> None:
    (found,) = parse_text(menu + STORIES[language])
    assert found.section is None
    kept = [one.text for one in found.boilerplate]
    assert all(entry in kept for entry in menu.split("\n") if entry)


@pytest.mark.parametrize("menu", ["Home\nNews\nSign in\n\nBusiness\n\n", "Home > Business\n\n"])
def test_a_label_alone_or_a_trail_is(menu: str) -> None:
    (found,) = parse_text(menu + STORIES["en"])
    assert found.section is not None
    assert "Business" in found.section
