"""An archive as one finds it: exports, scans, copies and encodings of many years. All invented.

``python tests/archive.py FOLDER`` writes it, to try the recipes of docs/cookbook.md on.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

FERRY = """\
Le bac reprend son service après une semaine de tempête

BREST, 3 mai 1998 (AFP) - Le bac de l’île de Morgol a repris son service dimanche, après une semaine
de tempête, a annoncé le bureau du port.

« Il nous restait du pain pour deux jours », a raconté l’épicière Aude Le Lann.

Le bac embarque douze voitures et relie l’île au continent trois fois par jour.
"""
EXPORT = """\
1 of 2 DOCUMENTS

The Harbour Times

May 4, 2004 Tuesday

Lighthouse keeper retires after 41 years

BYLINE: Ada Finch

SECTION: NEWS; Pg. 3

LENGTH: 25 words

The last keeper of the Skarholm lighthouse retired on Monday after 41 years, and took the cat along.

His lamp was lit by hand until 1987.

LOAD-DATE: May 5, 2004

LANGUAGE: ENGLISH

2 of 2 DOCUMENTS

The Harbour Times

May 5, 2004 Wednesday

Choir sings on the pier

BYLINE: Ben Marsh

LENGTH: 19 words

A choir of fishermen sang on the pier of Skarholm on Tuesday, as the ferry would not sail.

LOAD-DATE: May 6, 2004

LANGUAGE: ENGLISH
"""
SCAN = """\
MILL FINDS ITS WHEEL AGAIN

OLDERBY, Oct 2, 2004 (Reuters) - The water mill of Older-
by has found its wheel again, which a flood carried
away in 1953, the parish council said on Saturday.

Divers saw it in the harbour, where it served as a
mooring for two small boats.
"""
BAKERY = """\
Bakery opens on the ice

LULEA, Sweden, Feb 9, 2010 (Reuters) - A bakery opened on the frozen bay of Lulea on Tuesday and sold
its bread to skaters, the owner, Maj Sund, said.

She will close when the ice does.
"""


def write(folder: Path) -> Path:
    """Write the archive into *folder*."""
    old, new = folder / "1998", folder / "2004"
    old.mkdir(parents=True)
    new.mkdir()
    (old / "bac.txt").write_bytes(FERRY.encode("cp1252"))
    (old / "bac copie.txt").write_bytes(FERRY.encode("utf-16"))
    (new / "export.txt").write_bytes(EXPORT.encode("utf-8"))
    (new / "scan-0017.txt").write_bytes(SCAN.encode("ascii"))
    (new / "scan-0018.pdf").write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    with zipfile.ZipFile(folder / "2010.zip", "w") as packed:
        packed.writestr(zipfile.ZipInfo("wire/bakery.txt"), BAKERY)
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]))
