"""The documentation is true: links lead somewhere, files that it names exist, and the pages made
from the code are up to date.
"""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
import reference

import dispatchkit
from dispatchkit.agencies import rules
from dispatchkit.labels import Label

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "tests").rglob("*.md")])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
INDEX = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
EXAMPLES = list(reference.examples())
# What may stand on a page without being Markdown of its own.
CODE_RE = re.compile(r"^```.*?^```|^(?: {4}|\t).*?$|`[^`\n]*`", flags=re.DOTALL | re.MULTILINE)
LINK_RE = re.compile(r"\]\(([^)\s]+)\)")
HEADING_RE = re.compile(r"^#+ (.+)$", flags=re.MULTILINE)
# A path in backticks that begins with a folder of the repository.
PATH_RE = re.compile(
    r"`((?:dispatchkit|docs|tests|tools|benchmarks|samples|\.ci|\.github)/[\w./-]+)`"
)
# Fjordane Nyhetsbyrå, which CONTRIBUTING.md invents, and words in capitals that stand for any other.
INVENTED_RE = re.compile(
    r"/(?:fny[./]|(?:test_)?headlines|(?:test_|formats/)card|en-sponsored-by|[A-Z]+/|NAME)"
)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and the site make them."""
    text = re.sub(
        r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in HEADING_RE.findall(text)
    }


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    text = CODE_RE.sub("", page.read_text(encoding="utf-8"))
    for link in LINK_RE.findall(text):
        if re.match(r"\w+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{link}: no such heading"


@pytest.mark.parametrize("name", [name for name in NAMES if name != "CHANGELOG.md"])
def test_files_that_a_page_names_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = [path for path in PATH_RE.findall(text) if not INVENTED_RE.search(path)]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_page_of_docs_is_on_the_site() -> None:
    trees = re.findall(r"^```{toctree}\n(.*?)^```", INDEX, flags=re.DOTALL | re.MULTILINE)
    listed = re.findall(r"^[\w-]+$", "\n".join(trees), flags=re.MULTILINE)
    pages = {page.stem for page in (ROOT / "docs").glob("*.md")} - {"index"}
    assert sorted(listed) == sorted(pages)


def test_the_reference_of_the_library_has_every_public_name() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    named = re.findall(r"^\.\. auto\w+:: dispatchkit\.(\w+)$", text, flags=re.MULTILINE)
    assert sorted(named) == sorted(set(dispatchkit.__all__) - {"__version__"})


def test_the_examples_of_the_library_are_true() -> None:
    failed, tried = doctest.testfile(str(ROOT / "docs" / "api.md"), module_relative=False)
    assert (failed, tried > 0) == (0, True)


@pytest.mark.parametrize("name", reference.PAGES)
def test_pages_made_from_the_code_are_as_the_code_is(name: str) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert page == reference.PAGES[name](), "run python tools/reference.py"


def test_every_label_has_its_example() -> None:
    assert [example.label for example in EXAMPLES] == list(Label)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.label.word)
def test_an_example_gets_its_label(example: reference.Example) -> None:
    assert example.label in [line.label for line in reference.read(example)]


def test_every_name_of_a_group_is_explained() -> None:
    assert sorted(reference.groups()) == sorted(rules.FIELDS)
