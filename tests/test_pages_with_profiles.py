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


# A page in several languages: menu, headline, a sentence of a few words, reporter, date, credit of
# a picture, a button, and two paragraphs.
SUMMED = {
    "sv": ("Hem\nNyheter\nSök", "Fyren i Torskvik får ny lins", "Linsen slipades hemma.", "Av Signe Borelius", "12 mars 2024 kl. 09.15", "Foto: Olof Grahn", "Dela på Facebook", "Fyren i Torskvik tändes på tisdagen med en ny lins som slipats i byns smedja.", "Arbetet tog två vintrar, sade fyrvaktaren."),
    "pl": ("Strona główna\nSzukaj\nZaloguj się", "Młyn nad Brdą znów miele zboże", "Mąka tylko w sobotę.", "Autor: Hanna Wilczek", "14.03.2024, 18:05", "Fot. Marek Sulima", "Udostępnij", "Młyn w Brzezince ruszył w czwartek po czterdziestu latach przerwy, podała gmina.", "Właściciel zapowiedział, że będzie mełł tylko w soboty."),
    "el": ("Αρχική\nΑναζήτηση\nΣύνδεση", "Ο φάρος της Σύρου ανάβει ξανά", "Ο φακός ήταν σπασμένος.", "Της Ελένης Μαρκάτου", "14.03.2024, 18:05", "Φωτογραφία: Νίκος Δράκος", "Κοινοποίηση", "Ο φάρος της Σύρου άναψε ξανά την Τρίτη ύστερα από δύο χρόνια σιωπής, ανακοίνωσε ο δήμος.", "Το έργο κόστισε διακόσιες χιλιάδες ευρώ."),
    "vi": ("Trang chủ\nTìm kiếm\nĐăng nhập", "Ngọn hải đăng Hòn Chài sáng trở lại", "Thấu kính do dân làng mài.", "Theo Nguyễn Thu Hà", "14/03/2024 18:05", "Ảnh: Trần Minh", "Chia sẻ", "Ngọn hải đăng Hòn Chài đã sáng trở lại vào thứ Ba sau hai năm sửa chữa, chính quyền xã cho biết.", "Công trình tốn hai tỷ đồng."),
    "he": ("ראשי\nחיפוש\nהתחברות", "המגדלור של יפו מאיר שוב", "העדשה לוטשה ביד.", "מאת רות לוי", "14.03.2024, 18:05", "צילום: דן כהן", "שתף", "המגדלור של יפו הודלק ביום שלישי לאחר שנתיים של שיפוצים, מסרה העירייה.", "העבודה נמשכה שני חורפים."),
}  # fmt: skip
PLACES = {
    "above the byline": "{menu}\n\n{headline}\n{summary}\n\n{by}\n{date}\n{button}\n\n{one}\n\n{two}\n",
    "below the time": "{menu}\n\n{headline}\n{date}\n{summary}\n{by}\n{button}\n\n{one}\n\n{two}\n",
    "below the byline": "{menu}\n\n{headline}\n{by}\n{summary}\n{date}\n{button}\n\n{one}\n\n{two}\n",
    "below a picture": "{menu}\n\n{headline}\n\n{picture}\n{summary}\n\n{by}\n{date}\n{button}\n\n{one}\n\n{two}\n",
}  # fmt: skip


@pytest.mark.parametrize("form", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("language", SUMMED)
def test_a_sentence_of_a_few_words_below_the_headline_is_the_summary(
    language: str, form: str
) -> None:
    keys = ("menu", "headline", "summary", "by", "date", "picture", "button", "one", "two")
    words = dict(zip(keys, SUMMED[language], strict=True))
    found = only(form.format_map(words))
    assert (found.headline, found.abstract) == (words["headline"], words["summary"])
    assert len(found.paragraphs) == 2


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("NLP / Bergen", "Bergen"),
        ("NLP/ Kirimuni", "Kirimuni"),
        ("NLP | Torskvik", "Torskvik"),
        ("Torskvik / NLP", "Torskvik"),
        ("INFO / Bergen", None),
        ("NLP / the harbour is closed for the winter", None),
    ],
)
def test_initials_and_a_place_right_above_the_text_are_a_dateline(
    line: str, place: str | None
) -> None:
    head = "Home\nSearch\nSign in\n\nTea growers open their own factory\nBy Wanjiru Kamau\n"
    told = "Some 4,000 tea growers opened a factory of their own on Friday after years of saving."
    page = f"{head}3 May 2024\nSave\nCopy link\n{line}\n{told}\nThe roof will follow.\n© NLP 2024\n"
    dateline = only(page).dateline
    assert (dateline and dateline.places) == (place and (place,))


HEADED = "Home\nWeather\nSign in\n\nWeather\n\n{headline}\n\n{below}By Daniel Okafor\n3 May 2024\nCopy link\n\n{text}\n"  # fmt: skip


@pytest.mark.parametrize("below", ["", "Fog will lift by noon.\n\n"])
@pytest.mark.parametrize("headline", ["Weather: fog for the north", "Weather over the two islands"])
def test_the_headline_right_above_the_byline_may_hold_words_of_menus(
    headline: str, below: str
) -> None:
    text = "A weak low over the sea brings rain with up to 14 millimetres by the evening, it said."
    found = only(HEADED.format(headline=headline, below=below, text=text))
    assert (found.headline, found.abstract) == (headline, below.strip() or None)


def test_a_paragraph_above_a_call_is_of_the_story_and_so_are_crossheads_of_any_page() -> None:
    found = only(
        "Home\nSearch\nSign in\n\nTea growers open their own factory\n\nIt has no roof yet.\n\nBy Wanjiru Kamau\n3 May 2024\n\n"
        "The roof is missing, and nobody knows when it will come. The growers have waited for years.\n\n"
        "Subscribe to our newsletter\n\n"
        "Some 4,000 of them opened the factory on Friday, after eleven years of saving, it said.\n\n"
        "Second attempt\n\nThe growers plan to buy the mill next door in the autumn.\n\nCopy link\n"
    )
    assert [part.role for part in found.paragraphs] == ["body", "body", "crosshead", "body"]
