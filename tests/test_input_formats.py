"""Which format an input is in: mark-up, data, mail and frames by their beginnings, and news that
only mentions them.
"""

from __future__ import annotations

import codecs
import io
import subprocess
import sys
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from patience import PATIENCE

from dispatchkit import trace_bytes
from dispatchkit.errors import DecodeError, UnreadableFormat
from dispatchkit.reading.kinds import Format
from dispatchkit.reading.recognise import admit, has_reader, recognise, recognise_text

HERE = Path(__file__).parent
STORY = (
    "Lighthouse keeper retires after forty years\n\nSKAGEN, Denmark, May 3 (Nordpress) - The last"
    " keeper of the lighthouse handed over\nhis keys on Monday, the coast guard said.\n\nThe lamp"
    " has been electric since 1952, and nobody will take his place.\n"
)
PAGE = f"<html><head><title>Fyr</title></head><body><h1>Lighthouse</h1><p>{STORY}</p></body></html>"
ARTICLE = (
    '{"headline": "Lighthouse keeper retires", "body": "The last keeper handed over his keys.",'
    ' "tags": ["coast", "lamps"]}'
)
MAIL = (
    "From: Desk <desk@nordpress.example>\nTo: clients@wire.example\nSubject: Lighthouse keeper"
    " retires\nDate: Mon, 03 May 2021 10:00:00 +0200\n"
)

