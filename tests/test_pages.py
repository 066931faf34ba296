"""Pages to look at: one file that needs no network, in which nothing of a dump can become mark-up.

What a page shows is tested in a browser: ``test_pages_in_browser.py``.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from invented_records import every, record

from dispatchkit.corpus import summary as summaries
from dispatchkit.corpus.report import page
from dispatchkit.corpus.summary import Summary
from dispatchkit.pages.document import document, embedded

if TYPE_CHECKING:
    import pytest

# What would end the element of the data, open others, or load something.
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> <!--<script> ]]> &lt; \u2028"
    " \"'`${alert(1)} {{data}} javascript:alert(1) \x00\x1b[31m \u202e"
)


class Read(HTMLParser):
    """The elements of a page, and what is in its scripts and style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self._open = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._open = tag
        if tag in self.inside:
            self.inside[tag].append("")

    def handle_endtag(self, _: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in self.inside:
            self.inside[self._open][-1] += data


def page_of(records: list[dict[str, Any]], title: str = "A corpus") -> str:
    made = Summary()
    for one in records:
        made.add(one)
    made.reject(HOSTILE)
    return "".join(page(made.to_dict(made.oddest(every(records))), title))


def hostile() -> list[dict[str, Any]]:
    """Records of which the odd one has hostile texts wherever a dump can put them."""
    odd = record(99, text=HOSTILE, footer=HOSTILE, headline=HOSTILE, section=HOSTILE, footers=9)
    odd["path"] = f"{HOSTILE}\udcff"
    odd["boilerplate"][0]["rule"] = HOSTILE
    odd["agency"] = {"id": HOSTILE, "name": HOSTILE}
    odd["language"] = HOSTILE
    return [*(record(at) for at in range(40)), odd]


def test_nothing_of_a_dump_becomes_mark_up() -> None:
    plain, made = Read(page_of([record()])), Read(page_of(hostile(), HOSTILE))
    assert made.tags == plain.tags
    assert made.inside["style"] == plain.inside["style"]
    assert made.inside["script"][1] == plain.inside["script"][1]
    (odd,) = json.loads(made.inside["script"][0])["oddest"]
    assert odd["headline"] == HOSTILE
    assert odd["path"] == f"{HOSTILE}\udcff"


@given(st.text(st.characters(codec=None)))
@settings(max_examples=80, deadline=None)
def test_any_text_can_be_embedded(text: str) -> None:
    made = embedded({text: text})
    assert "<" not in made
    made.encode("utf-8")
    assert json.loads(made) == {text: text}


def test_a_page_needs_no_network_and_allows_none() -> None:
    text = page_of(hostile())
    read = Read(text)
    assert not [one for one in read.attributes if one[0] in ("src", "srcset", "action", "style")]
    assert not [one for one in read.attributes if one[0].startswith("on")]
    assert [value for name, value in read.attributes if name == "href"] == ["#main"]
    assert not re.findall(r"url\(|@import", read.inside["style"][0])
    assert not re.findall(r"fetch\(|XMLHttp|innerHTML|eval\(|import\(", read.inside["script"][1])


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_no_other() -> None:
    read = Read(page_of([record()]))
    (policy,) = [value for name, value in read.attributes if value and "default-src" in value]

    def digest(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    assert policy == (
        f"default-src 'none'; style-src {digest(read.inside['style'][0])}; script-src"
        f" {digest(read.inside['script'][1])}; base-uri 'none'; form-action 'none'"
    )


def test_the_title_and_the_lead_are_text() -> None:
    made = "".join(document("<b>&\udcff", 'a "b" <i>', "corpus", ["{}"]))
    assert "<title>&lt;b&gt;&amp;\\udcff</title>" in made
    assert "<p>" in made
    assert "a &quot;b&quot; &lt;i&gt;</p>" in made


def test_a_page_of_nothing_is_a_page() -> None:
    made = Read("".join(page(Summary().to_dict())))
    assert json.loads(made.inside["script"][0])["records"] == 0


def test_the_page_has_what_the_cube_does_not_tell_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summaries, "_SUMS", 20)
    many = [record(at, agency=f"a{at % 3}", language=("en", "fr")[at % 2]) for at in range(30)]
    data = json.loads(Read(page_of(many)).inside["script"][0])
    assert data["sums"]["dimensions"] == ["agency"]
    assert [row["records"] for row in data["by"]["language"]] == [15, 15]
    assert data["names"] == {f"a{at}": f"Agency a{at}" for at in range(3)}
