"""What a corpus of a hundred megabytes takes: documents in the form of Gigaword, streamed."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import PROGRAM, beside_first, spent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Row

_MEGABYTES = 100
# The least that any reader of such a file does: every line is decoded, and put into a text.
_FLOOR = """
import json, sys
document = []
for line in open(sys.argv[1], encoding="utf-8"):
    document.append(line)
    if line.startswith("</DOC>"):
        sys.stdout.write(json.dumps("".join(document)) + "\\n")
        document.clear()
"""
_DOCUMENT = """\
<DOC id="AFP_ENG_{year}{month:02}{day:02}.{number:04}" type="story" >
<HEADLINE>
Lamp {number} of the harbour to be lit
</HEADLINE>
<DATELINE>
OSLO, {name} {day} (AFP)
</DATELINE>
<TEXT>
{text}</TEXT>
</DOC>
"""
_PARAGRAPH = """\
<P>
The harbour of Gull Point has had no lamp since storm {number}, said keeper Ada
Finch, who asked the council for a new one in the year {year} and got no answer.
</P>
"""
_MONTHS = "Jan Feb March April May June July Aug Sept Oct Nov Dec".split()


def corpora(_: int) -> Iterator[Row]:
    """CPU time beside that of a program that only reads the lines, and the peak of memory."""
    with tempfile.TemporaryDirectory() as kept:
        path = Path(kept, "afp_eng.sgm")
        count = write(path, _MEGABYTES)
        taken = {
            "floor": spent([sys.executable, "-c", _FLOOR, str(path)]),
            "dispatchkit": spent([*PROGRAM, "parse", "-f", "jsonl", str(path)]),
        }
    yield from beside_first(
        f"corpora, {_MEGABYTES} MB",
        {name: one.cpu for name, one in taken.items()},
        {
            name: {"s": one.cpu, "documents a s": count / one.cpu, "MB at its peak": one.peak}
            for name, one in taken.items()
        },
    )


def write(path: Path, megabytes: float) -> int:
    """Write so many *megabytes* of documents to a file; how many there are."""
    count = size = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        while size < megabytes * 1_000_000:
            size += file.write(document(count))
            count += 1
    return count


def document(number: int) -> str:
    """The document of a *number*, of three to nine paragraphs."""
    year, month, day = 1995 + number // 9_000 % 15, 1 + number // 300 % 12, 1 + number % 28
    text = "".join(_PARAGRAPH.format(number=number + at, year=year) for at in range(3 + number % 7))
    return _DOCUMENT.format(
        year=year, month=month, day=day, number=number % 10_000, name=_MONTHS[month - 1], text=text
    )