OTHERS = {
    "html": (Format.HTML, "<!DOCTYPE html>\n" + PAGE),
    "html doctype in capitals": (
        Format.HTML,
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">\n' + PAGE.upper(),
    ),
    "html without a doctype": (Format.HTML, PAGE),
    "html in capitals": (Format.HTML, "<HTML>\n<BODY BGCOLOR=#FFFFFF>\n" + STORY),
    "html behind blank lines": (Format.HTML, "\n\n \t\n" + PAGE),
    "html behind a comment": (
        Format.HTML,
        "<!-- saved from url=(0014)about:internet -->\n<!-- two -->\n" + PAGE,
    ),
    "html behind a mark": (Format.HTML, "\ufeff" + PAGE),
    "html cut off within a tag": (Format.HTML, "<!doctype html><html lang=en><head><meta char"),
    "html cut off at the name": (Format.HTML, "<html"),
    "xhtml": (
        Format.HTML,
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"'
        ' "x.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">' + PAGE,
    ),
    "xhtml without a doctype": (
        Format.HTML,
        '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"></html>',
    ),
    "html body alone": (Format.HTML, "<body class=story>\n" + STORY + "</body>"),
    "one paragraph": (Format.HTML, "<p>The last keeper handed over his keys.</p>"),
    "paragraphs": (
        Format.HTML,
        "<p>The last keeper handed over his keys.</p>\n<p>Nobody will take his place.</p>\n",
    ),
    "paragraphs in capitals": (
        Format.HTML,
        "<P>The last keeper handed over his keys.</P>\n<P>Nobody will take his place.</P>\n",
    ),
    "paragraphs never closed": (
        Format.HTML,
        "<p>The last keeper handed over his keys.\n<p>Nobody will take his place.\n",
    ),
    "hard-wrapped paragraphs": (Format.HTML, "<div class=body>\n" + STORY + "</div>\n"),
    "breaks": (
        Format.HTML,
        (
            "<b>Keeper retires</b><br>\nThe last keeper handed over his keys.<br>\nNobody takes his"
            " place.<br>\n"
        ),
    ),
    "text first, then breaks": (
        Format.HTML,
        (
            "Keeper retires<br>\nHe handed over his keys.<br>\nOn Monday.<br>\nIt rained.<br>\nA"
            " lot.<br>\nSo they say.<br>\n"
        ),
    ),
    "a script first": (
        Format.HTML,
        (
            '<script>\nwindow.x = 1;\n</script>\n<div class="a"><p>The last keeper handed over his'
            " keys.</p></div>\n"
        ),
    ),
    "a table": (
        Format.HTML,
        "<table><tr><td>Oslo</td><td>3</td></tr>\n<tr><td>Bergen</td><td>1</td></tr></table>",
    ),
    "a heading and paragraphs": (
        Format.HTML,
        "<h1>Keeper retires</h1>\n<p>He handed over his keys.</p>\n",
    ),
    "xml": (
        Format.XML,
        '<?xml version="1.0" encoding="utf-8"?>\n<story><head>Keeper retires</head></story>',
    ),
    "xml behind blank lines": (Format.XML, '\n\n<?xml version="1.0"?>\n<story/>'),
    "xml without a declaration": (
        Format.XML,
        (
            "<Story id='4'>\n<Head>Keeper retires</Head>\n<Text>He handed over his"
            " keys.</Text>\n</Story>"
        ),
    ),
    "xml cut off": (
        Format.XML,
        (
            "<Story>\n<Head>Keeper retires</Head>\n<Lead>He handed over his"
            " keys.</Lead>\n<Text>Nobody will"
        ),
    ),
    "xml declaration alone": (Format.XML, '<?xml version="1.0"?>'),
    "xml with a doctype": (
        Format.XML,
        '<!DOCTYPE wirestory SYSTEM "w.dtd">\n<wirestory>x</wirestory>',
    ),
    "nitf": (
        Format.NITF,
        (
            "<?xml"
            ' version="1.0"?><nitf><head/><body><hedline><hl1>Keeper</hl1></hedline></body></nitf>'
        ),
    ),
    "nitf by its doctype": (
        Format.NITF,
        '<?xml version="1.0"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">\n<nitf></nitf>',
    ),
    "nitf without a declaration": (
        Format.NITF,
        "<nitf>\n<head>\n<title>Keeper</title>\n</head>\n</nitf>",
    ),
    "newsml": (
        Format.NEWSML,
        '<?xml version="1.0"?>\n<!-- made -->\n<NewsML Version="1.2"><NewsItem/></NewsML>',
    ),
    "newsml-g2": (
        Format.NEWSML_G2,
        '<newsItem guid="a" version="2" standard="NewsML-G2"></newsItem>',
    ),
    "newsml-g2 message": (
        Format.NEWSML_G2,
        (
            '<?xml version="1.0"?>\n<newsMessage'
            ' xmlns="http://iptc.org/std/nar/2006-10-01/"></newsMessage>'
        ),
    ),
    "rss": (
        Format.RSS,
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Nordpress</title></channel></rss>',
    ),
    "rss 1": (
        Format.RSS,
        '<?xml version="1.0"?>\n<rdf:RDF xmlns="http://purl.org/rss/1.0/"></rdf:RDF>',
    ),
    "atom": (
        Format.ATOM,
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Nordpress</title></feed>',
    ),
    "sgml": (
        Format.SGML,
        "<DOC>\n<DOCNO> NP-0001 </DOCNO>\n<TEXT>\nHe handed over his keys.\n</TEXT>\n</DOC>\n",
    ),
    "sgml with attributes": (
        Format.SGML,
        '<DOC id="NP_ENG_1" type="story" >\n<HEADLINE>\nKeeper retires\n</HEADLINE>\n</DOC>\n',
    ),
    "sgml below a licence": (
        Format.SGML,
        (
            "Corpus of coastal news, part 3\nFor research only\n\n<DOC>\n<DOCID> 7"
            " </DOCID>\n<BODY>\nHe handed over.\n</BODY>\n</DOC>\n"
        ),
    ),
    "sgml cut off": (Format.SGML, "<DOC>\n<DOCNO> NP-0001 </DOCNO>\n<TEXT>\nHe handed"),
    "json": (Format.JSON, ARTICLE),
    "json in lines": (Format.JSON, '{\n  "headline": "Keeper retires",\n  "id": 4\n}\n'),
    "json list": (Format.JSON, f"[{ARTICLE}, {ARTICLE}]"),
    "json list of lists": (Format.JSON, '[["Oslo", 3], ["Bergen", 1]]'),
    "json list of texts": (Format.JSON, '["Keeper retires", "Lamp goes out"]'),
    "json cut off": (Format.JSON, '{"headline": "Keeper retires", "body": "The last kee'),
    "json cut off in the key": (Format.JSON, '{"headline": '),
    "json behind blank lines": (Format.JSON, "\n\n  " + ARTICLE),
    "json behind a mark": (Format.JSON, "\ufeff" + ARTICLE),
    "json with a call around it": (Format.JSON, f"jsonCallback({ARTICLE});"),
    "json, no key": (Format.JSON, "{}\n"),
    "json in single quotes": (Format.JSON, "{'headline': 'Keeper retires', 'id': 4}"),
    "json whose text has line breaks": (
        Format.JSON,
        '{"headline": "Keeper",\n"body": "' + STORY.replace("\n", "\\n") + '"}',
    ),
    "ninjs": (
        Format.NINJS,
        (
            '{"uri": "np:4", "type": "text", "versioncreated": "2021-05-03T10:00:00Z", "headline":'
            ' "Keeper", "body_text": "He handed over."}'
        ),
    ),
    "json lines": (Format.JSONL, f"{ARTICLE}\n{ARTICLE}\n"),
    "json lines parted by blank ones": (Format.JSONL, f"{ARTICLE}\r\n\r\n{ARTICLE}"),
    "json lines, one": (Format.JSON, f"{ARTICLE}\n"),
    "csv": (
        Format.CSV,
        (
            "id,title,text\n1,Keeper retires,He handed over his keys.\n2,Lamp goes out,Nobody saw"
            " it.\n"
        ),
    ),
    "csv, one record": (
        Format.CSV,
        'headline,body\n"Keeper retires","He handed over,\nafter forty years, his keys."\n',
    ),
    "csv with semicolons": (Format.CSV, "Ort;Tag;Grad\nOslo;Montag;3\nBergen;Montag;1\n"),
    "csv in quotes, no header": (
        Format.CSV,
        (
            '"1","2021-05-03","Keeper retires, at last."\n"2","2021-05-04","Lamp goes'
            ' out."\n"3","2021-05-05","Rain."\n'
        ),
    ),
    "csv with CR": (
        Format.CSV,
        "id,title,text\r1,Keeper retires,He left.\r2,Lamp goes out,Nobody saw it.\r",
    ),
    "tsv": (
        Format.TSV,
        "id\tdate\theadline\n1\t2021-05-03\tKeeper retires\n2\t2021-05-04\tLamp goes out\n",
    ),
    "rtf": (Format.RTF, r"{\rtf1\ansi\deff0 {\fonttbl{\f0 Times;}} Keeper retires\par}"),
    "rtf behind blank lines": (Format.RTF, "\n{\\rtf1\\ansi Keeper"),
    "mail": (Format.MAIL, MAIL + "\n" + STORY),
    "mail with a plain type": (
        Format.MAIL,
        MAIL + "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" + STORY,
    ),
    "mail in German": (
        Format.MAIL,
        "Von: dienst@nordpress.example\nAn: kunden@draht.example\nBetreff: Wärter geht\nDatum: Mon,"
        " 03 Mai 2021\n\n" + STORY,
    ),
    "mail in French": (
        Format.MAIL,
        "De: desk@nordpress.example\nÀ: abonnés\nObjet: Le gardien part\n\n" + STORY,
    ),
    "posting": (
        Format.MAIL,
        "Path: news.example!not-for-mail\nFrom: desk@nordpress.example\nNewsgroups:"
        " clari.coast\nMessage-ID: <1@x.example>\nSubject: Keeper\n\n" + STORY,
    ),
    "mail with HTML": (
        Format.MIME,
        MAIL + "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>He handed over his keys.</p>",
    ),
    "mail with HTML that no header tells": (Format.MIME, MAIL + "\n" + PAGE),
    "mail of parts": (
        Format.MIME,
        MAIL
        + 'MIME-Version: 1.0\nContent-Type: multipart/mixed;\n boundary="xx"\n\n--xx\nContent-Type:'
        " text/plain\n\nHe left.\n--xx--\n",
    ),
    "mail in base64": (
        Format.MIME,
        MAIL + "MIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding:"
        " base64\n\nSGVsbG8=\n",
    ),
    "mail in quoted-printable": (
        Format.MIME,
        MAIL + "MIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\nCaf=C3=A9\n",
    ),
    "mail with encoded words": (
        Format.MIME,
        MAIL.replace("Lighthouse", "=?utf-8?Q?Caf=C3=A9?=") + "\nHe left.\n",
    ),
    "a part alone": (
        Format.MIME,
        "--=_part_1\nContent-Type: text/plain; charset=utf-8\n\nHe left.\n--=_part_1--\n",
    ),
    "mbox": (
        Format.MBOX,
        "From desk@nordpress.example Mon May  3 10:00:00 2021\n" + MAIL + "\n" + STORY,
    ),
    "warc": (Format.WARC, "WARC/1.0\r\nWARC-Type: response\r\n\r\n"),
    "http": (Format.HTTP, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nHe left."),
    "pdf": (Format.PDF, "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"),
    "iptc7901": (
        Format.IPTC7901,
        (
            "\x7f\x7f\x01npa012 4 pl 61\r\n\r\nKeeper/\r\n\x02Keeper retires =\r\nSkagen (np) - He"
            " left.\r\n\x03\r\n031000 mai 21\r\n\x04"
        ),
    ),
    "iptc7901, three in a row": (
        Format.IPTC7901,
        (
            "\x01npa012 4 pl 61\n\x02Keeper retires =\nHe left.\n\x03\n\x04\n\x01npa013 4 pl"
            " 4\n\x02Lamp =\nOut.\n\x03\n\x04"
        ),
    ),
    "anpa1312": (
        Format.ANPA1312,
        (
            "\x16\x16\x01a0105\x1fnordp-\nu i\x14\x11BC-Keeper   05-03 0061\n\x02^Keeper retires<\n"
            "    SKAGEN (NP) _ He left.\n\x03\n"
        ),
    ),
    "zczc": (
        Format.ZCZC,
        "ZCZC NPA0012 4 I POL\nKeeper retires\n\nSKAGEN (NP) - He left.\n\nNNNN\n",
    ),
    "a header without controls": (
        Format.IPTC7901,
        "npa012 4 pl 61 NORD 1201\n\nKeeper retires\n\nSkagen (np) - He left.\n",
    ),
    "nnnn alone": (Format.ZCZC, STORY + "\nNNNN\n"),
    "few breaks in one line": (
        Format.HTML,
        "Keeper retires<br>He handed over his keys.<br>Nobody takes his place.<br>\n",
    ),
    "few breaks at line ends": (
        Format.HTML,
        "Keeper retires<br>\nHe handed over his keys.<br />\n",
    ),
    "xml without its beginning": (
        Format.XML,
        (
            "eper retires.</para>\n<para>He handed over his keys.</para>\n<para>It"
            " rained.</para>\n</story>\n"
        ),
    ),
    "xml from within its declaration": (
        Format.XML,
        '" encoding="utf-8"?>\n<story>\n<para>He handed over his keys.</para>\n',
    ),
    "escaped HTML": (
        Format.HTML,
        "&lt;p&gt;He handed over his keys.&lt;/p&gt;\n&lt;p&gt;Nobody takes his place.&lt;/p&gt;\n",
    ),
    "json without its beginning": (
        Format.JSON,
        'eper retires", "body": "He handed over his keys.", "id": 4}\n',
    ),
    "json without its end": (Format.JSON, '{"headline": "Keeper retires",\n "body": "He handed'),
    "json members": (
        Format.JSON,
        '"headline": "Keeper retires",\n"body": "He handed over his keys.",\n"id": 4,\n',
    ),
    "json in a variable": (Format.JSON, f"var story = {ARTICLE};"),
    "json in a property": (Format.JSON, f"window.__DATA__ = {ARTICLE};"),
    "json below a comment": (Format.JSON, f"// export of 3 May\n{ARTICLE}\n"),
    "csv without a header": (
        Format.CSV,
        (
            '1,2021-05-03,"Keeper retires","He left."\n2,2021-05-04,"Lamp goes'
            ' out","Dark."\n3,2021-05-05,"Rain","Wet, at last."\n'
        ),
    ),
    "xml as a browser shows it": (
        Format.RSS,
        (
            "This XML file does not appear to have any style information associated with it.\n<rss"
            ' version="2.0">\n<channel/>\n</rss>'
        ),
    ),
    "html as a tool shows it": (
        Format.HTML,
        "view-source:https://nordpress.example/keeper\n<!DOCTYPE html>\n" + PAGE,
    ),
    "csv that is not quoted": (
        Format.CSV,
        (
            "id,title,author,date,text\n1,Keeper retires,Ada Lind,2021-05-03,He handed over his"
            " keys\n2,Lamp goes out,Tom Reed,2021-05-04,Nobody, it seems, saw it\n"
        ),
    ),
    "zczc in small letters": (
        Format.ZCZC,
        "\r\nzczc\r\nKeeper retires\r\n\r\nHe left.\r\nnnnn\r\n",
    ),
    "declarations of a document type": (
        Format.XML,
        "<!ELEMENT story (head, body)>\n<!ELEMENT head (#PCDATA)>\n",
    ),
    "xml that declares itself and nothing else": (Format.XML, '<?xml version="1.0"?>\n' + STORY),
    "the end of a page of xml": (
        Format.XML,
        "handed over his keys</head>\non Monday, the coast guard said.</p>\nto retire.</story>\n",
    ),
}

NEWS = {
    "a story": STORY,
    "a story about HTML": "Young coders learn <b> and <i>\n\nOSLO (NP) - The children wrote <p> before each paragraph and </p> after it, and put <br> where a line ends.\n\nThe <html> tag came last, and then <table>, <ul> and <li>, said the teacher, who calls </html> a full stop.\n",
    "a root element in a headline": "<html> is the most tattooed word, a survey said\n\nThe survey asked 2,000 people.\n",
    "a root element and its end in a headline": "<body> and </body> are on his arm\n\nThe survey asked 2,000 people; one has <head> and </head> too.\n",
    "an unknown element in a headline": "<news> is no tag, <story> is\n\nA survey asked 2,000 people, and </news> came last.\n",
    "a feed in a headline": "<feed> and <rss> are dead, says Ada Lind\n\nShe wrote both.\n",
    "two breaks in sentences": "Coders learn where a line ends\n\nThey wrote <br> and then\n<br> again, said the teacher.\n",
    "entities in a sentence": "Coders learn &lt;p&gt; first\n\nThey wrote &lt;p&gt; and &lt;/p&gt;, said the teacher.\n",
    "a quote and a colon": '"Lamp": "The best of films", jury says\n\n"Lamp": a film about a keeper, won on Monday.\n',
    "a variable in a headline": "x = 3, pupils say\n\nThey found it on Monday.\n",
    "a ranking": "1, Skagen, 12 points, first again\n2, Oslo, 10 points\n3, Hull, 9 points, and last\n",
    "a tag that opens a story": "<b>Keeper retires</b>\n\nSKAGEN (NP) - He handed over his keys on Monday, the coast guard said.\n\nNobody takes his place.\n",
    "a break that opens a story": "<br>\n" + STORY,
    "a heading in tags above a story": "<h1>Keeper retires</h1>\n\n" + STORY * 2,
    "residue at the end of paragraphs": STORY.replace("said.\n", "said.<br>\n") * 3,
    "a comment above a page": "<!-- ad slot 3 -->\n" + STORY,
    "a comment that never ends": "<!-- Google Tag Manager\n" + STORY,
    "a ticker in brackets": "<NPR.CO> shares rise after keeper retires\n\nCOPENHAGEN (NP) - Shares of Nordpress <NPR.CO> rose, those of <LAMP.OL> fell.\n",
    "less and greater": "<5 pct of Danes trust lamps\n\nOSLO (NP) - Of 100 asked, <5 said yes and >90 no; the rest (a < b > c) did not answer.\n",
    "agency in angle brackets": "<NORDPRESS>\nKeeper retires\n\nHe handed over his keys on Monday.\n",
    "guillemets in ASCII": "<<I shall miss the lamp>>, keeper says\n\nSKAGEN (NP) - He said so on Monday.\n",
    "a story that opens with a brace": "{Corrects day in paragraph two}\n\n" + STORY,
    "a brace and a quote": '{"I shall miss it," keeper says}\n\n' + STORY,
    "a story that opens with a bracket": '["We will go," he said, and they went]\n\n' + STORY,
    "a counter in brackets": "[1] " + STORY,
    "numbers in brackets": "[1, 2] Keeper retires\n\n" + STORY,
    "a story that quotes JSON": 'Leaked file shows lamp plan\n\nOSLO (NP) - The file begins {"lamp": "off", "since": 1952} and holds 40 entries.\n\n{"lamp": "on"} was the last.\n',
    "a headline with commas, a table below": "Oslo, Bergen, Skagen\n\nDegrees at noon:\n\nOslo, 3, rain\nBergen, 1, rain\nSkagen, 4, sun\n",
    "a table of results": "Results of the coastal league\n\nSkagen\t3\t1\nOslo\t2\t2\nBergen\t1\t3\n\nThe next round is on Monday.\n",
    "tabs before paragraphs": "\tSKAGEN, May 3\tNP - He left.\n\tNobody takes his place.\n\tThe lamp is off.\n",
    "sentences with commas": "Wind, rain, snow.\nIce, hail, fog.\nSun, heat, dust.\nSo it goes, says he, always.\n",
    "a transcript": "From: what was said at the lighthouse on Monday\nKeeper: I shall miss it.\nReporter: The lamp?\nKeeper: The soup.\n",
    "labelled fields": "Subject: Lighthouse keeper retires\nFrom: Nordpress\nDate: 3 May 2021\n\n" + STORY,
    "an interview": "To: the question of lamps, keepers have one answer\nDate: Monday\n\nQ: Why?\nA: Because.\n",
    "fields of an export": "Title: Keeper retires\nAuthor: Ada Lind\nSource: Nordpress\nLoad-Date: May 3, 2021\n\n" + STORY,
    "a quoted mail in a story": "Leaked mail shows plan\n\nOSLO (NP) - The mail read:\n\n" + MAIL + "\nNobody shall know.\n",
    "From at the beginning": "From Monday to Friday the lamp is off\n\nSKAGEN (NP) - Nobody knows why.\n",
    "front matter": "---\ntitle: Keeper retires\ndate: 2021-05-03\n---\n\nHe handed over his keys.\n",
    "rulers": "----------\nKeeper retires\n\nHe handed over his keys on Monday.\n",
    "a stray SOH in a sentence": STORY.replace("keys on", "keys \x01on"),
    "a stray ETX": STORY.replace("electric", "elec\x03tric"),
    "a story about ZCZC": "ZCZC, the code that opened every telex, and NNNN, which closed it, are shown in a museum from Monday on\n\n" + STORY,
    "a terminal's colours": "\x1b[31mKeeper\x1b[0m retires\n\nSKAGEN (NP) - He left.\n",
    "PDF in a story": "A file that begins %PDF-1.4 is no text\n\nOSLO (NP) - So they say.\n",
    "TeX": "\\section{Keeper}\n{\\bf He} left.\n",
    "Markdown": "# Keeper retires\n\n*By Ada Lind*\n\n- lamps\n- soup\n\n> He left.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
    "a story that quotes a doctype": "Old page found\n\n<!DOCTYPE html>\n\nOSLO (NP) - So it began, said the finder, and so it ended: </html>.\n",
    "a list of five": "Oslo, Bergen, Skagen, Rostock, Hull\nThe five towns, says Ada Lind, share a lamp, a keeper, and a soup.\nNobody, they say, knows the recipe, or the hour.\n",
    "blank": " \n\n",
    "empty": "",
    "HTTP in a story": "HTTP 404 turns thirty\n\nOSLO (NP) - Nobody found the party.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_other_formats_are_known(name: str) -> None:
    kind, text = OTHERS[name]
    found = recognise(text.encode())
    assert found.format is kind, found
    assert found.reason
    assert recognise_text(text).format is kind


@pytest.mark.parametrize("name", NEWS)
def test_news_stays_text(name: str) -> None:
    assert recognise(NEWS[name].encode()).format is Format.TEXT
    assert recognise_text(NEWS[name]).format is Format.TEXT


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize(
    "name",
    ["html", "paragraphs", "xml", "nitf", "json", "json lines", "csv", "sgml", "rtf", "mail"],
)
def test_the_encoding_hides_no_format(name: str, codec: str) -> None:
    kind, text = OTHERS[name]
    assert recognise(text.encode(codec)).format is kind


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "cp1252", "latin-1"])
@pytest.mark.parametrize(
    "name",
    ["a story", "a story about HTML", "a story that opens with a brace", "a table of results"],
)
def test_the_encoding_makes_no_format(name: str, codec: str) -> None:
    assert recognise(NEWS[name].encode(codec)).format is Format.TEXT


