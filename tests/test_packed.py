"""Feeds, mails, archives, documents of word processors and web archives: what they hold is read,
what is damaged is told, and nothing of them is taken for news.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import tarfile
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import jsonschema
import pytest

from dispatchkit import parse_bytes, render, schemas, trace_bytes
from dispatchkit.errors import DecodeError, DispatchkitError, MissingReader
from dispatchkit.writing import join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatchkit.model import Dispatch

FIRST = "The harbour reopened on Tuesday after a week of storms, the port office said."
SECOND = "Three ferries wait outside the breakwater, and a fourth is on its way from Ystad."
STORY = f"Harbour reopens\n\nLUND, Sweden, May 4, 2021 (TT) - {FIRST}\n\n{SECOND}\n"
HTML = f"<h1>Harbour reopens</h1><p>LUND, Sweden, May 4, 2021 (TT) - {FIRST}</p><p>{SECOND}</p>"


def texts(dispatch: Dispatch) -> list[str]:
    return [one.text for one in dispatch.paragraphs]


def broken(data: bytes) -> list[str]:
    return [str(error) for error in trace_bytes(data).broken]


def zipped(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return file.getvalue()


def mailed(*files: tuple[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "desk@wire.example", "Harbour"
    mail.set_content("See below.")
    for name, data in files:
        mail.add_attachment(data, maintype="text", subtype="plain", filename=name)
    return bytes(mail)


def box(*mails: bytes) -> bytes:
    return b"".join(
        b"From desk@wire.example Tue May  4 10:00:00 2021\n" + one + b"\n" for one in mails
    )


MAIL = f"From: desk@wire.example\nTo: you@paper.example\nSubject: Harbour\n\n{STORY}".encode()
MEMBERS: dict[str, tuple[bytes, list[str | None]]] = {
    "zip": (zipped({"2001/a.txt": STORY.encode(), "b.txt": STORY.encode()}), ["2001/a.txt", "b.txt"]),
    "tar": (tarred({"a.txt": STORY.encode()}), ["a.txt"]),
    "tar.gz": (gzip.compress(tarred({"a.txt": STORY.encode()})), ["a.txt"]),
    "zip in zip": (zipped({"in.zip": zipped({"a.txt": STORY.encode()})}), ["in.zip: a.txt"]),
    "mailbox": (box(MAIL, MAIL), ["mail 1", "mail 2"]),
    "attached": (mailed(("a.txt", STORY.encode())), ["a.txt"]),
    "gz": (gzip.compress(STORY.encode()), [None]),
    "mail": (MAIL, [None]),
    "text": (STORY.encode(), [None]),
}  # fmt: skip


@pytest.mark.parametrize(("data", "items"), MEMBERS.values(), ids=MEMBERS)
def test_a_record_names_the_member_that_it_was_read_from(
    data: bytes, items: list[str | None]
) -> None:
    found = parse_bytes(data)
    assert [one.item for one in found] == items
    for one in found:
        record = one.to_dict()
        assert ("item" in record) is (one.item is not None)
        assert type(one).from_dict(record) == one
        jsonschema.validate(record, schemas.record())


@pytest.mark.parametrize("form", ["jsonl", "csv", "tsv", "markdown"])
def test_the_name_of_a_member_is_written_and_read_back(form: str) -> None:
    data = zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode()})
    written = [render(one, form) for one in parse_bytes(data)]
    read = [
        one.item for text in written for one in parse_bytes("".join(join([text], form)).encode())
    ]
    assert read == ["a.txt", "b.txt"]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str) -> bytes:
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


DOCX = docx("".join(paragraph(line) for line in STORY.split("\n") if line))
RTF = b"{\\rtf1\\ansi " + STORY.replace("\n", "\\par\n").encode() + b"}"


def mail(text: str = STORY, html: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Desk <desk@wire.example>"
    message["To"] = "clients@wire.example"
    message["Subject"] = headers.get("subject", "Harbour reopens")
    message["Date"] = "Tue, 04 May 2021 10:00:00 +0200"
    message["Message-ID"] = "<1@wire.example>"
    message.set_content(text, cte=headers.get("cte", "base64"))
    if html:
        message.add_alternative(html, subtype="html")
    return message


def warc(*pages: str) -> bytes:
    found = b""
    for page in pages:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
        found += (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://wire.example/a\r\n"
            b"WARC-Date: 2019-01-01T00:00:00Z\r\nContent-Type: application/http\r\n"
            b"Content-Length: " + str(len(http)).encode() + b"\r\n\r\n" + http + b"\r\n\r\n"
        )
    return found


WHOLE = STORY.encode()
PACKED = {
    "gzip": gzip.compress(WHOLE, mtime=0),
    "bzip2": bz2.compress(WHOLE),
    "xz": lzma.compress(WHOLE),
    "zip": zipped({"wire/1.txt": WHOLE, "__MACOSX/wire/._1.txt": b"\0\5", ".DS_Store": b"\0"}),
    "tar": tarred({"1.txt": WHOLE}),
    "tar.gz": gzip.compress(tarred({"1.txt": WHOLE}), mtime=0),
    "zip in a zip": zipped({"a.zip": zipped({"b.txt": WHOLE})}),
    "docx": DOCX,
    "docx in a zip": zipped({"a.docx": DOCX}),
    "rtf": RTF,
    "rtf in a tar": tarred({"a.rtf": RTF}),
    "mail": mail().as_bytes(),
    "mail quoted": mail(cte="quoted-printable").as_bytes(),
    "mail of HTML": mail(" \n", html=f"<html><body>{HTML}</body></html>").as_bytes(),
    "mail in a gzip": gzip.compress(mail().as_bytes(), mtime=0),
    "mailbox": b"From desk@wire.example Tue May  4 10:00:00 2021\n" + mail().as_bytes(),
    "web archive": warc(f"<html><body><article>{HTML}</article></body></html>"),
}


@pytest.mark.parametrize("data", PACKED.values(), ids=PACKED)
def test_a_story_is_read_out_of_what_holds_it(data: bytes) -> None:
    (dispatch,) = parse_bytes(data)
    assert dispatch.headline == "Harbour reopens"
    assert dispatch.dateline is not None
    assert dispatch.dateline.place == "LUND"
    assert str(dispatch.dateline.date) == "2021-05-04"
    assert texts(dispatch) == [FIRST, SECOND]
    assert not broken(data)


@pytest.mark.parametrize("data", PACKED.values(), ids=PACKED)
def test_what_is_cut_off_or_damaged_gives_a_record_or_an_error(data: bytes) -> None:
    step = max(1, len(data) // 70)
    for end in range(0, len(data), step):
        for changed in (data[:end], data[:end] + bytes([data[end] ^ 0x21]) + data[end + 1 :]):
            try:
                parse_bytes(changed)
            except DispatchkitError:
                continue


def test_files_of_an_archive_that_cannot_be_read_are_told_by_their_names() -> None:
    data = zipped({"a.txt": WHOLE, "b.png": b"\x89PNG\r\n\x1a\n" + bytes(20), "c.txt": WHOLE})
    assert len(parse_bytes(data)) == 2
    (told,) = broken(data)
    assert told.startswith("b.png: ")


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(DecodeError, match="more than memory"):
        parse_bytes(gzip.compress(bytes(64 << 20), mtime=0))
    told = broken(zipped({"a.txt": bytes(64 << 20), "b.txt": WHOLE}))
    assert len(told) == 1
    assert "more than memory" in told[0]


def test_containers_nest_to_a_depth() -> None:
    data = WHOLE
    for number in range(8):
        data = zipped({f"{number}.zip": data})
    assert broken(data)[0].endswith("it stands in too many containers")


@pytest.mark.parametrize(
    ("module", "extra", "data"),
    [
        ("feedparser", "feeds", b'<rss version="2.0"><channel><item/></channel></rss>'),
        ("pyarrow.parquet", "parquet", b"PAR1\0\0PAR1"),
        ("backports.zstd", "zstd", b"\x28\xb5\x2f\xfd\0"),
        ("warcio.archiveiterator", "warc", PACKED["web archive"]),
    ],
)
def test_a_reader_that_is_not_installed_is_named(
    module: str, extra: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingReader, match=rf"dispatchkit\[{extra}\]"):
        parse_bytes(data)


def feed(items: str, more: str = "") -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour wire</title>'
        f"<pubDate>Mon, 01 Jan 2018 10:00:00 GMT</pubDate>{more}{items}</channel></rss>"
    ).encode()


ITEMS = {
    "content beside a summary": f"<description>The harbour ...</description><content:encoded>"
    f"<![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded>",
    "a summary alone": f"<description>{FIRST}&lt;br&gt;&lt;br&gt;{SECOND}</description>",
    "escaped twice": f"<description>&amp;lt;p&amp;gt;{FIRST}&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;"
    f"{SECOND}&amp;lt;/p&amp;gt;</description>",
    "the line of a program": f"<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p><p>The post"
    " <a href='x'>Harbour reopens</a> appeared first on <a href='y'>Harbour wire</a>.</p>"
    "]]></content:encoded>",
}
AUTHORS = (
    "<author>desk@wire.example (Ada Finch)</author>",
    "<author>Ada Finch &lt;desk@wire.example&gt;</author>",
    "<dc:creator><![CDATA[Ada Finch]]></dc:creator>",
)


@pytest.mark.parametrize("author", AUTHORS)
@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
def test_an_entry_of_a_feed_is_a_story(item: str, author: str) -> None:
    title = "<title>Harbour &lt;b&gt;reopens&lt;/b&gt;</title>"
    (dispatch,) = parse_bytes(feed(f"<item>{title}{author}{item}</item>"))
    assert dispatch.headline == "Harbour reopens"
    assert [person.name for person in dispatch.byline] == ["Ada Finch"]
    assert texts(dispatch) == [FIRST, SECOND]
    # The channel's date is none of the story's.
    assert dispatch.published is None


def test_an_entry_without_a_text_is_told() -> None:
    data = feed(f"<item><description>{FIRST}</description></item><item><title>Pier</title></item>")
    assert len(parse_bytes(data)) == 1
    assert broken(data) == ["entry 2: what is known of a story, without its text: Pier"]


def test_a_feed_in_utf_8_that_declares_another_encoding() -> None:
    text = feed(f"<item><title>Fähre</title><description>{FIRST}</description></item>").decode()
    data = text.replace('"1.0"?', '"1.0" encoding="ISO-8859-1"?', 1).encode()
    assert parse_bytes(data)[0].headline == "Fähre"


def test_a_story_that_was_sent_on_begins_below_its_own_header() -> None:
    note = "For page three on Saturday? Cheers, Col\n\n-----Original Message-----\n"
    head = (
        "From: Wire <wire@wire.example>\nSent: Tuesday, 4 May 2021 10:00\nTo: Col\n"
        "Subject: Harbour reopens\n\n"
    )
    message = mail(note + head + STORY.partition("\n\n")[2], subject="FW: Harbour reopens")
    (dispatch,) = parse_bytes(message.as_bytes())
    assert texts(dispatch) == [FIRST, SECOND]


def test_a_document_that_is_attached_is_the_story() -> None:
    message = mail("See the document.\n")
    message.add_attachment(
        DOCX,
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
        filename="story.docx",
    )
    (dispatch,) = parse_bytes(message.as_bytes())
    assert texts(dispatch) == [FIRST, SECOND]


def test_what_word_does_not_print_is_no_text() -> None:
    deleted = "<w:p><w:del><w:r><w:delText>Ferry sinks</w:delText></w:r></w:del></w:p>"
    field = "<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('Lund')}</w:tc><w:tc>{paragraph('3')}</w:tc></w:tr>"
    data = docx(
        "".join(paragraph(line) for line in STORY.split("\n") if line)
        + deleted
        + field
        + f"{table}</w:tbl>"
    )
    (dispatch,) = parse_bytes(data)
    whole = " ".join(texts(dispatch))
    assert "Ferry sinks" not in whole
    assert "HYPERLINK" not in whole
    assert "Lund 3" in whole.replace("\t", " ").replace("  ", " ")


def test_a_document_that_is_cut_off_is_told_to_be() -> None:
    data = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>" * 900})
    cut = data[: data.index(b"word/document.xml") - 20]
    with pytest.raises(
        DispatchkitError, match="a document of an office program that is cut off or damaged"
    ):
        parse_bytes(cut)
