"""Nothing is lost: every word of a source line is in a field, a paragraph or boilerplate, even if
the dump was garbled.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lost import lost

from dispatchkit import DecodeError, UnreadableFormat, trace_bytes, trace_text
from dispatchkit.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatchkit.trace import Trace

ROOT = Path(__file__).parents[1]
DUMPS = sorted(
    [
        *ROOT.glob("tests/dispatches/*/*.txt"),
        *ROOT.glob("samples/*.txt"),
        *ROOT.glob("tests/pages/*.txt"),
    ]
)
SHARED = ROOT.parent / "shared"
# Of the many pages and texts beside the checkout every so many-th.
PAGES = sorted(SHARED.glob("bench/dev/*.txt"))[11::24]
# Escapes of terminals alone on a line are no units yet.
FAULTS = sorted(path for path in SHARED.glob("faults/*/**/*.txt") if path.is_file())[::3]


def told(trace: Trace) -> list[str]:
    """What is lost, in words, for the message of a failing test."""
    return [
        f"{line.line.number} {line.label.word} {line.rule}: {left} of {line.line.text!r}"
        for line, left in lost(trace)
    ]


@pytest.mark.parametrize("path", DUMPS, ids=[path.relative_to(ROOT).as_posix() for path in DUMPS])
def test_nothing_of_a_dump_is_lost(path: Path) -> None:
    assert told(trace_bytes(path.read_bytes())) == []


@pytest.mark.parametrize("path", [*PAGES, *FAULTS], ids=lambda path: path.name)
def test_nothing_of_what_lies_beside_the_checkout_is_lost(path: Path) -> None:
    """Pages and texts that may not be copied into the project; without them there is nothing to do."""
    try:
        assert told(trace_bytes(path.read_bytes())) == []
    except UnreadableFormat as error:
        # Refused as a whole, so that nothing of it is lost unseen.
        assert error.title
    except DecodeError:
        assert path.stat().st_size == 0 or b"\0" in path.read_bytes()


# --- garbled ------------------------------------------------------------------------------------------------------------------

CONTROLS = "\x01\x02\x03\x04\x05\x07\x0c\x0e\x16\x1f\x7f"
STRANGERS = [
    "Tel. +49 30 5555 0199, desk@agency.example",
    "By Mira Solvang, harbour desk, room 12",
    "(Reporting by Mira Solvang; Editing by Jan Ruud, +47 5555 0101)",
    "NNNN",
    "ZCZC XY0007 3 I SPO",
    "- ATTENTION EDITORS - THE STORY ABOVE IS WITHDRAWN",
    "04.12.2021 10:15 NTB 77",
    "=====",
    "RTRS-Lock gate opens for barges",
]


@cache
def _texts() -> tuple[str, ...]:
    return tuple(
        text
        for text in (
            trace_bytes(path.read_bytes()).decoded.text
            for path in DUMPS
            if path.stat().st_size < 6000
        )
    )


def insert(lines: list[str], place: int, draw: Callable[[st.SearchStrategy[str]], str]) -> None:
    lines.insert(place, draw(st.sampled_from(STRANGERS)))


def delete(lines: list[str], place: int, _: object) -> None:
    del lines[place : place + 1]


def double(lines: list[str], place: int, _: object) -> None:
    lines[place:place] = lines[place : place + 3]


def shuffle(lines: list[str], place: int, _: object) -> None:
    lines[place:] = (
        [*lines[:0:-1], *lines[place:]][: len(lines) - place]
        if place > len(lines) // 2
        else lines[:place:-1]
    )


def glue(lines: list[str], place: int, _: object) -> None:
    lines[place : place + 2] = [" ".join(lines[place : place + 2])]


def control(lines: list[str], place: int, draw: Callable[[st.SearchStrategy[str]], str]) -> None:
    if lines:
        line, sign = lines[place % len(lines)], draw(st.sampled_from(CONTROLS))
        # Between words: within one it would part what repair joins.
        words = line.split(" ")
        at = len(words) // 2
        lines[place % len(lines)] = " ".join([*words[:at], sign + " ".join(words[at:])])


def frame(lines: list[str], place: int, draw: Callable[[st.SearchStrategy[str]], str]) -> None:
    lines[place:place] = [
        draw(
            st.sampled_from(["NNNN", "ZCZC AB0001", "\x01AB0002 4 I POL 12", "\x03", "\x04", "\f"])
        )
    ]


CHANGES = (insert, delete, double, shuffle, glue, control, frame)


@st.composite
def garbled(draw: st.DrawFn) -> str:
    """A dump to which a few things were done."""
    lines = draw(st.sampled_from(_texts())).split("\n")
    for _ in range(draw(st.integers(1, 5))):
        change = draw(st.sampled_from(CHANGES))
        change(lines, draw(st.integers(0, max(len(lines) - 1, 0))), draw)
    return "\n".join(lines)


@given(garbled())
@settings(
    max_examples=int(os.environ.get("LOST_EXAMPLES", "60")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_nothing_of_a_garbled_dump_is_lost(text: str) -> None:
    trace = trace_text(text)
    assert told(trace) == []
    numbers = [line.line.number for part in trace.parts for line in part.lines]
    assert numbers == sorted(set(numbers))


# --- kinds of loss -------------------------------------------------------------------------------------------------------------

STORY = (
    "Lock gate opens for barges\n\nTILVEN, May 3 2021 (Reuters) - The lock of Tilven let the first"
    " barges through on Monday, a month after its gate was damaged.\n\n{}\n"
)


@pytest.mark.parametrize("sign", CONTROLS)
def test_a_control_character_within_a_sentence_frames_nothing(sign: str) -> None:
    trace = trace_text(STORY.format(f"The fare for boats {sign}stays as it was before."))
    found = [part.dispatch for part in trace.parts if part.dispatch]
    assert [paragraph.text for paragraph in found[0].paragraphs][-1:] == [
        "The fare for boats stays as it was before."
    ]
    assert len(found) == 1


def message(number: int, text: str) -> str:
    return f"ZCZC TX{number:04} 4 I POL\n{text}\n\nNNNN\n"


STATEMENTS = [
    (
        "- ATTENTION EDITORS - THE STORY ON THE LOCK OF TILVEN IS WITHDRAWN",
        {"ednote": "THE STORY ON THE LOCK", "notice.kind": "kill"},
    ),
    (
        "ATENCIÓN REDACCIONES: QUEDA ANULADA LA NOTA SOBRE LA ESCLUSA",
        {"ednote": "QUEDA ANULADA", "notice.kind": None},
    ),
    ("EMBARGOED until 18:00 GMT, Dec 5", {"notice.kind": "embargo"}),
    ("SPERRFRIST: 5. Dezember, 18.00 Uhr", {"notice.kind": "embargo"}),
    ("MANDATORY KILL", {"notice.kind": "kill"}),
    (
        "Headline: Second lock opens\nSlug: LOCK-2\nKeywords: lock, canal",
        {"headline": "Second lock opens", "slugline": "LOCK-2"},
    ),
    ("Titre : La deuxième écluse ouvre", {"headline": "La deuxième écluse ouvre"}),
]


def holds(record: dict[str, object], expected: dict[str, str | None]) -> bool:
    """Whether the fields of a record hold what is expected."""
    for name, value in expected.items():
        field, _, inner = name.partition(".")
        found = record[field]
        if inner:
            found = found[inner] if isinstance(found, dict) else None
        if value is not None and value not in str(found):
            return False
    return True


@pytest.mark.parametrize(
    ("text", "expected"), STATEMENTS, ids=[text[:24] for text, _ in STATEMENTS]
)
def test_messages_without_paragraphs_are_records(
    text: str, expected: dict[str, str | None]
) -> None:
    """Among others and alone."""
    story = STORY.format("Boats pay as before.")
    several = trace_text(message(1, story) + message(2, text) + message(3, story))
    records = [part.dispatch.to_dict() for part in several.parts if part.dispatch]
    assert [bool(record["paragraphs"]) for record in records] == [True, False, True]
    assert [record["index"] for record in records] == [0, 1, 2]
    assert holds(records[1], expected), records[1]
    assert told(several) == []
    (alone,) = trace_text(text + "\n").parts
    assert alone.dispatch is not None
    assert holds(alone.dispatch.to_dict(), expected)


def test_a_message_that_states_nothing_is_kept_with_its_neighbour() -> None:
    story = message(1, STORY.format("Boats pay as before."))
    empty = "ZCZC TX0002 4 I POL\n© 2021 Tilven Press. All rights reserved.\nNNNN\n"
    for text, place in ((empty + story, 0), (story + empty + story, 0), (story + empty, 0)):
        trace = trace_text(text)
        found = [part.dispatch for part in trace.parts if part.dispatch]
        assert "Tilven Press" in " ".join(entry.text for entry in found[place].boilerplate)
        assert told(trace) == []


@pytest.mark.parametrize(
    "text",
    [
        "© 2021 Tilven Press. All rights reserved.\n",
        "Share\nPrint\nSubscribe to our newsletter\n",
        "NNNN\n",
        "URGENT\n",
    ],
)
def test_boilerplate_alone_is_no_dispatch(text: str) -> None:
    assert not any(part.dispatch for part in trace_text(text).parts)


CREDITS = [
    (
        "Reuters",
        "(Reporting by Mira Solvang in Tilven; Editing by Jan Ruud, +47 5555 0101)",
        ["5555", "0101"],
    ),
    ("dpa", "- Editing by: Jutta Beispiel, +49 30 5555 0199, <canal@dpa.com>", ["0199", "canal"]),
    ("dpa", "- Redaktion: Kai Muster, Tel. 030 5555 0198", ["0198"]),
    ("AFP", "By Mira Solvang in Tilven, for the desk of waterways", ["waterways"]),
    ("AFP", "By Mira Solvang © 2021 Agence Tilven", ["Tilven"]),
]


@pytest.mark.parametrize(
    ("credit", "line", "kept"), CREDITS, ids=[line[:30] for _, line, _ in CREDITS]
)
def test_what_a_credit_says_besides_names_is_kept(
    credit: str, line: str, kept: Sequence[str]
) -> None:
    trace = trace_text(STORY.replace("Reuters", credit).format(line))
    (record,) = [part.dispatch.to_dict() for part in trace.parts if part.dispatch]
    text = " ".join(entry["text"] for entry in (*record["boilerplate"], *record["paragraphs"]))
    assert all(word in text for word in kept)
    assert told(trace) == []


def test_what_shares_a_line_with_author_and_date_is_kept() -> None:
    """A rule that takes all before the date for an author does not make it a name."""
    trace = trace_text(
        "Lock gate opens for barges\n\nEvery boat gets a flag and a lamp with its ticket Mira"
        " Solvang   | 03.05.2021\n\nTILVEN (AA) - The lock of Tilven let the first barges through"
        " on Monday.\n"
    )
    assert told(trace) == []
    (dispatch,) = [part.dispatch for part in trace.parts if part.dispatch]
    assert "flag and a lamp" in " ".join(entry.text for entry in dispatch.boilerplate)


def test_a_line_that_its_fields_say_whole_is_not_repeated() -> None:
    trace = trace_text(
        "Lock gate opens for barges\nBy Mira Solvang and Jan Ruud\n03.05.2021\n\nTILVEN (Reuters) -"
        " The lock of Tilven let the first barges through on Monday.\n"
    )
    (dispatch,) = [part.dispatch for part in trace.parts if part.dispatch]
    assert dispatch.boilerplate == ()
    assert [line.label for part in trace.parts for line in part.lines][:3] == [
        Label.HEADLINE,
        Label.BYLINE,
        Label.DATE,
    ]