def zipped(*names: str, held: bytes = b"<a/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, held)
    return file.getvalue()


DOCUMENTS = {
    "xlsx": ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/theme/theme1.xml"],
    "pptx": ["[Content_Types].xml", "ppt/presentation.xml", "ppt/slides/slide1.xml"],
    "epub": ["mimetype", "META-INF/container.xml", "OEBPS/1.xhtml"],
    "jar": ["META-INF/MANIFEST.MF", "wire/Desk.class"],
    "apk": ["AndroidManifest.xml", "META-INF/MANIFEST.MF", "classes.dex"],
    "opc": ["[Content_Types].xml", "3D/3dmodel.model"],
}


@pytest.mark.parametrize("word", DOCUMENTS)
def test_a_document_of_another_program_is_one_thing(word: str) -> None:
    data = zipped(*DOCUMENTS[word])
    cut = data[: data.index(b"PK\x01\x02")]
    # Of what is cut off before it shows which program wrote it, a text may be in it.
    with pytest.raises(DecodeError) if word == "opc" else nullcontext():
        assert recognise(cut).format.word == word
    found = recognise(data)
    assert found.format.word == word
    with pytest.raises(UnreadableFormat):
        admit(found)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("application/vnd.oasis.opendocument.text", "odt"),
        ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
        ("application/vnd.oasis.opendocument.graphics", "odf"),
        ("application/epub+zip", "epub"),
        ("text/plain", "zip"),
    ],
)
def test_a_document_states_its_type_in_its_first_file(kind: str, word: str) -> None:
    assert recognise(zipped("mimetype", "content.xml", held=kind.encode())).format.word == word


