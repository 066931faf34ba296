"""Inputs that are made to fill memory or time, or to write where they should not: refused or told,
and what is sound beside them is read.
"""

from __future__ import annotations

import bz2
import gzip
import io
import tarfile
import zipfile

import pytest

from dispatchkit import DecodeError, parse_bytes, trace_bytes
from dispatchkit.errors import DispatchkitError

FIRST = "The harbour of Lund reopened on Tuesday after a week of storms, the port office said."
STORY = f"Harbour reopens\n\nLUND, Sweden, May 4, 2021 (TT) - {FIRST}\n".encode()
ZEROS = bytes(48 << 20)


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def told(data: bytes) -> list[str]:
    return [str(error) for error in trace_bytes(data).broken]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_zeros_are_not_unpacked(pack: object) -> None:
    assert callable(pack)
    with pytest.raises(DecodeError, match="memory"):
        parse_bytes(pack(ZEROS))


def test_zeros_in_a_zip_are_told_and_its_other_files_are_read() -> None:
    data = zipped({"a.txt": ZEROS, "b.txt": STORY})
    assert len(parse_bytes(data)) == 1
    assert [one.partition(":")[0] for one in told(data)] == ["a.txt"]


def test_what_is_compressed_again_and_again_is_left() -> None:
    data = STORY
    for _ in range(9):
        data = gzip.compress(data, mtime=0)
    with pytest.raises(DispatchkitError, match="too many containers"):
        parse_bytes(data)


def test_zips_in_zips_are_read_to_a_depth() -> None:
    data = zipped({"a.txt": STORY})
    for number in range(9):
        data = zipped({f"{number}.zip": data, "b.txt": STORY})
    assert len(parse_bytes(data)) == 4
    assert all(one.endswith("it stands in too many containers") for one in told(data))


@pytest.mark.parametrize(
    "text",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            f'<!ENTITY {name} "{f"&{below};" * 10}">'.encode()
            for below, name in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + b"]><rss><channel><item><title>&i;</title><description>&i;</description></item></channel>"
        b"</rss>",
    ],
    ids=["lists", "objects", "entities"],
)
def test_data_that_nest_or_grow_are_refused(text: bytes) -> None:
    with pytest.raises(DispatchkitError):
        parse_bytes(text)


def tarred(*entries: tuple[tarfile.TarInfo, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for entry, data in entries:
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return file.getvalue()


def test_links_of_a_tar_are_told_and_nothing_is_written() -> None:
    link = tarfile.TarInfo("passwords")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    data = tarred((link, b""), (tarfile.TarInfo("../../up.txt"), STORY))
    assert len(parse_bytes(data)) == 1
    assert told(data) == ["passwords: it is no file, but a link or a device"]


def test_a_file_that_is_damaged_or_encrypted_is_told_and_the_others_are_read() -> None:
    data = bytearray(zipped({"a.txt": STORY * 20, "b.txt": STORY, "c.txt": STORY}))
    data[60] ^= 0xFF
    at = data.index(b"PK\1\2", data.index(b"PK\1\2") + 1)
    data[at + 8] |= 1
    assert len(parse_bytes(bytes(data))) == 1
    found = told(bytes(data))
    assert [one.partition(":")[0] for one in found] == ["a.txt", "b.txt"]
    assert found[1].endswith("it is encrypted")
