"""Files of one story each that were put together with nothing between them, as ``cat`` does: each is
a dispatch of its own, or a person is told; and what looks alike within one story stays whole. All
texts are invented.
"""

from __future__ import annotations

from itertools import permutations

import pytest
from click.testing import CliRunner
from program import program
from test_cuts import STORIES

from dispatchkit import check, parse_text, trace_text
from dispatchkit.doubts import perhaps

P = "The old mill on the river turns again after two years of repairs, its owner said on Monday."
Q = "Nobody in the village had expected that, and the bakers least of all, according to the mayor."
FILED, LATER = "LUND, May 3 (Reuters) - ", "YSTAD, May 4, 2021 (Reuters) - "
HEAD, OTHER = "Old mill turns again", "Bakers ask for more flour"
SIGNED = "(Reporting by Ada Finch; Editing by Bo Reed)"
BYLINES = {
    "reuters": "By Ada Finch",
    "dpa": "Von Wiebke Harms",
    "efe": "Por Rocío Vela",
    "ctk": None,
}
NOTES = (
    "# dpa-Notizblock\n\n## Orte\n- [Mühle](Am Wehr 1, 23966 Wismar)\n\n* * * *\nDie folgenden"
    " Informationen sind nicht zur Veröffentlichung bestimmt\n\n## dpa-Kontakte\n- Autorin: Ada"
    " Fink, +49 40 000000, <nord@dpa.com>\ndpa yyni n1 fi\n"
)


def story(agency: str, *, between: str = "\n\n", byline: str | None = None) -> str:
    headline, text = STORIES[agency]
    return between.join([headline, *([byline] if byline else []), text]) + "\n"


def headlines(text: str) -> list[str | None]:
    return [one.headline for one in parse_text(text)]


@pytest.mark.parametrize("between", ["\n\n", "\n\n\n", "\n"])
@pytest.mark.parametrize("trio", [("reuters", "tass", "kyodo"), ("ansa", "petra", "efe")])
def test_stories_that_touch_are_parted(trio: tuple[str, ...], between: str) -> None:
    text = "".join(story(one, between=between) for one in trio)
    assert headlines(text) == [STORIES[one][0] for one in trio]


@pytest.mark.parametrize("pair", [*permutations(BYLINES, 2)], ids="-".join)
def test_bylines_above_datelines_are_no_subjects_of_comments(pair: tuple[str, str]) -> None:
    text = "".join(story(one, byline=BYLINES[one]) for one in pair)
    assert headlines(text) == [STORIES[one][0] for one in pair]
    assert not any(line.label.word == "comment" for line in trace_text(text).parts[1].lines)


def test_stories_of_one_reporter_are_parted() -> None:
    days = (("Lund", 1), ("Ystad", 2), ("Malmo", 3))
    text = "".join(
        f"Council of {place} elects a mayor\n\nBy Ada Finch\n\n{place.upper()}, June {day}, 2021"
        f" (AP) - The council of {place} elected a mayor with {day} votes.\n\nIt took {day} hours,"
        " officials said.\n"
        for place, day in days
    )
    assert headlines(text) == [f"Council of {place} elects a mayor" for place, _ in days]
    found = [hit.line for hit in check(text.encode()) if hit.code == "DK207"]
    assert found == [8, 15]


@pytest.mark.parametrize("agency", ["tass", "reuters", "xinhua"])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_what_closes_a_story_stays_with_it(agency: str, gap: str) -> None:
    first, second = parse_text(f"{story('dpa')}\n{NOTES}{gap}{story(agency)}")
    assert (first.agency and first.agency.id, second.agency and second.agency.id) == ("dpa", agency)
    assert [person.name for person in first.byline] == ["Ada Fink"]
    assert not second.byline
    assert not second.boilerplate
    assert second.headline == STORIES[agency][0]


@pytest.mark.parametrize(
    ("first", "closing", "second"),
    [
        ("efe", "rv/jlg", "lusa"),
        ("lusa", "Lusa/Fim", "efe"),
        ("reuters", SIGNED, "afp"),
        ("afp", "© AFP. Tous droits réservés.", "dpa"),
    ],
)
def test_behind_a_closing_line_a_credited_dateline_needs_no_headline(
    first: str, closing: str, second: str
) -> None:
    _, text = STORIES[second]
    found = parse_text(f"{story(first)}\n{closing}\n{text}\n")
    assert [one.agency and one.agency.id for one in found] == [first, second]
    assert [len(one.paragraphs) for one in found] == [1, 1]


