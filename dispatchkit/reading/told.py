"""Values of data as texts: of a field, of a body, and of the people who made a story.

A value may be a text, a list of texts, one of several forms of a text with their roles (ninjs 2 and
3), or a thing with a name.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dispatchkit.grammar.credits import role_of
from dispatchkit.reading.keys import (
    HALVES,
    Form,
    fact_of,
    fields_of,
    form_of,
    half_of,
    is_of,
    is_own,
    last_word,
)
from dispatchkit.reading.rich_text import is_beside, line_of
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Times are counted in seconds or milliseconds since 1970; from 2001 to 2096 seconds have ten
# figures.
DAYS = frozenset(("published", "updated"))
_SECONDS_RE = pattern(r"[1-3]\d{9}(?:\d{3})?(?:\.\d{1,9})?")
_LATEST = 4e9
# Programs write these for nothing.
_NOTHING = frozenset(("none", "null", "nan", "n/a", "-", "undefined", "false"))
# The keys of a thing that say what it is called.
_NAMED = ("name", "by", "value", "text", "main", "original", "rendered", "label", "title", "city")
_CODED = ("alternateName", "code", "tag", "qcode", "name")
# Keys under which somebody's role in a story stands, a thing's kind, and who has a role.
_ROLES, _KINDS = ("role", "roles", "roleName", "rel"), ("type", "rel", "scheme")
_HOLDERS = ("contributor", "author", "creator", "editor")
# The keys of an object that hold a text, each of them all of it: WordPress ({"rendered": "..."}),
# editors of blocks ({"type": "paragraph", "data": {"text": "..."}}); and those that hold its
# pieces: fundus ({"sections": [{"headline": [...], "paragraphs": [...]}]}).
_WHOLE = (
    *("rendered", "html", "xhtml", "innerHTML", "value", "text", "content", "blocks", "data"),
    *("children", "root", "items", "document"),
)
_PIECES = ("headline", "paragraphs", "sections")
# A day alone, a clock, and a cycle of the wire (AM, PM, BC for both) before a slugline.
_DAY_RE = pattern(r"\d{4}([-./]?)\d\d\1\d\d|\d\d?([-./])\d\d?\2\d{4}")
_CLOCK_RE = pattern(r"([01]?\d|2[0-3]):?([0-5]\d)(?::?[0-5]\d)?")
_CYCLE_RE = pattern(r"(?i:[abp][mcp])-(\S.*)")
# Keys of the same text in several languages: "en", "sv-SE".
_LANGUAGE_RE = pattern(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
# Texts nest no deeper.
_DEEPEST = 12
# Kinds of things of schema.org that sign a story and are nobody.
_BODIES = ("Organization", "Corporation")


def told_of(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """What a *value* under a key of a *field* says, by field: a list of keywords says several, and
    people have roles.
    """
    read = _READERS.get(field, _whole)
    yield from ((name, text) for name, text in read(field, value) if text)


def _whole(field: str, value: Any) -> Iterator[tuple[str, str]]:
    yield field, said(value)


def _each(field: str, value: Any) -> Iterator[tuple[str, str]]:
    yield from ((field, said(one)) for one in _listed(value))


def _service(_: str, value: Any) -> Iterator[tuple[str, str]]:
    """The first of the services that a *value* lists."""
    yield from (("section", said(one)) for one in _listed(value)[:1] if isinstance(one, dict))


def _form(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """The main one of several forms; of an abstract a summary is as good a form as any, and some
    that describe a story are facts about it.
    """
    if not (isinstance(value, list) and any(isinstance(one, dict) for one in value)):
        yield field, said(value)
        return
    facts = [fact_of(said(one.get("role"))) if isinstance(one, dict) else "" for one in value]
    others = [one for one, fact in zip(value, facts, strict=True) if not fact]
    yield field, main_form(others, Form.OTHER if field == "abstract" else Form.MINOR)
    yield from ((fact, said(one)) for one, fact in zip(value, facts, strict=True) if fact)


def _state(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """A status, or the notice that a term is whose code is its kind."""
    code = said(value.get("termCode")) if isinstance(value, dict) else ""
    yield from ([(fact_of(code), said(value))] if fact_of(code) else _each(field, value))


def _id(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """The name of a message, the first of several; some of them may be a slugline."""
    for one in _listed(value):
        name = said(one)
        kind = said(one.get("propertyID")) if isinstance(one, dict) else ""
        if is_of("slugline", kind):
            yield "slugline", name
        else:
            yield field, name


def _ids(_: str, value: Any) -> Iterator[tuple[str, str]]:
    """The name by which its source knows a message, among its other names."""
    if isinstance(value, dict):
        yield from (("altid", said(one)) for key, one in value.items() if is_own(str(key)))
    for one in _listed(value):
        if isinstance(one, dict) and is_own(said(one.get("role"))):
            yield "altid", said(one)


def _slug(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """The words of a slugline, which are written with hyphens between them."""
    yield field, "-".join(filter(None, map(said, _listed(value))))


def _language(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """A language, or its code where it is a thing with both."""
    if isinstance(value, dict):
        value = next((text for key in _CODED if (text := said(value.get(key)))), "")
    yield field, said(value)


def _moment(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """A time; one that is counted in seconds or milliseconds since 1970 as it is written. "data" is
    the key of a date in Italian, and of anything in English: what holds a text or has no figure is
    no time.
    """
    text = said(value)
    holds_text = isinstance(value, dict) and any(fields_of(str(key)) == ("body",) for key in value)
    if holds_text or not any(map(str.isnumeric, text)):
        return
    if _SECONDS_RE.fullmatch(text):
        seconds = float(text)
        seconds = seconds / 1000 if seconds > _LATEST else seconds
        text = datetime.fromtimestamp(seconds, UTC).isoformat()
    yield field, text


def _keywords(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """The keywords of a list; where any are said to be keywords or the section, the others are
    subjects, places, the genre. A single text may hold several.
    """
    # Numbers are those of a list that only the system has.
    listed = [one for one in _listed(value) if not isinstance(one, int | float)]
    sections = _of_kind("section", listed)
    if len(sections) == 1:
        yield "section", said(sections[0])
        listed = [one for one in listed if one is not sections[0]]
    name = "keyword" if len(listed) > 1 or any(isinstance(one, dict) for one in listed) else field
    yield from ((name, _word(one)) for one in _of_kind(field, listed) or listed)


def _word(keyword: Any) -> str:
    """A keyword; some are the value of a thing that has the name of its kind."""
    value = keyword.get("value") if isinstance(keyword, dict) else None
    return said(value) or said(keyword)


def _of_kind(field: str, things: Sequence[Any]) -> list[Any]:
    """Those *things* that are said to be of a *field*."""
    return [one for one in things if is_of(field, _kind(one))]


def _kind(thing: Any) -> str:
    """What kind of subject a thing is; "" if it does not say."""
    kinds = (said(thing.get(key)) for key in _KINDS) if isinstance(thing, dict) else ()
    return next(filter(None, kinds), "")


def _listed(value: Any) -> Sequence[Any]:
    """A value as a list."""
    return value if isinstance(value, list) else [value]


def said(value: Any, depth: int = 0) -> str:
    """A value as a text: a string or number, the texts in a list, the name of a thing, the first of
    several languages; "" if it says nothing.
    """
    if isinstance(value, str):
        return "" if value.strip().casefold() in _NOTHING else value
    if isinstance(value, bool) or value is None or depth > _DEEPEST:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return "; ".join(filter(None, (said(one, depth + 1) for one in value)))
    if isinstance(value, dict):
        return _called(value, depth)
    return ""


def _called(thing: Mapping[str, Any], depth: int) -> str:
    """What a *thing* is called; of a text in several languages the first; "" if neither."""
    names = thing if _is_by_language(thing) else _NAMED
    values = (thing[key] for key in names if isinstance(thing.get(key), str | dict))
    return next(filter(None, (said(one, depth + 1) for one in values)), "")


def _is_by_language(thing: Mapping[str, Any]) -> bool:
    """Whether a *thing* is one text in several languages."""
    return len(thing) > 1 and all(map(_LANGUAGE_RE.fullmatch, map(str, thing)))


def _makers(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """Those whom a *value* under a key of a *field* names, with their roles. Where a story names
    people, only those with a role in its making count.
    """
    for one in _listed(value):
        thing = one if isinstance(one, dict) else {}
        name = said(one) or " ".join(_halves(thing))
        # schema.org: {"@type": "Role", "roleName": "photographer", "contributor": {...}}
        name = name or next(filter(None, (said(thing.get(key)) for key in _HOLDERS)), "")
        role = _role(thing) or ("" if field == "people" else field)
        if str(thing.get("@type", "")).endswith(_BODIES):
            role = "agency"
        if role:
            yield role, name


def _halves(thing: Mapping[str, Any]) -> list[str]:
    """The halves of a person's name that a *thing* holds, the given name first."""
    held = {half_of(str(key)): text for key, value in thing.items() if (text := said(value))}
    return [held[half] for half in HALVES if half in held]


