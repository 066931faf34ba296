"""Pages of HTML: what they state about their story."""

from __future__ import annotations

import json

import pytest
from web_pages import (
    HEADLINE,
    PARAGRAPHS,
    html,
    linked_data,
    read,
)

pytest.importorskip("selectolax")


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


@pytest.mark.parametrize(
    ("body", "published", "updated"),
    [
        (
            (
                "<div class='hentry'>{}<abbr class='published' title='2024-03-12T11:42:00+01:00'>x"
                "</abbr><time class='updated' datetime='2024-03-12T13:05:00+01:00'>x</time></div>"
            ),
            "2024-03-12T11:42:00+01:00",
            "2024-03-12T13:05:00+01:00",
        ),
        (
            "<span property='dc:issued' content='2024-03-12T11:42:00+01:00'></span>{}",
            "2024-03-12T11:42:00+01:00",
            "None",
        ),
        (
            "{}<time datetime='2024-03-12T11:42:00+01:00'>12/3/2024</time>",
            "2024-03-12T11:42:00+01:00",
            "None",
        ),
    ],
)
def test_elements_state_times(body: str, published: str, updated: str) -> None:
    record = read(html(body.format(f"<h1>{HEADLINE}</h1>") + PARAGRAPHS)).to_dict()
    assert (str(record["published"]), str(record["updated"])) == (published, updated)


def test_a_time_of_a_comment_or_another_story_is_not_that_of_the_story() -> None:
    comment = (
        "<div itemscope itemtype='https://schema.org/Comment'><b itemprop='author'>Ben Marsh</b>"
        "<time itemprop='datePublished' datetime='2025-01-01T10:00:00Z'>1 January</time></div>"
    )
    others = "<ul>" + "<li>Other</li>" * 9 + "<li><time datetime='2025-02-02'>x</time></li></ul>"
    story = read(html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}{others}{comment}"))
    assert str(story.to_dict()["published"]) == "None"
    assert story.byline == ()


def test_the_day_on_which_sources_agree_is_that_of_the_story() -> None:
    head = (
        linked_data(headline=HEADLINE, datePublished="2001-01-01")
        + '<meta property="article:published_time" content="2024-03-12T11:42:00+01:00">'
    )
    body = "<time itemprop='datePublished' datetime='2024-03-12'>12 March</time>"
    story = read(html(f"<h1>{HEADLINE}</h1>{body}{PARAGRAPHS}", head))
    assert str(story.to_dict()["published"]) == "2024-03-12T11:42:00+01:00"


@pytest.mark.parametrize(
    ("kind", "name", "names"),
    [
        ("Person", "Ada Finch", ["Ada Finch"]),
        ("Person", "Susan", ["Susan"]),
        ("Person", "Maria &amp; Ana", ["Maria", "Ana"]),
        ("Person", "admin", []),
        ("Person", "Redaktion", []),
        ("Person", "ada@post.example", []),
        ("Person", "@adafinch", []),
        ("Person", "https://social.example/ada", []),
        ("Person", "Ada Finch, The Ostmark Post", ["Ada Finch"]),
        ("Organization", "The Ostmark Post", []),
        ("Organization", "Ostmark Harbour Office", []),
    ],
)
def test_who_is_an_author(kind: str, name: str, names: list[str]) -> None:
    publisher = {"@type": "Organization", "name": "The Ostmark Post"}
    head = linked_data(author={"@type": kind, "name": name}, publisher=publisher)
    story = read(html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}", head))
    assert [person.name for person in story.byline] == names


def test_linked_data_refer_to_authors_by_their_ids() -> None:
    graph = [
        {"@type": "NewsArticle", "author": {"@id": "#ada"}, "publisher": {"@id": "#post"}},
        {"@type": "Person", "@id": "#ada", "name": "Ada Finch"},
        {"@type": "WebPage", "datePublished": "2024-03-12T11:42:00+01:00"},
    ]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    story = read(html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}", head))
    assert [person.name for person in story.byline] == ["Ada Finch"]
    assert str(story.to_dict()["published"]) == "2024-03-12T11:42:00+01:00"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:site_name" content="Agencia EFE">',
        "<title>Crane falls - EFE</title>",
        linked_data(author={"@type": "Organization", "name": "EFE | Noticias"}),
    ],
)
def test_an_agency_that_publishes_the_page(head: str) -> None:
    agency = read(html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}", head, language="es")).agency
    assert agency is not None
    assert agency.id == "efe"


def test_linked_data_with_what_json_does_not_allow() -> None:
    data = '<!-- {"@type": "NewsArticle", "datePublished": "2024-03-12", } -->'
    head = f'<script type="application/ld+json">{data}</script>'
    assert str(read(html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}", head)).day) == "2024-03-12"
