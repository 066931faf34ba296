"""What a format states about a story, as texts, turned into the fields of a record.

Exports, corpora, feeds and interfaces for programs all state the same few facts ("author",
"published", "language"), each in its own words. What cannot be read is left out: a date that is
none, a language that nobody knows.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Any, TypeGuard

from dispatchkit.agencies.lexicon import lexicon_of
from dispatchkit.agencies.matcher import Hit
from dispatchkit.data import tables
from dispatchkit.grammar.credits import PARTICLES, is_of
from dispatchkit.grammar.dateline import find_dateline, find_place_line
from dispatchkit.grammar.dates import parse_when
from dispatchkit.grammar.people import parse_credits, people_in, unique
from dispatchkit.labels import Label
from dispatchkit.model import MADE_ID, Agency, Person
from dispatchkit.reading.stated_notice import first, notice_of, urgency_of
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.codes import spoken
from dispatchkit.text.repair import clean, repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.model import Dateline
    from dispatchkit.reading.options import ReadOptions

# What parts keywords, and the share of a database's own index that follows them ("(90%)").
_KEYWORDS_RE = pattern(r"\s{0,8}[;|\n、]\s{0,8}|,\s{1,8}(?![^(]*\))")
_SHARE_RE = pattern(r"\s{0,8}\(\d{1,3}\s?%\)")
# What may follow the name of an agency: its language or service ("-- English", "(Paris)", ": Russia
# & CIS").
_SERVICE_RE = pattern(r"\s{0,8}(?:--|–|—|\(|,|:|\s-\s|-\w+dienst\Z|ニュース\Z).*\Z")
_IN_BRACKETS_RE = pattern(r"\(([A-Z]{3,6})\)")
# "reuters.com" stands for Reuters where a format names its source.
_DOMAIN_RE = pattern(r"([a-z][a-z0-9-]{1,40})(?:\.[a-z]{2,6}){1,2}")
# Two letters stand for much else.
_INITIALS = 2
# "Finch, Ada.": so catalogues write one name, and its stop.
_CATALOGUED_RE = pattern(r"([^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?), ([^\W\d_][^,;]{0,30})\.")
# A place and a day alone are read as a dateline if a text follows them, with the sign that an
# agency sets before it.
_TEXTS_BELOW = (" - X x x.", " = X x x.", "- X x x.")
# The moment from which computers count: programs write it where they know none.
_NO_MOMENT = "1970-01-01T00:00:00"
# What each field's lines are labelled as.
FIELD_LABELS = {
    "author": Label.BYLINE,
    "photographer": Label.CREDIT,
    "headline": Label.HEADLINE,
    "abstract": Label.ABSTRACT,
    "lead": Label.ABSTRACT,
    "section": Label.SECTION,
    "slugline": Label.SLUGLINE,
    "keywords": Label.KEYWORDS,
    "keyword": Label.KEYWORDS,
    "editor": Label.BYLINE,
    "translator": Label.BYLINE,
    "contributor": Label.BYLINE,
    "published": Label.DATE,
    "updated": Label.UPDATED,
    "dateline": Label.DATELINE,
    "filed": Label.DATE,
    "language": Label.LANGUAGE,
    "agency": Label.AGENCY,
    "located": Label.LOCATED,
    "ednote": Label.EDNOTE,
    "caption": Label.CAPTION,
    "copyrightnotice": Label.COPYRIGHT,
    "notice": Label.NOTICE,
    "status": Label.NOTICE,
    "embargoed": Label.NOTICE,
    "repeat": Label.DUPLICATE,
}
_ROLES = ("author", "contributor", "photographer", "translator", "editor")
_TEXTS = (
    "headline",
    "abstract",
    "section",
    "slugline",
    "located",
    "ednote",
    "copyrightnotice",
    "usageterms",
    "altid",
)
# All that a format may state.
FIELDS = frozenset((*FIELD_LABELS, *_TEXTS, *_ROLES, "urgency"))


def record_fields(
    told: Iterable[tuple[str, str]], options: ReadOptions, *, reversed_names: bool = False
) -> dict[str, Any]:
    """The fields of a record that the pairs of name and text *told* state. *reversed_names*: names
    are written "Surname, Given".
    """
    texts: dict[str, list[str]] = {}
    for name, text in told:
        value = clean(repair(text)).strip()
        if value:
            texts.setdefault(name, []).append(value)
    found: dict[str, Any] = {
        name: " ".join(_different(texts[name])) for name in _TEXTS if name in texts
    }
    language = first(texts, "language", spoken)
    found["language"] = language
    # An id that was made of what a message says is none that its source gave it.
    found["altid"] = first(texts, "altid", lambda text: not text.startswith(MADE_ID) and text)
    found |= _moments(texts, language, options)
    found["byline"] = _people(texts, options.lexicon, reversed_names=reversed_names)
    keywords = [word for text in texts.get("keywords", ()) for word in _keywords(text)]
    found["keywords"] = tuple(dict.fromkeys([*keywords, *texts.get("keyword", ())]))
    found["agency"] = _sender(texts, options.lexicon)
    found["urgency"] = first(texts, "urgency", urgency_of)
    found["notice"] = notice_of(texts, found)
    found |= _filed(texts, language, found, options)
    return {name: value for name, value in found.items() if value}


def _sender(texts: Mapping[str, Sequence[str]], lexicon: Lexicon) -> Agency | None:
    """The agency that signs a story in the place of its author, else the one that is its source."""
    signed = [
        " ".join(dropwhile(_is_around_names, text.split())) for text in texts.get("author", ())
    ]
    return next(
        filter(None, (agency_of(text, lexicon) for text in (*signed, *texts.get("agency", ())))),
        None,
    )


def _filed(
    texts: Mapping[str, Sequence[str]],
    language: str | None,
    found: Mapping[str, Any],
    options: ReadOptions,
) -> dict[str, Any]:
    """The dateline that the texts state, with the day that is stated beside it if it prints none,
    and the agency that it credits if no other is *found*.
    """
    dateline: Dateline | None = first(
        texts, "dateline", lambda text: dateline_of(text, language, found["published"], options)
    )
    if dateline is None:
        return {}
    day = first(texts, "filed", lambda text: _when(text, None, options))
    if dateline.date is None and day is not None:
        dateline = dateline._replace(date=day.date() if isinstance(day, datetime) else day)
    if not dateline.agencies or found["agency"]:
        return {"dateline": dateline}
    facts = options.lexicon.facts_of(dateline.agencies[0])
    return {"dateline": dateline, "agency": Agency(facts.id, facts.name)}


def _different(texts: Sequence[str]) -> list[str]:
    """The *texts* without those that another of them repeats with more around it: a headline, and
    the title of the page that has it and the country before it.
    """
    kept: list[str] = []
    for text in dict.fromkeys(texts):
        if any(other != text and other in text for other in texts):
            continue
        kept.append(text)
    return kept


def _moments(
    texts: Mapping[str, Sequence[str]], language: str | None, options: ReadOptions
) -> dict[str, Any]:
    """The moments that the texts state. The midnight without a zone of a day that another of them
    states alone is that day: some standards ask for a time even of what has none.
    """
    read = {
        name: [moment for text in texts.get(name, ()) if (moment := _when(text, language, options))]
        for name in ("published", "updated")
    }
    days = {one for moments in read.values() for one in moments if not isinstance(one, datetime)}
    found = {name: next(iter(moments), None) for name, moments in read.items()}
    return {
        name: moment.date() if _is_midnight(moment) and moment.date() in days else moment
        for name, moment in found.items()
    }


def _is_midnight(moment: date | None) -> TypeGuard[datetime]:
    return isinstance(moment, datetime) and moment.tzinfo is None and moment.time() == time.min


def _when(text: str, language: str | None, options: ReadOptions) -> Any:
    if text.startswith(_NO_MOMENT):
        return None
    return parse_when(text, language=language, order=options.order, near=options.received)


def _people(
    texts: dict[str, list[str]], lexicon: Lexicon, *, reversed_names: bool
) -> tuple[Person, ...]:
    """The people whom the texts of the roles name."""
    found: list[Person] = []
    for role in _ROLES:
        for text in texts.get(role, ()):
            rest = text
            if reversed_names or _CATALOGUED_RE.fullmatch(text):
                turned, rest = _turned(text.rstrip("."), role)
                found += turned
            names = _without_place(_without_jobs(rest))
            hit = Hit("stated", None, "any", None, "hint", False, {role: names}, "stated")
            found += people_in(hit, lexicon).people
    return unique(found)


def credits_somebody(text: str) -> bool:
    """Whether a text is a byline."""
    credited = parse_credits(text, lexicon_of())
    return credited is not None and bool(credited.people)


def _turned(text: str, role: str) -> tuple[list[Person], str]:
    """The people of names written "Surname, Given; Surname, Given", and the names without a comma,
    in the order of the text.
    """
    people, rest = [], []
    for name in text.split(";"):
        surname, comma, given = name.partition(",")
        if comma and surname.strip() and given.strip():
            people.append(Person(f"{given.strip()} {surname.strip()}", role))
        else:
            rest.append(name.strip())
    return people, ", ".join(filter(None, rest))


def _without_jobs(text: str) -> str:
    """A byline without the words that it opens with, if one of them is for a job: "Van onze
    verslaggever Ada Finch".
    """
    words = text.split()
    opening = list(takewhile(_is_around_names, words))
    if any(is_of(word, "jobs") for word in opening):
        return " ".join(words[len(opening) :])
    return text


def _without_place(text: str) -> str:
    """A byline without where it was written: "Por Ana Lima, de Lisboa", "Da Rita Neri, da Roma"."""
    first, *others = text.split(", ")
    kept = [one for one in others if not (one[:1].islower() and is_of(one.split()[0], "by"))]
    return ", ".join([first, *kept])


def _is_around_names(word: str) -> bool:
    """Whether a word stands around names: a by-word, one for a job, a particle."""
    return word.lower() in PARTICLES or is_of(word, "by", "jobs")


def _keywords(text: str) -> list[str]:
    """The keywords of a text."""
    words = [_SHARE_RE.sub("", word).strip(" .") for word in _KEYWORDS_RE.split(text)]
    return [word for word in words if word]


def agency_of(text: str, lexicon: Lexicon) -> Agency | None:
    """The known agency that a text names, perhaps with its language or service; else None."""
    for name in _without_services(text):
        # "Agence France Presse" is printed with a hyphen, too.
        id_ = lexicon.credited(name) or lexicon.credited("-".join(name.rsplit(" ", 1)))
        if id_:
            facts = lexicon.facts_of(id_)
            return Agency(facts.id, facts.name)
    return None


@cache
def _services() -> frozenset[str]:
    """The words with which names of sources end that say which service of an agency it is."""
    return frozenset(tables.load("data/services")["words"])


def _without_services(text: str) -> Iterator[str]:
    """The name of a source, and then with less and less of what may stand for its services."""
    yield text
    domain = _DOMAIN_RE.fullmatch(text)
    if domain is not None:
        yield domain[1]
    words = _SERVICE_RE.sub("", text).replace("&", " ").split()
    # "Algemeen Nederlands Persbureau ANP", "BNS Baltic News Service", "Hungarian News Agency (MTI)"
    ends = [words[0], words[-1], *_IN_BRACKETS_RE.findall(text)] if len(words) > 1 else []
    while words:
        yield " ".join(words)
        if words.pop().casefold() not in _services():
            break
    yield from (word for word in ends if word.isupper() and len(word) > _INITIALS)


def dateline_of(
    text: str, language: str | None, published: date | None, options: ReadOptions
) -> Dateline | None:
    """The dateline that a text states; None if it is none. A year that it lacks is that of the day
    on which the story was *published*.
    """
    printed = text.rstrip(" ,-–—:_")
    day = published or options.received
    if isinstance(day, datetime):
        day = day.date()
    part = None
    for below in _TEXTS_BELOW:
        found = find_dateline(printed + below, options.lexicon, received=day, language=language)
        if found and found.dateline.text == printed:
            break
        part = part or found
    else:
        found = part or find_place_line(printed, language=language)
    # Programs put a day alone where a dateline should be.
    return found.dateline if found and (found.dateline.place or found.dateline.agencies) else None
