"""Datelines: place(s), region, date, credit, reporter and separator, in whatever order an agency prints them.

One grammar for all agencies. It knows none by name: the credits that agencies print come from their profiles. A text is cut
only where the parts are unmistakable; "PARIS (the one in Texas) - population 24,000" has none.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from dispatchkit import profiles
from dispatchkit.dates import FoundDate, find_date_at
from dispatchkit.fold import fold
from dispatchkit.model import Dateline

# The longest dateline of the gold list has 62 characters, with joint credits and a ship some 110; a credit further in is a mention.
_REACH = 120
# "(Reuters)", "/TASS/", "[KCNA]". A slash pair holds no spaces next to the slashes, so "Wien/Brüssel (" opens none.
_BRACKET_RE = re.compile(r"[(（]([^()（）]{2,50})[)）]|(?<![^\s.,])/(?! )([^/\s][^/]{1,40})/|\[([^\[\]]{2,50})\]")
# What stands between a dateline and the text: dash of any kind, ".-", colon, "=", a full stop.
_DASH_RE = re.compile(r"\s*(?:\.\s?[-–—]+|[-–—―_]{1,3})\s*")
_STOP_RE = re.compile(r"\s*[.:：=]\s*")
# The same, where nothing else marks the end: a spaced dash, or the underscore and "--" that only wires print.
_BARE_DASH_RE = re.compile(r"\s+(?:--+|[-–—_])\s+|\s?--+\s?|\s?_\s")
# "Frankfurt/Main", "Halle/Saale", "Frankfurt/Oder": one town by its river.
_RIVER_RE = re.compile(r"/(?=(?:Main|Oder|Saale|Saar|Ruhr|Donau|Inn|Westf|Thür|Sachs|Weser|Neckar|Opf)\b\.?)")
_WORD_RE = re.compile(r"[^\W_][\w'’`.\-]*")
# Small words inside names of places ("Rio de Janeiro", "Frankfurt a.M.", "Ras al Khaimah", "A bord de").
_SMALL = frozenset("de da do del della di du des la le les los las el al as of the and y e et i a an am im in an der den am a.m. sur sous upon bord à the ob na pri pod nad".split())
_ADVANCE_RE = re.compile(r"^\(([^()]{2,30})\)\s*")
_REPORTER_RE = re.compile(r"[（(]\s*(?:记者|記者|通讯员)?\s*([^（）()]{2,30}?)\s*[）)]")
_KOREAN_BYLINE_RE = re.compile(r"\s*([^=]{2,40}?(?:기자|특파원|통신원|논설위원))\s*=\s*")
_TRAILING = " \t,.،、-–—:\u00a0"


class Found(NamedTuple):
    """A dateline and where the text behind it begins."""

    dateline: Dateline
    end: int


class _Reader(NamedTuple):
    """What a reading is done with: the text and what the caller knows."""

    text: str
    received: date | None
    language: str | None
    agency: str | None

    def date_at(self, position: int) -> FoundDate | None:
        return find_date_at(self.text, position, language=self.language, fuzzy=True)

    def day(self, found: FoundDate | None) -> date | None:
        """The calendar day that a printed date means, given when the text came in."""
        resolved = found.resolve(self.received) if found else None
        return resolved.date() if isinstance(resolved, datetime) else resolved


class _Head(NamedTuple):
    places: tuple[str, ...]
    region: str | None
    found: FoundDate | None


def parse_dateline(
    text: str, *, received: date | None = None, language: str | None = None, agency: str | None = None
) -> tuple[Dateline | None, str]:
    """The dateline that opens *text*, and the rest of the text; ``(None, text)`` when it opens with none.

    *received* is the day the text came in: a year or month that is not printed is taken nearest to it. *agency* is the id of who
    issued the text, where the caller knows: it admits that agency's forms without a credit (a bare place line, "MANILA - ").
    """
    found = find_dateline(text, received=received, language=language, agency=agency)
    return (found.dateline, text[found.end :].strip()) if found else (None, text)


def find_dateline(text: str, *, received: date | None = None, language: str | None = None, agency: str | None = None) -> Found | None:
    """As ``parse_dateline``, with the offset at which the rest begins."""
    start = len(text) - len(text.lstrip())
    reader = _Reader(text, received, language, agency)
    for form in (_east_asian, _slashes, _credit_first, _bracketed, _bare_credit, _uncredited):
        found = form(reader, start)
        if found:
            dateline = found.dateline
            return found._replace(dateline=_with_text(dateline, text[start : found.end]))
    marker = _ADVANCE_RE.match(text[start : start + _REACH])
    if marker and not credits_in(marker[1]):
        found = _bracketed(reader, start + marker.end())
        return found and found._replace(dateline=_with_text(found.dateline, text[start + marker.end() : found.end]))
    return None


def credits_in(text: str) -> tuple[str, ...]:
    """The ids of the agencies that the printed credit *text* names, in order: "AFP", "ats afp", "dpa/lno", "Reuters Breakingviews".

    Empty when it names none, or when something else stands there ("AP Photo/Jane Doe").
    """
    known = profiles.index().credits
    whole = known.get(fold(text))
    if whole:
        return (whole,)
    found: list[str] = []
    for part in re.split(r"[/,·]|(?<=\w)-(?=\w)| - ", text):
        agency = _credit(part.strip(), known)
        if agency is None and not _is_service(part.strip()):
            return ()
        found += [agency] if agency and agency not in found else []
    return tuple(found)


def _credit(part: str, known: dict[str, str]) -> str | None:
    """The agency of one part of a credit: a known form, or one followed or led by the name of a service."""
    folded = fold(part)
    words = folded.split(" ")
    for size in range(len(words), 0, -1):
        agency = known.get(" ".join(words[:size])) or known.get(" ".join(words[-size:]))
        if agency and (size == len(words) or len(words) <= _LONGEST_CREDIT) and not _PHOTO & set(words):
            return agency
    return None


# "Reuters Health", "dpa-AFX Broker", "Корр. БЕЛТА": one or two words beside the name.
_LONGEST_CREDIT = 3
_PHOTO = frozenset(("photo", "photos", "foto", "fotos", "video", "image", "graphic", "via"))
# A desk or service beside a credit: "lno", "tmn", "RTL", "iz", "GPRC", "Newsvoir".
_SERVICE_RE = re.compile(r"[^\W\d_]{2,12}")


def _is_service(part: str) -> bool:
    return _SERVICE_RE.fullmatch(part) is not None


def _with_text(dateline: Dateline, printed: str) -> Dateline:
    """The dateline with its own text as printed, without the separator behind it."""
    return Dateline(
        text=printed.strip().rstrip("-–—_:=").rstrip(),
        place="/".join(dateline.places) or None,
        places=dateline.places,
        region=dateline.region,
        country=dateline.country,
        date=dateline.date,
        agencies=dateline.agencies,
        byline=dateline.byline,
    )


# --- forms of the Latin, Cyrillic, Greek and Arabic scripts ---------------------------------------------------------------


def _bracketed(reader: _Reader, start: int) -> Found | None:
    """Place, region and date, then the credit in brackets or slashes: "NAIROBI, Kenya, Dec 4 (AP) -", "MOSCOW, May 5. /TASS/."."""
    for bracket in _BRACKET_RE.finditer(reader.text, start, start + _REACH):
        content = next(group for group in bracket.groups() if group)
        agencies = credits_in(content)
        if not agencies and not _is_acronym(content):
            continue
        head = _head(reader, start, bracket.start())
        end = _separator_end(reader.text, bracket.end(), known=bool(agencies))
        if head is None or end is None or not (head.places or head.found):
            continue
        if not agencies and not head.places:
            continue
        return Found(Dateline(text="", places=head.places, region=head.region, date=reader.day(head.found), agencies=agencies), end)
    return None


def _credit_first(reader: _Reader, start: int) -> Found | None:
    """The credit before the place, or alone: "(ANSA) - ROMA, 04 DIC - ", "(CNN) -- ", "EFE.- ", "STT–"."""
    bracket = _BRACKET_RE.match(reader.text, start, start + _REACH)
    if bracket:
        agencies = credits_in(next(group for group in bracket.groups() if group))
        dash = _DASH_RE.match(reader.text, bracket.end())
    else:
        agencies, dash = _leading_credit(reader.text, start)
    if not agencies or not dash:
        return None
    placed = _placed(reader, dash.end())
    if placed:
        head, end = placed
        return Found(Dateline(text="", places=head.places, region=head.region, date=reader.day(head.found), agencies=agencies), end)
    return Found(Dateline(text="", agencies=agencies), dash.end())


def _leading_credit(text: str, start: int) -> tuple[tuple[str, ...], re.Match[str] | None]:
    """A credit without brackets that opens the text: in capitals, and glued to its dash or followed by a capital ("AGI - Il")."""
    dash = _DASH_RE.search(text, start, start + 40)
    name = text[start : dash.start()] if dash else ""
    if not dash or not name or (name.upper() != name and name.lower() != name.upper()):
        return (), None
    agencies = credits_in(name) if name else ()
    glued = not dash[0].startswith(" ") and dash.end() < len(text)
    follows = text[dash.end() : dash.end() + 1]
    return (agencies, dash) if agencies and (glued or follows.lower() != follows or follows.upper() == follows) else ((), None)


def _placed(reader: _Reader, start: int) -> tuple[_Head, int] | None:
    """Place and date up to a dash, behind a credit that came first."""
    for dash in _BARE_DASH_RE.finditer(reader.text, start, start + 80):
        head = _head(reader, start, dash.start())
        if head and head.places and (head.found or all(place.isupper() for place in head.places)):
            return head, dash.end()
    return None


def _bare_credit(reader: _Reader, start: int) -> Found | None:
    """A credit without brackets behind place and date: "BRISBANE, Oct 12 AAP -", "Damascus, SANA-", "МОСКВА, 4 дек - РИА Новости."."""
    for match in _BARE_CREDIT_RE.finditer(reader.text, start, start + _REACH):
        agencies = _bare_agencies(match["credit"])
        if not agencies:
            continue
        head = _head(reader, start, match.start())
        if head is None or not head.places or not (head.found or _is_bare_enough(match)):
            continue
        byline, end = _reporter_after(reader.text, match.end("credit"))
        dateline = Dateline(text="", places=head.places, region=head.region, date=reader.day(head.found), agencies=agencies, byline=byline)
        return Found(dateline, end)
    return None


# The credit may hold inner periods ("INTERFAX.RU") and up to three words ("РИА Новости"). It ends at a dash, a stop, a comma or the line.
_BARE_CREDIT_RE = re.compile(
    r"(?:(?<=[^\s])\s*[-–—,.]\s*|(?<=[\w.])\s+)(?P<credit>[^\W\d_][\w.]*\w(?: [^\W\d_]\w*){0,2})(?=\s*(?:[-–—]|\.(?:\s|$)|,|$))"
)


def _bare_agencies(text: str) -> tuple[str, ...]:
    """A bare credit must be a known form as a whole: there is no bracket to say that it is one."""
    agency = profiles.index().credits.get(fold(text))
    return (agency,) if agency else ()


def _is_bare_enough(match: re.Match[str]) -> bool:
    """Without a date a bare credit counts only in capitals or a caseless script, and with a dash or nothing behind it."""
    credit, behind = match["credit"], match.string[match.end() :].lstrip()
    return (credit.isupper() or credit.lower() == credit.upper()) and (not behind or behind[0] in "-–—")


def _reporter_after(text: str, position: int) -> tuple[str | None, int]:
    """The reporter behind a bare credit (", Иван Петров."), and where the text begins."""
    name = re.compile(r",\s*([^\W\d_][\w'’-]+(?: [^\W\d_][\w'’.-]*){1,3}?)\s*\.(?=\s|$)").match(text, position)
    if name:
        return name[1], _separator_end(text, name.end(1), known=True) or name.end()
    end = _separator_end(text, position, known=True)
    return None, position if end is None else end


def _slashes(reader: _Reader, start: int) -> Found | None:
    """Anadolu's form: "AA/ Bagdad", "AA / Tunis / Name", "أنقرة / الأناضول", "إسطنبول/ الاسم/ الأناضول- ". Credit first or last."""
    known = profiles.index().credits
    line = reader.text[start : start + _REACH]
    first = re.match(r"([^/()]{2,20}?)\s*/\s*([^/()\d]{2,40}?)(?:\s*/\s*([^/()\d]{4,40}?))?\s*(?:[-–—](?=\s)\s*|/?$)", line)
    if first and fold(first[1]) in known and (places := _slash_places(first[2])):
        return Found(Dateline(text="", places=places, agencies=(known[fold(first[1])],), byline=first[3]), start + first.end())
    last = re.match(r"([^/()\d]{2,40}?)\s*/\s*(?:([^/()\d]{4,40}?)\s*/\s*)?(\w[\w. ]{1,30})", line)
    if not last or not (places := _slash_places(last[1])):
        return None
    words = last[3].split(" ")
    for size in (3, 2, 1):
        printed = " ".join(words[:size])
        agency = known.get(fold(printed))
        if agency and (len(words) > size or True):
            return _slash_end(reader, start + last.start(3) + len(printed), places, agency, last[2])
    return None


