"""What the lines of small stories are: head, headline, body and what follows. Each line stands
after its label; all people, places and events are invented.
"""

from __future__ import annotations

import pytest

from dispatchkit import check, trace_text

WORDS = {
    "h": "Council opens bridge over river",
    "p": "The council of Tarnholm opened the new bridge over the river on Saturday, officials said at the site.",
    "q": "Work on the crossing took two years and cost less than planned, the mayor told reporters on the quay.",
}

# Lines after their labels, blank ones without; "---" where another dispatch begins.
STORIES = {
    "a headline and a dateline": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that is printed twice": """\
headline: {h}

other: Culture
duplicate: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline again between the paragraphs": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

duplicate: {h}

text: {q}
""",
    "a headline again as a caption with its credit": """\
headline: {h}

duplicate: {h} (Ada Finch/AFP)

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a section above the headline": """\
section: Politics

headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "two short lines above the headline": """\
menu: Home
section: Politics

headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a slug near the headline": """\
slugline: BRIDGE-OPEN/TARNHOLM

headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a slug far from the headline": """\
menu: BRIDGE-OPEN/TARNHOLM
menu: Home
menu: News
menu: Politics
menu: Sport
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a credit line above the headline": """\
agency: AFP

headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a credit line below the headline": """\
headline: {h}
agency: AFP

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a summary below the headline": """\
headline: {h}

abstract: Toll to fall due from spring, mayor says

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a short line below the headline": """\
headline: {h}

other: Toll due

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a name before the date": """\
headline: {h}

byline: Ada Finch
date: 4 December 2021

text: {p}

text: {q}
""",
    "two names before the date": """\
headline: {h}

byline: Ada Finch, Bo Reed
date: 4 December 2021

text: {p}

text: {q}
""",
    "a name not before the date": """\
headline: {h}

byline: Ada Finch
abstract: Toll to fall due from spring, mayor says
date: 4 December 2021

text: {p}

text: {q}
""",
    "a place beside the date": """\
headline: {h}

located: Tarnholm
date: 4 December 2021

text: {p}

text: {q}
""",
    "a byline above the headline": """\
byline: By Ada Finch
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a byline below the headline": """\
headline: {h}
byline: By Ada Finch

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a crosshead": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

crosshead: Two years of work

text: {q}

text: {p}
""",
    "a short line with a stop": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: It works.

text: {q}

text: {p}
""",
    "a short line at the end": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

text: Two years of work
""",
    "a crosshead of fourteen words": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

crosshead: What the ministers of the nine old states have so far agreed on there

text: {q}

text: {p}
""",
    "a crosshead of fifteen words": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: What the ministers of the nine old states have so far agreed on in Rome

text: {q}

text: {p}
""",
    "a short line before a byline": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

text: Two years of work
credit: By Ada Finch

text: {q}
""",
    "items of a list": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

list: - Two years of work
list: - Three quays
list: - One toll

text: {q}

text: {p}
""",
    "a paragraph after a dash": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: - {q}

text: {p}
""",
    "rows of a table": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

table: Tarnholm   3   4   5
table: Ostholm    4   5   6
table: Westholm   1   2   3

text: {q}

text: {p}
""",
    "a date that is announced": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: The bridge was closed on this day:

text: 4 December 2020

text: {q}

text: {p}
""",
    "related stories at the end": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

related: Related:
related: Toll to fall due from spring
related: Mayor sings on the quay
""",
    "related stories between paragraphs": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

related: Related:
related: Toll to fall due

text: {q}

text: {p}
""",
    "a ruler ends related stories": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

related: Related:
related: Toll to fall due from spring
rule: *****
other: Mayor sings on the quay
""",
    "a question as a headline": """\
headline: Who pays for the bridge over the river of Tarnholm, and who has paid for it until now?

text: {p}

text: {q}
""",
    "a long question": """\
text: Who pays for the bridge over the river of Tarnholm, and who has paid for it until now in all the years of the old ferry?

text: {p}

text: {q}
""",
    "a question in a story": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: Who pays for the bridge over the river of Tarnholm, and who has paid for it until now?

text: {q}
""",
    "a headline that ends with initials": """\
headline: COUNCIL OPENS BRIDGE WITH U.S.

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that ends with a stop": """\
headline: {h}.

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that asks": """\
headline: {h}?

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline of two words": """\
headline: Bridge opens

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a menu above the headline": """\
menu: Home
menu: News
menu: Sport
menu: Weather
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a date without a year after the text": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

text: Record March 31
""",
    "a date with a year after the text": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

date: 31 March 2021
""",
    "a poem": """\
headline: Bridge song

text: The river runs
text: The quay is old
text: The toll is low
""",
    "a section above a flash": """\
section: MARKETS

headline: Tarnholm shares close at new high

text: Index at 4,012
""",
    "a flash with a dateline": """\
headline: Tarnholm shares close at new high

dateline: TARNHOLM (AFP)

text: Index at 4,012
""",
    "a flash with a date": """\
headline: Tarnholm shares close at new high

date: 4 December 2021

text: Index at 4,012
text: Toll at 3
""",
    "columns under dates": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

table: 4/2/87   Prev Wk   Chg
table: Wheat   3.1   3.0   0.1
table: Corn    2.1   2.0   0.1

text: {q}
""",
    "a first line with two spaces": """\
headline: Council opens  bridge over river

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a lone short line as fallback": """\
headline: Bridge

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "two short lines as fallback": """\
headline: Bridge
other: Toll

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a summary in prose above the dateline": """\
headline: {h}

abstract: {q}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {p}
""",
    "hash tags below": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

related: #bridge #toll
""",
    "an end mark": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

endmark: ends
""",
    "a line of four words below a menu": """\
menu: Home
menu: News
menu: Sport
headline: Bridge opens again today

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a repeat below a menu": """\
menu: Home
menu: News
menu: Sport
headline: {h}

other: Culture page
other: Bridge song of the old town

duplicate: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "two lines, the second printed twice": """\
menu: Mayor sings on the quay again

headline: {h}

other: Culture

duplicate: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline again as a caption close to the text": """\
headline: {h}

duplicate: {h} (Ada Finch/AFP)
text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a button above the headline": """\
share: Share this article

headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a short text without a dateline": """\
headline: Heron wakes

text: {p}

text: {q}
""",
    "a short first line that is not set apart": """\
headline: Heron wakes
text: {p}

text: {q}
""",
    "a short first line with a stop": """\
headline: Heron wakes.

text: {p}

text: {q}
""",
    "a short first line above a line fit to be a headline": """\
section: Heron wakes

headline: {h}

text: {p}

text: {q}
""",
    "a quotation that asks": """\
headline: “Council opens bridge?”

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline with an ellipsis": """\
headline: Council opens bridge over …

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline that calls": """\
headline: {h}!

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a story of one paragraph": """\
headline: {h}

text: {p}
""",
    "a story of one paragraph with a date": """\
headline: {h}

date: 4 December 2021

text: {p}
""",
    "a byline and a date above the headline": """\
byline: By Ada Finch
date: 4 December 2021

headline: {h}

text: {p}

text: {q}
""",
    "dates above the headline": """\
date: 4 December 2021
date: 5 December 2021
date: 6 December 2021
date: 7 December 2021
headline: {h}

text: {p}

text: {q}
""",
    "a section above a headline of three words": """\
section: MARKETS

headline: Tarnholm shares close

text: Index at 4,012
""",
    "three stories": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

---
headline: Mayor sings on the quay again

text: OSTHOLM, Dec 5 2021 (AFP) - {q}

text: {p}

---
headline: Herons wake in the old park

text: WESTHOLM, Dec 5 2021 (AFP) - {p}

text: {q}
""",
    "a second dateline without a credit": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

crosshead: Mayor sings on the quay again

text: OSTHOLM, Dec 5 - {q}

text: {p}
""",
    "a second dateline of its own line": """\
headline: {h}

dateline: TARNHOLM, Dec 4 2021 (AFP)

text: {p}

text: {q}

---
headline: Mayor sings on the quay again

dateline: OSTHOLM, Dec 5 2021 (AFP)

text: {q}

text: {p}
""",
    "a footer, a headline and a date": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

copyright: Copyright 2021 AFP. All rights reserved.

---
headline: Mayor sings on the quay again
date: 5 December 2021

text: {q}

text: {p}
""",
    "a table of one figure a row": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

table: Day   Ferry
table: Mon   3
table: Tue   4

text: {q}
""",
    "a repeat of the headline in a poem": """\
headline: Bridge song of the town

other: Culture

duplicate: Bridge song of the town
text: The river runs
text: The quay is old
""",
    "a notebook that closes a dispatch": """\
headline: {h}

text: Ostholm (dpa) - {p}

text: {q}

contact: # dpa-Notizblock

contact: ## Orte
contact: Quay 1, Ostholm

contact: The bridge is closed to all on the second day of the week, the council said in a note.
""",
    "a notebook above all": """\
section: # dpa-Notizblock

headline: {h}

text: Ostholm (dpa) - {p}

text: {q}
""",
    "a place label of AA before the date": """\
headline: {h}

located: Tarnholm

dateline: AA/ Tarnholm

text: {p}

text: {q}
""",
    "a headline again as a caption without a credit": """\
headline: {h}

other: {h} on the quay

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a headline again as the dateline's own sentence": """\
headline: {h}

text: TARNHOLM (AFP) - {h}.

text: {q}
""",
    "related hash tags between paragraphs": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

related: #bridge

crosshead: Toll to fall due

text: {q}

text: {p}
""",
    "a credit after the text": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

credit: By Ada Finch
""",
    "an end mark between two stories": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

endmark: Ends

---
headline: Mayor sings on the quay again

text: OSTHOLM, Dec 5 2021 (AFP) - {q}

text: {p}
""",
    "a sentence between two datelines": """\
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}

text: Mayor sings on the quay again.

text: OSTHOLM, Dec 5 2021 (AFP) - {q}

text: {p}
""",
    "a weak slug three lines above": """\
slugline: BRIDGE-OPEN/TARNHOLM
menu: News
section: Town
headline: {h}

text: TARNHOLM, Dec 4 2021 (AFP) - {p}

text: {q}
""",
    "a label of four words": """\
headline: {h}

abstract: Old Quay of Tarnholm
date: 4 December 2021

text: {p}

text: {q}
""",
    "an item below the headline": """\
headline: {h}

other: - Toll
date: 4 December 2021

text: {p}

text: {q}
""",
    "an agency below a date": """\
headline: {h}

date: 4 December 2021
agency: AFP

text: {p}

text: {q}
""",
}


