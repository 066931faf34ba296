"""Front matter above a text: its keys state fields, a part of YAML is read as YAML, and what only
looks like front matter is text.
"""

from __future__ import annotations

import pytest

from dispatchkit import parse_bytes, parse_text

STORY = "\nBERGEN (Reuters) - The ferry runs again after a week of storms.\n"
LONG = "Town names its newest snowplow after the old librarian who retired in the last winter"


def of(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", STORY])


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("title", "said"),
    [
        (LONG, LONG),
        (f'"{LONG}"', LONG),
        (f"'{LONG}'", LONG),
        ('"Town: \\"Edna\\" plows"', 'Town: "Edna" plows'),
        ("'Edna''s plow'", "Edna's plow"),
        ("Edna's plow # checked", "Edna's plow"),
        ("Plow #9 runs", "Plow"),
        ("Plow#9 runs", "Plow#9 runs"),
        (f"{LONG}\n  and more", f"{LONG} and more"),
        (f">-\n  {LONG}\n  and more", f"{LONG} and more"),
    ],
)
def test_keys_state_fields(title: str, said: str, mark: str, ends: str) -> None:
    text = mark + of(f"title: {title}", "date: 2023-02-08", "author: S. Aas")
    (found,) = parse_bytes(text.replace("\n", ends).encode())
    assert found.headline == said
    assert str(found.published) == str(found.day) == "2023-02-08"
    assert [one.name for one in found.byline] == ["S. Aas"]
    assert [one.text for one in found.paragraphs] == [
        "The ferry runs again after a week of storms."
    ]


@pytest.mark.parametrize(
    "tags",
    [
        "tags: [Inseln, 'Häfen, Fähren']",
        'tags: [ "Inseln" , "Häfen, Fähren" ]  # two',
        "tags:\n- Inseln\n- Häfen, Fähren",
        "tags:\n  - Inseln\n  - 'Häfen, Fähren'",
        "keywords:\n\n  - Inseln # islands\n  - Häfen, Fähren",
        "tags: [Inseln,\n  'Häfen, Fähren']",
    ],
)
def test_lists_are_lists(tags: str) -> None:
    (found,) = parse_text(of("title: Ferry runs", tags))
    assert found.keywords == ("Inseln", "Häfen, Fähren")


@pytest.mark.parametrize("line", ["title: ~", "title:", "title: {a: b}", "title: *anchor"])
def test_nothing_is_made_of_what_is_none_or_beyond_this_yaml(line: str) -> None:
    (found,) = parse_text(of(line, "date: 2023-02-08", "author: S. Aas"))
    assert found.headline is None
    assert line in [one.text for one in found.boilerplate]


def test_all_lines_are_kept() -> None:
    lines = ["# ours", "layout: post", "title: Ferry runs", "extra:", "  - name: Bo", "    id: 7"]
    (found,) = parse_text(of(*lines))
    kept = [one.text for one in found.boilerplate]
    assert kept == ["---", *(line.strip() for line in lines), "---"]


def test_stories_in_a_row_are_parted_by_their_front_matter() -> None:
    text = of("title: Ferry runs", "date: 2023-02-08") + of("title: Plow has a name")
    assert [one.headline for one in parse_text(text)] == ["Ferry runs", "Plow has a name"]


@pytest.mark.parametrize(
    "text",
    [
        f"---\nFerry runs again\n---\n{STORY}",
        f"---\ntitle: Ferry runs\nA line of text that is no key and no value.\n---\n{STORY}",
        f"---\ntitle: Ferry runs\n{STORY}",
        "---\ntitle: Ferry runs\n---\n",
        f"---\ncolour: red\nsize: 9\n---\n{STORY}",
    ],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    rules = [cut.rule for one in parse_text(text) for cut in one.boilerplate]
    assert "markdown.front-matter" not in rules
