"""Messages in XML: what of them becomes which field, by invented messages of each standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dispatchkit import UnreadableFormat, parse_bytes
from dispatchkit.pipeline import run
from dispatchkit.reading.options import ReadOptions

if TYPE_CHECKING:
    from dispatchkit import Dispatch

FIRST = "The lock let the first barges through on Tuesday, the keeper said."
SECOND = "Nobody had told him when it would open, he added."
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"
BOTH = [FIRST, SECOND]


def nitf(head: str = "", body_head: str = "", content: str = TEXT, end: str = "") -> str:
    """A message of NITF."""
    return (
        f"<nitf><head>{head}</head><body><body.head>{body_head}</body.head>"
        f"<body.content>{content}</body.content><body.end>{end}</body.end></body></nitf>"
    )


def newsml(management: str = "", component: str = "", content: str = TEXT) -> str:
    """A message of NewsML 1."""
    return (
        f"<NewsML><NewsItem><NewsManagement>{management}</NewsManagement><NewsComponent>{component}"
        f"<ContentItem><DataContent>{content}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )


def g2(
    item: str = "",
    content: str = "",
    text: str = f"<inlineXML><html><body>{TEXT}</body></html></inlineXML>",
) -> str:
    """A message of NewsML-G2."""
    return (
        f'<newsItem guid="tag:nordpress.example:1"><itemMeta>{item}</itemMeta><contentMeta>{content}'
        f"</contentMeta><contentSet>{text}</contentSet></newsItem>"
    )


def one(message: str) -> Dispatch:
    """The dispatch in a message that holds one."""
    (found,) = parse_bytes(message.encode())
    return found


def texts(found: Dispatch) -> list[str]:
    """The texts of its paragraphs."""
    return [paragraph.text for paragraph in found.paragraphs]


def kept(found: Dispatch) -> str:
    """All that stands beside the body."""
    return "\n".join(cut.text for cut in found.boilerplate)


HEADLINE = "<hedline><hl1>Lock opens</hl1></hedline>"
FIELDS: dict[str, tuple[str, str, Any]] = {
    "hl1": (nitf(body_head=HEADLINE), "headline", "Lock opens"),
    "hl1 over title": (nitf("<title>LOCK</title>", HEADLINE), "headline", "Lock opens"),
    "title alone": (nitf("<title>Lock opens</title>"), "headline", "Lock opens"),
    "hl2 is an abstract": (
        nitf(body_head="<hedline><hl1>Lock opens</hl1><hl2>Barges move again</hl2></hedline>"),
        "abstract",
        "Barges move again",
    ),
    "hl2 that repeats hl1": (
        nitf(body_head="<hedline><hl1>Lock opens</hl1><hl2>Lock opens</hl2></hedline>"),
        "abstract",
        None,
    ),
    "abstract": (
        nitf(body_head="<abstract><p>Barges move.</p></abstract>"),
        "abstract",
        "Barges move.",
    ),
    "id": (nitf('<docdata><doc-id id-string="np.4"/></docdata>'), "altid", "np.4"),
    "urgency": (nitf('<docdata><urgency ed-urg="3"/></docdata>'), "urgency", 3),
    "urgency outside docdata": (nitf('<urgency ed-urg="3"/>'), "urgency", 3),
    "key of a keyword": (
        nitf('<docdata><key-list><keyword key="lock"/><keyword key="canal"/></key-list></docdata>'),
        "keywords",
        ("lock", "canal"),
    ),
    "text of a keyword": (
        nitf("<key-list><keyword>lock</keyword></key-list>"),
        "keywords",
        ("lock",),
    ),
    "notes": (
        nitf(
            '<docdata><ed-msg info="Corrects day."/></docdata>',
            "<note><p>Pictures follow.</p></note>",
        ),
        "ednote",
        "Corrects day. Pictures follow.",
    ),
    "copyright": (
        nitf('<docdata><doc.copyright year="2021" holder="Nordpress"/></docdata>'),
        "copyrightnotice",
        "2021 Nordpress",
    ),
    "section": (nitf('<pubdata position.section="Business"/>'), "section", "Business"),
    "slugline": (nitf('<meta name="anpa-keyword" content="LOCK"/>'), "slugline", "LOCK"),
    "base language": (nitf().replace("<nitf", '<nitf baselang="nb-NO"'), "language", "nb-NO"),
    "level 1 headline": (
        newsml(component="<NewsLines><HeadLine>Lock opens</HeadLine></NewsLines>"),
        "headline",
        "Lock opens",
    ),
    "empty headline": (newsml(component="<NewsLines><HeadLine/></NewsLines>"), "headline", None),
    "properties": (
        newsml(
            component='<Property FormalName="Keyword" Value="lock"/><Property FormalName="Tool" Value="x"/>'
        ),
        "keywords",
        ("lock",),
    ),
    "usage": (
        newsml(component="<UsageRights><UsageType>No archive</UsageType></UsageRights>"),
        "usageterms",
        "No archive",
    ),
    "misspelt in case": (
        newsml(component="<newslines><Headline>Lock opens</Headline></newslines>"),
        "headline",
        "Lock opens",
    ),
    "main headline of several": (
        g2(
            content='<headline role="hld:subHeadline">Barges</headline><headline>Lock opens</headline>'
        ),
        "headline",
        "Lock opens",
    ),
    "sub headline": (
        g2(
            content='<headline role="hld:subHeadline">Barges</headline><headline>Lock opens</headline>'
        ),
        "abstract",
        "Barges",
    ),
    "caption is no abstract": (
        g2(content='<description role="d:caption">A lock</description>'),
        "abstract",
        None,
    ),
    "notes of g2": (
        g2("<edNote>Adds day.</edNote><edNote>More follows.</edNote>"),
        "ednote",
        "Adds day. More follows.",
    ),
    "white space in figures": (g2(content="<urgency>\n 3 </urgency>"), "urgency", 3),
    "guid": (g2(), "altid", "tag:nordpress.example:1"),
    "located": (g2(content="<located><name>Lund</name></located>"), "located", "Lund"),
    "by": (g2(content="<slugline>LOCK/</slugline>"), "slugline", "LOCK/"),
}


@pytest.mark.parametrize(("message", "field", "value"), FIELDS.values(), ids=FIELDS)
def test_a_fact_is_found(message: str, field: str, value: object) -> None:
    found = one(message)
    assert getattr(found, field) == value
    assert texts(found) == BOTH


BYLINES = {
    nitf(body_head="<byline>By Ada Finch<byttl>Nordpress writer</byttl></byline>"): ["Ada Finch"],
    nitf(body_head="<byline>By <person>Ada Finch</person> and <person>Bo Lind</person></byline>"): [
        "Ada Finch",
        "Bo Lind",
    ],
    nitf(
        body_head='<byline class="print_byline">By ADA FINCH</byline>'
        '<byline class="normalized_byline">Finch, Ada</byline>'
    ): ["ADA FINCH"],
    nitf(body_head="<byline/>"): [],
    newsml(component="<NewsLines><ByLine>Ada Finch</ByLine></NewsLines>"): ["Ada Finch"],
    g2(content="<by>Ada Finch</by><creator literal='AF'/>"): ["Ada Finch"],
}


@pytest.mark.parametrize(("message", "names"), BYLINES.items())
def test_who_wrote_it(message: str, names: list[str]) -> None:
    assert [person.name for person in one(message).byline] == names


DATES = {
    nitf('<docdata><date.issue norm="20210504T1015Z"/></docdata>'): "2021-05-04T10:15:00+00:00",
    nitf(
        '<docdata><date.issue norm="20210504T101500+0200"/></docdata>'
    ): "2021-05-04T10:15:00+02:00",
    nitf('<docdata><date.issue norm="2021-05-04T10:15:00"/></docdata>'): "2021-05-04T10:15:00",
    newsml("<FirstCreated>20210504T101500+0000</FirstCreated>"): "2021-05-04T10:15:00+00:00",
    newsml("<FirstCreated>20210504T101500</FirstCreated>"): "2021-05-04T10:15:00",
    g2("<firstCreated/><versionCreated>2021-05-04T10:15:00.000Z</versionCreated>"): (
        "2021-05-04T10:15:00+00:00"
    ),
    g2(): None,
}


@pytest.mark.parametrize(("message", "published"), DATES.items())
def test_a_zone_is_there_if_it_is_stated(message: str, published: str | None) -> None:
    assert one(message).to_dict()["published"] == published


OPENED = f"<p>LUND, May 4 (Reuters) - {FIRST}</p><p>{SECOND}</p>"
DATELINES = {
    "element": (nitf(body_head="<dateline>TILVEN, May 4 (Reuters) -</dateline>"), "TILVEN"),
    "place in elements": (
        nitf(body_head="<dateline><location><city>Tilven</city></location></dateline>"),
        "Tilven",
    ),
    "text over a bare place": (
        nitf(body_head="<dateline>Tilven</dateline>", content=OPENED),
        "LUND",
    ),
    "envelope over text": (
        nitf(body_head="<dateline>TILVEN, May 4 (Reuters)</dateline>", content=OPENED),
        "TILVEN",
    ),
    "a time is none": (g2(content="<dateline>2021-05-04T10:15:00.000Z</dateline>"), None),
    "a day is none": (
        newsml(component="<NewsLines><DateLine>4/5/2021</DateLine></NewsLines>"),
        None,
    ),
    "the desk is none": (g2(content="<located><name>Lund</name></located>"), None),
    "city": (
        newsml(
            component='<NewsLines><DateLine>4/5/2021</DateLine></NewsLines><Location HowPresent="Origin">'
            '<Property FormalName="City" Value="Tilven"/></Location>'
        ),
        "Tilven",
    ),
}


@pytest.mark.parametrize(("message", "place"), DATELINES.values(), ids=DATELINES)
def test_where_it_was_filed(message: str, place: str | None) -> None:
    found = one(message)
    assert (found.dateline and found.dateline.place) == place
    assert texts(found) == BOTH


NOTICES = {
    nitf('<docdata management-status="canceled"/>'): "kill",
    nitf('<docdata management-status="usable"/>'): None,
    nitf(
        '<docdata management-status="embargoed"><date.release norm="20210505T000000Z"/></docdata>'
    ): "embargo",
    newsml('<Status FormalName="Canceled"/>'): "kill",
    g2('<pubStatus qcode="stat:canceled"/>'): "kill",
    g2('<pubStatus qcode="stat:usable"/><signal qcode="sig:correction"/>'): "correction",
    g2("<embargoed>2021-05-05T00:00:00Z</embargoed>"): "embargo",
}


@pytest.mark.parametrize(("message", "kind"), NOTICES.items())
def test_a_status_is_the_notice(message: str, kind: str | None) -> None:
    notice = one(message).notice
    assert (notice and notice.kind) == kind


def test_the_elements_of_a_text_have_their_roles() -> None:
    content = (
        f"<media><media-reference source='a.jpg'/><media-caption>A lock in May.</media-caption>"
        f"<media-producer>Bo Lind</media-producer></media><p>{FIRST}</p><hl2>Long wait</hl2>"
        f"<p>{SECOND}</p><ul><li><p>Wait for <em>a month</em>.</p></li><li>Go.</li></ul>"
        "<table><tr><th>Town</th><th/><th>Barges</th></tr><tr><td><p>Tilven</p></td><td>1</td><td>2</td>"
        "</tr></table><note>Desk: check names.</note>"
    )
    found = one(nitf(body_head=HEADLINE, content=content, end="<tagline>Cy Moss helped.</tagline>"))
    assert [(paragraph.role, paragraph.text) for paragraph in found.paragraphs] == [
        ("body", FIRST),
        ("crosshead", "Long wait"),
        ("body", SECOND),
        ("list", "Wait for a month."),
        ("list", "Go."),
        ("table", "Town Barges"),
        ("table", "Tilven 1 2"),
    ]
    labels = {cut.text: cut.label for cut in found.boilerplate}
    assert labels["A lock in May."] == "caption"
    assert labels["Bo Lind"] == "credit"
    assert labels["Desk: check names."] == "ednote"
    assert "Cy Moss helped." in kept(found)
    assert "a.jpg" in kept(found)


CONTENTS = {
    "HTML as text": TEXT.replace("<", "&lt;").replace(">", "&gt;"),
    "HTML in CDATA": f"<![CDATA[<P>{FIRST}</P>\n<P>{SECOND}</P>\n<P> </P>]]>",
    "HTML that is not closed": f"<![CDATA[<p>{FIRST}<p>{SECOND}]]>",
    "HTML with breaks": f"<![CDATA[{FIRST}<br><br>{SECOND}<br/>]]>",
    "plain text": f"{FIRST}\n\n{SECOND}\n",
    "wrapped by the XML": f"<p>The lock let the first barges\n\t\tthrough on Tuesday, the keeper said.</p><p>{SECOND}</p>",
    "wrapped at breaks": f"<p>The lock let the first barges <br/>through on Tuesday, the keeper said.</p><p>{SECOND}</p>",
    "paragraphs by indents": (
        f"<p>The lock let the first barges through on\nTuesday, the keeper said.\n    {SECOND}</p>"
    ),
    "NITF inside": f"<nitf><body><body.content>{TEXT}</body.content></body></nitf>",
    "XHTML inside": f"<html><head><title>x</title></head><body>{TEXT}</body></html>",
    "prefixed": f"<x:p>{FIRST}</x:p><x:p>{SECOND}</x:p>",
    "a script beside it": f"{TEXT}<script>track()</script>",
    "mark-up as a paragraph": f"{TEXT}<hl2>Embed:</hl2><p>&lt;script src='x'&gt;&lt;/script&gt;</p>",
    "signed by the agency": f"{TEXT}<p>(Tilven Tidings)</p>",
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_text_is_the_same_in_any_form(content: str) -> None:
    lines = "<NewsLines><HeadLine>Lock opens</HeadLine><CreditLine>Tilven Tidings</CreditLine></NewsLines>"
    found = one(newsml(component=lines, content=content))
    assert found.headline == "Lock opens"
    assert texts(found) == BOTH


def test_columns_in_a_paragraph_stay_rows() -> None:
    rows = "Barges    Tuesday   Monday\nTilven    12        0\nLund      7         0"
    assert texts(one(nitf(content=f"{TEXT}<p>{rows}</p>")))[2:] == [
        "Barges Tuesday Monday",
        "Tilven 12 0",
        "Lund 7 0",
    ]


def test_a_lead_that_stands_twice_is_read_once() -> None:
    content = f'<block class="lead_paragraph"><p>{FIRST}</p></block><block class="full_text">{TEXT}</block>'
    found = one(nitf(content=content))
    assert texts(found) == BOTH
    assert [cut.text for cut in found.boilerplate if cut.label == "duplicate"] == [FIRST]


def test_parts_of_a_story_stand_in_components_by_their_role() -> None:
    parts = "".join(
        f'<NewsComponent><Role FormalName="{role}"/><ContentItem><DataContent>{text}</DataContent>'
        "</ContentItem></NewsComponent>"
        for role, text in (("Title", "Lock opens"), ("Lead", "Barges move."), ("Body", TEXT))
    )
    found = one(f"<NewsML><NewsItem><NewsComponent>{parts}</NewsComponent></NewsItem></NewsML>")
    assert (found.headline, found.abstract) == ("Lock opens", "Barges move.")
    assert texts(found) == BOTH


def test_each_item_is_a_dispatch_and_a_package_with_a_headline_is_one() -> None:
    package = "<packageItem><contentMeta><headline>The lock</headline></contentMeta></packageItem>"
    bare = '<packageItem><itemRef residref="a"/></packageItem>'
    concept = "<conceptItem><concept><name>Tilven</name></concept></conceptItem>"
    items = bare + package + concept + g2(content="<headline>Lock opens</headline>")
    found = parse_bytes(f"<newsMessage><itemSet>{items}</itemSet></newsMessage>".encode())
    assert [(each.index, each.headline) for each in found] == [(0, "The lock"), (1, "Lock opens")]
    assert texts(found[0]) == []
    assert "residref: a" in kept(found[0])
    assert "name: Tilven" in kept(found[1])


def test_an_envelope_speaks_of_its_own_items() -> None:
    messages = "".join(
        f"<newsMessage><header><sender>{sender}</sender></header>{g2()}</newsMessage>"
        for sender in ("reuters.com", "unknown.example", "afp.com")
    )
    found = parse_bytes(f"<all>{messages}</all>".encode())
    assert [each.agency and each.agency.id for each in found] == ["reuters", None, "afp"]


def test_messages_one_after_another_are_read_as_one_file() -> None:
    whole = f'<?xml version="1.0"?>\n{nitf(body_head=HEADLINE)}\n'
    assert [each.headline for each in parse_bytes((whole * 3).encode())] == ["Lock opens"] * 3


def test_nothing_is_lost() -> None:
    message = (
        '<newsItem guid="g1" version="7"><rightsInfo><odd code="q1">odd text</odd></rightsInfo>'
        "<contentMeta><headline>Lock opens</headline><headline>Schleuse offen</headline>"
        '<subject qcode="a:1"/><subject qcode="a:2"/></contentMeta>'
        f"<contentSet><inlineXML>{TEXT}<a href='https://n.example/a'>More</a></inlineXML></contentSet>"
        "</newsItem>"
    )
    found = one(message)
    for text in ("g1", "7", "odd text", "q1", "Schleuse offen", "a:1; a:2", "https://n.example/a"):
        assert text in kept(found)
    assert "More" in "\n".join((*texts(found), kept(found)))


ENCODED = {
    "UTF-8 that declares Latin-1": ("utf-8", "iso-8859-1"),
    "Latin-2 as declared": ("iso-8859-2", "iso-8859-2"),
    "UTF-16 with a mark": ("utf-16", "utf-16"),
    "UTF-8 with a mark": ("utf-8-sig", "utf-8"),
    "UTF-8 that declares UTF-16": ("utf-8", "utf-16"),
}


@pytest.mark.parametrize(("encoding", "declared"), ENCODED.values(), ids=ENCODED)
def test_bytes_say_more_than_a_declaration(encoding: str, declared: str) -> None:
    text = "Zażółć gęślą jaźń w Łodzi, powiedział we wtorek rzecznik prasowy miasta."
    message = f'<?xml version="1.0" encoding="{declared}"?>{nitf(content=f"<p>{text}</p>")}'
    (found,) = parse_bytes(message.encode(encoding))
    assert texts(found) == [text]


STORY = f"<title>Lock opens</title><date>2021-05-04</date><body>{TEXT}</body>"
OWN = {
    "elements": f"<story>{STORY}</story>",
    "a list": f"<r><meta>x</meta><story>{STORY}</story></r>",
    "attributes": f"<story title='Lock opens' date='2021-05-04'><body>{TEXT}</body></story>",
    "fields by name": (
        "<doc><field name='headline'>Lock opens</field><field name='pub-date'>2021-05-04</field>"
        f"<field name='text'>{TEXT}</field></doc>"
    ),
    "deep": f"<r><s><t><story><head><title>Lock opens</title><date>2021-05-04</date></head><body>{TEXT}</body></story></t></s></r>",
    "escaped": f"<News><headline>Lock opens</headline><PublishDate>2021-05-04</PublishDate><content>{TEXT.replace('<', '&lt;')}</content></News>",
    "paragraphs alone": f"<story><title>Lock opens</title><date>2021-05-04</date>{TEXT}</story>",
    "a root that HTML has": f"<article><headline>Lock opens</headline><date>2021-05-04</date><body>{TEXT}</body></article>",
    "a title of the author": (
        "<story><source><title>Tidings</title></source><author><title>Editor</title></author>"
        f"{STORY}</story>"
    ),
    "the text in another form": (
        "<Publication><NewsLines><HeadLine>Lock opens</HeadLine><PubDate>2021-05-04</PubDate></NewsLines>"
        f"<DataContent><nitf><body.content><block>{TEXT}</block></body.content></nitf></DataContent></Publication>"
    ),
    "pictures beside it": f"<story><pictures><picture><title>A lock</title></picture></pictures>{STORY}</story>",
}


@pytest.mark.parametrize("message", OWN.values(), ids=OWN)
def test_names_tell_a_story_that_no_table_describes(message: str) -> None:
    found = one(message)
    assert (found.headline, str(found.published)) == ("Lock opens", "2021-05-04")
    assert texts(found) == BOTH


OTHER = [
    f"<list>{'<card><title>Lock</title><text>A lock with two gates</text></card>' * 9}</list>",
    "<config><server date='2021-05-04'/><description>A server that runs for all</description></config>",
    "<urlset><url><loc>https://n.example/a</loc><lastmod>2021-05-04</lastmod></url></urlset>",
    "<card><title>Lock opens</title></card>",
    f"<card><body>{FIRST}</body></card>",
]


@pytest.mark.parametrize("message", OTHER)
def test_what_shows_no_story_is_refused_by_name(message: str) -> None:
    with pytest.raises(UnreadableFormat, match=r"XML .*at its beginning, line 1"):
        parse_bytes(message.encode())


def test_a_standard_without_an_item_says_so() -> None:
    found = run(b"<NewsML><NewsEnvelope/></NewsML>", ReadOptions())
    assert [str(broken) for broken in found.broken] == ["the input: no story"]
