"""``dispatchkit learn``: what is learned from dumps, what is left out, and that it does no harm."""

from __future__ import annotations

import json
import random
import tomllib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from learned_dumps import AGENCIES, NORSE, numbered, sentences, story, written

from dispatchkit import proof
from dispatchkit.agencies.sources import adopted
from dispatchkit.cli import run as run_program
from dispatchkit.cli._asking import chosen
from dispatchkit.errors import NoDispatch
from dispatchkit.files.inputs import Input
from dispatchkit.labels import Label
from dispatchkit.learning.dumps import Dumps
from dispatchkit.learning.ends import ends_in
from dispatchkit.learning.finding import found_in
from dispatchkit.learning.forms import column_pattern, host_of, key_of, pieces
from dispatchkit.learning.harm import Keeper
from dispatchkit.learning.inventing import invented
from dispatchkit.learning.learner import Asked, Learned, learn
from dispatchkit.learning.measured import measures
from dispatchkit.learning.reading import Readings
from dispatchkit.learning.trial import Trial, Tried
from dispatchkit.learning.written import Facts, profile
from dispatchkit.pipeline import run
from dispatchkit.reading.options import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatchkit.agencies.rules import Kind
    from dispatchkit.learning.drafts import Draft

GOLDEN = Path(__file__).parent / "golden" / "learned"
TRAINED, UNSEEN = range(14), range(100, 106)


def inputs(texts: Sequence[tuple[str, str]]) -> list[Input]:
    return [Input(name, name, text.encode()) for name, text in texts]


def readings(texts: Sequence[tuple[str, str]]) -> Readings:
    return Readings(inputs(texts), ReadOptions(profile="generic"), progress=False)


def dumps_of(texts: Sequence[str]) -> Dumps:
    named = [(f"{number:03}.txt", text) for number, text in enumerate(texts)]
    return dumps_in(readings(named))


def dumps_in(read: Readings) -> Dumps:
    return Dumps(one for outcome in read.plain() for one in outcome.found)


@cache
def learned(name: str) -> Learned:
    return learn(readings(list(numbered(name, TRAINED))), Asked("mine"))


