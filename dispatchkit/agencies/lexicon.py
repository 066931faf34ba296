"""What profiles and phrase tables say, compiled for the stages of a reading.

A ``Lexicon`` is taken where a reading begins (``ReadOptions.lexicon``, ``Settings.lexicon``) and
handed down to whatever asks who prints a credit or what a line is. There is one for each set of
profiles and phrases that users add. Its parts are made when they are first asked for; those made
of files that ship are shared by all lexicons, and kept from one call to the next.
"""

from __future__ import annotations

import os
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatchkit.agencies import matcher, sources
from dispatchkit.agencies.matcher import OWN, Table, Tables, compiled, merged
from dispatchkit.agencies.sources import NOTHING, Own, stem
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, smooth
from dispatchkit.text.language import relatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatchkit.agencies.schema import DatelineForm, Profile

__all__ = ["GENERIC", "Credits", "Facts", "Lexicon", "lexicon_of"]

# The profile of senders that no profile knows.
GENERIC = "generic"
# The modules that make what is kept of a table. Schema is imported only where it has to be made.
_MAKERS = [
    __file__,
    matcher.__file__,
    sources.__file__,
    *(
        os.path.join(os.path.dirname(__file__), name)
        for name in ("faults.py", "rules.py", "schema.py")
    ),
]
# The language of tables whose forms belong to none. All others are named for theirs.
_UNDETERMINED = "und"
_SHARED = ("any", "headers", "reprints")
# Lexicons of so many sets of profiles are held at a time: a program has one or two.
_MOST = 32
_WORD_RE = pattern(r"[^\W\d_]\w*")


class Facts(NamedTuple):
    """What the stages need to know of a profile besides its rules: its names, languages and habits.

    Facts are kept as plain tuples, so the order of the fields is part of the form of kept tables.
    """

    id: str
    name: str
    languages: tuple[str, ...]
    country: str | None
    timezone: str | None
    extends: str | None
    datelines: tuple[DatelineForm, ...]
    # The agency's name and the other forms in which it credits itself.
    credits: tuple[str, ...]
    # Credits that are common words too, folded.
    ambiguous: tuple[str, ...]
    ignored: tuple[str, ...]
    usual: tuple[str, ...]


class Credits(NamedTuple):
    """The credits that datelines may print: *known* has the id of the agency for each credit,
    folded; *telling* the longest word of each; *facts* those of the agencies. *named* is the one
    that only the header of a telegram makes known, folded ("": none).
    """

    known: Mapping[str, str]
    telling: frozenset[str]
    facts: Mapping[str, Facts]
    named: str = ""

    def naming(self, credit: str) -> Credits:
        """These credits and that of an agency without a profile, whose id is the credit folded."""
        folded = fold(credit)
        return Credits({**self.known, folded: folded}, self.telling | {folded}, self.facts, folded)

    def may_stand_in(self, text: str) -> bool:
        """Whether a word that tells a known credit stands in *text*. Three times as fast as looking
        for whole credits.
        """
        return not self.telling.isdisjoint(
            _WORD_RE.findall(text.lower() if text.isascii() else smooth(text))
        )

    def writes(self, agencies: Sequence[str], credit: str) -> bool:
        """Whether one of *agencies* writes its credit as a word of *credit* is written: "AP",
        "dpa/lno", but neither "ap" nor "Branded App". The one that a header names may be written in
        any way.
        """
        if self.named and self.named in agencies:
            return True
        words = {credit, *_WORD_RE.findall(credit)}
        return any(
            not words.isdisjoint(self.facts[agency].credits)
            for agency in agencies
            if agency in self.facts
        )

    def prints(self, agencies: Sequence[str], form: DatelineForm) -> bool:
        """Whether one of *agencies* prints a form of datelines, as its profile says."""
        return any(
            form in self.facts[agency].datelines for agency in agencies if agency in self.facts
        )


NO_CREDITS = Credits({}, frozenset(), {})