def _role(thing: Mapping[str, Any]) -> str | None:
    """The role of somebody in the making of a story; None if none is told that is known."""
    roles = (said(one) for key in _ROLES for one in _listed(thing.get(key)))
    return next(filter(None, (role_of(last_word(role)) for role in roles if role)), None)


def main_form(values: Sequence[Any], worst: Form = Form.MINOR, *, longest: bool = False) -> str:
    """The main one of several forms of one text, each an object with its role and value (ninjs 2
    and 3): of those with the best role, which may be no worse than *worst*, the *longest*, or the
    first; "" if the *values* are none.
    """
    forms = [
        (form_of(said(one.get("role"))), one["value"])
        for one in values
        if isinstance(one, dict) and isinstance(one.get("value"), str) and one["value"].strip()
    ]
    if len(forms) < len([one for one in values if one]):
        return ""
    ranked = [(min(form, worst), text) for form, text in forms if form is not Form.NONE]
    best = min(ranked, key=lambda one: (one[0], -len(one[1]) * longest), default=(Form.NONE, ""))
    return str(best[1])


def whole_text(value: Any, depth: int = 0) -> str:
    """A value as a text: a string, a list of paragraphs, sections of them, the main one of several
    forms of it; "" if it is none.
    """
    if isinstance(value, str):
        return value
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return main_form(value, longest=True) or _paragraphs(value, depth)
    if isinstance(value, dict) and not is_beside(value):
        if line := line_of(value):
            return line
        keys = value if _is_by_language(value) else _WHOLE
        whole = (whole_text(value[key], depth + 1) for key in keys if key in value)
        return next(filter(None, whole), "") or _paragraphs(map(value.get, _PIECES), depth)
    return ""