def _slash_end(reader: _Reader, end: int, places: tuple[str, ...], agency: str, byline: str | None) -> Found | None:
    """A credit that comes last ends the line, or a dash, a slash or (in caseless scripts) a space follows it."""
    behind = reader.text[end:]
    mark = re.match(r"\s*/?\s*(?:[-–—.:]+\s*|$)", behind)
    if mark:
        return Found(Dateline(text="", places=places, agencies=(agency,), byline=byline), end + mark.end())
    credit = reader.text[end - 1]
    if behind[:1] == " " and credit.lower() == credit.upper():
        return Found(Dateline(text="", places=places, agencies=(agency,), byline=byline), end + 1)
    return None


def _slash_places(text: str) -> tuple[str, ...]:
    place = text.strip()
    return (place,) if _is_place(place) else ()


def _uncredited(reader: _Reader, start: int) -> Found | None:
    """No credit: "SALVADOR, Feb 26 - ", "WASHINGTON _ "; with the agency known also its own forms ("MANILA - ", "Ankara")."""
    forms = profiles.index().facts.get(reader.agency or "", {}).get("datelines", ())
    for dash in _BARE_DASH_RE.finditer(reader.text, start, start + 80):
        head = _head(reader, start, dash.start())
        if head is None or not head.places:
            continue
        capitals = all(place.isupper() for place in head.places)
        if (head.found and (capitals or reader.agency)) or (capitals and "_" in dash[0]) or "dash" in forms:
            return Found(Dateline(text="", places=head.places, region=head.region, date=reader.day(head.found)), dash.end())
    if "date" in forms and (found := _stopped(reader, start)):
        return found
    return _place_line(reader, start) if "line" in forms else None


