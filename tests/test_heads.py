"""What stands above the text and among its paragraphs: which line is the headline, and which lines
are no text.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_text

_PARAGRAPHS = {
    "pl": (
        (
            "Prom kursujący między Zaborem a Przykładowem wrócił w poniedziałek na rzekę po jedenastu"
            " miesiącach remontu, który kosztował gminę ponad dwa miliony złotych."
        ),
        (
            "Nowy silnik zużywa o połowę mniej paliwa, a na pokładzie mieści się szesnaście samochodów."
            " Kierowcy nie muszą już jechać trzydzieści kilometrów do najbliższego mostu."
        ),
        "Wójt zapowiedział, że przeprawa będzie bezpłatna do końca roku, także w niedziele i święta.",
    ),
    "sv": (
        (
            "Färjan över Exempelsundet är tillbaka efter elva månader på varv, och i måndags stod"
            " ett femtiotal bilar i kö redan före den första turen klockan sex."
        ),
        (
            "Den nya motorn drar hälften så mycket bränsle som den gamla, och på däck finns plats för"
            " sexton bilar. Pendlarna slipper nu omvägen på tre mil."
        ),
        "Kommunen lovar att överfarten är gratis året ut, också på söndagar och helgdagar.",
    ),
    "el": (
        (
            "Το φέρι που συνδέει το Παράδειγμα με την απέναντι όχθη επέστρεψε τη Δευτέρα στα νερά του"
            " κόλπου ύστερα από έντεκα μήνες εργασιών στο ναυπηγείο."
        ),
        (
            "Ο νέος κινητήρας καταναλώνει τα μισά καύσιμα και στο κατάστρωμα χωρούν δεκαέξι αυτοκίνητα."
            " Οι οδηγοί γλιτώνουν πλέον διαδρομή τριάντα χιλιομέτρων."
        ),
        "Ο δήμος υπόσχεται ότι το πέρασμα θα είναι δωρεάν έως το τέλος του χρόνου.",
    ),
    "uk": (
        (
            "Пором між Прикладівкою та Зразковим повернувся на річку в понеділок після одинадцяти"
            " місяців ремонту, який коштував громаді понад два мільйони гривень."
        ),
        (
            "Новий двигун витрачає вдвічі менше пального, а на палубі вміщується шістнадцять машин."
            " Водіям більше не треба їхати тридцять кілометрів до мосту."
        ),
        "Громада обіцяє, що переправа буде безкоштовною до кінця року, також у неділю.",
    ),
    "id": (
        (
            "Feri penyeberangan di Teluk Contoh kembali beroperasi pada Senin setelah sebelas bulan"
            " diperbaiki di galangan dengan biaya lebih dari dua miliar rupiah."
        ),
        (
            "Mesin barunya menghemat setengah bahan bakar dan geladaknya memuat enam belas mobil."
            " Warga tidak perlu lagi memutar sejauh tiga puluh kilometer."
        ),
        "Pemerintah daerah berjanji penyeberangan itu gratis sampai akhir tahun ini.",
    ),
    "fi": (
        (
            "Esimerkkisalmen lautta palasi maanantaina liikenteeseen yhdentoista kuukauden telakoinnin"
            " jälkeen, ja jonossa oli jo ennen kuutta viitisenkymmentä autoa."
        ),
        (
            "Uusi moottori kuluttaa puolet vähemmän polttoainetta kuin vanha, ja kannelle mahtuu"
            " kuusitoista autoa. Kolmenkymmenen kilometrin kiertotie jää historiaan."
        ),
        "Kunta lupaa, että ylitys on maksuton vuoden loppuun saakka, myös sunnuntaisin.",
    ),
}


def _text(language: str, *head: str, between: tuple[str, ...] = ("",)) -> str:
    """A dump: the lines of its *head*, and the paragraphs with lines *between* them."""
    first, *rest = _PARAGRAPHS[language]
    body = [first]
    for at, paragraph in enumerate(rest):
        body += [line for line in (between[min(at, len(between) - 1)],) if line]
        body.append(paragraph)
    return "\n".join(head) + "\n\n" + "\n\n".join(body) + "\n"


@pytest.mark.parametrize(
    ("language", "head", "headline", "names"),
    [
        # The name of the paper and a section.
        ("pl", ["Głos Znad Rzeki", "Region", "Prom wraca na rzekę po jedenastu miesiącach"], 2, []),
        ("sv", ["Sundsbladet", "Lokalt", "Vem ska betala för färjan?"], 2, []),
        # A kicker in capitals above a headline that ends like a sentence.
        ("el", ["ΤΟ ΣΤΟΙΧΗΜΑ ΤΟΥ ΔΗΜΟΥ", "«Το φέρι μένει εδώ»", "Του Νίκου Παραδείγματος"], 1, 1),
        ("uk", ["СПІР ПРО ПОРОМ", "Пором лишається. І пливе далі!", "Олена Прикладенко"], 1, 1),
        # A breadcrumb that ends with other words than the headline.
        (
            "id",
            ["Beranda > Daerah > Feri lama beroperasi lagi", "Feri Teluk Contoh kembali berlayar"],
            1,
            [],
        ),
        (
            "fi",
            ["Etusivu » Kotimaa » Lautta palasi", "Lautta kulkee taas Esimerkkisalmessa"],
            1,
            [],
        ),
        # A second deck is no headline.
        (
            "pl",
            [
                "Prom w Zaborze wraca na rzekę po długim remoncie",
                "Nowy silnik ma zużywać o połowę mniej paliwa niż stary",
                "Jan Przykładowski",
            ],
            0,
            1,
        ),
        # Who reads it how long; what else stands beside the author.
        (
            "sv",
            ["Färjan är tillbaka i sundet", "Av Ada Exempel, lokalreporter | Lästid: 3 min."],
            0,
            1,
        ),
    ],
)
def test_the_headline_stands_below_papers_sections_kickers_and_crumbs(
    language: str, head: list[str], headline: int, names: object
) -> None:
    """The head is set apart from the text by blank lines that part all paragraphs."""
    (found,) = parse_text(_text(language, *head))
    assert found.headline == head[headline]
    assert [paragraph.text for paragraph in found.paragraphs] == list(_PARAGRAPHS[language])
    assert len(found.byline) == (names or 0)


@pytest.mark.parametrize(
    ("language", "slot"),
    [
        ("pl", "Dalszy ciąg artykułu pod reklamą"),
        ("sv", "Artikeln fortsätter efter annonsen"),
        ("el", "Το άρθρο συνεχίζεται μετά τη διαφήμιση"),
        ("uk", "Продовження після реклами"),
        ("id", "Gulir ke bawah untuk lanjut membaca. Iklan"),
        ("fi", "Juttu jatkuu mainoksen jälkeen"),
        ("fi", "- MAINOS -"),
    ],
)
def test_a_line_that_the_story_goes_on_below_an_advertisement_is_no_text(
    language: str, slot: str
) -> None:
    """A word for advertisements and one for going on, in whatever order."""
    (found,) = parse_text(_text(language, "Prom wraca na rzekę", between=(slot,)))
    assert slot not in [paragraph.text for paragraph in found.paragraphs]


@pytest.mark.parametrize(
    "line",
    [
        "Reklama piwa wraca na stadiony w całym kraju.",
        "Rada chce dalej ograniczać reklamę w mieście.",
    ],
)
def test_a_sentence_about_advertisements_is_text(line: str) -> None:
    """A sentence that holds a word for advertisements stays."""
    (found,) = parse_text(_text("pl", "Prom wraca na rzekę", between=(line,)))
    assert line in [paragraph.text for paragraph in found.paragraphs]


@pytest.mark.parametrize(
    ("language", "questions"),
    [
        ("pl", ("Ile kosztuje przeprawa?", "Kto za to zapłaci?")),
        ("sv", ("Hur ofta går färjan?", "Vem betalar?")),
        ("id", ("Berapa biayanya?", "Siapa yang membayar?")),
        # Labels that pages print over links, with a paragraph below each.
        ("pl", ("Czytaj także", "Najczęściej czytane")),
        ("sv", ("Läs också", "Mest läst")),
    ],
)
def test_questions_and_labels_between_paragraphs_are_crossheads(
    language: str, questions: tuple[str, ...]
) -> None:
    """There are several of them, and no other line is of a page."""
    head = "Prom wraca na rzekę po remoncie"
    (found,) = parse_text(_text(language, head, between=questions))
    crossheads = [one.text for one in found.paragraphs if one.role == "crosshead"]
    assert crossheads == list(questions)


def test_one_question_between_paragraphs_is_text() -> None:
    """A single question may be the author's own."""
    (found,) = parse_text(_text("pl", "Prom wraca na rzekę", between=("Ale za ile?", "")))
    assert "crosshead" not in [one.role for one in found.paragraphs]


