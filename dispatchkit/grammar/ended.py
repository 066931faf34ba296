"""Lines that end a story: a sentence, and after it on the same line the mark of the end, the credit
or the initials, which no page prints after anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatchkit.grammar.credits import role_of, words_of
from dispatchkit.grammar.glued import closing_credit, closing_initials
from dispatchkit.labels import Label
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.fold import fold
from dispatchkit.text.shape import SENTENCE_ENDS, ends_sentence, words_in

if TYPE_CHECKING:
    from dispatchkit.agencies.lexicon import Lexicon
    from dispatchkit.grammar.label import Context
    from dispatchkit.text.units import Unit

# What stands after the last stop of a line.
_AFTER_RE = pattern(
    rf"[{SENTENCE_ENDS}][\"'”’»」』]{{0,2}}\s{{0,3}}(?P<after>[^{SENTENCE_ENDS}]{{1,60}}\.?|\./\.|-\d\d-)\Z"
)
_MARKS = (Label.ENDMARK, Label.CREDIT, Label.INITIALS, Label.AGENCY)
# What parts the names in brackets or after a slash: "(dpa/lno)", "(APA, red)".
_PARTED_RE = pattern(r"[,/\s·-]{1,3}")
_PAIRED = ("()", "（）", "[]", "【】", "//")
_WORD_RE = pattern(r"[^\W\d_]+")
# A sentence has at least so many words.
_FEWEST = 2


def ends_story(unit: Unit, context: Context) -> bool:
    """Whether a line is a sentence, and after it stand the mark of the end, a credit or initials:
    "The bus runs again. (dpa/lno)", "当地计划推广。（完）". The credit of a picture ends a caption.
    """
    text = unit.text.rstrip()
    found = _AFTER_RE.search(text)
    if found is None or _is_of_picture(found["after"]):
        return False
    before = text[: found.start("after")]
    if words_in(before) < _FEWEST or not ends_sentence(before):
        return False
    lexicon = context.lexicon
    if _names_agency(found["after"], lexicon):
        return True
    for table in (lexicon.field_rules(context.profile), lexicon.inline):
        for mark, hit in table.inside(text, unit.smoothed):
            if mark.end() >= len(text) and hit.label in _MARKS:
                return True
    signed = closing_initials(text, lexicon) is not None
    return signed or closing_credit(text, lexicon) is not None


def _names_agency(after: str, lexicon: Lexicon) -> bool:
    """Whether what stands *after* a sentence is the name of an agency in brackets, between slashes
    or after one, perhaps with initials: "(©NTB)", "/dpa", "/ritzau/", "(abc/sda)".
    """
    bare = after.rstrip(" .")
    paired = bare[:1] + bare[-1:] in _PAIRED
    if not (paired or bare.startswith("/")):
        return False
    name = bare[1:-1] if paired else bare[1:]
    return any(lexicon.credited(one, as_printed=True) for one in (name, *_PARTED_RE.split(name)))


def _is_of_picture(after: str) -> bool:
    """Whether what stands *after* a sentence speaks of a picture: "(Foto: dpa)"."""
    words = [fold(word) for word in _WORD_RE.findall(after)]
    return any(word in words_of("pictures") or role_of(word) == "photographer" for word in words)
