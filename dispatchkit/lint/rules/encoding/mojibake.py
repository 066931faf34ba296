"""DK1: UTF-8 that was read as another encoding and written out again."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dispatchkit.lint.evidence.garble import garbled
from dispatchkit.lint.finding import Edit, Fix, Hit
from dispatchkit.lint.scopes import InputRule
from dispatchkit.startup.patterns import pattern
from dispatchkit.text.repair import TAIL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatchkit.lint.traced import Source

# "â€" with nothing after it that completes it: the third byte (of a quote or dash) was lost on the
# way.
_STUB_RE = pattern("â€(?![" + TAIL + "])")


@InputRule.named("DK107", "mojibake", severity="error", fix="unsafe", alters=("spelling",))
def mojibake(source: Source) -> Iterator[Hit]:
    r"""Letters are garbled: UTF-8 that some program read as another encoding.

    "é" comes out as "Ã©", a quote as "â€™", Cyrillic as "РџСЂ". It happened before the text came
    here, so the input itself is valid; every name and search suffers. A run counts only where its
    bytes, as cp1252, Latin-1, Mac Roman or cp1251 would write them, are valid UTF-8 of a script
    that news is written in; the fix then restores what it was. Words change, so look at it before
    you use it. "â€" whose third byte is lost is reported without a fix. One finding a line, at the
    first run.

    "SÃO PAULO", "ÂGE", "Ângela", "LIBERTÉ»" and "Spaß“" are not mojibake and stay.

    Bad:
        PARIS, 3 mai (AFP) - Le bac de l'Ã®le a repris son service aprÃ¨s une semaine de tempÃªte.
    Bad:
        MADRID, 3 may (EFE) - Hasta 30 Â°C se alcanzaron el lunes en la costa.
    Good:
        SÃO PAULO, 3 maio (Lusa) - Ângela Âmbar, a mais jovem do PAÇO, chegou a «SÃO JOÃO».
    """
    hits = sorted([*_runs(source), *_stubs(source)], key=lambda hit: hit.start)
    for _, line in groupby(hits, key=lambda hit: source.places.place(hit.start, hit.start).line):
        yield _together(list(line))


def _runs(source: Source) -> Iterator[Hit]:
    """The hits for runs that can be read, each with the fix that restores what it was."""
    for start, end, meant, codec in garbled(source):
        shown = meant.replace("\ufeff", "")
        named = f"{shown!r} of UTF-8" if shown else "a byte-order mark of UTF-8"
        yield Hit(
            start,
            end,
            f"{source.text[start:end]!r} is {named}, read as {codec}",
            Fix((Edit(start, end, shown),), safe=False),
        )


def _stubs(source: Source) -> Iterator[Hit]:
    """The hits for runs that have lost a byte."""
    for found in _STUB_RE.finditer(source.text) if "â€" in source.text else ():
        yield Hit(
            *found.span(),
            "'â€' was a quotation mark or dash of UTF-8, read as cp1252; its third byte is lost",
        )


def _together(hits: Sequence[Hit]) -> Hit:
    """The hits of a line as one, because a Cyrillic line holds hundreds; its fix mends all that can
    be mended.
    """
    first = hits[0]
    if len(hits) == 1:
        return first
    edits = tuple(edit for hit in hits if hit.fix for edit in hit.fix.edits)
    return first._replace(
        message=f"{first.message} ({len(hits) - 1} more on this line)",
        fix=Fix(edits, safe=False) if edits else None,
    )
