"""One program in a process of its own.

    python benchmarks/programs.py PROGRAM KIND ROUNDS

For each number of a round that it reads it prints the seconds of CPU time that PROGRAM takes for
the inputs of that round. Those who read HTML get the lines of a dump as paragraphs of a page, made
beforehand.
"""

from __future__ import annotations

import gc
import importlib.util
import sys
import time
from typing import TYPE_CHECKING, Any

import inputs

if TYPE_CHECKING:
    from collections.abc import Callable

# The module that each of the programs needs, and how to get it.
NEEDS = {
    "jusText": ("justext", "justext lxml_html_clean"),
    "trafilatura": ("trafilatura", "trafilatura"),
    "resiliparse": ("resiliparse", "resiliparse"),
}
# The program on what a page of HTML shows, copied as text.
TEXT = "dispatchkit, its text"


def missing(name: str) -> str | None:
    """What to say of a program that is not installed; None if it is."""
    module, wanted = NEEDS.get(name, ("dispatchkit", "dispatchkit"))
    return None if importlib.util.find_spec(module) else f"not installed: pip install {wanted}"


def _dispatchkit() -> Callable[[bytes], Any]:
    from dispatchkit import DispatchkitError, parse_bytes

    def parse(dump: bytes) -> Any:
        try:
            return parse_bytes(dump)
        except DispatchkitError:
            return None

    return parse


def _floor() -> Callable[[bytes], Any]:
    from dispatchkit.reading.decode import decode
    from dispatchkit.text.lines import split_lines

    return lambda dump: split_lines(decode(dump).text)


def _justext() -> Callable[[str], Any]:
    import justext

    words = frozenset[str]().union(*map(justext.get_stoplist, justext.get_stoplists()))
    return lambda page: justext.justext(page, words)


def _trafilatura() -> Callable[[str], Any]:
    import trafilatura

    return lambda page: trafilatura.bare_extraction(page, with_metadata=True)


def _resiliparse() -> Callable[[str], Any]:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: extract_plain_text(page, main_content=True)


_PROGRAMS: dict[str, Callable[[], Callable[[Any], Any]]] = {
    "dispatchkit": _dispatchkit,
    TEXT: _dispatchkit,
    "floor": _floor,
    "jusText": _justext,
    "trafilatura": _trafilatura,
    "resiliparse": _resiliparse,
}


def _text_of(page: bytes) -> bytes:
    """What a page of HTML shows, as somebody would copy it."""
    from dispatchkit.reading.web.blocks import blocks, parsed

    lines = blocks(parsed(page.decode("utf-8", "replace")))
    return "\n\n".join(line.text for line in lines).encode()


def _given(name: str, kind: str, dump: bytes) -> Any:
    """What a program gets of an input."""
    if name == TEXT:
        return _text_of(dump)
    if name not in NEEDS:
        return dump
    from dispatchkit.reading.decode import decode

    text = decode(dump).text
    return text if kind == "html" else inputs.as_html(text)


def main() -> None:
    name, kind, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    run = _PROGRAMS[name]()
    rounds = [[_given(name, kind, dump) for dump in some] for some in inputs.rounds(kind, number)]
    # So that the inputs are not searched for garbage while the program runs.
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        begun = time.process_time()
        for given in rounds[int(line)]:
            run(given)
        print(time.process_time() - begun, flush=True)


if __name__ == "__main__":
    main()
