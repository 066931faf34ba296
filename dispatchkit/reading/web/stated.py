"""What a page states about its story: in JSON-LD, in meta elements, by the attributes of its
elements and in links to its authors. JSON-LD speaks first, because it speaks of one story; meta
elements speak of the page.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.reading.fields import record_fields
from dispatchkit.reading.web.attributes import of_attributes, of_links
from dispatchkit.reading.web.authors import authors_of
from dispatchkit.reading.web.linked_data import linked_data
from dispatchkit.reading.web.metas import metas, of_metas, papers_in
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatchkit.reading.options import ReadOptions

_TIMES = ("published", "updated")
# Fields for which all sources are heard, and not the first alone.
_OF_EACH = (*_TIMES, "author")
_SPACE_RE = pattern(r"\s+")
# What joins the name of a site to the title of its page.
_SITE_RE = pattern(r"\s{1,8}[|–—·•-]\s{1,8}|:\s{1,8}|\s{0,8}[｜：]\s{0,8}")
# What joins two names of one body.
_NAMES_RE = pattern(r"\s{1,8}[|/–—-]\s{1,8}")
_DAY_RE = pattern(r"\d{4}-\d\d-\d\d")
_ZONE_RE = pattern(r"(?:Z|[+-]\d\d:?\d\d)\Z")


class Stated(NamedTuple):
    """What a page states: pairs of a field and a text; the *times* at which the story was published
    and updated, those of each source, and the *authors*; which texts are stated as names of
    *people*, and the names of the paper (*papers*); the *body* of the story ("": none), and the
    *title* of the page, which is the headline with more around it, or something else.
    """

    fields: tuple[tuple[str, str], ...]
    times: Mapping[str, Sequence[str]]
    authors: Sequence[Sequence[str]]
    people: frozenset[str]
    papers: Sequence[str]
    body: str
    title: str

    def first(self, field: str) -> str:
        """The first text that is stated for a field; "" if there is none."""
        return next((text for name, text in self.fields if name == field), "")


def stated(tree: Any) -> Stated:
    """What the page parsed as *tree* states of its story."""
    linked = linked_data(tree)
    meta = metas(tree)
    title = _title(tree)
    papers = [*papers_in(meta), *linked.publishers]
    sources = [
        _by_field(pairs)
        for pairs in (
            linked.story,
            of_metas(meta),
            of_attributes(tree),
            of_links(tree),
            linked.page,
        )
    ]
    told = _of_first(sources)
    if "headline" in told:
        told["headline"] = [_without_site(told["headline"][0], papers)]
    bodies = (*told.get("agency", ()), *papers, *_SITE_RE.split(title)[::-1])
    told["agency"] = [name for text in bodies for name in (text, *_NAMES_RE.split(text))]
    return Stated(
        tuple(
            (field, text)
            for field, texts in told.items()
            if field not in _OF_EACH
            for text in texts
        ),
        {field: [texts[0] for texts in _of_each(sources, field)] for field in _TIMES},
        _of_each(sources, "author"),
        linked.people,
        # A blog is published by its author.
        [paper for paper in papers if paper not in linked.people],
        linked.body,
        title,
    )


def _title(tree: Any) -> str:
    """The title of a page; "" if it has none."""
    titled = tree.css_first("title")
    return _SPACE_RE.sub(" ", titled.text()).strip() if titled is not None else ""


def _of_first(sources: Sequence[Mapping[str, list[str]]]) -> dict[str, list[str]]:
    """The texts of each field in the first of the *sources* that has any."""
    told: dict[str, list[str]] = {}
    for source in reversed(sources):
        told |= source
    return told


def _of_each(sources: Iterable[Mapping[str, list[str]]], field: str) -> list[list[str]]:
    """The texts of a *field* in each of the *sources* that has any."""
    return [source[field] for source in sources if field in source]


def fields_of(
    told: Stated, times: Iterable[tuple[str, str]], options: ReadOptions
) -> dict[str, Any]:
    """The fields of a record that a page states. *times* are those that it shows near its headline,
    as pairs of a field and a text.
    """
    near = _by_field(times)
    agreed = [
        (field, text)
        for field in _TIMES
        for text in _agreed([*told.times[field], *near.get(field, ())])
    ]
    found = record_fields([*told.fields, *agreed], options)
    byline = authors_of(told.authors, told.people, told.papers, options)
    return found | {"byline": byline} if byline else found


def _by_field(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The texts of each field."""
    found: dict[str, list[str]] = {}
    for field, text in pairs:
        if text:
            found.setdefault(field, []).append(text)
    return found


def _agreed(texts: Sequence[str]) -> list[str]:
    """The times that several sources state, the best first: those of the day on which most of them
    agree, or of the first source; with time and zone before those without.
    """
    days = Counter(found[0] for text in texts if (found := _DAY_RE.match(text)))
    day = max(days, key=lambda one: days[one], default="")
    return sorted(
        texts, key=lambda text: (not text.startswith(day), not _ZONE_RE.search(text), -len(text))
    )


def _without_site(title: str, papers: Iterable[str]) -> str:
    """A *title* without the name of the site before or behind it, where the page says that name."""
    names = {fold(paper) for paper in papers}
    parts = _SITE_RE.split(title)
    if len(parts) > 1 and fold(parts[-1]) in names:
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•-:｜：")
    if len(parts) > 1 and fold(parts[0]) in names:
        return title[len(parts[0]) :].lstrip(" |–—·•-:｜：")
    return title