def _stopped(reader: _Reader, start: int) -> Found | None:
    """ "BAKU, Azerbaijan, August 19. The city": place and date closed by a full stop."""
    for stop in re.compile(r"\.\s+|\.?$").finditer(reader.text, start, start + 80):
        head = _head(reader, start, stop.start())
        if head and head.places and head.found:
            return Found(Dateline(text="", places=head.places, region=head.region, date=reader.day(head.found)), stop.end())
    return None


def find_place_line(text: str) -> Found | None:
    """The place that a line is and nothing else ("Ankara", "BOGOTÁ, Colombia"), whoever sent it; None when it is none."""
    found = _place_line(_Reader(text, None, None, None), 0)
    return found and found._replace(dateline=_with_text(found.dateline, text))


def _place_line(reader: _Reader, start: int) -> Found | None:
    """As ``find_place_line``, from an offset."""
    head = _head(reader, start, len(reader.text))
    if head is None or not head.places or len(reader.text) - start > _LONGEST_PLACE_LINE:
        return None
    return Found(Dateline(text="", places=head.places, region=head.region, date=reader.day(head.found)), len(reader.text))


# "Washington/Frankfurt am Main, Germany" has 37 characters.
_LONGEST_PLACE_LINE = 50


# --- the head: places, region, date ----------------------------------------------------------------------------------------


