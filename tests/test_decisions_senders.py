"""Who sent a dispatch: which printed forms prove it, which hint at it, and where they must stand.
"Quarrywire" is invented, with a profile that has a form of each kind.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatchkit import Own, parse_text, trace_text

OWN = Own(profiles=(str(Path(__file__).with_name("profiles") / "quarry.toml"),))
HEADLINE = "Council opens bridge over river"
TEXT = (
    "The council of Tarnholm opened the new bridge over the river on Saturday, officials said at"
    " the site."
)
MORE = (
    "Work on the crossing took two years and cost less than planned, the mayor told reporters on"
    " the quay."
)
STORY = f"{HEADLINE}\n\n{TEXT}\n\n{MORE}"


def sender(text: str, own: Own | None = None) -> str:
    """The id of the agency, "" where none is found."""
    dispatch = parse_text(text, own=own)[0] if own else parse_text(text)[0]
    assert dispatch.profile == (dispatch.agency.id if dispatch.agency else "generic")
    return dispatch.agency.id if dispatch.agency else ""


QUARRY = {
    "a credit in the dateline": (f"{HEADLINE}\n\nTARNHOLM, Dec 4 2021 (QXZ) - {TEXT}\n\n{MORE}", True),
    "its name in the story": (f"{STORY}\n\nThe mayor told Quarrywire that the toll is due.", False),
    "a proof above": (f"Quarry first edition\n\n{STORY}", True),
    "a proof of the head below": (f"{STORY}\n\nQuarry first edition", True),
    "a proof of the head in the eightieth line": (STORY + f"\n\n{MORE}" * 76 + "\n\nQuarry first edition", True),
    "a proof of the head behind eighty lines": (STORY + f"\n\n{MORE}" * 77 + "\n\nQuarry first edition", False),
    "a proof below": (f"{STORY}\n\nQuarry over and out", True),
    "a proof of the tail above": (f"Quarry over and out\n\n{STORY}", False),
    "a proof of the tail in the middle": (f"{STORY}\n\nQuarry over and out" + f"\n\n{MORE}" * 3, True),
    "a proof of the tail before the middle": (f"{STORY}\n\nQuarry over and out" + f"\n\n{MORE}" * 4, False),
    "a proof wherever it stands": (f"{HEADLINE}\n\n{TEXT}\n\n{MORE} It was quarry no. 12 of the year.", True),
    "one hint": (f"{STORY}\n\nHauled by hand", False),
    "one hint twice": (f"Hauled by hand\n\n{STORY}\n\nHauled by hand", False),
    "two hints": (f"{STORY}\n\nHauled by hand\n\nStone by stone", True),
    "two lines that belong together": (f"Pit B\nShaft 3\n\n{STORY}", True),
    "one line between the two": (f"Pit B\nby night\nShaft 3\n\n{STORY}", True),
    "two lines between the two": (f"Pit B\nby night\nand day\nShaft 3\n\n{STORY}", False),
    "two lines that the first tells": (f"Adit B\nLevel 3\n\n{STORY}", True),
    "the first of the two alone": (f"Adit B\n\n{STORY}", False),
    "the second line alone": (f"Shaft 3\n\n{STORY}", False),
    "a label that names it": (f"{HEADLINE}\n\nSource: Quarrywire\n\n{TEXT}\n\n{MORE}", True),
    "a label that names it in brackets": (f"{HEADLINE}\n\nSource: The old wire (QXZ)\n\n{TEXT}\n\n{MORE}", True),
    "a label that names somebody else": (f"{HEADLINE}\n\nSource: The Tarnholm Post\n\n{TEXT}\n\n{MORE}", False),
    "a label in the twentieth line": (f"{HEADLINE}\n\n" + f"{MORE}\n\n" * 18 + "Source: Quarrywire", True),
    "a label behind twenty lines": (f"{HEADLINE}\n\n" + f"{MORE}\n\n" * 19 + "Source: Quarrywire", False),
    "its name two lines above a date": (f"{HEADLINE}\n\nQXZ\nTarnholm\n8 May 2019\n\n{TEXT}\n\n{MORE}", True),
    "its name below a date": (f"{HEADLINE}\n\n8 May 2019\nTarnholm\nQXZ\n\n{TEXT}\n\n{MORE}", True),
    "a date on the first line, its name on the third": (f"8 May 2019\nTarnholm\nQXZ\n\n{HEADLINE}\n\n{TEXT}\n\n{MORE}", True),
    "its name above a date line of forty-nine letters": (f"{HEADLINE}\n\nQXZ\nTarnh{'o' * 30}lm, 8 May 2019\n\n{TEXT}\n\n{MORE}", True),
    "its name above a date line of fifty letters": (f"{HEADLINE}\n\nQXZ\nTarnh{'o' * 31}lm, 8 May 2019\n\n{TEXT}\n\n{MORE}", False),
    "its name in small letters above a date": (f"{HEADLINE}\n\nquarrywire\n8 May 2019\n\n{TEXT}\n\n{MORE}", False),
    "its name above a line with a date in it": (f"{HEADLINE}\n\nQXZ\nTarnholm and the towns of the lower river, 8 May 2019\n\n{TEXT}\n\n{MORE}", False),
    "its name three lines above a date": (f"{HEADLINE}\n\nQXZ\nTarnholm\nOld town\n8 May 2019\n\n{TEXT}\n\n{MORE}", False),
    "its name above a day without its year": (f"{HEADLINE}\n\nQXZ\n8 May\n\n{TEXT}\n\n{MORE}", False),
    "its name above a year alone": (f"{HEADLINE}\n\nQXZ\n2019\n\n{TEXT}\n\n{MORE}", False),
    "nothing of it": (STORY, False),
}  # fmt: skip


@pytest.mark.parametrize("name", QUARRY)
def test_what_proves_who_sent_a_dispatch(name: str) -> None:
    text, proved = QUARRY[name]
    assert sender(f"{text}\n", OWN) == ("quarry" if proved else "")


@pytest.mark.parametrize(
    ("above", "agency"),
    [
        ("By Ada Finch\nAssociated Press", "ap"),
        ("Par Ada Finch\nLa Presse canadienne", "cp"),
        ("Von Ada Finch\ndpa", "dpa"),
        ("Agência Lusa04 dez. 2021, 14:20", "lusa"),
        ("Agence France-Presse 4 décembre 2021", "afp"),
        ("Ada Finch\nReuters", ""),
        ("Agência Lusa: 04 pessoas", ""),
    ],
)
def test_an_agency_beside_date_or_reporter_sent_the_dispatch(above: str, agency: str) -> None:
    assert sender(f"{HEADLINE}\n{above}\n\n{TEXT}\n\n{MORE}\n") == agency


@pytest.mark.parametrize(
    ("last", "agency"),
    [("BNS, Tallinn", "bns"), ("dpa, Berlin", "dpa"), ("STT in Rome", "stt"), ("BNS, photos", "")],
)
def test_an_agency_and_a_place_below_the_text_say_who_sent_it(last: str, agency: str) -> None:
    assert sender(f"{HEADLINE}\n\n{TEXT}\n\n{MORE}\n\n{last}\n") == agency


def test_the_first_credit_counts_and_more_proofs_win() -> None:
    first = f"{HEADLINE}\n\nTARNHOLM, Dec 4 2021 (QXZ) - {TEXT}\n\nOSTHOLM, Dec 4 (AFP) - {MORE}"
    assert sender(f"{first}\n", OWN) == "quarry"
    assert (
        sender(f"{HEADLINE}\n\nTARNHOLM, Dec 4 2021 (AFP) - {TEXT}\n\nquarry no. 3\n", OWN) == "afp"
    )
    both = (
        f"Quarry first edition\n\n{HEADLINE}\n\nTARNHOLM, Dec 4 2021 (AFP) - {TEXT}\n\nquarry no. 3"
    )
    assert sender(f"{both}\n", OWN) == "quarry"


NAMESAKES = {
    "afp": (
        "Şura çay üzərində körpü açdı\n\nBakı (AFP) - Tarnholm şurası şənbə günü çay üzərində yeni"
        " körpünü açıb, rəsmilər yerində bildiriblər.\n\nİşlər iki il çəkib və planlaşdırıldığından"
        " az xərclə başa gəlib, bələdiyyə başçısı deyib.\n"
    ),
    "apa": (
        "Rat eröffnet Brücke über den Fluss\n\nWien (APA) - Der Rat von Tarnholm hat am Samstag die"
        " neue Brücke über den Fluss eröffnet, teilte die Stadt mit.\n\nDie Arbeiten dauerten zwei"
        " Jahre und kosteten weniger als geplant, sagte die Bürgermeisterin.\n"
    ),
    "apa-az": (
        "Şura çay üzərində körpü açdı\n\nBakı (APA) - Tarnholm şurası şənbə günü çay üzərində yeni"
        " körpünü açıb, rəsmilər yerində bildiriblər.\n\nİşlər iki il çəkib və planlaşdırıldığından"
        " az xərclə başa gəlib, bələdiyyə başçısı deyib.\n"
    ),
}


def test_where_no_language_tells_the_credit_counts_as_it_is() -> None:
    assert sender("OQMM-12 / 7\n\nWIEN (APA) - XQJ 12, ZZT 14, RRT 7, PPQ 3\n") == "apa"


@pytest.mark.parametrize("agency", NAMESAKES)
def test_of_two_agencies_of_one_credit_the_language_tells(agency: str) -> None:
    assert sender(NAMESAKES[agency]) == agency


def test_the_evidence_says_where_the_proof_stands() -> None:
    found = trace_text(f"Quarry first edition\n\n{STORY}\n\nHauled by hand\n", own=OWN).parts[0]
    assert "quarry: line 1 is its own (quarry.opens)" in found.evidence
    assert "quarry: line 9 is like its (quarry.one-hint)" in found.evidence
    credited = trace_text(f"{HEADLINE}\n\nTARNHOLM, Dec 4 2021 (QXZ) - {TEXT}\n", own=OWN).parts[0]
    assert "quarry: line 3 prints its credit: 'TARNHOLM, Dec 4 2021 (QXZ)'" in credited.evidence
    hinted = trace_text(f"{STORY}\n\nHauled by hand\n", own=OWN).parts[0]
    assert "quarry: only line 7 is like its (quarry.one-hint)" in hinted.evidence
    unknown = trace_text(f"{STORY}\n", own=OWN).parts[0]
    assert "no credit, footer or form of a known agency" in unknown.evidence


@pytest.mark.parametrize(
    ("text", "agency", "last"),
    [
        ("Broen åpner igjen i mai, opplyser lensmann Ola Moe (NTB).", "ntb", "Ola Moe."),
        ("A ponte reabre em maio, disse o autarca Rui Matos (Lusa).", "lusa", "Rui Matos."),
        ("Il ponte riapre a maggio, dice il sindaco Gino Rossi (ANSA).", "ansa", "Gino Rossi."),
        ("Die Brücke öffnet wieder im Mai. (APA, red, 12.3.2015)", "apa", "im Mai."),
        ("The bridge is a plan of the Party of All Pilots (PAP).", None, "(PAP)."),
        (
            "Die Brücke gehört nach Angaben der Stadt der Deutschen Presse-Agentur (dpa).",
            None,
            "(dpa).",
        ),
        ("The bridge opens in May, says the Norwegian Tram Board (NTB).", None, "(NTB)."),
        ("Die Brücke (APA) öffnet wieder im Mai.", None, "im Mai."),
    ],
)
def test_a_credit_in_brackets_closes_a_story(text: str, agency: str | None, last: str) -> None:
    first = {
        "ntb": "Kommunen bygger en ny bro over elva, og den skal være ferdig i mai neste år.",
        "lusa": "A câmara está a construir uma ponte nova sobre o rio, que fica pronta em maio.",
        "ansa": "Il comune costruisce un nuovo ponte sul fiume che sarà pronto a maggio.",
        None: "",
    }.get(agency, "Die Gemeinde baut eine neue Brücke über den Fluss, die im Mai fertig wird.")
    found = parse_text(f"{first}\n\n{text}\n")[0]
    assert (found.agency.id if found.agency else None) == agency
    assert found.paragraphs[-1].text.endswith(last)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("PAP / 21.01.2022, 13:10", "pap"),
        ("21.01.2022 13:10 | PAP", "pap"),
        ("dpa - 21.01.2022, 13:10", "dpa"),
        ("21/01/2022 - EFE", "efe"),
        ("PAPA / 21.01.2022, 13:10", None),
    ],
)
def test_a_credit_beside_the_date_above_a_story_names_the_sender(
    line: str, agency: str | None
) -> None:
    text = f"Otter in the bath\n\n{line}\n\nAn otter took a bath in Husum on Friday, the police said.\n"
    (found,) = parse_text(text)
    assert (found.agency and found.agency.id) == agency
