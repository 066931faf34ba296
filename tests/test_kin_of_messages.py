"""Messages of agencies and mails that are kin of those that other tests show: other languages, other
habits.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dispatchkit import Dispatch, DispatchkitError, iter_parse, parse_bytes

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "The harbour of Lund opened again on Monday after five days of storms."
SECOND = "Nobody had to wait for a ferry, the harbour office said in the evening."
DOCTYPE = '<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.2//EN" "nitf-3-2.dtd">'


def one(text: str) -> Dispatch:
    (dispatch,) = parse_bytes(text.encode())
    return dispatch


def texts(dispatch: Dispatch) -> list[str]:
    return [paragraph.text for paragraph in dispatch.paragraphs]


def nitf(head: str = "", data: str = "", text: str = f"<p>{FIRST}</p><p>{SECOND}</p>") -> str:
    return (
        f"{DOCTYPE}<nitf><head><docdata>{data}</docdata></head><body><body.head>{head}</body.head>"
        f"<body.content>{text}</body.content></body></nitf>"
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Le caf&eacute; ferme", "Le café ferme"),
        ("K&ouml;ln &amp; D&uuml;ren gr&uuml;&szlig;en", "Köln & Düren grüßen"),
        ("Pre&ccedil;o do p&atilde;o cai", "Preço do pão cai"),
        ("Bamako : la gr&egrave;ve", "Bamako : la grève"),
    ],
)
def test_entities_of_html_stand_in_words_without_the_document_type(
    written: str, meant: str
) -> None:
    found = one(nitf(f"<hedline><hl1>{written}</hl1></hedline>"))
    assert (found.headline, texts(found)) == (meant, [FIRST, SECOND])


@pytest.mark.parametrize(
    "line",
    ["Por Ana Lima, de Lisboa", "Da <person>Ana Lima</person>, da Roma", "Von Ana Lima, aus Bonn"],
)
def test_the_place_behind_a_name_is_nobody(line: str) -> None:
    found = one(nitf(f"<hedline><hl1>Harbour</hl1></hedline><byline>{line}</byline>"))
    assert [person.name for person in found.byline] == ["Ana Lima"]


def test_a_day_inside_of_a_dateline_is_that_of_the_dateline() -> None:
    line = '<dateline><location>Porto</location>, <story.date norm="20190523">23 mai</story.date> (Lusa) -</dateline>'
    found = one(nitf(f"<hedline><hl1>Harbour</hl1></hedline>{line}"))
    assert found.dateline is not None
    assert (found.dateline.place, str(found.dateline.date)) == ("Porto", "2019-05-23")


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("RETTELSE: Retter summen i 2. avsnitt.", "correction"),
        ("Corrects the sum in paragraph 2", "correction"),
        ("BERICHTIGUNG: Im zweiten Absatz", "correction"),
        ("Berichtigt wird die Zahl im 2. Absatz", "correction"),
        ("Adds a quote of the mayor", None),
        ("The correction of the market is explained below", None),
    ],
)
def test_a_note_that_corrects_makes_a_correction(note: str, kind: str | None) -> None:
    found = one(nitf("<hedline><hl1>Harbour</hl1></hedline>", f'<ed-msg info="{note}"/>'))
    assert found.ednote == note
    assert (found.notice and found.notice.kind) == kind


LEAD = "Lund opens its harbour again, and the first ferry left at noon."


@pytest.mark.parametrize(
    ("lead", "body", "abstract", "paragraphs"),
    [
        (LEAD, f"<p>{FIRST}</p>", None, [LEAD, FIRST]),
        (LEAD, f"<p>{LEAD}</p><p>{FIRST}</p>", LEAD, [LEAD, FIRST]),
        (LEAD, f"<p>LUND, May 4 (AFP) - {FIRST}</p>", LEAD, [FIRST]),
        ("Ferries run.", f"<p>{FIRST}</p>", "Ferries run.", [FIRST]),
    ],
)
def test_a_lead_in_a_part_of_its_own_is_a_paragraph_or_the_abstract(
    lead: str, body: str, abstract: str | None, paragraphs: list[str]
) -> None:
    parts = "".join(
        f'<NewsComponent><Role FormalName="{role}"/><ContentItem><DataContent>{text}</DataContent>'
        "</ContentItem></NewsComponent>"
        for role, text in (("Title", "Lock opens"), ("Lead", lead), ("Body", body))
    )
    found = one(f"<NewsML><NewsItem><NewsComponent>{parts}</NewsComponent></NewsItem></NewsML>")
    assert (found.abstract, texts(found)) == (abstract, paragraphs)


def test_names_of_classes_say_what_is_beside_the_text() -> None:
    page = (
        f"<html><head><title>ln-77</title></head><body><p>{FIRST}</p><div><img src='p.jpg'/>"
        f"<span class='wp-caption-text'>A ferry. Foto: Ana Lima</span></div><p>{SECOND}</p>"
        "<p class='byline'>Ana Lima/TT</p></body></html>"
    )
    item = (
        "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Harbour</HeadLine></NewsLines>"
        f"<ContentItem><DataContent><![CDATA[{page}]]></DataContent></ContentItem></NewsComponent>"
        "</NewsItem></NewsML>"
    )
    assert texts(one(item)) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("KILL: Harbour of Lund opens", "kill"),
        ("ANNULE: Le port de Lund", "kill"),
        ("URGENT - Hafen von Lund offen", "urgent"),
        ("Kill Bill returns to Lund", None),
        ("Harbour of Lund opens", None),
    ],
)
def test_the_subject_of_a_mail_may_give_a_notice(subject: str, kind: str | None) -> None:
    head = f"From: desk@lund.example\nTo: all@lund.example\nSubject: {subject}\n"
    mime = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    for mail in (head, head + mime):
        found = one(f"{mail}Date: Tue, 04 May 2021 10:15:00 +0200\n\n{FIRST}\n\n{SECOND}\n")
        assert (found.notice and found.notice.kind) == kind


def test_who_signs_with_a_login_has_the_name_that_the_export_lists() -> None:
    people = "".join(
        f"<wp:author><wp:author_login>{login}</wp:author_login>"
        f"<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>"
        for login, name in (("alima", "Ana Lima"), ("b.reed", "Bo Reed"))
    )
    found = parse_bytes(
        (
            '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:wp="http://wordpress.org/export/1.2/"'
            ' xmlns:content="http://purl.org/rss/1.0/modules/content/">'
            f"<channel><title>Lund</title><language>en</language>{people}"
            + "".join(
                f"<item><title>Harbour</title><dc:creator>{login}</dc:creator>"
                f"<content:encoded>&lt;p&gt;{FIRST}&lt;/p&gt;</content:encoded></item>"
                for login in ("alima", "b.reed", "Cleo Dahl")
            )
            + "</channel></rss>"
        ).encode()
    )
    assert [[who.name for who in one.byline] for one in found] == [
        ["Ana Lima"],
        ["Bo Reed"],
        ["Cleo Dahl"],
    ]


@pytest.mark.parametrize(
    "names",
    [
        "zprava titulek čas klicova_slova slovo telo odstavec",
        "depesza tytul czas slowa_kluczowe haslo tresc akapit",
        "vijest naslov vrijeme kljucne_rijeci rijec tekst odlomak",
        "melding tittel tidspunkt nyckelord ord tekst avsnitt",
    ],
)
def test_names_of_elements_in_more_languages(names: str) -> None:
    def element(name: str, inside: str) -> str:
        return f"<{name}>{inside}</{name}>"

    root, title, time, words, word, text, paragraph = names.split()
    head = element(title, "Lund harbour opens") + element(time, "2018-03-12T09:14:00+01:00")
    listed = element(words, element(word, "ČR") + element(word, "Lund harbour"))
    told = element(text, element(paragraph, FIRST) + element(paragraph, SECOND))
    found = one(element(root, head + listed + told))
    assert found.headline == "Lund harbour opens"
    assert str(found.published) == "2018-03-12 09:14:00+01:00"
    assert (found.keywords, texts(found)) == (("ČR", "Lund harbour"), [FIRST, SECOND])


@pytest.mark.parametrize(
    ("definitions", "written", "meant"),
    [
        (
            '<!ENTITY co "Lunde Bakery">',
            "&co; opens on Monday, the mayor of Lund said.",
            "Lunde Bakery",
        ),
        ("<!ENTITY co 'Ærø &#38; Søn'>", "&co; opens on Monday, the mayor of Lund said.", "&co;"),
        ('<!ENTITY a "A&amp;B"><!ENTITY b "<p>c</p>">', "&b; opens on Monday in Lund.", "&b;"),
        (
            f'<!ENTITY co "{"long " * 300}">',
            "&co; opens on Monday, the mayor of Lund said.",
            "&co;",
        ),
    ],
)
def test_short_plain_entities_are_put_in_their_place_and_all_are_kept(
    definitions: str, written: str, meant: str, tmp_path: Path
) -> None:
    message = nitf("<hedline><hl1>Harbour</hl1></hedline>", text=f"<p>{written}</p>")
    path = tmp_path / "message.xml"
    path.write_text(message.replace(DOCTYPE, f"<!DOCTYPE nitf [{definitions}]>"), encoding="utf-8")
    (found,) = iter_parse(path, errors="skip")
    assert texts(found)[0].split(" opens")[0] == meant
    assert "ENTITY" in " ".join(cut.text for cut in found.boilerplate)


def test_what_stands_between_messages_is_kept_once() -> None:
    message = nitf("<hedline><hl1>Harbour</hl1></hedline>").removeprefix(DOCTYPE)
    found = parse_bytes(f"{message} some words {message} more words".encode())
    assert [[cut.text for cut in one.boilerplate] for one in found] == [
        [],
        ["some words", "more words"],
    ]


@pytest.mark.parametrize(
    ("headline", "urgency", "kind"),
    [
        ("URGENT-Le port rouvre", 1, "urgent"),
        ("FLASH-Hafen wieder offen", 2, "flash"),
        ("URGENTE-Abre el puerto", 1, "urgent"),
        ("FLASH-Flood Warning in Lund", 4, None),
        ("FLASH-flood warning in Lund", 1, None),
        ("Port opens", "flash", "flash"),
        ("Port opens", "Urgent", "urgent"),
        ("Port opens", "routine", None),
    ],
)
def test_an_urgent_message_has_a_notice_where_words_say_so(
    headline: str, urgency: int | str, kind: str | None
) -> None:
    data = {"headline": headline, "urgency": urgency, "body": f"{FIRST}\n\n{SECOND}"}
    found = one(json.dumps(data))
    assert (found.notice and found.notice.kind) == kind


@pytest.mark.parametrize(
    "inside",
    [
        "<location><city>Lund</city>, <country>Sweden</country></location>,",
        "<location>Lund, Sweden</location>, ",
        "<location>Lund, Sweden</location> -",
    ],
)
def test_a_comma_before_the_day_is_no_part_of_the_dateline(inside: str) -> None:
    day = '<story.date norm="20240312">March 12</story.date>'
    line = f"<dateline>{inside}{day}</dateline>"
    found = one(nitf(f"<hedline><hl1>Harbour</hl1></hedline>{line}"))
    assert found.dateline is not None
    assert (found.dateline.place, str(found.dateline.date)) == ("Lund", "2024-03-12")


@pytest.mark.parametrize("mark", ["RÄTTELSE: ", "CORRECTION: ", "URGENT: ", "UPDATE 2-", ""])
def test_a_text_that_opens_with_the_headline_without_its_mark_repeats_it(mark: str) -> None:
    title = "Port of Lund opens after storms"
    data = {"headline": f"{mark}{title}", "published": "2024-05-01"}
    plain = one(json.dumps({**data, "body": f"{title}\n\n{FIRST}\n\n{SECOND}"}))
    page = one(json.dumps({**data, "body": f"<h1>{title}</h1><p>{FIRST}</p><p>{SECOND}</p>"}))
    wire = one(
        nitf(
            f"<hedline><hl1>{mark}{title}</hl1></hedline>",
            text=f"<p>{title}</p><p>{FIRST}</p><p>{SECOND}</p>",
        )
    )
    for found in (plain, page, wire):
        assert (found.headline, texts(found)) == (f"{mark}{title}", [FIRST, SECOND])


@pytest.mark.parametrize(
    "code",
    [
        '[caption id="a_1" width="300"]<img src="p.jpg" alt="" /> A ferry in Lund[/caption]',
        '[wp_caption align="left"]<a href="x"><img src="p.jpg"/></a> A ferry in Lund[/wp_caption]',
        '[gallery ids="17,18" columns="2"]',
        '[video src="ferry.mp4"][/video]',
    ],
)
@pytest.mark.parametrize(
    "form", ["{code}\n\n{0}\n\n{1}", "<p>{0}</p>\n{code}\n\n{1}", "{0}\n\n{code}{1}"]
)
def test_codes_of_blogs_for_pictures_stand_beside_the_story(code: str, form: str) -> None:
    body = form.format(FIRST, SECOND, code=code)
    found = one(json.dumps({"headline": "Harbour", "published": "2024-05-01", "body": body}))
    assert texts(found) == [FIRST, SECOND]
    assert code[:8] in " ".join(cut.text for cut in found.boilerplate)


def test_words_in_brackets_are_no_code_of_a_blog() -> None:
    body = f"{FIRST} [video] [gallery of Lund]\n\n{SECOND}"
    found = one(json.dumps({"headline": "Harbour", "published": "2024-05-01", "body": body}))
    assert texts(found) == [f"{FIRST} [video] [gallery of Lund]", SECOND]


ARTICLE = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Port shut"}


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE | {"articleBody": "Pilots quit."},
        ARTICLE | {"@type": ["Thing", "ReportageNewsArticle"], "articleBody": "Pilots quit."},
        {"@context": "https://schema.org", "@graph": [ARTICLE | {"articleBody": "Pilots quit."}]},
        {"uri": "u:1", "headline": "Port shut", "body_text": "Pilots quit."},
        {"uri": "u:1", "headline": "Port shut", "body_html": "<p>Pilots quit.</p>"},
        {
            "uri": "u:1",
            "headlines": [{"value": "Port shut"}],
            "bodies": [{"value": "Pilots quit."}],
        },
    ],
)
def test_a_short_story_in_a_standard_is_one(data: dict[str, object]) -> None:
    found = one(json.dumps(data))
    assert (found.headline, texts(found)) == ("Port shut", ["Pilots quit."])


@pytest.mark.parametrize(
    "data",
    [
        {"title": "Error", "body": "ok"},
        {"id": "e-7", "title": "Not found", "text": "No page"},
        {"@type": "WebPage", "headline": "Port shut", "text": "No page"},
        ARTICLE,
    ],
)
def test_a_short_answer_is_no_story(data: dict[str, object]) -> None:
    with pytest.raises(DispatchkitError):
        one(json.dumps(data))


def test_codes_of_one_letter_are_kept() -> None:
    data = {"uri": "u:1", "headline": "Port shut", "body_text": FIRST}
    found = one(json.dumps(data | {"altids": [{"role": "x"}], "service": [{"code": "w"}]}))
    assert {"altids.role: x", "service.code: w"} <= {cut.text for cut in found.boilerplate}


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("<datum>2018-03-12</datum><cas>09:14</cas>", "2018-03-12 09:14:00"),
        ("<fecha>12/03/2018</fecha><hora>09:14</hora>", "2018-03-12 09:14:00"),
        ("<date>20180312</date><time>0914</time>", "2018-03-12 09:14:00"),
        ("<date>2018-03-12T09:14:00Z</date><time>10:20</time>", "2018-03-12 09:14:00+00:00"),
        ("<date>2018-03-12</date>", "2018-03-12"),
        ("<heure>09:14</heure>", "None"),
    ],
)
def test_a_day_and_the_clock_below_it_are_one_time(stated: str, published: str) -> None:
    found = one(
        f"<story><title>Lund harbour opens</title><source>AFP</source>{stated}"
        f"<body><p>{FIRST}</p><p>{SECOND}</p></body></story>"
    )
    assert str(found.published) == published
