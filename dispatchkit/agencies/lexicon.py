"""Agency profiles and phrase tables: found in their folders by themselves, compiled once, looked up
by id.

``names``, ``load``, ``check`` and ``source`` serve people who write profiles; ``rules``, ``common``
and ``index`` serve the stages.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.agencies.facts import Facts
from dispatchkit.agencies.matcher import Table, compiled, merged
from dispatchkit.data import bounded, tables
from dispatchkit.errors import ProfileError, UnknownProfile
from dispatchkit.meant import meant
from dispatchkit.startup.kept import made
from dispatchkit.text.fold import fold
from dispatchkit.text.language import relatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.agencies.schema import Profile

__all__ = [
    "GENERIC",
    "NOTHING",
    "Own",
    "adopted",
    "check",
    "common",
    "credited",
    "headers",
    "index",
    "inline",
    "is_common",
    "load",
    "names",
    "own",
    "rules",
    "source",
    "stem",
    "using",
]

GENERIC = "generic"
# What is kept of a table was made by this code: it is stale when one of them changed.
_CODE = [
    os.path.join(tables.ROOT, "agencies", file) for file in ("facts.py", "schema.py", "matcher.py")
]
_HERE = os.path.join(tables.ROOT, "agencies", "profiles")
_COMMON = os.path.join(tables.ROOT, "agencies", "phrases")


class Own(NamedTuple):
    """What a user adds to what ships: paths of profile files, and phrases that are boilerplate with
    the words of their labels.

    A profile with the id of one that ships stands in its place; a phrase that ends in ``*`` is the
    beginning of a line.
    """

    profiles: tuple[str, ...] = ()
    phrases: tuple[tuple[str, str], ...] = ()


NOTHING = Own()
_OWN = ContextVar("own", default=NOTHING)


def own() -> Own:
    """What is added to what ships, for the input that is read just now."""
    return _OWN.get()


@contextmanager
def using(added: Own) -> Iterator[None]:
    """Read with what a user added. Tables are compiled once for each different addition."""
    token = _OWN.set(added)
    try:
        yield
    finally:
        _OWN.reset(token)


def names() -> list[str]:
    """The ids of all profiles, sorted."""
    return sorted(
        file.removesuffix(".toml") for file in os.listdir(_HERE) if file.endswith(".toml")
    )


def path_of(name: str) -> str:
    """The file of the profile *name*, which is an id or itself a path to a TOML file;
    UnknownProfile when there is none.
    """
    added = next((path for path in own().profiles if stem(path) == name), None)
    if added is not None:
        return added
    path = os.path.join(_HERE, f"{name}.toml")
    if os.sep not in name and os.path.exists(path):
        return path
    if name.endswith(".toml") and os.path.exists(name):
        return name
    hint = meant(
        name,
        [*names(), *map(stem, own().profiles)],
        "`dispatchkit profile list` names them, and a path to a .toml file is one too",
    )
    raise UnknownProfile(name, f"no such profile{hint}")


def adopted(name: str | None, added: Own) -> tuple[str | None, Own]:
    """The id of the profile *name* (an id or a path) and what the user adds, with the file itself
    where *name* is the path of one.

    So its credits and its signs of the sender are known, as those of any other profile are.
    UnknownProfile.
    """
    # Whole paths, for what is made of a file is kept under its path, and the working folder may
    # change.
    added = added._replace(profiles=tuple(map(os.path.abspath, added.profiles)))
    if name is None:
        return None, added
    with using(added):
        path = path_of(name)
    if name == stem(path):
        return name, added
    others = tuple(other for other in added.profiles if stem(other) != stem(path))
    return stem(path), added._replace(profiles=(*others, os.path.abspath(path)))


def load(name: str) -> Profile:
    """The profile *name* (an id, or a path to a TOML file), read strictly. UnknownProfile,
    ProfileError.
    """
    path = path_of(name)
    return _read(path, prove=True)


def _read(path: str, *, common: bool = False, prove: bool = False) -> Profile:
    """A file, read strictly; its examples are tried where *prove* says so. The tables that ship are
    proved by the tests.
    """
    from dispatchkit.agencies.schema import read

    return read(tables.parse(path), path, common=common, prove=prove, foreign=not _is_ours(path))


def _is_ours(path: str) -> bool:
    """Whether a file is one of those that ship."""
    return os.path.dirname(os.path.abspath(path)) in (_HERE, _COMMON)


def source(name: str) -> str:
    """The TOML text of a profile. ProfileError when it is no UTF-8; OSError."""
    path = path_of(name)
    try:
        return bounded.decoded(bounded.read(path, bounded.MOST_TOML))
    except ValueError as error:
        raise ProfileError(path, str(error)) from error


def check(path: str) -> list[str]:
    """What is wrong with the form of a profile file and its rules' examples, empty when it is fine.
    ``proof.check`` looks further.
    """
    try:
        _read(path, common=is_common(path), prove=True)
    except ProfileError as error:
        return [str(error)]
    return []


def is_common(path: str) -> bool:
    """Whether a file is a table of phrases that ships, not a profile."""
    return os.path.dirname(os.path.abspath(path)) == _COMMON


def rules(name: str) -> tuple[Facts, Table, Table]:
    """Facts, label rules and field rules of the profile *name*, compiled. The chain of ``extends``
    is in ``facts.extends``.
    """
    return _rules(name, own())


@cache
def _rules(name: str, _: Own) -> tuple[Facts, Table, Table]:
    path = path_of(name)
    ours = _is_ours(path)

    def make() -> dict[str, Any]:
        profile = _read(path, prove=not ours)
        return {
            "facts": tuple(_facts(profile)),
            "label": compiled(profile, "label", bounded=not ours),
            "field": compiled(profile, "field", bounded=not ours),
        }

    kept = made(f"profile-{stem(path)}", [path, *_CODE], make) if ours else make()
    return Facts._make(kept["facts"]), Table(kept["label"]), Table(kept["field"])


def common(language: str | None) -> tuple[Table, ...]:
    """The boilerplate phrases that a dispatch in *language* may hold: the user's, those of no
    language, English ones, its own and its kin's.

    Pages mix English in everywhere; other mixtures (Anadolu's Turkish) are for the profiles to say.
    Of all languages when it is None.
    """
    phrases = own().phrases
    return (*((_added(phrases),) if phrases else ()), *_shipped(language))


@cache
def _added(phrases: tuple[tuple[str, str], ...]) -> Table:
    """The phrases of a user."""
    from dispatchkit.agencies.schema import phrase_rule

    return Table(merged("own", (phrase_rule(label, phrase) for label, phrase in phrases)))


@cache
def _shipped(language: str | None) -> tuple[Table, ...]:
    spoken = None if language is None else {UNDETERMINED, "en", *relatives(language)}
    return tuple(
        _common(path) for path in _files(_COMMON) if spoken is None or _language_of(path) in spoken
    )


UNDETERMINED = "und"
# Tables of forms that belong to no language; all others are named for theirs.
_SHARED = ("any", "headers", "reprints")


def _language_of(path: str) -> str:
    return UNDETERMINED if stem(path) in _SHARED else stem(path)


def stem(path: str) -> str:
    """The name of a TOML file without its ending: the id of a profile, the language of a table."""
    return os.path.basename(path).removesuffix(".toml")


@cache
def _common(path: str) -> Table:
    """The phrases of one file."""

    def make() -> dict[str, Any]:
        table = _read(path, common=True)
        return merged(table.id, table.labels)

    return Table(made(f"common-{stem(path)}", [path, *_CODE], make))


def headers() -> Table:
    """The labelled lines over a story ("Source: ...")."""
    return _common(os.path.join(_COMMON, "headers.toml"))


@cache
def inline() -> Table:
    """What stands inside paragraphs whoever sent them: end marks behind the last sentence."""
    paths = _files(_COMMON)

    def make() -> dict[str, Any]:
        read_tables = [_read(path, common=True) for path in paths]
        return merged("inline", (rule for table in read_tables for rule in table.fields))

    return Table(made("inline", [*paths, *_CODE], make))


def credited(text: str, *, as_printed: bool = False) -> str | None:
    """The id of the agency whose name or credit *text* is as a whole ("EFE", "Agence
    France-Presse"); None for any other text.

    *as_printed*: in the very letters that it prints. A line of its own that says "Spa" or "Uni" is
    a button, "SPA" and "UNI" are agencies.
    """
    known = index()
    if as_printed and text.strip() not in known.printed:
        return None
    agency = known.credits.get(fold(text))
    return (
        agency
        if agency and (not as_printed or text.strip() in known.facts[agency].credits)
        else None
    )


class Index:
    """What is known of all profiles at once: who prints which credit, and by what an agency is
    recognised.
    """

    __slots__ = ("credits", "detect", "facts", "printed")

    def __init__(self, data: dict[str, Any]) -> None:
        self.credits: dict[str, str] = data["credits"]
        self.facts = {name: Facts._make(kept) for name, kept in data["facts"].items()}
        self.printed = frozenset(form for facts in self.facts.values() for form in facts.credits)
        self.detect = Table(data["detect"])


def index() -> Index:
    """The index over all profiles."""
    return _index(own().profiles)


@cache
def _index(added: tuple[str, ...]) -> Index:
    paths = _files(_HERE)
    if not added:
        return Index(
            made("profiles", [*paths, *_CODE], lambda: _indexed([_read(path) for path in paths]))
        )
    replaced = {stem(path) for path in added}
    return Index(
        _indexed(
            [
                *(_read(path) for path in paths if stem(path) not in replaced),
                *(load(path) for path in added),
            ]
        )
    )


def _indexed(known: Sequence[Profile]) -> dict[str, Any]:
    """The index over some profiles, in JSON types."""
    return {
        "facts": {profile.id: tuple(_facts(profile)) for profile in known},
        "credits": {
            fold(form): profile.id for profile in known for form in (profile.name, *profile.credits)
        },
        "detect": merged(
            "detect",
            (rule for profile in known for rule in profile.detects),
            bounded=frozenset(profile.id for profile in known if not _is_ours(profile.path)),
        ),
    }


def _facts(profile: Profile) -> Facts:
    """What the stages need to know of a profile besides its rules."""
    return Facts(
        id=profile.id,
        name=profile.name,
        languages=tuple(profile.languages),
        country=profile.country,
        timezone=profile.timezone,
        extends=profile.extends,
        datelines=tuple(profile.datelines),
        credits=(profile.name, *profile.credits),
        ambiguous=tuple(fold(form) for form in profile.ambiguous),
        ignored=tuple(profile.ignored),
        usual=tuple(profile.usual),
    )


def _files(folder: str) -> list[str]:
    stems = sorted(
        file.removesuffix(".toml") for file in os.listdir(folder) if file.endswith(".toml")
    )
    return [os.path.join(folder, f"{stem}.toml") for stem in stems]
