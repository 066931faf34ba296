"""A small input of every format that is read: each holds the stories of ``STORIES``, whose texts are
invented. The second story has a quotation mark that is never closed (DK501).
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from email.message import EmailMessage
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Story(NamedTuple):
    """A story: its headline and its paragraphs."""

    headline: str
    text: tuple[str, ...]


STORIES = (
    Story(
        "Ferry runs to the islands again",
        (
            "OSLO, May 3, 2021 (Reuters) - The ferry runs again after a week of storms.",
            "It was the first of the year, the captain added, and all seats had been sold.",
        ),
    ),
    Story(
        "Lock gate opens for barges",
        (
            "TILVEN, May 4, 2021 (Reuters) - The lock let the first barges through on Tuesday.",
            'The keeper said: "We waited for a month and nobody told us when it would open.',
        ),
    ),
)
OPEN = STORIES[1].text[1]
PLAIN = "\n\n".join((STORIES[1].headline, *STORIES[1].text)) + "\n"


def _article(story: Story) -> str:
    body = "".join(f"<p>{escape(one, quote=False)}</p>\n" for one in story.text)
    return f"<article><h1>{story.headline}</h1>\n{body}</article>\n"


def html() -> bytes:
    articles = "".join(map(_article, STORIES[1:]))
    return f"<!doctype html>\n<html lang=en><title>News</title><body>\n{articles}</body></html>\n".encode()


def _records() -> list[dict[str, str]]:
    return [
        {"title": one.headline, "text": "\n\n".join(one.text), "language": "en"} for one in STORIES
    ]


def json_() -> bytes:
    return json.dumps(_records(), indent=1).encode()


def jsonl() -> bytes:
    return "".join(json.dumps(one) + "\n" for one in _records()).encode()


def ninjs() -> bytes:
    one = STORIES[1]
    record = {
        "uri": "tag:nordpress.example:4",
        "type": "text",
        "versioncreated": "2021-05-04T10:00:00Z",
        "headline": one.headline,
        "body_text": "\n\n".join(one.text),
    }
    return json.dumps(record).encode()


def csv() -> bytes:
    rows = ['"{}","{}"'.format(one["title"], one["text"].replace('"', '""')) for one in _records()]
    return ("title,text\r\n" + "\r\n".join(rows) + "\r\n").encode()


def tsv() -> bytes:
    rows = [f"{one.headline}\t{' '.join(one.text)}" for one in STORIES]
    text = "title\ttext\n" + "\n".join(rows) + "\n"
    return text.replace('"', "\u201c").encode()


def sgml() -> bytes:
    return "".join(
        f"<DOC>\n<DOCNO> NP21050{number}-0001 </DOCNO>\n<HEADLINE>\n{one.headline}\n</HEADLINE>\n<TEXT>\n"
        + "".join(f"<P>\n{text}\n</P>\n" for text in one.text)
        + "</TEXT>\n</DOC>\n"
        for number, one in enumerate(STORIES, 3)
    ).encode()


def rss() -> bytes:
    items = "".join(
        f"<item><title>{one.headline}</title><description>{escape(_article(one))}</description></item>\n"
        for one in STORIES
    )
    return f'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>N</title>\n{items}</channel></rss>\n'.encode()


def atom() -> bytes:
    entries = "".join(
        f'<entry><title>{one.headline}</title><content type="html">{escape(_article(one))}</content></entry>\n'
        for one in STORIES
    )
    return f'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title>\n{entries}</feed>\n'.encode()


def _paragraphs(story: Story) -> str:
    return "".join(f"<p>{escape(one, quote=False)}</p>\n" for one in story.text)


def nitf() -> bytes:
    one = STORIES[1]
    return (
        '<?xml version="1.0"?>\n<nitf><head><docdata><date.issue norm="20210504T100000Z"/></docdata></head>\n'
        f"<body><body.head><hedline><hl1>{one.headline}</hl1></hedline></body.head>\n"
        f"<body.content>{_paragraphs(one)}</body.content></body></nitf>\n"
    ).encode()


def newsml() -> bytes:
    items = "".join(
        f"<NewsItem><NewsComponent><NewsLines><HeadLine>{one.headline}</HeadLine></NewsLines><ContentItem>"
        f"<DataContent>{_paragraphs(one)}</DataContent></ContentItem></NewsComponent></NewsItem>\n"
        for one in STORIES
    )
    return f'<?xml version="1.0"?>\n<NewsML Version="1.2">\n{items}</NewsML>\n'.encode()


def newsml_g2() -> bytes:
    items = "".join(
        f'<newsItem guid="tag:nordpress.example:{number}"><contentMeta><headline>{one.headline}</headline>'
        f"</contentMeta><contentSet><inlineXML><html><body>{_paragraphs(one)}</body></html></inlineXML>"
        "</contentSet></newsItem>\n"
        for number, one in enumerate(STORIES)
    )
    return (
        f'<?xml version="1.0"?>\n<newsMessage><itemSet>\n{items}</itemSet></newsMessage>\n'.encode()
    )


def xml() -> bytes:
    stories = "".join(
        f"<story><headline>{one.headline}</headline><date>2021-05-04</date><body>{_paragraphs(one)}"
        "</body></story>\n"
        for one in STORIES
    )
    return f'<?xml version="1.0"?>\n<stories>\n{stories}</stories>\n'.encode()


def rtf() -> bytes:
    text = PLAIN.replace("\n\n", "\\par\n")
    return ("{\\rtf1\\ansi " + text + "}").encode()


def docx() -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraphs = "".join(
        f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in PLAIN.strip().split("\n\n")
    )
    return _zip(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": (
                f"<w:document {space}><w:body>{paragraphs}</w:body></w:document>".encode()
            ),
        }
    )


def _zip(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def zip_() -> bytes:
    return _zip({"a.txt": PLAIN.encode()})


def gz() -> bytes:
    return gzip.compress(PLAIN.encode(), mtime=0)


def tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.size = len(PLAIN.encode())
        archive.addfile(entry, io.BytesIO(PLAIN.encode()))
    return made.getvalue()


def odt() -> bytes:
    """What is read of an OpenDocument: its type, which comes first, and its content."""
    office, text = (
        f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text")
    )
    lines = "".join(f"<t:p>{escape(line)}</t:p>" for line in PLAIN.splitlines())
    content = (
        f'<o:document-content xmlns:o="{office}" xmlns:t="{text}"><o:body><o:text>{lines}'
        "</o:text></o:body></o:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.text"
    return _zip({"mimetype": kind, "content.xml": content.encode()})


def parquet() -> bytes:
    """A table with a column of texts; it takes pyarrow."""
    import pyarrow as pa
    from pyarrow import parquet as writer

    made = io.BytesIO()
    writer.write_table(pa.Table.from_pylist([*_records()]), made)
    return made.getvalue()


def warc() -> bytes:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://nordpress.example/lock\r\n"
        "WARC-Date: 2024-01-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(page)}\r\n\r\n"
    )
    return head.encode() + page + b"\r\n\r\n"


def _mail(text: str = PLAIN) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Desk <desk@nordpress.example>"
    mail["To"] = "clients@wire.example"
    mail["Subject"] = STORIES[1].headline
    mail["Date"] = "Tue, 04 May 2021 10:00:00 +0200"
    mail.set_content(text)
    return mail


def mail() -> bytes:
    head = "From: Desk <desk@nordpress.example>\nTo: clients@wire.example\nSubject: Lock gate\nDate: Tue, 04 May 2021 10:00:00 +0200\n\n"
    return (head + PLAIN).encode()


def mime() -> bytes:
    made = _mail()
    made.add_alternative(html().decode(), subtype="html")
    return made.as_bytes()


def mbox() -> bytes:
    return b"From desk@nordpress.example Tue May  4 10:00:00 2021\n" + _mail().as_bytes() + b"\n"


def zczc() -> bytes:
    return f"ZCZC NPA0012 4 I POL\n{PLAIN}\nNNNN\n".encode()


def iptc7901() -> bytes:
    text = PLAIN.strip().replace("\n\n", "\r\n   ")
    return (
        f"\x01npa012 4 pl 61\r\n\r\nLock/\r\n\x02{text}\r\n\x03\r\n041000 mai 21\r\n\x04".encode()
    )


def anpa1312() -> bytes:
    text = PLAIN.strip().replace("\n\n", "<\n    ", 1).replace("\n\n", "\n    ")
    return f"\x16\x16\x01a0105\x1fnordp-\nu i\x14\x11BC-Lock   05-04 0061\n\x02^{text}\n\x03\n".encode()


def nexis() -> bytes:
    return "".join(
        f"{number} of 2 DOCUMENTS\n\nThe Harbour Times\n\nMay {number + 2}, 2021 Monday\n\n{one.headline}"
        "\n\nBYLINE: Ada Finch\n\nLENGTH: 60 words\n\n"
        + "\n\n".join(one.text)
        + f"\n\nLOAD-DATE: May {number + 2}, 2021\n\nLANGUAGE: ENGLISH\n\n\n"
        for number, one in enumerate(STORIES, 1)
    ).encode()


def labelled() -> bytes:
    return "\n\n".join(
        f"Title: {one.headline}\nAuthor: Ada Finch\nDate: 2021-05-0{number}\nText: {' '.join(one.text)}"
        for number, one in enumerate(STORIES, 3)
    ).encode()


# By the words of the formats. Those of press databases and corpora that a TOML file describes have
# an example each in that file.
INPUTS: dict[str, Callable[[], bytes]] = {
    "text": PLAIN.encode,
    "mail": mail,
    "iptc7901": iptc7901,
    "anpa1312": anpa1312,
    "zczc": zczc,
    "html": html,
    "rss": rss,
    "atom": atom,
    "sgml": sgml,
    "nitf": nitf,
    "newsml": newsml,
    "newsml-g2": newsml_g2,
    "xml": xml,
    "json": json_,
    "jsonl": jsonl,
    "ninjs": ninjs,
    "csv": csv,
    "tsv": tsv,
    "parquet": parquet,
    "rtf": rtf,
    "odt": odt,
    "mime": mime,
    "mbox": mbox,
    "warc": warc,
    "docx": docx,
    "zip": zip_,
    "archive": tar,
    "nexis": nexis,
    "labelled": labelled,
}
