"""The structure model: looks of lines, words of furniture, the chain, what facts bind, and pages
made up for the purpose (``pages``) in several languages.

Before each line of a page there stands its part: h headline, y byline, d date, b text, c crosshead,
a full stop for furniture. The contents are invented.
"""

from __future__ import annotations

from itertools import pairwise, product
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit import parse_text
from dispatchkit.agencies.common_phrases import phrase
from dispatchkit.data import tables
from dispatchkit.pipeline import run
from dispatchkit.reading.options import ReadOptions
from dispatchkit.structure import chain, layout_of, look_over, seen_of
from dispatchkit.structure.axes import AXES, FAMILIES, SIZES
from dispatchkit.structure.binding import ALL
from dispatchkit.structure.chain import LETTERS, STORY, Part, likelihoods
from dispatchkit.structure.columns import columns
from dispatchkit.structure.features import Observation
from dispatchkit.structure.look import Look, detail, looks
from dispatchkit.structure.wording import terms, word_classes
from dispatchkit.text.lines import split_lines
from dispatchkit.text.shape import holds_unspaced
from dispatchkit.text.units import make_units

if TYPE_CHECKING:
    from dispatchkit.structure import Layout
    from dispatchkit.text.units import Unit

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
SENTENCE = (
    "The ferry to the island will run through the winter for the first time in forty years, the"
    " council said."
)


def units_of(text: str) -> tuple[Unit, ...]:
    return make_units(split_lines(text))


def words_of(line: str) -> list[str]:
    return next(iter(columns([line]))).words