def test_a_document_in_an_archive_fails_once_and_the_news_beside_it_is_read() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", NEWS["a story"])
        file.writestr("b.xlsx", zipped(*DOCUMENTS["xlsx"]))
    trace = trace_bytes(archive.getvalue())
    assert len([part for part in trace.parts if part.dispatch]) == 1
    assert [one.where for one in trace.broken] == ["b.xlsx"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), Format.DOCX),
        (zipped("a.txt", "b.txt"), Format.ZIP),
        (zipped("a.txt", "password/document.xml.txt"), Format.ZIP),
        (zipped("a.txt", "b.docx", held=zipped("word/document.xml")), Format.ZIP),
        (zipped("a.txt", "b.xlsx", held=zipped("xl/workbook.xml")), Format.ZIP),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + bytes(range(256)), Format.ARCHIVE),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", Format.BINARY),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Format.BINARY),
        (b"a.txt".ljust(257, b"\0") + b"ustar\0\x30\x30", Format.ARCHIVE),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", Format.PDF),
    ],
)
def test_files_that_are_no_text(data: bytes, kind: Format) -> None:
    assert recognise(data).format is kind


def test_the_reason_names_the_place() -> None:
    assert recognise(b"\n\n<!DOCTYPE html>\n<html>") == (Format.HTML, "a doctype, line 3")
    assert recognise(b'\n{"a": 1}').reason == "an object at its beginning, line 2"


