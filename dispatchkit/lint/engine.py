"""One input through the rules: its findings in order, and the cards of its dispatches for the rules about all inputs."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit import profiles
from dispatchkit.lint.card import Card, card
from dispatchkit.lint.finding import Change, Finding, Fix, Hit, Remedy
from dispatchkit.lint.settings import Settings, chosen, ignored_in, is_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatchkit.lint.rule import Rule
    from dispatchkit.lint.view import Places, Source, Story

# Bytes of a fingerprint: one in 10**19 pairs of findings is taken for the same.
_FINGERPRINT = 8


class Found(NamedTuple):
    """A hit with its rule and where it was: the dispatch it is in (None: the input as a whole)."""

    rule: Rule
    hit: Hit
    story: Story | None


class Checked(NamedTuple):
    """What one input gave: findings in the order of the source, and a card for each dispatch if the rules about all inputs run."""

    path: str
    findings: tuple[Finding, ...]
    cards: tuple[Card, ...]


def check_source(source: Source) -> Checked:
    """The findings of one input."""
    return checked(source, found_in(source))


def checked(source: Source, found: Iterable[Found]) -> Checked:
    """What one input gave, its hits being known."""
    compares = any(rule.scope == "run" for rule in active_in(source))
    return Checked(source.path, tuple(findings(source, found)), tuple(_cards(source)) if compares else ())


def active_in(source: Source) -> Sequence[Rule]:
    """The rules that run on an input."""
    rules = chosen(source.settings)
    ignored = ignored_in(source.path, source.settings)
    return [rule for rule in rules if not is_named(rule.code, ignored)] if ignored else rules


def found_in(source: Source) -> list[Found]:
    """The hits of the rules about single inputs, by their place in the source."""
    with profiles.using(source.settings.own):
        found = sorted(_hits(source), key=lambda one: (one.hit.start, one.hit.end, one.rule.code))
        return [one for one in found if not _ignored(one, source.settings)]


def _hits(source: Source) -> Iterator[Found]:
    for rule in active_in(source):
        if rule.scope == "input":
            yield from [Found(rule, hit, _story_at(source, hit)) for hit in rule.run(source)]
        elif rule.scope == "dispatch":
            for story in source.stories:
                yield from [Found(rule, hit, story) for hit in rule.run(story)]


def _story_at(source: Source, hit: Hit) -> Story | None:
    """The dispatch that a hit about an input stands in; None if it is about the whole of it."""
    if hit.start == hit.end:
        return source.stories[0] if len(source.stories) == 1 else None
    before = bisect_right(source.stories, hit.start, key=lambda story: story.part.source[0].start)
    return source.stories[before - 1] if before else None


def _ignored(found: Found, settings: Settings) -> bool:
    """Whether the settings or the profile excuse this agency from the rule."""
    agency = _agency(found.story)
    if found.story and is_named(found.rule.code, profiles.rules(found.story.context.profile)[0]["ignored"]):
        return True
    return agency is not None and is_named(found.rule.code, settings.per_agency_ignores.get(agency, ()))


def _agency(story: Story | None) -> str | None:
    return story.dispatch.agency.id if story and story.dispatch and story.dispatch.agency else None


def _cards(source: Source) -> Iterator[Card]:
    """The cards of the dispatches."""
    for story in source.stories:
        if story.dispatch:
            yield card(story, story.dispatch)


def findings(source: Source, found: Iterable[Found]) -> Iterator[Finding]:
    """Findings out of hits: with their places, severity by the settings, and a fingerprint."""
    places = source.places
    seen: Counter[str] = Counter()
    for rule, hit, story in found:
        excerpt = places.excerpt(hit.start)
        key = f"{rule.code}\0{'' if hit.start == hit.end else ' '.join(excerpt.text.split())}"
        seen[key] += 1
        dispatch = story.dispatch if story else None
        yield Finding(
            path=source.path,
            code=rule.code,
            name=rule.name,
            severity=source.settings.severity.get(rule.code) or hit.severity or rule.severity,
            message=hit.message,
            place=places.place(hit.start, hit.end),
            index=dispatch.index if dispatch else None,
            agency=_agency(story),
            excerpt=excerpt,
            fingerprint=fingerprint(key, seen[key]),
            fix=hit.fix and _remedy(hit.fix, places),
        )


def _remedy(fix: Fix, places: Places) -> Remedy:
    changes = tuple(Change(places.place(edit.start, edit.end), edit.text) for edit in fix.edits)
    return Remedy("safe" if fix.safe else "unsafe", changes, fix.encoding)


def fingerprint(key: str, number: int) -> str:
    """The name of the *number*-th finding of a *key* (code and text of the line) in an input: the same wherever its line moves."""
    return blake2b(f"{key}\0{number}".encode("utf-8", "surrogatepass"), digest_size=_FINGERPRINT).hexdigest()