def page(path: Path) -> tuple[list[str], tuple[Unit, ...]]:
    """The parts of the lines of an invented page, and the lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line[0] for line in lines if line], units_of("\n".join(line[2:] for line in lines))


def look(line: str) -> Look:
    return looks(units_of(line))[0]


def layout(units: tuple[Unit, ...]) -> Layout:
    return layout_of(look_over(units, ReadOptions()))


# --- lines by themselves ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (f"{SENTENCE} No boat had done so since the old pier was closed.", "P"),
        ("The old pier is closed.", "p"),
        ("島にはこれまで医師が常駐していなかった。", "p"),
        (
            "島のどこにも医師が常駐していなかったため、急病の患者は船で一時間かけて本土の病院に運ばれていた。",
            "P",
        ),
        (" ".join(["harbour"] * 25), "L"),
        ("Opening hours in the winter:", "k"),
        ("Privacy policy", "s"),
        ("14 November 2023, 09:12", "d"),
        ("3.5.2022", "n"),
        ("* * *", "n"),
        ("Harbour", "u"),
        ("Orrin harbour", "s"),
        ("Harbour master warns of storms", "m"),
        ("Harbour master warns of storms and asks islanders for patience", "M"),
    ],
)
def test_the_kind_of_a_line(line: str, kind: str) -> None:
    assert look(line).kind == kind


@pytest.mark.parametrize(
    ("line", "clock", "year", "date"),
    [
        ("Updated at 9:12 by Marta", True, False, False),
        ("March 14, 2022", False, True, True),
        ("le 3 février 1999", False, True, True),
        ("2022年3月14日", False, True, True),
        ("at 5/6 of the way", False, False, True),
        ("room 3", False, False, False),
        ("x9:12", False, False, False),
    ],
)
def test_what_looks_like_a_date(line: str, clock: bool, year: bool, date: bool) -> None:
    assert look(line).stamps == clock + 2 * year + 4 * date


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("no sign", set()),
        ("a_b", {"underscore"}),
        ("café @ home", {"at"}),
        ("see www.example.org/x", {"slash", "link"}),
        ("“so”", {"quote"}),
    ],
)
def test_signs(text: str, signs: set[str]) -> None:
    assert detail(look(text)).signs == signs


@pytest.mark.parametrize(
    ("line", "classes"),
    [
        ("share this on facebook", {"share": 2}),
        ("newsletter abonnieren", {"subscribe": 2}),
        ("подписаться на рассылку", {"subscribe": 1}),
        ("cookies und cookies", {"consent": 2}),
        ("log in to comment", {"account": 1}),
        ("コメント", {"comment": 1}),
        ("นโยบายความเป็นส่วนตัว", {"consent": 1}),
        ("the harbour master warned", {}),
        ("", {}),
    ],
)
def test_furniture_words(line: str, classes: dict[str, int]) -> None:
    assert word_classes(line, words_of(line), unspaced=holds_unspaced(line)) == classes


def test_terms() -> None:
    def of(text: str) -> frozenset[str]:
        words = words_of(text)
        return terms(
            text, words, letters_only="".join(words).isalpha(), unspaced=holds_unspaced(text)
        )

    assert of("the harbour and its harbours") == {"harbou"}
    assert of("harbour7quays in 2022") == {"harbou", "quays"}
    assert of("гавань города") == {"гавань", "города"}
    assert of("診療所 x") == {"診療", "療所"}
    assert of("") == frozenset()


@pytest.mark.parametrize(
    ("line", "weight", "names", "capitals"),
    [
        ("", 0, 0, 0),
        ("Ada's co-op", 2, 2, 1),
        ("3D of 2Pac's İzmir", 4, 4, 3),
        ("Éva – ’Tis 7 ½", 4, 3, 2),
        ("٣٤ abc", 2, 1, 0),
        ("Гавань И море", 3, 3, 2),
    ],
)
def test_words_are_counted(line: str, weight: int, names: int, capitals: int) -> None:
    found = list(columns(["Before", line, "après"]))[1]
    assert (found.weight, found.names, found.capitals) == (weight, names, capitals)


def test_words_are_cut_alike_in_ascii_and_beyond() -> None:
    assert (
        words_of("it's 9:12, co-op_x")
        == words_of("it's 9:12, co-op_x é")[:-1]
        == ["it", "s", "9", "12", "co", "op", "x"]
    )


@pytest.mark.parametrize(
    ("line", "letter"),
    [
        ("privacy policy", "q"),
        ("все права защищены", "c"),
        ("read more: boats", "+r"),
        ("lesen sie auch: freibad", "+r"),
        ("the harbour master warned", None),
        ("", None),
    ],
)
def test_phrases(line: str, letter: str | None) -> None:
    assert phrase(line) == letter


# --- the chain --------------------------------------------------------------------------------------------------------------


def tiny(seed: int) -> dict[str, Any]:
    """Weights of three flags, the pairs and the ends, in hundredths."""

    def some(*at: int) -> int:
        return (
            sum((place + 3) * number * seed for place, number in enumerate(at, 7)) * 37
        ) % 301 - 150

    above, behind = "ohpayd", "bcitz"
    pairs = {
        one + other: some(ord(one), ord(other))
        for one in LETTERS
        for other in LETTERS
        if (one in above and other in above + "bc") or (one in behind and other in behind)
    }
    ends = {part: some(ord(part)) for part in LETTERS}
    return {
        "features": {},
        "flags": {name: [some(ord(name), ord(part)) for part in LETTERS] for name in "xyz"},
        "follows": pairs,
        "start": ends,
        "end": ends,
    }


def weigh(data: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the chain have these weights."""
    prepared = chain._prepared(data)
    monkeypatch.setattr(chain, "_weights", lambda: prepared)
    monkeypatch.setattr(chain, "_chain", chain._chain.__wrapped__)


def seen(flags: str) -> Observation:
    return Observation(bytes(len(AXES)), list(flags))


def expected_of(data: dict[str, Any], rows: list[str], may: list[int]) -> list[list[float]]:
    """The likelihoods as sums over all orders of parts."""
    found = [[0.0] * len(LETTERS) for _ in rows]
    for order in product(range(len(LETTERS)), repeat=len(rows)):
        parts = [LETTERS[place] for place in order]
        able = all(mask >> place & 1 for mask, place in zip(may, order, strict=True))
        pairs = [one + other for one, other in pairwise(parts)]
        if able and all(pair in data["follows"] for pair in pairs):
            total = data["start"][parts[0]] + data["end"][parts[-1]]
            total += sum(data["follows"][pair] for pair in pairs)
            total += sum(
                data["flags"][name][place]
                for row, place in zip(rows, order, strict=True)
                for name in row
            )
            for line, place in enumerate(order):
                found[line][place] += exp(total / 100)
    return [[value / sum(line) for value in line] for line in found]


