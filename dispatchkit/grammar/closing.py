"""What stands after the last sentence of a story: credits, the initials of those who wrote and
edited, and what the author does besides.
"""

from __future__ import annotations

from bisect import bisect
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.agencies.desk import said
from dispatchkit.grammar.credits import PARTICLES, Credited, role_of, words_of
from dispatchkit.grammar.glued import is_newsroom
from dispatchkit.grammar.label import BuiltIn, is_text, relabelled
from dispatchkit.grammar.names import is_name_alone, is_person
from dispatchkit.grammar.sign_offs import is_sign_off
from dispatchkit.labels import Label
from dispatchkit.model import Person
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold, has_case
from dispatchkit.text.shape import SENTENCE_ENDS, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.label import Mark

# Labels of lines that close a story.
_CLOSERS = frozenset(
    (Label.CREDIT, Label.INITIALS, Label.ENDMARK, Label.COPYRIGHT, Label.BYLINE, Label.RULE)
)
# "ab cd": pairs of small letters on a line of their own, below the last sentence of a wire.
_PAIRED_RE = pattern(r"[^\W\d_]{2}(?: [^\W\d_]{2}){1,3}")
# "L'AFP"
_ELIDED_RE = pattern(r"^[LlDd]['’]")
# "1203 1715 Lund": day and month, hour and minute, place.
_SLOT_RE = pattern(r"\d{4} ?\d{4}(?: [^\W\d_][^\d\n]{1,30})?")
# What stands after the last sentence of a paragraph: "... in spring. PTI AB".
_LEFT_RE = pattern(rf"[{SENTENCE_ENDS}]\S{{0,2}}\s([^.!?]{{2,60}})\Z")
# Labels with codes, which may be missing, before a newsroom in brackets, on a line of their own:
# "Source text: bit.ly/3xAb2 (Bergen Newsroom)".
_SOURCED_RE = pattern(
    r"(?:[^\W\d_a-z][^:<>\[\]()\n]{3,60}:"
    r"(?:\s(?:\[[^\[\]\n]{2,40}\]|<[^<>\n]{2,40}>|[a-z]{2,12}\.\w{2,6}/\S{2,40}))?\s){0,4}"
    r"\((?P<newsroom>[^()\n]{3,100})\)\s?\.?"
)
# "Ada Finch, Bergen", "Ada Finch/TT": what stands after a name that signs is a place of at most
# three words, or an agency. "Science Service, Ada Finch": before it a newsroom.
_PLACED_RE = pattern(r"(?P<name>[^,/|()]{4,45}?)\s*(?:[,/|]\s*|\()(?P<place>[^,/|()]{2,30})\)?")
_PLACE_WORDS = 3
# At most this many lines on end sign a story.
_SIGNERS = 2
# The last sentence of a paragraph parted from what is glued to it.
_GLUED_RE = pattern(rf"[{SENTENCE_ENDS}][\"'”’»)]?\s+")
# What a note says about its author stands in its first 100 characters. A line that names the author
# stands at most three lines above it, or the name in its first three words.
_NOTE, _BESIDE_NOTE = 100, 3
# A word that may be of a name has four letters.
_NAME_RE = pattern(r"[^\W\d_]{4,30}")
# "Ada Finch reported from Bergen, and Bo Reed from Oslo." has at most so many words, and the name
# that opens it.
_REPORT_WORDS, _NAME_WORDS = 30, 5


def closed(marks: list[Mark], lexicon: Lexicon) -> list[Mark]:
    """The *marks* with labels for the lines after the last sentence of the story: initials, names,
    who reported from where; and for notes about the author, if a line that closes the story parts
    them from it.
    """
    credited = _credited(marks)
    # Few pages need the names of lines that are nothing else: a fourth of the time of this stage.
    names = cache(lambda: credited | _named_alone(marks))
    told, notes = _told(marks, names, lexicon)
    if not told:
        return marks
    end, found = told[-1] + 1, list(marks)
    for at in notes:
        found[at] = relabelled(marks[at], Label.CONTACT, BuiltIn.BIOGRAPHY)._replace(prose=False)
    signing = _signing(marks, end, credited, lexicon)
    filed = any(mark.dateline and mark.dateline.dateline.agencies for mark in marks[:end])
    # Below "... on Monday. PTI ABC" the initials of another editor need no sign of their own.
    shut = glued = is_sign_off(_GLUED_RE.split(marks[end - 1].unit.text)[-1], lexicon)
    for at in sorted({*signing, *range(end, len(marks))}):
        mark, label, rule = found[at], found[at].label, found[at].rule
        text = mark.unit.text
        again = glued or _signs_again(found, at, lexicon)
        whole = f"- {text}" if again else f"{_left(found, at)}{text}"
        second = at > end and (_is_second(found, at) or _is_slot(found, at))
        signed = is_sign_off(whole, lexicon) or (filed and _is_paired(mark))
        signed = signed or _names_agency(text, lexicon)
        if second or (mark.hit is None and signed):
            label, rule = Label.INITIALS, BuiltIn.SIGNED
        elif at in signing:
            label, rule = Label.BYLINE, BuiltIn.BYLINE
        elif mark.hit is None and not shut and (name := _name_alone(text, lexicon)):
            label, rule = Label.CREDIT, "credits.line"
            mark = mark._replace(credited=Credited((Person(name, "author"),), ""))
        elif mark.hit is None and _is_signed_by_reporters(mark, names):
            label, rule = Label.CREDIT, "credits.line"
            mark = mark._replace(credited=Credited((), text))
        elif shut and _is_loose(mark) and (fold(text) in names() or _writes(marks, at, names)):
            label, rule = Label.CONTACT, BuiltIn.BIOGRAPHY
        if label is not found[at].label:
            found[at] = mark._replace(label=label, rule=rule, prose=False, dateline=None)
        shut = shut or found[at].label in _CLOSERS
    return found


