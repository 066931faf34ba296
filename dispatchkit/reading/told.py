"""Values of data as texts: of a field, of a body, and of the people who made a story.

A value may be a text, a list of texts, one of several forms of a text with their roles (ninjs 2 and
3), or a thing with a name.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dispatchkit.grammar.credits import role_of
from dispatchkit.reading.keys import form_rank, is_picture, last_word
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Times are counted in seconds or milliseconds since 1970; from 2001 to 2096 seconds have ten
# figures.
_DAYS = frozenset(("published", "updated"))
_SECONDS_RE = pattern(r"[1-3]\d{9}(?:\d{3})?(?:\.\d{1,9})?")
_LATEST = 4e9
# What people make: those in a field of one of these are told with their roles.
_MAKERS = frozenset(("author", "editor", "translator", "people"))
# Fields whose values in a list are told one by one, and fields of which one form is told.
_ONE_BY_ONE = frozenset(("agency", "status", "usageterms", "ednote", "copyrightnotice"))
_OF_FORMS = frozenset(("headline", "abstract"))
# Programs write these for nothing.
_NOTHING = frozenset(("none", "null", "nan", "n/a", "-", "undefined", "false"))
# The keys of a thing that say what it is called, and the halves of a person's name.
_NAMED = ("name", "by", "value", "text", "main", "original", "rendered", "label", "title", "city")
_GIVEN = ("firstname", "first_name", "firstName", "givenName", "given_name", "forename")
_FAMILY = ("lastname", "last_name", "lastName", "familyName", "family_name", "surname")
_CODED = ("alternateName", "code", "tag", "qcode", "name")
# The keys of an object that hold a text, each of them all of it: WordPress ({"rendered": "..."}),
# editors of blocks ({"type": "paragraph", "text": "..."}); and those that hold its pieces: fundus
# ({"sections": [{"headline": [...], "paragraphs": [...]}]}).
_WHOLE = ("rendered", "html", "xhtml", "value", "text", "content", "blocks")
_PIECES = ("headline", "paragraphs", "sections")
# Texts nest no deeper.
_DEEPEST = 12
# Kinds of things of schema.org that sign a story and are nobody.
_BODIES = ("Organization", "Corporation")


def told_of(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """What a *value* under a key of a *field* says, by field: a list of keywords says several, and
    people have roles.
    """
    if field in _MAKERS:
        yield from _makers(field, value)
    elif field == "keywords" and isinstance(value, list) and len(value) > 1:
        yield from (("keyword", text) for text in map(said, value) if text)
    elif field == "service":
        services = [said(one) for one in _listed(value) if isinstance(one, dict)]
        yield from (("section", text) for text in services[:1] if text)
    elif field == "state":
        yield from (("status", text) for text in map(said, _listed(value)) if text)
    elif field in _ONE_BY_ONE:
        yield from ((field, text) for text in map(said, _listed(value)) if text)
    elif text := _one(field, value):
        yield field, text


def _one(field: str, value: Any) -> str:
    """What a *value* says of a *field* that has one text; "" if nothing."""
    if field in _OF_FORMS and isinstance(value, list):
        return main_form(value, longest=False) or said(value)
    if field == "slugline" and isinstance(value, list):
        return "-".join(filter(None, map(said, value)))
    if field == "language" and isinstance(value, dict):
        return next((text for key in _CODED if (text := said(value.get(key)))), "")
    text = said(value)
    return _moment(float(text)) if field in _DAYS and _SECONDS_RE.fullmatch(text) else text


def _listed(value: Any) -> Sequence[Any]:
    """A value as a list."""
    return value if isinstance(value, list) else [value]


def said(value: Any) -> str:
    """A value as a text: a string or number, the texts in a list, the name of a thing; "" if it
    says nothing.
    """
    if isinstance(value, str):
        return "" if value.strip().casefold() in _NOTHING else value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return "; ".join(filter(None, map(said, value)))
    if isinstance(value, dict):
        named = next((key for key in _NAMED if isinstance(value.get(key), str)), None)
        return said(value[named]) if named else ""
    return ""


def _makers(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """Those whom a *value* under a key of a *field* names, with their roles. Where a story names
    people, only those with a role in its making count.
    """
    usual = "" if field == "people" else field
    for one in _listed(value):
        thing = one if isinstance(one, dict) else {}
        name = said(one) or " ".join(filter(None, (_half(thing, _GIVEN), _half(thing, _FAMILY))))
        role = _role(thing) or usual
        if name and str(thing.get("@type", "")).endswith(_BODIES):
            yield "agency", name
        elif name and role:
            yield role, name


def _half(thing: Mapping[str, Any], keys: Sequence[str]) -> str:
    """The half of a person's name that one of the *keys* holds; "" if none does."""
    return next((text for key in keys if (text := said(thing.get(key)))), "")


def _role(thing: Mapping[str, Any]) -> str | None:
    """The role of somebody in the making of a story; None if none is told that is known."""
    roles = (said(one) for key in ("role", "roles") for one in _listed(thing.get(key)))
    return next(filter(None, (role_of(last_word(role)) for role in roles if role)), None)


def main_form(values: Sequence[Any], *, longest: bool) -> str:
    """The main one of several forms of one text, each an object with its role and value (ninjs 2
    and 3): of those with the best role the *longest*, or the first; "" if the *values* are none.
    """
    forms = [
        (form_rank(said(one.get("role"))), one["value"])
        for one in values
        if isinstance(one, dict) and isinstance(one.get("value"), str) and one["value"].strip()
    ]
    if not forms or len(forms) < len([one for one in values if one]):
        return ""
    return str(min(forms, key=lambda form: (form[0], -len(form[1]) if longest else 0))[1])


def whole_text(value: Any, depth: int = 0) -> str:
    """A value as a text: a string, a list of paragraphs, sections of them, the main one of several
    forms of it; "" if it is none.
    """
    if isinstance(value, str):
        return value
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        main = main_form(value, longest=True)
        return main or "\n\n".join(filter(None, (whole_text(one, depth + 1) for one in value)))
    if isinstance(value, dict) and not is_picture(said(value.get("type"))):
        whole = (whole_text(value[key], depth + 1) for key in _WHOLE if key in value)
        parts = (whole_text(value[key], depth + 1) for key in _PIECES if key in value)
        return next(filter(None, whole), "") or "\n\n".join(filter(None, parts))
    return ""


def _moment(seconds: float) -> str:
    """A time that is counted in seconds or milliseconds since 1970, as it is written."""
    if seconds > _LATEST:
        seconds /= 1000
    return datetime.fromtimestamp(seconds, UTC).isoformat()
