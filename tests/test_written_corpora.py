"""Corpora for IRaMuTeQ and TXM: what their manuals ask for holds, whatever the text is."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit.model import Agency, Dateline, Dispatch, Notice, Paragraph, Person
from dispatchkit.writing import iramuteq, join, render

TEI = "{http://www.tei-c.org/ns/1.0}"
STORY = Dispatch(
    path="a.txt",
    index=0,
    format="text",
    encoding="utf-8",
    profile="aa",
    agency=Agency("aa", "Anadolu Ajans\u0131"),
    language="fr",
    section="\u00c9conomie & soci\u00e9t\u00e9",
    headline="Le **grand** retour <1>",
    abstract="Un _vrai_ retour.",
    byline=(Person("Zo\u00e9 L\u0153uvre", "author"),),
    dateline=Dateline("AA/ Praia", "Praia", ("Praia",), country="Cape Verde"),
    published=date(2021, 5, 4),
    notice=Notice("update", "Actualisation"),
    paragraphs=(
        Paragraph("Un & deux.", "body", (3, 3)),
        Paragraph("Inter", "crosshead", (4, 4)),
        Paragraph("- rouge", "list", (5, 5)),
        Paragraph("- vert", "list", (6, 6)),
    ),
)
# With the characters that are marks of either format, and some that XML cannot hold.
TEXTS = st.text(
    st.sampled_from("*_-<>&\"' \t\naZ\u00e9\u00df\u4e2d\x00\x0b\ufffe\ud800.1"),
    min_size=1,
    max_size=20,
)
DISPATCHES = st.lists(
    st.builds(
        STORY._replace,
        section=TEXTS,
        headline=TEXTS,
        abstract=st.none() | TEXTS,
        byline=st.lists(st.builds(Person, TEXTS, st.just("author")), max_size=2).map(tuple),
        paragraphs=st.lists(
            st.builds(
                Paragraph, TEXTS, st.sampled_from(["body", "list", "table"]), st.just((1, 1))
            ),
            max_size=3,
        ).map(tuple),
    ),
    min_size=1,
    max_size=3,
)


def test_a_text_of_iramuteq() -> None:
    assert render(STORY, "iramuteq") == (
        "**** *agency_aa *language_fr *date_2021-05-04 *month_2021-05 *year_2021"
        " *section_economie-societe *place_praia *country_cape-verde *author_zoe-loeuvre"
        " *notice_update\n"
        "Le grand retour <1>\n"
        "Un vrai retour.\n"
        "Un & deux.\n"
        "Inter\n"
        "- rouge\n"
        "- vert\n"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Stra\u00dfe 5", "strasse-5"),
        ("S\u00e3o Tom\u00e9/Pr\u00edncipe", "sao-tome-principe"),
        ("\u0130stanbul", "istanbul"),
        ("\u5317\u4eac", ""),
        ("*_*", ""),
        (None, ""),
    ],
)
def test_values_of_variables(text: str | None, value: str) -> None:
    assert iramuteq.value(text) == value


@given(DISPATCHES)
def test_no_text_looks_like_a_variable(dispatches: list[Dispatch]) -> None:
    text = "".join(join((render(one, "iramuteq") for one in dispatches), "iramuteq"))
    lines = text.split("\n")
    heads = [line for line in lines if "*" in line]
    assert len(heads) == len(dispatches)
    for head in heads:
        assert re.fullmatch(r"\*{4}( \*[a-z]+_[a-z0-9-]+)*", head)
    assert not re.search(r"(?<!\w)_\w+_(?!\w)", text)


def test_a_text_of_txm() -> None:
    root = ET.fromstring(render(STORY, "txm"))
    assert root.tag == f"{TEI}TEI"
    (text,) = root.iter(f"{TEI}text")
    assert text.attrib == {
        "agency": "aa",
        "language": "fr",
        "date": "2021-05-04",
        "month": "2021-05",
        "year": "2021",
        "published": "2021-05-04",
        "section": "\u00c9conomie & soci\u00e9t\u00e9",
        "byline": "Zo\u00e9 L\u0153uvre",
        "dateline": "AA/ Praia",
        "place": "Praia",
        "country": "Cape Verde",
        "notice": "Actualisation",
    }
    (body,) = text
    assert [(one.tag.removeprefix(TEI), one.get("rend"), one.text) for one in body.iter()][1:] == [
        ("head", None, "Le **grand** retour <1>"),
        ("p", "abstract", "Un _vrai_ retour."),
        ("p", None, "Un & deux."),
        ("p", "crosshead", "Inter"),
        ("list", None, "\n"),
        ("item", None, "rouge"),
        ("item", None, "vert"),
    ]


@given(DISPATCHES)
def test_any_text_makes_a_document(dispatches: list[Dispatch]) -> None:
    written = "".join(join((render(one, "txm") for one in dispatches), "txm"))
    root = ET.fromstring(written.encode())
    texts = list(root.iter(f"{TEI}text"))
    assert len(texts) == len(dispatches)
    assert root.tag == f"{TEI}{'TEI' if len(dispatches) == 1 else 'teiCorpus'}"
    for text in texts:
        assert all(re.fullmatch("[a-z]+", name) for name in text.attrib)
    heads = [head.text or "" for head in root.iter(f"{TEI}head")]
    assert [" ".join(head.split()) for head in heads] == [
        " ".join(re.sub("[\x00\x0b\ufffe\ud800]", "\ufffd", one.headline or "").split())
        for one in dispatches
    ]