def read_with(profile: str, texts: Sequence[tuple[str, str]]) -> list[Any]:
    """The dispatches of texts, read with a profile."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "mine.toml")
        path.write_text(profile, encoding="utf-8")
        name, own = adopted(str(path), ReadOptions().own)
        traces = [run(text.encode(), ReadOptions(profile=name, own=own)) for _, text in texts]
    return [part.dispatch for trace in traces for part in trace.parts if part.dispatch]


# --- what is learned -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", AGENCIES)
def test_a_learned_profile_is_the_golden_one_and_passes_the_check(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = GOLDEN / f"{name}.toml"
    if request.config.getoption("--update-goldens"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(learned(name).text, encoding="utf-8", newline="\n")
    assert learned(name).text == file.read_text(encoding="utf-8")
    target = tmp_path / "mine.toml"
    target.write_text(learned(name).text, encoding="utf-8")
    assert proof.check(str(target)) == []


@pytest.mark.parametrize("name", AGENCIES)
def test_no_sentence_is_lost_in_dumps_that_were_learned_from_or_not(name: str) -> None:
    for numbers in (TRAINED, UNSEEN):
        texts = list(numbered(name, numbers))
        told = "\n".join(
            text
            for one in read_with(learned(name).text, texts)
            for text in [one.abstract or "", *(paragraph.text for paragraph in one.paragraphs)]
        )
        assert [text for text in sentences(name, numbers) if text not in told] == []


@pytest.mark.parametrize(
    ("name", "furniture"),
    [
        (
            "page",
            ["Skrevet for", "VB-kommentarer", "Vestnytt Byrå tips", "Sak nr"],
        ),
        ("wire", ["Лента РИВ"]),
        ("mixed", ["reproduction réservée", "Fil Côtière", "(CÔTE)"]),
    ],
)
def test_furniture_of_unseen_dumps_leaves_the_text(name: str, furniture: list[str]) -> None:
    found = read_with(learned(name).text, list(numbered(name, UNSEEN)))
    texts = [paragraph.text for one in found for paragraph in one.paragraphs]
    titles = [one.headline or "" for one in found]
    for phrase in furniture:
        assert not [text for text in (*texts, *titles) if phrase in text], phrase


@pytest.mark.parametrize("name", AGENCIES)
def test_backgrounds_and_crossheads_that_return_are_no_rule(name: str) -> None:
    _, tongue = AGENCIES[name]
    rules = [draft.rule() for draft in learned(name).drafts]
    assert rules
    for text in (tongue.background, tongue.crosshead):
        assert not [rule.name for rule in rules if rule.hits(text)]


def test_a_credit_that_datelines_show_is_the_agency_s() -> None:
    table = tomllib.loads(learned("wire").text)
    assert (table["name"], table["credits"]) == ("РИВ", ["РИВ"])
    found = read_with(learned("wire").text, list(numbered("wire", UNSEEN)))
    assert {one.dateline.agencies for one in found} == {("mine",)}


def test_what_the_caller_knows_is_in_the_profile_and_proves_the_sender() -> None:
    asked = Asked("mine", "Vestnytt Byrå", "NO", "Europe/Oslo")
    made = learn(readings(list(numbered("page", TRAINED))), asked)
    table = tomllib.loads(made.text)
    assert (table["name"], table["country"], table["timezone"]) == asked[1:4]
    assert any("Vestnytt Byrå" in text for rule in table["detect"] for text in rule["match"])


def test_each_rule_says_why_with_its_figures_and_where_it_is_from() -> None:
    for name in AGENCIES:
        table = tomllib.loads(learned(name).text)
        for rule in [*table.get("label", []), *table.get("field", [])]:
            assert " of " in rule["why"]
            assert "dumps, " in rule["why"]
            assert rule["source"].startswith("learned from ")


def test_the_figures_before_and_after_say_what_changed() -> None:
    page = learned("page")
    rows = {
        row.name: (row.before, row.after)
        for row in measures(page.before, page.after, len(page.lost))
    }
    assert rows["sentences or fields lost"][1] == "0"
    before, after = rows["dumps with byline"]
    assert int(before) < int(after)


def test_dumps_that_repeat_one_another_count_once() -> None:
    texts = [text for _, text in numbered("page", range(6))]
    assert dumps_of([*texts, *texts, *texts]).count == 6


def test_few_dumps_are_reported_and_nothing_but_what_all_have_is_learned() -> None:
    few = learn(readings(list(numbered("wire", range(4)))), Asked("mine"))
    assert few.few
    assert "Few dumps" in few.text
    assert {draft.support for draft in few.drafts if draft.table == "label"} <= {3, 4}


def test_nothing_to_learn_from_is_said() -> None:
    with pytest.raises(NoDispatch):
        learn(readings([("empty.txt", "\n")]), Asked("mine"))


# --- forms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Read 12 times", "read 9 times", True),
        ("Printed 3 May 2021, 10:15", "Printed 17 June 2022, 9:05", True),
        ("More: https://a.example/x", "More: https://b.example/y", True),
        ("Write to ada@a.example", "Write to bo@b.example", True),
        ("Read on", "Read more", False),
        ("© Norlanda", "Norlanda", False),
    ],
)
def test_lines_of_one_form_differ_in_what_changes_alone(
    one: str, other: str, *, same: bool
) -> None:
    assert (key_of(pieces(one, "en")) == key_of(pieces(other, "en"))) is same


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2021", "2022"], r"\d{4}"),
        (["7", "12"], r"\d{1,3}"),
        (["1,204", "33"], r"\d[\d.,]{0,8}"),
        (["https://a.example/n/1", "https://a.example/n/2"], r"https://a\.example/n/\S{0,300}"),
        (["10:15", "9.05"], r"\d{1,2}[\.:]\d{2}"),
    ],
)
def test_a_slot_is_found_by_a_bounded_pattern(texts: list[str], expected: str) -> None:
    assert column_pattern([pieces(text)[0] for text in texts]) == expected


def test_links_and_addresses_lead_to_hosts() -> None:
    assert host_of("https://www.norlanda.example/a?b") == "norlanda.example"
    assert host_of("ada@norlanda.example") == "norlanda.example"


def _around(head: str, tail: str, number: int) -> str:
    """A dump of a story of its own between two lines."""
    chance = random.Random(number)
    words = "harbour ferry lamp council bridge orchard teacher river engine storm baker".split()
    body = [
        f"The {' '.join(chance.sample(words, 5))} was counted {number * 7 + at} times on the island."
        for at in range(4)
    ]
    return "\n\n".join(filter(None, ["A ferry sails again", head, *body, tail])) + "\n"


@pytest.mark.parametrize(
    ("tail", "kind"),
    [
        ("Norlanda prints what the coast says", "line"),
        ("Norlanda desk sheet {number}", "regex"),
        ("Norlanda desk: sheet of {word}", "prefix"),
    ],
)
def test_lines_after_the_story_are_found_by_their_form(tail: str, kind: str) -> None:
    words = "oak ash elm fir yew box bay fig".split()
    texts = [
        _around("", tail.format(number=100 + at, word=words[at]), at) for at in range(len(words))
    ]
    assert [draft.kind for draft in found_in(dumps_of(texts))] == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "He spoke on condition of anonymity because the talks were private.",
        "Oslo",
        "Standings: 3 5 8",
    ],
)
def test_what_may_be_news_is_no_rule(line: str) -> None:
    texts = []
    for number in range(12):
        lines = _around("", "", number).split("\n\n")
        if number % 3:
            lines.insert(2 + number % 3, line)
        texts.append("\n\n".join(lines))
    assert found_in(dumps_of(texts)) == []


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("At least {number} people have died since the war began, the council says.", 1),
        ("The war began in February 2022 and has killed thousands of people on the coast.", 1),
        ("The index has gained 4 % since January.", 0.5),
        ("The company did not respond to a request for comments.", 1),
        ("Norlanda Press was told of it on Monday.", 1),
        ("اتسعت رقعة الحرب منذ عامين وقتلت آلاف السكان.", 1),
        ("战争始于二月，已造成数千人死亡。", 1),
    ],
)
def test_a_sentence_of_the_text_is_no_rule_however_often_it_returns(
    line: str, share: float
) -> None:
    texts = [
        _around("", line.format(number=100 + 7 * at) if at < 20 * share else "", at)
        for at in range(20)
    ]
    seen = line.format(number=123)
    drafts = found_in(dumps_of(texts), ("norlanda press",))
    assert [draft for draft in drafts if draft.hits(seen)] == []


def test_what_is_left_out_because_it_may_be_news_stands_in_a_comment() -> None:
    line = "The war began in February 2022 and has killed thousands of people on the coast."
    texts = [(f"{at}.txt", _around("", line, at)) for at in range(9)]
    made = learn(readings(texts), Asked("mine"))
    assert f"# Left out because it may be news: {line!r} (in 9 of 9 dumps)." in made.text
    assert line not in learn(readings(texts), Asked("mine"), invent=True).text


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("Write to the desk at desk@norlanda.example when something is missing here.", False),
        ("Call the desk of the paper on +47 22 40 40 19 when something is missing.", False),
        ("Follow us on Facebook and subscribe to our newsletter for more of this.", True),
        ("All of this is © the paper and whoever wrote it for us.", False),
    ],
)
def test_a_sentence_that_speaks_to_the_reader_is_a_rule_unless_the_reading_knows_it(
    line: str, *, known: bool
) -> None:
    dumps = dumps_of([_around("", line, at) for at in range(12)])
    taken = [spot.line.body for spot in dumps.spots if spot.line.text == line]
    assert taken == [not known] * 12
    assert any(draft.hits(line) for draft in found_in(dumps)) is not known


def test_a_long_word_without_spaces_is_no_empty_phrase() -> None:
    texts = [_around("", f"{'x' * 5000} footer words", at) for at in range(12)]
    assert found_in(dumps_of(texts)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Vadset: cloudy, {number} degrees",
        "And the lamp goes on burning",
        "Next week in this series: the harbour of Vadset",
        "Correction: an earlier version of this story misspelled the name of the mayor.",
        "The company, which Norlanda Press first wrote about, was founded in 1990.",
        "This is how Norlanda Press counted the votes",
        "Ada Holm was not available for a comment on Monday.",
        "(The first part of the series told of the bridge.)",
    ],
)
@pytest.mark.parametrize("before", ["", "Advertisement\n\n"])
def test_what_returns_at_the_end_of_stories_and_may_be_news_is_no_rule(
    line: str, before: str
) -> None:
    tails = [before + line.format(number=100 + 7 * at) if at % 3 else "" for at in range(15)]
    dumps = dumps_of([_around("", tail, at) for at, tail in enumerate(tails)])
    drafts = found_in(dumps, ("norlanda press",))
    assert [draft.form for draft in drafts if draft.hits(line.format(number=114))] == []


@pytest.mark.parametrize(
    ("line", "unseen"),
    [
        ("(with Norlanda Press)", "(with Norlanda Press)"),
        ("({name} - Norlanda Desk)", "(Vera Horn - Norlanda Desk)"),
        ("Norlanda Press Photo XN{number}", "Norlanda Press Photo XN990"),
        ("abc NPX{number} Dec 18 NNNN", "abc NPX777 Dec 19 NNNN"),
    ],
)
def test_credits_and_codes_below_the_story_are_rules_though_they_were_read_as_text(
    line: str, unseen: str
) -> None:
    names = ["Ada Holm", "Ole Lunde", "Siv Berg", "Nils Vik", "Kari Moe", "Per Aas", "Liv Strand"]
    tails = [
        line.format(name=names[at % 7], number=100 + 7 * at) if at % 3 else "" for at in range(15)
    ]
    dumps = dumps_of([_around("", tail, at) for at, tail in enumerate(tails)])
    drafts = found_in(dumps, ("norlanda press",))
    assert any(draft.hits(unseen) for draft in drafts)


@pytest.mark.parametrize("end", ["(NPX)", "npx/ab", "■"])
def test_what_stands_after_the_last_sentence_is_a_rule_of_fields(end: str) -> None:
    texts = [f"{_around('', '', number).strip()} {end}\n" for number in range(9)]
    assert [draft.table for draft in ends_in(dumps_of(texts))] == ["field"]


@pytest.mark.parametrize(
    "tail", ["More: https://norlanda.example/a/{n}", "desk@norlanda.example/{n}"]
)
def test_an_address_at_the_end_is_no_end_mark(tail: str) -> None:
    texts = [_around("", tail.format(n=100 + at), at) for at in range(9)]
    assert ends_in(dumps_of(texts)) == []


@pytest.mark.parametrize(
    ("line", "author"),
    [("Hello {name}!", False), ("Dear {name},", False)],
)
def test_whom_a_letter_greets_is_no_author(line: str, *, author: bool) -> None:
    names = ["Ada Holm", "Ole Lunde", "Siv Berg", "Nils Vik", "Kari Moe", "Per Aas", "Liv Strand"]
    texts = [_around(line.format(name=names[at % 7]), "", at) for at in range(14)]
    drafts = found_in(dumps_of(texts))
    named = [one for one in drafts if one.field == "author" or "(?P<author>" in one.form]
    assert bool(named) is author


def test_help_shows_what_each_answer_does(capsys: pytest.CaptureFixture[str]) -> None:
    dumps = dumps_of([text for _, text in numbered("page", TRAINED)])
    chosen(found_in(dumps), dumps, _answers("?", "q"))
    said = capsys.readouterr().err
    assert "take the rule as it is" in said
    assert "0 rules taken" in said


def test_a_verbose_call_says_what_was_read_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "dumps", "page", TRAINED)
    assert called(folder, "-v", "-o", tmp_path / "mine.toml") == 0
    said = capsys.readouterr().err
    assert "page-003.txt: 1 dispatch, " in said
    assert "no rule for 'Vestnytt Byrå lages av folk" in said
    assert "14 of them distinct" in said


def test_names_that_change_make_one_rule() -> None:
    names = ["Ada Holm", "Ole Lunde", "Siv Berg", "Nils Vik", "Kari Moe", "Per Aas", "Liv Strand"]
    texts = [
        _around("", f"- {name}, +47 22 {4000 + 7 * at} 19", at) for at, name in enumerate(names)
    ]
    (draft,) = found_in(dumps_of(texts))
    assert draft.keywords == ("+47",)
    assert draft.hits("- Vera Horn, +47 22 1234 19")
    assert not draft.hits("- Vera Horn, +46 22 1234 19")


# --- the trial -----------------------------------------------------------------------------------


def _draft(form: str, kind: Kind) -> Draft:
    """A rule that nobody drafted."""
    made = next(draft for draft in learned("page").drafts if draft.kind == "prefix")
    return made._replace(kind=kind, form=form, field=None, label=Label.OTHER, match=(form,))


@pytest.mark.parametrize(
    ("form", "kind", "lost"),
    [
        ("Havnekontoret", "prefix", "Havnekontoret"),
        ("En baker fra gamlebyen", "prefix", "En baker fra gamlebyen"),
        (story(NORSE, 3).title, "line", "the headline"),
    ],
)
def test_a_rule_that_takes_news_is_found_by_trying_and_dropped(
    form: str, kind: Kind, lost: str
) -> None:
    bad = _draft(form, kind)
    read = readings(list(numbered("page", TRAINED)))
    good = [draft for draft in learned("page").drafts if draft.table == "label"]
    trial = Trial(read, dumps_in(read))
    tried = trial.kept(Facts("mine", "Agency mine", ("no",)), [*good, bad], lambda _: ())
    assert {draft.key for draft in tried.drafts} == {draft.key for draft in good}
    assert [draft for draft, _ in trial.dropped] == [bad]
    assert lost in trial.dropped[0][1]
    assert trial.lost(tried) == ()


def test_a_credit_is_found_though_the_file_is_called_like_it() -> None:
    texts = list(numbered("wire", TRAINED))
    latin = [(name, text.replace("РИВ", "Bruma")) for name, text in texts]
    table = tomllib.loads(learn(readings(latin), Asked("bruma")).text)
    assert table["credits"] == ["Bruma"]
    assert table["detect"]


@pytest.mark.parametrize("name", AGENCIES)
def test_names_and_order_of_dumps_change_nothing(name: str) -> None:
    texts = [text for _, text in numbered(name, TRAINED)]
    random.Random(1).shuffle(texts)
    renamed = [(f"{at}.txt", text) for at, text in enumerate(texts)]
    assert learn(readings(renamed), Asked("mine")).text == learned(name).text


def test_a_line_that_is_a_field_of_one_dump_is_no_rule_beside_the_others() -> None:
    title = "The old lighthouse of the bay is open again"
    texts = [_around("", f"Read also\n\n{title}" if at % 3 else "", at) for at in range(11)]
    own = _around("", "", 11).replace("A ferry sails again", title)
    drafts = found_in(dumps_of([*texts, own]))
    assert [draft for draft in drafts if draft.hits(title) and draft.where != "tail"] == []
    assert title in {dump.fields.get("headline") for dump in dumps_of([own]).dumps}


def test_a_sentence_that_returns_is_lost_in_each_dump() -> None:
    line = "The war began in February 2022 and has killed thousands of people on the coast."
    read = readings([(f"{at}.txt", _around("", line, at)) for at in range(9)])
    facts, bad = Facts("mine", "Agency mine", ("en",)), _draft(line, "line")
    tried = Tried(facts, [bad], read.tried(profile(facts, [bad._replace(miss=("-",))]), "mine"))
    assert Trial(read, dumps_in(read)).lost(tried) == (line,) * 9


def test_lines_that_return_are_no_news_and_others_are() -> None:
    keeper = Keeper(dumps_of([text for _, text in numbered("page", TRAINED)]))
    assert keeper.returns("Vestnytt Byrå lages av folk fra vest og eies av sine lesere.")
    assert keeper.returns("Sak nr. 1 hos Vestnytt Byrå")
    assert not keeper.returns("En baker solgte skolen i nord for første gang på ti år (17).")


# --- examples, questions -------------------------------------------------------------------------


def test_invented_examples_hold_no_line_of_the_dumps_but_what_is_always_there() -> None:
    made, _ = invented(learned("page").drafts)
    assert made
    _, tongue = AGENCIES["page"]
    for draft in made:
        assert all(map(draft.hits, draft.match))
        assert not any(map(draft.hits, draft.miss))
        assert not [name for name in tongue.names for text in draft.match if name in text]


def _answers(*typed: str) -> Any:
    left = iter(typed)

    def ask(_: str) -> str:
        found = next(left, None)
        if found is None:
            raise EOFError
        return found

    return ask


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        (("t", "t", "q"), 2),
        (("l", "a"), None),
        (("q",), 0),
        (("t",), 1),
        (("?", "t", "q"), 1),
    ],
)
def test_a_person_takes_and_leaves_rules(typed: tuple[str, ...], taken: int | None) -> None:
    dumps = dumps_of([text for _, text in numbered("page", TRAINED)])
    drafts = found_in(dumps)
    found = chosen(drafts, dumps, _answers(*typed))
    assert len(found) == (len(drafts) - 1 if taken is None else taken)


def test_a_person_gives_another_label_and_another_phrase() -> None:
    dumps = dumps_of([text for _, text in numbered("page", TRAINED)])
    drafts = [draft for draft in found_in(dumps) if draft.kind == "prefix"]
    other, edited = chosen(
        drafts[:2],
        dumps,
        _answers("o", "nonsense", "promo", "e", "no such line", drafts[1].form.split()[0]),
    )
    assert other.label.word == "promo"
    assert edited.form == drafts[1].form.split()[0]


# --- the command ---------------------------------------------------------------------------------


def called(*arguments: str | Path) -> int:
    return run_program(["learn", "--isolated", *map(str, arguments)])


def test_the_command_writes_a_profile_that_reads_the_next_dumps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "dumps", "wire", TRAINED)
    target = tmp_path / "mine.toml"
    assert called(folder, "-o", target) == 0
    assert target.read_text(encoding="utf-8") == learned("wire").text
    assert "before" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "mine.txt"], "does not end in .toml"),
        (["-o", "mine.toml", "--id", "other"], "has the name of its file"),
        (["-o", "-", "--id", "Mine!"], "may hold only"),
        (["-o", "mine.toml", "--interactive"], "no terminal"),
        (["-o", "mine.toml", "--profile", "aa"], "--extends"),
        (["-o", "mine.toml", "--country", "XX"], "XX"),
        (["-o", "mine.toml", "--name", "..."], "no letter"),
        (["-o", "mine.toml", "--extends", "nobody-at-all"], "nobody-at-all"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "dumps", "wire", range(2))
    assert called(folder, *options) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("force", "status"), [((), 3), (("--force",), 0)])
def test_a_file_that_lies_there_is_replaced_by_force_alone(
    force: tuple[str, ...], status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "dumps", "wire", range(3))
    target = tmp_path / "mine.toml"
    target.write_text("schema = 1\n", encoding="utf-8")
    assert called(folder, "-o", target, *force) == status
    assert (target.read_text(encoding="utf-8") == "schema = 1\n") == (not force)
    assert ("is not replaced" in capsys.readouterr().err) == (not force)


def test_an_input_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(tmp_path / "nosuch.txt", "-o", tmp_path / "mine.toml") == 3
    assert "nosuch.txt: No such file" in capsys.readouterr().err


def test_the_profiles_of_a_configuration_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(tmp_path / "dumps", "wire", TRAINED)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.toml").write_text(learned("wire").text, encoding="utf-8")
    (tmp_path / "dispatchkit.toml").write_text('profile = "own/mine.toml"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run_program(["learn", "-q", str(folder), "-o", "mine.toml"]) == 0
    assert (tmp_path / "mine.toml").read_text(encoding="utf-8") == learned("wire").text


def test_one_dump_is_one_and_a_sender_that_nothing_proves_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "dumps", "page", range(1))
    assert called(folder, "-o", tmp_path / "mine.toml") == 0
    said = capsys.readouterr().err
    assert "0 rules from 1 dump\n" in said
    assert "Nothing in these dumps proves the sender" in said


def test_dispatches_of_one_input_are_held_against_themselves() -> None:
    """Whatever order they stand in: what is learned sorts the dumps by what they say."""
    stories = [
        {"title": title, "text": f"BERGEN (qx) - {text}", "date": f"2017-08-0{day}"}
        for day, title, text in (
            (1, "Zebra runs through the town", "Zookeepers caught a zebra on the quay at noon."),
            (2, "An old lighthouse is sold", "A baker bought the lighthouse for one krone."),
        )
    ]
    found = learn(readings([("all.json", json.dumps(stories))]), Asked("qx"))
    assert (len(found.before), found.lost) == (2, ())
