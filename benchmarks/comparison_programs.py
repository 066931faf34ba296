"""What one program finds in files: a record of each, as the scorers of the comparison take it.

    PYTHON benchmarks/comparison_programs.py PROGRAM FORM FILE... > records.jsonl

FORM says what the program gets of a file: ``html`` the page as it is, ``lines`` the lines of a
text as paragraphs of a page of HTML, ``text`` the text itself, ``wire`` the file. ``seconds`` in a
record is the CPU time that the program took for its file; one input before the first does not
count, as it fills caches. PYTHON needs the program alone: dispatchkit is imported only where it is
measured.
"""

from __future__ import annotations

import gzip
import html
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Record = dict[str, Any]
# The story of the page that is read before the first one.
_FIRST = "The ferry to the islands runs again after a week of storms, the harbour office said. " * 4


def _dispatchkit() -> Callable[[bytes], list[Record]]:
    from dispatchkit import DispatchkitError, parse_bytes

    def found(data: bytes) -> list[Record]:
        try:
            return [dispatch.to_dict() for dispatch in parse_bytes(data)]
        except DispatchkitError:
            return []

    return found


def _trafilatura() -> Callable[[bytes], list[Record]]:
    import trafilatura

    def found(page: bytes) -> list[Record]:
        story = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
        if story is None:
            return []
        return [
            {
                **_paragraphs(story.text),
                "headline": story.title,
                "published": story.date,
                "byline": [{"name": name} for name in (story.author or "").split("; ") if name],
                "abstract": None,
            }
        ]

    return found


def _justext(*languages: str) -> Callable[[bytes], list[Record]]:
    import justext

    names = languages or justext.get_stoplists()
    words = frozenset[str]().union(*map(justext.get_stoplist, names))

    def found(page: bytes) -> list[Record]:
        lines = justext.justext(page, words)
        return [_paragraphs("\n".join(line.text for line in lines if not line.is_boilerplate))]

    return found


def _resiliparse() -> Callable[[bytes], list[Record]]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def found(page: bytes) -> list[Record]:
        text = bytes_to_str(page, detect_encoding(page))
        shown = extract_plain_text(text, main_content=True, alt_texts=False, list_bullets=False)
        return [_paragraphs(shown)]

    return found


def _everything() -> Callable[[bytes], list[Record]]:
    return lambda data: [_paragraphs(data.decode("utf-8", "replace"))]


PROGRAMS: dict[str, Callable[[], Callable[[bytes], list[Record]]]] = {
    "dispatchkit": _dispatchkit,
    "trafilatura": _trafilatura,
    "jusText": _justext,
    "jusText, told English": lambda: _justext("English"),
    "resiliparse": _resiliparse,
    "everything": _everything,
}


def _paragraphs(text: str | None) -> Record:
    """A record of nothing but the lines of a text."""
    lines = [line.strip() for line in (text or "").splitlines()]
    return {"paragraphs": [{"text": line} for line in lines if line]}


def _as_page(text: str) -> bytes:
    """The lines of a text as paragraphs of a page."""
    lines = [line for line in text.splitlines() if line.strip()]
    shown = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    head = '<!doctype html>\n<html><head><meta charset="utf-8"></head><body>\n'
    return f"{head}{shown}\n</body></html>\n".encode()


def given(form: str, file: Path) -> bytes:
    """What a program gets of a file."""
    data = file.read_bytes()
    if file.suffix == ".gz":
        data = gzip.decompress(data)
    return _as_page(data.decode("utf-8", "replace")) if form == "lines" else data


def main() -> None:
    name, form, *files = sys.argv[1:]
    found = PROGRAMS[name]()
    found(_FIRST.encode() if form in {"text", "wire"} else _as_page(_FIRST))
    for file in files:
        data = given(form, Path(file))
        begun = time.process_time()
        records = found(data)
        seconds = time.process_time() - begun
        for index, record in enumerate(records or [_paragraphs(None)]):
            spent = 0.0 if index else seconds
            about = {"path": file, "id": Path(file).stem, "index": index, "seconds": spent}
            print(json.dumps({**record, **about}))


if __name__ == "__main__":
    main()
