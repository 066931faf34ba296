"""Invented pages of HTML, and how tests read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import dispatchkit

if TYPE_CHECKING:
    from dispatchkit import Dispatch

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
