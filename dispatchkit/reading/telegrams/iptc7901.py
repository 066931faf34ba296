"""IPTC 7901 and its kin: a header of a service, a number, a priority, a desk and a count of words,
lines of keywords, a title whose end a sign marks, the text.

The same positions are used by wires that print no controls, Belga's daily files among them.
"""

from __future__ import annotations

from itertools import chain
from string import digits
from typing import TYPE_CHECKING

from dispatchkit.agencies.desk import Remark
from dispatchkit.grammar.credits import is_of
from dispatchkit.grammar.dateline import find_dateline
from dispatchkit.grammar.notices import headline_notice, is_pressing, line_notice
from dispatchkit.grammar.people import is_staff, parse_credits
from dispatchkit.labels import Label
from dispatchkit.reading.telegrams.notes import (
    header_notice,
    is_apart,
    is_subtitle,
    marked_note,
    notice_of,
    pressing_notice,
    read_note,
)
from dispatchkit.reading.telegrams.parts import joined
from dispatchkit.reading.telegrams.wraps import WIDEST
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import INVISIBLE
from dispatchkit.text.shape import is_prose

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.reading.telegrams.parts import Parts

REASON = "the header of a message"
# "eca062 4 i 211 ccccb   dpa 061", "SPF001 3 RES 0070 F BELGA-0001": what follows the count of
# words is the agency's own.
_HEADER_RE = pattern(
    r"(?P<id>[^\W\d_]{1,6}\d{3,5}) (?P<priority>[1-9]) (?:[^\W\d_]{1,4} {1,6}\d{1,4}"
    r"|\d{1,2} {1,4}\d{3,4})(?P<rest>(?:\s.{0,80})?)"
)
# A header of which only the beginning arrived, or in which a field is missing: with a control
# before it it is one nevertheless.
_TORN_RE = pattern(r"(?P<id>[^\W\d_]{1,6}\d{3,5})(?:\s(?P<priority>[1-9])?(?P<rest>.{0,80}))?")
# "dpa 061", "BELGA-0001", "/AFP-KL04": the agency beside its own running number.
_AGENT_RE = pattern(r"(?<![^\s/])(?P<name>[^\W\d_]{2,8})[- /](?=[\w/-]{0,12}\d)")
# A title is closed by " =".
_CLOSED_RE = pattern(r"(?:(?P<text>.{0,400}\S)\s{1,4})?=")
_SIGN = len(" =")
# "Salzburg/Energie/Gemeinden"
_KEYWORDS_RE = pattern(r"[^\s/]{2,40}(?:/[^\s/]{2,40}){1,8}")
# So many lines of takes, kickers and title at most.
_TITLE = 8
# "Eil - Erdbeben", "Urgent: ..."
_SET_OFF_RE = pattern(r"(?P<words>[^\W_][^:–—-]{2,20}?) ?(?::| [-–—] )")


def header_of(text: str) -> re.Match[str] | None:
    """The parts of a line that is a header; None if it is none."""
    return _HEADER_RE.fullmatch(text)


def torn_header_of(text: str) -> re.Match[str] | None:
    """As ``header_of``, for a line that a control shows to be a header."""
    return _HEADER_RE.fullmatch(text) or _TORN_RE.fullmatch(text)


def read(parts: Parts, at: int, header: re.Match[str]) -> None:
    """Read the message whose *header* is the line *at*."""
    parts.label(at, Label.ENVELOPE, "telegram.header")
    parts.state("altid", header["id"])
    if header["priority"]:
        parts.values["urgency"] = int(header["priority"])
    rest = header["rest"] or ""
    named = [found["name"] for found in _AGENT_RE.finditer(rest)]
    if named:
        parts.name_sender(*named)
    else:
        parts.name_by_letters(header["id"].rstrip(digits))
    if notice := header_notice(rest):
        parts.values["notice"] = notice
    begun = _text_sign(parts, at)
    first = _below_slug(parts, at + 1) if begun is None else begun
    title = _title(parts, first)
    parts.begin = title.start if begun is None and title else first
    _read_slug(parts, range(at + 1, parts.begin))
    if title:
        for line in range(parts.begin, title.start):
            _read_kicker(parts, line, parts.texts[line])
        _read_title(parts, title)
        parts.begin = title.stop
        _read_marked(parts)
        _mark_prose(parts)