@pytest.mark.parametrize(
    ("language", "thread"),
    [
        (
            "pl",
            (
                "Komentarze (2)\n\nBarbara - 2 dni temu\nWreszcie nie muszę jechać do mostu, dziękuję.\n"
                "Odpowiedz\n\nzenek_58 - 1 dzień temu\nA zimą i tak stanie, jak co roku w lutym.\n"
                "Odpowiedz"
            ),
        ),
        (
            "sv",
            (
                "2 kommentarer\n\nLisbet\n4 april 2025 kl. 20:11\nÄntligen slipper vi omvägen, tack för"
                " det.\nSvara\n\nMogens H.\n5 april 2025 kl. 07:32\nVi får se hur länge den håller i"
                " vinter.\nSvara"
            ),
        ),
    ],
)
def test_comments_of_readers_are_no_text(language: str, thread: str) -> None:
    """Names with dates stand below a heading for comments."""
    (found,) = parse_text(_text(language, "Prom wraca na rzekę") + "\n" + thread + "\n")
    assert [paragraph.text for paragraph in found.paragraphs] == list(_PARAGRAPHS[language])


def test_teasers_with_authors_among_the_paragraphs_are_no_text() -> None:
    """A heading of related stories, and pairs of a title and a name."""
    teasers = "Läs också\nSkolan i Provköping får nytt tak\nBo Exempel"
    (found,) = parse_text(
        _text("sv", "Färjan är tillbaka", "Av Ada Prov", between=(teasers, "")), path="-"
    )
    assert [person.name for person in found.byline] == ["Ada Prov"]
    assert [paragraph.text for paragraph in found.paragraphs] == list(_PARAGRAPHS["sv"])


