"""Pages of HTML that are cut off, broken, huge or strange, and in many encodings."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest
from web_pages import (
    FIRST,
    HEADLINE,
    MENU,
    PARAGRAPHS,
    SECOND,
    STORY,
    html,
    linked_data,
    read,
    texts,
)

import dispatchkit
from dispatchkit import parse_bytes
from dispatchkit.cli import run as main
from dispatchkit.errors import DispatchkitError
from dispatchkit.pipeline import run
from dispatchkit.reading.options import ReadOptions

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("selectolax")

RUSSIAN = (
    "Жители поселка собрали деньги на новый колокол для пожарной части.",
    "Колокол отольют на заводе и доставят по реке после ледохода, в мае месяце.",
)
JAPANESE = (
    "長崎県の小さな島で、廃校になった小学校の体育館を使った豆腐店が四月に開店した。",
    "店主の浜口千代さんは「息子が走り回った床で豆腐を作るとは思わなかった」と笑う。",
)


@pytest.mark.parametrize(
    ("declared", "encoding", "paragraphs"),
    [
        ("windows-1251", "cp1251", RUSSIAN),
        ("iso-8859-1", "cp1251", RUSSIAN),
        ("iso-8859-1", "utf-8", RUSSIAN),
        ("x-sjis", "cp932", JAPANESE),
        ("no-such-encoding", "utf-8", JAPANESE),
    ],
)
def test_a_page_is_read_in_the_encoding_of_its_bytes(
    declared: str, encoding: str, paragraphs: tuple[str, ...]
) -> None:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = f'<html><head><meta charset="{declared}"></head><body>{body}</body></html>'
    assert texts(read(page.encode(encoding))) == list(paragraphs)


@pytest.mark.parametrize(
    "data",
    ["{", "[1, null, [[]]]", '{"@type": ["NewsArticle"], "author": [[["x"]], null, 3]}', '"\\ud800"',
     '{"@type": "NewsArticle", "headline": "\\ud800", "articleBody": "\\ud83d x\\r\\ny"}',
     "[" * 5000],
)  # fmt: skip
def test_broken_linked_data_does_no_harm(data: str) -> None:
    head = f'<script type="application/ld+json">{data}</script>'
    story = read(html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}", head))
    assert texts(story) == STORY


def test_a_page_nested_deeper_than_python_recurses() -> None:
    depth = 3000
    story = read(html("<div>" * depth + PARAGRAPHS + "</div>" * depth))
    assert texts(story) == STORY


def test_a_page_cut_off_anywhere_is_read_or_refused() -> None:
    head = linked_data(headline=HEADLINE, author={"@type": "Person", "name": "Ada Finch"})
    page = html(f"{MENU}<h1>{HEADLINE}</h1><p>Žeň {FIRST}</p>", head).encode()
    for end in range(len(page)):
        try:
            found = dispatchkit.parse_bytes(page[:end])
        except DispatchkitError:
            continue
        for story in found:
            assert not any("<p>" in text for text in texts(story)), end


HIDDEN = "Nobody who reads this page in a browser is ever shown this very sentence here."
BEYOND = [
    "<script>var a = '<p>{}</p>';</script>",
    "<style>/* {} */</style>",
    "<!-- <p>{}</p> -->",
    "<noscript><p>{}</p></noscript>",
    "<template><p>{}</p></template>",
    "<svg><text>{}</text></svg>",
    "<p hidden>{}</p>",
    "<p style='color: red; DISPLAY : none'>{}</p>",
    "<iframe srcdoc='<p>{}</p>'></iframe>",
    "<textarea>{}</textarea>",
    "<object><p>{}</p></object>",
]


@pytest.mark.parametrize("form", BEYOND)
def test_what_no_browser_shows_is_nowhere(form: str) -> None:
    story = read(html(f"<h1>{HEADLINE}</h1><p>{FIRST}</p>{form.format(HIDDEN)}<p>{SECOND}</p>"))
    assert texts(story) == [FIRST, SECOND]
    assert not any(HIDDEN in cut.text for cut in story.boilerplate)


def test_entities_that_are_escaped_twice() -> None:
    page = html(f"<h1>{HEADLINE}</h1><p>Fish &amp;amp; chips: {FIRST}</p><p>{SECOND}</p>")
    assert texts(read(page))[0] == f"Fish & chips: {FIRST}"


def test_xhtml_with_a_declaration_and_cdata() -> None:
    page = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0'
        ' Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head>'
        "<title>Post</title><script>//<![CDATA[\nvar a = '<p>';\n//]]></script></head><body><br/>"
        f"<h1>{HEADLINE}</h1>{PARAGRAPHS}</body></html>"
    )
    story = read(page)
    assert texts(story) == STORY
    assert story.language == "en"


def test_a_page_of_frames_has_no_story() -> None:
    frames = "<frameset cols='20%,80%'><frame src='a.html'><frame src='b.html'></frameset>"
    with pytest.raises(DispatchkitError):
        dispatchkit.parse_bytes(f"<html>{frames}</html>".encode())


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "ul><li", "b", "blockquote", "small"])
def test_elements_nested_ten_thousand_deep(tag: str) -> None:
    page = html(f"<{tag}>" * 10_000 + f"<h1>{HEADLINE}</h1>{PARAGRAPHS}")
    story = read(page)
    assert STORY[0] in " ".join([*texts(story), *[cut.text for cut in story.boilerplate]])


@pytest.mark.parametrize("tag", ["div", "b", "span class='x'"])
def test_elements_nested_as_deep_as_a_bomb_lose_no_text(tag: str) -> None:
    depth = 60_000
    ends = f"</{tag.partition(' ')[0]}>" * depth
    page = f"<{tag}>" * depth + f"<h1>{HEADLINE}</h1>{PARAGRAPHS}" + ends
    story = read(html(page))
    assert STORY[0] in " ".join([*texts(story), *[cut.text for cut in story.boilerplate]])


def test_paragraphs_that_nobody_closed_do_not_nest() -> None:
    lines = [f"The ferry number {at} left the harbour of Tallinn at dawn." for at in range(2_500)]
    assert texts(read(html("".join(f"<p>{line}" for line in lines))))[-2:] == lines[-2:]


def test_the_time_for_a_page_grows_as_its_size() -> None:
    def taken(number: int) -> float:
        body = "".join(
            f"<div><p>{at} {FIRST}</p><p>{SECOND} {at}</p></div>" for at in range(number)
        )
        page = html(f"<h1>{HEADLINE}</h1>{body}").encode()
        begun = time.process_time()
        dispatchkit.parse_bytes(page)
        return time.process_time() - begun

    taken(10)
    assert taken(1_600) < 16 * taken(200)


SMALL = {
    "utf-8": "Žeň skončila",
    "cp1251": "Колокол отольют",
    "cp932": "豆腐店が開店した",
    "utf-16": "Žeň skončila",
}


@pytest.mark.parametrize("encoding", SMALL)
def test_a_small_page_is_cut_off_at_every_byte(encoding: str) -> None:
    head = f"<meta charset={encoding}><meta name=author content='Ada Finch'>"
    body = f"<h1>{HEADLINE}</h1><p>{SMALL[encoding]}. {FIRST}</p>"
    page = f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding)
    for end in range(len(page)):
        try:
            found = dispatchkit.parse_bytes(page[:end])
        except DispatchkitError:
            continue
        if found[0].format == "html":
            assert not any("<p>" in text for story in found for text in texts(story)), end


@pytest.mark.parametrize(
    ("declared", "encoding", "told", "reason"),
    [
        ("utf-8", "utf-8", "utf-8", "valid UTF-8"),
        ("utf-8", "utf-8-sig", "utf-8", "byte-order mark"),
        ("x-sjis", "cp932", "cp932", "the page declares x-sjis (line 1)"),
        ("big5", "big5", "big5hkscs", "the page declares big5 (line 1)"),
        ("iso-8859-1", "cp1251", "cp1251", "cp1251 reads best"),
        ("utf-8", "utf-16", "utf-16-le", "byte-order mark"),
    ],
)
def test_a_page_tells_its_encoding_and_why(
    declared: str, encoding: str, told: str, reason: str
) -> None:
    words = {"cp932": SMALL["cp932"], "big5": "豆腐店開張了", "cp1251": " ".join(RUSSIAN)}
    text = f"{words.get(encoding, SMALL['utf-8'])} {FIRST}"
    page = f"<html><head><meta charset='{declared}'></head><body><p>{text}</p></body></html>"
    trace = run(page.encode(encoding), ReadOptions())
    assert trace.decoded.encoding == told
    assert reason in trace.decoded.reason
    assert trace.parts[0].dispatch is not None
    assert trace.parts[0].dispatch.encoding == told


def test_without_the_library_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    path = tmp_path / "page.html"
    path.write_text(html(PARAGRAPHS), encoding="utf-8")
    assert main(["parse", "--isolated", "-j", "1", str(path)]) == 3
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "dispatchkit[html]" in err


def test_html_that_is_given_as_text_is_read() -> None:
    found = dispatchkit.parse_text(html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}"))
    assert texts(found[0]) == STORY


def test_a_processing_instruction_is_nothing() -> None:
    text = "The lock let the first barges through on Tuesday, the keeper said."
    (found,) = parse_bytes(f"<body><?x y><p>{text}</p></body>".encode())
    assert [paragraph.text for paragraph in found.paragraphs] == [text]