def _read_marked(parts: Parts) -> None:
    """Read the note in brackets that says below a title what is new in a version."""
    block = parts.block(parts.visible(parts.begin))
    notice = marked_note(joined(parts.texts[block.start : block.stop]))
    if notice:
        for line in block:
            parts.tell(line, "ednote", "telegram.ednote")
        parts.values.setdefault("notice", notice)
        parts.begin = block.stop


def _mark_prose(parts: Parts) -> None:
    """Mark the sentences below a title that a sign closes: none of them is its summary."""
    at = parts.visible(parts.begin)
    while at < parts.end:
        block = parts.block(at)
        if is_prose(joined(parts.texts[block.start : block.stop])):
            parts.prose.add(parts.lines[at].number)
        at = parts.visible(block.stop)


def _text_sign(parts: Parts, at: int) -> int | None:
    """The index of the line at which STX says that the text begins; None if none does."""
    for below in range(at + 1, parts.end):
        before, sign, _ = parts.lines[below].text.partition("\x02")
        if sign:
            return below + bool(before.strip(INVISIBLE))
    return None


def _below_slug(parts: Parts, at: int) -> int:
    """The index of the first line from *at* on that is not blank and no line of keywords by its
    form, which has a slash at its end, or one at its beginning.
    """
    first = parts.visible(at)
    while first < parts.end and _is_slug(parts.texts[first]):
        first = parts.visible(first + 1)
    return first


def _is_slug(text: str) -> bool:
    """Whether a line is one of keywords by its form, or a marker among them."""
    parted = "/" in text[:1] + text[-1:] or _KEYWORDS_RE.fullmatch(text)
    return bool(parted) or line_notice(text) is not None


def _read_slug(parts: Parts, lines: range) -> None:
    """Read the *lines* of keywords, and the markers among them."""
    above = [line for line in lines if parts.texts[line]]
    several = len(above) > 1
    found = [line for line in above if not read_note(parts, line, parts.texts[line], alone=several)]
    for line in found:
        parts.label(line, Label.SLUGLINE, "telegram.slug")
        notice = line_notice(parts.texts[line].strip("/ "))
        # A single keyword may be a ban on trade.
        if notice and notice.kind != Remark.EMBARGO:
            parts.values.setdefault("notice", notice)
        _read_pressing(parts, parts.texts[line].strip("/ ").partition("/")[0])
    slug = joined([parts.texts[line] for line in found]).strip("/ ")
    parts.state("slugline", slug)
    words = slug.split("/")
    if len(words) > 1:
        parts.values["keywords"] = tuple(dict.fromkeys(filter(None, map(str.strip, words))))


def _read_pressing(parts: Parts, words: str) -> None:
    """Read the first *words* of a title or of keywords: of a message of high priority they may say
    so.
    """
    notice = pressing_notice(words) if is_pressing(parts.values.get("urgency")) else None
    if notice:
        parts.values.setdefault("notice", notice)


def _title(parts: Parts, at: int) -> range | None:
    """The indices of the lines of the title that begins at *at* or below lines of keywords; None if
    no sign shows where it ends.
    """
    first = parts.visible(at)
    for _ in range(_TITLE):
        block = parts.block(first)
        title = _title_in(parts, block)
        if title:
            return None if _files(parts, title) else title
        if len(block) != 1:
            return None
        first = parts.visible(block.stop)
    return None


def _title_in(parts: Parts, block: range) -> range | None:
    """The lines of a block up to the first that a sign closes, with those that a newsroom signs
    right below; None if no sign closes any other than these.
    """
    signed = [line for line in block[:_TITLE] if _is_staff(parts, line)]
    closed = [line for line in block[:_TITLE] if _CLOSED_RE.fullmatch(parts.texts[line])]
    if not closed or len(signed) == len(block):
        return None
    stop = next((line for line in closed if line not in signed), closed[0]) + 1
    while stop in signed:
        stop += 1
    return range(block.start, stop)


def _is_staff(parts: Parts, at: int) -> bool:
    """Whether the line *at* is signed by an agency or a newsroom."""
    return is_staff(parts.texts[at], parts.options.lexicon)


def _files(parts: Parts, title: range) -> bool:
    """Whether the sign ends a dateline, as it does in some wires, and no title."""
    text = joined([parts.texts[line] for line in title])
    found = find_dateline(f"{text} X x x.", parts.options.lexicon, credit=parts.credit)
    return found is not None and bool(found.dateline.agencies)