def test_the_winners_of_prizes_stay_in_the_text() -> None:
    """Pairs of a title and a name below no such heading are of the story."""
    winners = "Bästa kvinnliga huvudroll\nAda Exempel\nBästa manliga huvudroll\nBo Prov"
    (found,) = parse_text(_text("sv", "Priserna delades ut", between=(winners, "")))
    body = " ".join(paragraph.text for paragraph in found.paragraphs)
    assert "Ada Exempel" in body
    assert "Bo Prov" in body


COMPANY = """\
March 3, 2022, 08:00 ET

{name}

{title}

OSLO, March 3, 2022 /PRNewswire/ -- {name} today said that its ferries will carry the bicycles of \
pupils for nothing from the first day of school on.

"The ramp is there anyway," said its director, Ada Finch. Two ships are being rebuilt for it.

SOURCE {name}
"""
DECKED = """\
{title}
{deck}

Ada Prov
Di 4 jun 2024, 09.15

De haven van Voorbeeldsluis heeft dinsdag een klok uit 1883 teruggezet op het dak van het \
sluiswachtershuis, meldde de gemeente.

De klok loopt elke dag drie minuten achter. De smid die haar maakte, rekende met de zon, zei de \
sluiswachter.
"""


@pytest.mark.parametrize("name", ["Finch & Prov Ferries, Inc.", "Example Sound Lines GmbH"])
def test_the_name_of_a_company_above_a_headline_is_none(name: str) -> None:
    """The text and its source say the name again."""
    title = "Shipping Line Takes Pupils and Their Bicycles for Nothing"
    (found,) = parse_text(COMPANY.format(name=name, title=title))
    assert found.headline == title


def test_of_two_heads_the_upper_is_the_headline() -> None:
    """The lower one is a second deck."""
    title = "Oude sluisklok slaat weer, maar nooit op tijd"
    deck = "De smid van 1883 rekende nog met de stand van de zon"
    (found,) = parse_text(DECKED.format(title=title, deck=deck))
    assert (found.headline, found.abstract) == (title, deck)


def test_a_kicker_above_a_headline_is_none() -> None:
    """It has few words."""
    title = "Oude sluisklok slaat weer, maar nooit op tijd"
    (found,) = parse_text(DECKED.format(title="Leven aan het water", deck=title))
    assert found.headline == title


@pytest.mark.parametrize(
    "labels",
    ["Titular:\nCuerpo:", "Titre :\nTexte :", "Headline:\nStory text:", "Titulo:\nBrödtext:"],
)
def test_a_label_with_nothing_behind_it_is_no_headline(labels: str) -> None:
    """The text stands below the labels."""
    text = _text("sv", f"Källa: TT\nDatum: 2023-12-05\n{labels}")
    (found,) = parse_text(text)
    assert found.headline is None
    assert [paragraph.text for paragraph in found.paragraphs] == list(_PARAGRAPHS["sv"])


def test_the_category_of_a_wire_is_no_headline() -> None:
    """It is one or two letters."""
    (found,) = parse_text(_text("sv", "u i"))
    assert found.headline is None


@pytest.mark.parametrize(
    ("caption", "summed"),
    [
        # The summary is lost where the caption stands twice; it is not the caption.
        ("\n".join(["Vakter vid färjan på måndagen. Ada Prov (TT)"] * 2), False),
        ("Vakter vid färjan på måndagen.\nADA PROV (EXEMPELBILD)", True),
    ],
)
def test_a_caption_below_the_summary_is_no_part_of_it(caption: str, summed: bool) -> None:
    """A name and in brackets its agency credit the picture."""
    deck = "Efter fyra år av reparationer går båten över älven igen till glädje för byn"
    head = f"Färjan är tillbaka på älven\n{deck}\n\n{caption}\n\nAv Bo Exempel\n2 mars 2021"
    (found,) = parse_text(_text("sv", head))
    assert found.headline == "Färjan är tillbaka på älven"
    assert found.abstract == (deck if summed else None)
