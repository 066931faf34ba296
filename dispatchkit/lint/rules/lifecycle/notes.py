"""DK7: notes to editors, restrictions of use, rights."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.labels import Label
from dispatchkit.lint.evidence.gazetteer import countries_named
from dispatchkit.lint.evidence.killing import is_kill
from dispatchkit.lint.evidence.markers import markers, near
from dispatchkit.lint.evidence.printed import span
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import DispatchRule
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.traced import Passage, Story

# A word in capitals with more after it: a text without one holds no restriction in capitals.
_CAPITALS_RE = pattern(r"[^\W\d_a-zà-öø-ÿ]{2}[ -]")
# "NEW YORK OUT", "GERMANY AND AUSTRIA OUT.": all the words in capitals before "OUT", and nothing of
# a sentence after it.
_OUT_RE = pattern(
    r"(?<![^\W\d_a-zà-öø-ÿ]\s)(?<![\w-])((?:[^\W\d_a-zà-öø-ÿ][^\W\d_a-zà-öø-ÿ.]{1,20}["
    r" &]{1,3}){1,6})OUT(?=\s*(?:$|[.,;:/)\]–—-]|AND\b|NO\b))"
)
_AND = ("AND", "ET", "UND", "Y", "E", "EN", "OG", "OCH", "VE")
# Words of the longest name: "UNITED STATES OF AMERICA".
_MOST_WORDS = 4
# How many characters of a note a message shows.
_SHOWN = 40
# Words of lines of rights, in small letters.
_RIGHTS = (
    "©", "(c) 1", "(c) 2", "copyright", "all rights", "tous droits", "alle rechte",
    "todos los derechos", "todos os direitos", "tutti i diritti", "riproduzione riservata",
    "auteursrecht", "rechten voorbehouden", "tüm hakları", "все права", "усі права",
    "جميع الحقوق", "wszelkie prawa", "všechna práva", "版权", "版權", "著作権",
    "저작권", "無断", "무단",
)  # fmt: skip


@DispatchRule.named(
    "DK704",
    "editors-note",
    severity="warning",
    fix="unsafe",
    alters=("ednote", "paragraphs"),
)
def editors_note(story: Story) -> Iterator[Hit]:
    r"""A paragraph is addressed to editors, not to readers.

    It tells desks of pictures, of a press conference, of doubts; printed, it is an embarrassment. A
    note that a story quotes is left alone, and so is an "Editor's note:" in small letters, which
    newspapers address to their readers. So is a kill (DK702), which is all for editors. The fix
    takes the lines of the note out.

    Bad:
        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.

        ATTENTION EDITORS - The name of the captain must not be used.
    Bad:
        OSLO, 4 déc 2021 (AFP) - Le bac du port a repris du service après une semaine de tempête, \
        a annoncé la compagnie.

        ATTENTION RÉDACTEURS : le nom du capitaine ne doit pas être cité.
    Good:
        OSLO, Dec 4 (Reuters) - The agency sent papers a line that began with "ATTENTION EDITORS" \
        in the night, the court heard.

        Editors at the paper walked out. A note to editors is no order, they said.
    """
    if is_kill(story):
        return
    notes = {
        passage.start: passage
        for passage, marker, _ in markers(story, "note")
        if marker.holds and not _names_people(marker.rest)
    }
    notes |= {passage.start: passage for passage in story.labelled(Label.EDNOTE)}
    for _, passage in sorted(notes.items()):
        words = passage.mark.unit.text
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}..."
        yield Hit(passage.start, passage.end, f"a note to editors: {shown!r}", _without(passage))


def _names_people(rest: str) -> bool:
    """Whether nothing but names follows: "Editors: Ann Example, Bert Muster and C. Writer" says who
    they are.
    """
    words = rest.strip(" :：.").replace(",", " ").split()
    return (
        len(words) > 1
        and not rest.isupper()
        and all(word[0].isupper() or word.upper() in _AND for word in words)
    )


def _without(passage: Passage) -> Fix:
    """The fix that takes out the lines of a passage."""
    first, last = passage.mark.unit.lines[0], passage.mark.unit.lines[-1]
    return Fix((Edit(first.start, last.start + len(last.text) + len(last.ending), ""),), safe=False)


@DispatchRule.named("DK705", "usage-restriction", severity="warning")
def usage_restriction(story: Story) -> Iterator[Hit]:
    r"""The dispatch restricts how it or its pictures may be used.

    "FRANCE OUT", "NO SALES", "MANDATORY CREDIT": to use it all the same breaks the contract with
    the agency. Only lines about the dispatch, captions and the tail are looked at, and only
    capitals, so "out" and "no sales" in prose do not count.

    Bad:
        OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the \
        operator said.

        Photo: Ann Example/Reuters NORWAY OUT. NO SALES
    Good:
        Norway out of the cup

        OSLO, Dec 4 (Reuters) - Norway is out. There are no sales of tickets to the final any \
        more, the association said.
    """
    for passage in near(story):
        found = _restricted(passage)
        if found:
            start, end = span(passage, *found)
            yield Hit(start, end, f"use is restricted: {story.source.text[start:end]!r}")
            return


def _restricted(passage: Passage) -> tuple[int, int] | None:
    """Where a passage restricts use, as offsets in the text of its unit: anywhere in a line about
    the dispatch, but in a paragraph only after the credit of a picture. None if it does not.
    """
    text = passage.mark.unit.text
    if passage.label is not Label.HEADLINE and (passage.role is None or _is_bracketed(text)):
        found = _restriction(text) or _quiet(passage)
        return found.span() if found else None
    begin = text.rfind(")") + 1
    if begin and text[begin:].isupper():
        found = _restriction(text[begin:])
        return (begin + found.start(), begin + found.end()) if found else None
    found = None if passage.mark.prose else _phrases().match(text)
    return found.span() if found else None


def _is_bracketed(text: str) -> bool:
    """Whether a paragraph of the body is a note in brackets or in capitals alone."""
    return text[:1] in tuple("([（【*") or (text.upper() == text and len(text) <= 120)


def _restriction(text: str) -> re.Match[str] | None:
    """A restriction in capitals: a phrase of the table, or who or what is "OUT"."""
    if not _CAPITALS_RE.search(text):
        return None
    found = _phrases().search(text)
    if found or " OUT" not in text:
        return found
    for out in _OUT_RE.finditer(text):
        if _are_names(out[1].replace("&", " ").split()):
            return out
    return None


@cache
def _phrases() -> re.Pattern[str]:
    phrases = "|".join(
        sorted(
            map(re.escape, tables.words("data/lifecycle", "usage", "capitals")),
            key=len,
            reverse=True,
        )
    )
    return re.compile(rf"(?<![\w-])(?:{phrases})(?![\w-])")


def _are_names(words: Sequence[str]) -> bool:
    """Whether words in capitals are names of what may be out, in a row or joined by "and": "DENMARK
    KNOCK GERMANY OUT" is a headline.
    """
    if not words:
        return True
    if words[0] in _AND:
        return _are_names(words[1:])
    return any(
        _may_be_out(" ".join(words[:size]).strip(".")) and _are_names(words[size:])
        for size in range(min(len(words), _MOST_WORDS), 0, -1)
    )


def _may_be_out(name: str) -> bool:
    """Whether a name in capitals is of something that may be out: a country in any language, a city
    or a medium of the table.
    """
    return bool(countries_named(name)) or name in tables.words("data/lifecycle", "usage", "out")


def _quiet(passage: Passage) -> re.Match[str] | None:
    """A restriction that counts in small letters too."""
    for folded, phrase in _quiet_phrases():
        if folded in passage.mark.unit.folded:
            return re.search(re.escape(phrase), passage.mark.unit.text, re.IGNORECASE)
    return None


@cache
def _quiet_phrases() -> tuple[tuple[str, str], ...]:
    return tuple(
        (fold(phrase), phrase) for phrase in tables.words("data/lifecycle", "usage", "quiet")
    )


@DispatchRule.named("DK706", "no-rights-notice", severity="info", on=False)
def no_rights_notice(story: Story) -> Iterator[Hit]:
    r"""The dispatch says nothing about its rights.

    Archives that keep copy of many houses ask for such a line. Most dispatches have none, so the
    rule is off unless it is selected. A line with a copyright sign or the like is enough, and so is
    an agency whose profile knows its line of rights.

    Bad:
        OSLO, Dec 4 (Anna) - The ferry to the islands runs again after a week of storms, the \
        operator said.
    Good:
        OSLO, Dec 4 (Anna) - The ferry to the islands runs again after a week of storms, the \
        operator said.

        © 2021 Harbour News. All rights reserved.
    """
    dispatch = story.dispatch
    if (
        dispatch is None
        or dispatch.copyrightnotice
        or dispatch.usageterms
        or any(story.labelled(Label.COPYRIGHT))
    ):
        return
    begin, end = (
        story.lines[0].line.start,
        story.lines[-1].line.start + len(story.lines[-1].line.text),
    )
    text = story.source.text[begin:end].lower()
    if not any(map(text.__contains__, _RIGHTS)):
        yield Hit(story.start, story.start, "no line says whose rights it is under")
