"""What notebooks show of dispatches and traces: text in elements with their own style, no script,
and no more than a notebook should keep.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from test_explain_page import STORY
from test_pages import HOSTILE, Read

from dispatchkit import parse_text, trace_text
from dispatchkit.notebook import MOST_ROWS


class Words(HTMLParser):
    """The text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def shown(text: str) -> tuple[str, str]:
    """What a notebook shows of the dispatch of a text, and of its trace."""
    (dispatch,) = parse_text(text)
    return dispatch._repr_html_(), trace_text(text)._repr_html_()


def test_a_dispatch_shows_its_record_and_what_was_taken_out() -> None:
    html, _ = shown(STORY)
    found = Words(html).found
    assert "Ferry returns to Valmer" in found
    assert found[found.index("author") + 1] == "Maud Lunde"
    assert any(words.startswith("The ferry to the island") for words in found)
    _, _, folded = html.partition("<details>")
    assert "Share on Facebook" in folded
    assert ">share<" in folded


def test_a_trace_shows_every_line_with_its_label() -> None:
    _, html = shown(STORY)
    found = Words(html).found
    for line in filter(None, STORY.splitlines()):
        assert line in found
    assert found[found.index("- Back at sea -") - 1] == "crosshead"
    assert 'title="structure.headline"' in html


@pytest.mark.parametrize("which", [0, 1])
def test_nothing_of_a_dump_becomes_mark_up(which: int) -> None:
    hostile = shown(f"{STORY}\nShare on Facebook\n{HOSTILE}\n")[which]
    plain = shown(f"{STORY}\nShare on Facebook\nShare on Twitter\n")[which]
    assert set(Read(hostile).tags) == set(Read(plain).tags)
    assert not {"script", "style", "link", "img", "iframe"} & set(Read(hostile).tags)
    assert not [name for name, _ in Read(hostile).attributes if name.startswith("on")]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", hostile)


def test_lines_from_right_to_left_keep_their_direction() -> None:
    _, html = shown(f"عنوان القصة\n\n{STORY}")
    cell = html.rpartition("عنوان القصة")[0].rpartition("<td")[2]
    assert 'dir="auto"' in cell
    assert "unicode-bidi:isolate" in cell


@pytest.mark.parametrize("which", [0, 1])
def test_huge_ones_are_bounded_and_say_what_is_left_out(which: int) -> None:
    long = "The harbour office said that the ferry would sail again. " * 20
    html = shown(STORY + f"\n{long}\n" * 2000)[which]
    assert len(html) < 400_000
    assert "more characters)" in html
    assert re.search(r"[\d,]+ more (?:paragraphs|lines) not shown", html)


def test_many_dispatches_share_the_room() -> None:
    trace = trace_text("".join(f"{STORY}\n\x0c\n" for _ in range(40)), split="^Ferry returns")
    html = trace._repr_html_()
    assert html.count("<tr") <= MOST_ROWS
    assert re.search(r"\d+ more dispatches not shown", html)
    assert "1 of 40" in html


def test_labels_are_legible_on_their_own_ground() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    grounds = set(re.findall(r"background:(#\w{6});color:(#\w{6})", shown(STORY)[1]))
    assert len(grounds) == 4
    for ground, ink in grounds:
        assert (light(ink) + 0.05) / (light(ground) + 0.05) >= 4.5
