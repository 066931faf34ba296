"""What is written as ninjs and JSON-LD comes back through the readers of anybody's messages."""

from __future__ import annotations

from typing import Any

import pytest
from generated import BARE, golden
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatchkit import DispatchkitError, parse_bytes
from dispatchkit.model import NOTICES, ROLES, Agency, Dateline, Dispatch, Notice, Paragraph, Person
from dispatchkit.writing import carries, join, render

FORMATS = ["ninjs", "ninjs2", "ninjs1", "jsonld"]
# A flash of a few words without headline and date is no story to the reader of JSON, unless it says
# that it is ninjs.
FEW = {"jsonld": 1}


def said(dispatch: Dispatch, form: str) -> dict[str, Any]:
    """What a format keeps of a dispatch, as far as there is something."""
    record = dispatch.to_dict()
    kept = {key: record[key] for key in carries(form) if record[key] not in (None, [])}
    # People are read by what they did.
    kept["byline"] = sorted(one.role + one.name for one in dispatch.byline)
    if dispatch.notice:
        kept["notice"] = (dispatch.notice.kind, dispatch.notice.text)
    if form == "jsonld":
        # Its text is plain, with bullets before items.
        kept["paragraphs"] = [one.text.removeprefix("• ") for one in dispatch.paragraphs]
        # The dateline of Korean wires ends with the reporter.
        kept.pop("dateline", None)
    else:
        kept["paragraphs"] = [(one.text, one.role) for one in dispatch.paragraphs]
    if dispatch.dateline and (dispatch.dateline.place or "") not in dispatch.dateline.text:
        # The place that a message named beside a credit is printed nowhere.
        kept.pop("dateline", None)
    return kept


def lost(before: Dispatch, after: Dispatch, form: str) -> dict[str, Any]:
    """What did not come back, and what came instead."""
    there, back = said(before, form), said(after, form)
    return {key: (value, back.get(key)) for key, value in there.items() if back.get(key) != value}


@pytest.mark.parametrize("form", FORMATS)
def test_golden_records_come_back(form: str) -> None:
    missing = 0
    # Reading takes time: each format gets some of the records.
    for dispatch in golden()[FORMATS.index(form) :: 4 * len(FORMATS)]:
        try:
            (found,) = parse_bytes(render(dispatch, form).encode())
        except DispatchkitError:
            missing += 1
            continue
        assert lost(dispatch, found, form) == {}, dispatch.path
    assert missing <= FEW.get(form, 0)


NAMES = st.sampled_from(["Ada Finch", "Bo Lund", "Léa Martin", "Jan de Vries", "Mina Holt"])
PLACES = st.sampled_from(["OSLO", "Tilven", "NEW YORK", "Saint-Malo", "ROME"])
WORDS = st.sampled_from(["ferry", "Storm & tide", "harbour", "fêtes", "3 < 4"])
SENTENCES = st.sampled_from(
    [
        "The ferry to the islands runs again after a week of storms.",
        'The keeper said "we waited" & left for the harbour at 5 < 6.',
        "Nobody was hurt when the bridge was closed for two hours.",
    ]
)
PARAGRAPHS = st.one_of(
    st.builds(Paragraph, SENTENCES, st.just("body"), st.just((1, 1))),
    st.sampled_from(
        [
            Paragraph("What it carries", "crosshead", (1, 1)),
            Paragraph("bread and salt", "list", (1, 1)),
            Paragraph("Monday 4 5 6", "table", (1, 1)),
        ]
    ),
)
ZONED = st.sampled_from(["2021-05-04T10:00:00+00:00", "2021-05-04T23:30:00+02:00"])
DAYS = st.sampled_from(["2021-05-03", "2021-05-04T09:15:00"])


def moment(text: str) -> Any:
    from datetime import date, datetime

    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


MESSAGES = st.builds(
    BARE._replace,
    agency=st.none() | st.just(Agency("afp", "Agence France-Presse")),
    language=st.sampled_from(["en", "fr"]),
    section=st.none() | WORDS,
    slugline=st.none() | st.just("FERRY-STORM"),
    headline=st.sampled_from(["Ferry runs again after storm", "Bridge at Tilven is closed"]),
    abstract=st.none() | st.just("It had been closed for a week, the office said."),
    keywords=st.lists(WORDS, max_size=3, unique=True).map(tuple),
    byline=st.lists(
        st.builds(Person, NAMES, st.sampled_from(ROLES)),
        max_size=3,
        unique_by=lambda person: person.name,
    ).map(tuple),
    dateline=st.none() | PLACES.map(lambda place: Dateline(place, place, (place,))),
    located=st.none() | st.just("Norway"),
    published=st.none() | st.one_of(ZONED, DAYS).map(moment),
    updated=st.none() | st.just("2021-05-05T08:00:00+00:00").map(moment),
    notice=st.none() | st.builds(Notice, st.sampled_from(NOTICES), st.just("MARKER")),
    urgency=st.none() | st.integers(1, 9),
    ednote=st.none() | st.just("Adds quotes."),
    copyrightnotice=st.none() | st.just("© 2021 Nordpress"),
    usageterms=st.none() | st.just("No archive."),
    altid=st.none() | st.sampled_from(["urn:newsml:np.example:20210504:7", "NP-7"]),
    paragraphs=st.builds(
        lambda first, others: (
            Paragraph(first, "body", (1, 1)),
            # A paragraph that stands twice is a slip of whoever pasted it.
            *(one for one in others if one.text != first),
            # A heading has a text below it.
            Paragraph(
                "They meet again on Friday, the mayor said in the town hall.", "body", (1, 1)
            ),
        ),
        SENTENCES,
        st.lists(PARAGRAPHS, max_size=3, unique_by=lambda paragraph: paragraph.text),
    ),
    # A place and a dash are a dateline where the message says that it comes from there, and not
    # where it says that it comes from somewhere else.
).map(lambda one: one._replace(located=None) if one.dateline else one)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=15)
@given(st.lists(MESSAGES, min_size=1, max_size=3, unique_by=lambda one: one.headline))
def test_messages_come_back(form: str, dispatches: list[Dispatch]) -> None:
    text = "".join(join([render(one, form) for one in dispatches], form))
    found = parse_bytes(text.encode())
    assert [lost(*pair, form) for pair in zip(dispatches, found, strict=True)] == [
        {} for _ in dispatches
    ]
