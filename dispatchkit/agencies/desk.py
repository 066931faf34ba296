"""What a line says in the words in which desks speak about their stories, and pages about
themselves: the classes of words of ``data/desk.toml`` that meet in it, and what it is if some do.
"""

from __future__ import annotations

import os
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from dispatchkit.data import tables
from dispatchkit.startup.kept import made
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import has_case, smooth
from dispatchkit.text.shape import COLONS, SENTENCE_ENDS, is_prose, weight, words_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_FILE = os.path.join(tables.ROOT, "data", "desk.toml")
_WORD_RE = pattern(r"[^\W_]+")
# Beginnings of words are found by their first three characters, entries of scripts without capitals
# by two anywhere.
_KEY, _INSIDE = 3, 2
# What a line is about stands in its first ten words.
_OPENING = 60
# The first two words of an order: "BULLETIN KILL", "UWAGA REDAKCJE!". They are of one sentence:
# "决定。（责任编辑：..." credits an editor after one.
_FIRST_RE = pattern(r"^\W{0,5}[^\W\d_]+(?:[^\w\n。۔।]{1,3}[^\W\d_]+)?")
# "EDITORS: ...", "Rättelse: ...", "【訂正】...": what a remark calls itself.
_LABEL_RE = pattern(
    r"^[\W_]{0,5}(?P<label>[^\W\d_][^:：!\])）】–—\n。۔।]{1,60}?)\s?(?:[:：!\]】](?!\d)|\s[-–—_·•|]{1,2}\s|[–—])"
)
# "EMBARGOED TO 0001 MONDAY": no year begins with a nought.
_CLOCK_RE = pattern(
    r"(?<!\d)(?:\d{1,2}[:.hH：]\s?[0-5]\d(?!\d)|0\d[0-5]\d(?!\d)"
    r"|\d{4}\s?(?:GMT|UTC|[A-Z]{1,3}ST|CET|(?i:h(?:rs)?|hours|uhr)\b)"
    r"|\d{1,2}\s?(?:Uhr|heures|h\b|[ap]\.?m\b|noon|GMT|時|时|點|点|시))"
)
_BRACKETS = tuple("([（【*_※")
# What begins with one is somebody's words.
QUOTES = ('"', "“", "«", "„", "‘", "「")
# "BC-Ferry, 1st Ld" is a slug.
_HEADLINE_WORDS = 4
# A sentence of a page about itself has two words for pages, and a long text one in so many;
# shorter ones ("Please wait.") prove nothing.
_ABSENT, _BRIEF, _LONG = 2, 6, 60
# "- Advertisement -" and "Commercial break" are labels; three words are said of advertising.
_LABEL_WORDS = 2
_BEFORE = ("opening", "first", "label")
# A call to readers and what else stands in "line" has at most so many characters. A heading of
# those whom to ask has at most five words.
_LINE, _HEADING_WORDS = 160, 5
# "[ANCHOR]", "◀ 앵커 ▶", "((VO))"
_ENCLOSED_RE = pattern(
    r"[(\[{（［【〔<＜〈《◀◁▶▷■●★※]{1,2}[^()\[\]]+[)\]}）］】〕>＞〉》▶▷◀◁■●★※]{1,2}"
)
# Signs of what somebody said: "Click here, the mail said."
_QUOTED_RE = pattern(r"[\"“”„«»「」]|^\w+ \w+, ")
# What stands after somebody's words, up to six words after a comma or a dash: ", said the baker";
# of a line that opens with the dash of dialogue, also after a call or another dash.
_AFTER_WORDS_RE = pattern(
    r"(?:[,،、，፣]|[,.!?…]\s?[-–—―]|\s[-–—―](?=\w))\s?(?P<after>[\w'’-]+(?:\s[\w'’-]+){0,5})"
)
_CALLED_RE = pattern(r"(?:[!?…]|\s[-–—―])\s(?P<after>[\w'’-]+(?:\s[\w'’-]+){0,2})")
_DIALOGUE = ("-", "–", "—", "―")
# The first two words of the last of several sentences, which is short: "... Sign up here."
_LAST_RE = pattern(
    rf"[{SENTENCE_ENDS}]\s?"
    rf"(?P<first>[^\W\d_][^\s,{SENTENCE_ENDS}]*(?:\s[^\s,{SENTENCE_ENDS}]+)?)"
    rf"(?=[\s{SENTENCE_ENDS}])[^,，{SENTENCE_ENDS}\"”»」]{{0,60}}[{SENTENCE_ENDS}]?\Z"
)


class Remark(StrEnum):
    """What a line is that speaks of the story beside it."""

    NOTE = "note"
    EMBARGO = "embargo"
    KILL = "kill"
    CORRECTION = "correction"
    DISCLAIMER = "disclaimer"
    REPRINT = "reprint"
    SLOT = "slot"
    CALL = "call"
    CONTACT = "contact"
    SCRIPT = "script"
    COPY = "copy"
    RELATED = "related"
    TERMS = "terms"
    CONSENT = "consent"
    MACHINE = "machine"