def _read_title(parts: Parts, title: range) -> None:
    """Read the lines of a title: takes and kickers, the headline, bylines."""
    texts = _headings(parts, _title_texts(parts, title))
    groups = _groups(list(texts.items()), _width(parts), parts.options.lexicon) or [[]]
    if len(groups) > 1 and _signs(joined([texts[line] for line in groups[-1]]), parts):
        for line in groups.pop():
            parts.tell(line, "author", "telegram.byline", texts[line])
    headline = groups.pop()
    for line in headline:
        parts.tell(line, "headline", "telegram.title", texts[line])
    title_text = joined([texts[line] for line in headline])
    _read_title_notice(parts, title_text)
    for line in chain.from_iterable(groups):
        _read_kicker(parts, line, texts[line])


def _read_title_notice(parts: Parts, title_text: str) -> None:
    """Read the notice that the headline of a title gives, if it gives one."""
    signed, _, rest = title_text.partition(" ")
    # "NTB UTGÅR: Ferry stopped"
    known = parts.options.lexicon.credited(signed, as_printed=True)
    notice = notice_of(title_text) or (headline_notice(rest) if known else None)
    if notice:
        parts.values.setdefault("notice", notice)
    if set_off := _SET_OFF_RE.match(title_text):
        _read_pressing(parts, set_off["words"])


def _title_texts(parts: Parts, title: range) -> dict[int, str]:
    """The texts of the lines of a title, without the sign that closes it and those that a newsroom
    signs, which are read.
    """
    texts = {}
    for line in title:
        closed = _CLOSED_RE.fullmatch(parts.texts[line])
        text = (closed["text"] or "") if closed else parts.texts[line]
        if _is_staff(parts, line):
            parts.label(line, Label.AGENCY, "telegram.byline", text)
        elif text:
            texts[line] = text
        elif closed:
            parts.label(line, Label.ENVELOPE, "telegram.title")
    return texts


def _headings(parts: Parts, texts: dict[int, str]) -> dict[int, str]:
    """The *texts* of a title without its notices, its notes and what stands below it, which are
    read; all of them if nothing else is left.
    """
    subtitle = next((line for line, text in texts.items() if is_subtitle(text)), parts.end)
    above = {line: text for line, text in texts.items() if line < subtitle}
    kept = {line: text for line, text in above.items() if not is_apart(text)}
    if not kept:
        return texts
    for line in sorted(above.keys() - kept.keys()):
        read_note(parts, line, texts[line], alone=True)
    for line in texts.keys() - above.keys():
        parts.label(line, Label.OTHER, "telegram.subtitle", texts[line])
    return kept


def _signs(text: str, parts: Parts) -> bool:
    """Whether a text names somebody who wrote the story."""
    credited = parse_credits(text, parts.options.lexicon)
    return credited is not None and bool(credited.people)


def _read_kicker(parts: Parts, at: int, text: str) -> None:
    """Read a line above the headline: a version, a rubric."""
    # "(Zusammenfassung 1430 - neu: Zitate)": the marker, and what is new.
    marker, apart, _ = text.partition(" - ")
    words = f"{marker})" if apart and marker.startswith("(") else text
    notice = line_notice(words.upper())
    if _is_staff(parts, at):
        parts.label(at, Label.AGENCY, "telegram.byline")
    elif notice:
        parts.label(at, Label.NOTICE, "telegram.kicker")
        parts.values.setdefault("notice", notice._replace(text=words))
    elif text and not read_note(parts, at, text):
        parts.label(at, Label.ENVELOPE, "telegram.kicker")


def _width(parts: Parts) -> int:
    """How many columns the lines of a message take."""
    return min(WIDEST, max(map(len, parts.texts)))


def _is_byline(text: str, lexicon: Lexicon) -> bool:
    """Whether a line credits somebody and opens with a word that says so ("By", "Von")."""
    if not is_of(text.partition(" ")[0], "by"):
        return False
    credited = parse_credits(text, lexicon)
    return credited is not None and bool(credited.people)


def _groups(texts: Sequence[tuple[int, str]], width: int, lexicon: Lexicon) -> list[list[int]]:
    """The numbered *texts* in groups: a line goes on in the next one if it has no room for its
    first word, and that is not one with which bylines open.
    """
    groups: list[list[int]] = []
    room = 0
    for at, text in texts:
        first = text.partition(" ")[0]
        # The last word and the sign behind it stay together.
        closing = _SIGN if at == texts[-1][0] and text == first else 0
        if groups and room <= len(first) + closing and not _is_byline(text, lexicon):
            groups[-1].append(at)
        else:
            groups.append([at])
        room = width - len(text)
    return groups