class Lexicon:
    """The profiles and phrases that ship, and what one user adds to them."""

    def __init__(self, own: Own) -> None:
        self.own = own
        self._compiled: dict[str, _Rules] = {}
        self._line_rules: dict[tuple[str, str | None], Tables] = {}
        self._credits_of: dict[str | None, Credits] = {}

    def __repr__(self) -> str:
        return f"Lexicon({self.own!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        # Another process makes its own.
        return lexicon_of, (self.own,)

    # --- what is known of all profiles at once ---

    @cached_property
    def _index(self) -> _Index:
        if not self.own.profiles:
            return _shipped_index()
        ships = [path for path in sources.files(sources.PROFILES) if stem(path) not in self._added]
        return _Index.of(_indexed([*map(_shipped, ships), *self._added.values()]))

    @cached_property
    def _added(self) -> dict[str, Profile]:
        """The user's profiles by their ids."""
        return {stem(path): sources.load(path) for path in self.own.profiles}

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """The facts of all profiles by their ids."""
        return self._index.facts

    def facts_of(self, profile: str) -> Facts:
        """The facts of a profile. UnknownProfile."""
        found = self.facts.get(profile)
        if found is None:
            raise sources.unknown(profile, self.own)
        return found

    @cached_property
    def credits(self) -> Mapping[str, str]:
        """The names and credits of all agencies, folded, each with the id of its agency."""
        return self._index.credits

    @cached_property
    def _printed(self) -> frozenset[str]:
        """The names and credits of all agencies as they print them."""
        return frozenset(form for facts in self.facts.values() for form in facts.credits)

    def credited(self, text: str, *, as_printed: bool = False) -> str | None:
        """The id of the agency whose name or credit *text* is as a whole ("EFE", "Agence
        France-Presse"); None for any other text.

        *as_printed*: letter for letter as the agency prints it. On a line of its own "Spa" or "Uni"
        is a button, "SPA" and "UNI" are agencies.
        """
        if as_printed and text.strip() not in self._printed:
            return None
        agency = self.credits.get(fold(text))
        if agency and as_printed and text.strip() not in self.facts[agency].credits:
            return None
        return agency

    def credits_of(self, agency: str | None, credit: str | None = None) -> Credits:
        """The credits that the datelines of a text may print. If its *agency* is known, those of
        its credits that are common words count too; *credit* is that of an agency without a
        profile, where the header of a telegram names it.
        """
        shipped = self._known_credits(agency)
        return shipped.naming(credit) if credit else shipped

    def _known_credits(self, agency: str | None) -> Credits:
        """The credits of profiles, as for ``credits_of``."""
        sender = None if agency is None else self.facts.get(agency)
        key = sender.id if sender and sender.ambiguous else None
        found = self._credits_of.get(key)
        if found is None:
            known = dict(self.credits)
            if sender and key:
                known |= dict.fromkeys(sender.ambiguous, key)
            telling = frozenset(max(_WORD_RE.findall(form), key=len) for form in known)
            found = self._credits_of.setdefault(key, Credits(known, telling, self.facts))
        return found

    @cached_property
    def senders(self) -> Table:
        """The ``detect`` rules of all profiles: by what a dispatch shows who sent it."""
        return Table(self._index.detect)

    # --- rules ---

    def line_rules(self, profile: str, language: str | None) -> Tables:
        """The rules that say what a line is: those of a profile and of all that it extends, then
        the phrases of *language*, in the order in which they are tried. UnknownProfile.
        """
        key = (profile, language)
        found = self._line_rules.get(key)
        if found is None:
            labels = [self._rules(name).labels for name in self.chain(profile)]
            found = self._line_rules.setdefault(key, Tables([*labels, *self.phrases(language)]))
        return found

    def field_rules(self, profile: str) -> Table:
        """The rules of a profile that say what stands inside a paragraph."""
        return self._rules(profile).fields

    def chain(self, profile: str) -> Iterator[str]:
        """A profile, the one that it extends, and so on."""
        name: str | None = profile
        while name:
            yield name
            name = self.facts_of(name).extends

    def _rules(self, profile: str) -> _Rules:
        added = self._added.get(profile)
        if added is None:
            return _shipped_rules(profile)
        found = self._compiled.get(profile)
        if found is None:
            found = self._compiled.setdefault(profile, _rules(_compiled(added)))
        return found

    def phrases(self, language: str | None) -> tuple[Table, ...]:
        """The boilerplate phrases that a dispatch in *language* may hold: the user's, those of no
        language, English ones, its own and its kin's. With None those of all languages.

        Pages mix English in everywhere; other mixtures (Anadolu's Turkish) are for the profiles to
        say.
        """
        return (*self._own_phrases, *_shipped_phrases(language))

    @cached_property
    def _own_phrases(self) -> tuple[Table, ...]:
        """The phrases of the user, as one table if there are any."""
        if not self.own.phrases:
            return ()
        from dispatchkit.agencies.rules import phrase_rule

        rules = (phrase_rule(label, phrase, OWN) for label, phrase in self.own.phrases)
        return (Table(merged(OWN, rules)),)

    @cached_property
    def headers(self) -> Table:
        """The labelled lines above a story ("Source: ...")."""
        return _phrase_table(os.path.join(sources.PHRASES, "headers.toml"))

    @cached_property
    def inline(self) -> Table:
        """What stands inside paragraphs whoever sent them: end marks after the last sentence."""
        return _inline()