# What a story may print as somebody's words.
_SPOKEN = frozenset(
    (Remark.DISCLAIMER, Remark.CALL, Remark.CONTACT, Remark.CONSENT, Remark.MACHINE, Remark.SLOT)
)


def remark(text: str, smoothed: str) -> Remark | None:
    """What a line says of the story beside it: a note to editors; an order not to print it, or not
    yet; what was wrong in it; whose views it gives, that nobody edited it, or that it is printed
    elsewhere; that an advertisement stands there; what its readers are to click or to subscribe to;
    whom to ask; who speaks in a script; who kept a copy of the page; which other stories are
    commended; on what terms it may be reprinted; what the page asks leave to keep; that a machine
    made a summary or a reading of it. None for any other line.
    """
    opening = said(smoothed[:_OPENING])
    line = opening if len(smoothed) <= _OPENING else _said_in_short(smoothed)
    rules = [
        rule
        for rule in _asked({*opening, *line})
        if opening.keys() >= rule["needs"] and line.keys() >= rule["within"]
    ]
    if not rules or text.startswith(QUOTES):
        return None
    label, first, last = _LABEL_RE.match(text), _FIRST_RE.match(text), _LAST_RE.search(text)
    zones = {
        "opening": opening,
        "first": _said_in(first and first[0]),
        "label": _said_in(label and label["label"]),
        "last": _said_in(last and last["first"]),
        "capitals": _said_in(_capitals(text)),
        "words": line or said(smoothed),
        "line": line,
    }
    facts = {
        "bracketed": text.startswith(_BRACKETS),
        "timed": is_timed(text),
        "sentence": is_prose(text),
        "brief": words_in(text) <= _LABEL_WORDS,
        "heads": text.endswith(COLONS) and words_in(text) <= _HEADING_WORDS,
        "addressed": "@" in text,
        "linked": "://" in text,
        "enclosed": _ENCLOSED_RE.fullmatch(text) is not None,
        "quoted": _QUOTED_RE.search(text) is not None,
    }
    kinds = {rule["kind"] for rule in rules}
    if not kinds.isdisjoint(_SPOKEN) and is_spoken(text):
        rules = [rule for rule in rules if rule["kind"] not in _SPOKEN]
    if label and "kill" in zones["label"] and weight(text[label.end() :]) >= _HEADLINE_WORDS:
        # After "WITHDRAWN:" stands the headline, and that is a marker.
        return None
    return next((Remark(rule["kind"]) for rule in rules if _fits(rule, zones, facts)), None)


def is_spoken(text: str) -> bool:
    """Whether a line is what somebody said, in marks of quotation or with a verb of speech after
    it: "– Write to us about it, she said.", "Subscribe, the master shouted, or leave."
    """
    if text.startswith(QUOTES):
        return True
    openings = [*_AFTER_WORDS_RE.finditer(text)]
    if text.startswith(_DIALOGUE):
        openings += _CALLED_RE.finditer(text)
    return any("speech" in said(smooth(found["after"])) for found in openings)


def is_timed(text: str) -> bool:
    """Whether a line says a time of the day."""
    return _CLOCK_RE.search(text) is not None


def _asked(told: Collection[str]) -> list[Mapping[str, Any]]:
    """The rules that a line may fit that has the classes *told* in its opening or in all of it, in
    their order. Most lines have none.
    """
    kept = _entries()
    numbers = {number for name in told for number in kept["asked"].get(name, ())}
    return [kept["remarks"][number] for number in sorted(numbers)]


def _said_in_short(smoothed: str) -> Mapping[str, int]:
    """What a line says, if it is short enough to be a call or a label; else nothing."""
    return said(smoothed) if len(smoothed) <= _LINE else {}


def _capitals(text: str) -> str:
    """The words of a line that hold no small letter."""
    return " ".join([word for word in text.split() if word.upper() == word])


def _said_in(text: str | None) -> Mapping[str, int]:
    """What a part of a line says; nothing if it has no such part."""
    return said(smooth(text)) if text else {}


def tells_nothing(texts: Sequence[str], heads: Sequence[str], *, furnished: bool) -> bool:
    """Whether the paragraphs *texts* of a page, and the lines above them, only say why there is no
    story: nothing was found, the reader has to log in, consent or let a script run.

    All that is longer than a label speaks of pages, with two words for them, or at least half of
    the labels if there is nothing else; and a phrase of theirs or the furniture around
    (*furnished*) shows that the page speaks of itself.
    """
    sentences = [text for text in texts or heads if weight(text) > _BRIEF]
    if not all(map(_is_of_pages, sentences)):
        return False
    found = [said(smooth(text)) for text in (*texts, *heads)]
    if furnished and not sentences and not heads:
        return True
    return (bool(sentences) or _is_mostly_of_pages(found)) and _is_shown(found, furnished=furnished)


def _is_mostly_of_pages(found: Sequence[Mapping[str, int]]) -> bool:
    """Whether at least half of the labels of which this was *found* have a word of such pages."""
    return 2 * sum("absent" in one for one in found) >= len(found)


def _is_shown(found: Sequence[Mapping[str, int]], *, furnished: bool) -> bool:
    """Whether what was *found* shows that a page speaks of itself."""
    words = {name for one in found for name in one}
    return "absent" in words and (furnished or "failure" in words)


