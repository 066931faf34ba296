"""One input through the rules about single inputs: which rules run, what they hit, and whether it
may be mended at all.

A fix is for plain text. In mail, markup, tables of values and framed wires the character that looks
like a fault may be part of a header, a tag or a frame: there the finding stays, but its fix is
dropped, with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.labels import Label
from dispatchkit.lint.scopes import DispatchRule, InputRule
from dispatchkit.lint.settings import Settings, chosen, ignored_in, is_named
from dispatchkit.reading.kinds import Format, NewFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.finding import Hit
    from dispatchkit.lint.rule import Rule
    from dispatchkit.lint.traced import Source, Story


class Found(NamedTuple):
    """A hit with its rule and the dispatch that it is in (None: the input as a whole)."""

    rule: Rule
    hit: Hit
    story: Story | None


def active_in(source: Source) -> Sequence[Rule]:
    """The rules that run on an input."""
    rules = chosen(source.settings)
    ignored = ignored_in(source.path, source.settings)
    return [rule for rule in rules if not is_named(rule.code, ignored)] if ignored else rules


def found_in(source: Source) -> list[Found]:
    """The hits of the rules about single inputs, by their place in the source."""
    found = sorted(_hits(source), key=lambda one: (one.hit.start, one.hit.end, one.rule.code))
    told = [one for one in found if not _ignored(one, source.settings)]
    if not any(one.hit.fix for one in told):
        return told
    if source.unmendable is None:
        return (
            [_doubted(one, source.text) for one in told]
            if source.decoded and source.decoded.doubt
            else told
        )
    return [
        one._replace(hit=one.hit._replace(fix=None, refused=source.unmendable))
        if one.hit.fix
        else one
        for one in told
    ]


def _doubted(one: Found, text: str) -> Found:
    """A hit in an input whose encoding was guessed, with its fix made unsafe if it takes out a
    character beyond ASCII: that may be half of a letter.
    """
    fix = one.hit.fix
    if fix is None or all(text[edit.start : edit.end].isascii() for edit in fix.edits):
        return one
    return one._replace(hit=one.hit._replace(fix=fix._replace(safe=False)))


# What these rules say of encodings, ends of lines and files, frames between dispatches and wrapped
# lines is about the lines of a file, which stories in other formats are not.
_ABOUT_FILES = frozenset(("DK101", "DK102", "DK103", "DK104", "DK109", "DK207", "DK209"))
# Formats of tags whose lines are read with them: what looks like HTML is the mark-up.
_TAGGED = frozenset((Format.SGML, Format.XML))
_ABOUT_TAGS, _ABOUT_JOINTS = "DK507", "DK207"


def _is_about(rule: Rule, source: Source) -> bool:
    """Whether what a rule says can be true of an input of that format."""
    if source.by_item and rule.code in _ABOUT_FILES:
        return False
    found = source.recognised.format if source.recognised else None
    if found in _TAGGED:
        return rule.code not in (_ABOUT_TAGS, _ABOUT_JOINTS)
    # The labels of an export part its articles.
    return not (isinstance(found, NewFormat) and rule.code == _ABOUT_JOINTS)


def _hits(source: Source) -> Iterator[Found]:
    for rule in active_in(source):
        if not _is_about(rule, source):
            continue
        if isinstance(rule, InputRule):
            hits = [Found(rule, hit, _story_at(source, hit)) for hit in rule.run(source)]
            yield from (one for one in hits if not _in_envelope(source, one))
        elif isinstance(rule, DispatchRule):
            for story in source.stories:
                yield from [Found(rule, hit, story) for hit in rule.run(story)]


def _story_at(source: Source, hit: Hit) -> Story | None:
    """The dispatch that a hit about an input stands in; None if it is about the whole of it."""
    if hit.start == hit.end:
        return source.stories[0] if len(source.stories) == 1 else None
    return source.story_at(hit.start)


def _in_envelope(source: Source, found: Found) -> bool:
    """Whether a hit stands in the envelope of a format that is no plain text: a tag or a label
    there is as it should be.
    """
    if found.story is None or found.hit.start == found.hit.end or source.recognised is None:
        return False
    if source.recognised.format.is_rewritable:
        return False
    return any(
        one.line.start <= found.hit.start < one.line.start + len(one.line.text)
        and one.label is Label.ENVELOPE
        for one in found.story.lines
    )


def _ignored(found: Found, settings: Settings) -> bool:
    """Whether the settings or the profile excuse the agency of a hit from its rule."""
    agency = agency_of(found.story)
    if found.story and is_named(found.rule.code, found.story.facts.ignored):
        return True
    return agency is not None and is_named(
        found.rule.code, settings.per_agency_ignores.get(agency, ())
    )


def agency_of(story: Story | None) -> str | None:
    """The id of the agency that issued a dispatch; None if unknown."""
    return story.dispatch.agency.id if story and story.dispatch and story.dispatch.agency else None
