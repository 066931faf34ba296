"""Containers, feeds, mails and data that are cut off at any byte or damaged: what is whole is read,
what is not is told, mark-up is never news, and nothing fails but with errors of ours.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import tarfile
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pytest

from dispatchkit import trace_bytes
from dispatchkit.errors import DispatchkitError

if TYPE_CHECKING:
    from collections.abc import Callable

# A cut at every byte takes minutes; CUT_AT_EVERY=1 asks for it.
STEP = int(os.environ.get("CUT_AT_EVERY", "11"))
# So few bytes show no format: "{", "WARC/".
LEAST = 20
FIRST = "The harbour of Lund reopened on Tuesday after a week of storms, the port office said."
SECOND = "Three ferries wait outside, and a fourth is on its way from Ystad, its master told us."
STORY = f"Harbour reopens\n\nLUND, Sweden, May 4, 2021 (TT) - {FIRST}\n\n{SECOND}\n"
ITEM = {"title": "Harbour reopens", "text": f"{FIRST}\n\n{SECOND}", "date": "2021-05-04"}
LONG = STORY.encode() + f"{SECOND}\n\n".encode() * 200
# No line of news has one of these.
MARKUP = ("<p", "</", "Content-Type", "base64", "--XX", '{"', '":', "\\par", "word/", "WARC/", "\0")


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2021, 5, 4, 0, 0, 0)), data, method)
    return file.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return file.getvalue()


def docx() -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in STORY.split("\n\n"))
    document = f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def odt() -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = "".join(f"<t:p>{line}</t:p>" for line in STORY.split("\n\n"))
    content = (
        f'<o:document-content xmlns:o="{office}" xmlns:t="{text}"><o:body><o:text>{body}'
        "</o:text></o:body></o:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content.encode()}, zipfile.ZIP_STORED)


def mail() -> bytes:
    html = "".join(f"<p>{line}</p>" for line in STORY.split("\n\n"))
    return (
        "From: Desk <desk@wire.example>\nTo: a@wire.example\nSubject: Harbour reopens\n"
        "Date: Tue, 04 May 2021 10:00:00 +0200\nMIME-Version: 1.0\n"
        "Content-Type: multipart/alternative; boundary=XX\n\n--XX\nContent-Type: text/plain\n\n"
        f"{STORY}\n--XX\nContent-Type: text/html\n\n<html><body>{html}</body></html>\n--XX--\n"
    ).encode()


def feed(kind: str) -> bytes:
    text = f"&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;"
    if kind == "atom":
        return (
            '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>'
            f'<entry><title>Harbour reopens</title><content type="html">{text}</content></entry>'
            f'<entry><title>Ferry waits</title><content type="html">{text}</content></entry></feed>'
        ).encode()
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><title>Harbour'
        f" reopens</title><description>{text}</description></item><item><title>Ferry waits</title>"
        f"<description>{text}</description></item></channel></rss>"
    ).encode()


def warc() -> bytes:
    page = f"<html><body><article><h1>Harbour reopens</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://wire.example/a\r\n"
        b"WARC-Date: 2019-01-01T00:00:00Z\r\nContent-Type: application/http\r\n"
        b"Content-Length: " + str(len(http)).encode() + b"\r\n\r\n" + http + b"\r\n\r\n"
    )


def table() -> bytes:
    row = f'"{ITEM["title"]}","{FIRST}\n\n{SECOND}",2021-05-04\n'
    return f"title,text,date\n{row}{row}".encode()


def parquet() -> bytes:
    arrow = pytest.importorskip("pyarrow")
    file = io.BytesIO()
    pytest.importorskip("pyarrow.parquet").write_table(arrow.Table.from_pylist([ITEM]), file)
    data: bytes = file.getvalue()
    return data


def mailbox() -> bytes:
    return b"".join(b"From a@wire.example Tue May  4 10:00:00 2021\n" + mail() for _ in range(2))


FORMS: dict[str, Callable[[], bytes]] = {
    "zip": lambda: zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode()}),
    "tar": lambda: tarred({"a.txt": STORY.encode(), "b.txt": LONG}),
    "gzip": lambda: gzip.compress(STORY.encode(), mtime=0),
    "tar.gz": lambda: gzip.compress(tarred({"a.txt": STORY.encode()}), mtime=0),
    "bzip2": lambda: bz2.compress(STORY.encode()),
    "xz": lambda: lzma.compress(STORY.encode()),
    "docx": docx,
    "odt": odt,
    "rtf": lambda: b"{\\rtf1\\ansi " + STORY.replace("\n", "\\par\n").encode() + b"}",
    "warc": warc,
    "mailbox": mailbox,
    "mail": mail,
    "rss": lambda: feed("rss"),
    "atom": lambda: feed("atom"),
    "json": lambda: json.dumps([ITEM, ITEM], indent=1).encode(),
    "jsonl": f"{json.dumps(ITEM)}\n{json.dumps(ITEM)}\n".encode,
    "csv": table,
    "parquet": parquet,
}


@cache
def data_of(form: str) -> bytes:
    return FORMS[form]()


def paragraphs(data: bytes) -> list[str]:
    """The paragraphs of an input; none if it is refused."""
    try:
        trace = trace_bytes(data)
    except DispatchkitError:
        return []
    found = [part.dispatch for part in trace.parts if part.dispatch]
    return [one.text for dispatch in found for one in dispatch.paragraphs]


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_one_is_read(form: str) -> None:
    trace = trace_bytes(data_of(form))
    assert not trace.broken
    texts = paragraphs(data_of(form))
    assert FIRST in " ".join(texts)
    assert SECOND in " ".join(texts)


@pytest.mark.parametrize("form", FORMS)
def test_one_that_is_cut_off_gives_news_or_an_error(form: str) -> None:
    data = data_of(form)
    for end in range(LEAST, len(data), max(STEP, STEP * len(data) // 1200)):
        for text in paragraphs(data[:end]):
            assert not any(sign in text for sign in MARKUP), (end, text)


@pytest.mark.parametrize("form", FORMS)
def test_one_with_a_wrong_byte_gives_a_record_or_an_error(form: str) -> None:
    data = data_of(form)
    for at in range(0, len(data), max(3 * STEP, STEP * len(data) // 500)):
        paragraphs(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ("zip", 0),
        ("tar", 1),
        ("gzip", 1),
        ("mailbox", 1),
        ("rss", 1),
        ("atom", 1),
        ("json", 1),
        ("jsonl", 1),
    ],
)
def test_what_stands_before_the_cut_is_read_and_the_rest_is_told(form: str, kept: int) -> None:
    data = data_of(form)
    try:
        trace = trace_bytes(data[: len(data) * 3 // 5])
    except DispatchkitError:
        assert kept == 0
        return
    found = [part.dispatch for part in trace.parts if part.dispatch]
    assert len(found) >= kept
    assert found[0].headline == "Harbour reopens"
    if form not in ("mailbox", "rss", "atom"):
        assert len(trace.broken) == 1
