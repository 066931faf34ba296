"""ANPA 1312: two lines of a header, then lines between signs that are slug, headline, notes and
bylines, then a text whose paragraphs a tab opens.

The second line of the header cuts the slug off; the line below has all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.data import tables
from dispatchkit.grammar.notices import slug_notice
from dispatchkit.grammar.people import is_affiliation, is_staff, parse_credits
from dispatchkit.labels import Label
from dispatchkit.reading.telegrams.notes import is_note, pressing_notice, read_note
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.repair import clean
from dispatchkit.text.shape import is_prose

if TYPE_CHECKING:
    import re

    from dispatchkit.reading.telegrams.parts import Parts

REASON = "a header of ANPA 1312"
# The level of service, a number, a selector: "W2870" US "asian", "a0105KYODO".
_FIRST_RE = pattern(r"(?P<id>[A-Za-z]\d{4})(?P<name>[^\x1f\s]{0,40})(?:\x1f\S{0,40})?")
# Priority, category, rail and kind of text, keyword and version, month and day, number of words.
_SECOND_RE = pattern(
    r"(?P<priority>[a-z]) ?(?P<category>[a-z])(?=[\s\x11-\x14])\s?[\x13\x14]?(?P<kind>[\x11\x12])?"
    r"\s{0,4}(?P<keyword>\S.{0,80}?)\s{1,12}(?P<day>\d{1,2}-\d{1,2})\s{1,4}\d{1,5}"
)
# "^*9006<": a number for machines.
_SERIAL_RE = pattern(r"\*?\d{2,5}")
# "AP Photo XNP101, XNP102"
_PHOTOS_RE = pattern(r"[^\W\d_][^\d,]{2,30}? [A-Z]{1,5}\d{2,5}(?:, ?(?:[A-Z]{1,5}\d{2,5})){0,40}")
# "BC-US--Giant Lobster Death, 1st Ld-Writethru,127": slug, version, number of words.
_SLUG_RE = pattern(
    r"(?P<slug>[^,]{2,80}?)(?P<version>(?:, ?(?:\d{1,2}[a-z]{2} ?)?[^,\d][^,]{0,40}){0,3}?)"
    r"(?:, ?\d{0,5})?"
)
_CYCLED_RE = pattern(r"[A-Za-z]{2}-(?:[A-Z]{2,4}--)?\S")
# A slug that the header writes in another way ("BC-CovBridge" for "BC-VT--Covered Bridge,60")
# has the letters of the cycle, and a length.
_FILED_RE = pattern(r"(?P<cycle>[A-Za-z]{2}-)\S[^,]{0,80}(?:,[^,]{1,40}){0,4}, ?\d{1,5}")
_CLOSING = ("<", "=", "+")
_SIGNS = "^<=+ \x10"
_SPACES_RE = pattern(r"\s+")
_BESIDE_RE = pattern(r"[\W_]+")
_TABULAR = "\x12"
# What opens and closes lines of the text, for typesetters; STX opens a text.
_OPENING_RE = pattern(
    r"^[\x00-\x08\x10\x11\x12\t]{0,4}(?:\^|\t|\x08)[\x08]?\^?(?=[^\s^]|\s{1,8}\S)"
)
_CLOSED_RE = pattern(r"[<=^\x10-\x14\s]{1,8}\Z")


def second_line_of(text: str) -> re.Match[str] | None:
    """The parts of a second line of a header; None if the line is none."""
    return _SECOND_RE.fullmatch(text)


def first_line_of(text: str) -> re.Match[str] | None:
    """The parts of a first line of a header; None if the line is none."""
    return _FIRST_RE.fullmatch(text)


def read(parts: Parts, first: int | None, second: int | None) -> None:
    """Read the message whose header stands in the lines *first* and *second*."""
    keyword, at, tabular = "", 0, False
    if first is not None and (found := first_line_of(parts.texts[first])):
        parts.label(first, Label.ENVELOPE, "telegram.header")
        parts.state("altid", found["id"])
        parts.name_sender(found["name"])
        at = first + 1
    if second is not None and (found := second_line_of(parts.texts[second])):
        parts.label(second, Label.ENVELOPE, "telegram.header")
        keyword = _SPACES_RE.split(found["keyword"])[0]
        parts.sent = found["day"]
        urgency = tables.load("data/telegrams")["priorities"].get(found["priority"])
        if urgency:
            parts.values["urgency"] = urgency
        tabular = found["kind"] == _TABULAR
        at = second + 1
    parts.begin = _Head(parts, keyword).read(at)
    _mark_text(parts, tabular=tabular)


class _Head:
    """The lines between header and text, as they are read; *keyword* is the slug as the header cuts
    it off.
    """

    def __init__(self, parts: Parts, keyword: str) -> None:
        self.parts = parts
        self.keyword = keyword
        self.told: set[str] = set()

    def read(self, at: int) -> int:
        """Read the lines from *at* on; the index of the first that is none of them."""
        at = self.parts.visible(at)
        while at < self.parts.end and self._takes(at):
            at = self.parts.visible(at + 1)
        if "slugline" not in self.told and self.keyword:
            # No line repeats it: what the header has is all that is known.
            self.parts.state("slugline", self.keyword)
        return at

    def _takes(self, at: int) -> bool:
        """Whether the line *at* is one above the text, which is read then."""
        printed = self.parts.texts[at]
        text = self._text(at)
        if self._is_slug(at):
            self._tell_slug(at, text)
            return True
        if "headline" not in self.told and self._is_slug(self.parts.visible(at + 1)):
            # Some wires have the headline above the slug.
            return self._tell(at, "headline", text)
        if not self._is_closed(at, text):
            return False
        if not printed.startswith("^"):
            # Some wires close a headline, and open none.
            return (
                "headline" not in self.told
                and printed.endswith("+")
                and self._tell(at, "headline", text)
            )
        told = self._is_envelope(at, text) or self._is_staff(at, text)
        return told or self._is_credit(at, text) or self._is_title(at, text)

    def _is_closed(self, at: int, text: str) -> bool:
        """Whether a sign closes the line *at*, which reads *text* and is none of the story; a note
        may lack it.
        """
        printed = self.parts.texts[at]
        closed = printed.endswith(_CLOSING) or (printed[:1] == "^" and is_note(text))
        return closed and bool(text) and self.parts.lines[at].text[:1] != "\t"

    def _text(self, at: int) -> str:
        """The line *at* without its signs; of several in it the last."""
        if at >= self.parts.end:
            return ""
        pieces = [piece.strip(_SIGNS) for piece in self.parts.texts[at].split("<") if piece.strip()]
        return pieces[-1] if pieces else ""

    def _is_slug(self, at: int) -> bool:
        """Whether the line *at* has the slug that the header cuts off, or one by its form. Words
        alone that the header has as well are a headline of which it made the slug.
        """
        text = self._text(at)
        slug = _SLUG_RE.fullmatch(text) if text and "slugline" not in self.told else None
        if slug is None:
            return False
        cycled = _CYCLED_RE.match(text) is not None
        signed = self.parts.texts[at].startswith("^") or _is_marked(text)
        if not self.keyword or not (cycled or signed):
            return cycled
        filed = _FILED_RE.fullmatch(text)
        if filed and self.keyword.lower().startswith(filed["cycle"].lower()):
            return True
        return _repeats(slug["slug"], self.keyword)

    def _tell_slug(self, at: int, text: str) -> None:
        """Read a line with the slug, its version and its length."""
        slug = _SLUG_RE.fullmatch(text)
        self._tell(at, "slugline", slug["slug"] if slug else text)
        notice = slug_notice(text)
        if notice:
            self.parts.values.setdefault("notice", notice)

    def _tell(self, at: int, field: str, stated: str) -> bool:
        """The line *at* states a *field*."""
        self.told.add(field)
        printed = clean(self.parts.texts[at].strip(_SIGNS))
        self.parts.tell(at, field, f"telegram.{field}", printed, clean(stated))
        return True

    def _is_envelope(self, at: int, text: str) -> bool:
        """Whether a line is for machines or editors, and is read."""
        if _SERIAL_RE.fullmatch(text):
            self.parts.label(at, Label.ENVELOPE, "telegram.serial")
            return True
        if _PHOTOS_RE.fullmatch(text):
            self.parts.label(at, Label.ENVELOPE, "telegram.photos")
            return True
        signed, _, rest = text.partition(" ")
        alert = pressing_notice(rest)
        if alert and self.parts.options.lexicon.credited(signed, as_printed=True):
            # "AP NewsAlert" stands where a headline would.
            self.parts.label(at, Label.NOTICE, "telegram.notice", text)
            self.parts.values.setdefault("notice", alert._replace(text=text))
            return True
        return read_note(self.parts, at, text)

    def _is_staff(self, at: int, text: str) -> bool:
        """Whether a line is signed by an agency or a newsroom, and is read."""
        signed = is_staff(text, self.parts.options.lexicon)
        if signed:
            self.parts.label(at, Label.AGENCY, "telegram.byline", text)
        return signed

    def _is_credit(self, at: int, text: str) -> bool:
        """Whether a line names who wrote the story, or for whom, and is read: by its first word, or
        by the agency in the line below it.
        """
        lexicon = self.parts.options.lexicon
        opening, _, rest = text.partition(" ")
        if opening in tables.load("data/telegrams")["bylines"]["opening"]:
            text = f"By {rest}"
        credited = parse_credits(text, lexicon)
        if (
            credited is not None
            and credited.people
            and not text.startswith(credited.people[0].name)
        ):
            return self._tell(at, "author", text)
        if lexicon.credited(_unopened(text)) or ("author" in self.told and self._employs(text)):
            return self._tell(at, "agency", text)
        signed = "headline" in self.told and "author" not in self.told and _is_name(text)
        return signed and self._employs(self._below(at)) and self._tell(at, "author", text)

    def _below(self, at: int) -> str:
        """The next line, if it stands between signs."""
        below = self.parts.visible(at + 1)
        printed = self.parts.texts[below] if below < self.parts.end else ""
        closed = printed.startswith("^") and printed.endswith(_CLOSING)
        return printed.strip(_SIGNS) if closed else ""

    def _employs(self, text: str) -> bool:
        """Whether a line names an agency, or a job at one, and nothing else."""
        lexicon = self.parts.options.lexicon
        words = text.split()
        if not words or len(words) > _JOB:
            return False
        first = lexicon.credited(words[0], as_printed=True)
        opening = (" ".join(words[:end]) for end in range(2, len(words) + 1))
        return (
            first is not None
            or any(map(lexicon.credited, opening))
            or is_affiliation(text, lexicon)
        )

    def _is_title(self, at: int, text: str) -> bool:
        """Whether a line is the headline, or the summary below it, and is read."""
        if "headline" not in self.told:
            return text.upper() != "END" and self._tell(at, "headline", text)
        below = "abstract" not in self.told and self.parts.texts[at].endswith("<")
        return below and is_prose(text) and self._tell(at, "abstract", text)


# A slug that the header cuts off has so many characters; before it stand two letters for the papers
# that it is for.
_CUT, _CYCLE = 22, 2


def _is_marked(text: str) -> bool:
    """Whether a line ends in what only slugs have: a number of words, the mark of a version."""
    _, comma, end = text.rpartition(",")
    words = text.split()
    ends = (" ".join(words[at:]) for at in range(1, len(words)))
    return bool(comma and end.strip().isdecimal()) or any(slug_notice(f",{end}") for end in ends)


def _repeats(slug: str, keyword: str) -> bool:
    """Whether a *slug* is the *keyword* of a header: with the rest of it where the header cuts it
    off, perhaps with the mark of a version behind it.
    """
    printed, known = _bare(slug), _bare(keyword)
    if _CYCLED_RE.match(keyword) and not printed.startswith(known[:_CYCLE]):
        known = known[_CYCLE:]
    if not known or not printed.startswith(known):
        return False
    if len(printed) == len(known) or len(keyword) >= _CUT:
        return True
    words = slug.split()
    ends = (
        " ".join(words[at:]) for at in range(1, len(words)) if _bare("".join(words[:at])) == known
    )
    return any(slug_notice(f",{end}") for end in ends)


def _bare(text: str) -> str:
    """The letters and figures of a slug: what stands between them the header leaves out."""
    return _BESIDE_RE.sub("", text).casefold()


def _unopened(text: str) -> str:
    """A line without a word and an article before a name: "By The Associated Press"."""
    words = text.split()
    while len(words) > 1 and words[0].lower() in ("by", "the", "from"):
        words = words[1:]
    return " ".join(words)


def _is_name(text: str) -> bool:
    """Whether a line may be the name of somebody: two to five words in capitals."""
    words = text.split()
    return 1 < len(words) < _NAME and all(word[:1].isupper() for word in words)


# A name has fewer words than so many; a job at an agency has at most so many.
_NAME, _JOB = 6, 5


def _mark_text(parts: Parts, *, tabular: bool) -> None:
    """Take the signs for typesetters off the lines of the text, which show what they are: headings
    between a caret and a sign, rows with semicolons in a *tabular* text.
    """
    for at in range(parts.begin, parts.end):
        line, printed = parts.lines[at], parts.texts[at]
        text, opened = _unsigned(line.text)
        if text != line.text:
            parts.replace(at, text)
        if printed.startswith("^") and printed.endswith("="):
            parts.roles[line.number] = Label.CROSSHEAD
        elif opened and tabular and printed:
            parts.roles[line.number] = Label.TABLE if ";" in printed else Label.TEXT
        elif opened:
            parts.prose.add(line.number)


def _unsigned(text: str) -> tuple[str, bool]:
    """A line with as many blanks in place of the signs for typesetters, and whether one opens
    it.
    """
    text = text.replace("\x10", " ")
    opened = _OPENING_RE.match(text)
    if opened is None:
        return text, False
    text = "\x02" + " " * (opened.end() - 1) + text[opened.end() :]
    closing = _CLOSED_RE.search(text)
    if closing:
        text = text[: closing.start()] + " " * (len(text) - closing.start())
    return text, True
