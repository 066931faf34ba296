"""Who wrote the story of a page, of all whom the page states as its authors.

An address, a handle and the name of the paper are nobody. A single word is a name if two sources
state it, or one states it as that of a person.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dispatchkit.grammar.names import is_desk
from dispatchkit.model import Person
from dispatchkit.reading.fields import record_fields
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.reading.options import ReadOptions

_ADDRESS_RE = pattern(r"(?:https?:)?//|www\.|/|@|\S\.[a-z]{2,6}(?:/|\Z)", 2)
# Words that begin with a capital, if their script has any, with "and" between two of them.
_SHORT_RE = pattern(r"[^\W\d_a-z][^\W\d_]+(?: [&+] [^\W\d_a-z][^\W\d_]+)?")
_AND_RE = pattern(r" [&+] ")
# Systems call by these whoever did not say a name.
_NOBODY = frozenset(
    (
        "admin", "administrator", "author", "autor", "editor", "editorial", "editors", "guest",
        "news", "newsroom", "press", "redaccao", "redaccion", "redacao", "redactie", "redaction",
        "redakce", "redakcija", "redakcja", "redaktion", "redaktionen", "redaksi", "redazione",
        "staff", "user", "webmaster", "редакция", "редакція",
    )
)  # fmt: skip


def authors_of(
    sources: Sequence[Sequence[str]],
    people: Collection[str],
    papers: Iterable[str],
    options: ReadOptions,
) -> tuple[Person, ...]:
    """The authors that the first of the *sources* names that names any. *people* are the texts that
    are stated as names of people, *papers* the names of the paper.
    """
    nobody = {fold(paper) for paper in papers}
    times = Counter(fold(text) for source in sources for text in {*source})
    for source in sources:
        found: list[Person] = []
        for text in source:
            is_name = text in people or times[fold(text)] > 1
            found += _people(_without_paper(text, nobody), nobody, options, is_name=is_name)
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _people(
    text: str, nobody: Collection[str], options: ReadOptions, *, is_name: bool
) -> Iterable[Person]:
    """The people that a text names; none if it is an address, or a name of *nobody*, which are
    folded. *is_name*: a single word counts, too.
    """
    if _ADDRESS_RE.match(text) or fold(text) in nobody:
        return ()
    said = record_fields([("author", text)], options).get("byline", ())
    if not said and is_name:
        return _short(text, options.lexicon)
    return [one for one in said if fold(one.name) not in nobody]


def _without_paper(text: str, papers: Collection[str]) -> str:
    """A text without the name of the paper behind that of the author."""
    name = text.partition(" | ")[0].strip()
    for sign in (",", " - ", " – "):
        first, _, last = name.rpartition(sign)
        if first and fold(last.strip()) in papers:
            return first.strip()
    return name


def _short(text: str, lexicon: Lexicon) -> Iterator[Person]:
    """The people of a text that is a single word, or two with "&" between."""
    if _SHORT_RE.fullmatch(text) and not is_desk(text, lexicon) and not lexicon.credited(text):
        names = _AND_RE.split(text)
        if _NOBODY.isdisjoint(map(fold, names)):
            for name in names:
                yield Person(name, "author")