def _is_of_pages(text: str) -> bool:
    """Whether a sentence has two words of pages about themselves. One that is both of such a page
    and a failure is one word: "The old Peugeot 404 won the rally" tells a story.
    """
    found = said(smooth(text))
    least = max(_ABSENT, weight(text) // _LONG)
    return max(found.get("absent", 0), found.get("failure", 0)) >= least


def _fits(
    rule: Mapping[str, Any], zones: Mapping[str, Mapping[str, int]], facts: Mapping[str, bool]
) -> bool:
    """Whether a line has in each of its *zones* the classes that a rule wants, and its *facts*."""
    return all(facts[name] == rule[name] for name in facts if name in rule) and all(
        found.get(name, 0) >= rule[zone].count(name)
        for zone, found in zones.items()
        for name in rule.get(zone, ())
    )


def said(smoothed: str) -> Mapping[str, int]:
    """How many words and phrases of each class stand in a text under ``smooth``."""
    found = _in_words(smoothed)
    if not smoothed.isascii() and not _entries()["signs"].isdisjoint(smoothed):
        found += _inside_words(smoothed)
    return {name: found.count(name) for name in {*found}}


def _in_words(smoothed: str) -> list[str]:
    """The classes of the words and phrases that begin where words of a text do, each as often as it
    does. A word costs three look-ups; a phrase is searched for only where its longest word is.
    """
    kept = _entries()
    whole, stems, phrases = kept["whole"], kept["stems"], kept["phrases"]
    found: list[str] = []
    asked: list[tuple[str, bool, str]] = []
    for word in _WORD_RE.findall(smoothed):
        if word in whole:
            found += whole[word]
        if word in phrases:
            asked += phrases[word]
        if word[:_KEY] in stems:
            found += [name for stem, name in stems[word[:_KEY]] if word.startswith(stem)]
    for phrase, ends, name in {*asked}:
        found += [name] * _times(smoothed, phrase, ends=ends)
    return found


def _inside_words(smoothed: str) -> Iterator[str]:
    """The class of each entry of a script without capitals, wherever it stands in a text."""
    inside = _entries()["inside"]
    for at in range(len(smoothed) - 1):
        for entry, name in inside.get(smoothed[at : at + _INSIDE], ()):
            if smoothed.startswith(entry, at):
                yield name


def _times(smoothed: str, phrase: str, *, ends: bool) -> int:
    """How often a phrase begins where a word does in a text and, if it *ends* with a word, ends
    where one does.
    """
    count, at = 0, smoothed.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        begins = at == 0 or not smoothed[at - 1].isalnum()
        count += begins and not (ends and smoothed[end : end + 1].isalnum())
        at = smoothed.find(phrase, at + 1)
    return count


@cache
def _entries() -> dict[str, Any]:
    """The entries of the table by how they are found, read once."""
    kept: dict[str, Any] = made("desk", [_FILE, __file__], lambda: _sorted(tables.parse(_FILE)))
    return kept


def _sorted(table: Mapping[str, Any]) -> dict[str, Any]:
    """The entries of all languages, each once: those that begin a word, and those of scripts
    without capitals, which count inside words; and the rules.
    """
    whole: dict[str, list[str]] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    phrases: dict[str, list[tuple[str, bool, str]]] = {}
    inside: dict[str, list[tuple[str, str]]] = {}
    for name, entry in _listed(table):
        form, ends = smooth(entry.removesuffix("-")), not entry.endswith("-")
        words = _WORD_RE.findall(form)
        if not (words and (form.isascii() or has_case(form))):
            inside.setdefault(form[:_INSIDE], []).append((form, name))
        elif words != [form]:
            # The last word of a phrase may be the beginning of one.
            told = max(words if ends else words[:-1], key=len)
            phrases.setdefault(told, []).append((form, ends, name))
        elif ends:
            whole.setdefault(form, []).append(name)
        else:
            stems.setdefault(form[:_KEY], []).append((form, name))
    return {
        "whole": whole,
        "stems": stems,
        "phrases": phrases,
        "inside": inside,
        "signs": frozenset([form[0] for form in inside]),
        **_rules(table["remark"]),
    }


def _rules(listed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The rules with the classes that a line must have in its opening or in all of it; and their
    numbers by one of these, which every rule has.
    """
    remarks = [
        # The label and the first words of a line stand in its opening.
        {
            **rule,
            "needs": frozenset([name for zone in _BEFORE for name in rule.get(zone, ())]),
            "within": frozenset(rule.get("line", ())),
        }
        for rule in listed
    ]
    asked: dict[str, list[int]] = {}
    for number, rule in enumerate(remarks):
        asked.setdefault(min(rule["needs"] or rule["within"]), []).append(number)
    return {"remarks": remarks, "asked": asked}


def _listed(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each entry of each class once, with the name of the class."""
    for name, languages in table.items():
        if isinstance(languages, dict):
            listed = [entries for entries in languages.values() if isinstance(entries, list)]
            yield from [(name, entry) for entry in sorted(set().union(*listed))]