def _head(reader: _Reader, start: int, end: int) -> _Head | None:
    """Places, region and date between two offsets; None when something else stands there. Empty text is an empty head."""
    text = reader.text[:end]
    found = reader.date_at(start)
    if found and found.end <= end:
        start = found.end + len(re.match(r"[\s,،.]*", text[found.end :])[0])  # type: ignore[index] - matches always
        rest = text[start:].strip(_TRAILING)
        return _places(rest, found) if rest else _Head((), None, found)
    for token in re.compile(r"(?<=[\s,.،])[\w(]").finditer(text, start + 1):
        found = reader.date_at(token.start())
        if found and found.end <= end and not text[found.end :].strip(_TRAILING):
            return _places(text[start : token.start()].strip(_TRAILING_PLACE), found)
    place = text[start:].strip(_TRAILING_PLACE)
    return _places(place, None) if place else _Head((), None, None)


_TRAILING_PLACE = " \t,،、-–—:\u00a0"
_REGION_RE = re.compile(r"\s*[(\[]([^()\[\]]{2,40})[)\]]")


def _places(text: str, found: FoundDate | None) -> _Head | None:
    """Places and region of a head without its date. None when it is no place."""
    regions = _REGION_RE.findall(text)
    bare = _REGION_RE.sub("", text).strip()
    if found and bare.endswith(".") and not re.search(r"(?:^|[\s,.])\w{1,5}\.$", bare):
        bare = bare[:-1]
    names, comma, region = (part.strip() for part in re.split(r"(\s*[,،]\s*)", bare, maxsplit=1)) if re.search("[,،]", bare) else (bare, "", "")
    if region and _is_more_places(names, region):
        names, region = f"{names}/{region.replace(',', '/').replace('،', '/')}", ""
    places = _split_places(names)
    if not places or not all(_is_place(place) for place in places) or (region and not _is_region(region)):
        return None
    return _Head(places, ", ".join([*([region] if region else []), *regions]) or None, found)


