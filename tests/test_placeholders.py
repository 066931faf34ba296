"""What was to be filled in and was not, in several languages (DK212). All texts are invented."""

from __future__ import annotations

import pytest

from dispatchkit.lint.engine import check_source
from dispatchkit.lint.settings import Settings
from dispatchkit.lint.traced import Source

HOW = Settings(select=("DK212",))
BODY = "TARN, March 5, 2024 (Reuters) - The museum of ropes opens on Monday, its director said{}."


def found(text: str) -> list[str]:
    return [one.message for one in check_source(Source("a.txt", text.encode(), HOW)).findings]


@pytest.mark.parametrize(
    "line",
    [
        "TITULAR XXXX",
        "TITOLO XXX",
        "TÍTULO PENDIENTE",
        "Titre à définir",
        "Überschrift folgt",
        "Headline: TK",
        "TKTK",
        "Tytuł do uzupełnienia",
        "Заголовок уточняется",
        "(Añadir entradilla)",
        "(Vorspann ergänzen)",
        "[Insertar titular]",
    ],
)
def test_a_line_above_the_text_is_one_placeholder(line: str) -> None:
    assert len(found(f"{line}\n\n{BODY.format('')}\n")) == 1


@pytest.mark.parametrize(
    "said",
    [" [PENDIENTE DE COMPLETAR]", " [TK: number]", " of TKTK ropes", " [add quote]", " [TKTK]"],
)
def test_a_hole_in_the_text_is_one_placeholder(said: str) -> None:
    assert len(found(f"Museum of ropes opens\n\n{BODY.format(said)}\n")) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Missing quote costs minister his job", ""),
        ("Title fight pending, says promoter", " (add: on Monday)"),
        ("Lead missing from church roof", " [of Turkish Airlines (TK)]"),
        ("Titel fehlt noch in Sammlung", " on flight TK 1921"),
        ("Museo añade título a cuadro", ""),
        ("Titre de séjour manquant", " [sic]"),
    ],
)
def test_news_with_such_words_is_left_alone(line: str, said: str) -> None:
    assert found(f"{line}\n\n{BODY.format(said)}\n") == []