def test_a_story_behind_the_rights_of_a_page_is_no_related_link() -> None:
    page = (
        "Accueil\nSport\n\nLe phare rouvre aux visiteurs\n\nPublié le 03/05/2021 à 18:42\n\n"
        f"{STORIES['afp'][1]}\n\nLa mairie attend du monde.\n\nPartager sur Facebook\nPartager sur"
        " Twitter\nLire aussi : Les pêcheurs inquiets\n© AFP. Tous droits réservés.\n"
    )
    text = "LYON, 10 mai 2021 (AFP) - Une chèvre a retardé le tramway lundi, selon la régie."
    first, second = parse_text(f"{page}{text}\n")
    assert first.headline == "Le phare rouvre aux visiteurs"
    assert second.paragraphs[0].text.startswith("Une chèvre")


def test_the_header_line_of_a_wire_opens_what_it_heads() -> None:
    text = f"{story('anadolu')}dpa 0231 2021-11-09/10:22\n\n{story('dpa')}"
    second = trace_text(text).parts[1]
    assert second.source[0].text == "dpa 0231 2021-11-09/10:22"


def test_where_it_is_only_likely_all_say_so() -> None:
    text = f"{HEAD}\n\n{FILED}{P}\n\n{Q}\n{LATER}{Q}\n\n{P}\n"
    (part,) = trace_text(text).parts
    assert perhaps(part) == [6]
    hits = [(hit.line, hit.severity) for hit in check(text.encode()) if hit.code == "DK207"]
    assert hits == [(6, "warning")]
    said = CliRunner().invoke(program, ["parse", "-"], input=text)
    assert "line 6: perhaps another document begins here" in said.stderr


def test_short_sentences_are_paragraphs_that_blank_lines_part() -> None:
    text = "".join(
        f"LUND, {day} May 2021 (Reuters) - A goat held up the tram.\n\nNobody was hurt.\n"
        for day in (3, 4)
    )
    (part,) = trace_text(text).parts
    assert perhaps(part) == [4]


# What looks like a seam or a closed story, and is one story.
WHOLE = {
    "a dateline in a comment": f'{HEAD}\n\nBy Ada Finch\n\n{FILED}{P}\n\n{Q}\n\n3 comments\n\nBo Reed\nMay 4, 2021 at 10:02\nI remember: "{LATER}{Q}"\n\nCy Hall\nMay 5, 2021 at 11:00\nNice.\n\nReply\n',
    "a live blog": f"Storm hits the coast - live\n\n{FILED}{P}\n\n10:15 Ferries are cancelled\n{Q}\n\n09:40 Bridge is closed\nYSTAD (Reuters) - {Q}\n",
    "a round-up": f"Mills in brief\n\n{HEAD}\n{FILED}{P}\n\n{OTHER}\n{LATER}{Q}\n",
    "datelines without blank lines": f"{HEAD}\n\n{FILED}{P}\n{LATER}{Q}\nMALMO, May 3 (Reuters) - {P}\n",
    "a quoted dateline": f'{HEAD}\n\n{FILED}{P}\n\nThe telegram of 1931 read:\n"{LATER}{Q}"\n\n{Q}\n',
    "an old report below the sign-off": f"{HEAD}\n\n{FILED}{P}\n\n{SIGNED}\n\nThe first report in full:\n\n{LATER}{Q}\n",
    "the lead again below the sign-off": f"{HEAD}\n\n{FILED}{P}\n\n{Q}\n\n{SIGNED}\n\n{FILED}{P}\n",
    "the headline again below the sign-off": f"{HEAD}\n\n{FILED}{P}\n\n{Q}\n\n{SIGNED}\n\n{HEAD}\n\n{FILED}{P}\n",
    "a tight crosshead": f"{HEAD}\n\n{FILED}{P}\n\n{Q}\nWhat the bakers say\n\n{Q}\n\n{P}\n",
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_one_story_stays_whole(name: str) -> None:
    assert len(parse_text(WHOLE[name])) == 1
