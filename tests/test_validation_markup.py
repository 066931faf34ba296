"""NITF, NewsML-G2, RSS, Atom and IPTC 7901 as they are checked by the tables that ship: each kind of
mistake is found at its place, and what is right has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_records_read_back import kept
from test_render import FULL
from test_written_standards import OFFICIAL, RECORDS, official, written

from dispatchkit import validation
from dispatchkit.data import tables
from dispatchkit.validation._kinds import KINDS
from dispatchkit.validation.source import Source
from dispatchkit.writing import render

if TYPE_CHECKING:
    from dispatchkit.model import Dispatch

FORMS = ("nitf", "newsml-g2", "rss", "atom", "iptc7901")


def found(text: str | bytes, form: str) -> list[str]:
    """The problems of a message: line, rule and what the message says."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    source = Source.of(data)
    return [f"{one.line} {one.rule} {one.message}" for one in validation.check(source, form)]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_is_recognised_and_right(form: str) -> None:
    for dispatch in (FULL, *kept()):
        message = render(dispatch, form)
        source = Source.of(message.encode())
        assert validation.recognised(source) == form
        problems = validation.check(source, form)
        # What has a longer word than a telegram has columns.
        if any(len(word) > 69 for word in message.split()):
            problems = [one for one in problems if not one.message.startswith("a line has")]
        assert problems == []


@pytest.mark.parametrize("form", ["newsml-g2", "rss", "atom", "iptc7901"])
def test_several_in_one_output_are_right(form: str) -> None:
    assert found(written([FULL, FULL._replace(altid=None)], form), form) == []


@pytest.mark.parametrize("form", sorted(OFFICIAL))
@given(RECORDS)
def test_the_tables_find_nothing_where_the_schema_does_not(form: str, dispatch: Dispatch) -> None:
    message = render(dispatch, form)
    assert official(form).is_valid(message)
    assert [one for one in found(message, form) if " count " not in one] == []


def changed(form: str, before: str, after: str) -> tuple[list[str], int]:
    """The problems of a message in which *after* stands for *before*, and the line of that."""
    message = render(FULL, form)
    assert before in message
    line = message[: message.index(before)].count("\n") + 1
    return found(message.replace(before, after, 1), form), line