def test_the_dispatches_of_the_tests_have_a_reader_and_are_text() -> None:
    for path in [
        *(HERE / "dispatches").rglob("*.txt"),
        *(HERE / "adversarial").glob("*.txt"),
        *(HERE / "pages").rglob("*.txt"),
    ]:
        found = recognise(path.read_bytes())
        wires = (Format.ZCZC, Format.IPTC7901, Format.ANPA1312)
        named = (kind for kind in wires if kind.word.removesuffix("1312") in path.name)
        assert found.format is next(named, Format.TEXT), path


def test_only_plain_text_is_mended_in_place() -> None:
    assert [one for one in Format if one.is_rewritable] == [Format.TEXT]
    unread = {Format.PDF, Format.BINARY}
    assert {one for one in Format if not has_reader(one)} == {*unread, Format.HTTP, Format.OFFICE}
    assert all(one.title for one in Format)


SEEDS = [
    "<p>",
    "<",
    "<!--",
    "<a ",
    "<a b=c ",
    '{"a":',
    "{ ",
    "[[",
    "[1,",
    '["a",',
    "a,b\n",
    "a,",
    "\x01",
    "\x05",
    "ZCZC\n",
    "a: b\n",
    "<DOC>\n",
    "\t",
    "</p>",
    "<div>",
    " ",
    "\n",
    '"',
    '"a",',
    "%",
    "<?x?>",
    "<!-- -->",
]


def test_no_input_makes_it_slow() -> None:
    """Two megabytes of each in a process of their own: what is not linear would take hours."""
    script = (
        f"from dispatchkit.reading.recognise import recognise\nfor seed in {SEEDS!r}:"
        " recognise((seed * (2_000_000 // len(seed))).encode()); recognise((seed * 20_000 +"
        " 'x').encode())"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=PATIENCE)


def test_a_mark_is_no_text() -> None:
    assert recognise(codecs.BOM_UTF8).format is Format.TEXT
