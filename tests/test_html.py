"""Pages of HTML: what of them is the story."""

from __future__ import annotations

import json

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

pytest.importorskip("selectolax")


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


@pytest.mark.parametrize("shown", [f"<p>{FIRST}</p>", "", "<div id='app'></div>"])
def test_a_stated_body_is_read_where_the_page_shows_a_teaser(shown: str) -> None:
    head = linked_data(headline=HEADLINE, articleBody="\n".join(STORY))
    story = read(html(f"{MENU}<h1>{HEADLINE}</h1>{shown}<p>Subscribe to read on</p>", head))
    assert texts(story) == STORY
    assert story.headline == HEADLINE


def test_a_stated_teaser_does_not_replace_the_page() -> None:
    head = linked_data(headline=HEADLINE, articleBody=f"{FIRST[:60]}...")
    assert texts(read(html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}", head))) == STORY


THEIRS = "I have walked past that crane for twenty years, and it was never quite straight."
COMMENTS = [
    f"<div class='comment-list'><p>{THEIRS}</p></div>",
    f"<section id='komentarze'><h2>Zdania</h2><div><b>Ola</b><p>{THEIRS}</p></div></section>",
    f"<div class='x1'><b>Zdania (1)</b><p>{THEIRS}</p></div>",
    f"<div class='x1'><p>{THEIRS}</p><form><textarea></textarea></form></div>",
    f"<ol class='commentlist'><li>{'</li><li>'.join([THEIRS] * 4)}</li></ol>",
]


@pytest.mark.parametrize("comments", COMMENTS)
def test_what_readers_write_is_no_text(comments: str) -> None:
    story = read(html(f"<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article>{comments}"))
    assert texts(story) == STORY
    assert any(THEIRS in cut.text for cut in story.boilerplate)


@pytest.mark.parametrize(
    "caption",
    [
        "<figure><figcaption>The crane of Ostmark. Photo: Ben Marsh</figcaption></figure>",
        "<div><p class='wp-caption-text'>The crane of Ostmark. Photo: Ben Marsh</p></div>",
        "<div><img src='a.jpg'><br><small>The crane of Ostmark. Photo: Ben Marsh</small></div>",
        "<table><tr><td><br><font size='-2'>The crane. Photo: Ben Marsh</font></td></tr></table>",
    ],
)
def test_a_caption_is_no_text_and_credits_nobody(caption: str) -> None:
    body = f"<h1>{HEADLINE}</h1><p>{FIRST}</p>{caption}<p>{SECOND}</p><p>{STORY[2]}</p>"
    story = read(html(body))
    assert texts(story) == STORY
    assert story.byline == ()


def test_what_tells_about_a_story_is_no_text_of_it() -> None:
    body = f"<article><h1>{HEADLINE}</h1><div class='post-meta'>Ben Marsh 4 zdania</div>"
    page = html(f"{body}<div class='article-body'>{PARAGRAPHS}</div></article>", language="pl")
    assert texts(read(page)) == STORY


def test_rows_between_paragraphs_stay() -> None:
    rows = "<tr><td>Cranes</td><td>12</td></tr><tr><td>Barges</td><td>4</td></tr>"
    body = f"<p>{FIRST}</p><table>{rows}</table><p>{SECOND}</p><p>{STORY[2]}</p>"
    said = " ".join(texts(read(html(f"<h1>{HEADLINE}</h1>{body}"))))
    assert "Barges 4" in " ".join(said.split())


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<title>The Ostmark Post: {HEADLINE}</title>", f"<b>{HEADLINE}</b><br>"),
        (f"<title>{HEADLINE} | The Ostmark Post</title>", f"<div>{HEADLINE}</div>"),
        ("", f"<h3 class='post-title entry-title'>{HEADLINE}</h3>"),
        (f"<meta property='og:title' content='{HEADLINE}'>", f"<h4>{HEADLINE}</h4>"),
    ],
)
def test_a_headline_that_is_no_heading_of_the_first_rank(head: str, body: str) -> None:
    page = html(f"<p><a href='/'>The Ostmark Post</a></p>{body}{PARAGRAPHS}", head)
    assert read(page).headline == HEADLINE


def test_several_stories_side_by_side_are_several_dispatches() -> None:
    def article(headline: str, day: int, text: str) -> str:
        return (
            f"<article class='notice'><h2>{headline}</h2><time datetime='2024-03-{day}T09:30'>"
            f"{day}</time><p>{text}</p></article>"
        )

    body = "".join(article(f"{HEADLINE} no. {at}", 10 + at, text) for at, text in enumerate(STORY))
    found = dispatchkit.parse_bytes(html(f"<h1>Notices</h1>{body}<p>Imprint</p>").encode())
    assert [texts(story) for story in found] == [[text] for text in STORY]
    assert [story.headline for story in found] == [f"{HEADLINE} no. {at}" for at in range(3)]
    assert [str(story.day) for story in found] == ["2024-03-10", "2024-03-11", "2024-03-12"]


def test_an_article_with_teasers_of_others_is_one_story() -> None:
    teaser = "<article class='teaser'><h3><a href='/2'>A school opens inland</a></h3></article>"
    page = html(f"<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article>{teaser}{teaser}")
    assert texts(read(page)) == STORY


@pytest.mark.parametrize(
    "script",
    [
        '<script id="__NEXT_DATA__" type="application/json">{"props": {"page": %s}}</script>',
        "<script>window.__STATE__ = %s;</script>",
    ],
)
@pytest.mark.parametrize("content", [PARAGRAPHS, [{"type": "text", "content": t} for t in STORY]])
def test_a_story_in_the_data_of_a_script(script: str, content: object) -> None:
    data = json.dumps({"title": HEADLINE, "content": content, "related": [{"title": "Other"}]})
    page = html(f"<h1>{HEADLINE}</h1><p>{FIRST}</p>{script % data}")
    assert texts(read(page)) == STORY


def test_headings_between_paragraphs_are_crossheads() -> None:
    body = f"<h1>{HEADLINE}</h1><p>{FIRST}</p><h3>The quay</h3><p>{SECOND}</p><p>{STORY[2]}</p>"
    roles = [paragraph.role for paragraph in read(html(body)).paragraphs]
    assert roles == ["body", "crosshead", "body", "body"]


def test_the_author_below_the_text_is_no_text() -> None:
    page = html(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}<p class='author_mail'>Ben Marsh</p>")
    story = read(page)
    assert texts(story) == STORY
    assert [person.name for person in story.byline] == ["Ben Marsh"]
