"""Pages read with a user's own profile: what it says of the sender takes nothing from the story.
All agencies and texts are invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dispatchkit import parse_text

if TYPE_CHECKING:
    from pathlib import Path

    from dispatchkit.model import Dispatch

# Profiles with facts only: their names, credits and languages.
FACTS = {
    "halmar": ("Halmar Nyhetsbyrå", "HALMAR", "sv"),
    "korinta": ("Agencja Korinta", "KORINTA", "pl"),
    "sabila": ("Sabila News", "SABILA", "en"),
}
# Between headline and dateline stand a summary, a reporter, and buttons that look like headlines.
PAGES = {
    "halmar": """\
Halmar
Hem
Nyheter
Sök

Gammal fyr i Torskvik får ny lins efter sextio år
Linsen slipades för hand i byns smedja.

Av Signe Borelius | 12 mars 2024 kl. 09.15
Lyssna på artikeln
Spara · Skriv ut · Kopiera länken
Dela på Facebook | X

TORSKVIK (HALMAR) – Fyren i Torskvik tändes på tisdagen med en ny lins från byns egen smedja.

Arbetet tog två vintrar.

Läs också
Färjan till Sandön går igen efter stormen
""",
    "korinta": """\
Korinta
Strona główna
Szukaj
Zaloguj się

Stary młyn nad Brdą znów miele po czterdziestu latach
Mąkę kupić można tylko w sobotę.

Autor: Hanna Wilczek
Udostępnij
Zapisz · Drukuj · Kopiuj odnośnik

BRZEZINKA, 14.03. (KORINTA) – Młyn w Brzezince ruszył w czwartek po czterdziestu latach przerwy.

Właściciel zapowiedział, że będzie mełł tylko w soboty.

Czytaj też
Prom na wyspę wraca po burzy
""",
    "sabila": """\
Sabila News
Home
Search
Sign in | Subscribe

Tea growers of Kirimuni get their first own factory
The roof was still missing on opening day.

By Wanjiru Kamau, 3 May 2024, 6.30 p.m., 2 min read
Listen to this story
Save · Print · Copy link
Share on Facebook | WhatsApp

KIRIMUNI | SABILA | 3 MAY — Some 4,000 tea growers opened a factory of their own on Friday.

The roof will follow in June, the cooperative said.

Read also
Ferry to the island sails again
""",
}


@pytest.fixture
def profile(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A profile with the facts of the agency that the test is about."""
    agency = request.node.callspec.params["agency"]
    name, credit, language = FACTS[agency]
    path = tmp_path / f"{agency}.toml"
    path.write_text(
        f'schema = 1\nid = "{agency}"\nname = "{name}"\nlanguages = ["{language}"]\n'
        f'credits = ["{credit}"]\n',
        encoding="utf-8",
    )
    return str(path)


def only(text: str, profile: str | None = None) -> Dispatch:
    (dispatch,) = parse_text(text, profile=profile)
    return dispatch


@pytest.mark.parametrize("agency", FACTS)
def test_a_credit_in_a_dateline_does_not_part_a_page_from_its_headline(
    agency: str, profile: str
) -> None:
    page = PAGES[agency]
    found, plain = only(page, profile), only(page)
    assert found.agency is not None
    assert found.agency.id == agency
    assert found.dateline is not None
    assert (found.headline, found.abstract) == (plain.headline, plain.abstract)
    assert len(found.paragraphs) == 2
