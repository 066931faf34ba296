"""What databases print around their articles, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest

import dispatchkit
from dispatchkit.reading.fields import agency_of, record_fields
from dispatchkit.reading.options import ReadOptions

FERRY = "The ferry sails from Monday. It had been in dock since May."


def only(text: str) -> dict[str, Any]:
    """The record of an export of one article."""
    (record,) = dispatchkit.parse_text(text)
    return record.to_dict()


def uni(labels: str, foot: str = "Load-Date: May 3, 2021", text: str = FERRY) -> str:
    """An article of Nexis Uni with these labels above and below its text."""
    return (
        "Ferry back\nThe Herald\nMay 2, 2021 Sunday\n\nCopyright 2021 The Herald\n\n"
        f"{labels}\nLength: 16 words\n\nBody\n\n{text}\n\n{foot}\n\nEnd of Document\n"
    )


def people(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["name"], one["role"]) for one in record["byline"]]


def texts(record: dict[str, Any]) -> list[str]:
    return [one["text"] for one in record["paragraphs"]]


def test_a_label_that_is_glued_to_a_value_is_read() -> None:
    record = only(uni("Section: NEWS; Pg. 3\nByline: Ada Finch Highlight: Four months in dock."))
    assert people(record) == [("Ada Finch", "author")]
    assert record["abstract"] == "Four months in dock."
    assert record["section"] == "NEWS"


def test_labels_that_no_table_has_are_no_text_where_others_stand_around_them() -> None:
    foot = "Classification\n\nLanguage: ENGLISH\n\nPaper-Code: her\n\nWeather: mild\n\nLoad-Date: May 3, 2021"
    record = only(uni("Byline: Ada Finch", foot))
    assert texts(record) == [FERRY]
    assert record["language"] == "en"


def test_a_last_line_like_a_label_is_text_where_nothing_of_the_foot_stands_above() -> None:
    record = only(uni("Byline: Ada Finch", text=f"{FERRY}\n\nTickets: 40 crowns"))
    assert texts(record) == [FERRY, "Tickets: 40 crowns"]


def test_the_source_behind_the_name_of_an_author_is_nobody() -> None:
    record = only(uni("Byline: Ada Finch, The Herald"))
    assert people(record) == [("Ada Finch", "author")]


def test_an_agency_that_signs_a_story_of_a_paper_sent_it() -> None:
    record = only(uni("Byline: By THE ASSOCIATED PRESS"))
    assert record["agency"]["id"] == "ap"


def test_who_edited_a_story_is_kept_beside_its_author() -> None:
    text = f"{FERRY}\n\n(Reporting by Ada Finch; Editing by Bo Lind)"
    record = only(uni("Byline: Ada Finch", text=text))
    assert people(record) == [("Ada Finch", "author"), ("Bo Lind", "editor")]


def test_the_lines_of_a_short_wrapped_paragraph_are_joined() -> None:
    text = (
        "The ferry to the islands of Gull Point sails again from Monday, after four\n"
        "Months in the dock of Port Arlen, where it got a new engine.\n\n"
        "Tickets are sold from Friday at the office of the harbour in Port Arlen."
    )
    assert texts(only(uni("Byline: Ada Finch", text=text))) == [
        " ".join(one.split()) for one in text.split("\n\n")
    ]


def test_the_lines_of_a_list_are_not_joined() -> None:
    text = f"{FERRY}\n\nGull Point 10.30\nPort Arlen 11.15\nHofn 12.45"
    assert len(texts(only(uni("Byline: Ada Finch", text=text)))) == 4


@pytest.mark.parametrize(
    ("source", "agency"),
    [
        ("Reuters News", "reuters"),
        ("Xinhua General News Service", "xinhua"),
        ("Associated Press Newswires", "ap"),
        ("The Associated Press State & Local Wire", "ap"),
        ("共同通信ニュース", "kyodo"),
        ("dpa International (Englischer Dienst)", "dpa"),
        ("Interfax: Russia & CIS General Newswire", "interfax"),
        ("Algemeen Nederlands Persbureau ANP", "anp"),
        ("Agence France Presse -- English", "afp"),
        ("World News", None),
        ("The Herald", None),
        ("National Post", None),
    ],
)
def test_the_services_of_an_agency_are_the_agency(source: str, agency: str | None) -> None:
    found = agency_of(source, ReadOptions().lexicon)
    assert (found and found.id) == agency


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Van onze verslaggever Ada Finch", ["Ada Finch"]),
        ("De notre envoyé spécial Ada Finch", ["Ada Finch"]),
        ("Van onze redactie economie", []),
        ("Finch, Ada.", ["Ada Finch"]),
        ("Jan van der Berg", ["Jan van der Berg"]),
    ],
)
def test_a_byline_with_a_job_or_turned_round_names_a_person(printed: str, names: list[str]) -> None:
    byline = record_fields([("author", printed)], ReadOptions()).get("byline", ())
    assert [one.name for one in byline] == names


def test_names_that_are_turned_round_keep_their_particles() -> None:
    found = record_fields(
        [("author", "Mijangos, Rubén; de la Cruz, Edith")], ReadOptions(), reversed_names=True
    )
    assert [one.name for one in found["byline"]] == ["Rubén Mijangos", "Edith de la Cruz"]


def test_an_export_that_stands_in_tags_is_read_as_the_page_that_it_is() -> None:
    page = "".join(f"<p>{line}</p>" for line in uni("Byline: Ada Finch").split("\n") if line)
    page = f"<!DOCTYPE html><html><body>{page}</body></html>"
    record = dispatchkit.parse_bytes(page.encode())[0].to_dict()
    assert (record["format"], record["headline"]) == ("nexis-uni", "Ferry back")
    assert texts(record) == [FERRY]


def test_the_headlines_of_a_list_part_its_articles() -> None:
    days = ("vrijdag 9 december 2011", "donderdag 8 december 2011", "8 december 2011")
    text = "\n\n\n".join(
        f"{number}. Veer {number} vaart weer\n\nDe Bode, {day}, p. {number}, 12w.\n\n{FERRY}"
        for number, day in enumerate(days, 1)
    )
    found = [one.to_dict() for one in dispatchkit.parse_text(text)]
    assert [one["headline"] for one in found] == [f"Veer {n} vaart weer" for n in (1, 2, 3)]
    assert [one["published"] for one in found] == ["2011-12-09", "2011-12-08", "2011-12-08"]
    assert [texts(one) for one in found] == [[FERRY]] * 3


def test_a_cover_page_is_no_article_and_gives_no_date() -> None:
    cover = (
        "User Name: Ada Finch\n\nDate and Time: Monday, 9 September 2024 8:15 AM\n\n1. Ferry back\n\n"
        "Search Terms: ferry\n\nNews	Timeline: 01 Sep, 2024 to 08 Sep, 2024\n\n"
        "About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2024 LexisNexis\n\n"
    )
    record = only(cover + uni("Byline: Ada Finch"))
    assert (record["headline"], record["published"]) == ("Ferry back", "2021-05-02")


def test_the_company_below_an_article_of_factiva_is_none_of_its_text() -> None:
    text = (
        "Ferry back\n\nBy Ada Finch\n16 words\n2 May 2021\nThe Herald\nHERALD\n3\nEnglish\n"
        f"(c) 2021 The Herald\n\n{FERRY}\n\nHerald Media Ltd\n\nDocument HERALD0020210502eh520001x\n"
    )
    assert texts(only(text)) == [FERRY]


def test_a_rule_with_words_parts_records() -> None:
    one = f"Title     : Ferry back\nDate      : 2 May 2021\nAuthor    :\nText      :\n{FERRY}\n\n"
    found = dispatchkit.parse_text(
        f"=== Record 1 / 2 ===\n{one}=== Record 2 / 2 ===\n{one}=== End ===\n"
    )
    assert [[part.text for part in record.paragraphs] for record in found] == [[FERRY]] * 2


# What a database prints, and what becomes of it: headline, day, author, section.
LINES_OF_A_DAY = [
    (
        ("Elg i svømmehallen\n\nLofotbladet. Publisert på trykk. 04.04.2021. Side 7. Seksjon: Nyheter\n\n@\n\n"
        "© Lofotbladet\nAlle artikler er beskyttet av lov om opphavsrett til åndsverk.\n"),
        ("Elg i svømmehallen", "2021-04-04", None, "Nyheter"),
    ),
    (
        ("Älg i simhallen\n\nBergsposten. Publicerat i print 2021-04-04. Sida: 6. Av: Kari Moe\n\n@\n\n"
        "© Bergsposten eller artikelförfattaren.\nLäs hela artikeln på http://ret.nu/abc1\n"),
        ("Älg i simhallen", "2021-04-04", "Kari Moe", None),
    ),
    (
        "Hirvi uimahallissa\n\nRantalehti, 2021-04-04. Julkaistu verkossa. Sivu 3\n\n@\n\n© Rantalehti\n",
        ("Hirvi uimahallissa", "2021-04-04", None, None),
    ),
    (
        ("Elg i svømmehallen\n\n04.04.2021 | Fynsposten | Side 2 | 51 ord | Artikel-id: e1234abe | Original: Link\n\n@\n\n"
        "Alt materiale i Infomedia er omfattet af lov om ophavsret.\n"),
        ("Elg i svømmehallen", "2021-04-04", None, None),
    ),
    (
        ("Moose in the pool\n\nThe Gazette · 4 Apr 2021 · 6 · By Ada Finch\n\n@\n\n"
        "Article Name: Moose in the pool\nPublication: The Gazette\nStart Page: 6\nPowered by PressReader\n"),
        ("Moose in the pool", "2021-04-04", "Ada Finch", None),
    ),
    (
        ("Un élan à la piscine\n\nLa Gazette · 4 avr. 2021 · 6 · Par Aude Merle\n\n@\n\nNom de l’article: Un élan à la piscine\n"
        "Publication: La Gazette\nSection: Région\nPage de début: 6\nFourni par PressReader\n"),
        ("Un élan à la piscine", "2021-04-04", "Aude Merle", "Région"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"), LINES_OF_A_DAY, ids=[one[:20] for one, _ in LINES_OF_A_DAY]
)
def test_a_line_of_source_and_day_is_read_in_any_order(
    text: str, told: tuple[str | None, ...]
) -> None:
    record = only(text.replace("@", FERRY))
    named = record["byline"][0]["name"] if record["byline"] else None
    assert (record["headline"], record["published"], named, record["section"]) == told
    assert texts(record) == [FERRY]
