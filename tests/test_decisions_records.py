"""Which field a line of a dispatch goes to, what is left of it for ``boilerplate``, and which of two
lines wins. All texts are invented.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dispatchkit import Own, parse_text

# An invented agency, which prints the day and the reporter behind sentences.
OWN = Own(profiles=(str(Path(__file__).with_name("profiles") / "quarry.toml"),))

H = "Council opens bridge over river"
P = "The council of Tarnholm opened the new bridge over the river on Saturday, officials said at the site."
Q = "Work on the crossing took two years and cost less than planned, the mayor told reporters on the quay."
STORY = f"TARNHOLM, Dec 4 2021 (AFP) - {P}\n\n{Q}"
BODY = [(P, "body"), (Q, "body")]

# A text, and the fields of its record: paragraphs as (text, role), what is cut as (text, label).
RECORDS: dict[str, tuple[str, dict[str, Any]]] = {
    "a head and two paragraphs": (f"{H}\n\n{STORY}", {"headline": H, "abstract": None, "section": None, "notice": None, "keywords": (), "urgency": None, "boilerplate": [], "paragraphs": BODY}),
    "a marker in the headline": (f"UPDATE 2-{H}\n\n{STORY}", {"headline": f"UPDATE 2-{H}", "notice": ("update", "UPDATE 2-", 2)}),
    "a marker on a line of its own": (f"URGENT\n\n{H}\n\n{STORY}", {"headline": H, "notice": ("urgent", "URGENT", None), "boilerplate": [("URGENT", "notice")]}),
    "a marker in the headline wins": (f"URGENT\n\nCORRECTED-{H}\n\n{STORY}", {"notice": ("correction", "CORRECTED-", None), "boilerplate": [("URGENT", "notice")]}),
    "the first of two markers wins": (f"URGENT\n\nEMBARGOED UNTIL 12:00 GMT, 5 December 2021\n\n{H}\n\n{STORY}", {"notice": ("urgent", "URGENT", None)}),
    "an embargo dates nothing": (f"EMBARGOED UNTIL 12:00 GMT, 5 December 2021\n\n{H}\n\nTARNHOLM (AFP) - {P}\n\n{Q}", {"notice": ("embargo", "EMBARGOED UNTIL 12:00 GMT, 5 December 2021", None), "published": None}),
    "keywords by many signs": (f"{H}\n\nKeywords: bridge, river; toll | Tarnholm #quay\n\n{STORY}", {"keywords": ("bridge", "river", "toll", "Tarnholm", "quay"), "boilerplate": []}),
    "a keyword twice": (f"{H}\n\nKeywords: bridge, bridge, river.\n\n{STORY}", {"keywords": ("bridge", "river")}),
    "a label of the wire": (f"{H}\n\nUrgency: 3\nSlug: BRIDGE\n\n{STORY}", {"urgency": 3, "slugline": "BRIDGE", "boilerplate": [("Urgency: 3", "envelope")]}),
    "an urgency that is no number": (f"{H}\n\nPriority: x\n\n{STORY}", {"urgency": None, "boilerplate": [("Priority: x", "envelope")]}),
    "the id of a message": (f"{H}\n\nGUID: tag:quarry.example,2021:12\n\n{STORY}", {"altid": "tag:quarry.example,2021:12", "boilerplate": [("GUID: tag:quarry.example,2021:12", "envelope")]}),
    "the language of the words": (f"{H}\n\n{STORY}", {"language": "en"}),
    "a language that is stated": (f"{H}\n\nLanguage: fr\n\n{STORY}", {"language": "fr", "boilerplate": [("Language: fr", "language")]}),
    "a summary with a dash": (f"{H}\n\n- Toll to be paid from spring by all who cross\n\n{STORY}", {"abstract": "Toll to be paid from spring by all who cross", "boilerplate": []}),
    "two lines of summary": (f"{H}\n\nToll to be paid from spring by all\n\nFerries stop for good in autumn\n\n{STORY}", {"abstract": "Toll to be paid from spring by all Ferries stop for good in autumn"}),
    "a headline that Markdown marks": (f"# {H}\n\n{STORY}", {"headline": H, "boilerplate": []}),
    "a reporter above and an editor below": (f"{H}\n\nBy Ada Finch\n\n{STORY}\n\nReporting by Ada Finch; Editing by Cy Dent", {"byline": [("Ada Finch", "author"), ("Cy Dent", "editor")], "boilerplate": []}),
    "a reporter with a place": (f"{H}\n\nBy Ada Finch in Rome\n\n{STORY}", {"byline": [("Ada Finch", "author")], "boilerplate": [("By Ada Finch in Rome", "byline")]}),
    "a figure behind a reporter": (f"{H}\n\nBy Ada Finch, 3\n\n{STORY}", {"byline": [("Ada Finch", "author")], "boilerplate": [("By Ada Finch, 3", "byline")]}),
    "a figure before a date": (f"{H}\n\n12 | 4 December 2021\n\nTARNHOLM (AFP) - {P}\n\n{Q}", {"published": "2021-12-04", "boilerplate": [("12 | 4 December 2021", "counter")]}),
    "words before a date": (f"{H}\n\nPublished on 4 December 2021\n\nTARNHOLM (AFP) - {P}\n\n{Q}", {"published": "2021-12-04", "boilerplate": []}),
    "rights": (f"{H}\n\n{STORY}\n\n© 2021 Tarnholm Post. All rights reserved.", {"copyrightnotice": "© 2021 Tarnholm Post. All rights reserved.", "usageterms": None, "boilerplate": [("© 2021 Tarnholm Post. All rights reserved.", "copyright")]}),
    "the first of two lines of rights": (f"{H}\n\n{STORY}\n\n© 2021 AFP\n\n© 2021 Tarnholm Post. All rights reserved.", {"copyrightnotice": "© 2021 AFP", "boilerplate": [("© 2021 AFP", "copyright"), ("© 2021 Tarnholm Post. All rights reserved.", "copyright")]}),
    "the first credited dateline": (f"{H}\n\nTARNHOLM (AFP) - {P}\n\nOSTHOLM (AFP) - {Q}", {"dateline": ("TARNHOLM (AFP)", ("afp",)), "paragraphs": [(P, "body"), (f"OSTHOLM (AFP) - {Q}", "body")]}),
    "a dateline on its own line": (f"{H}\n\nTARNHOLM, Dec 4 2021 (AFP)\n\n{P}\n\n{Q}", {"dateline": ("TARNHOLM, Dec 4 2021 (AFP)", ("afp",)), "paragraphs": BODY, "boilerplate": []}),
    "an end mark behind the last sentence": (f"{H}\n\n{STORY} (END)", {"paragraphs": BODY, "boilerplate": [("(END)", "endmark")]}),
    "an end mark without brackets": (f"{H}\n\nTARNHOLM, Dec 4 (Xinhua) -- {P}\n\n{Q} Enditem", {"paragraphs": BODY, "boilerplate": [("Enditem", "endmark")], "published": None}),
    "an end mark in Chinese": ("市议会开通跨河新桥\n\n新华社北京12月4日电 市议会星期六开通了横跨河流的新桥，官员们在现场表示。\n\n工程历时两年，费用低于计划，市长在码头上对记者说。（完）", {"paragraphs": [("市议会星期六开通了横跨河流的新桥，官员们在现场表示。", "body"), ("工程历时两年，费用低于计划，市长在码头上对记者说。", "body")], "boilerplate": [("（完）", "endmark")]}),
    "an editor behind the last sentence": ("市議會開通跨河新橋\n\n（中央社台北4日電）市議會星期六開通了橫跨河流的新橋，官員們在現場表示。\n\n工程歷時兩年，費用低於計畫，市長在碼頭上對記者說。（編輯：陳小例）1101204", {"byline": [("陳小例", "editor")], "boilerplate": [("（編輯：陳小例）1101204", "credit")]}),
    "a crosshead with a star": (f"{H}\n\nTARNHOLM (AFP) - {P}\n\n* Toll to fall due\n\n{Q}", {"paragraphs": [(P, "body"), ("Toll to fall due", "crosshead"), (Q, "body")]}),
    "items of a list": (f"{H}\n\nTARNHOLM (AFP) - {P}\n\n- cars 3\n- carts 1\n\n{Q}", {"paragraphs": [(P, "body"), ("cars 3", "list"), ("carts 1", "list"), (Q, "body")]}),
    "rows of a table": (f"{H}\n\nTARNHOLM (AFP) - {P}\n\nDay   Ferry\nMon   3\nTue   4\n\n{Q}", {"paragraphs": [(P, "body"), ("Day Ferry", "table"), ("Mon 3", "table"), ("Tue 4", "table"), (Q, "body")]}),
    "a place label": (f"{H}\n\nCape Verde\nAA/ Praia\n\n{P}\n\n{Q}", {"located": "Cape Verde", "dateline": ("AA/ Praia", ("aa",)), "boilerplate": []}),
    "a section": (f"Politics\n\n{H}\n\n{STORY}", {"section": "Politics", "headline": H, "boilerplate": []}),
    "a button between paragraphs": (f"{H}\n\n{STORY}\n\nShare", {"paragraphs": BODY, "boilerplate": [("Share", "share")]}),
}  # fmt: skip


def shown(field: str, value: Any) -> Any:
    """A field as the table has it."""
    if field == "paragraphs":
        return [(one["text"], one["role"]) for one in value]
    if field == "boilerplate":
        return [(one["text"], one["label"]) for one in value]
    if field == "byline":
        return [(one["name"], one["role"]) for one in value]
    if field == "notice":
        return value and (value["kind"], value["text"], value["number"])
    if field == "dateline":
        return value and (value["text"], tuple(value["agencies"]))
    return tuple(value) if field == "keywords" else value


@pytest.mark.parametrize("name", RECORDS)
def test_the_fields_of_a_record(name: str) -> None:
    text, expected = RECORDS[name]
    (dispatch,) = parse_text(f"{text}\n")
    record = dispatch.to_dict()
    assert {field: shown(field, record[field]) for field in expected} == expected


def test_paragraphs_and_cuts_say_on_which_lines_they_stand() -> None:
    (dispatch,) = parse_text(f"{H}\n\n{STORY} (END)\n\nShare\n\nPrint\n")
    assert [paragraph.lines for paragraph in dispatch.paragraphs] == [(3, 3), (5, 5)]
    assert [(cut.text, cut.lines) for cut in dispatch.boilerplate] == [
        ("(END)", (5, 5)),
        ("Share", (7, 7)),
        ("Print", (9, 9)),
    ]


def test_a_wrapped_paragraph_stands_on_all_its_lines() -> None:
    text = (
        f"{H}\n\nTARNHOLM, Dec 4 2021 (AFP) - The council of Tarnholm opened the new\nbridge over the"
        " river on Saturday, officials said at the site, where\na band played and the ferry blew its"
        " horn.\n\nWork on the crossing took two years and cost less than planned, the\nmayor told"
        " reporters on the quay, where a band played and the ferry\nblew its horn.\n"
    )
    (dispatch,) = parse_text(text)
    assert [paragraph.lines for paragraph in dispatch.paragraphs] == [(3, 5), (7, 9)]


def test_what_stands_behind_a_sentence_is_said_by_fields() -> None:
    text = f"{H}\n\nTARNHOLM (QXZ) - {P} (wrote Ada Finch)\n\n{Q} (filed 4 May 2021)\n"
    (dispatch,) = parse_text(text, own=OWN)
    record = dispatch.to_dict()
    assert shown("paragraphs", record["paragraphs"]) == BODY
    assert shown("byline", record["byline"]) == [("Ada Finch", "author")]
    assert record["published"] == "2021-05-04"
    assert shown("boilerplate", record["boilerplate"]) == [
        ("(wrote Ada Finch)", "credit"),
        ("(filed 4 May 2021)", "date"),
    ]


def test_a_date_line_wins_over_the_day_behind_a_sentence() -> None:
    text = f"{H}\n\n3 May 2021\n\nTARNHOLM (QXZ) - {P}\n\n{Q} (filed 4 May 2021)\n"
    (dispatch,) = parse_text(text, own=OWN)
    assert str(dispatch.published) == "2021-05-03"


def test_what_stands_behind_a_mark_within_a_paragraph_stays() -> None:
    text = f"{H}\n\nTARNHOLM (QXZ) - {P} (wrote Ada Finch) {Q}\n"
    (dispatch,) = parse_text(text, own=OWN)
    assert [paragraph.text for paragraph in dispatch.paragraphs] == [f"{P} {Q}"]


# Texts with days in them that date nothing, or do; what is published, and who is credited.
DATED: dict[str, tuple[str, str, list[str]]] = {
    "the headline's date again below it": (f"Charter of 3 May 1911 turns up\n\n3 May 1911\n\n{P}\n\n{Q}", "", []),
    "a date that a sentence announces": (f"{H}\n\n{P}\n\nThe day that all on the quay will remember is:\n\n3 May 1911\n\n{Q}", "", []),
    "a sentence cut before its date": (f"{H}\n\n{P}\n\nThe fair on the old quay opens on\n\n3 May 2021\n\n{Q}", "", []),
    "a sentence that goes on below its date": (f"{H}\n\n{P}\n\n3 May 2021\n\nif the ice on the river holds that long, the mayor said.\n\n{Q}", "", []),
    "days beside other words": (f"{H}\n\n{P}\n\nRecord date May 7\n\nPay June 1\n\n{Q}", "", []),
    "a year of account": (f"{H}\n\n{P}\n\nYear to December 31, 1986\n\n{Q}", "", []),
    "a chronology": (f"The bridge and its years\n\n{P}\n\n3 May 1911\n\n{Q}\n\n4 June 1921\n\n{P}\n\n5 July 1931\n\n{Q}", "", []),
    "a day below the headline": (f"{H}\n\n4 December 2021\n\n{P}\n\n{Q}", "2021-12-04", []),
    "a day behind the story": (f"{H}\n\n{P}\n\n{Q}\n\n4 December 2021", "2021-12-04", []),
    "a day with its label behind the story": (f"{H}\n\n{P}\n\n{Q}\n\nPublished on:\n\n4 December 2021", "2021-12-04", []),
    "a note on a book": (f"{H}\n\n{P}\n\n{Q}\n\nA Novel of the River\nBy Ada Finch\n212 pages. Lending Boat Press.", "", []),
    "a reporter below the headline": (f"{H}\n\nBy Ada Finch\n\n{P}\n\n{Q}", "", ["Ada Finch"]),
    "a reporter behind the story": (f"{H}\n\n{P}\n\n{Q}\n\nBy Ada Finch", "", ["Ada Finch"]),
}  # fmt: skip


@pytest.mark.parametrize("name", DATED)
def test_what_a_plain_text_says_of_its_day_and_author(name: str) -> None:
    text, published, people = DATED[name]
    (dispatch,) = parse_text(f"{text}\n")
    assert str(dispatch.published or "") == published
    assert [person.name for person in dispatch.byline] == people