def _is_signed_by_reporters(mark: Mark, names: Callable[[], frozenset[str]]) -> bool:
    """Whether a line says who reported from where, or is a newsroom in brackets, perhaps with its
    sources before it.
    """
    sourced = _SOURCED_RE.fullmatch(mark.unit.text)
    if sourced and is_newsroom(sourced["newsroom"]):
        return True
    return is_text(mark) and _reports_from(mark.unit.text, names)


def _is_paired(mark: Mark) -> bool:
    """Whether a line of which nothing is known, below a blank one, is pairs of small letters."""
    text = mark.unit.text
    loose = bool(mark.unit.gap) and _is_loose(mark) and text.islower()
    return loose and _PAIRED_RE.fullmatch(text) is not None


def _told(
    marks: Sequence[Mark], names: Callable[[], frozenset[str]], lexicon: Lexicon
) -> tuple[list[int], list[int]]:
    """The lines of running text, and the notes about one of the people *names* among them: a note
    stands below a line that closes the story, without a dateline and more of the story below it.
    A line after the text that says who reported from where is neither.
    """
    told: list[int] = []
    notes: list[tuple[int, int]] = []
    shut = False
    for at, mark in enumerate(marks):
        shut = shut or (bool(told) and mark.label in _CLOSERS)
        if not is_text(mark):
            continue
        if shut and _writes(marks, at, names):
            notes.append((at, len(told)))
            continue
        told.append(at)
        shut = is_sign_off(_GLUED_RE.split(mark.unit.text)[-1], lexicon)
    filed = max((at for at in told if marks[at].dateline), default=-1)
    kept = [at for at, above in notes if at > filed and len(told) - above < above]
    told = sorted({*told, *[at for at, _ in notes]}.difference(kept))
    while len(told) > 1 and (
        _is_signed_by_reporters(marks[told[-1]], names)
        or _signs_again(marks, told[-1], lexicon)
        or _name_alone(marks[told[-1]].unit.text, lexicon)
    ):
        told.pop()
    return told, kept


def _writes(marks: Sequence[Mark], at: int, names: Callable[[], frozenset[str]]) -> bool:
    """Whether the line *at* says what journalists are and do, and the name of one of the people
    *names* opens it or stands above it: "Covers forestry from Tartu. Studied in Bergen."
    """
    unit = marks[at].unit
    if "writes" not in said(unit.smoothed[:_NOTE]):
        return False
    above = [
        other.unit.text
        for other in marks[max(0, at - _BESIDE_NOTE) : at]
        if not other.prose and not other.credited
    ]
    known = {word for name in names() for word in _NAME_RE.findall(name)}
    opening = fold(" ".join([*above, *unit.text.split()[:_BESIDE_NOTE]]))
    return not known.isdisjoint(_NAME_RE.findall(opening))


def _reports_from(text: str, names: Callable[[], frozenset[str]]) -> bool:
    """Whether a sentence says where one of the people *names* reported from, and nothing else:
    "Ada Finch reported from Bergen, and Bo Reed from Oslo."
    """
    words = text.rstrip(" .。").split()
    if len(words) > _REPORT_WORDS or not any(map(_is_verb, words[2 : _NAME_WORDS + 2])):
        return False
    sizes = range(_NAME_WORDS, 1, -1)
    size = next((size for size in sizes if fold(" ".join(words[:size])) in names()), 0)
    rest = words[size:]
    low = [fold(word.strip(",")) for word in rest if word == word.lower()]
    placed = words_of("in", "from").union(words_of("and"), PARTICLES)
    named = size > 0 and any(map(_is_verb, rest[:2]))
    return named and all(word in placed or role_of(word) for word in low) and len(low) > 1


