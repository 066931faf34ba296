"""Datelines of the Latin, Cyrillic, Greek and Arabic scripts, by where the credit stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.dateline.elements import (
    DASH_RE,
    DIGIT_RE,
    NOWHERE,
    Found,
    Head,
    Reader,
    credits_in,
    is_acronym,
    is_place,
    is_title,
    may_hold_credit,
    read_head,
    separator_end,
)
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold

if TYPE_CHECKING:
    import re

    from dispatchkit.agencies.schema import DatelineForm

# The longest dateline of the gold list has 62 characters, with joint credits and a ship some 110; a
# credit further in is a mention.
REACH = 120
# "(Reuters)", "/TASS/", "/ NINA /", "[KCNA]". A space stands before a pair of slashes, so
# "Wien/Brüssel (" opens none.
_BRACKET_RE = pattern(
    r"[(（]([^()（）]{2,50})[)）]|(?<![^\s.,])/\s?([^/\s][^/]{1,40}?)\s?/|\[([^\[\]]{2,50})\]"
)


# "CLANDESTINE, NO DATE (RADIO VENCEREMOS) --": the slot of the date says that there is none.
_NO_DATE_RE = pattern(r",?\s{0,4}NO DATE\s{0,4}$")
_OWN_DASH_RE = pattern(r"\s{0,4}[-–—]{1,8}\s{1,4}")
_DASHES = frozenset("-–—_")
# A dash where nothing else marks the end: spaced, or the "--" and underscore that only wires print.
_SPACED_DASH_RE = pattern(r"\s{1,4}(?:--+|[-–—_])(?:\s{1,4}|$)|\s?--+\s?|\s?_\s|[-–—]$")


def bracketed(reader: Reader, start: int) -> Found | None:
    """Place, region and date, then the credit in brackets or slashes: "NAIROBI, Kenya, Dec 4 (AP)
    -", "MOSCOW, May 5. /TASS/.".
    """
    for bracket in _BRACKET_RE.finditer(reader.text, start, start + REACH):
        content = next(group for group in bracket.groups() if group)
        agencies = (
            credits_in(content, reader.known)
            if may_hold_credit(reader, bracket.start(), bracket.end())
            else ()
        )
        undated = _NO_DATE_RE.search(reader.text, start, bracket.start())
        if (
            not agencies
            and not undated
            and not is_acronym(content)
            and not DIGIT_RE.search(reader.text, start, bracket.start())
        ):
            continue
        head = read_head(
            reader, start, undated.start() if undated else bracket.start(), fuzzy=bool(agencies)
        )
        if not agencies and not (
            is_acronym(content)
            or (
                head
                and (head.date or undated)
                and (is_title(content) or _is_source(head, reader.text, bracket))
            )
        ):
            continue
        if head is None or not (head.places or head.date):
            continue
        bare = (
            head.date is not None
            or bracket[2] is not None
            or reader.credits.prints(agencies, "open")
        )
        end = separator_end(reader.text, bracket.end(), known=bool(agencies), bare=bare)
        if end is None:
            continue
        if not agencies and not head.places:
            continue
        return reader.found(head, end, agencies)
    return None


def _is_source(head: Head, text: str, bracket: re.Match[str]) -> bool:
    """Whether a longer bracket names the source that was heard or read, with place and day before
    it and a double dash after

    ("BOGOTA, 3 APR 90 (INRAVISION TELEVISION CADENA 1) --").
    """
    return (
        bool(head.places)
        and all(place.isupper() for place in head.places)
        and text[bracket.end() :].lstrip().startswith("--")
    )


def credit_first(reader: Reader, start: int) -> Found | None:
    """The credit before the place, or alone: "(ANSA) - ROMA, 04 DIC - ", "(CNN) -- ", "EFE.- ",
    "STT–".
    """
    bracket = _BRACKET_RE.match(reader.text, start, start + REACH)
    if bracket:
        agencies = credits_in(next(group for group in bracket.groups() if group), reader.known)
        dash = DASH_RE.match(reader.text, bracket.end())
    else:
        agencies, dash = _leading_credit(reader, start)
    if not agencies or not dash:
        return None
    placed = _placed(reader, dash.end())
    if placed:
        head, end = placed
        return reader.found(head, end, agencies)
    return reader.found(NOWHERE, dash.end(), agencies)


def _leading_credit(reader: Reader, start: int) -> tuple[tuple[str, ...], re.Match[str] | None]:
    """The agencies of a credit without brackets that opens the text, and the match of the dash
    after it, or () and None: it is in capitals, and no small letter follows the dash ("AGI - Il",
    not "BNS-i").
    """
    text = reader.text
    dash = DASH_RE.search(text, start, start + 40)
    name = text[start : dash.start()] if dash else ""
    if not dash or not name or (name.upper() != name and name.lower() != name.upper()):
        return (), None
    agencies = _bare_agencies(name, reader)
    follows = text[dash.end() : dash.end() + 1]
    return (agencies, dash) if agencies and follows and not follows.islower() else ((), None)


def _placed(reader: Reader, start: int) -> tuple[Head, int] | None:
    """Place and date up to a dash, after a credit that came first, and where the text begins."""
    for dash in _SPACED_DASH_RE.finditer(reader.text, start, start + 80):
        head = read_head(reader, start, dash.start())
        if (
            head
            and head.places
            and (head.date or all(place.upper() == place for place in head.places))
        ):
            return head, dash.end()
    return None


def bare_credit(reader: Reader, start: int) -> Found | None:
    """A credit without brackets after place and date: "BRISBANE, Oct 12 AAP -", "Damascus, SANA-",
    "МОСКВА, 4 дек - РИА Новости.".
    """
    text = reader.text
    # Without a date, a dash or the end of the line has to follow the credit.
    marked = DIGIT_RE.search(text, start, start + REACH) or not _DASHES.isdisjoint(
        text[start : start + 2 * REACH]
    )
    if (not marked and len(text.rstrip()) > start + REACH) or not may_hold_credit(
        reader, start, start + REACH
    ):
        return None
    for match in _BARE_CREDIT_RE.finditer(reader.text, start, start + REACH):
        agencies = _bare_agencies(match["credit"], reader)
        if not agencies:
            continue
        head = read_head(reader, start, match.start(), fuzzy=True)
        if head is None or not head.places or not (head.date or _is_bare_enough(match)):
            continue
        byline, end = _reporter_after(reader.text, match.end("credit"))
        return reader.found(head, end, agencies, byline)
    return None


# The credit may hold inner periods ("INTERFAX.RU") and up to three words ("РИА Новости"). It ends
# at a dash, a stop, a comma or the line.
_BARE_CREDIT_RE = pattern(
    r"(?:(?<=[^\s])\s{0,4}[-–—,.]\s{0,4}|(?<=[\w.])\s{1,4})(?P<credit>[^\W\d_][\w.]{0,40}\w(?:"
    r" [^\W\d_]\w{0,40}){0,2})(?=\s{0,4}(?:[-–—:]|[.։](?:\s|$)|,|$))"
)


_NAMED_RE = pattern(
    r"(?P<place>[^\W\d_][^.,()\d]{1,30})\.\s{1,4}(?P<name>[^\W\d_][\w'’-]+(?:"
    r" [^\W\d_][\w'’.-]*){1,3})\s{1,4}[-–—]\s{1,4}(?P<credit>[^\s.]{2,12})\.\s{1,4}"
)


def named_credit(reader: Reader, start: int) -> Found | None:
    """Place, reporter, credit, each closed by its mark: "Baku. Rena Aliyeva – APA. "."""
    found = _NAMED_RE.match(reader.text, start)
    agencies = _bare_agencies(found["credit"], reader) if found else ()
    if not found or not agencies or not is_place(found["place"]):
        return None
    return reader.found(Head((found["place"],)), found.end(), agencies, found["name"])


_DATED_SLASHES_RE = pattern(
    r"(?P<place>[^/\d()]{2,40}?)\s{0,4}/\s{0,4}(?P<day>[^/]{3,20}?)\s{0,4}/\s{0,4}(?P<credit>\w[\w"
    r" .]{1,20}?)\s{0,4}[:–—-]\s{0,4}"
)


def dated_slashes(reader: Reader, start: int) -> Found | None:
    """Place, day and credit between slashes: "Baku/04.12.21/Turan: "."""
    found = _DATED_SLASHES_RE.match(reader.text, start)
    agencies = _bare_agencies(found["credit"], reader) if found else ()
    day = reader.date_at(found.start("day")) if found and agencies else None
    if not found or not day or day.end != found.end("day") or not is_place(found["place"]):
        return None
    return reader.found(Head((found["place"],), None, day), found.end(), agencies)


def _bare_agencies(text: str, reader: Reader) -> tuple[str, ...]:
    """The agencies of a credit without brackets, which must be a known form as a whole; empty if it
    is not.
    """
    agency = reader.known.get(fold(text))
    return (agency,) if agency else ()


def _is_bare_enough(match: re.Match[str]) -> bool:
    """Whether a bare credit without a date counts: in capitals or a caseless script, after a mark,
    and with a dash or nothing after it.
    """
    credit, behind = match["credit"], match.string[match.end() :].lstrip()
    caseless = credit.lower() == credit.upper()
    # A hyphen without a space joins words ("WELT NEWS-APP"); in Arabic it is how the credit is set
    # ("السويداء-سانا").
    apart = match[0].lstrip()[0] in "-–—,." and (caseless or match[0][0] not in "-–—")
    return apart and (credit.isupper() or caseless) and (not behind or behind[0] in "-–—")


_REPORTER_RE = pattern(r",\s{0,4}([^\W\d_][\w'’-]+(?: [^\W\d_][\w'’.-]*){1,3}?)\s{0,4}\.(?=\s|$)")


def _reporter_after(text: str, position: int) -> tuple[str | None, int]:
    """The reporter after a bare credit (", Иван Петров."), or None, and where the text begins."""
    name = _REPORTER_RE.match(text, position)
    if name:
        return name[1], separator_end(text, name.end(1), known=True) or name.end()
    end = separator_end(text, position, known=True)
    return None, position if end is None else end


_CREDIT_SLASH_RE = pattern(
    r"([^/()]{2,20}?)\s{0,4}/\s{0,4}([^/()\d]{2,40}?)(?:\s{0,4}/\s{0,4}([^/()\d]{4,40}?))?\s{0,4}(?:[-–—](?=\s)\s{0,4}|/?$)"
)
_SLASH_CREDIT_RE = pattern(
    r"([^/()\d]{2,40}?)\s{0,4}/\s{0,4}(?:([^/()\d]{4,40}?)\s{0,4}/\s{0,4})?(\w[\w. ]{1,30})"
)
_SLASH_END_RE = pattern(r"\s{0,4}/?\s{0,4}(?:[-–—.:]+\s{0,4}|$)|\s{0,4}/\s{1,4}")


def slashes(reader: Reader, start: int) -> Found | None:
    """Anadolu's form: "AA/ Bagdad", "AA / Tunis / Name", "أنقرة / الأناضول", "إسطنبول/ الاسم/
    الأناضول- ". Credit first or last.
    """
    known = reader.known
    line = reader.text[start : start + REACH]
    if "/" not in line:
        return None
    first = _CREDIT_SLASH_RE.match(line)
    if first and fold(first[1]) in known and (places := _slash_places(first[2])):
        return reader.found(Head(places), start + first.end(), (known[fold(first[1])],), first[3])
    last = _SLASH_CREDIT_RE.match(line)
    if not last or not (places := _slash_places(last[1])):
        return None
    if last[2] and (agency := known.get(fold(last[2]))):
        return _slash_end(reader, start + last.end(2), places, agency, None)
    words = last[3].split(" ")
    for size in (3, 2, 1):
        printed = " ".join(words[:size])
        agency = known.get(fold(printed))
        if agency:
            return _slash_end(reader, start + last.start(3) + len(printed), places, agency, last[2])
    return None


def _slash_end(
    reader: Reader, end: int, places: tuple[str, ...], agency: str, byline: str | None
) -> Found | None:
    """The dateline of a credit that comes last, if it ends the line, or a dash, a slash or (in
    caseless scripts) a space follows it; else None.
    """
    behind = reader.text[end:]
    mark = _SLASH_END_RE.match(behind)
    if mark:
        return reader.found(Head(places), end + mark.end(), (agency,), byline)
    credit = reader.text[end - 1]
    if behind[:1] == " " and credit.lower() == credit.upper():
        return reader.found(Head(places), end + 1, (agency,), byline)
    return None


def _slash_places(text: str) -> tuple[str, ...]:
    """The place that *text* is, as a tuple of one; empty if it is none."""
    place = text.strip()
    return (place,) if is_place(place) else ()


# The forms without a credit that a known sender may print.
_UNCREDITED: tuple[DatelineForm, ...] = ("dash", "date", "line")


def uncredited(reader: Reader, start: int) -> Found | None:
    """No credit: "SALVADOR, Feb 26 - ", "WASHINGTON _ "; if the agency is known, also its own forms
    ("MANILA - ", "Ankara").
    """
    forms = [
        form
        for form in _UNCREDITED
        if reader.agency and reader.credits.prints((reader.agency,), form)
    ]
    dashes = _OWN_DASH_RE if "dash" in forms else _SPACED_DASH_RE
    for dash in (
        ()
        if _DASHES.isdisjoint(reader.text[start : start + 80])
        else dashes.finditer(reader.text, start, start + 80)
    ):
        if (
            "dash" not in forms
            and "_" not in dash[0]
            and not DIGIT_RE.search(reader.text, start, dash.start())
        ):
            continue
        head = read_head(reader, start, dash.start())
        if head is None or not head.places:
            continue
        capitals = all(place.isupper() for place in head.places)
        if (
            (head.date and (capitals or reader.agency or _sets_apart(dash)))
            or (capitals and "_" in dash[0])
            or "dash" in forms
        ):
            return reader.found(head, dash.end())
    if "date" in forms and (found := _stopped(reader, start)):
        return found
    if found := _dated_line(reader, start):
        return found
    return place_line(reader, start) if "line" in forms else None


def _dated_line(reader: Reader, start: int) -> Found | None:
    """A line that is a place in capitals and a whole date, and nothing else: "LONDON
    1996-08-22".
    """
    first = reader.text[start : start + 2]
    if (
        len(reader.text) - start > _LONGEST_PLACE_LINE
        or not reader.text[-1:].isdigit()
        or (first.isalpha() and first != first.upper())
    ):
        return None
    head = read_head(reader, start, len(reader.text))
    whole = (
        head is not None
        and head.date is not None
        and head.date.year is not None
        and bool(head.places)
    )
    return (
        reader.found(head, len(reader.text))
        if head and whole and all(place.isupper() for place in head.places)
        else None
    )


def _sets_apart(dash: re.Match[str]) -> bool:
    """Whether a dash after place and day sets a dateline apart: nothing follows, or a sentence,
    and no second dash closes an aside.
    """
    behind = dash.string[dash.end() : dash.end() + _ASIDE]
    return not behind or (
        not behind[0].islower()
        and " - " not in behind
        and " – " not in behind
        and " — " not in behind
    )


# "Berlin, 4 May - the day the wall was painted - ..." closes its aside within this many characters.
_ASIDE = 80
_FULL_STOP_RE = pattern(r"\.\s+|\.?$")


def _stopped(reader: Reader, start: int) -> Found | None:
    """ "BAKU, Azerbaijan, August 19. The city": place and date closed by a full stop."""
    for stop in _FULL_STOP_RE.finditer(reader.text, start, start + 80):
        head = read_head(reader, start, stop.start())
        if head and head.places and head.date:
            return reader.found(head, stop.end())
    return None


def place_line(reader: Reader, start: int) -> Found | None:
    """The place that is all of a line: "Ankara", "BOGOTÁ, Colombia"."""
    head = read_head(reader, start, len(reader.text))
    if head is None or not head.places or len(reader.text) - start > _LONGEST_PLACE_LINE:
        return None
    return reader.found(head, len(reader.text))


# "Washington/Frankfurt am Main, Germany" has 37 characters.
_LONGEST_PLACE_LINE = 50
