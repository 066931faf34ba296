"""The page finder: looks of lines, furniture words, the chain, and pages made up for the purpose
(``pages``) in several languages.

Each line of a page there has its part before it: h headline, y byline, d date, b text, c crosshead,
a stop for furniture. What is said in them is invented.
"""

from __future__ import annotations

from itertools import pairwise, product
from math import exp, prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatchkit.agencies.common_phrases import phrase
from dispatchkit.data import tables
from dispatchkit.pipeline import run
from dispatchkit.reading.options import ReadOptions
from dispatchkit.structure.page import chain, read_page
from dispatchkit.structure.page.around import survey
from dispatchkit.structure.page.assignment import decide
from dispatchkit.structure.page.chain import LETTERS, STORY, Part, likelihoods, weigh
from dispatchkit.structure.page.columns import columns
from dispatchkit.structure.page.features import features
from dispatchkit.structure.page.look import look
from dispatchkit.structure.page.readers import NAMES, WEIGHTS
from dispatchkit.structure.page.wording import terms, word_classes
from dispatchkit.text.lines import split_lines
from dispatchkit.text.shape import holds_unspaced
from dispatchkit.text.units import make_units

if TYPE_CHECKING:
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


def chances(**given: float) -> list[float]:
    """The likelihoods of a line by part; what is left goes to ``o``."""
    return [
        given.get(part, 0.0) or (1 - sum(given.values()) if part == "o" else 0.0)
        for part in LETTERS
    ]


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
        ("Privacy policy", "r"),
        ("Все права защищены", "r"),
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
    ("line", "stamps"),
    [
        ("Updated at 9:12 by Marta", {"clock"}),
        ("March 14, 2022", {"year", "date"}),
        ("le 3 février 1999", {"year", "date"}),
        ("2022年3月14日", {"year", "date"}),
        ("at 5/6 of the way", {"date"}),
        ("room 3", set()),
        ("x9:12", set()),
    ],
)
def test_what_looks_like_a_date(line: str, stamps: set[str]) -> None:
    names = NAMES.table(lambda *values: values[1])[look(line).traits[4]]
    assert set(names) == stamps


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("no sign", set()),
        ("a_b", {"sign=underscore"}),
        ("café @ home", {"sign=at"}),
        ("see www.example.org/x", {"sign=slash", "sign=link"}),
        ("“so”", {"sign=quote"}),
    ],
)
def test_signs(text: str, counts: set[str]) -> None:
    units = units_of(text)
    assert {
        name for name in features(survey(units), [0], NAMES)[0] if name.startswith("sign=")
    } == counts


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
    """Weights of three features, the pairs and the ends, in hundredths."""

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
        "features": {name: [some(ord(name), ord(part)) for part in LETTERS] for name in "xyz"},
        "follows": pairs,
        "start": ends,
        "end": ends,
    }


