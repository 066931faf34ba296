"""What ``check`` reports of a page that is all right: boilerplate once per rule, what an agency
always prints as info, and no error without a fault.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from program import program

from dispatchkit import check

SAMPLE = Path(__file__).parents[2] / "shared" / "sample" / "aa-fr.txt"

PAGE = """Culture
Clock museum opens a new wing
04.12.2021
We use cookies to improve your experience.

GENEVA, Dec 4 (Anna) - The clock museum opened a new wing on Saturday, in which three hundred travelling clocks tick.

The oldest of them was made for a pope, the youngest for a submarine, and nobody winds them but the director of the museum.

Read more

Share on Facebook

Subscribe to our newsletter

Share on Twitter

Read also

Share on WhatsApp
"""
FOOTER = (
    "Anadolu Agency website contains only a portion of the news stories offered to subscribers in"
    " the AA News Broadcasting System (HAS), and in summarized form. Please contact us for"
    " subscription options."
)


def call(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """A command line in this process, away from any configuration but its own."""
    return CliRunner().invoke(program, list(arguments), input=stdin, catch_exceptions=False)


def told(*arguments: str, stdin: str | bytes) -> list[dict[str, object]]:
    """What ``check`` tells of standard input, with the line, code and severity of each finding."""
    return [
        json.loads(line)
        for line in call(
            "check",
            "--isolated",
            "--now",
            "2021-12-05",
            "-f",
            "jsonl",
            *arguments,
            "-",
            stdin=stdin,
        ).stdout.splitlines()
    ]


def codes(*arguments: str, stdin: str | bytes) -> list[str]:
    """The codes that ``check`` tells of standard input."""
    return [str(one["code"]) for one in told(*arguments, stdin=stdin)]


# --- boilerplate is folded -------------------------------------------------------------------------------------------------


def test_each_rule_about_boilerplate_is_told_once_an_input() -> None:
    found = [code for code in codes(stdin=PAGE) if code.startswith("DK6")]
    assert "DK603" in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "asked",
    [
        ("--min-severity", "info"),
        ("--select", "DK603"),
        ("--select", "DK6"),
        ("--extend-select", "DK60"),
        ("--stage", "clean"),
    ],
    ids=" ".join,
)
def test_who_asks_is_told_each(asked: tuple[str, ...]) -> None:
    assert codes(*asked, stdin=PAGE).count("DK603") == 3


def test_a_folded_finding_names_the_other_lines_and_mends_them_all() -> None:
    page = PAGE.replace("We use cookies to improve your experience.\n", "")
    (folded,) = [one for one in told(stdin=page) if one["code"] == "DK603"]
    assert folded["line"] == 11
    assert str(folded["message"]).endswith("; 2 more on lines 15, 19")
    fix = folded["fix"]
    assert isinstance(fix, dict)
    assert fix["safety"] == "safe"
    assert len(fix["changes"]) == 3


def test_several_inputs_are_folded_by_themselves(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    found = [
        json.loads(line)
        for line in call("check", "--isolated", "-f", "jsonl", str(tmp_path)).stdout.splitlines()
    ]
    assert [Path(one["path"]).name for one in found if one["code"] == "DK603"] == [
        "one.txt",
        "two.txt",
    ]


def test_the_sum_says_what_was_folded_and_how_to_see_it() -> None:
    result = call(
        "check",
        "--isolated",
        "--select",
        "ALL",
        "--ignore",
        "DK1,DK2,DK3,DK4,DK5,DK7,DK9",
        "-",
        stdin=PAGE,
    )
    each = codes("--select", "DK6", stdin=PAGE)
    assert (
        f"{len(set(each))} info in 1 input; {len(each) - len(set(each))} more of boilerplate,"
        " --min-severity info tells each" in result.stderr
    )


def test_counts_and_baselines_know_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    counted = json.loads(
        call("check", "--isolated", "--statistics", "-f", "json", "page.txt").stdout
    )
    assert {row["code"]: row["count"] for row in counted["rules"]}["DK603"] == 3
    call("check", "--isolated", "--write-baseline", "known.json", "page.txt")
    assert call("check", "--isolated", "--baseline", "known.json", "page.txt").stdout == ""
    Path("page.txt").write_text(PAGE + "\nRead more\n\nShare on LinkedIn\n", encoding="utf-8")
    result = call("check", "--isolated", "--baseline", "known.json", "page.txt")
    assert [line.split(": ")[1].split()[1] for line in result.stdout.splitlines()] == [
        "DK602",
        "DK603",
    ]


def test_a_severity_of_the_user_s_own_is_not_folded(tmp_path: Path) -> None:
    (tmp_path / "dispatchkit.toml").write_text('[severity]\nDK603 = "warning"\n', encoding="utf-8")
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    assert call("check", str(tmp_path / "page.txt")).stdout.count("warning DK603") == 3


def test_the_library_folds_as_the_command_does() -> None:
    assert [one.code for one in check(PAGE.encode())].count("DK603") == 1
    assert [one.code for one in check(PAGE.encode(), min_severity="info")].count("DK603") == 3
    with pytest.raises(ValueError, match="min_severity"):
        check(PAGE.encode(), min_severity="fatal")  # type: ignore[arg-type]


# --- the least severity ----------------------------------------------------------------------------------------------------

LOUD = (
    "World\nClock museum opens a new wing\nAA/ Geneva\nThe museum (built in 1962 opened a new wing"
    " on Saturday, in which clocks tick.\nThe oldest was made for a pope."
)


@pytest.mark.parametrize(
    ("least", "kinds"),
    [
        ("error", {"error"}),
        ("warning", {"error", "warning"}),
        ("info", {"error", "warning", "info"}),
    ],
)
def test_only_findings_as_grave_are_told(least: str, kinds: set[str]) -> None:
    assert {one["severity"] for one in told("--min-severity", least, stdin=LOUD)} == kinds


def test_what_is_not_told_still_counts_and_is_named() -> None:
    result = call(
        "check",
        "--isolated",
        "--min-severity",
        "error",
        "--ignore",
        "DK203",
        "--fail-on",
        "warning",
        "-",
        stdin=LOUD,
    )
    assert result.stdout == ""
    assert result.exit_code == 1
    assert "nothing that grave in 1 input; 2 below error not told" in result.stderr


def test_the_least_severity_is_a_key_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "dispatchkit.toml").write_text('min-severity = "warning"\n', encoding="utf-8")
    (tmp_path / "dump.txt").write_text(LOUD, encoding="utf-8")
    assert " info " not in call("check", str(tmp_path / "dump.txt")).stdout
    (tmp_path / "dispatchkit.toml").write_text('min-severity = "fatal"\n', encoding="utf-8")
    result = call("check", str(tmp_path / "dump.txt"))
    assert result.exit_code == 2
    assert "min-severity" in result.stderr


# --- what an agency always prints ------------------------------------------------------------------------------------------


def severity(code: str, dump: str) -> set[str]:
    """The severities that *code* is told with, every finding by itself."""
    return {one.severity for one in check(dump.encode(), min_severity="info") if one.code == code}


def test_the_footer_of_an_agency_s_every_page_is_no_warning() -> None:
    own = (
        "Clock museum opens a new wing\n04.12.2021\nAA/ Geneva\nThe clock museum opened a new wing"
        f" on Saturday, in which three hundred travelling clocks tick.\n{FOOTER}\n"
    )
    assert severity("DK213", own) == {"info"}


def test_the_notebook_of_a_wire_is_neither_markdown_nor_a_warning() -> None:
    dump = (
        "Uhrenmuseum öffnet neuen Flügel\n\nGenf (dpa) - Das Uhrenmuseum hat am Samstag einen neuen"
        " Flügel geöffnet, in dem 300 Reiseuhren ticken.\n\nDie älteste wurde für einen Papst"
        " gebaut.\n\n# dpa-Notizblock\n\n## Internet\n- Museum: https://uhren.example\n\n* * *"
        " *\nDie folgenden Informationen sind nicht zur Veröffentlichung bestimmt\n\n##"
        " dpa-Kontakte\n- Autorin: Anna Muster\n"
    )
    assert severity("DK508", dump) == set()
    assert severity("DK704", dump) == {"info"}


def test_the_markdown_and_the_notes_of_others_are_told_as_before() -> None:
    assert severity(
        "DK508",
        "## Ferry sails again\n\nOSLO, May 3 (Reuters) - The ferry to the islands runs **again**"
        " after a week of storms.\n",
    ) == {"info"}
    note = (
        "OSLO, Dec 4 (Reuters) - The ferry to the islands runs again after a week of storms, the"
        " operator said.\n\nATTENTION EDITORS - The name of the captain must not be used.\n"
    )
    assert severity("DK704", note) == {"warning"}


def test_a_profile_says_what_is_usual(tmp_path: Path) -> None:
    path = tmp_path / "clocks.toml"
    path.write_text(
        'schema = 1\nid = "clocks"\nname = "Clock News"\nlanguages = ["en"]\ncredits = ["Clock'
        ' News"]\n[check]\nusual = ["DK704"]\nwhy = "a note ends every story"\n',
        encoding="utf-8",
    )
    note = (
        "GENEVA, Dec 4 (Clock News) - The clock museum opened a new wing on Saturday, its director"
        " said.\n\nATTENTION EDITORS - Clocks are fragile.\n"
    )
    assert {
        one.severity for one in check(note.encode(), profile=str(path)) if one.code == "DK704"
    } == {"info"}
    assert call("profile", "check", str(path)).exit_code == 0
    (tmp_path / "dispatchkit.toml").write_text(
        'profile = "clocks.toml"\nprofiles = ["clocks.toml"]\n[severity]\nDK704 = "error"\n'.replace(
            'profile = "clocks.toml"\n', ""
        ),
        encoding="utf-8",
    )
    (tmp_path / "note.txt").write_text(note, encoding="utf-8")
    assert "error DK704" in call("check", str(tmp_path / "note.txt")).stdout


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not part of the project")
def test_the_sample_has_its_findings_and_no_error() -> None:
    found = told(stdin=SAMPLE.read_bytes())
    assert {one["code"] for one in found} == {
        "DK104",
        "DK205",
        "DK213",
        "DK405",
        "DK407",
        "DK504",
        "DK601",
        "DK602",
        "DK603",
        "DK604",
    }
    assert {one["severity"] for one in found} == {"info"}


# --- headlines and dates that nobody printed -------------------------------------------------------------------------------

WIRE = (
    "The clock museum opened a new wing on Saturday, in which three hundred travelling clocks"
    " tick.\n\nThe oldest of them was made for a pope.\n"
)


@pytest.mark.parametrize(
    "dump",
    [
        f"GENEVA (Reuters) - {WIRE}",
        f"GENÈVE, 4 déc (AFP) - {WIRE}",
        f"BC-APNewsAlert\n\nGENEVA (AP) _ {WIRE}",
        f"ALERT: clock museum opens\n\n{WIRE}",
        f"Monde\n\nALERTE - Le musée de l'horloge ferme\n\n{WIRE}",
        f"EIL +++ Uhrenmuseum schließt +++\n\n{WIRE}",
        f"Clock museum opens a new wing\n\n{WIRE}",
        WIRE,
    ],
    ids=[
        "no headline",
        "no headline, a date",
        "slug of an alert",
        "alert",
        "alert under a section",
        "urgent",
        "headline alone",
        "text alone",
    ],
)
def test_alerts_extracts_and_wires_without_a_headline_are_no_errors(dump: str) -> None:
    assert "error" not in severity("DK201", dump) | severity("DK203", dump)
    assert "warning" not in severity("DK201", dump) | severity("DK203", dump)


@pytest.mark.parametrize(
    ("code", "dump"),
    [
        ("DK201", f"World\n04.12.2021\nAA/ Geneva\n{WIRE}"),
        ("DK203", f"World\nClock museum opens a new wing\nAA/ Geneva\n{WIRE}"),
        ("DK203", f"Monde\nLe musée de l'horloge ouvre une aile\nAA/ Genève\n{WIRE}"),
    ],
)
def test_what_a_header_lacks_is_an_error(code: str, dump: str) -> None:
    assert severity(code, dump) == {"error"}


# --- garbled letters and invisible marks -----------------------------------------------------------------------------------


def test_a_garbled_line_is_told_once_and_mended_as_a_whole(tmp_path: Path) -> None:
    story = (
        "Tempête : le bac de l'île s'arrête\n\nPARIS, 3 mai (AFP) - Le bac de l'île a été arrêté"
        " après une semaine de tempête, a annoncé la préfecture.\n"
    )
    garbled = story.encode().decode("cp1252").encode()
    found = [one for one in told(stdin=garbled) if one["code"] == "DK107"]
    assert [one["line"] for one in found] == [1, 3]
    path = tmp_path / "dump.txt"
    path.write_bytes(garbled)
    call("check", "--isolated", "--select", "DK107", "--fix", "--unsafe-fixes", str(path))
    assert path.read_text(encoding="utf-8") == story


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The fer\u200bry runs.", {"error"}),
        ("The ferry\u200b runs.", {"info"}),
        ("\u200bThe ferry runs.", {"info"}),
        ("The ferry runs.\ufeff", {"info"}),
        ("Call \u202a555 0101\u202c for the ferry.", {"info"}),
        ("Call \u202e555 0101 for the ferry.", {"error"}),
        ("The ferry\x07 runs.", {"error"}),
        ("The ferry\u200b runs, the fer\u200bry!", {"error"}),
    ],
)
def test_an_invisible_mark_beside_a_word_harms_nobody(line: str, expected: set[str]) -> None:
    assert (
        severity(
            "DK105",
            f"Ferry runs again\n\nOSLO, May 3 (Reuters) - {line} All is well on board, its captain"
            " said on Monday.\n",
        )
        == expected
    )


# --- dates that only look ambiguous ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dump", "expected"),
    [
        (
            (
                "Le bac du port reprend\n\n04.12.2021\n\nLe bac du port a repris du service après"
                " une semaine de tempête.\n\nNul ne fut blessé.\n"
            ),
            set(),
        ),
        (
            (
                "Feribot yeniden sefere başladı\n\n04/05/2021\n\nFeribot bir haftalık fırtınadan"
                " sonra yeniden sefere başladı, dedi şirket.\n\nKimse yaralanmadı.\n"
            ),
            set(),
        ),
        (
            (
                "Prom znów kursuje po sztormie\n\n04-05-2021\n\nProm na wyspy znów kursuje po"
                " tygodniu sztormów, podała spółka.\n\nNikt nie został ranny.\n"
            ),
            set(),
        ),
        (
            (
                "Harbour ferry runs again\n\n04.05.2021\n\nThe ferry to the islands runs again"
                " after a week of storms, the operator said.\n\nNobody was hurt.\n"
            ),
            set(),
        ),
        (
            (
                "Harbour ferry runs again\n\n04/05/2021\n\nThe ferry to the islands runs again"
                " after a week of storms, the operator said.\n\nNobody was hurt.\n"
            ),
            {"warning"},
        ),
    ],
    ids=["dots", "Turkish", "Polish", "dots in English", "English"],
)
def test_dots_and_languages_settle_a_date(dump: str, expected: set[str]) -> None:
    assert severity("DK301", dump) == expected


# --- the project's own dispatches ------------------------------------------------------------------------------------------

DISPATCHES = sorted((Path(__file__).parent / "dispatches").glob("*/*.txt"))
# Faults that some of them have on purpose: encodings, garbled letters, pages pasted one after
# another, a note that kills a story.
FAULTY = {"DK101", "DK102", "DK105", "DK107", "DK109", "DK207", "DK507", "DK702"}


@pytest.mark.parametrize(
    "path", DISPATCHES, ids=[f"{path.parent.name}/{path.stem}" for path in DISPATCHES]
)
def test_a_dispatch_without_a_fault_is_no_error_and_hardly_a_warning(path: Path) -> None:
    loud = [one for one in check(path, min_severity="warning") if one.code not in FAULTY]
    assert [one.code for one in loud if one.severity == "error"] == []
    assert len(loud) <= 2, [one.message for one in loud]