@pytest.mark.parametrize("name", STORIES)
def test_each_line_of_a_story_is_known_for_what_it_is(name: str) -> None:
    expected = [line.format_map(WORDS) for line in STORIES[name].splitlines()]
    text = "\n".join(line.partition(": ")[2] for line in expected if line != "---")
    found: list[str] = []
    for part in trace_text(text).parts:
        found += ["---"] if found else []
        found += [
            f"{label.word}: {line.text}" if line.text.strip() else ""
            for line, label, _ in part.lines
        ]
    assert [line for line in found if line] == [line for line in expected if line]


NOTEBOOK = "{h}\n\nOstholm (dpa) - {p}\n\n{q}\n\n# dpa-Notizblock\n\n"
BELOW_A_NOTEBOOK = {
    "an address": ("Quay 1, Ostholm\n\n{p}\n", False),
    "a headline over one paragraph": ("Quay 1\n\nMayor sings on the quay again\n\n{q}\n", False),
    "three paragraphs without a headline": ("Quay 1\n\n{q}\n\n{p}\n\n{q}\n", False),
    "a headline over as much text": ("Mayor sings on the quay again\n\n{q}\n\n{p}\n\n{q}\n", True),
    "a headline, a date and text": (
        "Mayor sings on the quay again\n5 December 2021\n\n{q}\n\n{p}\n\n{q}\n",
        True,
    ),
}


@pytest.mark.parametrize("name", BELOW_A_NOTEBOOK)
def test_a_story_that_a_notebook_has_swallowed_is_doubted(name: str) -> None:
    below, doubted = BELOW_A_NOTEBOOK[name]
    found = check((NOTEBOOK + below).format_map(WORDS).encode())
    assert ("DK207" in {finding.code for finding in found}) == doubted