@pytest.mark.parametrize("seed", [1, 5, 11])
def test_likelihoods_are_those_of_all_orders(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tiny(seed)
    monkeypatch.setattr(chain, "_weights", lambda: chain._prepared(data))
    rows = ["xy", "z", "xyz"]
    expected = [[0.0] * len(LETTERS) for _ in rows]
    for order in product(range(len(LETTERS)), repeat=len(rows)):
        parts = [LETTERS[place] for place in order]
        pairs = [one + other for one, other in pairwise(parts)]
        if all(pair in data["follows"] for pair in pairs):
            total = (
                data["start"][parts[0]]
                + data["end"][parts[-1]]
                + sum(data["follows"][pair] for pair in pairs)
            )
            total += sum(
                data["features"][name][place]
                for row, place in zip(rows, order, strict=True)
                for name in row
            )
            for line, place in enumerate(order):
                expected[line][place] += exp(total / 100)
    for found, wanted in zip(likelihoods([weigh(row) for row in rows]), expected, strict=True):
        assert sum(found) == pytest.approx(1)
        assert found == pytest.approx([value / sum(wanted) for value in wanted])


def test_what_may_not_follow_has_no_likelihood(monkeypatch: pytest.MonkeyPatch) -> None:
    data = tiny(3) | {"start": {"b": 0}}
    monkeypatch.setattr(chain, "_weights", lambda: chain._prepared(data))
    first, *rest = likelihoods([0] * 5)
    assert first[Part.TEXT] == pytest.approx(1)
    assert all(line[part] == 0 for line in rest for part in range(Part.TEXT))


def test_likelihoods_of_many_lines_stay_in_range(monkeypatch: pytest.MonkeyPatch) -> None:
    data = tiny(2)
    monkeypatch.setattr(chain, "_weights", lambda: chain._prepared(data))
    for line in likelihoods([weigh("xyz"), -weigh("xyz")] * 2000):
        assert sum(line) == pytest.approx(1)


def test_the_chain_keeps_all_pairs_of_the_weights() -> None:
    data = tables.parse(chain._FILE)
    kept = chain._prepared(data)
    factors = [
        factor
        for name in ("from_above", "from_behind")
        for row in kept[name]
        for factor in row
        if factor
    ]
    assert len(factors) == len(data["follows"])
    assert prod(factors) == pytest.approx(exp(sum(data["follows"].values()) / 100))


# --- pages ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_invented_pages(path: Path) -> None:
    wanted, units = page(path)
    assert len(units) == len(wanted)
    found = read_page(units)
    text = [unit.text for unit, part in zip(units, found.parts, strict=True) if part in STORY]
    assert text == [unit.text for unit, part in zip(units, wanted, strict=True) if part in "bc"]
    assert found.headline == wanted.index("h")
    assert found.parts[found.headline] is Part.HEADLINE


def test_why_names_features() -> None:
    wanted, units = page(PAGES[0])
    found = read_page(units)
    at = wanted.index("b")
    names = features(survey(units), [at], NAMES)[0]
    likelihood, _, said = found.why(at).partition(": ")
    assert 0.4 < float(likelihood) <= 1
    assert said.split(", ")[0].rpartition(" ")[0] in names


def test_far_from_text_there_is_no_reason() -> None:
    units = units_of(
        "\n".join(
            [f"Menu {number}" for number in range(60)]
            + [f"{number}. {SENTENCE}" for number in range(4)]
        )
    )
    found = read_page(units)
    assert found.parts[0] not in STORY
    assert found.why(0) == "far from any text"


def test_no_lines_make_no_page() -> None:
    assert read_page(()).parts == ()


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
    found = read_page(units)
    assert len(found.parts) == len(units)
    assert set(found.parts) <= set(Part)
    assert all(found.why(at) for at in range(len(units)))
    if units:
        ground = survey(units)
        lines = range(len(units))
        named, weighed = features(ground, lines, NAMES), features(ground, lines, WEIGHTS)
        assert [weigh(names) for names in named] == weighed
        assert all(len(set(names)) == len(names) for names in named)


# --- from likelihoods to parts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "sentences", "parts"),
    [
        # a sentence stays much sooner than a label
        ([chances(h=0.9), chances(b=0.9), chances(b=0.3, t=0.7), chances(b=0.9)], [1, 3], "hbib"),
        (
            [chances(h=0.9), chances(b=0.9), chances(b=0.3, t=0.7), chances(b=0.9)],
            [1, 2, 3],
            "hbbb",
        ),
        # a byline is tried where there is but some sign of it
        ([chances(h=0.9), chances(y=0.2, p=0.8), chances(b=0.9), chances(b=0.9)], [], "hybb"),
        # of a line above the text and the first paragraph that one is the summary that is likelier
        # to be
        (
            [chances(h=0.9), chances(a=0.5, p=0.5), chances(b=0.8, a=0.2), chances(b=0.9)],
            [],
            "habb",
        ),
        (
            [chances(h=0.9), chances(a=0.4, p=0.6), chances(b=0.52, a=0.48), chances(b=0.9)],
            [],
            "hpab",
        ),
        ([chances(h=0.9), chances(p=0.9), chances(b=0.8, a=0.1), chances(b=0.9)], [], "hpbb"),
        # the only paragraph is no summary
        ([chances(h=0.9), chances(p=0.9), chances(b=0.6, a=0.4)], [], "hpb"),
    ],
)
def test_parts_from_likelihoods(found: list[list[float]], sentences: list[int], parts: str) -> None:
    decided, headline = decide([20] * len(found), dict(enumerate(found)), sentences)
    assert ("".join([part.letter for part in decided]), headline) == (parts, 0)


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
    found = read_page(units)
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
    assert (run("\n".join(lines), ReadOptions()).parts[0].page is not None) == is_page