MISTAKES = [
    ("nitf", "<hl1>", "<hl3>", "syntax this is no XML"),
    ("nitf", '<urgency ed-urg="4"/>', '<urgency ed-urg="9"/>', "value ed-urg: '9' is not a whole number from 1 to 8"),
    ("nitf", 'norm="20211204T093000+0300"', 'norm="4.12.2021"', "date norm: '4.12.2021' is not a date of ISO 8601"),
    ("nitf", 'norm="20211205"', 'norm="20211305"', "date norm: '20211305' is not a date of ISO 8601"),
    ("nitf", "<docdata>", '<docdata management-status="killed">', "value management-status: 'killed' is not one of usable"),
    ("nitf", ' content="RIVER/FERRY"', "", "missing <meta> has no 'content'"),
    ("nitf", "<doc-id id-string", "<doc-id idstring", "unknown NITF 3.6 has no 'idstring' in <doc-id>; did you mean id-string?"),
    ("nitf", "<hl1>Le bac de Valmer repart</hl1>", "", "missing <hedline> has no <hl1>"),
    ("nitf", "<distributor>", "<byline>X</byline>\n<abstract><p/></abstract><distributor>", "order <distributor> stands too far below in <body.head>"),
    ("nitf", "<abstract>", "<abstract>Un texte", "unknown text stands in <abstract>, which has none"),
    ("nitf", "<body.content>", "<body.content><headline/>", "unknown NITF 3.6 has no <headline> in <body.content>"),
    ("nitf", "<title>", "<title/><title>", "repeated <head> has more than one <title>"),
    ("nitf", 'item-length="17"', 'item-length="300"', "count item-length: 300 words are stated, and 17 are there"),
    ("nitf", 'xml:lang="fr"', 'xml:lang="fr_FR"', "value xml:lang: 'fr_FR' is not a language tag"),
    ("nitf", "<nitf ", '<nitf x:y="z" xmlns:x="urn:x" ', None),
    ("nitf", ' xmlns="http://iptc.org/std/NITF/2006-10-18/"', "", None),
    ("nitf", "<body.content>", '<body.content><x:p xmlns:x="urn:x"/>', None),
    ("newsml-g2", ' guid="zz:1"', "", "missing <newsItem> has no 'guid'"),
    ("newsml-g2", 'standard="NewsML-G2"', 'standard="NewsML"', "value standard: 'NewsML' is not one of NewsML-G2"),
    ("newsml-g2", 'qcode="ninat:text"', 'qcode="text"', "value qcode: 'text' is not a code behind the alias"),
    ("newsml-g2", "<versionCreated>2021-12-05T00:00:00</versionCreated>", "", "missing <itemMeta> has no <versionCreated>"),
    ("newsml-g2", "2021-12-05T00:00:00", "2021-12-05", "date <versionCreated>: '2021-12-05' is not a date and time"),
    ("newsml-g2", "2021-12-05T00:00:00", "2021-02-30T00:00:00", "date <versionCreated>: '2021-02-30T00:00:00' is not"),
    ("newsml-g2", "<urgency>4", "<urgency>0", "value <urgency>: '0' is not a whole number from 1 to 9"),
    ("newsml-g2", "<slugline>", "<slugLine>A</slugLine><slugline>", "unknown NewsML-G2 2.35 has no <slugLine> in <contentMeta>; did you mean slugline?"),
    ("newsml-g2", 'tag="fr"', "", "missing <language> has no 'tag'"),
    ("newsml-g2", '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>', "", "missing there are codes, but neither"),
    ("newsml-g2", 'wordcount="17"', 'wordcount="2100"', "count wordcount: 2100 words are stated, and 17 are there"),
    ("newsml-g2", "<contentModified>2021-12-05", "<contentModified>2021-12", None),
    ("newsml-g2", "<headline>", '<x:headline xmlns:x="urn:x"/><headline>', None),
    ("rss", "<link>https://dispatchkit.invalid/</link>", "", "missing <channel> has no <link>"),
    ("rss", "+0300", "+03:00", "date <pubDate>: 'Sat, 04 Dec 2021 09:30:00 +03:00' is not a date and time of RFC 822"),
    ("rss", "04 Dec 2021", "31 Feb 2021", "date <pubDate>"),
    ("rss", '"false"', '"no"', "value isPermaLink: 'no' is not one of true, false"),
    ("rss", "<item>", "<item><headline/>", "unknown RSS 2.0 has no <headline> in <item>"),
    ("rss", "<item>", '<item><enclosure url="urn:x:1" length="3"/>', "missing <enclosure> has no 'type'"),
    ("rss", "<item>", "<item/>\n<item>", "missing <item> has neither <title> nor <description>"),
    ("rss", 'version="2.0"', 'version="3"', "value version: '3' is not one of 0.91"),
    ("rss", "<guid", "<pubDate>4 May 2021 10:00 GMT</pubDate>\n<guid", "repeated <item> has more than one <pubDate>"),
    ("rss", "Sat, 04 Dec 2021", "4 Dec 21", None),
    ("atom", "<id>zz:1</id>", "", "missing <entry> has no <id>"),
    ("atom", "<id>zz:1</id>", "<id>zz 1</id>", "uri <id>: 'zz 1' is not a URI"),
    ("atom", "<updated>1970-01-01T00:00:00Z", "<updated>1970-01-01", "date <updated>: '1970-01-01' is not a date and time with its zone"),
    ("atom", "<author><name>dispatchkit</name></author>", "<author/>", "missing <author> has no <name>"),
    ("atom", '<content type="html">', '<content type="xhtml"/><content>', "repeated <entry> has more than one <content>"),
    ("atom", 'term="bac"', 'label="bac"', "missing <category> has no 'term'"),
    ("atom", "<summary>", '<summary type="plain">', "value type: 'plain' is not one of text, html, xhtml"),
    ("iptc7901", "\x01zz0001 4 mon 25", "\x01zz1 7 sport 27", "value number: '1' is not three or four figures"),
    ("iptc7901", "\x01zz0001 4 mon 25", "\x01zz0001 7 mon 25", "value priority: '7' is not a figure from 1 to 6"),
    ("iptc7901", "\x01zz0001 4 mon 25", "\x01zz0001 4 sport 27", "value category: 'sport' is not one to three letters"),
    ("iptc7901", "\x01zz0001 4 mon 25", "\x01zz0001 4 mon 250", "count words: 250 are stated, and 2"),
    ("iptc7901", "\x01zz0001 4 mon 25", "\x01zz0001 4 mon", "value words: 'zz' is not a number"),
    ("iptc7901", "\x01zz0001 4 mon 25", "\x01zz0001", "missing the header has no priority"),
    ("iptc7901", "zz 0001\r\n", "zz " + "x" * 60 + "\r\n", "value more than 50 characters follow"),
    ("iptc7901", "\x01", "", "missing no SOH opens a message"),
    ("iptc7901", "\x02", "", "syntax no STX opens the text"),
    ("iptc7901", "\x03", "", "syntax no ETX opens the trailer"),
    ("iptc7901", "\x04", "", "syntax no EOT opens the end"),
    ("iptc7901", "040630 GMT", "043630 GMT", "date '043630 GMT Déc 21' does not begin with day, hour and minute"),
    ("iptc7901", "Horaires", "Horaires " + "x" * 61, "value a line has 70 characters, and may have 69"),
    ("iptc7901", "Horaires", "Horaires\x06", "character the control character 0x06"),
    ("iptc7901", "Horaires\r\n", "Horaires\r", "character CR without LF"),
    ("iptc7901", "040630 GMT Déc 21", "040630", None),
    ("iptc7901", "040630 GMT Déc 21", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("form", "before", "after", "wanted"), MISTAKES)
def test_a_mistake_is_found_at_its_place(
    form: str, before: str, after: str, wanted: str | None
) -> None:
    told, line = changed(form, before, after)
    if wanted is None:
        assert told == []
        return
    hits = [one for one in told if wanted in one]
    assert hits, told
    # What is missing is told of the element, the line or the message that it is missing in.
    near = 9 if wanted.startswith("missing") else 2
    begin = 0 if wanted.startswith(("missing", "syntax", "count")) else line
    assert begin <= int(hits[0].split()[0]) <= line + near


def test_a_path_leads_to_the_place() -> None:
    message = render(FULL, "newsml-g2").replace("<keyword>Valmer", '<keyword rank="x">Valmer')
    (problem,) = validation.check(Source.of(message.encode()), "newsml-g2")
    assert problem.pointer == "/newsItem/contentMeta/keyword[2]"
    assert (problem.line, problem.column) == (35, 3)


def test_nitf_in_an_item_is_checked_as_well() -> None:
    inside = render(FULL, "nitf").partition("\n")[2].replace('ed-urg="4"', 'ed-urg="x"')
    item = re.sub("(?s)<html.*</html>", lambda _: inside, render(FULL, "newsml-g2"))
    (problem,) = validation.check(Source.of(item.encode()), "newsml-g2")
    assert problem.pointer == "/newsItem/contentSet/inlineXML/nitf/head/docdata/urgency"


@pytest.mark.parametrize("form", FORMS)
def test_truncated_anywhere_the_check_ends_well(form: str) -> None:
    message = render(FULL, form).encode()
    for end in range(0, len(message), 7):
        source = Source(message[:end], message[:end].decode("utf-8", "replace"), form, "utf-8")
        assert validation.check(source, form) or form == "iptc7901"


@pytest.mark.parametrize("form", FORMS)
@given(st.binary(max_size=60))
def test_any_bytes_are_checked(form: str, data: bytes) -> None:
    source = Source(data, data.decode("latin-1"), form, "latin-1")
    assert validation.check(source, form)


def test_deep_elements_are_checked() -> None:
    message = f"<nitf><body><body.content>{'<bq><block>' * 5000}{'</block></bq>' * 5000}</body.content></body></nitf>"
    assert found(message, "nitf") == []


def test_every_form_of_the_tables_is_known() -> None:
    for standard in tables.load("data/markup").values():
        forms = {*standard["kinds"].values(), *standard["texts"].values()}
        assert forms <= {*KINDS, *standard["values"]}


def test_the_tables_name_what_they_use() -> None:
    for name, standard in tables.load("data/markup").items():
        groups = standard["groups"]
        for model in standard["elements"].values():
            used = re.findall(r"%([a-z]+)", model)
            assert set(used) <= set(groups), name


@pytest.mark.parametrize("form", sorted(OFFICIAL))
def test_the_tables_have_the_elements_of_the_schema(form: str) -> None:
    """No element is made up, and NITF has all of them."""
    validators = pytest.importorskip("xmlschema.validators", reason="needs the extra schemas")
    names = {one.local_name for one in official(form).iter_components(validators.XsdElement)}
    table = set(tables.load("data/markup")[form]["elements"])
    assert table <= names
    assert form != "nitf" or table >= set(official(form).elements) - {
        "ruby",
        "rb",
        "rbc",
        "rp",
        "rt",
        "rtc",
    }
