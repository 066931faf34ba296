"""One program in a process of its own.

    python benchmarks/programs.py PROGRAM KIND ROUNDS

For each number of a round that it reads it prints the seconds of CPU time that PROGRAM takes for
the inputs of that round. Those who read HTML get the lines of an input as paragraphs of a page,
made beforehand.
"""

from __future__ import annotations

import gc
import html
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
    "floor": _floor,
    "jusText": _justext,
    "trafilatura": _trafilatura,
    "resiliparse": _resiliparse,
}


def _page_of(dump: bytes) -> str:
    from dispatchkit.reading.decode import decode

    lines = [line for line in decode(dump).text.splitlines() if line.strip()]
    shown = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f"<html><body>\n{shown}\n</body></html>"


def main() -> None:
    name, kind, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    run = _PROGRAMS[name]()
    rounds: list[list[Any]] = list(inputs.rounds(kind, number))
    if name in NEEDS:
        rounds = [[_page_of(dump) for dump in some] for some in rounds]
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