@lru_cache(_MOST)
def lexicon_of(own: Own = NOTHING) -> Lexicon:
    """The lexicon of what ships and of a user's own profiles and phrases."""
    return Lexicon(own)


# --- what is made of the files that ship -----------------------------------


class _Rules(NamedTuple):
    """The rules of one profile: about lines, and about what stands inside paragraphs."""

    labels: Table
    fields: Table


def _rules(kept: dict[str, Any]) -> _Rules:
    return _Rules(Table(kept["label"]), Table(kept["field"]))


@cache
def _shipped(path: str) -> Profile:
    """What the file of a profile that ships says: read once, for programs that try many profiles of
    their own beside it.
    """
    return sources.read(path)


@cache
def _shipped_rules(profile: str) -> _Rules:
    path = sources.path_of(profile)
    return _rules(
        made(f"profile-{stem(path)}", [path, *_MAKERS], lambda: _compiled(sources.read(path)))
    )


def _compiled(profile: Profile) -> dict[str, Any]:
    """The rules of a profile in JSON types."""
    bounded = not sources.ships(profile.path)
    return {kind: compiled(profile, kind, bounded=bounded) for kind in ("label", "field")}


@cache
def _shipped_phrases(language: str | None) -> tuple[Table, ...]:
    spoken = None if language is None else {_UNDETERMINED, "en", *relatives(language)}
    return tuple(
        _phrase_table(path)
        for path in sources.files(sources.PHRASES)
        if spoken is None or _language_of(path) in spoken
    )


def _language_of(path: str) -> str:
    return _UNDETERMINED if stem(path) in _SHARED else stem(path)


@cache
def _phrase_table(path: str) -> Table:
    """The phrases of one file."""

    def make() -> dict[str, Any]:
        table = sources.shipped_phrases(path)
        return merged(table.id, table.labels)

    return Table(made(f"common-{stem(path)}", [path, *_MAKERS], make))


@cache
def _inline() -> Table:
    paths = sources.files(sources.PHRASES)

    def make() -> dict[str, Any]:
        read_tables = [sources.shipped_phrases(path) for path in paths]
        return merged("inline", (rule for table in read_tables for rule in table.fields))

    return Table(made("inline", [*paths, *_MAKERS], make))


class _Index(NamedTuple):
    """What is known of all profiles at once: see the properties of ``Lexicon``."""

    facts: dict[str, Facts]
    credits: dict[str, str]
    detect: dict[str, Any]

    @classmethod
    def of(cls, kept: dict[str, Any]) -> _Index:
        """The index out of JSON types."""
        facts = {name: Facts._make(fields) for name, fields in kept["facts"].items()}
        return cls(facts, kept["credits"], kept["detect"])


@cache
def _shipped_index() -> _Index:
    paths = sources.files(sources.PROFILES)
    return _Index.of(
        made("profiles", [*paths, *_MAKERS], lambda: _indexed([*map(sources.read, paths)]))
    )


def _indexed(profiles: Sequence[Profile]) -> dict[str, Any]:
    """The index of some profiles, in JSON types."""
    return {
        "facts": {profile.id: tuple(_facts(profile)) for profile in profiles},
        "credits": {
            fold(form): profile.id
            for profile in profiles
            for form in (profile.name, *profile.credits)
        },
        "detect": merged(
            "detect",
            (rule for profile in profiles for rule in profile.detects),
            bounded=frozenset(
                profile.id for profile in profiles if not sources.ships(profile.path)
            ),
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