def _is_verb(word: str) -> bool:
    """Whether a word in small letters says what people do who are credited: "reported"."""
    return word == word.lower() and role_of(word) is not None


def _signs_again(marks: Sequence[Mark], at: int, lexicon: Lexicon) -> bool:
    """Whether the line *at* holds initials in capitals below a sign-off or an agency's name."""
    if not at or not is_sign_off(f"- {marks[at].unit.text}", lexicon):
        return False
    above = marks[at - 1].unit.text
    name = lexicon.credited(above.strip("()[]. "), as_printed=True)
    return bool(name) or is_sign_off(above, lexicon)


def _is_second(marks: Sequence[Mark], at: int) -> bool:
    """Whether the line *at* is one word below a sign-off in a script without capitals, where those
    who filed and edited sign with names.
    """
    word = marks[at].unit.text
    alone = _is_loose(marks[at]) and " " not in word
    return alone and not has_case(word) and marks[at - 1].label is Label.INITIALS


def _is_slot(marks: Sequence[Mark], at: int) -> bool:
    """Whether the line *at*, below a sign-off, holds the day and hour at which a story was filed in
    two groups of four figures, and perhaps from where.
    """
    slot = _SLOT_RE.fullmatch(marks[at].unit.text)
    return slot is not None and marks[at].hit is None and marks[at - 1].label is Label.INITIALS


def _names_agency(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is nothing but an agency's name as the agency prints it, perhaps with the
    article that a language sets before it: "AP", "The AP".
    """
    article, _, name = text.partition(" ")
    bare = name if fold(article) in words_of("articles") else _ELIDED_RE.sub("", text)
    return lexicon.credited(bare.strip(), as_printed=True) is not None


def _left(marks: Sequence[Mark], at: int) -> str:
    """The initials with which the paragraph above the line *at* ends, which goes on in that line if
    it holds the rest of them; "" if it ends in another way.
    """
    above = marks[at - 1].unit.text if at and not marks[at].unit.gap else ""
    left = _LEFT_RE.search(above[-80:])
    return f"{left[1]} " if left and left[1].isupper() else ""


def _name_alone(text: str, lexicon: Lexicon) -> str | None:
    """The name that is all of a line: "(Ada Finch)", "Ada Finch/TT"; None for any other line."""
    name, slash, agency = text.strip("()[]（） ").partition("/")
    if slash and lexicon.credited(agency.strip(), as_printed=True):
        return name.strip() if is_name_alone(name.strip(), lexicon) else None
    name = text[1:-1]
    bracketed = text[0] in "([（" and text[-1] in ")]）" and not name.isupper()
    return name if bracketed and is_name_alone(name, lexicon) else None


def _signing(
    marks: Sequence[Mark], end: int, names: frozenset[str], lexicon: Lexicon
) -> Collection[int]:
    """The lines after the text that are nothing but a name: the last of somebody whom a line
    credits (one of *names*); or right below the last sentence, which stands above the line *end*,
    with a place after it or last of all.
    """
    told = [at for at, mark in enumerate(marks) if mark.prose]
    again = [
        at
        for at, mark in enumerate(marks)
        if _is_loose(mark) and fold(mark.unit.text) in names and 2 * bisect(told, at) > len(told)
    ]
    found = set(again[-1:])
    signed = []
    for at in range(end, min(end + _SIGNERS, len(marks))):
        name, place = _signed(marks[at].unit.text.strip("-–—* "))
        named = has_case(name) and is_name_alone(name, lexicon)
        if not (_is_loose(marks[at]) and named and ends_sentence(marks[end - 1].unit.text)):
            break
        signed.append(at)
        if place or at == len(marks) - 1:
            return found.union(signed)
    return found


def _is_loose(mark: Mark) -> bool:
    """Whether nothing is known of a short line."""
    return mark.hit is None and mark.credited is None and mark.label is Label.OTHER


def _signed(text: str) -> tuple[str, str]:
    """The name that may sign a story, and the place after it ("" if there is none): "Ada Finch,
    Bergen", "Ada Finch (Bergen)".
    """
    placed = _PLACED_RE.fullmatch(text)
    words = placed["place"].split() if placed else []
    if placed and len(words) <= _PLACE_WORDS and all(word[0].isupper() for word in words):
        return placed["name"], placed["place"]
    return text, ""


def _credited(marks: Sequence[Mark]) -> frozenset[str]:
    """The names of those whom lines credit, folded."""
    people = [person.name for mark in marks if mark.credited for person in mark.credited.people]
    return frozenset(map(fold, people))


def _named_alone(marks: Sequence[Mark]) -> frozenset[str]:
    """The lines that are nothing but a name, folded."""
    alone = [
        mark.unit.text
        for mark in marks
        if not mark.prose and (mark.label is Label.BYLINE or is_person(mark.unit.text.split()))
    ]
    return frozenset(map(fold, alone))