def _split_places(text: str) -> tuple[str, ...]:
    """Places joined by "/", "·" or "、". A town by its river stays one."""
    kept = _RIVER_RE.sub("\0", text)
    return tuple(part.strip().replace("\0", "/") for part in re.split(r"[/·、]", kept) if part.strip())


def _is_more_places(first: str, second: str) -> bool:
    """ "LONDON, PARIS" are two places, "WASHINGTON, D.C." and "KYIV, UKRAINE" are not told apart from place and region by case alone."""
    return False if "." in second or not (first.isupper() and second.isupper()) else second.count(",") > 0


def _is_region(text: str) -> bool:
    return len(text) <= 40 and all(_is_place(part.strip()) for part in re.split("[,،]", text) if part.strip())


def _is_place(text: str) -> bool:
    """Whether *text* can be the name of a place: short, without digits, more of its words in capitals than not."""
    if not 1 < len(text) <= 60 or any(character.isdigit() for character in text) or re.search(r"[:;!?\"“”«»()=]|\.\s+[^\W\d_]{3}.*\s", text):
        return False
    words = [word for word in _WORD_RE.findall(text) if word.lower() not in _SMALL]
    if not words or len(words) > 7 or not text[0].isalpha():
        return False
    cased = [word for word in words if word.lower() != word.upper()]
    if not cased:
        return len(words) <= 4
    return cased[0] != cased[0].lower() and sum(any(c.isupper() for c in word) for word in cased) * 2 >= len(cased)


def _separator_end(text: str, position: int, *, known: bool) -> int | None:
    """Where the text behind a credit begins. An unknown acronym needs a dash or colon; a known credit may have none."""
    dash = _DASH_RE.match(text, position)
    if dash:
        return dash.end()
    stop = _STOP_RE.match(text, position)
    if stop and (known or stop[0].strip() in ":："):
        return stop.end()
    rest = text[position:].lstrip()
    if known and (not rest or (rest[0].isalpha() and rest[0].lower() == rest[0].upper()) or rest[0].isupper() or rest[0] in "\"“«„'‘"):
        return len(text) - len(rest)
    return None


def _is_acronym(text: str) -> bool:
    """Whether an unknown credit looks like an agency's: two to six capitals, also joined ("NLP", "NLP/ZX")."""
    return re.fullmatch(r"[^\W\d_]{2,6}(?:[/-][^\W\d_]{2,6})?", text) is not None and text.isupper()


# --- forms of East Asia ----------------------------------------------------------------------------------------------------


