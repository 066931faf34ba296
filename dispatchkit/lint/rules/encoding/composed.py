"""DK1: letters written as two characters where Unicode has a single one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import is_normalized, normalize

from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import InputRule
from dispatchkit.startup.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from dispatchkit.lint.traced import Source

# A letter with accents after it (also Cyrillic, Greek and the sounds of kana), Korean in its parts,
# and letters that NFC replaces by another of the same look: ångström and ohm as signs, Greek with
# the old accents.
_CLUSTER_RE = pattern(
    "[^\\W\\d_\u0590-\u10ff][\u0300-\u036f\u3099\u309a]+"
    "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
    "|[\u212a\u212b\u2126\u037e\u0387\u1f70-\u1ffd]"
)


@InputRule.named("DK108", "not-nfc", severity="warning", fix="safe")
def not_nfc(source: Source) -> Iterator[Hit]:
    r"""A letter is written as a bare letter and an accent where Unicode has one character for both.

    It looks the same and is not: "Zürich" in two spellings is two words for every search, sort and
    duplicate check. It comes from file names on a Mac and from text copied out of PDF. The finding
    is at the first such letter of a line; the fix composes all of the line (NFC) and changes
    nothing else, unlike NFKC, which would write "1⁄2" for "½".

    Left alone is what only NFC tells apart, because keyboards write it so: nukta letters of Hindi
    and Bengali, Hebrew and ideographs in their compatibility forms, the order of vowel signs in
    Arabic and Hebrew; and letters with accents for which there is no single character.

    Bad:
        ZU\u0308RICH, 3. Mai (sda) - Das Schiff auf die Inseln fährt nach einer Woche Sturm wieder.
    Good:
        ZÜRICH, 3. Mai (sda) - Das Schiff auf die Inseln fährt nach einer Woche Sturm wieder.
    """
    if source.is_ascii or is_normalized("NFC", source.text):
        return
    for line in source.lines:
        if line.text.isascii():
            continue
        found = [
            match
            for match in _CLUSTER_RE.finditer(line.text)
            if not is_normalized("NFC", match.group())
        ]
        if found:
            yield _hit(line.start, found)


def _hit(base: int, found: list[Match[str]]) -> Hit:
    """The hit for all such letters of a line."""
    first = found[0]
    more = f" (and {len(found) - 1} more on this line)" if len(found) > 1 else ""
    numbers = " ".join(f"U+{ord(character):04X}" for character in first.group())
    why = f"{normalize('NFC', first.group())!r} is written as {numbers}{more}"
    edits = tuple(
        Edit(base + match.start(), base + match.end(), normalize("NFC", match.group()))
        for match in found
    )
    return Hit(base + first.start(), base + first.end(), why, Fix(edits))
