"""Dispatches that nobody wrote, and the official schemas beside the checkout."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import strategies as st

from dispatchkit.model import (
    NOTICES,
    PARAGRAPH_ROLES,
    ROLES,
    Agency,
    Dateline,
    Dispatch,
    Notice,
    Paragraph,
    Person,
)

HERE = Path(__file__).parent
# Beside the checkout, or beside the folder of several.
_PLACES = [HERE.parents[up] / "shared" / "schemas" for up in (1, 2)]
SCHEMAS = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the official schemas are not beside this checkout"
)
BARE = Dispatch("a.txt", 0, "text", "utf-8", "generic")

# Whatever a text may hold, controls and halves of surrogate pairs as well.
TEXTS = st.text(
    st.one_of(
        st.characters(min_codepoint=32, max_codepoint=126),
        st.sampled_from(
            "äßéñ中文الع\x00\x01\t\n\r\x0b\x1b\x85\u2028\ud800\udfff\ufffe\uffff😀&<>\"'"
        ),
    ),
    min_size=1,
    max_size=12,
)
_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_TIMES = st.datetimes(datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2100-01-01"))
MOMENTS = st.one_of(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    _TIMES,
    st.builds(lambda moment, zone: moment.replace(tzinfo=zone), _TIMES, _ZONES),
)
IDS = st.one_of(
    TEXTS,
    st.sampled_from(["urn:newsml:nordpress.example:20210504:7", "https://n.example/a?b=c#d", "7"]),
)
_DATELINES = st.builds(
    lambda places, text: Dateline(text, "/".join(places) or None, tuple(places)),
    st.lists(TEXTS, max_size=2),
    TEXTS,
)
DISPATCHES = st.builds(
    BARE._replace,
    agency=st.none() | st.builds(Agency, TEXTS, TEXTS),
    language=st.none() | st.sampled_from(["en", "fr-CA", "zh-Hant"]),
    **{
        name: st.none() | TEXTS
        for name in (
            "section",
            "slugline",
            "headline",
            "abstract",
            "located",
            "ednote",
            "copyrightnotice",
            "usageterms",
        )
    },
    keywords=st.lists(TEXTS, max_size=2).map(tuple),
    byline=st.lists(st.builds(Person, TEXTS, st.sampled_from(ROLES)), max_size=3).map(tuple),
    dateline=st.none() | _DATELINES,
    published=st.none() | MOMENTS,
    updated=st.none() | MOMENTS,
    notice=st.none() | st.builds(Notice, st.sampled_from(NOTICES), TEXTS),
    urgency=st.none() | st.integers(-1, 12),
    altid=st.none() | IDS,
    paragraphs=st.lists(
        st.builds(Paragraph, TEXTS, st.sampled_from(PARAGRAPH_ROLES), st.just((1, 1))), max_size=4
    ).map(tuple),
)


def golden() -> list[Dispatch]:
    """The dispatches of the golden records."""
    return [
        Dispatch.from_dict(record)
        for path in sorted((HERE / "golden").rglob("*.json"))
        for found in [json.loads(path.read_text(encoding="utf-8"))]
        for record in (found if isinstance(found, list) else [found])
        if "schema" in record
    ]
