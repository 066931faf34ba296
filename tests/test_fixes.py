"""What must hold of all fixes: a second run changes nothing, no word of news is lost, and what
cannot be written back is left alone.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit.lint.fixes import fix_source
from dispatchkit.lint.settings import ALL, Settings
from dispatchkit.lint.traced import Source

HERE = Path(__file__).parent
DUMPS = [
    path
    for folder in ("dispatches", "adversarial", "pages")
    for path in sorted((HERE / folder).rglob("*.txt"))
]
SETTINGS = Settings(select=(ALL,))
# What rules mend, and what they must leave alone, in the middle of words that are news.
PIECES = st.sampled_from(
    ["Ferry runs again", "OSLO, May 3 (Reuters) - The ferry runs again, he said.", "\n", "\n\n", "\r\n", "\r", "\t", "  ", "\u00a0", "\u200b", "\ufeff", "\u00ad", "e\u0301", "Ã©", "â€™", "&amp;", "&nbsp;", "<p>", "**", "# ",
     "Read more", "Share this", "1 23   | 04.12.2021", "Zu- sammen", "the the", "\x00", "\x07", "\ufffd", "(Reporting by Ada Finch)", "Subscribe to our newsletter", "“", '"', "é", "ї", "ش", "漢"]
)  # fmt: skip


def letters(text: str) -> str:
    """The letters and figures of a text without HTML and garbled letters, as a fix has to keep
    them.
    """
    text = text.replace("<p>", "").replace("Ã©", "é").replace("â€™", "’")
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text))).casefold()


def news(source: Source) -> list[str]:
    """The headlines and paragraphs of an input, by their letters."""
    dispatches = [story.dispatch for story in source.stories if story.dispatch]
    return [
        letters(text)
        for dispatch in dispatches
        for text in (
            dispatch.headline or "",
            *(paragraph.text for paragraph in dispatch.paragraphs),
        )
    ]


def mended(source: Source, *, unsafe: bool) -> Source:
    """*source* after its fixes, once it is sure that these hold what they must."""
    fixed = fix_source(source, unsafe=unsafe)
    # Where nothing was mended, a second time would be the same call.
    after = (
        source if fixed.data == source.data else Source(source.path, fixed.data, source.settings)
    )
    again = fixed if after is source else fix_source(after, unsafe=unsafe)
    assert again.data == fixed.data, again.fixes
    assert again.fixes.total() == 0
    left = "".join(
        letters(passage.mark.unit.text) for story in after.stories for passage in story.passages
    )
    assert all(text in left for text in news(source))
    return after


@pytest.mark.parametrize("path", DUMPS, ids=[path.relative_to(HERE).as_posix() for path in DUMPS])
def test_fixes_of_whole_dispatches(path: Path) -> None:
    source = Source(path.name, path.read_bytes(), SETTINGS)
    after = mended(source, unsafe=False)
    # Safe fixes change nothing of what is read, but for boilerplate.
    assert news(after) == news(source)
    mended(source, unsafe=True)


@given(st.lists(PIECES, max_size=40), st.booleans())
def test_fixes_of_anything(pieces: list[str], unsafe: bool) -> None:
    mended(Source("-", "".join(pieces).encode(), SETTINGS), unsafe=unsafe)


@given(st.binary(max_size=300))
def test_bytes_that_do_not_read_back_are_left_alone(data: bytes) -> None:
    fixed = fix_source(Source("-", data, SETTINGS), unsafe=False)
    assert fixed.data == data or Source("-", fixed.data, SETTINGS).decoded is not None
