"""Pages of HTML: what of them is the story, and what they state about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import dispatchkit
from dispatchkit.errors import DispatchkitError

if TYPE_CHECKING:
    from dispatchkit import Dispatch

pytest.importorskip("selectolax")

FIRST = "The harbour of Ostmark was closed on Tuesday after a crane fell into its basin."
SECOND = "Nobody was hurt, the harbour master said, but two barges have to wait until Friday."
THIRD = "Divers are to lift the crane tomorrow, and a second one is on its way from the coast."
STORY = [FIRST, SECOND, THIRD]
HEADLINE = "Crane falls into the basin of Ostmark"
MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in STORY)


def html(body: str, head: str = "", language: str = "en") -> str:
    """A page with this *body*."""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">{head}</head>'
        f"<body>{body}</body></html>"
    )


def linked_data(**values: object) -> str:
    """A script with JSON-LD about an article."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **values}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def read(page: str | bytes) -> Dispatch:
    """The one story of a page."""
    found = dispatchkit.parse_bytes(page.encode() if isinstance(page, str) else page)
    assert len(found) == 1
    assert found[0].format == "html"
    return found[0]


def texts(story: Dispatch) -> list[str]:
    """The paragraphs of a story."""
    return [paragraph.text for paragraph in story.paragraphs]


@pytest.mark.parametrize(
    "body",
    [
        f"{MENU}<main><article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article></main>",
        f"{MENU}<h1>{HEADLINE}</h1><div>{'<br><br>'.join(STORY)}</div>",
        f"{MENU}<h1>{HEADLINE}</h1><p>{'<p>'.join(STORY)}",
        (
            f"{MENU}<table><tr><td><a href='/'>Home</a></td><td><h1>{HEADLINE}</h1>{PARAGRAPHS}</td>"
            "<td>Rates<br>USD 31,41<br>EUR 33,62</td></tr></table>"
        ),
        (
            f"{MENU}<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article>"
            "<aside><p>The mayor of a town inland has opened a school for four hundred children.</p>"
            "</aside>"
        ),
        (
            f"{MENU}<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article><div class='related-stories'>"
            "<p>The mayor of a town inland has opened a school for four hundred children.</p></div>"
        ),
        (
            f"{MENU}<article><h1>{HEADLINE}</h1>{PARAGRAPHS}"
            "<p hidden>This paragraph is for programs that count readers, and nobody sees it.</p>"
            "<p style='Display: none'>Nor is this one shown to anybody who reads the page.</p>"
            "<template><p>And this one is only a pattern from which others are made.</p></template>"
            "<script>document.write('<p>This is a program and no text of the page.</p>')</script>"
            "</article>"
        ),
    ],
    ids=["article", "breaks", "unclosed", "tables", "aside", "related", "hidden"],
)
def test_the_story_of_a_page_is_its_prose(body: str) -> None:
    story = read(html(body))
    assert story.headline == HEADLINE
    assert texts(story) == STORY


def test_a_page_of_one_line_and_one_paragraph() -> None:
    assert texts(read(html(f"<h1>{HEADLINE}</h1><p>{FIRST}</p><p>Nobody was hurt.</p>"))) == [
        FIRST,
        "Nobody was hurt.",
    ]


def test_a_button_below_the_last_paragraph_is_no_text() -> None:
    body = f"<b>{HEADLINE}</b><br><br>{'<br><br>'.join(STORY)}<br><a href='/'>vissza</a>"
    assert texts(read(html(body, language="hu"))) == STORY


def test_lines_are_those_of_the_text_as_it_is_shown() -> None:
    story = read(html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}"))
    assert [paragraph.lines for paragraph in story.paragraphs] == [(3, 3), (5, 5), (7, 7)]


def test_linked_data_states_dates_authors_and_keywords() -> None:
    head = linked_data(
        headline=HEADLINE.replace("falls", "&amp;falls"),
        datePublished="2024-03-12T11:42:00+01:00",
        dateModified="2024-03-12T13:05:00+01:00",
        author=[
            {"@type": "Person", "name": "Ada Finch"},
            {"@type": "Person", "name": ["Ben Marsh | The Ostmark Post"]},
            {"@type": "Organization", "name": "The Ostmark Post"},
            "https://ostmark.example/author/9",
        ],
        publisher={"@type": "Organization", "name": "The Ostmark Post"},
        keywords=["cranes", "harbours"],
        articleSection="Coast",
    )
    story = read(html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}", head))
    assert str(story.to_dict()["published"]) == "2024-03-12T11:42:00+01:00"
    assert str(story.to_dict()["updated"]) == "2024-03-12T13:05:00+01:00"
    assert [person.name for person in story.byline] == ["Ada Finch", "Ben Marsh"]
    assert (list(story.keywords), story.section) == (["cranes", "harbours"], "Coast")
    assert story.headline == HEADLINE


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2024-03-12T11:42:00Z">', ""),
        ('<meta name="DC.date.issued" content="2024-03-12T11:42:00Z">', ""),
        ("", '<span itemprop="datePublished" content="2024-03-12T11:42:00Z">Tuesday</span>'),
        ("", '<time pubdate datetime="2024-03-12T11:42:00Z">Tuesday</time>'),
    ],
)
def test_other_elements_state_the_day(head: str, body: str) -> None:
    story = read(html(f"<h1>{HEADLINE}</h1>{body}{PARAGRAPHS}", head))
    assert str(story.to_dict()["published"]).startswith("2024-03-12T11:42:00")


@pytest.mark.parametrize(
    "body",
    [
        '<a rel="author" href="/ada">Ada Finch</a>',
        '<span itemprop="author"><span itemprop="name">Ada Finch</span></span>',
    ],
)
def test_other_elements_state_the_author(body: str) -> None:
    story = read(html(f"<h1>{HEADLINE}</h1><div>{body}</div>{PARAGRAPHS}"))
    assert [person.name for person in story.byline] == ["Ada Finch"]


@pytest.mark.parametrize("shown", [f"<p>{FIRST}</p>", "", "<div id='app'></div>"])
def test_a_stated_body_is_read_where_the_page_shows_a_teaser(shown: str) -> None:
    head = linked_data(headline=HEADLINE, articleBody="\n".join(STORY))
    story = read(html(f"{MENU}<h1>{HEADLINE}</h1>{shown}<p>Subscribe to read on</p>", head))
    assert texts(story) == STORY
    assert story.headline == HEADLINE


def test_a_stated_teaser_does_not_replace_the_page() -> None:
    head = linked_data(headline=HEADLINE, articleBody=f"{FIRST[:60]}...")
    assert texts(read(html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}", head))) == STORY


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
