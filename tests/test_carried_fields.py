"""What a format says it carries can be found in its output, and nothing else can."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit.model import Agency, Boilerplate, Dateline, Dispatch, Notice, Paragraph, Person
from dispatchkit.writing import RENDERERS, carries, render

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import formats as formats_page

# Words that stand in no key, no role and no other value: each field gets one of its own.
VALUES: dict[str, tuple[Any, str]] = {
    "path": ("Qpath", "Qpath"),
    "index": (765432, "765432"),
    "format": ("Qformat", "Qformat"),
    "encoding": ("Qencoding", "Qencoding"),
    "profile": ("Qprofile", "Qprofile"),
    "agency": (Agency("Qagency", "Qagency"), "Qagency"),
    "language": ("x-qlang", "x-qlang"),
    "section": ("Qsection", "Qsection"),
    "slugline": ("Qslugline", "Qslugline"),
    "headline": ("Qheadline", "Qheadline"),
    "abstract": ("Qabstract", "Qabstract"),
    "keywords": (("Qkeyword",), "Qkeyword"),
    "byline": ((Person("Qbyline", "author"),), "Qbyline"),
    "dateline": (Dateline("Qdateline", "Qdateline"), "Qdateline"),
    "located": ("Qlocated", "Qlocated"),
    "published": (date(1987, 6, 5), "1987-06-05"),
    "updated": (date(1986, 5, 4), "1986-05-04"),
    "notice": (Notice("Qnotice", "Qnotice"), "Qnotice"),
    "urgency": (987654, "987654"),
    "ednote": ("Qednote", "Qednote"),
    "copyrightnotice": ("Qcopyright", "Qcopyright"),
    "usageterms": ("Qusage", "Qusage"),
    "altid": ("Qaltid", "Qaltid"),
    "paragraphs": ((Paragraph("Qparagraph", "body", (1, 1)),), "Qparagraph"),
    "boilerplate": ((Boilerplate("Qboilerplate", "other", "x.y", (2, 2)),), "Qboilerplate"),
    "item": ("Qitem", "Qitem"),
}
# Standards that have a range for the urgency, and no place for one beyond it.
RANGED = ("ninjs", "ninjs1", "ninjs2", "newsml-g2", "nitf", "iptc7901")
# Days as some standards write them.
DAYS = {"published": ("19870605", "050000 Jun 87"), "updated": ("19860504",)}
NEEDED = ("path", "index", "format", "encoding", "profile")


def test_every_field_is_tried() -> None:
    assert tuple(VALUES) == Dispatch._fields


@pytest.mark.parametrize("name", sorted(RENDERERS))
@given(st.sets(st.sampled_from(sorted(VALUES))))
def test_a_format_holds_what_it_carries_and_nothing_else(name: str, fields: set[str]) -> None:
    there = (fields - {"urgency"} if name in RANGED else fields) | set(NEEDED)
    written = render(Dispatch(**{field: VALUES[field][0] for field in there}), name).casefold()
    tokens = {field: (token, *DAYS.get(field, ())) for field, (_, token) in VALUES.items()}
    found = {
        field
        for field, spelled in tokens.items()
        if any(token.casefold() in written for token in spelled)
    }
    carried = there & set(carries(name))
    derived = {"published", "updated"} & there if "day" in carries(name) else set()
    assert carried <= found <= carried | derived


def test_the_page_of_formats_is_what_the_code_says() -> None:
    assert formats_page.PAGE.read_text(encoding="utf-8") == formats_page.page()
