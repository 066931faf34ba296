"""The TOML files of profiles and phrase tables: which there are, which one an id names, and what
each says.

A file is read strictly (``schema``). What the stages of a reading need of all files together is
compiled by ``lexicon``.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.data import bounded, tables
from dispatchkit.errors import ProfileError, UnknownProfile
from dispatchkit.meant import meant

if TYPE_CHECKING:
    from dispatchkit.agencies.schema import Profile

PROFILES = os.path.join(tables.ROOT, "agencies", "profiles")
PHRASES = os.path.join(tables.ROOT, "agencies", "phrases")


class Own(NamedTuple):
    """What a user adds to what ships: paths of profile files, phrases that are boilerplate with the
    words of their labels, and paths of the files of formats.

    A profile with the id of one that ships stands in its place; a phrase that ends in ``*`` is the
    beginning of a line.
    """

    profiles: tuple[str, ...] = ()
    phrases: tuple[tuple[str, str], ...] = ()
    formats: tuple[str, ...] = ()


NOTHING = Own()


def stem(path: str) -> str:
    """The name of a TOML file without its ending: the id of a profile, the language of a table."""
    return os.path.basename(path).removesuffix(".toml")


def files(folder: str) -> list[str]:
    """The paths of the TOML files in *folder*, sorted by their names without the ending."""
    stems = sorted(stem(file) for file in os.listdir(folder) if file.endswith(".toml"))
    return [os.path.join(folder, f"{name}.toml") for name in stems]


def names() -> list[str]:
    """The ids of the profiles that ship, sorted."""
    return [stem(path) for path in files(PROFILES)]


def path_of(name: str, own: Own = NOTHING) -> str:
    """The file of the profile *name*, which is an id (of one in *own*, or of one that ships) or
    itself a path to a TOML file. UnknownProfile if there is none.
    """
    added = next((path for path in own.profiles if stem(path) == name), None)
    if added is not None:
        return added
    path = os.path.join(PROFILES, f"{name}.toml")
    if os.sep not in name and os.path.exists(path):
        return path
    if name.endswith(".toml") and os.path.exists(name):
        return name
    raise unknown(name, own)


def unknown(name: str, own: Own) -> UnknownProfile:
    """The error that no profile is called *name*, with what may have been meant."""
    hint = meant(
        name,
        [*names(), *map(stem, own.profiles)],
        "`dispatchkit profile list` names them, and a path to a .toml file is one too",
    )
    return UnknownProfile(name, f"no such profile{hint}")


def adopted(name: str | None, own: Own) -> tuple[str | None, Own]:
    """The id of the profile *name* (an id or a path), and *own* with the file itself added if
    *name* is a path, so that its credits and signs are known as those of any other profile are.

    Paths become absolute, because what is made of a file is kept under its path, and the working
    folder may change. UnknownProfile.
    """
    own = own._replace(
        profiles=tuple(map(os.path.abspath, own.profiles)),
        formats=tuple(map(os.path.abspath, own.formats)),
    )
    if name is None:
        return None, own
    path = path_of(name, own)
    if name == stem(path):
        return name, own
    others = tuple(other for other in own.profiles if stem(other) != stem(path))
    return stem(path), own._replace(profiles=(*others, os.path.abspath(path)))


def load(name: str, own: Own = NOTHING) -> Profile:
    """The profile *name* (an id, or a path to a TOML file), with its examples tried.
    UnknownProfile, ProfileError.
    """
    return read(path_of(name, own), prove=True)


def read(path: str, *, common: bool = False, prove: bool = False) -> Profile:
    """What a file says; *common*: it is a table of phrases; *prove*: its examples are tried, which
    the tests do for the files that ship. ProfileError for the first thing that is wrong.
    """
    profile, faults = examined(path, common=common, prove=prove)
    if faults:
        raise in_lines(faults, path)[0]
    return profile


def examined(
    path: str, *, common: bool = False, prove: bool = True
) -> tuple[Profile, list[ProfileError]]:
    """What a file says, and all that is wrong with its form and its examples (see ``in_lines``). If
    anything is, the profile is to be looked at further, not used. ProfileError if the file is no
    TOML, or one of another schema.
    """
    from dispatchkit.agencies import schema

    data = tables.parse(path)
    try:
        return schema.examined(data, path, common=common, prove=prove, foreign=not ships(path))
    except ProfileError as error:
        raise in_lines([error], path)[0] from error


def in_lines(faults: list[ProfileError], path: str) -> list[ProfileError]:
    """The *faults* of the file *path* in the order of their lines, which their places now name.
    Those about something that is missing come first.
    """
    if not faults:
        return []
    from dispatchkit.data import key_places

    places = key_places.places_in(path)
    file = os.path.basename(path)

    def position(fault: ProfileError) -> tuple[int, int]:
        return key_places.position(fault.place, file, places) or (0, 0)

    return [
        ProfileError(key_places.placed(fault.place, file, places), fault.problem)
        for fault in sorted(faults, key=position)
    ]


@cache
def shipped_phrases(path: str) -> Profile:
    """What a file of phrases that ships says: read once, because several tables are made of it, in
    the first call of all.
    """
    return read(path, common=True)


def ships(path: str) -> bool:
    """Whether a file is one of those that ship."""
    return os.path.dirname(os.path.abspath(path)) in (PROFILES, PHRASES)


def is_common(path: str) -> bool:
    """Whether a file is a table of phrases that ships, and no profile."""
    return os.path.dirname(os.path.abspath(path)) == PHRASES


def source(name: str, own: Own = NOTHING) -> str:
    """The TOML text of a profile. UnknownProfile; ProfileError if it is not UTF-8; OSError."""
    path = path_of(name, own)
    try:
        return bounded.decoded(bounded.read(path, bounded.MOST_TOML))
    except ValueError as error:
        raise ProfileError(path, str(error)) from error
