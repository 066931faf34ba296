"""Sign-offs: lines of the initials of those who wrote and edited a story, perhaps with the name of
their agency, and when it was filed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import words_of
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.lexicon import Lexicon

# The letters and signs of a line of initials, which stand in groups of one to five letters.
_SIGNED_RE = pattern(r"[\w /\\()（）\[\].*–—-]{2,60}")
_GROUP_RE = pattern(r"[\w]+")
_SLASHES_RE = pattern(r"[/\\]{1,2}")
# "ab/cd/14:20", "dpa abc de 090918 GMT Mar 24", "AB/CD/ANP 0123 octobre 2026": when it was filed,
# after the initials: a clock, a stamp, or the number of the dispatch in its month.
_AT_RE = pattern(
    r"(?:(?:/|\s)\s?(?:[0-2]?\d[:.][0-5]\d|\d{6}\s(?:GMT|UTC)(?:\s[A-Z][a-z]{2}\s\d\d)?)"
    r"|[\s-]{1,3}\d{1,6}\s[^\W\d_]{3,10}\.?\s(?:19|20)?\d\d)\s*\Z"
)
# "(ab-cd)", "(ABC-DE-FGH)": in brackets a hyphen is as good as a slash.
_HYPHENED_RE = pattern(r"[(（\[]\w{2,3}(?:-\w{2,3}){1,3}[)）\]]")
# "- kka - nbe - szb -": dashes around each.
_DASH_RE = pattern(r" ?[-–—] ?")
_DASHED_RE = pattern(r"[-–—]? ?[a-zà-ÿ]{2,4}(?: [-–—] [a-zà-ÿ]{2,4}){1,4} ?[-–—]")
_DASHES, _PAIRS = ("-", "–", "—"), ("()", "[]", "（）", "【】", "//")
_BESIDE = "()（）[].*–—- "
# The last of at most seven words of a line of codes are initials with a slash.
_CODES, _CODED_RE = 7, pattern(r"[a-z]{2,4}(?:/[a-z]{2,4})+")
# Groups of a sign-off, and letters of a group.
_MOST_GROUPS, _MOST_LETTERS = 10, 5


def is_sign_off(text: str, lexicon: Lexicon) -> bool:
    """Whether a line holds only the initials of those who wrote and edited, and perhaps the name of
    the agency, or that alone: "rd/ila", "PTI TGB", "(a.b.)", "رض/ليل/ح س", "- ROH", "--IANS".
    """
    text = _signs_in(text, lexicon)
    if _is_coded(text, lexicon) or _is_agency(text, lexicon):
        return True
    if not _SIGNED_RE.fullmatch(text):
        return False
    if _HYPHENED_RE.fullmatch(text) or _DASHED_RE.fullmatch(text):
        text = _DASH_RE.sub("/", text.strip(" -–—"))
    return _are_groups(text) and _is_of_initials(text, lexicon)


def _are_groups(text: str) -> bool:
    """Whether a line has as many groups of letters, and as short ones, as sign-offs have."""
    sizes = [len(group) for group in _GROUP_RE.findall(text) if not group.isdecimal()]
    return len(sizes) <= _MOST_GROUPS and max(sizes, default=9) <= _MOST_LETTERS


def _is_of_initials(text: str, lexicon: Lexicon) -> bool:
    """Whether the words of a line may be initials, are not all common, and an agency among them or
    their form shows that they sign.
    """
    bare = [word.strip(_BESIDE) for word in _SLASHES_RE.sub(" ", text).split()]
    words = [word for word in bare if word and not word.isdecimal()]
    initials = [word for word in words if not lexicon.credited(word, as_printed=True)]
    common = words_of("slashed").issuperset(map(str.lower, initials))
    if common or not all(map(_may_sign, initials)):
        return False
    return len(initials) < len(words) or _is_signed(text, initials)


def _signs_in(text: str, lexicon: Lexicon) -> str:
    """A line without what follows initials: the clock ("ab/cd/14:20"), the owner ("ab © AFP")."""
    signs, _, owner = text.strip("\u061c\u200e\u200f ").partition("©")
    owned = not owner or (signs and lexicon.credited(owner.strip()))
    return _AT_RE.sub("", signs.rstrip()) if owned else text


def _is_agency(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is an agency's name alone, after dashes or in brackets: "--IANS", "(PTI)"."""
    bare = text.lstrip("-–—").strip(" /") if text[:1] in _DASHES else text[1:-1]
    set_off = text[:1] in _DASHES or text[:1] + text[-1:] in _PAIRS
    return set_off and bare != "" and lexicon.credited(bare, as_printed=True) is not None


def _is_coded(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is an agency's name, codes of its desks and initials: "BBC Mon EU1 ab/cd"."""
    words = text.split() if "/" in text else []
    coded = 2 < len(words) <= _CODES and _CODED_RE.fullmatch(words[-1]) is not None
    proper = coded and all(word[0].isupper() or word.isdecimal() for word in words[:-1])
    names = (" ".join(words[:1]), " ".join(words[:2]))
    return proper and any(lexicon.credited(name, as_printed=True) for name in names)


def _may_sign(word: str) -> bool:
    """Whether a word may be initials, and is not like "Rome"."""
    return len(word) <= 2 or word in (word.lower(), word.upper())


def _is_signed(text: str, initials: Sequence[str]) -> bool:
    """Whether *initials* without an agency are set as a sign-off: in groups with slashes between,
    in brackets, or in capitals after a dash.
    """
    sizes = [len(word.replace(".", "")) for word in initials]
    if len(sizes) > 1 and _is_slashed(text, sizes, "".join(initials)):
        return True
    first = text.lstrip()[0]
    apart = first in "(（[" or (first in "-–—" and initials[0].isupper())
    return apart and len(sizes) < 3 and 1 < max(sizes) < 4


def _is_slashed(text: str, sizes: Sequence[int], letters: str) -> bool:
    """Whether slashes part initials of these *sizes*, each group a word unless the script of the
    *letters* has no capitals.
    """
    groups = _SLASHES_RE.split(text)
    if len(groups) == 1 or letters.lower() == letters.upper():
        return len(groups) > 1
    single = all(len(group.strip(_BESIDE).split()) < 2 for group in groups)
    return single and (min(sizes) > 1 or (len(sizes) > 2 and max(sizes) > 1))
