"""What ``parse`` writes as NITF, NewsML-G2, RSS, Atom and IPTC 7901 it reads back, by the readers of
messages that anybody sends: every field that the form has a place for.

Bylines, datelines and notices are read anew from what is printed, by the grammar, which may see
less in a line alone than in its story. So for those it is counted how many records differ.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from generated import golden
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dispatchkit import BrokenItem, Dispatch, parse_bytes, render
from dispatchkit.model import NOTICES, ROLES, Agency, Dateline, Notice, Paragraph, Person
from dispatchkit.writing import carries, join

FORMS = ("nitf", "newsml-g2", "rss", "atom", "iptc7901")
# Fields that are written, but not as a fact that can be told from others: an abstract in a telegram
# is a paragraph, terms of use are a note.
NO_FACTS = {"iptc7901": {"abstract", "usageterms"}}
# How many of all golden records are read back with another value: at most so many. Every third is
# tried, each time the same.
DIFFERENT: dict[str, dict[str, int]] = {
    "nitf": {"agency": 1, "dateline": 4, "paragraphs": 1, "roles": 1},
    "newsml-g2": {"dateline": 4, "paragraphs": 1, "roles": 1},
    "rss": {"dateline": 4},
    "atom": {"dateline": 4},
    "iptc7901": {
        "agency": 3,
        "byline": 3,
        "copyrightnotice": 2,
        "dateline": 32,
        "ednote": 1,
        "headline": 1,
        "notice": 5,
        "paragraphs": 52,
        "slugline": 1,
    },
}


def written(dispatches: list[Dispatch], form: str) -> bytes:
    return "".join(join([render(one, form) for one in dispatches], form)).encode()


def said(dispatch: Dispatch, form: str) -> dict[str, Any]:
    """What a record says that a form keeps, as far as it does."""
    facts = {name: getattr(dispatch, name) for name in carries(form)}
    facts["paragraphs"] = [" ".join(one.text.split()) for one in dispatch.paragraphs]
    if form in ("nitf", "newsml-g2"):
        facts["roles"] = [one.role for one in dispatch.paragraphs]
    if dispatch.notice:
        # A number is one of the text.
        facts["notice"] = (dispatch.notice.kind, dispatch.notice.text)
    if form in ("rss", "atom"):
        # Of roles a feed knows authors and others.
        facts["byline"] = sorted((one.name, one.role == "author") for one in dispatch.byline)
    if form == "iptc7901" and isinstance(dispatch.published, datetime):
        facts["published"] = _minute(dispatch.published)
    return {name: fact for name, fact in facts.items() if name not in NO_FACTS.get(form, ())}


def _minute(moment: datetime) -> datetime:
    """A moment as a trailer has it."""
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole.tzinfo is None else whole.astimezone(UTC)


@pytest.mark.parametrize("form", FORMS)
def test_golden_records_are_read_back(form: str) -> None:
    different: Counter[str] = Counter()
    for before in golden()[::3]:
        if form in ("rss", "atom") and not before.paragraphs:
            with pytest.raises(BrokenItem):
                parse_bytes(written([before], form))
            continue
        (after,) = parse_bytes(written([before], form))
        facts, others = said(before, form), said(after, form)
        different += Counter(
            name
            for name, fact in facts.items()
            if fact not in (None, (), []) and fact != others[name]
        )
    allowed = DIFFERENT[form]
    assert {name: count for name, count in different.items() if count > allowed.get(name, 0)} == {}


@pytest.mark.parametrize("form", FORMS)
def test_several_are_read_back(form: str) -> None:
    stories = [one for one in golden() if one.paragraphs and one.headline][:40:4]
    # NITF has no form for several; others put documents one behind the other.
    alone = [[one] for one in stories] if form == "nitf" else [stories]
    again = parse_bytes(b"".join(written(some, form) for some in alone))
    assert [one.headline for one in again] == [one.headline for one in stories]


words = st.sampled_from(
    "harbour ferry storm island captain bridge lantern orchard quarry Übung façade мост порт 港口"
    ' توقف rain & < "quoted" it\'s 5'.split()
)
titles = st.lists(words, min_size=3, max_size=8).map(lambda found: "Ferry " + " ".join(found))
sentences = st.lists(words, min_size=8, max_size=30).map(
    lambda found: "The harbour office said " + " ".join(found) + " was closed for a week."
)
names = st.sampled_from(["Ada Finch", "Bo Lund", "Zoé Lœuvre", "Ines Gharbi", "Mette Krogh"])
zones = st.sampled_from(["+00:00", "+03:00", "-05:30"])
moments = st.one_of(
    st.dates(datetime(1971, 1, 2).date(), datetime(2049, 1, 1).date()),  # noqa: DTZ001
    st.builds(
        lambda moment, zone: datetime.fromisoformat(f"{moment:%Y-%m-%dT%H:%M}:07{zone}"),
        st.datetimes(datetime(1971, 1, 2), datetime(2049, 1, 1)),  # noqa: DTZ001
        zones,
    ),
)
BARE = Dispatch("a.txt", 0, "text", "utf-8", "generic")
RECORDS = st.builds(
    BARE._replace,
    agency=st.none() | st.just(Agency("reuters", "Reuters")),
    language=st.sampled_from(["en", "de", "fr-CA"]),
    section=st.none() | titles,
    slugline=st.none() | st.sampled_from(["FERRY-ISLANDS", "harbour/storm", "BC-Lock"]),
    headline=titles,
    abstract=st.none() | titles.map(lambda text: f"Abstract of {text}"),
    keywords=st.lists(words.filter(str.isalpha), max_size=3, unique=True).map(tuple),
    byline=st.lists(
        st.builds(Person, names, st.sampled_from(ROLES)), max_size=3, unique_by=lambda one: one.name
    ).map(tuple),
    located=st.none() | st.sampled_from(["Oslo", "Cape Verde", "日本"]),
    published=st.none() | moments,
    updated=st.none() | moments,
    notice=st.none() | st.builds(Notice, st.sampled_from(NOTICES), st.just("ATTENTION")),
    urgency=st.none() | st.integers(1, 8),
    ednote=st.none() | titles.map(lambda text: f"Adds {text}"),
    copyrightnotice=st.none() | st.just("© 2021 Nordpress"),
    usageterms=st.none() | titles,
    altid=st.none() | st.sampled_from(["urn:newsml:nordpress.example:7", "NP 7", "tag:np.example:8"]),
    paragraphs=st.lists(
        st.builds(
            Paragraph, sentences, st.sampled_from(["body", "list", "table"]), st.just((1, 1))
        ),
        max_size=4,
    ).map(lambda found: (Paragraph("The ferry runs again after a week.", "body", (1, 1)), *found)),
)  # fmt: skip


@pytest.mark.parametrize("form", ["nitf", "newsml-g2", "rss", "atom"])
@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(RECORDS)
def test_any_story_is_read_back(form: str, before: Dispatch) -> None:
    (after,) = parse_bytes(written([before], form))
    facts, others = said(before, form), said(after, form)
    facts["byline"], others["byline"] = sorted(facts["byline"]), sorted(others["byline"])
    if form in ("rss", "atom"):
        # A paragraph of the text, which the grammar knows by its words alone.
        facts.pop("notice", None)
        if before.published is None:
            # The one date of an entry is that of publication.
            facts["updated"] = None
        others["paragraphs"] = [one for one in others["paragraphs"] if one != "ATTENTION"]
    assert {
        name: (fact, others[name])
        for name, fact in facts.items()
        if fact not in (None, (), []) and fact != others[name]
    } == {}


@pytest.mark.parametrize("form", ["nitf", "newsml-g2", "rss", "atom"])
@pytest.mark.parametrize("text", ["OSLO, May 3 (Reuters)", "BODØ", "Riga/Tartu, 3. maijs (LETA)"])
def test_a_dateline_is_read_back_and_stands_in_no_paragraph(form: str, text: str) -> None:
    place = text.partition(",")[0]
    story = Paragraph("The ferry runs again after a week of storms.", "body", (1, 1))
    before = BARE._replace(
        headline="Ferry runs again",
        language="en",
        dateline=Dateline(text, place, tuple(place.split("/"))),
        paragraphs=(story,),
    )
    (after,) = parse_bytes(written([before], form))
    assert after.dateline is not None
    assert (after.dateline.text, after.dateline.places) == (text, tuple(place.split("/")))
    assert [one.text for one in after.paragraphs] == [story.text]


def test_an_id_that_was_made_is_none() -> None:
    story = Paragraph("The ferry runs again after a week of storms.", "body", (1, 1))
    before = BARE._replace(headline="Ferry runs again", paragraphs=(story,))
    for form in ("newsml-g2", "atom"):
        message = written([before], form)
        assert b"urn:dispatchkit:dispatch:" in message
        (after,) = parse_bytes(message)
        assert after.altid is None
        assert (after.published, after.updated) == (None, None)