def _paragraphs(values: Iterable[Any], depth: int) -> str:
    """The texts of some *values*, with a blank line between them."""
    return "\n\n".join(filter(None, (whole_text(one, depth + 1) for one in values)))


def with_time(day: str, time: Any) -> str:
    """A *day* with a *time* that stands under a key of its own: "20210504" and "101500"."""
    clock = _CLOCK_RE.fullmatch(said(time).strip())
    if clock is None or not _DAY_RE.fullmatch(day.strip()):
        return day
    day = day.strip()
    if day.isdecimal():
        day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return f"{day} {clock[1]:>02}:{clock[2]}"


def without_cycle(slugline: str, others: Iterable[Any]) -> str:
    """A *slugline* without the two letters of its cycle ("BC-FERRY"), if it is one of the *others*
    without them: AP has both.
    """
    cycle = _CYCLE_RE.fullmatch(slugline.strip())
    return cycle[1] if cycle and cycle[1] in others else slugline


# How the values of some fields are read; those of the others are one text.
_READERS = {
    **dict.fromkeys(("author", "editor", "translator", "people"), _makers),
    **dict.fromkeys(("agency", "status", "usageterms", "ednote", "copyrightnotice"), _each),
    **dict.fromkeys(("headline", "abstract"), _form),
    **dict.fromkeys(DAYS, _moment),
    "state": _state,
    "service": _service,
    "altid": _id,
    "altids": _ids,
    "keywords": _keywords,
    "slugline": _slug,
    "language": _language,
}
