"""Whether a user's profile is fit for use: what its form alone cannot show, because it names
languages, rules of ``check`` and other profiles.

``prove`` is asked before anything is read with a profile, ``check`` by ``dispatchkit profile
check``, which also refuses what does nothing: credits that are words of every text or another
agency's, and rules that can never be seen.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.agencies import sources
from dispatchkit.agencies.lexicon import lexicon_of
from dispatchkit.agencies.matcher import Table, merged
from dispatchkit.data import tables
from dispatchkit.errors import ProfileError
from dispatchkit.labels import Label
from dispatchkit.meant import meant
from dispatchkit.text import codes
from dispatchkit.text.fold import bare, fold, smooth
from dispatchkit.text.lines import LONGEST_MATCHED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dispatchkit.agencies.rules import Rule
    from dispatchkit.agencies.schema import Profile
    from dispatchkit.agencies.sources import Own

# No phrase that is compared whole with a line may be longer (see ``matcher``).
_LONGEST_LINE = 400
_SHORTEST = 4
# Each slow pattern takes two seconds to find, a minute at worst.
_MOST_SLOW = 10


def prove(own: Own) -> None:
    """ProfileError for the first thing that is wrong with what a user adds. A file is looked at
    once.
    """
    for path in own.profiles:
        _proved(path, own)


@cache
def _proved(path: str, own: Own) -> None:
    try:
        profile = sources.load(path)
    except OSError as error:
        raise ProfileError(path, error.strerror or str(error)) from error
    for problem in sources.in_lines(list(_wrong(profile, own)), path):
        raise problem


def check(path: str) -> list[str]:
    """All that is wrong with a profile file, in the order of its lines; empty when it is fine.
    OSError when it cannot be read.
    """
    common = sources.is_common(path)
    try:
        profile, faults = sources.examined(path, common=common)
    except ProfileError as error:
        return [str(error)]
    if not common:
        more = [*_wrong(profile, sources.Own((path,))), *_idle(profile), *_slow(profile)]
        known = {fault.place for fault in faults}
        faults += [fault for fault in more if fault.place not in known]
    return [str(fault) for fault in sources.in_lines(faults, path)]


def _wrong(profile: Profile, own: Own) -> Iterator[ProfileError]:
    """The errors about values that name what does not exist: a language, a rule, a profile."""
    file = os.path.basename(profile.path)
    for number, tag in enumerate(profile.languages):
        if tag:
            yield from _code(tag, codes.language, f"{file}: languages[{number}]")
    if profile.country is not None:
        yield from _code(profile.country, codes.country, f"{file}: country")
    if profile.timezone is not None:
        yield from _code(profile.timezone, codes.timezone, f"{file}: timezone")
    if profile.ignored or profile.usual:
        from dispatchkit.lint.settings import known_rules

        for key, named in (("ignore", profile.ignored), ("usual", profile.usual)):
            for number, code in enumerate(named):
                yield from _code(
                    code, lambda code: known_rules((code,))[0], f"{file}: check.{key}[{number}]"
                )
    yield from _chained(profile, own, f"{file}: extends")


def _code(text: str, read: Callable[[str], str], place: str) -> Iterator[ProfileError]:
    """The error about a code that *read* does not know, or would write otherwise."""
    try:
        proper = read(text)
    except ValueError as error:
        yield ProfileError(place, str(error))
    else:
        if proper != text:
            yield ProfileError(place, f"{text!r} is written {proper!r}")


def _chained(profile: Profile, own: Own, place: str) -> Iterator[ProfileError]:
    """The error about a chain of ``extends`` that leads to no profile, or back to this one."""
    met = [profile.id]
    name = profile.extends
    while name is not None:
        if name in met:
            yield ProfileError(place, f"it goes in a circle: {' > '.join([*met, name])}")
            return
        known = [*sources.names(), *map(sources.stem, own.profiles)]
        if name not in known:
            yield ProfileError(place, f"no profile has the id {name!r}{meant(name, known)}")
            return
        met.append(name)
        name = sources.load(name, own).extends


# --- what does nothing ---------------------------------------------------------------------------


def _idle(profile: Profile) -> Iterator[ProfileError]:
    """Credits that would be found where nobody is credited, and rules that are never seen."""
    file = os.path.basename(profile.path)
    excused = {fold(form) for form in profile.ambiguous}
    for number, form in enumerate(profile.credits):
        place = f"{file}: credits[{number}]"
        if fold(form) in excused:
            yield ProfileError(
                place,
                f"{form!r} is in ambiguous too, which then does nothing; leave it there alone",
            )
        elif fold(form) in _common_words() and form != form.upper():
            yield ProfileError(
                place,
                f"{form!r} is a word of every text; put it into ambiguous, where it counts once the"
                " sender is known otherwise",
            )
        elif other := _owner(profile, form):
            yield ProfileError(
                place,
                f"{form!r} is a credit of the profile {other}; put it into ambiguous, or call the"
                f" profile {other} to stand in its place",
            )
    for kind, rules in _by_kind(profile).items():
        yield from _never_seen(rules, kind, file)
    yield from _opening(profile, file)


def _opening(profile: Profile, file: str) -> Iterator[ProfileError]:
    """Rules for datelines on a line of their own that fit the beginning of a paragraph."""
    for rule in profile.labels:
        if rule.label is not Label.DATELINE or rule.kind != "regex":
            continue
        for number, text in enumerate(rule.match):
            found = re.search(rule.forms[0], text)
            if found is not None and any(map(str.isalpha, text[found.end() :])):
                yield ProfileError(
                    f"{file}: {rule.place}.match[{number}]",
                    f"text follows what {rule.name} finds in {text!r}; a dateline that opens a"
                    " paragraph is read by the credit that it prints: put that into credits",
                )


def _by_kind(profile: Profile) -> dict[str, tuple[Rule, ...]]:
    """The rules of a profile by the key of their tables."""
    return {"label": profile.labels, "detect": profile.detects, "field": profile.fields}


def _owner(profile: Profile, form: str) -> str | None:
    """The id of another profile that ships and has the credit *form*; None if there is none, or if
    *profile* extends it.
    """
    ships = lexicon_of()
    other = ships.credits.get(fold(form))
    if other is None or other == profile.id:
        return None
    name = profile.extends
    while name is not None:
        if name == other:
            return None
        name = ships.facts[name].extends if name in ships.facts else None
    return other


@cache
def _common_words() -> frozenset[str]:
    """What a dateline or line holds for other reasons: function words, months, weekdays, countries,
    words of pages.
    """
    found: set[str] = set()
    for entry in tables.load("data/languages")["language"]:
        found.update(_words_in(entry["words"]))
    # Words of captions are names of agencies; shorter words than "news" are acronyms somewhere
    # else.
    pages = {
        name: words for name, words in tables.load("data/page_words").items() if name != "caption"
    }
    longer = map(fold, _words_in({"months": tables.load("data/months"), "pages": pages}))
    found.update(word for word in longer if len(word) >= _SHORTEST)
    found.update(_words_in(tables.load("data/countries")["names"]))
    return frozenset(map(fold, found)) - {""}


def _words_in(value: object) -> Iterator[str]:
    """All texts in a table, and the words of those that hold several."""
    if isinstance(value, str):
        yield value
        yield from value.split()
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _words_in(item) if key != "why" else ()
    elif isinstance(value, list):
        for item in value:
            yield from _words_in(item)


def _never_seen(rules: tuple[Rule, ...], kind: str, file: str) -> Iterator[ProfileError]:
    """Rules that no line brings up, though their examples fit them."""
    table = Table(merged("all", rules))
    for rule in rules:
        place = f"{file}: {rule.place}"
        if kind == "field" and rule.kind != "regex":
            yield ProfileError(
                f"{place}.{rule.kind}", "inside of paragraphs only a regex is looked for"
            )
            continue
        for number, form in enumerate(rule.forms if rule.kind == "line" else ()):
            if len(form) > _LONGEST_LINE:
                yield ProfileError(
                    f"{place}.line[{number}]",
                    f"no line of more than {_LONGEST_LINE} characters is compared whole; write a"
                    " prefix",
                )
        yield from _examples(rule, table, kind, place)


def _examples(rule: Rule, table: Table, kind: str, place: str) -> Iterator[ProfileError]:
    """Whether the examples of a rule come to it."""
    first: Mapping[str, list[str]] = {text: _hits(table, text, kind) for text in rule.match}
    for number, text in enumerate(rule.match):
        if kind != "detect" and "\n" in text.strip("\n"):
            yield ProfileError(
                f"{place}.match[{number}]",
                "a line holds no line break: only a detect rule sees several lines",
            )
        elif rule.name not in first[text]:
            yield ProfileError(
                f"{place}.match[{number}]",
                f"{rule.name} never fires on {text!r} as lines are read: what begins with a"
                " quotation mark is somebody's words",
            )
    # Of rules about what a line is, the first that fits decides.
    if kind == "label" and all(
        hits and hits[0] != rule.name and rule.name in hits for hits in first.values()
    ):
        others = sorted({hits[0] for hits in first.values()})
        yield ProfileError(
            place,
            f"{rule.name} is never asked: {', '.join(others)} fits all of its examples and comes"
            " first",
        )


def _hits(table: Table, text: str, kind: str) -> list[str]:
    """The names of the rules that fit a line, in the order in which they are asked."""
    if kind == "field":
        return [hit.rule for _, hit in table.inside(text, smooth(text))]
    smoothed = smooth(text)
    return [hit.rule for hit in table.hits(text, smoothed, bare(smoothed), table.gate(smoothed))]


def _slow(profile: Profile) -> Iterator[ProfileError]:
    """Patterns that take long on lines made of their own examples. What ``regexes`` told from their
    form is tried here.
    """
    from dispatchkit.agencies import pump

    left = [rule for rules in _by_kind(profile).values() for rule in rules if rule.kind == "regex"]
    for _ in range(_MOST_SLOW):
        slow = pump.slow([(rule.forms[0], (*rule.match, *rule.miss)) for rule in left])
        if slow is None:
            return
        yield ProfileError(
            f"{os.path.basename(profile.path)}: {left[slow].place}.regex",
            f"{left[slow].name} takes seconds on a line of {LONGEST_MATCHED} characters",
        )
        left = left[slow + 1 :]
