"""Archives that are cut off or damaged: whatever is lost of them is told, wherever the cut is."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from dispatchkit import trace_bytes
from dispatchkit.errors import DispatchkitError

if TYPE_CHECKING:
    from collections.abc import Callable

STORY = (
    "Harbour {0} reopens\n\nLUND, Sweden, May 4, 2021 (TT) - The harbour of pier {0} reopened on"
    " Tuesday after a week of storms.\n"
)
STORIES = {f"{name}.txt": STORY.format(name).encode() for name in ("north", "south", "west")}


class _Pipe(io.RawIOBase):
    """A file that cannot be sought in, as a pipe that a zip is written to."""

    def __init__(self) -> None:
        super().__init__()
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self.held += piece
        return len(piece)


def zipped(
    files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, *, piped: bool = False
) -> bytes:
    file = _Pipe() if piped else io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return bytes(file.held) if isinstance(file, _Pipe) else file.getvalue()


def nested(method: int, *, piped: bool = False) -> bytes:
    (first, second, third) = STORIES
    inner = zipped({second: STORIES[second]})
    files = {first: STORIES[first], "inner.zip": inner, third: STORIES[third]}
    return zipped(files, method, piped=piped)


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in STORIES.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return file.getvalue()


def record(name: str) -> bytes:
    page = f"<html><body><article><p>{STORIES[name].decode()}</p></article></body></html>"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://wire.example/"
        + f"{name}\r\nContent-Type: application/http\r\nContent-Length: {len(http)}".encode()
        + b"\r\n\r\n"
        + http
        + b"\r\n\r\n"
    )


def told(data: bytes) -> tuple[int, list[str]]:
    """How many stories are found, and what is said of others."""
    try:
        trace = trace_bytes(data)
    except DispatchkitError as error:
        return 0, [str(error)]
    return sum(part.dispatch is not None for part in trace.parts), list(map(str, trace.broken))


ARCHIVES: dict[str, Callable[[], bytes]] = {
    "zip": lambda: nested(zipfile.ZIP_DEFLATED),
    "zip of files as they are": lambda: nested(zipfile.ZIP_STORED),
    "zip that was piped": lambda: nested(zipfile.ZIP_DEFLATED, piped=True),
    "zip of files as they are that was piped": lambda: nested(zipfile.ZIP_STORED, piped=True),
    "tar": tarred,
    "tar.gz": lambda: gzip.compress(tarred(), mtime=0),
    "tar.bz2": lambda: bz2.compress(tarred()),
    "tar.xz": lambda: lzma.compress(tarred()),
    "gzip of members": lambda: b"".join(gzip.compress(one, mtime=0) for one in STORIES.values()),
    "warc.gz": lambda: b"".join(gzip.compress(record(name), mtime=0) for name in STORIES),
    "warc": lambda: b"".join(map(record, STORIES)),
}
# Where a cut between two of its parts leaves a file that is whole by the rules of its format.
PARTS: dict[str, Callable[[str], bytes]] = {
    "gzip of members": lambda name: gzip.compress(STORIES[name], mtime=0),
    "warc.gz": lambda name: gzip.compress(record(name), mtime=0),
    "warc": lambda name: record(name).rstrip(),
}


def is_whole(form: str, data: bytes) -> bool:
    """Whether *data* end where a part of such a file does."""
    part = PARTS.get(form)
    return part is not None and data.rstrip(b"\r\n").endswith(tuple(map(part, STORIES)))


@pytest.mark.parametrize("form", ARCHIVES)
def test_a_cut_is_told_wherever_it_is_or_nothing_is_lost(form: str) -> None:
    data = ARCHIVES[form]()
    most, whole = min(len(data), 3500), told(data)[0]
    # What shows a tar stands behind 257 bytes.
    for end in range(300 if form == "tar" else 60, most, max(1, most // 80)):
        found, problems = told(data[:end])
        assert problems or found == whole or is_whole(form, data[:end]), end


@pytest.mark.parametrize("form", ARCHIVES)
def test_a_whole_one_has_nothing_to_tell(form: str) -> None:
    found, problems = told(ARCHIVES[form]())
    assert not problems
    assert found >= 1


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_what_is_whole_in_a_zip_without_its_directory_is_read(method: int) -> None:
    data = nested(method)
    found, problems = told(data[: data.index(b"PK\x01\x02", data.rindex(b"west.txt", 0, -120))])
    assert found == len(STORIES)
    assert len(problems) == 1
    assert "cut off" in problems[0]


def test_zips_in_a_row_are_read_one_after_another() -> None:
    data = b"".join(zipped({name: story}) for name, story in STORIES.items())
    assert told(data) == (3, [])


def test_a_damaged_header_of_a_tar_does_not_end_it_in_silence() -> None:
    data = tarred()
    at = data.index(b"south.txt")
    assert told(data[:at] + b"?" + data[at + 1 :])[1] == [
        f"byte {at:,}: the tar archive is cut off or damaged here"
    ]


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_what_stands_behind_compressed_data_is_told_unless_it_is_zeros(
    compress: Callable[[bytes], bytes],
) -> None:
    data = compress(STORIES["north.txt"])
    assert told(data + b"\0" * 512) == (1, [])
    assert len(told(data + b"and so on")[1]) == 1