@pytest.mark.parametrize("seed", [1, 5, 11])
@pytest.mark.parametrize("second", [ALL, 1 << Part.TEXT | 1 << Part.DATE])
def test_likelihoods_are_those_of_all_orders(
    seed: int, second: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tiny(seed)
    weigh(data, monkeypatch)
    rows, may = ["xy", "z", "xyz"], [ALL, second, ALL]
    found = likelihoods(list(map(seen, rows)), may)
    for line, wanted in zip(found, expected_of(data, rows, may), strict=True):
        assert line == pytest.approx(wanted)


def test_what_may_not_follow_has_no_likelihood(monkeypatch: pytest.MonkeyPatch) -> None:
    data = tiny(3) | {"start": {"b": 0}}
    weigh(data, monkeypatch)
    first, *rest = likelihoods([seen("")] * 5, [ALL] * 5)
    assert first[Part.TEXT] == pytest.approx(1)
    assert all(line[part] == 0 for line in rest for part in range(Part.TEXT))


def test_facts_that_no_order_fits_do_not_bind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A headline after the text is not possible: the line is then what it looks like."""
    data = tiny(2)
    weigh(data, monkeypatch)
    text, headline = 1 << Part.TEXT, 1 << Part.HEADLINE
    first, second = likelihoods([seen("x"), seen("y")], [text, headline])
    assert first[Part.TEXT] == pytest.approx(1)
    assert sum(second) == pytest.approx(1)


def test_likelihoods_of_many_lines_stay_in_range(monkeypatch: pytest.MonkeyPatch) -> None:
    data = tiny(2)
    weigh(data, monkeypatch)
    for line in likelihoods([seen("xyz"), seen("")] * 2000, [ALL] * 4000):
        assert sum(line) == pytest.approx(1)


def test_each_combination_of_values_has_its_words() -> None:
    """The weights are written by the words of the values and read back by them."""
    for family in FAMILIES:
        count = 1
        for axis in family:
            count *= SIZES[list(AXES).index(axis)]
        for index in range(0, count, max(1, count // 50)):
            assert chain.index_of(family, chain.key_of(family, index)) == index


def test_the_weights_name_only_what_is_seen() -> None:
    data = tables.parse(chain._FILE)
    assert set(data["features"]) <= {" & ".join(family) for family in FAMILIES}
    assert set(data["follows"]) == {
        one + other for one in LETTERS for other in LETTERS if one + other in data["follows"]
    }
    assert chain._prepared(data)["families"]


def test_sums_of_weights_fit_into_two_bytes() -> None:
    data = tables.parse(chain._FILE)
    groups = [*(rows.values() for rows in data["features"].values())]
    groups += [[row] for row in data["flags"].values()]
    assert sum(max(max(row) - min(row) for row in rows) for rows in groups) < 1 << 16


# --- pages ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_invented_pages(path: Path) -> None:
    wanted, units = page(path)
    assert len(units) == len(wanted)
    found = layout(units)
    text = [unit.text for unit, part in zip(units, found.parts, strict=True) if part in STORY]
    assert text == [unit.text for unit, part in zip(units, wanted, strict=True) if part in "bc"]
    assert found.headline == wanted.index("h")
    assert found.parts[found.headline] is Part.HEADLINE


def test_why_names_features() -> None:
    wanted, units = page(PAGES[0])
    found = layout(units)
    likelihood, _, said = found.why(wanted.index("b")).partition(": ")
    assert 0.4 < float(likelihood) <= 1
    axis = said.split("=")[0]
    assert axis in AXES or axis.split()[0] in ("sign", "word")


def test_far_from_text_there_is_no_reason() -> None:
    units = units_of(
        "\n".join(
            [*(f"Menu {number}" for number in range(60)), "Share this", "Log in"]
            + [f"{number}. {SENTENCE}" for number in range(4)]
        )
    )
    found = layout(units)
    assert found.parts[0] not in STORY
    assert found.why(0) == "far from any text"


def test_no_lines_have_no_parts() -> None:
    assert layout(()).parts == []


LINES = st.sampled_from(
    [
        SENTENCE,
        "Menu",
        "Privacy policy",
        "Home",
        "9:12",
        "",
        "    indented",
        "島にはこれまで医師が常駐していなかった。",
        "“Quoted,” she said.",
        "*",
        "Все права защищены",
    ]
)


@given(
    st.one_of(
        st.text(), st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=60).map("\n".join)
    )
)
def test_any_text_gets_a_part_for_each_line(text: str) -> None:
    units = units_of(text)
    found = layout(units)
    assert len(found.parts) == len(units)
    assert set(found.parts) <= set(Part)
    assert all(found.why(at) for at in range(len(units)))
    for line in seen_of(look_over(units, ReadOptions())):
        assert all(0 <= value < size for value, size in zip(line.values, SIZES, strict=True))


# --- what facts bind ------------------------------------------------------------------------------------------------------------


BRIEF = (
    "Heron wakes in the old harbour",
    "The heron stood on the pier for an hour, the harbour master said.",
    "It looked at the boats.",
)


@pytest.mark.parametrize(
    "ending",
    ["He swam.", "Nobody knows", "It was", "3-1", "Er wartet", "Никто не знает", "没有人知道"],
)
def test_the_last_line_of_a_clean_text_is_text(ending: str) -> None:
    (record,) = parse_text("\n\n".join([*BRIEF, ending]))
    assert record.headline == BRIEF[0]
    assert [paragraph.text for paragraph in record.paragraphs][:2] == list(BRIEF[1:])
    assert ending in " ".join(paragraph.text for paragraph in record.paragraphs)


@pytest.mark.parametrize(
    "table",
    [
        ["1. Orrin 12 9 1 2", "2. Selby 12 8 2 2", "3. Varn 12 7 0 5"],
        ["Orrin\t12", "Selby\t8", "Varn\t7"],
        ["Wheat 412", "Rye 301", "Barley 288"],
    ],
)
def test_rows_of_a_clean_text_are_text(table: list[str]) -> None:
    (record,) = parse_text("\n".join([BRIEF[0], "", *BRIEF[1:], *table]))
    said = " ".join(paragraph.text for paragraph in record.paragraphs)
    assert all(row.split("\t")[0].split()[-1] in said for row in table)


def test_a_credited_dateline_opens_text_even_under_furniture() -> None:
    (record,) = parse_text(
        "Home\nShare\nSubscribe\nHarbour reopens after storm\nTweet\nPrint\n"
        "OSLO, May 3 (Reuters) - The harbour reopened.\nThe boats left at noon.\nRead more\n"
    )
    assert record.paragraphs[0].text == "The harbour reopened."


def test_what_stands_under_related_leaves_a_text_without_other_furniture() -> None:
    (record,) = parse_text(
        f"{BRIEF[0]}\n\n{BRIEF[1]}\n\n{BRIEF[2]}\n\n## Related\n\n- Storks return early\n"
        "- Lake changes its name\n"
    )
    assert [paragraph.text for paragraph in record.paragraphs] == list(BRIEF[1:])


def test_a_headline_under_a_trail_of_rubrics() -> None:
    """The line that prints it alone is the headline, not the one where rubrics are glued before it."""
    story = "\n".join(
        f"{SENTENCE} Crew number {number} will sail at dawn."
        for number in ("one", "two", "three", "four")
    )
    units = units_of(
        "HomeCoastFerry to sail through the winter\nFerry to sail through the winter\nBy Ada"
        f" Finch\n{story}"
    )
    found = layout(units)
    assert units[found.headline].text == "Ferry to sail through the winter"
    assert found.parts[0] in (Part.BEFORE, Part.ABOVE)


# --- whose page it is -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "is_page"),
    [
        (
            [
                f"{one} {two}"
                for one in ("Coast", "Garden", "Harbour", "Music", "Weather")
                for two in ("today", "guide", "quiz", "letters", "archive")
            ],
            True,
        ),
        (
            [
                f"{one} {two}.{two} 4{two}"
                for one in ("Coast", "Garden", "Harbour", "Music", "Weather")
                for two in range(1, 6)
            ],
            False,
        ),
    ],
)
def test_a_menu_in_words_shows_a_page_and_a_table_of_figures_does_not(
    rows: list[str], is_page: bool
) -> None:
    """Where no headline is found, an agency's dateline alone does not make a dump with a menu the
    agency's own.
    """
    story = (
        "NORTHWICK, England (AP) — The mill last ground corn in 1934, and its wheel was carried off"
        " by a storm in the same winter."
    )
    lines = (
        [story, SENTENCE, SENTENCE.replace("ferry", "bus"), *rows]
        if not is_page
        else [*rows, story, SENTENCE, SENTENCE.replace("ferry", "bus")]
    )
    assert run("\n".join(lines), ReadOptions()).parts[0].page == is_page
