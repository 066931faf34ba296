"""The code can be read: tools/readable.py finds no more than tools/readable.toml excuses, and that
list only shrinks.
"""

from __future__ import annotations

import pytest
import readable

COUNTED, LISTED = readable.counts(), readable.listed()
PLACES = tuple(readable.found())


@pytest.mark.parametrize("kind", readable.KINDS)
def test_nothing_is_added_to_what_is_hard_to_read(kind: str) -> None:
    more = COUNTED[kind] - LISTED[kind]
    places = [place for place in PLACES if place.kind == kind and place.module in more]
    assert not more, "\n".join(f"{place.module}:{place.line}: {place.what}" for place in places)


@pytest.mark.parametrize("kind", readable.KINDS)
def test_what_has_been_mended_is_struck_from_the_list(kind: str) -> None:
    assert LISTED[kind] - COUNTED[kind] == {}, "run python tools/readable.py --write"


def test_the_list_says_nothing_but_what_the_tool_writes() -> None:
    assert readable.LIST.read_text(encoding="utf-8") == readable.page(LISTED)


@pytest.mark.parametrize(
    ("expression", "kinds"),
    [
        ("x = a if b else c", []),
        ("x = a if b else c if d else e", ["nested-conditional"]),
        ("x = (a if b else c) if d else e", ["nested-conditional"]),
        ("x = f(a if b else c) if d else e", ["nested-conditional"]),
        ("x = a and b and (c or not d)", []),
        ("x = a and b and not (c or d and e)", ["long-condition"]),
        ("def f():\n" + "    if a: b\n" * 11, []),
        ("def f():\n" + "    if a: b\n" * 12, ["complex-function"]),
        ("def f():\n" + "    x = [a for a in b if a]\n" * 6, ["complex-function"]),
    ],
)
def test_what_is_hard_to_read(expression: str, kinds: list[str]) -> None:
    assert [place.kind for place in readable.found_in(expression, "m.py")] == kinds
