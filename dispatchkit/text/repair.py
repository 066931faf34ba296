"""Repairs what a wrong decoding or a web page's escaping did to a text, and normalises spacing."""

from __future__ import annotations

import re
from functools import cache
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import ESCAPE
from dispatchkit.text.scripts import is_southeast_asian

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ftfy import TextFixerConfig

# The characters that UTF-8's continuation bytes 80-BF become in cp1252 and Latin-1, and in cp1251.
TAIL = "\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
TAIL_CYRILLIC = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬\xad®Її°±Ііґµ¶·ё№є»јЅѕ"
# A lead byte of UTF-8 read as Latin-1 or cp1252, with as many tails as it needs: "Ã©", "â€™", but
# not "ação"; and twice one of Cyrillic: "РџСЂ". Sets of more than two ranges cost 2 ms to compile,
# so the exact pattern below is compiled only after this one matches.
_GATE_RE = pattern(r"[\xc2-\xf0][^\x00-\x7f\xc0-\xff](?:(?<=[\xc2-\xdf].)|[^\x00-\x7f\xc0-\xff])")
_GATE_CYRILLIC_RE = pattern(
    "[\u0420\u0421][^\x00-\x7f\u0410-\u044f][\u0420\u0421][^\x00-\x7f\u0410-\u044f]"
)
# "&nbsp;", "&#8217;", "&#x2019;"; a name has at least two letters: "AT&T;" and "R&D;" are not
# entities.
_ENTITY_RE = pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# Letters of UTF-8 that were read as KOI8-R or in an encoding of DOS: line-drawing characters in
# words ("п░п╣", "╨Р╤А", "├⌐"), and the quotes of the latter ("ΓÇÖ", "ÔÇÖ").
_DRAWN, _QUOTED = "\u2500-\u259f", ("ΓÇ", "ÔÇ")
_DRAWN_RE = pattern(f"[{_DRAWN}]|{'|'.join(_QUOTED)}")
_DRAWING = ("koi8_r", "cp866", "cp437", "cp850")
_SEQUENCE_RE = pattern("[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\x80-\xff]")
# The share of them that may be left after a repair; in the table it would be nearly all.
_LEFT = 0.1
# Quotes and dashes of cp1252 that were read as Latin-1 are control characters. 85 is one that ends
# lines.
_CONTROLS = "\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f"
_CONTROL_RE = pattern(f"[{_CONTROLS}]")
# Both in a fourth of the time of one after the other: every text is searched for them.
_MISLETTERED_RE = pattern(f"[{_DRAWN}{_CONTROLS}]")
# "&amp;amp;nbsp;" was escaped three times; more has not been seen.
_ROUNDS = 3

# Colour codes of terminals, controls that make no white space (1C-1F and 85 do), soft hyphen.
_REMOVED_RE = pattern(f"{ESCAPE}|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad]")
# Every run of white space but a lone space, no-break space or thin space.
_SPACES_RE = pattern(r"\s{2,}|[^\S \u00a0\u202f\u2009]")
# What ``clean`` may have to touch; most lines hold none of it.
_ODD_RE = pattern("[\x00-\x1f\x7f-\xa0\xad\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]")
_ENDS = " \u00a0\u202f\u2009\u200b"


def suspect(text: str) -> bool:
    """Whether *text* holds anything that ``repair`` would look at."""
    if "&" in text and _ENTITY_RE.search(text):
        return True
    return not text.isascii() and (_is_garbled(text) or _is_mislettered(text))


class Repairs(NamedTuple):
    """What had to be repaired in a text: the number of its lines with HTML entities, and of those
    with mojibake; the characters that nobody sees and that were left out.
    """

    escaped: int = 0
    garbled: int = 0
    unseen: int = 0

    def __str__(self) -> str:
        """The repairs in words; "" if there were none."""
        said = (
            (self.escaped, "HTML entities decoded in {} line{}"),
            (self.garbled, "mojibake repaired in {} line{}"),
            (self.unseen, "{} control or invisible character{} left out"),
        )
        told = [form.format(f"{one:,}", "" if one == 1 else "s") for one, form in said if one]
        return ", ".join(told)

    def plus(self, other: Repairs) -> Repairs:
        """These repairs and those of another text."""
        return Repairs(*map(add, self, other))


def repairs(lines: Sequence[str]) -> Repairs:
    """What ``repair`` and ``clean`` mend in the *lines* of a text, counted."""
    whole = "\n".join(lines)
    unseen = len(whole) - len(_REMOVED_RE.sub("", whole)) if _REMOVED_RE.search(whole) else 0
    escaped = garbled = 0
    for line in lines if suspect(whole) else ():
        plain = _unescaped(line)
        escaped += plain != line
        garbled += repair(line) != plain
    return Repairs(escaped, garbled, unseen)


