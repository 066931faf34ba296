"""Repairs what a wrong decoding or a web page's escaping did to a text, and normalises spacing."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dispatchkit.startup.patterns import pattern
from dispatchkit.text.lines import ESCAPE
from dispatchkit.text.scripts import is_southeast_asian

if TYPE_CHECKING:
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
    return ("&" in text and _ENTITY_RE.search(text) is not None) or (
        not text.isascii() and _is_garbled(text)
    )


def repair(text: str) -> str:
    """*text* with HTML entities decoded and mojibake undone; unchanged if that would put U+FFFD
    into it.
    """
    if not suspect(text):
        return text
    repaired = text
    for _ in range(_ROUNDS):
        if "&" not in repaired or not _ENTITY_RE.search(repaired):
            break
        repaired = _ENTITY_RE.sub(_character, repaired)
    if _is_garbled(repaired):
        import ftfy

        repaired = ftfy.fix_encoding(repaired, config=_config())
    return text if "\ufffd" in repaired and "\ufffd" not in text else repaired


def _is_garbled(text: str) -> bool:
    """Whether *text* shows signs of a wrong decoding; ftfy decides."""
    gate = _GATE_RE.search(text) or _GATE_CYRILLIC_RE.search(text) or "√" in text or "‚Ä" in text
    return bool(gate) and _mojibake().search(text) is not None


@cache
def _mojibake() -> re.Pattern[str]:
    """A pattern of mojibake of the scripts that news is written in, Mac's ("√©", "‚Äô") included.
    "Âge", "SÃO", "Spaß“" and "LIBERTÉ»" are not mojibake.
    """
    return re.compile(
        "[ÂÃÄÅÎÏÐÑ×ØÙÚÛà-ðРС√‚](?:"
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