def _east_asian(reader: _Reader, start: int) -> Found | None:
    """ "新华社北京12月4日电", "（中央社記者王小明台北4日電）", "【ドーハ共同】", "［東京　２６日　ロイター］", "(서울=연합뉴스) 김철수 기자 ="."""
    text = reader.text
    bracket = re.compile(r"[(（\[［【〔]([^()（）\[\]［］【】]{2,60})[)）\]］】〕]").match(text, start)
    if bracket:
        return _korean(reader, bracket) or _in_bracket(reader, bracket) or _telegram(reader, bracket.start(1), bracket.end(1), bracket.end())
    return _telegram(reader, start, min(len(text), start + 60), None)


def _korean(reader: _Reader, bracket: re.Match[str]) -> Found | None:
    """The place and the credit with "=" between them, then the reporter with his title."""
    place, equals, credit = bracket[1].rpartition("=")
    agencies = credits_in(credit) if equals else ()
    if not agencies:
        return None
    byline = _KOREAN_BYLINE_RE.match(reader.text, bracket.end())
    end = byline.end() if byline else _separator_end(reader.text, bracket.end(), known=True)
    if end is None:
        return None
    return Found(Dateline(text="", places=_split_places(place), agencies=agencies, byline=byline[1] if byline else None), end)


def _in_bracket(reader: _Reader, bracket: re.Match[str]) -> Found | None:
    """Place, perhaps the day, and the credit inside one bracket, apart by spaces or glued."""
    content = bracket[1].replace("\u3000", " ")
    parts = content.split()
    known = profiles.index().credits
    if len(parts) > 1 and (agency := known.get(fold(parts[-1]))):
        found = reader.date_at(reader.text.index(parts[1], bracket.start())) if len(parts) > 2 else None
        return _closed(reader, bracket.end(), _split_places(parts[0]), found, agency)
    for size in range(len(content) - 1, 1, -1):
        agency = known.get(fold(content[-size:]))
        if agency and content.isalpha() and not content.isascii() and _is_wide(content[0]):
            return _closed(reader, bracket.end(), _split_places(content[:-size]), None, agency)
    return None


def _closed(reader: _Reader, position: int, places: tuple[str, ...], found: FoundDate | None, agency: str) -> Found | None:
    end = _separator_end(reader.text, position, known=True)
    return None if end is None else Found(Dateline(text="", places=places, date=reader.day(found), agencies=(agency,)), end)


def _telegram(reader: _Reader, start: int, limit: int, outside: int | None) -> Found | None:
    """Credit, reporter, place and day, closed by 电 or 電. *outside* is where the text begins if all of it stands in a bracket."""
    text, known = reader.text, profiles.index().credits
    size = next((size for size in range(min(8, limit - start), 1, -1) if fold(text[start : start + size]) in known), 0)
    if not size or not _is_wide(text[start]):
        return None
    agency = known[fold(text[start : start + size])]
    for position in range(start + size, limit):
        found = reader.date_at(position) if text[position].isdigit() else None
        if not found:
            continue
        end = text.find("電", found.end, found.end + 8) if outside else found.end
        if end < 0 or text[end : end + 1] not in ("电", "電"):
            return None
        reporter, place = _reporter_and_place(text[start + size : position])
        byline, end = (reporter, outside) if outside else _telegram_end(text, end + 1)
        return Found(Dateline(text="", places=_split_places(place), date=reader.day(found), agencies=(agency,), byline=byline), end)
    return None


def _telegram_end(text: str, position: int) -> tuple[str | None, int]:
    """The reporter in a bracket behind 电, and where the text begins."""
    gap = re.compile(r"\s*").match(text, position)
    reporter = _REPORTER_RE.match(text, gap.end() if gap else position)
    if reporter:
        return reporter[1], reporter.end()
    title = re.compile(r"\s*(?:题|題)[：:]\s*|\s+").match(text, position)
    return None, title.end() if title else position


def _reporter_and_place(text: str) -> tuple[str | None, str]:
    """ "記者王小明台北" is reporter and place without a mark between: Chinese names have three characters, seldom two."""
    name = re.match(r"(?:记者|記者)(.*)", text)
    if not name:
        return None, text
    size = 3 if len(name[1]) > 4 else 2
    return name[1][:size], name[1][size:]


def _is_wide(character: str) -> bool:
    """Whether a character is of a script written without spaces between place, day and credit."""
    return "\u2e80" <= character <= "\ud7ff" or "\uff00" <= character <= "\uffef"