def repair(text: str) -> str:
    """*text* with HTML entities decoded and mojibake undone; unchanged if that would put U+FFFD
    into it.
    """
    if not suspect(text):
        return text
    repaired = _unescaped(text)
    if _is_garbled(repaired):
        import ftfy

        repaired = ftfy.fix_encoding(repaired, config=_config())
    if _DRAWN_RE.search(repaired):
        repaired = _undrawn(repaired)
    repaired = _CONTROL_RE.sub(_printed, repaired)
    return text if "\ufffd" in repaired and "\ufffd" not in text else repaired


def _unescaped(text: str) -> str:
    """*text* with HTML entities decoded."""
    for _ in range(_ROUNDS):
        if "&" not in text or not _ENTITY_RE.search(text):
            break
        text = _ENTITY_RE.sub(_character, text)
    return text


def _is_garbled(text: str) -> bool:
    """Whether *text* shows signs of a wrong decoding; ftfy decides."""
    told = any(sign in text for sign in ("√", "‚Ä", "вЂ"))
    gate = told or _GATE_RE.search(text) or _GATE_CYRILLIC_RE.search(text)
    return bool(gate) and _mojibake().search(text) is not None


def _is_mislettered(text: str) -> bool:
    """Whether *text* shows signs of a wrong decoding that ftfy does not know."""
    return any(sign in text for sign in _QUOTED) or _MISLETTERED_RE.search(text) is not None


def _drawn(text: str) -> int:
    """How many line-drawing characters *text* has."""
    return len(_DRAWN_RE.findall(text))


def _undrawn(text: str) -> str:
    """*text* with the letters of UTF-8 that were read in the encoding that leaves fewest
    line-drawing characters; unchanged if many are left, which are those of a table.
    """
    best = min((_reread(text, codec) for codec in _DRAWING), key=_drawn)
    return best if _drawn(best) <= _LEFT * _drawn(text) else text


def _reread(text: str, codec: str) -> str:
    """*text* with what is UTF-8 if written in *codec*; everything else stays."""

    def character(found: re.Match[str]) -> str:
        printed = found.group().encode("latin-1")
        try:
            return printed.decode("utf-8" if len(printed) > 1 else codec)
        except UnicodeDecodeError:
            # Half of a pair is no letter.
            return printed.decode(codec)

    def run(found: re.Match[str]) -> str:
        return _SEQUENCE_RE.sub(character, found.group().encode(codec).decode("latin-1"))

    upper = re.escape(bytes(range(0x80, 0x100)).decode(codec))
    return re.sub(f"[{upper}]{{2,}}", run, text)


def _printed(control: re.Match[str]) -> str:
    """The quote or dash of cp1252 that became a control character."""
    return control.group().encode("latin-1").decode("cp1252")


@cache
def _mojibake() -> re.Pattern[str]:
    """A pattern of mojibake of the scripts that news is written in, Mac's ("√©", "‚Äô") included.
    "Âge", "SÃO", "Spaß“" and "LIBERTÉ»" are not mojibake.
    """
    return re.compile(
        "вЂ|[ÂÃÄÅÎÏÐÑ×ØÙÚÛà-ðРС√‚](?:"
        f"(?<=[ÂÃÄÅÎÏÐÑ×ØÙÚÛ])[{TAIL}]|(?<=[à-ï])[{TAIL}]{{2}}|(?<=ð)[{TAIL}]{{3}}"
        f"|(?<=[РС])[{TAIL_CYRILLIC}][РС][{TAIL_CYRILLIC}]|(?<=√)[©®†±≥∂ß¥∫ºª§´]|(?<=‚)Ä[ôúùìîòò¶])"
    )


def clean(text: str) -> str:
    """*text* trimmed and single-spaced, without invisible noise. A lone no-break or thin space
    stays, joiners and bidi marks too.
    """
    if text.isascii():
        if not text.isprintable() and _REMOVED_RE.search(text):
            text = _REMOVED_RE.sub("", text)
        return " ".join(text.split())
    if "  " not in text and not _ODD_RE.search(text):
        return text.strip(" ")
    text = _REMOVED_RE.sub("", text).replace("\ufeff", "")
    if "\u200b" in text and not any(is_southeast_asian(character) for character in text):
        text = text.replace("\u200b", "")
    return _SPACES_RE.sub(" ", text).strip(_ENDS)


def _character(match: re.Match[str]) -> str:
    """What an entity stands for; an unknown name stays as printed."""
    import html

    return html.unescape(match.group())


@cache
def _config() -> TextFixerConfig:
    """Settings of ftfy for mojibake alone: nothing of how the text is printed may change."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
