"""The schema of profiles and phrase tables: their TOML becomes typed objects, and every error names
the file and the path of the key.

All faults of a file are found in one reading (``faults``), and ``examined`` returns them.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Any, Literal, get_args

from dispatchkit.agencies.faults import Faults
from dispatchkit.agencies.rules import OWN_KEYS, Reading, Rule, rules_in
from dispatchkit.errors import ProfileError

# Forms of dateline that an agency writes without a credit: a place on a line of its own; "MANILA -
# "; "Delhi: "; "BAKU, August 19. ". open: with a credit, but nothing between it and the text
# ("Paris (ats afp) Les").
DatelineForm = Literal["line", "dash", "colon", "date", "open"]
DATELINES: tuple[DatelineForm, ...] = get_args(DatelineForm)
_PROFILE_KEYS = {
    "schema": int,
    "id": str,
    "name": str,
    "country": str,
    "languages": list,
    "timezone": str,
    "extends": str,
    "credits": list,
    "ambiguous": list,
    "datelines": list,
    "source": str,
    "check": dict,
    "detect": list,
    "label": list,
    "field": list,
    "language": str,
}
# Codes of rules of ``dispatchkit check``, or beginnings of codes ("DK202", "DK6"), that an agency's
# own style excuses: rules that do not hold for it, and rules that find what it always prints, whose
# findings are info.
_CHECK_KEYS = {"ignore": list, "usual": list, "why": str}
CODE = r"DK[1-9]\d{0,2}"
ID = r"[a-z0-9][a-z0-9_-]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One agency, or the phrases of one language (``agencies/phrases``), as the file says. All keys
    are described in docs/profiles.md.
    """

    id: str
    name: str
    country: str | None
    languages: tuple[str, ...]
    timezone: str | None
    extends: str | None
    credits: tuple[str, ...]
    ambiguous: tuple[str, ...]
    datelines: tuple[DatelineForm, ...]
    ignored: tuple[str, ...]
    usual: tuple[str, ...]
    labels: tuple[Rule, ...]
    detects: tuple[Rule, ...]
    fields: tuple[Rule, ...]
    path: str


def examined(
    data: dict[str, Any],
    path: str,
    *,
    common: bool,
    prove: bool,
    foreign: bool,
) -> tuple[Profile, list[ProfileError]]:
    """The profile that the parsed TOML *data* of the file *path* describes, and all that is wrong
    with it. If anything is, the profile holds what is right, to be looked at further, not used.
    ProfileError for a file of another schema, of which nothing can be said.

    *common*: it is a table of phrases, which has a ``language`` in place of an id. *prove*: every
    example is tried (those of the tables that ship are tried by the tests, so that a first run need
    not wait). *foreign*: the file does not ship, and patterns that may hang are refused before any
    example is tried.
    """
    file = os.path.basename(path)
    name = file.removesuffix(".toml")
    faults = Faults(file)
    stated = faults.known(data, _PROFILE_KEYS)
    if stated.get("schema", 1) != 1:
        raise ProfileError(f"{file}: schema", f"expected 1, found {stated['schema']!r}")
    faults.needed(data, data, ("schema",))
    faults.needed(data, stated, ("language",) if common else ("id", "name", "languages"))
    if not common and stated.get("id"):
        _identify(stated["id"], name, faults)
    rules = {
        kind: rules_in(
            stated.get(kind, []), Reading(kind, name, faults, prove=prove, foreign=foreign)
        )
        for kind in OWN_KEYS
    }
    ignored, usual = _excused(stated["check"], faults) if "check" in stated else ((), ())
    languages = [stated["language"]] if "language" in stated else stated.get("languages", [])
    profile = Profile(
        id=name,
        name=faults.with_letter(stated["name"], "name") if stated.get("name") else name,
        country=stated.get("country"),
        languages=faults.texts(languages, "languages"),
        timezone=stated.get("timezone"),
        extends=stated.get("extends"),
        credits=faults.lettered(stated.get("credits", []), "credits"),
        ambiguous=faults.lettered(stated.get("ambiguous", []), "ambiguous"),
        datelines=tuple(
            faults.one_of(form, DATELINES, f"datelines[{number}]")
            for number, form in enumerate(stated.get("datelines", []))
        ),
        ignored=ignored,
        usual=usual,
        labels=rules["label"],
        detects=rules["detect"],
        fields=rules["field"],
        path=path,
    )
    return profile, faults.noted


def _identify(stated: str, name: str, faults: Faults) -> None:
    """Note it if the id that is *stated* is not the *name* of its file, or has signs that no id
    has.
    """
    problem = unfit_id(name)
    if stated != name:
        faults.note("id", f"{stated!r} is not the name of the file")
    elif problem:
        faults.note("id", problem)


def unfit_id(name: str) -> str:
    """Why *name* is no id of a profile; empty if it is one."""
    if re.fullmatch(ID, name):
        return ""
    return f"{name!r} has other signs than a to z, figures, hyphen and underscore"


def _excused(table: dict[str, Any], faults: Faults) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the rules of ``dispatchkit check`` that do not hold for this agency, and of
    those that find what it always prints. It is a fault if no reason is given.
    """
    stated = faults.known(table, _CHECK_KEYS, "check")
    faults.needed(table, stated, ("why",), "check")
    if not table.get("ignore") and not table.get("usual"):
        faults.note("check", "the key 'ignore' is missing or empty, and so is 'usual'")
    return _codes(stated.get("ignore", []), "check.ignore", faults), _codes(
        stated.get("usual", []), "check.usual", faults
    )


def _codes(listed: list[Any], place: str, faults: Faults) -> tuple[str, ...]:
    """The *listed* texts, each of which must be the code of a rule or the beginning of a code."""
    codes = faults.texts(listed, place)
    for number, code in enumerate(codes):
        if code and not re.fullmatch(CODE, code):
            faults.note(
                f"{place}[{number}]", f"{code!r} is no code of a rule, nor the beginning of one"
            )
    return codes
